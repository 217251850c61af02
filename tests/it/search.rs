//! Finding words: everything a case holds is found with its exhibit and page, in either form of a
//! number; text in pictures by the system's program, whatever that program does; and new files of a
//! folder are offered, never taken.

use crate::common::files::{jpeg, pdf, story};
use crate::common::session::Session;
use crate::common::tools::is_there;
#[cfg(unix)]
use crate::common::with_reader;
use crate::common::{PROGRAM, files_below, new_folder, program, program_in, sha256, shown, word};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

const MAIL: &str = "From: Ouvidoria <ouvidoria@aurora.example>\nTo: helena@x.example\n\
    Subject: Resposta sobre a manifestação\nDate: Thu, 12 Mar 2026 09:10:00 -0300\n\
    MIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n\
    Prezada Helena, o estorno de R$ 1.234,56 sai pelo protocolo 2026.0312-4471.\n";

const INVOICE: &str = "<?xml version=\"1.0\"?><nota><emitente>Loja Girassol</emitente></nota>\n";

fn new_case(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    let document = folder.join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&document)]).ends(0);
    case
}

fn add(case: &Path, name: &str, bytes: &[u8]) -> PathBuf {
    let path = case.with_file_name(name);
    fs::write(&path, bytes).unwrap();
    let told = program(&["juntar", word(case), word(&path)]);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    path
}

/// Returns what is found: kind, exhibit, item and page of each place.
#[track_caller]
fn found(case: &Path, term: &str) -> Vec<(String, String, String, Option<u64>)> {
    let report = program(&["buscar", word(case), term, "--json"]).ends(0).json();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let hits = report["hits"].as_array().unwrap().iter();
    hits.map(|hit| {
        (text(&hit["kind"]), text(&hit["exhibit"]), text(&hit["item"]), hit["page"].as_u64())
    })
    .collect()
}

fn is_found(case: &Path, term: &str, expected: (&str, &str, &str, Option<u64>)) {
    let found = found(case, term);
    let (kind, exhibit, item, page) = expected;
    let expected = (kind.to_owned(), exhibit.to_owned(), item.to_owned(), page);
    assert!(found.contains(&expected), "{term}: {found:?}");
}

#[test]
fn everything_is_found_with_its_place_whatever_the_accents_and_the_punctuation() {
    let folder = new_folder();
    let case = new_case(folder.path());
    add(&case, "contrato_fidelidade.pdf", &pdf("Multa rescisoria 12.345.678/0001-95", 3));
    add(&case, "resposta.eml", MAIL.as_bytes());
    add(&case, "anotação.txt", "Liguei e a atendente Márcia desligou.".as_bytes());
    add(&case, "nota.xml", INVOICE.as_bytes());
    program(&["alterar", word(&case), "e1", "--nota", "Pedir segunda via ao síndico"]).ends(0);
    for (term, expected) in [
        ("rescisória folha 2", ("text", "e1", "p1", Some(2))),
        ("12345678000195", ("text", "e1", "p1", Some(1))),
        ("fidelidade", ("file_name", "e1", "p1", None)),
        ("SINDICO", ("note", "e1", "", None)),
        ("estorno", ("text", "e2", "p2", None)),
        ("20260312-4471", ("text", "e2", "p2", None)),
        ("2026.03124471", ("text", "e2", "p2", None)),
        ("1234,56", ("text", "e2", "p2", None)),
        ("ouvidoria@aurora", ("text", "e2", "p2", None)),
        ("manifestacao", ("text", "e2", "p2", None)),
        ("marcia", ("text", "e3", "p3", None)),
        ("girassol", ("text", "e4", "p4", None)),
        ("2026021200417733", ("contact", "", "c1", None)),
        ("2026.0212.0041.7733", ("contact", "", "c1", None)),
        ("reclamei", ("contact", "", "c1", None)),
        ("tv cobrada", ("fact", "", "f1", None)),
        ("devolver em dobro", ("request", "", "r1", None)),
        ("119,80", ("request", "", "r1", None)),
        ("aurora fibra telecom", ("party", "", "s1", None)),
        ("52998224725", ("party", "", "", None)),
    ] {
        is_found(&case, term, expected);
    }
    assert!(found(&case, "inexistente").is_empty());
    let told = program(&["buscar", word(&case), "rescisoria", "folha", "3"]).ends(0);
    assert!(told.out.contains(", p. 3 — contrato fidelidade · texto (e1 · p1)"), "{}", told.out);
    assert!(told.out.contains("Multa rescisoria 12.345.678/0001-95 folha 3"), "{}", told.out);
    let told = program(&["buscar", word(&case), "inexistente"]).ends(0);
    assert!(told.out.contains("Não encontrei"), "{}", told.out);
}

