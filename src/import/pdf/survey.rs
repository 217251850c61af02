//! Surveys what a page uses, before anything of it is passed on: whether all of it can be read,
//! and whether it is known or suspected to break PDF/A-2a or PDF/UA-1. Each object is looked at
//! once per document. Deliberately not here: fonts and colour spaces (their own files), copying.
//!
//! The rules are conservative: where a validator would look deeper than we do (transfer
//! functions, spot colours, JPEG 2000), the page counts as breaking the standard.

use super::annotations::Look;
use super::content::{self, Kind, Marks, Used};
use super::geometry::{entry, inherited};
use super::layers::Layers;
use super::streams::{self, Codec, StreamFault};
use super::{MAX_CONTENT_BYTES, MAX_DEPTH, MAX_STREAM_BYTES, annotations, colours, fonts, made};
use crate::import::jpeg::JpegHeader;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::{BTreeMap, BTreeSet};

/// Longest name that PDF/A allows.
const PDFA_MAX_NAME: usize = 127;
/// Longest string that PDF/A allows.
const PDFA_MAX_STRING: usize = 32_767;

/// What the survey of something found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Verdict {
    /// Something cannot be read: the page must be drawn.
    pub(super) damaged: bool,
    /// PDF/A-2a is broken or doubtful.
    pub(super) breaks_pdfa: bool,
    /// PDF/UA-1 is broken or doubtful.
    pub(super) breaks_pdfua: bool,
    /// A hidden layer is used: the page must be drawn.
    pub(super) hides: bool,
    /// A picture's codec must be tried out before the page is passed on.
    pub(super) untried: bool,
}

impl Verdict {
    /// Something that cannot be read.
    pub(super) const DAMAGED: Self =
        Self { damaged: true, breaks_pdfa: true, breaks_pdfua: true, hides: false, untried: false };
    /// Something that breaks PDF/A alone.
    pub(super) const BREAKS_PDFA: Self = Self {
        damaged: false,
        breaks_pdfa: true,
        breaks_pdfua: false,
        hides: false,
        untried: false,
    };

    /// Adds another finding to this one.
    pub(super) fn absorb(&mut self, other: Self) {
        self.damaged |= other.damaged;
        self.breaks_pdfa |= other.breaks_pdfa;
        self.breaks_pdfua |= other.breaks_pdfua;
        self.hides |= other.hides;
        self.untried |= other.untried;
    }
}

/// As what an object is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    Any,
    Form,
    XObject,
    Font,
    Space,
    Pattern,
    Shading,
    State,
}

/// A survey of one document.
pub(super) struct Survey<'a> {
    /// The document.
    pub(super) document: &'a Document,
    /// Streams that are sound but must be packed anew.
    pub(super) repack: BTreeSet<ObjectId>,
    layers: Layers,
    known: BTreeMap<(ObjectId, Role), Verdict>,
}

/// Returns the drawing instructions of a page, its streams joined.
pub(super) fn page_content(document: &Document, page: &Dictionary) -> Result<Vec<u8>, StreamFault> {
    let mut joined = Vec::new();
    let parts = match entry(document, page, b"Contents") {
        None if page.has(b"Contents") => return Err(StreamFault::Damaged),
        None => return Ok(joined),
        Some(Object::Array(items)) => items.iter().collect(),
        Some(other) => vec![other],
    };
    for part in parts {
        let stream = document.dereference(part).ok().and_then(|(_, part)| part.as_stream().ok());
        let stream = stream.ok_or(StreamFault::Damaged)?;
        let left = MAX_CONTENT_BYTES.saturating_sub(joined.len());
        let plain = streams::decode(document, stream, left)?;
        if plain.codec.is_some() {
            return Err(StreamFault::Damaged);
        }
        joined.extend_from_slice(&plain.bytes);
        joined.push(b'\n');
    }
    Ok(joined)
}

/// Returns the resource dictionary that belongs to a page.
pub(super) fn page_resources<'a>(
    document: &'a Document,
    page: &'a Dictionary,
) -> Option<&'a Dictionary> {
    inherited(document, page, b"Resources")?.as_dict().ok()
}

