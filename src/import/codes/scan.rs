//! Finds codes in a picture. Runs in the reader process only: the library is large, and pictures are
//! foreign.
//!
//! QR codes are looked for in a reduced picture, bars in strips of it: at its full resolution across
//! the bars, at an eighth of it along them, where all pixels are of the same bar. A photo of 12
//! megapixels takes so a tenth of what the whole would, and more bars are found, as noise is less.
//! Deliberately not here: what a code means.

use super::{MAX_CODES, Symbology};
use juntada_pixels::{Pixels, PixelsError};
use rxing::helpers::detect_multiple_in_luma_with_hints;
use rxing::{BarcodeFormat, DecodeHints};
use std::io::{BufRead, Seek};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// Most pixels of a picture in which codes are looked for: phones have 12 to 50 million.
pub const MAX_PICTURE_PIXELS: u64 = 50_000_000;

/// Longer side, in pixels, to which a picture is reduced before QR codes are looked for: one of 40
/// modules that fills a tenth of a photo keeps four pixels a module.
const QR_SIDE_PX: u32 = 1600;

/// Rows of a strip in which bars are looked for: those of a slip are a twentieth of its page high.
const STRIP_ROWS: u32 = 400;

/// Most rows of a picture that become one of a strip.
const MOST_SAMPLED: u32 = 8;

/// Longest text of a code, in characters: a QR code holds 7,089 digits at most.
const MAX_TEXT_CHARS: usize = 8_000;

/// Decodes the brightness of a JPEG alone; nothing where it has none of its own (CMYK), or is damaged.
pub fn jpeg_luma(file: impl BufRead + Seek) -> Option<Pixels> {
    let options = DecoderOptions::default().jpeg_set_out_colorspace(ColorSpace::Luma);
    let mut decoder = JpegDecoder::new_with_options(file, options);
    decoder.decode_headers().ok()?;
    let (width, height) = decoder.dimensions()?;
    if (width as u64).saturating_mul(height as u64) > MAX_PICTURE_PIXELS {
        return None;
    }
    let luma = decoder.decode().ok()?;
    Pixels::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?, false, luma).ok()
}

/// Returns the codes in a picture of one byte a pixel, each once.
pub fn scan(picture: &Pixels) -> Vec<(Symbology, String)> {
    let (width, height) = (picture.width(), picture.height());
    let by = width.max(height).div_ceil(QR_SIDE_PX);
    let mut codes = found_in(picture.sampled(by, by), &[BarcodeFormat::QR_CODE]);
    let bars = [BarcodeFormat::CODE_128, BarcodeFormat::ITF];
    let by = |side: u32| (side / STRIP_ROWS).clamp(1, MOST_SAMPLED);
    codes.extend(found_in(picture.sampled(1, by(height)), &bars));
    if by(width) > 1 {
        // A small picture is turned by the library itself.
        codes.extend(found_in(picture.sampled(by(width), 1).map(|strip| strip.turned()), &bars));
    }
    codes.sort();
    codes.dedup();
    without_pieces(&mut codes);
    codes.truncate(MAX_CODES);
    codes
}

/// Drops what a slanting line read of bars that another line read whole: this kind has no check of its
/// own length.
fn without_pieces(codes: &mut Vec<(Symbology, String)>) {
    let whole = codes.clone();
    codes.retain(|(symbology, text)| {
        let is_piece =
            |one: &(Symbology, String)| one.1.len() > text.len() && one.1.contains(text.as_str());
        *symbology != Symbology::Itf || !whole.iter().any(is_piece)
    });
}

/// Returns the codes in a picture; one that is too small to be sampled has none.
fn found_in(
    luma: Result<Pixels, PixelsError>,
    formats: &[BarcodeFormat],
) -> Vec<(Symbology, String)> {
    let Ok(luma) = luma else { return Vec::new() };
    let mut hints = DecodeHints {
        PossibleFormats: Some(formats.iter().copied().collect()),
        TryHarder: Some(true),
        ..DecodeHints::default()
    };
    let (width, height) = (luma.width(), luma.height());
    let found = detect_multiple_in_luma_with_hints(luma.into_bytes(), width, height, &mut hints);
    let told = found.unwrap_or_default();
    let codes = told.iter().filter_map(|result| {
        let symbology = match result.getBarcodeFormat() {
            BarcodeFormat::QR_CODE => Symbology::Qr,
            BarcodeFormat::CODE_128 => Symbology::Code128,
            BarcodeFormat::ITF => Symbology::Itf,
            _ => return None,
        };
        let text = result.getText();
        let fits = !text.is_empty() && text.chars().nth(MAX_TEXT_CHARS).is_none();
        fits.then(|| (symbology, text.to_owned()))
    });
    codes.collect()
}
