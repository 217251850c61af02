//! Stand-in with the signatures of the PDF module, so that its callers compile; replaced as a
//! whole by the real one. Every call says that the file is damaged, except that a picture
//! fragment is the bare pixels.

use serde::{Deserialize, Serialize};
use std::io::Write;
use std::path::Path;

/// Whether PDF pages are kept as vectors or drawn as pictures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageMode {
    /// Kept as vectors.
    Keep,
    /// Drawn as pictures.
    Draw,
}

/// Size of a page in points as shown upright.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PageSize {
    /// Width in points.
    pub width_pt: f32,
    /// Height in points.
    pub height_pt: f32,
}

/// Whether and how a PDF is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockState {
    /// Not encrypted.
    Open,
    /// Opens with the empty password.
    OpenedWithEmpty,
    /// Opened with the given password.
    OpenedWithPassword,
    /// Needs a password; none was given.
    Locked,
    /// Needs another password than the one given.
    WrongPassword,
}

/// Facts of a PDF.
#[derive(Debug, Clone, PartialEq)]
pub struct PdfFacts {
    /// Pages in order.
    pub pages: Vec<PageSize>,
    /// Lock.
    pub lock: LockState,
    /// Whether any page has text.
    pub has_text: bool,
    /// The text.
    pub text: Option<String>,
    /// Notes.
    pub notes: Vec<PdfNote>,
}

/// Something to know about a PDF that is no error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PdfNote {
    /// The table of objects was rebuilt.
    Repaired,
    /// Only the second parser reads it.
    SecondParser,
    /// Beyond the limit of pages.
    TooManyPages,
    /// Layers are hidden.
    HiddenLayers,
    /// Form fields have no appearance.
    FieldWithoutAppearance,
    /// The text was cut.
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
    /// The PDF could not be read.
    #[error("cannot read the PDF")]
    Io {
        /// What the system said.
        #[from]
        source: std::io::Error,
    },
}

/// What a fragment holds.
#[derive(Debug, Clone, Copy)]
pub struct FragmentSummary;

/// A drawn page: RGB, 8 bits.
#[derive(Debug, Clone)]
pub struct DrawnPage {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// Three bytes a pixel.
    pub pixels: Vec<u8>,
}

const fn absent() -> PdfError {
    PdfError::Unreadable
}

/// # Errors
/// Always.
pub fn facts(_path: &Path, _password: Option<&str>) -> Result<PdfFacts, PdfError> {
    Err(absent())
}

/// # Errors
/// Always.
pub fn pages_as_fragment(
    _path: &Path,
    _password: Option<&str>,
    _pages: &[u32],
    _mode: PageMode,
    _out: &mut dyn Write,
) -> Result<FragmentSummary, PdfError> {
    Err(absent())
}

/// # Errors
/// Always.
pub fn draw_page(
    _path: &Path,
    _password: Option<&str>,
    _page: u32,
    _dpi: f32,
) -> Result<DrawnPage, PdfError> {
    Err(absent())
}

/// # Errors
/// When `out` refuses.
pub fn picture_fragment(
    _width: u32,
    _height: u32,
    _components: u8,
    pixels: &[u8],
    out: &mut dyn Write,
) -> Result<FragmentSummary, PdfError> {
    out.write_all(pixels)?;
    Ok(FragmentSummary)
}