/// Returns the resource of a kind and name, unresolved.
pub(super) fn resource<'a>(
    document: &'a Document,
    resources: &'a Dictionary,
    kind: Kind,
    name: &[u8],
) -> Option<&'a Object> {
    entry(document, resources, kind.key())?.as_dict().ok()?.get(name).ok()
}

/// Returns the resources that made-up looks of annotations use.
pub(super) fn made_resources() -> Dictionary {
    let font = dictionary! {
        "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "Helvetica",
        "Encoding" => "WinAnsiEncoding",
    };
    let multiply = dictionary! { "Type" => "ExtGState", "BM" => "Multiply" };
    dictionary! {
        "Font" => dictionary! { made::FONT => font },
        "ExtGState" => dictionary! { made::MULTIPLY => multiply },
    }
}

/// Returns whether an entry is dropped wherever it stands: it leads out of the page or acts.
pub(super) fn is_dropped(key: &[u8]) -> bool {
    matches!(
        key,
        b"Parent"
            | b"StructParent"
            | b"StructParents"
            | b"Metadata"
            | b"PieceInfo"
            | b"LastModified"
            | b"OPI"
            | b"AA"
            | b"JS"
            | b"AF"
    )
}

/// Returns whether a dictionary is part of the page tree or the catalog, never of a page's look.
pub(super) fn is_structure(dictionary: &Dictionary) -> bool {
    let kind = dictionary.get(b"Type").and_then(Object::as_name);
    matches!(kind, Ok(b"Page" | b"Pages" | b"Catalog" | b"StructElem" | b"StructTreeRoot"))
}

impl<'a> Survey<'a> {
    /// Begins a survey.
    pub(super) fn new(document: &'a Document) -> Self {
        Self {
            document,
            repack: BTreeSet::new(),
            layers: Layers::of(document),
            known: BTreeMap::new(),
        }
    }

    /// Surveys a page with everything that is drawn on it.
    pub(super) fn page(&mut self, page: &Dictionary) -> Verdict {
        let empty = Dictionary::new();
        let resources = page_resources(self.document, page).unwrap_or(&empty);
        let Ok(bytes) = page_content(self.document, page) else { return Verdict::DAMAGED };
        let mut verdict = self.instructions(&bytes, resources, 0);
        if let Some(group) = entry(self.document, page, b"Group") {
            verdict.absorb(self.group(group, 0));
        }
        for appearance in annotations::appearances(self.document, page) {
            if appearance.layer.is_some_and(|layer| self.layers.hides(self.document, layer)) {
                verdict.hides = true;
            }
            verdict.absorb(match appearance.look {
                Look::Form { form, .. } => {
                    self.look(&Object::Reference(form), Role::Form, resources, 0)
                }
                Look::Made(made) if made.has_text => fonts::UNFIT,
                // Colours of annotations may be CMYK.
                Look::Made(made) => {
                    self.instructions(made.instructions.as_bytes(), &made_resources(), 0)
                }
            });
        }
        verdict
    }

    fn instructions(&mut self, bytes: &[u8], resources: &Dictionary, depth: usize) -> Verdict {
        let Ok(content) = content::read(bytes, Marks::Drop) else { return Verdict::DAMAGED };
        let mut verdict = self.used(&content.used, resources, depth);
        verdict.breaks_pdfa |= content.cmyk || content.breaks_pdfa;
        verdict
    }

