//! What opening mends after a crash, by itself and without loss, and what it only reports.
//!
//! Mended is only what the log, the manifests and the hashes prove to be our own unfinished write.
//! Anything else stays as it lies, the case is opened to read, and `conferir` names it.

use crate::base::{Sha256Digest, Sha256Stream};
use crate::case::{
    Case, CustodyEvent, CustodyLog, DerivedDetail, Exhibit, ExhibitId, ExhibitNumber, Finding,
    FindingCode, GatheredDetail, Item, ItemId, ItemState,
};
use crate::store::bag::{
    ARRIVALS, CUSTODY, CreatedDetail, DATABASE, DATABASE_BACKUP, DERIVED, ORIGINALS, TagState,
    WORKSHOP, payload, tag_state,
};
use crate::store::database::{Database, DatabaseError};
use crate::store::gather::ARRIVING;
use crate::store::open::{Reading, write_tag_files};
use crate::store::{Disk, Stamp, StoreError};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Read;
use std::path::Path;
use uuid::Uuid;

/// What opening a folder gave.
pub(super) struct Opened {
    pub database: Option<Database>,
    pub log: CustodyLog,
    pub case: Case,
    pub findings: Vec<Finding>,
    pub reading: Reading,
}

struct Recovery<'a> {
    root: &'a Path,
    disk: &'a Disk,
    writable: bool,
    findings: Vec<Finding>,
    reading: Reading,
    /// Lines of the log for which tag files were written for sure.
    tags_count: u64,
}

/// Opens what lies in `root`, mending it where `writable`.
pub(super) fn recover(
    root: &Path,
    disk: &Disk,
    writable: bool,
    stamp: &Stamp<'_>,
) -> Result<Opened, StoreError> {
    let reading =
        if writable { Reading::ReadWrite } else { Reading::ReadOnly(FindingCode::ReadOnly) };
    let mut recovery =
        Recovery { root, disk, writable, findings: Vec::new(), reading, tags_count: 0 };
    let log = recovery.read_log()?;
    recovery.find_conflict_copies();
    let (database, case) = recovery.open_database(&log, stamp)?;
    if recovery.may_mend() {
        recovery.sweep(&log)?;
    }
    recovery.mend_tags(&log)?;
    let Recovery { findings, reading, .. } = recovery;
    Ok(Opened { database, log, case, findings, reading })
}

