//! E-mail, from a file to the page: what is read equals what another reader reads, attachments and
//! the mails of a mailbox become exhibits that name where they came from, and no mail, however it is
//! made, reaches the network or brings the program down.

use crate::common::files::{jpeg, pdf};
use crate::common::oracle::{ReadTwice, read_twice};
use crate::common::tools::{is_there, page_texts};
use crate::common::{PROGRAM, filled_case, gathered, new_folder, program, sha256, shown, word};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

/// The reader that ours is compared with.
const ORACLE: &str = include_str!("mail_oracle.py");
/// The one for Outlook's own files.
const OUTLOOK_ORACLE: &str = include_str!("msg_oracle.py");

/// Fields that differ from what Python's `email` reads, and why.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("msg_36.txt", "to", "an empty group has a name, which we tell and Python drops"),
    ("example04.eml", "cc", "an empty group has a name, which we tell and Python drops"),
    ("msg_44.txt", "attachments", "the first text is the mail's own, though it has a file's name"),
    (
        "attachment_with_unquoted_name.eml",
        "attachments",
        "a name with spaces and without quotes: we take all of it, Python its first word",
    ),
    ("example10.eml", "from", "comments inside a name are told, Python drops them"),
    ("example10.eml", "to", "comments inside a name are told, Python drops them"),
    ("example10.eml", "cc", "an empty group with a comment, which we tell as it stands"),
];

/// Fields that differ from what `extract-msg` reads of Outlook's files, and why.
const OUTLOOK_DIFFERENCES: &[(&str, &str, &str)] = &[
    ("simple sent.msg", "subject", "the one that travelled is told, not the one written over it"),
    (
        "S_MIME test message signed.msg",
        "attachments",
        "what is signed is kept whole, as one attached file",
    ),
    (
        "S_MIME test message encrypted.msg",
        "attachments",
        "the encrypted body is an attached file, which extract-msg leaves out",
    ),
    ("testMSG_att_doc.msg", "from", "the sender's address is told too"),
    ("testMSG_chinese.msg", "subject", "a text in an old Chinese code, which neither can read"),
    ("testMSG_chinese.msg", "from", "a name in an old Chinese code: only the address is told"),
    ("testMSG_chinese.msg", "to", "a name in an old Chinese code: only the address is told"),
];

/// Least part of the fields that must be equal.
const EQUAL: f64 = 0.97;

#[test]
fn heads_and_attachments_equal_what_python_reads() {
    let Some(files) = read_twice("eml", "email", ORACLE) else { return };
    let (equal, all) = compared(&files, DIFFERENCES, agree);
    assert!(all >= 400, "{all} fields");
    let part = f64::from(equal) / f64::from(all);
    assert!(part >= EQUAL, "{equal} of {all}");
}

#[test]
fn outlook_files_equal_what_extract_msg_reads() {
    let Some(files) = read_twice("msg", "extract_msg", OUTLOOK_ORACLE) else { return };
    let (equal, all) = compared(&files, OUTLOOK_DIFFERENCES, |field, ours, theirs| match field {
        "date" => second(&ours["date"]) == second(theirs),
        _ => agree(field, ours, theirs),
    });
    assert!(files.len() >= 15 && all >= 60, "{} files, {all} fields", files.len());
    assert_eq!(equal + u32::try_from(OUTLOOK_DIFFERENCES.len()).unwrap(), all);
}

/// The moment in whole seconds, wherever it was told.
fn second(moment: &Value) -> i64 {
    let moment = moment.as_str().unwrap_or_else(|| panic!("no moment: {moment}"));
    chrono::DateTime::parse_from_rfc3339(moment).unwrap().timestamp()
}

/// Compares all fields that the other reader tells, and returns how many are equal, of how many; each
/// difference must be known, and none may be listed that is gone.
fn compared(
    files: &[ReadTwice],
    known: &[(&str, &str, &str)],
    agree: impl Fn(&str, &Value, &Value) -> bool,
) -> (u32, u32) {
    let (mut equal, mut all, mut new) = (0, 0, Vec::new());
    for ReadTwice { name, ours: read, theirs } in files {
        if read["format"] != "mail" {
            assert_eq!(read["media_type"], "application/mbox", "{name}: {read}");
            continue;
        }
        for (field, theirs) in theirs.as_object().unwrap() {
            all += 1;
            let is_known = known.iter().any(|(file, of, _)| name.ends_with(file) && of == field);
            if agree(field, read, theirs) {
                equal += 1;
                assert!(!is_known, "{name} {field} is equal: take it off the list");
            } else if !is_known {
                new.push(format!("{name} {field}: {theirs} / {}", read[field]));
            }
        }
    }
    assert!(new.is_empty(), "{new:#?}");
    (equal, all)
}

