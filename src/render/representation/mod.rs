//! What is printed for files that have no pages of their own: a conversation, a fiscal document.
//! Each is a representation that says so; the original goes along byte for byte.
//!
//! Deliberately not here: reading those files (`import`) and where the pages stand (`layout`).

mod fiscal;
#[cfg(test)]
mod tests;
mod transcript;

/// Where the original is that a representation stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OriginalAt {
    /// In the ZIP beside the dossier.
    InZip,
    /// With the party, where the pages go alone.
    WithParty,
}

impl OriginalAt {
    /// Returns the words for it.
    pub const fn words(self) -> &'static str {
        match self {
            Self::InZip => "em data/originais",
            Self::WithParty => "com quem apresenta esta prova",
        }
    }
}

pub use fiscal::{FiscalItemView, FiscalView, fiscal_view};
pub use transcript::{TranscriptRow, TranscriptView, transcript_view};

use crate::base::Moment;
use crate::render::view::LabelledValue;
use chrono::Timelike;

fn labelled(label: &str, value: impl Into<String>) -> LabelledValue {
    LabelledValue { label: label.to_owned(), value: value.into() }
}

/// Returns date and time with seconds where there are any: "05/10/2026 14:33:10 (−03:00)".
fn to_the_second(moment: &Moment) -> String {
    let shown = moment.to_string();
    match moment.time().filter(|time| time.second() > 0) {
        Some(time) => {
            let minutes = time.format("%H:%M").to_string();
            shown.replacen(&minutes, &time.format("%H:%M:%S").to_string(), 1)
        }
        None => shown,
    }
}
