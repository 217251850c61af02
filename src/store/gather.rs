//! Gathering (juntar): read once, hashing while copying into `.juntada/entrada/`; sync; rename into
//! `data/originais/`; sync the folder; append the custody lines and sync, which is the commit
//! point; then database and manifests. Files go in batches that share the syncs.

use crate::base::file_name::safe_name;
use crate::base::{Day, Sha256Digest};
use crate::case::{
    CustodyEvent, EventDraft, Exhibit, ExhibitId, ExhibitKind, GatheredDetail, Inside, Item,
    ItemId, ItemState,
};
use crate::import::{Reading, guess_kind, kind_of};
use crate::store::bag::{ARRIVALS, ORIGINALS};
use crate::store::disk::{BUFFER_BYTES, CopyError};
use crate::store::recovery::hash_of;
use crate::store::{DiskError, OpenCase, Stamp, StoreError};
use std::collections::BTreeMap;
use std::fs::{self, File, Metadata};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Names of the files of a batch between their rename and their custody lines; lets the next
/// opening tell our own unfinished write from a file that somebody put there.
pub(super) const ARRIVING: &str = "chegando.json";

/// Most files of one batch.
const BATCH_FILES: usize = 128;
/// Most bytes of one batch.
const BATCH_BYTES: u64 = 256 * 1024 * 1024;
/// Longest stored name in characters, so that the path fits 260 on Windows.
const STORED_NAME_CHARS: usize = 100;
/// How deep a given folder is walked.
const WALK_DEPTH: usize = 64;

/// A file that is to be gathered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name as received.
    pub name: String,
    /// The file it was taken out of, which the case has.
    pub inside: Option<Inside>,
}

/// Why a file was not gathered.
#[derive(Debug)]
pub enum Refusal {
    /// There is no such file.
    Absent,
    /// A symbolic link: what it leads to may be elsewhere tomorrow.
    Link,
    /// A FIFO, socket or device.
    Special,
    /// It cannot be read.
    Unreadable(io::Error),
    /// It changed while being read, twice.
    Changing,
    /// It lies inside the case folder.
    Inside,
    /// It has no bytes: most often a transfer that went wrong.
    Empty,
    /// The case's disk refused, or it is full; nothing of this file was kept.
    Disk(DiskError),
    /// The disk had refused a file before it.
    NotReached,
    /// The person stopped before it.
    Stopped,
}

/// What became of one file.
#[derive(Debug)]
pub enum Outcome {
    /// It was kept.
    Kept(ItemId),
    /// The case had these bytes already.
    Duplicate(ItemId),
    /// It was not gathered.
    Refused(Refusal),
}

/// How a file that is kept enters the case's order.
#[derive(Debug, Clone, Default)]
pub struct Gathering {
    /// Title of the exhibit; from the file's name otherwise.
    pub title: Option<String>,
    /// Kind of the exhibit; guessed from type and name otherwise.
    pub kind: Option<ExhibitKind>,
    /// Date of the exhibit.
    pub date: Option<Day>,
    /// Private note.
    pub note: Option<String>,
    /// All files become one exhibit.
    pub one_exhibit: bool,
    /// All files are added to this exhibit, which the case has.
    pub into: Option<ExhibitId>,
}

/// Returns the files that `paths` mean: folders are walked in the order of their names, links and
/// special files come out refused.
pub fn sources(paths: &[PathBuf]) -> Vec<Result<Source, (PathBuf, Refusal)>> {
    paths.iter().flat_map(|path| sources_of(path)).collect()
}

