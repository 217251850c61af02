//! Opens a PDF with whichever parser can, and tells whether it was locked by trying.
//! Deliberately not here: pages and their content.

use super::content::{self, Marks};
use super::{
    MAX_CONTENT_BYTES, MAX_FILE_BYTES, MAX_OBJECTS, MAX_STREAM_BYTES, PdfError, guarded, streams,
};
use hayro::hayro_syntax::{DecryptionError, LoadPdfError, Pdf};
use lopdf::{Document, LoadOptions, Object};
use std::io::Read;
use std::path::Path;
use std::sync::Arc;

/// Whether and how a PDF was locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LockState {
    /// Not encrypted.
    Open,
    /// Encrypted, but opened without a password: only printing or copying was forbidden.
    OpenedWithEmpty,
    /// Opened with the password given.
    OpenedWithPassword,
    /// Wants a password; none was given.
    Locked,
    /// Wants another password than the one given.
    WrongPassword,
}

/// A PDF that could be opened.
pub(super) struct Opened {
    /// The document of the main parser, when it finds pages.
    pub(super) document: Option<Document>,
    /// The bytes, for the second parser.
    pub(super) bytes: Arc<Vec<u8>>,
    /// How it was opened.
    pub(super) lock: LockState,
    password: String,
}

impl Opened {
    /// Returns the second parser's view of the file.
    pub(super) fn second(&self) -> Result<Pdf, PdfError> {
        second(&self.bytes, &self.password).map_err(|_| PdfError::Unreadable)
    }
}

/// Reads a file whole, within the limit.
pub(super) fn read_file(path: &Path) -> Result<Vec<u8>, PdfError> {
    let mut bytes = Vec::new();
    let read = std::fs::File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if read as u64 > MAX_FILE_BYTES {
        return Err(PdfError::TooMuch { what: "bytes", limit: MAX_FILE_BYTES });
    }
    Ok(bytes)
}

/// What one parser made of one password.
enum Attempt {
    Opened(Box<Document>),
    WantsPassword,
    Failed,
}

/// Opens a PDF; the password is tried only when the file opens with none.
///
/// # Errors
/// When no parser finds pages, or no password opens it.
pub(super) fn open(bytes: Vec<u8>, password: Option<&str>) -> Result<Opened, PdfError> {
    let bytes = Arc::new(bytes);
    let mut locked = false;
    for candidate in [Some(""), password].into_iter().flatten() {
        let lock = |encrypted: bool| match (encrypted, candidate.is_empty()) {
            (false, _) => LockState::Open,
            (true, true) => LockState::OpenedWithEmpty,
            (true, false) => LockState::OpenedWithPassword,
        };
        let opened = |document, encrypted| Opened {
            document,
            bytes: Arc::clone(&bytes),
            lock: lock(encrypted),
            password: candidate.to_owned(),
        };
        match guarded(|| first(&bytes, candidate)).unwrap_or(Attempt::Failed) {
            Attempt::Opened(document) => {
                if document.objects.len() > MAX_OBJECTS {
                    return Err(PdfError::TooMuch { what: "objects", limit: MAX_OBJECTS as u64 });
                }
                let encrypted = document.encryption_state.is_some();
                return Ok(opened(Some(*document), encrypted));
            }
            Attempt::WantsPassword => locked = true,
            Attempt::Failed => {}
        }
        match second(&bytes, candidate) {
            Ok(_) => return Ok(opened(None, locked)),
            Err(LoadPdfError::Decryption(DecryptionError::PasswordProtected)) => locked = true,
            Err(_) => {}
        }
    }
    if locked && let Some(opened) = despite_lock(&bytes) {
        return Ok(opened);
    }
    Err(match (locked, password) {
        (true, None | Some("")) => PdfError::Locked,
        (true, Some(_)) => PdfError::WrongPassword,
        (false, _) => PdfError::Unreadable,
    })
}

fn first(bytes: &[u8], password: &str) -> Attempt {
    let options = LoadOptions {
        password: Some(password.to_owned()),
        max_decompressed_size: Some(MAX_STREAM_BYTES),
        ..LoadOptions::default()
    };
    match Document::load_mem_with_options(bytes, options) {
        Ok(document) if document.trailer.get(b"Encrypt").is_ok() => Attempt::WantsPassword,
        Ok(document) if shows_content(&document) => Attempt::Opened(Box::new(document)),
        Ok(_) => Attempt::Failed,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_)) => Attempt::WantsPassword,
        Err(_) => Attempt::Failed,
    }
}

/// Opens a file of which only attachments are encrypted: with the lock's name struck out, the
/// instructions of some page must be readable, which encrypted bytes never are.
fn despite_lock(bytes: &[u8]) -> Option<Opened> {
    let mut struck = bytes.to_vec();
    let lock = b"/Encrypt";
    let mut from = 0;
    while let Some(found) = find(&struck, lock, from) {
        from = found + lock.len();
        if struck.get(from).is_some_and(|byte| !byte.is_ascii_alphanumeric()) {
            struck.get_mut(found + 1..from)?.fill(b'X');
        }
    }
    let options =
        LoadOptions { max_decompressed_size: Some(MAX_STREAM_BYTES), ..LoadOptions::default() };
    let document = guarded(|| Document::load_mem_with_options(&struck, options)).ok()?.ok()?;
    (document.objects.len() <= MAX_OBJECTS && reads_a_page(&document)).then(|| Opened {
        document: Some(document),
        bytes: Arc::new(struck),
        lock: LockState::OpenedWithEmpty,
        password: String::new(),
    })
}

fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(needle.len()).position(|window| window == needle).map(|at| from + at)
}

/// Returns whether the instructions of some page can be read: proof that it is not encrypted.
fn reads_a_page(document: &Document) -> bool {
    document.page_iter().take(20).flat_map(|id| document.get_page_contents(id)).any(|content| {
        let stream = document.get_object(content).and_then(Object::as_stream);
        let plain = stream.map(|stream| streams::decode(document, stream, MAX_CONTENT_BYTES));
        matches!(plain, Ok(Ok(plain)) if content::read(&plain.bytes, Marks::Drop)
            .is_ok_and(|instructions| !instructions.bytes.is_empty()))
    })
}

/// Tells by content whether a document is really there: one page must be a dictionary, and when
/// the file was encrypted, some stream of a page must unpack.
fn shows_content(document: &Document) -> bool {
    let mut streams = 0;
    let mut any_page = false;
    for id in document.page_iter().take(20) {
        any_page |= document.get_dictionary(id).is_ok();
        if document.encryption_state.is_none() && any_page {
            return true;
        }
        for content in document.get_page_contents(id) {
            let stream = document.get_object(content).and_then(Object::as_stream);
            let Ok(stream) = stream else { continue };
            streams += 1;
            if streams::decode(document, stream, MAX_STREAM_BYTES).is_ok() {
                return true;
            }
        }
    }
    any_page && streams == 0
}

fn second(bytes: &Arc<Vec<u8>>, password: &str) -> Result<Pdf, LoadPdfError> {
    let opened = guarded(|| Pdf::new_with_password(Arc::clone(bytes), password));
    match opened.unwrap_or(Err(LoadPdfError::Invalid)) {
        Ok(pdf) if pdf.pages().is_empty() => Err(LoadPdfError::Invalid),
        other => other,
    }
}
