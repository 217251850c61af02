//! The number on the page is the PDF's page label, and the contents, the bookmarks, the links and
//! the report agree on it, for every exhibit; a number that was handed out stays.

use crate::common::files::{Noise, jpeg, jpeg_turned, pdf, png, story};
use crate::common::tools::{self, is_there};
use crate::common::{new_folder, run, word};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Adds an exhibit of a kind and size that the noise chooses; `name` tells it in the dossier.
fn add_exhibit(case: &Path, folder: &Path, noise: &mut Noise, name: &str) {
    let seed = noise.next();
    let count = 1 + noise.below(3);
    let from = folder.join(name);
    fs::create_dir(&from).unwrap();
    let write = |index: u64, ending: &str, bytes: &[u8]| {
        fs::write(from.join(format!("{index}.{ending}")), bytes).unwrap();
    };
    let mut pages = None;
    match noise.below(6) {
        0 => (0..count).for_each(|i| write(i, "jpg", &jpeg(seed ^ i, 160, 120))),
        1 => (0..count).for_each(|i| write(i, "png", &png(seed ^ i, 90, 180))),
        2 => {
            let lines = usize::try_from(count * 40).unwrap();
            write(0, "txt", format!("{name}: uma linha da conversa\n").repeat(lines).as_bytes());
        }
        3 => {
            let sheets = 2 + u32::try_from(noise.below(4)).unwrap();
            write(0, "pdf", &pdf(name, sheets));
            pages = (noise.below(2) == 0).then(|| format!("{sheets},1"));
        }
        4 => {
            write(0, "jpg", &jpeg_turned(seed, 6));
            write(1, "pdf", &pdf(name, 1));
        }
        _ => write(0, "bin", &seed.to_le_bytes().repeat(9)),
    }
    let mut words = vec!["juntar", word(case), word(&from), "--uma-prova", "--titulo", name];
    let date = format!("{:02}/{:02}/2026", 1 + noise.below(28), 1 + noise.below(10));
    if noise.below(4) > 0 {
        words.extend(["--data", &date]);
    }
    let kinds = ["invoice", "contract", "photo", "chat", "identity", "receipt"];
    words.extend(["--tipo", kinds[usize::try_from(noise.below(6)).unwrap()], "--json"]);
    let told = run(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    let id = told.json()["items"][0]["exhibit"].as_str().unwrap().to_owned();
    if let Some(pages) = pages {
        run(&["alterar", word(case), &id, "--paginas", &pages]).ends(0);
    }
}

fn new_case(seed: u64) -> (tempfile::TempDir, PathBuf, Noise) {
    let folder = new_folder();
    let case = folder.path().join("caso");
    let document = folder.path().join("caso.json");
    fs::write(&document, story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&document)]).ends(0);
    let mut noise = Noise(seed);
    for index in 1..=12 {
        add_exhibit(&case, folder.path(), &mut noise, &format!("Prova {seed}x{index:02}"));
    }
    let cite = |id: u32| json!({ "exhibit": format!("e{id}") });
    let facts = json!({ "facts": [
        { "text": "Fato com citações.", "date": "2026-02-11",
          "citations": (1..=12).map(cite).collect::<Vec<_>>() },
    ]});
    fs::write(&document, facts.to_string()).unwrap();
    run(&["preencher", word(&case), word(&document)]).ends(0);
    (folder, case, noise)
}