fn sources_of(path: &Path) -> Vec<Result<Source, (PathBuf, Refusal)>> {
    match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            vec![Err((path.to_owned(), Refusal::Absent))]
        }
        Err(error) => vec![Err((path.to_owned(), Refusal::Unreadable(error)))],
        Ok(told) if told.is_dir() => WalkDir::new(path)
            .follow_links(false)
            .max_depth(WALK_DEPTH)
            .sort_by_file_name()
            .into_iter()
            .filter_map(|entry| match entry {
                Ok(entry) if entry.file_type().is_dir() => None,
                Ok(entry) => {
                    let name = entry.file_name().to_string_lossy();
                    let litter = super::recovery::is_litter(&name);
                    (!litter).then(|| source(entry.path(), entry.file_type()))
                }
                Err(error) => {
                    let path = error.path().unwrap_or(path).to_owned();
                    let cause =
                        error.into_io_error().unwrap_or_else(|| io::ErrorKind::Other.into());
                    Some(Err((path, Refusal::Unreadable(cause))))
                }
            })
            .collect(),
        Ok(told) => vec![source(path, told.file_type())],
    }
}

fn source(path: &Path, file_type: fs::FileType) -> Result<Source, (PathBuf, Refusal)> {
    if file_type.is_symlink() {
        Err((path.to_owned(), Refusal::Link))
    } else if !file_type.is_file() {
        Err((path.to_owned(), Refusal::Special))
    } else {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Source { path: path.to_owned(), name, inside: None })
    }
}

/// A file that has arrived in `entrada/` and waits for its batch.
struct Arrival {
    index: usize,
    part: PathBuf,
    item: Item,
    exhibit: ExhibitId,
    /// Whether the exhibit begins with it.
    fresh: bool,
    inside: Option<Inside>,
}

/// What reads a file's facts: the path of our own copy, and its name as received.
pub type ReadFile<'a> = dyn FnMut(&Path, &str) -> Reading + 'a;

