//! Colour spaces: whether they can be read and whether PDF/A accepts them.
//! Deliberately not here: converting colours.

use super::MAX_STREAM_BYTES;
use super::geometry::entry;
use super::streams;
use super::survey::{Role, Survey, Verdict};
use lopdf::{Dictionary, Document, Object};

/// Deepest nesting of colour spaces within colour spaces.
const MAX_NESTED: usize = 8;

/// Surveys a colour space.
pub(super) fn look(
    survey: &mut Survey<'_>,
    space: &Object,
    resources: &Dictionary,
    depth: usize,
) -> Verdict {
    let (name, rest) = match space {
        Object::Name(name) => (name.as_slice(), &[] as &[Object]),
        Object::Array(items) => match items.split_first() {
            Some((first, rest)) => match survey.document.dereference(first) {
                Ok((_, Object::Name(name))) => (name.as_slice(), rest),
                _ => return Verdict::DAMAGED,
            },
            None => return Verdict::DAMAGED,
        },
        _ => return Verdict::DAMAGED,
    };
    let mut verdict = match name {
        b"DeviceGray" | b"DeviceRGB" | b"Pattern" | b"CalGray" | b"CalRGB" | b"Lab"
        | b"Indexed" | b"ICCBased" => Verdict::default(),
        // CMYK belongs to a press that nobody named; spot colours must agree over the whole file.
        b"DeviceCMYK" | b"CalCMYK" | b"Separation" | b"DeviceN" => Verdict::BREAKS_PDFA,
        _ => return Verdict::DAMAGED,
    };
    for (index, part) in rest.iter().enumerate() {
        let role = match (name, index) {
            (b"Indexed" | b"Pattern", 0) | (b"Separation" | b"DeviceN", 1) => Role::Space,
            _ => Role::Any,
        };
        verdict.absorb(survey.look(part, role, resources, depth));
    }
    if name == b"ICCBased" {
        verdict.absorb(profile(survey.document, rest.first()));
    }
    verdict
}

/// Surveys an ICC profile by its header, as PDF/A asks.
fn profile(document: &Document, profile: Option<&Object>) -> Verdict {
    let stream = profile.and_then(|profile| document.dereference(profile).ok());
    let Some(Object::Stream(stream)) = stream.map(|(_, stream)| stream) else {
        return Verdict::DAMAGED;
    };
    let Ok(plain) = streams::decode(document, stream, MAX_STREAM_BYTES) else {
        return Verdict::DAMAGED;
    };
    let components = entry(document, &stream.dict, b"N").and_then(|n| n.as_i64().ok());
    let field = |at: usize| plain.bytes.get(at..at + 4).unwrap_or_default();
    let fits = match field(16) {
        b"GRAY" => components == Some(1),
        b"RGB " | b"Lab " => components == Some(3),
        // CMYK profiles are allowed but for overprinting, which is not looked at here.
        _ => false,
    };
    let known_class = matches!(field(12), b"prtr" | b"mntr" | b"scnr" | b"spac");
    let known_version = plain.bytes.get(8).is_some_and(|major| *major < 5);
    if fits && known_class && known_version { Verdict::default() } else { Verdict::BREAKS_PDFA }
}

/// Returns how many components a colour of the space has.
pub(super) fn components(document: &Document, space: &Object) -> Option<u64> {
    let mut space = space;
    for _ in 0..MAX_NESTED {
        let (name, rest) = match document.dereference(space).ok()?.1 {
            Object::Name(name) => (name.as_slice(), &[] as &[Object]),
            Object::Array(items) => {
                let (first, rest) = items.split_first()?;
                (document.dereference(first).ok()?.1.as_name().ok()?, rest)
            }
            _ => return None,
        };
        return match name {
            b"DeviceGray" | b"CalGray" | b"Indexed" | b"Separation" => Some(1),
            b"DeviceRGB" | b"CalRGB" | b"Lab" => Some(3),
            b"DeviceCMYK" | b"CalCMYK" => Some(4),
            b"DeviceN" => {
                let names = document.dereference(rest.first()?).ok()?.1.as_array().ok()?;
                u64::try_from(names.len()).ok()
            }
            b"ICCBased" => {
                let stream = document.dereference(rest.first()?).ok()?.1.as_stream().ok()?;
                u64::try_from(entry(document, &stream.dict, b"N")?.as_i64().ok()?).ok()
            }
            b"Pattern" => {
                space = rest.first()?;
                continue;
            }
            _ => None,
        };
    }
    None
}
