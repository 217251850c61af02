//! Every error and every finding in plain Portuguese, for a person without technical words: what
//! happened, what is safe, what to do next.
//!
//! House rules of the sentences: short, direct, one idea each; common words; "código de integridade"
//! is a file's SHA-256, "código de conferência" the seal, "registro de guarda (cadeia de custódia)"
//! the custody log; no claim beyond what the program knows, no promise of a legal result. What comes
//! from outside (names, paths, details) stands in quotes, made visible and cut to a bounded length.
//!
//! Deliberately not here: deciding anything, and the headings of screens and printed pages.

mod archive;
mod cause;
mod copies;
mod deed;
mod document;
mod error;
mod finding;
mod finding_case;
mod label;
mod name;
mod names;
mod paper;
mod reading;
mod received;

#[cfg(test)]
mod tests;

pub use deed::{already_there, custody_line, stays};
pub use error::error;
pub use finding::finding;
pub use label::label_of;
pub use names::{Names, may_speak_of_parts, speaks_of_parts};
pub use paper::{
    actor, copy_words, custody_deed, custody_event, file_type, page_placeholder, placeholder,
};
pub use reading::{note, refusal};
pub use received::{not_received, still_closed};

use crate::case::ChainFlaw;
use serde::Serialize;

/// Every code of a failed deed or of a file that was not kept, in order; scripts may rely on them.
/// Findings carry their own codes ([`crate::case::FindingCode`]).
pub const ERROR_CODES: [&str; 85] = [
    "assemble_failed",
    "cancelled",
    "cannot_read",
    "cannot_write",
    "case_locked",
    "case_newer",
    "catalogue_busy",
    "catalogue_damaged",
    "catalogue_newer",
    "chain_broken",
    "cloud_placeholder",
    "copy_differs",
    "copy_not_made",
    "database_damaged",
    "disk_full",
    "disk_gone",
    "disk_read_only",
    "document_newer",
    "document_not_json",
    "evidence_changed",
    "evidence_missing",
    "exhibit_not_understood",
    "file_absent",
    "file_changing",
    "file_empty",
    "file_inside_case",
    "file_is_link",
    "file_locked",
    "file_special",
    "file_too_large_for_disk",
    "layout_failed",
    "letter_not_for",
    "member_missing",
    "member_not_in_list",
    "member_not_understood",
    "name_too_long",
    "no_area",
    "no_case_inside",
    "no_conversation",
    "no_delivery",
    "no_longer_fits",
    "no_pages",
    "no_permission",
    "no_place_inside",
    "no_such_dossier",
    "no_such_page",
    "no_such_part",
    "not_a_case",
    "not_a_dossier",
    "not_checkable",
    "not_confirmed",
    "not_locked",
    "not_reached",
    "not_understood",
    "not_writable",
    "nothing_inside",
    "nothing_marked",
    "nothing_new",
    "nothing_sealed",
    "nothing_to_compare",
    "nothing_to_redo",
    "nothing_to_undo",
    "order_not_whole",
    "originals_missing",
    "originals_not_for",
    "out_inside_case",
    "own_file_wrong",
    "passphrase_needed",
    "passphrase_unfit",
    "passphrase_wrong",
    "path_absent",
    "path_exists",
    "profile_unreadable",
    "program_failed",
    "request_not_understood",
    "search_failed",
    "still_found",
    "still_named",
    "stopped",
    "too_few_to_group",
    "unknown_id",
    "unknown_member",
    "unknown_profile",
    "wrong_password",
    "wrong_state",
];

/// What a person is told about one error or finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Explanation {
    /// Stable word in snake_case, for scripts and screens.
    pub code: &'static str,
    /// What happened, in one sentence that also stands alone in a list.
    pub what: String,
    /// Why, and what is safe.
    pub why: String,
    /// What to do next.
    pub next: String,
}

impl Explanation {
    /// Returns the sentences, to change them.
    pub fn texts_mut(&mut self) -> [&mut String; 3] {
        let Self { code: _, what, why, next } = self;
        [what, why, next]
    }
}

/// Returns the explanation of these three parts.
fn say(
    code: &'static str,
    what: impl Into<String>,
    why: impl Into<String>,
    next: impl Into<String>,
) -> Explanation {
    Explanation { code, what: what.into(), why: why.into(), next: next.into() }
}

/// Returns where and how the custody log does not check, in one sentence.
pub fn chain_flaw(flaw: &ChainFlaw) -> String {
    match flaw {
        ChainFlaw::Unreadable { line } => format!("Não consigo ler a linha {line}."),
        ChainFlaw::WrongHash { line } => {
            format!("O conteúdo da linha {line} não é o que foi gravado.")
        }
        ChainFlaw::WrongLink { line } => format!(
            "A linha {line} não continua a anterior: falta uma linha, sobra uma ou a ordem mudou."
        ),
        ChainFlaw::DetailAltered { line } => {
            format!("Os detalhes da linha {line} mudaram depois de gravados.")
        }
        ChainFlaw::NoBeginning => "Falta o começo, que é a criação do caso.".to_owned(),
    }
}
