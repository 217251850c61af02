//! Draws pages as pictures. The second parser draws no appearances with states and forgets some
//! damaged objects, so a page is first copied into a PDF of its own, annotations flattened, and
//! that is drawn; the original is drawn where there is no copy.
//! Deliberately not here: when a page is drawn.

use super::content::Marks;
use super::copy::Copier;
use super::geometry::{Geometry, entry};
use super::open::{self, Opened};
use super::{MAX_PIXELS, MAX_SIDE_PX, PageSize, PdfError, Picture, guarded, whole};
use crate::render::fragment::{FragmentReader, FragmentWriter};
use hayro::hayro_interpret::InterpreterSettings;
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::color::palette::css::WHITE;
use hayro::{RenderCache, RenderSettings};
use juntada_pixels::opaque;
use lopdf::{Dictionary, Document};
use std::io::{Cursor, Write};
use std::path::Path;

/// Objects of the one-page PDF before the copied ones: catalog, page tree, page, content.
const OWN_OBJECTS: u32 = 4;
const POINTS_PER_INCH: f32 = 72.0;

/// Lowest and highest resolution at which a page is drawn to a width, in dots an inch.
const DPI: (f32, f32) = (18.0, 300.0);

/// A PDF that was opened to draw some of its pages.
pub struct DrawnPdf(Opened);

impl DrawnPdf {
    /// Opens a PDF.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub fn open(path: &Path, password: Option<&str>) -> Result<Self, PdfError> {
        Ok(Self(open::open(open::read_file(path)?, password)?))
    }

    /// Draws a page (from 0) about `width_px` wide, as far as a sensible resolution goes.
    ///
    /// # Errors
    /// When there is no such page, or neither parser can draw it.
    pub fn page(&self, page: u32, width_px: u32) -> Result<Picture, PdfError> {
        let none = || PdfError::NoSuchPage { page };
        let index = usize::try_from(page).map_err(|_| none())?;
        let dpi = |size: PageSize| {
            let width_px = f32::from(u16::try_from(width_px).unwrap_or(u16::MAX));
            (width_px / size.width_pt.max(1.0) * POINTS_PER_INCH).clamp(DPI.0, DPI.1)
        };
        let Some(document) = &self.0.document else {
            let second = self.0.second()?;
            let (width_pt, height_pt) =
                second.pages().get(index).ok_or_else(none)?.render_dimensions();
            return original(&self.0, index, dpi(PageSize { width_pt, height_pt }));
        };
        let id = document.page_iter().nth(index).ok_or_else(none)?;
        let dictionary = document.get_dictionary(id).cloned().unwrap_or_default();
        let dpi = dpi(Geometry::of(document, &dictionary).size());
        copied(document, &dictionary, dpi).or_else(|_| original(&self.0, index, dpi))
    }
}

/// Draws a page of which something is damaged: by both ways, and takes the one that shows more.
pub(super) fn damaged(
    opened: &Opened,
    document: &Document,
    page: &Dictionary,
    index: usize,
    dpi: f32,
) -> Result<Picture, PdfError> {
    match (copied(document, page, dpi), original(opened, index, dpi)) {
        (Ok(copy), Ok(original)) => Ok(if ink(&original) > ink(&copy) { original } else { copy }),
        (copy, original) => copy.or(original),
    }
}

/// Counts the pixels that are not white, by share of the picture.
fn ink(picture: &Picture) -> u64 {
    let width = if picture.grey { 1 } else { 3 };
    let dark = picture.pixels.chunks_exact(width).filter(|p| p.iter().any(|v| *v < 250)).count();
    (dark as u64).saturating_mul(10_000) / (picture.pixels.len().max(1) as u64)
}

/// Draws a page of the original through the second parser.
pub(super) fn original(opened: &Opened, index: usize, dpi: f32) -> Result<Picture, PdfError> {
    guarded(|| render(&opened.second()?, index, dpi))?
}

/// Draws a copy of the page, with the appearances of its annotations.
pub(super) fn copied(
    document: &Document,
    page: &Dictionary,
    dpi: f32,
) -> Result<Picture, PdfError> {
    let bytes = one_page_pdf(document, page)?;
    guarded(|| render(&Pdf::new(bytes).map_err(|_| PdfError::Unreadable)?, 0, dpi))?
}

fn render(pdf: &Pdf, index: usize, dpi: f32) -> Result<Picture, PdfError> {
    let number = u32::try_from(index).unwrap_or(u32::MAX);
    let page = pdf.pages().get(index).ok_or(PdfError::NoSuchPage { page: number })?;
    let (width_pt, height_pt) = page.render_dimensions();
    let size = PageSize { width_pt, height_pt };
    let (width, height) = pixels(size, dpi);
    let side = |pixels: u32| u16::try_from(pixels).map_err(|_| PdfError::BadPicture);
    let settings = RenderSettings {
        x_scale: scale(width, width_pt),
        y_scale: scale(height, height_pt),
        width: Some(side(width)?),
        height: Some(side(height)?),
        bg_color: WHITE,
    };
    let pixmap =
        hayro::render(page, &RenderCache::new(), &InterpreterSettings::default(), &settings);
    // The ground is white: nothing shows through.
    let pixels = opaque(pixmap.data_as_u8_slice());
    Ok(Picture { width_px: width, height_px: height, pixels, grey: false }.grey_if_colourless())
}

