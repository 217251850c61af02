//! Makes up the look of annotations that come without one, as every viewer does: marker strokes,
//! boxes, lines, and the text of filled fields. Plain on purpose: it shows what is there, and
//! imitates no viewer. Deliberately not here: icons of notes, buttons, pictures of signatures.

use super::geometry::{entry, inherited, number, numbers, rectangle};
use crate::render::fragment::real;
use lopdf::{Dictionary, Document, Object};

/// Most points of the strokes of one annotation.
const MAX_POINTS: usize = 50_000;
/// Most characters of one field that are shown.
const MAX_CHARACTERS: usize = 20_000;
/// Name of the resource that multiplies colours, as a marker pen does.
pub(super) const MULTIPLY: &str = "JuntadaMultiply";
/// Name of the resource that is the font of field values.
pub(super) const FONT: &str = "JuntadaText";
/// Field flags: several lines; a password.
const MULTILINE: i64 = 1 << 12;
const PASSWORD: i64 = 1 << 13;
/// Size of text in points where the field leaves it to the viewer.
const AUTO_SIZE: f32 = 10.0;
/// Mean width of a letter of Helvetica, in parts of its size, for breaking lines.
const LETTER_WIDTH: f32 = 0.5;
/// Distance of lines, in parts of the size.
const LEADING: f32 = 1.16;

/// Instructions that draw an annotation, in the page's own space.
#[derive(Debug, PartialEq)]
pub(super) struct Made {
    /// The instructions.
    pub(super) instructions: String,
    /// Whether they show text in a font that is not embedded.
    pub(super) has_text: bool,
}

/// Makes up the look of an annotation; nothing when it shows nothing.
pub(super) fn make(document: &Document, annotation: &Dictionary) -> Option<Made> {
    let kind = entry(document, annotation, b"Subtype")?.as_name().ok()?;
    let drawn = |instructions: Option<String>| {
        instructions.map(|instructions| Made { instructions, has_text: false })
    };
    match kind {
        b"Highlight" => drawn(highlight(document, annotation)),
        b"Underline" | b"Squiggly" => drawn(ruled(document, annotation, 0.08)),
        b"StrikeOut" => drawn(ruled(document, annotation, 0.5)),
        b"Square" | b"Circle" => drawn(shape(document, annotation, kind == b"Circle")),
        b"Line" => drawn(strokes(document, annotation, &[annotation.get(b"L").ok()?], false)),
        b"PolyLine" | b"Polygon" => {
            let path = annotation.get(b"Vertices").ok()?;
            drawn(strokes(document, annotation, &[path], kind == b"Polygon"))
        }
        b"Ink" => {
            let paths: Vec<&Object> =
                entry(document, annotation, b"InkList")?.as_array().ok()?.iter().collect();
            drawn(strokes(document, annotation, &paths, false))
        }
        b"FreeText" => text(document, annotation, annotation.get(b"Contents").ok()?, true),
        b"Widget" => {
            let kind = inherited(document, annotation, b"FT")?.as_name().ok()?;
            let flags =
                inherited(document, annotation, b"Ff").and_then(|flags| flags.as_i64().ok());
            let flags = flags.unwrap_or(0);
            if !matches!(kind, b"Tx" | b"Ch") || flags & PASSWORD != 0 {
                return None;
            }
            let value = inherited(document, annotation, b"V")?;
            text(document, annotation, value, flags & MULTILINE != 0)
        }
        _ => None,
    }
}

/// Returns the operator and operands that set a colour, `key` naming it.
fn colour(
    document: &Document,
    annotation: &Dictionary,
    key: &[u8],
    stroke: bool,
) -> Option<String> {
    let items = entry(document, annotation, key)?.as_array().ok()?;
    let parts: Option<Vec<f32>> = items.iter().map(|item| number(document, item)).collect();
    let parts = parts?;
    let operator = match (parts.len(), stroke) {
        (1, true) => "G",
        (1, false) => "g",
        (3, true) => "RG",
        (3, false) => "rg",
        (4, true) => "K",
        (4, false) => "k",
        _ => return None,
    };
    let parts: Vec<String> = parts.into_iter().map(|part| real(part.clamp(0.0, 1.0))).collect();
    Some(format!("{} {operator}", parts.join(" ")))
}

