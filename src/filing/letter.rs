//! Letters to the company and declarations: which there are, what each is for, which destination
//! takes it, and the sentences that depend on the law that binds the company. Data in
//! `assets/rules/letters.toml`; how a letter is composed is the work of [`crate::render`].

use crate::case::{Destination, Sector};
use crate::filing::{Confidence, ProfileError};
use serde::{Deserialize, Serialize};

const LETTERS: &str = include_str!("../../assets/rules/letters.toml");

/// A letter, a declaration or an authorisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Letter {
    /// The recordings of the calls, with their protocol numbers.
    Recording,
    /// The history of the attendances.
    History,
    /// An extrajudicial notice with the requests.
    Notice,
    /// Somebody else's bill as proof of address.
    Residence,
    /// Whoever the contract names lets the user complain at the Procon.
    HolderAuthorisation,
    /// A third person goes to the Procon in the user's stead.
    Authorisation,
    /// For a lawyer.
    PowerOfAttorney,
}

impl Letter {
    /// Every letter, in the order offered.
    pub const ALL: [Self; 7] = [
        Self::Recording,
        Self::History,
        Self::Notice,
        Self::Residence,
        Self::HolderAuthorisation,
        Self::Authorisation,
        Self::PowerOfAttorney,
    ];

    /// Returns the word used on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recording => "gravacao",
            Self::History => "historico",
            Self::Notice => "notificacao",
            Self::Residence => "residencia",
            Self::HolderAuthorisation => "titular",
            Self::Authorisation => "autorizacao",
            Self::PowerOfAttorney => "procuracao",
        }
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Letter,
    title: String,
    serves: String,
    #[serde(default)]
    to_company: bool,
    #[serde(default)]
    destinations: Vec<Destination>,
    #[serde(default)]
    only: Option<String>,
    ask: String,
    close: String,
    /// What is said to a company that the law of `ask` does not bind.
    #[serde(default)]
    plain: Option<String>,
    #[serde(default)]
    plain_close: Option<String>,
    #[serde(default)]
    sectors: Vec<Sector>,
    source: String,
    read_on: String,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LetterFile {
    letter: Vec<Entry>,
}

/// A letter that can be made for a destination.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LetterOffer {
    /// Which.
    pub kind: Letter,
    /// Its title.
    pub title: String,
    /// What it is for.
    pub serves: String,
    /// Whether it is written to a company of the case.
    pub to_company: bool,
    /// Where that was read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// Whether to confirm it.
    pub confidence: Confidence,
}

/// The sentences of a letter to a company of a sector.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LetterText {
    /// Its title.
    pub title: String,
    /// What is asked or declared.
    pub ask: String,
    /// What follows; empty where nothing does.
    pub close: String,
    /// Whether the law that the letter names binds the company.
    pub by_law: bool,
    /// Which destinations take it; empty means any.
    pub destinations: Vec<Destination>,
    /// Why no other destination takes it.
    pub only: String,
}

fn entries() -> Result<Vec<Entry>, ProfileError> {
    let wrong = |error: toml::de::Error| ProfileError::Format { detail: error.to_string() };
    Ok(toml::from_str::<LetterFile>(LETTERS).map_err(wrong)?.letter)
}

fn serves(destinations: &[Destination], destination: Destination) -> bool {
    destinations.is_empty() || destinations.contains(&destination)
}

/// Returns the letters that can be made for a destination.
///
/// # Errors
/// [`ProfileError::Format`] when the file is not of its shape.
pub fn letters(destination: Destination) -> Result<Vec<LetterOffer>, ProfileError> {
    let fitting = entries()?.into_iter().filter(|entry| serves(&entry.destinations, destination));
    let offers = fitting.map(|entry| LetterOffer {
        kind: entry.id,
        title: entry.title,
        serves: entry.serves,
        to_company: entry.to_company,
        source: entry.source,
        read_on: entry.read_on,
        confidence: entry.confidence,
    });
    Ok(offers.collect())
}

/// Returns the sentences of a letter to a company of `sector`.
///
/// # Errors
/// [`ProfileError::Format`] when the file is not of its shape or does not hold the letter.
pub fn letter_text(kind: Letter, sector: Sector) -> Result<LetterText, ProfileError> {
    let missing =
        || ProfileError::Format { detail: format!("letters.toml holds no {}", kind.word()) };
    let entry = entries()?.into_iter().find(|entry| entry.id == kind).ok_or_else(missing)?;
    let by_law = entry.sectors.contains(&sector);
    let (ask, close) = if by_law || entry.sectors.is_empty() {
        (entry.ask, entry.close)
    } else {
        (entry.plain.unwrap_or(entry.ask), entry.plain_close.unwrap_or(entry.close))
    };
    let only = entry.only.unwrap_or_default();
    let (title, destinations) = (entry.title, entry.destinations);
    Ok(LetterText { title, ask, close, by_law, destinations, only })
}

impl LetterText {
    /// Returns whether a destination takes the letter.
    pub fn suits(&self, destination: Destination) -> bool {
        serves(&self.destinations, destination)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_is_in_the_file_once_and_says_where_it_was_read() {
        let ids: Vec<Letter> = entries().unwrap().iter().map(|entry| entry.id).collect();
        assert_eq!(ids, Letter::ALL);
        for entry in entries().unwrap() {
            assert!(!entry.source.is_empty() && entry.read_on.len() == 10, "{:?}", entry.id);
            assert_eq!(entry.plain.is_some(), !entry.sectors.is_empty(), "{:?}", entry.id);
            assert_eq!(entry.only.is_some(), !entry.destinations.is_empty(), "{:?}", entry.id);
        }
    }

    #[test]
    fn each_destination_is_offered_only_what_it_takes() {
        let kinds = |destination| -> Vec<Letter> {
            letters(destination).unwrap().into_iter().map(|offer| offer.kind).collect()
        };
        let procon = kinds(Destination::Procon);
        assert!(procon.contains(&Letter::Authorisation));
        assert!(procon.contains(&Letter::HolderAuthorisation));
        assert!(!procon.contains(&Letter::PowerOfAttorney));
        assert!(!kinds(Destination::Jec).contains(&Letter::Authorisation));
        assert!(!kinds(Destination::Jec).contains(&Letter::PowerOfAttorney));
        assert!(kinds(Destination::Lawyer).contains(&Letter::PowerOfAttorney));
    }

    #[test]
    fn the_decree_is_named_only_to_those_it_binds() {
        let named = |sector| letter_text(Letter::Recording, sector).unwrap();
        assert!(named(Sector::Telecom).ask.contains("Decreto 11.034/2022"));
        let hosting = named(Sector::Other);
        assert!(!hosting.by_law && !hosting.ask.contains("Decreto"));
        assert!(!hosting.close.contains("90"));
    }
}
