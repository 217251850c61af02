//! Tests of `picture.rs`, with pictures made here and the real ones of the corpus.

use super::*;
use image::{GrayImage, Rgb, RgbImage, Rgba, RgbaImage};
use std::path::PathBuf;
use tempfile::TempDir;

const KINDS: [(&str, ImageFormat); 5] = [
    ("image/png", ImageFormat::Png),
    ("image/webp", ImageFormat::WebP),
    ("image/tiff", ImageFormat::Tiff),
    ("image/gif", ImageFormat::Gif),
    ("image/bmp", ImageFormat::Bmp),
];

/// Left half red, right half blue, 6 × 4.
fn two_colours() -> DynamicImage {
    RgbImage::from_fn(6, 4, |x, _| if x < 3 { Rgb([255, 0, 0]) } else { Rgb([0, 0, 255]) }).into()
}

fn stored(folder: &TempDir, image: &DynamicImage, format: ImageFormat) -> PathBuf {
    let path = folder.path().join("picture");
    image.save_with_format(&path, format).unwrap();
    path
}

#[test]
fn each_form_yields_its_size_and_its_pixels() {
    let folder = TempDir::new().unwrap();
    for (media_type, format) in KINDS {
        let path = stored(&folder, &two_colours(), format);
        let reading = read_picture(&path, media_type);
        let facts = reading.picture.unwrap();
        assert_eq!((facts.width_px, facts.height_px, facts.orientation), (6, 4, 1), "{media_type}");
        assert_eq!(
            (reading.pages.len(), reading.showable, reading.notes),
            (1, Showable::Decode, vec![])
        );
        let picture = decode_rgb(&path, media_type, 1, MAX_PIXELS).unwrap();
        assert_eq!(
            (picture.width, picture.height, picture.colour),
            (6, 4, Colour::Rgb),
            "{media_type}"
        );
        assert_eq!(picture.pixels.len(), 6 * 4 * 3);
        assert_eq!(
            (&picture.pixels[..3], &picture.pixels[69..]),
            (&[255, 0, 0][..], &[0, 0, 255][..])
        );
    }
}

#[test]
fn transparent_becomes_white_and_grey_stays_grey() {
    let folder = TempDir::new().unwrap();
    let clear = RgbaImage::from_fn(2, 1, |x, _| Rgba([0, 0, 0, if x == 0 { 0 } else { 255 }]));
    let path = stored(&folder, &clear.into(), ImageFormat::Png);
    assert_eq!(
        decode_rgb(&path, "image/png", 1, MAX_PIXELS).unwrap().pixels,
        [255, 255, 255, 0, 0, 0]
    );
    let path =
        stored(&folder, &GrayImage::from_raw(2, 1, vec![7, 9]).unwrap().into(), ImageFormat::Png);
    let grey = decode_rgb(&path, "image/png", 1, MAX_PIXELS).unwrap();
    assert_eq!((grey.colour, grey.pixels), (Colour::Grey, vec![7, 9]));
    assert_eq!(on_white::<2>(&[100, 128], true), [227]);
    assert_eq!(on_white::<2>(&[255, 255], true), [255]);
}

#[test]
fn more_pixels_than_allowed_are_refused_before_decoding() {
    let folder = TempDir::new().unwrap();
    let path = stored(&folder, &two_colours(), ImageFormat::Png);
    let refused = decode_rgb(&path, "image/png", 1, 23).unwrap_err();
    assert_eq!(refused.note().code, NoteCode::TooLarge);
}

