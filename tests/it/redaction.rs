//! Copies with bars: what they hide is nowhere in what is handed over, as other programs judge it, and
//! everywhere in the originals, which nothing touches.

use crate::common::files::{jpeg, unpack};
use crate::common::{assert_whole, new_folder, run, sha256, shown, tools, word};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Pages of the PDF of each make, each with a line that is secret: with the photos, two hundred.
const PAGES: usize = 66;

/// How a secret stands in a PDF.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Make {
    /// As text that is seen.
    Text,
    /// As text that is not seen, over a scan.
    TextLayer,
    /// As text that is seen; also in metadata, an annotation, a form field and an attachment.
    Everywhere,
}

const MAKES: [Make; 3] = [Make::Text, Make::TextLayer, Make::Everywhere];

/// Returns a CPF with right check digits, another for each number.
fn cpf(number: usize) -> String {
    let mut digits: Vec<u32> =
        format!("{:09}", 312_456_000 + number * 7).bytes().map(|b| u32::from(b - b'0')).collect();
    for weights in [10_u32, 11] {
        let sum: u32 = digits.iter().zip((2..=weights).rev()).map(|(d, w)| d * w).sum();
        digits.push(match sum * 10 % 11 {
            10 => 0,
            rest => rest,
        });
    }
    let text: String = digits.iter().map(ToString::to_string).collect();
    format!("{}.{}.{}-{}", &text[..3], &text[3..6], &text[6..9], &text[9..])
}

/// Puts the secrets into the document's information, its metadata and a file attached to it.
fn tell_beside_the_pages(pdf: &mut Document, catalog: &mut Dictionary, secrets: &[String]) {
    let all = secrets.join(" ");
    let wide: Vec<u8> =
        [0xFE, 0xFF].into_iter().chain(all.encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let info = pdf.add_object(dictionary! {
        "Title" => Object::String(wide, StringFormat::Hexadecimal),
    });
    pdf.trailer.set("Info", info);
    let xmp = format!("<x:xmpmeta><dc:title>{all}</dc:title></x:xmpmeta>").into_bytes();
    let told = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let xmp = pdf.add_object(Stream::new(told, xmp));
    catalog.set("Metadata", xmp);
    let file = pdf.add_object(
        Stream::new(dictionary! { "Type" => "EmbeddedFile" }, all.into_bytes())
            .with_compression(true),
    );
    let spec = pdf.add_object(dictionary! {
        "Type" => "Filespec", "F" => Object::string_literal("dados.txt"),
        "EF" => dictionary! { "F" => file },
    });
    catalog.set(
        "Names",
        dictionary! {
            "EmbeddedFiles" => dictionary! {
                "Names" => vec![Object::string_literal("dados.txt"), spec.into()],
            },
        },
    );
}

/// Returns a PDF whose pages each say a secret, and the secrets.
fn secret_pdf(make: Make, seed: usize, pages: usize) -> (Vec<u8>, Vec<String>) {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let secrets: Vec<String> = (0..pages).map(|page| cpf(seed * 100 + page)).collect();
    let mut kids: Vec<Object> = Vec::new();
    for (page, secret) in secrets.iter().enumerate() {
        let mode = if make == Make::TextLayer { 3 } else { 0 };
        let line = |y: i64, text: &str| {
            vec![
                Operation::new("BT", vec![]),
                Operation::new("Tr", vec![mode.into()]),
                Operation::new("Tf", vec!["F1".into(), 18.into()]),
                Operation::new("Td", vec![72.into(), y.into()]),
                Operation::new("Tj", vec![Object::string_literal(text)]),
                Operation::new("ET", vec![]),
            ]
        };
        let operations =
            [line(250, &format!("Fatura folha {}", page + 1)), line(200, &format!("CPF {secret}"))];
        let content = Content { operations: operations.concat() }.encode().unwrap();
        let content = pdf.add_object(Stream::new(dictionary! {}, content).with_compression(true));
        let mut leaf = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 420.into(), 300.into()],
            "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
        };
        if make == Make::Everywhere {
            let note = pdf.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Text", "Contents" => Object::string_literal(secret.as_str()),
                "Rect" => vec![300.into(), 150.into(), 320.into(), 170.into()],
            });
            let field = pdf.add_object(dictionary! {
                "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx",
                "T" => Object::string_literal(format!("campo{page}")),
                "V" => Object::string_literal(secret.as_str()),
                "DA" => Object::string_literal("/F1 14 Tf 0 g"),
                "Rect" => vec![72.into(), 80.into(), 300.into(), 110.into()],
            });
            leaf.set("Annots", vec![note.into(), field.into()]);
        }
        kids.push(pdf.add_object(leaf).into());
    }
    pdf.objects.insert(
        tree,
        dictionary! { "Type" => "Pages", "Count" => i64::try_from(pages).unwrap(), "Kids" => kids }
            .into(),
    );
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if make == Make::Everywhere {
        tell_beside_the_pages(&mut pdf, &mut catalog, &secrets);
    }
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    (bytes, secrets)
}

