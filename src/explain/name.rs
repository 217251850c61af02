//! How things are called inside a sentence: nouns with their article, and foreign text in
//! quotes, made visible and cut.

use crate::base::file_name::visible;
use std::path::Path;

/// Most characters of a foreign text (path, name, detail) in a sentence: a Windows path of 260 fits.
const MAX_SHOWN_CHARS: usize = 300;
/// Characters kept of each end of a longer one.
const KEPT_CHARS: usize = 140;
/// Most characters of a fact or request by which it is told.
const EXCERPT_CHARS: usize = 40;
/// Digits of a code of integrity that a person compares; the page headers show as many.
const SHOWN_DIGITS: usize = 12;

/// A noun with its article.
#[derive(Debug, Clone)]
pub(super) struct Name {
    article: &'static str,
    noun: String,
}

impl Name {
    /// Returns the name of a noun with its article: "o", "a", "os", "as", "um" or "uma".
    pub(super) fn new(article: &'static str, noun: impl Into<String>) -> Self {
        Self { article, noun: noun.into() }
    }

    /// Returns "contato de 12/03/2026".
    pub(super) fn noun(&self) -> &str {
        &self.noun
    }

    /// Returns "o contato de 12/03/2026".
    pub(super) fn the(&self) -> String {
        format!("{} {}", self.article, self.noun)
    }

    /// Returns "O contato de 12/03/2026".
    pub(super) fn at_start(&self) -> String {
        capital(&self.the())
    }

    /// Returns "do contato de 12/03/2026", "de um contato".
    pub(super) fn of(&self) -> String {
        let of = if self.article.starts_with('u') { "de " } else { "d" };
        format!("{of}{} {}", self.article, self.noun)
    }

    /// Returns "no contato de 12/03/2026", "em um contato".
    pub(super) fn within(&self) -> String {
        let within = if self.article.starts_with('u') { "em " } else { "n" };
        format!("{within}{} {}", self.article, self.noun)
    }
}

/// Returns the text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Returns foreign text as it may stand in a sentence: visible, on one line, its middle cut out when
/// it is long.
pub(super) fn shown(text: &str) -> String {
    let count = text.chars().count();
    if count <= MAX_SHOWN_CHARS {
        return visible(text);
    }
    let head: String = text.chars().take(KEPT_CHARS).collect();
    let tail: String = text.chars().skip(count.saturating_sub(KEPT_CHARS)).collect();
    format!("{}…{}", visible(&head), visible(&tail))
}

/// Returns foreign text in quotes.
pub(super) fn quoted(text: &str) -> String {
    format!("“{}”", shown(text))
}

/// Returns the beginning of a longer text in quotes, cut between two words.
pub(super) fn excerpt(text: &str) -> String {
    let line = visible(text.split_whitespace().collect::<Vec<_>>().join(" ").trim());
    if line.chars().count() <= EXCERPT_CHARS {
        return format!("“{}”", line.trim_end_matches('.'));
    }
    let cut: String = line.chars().take(EXCERPT_CHARS).collect();
    let whole = cut.rsplit_once(' ').map_or(cut.as_str(), |(whole, _)| whole);
    format!("“{}…”", whole.trim_end_matches(['.', ',', ';', ':']))
}

/// Returns a path in quotes.
pub(super) fn place(path: &Path) -> String {
    quoted(&path.to_string_lossy())
}

/// Returns whether a text is a SHA-256 in hexadecimal.
pub(super) fn is_digest(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// Returns the first digits of a code of integrity, as a person compares them.
pub(super) fn digest(hash: &str) -> String {
    if is_digest(hash) { hash.chars().take(SHOWN_DIGITS).collect() } else { shown(hash) }
}

/// Returns "1 linha" or "5 linhas" for a count written in digits, and other text as it stands.
pub(super) fn counted(count: &str, one: &str, many: &str) -> String {
    format!("{} {}", shown(count), if count == "1" { one } else { many })
}

/// Returns a last sentence with the particulars for whoever cares for the program; nothing when
/// there are none.
pub(super) fn technical(detail: &str) -> String {
    if detail.trim().is_empty() {
        return String::new();
    }
    format!(" Detalhe técnico: {}.", quoted(detail.trim()))
}
