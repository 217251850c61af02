//! Bags of every kind, whole and tampered with, in memory, in folders and in ZIPs.

use super::*;
use crate::base::Sha256Digest;
use crate::base::bagit::{BAGIT_TXT, Manifest};
use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

/// A bag as paths and bytes.
type Files = BTreeMap<String, Vec<u8>>;

struct MemorySource(Files);

impl BagSource for MemorySource {
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError> {
        let seen = self.0.iter().filter(|(path, _)| !is_ignored(path));
        Ok(seen
            .map(|(path, bytes)| BagMember {
                path: path.clone(),
                size_bytes: u64::try_from(bytes.len()).unwrap(),
                kind: MemberKind::File,
            })
            .collect())
    }

    fn read(
        &self,
        path: &str,
        _buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        take(self.0.get(path).unwrap());
        Ok(())
    }
}

const TAG_MANIFEST: &str = "tagmanifest-sha256.txt";

/// Writes the manifests of a bag as this program does.
fn seal(files: &mut Files) {
    let manifest_of = |files: &Files, is_payload: bool| -> String {
        let chosen = files
            .iter()
            .filter(|(path, _)| path.starts_with("data/") == is_payload && *path != TAG_MANIFEST);
        let manifest: Manifest =
            chosen.map(|(path, bytes)| (path.clone(), Sha256Digest::of(bytes))).collect();
        manifest.to_text()
    };
    files.insert("manifest-sha256.txt".into(), manifest_of(files, true).into_bytes());
    files.insert(TAG_MANIFEST.into(), manifest_of(files, false).into_bytes());
}

fn own_bag() -> Files {
    let mut files = Files::new();
    let mut put = |path: &str, text: &str| files.insert(path.to_owned(), text.into());
    put("bagit.txt", BAGIT_TXT);
    put("bag-info.txt", "Bagging-Date: 2026-11-21\nPayload-Oxum: 24.3\n");
    put("custodia.jsonl", "{\"core\":{}}\n");
    put("data/originais/0001-fatura-março.pdf", "fatura 1");
    put("data/originais/0002-contrato.pdf", "contrato");
    put("data/originais/0003-foto.jpg", "a foto 3");
    seal(&mut files);
    files
}

fn check(files: &Files, kind: BagKind) -> BagReport {
    check_bag(&MemorySource(files.clone()), &BagCheckOptions { kind, ..Default::default() })
}

fn names(report: &BagReport) -> Vec<(&str, &str)> {
    report.findings.iter().map(|f| (f.code, f.path.as_deref().unwrap_or_default())).collect()
}

fn notes(report: &BagReport) -> Vec<(&str, &str)> {
    report.notes.iter().map(|n| (n.code, n.path.as_deref().unwrap_or_default())).collect()
}

fn write_folder(files: &Files) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in files {
        let at = folder.path().join(path);
        fs::create_dir_all(at.parent().unwrap()).unwrap();
        fs::write(at, bytes).unwrap();
    }
    folder
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ::zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        let method = if name.ends_with(".txt") {
            ::zip::CompressionMethod::Deflated
        } else {
            ::zip::CompressionMethod::Stored
        };
        let options = ::zip::write::SimpleFileOptions::default().compression_method(method);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn zip_of(files: &Files, top: &str) -> Vec<u8> {
    let named: Vec<(String, &[u8])> =
        files.iter().map(|(path, bytes)| (format!("{top}{path}"), bytes.as_slice())).collect();
    let members: Vec<(&str, &[u8])> = named.iter().map(|(p, b)| (p.as_str(), *b)).collect();
    zipped(&members)
}

fn check_zip(bytes: Vec<u8>, kind: BagKind) -> Result<BagReport, BagReadError> {
    let source = ZipSource::new(Cursor::new(bytes))?;
    Ok(check_bag(&source, &BagCheckOptions { kind, ..Default::default() }))
}

fn corpus(part: &str) -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus").join(part);
    if !folder.is_dir() {
        eprintln!("skipped: no corpus at {}", folder.display());
        return None;
    }
    Some(folder)
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

