//! The preview is the very PDF that an export would write, it changes nothing, and its pages can be
//! drawn one by one.

use crate::common::files::{jpeg, pdf, png, story};
use crate::common::session::{Session, reader, surroundings};
use crate::common::{files_below, new_folder, run, sha256, tools, word};
use juntada::app::{App, AppError, Drawable, Drawer, ExportOrder, PreviewOrder, Previewed};
use juntada::base::Sha256Digest;
use juntada::render::assemble::DossierPages;
use juntada::store::preview_place;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// A case with a story and a bit of everything, for two companies.
fn case_of_everything(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    let mut story = story();
    let second = json!({ "trade_name": "Banco Segundo", "tax_id": "33.000.167/0001-01" });
    story["respondents"].as_array_mut().unwrap().push(second);
    let document = folder.join("caso.json");
    fs::write(&document, story.to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&document)]).ends(0);
    for (name, bytes) in [
        ("contrato.pdf", pdf("contrato", 3)),
        ("foto.jpg", jpeg(11, 300, 200)),
        ("print.png", png(12, 200, 400)),
        ("nota.txt", "anotei o protocolo\n".repeat(120).into_bytes()),
        ("audio.mp3", b"ID3\x03\0\0\0\0\0\0nada".to_vec()),
    ] {
        let path = folder.join(name);
        fs::write(&path, bytes).unwrap();
        run(&["juntar", word(&case), word(&path)]);
    }
    case
}

fn engine() -> App {
    App::new(surroundings())
}

fn preview(app: &mut App, case: &Path, profile: &str) -> Previewed {
    app.preview(case, &PreviewOrder { profile: profile.to_owned(), date: None, since: None })
        .unwrap()
}

/// Every file of the case but for its workshop.
fn kept(case: &Path) -> Vec<(String, String)> {
    let files = files_below(case).into_iter().filter(|(path, _)| !path.starts_with(".juntada/"));
    files.map(|(path, bytes)| (path, sha256(&bytes))).collect()
}

/// The previews in a case's cache.
fn previews(case: &Path) -> BTreeSet<String> {
    let paths = files_below(&case.join(".juntada/cache")).into_keys();
    paths.filter(|path| path.ends_with(".pdf") || path.contains("previa")).collect()
}

#[test]
fn the_preview_is_the_dossier_that_is_written_next() {
    let folder = new_folder();
    let case = case_of_everything(folder.path());
    for profile in ["procon", "advogado", "procon"] {
        let before = kept(&case);
        let mut app = engine();
        let shown = preview(&mut app, &case, profile);
        assert_eq!(kept(&case), before, "{profile}: nothing is logged or frozen");
        assert_eq!(shown.first, shown.packages[0]);
        let order = ExportOrder {
            profile: profile.to_owned(),
            out: folder.path().join(format!("saida {profile}")),
            date: None,
            draft: false,
            since: None,
            passphrase: None,
            originals: false,
        };
        let written = app.export(&case, &order).unwrap();
        assert_eq!(written.packages.len(), shown.packages.len());
        assert_eq!(shown.packages.len(), if profile == "procon" { 2 } else { 1 });
        for (shown, written) in shown.packages.iter().zip(&written.packages) {
            let bytes = fs::read(&written.dossier[0]).unwrap();
            assert_eq!(fs::read(preview_place(&case, shown.key)).unwrap(), bytes, "{profile}");
            assert_eq!(shown.key, Sha256Digest::of(&bytes));
            assert_eq!(shown.bytes, bytes.len() as u64);
            assert_eq!(shown.pages, written.pages);
            assert_eq!(shown.findings, written.findings);
            for (shown, written) in shown.exhibits.iter().zip(&written.exhibits) {
                assert_eq!(shown.number, written.number);
                assert_eq!(shown.first_page, written.first_page);
                assert_eq!(shown.last_page, written.last_page);
            }
            assert!(shown.chapters.iter().any(|chapter| chapter.title == "Provas"), "{shown:?}");
            assert!(shown.chapters.is_sorted_by_key(|chapter| chapter.page));
        }
        let here: BTreeSet<String> =
            shown.packages.iter().map(|made| format!("{}/dossie.pdf", made.key)).collect();
        assert_eq!(previews(&case), here, "older ones are swept");
    }
}

