//! Looking at a case: everything in it, what a destination misses, the profiles there are.

use crate::app::history::History;
use crate::app::picture_text;
use crate::app::suggest::{Suggestion, suggestions};
use crate::app::suggest_pictures::of_picture;
use crate::app::{App, AppError};
use crate::case::{
    CaseDocument, CustodyEvent, ExhibitView, Finding, FindingCode, Inside, Item, ItemId, ItemState,
    ItemView, MadeCopy, TimelineEntry, number, said, timeline,
};
use crate::explain::Names;
use crate::filing::{Limits, fiscal_findings, profiles};
use crate::import::codes::FoundCode;
use crate::import::{NoteCode, Reading};
use crate::store::bag::{Derivative, ORIGINALS};
use crate::store::{OpenCase, StoreError};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// Everything in a case.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Shown {
    /// The case.
    #[serde(flatten)]
    pub document: CaseDocument<ShownExhibit>,
    /// Its timeline.
    pub timeline: Vec<TimelineEntry>,
    /// Custody log: lines and head.
    pub custody_events: u64,
    /// Hash of its last line.
    pub custody_head: String,
    /// What `undo` would take back.
    pub undo: Option<String>,
    /// What `redo` would do again.
    pub redo: Option<String>,
    /// The last dossier that was made.
    pub last_export: Option<LastExport>,
    /// What opening found, and originals that are gone or of another size.
    pub findings: Vec<Finding>,
}

/// An item as the screen needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ItemView"))]
pub struct ShownItem {
    /// What the document says of it.
    #[serde(flatten)]
    pub view: ItemView,
    /// Name under `data/originais/`.
    pub stored_as: String,
    /// The copy without a password that its pages are drawn from, where there is one.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub derivative: Option<Derivative>,
    /// Copies that stand for it, or beside it.
    pub copies: Vec<MadeCopy>,
    /// The file it was taken out of, where it did not come by itself.
    pub inside: Option<ShownInside>,
    /// How many pages it has; none when it has none or they are not known.
    pub pages: Option<usize>,
    /// Whether it needs a password that was not given yet.
    pub locked: bool,
    /// Whether it is a photo that says where it was taken, and of which a copy can be made that does
    /// not.
    pub has_place: bool,
    /// Whether its pages can be drawn.
    pub has_picture: bool,
    /// What must be known about it, in Portuguese.
    pub notes: Vec<String>,
    /// Codes printed on its pages.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<FoundCode>>", optional))]
    pub codes: Vec<FoundCode>,
}

/// Where an item was taken out of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ShownInside {
    /// The item that it was in, if the case still knows it.
    pub item: Option<ItemId>,
    /// Where in it.
    #[serde(flatten)]
    pub place: Inside,
}

/// An exhibit as the screen needs it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ExhibitView"))]
pub struct ShownExhibit {
    /// What the document says of it.
    #[serde(flatten)]
    pub view: ExhibitView<ShownItem>,
    /// What the user may want to take over; nothing of it is taken by itself.
    pub suggestions: Vec<Suggestion>,
}

/// The last dossier that was made of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LastExport {
    /// When, RFC 3339 with offset.
    pub when: String,
    /// Under which profile.
    pub profile: String,
    /// Whether the case says something else since.
    pub changed_since: bool,
}

/// A profile as `perfis --json` lists it.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProfileEntry {
    /// Id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Which requests go there.
    pub destination: crate::case::Destination,
    /// One dossier per respondent.
    pub per_respondent: bool,
    /// The requests of every destination go there.
    pub whole_case: bool,
    /// Papers that are made for it.
    pub papers: Vec<crate::filing::Paper>,
    /// Sets to print.
    pub copies: u32,
    /// Whether files are uploaded one by one.
    pub upload: bool,
    /// Days the company has to answer there.
    pub answer_days: Option<u32>,
    /// Limits.
    pub limits: Limits,
    /// When its source was read.
    pub read_on: String,
    /// Where.
    pub source: String,
    /// Whether to confirm it with the destination.
    pub confidence: crate::filing::Confidence,
}

impl App {
    /// Returns everything in a case.
    ///
    /// # Errors
    /// The case cannot be opened at all.
    pub fn show(&mut self, root: &Path) -> Result<Shown, AppError> {
        let opened = self.open_to_look(root)?;
        let case = opened.case();
        let (undo, redo) = History::of(&opened).labels();
        let derivatives = opened.unlocked_copies();
        let numbers = number(case);
        let insides = opened.log().insides();
        let of_pictures = |item: &Item| {
            let texts = picture_text::of_item(root, item).into_iter();
            texts.flat_map(|(_, text)| of_picture(item, &text)).collect()
        };
        Ok(Shown {
            document: CaseDocument::with(case, &|exhibit| ShownExhibit {
                view: ExhibitView::of(case, exhibit, &numbers, &|item| {
                    let inside = insides.get(&item.id).map(|place| ShownInside {
                        item: case.items.values().find(|m| m.sha256 == place.sha256).map(|m| m.id),
                        place: *place,
                    });
                    let copies = case.copies.iter().filter(|copy| copy.item == item.id);
                    shown_item(item, derivatives.get(&item.id), copies.cloned().collect(), inside)
                }),
                suggestions: suggestions(case, exhibit, &of_pictures),
            }),
            timeline: timeline(case),
            custody_events: opened.log().count(),
            custody_head: opened.log().head().to_string(),
            undo,
            redo,
            last_export: last_export(&opened),
            findings: at_a_glance(&opened),
        })
    }

