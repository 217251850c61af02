//! New files of a folder that the case does not hold (a phone's sync folder, Downloads): they are
//! offered, and never taken by themselves. The folder is looked at when somebody asks; nothing runs
//! in between. A file that is still being written is not offered yet.

use crate::app::{App, AppError};
use crate::base::Sha256Digest;
use crate::case::{Finding, ItemState};
use crate::store::{is_case, keep_watched, mark, watched};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::Metadata;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};
use walkdir::WalkDir;

/// How long a file must have been left alone.
const REST: Duration = Duration::from_secs(2);

/// How deep a folder is looked into; phones keep pictures four folders deep.
const MAX_DEPTH: usize = 6;

/// Most entries that are looked at, so that a whole disk chosen by mistake ends in time.
const MAX_ENTRIES: usize = 50_000;

/// Most files that are offered at once.
const MAX_OFFERED: usize = 200;

/// Endings of files that a program is still fetching.
const UNFINISHED: [&str; 6] = ["part", "parte", "crdownload", "download", "tmp", "partial"];

/// A file that the case does not hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OfferedFile {
    /// Where it is.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// The files of a folder that the case does not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Offered {
    /// The folder; none while none is watched.
    pub folder: Option<PathBuf>,
    /// Its name.
    pub name: Option<String>,
    /// Whether it is there now.
    pub there: bool,
    /// The files, by name.
    pub files: Vec<OfferedFile>,
    /// Whether there are more.
    pub more: bool,
    /// How many are still being written.
    pub waiting: usize,
    /// What opening the case found.
    pub findings: Vec<Finding>,
}

/// What is noted of a watched folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Watch {
    folder: PathBuf,
    /// Files that were there when watching began, by their path in the folder: size and time.
    #[serde(default)]
    passed: BTreeMap<String, (u64, u64)>,
}

/// The sizes and hashes that a case held under a mark.
pub(super) struct Held {
    root: PathBuf,
    mark: String,
    sizes: BTreeSet<u64>,
    hashes: BTreeSet<Sha256Digest>,
}

/// A file of the folder.
struct Candidate {
    path: PathBuf,
    /// Its path in the folder.
    within: String,
    told: Metadata,
}

impl Candidate {
    fn state(&self) -> (u64, u64) {
        let since = self.told.modified().ok();
        let since = since.and_then(|time| time.duration_since(SystemTime::UNIX_EPOCH).ok());
        (self.told.len(), since.map_or(0, |since| since.as_secs()))
    }
}

impl App {
    /// Begins or ends watching a folder for a case. What is there now is passed over, unless
    /// `present` asks for it too. Returns what is offered from now on.
    ///
    /// # Errors
    /// The folder is not there, or the case's workshop cannot be written.
    pub fn watch(
        &mut self,
        root: &Path,
        folder: Option<&Path>,
        present: bool,
    ) -> Result<Offered, AppError> {
        // Only a case has a workshop.
        drop(self.open_to_look(root)?);
        let note = match folder {
            Some(folder) if !folder.is_dir() => {
                return Err(AppError::Absent { path: folder.to_owned() });
            }
            Some(folder) => {
                let files = if present { Vec::new() } else { candidates(folder) };
                let passed = files.into_iter().map(|file| (file.within.clone(), file.state()));
                Some(Watch { folder: folder.to_owned(), passed: passed.collect() })
            }
            None => None,
        };
        let text = note.as_ref().map(|note| serde_json::to_string(note).unwrap_or_default());
        keep_watched(root, text.as_deref(), &(self.disk)())
            .map_err(crate::store::StoreError::from)?;
        self.offered(root, None)
    }

    /// Returns the files of a folder that the case does not hold: of `folder`, or else of the one
    /// that is watched. By size, then by hash.
    ///
    /// # Errors
    /// The case cannot be opened, or the folder that was named is not there.
    pub fn offered(&mut self, root: &Path, folder: Option<&Path>) -> Result<Offered, AppError> {
        let watch = match folder {
            Some(folder) if !folder.is_dir() => {
                return Err(AppError::Absent { path: folder.to_owned() });
            }
            Some(folder) => Some(Watch { folder: folder.to_owned(), passed: BTreeMap::new() }),
            None => watched(root).and_then(|note| serde_json::from_str(&note).ok()),
        };
        let Some(Watch { folder, passed }) = watch else {
            if !is_case(root) {
                drop(self.open_to_look(root)?);
            }
            return Ok(Offered::default());
        };
        let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
        let there = folder.is_dir();
        let mut offered =
            Offered { name, there, folder: Some(folder.clone()), ..Offered::default() };
        if !there {
            return Ok(offered);
        }
        offered.findings = self.learn_held(root)?;
        let now = SystemTime::from((self.clock)());
        let is_new = |file: &Candidate| passed.get(&file.within) != Some(&file.state());
        for file in candidates(&folder).into_iter().filter(is_new) {
            if file.path.starts_with(root) || self.is_held(&file) {
                continue;
            }
            if !is_at_rest(&file.told, now) {
                offered.waiting += 1;
            } else if offered.files.len() == MAX_OFFERED {
                offered.more = true;
                break;
            } else {
                let name = file.path.file_name().unwrap_or_default().to_string_lossy();
                let name = crate::base::file_name::visible(&name);
                let size_bytes = file.told.len();
                offered.files.push(OfferedFile { path: file.path, name, size_bytes });
            }
        }
        Ok(offered)
    }

