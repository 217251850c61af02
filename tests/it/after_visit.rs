//! Before and after a visit: letters and declarations, what a delivery sets going, and the complement
//! that carries only what is new since.

use crate::common::files::{jpeg, pdf, story, unpack};
use crate::common::tools::{is_there, page_texts};
use crate::common::{files_below, new_folder, run, run_on, shown, word};
use juntada::store::Disk;
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// A filled case with two exhibits, and the folder around it.
fn new_case() -> (tempfile::TempDir, PathBuf) {
    let folder = new_folder();
    let case = folder.path().join("caso");
    let document = folder.path().join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&document)]).ends(0);
    for (name, bytes) in [("foto.jpg", jpeg(3, 80, 60)), ("contrato.pdf", pdf("contrato", 2))] {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        run(&["juntar", word(&case), word(&path)]).ends(0);
    }
    (folder, case)
}

fn letter(case: &Path, out: &Path, words: &[&str]) -> Value {
    let fixed = ["carta", word(case), "--saida", word(out), "--data", "2026-11-21", "--json"];
    run(&[&fixed[..], words].concat()).ends(0).json()
}

#[test]
fn every_letter_is_a_pdf_with_the_same_bytes_and_leaves_the_case_alone() {
    let (folder, case) = new_case();
    let out = folder.path().join("cartas");
    let before = files_below(&case);
    let kinds = [
        ("gravacao", "Pedido de gravação"),
        ("historico", "Pedido de histórico"),
        ("notificacao", "Notificação"),
        ("residencia", "Declaração de residência"),
        ("titular", "Autorização do titular"),
        ("autorizacao", "Autorização para outra pessoa"),
        ("procuracao", "Procuração"),
    ];
    for (kind, title) in kinds {
        let made = letter(&case, &out, &["--tipo", kind]);
        let path = PathBuf::from(made["letter"].as_str().unwrap());
        assert!(made["title"].as_str().unwrap().starts_with(title), "{made}");
        assert!(fs::read(&path).unwrap().starts_with(b"%PDF"), "{kind}");
        let again = letter(&case, &out, &["--tipo", kind]);
        assert_eq!(again["letter"], made["letter"], "the same bytes need no second file");
        if is_there("pdftotext") {
            let text = page_texts(&path).join("\n");
            assert!(text.contains(title), "{kind}: {text}");
        }
    }
    assert_eq!(fs::read_dir(&out).unwrap().count(), kinds.len(), "nothing half-done stays");
    assert_eq!(files_below(&case), before);
}

#[test]
fn a_recording_asked_for_after_its_term_is_said_with_the_day_of_the_call() {
    let (folder, case) = new_case();
    let out = folder.path().join("cartas");
    let document = folder.path().join("setor.json");
    let company = serde_json::json!({ "id": "s1", "sector": "telecom" });
    fs::write(&document, serde_json::json!({ "respondents": [company] }).to_string()).unwrap();
    run(&["preencher", word(&case), word(&document)]);
    let made = |kind: &str, date: &str| {
        let words = ["carta", word(&case), "--tipo", kind, "--saida", word(&out), "--json"];
        run(&[&words[..], &["--data", date]].concat())
    };
    let late = made("gravacao", "2026-05-14").ends(1).json();
    assert_eq!(late["findings"][0]["code"], "recording_late", "{late}");
    assert_eq!(late["findings"][0]["found"], "12/02/2026", "{late}");
    assert!(Path::new(late["letter"].as_str().unwrap()).is_file(), "it is made all the same");
    made("gravacao", "2026-05-13").ends(0);
    made("historico", "2026-11-21").ends(0);
}

#[test]
fn a_paper_that_a_destination_does_not_take_is_refused_with_the_reason() {
    let (folder, case) = new_case();
    let out = folder.path().join("cartas");
    for (kind, profile) in [
        ("autorizacao", "jec-balcao"),
        ("titular", "jec-balcao"),
        ("procuracao", "procon"),
        ("procuracao", "jec-balcao"),
    ] {
        let words = ["carta", word(&case), "--tipo", kind, "--perfil", profile, "--json"];
        let told = run(&[&words[..], &["--saida", word(&out)]].concat()).ends(3).json();
        assert_eq!(told["error"]["code"], "letter_not_for", "{told}");
        assert!(!out.exists());
    }
    let words = ["carta", word(&case), "--tipo", "gravacao", "--empresa", "s9", "--json"];
    let told = run(&[&words[..], &["--saida", word(&out)]].concat()).ends(3).json();
    assert_eq!(told["error"]["code"], "no_such_part");
    let inside = case.join("data");
    let words = ["carta", word(&case), "--tipo", "gravacao", "--saida", word(&inside), "--json"];
    assert_eq!(run(&words).ends(3).json()["error"]["code"], "out_inside_case");
    run(&["carta", word(&case), "--tipo", "bilhete", "--saida", word(&out)]).ends(2);
}

