//! The words around what was found, on one line, with what was asked marked.

use crate::search::query::{Query, Term};
use crate::search::words::{Word, words};

/// How much of the text stands before the first mark, in characters.
const BEFORE_CHARS: usize = 50;

/// Longest quote, in characters.
const QUOTE_CHARS: usize = 180;

/// Most words that are looked for a good place; the rest of a long text is not looked at.
const MAX_FOUND: usize = 100;

/// Some words of a text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quote {
    /// The words on one line; "…" stands where something was left out.
    pub text: String,
    /// What was asked, as from and to in characters of [`Self::text`]; in order, not overlapping.
    pub marks: Vec<(u32, u32)>,
}

/// A word of the text that was asked for.
struct Found {
    /// Which term.
    term: usize,
    start: usize,
    end: usize,
}

/// Returns the words of a text around what was asked: where most of it stands together. The
/// beginning, where nothing of it is seen.
pub(super) fn quote(text: &str, query: &Query) -> Quote {
    let found = find(text, query);
    let best = found.iter().enumerate().max_by_key(|(index, first)| {
        let near = found.iter().skip(*index).take_while(|one| one.end < first.start + QUOTE_CHARS);
        let mut terms: Vec<usize> = near.map(|one| one.term).collect();
        terms.sort_unstable();
        terms.dedup();
        // The first of equals.
        (terms.len(), std::cmp::Reverse(*index))
    });
    cut(text, best.map_or(0, |(_, first)| first.start), &found)
}

fn find(text: &str, query: &Query) -> Vec<Found> {
    let mut found = Vec::new();
    let mut run: Vec<Word> = Vec::new();
    let longest = query.terms.iter().map(|term| term.phrase.len()).max().unwrap_or(1);
    // A number is put together from at most so many groups.
    let window = longest.max(8);
    for word in words(text) {
        if run.len() == window {
            run.remove(0);
        }
        run.push(word);
        for (index, term) in query.terms.iter().enumerate() {
            if let Some((start, end)) = ends_with(&run, term, query.number.as_deref()) {
                found.push(Found { term: index, start, end });
            }
        }
        if found.len() >= MAX_FOUND {
            break;
        }
    }
    found
}

/// Returns where a term stands at the end of these words.
fn ends_with(run: &[Word], term: &Term, whole: Option<&str>) -> Option<(usize, usize)> {
    let last = run.last()?;
    let fits = |word: &str, asked: &str, is_last: bool| {
        word == asked || (is_last && term.is_beginning && word.starts_with(asked))
    };
    let count = term.phrase.len();
    if let Some(tail) = run.len().checked_sub(count).and_then(|from| run.get(from..)) {
        let mut pairs = tail.iter().zip(&term.phrase).enumerate();
        if pairs.all(|(index, (word, asked))| fits(&word.folded, asked, index + 1 == count)) {
            return tail.first().map(|first| (first.start, last.end));
        }
    }
    let single = term.phrase.first().filter(|_| count == 1).map(String::as_str);
    let numbers = [term.number.as_deref(), whole, single];
    numbers.into_iter().flatten().find_map(|number| spelled(run, number, term.is_beginning))
}

/// Returns where the last of these words spell a number, or its beginning.
fn spelled(run: &[Word], number: &str, may_go_on: bool) -> Option<(usize, usize)> {
    if !number.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let last = run.last()?;
    let mut joined = String::new();
    for word in run.iter().rev() {
        joined.insert_str(0, &word.folded);
        let is_reached_here = joined.len() - last.folded.len() < number.len();
        if joined == number || (may_go_on && is_reached_here && joined.starts_with(number)) {
            return Some((word.start, last.end));
        }
    }
    None
}

