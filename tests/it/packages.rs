//! Files to upload keep to every limit of their destination: made for every profile from the sample
//! and from a case that is hard on purpose, read back from the disk, and measured by other programs.
//!
//! KB a page are measured in both ways that a destination may: the file's size by its pages, and
//! what the pictures and foreign pages of each page take alone. Resolution is what poppler measures
//! on paper.

use super::common::files::{Noise, jpeg, pdf, pdf_locked, story, unpack};
use super::common::tools::{is_there, run as tool};
use super::common::{Told, new_folder, program, program_in, run, word};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use regex::Regex;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;

const KB: u64 = 1024;
const MB: u64 = 1024 * 1024;
/// Pages of the odd PDF.
const PAGES: u32 = 8;

/// Returns every profile with its limits, as the program tells them.
fn profiles() -> Vec<Value> {
    run(&["perfis", "--json"]).ends(0).json().as_array().unwrap().clone()
}

/// Makes the package of a profile; returns the JSON document.
fn made(case: &Path, profile: &str, out: &Path) -> Value {
    let words = ["gerar", word(case), "--perfil", profile, "--saida", word(out), "--json"];
    let told = run(&[&words[..], &["--data", "2026-11-21"]].concat());
    assert!(matches!(told.code, Some(0 | 1)), "{profile}: {told:?}");
    told.json()
}

/// Returns a 12 MP photo of something with grain.
fn photo() -> Vec<u8> {
    jpeg(12, 3000, 4000)
}

/// Returns the same photo as another file, with a comment.
fn another(photo: &[u8], number: u8) -> Vec<u8> {
    [&photo[..2], &[0xFF, 0xFE, 0, 3, number], &photo[2..]].concat()
}

/// Returns a PDF of pages in A4, A3 and on their side, some turned, the last a scan of 12 MP.
fn odd_pages(photo: &[u8]) -> Vec<u8> {
    let mut document = Document::load_mem(&pdf("conta de água e esgoto", PAGES)).unwrap();
    let pages: Vec<ObjectId> = document.page_iter().collect();
    for (index, id) in pages.iter().enumerate() {
        let page = document.get_object_mut(*id).unwrap().as_dict_mut().unwrap();
        let (width, height) = [(595, 842), (842, 1191), (842, 595), (1191, 842)][index % 4];
        page.set("MediaBox", vec![0.into(), 0.into(), width.into(), height.into()]);
        page.set("Rotate", [0, 90, 0, 270, 180][index % 5]);
    }
    let scan = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 3000, "Height" => 4000,
            "ColorSpace" => "DeviceRGB", "BitsPerComponent" => 8, "Filter" => "DCTDecode",
        },
        photo.to_vec(),
    );
    let scan = document.add_object(scan);
    let content = document
        .add_object(Stream::new(Dictionary::new(), b"q 595 0 0 842 0 0 cm /Foto Do Q".to_vec()));
    let page = document.get_object_mut(pages[pages.len() - 1]).unwrap().as_dict_mut().unwrap();
    page.set("MediaBox", vec![0.into(), 0.into(), 595.into(), 842.into()]);
    page.set("Rotate", 0);
    page.set("Contents", content);
    page.set("Resources", dictionary! { "XObject" => dictionary! { "Foto" => scan } });
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// Makes a case that is hard on limits: photos of 12 MP, alone and three in one exhibit, odd pages, a
/// locked PDF, a film of 200 MB, long names with accents.
fn hard_case(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    fs::write(folder.join("caso.json"), story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&folder.join("caso.json"))]).ends(0);
    let photo = photo();
    let add = |name: &str, bytes: &[u8], more: &[&str]| {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        let told = run(&[&["juntar", word(&case), word(&path)], more].concat());
        assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    };
    let long = "Fotos da instalação malfeita, do quadro elétrico e da água que entrou ".repeat(3);
    add("RG.jpg", &another(&photo, 1), &["--tipo", "identity", "--titulo", "RG de José Antônio"]);
    add("luz.pdf", &pdf("conta de luz", 1), &["--tipo", "proof_of_address", "--titulo", "Luz"]);
    add("procuração.pdf", &pdf("procuração", 1), &["--titulo", "Quem me representa"]);
    add("CCMEI.pdf", &pdf("certificado", 1), &["--titulo", "Certificado do MEI"]);
    add("geladeira água.jpg", &another(&photo, 2), &["--titulo", "Água & óleo: 1ª inspeção"]);
    let many: Vec<PathBuf> = (10..13)
        .map(|number| {
            let path = folder.join(format!("instalação {number}.jpg"));
            fs::write(&path, another(&photo, number)).unwrap();
            path
        })
        .collect();
    let mut words = vec!["juntar", word(&case), "--uma-prova", "--titulo", &long];
    words.extend(many.iter().map(|path| word(path)));
    run(&words).ends(0);
    add("contas.pdf", &odd_pages(&photo), &["--titulo", "Contas de água, de 2023 a 2026"]);
    add("extrato.pdf", &pdf_locked("extrato", 2, "segredo"), &["--titulo", "Extrato do banco"]);
    let film = folder.join("vistoria.mp4");
    fs::write(&film, b"\0\0\0\x18ftypisom\0\0\x02\0isomiso2\0\0\0\x08mdat").unwrap();
    File::options().append(true).open(&film).unwrap().set_len(200 * MB).unwrap();
    let told = run(&["juntar", word(&case), word(&film), "--titulo", "Vídeo da vistoria"]);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    case
}