    /// Returns what the parts of a case are called, read as it lies; without names where it cannot
    /// be read.
    pub fn names(&mut self, root: &Path) -> Names {
        let opened = OpenCase::open_to_read(root, &mut self.stamp());
        opened.map_or_else(|_| Names::default(), |opened| Names::of(opened.case()))
    }

    /// Returns the text that was read of an item, as it is printed; none where it has none.
    ///
    /// # Errors
    /// The case has no such item, or cannot be opened.
    pub fn text_of(&mut self, root: &Path, id: ItemId) -> Result<Option<String>, AppError> {
        let opened = self.open_to_look(root)?;
        let item = opened.case().items.get(&id);
        let item = item.ok_or_else(|| StoreError::NoSuchPart { id: id.to_string() })?;
        Ok(item.read.as_ref().and_then(|read| read.text.clone()))
    }

    /// Returns the profiles there are.
    ///
    /// # Errors
    /// A profile file that is not of the format.
    pub fn list_profiles(&self) -> Result<Vec<ProfileEntry>, AppError> {
        let all = profiles(&self.own_profiles()?)?.into_iter();
        Ok(all
            .map(|profile| ProfileEntry {
                id: profile.id,
                name: profile.name,
                destination: profile.destination,
                per_respondent: profile.per_respondent,
                whole_case: profile.whole_case,
                papers: profile.papers,
                copies: profile.copies,
                upload: profile.upload,
                answer_days: profile.answer_days,
                limits: profile.limits,
                read_on: profile.read_on,
                source: profile.source,
                confidence: profile.confidence,
            })
            .collect())
    }
}

/// What of an export's detail is told.
#[derive(Deserialize)]
struct ExportDetail {
    profile: String,
}

fn last_export(opened: &OpenCase) -> Option<LastExport> {
    let lines = opened.log().lines();
    let line = lines.iter().rev().find(|line| line.core.event == CustodyEvent::Exported)?;
    let ExportDetail { profile } = line.detail_as()?;
    let changed_since = opened.case().exported != Some(said(opened.case()));
    Some(LastExport { when: line.core.when.clone(), profile, changed_since })
}

/// Returns what opening found, what fiscal documents tell, and what is seen of the originals without
/// reading them: one that is gone, or that has another size. Whether each bit is the same is for `check` to say.
fn at_a_glance(opened: &OpenCase) -> Vec<Finding> {
    let mut findings = opened.findings().to_vec();
    findings.extend(fiscal_findings(opened.case()));
    let items = opened.case().items.values().filter(|item| item.state != ItemState::Emptied);
    for item in items {
        let Some(path) = opened.original_path(item.id) else { continue };
        let size = fs::metadata(&path).map(|found| found.len()).ok();
        if size == Some(item.size_bytes) {
            continue;
        }
        let code = if size.is_some() { FindingCode::Altered } else { FindingCode::Missing };
        let about = item.id.to_string();
        if !findings
            .iter()
            .any(|known| known.code == code && known.subject.as_ref() == Some(&about))
        {
            let place = format!("{ORIGINALS}/{}", item.stored_as);
            let finding = Finding::new(code).at(place).about(about);
            findings.push(finding.expecting(item.sha256.to_string()));
        }
    }
    findings
}

fn shown_item(
    item: &Item,
    derivative: Option<&Derivative>,
    copies: Vec<MadeCopy>,
    inside: Option<ShownInside>,
) -> ShownItem {
    let reading = item.read.as_ref();
    ShownItem {
        view: ItemView::of(item),
        stored_as: item.stored_as.clone(),
        derivative: derivative.cloned(),
        copies,
        inside,
        pages: reading.map(|reading| reading.pages.len()).filter(|count| *count > 0),
        locked: reading.is_some_and(Reading::is_locked),
        has_place: reading
            .is_some_and(|reading| reading.has_picture() && reading.has_note(NoteCode::HasPlace)),
        has_picture: item.state != ItemState::Emptied && reading.is_some_and(Reading::has_picture),
        notes: reading
            .map(|reading| reading.notes.iter().map(crate::explain::note).collect())
            .unwrap_or_default(),
        codes: reading.map(|reading| reading.codes.clone()).unwrap_or_default(),
    }
}
