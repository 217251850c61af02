//! Received dossiers: what a client handed over is told apart, found, read, compared and continued,
//! and never changed. Real packages, and many made by another program's rules.

use crate::common::session::Session;
use crate::common::{
    assert_bag, assert_same, assert_whole, files, files_below, manifest, new_folder, program, run,
    sha256, tools, word,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A client with a case, and the folder where the dossiers come out.
pub struct Client {
    pub case: PathBuf,
    out: PathBuf,
}

impl Client {
    pub fn new(folder: &Path, name: &str) -> Self {
        let (case, out) = (folder.join(name), folder.join(format!("{name}-saida")));
        let document = folder.join(format!("{name}.json"));
        fs::write(&document, files::story().to_string()).unwrap();
        run(&["novo", word(&case), "--de", word(&document)]).ends(0);
        let client = Self { case, out };
        client.add("fatura de março.pdf", &files::pdf("fatura", 2));
        client.add("foto do modem.jpg", &files::jpeg(3, 64, 48));
        client
    }

    fn add(&self, name: &str, bytes: &[u8]) {
        let file = self.case.with_extension("arquivos").join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, bytes).unwrap();
        run(&["juntar", word(&self.case), word(&file)]).ends(0);
    }

    /// Hands a package over: a copy of the ZIP under another name.
    fn hand_over(&self, to: &Path) {
        self.hand_over_with(&[], to);
    }

    /// Hands a package over in secret.
    fn hand_over_protected(&self, passphrase: &Path, to: &Path) {
        self.hand_over_with(&["--proteger", word(passphrase)], to);
    }

    fn hand_over_with(&self, more: &[&str], to: &Path) {
        let words = ["gerar", word(&self.case), "--perfil", "advogado", "--json"];
        let told = run(&[&words[..], &["--saida", word(&self.out)], more].concat());
        let zip = told.json()["zip"].as_str().unwrap().to_owned();
        fs::copy(zip, to).unwrap();
    }
}

/// Writes a bag of another program: one text a file, in a folder of its own.
fn foreign_zip(path: &Path, number: u32) {
    let text = format!("Ocorrência {number}, protocolo 77.{number:04}-9");
    let name = format!("data/relato {number}.txt");
    let members = BTreeMap::from([
        ("bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n".to_owned()),
        ("manifest-sha256.txt", format!("{}  {name}\n", sha256(text.as_bytes()))),
        (name.as_str(), text),
    ]);
    write_zip(path, "pacote", &members);
}

fn write_zip(path: &Path, top: &str, members: &BTreeMap<&str, String>) {
    let named = members.iter().map(|(name, text)| (format!("{top}/{name}"), text.as_bytes()));
    let named: Vec<(String, &[u8])> = named.collect();
    let files: Vec<_> = named.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    fs::write(path, files::zip(&files)).unwrap();
}

/// Runs a command about the catalogue, and returns its document.
pub fn asked(catalogue: &Path, words: &[&str], code: i32) -> Value {
    let rest = ["--recebidos", word(catalogue), "--json"];
    run(&[words, &rest].concat()).ends(code).json()
}

pub fn listed(catalogue: &Path) -> BTreeMap<String, Value> {
    let list = asked(catalogue, &["recebidos"], 0);
    let dossiers = list["dossiers"].as_array().unwrap();
    dossiers.iter().map(|one| (one["name"].as_str().unwrap().to_owned(), one.clone())).collect()
}

pub fn number(entry: &Value) -> String {
    entry["id"].to_string()
}

