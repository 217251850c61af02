//! Archives (ZIP): which files are inside, and each of them as a file of its own, under limits that
//! hold while reading, as what an archive declares may be a lie. No path of an archive is ever used:
//! what is taken out is named by its number.
//!
//! Deliberately not here: other kinds of archive, which are kept closed, and archives inside
//! archives, which come out as files. Runs in the reader process only.

use crate::base::Sha256Stream;
use crate::import::parsed::{InnerFile, Parsed};
use crate::import::reader::wire::{Unpacked, UnpackedFile};
use crate::import::reading::{NoteCode, ReadNote, Reading};
use crate::import::sniff;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, BufWriter, Cursor, Read, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;
use zip::result::ZipError;

/// The type of a ZIP that is nothing more particular, such as a document.
pub const ZIP: &str = "application/zip";

/// Kinds of archive that are kept closed: no small reader of them is known to be safe.
const CLOSED_KINDS: [&str; 10] = [
    "application/gzip",
    "application/vnd.rar",
    "application/x-7z-compressed",
    "application/x-bzip",
    "application/x-bzip2",
    "application/x-lzma",
    "application/x-rar-compressed",
    "application/x-tar",
    "application/x-xz",
    "application/zstd",
];

/// Most entries of an archive that is opened (performance.md, fault 15).
pub const MAX_ENTRIES: usize = 10_000;

/// Most bytes that the files of an archive may have together: 2 GiB (performance.md, fault 15).
pub const MAX_TOTAL_BYTES: u64 = 2 * 1024 * 1024 * 1024;

/// How many times as large as in the archive its files may become (performance.md, fault 15).
pub const MAX_RATIO: u64 = 200;

/// Bytes that may come out before their ratio is looked at: a short text of one letter is no bomb.
const RATIO_FROM_BYTES: u64 = 4 * 1024 * 1024;

/// Most entries that are named among those left inside.
const MAX_LEFT: usize = 200;

/// Longest name of an entry that is told, in characters.
const MAX_NAME_CHARS: usize = 300;

/// What an archive holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ArchiveReading {
    /// The files that can be taken out, in order; their names are paths in the archive.
    pub files: Vec<InnerFile>,
    /// The entries that stay inside, and why; at most 200.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<LeftInside>,
    /// Why the archive as a whole is not opened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub refused: Option<ArchiveRefusal>,
}

/// An entry of an archive that is not taken out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LeftInside {
    /// Its path in the archive.
    pub name: String,
    /// Why it stays there.
    pub why: LeftReason,
}

/// Why an entry stays inside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum LeftReason {
    /// It has a password.
    Locked,
    /// Its path leads out of the archive: `../`, `/`, `C:`.
    LeadsOut,
    /// It is no file but a link.
    Link,
    /// It is damaged, or packed in a way that cannot be unpacked.
    Unreadable,
    /// It has no bytes.
    Empty,
    /// A system's own litter beside the files (`__MACOSX`, `Thumbs.db`).
    Litter,
}

/// Why an archive is not opened at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ArchiveRefusal {
    /// More than [`MAX_ENTRIES`].
    TooMany,
    /// More than [`MAX_TOTAL_BYTES`] come out.
    TooLarge,
    /// More than [`MAX_RATIO`] times its own bytes come out.
    Bomb,
    /// Entries share bytes, or names: two programs would read two different archives.
    Overlapping,
    /// It is damaged.
    Damaged,
}

impl ArchiveRefusal {
    /// Returns the word that stands in `--json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::TooMany => "too_many",
            Self::TooLarge => "too_large",
            Self::Bomb => "bomb",
            Self::Overlapping => "overlapping",
            Self::Damaged => "damaged",
        }
    }
}

/// Returns whether files of this type are archives that are kept closed.
pub fn is_closed_kind(media_type: &str) -> bool {
    CLOSED_KINDS.contains(&media_type)
}

/// Reads which files an archive holds, with their hashes; one that is not opened is a reading with a
/// note.
pub fn read_archive(path: &Path) -> Reading {
    let reading = Reading::of_type(ZIP);
    let mut listing = Listing::default();
    let (told, notes) = match walk(path, &mut listing) {
        Ok(left) => {
            let mut notes = vec![ReadNote::new(NoteCode::ArchiveClosed, &listing.files.len())];
            notes.extend(notes_of(&left));
            let left = left.into_iter().take(MAX_LEFT).collect();
            (ArchiveReading { files: listing.files, left, refused: None }, notes)
        }
        Err(Unopened::Refused(refused)) => {
            let told = ArchiveReading { refused: Some(refused), ..ArchiveReading::default() };
            (told, vec![ReadNote::new(NoteCode::ArchiveRefused, &refused.as_str())])
        }
        Err(Unopened::Io(code, error)) => return reading.with_note(ReadNote::new(code, &error)),
    };
    Reading { parsed: Some(Parsed::Archive(told)), notes, ..reading }
}

