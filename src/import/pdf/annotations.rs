//! Annotations: which of them are seen on the page, and where their appearance is drawn. Filled
//! forms, stamps and visible signatures live here; a dossier without them would lose evidence.
//! Deliberately not here: actions, scripts, links, pop-ups, and making up missing appearances.

use super::MAX_ANNOTATIONS;
use super::geometry::{entry, numbers, rectangle};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Flags of annotations that no viewer shows: hidden, and not on screen.
const HIDDEN: i64 = 0b10;
const NO_VIEW: i64 = 0b10_0000;

/// An annotation's appearance and the matrix that puts it into its rectangle.
pub(super) struct Appearance<'a> {
    /// The form that draws it.
    pub(super) form: ObjectId,
    /// Scale and offset: `[sx 0 0 sy tx ty]`.
    pub(super) placing: [f32; 6],
    /// Its layer.
    pub(super) layer: Option<&'a Object>,
}

/// What the annotations of a page show.
#[derive(Default)]
pub(super) struct Appearances<'a> {
    /// Everything that is drawn, in order.
    pub(super) shown: Vec<Appearance<'a>>,
    /// Whether a form field has a value that nothing shows.
    pub(super) value_unshown: bool,
}

/// Returns what the annotations of a page show.
pub(super) fn appearances<'a>(document: &'a Document, page: &'a Dictionary) -> Appearances<'a> {
    let mut found = Appearances::default();
    let list = entry(document, page, b"Annots").and_then(|list| list.as_array().ok());
    for item in list.into_iter().flatten().take(MAX_ANNOTATIONS) {
        let annotation = document.dereference(item).ok().and_then(|(_, item)| item.as_dict().ok());
        let Some(annotation) = annotation else { continue };
        let flags = entry(document, annotation, b"F").and_then(|flags| flags.as_i64().ok());
        let kind = entry(document, annotation, b"Subtype").and_then(|kind| kind.as_name().ok());
        if flags.unwrap_or(0) & (HIDDEN | NO_VIEW) != 0 || kind == Some(b"Popup") {
            continue;
        }
        match appearance(document, annotation) {
            Some(appearance) => found.shown.push(appearance),
            None => {
                found.value_unshown |= kind == Some(b"Widget") && has_text(document, annotation)
            }
        }
    }
    found
}

/// Returns whether a text or choice field holds a value.
fn has_text(document: &Document, field: &Dictionary) -> bool {
    let inherited = |key: &[u8]| super::geometry::inherited(document, field, key);
    let kind = inherited(b"FT").and_then(|kind| kind.as_name().ok());
    let value = inherited(b"V").and_then(|value| value.as_str().ok());
    matches!(kind, Some(b"Tx" | b"Ch")) && value.is_some_and(|value| !value.is_empty())
}

/// Chooses the stream of the normal appearance, by the state where there are several.
fn normal<'a>(
    document: &'a Document,
    annotation: &'a Dictionary,
) -> Option<(ObjectId, &'a Dictionary)> {
    let appearance = entry(document, annotation, b"AP")?.as_dict().ok()?;
    let resolve = |object: &'a Object| match document.dereference(object).ok()? {
        (Some(id), Object::Stream(stream)) => Some((id, &stream.dict)),
        _ => None,
    };
    let normal = appearance.get(b"N").ok()?;
    if let Some(found) = resolve(normal) {
        return Some(found);
    }
    let states = document.dereference(normal).ok()?.1.as_dict().ok()?;
    let state = entry(document, annotation, b"AS").and_then(|state| state.as_name().ok());
    resolve(states.get(state.unwrap_or(b"Off")).ok()?)
}

/// Places an appearance as the standard says (ISO 32000-1, 12.5.5).
fn appearance<'a>(document: &'a Document, annotation: &'a Dictionary) -> Option<Appearance<'a>> {
    let (form, dictionary) = normal(document, annotation)?;
    let target = rectangle(document, annotation.get(b"Rect").ok()?)?;
    let [left, bottom, right, top] = rectangle(document, dictionary.get(b"BBox").ok()?)?;
    let [a, b, c, d, e, f] = dictionary
        .get(b"Matrix")
        .ok()
        .and_then(|matrix| numbers::<6>(document, matrix))
        .unwrap_or([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);
    let corners = [(left, bottom), (right, bottom), (left, top), (right, top)];
    let moved = corners.map(|(x, y)| (a * x + c * y + e, b * x + d * y + f));
    let least = moved.into_iter().reduce(|p, q| (p.0.min(q.0), p.1.min(q.1)))?;
    let most = moved.into_iter().reduce(|p, q| (p.0.max(q.0), p.1.max(q.1)))?;
    let (width, height) = (most.0 - least.0, most.1 - least.1);
    if width <= 0.0 || height <= 0.0 {
        return None;
    }
    let (sx, sy) = ((target[2] - target[0]) / width, (target[3] - target[1]) / height);
    let placing = [sx, 0.0, 0.0, sy, target[0] - least.0 * sx, target[1] - least.1 * sy];
    let sound = placing.iter().all(|value| value.is_finite());
    sound.then(|| Appearance { form, placing, layer: annotation.get(b"OC").ok() })
}
