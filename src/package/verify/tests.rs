//! Cases, whole and tampered with in every way: what was changed is named. Packages and dossiers
//! are in the file below this one.

mod package;

use super::*;
use crate::case::{Actor, Case, CustodyEvent, CustodyLog, EventDraft, ItemId};
use crate::import::reading::Reading;
use crate::store::bag::BAG_INFO;
use crate::store::{Disk, Gathering, OpenCase, Part, Pass, Source, Stamp};
use uuid::Uuid;

const WHEN: &str = "2026-11-21T10:00:00-03:00";

/// Paths and bytes.
type Files = BTreeMap<String, Vec<u8>>;

fn stamped<T>(deed: impl FnOnce(&mut Stamp<'_>) -> T) -> T {
    let mut chance = |bytes: &mut [u8]| bytes.fill(7);
    deed(&mut Stamp {
        when: WHEN.to_owned(),
        actor: Actor::Titular,
        app: "juntada 0.1.0",
        holder: "teste".to_owned(),
        chance: &mut chance,
    })
}

fn checked(path: &Path, checkable: &Checkable, expected: Option<&SealCode>) -> CheckReport {
    check(path, checkable, expected, &mut |_, _, _| true).unwrap()
}

fn check_case_folder(root: &Path, expected: Option<&SealCode>) -> CheckReport {
    checked(root, &Checkable::Case, expected)
}

/// A case with two originals and one thing in the bin; its folder goes with the temporary one.
fn new_case() -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("caso");
    let case = Case::new(Uuid::from_u128(7), "Cobrança em dobro".to_owned());
    let mut opened = stamped(|stamp| OpenCase::create(&root, case, Disk::new(), stamp)).unwrap();
    let sources: Vec<Source> = ["fatura março.txt", "foto.txt", "nota.txt"]
        .into_iter()
        .map(|name| {
            let path = folder.path().join(name);
            fs::write(&path, format!("conteúdo de {name}")).unwrap();
            Source { path, name: name.to_owned(), inside: None }
        })
        .collect();
    let mut read = |_: &Path, _: &str| Reading::of_type("text/plain");
    stamped(|stamp| {
        opened.gather(&sources, &Gathering::default(), &mut read, &mut |_| true, stamp).unwrap();
        opened.bin(Part::Item(ItemId::new(3)), "repetida", stamp).unwrap();
    });
    (folder, root)
}

/// Opens the case as any other command does, which mends what can be mended.
fn open(root: &Path) {
    let _ = stamped(|stamp| OpenCase::open(root, Disk::new(), stamp).map(drop));
}

fn files_in(root: &Path) -> Files {
    let source = crate::package::bag_check::FolderSource::new(root);
    let members = source.members(&|_| false).unwrap();
    members
        .into_iter()
        .map(|member| (member.path.clone(), fs::read(root.join(&member.path)).unwrap()))
        .collect()
}

/// The files that `conferir` promises to cover in a live case.
fn covered(root: &Path) -> Files {
    let mut files = files_in(root);
    files.retain(|path, _| !path.starts_with(".juntada") && !path.starts_with("caso."));
    assert_eq!(files.len(), 9);
    files
}

fn put(root: &Path, path: &str, bytes: &[u8]) {
    let at = root.join(path);
    take(root, path);
    fs::create_dir_all(at.parent().unwrap()).unwrap();
    fs::write(at, bytes).unwrap();
}

#[allow(clippy::permissions_set_readonly_false, reason = "originals are read-only, tests are not")]
fn take(root: &Path, path: &str) {
    let at = root.join(path);
    if let Ok(told) = fs::metadata(&at) {
        let mut permissions = told.permissions();
        permissions.set_readonly(false);
        fs::set_permissions(&at, permissions).unwrap();
        fs::remove_file(at).unwrap();
    }
}

fn write_folder(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    files.iter().for_each(|(path, bytes)| put(folder.path(), path, bytes));
    folder
}

fn mentions(report: &CheckReport, path: &str) -> bool {
    let is_it = |text: &Option<String>| text.as_deref().is_some_and(|text| text.contains(path));
    report.findings.iter().any(|f| is_it(&f.path) || is_it(&f.found))
}

fn codes(report: &CheckReport) -> Vec<(&str, &str)> {
    let named = |f: &'_ Finding| f.code.word();
    report.findings.iter().map(|f| (named(f), f.path.as_deref().unwrap_or_default())).collect()
}

