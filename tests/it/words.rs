//! What a person is told at the desk and on the command line: parts by name, notes of a check in
//! words, a file without content refused with what to do.

use crate::common::files::pdf;
use crate::common::session::Session;
use crate::common::{program, word};
use serde_json::{Value, json};

/// Returns every sentence of an answer's notices.
fn told(answer: &Value) -> String {
    let notices = answer["notices"].as_array().unwrap();
    let texts =
        notices.iter().flat_map(|notice| [&notice["what"], &notice["why"], &notice["next"]]);
    texts.map(|text| text.as_str().unwrap()).collect::<Vec<_>>().join("\n")
}

#[test]
fn findings_and_refusals_name_parts_as_their_owner_does() {
    let s = Session::new();
    let case = s.case("Linha que não pedi");
    let given = s.offer(&[s.file("Fatura de março.pdf", &pdf("conta", 1))]);
    s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let answer = s.ask(&json!({"request": "fill", "path": case, "case": {
        "respondents": [{"trade_name": "Claro", "tax_id": "11.222.333/0001-00"}],
        "contacts": [{"when": "2026-03-12"}],
        "facts": [{"text": "A linha veio na conta.", "citations": [{"exhibit": "e1", "pages": "7"}]}],
    }}));
    assert!(answer["error"].is_null(), "{answer}");
    let answer = s.ask(&json!({"request": "missing", "path": case, "profile": "procon"}));
    assert!(answer["error"].is_null(), "{answer}");
    let out =
        s.ask(&json!({"request": "export", "path": case, "profile": "procon", "out": "saida:"}));
    let words = told(&out);
    assert!(
        words.contains("O contato de 12/03/2026 com a empresa Claro está sem número"),
        "{words}"
    );
    assert!(words.contains("da empresa “Claro”"), "{words}");
    assert!(words.contains("No fato nº 1 (“A linha veio na conta”)"), "{words}");

    // The command line says it with the same words.
    let root = s.desk.place(&case).unwrap();
    let refused = program(&["agrupar", word(&root), "e1", "e9"]);
    assert_eq!(refused.code, Some(3));
    assert!(refused.notes.contains("“e9”"), "{refused:?}");
    let refused = s.ask(&json!({"request": "unlock", "path": case, "id": "e1", "password": "x"}));
    let what = refused["error"]["what"].as_str().unwrap();
    assert_eq!(what, "A prova “Fatura de março” (Doc. 1) não precisa de senha.");

    let again = s.offer(&[s.file("a mesma.pdf", &pdf("conta", 1))]);
    let reply = s.done(&json!({"request": "add", "path": case, "files": [again]}));
    let note = reply["items"][0]["notes"][0].as_str().unwrap();
    assert_eq!(
        note,
        "Este arquivo já está no caso (“Fatura de março”, Doc. 1). Não guardei de novo."
    );
}

#[test]
fn a_file_without_content_is_not_kept_and_the_person_hears_what_to_do() {
    let s = Session::new();
    let case = s.case("Fotos do celular");
    let given = s.offer(&[s.file("foto.jpg", b""), s.file("nota.txt", b"nota")]);
    let answer = s.ask(&json!({"request": "add", "path": case, "files": [given]}));
    assert_eq!(answer["attention"], true);
    let items = answer["reply"]["items"].as_array().unwrap();
    assert_eq!(items[0]["outcome"], "refused");
    assert_eq!(items[1]["outcome"], "kept");
    let notes = items[0]["notes"].to_string();
    assert!(notes.contains("está vazio") && notes.contains("salvar de novo no celular"), "{notes}");
    let shown = s.show(&case);
    assert_eq!(shown["exhibits"].as_array().unwrap().len(), 1);
}

#[test]
fn a_check_tells_how_far_it_is_stops_when_asked_and_explains_its_notes() {
    let s = Session::new();
    let case = s.case("Muitas fotos");
    let given = s.offer(&s.photos(20));
    s.done(&json!({"request": "add", "path": case, "files": [given]}));
    let request = json!({"request": "verify", "path": case}).to_string();
    let mut done = Vec::new();
    let answer = s.desk.ask(3, &request, &mut |now| {
        assert_eq!(now.doing, "Conferindo");
        done.push((now.done, now.total));
    });
    assert!(answer.contains("intact"), "{answer}");
    let (last, total) = *done.last().unwrap();
    assert!(last == total && total > 20 && done.len() > 20, "{done:?}");

    let mut heard = 0;
    let answer = s.desk.ask(4, &request, &mut |_| {
        heard += 1;
        s.desk.cancel(4);
    });
    let refused: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(refused["error"]["code"], "cancelled");
    assert!(heard < total, "{heard}");

    // Litter of the system is no difference; it is told after the differences, in words.
    let root = s.desk.place(&case).unwrap();
    std::fs::write(root.join("data/originais/Thumbs.db"), "x").unwrap();
    let answer = s.ask(&json!({"request": "verify", "path": case}));
    assert_eq!(answer["reply"]["verdict"], "intact");
    assert_eq!(answer["notices"][0]["code"], "litter");
    assert!(told(&answer).contains("criado pelo próprio computador"), "{answer}");
    assert_eq!(answer["attention"], false);
}

#[test]
fn the_sample_is_made_once_and_anew_only_after_somebody_changed_it() {
    let s = Session::new();
    let sample = || {
        let made = s.done(&json!({"request": "sample", "number": 1, "out": "casos:"}));
        made["case"].as_str().unwrap().to_owned()
    };
    let case = sample();
    let shown = s.show(&case);
    assert_eq!(shown["interview"]["problem"], "unknown_charge");
    assert_eq!(shown["undo"], Value::Null);
    assert_eq!(sample(), case);
    // A deed that was taken back leaves it as it was; another makes it somebody's own.
    s.done(&json!({"request": "fill", "path": case, "case": {"place": "Itu – SP"}}));
    let other = sample();
    assert_ne!(other, case);
    s.done(&json!({"request": "undo", "path": case}));
    assert_eq!(sample(), case);
    s.done(&json!({"request": "remove", "path": case, "id": "e1", "reason": "teste"}));
    s.done(&json!({"request": "undo", "path": case}));
    assert_eq!(sample(), other);
    let cases = s.done(&json!({"request": "cases", "path": "casos:"}));
    assert_eq!(cases["cases"].as_array().unwrap().len(), 2);
}
