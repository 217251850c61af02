//! Text in pictures (photos, prints, scanned pages), read by a program of the system. It serves search,
//! suggestions and what is proposed to hide: it is kept in the case's cache, never shown as evidence, never in a package.
//!
//! It is read when somebody asks, apart from gathering and from the engine's other deeds: a session
//! at the screen goes on meanwhile. One picture at a time.

use crate::app::custody::items;
use crate::app::drawer::Drawable;
use crate::app::proofs::Proofs;
use crate::app::{App, AppError, Progress};
use crate::base::Sha256Digest;
use crate::case::{Finding, FindingCode, Item, ItemState};
use crate::import::ocr::{OcrProgram, PictureText, SeenText};
use crate::import::reader::{ReaderError, Subject};
use crate::import::{ReaderCommand, ReaderHandle, ReaderLimits};
use crate::store::bag::Derivative;
use crate::store::{Part, computed, derivative, keep_computed, original};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// What reading is called while it goes on.
const DOING: &str = "Lendo o texto das imagens";

/// Changes when pictures are read in another way, so that they are read again.
const RECIPE: &str = "texto-2-por";

/// Most pages of one file that are read: a scanned book would take hours.
const MAX_PAGES: usize = 300;

/// What is kept of a page that was read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Kept {
    /// The text, empty where there was none, and its words.
    #[serde(flatten)]
    seen: SeenText,
    /// Whether it could not be read: it is not tried again.
    #[serde(default)]
    failed: bool,
}

fn name(page: u32) -> String {
    format!("{RECIPE}-{page}.json")
}

fn kept(root: &Path, original: Sha256Digest, page: u32) -> Option<Kept> {
    serde_json::from_slice(&computed(root, original, &name(page))?).ok()
}

/// Returns the pages of an item (from 1) whose text stands only in a picture.
fn picture_pages(item: &Item) -> Vec<u32> {
    let Some(read) = item.read.as_ref().filter(|read| read.has_picture()) else {
        return Vec::new();
    };
    let mut texts = read.text.as_deref().unwrap_or_default().split('\u{0C}');
    let count = u32::try_from(read.pages.len().clamp(1, MAX_PAGES)).unwrap_or(1);
    let has_no_text =
        |_: &u32| read.pdf.is_none() || texts.next().is_none_or(|text| text.trim().is_empty());
    (1..=count).filter(has_no_text).collect()
}

/// Returns what was read from the pictures of an item, with the page, where there was text.
pub(super) fn of_item(root: &Path, item: &Item) -> Vec<(u32, String)> {
    let pages = picture_pages(item).into_iter();
    let texts = pages.filter_map(|page| Some((page, kept(root, item.sha256, page)?.seen.text)));
    texts.filter(|(_, text)| !text.trim().is_empty()).collect()
}

/// Returns the words that were read on a page (from 1) of an item which has no text of its own; none
/// where nothing was read.
pub(super) fn seen_on(root: &Path, item: &Item, page: u32) -> Option<SeenText> {
    let is_picture = picture_pages(item).contains(&page);
    let seen = is_picture.then(|| kept(root, item.sha256, page)).flatten()?.seen;
    (!seen.words.is_empty()).then_some(seen)
}

/// Returns what changes when more of an item's pictures were read.
pub(super) fn stamp(root: &Path, item: &Item) -> usize {
    of_item(root, item).iter().map(|(_, text)| text.len() + 1).sum()
}

/// A picture whose text was not read yet.
#[derive(Debug, Clone)]
pub struct UnreadPicture {
    drawable: Drawable,
    name: String,
    page: u32,
}

/// What reading the text of pictures did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PicturesRead {
    /// Pictures and pages that were read now.
    pub read: usize,
    /// How many of them have text.
    pub with_text: usize,
    /// How many could not be read; they are not tried again.
    pub failed: usize,
    /// How many still wait.
    pub left: usize,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// Reads text in pictures, one at a time, through a reader process of its own.
pub struct PictureReader {
    reader: ReaderHandle,
    program: Option<OcrProgram>,
    proofs: Arc<Proofs>,
}

impl PictureReader {
    pub(super) fn new(
        reader: ReaderCommand,
        program: Option<OcrProgram>,
        proofs: Arc<Proofs>,
    ) -> Self {
        Self { reader: ReaderHandle::new(reader, ReaderLimits::default()), program, proofs }
    }

