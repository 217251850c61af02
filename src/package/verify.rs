//! `conferir`: whether a case folder, a package or a dossier PDF is what was written. It opens
//! everything to read only and writes nothing. Deliberately not here: mending, which is opening's
//! work, and the sentences for people, which are in `explain`.

mod case_folder;
mod dossier;
mod parcel;
#[cfg(test)]
mod tests;
mod watched;
mod zip_form;

pub use watched::GoOn;

use self::case_folder::check_case_folder;
use self::dossier::check_dossier_pdf;
use self::parcel::{check_bag_folder, check_zip};
use self::watched::Watch;
use super::bag_check::{
    BagFinding, BagNote, BagReadError, BagReport, BagSource, BagVerdict, MemberKind,
    TAG_FILE_MAX_BYTES, read_member,
};
use super::protect::OpenError;
use crate::base::bagit::Manifest;
use crate::base::{Sha256Digest, Sha256Stream};
use crate::case::{ChainFlaw, Finding, FindingCode};
use crate::store::bag::{CUSTODY, DATABASE, MANIFEST, TAG_MANIFEST, WORKSHOP};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// The seal of a package.
const SEAL: &str = "selo.json";
/// The case's data in a package.
const CASE_DOCUMENT: &str = "caso.json";
/// Longest custody log that is read, in bytes; 100,000 lines have some 70 MB.
const CUSTODY_MAX_BYTES: u64 = 256 * 1024 * 1024;
/// Two different files have SHA-256 hashes that differ in 128 bits, give or take 50; hashes that
/// differ in fewer than this are one hash of which the writing was changed.
const ONE_HASH_BITS: u32 = 48;

/// The verdict of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Verdict {
    /// Everything that could be checked is as it was written.
    Intact,
    /// Something differs; the findings name it.
    Different,
    /// It is none of ours, or too damaged to be read.
    Unreadable,
}

/// What a check found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckReport {
    /// The verdict: intact if, and only if, there are no findings.
    pub verdict: Verdict,
    /// How many files were read and had the hash that they should; of a dossier, photos and seal.
    pub checked: usize,
    /// The check code (código de conferência) of a package or dossier; of a case folder, the one
    /// asked for, if a package with it was made from the case.
    pub seal: Option<Sha256Digest>,
    /// Hash of the custody log's last line; of a dossier alone, what its seal says.
    pub custody_head: Option<Sha256Digest>,
    /// What could not be checked, in sentences.
    pub not_checkable: Vec<String>,
    /// All differences.
    pub findings: Vec<Finding>,
    /// What is worth saying and is no difference.
    pub notes: Vec<Finding>,
}

/// The check code as a person gives it: its 64 digits, or the 12 that each page shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SealCode {
    digits: String,
}

/// Why a text is no check code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a check code of 64 or 12 hexadecimal digits: {text:?}")]
pub struct SealCodeError {
    /// The text that was given.
    pub text: String,
}

impl FromStr for SealCode {
    type Err = SealCodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let is_hex = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if is_hex && matches!(digits.len(), 12 | 64) {
            Ok(Self { digits: digits.to_ascii_lowercase() })
        } else {
            Err(SealCodeError { text: text.to_owned() })
        }
    }
}

impl SealCode {
    /// Returns whether a seal has this code.
    pub fn matches(&self, seal: Sha256Digest) -> bool {
        seal.to_string().starts_with(&self.digits)
    }
}

/// What a path can be checked as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checkable {
    /// A case folder.
    Case,
    /// An unpacked package or any other BagIt bag, which may lie one folder deeper than the path.
    Bag(PathBuf),
    /// A ZIP.
    Zip,
    /// A PDF.
    Pdf,
}

/// Tells by content what a path can be checked as; nothing if it is none of these.
///
/// # Errors
/// When the path is not there or cannot be read.
pub fn tell(path: &Path) -> io::Result<Option<Checkable>> {
    if fs::metadata(path)?.is_dir() {
        return tell_folder(path);
    }
    let mut head = Vec::new();
    File::open(path)?.take(4).read_to_end(&mut head)?;
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    // A file whose first bytes were damaged is still told, so that it is found unreadable.
    Ok(if head == b"%PDF" || ending.eq_ignore_ascii_case("pdf") {
        Some(Checkable::Pdf)
    } else if head.starts_with(b"PK") || ending.eq_ignore_ascii_case("zip") {
        Some(Checkable::Zip)
    } else {
        None
    })
}

fn tell_folder(path: &Path) -> io::Result<Option<Checkable>> {
    if is_case_folder(path) {
        return Ok(Some(Checkable::Case));
    }
    if is_bag(path)? {
        return Ok(Some(Checkable::Bag(path.to_owned())));
    }
    // Unpacking often makes one folder more than there is in the ZIP.
    let mut folders = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            folders.push(entry.path());
        }
    }
    match folders.as_slice() {
        [only] if is_bag(only)? => Ok(Some(Checkable::Bag(only.clone()))),
        _ => Ok(None),
    }
}