#[test]
fn fifty_zips_are_told_apart_found_read_compared_and_continued() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let inbox = at("caixa de entrada");
    fs::create_dir_all(inbox.join("mais")).unwrap();
    let client = Client::new(folder.path(), "cliente");
    client.hand_over(&inbox.join("helena 1.zip"));
    for number in 1..=45 {
        foreign_zip(&inbox.join(format!("mais/outro {number:02}.zip")), number);
    }
    let whole = fs::read(inbox.join("helena 1.zip")).unwrap();
    // A byte of the photo: stored as it is, so that it can be found.
    let photo = files::jpeg(3, 64, 48);
    let inside = whole.windows(photo.len()).rposition(|window| window == photo).unwrap();
    let mut altered = whole.clone();
    altered[inside + photo.len() / 2] ^= 1;
    fs::write(inbox.join("helena alterada.zip"), &altered).unwrap();
    fs::write(inbox.join("helena cortada.zip"), &whole[..whole.len() * 2 / 3]).unwrap();
    write_zip(&inbox.join("férias.zip"), "fotos", &BTreeMap::from([("mar.txt", "azul".into())]));
    fs::write(inbox.join("helena de novo.zip"), &whole).unwrap();
    let before = files_below(folder.path());

    let catalogue = at("recebidos");
    let report = asked(&catalogue, &["receber", word(&inbox)], 1);
    let arrivals = report["dossiers"].as_array().unwrap();
    assert_eq!(arrivals.len(), 50);
    let told = |name: &str| {
        let found = arrivals.iter().find(|one| one["path"].as_str().unwrap().ends_with(name));
        found.unwrap_or_else(|| panic!("{name}: {report}"))
    };
    assert_eq!(told("férias.zip")["outcome"], "refused");
    assert_eq!(told("férias.zip")["why"]["code"], "not_a_dossier");
    assert_eq!(told("helena de novo.zip")["outcome"], "duplicate");
    assert_eq!(told("helena de novo.zip")["id"], told("helena 1.zip")["id"]);
    assert_eq!(
        report["checked"],
        json!({
            "intact": 46, "different": 1, "unreadable": 1, "waiting": 0, "protected": 0,
        })
    );
    let list = listed(&catalogue);
    assert_eq!(list.len(), 48);
    assert_eq!(list["helena 1.zip"]["state"], "intact");
    assert_eq!(list["helena alterada.zip"]["state"], "different");
    assert_eq!(list["helena cortada.zip"]["state"], "unreadable");
    assert_eq!(list["outro 07.zip"]["state"], "intact");
    let facts = &list["helena 1.zip"]["facts"];
    assert_eq!(facts["claimant"], "Helena Duarte Prado");
    assert_eq!(facts["respondents"], json!(["Aurora Fibra Telecom S.A."]));
    assert_eq!((&facts["exhibits"], &facts["value"]), (&json!(2), &json!(11980)));
    assert_eq!(facts["protocols"], json!(["2026021200417733"]));
    // Nothing of what was given changed, and each copy is what was given.
    let mut after = files_below(folder.path());
    after.retain(|name, _| !name.starts_with("recebidos/"));
    assert_same(&after, &before, "the client's files");
    let kept =
        catalogue.join(format!("{:06}/original.zip", list["helena 1.zip"]["id"].as_u64().unwrap()));
    assert_eq!(fs::read(&kept).unwrap(), whole);
    assert!(fs::metadata(&kept).unwrap().permissions().readonly());

    found_and_read(&catalogue, &list);
    compared(&catalogue, &client, &inbox);
    continued(folder.path(), &catalogue, &client, &list["helena 1.zip"]);
    assert_eq!(fs::read(&kept).unwrap(), whole);
}

