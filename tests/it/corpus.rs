//! Bad input is kept and named, never fatal: every file of the shared corpus goes into one case through
//! the real program, and a dossier comes out that others can read.

use crate::common::files::{story, unpack};
use crate::common::tools::is_there;
use crate::common::{corpus, new_folder, originals, program, sha256, word};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many pages of PDFs are drawn, a second each without optimisation. All of them are kept as
/// they are under the other profile.
const DRAWN_PAGES: usize = 60;

/// Folders of the corpus whose files have pages.
const WITH_PAGES: [&str; 4] = ["photo", "image", "heic", "pdf"];

/// What qpdf warns of when the data of a stream, and not the PDF around it, is damaged.
const DAMAGED_DATA: [&str; 2] =
    ["error decoding stream data", "will be re-processed without filtering"];

/// Returns the files of the corpus, those of its folders of folders too.
fn files_of(folder: &Path) -> Vec<PathBuf> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => paths.extend(files_of(&path)),
            false => paths.push(path),
        }
    }
    paths.sort();
    paths
}

/// Gathers files and returns what is told of each; all that have bytes must be kept, once.
fn gather(case: &Path, around: &Path, files: &[PathBuf]) -> Vec<Value> {
    let document = around.join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    program(&["novo", word(case), "--de", word(&document)]).ends(0);
    let paths = files.iter().map(|path| word(path));
    let words: Vec<&str> = ["juntar", word(case), "--json"].into_iter().chain(paths).collect();
    let told = program(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let mut items = told.json()["items"].as_array().unwrap().clone();
    // What was inside archives and mailboxes comes after.
    eprintln!("{} files, {} items", files.len(), items.len());
    items.truncate(files.len());
    assert_eq!(items.len(), files.len());
    let here = originals(case);
    for (item, path) in items.iter().zip(files) {
        let bytes = fs::read(path).unwrap();
        if bytes.is_empty() {
            assert_eq!(item["outcome"], "refused", "{item}");
            continue;
        }
        assert!(["kept", "duplicate"].contains(&item["outcome"].as_str().unwrap()), "{item}");
        let hash = sha256(&bytes);
        assert_eq!(item["sha256"], hash, "{}", path.display());
        assert!(here.contains(&hash), "{}", path.display());
    }
    program(&["conferir", word(case)]).ends(0);
    items
}

/// Exports a draft and asserts that it can be read by others, that every original is in the ZIP,
/// and that what could not be shown is said.
fn assert_dossier(case: &Path, profile: &str, out: &Path, items: &[Value]) {
    let words =
        ["gerar", word(case), "--perfil", profile, "--saida", word(out), "--rascunho", "--json"];
    let told = program(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let made = told.json();
    let zip = Path::new(made["zip"].as_str().unwrap());
    let hashes: BTreeSet<String> = unpack(zip).unwrap().values().map(|b| sha256(b)).collect();
    let findings = made["findings"].as_array().unwrap();
    let said = |id: &Value| {
        let hidden = ["placeholder", "pages_not_shown"];
        findings.iter().any(|finding| {
            hidden.contains(&finding["code"].as_str().unwrap())
                && (finding["found"] == *id || finding["subject"] == *id)
        })
    };
    // Mailboxes and archives stay in the case, as their messages and files go.
    let is_opened = |item: &Value| {
        let notes = item["read"]["notes"].as_array().cloned().unwrap_or_default();
        notes.iter().any(|note| ["mailbox", "archive"].contains(&note["code"].as_str().unwrap()))
    };
    for item in items.iter().filter(|item| item["outcome"] == "kept" && !is_opened(item)) {
        assert!(hashes.contains(item["sha256"].as_str().unwrap()), "{item}");
        let is_shown = item["read"]["showable"] != "no";
        assert!(is_shown || said(&item["id"]), "{item} is not shown, and nothing says so");
    }
    program(&["conferir", word(zip)]).ends(0);
    if is_there("qpdf") {
        let dossier = made["dossier"][0].as_str().unwrap();
        let told = Command::new("qpdf").args(["--check", dossier]).output().unwrap();
        let said = [told.stdout, told.stderr].concat();
        let said = String::from_utf8_lossy(&said);
        // A damaged photo inside somebody's document is kept as it came, and qpdf names it.
        let odd = said.lines().filter(|line| line.starts_with("WARNING"));
        let odd: Vec<&str> =
            odd.filter(|line| !DAMAGED_DATA.iter().any(|d| line.contains(d))).collect();
        assert!(matches!(told.status.code(), Some(0 | 3)) && odd.is_empty(), "{profile}: {said}");
    }
}

#[test]
fn every_file_of_the_corpus_is_kept_and_a_dossier_comes_out() {
    let Some(corpus) = corpus() else { return };
    let folder = new_folder();
    let case = folder.path().join("caso");
    let files = files_of(&corpus);
    assert!(files.len() > 1_100, "{}", files.len());
    let items = gather(&case, folder.path(), &files);
    assert_dossier(&case, "advogado", &folder.path().join("saida"), &items);

    let folder = new_folder();
    let case = folder.path().join("caso");
    let by_hash: BTreeMap<&str, (&Value, &PathBuf)> = items
        .iter()
        .zip(&files)
        .filter(|(_, path)| WITH_PAGES.iter().any(|folder| path.starts_with(corpus.join(folder))))
        .map(|(item, path)| (item["sha256"].as_str().unwrap(), (item, path)))
        .collect();
    let mut pages = 0;
    let fewer: Vec<PathBuf> = by_hash
        .into_values()
        .filter(|(item, _)| {
            let own = item["read"]["pages"].as_array().map_or(0, Vec::len);
            let is_pdf = item["media_type"] == "application/pdf";
            let fits = !is_pdf || pages + own <= DRAWN_PAGES;
            pages += if is_pdf && fits { own } else { 0 };
            fits
        })
        .map(|(_, path)| path.clone())
        .collect();
    eprintln!("drawn: {pages} pages; {} files of {}", fewer.len(), files.len());
    let items = gather(&case, folder.path(), &fewer);
    assert_dossier(&case, "procon", &folder.path().join("saida"), &items);
}
