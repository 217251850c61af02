//! The little PDF syntax that checking our own dossiers needs: values, indirect objects and
//! classic cross-reference tables. Deliberately not here: streams' filters, object streams, repair
//! of damaged files; whoever needs those has a damaged or foreign file in hand.

use std::collections::BTreeMap;

/// Deepest nesting that is followed; our own objects nest five levels.
const MAX_DEPTH: usize = 32;

/// A PDF value.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    /// Null, true, false and numbers that are not whole: nothing that checking needs.
    Other,
    Integer(i64),
    Name(Vec<u8>),
    Text(Vec<u8>),
    Array(Vec<Value>),
    Dictionary(BTreeMap<Vec<u8>, Value>),
    Reference(u32),
}

impl Value {
    /// Returns the entry of a dictionary.
    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Dictionary(entries) => entries.get(key.as_bytes()),
            _ => None,
        }
    }

    /// Returns a whole number that is not negative.
    pub(super) fn unsigned(&self) -> Option<u64> {
        match self {
            Self::Integer(value) => u64::try_from(*value).ok(),
            _ => None,
        }
    }

    /// Returns the object a reference names.
    pub(super) fn reference(&self) -> Option<u32> {
        match self {
            Self::Reference(number) => Some(*number),
            _ => None,
        }
    }

    /// Returns the items of an array.
    pub(super) fn items(&self) -> Option<&[Self]> {
        match self {
            Self::Array(items) => Some(items),
            _ => None,
        }
    }

    /// Adds every object that it names.
    pub(super) fn references(&self, found: &mut Vec<u32>) {
        match self {
            Self::Reference(number) => found.push(*number),
            Self::Array(items) => items.iter().for_each(|item| item.references(found)),
            Self::Dictionary(entries) => entries.values().for_each(|item| item.references(found)),
            _ => {}
        }
    }

    /// Returns the bytes of a string.
    pub(super) fn text(&self) -> Option<&[u8]> {
        match self {
            Self::Text(bytes) => Some(bytes),
            _ => None,
        }
    }
}

/// Reads values from bytes, front to back.
pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    at: usize,
}

const fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

