//! Plain text: which encoding, how much of it, lines ended alike for showing.
//! Deliberately not here: markup, mail and chats as such; the original's bytes stay what they are.

use crate::import::reading::MAX_TEXT_BYTES;
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;
use std::io::{self, Read};

/// Most bytes read of a text file: UTF-16 and Windows-1252 have at most twice the bytes, or half,
/// of the [`MAX_TEXT_BYTES`] that are kept.
const MAX_READ_BYTES: u64 = 2 * 1024 * 1024;

/// Text as it will be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecodedText {
    /// The text; lines end with `\n`, no byte order mark, no control characters but tab.
    pub text: String,
    /// Name of the encoding it was read in, such as `UTF-8` or `windows-1252`.
    pub encoding: &'static str,
    /// Whether the file goes on after this.
    pub truncated: bool,
    /// Whether some bytes have no meaning in the encoding and show as `\u{FFFD}`.
    pub has_errors: bool,
}

/// Reads the beginning of a text file.
///
/// # Errors
/// Returns the error of `file` if it cannot be read.
pub fn read_text(file: &mut impl Read) -> io::Result<DecodedText> {
    let mut bytes = Vec::new();
    file.by_ref().take(MAX_READ_BYTES + 1).read_to_end(&mut bytes)?;
    let most = usize::try_from(MAX_READ_BYTES).unwrap_or(usize::MAX);
    let cut = bytes.len() > most;
    bytes.truncate(most);
    Ok(decode(&bytes, cut))
}

/// Returns the text of `bytes`; `cut` tells that they are only the beginning.
pub fn decode(bytes: &[u8], cut: bool) -> DecodedText {
    decode_within(bytes, cut, MAX_TEXT_BYTES)
}

/// Returns the text of `bytes` as [`decode`] does, at most `most` bytes of UTF-8 of it.
pub fn decode_within(bytes: &[u8], cut: bool, most: usize) -> DecodedText {
    let encoding = encoding_of(bytes);
    let bytes = if cut { whole_characters(bytes, encoding) } else { bytes };
    let (text, encoding, has_errors) = encoding.decode(bytes);
    let mut text = normalised(text);
    let truncated = cut || text.len() > most;
    if text.len() > most {
        text.truncate(text.floor_char_boundary(most));
    }
    DecodedText { text, encoding: encoding.name(), truncated, has_errors }
}

/// Returns the words between tags, one piece a line: for searching, where structure does not count.
/// Names of tags and attributes, comments, scripts and styles are no words of the document.
pub fn without_tags(text: &str) -> String {
    let mut words = String::new();
    let mut pieces = text.split('<');
    words.push_str(pieces.next().unwrap_or_default().trim());
    let mut is_code = false;
    for piece in pieces {
        let (tag, between) = piece.split_once('>').unwrap_or((piece, ""));
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_alphanumeric()).next();
        let is_named = |names: [&str; 2]| {
            name.is_some_and(|name| names.iter().any(|one| name.eq_ignore_ascii_case(one)))
        };
        if is_named(["script", "style"]) {
            is_code = !tag.starts_with('/') && !tag.ends_with('/');
        }
        let between = between.trim();
        if !is_code && !between.is_empty() {
            words.push('\n');
            words.push_str(between);
        }
    }
    for (entity, sign) in [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&apos;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ] {
        words = words.replace(entity, sign);
    }
    words.trim().to_owned()
}

/// Returns the encoding by byte order mark, by zeros at every second place (UTF-16 without mark),
/// by being valid UTF-8, and otherwise Windows-1252, which older Brazilian systems write.
pub fn encoding_of(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    let sample = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let zeros =
        |skip: usize| sample.iter().skip(skip).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), sample.len() / 2);
    if pairs > 1 && odd * 2 > pairs && even * 10 < pairs {
        return UTF_16LE;
    }
    if pairs > 1 && even * 2 > pairs && odd * 10 < pairs {
        return UTF_16BE;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => UTF_8,
        // An incomplete character at the very end: the sample was cut in it.
        Err(error) if error.error_len().is_none() => UTF_8,
        Err(_) => WINDOWS_1252,
    }
}

