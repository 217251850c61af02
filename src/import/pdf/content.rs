//! Reads drawing instructions token by token: proves that they can be read at all, tells what
//! they use, and writes them without marked content, whose tags would contradict the dossier's.
//! Deliberately not here: what the instructions draw, and the resources they name.

use std::collections::{BTreeMap, BTreeSet};

/// Deepest nesting of arrays and dictionaries among operands.
const MAX_OPERAND_DEPTH: usize = 32;
/// Most operands of one instruction; DeviceN colours take 33.
const MAX_OPERANDS: usize = 2048;
/// Deepest nesting of saved graphics states that PDF/A allows.
const PDFA_MAX_SAVED: usize = 28;

/// What becomes of marked content.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Marks {
    /// It is dropped.
    #[default]
    Drop,
    /// It stays, for the viewer's layers.
    Keep,
}

/// A kind of named resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    ExtGState,
    ColorSpace,
    Pattern,
    Shading,
    XObject,
    Font,
    Properties,
}

impl Kind {
    /// The key of this kind in a resource dictionary.
    pub(super) const fn key(self) -> &'static [u8] {
        match self {
            Self::ExtGState => b"ExtGState",
            Self::ColorSpace => b"ColorSpace",
            Self::Pattern => b"Pattern",
            Self::Shading => b"Shading",
            Self::XObject => b"XObject",
            Self::Font => b"Font",
            Self::Properties => b"Properties",
        }
    }
}

/// Names of resources that instructions use.
pub(super) type Used = BTreeMap<Kind, BTreeSet<Vec<u8>>>;

/// Instructions that could be read.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Content {
    /// The instructions, one a line, with balanced `q` and `Q`.
    pub(super) bytes: Vec<u8>,
    /// The resources they name.
    pub(super) used: Used,
    /// Whether they set CMYK colours directly.
    pub(super) cmyk: bool,
    /// Whether something in them breaks PDF/A by itself.
    pub(super) breaks_pdfa: bool,
    /// Whether anything had to be dropped or balanced.
    pub(super) changed: bool,
}

/// Why instructions cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("drawing instructions cannot be read at byte {at}")]
pub(super) struct ContentFault {
    /// How far they could be read.
    pub(super) at: usize,
}

/// A token of drawing instructions.
#[derive(Debug, Clone, PartialEq)]
enum Token {
    Number { regular: bool },
    Name(Vec<u8>),
    Text,
    Compound,
    Word(Vec<u8>),
}

/// Reads instructions from front to back.
///
/// # Errors
/// When a string, array, dictionary or inline picture does not end, or a word is no operator.
pub(super) fn read(bytes: &[u8], marks: Marks) -> Result<Content, ContentFault> {
    let mut reader = Reader { bytes, at: 0 };
    let mut state = State { marks, ..State::default() };
    let mut start = None;
    let mut operands: Vec<Token> = Vec::new();
    loop {
        reader.skip_space();
        let token_start = reader.at;
        let Some(token) = reader.token(0)? else { break };
        let begin = *start.get_or_insert(token_start);
        let Token::Word(word) = token else {
            state.content.breaks_pdfa |= token == Token::Number { regular: false };
            operands.push(token);
            if operands.len() > MAX_OPERANDS {
                return Err(ContentFault { at: reader.at });
            }
            continue;
        };
        if matches!(word.as_slice(), b"true" | b"false" | b"null") {
            operands.push(Token::Compound);
            continue;
        }
        if word == b"BI" {
            state.inline_picture(&mut reader)?;
        }
        let span = bytes.get(begin..reader.at).unwrap_or_default();
        if !state.instruction(&word, &operands, span) {
            return Err(ContentFault { at: token_start });
        }
        operands.clear();
        start = None;
    }
    state.content.breaks_pdfa |= !operands.is_empty();
    for _ in 0..state.saved {
        state.content.bytes.extend_from_slice(b"Q\n");
        state.content.changed = true;
    }
    Ok(state.content)
}

#[derive(Default)]
struct State {
    content: Content,
    marks: Marks,
    saved: usize,
    tolerant: usize,
}

impl State {
    fn uses(&mut self, kind: Kind, operand: Option<&Token>) {
        if let Some(Token::Name(name)) = operand {
            self.content.used.entry(kind).or_default().insert(name.clone());
        }
    }