/// Returns the bytes of the pictures and foreign pages that each page of a PDF shows.
fn bytes_of_pages(document: &Document) -> Vec<u64> {
    let pages = document.page_iter();
    pages
        .map(|id| {
            let page = document.get_dictionary(id).unwrap();
            let mut waiting: Vec<ObjectId> = Vec::new();
            references(page.get(b"Resources").unwrap(), &mut waiting);
            let (mut seen, mut bytes) = (BTreeSet::new(), 0);
            while let Some(id) = waiting.pop() {
                let Ok(object) = document.get_object(id) else { continue };
                if seen.insert(id) {
                    references(object, &mut waiting);
                    let shown = |stream: &Stream| {
                        let kind = stream.dict.get(b"Subtype").and_then(Object::as_name);
                        matches!(kind, Ok(b"Image" | b"Form"))
                    };
                    if let Ok(stream) = object.as_stream()
                        && shown(stream)
                    {
                        bytes += stream.content.len() as u64;
                    }
                }
            }
            bytes
        })
        .collect()
}

fn references(object: &Object, found: &mut Vec<ObjectId>) {
    match object {
        Object::Reference(id) => found.push(*id),
        Object::Array(items) => items.iter().for_each(|item| references(item, found)),
        Object::Dictionary(entries) => {
            let values = entries.iter().filter(|(key, _)| *key != b"Parent");
            values.for_each(|(_, value)| references(value, found));
        }
        Object::Stream(stream) => {
            stream.dict.iter().for_each(|(_, value)| references(value, found));
        }
        _ => {}
    }
}

/// Returns the finest picture of a PDF in dots an inch on paper, by poppler.
fn finest(pdf: &Path) -> u64 {
    let listed = tool("pdfimages", &["-list", word(pdf)], &[0]);
    let text = String::from_utf8(listed.stdout).unwrap();
    let lines = text.lines().skip(2);
    lines.map(|line| line.split_whitespace().nth(12).unwrap().parse().unwrap()).max().unwrap_or(0)
}

