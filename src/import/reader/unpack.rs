//! What the child does with files that hold text and other files: mails and mailboxes today. Each further kind adds
//! a line to [`is_read`], [`facts`] and, where it holds files, [`unpack`].
//! Deliberately not here: the parsers themselves, and PDFs and pictures (`foreign.rs`).

use crate::import::mail;
use crate::import::mbox::{self, MBOX};
use crate::import::msg::{self, MSG};
use crate::import::reader::wire::{Outcome, Subject, Unpacked, UnpackedFile};
use crate::import::reading::{NoteCode, ReadNote, Reading};
use crate::import::stamp::{MAX_STAMP_BYTES, OPEN_TIMESTAMPS, SIGNATURE, TIME_STAMP, read_stamp};
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

/// Returns whether a file of this type is read here.
pub(super) fn is_read(media_type: &str) -> bool {
    matches!(media_type, mail::EML | MSG | TIME_STAMP | SIGNATURE | OPEN_TIMESTAMPS)
}

/// Reads the facts of a file; one that cannot be read is a reading with a note.
pub(super) fn facts(subject: &Subject) -> Reading {
    let is_msg = subject.media_type == MSG;
    match bytes_of(subject.path.as_path(), most_bytes(subject)) {
        Ok(bytes) if is_msg => msg::read_msg(&bytes),
        Ok(bytes) if subject.media_type != mail::EML => read_stamp(&subject.media_type, &bytes),
        Ok(bytes) => mail::read_mail(&bytes),
        Err(note) => Reading::of_type(&subject.media_type).with_note(note),
    }
}

/// Writes the files inside a file into `folder`, each named by its number.
pub(super) fn unpack(subject: &Subject, folder: &Path) -> Outcome {
    let is_mailbox = subject.media_type == MBOX;
    let attempt = || if is_mailbox { messages(subject, folder) } else { parts(subject, folder) };
    match attempt() {
        Ok(unpacked) => Outcome::Unpacked(unpacked),
        Err(note) => Outcome::Failed(note),
    }
}

/// Returns how large a file may be to be parsed.
fn most_bytes(subject: &Subject) -> u64 {
    match subject.media_type.as_str() {
        MSG => msg::MAX_MSG_BYTES,
        TIME_STAMP | SIGNATURE | OPEN_TIMESTAMPS => MAX_STAMP_BYTES,
        _ => mail::MAX_MAIL_BYTES,
    }
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
