//! The contract of the command line: exit codes, JSON documents, names of the verbs in both
//! languages, and refusals that leave nothing half-done.

use crate::common::files::{jpeg, pdf, story};
use crate::common::{
    PROGRAM, Told, assert_same, files_below, new_folder, originals, program, program_in, put, run,
    sha256, tools, word,
};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A filled case with one photo, and the folder around it.
fn new_case() -> (tempfile::TempDir, PathBuf) {
    let folder = new_folder();
    let case = folder.path().join("caso");
    let document = folder.path().join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&document)]).ends(0);
    let photo = folder.path().join("foto.jpg");
    fs::write(&photo, jpeg(3, 80, 60)).unwrap();
    run(&["juntar", word(&case), word(&photo)]).ends(0);
    (folder, case)
}

#[track_caller]
fn assert_members(document: &Value, members: &[&str]) {
    for member in members {
        assert!(document.get(member).is_some(), "{member} is not in {document}");
    }
}

#[track_caller]
fn assert_error(told: Told, exit: i32, code: &str) {
    let document = told.ends(exit).json();
    let error = &document["error"];
    assert_eq!(error["code"], code, "{document}");
    for part in ["what", "why", "next"] {
        assert!(error[part].is_string(), "{part}: {document}");
    }
    assert_eq!(document.as_object().unwrap().len(), 1);
}

#[test]
fn every_document_has_the_members_that_the_contract_names() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    let made = program(&["novo", word(&case), "--de", word(&at("caso.json")), "--json"]).ends(0);
    assert_members(&made.json(), &["case_id", "title", "exhibits", "contacts", "findings"]);
    fs::write(at("contrato.pdf"), pdf("contrato", 2)).unwrap();
    let told = program(&["juntar", word(&case), word(&at("contrato.pdf")), "--json"]).ends(0);
    let item = &told.json()["items"][0];
    let members = [
        "path",
        "outcome",
        "id",
        "exhibit",
        "sha256",
        "media_type",
        "kind",
        "size_bytes",
        "read",
        "notes",
    ];
    assert_members(item, &members);
    let bytes = fs::read(at("contrato.pdf")).unwrap();
    assert_eq!(item["outcome"], "kept");
    assert_eq!(item["sha256"], sha256(&bytes));
    assert_eq!(item["kind"], "contract");
    let shown = program(&["mostrar", word(&case), "--json"]).ends(0).json();
    let members = [
        "format",
        "case_id",
        "title",
        "claimant",
        "respondents",
        "exhibits",
        "contacts",
        "facts",
        "requests",
        "timeline",
        "custody_events",
        "custody_head",
        "findings",
    ];
    assert_members(&shown, &members);
    let out = at("saida");
    let words = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out), "--json"];
    let made = program(&words);
    assert!(matches!(made.code, Some(0 | 1)), "{made:?}");
    let made = made.json();
    let members =
        ["dossier", "zip", "seal", "pages", "exhibits", "upload_files", "packages", "findings"];
    assert_members(&made, &members);
    let exhibit = &made["exhibits"][0];
    assert_members(exhibit, &["number", "title", "volume", "first_page", "last_page", "items"]);
    assert_eq!(exhibit["items"][0], sha256(&bytes));
    for path in [made["zip"].as_str().unwrap(), made["dossier"][0].as_str().unwrap()] {
        let report = program(&["conferir", path, "--json"]).ends(0).json();
        let members = ["verdict", "checked", "seal", "custody_head", "not_checkable", "findings"];
        assert_members(&report, &members);
        assert_eq!(report["verdict"], "intact");
        assert_eq!(report["seal"], made["seal"]);
    }
    let profiles = program(&["perfis", "--json"]).ends(0).json();
    for profile in profiles.as_array().unwrap() {
        let members = ["id", "name", "destination", "limits", "read_on", "source", "confidence"];
        assert_members(profile, &members);
    }
}

#[test]
fn the_sample_answers_with_its_case_and_its_dossier() {
    let folder = new_folder();
    let out = folder.path().join("exemplo");
    let told = program(&["exemplo", "--saida", word(&out), "--data", "2026-11-21", "--json"]);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let made = told.json();
    assert_members(&made, &["case", "dossier", "zip", "seal", "pages", "exhibits", "packages"]);
    let case = PathBuf::from(made["case"].as_str().unwrap());
    for path in [case.as_path(), Path::new(made["zip"].as_str().unwrap())] {
        program(&["conferir", word(path)]).ends(0);
    }
    let seal = made["seal"].as_str().unwrap();
    program(&["conferir", made["dossier"][0].as_str().unwrap(), "--selo", seal]).ends(0);
}

