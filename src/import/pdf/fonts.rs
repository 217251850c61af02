//! Fonts: whether their programs can be read, and whether PDF/A-2a and PDF/UA-1 are content with
//! them (embedded, encoded, mapped to Unicode). Deliberately not here: glyphs and their widths.

use super::geometry::entry;
use super::streams;
use super::survey::{Role, Survey, Verdict};
use super::{MAX_CONTENT_BYTES, MAX_STREAM_BYTES, content};
use lopdf::{Dictionary, Document, Object, Stream};

/// Something that breaks both standards.
pub(super) const UNFIT: Verdict =
    Verdict { damaged: false, breaks_pdfa: true, breaks_pdfua: true, hides: false, untried: false };

/// Surveys a font dictionary.
pub(super) fn look(
    survey: &mut Survey<'_>,
    font: &Dictionary,
    resources: &Dictionary,
    depth: usize,
) -> Verdict {
    let document = survey.document;
    let mut verdict = survey.entries(font, &[], resources, depth);
    let mapped = entry(document, font, b"ToUnicode").is_some_and(|map| map.as_stream().is_ok());
    match name(document, font, b"Subtype") {
        Some(b"Type0") => verdict.absorb(composite(document, font, mapped)),
        Some(b"Type3") => verdict.absorb(drawn(survey, font, mapped, resources, depth)),
        Some(b"Type1" | b"MMType1" | b"TrueType") => verdict.absorb(simple(document, font, mapped)),
        _ => verdict.absorb(Verdict::DAMAGED),
    }
    verdict
}

fn name<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a [u8]> {
    entry(document, dictionary, key)?.as_name().ok()
}

/// Surveys the font program of a descriptor.
fn program(document: &Document, font: &Dictionary) -> Verdict {
    let descriptor =
        entry(document, font, b"FontDescriptor").and_then(|found| found.as_dict().ok());
    let Some(descriptor) = descriptor else { return UNFIT };
    for key in [b"FontFile".as_slice(), b"FontFile2", b"FontFile3"] {
        if let Some(file) = entry(document, descriptor, key) {
            return match file {
                Object::Stream(stream) if is_program(document, stream) => Verdict::default(),
                _ => Verdict::DAMAGED,
            };
        }
        if descriptor.has(key) {
            return Verdict::DAMAGED;
        }
    }
    UNFIT
}

/// Returns whether the bytes begin as a font program does, and its tables lie within them.
fn is_program(document: &Document, stream: &Stream) -> bool {
    let Ok(plain) = streams::decode(document, stream, MAX_STREAM_BYTES) else { return false };
    match plain.bytes.as_slice() {
        [0x25, 0x21, ..] | [0x80, 0x01, ..] => true,
        [0, 1, 0, 0, ..] | [b't', b'r', b'u', b'e', ..] | [b'O', b'T', b'T', b'O', ..] => {
            has_its_tables(&plain.bytes)
        }
        [b't', b't', b'c', b'f', ..] => true,
        // CFF: version 1, a header of at least four bytes, offsets of one to four.
        [1, _, header, 1..=4, ..] => *header >= 4,
        _ => false,
    }
}

fn has_its_tables(bytes: &[u8]) -> bool {
    let Some(&[high, low]) = bytes.get(4..).and_then(|rest| rest.first_chunk::<2>()) else {
        return false;
    };
    let count = usize::from(u16::from_be_bytes([high, low]));
    let Some(records) = bytes.get(12..12 + count * 16) else { return false };
    count > 0
        && records.chunks_exact(16).all(|record| {
            let number = |at: usize| {
                let field = record.get(at..)?.first_chunk::<4>()?;
                usize::try_from(u32::from_be_bytes(*field)).ok()
            };
            let end =
                number(8).zip(number(12)).and_then(|(start, length)| start.checked_add(length));
            // A last table that lacks its padding is common and harmless.
            end.is_some_and(|end| end <= bytes.len() + 3)
        })
}