impl Recovery<'_> {
    fn may_mend(&self) -> bool {
        self.writable && self.reading == Reading::ReadWrite
    }

    fn only_read(&mut self, finding: Finding) {
        if self.reading == Reading::ReadWrite {
            self.reading = Reading::ReadOnly(finding.code);
        }
        self.findings.push(finding);
    }

    fn read_log(&mut self) -> Result<CustodyLog, StoreError> {
        let path = self.root.join(CUSTODY);
        let bytes =
            fs::read(&path).map_err(|source| StoreError::Read { path: path.clone(), source })?;
        let (log, rest) =
            CustodyLog::verify_whole_lines(&bytes).map_err(|flaw| StoreError::Chain { flaw })?;
        if !rest.is_empty() {
            self.findings.push(Finding::new(FindingCode::TornLineDropped).at(CUSTODY));
            if self.writable {
                let whole = bytes.len().saturating_sub(rest.len());
                self.disk.truncate(&path, u64::try_from(whole).unwrap_or(0))?;
            }
        }
        Ok(log)
    }

    /// A synchronising program that met two versions keeps both, under a name of its own; writing
    /// on would make a third.
    fn find_conflict_copies(&mut self) {
        let Ok(entries) = fs::read_dir(self.root) else { return };
        let mut names: Vec<String> =
            entries.flatten().map(|e| e.file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        for name in names {
            if is_conflict_copy(&name) {
                self.only_read(Finding::new(FindingCode::ConflictCopy).at(name));
            }
        }
    }

    fn open_database(
        &mut self,
        log: &CustodyLog,
        stamp: &Stamp<'_>,
    ) -> Result<(Option<Database>, Case), StoreError> {
        let path = self.root.join(DATABASE);
        let opened = if self.may_mend() {
            Database::open(&path, self.disk)
        } else {
            Database::open_read_only(&path)
        };
        let loaded = opened.and_then(|database| {
            let mark = database.log_mark()?;
            let case = database.load()?;
            Ok((database, mark, case))
        });
        match loaded {
            Ok((mut database, mark, mut case)) => {
                self.tags_count = mark.tags_count;
                if !self.agrees(log, mark.count, mark.head) {
                    return Ok((None, case));
                }
                if mark.count < log.count() {
                    let before = case.clone();
                    let rebuilt = apply_log(&mut case, log, mark.count);
                    if self.may_mend() {
                        database.save(&case, Some(&before), log, &stamp.when, self.disk)?;
                    }
                    if rebuilt > 0 {
                        let finding = Finding::new(FindingCode::RowsRebuilt);
                        self.findings.push(finding.finding(rebuilt.to_string()));
                    }
                }
                let database = self.may_mend().then_some(database);
                Ok((database, case))
            }
            Err(DatabaseError::Newer { found, known }) => Err(StoreError::Newer { found, known }),
            Err(DatabaseError::Disk(error)) => Err(StoreError::Disk(error)),
            Err(_) => self.rebuild_database(log, stamp),
        }
    }

    fn agrees(&mut self, log: &CustodyLog, count: u64, head: Sha256Digest) -> bool {
        if count > log.count() {
            let finding = Finding::new(FindingCode::ChainTruncated).at(CUSTODY);
            self.only_read(finding.expecting(count.to_string()).finding(log.count().to_string()));
            return false;
        }
        if log.hash_at(count) != Some(head) {
            self.only_read(Finding::new(FindingCode::ChainForked).at(CUSTODY));
            return false;
        }
        true
    }

    /// Makes the database anew: what the user wrote from its backup, the items from the log.
    fn rebuild_database(
        &mut self,
        log: &CustodyLog,
        stamp: &Stamp<'_>,
    ) -> Result<(Option<Database>, Case), StoreError> {
        let backup = Database::open_read_only(&self.root.join(DATABASE_BACKUP))
            .and_then(|backup| Ok((backup.log_mark()?, backup.load()?)));
        let (mut case, from) = match backup {
            Ok((mark, case)) => {
                if !self.agrees(log, mark.count, mark.head) {
                    return Ok((None, case));
                }
                (case, mark.count)
            }
            Err(DatabaseError::Newer { found, known }) => {
                return Err(StoreError::Newer { found, known });
            }
            Err(_) => (bare_case(self.root, log), 0),
        };
        apply_log(&mut case, log, from);
        self.findings.push(Finding::new(FindingCode::DatabaseRebuilt).at(DATABASE));
        if !self.may_mend() {
            return Ok((None, case));
        }
        let path = self.root.join(DATABASE);
        if path.exists() {
            let aside = self.root.join(WORKSHOP).join(format!("{DATABASE}.danificado"));
            self.disk.rename(&path, &aside)?;
        }
        self.disk.remove(&self.root.join(format!("{DATABASE}-journal")))?;
        let database = Database::create(&path, &case, log, &stamp.when, self.disk)?;
        Ok((Some(database), case))
    }

    /// Removes what our own unfinished write left, finishes an emptying that was logged, and sets
    /// aside any other file among the originals that nothing knows.
    fn sweep(&mut self, log: &CustodyLog) -> Result<(), StoreError> {
        let arrivals = self.root.join(ARRIVALS);
        let arriving = arrivals.join(ARRIVING);
        let ours: BTreeSet<String> = fs::read(&arriving)
            .ok()
            .and_then(|bytes| serde_json::from_slice(&bytes).ok())
            .unwrap_or_default();
        for name in names_in(&arrivals) {
            if name.ends_with(".part") {
                self.disk.remove(&arrivals.join(name))?;
            }
        }
        let known = payload(log, log.count());
        let emptied = emptied(log);
        for folder in [ORIGINALS, DERIVED] {
            for name in names_in(&self.root.join(folder)) {
                let place = format!("{folder}/{name}");
                let path = self.root.join(&place);
                if known.contains_key(&place) || is_litter(&name) || !path.is_file() {
                    continue;
                }
                // The list names originals without their folder.
                let arriving = if folder == ORIGINALS { &name } else { &place };
                let logged_away =
                    emptied.get(&place).is_some_and(|hash| hash_of(&path) == Some(*hash));
                if ours.contains(arriving) || logged_away {
                    self.disk.release(&path)?;
                    self.disk.remove(&path)?;
                } else {
                    self.disk.rename(&path, &free_name(&arrivals, &name))?;
                    self.findings.push(Finding::new(FindingCode::SetAside).at(place));
                }
            }
        }
        self.disk.remove(&arriving)?;
        Ok(())
    }

    fn mend_tags(&mut self, log: &CustodyLog) -> Result<(), StoreError> {
        match tag_state(self.root, log, self.tags_count) {
            TagState::Current => {}
            TagState::Earlier if self.may_mend() => {
                for (place, file) in payload(log, log.count()) {
                    if hash_of(&self.root.join(&place)) != Some(file.sha256) {
                        let finding = Finding::new(FindingCode::Altered).at(place);
                        self.only_read(finding.about(file.item.to_string()));
                        return Ok(());
                    }
                }
                write_tag_files(self.root, log, self.disk)?;
            }
            TagState::Earlier => {}
            TagState::Foreign(names) => {
                for name in names {
                    self.only_read(Finding::new(FindingCode::ManifestAltered).at(name));
                }
            }
        }
        Ok(())
    }
}

