//! Gathering files and paper into a case (juntar).

use crate::app::history::{Did, Joins};
use crate::app::{App, AppError, Progress};
use crate::case::{Case, Exhibit, Finding, ItemId, ItemState, follow_pages};
use crate::explain::Names;
use crate::filing::fiscal_findings;
use crate::import::{NoteCode, Reading, read_file};
use crate::store::{Gathering, OpenCase, Outcome, Refusal, Source, Stamp, sources};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What gathering is called while it goes on.
const DOING: &str = "Guardando";

/// What is to be gathered, and how.
#[derive(Debug, Clone, Default)]
pub struct GatherOrder {
    /// Files and folders.
    pub paths: Vec<PathBuf>,
    /// Title, kind, date, note, one exhibit.
    pub gathering: Gathering,
    /// Password of locked files; never stored or logged.
    pub password: Option<String>,
    /// Undone together with the gathering just before it.
    pub same_step: bool,
}

/// An exhibit of which there is only paper.
#[derive(Debug, Clone, Default)]
pub struct PaperOrder {
    /// Title.
    pub title: String,
    /// Where the paper is.
    pub place: String,
    /// Title, kind, date and note.
    pub gathering: Gathering,
}

/// What became of one file, as `juntar --json` tells it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GatheredItem {
    /// The file as it was given.
    pub path: String,
    /// `kept`, `duplicate` or `refused`.
    #[cfg_attr(test, ts(type = "\"kept\" | \"duplicate\" | \"refused\""))]
    pub outcome: &'static str,
    /// Id of the item, of the one that was there for a duplicate.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub id: Option<String>,
    /// Id of its exhibit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub exhibit: Option<String>,
    /// Code of integrity.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub sha256: Option<String>,
    /// Media type.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub media_type: Option<String>,
    /// Kind of the exhibit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    #[cfg_attr(test, ts(as = "Option<crate::case::ExhibitKind>"))]
    pub kind: Option<&'static str>,
    /// Size in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub size_bytes: Option<u64>,
    /// What was read.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub read: Option<Reading>,
    /// Notes for people, in Portuguese.
    pub notes: Vec<String>,
    /// Why it was refused.
    #[serde(skip)]
    pub refusal: Option<Refusal>,
}

impl GatheredItem {
    /// Returns what is told of a file that was not kept.
    pub fn refused(path: &Path, refusal: Refusal) -> Self {
        let told = crate::explain::refusal(&refusal, &path.to_string_lossy());
        // What to do stands with the file, but not once for each of hundreds that were not reached.
        let next = match refusal {
            Refusal::Stopped | Refusal::NotReached => None,
            _ => Some(told.next),
        };
        Self {
            path: path.to_string_lossy().into_owned(),
            outcome: "refused",
            id: None,
            exhibit: None,
            sha256: None,
            media_type: None,
            kind: None,
            size_bytes: None,
            read: None,
            notes: std::iter::once(told.what).chain(next).collect(),
            refusal: Some(refusal),
        }
    }
}

/// What gathering did.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct GatherReport {
    /// Every file in order.
    pub items: Vec<GatheredItem>,
    /// What opening and writing found.
    pub findings: Vec<Finding>,
}

impl App {
    /// Gathers files into a case.
    ///
    /// # Errors
    /// The case cannot be written, or nothing of what was given is there. A file that is not
    /// gathered is in the report.
    pub fn gather(&mut self, root: &Path, order: &GatherOrder) -> Result<GatherReport, AppError> {
        let is_there = |path: &PathBuf| std::fs::symlink_metadata(path).is_ok();
        if let Some(path) = order.paths.first()
            && !order.paths.iter().any(is_there)
        {
            return Err(AppError::Absent { path: path.clone() });
        }
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let mut report: Vec<Option<GatheredItem>> = Vec::new();
        let mut files = Vec::new();
        let mut places = Vec::new();
        for source in sources(&order.paths) {
            match source {
                Ok(source) => {
                    places.push(report.len());
                    files.push(source);
                    report.push(None);
                }
                Err((path, refusal)) => report.push(Some(GatheredItem::refused(&path, refusal))),
            }
        }
        let outcomes =
            self.take_in(&mut opened, &files, &order.gathering, order.password.as_deref())?;
        let known: Vec<ItemId> = outcomes
            .iter()
            .filter_map(|outcome| match outcome {
                Outcome::Duplicate(id) => Some(*id),
                _ => None,
            })
            .collect();
        let telling = Telling::of(opened.case(), !known.is_empty());
        for ((place, source), outcome) in places.into_iter().zip(&files).zip(outcomes) {
            if let Some(line) = report.get_mut(place) {
                *line = Some(telling.told(&source.path, outcome));
            }
        }
        if let Some(password) = &order.password {
            self.try_again_locked(&mut opened, &known, password)?;
            // The files are kept; one of which there is no copy can be unlocked again.
            let _ = self.unlock(&mut opened, password);
        }
        let mut items: Vec<GatheredItem> = report.into_iter().flatten().collect();
        if !order.gathering.one_exhibit && order.gathering.into.is_none() {
            self.open_holders(&mut opened, &mut items)?;
        }
        let kept: Vec<&GatheredItem> = items.iter().filter(|item| item.outcome == "kept").collect();
        let first = kept.first().and_then(|item| item.exhibit.as_ref()?.parse().ok());
        let first = first.and_then(|id| opened.case().exhibit(id)).map(|e| e.title.clone());
        let joins = if order.same_step { Joins::Gathering } else { Joins::Never };
        let did = Did::Gathered(kept.len(), first.unwrap_or_default());
        self.remember(&opened, &before, &did, joins);
        let mut findings = opened.findings().to_vec();
        let known = fiscal_findings(&before);
        findings.extend(fiscal_findings(opened.case()).into_iter().filter(|f| !known.contains(f)));
        Ok(GatherReport { items, findings })
    }

