//! Tests of `exif.rs`, with blocks made here and against exiftool on real photos.

use super::*;
use std::io::Cursor;

/// Builds a big-endian EXIF block: IFD0 (orientation, make, model, links), Exif and GPS.
pub(crate) fn block(orientation: u16, date: &str, offset: Option<&str>, gps: [u32; 4]) -> Vec<u8> {
    let mut heap_at = 0u32;
    let mut heap = Vec::new();
    let mut put = |bytes: &[u8], base: u32| {
        let at = base + heap_at;
        heap.extend_from_slice(bytes);
        heap_at += u32::try_from(bytes.len()).unwrap();
        at
    };
    // Layout: header 8, IFD0 with 5 entries at 8, Exif with 2 at 74, GPS with 2 at 104, heap 134.
    let heap_base = 134;
    let entry = |tag: u16, kind: u16, count: usize, value: u32| {
        let mut bytes = tag.to_be_bytes().to_vec();
        bytes.extend(kind.to_be_bytes());
        bytes.extend(u32::try_from(count).unwrap().to_be_bytes());
        bytes.extend(value.to_be_bytes());
        bytes
    };
    let ascii = |text: &str| [text.as_bytes(), b"\0"].concat();
    let (make, model) = (ascii("Acme"), ascii("Acme X10"));
    let make_at = put(&make, heap_base);
    let model_at = put(&model, heap_base);
    let date = ascii(date);
    let date_at = put(&date, heap_base);
    let offset_text = ascii(offset.unwrap_or("     "));
    let offset_at = put(&offset_text, heap_base);
    let rational = |above: u32, below: u32| {
        [above, below, 0, 1, 0, 1].into_iter().flat_map(u32::to_be_bytes).collect::<Vec<_>>()
    };
    let latitude_at = put(&rational(gps[0], gps[1]), heap_base);
    let longitude_at = put(&rational(gps[2], gps[3]), heap_base);

    let mut out = b"MM\0*\0\0\0\x08\0\x05".to_vec();
    out.extend(entry(0x010F, 2, make.len(), make_at));
    out.extend(entry(0x0110, 2, model.len(), model_at));
    out.extend(entry(0x0112, 3, 1, u32::from(orientation) << 16));
    out.extend(entry(0x8769, 4, 1, 74));
    out.extend(entry(0x8825, 4, 1, 104));
    out.extend([0; 4]);
    out.extend([0, 2]);
    out.extend(entry(0x9003, 2, date.len(), date_at));
    out.extend(entry(0x9011, 2, offset_text.len(), offset_at));
    out.extend([0; 4]);
    out.extend([0, 2]);
    out.extend(entry(2, 5, 3, latitude_at));
    out.extend(entry(4, 5, 3, longitude_at));
    out.extend([0; 4]);
    assert_eq!(out.len(), 134);
    out.extend(heap);
    out
}

/// Wraps a block into the head of a JPEG.
pub(crate) fn jpeg_head(block: &[u8]) -> Vec<u8> {
    let length = u16::try_from(block.len() + 8).unwrap();
    let mut out = b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01\x01\0\0\x48\0\x48\0\0\xFF\xE1".to_vec();
    out.extend(length.to_be_bytes());
    out.extend(b"Exif\0\0");
    out.extend(block);
    out
}

#[test]
fn facts_of_a_photo_are_read() {
    let block = block(6, "2026:10:05 14:33:10", Some("-03:00"), [23, 1, 46, 1]);
    let facts = of_jpeg(&mut Cursor::new(jpeg_head(&block))).unwrap();
    assert_eq!(
        facts,
        ExifFacts {
            orientation: Some(6),
            taken_at: Some("2026-10-05T14:33:10-03:00".to_owned()),
            camera: Some("Acme X10".to_owned()),
            has_place: true,
        }
    );
}

#[test]
fn moment_without_offset_stays_without_one() {
    let facts = of_tiff_block(&block(1, "2026:10:05 14:33:10", None, [23, 1, 46, 1]));
    assert_eq!(facts.taken_at.as_deref(), Some("2026-10-05T14:33:10"));
}

