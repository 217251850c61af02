//! The desk, as window and tests' server see it: names instead of paths, deeds that let others in,
//! cancelling, pictures. Each test is one session of a person in a home of its own.

use crate::common::requests::{FOREIGN, every_request};
use crate::common::session::{Session, home, reader, surroundings};
use crate::common::{assert_bag, assert_whole, files, files_below, new_folder, word};
use juntada::app::Surroundings;
use juntada::desk::{Desk, DeskProgress};
use juntada::import::ReaderCommand;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::channel;
use std::thread;

/// Largest whole number that JavaScript holds exactly.
const MAX_SAFE_INTEGER: u64 = (1 << 53) - 1;

fn kept(reply: &Value) -> usize {
    let items = reply["items"].as_array().unwrap();
    items.iter().filter(|item| item["outcome"] == "kept").count()
}

fn item_count(shown: &Value) -> usize {
    let exhibits = shown["exhibits"].as_array().unwrap();
    exhibits.iter().map(|exhibit| exhibit["items"].as_array().unwrap().len()).sum()
}

/// Calls `look` on every value within a value.
fn walk(value: &Value, look: &mut dyn FnMut(&Value)) {
    look(value);
    match value {
        Value::Array(list) => list.iter().for_each(|value| walk(value, look)),
        Value::Object(members) => members.values().for_each(|value| walk(value, look)),
        _ => {}
    }
}

#[test]
fn a_whole_session_names_no_folder_and_no_number_is_too_large() {
    let s = Session::new();
    assert_eq!(s.done(&json!({"request": "cases", "path": "casos:"})), json!({"cases": []}));
    let sample = s.done(&json!({"request": "sample", "out": "casos:"}));
    let case = sample["case"].as_str().unwrap().to_owned();
    assert!(case.starts_with("caso:"), "{case}");
    // A sample that somebody changed is theirs: the next one is another.
    s.done(&json!({"request": "fill", "path": case, "case": {"place": "Itu – SP"}}));
    let again = s.done(&json!({"request": "sample", "out": "casos:"}))["case"].clone();
    assert_ne!(again, json!(case));
    let listed = s.done(&json!({"request": "cases", "path": "casos:"}));
    let paths: BTreeSet<&str> =
        listed["cases"].as_array().unwrap().iter().map(|c| c["path"].as_str().unwrap()).collect();
    assert_eq!(paths, BTreeSet::from([case.as_str(), again.as_str().unwrap()]));

    let shown = s.show(&case);
    let exhibit = shown["exhibits"][2]["id"].as_str().unwrap().to_owned();
    let about = json!({"title": "Contrato assinado"});
    s.done(&json!({"request": "edit", "path": case, "id": exhibit, "about": about}));
    s.done(&json!({"request": "undo", "path": case}));
    s.done(&json!({"request": "redo", "path": case}));
    s.done(&json!({"request": "history", "path": case, "id": exhibit}));
    s.done(&json!({"request": "remove", "path": case, "id": exhibit, "reason": "repetido"}));
    s.done(&json!({"request": "restore", "path": case, "id": exhibit, "reason": "faltava"}));
    s.done(&json!({"request": "missing", "path": case, "profile": "procon"}));

    let absent = s.at("recebidos/sumiu.pdf");
    let pdf = s.file("boleto ação.pdf", &files::pdf("boleto", 2));
    let odd = s.file("estragado.pdf", b"%PDF-1.4 nada");
    let given = s.offer(&[pdf, absent, odd]);
    let gathered = s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let names: Vec<&str> =
        gathered["items"].as_array().unwrap().iter().map(|i| i["path"].as_str().unwrap()).collect();
    assert_eq!(names, ["boleto ação.pdf", "sumiu.pdf", "estragado.pdf"]);
    assert_eq!(kept(&gathered), 2);

    let exported = s.done(&json!({
        "request": "export", "path": case, "profile": "procon", "out": "saida:",
    }));
    let zip = exported["zip"].as_str().unwrap().to_owned();
    assert!(zip.starts_with("feito:"), "{zip}");
    assert!(s.desk.place(&zip).unwrap().starts_with(s.at("Documentos/Dossiês")));
    let verified = s.ask(&json!({"request": "verify", "path": zip}));
    assert_eq!(verified["reply"]["verdict"], "intact", "{verified}");
    let recorded = s.done(&json!({"request": "verify_report", "path": zip, "out": "saida:"}));
    assert_eq!(recorded["verdict"], "intact");
    let report = s.desk.place(recorded["report"].as_str().unwrap()).unwrap();
    assert!(report.starts_with(s.at("Documentos/Dossiês")) && report.is_file());
    let pen_drive = s.at("pen drive");
    fs::create_dir(&pen_drive).unwrap();
    let target = s.offer(std::slice::from_ref(&pen_drive));
    let files = json!([zip, exported["dossier"][0]]);
    s.done(&json!({"request": "copy_out", "files": files, "to": target}));
    assert_eq!(fs::read_dir(&pen_drive).unwrap().count(), 2);
    let copied = s.done(&json!({"request": "copy", "path": case, "to": target}));
    assert_bag(&s.desk.place(copied["to"].as_str().unwrap()).unwrap());

    go_wrong(&s, &case, again.as_str().unwrap(), &zip);
    assert_nothing_is_told(&s);
}

