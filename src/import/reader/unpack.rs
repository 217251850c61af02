//! What the child does with files that hold text, facts and other files: mails and mailboxes, archives,
//! office files, exported conversations, fiscal documents, sound and video, seals from outside. Each further kind adds a line to [`is_read`],
//! [`facts`] and, where it holds files, [`unpack`].
//! Deliberately not here: the parsers themselves, and PDFs and pictures (`foreign.rs`).

use crate::import::archive;
use crate::import::mail;
use crate::import::mbox::{self, MBOX};
use crate::import::msg::{self, MSG};
use crate::import::office;
use crate::import::reader::wire::{Outcome, Subject, UnpackTask, Unpacked, UnpackedFile};
use crate::import::reading::{NoteCode, ReadNote, Reading};
use crate::import::stamp::{MAX_STAMP_BYTES, OPEN_TIMESTAMPS, SIGNATURE, TIME_STAMP, read_stamp};
use crate::import::{fiscal, media, whatsapp};
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Returns whether a file of this type is read here.
pub(super) fn is_read(media_type: &str) -> bool {
    let known = [mail::EML, MSG, archive::ZIP, whatsapp::TEXT];
    known.contains(&media_type)
        || is_stamp(media_type)
        || office::is_office(media_type)
        || fiscal::is_xml(media_type)
        || media::is_media(media_type)
}

fn is_stamp(media_type: &str) -> bool {
    matches!(media_type, TIME_STAMP | SIGNATURE | OPEN_TIMESTAMPS)
}

/// Reads the facts of a file; one that cannot be read is a reading with a note.
pub(super) fn facts(subject: &Subject) -> Reading {
    let path = subject.path.as_path();
    let kept_only =
        || Reading::of_type(&subject.media_type).with_note(ReadNote::bare(NoteCode::NotPrintable));
    let could_not = |error: io::Error| ReadNote::new(NoteCode::CouldNotRead, &error);
    let bytes = || bytes_of(path, most_bytes(subject));
    let read = match subject.media_type.as_str() {
        MSG => bytes().map(|bytes| msg::read_msg(&bytes)),
        mail::EML => bytes().map(|bytes| mail::read_mail(&bytes)),
        archive::ZIP => match whatsapp::read_archive(path) {
            Ok(read) => Ok(read.unwrap_or_else(|| archive::read_archive(path))),
            Err(error) => Err(ReadNote::new(NoteCode::Damaged, &error)),
        },
        whatsapp::TEXT => whatsapp::read_text_file(path)
            .map(|read| read.unwrap_or_else(kept_only))
            .map_err(could_not),
        media_type if office::is_office(media_type) => Ok(office::read_office(path, media_type)),
        media_type if media::is_media(media_type) => {
            media::read_facts(path, media_type).map_err(could_not)
        }
        media_type if is_stamp(media_type) => bytes().map(|bytes| read_stamp(media_type, &bytes)),
        media_type => {
            bytes().map(|bytes| fiscal::read_facts(&bytes, media_type).unwrap_or_else(kept_only))
        }
    };
    read.unwrap_or_else(|note| Reading::of_type(&subject.media_type).with_note(note))
}

/// Writes the files inside a file into the folder of the task, each named by its number.
pub(super) fn unpack(subject: &Subject, task: &UnpackTask) -> Outcome {
    let (path, folder) = (subject.path.as_path(), task.folder.as_path());
    let unpacked = match subject.media_type.as_str() {
        MBOX => messages(subject, folder),
        archive::ZIP if whatsapp::is_export(path) => media_files(subject, folder, &task.only),
        archive::ZIP => archive::take_out(path, folder),
        _ => parts(subject, folder),
    };
    match unpacked {
        Ok(unpacked) => Outcome::Unpacked(unpacked),
        Err(note) => Outcome::Failed(note),
    }
}