/// Returns what of an uploaded file passes a limit.
fn passed(path: &Path, limits: &Value) -> Vec<String> {
    let mut wrong = Vec::new();
    let name = path.file_name().unwrap().to_str().unwrap();
    let size = fs::metadata(path).unwrap().len();
    let limit = |key: &str| limits[key].as_u64();
    let ending = name.rsplit_once('.').unwrap().1;
    let taken = limits["types"].as_array().cloned().unwrap_or_default();
    if !taken.is_empty() && !taken.contains(&json!(ending)) {
        wrong.push(format!("{name}: type"));
    }
    if limit("name_max").is_some_and(|max| name.chars().count() as u64 > max) {
        wrong.push(format!("{name}: {} letters", name.chars().count()));
    }
    if let Some(pattern) = limits["name_pattern"].as_str()
        && !Regex::new(pattern).unwrap().is_match(name)
    {
        wrong.push(format!("{name}: pattern"));
    }
    if ending != "pdf" {
        let most = limit(if ending == "mp4" { "max_video_mb" } else { "max_audio_mb" });
        if most.is_some_and(|mb| size > mb * MB) {
            wrong.push(format!("{name}: {size} bytes"));
        }
        return wrong;
    }
    if limit("max_file_mb").is_some_and(|mb| size > mb * MB) {
        wrong.push(format!("{name}: {size} bytes"));
    }
    let document = Document::load(path).unwrap();
    let pages = bytes_of_pages(&document);
    let most = limit("max_kb_per_page").map_or(u64::MAX, |kb| kb * KB);
    if size / pages.len() as u64 > most {
        wrong.push(format!("{name}: {size} bytes on {} pages", pages.len()));
    }
    let too_large = pages.iter().enumerate().filter(|(_, bytes)| **bytes > most);
    wrong.extend(too_large.map(|(page, bytes)| format!("{name}: page {} {bytes}", page + 1)));
    if let Some(dpi) = limit("max_dpi").filter(|_| is_there("pdfimages"))
        && finest(path) > dpi
    {
        wrong.push(format!("{name}: {} dpi", finest(path)));
    }
    wrong
}

/// Asserts that what a package uploads keeps to the limits, is in the ZIP, and is checked by it.
fn assert_obeys(profile: &Value, package: &Value, expects_findings: bool) {
    let id = profile["id"].as_str().unwrap();
    let files = package["upload_files"].as_array().unwrap();
    let zip = Path::new(package["zip"].as_str().unwrap());
    let limits = &profile["limits"];
    let mut wrong = Vec::new();
    let mut total = 0;
    let members = unpack(zip).unwrap();
    for file in files {
        let path = Path::new(file.as_str().unwrap());
        wrong.extend(passed(path, limits));
        let bytes = fs::read(path).unwrap();
        total += bytes.len() as u64;
        let name = path.file_name().unwrap().to_str().unwrap();
        assert_eq!(members.get(&format!("data/enviar/{name}")), Some(&bytes), "{id}: {name}");
    }
    if limits["max_total_mb"].as_u64().is_some_and(|mb| total > mb * MB) {
        wrong.push(format!("{total} bytes in all"));
    }
    assert_eq!(wrong, Vec::<String>::new(), "{id}");
    let findings = package["findings"].as_array().unwrap();
    let over: Vec<_> = findings.iter().filter(|found| found["code"] == "over_limit").collect();
    assert!(over.is_empty(), "{id}: {over:?}");
    let order = members.get("data/enviar/ORDEM.txt");
    assert_eq!(order.is_some(), !files.is_empty(), "{id}");
    if let Some(order) = order {
        let order = String::from_utf8(order.clone()).unwrap();
        let mut rest = order.as_str();
        for file in files {
            let name = Path::new(file.as_str().unwrap()).file_name().unwrap().to_str().unwrap();
            rest = rest.split_once(&format!(" {name}\r\n")).unwrap_or_else(|| panic!("{order}")).1;
        }
        let beside = Path::new(files[0].as_str().unwrap()).with_file_name("ORDEM.txt");
        assert_eq!(fs::read_to_string(beside).unwrap(), order);
        assert_eq!(order.contains("NÃO VÃO POR ESTE SISTEMA"), expects_findings, "{id}: {order}");
    }
    run(&["conferir", word(zip)]).ends(0);
}

