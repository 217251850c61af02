//! Copying made files to another place, a pen drive, and reading the copies back.

use crate::base::Sha256Digest;
use serde::Serialize;

/// The files that were copied and read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopiedOut {
    /// In the order given.
    pub copied: Vec<CopiedFile>,
}

/// One file that was copied and whose copy has the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CopiedFile {
    /// Its name there.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Code of integrity, of both.
    pub sha256: Sha256Digest,
}
