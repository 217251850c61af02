//! The texts of a BagIt bag (RFC 8493): manifests, `bag-info.txt` and `bagit.txt`, written one way
//! and read tolerantly. Whether the files agree with them is told by `package`.

use super::Sha256Digest;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The whole text of `bagit.txt` in our bags.
pub const BAGIT_TXT: &str = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";

/// The most lines read of one manifest; a bag of ours has a few thousand.
pub const MANIFEST_MAX_LINES: usize = 200_000;

/// A SHA-256 manifest: each path of the bag, with `/`, and the hash of its file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest {
    entries: BTreeMap<String, Sha256Digest>,
}

/// One line of a manifest of any algorithm.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ManifestLine {
    /// Its number in the file, from 1.
    pub line: usize,
    /// The hash, in lower case.
    pub hash: String,
    /// The path as written, without the mark of binary files and without leading `./`.
    pub written_path: String,
}

/// What a manifest holds that it should not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ManifestFinding {
    /// A line that is not a hash and a path.
    BadLine {
        /// Its number in the file, from 1.
        line: usize,
        /// How it begins.
        text: String,
    },
    /// A path that stands in it more than once; the first line counts.
    Duplicate {
        /// The line that repeats it, from 1.
        line: usize,
        /// The path.
        path: String,
    },
    /// More than [`MANIFEST_MAX_LINES`] lines; the rest was not read.
    TooLong,
}

impl Manifest {
    /// Returns a manifest without lines.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns what a manifest's text says, with everything odd in it.
    pub fn parse(text: &str) -> (Self, Vec<ManifestFinding>) {
        let (lines, mut findings) = parse_lines(text);
        let mut manifest = Self::new();
        for ManifestLine { line, hash, written_path } in lines {
            let path = decode_path(&written_path);
            match hash.parse() {
                Err(_) => findings.push(bad_line(line, &format!("{hash}  {written_path}"))),
                Ok(_) if manifest.entries.contains_key(&path) => {
                    findings.push(ManifestFinding::Duplicate { line, path });
                }
                Ok(digest) => {
                    manifest.entries.insert(path, digest);
                }
            }
        }
        (manifest, findings)
    }

    /// Returns the hash that stands for a path.
    pub fn get(&self, path: &str) -> Option<Sha256Digest> {
        self.entries.get(path).copied()
    }

    /// Returns paths and hashes, sorted by the bytes of the path.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&str, Sha256Digest)> {
        self.entries.iter().map(|(path, digest)| (path.as_str(), *digest))
    }

    /// Returns how many files it names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether it names no file.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Returns the text: one line a file, sorted by the bytes of the path, each ended by a newline.
    pub fn to_text(&self) -> String {
        let lines = self.entries.iter();
        lines.map(|(path, digest)| format!("{digest}  {}\n", encode_path(path))).collect()
    }

    /// Sets the hash of a path; returns the one that stood before.
    pub fn insert(
        &mut self,
        path: impl Into<String>,
        digest: Sha256Digest,
    ) -> Option<Sha256Digest> {
        self.entries.insert(path.into(), digest)
    }

    /// Takes a path out; returns the hash that stood for it.
    pub fn remove(&mut self, path: &str) -> Option<Sha256Digest> {
        self.entries.remove(path)
    }
}

impl<P: Into<String>> FromIterator<(P, Sha256Digest)> for Manifest {
    fn from_iter<I: IntoIterator<Item = (P, Sha256Digest)>>(entries: I) -> Self {
        Self { entries: entries.into_iter().map(|(path, digest)| (path.into(), digest)).collect() }
    }
}

/// Returns the lines of a manifest of any algorithm, in their order, and those that are none. Lines
/// may end in LF, CR or CRLF; a path may have a leading `*` or `./`.
pub fn parse_lines(text: &str) -> (Vec<ManifestLine>, Vec<ManifestFinding>) {
    let mut lines = Vec::new();
    let mut findings = Vec::new();
    for (line, text) in (1..).zip(text_lines(text)) {
        if line > MANIFEST_MAX_LINES {
            findings.push(ManifestFinding::TooLong);
            break;
        }
        if text.trim().is_empty() {
            continue;
        }
        match split_line(text) {
            Some((hash, path)) => lines.push(ManifestLine {
                line,
                hash: hash.to_ascii_lowercase(),
                written_path: path.to_owned(),
            }),
            None => findings.push(bad_line(line, text)),
        }
    }
    (lines, findings)
}

