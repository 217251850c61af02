//! Promises about foreign PDFs: what is kept looks the same, what is damaged is drawn, and nothing
//! makes the reader panic.

use super::*;
use crate::base::Sha256Digest;
use crate::import::jpeg::Orientation;
use crate::render::assemble::{self, EvidenceSource, PieceProof, SlotContent};
use crate::render::fragment::{FragmentHeader, FragmentReader, PageKind};
use lopdf::{Dictionary, Document, Object, Stream, dictionary};
use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::path::{Path, PathBuf};

/// A PDF under construction, one page of 200 by 100 points.
struct Sheet {
    document: Document,
    page: Dictionary,
}

impl Sheet {
    fn new(content: &str) -> Self {
        let mut document = Document::with_version("1.5");
        let stream = Stream::new(Dictionary::new(), content.as_bytes().to_vec());
        let content = document.add_object(stream);
        let page = dictionary! {
            "Type" => "Page", "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
        };
        Self { document, page }
    }

    fn with(mut self, key: &str, value: impl Into<Object>) -> Self {
        self.page.set(key, value);
        self
    }

    fn save(mut self) -> tempfile::NamedTempFile {
        let pages = self.document.new_object_id();
        self.page.set("Parent", pages);
        let page = self.document.add_object(self.page);
        let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => vec![Object::Reference(page)] };
        self.document.objects.insert(pages, Object::Dictionary(tree));
        let catalog =
            self.document.add_object(dictionary! { "Type" => "Catalog", "Pages" => pages });
        self.document.trailer.set("Root", catalog);
        let file = tempfile::NamedTempFile::new().unwrap();
        self.document.save(file.path()).unwrap();
        file
    }
}

fn fragment(path: &Path, mode: PageMode) -> Result<(Vec<u8>, FragmentSummary), PdfError> {
    // Drawing takes time; the first pages of a long file tell as much as all.
    let most = if mode == PageMode::Keep { usize::MAX } else { 2 };
    let count = facts(path, None, Text::Skip)?.pages.len().min(most);
    let pages: Vec<u32> = (0..count).map(|p| p.try_into().unwrap()).collect();
    let mut file = Cursor::new(Vec::new());
    let summary = pages_as_fragment(path, None, &pages, mode, &mut file)?;
    Ok((file.into_inner(), summary))
}

fn bodies(fragment: &[u8]) -> Vec<Vec<u8>> {
    let mut reader = FragmentReader::new(fragment).unwrap();
    let mut bodies = Vec::new();
    while let Some(object) = reader.next_object().unwrap() {
        let mut body = Vec::new();
        reader.copy_body(&object, &mut body, &|number| Some(number + 1)).unwrap();
        bodies.push(body);
    }
    bodies
}

/// Evidence of fragments alone.
struct Fragments(BTreeMap<String, Vec<u8>>);

impl EvidenceSource for Fragments {
    fn open_original(&self, _: &Sha256Digest) -> std::io::Result<Box<dyn Read + '_>> {
        Err(std::io::ErrorKind::NotFound.into())
    }

    fn open_fragment(&self, key: &str) -> std::io::Result<Box<dyn Read + '_>> {
        let bytes = self.0.get(key).ok_or(std::io::ErrorKind::NotFound)?;
        Ok(Box::new(bytes.as_slice()))
    }
}

/// Puts every page of some fragments on a page of its own size.
fn dossier(fragments: BTreeMap<String, Vec<u8>>) -> Vec<u8> {
    let mut pages = Vec::new();
    for (key, bytes) in &fragments {
        let header: FragmentHeader =
            FragmentReader::new(bytes.as_slice()).unwrap().header().clone();
        for (index, page) in header.pages.into_iter().enumerate() {
            pages.push((key.clone(), index, page));
        }
    }
    let mut base = Document::with_version("1.7");
    let tree = base.new_object_id();
    let (mut kids, mut slots) = (Vec::new(), BTreeMap::new());
    for (slot, (key, index, page)) in (1_u32..).zip(pages) {
        let mut pixels = b"JNT".to_vec();
        pixels.extend(slot.to_be_bytes());
        pixels.extend(b"SL");
        let image = dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 3, "Height" => 1,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceRGB",
        };
        let image = base.add_object(Stream::new(image, pixels));
        let content = format!("q {} 0 0 {} 0 0 cm /I Do Q", page.width_pt, page.height_pt);
        let content = base.add_object(Stream::new(Dictionary::new(), content.into_bytes()));
        kids.push(Object::Reference(base.add_object(dictionary! {
            "Type" => "Page", "Parent" => tree, "Contents" => content,
            "MediaBox" => vec![0.into(), 0.into(), page.width_pt.into(), page.height_pt.into()],
            "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
        })));
        let turn = Orientation::Upright;
        slots.insert(slot, SlotContent::FragmentPage { key, page: index, turn });
    }
    let count = i64::try_from(kids.len()).unwrap();
    let tree_object = dictionary! { "Type" => "Pages", "Count" => count, "Kids" => kids };
    base.objects.insert(tree, Object::Dictionary(tree_object));
    let catalog = base.add_object(dictionary! { "Type" => "Catalog", "Pages" => tree });
    base.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    base.save_to(&mut bytes).unwrap();
    let proof = PieceProof {
        seal_json: b"{}".to_vec(),
        exhibits: Vec::new(),
        stamp_utc: "20261121120000".into(),
        pdfa: assemble::Claim::Drop,
        pdfua: assemble::Claim::Drop,
    };
    let mut out = Vec::new();
    assemble::assemble(&bytes, &slots, &Fragments(fragments), &proof, &mut out).unwrap();
    out
}

