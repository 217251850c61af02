//! Loops over every pixel that libraries leave to their caller's build: making a picture smaller, and
//! writing it as a JPEG. A package of its own, because only so can a debug build optimise them.
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