    fn used(&mut self, used: &Used, resources: &Dictionary, depth: usize) -> Verdict {
        let mut verdict = Verdict::default();
        let defaults = [b"DefaultGray".as_slice(), b"DefaultRGB", b"DefaultCMYK"];
        for name in defaults {
            if let Some(space) = resource(self.document, resources, Kind::ColorSpace, name) {
                verdict.absorb(self.look(space, Role::Space, resources, depth));
            }
        }
        for (&kind, names) in used {
            let role = match kind {
                Kind::ExtGState => Role::State,
                Kind::ColorSpace => Role::Space,
                Kind::Pattern => Role::Pattern,
                Kind::Shading => Role::Shading,
                Kind::XObject => Role::XObject,
                Kind::Font => Role::Font,
                Kind::Properties => Role::Any,
            };
            for name in names {
                let Some(object) = resource(self.document, resources, kind, name) else {
                    verdict.absorb(if matches!(kind, Kind::Properties | Kind::ExtGState) {
                        Verdict::BREAKS_PDFA
                    } else {
                        Verdict::DAMAGED
                    });
                    continue;
                };
                if kind == Kind::Properties {
                    verdict.hides |= self.layers.hides(self.document, object);
                } else {
                    verdict.absorb(self.look(object, role, resources, depth));
                }
            }
        }
        verdict
    }

    /// Looks at an object in a role, once.
    pub(super) fn look(
        &mut self,
        object: &Object,
        role: Role,
        resources: &Dictionary,
        depth: usize,
    ) -> Verdict {
        if depth > MAX_DEPTH {
            return Verdict::DAMAGED;
        }
        let document = self.document;
        let Ok((id, resolved)) = document.dereference(object) else {
            // A dangling reference is null, which only a thing that is drawn cannot be.
            return if role == Role::Any { Verdict::default() } else { Verdict::DAMAGED };
        };
        if let Some(id) = id {
            if let Some(known) = self.known.get(&(id, role)) {
                return *known;
            }
            self.known.insert((id, role), Verdict::default());
        }
        let verdict = self.look_closely(id, resolved, role, resources, depth + 1);
        if let Some(id) = id {
            self.known.insert((id, role), verdict);
        }
        verdict
    }

    fn look_closely(
        &mut self,
        id: Option<ObjectId>,
        object: &Object,
        role: Role,
        resources: &Dictionary,
        depth: usize,
    ) -> Verdict {
        match (role, object) {
            (Role::Form, Object::Stream(stream)) => self.form(stream, resources, depth),
            (Role::XObject, Object::Stream(stream)) => {
                let mut verdict = match stream.dict.get(b"Subtype").and_then(Object::as_name) {
                    Ok(b"Form") => self.form(stream, resources, depth),
                    Ok(b"Image") => self.image(id, stream, resources, depth),
                    // PostScript, or nothing a viewer knows.
                    _ => Verdict::DAMAGED,
                };
                if let Ok(layer) = stream.dict.get(b"OC") {
                    verdict.hides |= self.layers.hides(self.document, layer);
                }
                verdict
            }
            (Role::Font, Object::Dictionary(font)) => fonts::look(self, font, resources, depth),
            (Role::Space, space) => colours::look(self, space, resources, depth),
            (Role::Pattern, Object::Stream(stream)) => self.form(stream, resources, depth),
            (Role::Pattern, Object::Dictionary(pattern)) => self.entries(
                pattern,
                &[(b"Shading", Role::Shading), (b"ExtGState", Role::State)],
                resources,
                depth,
            ),
            (Role::Shading, Object::Dictionary(shading)) => {
                self.entries(shading, &[(b"ColorSpace", Role::Space)], resources, depth)
            }
            (Role::Shading, Object::Stream(shading)) => {
                let mut verdict = self.stream(id, shading);
                verdict.absorb(self.entries(
                    &shading.dict,
                    &[(b"ColorSpace", Role::Space)],
                    resources,
                    depth,
                ));
                verdict
            }
            (Role::State, Object::Dictionary(state)) => self.state(state, resources, depth),
            (Role::Any, Object::Stream(stream)) => {
                let mut verdict = self.stream(id, stream);
                verdict.absorb(self.entries(&stream.dict, &[], resources, depth));
                verdict
            }
            (Role::Any, Object::Dictionary(dictionary)) if !is_structure(dictionary) => {
                self.entries(dictionary, &[], resources, depth)
            }
            (Role::Any, Object::Array(items)) => {
                let mut verdict = Verdict::default();
                for item in items {
                    verdict.absorb(self.look(item, Role::Any, resources, depth));
                }
                verdict
            }
            (Role::Any, value) => limits(value),
            _ => Verdict::DAMAGED,
        }
    }

