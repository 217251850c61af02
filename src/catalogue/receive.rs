//! Receiving: each dossier is copied byte for byte into a folder of its own, hashed on the way,
//! synced and made read-only; then comes its row, which is the commit point. What a crash leaves
//! before it was never acknowledged and goes with the next receiving.

use super::database::NewRow;
use super::protected::open_closed;
use super::{
    ARRIVING, Catalogue, CatalogueError, Closed, FOLDER, Facts, Form, OPENED, Origin,
    RECEIVING_LOCK, ZIP, facts, folder_of, place,
};
use crate::base::bagit::Manifest;
use crate::base::file_name::visible;
use crate::base::{Sha256Digest, Sha256Stream};
use crate::catalogue::inside::Inside;
use crate::package::bag_check::is_system_litter;
use crate::package::protect::{Passphrase, is_protected};
use crate::package::verify::{Checkable, tell};
use crate::store::bag::WORKSHOP;
use crate::store::disk::{BUFFER_BYTES, CopyError};
use crate::store::lock::{Lock, LockError};
use crate::store::{Disk, DiskError};
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// Deepest folder that is searched for dossiers.
const MAX_DEPTH: usize = 8;

/// Why something is not received.
#[derive(Debug)]
pub enum Refused {
    /// It is not there.
    Absent,
    /// It is neither a dossier nor a folder with dossiers.
    NotADossier,
    /// It is a link or a device.
    Special,
    /// It cannot be read.
    Unreadable(io::Error),
    /// The catalogue's disk refused.
    Disk(DiskError),
    /// The person stopped before it.
    Stopped,
}

/// What became of something that was given.
#[derive(Debug)]
pub enum Outcome {
    /// It is in the catalogue, under this number.
    Kept(u32),
    /// Its bytes were there already, under this number.
    Duplicate(u32),
    /// It was there already and opens now, with the passphrase that was given.
    Opened(u32),
    /// It was not received.
    Refused(Refused),
}

/// Something that was given, or was found in a folder that was given.
#[derive(Debug)]
pub struct Arrival {
    /// Where it was.
    pub path: PathBuf,
    /// What became of it.
    pub outcome: Outcome,
    /// Whether it has a passphrase, and what came of the one that was given.
    pub closed: Closed,
}

/// A dossier that was found, or why something is none.
type Found = (PathBuf, Result<Form, Refused>);

impl Catalogue {
    /// Receives dossiers: ZIPs, case folders, bags, and folders that hold such; a passphrase is tried on
    /// those that have one. Where nothing is given, it is tried on all that are here and closed. `go_on`
    /// is asked before each with how many are done, how many there are and its name. What was received before
    /// it said no stays.
    ///
    /// # Errors
    /// [`CatalogueError::Busy`], or the catalogue's folder cannot be written at all.
    pub fn receive(
        &mut self,
        given: &[PathBuf],
        passphrase: Option<&Passphrase>,
        when: &str,
        holder: &str,
        disk: &Disk,
        go_on: &mut super::GoOn<'_>,
    ) -> Result<Vec<Arrival>, CatalogueError> {
        let _held = take_lock(&self.root.join(RECEIVING_LOCK), holder)?;
        self.sweep(disk)?;
        let mut found = Vec::new();
        given.iter().for_each(|path| look_for(path, 0, &mut found));
        let total = found.len();
        let mut arrivals = Vec::new();
        for (path, form) in found {
            let name = name_of(&path);
            let mut closed = Closed::Not;
            let outcome = if go_on(arrivals.len(), total, &name) {
                match form {
                    Ok(form) => self.take_in(&path, form, passphrase, &mut closed, when, disk)?,
                    Err(why) => Outcome::Refused(why),
                }
            } else {
                Outcome::Refused(Refused::Stopped)
            };
            arrivals.push(Arrival { path, outcome, closed });
        }
        if let (true, Some(passphrase)) = (given.is_empty(), passphrase) {
            for (id, name) in self.protected()? {
                if !go_on(arrivals.len(), total, &name) {
                    break;
                }
                let closed = self.open_kept(id, passphrase, disk)?;
                let opens = closed == Closed::Opened;
                let outcome = if opens { Outcome::Opened(id) } else { Outcome::Duplicate(id) };
                arrivals.push(Arrival { path: name.into(), outcome, closed });
            }
        }
        Ok(arrivals)
    }

