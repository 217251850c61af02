//! A ZIP that claims to be a bag: whatever it is, it gets a verdict.
#![no_main]

use juntada::package::bag_check::{BagCheckOptions, ZipSource, check_bag};
use libfuzzer_sys::fuzz_target;
use std::io::Cursor;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(source) = ZipSource::new(Cursor::new(bytes.to_vec())) {
        let _ = check_bag(&source, &BagCheckOptions::default());
    }
});
