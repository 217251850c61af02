//! What the person chose for the program itself: size of letters, colours, own data to start a case
//! with. Kept in one file outside the cases.

use crate::case::{Claimant, Finding};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// Light or dark.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
pub enum Contrast {
    /// As designed.
    #[default]
    Normal,
    /// More.
    High,
}

/// The settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
}

/// The settings, and what of the file could not be taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SettingsReport {
    /// The settings.
    #[serde(flatten)]
    pub settings: Settings,
    /// What was found.
    pub findings: Vec<Finding>,
}