/// What goes wrong speaks of names too.
fn go_wrong(s: &Session, case: &str, again: &str, zip: &str) {
    fs::write(s.at("Documentos/Casos/Caso de exemplo (2)/custodia.jsonl"), "{}").unwrap();
    fs::write(s.desk.place(zip).unwrap(), "PK estragado").unwrap();
    s.ask(&json!({"request": "verify", "path": zip}));
    s.refused(&json!({"request": "show", "path": again}));
    let listed = s.done(&json!({"request": "cases", "path": "casos:"}));
    let troubled = listed["cases"].as_array().unwrap().iter().find(|c| !c["trouble"].is_null());
    assert!(troubled.unwrap()["path"].as_str().unwrap().starts_with("escolha:"), "{listed}");
    s.refused(&json!({"request": "copy", "path": case, "to": "escolha:77"}));
    s.refused(&json!({"request": "export", "path": case, "profile": "nenhum", "out": "saida:"}));
    let inside = s.offer(&[s.desk.place(case).unwrap().join("data")]);
    s.refused(&json!({"request": "export", "path": case, "profile": "procon", "out": inside}));
    s.refused(&json!({"request": "show", "path": inside}));
    s.done(&json!({"request": "settings", "path": "ajustes:"}));
    s.done(&json!({"request": "profiles"}));
}

/// Asserts that no answer so far names the person's folder, and that JavaScript can hold its numbers.
#[track_caller]
fn assert_nothing_is_told(s: &Session) {
    let real = fs::canonicalize(s.folder.path()).unwrap();
    for answer in s.answers.borrow().iter() {
        for secret in [s.folder.path(), &real] {
            assert!(!answer.contains(word(secret)), "{answer}");
        }
        walk(&serde_json::from_str(answer).unwrap(), &mut |value| {
            if let Value::Number(number) = value {
                let whole = number.as_u64().or(number.as_i64().map(i64::unsigned_abs));
                assert!(whole.is_none_or(|whole| whole <= MAX_SAFE_INTEGER), "{number}");
            }
        });
    }
}

#[test]
fn a_path_of_this_computer_is_refused_in_every_place_of_every_request() {
    let s = Session::new();
    let case = s.case("Caso");
    let given = s.offer(&s.photos(1));
    fs::create_dir(s.at("pasta")).unwrap();
    let folder = s.offer(&[s.at("pasta")]);
    s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let exported = s.done(&json!({
        "request": "export", "path": case, "profile": "procon", "out": "saida:", "draft": true,
    }));
    let made = exported["zip"].as_str().unwrap().to_owned();
    let before = files_below(s.folder.path());

    let requests = every_request(&case, &given, &folder, &made);
    let told: BTreeSet<&str> = requests.iter().map(|r| r["request"].as_str().unwrap()).collect();
    let types = include_str!("../../ui/src/backend/generated.ts");
    let known: BTreeSet<&str> = types
        .split("\"request\": \"")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .collect();
    assert_eq!(told, known, "every request of the engine stands in this table");
    let own = s.at("Documentos/Casos/Caso");
    let handles = [case.as_str(), &given, &folder, &made, "casos:", "saida:", "ajustes:"];
    let mut places = 0;
    for request in &requests {
        for place in ["path", "out", "to", "ics", "files", "folder", "settings"] {
            if request[place].is_null() {
                continue;
            }
            places += 1;
            for wrong in FOREIGN.into_iter().chain([word(&own)]) {
                let mut asked = request.clone();
                match place {
                    "files" => asked[place] = json!([wrong]),
                    "settings" => asked[place]["cases_folder"] = json!(wrong),
                    _ => asked[place] = json!(wrong),
                }
                let code = s.refused(&asked);
                let expected = ["request_not_understood", "path_absent"];
                assert!(expected.contains(&code.as_str()), "{asked}: {code}");
            }
        }
    }
    assert!(places > 30, "{places}");
    assert_eq!(files_below(s.folder.path()), before);

    // A handle of one kind does not pass for another.
    for (request, place, sound) in [
        ("new", "path", &["casos:"][..]),
        ("settings", "path", &["ajustes:"]),
        ("cases", "path", &["casos:"]),
        ("show", "path", &[case.as_str(), &given, &folder]),
        ("export", "out", &["saida:", &given, &folder]),
        ("copy", "to", &[&given, &folder]),
    ] {
        let request = requests.iter().find(|r| r["request"] == request).unwrap();
        for handle in handles.into_iter().filter(|handle| !sound.contains(handle)) {
            let mut asked = request.clone();
            asked[place] = json!(handle);
            assert_eq!(s.refused(&asked), "request_not_understood", "{asked}");
        }
    }
}