#[test]
fn every_bag_of_the_suite_gets_its_verdict() {
    let Some(suite) = corpus("bagit") else { return };
    let mut bags = 0;
    for version in entries(&suite) {
        for verdict in ["valid", "invalid"] {
            for bag in entries(&version.join(verdict)) {
                bags += 1;
                let report = check_bag(&FolderSource::new(&bag), &BagCheckOptions::default());
                let expected = verdict == "valid";
                assert_eq!(report.verdict == BagVerdict::Intact, expected, "{bag:?}: {report:?}");
            }
        }
    }
    assert!(bags >= 28, "only {bags} bags were found");
}

#[test]
fn whole_bag_is_intact_in_memory_folder_and_zip() {
    let files = own_bag();
    let folder = write_folder(&files);
    let options = BagCheckOptions { kind: BagKind::Own, ..Default::default() };
    let reports = [
        check(&files, BagKind::Own),
        check(&files, BagKind::Any),
        check_bag(&FolderSource::new(folder.path()), &options),
        check_zip(zip_of(&files, ""), BagKind::Own).unwrap(),
        check_zip(zip_of(&files, "Operadora X/"), BagKind::Own).unwrap(),
    ];
    for report in reports {
        assert_eq!(report.verdict, BagVerdict::Intact, "{report:?}");
        assert_eq!(report.checked, 7);
        assert_eq!(report.version.as_deref(), Some("1.0"));
        assert_eq!(report.notes, []);
    }
}

#[test]
fn any_flipped_bit_of_any_file_is_named() {
    let files = own_bag();
    for (path, bytes) in &files {
        for bit in 0..bytes.len() * 8 {
            let mut tampered = files.clone();
            tampered.get_mut(path).unwrap()[bit / 8] ^= 1 << (bit % 8);
            let report = check(&tampered, BagKind::Own);
            assert_eq!(report.verdict, BagVerdict::Different, "bit {bit} of {path}");
            let is_named = names(&report).iter().any(|(_, named)| named == path);
            assert!(is_named || path == TAG_MANIFEST, "bit {bit} of {path}: {report:?}");
        }
    }
}

#[test]
fn any_cut_file_is_named() {
    let files = own_bag();
    for (path, bytes) in &files {
        for keep in [0, 1, bytes.len() / 2, bytes.len() - 1] {
            let mut tampered = files.clone();
            tampered.get_mut(path).unwrap().truncate(keep);
            let report = check(&tampered, BagKind::Own);
            assert_eq!(report.verdict, BagVerdict::Different, "{path} cut to {keep}");
            let is_named = names(&report).iter().any(|(_, named)| named == path);
            assert!(is_named || path == TAG_MANIFEST, "{path} cut to {keep}: {report:?}");
        }
    }
}

#[test]
fn any_removed_file_is_named() {
    let files = own_bag();
    for path in files.keys() {
        let mut tampered = files.clone();
        tampered.remove(path);
        let report = check(&tampered, BagKind::Own);
        assert_eq!(report.verdict, BagVerdict::Different);
        assert!(names(&report).contains(&("missing", path)), "{report:?}");
    }
}

#[test]
fn added_file_is_named() {
    for path in ["data/x", "x.txt", "pasta/x", "data/originais/0001", "manifest-sha512.txt"] {
        let mut tampered = own_bag();
        tampered.insert(path.into(), b"x".to_vec());
        let report = check(&tampered, BagKind::Own);
        assert_eq!(report.verdict, BagVerdict::Different);
        assert!(names(&report).iter().any(|(_, named)| *named == path), "{report:?}");
    }
}

#[test]
fn foreign_bag_may_hold_unlisted_tag_files() {
    let mut files = own_bag();
    files.insert("LEIA-ME.txt".into(), b"x".to_vec());
    let report = check(&files, BagKind::Any);
    assert_eq!(report.verdict, BagVerdict::Intact);
    assert_eq!(notes(&report), [("unlisted_tag", "LEIA-ME.txt")]);
}

