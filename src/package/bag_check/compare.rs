//! The comparison itself: what the manifests claim against what stands in the bag.

use super::declaration::Declaration;
use super::hashing::{Algorithm, BUFFER_BYTES, Hashed, hash_bytes, hash_member};
use super::manifests::{Claim, ManifestKind, Manifests, manifest_name, real_path};
use super::{
    BagCheckOptions, BagFinding, BagKind, BagMember, BagNote, BagReadError, BagReport, BagSource,
    BagVerdict, MemberKind, SourceFlaw, TAG_FILE_MAX_BYTES, is_system_litter, read_whole,
    stays_in_bag,
};
use crate::base::bagit::{BagInfo, MANIFEST_MAX_LINES, PayloadOxum, text_lines};
use std::collections::{BTreeMap, BTreeSet};
use unicode_normalization::UnicodeNormalization;

const BAGIT_TXT: &str = "bagit.txt";
const FETCH_TXT: &str = "fetch.txt";
/// Where the metadata stand, since version 0.96 and before it.
const BAG_INFO_TXT: [&str; 2] = ["bag-info.txt", "package-info.txt"];
/// The manifests that a bag of ours always has.
const OWN_MANIFESTS: [&str; 2] = ["manifest-sha256.txt", OWN_TAG_MANIFEST];
const OWN_TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// Checks a bag; see [`super::check_bag`].
pub(super) fn compare(source: &dyn BagSource, options: &BagCheckOptions<'_>) -> BagReport {
    let is_ignored = |path: &str| {
        let is_payload = path == "data" || path.starts_with("data/");
        !is_payload && (options.is_work_in_progress)(path)
    };
    let members = match source.members(&is_ignored) {
        Ok(members) => members,
        Err(error) => return unreadable(BagFinding::from_error("", &error)),
    };
    let mut check = Check::new(source, options.kind, members);
    check.add_flaws();
    if !check.load() {
        return check.into_report(BagVerdict::Unreadable);
    }
    let missing = check.verify_claims();
    let unclaimed = check.unclaimed();
    check.match_missing(missing, unclaimed);
    check.check_fetch();
    check.check_oxum();
    let verdict = if check.is_clean() { BagVerdict::Intact } else { BagVerdict::Different };
    check.into_report(verdict)
}

fn unreadable(finding: BagFinding) -> BagReport {
    BagReport {
        verdict: BagVerdict::Unreadable,
        version: None,
        checked: 0,
        findings: vec![finding],
        notes: Vec::new(),
    }
}

struct Check<'a> {
    source: &'a dyn BagSource,
    kind: BagKind,
    members: BTreeMap<String, BagMember>,
    declaration: Declaration,
    manifests: Manifests,
    /// Tag files that were parsed, so that they are not read again to be hashed.
    tag_bytes: BTreeMap<String, Vec<u8>>,
    /// Tag files that should have been parsed and could not be read.
    failed_tags: BTreeSet<String>,
    /// Members that a manifest claims.
    claimed: BTreeSet<String>,
    payload: PayloadOxum,
    checked: usize,
    /// Findings on the bag as a whole.
    findings: Vec<BagFinding>,
    /// Findings on single files, to be sorted by path.
    differences: Vec<BagFinding>,
    notes: Vec<BagNote>,
    buffer: Vec<u8>,
}

impl<'a> Check<'a> {
    fn new(source: &'a dyn BagSource, kind: BagKind, members: Vec<BagMember>) -> Self {
        Self {
            source,
            kind,
            members: members.into_iter().map(|member| (member.path.clone(), member)).collect(),
            declaration: Declaration::assumed(),
            manifests: Manifests::default(),
            tag_bytes: BTreeMap::new(),
            failed_tags: BTreeSet::new(),
            claimed: BTreeSet::new(),
            payload: PayloadOxum { size_bytes: 0, count: 0 },
            checked: 0,
            findings: Vec::new(),
            differences: Vec::new(),
            notes: Vec::new(),
            buffer: vec![0; BUFFER_BYTES],
        }
    }

    fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.differences.is_empty()
    }

    fn into_report(mut self, verdict: BagVerdict) -> BagReport {
        self.differences.sort_by(|a, b| (&a.path, a.code).cmp(&(&b.path, b.code)));
        self.findings.append(&mut self.differences);
        let version = self.declaration.version.map(|(major, minor)| format!("{major}.{minor}"));
        BagReport {
            verdict,
            version,
            checked: self.checked,
            findings: self.findings,
            notes: self.notes,
        }
    }

    fn add_flaws(&mut self) {
        for flaw in self.source.flaws() {
            match flaw {
                SourceFlaw::DuplicateMember { path } => {
                    self.findings.push(BagFinding::new("duplicate_member", path));
                }
                SourceFlaw::OutsideBag { path } if is_system_litter(&path) => {
                    self.notes.push(BagNote::new("system_litter", path));
                }
                SourceFlaw::OutsideBag { path } => {
                    self.findings.push(BagFinding::new("outside_bag", path));
                }
                SourceFlaw::UnsafePath { path } => {
                    self.findings.push(BagFinding::new("unsafe_path", path));
                }
                SourceFlaw::Inconsistent { detail } if self.kind == BagKind::Own => {
                    let finding = BagFinding::whole("zip_inconsistent");
                    self.findings.push(finding.found(detail));
                }
                SourceFlaw::Inconsistent { .. } => {
                    self.notes.push(BagNote { code: "zip_inconsistent", path: None });
                }
            }
        }
    }

    /// Reads `bagit.txt` and all manifests; returns whether there is anything to compare with.
    fn load(&mut self) -> bool {
        let manifests: Vec<String> = self.members.keys().cloned().collect();
        let manifests: Vec<String> =
            manifests.into_iter().filter(|path| manifest_name(path).is_some()).collect();
        if !self.is_file(BAGIT_TXT) && manifests.is_empty() {
            self.findings.push(BagFinding::whole("not_a_bag"));
            return false;
        }
        if !self.is_file(BAGIT_TXT) {
            self.differences.push(BagFinding::new("missing", BAGIT_TXT));
        } else if let Some(bytes) = self.read_tag(BAGIT_TXT) {
            let (declaration, findings) = Declaration::parse(&bytes);
            self.declaration = declaration;
            self.findings.extend(findings);
            self.tag_bytes.insert(BAGIT_TXT.to_owned(), bytes);
        }
        for name in manifests {
            let Some(bytes) = self.read_tag(&name) else { continue };
            let members = &self.members;
            let is_member = |path: &str| members.contains_key(path);
            self.manifests.add(&name, &bytes, &self.declaration, self.kind, &is_member);
            self.tag_bytes.insert(name, bytes);
        }
        for name in [FETCH_TXT].into_iter().chain(BAG_INFO_TXT) {
            if self.members.contains_key(name)
                && let Some(bytes) = self.read_tag(name)
            {
                self.tag_bytes.insert(name.to_owned(), bytes);
            }
        }
        self.findings.append(&mut self.manifests.findings);
        self.notes.append(&mut self.manifests.notes);
        self.demand_own_manifests();
        if self.manifests.payload_manifests.is_empty() {
            self.findings.push(BagFinding::whole("no_known_manifest"));
        }
        !(self.manifests.payload_manifests.is_empty() && self.manifests.claims.is_empty())
    }

    fn demand_own_manifests(&mut self) {
        if self.kind == BagKind::Own {
            let members = &self.members;
            let claims = &self.manifests.claims;
            let absent = OWN_MANIFESTS
                .into_iter()
                .filter(|name| !members.contains_key(*name) && !claims.contains_key(*name));
            self.differences.extend(absent.map(|name| BagFinding::new("missing", name)));
        }
    }

    fn is_file(&self, path: &str) -> bool {
        self.members.get(path).is_some_and(|member| member.kind == MemberKind::File)
    }

    /// Returns the bytes of a tag file, or names why there are none and counts it as dealt with.
    fn read_tag(&mut self, path: &str) -> Option<Vec<u8>> {
        let finding = if self.is_file(path) {
            match read_whole(self.source, path, TAG_FILE_MAX_BYTES, &mut self.buffer) {
                Ok(bytes) => return Some(bytes),
                Err(error) => BagFinding::from_error(path, &error),
            }
        } else {
            BagFinding::new("not_a_file", path)
        };
        self.differences.push(finding);
        self.failed_tags.insert(path.to_owned());
        None
    }

    /// Returns the text of a tag file that was read, and tells if it is in another encoding.
    fn tag_text(&mut self, path: &str) -> Option<String> {
        let bytes = self.tag_bytes.get(path)?;
        let (text, remarks) = self.declaration.decode(path, bytes);
        self.findings.extend(remarks.finding);
        self.notes.extend(remarks.note);
        Some(text)
    }

    /// Compares every claimed file; returns the claims whose file is not there.
    fn verify_claims(&mut self) -> BTreeMap<String, Vec<Claim>> {
        let mut absent = BTreeMap::new();
        for (path, claims) in std::mem::take(&mut self.manifests.claims) {
            self.demand_all_manifests(&path, &claims);
            if self.members.contains_key(&path) {
                self.verify(&path, &path, &claims);
            } else {
                absent.insert(path, claims);
            }
        }
        self.verify_other_unicode_forms(&mut absent);
        absent
    }

    /// Since version 1.0 every payload manifest must name every payload file.
    fn demand_all_manifests(&mut self, path: &str, claims: &[Claim]) {
        if !self.declaration.is_1_0() || !path.starts_with("data/") {
            return;
        }
        for manifest in &self.manifests.payload_manifests {
            if !claims.iter().any(|claim| claim.manifest == *manifest) {
                let finding = BagFinding::new("unlisted", path).expected(manifest);
                self.differences.push(finding);
            }
        }
    }

    /// Some systems write names in another Unicode form than they were given.
    fn verify_other_unicode_forms(&mut self, absent: &mut BTreeMap<String, Vec<Claim>>) {
        if absent.keys().all(|path| path.is_ascii()) {
            return;
        }
        let composed = |path: &str| path.nfc().collect::<String>();
        let unclaimed = self.members.keys().filter(|path| !self.claimed.contains(*path));
        let mut by_form: BTreeMap<String, String> =
            unclaimed.filter(|p| !p.is_ascii()).map(|p| (composed(p), p.clone())).collect();
        for path in absent.keys().cloned().collect::<Vec<_>>() {
            let Some(member) = by_form.remove(&composed(&path)) else { continue };
            if let Some(claims) = absent.remove(&path) {
                self.notes.push(BagNote::new("unicode_form", &path));
                self.verify(&path, &member, &claims);
            }
        }
    }

    fn verify(&mut self, path: &str, member: &str, claims: &[Claim]) {
        self.claimed.insert(member.to_owned());
        if self.failed_tags.contains(member) {
            return;
        }
        if !self.is_file(member) {
            self.differences.push(BagFinding::new("not_a_file", path));
            return;
        }
        let algorithms: Vec<Algorithm> = claims.iter().map(|claim| claim.algorithm).collect();
        let (hashed, outcome) = self.hash(member, &algorithms);
        if path.starts_with("data/") {
            self.payload.count = self.payload.count.saturating_add(1);
            self.payload.size_bytes = self.payload.size_bytes.saturating_add(hashed.size_bytes);
        }
        let wrong = claims.iter().zip(&hashed.hashes).find(|(claim, hash)| claim.hash != **hash);
        match (outcome, wrong) {
            (Ok(()), None) => self.checked = self.checked.saturating_add(1),
            (Ok(()), Some((claim, hash))) => {
                let code = altered_code(path);
                let finding = BagFinding::new(code, path).expected(&claim.hash).found(hash);
                self.differences.push(finding);
            }
            (Err(BagReadError::Damaged { .. }), Some((claim, _))) => {
                let finding = BagFinding::new(altered_code(path), path).expected(&claim.hash);
                self.differences.push(finding);
            }
            (Err(BagReadError::Damaged { source, .. }), None) => {
                let finding = BagFinding::new("zip_inconsistent", path).found(source.to_string());
                self.differences.push(finding);
            }
            (Err(error), _) => self.differences.push(BagFinding::from_error(path, &error)),
        }
    }

    fn hash(
        &mut self,
        member: &str,
        algorithms: &[Algorithm],
    ) -> (Hashed, Result<(), BagReadError>) {
        match self.tag_bytes.get(member) {
            Some(bytes) => (hash_bytes(bytes, algorithms), Ok(())),
            None => hash_member(self.source, member, algorithms, &mut self.buffer),
        }
    }

    /// Returns the members that no manifest claims and that are no litter, with how each counts.
    fn unclaimed(&mut self) -> BTreeMap<String, Unclaimed> {
        let mut unclaimed = BTreeMap::new();
        for path in self.members.keys().filter(|path| !self.claimed.contains(*path)) {
            let is_tag_manifest = matches!(manifest_name(path), Some((ManifestKind::Tag, _)));
            if is_system_litter(path) {
                self.notes.push(BagNote::new("system_litter", path));
            } else if path.starts_with("data/") || self.is_strange(path) {
                unclaimed.insert(path.clone(), Unclaimed::Extra);
            } else if !is_tag_manifest && self.manifests.has_tag_manifest {
                unclaimed.insert(path.clone(), Unclaimed::Allowed);
            }
        }
        unclaimed
    }

    /// Returns whether a bag of ours would have listed this tag file.
    fn is_strange(&self, path: &str) -> bool {
        self.kind == BagKind::Own && path != OWN_TAG_MANIFEST
    }

    /// Tells the files that are gone from those that only stand under another name.
    fn match_missing(
        &mut self,
        missing: BTreeMap<String, Vec<Claim>>,
        mut unclaimed: BTreeMap<String, Unclaimed>,
    ) {
        let mut by_hash = self.hashes_of_unclaimed(&missing, &unclaimed);
        for (path, claims) in missing {
            let found = claims.first().and_then(|claim| {
                by_hash.get_mut(&(claim.algorithm, claim.hash.clone())).and_then(Vec::pop)
            });
            let finding = match found {
                Some(name) => {
                    unclaimed.remove(&name);
                    BagFinding::new("misnamed", &path).expected(&path).found(name)
                }
                None => {
                    let hash = claims.first().map(|claim| claim.hash.clone());
                    BagFinding { expected: hash, ..BagFinding::new("missing", &path) }
                }
            };
            self.differences.push(finding);
        }
        for (path, how) in unclaimed {
            match how {
                Unclaimed::Extra => self.differences.push(BagFinding::new("extra", path)),
                Unclaimed::Allowed => self.notes.push(BagNote::new("unlisted_tag", path)),
            }
        }
    }

    /// Hashes the unclaimed files, only if some file is missing. The last of each list comes first.
    fn hashes_of_unclaimed(
        &mut self,
        missing: &BTreeMap<String, Vec<Claim>>,
        unclaimed: &BTreeMap<String, Unclaimed>,
    ) -> BTreeMap<(Algorithm, String), Vec<String>> {
        let wanted: BTreeSet<Algorithm> =
            missing.values().filter_map(|claims| claims.first()).map(|c| c.algorithm).collect();
        let wanted: Vec<Algorithm> = wanted.into_iter().collect();
        let mut by_hash: BTreeMap<(Algorithm, String), Vec<String>> = BTreeMap::new();
        if wanted.is_empty() {
            return by_hash;
        }
        for path in unclaimed.keys().rev() {
            if !self.is_file(path) {
                continue;
            }
            let (hashed, outcome) = self.hash(path, &wanted);
            if outcome.is_ok() {
                for key in wanted.iter().copied().zip(hashed.hashes) {
                    by_hash.entry(key).or_default().push(path.clone());
                }
            }
        }
        by_hash
    }

    /// Files that `fetch.txt` names must be there; nothing is fetched.
    fn check_fetch(&mut self) {
        let Some(text) = self.tag_text(FETCH_TXT) else { return };
        let named: BTreeSet<String> =
            self.differences.iter().filter_map(|finding| finding.path.clone()).collect();
        for (number, line) in (1..=MANIFEST_MAX_LINES).zip(text_lines(&text)) {
            if line.trim().is_empty() {
                continue;
            }
            let Some(written) = fetch_path(line) else {
                let finding = BagFinding::new("bad_line", FETCH_TXT);
                self.findings.push(finding.found(number.to_string()));
                continue;
            };
            let members = &self.members;
            let is_member = |path: &str| members.contains_key(path);
            let path = real_path(written, self.declaration.is_1_0(), &is_member);
            let is_there = is_member(&path) || self.claimed.contains(&path);
            if !stays_in_bag(&path) {
                self.findings.push(BagFinding::new("unsafe_path", path).found(FETCH_TXT));
            } else if !is_there && !named.contains(&path) {
                self.differences.push(BagFinding::new("missing", path));
            }
        }
    }

    /// The declared size and number only tell something where no single file was named already.
    fn check_oxum(&mut self) {
        let name = BAG_INFO_TXT.into_iter().find(|name| self.tag_bytes.contains_key(*name));
        let Some(name) = name else { return };
        let Some(text) = self.tag_text(name) else { return };
        let info = BagInfo::parse(&text);
        let Some(declared) = info.get("Payload-Oxum") else { return };
        let is_payload = |finding: &BagFinding| {
            finding.path.as_ref().is_some_and(|path| path.starts_with("data/"))
        };
        let tells_nothing = self.differences.iter().any(is_payload);
        if !tells_nothing && declared.parse() != Ok(self.payload) {
            let finding = BagFinding::new("payload_oxum", name).expected(declared);
            self.findings.push(finding.found(self.payload.to_string()));
        }
    }
}