fn colour_at(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let at = usize::try_from(y * picture.width_px + x).unwrap();
    if picture.grey {
        [picture.pixels[at]; 3]
    } else {
        picture.pixels[at * 3..at * 3 + 3].try_into().unwrap()
    }
}

/// Draws the only page of a dossier made of one fragment, a pixel a point.
fn shown(fragment: Vec<u8>) -> Picture {
    let header = FragmentReader::new(fragment.as_slice()).unwrap().header().clone();
    let width = header.pages[0].width_pt;
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), dossier(BTreeMap::from([("f".into(), fragment)]))).unwrap();
    DrawnPdf::open(file.path(), None).unwrap().page(0, whole(width)).unwrap()
}

const RED: [u8; 3] = [255, 0, 0];
const BLUE: [u8; 3] = [0, 0, 255];
const WHITE: [u8; 3] = [255; 3];

#[test]
fn crop_and_rotation_are_kept() {
    // Red in the lower left quarter of the visible box, blue in its upper right quarter.
    let content = "1 0 0 rg 50 20 50 30 re f 0 0 1 rg 100 50 50 30 re f";
    let corners = [
        (0, (10, 50), (90, 10)),
        (90, (10, 10), (50, 90)),
        (180, (90, 10), (10, 50)),
        (270, (50, 90), (10, 10)),
    ];
    for (rotate, red, blue) in corners {
        let sheet = Sheet::new(content)
            .with("CropBox", vec![50.into(), 20.into(), 150.into(), 80.into()])
            .with("Rotate", rotate);
        let file = sheet.save();
        for mode in [PageMode::Keep, PageMode::Draw] {
            let (bytes, summary) = fragment(file.path(), mode).unwrap();
            assert_eq!(summary.drawn.is_empty(), mode == PageMode::Keep);
            let picture = shown(bytes);
            let size = if rotate % 180 == 0 { (100, 60) } else { (60, 100) };
            assert_eq!((picture.width_px, picture.height_px), size);
            assert_eq!(colour_at(&picture, red.0, red.1), RED, "{rotate} {mode:?}");
            assert_eq!(colour_at(&picture, blue.0, blue.1), BLUE, "{rotate} {mode:?}");
        }
    }
}

fn appearance(document: &mut Document, colour: &str) -> Object {
    let bbox = vec![0.into(), 0.into(), 1.into(), 1.into()];
    let content = format!("{colour} rg 0 0 1 1 re f");
    let form = Stream::new(dictionary! { "BBox" => bbox }, content.into_bytes());
    Object::Reference(document.add_object(form))
}

#[test]
fn stamps_and_checked_boxes_are_flattened_and_hidden_ones_are_not() {
    let mut sheet = Sheet::new("");
    let red = appearance(&mut sheet.document, "1 0 0");
    let blue = appearance(&mut sheet.document, "0 0 1");
    let annotation = |kind: &str, x: i64, flags: i64, normal: Object| {
        Object::Dictionary(dictionary! {
            "Subtype" => kind, "F" => flags, "AS" => "On",
            "Rect" => vec![x.into(), 0.into(), (x + 40).into(), 100.into()],
            "AP" => dictionary! { "N" => normal },
        })
    };
    let states = Object::Dictionary(dictionary! { "On" => blue, "Off" => red.clone() });
    let file = sheet
        .with(
            "Annots",
            vec![
                annotation("Stamp", 0, 4, red.clone()),
                annotation("Widget", 50, 4, states),
                annotation("Stamp", 100, 2, red.clone()),
                annotation("Popup", 150, 4, red),
            ],
        )
        .save();
    for mode in [PageMode::Keep, PageMode::Draw] {
        let picture = shown(fragment(file.path(), mode).unwrap().0);
        let colours = [20, 70, 120, 170].map(|x| colour_at(&picture, x, 50));
        assert_eq!(colours, [RED, BLUE, WHITE, WHITE], "{mode:?}");
    }
}