#[test]
fn swapped_files_are_both_altered() {
    let mut files = own_bag();
    let a = files["data/originais/0001-fatura-março.pdf"].clone();
    let b = files.insert("data/originais/0002-contrato.pdf".into(), a).unwrap();
    files.insert("data/originais/0001-fatura-março.pdf".into(), b);
    let report = check(&files, BagKind::Own);
    let expected = [
        ("altered", "data/originais/0001-fatura-março.pdf"),
        ("altered", "data/originais/0002-contrato.pdf"),
    ];
    assert_eq!(names(&report), expected);
    let finding = &report.findings[0];
    assert_eq!(finding.expected, Some(Sha256Digest::of(b"fatura 1").to_string()));
    assert_eq!(finding.found, Some(Sha256Digest::of(b"contrato").to_string()));
}

#[test]
fn renamed_file_is_misnamed() {
    for (from, to) in [
        ("data/originais/0003-foto.jpg", "data/originais/outra.jpg"),
        ("data/originais/0003-foto.jpg", "solta.jpg"),
        ("custodia.jsonl", "custodia (1).jsonl"),
    ] {
        for kind in [BagKind::Own, BagKind::Any] {
            let mut files = own_bag();
            let bytes = files.remove(from).unwrap();
            files.insert(to.into(), bytes);
            let report = check(&files, kind);
            assert_eq!(names(&report), [("misnamed", from)]);
            assert_eq!(report.findings[0].expected.as_deref(), Some(from));
            assert_eq!(report.findings[0].found.as_deref(), Some(to));
        }
    }
}

#[test]
fn same_tag_manifest_in_another_writing_is_not_ours() {
    let mut files = own_bag();
    let text = String::from_utf8(files[TAG_MANIFEST].clone()).unwrap();
    files.insert(TAG_MANIFEST.into(), text.replace('\n', "\r\n").into_bytes());
    assert_eq!(check(&files, BagKind::Any).verdict, BagVerdict::Intact);
    assert_eq!(names(&check(&files, BagKind::Own)), [("not_canonical", TAG_MANIFEST)]);
}

#[test]
fn litter_of_the_system_is_a_note() {
    let mut files = own_bag();
    let litter = ["data/Thumbs.db", "data/originais/.DS_Store", "desktop.ini", "data/._x"];
    for path in litter {
        files.insert(path.into(), b"x".to_vec());
    }
    let report = check(&files, BagKind::Own);
    assert_eq!(report.verdict, BagVerdict::Intact, "{report:?}");
    assert_eq!(report.notes.len(), litter.len());
    assert!(report.notes.iter().all(|note| note.code == "system_litter"));
}

#[test]
fn work_in_progress_is_not_looked_at() {
    let mut files = own_bag();
    for path in ["caso.db", "caso.db-journal", ".juntada/trava", "data/caso.db"] {
        files.insert(path.into(), b"x".to_vec());
    }
    let folder = write_folder(&files);
    let is_work_in_progress = |path: &str| path.contains("caso.db") || path == ".juntada";
    let options = BagCheckOptions { kind: BagKind::Own, is_work_in_progress: &is_work_in_progress };
    let report = check_bag(&FolderSource::new(folder.path()), &options);
    assert_eq!(names(&report), [("extra", "data/caso.db")], "payload is never ignored");
    let zip = ZipSource::new(Cursor::new(zip_of(&files, "x/"))).unwrap();
    assert_eq!(names(&check_bag(&zip, &options)), [("extra", "data/caso.db")]);
}

#[test]
fn a_place_that_is_no_bag_is_unreadable() {
    let files: Files = [("a.txt".to_owned(), b"x".to_vec())].into();
    let report = check(&files, BagKind::Any);
    assert_eq!((report.verdict, names(&report)), (BagVerdict::Unreadable, vec![("not_a_bag", "")]));
    let nowhere = FolderSource::new("/nowhere/at/all");
    assert_eq!(check_bag(&nowhere, &Default::default()).verdict, BagVerdict::Unreadable);
    let files: Files = [("bagit.txt".to_owned(), BAGIT_TXT.into())].into();
    let report = check(&files, BagKind::Any);
    assert_eq!(report.verdict, BagVerdict::Unreadable);
    assert_eq!(names(&report), [("no_known_manifest", "")]);
}

