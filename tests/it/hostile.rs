//! Files made to do harm: archives that lead out or burst, pictures and PDFs that fill the memory,
//! endless XML. Each is kept and gets its sentence; none ends the program, writes outside the case,
//! reaches the network or passes the limits.
//!
//! Not here: hostile mails (`mail`) and hostile packages (`package::bag_check`).

use crate::common::files::{png, story, zip};
use crate::common::tools::is_there;
use crate::common::{PROGRAM, new_folder, originals, program, sha256, shown, word};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use zip::write::{SimpleFileOptions, ZipWriter};

/// Most address space of each process, in KiB: what the reader process allows itself, and half again.
const MEMORY_KIB: &str = "1572864";

/// Longest time for all of them together, without optimisation and with other tests beside.
const LONGEST: Duration = Duration::from_secs(300);

/// Where harm was to be done, by a path in an archive or a mail.
const OUTSIDE: &str = "fora-do-caso.txt";

fn new_case(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    let document = folder.join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&document)]).ends(0);
    case
}

/// An archive whose paths lead out on every system, with a link and one honest file.
fn slip() -> Vec<u8> {
    let up = "../".repeat(12);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default();
    for name in [
        format!("{up}{OUTSIDE}"),
        format!("/tmp/{OUTSIDE}"),
        format!("C:\\{OUTSIDE}"),
        format!("a\\..\\..\\{OUTSIDE}"),
    ] {
        archive.start_file(name, options).unwrap();
        archive.write_all(b"mal").unwrap();
    }
    archive.add_symlink("atalho", "..", options).unwrap();
    archive.start_file("bom.txt", options).unwrap();
    archive.write_all(b"honesto").unwrap();
    archive.finish().unwrap().into_inner()
}

/// An archive whose second entry has the bytes of the first.
fn overlapping() -> Vec<u8> {
    let whole = zip(&[("aaaa", &[b'x'; 4000])]);
    let directory = whole.windows(4).position(|mark| mark == b"PK\x01\x02").unwrap();
    let end = whole.windows(4).position(|mark| mark == b"PK\x05\x06").unwrap();
    let entry = &whole[directory..end];
    let mut second = entry.to_vec();
    let name = second.windows(4).position(|part| part == b"aaaa").unwrap();
    second[name..name + 4].copy_from_slice(b"bbbb");
    let mut tail = whole[end..].to_vec();
    tail[8..12].copy_from_slice(&[2, 0, 2, 0]);
    let length = u32::try_from(2 * entry.len()).unwrap();
    tail[12..16].copy_from_slice(&length.to_le_bytes());
    [&whole[..end], &second[..], &tail[..]].concat()
}

/// An archive that says its file has ten bytes, where it has 64 million.
fn lying() -> Vec<u8> {
    let mut whole = zip(&[("a", &vec![0; 64_000_000])]);
    let size = 64_000_000_u32.to_le_bytes();
    for at in 0..whole.len() - 4 {
        if whole[at..at + 4] == size {
            whole[at..at + 4].copy_from_slice(&10_u32.to_le_bytes());
        }
    }
    whole
}

fn deflated(bytes: usize) -> Vec<u8> {
    let mut out = ZlibEncoder::new(Vec::new(), Compression::best());
    let zeros = vec![0; 1 << 20];
    for _ in 0..bytes >> 20 {
        out.write_all(&zeros).unwrap();
    }
    out.finish().unwrap()
}

/// A PNG that says it has `side`² pixels of 8 bits, and has as many as `bytes` of zeros give.
fn png_of(side: u32, bytes: usize) -> Vec<u8> {
    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(data);
        let length = u32::try_from(data.len()).unwrap().to_be_bytes();
        [&length[..], kind, data, &crc.sum().to_be_bytes()].concat()
    }
    let head = [&side.to_be_bytes()[..], &side.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    [
        &b"\x89PNG\r\n\x1A\n"[..],
        &chunk(b"IHDR", &head),
        &chunk(b"IDAT", &deflated(bytes)),
        &chunk(b"IEND", b""),
    ]
    .concat()
}

