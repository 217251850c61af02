//! The verdict on a check digit, and the arithmetic that the Brazilian identifiers share.
//! Which digits are summed is said by each identifier, not here.

use serde::{Deserialize, Serialize};

/// Whether the check digits of an identifier agree with the rest of it.
///
/// A wrong one is a warning on the value: people mistype, and text recognition misreads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CheckDigit {
    /// The digits agree.
    Right,
    /// The digits do not agree: a typing error, a misreading, or an invented number.
    Wrong,
}

impl CheckDigit {
    /// Returns whether the digits agree.
    pub const fn is_right(self) -> bool {
        matches!(self, Self::Right)
    }

    /// Returns `Right` when `agrees`.
    pub(super) const fn from_agreement(agrees: bool) -> Self {
        if agrees { Self::Right } else { Self::Wrong }
    }
}

/// Returns `text` in upper case without the separators people and papers put between the groups of
/// a number: blanks, dots, dashes of any kind, slashes, and what pasting leaves invisibly behind.
pub(super) fn compact(text: &str) -> String {
    text.chars().filter(|c| !is_separator(*c)).map(|c| c.to_ascii_uppercase()).collect()
}

fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '.' | '-' | '/' | '\u{2010}'..='\u{2015}' | '\u{2212}')
        || matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

/// Returns the `len` characters of an ASCII text that begin at `from`, or nothing if it ends before.
pub(super) fn part(text: &str, from: usize, len: usize) -> &str {
    from.checked_add(len).and_then(|to| text.get(from..to)).unwrap_or_default()
}

/// Returns the number that a run of at most 18 digits says, or 0 for anything else.
pub(super) fn number(digits: &str) -> u64 {
    if digits.len() > 18 { 0 } else { digits.parse().unwrap_or(0) }
}

/// Returns whether every character is one of 0 to 9.
pub(super) fn all_digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns whether every character is one of 0 to 9 and A to Z.
pub(super) fn all_alphanumeric(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit() || b.is_ascii_uppercase())
}

/// Returns the remainder modulo 11 with weights 2, 3, … `last_weight`, 2, … from the right.
/// A character counts as its ASCII code less 48 (Instrução Normativa RFB 2.229/2024).
pub(super) fn mod11_remainder(text: &str, last_weight: u32) -> u32 {
    let weights = (2..=last_weight).cycle();
    let sum: u32 = text.bytes().rev().zip(weights).map(|(b, w)| value(b) * w).sum();
    sum % 11
}

/// Returns the check digit of the rule "0 if the remainder is below 2, else 11 less it".
pub(super) fn mod11_digit(text: &str, last_weight: u32) -> u32 {
    match mod11_remainder(text, last_weight) {
        0 | 1 => 0,
        remainder => 11 - remainder,
    }
}

/// Returns the check digit modulo 10: weights 2, 1, 2, … from the right, digits of products summed.
pub(super) fn mod10_digit(digits: &str) -> u32 {
    let weights = [2, 1].into_iter().cycle();
    let sum: u32 =
        digits.bytes().rev().zip(weights).map(|(b, w)| value(b) * w).map(digit_sum).sum();
    (10 - sum % 10) % 10
}

/// Returns whether the text is the one digit `expected`.
pub(super) fn is_digit(text: &str, expected: u32) -> bool {
    text.parse() == Ok(expected)
}

fn value(byte: u8) -> u32 {
    u32::from(byte.saturating_sub(b'0'))
}

const fn digit_sum(product: u32) -> u32 {
    product / 10 + product % 10
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_every_kind_are_dropped() {
        assert_eq!(compact(" 12.abc\u{a0}345/01\u{2013}de 35\u{200b}"), "12ABC34501DE35");
    }

    #[test]
    fn letters_count_as_ascii_less_48() {
        assert_eq!(value(b'A'), 17);
        assert_eq!(value(b'Z'), 42);
        assert_eq!(mod11_digit("12ABC34501DE", 9), 3);
    }

    #[test]
    fn a_part_beyond_the_end_is_empty() {
        assert_eq!(part("123", 1, 2), "23");
        assert_eq!(part("123", 2, 2), "");
        assert_eq!(part("123", usize::MAX, 2), "");
    }
}
