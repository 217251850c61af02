//! The files of an export: its text alone, or the ZIP in which the text came with its media. Sizes
//! that an archive declares are not believed: what it unpacks to is counted while it is read.
//!
//! Deliberately not here: any other archive.

use super::reading::reading_of;
use super::{Chat, MAX_CHAT_BYTES, chat_in_archive};
use crate::base::Sha256Stream;
use crate::import::text::{DecodedText, decode_within};
use crate::import::{InnerFile, NoteCode, ReadNote, Reading, sniff};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Cursor, Read, Write};
use std::path::Path;
use zip::ZipArchive;

/// The type of an archive.
pub const ZIP: &str = "application/zip";

/// The type of a text.
pub const TEXT: &str = "text/plain";

/// Most members of an archive that are looked at: one for each of half the messages that are read.
const MAX_MEMBERS: usize = 20_000;

/// Most bytes that the media of one export may unpack to: they are hashed within the time that the
/// reader process has for a file.
const MAX_UNPACKED_BYTES: u64 = 4 * 1024 * 1024 * 1024;

/// Bytes in memory at once.
const BUFFER_BYTES: usize = 128 * 1024;

/// Returns what an exported text says; nothing if no line of it begins like a message.
///
/// # Errors
/// The file cannot be read.
pub fn read_text_file(path: &Path) -> io::Result<Option<Reading>> {
    let decoded = decoded(&mut File::open(path)?)?;
    Ok(reading_of(TEXT, decoded, "", |_| Vec::new()))
}

/// Returns whether an archive is an exported conversation, as [`read_archive`] tells.
pub fn is_export(path: &Path) -> bool {
    let chat = Export::open(path).and_then(|export| {
        let told = export.map(|mut export| export.text()).transpose()?;
        Ok(told.and_then(|(decoded, name)| super::read(&decoded.text, &name)))
    });
    matches!(chat, Ok(Some(_)))
}

/// Returns what an exported conversation in an archive says; nothing if the archive is none.
///
/// # Errors
/// The archive cannot be read, or what is in it is damaged.
pub fn read_archive(path: &Path) -> io::Result<Option<Reading>> {
    let Some(mut export) = Export::open(path)? else { return Ok(None) };
    let (decoded, name) = export.text()?;
    let mut limit_reached = false;
    let mut broken = 0_u32;
    let reading = reading_of(ZIP, decoded, &name, |chat| {
        let mut room = MAX_UNPACKED_BYTES;
        let mut found: Vec<InnerFile> = Vec::new();
        for place in export.in_order(chat) {
            match export.facts(place, room) {
                Ok(Some(file)) => {
                    room = room.saturating_sub(file.size_bytes);
                    found.push(file);
                }
                Ok(None) => limit_reached = true,
                Err(_) => broken += 1,
            }
        }
        let named = |file: &InnerFile| (file.name.clone().unwrap_or_default(), file.sha256);
        chat.attach(&found.iter().map(named).collect::<Vec<_>>());
        found
    });
    Ok(reading.map(|mut reading| {
        if limit_reached {
            reading.notes.push(ReadNote::new(NoteCode::TooLarge, &"media of the export"));
        }
        if broken > 0 {
            let detail = format!("{broken} files of the export");
            reading.notes.push(ReadNote::new(NoteCode::Damaged, &detail));
        }
        reading
    }))
}

/// Writes the files of an export with these numbers, or all where none is named, into what `open`
/// returns for each; returns their numbers and sizes in bytes.
///
/// # Errors
/// The archive cannot be read, or what `open` returns.
pub fn each_file(
    path: &Path,
    wanted: &[u32],
    open: &mut dyn FnMut(u32) -> io::Result<File>,
) -> io::Result<Vec<(u32, u64)>> {
    let Some(mut export) = Export::open(path)? else { return Ok(Vec::new()) };
    let (decoded, name) = export.text()?;
    let chat = super::read(&decoded.text, &name);
    let mut written = Vec::new();
    let mut number = 0_u32;
    let places = chat.as_ref().map(|chat| export.in_order(chat)).unwrap_or_default();
    let mut room = MAX_UNPACKED_BYTES;
    for place in places {
        if wanted.iter().max().is_some_and(|last| number >= *last) {
            break;
        }
        let Ok(Some(file)) = export.facts(place, room) else { continue };
        room = room.saturating_sub(file.size_bytes);
        number = number.saturating_add(1);
        if wanted.contains(&number) || wanted.is_empty() {
            export.copy(place, file.size_bytes, &mut open(number)?)?;
            written.push((number, file.size_bytes));
        }
    }
    Ok(written)
}

