//! From bytes to what could be read, with notes; reads only.
//!
//! Deliberately not here: writing into a case folder (`store`), drawing pages of a dossier
//! (`render`) and the sentences for people (`explain.rs`). Reading never decides whether evidence
//! is accepted: whatever goes wrong here becomes a note on a file that is kept all the same.

pub mod archive;
pub mod burn;
pub mod codes;
pub mod exif;
pub mod fiscal;
pub mod frames;
pub mod html;
pub mod jpeg;
pub mod jpeg_bare;
pub mod kind;
pub mod mail;
pub mod mbox;
pub mod media;
pub mod msg;
pub mod name_date;
pub mod ocr;
pub mod office;
pub mod parsed;
pub mod pdf;
pub mod picture;
pub mod print_copy;
pub mod read;
pub mod reader;
pub mod reading;
pub mod sniff;
pub mod stamp;
pub mod text;
pub mod tlv;
pub mod whatsapp;

#[cfg(test)]
mod corpus_tests;
#[cfg(test)]
mod odd_bytes_tests;

pub use kind::{guess_kind, kind_of};
pub use parsed::{InnerFile, Parsed};
pub use read::read_file;
pub use reader::{ReaderCommand, ReaderHandle, ReaderLimits};
pub use reading::{NoteCode, ReadNote, Reading};
