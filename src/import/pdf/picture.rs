//! Pictures as fragments: pixels packed without loss, as a PDF image with PNG's row filters.
//! Deliberately not here: decoding pictures, and JPEG, which stays as it is.

use super::{MAX_PIXELS, PdfError};
use crate::import::print_copy::PrintCopy;
use crate::render::fragment::{FragmentHeader, FragmentPage, FragmentWriter, ObjectBody, PageKind};
use std::io::{Seek, Write};

/// Points per pixel of a picture whose resolution nobody knows: 96 pixels an inch, as on screens.
const POINTS_PER_PIXEL: f32 = 0.75;

/// Most bytes of a page that is packed without loss where another way is allowed: a page of letters
/// takes a tenth of it.
const LOSSLESS_BYTES: usize = 1 << 20;
/// Quality of the JPEG of a picture that was changed: letters stay sharp, photos of 12 megapixels
/// take some 4 MB.
const JPEG_QUALITY: u8 = 90;

/// A decoded picture, upright, without transparency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width_px: u32,
    /// Height in pixels.
    pub height_px: u32,
    /// Three bytes a pixel, or one when `grey`.
    pub pixels: Vec<u8>,
    /// Whether the pixels are grey.
    pub grey: bool,
}

impl Picture {
    /// Returns the picture with one byte a pixel when it has no colour.
    #[must_use]
    pub fn grey_if_colourless(self) -> Self {
        let colourless =
            self.pixels.chunks_exact(3).all(|p| matches!(p, [r, g, b] if r == g && g == b));
        if self.grey || !colourless {
            return self;
        }
        let pixels = self.pixels.iter().copied().step_by(3).collect();
        Self { pixels, grey: true, ..self }
    }
}

/// Writes a picture as a fragment of one page.
///
/// # Errors
/// When the pixels do not fit the size, there are more than [`MAX_PIXELS`], or `out` fails.
pub fn picture_fragment<W: Write + Seek>(
    picture: &Picture,
    out: W,
) -> Result<FragmentHeader, PdfError> {
    let mut writer = FragmentWriter::new(out, 1)?;
    let object = write_picture(picture, &mut writer)?;
    writer.page(page(picture, object, POINTS_PER_PIXEL))?;
    Ok(writer.finish()?)
}

/// Writes a JPEG as a fragment of one page; its bytes stay as they are.
///
/// # Errors
/// When `out` fails.
pub fn jpeg_fragment<W: Write + Seek>(
    copy: &PrintCopy,
    out: W,
) -> Result<FragmentHeader, PdfError> {
    let PrintCopy { width_px, height_px, grey, ref jpeg } = *copy;
    let mut writer = FragmentWriter::new(out, 1)?;
    let picture = Picture { width_px, height_px, pixels: Vec::new(), grey };
    let object = write_jpeg(&picture, jpeg, &mut writer)?;
    writer.page(page(&picture, object, POINTS_PER_PIXEL))?;
    Ok(writer.finish()?)
}

/// Writes a JPEG of a picture's size as the next object of a fragment and returns its number.
fn write_jpeg<W: Write + Seek>(
    picture: &Picture,
    jpeg: &[u8],
    writer: &mut FragmentWriter<W>,
) -> Result<u32, PdfError> {
    let Picture { width_px, height_px, grey, .. } = *picture;
    let object = writer.reserve()?;
    let space = if grey { "DeviceGray" } else { "DeviceRGB" };
    let mut body = ObjectBody::default();
    body.push(
        format!(
            "<</Type/XObject/Subtype/Image/Width {width_px}/Height {height_px}/ColorSpace/{space}\
             /BitsPerComponent 8/Filter/DCTDecode/Length {}>>\nstream\n",
            jpeg.len()
        )
        .as_bytes(),
    );
    body.push(jpeg);
    body.push(b"\nendstream");
    writer.write(object, &body)?;
    Ok(object)
}

/// Writes a picture as the next object of a fragment, without loss unless that takes more than
/// [`LOSSLESS_BYTES`], as a coloured scan does; returns its number.
pub(super) fn write_smaller<W: Write + Seek>(
    picture: &Picture,
    writer: &mut FragmentWriter<W>,
) -> Result<u32, PdfError> {
    must_fit(picture)?;
    let rows = filtered_rows(picture)?;
    if rows.len() > LOSSLESS_BYTES {
        let jpeg = jpeg_of(picture).ok_or(PdfError::BadPicture)?;
        if jpeg.len() < rows.len() {
            return write_jpeg(picture, &jpeg, writer);
        }
    }
    write_rows(picture, &rows, writer)
}

/// Returns a picture as a JPEG that holds nothing but it.
pub fn jpeg_of(picture: &Picture) -> Option<Vec<u8>> {
    let (width, height) = (picture.width_px, picture.height_px);
    juntada_pixels::jpeg(&picture.pixels, width, height, !picture.grey, JPEG_QUALITY).ok()
}

/// Returns a picture as a PNG that holds nothing but it.
pub fn png_of(picture: &Picture) -> Option<Vec<u8>> {
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, picture.width_px, picture.height_px);
    encoder.set_color(if picture.grey { png::ColorType::Grayscale } else { png::ColorType::Rgb });
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Balanced);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&picture.pixels).ok()?;
    writer.finish().ok()?;
    Some(file)
}