#[test]
fn a_preview_that_is_stopped_anywhere_leaves_nothing() {
    let folder = new_folder();
    let case = case_of_everything(folder.path());
    let (asked, last) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(usize::MAX)));
    let mut around = surroundings();
    let (count, most) = (Arc::clone(&asked), Arc::clone(&last));
    around.progress =
        Box::new(move |_| count.fetch_add(1, Ordering::SeqCst) + 1 != most.load(Ordering::SeqCst));
    let mut app = App::new(around);
    let made = preview(&mut app, &case, "procon");
    let all = asked.load(Ordering::SeqCst);
    assert!(all > 10, "{all}");
    let before = previews(&case);
    let out = folder.path().join("saida");
    for stop in 1..=all {
        asked.store(0, Ordering::SeqCst);
        last.store(stop, Ordering::SeqCst);
        let order = PreviewOrder { profile: "advogado".to_owned(), date: None, since: None };
        let stopped = app.preview(&case, &order);
        if stopped.is_ok() {
            // The lawyer's package is one: it asks less often.
            assert!(stop > all / 3, "{stop} of {all}");
            break;
        }
        assert!(matches!(stopped, Err(AppError::Cancelled)), "{stop}: {stopped:?}");
        assert_eq!(previews(&case), before, "{stop}");
        asked.store(0, Ordering::SeqCst);
        let order = ExportOrder {
            profile: "advogado".to_owned(),
            out: out.clone(),
            date: None,
            draft: false,
            since: None,
            passphrase: None,
            originals: false,
        };
        assert!(matches!(app.export(&case, &order), Err(AppError::Cancelled)), "{stop}");
        assert!(!out.exists(), "{stop}");
    }
    assert!(!previews(&case).contains(&format!("{}/dossie.pdf", made.first.key)));
}

#[test]
fn each_page_can_be_taken_out_and_says_what_it_says_in_the_dossier() {
    if !tools::is_there("pdftotext") {
        eprintln!("pulado: falta pdftotext");
        return;
    }
    let folder = new_folder();
    let case = case_of_everything(folder.path());
    let shown = preview(&mut engine(), &case, "advogado").first;
    let path = preview_place(&case, shown.key);
    let mut file = File::open(&path).unwrap();
    let pages = DossierPages::find(&mut file).unwrap();
    assert_eq!(pages.count(), usize::try_from(shown.pages).unwrap());
    for (text, page) in tools::page_texts(&path).iter().zip(1..) {
        let single = folder.path().join(format!("{page}.pdf"));
        pages.write(&mut file, page, &mut File::create(&single).unwrap()).unwrap();
        assert_eq!(tools::page_texts(&single), [text.as_str()], "page {page}");
        assert!(fs::metadata(&single).unwrap().len() < shown.bytes);
        if tools::is_there("qpdf") {
            tools::run("qpdf", &["--check", word(&single)], &[0]);
        }
    }
    let none = pages.count() + 1;
    assert!(pages.write(&mut file, none, &mut Vec::new()).is_err());
    assert!(pages.write(&mut file, 0, &mut Vec::new()).is_err());
}

fn size(png: &[u8]) -> (u32, u32) {
    let side = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
    assert!(png.starts_with(b"\x89PNG"));
    (side(16), side(20))
}