/// Returns whether the sample looks like text in the encoding that [`encoding_of`] finds: hardly
/// any control characters and no zero.
pub fn looks_like_text(sample: &[u8]) -> bool {
    let encoding = encoding_of(sample);
    if encoding == UTF_16LE || encoding == UTF_16BE {
        let (text, _, has_errors) = encoding.decode(whole_characters(sample, encoding));
        let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
        return !has_errors && !text.is_empty() && odd * 50 <= text.len();
    }
    // Looked at byte by byte, as this runs on every file of no known kind.
    if sample.is_empty() || sample.contains(&0) {
        return false;
    }
    let is_odd =
        |byte: &u8| byte.is_ascii_control() && !matches!(byte, b'\t' | b'\n' | b'\r' | 0x0C);
    let odd = sample.iter().filter(|byte| is_odd(byte)).count();
    if encoding == UTF_8 {
        return odd * 50 <= sample.len();
    }
    // Any bytes can be Windows-1252: there, most of them must also be letters or spaces.
    let is_word =
        |byte: &u8| byte.is_ascii_alphanumeric() || byte.is_ascii_whitespace() || *byte >= 0xC0;
    let words = sample.iter().filter(|byte| is_word(byte)).count();
    odd == 0 && words * 10 >= sample.len() * 7
}

/// Returns `bytes` without a character that is cut at their end.
fn whole_characters<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> &'a [u8] {
    let keep = if encoding == UTF_8 {
        match std::str::from_utf8(bytes) {
            Err(error) if error.error_len().is_none() => error.valid_up_to(),
            _ => bytes.len(),
        }
    } else if encoding == WINDOWS_1252 {
        bytes.len()
    } else {
        bytes.len() - bytes.len() % 2
    };
    bytes.get(..keep).unwrap_or(bytes)
}

fn normalised(text: Cow<'_, str>) -> String {
    let is_kept = |byte: u8| !byte.is_ascii_control() || matches!(byte, b'\n' | b'\t');
    // The usual text needs no change. 0xC2 begins, among letters, the other control characters.
    if text.bytes().all(|byte| is_kept(byte) && byte != 0xC2) {
        return text.into_owned();
    }
    let mut out = String::with_capacity(text.len());
    let mut before = ' ';
    for c in text.chars() {
        match c {
            '\n' if before == '\r' => {}
            '\r' => out.push('\n'),
            '\n' | '\t' => out.push(c),
            _ if c.is_control() => {}
            _ => out.push(c),
        }
        before = c;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_between_tags_and_code_is_none() {
        let text =
            "<?xml version=\"1.0\"?><nota v='1'><xNome>Loja &amp; Cia</xNome><!-- x --></nota>";
        assert_eq!(without_tags(text), "Loja & Cia");
        let page = "<p>Um</p><script>var a = 1 < 2;</script><STYLE>p {}</STYLE><p>Dois";
        assert_eq!(without_tags(page), "Um\nDois");
        assert_eq!(without_tags("a < b"), "a");
        assert_eq!(without_tags(""), "");
    }

    #[test]
    fn the_same_sentence_is_read_in_every_encoding() {
        let sentence = "Cobrança em dobro: não autorizei.\r\nProtocolo 123\rfim";
        let utf16 = |swap: bool, bom: bool| {
            let bom = bom.then_some(0xFEFFu16);
            let units = bom.into_iter().chain(sentence.encode_utf16());
            units
                .flat_map(|u| if swap { u.to_be_bytes() } else { u.to_le_bytes() })
                .collect::<Vec<u8>>()
        };
        let latin = WINDOWS_1252.encode(sentence).0.into_owned();
        let with_bom = [b"\xEF\xBB\xBF", sentence.as_bytes()].concat();
        for (bytes, name) in [
            (sentence.as_bytes().to_vec(), "UTF-8"),
            (with_bom, "UTF-8"),
            (latin, "windows-1252"),
            (utf16(false, true), "UTF-16LE"),
            (utf16(true, true), "UTF-16BE"),
            (utf16(false, false), "UTF-16LE"),
            (utf16(true, false), "UTF-16BE"),
        ] {
            let read = decode(&bytes, false);
            assert_eq!(read.text, "Cobrança em dobro: não autorizei.\nProtocolo 123\nfim");
            assert_eq!((read.encoding, read.truncated, read.has_errors), (name, false, false));
            assert!(looks_like_text(&bytes), "{name}");
        }
    }

    #[test]
    fn long_text_is_cut_between_characters_and_says_so() {
        let bytes = "ção".repeat(1_000_000).into_bytes();
        let read = read_text(&mut bytes.as_slice()).unwrap();
        assert!(read.truncated && !read.has_errors);
        assert!(read.text.len() <= MAX_TEXT_BYTES && read.text.starts_with("çãoção"));
    }

    #[test]
    fn bytes_of_programs_and_pictures_are_no_text() {
        assert!(!looks_like_text(b"\x7FELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0\x3E\0"));
        assert!(!looks_like_text(&(0..=255).collect::<Vec<u8>>()));
        assert!(!looks_like_text(b""));
    }

    #[test]
    fn control_characters_do_not_reach_the_page() {
        assert_eq!(decode(b"a\x1B[31mb\x07\tc", false).text, "a[31mb\tc");
    }
}
