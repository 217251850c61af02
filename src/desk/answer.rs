//! What the page is told: a reply whose paths became handles, and what was found in words.

use crate::api::{Failure, Reply, Told};
use crate::app::{AppError, Progress};
use crate::case::Finding;
use crate::desk::handles::{CASES, Handles};
use crate::desk::redact::Secrets;
use crate::explain::{self, Explanation, Names};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// How far a long deed has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct DeskProgress {
    /// What is being done, in Portuguese.
    pub doing: String,
    /// How many of `total` are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// Name of the file that is being worked on, where there is one.
    #[cfg_attr(test, ts(optional = nullable))]
    pub name: Option<String>,
}

impl DeskProgress {
    pub(super) fn of(progress: &Progress) -> Self {
        let Progress { doing, done, total, name } = progress;
        Self { doing: (*doing).to_owned(), done: *done, total: *total, name: name.clone() }
    }
}

/// A finding in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Notice {
    /// What it says.
    #[serde(flatten)]
    pub explanation: Explanation,
    /// Which part of the case it is about: an id or "Doc. 3".
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub about: Option<String>,
}

/// What a person may know of the file or folder behind a handle.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PlaceFacts {
    /// Its name, without the folder it lies in.
    pub name: String,
    /// Size in bytes; 0 for a folder.
    pub bytes: u64,
    /// Whether it is a folder.
    pub folder: bool,
}

impl PlaceFacts {
    pub(super) fn of(path: &Path) -> Self {
        let told = std::fs::metadata(path).ok();
        let folder = told.as_ref().is_some_and(std::fs::Metadata::is_dir);
        let bytes = told.filter(|_| !folder).map_or(0, |told| told.len());
        Self { name: bare_name(path), bytes, folder }
    }
}

/// The answer to a request that was done.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DeskAnswer"))]
pub struct Answer {
    /// What the engine replied.
    pub reply: Reply,
    /// What was found, in words.
    pub notices: Vec<Notice>,
    /// Whether the person must see something of it.
    pub attention: bool,
    /// Handle of the case that the request was about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub case: Option<String>,
    /// The files and folders behind the handles of the reply.
    pub places: BTreeMap<String, PlaceFacts>,
}

impl Answer {
    /// Returns the answer that tells this reply to the page; `names` are those of the case that it
    /// speaks of.
    pub(super) fn of(
        mut reply: Reply,
        names: &Names,
        case: Option<String>,
        handles: &mut Handles,
    ) -> Self {
        let mut places = BTreeMap::new();
        for told in reply.places_mut() {
            match told {
                Told::Case(path) => *path = handles.of_case(path).into(),
                Told::Cases(path) => *path = CASES.into(),
                Told::Choice(path) => *path = handles.of_choice(path).into(),
                Told::Given(path) => *path = bare_name(Path::new(path)),
                Told::Made(path) => {
                    let facts = PlaceFacts::of(path);
                    let handle = handles.of_made(path);
                    *path = handle.clone().into();
                    places.insert(handle, facts);
                }
            }
        }
        let secrets = handles.secrets();
        reply.sentences_mut().into_iter().for_each(|text| *text = secrets.redacted(text));
        let noted = match &reply {
            Reply::Verified(report) => report.notes.as_slice(),
            _ => &[],
        };
        let found = reply.findings().into_iter().chain(noted);
        let notices = found.map(|finding| notice(finding, names)).collect();
        let attention = reply.needs_attention();
        Self { reply, notices, attention, case, places }
    }

    pub(super) fn to_json(&self) -> String {
        // Every member is text, a number or a list of them: JSON holds all that.
        serde_json::to_string(self)
            .unwrap_or_else(|_| failure(&AppError::Failed, &Names::default(), &Secrets::default()))
    }
}

/// Returns the last part of a path as it may be shown to a person.
pub(super) fn bare_name(path: &Path) -> String {
    let name = path.file_name().unwrap_or(path.as_os_str());
    crate::base::file_name::visible(&name.to_string_lossy())
}

fn notice(finding: &Finding, names: &Names) -> Notice {
    Notice { explanation: explain::finding(finding, names), about: finding.subject.clone() }
}

/// Returns the answer to a request that could not be done.
pub(super) fn failure(error: &AppError, names: &Names, secrets: &Secrets) -> String {
    let mut failure = Failure::of(error, names);
    failure.error.texts_mut().into_iter().for_each(|text| *text = secrets.redacted(text));
    serde_json::to_string(&failure).unwrap_or_default()
}