/// A foreign bag of one payload file with the manifests given.
fn foreign(version: &str, manifests: &[(&str, &str)]) -> Files {
    let declaration = format!("BagIt-Version: {version}\nTag-File-Character-Encoding: UTF-8\n");
    let mut files: Files = [
        ("bagit.txt".to_owned(), declaration.into_bytes()),
        ("data/abc".to_owned(), b"abc".to_vec()),
    ]
    .into();
    for (name, text) in manifests {
        files.insert((*name).to_owned(), text.as_bytes().to_vec());
    }
    files
}

const MD5: &str = "900150983cd24fb0d6963f7d28e17f72";
const SHA1: &str = "a9993e364706816aba3e25717850c26c9cd0d89d";

#[test]
fn every_manifest_must_agree() {
    let (md5, sha1) = (format!("{MD5}  data/abc\n"), format!("{SHA1}  data/abc\n"));
    let both = [("manifest-md5.txt", md5.as_str()), ("manifest-sha1.txt", sha1.as_str())];
    assert_eq!(check(&foreign("0.97", &both), BagKind::Any).verdict, BagVerdict::Intact);
    let altered = sha1.replacen('a', "b", 1);
    let both = [("manifest-md5.txt", md5.as_str()), ("manifest-sha1.txt", altered.as_str())];
    let report = check(&foreign("0.97", &both), BagKind::Any);
    assert_eq!(names(&report), [("altered", "data/abc")]);
    assert_eq!(report.findings[0].found.as_deref(), Some(SHA1));
}

#[test]
fn since_1_0_every_manifest_must_name_every_file() {
    let md5 = format!("{MD5} data/abc\n");
    let manifests = [("manifest-md5.txt", md5.as_str()), ("manifest-sha1.txt", "")];
    assert_eq!(check(&foreign("0.97", &manifests), BagKind::Any).verdict, BagVerdict::Intact);
    let report = check(&foreign("1.0", &manifests), BagKind::Any);
    assert_eq!(names(&report), [("unlisted", "data/abc")]);
    assert_eq!(report.findings[0].expected.as_deref(), Some("manifest-sha1.txt"));
}

#[test]
fn hash_that_cannot_be_computed_is_a_note_beside_another() {
    let md5 = format!("{MD5} data/abc\n");
    let manifests = [("manifest-md5.txt", md5.as_str()), ("manifest-blake3.txt", "zz data/abc")];
    let report = check(&foreign("1.0", &manifests), BagKind::Any);
    assert_eq!(report.verdict, BagVerdict::Intact);
    assert_eq!(notes(&report), [("unknown_algorithm", "manifest-blake3.txt")]);
}

#[test]
fn manifest_lines_that_are_none_are_named() {
    let text = format!("# a comment\n{MD5} data/abc\nrubbish\n{SHA1} data/too-long\n");
    let report = check(&foreign("1.0", &[("manifest-md5.txt", &text)]), BagKind::Any);
    assert_eq!(names(&report), [("bad_line", "manifest-md5.txt"); 2]);
    assert_eq!(report.findings[0].found.as_deref(), Some("3: rubbish"));
}

#[test]
fn paths_that_lead_away_are_refused() {
    for path in ["data/../../x", "/etc/passwd", "~/x", "C:/x", "data\\..\\x", "//x"] {
        let text = format!("{MD5} data/abc\n{MD5} {path}\n");
        let report = check(&foreign("1.0", &[("manifest-md5.txt", &text)]), BagKind::Any);
        assert_eq!(report.findings.len(), 1, "{path}: {report:?}");
        assert_eq!(report.findings[0].code, "unsafe_path");
    }
    let text = format!("{MD5} data/abc\n{MD5} bagit.txt\n");
    let report = check(&foreign("1.0", &[("manifest-md5.txt", &text)]), BagKind::Any);
    assert_eq!(names(&report), [("outside_data", "bagit.txt")]);
}

