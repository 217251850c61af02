//! Loops over every pixel that libraries leave to their caller's build: making a picture smaller,
//! turning it, and writing it as a JPEG. A package of its own, because only so can a debug build
//! optimise them.
//! Deliberately not here: decoding, and how small a picture must be (`juntada::filing`).

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use jpeg_encoder::{ChromaSubsamplingMethod, ColorType, Encoder};

/// Pixels of eight bits, row after row from the top, without gaps.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pixels {
    width: u32,
    height: u32,
    colour: bool,
    bytes: Vec<u8>,
}

/// What went wrong with a picture's pixels.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PixelsError {
    /// The bytes are not as many as the size says, or a side is zero.
    #[error("pixels do not fit the size {width} × {height}")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// A JPEG has at most 65,535 pixels on a side.
    #[error("{width} × {height} is more than a JPEG can hold")]
    TooLargeForJpeg {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
    },
    /// What a library said.
    #[error("{0}")]
    Library(String),
}

impl Pixels {
    /// Returns pixels of three bytes (red, green, blue) where `colour`, otherwise of one (grey).
    ///
    /// # Errors
    /// When there are not as many bytes as the size needs, or a side is zero.
    pub fn new(width: u32, height: u32, colour: bool, bytes: Vec<u8>) -> Result<Self, PixelsError> {
        must_fit(&bytes, width, height, colour)?;
        Ok(Self { width, height, colour, bytes })
    }

    /// Returns the width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns the height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Returns whether a pixel has three bytes.
    pub fn has_colour(&self) -> bool {
        self.colour
    }

    /// Returns the bytes, row after row.
    pub fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }

    /// Returns the picture at another size, by Catmull-Rom's kernel: wide enough to keep the strokes
    /// of small letters apart.
    ///
    /// # Errors
    /// When a side of the new size is zero.
    pub fn resized(&self, width: u32, height: u32) -> Result<Self, PixelsError> {
        if width == 0 || height == 0 {
            return Err(PixelsError::Size { width, height });
        }
        let kind = if self.colour { PixelType::U8x3 } else { PixelType::U8 };
        let from = ImageRef::new(self.width, self.height, &self.bytes, kind).map_err(library)?;
        let mut to = Image::new(width, height, kind);
        let kernel = ResizeAlg::Convolution(FilterType::CatmullRom);
        let options = ResizeOptions::new().resize_alg(kernel).use_alpha(false);
        Resizer::new().resize(&from, &mut to, &options).map_err(library)?;
        Ok(Self { width, height, colour: self.colour, bytes: to.into_vec() })
    }

    /// Returns the picture at half its size, each pixel the mean of four, in the memory it has; a last
    /// odd row or column is counted twice. Much is saved where it is resized to less than that anyway.
    pub fn halved(mut self) -> Self {
        let (width, height) = (self.width.div_ceil(2), self.height.div_ceil(2));
        let count = if self.colour {
            halve::<3>(&mut self.bytes, self.width)
        } else {
            halve::<1>(&mut self.bytes, self.width)
        };
        self.bytes.truncate(count);
        self.bytes.shrink_to_fit();
        Self { width, height, ..self }
    }

    /// Returns a picture of which each pixel stands for `across` × `along` pixels (1 at least): the mean
    /// of the first and the middle one, in a fraction of the time that the mean of all takes. What is
    /// left over at the right and below is cut.
    ///
    /// # Errors
    /// When the picture is smaller than that.
    pub fn sampled(&self, across: u32, along: u32) -> Result<Self, PixelsError> {
        let (across, along) = (across.max(1), along.max(1));
        let (width, height) = (self.width / across, self.height / along);
        let size = |side: u32| usize::try_from(side).unwrap_or(usize::MAX);
        let (across, along) = (size(across), size(along));
        let bytes = if self.colour {
            sample::<3>(&self.bytes, size(self.width), across, along)
        } else {
            sample::<1>(&self.bytes, size(self.width), across, along)
        };
        Self::new(width, height, self.colour, bytes)
    }

    /// Returns the picture turned a quarter to the right.
    pub fn turned(&self) -> Self {
        let bytes = if self.colour {
            turn::<3>(&self.bytes, self.width)
        } else {
            turn::<1>(&self.bytes, self.width)
        };
        Self { width: self.height, height: self.width, colour: self.colour, bytes }
    }

    /// Returns the picture in shades of grey, weighed as the eye sees colours (ITU-R BT.709, in
    /// ten-thousandths).
    pub fn grey(self) -> Self {
        if !self.colour {
            return self;
        }
        let luma = |pixel: &[u8; 3]| {
            let [red, green, blue] = pixel.map(u32::from);
            u8::try_from((2_126 * red + 7_152 * green + 722 * blue) / 10_000).unwrap_or(u8::MAX)
        };
        let (pixels, _) = self.bytes.as_chunks::<3>();
        let bytes = pixels.iter().map(luma).collect();
        Self { colour: false, bytes, ..self }
    }

    /// Returns the picture as a [`jpeg`].
    ///
    /// # Errors
    /// When a side has more pixels than a JPEG can hold.
    pub fn jpeg(&self, quality: u8) -> Result<Vec<u8>, PixelsError> {
        jpeg(&self.bytes, self.width, self.height, self.colour, quality)
    }
}

