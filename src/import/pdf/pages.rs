//! Pages of a foreign PDF as a fragment: kept as vectors where all of a page can be read, drawn as
//! a picture where it cannot, or where the caller wants that.
//! Deliberately not here: how a page is surveyed, copied or drawn.

use super::content::Marks;
use super::copy::Copier;
use super::geometry::Geometry;
use super::open::{self, Opened};
use super::picture::{write_picture, write_smaller};
use super::survey::{Survey, Verdict};
use super::text::{Pictures, listen};
use super::{DRAWN_DPI, PageSize, PdfError, PdfNote, Picture, annotations, draw};
use crate::render::fragment::{FragmentHeader, FragmentPage, FragmentWriter, PageKind};
use hayro::hayro_syntax::Pdf;
use lopdf::{Dictionary, Document};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::io::{Seek, Write};
use std::path::Path;

/// How pages are passed on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageMode {
    /// As vectors, except pages that are damaged.
    Keep,
    /// As vectors where nothing breaks PDF/A or PDF/UA, drawn otherwise.
    DrawUnsafe,
    /// As pictures.
    Draw,
}

/// What became of the pages.
#[derive(Debug, Clone, PartialEq)]
pub struct FragmentSummary {
    /// The fragment's header: sizes and claims of each page.
    pub header: FragmentHeader,
    /// Pages (from 0, of the PDF) that were drawn.
    pub drawn: Vec<u32>,
    /// What else is to be known.
    pub notes: BTreeSet<PdfNote>,
}

/// Writes pages (from 0) of a PDF as a fragment, in the order given.
///
/// # Errors
/// When the PDF cannot be opened, has no such page, passes a limit, or `out` fails. What was
/// written until then is no fragment.
pub fn pages_as_fragment<W: Write + Seek>(
    path: &Path,
    password: Option<&str>,
    pages: &[u32],
    mode: PageMode,
    out: W,
) -> Result<FragmentSummary, PdfError> {
    let opened = open::open(open::read_file(path)?, password)?;
    let writer = FragmentWriter::new(out, pages.len())?;
    match &opened.document {
        Some(document) => from_document(&opened, document, pages, mode, writer),
        None => from_second_parser(&opened, pages, writer),
    }
}

/// Draws pages (from 0) of a PDF, in the order given, lets `touch` change each picture, and writes
/// them as a fragment: nothing of the PDF but the touched pixels is in it.
///
/// # Errors
/// As [`pages_as_fragment`].
pub fn touched_pages<W: Write + Seek>(
    path: &Path,
    password: Option<&str>,
    pages: &[u32],
    touch: &mut dyn FnMut(u32, &mut Picture),
    out: W,
) -> Result<FragmentHeader, PdfError> {
    let opened = open::open(open::read_file(path)?, password)?;
    let mut writer = FragmentWriter::new(out, pages.len())?;
    for &number in pages {
        let (mut picture, size) = any_drawn(&opened, number)?;
        touch(number, &mut picture);
        let object = write_smaller(&picture, &mut writer)?;
        let page = kept_page(object, size, Verdict::default());
        writer.page(FragmentPage { kind: PageKind::Image, ..page })?;
    }
    Ok(writer.finish()?)
}

/// Draws one page (from 0) of a PDF.
///
/// # Errors
/// When the PDF cannot be opened, has no such page, or it cannot be drawn.
pub fn drawn_page_of(path: &Path, password: Option<&str>, page: u32) -> Result<Picture, PdfError> {
    let opened = open::open(open::read_file(path)?, password)?;
    Ok(any_drawn(&opened, page)?.0)
}

/// Draws a page (from 0) and tells its size.
fn any_drawn(opened: &Opened, number: u32) -> Result<(Picture, PageSize), PdfError> {
    let no_such_page = || PdfError::NoSuchPage { page: number };
    let index = usize::try_from(number).map_err(|_| no_such_page())?;
    let Some(document) = &opened.document else { return second_drawn(opened, index, number) };
    let id = document.page_iter().nth(index).ok_or_else(no_such_page)?;
    let page = document.get_dictionary(id).cloned().unwrap_or_default();
    let damaged = Survey::new(document).page(&page).damaged;
    let picture = drawn_page(opened, document, &page, index, damaged)?;
    Ok((picture, Geometry::of(document, &page).size()))
}

/// Draws a page of a document.
fn drawn_page(
    opened: &Opened,
    document: &Document,
    page: &Dictionary,
    index: usize,
    damaged: bool,
) -> Result<Picture, PdfError> {
    if damaged {
        return draw::damaged(opened, document, page, index, DRAWN_DPI);
    }
    draw::copied(document, page, DRAWN_DPI).or_else(|_| draw::original(opened, index, DRAWN_DPI))
}

