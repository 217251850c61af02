//! Foreign PDFs: what they hold, and their pages as fragments that the dossier can take over.
//! Runs inside the reader process, for everything here parses hostile bytes.
//! Deliberately not here: processes, clocks, caches, and the file formats other than PDF.

mod annotations;
mod colours;
mod content;
mod copy;
mod draw;
mod facts;
mod fonts;
mod geometry;
mod layers;
mod made;
mod open;
mod pages;
mod picture;
mod places;
mod streams;
mod survey;
mod text;
mod unlock;

pub use draw::DrawnPdf;
pub use facts::{PdfFacts, Text, facts};
pub use open::LockState;
pub use pages::{FragmentSummary, PageMode, drawn_page_of, pages_as_fragment, touched_pages};
pub use picture::{Picture, jpeg_fragment, jpeg_of, picture_fragment, png_of};
pub use places::{Found, PlacedText, places};
pub use unlock::{is_open_with, unlocked_copy};

use crate::render::fragment::FragmentError;
use std::io;

/// Most bytes of a PDF that is opened: it stands in memory twice, of 1 GiB that the reader has.
pub const MAX_FILE_BYTES: u64 = 400 * 1024 * 1024;
/// Most pages of a PDF; more are no evidence that anybody reads.
pub const MAX_PAGES: usize = crate::render::fragment::MAX_PAGES;
/// Most objects of a PDF; a book of a thousand pages has some tens of thousands.
pub const MAX_OBJECTS: usize = 500_000;
/// Most bytes that one stream may unpack to: a page scanned in colour at 600 dpi takes 100 MB.
pub const MAX_STREAM_BYTES: usize = 160 * 1024 * 1024;
/// Most bytes of drawing instructions of one page; dense maps take some ten megabytes.
pub const MAX_CONTENT_BYTES: usize = 64 * 1024 * 1024;
/// Deepest chain of objects within objects that is followed.
pub const MAX_DEPTH: usize = 100;
/// Most annotations of one page whose appearance is drawn.
pub const MAX_ANNOTATIONS: usize = 10_000;
/// Most pixels of a drawn page or picture: A3 at 400 dpi has 31 million.
pub const MAX_PIXELS: u64 = 40_000_000;
/// Longest side of a drawn page in pixels.
pub const MAX_SIDE_PX: u32 = 16_000;
/// Resolution of drawn pages: legible to the footnote, a third of the size of 300 dpi.
pub const DRAWN_DPI: f32 = 200.0;
/// Most characters of text that are read from one page; a dense page has some 6,000.
pub const MAX_TEXT_PER_PAGE: usize = 20_000;
/// Most characters of text that are read from one file.
pub const MAX_TEXT_PER_FILE: usize = 2_000_000;

/// Size of a page in points as it is displayed: cropped, rotated, in user units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width.
    pub width_pt: f32,
    /// Height.
    pub height_pt: f32,
}

/// Something to know about a PDF that is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PdfNote {
    /// The file's own table of objects was damaged and has been rebuilt.
    Repaired,
    /// The main parser failed; the second one reads the pages, so they can only be drawn.
    SecondParser,
    /// The file has more than [`MAX_PAGES`]; the rest is left out.
    TooManyPages,
    /// Some pages have layers that are hidden; they are drawn, without those layers.
    HiddenLayers,
    /// Some filled fields have no look of their own; their text is shown in a plain font.
    FieldWithoutAppearance,
    /// The text was cut at [`MAX_TEXT_PER_FILE`].
    TextCut,
}

/// Why a PDF gave nothing.
#[derive(Debug, thiserror::Error)]
pub enum PdfError {
    /// No parser finds a PDF with pages in the bytes.
    #[error("no PDF with pages in these bytes")]
    Unreadable,
    /// The PDF wants a password that was not given.
    #[error("the PDF is locked")]
    Locked,
    /// The PDF wants another password than the one given.
    #[error("the password does not open the PDF")]
    WrongPassword,
    /// The PDF has no such page.
    #[error("the PDF has no page {page}")]
    NoSuchPage {
        /// The page, from 0.
        page: u32,
    },
    /// A named limit of this module is passed.
    #[error("the PDF passes the limit of {limit} {what}")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// A parser gave up by panicking; the process is sound.
    #[error("the PDF parser failed")]
    ParserFailed,
    /// A picture's pixels do not fit its size.
    #[error("the picture's pixels do not fit its size")]
    BadPicture,
    /// The fragment could not be written.
    #[error("cannot write the fragment")]
    Fragment {
        /// What is wrong with it.
        #[from]
        source: FragmentError,
    },
    /// The PDF could not be read.
    #[error("cannot read the PDF")]
    Io {
        /// What the system said.
        #[from]
        source: io::Error,
    },
}

/// Runs a foreign parser; its panic becomes an error, as it holds nothing of ours.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, PdfError> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_| PdfError::ParserFailed)
}

/// Returns a number of pixels or units as a whole number; out-of-range values go to the border.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of u32 first; not-a-number becomes 0"
)]
fn whole(value: f32) -> u32 {
    value.clamp(0.0, 1_000_000.0) as u32
}

#[cfg(test)]
mod tests;
