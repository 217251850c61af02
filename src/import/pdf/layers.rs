//! Layers (optional content): which of them a viewer hides when the file is opened.
//! Deliberately not here: states for printing and export, and the user's switching.

use super::geometry::entry;
use lopdf::{Dictionary, Document, Object, ObjectId};
use std::collections::BTreeSet;

/// The layers that are hidden when the document is opened.
#[derive(Debug, Default)]
pub(super) struct Layers {
    hidden: BTreeSet<ObjectId>,
}

impl Layers {
    /// Reads the default state of a document's layers.
    pub(super) fn of(document: &Document) -> Self {
        Self { hidden: hidden(document).unwrap_or_default() }
    }

    /// Returns whether content with this `/OC` value is, or may be, hidden.
    pub(super) fn hides(&self, document: &Document, membership: &Object) -> bool {
        if self.hidden.is_empty() {
            return false;
        }
        let mut named = Vec::new();
        if let Ok(id) = membership.as_reference() {
            named.push(id);
        }
        // A membership dictionary may combine layers; any hidden one makes it doubtful.
        let Ok((_, Object::Dictionary(dictionary))) = document.dereference(membership) else {
            return named.iter().any(|id| self.hidden.contains(id));
        };
        match dictionary.get(b"OCGs") {
            Ok(Object::Reference(id)) => {
                named.push(*id);
                let group = document.get_object(*id).and_then(Object::as_array);
                named.extend(group.iter().flat_map(|items| references(items)));
            }
            Ok(Object::Array(items)) => named.extend(references(items)),
            _ => {}
        }
        dictionary.has(b"VE") || named.iter().any(|id| self.hidden.contains(id))
    }
}

fn references(items: &[Object]) -> impl Iterator<Item = ObjectId> {
    items.iter().filter_map(|item| item.as_reference().ok())
}

fn hidden(document: &Document) -> Option<BTreeSet<ObjectId>> {
    let properties = entry(document, document.catalog().ok()?, b"OCProperties")?.as_dict().ok()?;
    let state = entry(document, properties, b"D")?.as_dict().ok()?;
    let listed = |dictionary: &Dictionary, key: &[u8]| -> BTreeSet<ObjectId> {
        let items = entry(document, dictionary, key).and_then(|value| value.as_array().ok());
        items.into_iter().flat_map(|items| references(items)).collect()
    };
    let mut hidden = listed(state, b"OFF");
    if entry(document, state, b"BaseState").and_then(|name| name.as_name().ok()) == Some(b"OFF") {
        hidden.extend(listed(properties, b"OCGs"));
        for shown in listed(state, b"ON") {
            hidden.remove(&shown);
        }
    }
    Some(hidden)
}