#[test]
fn the_authorisation_says_what_the_place_itself_wants() {
    if !is_there("pdftotext") {
        eprintln!("skipped: pdftotext is not here");
        return;
    }
    let (folder, case) = new_case();
    let out = folder.path().join("cartas");
    for (profile, wanted) in [
        ("procon-contagem", "formulário próprio de procuração"),
        ("procon-sp-cidade", "à mão"),
        ("procon", "Se o posto tiver formulário próprio"),
    ] {
        let words = ["--tipo", "autorizacao", "--perfil", profile];
        let made = letter(&case, &out.join(profile), &words);
        let text = page_texts(Path::new(made["letter"].as_str().unwrap())).join(" ");
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(text.contains(wanted), "{profile}: {text}");
    }
}

#[test]
fn a_delivery_is_kept_in_mind_in_deadlines_steps_and_calendar() {
    let (folder, case) = new_case();
    let words = ["entregar", word(&case), "--perfil", "procon-df", "--numero", "FA 35.001"];
    let more = ["--quando", "05/11/2026", "--audiencia", "10/12/2026 14:30"];
    run(&[&words[..], &more].concat()).ends(0);
    let ics = folder.path().join("prazos.ics");
    let told = run(&["prazos", word(&case), "--ics", word(&ics), "--json"]).ends(0).json();
    let deadlines = told["deadlines"].as_array().unwrap();
    let until = |id: &str| {
        let found = deadlines.iter().find(|deadline| deadline["id"] == id);
        found.unwrap_or_else(|| panic!("{id}: {told}"))["until"].as_str().unwrap().to_owned()
    };
    assert_eq!(until("reminder-d1-20"), "2026-11-25");
    assert_eq!(until("reminder-d1-50"), "2026-12-25", "a day for the user is never rolled");
    assert_eq!(until("answer-d1"), "2026-11-25");
    assert_eq!(until("hearing-d1"), "2026-12-10");
    let steps = told["ladders"][0]["steps"].as_array().unwrap();
    let procon = steps.iter().find(|step| step["id"] == "procon").unwrap();
    assert_eq!(procon["state"], "waiting", "{procon}");
    let text = fs::read_to_string(&ics).unwrap();
    assert!(text.contains("UID:hearing-d1@") && text.contains("UID:reminder-d1-50@"), "{text}");

    let mut notes = shown(&case)["filing"].clone();
    notes["deliveries"][0]["outcome"] = "acordo".into();
    let document = folder.path().join("acordo.json");
    fs::write(&document, serde_json::json!({ "filing": notes }).to_string()).unwrap();
    run(&["preencher", word(&case), word(&document)]);
    let told = run(&["prazos", word(&case), "--json"]).json();
    let of_delivery =
        told["deadlines"].as_array().unwrap().iter().filter(|deadline| deadline["about"] == "d1");
    assert!(
        of_delivery.clone().count() == 4 && of_delivery.into_iter().all(|d| d["state"] == "met")
    );
}

/// Exports, hands over, and adds a new photo the day after.
fn delivered() -> (tempfile::TempDir, PathBuf) {
    let (folder, case) = new_case();
    let out = folder.path().join("entregue");
    let words = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out)];
    assert!(matches!(run(&words).code, Some(0 | 1)));
    let words = ["entregar", word(&case), "--perfil", "procon", "--numero", "FA 77"];
    run(&[&words[..], &["--quando", "10/11/2026"]].concat()).ends(0);
    let photo = folder.path().join("depois.jpg");
    fs::write(&photo, jpeg(9, 90, 60)).unwrap();
    run_on(Disk::new, 1, &["juntar", word(&case), word(&photo)]).ends(0);
    (folder, case)
}

fn complement(case: &Path, out: &Path, profile: &str, more: &[&str]) -> crate::common::Told {
    let words = ["gerar", word(case), "--perfil", profile, "--saida", word(out), "--json"];
    run_on(Disk::new, 2, &[&words[..], &["--complemento"], more].concat())
}

