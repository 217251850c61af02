//! The package that leaves the house: a ZIP that is a BagIt bag, its seal, and the verification of
//! case folders, packages and dossiers. What it carries is decided by [`crate::filing`].

pub mod bag_check;
pub mod protect;
mod seal;
mod text;
pub mod verify;
mod zip;

pub use seal::{SEAL_FORMAT, Seal, SealedExhibit, SealedItem};
pub use text::{HOW_TO_CHECK, how_to_check, tag_files};
pub use zip::{FileProof, Member, MemberContent, PackageError, write_zip};
