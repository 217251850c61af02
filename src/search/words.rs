//! How text is folded for finding: lower-case, without accents, ligatures apart; words are runs of
//! letters and digits. A number that is written with punctuation or spaces counts as its parts and
//! as one word without them, so that `2026.123-4` and `20261234` find each other.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest number without its punctuation, in characters: the line of a bank slip has 48 digits, an
/// access key 44; longer runs are tables.
const MAX_JOINED_CHARS: usize = 64;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded.
    pub folded: String,
    /// Where it begins, in bytes of the text.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl Word {
    fn has_digit(&self) -> bool {
        self.folded.chars().any(|c| c.is_ascii_digit())
    }
}

/// The words of a text, in order.
pub(super) struct Words<'a> {
    text: &'a str,
    at: usize,
}

/// Returns the words of a text, in order.
pub(super) const fn words(text: &str) -> Words<'_> {
    Words { text, at: 0 }
}

impl Iterator for Words<'_> {
    type Item = Word;

    fn next(&mut self) -> Option<Word> {
        loop {
            let rest = self.text.get(self.at..)?;
            let start = self.at + rest.find(is_inside)?;
            let tail = self.text.get(start..)?;
            let end = start + tail.find(|c| !is_inside(c)).unwrap_or(tail.len());
            self.at = end;
            let folded = fold(self.text.get(start..end)?);
            // A lone accent is no word.
            if !folded.is_empty() {
                return Some(Word { folded, start, end });
            }
        }
    }
}

fn is_inside(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c)
}

fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let bare = word.nfkd().flat_map(char::to_lowercase);
    // Taking apart may yield signs that are no part of a word ("½" is "1⁄2").
    bare.filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).collect()
}

/// What the index keeps of a text.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Folded {
    /// Its words, parted by spaces.
    pub words: String,
    /// Its numbers without their punctuation, parted by spaces.
    pub numbers: String,
}

/// Returns what the index keeps of a text.
pub(super) fn folded(text: &str) -> Folded {
    let mut kept = Folded::default();
    let mut runs = Runs::default();
    let mut last_end = 0;
    for word in words(text) {
        let gap = text.get(last_end..word.start).unwrap_or_default();
        runs.take(&word, gap, &mut kept.numbers);
        last_end = word.end;
        append(&mut kept.words, &word.folded);
    }
    runs.end(&mut kept.numbers);
    kept
}

/// Returns the whole of a text as one number, if it is nothing else: `(11) 98765-4321`.
pub(super) fn as_one_number(text: &str) -> Option<String> {
    let words: Vec<Word> = words(text).collect();
    let is_number = words.iter().all(Word::has_digit) || joins_closely(text, &words);
    let joined: String = words.into_iter().map(|word| word.folded).collect();
    (is_number && !joined.is_empty() && joined.len() <= MAX_JOINED_CHARS).then_some(joined)
}

/// Returns whether the words stand as in `12.ABC.345/01DE-35`: with a digit among them, and nothing
/// but one sign of punctuation between them.
fn joins_closely(text: &str, words: &[Word]) -> bool {
    let gaps = words.iter().zip(words.iter().skip(1));
    words.iter().any(Word::has_digit)
        && gaps.map(|(one, next)| text.get(one.end..next.start).unwrap_or_default()).all(is_close)
}

/// A sign between the groups of one number.
fn is_close(gap: &str) -> bool {
    matches!(gap, "." | "-" | "/" | ",")
}

/// What may stand between the groups of a number that is written with spaces.
fn is_wide(gap: &str) -> bool {
    gap.len() <= 3 && gap.chars().all(|c| matches!(c, ' ' | '.' | '-' | '/' | ',' | '(' | ')'))
}

/// The numbers that are being put together: one without spaces, which may hold letters, and one with
/// spaces, of groups with digits only.
#[derive(Default)]
struct Runs {
    close: Run,
    wide: Run,
}

#[derive(Default)]
struct Run {
    joined: String,
    groups: usize,
    has_digit: bool,
}

impl Run {
    fn add(&mut self, word: &Word) {
        // Beyond the limit it is no number any more; it only has to be known as too long.
        if self.joined.len() <= MAX_JOINED_CHARS {
            self.joined.push_str(&word.folded);
        }
        self.groups += 1;
        self.has_digit |= word.has_digit();
    }

    fn end(&mut self, numbers: &mut String) {
        let is_number = self.groups > 1 && self.has_digit && self.joined.len() <= MAX_JOINED_CHARS;
        // Both runs may have been of the same groups.
        if is_number && numbers.rsplit(' ').next() != Some(&self.joined) {
            append(numbers, &self.joined);
        }
        *self = Self::default();
    }
}

impl Runs {
    fn take(&mut self, word: &Word, gap: &str, numbers: &mut String) {
        let is_close = is_close(gap);
        if !is_close {
            self.close.end(numbers);
        }
        let is_digits = word.folded.chars().all(|c| c.is_ascii_digit());
        if !is_digits || !(is_close || is_wide(gap)) {
            self.wide.end(numbers);
        }
        self.close.add(word);
        if is_digits {
            self.wide.add(word);
        }
    }

    fn end(&mut self, numbers: &mut String) {
        self.close.end(numbers);
        self.wide.end(numbers);
    }
}

fn append(list: &mut String, word: &str) {
    if !list.is_empty() {
        list.push(' ');
    }
    list.push_str(word);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<String> {
        folded(text).numbers.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn accents_capitals_and_ligatures_do_not_count() {
        let text = "Cobrança INDEVIDA, ﬁnanceira nº 7; a\u{301}gua";
        assert_eq!(folded(text).words, "cobranca indevida financeira no 7 agua");
        let words: Vec<Word> = words(text).collect();
        assert_eq!(text.get(words[2].start..words[2].end), Some("ﬁnanceira"));
    }

    #[test]
    fn numbers_are_kept_without_their_punctuation() {
        for (text, expected) in [
            ("protocolo 2026.123-4.", vec!["20261234"]),
            ("CPF 529.982.247-25, CNPJ 12.ABC.345/01DE-35", vec!["52998224725", "12abc34501de35"]),
            ("R$ 1.234,56", vec!["123456"]),
            ("Tel. (11) 98765-4321", vec!["987654321", "11987654321"]),
            ("FA 24260/2012/CIP", vec!["242602012", "242602012cip"]),
            ("guarda-chuva, 20261234 e-mail", vec![]),
            (
                "34191.79001 01043.510047",
                vec!["3419179001", "01043510047", "341917900101043510047"],
            ),
        ] {
            let mut found = numbers(text);
            found.sort();
            let mut expected = expected;
            expected.sort_unstable();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn a_table_is_no_number() {
        let row = "10 20 30 40 50 60 70 80 90 ".repeat(20);
        assert!(numbers(&row).is_empty());
        assert_eq!(as_one_number("(11) 98765-4321").as_deref(), Some("11987654321"));
        assert_eq!(as_one_number("12.ABC.345").as_deref(), Some("12abc345"));
        assert_eq!(as_one_number("fatura 2026"), None);
        assert_eq!(as_one_number("--"), None);
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_folded_into_plain_words(text in "\\PC{0,200}") {
            let kept = folded(&text);
            proptest::prop_assert!(kept.words.chars().all(|c| c == ' ' || c.is_alphanumeric()));
            for word in words(&text) {
                proptest::prop_assert!(text.get(word.start..word.end).is_some());
            }
        }
    }
}
