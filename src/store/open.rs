//! An open case folder: the case, its log, its lock and its database; creating and opening one.

use crate::base::Sha256Digest;
use crate::base::bagit::BAGIT_TXT;
use crate::base::file_name::safe_name;
use crate::case::{Case, CustodyEvent, CustodyLog, EventDraft, Finding, FindingCode, ItemId};
use crate::store::bag::{
    ARRIVALS, BAG_INFO, BAGIT, CACHE, CUSTODY, CreatedDetail, DATABASE, DATABASE_BACKUP, DERIVED,
    LOCK, MANIFEST, ORIGINALS, README, TAG_MANIFEST, WORKSHOP, readme, tag_files,
};
use crate::store::database::Database;
use crate::store::lock::{Lock, LockError};
use crate::store::{Disk, Scratch, Stamp, StoreError, recovery};
use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// After how many seconds without a backup the first write of a session makes one.
const BACKUP_AFTER_SECONDS: i64 = 24 * 60 * 60;

/// Whether a case was opened to write or only to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reading {
    /// It may be written.
    ReadWrite,
    /// It may only be read, because of this finding.
    ReadOnly(FindingCode),
}

/// An open case folder.
pub struct OpenCase {
    pub(super) root: PathBuf,
    pub(super) disk: Disk,
    pub(super) database: Option<Database>,
    pub(super) log: CustodyLog,
    pub(super) case: Case,
    pub(super) saved: Case,
    pub(super) findings: Vec<Finding>,
    pub(super) reading: Reading,
    pub(super) backed_up: bool,
    pub(super) lock: Option<Lock>,
}

/// Returns whether a folder looks like a case: it has a custody log or a database of ours.
pub fn is_case(root: &Path) -> bool {
    root.join(CUSTODY).is_file() || root.join(DATABASE).is_file()
}

/// Longest name of a case folder that is made from a title, in characters: with the folders above
/// it and the originals below, a path of Windows (260) must do.
const FOLDER_NAME_CHARS: usize = 60;

/// Returns a place within a folder, named after `wanted`, where nothing is yet.
pub fn free_folder(within: &Path, wanted: &str) -> PathBuf {
    let name = safe_name(wanted, FOLDER_NAME_CHARS);
    let is_free = |path: &PathBuf| fs::symlink_metadata(path).is_err();
    let numbered = (2u32..).map(|copy| within.join(format!("{name} ({copy})")));
    std::iter::once(within.join(&name)).chain(numbered).find(is_free).unwrap_or_default()
}

/// Returns where an original stands in a case folder.
pub fn original(root: &Path, stored_as: &str) -> PathBuf {
    root.join(ORIGINALS).join(stored_as)
}

/// Returns where a derivative of a case stands, by its name there.
pub fn derivative(root: &Path, stored_as: &str) -> PathBuf {
    root.join(DERIVED).join(stored_as)
}

/// Longest first line of a custody log that is read for the case's identity, in bytes; ours have
/// some 500.
const FIRST_LINE_BYTES: u64 = 4096;

/// Returns the identity of the case in a folder, as the first line of its log tells it: nothing is
/// opened, checked or mended.
pub fn case_id(root: &Path) -> Option<uuid::Uuid> {
    #[derive(serde::Deserialize)]
    struct First {
        detail: CreatedDetail,
    }
    let mut line = Vec::new();
    let log = fs::File::open(root.join(CUSTODY)).ok()?;
    BufReader::new(log.take(FIRST_LINE_BYTES)).read_until(b'\n', &mut line).ok()?;
    serde_json::from_slice::<First>(&line).ok().map(|first| first.detail.case_id)
}