/// A progressive JPEG of 65,535 × 65,535 with five thousand scans.
fn jpeg_of_scans() -> Vec<u8> {
    let mut jpeg = vec![0xFF, 0xD8, 0xFF, 0xC2, 0, 11, 8, 0xFF, 0xFF, 0xFF, 0xFF, 1, 1, 0x11, 0];
    for _ in 0..5_000 {
        jpeg.extend([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, 0x3F]);
    }
    jpeg.extend([0xFF, 0xD9]);
    jpeg
}

fn pdf(objects: &[Vec<u8>], trailer: &str) -> Vec<u8> {
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut table = format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1);
    for (object, number) in objects.iter().zip(1..) {
        table += &format!("{:010} 00000 n \n", pdf.len());
        pdf.extend(format!("{number} 0 obj\n").into_bytes());
        pdf.extend(object);
        pdf.extend(b"\nendobj\n");
    }
    let at = pdf.len();
    let size = objects.len() + 1;
    let trailer = trailer.replace("@", &at.to_string());
    pdf.extend(
        format!("{table}trailer\n<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n")
            .into_bytes(),
    );
    pdf
}

/// PDFs: one with an action that starts a program, nested, looping, and one whose page bursts.
fn pdfs() -> [(&'static str, Vec<u8>); 4] {
    let text = |text: &str| text.as_bytes().to_vec();
    let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R/Resources<<>>>>";
    let active = "<</Type/Catalog/Pages 2 0 R/OpenAction<</S/Launch/F(/bin/sh)>>/Names<</JavaScript\
        <</Names[(a)<</S/JavaScript/JS(app.launchURL\\('http://rastro.example'\\))>>]>>>>>>";
    let pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>";
    let drawing = |bytes: &[u8], how: &str| {
        let head = format!("<</Length {}{how}>>\nstream\n", bytes.len()).into_bytes();
        [&head[..], bytes, b"\nendstream"].concat()
    };
    let plain = drawing(b"0 0 m 9 9 l S", "");
    let nested = format!("{}{}", "[".repeat(10_380), "]".repeat(10_380));
    let bomb = drawing(&deflated(900 << 20), "/Filter/FlateDecode");
    let catalog = "<</Type/Catalog/Pages 2 0 R>>";
    let looping = "<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]/Parent 2 0 R>>";
    [
        ("age.pdf", pdf(&[text(active), text(pages), text(page), plain.clone()], "")),
        (
            "fundo.pdf",
            pdf(&[text(catalog), text(pages), text(page), plain, text(&nested)], "/X 5 0 R"),
        ),
        ("roda.pdf", pdf(&[text(catalog), text(looping)], "/Prev @")),
        ("estoura.pdf", pdf(&[text(catalog), text(pages), text(page), bomb], "")),
    ]
}

fn laughs() -> String {
    let mut xml = "<?xml version=\"1.0\"?><!DOCTYPE nfeProc [<!ENTITY a0 \"ha\">\
        <!ENTITY fora SYSTEM \"file:///etc/passwd\"><!ENTITY rede SYSTEM \"http://rastro.example/\">"
        .to_owned();
    for level in 1..12 {
        let before = format!("&a{};", level - 1).repeat(10);
        xml += &format!("<!ENTITY a{level} \"{before}\">");
    }
    xml + "]><nfeProc><NFe><infNFe>&a11;&fora;&rede;</infNFe></NFe></nfeProc>"
}

/// Every hostile file by its name, with a code that must stand among its notes; none where it is only
/// to be kept, and its page shown.
fn fixtures() -> Vec<(&'static str, Vec<u8>, Option<&'static str>)> {
    let inner = zip(&[("zeros", &vec![0; 8 << 20])]);
    let nested = zip(&[("dentro.zip", &zip(&[("mais.zip", &inner)]))]);
    let names: Vec<String> = (0..=10_000).map(|number| number.to_string()).collect();
    let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let [active, deep, looping, bursting] = pdfs();
    let office = zip(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("word/document.xml", b"<document/>"),
        ("docProps/core.xml", laughs().as_bytes()),
    ]);
    vec![
        ("caminhos.zip", slip(), Some("archive_leads_out")),
        ("bomba.zip", zip(&[("zeros", &vec![0; 64 << 20])]), Some("archive_refused")),
        ("mente.zip", lying(), Some("archive_unreadable")),
        ("misturado.zip", overlapping(), Some("archive_refused")),
        ("muitos.zip", zip(&many), Some("archive_refused")),
        ("aninhado.zip", nested, Some("archive")),
        ("enorme.png", png_of(50_000, 1 << 20), Some("too_large")),
        ("menor.png", png_of(9_000, 1 << 20), None),
        ("varreduras.jpg", jpeg_of_scans(), Some("too_large")),
        (
            "enorme.gif",
            b"GIF89a\xFF\xFF\xFF\xFF\0\0\0,\0\0\0\0\xFF\xFF\xFF\xFF\0\x02\0;".to_vec(),
            Some("too_large"),
        ),
        (active.0, active.1, None),
        (deep.0, deep.1, None),
        (looping.0, looping.1, Some("damaged")),
        (bursting.0, bursting.1, None),
        ("risos.xml", laughs().into_bytes(), None),
        ("risos.docx", office, None),
        ("honesta.png", png(3, 40, 30), None),
    ]
}

