//! Packages and dossiers, whole and tampered with in every way: what was changed is named.

use super::*;
use crate::base::bagit::BAGIT_TXT;
use crate::import::jpeg::{JpegHeader, Orientation};
use crate::package::{
    FileProof, HOW_TO_CHECK, Member, MemberContent, SEAL_FORMAT, Seal, SealedExhibit, SealedItem,
    how_to_check, tag_files, write_zip,
};
use crate::render::assemble::{
    Claim, EvidenceSource, PieceProof, ProofExhibit, SlotContent, assemble,
};
use crate::store::bag::ORIGINALS;
use lopdf::{Dictionary, Document, Object, Stream, dictionary};

fn check_zip(path: &Path, expected: Option<&SealCode>) -> CheckReport {
    checked(path, &Checkable::Zip, expected)
}

fn check_bag_folder(root: &Path, expected: Option<&SealCode>) -> CheckReport {
    checked(root, &Checkable::Bag(root.to_owned()), expected)
}

/// A dossier of one page, which shows one photo.
fn dossier(seal: &[u8], jpeg: &[u8]) -> Vec<u8> {
    struct One<'a>(&'a [u8]);
    impl EvidenceSource for One<'_> {
        fn open_original(&self, _: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
            Ok(Box::new(self.0))
        }
        fn open_fragment(&self, _: &str) -> io::Result<Box<dyn Read + '_>> {
            Err(io::ErrorKind::NotFound.into())
        }
    }
    let digest = Sha256Digest::of(jpeg);
    let header = JpegHeader::read(&mut &*jpeg).unwrap();
    let slot = SlotContent::Jpeg {
        digest,
        size_bytes: u64::try_from(jpeg.len()).unwrap(),
        header,
        orientation: Orientation::default(),
        proved: false,
    };
    let proof = PieceProof {
        seal_json: seal.to_vec(),
        exhibits: vec![ProofExhibit { number: "1".to_owned(), digests: vec![digest] }],
        stamp_utc: "20261121120000".to_owned(),
        pdfa: Claim::Keep,
        pdfua: Claim::Keep,
    };
    let mut out = Vec::new();
    assemble(&base_pdf(), &BTreeMap::from([(1, slot)]), &One(jpeg), &proof, &mut out).unwrap();
    out
}

/// What the layout gives to the assembler: a page with the picture that keeps the slot's place.
fn base_pdf() -> Vec<u8> {
    let mut document = Document::with_version("1.7");
    let pages = document.new_object_id();
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, vec![0; 9]));
    let mut image = Stream::new(
        dictionary! {
            "Type" => "XObject", "Subtype" => "Image", "Width" => 3, "Height" => 1,
            "BitsPerComponent" => 8,
            "ColorSpace" => vec!["ICCBased".into(), Object::Reference(profile)],
        },
        b"JNT\0\0\0\x01SL".to_vec(),
    );
    image.compress().unwrap();
    let image = document.add_object(image);
    let content = Stream::new(Dictionary::new(), b"q 9 0 0 9 0 0 cm /I Do Q".to_vec());
    let content = document.add_object(content);
    let page = document.add_object(dictionary! {
        "Type" => "Page", "Parent" => pages, "Contents" => content,
        "MediaBox" => vec![0.into(), 0.into(), 9.into(), 9.into()],
        "Resources" => dictionary! { "XObject" => dictionary! { "I" => image } },
    });
    let kids = vec![Object::Reference(page)];
    let tree = dictionary! { "Type" => "Pages", "Count" => 1, "Kids" => kids };
    document.objects.insert(pages, Object::Dictionary(tree));
    let packet = b"<x><pdfaid:part>2</pdfaid:part><pdfuaid:part>1</pdfuaid:part></x>".to_vec();
    let metadata = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
    let metadata = document.add_object(Stream::new(metadata, packet));
    let catalog = document
        .add_object(dictionary! { "Type" => "Catalog", "Pages" => pages, "Metadata" => metadata });
    document.trailer.set("Root", catalog);
    let id = Object::string_literal("0123456789abcdef");
    document.trailer.set("ID", vec![id.clone(), id]);
    let mut bytes = Vec::new();
    document.save_to(&mut bytes).unwrap();
    bytes
}

fn photo() -> Vec<u8> {
    let mut jpeg = Vec::new();
    let picture =
        image::RgbImage::from_fn(16, 16, |x, _| image::Rgb([if x < 8 { 0 } else { 255 }; 3]));
    image::codecs::jpeg::JpegEncoder::new(&mut jpeg).encode_image(&picture).unwrap();
    jpeg
}