/// Returns pixels of eight bits, laid out as in [`Pixels`], as a JPEG that holds nothing but them;
/// `quality` is from 1 to 100. Colour keeps its full resolution from quality 90 up, half of it below,
/// as is usual.
///
/// # Errors
/// When the bytes do not fit the size, or a side has more pixels than a JPEG can hold.
pub fn jpeg(
    bytes: &[u8],
    width: u32,
    height: u32,
    colour: bool,
    quality: u8,
) -> Result<Vec<u8>, PixelsError> {
    must_fit(bytes, width, height, colour)?;
    let (Ok(across), Ok(along)) = (u16::try_from(width), u16::try_from(height)) else {
        return Err(PixelsError::TooLargeForJpeg { width, height });
    };
    let kind = if colour { ColorType::Rgb } else { ColorType::Luma };
    let mut jpeg = Vec::new();
    let mut encoder = Encoder::new(&mut jpeg, quality.clamp(1, 100));
    encoder.set_chroma_subsampling_method(ChromaSubsamplingMethod::Average);
    encoder.encode(bytes, across, along, kind).map_err(library)?;
    Ok(jpeg)
}

/// Returns the colours of pixels of four bytes (red, green, blue, opacity) that hide what is below them.
pub fn opaque(rgba: &[u8]) -> Vec<u8> {
    let (pixels, _) = rgba.as_chunks::<4>();
    let colours: Vec<[u8; 3]> =
        pixels.iter().map(|[red, green, blue, _]| [*red, *green, *blue]).collect();
    colours.into_flattened()
}

/// Returns the mean of the first pixel of `N` bytes and the middle one of every cell.
fn sample<const N: usize>(bytes: &[u8], width: usize, across: usize, along: usize) -> Vec<u8> {
    let (row_bytes, cell) = (width.saturating_mul(N), across.saturating_mul(N));
    let mut out = Vec::with_capacity(bytes.len() / across / along);
    for band in bytes.chunks_exact(row_bytes.saturating_mul(along).max(1)) {
        let (_, middle) = band.split_at(row_bytes * (along / 2));
        let above = band.get(..row_bytes).unwrap_or_default().chunks_exact(cell);
        let below = middle.get(..row_bytes).unwrap_or_default().chunks_exact(cell);
        for (first, second) in above.zip(below) {
            let second = second.get(across / 2 * N..).unwrap_or_default();
            let both = first.iter().zip(second).take(N);
            out.extend(both.map(|(first, second)| first.midpoint(*second)));
        }
    }
    out
}

/// Returns rows of pixels of `N` bytes as columns, the last one first.
fn turn<const N: usize>(bytes: &[u8], width: u32) -> Vec<u8> {
    let width = usize::try_from(width).unwrap_or(usize::MAX).max(1);
    let (pixels, _) = bytes.as_chunks::<N>();
    let mut out = Vec::with_capacity(bytes.len());
    for column in 0..width.min(pixels.len()) {
        let upwards = pixels.get(column..).unwrap_or_default().iter().step_by(width).rev();
        out.extend(upwards.flatten());
    }
    out
}