/// A package has a custody log too; what only a case has is its database and its workshop.
fn is_case_folder(path: &Path) -> bool {
    let is_package =
        [SEAL, CASE_DOCUMENT, super::HOW_TO_CHECK].iter().any(|name| path.join(name).is_file());
    path.join(DATABASE).is_file()
        || path.join(WORKSHOP).is_dir()
        || (path.join(CUSTODY).is_file() && !is_package)
}

fn is_bag(path: &Path) -> io::Result<bool> {
    for entry in fs::read_dir(path)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let is_manifest = (name.starts_with("manifest-") || name.starts_with("tagmanifest-"))
            && name.ends_with(".txt");
        if is_manifest || name == "bagit.txt" || name == SEAL {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Checks a path as what [`tell`] said; returns nothing when `go_on` told it to stop. A PDF alone is
/// one file: it is checked to its end.
pub fn check(
    path: &Path,
    checkable: &Checkable,
    expected: Option<&SealCode>,
    go_on: &mut GoOn<'_>,
) -> Option<CheckReport> {
    let watch = Watch::new(go_on);
    let report = match checkable {
        Checkable::Case => check_case_folder(path, expected, &watch),
        Checkable::Bag(root) => check_bag_folder(root, expected, &watch),
        Checkable::Zip => check_zip(path, expected, &watch),
        Checkable::Pdf => check_dossier_pdf(path, expected),
    };
    (!watch.is_stopped()).then_some(report)
}

impl CheckReport {
    fn new() -> Self {
        Self {
            verdict: Verdict::Intact,
            checked: 0,
            seal: None,
            custody_head: None,
            not_checkable: Vec::new(),
            findings: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Returns the report on something of ours that cannot be read any more.
    pub fn lost(finding: Finding) -> Self {
        Self { verdict: Verdict::Unreadable, findings: vec![finding], ..Self::new() }
    }

    /// Returns the report on a place that cannot be read; `code` is a stable word for scripts.
    fn unreadable(path: &str, code: &str, reason: &dyn std::fmt::Display) -> Self {
        let mut report = Self::new();
        report.verdict = Verdict::Unreadable;
        let mut finding = Finding::new(FindingCode::BagInvalid);
        finding.path = (!path.is_empty()).then(|| path.to_owned());
        report.findings.push(finding.finding(format!("{code}: {reason}")));
        report
    }

    /// Returns the report on a protected package, called `name`, that is damaged.
    pub fn of_closed(name: &str, error: &OpenError) -> Self {
        match error {
            OpenError::Altered => {
                let mut report = Self::new();
                report.findings.push(Finding::new(FindingCode::Altered).at(name));
                report.conclude()
            }
            _ => Self::unreadable(name, "truncated", error),
        }
    }

    /// Returns what the check of a bag found, in our words.
    fn of_bag(bag: BagReport) -> Self {
        let mut report = Self::new();
        report.verdict = match bag.verdict {
            BagVerdict::Unreadable => Verdict::Unreadable,
            BagVerdict::Intact | BagVerdict::Different => Verdict::Intact,
        };
        report.checked = bag.checked;
        for finding in bag.findings.into_iter().map(finding_of) {
            // Of a file that is not what it should be at all, one line is enough.
            if finding.path.is_some() {
                report.add(finding);
            } else {
                report.findings.push(finding);
            }
        }
        bag.notes.into_iter().for_each(|note| report.add_note(note));
        report
    }

    fn add_note(&mut self, note: BagNote) {
        let path = note.path.unwrap_or_default();
        if self.names(&path) {
            return;
        }
        match note.code {
            "system_litter" => self.notes.push(Finding::new(FindingCode::Litter).at(path)),
            "unicode_form" => self.notes.push(Finding::new(FindingCode::Misnamed).at(path)),
            "unlisted_tag" => self
                .not_checkable
                .push(format!("“{path}” não consta de nenhum manifesto: não há com que comparar.")),
            "unknown_algorithm" => self.not_checkable.push(format!(
                "“{path}” usa um código que este programa não calcula; valem os outros manifestos."
            )),
            "zip_inconsistent" => self.not_checkable.push(
                "Os cabeçalhos deste ZIP se contradizem; outro programa pode extrair outra coisa."
                    .to_owned(),
            ),
            // A byte order mark or a line said twice changes nothing for anyone.
            _ => {}
        }
    }

    /// Returns whether a finding is about this path.
    fn names(&self, path: &str) -> bool {
        self.findings.iter().any(|finding| finding.path.as_deref() == Some(path))
    }

    /// Adds a finding, unless the same was said of the same place.
    fn add(&mut self, finding: Finding) {
        let is_same = |known: &Finding| {
            (known.code, &known.path, &known.subject)
                == (finding.code, &finding.path, &finding.subject)
        };
        if !self.findings.iter().any(is_same) {
            self.findings.push(finding);
        }
    }

    fn compare_seal(
        &mut self,
        path: &str,
        seal: Option<Sha256Digest>,
        expected: Option<&SealCode>,
    ) {
        self.seal = seal;
        if let Some(code) = expected
            && !seal.is_some_and(|seal| code.matches(seal))
        {
            let mut finding = Finding::new(FindingCode::SealDiffers).at(path);
            finding.expected = Some(code.digits.clone());
            finding.found = seal.map(|seal| seal.to_string());
            self.add(finding);
        }
    }

    fn conclude(mut self) -> Self {
        if self.verdict == Verdict::Intact && !self.findings.is_empty() {
            self.verdict = Verdict::Different;
        }
        self
    }
}

/// Returns a difference of a bag in our words; what has no word of its own keeps its code in `found`.
fn finding_of(bag: BagFinding) -> Finding {
    let BagFinding { code, path, expected, found } = bag;
    let word = match code {
        "altered" | "not_a_file" => FindingCode::Altered,
        "missing" => FindingCode::Missing,
        "extra" | "outside_bag" => FindingCode::Extra,
        "misnamed" => FindingCode::Misnamed,
        "manifest_altered" | "not_canonical" => FindingCode::ManifestAltered,
        _ => FindingCode::BagInvalid,
    };
    let found = match (word, found) {
        (FindingCode::BagInvalid, Some(found)) => Some(format!("{code}: {found}")),
        (FindingCode::BagInvalid, None) => Some(code.to_owned()),
        (_, found) => found,
    };
    Finding { code: word, path, subject: None, expected, found }
}

/// Returns the finding on a custody log that does not check; `found` is the number of the line.
fn broken_chain(flaw: &ChainFlaw) -> Finding {
    let line = match flaw {
        ChainFlaw::Unreadable { line }
        | ChainFlaw::WrongHash { line }
        | ChainFlaw::WrongLink { line }
        | ChainFlaw::DetailAltered { line } => *line,
        ChainFlaw::NoBeginning => 1,
    };
    Finding::new(FindingCode::ChainBroken).at(CUSTODY).finding(line.to_string())
}

/// Says where a manifest, and not the file, was changed: where the hash that it gives is the file's
/// own but for a few digits, or where it leaves out or misspells one of the files `known`, which
/// every bag of this kind has.
fn blame_manifests(report: &mut CheckReport, known: &[&str]) {
    let mut blamed = Vec::new();
    report.findings.retain(|finding| {
        let Some(path) = finding.path.as_deref() else { return true };
        let is_payload = path.starts_with("data/");
        let is_known = |path: &str| known.contains(&path);
        let is_at_fault = match finding.code {
            FindingCode::Altered | FindingCode::ManifestAltered => is_one_hash(finding),
            FindingCode::Misnamed => {
                !is_known(path) && finding.found.as_deref().is_some_and(is_known)
            }
            FindingCode::Extra => is_known(path),
            _ => false,
        };
        if is_at_fault {
            blamed.push(if is_payload { MANIFEST } else { TAG_MANIFEST });
        }
        !is_at_fault
    });
    for manifest in blamed {
        report.add(Finding::new(FindingCode::ManifestAltered).at(manifest));
    }
}

fn is_one_hash(finding: &Finding) -> bool {
    let digest = |text: &Option<String>| text.as_deref()?.parse::<Sha256Digest>().ok();
    let (Some(expected), Some(found)) = (digest(&finding.expected), digest(&finding.found)) else {
        return false;
    };
    let pairs = expected.as_bytes().iter().zip(found.as_bytes());
    pairs.map(|(a, b)| (a ^ b).count_ones()).sum::<u32>() < ONE_HASH_BITS
}

/// The members of a bag as they stand.
struct Members<'a> {
    source: &'a dyn BagSource,
    kinds: BTreeMap<String, MemberKind>,
}

impl<'a> Members<'a> {
    fn of(
        source: &'a dyn BagSource,
        is_ignored: &dyn Fn(&str) -> bool,
    ) -> Result<Self, BagReadError> {
        let members = source.members(is_ignored)?;
        let kinds = members.into_iter().map(|member| (member.path, member.kind)).collect();
        Ok(Self { source, kinds })
    }

    fn kind(&self, path: &str) -> Option<MemberKind> {
        self.kinds.get(path).copied()
    }

    fn is_file(&self, path: &str) -> bool {
        self.kind(path) == Some(MemberKind::File)
    }

    /// Returns the bytes of a file, if it is one that can be read within the limit. Links and pipes
    /// are not opened.
    fn read(&self, path: &str, limit_bytes: u64) -> Option<Vec<u8>> {
        if !self.is_file(path) {
            return None;
        }
        read_member(self.source, path, limit_bytes).ok()
    }

    fn hash(&self, path: &str) -> Option<Sha256Digest> {
        if !self.is_file(path) {
            return None;
        }
        let mut hash = Sha256Stream::new();
        let mut buffer = vec![0; crate::store::disk::BUFFER_BYTES];
        self.source.read(path, &mut buffer, &mut |piece| hash.update(piece)).ok()?;
        Some(hash.finish())
    }

    fn text(&self, path: &str) -> Option<String> {
        String::from_utf8(self.read(path, TAG_FILE_MAX_BYTES)?).ok()
    }

    fn manifest(&self, path: &str) -> Manifest {
        self.text(path).map(|text| Manifest::parse(&text).0).unwrap_or_default()
    }
}