#[expect(clippy::cast_precision_loss, reason = "sides are below 2^24 pixels")]
fn page(picture: &Picture, object: u32, points_per_pixel: f32) -> FragmentPage {
    FragmentPage {
        object,
        width_pt: picture.width_px as f32 * points_per_pixel,
        height_pt: picture.height_px as f32 * points_per_pixel,
        pdfa_safe: true,
        pdfua_safe: true,
        kind: PageKind::Image,
    }
}

/// Writes a picture as the next object of a fragment and returns its number.
pub(super) fn write_picture<W: Write + Seek>(
    picture: &Picture,
    writer: &mut FragmentWriter<W>,
) -> Result<u32, PdfError> {
    must_fit(picture)?;
    write_rows(picture, &filtered_rows(picture)?, writer)
}

/// Refuses a picture whose pixels do not fit its size, or that is too large.
fn must_fit(picture: &Picture) -> Result<(), PdfError> {
    let channels = if picture.grey { 1 } else { 3 };
    let pixels = u64::from(picture.width_px) * u64::from(picture.height_px);
    if pixels > MAX_PIXELS {
        return Err(PdfError::TooMuch { what: "pixels", limit: MAX_PIXELS });
    }
    if pixels == 0 || pixels * channels != picture.pixels.len() as u64 {
        return Err(PdfError::BadPicture);
    }
    Ok(())
}

/// Writes the packed rows of a picture as the next object of a fragment and returns its number.
fn write_rows<W: Write + Seek>(
    picture: &Picture,
    data: &[u8],
    writer: &mut FragmentWriter<W>,
) -> Result<u32, PdfError> {
    let number = writer.reserve()?;
    let channels = if picture.grey { 1 } else { 3 };
    let (width, height) = (picture.width_px, picture.height_px);
    let space = if picture.grey { "DeviceGray" } else { "DeviceRGB" };
    let mut body = ObjectBody::default();
    body.push(
        format!(
            "<</Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/{space}\
             /BitsPerComponent 8/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors {channels}\
             /Columns {width}>>/Length {}>>\nstream\n",
            data.len()
        )
        .as_bytes(),
    );
    body.push(data);
    body.push(b"\nendstream");
    writer.write(number, &body)?;
    Ok(number)
}

/// Returns the pixels as PNG packs them: that is just what PDF's predictor 15 undoes.
fn filtered_rows(picture: &Picture) -> Result<Vec<u8>, PdfError> {
    let file = png_of(picture).ok_or(PdfError::BadPicture)?;
    let mut data = Vec::new();
    let mut rest = file.get(8..).unwrap_or_default();
    while let Some((length, after)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).unwrap_or(usize::MAX);
        let Some((kind, after)) = after.split_first_chunk::<4>() else { break };
        let Some((chunk, after)) = after.split_at_checked(length) else { break };
        if kind == b"IDAT" {
            data.extend_from_slice(chunk);
        }
        rest = after.get(4..).unwrap_or_default();
    }
    Ok(data)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::streams;
    use crate::render::fragment::FragmentReader;
    use lopdf::dictionary;
    use std::io::Cursor;

    fn gradient(grey: bool) -> Picture {
        let pixels = (0..40_u32 * 30 * if grey { 1 } else { 3 })
            .map(|index| u8::try_from(index % 251).unwrap())
            .collect();
        Picture { width_px: 40, height_px: 30, pixels, grey }
    }

    #[test]
    fn every_pixel_comes_back() {
        for grey in [true, false] {
            let picture = gradient(grey);
            let mut file = Cursor::new(Vec::new());
            let header = picture_fragment(&picture, &mut file).unwrap();
            assert_eq!((header.pages[0].width_pt, header.pages[0].kind), (30.0, PageKind::Image));
            let mut reader = FragmentReader::new(file.get_ref().as_slice()).unwrap();
            let object = reader.next_object().unwrap().unwrap();
            let mut body = Vec::new();
            reader.copy_body(&object, &mut body, &|_| None).unwrap();
            let start = body.windows(7).position(|window| window == b"stream\n").unwrap() + 7;
            let parameters = dictionary! {
                "Predictor" => 15, "Colors" => if grey { 1 } else { 3 }, "Columns" => 40,
            };
            let dictionary = dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parameters };
            let data = &body[start..body.len() - 10];
            let plain =
                streams::unpack(&lopdf::Document::new(), &dictionary, data, 10_000).unwrap();
            assert_eq!((plain.bytes, plain.repack), (picture.pixels, false));
        }
    }

    #[test]
    fn colourless_picture_becomes_grey() {
        let picture =
            Picture { width_px: 2, height_px: 1, pixels: vec![7, 7, 7, 9, 9, 9], grey: false };
        let grey = picture.grey_if_colourless();
        assert_eq!((grey.grey, grey.pixels), (true, vec![7, 9]));
        assert!(!gradient(false).grey_if_colourless().grey);
    }

    #[test]
    fn wrong_sizes_are_refused() {
        let wrong = Picture { height_px: 29, ..gradient(true) };
        let refused = picture_fragment(&wrong, Cursor::new(Vec::new()));
        assert!(matches!(refused, Err(PdfError::BadPicture)));
        let huge = Picture { width_px: 100_000, height_px: 100_000, pixels: vec![], grey: true };
        let refused = picture_fragment(&huge, Cursor::new(Vec::new()));
        assert!(matches!(refused, Err(PdfError::TooMuch { .. })));
    }
}