/// Returns a photo that tells a secret in its comment and in its EXIF.
fn secret_photo(seed: usize, secret: &str) -> Vec<u8> {
    let photo = jpeg(seed as u64, 160, 120);
    let segment = |marker: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), data].concat()
    };
    let comment = segment(0xFE, secret.as_bytes());
    let exif = [b"Exif\0\0MM\0\x2A\0\0\0\x08\0\0\0\0\0\0".as_slice(), secret.as_bytes()].concat();
    [&photo[..2], &segment(0xE1, &exif), &comment, &photo[2..]].concat()
}

/// Returns every form in which the bytes of a CPF may stand.
fn forms(secret: &str) -> Vec<Vec<u8>> {
    let digits: String = secret.chars().filter(char::is_ascii_digit).collect();
    let wide =
        |text: &str, order: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(order).collect();
    [secret, &digits]
        .iter()
        .flat_map(|text| {
            [text.as_bytes().to_vec(), wide(text, u16::to_be_bytes), wide(text, u16::to_le_bytes)]
        })
        .collect()
}

/// Returns a pattern for every form of every secret: one pass finds any of them.
fn pattern(secrets: &[&String]) -> regex::bytes::Regex {
    let forms = secrets.iter().flat_map(|secret| forms(secret));
    let escaped = forms.map(|form| form.iter().map(|byte| format!("\\x{byte:02x}")).collect());
    let escaped: Vec<String> = escaped.collect();
    let whole = format!("(?-u){}", escaped.join("|"));
    regex::bytes::RegexBuilder::new(&whole).size_limit(1 << 28).build().unwrap()
}

fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// What the programs of others read out of a file; those that are not there are named aloud.
fn read_by_others(path: &Path, folder: &Path) -> Vec<(String, String)> {
    let pdf = path.extension().is_some_and(|ending| ending == "pdf");
    let file = word(path);
    let mut commands: Vec<(&str, Vec<&str>)> = vec![("exiftool", vec!["-a", "-u", "-ee", file])];
    if pdf {
        commands.push(("pdftotext", vec![file, "-"]));
        commands.push(("mutool", vec!["draw", "-q", "-F", "txt", file]));
        commands.push(("mutool", vec!["show", file, "trailer/Root", "trailer/Info"]));
        commands.push(("pdfdetach", vec!["-list", file]));
    } else {
        commands.push(("zbarimg", vec!["-q", file]));
    }
    let mut told = Vec::new();
    for (name, words) in commands {
        if !tools::is_there(name) {
            eprintln!("skipped: {name} is not installed (scripts/tools.sh installs it)");
            continue;
        }
        let output = std::process::Command::new(name).args(&words).output().unwrap();
        told.push((name.to_owned(), String::from_utf8_lossy(&output.stdout).into_owned()));
    }
    if tools::is_there("tesseract") && tools::is_there("pdftoppm") {
        let picture = if pdf {
            let stem = folder.join("pagina");
            tools::run("pdftoppm", &["-r", "150", "-png", "-singlefile", file, word(&stem)], &[0]);
            folder.join("pagina.png")
        } else {
            path.to_owned()
        };
        let output =
            std::process::Command::new("tesseract").args([word(&picture), "-"]).output().unwrap();
        told.push(("tesseract".to_owned(), String::from_utf8_lossy(&output.stdout).into_owned()));
    } else {
        eprintln!("skipped: tesseract is not installed (scripts/tools.sh installs it)");
    }
    told
}

fn api(request: &Value) -> Value {
    let told = crate::common::program_in(
        std::process::Command::new(env!("CARGO_BIN_EXE_juntada")).args(["api"]),
        &request.to_string(),
    );
    assert_eq!(told.code, Some(0), "{request}: {told:?}");
    told.json()
}

fn export(
    case: &Path,
    profile: &str,
    out: &Path,
    more: &[&str],
) -> (Value, BTreeMap<String, Vec<u8>>) {
    let words = ["gerar", word(case), "--perfil", profile, "--data", "2026-11-21", "--saida"];
    let told = run(&[&words[..], &[word(out), "--json"], more].concat());
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let told = told.json();
    let zip = unpack(Path::new(told["zip"].as_str().unwrap())).unwrap();
    (told, zip)
}