const fn is_space(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

impl<'a> Parser<'a> {
    /// Returns a parser at the start of `bytes`.
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Returns how many bytes have been read.
    pub(super) const fn position(&self) -> usize {
        self.at
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    fn skip_space(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_space(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// Takes `word` when it comes next.
    pub(super) fn take(&mut self, word: &str) -> Option<()> {
        self.skip_space();
        self.take_exactly(word.as_bytes())
    }

    /// Takes `bytes` when they come next, without skipping spaces.
    pub(super) fn take_exactly(&mut self, bytes: &[u8]) -> Option<()> {
        self.rest().starts_with(bytes).then(|| self.at += bytes.len())
    }

    /// Returns the next token: a run of regular characters.
    pub(super) fn token(&mut self) -> Option<&'a [u8]> {
        self.skip_space();
        let rest = self.rest();
        let length = rest.iter().take_while(|b| !is_space(**b) && !is_delimiter(**b)).count();
        self.at += length;
        rest.get(..length).filter(|token| !token.is_empty())
    }

    /// Returns the next token as a whole number that is not negative.
    pub(super) fn number(&mut self) -> Option<u64> {
        std::str::from_utf8(self.token()?).ok()?.parse().ok()
    }

    /// Reads `n g obj` and returns n.
    pub(super) fn object_start(&mut self) -> Option<u32> {
        let number = self.number()?;
        self.number()?;
        self.take("obj")?;
        u32::try_from(number).ok()
    }

    /// Reads `stream` and its line end, after the dictionary.
    pub(super) fn stream_start(&mut self) -> Option<()> {
        self.take("stream")?;
        self.take_exactly(b"\r\n").or_else(|| self.take_exactly(b"\n"))
    }

    /// Reads a dictionary and returns its entries as they are written.
    pub(super) fn raw_entries(&mut self) -> Option<BTreeMap<Vec<u8>, &'a [u8]>> {
        self.take("<<")?;
        let mut entries = BTreeMap::new();
        while self.take(">>").is_none() {
            let key = self.name()?;
            let start = self.at;
            self.value()?;
            entries.insert(key, self.bytes.get(start..self.at)?);
        }
        Some(entries)
    }

    /// Reads a value.
    pub(super) fn value(&mut self) -> Option<Value> {
        self.nested(0)
    }

    fn nested(&mut self, depth: usize) -> Option<Value> {
        if depth > MAX_DEPTH {
            return None;
        }
        self.skip_space();
        match self.peek()? {
            b'/' => Some(Value::Name(self.name()?)),
            b'(' => Some(Value::Text(self.literal()?)),
            b'[' => {
                self.at += 1;
                let mut items = Vec::new();
                while self.take("]").is_none() {
                    items.push(self.nested(depth + 1)?);
                }
                Some(Value::Array(items))
            }
            b'<' if self.rest().starts_with(b"<<") => {
                self.at += 2;
                let mut entries = BTreeMap::new();
                while self.take(">>").is_none() {
                    let key = self.name()?;
                    entries.insert(key, self.nested(depth + 1)?);
                }
                Some(Value::Dictionary(entries))
            }
            b'<' => Some(Value::Text(self.hexadecimal()?)),
            _ => self.number_or_word(),
        }
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        self.skip_space();
        self.take_exactly(b"/")?;
        let rest = self.rest();
        let length = rest.iter().take_while(|b| !is_space(**b) && !is_delimiter(**b)).count();
        self.at += length;
        rest.get(..length).map(<[u8]>::to_vec)
    }

    fn literal(&mut self) -> Option<Vec<u8>> {
        self.take_exactly(b"(")?;
        let (mut text, mut depth) = (Vec::new(), 0_usize);
        loop {
            let byte = self.peek()?;
            self.at += 1;
            match byte {
                b'(' => depth += 1,
                b')' if depth == 0 => return Some(text),
                b')' => depth -= 1,
                b'\\' => {
                    text.push(self.peek()?);
                    self.at += 1;
                    continue;
                }
                _ => {}
            }
            text.push(byte);
        }
    }

    fn hexadecimal(&mut self) -> Option<Vec<u8>> {
        self.take_exactly(b"<")?;
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'>')?;
        self.at += length + 1;
        hex::decode(rest.get(..length)?).ok()
    }

    fn number_or_word(&mut self) -> Option<Value> {
        let token = std::str::from_utf8(self.token()?).ok()?;
        let Ok(number) = token.parse::<i64>() else { return Some(Value::Other) };
        let after = self.at;
        if let Ok(object) = u32::try_from(number)
            && self.number().is_some()
            && self.token() == Some(b"R")
        {
            return Some(Value::Reference(object));
        }
        self.at = after;
        Some(Value::Integer(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_read() {
        let mut parser =
            Parser::new(b" << /A [1 2 0 R (x\\)y) <0aFF>] /B /C% c\n/D 1.5 >>stream\r\nx");
        let value = parser.value().unwrap();
        let expected = [
            Value::Integer(1),
            Value::Reference(2),
            Value::Text(b"x)y".to_vec()),
            Value::Text(vec![10, 255]),
        ];
        assert_eq!(value.get("A").unwrap().items().unwrap(), expected);
        assert_eq!(value.get("B"), Some(&Value::Name(b"C".to_vec())));
        parser.stream_start().unwrap();
        assert_eq!(parser.rest(), b"x");
    }

    #[test]
    fn broken_values_are_nothing() {
        for bytes in ["<<", "[", "(", "<zz>", "<</A>>", "]", "", "<</A 1"] {
            assert_eq!(Parser::new(bytes.as_bytes()).value(), None, "{bytes}");
        }
        assert_eq!(Parser::new(&b"[".repeat(100_000)).value(), None);
    }
}