const DOSSIER: &str = "data/caso.pdf";

/// A package of a photo, a text and a sound; `seal` may be made to lie.
fn package(lie: impl FnOnce(&mut Seal)) -> Files {
    let items: [(&str, Vec<u8>); 3] = [
        ("data/originais/Doc. 01 - Foto.jpg", photo()),
        ("data/originais/Doc. 02 - Nota.txt", b"nota".to_vec()),
        ("data/midia/Doc. 03 - Ligacao.mp3", b"som".to_vec()),
    ];
    let draft = |event| EventDraft {
        event,
        item: None,
        sha256: None,
        size_bytes: None,
        detail: serde_json::Map::new(),
    };
    let created = draft(CustodyEvent::Created);
    let mut log = CustodyLog::begin(&created, WHEN, Actor::Titular, "juntada 0.1.0", [7; 16]);
    for (number, (_, bytes)) in (1..).zip(&items) {
        let gathered = EventDraft {
            item: Some(ItemId::new(number)),
            sha256: Some(Sha256Digest::of(bytes)),
            ..draft(CustodyEvent::Gathered)
        };
        log.append(&gathered, WHEN, Actor::Titular, "juntada 0.1.0", [7; 16]);
    }
    let caso = b"{\"format\":1}\n".to_vec();
    let exhibits = (1..).zip(&items).map(|(number, (_, bytes)): (u32, _)| SealedExhibit {
        number: number.to_string(),
        items: vec![SealedItem {
            sha256: Sha256Digest::of(bytes),
            size_bytes: u64::try_from(bytes.len()).unwrap(),
        }],
    });
    let mut seal = Seal {
        format: SEAL_FORMAT,
        case_id: Uuid::from_u128(7),
        profile: "procon".to_owned(),
        date: "2026-11-21".to_owned(),
        app: "juntada 0.1.0".to_owned(),
        custody_head: log.head(),
        custody_events: log.count(),
        caso_sha256: Sha256Digest::of(&caso),
        exhibits: exhibits.collect(),
    };
    lie(&mut seal);
    let seal = seal.to_bytes();
    let log: String = log.lines().iter().map(|line| line.to_text_without_detail()).collect();
    let mut files: Files = items.iter().map(|(p, b)| ((*p).to_owned(), b.clone())).collect();
    files.insert(DOSSIER.to_owned(), dossier(&seal, &photo()));
    files.insert(CASE_DOCUMENT.to_owned(), caso);
    files.insert(CUSTODY.to_owned(), log.into_bytes());
    files.insert(HOW_TO_CHECK.to_owned(), how_to_check(Sha256Digest::of(&seal), "caso.pdf").into());
    files.insert(SEAL.to_owned(), seal);
    bagged(files)
}

/// The files with manifests that fit.
fn bagged(mut files: Files) -> Files {
    let is_made = |path: &str| [BAG_INFO, "bagit.txt", MANIFEST, TAG_MANIFEST].contains(&path);
    files.retain(|path, _| !is_made(path));
    let (payload, tags): (Files, Files) =
        files.clone().into_iter().partition(|(path, _)| path.starts_with("data/"));
    let payload: Vec<_> = payload
        .iter()
        .map(|(p, b)| (p.clone(), Sha256Digest::of(b), u64::try_from(b.len()).unwrap()))
        .collect();
    let tags: Vec<_> = tags.into_iter().collect();
    files.extend(tag_files(Uuid::from_u128(7), "2026-11-21", &payload, &tags));
    files
}

fn zip(files: &Files) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("caso.zip");
    let members = files.iter().map(|(name, bytes)| {
        let content = if name.starts_with("data/") {
            let at = folder.path().join(Sha256Digest::of(bytes).to_string());
            fs::write(&at, bytes).unwrap();
            let size_bytes = u64::try_from(bytes.len()).unwrap();
            let proof = FileProof::Hash(Sha256Digest::of(bytes));
            MemberContent::File { path: at, size_bytes, proof }
        } else {
            MemberContent::Text(bytes.clone())
        };
        Member { path: name.clone(), content }
    });
    let date = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let file = File::create(&path).unwrap();
    write_zip(file, "caso", date, members.collect()).unwrap();
    (folder, path)
}

fn check_files(files: &Files) -> CheckReport {
    let folder = write_folder(files);
    check_bag_folder(folder.path(), None)
}

