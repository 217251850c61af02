//! Tests of `sniff.rs`: what each content is, whatever its name says.

use super::*;
use std::io::Cursor;

fn sniff(bytes: &[u8], name: &str) -> String {
    media_type(&mut Cursor::new(bytes), name).unwrap()
}

#[test]
fn content_decides_and_not_the_extension() {
    let mut ftyp = b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif".to_vec();
    let cases: [(&[u8], &str); 14] = [
        (b"\xFF\xD8\xFF\xE0\0\x10JFIF", "image/jpeg"),
        (b"%PDF-1.7\n", "application/pdf"),
        (b"lixo antes\n%PDF-1.4\n", "application/pdf"),
        (b"BM\x46\0\0\0\0\0\0\0\x36\0\0\0\x28\0\0\0", "image/bmp"),
        (b"BMW vendido em 2019 pelo valor combinado", "text/plain"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "image/heic"),
        (b"II*\0\x08\0\0\0\0\0", "image/tiff"),
        (b"MZ, segue a conta corrigida\n", "text/plain"),
        (b"Return-Path: <a@b.c>\r\nSubject: x\r\n\r\noi", "message/rfc822"),
        (b"From a@b Thu Jan 1\nFrom: a\nTo: b\n\noi", "application/mbox"),
        (b"<?xml version=\"1.0\"?>\n<nfeProc/>", "application/xml"),
        (b"<!DOCTYPE html><p>oi", "text/html"),
        (b"Cobran\xE7a indevida, n\xE3o autorizei nada.", "text/plain"),
        (b"\x01\x02\x03\x04", UNKNOWN),
    ];
    for (bytes, expected) in cases {
        for name in ["x.jpg", "x.exe", "x", ""] {
            assert_eq!(sniff(bytes, name), expected, "{name} {:?}", String::from_utf8_lossy(bytes));
        }
    }
    assert_eq!(sniff(&ftyp, "x"), "image/avif");
    ftyp.truncate(18);
    assert_eq!(sniff(&ftyp, "x"), "image/heif");
}

#[test]
fn chat_with_colons_is_no_mail() {
    let chat = "05/10/2026 14:33 - Loja: bom dia\n05/10/2026 14:34 - Ana: oi\n";
    assert_eq!(sniff(chat.as_bytes(), "Conversa.txt"), "text/plain");
    let dialogue = "Ana: bom dia\nLoja: bom dia\nAna: e o reembolso?\n";
    assert_eq!(sniff(dialogue.as_bytes(), "x.txt"), "text/plain");
}

#[test]
fn file_cut_at_any_length_has_some_type() {
    let head = b"\0\0\0\x18ftypmif1\0\0\0\0mif1avif";
    for length in 0..head.len() {
        assert!(!sniff(&head[..length], "x.heic").is_empty());
    }
}

#[test]
fn lying_extension_is_told_and_unknown_ones_are_not() {
    assert!(extension_differs("application/pdf", "foto.JPG"));
    assert!(extension_differs("application/x-msdos-program", "foto.jpg"));
    assert!(!extension_differs("image/jpeg", "foto.JPEG"));
    assert!(!extension_differs("image/jpeg", "foto"));
    assert!(!extension_differs("image/jpeg", ".jpg"));
    assert!(!extension_differs("application/zip", "dados.xyz"));
}

#[test]
fn small_real_files_are_what_they_are() {
    let Some(files) = crate::import::corpus_tests::files("sniff") else { return };
    let expected = [
        ("Mpeg4.mp4", "video/mp4"),
        ("bmp.bmp", "image/bmp"),
        ("gif.gif", "image/gif"),
        ("heif.heif", "image/heic"),
        ("html5.html", "text/html"),
        ("jpeg.jpg", "image/jpeg"),
        ("mp3.mp3", "audio/mpeg"),
        ("pdf.pdf", "application/pdf"),
        ("png-transparent.png", "image/png"),
        ("rtf.rtf", "application/rtf"),
        ("svg.svg", "image/svg+xml"),
        ("tiff.tif", "image/tiff"),
        ("wav.wav", "audio/wav"),
        ("webm.webm", "video/webm"),
        ("webp.webp", "image/webp"),
        ("xml-1.0.xml", "application/xml"),
        ("zip.zip", "application/zip"),
    ];
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let Some((_, wanted)) = expected.iter().find(|(end, _)| name == format!("small__{end}"))
        else {
            continue;
        };
        let mut file = std::fs::File::open(&path).unwrap();
        assert_eq!(media_type(&mut file, &name).unwrap(), *wanted, "{name}");
    }
}

#[test]
fn real_mails_are_mails() {
    let Some(files) = crate::import::corpus_tests::files("eml") else { return };
    let all = files.len();
    let mails = files.iter().filter(|path| {
        let mut file = std::fs::File::open(path).unwrap();
        media_type(&mut file, "x.eml").unwrap() == "message/rfc822"
    });
    let count = mails.count();
    assert!(count * 100 >= all * 90, "{count} of {all}");
}

#[test]
fn name_helps_only_where_the_content_leaves_a_doubt() {
    assert_eq!(sniff(b"Content-Type: text/plain\n\noi", "a.eml"), "message/rfc822");
    assert_eq!(sniff(b"Content-Type: text/plain\n\noi", "a.txt"), "text/plain");
    assert_eq!(sniff(b"From a@b Thu\nFrom: a\nTo: b\n\noi", "a.eml"), "message/rfc822");
    assert_eq!(sniff(b"UPDF-1\x99\xE2\x00 1 0 obj <<", "a.pdf"), "application/pdf");
    assert_eq!(sniff(b"UPDF-1\x99\xE2\x00 1 0 obj <<", "a.doc"), UNKNOWN);
    assert_eq!(sniff(b"a;b\n1;2\n", "a.csv"), "text/csv");
    assert_eq!(sniff(b"\x89PNG\r\n\x1A\n", "a.csv"), "image/png");
}