impl OpenCase {
    /// Gathers files and returns what became of each, in order. `read` tells what a file is;
    /// `go_on` is asked before each file, by its index, and may stop before it: what came before is
    /// kept.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`]; [`StoreError::NoSuchPart`] or [`StoreError::WrongState`] for an
    /// exhibit to add to that is not there or on paper only. A file that cannot be gathered is an
    /// [`Outcome::Refused`].
    pub fn gather(
        &mut self,
        files: &[Source],
        gathering: &Gathering,
        read: &mut ReadFile<'_>,
        go_on: &mut dyn FnMut(usize) -> bool,
        stamp: &mut Stamp<'_>,
    ) -> Result<Vec<Outcome>, StoreError> {
        self.must_write()?;
        if let Some(id) = gathering.into {
            let exhibit = self.case.exhibit(id);
            let exhibit = exhibit.ok_or_else(|| StoreError::NoSuchPart { id: id.to_string() })?;
            if exhibit.is_paper_only() {
                return Err(StoreError::WrongState { id: id.to_string() });
            }
        }
        let mut run = Run {
            outcomes: files.iter().map(|_| None).collect(),
            batch: Vec::new(),
            batch_bytes: 0,
            hashes: self.known_hashes(),
            next_item: self.case.next_item_id(),
            next_exhibit: self.case.next_exhibit_id(),
            shared_exhibit: gathering.into,
            buffer: vec![0; BUFFER_BYTES],
            root: fs::canonicalize(&self.root).ok(),
        };
        let mut broken = false;
        let mut stopped = false;
        for (index, file) in files.iter().enumerate() {
            stopped = !broken && !go_on(index);
            if broken || stopped {
                break;
            }
            broken = self.arrive(index, file, gathering, read, &mut run);
            if run.batch.len() >= BATCH_FILES || run.batch_bytes >= BATCH_BYTES {
                broken = broken || self.land(&mut run, gathering, stamp);
            }
        }
        self.land(&mut run, gathering, stamp);
        if run.outcomes.iter().any(|outcome| matches!(outcome, Some(Outcome::Kept(_)))) {
            self.settle(stamp);
        }
        let passed_over =
            || Outcome::Refused(if stopped { Refusal::Stopped } else { Refusal::NotReached });
        Ok(run.outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(passed_over)).collect())
    }

    fn known_hashes(&self) -> BTreeMap<Sha256Digest, ItemId> {
        let items = self.case.items.values().filter(|item| item.state != ItemState::Emptied);
        items.map(|item| (item.sha256, item.id)).collect()
    }

    /// Brings one file into `entrada/`; returns whether the disk failed.
    fn arrive(
        &self,
        index: usize,
        file: &Source,
        gathering: &Gathering,
        read: &mut ReadFile<'_>,
        run: &mut Run,
    ) -> bool {
        let id = run.next_item;
        let part = self.root.join(ARRIVALS).join(format!("{:04}.part", id.number()));
        // What was taken out of an item lies in the case's own cache.
        let root = run.root.as_deref().filter(|_| file.inside.is_none());
        let outcome = match self.copy_in(&file.path, &part, root, &mut run.buffer) {
            Err(Refusal::Disk(error)) => {
                let _ = self.disk.remove(&part);
                run.set(index, Outcome::Refused(Refusal::Disk(error)));
                return true;
            }
            Err(refusal) => Outcome::Refused(refusal),
            Ok((_, 0)) => Outcome::Refused(Refusal::Empty),
            Ok((sha256, size_bytes)) => {
                let known = run.hashes.get(&sha256).copied();
                if let Some(known) = known.filter(|known| self.still_has(*known, sha256)) {
                    Outcome::Duplicate(known)
                } else {
                    let read = read(&part, &file.name);
                    let item = Item {
                        id,
                        sha256,
                        size_bytes,
                        name: file.name.clone(),
                        stored_as: stored_name(id, &file.name),
                        gathered_at: String::new(),
                        state: ItemState::Kept,
                        media_type: read.media_type.clone(),
                        read: Some(read),
                        copy: None,
                    };
                    let shared = gathering.one_exhibit || gathering.into.is_some();
                    let (exhibit, fresh) = run.exhibit(shared);
                    run.hashes.insert(sha256, id);
                    run.batch_bytes = run.batch_bytes.saturating_add(size_bytes);
                    run.next_item = ItemId::new(id.number().saturating_add(1));
                    let inside = file.inside;
                    run.batch.push(Arrival { index, part, item, exhibit, fresh, inside });
                    return false;
                }
            }
        };
        run.set(index, outcome);
        self.disk.remove(&part).is_err()
    }

    /// Returns whether an item's bytes are still there: one whose original was altered or lost may
    /// be gathered again. An item of the batch under way has no row yet, and its bytes are there.
    fn still_has(&self, item: ItemId, sha256: Sha256Digest) -> bool {
        self.original_path(item).is_none_or(|path| hash_of(&path) == Some(sha256))
    }

    /// Copies a source, once more if it changed meanwhile.
    fn copy_in(
        &self,
        from: &Path,
        part: &Path,
        root: Option<&Path>,
        buffer: &mut [u8],
    ) -> Result<(Sha256Digest, u64), Refusal> {
        if root.is_some_and(|root| is_inside(from, root)) {
            return Err(Refusal::Inside);
        }
        for _attempt in 0..2 {
            let (mut file, before) = open_source(from)?;
            self.disk.remove(part).map_err(Refusal::Disk)?;
            let told = self.disk.receive(&mut file, part, buffer).map_err(|error| match error {
                CopyError::Source { source } => Refusal::Unreadable(source),
                CopyError::Disk(error) => Refusal::Disk(error),
            })?;
            let after = fs::symlink_metadata(from).map_err(Refusal::Unreadable)?;
            if same_file(&before, &after) && told.1 == after.len() {
                return Ok(told);
            }
        }
        Err(Refusal::Changing)
    }

    /// Makes a batch safe: files synced and named, custody lines synced, rows written. Returns
    /// whether the disk failed; the files of the batch are then refused and none of them stays.
    fn land(&mut self, run: &mut Run, gathering: &Gathering, stamp: &mut Stamp<'_>) -> bool {
        let mut batch = std::mem::take(&mut run.batch);
        run.batch_bytes = 0;
        if batch.is_empty() {
            return false;
        }
        for arrival in &mut batch {
            arrival.item.gathered_at.clone_from(&stamp.when);
        }
        if let Err(error) = self.commit_batch(&batch, stamp) {
            self.take_back(&batch);
            let error = match error {
                StoreError::Disk(error) => error,
                other => DiskError {
                    deed: crate::store::Deed::Write,
                    path: self.root.clone(),
                    source: io::Error::other(other.to_string()),
                },
            };
            let mut first = Some(error);
            for arrival in &batch {
                let refusal = first.take().map_or(Refusal::NotReached, Refusal::Disk);
                run.set(arrival.index, Outcome::Refused(refusal));
            }
            return true;
        }
        for arrival in batch {
            run.set(arrival.index, Outcome::Kept(arrival.item.id));
            self.enter(arrival, gathering);
        }
        self.case.remember_ids();
        let saved = self.save(stamp);
        // The arrivals are in the log now; their list has done its work.
        let swept = self.disk.remove(&self.root.join(ARRIVALS).join(ARRIVING));
        saved.is_err() || swept.is_err()
    }

    fn commit_batch(&mut self, batch: &[Arrival], stamp: &mut Stamp<'_>) -> Result<(), StoreError> {
        let arrivals = self.root.join(ARRIVALS);
        let originals = self.root.join(ORIGINALS);
        for arrival in batch {
            self.disk.sync_file(&arrival.part)?;
            self.disk.protect(&arrival.part)?;
        }
        let names: Vec<&str> =
            batch.iter().map(|arrival| arrival.item.stored_as.as_str()).collect();
        let names = serde_json::to_vec(&names).unwrap_or_default();
        self.disk.replace(&arrivals.join(ARRIVING), &names, &arrivals)?;
        for arrival in batch {
            self.disk.rename(&arrival.part, &originals.join(&arrival.item.stored_as))?;
        }
        self.disk.sync_folder(&originals)?;
        let drafts: Vec<EventDraft> = batch.iter().map(gathered).collect();
        self.commit_events(&drafts, stamp)
    }

    /// Removes the files of a batch that did not reach its commit point; what cannot be removed
    /// now, the next opening sweeps.
    fn take_back(&self, batch: &[Arrival]) {
        let originals = self.root.join(ORIGINALS);
        for arrival in batch {
            let _ = self.disk.remove(&arrival.part);
            let _ = self.disk.remove(&originals.join(&arrival.item.stored_as));
        }
        let _ = self.disk.remove(&self.root.join(ARRIVALS).join(ARRIVING));
    }

    fn enter(&mut self, arrival: Arrival, gathering: &Gathering) {
        let Arrival { item, exhibit, fresh, .. } = arrival;
        // Looking for an exhibit that cannot be there would cost more with every file.
        match (!fresh).then(|| self.case.exhibit_mut(exhibit)).flatten() {
            Some(exhibit) => exhibit.items.push(item.id),
            None => {
                let title = gathering.title.clone().unwrap_or_else(|| title_from(&item.name));
                self.case.exhibits.push(Exhibit {
                    kind: gathering.kind.unwrap_or_else(|| guess(&item)),
                    date: gathering.date,
                    note: gathering.note.clone(),
                    items: vec![item.id],
                    ..Exhibit::new(exhibit, title)
                });
            }
        }
        self.case.items.insert(item.id, item);
    }
}

