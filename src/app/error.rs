//! Why a deed of the user could not be done. The sentences are in [`crate::explain`].

use crate::case::{DocumentError, ExhibitRefError};
use crate::catalogue::CatalogueError;
use crate::filing::ProfileError;
use crate::package::PackageError;
use crate::package::protect::PassphraseError;
use crate::search::SearchError;
use crate::store::StoreError;
use std::io;
use std::path::PathBuf;

/// A failed deed: nothing half-done stays.
#[derive(Debug, thiserror::Error)]
pub enum AppError {
    /// The case folder refused.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A `caso.json` could not be merged.
    #[error(transparent)]
    Document(#[from] DocumentError),
    /// There is no such profile.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// The package could not be written.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// The catalogue of received dossiers refused.
    #[error(transparent)]
    Catalogue(#[from] CatalogueError),
    /// The pages could not be laid out: a mistake of the program.
    #[error("cannot lay out the pages: {detail}")]
    Layout {
        /// What the layout said.
        detail: String,
    },
    /// The dossier could not be assembled.
    #[error("cannot assemble the dossier: {detail}")]
    Assemble {
        /// What the assembler said.
        detail: String,
    },
    /// The output folder lies inside the case.
    #[error("{path} lies inside the case", path = path.display())]
    OutInsideCase {
        /// The folder.
        path: PathBuf,
    },
    /// A path that was given is not there.
    #[error("nothing at {path}", path = path.display())]
    Absent {
        /// The path.
        path: PathBuf,
    },
    /// A file that was given cannot be read.
    #[error("cannot read {path}", path = path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A file could not be written.
    #[error("cannot write {path}", path = path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// A value that was given is not of its shape.
    #[error("{what} is not understood: {given:?}")]
    NotUnderstood {
        /// Which value, in Portuguese: "data", "canal".
        what: &'static str,
        /// What was given.
        given: String,
        /// What is expected, in Portuguese.
        expected: &'static str,
    },
    /// What was asked does not fit the case as it is.
    #[error(transparent)]
    Refused(#[from] RefusedDeed),
    /// An exhibit is named in no known way.
    #[error(transparent)]
    ExhibitRef(#[from] ExhibitRefError),
    /// A request of the interface is not of its shape.
    #[error("the request is not understood: {detail}")]
    Request {
        /// Where and why, from the parser.
        detail: String,
    },
    /// What was to be checked is neither case, package nor dossier.
    #[error("{path} is neither a case, a package nor a dossier", path = path.display())]
    NotCheckable {
        /// The path.
        path: PathBuf,
    },
    /// A text cannot be the passphrase of a package.
    #[error(transparent)]
    Passphrase(#[from] PassphraseError),
    /// A package opens only with its passphrase, and none was given.
    #[error("{path} needs its passphrase", path = path.display())]
    PassphraseNeeded {
        /// The package.
        path: PathBuf,
    },
    /// The passphrase that was given is not that of the package.
    #[error("wrong passphrase for {path}", path = path.display())]
    PassphraseWrong {
        /// The package.
        path: PathBuf,
    },
    /// The index of words could not be used.
    #[error(transparent)]
    Search(#[from] SearchError),
    /// The user stopped it.
    #[error("stopped by the user")]
    Cancelled,
    /// The program failed where it must not: a mistake of ours.
    #[error("the program failed")]
    Failed,
}

/// Why a deed that was understood is not done: what was asked does not fit the case as it is.
/// Nothing changes then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusedDeed {
    /// The new order of an exhibit's files does not name each of them once.
    #[error("not each file of the exhibit once: {given}")]
    OrderNotWhole {
        /// What was given.
        given: String,
    },
    /// No package was made yet, so that there is no seal.
    #[error("nothing sealed yet")]
    NothingSealed,
    /// Nothing can be taken back.
    #[error("nothing to take back")]
    NothingToUndo,
    /// Nothing was taken back that could be done again.
    #[error("nothing to do again")]
    NothingToRedo,
    /// The case has moved on, so that a deed can be neither taken back nor done again.
    #[error("the case no longer fits {label:?}")]
    NoLongerFits {
        /// The deed, in Portuguese.
        label: String,
    },
    /// What was typed is not the title of the case that was to be deleted.
    #[error("the title typed is not {title:?}")]
    NotConfirmed {
        /// The title.
        title: String,
    },
    /// Something that stays in the case is about a part that was to be taken out.
    #[error("{id} is still named by {by:?}")]
    StillNamed {
        /// The part.
        id: String,
        /// What names it: ids.
        by: Vec<String>,
    },
    /// The part has no files inside that could be taken out.
    #[error("{id} has no such files inside")]
    NothingInside {
        /// The id.
        id: String,
    },
    /// The item is no exported conversation.
    #[error("{id} is no conversation")]
    NoConversation {
        /// The id.
        id: String,
    },
    /// The part needs no password.
    #[error("{id} is not locked")]
    NotLocked {
        /// The id.
        id: String,
    },
    /// The password does not open the part.
    #[error("the password does not open {id}")]
    WrongPassword {
        /// The id.
        id: String,
    },
    /// Nothing was handed over there yet that a complement could follow.
    #[error("no delivery to {profile}")]
    NoDelivery {
        /// Name of the profile.
        profile: String,
    },
    /// Nothing was added or changed since the delivery.
    #[error("nothing new since the delivery")]
    NothingNew {
        /// Its day, in Portuguese.
        day: Option<String>,
    },
    /// The destination does not take such a letter.
    #[error("{profile} does not take {letter:?}")]
    LetterNotFor {
        /// Its title.
        letter: String,
        /// Name of the profile.
        profile: String,
        /// Why, in Portuguese.
        why: String,
    },
    /// A copy is not made, or not handed over.
    #[error(transparent)]
    Copy(#[from] RefusedCopy),
    /// A copy that was read back has other bytes than its source.
    #[error("the copy of {name} differs from it")]
    CopyDiffers {
        /// Name of the file.
        name: String,
    },
}

/// Why a copy with bars or marks is not made, or may not be handed over. Nothing changes then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RefusedCopy {
    /// The originals do not go where copies with bars are meant to go.
    #[error("{profile} takes no originals")]
    OriginalsNotFor {
        /// Name of the profile.
        profile: String,
    },
    /// Nothing can be drawn over the part: it has no pages of its own.
    #[error("{id} has no pages to draw over")]
    NoPages {
        /// The id.
        id: String,
    },
    /// The part does not have the page.
    #[error("{id} has no page {page}")]
    NoSuchPage {
        /// The id.
        id: String,
        /// The page.
        page: u32,
    },
    /// An area has no size.
    #[error("{area} is no area")]
    NoArea {
        /// The area, as text.
        area: String,
    },
    /// Nothing was chosen that could be drawn.
    #[error("nothing to mark on {id}")]
    NothingMarked {
        /// The id.
        id: String,
    },
    /// No photo says where it was taken.
    #[error("no photo of {id} tells a place")]
    NoPlaceInside {
        /// The id, or that it is the whole case.
        id: String,
    },
    /// A copy could not be made.
    #[error("no copy of {id}: {detail}")]
    CopyNotMade {
        /// The id.
        id: String,
        /// Why, for the curious.
        detail: String,
    },
    /// A hidden text can still be found in what was made.
    #[error("a hidden text is still in {places:?}")]
    StillFound {
        /// What it is, in general words.
        hides: String,
        /// Where, each in Portuguese.
        places: Vec<String>,
    },
}

impl From<RefusedCopy> for AppError {
    fn from(why: RefusedCopy) -> Self {
        Self::Refused(why.into())
    }
}
