//! Which files were proved to have their hash in this session: a file of many pages is hashed once,
//! not for every page that is drawn of it. Deliberately not here: what is sealed or delivered, which
//! is hashed every time.

use crate::base::Sha256Digest;
use crate::store::recovery::hash_of;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

/// What tells that a file was changed since: its size and when it was last written.
type State = (u64, Option<SystemTime>);

/// The files that were proved.
#[derive(Default)]
pub struct Proofs(Mutex<BTreeMap<PathBuf, (State, Sha256Digest)>>);

impl Proofs {
    /// Returns the hash of a file as it stands, read anew only if it was written since.
    pub fn hash(&self, path: &Path) -> Option<Sha256Digest> {
        let before = state(path)?;
        let known = |proofs: &Self| proofs.lock().get(path).copied();
        if let Some((_, hash)) = known(self).filter(|(state, _)| *state == before) {
            return Some(hash);
        }
        let hash = hash_of(path)?;
        // One that is being written while it is read proves nothing for later.
        if state(path) == Some(before) {
            self.lock().insert(path.to_owned(), (before, hash));
        }
        Some(hash)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<PathBuf, (State, Sha256Digest)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn state(path: &Path) -> Option<State> {
    let told = fs::metadata(path).ok().filter(fs::Metadata::is_file)?;
    Some((told.len(), told.modified().ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_was_written_again_is_hashed_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        let proofs = Proofs::default();
        assert_eq!(proofs.hash(&path), None);
        fs::write(&path, "um").unwrap();
        assert_eq!(proofs.hash(&path), Some(Sha256Digest::of(b"um")));
        fs::write(&path, "outro").unwrap();
        assert_eq!(proofs.hash(&path), Some(Sha256Digest::of(b"outro")));
        let same_size = fs::File::options().write(true).open(&path).unwrap();
        fs::write(&path, "outra").unwrap();
        same_size.set_modified(SystemTime::UNIX_EPOCH).unwrap();
        assert_eq!(proofs.hash(&path), Some(Sha256Digest::of(b"outra")));
    }

    #[test]
    fn an_unchanged_file_is_not_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "um").unwrap();
        let proofs = Proofs::default();
        let told = fs::metadata(&path).unwrap().modified().unwrap();
        assert_eq!(proofs.hash(&path), Some(Sha256Digest::of(b"um")));
        fs::write(&path, "ab").unwrap();
        fs::File::options().write(true).open(&path).unwrap().set_modified(told).unwrap();
        assert_eq!(proofs.hash(&path), Some(Sha256Digest::of(b"um")));
    }
}