struct Run {
    outcomes: Vec<Option<Outcome>>,
    batch: Vec<Arrival>,
    batch_bytes: u64,
    hashes: BTreeMap<Sha256Digest, ItemId>,
    next_item: ItemId,
    next_exhibit: ExhibitId,
    shared_exhibit: Option<ExhibitId>,
    buffer: Vec<u8>,
    /// The case folder by its real name; asked once, not for every file.
    root: Option<PathBuf>,
}

impl Run {
    fn set(&mut self, index: usize, outcome: Outcome) {
        if let Some(place) = self.outcomes.get_mut(index) {
            *place = Some(outcome);
        }
    }

    /// Returns the exhibit of the next item, and whether it begins with that item.
    fn exhibit(&mut self, shared: bool) -> (ExhibitId, bool) {
        if shared && let Some(exhibit) = self.shared_exhibit {
            return (exhibit, false);
        }
        let exhibit = self.next_exhibit;
        self.next_exhibit = ExhibitId::new(exhibit.number().saturating_add(1));
        self.shared_exhibit = Some(exhibit);
        (exhibit, true)
    }
}

fn is_inside(path: &Path, root: &Path) -> bool {
    fs::canonicalize(path).is_ok_and(|path| path.starts_with(root))
}

fn gathered(arrival: &Arrival) -> EventDraft {
    let detail = GatheredDetail {
        stored_as: arrival.item.stored_as.clone(),
        received_as: arrival.item.name.clone(),
        media_type: arrival.item.media_type.clone(),
        exhibit: arrival.exhibit,
        inside: arrival.inside,
    };
    let detail = match serde_json::to_value(detail) {
        Ok(serde_json::Value::Object(detail)) => detail,
        _ => serde_json::Map::new(),
    };
    EventDraft {
        event: CustodyEvent::Gathered,
        item: Some(arrival.item.id),
        sha256: Some(arrival.item.sha256),
        size_bytes: Some(arrival.item.size_bytes),
        detail,
    }
}

