//! The promises of the label sheet; those that need letters take the fonts of the program.
//! Deliberately not here: how a sheet looks.

use super::sheet::{BUILT_IN, TOLERANCE_MM};
use super::*;

fn labels(count: usize) -> Vec<Label> {
    (1..=count)
        .map(|n| Label {
            number: n.to_string(),
            title: match n % 4 {
                0 => "Contrato do combo Fibra 300 + Aurora TV Essencial, com folha de resumo, assinaturas e recebimento do folheto da oferta".to_owned(),
                1 => "Fatura de março de 2026".to_owned(),
                2 => "Folheto".to_owned(),
                _ => "Comprovante da taxa de adesão — 2ª via 𐍈".to_owned(),
            },
            hash_prefix: (n % 4 != 2).then(|| "1a2b3c4d5e6f".to_owned()),
            qr_text: format!("JUNTADA:3f2a91c7:{n}:1a2b3c4d5e6f"),
        })
        .collect()
}

fn fonts() -> Option<(Vec<u8>, Vec<u8>)> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/fonts");
    let read = |name: &str| std::fs::read(folder.join(name)).ok();
    let found = read("SourceSans3-Regular.otf").zip(read("SourceSans3-Bold.otf"));
    if found.is_none() {
        eprintln!("assets/fonts absent: not tested");
    }
    found
}

#[test]
fn shipped_sheets_are_valid_and_the_default_is_plain_a4_with_cut_lines() {
    let sheets = built_in_sheets().unwrap();
    assert_eq!(sheets.len(), 3);
    assert!(sheets[0].cut_lines);
    assert_eq!((sheets[0].paper_width_mm, sheets[0].paper_height_mm), (210.0, 297.0));
    for sheet in &sheets {
        assert_eq!(
            sheet.confidence == Confidence::Unconfirmed,
            sheet.warning.is_some(),
            "{}",
            sheet.id
        );
    }
    assert!(sheets[2].warning.as_ref().unwrap().contains("imprima um teste em papel comum"));
}

#[test]
fn labels_lie_inside_the_paper_and_never_overlap() {
    for sheet in built_in_sheets().unwrap() {
        let cells = sheet.cells();
        assert_eq!(cells.len(), sheet.per_sheet());
        for (i, a) in cells.iter().enumerate() {
            assert!(a.left_mm >= 0.0 && a.top_mm >= 0.0);
            assert!(a.left_mm + a.width_mm <= sheet.paper_width_mm + TOLERANCE_MM, "{}", sheet.id);
            assert!(a.top_mm + a.height_mm <= sheet.paper_height_mm + TOLERANCE_MM, "{}", sheet.id);
            for b in &cells[i + 1..] {
                let apart = a.left_mm + a.width_mm <= b.left_mm + TOLERANCE_MM
                    || b.left_mm + b.width_mm <= a.left_mm + TOLERANCE_MM
                    || a.top_mm + a.height_mm <= b.top_mm + TOLERANCE_MM
                    || b.top_mm + b.height_mm <= a.top_mm + TOLERANCE_MM;
                assert!(apart, "{}: {a:?} {b:?}", sheet.id);
            }
        }
    }
}

#[test]
fn impossible_sheets_are_refused() {
    let good = built_in_sheets().unwrap().remove(0);
    let changes: [fn(&mut SheetGeometry); 6] = [
        |s| s.rows = 8,
        |s| s.pitch_x_mm = 80.0,
        |s| s.columns = 0,
        |s| s.label_height_mm = f32::NAN,
        |s| s.margin_left_mm = -1.0,
        |s| s.label_width_mm = 12.0,
    ];
    for change in changes {
        let mut sheet = good.clone();
        change(&mut sheet);
        assert!(matches!(sheet.check(), Err(LabelError::BadGeometry { .. })), "{sheet:?}");
    }
}

#[test]
fn unknown_key_of_a_sheet_file_is_refused_with_its_line() {
    let text = BUILT_IN[0].1.replace("cut_lines = true", "cut_line = true");
    let error = SheetGeometry::from_toml("x.toml", &text).unwrap_err().to_string();
    assert!(
        error.contains("x.toml") && error.contains("line") && error.contains("cut_line"),
        "{error}"
    );
}

#[test]
fn same_arguments_give_the_same_bytes() {
    let Some((regular, bold)) = fonts() else { return };
    let fonts = LabelFonts { regular: &regular, bold: &bold };
    for sheet in built_in_sheets().unwrap() {
        let first = label_sheet(&labels(20), &sheet, 3, &fonts).unwrap();
        assert!(first.starts_with(b"%PDF-"));
        assert!(first.len() < 120_000, "{} bytes: fonts are not cut down", first.len());
        assert_eq!(first, label_sheet(&labels(20), &sheet, 3, &fonts).unwrap());
    }
}

#[test]
fn skipped_places_push_labels_to_another_sheet() {
    let Some((regular, bold)) = fonts() else { return };
    let fonts = LabelFonts { regular: &regular, bold: &bold };
    let sheet = built_in_sheets().unwrap().remove(0);
    let pages = |count, start| {
        let pdf = label_sheet(&labels(count), &sheet, start, &fonts).unwrap();
        lopdf::Document::load_mem(&pdf).unwrap().get_pages().len()
    };
    assert_eq!((pages(14, 0), pages(14, 1), pages(15, 13), pages(0, 0)), (1, 2, 2, 1));
    let beyond = label_sheet(&labels(1), &sheet, 14, &fonts);
    assert!(matches!(beyond, Err(LabelError::StartBeyondSheet { per_sheet: 14, .. })));
}

#[test]
fn what_does_not_fit_is_refused_or_cut() {
    let Some((regular, bold)) = fonts() else { return };
    let fonts = LabelFonts { regular: &regular, bold: &bold };
    let sheet = built_in_sheets().unwrap().remove(0);
    let mut one = labels(1);
    one[0].title = "x".repeat(10_000);
    one[0].number = "9".repeat(300);
    assert!(label_sheet(&one, &sheet, 0, &fonts).is_ok());
    one[0].qr_text = "y".repeat(MAX_QR_BYTES + 1);
    assert!(matches!(label_sheet(&one, &sheet, 0, &fonts), Err(LabelError::QrTooLong { .. })));
    let many = vec![labels(1).remove(0); MAX_LABELS + 1];
    assert!(matches!(label_sheet(&many, &sheet, 0, &fonts), Err(LabelError::TooManyLabels { .. })));
    let broken = LabelFonts { regular: b"not a font", bold: &bold };
    assert!(matches!(
        label_sheet(&labels(1), &sheet, 0, &broken),
        Err(LabelError::BadFont { face: "regular" })
    ));
}

#[test]
fn long_titles_end_with_an_ellipsis_inside_their_room() {
    let Some((regular, _)) = fonts() else { return };
    let used: BTreeSet<char> = ('a'..='z').chain(" …?".chars()).collect();
    let font = subset_face("regular", &regular, &used).unwrap();
    for text in [
        "palavra curta",
        "uma frase que continua por muitas palavras e nunca termina de contar",
        "semespacosemespacosemespacosemespacosemespaco",
    ] {
        for limit in [12.0, 25.0, 40.0] {
            let lines = wrap(&font, text, 9.0, limit, 2);
            assert!(lines.len() <= 2);
            assert!(lines.iter().all(|l| width_mm(&font, l, 9.0) <= limit), "{lines:?}");
        }
    }
    assert!(
        wrap(&font, "uma frase que continua por muitas palavras", 9.0, 20.0, 1)[0].ends_with('…')
    );
}