fn found_and_read(catalogue: &Path, list: &BTreeMap<String, Value>) {
    let helena = &list["helena 1.zip"];
    // Digits alone, the name without accents, the text of a foreign file, a date.
    for (term, name) in [
        ("417733", None),
        ("2026021200417733", Some("helena 1.zip")),
        ("aurora fibra", Some("helena 1.zip")),
        ("52998224725", Some("helena 1.zip")),
        ("fatura de marco", Some("helena 1.zip")),
        ("7700079", Some("outro 07.zip")),
        ("ocorrencia 12", Some("outro 12.zip")),
    ] {
        let found = asked(catalogue, &["recebidos", term], 0);
        let names: Vec<&str> = found["dossiers"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["name"].as_str().unwrap())
            .collect();
        match name {
            Some(name) => assert!(names.contains(&name), "{term}: {names:?}"),
            None => assert!(names.is_empty(), "{term}: {names:?}"),
        }
    }
    let hits = asked(catalogue, &["recebidos", "fatura de marco"], 0)["hits"].clone();
    let hit = hits.as_array().unwrap().iter().find(|hit| hit["dossier"] == helena["id"]).unwrap();
    let opened = asked(catalogue, &["recebidos", "--ver", &number(helena)], 0);
    let contents = &opened["contents"];
    assert!(contents["pages"].as_u64().unwrap() > 5, "{contents}");
    let exhibits = contents["exhibits"].as_array().unwrap();
    let invoice = exhibits.iter().find(|one| one["title"] == "fatura de março").unwrap();
    assert_eq!(hit["page"], invoice["first_page"]);
    let pages = |member: &str| invoice[member].as_u64().unwrap();
    assert_eq!(pages("last_page") - pages("first_page"), 1);
    assert!(contents["custody"].as_array().unwrap().len() >= 3);
    assert_eq!(contents["facts"].as_array().unwrap().len(), 1);
    let report =
        asked(catalogue, &["recebidos", "--ver", &number(&list["helena alterada.zip"])], 1);
    assert_eq!(report["report"]["findings"][0]["code"], "altered", "{report}");
}