/// Gathers files, each an exhibit, and returns the case.
fn case_of(folder: &Path, files: &[PathBuf]) -> PathBuf {
    let case = folder.join("caso");
    run(&["novo", word(&case), "--titulo", "Tarja"]).ends(0);
    let mut words = vec!["juntar", word(&case)];
    words.extend(files.iter().map(|path| word(path)));
    run(&words).ends(0);
    case
}

#[test]
fn two_hundred_pages_tell_nothing_of_what_is_hidden() {
    let folder = new_folder();
    let (mut files, mut secrets) = (Vec::new(), Vec::new());
    for (number, make) in MAKES.into_iter().enumerate() {
        let (bytes, told) = secret_pdf(make, number + 1, PAGES);
        let path = folder.path().join(format!("{make:?}.pdf"));
        fs::write(&path, bytes).unwrap();
        files.push(path);
        secrets.push(told);
    }
    for seed in 0..2 {
        let secret = cpf(90_000 + seed);
        let path = folder.path().join(format!("foto-{seed}.jpg"));
        fs::write(&path, secret_photo(900 + seed, &secret)).unwrap();
        files.push(path);
        secrets.push(vec![secret]);
    }
    let case = case_of(folder.path(), &files);
    let before: Vec<Vec<u8>> = files.iter().map(|path| fs::read(path).unwrap()).collect();
    for number in 1..=files.len() {
        let id = format!("e{number}");
        if number <= files.len() - 2 {
            run(&["tarjar", word(&case), &id, "--aceitar", "todas"]).ends(0);
        } else {
            let secret = &secrets[number - 1][0];
            let words = ["tarjar", word(&case), &id, "--area", "0,0,0.5,0.5", "--esconde", "cpf"];
            run(&[&words[..], &["--texto", secret]].concat()).ends(0);
        }
    }
    assert_whole(&case);
    let (told, zip) = export(&case, "procon", &folder.path().join("saida"), &[]);
    let all: Vec<&String> = secrets.iter().flatten().collect();
    assert_eq!(all.len(), 200);
    assert_eq!(zip.keys().filter(|name| name.contains("originais/")).count(), 0, "{zip:?}");
    let unpacked = folder.path().join("aberto");
    fs::create_dir(&unpacked).unwrap();
    // The judges are no use if they cannot find what is there.
    for (tool, text) in read_by_others(&files[0], &unpacked) {
        let seen = digits_of(&text).contains(&digits_of(&secrets[0][0]));
        assert!(seen || !["pdftotext", "tesseract"].contains(&tool.as_str()), "{tool} is blind");
    }
    let any = pattern(&all);
    let mut judged = 0;
    for (name, bytes) in &zip {
        assert!(!any.is_match(bytes), "a secret stands in {name}");
        let ending = name.rsplit('.').next().unwrap();
        if !["pdf", "jpg", "png"].contains(&ending) {
            continue;
        }
        judged += 1;
        let path = unpacked.join(format!("{judged}.{ending}"));
        fs::write(&path, bytes).unwrap();
        for (tool, text) in read_by_others(&path, &unpacked) {
            let digits = digits_of(&text);
            for secret in &all {
                assert!(!digits.contains(&digits_of(secret)), "{tool} finds {secret} in {name}");
            }
        }
    }
    assert!(judged > files.len(), "{judged}");
    let verdict = run(&["conferir", told["zip"].as_str().unwrap(), "--json"]).ends(0).json();
    assert_eq!(verdict["verdict"], "intact");
    assert_untouched(&case, &files, &before, &secrets);
}

/// The same secrets stand in the originals as ever, and in those that the case keeps.
fn assert_untouched(case: &Path, files: &[PathBuf], before: &[Vec<u8>], secrets: &[Vec<String>]) {
    for ((path, bytes), secrets) in files.iter().zip(before).zip(secrets) {
        assert_eq!(&fs::read(path).unwrap(), bytes);
        let digest = sha256(bytes);
        let item = shown(case)["exhibits"]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|exhibit| exhibit["items"].as_array().unwrap().clone())
            .find(|item| item["sha256"] == digest.as_str())
            .unwrap();
        let kept = case.join("data/originais").join(item["stored_as"].as_str().unwrap());
        assert_eq!(sha256(&fs::read(kept).unwrap()), digest);
        if path.extension().is_some_and(|ending| ending == "jpg") {
            assert!(pattern(&[&secrets[0]]).is_match(bytes));
        }
    }
}

