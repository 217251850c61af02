//! Received dossiers: taking them in, verifying, listing, searching, reading, comparing, noting.
//! Taking in and verifying need nothing of the engine, so that a session at the screen does both
//! beside its other deeds ([`Reception`]).

use crate::app::papers::drawn;
use crate::app::{App, AppError, Progress, lies_inside};
use crate::case::CustodyEvent;
use crate::catalogue::{
    self, Arrival, Catalogue, CatalogueError, CheckState, CheckedCount, Comparison, Contents, Mark,
    NoteDraft, Outcome, ReceivedEntry, Status,
};
use crate::explain::{self, Explanation};
use crate::import::ReaderCommand;
use crate::package::protect::Passphrase;
use crate::package::verify::CheckReport;
use crate::render::papers::{ReceivedLine, received_index};
use crate::store::Disk;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// What receiving is called while it goes on.
const RECEIVING: &str = "Recebendo";
/// What verifying is called while it goes on.
const CHECKING: &str = "Conferindo";

/// What became of what was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceiveReport {
    /// What was given, or found in the folders that were given.
    pub dossiers: Vec<ReceivedFile>,
    /// What verifying said, where it was asked for.
    pub checked: Option<CheckedCount>,
}

/// Something that was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedFile {
    /// Where it was.
    pub path: String,
    /// `kept`, `duplicate`, `opened` (it was here and opens now, with the passphrase) or `refused`.
    pub outcome: &'static str,
    /// Its number in the catalogue.
    pub id: Option<u32>,
    /// What its check said, where it was made at once.
    pub state: Option<CheckState>,
    /// Why it was not received, or cannot be read yet.
    pub why: Option<Explanation>,
}

/// The list of received dossiers.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedList {
    /// The dossiers, the one received last first; with a term, those in which it was found, the best
    /// first.
    pub dossiers: Vec<ReceivedEntry>,
    /// Where the term was found, the best first.
    pub hits: Vec<ReceivedHit>,
}

/// A place where a term was found.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedHit {
    /// The dossier.
    pub dossier: u32,
    /// Id of the exhibit.
    pub exhibit: Option<String>,
    /// Its number as printed.
    pub number: Option<String>,
    /// Its title.
    pub title: Option<String>,
    /// Page of the dossier.
    pub page: Option<u32>,
    /// What kind of words stand there.
    pub kind: String,
    /// The words around.
    pub quote: String,
    /// Where in them the term is: first and last letter, counted from 0, the last not included.
    pub marks: Vec<(u32, u32)>,
}

/// A received dossier, open to be read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedOpened {
    /// What the list says of it.
    pub entry: ReceivedEntry,
    /// What its check said; none before it.
    pub report: Option<CheckReport>,
    /// What it holds; none when it cannot be read.
    pub contents: Option<Contents>,
    /// What the person noted beside it.
    pub mark: Mark,
    /// The other dossiers of its case, oldest first.
    pub versions: Vec<ReceivedEntry>,
}

/// What is noted beside a dossier; what is absent stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct ReceivedMarking {
    /// How far the person is with it.
    pub status: Option<Status>,
    /// Its tags, all of them.
    pub tags: Option<Vec<String>>,
    /// A note.
    pub note: Option<NoteDraft>,
}

/// What taking in and verifying need, apart from the engine.
pub struct Reception {
    disk: Disk,
    when: String,
    holder: String,
    /// How a reader process of its own is started.
    pub(super) reader: ReaderCommand,
    /// Tells its scratch from that of others.
    pub(super) tag: String,
}

impl Reception {
    /// Takes dossiers in; they wait to be verified, unless that is to be done at once. A passphrase is
    /// tried on those that have one; without files, on all that are here and closed.
    ///
    /// # Errors
    /// The catalogue is in use elsewhere, or cannot be written at all.
    pub fn receive(
        &self,
        root: &Path,
        files: &[PathBuf],
        passphrase: Option<&str>,
        check: bool,
        watch: &mut dyn FnMut(&Progress) -> bool,
    ) -> Result<ReceiveReport, AppError> {
        let mut catalogue = Catalogue::open(root)?;
        let passphrase = passphrase.map(Passphrase::to_try);
        let arrivals = catalogue.receive(
            files,
            passphrase.as_ref(),
            &self.when,
            &self.holder,
            &self.disk,
            &mut |done, total, name| watch(&progress(RECEIVING, done, total, name)),
        )?;
        let mut report =
            ReceiveReport { dossiers: arrivals.iter().map(told).collect(), checked: None };
        if check {
            report.checked = Some(self.check(root, &[], watch)?);
            for one in &mut report.dossiers {
                one.state = one.id.and_then(|id| catalogue.entry(id).ok()).map(|entry| entry.state);
            }
        }
        Ok(report)
    }