    /// Removes what a crash left: copies under way, and folders that never got their row.
    fn sweep(&self, disk: &Disk) -> Result<(), CatalogueError> {
        let arriving = self.root.join(ARRIVING);
        remove_all(&arriving);
        disk.make_folder(&arriving)?;
        let highest = self.highest()?;
        for entry in fs::read_dir(&self.root).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let number = name.to_str().filter(|name| name.len() >= 6).and_then(|n| n.parse().ok());
            if number.is_some_and(|number: u32| number > highest) {
                remove_all(&entry.path());
            }
        }
        Ok(())
    }

    fn take_in(
        &mut self,
        path: &Path,
        form: Form,
        passphrase: Option<&Passphrase>,
        closed: &mut Closed,
        when: &str,
        disk: &Disk,
    ) -> Result<Outcome, CatalogueError> {
        let draft = self.root.join(ARRIVING).join("um");
        remove_all(&draft);
        disk.make_folder(&draft)?;
        let copied = match form {
            Form::Zip => copy_file(path, &draft.join(ZIP), disk),
            Form::Folder => copy_folder(path, &draft.join(FOLDER), disk),
        };
        let done = match copied {
            Err(why) => Ok(Outcome::Refused(why)),
            Ok((sha256, size_bytes)) => match (self.known(sha256)?, passphrase) {
                (Some(id), Some(passphrase)) if self.entry(id)?.facts.locked => {
                    *closed = self.open_kept(id, passphrase, disk)?;
                    let opens = *closed == Closed::Opened;
                    Ok(if opens { Outcome::Opened(id) } else { Outcome::Duplicate(id) })
                }
                (Some(id), _) => Ok(Outcome::Duplicate(id)),
                (None, _) => match open_closed(&draft.join(ZIP), &draft, passphrase, disk) {
                    Ok(told) => {
                        *closed = told;
                        let bytes = (sha256, size_bytes);
                        self.settle(path, (form, told), bytes, &draft, when, disk)
                    }
                    Err(error) => Err(error),
                },
            },
        };
        remove_all(&draft);
        match done {
            Err(CatalogueError::Disk(error)) => Ok(Outcome::Refused(Refused::Disk(error))),
            done => done,
        }
    }

    fn settle(
        &mut self,
        path: &Path,
        (form, closed): (Form, Closed),
        (sha256, size_bytes): (Sha256Digest, u64),
        draft: &Path,
        when: &str,
        disk: &Disk,
    ) -> Result<Outcome, CatalogueError> {
        let name = name_of(path);
        let copy = draft.join(match (form, closed) {
            (Form::Zip, Closed::Opened) => OPENED,
            (Form::Zip, _) => ZIP,
            (Form::Folder, _) => FOLDER,
        });
        let told = Told::of(&copy, &name, closed);
        let new = NewRow {
            form,
            origin: told.origin,
            name: &name,
            sha256,
            size_bytes,
            received_at: when,
            case_id: told.case_id.as_deref(),
            facts: &told.facts,
        };
        let root = self.root.clone();
        let id = self.enter(&new, |id| {
            let to = folder_of(&root, id);
            disk.rename(draft, &to)?;
            disk.sync_folder(&to)?;
            disk.sync_folder(&root)?;
            Ok(())
        })?;
        debug_assert!(place(&self.root, id, form).exists(), "the folder was renamed just now");
        Ok(Outcome::Kept(id))
    }
}

/// What a dossier says of itself, as far as it can be read.
pub(super) struct Told {
    pub origin: Origin,
    pub case_id: Option<String>,
    pub facts: Facts,
}

impl Told {
    /// Reads what the dossier at `path` says of itself; `name` is its own as received.
    pub(super) fn of(path: &Path, name: &str, closed: Closed) -> Self {
        let title = Path::new(name).file_stem().unwrap_or_default().to_string_lossy();
        if closed.is_closed() {
            let facts = Facts { title: title.into_owned(), locked: true, ..Facts::default() };
            return Self { origin: Origin::Package, case_id: None, facts };
        }
        let Ok(inside) = Inside::open(path) else {
            let facts = Facts { title: title.into_owned(), ..Facts::default() };
            return Self { origin: Origin::Unknown, case_id: None, facts };
        };
        let document = facts::document(&inside);
        Self {
            origin: facts::origin(&inside),
            case_id: document.as_ref().and_then(facts::case_id),
            facts: facts::read(&inside, document.as_ref(), &title),
        }
    }
}

pub(super) fn take_lock(path: &Path, holder: &str) -> Result<Lock, CatalogueError> {
    Lock::take(path, holder).map_err(|error| match error {
        LockError::Held { holder } => CatalogueError::Busy { holder },
        LockError::Io { source } => CatalogueError::Read { path: path.to_owned(), source },
    })
}

/// Returns the name of a file or folder as it may be shown.
fn name_of(path: &Path) -> String {
    visible(&path.file_name().unwrap_or(path.as_os_str()).to_string_lossy())
}

