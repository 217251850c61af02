//! The type of a file by its content: our own marks for what this program decodes, then the
//! `file-format` library, then rules for text. The extension is only a hint, and a note if it lies.
//!
//! Deliberately not here: reading what is inside (each kind's own module).

use crate::import::stamp::stamp_type;
use crate::import::text::looks_like_text;
use file_format::FileFormat;
use std::io::{self, Read, Seek};
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Bytes from the beginning that our own marks and rules look at.
pub const HEAD_BYTES: u64 = 8 * 1024;

/// Most text before `%PDF-` that readers accept (PDF 1.7, implementation note 13: 1,024 bytes).
const PDF_MARK_WITHIN: usize = 1024;

/// The type of unknown content.
pub const UNKNOWN: &str = "application/octet-stream";

/// Returns the type by content of a file that can be searched, and leaves it at its beginning.
/// `name` decides only between kinds of text that look alike.
///
/// # Errors
/// Returns the error of `file` if it cannot be read.
pub fn media_type(file: &mut (impl Read + Seek), name: &str) -> io::Result<String> {
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    file.rewind()?;
    if let Some(known) = by_mark(&head) {
        return Ok(known.to_owned());
    }
    let found = by_library(file);
    file.rewind()?;
    if let Some(found) = found {
        return Ok(refined(&found, &head, name));
    }
    Ok(by_own_rules(&head, name).to_owned())
}

/// Returns the type of what the library does not know: text, and damaged files whose beginning
/// or name still says what they were, so that the right parser can tell the damage.
fn by_own_rules(head: &[u8], name: &str) -> &'static str {
    let extension = extension_of(name);
    if looks_like_text(head) || (!head.contains(&0) && is_mail(&String::from_utf8_lossy(head))) {
        text_kind(head, name)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        "application/zip"
    } else if extension == "pdf" && head.windows(4).any(|window| window == b" obj") {
        "application/pdf"
    } else {
        UNKNOWN
    }
}

/// Returns the type of what this program decodes itself, by the marks at its beginning. A wrong
/// type here would send bytes to the wrong parser, so these are not left to the library.
fn by_mark(head: &[u8]) -> Option<&'static str> {
    const MARKS: [(&[u8], &str); 8] = [
        (b"\xFF\xD8\xFF", "image/jpeg"),
        (b"\x89PNG\r\n\x1A\n", "image/png"),
        (b"GIF87a", "image/gif"),
        (b"GIF89a", "image/gif"),
        (b"II+\0\x08\0\0\0", "image/tiff"),
        (b"MM\0+\0\x08\0\0", "image/tiff"),
        (b"II*\0", "image/tiff"),
        (b"MM\0*", "image/tiff"),
    ];
    // A camera's raw file that is built like a TIFF, whose first page is a small preview.
    if head.get(8..10) == Some(b"CR") {
        return None;
    }
    if let Some((_, known)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(known);
    }
    if let Some(known) = stamp_type(head) {
        return Some(known);
    }
    let at = |range: std::ops::Range<usize>| head.get(range).unwrap_or_default();
    if at(0..4) == b"RIFF" && at(8..12) == b"WEBP" {
        return Some("image/webp");
    }
    if at(4..8) == b"ftyp" {
        return by_brands(head);
    }
    // Reserved words zero and a plausible header size; "BM" alone begins many a text.
    if at(0..2) == b"BM" && at(6..10) == [0; 4] && at(15..18) == [0; 3] {
        return Some("image/bmp");
    }
    let early = head.get(..PDF_MARK_WITHIN.min(head.len())).unwrap_or_default();
    early.windows(5).any(|window| window == b"%PDF-").then_some("application/pdf")
}