#[test]
fn where_the_program_stands_is_not_told_when_its_reader_does_not_start() {
    let folder = new_folder();
    let lost = ReaderCommand { program: folder.path().join("programas/juntada"), args: Vec::new() };
    let surroundings = Surroundings { reader: lost.clone(), ..surroundings() };
    let desk = Desk::new(home(folder.path()), surroundings, &lost);
    let ask = |request: Value| desk.ask(1, &request.to_string(), &mut |_| {});
    let new: Value =
        serde_json::from_str(&ask(json!({"request": "new", "path": "casos:"}))).unwrap();
    fs::write(folder.path().join("a.pdf"), files::pdf("a", 1)).unwrap();
    let given = json!(desk.offer(vec![folder.path().join("a.pdf")]))["handle"].clone();
    let answer = ask(json!({"request": "add", "path": new["case"], "files": [given]}));
    assert!(answer.contains("reader_died"), "{answer}");
    assert!(!answer.contains(word(folder.path())), "{answer}");
}

#[test]
fn two_files_in_one_choice_are_gathered_but_mean_no_single_place() {
    let s = Session::new();
    let case = s.case("Dois");
    let two = s.offer(&s.photos(2));
    assert_eq!(s.refused(&json!({"request": "show", "path": two})), "request_not_understood");
    assert_eq!(s.desk.place(&two), None);
    let reply = s.done(&json!({"request": "add", "path": case, "files": [two]}));
    assert_eq!(kept(&reply), 2);
}

#[test]
fn a_case_that_was_moved_or_brought_from_elsewhere_is_found_by_its_identity() {
    let s = Session::new();
    let case = s.case("Loja: X / Y");
    let old = s.desk.place(&case).unwrap();
    assert_eq!(old.file_name().unwrap(), "Loja_ X _ Y");
    let second = s.case("Loja: X / Y");
    assert_eq!(s.desk.place(&second).unwrap().file_name().unwrap(), "Loja_ X _ Y (2)");
    fs::rename(&old, old.with_file_name("Outro nome")).unwrap();
    assert_eq!(s.show(&case)["title"], "Loja: X / Y");

    let elsewhere = s.at("pen drive/Caso da Ana");
    fs::create_dir_all(elsewhere.parent().unwrap()).unwrap();
    fs::rename(s.desk.place(&case).unwrap(), &elsewhere).unwrap();
    assert_eq!(s.refused(&json!({"request": "show", "path": case})), "path_absent");
    let offer = json!(s.desk.offer(vec![elsewhere.clone()]));
    assert_eq!(offer["case"], true);
    let answer = s.ask(&json!({"request": "show", "path": offer["handle"]}));
    assert_eq!(answer["case"], json!(case));
    assert_eq!(s.desk.place(&case), Some(elsewhere));
    s.show(&case);
}

