//! Copies a locked PDF without its lock, so that it can be read when the password is gone.
//! Deliberately not here: where the copy goes, and the password's way here.

use super::facts::{Text, facts};
use super::open::{LockState, open, read_file};
use super::{PdfError, guarded};
use std::io::Write;
use std::path::Path;

/// Writes a copy of a PDF that `password` opens, without its lock; nothing else is changed. Returns
/// how many pages it has.
///
/// # Errors
/// When the password does not open it, or only the parser opens it that cannot write
/// ([`PdfError::Unreadable`]).
pub fn unlocked_copy(path: &Path, password: &str, out: &mut dyn Write) -> Result<usize, PdfError> {
    let opened = open(read_file(path)?, Some(password))?;
    if opened.lock != LockState::OpenedWithPassword {
        return Err(PdfError::WrongPassword);
    }
    let mut document = opened.document.ok_or(PdfError::Unreadable)?;
    document.encryption_state = None;
    let pages = document.page_iter().count();
    let mut out = out;
    guarded(|| document.save_to(&mut out))?.map_err(|_| PdfError::ParserFailed)?;
    Ok(pages)
}

/// Returns whether the file opens without a password and has so many pages.
pub fn is_open_with(path: &Path, pages: usize) -> bool {
    facts(path, None, Text::Skip)
        .is_ok_and(|facts| facts.lock == LockState::Open && facts.pages.len() == pages)
}
