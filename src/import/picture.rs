//! Pictures that must be decoded to be shown: PNG, WebP, TIFF, GIF, BMP, HEIC and the JPEG that no
//! PDF can carry as it is. Runs in the reader process only.
//!
//! Deliberately not here: ordinary JPEG, whose bytes are never touched, and colour management: a
//! profile in the file is not applied, so wide colours of a phone come out a little paler.

use crate::import::exif::{self, ExifFacts};
use crate::import::frames::{TiffPages, gif_moves};
use crate::import::reading::{NoteCode, PageSize, PictureFacts, ReadNote, Reading, Showable};
use image::codecs::png::PngDecoder;
use image::codecs::webp::WebPDecoder;
use image::{
    DynamicImage, ImageDecoder, ImageEncoder, ImageError, ImageFormat, ImageReader, Limits,
};
use juntada_pixels::{Pixels, PixelsError};
use nom_exif::{ExifTag, MediaParser, MediaSource};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// Most pixels of a picture that is decoded: 100 million (performance.md, fault 16).
pub const MAX_PIXELS: u64 = 100_000_000;

/// Most memory that decoding one picture may take, in bytes: 512 MB (performance.md, fault 16).
pub const MAX_DECODE_BYTES: u64 = 512 * 1024 * 1024;

/// Longest HEIC file that is taken into memory whole, in bytes; phones write 1 to 15 MB.
pub const MAX_HEIC_BYTES: u64 = 128 * 1024 * 1024;

/// Why a picture cannot be decoded.
#[derive(Debug, thiserror::Error)]
pub enum PictureError {
    /// The file cannot be read.
    #[error("cannot read the picture")]
    Io {
        /// What the system said.
        source: io::Error,
    },
    /// The picture's form is not one that can be decoded.
    #[error("form of picture not supported: {detail}")]
    Unsupported {
        /// What is missing.
        detail: String,
    },
    /// The picture is damaged.
    #[error("picture damaged: {detail}")]
    Damaged {
        /// What is wrong.
        detail: String,
    },
    /// The picture is beyond [`MAX_PIXELS`] or [`MAX_DECODE_BYTES`].
    #[error("picture too large: {detail}")]
    TooLarge {
        /// Its size.
        detail: String,
    },
}

impl PictureError {
    /// Returns the note that stands for this error.
    pub fn note(&self) -> ReadNote {
        match self {
            Self::Io { source } => ReadNote::new(NoteCode::CouldNotRead, source),
            Self::Unsupported { detail } => ReadNote::new(NoteCode::UnsupportedFormat, detail),
            Self::Damaged { detail } => ReadNote::new(NoteCode::Damaged, detail),
            Self::TooLarge { detail } => ReadNote::new(NoteCode::TooLarge, detail),
        }
    }

    fn io(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::UnexpectedEof => Self::Damaged { detail: source.to_string() },
            _ => Self::Io { source },
        }
    }

    pub(super) fn of_image(error: ImageError) -> Self {
        let detail = error.to_string();
        match error {
            ImageError::IoError(source) => Self::io(source),
            ImageError::Unsupported(_) => Self::Unsupported { detail },
            ImageError::Limits(_) => Self::TooLarge { detail },
            _ => Self::Damaged { detail },
        }
    }

    fn of_heic(error: &heic_decoder::HeifError) -> Self {
        use heic_decoder::HeifError;
        let detail = error.to_string();
        match error {
            HeifError::Unsupported(_) | HeifError::NotHeif(_) => Self::Unsupported { detail },
            HeifError::LimitExceeded(_) => Self::TooLarge { detail },
            _ => Self::Damaged { detail },
        }
    }
}

impl From<PixelsError> for PictureError {
    fn from(error: PixelsError) -> Self {
        let detail = error.to_string();
        match error {
            PixelsError::Size { .. } | PixelsError::Library(_) => Self::Damaged { detail },
            PixelsError::TooLargeForJpeg { .. } => Self::TooLarge { detail },
        }
    }
}

/// Colour of decoded pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Colour {
    /// One byte a pixel.
    Grey,
    /// Three bytes a pixel: red, green, blue.
    Rgb,
}

/// A decoded picture: 8 bits a component, rows from the top, what was transparent put on white.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RgbPicture {
    /// Width in pixels as stored.
    pub width: u32,
    /// Height in pixels as stored.
    pub height: u32,
    /// How many components a pixel has.
    pub colour: Colour,
    /// The pixels, `width × height × components` bytes.
    pub pixels: Vec<u8>,
    /// EXIF orientation 1 to 8 still to be applied.
    pub orientation: u8,
}