/// Returns the finding on a line that is none; a long one is cut.
pub fn bad_line(line: usize, text: &str) -> ManifestFinding {
    const SHOWN_CHARS: usize = 200;
    ManifestFinding::BadLine { line, text: text.chars().take(SHOWN_CHARS).collect() }
}

/// Returns the lines of a tag file, however they end.
pub fn text_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').flat_map(|line| line.strip_suffix('\r').unwrap_or(line).split('\r'))
}

fn split_line(line: &str) -> Option<(&str, &str)> {
    let (hash, rest) = line.split_once([' ', '\t'])?;
    let rest = rest.trim_start_matches([' ', '\t']);
    let mut path = rest.strip_prefix('*').unwrap_or(rest);
    while let Some(inner) = path.strip_prefix("./") {
        path = inner;
    }
    let is_hash = !hash.is_empty() && hash.bytes().all(|b| b.is_ascii_hexdigit());
    (is_hash && !path.is_empty()).then_some((hash, path))
}

/// Returns a path as a manifest of version 1.0 writes it.
pub fn encode_path(path: &str) -> String {
    path.replace('%', "%25").replace('\n', "%0A").replace('\r', "%0D")
}

/// Returns the path that a manifest of version 1.0 wrote; any other `%` is left as it stands.
pub fn decode_path(written: &str) -> String {
    let mut path = String::with_capacity(written.len());
    let mut rest = written;
    while let Some((before, after)) = rest.split_once('%') {
        path.push_str(before);
        let code = after.get(..2).unwrap_or_default();
        let decoded = match code.to_ascii_uppercase().as_str() {
            "0A" => Some('\n'),
            "0D" => Some('\r'),
            "25" => Some('%'),
            _ => None,
        };
        path.push(decoded.unwrap_or('%'));
        rest = if decoded.is_some() { after.get(2..).unwrap_or_default() } else { after };
    }
    path.push_str(rest);
    path
}

/// The lines of `bag-info.txt`, in their order; a label may stand more than once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BagInfo {
    lines: Vec<(String, String)>,
}

impl BagInfo {
    /// Returns an empty list.
    pub fn new() -> Self {
        Self::default()
    }

    /// Returns the labels and values of a text. A line that begins with a blank goes on with the
    /// value before; what has no colon is passed over.
    pub fn parse(text: &str) -> Self {
        let mut lines: Vec<(String, String)> = Vec::new();
        for line in text_lines(text) {
            if line.starts_with([' ', '\t']) {
                if let Some((_, value)) = lines.last_mut() {
                    value.push(' ');
                    value.push_str(line.trim());
                }
            } else if let Some((label, value)) = line.split_once(':') {
                lines.push((label.trim().to_owned(), value.trim().to_owned()));
            }
        }
        Self { lines }
    }

    /// Returns the first value of a label, whatever its case.
    pub fn get(&self, label: &str) -> Option<&str> {
        let mut lines = self.lines.iter();
        lines.find(|(l, _)| l.eq_ignore_ascii_case(label)).map(|(_, value)| value.as_str())
    }

    /// Returns labels and values in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.lines.iter().map(|(label, value)| (label.as_str(), value.as_str()))
    }

    /// Returns the text, one line each.
    pub fn to_text(&self) -> String {
        self.lines.iter().map(|(label, value)| format!("{label}: {value}\n")).collect()
    }

    /// Adds a line. Breaks in the value become blanks, so that a value can never begin a new label.
    pub fn push(&mut self, label: &str, value: &str) {
        let words: Vec<&str> = value.split(|c: char| c.is_control()).map(str::trim).collect();
        self.lines.push((label.to_owned(), words.join(" ").trim().to_owned()));
    }
}

/// The `Payload-Oxum` of a bag: how much there is below `data/`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PayloadOxum {
    /// The bytes of all files together.
    pub size_bytes: u64,
    /// The number of files.
    pub count: u64,
}

/// Why a text is not a `Payload-Oxum`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a Payload-Oxum such as 279164409832.1198: {text:?}")]
pub struct OxumTextError {
    /// The text that was given.
    pub text: String,
}

