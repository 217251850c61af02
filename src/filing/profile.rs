//! Filing profiles (perfis de entrega): what a destination wants, as dated data with its source.
//! The files under `assets/profiles` are embedded; the user's own stand beside them and win over
//! one of the same id. An unknown key is refused with file and line.

use crate::case::Destination;
use crate::filing::checklist::is_checklist;
use include_dir::{Dir, include_dir};
use serde::{Deserialize, Serialize};

/// The profiles that come with the program.
static EMBEDDED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/assets/profiles");

/// The order in which destinations are offered: from the nearest counter to one's own drawer.
const ORDER: [&str; 3] = ["procon", "consumidor-gov", "jec-balcao"];

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
    /// A reduced copy where a limit asks for it, which says so on the page.
    Fit,
}

/// A paper that the profile makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Paper {
    /// The dossier.
    Dossier,
    /// The Procon's complaint sheet.
    ComplaintSheet,
    /// The petition to the Juizado.
    Petition,
    /// The lawyer's cover sheet.
    CoverSheet,
    /// The personal sheet of the day: what to take along.
    TakeAlong,
    /// The account for a public page, without personal data.
    PublicText,
    /// The counter's receipt in two copies.
    Receipt,
    /// The label of the printed volume.
    VolumeLabel,
}

/// Whether the dossier is split into volumes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Split {
    /// One volume.
    None,
    /// Parts that each keep to the size of a file.
    BySize,
}

/// Where audio and video go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    /// Into `data/midia` of the ZIP.
    Folder,
    /// Into `data/midia`, and to be uploaded too.
    Upload,
    /// Into `data/midia`; the destination takes none.
    Refused,
}

/// How the destination prints or reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Colour {
    /// In colour or not.
    Any,
    /// Often without colour: reduced copies are made grey.
    Grey,
}

/// How files to be uploaded are named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum NameStyle {
    /// `03 - Fatura Claro ago-2026.pdf`.
    Plain,
    /// `Doc03FaturaClaro202608.pdf`: letters and digits, and what the document is.
    Descriptive,
}

/// Something to know before going there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(deny_unknown_fields)]
pub struct Warning {
    /// One plain sentence or two.
    pub text: String,
    /// Where it was read.
    pub source: String,
    /// How sure.
    pub confidence: Confidence,
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
    /// Finest picture, in dots an inch.
    pub max_dpi: Option<u32>,
    /// Largest audio file, in MB.
    pub max_audio_mb: Option<u32>,
    /// Largest video file, in MB.
    pub max_video_mb: Option<u32>,
    /// Endings of the files that are taken; empty means any.
    pub types: Vec<String>,
    /// Longest file name, in characters.
    pub name_max: Option<u32>,
    /// Pattern of file names, as a regular expression for people and scripts.
    pub name_pattern: Option<String>,
    /// How files are named.
    pub name_style: Option<NameStyle>,
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
    /// Name of its checklist.
    pub checklist: String,
    /// Sets to print.
    pub copies: u32,
    /// Whether files are uploaded one by one, `data/enviar` in the ZIP.
    pub upload: bool,
    /// How it prints or reads.
    pub colour: Colour,
    /// Days the company has to answer there.
    #[serde(default)]
    pub answer_days: Option<u32>,
    /// Days after the delivery on which to look again.
    #[serde(default)]
    pub reminder_days: Vec<u32>,
    /// Where the facts of this profile were read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// How sure.
    pub confidence: Confidence,
    /// Limits.
    pub limits: Limits,
    /// What to know before going there.
    #[serde(default, rename = "warning")]
    pub warnings: Vec<Warning>,
    /// How this place wants somebody else authorised: its own form, by hand.
    #[serde(default)]
    pub authorisation: Option<Warning>,
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
    /// A data file of the program is not of the format.
    #[error("data file is wrong: {detail}")]
    Format {
        /// File, line and reason, from the parser.
        detail: String,
    },
    /// A file of the user is not of the format.
    #[error("{file}: {detail}")]
    OwnFile {
        /// The file.
        file: String,
        /// Line, reason and what is allowed, from the parser.
        detail: String,
    },
}

/// A data file of the user, a profile or the wages: its name and text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnProfile {
    /// File name, for what is said of it.
    pub name: String,
    /// TOML.
    pub text: String,
}