fn agree(field: &str, ours: &Value, theirs: &Value) -> bool {
    let texts = |value: &Value| -> Vec<String> {
        let list = value.as_array().cloned().unwrap_or_default();
        list.iter().map(|one| one.as_str().unwrap().to_owned()).collect()
    };
    match field {
        "attachments" => {
            let mut names: Vec<String> = ours["attachments"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|file| !file["media_type"].as_str().unwrap().starts_with("message/"))
                .filter_map(|file| file["name"].as_str().map(str::to_owned))
                .collect();
            names.sort();
            names == texts(theirs)
        }
        "from" => {
            let from = ours["from"].as_str().map(str::to_owned);
            let theirs = texts(theirs);
            let joined = if theirs.is_empty() { theirs } else { vec![theirs.join(", ")] };
            same_addresses(&from.into_iter().collect::<Vec<_>>(), &joined)
        }
        "to" | "cc" => same_addresses(&texts(&ours[field]), &texts(theirs)),
        _ => ours[field].as_str().unwrap_or_default() == theirs.as_str().unwrap(),
    }
}

/// Python tells no name that stands in a comment, as old programs wrote it: there, only the address
/// is compared.
fn same_addresses(ours: &[String], theirs: &[String]) -> bool {
    let bare = |one: &str| {
        one.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')).map(|(_, a)| a.to_owned())
    };
    ours.len() == theirs.len()
        && ours.iter().zip(theirs).all(|(ours, theirs)| {
            ours == theirs
                || (!theirs.contains('<') && bare(ours).as_deref() == Some(theirs.as_str()))
        })
}

/// A mail with a PDF, a photo and a table, as a company would answer.
fn answer() -> Vec<u8> {
    let part = |head: &str, bytes: &[u8]| {
        let lines: Vec<String> = base64(bytes)
            .as_bytes()
            .chunks(76)
            .map(|line| String::from_utf8_lossy(line).into_owned())
            .collect();
        format!(
            "--x\r\n{head}\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n",
            lines.join("\r\n")
        )
    };
    let file = |kind: &str, name: &str| {
        format!("Content-Type: {kind}\r\nContent-Disposition: attachment; filename=\"{name}\"")
    };
    let mut mail =
        "Received: from mta.operadora.example by mx.example; Thu, 12 Mar 2026 09:10:02 -0300\r\n\
        DKIM-Signature: v=1; d=operadora.example; b=UmSeloQualquer\r\n\
        From: Operadora X <sac@operadora.example>\r\nTo: maria@example.com\r\n\
        Subject: Resposta ao protocolo 20260312447190\r\nDate: Thu, 12 Mar 2026 09:10:00 -0300\r\n\
        Message-ID: <7@operadora.example>\r\nMIME-Version: 1.0\r\n\
        Content-Type: multipart/mixed; boundary=x\r\n\r\n\
        --x\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n\
        Confirmamos a cobrança em dobro de R$ 159,80.\r\n"
            .to_owned();
    mail += &part(&file("application/pdf", "fatura corrigida.pdf"), &pdf("a fatura certa", 2));
    mail += &part(&file("image/jpeg", "modem.jpg"), &jpeg(7, 640, 480));
    mail += &part(&file("application/octet-stream", "tabela.bin"), &[1, 2, 3]);
    mail += "--x--\r\n";
    mail.into_bytes()
}

fn base64(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        for place in 0..4 {
            let sign = char::from(LETTERS[(bits >> (18 - 6 * place)) as usize & 63]);
            text.push(if place <= three.len() { sign } else { '=' });
        }
    }
    text
}

