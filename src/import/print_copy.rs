//! Print copies: a page as a JPEG that is small enough for a destination's limit, upright, never
//! larger than it came. Runs in the reader process only.
//! Deliberately not here: which pages need one and how small it must be (`filing::upload`).

use crate::import::picture::{PictureError, RgbPicture, upright};
use crate::import::reader::CopyStep;
use juntada_pixels::Pixels;

/// A reduced picture of a page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrintCopy {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Whether it has no colour.
    pub grey: bool,
    /// The JPEG.
    pub jpeg: Vec<u8>,
}

/// Width of the picture by which the sizes of copies are foretold.
const PROBE_PX: u32 = 800;
/// Quality of that picture.
const PROBE_QUALITY: u8 = 60;
/// A page that is this many halves as wide as its widest copy is halved: what is left is still a
/// quarter wider than the copy, so that the resizer can tell strokes apart.
const HALVES_OF_COPY: u64 = 5;

/// Makes the copy of the first step whose JPEG is small enough, or of the last. Steps of which a
/// small picture foretells that they are far too large are not tried.
///
/// # Errors
/// When the pixels do not fit their size, there is no step, or the JPEG cannot be written.
pub fn print_copy(
    picture: RgbPicture,
    steps: &[CopyStep],
    grey: bool,
) -> Result<PrintCopy, PictureError> {
    let widest = steps.iter().map(|step| step.width_px).max().unwrap_or(1);
    let page = Page::new(picture, widest, grey)?;
    let first = if steps.len() > 1 {
        let probe = Probe::of(&page)?;
        steps.iter().position(|step| probe.may_fit(&page, step))
    } else {
        Some(0)
    };
    let first = first.unwrap_or(steps.len().saturating_sub(1));
    let mut sized: Option<Pixels> = None;
    let mut steps = steps.iter().skip(first).peekable();
    while let Some(step) = steps.next() {
        let (width, height) = page.size_at(step.width_px);
        let current =
            sized.take().filter(|sized| (sized.width(), sized.height()) == (width, height));
        let current = match current {
            Some(current) => current,
            None => page.resized(width, height)?,
        };
        let jpeg = current.jpeg(step.quality)?;
        let is_small = u64::try_from(jpeg.len()).is_ok_and(|bytes| bytes <= step.max_bytes);
        if is_small || steps.peek().is_none() {
            let grey = !current.has_colour();
            return Ok(PrintCopy { width_px: width, height_px: height, grey, jpeg });
        }
        sized = Some(current);
    }
    Err(PictureError::Unsupported { detail: "no step to make a copy by".to_owned() })
}

/// A page as it was decoded, still lying as it was taken: turning what is small is cheaper.
struct Page {
    pixels: Pixels,
    orientation: u8,
    grey: bool,
}

impl Page {
    /// Takes a page of which no copy is wider than `widest_px`; what is far larger is halved at once.
    fn new(picture: RgbPicture, widest_px: u32, grey: bool) -> Result<Self, PictureError> {
        let orientation = picture.orientation;
        let mut page = Self { pixels: picture.into_pixels()?, orientation, grey };
        let enough = u64::from(widest_px.max(PROBE_PX)) * HALVES_OF_COPY;
        while u64::from(page.upright_size().0) * 2 >= enough {
            page.pixels = page.pixels.halved();
        }
        Ok(page)
    }

    fn upright_size(&self) -> (u32, u32) {
        self.turned((self.pixels.width(), self.pixels.height()))
    }

    /// Returns width and height, or height and width where turning the page swaps them.
    fn turned(&self, (width, height): (u32, u32)) -> (u32, u32) {
        if self.orientation >= 5 { (height, width) } else { (width, height) }
    }

    /// Returns the upright size at a width that is at most its own.
    fn size_at(&self, width_px: u32) -> (u32, u32) {
        let (width, height) = self.upright_size();
        if width_px >= width {
            return (width, height);
        }
        let across = width_px.max(1);
        let along = u64::from(height) * u64::from(across) / u64::from(width.max(1));
        (across, u32::try_from(along).unwrap_or(u32::MAX).max(1))
    }

