//! A bag in a ZIP, which may be hostile: declared sizes are not believed, names that lead away are
//! not opened, members that share bytes are refused, and what it unpacks to is bounded.

use super::manifests::manifest_name;
use super::{
    BAG_MAX_MEMBERS, BagMember, BagReadError, BagSource, MemberKind, SourceFlaw, is_system_litter,
    stays_in_bag,
};
use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom};
use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

/// A ZIP may unpack to so many times its own size; text packs to a tenth, deflate's end is 1,032.
const MAX_RATIO: u64 = 200;
/// What any ZIP may unpack to, however small it is.
const FREE_BYTES: u64 = 1024 * 1024 * 1024;

/// How far from its end the directory of a ZIP is looked for: the longest comment, its record, and
/// the two records of Zip64.
const TAIL_BYTES: u64 = 65_535 + 22 + 20 + 56 + 4;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
const END64_SIGNATURE: &[u8] = b"PK\x06\x06";
const CENTRAL_SIGNATURE: &[u8] = b"PK\x01\x02";

/// A ZIP as a bag: the bag stands at its top or in the one folder there.
pub struct ZipSource<R> {
    archive: RefCell<ZipArchive<R>>,
    top_folder: String,
    entries: BTreeMap<String, Entry>,
    flaws: Vec<SourceFlaw>,
    limit_bytes: u64,
    unpacked_bytes: Cell<u64>,
}

struct Entry {
    index: usize,
    size_bytes: u64,
    kind: MemberKind,
}

impl<R: Read + Seek> ZipSource<R> {
    /// Returns the ZIP that `reader` holds as a bag; reads its directory and its headers.
    ///
    /// # Errors
    /// When it is no ZIP, has more than [`BAG_MAX_MEMBERS`], or members that share bytes.
    pub fn new(mut reader: R) -> Result<Self, BagReadError> {
        let not_a_zip = |source| BagReadError::NotAZip { source };
        let size_bytes = refuse_too_many(&mut reader)?;
        let mut archive = ZipArchive::new(reader).map_err(not_a_zip)?;
        if archive.len() > BAG_MAX_MEMBERS {
            return Err(BagReadError::TooManyMembers { limit: BAG_MAX_MEMBERS });
        }
        let mut flaws = Vec::new();
        if archive.has_duplicate_names() {
            let directory_start = archive.central_directory_start();
            let mut reader = archive.into_inner();
            let twice = names_listed_twice(&mut reader, directory_start).map_err(ZipError::Io);
            let twice = twice.map_err(not_a_zip)?;
            flaws.extend(twice.into_iter().map(|path| SourceFlaw::DuplicateMember { path }));
            archive = ZipArchive::new(reader).map_err(not_a_zip)?;
        }
        if archive.has_overlapping_files().map_err(not_a_zip)? {
            return Err(BagReadError::Overlapping);
        }
        if let (true, Err(error)) = (flaws.is_empty(), archive.validate_header_consistency()) {
            flaws.push(SourceFlaw::Inconsistent { detail: error.to_string() });
        }
        let entries = list(&archive, &mut flaws).map_err(not_a_zip)?;
        let top_folder = top_folder(entries.keys());
        let entries = entries_below(&top_folder, entries, &mut flaws);
        Ok(Self {
            archive: RefCell::new(archive),
            top_folder,
            entries,
            flaws,
            limit_bytes: size_bytes.saturating_mul(MAX_RATIO).saturating_add(FREE_BYTES),
            unpacked_bytes: Cell::new(0),
        })
    }

    /// Returns the name of the folder in the ZIP that is the bag; empty if the bag stands at its top.
    pub fn top_folder(&self) -> &str {
        self.top_folder.trim_end_matches('/')
    }

    fn pump(
        &self,
        path: &str,
        file: &mut ZipFile<'_, R>,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        loop {
            let count = match file.read(buffer) {
                Ok(0) => return Ok(()),
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(source) => return Err(BagReadError::Damaged { path: path.to_owned(), source }),
            };
            let read = u64::try_from(count).unwrap_or(u64::MAX);
            let unpacked = self.unpacked_bytes.get().saturating_add(read);
            self.unpacked_bytes.set(unpacked);
            if unpacked > self.limit_bytes {
                let limit_bytes = self.limit_bytes;
                return Err(BagReadError::TooLarge { path: path.to_owned(), limit_bytes });
            }
            take(buffer.get(..count).unwrap_or_default());
        }
    }
}

impl<R: Read + Seek> BagSource for ZipSource<R> {
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError> {
        let is_in_ignored = |path: &str| {
            let mut folder_ends = path.match_indices('/').map(|(end, _)| end);
            folder_ends.any(|end| path.get(..end).is_some_and(is_ignored)) || is_ignored(path)
        };
        let seen = self.entries.iter().filter(|(path, _)| !is_in_ignored(path));
        Ok(seen
            .map(|(path, entry)| BagMember {
                path: path.clone(),
                size_bytes: entry.size_bytes,
                kind: entry.kind,
            })
            .collect())
    }

    fn read(
        &self,
        path: &str,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        let no_member = || BagReadError::NoSuchMember { path: path.to_owned() };
        let damaged = |source| BagReadError::Damaged { path: path.to_owned(), source };
        let entry = self.entries.get(path).ok_or_else(no_member)?;
        let busy = |_| BagReadError::Io {
            path: path.to_owned(),
            source: io::Error::other("another member of the ZIP is being read"),
        };
        let mut archive = self.archive.try_borrow_mut().map_err(busy)?;
        let mut file = archive.by_index(entry.index).map_err(|e| damaged(io::Error::other(e)))?;
        self.pump(path, &mut file, buffer, take)
    }

