//! Anything done to a file that `conferir` covers is found and named: in a real package, in the
//! live folder before and after another command has opened it, and in a dossier alone.

use crate::common::files::{jpeg, jpeg_turned, pdf, png, story, unpack};
use crate::common::{
    assert_same, copy_folder, files_below, new_folder, put, run, sha256, word, write_files,
};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

type Files = BTreeMap<String, Vec<u8>>;

/// A case with five exhibits of different kinds, one thing in the bin, and its exports.
struct Evidence {
    _folder: tempfile::TempDir,
    case: PathBuf,
    zip: PathBuf,
    dossier: PathBuf,
    seal: String,
}

fn evidence() -> Evidence {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let (case, out) = (at("caso"), at("saida"));
    fs::write(at("caso.json"), story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    let files = [
        ("contrato.pdf", pdf("contrato", 2)),
        ("foto.jpg", jpeg_turned(5, 6)),
        ("outra.jpg", jpeg(6, 120, 90)),
        ("print.png", png(7, 60, 90)),
        ("nota.txt", b"liguei e esperei uma hora".to_vec()),
        ("engano.txt", b"nada a ver".to_vec()),
    ];
    for (name, bytes) in files {
        fs::write(at(name), bytes).unwrap();
        run(&["juntar", word(&case), word(&at(name))]).ends(0);
    }
    run(&["retirar", word(&case), "e6", "--motivo", "engano"]).ends(0);
    let words = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out), "--json"];
    let made = run(&words).ends(0).json();
    let path = |text: &Value| PathBuf::from(text.as_str().unwrap());
    Evidence {
        case,
        zip: path(&made["zip"]),
        dossier: path(&made["dossier"][0]),
        seal: made["seal"].as_str().unwrap().to_owned(),
        _folder: folder,
    }
}

/// What was done, and what becomes of the files it touches (`None`: it is gone).
type Tampering = (String, BTreeMap<String, Option<Vec<u8>>>);

/// Returns the ways to tamper with one file.
fn tamperings(files: &Files, path: &str) -> Vec<Tampering> {
    let bytes = &files[path];
    let mut ways = Vec::new();
    let mut way = |name: String, changes: Vec<(&str, Option<Vec<u8>>)>| {
        let changes = changes.into_iter().map(|(path, bytes)| (path.to_owned(), bytes)).collect();
        ways.push((name, changes));
    };
    for part in [0, 1, 3, 5, 7] {
        let bit = (bytes.len() * 8 - 1) * part / 7;
        let mut flipped = bytes.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        way(format!("bit {bit}"), vec![(path, Some(flipped))]);
    }
    for keep in [0, bytes.len() / 2, bytes.len() - 1] {
        way(format!("cut to {keep}"), vec![(path, Some(bytes[..keep].to_vec()))]);
    }
    way("longer".to_owned(), vec![(path, Some([bytes.as_slice(), b"x"].concat()))]);
    way("removed".to_owned(), vec![(path, None)]);
    let other_name = format!("{path}.bak");
    way("renamed".to_owned(), vec![(path, None), (other_name.as_str(), Some(bytes.clone()))]);
    let mut round = files.iter().cycle().skip_while(|(name, _)| name.as_str() != path).skip(1);
    let (other, theirs) = round.find(|(_, theirs)| *theirs != bytes).unwrap();
    way(
        format!("swapped with {other}"),
        vec![(path, Some(theirs.clone())), (other.as_str(), Some(bytes.clone()))],
    );
    ways
}

fn apply(root: &Path, changes: &BTreeMap<String, Option<Vec<u8>>>) {
    for (path, bytes) in changes {
        match bytes {
            Some(bytes) => put(&root.join(path), bytes),
            None => fs::remove_file(root.join(path)).unwrap(),
        }
    }
}

#[track_caller]
fn assert_named(place: &Path, path: &str, what: &str) {
    let told = run(&["conferir", word(place), "--json"]);
    assert_eq!(told.code, Some(1), "{path} {what}: {}", told.out);
    let told = told.json();
    assert_ne!(told["verdict"], "intact", "{path} {what}: {told}");
    assert_finding(&told, path, what);
}

