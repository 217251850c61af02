//! Tests of `read.rs`: whatever the file is, a reading comes out and no needless child is started.

use super::*;
use crate::import::exif::tests::{block, jpeg_head};
use crate::import::reader::{ReaderCommand, ReaderLimits};
use crate::import::reading::PdfLock;
use std::path::PathBuf;
use tempfile::TempDir;

/// A reader whose program does not exist: any use of it shows as `reader_died`.
fn no_reader() -> ReaderHandle {
    let command = ReaderCommand { program: PathBuf::from("/nonexistent/leitor"), args: vec![] };
    ReaderHandle::new(command, ReaderLimits::default())
}

fn read(name: &str, bytes: &[u8], reader: &mut ReaderHandle) -> Reading {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("0001");
    std::fs::write(&path, bytes).unwrap();
    read_file(&path, name, None, reader)
}

fn codes(reading: &Reading) -> Vec<&'static str> {
    reading.notes.iter().map(|note| note.code.as_str()).collect()
}

/// A JPEG head with EXIF and a frame of 4000 × 3000 of the given coding and bits.
fn jpeg(sof: u8, bits: u8) -> Vec<u8> {
    let mut out = jpeg_head(&block(6, "2026:10:05 14:33:10", None, [23, 1, 46, 1]));
    out.extend([
        0xFF, sof, 0, 17, bits, 0x0B, 0xB8, 0x0F, 0xA0, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1,
    ]);
    out.extend([0xFF, 0xDA, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0, 0, 0xFF, 0xD9]);
    out
}

#[test]
fn the_facts_of_a_photo_are_read_without_a_child() {
    let mut reader = no_reader();
    let reading = read("IMG_20200101_1.jpg", &jpeg(0xC0, 8), &mut reader);
    let picture = reading.picture.clone().unwrap();
    assert_eq!((picture.width_px, picture.height_px, picture.orientation), (3000, 4000, 6));
    assert_eq!(picture.taken_at.as_deref(), Some("2026-10-05T14:33:10"));
    assert_eq!(codes(&reading), ["date_without_zone", "has_place"]);
    assert_eq!(reading.showable, Showable::JpegAsIs);
    assert!(!reading.has_note(NoteCode::ReaderDied), "only the search for codes needed it");
    assert_eq!(reading.suggested_date.unwrap().date, "2026-10-05");
}

#[test]
fn jpeg_that_no_pdf_carries_goes_to_the_child() {
    let mut reader = no_reader();
    for bytes in [jpeg(0xC9, 8), jpeg(0xC3, 8), jpeg(0xC1, 12)] {
        assert_eq!(codes(&read("x.jpg", &bytes, &mut reader)), ["reader_died"]);
    }
    let reading = read("x.jpg", &jpeg(0xC9, 8), &mut ReaderHandle::in_this_process());
    assert_eq!(reading.showable, Showable::No, "{reading:?}");
    assert!(reading.has_note(NoteCode::UnsupportedFormat));
}

#[test]
fn unknown_kinds_and_text_need_no_child_and_mail_does() {
    let mut reader = no_reader();
    assert_eq!(codes(&read("x.bin", b"\x01\x02\x03", &mut reader)), ["not_printable"]);
    assert_eq!(codes(&read("vazio.pdf", b"", &mut reader)), ["empty_file"]);
    let text = read("nota 05-10-2026.txt", b"n\xE3o autorizei\r\n", &mut reader);
    assert_eq!(text.text.as_deref(), Some("não autorizei\n"));
    assert_eq!(
        (text.showable, text.suggested_date.unwrap().source),
        (Showable::Text, DateSource::Name)
    );
    assert_eq!(reader.starts(), 0);
    let mail = b"From: a@b\nTo: c@d\nSubject: e\n\nf";
    assert_eq!(codes(&read("a.eml", mail, &mut reader)), ["reader_died"]);
    let reading = read("a.eml", mail, &mut ReaderHandle::in_this_process());
    assert_eq!((reading.showable, reading.text.as_deref()), (Showable::View, Some("f")));
}

#[test]
fn file_that_cannot_be_read_is_a_note() {
    let reading = read_file(Path::new("/nonexistent/a.jpg"), "a.jpg", None, &mut no_reader());
    assert_eq!(codes(&reading), ["could_not_read"]);
}

#[test]
fn lying_extension_is_a_note() {
    let reading = read("foto.png", &jpeg(0xC0, 8), &mut no_reader());
    assert_eq!(codes(&reading), ["date_without_zone", "has_place", "extension_differs"]);
}

#[test]
fn jpeg_of_four_billion_pixels_is_not_shown() {
    let mut bytes = jpeg(0xC0, 8);
    let frame = bytes.len() - 17 - 14;
    bytes[frame..frame + 4].copy_from_slice(&[0xFF; 4]);
    let reading = read("bomba.jpg", &bytes, &mut no_reader());
    assert!(reading.has_note(NoteCode::TooLarge), "{reading:?}");
    assert_eq!(reading.showable, Showable::No);
}

#[test]
fn jpeg_cut_at_any_length_is_kept_with_or_without_note() {
    let whole = jpeg(0xC0, 8);
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("cut.jpg");
    for length in 3..whole.len() {
        std::fs::write(&path, &whole[..length]).unwrap();
        let reading = read_file(&path, "cut.jpg", None, &mut no_reader());
        assert!(reading.picture.is_some() || reading.has_note(NoteCode::Damaged), "{length}");
    }
}

#[test]
fn lock_words_are_those_of_json() {
    assert_eq!(
        serde_json::to_string(&PdfLock::OpensWithoutPassword).unwrap(),
        "\"opens_without_password\""
    );
}
