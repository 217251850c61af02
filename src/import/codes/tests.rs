//! Tests of codes: drawn ones are read, and mean what the paper meant.

use super::drawn::itf;
use super::*;
use crate::base::Money;
use crate::import::reading::{PageSize, PdfLock, PdfReading};
use crate::render::qr::modules;
use image::{GrayImage, Luma};
use juntada_pixels::Pixels;

/// Draws runs of dark and light modules as bars, with room around.
fn bars(widths: &[u32], module_px: u32, height_px: u32) -> GrayImage {
    let total: u32 = widths.iter().sum();
    let margin = 20;
    let size = ((total + 2 * margin) * module_px, height_px + 2 * margin);
    let mut picture = GrayImage::from_pixel(size.0, size.1, Luma([255]));
    let mut at = margin * module_px;
    for (index, width) in widths.iter().enumerate() {
        for x in at..at + width * module_px {
            if index % 2 == 0 {
                (margin..margin + height_px).for_each(|y| picture.put_pixel(x, y, Luma([0])));
            }
        }
        at += width * module_px;
    }
    picture
}

fn qr(text: &str, module_px: u32) -> GrayImage {
    let rows = modules(text).unwrap();
    let side = (u32::try_from(rows.len()).unwrap() + 8) * module_px;
    GrayImage::from_fn(side, side, |x, y| {
        let at = |pixel: u32| (pixel / module_px).checked_sub(4).map(|module| module as usize);
        let dark = at(y).zip(at(x)).and_then(|(y, x)| rows.get(y)?.get(x).copied());
        Luma([if dark == Some(true) { 0 } else { 255 }])
    })
}

/// Returns the codes in a drawing.
fn read(drawing: GrayImage) -> Vec<(Symbology, String)> {
    scan(&Pixels::new(drawing.width(), drawing.height(), false, drawing.into_raw()).unwrap())
}

const SLIP: &str = "23795157000000179901234090000001234500012340";
const KEY: &str = "35260811222333000181550010000123451000123457";

#[test]
fn a_drawn_bank_slip_is_read_upright_and_on_its_side() {
    let picture = bars(&itf(SLIP), 3, 160);
    let expected = [(Symbology::Itf, SLIP.to_owned())];
    assert_eq!(read(image::imageops::rotate90(&picture)), expected);
    assert_eq!(read(picture), expected);
    let CodeMeaning::Boleto(facts) = CodeMeaning::of(Symbology::Itf, SLIP) else { panic!() };
    assert_eq!(facts.line, "23791234059000000123145000123401515700000017990");
    assert!(facts.valid);
    assert_eq!(facts.amount, Some(Money::from_centavos(17_990)));
    assert_eq!(facts.due, ["2002-01-24", "2026-09-15"]);
}

#[test]
fn a_qr_code_and_bars_on_one_page_are_both_read() {
    let link = format!("https://www.nfce.example/qrcode?p={KEY}|2|1|1|ABCDEF");
    let mut page = GrayImage::from_pixel(1700, 2200, Luma([255]));
    image::imageops::overlay(&mut page, &qr(&link, 6), 1100, 100);
    image::imageops::overlay(&mut page, &bars(&itf(SLIP), 3, 160), 60, 1800);
    let found = read(page);
    assert_eq!(found, [(Symbology::Qr, link), (Symbology::Itf, SLIP.to_owned())]);
}

#[test]
fn a_picture_without_codes_has_none_however_small_it_is() {
    for (width, height) in [(1, 1), (1, 900), (900, 1), (640, 480)] {
        let noise =
            GrayImage::from_fn(width, height, |x, y| Luma([((x * 7) ^ (y * 13)).to_le_bytes()[0]]));
        assert_eq!(read(noise), []);
    }
}

#[test]
fn a_code_means_what_it_says() {
    let of = |symbology, text: &str| CodeMeaning::of(symbology, text);
    let CodeMeaning::AccessKey(key) = of(Symbology::Code128, KEY) else { panic!() };
    assert_eq!(
        (key.valid, key.model, key.issuer_tax_id.as_str(), key.month.as_deref()),
        (true, Some(55), "11222333000181", Some("2026-08"))
    );
    let wrong = format!("http://nfce.example/?chNFe={}0&nVersao=100", &KEY[..43]);
    assert!(matches!(of(Symbology::Qr, &wrong), CodeMeaning::AccessKey(key) if !key.valid));
    let any = format!("https://x.example/{}", "A1".repeat(22));
    assert_eq!(of(Symbology::Qr, &any), CodeMeaning::Url);
    assert_eq!(of(Symbology::Qr, "000201pix"), CodeMeaning::Other);
    assert_eq!(of(Symbology::Itf, "12345678"), CodeMeaning::Other);
    let energy = "83620000000667800481000975657313005896360 8".replace(' ', "");
    assert_eq!(of(Symbology::Itf, &energy), CodeMeaning::Other, "43 digits are no bill");
}

#[test]
fn the_words_of_json_stand_beside_the_text() {
    let code = FoundCode::new(3, Symbology::Itf, SLIP.to_owned());
    let json = serde_json::to_value(&code).unwrap();
    assert_eq!(json["page"], 3);
    assert_eq!(json["symbology"], "itf");
    assert_eq!(json["meaning"], "boleto");
    assert_eq!(json["amount"], 17_990);
    assert_eq!(serde_json::from_value::<FoundCode>(json).unwrap(), code);
}

#[test]
fn pages_of_a_long_contract_are_not_drawn_to_look_for_codes() {
    let size = PageSize { width_pt: 595.0, height_pt: 842.0 };
    let contract = "Cláusula primeira: o serviço será prestado no endereço do cliente.";
    let bill = "Linha digitável 23791.23405 90000.001231 45000.123401 5 15700000017990";
    let texts = [contract, bill, "", contract, contract, bill];
    let reading = Reading {
        showable: Showable::Pdf,
        pages: vec![size; texts.len()],
        text: Some(texts.join("\u{0C}")),
        pdf: Some(PdfReading { lock: PdfLock::None, has_text: true }),
        ..Reading::of_type("application/pdf")
    };
    assert_eq!(pages_to_scan(&reading), [2, 3]);
    let pdf = Some(PdfReading { lock: PdfLock::Locked, has_text: true });
    assert!(pages_to_scan(&Reading { pdf, ..reading }).is_empty());
}