impl fmt::Display for PayloadOxum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.size_bytes, self.count)
    }
}

impl FromStr for PayloadOxum {
    type Err = OxumTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let read = || {
            let (size, count) = text.trim().split_once('.')?;
            Some(Self { size_bytes: size.parse().ok()?, count: count.parse().ok()? })
        };
        read().ok_or_else(|| OxumTextError { text: text.to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn digest(text: &str) -> Sha256Digest {
        Sha256Digest::of(text.as_bytes())
    }

    #[test]
    fn manifest_is_sorted_and_encoded() {
        let manifest: Manifest =
            [("data/b", digest("b")), ("data/100%\n", digest("%"))].into_iter().collect();
        let text = format!("{}  data/100%25%0A\n{}  data/b\n", digest("%"), digest("b"));
        assert_eq!(manifest.to_text(), text);
        assert_eq!(Manifest::parse(&text), (manifest, vec![]));
    }

    #[test]
    fn foreign_writing_is_read() {
        let hash = digest("x");
        let upper = hash.to_string().to_uppercase();
        let text = format!("{upper} *./data/a b.txt\r\n\r\n{hash}\tdata/c%zz\r{hash}  data/d");
        let (manifest, findings) = Manifest::parse(&text);
        let paths: Vec<&str> = manifest.iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["data/a b.txt", "data/c%zz", "data/d"]);
        assert!(findings.is_empty());
    }

    #[test]
    fn duplicates_and_bad_lines_are_named() {
        let (one, two) = (digest("1"), digest("2"));
        let (manifest, findings) =
            Manifest::parse(&format!("{one}  data/a\nrubbish\nabc  data/b\n{two}  data/a\n"));
        assert_eq!(manifest.get("data/a"), Some(one));
        assert_eq!(manifest.len(), 1);
        assert_eq!(
            findings,
            [
                ManifestFinding::BadLine { line: 2, text: "rubbish".into() },
                ManifestFinding::BadLine { line: 3, text: "abc  data/b".into() },
                ManifestFinding::Duplicate { line: 4, path: "data/a".into() },
            ]
        );
    }

    #[test]
    fn paths_are_set_and_taken_out() {
        let mut manifest = Manifest::new();
        assert!(manifest.is_empty());
        assert_eq!(manifest.insert("data/a", digest("1")), None);
        assert_eq!(manifest.insert("data/a", digest("2")), Some(digest("1")));
        assert_eq!(manifest.remove("data/a"), Some(digest("2")));
        assert_eq!(manifest.remove("data/a"), None);
    }

    #[test]
    fn bag_info_round_trips_and_unfolds() {
        let mut written = BagInfo::new();
        written.push("Payload-Oxum", "58.2");
        written.push("External-Description", "duas linhas\r\nBagging-Date: 1900-01-01");
        let text = written.to_text();
        assert_eq!(
            text,
            "Payload-Oxum: 58.2\nExternal-Description: duas linhas  Bagging-Date: 1900-01-01\n"
        );
        assert_eq!(BagInfo::parse(&text), written);
        let folded = BagInfo::parse("Contact-Name : Ana\r\n\tSilva\r\nPAYLOAD-OXUM:1.1");
        assert_eq!(folded.get("contact-name"), Some("Ana Silva"));
        assert_eq!(folded.get("Payload-Oxum"), Some("1.1"));
        assert_eq!(folded.iter().count(), 2);
    }

    #[test]
    fn oxum_round_trips() {
        let oxum: PayloadOxum = " 58.2 ".parse().unwrap();
        assert_eq!(oxum, PayloadOxum { size_bytes: 58, count: 2 });
        assert_eq!(oxum.to_string(), "58.2");
        assert!("58".parse::<PayloadOxum>().is_err());
        assert!("-1.2".parse::<PayloadOxum>().is_err());
    }

    proptest! {
        #[test]
        fn any_path_is_written_and_read_back(path in any::<String>()) {
            prop_assert_eq!(decode_path(&encode_path(&path)), path);
        }

        #[test]
        fn any_text_is_read_without_panic(text in any::<String>()) {
            let _ = (Manifest::parse(&text), BagInfo::parse(&text));
        }
    }
}