#[test]
fn a_whole_package_is_intact_as_zip_and_unpacked() {
    let files = package(|_| {});
    let seal = Sha256Digest::of(&files[SEAL]);
    let (folder, path) = zip(&files);
    let zipped = check_zip(&path, Some(&seal.to_string().parse().unwrap()));
    assert_eq!(zipped.verdict, Verdict::Intact, "{zipped:?}");
    assert_eq!(zipped.seal, Some(seal));
    assert_eq!(zipped.checked, files.len() - 1, "all but the tag manifest itself");
    assert_eq!(tell(&path).unwrap(), Some(Checkable::Zip));

    let unpacked = folder.path().join("extraido/caso");
    files.iter().for_each(|(name, bytes)| put(&unpacked, name, bytes));
    put(&unpacked, "desktop.ini", b"x");
    let told = tell(&folder.path().join("extraido")).unwrap();
    assert_eq!(told, Some(Checkable::Bag(unpacked.clone())));
    let short = seal.short().to_uppercase();
    let code = format!("{} {}", &short[..4], &short[4..]).parse().unwrap();
    let report = checked(&unpacked, &told.unwrap(), Some(&code));
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.notes.len(), 1);
    assert_eq!(report.custody_head, zipped.custody_head);
}

#[test]
fn another_check_code_than_the_package_has_is_a_difference() {
    let (_folder, path) = zip(&package(|_| {}));
    let report = check_zip(&path, Some(&"0".repeat(12).parse().unwrap()));
    assert_eq!(codes(&report), [("seal_differs", SEAL)]);
    assert_eq!(report.verdict, Verdict::Different);
}

#[test]
fn anything_done_to_a_file_of_a_package_is_named() {
    let files = package(|_| {});
    for path in files.keys() {
        for (way, tampered) in tamperings(&files, path) {
            let report = check_files(&tampered);
            assert_eq!(report.verdict, Verdict::Different, "{path} {way}");
            assert!(mentions(&report, path), "{path} {way}: {report:?}");
        }
    }
    let mut added = files;
    added.insert("data/originais/Doc. 04 - Outra.txt".to_owned(), b"x".to_vec());
    added.insert("solto.txt".to_owned(), b"x".to_vec());
    let expected = [("extra", "data/originais/Doc. 04 - Outra.txt"), ("extra", "solto.txt")];
    assert_eq!(codes(&check_files(&added)), expected);
}

#[test]
fn one_flipped_bit_of_a_manifest_puts_no_blame_on_the_evidence() {
    let files = package(|_| {});
    for path in [MANIFEST, TAG_MANIFEST] {
        let bytes = &files[path];
        for bit in (0..bytes.len() * 8).step_by(5) {
            let mut tampered = files.clone();
            tampered.get_mut(path).unwrap()[bit / 8] ^= 1 << (bit % 8);
            let report = check_files(&tampered);
            assert!(mentions(&report, path), "{path} bit {bit}: {report:?}");
            let blamed = report.findings.iter().find(|finding| {
                let at = finding.path.as_deref().unwrap_or_default();
                matches!(finding.code, FindingCode::Altered | FindingCode::Extra)
                    && at != path
                    && at != DOSSIER
            });
            assert_eq!(blamed, None, "{path} bit {bit}");
        }
    }
}

#[test]
fn manifests_made_to_fit_do_not_hide_what_the_seal_knows() {
    let files = package(|_| {});
    let told = |change: &dyn Fn(&mut Files)| {
        let mut tampered = files.clone();
        change(&mut tampered);
        let report = check_files(&bagged(tampered));
        assert_eq!(report.verdict, Verdict::Different);
        report
    };
    let nota = "data/originais/Doc. 02 - Nota.txt";
    let report = told(&|files| drop(files.remove(nota)));
    assert_eq!(codes(&report), [("missing", "")]);
    assert_eq!(report.findings[0].subject.as_deref(), Some("Doc. 2"));
    let report = told(&|files| drop(files.insert(nota.into(), b"nota 2".to_vec())));
    assert_eq!(codes(&report), [("missing", ""), ("package_disagrees", nota)]);
    let report = told(&|files| drop(files.insert("data/midia/x.mp3".into(), b"x".to_vec())));
    assert_eq!(codes(&report), [("package_disagrees", "data/midia/x.mp3")]);
    let report = told(&|files| drop(files.insert(CASE_DOCUMENT.into(), b"{}".to_vec())));
    assert_eq!(codes(&report), [("package_disagrees", CASE_DOCUMENT)]);
    let report = told(&|files| drop(files.insert(CUSTODY.into(), b"{}\n".to_vec())));
    assert_eq!(codes(&report), [("chain_broken", CUSTODY)]);
    let report = told(&|files| {
        let log = String::from_utf8(files[CUSTODY].clone()).unwrap();
        let end = log.trim_end().rfind('\n').unwrap() + 1;
        files.insert(CUSTODY.into(), log[..end].into());
    });
    assert_eq!(codes(&report), [("chain_truncated", CUSTODY)]);
    let report = told(&|files| drop(files.remove(DOSSIER)));
    assert_eq!(codes(&report), [("package_disagrees", "data")]);
    let report = told(&|files| drop(files.insert(SEAL.into(), b"{}".to_vec())));
    assert!(codes(&report).contains(&("package_disagrees", SEAL)), "{report:?}");
    let other = package(|seal| seal.date = "2026-11-22".to_owned());
    let report = told(&|files| drop(files.insert(DOSSIER.into(), other[DOSSIER].clone())));
    assert_eq!(codes(&report), [("seal_differs", DOSSIER)]);
}

