//! The check of a case folder: originals, manifests, tag files and custody log. Everything that must
//! be there follows from the log, so a log that checks tells a changed file from a changed manifest.
//! `caso.db` is work in progress: only what it knows of the log is asked of it.

use super::watched::Watch;
use super::{CUSTODY_MAX_BYTES, CheckReport, Members, SealCode, blame_manifests, broken_chain};
use crate::base::Sha256Digest;
use crate::case::{CustodyEvent, CustodyLog, Finding, FindingCode};
use crate::package::bag_check::{
    BagCheckOptions, BagKind, BagMember, BagReadError, BagSource, FolderSource, MemberKind,
    TAG_FILE_MAX_BYTES, check_bag,
};
use crate::store::bag::{
    ARRIVALS, BAG_INFO, BAGIT, CUSTODY, DATABASE, DATABASE_BACKUP, MANIFEST, README, TAG_MANIFEST,
    WORKSHOP, tag_files,
};
use crate::store::database::{Database, DatabaseError, LogMark};
use crate::store::recovery::is_conflict_copy;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// The tag files that every case folder has, but for the tag manifest, which lists them.
const TAG_FILES: [&str; 5] = [BAGIT, BAG_INFO, CUSTODY, MANIFEST, README];
/// How files that opening set aside begin, in [`ARRIVALS`].
const SET_ASIDE: &str = "separado-";

/// Checks a case folder as it lies. A state that opening would mend by itself is a difference here.
/// With a check code, it must be that of a package that the custody log says was made.
pub(super) fn check_case_folder(
    root: &Path,
    expected: Option<&SealCode>,
    watch: &Watch<'_>,
) -> CheckReport {
    check_case(&watch.over(&FolderSource::new(root)), Some(root), expected)
}

/// Checks the case that `source` holds; `root` is its folder, if it lies in one.
pub(super) fn check_case(
    source: &dyn BagSource,
    root: Option<&Path>,
    expected: Option<&SealCode>,
) -> CheckReport {
    let members = match Members::of(source, &is_work_in_progress) {
        Ok(members) => members,
        Err(error) => return CheckReport::unreadable("", "unreadable", &error),
    };
    let mut not_checkable = Vec::new();
    let bytes = members.read(CUSTODY, CUSTODY_MAX_BYTES);
    let mut seal = None;
    let (mut history, trusted, head) = match bytes.as_deref().map(CustodyLog::verify) {
        None => (Vec::new(), None, None),
        Some(Err(flaw)) => (vec![broken_chain(&flaw)], None, None),
        Some(Ok(log)) => {
            let mark = last_mark(root, &mut not_checkable);
            let (findings, is_confirmed) = compare_history(&log, mark.as_ref());
            let head = log.head();
            seal = expected.and_then(|code| exported_seal(&log, code));
            let is_trusted = findings.is_empty() && (is_confirmed || is_listed(&members, &bytes));
            (findings, is_trusted.then_some(log), Some(head))
        }
    };
    let mut report = match &trusted {
        Some(log) => check_by_log(&members, log),
        None => {
            let mut report = CheckReport::of_bag(check_bag(source, &options()));
            blame_manifests(&mut report, &TAG_FILES);
            report
        }
    };
    if bytes.is_none() && !report.names(CUSTODY) {
        history.push(Finding::new(FindingCode::Missing).at(CUSTODY));
    }
    history.append(&mut report.findings);
    report.findings = history;
    report.custody_head = head;
    report.not_checkable.append(&mut not_checkable);
    report.compare_seal(CUSTODY, seal, expected);
    name_conflict_copies(&mut report);
    if let Some(root) = root {
        report.findings.extend(set_aside(root));
    }
    report.conclude()
}

fn options() -> BagCheckOptions<'static> {
    BagCheckOptions { kind: BagKind::Own, is_work_in_progress: &is_work_in_progress }
}