/// A case with one PDF of which the CPF of page 2 is hidden.
fn hidden(folder: &Path) -> (PathBuf, Vec<String>) {
    let (bytes, secrets) = secret_pdf(Make::Text, 7, 3);
    let path = folder.join("Fatura de 311.pdf");
    fs::write(&path, bytes).unwrap();
    let case = case_of(folder, &[path]);
    let proposed = run(&["tarjar", word(&case), "e1", "--propor", "--json"]).ends(0).json();
    let of_page = |one: &&Value| one["page"] == 2;
    let found: Vec<&Value> =
        proposed["proposals"].as_array().unwrap().iter().filter(of_page).collect();
    assert_eq!(found.len(), 1, "{proposed}");
    assert_eq!(
        (&found[0]["hides"], found[0]["text"].as_str()),
        (&json!("cpf"), Some(secrets[1].as_str()))
    );
    let number = found[0]["number"].to_string();
    run(&["tarjar", word(&case), "e1", "--aceitar", &number]).ends(0);
    (case, secrets)
}

#[test]
fn bar_lies_over_the_text_and_only_there() {
    let folder = new_folder();
    let (case, _) = hidden(folder.path());
    let copy = case.join("data/derivados/0001-com-tarja.pdf");
    if !tools::is_there("pdftoppm") {
        eprintln!("skipped: pdftoppm is not installed");
        return;
    }
    let stem = folder.path().join("p");
    tools::run(
        "pdftoppm",
        &["-r", "72", "-f", "2", "-l", "2", "-png", "-singlefile", word(&copy), word(&stem)],
        &[0],
    );
    let page = image::open(folder.path().join("p.png")).unwrap().to_luma8();
    // "CPF " is some 38 points wide at 18 points; the number begins at about 72 + 43.
    assert!(page.get_pixel(150, 300 - 206)[0] < 30, "not hidden");
    assert!(page.get_pixel(60, 300 - 206)[0] > 200, "hidden beside it");
    assert!(page.get_pixel(150, 300 - 240)[0] > 200, "hidden above it");
}

