//! The only code that writes into a case folder: opening with recovery, gathering, the bin, copies.
//!
//! What is decided, and in which words it is told, is not here; see [`crate::app`].

pub mod bag;
mod cache;
mod continued;
mod copy;
pub mod database;
mod derived;
mod discard;
pub mod disk;
mod gather;
mod glance;
mod lifecycle;
pub mod lock;
mod mark;
mod open;
pub(crate) mod recovery;
mod scratch;
mod steps;
mod watched;

pub use cache::{PreviewWorkshop, computed, has_computed, keep_computed, preview_place};
pub use continued::{Continuation, Fetch};
pub use copy::copy_case;
pub use derived::NewDerivative;
pub use disk::{Deed, Disk, DiskError, Pass};
pub use gather::{Gathering, Outcome, ReadFile, Refusal, Source, sources, title_from};
pub use glance::{Glance, glance};
pub use lifecycle::{Part, freeze_numbers};
pub use mark::{index_place, mark};
pub use open::{
    OpenCase, Reading as OpenReading, case_id, derivative, free_folder, is_case, original,
};
pub use scratch::Scratch;
pub use watched::{keep_watched, watched};

use crate::case::{Actor, ChainFlaw};
use database::DatabaseError;
use std::io;
use std::path::PathBuf;

/// When, by whom and with which chance a deed is done: given by the program's edge.
pub struct Stamp<'a> {
    /// Now, RFC 3339 with offset.
    pub when: String,
    /// By which role.
    pub actor: Actor,
    /// Program and version, "juntada 0.1.0".
    pub app: &'a str,
    /// Who holds the lock: host, process, since.
    pub holder: String,
    /// Source of chance for salts and ids.
    pub chance: &'a mut dyn FnMut(&mut [u8]),
}

impl Stamp<'_> {
    /// Returns sixteen bytes of chance.
    pub fn salt(&mut self) -> [u8; 16] {
        let mut salt = [0; 16];
        (self.chance)(&mut salt);
        salt
    }
}

/// Why a deed on a case folder failed. Nothing acknowledged is lost by any of these.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The folder is not there.
    #[error("no folder at {path}", path = path.display())]
    Absent {
        /// Where.
        path: PathBuf,
    },
    /// Something is there already.
    #[error("{path} exists", path = path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The folder is not a case.
    #[error("{path} is not a case folder", path = path.display())]
    NotACase {
        /// Where.
        path: PathBuf,
    },
    /// Somebody else has the case open.
    #[error("the case is open elsewhere: {holder}")]
    Locked {
        /// Who.
        holder: String,
    },
    /// The custody log does not check.
    #[error("the custody log is broken")]
    Chain {
        /// Where.
        #[source]
        flaw: ChainFlaw,
    },
    /// The case may be read, not written, and this is why.
    #[error("the case cannot be written now: {why:?}")]
    NotWritable {
        /// What the opening found.
        why: crate::case::FindingCode,
    },
    /// The database was made by a later version.
    #[error("the case was last used by a later version: {found} > {known}")]
    Newer {
        /// Version of the folder.
        found: usize,
        /// Highest version known.
        known: usize,
    },
    /// The case has no such part.
    #[error("the case has no {id}")]
    NoSuchPart {
        /// The id.
        id: String,
    },
    /// The part is not in the state that the deed needs.
    #[error("{id} is not in the state for this")]
    WrongState {
        /// The id.
        id: String,
    },
    /// Grouping needs two different exhibits.
    #[error("fewer than two exhibits to group")]
    TooFewToGroup,
    /// The case is out of its place, but not all of its files could be deleted.
    #[error("not all of the case could be deleted; the rest is in {path}", path = path.display())]
    NotAllDeleted {
        /// Where the rest is.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// An original is not the one that was gathered.
    #[error("the original of {id} was altered")]
    OriginalAltered {
        /// Which item.
        id: String,
    },
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
    /// The database refused.
    #[error(transparent)]
    Database(DatabaseError),
    /// A file of the case could not be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl From<DatabaseError> for StoreError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Newer { found, known } => Self::Newer { found, known },
            DatabaseError::Disk(error) => Self::Disk(error),
            other => Self::Database(other),
        }
    }
}
