//! Every picture of the shared corpus yields a reading: none panics, none is lost.

use std::path::PathBuf;

/// Returns the corpus files below `folder`, sorted, or `None` with a word if it is not there.
pub(crate) fn files(folder: &str) -> Option<Vec<PathBuf>> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let root = option_env!("JUNTADA_CORPUS").map_or(beside, PathBuf::from);
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        eprintln!("corpus folder {folder} is absent: not tested");
        return None;
    };
    let mut files: Vec<_> =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()).collect();
    files.sort();
    Some(files)
}

use crate::import::read_file;
use crate::import::reader::ReaderHandle;
use crate::import::reading::{NoteCode, Reading, Showable};
use std::collections::BTreeMap;
use std::path::Path;

fn read_all(folder: &str) -> Option<BTreeMap<String, (PathBuf, Reading)>> {
    let mut reader = ReaderHandle::in_this_process();
    let all = files(folder)?.into_iter().map(|path| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reading = read_file(&path, &name, None, &mut reader);
        assert!(!reading.has_note(NoteCode::ReaderDied), "{name}");
        (name, (path, reading))
    });
    Some(all.collect())
}

fn decodes(path: &Path, reading: &Reading) -> bool {
    let limit = crate::import::picture::MAX_PIXELS;
    crate::import::picture::decode_rgb(path, &reading.media_type, 1, limit).is_ok()
}

#[test]
fn every_photo_yields_a_reading() {
    let Some(all) = read_all("photo") else { return };
    for (name, (_, reading)) in &all {
        let orientation = name.strip_prefix("exif-orientation-examples__Landscape_");
        if let Some(number) = orientation.and_then(|rest| rest.strip_suffix(".jpg")) {
            let picture = reading.picture.as_ref().unwrap();
            let expected = number.parse().unwrap_or(1).max(1);
            assert_eq!(
                (picture.orientation, picture.width_px > picture.height_px),
                (expected, true),
                "{name}"
            );
            assert_eq!(reading.showable, Showable::JpegAsIs);
        }
        assert!(
            reading.showable != Showable::No || !reading.notes.is_empty(),
            "{name}: {reading:?}"
        );
    }
    let gps = &all["exif-samples__jpg__gps__DSCN0010.jpg"].1;
    assert!(gps.has_note(NoteCode::HasPlace));
    assert_eq!(all["nom-exif__testdata__exif.avif"].1.showable, Showable::No);
}

#[test]
fn every_picture_of_a_known_form_decodes_and_the_broken_ones_say_so() {
    let Some(all) = read_all("image") else { return };
    let broken_pngs = ["xc9", "xcs", "xd3", "xdt", "xlf", "xs2", "xs7"];
    let mut undecoded = Vec::new();
    for (name, (path, reading)) in &all {
        let is_decoded = match reading.showable {
            Showable::Decode => decodes(path, reading),
            Showable::JpegAsIs => true,
            _ => {
                assert!(!reading.notes.is_empty(), "{name} says nothing");
                false
            }
        };
        if !is_decoded {
            undecoded.push(name.as_str());
        }
    }
    for name in &undecoded {
        let is_broken_png = broken_pngs.iter().any(|mark| name.contains(&format!("__{mark}")));
        let is_png_of_the_suite = name.contains("pngsuite");
        assert!(is_broken_png || !is_png_of_the_suite, "{name} should decode");
    }
    eprintln!("not decoded: {undecoded:#?}");
    assert!(undecoded.len() <= 24, "{undecoded:#?}");
}

#[test]
fn heic_is_decoded_upright_and_avif_is_kept_with_a_note() {
    let Some(all) = read_all("heic") else { return };
    let iphone = &all["exif-samples__heic__IMG_5195.HEIC"];
    let picture = iphone.1.picture.as_ref().unwrap();
    // What heif-convert makes of it: the picture stands, and nothing is left to turn.
    assert_eq!((picture.width_px, picture.height_px, picture.orientation), (2566, 3313, 1));
    assert_eq!(picture.taken_at.as_deref(), Some("2021-04-11T15:47:53-05:00"));
    assert!(picture.has_place);
    for (name, (path, reading)) in &all {
        match reading.media_type.as_str() {
            "image/avif" => assert!(reading.has_note(NoteCode::UnsupportedFormat), "{name}"),
            _ if reading.showable == Showable::Decode => assert!(decodes(path, reading), "{name}"),
            _ => assert!(!reading.notes.is_empty(), "{name}"),
        }
    }
}
