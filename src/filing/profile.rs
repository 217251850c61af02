//! Filing profiles (perfis de entrega): what a destination wants, as dated data with its source.
//! The files under `assets/profiles` are embedded; an unknown key is refused with its line.

use crate::case::Destination;
use serde::{Deserialize, Serialize};

/// The profiles that come with the program.
const EMBEDDED: [&str; 2] = [
    include_str!("../../assets/profiles/procon.toml"),
    include_str!("../../assets/profiles/advogado.toml"),
];

/// What happens to the pages of PDFs that others made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ForeignPages {
    /// They stay vectors; the PDF/A claim is dropped where one of them would break it.
    Keep,
    /// A page that would break the claim is drawn as a picture.
    Draw,
}

/// How pictures are put into the dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quality {
    /// Bit for bit.
    Original,
}

/// A paper that the profile makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// The dossier.
    Dossier,
}

/// Whether the dossier is split into volumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// One volume.
    None,
}

/// Where audio and video go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// Into `data/midia` of the ZIP.
    Folder,
}

/// How sure the source of a profile is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Confidence {
    /// Read in a published source.
    Confirmed,
    /// To be confirmed with the destination.
    Unconfirmed,
}

/// Limits of a destination; `None` means no limit. MB = 1024², KB = 1024.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Limits {
    /// Largest file, in MB.
    pub max_file_mb: Option<u32>,
    /// Largest sum of files, in MB.
    pub max_total_mb: Option<u32>,
    /// Most KB a page.
    pub max_kb_per_page: Option<u32>,
    /// Longest file name, in characters.
    pub name_max: Option<u32>,
    /// Pattern of file names, as a regular expression for people and scripts.
    pub name_pattern: Option<String>,
}

/// A filing profile.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FilingProfile {
    /// Id, used on the command line.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Which requests go there.
    pub destination: Destination,
    /// One package per respondent.
    pub per_respondent: bool,
    /// `caso.json` carries the whole case.
    pub whole_case: bool,
    /// What happens to foreign pages.
    pub foreign_pages: ForeignPages,
    /// How pictures go in.
    pub quality: Quality,
    /// Papers to make.
    pub papers: Vec<Paper>,
    /// Volumes.
    pub split: Split,
    /// Audio and video.
    pub media: Media,
    /// Where the facts of this profile were read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// How sure.
    pub confidence: Confidence,
    /// Limits.
    pub limits: Limits,
}

/// Why a profile cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    /// There is none with this id.
    #[error("no profile {id:?}; there are: {known}")]
    Unknown {
        /// The id that was given.
        id: String,
        /// The ids there are.
        known: String,
    },
    /// Its file is not of the format.
    #[error("profile file is wrong: {detail}")]
    Format {
        /// Line and reason, from the parser.
        detail: String,
    },
}

/// Returns every profile, in the order shipped.
///
/// # Errors
/// [`ProfileError::Format`] for a file that is not of the format.
pub fn profiles() -> Result<Vec<FilingProfile>, ProfileError> {
    EMBEDDED.iter().map(|text| parse(text)).collect()
}

fn parse(text: &str) -> Result<FilingProfile, ProfileError> {
    toml::from_str(text).map_err(|error| ProfileError::Format { detail: error.to_string() })
}

/// Returns the profile with this id.
///
/// # Errors
/// [`ProfileError::Unknown`], naming the ids there are.
pub fn profile(id: &str) -> Result<FilingProfile, ProfileError> {
    let all = profiles()?;
    let known = all.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(", ");
    all.into_iter()
        .find(|profile| profile.id == id)
        .ok_or_else(|| ProfileError::Unknown { id: id.to_owned(), known })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_embedded_profile_is_of_the_format_and_dated() {
        let all = profiles().unwrap();
        assert_eq!(all.len(), EMBEDDED.len());
        for profile in all {
            assert_eq!(profile.read_on.len(), 10, "{}", profile.id);
            assert!(!profile.source.is_empty(), "{}", profile.id);
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let text = format!("{}\ncolour = \"grey\"\n", EMBEDDED[0].replace("[limits]", ""));
        let error = parse(&text).unwrap_err().to_string();
        assert!(error.contains("colour") && error.contains("line"), "{error}");
    }

    #[test]
    fn an_unknown_profile_names_the_ones_there_are() {
        let error = profile("tjxx").unwrap_err().to_string();
        assert!(error.contains("procon") && error.contains("advogado"), "{error}");
    }
}