fn uploads(profile: &Value) -> bool {
    profile["limits"]["max_file_mb"].is_u64()
}

#[test]
fn every_file_to_upload_of_the_sample_keeps_to_every_limit_of_every_profile() {
    let folder = new_folder();
    let out = folder.path().join("exemplo");
    let sample = run(&["exemplo", "--saida", word(&out), "--data", "2026-11-21", "--json"]).json();
    let case = PathBuf::from(sample["case"].as_str().unwrap());
    for profile in profiles() {
        let id = profile["id"].as_str().unwrap();
        let out = folder.path().join(id);
        let package = made(&case, id, &out);
        assert_eq!(
            !package["upload_files"].as_array().unwrap().is_empty(),
            uploads(&profile),
            "{id}"
        );
        // The sample's recording is a WAV, which one court alone takes.
        assert_obeys(&profile, &package, id != "tjto-eproc");
        fs::remove_dir_all(out).unwrap();
    }
}

#[test]
fn a_case_that_is_hard_on_purpose_keeps_to_every_limit_too() {
    let folder = new_folder();
    let case = hard_case(folder.path());
    for profile in profiles().iter().filter(|profile| uploads(profile)) {
        let id = profile["id"].as_str().unwrap();
        let out = folder.path().join(id);
        let package = made(&case, id, &out);
        assert_obeys(profile, &package, true);
        let findings = package["findings"].as_array().unwrap();
        let film = findings.iter().find(|found| found["code"] == "not_uploaded").unwrap();
        assert_eq!(film["path"], "vistoria.mp4", "{id}");
        in_order_and_whole(&package, id);
        fs::remove_dir_all(out).unwrap();
    }
}

