//! Which folder of this computer is watched for new files: one file of the workshop. It is a matter of
//! this computer and not of the case: a copy or a package of the case does not have it.

use crate::store::bag::{WATCHED, WORKSHOP};
use crate::store::{Disk, DiskError};
use std::fs;
use std::path::Path;

/// Longest note that is read, in bytes: it names every file that was there when it was made.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Returns what was noted last; nothing when there is none or it cannot be read.
pub fn watched(root: &Path) -> Option<String> {
    let path = root.join(WATCHED);
    let told = fs::metadata(&path).ok()?;
    (told.len() <= MAX_BYTES).then(|| fs::read_to_string(&path).ok()).flatten()
}

/// Notes which folder is watched; `None` ends it.
///
/// # Errors
/// What the disk refuses.
pub fn keep_watched(root: &Path, note: Option<&str>, disk: &Disk) -> Result<(), DiskError> {
    let path = root.join(WATCHED);
    match note {
        Some(note) => disk.replace(&path, note.as_bytes(), &root.join(WORKSHOP)),
        None if path.exists() => disk.remove(&path),
        None => Ok(()),
    }
}
