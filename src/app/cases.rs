//! The folder of cases: which there are, and deleting one for good.

use crate::app::{App, AppError, RefusedDeed};
use crate::case::{Case, CustodyEvent, ItemState};
use crate::explain::{self, Explanation, Names};
use crate::store::{StoreError, glance, is_case};
use chrono::{DateTime, FixedOffset};
use serde::Serialize;
use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The cases in a folder, the one that was changed last first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaseList {
    /// The cases.
    pub cases: Vec<CaseEntry>,
}

/// A case as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CaseEntry {
    /// The case folder.
    pub path: PathBuf,
    /// Identity; none when the case cannot be read.
    #[cfg_attr(test, ts(as = "Option<String>"))]
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
#[cfg_attr(test, derive(ts_rs::TS))]
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

impl App {
    /// Returns the cases in a folder; none where there is no such folder yet. One that cannot be
    /// opened is listed with its trouble.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn cases(&mut self, folder: &Path) -> Result<CaseList, AppError> {
        let failed = |source| AppError::Read { path: folder.to_owned(), source };
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            entries => entries.map_err(failed)?.collect::<Result<_, _>>().map_err(failed)?,
        };
        let mut cases = Vec::new();
        for entry in entries {
            // What is being made, copied or deleted begins with a dot, as do the system's own.
            let hidden = entry.file_name().to_string_lossy().starts_with('.');
            let path = entry.path();
            if !hidden && path.is_dir() {
                cases.extend(self.entry(&path));
            }
        }
        cases.sort_by_cached_key(|case: &CaseEntry| {
            let changed = case.changed_at.as_deref().and_then(moment);
            (Reverse(changed), case.title.to_lowercase(), case.path.clone())
        });
        Ok(CaseList { cases })
    }

    /// Returns how a folder is listed, if it is a case or may be one.
    fn entry(&mut self, path: &Path) -> Option<CaseEntry> {
        let told = if is_case(path) {
            glance(path, &mut self.stamp())
        } else {
            // A folder that cannot be looked into may be a case.
            let source = fs::read_dir(path).err()?;
            Err(StoreError::Read { path: path.to_owned(), source })
        };
        Some(match told {
            Ok(glance) => CaseEntry {
                changed_at: Some(glance.changed_at),
                exported_at: glance.exported_at,
                ..listed(&glance.case, path)
            },
            Err(error) => CaseEntry {
                path: path.to_owned(),
                case_id: None,
                title: folder_name(path),
                company: None,
                exhibits: 0,
                contacts: 0,
                facts: 0,
                changed_at: None,
                exported_at: None,
                trouble: Some(explain::error(&AppError::Store(error), &Names::default())),
            },
        })
    }

    /// Deletes a case folder for good; `confirm` is the case's title, as the person typed it.
    ///
    /// # Errors
    /// [`RefusedDeed::NotConfirmed`]; another program has the case open; the disk refuses.
    pub fn discard(&mut self, root: &Path, confirm: &str) -> Result<Discarded, AppError> {
        let opened = self.open(root)?;
        let title = shown_title(opened.case(), root);
        if confirm.trim() != title.trim() {
            return Err(RefusedDeed::NotConfirmed { title }.into());
        }
        let originals =
            opened.case().items.values().filter(|item| item.state != ItemState::Emptied).count();
        let lines = opened.log().lines().iter();
        let exports = lines.filter(|line| line.core.event == CustodyEvent::Exported).count();
        opened.discard(&mut self.stamp())?;
        Ok(Discarded { title, originals, exports, stays: explain::stays(exports) })
    }
}

fn listed(case: &Case, path: &Path) -> CaseEntry {
    let company = case.respondents.iter().find_map(|company| company.short_name());
    CaseEntry {
        path: path.to_owned(),
        case_id: Some(case.case_id),
        title: shown_title(case, path),
        company: company.map(str::to_owned),
        exhibits: case.exhibits.iter().filter(|exhibit| case.stands(exhibit)).count(),
        contacts: case.contacts.len(),
        facts: case.facts.len(),
        changed_at: None,
        exported_at: None,
        trouble: None,
    }
}

/// Returns the title of a case, or its folder's name where it has none.
fn shown_title(case: &Case, root: &Path) -> String {
    if case.title.trim().is_empty() { folder_name(root) } else { case.title.clone() }
}

fn folder_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn moment(text: &str) -> Option<DateTime<FixedOffset>> {
    DateTime::parse_from_rfc3339(text).ok()
}
