//! The laid-out base: finds its slots and writes everything else over into the dossier.
//! Deliberately not here: the evidence itself.

use super::out::Out;
use super::{AssembleError, Claim, PieceProof};
use crate::base::Sha256Digest;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Most bytes a slot picture may unpack to; a real one has nine.
const SLOT_BYTES: usize = 64;

/// A loaded base.
pub(super) struct Base {
    document: Document,
    slots: BTreeMap<u32, u32>,
    catalog: ObjectId,
}

fn bad(reason: impl Into<String>) -> AssembleError {
    AssembleError::Base { reason: reason.into() }
}

impl Base {
    /// Reads the base and finds its slots.
    pub(super) fn load(bytes: &[u8]) -> Result<Self, AssembleError> {
        let document = Document::load_mem(bytes).map_err(|error| bad(error.to_string()))?;
        let catalog = document
            .trailer
            .get(b"Root")
            .and_then(Object::as_reference)
            .map_err(|error| bad(error.to_string()))?;
        let mut slots = BTreeMap::new();
        for (id, object) in &document.objects {
            if let Some(slot) = slot_of(object)
                && (id.1 != 0 || slots.insert(slot, id.0).is_some())
            {
                return Err(AssembleError::SlotMismatch { slot });
            }
        }
        Ok(Self { document, slots, catalog })
    }

    /// Returns the first object number that the base does not use.
    pub(super) fn next_number(&self) -> u32 {
        self.document.max_id.saturating_add(1)
    }

    /// Returns each slot with the object number it gives away.
    pub(super) fn slots(&self) -> &BTreeMap<u32, u32> {
        &self.slots
    }

    /// Writes every object that the base still needs, but for slots and catalog.
    pub(super) fn write_objects(
        &mut self,
        out: &mut Out<'_>,
        proof: &PieceProof,
    ) -> Result<(), AssembleError> {
        self.edit_metadata(proof);
        let needed = self.needed();
        let given_away: BTreeSet<u32> = self.slots.values().copied().collect();
        let catalog = self.catalog;
        let mut kept = BTreeMap::new();
        // Popped one by one, so that memory falls while the output grows.
        while let Some((id, object)) = self.document.objects.pop_first() {
            if id == catalog {
                kept.insert(id, object);
            } else if needed.contains(&id) && !given_away.contains(&id.0) {
                if id.1 != 0 {
                    return Err(bad("an object of a later generation"));
                }
                out.object(id.0, &object)?;
            }
        }
        self.document.objects = kept;
        Ok(())
    }

    /// Writes the catalog with the proof in its `/PieceInfo`.
    pub(super) fn write_catalog(
        &mut self,
        out: &mut Out<'_>,
        proof: &PieceProof,
        images: &[(Sha256Digest, u32)],
    ) -> Result<(), AssembleError> {
        let (seal, private) = (out.allocate(), out.allocate());
        // Without a type: PDF/A-2 wants embedded files to be PDF/A themselves, which this is not one of.
        out.stream(seal, "", &proof.seal_json)?;
        out.object(private, &private_dictionary(proof, images, seal))?;
        let stamp = Object::string_literal(format!("D:{}Z", proof.stamp_utc));
        let mut catalog = match self.document.objects.remove(&self.catalog) {
            Some(Object::Dictionary(catalog)) => catalog,
            _ => return Err(bad("no catalog")),
        };
        catalog.set("LastModified", stamp.clone());
        catalog.set(
            "PieceInfo",
            dictionary! { "Juntada" => dictionary! {
                "LastModified" => stamp, "Private" => Object::Reference((private, 0)),
            } },
        );
        out.object(self.catalog.0, &Object::Dictionary(catalog))
    }

    /// Returns the trailer entries that the dossier keeps.
    pub(super) fn trailer(&self) -> Dictionary {
        let kept = [b"Root".as_slice(), b"Info", b"ID"];
        kept.into_iter()
            .filter_map(|key| Some((key, self.document.trailer.get(key).ok()?.clone())))
            .collect()
    }

    /// Returns all objects that the trailer reaches without passing through a slot picture.
    fn needed(&self) -> BTreeSet<ObjectId> {
        let given_away: BTreeSet<u32> = self.slots.values().copied().collect();
        let mut needed = BTreeSet::new();
        let mut waiting = Vec::new();
        self.trailer().iter().for_each(|(_, value)| references(value, &mut waiting));
        while let Some(id) = waiting.pop() {
            if !given_away.contains(&id.0)
                && needed.insert(id)
                && let Some(object) = self.document.objects.get(&id)
            {
                references(object, &mut waiting);
            }
        }
        needed
    }

