//! Small files made in code: photos with noise and an orientation, pictures, PDFs and texts, and a
//! filled case. Each depends on its seed alone.

use image::codecs::jpeg::JpegEncoder;
use image::{ImageEncoder, Rgb, RgbImage};
use lopdf::content::{Content, Operation};
use lopdf::{
    Document, EncryptionState, EncryptionVersion, Object, Permissions, Stream, dictionary,
};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{Cursor, Write};
use std::path::Path;

/// A plain generator of numbers that look like chance (SplitMix64).
pub struct Noise(pub u64);

impl Noise {
    /// Returns the next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// Returns a number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }
}

fn noisy(seed: u64, width: u32, height: u32) -> RgbImage {
    let mut noise = Noise(seed);
    RgbImage::from_fn(width, height, |x, y| {
        let grain = noise.next().to_le_bytes();
        let shade = u8::try_from((x + y) % 200).unwrap();
        Rgb([shade, grain[0] / 4 + 100, grain[1] / 8 + shade / 2])
    })
}

/// Returns a JPEG photo without any metadata.
pub fn jpeg(seed: u64, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = noisy(seed, width, height);
    JpegEncoder::new_with_quality(&mut bytes, 85)
        .write_image(&image, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// Returns a JPEG photo with an EXIF orientation, 1 to 8.
pub fn jpeg_turned(seed: u64, orientation: u8) -> Vec<u8> {
    let plain = jpeg(seed, 96, 64);
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0, 0]);
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

/// Returns a JPEG photo that says that it was taken at 23° 33' S, 46° 38' W (tags 1 to 4 of EXIF's GPS
/// directory).
pub fn jpeg_with_place(seed: u64) -> Vec<u8> {
    let plain = jpeg(seed, 96, 64);
    let mut exif = b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01".to_vec();
    exif.extend([0, 0, 0, 26, 0, 0, 0, 0, 0, 4]);
    for (tag, sign, at) in [(1_u8, b'S', 80_u8), (3, b'W', 104)] {
        exif.extend([0, tag, 0, 2, 0, 0, 0, 2, sign, 0, 0, 0]);
        exif.extend([0, tag + 1, 0, 5, 0, 0, 0, 3, 0, 0, 0, at]);
    }
    exif.extend([0; 4]);
    for number in [23_u32, 33, 0, 46, 38, 0] {
        exif.extend(number.to_be_bytes().into_iter().chain(1_u32.to_be_bytes()));
    }
    let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
    [&plain[..2], &[0xFF, 0xE1], &length, &exif, &plain[2..]].concat()
}

/// Returns a PNG picture.
pub fn png(seed: u64, width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let image = noisy(seed, width, height);
    image::codecs::png::PngEncoder::new(&mut bytes)
        .write_image(&image, width, height, image::ExtendedColorType::Rgb8)
        .unwrap();
    bytes
}

/// Returns a PDF with this many pages, each with a line of text in a font that is not embedded.
pub fn pdf(text: &str, pages: u32) -> Vec<u8> {
    written(pdf_document(text, pages))
}

/// Returns the same, locked with a password (RC4 of 128 bits, as old bank statements are).
pub fn pdf_locked(text: &str, pages: u32, password: &str) -> Vec<u8> {
    let mut document = pdf_document(text, pages);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: &document,
        owner_password: "do banco",
        user_password: password,
        key_length: 128,
        permissions: Permissions::all(),
    });
    document.encrypt(&state.unwrap()).unwrap();
    written(document)
}

fn written(mut document: Document) -> Vec<u8> {
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// As much text as makes a page one of text, and not a scan that must be searched for codes.
const PROSE: &str = "O restante da folha repete o que as partes combinaram ao contratar.";

fn pdf_document(text: &str, pages: u32) -> Document {
    let mut document = Document::with_version("1.5");
    let tree = document.new_object_id();
    let font = document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
    });
    let resources = document.add_object(dictionary! {
        "Font" => dictionary! { "F1" => font },
    });
    let mut kids: Vec<Object> = Vec::new();
    for page in 1..=pages {
        let line = format!("{text} folha {page}");
        let operations = vec![
            Operation::new("BT", vec![]),
            Operation::new("Tf", vec!["F1".into(), 18.into()]),
            Operation::new("Td", vec![60.into(), 700.into()]),
            Operation::new("Tj", vec![Object::string_literal(line)]),
            Operation::new("Tf", vec!["F1".into(), 10.into()]),
            Operation::new("Td", vec![0.into(), (-30).into()]),
            Operation::new("Tj", vec![Object::string_literal(PROSE)]),
            Operation::new("ET", vec![]),
        ];
        let content = Content { operations }.encode().unwrap();
        let content = document.add_object(Stream::new(dictionary! {}, content));
        let page = document.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content, "Resources" => resources,
            "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
        });
        kids.push(page.into());
    }
    let pages = i64::from(pages);
    let list = dictionary! { "Type" => "Pages", "Kids" => kids, "Count" => pages };
    document.objects.insert(tree, Object::Dictionary(list));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    document.trailer.set("Root", catalog);
    document
}

/// Returns a filled case for one respondent, to which nothing is missing.
pub fn story() -> Value {
    json!({
        "format": 1,
        "title": "Aurora Fibra - cobrança em dobro",
        "place": "São Paulo – SP",
        "claimant": {
            "kind": "person", "name": "Helena Duarte Prado", "tax_id": "529.982.247-25",
        },
        "respondents": [{ "corporate_name": "Aurora Fibra Telecom S.A." }],
        "contacts": [{
            "when": "2026-02-12T14:32", "channel": "sac_phone",
            "protocols": ["2026021200417733"], "summary": "Reclamei da cobrança em dobro.",
        }],
        "facts": [{ "date": "2026-02-10", "text": "A fatura veio com a TV cobrada duas vezes." }],
        "requests": [{ "text": "Devolver em dobro.", "kind": "refund_double", "amount": 11980 }],
    })
}

/// Returns a ZIP of these files.
pub fn zip(files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// Returns the members of a package by their path within its top folder; `None` if the ZIP cannot
/// be read.
pub fn unpack(zip: &Path) -> Option<BTreeMap<String, Vec<u8>>> {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(zip).ok()?).ok()?;
    let mut files = BTreeMap::new();
    for index in 0..archive.len() {
        let mut member = archive.by_index(index).ok()?;
        let name = member.name().ok()?.into_owned();
        let (_, name) = name.split_once('/')?;
        let mut bytes = Vec::new();
        std::io::copy(&mut member, &mut bytes).ok()?;
        files.insert(name.to_owned(), bytes);
    }
    Some(files)
}

/// Returns a PDF that says one line a page.
pub fn pdf_saying(lines: &[&str]) -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let tree = pdf.new_object_id();
    let font = pdf.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    });
    let kids: Vec<Object> = lines
        .iter()
        .map(|line| {
            let latin: Vec<u8> =
                line.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
            let content = [b"BT /F1 20 Tf 60 700 Td (".as_slice(), &latin, b") Tj ET"].concat();
            let content = pdf.add_object(Stream::new(dictionary! {}, content));
            let leaf = dictionary! {
                "Type" => "Page", "Parent" => tree, "Contents" => content,
                "MediaBox" => vec![0.into(), 0.into(), 595.into(), 842.into()],
                "Resources" => dictionary! { "Font" => dictionary! { "F1" => font } },
            };
            pdf.add_object(leaf).into()
        })
        .collect();
    let count = i64::try_from(lines.len()).unwrap();
    let pages = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
    pdf.objects.insert(tree, pages.into());
    let root = pdf.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    pdf.trailer.set("Root", root);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}