/// Draws a page that only the second parser reads, and tells its size.
fn second_drawn(
    opened: &Opened,
    index: usize,
    number: u32,
) -> Result<(Picture, PageSize), PdfError> {
    let pdf = opened.second()?;
    let page = pdf.pages().get(index).ok_or(PdfError::NoSuchPage { page: number })?;
    let (width_pt, height_pt) = page.render_dimensions();
    Ok((draw::original(opened, index, DRAWN_DPI)?, PageSize { width_pt, height_pt }))
}

fn from_document<W: Write + Seek>(
    opened: &Opened,
    document: &Document,
    pages: &[u32],
    mode: PageMode,
    writer: FragmentWriter<W>,
) -> Result<FragmentSummary, PdfError> {
    let ids: Vec<_> = document.page_iter().take(super::MAX_PAGES).collect();
    let mut survey = Survey::new(document);
    let mut copier = Copier::new(document, writer, Marks::Drop);
    let (mut drawn, mut notes) = (Vec::new(), BTreeSet::new());
    if document.xref_recovery.is_some() {
        notes.insert(PdfNote::Repaired);
    }
    for &number in pages {
        let no_such_page = || PdfError::NoSuchPage { page: number };
        let index = usize::try_from(number).map_err(|_| no_such_page())?;
        let id = ids.get(index).ok_or_else(no_such_page)?;
        let empty = Dictionary::new();
        let found = document.get_dictionary(*id);
        let mut verdict = found.as_ref().map_or(Verdict::DAMAGED, |page| survey.page(page));
        let page = found.unwrap_or(&empty);
        if annotations::has_made_text(document, page) {
            notes.insert(PdfNote::FieldWithoutAppearance);
        }
        if verdict.hides {
            notes.insert(PdfNote::HiddenLayers);
        }
        if verdict.untried && !verdict.damaged && mode != PageMode::Draw {
            verdict.damaged |= !codecs_work(document, page);
        }
        let size = Geometry::of(document, page).size();
        let keep = match mode {
            PageMode::Draw => false,
            PageMode::Keep => !verdict.damaged && !verdict.hides,
            PageMode::DrawUnsafe => {
                verdict == Verdict { untried: verdict.untried, ..Verdict::default() }
            }
        };
        if keep {
            let object = copier.page(page)?;
            copier.write_waiting()?;
            copier.writer.page(kept_page(object, size, verdict))?;
        } else {
            let picture = drawn_page(opened, document, page, index, verdict.damaged)?;
            write_drawn(&picture, size, &mut copier.writer)?;
            drawn.push(number);
        }
    }
    Ok(FragmentSummary { header: copier.writer.finish()?, drawn, notes })
}

fn from_second_parser<W: Write + Seek>(
    opened: &Opened,
    pages: &[u32],
    mut writer: FragmentWriter<W>,
) -> Result<FragmentSummary, PdfError> {
    for &number in pages {
        let index = usize::try_from(number).map_err(|_| PdfError::NoSuchPage { page: number })?;
        let (picture, size) = second_drawn(opened, index, number)?;
        write_drawn(&picture, size, &mut writer)?;
    }
    let notes = BTreeSet::from([PdfNote::SecondParser]);
    Ok(FragmentSummary { header: writer.finish()?, drawn: pages.to_vec(), notes })
}

fn kept_page(object: u32, size: PageSize, verdict: Verdict) -> FragmentPage {
    FragmentPage {
        object,
        width_pt: size.width_pt,
        height_pt: size.height_pt,
        pdfa_safe: !verdict.breaks_pdfa,
        pdfua_safe: !verdict.breaks_pdfua,
        kind: PageKind::Form,
    }
}

fn write_drawn<W: Write + Seek>(
    picture: &Picture,
    size: PageSize,
    writer: &mut FragmentWriter<W>,
) -> Result<(), PdfError> {
    let object = write_picture(picture, writer)?;
    let page = kept_page(object, size, Verdict::default());
    Ok(writer.page(FragmentPage { kind: PageKind::Image, ..page })?)
}

/// Returns whether every picture of the page can be decoded by the second parser.
fn codecs_work(document: &Document, page: &Dictionary) -> bool {
    let Ok(bytes) = draw::one_page_pdf(document, page) else { return false };
    let Ok(pdf) = Pdf::new(bytes) else { return false };
    listen(&pdf, 0, Pictures::Decode).is_ok_and(|heard| !heard.picture_failed)
}
