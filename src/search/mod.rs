//! Finding words again: a full-text index in one SQLite file, whose place the caller gives. It serves
//! one case (its file in `.juntada/` may be deleted) and a catalogue of thousands of dossiers alike.
//!
//! Accents and capitals do not count, and a number is found with or without its punctuation: what
//! goes in and what is asked pass the same folding (`words`). The last word asked may be a beginning.
//! Deliberately not here: which texts a case has (`app/search.rs`), and where the file stands.

mod index;
mod query;
mod quote;
mod words;

#[cfg(test)]
mod tests;

pub use index::{Batch, Index, SearchError};
pub use quote::Quote;

use serde::{Deserialize, Serialize};

/// What kind of words stand at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PlaceKind {
    /// Title of an exhibit, or of a whole dossier.
    Title,
    /// Name of a file, as it was received.
    FileName,
    /// What the user wrote about an exhibit or the case.
    Note,
    /// Text of a file.
    Text,
    /// Text that a program read from a picture: it may be misread, and is no evidence.
    ReadFromPicture,
    /// A contact with the company.
    Contact,
    /// A fact that the user told.
    Fact,
    /// An extra event of the timeline.
    Event,
    /// A request.
    Request,
    /// A person or a company.
    Party,
}

impl PlaceKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Title,
        Self::FileName,
        Self::Note,
        Self::Text,
        Self::ReadFromPicture,
        Self::Contact,
        Self::Fact,
        Self::Event,
        Self::Request,
        Self::Party,
    ];

    /// Returns the word by which the index keeps it, the same as in `--json`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::FileName => "file_name",
            Self::Note => "note",
            Self::Text => "text",
            Self::ReadFromPicture => "read_from_picture",
            Self::Contact => "contact",
            Self::Fact => "fact",
            Self::Event => "event",
            Self::Request => "request",
            Self::Party => "party",
        }
    }

    /// Returns whether a word here says what the whole is about: it weighs more.
    const fn is_heading(self) -> bool {
        matches!(self, Self::Title | Self::FileName | Self::Party)
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where words stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Place {
    /// Which dossier or case: a name that the caller chose.
    pub dossier: String,
    /// Id of the exhibit: `e3`.
    pub exhibit: Option<String>,
    /// Id of the item, contact, fact, request, event or respondent: `p4`, `c1`, `f2`…
    pub item: Option<String>,
    /// Page of the item, from 1.
    pub page: Option<u32>,
    /// What kind of words.
    pub kind: PlaceKind,
}

impl Place {
    /// Returns a place of this kind that belongs to a dossier as a whole.
    pub fn of(dossier: &str, kind: PlaceKind) -> Self {
        Self { dossier: dossier.to_owned(), exhibit: None, item: None, page: None, kind }
    }

    /// Returns the same place, in an exhibit.
    #[must_use]
    pub fn in_exhibit(self, exhibit: &impl ToString) -> Self {
        Self { exhibit: Some(exhibit.to_string()), ..self }
    }

    /// Returns the same place, in a part of the case.
    #[must_use]
    pub fn in_item(self, item: &impl ToString) -> Self {
        Self { item: Some(item.to_string()), ..self }
    }

    /// Returns the same place, on a page.
    #[must_use]
    pub fn on_page(self, page: u32) -> Self {
        Self { page: Some(page), ..self }
    }
}

/// A place where the words stand.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where.
    pub place: Place,
    /// Number of the exhibit ("7", "B"), as it was told with [`Batch::name`].
    pub number: Option<String>,
    /// Title of the exhibit, as it was told with [`Batch::name`].
    pub title: Option<String>,
    /// The words around, with what was asked marked.
    pub quote: Quote,
    /// How well it fits, by bm25: lower is better.
    pub rank: f64,
}
