//! What the person chose for the program itself: size of letters, colours, own data to start a case
//! with. Kept in one file outside the cases.

use crate::app::{App, AppError};
use crate::case::{Claimant, Finding, FindingCode};
use crate::store::StoreError;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::fs;
use std::io;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Sizes of letters that there are, in per cent.
const LETTERS: RangeInclusive<u16> = 90..=200;
/// Size of letters as designed.
const LETTER: u16 = 100;
/// What the name of a damaged file is given at its end.
const DAMAGED: &str = "estragado";
/// Longest file that is read, in bytes.
const MAX_BYTES: u64 = 1024 * 1024;

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Theme {
    /// As the system says.
    #[default]
    System,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

/// How much colours differ.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Contrast {
    /// As designed.
    #[default]
    Normal,
    /// More.
    High,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Settings {
    /// Size of letters in per cent.
    pub letter: u16,
    /// Light or dark.
    pub theme: Theme,
    /// How much colours differ.
    pub contrast: Contrast,
    /// Whether the first greeting was seen.
    pub welcomed: bool,
    /// Who the person is, to start a case with.
    pub me: Option<Claimant>,
    /// Folder of cases; the program's own choice without one.
    pub cases_folder: Option<PathBuf>,
    /// Whether the person receives dossiers from others: the list of received ones is shown.
    pub lawyer: bool,
}

/// The settings, and what of the file could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SettingsReport {
    /// The settings.
    #[serde(flatten)]
    pub settings: Settings,
    /// What was found.
    pub findings: Vec<Finding>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            letter: LETTER,
            theme: Theme::default(),
            contrast: Contrast::default(),
            welcomed: false,
            me: None,
            cases_folder: None,
            lawyer: false,
        }
    }
}

impl Settings {
    /// Takes members over; null gives the default back. What is unknown or not of its shape stays
    /// out, as a finding.
    fn take(&mut self, members: Map<String, Value>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for (name, value) in members {
            let taken = match name.as_str() {
                "letter" => set_letter(&mut self.letter, value),
                "theme" => set(&mut self.theme, value),
                "contrast" => set(&mut self.contrast, value),
                "welcomed" => set(&mut self.welcomed, value),
                "me" => set(&mut self.me, value),
                "cases_folder" => set(&mut self.cases_folder, value),
                "lawyer" => set(&mut self.lawyer, value),
                _ => false,
            };
            if !taken {
                findings.push(Finding::new(FindingCode::SettingNotTaken).finding(name));
            }
        }
        findings
    }
}

fn set<T: DeserializeOwned + Default>(member: &mut T, value: Value) -> bool {
    let read = if value.is_null() { Ok(T::default()) } else { serde_json::from_value(value) };
    read.map(|value| *member = value).is_ok()
}

fn set_letter(member: &mut u16, value: Value) -> bool {
    let mut letter = LETTER;
    let sound = value.is_null() || (set(&mut letter, value) && LETTERS.contains(&letter));
    if sound {
        *member = letter;
    }
    sound
}

impl App {
    /// Returns the settings in a file; the defaults where there is none, or where it is damaged: it
    /// is then put aside and said.
    ///
    /// # Errors
    /// The file is there and cannot be read.
    pub fn settings(&mut self, path: &Path) -> Result<SettingsReport, AppError> {
        let failed = |source| AppError::Read { path: path.to_owned(), source };
        let mut settings = Settings::default();
        let members = match fs::metadata(path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Some(Map::new()),
            told if told.as_ref().is_ok_and(|told| told.len() > MAX_BYTES) => None,
            _ => serde_json::from_slice(&fs::read(path).map_err(failed)?).ok(),
        };
        let findings = match members {
            Some(members) => settings.take(members),
            None => {
                let aside = aside(path);
                // Where it cannot be put aside, it is found damaged again, and said again.
                let _ = (self.disk)().rename(path, &aside);
                let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
                vec![Finding::new(FindingCode::SettingsDamaged).at(name)]
            }
        };
        Ok(SettingsReport { settings, findings })
    }

    /// Changes settings and keeps them in the file, at one stroke; an absent member stays, null
    /// gives the default back.
    ///
    /// # Errors
    /// `changes` is no object; the file cannot be read or written.
    pub fn set_settings(
        &mut self,
        path: &Path,
        changes: Value,
    ) -> Result<SettingsReport, AppError> {
        let Value::Object(changes) = changes else {
            return Err(AppError::Request { detail: "settings is not an object".to_owned() });
        };
        let mut report = self.settings(path)?;
        report.findings.extend(report.settings.take(changes));
        let disk = (self.disk)();
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut bytes = serde_json::to_vec_pretty(&report.settings).unwrap_or_default();
        bytes.push(b'\n');
        disk.make_folder(folder)
            .and_then(|()| disk.replace(path, &bytes, folder))
            .map_err(StoreError::from)?;
        Ok(report)
    }
}

fn aside(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(DAMAGED);
    PathBuf::from(name)
}

#[cfg(test)]
mod tests;