    fn flaws(&self) -> Vec<SourceFlaw> {
        self.flaws.clone()
    }
}

/// Returns the files of a ZIP by their whole name; those with a name that leads away become flaws.
fn list<R: Read + Seek>(
    archive: &ZipArchive<R>,
    flaws: &mut Vec<SourceFlaw>,
) -> Result<BTreeMap<String, Entry>, ZipError> {
    let mut entries = BTreeMap::new();
    for index in 0..archive.len() {
        let data = archive.by_index_data(index)?;
        let name = match data.name() {
            Ok(name) if stays_in_bag(&name) => name.into_owned(),
            Ok(name) => {
                flaws.push(SourceFlaw::UnsafePath { path: name.into_owned() });
                continue;
            }
            Err(_) => {
                let path = String::from_utf8_lossy(data.name_raw()).into_owned();
                flaws.push(SourceFlaw::UnsafePath { path });
                continue;
            }
        };
        if data.is_dir() {
            continue;
        }
        let kind = if data.is_symlink() { MemberKind::Link } else { MemberKind::File };
        let entry = Entry { index, size_bytes: data.size(), kind };
        if entries.insert(name.clone(), entry).is_some() {
            flaws.push(SourceFlaw::DuplicateMember { path: name });
        }
    }
    Ok(entries)
}

/// Returns the folder that holds the bag, with its slash: the one with `bagit.txt`, or a manifest, or
/// the only one; nothing if the bag stands at the top.
fn top_folder<'a>(names: impl Iterator<Item = &'a String> + Clone) -> String {
    let is_bag_mark = |name: &str| name == "bagit.txt" || manifest_name(name).is_some();
    let mut folders = BTreeSet::new();
    let mut marked = BTreeSet::new();
    for name in names {
        match name.split_once('/') {
            None if is_bag_mark(name) => return String::new(),
            None => {}
            Some((folder, rest)) => {
                if !is_system_litter(name) {
                    folders.insert(folder);
                }
                if is_bag_mark(rest) {
                    marked.insert(folder);
                }
            }
        }
    }
    let candidates = if marked.is_empty() { folders } else { marked };
    match candidates.first() {
        Some(only) if candidates.len() == 1 => format!("{only}/"),
        _ => String::new(),
    }
}

fn entries_below(
    top_folder: &str,
    entries: BTreeMap<String, Entry>,
    flaws: &mut Vec<SourceFlaw>,
) -> BTreeMap<String, Entry> {
    let mut below = BTreeMap::new();
    for (name, entry) in entries {
        match name.strip_prefix(top_folder) {
            Some(path) if stays_in_bag(path) => {
                below.insert(path.to_owned(), entry);
            }
            Some(_) => flaws.push(SourceFlaw::UnsafePath { path: name }),
            None => flaws.push(SourceFlaw::OutsideBag { path: name }),
        }
    }
    below
}

/// Refuses a ZIP that declares too many members before its directory is read into memory; returns
/// the ZIP's size in bytes.
fn refuse_too_many<R: Read + Seek>(reader: &mut R) -> Result<u64, BagReadError> {
    let failed = |source| BagReadError::NotAZip { source: ZipError::Io(source) };
    let size_bytes = reader.seek(SeekFrom::End(0)).map_err(failed)?;
    let tail_bytes = size_bytes.min(TAIL_BYTES);
    reader.seek(SeekFrom::Start(size_bytes - tail_bytes)).map_err(failed)?;
    let mut tail = Vec::new();
    reader.by_ref().take(tail_bytes).read_to_end(&mut tail).map_err(failed)?;
    let limit = u64::try_from(BAG_MAX_MEMBERS).unwrap_or(u64::MAX);
    let most =
        |signature, at, len| records(&tail, signature).map(|r| little_endian(r, at, len)).max();
    let too_many = match (most(END_SIGNATURE, 10, 2), most(END64_SIGNATURE, 32, 8)) {
        (_, Some(members)) => members > limit,
        (Some(members), None) => members == u64::from(u16::MAX),
        (None, None) => false,
    };
    if too_many {
        return Err(BagReadError::TooManyMembers { limit: BAG_MAX_MEMBERS });
    }
    Ok(size_bytes)
}

/// Returns the tail's parts that begin with a signature.
fn records<'a>(tail: &'a [u8], signature: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    let starts = tail.windows(signature.len()).enumerate();
    starts.filter(move |(_, window)| *window == signature).filter_map(|(at, _)| tail.get(at..))
}

fn little_endian(bytes: &[u8], at: usize, len: usize) -> u64 {
    let field = bytes.get(at..at + len).unwrap_or_default();
    field.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte))
}

/// Returns the names that the directory of a ZIP lists more than once; the reader keeps one of each.
fn names_listed_twice<R: Read + Seek>(
    reader: &mut R,
    directory_start: u64,
) -> io::Result<BTreeSet<String>> {
    const HEADER_BYTES: usize = 46;
    reader.seek(SeekFrom::Start(directory_start))?;
    let mut reader = io::BufReader::new(reader);
    let mut seen = BTreeSet::new();
    let mut twice = BTreeSet::new();
    let mut header = [0; HEADER_BYTES];
    while reader.read_exact(&mut header).is_ok() && header.starts_with(CENTRAL_SIGNATURE) {
        let length_at = |at| little_endian(&header, at, 2);
        let mut name = Vec::new();
        reader.by_ref().take(length_at(28)).read_to_end(&mut name)?;
        io::copy(&mut reader.by_ref().take(length_at(30) + length_at(32)), &mut io::sink())?;
        let name = String::from_utf8_lossy(&name).into_owned();
        if !seen.insert(name.clone()) {
            twice.insert(name);
        }
    }
    Ok(twice)
}
