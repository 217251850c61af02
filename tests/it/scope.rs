//! The program never works against its user: a package carries what it prints and its own
//! originals, and nothing of what was kept private, left out, thrown away, or meant for others.

use crate::common::files::{jpeg, pdf, story, unpack};
use crate::common::tools::{self, is_there};
use crate::common::{new_folder, program, program_in, run, word};
use serde_json::{Value, json};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Words that must not leave the case, each put into one private place.
const SECRETS: [&str; 17] = [
    "zarabatana",       // private note of the case
    "quixotesco",       // private note of an exhibit
    "Borboletrix",      // second respondent
    "pirilampo",        // contact with the second respondent
    "escaravelho",      // fact about the second respondent
    "jabuticaba",       // request of another destination
    "tamanduateu",      // request against the second respondent
    "xilofonista",      // title of an exhibit left out
    "mandacaruzo",      // file name of an exhibit left out
    "cajuzeirada",      // content of an exhibit left out
    "sabugueirol",      // title of an exhibit in the bin
    "perobaverde",      // file name of an exhibit in the bin
    "ipeamarelim",      // content of an exhibit in the bin
    "ventarolado",      // reason for the bin
    "ocarinaverm",      // event about the second respondent
    "negative_listing", // answer of the beginning
    "2019-07",          // when it began, as answered at the beginning
];

fn secret_story() -> Value {
    let mut story = story();
    story["notes"] = json!("falar da zarabatana só com o advogado");
    story["respondents"] = json!([
        { "corporate_name": "Aurora Fibra Telecom S.A." },
        { "corporate_name": "Borboletrix Cobranças Ltda." },
    ]);
    story["interview"] = json!({
        "problem": "negative_listing", "began": "2019-07", "complained": "without_number",
        "destinations": ["unsure"], "asked_to": 4,
    });
    let contact = json!({
        "when": "2026-03-01", "channel": "email", "protocols": ["pirilampo-1"],
        "respondent": "s2", "summary": "pirilampo",
    });
    story["contacts"].as_array_mut().unwrap().push(contact);
    let fact = json!({ "date": "2026-03-02", "text": "escaravelho", "respondent": "s2" });
    story["facts"].as_array_mut().unwrap().push(fact);
    story["requests"].as_array_mut().unwrap().extend([
        json!({ "text": "jabuticaba", "destinations": ["jec"], "amount": 7_777_777 }),
        json!({ "text": "tamanduateu", "respondent": "s2" }),
    ]);
    story["events"] = json!([
        { "date": "2026-03-03", "text": "ocarinaverm", "respondent": "s2", "citations": [] },
    ]);
    story
}

/// Returns whether bytes hold a word in any of the ways that text stands in files.
fn holds(bytes: &[u8], word: &str) -> bool {
    let lower = |text: &str| text.to_lowercase();
    let utf16: Vec<u8> = word.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let hexed = hex::encode(&utf16);
    let text = lower(&String::from_utf8_lossy(bytes));
    text.contains(&lower(word))
        || text.contains(&hexed)
        || text.contains(&hex::encode(word))
        || bytes.windows(utf16.len()).any(|window| window == utf16)
}

#[test]
fn nothing_private_is_in_the_package_of_the_first_respondent() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let (case, out) = (at("caso"), at("saida"));
    fs::write(at("caso.json"), secret_story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    let add = |name: &str, bytes: &[u8], more: &[&str]| {
        fs::write(at(name), bytes).unwrap();
        let path = at(name);
        run(&[&["juntar", word(&case), word(&path)], more].concat()).ends(0);
    };
    let private = ["--nota", "o vizinho quixotesco viu tudo", "--titulo", "Fatura de fevereiro"];
    add("fatura.pdf", &pdf("fatura", 1), &private);
    add("foto.jpg", &jpeg(9, 90, 60), &[]);
    add("mandacaruzo.txt", b"cajuzeirada", &["--titulo", "Prova xilofonista"]);
    add("perobaverde.txt", b"ipeamarelim", &["--titulo", "Prova sabugueirol"]);
    let left_out = json!({ "exhibits": [{ "id": "e3", "left_out": true }] });
    fs::write(at("fora.json"), left_out.to_string()).unwrap();
    run(&["preencher", word(&case), word(&at("fora.json"))]).ends(0);
    run(&["retirar", word(&case), "e4", "--motivo", "ventarolado"]).ends(0);
    let words = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out), "--json"];
    let made = program(&words);
    assert!(matches!(made.code, Some(0 | 1)), "{made:?}");
    let made = made.json();
    let packages = made["packages"].as_array().unwrap();
    assert_eq!(packages.len(), 2);
    assert_eq!(packages[0]["respondent"], "s1");
    let zip = Path::new(packages[0]["zip"].as_str().unwrap());
    let dossier = Path::new(packages[0]["dossier"][0].as_str().unwrap());
    for name in [zip, dossier] {
        let name = name.file_name().unwrap().to_string_lossy();
        SECRETS.iter().for_each(|secret| assert!(!holds(name.as_bytes(), secret), "{name}"));
    }
    for (name, bytes) in unpack(zip).unwrap() {
        for secret in SECRETS {
            assert!(!holds(name.as_bytes(), secret), "{secret}: {name}");
            assert!(!holds(&bytes, secret), "{secret} stands in {name}");
        }
    }
    let whole = fs::read(zip).unwrap();
    SECRETS.iter().for_each(|secret| assert!(!holds(&whole, secret), "{secret} in the ZIP"));
    if is_there("pdftotext") {
        let text = tools::page_texts(dossier).concat();
        assert!(text.contains("Aurora Fibra"), "the text is read at all");
        for secret in SECRETS {
            assert!(!holds(text.as_bytes(), secret), "{secret} is printed");
        }
    }
    if is_there("qpdf") {
        let bytes = tools::decompressed(dossier);
        for secret in SECRETS {
            assert!(!holds(&bytes, secret), "{secret} stands in a stream of the dossier");
        }
    }
    run(&["conferir", word(zip)]).ends(0);
    assert_chain_checks_with_python(zip);
}

/// Checks the chain as `docs/format.md` says it, by a program of another hand.
fn assert_chain_checks_with_python(zip: &Path) {
    const CHECK: &str = r#"
import hashlib, re, sys, zipfile
z = zipfile.ZipFile(sys.argv[1])
name = [n for n in z.namelist() if n.endswith("/custodia.jsonl")][0]
lines = z.read(name).split(b"\n")[:-1]
prev = b"0" * 64
for line in lines:
    core = re.match(rb'\{"core":(\{.*?\})(,"detail"|,"hash")', line).group(1)
    told = re.search(rb'"hash":"([0-9a-f]{64})"\}$', line).group(1)
    assert hashlib.sha256(core).hexdigest().encode() == told, line
    assert b'"prev":"' + prev + b'"' in core, line
    prev = told
print(len(lines))
"#;
    if !is_there("python3") {
        return;
    }
    let told = program_in(Command::new("python3").args(["-c", CHECK, word(zip)]), "");
    let lines: usize = told.ends(0).out.trim().parse().unwrap();
    assert!(lines >= 6, "{lines} lines");
}