    /// Learns what the case holds, unless nothing was saved in it since.
    fn learn_held(&mut self, root: &Path) -> Result<Vec<Finding>, AppError> {
        let now = mark(root);
        let is_known = |held: &Held| held.root == root && now.as_ref() == Some(&held.mark);
        if self.held.as_ref().is_some_and(is_known) {
            return Ok(Vec::new());
        }
        let opened = self.open_to_look(root)?;
        let items = opened.case().items.values();
        // What was deleted for good may come again; what lies in the bin is known.
        let items = items.filter(|item| item.state != ItemState::Emptied);
        let (sizes, hashes) = items.map(|item| (item.size_bytes, item.sha256)).unzip();
        let mark = mark(root).unwrap_or_default();
        self.held = Some(Held { root: root.to_owned(), mark, sizes, hashes });
        Ok(opened.findings().to_vec())
    }

    fn is_held(&self, file: &Candidate) -> bool {
        let Some(held) = &self.held else { return false };
        held.sizes.contains(&file.told.len())
            && self.proofs.hash(&file.path).is_some_and(|hash| held.hashes.contains(&hash))
    }
}

/// Returns the files of a folder that may be evidence, by their paths: no links, nothing hidden or
/// empty, nothing of a case, nothing that is still being fetched.
fn candidates(folder: &Path) -> Vec<Candidate> {
    let is_hidden = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with(['.', '~']);
    let walk = WalkDir::new(folder).max_depth(MAX_DEPTH).follow_links(false).sort_by_file_name();
    let entries = walk.into_iter().filter_entry(|entry| {
        entry.depth() == 0
            || !(is_hidden(entry.file_name())
                || (entry.file_type().is_dir() && is_case(entry.path())))
    });
    let files = entries.take(MAX_ENTRIES).flatten().filter(|entry| {
        let ending = entry.path().extension().map(|e| e.to_string_lossy().to_lowercase());
        entry.file_type().is_file()
            && !ending.is_some_and(|ending| UNFINISHED.contains(&ending.as_str()))
    });
    files
        .filter_map(|entry| {
            let told = entry.metadata().ok().filter(|told| told.len() > 0)?;
            let within = entry.path().strip_prefix(folder).ok()?.to_string_lossy().into_owned();
            Some(Candidate { path: entry.into_path(), within, told })
        })
        .collect()
}

/// Returns whether nobody has written a file for a while.
fn is_at_rest(told: &Metadata, now: SystemTime) -> bool {
    // A time to come tells nothing.
    changed(told).is_none_or(|at| now.duration_since(at).map_or(true, |since| since >= REST))
}

/// Returns when a file was last written or named: a copy may carry the time of its source.
#[cfg(unix)]
fn changed(told: &Metadata) -> Option<SystemTime> {
    use std::os::unix::fs::MetadataExt;
    let seconds = u64::try_from(told.ctime()).ok()?;
    let named = SystemTime::UNIX_EPOCH.checked_add(Duration::from_secs(seconds))?;
    Some(told.modified().map_or(named, |written| written.max(named)))
}

#[cfg(not(unix))]
fn changed(told: &Metadata) -> Option<SystemTime> {
    told.modified().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn only_finished_files_of_people_are_looked_at() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for name in ["b.pdf", "a.jpg", ".oculto", "~$x.doc", "c.pdf.crdownload", "D.PART"] {
            fs::write(at(name), "x").unwrap();
        }
        fs::write(at("vazio.pdf"), "").unwrap();
        fs::create_dir_all(at("Camera/2026")).unwrap();
        fs::write(at("Camera/2026/foto.jpg"), "x").unwrap();
        fs::create_dir_all(at("caso/data")).unwrap();
        fs::write(at("caso/custodia.jsonl"), "x").unwrap();
        fs::write(at("caso/data/prova.jpg"), "x").unwrap();
        #[cfg(unix)]
        std::os::unix::fs::symlink(at("a.jpg"), at("atalho.jpg")).unwrap();
        let names: Vec<String> = candidates(folder.path())
            .into_iter()
            .map(|file| file.within.replace('\\', "/"))
            .collect();
        assert_eq!(names, ["Camera/2026/foto.jpg", "a.jpg", "b.pdf"]);
    }

    #[test]
    fn a_file_that_was_just_written_waits() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "x").unwrap();
        let told = fs::metadata(&path).unwrap();
        let written = told.modified().unwrap();
        assert!(!is_at_rest(&told, written + Duration::from_secs(1)));
        assert!(is_at_rest(&told, written + Duration::from_secs(4)));
        assert!(is_at_rest(&told, written - Duration::from_secs(60)));
    }
}