fn composite(document: &Document, font: &Dictionary, mapped: bool) -> Verdict {
    let descendant = entry(document, font, b"DescendantFonts")
        .and_then(|fonts| fonts.as_array().ok())
        .and_then(|fonts| fonts.first())
        .and_then(|font| document.dereference(font).ok())
        .and_then(|(_, font)| font.as_dict().ok());
    let Some(descendant) = descendant else { return Verdict::DAMAGED };
    let mut verdict = program(document, descendant);
    let identity = matches!(name(document, font, b"Encoding"), Some(b"Identity-H" | b"Identity-V"));
    // Other CMaps must agree with the font's character collection: not looked at here.
    if !mapped || !identity {
        verdict.absorb(UNFIT);
    }
    let needs_map = name(document, descendant, b"Subtype") == Some(b"CIDFontType2");
    if needs_map && !descendant.has(b"CIDToGIDMap") {
        verdict.absorb(UNFIT);
    }
    verdict
}

fn simple(document: &Document, font: &Dictionary, mapped: bool) -> Verdict {
    let mut verdict = program(document, font);
    let complete = [b"BaseFont".as_slice(), b"FirstChar", b"LastChar", b"Widths"];
    if !complete.iter().all(|key| font.has(key)) {
        verdict.absorb(UNFIT);
    }
    let (base, differs) = match entry(document, font, b"Encoding") {
        Some(Object::Name(name)) => (Some(name.as_slice()), false),
        Some(Object::Dictionary(encoding)) => {
            (name(document, encoding, b"BaseEncoding"), encoding.has(b"Differences"))
        }
        _ => (None, false),
    };
    let standard = matches!(base, Some(b"WinAnsiEncoding" | b"MacRomanEncoding"));
    if !mapped && (!standard || differs) {
        verdict.absorb(UNFIT);
    }
    if name(document, font, b"Subtype") == Some(b"TrueType") {
        let flags = entry(document, font, b"FontDescriptor")
            .and_then(|descriptor| descriptor.as_dict().ok())
            .and_then(|descriptor| entry(document, descriptor, b"Flags"))
            .and_then(|flags| flags.as_i64().ok())
            .unwrap_or(0);
        let symbolic = flags & 4 != 0;
        let encoded = font.has(b"Encoding");
        if differs || symbolic == encoded || (!symbolic && !standard) {
            verdict.absorb(UNFIT);
        }
    }
    verdict
}

fn drawn(
    survey: &mut Survey<'_>,
    font: &Dictionary,
    mapped: bool,
    resources: &Dictionary,
    depth: usize,
) -> Verdict {
    let document = survey.document;
    let own = entry(document, font, b"Resources").and_then(|own| own.as_dict().ok());
    let glyphs = entry(document, font, b"CharProcs").and_then(|glyphs| glyphs.as_dict().ok());
    let Some(glyphs) = glyphs else { return Verdict::DAMAGED };
    let mut verdict = if mapped { Verdict::default() } else { UNFIT };
    for (_, glyph) in glyphs.iter() {
        let stream = document.dereference(glyph).ok().and_then(|(_, glyph)| glyph.as_stream().ok());
        let plain = stream.map(|stream| streams::decode(document, stream, MAX_CONTENT_BYTES));
        let Some(Ok(plain)) = plain else { return Verdict::DAMAGED };
        let Ok(read) = content::read(&plain.bytes, content::Marks::Drop) else {
            return Verdict::DAMAGED;
        };
        verdict.breaks_pdfa |= read.cmyk || read.breaks_pdfa || read.changed;
        for (kind, names) in &read.used {
            if *kind == content::Kind::XObject {
                for name in names {
                    let found =
                        super::survey::resource(document, own.unwrap_or(resources), *kind, name);
                    verdict.absorb(found.map_or(Verdict::DAMAGED, |object| {
                        survey.look(object, Role::XObject, resources, depth)
                    }));
                }
            }
        }
    }
    verdict
}