/// Returns whether a path of the folder is not covered by what `conferir` promises: the database in
/// all its forms, and the workshop.
fn is_work_in_progress(path: &str) -> bool {
    let database = path.strip_suffix("-journal").unwrap_or(path);
    let database = database.strip_suffix(".novo").unwrap_or(database);
    let version = database.strip_prefix("caso.v").and_then(|rest| rest.strip_suffix(".db"));
    let is_before_migration =
        version.is_some_and(|n| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()));
    let is_workshop = path == WORKSHOP || path.starts_with(".juntada/");
    is_workshop || is_before_migration || [DATABASE, DATABASE_BACKUP].contains(&database)
}

/// Returns what the database, or else its backup, last knew of the log.
fn last_mark(root: Option<&Path>, not_checkable: &mut Vec<String>) -> Option<LogMark> {
    let Some(root) = root else {
        not_checkable.push(
            "O caso está dentro de um ZIP: se faltarem linhas no fim do registro de guarda, só a \
             pasta extraída o mostra."
                .to_owned(),
        );
        return None;
    };
    let why = match read_mark(&root.join(DATABASE)) {
        Ok(mark) => return Some(mark),
        Err(DatabaseError::Newer { .. }) => "foi gravado por uma versão mais nova do programa",
        Err(DatabaseError::Absent { .. }) => "não está na pasta",
        Err(_) => "não pôde ser lido",
    };
    let backup = read_mark(&root.join(DATABASE_BACKUP)).ok();
    let instead = match backup {
        Some(_) => "o registro de guarda foi comparado com a cópia dele, caso.backup.db",
        None => "se faltarem linhas no fim do registro de guarda, só os manifestos o mostram",
    };
    not_checkable.push(format!("O arquivo caso.db {why}: {instead}."));
    backup
}

fn read_mark(path: &Path) -> Result<LogMark, DatabaseError> {
    if path.is_file() && !keeps_rollback_journal(path) {
        return Err(DatabaseError::Damaged { detail: "journal mode".to_owned() });
    }
    Database::open_read_only(path)?.log_mark()
}

/// Returns whether a database is in the mode that ours always are. SQLite makes files of its own
/// beside one in write-ahead mode, even to read it (file format 1.3, bytes 18 and 19).
fn keeps_rollback_journal(path: &Path) -> bool {
    let mut head = [0; 20];
    let read = File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.ends_with(&[1, 1])
}

/// Compares the log with what the database knows of it; returns the differences, and whether the
/// database confirms the log to its last line.
fn compare_history(log: &CustodyLog, mark: Option<&LogMark>) -> (Vec<Finding>, bool) {
    let mut findings = Vec::new();
    if let Some(line) = log.own_line_without_detail() {
        let finding = Finding::new(FindingCode::ChainBroken).at(CUSTODY);
        findings.push(finding.finding(line.to_string()));
    }
    let Some(mark) = mark else { return (findings, false) };
    if mark.count > log.count() {
        let finding = Finding::new(FindingCode::ChainTruncated).at(CUSTODY);
        findings.push(finding.expecting(mark.count.to_string()).finding(log.count().to_string()));
    } else if log.hash_at(mark.count) != Some(mark.head) {
        findings.push(Finding::new(FindingCode::ChainForked).at(CUSTODY));
    }
    let is_confirmed = findings.is_empty() && mark.count == log.count();
    (findings, is_confirmed)
}

/// Returns the seal with this code of a package that was made from the case.
fn exported_seal(log: &CustodyLog, code: &SealCode) -> Option<Sha256Digest> {
    #[derive(serde::Deserialize)]
    struct Exported {
        seals: Vec<Sha256Digest>,
    }
    let exported = log.lines().iter().filter(|line| line.core.event == CustodyEvent::Exported);
    let mut seals = exported.filter_map(|line| line.detail_as::<Exported>()).flat_map(|e| e.seals);
    seals.find(|seal| code.matches(*seal))
}

/// Returns whether the tag manifest on the disk lists the log as it is.
fn is_listed(members: &Members<'_>, log: &Option<Vec<u8>>) -> bool {
    let hash = log.as_deref().map(Sha256Digest::of);
    hash.is_some() && members.manifest(TAG_MANIFEST).get(CUSTODY) == hash
}

