//! Promises of the layout, kept on a small dossier that has a bit of everything.

use super::*;
use crate::render::view::*;
use std::collections::BTreeMap;
use typst::layout::{Frame, FrameItem};
use typst::model::Destination;

const HASH: &str = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

fn stamp() -> LayoutStamp {
    LayoutStamp {
        date: NaiveDate::from_ymd_opt(2026, 3, 20).unwrap(),
        ident: "caso-1".to_owned(),
        creator: "Juntada 0.0.0".to_owned(),
    }
}

fn slot(id: u32, width: f64, height: f64) -> SlotView {
    SlotView { id, width, height, alt: format!("imagem {id}"), ..SlotView::default() }
}

fn slots(slots: Vec<SlotView>) -> SheetView {
    SheetView::Slots {
        slots,
        caption: Some("foto.jpg".to_owned()),
        sha256: Some(HASH.to_owned()),
        reduced: None,
        landscape: false,
    }
}

fn exhibit(key: &str, tab: &str, sheets: Vec<SheetView>) -> ExhibitView {
    ExhibitView {
        key: key.to_owned(),
        tab: tab.to_owned(),
        title: format!("Título de {key}"),
        kind: "Fatura".to_owned(),
        items: vec![ItemView {
            name: "foto.jpg".to_owned(),
            size: "1 KB".to_owned(),
            sha256: Some(HASH.to_owned()),
            ..ItemView::default()
        }],
        sheets,
        ..ExhibitView::default()
    }
}

fn cite(key: &str, sheet: Option<u32>) -> CiteView {
    CiteView { key: key.to_owned(), sheet, text: format!("Doc. de {key}") }
}

fn small() -> DossierView {
    let text = SheetView::Text {
        text: "linha de texto\n".repeat(150),
        note: None,
        caption: None,
        sha256: Some(HASH.to_owned()),
    };
    let audio = SheetView::Placeholder {
        heading: "Esta prova é um áudio".to_owned(),
        reason: Some("Um áudio não cabe no papel.".to_owned()),
        facts: vec![LabelledValue { label: "Duração".to_owned(), value: "2 min".to_owned() }],
        account: None,
        transcript: None,
        caption: None,
        sha256: Some(HASH.to_owned()),
    };
    let pair = slots(vec![slot(4, 3.0, 4.0), slot(5, 4.0, 3.0)]);
    DossierView {
        title: "Cobrança em dobro".to_owned(),
        short_title: "Helena × Aurora 😀".to_owned(),
        document_title: "Dossiê de provas".to_owned(),
        authors: vec!["Helena Duarte Prado".to_owned()],
        profile: Some("Procon".to_owned()),
        issued: "20/03/2026".to_owned(),
        seal: HASH.to_owned(),
        qr_text: Some(HASH.to_owned()),
        facts: vec![FactView {
            number: "1".to_owned(),
            text: "Um fato.".to_owned(),
            cites: vec![cite("e1", Some(2)), cite("e9", None), cite("e1", Some(99))],
            ..FactView::default()
        }],
        personal_documents: vec![exhibit("x1", "Pessoal A", vec![slots(vec![slot(1, 4.0, 3.0)])])],
        exhibits: vec![
            exhibit(
                "e1",
                "Doc. 1",
                vec![slots(vec![slot(2, 1.0, 1.4)]), slots(vec![slot(3, 1.0, 1.4)])],
            ),
            exhibit("e2", "Doc. 2", vec![text]),
            exhibit("e3", "Doc. 3", vec![audio]),
            exhibit("e4", "Doc. 4", vec![pair]),
            exhibit("e5", "Doc. 5", vec![]),
        ],
        ..DossierView::default()
    }
}

/// The PDF's page labels, one a page, as far as decimal numbers go.
fn page_labels(pdf: &lopdf::Document, pages: u32) -> Vec<String> {
    let catalog = pdf.catalog().unwrap();
    let tree = pdf.get_dict_in_dict(catalog, b"PageLabels").unwrap();
    let nums = tree.get(b"Nums").unwrap().as_array().unwrap();
    let mut ranges = BTreeMap::new();
    for pair in nums.chunks(2) {
        let label = pdf.dereference(&pair[1]).unwrap().1.as_dict().unwrap();
        let style = label.get(b"S").and_then(lopdf::Object::as_name).unwrap_or(b"");
        let start = label.get(b"St").and_then(lopdf::Object::as_i64).unwrap_or(1);
        assert_eq!(style, b"D");
        assert!(label.get(b"P").is_err());
        ranges.insert(pair[0].as_i64().unwrap(), start);
    }
    (0..i64::from(pages))
        .map(|index| {
            let (from, start) = ranges.range(..=index).next_back().unwrap();
            (start + index - from).to_string()
        })
        .collect()
}

