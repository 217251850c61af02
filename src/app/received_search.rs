//! Searching all received dossiers: what each says of itself, and the texts that were read of its
//! files, go into one index beside the
//! catalogue, when it is first asked for. The index may be deleted at any time.

use crate::app::received::{ReceivedHit, ReceivedList};
use crate::app::received_texts::{self, FileText};
use crate::app::search_texts::{of_contact, pieces};
use crate::app::{App, AppError};
use crate::base::Money;
use crate::base::Sha256Digest;
use crate::catalogue::{Catalogue, Contents, ContentsExhibit, ReceivedEntry, contents};
use crate::search::{Batch, Hit, Index, Place, PlaceKind, SearchError};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Most places that one search returns.
const MAX_HITS: usize = 200;
/// Longest text file whose words are searched, in bytes.
const TEXT_BYTES: u64 = 1024 * 1024;
/// The name under which the index notes that it is ours and whole.
const SENTINEL: &str = "catalogo";
/// Changes when other words are indexed, so that all of them are read anew.
const RECIPE: &str = "2";

impl App {
    pub(super) fn search_received(
        &mut self,
        catalogue: &Catalogue,
        term: &str,
    ) -> Result<ReceivedList, AppError> {
        let index = brought_up_to_date(catalogue)?;
        let hits = index.find(term, MAX_HITS).map_err(AppError::from)?;
        let hits: Vec<ReceivedHit> = hits.into_iter().filter_map(told).collect();
        let mut entries: BTreeMap<u32, ReceivedEntry> =
            catalogue.list()?.into_iter().map(|entry| (entry.id, entry)).collect();
        let mut seen = BTreeSet::new();
        let in_order = hits.iter().map(|hit| hit.dossier).filter(|id| seen.insert(*id));
        let dossiers = in_order.filter_map(|id| entries.remove(&id)).collect();
        Ok(ReceivedList { dossiers, hits })
    }
}

fn told(hit: Hit) -> Option<ReceivedHit> {
    Some(ReceivedHit {
        dossier: hit.place.dossier.parse().ok()?,
        exhibit: hit.place.exhibit,
        number: hit.number,
        title: hit.title,
        page: hit.place.page,
        kind: hit.place.kind.word().to_owned(),
        quote: hit.quote.text,
        marks: hit.quote.marks,
    })
}

/// Returns the index with the words of every dossier.
fn brought_up_to_date(catalogue: &Catalogue) -> Result<Index, AppError> {
    let mut index = Index::open(&catalogue.search_place()).map_err(AppError::from)?;
    if index.state(SENTINEL).map_err(AppError::from)?.as_deref() != Some(RECIPE) {
        index = Index::remake(&catalogue.search_place()).map_err(AppError::from)?;
        catalogue.set_indexed(None, false)?;
        index.batch(|batch| batch.set_state(SENTINEL, RECIPE)).map_err(AppError::from)?;
    }
    for id in catalogue.not_indexed()? {
        let entry = catalogue.entry(id)?;
        let words = words_of(catalogue, &entry);
        let name = id.to_string();
        index
            .batch(|batch| {
                batch.forget(&name)?;
                for exhibit in &words.names {
                    batch.name(&name, &exhibit.0, exhibit.1.as_deref(), &exhibit.2)?;
                }
                put_all(batch, &words.places)
            })
            .map_err(AppError::from)?;
        catalogue.set_indexed(Some(id), true)?;
    }
    Ok(index)
}

fn put_all(batch: &Batch<'_>, places: &[(Place, String)]) -> Result<(), SearchError> {
    places.iter().try_for_each(|(place, text)| batch.put(place, text))
}

/// What the index is to hold of one dossier.
#[derive(Default)]
struct Words {
    /// Id, number and title of exhibits.
    names: Vec<(String, Option<String>, String)>,
    places: Vec<(Place, String)>,
}

impl Words {
    fn put(&mut self, place: Place, text: impl Into<String>) {
        self.places.push((place, text.into()));
    }
}

