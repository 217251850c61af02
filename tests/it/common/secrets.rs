//! Evidence with secrets that are known: in the text of PDFs, under scans, in fields, annotations,
//! metadata and attachments, and in pictures as pixels, as codes and beside the pixels.

use super::{tools, word};
use image::codecs::jpeg::JpegEncoder;
use image::{GrayImage, ImageEncoder, Luma};
use lopdf::content::{Content, Operation};
use lopdf::{Dictionary, Document, Object, Stream, StringFormat, dictionary};
use std::fs;
use std::path::Path;

/// Width and height of a page, in points.
const PAGE: (i64, i64) = (290, 180);
/// Where a page says its secret, in fractions of it: left, top, width and height.
pub const SAID_AT: &str = "0.05,0.42,0.65,0.2";
/// Where the code of a picture stands.
pub const CODE_AT: &str = "0.05,0.63,0.4,0.37";
/// Where the code begins, in parts of the picture's width and height, and pixels of a module.
const CODE_FROM: (f64, f64) = (0.1, 0.65);
const MODULE_PX: u32 = 6;
/// How every secret of [`cpf`] begins, by its digits: what a bar that is too short would show.
pub const BEGINS: &str = "31245";

/// How a secret stands in a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Make {
    /// As text that is seen.
    Text,
    /// As pixels of a scan, and as text that is not seen over it.
    Scan,
    /// As text that is seen; also in metadata, an annotation, a form field and an attachment.
    Everywhere,
}

/// Returns a CPF with right check digits, another for each number below 1400.
pub fn cpf(number: usize) -> String {
    let mut digits: Vec<u32> =
        format!("{:09}", 312_450_000 + number * 7).bytes().map(|b| u32::from(b - b'0')).collect();
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

/// Returns the digits of a text.
pub fn digits_of(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Returns a PDF whose pages each say a secret, and the secrets. `scans` are the pictures of its
/// pages, for a [`Make::Scan`].
pub fn secret_pdf(
    make: Make,
    seed: usize,
    pages: usize,
    scans: &[Vec<u8>],
) -> (Vec<u8>, Vec<String>) {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let secrets: Vec<String> = (0..pages).map(|page| cpf(seed * 100 + page)).collect();
    let mut kids: Vec<Object> = Vec::new();
    for (page, secret) in secrets.iter().enumerate() {
        let mut resources = dictionary! { "Font" => dictionary! { "F1" => font } };
        let mut operations = Vec::new();
        if let Some(scan) = scans.get(page) {
            resources.set("XObject", dictionary! { "S" => scan_of(&mut pdf, scan) });
            operations.extend(drawn_scan());
        }
        let mode = if make == Make::Scan { 3 } else { 0 };
        operations.extend(line(mode, 130, &format!("Fatura folha {}", page + 1)));
        operations.extend(line(mode, 80, &format!("CPF {secret}")));
        let content = Content { operations }.encode().unwrap();
        let content = pdf.add_object(Stream::new(dictionary! {}, content).with_compression(true));
        let mut leaf = dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), PAGE.0.into(), PAGE.1.into()],
            "Resources" => resources,
        };
        if make == Make::Everywhere {
            leaf.set("Annots", told_on_the_page(&mut pdf, page, secret));
        }
        kids.push(pdf.add_object(leaf).into());
    }
    let count = i64::try_from(pages).unwrap();
    pdf.objects
        .insert(tree, dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids }.into());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => tree };
    if make == Make::Everywhere {
        told_beside_the_pages(&mut pdf, &mut catalog, &secrets);
    }
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    (bytes, secrets)
}

fn line(mode: i64, y: i64, text: &str) -> [Operation; 6] {
    [
        Operation::new("BT", vec![]),
        Operation::new("Tr", vec![mode.into()]),
        Operation::new("Tf", vec!["F1".into(), 18.into()]),
        Operation::new("Td", vec![30.into(), y.into()]),
        Operation::new("Tj", vec![Object::string_literal(text)]),
        Operation::new("ET", vec![]),
    ]
}

fn scan_of(pdf: &mut Document, jpeg: &[u8]) -> Object {
    let picture = image::load_from_memory(jpeg).unwrap();
    // Some versions of poppler write even a grey picture in three colours.
    let colours = if picture.color().has_color() { "DeviceRGB" } else { "DeviceGray" };
    let told = dictionary! {
        "Type" => "XObject", "Subtype" => "Image", "Filter" => "DCTDecode",
        "Width" => i64::from(picture.width()), "Height" => i64::from(picture.height()),
        "ColorSpace" => colours, "BitsPerComponent" => 8,
    };
    pdf.add_object(Stream::new(told, jpeg.to_vec())).into()
}