/// Returns whether a name is litter that systems leave in folders.
pub(crate) fn is_litter(name: &str) -> bool {
    ["thumbs.db", "desktop.ini", ".ds_store"].contains(&name.to_lowercase().as_str())
        || name.starts_with("._")
}

pub(crate) fn is_conflict_copy(name: &str) -> bool {
    let known = [DATABASE, DATABASE_BACKUP, CUSTODY];
    let ours = name.starts_with("caso") || name.starts_with("custodia");
    let kind = name.ends_with(".db") || name.ends_with(".jsonl");
    let migration = name.strip_prefix("caso.v").is_some_and(|rest| {
        rest.strip_suffix(".db").is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    });
    ours && kind && !known.contains(&name) && !migration
}

fn names_in(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut names: Vec<String> =
        entries.flatten().filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    names
}

fn free_name(folder: &Path, name: &str) -> std::path::PathBuf {
    let mut path = folder.join(format!("separado-{name}"));
    let mut count = 2u32;
    while path.exists() {
        path = folder.join(format!("separado-{count}-{name}"));
        count = count.saturating_add(1);
    }
    path
}

/// Returns the hash of a file, or `None` when it cannot be read.
pub(crate) fn hash_of(path: &Path) -> Option<Sha256Digest> {
    let mut file = fs::File::open(path).ok()?;
    let mut buffer = vec![0; crate::store::disk::BUFFER_BYTES];
    let mut hash = Sha256Stream::new();
    loop {
        match file.read(&mut buffer) {
            Ok(0) => return Some(hash.finish()),
            Ok(count) => hash.update(buffer.get(..count)?),
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(_) => return None,
        }
    }
}