#[test]
fn the_folder_of_cases_is_the_one_that_was_chosen_also_next_time() {
    let s = Session::new();
    s.case("Antes");
    let other = s.at("outro lugar");
    fs::create_dir(&other).unwrap();
    let handle = s.offer(std::slice::from_ref(&other));
    let set = |folder: Value| {
        let settings = json!({"cases_folder": folder, "letter": 125});
        s.done(&json!({"request": "set_settings", "path": "ajustes:", "settings": settings}))
    };
    assert_eq!(set(json!(handle))["cases_folder"], "casos:");
    let new = s.case("Depois");
    assert!(s.desk.place(&new).unwrap().starts_with(&other));
    assert!(s.desk.place("casos-antes:").unwrap().ends_with("Documentos/Casos"));
    assert_eq!(
        s.refused(&json!({"request": "cases", "path": "casos-antes:"})),
        "request_not_understood"
    );
    let next = Desk::new(home(s.folder.path()), surroundings(), &reader());
    assert!(next.place("casos:").unwrap().ends_with("outro lugar"));
    assert_eq!(set(Value::Null)["cases_folder"], Value::Null);
    assert!(s.desk.place("casos:").unwrap().ends_with("Documentos/Casos"));
}

#[test]
fn a_cancelled_gathering_keeps_what_was_kept_and_says_so() {
    let s = Session::new();
    let case = s.case("Muitas fotos");
    let given = s.offer(&s.photos(60));
    let request = json!({"request": "add", "path": case, "files": [given], "one_exhibit": true});
    let mut told: Vec<DeskProgress> = Vec::new();
    let answer = s.desk.ask(7, &request.to_string(), &mut |so_far| {
        told.push(so_far.clone());
        if so_far.done == 5 {
            s.desk.cancel(7);
        }
    });
    let reply = serde_json::from_str::<Value>(&answer).unwrap()["reply"].clone();
    let count = kept(&reply);
    assert!((5..60).contains(&count), "{count}");
    let items = reply["items"].as_array().unwrap();
    assert_eq!(items.len(), 60);
    assert!(items[59]["notes"][0].as_str().unwrap().contains("cancelou"), "{}", items[59]);
    assert!(told.iter().all(|so_far| so_far.total == 60 && so_far.doing == "Guardando"));
    assert_eq!(told[5].name.as_deref(), Some("foto-005.jpg"));
    let shown = s.show(&case);
    assert_eq!(item_count(&shown), count);
    assert_eq!(shown["exhibits"].as_array().unwrap().len(), 1);
    assert_whole(&s.desk.place(&case).unwrap());

    // What was not reached is gathered later, what was kept is not kept twice; and one step of
    // undoing takes back a whole gathering, however many batches it had.
    let reply = s.done(&json!({"request": "add", "path": case, "files": [given]}));
    assert_eq!(kept(&reply), 60 - count);
    s.done(&json!({"request": "undo", "path": case}));
    let states = |shown: &Value| {
        let mut kept = 0;
        walk(shown, &mut |value| kept += usize::from(value["state"] == "kept"));
        kept
    };
    assert_eq!(states(&s.show(&case)), count);
    s.done(&json!({"request": "undo", "path": case}));
    assert_eq!(states(&s.show(&case)), 0);
}

#[test]
fn a_cancelled_export_leaves_nothing() {
    let s = Session::new();
    let case = s.case("Caso");
    let mut given = s.photos(12);
    given.push(s.file("contrato.pdf", &files::pdf("contrato", 20)));
    let given = s.offer(&given);
    s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let out = s.at("Documentos/Dossiês");
    let events = s.show(&case)["custody_events"].clone();
    let request = json!({"request": "export", "path": case, "profile": "procon", "out": "saida:"});
    let answer = s.desk.ask(3, &request.to_string(), &mut |_| s.desk.cancel(3));
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(answer["error"]["code"], "cancelled", "{answer}");
    assert!(!out.exists(), "{:?}", files_below(&out).keys());
    assert_eq!(s.show(&case)["custody_events"], events);
    s.done(&request);
    // Dossier, ZIP, complaint sheet, sheet of the day, receipt, label of the volume, labels.
    assert_eq!(fs::read_dir(&out).unwrap().count(), 7);
}

#[test]
fn looking_and_editing_pass_while_many_photos_come_in() {
    let s = Session::new();
    let case = s.case("Muitas fotos");
    let first = s.offer(&s.photos(1));
    s.done(&json!({"request": "add", "path": case, "files": [first]}));
    let given = s.offer(&s.photos(240));
    let add = json!({"request": "add", "path": case, "files": [given]}).to_string();
    let gathering = AtomicBool::new(true);
    let passed = thread::scope(|scope| {
        scope.spawn(|| {
            s.desk.ask(1, &add, &mut |_| {});
            gathering.store(false, Ordering::SeqCst);
        });
        let mut passed = 0;
        for title in 1.. {
            let about = json!({"title": format!("Foto {title}")});
            let edit = json!({"request": "edit", "path": case, "id": "e1", "about": about});
            let show = json!({"request": "show", "path": case});
            for request in [edit, show] {
                let answer = s.desk.ask(2, &request.to_string(), &mut |_| {});
                assert!(!answer.contains("\"error\""), "{answer}");
            }
            if !gathering.load(Ordering::SeqCst) {
                break;
            }
            passed += 1;
        }
        passed
    });
    assert!(passed >= 5, "{passed} times");
    assert_eq!(item_count(&s.show(&case)), 240);
}

