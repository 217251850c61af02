//! Tests of the fragment format: what is written is read back, and nothing false is believed.

use super::*;
use lopdf::{Stream, dictionary};
use std::io::Cursor;

fn page(object: u32) -> FragmentPage {
    FragmentPage {
        object,
        width_pt: 595.276,
        height_pt: 841.89,
        pdfa_safe: false,
        pdfua_safe: false,
        kind: PageKind::Image,
    }
}

fn sample() -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    let mut writer = FragmentWriter::new(&mut file, 2).unwrap();
    let mut numbering = Numbering::default();
    let first = writer.reserve().unwrap();
    let mut body = ObjectBody::default();
    let form = dictionary! {
        "Font" => Object::Reference((9, 0)), "Gone" => Object::Reference((77, 0)),
        "A" => vec![Object::Reference((9, 0)), Object::Real(0.5), "N(1)".into()],
    };
    body.push_stream(&form, b"q Q", &mut |id| {
        (id.0 == 9).then(|| numbering.number(id, &mut writer).unwrap())
    });
    writer.write(first, &body).unwrap();
    while let Some((_, number)) = numbering.next_waiting() {
        let mut body = ObjectBody::default();
        body.push_object(&Object::string_literal("a(b\\c\r"), &mut |_| None);
        writer.write(number, &body).unwrap();
    }
    writer.page(page(first)).unwrap();
    writer.finish().unwrap();
    file.into_inner()
}

fn read_all(bytes: &[u8]) -> Result<Vec<String>, FragmentError> {
    let mut reader = FragmentReader::new(bytes)?;
    let mut objects = Vec::new();
    while let Some(object) = reader.next_object()? {
        let mut out = Vec::new();
        reader.copy_body(&object, &mut out, &|number| Some(number + 100))?;
        objects.push(String::from_utf8(out).unwrap());
    }
    Ok(objects)
}

#[test]
fn objects_come_back_with_new_numbers() {
    let objects = read_all(&sample()).unwrap();
    assert_eq!(
        objects,
        [
            "<</Font  101 0 R /Gone null/A [ 101 0 R  0.5 /N#281#29]/Length 3>>\nstream\nq Q\nendstream",
            "(a\\(b\\\\c\\r)"
        ]
    );
}

#[test]
fn skipping_objects_reaches_the_end() {
    let bytes = sample();
    let mut reader = FragmentReader::new(bytes.as_slice()).unwrap();
    assert_eq!(reader.header().pages, [page(0)]);
    assert_eq!(reader.next_object().unwrap().unwrap().refs.len(), 2);
    assert_eq!(reader.next_object().unwrap().unwrap().number, 1);
    assert!(reader.next_object().unwrap().is_none());
}

#[test]
fn longest_header_of_a_page_fits_its_room() {
    let mut widest = page(MAX_OBJECTS);
    (widest.width_pt, widest.height_pt) = (-123_456.79, f32::MIN_POSITIVE);
    assert!(serde_json::to_string(&widest).unwrap().len() < HEADER_BYTES_PER_PAGE);
}

#[test]
fn every_cut_is_refused() {
    let bytes = sample();
    for end in 0..bytes.len() {
        assert!(read_all(&bytes[..end]).is_err(), "cut at {end}");
    }
}

#[test]
fn false_offsets_and_numbers_are_refused() {
    let header = |objects: u32, page: &str| {
        format!("{{\"format\":1,\"objects\":{objects},\"pages\":[{page}]}}\n")
    };
    let wrong = [
        header(0, "") + "x",
        header(1, "") + "{\"len\":4,\"refs\":[[5,0]]}\nnull\n",
        header(1, "") + "{\"len\":4,\"refs\":[[1,1]]}\nnull\n",
        header(1, "") + "{\"len\":4,\"refs\":[[2,0],[1,0]]}\nnull\n",
        header(1, "") + "{\"len\":9999999999,\"refs\":[]}\nnull\n",
        header(1, "") + "{\"len\":3,\"refs\":[]}\nnull\n",
        header(1, "") + "{\"len\":-1,\"refs\":[]}\nnull\n",
        header(
            1,
            "{\"object\":1,\"width_pt\":1,\"height_pt\":1,\"pdfa_safe\":true,\"pdfua_safe\":true,\"kind\":\"form\"}",
        ) + "{\"len\":4,\"refs\":[]}\nnull\n",
        "{\"format\":2,\"objects\":0,\"pages\":[]}\n".to_owned(),
        header(900_000, ""),
    ];
    for bytes in wrong {
        assert!(read_all(bytes.as_bytes()).is_err(), "{bytes}");
    }
}

#[test]
fn endless_line_is_refused_without_being_kept() {
    let endless = io::repeat(b' ');
    assert!(matches!(FragmentReader::new(endless), Err(FragmentError::BadLine { line: 0 })));
}

#[test]
fn deep_nesting_is_cut_not_followed() {
    let mut object = Object::Null;
    for _ in 0..5_000 {
        object = Object::Array(vec![object]);
    }
    let mut body = ObjectBody::default();
    body.push_object(&object, &mut |_| None);
    assert!(body.bytes.len() < 3 * MAX_NESTING);
    // Taken apart by hand: dropping 5,000 levels at once is deep as well.
    while let Object::Array(mut items) = object {
        object = items.pop().unwrap_or(Object::Null);
    }
}

#[test]
fn false_stream_length_is_replaced() {
    let mut body = ObjectBody::default();
    let mut stream = Stream::new(dictionary! {}, b"abc".to_vec());
    stream.dict.set("Length", Object::Reference((3, 0)));
    body.push_object(&Object::Stream(stream), &mut |_| Some(1));
    assert_eq!(body.bytes, b"<</Length 3>>\nstream\nabc\nendstream");
}
