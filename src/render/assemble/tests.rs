//! Promises of the assembler: originals bit for bit, turned right, hashes checked, proof found.

use super::*;
use crate::render::fragment::{FragmentPage, FragmentWriter, ObjectBody, PageKind};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::io::Cursor;

/// A base of one square page per slot, each filled by its slot picture, with PDF/A marks.
fn base_pdf(slots: u32) -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages_id = document.new_object_id();
    let mut kids = Vec::new();
    for slot in 1..=slots {
        let mut pixels = b"JNT".to_vec();
        pixels.extend(slot.to_be_bytes());
        pixels.extend(b"SL");
        let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 9]));
        let mut image = Stream::new(
            dictionary! {
                "Type" => "XObject", "Subtype" => "Image", "Width" => 3, "Height" => 1,
                "BitsPerComponent" => 8,
                "ColorSpace" => vec!["ICCBased".into(), Object::Reference(profile)],
            },
            pixels,
        );
        image.compress().unwrap();
        let image = document.add_object(image);
        let content = Stream::new(Dictionary::new(), b"q 200 0 0 200 0 0 cm /I Do Q".to_vec());
        let content = document.add_object(content);
        kids.push(Object::Reference(document.add_object(dictionary! {
            "Type" => "Page", "Parent" => pages_id, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 200.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
        })));
    }
    let pages = dictionary! { "Type" => "Pages", "Count" => i64::from(slots), "Kids" => kids };
    document.objects.insert(pages_id, Object::Dictionary(pages));
    let packet = b"<x><pdfaid:part>2</pdfaid:part><pdfuaid:part>1</pdfuaid:part></x>".to_vec();
    let metadata = document
        .add_object(Stream::new(dictionary! { "Type" => "Metadata", "Subtype" => "XML" }, packet));
    let catalog = document.add_object(
        dictionary! { "Type" => "Catalog", "Pages" => pages_id, "Metadata" => metadata },
    );
    document.trailer.set("Root", catalog);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

/// A JPEG whose four quarters are red, green, blue and white, with an EXIF orientation.
fn quarters(orientation: u16) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 64, |x, y| match (x < 32, y < 32) {
        (true, true) => image::Rgb([255, 0, 0]),
        (false, true) => image::Rgb([0, 255, 0]),
        (true, false) => image::Rgb([0, 0, 255]),
        (false, false) => image::Rgb([255, 255, 255]),
    });
    let mut jpeg = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut jpeg, 95)
        .encode_image(&picture)
        .unwrap();
    let mut exif =
        b"\xFF\xE1\0\x22Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
    exif.extend(orientation.to_be_bytes());
    exif.extend([0; 6]);
    jpeg.splice(2..2, exif);
    jpeg
}

#[derive(Default)]
struct Evidence {
    originals: BTreeMap<Sha256Digest, Vec<u8>>,
    fragments: BTreeMap<String, Vec<u8>>,
}