/// Returns the type of an ISO media file that is a still picture, by its brands (ISO/IEC 23008-12
/// and the AVIF specification); others are left to the library.
fn by_brands(head: &[u8]) -> Option<&'static str> {
    let size = u32::from_be_bytes(head.get(..4)?.try_into().ok()?);
    let end = usize::try_from(size).ok()?.min(head.len());
    let major = head.get(8..12)?;
    let also: Vec<&[u8]> = head.get(16..end).unwrap_or_default().chunks_exact(4).collect();
    let is_avif = |brand: &[u8]| matches!(brand, b"avif" | b"avis");
    let is_heic =
        |brand: &[u8]| matches!(brand, b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx");
    match major {
        _ if is_avif(major) => Some("image/avif"),
        _ if is_heic(major) => Some("image/heic"),
        b"mif1" | b"msf1" | b"mif2" | b"miaf" if also.iter().any(|brand| is_avif(brand)) => {
            Some("image/avif")
        }
        b"mif1" | b"msf1" | b"mif2" | b"miaf" => Some("image/heif"),
        _ => None,
    }
}

/// Returns what the library says, if anything; its structural readers are kept from taking us
/// down, since they walk foreign bytes in this process.
fn by_library(file: &mut (impl Read + Seek)) -> Option<FileFormat> {
    let found =
        catch_unwind(AssertUnwindSafe(|| FileFormat::from_reader(&mut *file))).ok()?.ok()?;
    // Its "text" is UTF-8 alone and its "empty" and "binary" say nothing: our own rules decide.
    let says_nothing = matches!(
        found,
        FileFormat::ArbitraryBinaryData | FileFormat::PlainText | FileFormat::Empty
    );
    (!says_nothing).then_some(found)
}

/// Returns the type for a format of the library, with the names that this program uses.
fn refined(found: &FileFormat, head: &[u8], name: &str) -> String {
    match found.media_type() {
        // Signatures of one or two bytes or words also begin ordinary text.
        _ if is_weak(found) && looks_like_text(head) => text_kind(head, name).to_owned(),
        "text/xml" => text_kind(head, name).to_owned(),
        "audio/opus" => "audio/ogg".to_owned(),
        "audio/vnd.wave" => "audio/wav".to_owned(),
        "audio/x-m4a" => "audio/mp4".to_owned(),
        "audio/x-m4b" => "audio/mp4".to_owned(),
        "video/x-m4v" => "video/mp4".to_owned(),
        // What the library calls these when it finds no track, or tags before the sound.
        "application/mp4" if extension_of(name) == "m4a" => "audio/mp4".to_owned(),
        "application/mp4" => "video/mp4".to_owned(),
        "application/x-id3v2" => "audio/mpeg".to_owned(),
        "application/x-cfb" if is_outlook(head, name) => "application/vnd.ms-outlook".to_owned(),
        other => other.to_owned(),
    }
}

/// Returns whether a compound file is an Outlook message: by the name of a stream of its own, in
/// UTF-16, or by the extension, as the directory may stand far from the head.
fn is_outlook(head: &[u8], name: &str) -> bool {
    let stream: Vec<u8> = "__properties_".encode_utf16().flat_map(u16::to_le_bytes).collect();
    extension_of(name) == "msg" || head.windows(stream.len()).any(|window| window == stream)
}

/// Returns whether a format is told by so little that text can begin alike.
fn is_weak(found: &FileFormat) -> bool {
    use file_format::Kind;
    !matches!(found.kind(), Kind::Archive | Kind::Compressed | Kind::Package | Kind::Executable)
        && !matches!(
            found.media_type(),
            "image/svg+xml" | "text/html" | "text/vcard" | "text/calendar" | "application/rtf"
        )
}

/// Returns the kind of a text by how it begins.
fn text_kind(head: &[u8], name: &str) -> &'static str {
    let (text, ..) = crate::import::text::encoding_of(head).decode(head);
    let start = text.trim_start_matches(['\u{FEFF}', ' ', '\t', '\r', '\n']);
    let begins =
        |word: &str| start.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    let extension = extension_of(name);
    if begins("<!doctype html") || begins("<html") {
        return "text/html";
    }
    if begins("<?xml") {
        let root = start.split_once("?>").map_or("", |(_, root)| root);
        return if root.contains("<svg") { "image/svg+xml" } else { "application/xml" };
    }
    if begins("<svg") {
        return "image/svg+xml";
    }
    if begins("BEGIN:VCARD") {
        return "text/vcard";
    }
    if begins("BEGIN:VCALENDAR") {
        return "text/calendar";
    }
    if begins("{\\rtf") {
        return "application/rtf";
    }
    if is_mail(start) {
        // A single message may also begin with the line that separates those of a mailbox.
        let is_mailbox = begins("From ") && extension != "eml";
        return if is_mailbox { "application/mbox" } else { "message/rfc822" };
    }
    match extension.as_str() {
        "eml" if start.lines().next().is_some_and(|line| line.contains(':')) => "message/rfc822",
        "mbox" if begins("From ") => "application/mbox",
        "csv" => "text/csv",
        "json" if begins("{") || begins("[") => "application/json",
        "xml" if begins("<") => "application/xml",
        "htm" | "html" if start.contains('<') => "text/html",
        _ => "text/plain",
    }
}

