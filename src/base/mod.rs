//! The words of the trade as values: digests, tax ids, dates, money, file names, BagIt manifests.
//! Pure; no disk, no clock. What a case is made of lives in [`crate::case`].

mod digest;

pub use digest::{Sha256Digest, Sha256Stream};
