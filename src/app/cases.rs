//! The folder of cases: which there are, and deleting one for good.

use crate::explain::Explanation;
use serde::Serialize;
use std::path::PathBuf;
use uuid::Uuid;

/// The cases in a folder, the one that was changed last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseList {
    /// The cases.
    pub cases: Vec<CaseEntry>,
}

/// A case as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CaseEntry {
    /// The case folder.
    pub path: PathBuf,
    /// Identity; none when the case cannot be read.
    pub case_id: Option<Uuid>,
    /// Title; the folder's name when the case cannot be read or has none.
    pub title: String,
    /// The company complained of, by the name people know; the first of several.
    pub company: Option<String>,
    /// How many exhibits stand.
    pub exhibits: usize,
    /// How many contacts.
    pub contacts: usize,
    /// How many facts.
    pub facts: usize,
    /// When the case was last written, RFC 3339.
    pub changed_at: Option<String>,
    /// When a dossier was last made of it, RFC 3339.
    pub exported_at: Option<String>,
    /// Why it cannot be opened.
    pub trouble: Option<Explanation>,
}

/// What deleting a case did, and what it did not reach.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Discarded {
    /// Title of the case that is gone.
    pub title: String,
    /// How many originals went with it.
    pub originals: usize,
    /// How many times a dossier was made of it: whatever became of them is still where it is.
    pub exports: usize,
    /// What stays elsewhere, in Portuguese.
    pub stays: String,
}