fn words_of(catalogue: &Catalogue, entry: &ReceivedEntry) -> Words {
    let name = entry.id.to_string();
    let mut words = Words::default();
    let facts = &entry.facts;
    words.put(Place::of(&name, PlaceKind::Title), facts.title.clone());
    words.put(Place::of(&name, PlaceKind::FileName), entry.name.clone());
    let Ok(inside) = catalogue.inside(entry.id) else { return words };
    let document = inside.text("caso.json").and_then(|text| serde_json::from_slice(&text).ok());
    let document: Value = document.unwrap_or(Value::Null);
    for party in ["claimant", "representative", "respondents", "relation"] {
        let text = all_texts(document.get(party));
        words.put(Place::of(&name, PlaceKind::Party), text);
    }
    let held = contents(&inside, entry.origin);
    exhibits(&name, &held, &mut words);
    account(&name, &held, &mut words);
    for exhibit in &held.exhibits {
        for item in &exhibit.items {
            let is_text = item.media_type.starts_with("text/") || item.name.ends_with(".txt");
            let Some(member) = item.member.as_deref() else { continue };
            if is_text
                && item.size_bytes <= TEXT_BYTES
                && let Some(text) = inside.text(member)
            {
                let place = Place::of(&name, PlaceKind::Text).in_exhibit(&exhibit.id);
                let place = on_page(place, exhibit.first_page);
                words.put(place, String::from_utf8_lossy(&text).into_owned());
            }
        }
    }
    let texts = received_texts::kept(catalogue.root(), entry.sha256);
    held.exhibits.iter().for_each(|exhibit| file_texts(&name, exhibit, &texts, &mut words));
    words
}

/// Puts what was read of the files of an exhibit, page by page. Where its pages in the dossier are those
/// of its files, each stands with its own page; else with the first of the exhibit.
fn file_texts(
    name: &str,
    exhibit: &ContentsExhibit,
    texts: &BTreeMap<Sha256Digest, FileText>,
    words: &mut Words,
) {
    let of_items = exhibit.items.iter().map(|item| texts.get(&item.sha256));
    let pages_of = |text: Option<&FileText>| text.map_or(1, |text| text.pages.len());
    let printed = exhibit.first_page.zip(exhibit.last_page).map(|(first, last)| last + 1 - first);
    let is_exact = printed == Some(of_items.clone().map(pages_of).sum());
    let mut before = 0;
    for text in of_items {
        for (page, index) in text.iter().flat_map(|text| &text.pages).zip(before..) {
            let own = if is_exact { index } else { 0 };
            let place = Place::of(name, PlaceKind::Text).in_exhibit(&exhibit.id);
            let place = on_page(place, exhibit.first_page.map(|first| first + own));
            pieces(page).for_each(|piece| words.put(place.clone(), piece));
        }
        before += pages_of(text);
    }
    if let Some(said) = &exhibit.transcript {
        let place = Place::of(name, PlaceKind::Text).in_exhibit(&exhibit.id);
        words.put(on_page(place, exhibit.first_page), said.clone());
    }
}

fn on_page(place: Place, page: Option<usize>) -> Place {
    match page.and_then(|page| u32::try_from(page).ok()) {
        Some(page) => place.on_page(page),
        None => place,
    }
}

fn exhibits(name: &str, held: &Contents, words: &mut Words) {
    for exhibit in &held.exhibits {
        words.names.push((exhibit.id.clone(), exhibit.number.clone(), exhibit.title.clone()));
        let at = |kind| on_page(Place::of(name, kind).in_exhibit(&exhibit.id), exhibit.first_page);
        let date = exhibit.date.map(|day| day.to_string()).unwrap_or_default();
        words.put(at(PlaceKind::Title), format!("{} {date}", exhibit.title));
        words.put(at(PlaceKind::Note), exhibit.shows.clone().unwrap_or_default());
        for item in &exhibit.items {
            words.put(at(PlaceKind::FileName), item.name.clone());
        }
    }
}

fn account(name: &str, held: &Contents, words: &mut Words) {
    let place = |kind, id: &dyn std::fmt::Display| Place::of(name, kind).in_item(&id);
    for contact in &held.contacts {
        words.put(place(PlaceKind::Contact, &contact.id), of_contact(contact));
    }
    for fact in &held.facts {
        let date = fact.date.map(|day| day.to_string()).unwrap_or_default();
        words.put(place(PlaceKind::Fact, &fact.id), format!("{date} {}", fact.text));
    }
    for request in &held.requests {
        let amount = request.amount.map(|amount: Money| amount.to_string()).unwrap_or_default();
        words.put(place(PlaceKind::Request, &request.id), format!("{} {amount}", request.text));
    }
}

/// Returns every text within a value, but for ids and references.
fn all_texts(value: Option<&Value>) -> String {
    match value {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Array(values)) => {
            values.iter().map(|value| all_texts(Some(value))).collect::<Vec<_>>().join(" ")
        }
        Some(Value::Object(members)) => {
            let told = members.iter().filter(|(member, _)| {
                !["id", "kind", "exhibits", "sector", "respondent", "channel"]
                    .contains(&member.as_str())
            });
            told.map(|(_, value)| all_texts(Some(value))).collect::<Vec<_>>().join(" ")
        }
        _ => String::new(),
    }
}