/// Asserts the order of a filing, that no page is lost where an exhibit was divided, and that what
/// was reduced says so.
fn in_order_and_whole(package: &Value, id: &str) {
    let files: Vec<PathBuf> = package["upload_files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| PathBuf::from(file.as_str().unwrap()))
        .collect();
    let names: Vec<&str> =
        files.iter().map(|file| file.file_stem().unwrap().to_str().unwrap()).collect();
    assert!(names[0].starts_with("Peticao") && names[1].starts_with("DocARG"), "{names:?}");
    assert!(names[2].starts_with("DocB") && names[3].starts_with("DocD"), "{names:?}");
    assert!(names[4].starts_with("DocC") && names[5].starts_with("Doc01"), "{names:?}");
    let mut pages: BTreeMap<&str, Vec<u32>> = BTreeMap::new();
    if !is_there("pdftotext") {
        return;
    }
    let counted = Regex::new(r"pág\. (\d+) de (\d+)").unwrap();
    for (file, name) in files.iter().zip(&names).filter(|(_, name)| name.starts_with("Doc0")) {
        let texts = super::common::tools::page_texts(file);
        for text in &texts {
            let band = counted.captures(text).unwrap_or_else(|| panic!("{id} {name}: {text}"));
            pages.entry(&name[..5]).or_default().push(band[1].parse().unwrap());
        }
        let images = tool("pdfimages", &["-list", word(file)], &[0]);
        let images = String::from_utf8(images.stdout).unwrap();
        for (page, text) in texts.iter().enumerate() {
            // Drawn pages are packed without loss; a JPEG of another width than it came is a copy.
            let has_copy = images.lines().skip(2).any(|line| {
                let words: Vec<&str> = line.split_whitespace().collect();
                words[0] == (page + 1).to_string() && words[8] == "jpeg" && words[3] != "3000"
            });
            let says = text.contains("Cópia reduzida; o original tem o código ");
            assert_eq!(has_copy, says, "{id} {name} page {}: {text}\n{images}", page + 1);
        }
    }
    for (name, pages) in &pages {
        let all: Vec<u32> = (1..=u32::try_from(pages.len()).unwrap()).collect();
        assert_eq!(*pages, all, "{id}: {name}");
    }
    let longest = pages.values().map(Vec::len).max().unwrap();
    assert_eq!(longest, usize::try_from(PAGES).unwrap(), "{id}: {pages:?}");
}

/// Runs the real program with a folder of profiles of the user's own.
fn with_profiles(own: &Path, words: &[&str]) -> Told {
    program_in(Command::new(super::common::PROGRAM).args(words).env("JUNTADA_PERFIS", own), "")
}

#[test]
fn changing_a_number_in_the_users_own_profile_changes_the_package() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    fs::write(at("fotos.jpg"), jpeg(5, 1200, 1600)).unwrap();
    program(&["juntar", word(&case), word(&at("fotos.jpg")), "--titulo", "Parede molhada"]).ends(0);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/profiles/jec-eletronico.toml");
    let shipped = fs::read_to_string(shipped).unwrap();
    let own = at("perfis");
    fs::create_dir(&own).unwrap();
    let make = |number: u32, text: String| {
        fs::write(own.join("meu.toml"), text).unwrap();
        let out = at(&format!("saida {number}"));
        let words = ["gerar", word(&case), "--perfil", "jec-eletronico", "--saida", word(&out)];
        let made = with_profiles(&own, &[&words[..], &["--rascunho", "--json"]].concat()).json();
        PathBuf::from(made["upload_files"].as_array().unwrap().last().unwrap().as_str().unwrap())
    };
    let size = |path: &Path| fs::metadata(path).unwrap().len();
    let first = make(1, shipped.replace("max_kb_per_page = 300", "max_kb_per_page = 900"));
    let second = make(2, shipped.replace("max_kb_per_page = 300", "max_kb_per_page = 120"));
    assert_eq!(first.file_name().unwrap(), "Doc01ParedeMolhada.pdf");
    assert!(size(&first) > 300 * KB && size(&second) <= 120 * KB, "{}", size(&second));
    let third = shipped.replace("name_style = \"descriptive\"", "name_style = \"plain\"");
    let third = make(3, third.replace(r"'^[A-Za-z0-9]+\.pdf$'", "'pdf$'"));
    assert_eq!(third.file_name().unwrap(), "01 - Parede molhada.pdf");
}

#[test]
fn what_cannot_be_made_to_fit_is_said_and_not_hidden() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    fs::write(at("foto.jpg"), jpeg(6, 1500, 2000)).unwrap();
    program(&["juntar", word(&case), word(&at("foto.jpg"))]).ends(0);
    let shipped = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/profiles/jec-eletronico.toml");
    let shipped = fs::read_to_string(shipped).unwrap();
    let own = at("perfis");
    fs::create_dir(&own).unwrap();
    let text = shipped.replace("max_kb_per_page = 300", "max_kb_per_page = 60");
    fs::write(own.join("meu.toml"), text).unwrap();
    let out = at("saida");
    let words = ["gerar", word(&case), "--perfil", "jec-eletronico", "--saida", word(&out)];
    let made = with_profiles(&own, &[&words[..], &["--json"]].concat()).ends(1).json();
    let findings = made["findings"].as_array().unwrap();
    let over = findings
        .iter()
        .find(|found| found["code"] == "over_limit" && found["path"] == "Doc01Foto.pdf");
    assert_eq!(over.unwrap_or_else(|| panic!("{findings:?}"))["expected"], "60 KB por página");
    if is_there("pdfimages") {
        let files = made["upload_files"].as_array().unwrap();
        let dpi = finest(Path::new(files.last().unwrap().as_str().unwrap()));
        assert!((125..=132).contains(&dpi), "legible to the last: {dpi}");
    }
}