/// Checks the folder against what a log that checks says of it.
fn check_by_log(members: &Members<'_>, log: &CustodyLog) -> CheckReport {
    let tags = tag_files(log, log.count());
    let texts = BTreeMap::from([
        (MANIFEST, tags.manifest.into_bytes()),
        (BAG_INFO, tags.bag_info.into_bytes()),
        (TAG_MANIFEST, tags.tag_manifest.into_bytes()),
    ]);
    let derived = Derived { source: members.source, texts };
    let mut report = CheckReport::of_bag(check_bag(&derived, &options()));
    // Manifest and bag description were compared with themselves; their files come below.
    report.checked = report.checked.saturating_sub(2);
    for (name, text) in &derived.texts {
        compare_tag_file(members, name, text, &mut report);
    }
    report
}

/// Compares a tag file on the disk with the text that the log derives.
fn compare_tag_file(members: &Members<'_>, name: &str, text: &[u8], report: &mut CheckReport) {
    let expected = Sha256Digest::of(text);
    let altered =
        Finding::new(FindingCode::ManifestAltered).at(name).expecting(expected.to_string());
    match members.kind(name) {
        None => {
            let finding = match take_renamed(members, expected, report) {
                Some(now) => Finding::new(FindingCode::Misnamed).expecting(name).finding(now),
                None => Finding::new(FindingCode::Missing).expecting(expected.to_string()),
            };
            report.add(finding.at(name));
        }
        Some(MemberKind::File) => match members.read(name, TAG_FILE_MAX_BYTES) {
            Some(bytes) if bytes == text => report.checked = report.checked.saturating_add(1),
            Some(bytes) => report.add(altered.finding(Sha256Digest::of(&bytes).to_string())),
            None => report.add(altered),
        },
        Some(MemberKind::Link | MemberKind::Special) => report.add(altered),
    }
}

/// Takes an extra file of the folder's top that has this hash out of the findings.
fn take_renamed(
    members: &Members<'_>,
    expected: Sha256Digest,
    report: &mut CheckReport,
) -> Option<String> {
    let at = report.findings.iter().position(|finding| {
        let path = finding.path.as_deref().unwrap_or_default();
        finding.code == FindingCode::Extra
            && !path.contains('/')
            && members.hash(path) == Some(expected)
    })?;
    report.findings.remove(at).path
}

fn name_conflict_copies(report: &mut CheckReport) {
    for finding in &mut report.findings {
        if finding.code == FindingCode::Extra
            && finding.path.as_deref().is_some_and(is_conflict_copy)
        {
            finding.code = FindingCode::ConflictCopy;
        }
    }
}

/// Names the files that opening set aside: somebody put them among the originals.
fn set_aside(root: &Path) -> Vec<Finding> {
    let Ok(entries) = fs::read_dir(root.join(ARRIVALS)) else { return Vec::new() };
    let mut names: Vec<String> = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| name.starts_with(SET_ASIDE))
        .collect();
    names.sort();
    let extra = |name| Finding::new(FindingCode::Extra).at(format!("{ARRIVALS}/{name}"));
    names.into_iter().map(extra).collect()
}

/// A folder in which the tag files are those that the log derives.
struct Derived<'a> {
    source: &'a dyn BagSource,
    texts: BTreeMap<&'static str, Vec<u8>>,
}

impl BagSource for Derived<'_> {
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError> {
        let mut members = self.source.members(is_ignored)?;
        members.retain(|member| !self.texts.contains_key(member.path.as_str()));
        members.extend(self.texts.iter().map(|(name, text)| BagMember {
            path: (*name).to_owned(),
            size_bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
            kind: MemberKind::File,
        }));
        Ok(members)
    }

    fn read(
        &self,
        path: &str,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        match self.texts.get(path) {
            Some(text) => {
                take(text);
                Ok(())
            }
            None => self.source.read(path, buffer, take),
        }
    }

    fn flaws(&self) -> Vec<crate::package::bag_check::SourceFlaw> {
        self.source.flaws()
    }
}