#[test]
fn every_sample_can_be_chosen_by_name_or_number_and_another_is_told_which_there_are() {
    let folder = new_folder();
    for (name, number) in [("fibra", "1"), ("energia", "2"), ("voo", "3")] {
        let mut cases = Vec::new();
        for which in [name, number] {
            let out = folder.path().join(format!("exemplo {which}"));
            let words = ["exemplo", "--caso", which, "--saida", word(&out), "--json"];
            let told = run(&[&words[..], &["--data", "2026-11-21"]].concat());
            assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
            let made = told.json();
            let codes: Vec<&str> = made["findings"]
                .as_array()
                .unwrap()
                .iter()
                .map(|f| f["code"].as_str().unwrap())
                .collect();
            for unwanted in ["citation_unresolved", "citation_page", "check_digit", "placeholder"] {
                let known = name == "fibra" && unwanted == "placeholder";
                assert!(known || !codes.contains(&unwanted), "{which}: {made}");
            }
            run(&["conferir", made["case"].as_str().unwrap()]).ends(0);
            cases.push(made["case"].as_str().unwrap().rsplit('/').next().unwrap().to_owned());
        }
        assert_eq!(cases[0], cases[1]);
    }
    let out = folder.path().join("outro");
    let words = ["exemplo", "--caso", "navio", "--saida", word(&out), "--json"];
    let told = run(&words);
    assert_error(told, 2, "not_understood");
    let told = run(&words[..words.len() - 1]).ends(2);
    assert!(told.notes.contains("fibra, energia ou voo"), "{told:?}");
    assert!(!out.exists());
}

#[test]
fn the_interface_takes_a_request_and_answers_like_the_command() {
    let (_folder, case) = new_case();
    let ask = |request: Value| program_in(Command::new(PROGRAM).arg("api"), &request.to_string());
    let told = ask(json!({ "request": "show", "path": case })).ends(0).json();
    assert_eq!(told, run(&["mostrar", word(&case), "--json"]).json());
    assert_error(ask(json!({ "request": "dance" })), 2, "request_not_understood");
    let absent = case.join("nada");
    assert_error(ask(json!({ "request": "show", "path": absent })), 3, "path_absent");
}

#[test]
fn wrong_words_are_wrong_usage_and_the_report_stays_empty() {
    let (_folder, case) = new_case();
    let case = word(&case);
    let wrong: [(&[&str], &str); 5] = [
        (&["dançar"], "Não conheço o comando “dançar”."),
        (&["juntar", case], "Falta informar: <ARQUIVOS>..."),
        (&["gerar", case, "--perfil", "procon"], "Falta informar: --saida <PASTA>."),
        (&["alterar", case, "e1", "--girar", "45"], "Não entendi “45” em --girar <GRAUS>."),
        (&["retirar", case, "e1"], "Falta informar: --motivo <MOTIVO>."),
    ];
    for (words, sentence) in wrong {
        let told = program(words).ends(2);
        assert!(told.out.is_empty() && told.notes.starts_with(sentence), "{told:?}");
    }
    let dates = ["contato", case, "--quando", "ontem", "--canal", "chat", "--json"];
    assert_error(program(&dates), 2, "not_understood");
    let channel = ["contato", case, "--quando", "05/10/2026", "--canal", "pombo", "--json"];
    assert_error(program(&channel), 2, "not_understood");
    assert_error(
        program(&["alterar", case, "e1", "--data", "31/02/2026", "--json"]),
        2,
        "not_understood",
    );
    assert_error(program(&["conferir", case, "--selo", "xyz", "--json"]), 2, "not_understood");
}