    /// Takes one instruction; returns false for a word that is no operator.
    fn instruction(&mut self, word: &[u8], operands: &[Token], span: &[u8]) -> bool {
        let mut keep = true;
        match word {
            b"q" => {
                self.saved += 1;
                self.content.breaks_pdfa |= self.saved > PDFA_MAX_SAVED;
            }
            b"Q" if self.saved == 0 => keep = false,
            b"Q" => self.saved -= 1,
            b"BX" | b"EX" => {
                self.tolerant =
                    if word == b"BX" { self.tolerant + 1 } else { self.tolerant.saturating_sub(1) };
                keep = false;
            }
            b"BDC" | b"DP" => {
                if operands.first() == Some(&Token::Name(b"OC".to_vec())) {
                    self.uses(Kind::Properties, operands.get(1));
                }
                keep = self.marks == Marks::Keep;
            }
            b"BMC" | b"EMC" | b"MP" => keep = self.marks == Marks::Keep,
            b"gs" => self.uses(Kind::ExtGState, operands.last()),
            b"Do" => self.uses(Kind::XObject, operands.last()),
            b"sh" => self.uses(Kind::Shading, operands.last()),
            b"Tf" => self.uses(Kind::Font, operands.first()),
            b"cs" | b"CS" => self.colour_space(operands.last()),
            b"scn" | b"SCN" => self.uses(Kind::Pattern, operands.last()),
            b"k" | b"K" => self.content.cmyk = true,
            b"ri" => self.intent(operands.last()),
            _ if is_operator(word) => {}
            _ if self.tolerant > 0 => keep = false,
            _ => return false,
        }
        if keep {
            self.content.bytes.extend_from_slice(span);
            self.content.bytes.push(b'\n');
        } else {
            self.content.changed = true;
        }
        true
    }

    fn colour_space(&mut self, operand: Option<&Token>) {
        match operand {
            Some(Token::Name(name)) if name == b"DeviceCMYK" => self.content.cmyk = true,
            Some(Token::Name(name)) if is_plain_space(name) => {}
            other => self.uses(Kind::ColorSpace, other),
        }
    }

    fn intent(&mut self, operand: Option<&Token>) {
        let known = matches!(operand, Some(Token::Name(name)) if is_intent(name));
        self.content.breaks_pdfa |= !known;
    }

    /// Reads an inline picture up to its end.
    fn inline_picture(&mut self, reader: &mut Reader<'_>) -> Result<(), ContentFault> {
        loop {
            reader.skip_space();
            match reader.token(0)? {
                Some(Token::Word(word)) if word == b"ID" => break,
                Some(Token::Name(key)) => {
                    reader.skip_space();
                    let start = reader.at;
                    let value = reader.token(0)?.ok_or(ContentFault { at: reader.at })?;
                    let text = reader.bytes.get(start..reader.at).unwrap_or_default();
                    self.inline_entry(&key, &value, text);
                }
                _ => return Err(ContentFault { at: reader.at }),
            }
        }
        reader.at += 1;
        reader.inline_end()
    }

    fn inline_entry(&mut self, key: &[u8], value: &Token, text: &[u8]) {
        let contains = |needle: &[u8]| text.windows(needle.len()).any(|window| window == needle);
        match (key, value) {
            (b"CS" | b"ColorSpace", _) if contains(b"CMYK") => self.content.cmyk = true,
            (b"CS" | b"ColorSpace", Token::Name(name)) => match name.as_slice() {
                b"G" | b"RGB" | b"I" => {}
                name if is_plain_space(name) => {}
                _ => self.uses(Kind::ColorSpace, Some(value)),
            },
            (b"F" | b"Filter", _) => self.content.breaks_pdfa |= contains(b"LZW"),
            (b"I" | b"Interpolate", _) => self.content.breaks_pdfa |= contains(b"true"),
            (b"Intent", Token::Name(name)) => self.content.breaks_pdfa |= !is_intent(name),
            _ => {}
        }
    }
}

/// Returns whether a name is one of PDF's rendering intents.
pub(super) fn is_intent(name: &[u8]) -> bool {
    matches!(
        name,
        b"RelativeColorimetric" | b"AbsoluteColorimetric" | b"Perceptual" | b"Saturation"
    )
}

/// Returns whether a colour space is a name that needs no resource and PDF/A accepts.
fn is_plain_space(name: &[u8]) -> bool {
    matches!(name, b"DeviceGray" | b"DeviceRGB" | b"Pattern")
}