/// Removes a folder of ours with all that is in it, read-only files too; what cannot go stays until
/// the next time.
fn remove_all(folder: &Path) {
    if cfg!(windows) {
        release_below(folder);
    }
    let _ = fs::remove_dir_all(folder);
}

/// Windows deletes no read-only file.
fn release_below(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            release_below(&entry.path());
        } else {
            let _ = Disk::new().release(&entry.path());
        }
    }
}

/// Finds the dossiers in what was given, in the order of names.
fn look_for(path: &Path, depth: usize, found: &mut Vec<Found>) {
    let told = match fs::symlink_metadata(path) {
        Ok(told) => told,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return found.push((path.to_owned(), Err(Refused::Absent)));
        }
        Err(error) => return found.push((path.to_owned(), Err(Refused::Unreadable(error)))),
    };
    if told.is_file() {
        let form = if is_dossier_zip(path) { Ok(Form::Zip) } else { Err(Refused::NotADossier) };
        return found.push((path.to_owned(), form));
    }
    if !told.is_dir() {
        return found.push((path.to_owned(), Err(Refused::Special)));
    }
    match tell(path) {
        Ok(Some(Checkable::Case | Checkable::Bag(_))) => {
            return found.push((path.to_owned(), Ok(Form::Folder)));
        }
        Err(error) => return found.push((path.to_owned(), Err(Refused::Unreadable(error)))),
        _ => {}
    }
    let before = found.len();
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.retain(|entry| {
        !is_system_litter(&entry.file_name().unwrap_or_default().to_string_lossy())
    });
    entries.sort();
    if depth < MAX_DEPTH {
        entries.iter().for_each(|entry| look_for(entry, depth + 1, found));
    }
    // A folder without any dossier is one thing that is none, not each of its holiday photos.
    let is_any = found.get(before..).unwrap_or_default().iter().any(|(_, form)| form.is_ok());
    if !is_any {
        found.truncate(before);
        found.push((path.to_owned(), Err(Refused::NotADossier)));
    }
}

/// Returns whether a file is a ZIP that holds a bag or a package with a passphrase, or a ZIP too damaged to tell: the client meant
/// it to be a dossier, and must hear that it cannot be read.
fn is_dossier_zip(path: &Path) -> bool {
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(4).read_to_end(&mut head));
    if read.is_err() || !head.starts_with(b"PK\x03\x04") {
        return false;
    }
    if is_protected(path).unwrap_or(false) {
        return true;
    }
    let Ok(inside) = Inside::open(path) else { return true };
    inside.files().iter().any(|member| {
        let name = member.path.as_str();
        let is_manifest = (name.starts_with("manifest-") || name.starts_with("tagmanifest-"))
            && name.ends_with(".txt");
        is_manifest || name == "bagit.txt" || name == "selo.json"
    })
}

fn copy_file(from: &Path, to: &Path, disk: &Disk) -> Result<(Sha256Digest, u64), Refused> {
    let mut file = File::open(from).map_err(Refused::Unreadable)?;
    let mut buffer = vec![0; BUFFER_BYTES];
    let told = disk.receive(&mut file, to, &mut buffer).map_err(|error| match error {
        CopyError::Source { source } => Refused::Unreadable(source),
        CopyError::Disk(error) => Refused::Disk(error),
    })?;
    disk.sync_file(to).and_then(|()| disk.protect(to)).map_err(Refused::Disk)?;
    Ok(told)
}

/// Copies a folder without its workshop; returns the hash of its list of files, and its size.
fn copy_folder(from: &Path, to: &Path, disk: &Disk) -> Result<(Sha256Digest, u64), Refused> {
    let mut files = Manifest::new();
    let mut size_bytes = 0u64;
    let mut waiting = vec![PathBuf::new()];
    while let Some(within) = waiting.pop() {
        disk.make_folder(&to.join(&within)).map_err(Refused::Disk)?;
        for entry in fs::read_dir(from.join(&within)).map_err(Refused::Unreadable)? {
            let entry = entry.map_err(Refused::Unreadable)?;
            let kind = entry.file_type().map_err(Refused::Unreadable)?;
            let name = within.join(entry.file_name());
            if kind.is_dir() {
                if name != Path::new(WORKSHOP) {
                    waiting.push(name);
                }
            } else if kind.is_file() {
                let (sha256, bytes) = copy_file(&entry.path(), &to.join(&name), disk)?;
                size_bytes = size_bytes.saturating_add(bytes);
                files.insert(name.to_string_lossy().replace('\\', "/"), sha256);
            }
        }
        disk.sync_folder(&to.join(&within)).map_err(Refused::Disk)?;
    }
    let mut hash = Sha256Stream::new();
    hash.update(files.to_text().as_bytes());
    Ok((hash.finish(), size_bytes))
}
