//! Deleting a case folder for good. It disappears from its place at one stroke; its files go after.

use crate::case::FindingCode;
use crate::store::{Disk, DiskError, OpenCase, Stamp, StoreError};
use std::fs;
use std::path::Path;
use walkdir::WalkDir;

/// How the name of a case that is being deleted begins.
const GOING: &str = ".juntada-apagado-";

impl OpenCase {
    /// Deletes the whole case folder.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`] when its lock could not be taken; what the disk refuses before
    /// the folder left its place, and everything is there then; [`StoreError::NotAllDeleted`]
    /// afterwards.
    pub fn discard(self, stamp: &mut Stamp<'_>) -> Result<(), StoreError> {
        let Self { root, disk, database, lock, .. } = self;
        if lock.is_none() {
            return Err(StoreError::NotWritable { why: FindingCode::ReadOnly });
        }
        let root = fs::canonicalize(&root)
            .map_err(|source| StoreError::Read { path: root.clone(), source })?;
        let Some(parent) = root.parent() else {
            return Err(StoreError::NotACase { path: root });
        };
        let tag: String = stamp.salt().iter().take(4).map(|b| format!("{b:02x}")).collect();
        let going = parent.join(format!("{GOING}{tag}"));
        // Windows renames no folder in which a file is open.
        drop((database, lock));
        disk.rename(&root, &going)?;
        disk.sync_folder(parent)?;
        delete(&going, &disk)
            .map_err(|error| StoreError::NotAllDeleted { path: going, source: error.source })
    }
}

/// Deletes a folder with everything in it; links are deleted, not followed.
fn delete(folder: &Path, disk: &Disk) -> Result<(), DiskError> {
    let entries = WalkDir::new(folder).follow_links(false).contents_first(true);
    for entry in entries.into_iter().flatten() {
        let path = entry.path();
        if entry.file_type().is_dir() {
            disk.remove_folder(path)?;
        } else {
            if entry.file_type().is_file() && cfg!(windows) {
                // Elsewhere it is the folder that must be writable, and a file may have other names.
                disk.release(path)?;
            }
            disk.remove(path)?;
        }
    }
    Ok(())
}
