//! Codes printed in a picture or on a page (QR, Code 128, ITF): what they say, and what that means to
//! a consumer: the key of a fiscal document, a bank slip, a collection bill, a link.
//!
//! Deliberately not here: what is suggested of them (`app/suggest`), and other kinds of code, which
//! stand on no paper of this trade.

mod meaning;
mod scan;

pub use meaning::{CodeMeaning, KeyFacts, LineFacts};
pub use scan::{MAX_PICTURE_PIXELS, jpeg_luma, scan};

use crate::import::reading::{Reading, Showable};
use serde::{Deserialize, Serialize};

/// Most codes that are told of one file.
pub const MAX_CODES: usize = 20;

/// Pages of a PDF, from the first, on which codes are looked for: bills have theirs on the first or
/// the second, and each page must be drawn for it.
pub const MAX_PDF_PAGES: u32 = 4;

/// A code that was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundCode {
    /// The page it stands on, from 1.
    pub page: u32,
    /// How it is drawn.
    pub symbology: Symbology,
    /// What it says, as it stands.
    pub text: String,
    /// What that means.
    #[serde(flatten)]
    pub meaning: CodeMeaning,
}

impl FoundCode {
    /// Returns the code with its meaning.
    pub fn new(page: u32, symbology: Symbology, text: String) -> Self {
        let meaning = CodeMeaning::of(symbology, &text);
        Self { page, symbology, text, meaning }
    }
}

/// How a code is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Symbology {
    /// A QR code (ISO/IEC 18004).
    Qr,
    /// Code 128 (ISO/IEC 15417): the key under a DANFE.
    Code128,
    /// Interleaved 2 of 5 (ISO/IEC 16390): bank slips and collection bills.
    Itf,
}

/// Returns the pages, from 1, of a file on which codes are worth looking for; none for most files.
pub fn pages_to_scan(reading: &Reading) -> Vec<u32> {
    if reading.is_locked() {
        return Vec::new();
    }
    match reading.showable {
        Showable::JpegAsIs | Showable::Decode => {
            let fits = reading.picture.as_ref().is_some_and(|picture| {
                u64::from(picture.width_px) * u64::from(picture.height_px) <= MAX_PICTURE_PIXELS
            });
            if fits { vec![1] } else { Vec::new() }
        }
        Showable::Pdf => {
            let texts: Vec<&str> =
                reading.text.as_deref().unwrap_or_default().split('\u{0C}').collect();
            let pages = u32::try_from(reading.pages.len()).unwrap_or(u32::MAX).min(MAX_PDF_PAGES);
            let text = |page: u32| texts.get(usize::try_from(page).ok()?).copied();
            (0..pages)
                .filter(|page| meaning::may_have_codes(text(*page).unwrap_or_default()))
                .map(|page| page + 1)
                .collect()
        }
        Showable::Text | Showable::View | Showable::No => Vec::new(),
    }
}

#[cfg(test)]
mod drawn;
#[cfg(test)]
mod tests;