#[test]
fn odd_but_harmless_paths_are_understood() {
    let text = format!("{} *./data//./abc\r\n", MD5.to_uppercase());
    let report = check(&foreign("1.0", &[("manifest-md5.txt", &text)]), BagKind::Any);
    assert_eq!(report.verdict, BagVerdict::Intact, "{report:?}");
}

#[test]
fn percent_signs_are_understood_in_either_writing() {
    for (version, written) in [("1.0", "100%25.txt"), ("1.0", "100%.txt"), ("0.97", "100%.txt")] {
        let text = format!("{MD5} data/{written}\n");
        let mut files = foreign(version, &[("manifest-md5.txt", &text)]);
        let bytes = files.remove("data/abc").unwrap();
        files.insert("data/100%.txt".into(), bytes);
        assert_eq!(check(&files, BagKind::Any).verdict, BagVerdict::Intact, "{version} {written}");
    }
}

#[test]
fn names_in_another_unicode_form_are_the_same_file() {
    let text = format!("{MD5} data/mar\u{e7}o.pdf\n");
    let mut files = foreign("1.0", &[("manifest-md5.txt", &text)]);
    let bytes = files.remove("data/abc").unwrap();
    files.insert("data/marc\u{327}o.pdf".into(), bytes);
    let report = check(&files, BagKind::Any);
    assert_eq!(report.verdict, BagVerdict::Intact, "{report:?}");
    assert_eq!(notes(&report), [("unicode_form", "data/mar\u{e7}o.pdf")]);
}

#[test]
fn what_should_be_fetched_is_missing_until_it_is_there() {
    let manifest = format!("{MD5} data/abc\n");
    let fetch = "https://example.org/abc 3 data/abc\n";
    let tags = [("manifest-md5.txt", manifest.as_str()), ("fetch.txt", fetch)];
    let mut files = foreign("1.0", &tags);
    assert_eq!(check(&files, BagKind::Any).verdict, BagVerdict::Intact);
    files.remove("data/abc");
    assert_eq!(names(&check(&files, BagKind::Any)), [("missing", "data/abc")]);
    files.insert("fetch.txt".into(), b"https://example.org/x - data/x\nrubbish\n".to_vec());
    let report = check(&files, BagKind::Any);
    let expected = [("bad_line", "fetch.txt"), ("missing", "data/abc"), ("missing", "data/x")];
    assert_eq!(names(&report), expected);
}

#[test]
fn wrong_payload_oxum_is_named() {
    let manifest = format!("{MD5} data/abc\n");
    let tags = [("manifest-md5.txt", manifest.as_str()), ("bag-info.txt", "Payload-Oxum: 4.1\n")];
    let report = check(&foreign("1.0", &tags), BagKind::Any);
    assert_eq!(names(&report), [("payload_oxum", "bag-info.txt")]);
    assert_eq!(report.findings[0].found.as_deref(), Some("3.1"));
}

#[cfg(unix)]
#[test]
fn links_are_never_followed() {
    let files = own_bag();
    let folder = write_folder(&files);
    let photo = folder.path().join("data/originais/0003-foto.jpg");
    let elsewhere = tempfile::NamedTempFile::new().unwrap();
    fs::write(elsewhere.path(), &files["data/originais/0003-foto.jpg"]).unwrap();
    fs::remove_file(&photo).unwrap();
    std::os::unix::fs::symlink(elsewhere.path(), &photo).unwrap();
    std::os::unix::fs::symlink("/", folder.path().join("data/raiz")).unwrap();
    let report = check_bag(&FolderSource::new(folder.path()), &Default::default());
    let expected = [("not_a_file", "data/originais/0003-foto.jpg"), ("extra", "data/raiz")];
    assert_eq!(names(&report), expected);
}

#[test]
fn tampered_zip_members_are_named() {
    let mut files = own_bag();
    files.insert("data/originais/0002-contrato.pdf".into(), b"CONTRATO".to_vec());
    let report = check_zip(zip_of(&files, "x/"), BagKind::Own).unwrap();
    assert_eq!(names(&report), [("altered", "data/originais/0002-contrato.pdf")]);
}