/// Fields that a mail begins with; two different ones make a mail (RFC 5322, and what servers and
/// programs add).
const MAIL_FIELDS: [&str; 16] = [
    "from",
    "to",
    "cc",
    "subject",
    "date",
    "received",
    "return-path",
    "message-id",
    "mime-version",
    "content-type",
    "delivered-to",
    "reply-to",
    "x-mailer",
    "dkim-signature",
    "arc-seal",
    "sender",
];

/// Returns whether a text begins with the fields of a mail: nothing but fields and their
/// continuations up to the first empty line, two of them known ones.
fn is_mail(start: &str) -> bool {
    let mut known = std::collections::BTreeSet::new();
    for (index, line) in start.lines().take(60).enumerate() {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) && index > 0 || index == 0 && line.starts_with("From ") {
            continue;
        }
        let Some((field, _)) = line.split_once(':') else { break };
        let named = !field.is_empty() && field.bytes().all(|b| b.is_ascii_graphic());
        if !named {
            break;
        }
        let field = field.to_ascii_lowercase();
        if MAIL_FIELDS.contains(&field.as_str()) {
            known.insert(field);
        }
    }
    known.len() >= 2
}

/// Returns the extension of a name, lower-case and without the dot; empty if it has none.
pub fn extension_of(name: &str) -> String {
    match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => extension.to_lowercase(),
        _ => String::new(),
    }
}

/// Extensions that promise a type, with the types that keep the promise.
const PROMISES: &[(&str, &[&str])] = &[
    ("jpg jpeg jpe jfif", &["image/jpeg"]),
    ("png", &["image/png"]),
    ("gif", &["image/gif"]),
    ("bmp dib", &["image/bmp"]),
    ("tif tiff", &["image/tiff"]),
    ("webp", &["image/webp"]),
    ("heic heif hif", &["image/heic", "image/heif", "image/heic-sequence", "image/heif-sequence"]),
    ("avif", &["image/avif"]),
    ("pdf", &["application/pdf"]),
    ("txt", &["text/plain", "text/csv"]),
    ("html htm", &["text/html", "application/xml"]),
    ("xml", &["application/xml", "text/xml", "image/svg+xml", "text/html"]),
    ("eml", &["message/rfc822", "application/mbox"]),
    ("zip", &["application/zip"]),
    (
        "docx",
        &[
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/zip",
        ],
    ),
    (
        "xlsx",
        &["application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "application/zip"],
    ),
    ("msg", &["application/vnd.ms-outlook"]),
    ("mp3", &["audio/mpeg"]),
    ("ogg opus oga", &["audio/ogg", "video/ogg", "application/ogg"]),
    ("wav", &["audio/wav"]),
    ("m4a", &["audio/mp4", "video/mp4"]),
    ("mp4 m4v", &["video/mp4", "audio/mp4", "video/3gpp", "video/quicktime"]),
    ("mov", &["video/quicktime", "video/mp4"]),
];

/// Returns whether the name's extension promises another type than the content is. Extensions
/// without a promise here differ from nothing.
pub fn extension_differs(media_type: &str, name: &str) -> bool {
    let extension = extension_of(name);
    PROMISES
        .iter()
        .find(|(extensions, _)| extensions.split(' ').any(|known| known == extension))
        .is_some_and(|(_, types)| !types.contains(&media_type))
}

#[cfg(test)]
#[path = "sniff_tests.rs"]
mod tests;
