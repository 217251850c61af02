//! Fiscal documents, from the XML to the page: what is read equals what another reader reads, tests
//! and cancellations are told, and the page says what the file says and no more.

use crate::common::oracle::{ReadTwice, read_twice};
use crate::common::tools::{is_there, page_texts};
use crate::common::{filled_case, gathered, new_folder, program, shown, word};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// The reader that ours is compared with.
const ORACLE: &str = include_str!("fiscal_oracle.py");

const KEY: &str = "35260311222333000181550010000123451000123451";

#[test]
fn key_issuer_total_and_day_equal_what_python_reads() {
    let Some(files) = read_twice("nfe", "json", ORACLE) else { return };
    let mut fields = 0;
    for ReadTwice { name, ours: read, theirs } in &files {
        let Some(theirs) = theirs.as_object() else {
            assert_ne!(read["is_event"], false, "{name} is no document for Python");
            continue;
        };
        assert_eq!(read["format"], "fiscal", "{name}");
        for (field, value) in theirs {
            fields += 1;
            let ours = &read[field];
            let is_same = if field == "issued_at" {
                without_zero_seconds(ours) == without_zero_seconds(value)
            } else {
                ours == value
            };
            assert!(is_same, "{name} {field}: {value} / {ours}");
        }
    }
    assert!(fields >= 100, "{fields} fields");
}

/// A moment without seconds and one with zero seconds are the same.
fn without_zero_seconds(moment: &Value) -> String {
    let text = moment.as_str().unwrap_or_default();
    match text.get(16..19) {
        Some(":00") => format!("{}{}", &text[..16], &text[19..]),
        _ => text.to_owned(),
    }
}

/// A note of a shop, as its XML; `environment` is 1 in earnest and 2 for a test.
fn note(environment: u8) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><nfeProc xmlns=\"http://www.portalfiscal.inf.br/nfe\" \
        versao=\"4.00\"><NFe><infNFe Id=\"NFe{KEY}\"><ide><mod>55</mod><serie>1</serie><nNF>12345</nNF>\
        <dhEmi>2026-03-06T10:12:00-03:00</dhEmi><tpAmb>{environment}</tpAmb></ide><emit>\
        <CNPJ>11222333000181</CNPJ><xNome>Casa do Cabo Ltda.</xNome></emit><dest>\
        <CPF>52998224725</CPF><xNome>Maria Souza</xNome></dest><det nItem=\"1\"><prod>\
        <xProd>Cabo de rede 5 m</xProd><qCom>2.0000</qCom><vProd>59.80</vProd></prod></det>\
        <total><ICMSTot><vNF>59.80</vNF></ICMSTot></total></infNFe></NFe></nfeProc>"
    )
}

/// The cancellation of that note, with the answer of the tax office.
fn cancellation() -> String {
    format!(
        "<?xml version=\"1.0\"?><procEventoNFe><evento><infEvento><chNFe>{KEY}</chNFe>\
        <dhEvento>2026-03-07T09:00:00-03:00</dhEvento><tpEvento>110111</tpEvento><detEvento>\
        <descEvento>Cancelamento</descEvento><xJust>Desistencia</xJust></detEvento></infEvento>\
        </evento><retEvento><infEvento><cStat>135</cStat><chNFe>{KEY}</chNFe>\
        <tpEvento>110111</tpEvento></infEvento></retEvento></procEventoNFe>"
    )
}

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, text).unwrap();
    path
}

#[test]
fn a_note_is_read_suggests_and_is_printed_on_one_page() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = write(folder.path(), "nota.xml", &note(1));
    let items = gathered(&case, &[file]);
    let read = &items[0]["read"];
    assert_eq!(items[0]["kind"], "fiscal_note");
    assert_eq!((&read["model"], &read["access_key"]), (&json!("nfe"), &json!(KEY)));
    assert_eq!((&read["number"], &read["series"]), (&json!("12345"), &json!("1")));
    assert_eq!(read["issuer_name"], "Casa do Cabo Ltda.");
    assert_eq!(read["issuer_tax_id"], "11222333000181");
    assert_eq!(read["recipient_tax_id"], "52998224725");
    assert_eq!((&read["total_brl"], &read["environment"]), (&json!(5980), &json!("production")));
    let expected =
        json!([{ "description": "Cabo de rede 5 m", "quantity": "2", "total_brl": 5980 }]);
    assert_eq!(read["items"], expected);
    let all = shown(&case)["exhibits"][0]["suggestions"].clone();
    let of = |field: &str| -> Value {
        let one = all.as_array().unwrap().iter().find(|one| one["field"] == field);
        one.map_or(Value::Null, |one| json!([one["value"], one["source"]]))
    };
    assert_eq!(of("date"), json!(["2026-03-06", "fiscal"]));
    assert_eq!(of("title"), json!(["Nota fiscal 12345 de Casa do Cabo Ltda.", "fiscal"]));
    assert_eq!(of("amount"), json!(["5980", "fiscal"]));
    let out = folder.path().join("saida");
    let words = ["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    let made = program(&words).json();
    let exhibit = &made["exhibits"][0];
    assert_eq!(exhibit["first_page"], exhibit["last_page"]);
    if is_there("pdftotext") {
        let first = usize::try_from(exhibit["first_page"].as_u64().unwrap()).unwrap();
        let page = &page_texts(Path::new(made["dossier"][0].as_str().unwrap()))[first - 1];
        for words in ["Casa do Cabo Ltda.", "R$ 59,80", "Espelho do arquivo XML", "3526 0311 2223"]
        {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.to_lowercase().contains("autêntic"), "{page}");
    }
    program(&["conferir", made["zip"].as_str().unwrap()]).ends(0);
}