    /// Takes files into a case and tells how far it is.
    pub(super) fn take_in(
        &mut self,
        opened: &mut OpenCase,
        files: &[Source],
        gathering: &Gathering,
        password: Option<&str>,
    ) -> Result<Vec<Outcome>, AppError> {
        let total = files.len();
        let now = self.now();
        let holder = self.holder.clone();
        let actor = self.actor;
        let Self { reader, chance, progress, .. } = self;
        let mut stamp = Stamp { when: now, actor, app: super::APP, holder, chance: &mut **chance };
        let name = |index: usize| files.get(index).map(|source: &Source| source.name.clone());
        let outcomes = opened.gather(
            files,
            gathering,
            &mut |path, name| read_file(path, name, password, reader),
            &mut |done| progress(&Progress { doing: DOING, done, total, name: name(done) }),
            &mut stamp,
        )?;
        progress(&Progress { doing: DOING, done: total, total, name: None });
        Ok(outcomes)
    }

    /// A locked file that the case has already is read again when its password comes later.
    fn try_again_locked(
        &mut self,
        opened: &mut OpenCase,
        known: &[ItemId],
        password: &str,
    ) -> Result<(), AppError> {
        let mut case = opened.case().clone();
        let mut changed = false;
        for id in known {
            let (Some(path), Some(item)) = (opened.original_path(*id), case.items.get_mut(id))
            else {
                continue;
            };
            let locked = item.read.as_ref().is_none_or(|read| read.has_note(NoteCode::Locked));
            if locked {
                let read = read_file(&path, &item.name, Some(password), &mut self.reader);
                changed |= !read.has_note(NoteCode::WrongPassword);
                item.read = Some(read);
            }
        }
        if changed {
            follow_pages(opened.case(), &mut case);
            opened.write(case, &self.stamp())?;
        }
        Ok(())
    }

    /// Adds an exhibit of which there is only paper; returns its id.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn gather_paper(&mut self, root: &Path, order: &PaperOrder) -> Result<String, AppError> {
        let mut opened = self.open(root)?;
        let mut case = opened.case().clone();
        let id = case.next_exhibit_id();
        case.exhibits.push(Exhibit {
            kind: order.gathering.kind.unwrap_or_default(),
            date: order.gathering.date,
            note: order.gathering.note.clone(),
            paper_at: Some(order.place.clone()),
            ..Exhibit::new(id, order.title.clone())
        });
        let before = opened.case().clone();
        opened.write(case, &self.stamp())?;
        let did = Did::Paper(order.title.clone());
        self.remember(&opened, &before, &did, Joins::Never);
        Ok(id.to_string())
    }
}

/// What the report says of items; who holds which is looked up once for all of them.
pub(super) struct Telling<'a> {
    case: &'a Case,
    holders: BTreeMap<ItemId, &'a Exhibit>,
    names: Names,
}

impl<'a> Telling<'a> {
    /// Returns it for a case; `named` where exhibits are to be named.
    pub(super) fn of(case: &'a Case, named: bool) -> Self {
        let held = |exhibit: &'a Exhibit| exhibit.items.iter().map(move |id| (*id, exhibit));
        Self {
            case,
            holders: case.exhibits.iter().flat_map(held).collect(),
            names: if named { Names::of(case) } else { Names::default() },
        }
    }

    /// Returns what is told of a file that was to be gathered.
    pub(super) fn told(&self, path: &Path, outcome: Outcome) -> GatheredItem {
        let (word, id) = match outcome {
            Outcome::Kept(id) => ("kept", id),
            Outcome::Duplicate(id) => ("duplicate", id),
            Outcome::Refused(refusal) => return GatheredItem::refused(path, refusal),
        };
        self.known(path, word, id)
    }

    /// Returns what is told of a file that the case has; `word` says since when.
    pub(super) fn known(&self, path: &Path, word: &'static str, id: ItemId) -> GatheredItem {
        let item = self.case.items.get(&id);
        let exhibit = self.holders.get(&id);
        let read = item.and_then(|item| item.read.as_ref());
        let mut notes: Vec<String> = read
            .map(|read| read.notes.iter().map(crate::explain::note).collect())
            .unwrap_or_default();
        if word == "duplicate" {
            let binned = item.is_some_and(|item| item.state == ItemState::Binned);
            notes = vec![crate::explain::already_there(&self.names, id, binned)];
        }
        GatheredItem {
            path: path.to_string_lossy().into_owned(),
            outcome: word,
            id: Some(id.to_string()),
            exhibit: exhibit.map(|exhibit| exhibit.id.to_string()),
            sha256: item.map(|item| item.sha256.to_string()),
            media_type: item.map(|item| item.media_type.clone()),
            kind: exhibit.map(|exhibit| exhibit.kind.word()),
            size_bytes: item.map(|item| item.size_bytes),
            read: read.cloned().map(without_text),
            notes,
            refusal: None,
        }
    }
}

/// The report names facts; a whole book's text does not belong in it.
fn without_text(mut reading: Reading) -> Reading {
    reading.text = None;
    reading
}