#[test]
fn pages_are_drawn_one_by_one_and_only_of_what_is_as_it_was_written() {
    let folder = new_folder();
    let case = case_of_everything(folder.path());
    let shown = preview(&mut engine(), &case, "advogado").first;
    let drawer = Drawer::new(&reader(), &folder.path().join("oficina"), Arc::default());
    let draw = |drawer: &Drawer, page| drawer.page(&case, shown.key, page, 320);
    let pictures: BTreeSet<Vec<u8>> =
        (1..=shown.pages).map(|page| draw(&drawer, page).unwrap()).collect();
    assert_eq!(pictures.len(), usize::try_from(shown.pages).unwrap(), "no two are the same");
    for picture in &pictures {
        let (width, height) = size(picture);
        let (short, long) = (width.min(height), width.max(height));
        assert!((300..=320).contains(&width), "{width}");
        assert!((1.40..1.43).contains(&(f64::from(long) / f64::from(short))), "A4");
    }
    assert_eq!(draw(&drawer, shown.pages + 1), None);
    assert_eq!(drawer.page(&case, Sha256Digest::of(b"outra"), 1, 320), None);
    assert_eq!(fs::read_dir(folder.path().join("oficina")).unwrap().count(), 0);
    // What was drawn is kept, and believed only while it has its own hash.
    let kept = case.join(".juntada/cache").join(shown.key.to_string());
    let picture = |entry: fs::DirEntry| entry.file_name().to_string_lossy().ends_with("-1-320.png");
    let entries = fs::read_dir(&kept).unwrap().flatten();
    let of_cover = entries.filter(|entry| !entry.path().is_dir()).find_map(|entry| {
        let path = entry.path();
        picture(entry).then_some(path)
    });
    let of_cover = of_cover.unwrap();
    let mut bytes = fs::read(&of_cover).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    fs::write(&of_cover, bytes).unwrap();
    assert!(pictures.contains(&draw(&drawer, 1).unwrap()));
    // A preview that somebody changed is not drawn.
    let path = preview_place(&case, shown.key);
    let mut bytes = fs::read(&path).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&path, bytes).unwrap();
    fs::remove_file(&of_cover).unwrap();
    assert_eq!(
        draw(&Drawer::new(&reader(), &folder.path().join("oficina"), Arc::default()), 1),
        None
    );
}

#[test]
fn items_are_drawn_as_they_were_gathered_or_not_at_all() {
    let folder = new_folder();
    let drawer = Drawer::new(&reader(), &folder.path().join("oficina"), Arc::default());
    let root = folder.path().join("caso");
    fs::create_dir_all(root.join(".juntada")).unwrap();
    let path = folder.path().join("livro.pdf");
    let bytes = pdf("livro", 3);
    fs::write(&path, &bytes).unwrap();
    let sha256 = Sha256Digest::of(&bytes);
    let media_type = "application/pdf".to_owned();
    let item = Drawable { root, sha256, path: path.clone(), path_sha256: sha256, media_type };
    let first = drawer.item(&item, 1, 160).unwrap();
    let second = drawer.item(&item, 2, 160).unwrap();
    assert_eq!(size(&first).0, 160);
    assert_ne!(first, second);
    assert_eq!(drawer.item(&item, 4, 160), None);
    fs::write(&path, pdf("outro livro", 3)).unwrap();
    assert_eq!(drawer.item(&item, 1, 160), Some(first), "from the cache");
    assert_eq!(drawer.item(&item, 3, 160), None);
}

#[test]
fn the_desk_shows_the_pages_of_the_last_preview_of_a_case() {
    let session = Session::new();
    let case = session.case("Água em dobro");
    let photo = session.file("foto.jpg", &jpeg(3, 64, 48));
    session.done(&json!({ "request": "add", "path": case, "files": [session.offer(&[photo])] }));
    let ask = |date: &str| -> Value {
        session.done(&json!({
            "request": "preview", "path": case, "profile": "procon", "date": date,
        }))
    };
    let shown = ask("2026-11-21");
    let key = shown["key"].as_str().unwrap().to_owned();
    let pages = shown["pages"].as_u64().unwrap();
    assert!(pages >= 4, "{shown}");
    let picture = session.desk.picture(&format!("page/{key}/{pages}/300")).unwrap();
    assert_eq!(picture.media_type, "image/png");
    assert_eq!(size(&picture.bytes).0, 320);
    assert_eq!(session.desk.picture(&format!("page/{key}/{}/300", pages + 1)), None);
    assert_eq!(session.desk.picture(&format!("item/{key}/1/300")), None);
    let next = ask("2026-11-22");
    assert_ne!(next["key"], key.as_str());
    assert_eq!(session.desk.picture(&format!("page/{key}/1/300")), None, "it is no longer that");
}