#[test]
fn what_changes_is_found_as_it_is_now() {
    let folder = new_folder();
    let case = new_case(folder.path());
    add(&case, "a.pdf", &pdf("laranja", 2));
    add(&case, "b.pdf", &pdf("limao", 2));
    is_found(&case, "limao folha 1", ("text", "e2", "p2", Some(1)));
    program(&["agrupar", word(&case), "e1", "e2"]).ends(0);
    is_found(&case, "limao folha 1", ("text", "e1", "p2", Some(3)));
    program(&["alterar", word(&case), "e1", "--titulo", "Frutas cítricas"]).ends(0);
    let report = program(&["buscar", word(&case), "laranja", "--json"]).ends(0).json();
    assert_eq!(report["hits"][0]["title"], "Frutas cítricas");
    assert_eq!(report["hits"][0]["number"], "1");
    program(&["retirar", word(&case), "p2", "--motivo", "repetido"]).ends(0);
    assert!(found(&case, "limao").is_empty());
    program(&["restaurar", word(&case), "p2", "--motivo", "faltava"]).ends(0);
    assert!(!found(&case, "limao").is_empty());
}

#[test]
fn the_index_may_be_lost_damaged_or_impossible_to_write() {
    let folder = new_folder();
    let case = new_case(folder.path());
    add(&case, "a.pdf", &pdf("laranja", 1));
    let index = case.join(".juntada/busca.db");
    assert_eq!(found(&case, "laranja").len(), 1);
    let sound = fs::read(&index).unwrap();
    let before = fs::metadata(&index).unwrap().modified().unwrap();
    assert_eq!(found(&case, "laranja").len(), 1);
    let after = fs::metadata(&index).unwrap().modified().unwrap();
    assert_eq!(before, after, "nothing is indexed twice");
    let mut torn = sound.clone();
    let half = torn.len() / 2;
    torn[half..].fill(0xA5);
    let mut torn_head = sound.clone();
    torn_head[..40].fill(0);
    for damaged in [b"nada".to_vec(), torn, torn_head, Vec::new(), sound[..half].to_vec()] {
        fs::write(&index, damaged).unwrap();
        assert_eq!(found(&case, "laranja").len(), 1);
    }
    fs::remove_file(&index).unwrap();
    // A folder stands where the index would be: it is made in memory.
    fs::create_dir(&index).unwrap();
    assert_eq!(found(&case, "laranja").len(), 1);
    fs::remove_dir(&index).unwrap();
    fs::remove_dir_all(case.join(".juntada")).unwrap();
    assert_eq!(found(&case, "laranja").len(), 1);
}

#[test]
#[cfg(unix)]
fn text_in_pictures_is_found_suggested_and_never_sent() {
    let folder = new_folder();
    let case = new_case(folder.path());
    add(&case, "print.jpg", &jpeg(7, 320, 200));
    add(&case, "scan.pdf", &pdf("", 1));
    let here = folder.path();
    let read = ["buscar", word(&case), "segunda via", "--ler-imagens", "--json"];
    let script = "cat >/dev/null; echo 'Segunda via enviada. Protocolo: 20260315998877'";
    let report = with_reader(script, here, &read).ends(0).json();
    assert_eq!(report["hits"][0]["kind"], "read_from_picture", "{report}");
    assert_eq!(report["hits"][0]["item"], "p1");
    assert_eq!(report["hits"][0]["page"], 1);
    // Read once: the program is not asked again.
    let again = with_reader("touch asked; exit 1", here, &read).ends(0).json();
    assert_eq!(again["hits"].as_array().unwrap().len(), report["hits"].as_array().unwrap().len());
    let told = program(&["mostrar", word(&case), "--json"]).json();
    let suggestions = told["exhibits"][0]["suggestions"].as_array().unwrap();
    let of_picture: Vec<_> = suggestions.iter().filter(|s| s["source"] == "picture").collect();
    assert_eq!(of_picture.len(), 1, "{suggestions:?}");
    assert_eq!(of_picture[0]["value"], "20260315998877");

    let out = folder.path().join("saida");
    fs::create_dir(&out).unwrap();
    let export = ["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    let told = program(&export);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let zip = PathBuf::from(told.json()["zip"].as_str().unwrap());
    let package = crate::common::files::unpack(&zip).unwrap();
    let dossier = PathBuf::from(told.json()["dossier"][0].as_str().unwrap());
    let shown_pages = crate::common::tools::page_texts(&dossier).concat();
    assert!(!shown_pages.contains("20260315998877"));
    for (name, bytes) in &package {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("Segunda via") && !text.contains("20260315998877"), "{name}");
    }
}