    /// Reads pictures until none is left or `told` says to stop. Without a program for it, that is
    /// the one finding.
    pub fn read(
        &mut self,
        pictures: &[UnreadPicture],
        told: &mut dyn FnMut(&Progress) -> bool,
    ) -> PicturesRead {
        let mut report = PicturesRead { left: pictures.len(), ..PicturesRead::default() };
        let Some(program) = self.program.clone() else {
            if !pictures.is_empty() {
                report.findings.push(Finding::new(FindingCode::NoTextReader));
            }
            return report;
        };
        let total = pictures.len();
        for (done, picture) in pictures.iter().enumerate() {
            let name = Some(picture.name.clone());
            if !told(&Progress { doing: DOING, done, total, name }) {
                return report;
            }
            match self.read_one(picture, &program) {
                Some(PictureText::Read(seen)) => report.count(picture, seen, false),
                Some(PictureText::Failed(_)) => report.count(picture, SeenText::default(), true),
                Some(PictureText::NoLanguage) => {
                    let finding = Finding::new(FindingCode::NoTextReader);
                    report.findings.push(finding.finding(program.language));
                    return report;
                }
                Some(PictureText::CannotStart(_)) => {
                    report.findings.push(Finding::new(FindingCode::NoTextReader));
                    return report;
                }
                // Gone, or not what was gathered: checking tells that.
                None => {}
            }
        }
        told(&Progress { doing: DOING, done: total, total, name: None });
        report
    }

    fn read_one(&mut self, picture: &UnreadPicture, program: &OcrProgram) -> Option<PictureText> {
        let Drawable { path, path_sha256, media_type, .. } = &picture.drawable;
        if self.proofs.hash(path) != Some(*path_sha256) {
            return None;
        }
        let subject = Subject::new(path, media_type, None);
        Some(match self.reader.picture_text(&subject, program.task(picture.page)) {
            Ok(text) => text,
            Err(error @ ReaderError::CannotStart { .. }) => {
                PictureText::CannotStart(error.to_string())
            }
            Err(error) => PictureText::Failed(error.to_string()),
        })
    }
}

impl PicturesRead {
    fn count(&mut self, picture: &UnreadPicture, seen: SeenText, failed: bool) {
        self.left -= 1;
        self.failed += usize::from(failed);
        self.read += usize::from(!failed);
        self.with_text += usize::from(!seen.text.trim().is_empty());
        if let Ok(bytes) = serde_json::to_vec(&Kept { seen, failed }) {
            let Drawable { root, sha256, .. } = &picture.drawable;
            keep_computed(root, *sha256, &name(picture.page), &bytes);
        }
    }
}

impl App {
    /// Returns the pictures of a case, or of a part of it, whose text was not read yet.
    ///
    /// # Errors
    /// The case cannot be opened, or has no such part.
    pub fn unread_pictures(
        &mut self,
        root: &Path,
        part: Option<Part>,
    ) -> Result<Vec<UnreadPicture>, AppError> {
        let opened = self.open_to_look(root)?;
        let of_part = part.map(|part| items(opened.case(), part)).transpose()?;
        let is_wanted = |item: &&Item| {
            item.state == ItemState::Kept
                && of_part.as_ref().is_none_or(|items| items.contains(&item.id))
        };
        let items = opened.case().items.values().filter(is_wanted);
        let derivatives = opened.unlocked_copies();
        let unread = |item: &Item| unread(opened.root(), item, derivatives.get(&item.id));
        Ok(items.flat_map(unread).collect())
    }

    /// Returns what reads text in pictures, for who does it beside the engine.
    pub fn picture_reader(&self) -> Arc<Mutex<PictureReader>> {
        Arc::clone(&self.picture_reader)
    }

    /// Notes that pictures were read, so that the next search finds what they say.
    pub fn pictures_were_read(&mut self, root: &Path, report: &PicturesRead) {
        if report.with_text > 0 {
            Self::index_is_behind(root);
        }
    }

    /// Reads the text of the pictures of a case, or of a part of it, that were not read yet.
    ///
    /// # Errors
    /// The case cannot be opened, or has no such part.
    pub fn read_pictures(
        &mut self,
        root: &Path,
        part: Option<Part>,
    ) -> Result<PicturesRead, AppError> {
        let pictures = self.unread_pictures(root, part)?;
        let reader = self.picture_reader();
        let mut reader = reader.lock().unwrap_or_else(PoisonError::into_inner);
        let report = reader.read(&pictures, &mut self.progress);
        self.pictures_were_read(root, &report);
        Ok(report)
    }
}

fn unread(root: &Path, item: &Item, derivative_of: Option<&Derivative>) -> Vec<UnreadPicture> {
    let (path, path_sha256) = match derivative_of {
        Some(made) => (derivative(root, &made.stored_as), made.sha256),
        None => (original(root, &item.stored_as), item.sha256),
    };
    let drawable = Drawable {
        root: root.to_owned(),
        sha256: item.sha256,
        path,
        path_sha256,
        media_type: item.media_type.clone(),
    };
    let pages = picture_pages(item).into_iter();
    let unread = pages.filter(|page| kept(root, item.sha256, *page).is_none());
    let picture =
        |page| UnreadPicture { drawable: drawable.clone(), name: item.name.clone(), page };
    unread.map(picture).collect()
}