/// Puts the means of two by two pixels of `N` bytes at the front of the bytes; returns how many bytes
/// they are. A row of means is written where rows were that have been read.
fn halve<const N: usize>(bytes: &mut [u8], width: u32) -> usize {
    let row_bytes = usize::try_from(width).unwrap_or(usize::MAX).saturating_mul(N).max(1);
    let mut means: Vec<u8> = Vec::with_capacity(row_bytes);
    let mut written = 0;
    let mut read = 0;
    while let Some(rows) = bytes.get(read..).filter(|rows| !rows.is_empty()) {
        let (upper, rest) = rows.split_at(row_bytes.min(rows.len()));
        let lower = rest.get(..row_bytes).unwrap_or(upper);
        means.clear();
        let (pairs, odd) = (upper.chunks_exact(2 * N), upper.chunks_exact(2 * N).remainder());
        for (above, below) in pairs.zip(lower.chunks_exact(2 * N)) {
            let (a, b) = (above.split_at(N), below.split_at(N));
            means.extend(a.0.iter().zip(a.1).zip(b.0.iter().zip(b.1)).map(mean));
        }
        let under = lower.get(row_bytes - odd.len()..).unwrap_or_default();
        means.extend(odd.iter().zip(under).map(|(a, b)| mean(((a, a), (b, b)))));
        read += row_bytes * 2;
        if let Some(place) = bytes.get_mut(written..written + means.len()) {
            place.copy_from_slice(&means);
            written += means.len();
        }
        read = read.min(bytes.len());
    }
    written
}

fn mean(((a, b), (c, d)): ((&u8, &u8), (&u8, &u8))) -> u8 {
    let sum = [a, b, c, d].iter().fold(2_u16, |sum, byte| sum + u16::from(**byte));
    u8::try_from(sum / 4).unwrap_or(u8::MAX)
}

fn must_fit(bytes: &[u8], width: u32, height: u32, colour: bool) -> Result<(), PixelsError> {
    let pixels = u64::from(width) * u64::from(height);
    let needed = if colour { pixels.saturating_mul(3) } else { pixels };
    match pixels > 0 && u64::try_from(bytes.len()) == Ok(needed) {
        true => Ok(()),
        false => Err(PixelsError::Size { width, height }),
    }
}

