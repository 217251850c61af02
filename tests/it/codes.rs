//! Codes printed on papers, from the file to the suggestion: at least as many are read as by zbarimg, and
//! a bank slip suggests its sum and its day.

#[path = "../../src/import/codes/drawn.rs"]
mod drawn;

use crate::common::files::story;
use crate::common::tools::is_there;
use crate::common::{corpus, new_folder, program, shown, word};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A bank slip of R$ 179,90, due on 15/09/2026 or 24/01/2002.
const SLIP: &str = "23795157000000179901234090000001234500012340";

/// Pictures on which zbarimg reads more codes, and why.
const FEWER: &[(&str, &str)] =
    &[("qrcode-2__16.png", "a code drawn inside another: the inner one")];

fn gather(folder: &Path, files: &[PathBuf]) -> (PathBuf, Vec<Value>) {
    let case = folder.join("caso");
    let document = folder.join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&document)]).ends(0);
    let paths = files.iter().map(|path| word(path));
    let words: Vec<&str> = ["juntar", word(&case), "--json"].into_iter().chain(paths).collect();
    let told = program(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    (case, told.json()["items"].as_array().unwrap().clone())
}

#[test]
fn at_least_as_many_codes_are_read_as_by_zbarimg() {
    let Some(corpus) = corpus() else { return };
    if !is_there("zbarimg") {
        return;
    }
    let entries = fs::read_dir(corpus.join("code")).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending != "txt"));
    files.sort();
    let folder = new_folder();
    let (_, items) = gather(folder.path(), &files);
    let (mut ours, mut theirs, mut fewer) = (0, 0, Vec::new());
    for (path, item) in files.iter().zip(&items) {
        let own = item["read"]["codes"].as_array().map_or(0, Vec::len);
        let kinds = ["-q", "-S*.enable=0", "-Sqr.enable=1", "-Scode128.enable=1", "-Si25.enable=1"];
        let told = Command::new("zbarimg").args(kinds).arg(path).output().unwrap();
        let told = String::from_utf8_lossy(&told.stdout);
        let starts = ["QR-Code:", "CODE-128:", "I2/5:"];
        let zbar = told.lines().filter(|line| starts.iter().any(|s| line.starts_with(s))).count();
        (ours, theirs) = (ours + own, theirs + zbar);
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let is_known = FEWER.iter().any(|(known, _)| name.ends_with(known));
        if own < zbar && !is_known && item["outcome"] == "kept" {
            fewer.push(format!("{name}: {own} of {zbar}"));
        }
    }
    eprintln!("codes: {ours}, zbarimg {theirs}");
    assert!(fewer.is_empty(), "{fewer:#?}");
    assert!(theirs > 100 && ours >= theirs, "{ours} / {theirs}");
}

/// Returns a PDF of two pages, of which the second has the bars of a bank slip.
fn bill() -> Vec<u8> {
    let mut bars = String::new();
    // 103 mm wide and 13 mm high, as FEBRABAN asks: 405 modules.
    let module = 103.0 / 25.4 * 72.0 / 405.0;
    let mut at = 60.0;
    for (index, width) in drawn::itf(SLIP).iter().enumerate() {
        let width = f64::from(*width) * module;
        if index % 2 == 0 {
            bars += &format!("{at:.3} 100 {width:.3} 36.8 re f\n");
        }
        at += width;
    }
    let words = |text: &str| format!("BT /F 11 Tf 60 700 Td ({text}) Tj ET\n");
    let first = words("Resumo da fatura de setembro, para simples conferencia do cliente");
    let second = words("Ficha de compensacao do boleto bancario. Pague em qualquer banco.") + &bars;
    let stream =
        |content: &str| format!("<</Length {}>>\nstream\n{content}\nendstream", content.len());
    let page = |content: u32| {
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {content} 0 R\
             /Resources<</Font<</F 7 0 R>>>>>>"
        )
    };
    let objects = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Count 2/Kids[3 0 R 4 0 R]>>".to_owned(),
        page(5),
        page(6),
        stream(&first),
        stream(&second),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    let mut pdf = "%PDF-1.4\n".to_owned();
    let mut offsets = Vec::new();
    for (object, number) in objects.iter().zip(1..) {
        offsets.push(pdf.len());
        pdf += &format!("{number} 0 obj\n{object}\nendobj\n");
    }
    let table = pdf.len();
    pdf += &format!("xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
    offsets.iter().for_each(|offset| pdf += &format!("{offset:010} 00000 n \n"));
    pdf += &format!(
        "trailer\n<</Size {}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n",
        objects.len() + 1
    );
    pdf.into_bytes()
}

#[test]
fn a_bank_slip_suggests_what_its_bars_say_and_waits_for_the_user() {
    let folder = new_folder();
    let path = folder.path().join("conta.pdf");
    fs::write(&path, bill()).unwrap();
    let (case, items) = gather(folder.path(), &[path]);
    let code = &items[0]["read"]["codes"][0];
    let expected = json!({
        "page": 2, "symbology": "itf", "text": SLIP, "meaning": "boleto", "valid": true,
        "line": "23791234059000000123145000123401515700000017990",
        "amount": 17990, "due": ["2002-01-24", "2026-09-15"],
    });
    assert_eq!(*code, expected);
    let suggested = |field: &str| -> Value {
        let shown = shown(&case);
        assert_eq!(shown["exhibits"][0]["items"][0]["codes"][0], expected);
        let all = shown["exhibits"][0]["suggestions"].as_array().unwrap().clone();
        let of_code = |one: &&Value| one["field"] == field && one["source"] == "code";
        all.iter().find(of_code).cloned().unwrap_or_default()
    };
    assert_eq!(
        (&suggested("amount")["value"], &suggested("amount")["page"]),
        (&json!("17990"), &json!(2))
    );
    program(&["alterar", word(&case), "e1", "--data", "2002-01"]).ends(0);
    assert_eq!(suggested("due")["value"], "2002-01-24", "near the date of the document");
    program(&["alterar", word(&case), "e1", "--data", "2026-09-01"]).ends(0);
    assert_eq!(suggested("due")["value"], "2026-09-15");
    assert_eq!(suggested("kind")["value"], "bank_slip");
    program(&["alterar", word(&case), "e1", "--tipo", "bank_slip"]);
    assert_eq!(shown(&case)["exhibits"][0]["kind"], "bank_slip");
    assert_eq!(suggested("kind"), Value::Null, "what the case says is not suggested");
}