#[test]
#[cfg(unix)]
fn a_hostile_reader_of_text_is_ended_and_the_case_is_whole() {
    let folder = new_folder();
    let case = new_case(folder.path());
    add(&case, "print.jpg", &jpeg(7, 320, 200));
    add(&case, "laranja.txt", b"laranja");
    let before = files_below(&case.join("data"));
    let words = ["buscar", word(&case), "laranja", "--ler-imagens"];
    let began = Instant::now();
    let told = with_reader("while :; do echo lixo; done", folder.path(), &words).ends(0);
    assert!(told.out.contains("laranja") && !told.out.contains("lixo"), "{told:?}");
    fs::remove_dir_all(case.join(".juntada/cache")).unwrap();
    // It takes all the memory it gets, and fails.
    let greedy = "x=aaaaaaaaaaaaaaaa; while :; do x=$x$x; done";
    with_reader(greedy, folder.path(), &words).ends(0);
    fs::remove_dir_all(case.join(".juntada/cache")).unwrap();
    with_reader("kill -9 $$", folder.path(), &words).ends(0);
    assert!(began.elapsed() < Duration::from_secs(100), "{:?}", began.elapsed());
    assert_eq!(files_below(&case.join("data")), before);
    crate::common::assert_whole(&case);
}

#[test]
fn without_a_reader_of_text_there_is_one_friendly_sentence() {
    let folder = new_folder();
    let case = new_case(folder.path());
    for seed in 0..3 {
        add(&case, &format!("{seed}.jpg"), &jpeg(seed, 64, 48));
    }
    let words = ["buscar", word(&case), "tv", "--ler-imagens"];
    let nowhere = folder.path().join("nenhum");
    let told =
        program_in(Command::new(PROGRAM).args(words).env("JUNTADA_TESSERACT", nowhere), "").ends(0);
    assert_eq!(told.notes.matches("leitor de texto").count(), 1, "{}", told.notes);
    assert!(told.out.contains("TV cobrada"), "{}", told.out);
}

#[test]
fn the_systems_own_reader_finds_a_word_in_a_print() {
    if !is_there("tesseract") {
        return;
    }
    let folder = new_folder();
    let case = new_case(folder.path());
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample/arquivos");
    let print = fs::read(samples.join("WhatsApp Image 2026-03-20 at 18.02.11.jpeg")).unwrap();
    add(&case, "print.jpeg", &print);
    let words = ["buscar", word(&case), "celeste", "--ler-imagens", "--json"];
    let report = program(&words).ends(0).json();
    let hits = report["hits"].as_array().unwrap();
    let read = hits.iter().find(|hit| hit["kind"] == "read_from_picture");
    assert!(read.is_some(), "{report}");
}

