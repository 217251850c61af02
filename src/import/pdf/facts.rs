//! The facts of a PDF: pages and their sizes, whether it was locked, and its text.
//! Deliberately not here: what the text means, and the PDF's own metadata.

use super::geometry::Geometry;
use super::open::{LockState, Opened};
use super::text::{Pictures, listen};
use super::{MAX_PAGES, MAX_TEXT_PER_FILE, PageSize, PdfError, PdfNote, annotations, open};
use std::collections::BTreeSet;
use std::path::Path;

/// What could be read of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfFacts {
    /// Sizes of the pages as displayed; empty when it is locked.
    pub pages: Vec<PageSize>,
    /// Whether and how it was locked.
    pub lock: LockState,
    /// Whether any page has text.
    pub has_text: bool,
    /// The text of each page, when it was read, cut at [`super::MAX_TEXT_PER_PAGE`] and in all at
    /// [`MAX_TEXT_PER_FILE`].
    pub text: Vec<String>,
    /// What else is to be known.
    pub notes: BTreeSet<PdfNote>,
}

/// Whether the text is read, which takes by far the most time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// It is read.
    Read,
    /// It is left out: for a second try when reading it took too long.
    Skip,
}

/// Reads the facts of a PDF.
///
/// A locked PDF is no error: its facts say so and have no pages.
///
/// # Errors
/// When the file cannot be read or no parser finds pages in it.
pub fn facts(path: &Path, password: Option<&str>, text: Text) -> Result<PdfFacts, PdfError> {
    let locked = |lock| PdfFacts {
        pages: Vec::new(),
        lock,
        has_text: false,
        text: Vec::new(),
        notes: BTreeSet::new(),
    };
    match open::open(open::read_file(path)?, password) {
        Ok(opened) => of_opened(&opened, text),
        Err(PdfError::Locked) => Ok(locked(LockState::Locked)),
        Err(PdfError::WrongPassword) => Ok(locked(LockState::WrongPassword)),
        Err(error) => Err(error),
    }
}

fn of_opened(opened: &Opened, text: Text) -> Result<PdfFacts, PdfError> {
    let mut notes = BTreeSet::new();
    let mut pages = Vec::new();
    if let Some(document) = &opened.document {
        if document.xref_recovery.is_some() {
            notes.insert(PdfNote::Repaired);
        }
        for id in document.page_iter().take(MAX_PAGES + 1) {
            let page = document.get_dictionary(id).cloned().unwrap_or_default();
            pages.push(Geometry::of(document, &page).size());
            if annotations::has_made_text(document, &page) {
                notes.insert(PdfNote::FieldWithoutAppearance);
            }
        }
    } else {
        notes.insert(PdfNote::SecondParser);
        let pdf = opened.second()?;
        pages.extend(pdf.pages().iter().take(MAX_PAGES + 1).map(|page| {
            let (width_pt, height_pt) = page.render_dimensions();
            PageSize { width_pt, height_pt }
        }));
    }
    if pages.len() > MAX_PAGES {
        pages.truncate(MAX_PAGES);
        notes.insert(PdfNote::TooManyPages);
    }
    if pages.is_empty() {
        return Err(PdfError::Unreadable);
    }
    let text = match text {
        Text::Read => texts(opened, pages.len(), &mut notes),
        Text::Skip => Vec::new(),
    };
    let has_text = text.iter().any(|page| page.chars().any(char::is_alphanumeric));
    Ok(PdfFacts { pages, lock: opened.lock, has_text, text, notes })
}

fn texts(opened: &Opened, pages: usize, notes: &mut BTreeSet<PdfNote>) -> Vec<String> {
    let Ok(pdf) = opened.second() else { return vec![String::new(); pages] };
    let mut left = MAX_TEXT_PER_FILE;
    (0..pages)
        .map(|index| {
            if left == 0 {
                notes.insert(PdfNote::TextCut);
                return String::new();
            }
            let text =
                listen(&pdf, index, Pictures::Skip).map(|heard| heard.text).unwrap_or_default();
            left = left.saturating_sub(text.chars().count());
            text
        })
        .collect()
}