/// Ways to tamper with the file at `path`: name of the way, and what becomes of the files.
fn tamperings(files: &Files, path: &str) -> Vec<(String, Files)> {
    let bytes = &files[path];
    let mut ways = Vec::new();
    let mut way = |name: String, bytes: Vec<u8>| {
        let mut tampered = files.clone();
        tampered.insert(path.to_owned(), bytes);
        ways.push((name, tampered));
    };
    let step = (bytes.len() * 8 / 60).max(1) | 1;
    let last = bytes.len() * 8 - 8;
    for bit in (0..last).step_by(step).chain(last..last + 8) {
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        way(format!("bit {bit}"), flipped);
    }
    for keep in [0, bytes.len() / 2, bytes.len() - 1] {
        way(format!("cut to {keep}"), bytes[..keep].to_vec());
    }
    way("longer".to_owned(), [bytes.as_slice(), b"x"].concat());
    let mut removed = files.clone();
    let bytes = removed.remove(path).unwrap();
    let mut renamed = removed.clone();
    ways.push(("removed".to_owned(), removed));
    renamed.insert(format!("{path}.bak"), bytes.clone());
    ways.push(("renamed".to_owned(), renamed));
    for (other, theirs) in files.iter().filter(|(other, _)| *other != path) {
        let mut swapped = files.clone();
        swapped.insert(path.to_owned(), theirs.clone());
        swapped.insert(other.clone(), bytes.clone());
        ways.push((format!("swapped with {other}"), swapped));
    }
    ways
}

#[test]
fn a_whole_case_is_intact_and_stays_as_it_was() {
    let (_folder, root) = new_case();
    let before = files_in(&root);
    let report = check_case_folder(&root, None);
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.checked, 9 - 1 + 1, "every covered file, each once: {report:?}");
    assert_eq!(report.not_checkable, [""; 0]);
    assert!(report.custody_head.is_some());
    assert_eq!(files_in(&root), before);
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["verdict"], "intact");
    assert_eq!(json["seal"], serde_json::Value::Null);
    assert_eq!(tell(&root).unwrap(), Some(Checkable::Case));
}

#[test]
fn anything_done_to_a_covered_file_of_a_case_is_named() {
    let (_folder, root) = new_case();
    let files = covered(&root);
    let fixed: Files =
        files_in(&root).into_iter().filter(|(path, _)| !files.contains_key(path)).collect();
    for path in files.keys() {
        for (way, tampered) in tamperings(&files, path) {
            let place = write_folder(&tampered);
            fixed.iter().for_each(|(path, bytes)| put(place.path(), path, bytes));
            let report = check_case_folder(place.path(), None);
            assert_eq!(report.verdict, Verdict::Different, "{path} {way}");
            assert!(mentions(&report, path), "{path} {way}: {report:?}");
        }
    }
}

#[test]
fn what_was_done_to_a_case_is_still_named_after_another_command_opened_it() {
    let (_folder, root) = new_case();
    let files = covered(&root);
    let fixed: Files =
        files_in(&root).into_iter().filter(|(path, _)| !files.contains_key(path)).collect();
    for path in files.keys() {
        let ways = tamperings(&files, path);
        let kinds: Vec<_> = ways.iter().filter(|(way, _)| !way.starts_with("bit")).collect();
        let bits = ways.iter().rev().filter(|(way, _)| way.starts_with("bit")).step_by(7);
        for (way, tampered) in kinds.into_iter().chain(bits) {
            if path == CUSTODY && way == "longer" {
                continue; // As a crash leaves it: half a line, which opening drops.
            }
            let place = write_folder(tampered);
            fixed.iter().for_each(|(path, bytes)| put(place.path(), path, bytes));
            open(place.path());
            let report = check_case_folder(place.path(), None);
            assert_eq!(report.verdict, Verdict::Different, "{path} {way}");
            assert!(mentions(&report, path), "{path} {way}: {report:?}");
        }
    }
}

#[test]
fn one_flipped_bit_puts_no_blame_on_other_files() {
    let (_folder, root) = new_case();
    for (path, bytes) in covered(&root) {
        for bit in (0..bytes.len() * 8).step_by(bytes.len() / 3 * 2 + 1) {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            put(&root, &path, &flipped);
            let report = check_case_folder(&root, None);
            let others =
                report.findings.iter().filter(|f| f.path.as_deref() != Some(path.as_str()));
            assert_eq!(others.count(), 0, "{path} bit {bit}: {report:?}");
        }
        put(&root, &path, &bytes);
    }
}

