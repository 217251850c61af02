//! Folders for work under way beside what it makes: `.juntada-novo-1a2b3c4d` and the like. A lock
//! beside each, `….trava`, tells whose it is: the system lets go of it when the program ends,
//! however it ends, and the next deed in the same place then removes what was left. A folder without
//! such a lock file is never touched, whatever its name.

use crate::store::lock::Lock;
use std::fs;
use std::path::{Path, PathBuf};

/// How every such name begins.
const PREFIX: &str = ".juntada-";
/// How the name of a lock ends.
const LOCK_ENDING: &str = ".trava";
/// What such a folder can be for, as its name says.
const KINDS: [&str; 3] = ["", "novo-", "copia-"];
/// Letters of the tag at the end of a name.
const TAG_CHARS: usize = 8;

/// The place of a folder for work under way; the folder itself is made and removed by whoever works
/// in it.
#[derive(Debug)]
pub struct Scratch {
    folder: PathBuf,
    lock: Option<(PathBuf, Lock)>,
}

impl Scratch {
    /// Begins work in `parent`, which is there, and removes what is left there of deeds whose
    /// program was killed. `kind` is "", "novo-" or "copia-"; `tag` has eight hexadecimal digits.
    /// Where the disk knows no locks, what a kill leaves stays.
    pub fn begin(parent: &Path, kind: &str, tag: &str) -> Self {
        sweep(parent);
        let folder = parent.join(format!("{PREFIX}{kind}{tag}"));
        let path = lock_of(&folder);
        let lock = Lock::take(&path, "");
        if lock.is_err() {
            // Of no use without its lock; one that somebody else holds cannot be ours to remove.
            let _ = fs::symlink_metadata(&folder).is_err().then(|| fs::remove_file(&path));
        }
        Self { folder, lock: lock.ok().map(|lock| (path, lock)) }
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let Some((path, lock)) = self.lock.take() else { return };
        // Windows deletes no file that is open.
        drop(lock);
        // What could not be removed now, the next deed removes: its lock file tells that it may.
        if fs::symlink_metadata(&self.folder).is_err() {
            let _ = fs::remove_file(path);
        }
    }
}

fn lock_of(folder: &Path) -> PathBuf {
    let mut name = folder.as_os_str().to_owned();
    name.push(LOCK_ENDING);
    name.into()
}

/// Removes what is left in a folder of deeds whose program has ended; what cannot be removed stays.
fn sweep(parent: &Path) {
    let entries = fs::read_dir(parent).into_iter().flatten().flatten();
    let left = entries.filter_map(|entry| {
        let name = entry.file_name();
        let folder = name.to_str()?.strip_suffix(LOCK_ENDING)?;
        is_ours(folder).then(|| parent.join(folder))
    });
    for folder in left.collect::<Vec<_>>() {
        let path = lock_of(&folder);
        let is_file = fs::symlink_metadata(&path).is_ok_and(|told| told.is_file());
        let Some(lock) = is_file.then(|| Lock::take(&path, "").ok()).flatten() else { continue };
        let is_folder = fs::symlink_metadata(&folder).is_ok_and(|told| told.is_dir());
        let gone = !is_folder || fs::remove_dir_all(&folder).is_ok();
        drop(lock);
        if gone {
            let _ = fs::remove_file(path);
        }
    }
}

/// Returns whether a folder's name is one of those given here.
fn is_ours(name: &str) -> bool {
    let rest = name.strip_prefix(PREFIX);
    rest.is_some_and(|rest| {
        KINDS.iter().filter_map(|kind| rest.strip_prefix(kind)).any(|tag| {
            tag.len() == TAG_CHARS && tag.bytes().all(|letter| letter.is_ascii_hexdigit())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap().flatten();
        let mut names: Vec<String> =
            entries.map(|entry| entry.file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn what_a_dead_program_left_goes_and_nothing_else() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        // Left by a killed program: folder and lock file, which nobody holds.
        for name in [".juntada-novo-0a1b2c3d", ".juntada-00000001"] {
            fs::create_dir_all(at(name).join("data")).unwrap();
            fs::write(at(name).join("data/x"), "x").unwrap();
            fs::write(at(&format!("{name}.trava")), "").unwrap();
        }
        fs::write(at(".juntada-copia-00000002.trava"), "").unwrap();
        // Not ours to remove: no lock file, another name, a lock that is held.
        let others =
            [".juntada-0000000a", ".juntada-novo-minhas00", ".juntada-coisas-00000003", "caso"];
        for name in others {
            fs::create_dir(at(name)).unwrap();
        }
        fs::write(at(".juntada-novo-minhas00.trava"), "").unwrap();
        let living = Scratch::begin(place.path(), "", "00000004");
        fs::create_dir(living.folder()).unwrap();
        let second = Scratch::begin(place.path(), "novo-", "00000005");
        assert_eq!(
            names(place.path()),
            [
                ".juntada-00000004",
                ".juntada-00000004.trava",
                ".juntada-0000000a",
                ".juntada-coisas-00000003",
                ".juntada-novo-00000005.trava",
                ".juntada-novo-minhas00",
                ".juntada-novo-minhas00.trava",
                "caso",
            ]
        );
        drop(second);
        fs::remove_dir(living.folder()).unwrap();
        drop(living);
        assert_eq!(names(place.path()).len(), 5);
    }

    #[test]
    fn a_folder_that_could_not_be_removed_goes_with_the_next_deed() {
        let place = tempfile::tempdir().unwrap();
        let first = Scratch::begin(place.path(), "", "00000006");
        fs::create_dir(first.folder()).unwrap();
        drop(first);
        assert_eq!(names(place.path()).len(), 2);
        drop(Scratch::begin(place.path(), "", "00000007"));
        assert_eq!(names(place.path()), [""; 0]);
    }
}