impl EvidenceSource for Evidence {
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.originals.get(digest).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }

    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>> {
        let bytes = self.fragments.get(key).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

impl Evidence {
    fn jpeg(&mut self, bytes: &[u8]) -> SlotContent {
        let digest = Sha256Digest::of(bytes);
        self.originals.insert(digest, bytes.to_vec());
        let header = JpegHeader::read(&mut &*bytes).unwrap();
        let orientation = header.orientation;
        SlotContent::Jpeg {
            digest,
            size_bytes: bytes.len() as u64,
            header,
            orientation,
            proved: false,
        }
    }

    fn proof(&self) -> PieceProof {
        let digests: Vec<Sha256Digest> = self.originals.keys().copied().collect();
        let items: Vec<_> =
            digests.iter().map(|digest| serde_json::json!({ "sha256": digest })).collect();
        let seal = serde_json::json!({ "exhibits": [{ "number": "1", "items": items }] });
        PieceProof {
            seal_json: seal.to_string().into_bytes(),
            exhibits: vec![ProofExhibit { number: "1".into(), digests }],
            stamp_utc: "20261121120000".into(),
            pdfa: Claim::Keep,
            pdfua: Claim::Keep,
        }
    }
}

fn run(
    slots: &BTreeMap<u32, SlotContent>,
    evidence: &Evidence,
) -> Result<(Vec<u8>, Assembled), AssembleError> {
    let count = u32::try_from(slots.len()).unwrap();
    let mut out = Vec::new();
    let done = assemble(&base_pdf(count), slots, evidence, &evidence.proof(), &mut out)?;
    Ok((out, done))
}

/// Returns a dossier with every EXIF orientation and the evidence in it.
fn photos() -> (Vec<u8>, Assembled, Evidence) {
    let mut evidence = Evidence::default();
    let slots = (1..=8)
        .map(|value| (value, evidence.jpeg(&quarters(u16::try_from(value).unwrap()))))
        .collect();
    let (pdf, done) = run(&slots, &evidence).unwrap();
    (pdf, done, evidence)
}

fn findings(pdf: &[u8]) -> Result<Vec<PdfFinding>, DossierCheckError> {
    check_dossier(&mut Cursor::new(pdf)).map(|report| report.findings)
}

#[test]
fn every_jpeg_stands_in_the_pdf_bit_for_bit() {
    let (pdf, done, evidence) = photos();
    assert_eq!(done.bytes_written, pdf.len() as u64);
    assert_eq!(done.sha256, Sha256Digest::of(&pdf));
    assert_eq!(done.images.len(), 8);
    let document = Document::load_mem(&pdf).unwrap();
    for (digest, number) in done.images {
        let stream = document.get_object((number, 0)).unwrap().as_stream().unwrap();
        assert_eq!(stream.content, evidence.originals[&digest]);
    }
}

#[test]
fn the_same_input_gives_the_same_bytes() {
    assert_eq!(photos().0, photos().0);
}

#[test]
fn every_exif_orientation_is_shown_upright() {
    let (pdf, ..) = photos();
    let pdf = hayro::hayro_syntax::Pdf::new(pdf).unwrap();
    // Where red, green and blue stand in the stored picture, turned as EXIF says.
    let corners =
        [[0, 1, 2], [1, 0, 3], [3, 2, 1], [2, 3, 0], [0, 2, 1], [1, 3, 0], [3, 1, 2], [2, 0, 3]];
    for (page, expected) in pdf.pages().iter().zip(corners) {
        let cache = hayro::RenderCache::new();
        let pixels = hayro::render(page, &cache, &Default::default(), &Default::default());
        let pixel = |corner: usize| {
            let (x, y) = (50 + 100 * (corner % 2), 50 + 100 * (corner / 2));
            let rgba = pixels.data()[y * 200 + x];
            (rgba.r > 128, rgba.g > 128, rgba.b > 128)
        };
        let [red, green, blue] = expected;
        assert_eq!(pixel(red), (true, false, false));
        assert_eq!(pixel(green), (false, true, false));
        assert_eq!(pixel(blue), (false, false, true));
    }
}

#[test]
fn altered_original_is_named_and_no_dossier_is_made() {
    let mut evidence = Evidence::default();
    let slots = BTreeMap::from([(1, evidence.jpeg(&quarters(1)))]);
    let digest = *evidence.originals.keys().next().unwrap();
    for change in [
        |bytes: &mut Vec<u8>| bytes[300] ^= 1,
        |bytes: &mut Vec<u8>| bytes.push(0),
        |bytes: &mut Vec<u8>| bytes.truncate(500),
    ] {
        let mut changed = Evidence { originals: evidence.originals.clone(), ..Evidence::default() };
        change(changed.originals.get_mut(&digest).unwrap());
        let error = run(&slots, &changed).unwrap_err();
        assert!(matches!(error, AssembleError::Altered { digest: named } if named == digest));
    }
}

#[test]
fn slot_without_content_is_refused() {
    let mut evidence = Evidence::default();
    let photo = evidence.jpeg(&quarters(1));
    let mut out = Vec::new();
    let mut try_slots = |slots: BTreeMap<u32, SlotContent>| {
        assemble(&base_pdf(2), &slots, &evidence, &evidence.proof(), &mut out).unwrap_err()
    };
    let missing = try_slots(BTreeMap::from([(1, photo.clone())]));
    assert!(matches!(missing, AssembleError::SlotMismatch { slot: 2 }));
    let extra = try_slots((1..=3).map(|slot| (slot, photo.clone())).collect());
    assert!(matches!(extra, AssembleError::SlotMismatch { slot: 3 }));
}

#[test]
fn photo_shown_twice_is_stored_once() {
    let mut evidence = Evidence::default();
    let photo = evidence.jpeg(&quarters(1));
    let slots = BTreeMap::from([(1, photo.clone()), (2, photo)]);
    let (pdf, done) = run(&slots, &evidence).unwrap();
    let jpeg = evidence.originals.values().next().unwrap();
    assert_eq!(pdf.windows(jpeg.len()).filter(|window| window == jpeg).count(), 1);
    assert_eq!(done.images.len(), 1);
    assert_eq!(findings(&pdf).unwrap(), []);
}

#[test]
fn dropped_claim_leaves_the_metadata() {
    let mut evidence = Evidence::default();
    let slots = BTreeMap::from([(1, evidence.jpeg(&quarters(1)))]);
    let mut out = Vec::new();
    let proof = PieceProof { pdfa: Claim::Drop, ..evidence.proof() };
    assemble(&base_pdf(1), &slots, &evidence, &proof, &mut out).unwrap();
    let text = String::from_utf8_lossy(&out);
    assert!(!text.contains("<pdfaid:part>") && text.contains("<pdfuaid:part>1<"));
}

/// A fragment of three pages that share one object.
fn fragment() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut writer = FragmentWriter::new(&mut file, 3).unwrap();
    let numbers: Vec<u32> = (0..4).map(|_| writer.reserve().unwrap()).collect();
    for (page, number) in numbers.iter().take(3).enumerate() {
        let mut body = ObjectBody::default();
        let entries = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "Shared" => Object::Reference((1, 0)),
            "BBox" => vec![0.into(), 0.into(), 1.into(), 1.into()],
        };
        let content = format!("{} 0 0 rg 0 0 .5 .5 re f", page % 2);
        body.push_stream(&entries, content.as_bytes(), &mut |_| Some(3));
        writer.write(*number, &body).unwrap();
        writer
            .page(FragmentPage {
                object: *number,
                width_pt: 100.0,
                height_pt: 100.0,
                pdfa_safe: true,
                pdfua_safe: true,
                kind: PageKind::Form,
            })
            .unwrap();
    }
    let mut shared = ObjectBody::default();
    shared.push(b"(shared by the pages)");
    writer.write(3, &shared).unwrap();
    writer.finish().unwrap();
    file.into_inner()
}