/// A PNG head that promises 50,000 × 50,000 pixels.
pub(crate) fn png_bomb() -> Vec<u8> {
    let mut header = b"IHDR".to_vec();
    header.extend(50_000u32.to_be_bytes());
    header.extend(50_000u32.to_be_bytes());
    header.extend([8, 2, 0, 0, 0]);
    let mut crc = u32::MAX;
    for byte in &header {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { (crc >> 1) ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    let mut out = b"\x89PNG\r\n\x1A\n\0\0\0\x0D".to_vec();
    out.extend(&header);
    out.extend((!crc).to_be_bytes());
    out.extend(b"\0\0\0\0IDAT\x35\xAF\x06\x1E\0\0\0\0IEND\xAE\x42\x60\x82");
    out
}

#[test]
fn bomb_is_told_by_its_head() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("bomb.png");
    std::fs::write(&path, png_bomb()).unwrap();
    let reading = read_picture(&path, "image/png");
    assert!(reading.has_note(NoteCode::TooLarge), "{reading:?}");
    assert_eq!((reading.showable, reading.picture), (Showable::No, None));
}

#[test]
fn picture_cut_at_any_length_is_noted_and_never_fatal() {
    let folder = TempDir::new().unwrap();
    for (media_type, format) in KINDS {
        let path = stored(&folder, &two_colours(), format);
        let whole = std::fs::read(&path).unwrap();
        for length in 0..whole.len() {
            std::fs::write(&path, &whole[..length]).unwrap();
            let reading = read_picture(&path, media_type);
            assert!(
                reading.picture.is_some() || !reading.notes.is_empty(),
                "{media_type} {length}"
            );
            let _ = decode_rgb(&path, media_type, 1, MAX_PIXELS);
        }
    }
}

#[test]
fn every_page_of_a_tiff_is_a_page() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("scan.tif");
    // Two one-page files as one: the second's offsets are moved and chained to the first.
    let page = |grey: u8| one_page_tiff(grey);
    let first = page(10);
    let mut both = first;
    let second_at = u32::try_from(both.len()).unwrap();
    both[8 + 2 + 8 * 12..][..4].copy_from_slice(&(second_at + 8).to_le_bytes());
    let mut second = page(200);
    let strip = 8 + 2 + 3 * 12 + 8;
    let moved = u32::from_le_bytes(second[strip..strip + 4].try_into().unwrap()) + second_at;
    second[strip..strip + 4].copy_from_slice(&moved.to_le_bytes());
    both.extend(second);
    std::fs::write(&path, both).unwrap();

    let reading = read_picture(&path, "image/tiff");
    assert_eq!((reading.pages.len(), reading.notes), (2, vec![]));
    for (number, grey) in [(1, 10), (2, 200)] {
        let page = decode_rgb(&path, "image/tiff", number, MAX_PIXELS).unwrap();
        assert_eq!(page.pixels, [grey; 2]);
    }
    let missing = decode_rgb(&path, "image/tiff", 3, MAX_PIXELS).unwrap_err();
    assert_eq!(missing.note().code, NoteCode::Damaged);
}

/// A little-endian grey TIFF of 2 × 1 pixels whose pixels follow its one directory.
fn one_page_tiff(grey: u8) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0\x08\0".to_vec();
    let strip_at = 8 + 2 + 8 * 12 + 4;
    let entries: [(u16, u32); 8] =
        [(256, 2), (257, 1), (258, 8), (273, strip_at), (259, 1), (262, 1), (278, 1), (279, 2)];
    for (tag, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(4u16.to_le_bytes());
        out.extend(1u32.to_le_bytes());
        out.extend(value.to_le_bytes());
    }
    out.extend([0, 0, 0, 0, grey, grey]);
    out
}

#[test]
fn preview_is_upright_and_not_enlarged() {
    let picture = |orientation| RgbPicture {
        width: 40,
        height: 20,
        colour: Colour::Grey,
        pixels: vec![128; 800],
        orientation,
    };
    let size = |png: &[u8]| {
        let image = image::load_from_memory(png).unwrap();
        (image.width(), image.height())
    };
    assert_eq!(size(&preview_png(picture(1), 20).unwrap()), (20, 10));
    assert_eq!(size(&preview_png(picture(6), 10).unwrap()), (10, 20));
    assert_eq!(size(&preview_png(picture(6), 500).unwrap()), (20, 40));
    assert_eq!(size(&preview_png(picture(0), 0).unwrap()), (1, 1));
    let lying = RgbPicture { width: 41, ..picture(1) };
    assert!(preview_png(lying, 10).is_err());
}

#[test]
fn turned_preview_has_the_corner_where_it_belongs() {
    // Orientation 6: the stored left edge is the upright top edge.
    let pixels = [[255, 0, 0], [0, 0, 255]].concat();
    let picture = RgbPicture { width: 2, height: 1, colour: Colour::Rgb, pixels, orientation: 6 };
    let image = image::load_from_memory(&preview_png(picture, 10).unwrap()).unwrap().into_rgb8();
    assert_eq!(
        (image.dimensions(), image.get_pixel(0, 0).0, image.get_pixel(0, 1).0),
        ((1, 2), [255, 0, 0], [0, 0, 255])
    );
}

#[test]
fn upright_picture_is_turned_without_loss_and_reduced_only_beyond_the_limit() {
    let picture = |orientation| RgbPicture {
        width: 4,
        height: 2,
        colour: Colour::Grey,
        pixels: (0..8).collect(),
        orientation,
    };
    assert_eq!(upright(picture(1), 8).unwrap(), picture(1));
    let turned = upright(picture(6), 8).unwrap();
    assert_eq!((turned.width, turned.height, turned.orientation), (2, 4, 1));
    assert_eq!(turned.pixels, [4, 0, 5, 1, 6, 2, 7, 3]);
    let reduced = upright(picture(6), 7).unwrap();
    assert_eq!((reduced.width, reduced.height, reduced.pixels.len()), (1, 2, 2));
}