impl RgbPicture {
    /// Returns a picture of pixels that are still to be turned by an EXIF orientation.
    pub(super) fn of_pixels(pixels: Pixels, orientation: u8) -> Self {
        let (width, height) = (pixels.width(), pixels.height());
        let colour = if pixels.has_colour() { Colour::Rgb } else { Colour::Grey };
        Self { width, height, colour, pixels: pixels.into_bytes(), orientation }
    }

    /// Returns the pixels as they lie, without the turn.
    pub(in crate::import) fn into_pixels(self) -> Result<Pixels, PictureError> {
        let colour = self.colour == Colour::Rgb;
        Ok(Pixels::new(self.width, self.height, colour, self.pixels)?)
    }
}

/// Reads the facts of a picture without decoding its pixels: size, orientation, moment, camera,
/// pages. That the pixels are whole is known only when they are decoded.
pub fn read_picture(path: &Path, media_type: &str) -> Reading {
    let mut reading = Reading::of_type(media_type);
    let exif = exif_of(path, media_type);
    match sizes(path, media_type, &mut reading.notes) {
        Ok((sizes, orientation)) => {
            let upright =
                |(width, height)| if orientation >= 5 { (height, width) } else { (width, height) };
            let sizes: Vec<_> = sizes.into_iter().map(upright).collect();
            reading.pages =
                sizes.iter().map(|(width, height)| PageSize::of_picture(*width, *height)).collect();
            reading.picture = sizes.first().map(|(width_px, height_px)| PictureFacts {
                width_px: *width_px,
                height_px: *height_px,
                // The pixels are turned when they are decoded for a page.
                orientation: 1,
                camera: exif.camera.clone(),
                taken_at: exif.taken_at.clone(),
                has_place: exif.has_place,
            });
            reading.showable = Showable::Decode;
        }
        Err(error) => reading.notes.push(error.note()),
    }
    reading.add_exif(&exif);
    reading
}

/// Returns the stored size of each page and the orientation still to be applied.
fn sizes(
    path: &Path,
    media_type: &str,
    notes: &mut Vec<ReadNote>,
) -> Result<(Vec<(u32, u32)>, u8), PictureError> {
    if is_heif(media_type) {
        let size = heic_decoder::probe(&heic_bytes(path)?)
            .map_err(|error| PictureError::of_heic(&error))?;
        return Ok((vec![checked_size(size.width, size.height)?], 1));
    }
    if media_type == "image/tiff" {
        return tiff_sizes(path, notes);
    }
    if moves(path, media_type)? {
        notes.push(ReadNote::bare(NoteCode::FirstFrameOnly));
    }
    let mut decoder = open(BufReader::new(open_file(path)?), media_type)?;
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    Ok((vec![decoder_size(&*decoder)?], orientation))
}

/// Returns the size of each page of a TIFF that can be decoded; an error only if the first cannot.
fn tiff_sizes(
    path: &Path,
    notes: &mut Vec<ReadNote>,
) -> Result<(Vec<(u32, u32)>, u8), PictureError> {
    let mut file = BufReader::new(open_file(path)?);
    let pages = TiffPages::find(&mut file).map_err(PictureError::io)?;
    let mut sizes = Vec::new();
    let mut orientation = 1;
    for directory in &pages.directories {
        let page = pages.at_page(&mut file, *directory).map_err(PictureError::io)?;
        let size = open(BufReader::new(page), "image/tiff").and_then(|mut decoder| {
            if sizes.is_empty() {
                orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
            }
            decoder_size(&*decoder)
        });
        match size {
            Ok(size) => sizes.push(size),
            Err(error) if sizes.is_empty() => return Err(error),
            Err(error) => {
                // Page numbers must run on: what follows a page that cannot be read is left out.
                notes.push(ReadNote::new(NoteCode::FramesLeftOut, &error));
                return Ok((sizes, orientation));
            }
        }
    }
    if pages.some_left_out {
        notes.push(ReadNote::bare(NoteCode::FramesLeftOut));
    }
    match sizes.is_empty() {
        true => Err(PictureError::Damaged { detail: "no page in the TIFF".to_owned() }),
        false => Ok((sizes, orientation)),
    }
}

