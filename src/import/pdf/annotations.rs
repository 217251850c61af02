//! Annotations: which of them are seen on the page, and where their appearance is drawn. Filled
//! forms, stamps and visible signatures live here; a dossier without them would lose evidence.
//! Deliberately not here: actions, scripts, links and pop-ups.

use super::MAX_ANNOTATIONS;
use super::geometry::{entry, numbers, rectangle};
use super::made::{self, Made};
use lopdf::{Dictionary, Document, Object, ObjectId};

/// Flags of annotations that no viewer shows: hidden, and not on screen.
const HIDDEN: i64 = 0b10;
const NO_VIEW: i64 = 0b10_0000;

/// What draws an annotation.
pub(super) enum Look {
    /// Its own form, with scale and offset `[sx 0 0 sy tx ty]` into its rectangle.
    Form {
        /// The form.
        form: ObjectId,
        /// The matrix.
        placing: [f32; 6],
    },
    /// Instructions that had to be made up, for want of a form.
    Made(Made),
}

/// An annotation that is seen.
pub(super) struct Appearance<'a> {
    /// What draws it.
    pub(super) look: Look,
    /// Its layer.
    pub(super) layer: Option<&'a Object>,
}

/// Returns what the annotations of a page show, in order.
pub(super) fn appearances<'a>(document: &'a Document, page: &'a Dictionary) -> Vec<Appearance<'a>> {
    let mut shown = Vec::new();
    let list = entry(document, page, b"Annots").and_then(|list| list.as_array().ok());
    for item in list.into_iter().flatten().take(MAX_ANNOTATIONS) {
        let annotation = document.dereference(item).ok().and_then(|(_, item)| item.as_dict().ok());
        let Some(annotation) = annotation else { continue };
        let flags = entry(document, annotation, b"F").and_then(|flags| flags.as_i64().ok());
        let kind = entry(document, annotation, b"Subtype").and_then(|kind| kind.as_name().ok());
        if flags.unwrap_or(0) & (HIDDEN | NO_VIEW) != 0 || kind == Some(b"Popup") {
            continue;
        }
        let look = if entry(document, annotation, b"AP").is_some() {
            own(document, annotation)
        } else {
            made::make(document, annotation).map(Look::Made)
        };
        let layer = annotation.get(b"OC").ok();
        shown.extend(look.map(|look| Appearance { look, layer }));
    }
    shown
}

/// Returns whether some filled field of a page has no look of its own.
pub(super) fn has_made_text(document: &Document, page: &Dictionary) -> bool {
    let shown = appearances(document, page);
    shown.iter().any(|shown| matches!(&shown.look, Look::Made(made) if made.has_text))
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
fn own(document: &Document, annotation: &Dictionary) -> Option<Look> {
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
    sound.then_some(Look::Form { form, placing })
}
