//! `bagit.txt`, and the decoding of the tag files in the encoding that it names.

use super::{BagFinding, BagNote};
use crate::base::bagit::text_lines;
use encoding_rs::Encoding;

const BAGIT_TXT: &str = "bagit.txt";
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// A version as `major.minor`.
pub(super) type Version = (u32, u32);

/// What `bagit.txt` declares.
pub(super) struct Declaration {
    /// The version, if it is one from 0.93 to 1.0.
    pub(super) version: Option<Version>,
    encoding: &'static Encoding,
}

impl Declaration {
    /// Returns what stands for a bag without a readable `bagit.txt`: the newest version in UTF-8.
    pub(super) fn assumed() -> Self {
        Self { version: None, encoding: encoding_rs::UTF_8 }
    }

    /// Returns what the bytes of `bagit.txt` declare, and every way in which they are not as RFC 8493
    /// (2.1.1) asks for.
    pub(super) fn parse(bytes: &[u8]) -> (Self, Vec<BagFinding>) {
        let mut findings = Vec::new();
        let bytes = match bytes.strip_prefix(BYTE_ORDER_MARK) {
            Some(rest) => {
                findings.push(finding("without byte order mark", "byte order mark"));
                rest
            }
            None => bytes,
        };
        let text = String::from_utf8_lossy(bytes);
        let mut lines = text_lines(&text);
        let version_line = lines.next().unwrap_or_default();
        let version = version_line.strip_prefix("BagIt-Version: ").and_then(parse_version);
        if version.is_none() {
            findings.push(finding("BagIt-Version: 0.93 … 1.0", version_line));
        }
        let encoding_line = lines.next().unwrap_or_default();
        let label = encoding_line.strip_prefix("Tag-File-Character-Encoding: ");
        let encoding = label.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
        if encoding.is_none() {
            findings.push(finding("Tag-File-Character-Encoding: UTF-8", encoding_line));
        }
        (Self { version, encoding: encoding.unwrap_or(encoding_rs::UTF_8) }, findings)
    }

    /// Returns whether the rules of version 1.0 hold; they do where no version is known.
    pub(super) fn is_1_0(&self) -> bool {
        self.version.is_none_or(|version| version >= (1, 0))
    }

    /// Returns the text of a tag file, with a finding where its bytes are not in the declared
    /// encoding. UTF-16 without a mark is read in the order that makes its first character ASCII.
    pub(super) fn decode(&self, path: &str, bytes: &[u8]) -> (String, TagTextRemarks) {
        let mut remarks = TagTextRemarks::default();
        if self.encoding == encoding_rs::UTF_8 && bytes.starts_with(BYTE_ORDER_MARK) {
            remarks.note = Some(BagNote::new("byte_order_mark", path));
        }
        let is_big_endian = self.encoding == encoding_rs::UTF_16LE && bytes.first() == Some(&0);
        let encoding = if is_big_endian { encoding_rs::UTF_16BE } else { self.encoding };
        let (text, _, had_errors) = encoding.decode(bytes);
        if had_errors {
            remarks.finding = Some(BagFinding::new("bad_encoding", path).expected(encoding.name()));
        }
        (text.into_owned(), remarks)
    }
}

/// What is to be said of the encoding of a tag file.
#[derive(Default)]
pub(super) struct TagTextRemarks {
    /// The bytes are not in the declared encoding.
    pub(super) finding: Option<BagFinding>,
    /// There is a byte order mark that does not belong there.
    pub(super) note: Option<BagNote>,
}

fn finding(expected: &str, found: &str) -> BagFinding {
    BagFinding::new("bad_declaration", BAGIT_TXT).expected(expected).found(found)
}

/// Reads `M.N`; only versions that were ever published are known: 0.93 to 0.97, and 1.0.
fn parse_version(text: &str) -> Option<Version> {
    let (major, minor) = text.trim_end().split_once('.')?;
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    if !is_number(major) || !is_number(minor) {
        return None;
    }
    let version = (major.parse().ok()?, minor.parse().ok()?);
    (matches!(version, (0, 93..=97)) || version == (1, 0)).then_some(version)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &[u8]) -> usize {
        Declaration::parse(text).1.len()
    }

    #[test]
    fn published_versions_are_known() {
        for version in ["0.93", "0.94", "0.95", "0.96", "0.97", "1.0", "1.0 "] {
            let text = format!("BagIt-Version: {version}\r\nTag-File-Character-Encoding: UTF-8");
            assert_eq!(codes(text.as_bytes()), 0, "{version}");
        }
        for version in [".97", "0.9", "2.0", "1", "1.0.0", "+1.0", ""] {
            let text = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
            assert_eq!(codes(text.as_bytes()), 1, "{version}");
        }
    }

    #[test]
    fn every_flaw_is_named() {
        assert_eq!(codes(b""), 2);
        assert_eq!(codes(b"\xEF\xBB\xBFBagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8"), 1);
        assert_eq!(codes(b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8"), 2);
        assert_eq!(codes(b"BagIt-Version: 1.0\nTag-File-Character-Encoding: Klingon"), 1);
    }

    #[test]
    fn tag_files_are_decoded_as_declared() {
        let decode = |encoding: &str, bytes: &[u8]| {
            let text = format!("BagIt-Version: 0.97\nTag-File-Character-Encoding: {encoding}\n");
            let (declaration, _) = Declaration::parse(text.as_bytes());
            let (text, remarks) = declaration.decode("x", bytes);
            (text, remarks.finding.is_some())
        };
        assert_eq!(decode("UTF-8", "ç".as_bytes()), ("ç".into(), false));
        assert_eq!(decode("ISO-8859-1", b"\xE7"), ("ç".into(), false));
        assert_eq!(decode("UTF-16", b"\xFF\xFEa\0"), ("a".into(), false));
        assert_eq!(decode("UTF-16", b"\0a\0b"), ("ab".into(), false));
        assert!(decode("UTF-8", b"\xE7").1);
    }
}