/// Decodes one page of a picture (from 1; only a TIFF has more than one) of at most `max_pixels`.
///
/// # Errors
/// When the picture cannot be read, is damaged, too large, of an unsupported form, or has no such
/// page.
pub fn decode_rgb(
    path: &Path,
    media_type: &str,
    page: u32,
    max_pixels: u64,
) -> Result<RgbPicture, PictureError> {
    if is_heif(media_type) {
        return decode_heic(path, max_pixels);
    }
    let mut file = BufReader::new(open_file(path)?);
    let index = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
    let decoder: Box<dyn ImageDecoder> = if media_type == "image/tiff" {
        let pages = TiffPages::find(&mut file).map_err(PictureError::io)?;
        let no_page = || PictureError::Damaged { detail: format!("no page {page} in the TIFF") };
        let directory = pages.directories.get(index).ok_or_else(no_page)?;
        let page = pages.at_page(file, *directory).map_err(PictureError::io)?;
        open(BufReader::new(page), media_type)?
    } else {
        open(file, media_type)?
    };
    decode(decoder, max_pixels)
}

fn decode(
    mut decoder: Box<dyn ImageDecoder + '_>,
    max_pixels: u64,
) -> Result<RgbPicture, PictureError> {
    let (width, height) = decoder_size(&*decoder)?;
    if u64::from(width) * u64::from(height) > max_pixels || decoder.total_bytes() > MAX_DECODE_BYTES
    {
        return Err(PictureError::TooLarge { detail: format!("{width} × {height} pixels") });
    }
    let orientation = decoder.orientation().map_or(1, |orientation| orientation.to_exif());
    let image = DynamicImage::from_decoder(decoder).map_err(PictureError::of_image)?;
    let (colour, pixels) = flattened(image);
    Ok(RgbPicture { width, height, colour, pixels, orientation })
}

/// Opens a picture's head within the limits of memory.
fn open<'a>(
    file: impl io::BufRead + Seek + 'a,
    media_type: &str,
) -> Result<Box<dyn ImageDecoder + 'a>, PictureError> {
    let format = match media_type {
        "image/png" => ImageFormat::Png,
        "image/webp" => ImageFormat::WebP,
        "image/tiff" => ImageFormat::Tiff,
        "image/gif" => ImageFormat::Gif,
        "image/bmp" => ImageFormat::Bmp,
        "image/jpeg" => ImageFormat::Jpeg,
        other => return Err(PictureError::Unsupported { detail: other.to_owned() }),
    };
    let mut reader = ImageReader::with_format(file, format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_DECODE_BYTES);
    reader.limits(limits);
    Ok(Box::new(reader.into_decoder().map_err(PictureError::of_image)?))
}

fn open_file(path: &Path) -> Result<File, PictureError> {
    File::open(path).map_err(|source| PictureError::Io { source })
}

/// Returns whether a picture moves, so that only its first frame is shown.
fn moves(path: &Path, media_type: &str) -> Result<bool, PictureError> {
    let mut file = BufReader::new(open_file(path)?);
    Ok(match media_type {
        "image/gif" => gif_moves(&mut file).map_err(PictureError::io)?,
        "image/png" => PngDecoder::new(file).and_then(|decoder| decoder.is_apng()).unwrap_or(false),
        "image/webp" => WebPDecoder::new(file).is_ok_and(|decoder| decoder.has_animation()),
        _ => false,
    })
}

/// Returns the stored size of a picture if it has pixels and not too many.
fn decoder_size(decoder: &dyn ImageDecoder) -> Result<(u32, u32), PictureError> {
    let (width, height) = decoder.dimensions();
    let size = |side| usize::try_from(side).unwrap_or(usize::MAX);
    checked_size(size(width), size(height))
}

fn checked_size(width: usize, height: usize) -> Result<(u32, u32), PictureError> {
    let too_large = || PictureError::TooLarge { detail: format!("{width} × {height} pixels") };
    let side = |side: usize| u32::try_from(side).map_err(|_| too_large());
    let size = (side(width)?, side(height)?);
    match u64::from(size.0) * u64::from(size.1) {
        0 => Err(PictureError::Damaged { detail: "no pixels".to_owned() }),
        pixels if pixels > MAX_PIXELS => Err(too_large()),
        _ => Ok(size),
    }
}

/// Returns whether this is a picture of the HEIF family, which has its own decoder.
fn is_heif(media_type: &str) -> bool {
    matches!(media_type, "image/heic" | "image/heif")
}

