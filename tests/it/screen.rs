//! What the screen does beyond the commands: everything through `juntada api`, so that a script can
//! do the same. The real program each time, as another process would start it.

use crate::common::files::{jpeg, pdf_locked, story};
use crate::common::{api, assert_bag, assert_same, files_below, new_folder, sha256};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Asks for something that is done, with or without something to be seen.
#[track_caller]
fn ask(request: &Value) -> Value {
    let told = api(request);
    assert!(matches!(told.code, Some(0 | 1)), "{request}\n{told:?}");
    told.json()
}

/// Asks for something that is refused; returns the code.
#[track_caller]
fn refused(request: &Value) -> String {
    let told = api(request);
    assert!(matches!(told.code, Some(2 | 3)), "{request}\n{told:?}");
    let told = told.json();
    for part in ["what", "why", "next"] {
        assert!(told["error"][part].as_str().is_some_and(|text| !text.is_empty()), "{told}");
    }
    told["error"]["code"].as_str().unwrap().to_owned()
}

struct Bench {
    folder: tempfile::TempDir,
    case: PathBuf,
}

impl Bench {
    /// A folder of cases with one case in it: a story, a text and two photos.
    fn new() -> Self {
        let folder = new_folder();
        let case = folder.path().join("casos/Aurora");
        fs::create_dir(folder.path().join("casos")).unwrap();
        let bench = Self { folder, case };
        ask(&json!({ "request": "new", "path": bench.case, "case": story() }));
        bench.gather("fatura 15-03-2026.txt", b"fatura");
        bench.gather("IMG_20260316_101112.jpg", &jpeg(1, 64, 48));
        bench.gather("IMG_20260317_101112.jpg", &jpeg(2, 64, 48));
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn gather(&self, name: &str, bytes: &[u8]) -> Value {
        fs::write(self.at(name), bytes).unwrap();
        ask(&json!({ "request": "add", "path": self.case, "files": [self.at(name)] }))
    }

    /// Asks for a deed on the case.
    #[track_caller]
    fn on_case(&self, request: &str, mut members: Value) -> Value {
        members["request"] = json!(request);
        members["path"] = json!(self.case);
        ask(&members)
    }

    #[track_caller]
    fn refused(&self, request: &str, mut members: Value) -> String {
        members["request"] = json!(request);
        members["path"] = json!(self.case);
        refused(&members)
    }

    fn shown(&self) -> Value {
        self.on_case("show", json!({}))
    }
}

#[test]
fn the_screen_sees_of_each_file_what_it_needs() {
    let bench = Bench::new();
    let shown = bench.shown();
    let text = &shown["exhibits"][0]["items"][0];
    assert_eq!(text["stored_as"], "0001-fatura 15-03-2026.txt");
    let suggested = &shown["exhibits"][0]["suggestions"][0];
    let day = json!({ "field": "date", "value": "2026-03-15", "source": "name", "item": "p1" });
    assert_eq!(suggested, &day);
    assert_eq!((&text["locked"], &text["has_picture"]), (&json!(false), &json!(false)));
    let photo = &shown["exhibits"][1]["items"][0];
    assert_eq!((&photo["pages"], &photo["has_picture"]), (&json!(1), &json!(true)));
    assert_eq!(shown["exhibits"][1]["suggestions"][0]["value"], "2026-03-16");
    assert_eq!(shown["undo"], "Juntar “IMG 20260317 101112”");
    assert_eq!((&shown["redo"], &shown["last_export"]), (&Value::Null, &Value::Null));
    let told = bench.on_case("history", json!({ "id": "e2" }));
    assert_eq!(told["events"][0]["event"], "gathered");
    let words = told["events"][0]["words"].as_str().unwrap();
    assert!(words.contains("IMG_20260316") && words.ends_with('.'), "{words}");
    assert_eq!(bench.refused("history", json!({ "id": "p9" })), "no_such_part");
}

#[test]
fn an_original_that_is_gone_or_cut_is_seen_at_once() {
    let bench = Bench::new();
    let originals = bench.case.join("data/originais");
    let names: Vec<String> = files_below(&originals).into_keys().take(2).collect();
    for name in &names {
        fs::remove_file(originals.join(name)).unwrap();
    }
    fs::write(originals.join(&names[0]), b"fat").unwrap();
    let shown = bench.shown();
    let found: Vec<[&str; 2]> = shown["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| ["code", "subject"].map(|member| finding[member].as_str().unwrap()))
        .collect();
    assert_eq!(found, [["altered", "p1"], ["missing", "p2"]]);
}

#[test]
fn an_exhibit_is_changed_emptied_of_words_and_put_in_order() {
    let bench = Bench::new();
    bench.on_case("group", json!({ "ids": ["e2", "e3"] }));
    let about = json!({ "title": "Fotos", "date": "2026-03-16", "note": "para mim" });
    let change = json!({
        "id": "e2", "about": about, "shows": "o modem sem luz", "turn": 90, "pages": "1",
        "items": ["p3", "p2"], "left_out": true,
    });
    bench.on_case("edit", change);
    let photos = &bench.shown()["exhibits"][1];
    assert_eq!((&photos["title"], &photos["shows"]), (&json!("Fotos"), &json!("o modem sem luz")));
    assert_eq!((&photos["left_out"], &photos["turn"]), (&json!(true), &json!(90)));
    assert_eq!(photos["items"][0]["id"], "p3");
    let all = ["date", "note", "shows", "pages", "turn"];
    bench.on_case("edit", json!({ "id": "e2", "clear": all, "left_out": false }));
    let photos = &bench.shown()["exhibits"][1];
    assert_eq!((&photos["date"], &photos["turn"]), (&Value::Null, &json!(0)));
    assert!(["note", "shows", "pages"].iter().all(|name| photos.get(*name).is_none()), "{photos}");
    for items in [json!(["p2"]), json!(["p2", "p2"]), json!(["p2", "p3", "p1"])] {
        let code = bench.refused("edit", json!({ "id": "e2", "items": items }));
        assert_eq!(code, "order_not_whole");
    }
    assert_eq!(bench.refused("group", json!({ "ids": ["e1"] })), "too_few_to_group");
    // More files for an exhibit that is there already.
    fs::write(bench.at("mais.txt"), "mais").unwrap();
    bench.on_case("add", json!({ "files": [bench.at("mais.txt")], "into": "e2" }));
    assert_eq!(bench.shown()["exhibits"][1]["items"].as_array().unwrap().len(), 3);
}

#[test]
fn parts_of_the_account_are_taken_out_and_put_into_order() {
    let bench = Bench::new();
    let more = json!({
        "respondents": [{ "trade_name": "Loja Dois" }],
        "facts": [{ "text": "dois" }, { "text": "três", "respondent": "s2" }],
        "events": [{ "text": "mudança" }],
    });
    bench.on_case("fill", json!({ "case": more }));
    bench.on_case("order", json!({ "ids": ["f3", "f1"] }));
    let texts = |shown: &Value| -> Vec<String> {
        let facts = shown["facts"].as_array().unwrap();
        facts.iter().map(|fact| fact["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(texts(&bench.shown()), ["f3", "f1", "f2"]);
    assert_eq!(bench.refused("drop", json!({ "ids": ["s2"] })), "still_named");
    assert_eq!(bench.refused("drop", json!({ "ids": ["f1", "f9"] })), "no_such_part");
    assert_eq!(bench.refused("drop", json!({ "ids": ["e1"] })), "not_understood");
    assert_eq!(bench.refused("order", json!({ "ids": ["f1", "r1"] })), "not_understood");
    assert_eq!(bench.refused("order", json!({ "ids": ["f1", "f1"] })), "not_understood");
    assert_eq!(texts(&bench.shown()), ["f3", "f1", "f2"]);
    bench.on_case("drop", json!({ "ids": ["s2", "f3", "c1", "v1"] }));
    let shown = bench.shown();
    assert_eq!(texts(&shown), ["f1", "f2"]);
    for list in ["contacts", "events"] {
        assert_eq!(shown[list], json!([]), "{list}");
    }
    assert_eq!(shown["respondents"].as_array().unwrap().len(), 1);
}

#[test]
fn what_was_done_is_taken_back_in_another_process_and_done_again() {
    let bench = Bench::new();
    let written = |shown: &Value| {
        let members = ["title", "exhibits", "contacts", "facts", "requests", "interview"];
        members.map(|name| shown[name].clone())
    };
    let before = bench.shown();
    bench.on_case("fill", json!({ "case": { "interview": { "problem": "unknown_charge" } } }));
    bench.on_case("group", json!({ "ids": ["e2", "e3"] }));
    bench.on_case("remove", json!({ "id": "e1", "reason": "engano" }));
    let after = bench.shown();
    assert_eq!(after["interview"], json!({ "problem": "unknown_charge", "asked_to": 0 }));
    let label = after["undo"].as_str().unwrap().to_owned();
    assert_eq!(label, "Retirar “fatura 15-03-2026”");
    let done = bench.on_case("undo", json!({}));
    assert_eq!((&done["label"], &done["ids"]), (&json!(label), &json!(["p1"])));
    assert_eq!(bench.shown()["redo"], label.as_str());
    bench.on_case("undo", json!({}));
    bench.on_case("undo", json!({}));
    assert_eq!(written(&bench.shown()), written(&before));
    for _ in 0..3 {
        bench.on_case("redo", json!({}));
    }
    assert_eq!(written(&bench.shown()), written(&after));
    assert_eq!(bench.refused("redo", json!({})), "nothing_to_redo");
    // A deed that the list does not know: an export freezes numbers, and separates nothing.
    fs::remove_file(bench.case.join(".juntada/desfazer.jsonl")).unwrap();
    assert_eq!(bench.refused("undo", json!({})), "nothing_to_undo");
    assert_bag(&bench.case);
}

#[test]
fn a_locked_file_opens_with_its_password_and_nothing_keeps_it() {
    let bench = Bench::new();
    let password = "jabuti-4711";
    bench.gather("extrato.pdf", &pdf_locked("extrato", 3, password));
    let item = |shown: &Value| shown["exhibits"][3]["items"][0].clone();
    let locked = item(&bench.shown());
    assert_eq!((&locked["locked"], &locked["has_picture"]), (&json!(true), &json!(false)));
    let kept = || {
        let mut files = files_below(&bench.case);
        // Who looked last; nothing of the case.
        files.remove(".juntada/trava");
        files
    };
    let before = kept();
    let wrong = json!({ "id": "p4", "password": "errada" });
    assert_eq!(bench.refused("unlock", wrong), "wrong_password");
    assert_same(&kept(), &before, "wrong password");
    assert_eq!(bench.refused("unlock", json!({ "id": "e1", "password": "x" })), "not_locked");
    let done = bench.on_case("unlock", json!({ "id": "e4", "password": password }));
    assert_eq!(done["ids"], json!(["p4"]));
    let open = item(&bench.shown());
    assert_eq!((&open["locked"], &open["pages"]), (&json!(false), &json!(3)));
    for (name, bytes) in files_below(&bench.case) {
        let there = bytes.windows(password.len()).any(|part| part == password.as_bytes());
        assert!(!there, "the password stands in {name}");
    }
}

#[test]
fn a_dossier_is_copied_out_and_the_case_says_whether_it_changed_since() {
    let bench = Bench::new();
    let out = bench.at("saida");
    let export = json!({ "profile": "procon", "out": out, "date": "2026-11-21" });
    let made = bench.on_case("export", export);
    let last = |bench: &Bench| bench.shown()["last_export"].clone();
    assert_eq!(last(&bench)["profile"], "procon");
    assert_eq!(last(&bench)["changed_since"], false);
    bench.on_case("fill", json!({ "case": { "notes": "só para mim" } }));
    assert_eq!(last(&bench)["changed_since"], false, "a private note is in no dossier");
    bench.on_case("edit", json!({ "id": "e1", "about": { "title": "Fatura" } }));
    assert_eq!(last(&bench)["changed_since"], true);
    bench.on_case("undo", json!({}));
    assert_eq!(last(&bench)["changed_since"], false);
    let pen = bench.at("pendrive");
    let files = [made["zip"].clone(), made["dossier"][0].clone()];
    let copy = json!({ "request": "copy_out", "files": files, "to": pen });
    assert_eq!(refused(&copy), "path_absent");
    fs::create_dir(&pen).unwrap();
    // Something else of that name is there already.
    let zip = Path::new(files[0].as_str().unwrap());
    let name = zip.file_name().unwrap().to_str().unwrap();
    fs::write(pen.join(name), "outro").unwrap();
    let copied = ask(&copy);
    let first = &copied["copied"][0];
    let bytes = fs::read(zip).unwrap();
    assert_eq!((&first["sha256"], &first["bytes"]), (&json!(sha256(&bytes)), &json!(bytes.len())));
    assert_ne!(first["name"], name);
    assert_eq!(fs::read(pen.join(first["name"].as_str().unwrap())).unwrap(), bytes);
    assert_eq!(fs::read(pen.join(name)).unwrap(), b"outro");
    // Once more: what is there already stays as it is, and nothing of ours is left.
    let before = files_below(&pen);
    assert_eq!(ask(&copy), copied);
    assert_same(&files_below(&pen), &before, "copied twice");
    assert_eq!(before.len(), 3);
    let missing = json!({ "request": "copy_out", "files": [bench.at("saida/x.pdf")], "to": pen });
    refused(&missing);
    assert_same(&files_below(&pen), &before, "nothing to copy");
    assert_eq!(fs::read_dir(&pen).unwrap().count(), 3);
}

#[test]
fn every_case_is_listed_and_one_that_cannot_be_opened_with_its_trouble() {
    let bench = Bench::new();
    let folder = bench.at("casos");
    assert_eq!(ask(&json!({ "request": "cases", "path": bench.at("nada") }))["cases"], json!([]));
    ask(&json!({ "request": "new", "path": folder.join("Outro"), "title": "Luz" }));
    fs::create_dir(folder.join("fotos")).unwrap();
    let broken = folder.join("Quebrado");
    ask(&json!({ "request": "new", "path": broken }));
    let log = broken.join("custodia.jsonl");
    let text = fs::read_to_string(&log).unwrap().replace("created", "crested");
    fs::write(&log, text).unwrap();
    let newer = folder.join("Novo demais");
    ask(&json!({ "request": "new", "path": newer }));
    let database = rusqlite::Connection::open(newer.join("caso.db")).unwrap();
    database.pragma_update(None, "user_version", 99).unwrap();
    drop(database);
    let before = files_below(&folder);
    let told = ask(&json!({ "request": "cases", "path": folder }));
    assert_same(&files_below(&folder), &before, "looking writes nothing");
    let cases = told["cases"].as_array().unwrap();
    let named = |title: &str| cases.iter().find(|case| case["title"] == title).unwrap();
    assert_eq!(cases.len(), 4, "{told}");
    let whole = named("Aurora Fibra - cobrança em dobro");
    assert_eq!(whole["company"], "Aurora Fibra Telecom S.A.");
    let counts = ["exhibits", "contacts", "facts"].map(|name| whole[name].as_u64().unwrap());
    assert_eq!(counts, [3, 1, 1]);
    assert_eq!((&whole["trouble"], &whole["exported_at"]), (&Value::Null, &Value::Null));
    assert!(whole["changed_at"].is_string() && whole["case_id"].is_string());
    assert_eq!(named("Quebrado")["trouble"]["code"], "chain_broken");
    assert_eq!(named("Novo demais")["trouble"]["code"], "case_newer");
    // A database that is lost is made anew when the case is opened: no trouble.
    fs::remove_file(bench.case.join("caso.db")).unwrap();
    let told = ask(&json!({ "request": "cases", "path": folder }));
    let title = "Aurora Fibra - cobrança em dobro";
    let again = told["cases"].as_array().unwrap().iter().find(|case| case["title"] == title);
    assert_eq!(again.unwrap()["trouble"], Value::Null);
}

#[test]
fn a_case_is_deleted_by_its_title_alone_and_never_under_another_program() {
    let bench = Bench::new();
    let title = "Aurora Fibra - cobrança em dobro";
    let export = json!({ "profile": "procon", "out": bench.at("saida"), "date": "2026-11-21" });
    bench.on_case("export", export);
    assert_eq!(bench.refused("discard", json!({ "confirm": "Aurora" })), "not_confirmed");
    let lock = fs::File::options().write(true).open(bench.case.join(".juntada/trava")).unwrap();
    lock.lock().unwrap();
    let before = files_below(&bench.case);
    assert_eq!(bench.refused("discard", json!({ "confirm": title })), "case_locked");
    assert_same(&files_below(&bench.case), &before, "open elsewhere");
    lock.unlock().unwrap();
    let done = bench.on_case("discard", json!({ "confirm": format!(" {title} ") }));
    assert_eq!((&done["exports"], &done["originals"]), (&json!(1), &json!(3)));
    assert_eq!(fs::read_dir(bench.at("casos")).unwrap().count(), 0);
    assert!(fs::read_dir(bench.at("saida")).unwrap().count() >= 2, "the dossier stays");
    assert!(bench.at("fatura 15-03-2026.txt").exists(), "the sources stay");
    assert_eq!(bench.refused("discard", json!({ "confirm": title })), "path_absent");
}

#[test]
fn a_case_that_was_written_before_the_interview_opens_and_takes_one() {
    let bench = Bench::new();
    let database = rusqlite::Connection::open(bench.case.join("caso.db")).unwrap();
    let gone =
        database.execute("DELETE FROM part WHERE name IN ('interview', 'exported')", []).unwrap();
    assert_eq!(gone, 2);
    drop(database);
    assert!(bench.shown().get("interview").is_none());
    bench.on_case("fill", json!({ "case": { "interview": { "complained": "not_yet" } } }));
    assert_eq!(bench.shown()["interview"]["complained"], "not_yet");
    let refused_word = json!({ "case": { "interview": { "problem": "azar" } } });
    assert_eq!(bench.refused("fill", refused_word), "member_not_in_list");
    bench.on_case("fill", json!({ "case": { "interview": null } }));
    assert!(bench.shown().get("interview").is_none());
}

#[test]
fn settings_are_kept_and_the_sample_case_can_be_made_alone() {
    let bench = Bench::new();
    let path = bench.at("ajustes.json");
    let told = ask(&json!({ "request": "settings", "path": path }));
    let told = told.as_object().unwrap();
    let members =
        ["cases_folder", "contrast", "findings", "lawyer", "letter", "me", "theme", "welcomed"];
    assert!(told.keys().eq(members), "{told:?}");
    let settings = json!({ "letter": 150, "contrast": "high", "cor": "azul" });
    let set = ask(&json!({ "request": "set_settings", "path": path, "settings": settings }));
    assert_eq!(set["findings"][0]["found"], "cor");
    assert_eq!(ask(&json!({ "request": "settings", "path": path }))["letter"], 150);
    let out = bench.at("casos");
    let sample = ask(&json!({ "request": "sample", "out": out }));
    assert!(sample.get("dossier").is_none(), "{sample}");
    let shown = ask(&json!({ "request": "show", "path": sample["case"] }));
    assert_eq!((&shown["undo"], &shown["last_export"]), (&Value::Null, &Value::Null));
    assert!(shown["exhibits"].as_array().unwrap().len() > 3);
    let left: Vec<_> = fs::read_dir(&out).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(left.len(), 2, "{left:?}");
}