#[test]
fn package_tells_both_codes_and_undo_shows_the_original_again() {
    let folder = new_folder();
    let (case, _) = hidden(folder.path());
    let original = shown(&case)["exhibits"][0]["items"][0]["sha256"].as_str().unwrap().to_owned();
    let copy = shown(&case)["exhibits"][0]["items"][0]["copies"][0].clone();
    assert_eq!(copy["work"]["what"], "redacted");
    let (_, zip) = export(&case, "procon", &folder.path().join("a"), &[]);
    let member = |ending: &str| zip.iter().find(|(name, _)| name.ends_with(ending)).unwrap();
    let caso: Value = serde_json::from_slice(member("caso.json").1).unwrap();
    let item = &caso["exhibits"][0]["items"][0];
    assert_eq!(item["sha256"], copy["sha256"]);
    assert_eq!(item["copy"]["original_sha256"], original.as_str());
    assert_eq!(item["name"], "cópia com tarja.pdf");
    let (name, bytes) = member(" - com tarja.pdf");
    assert!(name.contains("derivados/"), "{name}");
    assert_eq!(sha256(bytes), copy["sha256"].as_str().unwrap());
    let log = String::from_utf8(member("custodia.jsonl").1.clone()).unwrap();
    assert!(!log.contains("Fatura de 311"), "the name as received left the case");
    assert!(log.contains(&original) && log.contains(r#""recipe":"redacted""#));
    // A lawyer gets the original only when it is asked for, and nobody else does.
    let refused = run(&[
        "gerar",
        word(&case),
        "--perfil",
        "procon",
        "--com-originais",
        "--saida",
        word(&folder.path().join("b")),
        "--json",
    ]);
    assert_eq!(refused.ends(3).json()["error"]["code"], "originals_not_for");
    let (_, zip) = export(&case, "advogado", &folder.path().join("c"), &[]);
    assert!(!zip.keys().any(|name| name.contains("originais/")));
    let (_, zip) = export(&case, "advogado", &folder.path().join("d"), &["--com-originais"]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    let undone = api(&json!({"request": "undo", "path": word(&case)}));
    assert!(undone["label"].as_str().unwrap().contains("tarja"), "{undone}");
    let (_, zip) = export(&case, "procon", &folder.path().join("e"), &[]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    assert_whole(&case);
    let redone = api(&json!({"request": "redo", "path": word(&case)}));
    assert_eq!(redone["label"], undone["label"]);
    assert_eq!(shown(&case)["exhibits"][0]["items"][0]["copies"][0], copy);
}

#[test]
fn export_refuses_while_the_hidden_text_stands_elsewhere() {
    let folder = new_folder();
    let (case, secrets) = hidden(folder.path());
    let digits = digits_of(&secrets[1]);
    let fill = |document: Value| {
        let path = folder.path().join("caso.json");
        fs::write(&path, document.to_string()).unwrap();
        run(&["preencher", word(&case), word(&path)]).ends(0);
    };
    let attempt = |out: &str| {
        let out = folder.path().join(out);
        let told =
            run(&["gerar", word(&case), "--perfil", "procon", "--saida", word(&out), "--json"]);
        assert!(told.code != Some(3) || !out.exists(), "something half-done stays");
        told
    };
    fill(json!({"facts": [{"text": format!("Meu documento é {digits}.")}]}));
    let refused = attempt("a").ends(3).json();
    assert_eq!(refused["error"]["code"], "still_found", "{refused}");
    assert!(refused["error"]["why"].as_str().unwrap().contains("fato 1"), "{refused}");
    // What the papers print on purpose is no leak.
    fill(json!({"claimant": {"name": "Maria", "tax_id": digits}}));
    assert!(matches!(attempt("b").code, Some(0 | 1)));
    // The same text in other evidence that goes in full.
    fill(json!({"claimant": null, "facts": [{"id": "f1", "text": "Sem número."}]}));
    assert!(matches!(attempt("c").code, Some(0 | 1)));
    let note = folder.path().join("nota.txt");
    fs::write(&note, format!("cpf {}", secrets[1].replace('.', " "))).unwrap();
    run(&["juntar", word(&case), word(&note)]).ends(0);
    let refused = attempt("d").ends(3).json();
    assert!(refused["error"]["why"].as_str().unwrap().contains("Doc."), "{refused}");
}

#[test]
fn mark_stands_beside_the_original_and_never_shows_what_is_hidden() {
    let folder = new_folder();
    let path = folder.path().join("foto.jpg");
    fs::write(&path, jpeg(5, 400, 300)).unwrap();
    let case = case_of(folder.path(), &[path]);
    let words = [
        "destacar",
        word(&case),
        "e1",
        "--moldura",
        "0.1,0.1,0.3,0.2",
        "--seta",
        "0.9,0.9,0.4,0.3",
    ];
    run(&[&words[..], &["--legenda", "veja a data"]].concat()).ends(0);
    let (told, zip) = export(&case, "procon", &folder.path().join("a"), &[]);
    assert!(zip.keys().any(|name| name.contains("originais/")));
    assert!(zip.keys().any(|name| name.ends_with(" - com destaque.jpg")), "{:?}", zip.keys());
    if tools::is_there("pdftotext") {
        let texts = tools::page_texts(Path::new(told["dossier"][0].as_str().unwrap())).join(" ");
        let texts = texts.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(texts.contains("Destaque acrescentado por quem reclama: “veja a data”"), "{texts}");
    }
    run(&["tarjar", word(&case), "e1", "--area", "0.1,0.1,0.3,0.2"]).ends(0);
    let (_, zip) = export(&case, "procon", &folder.path().join("b"), &[]);
    assert!(!zip.keys().any(|name| name.contains("com destaque")), "{:?}", zip.keys());
    run(&["tarjar", word(&case), "e1", "--limpar"]).ends(0);
    assert!(shown(&case)["exhibits"][0]["items"][0]["copies"].as_array().unwrap().is_empty());
    assert_whole(&case);
}

#[test]
fn what_cannot_be_hidden_is_refused_and_changes_nothing() {
    let folder = new_folder();
    let note = folder.path().join("nota.txt");
    fs::write(&note, "nada").unwrap();
    let photo = folder.path().join("foto.jpg");
    fs::write(&photo, jpeg(3, 90, 60)).unwrap();
    let case = case_of(folder.path(), &[note, photo]);
    let log = fs::read(case.join("custodia.jsonl")).unwrap();
    for (words, code) in [
        (&["tarjar", "e1", "--area", "0,0,1,1"][..], "no_pages"),
        (&["tarjar", "e2", "--pagina", "2", "--area", "0,0,1,1"], "no_such_page"),
        (&["tarjar", "e2", "--area", "0.5,0.5,0,0"], "no_area"),
        (&["destacar", "e2"], "nothing_marked"),
        (&["sem-lugar"], "no_place_inside"),
    ] {
        let mut all = vec![words[0], word(&case)];
        all.extend(&words[1..]);
        all.push("--json");
        assert_eq!(run(&all).ends(3).json()["error"]["code"], code, "{words:?}");
    }
    assert_eq!(fs::read(case.join("custodia.jsonl")).unwrap(), log);
}
