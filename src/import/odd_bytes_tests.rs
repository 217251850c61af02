//! No bytes make what runs in the main process panic: headers, EXIF, names, text, and the door.

use crate::import::reader::{ReaderCommand, ReaderHandle, ReaderLimits};
use crate::import::{exif, guess_kind, name_date, read_file, sniff, text};
use proptest::prelude::*;
use std::io::Cursor;

/// Beginnings that lead deep into the code.
const HEADS: [&[u8]; 8] = [
    b"",
    b"\xFF\xD8\xFF\xE1\x00\x40Exif\0\0II*\0\x08\0\0\0",
    b"\xFF\xD8\xFF\xC0\x00\x11\x08",
    b"PK\x03\x04",
    b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
    b"\0\0\0\x18ftypmp42",
    b"<?xml version=\"1.0\"?>",
    b"From: ",
];

fn odd_bytes() -> impl Strategy<Value = Vec<u8>> {
    (prop::sample::select(&HEADS[..]), prop::collection::vec(any::<u8>(), 0..600))
        .prop_map(|(head, tail)| [head, &tail].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn parsers_of_this_process_never_panic(bytes in odd_bytes()) {
        let _ = exif::of_jpeg(&mut Cursor::new(&bytes)).unwrap();
        let _ = exif::of_tiff_block(&bytes);
        let _ = sniff::media_type(&mut Cursor::new(&bytes), "x.jpg").unwrap();
        let read = text::decode(&bytes, true);
        prop_assert!(!read.text.contains('\r'));
    }

    #[test]
    fn names_never_panic(name in "\\PC*") {
        let _ = guess_kind("application/pdf", &name);
        if let Some(day) = name_date::day_in_name(&name) {
            prop_assert_eq!(day.len(), 10);
        }
        let _ = sniff::extension_differs("image/png", &name);
        let _ = exif::moment_of(&name);
        let _ = exif::offset_of(&name);
    }

    #[test]
    fn every_file_yields_a_reading(bytes in odd_bytes(), name in "[a-z]{0,3}\\.(jpg|pdf|txt|zip|msg)") {
        let folder = tempfile::TempDir::new().unwrap();
        let path = folder.path().join("0001");
        std::fs::write(&path, &bytes).unwrap();
        let command = ReaderCommand { program: "/nonexistent/leitor".into(), args: vec![] };
        let mut reader = ReaderHandle::new(command, ReaderLimits::default());
        prop_assert!(!read_file(&path, &name, None, &mut reader).media_type.is_empty());
    }
}
