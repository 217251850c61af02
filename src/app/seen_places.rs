//! What is private among the words that were read in a picture, and what stands in an area of it. The
//! words may be misread, and more may stand there than was read.
//! Deliberately not here: reading them, and texts that a PDF brings itself.

use crate::base::Spot;
use crate::base::private_text::find_private;
use crate::import::ocr::{SeenText, SeenWord};
use crate::import::reader::FoundPlace;

/// What is added around a word, in parts of its height, so that nothing of its letters shows.
const MARGIN: f64 = 0.2;

/// Returns what is private on a page, from 1, each text with one area a line.
pub(super) fn private(seen: &SeenText, page: u32) -> Vec<FoundPlace> {
    let found = find_private(&seen.text).into_iter().map(|one| {
        let is_in =
            |word: &&SeenWord| word.range.start < one.range.end && one.range.start < word.range.end;
        let text = seen.text.get(one.range.clone()).unwrap_or_default();
        FoundPlace {
            page,
            hides: one.kind,
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            areas: lines(seen.words.iter().filter(is_in)),
        }
    });
    found.collect()
}

/// Returns the text whose words have their middle in the area.
pub(super) fn under(seen: &SeenText, area: Spot) -> String {
    let is_in = |word: &&SeenWord| {
        let [left, top, width, height] = word.area.fractions();
        area.holds(left + width / 2.0, top + height / 2.0)
    };
    let words = seen.words.iter().filter(is_in);
    words.filter_map(|word| seen.text.get(word.range.clone())).collect::<Vec<_>>().join(" ")
}

/// Puts words that stand beside each other into one area.
fn lines<'a>(words: impl Iterator<Item = &'a SeenWord>) -> Vec<Spot> {
    // Left, top, right and bottom.
    let mut lines: Vec<[f64; 4]> = Vec::new();
    for word in words {
        let [left, top, width, height] = word.area.fractions();
        let (right, bottom) = (left + width, top + height);
        let middle = top + height / 2.0;
        match lines.last_mut() {
            Some([x0, y0, x1, y1]) if (*y0..*y1).contains(&middle) => {
                (*x0, *y0) = (x0.min(left), y0.min(top));
                (*x1, *y1) = (x1.max(right), y1.max(bottom));
            }
            _ => lines.push([left, top, right, bottom]),
        }
    }
    let spots = lines.into_iter().map(|[left, top, right, bottom]| {
        let margin = (bottom - top) * MARGIN;
        let (x, y) = ((left - margin).max(0.0), (top - margin).max(0.0));
        Spot::of_fractions([x, y, (right + margin).min(1.0) - x, (bottom + margin).min(1.0) - y])
    });
    spots.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn word(text: &str, within: &str, area: [u16; 4]) -> SeenWord {
        let start = within.find(text).unwrap();
        SeenWord { range: start..start + text.len(), area: Spot(area) }
    }

    #[test]
    fn a_number_over_two_lines_gets_an_area_on_each() {
        let text = "CPF 529.982.247-25 de\nCEP 01035-000\nou 111.444\n777-35 fim";
        let seen = SeenText {
            text: text.to_owned(),
            words: vec![
                word("CPF", text, [1000, 1000, 900, 200]),
                word("529.982.247-25", text, [2000, 1000, 3000, 200]),
                word("de", text, [6000, 1000, 500, 200]),
                word("CEP", text, [1000, 1400, 900, 200]),
                word("01035-000", text, [2000, 1400, 900, 200]),
                word("ou", text, [1000, 1800, 500, 200]),
                word("111.444", text, [2000, 1800, 900, 200]),
                word("777-35", text, [1000, 2200, 900, 200]),
                word("fim", text, [2600, 2200, 500, 200]),
            ],
        };
        let found = private(&seen, 3);
        let told: Vec<(&str, &str)> =
            found.iter().map(|one| (one.hides.word(), one.text.as_str())).collect();
        let expected =
            [("cpf", "529.982.247-25"), ("address", "01035-000"), ("cpf", "111.444 777-35")];
        assert_eq!(told, expected);
        assert_eq!(found[0].areas, [Spot([1960, 960, 3080, 280])]);
        assert_eq!(found[2].areas.len(), 2);
        assert!(found[2].areas[0].holds(0.25, 0.19) && found[2].areas[1].holds(0.15, 0.23));
        assert_eq!(found[2].page, 3);
        assert_eq!(under(&seen, found[0].areas[0]), "529.982.247-25");
        assert_eq!(under(&seen, Spot([0, 2100, 10_000, 400])), "777-35 fim");
    }
}