#[test]
fn marks_and_filled_fields_without_a_look_are_shown() {
    let mut sheet = Sheet::new("0.5 g 0 0 200 100 re f");
    let quad = [0, 100, 60, 100, 0, 0, 60, 0].map(Object::from).to_vec();
    let red = vec![1.into(), 0.into(), 0.into()];
    let mark = dictionary! { "Subtype" => "Highlight", "QuadPoints" => quad, "C" => red };
    let field = dictionary! {
        "Subtype" => "Widget", "FT" => "Tx", "V" => Object::string_literal("MMMM"),
        "Rect" => vec![100.into(), 0.into(), 200.into(), 100.into()],
        "DA" => Object::string_literal("0 0 1 rg /Helv 100 Tf"),
    };
    let mark = sheet.document.add_object(mark);
    let file = sheet.with("Annots", vec![mark.into(), field.into()]).save();
    for mode in [PageMode::Keep, PageMode::Draw] {
        let (bytes, summary) = fragment(file.path(), mode).unwrap();
        assert_eq!(summary.header.pages[0].pdfa_safe, mode == PageMode::Draw);
        assert!(summary.notes.contains(&PdfNote::FieldWithoutAppearance));
        let picture = shown(bytes);
        let [r, g, b] = colour_at(&picture, 30, 50);
        assert!((126..130).contains(&r) && g == 0 && b == 0, "{mode:?}: multiplied");
        let blue = (100..200).any(|x| colour_at(&picture, x, 60) == BLUE);
        assert!(blue, "{mode:?}: text is shown");
    }
}

#[test]
fn scripts_tags_and_the_page_tree_stay_behind() {
    let mut sheet = Sheet::new("/Artifact BMC /X Do EMC /P <</MCID 0>> BDC 0 g 0 0 9 9 re f EMC");
    let form = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "StructParent" => 3,
            "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
            "PieceInfo" => dictionary! { "Secret" => 1 }, "Parent" => Object::Reference((1, 0)),
        },
        b"/Span BMC 1 0 0 rg 0 0 9 9 re f EMC".to_vec(),
    );
    let form = sheet.document.add_object(form);
    let unused = sheet.document.add_object(Object::string_literal("UNUSED"));
    let file = sheet
        .with("AA", dictionary! { "O" => dictionary! { "S" => "JavaScript" } })
        .with("StructParents", 0)
        .with("Resources", dictionary! { "XObject" => dictionary! { "X" => form, "Y" => unused } })
        .save();
    let (bytes, summary) = fragment(file.path(), PageMode::Keep).unwrap();
    let text = bodies(&bytes).concat();
    let text = String::from_utf8_lossy(&text);
    for word in ["JavaScript", "StructParent", "Secret", "UNUSED", "Parent", "BMC"] {
        assert!(!text.contains(word), "{word}");
    }
    assert_eq!(summary.header.pages[0].kind, PageKind::Form);
    assert!(summary.header.pages[0].pdfa_safe);
}

/// A page whose named part is damaged in a way that lenient viewers guess at.
fn damaged_sheet(damage: &str) -> tempfile::NamedTempFile {
    let mut sheet = Sheet::new("0 0 1 rg 0 0 100 100 re f /X Do");
    let mut image = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 10, "Height" => 10,
            "BitsPerComponent" => 8, "ColorSpace" => "DeviceGray",
        },
        vec![7; 100],
    );
    match damage {
        "none" => {}
        "rows" => image.set_content(vec![7; 60]),
        "packing" => {
            let mut packed = copy::packed(&[7; 100]).unwrap();
            let middle = packed.len() / 2;
            packed[middle] ^= 0xFF;
            image.set_content(packed);
            image.dict.set("Filter", "FlateDecode");
        }
        "jpeg" => {
            image.set_content(vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0]);
            image.dict.set("Filter", "DCTDecode");
        }
        "fax" => {
            image.set_content(b"\x00\x01\x02".to_vec());
            image.dict.set("Filter", "JBIG2Decode");
        }
        "filter" => image.dict.set("Filter", "Nonsense"),
        "instructions" => {
            let id = sheet.page.get(b"Contents").unwrap().as_reference().unwrap();
            let broken = b"0 0 1 rg 0 0 100 100 re f (never ends".to_vec();
            sheet.document.objects.insert(id, Stream::new(Dictionary::new(), broken).into());
        }
        other => unreachable!("{other}"),
    }
    let image = sheet.document.add_object(image);
    sheet.with("Resources", dictionary! { "XObject" => dictionary! { "X" => image } }).save()
}