/// Runs the program with little memory, watched for sockets where the system allows it.
fn run(log: &Path, words: &[&str]) -> Value {
    let traced = is_there("strace");
    let mut command = Command::new("sh");
    let limited = format!("ulimit -v {MEMORY_KIB}; exec \"$@\"");
    command.args(["-c", &limited, "sh"]);
    if traced {
        command.args(["strace", "-f", "-qq", "-A", "-o", word(log), "-e", "trace=network"]);
    }
    let told = command.arg(PROGRAM).args(words).stderr(Stdio::inherit()).output().unwrap();
    let text = String::from_utf8_lossy(&told.stdout);
    assert!(matches!(told.status.code(), Some(0 | 1)), "{words:?}: {} {text}", told.status);
    serde_json::from_str(&text).unwrap()
}

fn names_in(folder: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn every_hostile_file_is_kept_named_and_harmless() {
    let folder = new_folder();
    let case = new_case(folder.path());
    let source = folder.path().join("recebidos");
    fs::create_dir(&source).unwrap();
    let fixtures = fixtures();
    let paths: Vec<PathBuf> = fixtures.iter().map(|(name, ..)| source.join(name)).collect();
    for ((_, bytes, _), path) in fixtures.iter().zip(&paths) {
        fs::write(path, bytes).unwrap();
    }
    let log = folder.path().join("rastro");
    fs::write(&log, "").unwrap();
    let before = (names_in(folder.path()), names_in(&source));
    let began = Instant::now();
    let words = paths.iter().map(|path| word(path));
    let words: Vec<&str> = ["juntar", word(&case), "--json"].into_iter().chain(words).collect();
    let told = run(&log, &words);
    let items = told["items"].as_array().unwrap();
    let here = originals(&case);
    for ((name, bytes, code), item) in fixtures.iter().zip(items) {
        assert_eq!(item["outcome"], "kept", "{name}: {item}");
        assert!(here.contains(&sha256(bytes)), "{name}");
        let notes = item["read"]["notes"].as_array().unwrap();
        if let Some(code) = code {
            assert!(notes.iter().any(|note| note["code"] == *code), "{name}: {item}");
        }
        let is_shown = item["read"]["showable"] != "no";
        let is_said = item["notes"].as_array().is_some_and(|notes| !notes.is_empty());
        assert!(is_shown || is_said, "{name} says nothing: {item}");
        assert!(!item.to_string().contains("root:"), "{name} read a file of the system");
    }
    // Out of the archives came the honest file and the archive inside, which stays closed.
    let inside: Vec<(&str, &str)> = items[fixtures.len()..]
        .iter()
        .map(|item| (item["path"].as_str().unwrap(), item["outcome"].as_str().unwrap()))
        .collect();
    assert_eq!(inside, [("bom.txt", "kept"), ("dentro.zip", "kept")]);
    let out = folder.path().join("saida");
    let made = run(
        &log,
        &[
            "gerar",
            word(&case),
            "--perfil",
            "procon",
            "--saida",
            word(&out),
            "--rascunho",
            "--json",
        ],
    );
    assert!(began.elapsed() < LONGEST, "{:?}", began.elapsed());
    program(&["conferir", word(&case)]).ends(0);
    program(&["conferir", word(Path::new(made["zip"].as_str().unwrap()))]).ends(0);
    let dossier = fs::read(made["dossier"][0].as_str().unwrap()).unwrap();
    for trace in [&b"/JavaScript"[..], b"/Launch", b"rastro.example"] {
        assert!(!dossier.windows(trace.len()).any(|part| part == trace), "{trace:?}");
    }
    fs::remove_dir_all(&out).unwrap();
    assert_eq!(
        before,
        (names_in(folder.path()), names_in(&source)),
        "something was written outside"
    );
    assert!(!Path::new("/tmp").join(OUTSIDE).exists());
    let log = fs::read_to_string(&log).unwrap_or_default();
    let leaks: Vec<&str> = log.lines().filter(|line| line.contains("AF_INET")).collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
}

#[test]
fn an_archive_becomes_items_that_name_it_and_stays_itself() {
    let folder = new_folder();
    let case = new_case(folder.path());
    let path = folder.path().join("provas.zip");
    let photo = png(7, 60, 40);
    let locked = {
        let mut whole =
            zip(&[("notas/nota.txt", b"protocolo 123"), ("foto.png", &photo), ("a.txt", b"senha")]);
        // The flag that says a file is encrypted, in both heads of the last one.
        for mark in [&b"PK\x03\x04"[..], b"PK\x01\x02"] {
            let at = whole.windows(4).rposition(|part| part == mark).unwrap();
            whole[at + if mark[2] == 3 { 6 } else { 8 }] |= 1;
        }
        whole
    };
    fs::write(&path, &locked).unwrap();
    let told = program(&["juntar", word(&case), word(&path), "--json"]);
    let items = told.json()["items"].as_array().unwrap().clone();
    let names: Vec<&str> =
        items.iter().map(|item| item["path"].as_str().unwrap()).skip(1).collect();
    assert_eq!(names, ["nota.txt", "foto.png"]);
    let codes: Vec<&str> = items[0]["read"]["notes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|note| note["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes, ["archive", "archive_locked"]);
    assert!(items[0]["notes"][1].as_str().unwrap().contains("“a.txt” tem senha"), "{items:?}");
    let shown = shown(&case);
    assert_eq!(shown["exhibits"][0]["left_out"], true);
    let of_photo = &shown["exhibits"][2]["items"][0];
    assert_eq!(of_photo["sha256"], sha256(&photo));
    assert_eq!(of_photo["inside"]["sha256"], sha256(&locked));
    assert_eq!(
        (&of_photo["inside"]["part"], &of_photo["inside"]["item"]),
        (&2.into(), &"p1".into())
    );
    // Together with others as one exhibit it stays closed, until its files are asked for.
    let other = folder.path().join("outro");
    fs::create_dir(&other).unwrap();
    let again = new_case(&other);
    program(&["juntar", word(&again), word(&path), "--uma-prova", "--json"]);
    let told = program(&["anexos", word(&again), "e1", "--numeros", "2", "--json"]).ends(0).json();
    assert_eq!(told["items"][0]["path"], "foto.png");
    program(&["conferir", word(&again)]).ends(0);
}