#[test]
fn what_cannot_be_done_leaves_everything_as_it_was() {
    let (folder, case) = new_case();
    let absent = folder.path().join("nada");
    let out = folder.path().join("saida");
    let before = files_below(folder.path());
    let (here, nowhere, out) = (word(&case), word(&absent), word(&out));
    let around = word(folder.path());
    let inside = case.join("data/saida");
    let inside = word(&inside);
    let deep = case.join(".juntada/a/b");
    let deep = word(&deep);
    let refused: [(&[&str], &str); 12] = [
        (&["novo", here], "path_exists"),
        (&["mostrar", nowhere], "path_absent"),
        (&["juntar", nowhere, here], "path_absent"),
        (&["conferir", nowhere], "path_absent"),
        (&["gerar", nowhere, "--perfil", "procon", "--saida", out], "path_absent"),
        (&["gerar", here, "--perfil", "procon", "--saida", inside], "out_inside_case"),
        (&["gerar", here, "--perfil", "procon", "--saida", deep], "out_inside_case"),
        (&["gerar", here, "--perfil", "procon", "--saida", here], "out_inside_case"),
        (&["gerar", here, "--perfil", "tjxx", "--saida", out], "unknown_profile"),
        (&["retirar", here, "e9", "--motivo", "x"], "no_such_part"),
        (&["copiar", here, around], "path_exists"),
        (&["restaurar", here, "e1", "--motivo", "x"], "wrong_state"),
    ];
    for (words, code) in refused {
        let words: Vec<&str> = words.iter().copied().chain(["--json"]).collect();
        assert_error(run(&words), 3, code);
        assert_same(&files_below(folder.path()), &before, &format!("{words:?}"));
    }
}

#[test]
fn a_file_that_is_not_there_is_refused_and_the_others_are_kept() {
    let (folder, case) = new_case();
    let other = folder.path().join("recibo.txt");
    fs::write(&other, "recibo").unwrap();
    let absent = folder.path().join("nada.pdf");
    let words = ["juntar", word(&case), word(&absent), word(&other), "--json"];
    let told = run(&words).ends(1).json();
    assert_eq!(told["items"][0]["outcome"], "refused");
    assert!(told["items"][0]["notes"][0].is_string());
    assert_eq!(told["items"][1]["outcome"], "kept");
}

#[test]
fn a_duplicate_is_told_not_stored_twice_and_no_failure() {
    let (folder, case) = new_case();
    let twin = folder.path().join("outra.jpg");
    fs::copy(folder.path().join("foto.jpg"), &twin).unwrap();
    let before = originals(&case);
    let told = run(&["juntar", word(&case), word(&twin), "--json"]).ends(0).json();
    assert_eq!(told["items"][0]["outcome"], "duplicate");
    assert_eq!(told["items"][0]["id"], "p1");
    assert_eq!(originals(&case), before);
}

#[cfg(unix)]
#[test]
fn links_pipes_and_sockets_are_passed_over_with_a_reason() {
    let (folder, case) = new_case();
    let from = folder.path().join("pasta");
    fs::create_dir(&from).unwrap();
    fs::write(from.join("bom.txt"), "bom").unwrap();
    std::os::unix::fs::symlink("/etc/hostname", from.join("atalho.txt")).unwrap();
    std::os::unix::fs::symlink("..", from.join("volta")).unwrap();
    let made = Command::new("mkfifo").arg(from.join("cano")).status().unwrap();
    assert!(made.success());
    let _socket = std::os::unix::net::UnixListener::bind(from.join("tomada")).unwrap();
    let told = program(&["juntar", word(&case), word(&from), "--json"]).ends(1).json();
    let outcomes: Vec<_> = told["items"].as_array().unwrap().iter().collect();
    assert_eq!(outcomes.len(), 5, "{told}");
    for item in outcomes {
        let is_good = item["path"].as_str().unwrap().ends_with("bom.txt");
        assert_eq!(item["outcome"], if is_good { "kept" } else { "refused" }, "{item}");
        assert!(is_good || item["notes"][0].is_string(), "{item}");
    }
}