    fn edit_metadata(&mut self, proof: &PieceProof) {
        let metadata = self
            .document
            .get_dictionary(self.catalog)
            .and_then(|catalog| catalog.get(b"Metadata"))
            .and_then(Object::as_reference);
        let Ok(metadata) = metadata else { return };
        let Some(Object::Stream(stream)) = self.document.objects.get_mut(&metadata) else { return };
        let Ok(mut packet) = stream.get_plain_content() else { return };
        for (prefix, claim) in [("pdfaid", proof.pdfa), ("pdfuaid", proof.pdfua)] {
            if claim == Claim::Drop {
                packet = without_properties(&packet, prefix);
            }
        }
        // PDF/A wants the packet readable without unpacking.
        let mut plain = stream.dict.clone();
        plain.remove(b"Filter");
        plain.remove(b"DecodeParms");
        *stream = Stream::new(plain, packet);
    }
}

/// Returns the slot's id when the object is a slot picture.
fn slot_of(object: &Object) -> Option<u32> {
    let stream = object.as_stream().ok()?;
    let is =
        |key: &[u8], value: i64| stream.dict.get(key).and_then(Object::as_i64).ok() == Some(value);
    let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).ok()?;
    if subtype != b"Image" || !is(b"Width", 3) || !is(b"Height", 1) {
        return None;
    }
    let pixels = stream.get_plain_content_with_limit(SLOT_BYTES).ok()?;
    match pixels.as_slice() {
        [b'J', b'N', b'T', a, b, c, d, b'S', b'L'] => Some(u32::from_be_bytes([*a, *b, *c, *d])),
        _ => None,
    }
}

/// Gathers the references of an object, without recursion.
fn references(object: &Object, found: &mut Vec<ObjectId>) {
    let mut waiting = vec![object];
    while let Some(object) = waiting.pop() {
        match object {
            Object::Reference(id) => found.push(*id),
            Object::Array(items) => waiting.extend(items),
            Object::Dictionary(entries) => waiting.extend(entries.iter().map(|(_, value)| value)),
            Object::Stream(stream) => waiting.extend(stream.dict.iter().map(|(_, value)| value)),
            _ => {}
        }
    }
}

fn private_dictionary(proof: &PieceProof, images: &[(Sha256Digest, u32)], seal: u32) -> Object {
    let numbers: BTreeMap<_, _> = images.iter().copied().collect();
    let hexadecimal = |digest: &Sha256Digest| {
        Object::String(digest.as_bytes().to_vec(), StringFormat::Hexadecimal)
    };
    let exhibits: Vec<Object> = proof
        .exhibits
        .iter()
        .map(|exhibit| {
            let images: Vec<Object> = exhibit
                .digests
                .iter()
                .filter_map(|digest| Some((digest, numbers.get(digest)?)))
                .map(|(digest, &number)| {
                    Object::Array(vec![Object::Reference((number, 0)), hexadecimal(digest)])
                })
                .collect();
            Object::Dictionary(dictionary! {
                "Number" => Object::string_literal(exhibit.number.as_str()), "Images" => images,
            })
        })
        .collect();
    Object::Dictionary(dictionary! {
        "Format" => 1,
        "Seal" => Object::Reference((seal, 0)),
        "SealSHA256" => hexadecimal(&Sha256Digest::of(&proof.seal_json)),
        "Exhibits" => exhibits,
    })
}

/// Returns an XMP packet without the elements and attributes of one prefix; its declaration and
/// the description of its schema may stay.
fn without_properties(packet: &[u8], prefix: &str) -> Vec<u8> {
    let Ok(mut text) = String::from_utf8(packet.to_vec()) else { return packet.to_vec() };
    for property in ["part", "conformance", "rev", "amd", "corr"] {
        let name = format!("{prefix}:{property}");
        let (open, close) = (format!("<{name}>"), format!("</{name}>"));
        while let Some((before, rest)) = text.split_once(&open) {
            let Some((_, after)) = rest.split_once(&close) else { break };
            text = format!("{before}{after}");
        }
        let attribute = format!(" {name}=\"");
        while let Some((before, rest)) = text.split_once(&attribute) {
            let Some((_, after)) = rest.split_once('"') else { break };
            text = format!("{before}{after}");
        }
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn claim_is_taken_out_as_element_and_as_attribute() {
        let packet = b"<a pdfaid:part=\"2\" x=\"1\"><pdfaid:part>2</pdfaid:part>\
            <pdfaid:conformance>A</pdfaid:conformance><pdfuaid:part>1</pdfuaid:part></a>";
        let without = without_properties(packet, "pdfaid");
        assert_eq!(without, b"<a x=\"1\"><pdfuaid:part>1</pdfuaid:part></a>");
        assert_eq!(without_properties(&without, "pdfuaid"), b"<a x=\"1\"></a>");
        assert_eq!(without_properties(b"<pdfaid:part>2", "pdfaid"), b"<pdfaid:part>2");
    }
}
