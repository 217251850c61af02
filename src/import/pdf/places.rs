//! Where private texts stand on a page, and what text stands in an area of it: by listening to a copy
//! of the page with its annotations and fields flattened, which is what is drawn of it too.
//! Deliberately not here: texts that are only seen, in pictures.

use super::geometry::Geometry;
use super::open::{self, Opened};
use super::text::{Heard, Pictures, listen};
use super::{PageSize, PdfError, draw};
use crate::base::Spot;
use crate::base::private_text::{PrivateKind, find_private};
use hayro::hayro_syntax::Pdf;
use hayro::vello_cpu::kurbo::Rect;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;

/// What is added around a text, in parts of its height, so that nothing of its letters shows.
const MARGIN: f64 = 0.15;
/// Longest text that is told of an area, in characters.
const MAX_UNDER: usize = 4_000;

/// A private text on a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedText {
    /// Page from 1.
    pub page: u32,
    /// What it is.
    pub kind: PrivateKind,
    /// The text.
    pub text: String,
    /// Where it stands: one area a line.
    pub areas: Vec<Spot>,
}

/// What was found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Found {
    /// Private texts, page by page.
    pub found: Vec<PlacedText>,
    /// The text in each area, in the order asked.
    pub under: Vec<String>,
}

/// Finds private texts on `pages` and what stands in the areas `under`; pages count from 1. A page
/// that cannot be listened to has no text.
///
/// # Errors
/// When the PDF cannot be opened.
pub fn places(
    path: &Path,
    password: Option<&str>,
    pages: &[u32],
    under: &[(u32, Spot)],
) -> Result<Found, PdfError> {
    let opened = open::open(open::read_file(path)?, password)?;
    let mut heard: BTreeMap<u32, Option<(Heard, PageSize)>> = BTreeMap::new();
    let mut told = Found::default();
    for &page in pages {
        let known = heard.entry(page).or_insert_with(|| page_heard(&opened, page));
        let Some((heard, size)) = known else { continue };
        for private in find_private(&heard.text) {
            told.found.push(PlacedText {
                page,
                kind: private.kind,
                areas: areas(heard, &private.range, *size),
                text: one_line(heard.text.get(private.range).unwrap_or_default()),
            });
        }
    }
    for &(page, area) in under {
        let known = heard.entry(page).or_insert_with(|| page_heard(&opened, page));
        let text = known.as_ref().map(|(heard, size)| inside(heard, area, *size));
        told.under.push(text.unwrap_or_default());
    }
    Ok(told)
}

fn page_heard(opened: &Opened, page: u32) -> Option<(Heard, PageSize)> {
    let document = opened.document.as_ref()?;
    let id = document.page_iter().nth(usize::try_from(page).ok()?.checked_sub(1)?)?;
    let dictionary = document.get_dictionary(id).cloned().unwrap_or_default();
    let size = Geometry::of(document, &dictionary).size();
    let pdf = Pdf::new(draw::one_page_pdf(document, &dictionary).ok()?).ok()?;
    Some((listen(&pdf, 0, Pictures::Skip).ok()?, size))
}

/// Returns the areas of a text, one for each line that it stands on.
fn areas(heard: &Heard, range: &Range<usize>, size: PageSize) -> Vec<Spot> {
    let mut lines: Vec<Rect> = Vec::new();
    let inside = |glyph: &Range<usize>| glyph.start < range.end && range.start < glyph.end;
    for glyph in heard.glyphs.iter().filter(|glyph| inside(&glyph.range)) {
        match lines.last_mut() {
            Some(line) if (line.center().y - glyph.at.center().y).abs() < line.height() / 2.0 => {
                *line = line.union(glyph.at);
            }
            _ => lines.push(glyph.at),
        }
    }
    lines.into_iter().map(|line| spot(line, size)).collect()
}

fn spot(line: Rect, size: PageSize) -> Spot {
    let margin = line.height().min(line.width()) * MARGIN;
    let line = line.inflate(margin, margin);
    let (width, height) = (f64::from(size.width_pt).max(0.01), f64::from(size.height_pt).max(0.01));
    let left = (line.x0 / width).clamp(0.0, 1.0);
    let top = (1.0 - line.y1 / height).clamp(0.0, 1.0);
    let right = (line.x1 / width).clamp(left, 1.0);
    let bottom = (1.0 - line.y0 / height).clamp(top, 1.0);
    Spot::of_fractions([left, top, right - left, bottom - top])
}

/// Returns the text whose glyphs have their middle in the area.
fn inside(heard: &Heard, area: Spot, size: PageSize) -> String {
    let (width, height) = (f64::from(size.width_pt).max(0.01), f64::from(size.height_pt).max(0.01));
    let mut text = String::new();
    let mut end = None;
    for glyph in &heard.glyphs {
        let middle = glyph.at.center();
        if !area.holds(middle.x / width, 1.0 - middle.y / height) {
            continue;
        }
        // What stands between two glyphs in the text was put there for a gap or a new line.
        if let Some(end) = end.filter(|end| *end != glyph.range.start) {
            let gap = heard.text.get(end..glyph.range.start).unwrap_or_default();
            text.push_str(if gap.contains('\n') { "\n" } else { " " });
        }
        text.push_str(heard.text.get(glyph.range.clone()).unwrap_or_default());
        end = Some(glyph.range.end);
    }
    text.chars().take(MAX_UNDER).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
