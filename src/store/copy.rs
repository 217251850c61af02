//! A verified copy of a case folder: every file that belongs to it, hashed on the way and read back.

use crate::store::bag::{
    BAG_INFO, BAGIT, CUSTODY, DATABASE, DATABASE_BACKUP, DERIVED, MANIFEST, ORIGINALS, README,
    TAG_MANIFEST, WORKSHOP, payload,
};
use crate::store::disk::BUFFER_BYTES;
use crate::store::recovery::hash_of;
use crate::store::{Disk, OpenCase, Scratch, Stamp, StoreError};
use std::fs::{self, File};
use std::path::Path;

/// Copies an open case to `to`, which must not exist, and reads the copy back. The folder appears
/// whole or not at all. Returns how many originals were copied.
///
/// # Errors
/// [`StoreError::Exists`]; [`StoreError::OriginalAltered`] when an original is not the one that was
/// gathered; what a disk refuses.
pub fn copy_case(case: &OpenCase, to: &Path, stamp: &mut Stamp<'_>) -> Result<usize, StoreError> {
    if fs::symlink_metadata(to).is_ok() {
        return Err(StoreError::Exists { path: to.to_owned() });
    }
    let parent =
        to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if !parent.is_dir() {
        return Err(StoreError::Absent { path: parent.to_owned() });
    }
    let tag: String = stamp.salt().iter().take(4).map(|b| format!("{b:02x}")).collect();
    let scratch = Scratch::begin(parent, "copia-", &tag);
    let draft = scratch.folder();
    let disk = Disk::new();
    let done = fill(case, draft, &disk).and_then(|count| {
        disk.rename(draft, to)?;
        disk.sync_folder(parent)?;
        Ok(count)
    });
    if done.is_err() {
        let _ = fs::remove_dir_all(draft);
    }
    done
}

fn fill(case: &OpenCase, draft: &Path, disk: &Disk) -> Result<usize, StoreError> {
    let root = case.root();
    disk.make_folder(&draft.join(ORIGINALS))?;
    disk.make_folder(&draft.join(WORKSHOP))?;
    let mut buffer = vec![0; BUFFER_BYTES];
    let payload = payload(case.log(), case.log().count());
    let derived = payload.keys().any(|place| place.starts_with(DERIVED));
    if derived {
        disk.make_folder(&draft.join(DERIVED))?;
    }
    for (place, file) in &payload {
        let name = Path::new(place);
        let altered = || StoreError::OriginalAltered { id: file.item.to_string() };
        if copy_file(root, draft, name, disk, &mut buffer)? != file.sha256 {
            return Err(altered());
        }
        let copy = draft.join(name);
        disk.sync_file(&copy)?;
        disk.protect(&copy)?;
        if hash_of(&copy) != Some(file.sha256) {
            return Err(altered());
        }
    }
    for name in [BAGIT, BAG_INFO, MANIFEST, TAG_MANIFEST, CUSTODY, README] {
        copy_file(root, draft, Path::new(name), disk, &mut buffer)?;
        disk.sync_file(&draft.join(name))?;
    }
    case.copy_database(&draft.join(DATABASE), disk)?;
    case.copy_database(&draft.join(DATABASE_BACKUP), disk)?;
    disk.sync_folder(&draft.join(ORIGINALS))?;
    if derived {
        disk.sync_folder(&draft.join(DERIVED))?;
    }
    disk.sync_folder(draft)?;
    Ok(payload.keys().filter(|place| place.starts_with(ORIGINALS)).count())
}

fn copy_file(
    from: &Path,
    to: &Path,
    name: &Path,
    disk: &Disk,
    buffer: &mut [u8],
) -> Result<crate::base::Sha256Digest, StoreError> {
    let path = from.join(name);
    let read = |source| StoreError::Read { path: path.clone(), source };
    let mut file = File::open(&path).map_err(read)?;
    match disk.receive(&mut file, &to.join(name), buffer) {
        Ok((hash, _)) => Ok(hash),
        Err(crate::store::disk::CopyError::Source { source }) => Err(read(source)),
        Err(crate::store::disk::CopyError::Disk(error)) => Err(error.into()),
    }
}

impl OpenCase {
    /// Copies the database by SQLite's own backup; a read-only case copies what was last saved.
    fn copy_database(&self, to: &Path, disk: &Disk) -> Result<(), StoreError> {
        let opened;
        let database = match &self.database {
            Some(database) => database,
            None => {
                opened =
                    crate::store::database::Database::open_read_only(&self.root().join(DATABASE))?;
                &opened
            }
        };
        Ok(database.back_up(to, disk)?)
    }
}