/// Returns pairs of numbers: points.
fn points(document: &Document, object: &Object) -> Vec<(f32, f32)> {
    let items = document.dereference(object).ok().and_then(|(_, items)| items.as_array().ok());
    let flat: Vec<f32> = items
        .into_iter()
        .flatten()
        .take(MAX_POINTS * 2)
        .filter_map(|item| number(document, item))
        .collect();
    flat.chunks_exact(2).filter_map(|pair| Some((*pair.first()?, *pair.get(1)?))).collect()
}

fn at((x, y): (f32, f32)) -> String {
    format!("{} {}", real(x), real(y))
}

/// The marked quadrilaterals: upper left, upper right, lower left, lower right, as programs write
/// them (the standard says otherwise; no viewer follows it).
fn quads(document: &Document, annotation: &Dictionary) -> Vec<[(f32, f32); 4]> {
    let Ok(object) = annotation.get(b"QuadPoints") else { return Vec::new() };
    let points = points(document, object);
    points.chunks_exact(4).filter_map(|quad| quad.first_chunk::<4>().copied()).collect()
}

fn highlight(document: &Document, annotation: &Dictionary) -> Option<String> {
    let fill = colour(document, annotation, b"C", false).unwrap_or_else(|| "1 1 0 rg".into());
    let quads = quads(document, annotation);
    let mut path = String::new();
    for [a, b, c, d] in &quads {
        path += &format!("{} m {} l {} l {} l h f\n", at(*a), at(*b), at(*d), at(*c));
    }
    (!quads.is_empty()).then(|| format!("/{MULTIPLY} gs {fill}\n{path}"))
}

/// A rule through the marked text, at a height given in parts of the marked height.
fn ruled(document: &Document, annotation: &Dictionary, height: f32) -> Option<String> {
    let stroke = colour(document, annotation, b"C", true).unwrap_or_else(|| "0 G".into());
    let quads = quads(document, annotation);
    let between = |low: (f32, f32), high: (f32, f32)| {
        (low.0 + (high.0 - low.0) * height, low.1 + (high.1 - low.1) * height)
    };
    let mut path = String::new();
    for [a, b, c, d] in &quads {
        let width = ((a.1 - c.1).abs() / 14.0).max(0.5);
        path +=
            &format!("{} w {} m {} l S\n", real(width), at(between(*c, *a)), at(between(*d, *b)));
    }
    (!quads.is_empty()).then(|| format!("{stroke}\n{path}"))
}

fn border_width(document: &Document, annotation: &Dictionary) -> f32 {
    let style = entry(document, annotation, b"BS").and_then(|style| style.as_dict().ok());
    let width = style.and_then(|style| entry(document, style, b"W"));
    let old = || entry(document, annotation, b"Border")?.as_array().ok()?.get(2);
    width.or_else(old).and_then(|width| number(document, width)).unwrap_or(1.0).clamp(0.0, 100.0)
}

fn shape(document: &Document, annotation: &Dictionary, round: bool) -> Option<String> {
    let width = border_width(document, annotation);
    let [left, bottom, right, top] = rectangle(document, annotation.get(b"Rect").ok()?)?;
    let [dl, db, dr, dt] = annotation
        .get(b"RD")
        .ok()
        .and_then(|inset| numbers::<4>(document, inset))
        .unwrap_or([width / 2.0; 4]);
    let [left, bottom, right, top] = [left + dl, bottom + db, right - dr, top - dt];
    let stroke = colour(document, annotation, b"C", true).filter(|_| width > 0.0);
    let fill = colour(document, annotation, b"IC", false);
    let paint = match (&stroke, &fill) {
        (Some(_), Some(_)) => "B",
        (Some(_), None) => "S",
        (None, Some(_)) => "f",
        (None, None) => return None,
    };
    let path = if round {
        ellipse([left, bottom, right, top])
    } else {
        format!("{} {} {} re", at((left, bottom)), real(right - left), real(top - bottom))
    };
    let (stroke, fill) = (stroke.unwrap_or_default(), fill.unwrap_or_default());
    Some(format!("{stroke} {fill} {} w {path} {paint}\n", real(width)))
}