    /// Verifies those that wait, two at a time; `ids` are made to wait again before. Then the texts of
    /// what was verified are read, so that the search finds them.
    ///
    /// # Errors
    /// Another program is at it, or the catalogue cannot be written.
    pub fn check(
        &self,
        root: &Path,
        ids: &[u32],
        watch: &mut dyn FnMut(&Progress) -> bool,
    ) -> Result<CheckedCount, AppError> {
        let mut catalogue = Catalogue::open(root)?;
        catalogue.check_again(ids)?;
        let count = catalogue.check_waiting(
            &|| self.when.clone(),
            &self.holder,
            &mut |done, total, name| watch(&progress(CHECKING, done, total, name)),
        )?;
        if count.waiting == 0 {
            self.read_texts(&catalogue, watch)?;
        }
        Ok(count)
    }
}

fn progress(doing: &'static str, done: usize, total: usize, name: &str) -> Progress {
    Progress { doing, done, total, name: (!name.is_empty()).then(|| name.to_owned()) }
}

fn told(arrival: &Arrival) -> ReceivedFile {
    let path = arrival.path.to_string_lossy().into_owned();
    let name = arrival.path.file_name().map_or(path.clone().into(), |name| name.to_string_lossy());
    let closed = explain::still_closed(arrival.closed, &name);
    let (outcome, id, why) = match &arrival.outcome {
        Outcome::Kept(id) => ("kept", Some(*id), closed),
        Outcome::Duplicate(id) => ("duplicate", Some(*id), closed),
        Outcome::Opened(id) => ("opened", Some(*id), None),
        Outcome::Refused(why) => ("refused", None, Some(explain::not_received(why, &name))),
    };
    ReceivedFile { path, outcome, id, state: None, why }
}

impl App {
    /// Returns what taking in and verifying need.
    pub fn reception(&mut self) -> Reception {
        let when = self.now();
        let holder = format!("{}, desde {when}", self.holder);
        let (reader, tag) = (self.reader_command.clone(), self.tag());
        Reception { disk: (self.disk)(), when, holder, reader, tag }
    }

    /// Returns the user's own catalogue, where the program was told one.
    pub fn own_catalogue(&self) -> Option<&Path> {
        self.received.as_deref()
    }

    /// Takes dossiers into the catalogue; they wait to be verified.
    ///
    /// # Errors
    /// As [`Reception::receive`].
    pub fn receive(
        &mut self,
        root: &Path,
        files: &[PathBuf],
        passphrase: Option<&str>,
        check: bool,
    ) -> Result<ReceiveReport, AppError> {
        self.reception().receive(root, files, passphrase, check, &mut *self.progress)
    }

    /// Verifies what waits in the catalogue.
    ///
    /// # Errors
    /// As [`Reception::check`].
    pub fn check_received(&mut self, root: &Path, ids: &[u32]) -> Result<CheckedCount, AppError> {
        self.reception().check(root, ids, &mut *self.progress)
    }

    /// Lists what was received; with a term, where it is found.
    ///
    /// # Errors
    /// The catalogue or its index cannot be read.
    pub fn received(&mut self, root: &Path, term: Option<&str>) -> Result<ReceivedList, AppError> {
        let catalogue = Catalogue::open(root)?;
        let Some(term) = term.map(str::trim).filter(|term| !term.is_empty()) else {
            return Ok(ReceivedList { dossiers: catalogue.list()?, hits: Vec::new() });
        };
        self.search_received(&catalogue, term)
    }

    /// Opens a received dossier to read it.
    ///
    /// # Errors
    /// There is no such dossier, or the catalogue cannot be read.
    pub fn open_received(&mut self, root: &Path, id: u32) -> Result<ReceivedOpened, AppError> {
        let catalogue = Catalogue::open(root)?;
        let entry = catalogue.entry(id)?;
        let inside = catalogue.inside(id).ok().filter(|_| !entry.facts.locked);
        let contents = inside.map(|inside| {
            let mut contents = catalogue::contents(&inside, entry.origin);
            contents.custody.iter_mut().for_each(|line| {
                line.words = explain::custody_line(
                    event(&line.event),
                    None,
                    line.name.as_deref(),
                    line.sha256,
                    None,
                );
            });
            contents
        });
        let case_id = entry.case_id.clone();
        let mut versions = Vec::new();
        if entry.versions > 1 {
            versions = catalogue.list()?;
            versions.retain(|other| other.id != id && other.case_id == case_id);
            versions.reverse();
        }
        let (report, mark) = (catalogue.report(id)?, catalogue.mark(id)?);
        Ok(ReceivedOpened { entry, report, contents, mark, versions })
    }

    /// Notes something beside a received dossier.
    ///
    /// # Errors
    /// There is no such dossier, or the catalogue cannot be written.
    pub fn mark_received(
        &mut self,
        root: &Path,
        ids: &[u32],
        marking: &ReceivedMarking,
    ) -> Result<Mark, AppError> {
        let mut catalogue = Catalogue::open(root)?;
        let when = self.now();
        let ReceivedMarking { status, tags, note } = marking;
        let mut mark = Mark::default();
        for id in ids {
            mark = catalogue.set_mark(*id, *status, tags.as_deref(), note.as_ref(), &when)?;
        }
        Ok(mark)
    }