/// Returns every profile: the shipped ones, with the user's in their stead or after them.
///
/// # Errors
/// [`ProfileError::Format`] for a file that is not of the format.
pub fn profiles(own: &[OwnProfile]) -> Result<Vec<FilingProfile>, ProfileError> {
    let mut all = Vec::new();
    for file in EMBEDDED.files() {
        let name = file.path().to_string_lossy();
        all.push(parse(&name, file.contents_utf8().unwrap_or_default())?);
    }
    all.sort_by_key(|profile| {
        let place = ORDER.iter().position(|id| profile.id == *id).unwrap_or(ORDER.len());
        (profile.destination, place, profile.id.clone())
    });
    for file in own {
        let own = |error: ProfileError| ProfileError::OwnFile {
            file: file.name.clone(),
            detail: match error {
                ProfileError::Format { detail } => detail,
                other => other.to_string(),
            },
        };
        let profile = parse("", &file.text).map_err(own)?;
        match all.iter_mut().find(|known| known.id == profile.id) {
            Some(known) => *known = profile,
            None => all.push(profile),
        }
    }
    Ok(all)
}

fn parse(name: &str, text: &str) -> Result<FilingProfile, ProfileError> {
    let wrong = |detail: String| {
        let detail = if name.is_empty() { detail } else { format!("{name}: {detail}") };
        ProfileError::Format { detail }
    };
    let profile: FilingProfile = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
    if !is_checklist(&profile.checklist) {
        return Err(wrong(format!("there is no checklist {:?}", profile.checklist)));
    }
    if profile.id.is_empty()
        || !profile.id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
    {
        return Err(wrong(format!("id {:?}: only a-z, 0-9 and -", profile.id)));
    }
    if let Some(pattern) = &profile.limits.name_pattern {
        regex::Regex::new(pattern).map_err(|error| wrong(error.to_string()))?;
    }
    Ok(profile)
}

/// Returns the profile with this id.
///
/// # Errors
/// [`ProfileError::Unknown`], naming the ids there are.
pub fn profile(id: &str, own: &[OwnProfile]) -> Result<FilingProfile, ProfileError> {
    let all = profiles(own)?;
    let known = all.iter().map(|profile| profile.id.as_str()).collect::<Vec<_>>().join(", ");
    all.into_iter()
        .find(|profile| profile.id == id)
        .ok_or_else(|| ProfileError::Unknown { id: id.to_owned(), known })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn procon() -> String {
        EMBEDDED.get_file("procon.toml").unwrap().contents_utf8().unwrap().to_owned()
    }

    fn own(text: String) -> [OwnProfile; 1] {
        [OwnProfile { name: "meu.toml".to_owned(), text }]
    }

    #[test]
    fn every_embedded_profile_is_of_the_format_and_dated() {
        let all = profiles(&[]).unwrap();
        assert_eq!(all.len(), 18);
        assert_eq!(all[0].id, "procon");
        for profile in all {
            let id = &profile.id;
            assert_eq!(profile.read_on.len(), 10, "{id}");
            assert!(!profile.source.is_empty() && profile.copies > 0, "{id}");
            assert!(EMBEDDED.get_file(format!("{id}.toml")).is_some(), "{id}");
            assert!(profile.warnings.iter().all(|w| !w.source.is_empty()), "{id}");
            let electronic = profile.upload;
            assert_eq!(electronic, profile.limits.max_file_mb.is_some(), "{id}");
        }
    }

    #[test]
    fn an_unknown_key_is_refused_with_file_and_line() {
        let error = profiles(&own(format!("cor = \"cinza\"\n{}", procon()))).unwrap_err();
        let text = error.to_string();
        assert!(
            text.contains("meu.toml") && text.contains("cor") && text.contains("line 1"),
            "{text}"
        );
        assert!(text.contains("colour"), "names what is allowed: {text}");
    }

    #[test]
    fn what_the_format_cannot_say_is_refused_too() {
        for (was, is, said) in [
            ("checklist = \"procon\"", "checklist = \"lista\"", "lista"),
            ("id = \"procon\"", "id = \"../procon\"", "a-z"),
            ("[limits]", "[limits]\nname_pattern = \"(\"", "regex"),
            ("copies = 2", "copies = -2", "line"),
        ] {
            let error = profiles(&own(procon().replace(was, is))).unwrap_err().to_string();
            assert!(error.contains(said), "{is}: {error}");
        }
    }

    #[test]
    fn the_users_profile_wins_over_one_of_the_same_id_and_new_ones_come_last() {
        let text = procon().replace("copies = 2", "copies = 4");
        assert_eq!(profile("procon", &own(text)).unwrap().copies, 4);
        let text = procon().replace("id = \"procon\"", "id = \"procon-itu\"");
        assert_eq!(profiles(&own(text)).unwrap().last().unwrap().id, "procon-itu");
    }

    #[test]
    fn an_unknown_profile_names_the_ones_there_are() {
        let error = profile("tjxx", &[]).unwrap_err().to_string();
        assert!(error.contains("procon") && error.contains("advogado"), "{error}");
    }
}