fn is_operator(word: &[u8]) -> bool {
    const OPERATORS: &[&[u8]] = &[
        b"b", b"B", b"b*", b"B*", b"BI", b"BT", b"c", b"cm", b"d", b"d0", b"d1", b"ET", b"f", b"F",
        b"f*", b"g", b"G", b"h", b"i", b"j", b"J", b"l", b"m", b"M", b"n", b"re", b"rg", b"RG",
        b"s", b"S", b"sc", b"SC", b"T*", b"Tc", b"Td", b"TD", b"Tj", b"TJ", b"TL", b"Tm", b"Tr",
        b"Ts", b"Tw", b"Tz", b"v", b"w", b"W", b"W*", b"y", b"'", b"\"",
    ];
    OPERATORS.contains(&word)
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

impl<'a> Reader<'a> {
    fn peek(&self, ahead: usize) -> Option<u8> {
        self.bytes.get(self.at + ahead).copied()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek(0) {
            if byte == b'%' {
                while self.peek(0).is_some_and(|byte| !matches!(byte, b'\n' | b'\r')) {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    fn fault<T>(&self) -> Result<T, ContentFault> {
        Err(ContentFault { at: self.at })
    }

    fn token(&mut self, depth: usize) -> Result<Option<Token>, ContentFault> {
        if depth > MAX_OPERAND_DEPTH {
            return self.fault();
        }
        let Some(byte) = self.peek(0) else { return Ok(None) };
        let token = match byte {
            b'/' => {
                self.at += 1;
                Token::Name(unescaped(self.regular()))
            }
            b'(' => self.literal()?,
            b'<' if self.peek(1) == Some(b'<') => self.compound(b'>', depth)?,
            b'<' => self.hexadecimal()?,
            b'[' => self.compound(b']', depth)?,
            b')' | b'>' | b']' | b'{' | b'}' => return self.fault(),
            _ => {
                let start = self.at;
                let word = self.regular();
                if matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.') {
                    self.at = start + number_length(word);
                    let number = word.get(..number_length(word)).unwrap_or_default();
                    Token::Number { regular: is_number(number) }
                } else {
                    Token::Word(word.to_vec())
                }
            }
        };
        Ok(Some(token))
    }

    fn regular(&mut self) -> &'a [u8] {
        let start = self.at;
        while self.peek(0).is_some_and(|byte| !is_space(byte) && !is_delimiter(byte)) {
            self.at += 1;
        }
        self.bytes.get(start..self.at).unwrap_or_default()
    }

    fn literal(&mut self) -> Result<Token, ContentFault> {
        let mut depth = 0_usize;
        loop {
            match self.peek(0) {
                Some(b'(') => depth += 1,
                Some(b')') => depth -= 1,
                Some(b'\\') => self.at += 1,
                Some(_) => {}
                None => return self.fault(),
            }
            self.at += 1;
            if depth == 0 {
                return Ok(Token::Text);
            }
        }
    }

    fn hexadecimal(&mut self) -> Result<Token, ContentFault> {
        self.at += 1;
        loop {
            match self.peek(0) {
                Some(b'>') => break,
                Some(byte) if byte.is_ascii_hexdigit() || is_space(byte) => self.at += 1,
                _ => return self.fault(),
            }
        }
        self.at += 1;
        Ok(Token::Text)
    }

    fn compound(&mut self, end: u8, depth: usize) -> Result<Token, ContentFault> {
        let width = if end == b'>' { 2 } else { 1 };
        self.at += width;
        loop {
            self.skip_space();
            let closes = (0..width).all(|ahead| self.peek(ahead) == Some(end));
            if closes {
                self.at += width;
                return Ok(Token::Compound);
            }
            if self.token(depth + 1)?.is_none() {
                return self.fault();
            }
        }
    }

    /// Moves behind the `EI` that ends an inline picture's data.
    fn inline_end(&mut self) -> Result<(), ContentFault> {
        loop {
            let rest = self.bytes.get(self.at..).unwrap_or_default();
            let found = rest.windows(2).position(|window| window == b"EI");
            let Some(found) = found else { return self.fault() };
            let before = self.at.checked_add(found).and_then(|at| at.checked_sub(1));
            let spaced =
                before.and_then(|at| self.bytes.get(at)).is_none_or(|byte| is_space(*byte));
            self.at += found + 2;
            if spaced && self.looks_like_instructions() {
                return Ok(());
            }
        }
    }

    /// Returns whether the next bytes could be instructions and not picture data.
    fn looks_like_instructions(&self) -> bool {
        let next = self.bytes.get(self.at..).unwrap_or_default();
        next.first().is_none_or(|byte| is_space(*byte))
            && next.iter().take(12).all(|byte| is_space(*byte) || (32..127).contains(byte))
    }
}

/// Returns how much of a word that begins like a number is one: `0 0 1rg` occurs.
fn number_length(word: &[u8]) -> usize {
    word.iter().take_while(|byte| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.')).count().max(1)
}

fn is_number(word: &[u8]) -> bool {
    let digits = word.strip_prefix(b"-").or_else(|| word.strip_prefix(b"+")).unwrap_or(word);
    digits.iter().filter(|byte| **byte == b'.').count() <= 1
        && digits.iter().all(|byte| byte.is_ascii_digit() || *byte == b'.')
        && digits.iter().any(u8::is_ascii_digit)
        && word.len() <= 20
}

/// Returns a name with its `#xx` escapes undone, as the object parser gives names.
fn unescaped(name: &[u8]) -> Vec<u8> {
    let mut plain = Vec::with_capacity(name.len());
    let mut rest = name;
    while let Some((&byte, after)) = rest.split_first() {
        let escape = after.first_chunk::<2>().filter(|_| byte == b'#').and_then(|digits| {
            let mut value = [0];
            hex::decode_to_slice(digits, &mut value).ok().map(|()| value)
        });
        match escape {
            Some([value]) => {
                plain.push(value);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                plain.push(byte);
                rest = after;
            }
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(text: &str) -> String {
        let content = read(text.as_bytes(), Marks::Drop).unwrap();
        String::from_utf8(content.bytes).unwrap()
    }

    #[test]
    fn marked_content_is_dropped_and_the_rest_stays() {
        let text = "/Artifact BMC q /P <</MCID 0 /A [1 (x)]>> BDC\nBT /F#31 12 Tf (a(b\\)) ) Tj ET EMC Q EMC";
        assert_eq!(cleaned(text), "q\nBT\n/F#31 12 Tf\n(a(b\\)) ) Tj\nET\nQ\n");
        let content = read(text.as_bytes(), Marks::Drop).unwrap();
        assert_eq!(content.used[&Kind::Font], BTreeSet::from([b"F1".to_vec()]));
        assert!(content.changed && !content.breaks_pdfa);
        assert!(!read(text.as_bytes(), Marks::Keep).unwrap().changed);
    }

    #[test]
    fn saved_states_are_balanced() {
        assert_eq!(cleaned("Q q q 0 g"), "q\nq\n0 g\nQ\nQ\n");
        let deep = "q ".repeat(29);
        assert!(read(deep.as_bytes(), Marks::Drop).unwrap().breaks_pdfa);
    }

    #[test]
    fn inline_picture_is_copied_whole() {
        let picture = b"BI /W 2 /H 1 /CS /G /BPC 8 ID \x00EI\xffEI\nEI Q";
        let content = read(&[b"q ".as_slice(), picture].concat(), Marks::Drop).unwrap();
        assert!(content.bytes.ends_with(b"ID \x00EI\xffEI\nEI\nQ\n"));
        assert!(read(b"BI /W 2 ID xxxx", Marks::Drop).is_err());
        assert!(read(b"BI /W 2 /CS /CMYK ID x EI", Marks::Drop).unwrap().cmyk);
    }

    #[test]
    fn layers_and_colours_are_told() {
        let text = "/OC /L0 BDC /CS0 cs /P1 scn 0 0 0 1 k /DeviceRGB CS EMC /Foo gs 0 0 1rg";
        let content = read(text.as_bytes(), Marks::Drop).unwrap();
        let kinds: Vec<Kind> = content.used.keys().copied().collect();
        assert_eq!(kinds, [Kind::ExtGState, Kind::ColorSpace, Kind::Pattern, Kind::Properties]);
        assert!(content.cmyk);
        assert!(content.bytes.ends_with(b"0 0 1rg\n"));
    }

    #[test]
    fn unreadable_instructions_are_faults() {
        for text in ["(abc Tj", "[1 2 TJ", "<</A 1 gs", "1 0 bogus", "<zz> Tj", ") Tj", "}"] {
            assert!(read(text.as_bytes(), Marks::Drop).is_err(), "{text}");
        }
        assert!(read(&b"[".repeat(100_000), Marks::Drop).is_err());
        assert_eq!(cleaned("BX 1 bogus EX 0 g"), "0 g\n");
        assert!(read(b"1..2 0 m --3 w", Marks::Drop).unwrap().breaks_pdfa);
    }
}