#[test]
fn the_english_names_do_the_same() {
    let folder = new_folder();
    let at = |name: &str| word(&folder.path().join(name)).to_owned();
    put(&folder.path().join("a.txt"), b"a");
    put(&folder.path().join("b.txt"), b"b");
    put(&folder.path().join("caso.json"), story().to_string().as_bytes());
    let case = at("caso");
    let done: [&[&str]; 14] = [
        &["new", &case],
        &["add", &case, &at("a.txt"), &at("b.txt")],
        &["group", &case, "e1", "e2"],
        &["split", &case, "e1"],
        &["edit", &case, "e1", "--titulo", "Recibo"],
        &["contact", &case, "--quando", "05/10/2026", "--canal", "chat", "--protocolo", "1"],
        &["fill", &case, &at("caso.json")],
        &["show", &case],
        &["verify", &case],
        &["remove", &case, "p2", "--motivo", "x"],
        &["restore", &case, "p2", "--motivo", "x"],
        &["copy", &case, &at("copia")],
        &["repair", &case],
        &["profiles"],
    ];
    for words in done {
        run(words).ends(0);
    }
    run(&["empty", &case]).ends(0);
    assert!(matches!(run(&["missing", &case, "--perfil", "procon"]).code, Some(0 | 1)));
    let export = ["export", &case, "--perfil", "advogado", "--rascunho", "--saida", &at("saida")];
    assert!(matches!(run(&export).code, Some(0 | 1)));
}

#[test]
fn a_check_leaves_its_report_beside_what_it_checked() {
    let (folder, case) = new_case();
    let out = folder.path().join("relatórios");
    let report = |code| {
        let words = ["conferir", word(&case), "--relatorio", word(&out), "--json"];
        let told = run(&words).ends(code).json();
        let path = Path::new(told["report"].as_str().unwrap()).to_owned();
        (told, path)
    };
    let (told, path) = report(0);
    assert_eq!(told["verdict"], "intact");
    assert!(path.starts_with(&out) && fs::read(&path).unwrap().starts_with(b"%PDF-"));
    fs::write(case.join("data/originais/estranho.txt"), "x").unwrap();
    let (told, other) = report(1);
    assert_eq!(told["findings"][0]["code"], "extra", "{told}");
    assert_ne!(path, other, "an earlier report stays");
    if tools::is_there("pdftotext") {
        let text = tools::page_texts(&other).concat();
        for said in ["Diferente", "1 diferença", "data/originais/estranho.txt", "Não prova"] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    }
    let inside = case.join("data");
    let before = fs::read_dir(&inside).unwrap().count();
    run(&["conferir", word(&case), "--relatorio", word(&inside)]).ends(3);
    assert_eq!(fs::read_dir(&inside).unwrap().count(), before);
}

#[test]
fn what_is_missing_for_a_destination_is_told_with_exit_code_one() {
    let folder = new_folder();
    let case = folder.path().join("caso");
    run(&["novo", word(&case)]).ends(0);
    let told = run(&["falta", word(&case), "--perfil", "procon", "--json"]).ends(1).json();
    let codes: Vec<_> = told["findings"].as_array().unwrap().iter().map(|f| &f["code"]).collect();
    assert!(codes.iter().any(|code| *code == "no_claimant"), "{told}");
}

#[test]
fn a_second_writer_is_told_that_the_case_is_open() {
    let (folder, case) = new_case();
    let lock = fs::File::options().write(true).open(case.join(".juntada/trava")).unwrap();
    lock.lock().unwrap();
    let other = folder.path().join("recibo.txt");
    fs::write(&other, "recibo").unwrap();
    let before = files_below(&case);
    assert_error(program(&["juntar", word(&case), word(&other), "--json"]), 3, "case_locked");
    assert_same(&files_below(&case), &before, "locked");
    program(&["mostrar", word(&case)]).ends(0);
    program(&["conferir", word(&case)]).ends(0);
    // A child that another test starts meanwhile may hold the descriptor: dropping is not enough.
    lock.unlock().unwrap();
    program(&["juntar", word(&case), word(&other)]).ends(0);
}

#[test]
fn reports_go_to_one_stream_and_notes_to_the_other() {
    let (_folder, case) = new_case();
    let told = program(&["mostrar", word(&case)]).ends(0);
    assert!(told.out.contains("Aurora Fibra") && told.notes.is_empty(), "{told:?}");
    let told = program(&["mostrar", word(&case.join("nada"))]).ends(3);
    assert!(told.out.is_empty() && !told.notes.is_empty(), "{told:?}");
}

#[test]
fn help_completions_and_manual_are_written() {
    for words in [&["--help"][..], &["gerar", "--help"], &["completar", "bash"], &["manual"]] {
        let told = program(words).ends(0);
        assert!(told.out.len() > 400, "{words:?}");
    }
    assert!(program(&["--version"]).ends(0).out.starts_with("juntada 0."));
}
