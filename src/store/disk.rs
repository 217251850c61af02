//! Every write into a case passes here, one operation a method, so that a test can stop the program
//! before any of them and see what the next opening makes of it.
//!
//! Not here: what is written, and in which order; that is the promise of the files beside this one.

use crate::base::{Sha256Digest, Sha256Stream};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// How much of a file is in memory at once, in bytes.
pub const BUFFER_BYTES: usize = 256 * 1024;

/// One kind of write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Making a folder.
    MakeFolder,
    /// Writing bytes into a file.
    Write,
    /// Waiting until a file's bytes are on the disk.
    SyncFile,
    /// Waiting until a folder's entries are on the disk.
    SyncFolder,
    /// Giving a file its final name.
    Rename,
    /// Cutting a file short.
    Truncate,
    /// Deleting a file.
    Remove,
    /// Changing what the system lets others do with a file.
    Permit,
    /// Committing a transaction of `caso.db`.
    Commit,
}

/// What a gate decides about an operation that is about to happen.
#[derive(Debug)]
pub enum Pass {
    /// It happens.
    Go,
    /// It fails before anything happens.
    Stop(io::Error),
    /// A write writes half of its bytes and then fails; other operations fail at once.
    Half(io::Error),
}

type Gate = Box<dyn FnMut(Deed, &Path) -> Pass + Send>;

/// A failed operation on the disk, with the path it was about.
#[derive(Debug, thiserror::Error)]
#[error("{deed:?} failed at {path}", path = path.display())]
pub struct DiskError {
    /// What was tried.
    pub deed: Deed,
    /// On which path.
    pub path: PathBuf,
    /// Why it failed.
    pub source: io::Error,
}

impl DiskError {
    /// Returns whether the disk is full.
    pub fn is_full(&self) -> bool {
        matches!(
            self.source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        )
    }
}

/// The disk under a case.
#[derive(Default)]
pub struct Disk {
    gate: Option<Mutex<Gate>>,
}

impl Disk {
    /// Returns the disk as it is.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns a disk on which `gate` decides about every operation; for tests of faults.
    pub fn with_gate(gate: impl FnMut(Deed, &Path) -> Pass + Send + 'static) -> Self {
        Self { gate: Some(Mutex::new(Box::new(gate))) }
    }

    /// Announces an operation that the caller carries out itself, a commit of `caso.db`.
    ///
    /// # Errors
    /// When the gate stops it.
    pub fn announce(&self, deed: Deed, path: &Path) -> Result<(), DiskError> {
        self.run(deed, path, || Ok(()))
    }

    fn pass(&self, deed: Deed, path: &Path) -> Pass {
        let Some(gate) = &self.gate else { return Pass::Go };
        let mut gate = gate.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        gate(deed, path)
    }

    fn run<T>(
        &self,
        deed: Deed,
        path: &Path,
        act: impl FnOnce() -> io::Result<T>,
    ) -> Result<T, DiskError> {
        let done = match self.pass(deed, path) {
            Pass::Go => act(),
            Pass::Stop(error) | Pass::Half(error) => Err(error),
        };
        done.map_err(|source| DiskError { deed, path: path.to_owned(), source })
    }

