//! Reads the text of pages, and tries out the codecs of their pictures, by letting the second
//! parser "draw" onto a device that only listens. Deliberately not here: layout, columns, tables.

use super::{MAX_TEXT_PER_PAGE, PdfError, guarded};
use hayro::hayro_interpret::font::Glyph;
use hayro::hayro_interpret::hayro_cmap::BfString;
use hayro::hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache,
    InterpreterSettings, Paint, PathDrawMode, SoftMask, interpret_page,
};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::kurbo::{Affine, BezPath, Point, Rect};
use std::ops::Range;

/// Gap between glyphs, in parts of their size, from which a space is read.
const SPACE_GAP: f64 = 0.2;
/// How far letters reach below and above their line, in thousandths of their size.
const DESCENT: f64 = -260.0;
const ASCENT: f64 = 900.0;
/// Distance between lines, in parts of the glyphs' size, from which a new line is read.
const LINE_GAP: f64 = 0.6;

/// What listening to a page told.
#[derive(Debug, Default)]
pub(super) struct Heard {
    /// The text, cut at the limit.
    pub(super) text: String,
    /// Whether a picture could not be decoded.
    pub(super) picture_failed: bool,
    /// Where each glyph's text stands in `text`, and on the page.
    pub(super) glyphs: Vec<HeardGlyph>,
}

/// A glyph that was heard.
#[derive(Debug, Clone)]
pub(super) struct HeardGlyph {
    /// Its bytes in the text.
    pub(super) range: Range<usize>,
    /// Its box on the page, in the page's own points.
    pub(super) at: Rect,
}

/// Whether pictures are decoded while listening.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pictures {
    /// They are passed over.
    Skip,
    /// They are decoded, to see whether that works.
    Decode,
}

/// Listens to a page (from 0).
///
/// # Errors
/// When there is no such page or the parser fails.
pub(super) fn listen(pdf: &Pdf, index: usize, pictures: Pictures) -> Result<Heard, PdfError> {
    guarded(|| {
        let number = u32::try_from(index).unwrap_or(u32::MAX);
        let page = pdf.pages().get(index).ok_or(PdfError::NoSuchPage { page: number })?;
        let cache = InterpreterCache::new();
        let (width, height) = page.render_dimensions();
        let view = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
        let settings = InterpreterSettings::default();
        let mut context = Context::new(Affine::IDENTITY, view, &cache, page.xref(), settings);
        let mut listener = Listener { heard: Heard::default(), pen: None, length: 0, pictures };
        interpret_page(page, &mut context, &mut listener);
        Ok(listener.heard)
    })?
}

struct Listener {
    heard: Heard,
    /// Where the last glyph ended, and its size.
    pen: Option<(Point, f64)>,
    length: usize,
    pictures: Pictures,
}

impl Listener {
    fn hear(&mut self, text: &str, start: Point, advance: f64, size: f64, at: Rect) {
        if self.length >= MAX_TEXT_PER_PAGE {
            return;
        }
        if let Some((pen, before)) = self.pen {
            let size = size.max(before).max(0.1);
            let ends_open = !self.heard.text.ends_with(char::is_whitespace);
            if (start.y - pen.y).abs() > LINE_GAP * size {
                self.heard.text.push('\n');
            } else if ends_open && !(-size..SPACE_GAP * size).contains(&(start.x - pen.x)) {
                self.heard.text.push(' ');
            }
        }
        // Controls and unassigned marks tell nothing and could harm a terminal.
        let readable = text.chars().filter(|c| !c.is_control());
        let before = self.heard.text.len();
        self.heard.text.extend(readable);
        self.heard.glyphs.push(HeardGlyph { range: before..self.heard.text.len(), at });
        self.length += self.heard.text.get(before..).map_or(0, |added| added.chars().count());
        self.pen = Some((Point::new(start.x + advance, start.y), size));
    }
}

impl<'a> Device<'a> for Listener {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'a>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn draw_path(&mut self, _: &BezPath, _: Affine, _: &Paint<'a>, _: &PathDrawMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'a>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_glyph(
        &mut self,
        glyph: &Glyph<'a>,
        transform: Affine,
        glyph_transform: Affine,
        _: &Paint<'a>,
        _: &GlyphDrawMode,
    ) {
        // Glyphs are drawn in units of a thousandth of their size.
        let place = transform * glyph_transform;
        let start = place * Point::ORIGIN;
        let size = (place * Point::new(0.0, 1000.0) - start).hypot();
        let units = match glyph {
            Glyph::Outline(outline) => outline.advance_width().unwrap_or(500.0),
            Glyph::Type3(_) => 500.0,
        };
        let advance = (place * Point::new(f64::from(units), 0.0) - start).x;
        let corner = |x: f64, y: f64| place * Point::new(x, y);
        let across = f64::from(units);
        let at = Rect::from_points(corner(0.0, DESCENT), corner(across, ASCENT))
            .union(Rect::from_points(corner(0.0, ASCENT), corner(across, DESCENT)));
        match glyph.as_unicode() {
            Some(BfString::Char(one)) => {
                self.hear(one.encode_utf8(&mut [0; 4]), start, advance, size, at);
            }
            Some(BfString::String(text)) => self.hear(&text, start, advance, size, at),
            None => {}
        }
    }

    fn draw_image(&mut self, image: Image<'a, '_>, _: Affine) {
        if self.pictures == Pictures::Skip {
            return;
        }
        let mut decoded = false;
        match image {
            Image::Raster(raster) => raster.with_rgba(|_, _| decoded = true, None),
            Image::Stencil(stencil) => stencil.with_stencil(|_, _| decoded = true, None),
        }
        self.heard.picture_failed |= !decoded;
    }
}
