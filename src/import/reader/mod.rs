//! The reader process (processo leitor, `juntada --leitor`): foreign PDFs, pictures and mails are parsed
//! in a child that may die of them. One long-lived child per command, started when first needed,
//! started again after a death; requests and replies are JSON, one a line, over its pipes.
//!
//! The child limits itself: 1 GiB of memory, 30 s of processor time a file, no core dump. On
//! Windows there is no such limit that safe code could set: there, the parent's clock alone (60 s
//! a file) ends a child that hangs, and memory is not limited.
//!
//! Deliberately not here: what is read (`picture.rs`, `pdf`), where the program stands (an
//! argument), and any retry of evidence that was fatal: it becomes a note.

mod burnt;
mod child;
mod foreign;
mod handle;
mod limits;
mod unpack;
pub mod wire;

pub use child::{run_reader, serve};
pub use handle::{ReaderCommand, ReaderError, ReaderHandle, ReaderLimits};
pub use wire::{
    BurnForm, BurnTask, CopyStep, CopyTask, FoundPlace, FoundPlaces, FragmentTask, MadeFile,
    Password, PlacesTask, PreviewTask, Subject, UnlockTask, UnpackTask, Unpacked, UnpackedFile,
};

#[cfg(test)]
mod tests;