#[track_caller]
fn assert_finding(told: &Value, path: &str, what: &str) {
    let findings = told["findings"].as_array().unwrap();
    let says = |finding: &Value, member: &str| {
        finding[member].as_str().is_some_and(|text| text.contains(path))
    };
    let named = findings.iter().any(|f| says(f, "path") || says(f, "found") || says(f, "expected"));
    assert!(named, "{path} {what}: {told:#}");
}

#[test]
fn anything_done_to_a_file_of_a_package_is_named() {
    let evidence = evidence();
    let files = unpack(&evidence.zip).unwrap();
    let folder = new_folder();
    write_files(folder.path(), &files);
    run(&["conferir", word(folder.path()), "--selo", &evidence.seal]).ends(0);
    for path in files.keys() {
        for (what, changes) in tamperings(&files, path) {
            apply(folder.path(), &changes);
            assert_named(folder.path(), path, &what);
            let mend = |path: &String| (path.clone(), files.get(path).cloned());
            apply(folder.path(), &changes.keys().map(mend).collect());
        }
    }
    put(&folder.path().join("data/originais/a mais.txt"), b"a mais");
    assert_named(folder.path(), "data/originais/a mais.txt", "added");
    fs::remove_file(folder.path().join("data/originais/a mais.txt")).unwrap();
    run(&["conferir", word(folder.path()), "--selo", &evidence.seal]).ends(0);
}

#[test]
fn a_custody_log_without_its_last_line_is_named_in_package_and_case() {
    let evidence = evidence();
    let shorter = |bytes: &[u8]| {
        let text = std::str::from_utf8(bytes).unwrap();
        let end = text.trim_end().rfind('\n').unwrap() + 1;
        text.as_bytes()[..end].to_vec()
    };
    let mut files = unpack(&evidence.zip).unwrap();
    let log = shorter(&files["custodia.jsonl"]);
    files.insert("custodia.jsonl".to_owned(), log.clone());
    // The manifest of the tag files is made to fit: the seal still knows the head.
    let tags = String::from_utf8(files["tagmanifest-sha256.txt"].clone()).unwrap();
    let line = |line: &str| match line.split_once("  ") {
        Some((_, "custodia.jsonl")) => format!("{}  custodia.jsonl\n", sha256(&log)),
        _ => format!("{line}\n"),
    };
    let tags: String = tags.lines().map(line).collect();
    files.insert("tagmanifest-sha256.txt".to_owned(), tags.into_bytes());
    let folder = new_folder();
    write_files(folder.path(), &files);
    assert_named(folder.path(), "custodia.jsonl", "last line dropped, manifest made to fit");
    let log = fs::read(evidence.case.join("custodia.jsonl")).unwrap();
    put(&evidence.case.join("custodia.jsonl"), &shorter(&log));
    assert_named(&evidence.case, "custodia.jsonl", "last line dropped");
    run(&["mostrar", word(&evidence.case)]);
    assert_named(&evidence.case, "custodia.jsonl", "last line dropped, then opened");
}

#[test]
fn what_was_done_to_a_case_is_named_before_and_after_another_command_opens_it() {
    let evidence = evidence();
    let mut covered = files_below(&evidence.case);
    covered.retain(|path, _| !path.starts_with(".juntada") && !path.starts_with("caso."));
    assert!(covered.len() >= 12, "{:?}", covered.keys());
    for path in covered.keys() {
        for (what, changes) in tamperings(&covered, path) {
            let folder = new_folder();
            let case = folder.path().join("caso");
            copy_folder(&evidence.case, &case);
            apply(&case, &changes);
            assert_named(&case, path, &what);
            let told = run(&["mostrar", word(&case), "--json"]);
            if path == "custodia.jsonl" && what == "longer" {
                // Half a line at the end is what a crash of ours leaves: it is dropped and said.
                assert_eq!(told.json()["findings"][0]["code"], "torn_line_dropped");
                assert_eq!(fs::read(case.join(path)).unwrap(), covered[path]);
            } else {
                assert_named(&case, path, &format!("{what}, then opened"));
            }
        }
    }
}

