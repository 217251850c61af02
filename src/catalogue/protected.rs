//! Dossiers with a passphrase: kept as they came; what they hold is written beside them once the right
//! passphrase was given. The passphrase itself is kept nowhere.

use super::database::NewRow;
use super::receive::Told;
use super::{ARRIVING, Catalogue, CatalogueError, OPENED, folder_of, place};
use crate::package::protect::{OpenError, Passphrase, check_closed, is_protected, open_protected};
use crate::store::Disk;
use std::fs;
use std::path::Path;

/// Whether a dossier has a passphrase, and what came of the one that was given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed {
    /// It has none, or is too damaged to be opened by any.
    Not,
    /// It was opened.
    Opened,
    /// None was given.
    NoPassphrase,
    /// The one that was given is not its own.
    WrongPassphrase,
}

impl Closed {
    /// Returns whether it cannot be read yet.
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::NoPassphrase | Self::WrongPassphrase)
    }
}

impl Catalogue {
    /// Opens a dossier that is here with a passphrase.
    pub(super) fn open_kept(
        &mut self,
        id: u32,
        passphrase: &Passphrase,
        disk: &Disk,
    ) -> Result<Closed, CatalogueError> {
        let entry = self.entry(id)?;
        let root = self.root().to_owned();
        let zip = place(&root, id, entry.form);
        let draft = root.join(ARRIVING);
        disk.make_folder(&draft)?;
        let closed = open_closed(&zip, &draft, Some(passphrase), disk)?;
        if closed != Closed::Opened {
            return Ok(closed);
        }
        let (folder, from) = (folder_of(&root, id), draft.join(OPENED));
        let to = folder.join(OPENED);
        // One that a crash left without its row is whole: it got its name only when it was.
        if to.exists() {
            let _ = fs::remove_file(&from);
        } else {
            disk.rename(&from, &to)?;
            disk.sync_folder(&folder)?;
        }
        let told = Told::of(&to, &entry.name, closed);
        let row = NewRow {
            form: entry.form,
            origin: told.origin,
            name: &entry.name,
            sha256: entry.sha256,
            size_bytes: entry.size_bytes,
            received_at: &entry.received_at,
            case_id: told.case_id.as_deref(),
            facts: &told.facts,
        };
        self.set_opened(id, &row)?;
        Ok(closed)
    }
}

/// Writes what a ZIP with a passphrase holds into the folder `draft`, read-only and synced.
pub(super) fn open_closed(
    zip: &Path,
    draft: &Path,
    passphrase: Option<&Passphrase>,
    disk: &Disk,
) -> Result<Closed, CatalogueError> {
    if !is_protected(zip).unwrap_or(false) || check_closed(zip).is_err() {
        return Ok(Closed::Not);
    }
    let Some(passphrase) = passphrase else { return Ok(Closed::NoPassphrase) };
    let to = draft.join(OPENED);
    let _ = fs::remove_file(&to);
    let opened = open_protected(zip, passphrase, &to);
    if opened.is_err() {
        // What came until then is of no worth.
        let _ = fs::remove_file(&to);
    }
    match opened {
        Ok(()) => {
            disk.sync_file(&to)?;
            disk.protect(&to)?;
            Ok(Closed::Opened)
        }
        Err(OpenError::WrongPassphrase) => Ok(Closed::WrongPassphrase),
        Err(OpenError::Truncated | OpenError::Altered) => Ok(Closed::Not),
        Err(OpenError::Io(source)) => Err(CatalogueError::Read { path: zip.to_owned(), source }),
    }
}