fn page_of_fragment(page: usize, turn: Orientation) -> SlotContent {
    SlotContent::FragmentPage { key: "f".into(), page, turn }
}

#[test]
fn pages_of_a_fragment_share_their_objects() {
    let mut evidence = Evidence::default();
    evidence.fragments.insert("f".into(), fragment());
    let slots = BTreeMap::from([
        (1, page_of_fragment(1, Orientation::Turned90)),
        (2, page_of_fragment(1, Orientation::Upright)),
        (3, page_of_fragment(0, Orientation::Turned180)),
    ]);
    let (pdf, done) = run(&slots, &evidence).unwrap();
    assert_eq!(done.images, []);
    let text = String::from_utf8_lossy(&pdf);
    assert_eq!(text.matches("shared by the pages").count(), 1);
    assert_eq!(
        text.matches("rg 0 0 .5 .5 re f").count(),
        2,
        "the page that no slot shows is left out"
    );
    assert!(Document::load_mem(&pdf).is_ok());
    let missing = BTreeMap::from([(1, page_of_fragment(3, Orientation::Upright))]);
    assert!(matches!(run(&missing, &evidence), Err(AssembleError::NoSuchPage { page: 3, .. })));
}

#[test]
fn torn_fragment_is_refused() {
    let mut evidence = Evidence::default();
    let whole = fragment();
    let slots = BTreeMap::from([(1, page_of_fragment(0, Orientation::Upright))]);
    for end in (0..whole.len()).step_by(7) {
        evidence.fragments.insert("f".into(), whole[..end].to_vec());
        assert!(matches!(run(&slots, &evidence), Err(AssembleError::Fragment { .. })));
    }
}

#[test]
fn untouched_dossier_is_intact() {
    let (pdf, _, evidence) = photos();
    let report = check_dossier(&mut Cursor::new(&pdf)).unwrap();
    assert_eq!(report.findings, []);
    assert!(!report.signed_after);
    assert_eq!(report.seal.unwrap().bytes, evidence.proof().seal_json);
    assert_eq!(report.images.len(), 8);
    assert!(report.images.iter().all(CheckedImage::is_intact));
}

