//! Values one inside the other as ASN.1 writes them (BER, and with it DER), as far as seals from
//! outside need it: tag, content, the values inside. Lengths may be open. Nothing is copied.

/// Deepest nesting that is followed; certificates and signatures need some twelve.
const MAX_DEPTH: usize = 32;

/// Universal tags, and the context's own ones, as their first byte says them.
pub mod tag {
    /// INTEGER.
    pub const INTEGER: u8 = 0x02;
    /// OCTET STRING.
    pub const OCTETS: u8 = 0x04;
    /// OBJECT IDENTIFIER.
    pub const OID: u8 = 0x06;
    /// UTCTime.
    pub const UTC_TIME: u8 = 0x17;
    /// GeneralizedTime.
    pub const GENERAL_TIME: u8 = 0x18;
    /// SEQUENCE.
    pub const SEQUENCE: u8 = 0x30;
    /// SET.
    pub const SET: u8 = 0x31;
    /// `[0]`, holding others.
    pub const CONTEXT_0: u8 = 0xA0;
}

/// One value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tlv<'a> {
    /// First byte of its tag.
    pub tag: u8,
    /// Its content.
    pub content: &'a [u8],
}

impl<'a> Tlv<'a> {
    /// Returns the first value of some bytes; nothing where they are none.
    pub fn first(bytes: &'a [u8]) -> Option<Self> {
        Some(split(bytes, 0)?.0)
    }

    /// Returns the values inside, up to the first that is none.
    pub fn inside(self) -> Vec<Self> {
        values(if self.is_constructed() { self.content } else { &[] })
    }

    /// Returns the value inside at a place, from 0.
    pub fn at(self, place: usize) -> Option<Self> {
        self.inside().get(place).copied()
    }

    /// Returns this value if it has the tag.
    pub fn only(self, tag: u8) -> Option<Self> {
        (self.tag == tag).then_some(self)
    }

    /// Returns the octets of a string, which may be written in pieces.
    pub fn octets(self) -> Vec<u8> {
        if self.is_constructed() {
            self.inside().iter().flat_map(|piece| piece.content.to_vec()).collect()
        } else {
            self.content.to_vec()
        }
    }

    /// Looks at this value and all inside, outer ones first; returns the first answer.
    pub fn find<T>(self, look: &mut dyn FnMut(Self) -> Option<T>) -> Option<T> {
        self.find_below(look, 0)
    }

    fn find_below<T>(self, look: &mut dyn FnMut(Self) -> Option<T>, depth: usize) -> Option<T> {
        if depth > MAX_DEPTH {
            return None;
        }
        look(self).or_else(|| {
            self.inside().into_iter().find_map(|value| value.find_below(look, depth + 1))
        })
    }

    const fn is_constructed(self) -> bool {
        self.tag & 0x20 != 0
    }
}

/// Returns the values that stand one after the other.
fn values(bytes: &[u8]) -> Vec<Tlv<'_>> {
    let (mut rest, mut found) = (bytes, Vec::new());
    while let Some((value, after)) = split(rest, 0) {
        found.push(value);
        rest = after;
    }
    found
}

/// Splits off the first value. Tags of more than one byte, which none of what is read here has, end
/// the reading.
fn split(bytes: &[u8], depth: usize) -> Option<(Tlv<'_>, &[u8])> {
    let (&tag, rest) = bytes.split_first()?;
    let (&length, rest) = rest.split_first()?;
    if tag & 0x1F == 0x1F || depth > MAX_DEPTH || (tag, length) == (0, 0) {
        return None;
    }
    match length {
        0..0x80 => whole(tag, rest, usize::from(length)),
        0x80 => open(tag, rest, depth),
        _ => {
            let (digits, rest) = rest.split_at_checked(usize::from(length & 0x7F))?;
            if digits.len() > 4 {
                return None;
            }
            let length = digits.iter().fold(0u32, |sum, digit| sum << 8 | u32::from(*digit));
            whole(tag, rest, usize::try_from(length).ok()?)
        }
    }
}

fn whole(tag: u8, rest: &[u8], length: usize) -> Option<(Tlv<'_>, &[u8])> {
    let (content, after) = rest.split_at_checked(length)?;
    Some((Tlv { tag, content }, after))
}

/// A value without a length: it ends with two zero bytes after its last inner one.
fn open(tag: u8, rest: &[u8], depth: usize) -> Option<(Tlv<'_>, &[u8])> {
    let mut inner = rest;
    while !inner.starts_with(&[0, 0]) {
        inner = split(inner, depth + 1)?.1;
    }
    let (content, _) = rest.split_at_checked(rest.len() - inner.len())?;
    Some((Tlv { tag, content }, inner.get(2..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_short_long_and_open_are_read() {
        let long = [&[0x30, 0x81, 0x82, 0x04, 0x80 - 1][..], &[7; 0x7F][..], &[0x02]].concat();
        assert_eq!(Tlv::first(&long).unwrap().inside().len(), 1, "the last value is cut");
        let open = [0x30, 0x80, 0x24, 0x80, 0x04, 1, 5, 0x04, 1, 6, 0, 0, 0x02, 1, 9, 0, 0];
        let value = Tlv::first(&open).unwrap();
        assert_eq!(value.at(0).unwrap().octets(), [5, 6]);
        assert_eq!(value.at(1).unwrap(), Tlv { tag: tag::INTEGER, content: &[9] });
    }

    #[test]
    fn hostile_bytes_end_the_reading() {
        let deep = [0x30u8, 0x80].repeat(10_000);
        assert_eq!(Tlv::first(&deep), None);
        for bytes in [&[][..], &[0x30], &[0x30, 0x85, 1, 1, 1, 1, 1], &[0x1F, 0], &[0x30, 5, 1]] {
            assert_eq!(Tlv::first(bytes), None, "{bytes:?}");
        }
        let nested = (0..200).fold(vec![2, 1, 7], |inner: Vec<u8>, _| {
            let length = u8::try_from(inner.len()).unwrap_or(0x7F);
            if length < 0x7E { [vec![0x30, length], inner].concat() } else { inner }
        });
        let found = Tlv::first(&nested).unwrap().find(&mut |value| value.only(tag::INTEGER));
        assert_eq!(found, None, "deeper than is followed");
    }
}
