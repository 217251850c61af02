//! Bars, frames and arrows burnt into the pixels of a page: what lay under a bar is gone from them.
//! Runs in the reader process only, where the pages are decoded and drawn.
//! Deliberately not here: which pages, and what becomes of the picture.

use crate::base::Spot;
use crate::import::pdf::Picture;
use serde::{Deserialize, Serialize};

/// Colour of frames and arrows: a red that is dark in grey too.
const INK: [u8; 3] = [0xB3, 0x12, 0x1D];
/// What stands around their lines, so that they show on dark ground.
const HALO: [u8; 3] = [0xFF, 0xFF, 0xFF];
/// The thickness of a line in parts of the shorter side of the page.
const STROKE_PARTS: u32 = 160;
/// Thinnest line, in pixels.
const MIN_STROKE_PX: u32 = 3;
/// Length and half width of an arrow's head, in thicknesses of its line.
const HEAD: (f64, f64) = (5.0, 2.6);

/// What is drawn over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BurnShape {
    /// A black rectangle.
    Bar,
    /// The outline of a rectangle.
    Frame,
    /// An arrow from the first point to the second.
    Arrow,
}

/// Something drawn over a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Burn {
    /// Page from 1.
    pub page: u32,
    /// What.
    pub shape: BurnShape,
    /// Where.
    pub area: Spot,
}

/// Draws over a page what is meant for it; bars come last, so that nothing shines on them.
pub fn burn(picture: &mut Picture, page: u32, burns: &[Burn]) {
    let of_page = |burn: &&Burn| burn.page == page;
    let is_bar = |burn: &&Burn| burn.shape == BurnShape::Bar;
    let marks: Vec<&Burn> = burns.iter().filter(of_page).filter(|burn| !is_bar(burn)).collect();
    if !marks.is_empty() {
        in_colour(picture);
        for (grown, colour) in [(1.7, HALO), (1.0, INK)] {
            marks.iter().for_each(|mark| draw(picture, mark, grown, colour));
        }
    }
    for bar in burns.iter().filter(of_page).filter(is_bar) {
        let [left, top, right, bottom] = bar.area.pixels(picture.width_px, picture.height_px);
        fill(picture, [left, top, right, bottom], &|_, _| true, [0; 3]);
    }
}

/// Gives a grey picture its three colours.
fn in_colour(picture: &mut Picture) {
    if picture.grey {
        picture.pixels = picture.pixels.iter().flat_map(|value| [*value; 3]).collect();
        picture.grey = false;
    }
}

/// Paints the pixels between left, top, right and bottom that `inside` says.
fn fill(
    picture: &mut Picture,
    [left, top, right, bottom]: [u32; 4],
    inside: &dyn Fn(f64, f64) -> bool,
    colour: [u8; 3],
) {
    let channels = if picture.grey { 1 } else { 3 };
    let width = usize::try_from(picture.width_px).unwrap_or(usize::MAX);
    let bounds = |from: u32, to: u32| {
        let whole = |value: u32| usize::try_from(value).unwrap_or(usize::MAX);
        (whole(from), whole(to.saturating_sub(from)))
    };
    let (skipped, rows) = bounds(top, bottom);
    let (before, across) = bounds(left, right);
    let lines = picture.pixels.chunks_exact_mut(width.saturating_mul(channels).max(1));
    for (line, y) in lines.skip(skipped).take(rows).zip(top..) {
        let pixels = line.chunks_exact_mut(channels).skip(before).take(across);
        for (pixel, x) in pixels.zip(left..) {
            if inside(f64::from(x) + 0.5, f64::from(y) + 0.5) {
                pixel.iter_mut().zip(colour).for_each(|(value, new)| *value = new);
            }
        }
    }
}

