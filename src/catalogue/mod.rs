//! The catalogue of received dossiers (recebidos): what clients handed over, kept byte for byte in
//! write-once folders, its verdict, and what a lawyer or defender notes beside it. The only code that
//! writes there; docs/recebidos.md describes the folder. Deliberately not here: sentences
//! (`crate::explain`) and cases of one's own (`crate::store`).

mod checking;
mod compare;
mod contents;
mod database;
mod facts;
mod inside;
mod protected;
mod receive;
mod table;

pub use checking::{CheckedCount, GoOn};
pub use compare::{Change, ChangeKind, Comparison, CustodyRelation, compare};
pub use contents::{Contents, ContentsExhibit, ContentsItem, CustodyEntry, Section, contents};
pub use database::{Mark, Note, NoteDraft, ReceivedEntry, Status};
pub use facts::Facts;
pub use facts::document as case_document;
pub use inside::{Inside, ReadSeek};
pub use protected::Closed;
pub use receive::{Arrival, Outcome, Refused};
pub use table::csv;

use crate::store::{Disk, DiskError};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use std::io;
use std::path::{Path, PathBuf};

/// The database, within the catalogue's folder.
const DATABASE: &str = "catalogo.db";
/// Where dossiers lie while they are being copied; may be deleted when the program is closed.
const ARRIVING: &str = "chegando";
/// Held by who is receiving.
const RECEIVING_LOCK: &str = "trava";
/// Held by who is verifying.
const CHECKING_LOCK: &str = "trava-conferencia";
/// A received ZIP, in its folder.
const ZIP: &str = "original.zip";
/// A received folder, in its folder.
const FOLDER: &str = "original";
/// What a received ZIP with a passphrase holds, in its folder beside it.
const OPENED: &str = "aberto.zip";
/// The search index; may be deleted.
const SEARCH: &str = "busca.db";

/// Why the catalogue could not do something.
#[derive(Debug, thiserror::Error)]
pub enum CatalogueError {
    /// It has no such dossier.
    #[error("no received dossier {id}")]
    NoSuchDossier {
        /// The number.
        id: u32,
    },
    /// Somebody else is at it.
    #[error("the catalogue is in use: {holder}")]
    Busy {
        /// Who: host, process, since when.
        holder: String,
    },
    /// It was made by a later version of the program.
    #[error("the catalogue has version {found}, this program knows up to {known}")]
    Newer {
        /// Its version.
        found: usize,
        /// The highest known.
        known: usize,
    },
    /// The database is damaged, or none of ours.
    #[error("the catalogue is damaged: {detail}")]
    Damaged {
        /// What the check said.
        detail: String,
    },
    /// SQLite refused.
    #[error("the catalogue refused")]
    Sql {
        /// Why.
        #[from]
        source: rusqlite::Error,
    },
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// A received file cannot be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// The dossier tells nothing of its case that could be read or continued.
    #[error("dossier {id} carries no case that can be read")]
    NoCase {
        /// The number.
        id: u32,
    },
    /// The dossier does not bring every original, or one is not as it was gathered.
    #[error("dossier {id} lacks {count} originals")]
    OriginalsMissing {
        /// The number.
        id: u32,
        /// How many are missing or differ.
        count: usize,
    },
    /// There is nothing to compare the dossier with.
    #[error("no other dossier of the case of {id}")]
    NothingToCompare {
        /// The number.
        id: u32,
    },
}

/// In which form a dossier came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Form {
    /// A ZIP.
    Zip,
    /// A folder.
    Folder,
}

/// Whose make a dossier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Origin {
    /// A package of this program.
    Package,
    /// A case folder of this program.
    Case,
    /// A BagIt bag or a folder with a manifest, of another program.
    Foreign,
    /// Too damaged to tell.
    Unknown,
}

/// How far the check of a dossier is, and what it said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CheckState {
    /// Not checked yet.
    Waiting,
    /// Being checked.
    Verifying,
    /// Everything is as it was written.
    Intact,
    /// Something differs.
    Different,
    /// It cannot be read.
    Unreadable,
    /// It opens with a passphrase only, which nobody gave yet. The database knows no such word: its
    /// facts tell.
    Protected,
}

/// The catalogue in a folder.
pub struct Catalogue {
    root: PathBuf,
    connection: Connection,
}

impl Catalogue {
    /// Opens the catalogue in a folder; makes it when it is not there.
    ///
    /// # Errors
    /// [`CatalogueError`]: it is of a later version or damaged, or the disk refuses.
    pub fn open(root: &Path) -> Result<Self, CatalogueError> {
        Disk::new().make_folder(root)?;
        let connection = database::open(&root.join(DATABASE))?;
        Ok(Self { root: root.to_owned(), connection })
    }

    /// Returns the folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns where the search index stands.
    pub fn search_place(&self) -> PathBuf {
        self.root.join(SEARCH)
    }

    /// Returns where the bytes of a dossier lie: its ZIP, or its folder.
    pub fn place(&self, id: u32, form: Form) -> PathBuf {
        place(&self.root, id, form)
    }
}

/// Returns where a dossier is read: where its bytes lie, or, of a ZIP with a passphrase, what it held
/// when it was opened.
pub fn readable(root: &Path, id: u32, form: Form) -> PathBuf {
    let opened = folder_of(root, id).join(OPENED);
    if opened.is_file() { opened } else { place(root, id, form) }
}

/// Returns the folder of a dossier in the catalogue.
fn folder_of(root: &Path, id: u32) -> PathBuf {
    root.join(format!("{id:06}"))
}

/// Returns where the bytes of a dossier lie in the catalogue at `root`.
pub fn place(root: &Path, id: u32, form: Form) -> PathBuf {
    folder_of(root, id).join(match form {
        Form::Zip => ZIP,
        Form::Folder => FOLDER,
    })
}
