//! From what a person typed to what the index is asked: all words must stand in one place, words in
//! quotation marks in this order, and the last word may be a beginning.

use crate::search::words::{Word, as_one_number, words};

/// Most words of one question; what comes after is not looked at.
const MAX_TERMS: usize = 32;

/// Shortest beginning that is taken as one: of a single letter half of all words are.
const MIN_PREFIX_CHARS: usize = 2;

/// One thing that must be found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Term {
    /// Words that must follow one another.
    pub phrase: Vec<String>,
    /// The same as one number without punctuation.
    pub number: Option<String>,
    /// Whether it may go on.
    pub is_beginning: bool,
}

/// A question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    /// All of these must be found.
    pub terms: Vec<Term>,
    /// The whole as one number: `341 917 900`.
    pub number: Option<String>,
}

impl Query {
    /// Returns the question in a text; none without a word in it.
    pub fn of(text: &str) -> Option<Self> {
        let mut terms = Vec::new();
        for (index, piece) in text.split(['"', '“', '”']).enumerate() {
            // What stands between quotation marks has an odd number.
            if index % 2 == 1 {
                terms.extend(term(piece, false));
            } else {
                terms.extend(piece.split_whitespace().filter_map(|word| term(word, true)));
            }
        }
        terms.truncate(MAX_TERMS);
        if let Some(rest) = terms.split_last_mut().map(|(_, rest)| rest) {
            rest.iter_mut().for_each(|term| term.is_beginning = false);
        }
        let number = (terms.len() > 1).then(|| as_one_number(text)).flatten();
        (!terms.is_empty()).then_some(Self { terms, number })
    }

    /// Returns the question in FTS5's words. Only letters, digits and spaces of what was typed
    /// get into it.
    pub fn expression(&self) -> String {
        let all: Vec<String> = self.terms.iter().map(Term::expression).collect();
        let all = all.join(" AND ");
        match &self.number {
            Some(number) => format!("({all}) OR \"{number}\" *"),
            None => all,
        }
    }
}

impl Term {
    fn expression(&self) -> String {
        let star = if self.is_beginning { " *" } else { "" };
        let phrase = format!("\"{}\"{star}", self.phrase.join(" "));
        match &self.number {
            Some(number) => format!("({phrase} OR \"{number}\"{star})"),
            None => phrase,
        }
    }
}

fn term(text: &str, may_go_on: bool) -> Option<Term> {
    let phrase: Vec<String> = words(text).map(|Word { folded, .. }| folded).collect();
    let last = phrase.last()?;
    let is_beginning = may_go_on && last.chars().count() >= MIN_PREFIX_CHARS;
    let number = if phrase.len() > 1 { as_one_number(text) } else { None };
    Some(Term { phrase, number, is_beginning })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expression(text: &str) -> Option<String> {
        Query::of(text).map(|query| query.expression())
    }

    #[test]
    fn only_the_last_word_is_a_beginning() {
        assert_eq!(expression("Cobrança ind"), Some("\"cobranca\" AND \"ind\" *".to_owned()));
        assert_eq!(expression("fatura d"), Some("\"fatura\" AND \"d\"".to_owned()));
        assert_eq!(expression(" \"em dobro\" "), Some("\"em dobro\"".to_owned()));
    }

    #[test]
    fn a_number_is_asked_in_both_forms() {
        let asked = "(\"2026 123 4\" OR \"20261234\")".to_owned();
        assert_eq!(expression("\"2026.123-4\""), Some(asked));
        let asked = "(\"11\" AND (\"98765 4321\" * OR \"987654321\" *)) OR \"11987654321\" *";
        assert_eq!(expression("(11) 98765-4321"), Some(asked.to_owned()));
    }

    #[test]
    fn what_holds_no_word_asks_nothing_and_signs_of_the_language_are_dropped() {
        assert_eq!(expression(" -- \"\" * "), None);
        let asked = "\"a\" AND \"or\" AND \"body\" AND \"near\" *".to_owned();
        assert_eq!(expression("a* OR (body: NEAR"), Some(asked));
    }
}