#[test]
fn a_complement_carries_only_what_is_new_under_its_lasting_number() {
    let (folder, case) = delivered();
    let out = folder.path().join("complemento");
    let words = ["contato", word(&case), "--quando", "12/11/2026 10:00", "--canal", "sac_phone"];
    run_on(Disk::new, 2, &[&words[..], &["--protocolo", "2026111200001"]].concat()).ends(0);
    let made = complement(&case, &out, "procon", &[]);
    assert!(matches!(made.code, Some(0 | 1)), "{made:?}");
    let made = made.json();
    let exhibits = made["exhibits"].as_array().unwrap();
    assert_eq!(exhibits.len(), 1, "{made}");
    assert_eq!(exhibits[0]["number"], "3");
    let zip = made["zip"].as_str().unwrap();
    run(&["conferir", zip]).ends(0);
    run(&["conferir", made["dossier"][0].as_str().unwrap()]).ends(0);
    let originals = unpack(Path::new(zip))
        .map(|files| files.into_keys().filter(|name| name.starts_with("data/originais/")).count());
    assert!(originals.is_none_or(|count| count == 1), "{originals:?}");
    let papers: Vec<&str> =
        made["papers"].as_array().unwrap().iter().map(|path| path.as_str().unwrap()).collect();
    assert!(papers.iter().any(|path| path.contains("juntada de documentos")), "{papers:?}");
    assert!(!papers.iter().any(|path| path.contains("ficha")), "{papers:?}");
    if is_there("pdftotext") {
        let pages = page_texts(Path::new(made["dossier"][0].as_str().unwrap()));
        let cover = "Complemento à entrega de 10/11/2026 (protocolo FA 77)";
        assert!(pages[0].contains(cover), "{}", pages[0]);
        assert!(pages.iter().any(|page| page.contains("Já foram entregues antes")), "{pages:?}");
        assert!(pages.iter().any(|page| page.contains("Tentativa 2")), "{pages:?}");
        assert!(!pages.iter().any(|page| page.contains("Tentativa 1")), "{pages:?}");
        assert!(!pages.iter().any(|page| page.contains("foi procurada")), "{pages:?}");
        let paper = |what: &str| papers.iter().find(|path| path.contains(what)).unwrap();
        assert!(page_texts(Path::new(paper("juntada")))[0].contains("FA 77"));
        let label = &page_texts(Path::new(paper("etiqueta")))[0];
        assert!(label.contains("Dossiê de provas") && !label.contains("Volume"), "{label}");
    }
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    assert!(log.lines().last().unwrap().contains("\"since\":\"d1\""), "{log}");
}

#[test]
fn a_file_added_to_a_delivered_exhibit_brings_the_exhibit_again() {
    let (folder, case) = delivered();
    let photo = folder.path().join("verso.jpg");
    fs::write(&photo, jpeg(11, 90, 60)).unwrap();
    run_on(Disk::new, 1, &["juntar", word(&case), word(&photo)]).ends(0);
    run(&["agrupar", word(&case), "e1", "e4"]).ends(0);
    let out = folder.path().join("complemento");
    let made = complement(&case, &out, "procon", &["--desde", "d1"]).json();
    let numbers: Vec<_> =
        made["exhibits"].as_array().unwrap().iter().map(|e| &e["number"]).collect();
    assert_eq!(numbers, ["1", "3"], "{made}");
}

#[test]
fn without_anything_new_or_a_delivery_there_is_a_sentence_and_no_package() {
    let (folder, case) = new_case();
    let out = folder.path().join("complemento");
    let code = |told: crate::common::Told| told.ends(3).json()["error"]["code"].clone();
    assert_eq!(code(complement(&case, &out, "procon", &[])), "no_delivery");
    run(&["entregar", word(&case), "--perfil", "procon", "--quando", "10/11/2026"]).ends(0);
    assert_eq!(code(complement(&case, &out, "procon", &[])), "nothing_new");
    assert_eq!(code(complement(&case, &out, "jec-balcao", &[])), "no_delivery");
    assert_eq!(code(complement(&case, &out, "procon", &["--desde", "d7"])), "no_such_part");
    assert!(!out.exists());
    let words = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out)];
    run(&[&words[..], &["--desde", "d1"]].concat()).ends(2);
}

#[test]
fn a_proof_that_came_between_filing_and_noting_the_filing_is_new() {
    let (folder, case) = new_case();
    let out = folder.path().join("entregue");
    let words = ["gerar", word(&case), "--perfil", "jec-balcao", "--saida", word(&out)];
    assert!(matches!(run(&words).code, Some(0 | 1)));
    let photo = folder.path().join("depois.jpg");
    fs::write(&photo, jpeg(9, 90, 60)).unwrap();
    run_on(Disk::new, 1, &["juntar", word(&case), word(&photo)]).ends(0);
    let words = ["entregar", word(&case), "--perfil", "jec-balcao", "--quando", "10/11/2026"];
    let number = ["--numero", "0058967-77.2016.8.19.0000"];
    run_on(Disk::new, 2, &[&words[..], &number].concat()).ends(0);
    let made = complement(&case, &folder.path().join("novo"), "jec-balcao", &[]).json();
    assert_eq!(made["exhibits"].as_array().unwrap().len(), 1, "{made}");
    let papers = made["papers"].as_array().unwrap();
    let joined = papers.iter().find(|path| path.as_str().unwrap().contains("juntada")).unwrap();
    if is_there("pdftotext") {
        let text = page_texts(Path::new(joined.as_str().unwrap())).join(" ");
        assert!(text.contains("AO JUÍZO DO JUIZADO ESPECIAL CÍVEL"), "{text}");
        assert!(text.contains("0058967-77.2016.8.19.0000"), "{text}");
    }
}