fn drawn_scan() -> [Operation; 4] {
    let whole = [PAGE.0, 0, 0, PAGE.1, 0, 0].map(Object::from).to_vec();
    [
        Operation::new("q", vec![]),
        Operation::new("cm", whole),
        Operation::new("Do", vec!["S".into()]),
        Operation::new("Q", vec![]),
    ]
}

/// Returns a note and a field that say the secret.
fn told_on_the_page(pdf: &mut Document, page: usize, secret: &str) -> Vec<Object> {
    let note = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Text", "Contents" => Object::string_literal(secret),
        "Rect" => vec![240.into(), 140.into(), 260.into(), 160.into()],
    });
    let field = pdf.add_object(dictionary! {
        "Type" => "Annot", "Subtype" => "Widget", "FT" => "Tx",
        "T" => Object::string_literal(format!("campo{page}")),
        "V" => Object::string_literal(secret),
        "DA" => Object::string_literal("/F1 14 Tf 0 g"),
        "Rect" => vec![30.into(), 30.into(), 200.into(), 55.into()],
    });
    vec![note.into(), field.into()]
}

/// Puts the secrets into the document's information, its metadata and a file attached to it.
fn told_beside_the_pages(pdf: &mut Document, catalog: &mut Dictionary, secrets: &[String]) {
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

/// Returns the pages of a PDF of these secrets as poppler draws them, in grey: what a scanner makes.
/// It needs `pdftoppm`.
pub fn scans(seed: usize, pages: usize, folder: &Path) -> Vec<Vec<u8>> {
    let source = folder.join(format!("papel-{seed}.pdf"));
    fs::write(&source, secret_pdf(Make::Text, seed, pages, &[]).0).unwrap();
    let stem = folder.join(format!("papel-{seed}"));
    let words = ["-r", "150", "-gray", "-jpeg", word(&source), word(&stem)];
    tools::run("pdftoppm", &words, &[0]);
    fs::remove_file(source).unwrap();
    let digits = pages.to_string().len();
    let page = |number| folder.join(format!("papel-{seed}-{number:0digits$}.jpg"));
    let scan = |number| {
        let bytes = fs::read(page(number)).unwrap();
        fs::remove_file(page(number)).unwrap();
        bytes
    };
    (1..=pages).map(scan).collect()
}

/// Returns a photo of a page that says its secret in its pixels, by a code, in its comment and in its
/// EXIF.
pub fn secret_photo(scan: &[u8], secret: &str) -> Vec<u8> {
    let mut picture = image::load_from_memory(scan).unwrap().to_luma8();
    draw_code(&mut picture, secret);
    let mut photo = Vec::new();
    let (width, height) = picture.dimensions();
    JpegEncoder::new_with_quality(&mut photo, 90)
        .write_image(&picture, width, height, image::ExtendedColorType::L8)
        .unwrap();
    let segment = |marker: u8, data: &[u8]| {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), data].concat()
    };
    let comment = segment(0xFE, secret.as_bytes());
    let exif = segment(0xE1, &described(secret));
    [&photo[..2], &exif, &comment, &photo[2..]].concat()
}

/// Returns an EXIF block whose description (TIFF tag 270) is this text.
fn described(text: &str) -> Vec<u8> {
    let length = u32::try_from(text.len() + 1).unwrap().to_be_bytes();
    [
        b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x01\x0E\0\x02".as_slice(),
        &length,
        &26u32.to_be_bytes(),
        &[0; 4],
        text.as_bytes(),
        &[0],
    ]
    .concat()
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place on a picture")]
fn draw_code(picture: &mut GrayImage, secret: &str) {
    let from = |part: f64, side: u32| (part * f64::from(side)) as u32;
    let (left, top) = (from(CODE_FROM.0, picture.width()), from(CODE_FROM.1, picture.height()));
    for (row, y) in juntada::render::qr::modules(secret).unwrap().iter().zip(0..) {
        for (dark, x) in row.iter().zip(0..) {
            let luma = Luma([if *dark { 0 } else { 255 }]);
            for (dx, dy) in (0..MODULE_PX).flat_map(|dx| (0..MODULE_PX).map(move |dy| (dx, dy))) {
                picture.put_pixel(left + x * MODULE_PX + dx, top + y * MODULE_PX + dy, luma);
            }
        }
    }
}