/// How a file counts that no manifest claims.
enum Unclaimed {
    /// As a difference.
    Extra,
    /// As a tag file that BagIt lets stand unlisted.
    Allowed,
}

fn altered_code(path: &str) -> &'static str {
    if manifest_name(path).is_some() { "manifest_altered" } else { "altered" }
}

/// Returns the path of a line `URL LENGTH PATH` of `fetch.txt`.
fn fetch_path(line: &str) -> Option<&str> {
    let blanks = [' ', '\t'];
    let (_url, rest) = line.trim_start_matches(blanks).split_once(blanks)?;
    let (length, path) = rest.trim_start_matches(blanks).split_once(blanks)?;
    let path = path.trim_start_matches(blanks);
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_length = length == "-" || length.bytes().all(|b| b.is_ascii_digit());
    (is_length && !path.is_empty()).then_some(path)
}

impl BagFinding {
    /// Returns a finding on the bag as a whole.
    fn whole(code: &'static str) -> Self {
        Self { code, path: None, expected: None, found: None }
    }

    /// Returns the finding that stands for a file, or a place, that cannot be read.
    fn from_error(path: &str, error: &BagReadError) -> Self {
        let code = match error {
            BagReadError::Damaged { .. } => altered_code(path),
            _ => "unreadable",
        };
        let path = (!path.is_empty()).then(|| path.to_owned());
        Self { code, path, expected: None, found: Some(error.to_string()) }
    }
}