/// Draws a frame or an arrow with a line so many times as thick as usual.
fn draw(picture: &mut Picture, mark: &Burn, grown: f64, colour: [u8; 3]) {
    let (width, height) = (picture.width_px, picture.height_px);
    let stroke = f64::from((width.min(height) / STROKE_PARTS).max(MIN_STROKE_PX));
    let whole = [0, 0, width, height];
    let [a, b, c, d] = mark.area.fractions();
    let (across, down) = (f64::from(width), f64::from(height));
    match mark.shape {
        BurnShape::Bar => {}
        BurnShape::Frame => {
            let [left, top, right, bottom] =
                [a * across, b * down, (a + c) * across, (b + d) * down];
            let half = stroke * grown / 2.0;
            let within = |x: f64, y: f64, by: f64| {
                (left - by..=right + by).contains(&x) && (top - by..=bottom + by).contains(&y)
            };
            let inside = |x, y| within(x, y, half) && !within(x, y, -half);
            fill(picture, whole, &inside, colour);
        }
        BurnShape::Arrow => {
            let arrow = Arrow::of((a * across, b * down), (c * across, d * down), stroke, grown);
            fill(picture, whole, &|x, y| arrow.holds(x, y), colour);
        }
    }
}

/// An arrow in its own coordinates: along its line from the tip, and across it.
struct Arrow {
    tip: (f64, f64),
    along: (f64, f64),
    length: f64,
    half: f64,
    head: (f64, f64),
    halo: f64,
}

impl Arrow {
    fn of(from: (f64, f64), tip: (f64, f64), stroke: f64, grown: f64) -> Self {
        let (x, y) = (from.0 - tip.0, from.1 - tip.1);
        let length = x.hypot(y).max(1.0);
        let halo = stroke * (grown - 1.0) / 2.0;
        Self {
            tip,
            along: (x / length, y / length),
            length,
            half: stroke * grown / 2.0,
            head: (HEAD.0 * stroke, HEAD.1 * stroke),
            halo,
        }
    }

    fn holds(&self, x: f64, y: f64) -> bool {
        let (x, y) = (x - self.tip.0, y - self.tip.1);
        let along = x * self.along.0 + y * self.along.1;
        let across = (x * self.along.1 - y * self.along.0).abs();
        let (long, wide) = self.head;
        let in_head = (-self.halo..=long + self.halo).contains(&along)
            && across <= wide * along.max(0.0) / long + self.halo;
        let in_line =
            (long / 2.0..=self.length + self.halo).contains(&along) && across <= self.half;
        in_head || in_line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn white(grey: bool) -> Picture {
        let channels = if grey { 1 } else { 3 };
        Picture { width_px: 200, height_px: 100, pixels: vec![255; 200 * 100 * channels], grey }
    }

    fn pixel(picture: &Picture, x: usize, y: usize) -> &[u8] {
        let channels = if picture.grey { 1 } else { 3 };
        &picture.pixels[(y * 200 + x) * channels..][..channels]
    }

    fn one(shape: BurnShape, area: [u16; 4]) -> [Burn; 1] {
        [Burn { page: 1, shape, area: Spot(area) }]
    }

    #[test]
    fn bar_is_black_to_its_border_and_nowhere_else() {
        for grey in [true, false] {
            let mut picture = white(grey);
            burn(&mut picture, 1, &one(BurnShape::Bar, [1000, 2000, 5000, 3000]));
            for (x, y, black) in [
                (20, 20, true),
                (119, 49, true),
                (19, 20, false),
                (120, 20, false),
                (20, 50, false),
            ] {
                let expected = if black { 0 } else { 255 };
                assert!(pixel(&picture, x, y).iter().all(|value| *value == expected), "{x} {y}");
            }
            let mut other = white(grey);
            burn(&mut other, 2, &one(BurnShape::Bar, [0, 0, 10_000, 10_000]));
            assert_eq!(other, white(grey));
        }
    }

    #[test]
    fn frame_leaves_what_it_frames_and_arrow_ends_at_its_tip() {
        let mut picture = white(true);
        burn(&mut picture, 1, &one(BurnShape::Frame, [1000, 2000, 5000, 4000]));
        assert!(!picture.grey);
        assert_eq!(pixel(&picture, 20, 40), INK);
        assert_eq!(pixel(&picture, 70, 40), [255; 3]);
        let mut picture = white(false);
        burn(&mut picture, 1, &one(BurnShape::Arrow, [9000, 5000, 1000, 5000]));
        assert_eq!(pixel(&picture, 22, 50), INK);
        assert_eq!(pixel(&picture, 170, 50), INK);
        assert_eq!(pixel(&picture, 10, 50), [255; 3]);
    }
}
