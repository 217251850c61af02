//! Finding words in a case. The index stands in the case's workshop and is brought up to date only
//! when somebody searches, and only what changed: gathering knows nothing of it.
//! Deliberately not here: which texts a case has (`search_texts.rs`).

use crate::app::search_texts::{self, CASE};
use crate::app::{App, AppError};
use crate::case::{Case, Finding, number};
use crate::search::{Batch, Hit, Index, PlaceKind, SearchError};
use crate::store::{OpenCase, index_place, mark};
use serde::Serialize;
use std::collections::BTreeSet;
use std::path::Path;

/// How many places are told where nobody says it.
const USUAL_LIMIT: u32 = 50;
/// Most places that are told.
const MAX_LIMIT: u32 = 1_000;

/// A place where the words stand, as `buscar --json` tells it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundPlace {
    /// Id of the exhibit: `e3`; none for what belongs to none.
    pub exhibit: Option<String>,
    /// Its number, "3" or "A", while it has one.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Id of the file, contact, fact, request, event or company: `p4`, `c1`…
    pub item: Option<String>,
    /// Page, from 1, counted over the whole exhibit.
    pub page: Option<u32>,
    /// What kind of words.
    pub kind: PlaceKind,
    /// The words around.
    pub quote: String,
    /// What was asked, as from and to in characters of the quote.
    pub marks: Vec<(u32, u32)>,
}

impl From<Hit> for FoundPlace {
    fn from(hit: Hit) -> Self {
        let Hit { place, number, title, quote, rank: _ } = hit;
        Self {
            exhibit: place.exhibit,
            number,
            title,
            item: place.item,
            page: place.page,
            kind: place.kind,
            quote: quote.text,
            marks: quote.marks,
        }
    }
}

/// What a search found, the best first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SearchReport {
    /// The places.
    pub hits: Vec<FoundPlace>,
    /// Whether there may be more than were asked for.
    pub more: bool,
    /// What opening the case found.
    pub findings: Vec<Finding>,
}

impl App {
    /// Finds the places of a case where all words stand; `limit` of them at most.
    ///
    /// # Errors
    /// The case cannot be opened, or its index can be neither written nor made in memory.
    pub fn search(
        &mut self,
        root: &Path,
        term: &str,
        limit: Option<u32>,
    ) -> Result<SearchReport, AppError> {
        let limit = limit.unwrap_or(USUAL_LIMIT).clamp(1, MAX_LIMIT);
        match self.search_once(root, term, limit) {
            Err(AppError::Search(SearchError::Damaged { .. })) => {
                drop(Index::remake(&index_place(root))?);
                self.search_once(root, term, limit)
            }
            found => found,
        }
    }

    fn search_once(
        &mut self,
        root: &Path,
        term: &str,
        limit: u32,
    ) -> Result<SearchReport, AppError> {
        let (index, findings) = self.current_index(root)?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let hits = index.find(term, limit)?;
        let more = hits.len() >= limit;
        Ok(SearchReport { hits: hits.into_iter().map(Into::into).collect(), more, findings })
    }

    /// Returns the index of a case, up to date. The case is opened only where it may say something
    /// else than when it was indexed.
    fn current_index(&mut self, root: &Path) -> Result<(Index, Vec<Finding>), AppError> {
        if let Some(now) = mark(root)
            && index_place(root).is_file()
            && let Ok(index) = Index::open(&index_place(root))
            && index.state(CASE)?.as_ref() == Some(&now)
        {
            return Ok((index, Vec::new()));
        }
        let opened = self.open_to_look(root)?;
        let mut index = match Index::open(&index_place(root)) {
            Ok(index) => index,
            Err(error @ SearchError::Damaged { .. }) => return Err(error.into()),
            // A disk that cannot be written, or a workshop that is not there.
            Err(_) => Index::in_memory()?,
        };
        let renewed = index.batch(|batch| renew(batch, &opened));
        match renewed {
            Err(SearchError::Sql { .. }) => {
                index = Index::in_memory()?;
                index.batch(|batch| renew(batch, &opened))?;
            }
            renewed => renewed?,
        }
        Ok((index, opened.findings().to_vec()))
    }

    /// Has the next search look again at what was read from pictures.
    pub(super) fn index_is_behind(root: &Path) {
        // Where the index cannot be written, it is made anew for every search.
        let _ = Index::open(&index_place(root))
            .and_then(|mut index| index.batch(|batch| batch.set_state(CASE, "")));
    }
}

/// Brings the index of a case up to date.
fn renew(batch: &Batch<'_>, opened: &OpenCase) -> Result<(), SearchError> {
    let case = opened.case();
    let mut sources = BTreeSet::new();
    for source in search_texts::sources(case, opened.root()) {
        batch.renew(CASE, &source.name, &source.stamp, || source.places(case, opened.root()))?;
        sources.insert(source.name);
    }
    batch.keep_only(CASE, |name| sources.contains(name))?;
    name_exhibits(batch, case)?;
    batch.set_state(CASE, &mark(opened.root()).unwrap_or_default())
}

fn name_exhibits(batch: &Batch<'_>, case: &Case) -> Result<(), SearchError> {
    let numbers = number(case);
    case.exhibits.iter().try_for_each(|exhibit| {
        let number = numbers.get(&exhibit.id).map(ToString::to_string);
        batch.name(CASE, &exhibit.id.to_string(), number.as_deref(), &exhibit.title)
    })
}
