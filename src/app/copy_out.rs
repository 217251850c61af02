//! Copying made files to another place, a pen drive, and reading the copies back.

use crate::app::publish::free_place;
use crate::app::{App, AppError, Progress, RefusedDeed};
use crate::base::Sha256Digest;
use crate::store::disk::{BUFFER_BYTES, CopyError};
use crate::store::recovery::hash_of;
use crate::store::{Disk, Scratch, StoreError};
use serde::Serialize;
use std::fs::File;
use std::path::{Path, PathBuf};

/// The files that were copied and read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CopiedOut {
    /// In the order given.
    pub copied: Vec<CopiedFile>,
}

/// One file that was copied and whose copy has the same bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CopiedFile {
    /// Its name there.
    pub name: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Code of integrity, of both.
    pub sha256: Sha256Digest,
}

impl App {
    /// Copies files into a folder, first aside, waits until they are on the disk, reads the copies
    /// back, and only then puts them in their place. A file of the same name and bytes that is there
    /// already is left; one with other bytes too, and the copy gets another name.
    ///
    /// # Errors
    /// A file or the folder is not there; a disk that refuses; [`RefusedDeed::CopyDiffers`]; the
    /// person stopped it. Of this deed nothing stays then.
    pub fn copy_out(&mut self, files: &[PathBuf], to: &Path) -> Result<CopiedOut, AppError> {
        if !to.is_dir() {
            return Err(AppError::Absent { path: to.to_owned() });
        }
        let disk = (self.disk)();
        let scratch = Scratch::begin(to, "", &self.tag());
        let mut made = Vec::new();
        let copied = self.copy_all(files, to, scratch.folder(), &disk, &mut made);
        // What cannot be removed has a name that says it is ours, and is worth nothing to anyone.
        let _ = disk.remove_folder(scratch.folder());
        if copied.is_err() {
            made.iter().for_each(|path| drop(disk.remove(path)));
        }
        Ok(CopiedOut { copied: copied? })
    }

    fn copy_all(
        &mut self,
        files: &[PathBuf],
        to: &Path,
        workshop: &Path,
        disk: &Disk,
        made: &mut Vec<PathBuf>,
    ) -> Result<Vec<CopiedFile>, AppError> {
        disk.make_folder(workshop).map_err(StoreError::from)?;
        let mut copied = Vec::new();
        let total = files.len();
        for (done, file) in files.iter().enumerate() {
            let name = file.file_name().unwrap_or_default();
            let shown = Some(name.to_string_lossy().into_owned());
            if !(self.progress)(&Progress { doing: "Copiando", done, total, name: shown }) {
                return Err(AppError::Cancelled);
            }
            let draft = workshop.join(name);
            let one = copy_one(file, &draft, to, disk, made);
            // Gone already when it was put in its place.
            let _ = disk.remove(&draft);
            copied.push(one?);
        }
        disk.sync_folder(to).map_err(StoreError::from)?;
        Ok(copied)
    }
}

fn copy_one(
    from: &Path,
    draft: &Path,
    to: &Path,
    disk: &Disk,
    made: &mut Vec<PathBuf>,
) -> Result<CopiedFile, AppError> {
    let unreadable = |source| AppError::Read { path: from.to_owned(), source };
    let mut file = File::open(from).map_err(unreadable)?;
    let received = disk.receive(&mut file, draft, &mut vec![0; BUFFER_BYTES]);
    let (sha256, bytes) = received.map_err(|error| match error {
        CopyError::Source { source } => unreadable(source),
        CopyError::Disk(error) => StoreError::from(error).into(),
    })?;
    disk.sync_file(draft).map_err(StoreError::from)?;
    let place = free_place(draft, to);
    let name = place.file_name().unwrap_or_default().to_string_lossy().into_owned();
    if hash_of(draft) != Some(sha256) {
        return Err(RefusedDeed::CopyDiffers { name }.into());
    }
    if !place.exists() {
        made.push(place.clone());
    }
    disk.rename(draft, &place).map_err(StoreError::from)?;
    Ok(CopiedFile { name, bytes, sha256 })
}