fn stored_name(id: ItemId, received: &str) -> String {
    let prefix = format!("{:04}-", id.number());
    let room = STORED_NAME_CHARS.saturating_sub(prefix.len());
    format!("{prefix}{}", safe_name(received, room))
}

fn guess(item: &Item) -> ExhibitKind {
    let told = item.read.as_ref().and_then(|read| kind_of(read.parsed.as_ref()?));
    told.unwrap_or_else(|| guess_kind(&item.media_type, &item.name)).parse().unwrap_or_default()
}

/// Returns a title from a file's name: without its ending, underscores as spaces.
pub fn title_from(name: &str) -> String {
    let stem = Path::new(name).file_stem().unwrap_or_default().to_string_lossy().replace('_', " ");
    let title = crate::base::file_name::visible(stem.trim());
    if title.is_empty() { "Sem título".to_owned() } else { title }
}

#[cfg(unix)]
fn open_source(path: &Path) -> Result<(File, Metadata), Refusal> {
    use std::os::unix::fs::OpenOptionsExt;
    let told = fs::symlink_metadata(path).map_err(refusal)?;
    if told.is_symlink() {
        return Err(Refusal::Link);
    }
    if !told.is_file() {
        return Err(Refusal::Special);
    }
    // The node may have been swapped since it was looked at: do not follow, do not block.
    let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
    let flags = i32::try_from(flags.bits()).unwrap_or(0);
    let opened = fs::OpenOptions::new().read(true).custom_flags(flags).open(path);
    let file = opened.map_err(refusal)?;
    let held = file.metadata().map_err(refusal)?;
    if !held.is_file() {
        return Err(Refusal::Special);
    }
    Ok((file, held))
}

#[cfg(not(unix))]
fn open_source(path: &Path) -> Result<(File, Metadata), Refusal> {
    let told = fs::symlink_metadata(path).map_err(refusal)?;
    if told.is_symlink() {
        return Err(Refusal::Link);
    }
    if !told.is_file() {
        return Err(Refusal::Special);
    }
    let file = File::open(path).map_err(refusal)?;
    let held = file.metadata().map_err(refusal)?;
    Ok((file, held))
}

fn refusal(error: io::Error) -> Refusal {
    if error.kind() == io::ErrorKind::NotFound {
        Refusal::Absent
    } else {
        Refusal::Unreadable(error)
    }
}

#[cfg(unix)]
fn same_file(before: &Metadata, after: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    let key = |m: &Metadata| (m.dev(), m.ino(), m.len(), m.mtime(), m.mtime_nsec());
    key(before) == key(after)
}

#[cfg(not(unix))]
fn same_file(before: &Metadata, after: &Metadata) -> bool {
    before.len() == after.len() && before.modified().ok() == after.modified().ok()
}
