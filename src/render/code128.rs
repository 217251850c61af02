//! Code 128 bars (ISO/IEC 15417) as a picture, as they stand on printed fiscal documents.
//! Deliberately not here: reading bars from photographs.

use std::fmt::Write;

/// Light modules before and after the bars.
const QUIET_ZONE: usize = 10;

/// Widths of bar, space, bar, space, bar, space of each value 0 to 105, and of the end.
const PATTERNS: [&str; 107] = [
    "212222", "222122", "222221", "121223", "121322", "131222", "122213", "122312", "132212",
    "221213", "221312", "231212", "112232", "122132", "122231", "113222", "123122", "123221",
    "223211", "221132", "221231", "213212", "223112", "312131", "311222", "321122", "321221",
    "312212", "322112", "322211", "212123", "212321", "232121", "111323", "131123", "131321",
    "112313", "132113", "132311", "211313", "231113", "231311", "112133", "112331", "132131",
    "113123", "113321", "133121", "313121", "211331", "231131", "213113", "213311", "213131",
    "311123", "311321", "331121", "312113", "312311", "332111", "314111", "221411", "431111",
    "111224", "111422", "121124", "121421", "141122", "141221", "112214", "112412", "122114",
    "122411", "142112", "142211", "241211", "221114", "413111", "241112", "134111", "111242",
    "121142", "121241", "114212", "124112", "124211", "411212", "421112", "421211", "212141",
    "214121", "412121", "111143", "111341", "131141", "114113", "114311", "411113", "411311",
    "113141", "114131", "311141", "411131", "211412", "211214", "211232", "2331112",
];

const TO_C: u8 = 99;
const TO_B: u8 = 100;
const START_B: u8 = 104;
const START_C: u8 = 105;
const STOP: u8 = 106;

/// Returns the bars of `text` as an SVG picture one module a unit, with its width in modules.
/// Nothing if it has other characters than capitals and digits, or none.
pub fn svg(text: &str) -> Option<(String, usize)> {
    let values = with_check(values_of(text)?);
    let mut path = String::new();
    let mut at = QUIET_ZONE;
    for value in values {
        for (index, digit) in PATTERNS.get(usize::from(value))?.bytes().enumerate() {
            let width = usize::from(digit.checked_sub(b'0')?);
            if index % 2 == 0 {
                // Writing to a String cannot fail.
                let _ = write!(path, "M{at} 0h{width}v40h-{width}z");
            }
            at += width;
        }
    }
    let width = at + QUIET_ZONE;
    let picture = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} 40" width="{width}" height="40"><rect width="{width}" height="40" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
    );
    Some((picture, width))
}

/// Returns the start and the characters: two digits a value wherever four or more stand together.
fn values_of(text: &str) -> Option<Vec<u8>> {
    let bytes = text.as_bytes();
    let is_known = |byte: &u8| byte.is_ascii_digit() || byte.is_ascii_uppercase();
    if bytes.is_empty() || !bytes.iter().all(is_known) {
        return None;
    }
    let digits =
        |from: usize| bytes.iter().skip(from).take_while(|byte| byte.is_ascii_digit()).count();
    let mut in_pairs = digits(0) >= 4;
    let mut values = vec![if in_pairs { START_C } else { START_B }];
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        match (in_pairs, digits(at)) {
            (true, 2..) => {
                let second = bytes.get(at.checked_add(1)?)?;
                values.push((byte - b'0') * 10 + (second - b'0'));
                at += 2;
            }
            (true, _) => {
                values.push(TO_B);
                in_pairs = false;
            }
            (false, many) if many >= 4 && many.is_multiple_of(2) => {
                values.push(TO_C);
                in_pairs = true;
            }
            (false, _) => {
                values.push(byte - b' ');
                at += 1;
            }
        }
    }
    Some(values)
}

/// Adds the check value, a sum weighted by place, and the end.
fn with_check(mut values: Vec<u8>) -> Vec<u8> {
    let weighted = |(place, value): (u32, &u8)| u32::from(*value) * place.max(1);
    let sum: u32 = (0..).zip(&values).map(weighted).sum();
    values.extend([u8::try_from(sum % 103).unwrap_or(0), STOP]);
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_is_its_own_and_eleven_wide() {
        let all: std::collections::BTreeSet<&str> = PATTERNS.into_iter().collect();
        assert_eq!(all.len(), PATTERNS.len());
        for pattern in &PATTERNS[..106] {
            assert_eq!(pattern.bytes().map(|digit| digit - b'0').sum::<u8>(), 11);
        }
    }

    #[test]
    fn digits_go_in_pairs_and_letters_alone() {
        assert_eq!(values_of("1234").unwrap(), [START_C, 12, 34]);
        assert_eq!(values_of("12345").unwrap(), [START_C, 12, 34, TO_B, 21]);
        assert_eq!(values_of("A1").unwrap(), [START_B, 33, 17]);
        assert_eq!(values_of("A1234").unwrap(), [START_B, 33, TO_C, 12, 34]);
        assert_eq!(values_of("A12345").unwrap(), [START_B, 33, 17, TO_C, 23, 45]);
    }

    #[test]
    fn check_value_is_that_of_the_standard() {
        // "PJJ123C" in set B has the check value 55 (with start B instead of A: one more).
        assert_eq!(with_check(values_of("PJJ123C").unwrap()).get(8), Some(&55));
    }

    #[test]
    fn key_takes_its_usual_width() {
        let key = "35260811222333000181550010000123451000123457";
        let (picture, width) = svg(key).unwrap();
        assert_eq!(width, 24 * 11 + 13 + 2 * QUIET_ZONE);
        assert!(picture.contains(&format!("viewBox=\"0 0 {width} 40\"")));
    }

    #[test]
    fn other_texts_have_no_bars() {
        for text in ["", "é", "a", "1 2", "\u{0}"] {
            assert_eq!(svg(text), None, "{text:?}");
        }
    }
}
