//! The manifests of a bag brought together: what each file should be, by all of them.

use super::declaration::Declaration;
use super::hashing::Algorithm;
use super::{BagFinding, BagKind, BagNote, stays_in_bag};
use crate::base::bagit::{
    Manifest, ManifestFinding, ManifestLine, bad_line, decode_path, parse_lines,
};
use std::collections::{BTreeMap, BTreeSet};

/// What a manifest says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Claim {
    pub(super) algorithm: Algorithm,
    /// In lower case.
    pub(super) hash: String,
    /// The name of the manifest.
    pub(super) manifest: String,
}

/// What a manifest is about, told by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ManifestKind {
    Payload,
    Tag,
}

/// All manifests of a bag.
#[derive(Debug, Default)]
pub(super) struct Manifests {
    /// What is claimed of each path, of payload and tag files.
    pub(super) claims: BTreeMap<String, Vec<Claim>>,
    /// The names of the payload manifests that were read.
    pub(super) payload_manifests: Vec<String>,
    /// Whether there is a tag manifest that was read.
    pub(super) has_tag_manifest: bool,
    pub(super) findings: Vec<BagFinding>,
    pub(super) notes: Vec<BagNote>,
}

/// Returns what kind of manifest a member of the bag's top folder is, with the name of its hash.
pub(super) fn manifest_name(path: &str) -> Option<(ManifestKind, &str)> {
    let stem = path.strip_suffix(".txt")?;
    let (kind, algorithm) = match stem.strip_prefix("tagmanifest-") {
        Some(algorithm) => (ManifestKind::Tag, algorithm),
        None => (ManifestKind::Payload, stem.strip_prefix("manifest-")?),
    };
    (!algorithm.contains('/')).then_some((kind, algorithm))
}

impl Manifests {
    /// Takes in one manifest. `is_member` says whether the bag has a file of a path, to tell names
    /// with a percent sign that was never encoded.
    pub(super) fn add(
        &mut self,
        name: &str,
        bytes: &[u8],
        declaration: &Declaration,
        bag_kind: BagKind,
        is_member: &dyn Fn(&str) -> bool,
    ) {
        let Some((kind, algorithm_name)) = manifest_name(name) else { return };
        let Some(algorithm) = Algorithm::from_name(algorithm_name) else {
            self.notes.push(BagNote::new("unknown_algorithm", name));
            return;
        };
        match kind {
            ManifestKind::Payload => self.payload_manifests.push(name.to_owned()),
            ManifestKind::Tag => self.has_tag_manifest = true,
        }
        let (text, remarks) = declaration.decode(name, bytes);
        self.findings.extend(remarks.finding);
        self.notes.extend(remarks.note);
        if bag_kind == BagKind::Own && kind == ManifestKind::Tag && !is_canonical(&text) {
            self.findings.push(BagFinding::new("not_canonical", name));
        }
        let (lines, mut flaws) = parse_lines(&text);
        let mut seen = BTreeSet::new();
        for line in lines {
            let path = real_path(&line.written_path, declaration.is_1_0(), is_member);
            if line.hash.len() != algorithm.hex_digits() {
                flaws.push(bad_line(line.line, &format!("{}  {path}", line.hash)));
            } else if let Some(finding) = misplaced(kind, name, &path) {
                self.findings.push(finding);
            } else if seen.insert(path.clone()) {
                let claim = Claim { algorithm, hash: line.hash, manifest: name.to_owned() };
                self.claims.entry(path).or_default().push(claim);
            } else {
                self.add_duplicate(name, path, &line, declaration);
            }
        }
        self.add_flaws(name, flaws);
    }

    /// Lines that begin with `#` are passed over, as the tool does that most bags are made with.
    fn add_flaws(&mut self, name: &str, flaws: Vec<ManifestFinding>) {
        for flaw in flaws {
            match flaw {
                ManifestFinding::BadLine { text, .. } if text.starts_with('#') => {}
                ManifestFinding::BadLine { line, text } => {
                    let found = format!("{line}: {text}");
                    self.findings.push(BagFinding::new("bad_line", name).found(found));
                }
                ManifestFinding::Duplicate { path, .. } => {
                    self.findings.push(BagFinding::new("duplicate_entry", path).found(name));
                }
                ManifestFinding::TooLong => self.findings.push(BagFinding::new("unreadable", name)),
            }
        }
    }

    /// Before version 1.0, a line that says again what another said was allowed.
    fn add_duplicate(
        &mut self,
        name: &str,
        path: String,
        line: &ManifestLine,
        declaration: &Declaration,
    ) {
        let claims = self.claims.get(&path).map(Vec::as_slice).unwrap_or_default();
        let says_the_same = claims.iter().any(|c| c.manifest == name && c.hash == line.hash);
        if says_the_same && !declaration.is_1_0() {
            self.notes.push(BagNote::new("duplicate_entry", path));
        } else {
            self.findings.push(BagFinding::new("duplicate_entry", path).found(name));
        }
    }
}

/// Returns the finding on a path that a manifest may not name.
fn misplaced(kind: ManifestKind, manifest: &str, path: &str) -> Option<BagFinding> {
    if !stays_in_bag(path) {
        Some(BagFinding::new("unsafe_path", path).found(manifest))
    } else if kind == ManifestKind::Payload && !path.starts_with("data/") {
        Some(BagFinding::new("outside_data", path).found(manifest))
    } else {
        None
    }
}

/// Returns the path of the member that a manifest or `fetch.txt` names. Version 1.0 encodes `%`, LF
/// and CR, earlier ones LF and CR alone; where only the text as written is a member, it is taken.
pub(super) fn real_path(
    written: &str,
    encodes_percent: bool,
    is_member: &dyn Fn(&str) -> bool,
) -> String {
    let plain = plain_path(written);
    if !plain.contains('%') {
        return plain;
    }
    let encoded = if encodes_percent { plain.clone() } else { plain.replace("%25", "%2525") };
    let decoded = decode_path(&encoded);
    if !is_member(&decoded) && is_member(&plain) { plain } else { decoded }
}

/// Drops `.` and empty parts; a path that leads away keeps its first slash, to be refused.
fn plain_path(written: &str) -> String {
    let is_plain = !written.contains("//") && !written.contains("/./") && !written.starts_with('/');
    if is_plain {
        return written.to_owned();
    }
    let parts: Vec<&str> = written.split('/').filter(|p| !p.is_empty() && *p != ".").collect();
    let first = if written.starts_with('/') { "/" } else { "" };
    format!("{first}{}", parts.join("/"))
}

fn is_canonical(text: &str) -> bool {
    let (manifest, _) = Manifest::parse(text);
    manifest.to_text() == text
}