#[test]
fn pictures_are_those_of_cases_that_were_opened() {
    let s = Session::new();
    let case = s.case("Fotos");
    let pdf = s.file("contrato.pdf", &files::pdf("contrato", 3));
    let photo = s.file("foto.jpg", &files::jpeg_turned(1, 6));
    let text = s.file("nota.txt", b"uma nota");
    let given = s.offer(&[photo, pdf, text]);
    let reply = s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let hash = |index: usize| reply["items"][index]["sha256"].as_str().unwrap().to_owned();
    let key = |index: usize, page: u32, width: u32| format!("item/{}/{page}/{width}", hash(index));
    let size = |key: &str| {
        let picture = s.desk.picture(key)?;
        assert_eq!(picture.media_type, "image/png");
        let image = image::load_from_memory(&picture.bytes).unwrap();
        Some((image.width(), image.height()))
    };
    let next = Desk::new(home(s.folder.path()), surroundings(), &reader());
    assert!(next.picture(&key(0, 1, 320)).is_none(), "not opened in this session");
    s.show(&case);
    assert_eq!(size(&key(0, 1, 100)), Some((64, 96)), "upright, and not enlarged");
    assert_eq!(size(&key(1, 2, 300)).unwrap().0, 320);
    assert_eq!(size(&key(1, 2, 320)), size(&key(1, 2, 161)));
    for none in [
        key(2, 1, 320),
        key(1, 4, 320),
        key(1, 0, 320),
        key(1, 1, 0),
        key(1, 1, 2561),
        format!("item/{}/1/320", "0".repeat(64)),
        format!("item/{}/1/320/", hash(1)),
        format!("original/{}/1/320", hash(1)),
        "item/../../ajustes.json/1/320".to_owned(),
        String::new(),
    ] {
        assert!(s.desk.picture(&none).is_none(), "{none}");
    }

    // The system's own programs open an original; a request never takes one for a place.
    let text = s.desk.place(&format!("{case}#p3")).unwrap();
    assert_eq!(fs::read(text).unwrap(), b"uma nota");
    for none in [format!("{case}#p4"), format!("{case}#"), format!("{case}#p1#p1")] {
        assert_eq!(s.desk.place(&none), None, "{none}");
        s.refused(&json!({"request": "verify", "path": none}));
    }
    assert_eq!(next.place(&format!("{case}#p3")), None, "not shown in this session");

    // What was altered is not shown under its name, unless it was drawn before.
    let root = s.desk.place(&case).unwrap();
    let stored = s.show(&case)["exhibits"][1]["items"][0]["stored_as"].as_str().unwrap().to_owned();
    crate::common::put(&root.join("data/originais").join(stored), &files::pdf("outro", 3));
    assert!(s.desk.picture(&key(1, 3, 640)).is_none());
    assert!(s.desk.picture(&key(1, 2, 320)).is_some());

    s.refused(&json!({"request": "discard", "path": case, "confirm": "Foto"}));
    assert!(s.desk.picture(&key(0, 1, 100)).is_some());
    s.done(&json!({"request": "discard", "path": case, "confirm": "Fotos"}));
    assert!(s.desk.picture(&key(0, 1, 100)).is_none());
    assert!(!root.exists());
}

#[test]
fn a_locked_pdf_has_pictures_once_its_password_was_given() {
    let s = Session::new();
    let case = s.case("Com senha");
    let given = s.offer(&[s.file("fatura.pdf", &files::pdf_locked("fatura", 3, "segredo"))]);
    let reply = s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let hash = reply["items"][0]["sha256"].as_str().unwrap();
    s.show(&case);
    assert!(s.desk.picture(&format!("item/{hash}/2/320")).is_none());
    let unlock =
        |password| json!({"request": "unlock", "path": case, "id": "e1", "password": password});
    s.refused(&unlock("errada"));
    s.done(&unlock("segredo"));
    let next = Desk::new(home(s.folder.path()), surroundings(), &reader());
    for desk in [&s.desk, &next] {
        desk.ask(1, &json!({"request": "show", "path": case}).to_string(), &mut |_| {});
        let picture = |page: u32| desk.picture(&format!("item/{hash}/{page}/320"));
        let pages = [1, 2, 3].map(|page| picture(page).unwrap().bytes);
        let drawn = image::load_from_memory(&pages[1]).unwrap().to_luma8();
        assert!(drawn.width() == 320 && drawn.pixels().any(|pixel| pixel.0[0] < 100));
        assert!(pages[0] != pages[1] && picture(4).is_none());
    }
    assert!(s.answers.borrow().iter().all(|answer| !answer.contains("segredo")));
}