#[test]
fn a_seal_that_does_not_agree_with_its_package_is_a_difference() {
    let disagreeing = |lie: &dyn Fn(&mut Seal)| {
        let report = check_files(&package(lie));
        report.findings.iter().map(|f| (f.code.word(), f.path.clone())).collect::<Vec<_>>()
    };
    let at = |code, path: &str| vec![(code, Some(path.to_owned()))];
    let no_hash = Sha256Digest::ZERO;
    let told = disagreeing(&|seal| seal.caso_sha256 = no_hash);
    assert_eq!(told, at("package_disagrees", CASE_DOCUMENT));
    let told = disagreeing(&|seal| seal.custody_head = no_hash);
    assert_eq!(told, at("package_disagrees", CUSTODY));
    assert_eq!(disagreeing(&|seal| seal.custody_events = 9), at("chain_truncated", CUSTODY));
    let newer = check_files(&package(|seal| seal.format = SEAL_FORMAT + 1));
    assert_eq!(newer.verdict, Verdict::Intact, "{newer:?}");
    assert_eq!(newer.not_checkable.len(), 1);
}

#[test]
fn a_zip_that_was_cut_or_is_none_is_unreadable_and_never_intact() {
    let (folder, path) = zip(&package(|_| {}));
    let whole = fs::read(&path).unwrap();
    let damaged = folder.path().join("danificado.zip");
    for keep in [0, 1, 4, 100, whole.len() / 2, whole.len() - 1] {
        fs::write(&damaged, &whole[..keep]).unwrap();
        let report = check_zip(&damaged, None);
        assert_eq!(report.verdict, Verdict::Unreadable, "cut to {keep}");
        assert_eq!(report.findings[0].path.as_deref(), Some("danificado.zip"));
    }
    let directory = whole.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
    let content = (0..directory * 8).step_by(97);
    // The last byte of packed text holds bits that say nothing.
    let mut archive = ::zip::ZipArchive::new(File::open(&path).unwrap()).unwrap();
    let ends: Vec<usize> = (0..archive.len())
        .map(|index| {
            let member = archive.by_index(index).unwrap();
            let end = member.data_start().unwrap() + member.compressed_size();
            usize::try_from(end).unwrap() * 8
        })
        .collect();
    let content = content.chain(ends.into_iter().flat_map(|end| end - 8..end));
    for bit in content.chain((directory * 8..whole.len() * 8).step_by(11)) {
        let mut flipped = whole.clone();
        flipped[bit / 8] ^= 1 << (bit % 8);
        fs::write(&damaged, &flipped).unwrap();
        let report = check_zip(&damaged, None);
        assert_ne!(report.verdict, Verdict::Intact, "bit {bit}, directory at {directory}");
        assert!(!report.findings.is_empty(), "bit {bit}");
    }
}

/// A package that another program packed again: another maker, folders, other times.
#[test]
fn a_package_that_another_program_packed_again_is_intact() {
    let files = package(|_| {});
    let (folder, path) = zip(&files);
    let mut writer = ::zip::ZipWriter::new(File::create(&path).unwrap());
    let options = ::zip::write::SimpleFileOptions::default();
    writer.add_directory("caso/data/", options).unwrap();
    for (number, (name, bytes)) in files.iter().rev().enumerate() {
        let mode = if number == 3 { 0o755 } else { 0o600 };
        writer.start_file(format!("caso/{name}"), options.unix_permissions(mode)).unwrap();
        io::Write::write_all(&mut writer, bytes).unwrap();
    }
    writer.finish().unwrap();
    let report = check_zip(&path, None);
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    drop(folder);
}