    /// Looks at the entries of a dictionary, some of them in a role.
    pub(super) fn entries(
        &mut self,
        dictionary: &Dictionary,
        roles: &[(&[u8], Role)],
        resources: &Dictionary,
        depth: usize,
    ) -> Verdict {
        let mut verdict = Verdict::default();
        for (key, value) in dictionary.iter().filter(|(key, _)| !is_dropped(key)) {
            let role =
                roles.iter().find(|(name, _)| key == name).map_or(Role::Any, |(_, role)| *role);
            verdict.breaks_pdfa |= key.len() > PDFA_MAX_NAME || std::str::from_utf8(key).is_err();
            verdict.absorb(self.look(value, role, resources, depth));
        }
        verdict
    }

    /// Unpacks a stream that is only data, and notes when it must be packed anew.
    pub(super) fn stream(&mut self, id: Option<ObjectId>, stream: &Stream) -> Verdict {
        match streams::decode(self.document, stream, MAX_STREAM_BYTES) {
            Ok(plain) => {
                if plain.repack
                    && let Some(id) = id
                {
                    self.repack.insert(id);
                }
                Verdict { untried: plain.codec.is_some(), ..Verdict::default() }
            }
            Err(_) => Verdict::DAMAGED,
        }
    }

    fn form(&mut self, stream: &Stream, resources: &Dictionary, depth: usize) -> Verdict {
        let own =
            entry(self.document, &stream.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let bytes = streams::decode(self.document, stream, MAX_CONTENT_BYTES);
        let Ok(streams::Plain { bytes, codec: None, .. }) = bytes else { return Verdict::DAMAGED };
        let mut verdict = self.instructions(&bytes, own.unwrap_or(resources), depth);
        if let Some(group) = entry(self.document, &stream.dict, b"Group") {
            verdict.absorb(self.group(group, depth));
        }
        verdict.breaks_pdfa |=
            [b"PS".as_slice(), b"Ref", b"Subtype2"].iter().any(|key| stream.dict.has(key));
        verdict
    }

    fn group(&mut self, group: &Object, depth: usize) -> Verdict {
        let space = group.as_dict().ok().and_then(|group| entry(self.document, group, b"CS"));
        space.map_or_else(Verdict::default, |space| {
            self.look(space, Role::Space, &Dictionary::new(), depth)
        })
    }

    fn state(&mut self, state: &Dictionary, resources: &Dictionary, depth: usize) -> Verdict {
        let mut verdict = Verdict::default();
        for (key, value) in state.iter() {
            let name =
                self.document.dereference(value).ok().and_then(|(_, name)| name.as_name().ok());
            match key.as_slice() {
                b"TR" | b"HTP" | b"HTO" => verdict.breaks_pdfa = true,
                b"TR2" | b"HT" => verdict.breaks_pdfa |= name != Some(b"Default"),
                b"RI" => verdict.breaks_pdfa |= !name.is_some_and(content::is_intent),
                b"BM" => verdict.breaks_pdfa |= !name.is_some_and(is_blend_mode),
                b"Font" => {
                    let font =
                        entry(self.document, state, key).and_then(|font| font.as_array().ok());
                    if let Some(font) = font.and_then(|font| font.first()) {
                        verdict.absorb(self.look(font, Role::Font, resources, depth));
                    }
                }
                b"SMask" if name.is_none() => {
                    let mask =
                        entry(self.document, state, key).and_then(|mask| mask.as_dict().ok());
                    if let Some(mask) = mask {
                        verdict.absorb(self.entries(mask, &[(b"G", Role::Form)], resources, depth));
                    }
                }
                _ => verdict.absorb(self.look(value, Role::Any, resources, depth)),
            }
        }
        verdict
    }

    fn image(
        &mut self,
        id: Option<ObjectId>,
        stream: &Stream,
        resources: &Dictionary,
        depth: usize,
    ) -> Verdict {
        let Ok(plain) = streams::decode(self.document, stream, MAX_STREAM_BYTES) else {
            return Verdict::DAMAGED;
        };
        if plain.repack
            && let Some(id) = id
        {
            self.repack.insert(id);
        }
        let mut verdict = match plain.codec {
            Some((Codec::Dct, _)) => jpeg(&plain.bytes),
            Some((Codec::Jpx, _)) => Verdict { untried: true, ..Verdict::BREAKS_PDFA },
            Some((Codec::Ccitt | Codec::Jbig2, _)) => {
                Verdict { untried: true, ..Verdict::default() }
            }
            None if self.has_all_rows(stream, plain.bytes.len()) => Verdict::default(),
            None => Verdict::DAMAGED,
        };
        let mask = entry(self.document, &stream.dict, b"Mask");
        let mask_role = if mask.is_some_and(|mask| mask.as_stream().is_ok()) {
            Role::XObject
        } else {
            Role::Any
        };
        let roles = [
            (b"ColorSpace".as_slice(), Role::Space),
            (b"SMask".as_slice(), Role::XObject),
            (b"Mask".as_slice(), mask_role),
        ];
        let intent =
            entry(self.document, &stream.dict, b"Intent").and_then(|name| name.as_name().ok());
        verdict.breaks_pdfa |= intent.is_some_and(|name| !content::is_intent(name));
        verdict.absorb(self.entries(&stream.dict, &roles, resources, depth));
        verdict
    }

    /// Returns whether unpacked picture data reaches the last row.
    fn has_all_rows(&self, stream: &Stream, length: usize) -> bool {
        let get = |key: &[u8]| {
            let value = entry(self.document, &stream.dict, key)?.as_i64().ok()?;
            u64::try_from(value).ok()
        };
        let is_mask =
            matches!(entry(self.document, &stream.dict, b"ImageMask"), Some(Object::Boolean(true)));
        let components = match entry(self.document, &stream.dict, b"ColorSpace") {
            _ if is_mask => Some(1),
            Some(space) => colours::components(self.document, space),
            None => None,
        };
        let bits = if is_mask { Some(1) } else { get(b"BitsPerComponent") };
        let (Some(width), Some(height), Some(bits), Some(components)) =
            (get(b"Width"), get(b"Height"), bits, components)
        else {
            return false;
        };
        let row = width.checked_mul(bits).and_then(|row| row.checked_mul(components));
        let all = row.and_then(|row| row.div_ceil(8).checked_mul(height));
        matches!(bits, 1 | 2 | 4 | 8 | 16) && all.is_some_and(|all| all > 0 && all <= length as u64)
    }
}

/// Reads the header of an embedded JPEG and looks for its end mark.
fn jpeg(bytes: &[u8]) -> Verdict {
    let whole = JpegHeader::read_to_end(&mut &*bytes);
    match whole {
        Ok((header, true)) if header.embeddable() => Verdict::default(),
        _ => Verdict::DAMAGED,
    }
}

/// PDF/A's limits on simple values.
fn limits(value: &Object) -> Verdict {
    let beyond = match value {
        Object::Integer(value) => i32::try_from(*value).is_err(),
        Object::Real(value) => !value.is_finite(),
        Object::Name(name) => name.len() > PDFA_MAX_NAME || std::str::from_utf8(name).is_err(),
        Object::String(text, _) => text.len() > PDFA_MAX_STRING,
        _ => false,
    };
    if beyond { Verdict::BREAKS_PDFA } else { Verdict::default() }
}

fn is_blend_mode(name: &[u8]) -> bool {
    matches!(
        name,
        b"Normal"
            | b"Compatible"
            | b"Multiply"
            | b"Screen"
            | b"Overlay"
            | b"Darken"
            | b"Lighten"
            | b"ColorDodge"
            | b"ColorBurn"
            | b"HardLight"
            | b"SoftLight"
            | b"Difference"
            | b"Exclusion"
            | b"Hue"
            | b"Saturation"
            | b"Color"
            | b"Luminosity"
    )
}
