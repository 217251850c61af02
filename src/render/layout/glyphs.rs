//! Texts of others, made printable: PDF/A and PDF/UA refuse a page with a missing glyph, so what no
//! built-in font has becomes `�`, and what is meant to deceive the eye is taken out.
//!
//! Deliberately not here: names of files (they are data elsewhere; only what is printed changes).

use super::world::FONTS;
use serde_json::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Stands for a character that cannot be printed.
const MISSING: char = '\u{fffd}';

/// How much is let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Care {
    /// Everything that some font has.
    Covered,
    /// Moreover no combining marks and no joined emoji: each character stands alone.
    Plain,
}

/// Every code point that some built-in font has.
static COVERED: LazyLock<BTreeSet<u32>> =
    LazyLock::new(|| FONTS.iter().flat_map(|font| font.info().coverage.iter()).collect());

/// Cleans every text in `data` and returns the characters that were replaced.
pub(super) fn clean(data: &mut Value, care: Care) -> BTreeSet<char> {
    let mut replaced = BTreeSet::new();
    clean_into(data, care, &mut replaced);
    replaced
}

fn clean_into(data: &mut Value, care: Care, replaced: &mut BTreeSet<char>) {
    match data {
        Value::String(text) => {
            if text.bytes().any(|byte| !(b' '..=b'~').contains(&byte)) {
                *text = clean_text(text, care, replaced);
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| clean_into(one, care, replaced)),
        Value::Object(all) => {
            all.values_mut().for_each(|one| clean_into(one, care, replaced));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn clean_text(text: &str, care: Care, replaced: &mut BTreeSet<char>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.replace("\r\n", "\n").nfc() {
        match c {
            '\n' | '\r' | '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\t' => out.push_str("    "),
            _ if is_dropped(c, care) => {}
            _ if is_printable(c) => out.push(c),
            _ => {
                replaced.insert(c);
                out.push(MISSING);
            }
        }
    }
    out
}

/// Controls, marks that turn the direction of writing (a name can hide its ending behind them) and
/// other characters without a form. The joiners stay while emoji may be joined.
fn is_dropped(c: char, care: Care) -> bool {
    let joins = matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{20e3}');
    if joins || is_combining_mark(c) {
        return care == Care::Plain;
    }
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{1f3fb}'..='\u{1f3ff}'
            | '\u{e0000}'..='\u{e0fff}')
}

fn is_printable(c: char) -> bool {
    let private = matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{10ffff}');
    !private && COVERED.contains(&u32::from(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> (String, Vec<char>) {
        let mut data = Value::String(text.to_owned());
        let replaced = clean(&mut data, Care::Covered);
        (data.as_str().unwrap().to_owned(), replaced.into_iter().collect())
    }

    #[test]
    fn everyday_and_foreign_letters_stay() {
        let text = "ação “nº 5” — R$ 1 → ✓ ☑ ┌─┐ Дмитрий Ωμέγα Łukasz 😀 🧾 שלום";
        assert_eq!(cleaned(text), (text.to_owned(), vec![]));
    }

    #[test]
    fn letters_in_two_pieces_become_one() {
        assert_eq!(cleaned("ac\u{327}a\u{303}o").0, "ação");
    }

    #[test]
    fn characters_that_no_font_has_are_marked_and_named() {
        assert_eq!(
            cleaned("请 \u{e001}"),
            ("\u{fffd} \u{fffd}".to_owned(), vec!['请', '\u{e001}'])
        );
    }

    #[test]
    fn marks_that_turn_a_name_around_are_taken_out() {
        assert_eq!(cleaned("fatura\u{202e}fdp.exe\u{0}\u{feff}").0, "faturafdp.exe");
    }

    #[test]
    fn line_ends_and_tabs_become_plain() {
        assert_eq!(cleaned("a\r\nb\tc\rd").0, "a\nb    c\nd");
    }
}