#[test]
fn damaged_page_is_drawn_never_passed_on_broken() {
    let whole = fragment(damaged_sheet("none").path(), PageMode::Keep).unwrap();
    assert!(whole.1.drawn.is_empty());
    for damage in ["rows", "packing", "jpeg", "fax", "filter", "instructions"] {
        let (bytes, summary) = fragment(damaged_sheet(damage).path(), PageMode::Keep).unwrap();
        assert_eq!(summary.drawn, [0], "{damage}");
        assert_eq!(summary.header.pages[0].kind, PageKind::Image);
        assert!(summary.header.pages[0].pdfa_safe);
        assert_eq!(colour_at(&shown(bytes), 50, 50), BLUE, "{damage}: what can be read is drawn");
    }
}

#[test]
fn what_pdfa_refuses_is_told() {
    let safe = |sheet: Sheet| {
        let (_, summary) = fragment(sheet.save().path(), PageMode::Keep).unwrap();
        assert!(summary.drawn.is_empty());
        let page = summary.header.pages[0].clone();
        (page.pdfa_safe, page.pdfua_safe)
    };
    assert_eq!(safe(Sheet::new("1 0 0 rg 0 0 9 9 re f")), (true, true));
    assert_eq!(safe(Sheet::new("0 0 0 1 k 0 0 9 9 re f")), (false, true));
    let font = dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica" };
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let sheet = Sheet::new("BT /F 9 Tf (x) Tj ET").with("Resources", resources.clone());
    assert_eq!(safe(sheet), (false, false));
    assert_eq!(safe(Sheet::new("").with("Resources", resources)), (true, true), "not used");
    let state =
        dictionary! { "ExtGState" => dictionary! { "G" => dictionary! { "TR" => "Identity" } } };
    assert_eq!(safe(Sheet::new("/G gs").with("Resources", state)), (false, true));
}

#[test]
fn hidden_layer_stays_hidden() {
    let mut sheet =
        Sheet::new("0 0 1 rg 0 0 200 100 re f /OC /L BDC 1 0 0 rg 0 0 200 100 re f EMC");
    let layer = sheet.document.add_object(dictionary! { "Type" => "OCG" });
    let properties = dictionary! { "Properties" => dictionary! { "L" => layer } };
    let file = sheet.with("Resources", properties).save();
    let mut document = Document::load(file.path()).unwrap();
    let list = vec![Object::Reference(layer)];
    let state = dictionary! { "OCGs" => list.clone(), "D" => dictionary! { "OFF" => list } };
    document.catalog_mut().unwrap().set("OCProperties", state);
    document.save(file.path()).unwrap();
    let (bytes, summary) = fragment(file.path(), PageMode::Keep).unwrap();
    assert_eq!(summary.drawn, [0]);
    assert!(summary.notes.contains(&PdfNote::HiddenLayers));
    assert_eq!(colour_at(&shown(bytes), 100, 50), BLUE);
}

#[test]
fn old_form_without_resources_takes_those_of_its_page() {
    let mut sheet = Sheet::new("/Outer Do");
    let bbox = vec![0.into(), 0.into(), 200.into(), 100.into()];
    let mut form = |content: &str| {
        let entries =
            dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => bbox.clone() };
        Object::Reference(
            sheet.document.add_object(Stream::new(entries, content.as_bytes().to_vec())),
        )
    };
    let (outer, inner) = (form("/Inner Do"), form("1 0 0 rg 0 0 200 100 re f"));
    let objects = dictionary! { "Outer" => outer, "Inner" => inner };
    let file = sheet.with("Resources", dictionary! { "XObject" => objects }).save();
    let (bytes, _) = fragment(file.path(), PageMode::Keep).unwrap();
    assert_eq!(colour_at(&shown(bytes), 100, 50), RED);
}