#[test]
fn small_dossier_meets_both_standards_without_a_warning() {
    let out = lay_out(&small(), &stamp()).unwrap();
    assert_eq!(out.warnings, Vec::<String>::new());
    assert!(out.replaced.is_empty());
    let text = String::from_utf8_lossy(&out.pdf);
    assert!(text.contains("<pdfaid:conformance>A</pdfaid:conformance>"));
    assert!(text.contains("<pdfuaid:part>1</pdfuaid:part>"));
    assert!(text.contains("(pt-BR)"));
}

#[test]
fn what_an_earlier_layout_found_changes_no_byte() {
    let view = small();
    let laid = lay_out(&view, &stamp()).unwrap();
    assert_eq!(laid, lay_out_near(&view, &stamp(), Some(&laid.places)).unwrap());
    let mut longer = small();
    longer.exhibits[0].sheets.push(slots(vec![slot(9, 1.0, 1.0)]));
    let other = lay_out(&longer, &stamp()).unwrap();
    assert_ne!(laid.places, other.places);
    assert_eq!(laid, lay_out_near(&view, &stamp(), Some(&other.places)).unwrap());
}

#[test]
fn the_first_layout_foresees_where_all_will_stand() {
    let mut long = small();
    let sheets = vec![slots(vec![slot(9, 1.0, 1.0)]); 3];
    let many = (0..70).map(|n| exhibit(&format!("n{n}"), "Doc. 9", sheets.clone()));
    long.exhibits.extend(many);
    let text = SheetView::Text {
        text: "Uma linha.\n".repeat(300),
        note: None,
        caption: None,
        sha256: None,
    };
    long.exhibits.insert(1, exhibit("texto", "Doc. 8", vec![text]));
    let mut none = small();
    none.exhibits.clear();
    none.personal_documents.clear();
    for view in [small(), long, none] {
        let data = serde_json::to_value(&view).unwrap();
        let (world, _) =
            world_of(world::DOSSIER, data, None, &stamp(), glyphs::Care::Covered).unwrap();
        let (document, _) = laid_out(&world).unwrap();
        let foreseen = Places::foreseen(&document, &view).unwrap();
        assert_eq!(foreseen, lay_out(&view, &stamp()).unwrap().places);
    }
}

#[test]
fn same_view_and_stamp_give_the_same_bytes() {
    let first = lay_out(&small(), &stamp()).unwrap();
    let second = lay_out(&small(), &stamp()).unwrap();
    assert_eq!(first, second);
}

#[test]
fn page_labels_are_the_numbers_of_the_pages() {
    let out = lay_out(&small(), &stamp()).unwrap();
    let pdf = lopdf::Document::load_mem(&out.pdf).unwrap();
    assert_eq!(pdf.get_pages().len(), usize::try_from(out.pages).unwrap());
    let expected: Vec<String> = (1..=out.pages).map(|page| page.to_string()).collect();
    assert_eq!(page_labels(&pdf, out.pages), expected);
}

#[test]
fn exhibits_follow_each_other_and_bookmarks_lead_to_their_first_page() {
    let out = lay_out(&small(), &stamp()).unwrap();
    let keys: Vec<&str> = out.exhibits.iter().map(|e| e.key.as_str()).collect();
    assert_eq!(keys, ["x1", "e1", "e2", "e3", "e4"]);
    for pair in out.exhibits.windows(2) {
        assert_eq!(pair[1].first_page, pair[0].last_page + 1);
    }
    let pages: Vec<u32> = out.exhibits.iter().map(|e| e.last_page - e.first_page + 1).collect();
    assert_eq!([pages[0], pages[1], pages[3], pages[4]], [1, 2, 1, 1]);
    assert!(pages[2] > 1, "a long text runs over several pages");
    let marks: Vec<u32> = out.headings.iter().filter(|h| h.level == 2).map(|h| h.page).collect();
    let firsts: Vec<u32> = out.exhibits.iter().map(|e| e.first_page).collect();
    assert_eq!(marks, firsts);
    assert!(out.headings.iter().any(|h| h.text == "Doc. 1 — Título de e1"));
}

