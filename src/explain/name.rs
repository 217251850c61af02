//! How things are called inside a sentence: parts of a case with their article, and foreign text in
//! quotes, made visible and cut.

use crate::base::file_name::visible;
use std::path::Path;

/// Most characters of a foreign text (path, name, detail) in a sentence: a Windows path of 260 fits.
const MAX_SHOWN_CHARS: usize = 300;
/// Characters kept of each end of a longer one.
const KEPT_CHARS: usize = 140;
/// Digits of a code of integrity that a person compares; the page headers show as many.
const SHOWN_DIGITS: usize = 12;

/// A noun with its article.
pub(super) struct Name {
    article: &'static str,
    noun: String,
}

impl Name {
    /// Returns the name of a noun with its article: "o", "a", "os" or "as".
    pub(super) fn new(article: &'static str, noun: impl Into<String>) -> Self {
        Self { article, noun: noun.into() }
    }

    /// Returns "o contato c2".
    pub(super) fn the(&self) -> String {
        format!("{} {}", self.article, self.noun)
    }

    /// Returns "O contato c2".
    pub(super) fn at_start(&self) -> String {
        capital(&self.the())
    }

    /// Returns "do contato c2".
    pub(super) fn of(&self) -> String {
        format!("d{} {}", self.article, self.noun)
    }

    /// Returns "no contato c2".
    pub(super) fn within(&self) -> String {
        format!("n{} {}", self.article, self.noun)
    }
}

/// Returns the text with a capital first letter.
pub(super) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// Returns how a part of a case is called: by an id such as `e3`, by "Doc. 3", by a citation
/// `sha256:…`, or by the word that a finding uses for a person.
pub(super) fn part(id: &str) -> Name {
    let mut letters = id.chars();
    let letter = letters.next();
    let digits = letters.as_str();
    let numbered = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    match (letter, id) {
        (Some('p'), _) if numbered => Name::new("o", format!("arquivo {id}")),
        (Some('e'), _) if numbered => Name::new("a", format!("prova {id}")),
        (Some('c'), _) if numbered => Name::new("o", format!("contato {id}")),
        (Some('f'), _) if numbered => Name::new("o", format!("fato {id}")),
        (Some('r'), _) if numbered => Name::new("o", format!("pedido {id}")),
        (Some('s'), _) if numbered => Name::new("a", format!("empresa {id}")),
        (Some('v'), _) if numbered => Name::new("o", format!("acontecimento {id}")),
        (_, "claimant") => Name::new("o", "consumidor"),
        (_, "representative") => Name::new("o", "representante"),
        _ if id.starts_with("Doc. ") => Name::new("o", shown(id)),
        _ => match id.strip_prefix("sha256:") {
            Some(hash) => Name::new("a", format!("prova de código de integridade {}", digest(hash))),
            None => Name::new("o", format!("item {}", quoted(id))),
        },
    }
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
    if is_digest(hash) {
        format!("{}…", hash.chars().take(SHOWN_DIGITS).collect::<String>())
    } else {
        shown(hash)
    }
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
