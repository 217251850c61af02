//! Packages that open only with a passphrase: made by the command, opened by 7-Zip, and told apart
//! when the passphrase is wrong or the file is not whole.

use crate::common::files::{jpeg, story};
use crate::common::tools::{self, is_there};
use crate::common::{files_below, new_folder, run, shown, word};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

const PASSPHRASE: &str = "tijolo verde na chuva";

struct Made {
    folder: tempfile::TempDir,
    case: PathBuf,
    secret: PathBuf,
    zip: PathBuf,
    report: Value,
}

impl Made {
    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn checked(&self, zip: &Path) -> Value {
        run(&["conferir", word(zip), "--senha-de", word(&self.secret), "--json"]).json()
    }
}

fn made(profile: &str) -> Made {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let (case, secret, out) = (at("caso"), at("senha.txt"), at("saida"));
    fs::write(at("caso.json"), story().to_string()).unwrap();
    fs::write(at("foto.jpg"), jpeg(3, 80, 60)).unwrap();
    fs::write(&secret, format!("{PASSPHRASE}\r\n")).unwrap();
    run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    run(&["juntar", word(&case), word(&at("foto.jpg"))]).ends(0);
    let report = run(&[
        "gerar",
        word(&case),
        "--perfil",
        profile,
        "--saida",
        word(&out),
        "--data",
        "2026-11-22",
        "--proteger",
        word(&secret),
        "--json",
    ])
    .json();
    let zip = PathBuf::from(report["zip"].as_str().unwrap_or_default());
    Made { folder, case, secret, zip, report }
}

fn has(report: &Value, code: &str) -> bool {
    report["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == code)
}

#[test]
fn only_the_locked_zip_is_made_and_7zip_opens_it() {
    let made = made("advogado");
    let files = files_below(&made.at("saida"));
    assert_eq!(files.len(), 1, "{:?}", files.keys());
    assert!(made.zip.to_string_lossy().ends_with(" - com senha.zip"));
    assert_eq!(made.report["protected"], true);
    assert!(!has(&made.report, "protected_for_counter"));
    let bytes = fs::read(&made.zip).unwrap();
    let title = shown(&made.case)["title"].as_str().unwrap().to_owned();
    for secret in [title.as_str(), "caso.json", "manifest-sha256", PASSPHRASE] {
        let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
        assert!(!found, "{secret} stands in the clear");
    }
    let log = fs::read_to_string(made.case.join("custodia.jsonl")).unwrap();
    assert!(log.contains("\"exported\"") && !log.contains(PASSPHRASE));

    let report = made.checked(&made.zip);
    assert_eq!((&report["verdict"], &report["seal"]), (&"intact".into(), &made.report["seal"]));

    if !is_there("7zz") {
        eprintln!("not shown: 7zz is not installed");
        return;
    }
    let opened = made.at("aberto");
    let into = format!("-o{}", opened.display());
    let key = format!("-p{PASSPHRASE}");
    tools::run("7zz", &["x", "-y", &key, &into, word(&made.zip)], &[0]);
    let inner = opened.join("pacote.zip");
    assert_eq!(run(&["conferir", word(&inner), "--json"]).ends(0).json()["verdict"], "intact");
    let wrong = tools::run("7zz", &["t", "-y", "-pquase certa", word(&made.zip)], &[2]);
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("Wrong password"));
    let list = tools::run("7zz", &["l", "-slt", word(&made.zip)], &[0]);
    let list = String::from_utf8_lossy(&list.stdout).into_owned();
    assert!(list.contains("Method = AES-256 Store"), "{list}");
    assert!(list.contains("Path = pacote.zip") && !list.contains("data/"), "{list}");
}

#[test]
fn wrong_passphrase_cut_file_and_altered_file_are_three_things() {
    let made = made("advogado");
    let told = run(&["conferir", word(&made.zip), "--json"]);
    assert_eq!(told.ends(3).json()["error"]["code"], "passphrase_needed");
    fs::write(&made.secret, "tijolo verde no sol").unwrap();
    assert_eq!(made.checked(&made.zip)["error"]["code"], "passphrase_wrong");
    fs::write(&made.secret, PASSPHRASE).unwrap();

    let whole = fs::read(&made.zip).unwrap();
    let other = made.at("outro.zip");
    // Every byte of head and end, and some of the middle; the unit test flips all of a small file.
    let ends = (0..120).chain(whole.len() - 330..whole.len());
    for place in ends.chain((120..whole.len()).step_by(whole.len() / 40)) {
        let mut bytes = whole.clone();
        bytes[place] ^= 0x20;
        fs::write(&other, &bytes).unwrap();
        let report = made.checked(&other);
        assert_eq!(report["verdict"], "different", "byte {place}: {report}");
        assert!(has(&report, "altered"), "byte {place}: {report}");
    }
    for length in [100, whole.len() / 2, whole.len() - 1] {
        fs::write(&other, &whole[..length]).unwrap();
        let report = made.checked(&other);
        assert_eq!(report["verdict"], "unreadable", "{length} bytes: {report}");
        let found = report["findings"][0]["found"].as_str().unwrap();
        assert!(found.starts_with("truncated"), "{found}");
    }
}

#[test]
fn a_passphrase_that_cannot_be_taken_makes_nothing_and_a_counter_is_warned_of() {
    let counter = made("procon");
    assert!(has(&counter.report, "protected_for_counter"));
    for (text, words) in [("curta", "menos de 8"), ("coração de mãe querida", "acento")] {
        fs::write(&counter.secret, text).unwrap();
        let out = counter.at("nada");
        let told = run(&[
            "gerar",
            word(&counter.case),
            "--perfil",
            "advogado",
            "--saida",
            word(&out),
            "--proteger",
            word(&counter.secret),
            "--json",
        ]);
        let error = told.ends(3).json()["error"].clone();
        assert_eq!(error["code"], "passphrase_unfit");
        assert!(error["what"].as_str().unwrap().contains(words), "{error}");
        assert!(!out.exists());
    }
    let api = |text: &str| {
        let request = serde_json::json!({"request": "passphrase", "text": text}).to_string();
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_juntada"));
        crate::common::program_in(command.arg("api"), &request).json()
    };
    assert_eq!(api("12345678")["strength"], "weak");
    assert_eq!(api("mãe")["problem"], "not_plain");
}
