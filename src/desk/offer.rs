//! What a person gives from outside: files and folders that were picked or dropped, and pictures
//! from the clipboard, which become files for as long as they are needed.

use crate::base::file_name::safe_name;
use crate::desk::answer::bare_name;
use crate::store::{is_case, sources};
use serde::Serialize;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

/// Folder beside the settings in which clipboard pictures wait, one folder a session.
const PASTED: &str = "colados";
/// Held by the session that a folder belongs to.
const LOCK: &str = "trava";
/// Longest name of a clipboard picture, in characters.
const NAME_CHARS: usize = 80;

/// What was given, as the page learns it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Offer {
    /// `escolha:<n>`.
    pub handle: String,
    /// Names of what was given, without the folders they lie in.
    pub names: Vec<String>,
    /// How many files it is in all, those in folders too.
    pub count: usize,
    /// Size of them all in bytes.
    pub bytes: u64,
    /// Whether it is one folder.
    pub folder: bool,
    /// Whether it is one case folder.
    pub case: bool,
}

impl Offer {
    pub(super) fn of(handle: String, paths: &[PathBuf]) -> Self {
        let files: Vec<_> = sources(paths).into_iter().flatten().collect();
        let size = |path: &PathBuf| fs::metadata(path).map_or(0, |told| told.len());
        let only = match paths {
            [path] => Some(path),
            _ => None,
        };
        Self {
            handle,
            names: paths.iter().map(|path| bare_name(path)).collect(),
            count: files.len(),
            bytes: files.iter().map(|file| size(&file.path)).sum(),
            folder: only.is_some_and(|path| path.is_dir()),
            case: only.is_some_and(|path| is_case(path)),
        }
    }
}

/// The folder of this session for what has no file of its own. It goes when the session ends; what
/// a session that was killed left goes when the next begins.
pub(super) struct Pasted {
    folder: PathBuf,
    count: AtomicU32,
    lock: Option<File>,
}

impl Pasted {
    /// Returns the folder for the session of this tag, made when it is first needed.
    pub(super) fn beside(settings: &Path, tag: &str) -> Self {
        let all = settings.with_file_name(PASTED);
        sweep(&all);
        let folder = all.join(tag);
        Self { lock: hold(&folder).ok(), folder, count: AtomicU32::new(0) }
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Writes a file; its name is made safe.
    pub(super) fn keep(&self, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let folder = self.folder.join(number.to_string());
        fs::create_dir_all(&folder)?;
        let path = folder.join(safe_name(name, NAME_CHARS));
        OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(bytes)?;
        Ok(path)
    }

    /// Deletes a file if it is one of these: it is in the case now.
    pub(super) fn used(&self, path: &Path) {
        if path.starts_with(&self.folder) {
            // What cannot be deleted now goes with the folder.
            let _ = fs::remove_file(path);
        }
    }
}

impl Drop for Pasted {
    fn drop(&mut self) {
        self.lock = None;
        // What is still open in another program goes when the next session begins.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn hold(folder: &Path) -> io::Result<File> {
    fs::create_dir_all(folder)?;
    let lock = File::create(folder.join(LOCK))?;
    lock.try_lock()?;
    Ok(lock)
}

/// Deletes the folders of sessions that are over: nobody holds them.
fn sweep(all: &Path) {
    for entry in fs::read_dir(all).into_iter().flatten().flatten() {
        let lock = File::open(entry.path().join(LOCK));
        if lock.map_or(true, |lock| lock.try_lock().is_ok()) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
