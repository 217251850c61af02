//! The door of this module: one file in, one reading out, whatever the file is.
//!
//! The facts of ordinary photos (JPEG), plain text and unknown kinds are read in this process by
//! bounded safe code; PDFs and other pictures go through the reader process, and so does whatever is
//! searched for codes.
//! Deliberately not here: hashing and keeping the file, which must not depend on any of this.

use crate::import::archive;
use crate::import::codes;
use crate::import::exif;
use crate::import::jpeg::{JpegCoding, JpegHeader, JpegNote};
use crate::import::msg::MSG;
use crate::import::name_date::day_in_name;
use crate::import::office;
use crate::import::reader::{ReaderHandle, Subject};
use crate::import::reading::{
    DateSource, NoteCode, PageSize, PictureFacts, ReadNote, Reading, Showable, SuggestedDate,
};
use crate::import::sniff;
use crate::import::stamp;
use crate::import::text::{DecodedText, read_text, without_tags};
use crate::import::whatsapp::{Confidence, looks_like_export};
use crate::import::{Parsed, fiscal, mail, media, whatsapp};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// Most pixels of a JPEG that is embedded as it is, without being decoded here: 250 million, as
/// phones of 200 megapixels exist; beyond, a reader of the dossier would run out of memory.
pub const MAX_JPEG_PIXELS: u64 = 250_000_000;

/// Reads what can be read of the file at `path`, whose name was `received_name`. Never fails: what
/// goes wrong is a note, and the file is evidence all the same.
pub fn read_file(
    path: &Path,
    received_name: &str,
    password: Option<&str>,
    reader: &mut ReaderHandle,
) -> Reading {
    let mut reading = read_content(path, received_name, password, reader).unwrap_or_else(|error| {
        Reading::of_type(sniff::UNKNOWN).with_note(ReadNote::new(NoteCode::CouldNotRead, &error))
    });
    if reading.media_type != sniff::UNKNOWN
        && sniff::extension_differs(&reading.media_type, received_name)
    {
        let detail = format!("{} / {}", sniff::extension_of(received_name), reading.media_type);
        reading.notes.push(ReadNote::new(NoteCode::ExtensionDiffers, &detail));
    }
    let pages = codes::pages_to_scan(&reading);
    if !pages.is_empty() {
        let subject = Subject::new(path, &reading.media_type, password);
        // A request of its own: whatever becomes of it, what was read stays read.
        reading.codes = reader.codes(&subject, pages).unwrap_or_default();
    }
    if let Some(Parsed::Chat(chat)) = &mut reading.parsed {
        chat.take_title_from(received_name);
    }
    if reading.suggested_date.is_none() {
        reading.suggested_date =
            day_in_name(received_name).map(|date| SuggestedDate { date, source: DateSource::Name });
    }
    reading
}

fn read_content(
    path: &Path,
    name: &str,
    password: Option<&str>,
    reader: &mut ReaderHandle,
) -> io::Result<Reading> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() == 0 {
        return Ok(Reading::of_type(sniff::UNKNOWN).with_note(ReadNote::bare(NoteCode::EmptyFile)));
    }
    let media_type = sniff::media_type(&mut file, name)?;
    let by_child = |reader: &mut ReaderHandle, password| {
        let subject = Subject::new(path, &media_type, password);
        reader
            .facts(&subject)
            .unwrap_or_else(|error| Reading::of_type(&media_type).with_note(error.note()))
    };
    Ok(match media_type.as_str() {
        "image/jpeg" => match read_jpeg(&mut BufReader::new(file))? {
            Jpeg::AsIs(reading) => *reading,
            Jpeg::Other { coding } => {
                let mut reading = by_child(reader, None);
                // The decoder calls damaged what it does not know; the head has told what it is.
                for note in &mut reading.notes {
                    if note.code == NoteCode::Damaged {
                        *note = ReadNote::new(NoteCode::UnsupportedFormat, &coding);
                    }
                }
                reading
            }
        },
        "application/pdf" => by_child(reader, password),
        "image/png"
        | "image/webp"
        | "image/tiff"
        | "image/gif"
        | "image/bmp"
        | "image/heic"
        | "image/heif"
        | "image/avif"
        | mail::EML
        | MSG
        | archive::ZIP
        | stamp::TIME_STAMP
        | stamp::SIGNATURE
        | stamp::OPEN_TIMESTAMPS => by_child(reader, None),
        other if media::is_media(other) => by_child(reader, None),
        other if fiscal::is_xml(other) && is_fiscal(&mut file)? => by_child(reader, None),
        "text/plain" | "text/csv" => {
            let read = read_text(&mut file)?;
            match looks_like_export(&read.text, name) {
                Some(confidence) => exported_text(path, confidence, reader)
                    .unwrap_or_else(|| plain(read, &media_type)),
                None => plain(read, &media_type),
            }
        }
        "text/xml" | "application/xml" | "text/html" => read_markup(&mut file, &media_type)?,
        other if other.starts_with("image/") => {
            Reading::of_type(other).with_note(ReadNote::new(NoteCode::UnsupportedFormat, &other))
        }
        other if office::is_office(other) => by_child(reader, None),
        other if archive::is_closed_kind(other) => {
            Reading::of_type(other).with_note(ReadNote::bare(NoteCode::ArchiveUnknown))
        }
        other => Reading::of_type(other).with_note(ReadNote::bare(NoteCode::NotPrintable)),
    })
}