fn export(case: &Path, profile: &str, out: &Path) -> Value {
    let words = ["gerar", word(case), "--perfil", profile, "--saida", word(out), "--json"];
    let told = run(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    told.json()
}

/// What qpdf says of a PDF: the label of each page, and the bookmarks with the page they lead to.
struct Outline {
    labels: Vec<String>,
    bookmarks: Vec<(String, usize)>,
}

fn outline(pdf: &Path) -> Outline {
    let keys = ["--json-key=pages", "--json-key=outlines", "--json-key=pagelabels"];
    let told = tools::run("qpdf", &[&["--json"][..], &keys, &[word(pdf)]].concat(), &[0, 3]).stdout;
    let told: Value = serde_json::from_slice(&told).unwrap();
    let count = told["pages"].as_array().unwrap().len();
    let mut bookmarks = Vec::new();
    let mut waiting: Vec<&Value> = told["outlines"].as_array().unwrap().iter().rev().collect();
    while let Some(entry) = waiting.pop() {
        let page = usize::try_from(entry["destpageposfrom1"].as_u64().unwrap()).unwrap();
        bookmarks
            .push((entry["title"].as_str().unwrap().trim_start_matches("u:").to_owned(), page));
        waiting.extend(entry["kids"].as_array().unwrap().iter().rev());
    }
    Outline { labels: labels(&told["pagelabels"], count), bookmarks }
}

/// Writes out the label of every page from the ranges of a PDF's page labels (ISO 32000-2, 12.4.2).
fn labels(ranges: &Value, count: usize) -> Vec<String> {
    let ranges = ranges.as_array().unwrap();
    let first = |range: &Value| usize::try_from(range["index"].as_u64().unwrap()).unwrap();
    (0..count)
        .map(|page| {
            let range = ranges.iter().rev().find(|range| first(range) <= page).unwrap();
            let label = &range["label"];
            assert_eq!(label["/S"], "/D", "page labels are plain numbers");
            let start = label["/St"].as_u64().unwrap_or(1);
            let prefix = label["/P"].as_str().unwrap_or_default().trim_start_matches("u:");
            let number = start + u64::try_from(page - first(range)).unwrap();
            format!("{prefix}{number}")
        })
        .collect()
}

fn squeezed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn assert_numbers_agree(made: &Value) {
    let pdf = Path::new(made["dossier"][0].as_str().unwrap());
    let texts = tools::page_texts(pdf);
    let pages: Vec<String> = texts.iter().map(|page| squeezed(page)).collect();
    let lines: Vec<String> = texts.iter().flat_map(|page| page.lines().map(squeezed)).collect();
    let total = usize::try_from(made["pages"].as_u64().unwrap()).unwrap();
    assert_eq!(pages.len(), total);
    let Outline { labels, bookmarks } = outline(pdf);
    for (index, (text, label)) in pages.iter().zip(&labels).enumerate() {
        let number = index + 1;
        assert_eq!(*label, number.to_string());
        let printed = format!("pág. {number} de {total}");
        // The cover is page 1 and need not say so.
        assert!(number == 1 || text.contains(&printed), "page {number}: {text}");
    }
    for exhibit in made["exhibits"].as_array().unwrap() {
        let title = exhibit["title"].as_str().unwrap();
        let doc = format!("Doc. {}", exhibit["number"].as_str().unwrap());
        let page = |name: &str| usize::try_from(exhibit[name].as_u64().unwrap()).unwrap();
        let (first, last) = (page("first_page"), page("last_page"));
        let own = last + 1 - first;
        for (index, text) in pages.iter().enumerate() {
            let page = index + 1;
            let is_inside = (first..=last).contains(&page);
            // What the band over the evidence says, and nothing else on a page.
            let is_its_band = text.contains("deste documento") && text.contains(title);
            assert_eq!(is_its_band, is_inside, "{title} on page {page}: {text}");
            if is_inside {
                let of_own = format!("pág. {} de {own}", page + 1 - first);
                assert!(text.contains(&doc) && text.contains(&of_own), "{of_own}: {text}");
            }
        }
        let marked: Vec<_> = bookmarks.iter().filter(|(name, _)| name.contains(title)).collect();
        assert!(!marked.is_empty(), "no bookmark for {title} in {bookmarks:?}");
        for (name, place) in marked {
            assert_eq!(*place, first, "{name}");
            assert!(name.contains(&doc), "{name}");
        }
        let listed = |start: &str| {
            let mut lines = lines.iter().filter(|line| line.starts_with(start));
            let last = lines.next().and_then(|line| line.split(' ').next_back());
            last.and_then(|number| number.parse().ok())
        };
        assert_eq!(listed(&format!("{doc} — {title}")), Some(first), "contents, {doc}");
        assert_eq!(listed(&format!("{doc} {title} ·")), Some(first), "index, {doc}");
    }
    assert_links(pdf, made);
}

/// Every link that stands on the number of an exhibit leads into that exhibit, and every exhibit is
/// linked to.
fn assert_links(pdf: &Path, made: &Value) {
    let document = lopdf::Document::load(pdf).unwrap();
    let pages = document.get_pages();
    let numbers: BTreeMap<_, u32> = pages.iter().map(|(number, id)| (*id, *number)).collect();
    let mut targets = Vec::new();
    for id in pages.values() {
        let page = document.get_dictionary(*id).unwrap();
        let Ok(annotations) = page.get(b"Annots") else { continue };
        let (_, annotations) = document.dereference(annotations).unwrap();
        for annotation in annotations.as_array().unwrap() {
            let (_, annotation) = document.dereference(annotation).unwrap();
            let annotation = annotation.as_dict().unwrap();
            let destination = annotation.get(b"Dest").or_else(|_| {
                let (_, action) = document.dereference(annotation.get(b"A")?)?;
                action.as_dict()?.get(b"D")
            });
            let Ok(destination) = destination else { continue };
            let target = target_page(&document, destination);
            targets.push(numbers[&target]);
        }
    }
    for exhibit in made["exhibits"].as_array().unwrap() {
        let first = u32::try_from(exhibit["first_page"].as_u64().unwrap()).unwrap();
        assert!(targets.contains(&first), "nothing leads to page {first}: {targets:?}");
    }
}

fn target_page(document: &lopdf::Document, destination: &lopdf::Object) -> lopdf::ObjectId {
    let (_, destination) = document.dereference(destination).unwrap();
    if let Ok(list) = destination.as_array() {
        return list[0].as_reference().unwrap();
    }
    let name = destination.as_str().or_else(|_| destination.as_name()).unwrap();
    let catalog = document.catalog().unwrap();
    let (_, names) = document.dereference(catalog.get(b"Names").unwrap()).unwrap();
    let (_, tree) = document.dereference(names.as_dict().unwrap().get(b"Dests").unwrap()).unwrap();
    let mut waiting = vec![tree];
    while let Some(node) = waiting.pop() {
        let node = node.as_dict().unwrap();
        if let Ok(kids) = node.get(b"Kids") {
            let kids = kids.as_array().unwrap().iter();
            waiting.extend(kids.map(|kid| document.dereference(kid).unwrap().1));
        }
        let Ok(list) = node.get(b"Names") else { continue };
        for pair in list.as_array().unwrap().chunks(2) {
            if pair[0].as_str().unwrap() == name {
                let (_, target) = document.dereference(&pair[1]).unwrap();
                let target = match target.as_dict() {
                    Ok(dictionary) => dictionary.get(b"D").unwrap(),
                    Err(_) => target,
                };
                return target_page(document, target);
            }
        }
    }
    panic!("{} is no destination", String::from_utf8_lossy(name));
}

#[test]
fn every_number_of_an_exhibit_agrees_with_every_other() {
    if !is_there("qpdf") || !is_there("pdftotext") {
        return;
    }
    for (seed, profile) in [(1, "procon"), (2, "advogado"), (3, "procon"), (4, "advogado")] {
        let (folder, case, mut noise) = new_case(seed);
        let made = export(&case, profile, &folder.path().join("saida"));
        assert_numbers_agree(&made);
        let numbers = |made: &Value| -> BTreeMap<String, String> {
            let exhibits = made["exhibits"].as_array().unwrap().iter();
            let text = |value: &Value| value.as_str().unwrap().to_owned();
            exhibits.map(|e| (text(&e["title"]), text(&e["number"]))).collect()
        };
        let handed_out = numbers(&made);
        for index in 13..=15 {
            add_exhibit(&case, folder.path(), &mut noise, &format!("Prova {seed}x{index}"));
        }
        run(&["retirar", word(&case), "e3", "--motivo", "repetida"]).ends(0);
        let again = export(&case, profile, &folder.path().join("saida 2"));
        assert_numbers_agree(&again);
        let now = numbers(&again);
        for (title, number) in &now {
            let stays = handed_out.get(title).is_none_or(|before| before == number);
            let is_new =
                handed_out.contains_key(title) || !handed_out.values().any(|n| n == number);
            assert!(stays && is_new, "{title} has {number}: {handed_out:?}");
        }
        assert_eq!(now.len(), handed_out.len() + 2, "{now:?}");
    }
}