    /// Compares a received dossier with another: the one received before it of the same case, where
    /// none is named.
    ///
    /// # Errors
    /// There is no such dossier or none to compare with, or one cannot be read.
    pub fn compare_received(
        &mut self,
        root: &Path,
        id: u32,
        with: Option<u32>,
    ) -> Result<Comparison, AppError> {
        let catalogue = Catalogue::open(root)?;
        let entry = catalogue.entry(id)?;
        let of_case = |other: &ReceivedEntry| other.id != id && other.case_id == entry.case_id;
        let other = match with {
            Some(with) => with,
            None if entry.case_id.is_none() => {
                return Err(CatalogueError::NothingToCompare { id }.into());
            }
            None => {
                let others: Vec<u32> =
                    catalogue.list()?.into_iter().filter(of_case).map(|other| other.id).collect();
                let before = others.iter().copied().filter(|other| *other < id).max();
                let nearest = before.or_else(|| others.iter().copied().min());
                nearest.ok_or(CatalogueError::NothingToCompare { id })?
            }
        };
        let (earlier, later) = (id.min(other), id.max(other));
        let (before, after) = (catalogue.inside(earlier)?, catalogue.inside(later)?);
        Ok(catalogue::compare((earlier, &before), (later, &after)))
    }

    /// Writes the list as a table for other programs: these dossiers in this order, or all.
    ///
    /// # Errors
    /// The catalogue cannot be read, or the file cannot be written.
    pub fn received_table(
        &mut self,
        root: &Path,
        ids: &[u32],
        out: &Path,
    ) -> Result<PathBuf, AppError> {
        let entries = listed(root, ids)?;
        let is_file = out.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("csv"));
        let path = if is_file && !out.is_dir() {
            out.to_owned()
        } else {
            (self.disk)().make_folder(out).map_err(crate::store::StoreError::from)?;
            free_file(out, &self.today().to_string())
        };
        crate::app::write_result(&path, catalogue::csv(&entries).as_bytes(), root)?;
        Ok(path)
    }

    /// Makes the list as a PDF to print: these dossiers in this order, or all.
    ///
    /// # Errors
    /// The catalogue cannot be read; [`AppError::OutInsideCase`]; a disk that refuses.
    pub fn received_index(
        &mut self,
        root: &Path,
        ids: &[u32],
        out: &Path,
    ) -> Result<PathBuf, AppError> {
        if lies_inside(out, root) {
            return Err(AppError::OutInsideCase { path: out.to_owned() });
        }
        let lines: Vec<ReceivedLine> = listed(root, ids)?.into_iter().map(line).collect();
        let date = self.today();
        let (pdf, _) = drawn(&received_index(&lines, date), date, format!("{lines:?}"))?;
        self.place_file(out, &format!("Recebidos {date} - indice.pdf"), &pdf)
    }
}

/// Returns these dossiers in this order, or all.
fn listed(root: &Path, ids: &[u32]) -> Result<Vec<ReceivedEntry>, AppError> {
    let mut entries = Catalogue::open(root)?.list()?;
    if !ids.is_empty() {
        let place = |entry: &ReceivedEntry| ids.iter().position(|id| *id == entry.id);
        entries.retain(|entry| place(entry).is_some());
        entries.sort_by_key(place);
    }
    Ok(entries)
}

fn line(entry: ReceivedEntry) -> ReceivedLine {
    let day = entry.received_at.get(..10).unwrap_or_default();
    let facts = entry.facts;
    ReceivedLine {
        number: entry.id,
        claimant: facts.claimant,
        respondents: facts.respondents,
        title: if facts.title.is_empty() { entry.name } else { facts.title },
        exhibits: facts.exhibits,
        protocols: facts.protocols,
        state: entry.state.label().to_owned(),
        received: NaiveDate::parse_from_str(day, "%Y-%m-%d").ok(),
    }
}

/// Returns a name for the table that nothing in the folder has.
fn free_file(folder: &Path, day: &str) -> PathBuf {
    let named = |copy: String| folder.join(format!("Recebidos {day}{copy}.csv"));
    let numbered = (2u32..).map(|copy| named(format!(" ({copy})")));
    let free = std::iter::once(named(String::new())).chain(numbered).find(|path| !path.exists());
    free.unwrap_or_else(|| named(String::new()))
}

/// Returns the event that a word of the log means.
fn event(word: &str) -> CustodyEvent {
    serde_json::from_value(word.into()).unwrap_or(CustodyEvent::Unknown)
}

impl CheckedCount {
    /// Returns whether the person must see something.
    pub const fn needs_attention(&self) -> bool {
        self.different + self.unreadable > 0
    }
}

impl ReceivedOpened {
    /// Returns whether its check said that something differs.
    pub fn needs_attention(&self) -> bool {
        use CheckState::{Different, Protected, Unreadable};
        matches!(self.entry.state, Different | Unreadable | Protected)
    }
}