    /// Returns the page upright at that size, without colour where none is wanted.
    fn resized(&self, width: u32, height: u32) -> Result<Pixels, PictureError> {
        let lying = self.turned((width, height));
        let pixels = if lying == (self.pixels.width(), self.pixels.height()) {
            self.pixels.clone()
        } else {
            self.pixels.resized(lying.0, lying.1)?
        };
        let pixels = if self.grey { pixels.grey() } else { pixels };
        if self.orientation == 1 {
            return Ok(pixels);
        }
        upright(RgbPicture::of_pixels(pixels, self.orientation), u64::MAX)?.into_pixels()
    }
}

/// A small JPEG of the page, that tells how well it packs.
struct Probe {
    bytes_per_pixel: f64,
}

impl Probe {
    fn of(page: &Page) -> Result<Self, PictureError> {
        let (width, height) = page.size_at(PROBE_PX);
        let small = page.resized(width, height)?;
        let bytes = small.jpeg(PROBE_QUALITY)?.len();
        let bytes = f64::from(u32::try_from(bytes).unwrap_or(u32::MAX));
        Ok(Self { bytes_per_pixel: bytes / pixels(width, height) })
    }

    /// Returns whether a step may come out small enough; finer pictures pack better, so that half of
    /// what is foretold is still tried.
    fn may_fit(&self, page: &Page, step: &CopyStep) -> bool {
        let (width, height) = page.size_at(step.width_px);
        // The usual tables of JPEG grow with 200 − 2q; sizes with about their power of −3/4.
        let coarseness = |quality: u8| f64::from(100 - quality.min(99));
        let finer = coarseness(PROBE_QUALITY) / coarseness(step.quality);
        let foretold =
            self.bytes_per_pixel * pixels(width, height) * finer.sqrt() * finer.sqrt().sqrt();
        let most = u32::try_from(step.max_bytes).map_or(f64::INFINITY, f64::from);
        foretold / 2.0 <= most
    }
}

fn pixels(width: u32, height: u32) -> f64 {
    f64::from(width) * f64::from(height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::picture::Colour;

    /// A picture whose every pixel differs from the next, as noise does.
    fn picture(width: u32, height: u32, orientation: u8) -> RgbPicture {
        let mut seed = 7_u32;
        let pixels = (0..width * height * 3).map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            seed.to_be_bytes()[0]
        });
        RgbPicture { width, height, colour: Colour::Rgb, pixels: pixels.collect(), orientation }
    }

    fn step(width_px: u32, quality: u8, max_bytes: u64) -> CopyStep {
        CopyStep { width_px, quality, max_bytes }
    }

    #[test]
    fn first_step_that_fits_is_taken_and_the_last_where_none_does() {
        let steps = [step(200, 90, 10), step(100, 80, 9_000), step(50, 40, 10)];
        let copy = print_copy(picture(400, 300, 1), &steps, false).unwrap();
        assert_eq!((copy.width_px, copy.height_px, copy.grey), (100, 75, false));
        let steps = [step(200, 90, 10), step(50, 40, 10)];
        let copy = print_copy(picture(400, 300, 1), &steps, false).unwrap();
        assert_eq!((copy.width_px, copy.height_px), (50, 37));
        assert!(copy.jpeg.starts_with(&[0xFF, 0xD8]) && copy.jpeg.len() > 10);
    }

    #[test]
    fn copy_stands_upright_loses_colour_on_request_and_never_grows() {
        let copy = print_copy(picture(40, 20, 6), &[step(500, 80, 1 << 20)], true).unwrap();
        assert_eq!((copy.width_px, copy.height_px, copy.grey), (20, 40, true));
        let read = image::load_from_memory(&copy.jpeg).unwrap();
        assert_eq!((read.width(), read.height(), read.color().channel_count()), (20, 40, 1));
    }

    #[test]
    fn without_steps_there_is_no_copy() {
        assert!(print_copy(picture(4, 4, 1), &[], false).is_err());
    }
}