#[test]
fn text_is_read_with_its_words_apart() {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica", "Encoding" => "WinAnsiEncoding",
    };
    let content =
        "BT /F 12 Tf 10 50 Td (Cobran\\347a indevida) Tj 0 -14 Td [(R$) -600 (99,90)] TJ ET";
    let resources = dictionary! { "Font" => dictionary! { "F" => font } };
    let file = Sheet::new(content).with("Resources", resources).save();
    let facts = facts(file.path(), None, Text::Read).unwrap();
    assert!(facts.has_text);
    assert_eq!(facts.text, ["Cobrança indevida\nR$ 99,90"]);
    assert_eq!(facts.pages, [PageSize { width_pt: 200.0, height_pt: 100.0 }]);
    assert_eq!(facts.lock, LockState::Open);
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let file = damaged_sheet("none");
    for mode in [PageMode::Keep, PageMode::Draw] {
        assert_eq!(fragment(file.path(), mode).unwrap().0, fragment(file.path(), mode).unwrap().0);
    }
}

#[test]
fn flipped_and_missing_bytes_give_a_result_or_an_error() {
    let whole = std::fs::read(damaged_sheet("none").path()).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    for at in (0..whole.len()).step_by(17) {
        let mut flipped = whole.clone();
        flipped[at] ^= 0x15;
        for bytes in [flipped.as_slice(), &whole[..at]] {
            std::fs::write(file.path(), bytes).unwrap();
            if let Ok((bytes, _)) = fragment(file.path(), PageMode::Keep) {
                assert!(FragmentReader::new(bytes.as_slice()).is_ok());
            }
        }
    }
}

#[test]
fn missing_page_and_no_pdf_are_named() {
    let file = Sheet::new("").save();
    let out = Cursor::new(Vec::new());
    let missing = pages_as_fragment(file.path(), None, &[1], PageMode::Keep, out);
    assert!(matches!(missing, Err(PdfError::NoSuchPage { page: 1 })));
    std::fs::write(file.path(), b"%PDF-1.4 no").unwrap();
    assert!(matches!(facts(file.path(), None, Text::Read), Err(PdfError::Unreadable)));
}

/// Returns the corpus of real and broken PDFs, when it stands beside the repository.
fn corpus() -> Vec<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let folder = std::env::var_os("JUNTADA_CORPUS").map_or(beside, PathBuf::from).join("pdf");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: no corpus");
        return Vec::new();
    };
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn locked_files_of_the_corpus_open_with_their_password_alone() {
    for file in corpus() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        let (password, before) = match name.as_str() {
            n if n.ends_with("U=view,O=view.pdf") => ("view", LockState::Locked),
            n if n.ends_with("V5,O=master.pdf") => ("master", LockState::OpenedWithEmpty),
            n if n.ends_with("libreoffice-writer-password.pdf") => {
                ("openpassword", LockState::Locked)
            }
            _ => continue,
        };
        assert_eq!(facts(&file, None, Text::Skip).unwrap().lock, before, "{name}");
        let opened = facts(&file, Some(password), Text::Read).unwrap();
        assert!(!opened.pages.is_empty(), "{name}");
        if before == LockState::Locked {
            assert_eq!(opened.lock, LockState::OpenedWithPassword, "{name}");
            assert_eq!(
                facts(&file, Some("errada"), Text::Skip).unwrap().lock,
                LockState::WrongPassword,
                "{name}"
            );
        }
    }
}

#[test]
fn every_file_of_the_corpus_gives_pages_or_a_clear_error() {
    let mut fragments = BTreeMap::new();
    for file in corpus() {
        let name = file.file_name().unwrap().to_string_lossy().into_owned();
        for mode in [PageMode::Keep, PageMode::Draw] {
            match fragment(&file, mode) {
                Ok((bytes, summary)) => {
                    if !summary.header.pages.is_empty() {
                        fragments.insert(format!("{name} {mode:?}"), bytes);
                    }
                }
                Err(error) => {
                    eprintln!("{name} {mode:?}: {error}");
                    assert!(
                        matches!(error, PdfError::Unreadable | PdfError::Locked),
                        "{name}: {error:?}"
                    );
                }
            }
        }
    }
    if fragments.is_empty() {
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("all.pdf");
    std::fs::write(&path, dossier(fragments)).unwrap();
    match std::process::Command::new("qpdf").arg("--check").arg(&path).output() {
        Ok(output) => {
            let told = String::from_utf8_lossy(&output.stderr).into_owned();
            assert!(output.status.success(), "{told}");
        }
        Err(_) => eprintln!("skipped: qpdf is not installed"),
    }
}
