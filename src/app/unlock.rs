//! Reading locked PDFs again with their password.

use crate::app::custody::items;
use crate::app::{App, AppError, RefusedDeed};
use crate::case::{Finding, follow_pages};
use crate::import::reading::{NoteCode, PdfLock};
use crate::import::{Reading, read_file};
use crate::store::Part;
use std::path::Path;

impl App {
    /// Reads a locked item again, or every locked item of an exhibit, and makes its pages; returns
    /// the items that the password opened.
    ///
    /// # Errors
    /// [`RefusedDeed::NotLocked`]; [`RefusedDeed::WrongPassword`] when it opens none of them; the case
    /// has no such part or cannot be written.
    pub fn unlock_part(
        &mut self,
        root: &Path,
        part: Part,
        password: &str,
    ) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        let mut opened = self.open(root)?;
        let mut case = opened.case().clone();
        let mut locked = items(&case, part)?;
        locked.retain(|id| {
            let reading = case.items.get(id).and_then(|item| item.read.as_ref());
            reading.is_some_and(needs_password)
        });
        if locked.is_empty() {
            return Err(RefusedDeed::NotLocked { id: part.to_string() }.into());
        }
        let mut unlocked = Vec::new();
        for id in locked {
            let (Some(path), Some(item)) = (opened.original_path(id), case.items.get_mut(&id))
            else {
                continue;
            };
            let reading = read_file(&path, &item.name, Some(password), &mut self.reader);
            let opens = !reading.has_note(NoteCode::WrongPassword) && was_opened(&reading);
            if opens {
                item.read = Some(reading);
                unlocked.push(id.to_string());
            }
        }
        if unlocked.is_empty() {
            return Err(RefusedDeed::WrongPassword { id: part.to_string() }.into());
        }
        follow_pages(opened.case(), &mut case);
        opened.write(case, &self.stamp())?;
        self.unlock(&mut opened, password)?;
        Ok((unlocked, opened.findings().to_vec()))
    }
}

/// Returns whether a file needs a password to be shown, be it one that was given before: the pages
/// that were made then may be gone.
fn needs_password(reading: &Reading) -> bool {
    let lock = reading.pdf.as_ref().map(|pdf| pdf.lock);
    matches!(lock, Some(PdfLock::Locked | PdfLock::OpenedWithPassword))
}

fn was_opened(reading: &Reading) -> bool {
    reading.pdf.as_ref().is_some_and(|pdf| pdf.lock == PdfLock::OpenedWithPassword)
}