#[test]
fn every_slot_is_an_image_of_its_own() {
    let out = lay_out(&small(), &stamp()).unwrap();
    let pdf = lopdf::Document::load_mem(&out.pdf).unwrap();
    let found =
        pdf.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| {
            stream.dict.get(b"Width").and_then(lopdf::Object::as_i64).ok() == Some(3)
                && stream.dict.get(b"Height").and_then(lopdf::Object::as_i64).ok() == Some(1)
        });
    let mut ids: Vec<Vec<u8>> = found
        .map(|stream| stream.decompressed_content().unwrap_or_else(|_| stream.content.clone()))
        .collect();
    ids.sort();
    let expected: Vec<Vec<u8>> =
        (1..=5).map(|id: u8| [b"JNT\0\0\0".as_slice(), &[id], b"SL"].concat()).collect();
    assert_eq!(ids, expected);
}

#[test]
fn empty_case_prints() {
    let view = DossierView {
        title: "Caso sem nome".to_owned(),
        document_title: "Dossiê".to_owned(),
        issued: "20/03/2026".to_owned(),
        draft: true,
        ..DossierView::default()
    };
    let out = lay_out(&view, &stamp()).unwrap();
    assert!(out.exhibits.is_empty());
    assert_eq!(out.warnings, Vec::<String>::new());
}

#[test]
fn hostile_texts_never_keep_a_dossier_from_being_made() {
    let mut view = small();
    view.title =
        "请 \u{202e}fdp\u{0} 👍\u{300}\u{20dd} #panic() $x$ <a> @b \\ `c` *d* [".to_owned();
    view.short_title = "x".repeat(3000);
    for one in &mut view.exhibits {
        one.title = "\u{e000}सर्वोच्च ".repeat(40) + &"A".repeat(400);
        one.items[0].name = "\n\n\u{feff}".to_owned();
    }
    view.document_title.clear();
    let mut odd = slot(9, 0.0, f64::NAN);
    odd.alt.clear();
    odd.max_width_mm = Some(0.5);
    view.exhibits[3].sheets.push(slots(vec![odd, slot(10, 1.0, 9000.0)]));
    let out = lay_out(&view, &stamp()).unwrap();
    assert!(out.replaced.contains(&'请'));
    assert_eq!(out.exhibits.len(), 5);
}

/// What stands on a page, in the order in which it was set, and the pages its links lead to.
fn read(document: &PagedDocument, frame: &Frame, text: &mut String, links: &mut Vec<u32>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => read(document, &group.frame, text, links),
            FrameItem::Text(run) => text.push_str(&run.text),
            FrameItem::Link(to, _) => {
                let page = match to {
                    Destination::Location(to) => document.introspector().page(*to).unwrap(),
                    Destination::Position(to) => to.page,
                    Destination::Url(url) => panic!("{url:?}"),
                };
                links.push(u32::try_from(page.get()).unwrap());
            }
            _ => {}
        }
    }
}

#[test]
fn printed_number_index_and_links_agree() {
    let pages = compile(world::DOSSIER, &small(), &stamp(), None, glyphs::Care::Covered).unwrap();
    let document = pages.document;
    let all: Vec<(String, Vec<u32>)> = document
        .pages()
        .iter()
        .map(|page| {
            let (mut text, mut links) = (String::new(), Vec::new());
            read(&document, &page.frame, &mut text, &mut links);
            (text, links)
        })
        .collect();
    for (index, (text, _)) in all.iter().enumerate() {
        let footer = format!("pág. {} de {}", index + 1, all.len());
        assert!(text.contains(&footer), "page {} lacks {footer:?}: {text}", index + 1);
    }
    let exhibits = exhibit_pages(&document, &small()).unwrap();
    let register = &all
        .iter()
        .find(|(text, _)| {
            text.contains("Índice de provasDoc") || text.contains("não contam como prova")
        })
        .unwrap()
        .0;
    for one in &exhibits {
        let count = one.last_page - one.first_page + 1;
        let row = format!("Título de {} · Faturasem data{count}{}", one.key, one.first_page);
        assert!(register.contains(&row), "no {row:?} in {register}");
        for page in one.first_page..=one.last_page {
            let band = format!("pág. {} de {count}", page - one.first_page + 1);
            let index = usize::try_from(page - 1).unwrap();
            assert!(all[index].0.contains(&band), "page {page} lacks {band:?}");
        }
    }
    let e1 = exhibits.iter().find(|one| one.key == "e1").unwrap();
    let (_, links) = all.iter().find(|(text, _)| text.contains("Um fato.")).unwrap();
    assert_eq!(links, &[e1.first_page + 1, e1.first_page], "an exhibit left out has no link");
}
