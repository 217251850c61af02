//! The bin of a case: what emptying takes out, what taking back leaves, and choices of pages that
//! follow their pages.

use crate::common::files::pdf;
use crate::common::session::Session;
use serde_json::{Value, json};

fn exhibit<'a>(shown: &'a Value, id: &str) -> &'a Value {
    let exhibits = shown["exhibits"].as_array().unwrap();
    exhibits.iter().find(|exhibit| exhibit["id"] == id).unwrap_or(&Value::Null)
}

fn add_paper(s: &Session, case: &str, title: &str) -> String {
    let paper = json!({"request": "add_paper", "path": case, "title": title, "place": "comigo"});
    s.done(&paper)["ids"][0].as_str().unwrap().to_owned()
}

#[test]
fn emptying_takes_a_paper_out_and_never_hands_out_its_number_again() {
    let s = Session::new();
    let case = s.case("Papéis");
    let kept = add_paper(&s, &case, "Contrato");
    let loose = add_paper(&s, &case, "Recibo");
    let remove = |id: &str| {
        s.done(&json!({"request": "remove", "path": case, "id": id, "reason": "repetida"}));
    };
    remove(&loose);
    let reply = s.done(&json!({"request": "empty", "path": case}));
    assert_eq!(reply["ids"], json!([loose]));
    assert_eq!(exhibit(&s.show(&case), &loose), &Value::Null);
    assert_eq!(s.done(&json!({"request": "empty", "path": case}))["ids"], json!([]));
    assert_ne!(add_paper(&s, &case, "Outro recibo"), loose);

    s.done(&json!({"request": "export", "path": case, "profile": "procon", "out": "saida:"}));
    assert_eq!(exhibit(&s.show(&case), &kept)["number"], "1");
    remove(&kept);
    s.done(&json!({"request": "empty", "path": case}));
    let shown = s.show(&case);
    assert_eq!(exhibit(&shown, &kept)["number"], "1");
    assert_eq!(exhibit(&shown, &kept)["paper_at"], Value::Null);
    let restore = json!({"request": "restore", "path": case, "id": kept, "reason": "x"});
    assert_eq!(s.refused(&restore), "wrong_state");
    let later = add_paper(&s, &case, "Carta");
    assert_eq!(exhibit(&s.show(&case), &later)["number"], "3");
}