fn ellipse([left, bottom, right, top]: [f32; 4]) -> String {
    // The usual approximation of a quarter circle by one curve.
    const ARM: f32 = 0.552_284_8;
    let (x, y) = (f32::midpoint(left, right), f32::midpoint(bottom, top));
    let (dx, dy) = ((right - left) / 2.0 * ARM, (top - bottom) / 2.0 * ARM);
    let curve = |a, b, c| format!("{} {} {} c ", at(a), at(b), at(c));
    format!("{} m ", at((right, y)))
        + &curve((right, y + dy), (x + dx, top), (x, top))
        + &curve((x - dx, top), (left, y + dy), (left, y))
        + &curve((left, y - dy), (x - dx, bottom), (x, bottom))
        + &curve((x + dx, bottom), (right, y - dy), (right, y))
        + "h"
}

fn strokes(
    document: &Document,
    annotation: &Dictionary,
    paths: &[&Object],
    closed: bool,
) -> Option<String> {
    let width = border_width(document, annotation);
    let stroke = colour(document, annotation, b"C", true).filter(|_| width > 0.0)?;
    let mut drawn = format!("{stroke} {} w 1 J 1 j\n", real(width));
    for path in paths {
        for (index, point) in points(document, path).into_iter().enumerate() {
            drawn += &format!("{} {}\n", at(point), if index == 0 { "m" } else { "l" });
        }
        drawn += if closed { "h S\n" } else { "S\n" };
    }
    Some(drawn)
}

/// Returns the characters of a PDF text string.
fn characters(bytes: &[u8]) -> String {
    let text = match bytes {
        [0xFE, 0xFF, rest @ ..] => {
            let units: Vec<u16> = rest
                .chunks_exact(2)
                .filter_map(|pair| Some(u16::from_be_bytes(*pair.first_chunk::<2>()?)))
                .collect();
            String::from_utf16_lossy(&units)
        }
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        // PDFDocEncoding is Latin-1 where Portuguese has its letters.
        _ => bytes.iter().map(|byte| char::from(*byte)).collect(),
    };
    text.chars().take(MAX_CHARACTERS).collect()
}

/// Returns the code of a character in WinAnsi, or a question mark.
fn win_ansi(character: char) -> u8 {
    const OTHERS: [(char, u8); 12] = [
        ('€', 0x80),
        ('‚', 0x82),
        ('„', 0x84),
        ('…', 0x85),
        ('‘', 0x91),
        ('’', 0x92),
        ('“', 0x93),
        ('”', 0x94),
        ('•', 0x95),
        ('–', 0x96),
        ('—', 0x97),
        ('™', 0x99),
    ];
    match u8::try_from(u32::from(character)) {
        Ok(code) if !matches!(code, 0x7F..=0x9F) => code,
        _ => OTHERS.iter().find(|(other, _)| *other == character).map_or(b'?', |(_, code)| *code),
    }
}

fn text(
    document: &Document,
    annotation: &Dictionary,
    value: &Object,
    several: bool,
) -> Option<Made> {
    let value = document.dereference(value).ok()?.1.as_str().ok()?;
    let value = characters(value);
    if value.trim().is_empty() {
        return None;
    }
    let [left, bottom, right, top] = rectangle(document, annotation.get(b"Rect").ok()?)?;
    let (width, height) = (right - left, top - bottom);
    let style = inherited(document, annotation, b"DA").and_then(|style| style.as_str().ok());
    let (size, paint) = text_style(style.unwrap_or_default());
    let size = size.unwrap_or(AUTO_SIZE.min(height * 0.7)).clamp(1.0, 200.0);
    let lines = broken(&value, width / (size * LETTER_WIDTH), several);
    let first = if several { top - size * 1.1 } else { bottom + (height - size * 0.72) / 2.0 };
    let mut shown = format!(
        "{} {} {} re W n BT {paint} /{FONT} {} Tf {} TL {} Td\n",
        at((left, bottom)),
        real(width),
        real(height),
        real(size),
        real(size * LEADING),
        at((left + 2.0, first)),
    );
    for line in lines {
        let codes: Vec<u8> = line.chars().map(win_ansi).collect();
        shown += &format!("<{}> Tj T*\n", hex::encode(codes));
    }
    Some(Made { instructions: shown + "ET\n", has_text: true })
}