#[test]
fn pictures_come_while_a_deed_runs() {
    let s = Session::new();
    let case = s.case("Fotos");
    let mut given = s.photos(12);
    given.push(s.file("contrato.pdf", &files::pdf("contrato", 12)));
    let given = s.offer(&given);
    let reply = s.done(&json!({"request": "add", "path": case, "files": [given]}));
    s.show(&case);
    let export = json!({"request": "export", "path": case, "profile": "procon", "out": "saida:"});
    let exporting = AtomicBool::new(true);
    let (begun, begins) = channel();
    let drawn = thread::scope(|scope| {
        scope.spawn(|| {
            s.desk.ask(1, &export.to_string(), &mut |_| begun.send(()).unwrap());
            exporting.store(false, Ordering::SeqCst);
        });
        begins.recv().unwrap();
        let items = reply["items"].as_array().unwrap().iter();
        let pictures = items.map(|item| {
            s.desk.picture(&format!("item/{}/1/160", item["sha256"].as_str().unwrap()))
        });
        let drawn = pictures.take_while(|_| exporting.load(Ordering::SeqCst));
        drawn.flatten().count()
    });
    assert!(drawn > 0);
}

#[test]
fn a_pasted_picture_goes_once_it_is_kept_and_the_rest_with_the_session() {
    let s = Session::new();
    let case = s.case("Colado");
    let waiting = s.at("conf/colados");
    let files = || files_below(&waiting).into_keys().filter(|n| n.ends_with(".png")).count();
    let kept = json!(s.desk.offer_bytes("Imagem: colada.png", &files::png(1, 20, 20)).unwrap());
    s.desk.offer_bytes("../../fora.png", &files::png(2, 20, 20)).unwrap();
    assert_eq!(kept["names"], json!(["Imagem_ colada.png"]));
    assert_eq!(files(), 2);
    s.done(&json!({"request": "add", "path": case, "files": [kept["handle"]]}));
    assert_eq!(files(), 1);

    // Another session leaves what is in use; one that begins later takes away what was left.
    let next = Desk::new(home(s.folder.path()), surroundings(), &reader());
    assert_eq!(files(), 1);
    let left = waiting.join("deixado");
    fs::create_dir(&left).unwrap();
    fs::write(left.join("foto.png"), "x").unwrap();
    drop(next);
    drop(Desk::new(home(s.folder.path()), surroundings(), &reader()));
    assert!(!left.exists());
    assert_eq!(files(), 1);
    let Session { folder, desk, .. } = s;
    drop(desk);
    assert!(files_below(&folder.path().join("conf")).keys().all(|n| !n.contains("colados")));
}

#[test]
fn a_mistake_of_the_program_is_an_answer_and_the_session_goes_on() {
    let folder = new_folder();
    let broken = std::sync::Arc::new(AtomicBool::new(false));
    let now = std::sync::Arc::clone(&broken);
    let sound = surroundings().clock;
    let surroundings = Surroundings {
        clock: Box::new(move || {
            assert!(!now.load(Ordering::SeqCst), "the clock stopped");
            sound()
        }),
        ..surroundings()
    };
    let desk = Desk::new(home(folder.path()), surroundings, &reader());
    let ask = |request: &Value| -> Value {
        serde_json::from_str(&desk.ask(1, &request.to_string(), &mut |_| {})).unwrap()
    };
    let new = json!({"request": "new", "path": "casos:", "title": "Caso"});
    broken.store(true, Ordering::SeqCst);
    assert_eq!(ask(&new)["error"]["code"], "program_failed");
    broken.store(false, Ordering::SeqCst);
    assert_eq!(ask(&new)["reply"]["title"], "Caso");
    assert!(desk.ask(1, "{", &mut |_| {}).contains("request_not_understood"));
}