#[test]
fn the_supplier_with_its_tax_id_and_the_whole_day_are_suggested() {
    let folder = new_folder();
    let case = folder.path().join("caso");
    program(&["novo", word(&case)]).ends(0);
    gathered(&case, &[write(folder.path(), "nota.xml", &note(1))]);
    let all = shown(&case)["exhibits"][0]["suggestions"].clone();
    let supplier = all.as_array().unwrap().iter().find(|one| one["field"] == "supplier").unwrap();
    assert_eq!(supplier["value"], "Casa do Cabo Ltda.");
    assert_eq!(supplier["tax_id"], "11222333000181");
    // The key tells the month alone, and nothing that the document does not say better.
    let list = all.as_array().unwrap();
    let of = |field: &'static str| list.iter().filter(move |one| one["field"] == field);
    let days: Vec<&Value> = of("date").map(|one| &one["value"]).collect();
    assert_eq!(days, ["2026-03-06"]);
    assert_eq!(of("title").count(), 1);
}

#[test]
fn a_test_and_a_cancellation_in_another_file_are_findings() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let codes = |case: &Path| -> Vec<(String, Value)> {
        let shown = shown(case);
        let found = shown["findings"].as_array().unwrap().clone();
        let found = found.iter().filter(|f| f["code"].as_str().unwrap().starts_with("fiscal"));
        found.map(|f| (f["code"].as_str().unwrap().to_owned(), f["found"].clone())).collect()
    };
    gathered(&case, &[write(folder.path(), "nota.xml", &note(1))]);
    assert_eq!(codes(&case), []);
    let event = write(folder.path(), "evento.xml", &cancellation());
    let told = program(&["juntar", word(&case), word(&event), "--json"]).ends(1).json();
    assert_eq!(told["findings"][0]["code"], "fiscal_cancelled");
    assert_eq!(codes(&case), [("fiscal_cancelled".to_owned(), json!("e2"))]);
    program(&["retirar", word(&case), "e2", "--motivo", "engano"]).ends(0);
    assert_eq!(codes(&case), []);
    let other = new_folder();
    let case = filled_case(other.path());
    gathered(&case, &[write(other.path(), "nota.xml", &note(2))]);
    assert_eq!(codes(&case), [("fiscal_test".to_owned(), Value::Null)]);
}

#[test]
fn hostile_xml_is_kept_with_its_reason() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let entities: String = (1..12)
        .map(|level| {
            let inner = format!("&a{};", level - 1).repeat(10);
            format!("<!ENTITY a{level} \"{inner}\">")
        })
        .collect();
    let laughs = format!(
        "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a0 \"ha\">{entities}]><infNFe>&a11;</infNFe>"
    );
    let deep = format!("<?xml version=\"1.0\"?><infNFe>{}", "<a>".repeat(300_000));
    let outside = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>\
        <infNFe><emit><xNome>&e;</xNome></emit></infNFe>";
    let files = [
        write(folder.path(), "risos.xml", &laughs),
        write(folder.path(), "fundo.xml", &deep),
        write(folder.path(), "fora.xml", outside),
        write(folder.path(), "outro.xml", "<?xml version=\"1.0\"?><lista/>"),
    ];
    let items = gathered(&case, &files);
    for item in &items {
        assert_eq!((&item["outcome"], &item["read"]["showable"]), (&json!("kept"), &json!("no")));
        assert!(!item["notes"].as_array().unwrap().is_empty(), "{item}");
        assert!(!item.to_string().contains("root:"), "{item}");
    }
    program(&["conferir", word(&case)]).ends(0);
}