/// The archive of an export, and where its text stands in it.
struct Export {
    archive: ZipArchive<BufReader<File>>,
    names: Vec<String>,
    text: usize,
}

impl Export {
    fn open(path: &Path) -> io::Result<Option<Self>> {
        let Ok(mut archive) = ZipArchive::new(BufReader::new(File::open(path)?)) else {
            return Ok(None);
        };
        let is_sound =
            archive.len() <= MAX_MEMBERS && matches!(archive.has_overlapping_files(), Ok(false));
        if !is_sound {
            return Ok(None);
        }
        let names: Vec<String> = (0..archive.len())
            .map(|at| archive.name_for_index(at).and_then(Result::ok).map(Cow::into_owned))
            .map(Option::unwrap_or_default)
            .collect();
        Ok(chat_in_archive(&names).map(|text| Self { archive, names, text }))
    }

    /// Returns the text and its bare name.
    fn text(&mut self) -> io::Result<(DecodedText, String)> {
        let mut member = self.archive.by_index(self.text).map_err(io::Error::from)?;
        let decoded = decoded(&mut member)?;
        Ok((decoded, self.names.get(self.text).map(|name| bare(name)).unwrap_or_default()))
    }

    /// Returns the places of the other files: those that messages name, in their order, then the rest
    /// as they stand in the archive.
    fn in_order(&self, chat: &Chat) -> Vec<usize> {
        let others = (0..self.names.len()).filter(|at| {
            let is_folder = self.names.get(*at).is_none_or(|name| name.ends_with(['/', '\\']));
            *at != self.text && !is_folder
        });
        let key = |name: &str| super::bare_key(name);
        let mut ranks: BTreeMap<String, usize> = BTreeMap::new();
        for (rank, media) in chat.media.iter().enumerate() {
            ranks.entry(key(&media.name)).or_insert(rank);
        }
        let mut places: Vec<usize> = others.collect();
        places.sort_by_key(|at| {
            let name = self.names.get(*at).map(|name| key(name)).unwrap_or_default();
            (ranks.get(&name).copied().unwrap_or(usize::MAX), *at)
        });
        places
    }

    /// Returns what is told of a file, hashed on the way; nothing if it has more bytes than `room`.
    fn facts(&mut self, place: usize, room: u64) -> io::Result<Option<InnerFile>> {
        let name = self.names.get(place).map(|name| bare(name)).unwrap_or_default();
        let mut member = self.archive.by_index(place).map_err(io::Error::from)?;
        if member.is_symlink() {
            return Err(io::Error::from(io::ErrorKind::Unsupported));
        }
        let mut head = Vec::new();
        member.by_ref().take(sniff::HEAD_BYTES).read_to_end(&mut head)?;
        let mut hash = Sha256Stream::new();
        hash.update(&head);
        let mut size_bytes = u64::try_from(head.len()).unwrap_or(u64::MAX);
        let mut buffer = vec![0; BUFFER_BYTES];
        loop {
            let count = match member.read(&mut buffer) {
                Ok(0) => break,
                Ok(count) => count,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            };
            hash.update(buffer.get(..count).unwrap_or_default());
            size_bytes = size_bytes.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
            if size_bytes > room {
                return Ok(None);
            }
        }
        let media_type = sniff::media_type(&mut Cursor::new(&head), &name)?;
        let sha256 = hash.finish();
        Ok(Some(InnerFile { name: Some(name), media_type, size_bytes, sha256, inline: false }))
    }

    fn copy(&mut self, place: usize, size_bytes: u64, out: &mut File) -> io::Result<()> {
        let member = self.archive.by_index(place).map_err(io::Error::from)?;
        io::copy(&mut member.take(size_bytes), out)?;
        out.flush()
    }
}

fn decoded(file: &mut impl Read) -> io::Result<DecodedText> {
    // UTF-16 and Windows-1252 have at most twice the bytes of what is kept, or half of them.
    let most = MAX_CHAT_BYTES * 2;
    let mut bytes = Vec::new();
    let limit = u64::try_from(most).unwrap_or(u64::MAX);
    file.by_ref().take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    let is_cut = bytes.len() > most;
    bytes.truncate(most);
    Ok(decode_within(&bytes, is_cut, MAX_CHAT_BYTES))
}

/// Returns a name without the folders before it.
fn bare(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned()
}