/// Reads size and colour of a default appearance string such as `0 0 1 rg /Helv 12 Tf`.
fn text_style(style: &[u8]) -> (Option<f32>, String) {
    let style = String::from_utf8_lossy(style);
    let words: Vec<&str> = style.split_ascii_whitespace().collect();
    let numbers_before = |operator: &str, count: usize| -> Option<Vec<f32>> {
        let end = words.iter().rposition(|word| *word == operator)?;
        let operands = words.get(end.checked_sub(count)?..end)?;
        operands
            .iter()
            .map(|word| word.parse().ok().filter(|value: &f32| value.is_finite()))
            .collect()
    };
    let size = numbers_before("Tf", 1).and_then(|size| size.first().copied()).filter(|s| *s > 0.0);
    let paint = [("g", 1), ("rg", 3), ("k", 4)].into_iter().find_map(|(operator, count)| {
        let parts: Vec<String> = numbers_before(operator, count)?.into_iter().map(real).collect();
        Some(format!("{} {operator}", parts.join(" ")))
    });
    (size, paint.unwrap_or_else(|| "0 g".into()))
}

/// Breaks text into lines of about so many letters.
fn broken(text: &str, letters: f32, several: bool) -> Vec<String> {
    let letters = usize::try_from(super::whole(letters)).unwrap_or(1).max(1);
    let mut lines = Vec::new();
    for line in text.split(['\r', '\n']).filter(|line| !line.is_empty()) {
        let mut current = String::new();
        for word in line.split(' ') {
            let length = current.chars().count() + word.chars().count();
            if several && !current.is_empty() && length >= letters {
                lines.push(std::mem::take(&mut current));
            }
            if !current.is_empty() {
                current.push(' ');
            }
            current.push_str(word);
        }
        lines.push(current);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn made(annotation: &Dictionary) -> Option<Made> {
        make(&Document::new(), annotation)
    }

    fn reals(values: &[i64]) -> Vec<Object> {
        values.iter().map(|value| Object::Integer(*value)).collect()
    }

    #[test]
    fn marker_fills_the_marked_words() {
        let annotation = dictionary! {
            "Subtype" => "Highlight", "QuadPoints" => reals(&[0, 10, 50, 10, 0, 0, 50, 0]),
        };
        let expected = "/JuntadaMultiply gs 1 1 0 rg\n0 10 m 50 10 l 50 0 l 0 0 l h f\n";
        assert_eq!(made(&annotation).unwrap().instructions, expected);
        assert_eq!(made(&dictionary! { "Subtype" => "Highlight" }), None);
    }

    #[test]
    fn field_shows_its_value_with_accents() {
        let annotation = dictionary! {
            "Subtype" => "Widget", "FT" => "Tx", "Rect" => reals(&[0, 0, 100, 20]),
            "DA" => Object::string_literal("0 0 1 rg /Helv 12 Tf"),
            "V" => Object::string_literal(b"\xFE\xFF\0S\0\xE3\0o\x20\xAC".to_vec()),
        };
        let made = made(&annotation).unwrap();
        assert!(made.has_text);
        assert!(made.instructions.contains("0 0 1 rg /JuntadaText 12 Tf"));
        assert!(made.instructions.contains("<53e36f80> Tj"));
    }

    #[test]
    fn passwords_and_empty_fields_show_nothing() {
        let mut field = dictionary! {
            "Subtype" => "Widget", "FT" => "Tx", "Rect" => reals(&[0, 0, 100, 20]),
            "V" => Object::string_literal("segredo"), "Ff" => PASSWORD,
        };
        assert_eq!(made(&field), None);
        field.set("Ff", 0);
        field.set("V", Object::string_literal(" "));
        assert_eq!(made(&field), None);
    }

    #[test]
    fn long_text_is_broken_into_lines() {
        assert_eq!(broken("um dois três\rquatro", 7.0, true), ["um dois", "três", "quatro"]);
        assert_eq!(broken("um dois", 2.0, false), ["um dois"]);
    }

    #[test]
    fn boxes_lines_and_ink_are_stroked() {
        let red = vec![Object::Integer(1), Object::Integer(0), Object::Integer(0)];
        let square = dictionary! {
            "Subtype" => "Square", "Rect" => reals(&[0, 0, 10, 10]), "C" => red.clone(),
        };
        assert_eq!(made(&square).unwrap().instructions, "1 0 0 RG  1 w 0.5 0.5 9 9 re S\n");
        let ink = dictionary! {
            "Subtype" => "Ink", "C" => red, "InkList" => vec![Object::Array(reals(&[1, 2, 3, 4]))],
        };
        assert!(made(&ink).unwrap().instructions.ends_with("1 2 m\n3 4 l\nS\n"));
    }
}