#[expect(clippy::cast_precision_loss, reason = "sides are below 2^24 pixels")]
fn scale(pixels: u32, points: f32) -> f32 {
    pixels as f32 / points.max(0.01)
}

/// Returns the size in pixels, reduced to the limits.
#[expect(clippy::cast_precision_loss, reason = "the limit is a round number of few digits")]
fn pixels(size: PageSize, dpi: f32) -> (u32, u32) {
    let (width, height) = (size.width_pt.max(0.01), size.height_pt.max(0.01));
    let wanted = dpi / POINTS_PER_INCH;
    let by_area = (MAX_PIXELS as f32 * 0.999 / (width * height)).sqrt();
    let by_side = MAX_SIDE_PX as f32 / width.max(height);
    let scale = wanted.min(by_area).min(by_side);
    let side = |points: f32| whole((points * scale).round()).clamp(1, MAX_SIDE_PX);
    (side(width), side(height))
}

/// Returns a PDF of one page: our own copy of it, with its layers.
pub(super) fn one_page_pdf(document: &Document, page: &Dictionary) -> Result<Vec<u8>, PdfError> {
    let mut fragment = Cursor::new(Vec::new());
    let writer = FragmentWriter::new(&mut fragment, 0)?;
    let mut copier = Copier::new(document, writer, Marks::Keep);
    let form = copier.page(page)?;
    copier.write_waiting()?;
    let layers =
        document.catalog().ok().and_then(|catalog| entry(document, catalog, b"OCProperties"));
    let layers = match layers {
        Some(layers) => Some(copier.object(layers)?),
        None => None,
    };
    copier.write_waiting()?;
    copier.writer.finish()?;
    let size = Geometry::of(document, page).size();
    assembled(fragment.get_ref(), form, layers, size)
}

/// Makes a PDF of a fragment's objects.
fn assembled(
    fragment: &[u8],
    form: u32,
    layers: Option<u32>,
    size: PageSize,
) -> Result<Vec<u8>, PdfError> {
    let mut reader = FragmentReader::new(fragment)?;
    let number = |relative: u32| relative.checked_add(OWN_OBJECTS + 1);
    let reference = |relative: u32| number(relative).unwrap_or_default();
    let PageSize { width_pt, height_pt } = size;
    let layers = layers
        .map_or_else(String::new, |layers| format!("/OCProperties {} 0 R", reference(layers)));
    let draw = format!("q {width_pt} 0 0 {height_pt} 0 0 cm /F Do Q");
    let own = [
        format!("<</Type/Catalog/Pages 2 0 R{layers}>>"),
        "<</Type/Pages/Count 1/Kids[3 0 R]>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width_pt} {height_pt}]/Contents 4 0 R\
             /Resources<</XObject<</F {} 0 R>>>>>>",
            reference(form)
        ),
        format!("<</Length {}>>\nstream\n{draw}\nendstream", draw.len()),
    ];
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut offsets = Vec::new();
    for (object, number) in own.iter().zip(1..) {
        offsets.push(pdf.len());
        write!(pdf, "{number} 0 obj\n{object}\nendobj\n")?;
    }
    while let Some(object) = reader.next_object()? {
        offsets.push(pdf.len());
        writeln!(pdf, "{} 0 obj", reference(object.number))?;
        reader.copy_body(&object, &mut pdf, &number)?;
        pdf.extend_from_slice(b"\nendobj\n");
    }
    let table = pdf.len();
    write!(pdf, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1)?;
    for offset in &offsets {
        writeln!(pdf, "{offset:010} 00000 n ")?;
    }
    let count = offsets.len() + 1;
    write!(pdf, "trailer\n<</Size {count}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n")?;
    Ok(pdf)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drawn_pages_keep_within_the_limits() {
        let a4 = PageSize { width_pt: 595.276, height_pt: 841.89 };
        assert_eq!(pixels(a4, 200.0), (1654, 2339));
        let (width, height) = pixels(PageSize { width_pt: 14_400.0, height_pt: 14_400.0 }, 200.0);
        assert!(u64::from(width) * u64::from(height) <= MAX_PIXELS);
        let (width, height) = pixels(PageSize { width_pt: 90_000.0, height_pt: 1.0 }, 200.0);
        assert!(width <= MAX_SIDE_PX && height == 1);
    }
}