#[test]
fn a_file_whose_adding_was_taken_back_waits_in_the_bin_and_is_said_to_be_there() {
    let s = Session::new();
    let case = s.case("Fatura");
    let add = |name: &str, into: Value| {
        let given = s.offer(&[s.file(name, &pdf(name, 1))]);
        s.done(&json!({"request": "add", "path": case, "files": [given], "into": into}))
    };
    add("fatura.pdf", Value::Null);
    add("verso.pdf", json!("e1"));
    s.done(&json!({"request": "undo", "path": case}));
    let shown = s.show(&case);
    assert_eq!(exhibit(&shown, "e1")["items"][1]["state"], "binned");
    // One file is left to look at: there is nothing to separate.
    let separate = json!({"request": "separate", "path": case, "ids": ["e1"]});
    assert_eq!(s.refused(&separate), "wrong_state");
    let note = add("verso.pdf", Value::Null)["items"][0]["notes"][0].to_string();
    assert!(note.contains("lixeira") && note.contains("“fatura”"), "{note}");

    // What is in the bin stays with the first when the others go their own way.
    add("anexo.pdf", json!("e1"));
    let made = s.done(&separate)["ids"].clone();
    let shown = s.show(&case);
    let items = |id: &str| {
        let items = exhibit(&shown, id)["items"].as_array().unwrap().clone();
        items.iter().map(|item| item["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(items("e1"), [json!("p1"), json!("p2")]);
    assert_eq!(items(made[1].as_str().unwrap()), [json!("p3")]);
}

#[test]
fn a_choice_of_pages_follows_its_pages() {
    let s = Session::new();
    let case = s.case("Contrato");
    let given = s.offer(&[
        s.file("1.pdf", &pdf("um", 2)),
        s.file("2.pdf", &pdf("dois", 3)),
        s.file("3.pdf", &pdf("três", 1)),
    ]);
    s.done(&json!({"request": "add", "path": case, "files": [given], "one_exhibit": true}));
    let edit = |members: Value| {
        let mut request = json!({"request": "edit", "path": case, "id": "e1"});
        request.as_object_mut().unwrap().extend(members.as_object().unwrap().clone());
        s.done(&request);
    };
    let pages = || exhibit(&s.show(&case), "e1")["pages"].clone();
    let deed = |request: &str, id: &str| {
        s.done(&json!({"request": request, "path": case, "id": id, "reason": "teste"}));
    };
    // Pages 2 and 3 of the second file, then the first of the first.
    edit(json!({"pages": "4-5,1"}));
    deed("remove", "p1");
    assert_eq!(pages(), "2-3");
    deed("restore", "p1");
    assert_eq!(pages(), "4-5");
    s.done(&json!({"request": "undo", "path": case}));
    s.done(&json!({"request": "undo", "path": case}));
    assert_eq!(pages(), "4-5,1");
    edit(json!({"items": ["p3", "p2", "p1"]}));
    assert_eq!(pages(), "3-5");
    // A choice given with the order counts in that order.
    edit(json!({"items": ["p1", "p2", "p3"], "pages": "6"}));
    assert_eq!(pages(), "6");
    // A whole exhibit comes back from the bin with its choice.
    deed("remove", "e1");
    deed("restore", "e1");
    assert_eq!(pages(), "6");
    // Nothing chosen is left: all that is there counts.
    deed("remove", "p3");
    assert_eq!(pages(), Value::Null);
}

#[test]
fn citations_follow_their_pages() {
    let s = Session::new();
    let case = s.case("Contrato");
    let given = s.offer(&[s.file("1.pdf", &pdf("um", 2)), s.file("2.pdf", &pdf("dois", 3))]);
    s.done(&json!({"request": "add", "path": case, "files": [given], "one_exhibit": true}));
    let other = s.offer(&[s.file("3.pdf", &pdf("três", 2))]);
    s.done(&json!({"request": "add", "path": case, "files": [other]}));
    let facts = json!([{"text": "Assinei.", "citations": [
        {"exhibit": "e1", "pages": "2-3"}, {"exhibit": "e2", "pages": "1"}, {"exhibit": "e1"},
    ]}]);
    s.done(&json!({"request": "fill", "path": case, "case": {"facts": facts}}));
    let cited = || {
        let shown = s.show(&case);
        let list = shown["facts"][0]["citations"].as_array().unwrap().clone();
        let told = list.iter().map(|one| {
            let pages = one["pages"].as_str().map_or(String::new(), |pages| format!(" {pages}"));
            format!("{}{pages}", one["exhibit"].as_str().unwrap())
        });
        told.collect::<Vec<_>>()
    };
    let deed = |mut request: Value| {
        request["path"] = json!(case);
        s.done(&request);
    };
    assert_eq!(cited(), ["e1 2-3", "e2 1", "e1"]);
    deed(json!({"request": "edit", "id": "e1", "items": ["p2", "p1"]}));
    assert_eq!(cited(), ["e1 5,1", "e2 1", "e1"]);
    deed(json!({"request": "edit", "id": "e2", "pages": "1"}));
    deed(json!({"request": "group", "ids": ["e2", "e1"]}));
    assert_eq!(cited(), ["e2 7,3", "e2 1", "e2"]);
    assert_eq!(exhibit(&s.show(&case), "e2")["pages"], "1,3-7", "what was left out stays left out");
    deed(json!({"request": "separate", "ids": ["e2"]}));
    let after = cited();
    assert_eq!(after[2..], ["e2 1", "e2"]);
    assert_eq!(after.iter().filter(|one| one.ends_with(" 2") || one.ends_with(" 1")).count(), 3);
    assert_eq!(exhibit(&s.show(&case), "e2")["pages"], "1");
    deed(json!({"request": "undo"}));
    assert_eq!(cited(), ["e2 7,3", "e2 1", "e2"]);
    deed(json!({"request": "edit", "id": "e2", "pages": "1,6-7"}));
    deed(json!({"request": "separate", "ids": ["e2"]}));
    let shown = s.show(&case);
    let left_out = |item: &str| {
        let all = shown["exhibits"].as_array().unwrap();
        let holds = |one: &&Value| one["items"][0]["id"] == item;
        all.iter().find(holds).unwrap()["left_out"].clone()
    };
    assert_eq!((left_out("p1"), left_out("p2")), (json!(false), json!(true)), "{shown}");
    deed(json!({"request": "undo"}));
    deed(json!({"request": "undo"}));
    deed(json!({"request": "remove", "id": "p3", "reason": "teste"}));
    assert_eq!(cited(), ["e2 5,1", "e2", "e2"], "a page that is gone is not cited");
    deed(json!({"request": "undo"}));
    assert_eq!(cited(), ["e2 7,3", "e2 1", "e2"]);
}