impl OpenCase {
    /// Creates a case folder at `root`, which must not exist. The folder appears whole or not at
    /// all: it is made beside its place and then renamed.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; [`StoreError::Absent`] when the parent folder is not there; what the
    /// disk or the database refuses.
    pub fn create(
        root: &Path,
        mut case: Case,
        disk: Disk,
        stamp: &mut Stamp<'_>,
    ) -> Result<Self, StoreError> {
        let parent = free_place(root)?;
        case.remember_ids();
        Self::place_new(root, parent, disk, stamp, |draft, disk, stamp| {
            build(draft, &case, disk, stamp)
        })
    }

    /// Has a case folder made beside its place, gives it its place at one stroke and opens it.
    pub(super) fn place_new(
        root: &Path,
        parent: &Path,
        disk: Disk,
        stamp: &mut Stamp<'_>,
        build: impl FnOnce(&Path, &Disk, &mut Stamp<'_>) -> Result<(), StoreError>,
    ) -> Result<Self, StoreError> {
        let tag = stamp.salt().iter().take(4).map(|b| format!("{b:02x}")).collect::<String>();
        let scratch = Scratch::begin(parent, "novo-", &tag);
        let draft = scratch.folder();
        let mut placed = false;
        let made = build(draft, &disk, stamp).and_then(|()| {
            disk.rename(draft, root)?;
            placed = true;
            disk.sync_folder(parent)?;
            Self::open(root, disk, stamp)
        });
        if made.is_err() {
            // Nothing was acknowledged yet; what is left of the attempt is ours to remove. It goes
            // back under its working name first, so that the case disappears at one stroke too.
            if placed {
                let _ = fs::rename(root, draft);
            }
            let _ = fs::remove_dir_all(draft);
        }
        made
    }

    /// Opens a case to write, mending what a crash left. Where it may only be read, it says so in
    /// [`OpenCase::reading`] and in the findings.
    ///
    /// # Errors
    /// The folder is no case, is open elsewhere, is of a later version, or cannot be read at all.
    pub fn open(root: &Path, disk: Disk, stamp: &mut Stamp<'_>) -> Result<Self, StoreError> {
        must_be_case(root)?;
        let lock = match prepare_workshop(root, &disk, stamp) {
            Ok(lock) => Some(lock),
            Err(LockError::Held { holder }) => return Err(StoreError::Locked { holder }),
            Err(LockError::Io { .. }) => None,
        };
        let opened = recovery::recover(root, &disk, lock.is_some(), stamp)?;
        Ok(Self::of(root, disk, lock, opened))
    }

    /// Opens a case only to read it, as it stands; another program may have it open.
    ///
    /// # Errors
    /// The folder is no case, is of a later version, or cannot be read at all.
    pub fn open_to_read(root: &Path, stamp: &mut Stamp<'_>) -> Result<Self, StoreError> {
        must_be_case(root)?;
        let disk = Disk::new();
        let opened = recovery::recover(root, &disk, false, stamp)?;
        Ok(Self::of(root, disk, None, opened))
    }

    fn of(root: &Path, disk: Disk, lock: Option<Lock>, opened: recovery::Opened) -> Self {
        Self {
            root: root.to_owned(),
            disk,
            database: opened.database,
            log: opened.log,
            saved: opened.case.clone(),
            case: opened.case,
            findings: opened.findings,
            reading: opened.reading,
            backed_up: false,
            lock,
        }
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the case.
    pub const fn case(&self) -> &Case {
        &self.case
    }

    /// Returns the custody log.
    pub const fn log(&self) -> &CustodyLog {
        &self.log
    }

    /// Returns what opening found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// Returns whether the case may be written.
    pub const fn reading(&self) -> Reading {
        self.reading
    }

    /// Returns the path of an item's original.
    pub fn original_path(&self, item: ItemId) -> Option<PathBuf> {
        let item = self.case.items.get(&item)?;
        Some(original(&self.root, &item.stored_as))
    }

    /// Returns the folder of what was computed and may be computed again, if it can be made.
    pub fn cache_folder(&self) -> Option<PathBuf> {
        let path = self.root.join(CACHE);
        fs::create_dir_all(&path).ok().map(|()| path)
    }

    /// Refuses unless the case may be written.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`] with the reason.
    pub(super) const fn must_write(&self) -> Result<(), StoreError> {
        match self.reading {
            Reading::ReadWrite => Ok(()),
            Reading::ReadOnly(why) => Err(StoreError::NotWritable { why }),
        }
    }

    /// Changes what the user wrote, in one transaction.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`]; what the database refuses, and nothing is changed then.
    pub fn write(&mut self, mut case: Case, stamp: &Stamp<'_>) -> Result<(), StoreError> {
        self.must_write()?;
        case.remember_ids();
        let before = std::mem::replace(&mut self.case, case);
        self.save(stamp).inspect_err(|_| self.case = before)
    }

    /// Writes the case and the log's mark into the database.
    pub(super) fn save(&mut self, stamp: &Stamp<'_>) -> Result<(), StoreError> {
        self.back_up_if_due(stamp)?;
        let Some(database) = &mut self.database else {
            return Err(StoreError::NotWritable { why: FindingCode::DatabaseNotWritten });
        };
        database.save(&self.case, Some(&self.saved), &self.log, &stamp.when, &self.disk)?;
        self.saved = self.case.clone();
        Ok(())
    }

    fn back_up_if_due(&mut self, stamp: &Stamp<'_>) -> Result<(), StoreError> {
        if self.backed_up {
            return Ok(());
        }
        let backup = self.root.join(DATABASE_BACKUP);
        let last = Database::open_read_only(&backup).and_then(|database| database.log_mark());
        let due = last.map_or(true, |mark| {
            seconds_between(&mark.wrote_at, &stamp.when) >= BACKUP_AFTER_SECONDS
        });
        if due && let Some(database) = &self.database {
            database.back_up(&backup, &self.disk)?;
        }
        self.backed_up = true;
        Ok(())
    }

    /// Writes the tag files of the log as it stands: each at one stroke, payload first.
    pub(super) fn write_tags(&self) -> Result<(), StoreError> {
        write_tag_files(&self.root, &self.log, &self.disk)
    }

    fn mark_tags(&mut self) -> Result<(), StoreError> {
        let count = self.log.count();
        match &mut self.database {
            Some(database) => Ok(database.mark_tags(count, &self.disk)?),
            None => Ok(()),
        }
    }

    /// Appends drafts to the custody log, all or none, and syncs: the commit point of a deed.
    pub(super) fn commit_events(
        &mut self,
        drafts: &[EventDraft],
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        let before = self.log.count();
        let mut text = String::new();
        let actor = self.log.actor_after(stamp.actor);
        for draft in drafts {
            let salt = stamp.salt();
            let line = self.log.append(draft, &stamp.when, actor, stamp.app, salt);
            text.push_str(&line.to_text());
        }
        let path = self.root.join(CUSTODY);
        let length_before = fs::metadata(&path).map(|m| m.len());
        let appended = self.disk.append(&path, text.as_bytes());
        if let Err(error) = appended {
            self.log.forget_after(before);
            // Best effort: the next opening drops a torn line by itself; whole lines whose sync
            // failed must not stay, because their deed is reported as not done.
            if let Ok(length) = length_before {
                let _ = self.disk.truncate(&path, length);
            }
            return Err(error.into());
        }
        Ok(())
    }

    /// Appends one event that concerns no file's place, and brings database and tags up to date.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`], or what the disk refuses.
    pub fn record(
        &mut self,
        draft: EventDraft,
        case: Case,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.must_write()?;
        self.commit_events(&[draft], stamp)?;
        self.case = case;
        self.settle(stamp);
        Ok(())
    }

    /// Brings database and tags up to date after a commit point; a failure is a finding, because
    /// what was committed is safe and the next opening makes up for the rest.
    pub(super) fn settle(&mut self, stamp: &Stamp<'_>) {
        let saved = self.save(stamp);
        let tagged = self.write_tags().and_then(|()| self.mark_tags());
        if let Err(error) = saved.and(tagged) {
            let finding = Finding::new(FindingCode::DatabaseNotWritten);
            self.findings.push(finding.finding(error.to_string()));
        }
    }
}

/// Returns the folder in which `root` is to be made.
pub(super) fn free_place(root: &Path) -> Result<&Path, StoreError> {
    if fs::symlink_metadata(root).is_ok() {
        return Err(StoreError::Exists { path: root.to_owned() });
    }
    let parent = match root.parent() {
        Some(parent) if parent.as_os_str().is_empty() => Path::new("."),
        Some(parent) => parent,
        None => return Err(StoreError::Exists { path: root.to_owned() }),
    };
    if parent.is_dir() { Ok(parent) } else { Err(StoreError::Absent { path: parent.to_owned() }) }
}

pub(super) fn must_be_case(root: &Path) -> Result<(), StoreError> {
    let path = root.to_owned();
    if !root.is_dir() {
        Err(StoreError::Absent { path })
    } else if !is_case(root) {
        Err(StoreError::NotACase { path })
    } else {
        Ok(())
    }
}

/// Writes the tag files of `log` into `root`.
pub(super) fn write_tag_files(
    root: &Path,
    log: &CustodyLog,
    disk: &Disk,
) -> Result<(), StoreError> {
    let tags = tag_files(log, log.count());
    let workshop = root.join(WORKSHOP);
    for (name, text) in
        [(MANIFEST, tags.manifest), (BAG_INFO, tags.bag_info), (TAG_MANIFEST, tags.tag_manifest)]
    {
        disk.replace(&root.join(name), text.as_bytes(), &workshop)?;
    }
    disk.sync_folder(root)?;
    Ok(())
}

fn prepare_workshop(root: &Path, disk: &Disk, stamp: &Stamp<'_>) -> Result<Lock, LockError> {
    let made = disk.make_folder(&root.join(ARRIVALS));
    made.map_err(|error| LockError::Io { source: error.source })?;
    Lock::take(&root.join(LOCK), &stamp.holder)
}

fn build(draft: &Path, case: &Case, disk: &Disk, stamp: &mut Stamp<'_>) -> Result<(), StoreError> {
    disk.make_folder(&draft.join(ORIGINALS))?;
    disk.make_folder(&draft.join(ARRIVALS))?;
    let workshop = draft.join(WORKSHOP);
    let readme = readme(&case.title);
    let detail =
        CreatedDetail { case_id: case.case_id, readme_sha256: Sha256Digest::of(readme.as_bytes()) };
    let detail = match serde_json::to_value(detail) {
        Ok(serde_json::Value::Object(detail)) => detail,
        _ => serde_json::Map::new(),
    };
    let created = EventDraft {
        event: CustodyEvent::Created,
        item: None,
        sha256: None,
        size_bytes: None,
        detail,
    };
    let salt = stamp.salt();
    let log = CustodyLog::begin(&created, &stamp.when, stamp.actor, stamp.app, salt);
    let log_text = log.to_text();
    for (name, text) in [(BAGIT, BAGIT_TXT), (README, &readme), (CUSTODY, &log_text)] {
        disk.replace(&draft.join(name), text.as_bytes(), &workshop)?;
    }
    let mut database = Database::create(&draft.join(DATABASE), case, &log, &stamp.when, disk)?;
    write_tag_files(draft, &log, disk)?;
    database.mark_tags(log.count(), disk)?;
    Ok(database.back_up(&draft.join(DATABASE_BACKUP), disk)?)
}

/// Returns the seconds from one RFC 3339 moment to another; a clock that ran backwards counts as
/// no time, an unreadable moment as long ago.
fn seconds_between(from: &str, to: &str) -> i64 {
    let read = |text: &str| chrono::DateTime::parse_from_rfc3339(text).ok();
    match (read(from), read(to)) {
        (Some(from), Some(to)) => to.signed_duration_since(from).num_seconds(),
        _ => i64::MAX,
    }
}