#[test]
fn damaged_zip_never_panics_and_stored_members_are_named() {
    let files = own_bag();
    let whole = zip_of(&files, "x/");
    let photo = &files["data/originais/0003-foto.jpg"];
    let photo_at = whole.windows(photo.len()).position(|w| w == photo.as_slice()).unwrap();
    for at in 0..whole.len() {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x10;
        let report = check_zip(flipped, BagKind::Own);
        if (photo_at..photo_at + photo.len()).contains(&at) {
            let report = report.unwrap();
            assert_eq!(names(&report), [("altered", "data/originais/0003-foto.jpg")]);
        }
    }
    for keep in 0..whole.len() {
        let cut = check_zip(whole[..keep].to_vec(), BagKind::Own);
        assert!(cut.is_err(), "a ZIP without its end is none");
    }
}

#[test]
fn zip_with_two_members_of_one_name_is_named() {
    let mut files = own_bag();
    files.insert("data/originais/0002-contratO.pdf".into(), b"x".to_vec());
    let mut zip = zip_of(&files, "");
    // The writer refuses twins, so one name is made from another of the same length afterwards.
    let (from, to) = (b"0002-contratO.pdf", b"0002-contrato.pdf");
    while let Some(at) = zip.windows(from.len()).position(|w| w == from) {
        zip[at..at + to.len()].copy_from_slice(to);
    }
    let report = check_zip(zip, BagKind::Any).unwrap();
    assert_eq!(report.verdict, BagVerdict::Different);
    assert!(names(&report).contains(&("duplicate_member", "data/originais/0002-contrato.pdf")));
}

#[test]
fn zip_with_members_beside_the_bag_is_named() {
    let files = own_bag();
    let mut members: Vec<(String, Vec<u8>)> =
        files.iter().map(|(path, bytes)| (format!("x/{path}"), bytes.clone())).collect();
    members.push(("outra/a.txt".into(), b"x".to_vec()));
    members.push(("__MACOSX/x/._a".into(), b"x".to_vec()));
    members.push(("../fora.txt".into(), b"x".to_vec()));
    let borrowed: Vec<(&str, &[u8])> =
        members.iter().map(|(p, b)| (p.as_str(), b.as_slice())).collect();
    let report = check_zip(zipped(&borrowed), BagKind::Any).unwrap();
    assert_eq!(names(&report), [("unsafe_path", "../fora.txt"), ("outside_bag", "outra/a.txt")]);
    assert_eq!(notes(&report), [("system_litter", "__MACOSX/x/._a")]);
}

#[test]
fn zip_that_declares_too_many_members_is_refused_unread() {
    let mut end = vec![0_u8; 22];
    end[..4].copy_from_slice(b"PK\x05\x06");
    end[8..12].copy_from_slice(&[0xFF; 4]);
    let refused = ZipSource::new(Cursor::new(end)).err().unwrap();
    assert!(matches!(refused, BagReadError::TooManyMembers { .. }), "{refused}");
}

#[test]
fn hostile_archives_are_unreadable_and_cost_nothing() {
    for part in ["hostile-zip", "zip"] {
        let Some(folder) = corpus(part) else { return };
        for path in entries(&folder) {
            let file = fs::File::open(&path).unwrap();
            let Ok(source) = ZipSource::new(file) else { continue };
            let report = check_bag(&source, &BagCheckOptions::default());
            assert_eq!(report.verdict, BagVerdict::Unreadable, "{path:?}: {report:?}");
        }
    }
}

#[test]
fn one_member_is_read_within_its_limit() {
    let source = ZipSource::new(Cursor::new(zip_of(&own_bag(), "x/"))).unwrap();
    assert_eq!(source.top_folder(), "x");
    assert_eq!(read_member(&source, "bagit.txt", 100).unwrap(), BAGIT_TXT.as_bytes());
    let too_large = read_member(&source, "bagit.txt", 10);
    assert!(matches!(too_large, Err(BagReadError::TooLarge { limit_bytes: 10, .. })));
    let nowhere = read_member(&source, "x/bagit.txt", 100);
    assert!(matches!(nowhere, Err(BagReadError::NoSuchMember { .. })));
}