/// Words that a page of a bill may hold.
const WORDS: &str = "fatura valor total vencimento consumo leitura anterior atual contrato cliente \
    endereço serviço cobrança multa juros desconto parcela pagamento protocolo atendimento empresa \
    consumidor reclamação devolução prazo resposta gravação cancelamento instalação equipamento \
    velocidade internet telefone energia período tarifa imposto crédito débito automático";

/// Returns a photo of 12 MP of a page with known words, in small print, with grain and uneven light;
/// and the words.
fn photographed_page(folder: &Path) -> (Vec<u8>, Vec<String>) {
    let known: Vec<&str> = WORDS.split_whitespace().collect();
    let mut chance = Noise(41);
    let words: Vec<String> = (0..330)
        .map(|_| known[usize::try_from(chance.below(known.len() as u64)).unwrap()].to_owned())
        .collect();
    let mut document = Document::load_mem(&pdf("x", 1)).unwrap();
    let mut text = String::from("BT /F1 10 Tf 14.5 TL 50 790 Td ");
    for line in words.chunks(7) {
        let codes: Vec<u8> =
            line.join(" ").chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        text += &format!("<{}> Tj T* ", hex::encode(codes));
    }
    text += "ET";
    let page = document.page_iter().next().unwrap();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let content = document.add_object(Stream::new(Dictionary::new(), text.into_bytes()));
    let page = document.get_object_mut(page).unwrap().as_dict_mut().unwrap();
    page.set("Contents", content);
    page.set("Resources", dictionary! { "Font" => dictionary! { "F1" => font } });
    let path = folder.join("pagina.pdf");
    document.save(&path).unwrap();
    let stem = folder.join("pagina");
    tool("pdftoppm", &["-r", "350", "-png", "-singlefile", word(&path), word(&stem)], &[0]);
    let mut image = image::open(folder.join("pagina.png")).unwrap().into_rgb8();
    let width = image.width();
    for (index, pixel) in image.pixels_mut().enumerate() {
        let across = u32::try_from(index).unwrap() % width;
        let shade = u8::try_from(30 * across / width).unwrap();
        let grain = u8::try_from(chance.next() % 16).unwrap();
        pixel.0 = pixel.0.map(|part| part.saturating_sub(shade).saturating_sub(grain));
    }
    let mut bytes = Vec::new();
    let encoder = image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 88);
    image.write_with_encoder(encoder).unwrap();
    (bytes, words)
}

#[test]
fn a_reduced_page_is_still_read_by_tesseract() {
    if !["tesseract", "pdftoppm"].into_iter().all(is_there) {
        return;
    }
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let (photo, words) = photographed_page(folder.path());
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    fs::write(at("fatura.jpg"), &photo).unwrap();
    run(&["juntar", word(&case), word(&at("fatura.jpg"))]).ends(0);
    let package = made(&case, "jec-eletronico", &at("saida"));
    let file = package["upload_files"].as_array().unwrap().last().unwrap().as_str().unwrap();
    let size = fs::metadata(file).unwrap().len();
    assert!(photo.len() as u64 > MB && size <= 300 * KB, "{} to {size}", photo.len());
    let page = at("lida");
    tool("pdftoppm", &["-r", "300", "-png", "-singlefile", file, word(&page)], &[0]);
    let page = page.with_extension("png");
    // Its threads wait for one another more than they read.
    let one_thread = "OMP_THREAD_LIMIT=1";
    let tesseract = ["tesseract", word(&page), "-", "-l", "por", "--psm", "6"];
    let read = tool("env", &[&[one_thread], &tesseract[..]].concat(), &[0]);
    let read = String::from_utf8_lossy(&read.stdout).to_lowercase();
    let mut left: Vec<&str> = read.split_whitespace().collect();
    let known = |word: &&String| {
        let at = left.iter().position(|read| *read == word.as_str());
        at.map(|at| left.swap_remove(at)).is_some()
    };
    let found = words.iter().filter(known).count();
    assert!(found * 100 >= words.len() * 95, "{found} of {}", words.len());
}