/// Returns the path and hash of every file below `data/` that was deleted with the bin.
fn emptied(log: &CustodyLog) -> BTreeMap<String, Sha256Digest> {
    let mut files: BTreeMap<ItemId, Vec<(String, Sha256Digest)>> = BTreeMap::new();
    let mut gone = BTreeMap::new();
    for line in log.lines() {
        let (Some(item), Some(sha256)) = (line.core.item, line.core.sha256) else { continue };
        let place = match line.core.event {
            CustodyEvent::Gathered => {
                let detail = line.detail_as::<GatheredDetail>();
                detail.map(|detail| format!("{ORIGINALS}/{}", detail.stored_as))
            }
            CustodyEvent::Derived => {
                let detail = line.detail_as::<DerivedDetail>();
                detail.map(|detail| format!("{DERIVED}/{}", detail.stored_as))
            }
            CustodyEvent::Emptied => {
                gone.extend(files.remove(&item).unwrap_or_default());
                None
            }
            _ => None,
        };
        if let Some(place) = place {
            files.entry(item).or_default().push((place, sha256));
        }
    }
    gone
}

/// A case of which only the log is left.
fn bare_case(root: &Path, log: &CustodyLog) -> Case {
    let detail = log.lines().first().and_then(|line| line.detail_as::<CreatedDetail>());
    let case_id = detail.map(|detail| detail.case_id).unwrap_or_else(Uuid::nil);
    let title = root.file_name().map(|name| name.to_string_lossy().into_owned());
    Case::new(case_id, title.unwrap_or_default())
}

/// Brings a case up to the log from the line after `from`; returns how many lines changed it.
fn apply_log(case: &mut Case, log: &CustodyLog, from: u64) -> usize {
    let mut changed = 0;
    for line in log.lines().iter().filter(|line| line.core.seq > from) {
        let done = match (line.core.event, line.core.item) {
            (CustodyEvent::Gathered, Some(item)) => {
                let detail = line.detail_as::<GatheredDetail>();
                match (detail, line.core.sha256, line.core.size_bytes) {
                    (Some(detail), Some(sha256), Some(size_bytes)) => {
                        let item = Item {
                            id: item,
                            sha256,
                            size_bytes,
                            name: detail.received_as,
                            stored_as: detail.stored_as,
                            gathered_at: line.core.when.clone(),
                            state: ItemState::Kept,
                            media_type: detail.media_type,
                            read: None,
                            copy: None,
                        };
                        rebuild_item(case, item, detail.exhibit)
                    }
                    // A continued case names here what the client left out: its id stays taken.
                    _ => {
                        let used = case.used.entry(ItemId::PREFIX).or_insert(0);
                        *used = (*used).max(item.number());
                        false
                    }
                }
            }
            (CustodyEvent::Removed, Some(item)) => set_state(case, item, ItemState::Binned),
            (CustodyEvent::Restored, Some(item)) => set_state(case, item, ItemState::Kept),
            (CustodyEvent::Emptied, Some(item)) => set_state(case, item, ItemState::Emptied),
            (CustodyEvent::Exported, _) => {
                line.detail_as::<ExportedNumbers>().is_some_and(|detail| freeze(case, &detail))
            }
            _ => false,
        };
        changed += usize::from(done);
    }
    changed
}

#[derive(serde::Deserialize)]
struct ExportedNumbers {
    numbers: BTreeMap<ExhibitId, ExhibitNumber>,
}

fn freeze(case: &mut Case, detail: &ExportedNumbers) -> bool {
    let mut changed = false;
    for (id, number) in &detail.numbers {
        if let Some(exhibit) = case.exhibit_mut(*id)
            && exhibit.number.is_none()
        {
            exhibit.number = Some(*number);
            changed = true;
        }
    }
    changed
}

fn set_state(case: &mut Case, item: ItemId, state: ItemState) -> bool {
    case.items.get_mut(&item).is_some_and(|item| {
        item.state = state;
        true
    })
}

fn rebuild_item(case: &mut Case, item: Item, exhibit: ExhibitId) -> bool {
    if case.items.contains_key(&item.id) {
        return false;
    }
    let id = item.id;
    if let Some(exhibit) = case.exhibit_mut(exhibit) {
        if !exhibit.items.contains(&id) {
            exhibit.items.push(id);
        }
    } else {
        let title = item.name.clone();
        case.exhibits.push(Exhibit { items: vec![id], ..Exhibit::new(exhibit, title) });
    }
    case.items.insert(id, item);
    true
}