fn library(error: impl std::fmt::Display) -> PixelsError {
    PixelsError::Library(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A picture of one colour.
    fn plain(width: u32, height: u32, pixel: &[u8]) -> Pixels {
        let count = usize::try_from(width * height).unwrap();
        Pixels::new(width, height, pixel.len() == 3, pixel.repeat(count)).unwrap()
    }

    proptest! {
        #[test]
        fn a_plain_picture_keeps_its_colour_at_every_size(
            from in (1_u32..90, 1_u32..90), to in (1_u32..90, 1_u32..90), pixel in any::<[u8; 3]>(),
        ) {
            let made = plain(from.0, from.1, &pixel).resized(to.0, to.1).unwrap();
            prop_assert_eq!((made.width(), made.height(), made.has_colour()), (to.0, to.1, true));
            prop_assert_eq!(made, plain(to.0, to.1, &pixel));
        }

        #[test]
        fn only_bytes_that_fit_the_size_are_pixels(
            width in 0_u32..20, height in 0_u32..20, colour: bool, bytes in 0_usize..1_200,
        ) {
            let needed = width * height * if colour { 3 } else { 1 };
            let fits = needed > 0 && usize::try_from(needed) == Ok(bytes);
            prop_assert_eq!(Pixels::new(width, height, colour, vec![0; bytes]).is_ok(), fits);
        }
    }

    #[test]
    fn a_stroke_stays_darker_than_the_paper_beside_it() {
        let row = |x: u32| if x % 8 < 2 { 0 } else { 255 };
        let bytes = (0..64 * 64).map(|place: u32| row(place % 64)).collect();
        let made = Pixels::new(64, 64, false, bytes).unwrap().resized(16, 16).unwrap();
        let [stroke, paper, ..] = made.into_bytes()[..] else { panic!("no row") };
        assert!(stroke < 160 && paper > 220, "stroke {stroke}, paper {paper}");
    }

    #[test]
    fn a_halved_pixel_is_the_mean_of_four_and_odd_sides_keep_their_last() {
        let grey = Pixels::new(3, 3, false, vec![0, 4, 10, 8, 8, 20, 100, 200, 7]).unwrap();
        let half = grey.halved();
        assert_eq!((half.width(), half.height()), (2, 2));
        assert_eq!(half.into_bytes(), [5, 15, 150, 7]);
        let colour = Pixels::new(2, 1, true, vec![0, 10, 20, 2, 20, 255]).unwrap();
        assert_eq!(colour.halved().into_bytes(), [1, 15, 138]);
    }

    proptest! {
        #[test]
        fn halving_keeps_what_is_plain(
            width in 1_u32..40, height in 1_u32..40, pixel in any::<[u8; 3]>(),
        ) {
            let made = plain(width, height, &pixel).halved();
            prop_assert_eq!(made, plain(width.div_ceil(2), height.div_ceil(2), &pixel));
        }
    }

    #[test]
    fn a_sampled_pixel_stands_for_its_cell_and_what_is_left_over_is_cut() {
        let rows = vec![0, 1, 2, 3, 90, 10, 11, 12, 13, 90, 20, 21, 22, 23, 90];
        let grey = Pixels::new(5, 3, false, rows.clone()).unwrap();
        let made = grey.sampled(2, 3).unwrap();
        assert_eq!((made.width(), made.height()), (2, 1));
        assert_eq!(made.into_bytes(), [5, 7]);
        assert_eq!(grey.sampled(1, 1).unwrap(), grey);
        assert_eq!(grey.sampled(6, 1), Err(PixelsError::Size { width: 0, height: 3 }));
        let colour = Pixels::new(5, 1, true, rows).unwrap();
        assert_eq!(colour.sampled(2, 1).unwrap().into_bytes(), [1, 45, 6, 50, 16, 17]);
    }

    #[test]
    fn turned_four_times_a_picture_is_as_before() {
        let grey = Pixels::new(3, 2, false, vec![1, 2, 3, 4, 5, 6]).unwrap();
        let once = grey.turned();
        assert_eq!((once.width(), once.height()), (2, 3));
        assert_eq!(once.bytes, [4, 1, 5, 2, 6, 3]);
        let colour = Pixels::new(2, 1, true, vec![1, 2, 3, 4, 5, 6]).unwrap();
        assert_eq!(colour.turned().turned().bytes, [4, 5, 6, 1, 2, 3]);
        assert_eq!(once.turned().turned().turned(), grey);
    }

    #[test]
    fn opaque_pixels_keep_their_colours() {
        assert_eq!(opaque(&[1, 2, 3, 255, 4, 5, 6, 255]), [1, 2, 3, 4, 5, 6]);
    }

    #[test]
    fn grey_weighs_green_most_and_is_made_once() {
        let grey = |pixel: &[u8]| plain(1, 1, pixel).grey().into_bytes();
        assert_eq!(grey(&[255, 255, 255]), [255]);
        assert_eq!(grey(&[0, 255, 0]), [182]);
        assert_eq!(grey(&[77]), [77]);
    }

    #[test]
    fn a_jpeg_has_its_size_and_refuses_more_than_its_format_holds() {
        let jpeg = plain(40, 20, &[200, 30, 30]).jpeg(80).unwrap();
        assert!(jpeg.starts_with(&[0xFF, 0xD8]) && jpeg.ends_with(&[0xFF, 0xD9]));
        let head = jpeg.windows(2).position(|pair| pair == [0xFF, 0xC0]).unwrap();
        assert_eq!(jpeg[head + 5..head + 9], [0, 20, 0, 40]);
        let (width, height) = (65_536, 1);
        let refused = plain(width, height, &[0]).jpeg(80);
        assert_eq!(refused, Err(PixelsError::TooLargeForJpeg { width, height }));
        let none = plain(3, 3, &[0]).resized(0, 3);
        assert_eq!(none, Err(PixelsError::Size { width: 0, height: 3 }));
    }
}