/// Writes the files of an archive into `folder`, each named by its number in
/// [`ArchiveReading::files`].
///
/// # Errors
/// When the archive cannot be read or is refused, or a file cannot be written; then none stays.
pub fn take_out(path: &Path, folder: &Path) -> Result<Unpacked, ReadNote> {
    let mut taking = Taking { folder, unpacked: Unpacked::default(), current: None };
    let failed = match walk(path, &mut taking) {
        Ok(left) => {
            taking.unpacked.notes = notes_of(&left);
            return Ok(taking.unpacked);
        }
        Err(Unopened::Refused(refused)) => {
            ReadNote::new(NoteCode::ArchiveRefused, &refused.as_str())
        }
        Err(Unopened::Io(code, error)) => ReadNote::new(code, &error),
    };
    taking.abandon();
    for number in 1..=taking.unpacked.files.len() {
        // Of an archive that is refused nothing may look taken out; the folder is a cache.
        let _ = fs::remove_file(folder.join(number.to_string()));
    }
    Err(failed)
}

/// What takes the bytes of one file after the other.
trait Take {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// The current file is whole; `name` is its path in the archive.
    fn keep(&mut self, name: &str) -> io::Result<()>;
    /// The current file stays inside.
    fn abandon(&mut self);
}

/// Hashes what comes out.
#[derive(Default)]
struct Listing {
    files: Vec<InnerFile>,
    hash: Sha256Stream,
    head: Vec<u8>,
    size_bytes: u64,
}

impl Take for Listing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.hash.update(bytes);
        let most = usize::try_from(sniff::HEAD_BYTES).unwrap_or(0);
        let room = most.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(bytes.get(..room).unwrap_or_default());
        self.size_bytes = self.size_bytes.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn keep(&mut self, name: &str) -> io::Result<()> {
        let head = std::mem::take(&mut self.head);
        let media_type = sniff::media_type(&mut Cursor::new(head), name)?;
        let hash = std::mem::take(&mut self.hash);
        self.files.push(InnerFile {
            name: Some(name.to_owned()),
            media_type,
            size_bytes: std::mem::take(&mut self.size_bytes),
            sha256: hash.finish(),
            inline: false,
        });
        Ok(())
    }

    fn abandon(&mut self) {
        *self = Self { files: std::mem::take(&mut self.files), ..Self::default() };
    }
}

/// Writes what comes out.
struct Taking<'a> {
    folder: &'a Path,
    unpacked: Unpacked,
    current: Option<(BufWriter<File>, u64)>,
}

impl Taking<'_> {
    fn place(&self) -> PathBuf {
        self.folder.join((self.unpacked.files.len() + 1).to_string())
    }
}

impl Take for Taking<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let (mut out, size) = match self.current.take() {
            Some(current) => current,
            None => (BufWriter::new(File::create(self.place())?), 0),
        };
        out.write_all(bytes)?;
        self.current = Some((out, size.saturating_add(bytes.len() as u64)));
        Ok(())
    }

    fn keep(&mut self, name: &str) -> io::Result<()> {
        let Some((mut out, size_bytes)) = self.current.take() else { return Ok(()) };
        out.flush()?;
        let name = Some(base_name(name).to_owned());
        self.unpacked.files.push(UnpackedFile { name, size_bytes, offset: None });
        Ok(())
    }

    fn abandon(&mut self) {
        self.current = None;
        // It may not even have been begun.
        let _ = fs::remove_file(self.place());
    }
}

/// Why an archive gave nothing.
enum Unopened {
    Refused(ArchiveRefusal),
    Io(NoteCode, io::Error),
}

/// Hands the files of an archive to `take`, one after the other; returns the entries left inside.
fn walk(path: &Path, take: &mut dyn Take) -> Result<Vec<LeftInside>, Unopened> {
    let file = File::open(path).map_err(|error| Unopened::Io(NoteCode::CouldNotRead, error))?;
    let archive_bytes = file.metadata().map(|told| told.len()).unwrap_or_default();
    let mut archive = ZipArchive::new(BufReader::new(file)).map_err(damaged)?;
    if archive.len() > MAX_ENTRIES {
        return Err(Unopened::Refused(ArchiveRefusal::TooMany));
    }
    if archive.has_duplicate_names() || archive.has_overlapping_files().map_err(damaged)? {
        return Err(Unopened::Refused(ArchiveRefusal::Overlapping));
    }
    let mut left = Vec::new();
    let mut room =
        Room { left: MAX_TOTAL_BYTES, by_ratio: archive_bytes.saturating_mul(MAX_RATIO) };
    for index in 0..archive.len() {
        let (name, why) = match archive.by_index_raw(index) {
            Ok(entry) if entry.is_dir() => continue,
            Ok(entry) => (shown_name(&entry), left_why(&entry)),
            Err(_) => (format!("#{}", index + 1), Some(LeftReason::Unreadable)),
        };
        let why = match why {
            Some(why) => Some(why),
            None => one_file(&mut archive, index, &name, &mut room, take)?,
        };
        left.extend(why.map(|why| LeftInside { name, why }));
    }
    Ok(left)
}