/// Returns how large a file may be to be parsed.
fn most_bytes(subject: &Subject) -> u64 {
    match subject.media_type.as_str() {
        MSG => msg::MAX_MSG_BYTES,
        media_type if is_stamp(media_type) => MAX_STAMP_BYTES,
        media_type if fiscal::is_xml(media_type) => fiscal::MAX_XML_BYTES,
        _ => mail::MAX_MAIL_BYTES,
    }
}

/// Writes the files that came with an exported conversation.
fn media_files(subject: &Subject, folder: &Path, only: &[u32]) -> Result<Unpacked, ReadNote> {
    let mut create = |number: u32| File::create(folder.join(number.to_string()));
    let written = whatsapp::each_file(subject.path.as_path(), only, &mut create)
        .map_err(|error| ReadNote::new(NoteCode::CouldNotWrite, &error))?;
    let files = written.into_iter();
    let files = files.map(|(_, size_bytes)| UnpackedFile { name: None, size_bytes, offset: None });
    Ok(Unpacked { files: files.collect(), notes: Vec::new() })
}

fn parts(subject: &Subject, folder: &Path) -> Result<Unpacked, ReadNote> {
    let bytes = bytes_of(subject.path.as_path(), most_bytes(subject))?;
    let parts = match subject.media_type.as_str() {
        MSG => msg::attachment_bytes(&bytes),
        _ => mail::attachment_bytes(&bytes),
    };
    let mut unpacked = Unpacked::default();
    for part in &parts {
        keep(&mut unpacked, folder, part, None)?;
    }
    Ok(unpacked)
}

/// Writes the mails of a mailbox; one that is too large to be read as a mail is left in it.
fn messages(subject: &Subject, folder: &Path) -> Result<Unpacked, ReadNote> {
    let file = File::open(subject.path.as_path()).map_err(Unread::from)?;
    let mut unpacked = Unpacked::default();
    mbox::each_message::<Unread>(&mut BufReader::new(file), &mut |message| {
        if message.is_cut {
            let detail = format!("message at {}", message.offset);
            unpacked.notes.push(ReadNote::new(NoteCode::TooLarge, &detail));
            return Ok(true);
        }
        if unpacked.files.len() >= mbox::MAX_MESSAGES {
            unpacked.notes.push(ReadNote::bare(NoteCode::Truncated));
            return Ok(false);
        }
        keep(&mut unpacked, folder, &message.bytes, Some(message.offset))
            .map_err(Unread)
            .map(|()| true)
    })?;
    Ok(unpacked)
}

fn keep(
    unpacked: &mut Unpacked,
    folder: &Path,
    bytes: &[u8],
    offset: Option<u64>,
) -> Result<(), ReadNote> {
    let number = unpacked.files.len() + 1;
    fs::write(folder.join(number.to_string()), bytes)
        .map_err(|error| ReadNote::new(NoteCode::CouldNotWrite, &error))?;
    unpacked.files.push(UnpackedFile { name: None, size_bytes: size(bytes), offset });
    Ok(())
}

/// Why the messages of a mailbox could not be taken out.
struct Unread(ReadNote);

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self(ReadNote::new(NoteCode::CouldNotRead, &error))
    }
}

impl From<Unread> for ReadNote {
    fn from(Unread(note): Unread) -> Self {
        note
    }
}

fn size(bytes: &[u8]) -> u64 {
    u64::try_from(bytes.len()).unwrap_or(u64::MAX)
}

/// Returns the bytes of a file that is no larger than `most`.
fn bytes_of(path: &Path, most: u64) -> Result<Vec<u8>, ReadNote> {
    let could_not = |error: std::io::Error| ReadNote::new(NoteCode::CouldNotRead, &error);
    let file = File::open(path).map_err(could_not)?;
    let mut bytes = Vec::new();
    file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(could_not)?;
    if size(&bytes) > most {
        return Err(ReadNote::new(NoteCode::TooLarge, &format!("more than {most} bytes")));
    }
    Ok(bytes)
}