fn compared(catalogue: &Path, client: &Client, inbox: &Path) {
    client.add("carta nova.pdf", &files::pdf("carta", 1));
    let patch = client.case.with_extension("mais.json");
    let change = json!({"facts": [{"id": "f1", "text": "A fatura veio com a TV duas vezes."}]});
    fs::write(&patch, change.to_string()).unwrap();
    run(&["preencher", word(&client.case), word(&patch)]).ends(0);
    client.hand_over(&inbox.join("helena 2.zip"));
    asked(catalogue, &["receber", word(&inbox.join("helena 2.zip"))], 0);
    let list = listed(catalogue);
    let second = &list["helena 2.zip"];
    let first = number(&list["helena 1.zip"]);
    assert_eq!(second["version"], 3, "{second}");
    let compared =
        asked(catalogue, &["recebidos", "--comparar", &number(second), "--com", &first], 0);
    assert_eq!(compared["custody"], "continued", "{compared}");
    let changes: Vec<(&str, &str)> = compared["changes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|change| (change["kind"].as_str().unwrap(), change["part"].as_str().unwrap()))
        .collect();
    assert_eq!(changes, [("added", "exhibits"), ("altered", "facts")], "{compared}");
}

fn continued(folder: &Path, catalogue: &Path, client: &Client, entry: &Value) {
    let case = folder.join("no escritório");
    let words = ["continuar", &number(entry), word(&case)];
    let told = asked(catalogue, &words, 0);
    assert_eq!(told["case_id"], entry["case_id"]);
    assert_whole(&case);
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    let lines: Vec<Value> = log.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let last = lines.last().unwrap();
    assert_eq!(last["core"]["event"], "continued");
    assert_eq!(last["core"]["actor"], "advogado");
    assert_eq!(last["detail"]["seal"], entry["facts"]["seal"]);
    // Every line of the client's stands in it.
    let clients = fs::read_to_string(client.case.join("custodia.jsonl")).unwrap();
    let hash = |line: &str| serde_json::from_str::<Value>(line).unwrap()["hash"].clone();
    for (ours, theirs) in lines.iter().zip(clients.lines()).take(lines.len() - 1) {
        assert_eq!(ours["hash"], hash(theirs));
    }
    // It goes on: a new file, by the lawyer, and a package under any profile.
    let file = folder.join("procuracao.txt");
    fs::write(&file, "Procuração").unwrap();
    let gathered = run(&["juntar", word(&case), word(&file), "--json"]).ends(0).json();
    assert_eq!(gathered["items"][0]["id"], "p3");
    for profile in ["procon", "jec-eletronico"] {
        let out = folder.join(format!("protocolo {profile}"));
        let words = ["gerar", word(&case), "--perfil", profile, "--saida", word(&out), "--json"];
        let made = run(&words).json();
        let zip = made["zip"].as_str().unwrap_or_else(|| panic!("{made}"));
        let report = run(&["conferir", zip, "--json"]).ends(0).json();
        assert_eq!(report["verdict"], "intact", "{report}");
    }
    assert_whole(&case);
    let log = fs::read_to_string(case.join("custodia.jsonl")).unwrap();
    let last: Value = serde_json::from_str(log.lines().last().unwrap()).unwrap();
    assert_eq!(last["core"]["actor"], "advogado");
    // The database lost: all is there again, and no id of the client's is given twice.
    for name in ["caso.db", "caso.backup.db"] {
        fs::remove_file(case.join(name)).unwrap();
    }
    run(&["reparar", word(&case)]).ends(1);
    assert_whole(&case);
    // Two branches of one case: the fork is named.
    let zip = folder.join("protocolo procon");
    let zip = fs::read_dir(zip).unwrap().flatten().map(|entry| entry.path());
    let zip = { zip }.find(|path| path.extension().is_some_and(|e| e == "zip")).unwrap();
    asked(catalogue, &["receber", word(&zip)], 0);
    let list = listed(catalogue);
    let ours = list.values().max_by_key(|one| one["id"].as_u64()).unwrap();
    let theirs = number(&list["helena 2.zip"]);
    let compared =
        asked(catalogue, &["recebidos", "--comparar", &number(ours), "--com", &theirs], 0);
    assert_eq!(compared["custody"], "forked", "{compared}");
}

#[test]
fn folders_are_received_whole_and_a_case_folder_is_continued_too() {
    let folder = new_folder();
    let client = Client::new(folder.path(), "cliente");
    let before = files_below(&client.case);
    let bag = folder.path().join("pasta alheia");
    fs::create_dir_all(bag.join("data")).unwrap();
    fs::write(bag.join("data/a.txt"), "alfa").unwrap();
    fs::write(bag.join("manifest-sha256.txt"), format!("{}  data/a.txt\n", sha256(b"alfa")))
        .unwrap();
    let catalogue = folder.path().join("recebidos");
    let words = ["receber", word(&client.case), word(&bag), "/nada/aqui"];
    let report = asked(&catalogue, &words, 1);
    let outcomes: Vec<&Value> =
        report["dossiers"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, ["kept", "kept", "refused"]);
    let list = listed(&catalogue);
    assert_eq!(list["cliente"]["origin"], "case");
    assert_eq!(list["cliente"]["state"], "intact");
    assert_eq!(list["pasta alheia"]["origin"], "foreign");
    // A bag without its declaration is a bag whose files are as listed.
    assert_ne!(list["pasta alheia"]["state"], "unreadable");
    assert_same(&files_below(&client.case), &before, "the client's case");
    let case = folder.path().join("meu");
    asked(&catalogue, &["continuar", &number(&list["cliente"]), word(&case)], 0);
    assert_bag(&case);
    assert_whole(&case);
    // What another program made tells no case.
    let nowhere = folder.path().join("x");
    let other = ["continuar", &number(&list["pasta alheia"]), word(&nowhere)];
    let refused = asked(&catalogue, &other, 3);
    assert_eq!(refused["error"]["code"], "no_case_inside");
    assert!(!nowhere.exists());
}

#[test]
fn notes_stay_apart_and_the_table_holds_no_formula() {
    let s = Session::new();
    let zip = s.at("=cmd zip.zip");
    let folder = new_folder();
    let mut story = files::story();
    story["title"] = json!("=HYPERLINK(\"http://x\")");
    let document = folder.path().join("caso.json");
    fs::write(&document, story.to_string()).unwrap();
    let case = folder.path().join("caso");
    run(&["novo", word(&case), "--de", word(&document)]).ends(0);
    let photo = folder.path().join("foto.jpg");
    fs::write(&photo, files::jpeg(5, 64, 48)).unwrap();
    run(&["juntar", word(&case), word(&photo)]).ends(0);
    let out = folder.path().join("saida");
    let words = ["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    fs::copy(run(&words).json()["zip"].as_str().unwrap(), &zip).unwrap();

    let given = s.offer(std::slice::from_ref(&zip));
    let report = s.done(&json!({"request": "receive", "path": "recebidos:", "files": [given]}));
    assert_eq!(report["dossiers"][0]["path"], "=cmd zip.zip");
    let id = report["dossiers"][0]["id"].clone();
    let checked = s.done(&json!({"request": "check_received", "path": "recebidos:"}));
    assert_eq!(checked["intact"], 1, "{checked}");
    let marking = json!({
        "status": "reading", "tags": ["urgente", " ", "urgente"],
        "note": {"exhibit": "1", "page": 4, "text": "Pedir o contrato."},
    });
    let note = json!({
        "request": "mark_received", "path": "recebidos:", "ids": [id], "marking": marking,
    });
    let mark = s.done(&note);
    assert_eq!((&mark["status"], &mark["tags"]), (&json!("reading"), &json!(["urgente"])));
    let open = json!({"request": "open_received", "path": "recebidos:", "id": id});
    let opened = s.done(&open);
    assert_eq!(opened["mark"]["notes"][0]["text"], "Pedir o contrato.");
    let sha256 = opened["entry"]["sha256"].as_str().unwrap();
    let page = s.desk.picture(&format!("received/{sha256}/1/320")).unwrap();
    assert_eq!(&page.bytes[1..4], b"PNG");
    assert!(s.desk.picture(&format!("received/{sha256}/999/320")).is_none());
    let item = opened["contents"]["exhibits"][0]["items"][0]["sha256"].as_str().unwrap();
    assert!(s.desk.picture(&format!("item/{item}/1/160")).is_some());
    let table = s.done(&json!({
        "request": "received_table", "path": "recebidos:", "ids": [id], "out": "saida:",
    }));
    let text = fs::read_to_string(s.desk.place(table["table"].as_str().unwrap()).unwrap()).unwrap();
    assert!(text.contains("\"'=HYPERLINK"), "{text}");
    assert!(text.lines().skip(1).all(|line| !line.contains(";\"=")), "{text}");
    let index = s.done(&json!({
        "request": "received_table", "path": "recebidos:", "out": "saida:", "print": true,
    }));
    let index = s.desk.place(index["table"].as_str().unwrap()).unwrap();
    assert!(fs::read(&index).unwrap().starts_with(b"%PDF-"));
    if tools::is_there("pdftotext") {
        let text = tools::page_texts(&index).concat();
        for said in ["Índice dos dossiês recebidos", "1 dossiê.", "íntegro", "HYPERLINK"] {
            assert!(text.contains(said), "{said} is not in {text}");
        }
    }
    let made = s.ask(&json!({
        "request": "continue", "path": "recebidos:", "id": id, "to": "casos:", "title": "Meu",
    }));
    let shown = s.show(made["case"].as_str().unwrap());
    assert_eq!(shown["title"], "Meu");
    assert_eq!(fs::read(&zip).unwrap(), fs::read(s.desk_received(&id)).unwrap());
}

impl Session {
    fn desk_received(&self, id: &Value) -> PathBuf {
        self.at("dados/recebidos").join(format!("{:06}/original.zip", id.as_u64().unwrap()))
    }
}

#[test]
fn what_a_crash_left_is_received_and_verified_again() {
    let folder = new_folder();
    let inbox = folder.path().join("entrada");
    fs::create_dir(&inbox).unwrap();
    for number in 1..=3 {
        foreign_zip(&inbox.join(format!("{number}.zip")), number);
    }
    let catalogue = folder.path().join("recebidos");
    asked(&catalogue, &["receber", word(&inbox)], 0);
    // A program that died while it verified one, copied another and had renamed a third.
    let database = rusqlite::Connection::open(catalogue.join("catalogo.db")).unwrap();
    database.execute("UPDATE dossier SET state = 'verifying' WHERE id = 2", []).unwrap();
    drop(database);
    fs::create_dir_all(catalogue.join("chegando/um")).unwrap();
    fs::write(catalogue.join("chegando/um/original.zip"), "PK meio").unwrap();
    fs::create_dir_all(catalogue.join("000004")).unwrap();
    fs::write(catalogue.join("000004/original.zip"), "PK sem linha").unwrap();
    foreign_zip(&inbox.join("4.zip"), 4);
    let report = asked(&catalogue, &["receber", word(&inbox)], 0);
    assert_eq!(report["checked"]["intact"], 2, "{report}");
    let list = listed(&catalogue);
    assert_eq!(list.len(), 4);
    assert!(list.values().all(|one| one["state"] == "intact"));
    let four = fs::read(inbox.join("4.zip")).unwrap();
    assert_eq!(fs::read(catalogue.join("000004/original.zip")).unwrap(), four);
    assert!(fs::read_dir(catalogue.join("chegando")).unwrap().next().is_none());

    // A kill at any moment loses nothing that was said to be received.
    let many = folder.path().join("muitos");
    fs::create_dir(&many).unwrap();
    for number in 10..40 {
        foreign_zip(&many.join(format!("{number}.zip")), number);
    }
    let mut child = Command::new(crate::common::PROGRAM)
        .args(["receber", word(&many), "--recebidos", word(&catalogue)])
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(150));
    child.kill().unwrap();
    child.wait().unwrap();
    let before = listed(&catalogue);
    program(&["receber", word(&many), "--recebidos", word(&catalogue)]).ends(0);
    let list = listed(&catalogue);
    assert_eq!(list.len(), 34);
    assert!(list.values().all(|one| one["state"] == "intact"));
    for (name, entry) in &before {
        assert_eq!(entry["id"], list[name]["id"]);
    }
    let unpacked = files::unpack(&catalogue.join("000001/original.zip")).unwrap();
    let listed = String::from_utf8(unpacked["manifest-sha256.txt"].clone()).unwrap();
    for (path, hash) in manifest(&listed) {
        assert_eq!(sha256(&unpacked[&path]), hash);
    }
}

#[test]
fn a_zip_with_a_passphrase_is_kept_as_it_came_and_read_once_it_is_given() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let inbox = at("caixa");
    fs::create_dir(&inbox).unwrap();
    let phrases = ["tijolo verde na chuva", "bola azul no telhado", "nenhuma das duas"];
    let files: Vec<PathBuf> = (0..3).map(|n| at(&format!("senha-{n}.txt"))).collect();
    for (file, phrase) in files.iter().zip(phrases) {
        fs::write(file, format!("{phrase}\n")).unwrap();
    }
    for (name, file) in [("ana", &files[0]), ("bia", &files[1])] {
        Client::new(folder.path(), name)
            .hand_over_protected(file, &inbox.join(format!("{name}.zip")));
    }
    let given = fs::read(inbox.join("ana.zip")).unwrap();
    let mut altered = given.clone();
    altered[given.len() / 2] ^= 1;
    fs::write(inbox.join("alterado.zip"), altered).unwrap();
    fs::write(inbox.join("cortado.zip"), &given[..given.len() / 2]).unwrap();
    foreign_zip(&inbox.join("outro.zip"), 7);

    let catalogue = at("recebidos");
    let report = asked(&catalogue, &["receber", word(&inbox)], 1);
    let count = json!({
        "intact": 1, "different": 1, "unreadable": 1, "waiting": 0, "protected": 2,
    });
    assert_eq!(report["checked"], count);
    let whys = |report: &Value| -> Vec<String> {
        let all = report["dossiers"].as_array().unwrap().iter();
        all.filter_map(|one| Some(one["why"]["code"].as_str()?.to_owned())).collect()
    };
    assert_eq!(whys(&report), ["protected", "protected"]);
    let list = listed(&catalogue);
    assert_eq!(
        (&list["ana.zip"]["state"], &list["bia.zip"]["state"]),
        (&json!("protected"), &json!("protected"))
    );
    assert!(["different", "unreadable"].contains(&list["alterado.zip"]["state"].as_str().unwrap()));
    assert!(["different", "unreadable"].contains(&list["cortado.zip"]["state"].as_str().unwrap()));
    let (ana, bia) = (number(&list["ana.zip"]), number(&list["bia.zip"]));
    assert_eq!(asked(&catalogue, &["recebidos", "--ver", &ana], 1)["contents"], Value::Null);
    assert_eq!(asked(&catalogue, &["recebidos", "modem"], 0)["hits"], json!([]));

    // The wrong one opens nothing, the right one what it is of; both wherever the ZIPs are now.
    let wrong = asked(&catalogue, &["receber", "--senha-de", word(&files[2])], 1);
    assert_eq!(whys(&wrong), ["passphrase_wrong", "passphrase_wrong"]);
    let right = asked(&catalogue, &["receber", "--senha-de", word(&files[0])], 1);
    let outcomes: Vec<&Value> =
        right["dossiers"].as_array().unwrap().iter().map(|one| &one["outcome"]).collect();
    assert_eq!(outcomes, [&json!("opened"), &json!("duplicate")], "{right}");
    let (zip_of_ana, zip_of_bia) = (inbox.join("ana.zip"), inbox.join("bia.zip"));
    let again = ["receber", word(&zip_of_bia), "--senha-de", word(&files[1])];
    assert_eq!(asked(&catalogue, &again, 0)["dossiers"][0]["outcome"], "opened");
    let list = listed(&catalogue);
    for name in ["ana.zip", "bia.zip"] {
        assert_eq!(list[name]["state"], "intact");
        assert_eq!(list[name]["facts"]["claimant"], "Helena Duarte Prado");
    }
    let found = asked(&catalogue, &["recebidos", "foto do modem"], 0);
    assert_eq!(found["dossiers"].as_array().unwrap().len(), 2, "{found}");
    let opened = asked(&catalogue, &["recebidos", "--ver", &bia], 0);
    assert_eq!(opened["contents"]["exhibits"].as_array().unwrap().len(), 2);
    asked(&catalogue, &["continuar", &ana, word(&at("continuado"))], 0);
    assert_whole(&at("continuado"));
    let kept =
        catalogue.join(format!("{:06}/original.zip", list["ana.zip"]["id"].as_u64().unwrap()));
    assert_eq!(fs::read(&kept).unwrap(), given);
    for phrase in phrases {
        assert_kept_nowhere(&catalogue, phrase);
    }
    assert_read_at_once(&at("outros recebidos"), &zip_of_ana, &files[0]);
}

