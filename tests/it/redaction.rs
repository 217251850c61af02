//! Copies with bars, marks and photos without their place: what packages carry of them, and what is
//! refused. That what is hidden is nowhere is shown in `hidden_pages`.

use crate::common::files::{jpeg, jpeg_with_place, unpack};
use crate::common::secrets::{BEGINS, Make, cpf, digits_of, scans, secret_pdf, secret_photo};
#[cfg(unix)]
use crate::common::with_reader;
use crate::common::{assert_whole, new_folder, program, run, sha256, shown, tools, word};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

fn api(request: &Value) -> Value {
    let told = crate::common::program_in(
        std::process::Command::new(env!("CARGO_BIN_EXE_juntada")).args(["api"]),
        &request.to_string(),
    );
    assert_eq!(told.code, Some(0), "{request}: {told:?}");
    told.json()
}

fn export(
    case: &Path,
    profile: &str,
    out: &Path,
    more: &[&str],
) -> (Value, BTreeMap<String, Vec<u8>>) {
    let words = ["gerar", word(case), "--perfil", profile, "--data", "2026-11-21", "--saida"];
    let told = run(&[&words[..], &[word(out), "--json"], more].concat());
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let told = told.json();
    let zip = unpack(Path::new(told["zip"].as_str().unwrap())).unwrap();
    (told, zip)
}

/// Gathers files, each an exhibit, and returns the case.
fn case_of(folder: &Path, files: &[PathBuf]) -> PathBuf {
    let case = folder.join("caso");
    run(&["novo", word(&case), "--titulo", "Tarja"]).ends(0);
    let mut words = vec!["juntar", word(&case)];
    words.extend(files.iter().map(|path| word(path)));
    run(&words).ends(0);
    case
}

/// A case with one PDF of which the CPF of page 2 is hidden.
fn hidden(folder: &Path) -> (PathBuf, Vec<String>) {
    let (bytes, secrets) = secret_pdf(Make::Text, 7, 3, &[]);
    let path = folder.join("Fatura de 311.pdf");
    fs::write(&path, bytes).unwrap();
    let case = case_of(folder, &[path]);
    let proposed = run(&["tarjar", word(&case), "e1", "--propor", "--json"]).ends(0).json();
    let of_page = |one: &&Value| one["page"] == 2;
    let found: Vec<&Value> =
        proposed["proposals"].as_array().unwrap().iter().filter(of_page).collect();
    assert_eq!(found.len(), 1, "{proposed}");
    assert_eq!(
        (&found[0]["hides"], found[0]["text"].as_str()),
        (&json!("cpf"), Some(secrets[1].as_str()))
    );
    let number = found[0]["number"].to_string();
    run(&["tarjar", word(&case), "e1", "--aceitar", &number]).ends(0);
    (case, secrets)
}

#[test]
fn bar_lies_over_the_text_and_only_there() {
    let folder = new_folder();
    let (case, _) = hidden(folder.path());
    let copy = case.join("data/derivados/0001-com-tarja.pdf");
    if !tools::is_there("pdftoppm") {
        eprintln!("skipped: pdftoppm is not installed");
        return;
    }
    let stem = folder.path().join("p");
    tools::run(
        "pdftoppm",
        &["-r", "72", "-f", "2", "-l", "2", "-png", "-singlefile", word(&copy), word(&stem)],
        &[0],
    );
    let page = image::open(folder.path().join("p.png")).unwrap().to_luma8();
    // "CPF " is some 38 points wide at 18 points; the number begins at about 30 + 43.
    assert!(page.get_pixel(110, 180 - 86)[0] < 30, "not hidden");
    assert!(page.get_pixel(20, 180 - 86)[0] > 200, "hidden beside it");
    assert!(page.get_pixel(110, 180 - 115)[0] > 200, "hidden above it");
}