fn heic_bytes(path: &Path) -> Result<Vec<u8>, PictureError> {
    let mut bytes = Vec::new();
    open_file(path)?.take(MAX_HEIC_BYTES + 1).read_to_end(&mut bytes).map_err(PictureError::io)?;
    let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    match length > MAX_HEIC_BYTES {
        true => Err(PictureError::TooLarge { detail: format!("more than {MAX_HEIC_BYTES} bytes") }),
        false => Ok(bytes),
    }
}

/// Decodes a HEIC; its own turns and mirrors are applied by the decoder, so that the orientation
/// which its EXIF repeats must not be applied again.
fn decode_heic(path: &Path, max_pixels: u64) -> Result<RgbPicture, PictureError> {
    let of_heic = |error| PictureError::of_heic(&error);
    let bytes = heic_bytes(path)?;
    let size = heic_decoder::probe(&bytes).map_err(of_heic)?;
    let (width, height) = checked_size(size.width, size.height)?;
    if u64::from(width) * u64::from(height) > max_pixels {
        return Err(PictureError::TooLarge { detail: format!("{width} × {height} pixels") });
    }
    let decoded = heic_decoder::decode(&bytes).map_err(of_heic)?;
    // The size of the pixels themselves counts, should the head have told another.
    let (width, height) = checked_size(decoded.width, decoded.height)?;
    let pixels = if decoded.alpha.is_some() {
        let image = decoded.to_rgba8().map_err(of_heic)?;
        on_white::<4>(&image.data, image.premultiplied)
    } else {
        decoded.to_rgb8().map_err(of_heic)?.data
    };
    Ok(RgbPicture { width, height, colour: Colour::Rgb, pixels, orientation: 1 })
}

/// Returns 8-bit grey or colour pixels, with what is transparent put on white.
fn flattened(image: DynamicImage) -> (Colour, Vec<u8>) {
    match image {
        DynamicImage::ImageLuma8(_) | DynamicImage::ImageLuma16(_) => {
            (Colour::Grey, image.into_luma8().into_raw())
        }
        DynamicImage::ImageLumaA8(_) | DynamicImage::ImageLumaA16(_) => {
            (Colour::Grey, on_white::<2>(&image.into_luma_alpha8(), false))
        }
        DynamicImage::ImageRgb8(_) | DynamicImage::ImageRgb16(_) | DynamicImage::ImageRgb32F(_) => {
            (Colour::Rgb, image.into_rgb8().into_raw())
        }
        _ => (Colour::Rgb, on_white::<4>(&image.into_rgba8(), false)),
    }
}

/// Returns pixels of `N` bytes, the last of which is opacity, put on white.
fn on_white<const N: usize>(pixels: &[u8], premultiplied: bool) -> Vec<u8> {
    let mut out = Vec::with_capacity(pixels.len() / N * (N - 1));
    for pixel in pixels.chunks_exact(N) {
        let Some((alpha, colours)) = pixel.split_last() else { continue };
        let alpha = u32::from(*alpha);
        out.extend(colours.iter().map(|colour| {
            let colour = u32::from(*colour);
            let seen = if premultiplied { colour } else { (colour * alpha + 127) / 255 };
            u8::try_from(seen + (255 - alpha)).unwrap_or(u8::MAX)
        }));
    }
    out
}

/// Returns the picture upright and of at most `max_pixels`: turned without loss, made smaller only
/// where it has more.
///
/// # Errors
/// When the pixels do not fit the size.
pub fn upright(picture: RgbPicture, max_pixels: u64) -> Result<RgbPicture, PictureError> {
    let (width, height) = (picture.width, picture.height);
    let fits = u64::from(width) * u64::from(height) <= max_pixels;
    if fits && picture.orientation == 1 {
        return Ok(picture);
    }
    let mut image = image_of(picture)?;
    if !fits {
        // The smallest whole divisor of the sides that makes them fit.
        let divided = |by: u32| (width.div_ceil(by), height.div_ceil(by));
        let (width, height) = (2..=width.max(height))
            .map(divided)
            .find(|(width, height)| u64::from(*width) * u64::from(*height) <= max_pixels)
            .unwrap_or((1, 1));
        image.pixels = image.pixels.thumbnail_exact(width, height);
    }
    Ok(image.turned())
}