fn assert_kept_nowhere(catalogue: &Path, phrase: &str) {
    for (name, bytes) in files_below(catalogue) {
        let told = bytes.windows(phrase.len()).any(|w| w == phrase.as_bytes());
        assert!(!told, "a passphrase stands in {name}");
    }
}

/// With its passphrase, a dossier is read as soon as it is received.
fn assert_read_at_once(catalogue: &Path, zip: &Path, passphrase: &Path) {
    let report = asked(catalogue, &["receber", word(zip), "--senha-de", word(passphrase)], 0);
    assert_eq!(
        (&report["dossiers"][0]["outcome"], &report["dossiers"][0]["state"]),
        (&json!("kept"), &json!("intact"))
    );
    assert_eq!(listed(catalogue)["ana.zip"]["facts"]["exhibits"], 2);
}

#[test]
fn text_inside_received_files_is_found_with_its_page() {
    let folder = new_folder();
    let client = Client::new(folder.path(), "cliente");
    client.add(
        "contrato.pdf",
        &files::pdf_saying(&["capa do contrato", "cláusula pirilampo 4471-9", "fim"]),
    );
    let mail = "From: Ouvidoria <ouvidoria@aurora.example>\nTo: h@x.example\nSubject: Escaravelho\n\
        Date: Thu, 12 Mar 2026 09:10:00 -0300\nContent-Type: text/plain; charset=utf-8\n\n\
        O estorno sai como jabuticaba.\n";
    client.add("resposta.eml", mail.as_bytes());
    let zip = folder.path().join("helena.zip");
    client.hand_over(&zip);
    // A PDF of another program's dossier, which tells no types.
    let foreign = folder.path().join("outro");
    let bytes = files::pdf_saying(&["primeira", "a palavra vagalume"]);
    fs::create_dir_all(foreign.join("data")).unwrap();
    fs::write(foreign.join("data/laudo.PDF"), &bytes).unwrap();
    let declaration = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    fs::write(foreign.join("bagit.txt"), declaration).unwrap();
    fs::write(foreign.join("manifest-sha256.txt"), format!("{}  data/laudo.PDF\n", sha256(&bytes)))
        .unwrap();
    let catalogue = folder.path().join("recebidos");
    asked(&catalogue, &["receber", word(&zip), word(&foreign)], 0);
    let hits = |term: &str| {
        let found = asked(&catalogue, &["recebidos", term], 0);
        found["hits"].as_array().unwrap().clone()
    };
    let found = hits("pirilampo");
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0]["title"].as_str().unwrap().to_lowercase().contains("contrato"), "{found:?}");
    assert_eq!(hits("44719")[0]["page"], found[0]["page"], "digits without their punctuation");
    let opened = asked(&catalogue, &["recebidos", "--ver", &found[0]["dossier"].to_string()], 0);
    let exhibits = opened["contents"]["exhibits"].as_array().unwrap();
    let contract = exhibits.iter().find(|one| one["id"] == found[0]["exhibit"]).unwrap();
    assert_eq!(found[0]["page"], contract["first_page"].as_u64().unwrap() + 1);
    if tools::is_there("pdftotext") {
        let page = usize::try_from(found[0]["page"].as_u64().unwrap()).unwrap();
        let at = folder.path().join("volume.pdf");
        let says_it = |bytes: &Vec<u8>| {
            fs::write(&at, bytes).unwrap();
            tools::page_texts(&at).get(page - 1).is_some_and(|text| text.contains("pirilampo"))
        };
        let is_made = |name: &str| name.ends_with(".pdf") && !name.contains("originais/");
        let package = files::unpack(&zip).unwrap();
        let names: Vec<&String> = package.keys().collect();
        assert!(package.iter().any(|(name, bytes)| is_made(name) && says_it(bytes)), "{names:?}");
    }
    assert_eq!(hits("jabuticaba").len(), 1);
    assert!(!hits("escaravelho").is_empty());
    let vagalume = hits("vagalume");
    assert_eq!((vagalume.len(), &vagalume[0]["exhibit"]), (1, &json!("data/laudo.PDF")));
    // What was read may be lost: it is read again with the next check.
    fs::remove_dir_all(catalogue.join(".juntada")).unwrap();
    fs::remove_file(catalogue.join("busca.db")).unwrap();
    assert_eq!(hits("pirilampo").len(), 0);
    asked(&catalogue, &["receber"], 0);
    assert_eq!(hits("pirilampo").len(), 1);
}