#[test]
fn new_files_of_a_folder_are_offered_and_never_taken() {
    let folder = new_folder();
    let case = new_case(folder.path());
    let source = folder.path().join("Downloads");
    fs::create_dir(&source).unwrap();
    let known = jpeg(1, 64, 48);
    add(&case, "a.jpg", &known);
    fs::write(source.join("a copia.jpg"), &known).unwrap();
    fs::write(source.join("b.jpg"), jpeg(2, 64, 48)).unwrap();
    fs::write(source.join("c.jpg"), jpeg(3, 64, 48)).unwrap();
    fs::write(source.join("d.jpg.crdownload"), b"x").unwrap();
    let before = shown(&case);
    let words = ["vigiar", word(&case), word(&source), "--uma-vez", "--json"];
    let told = program(&words).ends(0);
    let lines: Vec<Value> =
        told.out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let names: Vec<&str> = lines.iter().map(|line| line["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["b.jpg", "c.jpg"]);
    assert_eq!(lines[0]["path"], word(&source.join("b.jpg")));
    assert_eq!(shown(&case)["exhibits"], before["exhibits"]);
    let told = program(&["vigiar", word(&case), word(&source), "--uma-vez"]).ends(0);
    assert!(told.out.contains("Arquivo novo: ") && !told.out.contains("Juntar?"), "{}", told.out);
    let gone = source.join("nada");
    program(&["vigiar", word(&case), word(&gone), "--uma-vez"]).ends(3);
}

#[test]
fn the_screen_is_offered_what_came_after_it_began_to_watch() {
    let s = Session::new();
    let case = s.case("Caso");
    let source = s.at("Celular");
    fs::create_dir(&source).unwrap();
    fs::write(source.join("antiga.jpg"), jpeg(1, 48, 32)).unwrap();
    let ask = json!({"request": "offered", "path": case});
    assert_eq!(s.done(&ask)["folder"], Value::Null);
    let handle = s.offer(std::slice::from_ref(&source));
    let watch = json!({"request": "watch", "path": case, "folder": handle});
    assert_eq!(s.done(&watch)["files"], json!([]));
    let new = jpeg(2, 48, 32);
    fs::write(source.join("nova.jpg"), &new).unwrap();
    let offered = s.done(&ask);
    assert_eq!((&offered["name"], &offered["there"]), (&json!("Celular"), &json!(true)));
    let files = offered["files"].as_array().unwrap();
    assert_eq!(files.len(), 1, "{offered}");
    assert_eq!(files[0]["name"], "nova.jpg");
    assert_eq!(s.done(&ask), offered, "the same handles each time");
    let wanted = json!([files[0]["path"]]);
    s.done(&json!({"request": "add", "path": case, "files": wanted}));
    assert_eq!(s.done(&ask)["files"], json!([]));
    assert_eq!(s.show(&case)["exhibits"][0]["items"][0]["sha256"], sha256(&new));
    // With what is there already, and then no more at all.
    let all = json!({"request": "watch", "path": case, "folder": handle, "present": true});
    assert_eq!(s.done(&all)["files"][0]["name"], "antiga.jpg");
    fs::remove_dir_all(&source).unwrap();
    assert_eq!(s.done(&ask)["there"], false);
    s.done(&json!({"request": "watch", "path": case}));
    assert_eq!(s.done(&ask)["folder"], Value::Null);
    for answer in s.answers.borrow().iter() {
        assert!(!answer.contains(word(s.folder.path())), "{answer}");
    }
}

#[test]
fn the_screen_searches_and_reads_pictures_beside_other_deeds() {
    let s = Session::new();
    let case = s.case("Caso");
    let pdf = s.file("contrato.pdf", &pdf("Clausula de fidelidade", 2));
    let given = s.offer(&[pdf]);
    s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let found = s.done(&json!({"request": "search", "path": case, "term": "cláusula fidel"}));
    let hits = found["hits"].as_array().unwrap();
    assert_eq!(hits.len(), 2, "{found}");
    assert_eq!((&hits[0]["number"], &hits[0]["kind"]), (&json!("1"), &json!("text")));
    let quote = hits[0]["quote"].as_str().unwrap();
    assert!(quote.starts_with("Clausula de fidelidade folha 1 "), "{quote}");
    assert_eq!(hits[0]["marks"], json!([[0, 8], [12, 22]]));
    let ask = json!({"request": "search", "path": case, "term": "fidelidade", "limit": 1});
    let found = s.done(&ask);
    assert_eq!((found["hits"].as_array().unwrap().len(), &found["more"]), (1, &json!(true)));
    let photos = s.offer(&s.photos(2));
    s.done(&json!({"request": "add", "path": case, "files": [photos]}));
    let answer = s.ask(&json!({"request": "read_pictures", "path": case}));
    assert_eq!(answer["reply"]["left"], 2, "{answer}");
    assert_eq!(answer["notices"][0]["code"], "no_text_reader");
    assert_eq!(answer["attention"], false);
}