/// Returns an upright PNG of a picture, at most `width_px` wide and never enlarged.
///
/// # Errors
/// When the pixels do not fit their size, or the PNG cannot be written.
pub fn preview_png(picture: RgbPicture, width_px: u32) -> Result<Vec<u8>, PictureError> {
    let (width, height) = (picture.width, picture.height);
    let mut image = image_of(picture)?;
    // Reducing first makes turning cheap; a lying picture's width is its upright height.
    let lies = image.orientation >= 5;
    let (across, along) = if lies { (height, width) } else { (width, height) };
    let along_px = u64::from(along) * u64::from(width_px) / u64::from(across.max(1));
    let along_px = u32::try_from(along_px).unwrap_or(u32::MAX).max(1);
    if width_px < across {
        let (x, y) = if lies { (along_px, width_px.max(1)) } else { (width_px.max(1), along_px) };
        image.pixels = image.pixels.thumbnail_exact(x, y);
    }
    let RgbPicture { width, height, colour, pixels, .. } = image.turned();
    let mut png = io::Cursor::new(Vec::new());
    let colour = match colour {
        Colour::Grey => image::ExtendedColorType::L8,
        Colour::Rgb => image::ExtendedColorType::Rgb8,
    };
    image::codecs::png::PngEncoder::new(&mut png)
        .write_image(&pixels, width, height, colour)
        .map_err(PictureError::of_image)?;
    Ok(png.into_inner())
}

/// Pixels as the library handles them, with the turn still to be made.
struct Turnable {
    pixels: DynamicImage,
    orientation: u8,
}

impl Turnable {
    fn turned(mut self) -> RgbPicture {
        if let Some(orientation) = image::metadata::Orientation::from_exif(self.orientation) {
            self.pixels.apply_orientation(orientation);
        }
        let (width, height) = (self.pixels.width(), self.pixels.height());
        let (colour, pixels) = flattened(self.pixels);
        RgbPicture { width, height, colour, pixels, orientation: 1 }
    }
}

fn image_of(picture: RgbPicture) -> Result<Turnable, PictureError> {
    let RgbPicture { width, height, colour, pixels, orientation } = picture;
    let damaged = || PictureError::Damaged { detail: "pixels do not fit the size".to_owned() };
    let pixels = match colour {
        Colour::Grey => {
            image::GrayImage::from_raw(width, height, pixels).map(DynamicImage::ImageLuma8)
        }
        Colour::Rgb => {
            image::RgbImage::from_raw(width, height, pixels).map(DynamicImage::ImageRgb8)
        }
    };
    Ok(Turnable { pixels: pixels.ok_or_else(damaged)?, orientation })
}

/// Reads EXIF of a picture other than JPEG; whatever is odd or missing is absent.
fn exif_of(path: &Path, media_type: &str) -> ExifFacts {
    if matches!(media_type, "image/gif" | "image/bmp") {
        return ExifFacts::default();
    }
    let read = || -> nom_exif::Result<nom_exif::Exif> {
        Ok(MediaParser::new().parse_exif(MediaSource::open(path)?)?.into())
    };
    let Ok(found) = read() else { return ExifFacts::default() };
    let text =
        |tag| found.get(tag).and_then(|value| value.as_str()).map(|text| text.trim().to_owned());
    let taken_at = [
        (ExifTag::DateTimeOriginal, ExifTag::OffsetTimeOriginal),
        (ExifTag::CreateDate, ExifTag::OffsetTimeDigitized),
    ]
    .into_iter()
    .find_map(|(moment, offset)| {
        let value = found.get(moment)?;
        let written = match value.as_datetime() {
            Some(moment) => moment.into_naive().format("%Y:%m:%d %H:%M:%S").to_string(),
            None => value.as_str()?.to_owned(),
        };
        let offset = text(offset).and_then(|written| exif::offset_of(&written)).unwrap_or_default();
        Some(exif::moment_of(&written)? + &offset)
    });
    let some = |text: Option<String>| text.filter(|text| !text.is_empty());
    let place = found
        .gps_info()
        .is_some_and(|gps| exif::is_place(gps.latitude_decimal(), gps.longitude_decimal()));
    ExifFacts {
        orientation: None,
        taken_at,
        camera: exif::camera(some(text(ExifTag::Make)), some(text(ExifTag::Model))),
        has_place: place,
    }
}

#[cfg(test)]
#[path = "picture_tests.rs"]
mod tests;
