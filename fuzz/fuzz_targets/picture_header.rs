//! The header of a JPEG and its EXIF: read in the program itself, so nothing may panic or hang.
#![no_main]

use juntada::import::jpeg::JpegHeader;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let _ = JpegHeader::read(&mut &*bytes);
    let _ = JpegHeader::read_to_end(&mut &*bytes);
});