#[test]
fn checking_writes_nothing() {
    let evidence = evidence();
    let before = files_below(&evidence.case);
    run(&["conferir", word(&evidence.case)]).ends(0);
    assert_same(&files_below(&evidence.case), &before, "conferir of an intact case");
    put(&evidence.case.join("data/originais/0002-foto.jpg"), b"outra foto");
    let before = files_below(&evidence.case);
    run(&["conferir", word(&evidence.case)]).ends(1);
    assert_same(&files_below(&evidence.case), &before, "conferir of a changed case");
}

#[test]
fn a_flipped_bit_in_a_photo_or_in_the_seal_of_a_dossier_is_found() {
    let evidence = evidence();
    let bytes = fs::read(&evidence.dossier).unwrap();
    let changed = evidence.dossier.with_file_name("mexido.pdf");
    let check = |place: usize, what: &str| {
        let mut flipped = bytes.clone();
        flipped[place] ^= 4;
        fs::write(&changed, flipped).unwrap();
        let told = run(&["conferir", word(&changed), "--json"]).ends(1).json();
        assert_ne!(told["verdict"], "intact", "{what}: {told}");
        assert!(!told["findings"].as_array().unwrap().is_empty());
    };
    for photo in [jpeg_turned(5, 6), jpeg(6, 120, 90)] {
        let start = bytes.windows(photo.len()).position(|window| window == photo).unwrap();
        for part in 0..=10 {
            check(start + (photo.len() - 1) * part / 10, "photo");
        }
    }
    let case_id = b"\"custody_head\"";
    let seal = bytes.windows(case_id.len()).position(|window| window == case_id);
    let seal = seal.expect("the seal stands in the dossier as it is");
    for place in [seal - 40, seal, seal + 20, seal + 60] {
        check(place, "seal");
    }
    let other = "0".repeat(64);
    run(&["conferir", word(&evidence.dossier), "--selo", &other]).ends(1);
    run(&["conferir", word(&evidence.dossier), "--selo", &evidence.seal]).ends(0);
}

#[test]
fn a_zip_with_a_flipped_bit_anywhere_is_not_intact() {
    let evidence = evidence();
    let bytes = fs::read(&evidence.zip).unwrap();
    let changed = evidence.zip.with_file_name("mexido.zip");
    for part in 0..120 {
        let place = (bytes.len() - 1) * part / 119;
        let mut flipped = bytes.clone();
        flipped[place] ^= 1 << (part % 8);
        fs::write(&changed, flipped).unwrap();
        let told = run(&["conferir", word(&changed), "--json"]);
        let content_is_same = told.code == Some(0) && unpack(&changed) == unpack(&evidence.zip);
        assert!(told.code == Some(1) || content_is_same, "byte {place}: {told:?}");
    }
}

#[test]
fn an_original_altered_in_the_case_is_named_by_the_next_dossier_and_shown_by_none() {
    let evidence = evidence();
    let out = evidence.case.with_file_name("depois");
    for (stored, name) in [("0002-foto.jpg", "foto.jpg"), ("0005-nota.txt", "nota.txt")] {
        let path = evidence.case.join("data/originais").join(stored);
        let whole = fs::read(&path).unwrap();
        let mut flipped = whole.clone();
        // The last bytes: the picture's head is still good, and its size the same.
        let place = flipped.len() - 3;
        flipped[place] ^= 1;
        put(&path, &flipped);
        let words = [
            "gerar",
            word(&evidence.case),
            "--perfil",
            "advogado",
            "--saida",
            word(&out),
            "--json",
        ];
        let made = run(&words).ends(1).json();
        let findings = made["findings"].as_array().unwrap();
        let altered: Vec<&Value> = findings.iter().filter(|f| f["code"] == "altered").collect();
        assert_eq!(altered.len(), 1, "{name}: {findings:?}");
        assert_eq!(altered[0]["path"], format!("data/originais/{stored}"));
        let package = fs::read(made["zip"].as_str().unwrap()).unwrap();
        assert!(!package.windows(flipped.len()).any(|part| part == flipped), "{name}");
        run(&["conferir", made["zip"].as_str().unwrap()]).ends(0);
        put(&path, &whole);
    }
}