#[test]
fn a_dropped_last_line_is_named_before_and_after_another_command_opened_the_case() {
    let (_folder, root) = new_case();
    let log = fs::read_to_string(root.join(CUSTODY)).unwrap();
    let end = log.trim_end().rfind('\n').unwrap() + 1;
    put(&root, CUSTODY, &log.as_bytes()[..end]);
    for _ in 0..2 {
        let report = check_case_folder(&root, None);
        assert!(codes(&report).contains(&("chain_truncated", CUSTODY)), "{report:?}");
        open(&root);
    }
    // Even with manifests that were made to fit.
    let shorter = CustodyLog::verify(&log.as_bytes()[..end]).unwrap();
    let tags = crate::store::bag::tag_files(&shorter, shorter.count());
    put(&root, BAG_INFO, tags.bag_info.as_bytes());
    put(&root, MANIFEST, tags.manifest.as_bytes());
    put(&root, TAG_MANIFEST, tags.tag_manifest.as_bytes());
    let report = check_case_folder(&root, None);
    assert_eq!(codes(&report), [("chain_truncated", CUSTODY)]);
    let (expected, found) = (&report.findings[0].expected, &report.findings[0].found);
    assert_eq!((expected.as_deref(), found.as_deref()), (Some("5"), Some("4")));
    // And with the database gone too, its backup knows at least the beginning.
    take(&root, DATABASE);
    assert_eq!(check_case_folder(&root, None).not_checkable.len(), 1);
}

#[test]
fn a_log_written_anew_is_a_fork_and_a_line_without_detail_is_broken() {
    let (_folder, root) = new_case();
    let text = fs::read_to_string(root.join(CUSTODY)).unwrap();
    let log = CustodyLog::verify(text.as_bytes()).unwrap();
    let bare: String = log
        .lines()
        .iter()
        .map(|line| if line.core.seq == 3 { line.to_text_without_detail() } else { line.to_text() })
        .collect();
    put(&root, CUSTODY, bare.as_bytes());
    let report = check_case_folder(&root, None);
    assert!(codes(&report).contains(&("chain_broken", CUSTODY)));
    assert_eq!(report.findings[0].found.as_deref(), Some("3"));

    let first = log.lines().first().unwrap();
    let created = EventDraft {
        event: CustodyEvent::Created,
        item: None,
        sha256: None,
        size_bytes: None,
        detail: first.detail_as().unwrap(),
    };
    let mut other = CustodyLog::begin(&created, WHEN, Actor::Titular, "outro", [1; 16]);
    while other.count() < log.count() {
        other.append(
            &EventDraft { event: CustodyEvent::Delivered, ..created.clone() },
            WHEN,
            Actor::Titular,
            "outro",
            [1; 16],
        );
    }
    put(&root, CUSTODY, other.to_text().as_bytes());
    assert!(codes(&check_case_folder(&root, None)).contains(&("chain_forked", CUSTODY)));
}

#[test]
fn strange_files_are_extra_litter_is_a_note_and_work_in_progress_is_neither() {
    let (_folder, root) = new_case();
    for name in ["caso.db-journal", "caso.v1.db", "caso.backup.db.novo", ".juntada/cache/x"] {
        put(&root, name, b"");
    }
    take(&root, "caso.db-journal");
    put(&root, "Thumbs.db", b"x");
    put(&root, "data/originais/.DS_Store", b"x");
    let report = check_case_folder(&root, None);
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.notes.len(), 2);
    put(&root, "solto.txt", b"x");
    put(&root, "data/originais/intruso.txt", b"x");
    put(&root, "caso (cópia em conflito).db", b"x");
    put(&root, "manifest-sha256 (1).txt", b"x");
    let report = check_case_folder(&root, None);
    let expected = [
        ("conflict_copy", "caso (cópia em conflito).db"),
        ("extra", "data/originais/intruso.txt"),
        ("extra", "manifest-sha256 (1).txt"),
        ("extra", "solto.txt"),
    ];
    assert_eq!(codes(&report), expected);
    take(&root, "caso (cópia em conflito).db");
    take(&root, "manifest-sha256 (1).txt");
    take(&root, "solto.txt");
    open(&root);
    let report = check_case_folder(&root, None);
    assert_eq!(codes(&report), [("extra", ".juntada/entrada/separado-intruso.txt")]);
}