#[test]
fn package_tells_both_codes_and_undo_shows_the_original_again() {
    let folder = new_folder();
    let (case, _) = hidden(folder.path());
    let original = shown(&case)["exhibits"][0]["items"][0]["sha256"].as_str().unwrap().to_owned();
    let copy = shown(&case)["exhibits"][0]["items"][0]["copies"][0].clone();
    assert_eq!(copy["work"]["what"], "redacted");
    let (_, zip) = export(&case, "procon", &folder.path().join("a"), &[]);
    let member = |ending: &str| zip.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
    let caso: Value = serde_json::from_slice(member("caso.json").1).unwrap();
    let item = &caso["exhibits"][0]["items"][0];
    assert_eq!(item["sha256"], copy["sha256"]);
    assert_eq!(item["copy"]["original_sha256"], original.as_str());
    assert_eq!(item["name"], "cópia com tarja.pdf");
    let (name, bytes) = member(" - com tarja.pdf");
    assert!(name.contains("derivados/"), "{name}");
    assert_eq!(sha256(bytes), copy["sha256"].as_str().unwrap());
    let log = String::from_utf8(member("custodia.jsonl").1.clone()).unwrap();
    assert!(!log.contains("Fatura de 311"), "the name as received left the case");
    assert!(log.contains(&original) && log.contains(r#""recipe":"redacted""#));
    // A lawyer gets the original only when it is asked for, and nobody else does.
    let refused = run(&[
        "gerar",
        word(&case),
        "--perfil",
        "procon",
        "--com-originais",
        "--saida",
        word(&folder.path().join("b")),
        "--json",
    ]);
    assert_eq!(refused.ends(3).json()["error"]["code"], "originals_not_for");
    let (_, zip) = export(&case, "advogado", &folder.path().join("c"), &[]);
    assert!(!zip.keys().any(|name| name.contains("originais/")));
    let (_, zip) = export(&case, "advogado", &folder.path().join("d"), &["--com-originais"]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    let undone = api(&json!({"request": "undo", "path": word(&case)}));
    assert!(undone["label"].as_str().unwrap().contains("tarja"), "{undone}");
    let (_, zip) = export(&case, "procon", &folder.path().join("e"), &[]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    assert_whole(&case);
    let redone = api(&json!({"request": "redo", "path": word(&case)}));
    assert_eq!(redone["label"], undone["label"]);
    assert_eq!(shown(&case)["exhibits"][0]["items"][0]["copies"][0], copy);
}

#[test]
fn export_refuses_while_the_hidden_text_stands_elsewhere() {
    let folder = new_folder();
    let (case, secrets) = hidden(folder.path());
    let digits = digits_of(&secrets[1]);
    let fill = |document: Value| {
        let path = folder.path().join("caso.json");
        fs::write(&path, document.to_string()).unwrap();
        run(&["preencher", word(&case), word(&path)]).ends(0);
    };
    let attempt = |out: &str| {
        let out = folder.path().join(out);
        let told =
            run(&["gerar", word(&case), "--perfil", "procon", "--saida", word(&out), "--json"]);
        assert!(told.code != Some(3) || !out.exists(), "something half-done stays");
        told
    };
    fill(json!({"facts": [{"text": format!("Meu documento é {digits}.")}]}));
    let refused = attempt("a").ends(3).json();
    assert_eq!(refused["error"]["code"], "still_found", "{refused}");
    assert!(refused["error"]["why"].as_str().unwrap().contains("fato 1"), "{refused}");
    // What the papers print on purpose is no leak.
    fill(json!({"claimant": {"name": "Maria", "tax_id": digits}}));
    assert!(matches!(attempt("b").code, Some(0 | 1)));
    // The same text in other evidence that goes in full.
    fill(json!({"claimant": null, "facts": [{"id": "f1", "text": "Sem número."}]}));
    assert!(matches!(attempt("c").code, Some(0 | 1)));
    let note = folder.path().join("nota.txt");
    fs::write(&note, format!("cpf {}", secrets[1].replace('.', " "))).unwrap();
    run(&["juntar", word(&case), word(&note)]).ends(0);
    let refused = attempt("d").ends(3).json();
    assert!(refused["error"]["why"].as_str().unwrap().contains("Doc."), "{refused}");
}

#[test]
fn mark_stands_beside_the_original_and_never_shows_what_is_hidden() {
    let folder = new_folder();
    let path = folder.path().join("foto.jpg");
    fs::write(&path, jpeg(5, 400, 300)).unwrap();
    let case = case_of(folder.path(), &[path]);
    let words = [
        "destacar",
        word(&case),
        "e1",
        "--moldura",
        "0.1,0.1,0.3,0.2",
        "--seta",
        "0.9,0.9,0.4,0.3",
    ];
    run(&[&words[..], &["--legenda", "veja a data"]].concat()).ends(0);
    let (told, zip) = export(&case, "procon", &folder.path().join("a"), &[]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    assert!(zip.keys().any(|name| name.ends_with(" - com destaque.jpg")), "{:?}", zip.keys());
    if tools::is_there("pdftotext") {
        let texts = tools::page_texts(Path::new(told["dossier"][0].as_str().unwrap())).join(" ");
        let texts = texts.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(texts.contains("Destaque acrescentado por quem reclama: “veja a data”"), "{texts}");
    }
    run(&["tarjar", word(&case), "e1", "--area", "0.1,0.1,0.3,0.2"]).ends(0);
    let (_, zip) = export(&case, "procon", &folder.path().join("b"), &[]);
    assert!(!zip.keys().any(|name| name.contains("com destaque")), "{:?}", zip.keys());
    run(&["tarjar", word(&case), "e1", "--limpar"]).ends(0);
    assert!(shown(&case)["exhibits"][0]["items"][0]["copies"].as_array().unwrap().is_empty());
    assert_whole(&case);
}

#[test]
fn what_cannot_be_hidden_is_refused_and_changes_nothing() {
    let folder = new_folder();
    let note = folder.path().join("nota.txt");
    fs::write(&note, "nada").unwrap();
    let photo = folder.path().join("foto.jpg");
    fs::write(&photo, jpeg(3, 90, 60)).unwrap();
    let case = case_of(folder.path(), &[note, photo]);
    let log = fs::read(case.join("custodia.jsonl")).unwrap();
    for (words, code) in [
        (&["tarjar", "e1", "--area", "0,0,1,1"][..], "no_pages"),
        (&["tarjar", "e2", "--pagina", "2", "--area", "0,0,1,1"], "no_such_page"),
        (&["tarjar", "e2", "--area", "0.5,0.5,0,0"], "no_area"),
        (&["destacar", "e2"], "nothing_marked"),
        (&["sem-lugar"], "no_place_inside"),
    ] {
        let mut all = vec![words[0], word(&case)];
        all.extend(&words[1..]);
        all.push("--json");
        assert_eq!(run(&all).ends(3).json()["error"]["code"], code, "{words:?}");
    }
    assert_eq!(fs::read(case.join("custodia.jsonl")).unwrap(), log);
}

#[test]
fn photos_that_tell_their_place_are_counted_and_copied_without_it_at_once() {
    let folder = new_folder();
    let photos: Vec<PathBuf> = (0..3)
        .map(|seed| {
            let path = folder.path().join(format!("foto-{seed}.jpg"));
            let photo = if seed == 0 { jpeg(seed, 90, 60) } else { jpeg_with_place(seed) };
            fs::write(&path, photo).unwrap();
            path
        })
        .collect();
    let case = case_of(folder.path(), &photos);
    let places = |told: &Value| -> Vec<Value> {
        let findings = told["findings"].as_array().unwrap().iter();
        findings.filter(|one| one["code"] == "carries_place").cloned().collect()
    };
    for profile in ["consumidor-gov", "procon"] {
        let (told, _) = export(&case, profile, &folder.path().join(profile), &[]);
        assert_eq!(places(&told), [json!({"code": "carries_place", "found": "2"})], "{told}");
    }
    let said = run(&["gerar", word(&case), "--perfil", "consumidor-gov", "--saida"]
        .into_iter()
        .chain([word(&folder.path().join("dito"))])
        .collect::<Vec<_>>());
    assert!(said.notes.contains("2 fotos") || said.out.contains("2 fotos"), "{said:?}");
    run(&["sem-lugar", word(&case)]).ends(0);
    let (told, zip) = export(&case, "consumidor-gov", &folder.path().join("depois"), &[]);
    assert!(places(&told).is_empty(), "{told}");
    let tells = |bytes: &&Vec<u8>| bytes.windows(6).any(|window| window == b"Exif\0\0");
    assert_eq!(zip.values().filter(tells).count(), 0);
    let (told, zip) = export(&case, "advogado", &folder.path().join("todos"), &["--com-originais"]);
    assert_eq!(places(&told).len(), 1);
    let whole = zip.iter().filter(|(name, bytes)| name.contains("originais/") && tells(bytes));
    assert_eq!(whole.count(), 2);
    assert_whole(&case);
}

/// How `tesseract` tells a page with one line.
#[cfg(unix)]
const TOLD: &str = r"cat >/dev/null
printf 'level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n'
printf '1\t1\t0\t0\t0\t0\t0\t0\t400\t200\t-1\t\n'
printf '5\t1\t1\t1\t1\t1\t40\t50\t40\t10\t96\tCPF\n'
printf '5\t1\t1\t1\t1\t2\t100\t50\t200\t10\t93\t529.982.247-25\n'";

#[test]
#[cfg(unix)]
fn what_is_read_in_a_picture_is_proposed_with_its_place() {
    let folder = new_folder();
    let path = folder.path().join("print.jpg");
    fs::write(&path, jpeg(5, 400, 200)).unwrap();
    let case = case_of(folder.path(), &[path]);
    let propose = ["tarjar", word(&case), "e1", "--propor", "--json"];
    let nowhere = folder.path().join("nenhum");
    let mut without = std::process::Command::new(crate::common::PROGRAM);
    without.args(&propose[..4]).env("JUNTADA_TESSERACT", nowhere);
    let told = crate::common::program_in(&mut without, "").ends(0);
    assert!(told.notes.contains("leitor de texto") && told.out.contains("--area"), "{told:?}");
    let told = with_reader(TOLD, folder.path(), &propose).ends(0).json();
    assert_eq!(told["unread_pages"], json!([]));
    let expected = json!([{
        "number": 1, "page": 1, "hides": "cpf", "text": "529.982.247-25",
        "areas": ["0.24,0.24,0.52,0.07"], "hidden": false,
    }]);
    assert_eq!(told["proposals"], expected);
    // Read once, and taken over as it was read.
    run(&["tarjar", word(&case), "e1", "--aceitar", "todas"]).ends(0);
    let copy = shown(&case)["exhibits"][0]["items"][0]["copies"][0].clone();
    assert_eq!(copy["work"]["areas"][0]["text"], "529.982.247-25");
    let again = run(&propose).ends(0).json();
    assert_eq!(again["proposals"][0]["hidden"], true);
    // What is hidden by hand is named by what was read there.
    run(&["tarjar", word(&case), "e1", "--limpar"]).ends(0);
    run(&["tarjar", word(&case), "e1", "--area", "0.2,0.2,0.6,0.2"]).ends(0);
    let areas = &shown(&case)["exhibits"][0]["items"][0]["copies"][0]["work"]["areas"];
    assert_eq!((&areas[0]["hides"], &areas[0]["text"]), (&json!("cpf"), &json!("529.982.247-25")));
}

#[test]
fn the_systems_own_reader_finds_what_to_hide_on_a_photo() {
    if !["tesseract", "pdftoppm"].into_iter().all(tools::is_there) {
        return;
    }
    let folder = new_folder();
    let secret = cpf(7);
    let photo = secret_photo(&scans(0, 8, folder.path())[7], &secret);
    let path = folder.path().join("foto.jpg");
    fs::write(&path, photo).unwrap();
    let case = case_of(folder.path(), &[path]);
    let told = program(&["tarjar", word(&case), "e1", "--propor", "--json"]).ends(0).json();
    assert_eq!(told["proposals"][0]["text"], secret, "{told}");
    program(&["tarjar", word(&case), "e1", "--aceitar", "1"]).ends(0);
    let copy = case.join("data/derivados/0001-com-tarja.jpg");
    let seen = tools::run("tesseract", &[word(&copy), "-"], &[0]).stdout;
    let seen = String::from_utf8_lossy(&seen).into_owned();
    assert!(seen.contains("CPF") && !digits_of(&seen).contains(BEGINS), "{seen}");
}
