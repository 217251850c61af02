//! The copy of a locked PDF without its password: it lasts, it is checked as originals are, it goes where
//! its original goes, and it shows in the dossier what the password showed.

use crate::common::files::{pdf, pdf_locked, unpack};
use crate::common::{
    assert_bag, assert_whole, files_below, manifest, new_folder, put, run, sha256, tools, word,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const PASSWORD: &str = "jabuti-4711";
const DERIVED: &str = "data/derivados/0001-extrato-sem-senha.pdf";

/// A case with a locked PDF that was gathered with its password, and one that is open.
fn unlocked(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    run(&["novo", word(&case)]).ends(0);
    let at = |name: &str, bytes: &[u8]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let locked = at("extrato.pdf", &pdf_locked("extrato", 3, PASSWORD));
    let password = at("senha.txt", PASSWORD.as_bytes());
    let open = at("aberto.pdf", &pdf("aberto", 1));
    run(&["juntar", word(&case), word(&locked), "--senha-de", word(&password)]).ends(0);
    run(&["juntar", word(&case), word(&open)]).ends(0);
    case
}

/// Exports for a lawyer and returns what was told and the members of the ZIP.
fn export(case: &Path, out: &Path) -> (Value, BTreeMap<String, Vec<u8>>) {
    let words = ["gerar", word(case), "--perfil", "advogado", "--data", "2026-11-21"];
    let told = run(&[&words[..], &["--saida", word(out), "--json"]].concat());
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let told = told.json();
    let zip = unpack(Path::new(told["zip"].as_str().unwrap())).unwrap();
    (told, zip)
}

fn codes(told: &Value) -> Vec<&str> {
    let findings = told["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["code"].as_str().unwrap()).collect()
}

fn line(case: &Path, event: &str) -> Value {
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    lines.rev().find(|line| line["core"]["event"] == event).unwrap()
}

#[test]
fn a_locked_pdf_leaves_a_copy_that_names_its_source_and_no_password() {
    let folder = new_folder();
    let case = unlocked(folder.path());
    assert_whole(&case);
    let files = files_below(&case);
    let locked = &files["data/originais/0001-extrato.pdf"];
    assert_eq!(locked, &fs::read(folder.path().join("extrato.pdf")).unwrap());
    let copy = &files[DERIVED];
    let told = line(&case, "derived");
    assert_eq!(told["core"]["item"], "p1");
    assert_eq!(told["core"]["sha256"], sha256(copy));
    assert_eq!(told["core"]["size_bytes"], copy.len());
    assert_eq!(told["detail"]["source_sha256"], sha256(locked));
    assert_eq!(told["detail"]["recipe"], "without_password");
    let listed = String::from_utf8(files["manifest-sha256.txt"].clone()).unwrap();
    assert_eq!(manifest(&listed)[DERIVED], sha256(copy));
    for (name, bytes) in &files {
        let holds = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        assert!(!holds(PASSWORD.as_bytes()), "the password stands in {name}");
    }
    if tools::is_there("pdftotext") {
        let texts = tools::page_texts(&case.join(DERIVED));
        assert_eq!(texts.len(), 3);
        assert!(texts[2].contains("extrato folha 3"), "{texts:?}");
    }
    // Given once more, the password makes no second copy.
    let (locked, password) = (folder.path().join("extrato.pdf"), folder.path().join("senha.txt"));
    run(&["juntar", word(&case), word(&locked), "--senha-de", word(&password)]).ends(0);
    assert_eq!(files_below(&case.join("data")).len(), 3);
}

#[test]
fn the_dossier_shows_it_after_the_cache_is_gone_and_in_a_copy_of_the_case() {
    let folder = new_folder();
    let case = unlocked(folder.path());
    let copy = folder.path().join("copia");
    fs::remove_dir_all(case.join(".juntada/cache")).unwrap();
    run(&["copiar", word(&case), word(&copy)]).ends(0);
    assert_bag(&copy);
    run(&["conferir", word(&copy)]).ends(0);
    let (told, zip) = export(&copy, &folder.path().join("saida"));
    assert!(!codes(&told).contains(&"placeholder"), "{told}");
    let exhibit = &told["exhibits"][0];
    let pages = |member: &str| exhibit[member].as_u64().unwrap();
    assert_eq!(pages("last_page") - pages("first_page"), 2, "{exhibit}");
    let delivered: Vec<&String> =
        zip.keys().filter(|name| name.contains("data/derivados/")).collect();
    assert_eq!(delivered.len(), 1, "{:?}", zip.keys());
    assert!(delivered[0].ends_with("Doc. 01 - extrato - sem senha.pdf"), "{delivered:?}");
    assert_eq!(zip[delivered[0]], fs::read(case.join(DERIVED)).unwrap());
    run(&["conferir", told["zip"].as_str().unwrap()]).ends(0);
    // The same bytes from the first case: nothing of the dossier comes from a cache alone.
    let (again, _) = export(&case, &folder.path().join("saida 2"));
    let bytes = |told: &Value, member: &str| {
        let path = told[member].as_str().or(told[member][0].as_str()).unwrap().to_owned();
        sha256(&fs::read(path).unwrap())
    };
    assert_eq!(bytes(&told, "dossier"), bytes(&again, "dossier"));
    assert_eq!(bytes(&told, "zip"), bytes(&again, "zip"));
}

#[test]
fn one_that_was_altered_is_named_and_neither_shown_nor_delivered() {
    let folder = new_folder();
    let case = unlocked(folder.path());
    let path = case.join(DERIVED);
    let whole = fs::read(&path).unwrap();
    let mut bytes = whole.clone();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    put(&path, &bytes);
    let report = run(&["conferir", word(&case), "--json"]).ends(1).json();
    assert_eq!(report["findings"][0]["code"], "altered");
    assert_eq!(report["findings"][0]["path"], DERIVED);
    let (told, zip) = export(&case, &folder.path().join("saida"));
    assert!(codes(&told).contains(&"altered") && codes(&told).contains(&"placeholder"), "{told}");
    assert!(!zip.keys().any(|name| name.contains("derivados")));
    fs::remove_file(&path).unwrap();
    let report = run(&["conferir", word(&case), "--json"]).ends(1).json();
    assert_eq!(report["findings"][0]["code"], "missing");
    put(&path, &whole);
    run(&["conferir", word(&case)]).ends(0);
    // A file that nobody made is set aside, as among the originals.
    put(&case.join("data/derivados/estranho.pdf"), b"de outro");
    let report = run(&["conferir", word(&case), "--json"]).ends(1).json();
    assert_eq!(report["findings"][0]["code"], "extra");
    let told = run(&["mostrar", word(&case), "--json"]).json();
    assert_eq!(told["findings"][0]["path"], "data/derivados/estranho.pdf");
    assert!(case.join(".juntada/entrada/separado-estranho.pdf").exists());
    assert_bag(&case);
}

#[test]
fn a_package_with_a_copy_that_was_never_made_is_found_out() {
    let folder = new_folder();
    let case = unlocked(folder.path());
    let (_, zip) = export(&case, &folder.path().join("saida"));
    let top = folder.path().join("aberto");
    for (name, bytes) in &zip {
        put(&top.join(name), bytes);
    }
    run(&["conferir", word(&top)]).ends(0);
    // Somebody who changes the copy and writes all lists anew still cannot change the log.
    let name = "data/derivados/Doc. 01 - extrato - sem senha.pdf";
    let changed = pdf("extrato falso", 3);
    let text = |name: &str| fs::read_to_string(top.join(name)).unwrap();
    let before = fs::read(top.join(name)).unwrap();
    put(&top.join(name), &changed);
    let payload = text("manifest-sha256.txt").replace(&sha256(&before), &sha256(&changed));
    let sizes: usize = files_below(&top.join("data")).values().map(Vec::len).sum();
    let info: String = text("bag-info.txt")
        .lines()
        .map(|line| match line.starts_with("Payload-Oxum") {
            true => format!("Payload-Oxum: {sizes}.{}\n", payload.lines().count()),
            false => format!("{line}\n"),
        })
        .collect();
    let tags = text("tagmanifest-sha256.txt")
        .replace(&sha256(text("manifest-sha256.txt").as_bytes()), &sha256(payload.as_bytes()))
        .replace(&sha256(text("bag-info.txt").as_bytes()), &sha256(info.as_bytes()));
    put(&top.join("manifest-sha256.txt"), payload.as_bytes());
    put(&top.join("bag-info.txt"), info.as_bytes());
    put(&top.join("tagmanifest-sha256.txt"), tags.as_bytes());
    let report = run(&["conferir", word(&top), "--json"]).ends(1).json();
    let told: Vec<_> = report["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
    assert_eq!(told, [&json!("package_disagrees")], "{report}");
    assert_eq!(report["findings"][0]["path"], name);
}

#[test]
fn it_stays_behind_with_its_exhibit_and_goes_with_the_bin() {
    let folder = new_folder();
    let case = unlocked(folder.path());
    let document = folder.path().join("muda.json");
    let left_out = json!({ "exhibits": [{ "id": "e1", "left_out": true }] });
    fs::write(&document, left_out.to_string()).unwrap();
    run(&["preencher", word(&case), word(&document)]);
    let (_, zip) = export(&case, &folder.path().join("saida"));
    assert!(!zip.keys().any(|name| name.contains("derivados")));
    for (name, bytes) in zip.iter().filter(|(name, _)| !name.ends_with(".pdf")) {
        let there = bytes.windows(7).any(|part| part == b"extrato");
        assert!(!there, "{name} names what was left out");
    }
    run(&["retirar", word(&case), "p1", "--motivo", "engano"]).ends(0);
    assert!(case.join(DERIVED).exists(), "what is in the bin can come back");
    assert_whole(&case);
    run(&["esvaziar", word(&case)]).ends(0);
    assert!(!case.join(DERIVED).exists());
    assert_whole(&case);
}
