//! A foreign PDF: its facts, and its pages as a fragment. It runs in the reader process, but a
//! panic there is still a page that the user does not see.
#![no_main]

use juntada::import::pdf::{PageMode, Text, facts, pages_as_fragment};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    let Ok(folder) = tempfile::tempdir() else { return };
    let path = folder.path().join("alheio.pdf");
    if std::fs::write(&path, bytes).is_err() {
        return;
    }
    let _ = facts(&path, None, Text::Read);
    let _ = pages_as_fragment(&path, None, &[0], PageMode::Keep, Cursor::new(Vec::new()));
});