#[test]
fn a_packed_case_and_a_foreign_bag_are_checked_too() {
    let (_folder, root) = new_case();
    let mut files = files_in(&root);
    let (_zip, path) = zip(&files);
    let report = check_zip(&path, None);
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.not_checkable.len(), 1);
    files.insert(format!("{ORIGINALS}/x"), b"x".to_vec());
    let (_zip, path) = zip(&files);
    assert_eq!(codes(&check_zip(&path, None)), [("extra", "data/originais/x")]);

    let manifest = format!("{}  data/a.txt\n", Sha256Digest::of(b"a"));
    let mut foreign = Files::from([
        ("bagit.txt".to_owned(), BAGIT_TXT.into()),
        (MANIFEST.to_owned(), manifest.into_bytes()),
        ("data/a.txt".to_owned(), b"a".to_vec()),
    ]);
    let report = check_files(&foreign);
    assert_eq!((report.verdict, report.checked), (Verdict::Intact, 1));
    let folder = write_folder(&foreign);
    assert_eq!(tell(folder.path()).unwrap(), Some(Checkable::Bag(folder.path().to_owned())));
    let code = "0".repeat(64).parse().unwrap();
    assert_eq!(codes(&check_bag_folder(folder.path(), Some(&code))), [("seal_differs", SEAL)]);
    foreign.insert("data/a.txt".to_owned(), b"b".to_vec());
    assert_eq!(codes(&check_files(&foreign)), [("altered", "data/a.txt")]);
}

#[test]
fn every_bag_of_the_suite_is_told_and_gets_its_verdict() {
    let suite = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/bagit");
    if !suite.is_dir() {
        eprintln!("skipped: no corpus at {}", suite.display());
        return;
    }
    let mut seen = 0;
    for version in fs::read_dir(suite).unwrap().flatten() {
        for (kind, is_intact) in [("valid", true), ("invalid", false)] {
            let Ok(bags) = fs::read_dir(version.path().join(kind)) else { continue };
            for bag in bags.flatten().filter(|bag| bag.path().is_dir()) {
                let report = match tell(&bag.path()).unwrap() {
                    Some(told) => checked(&bag.path(), &told, None),
                    None => panic!("not told: {}", bag.path().display()),
                };
                let name = bag.path();
                assert_eq!(
                    report.verdict == Verdict::Intact,
                    is_intact,
                    "{}: {report:?}",
                    name.display()
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 20, "{seen} bags");
}

#[test]
fn a_dossier_alone_is_checked_by_its_photos_and_its_seal() {
    let files = package(|_| {});
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("dossie.pdf");
    let check_bytes = |bytes: &[u8], code: Option<&SealCode>| {
        fs::write(&path, bytes).unwrap();
        check_dossier_pdf(&path, code)
    };
    let whole = &files[DOSSIER];
    let seal = Sha256Digest::of(&files[SEAL]);
    let report = check_bytes(whole, Some(&seal.short().parse().unwrap()));
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!((report.checked, report.seal), (2, Some(seal)));
    assert_eq!(report.not_checkable.len(), 2);
    assert_eq!(report.not_checkable[0], "O texto das páginas só é conferido pelo ZIP.");
    let other = check_bytes(whole, Some(&"0".repeat(64).parse().unwrap()));
    assert_eq!(codes(&other), [("seal_differs", "dossie.pdf")]);

    let jpeg = photo();
    let at = whole.windows(jpeg.len()).position(|w| w == jpeg).unwrap();
    let mut flipped = whole.clone();
    flipped[at + jpeg.len() / 2] ^= 1;
    let report = check_bytes(&flipped, None);
    assert_eq!(codes(&report), [("altered", "dossie.pdf")]);
    assert_eq!(report.findings[0].subject.as_deref(), Some("Doc. 1"));
    assert_eq!(report.findings[0].expected, Some(Sha256Digest::of(&jpeg).to_string()));

    let mut signed = Document::load_mem(whole).unwrap();
    let mut update = lopdf::IncrementalDocument::create_from(whole.clone(), signed.clone());
    update.new_document.add_object(signed.trailer.remove(b"Root").unwrap());
    let mut bytes = Vec::new();
    update.save_to(&mut bytes).unwrap();
    let report = check_bytes(&bytes, None);
    assert_eq!(report.verdict, Verdict::Intact, "{report:?}");
    assert_eq!(report.notes[0].code, FindingCode::SignedAfter);

    for bytes in [b"%PDF-1.7\n".to_vec(), whole[..whole.len() / 2].to_vec(), base_pdf()] {
        let report = check_bytes(&bytes, None);
        assert_eq!(report.verdict, Verdict::Unreadable);
        assert_eq!(codes(&report), [("bag_invalid", "dossie.pdf")]);
    }
}