    /// Makes a folder; one that is there already is fine.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn make_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.run(Deed::MakeFolder, path, || fs::create_dir_all(path))
    }

    fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let done = match self.pass(Deed::Write, path) {
            Pass::Go => file.write_all(bytes),
            Pass::Stop(error) => Err(error),
            Pass::Half(error) => {
                let (half, _) = bytes.split_at(bytes.len() / 2);
                file.write_all(half).and(Err(error))
            }
        };
        done.map_err(|source| DiskError { deed: Deed::Write, path: path.to_owned(), source })
    }

    /// Copies `from` into a new file while hashing it, and returns hash and size. `buffer` is the
    /// memory used. The bytes are not yet synced.
    ///
    /// # Errors
    /// [`CopyError::Source`] when reading fails, [`CopyError::Disk`] when writing does.
    pub fn receive(
        &self,
        from: &mut dyn Read,
        to: &Path,
        buffer: &mut [u8],
    ) -> Result<(Sha256Digest, u64), CopyError> {
        let made = OpenOptions::new().write(true).create_new(true).open(to);
        let mut file =
            made.map_err(|source| DiskError { deed: Deed::Write, path: to.to_owned(), source })?;
        let mut hash = Sha256Stream::new();
        let mut size_bytes = 0u64;
        loop {
            let count = match from.read(buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(CopyError::Source { source }),
            };
            let bytes = buffer.get(..count).unwrap_or_default();
            hash.update(bytes);
            size_bytes = size_bytes.saturating_add(u64::try_from(count).unwrap_or(0));
            self.write(&mut file, to, bytes)?;
        }
        Ok((hash.finish(), size_bytes))
    }

    /// Replaces a file's bytes at one stroke: a temporary file in `workshop`, synced, renamed.
    ///
    /// # Errors
    /// When the system refuses; the file then still holds its old bytes.
    pub fn replace(&self, path: &Path, bytes: &[u8], workshop: &Path) -> Result<(), DiskError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let draft = workshop.join(format!("{name}.novo"));
        let fail = |source| DiskError { deed: Deed::Write, path: draft.clone(), source };
        let mut file = File::create(&draft).map_err(fail)?;
        self.write(&mut file, &draft, bytes)?;
        drop(file);
        self.sync_file(&draft)?;
        self.rename(&draft, path)
    }

    /// Appends bytes to a file and waits until they are on the disk.
    ///
    /// # Errors
    /// When the system refuses; part of the bytes may then be in the file.
    pub fn append(&self, path: &Path, bytes: &[u8]) -> Result<(), DiskError> {
        let opened = OpenOptions::new().append(true).open(path);
        let mut file = opened.map_err(|source| DiskError {
            deed: Deed::Write,
            path: path.to_owned(),
            source,
        })?;
        self.write(&mut file, path, bytes)?;
        self.run(Deed::SyncFile, path, || file.sync_all())
    }

    /// Waits until a file's bytes are on the disk.
    ///
    /// # Errors
    /// When the system reports that they are not: the file must then not be relied on.
    pub fn sync_file(&self, path: &Path) -> Result<(), DiskError> {
        self.run(Deed::SyncFile, path, || OpenOptions::new().write(true).open(path)?.sync_all())
    }

    /// Waits until a folder's entries are on the disk, where the system can tell.
    ///
    /// # Errors
    /// When the system reports that they are not.
    pub fn sync_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.run(Deed::SyncFolder, path, || {
            // Windows has no handle on a folder that could be flushed.
            if cfg!(unix) { File::open(path)?.sync_all() } else { Ok(()) }
        })
    }

    /// Gives a file its name, in place of one that may be there.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn rename(&self, from: &Path, to: &Path) -> Result<(), DiskError> {
        self.run(Deed::Rename, to, || fs::rename(from, to))
    }

    /// Cuts a file to its first `size_bytes`.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn truncate(&self, path: &Path, size_bytes: u64) -> Result<(), DiskError> {
        self.run(Deed::Truncate, path, || {
            let file = OpenOptions::new().write(true).open(path)?;
            file.set_len(size_bytes)?;
            file.sync_all()
        })
    }

    /// Deletes a file; one that is gone already is fine.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove(&self, path: &Path) -> Result<(), DiskError> {
        self.run(Deed::Remove, path, || match fs::remove_file(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            done => done,
        })
    }

    /// Deletes an empty folder.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn remove_folder(&self, path: &Path) -> Result<(), DiskError> {
        self.run(Deed::Remove, path, || fs::remove_dir(path))
    }

    /// Makes a file read-only.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn protect(&self, path: &Path) -> Result<(), DiskError> {
        self.permit(path, true)
    }

    /// Lets a file be deleted or changed again.
    ///
    /// # Errors
    /// When the system refuses.
    pub fn release(&self, path: &Path) -> Result<(), DiskError> {
        self.permit(path, false)
    }

    fn permit(&self, path: &Path, read_only: bool) -> Result<(), DiskError> {
        self.run(Deed::Permit, path, || {
            let mut permissions = fs::metadata(path)?.permissions();
            set_read_only(&mut permissions, read_only);
            match fs::set_permissions(path, permissions) {
                // A pen drive (FAT) knows no permissions; the hash is what protects.
                Err(error) if error.kind() == io::ErrorKind::PermissionDenied => Ok(()),
                Err(error) if error.kind() == io::ErrorKind::Unsupported => Ok(()),
                done => done,
            }
        })
    }
}

#[cfg(unix)]
fn set_read_only(permissions: &mut fs::Permissions, read_only: bool) {
    use std::os::unix::fs::PermissionsExt;
    permissions.set_mode(if read_only { 0o444 } else { 0o644 });
}

#[cfg(not(unix))]
fn set_read_only(permissions: &mut fs::Permissions, read_only: bool) {
    permissions.set_readonly(read_only);
}

/// Why a copy into the case failed.
#[derive(Debug, thiserror::Error)]
pub enum CopyError {
    /// The source could not be read.
    #[error("cannot read the source")]
    Source {
        /// Why.
        source: io::Error,
    },
    /// The case could not be written.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_replaced_file_keeps_its_old_bytes_when_the_write_stops_half_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("manifest");
        fs::write(&path, "antes").unwrap();
        let disk = Disk::with_gate(|deed, _| match deed {
            Deed::Write => Pass::Half(io::ErrorKind::StorageFull.into()),
            _ => Pass::Go,
        });
        let error = disk.replace(&path, b"depois", folder.path()).unwrap_err();
        assert!(error.is_full());
        assert_eq!(fs::read_to_string(&path).unwrap(), "antes");
    }

    #[test]
    fn a_received_file_has_the_hash_of_its_source() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("foto.part");
        let source = vec![7u8; 600_000];
        let mut buffer = vec![0; BUFFER_BYTES];
        let told = Disk::new().receive(&mut source.as_slice(), &path, &mut buffer).unwrap();
        assert_eq!(told, (Sha256Digest::of(&source), 600_000));
        assert_eq!(fs::read(&path).unwrap(), source);
    }
}