#[test]
fn a_mail_is_printed_with_its_attachments_and_its_way() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = folder.path().join("resposta.eml");
    fs::write(&file, answer()).unwrap();
    let items = gathered(&case, std::slice::from_ref(&file));
    let read = &items[0]["read"];
    assert_eq!(read["from"], "Operadora X <sac@operadora.example>");
    assert_eq!(read["date"], "2026-03-12T09:10:00-03:00");
    let attachment = json!({
        "name": "modem.jpg", "media_type": "image/jpeg", "inline": false,
        "size_bytes": jpeg(7, 640, 480).len(), "sha256": sha256(&jpeg(7, 640, 480)),
    });
    assert_eq!(read["attachments"][1], attachment);
    let out = folder.path().join("saida");
    let words = ["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    let told = program(&words);
    let made = told.json();
    let pdf = Path::new(made["dossier"][0].as_str().unwrap());
    let exhibit = &made["exhibits"][0];
    let pages = exhibit["last_page"].as_u64().unwrap() - exhibit["first_page"].as_u64().unwrap();
    assert_eq!(pages + 1, 4, "the mail, two pages of the PDF, the photo: {made}");
    if is_there("pdftotext") {
        let texts = page_texts(pdf);
        let first = usize::try_from(exhibit["first_page"].as_u64().unwrap()).unwrap();
        for words in ["sac@operadora.example", "R$ 159,80", "tabela.bin", "12/03/2026 09:10"] {
            assert!(texts[first - 1].contains(words), "{words}: {}", texts[first - 1]);
        }
        assert!(texts[first].contains("a fatura certa"), "{}", texts[first]);
        assert!(texts.iter().any(|page| page.contains("UmSeloQualquer")));
    }
    program(&["conferir", word(pdf)]).ends(0);
    let case_json = shown(&case);
    assert_eq!(case_json["exhibits"][0]["items"][0]["read"]["subject"], read["subject"]);
}

#[test]
fn attachments_become_exhibits_that_name_their_mail() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = folder.path().join("resposta.eml");
    fs::write(&file, answer()).unwrap();
    gathered(&case, &[file]);
    let told = program(&["anexos", word(&case), "e1", "--numeros", "2", "--json"]).ends(0).json();
    assert_eq!(told["items"][0]["sha256"], sha256(&jpeg(7, 640, 480)));
    assert_eq!(told["items"][0]["path"], "modem.jpg");
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    let line: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    let inside = json!({ "sha256": sha256(&answer()), "part": 2 });
    assert_eq!(line["detail"]["inside"], inside);
    program(&["anexos", word(&case), "e1", "--numeros", "2"]).ends(0);
    let again = program(&["anexos", word(&case), "e1", "--json"]).ends(0).json();
    let outcomes: Vec<&Value> =
        again["items"].as_array().unwrap().iter().map(|item| &item["outcome"]).collect();
    assert_eq!(outcomes, ["kept", "duplicate", "kept"]);
    let refused = program(&["anexos", word(&case), "e2", "--json"]).ends(3).json();
    assert_eq!(refused["error"]["code"], "nothing_inside");
    program(&["conferir", word(&case)]).ends(0);
}

#[test]
fn every_mail_of_a_mailbox_is_an_exhibit_and_the_mailbox_stays() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let mail = |number: u32| {
        format!("From: a@x.example\nTo: b@x.example\nSubject: carta {number}\n\ncorpo {number}\n")
    };
    let separator = "From a@x.example Thu Mar 12 09:10:00 2026\n";
    let mailbox: String = (1..=3).map(|number| format!("{separator}{}\n", mail(number))).collect();
    let file = folder.path().join("caixa.mbox");
    fs::write(&file, &mailbox).unwrap();
    let items = gathered(&case, &[file]);
    assert_eq!(items.len(), 4);
    let shown = shown(&case);
    assert_eq!(shown["exhibits"][0]["left_out"], true);
    for number in 1..=3 {
        let index = usize::try_from(number).unwrap();
        let item = &shown["exhibits"][index]["items"][0];
        assert_eq!(item["sha256"], sha256(mail(number).as_bytes()));
        assert_eq!(item["inside"]["sha256"], sha256(mailbox.as_bytes()));
        let offset = usize::try_from(item["inside"]["offset"].as_u64().unwrap()).unwrap();
        assert!(mailbox[offset..].starts_with(&mail(number)));
    }
    program(&["conferir", word(&case)]).ends(0);
}