fn damaged(error: ZipError) -> Unopened {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => {
            Unopened::Io(NoteCode::CouldNotRead, error)
        }
        _ => Unopened::Refused(ArchiveRefusal::Damaged),
    }
}

/// How much may still come out of an archive.
struct Room {
    left: u64,
    by_ratio: u64,
}

impl Room {
    fn give(&mut self, bytes: u64) -> Result<(), Unopened> {
        let used = MAX_TOTAL_BYTES.saturating_sub(self.left).saturating_add(bytes);
        if used > self.by_ratio.max(RATIO_FROM_BYTES) {
            return Err(Unopened::Refused(ArchiveRefusal::Bomb));
        }
        self.left =
            self.left.checked_sub(bytes).ok_or(Unopened::Refused(ArchiveRefusal::TooLarge))?;
        Ok(())
    }
}

/// Unpacks one file; returns why it stays inside, if it does.
fn one_file(
    archive: &mut ZipArchive<BufReader<File>>,
    index: usize,
    name: &str,
    room: &mut Room,
    take: &mut dyn Take,
) -> Result<Option<LeftReason>, Unopened> {
    let could_not_write = |error| Unopened::Io(NoteCode::CouldNotWrite, error);
    let Ok(mut entry) = archive.by_index(index) else { return Ok(Some(LeftReason::Unreadable)) };
    let mut buffer = vec![0; 64 * 1024];
    let mut is_empty = true;
    loop {
        match entry.read(&mut buffer) {
            Ok(0) if is_empty => return Ok(Some(LeftReason::Empty)),
            Ok(0) => return take.keep(name).map(|()| None).map_err(could_not_write),
            Ok(count) => {
                is_empty = false;
                let bytes = buffer.get(..count).unwrap_or_default();
                room.give(bytes.len() as u64)?;
                take.write(bytes).map_err(could_not_write)?;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(_) => {
                take.abandon();
                return Ok(Some(LeftReason::Unreadable));
            }
        }
    }
}

/// Returns why an entry stays inside, as far as its head tells.
fn left_why<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> Option<LeftReason> {
    let name = shown_name(entry);
    if leads_out(&name) {
        Some(LeftReason::LeadsOut)
    } else if entry.is_symlink() {
        Some(LeftReason::Link)
    } else if is_litter(&name) {
        Some(LeftReason::Litter)
    } else if entry.encrypted() {
        Some(LeftReason::Locked)
    } else {
        None
    }
}

/// Returns the path of an entry as text; what is no text is shown as it can be.
fn shown_name<R: Read>(entry: &zip::read::ZipFile<'_, R>) -> String {
    let raw = || String::from_utf8_lossy(entry.name_raw()).into_owned();
    let name = entry.name().map_or_else(|_| raw(), |name| name.into_owned());
    name.chars().take(MAX_NAME_CHARS).collect()
}

/// Returns whether a path would leave the folder that it is unpacked into, on any system.
fn leads_out(path: &str) -> bool {
    let is_drive = path.chars().nth(1) == Some(':');
    is_drive
        || path.starts_with(['/', '\\'])
        || path.contains('\0')
        || path.split(['/', '\\']).any(|part| part == "..")
}

/// Returns whether a system left this beside the files.
fn is_litter(path: &str) -> bool {
    let name = base_name(path).to_lowercase();
    path.starts_with("__MACOSX/")
        || name.starts_with("._")
        || ["thumbs.db", "desktop.ini", ".ds_store"].contains(&name.as_str())
}

fn base_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Returns what must be known of the entries left inside: one note for each reason, with how many
/// they are and the name of the first.
fn notes_of(left: &[LeftInside]) -> Vec<ReadNote> {
    let mut reasons: BTreeMap<LeftReason, (usize, &str)> = BTreeMap::new();
    for one in left {
        reasons.entry(one.why).or_insert((0, &one.name)).0 += 1;
    }
    let note = |(why, (count, first)): (LeftReason, (usize, &str))| {
        let code = match why {
            LeftReason::Locked => NoteCode::ArchiveLocked,
            LeftReason::LeadsOut => NoteCode::ArchiveLeadsOut,
            LeftReason::Link => NoteCode::ArchiveLink,
            LeftReason::Unreadable => NoteCode::ArchiveUnreadable,
            LeftReason::Empty | LeftReason::Litter => return None,
        };
        Some(ReadNote::new(code, &format!("{count} {first}")))
    };
    reasons.into_iter().filter_map(note).collect()
}

#[cfg(test)]
#[path = "archive_tests.rs"]
mod tests;