#[test]
fn what_a_crash_left_is_a_difference_until_a_command_mends_it() {
    let (folder, root) = new_case();
    let path = folder.path().join("mais.txt");
    fs::write(&path, "mais").unwrap();
    let sources = [Source { path, name: "mais.txt".to_owned(), inside: None }];
    let mut dead = false;
    let disk = Disk::with_gate(move |_, path| {
        dead = dead || path.ends_with(MANIFEST);
        if dead { Pass::Stop(io::ErrorKind::Other.into()) } else { Pass::Go }
    });
    stamped(|stamp| {
        let mut opened = OpenCase::open(&root, disk, stamp).unwrap();
        let mut read = |_: &Path, _: &str| Reading::of_type("text/plain");
        opened.gather(&sources, &Gathering::default(), &mut read, &mut |_| true, stamp).unwrap();
    });
    let report = check_case_folder(&root, None);
    let expected = [BAG_INFO, MANIFEST, TAG_MANIFEST].map(|name| ("manifest_altered", name));
    assert_eq!(codes(&report), expected);
    open(&root);
    assert_eq!(check_case_folder(&root, None).verdict, Verdict::Intact);
}

#[test]
fn a_case_without_database_is_checked_and_what_cannot_be_is_said() {
    let (_folder, root) = new_case();
    let database = fs::read(root.join(DATABASE)).unwrap();
    let mut write_ahead = database;
    write_ahead[18..20].copy_from_slice(&[2, 2]);
    for bytes in [b"rubbish".to_vec(), write_ahead] {
        put(&root, DATABASE, &bytes);
        let before = files_in(&root);
        let report = check_case_folder(&root, None);
        assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
        assert_eq!(report.not_checkable.len(), 1);
        assert_eq!(files_in(&root), before, "SQLite made files of its own");
    }
    take(&root, DATABASE);
    take(&root, "caso.backup.db");
    let report = check_case_folder(&root, None);
    assert_eq!(report.verdict, Verdict::Intact);
    assert!(report.not_checkable[0].contains("não está na pasta"));
}

#[cfg(unix)]
#[test]
fn links_in_a_case_are_never_followed() {
    let (folder, root) = new_case();
    for path in covered(&root).keys() {
        let aside = folder.path().join("fora");
        fs::rename(root.join(path), &aside).unwrap();
        std::os::unix::fs::symlink(&aside, root.join(path)).unwrap();
        let report = check_case_folder(&root, None);
        assert_eq!(report.verdict, Verdict::Different, "{path}");
        assert!(mentions(&report, path), "{path}: {report:?}");
        fs::rename(&aside, root.join(path)).unwrap();
    }
    assert_eq!(check_case_folder(&root, None).verdict, Verdict::Intact);
}

#[test]
fn a_check_code_names_a_package_that_was_made_from_the_case() {
    let (_folder, root) = new_case();
    let seal = Sha256Digest::of(b"selo");
    let mut detail = serde_json::Map::new();
    detail.insert("seals".to_owned(), vec![seal.to_string()].into());
    let exported = EventDraft {
        event: CustodyEvent::Exported,
        item: None,
        sha256: None,
        size_bytes: None,
        detail,
    };
    stamped(|stamp| {
        let mut opened = OpenCase::open(&root, Disk::new(), stamp).unwrap();
        let case = opened.case().clone();
        opened.record(exported, case, stamp).unwrap();
    });
    let report = check_case_folder(&root, Some(&seal.short().parse().unwrap()));
    assert_eq!((report.verdict, report.seal), (Verdict::Intact, Some(seal)));
    let report = check_case_folder(&root, Some(&"0".repeat(12).parse().unwrap()));
    assert_eq!(codes(&report), [("seal_differs", CUSTODY)]);
}

#[test]
fn every_file_is_told_once_and_a_stop_leaves_no_report() {
    let (_folder, root) = new_case();
    let mut told = Vec::new();
    let report = check(&root, &Checkable::Case, None, &mut |done, total, path| {
        told.push((done, total, path.to_owned()));
        true
    });
    assert_eq!(report.unwrap().verdict, Verdict::Intact);
    let (done, total, _) = told.last().unwrap().clone();
    assert!(done < total && total >= 3 + 6, "{told:?}");
    let paths: std::collections::BTreeSet<&String> = told.iter().map(|(.., path)| path).collect();
    assert_eq!(paths.len(), told.len());
    assert_eq!(paths.iter().filter(|path| path.starts_with("data/originais/")).count(), 3);
    assert!(told.iter().enumerate().all(|(index, (done, ..))| index == *done));

    let mut asked = 0;
    let stopped = check(&root, &Checkable::Case, None, &mut |done, _, _| {
        asked += 1;
        done < 2
    });
    assert_eq!((stopped, asked), (None, 3));
}