/// What the head of a JPEG tells.
enum Jpeg {
    /// Embedded as it is, or known not to be showable.
    AsIs(Box<Reading>),
    /// Coded in a way that no PDF carries: it must be decoded.
    Other {
        /// How it is coded.
        coding: String,
    },
}

fn read_jpeg(file: &mut BufReader<File>) -> io::Result<Jpeg> {
    let mut reading = Reading::of_type("image/jpeg");
    let header = match JpegHeader::read(file) {
        Ok(header) => Some(header),
        Err(JpegNote::Io { source }) if source.kind() != io::ErrorKind::UnexpectedEof => {
            return Err(source);
        }
        Err(note) => {
            reading.notes.push(ReadNote::new(NoteCode::Damaged, &note));
            None
        }
    };
    if let Some(header) = header.as_ref().filter(|header| !is_embeddable(header)) {
        let JpegHeader { coding, bits, components, .. } = header;
        return Ok(Jpeg::Other { coding: format!("JPEG {coding:?}, {bits} bits, {components}") });
    }
    file.rewind()?;
    let exif = exif::of_jpeg(file)?;
    if let Some(header) = header {
        let orientation = exif.orientation.unwrap_or(1);
        let (width, height) = (u32::from(header.width_px), u32::from(header.height_px));
        let (width_px, height_px) =
            if orientation >= 5 { (height, width) } else { (width, height) };
        reading.pages = vec![PageSize::of_picture(width_px, height_px)];
        reading.picture = Some(PictureFacts {
            width_px,
            height_px,
            orientation,
            camera: exif.camera.clone(),
            taken_at: exif.taken_at.clone(),
            has_place: exif.has_place,
        });
        if u64::from(width_px) * u64::from(height_px) > MAX_JPEG_PIXELS {
            let detail = format!("{width_px} × {height_px} pixels");
            reading.notes.push(ReadNote::new(NoteCode::TooLarge, &detail));
        } else {
            reading.showable = Showable::JpegAsIs;
        }
    }
    reading.add_exif(&exif);
    Ok(Jpeg::AsIs(Box::new(reading)))
}

/// Returns whether every reader of PDF can show this JPEG: Huffman coded, 8 bits, grey, colour or
/// CMYK (PDF 1.7, 7.4.8).
const fn is_embeddable(header: &JpegHeader) -> bool {
    matches!(header.coding, JpegCoding::Sequential | JpegCoding::Progressive)
        && header.bits == 8
        && matches!(header.components, 1 | 3 | 4)
}

/// Returns whether the beginning of an XML names a fiscal document.
fn is_fiscal(file: &mut File) -> io::Result<bool> {
    let mut head = Vec::new();
    file.by_ref().take(sniff::HEAD_BYTES).read_to_end(&mut head)?;
    file.rewind()?;
    Ok(fiscal::looks_like_fiscal(&head))
}

/// Returns what a text that looks like an exported conversation says; nothing if it is none after all.
fn exported_text(
    path: &Path,
    confidence: Confidence,
    reader: &mut ReaderHandle,
) -> Option<Reading> {
    let mut reading = reader.facts(&Subject::new(path, whatsapp::TEXT, None)).ok()?;
    if confidence == Confidence::Probable {
        reading.notes.push(ReadNote::bare(NoteCode::ChatProbable));
    }
    reading.parsed.is_some().then_some(reading)
}

fn plain(read: DecodedText, media_type: &str) -> Reading {
    let mut reading = Reading::of_type(media_type);
    if read.truncated {
        reading.notes.push(ReadNote::bare(NoteCode::Truncated));
    }
    if read.has_errors {
        let detail = format!("bytes without meaning in {}", read.encoding);
        reading.notes.push(ReadNote::new(NoteCode::Damaged, &detail));
    }
    reading.showable = Showable::Text;
    reading.text = Some(read.text);
    reading
}

/// Reads the words of a file with tags, for searching: it cannot be shown.
fn read_markup(file: &mut File, media_type: &str) -> io::Result<Reading> {
    let mut reading =
        Reading::of_type(media_type).with_note(ReadNote::bare(NoteCode::NotPrintable));
    let words = without_tags(&read_text(file)?.text);
    reading.text = (!words.is_empty()).then_some(words);
    Ok(reading)
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