/// Cuts the quote out of the text, from a little before `from`.
fn cut(text: &str, from: usize, found: &[Found]) -> Quote {
    let before = text.get(..from).unwrap_or_default();
    let start = before.char_indices().rev().nth(BEFORE_CHARS).map_or(0, |(at, _)| {
        let space = before.get(at..).and_then(|rest| rest.find(char::is_whitespace));
        at + space.unwrap_or_default()
    });
    let mut quote = Quote::default();
    let mut length = 0_u32;
    let mut open: Option<u32> = None;
    if start > 0 {
        quote.text.push('…');
        length += 1;
    }
    let mut wants_space = false;
    let mut found = found.iter().filter(|one| one.start >= start).peekable();
    let mut until = 0;
    let mut is_cut = false;
    for (at, c) in text.get(start..).unwrap_or_default().char_indices() {
        let at = start + at;
        if let Some(since) = open.filter(|_| at >= until) {
            quote.marks.push((since, length));
            open = None;
        }
        if c.is_whitespace() || c.is_control() {
            wants_space = true;
            continue;
        }
        if usize::try_from(length).unwrap_or(usize::MAX) >= QUOTE_CHARS
            && (wants_space || length as usize >= QUOTE_CHARS + BEFORE_CHARS)
        {
            is_cut = true;
            break;
        }
        if std::mem::take(&mut wants_space) && length > 0 {
            quote.text.push(' ');
            length += 1;
        }
        while let Some(next) = found.next_if(|one| one.start <= at) {
            if next.end > at {
                open = open.or(Some(length));
                until = until.max(next.end);
            }
        }
        quote.text.push(c);
        length += 1;
    }
    quote.marks.extend(open.map(|since| (since, length)));
    if is_cut {
        quote.text.push('…');
    }
    quote
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(text: &str, asked: &str) -> String {
        let quote = quote(text, &Query::of(asked).unwrap());
        let mut out = String::new();
        for (index, c) in quote.text.chars().enumerate() {
            let index = u32::try_from(index).unwrap();
            if quote.marks.iter().any(|(from, _)| *from == index) {
                out.push('[');
            }
            out.push(c);
            if quote.marks.iter().any(|(_, to)| *to == index + 1) {
                out.push(']');
            }
        }
        out
    }

    #[test]
    fn what_was_asked_is_marked_with_its_accents() {
        let text = "Houve COBRANÇA\n  indevida de R$ 159,80 em março.";
        assert_eq!(
            marked(text, "cobranca mar"),
            "Houve [COBRANÇA] indevida de R$ 159,80 em [março]."
        );
        assert_eq!(marked(text, "15980"), "Houve COBRANÇA indevida de R$ [159,80] em março.");
        assert_eq!(
            marked("a fim, \"em dobro\" e dobro", "\"em dobro\""),
            "a fim, \"[em dobro]\" e dobro"
        );
    }

    #[test]
    fn the_place_with_most_of_it_is_quoted() {
        let far = "palavra ".repeat(60);
        let text = format!("fatura {far} a fatura de abril {far}");
        let shown = marked(&text, "fatura abril");
        assert!(shown.starts_with("…"), "{shown}");
        assert!(shown.contains("a [fatura] de [abril] palavra"), "{shown}");
        assert!(shown.ends_with('…'), "{shown}");
        assert!(shown.chars().count() < QUOTE_CHARS + 2 * BEFORE_CHARS, "{shown}");
    }

    #[test]
    fn a_number_is_marked_in_the_form_it_stands_in() {
        assert_eq!(marked("nº 20261234, sim", "2026.123-4"), "nº [20261234], sim");
        assert_eq!(marked("nº 2026.123-4, sim", "20261234"), "nº [2026.123-4], sim");
        assert_eq!(marked("nº 2026.123-4, sim", "202612"), "nº [2026.123]-4, sim");
        assert_eq!(marked("nada disso", "outra"), "nada disso");
    }

    proptest::proptest! {
        #[test]
        fn marks_lie_inside_the_quote(text in "[\\PC\n]{0,400}", asked in "[a-z0-9]{1,3} [0-9.]{1,4}") {
            let quote = quote(&text, &Query::of(&asked).unwrap());
            let length = u32::try_from(quote.text.chars().count()).unwrap();
            let mut last = 0;
            for (from, to) in quote.marks {
                proptest::prop_assert!(last <= from && from < to && to <= length);
                last = to;
            }
        }
    }
}