#[test]
fn any_flipped_bit_of_photo_or_seal_is_found() {
    let mut evidence = Evidence::default();
    let slots = BTreeMap::from([(1, evidence.jpeg(&quarters(6)))]);
    let (pdf, _) = run(&slots, &evidence).unwrap();
    let seal = evidence.proof().seal_json;
    for original in evidence.originals.values().chain([&seal]) {
        let at = pdf.windows(original.len()).position(|window| window == original).unwrap();
        for position in at..at + original.len() {
            let mut flipped = pdf.clone();
            flipped[position] ^= 1 << (position % 8);
            assert_ne!(findings(&flipped).unwrap(), [], "bit at {position}");
        }
    }
}

#[test]
fn no_flipped_or_missing_byte_makes_checking_panic() {
    let mut evidence = Evidence::default();
    let slots = BTreeMap::from([(1, evidence.jpeg(&quarters(1)))]);
    let (pdf, _) = run(&slots, &evidence).unwrap();
    for position in 0..pdf.len() {
        let mut flipped = pdf.clone();
        flipped[position] ^= 0x55;
        let _: Result<_, _> = findings(&flipped);
        assert!(
            !matches!(findings(&pdf[..position]), Ok(found) if found.is_empty() && position + 1 < pdf.len())
        );
    }
}

#[test]
fn dossier_signed_afterwards_stays_intact() {
    let (mut pdf, ..) = photos();
    let xref = pdf.windows(9).rposition(|window| window == b"startxref").unwrap();
    let previous = String::from_utf8_lossy(&pdf[xref + 9..pdf.len() - 6]).trim().to_owned();
    let root =
        Document::load_mem(&pdf).unwrap().trailer.get(b"Root").unwrap().as_reference().unwrap().0;
    let object = pdf.len();
    pdf.extend(format!("{root} 0 obj\n<</Type/Catalog/AcroForm 900 0 R>>\nendobj\n").bytes());
    let table = pdf.len();
    pdf.extend(
        format!(
            "xref\n{root} 1\n{object:010} 00000 n \ntrailer\n<</Size 901/Root {root} 0 R/Prev {previous}>>\nstartxref\n{table}\n%%EOF\n"
        )
        .bytes(),
    );
    let report = check_dossier(&mut Cursor::new(&pdf)).unwrap();
    assert!(report.signed_after);
    assert_eq!(report.findings, []);
}

#[test]
fn later_update_that_replaces_a_photo_is_found() {
    let (mut pdf, done, _) = photos();
    let xref = pdf.windows(9).rposition(|window| window == b"startxref").unwrap();
    let previous = String::from_utf8_lossy(&pdf[xref + 9..pdf.len() - 6]).trim().to_owned();
    let object = done.images[0].1;
    let section = pdf.len();
    pdf.extend(
        format!(
            "900 0 obj\n<</Type/XRef/Size 901/Index[{object} 1]/W[1 4 1]/Prev {previous}/Length 6>>\nstream\n......\nendstream\nendobj\nstartxref\n{section}\n%%EOF\n"
        )
        .bytes(),
    );
    assert_eq!(findings(&pdf).unwrap(), [PdfFinding::ReplacedLater { object }]);
}

#[test]
fn bytes_after_the_end_are_found() {
    let (mut pdf, ..) = photos();
    pdf.extend(b"something else");
    assert_eq!(findings(&pdf).unwrap(), [PdfFinding::BytesAfterEnd]);
}

#[test]
fn foreign_pdf_is_told_apart() {
    let mut document = Document::load_mem(&base_pdf(1)).unwrap();
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    assert!(matches!(findings(&bytes), Err(DossierCheckError::NotOurs)));
    assert!(matches!(findings(b"\x89PNG"), Err(DossierCheckError::NotOurs)));
}

#[test]
fn qpdf_finds_nothing_wrong() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dossie.pdf");
    std::fs::write(&path, photos().0).unwrap();
    match std::process::Command::new("qpdf").arg("--check").arg(&path).output() {
        Ok(output) => assert!(output.status.success(), "{output:?}"),
        Err(_) => eprintln!("skipped: qpdf is not installed"),
    }
}