#[test]
fn suggestions_wait_for_the_user() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = folder.path().join("resposta.eml");
    fs::write(&file, answer()).unwrap();
    gathered(&case, &[file]);
    let before = shown(&case);
    let exhibit = &before["exhibits"][0];
    assert_eq!((&exhibit["title"], &exhibit["date"]), (&json!("resposta"), &Value::Null));
    let of = |shown: &Value, field: &str| -> Value {
        let all = shown["exhibits"][0]["suggestions"].as_array().unwrap().clone();
        all.into_iter()
            .find(|one| one["field"] == field)
            .map_or(Value::Null, |one| one["value"].clone())
    };
    assert_eq!(of(&before, "date"), "2026-03-12");
    assert_eq!(of(&before, "protocol"), "20260312447190");
    assert_eq!(of(&before, "amount"), "15980");
    program(&["alterar", word(&case), "e1", "--data", "2026-03-12"]).ends(0);
    let words = ["contato", word(&case), "--quando", "12/03/2026 09:10", "--canal", "email"];
    let words = [&words[..], &["--protocolo", "2026.0312.447190", "--prova", "e1"]].concat();
    program(&words);
    let after = shown(&case);
    assert_eq!((of(&after, "date"), of(&after, "protocol")), (Value::Null, Value::Null));
    assert_eq!(of(&after, "title"), "Resposta ao protocolo 20260312447190");
}

#[test]
fn hostile_mails_are_kept_and_reach_nothing() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let write = |name: &str, bytes: &[u8]| {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        path
    };
    let html = "From: a@b.example\nTo: c@b.example\nSubject: oferta\n\
        Content-Type: text/html; charset=utf-8\n\n<html><head>\
        <meta http-equiv=refresh content='0;url=http://rastro.example/'>\
        <link rel=stylesheet href='http://rastro.example/a.css'>\
        <script src='http://rastro.example/a.js'></script></head><body onload='x()'>\
        <img src='http://rastro.example/p.gif'><iframe src='http://rastro.example/'></iframe>\
        <form action='http://rastro.example/'><input value=senha></form><p>Texto visível</p>";
    let mut deep = "From: a@b.example\nTo: c@b.example\nSubject: fundo\n".to_owned();
    for level in 0..50_000 {
        deep += &format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n");
    }
    let nested = "Content-Type: message/rfc822\n\n".repeat(200_000);
    let nested = format!("From: a@b.example\nTo: c@b.example\nSubject: dentro\n{nested}");
    let files = [
        write("oferta.eml", html.as_bytes()),
        write("fundo.eml", deep.as_bytes()),
        write("dentro.eml", nested.as_bytes()),
    ];
    let log = folder.path().join("rastro");
    let traced = is_there("strace");
    let run = |words: &[&str]| {
        let mut command = Command::new(if traced { "strace" } else { PROGRAM });
        if traced {
            let filter = ["-f", "-qq", "-A", "-o", word(&log), "-e", "trace=network", PROGRAM];
            command.args(filter);
        }
        command.args(words).stdout(Stdio::piped()).output().unwrap()
    };
    let paths = files.iter().map(|path| word(path));
    let words: Vec<&str> = ["juntar", word(&case), "--json"].into_iter().chain(paths).collect();
    let told: Value = serde_json::from_slice(&run(&words).stdout).unwrap();
    let items = told["items"].as_array().unwrap();
    for item in items {
        assert_eq!(item["outcome"], "kept", "{item}");
        assert_eq!(item["read"]["format"], "mail", "{item}");
    }
    for item in &items[1..] {
        assert_eq!(item["read"]["notes"][0]["code"], "too_large", "{item}");
        assert!(!item["notes"][0].as_str().unwrap().is_empty());
    }
    let out = folder.path().join("saida");
    let made =
        run(&["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"]);
    let made: Value = serde_json::from_slice(&made.stdout).unwrap();
    if is_there("pdftotext") {
        let text = page_texts(Path::new(made["dossier"][0].as_str().unwrap())).concat();
        assert!(text.contains("Texto visível") && !text.contains("rastro.example"));
    }
    let log = fs::read_to_string(&log).unwrap_or_default();
    let leaks: Vec<&str> = log.lines().filter(|line| line.contains("AF_INET")).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}