#[test]
fn moments_that_do_not_exist_are_left_out() {
    for date in [
        "0000:00:00 00:00:00",
        "    :  :     :  :  ",
        "2026:02:29 10:00:00",
        "2026:13:01 1:1:1",
        "hoje",
    ] {
        assert_eq!(moment_of(date), None, "{date}");
    }
    assert_eq!(moment_of("2024:02:29 23:59:60").as_deref(), Some("2024-02-29T23:59:59"));
    assert_eq!(offset_of("+25:00"), None);
    assert_eq!(offset_of("-0é:0"), None);
    assert_eq!(offset_of(""), None);
    assert_eq!(offset_of("Z").as_deref(), Some("+00:00"));
}

#[test]
fn zero_and_impossible_places_are_none() {
    for gps in [[0, 1, 0, 1], [0, 0, 46, 1], [23, 1, 46, 0], [91, 1, 46, 1]] {
        assert!(!of_tiff_block(&block(1, "2026:10:05 14:33:10", None, gps)).has_place, "{gps:?}");
    }
    assert!(!is_place(Some(f64::NAN), Some(1.0)));
}

#[test]
fn orientation_outside_one_to_eight_is_none() {
    for value in [0, 9, 257, u16::MAX] {
        assert_eq!(of_tiff_block(&block(value, "", None, [0; 4])).orientation, None);
    }
}

#[test]
fn block_cut_at_any_length_is_read_as_far_as_it_goes() {
    let whole = jpeg_head(&block(6, "2026:10:05 14:33:10", Some("-03:00"), [23, 1, 46, 1]));
    for length in 0..whole.len() {
        of_jpeg(&mut Cursor::new(&whole[..length])).unwrap();
    }
}

#[test]
fn directory_that_points_at_itself_ends() {
    let mut block = block(6, "2026:10:05 14:33:10", None, [1, 1, 1, 1]);
    // The link to the Exif directory now leads back to IFD0.
    block[54..58].copy_from_slice(&8u32.to_be_bytes());
    assert_eq!(of_tiff_block(&block).orientation, Some(6));
}

#[test]
fn place_in_xmp_alone_is_seen() {
    let xmp = b"http://ns.adobe.com/xap/1.0/\0<x exif:GPSLatitude=\"23,0S\"/>";
    let mut file = b"\xFF\xD8\xFF\xE1".to_vec();
    file.extend(u16::try_from(xmp.len() + 2).unwrap().to_be_bytes());
    file.extend(xmp);
    assert!(of_jpeg(&mut Cursor::new(file)).unwrap().has_place);
}

#[test]
fn real_photos_agree_with_exiftool() {
    let Some(files) = crate::import::corpus_tests::files("photo") else { return };
    let jpegs = files.into_iter().filter(|path| {
        path.extension().is_some_and(|extension| extension == "jpg" || extension == "jpeg")
    });
    let jpegs: Vec<_> = jpegs.collect();
    let Some(all) = exiftool(&jpegs) else { return };
    for (path, theirs) in jpegs.iter().zip(all) {
        // It gives up on a file of a bare head, which we still read.
        if theirs["Warning"] == "JPEG format error" {
            continue;
        }
        let mut file = std::io::BufReader::new(std::fs::File::open(path).unwrap());
        let ours = of_jpeg(&mut file).unwrap();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let orientation = theirs["Orientation"].as_u64().filter(|value| (1..=8).contains(value));
        assert_eq!(ours.orientation.map(u64::from), orientation, "orientation of {name}");
        let date = theirs["DateTimeOriginal"].as_str().and_then(moment_of);
        if let Some(date) = date {
            assert!(
                ours.taken_at.as_deref().is_some_and(|at| at.starts_with(&date)),
                "date of {name}: {ours:?}"
            );
        }
        let place = |tag: &str| theirs[tag].as_f64();
        assert_eq!(
            ours.has_place,
            is_place(place("GPSLatitude"), place("GPSLongitude")),
            "place of {name}"
        );
    }
}

/// Returns what exiftool says of the EXIF in each file, or `None` with a word if it is missing.
fn exiftool(paths: &[std::path::PathBuf]) -> Option<Vec<serde_json::Value>> {
    let tags = ["-EXIF:Orientation", "-EXIF:DateTimeOriginal", "-GPSLatitude", "-GPSLongitude"];
    let mut command = std::process::Command::new("exiftool");
    let Ok(output) = command.args(["-n", "-j", "-Warning"]).args(tags).args(paths).output() else {
        eprintln!("exiftool is not installed: not compared");
        return None;
    };
    Some(serde_json::from_slice(&output.stdout).unwrap())
}
