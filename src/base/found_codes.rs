//! Keys of fiscal documents and payment lines that a text gives: they prove themselves by their check
//! digits, so that no word beside them is needed. What is found is only ever a suggestion.

use super::found_numbers::Found;
use super::{AccessKey, PaymentLine};

/// Longest text that is searched, in bytes: a bill gives its numbers on its first pages.
const MAX_BYTES: usize = 64 * 1024;

/// Most groups in which a number is printed: a key has 11 of four.
const MAX_GROUPS: usize = 16;

/// Longest number that is looked for, in characters.
const MAX_CHARS: usize = 50;

/// Returns the keys of fiscal documents with right check digits that a text gives, each once.
pub fn find_access_keys(text: &str) -> Vec<Found<AccessKey>> {
    find(text, |compact| {
        AccessKey::parse(compact).ok().filter(|key| key.check().is_right() && has_month(key))
    })
}

/// Returns the payment lines with right check digits that a text gives, each once.
pub fn find_payment_lines(text: &str) -> Vec<Found<PaymentLine>> {
    find(text, |compact| PaymentLine::parse(compact).ok().filter(|line| line.check().is_right()))
}

/// One in eleven numbers of that length has a right check digit by chance: a key also gives a month.
fn has_month(key: &AccessKey) -> bool {
    key.issued().is_some()
}

fn find<T: PartialEq>(text: &str, parse: impl Fn(&str) -> Option<T>) -> Vec<Found<T>> {
    let text = text.get(..text.floor_char_boundary(MAX_BYTES)).unwrap_or_default();
    let mut found: Vec<Found<T>> = Vec::new();
    for line in text.lines() {
        let groups: Vec<&str> = line.split_whitespace().collect();
        let mut from = 0;
        while let Some(rest) = groups.get(from..).filter(|rest| !rest.is_empty()) {
            match longest(rest, &parse) {
                Some((count, value)) => {
                    if !found.iter().any(|one| one.value == value) {
                        let quote = rest.get(..count).unwrap_or_default().join(" ");
                        found.push(Found { value, quote });
                    }
                    from += count;
                }
                None => from += 1,
            }
        }
    }
    found
}

/// Returns what the first groups say together, and how many they are.
fn longest<T>(groups: &[&str], parse: &impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    let mut compact = String::new();
    for (group, count) in groups.iter().zip(1..=MAX_GROUPS) {
        let is_part = |c: char| c.is_ascii_digit() || c.is_ascii_uppercase() || ".-".contains(c);
        if !group.chars().all(is_part) || !group.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        compact.extend(group.chars().filter(char::is_ascii_alphanumeric));
        if compact.len() > MAX_CHARS {
            return None;
        }
        if let Some(value) = parse(&compact) {
            return Some((count, value));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_as_papers_print_them() {
        let text = "CHAVE DE ACESSO\n3526 0811 2223 3300 0181 5500 1000 0123 4510 0012 3457\n\
            Linha digitável: 23791.23405 90000.001231 45000.123401 5 15700000017990 (pague)\n\
            83620000000-5 66780048100-0 18097565731-3 00158963608-1\nProtocolo 20260312447190";
        let keys = find_access_keys(text);
        assert_eq!(keys.len(), 1);
        assert_eq!(keys[0].value.model(), Some(55));
        let lines = find_payment_lines(text);
        assert_eq!(lines.len(), 2);
        assert_eq!(lines[0].quote, "23791.23405 90000.001231 45000.123401 5 15700000017990");
        assert!(matches!(lines[1].value, PaymentLine::Collection(_)));
    }

    #[test]
    fn a_wrong_digit_is_no_number_of_a_text() {
        assert!(find_access_keys(&"1".repeat(44)).is_empty());
        assert!(
            find_access_keys("35260811222333000181550010000123451000123450").is_empty(),
            "a typing error is asked about where the key is typed, not suggested from"
        );
    }
}
