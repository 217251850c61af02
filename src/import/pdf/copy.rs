//! Copies a page as a Form XObject that draws into the unit square, with everything it uses and
//! nothing it does not: appearances of annotations are flattened, scripts, actions, tags and
//! metadata stay behind. Deliberately not here: the decision whether a page may be copied.

use super::annotations::{self, Appearance, Look};
use super::content::{self, Kind, Marks, Used};
use super::geometry::{Geometry, entry};
use super::survey::{is_dropped, is_structure, made_resources, page_content, page_resources};
use super::{MAX_CONTENT_BYTES, MAX_DEPTH, MAX_STREAM_BYTES, PdfError, streams};
use crate::render::fragment::{FragmentError, FragmentWriter, Numbering, ObjectBody, real};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeSet;
use std::io::{Seek, Write};

/// Names of colour spaces that apply without being named by an instruction.
const DEFAULT_SPACES: [&[u8]; 3] = [b"DefaultGray", b"DefaultRGB", b"DefaultCMYK"];

/// Copies pages of one document into one fragment.
pub(super) struct Copier<'a, W: Write + Seek> {
    /// Where the objects go.
    pub(super) writer: FragmentWriter<W>,
    document: &'a Document,
    marks: Marks,
    numbering: Numbering,
    appearances: BTreeSet<ObjectId>,
    /// Resources of the page being copied, for old forms that have none of their own.
    inherited: Dictionary,
}

/// Packs bytes as a Flate stream.
pub(super) fn packed(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes)?;
    encoder.finish()
}

impl<'a, W: Write + Seek> Copier<'a, W> {
    /// Returns a copier; `marks` tells whether layers must still work in the copy.
    pub(super) fn new(document: &'a Document, writer: FragmentWriter<W>, marks: Marks) -> Self {
        Self {
            writer,
            document,
            marks,
            numbering: Numbering::default(),
            appearances: BTreeSet::new(),
            inherited: Dictionary::new(),
        }
    }

    /// Writes a page as a form and returns its number; what it uses waits for
    /// [`Copier::write_waiting`].
    pub(super) fn page(&mut self, page: &Dictionary) -> Result<u32, PdfError> {
        let number = self.writer.reserve()?;
        let geometry = Geometry::of(self.document, page);
        self.inherited = page_resources(self.document, page).cloned().unwrap_or_default();
        let (mut instructions, used) = match page_content(self.document, page) {
            Ok(bytes) => self.clean(bytes),
            Err(_) => (self.lenient_content(page), None),
        };
        let mut resources = match used {
            Some(used) => self.picked(&self.inherited, &used),
            None => self.inherited.clone(),
        };
        let appearances = annotations::appearances(self.document, page);
        if !appearances.is_empty() {
            let mut flattened = b"q\n".to_vec();
            flattened.append(&mut instructions);
            flattened.extend_from_slice(b"\nQ\n");
            self.flatten(&appearances, &mut flattened, &mut resources);
            instructions = flattened;
        }
        let reals =
            |values: &[f32]| values.iter().map(|value| Object::Real(*value)).collect::<Vec<_>>();
        let mut form = dictionary! {
            "Type" => "XObject", "Subtype" => "Form", "BBox" => reals(&geometry.crop),
            "Matrix" => reals(&geometry.matrix()), "Resources" => self.kept_entries(&resources, 0),
            "Filter" => "FlateDecode",
        };
        if let Some(Object::Dictionary(group)) = entry(self.document, page, b"Group") {
            form.set("Group", self.kept_entries(group, 0));
        }
        let content = packed(&instructions)?;
        self.write(number, |body, numbers| body.push_stream(&form, &content, numbers))?;
        Ok(number)
    }

    /// Appends the instructions that draw annotations, and the resources they use.
    fn flatten(
        &mut self,
        appearances: &[Appearance<'_>],
        instructions: &mut Vec<u8>,
        resources: &mut Dictionary,
    ) {
        let mut made = false;
        let mut forms = Dictionary::new();
        for (index, appearance) in appearances.iter().enumerate() {
            let line = match &appearance.look {
                Look::Form { form, placing } => {
                    let name = format!("JuntadaAnnotation{index}");
                    let [a, b, c, d, e, f] = placing.map(real);
                    forms.set(name.as_str(), Object::Reference(*form));
                    self.appearances.insert(*form);
                    format!("q {a} {b} {c} {d} {e} {f} cm /{name} Do Q\n")
                }
                Look::Made(look) => {
                    made = true;
                    format!("q\n{}Q\n", look.instructions)
                }
            };
            instructions.extend_from_slice(line.as_bytes());
        }
        let mut added = if made { made_resources() } else { Dictionary::new() };
        added.set("XObject", forms);
        for (kind, names) in added {
            let Object::Dictionary(names) = names else { continue };
            let all = entry(self.document, resources, &kind).and_then(|all| all.as_dict().ok());
            let mut all = all.cloned().unwrap_or_default();
            names.into_iter().for_each(|(name, object)| all.set(name, object));
            if !all.is_empty() {
                resources.set(kind, all);
            }
        }
    }

    /// Writes everything that was referred to and not yet written.
    pub(super) fn write_waiting(&mut self) -> Result<(), PdfError> {
        while let Some((id, number)) = self.numbering.next_waiting() {
            let document = self.document;
            match document.get_object(id) {
                Ok(Object::Stream(stream)) => self.stream(id, number, stream)?,
                Ok(other) => {
                    let kept = self.kept(other, 0);
                    self.write(number, |body, numbers| body.push_object(&kept, numbers))?;
                }
                Err(_) => self.write(number, |body, _| body.push(b"null"))?,
            }
        }
        Ok(())
    }

    /// Writes an object that stands by itself and returns its number.
    pub(super) fn object(&mut self, object: &Object) -> Result<u32, PdfError> {
        let number = self.writer.reserve()?;
        let kept = self.kept(object, 0);
        self.write(number, |body, numbers| body.push_object(&kept, numbers))?;
        Ok(number)
    }

    /// Builds a body, numbering what it refers to, and writes it.
    fn write(
        &mut self,
        number: u32,
        build: impl FnOnce(&mut ObjectBody, &mut dyn FnMut(ObjectId) -> Option<u32>),
    ) -> Result<(), PdfError> {
        let mut body = ObjectBody::default();
        let mut failed: Option<FragmentError> = None;
        build(&mut body, &mut |id| {
            if !self.document.objects.contains_key(&id) {
                return None;
            }
            match self.numbering.number(id, &mut self.writer) {
                Ok(number) => Some(number),
                Err(error) => {
                    failed = Some(error);
                    None
                }
            }
        });
        match failed {
            Some(error) => Err(error.into()),
            None => Ok(self.writer.write(number, &body)?),
        }
    }

    /// Returns instructions in their clean form with what they use, or as they are.
    fn clean(&self, bytes: Vec<u8>) -> (Vec<u8>, Option<Used>) {
        match content::read(&bytes, self.marks) {
            Ok(read) => (read.bytes, Some(read.used)),
            Err(_) => (bytes, None),
        }
    }

    /// Returns whatever of a page's instructions can be unpacked; for drawing a damaged page.
    fn lenient_content(&self, page: &Dictionary) -> Vec<u8> {
        let mut joined = Vec::new();
        let parts = match entry(self.document, page, b"Contents") {
            Some(Object::Array(items)) => items.iter().collect(),
            Some(other) => vec![other],
            None => Vec::new(),
        };
        for part in parts {
            let Ok((_, Object::Stream(stream))) = self.document.dereference(part) else { continue };
            let left = MAX_CONTENT_BYTES.saturating_sub(joined.len());
            joined.extend(stream.get_plain_content_with_limit(left).unwrap_or_default());
            joined.push(b'\n');
        }
        joined
    }

    /// Returns the resources that instructions use, and the implicit ones.
    fn picked(&self, resources: &Dictionary, used: &Used) -> Dictionary {
        let mut picked = Dictionary::new();
        let kinds = [
            Kind::ExtGState,
            Kind::ColorSpace,
            Kind::Pattern,
            Kind::Shading,
            Kind::XObject,
            Kind::Font,
            Kind::Properties,
        ];
        for kind in kinds {
            if kind == Kind::Properties && self.marks == Marks::Drop {
                continue;
            }
            let all =
                entry(self.document, resources, kind.key()).and_then(|all| all.as_dict().ok());
            let Some(all) = all else { continue };
            let named = used.get(&kind).into_iter().flatten().map(Vec::as_slice);
            let implicit = DEFAULT_SPACES.into_iter().filter(|_| kind == Kind::ColorSpace);
            let some: Dictionary = named
                .chain(implicit)
                .filter_map(|name| Some((name.to_vec(), all.get(name).ok()?.clone())))
                .collect();
            if !some.is_empty() {
                picked.set(kind.key(), some);
            }
        }
        picked
    }

    fn stream(&mut self, id: ObjectId, number: u32, stream: &Stream) -> Result<(), PdfError> {
        let subtype = stream.dict.get(b"Subtype").and_then(Object::as_name).ok();
        let is_pattern = stream.dict.has(b"PatternType") && !stream.dict.has(b"ShadingType");
        if subtype == Some(b"Form") || is_pattern || self.appearances.contains(&id) {
            return self.form(number, stream, is_pattern);
        }
        let mut kept = self.kept_entries(&stream.dict, 0);
        if subtype == Some(b"Image") {
            // A hint for smoothing and pictures for other uses, which PDF/A refuses.
            kept.remove(b"Interpolate");
            kept.remove(b"Alternates");
        }
        match streams::decode(self.document, stream, MAX_STREAM_BYTES) {
            Ok(plain) if plain.repack => {
                let content = match plain.codec {
                    Some((_, index)) => {
                        keep_filter(self.document, &mut kept, index);
                        plain.bytes
                    }
                    None => {
                        kept.set("Filter", "FlateDecode");
                        kept.remove(b"DecodeParms");
                        packed(&plain.bytes)?
                    }
                };
                self.write(number, |body, numbers| body.push_stream(&kept, &content, numbers))
            }
            _ => self
                .write(number, |body, numbers| body.push_stream(&kept, &stream.content, numbers)),
        }
    }

    fn form(&mut self, number: u32, stream: &Stream, is_pattern: bool) -> Result<(), PdfError> {
        let own =
            entry(self.document, &stream.dict, b"Resources").and_then(|own| own.as_dict().ok());
        let own = own.cloned().unwrap_or_else(|| self.inherited.clone());
        let mut kept = self.kept_entries(&stream.dict, 0);
        if !is_pattern {
            kept.set("Type", "XObject");
            kept.set("Subtype", "Form");
        }
        let plain = streams::decode(self.document, stream, MAX_CONTENT_BYTES);
        let Ok(streams::Plain { bytes, codec: None, repack }) = plain else {
            kept.set("Resources", self.kept_entries(&own, 0));
            return self
                .write(number, |body, numbers| body.push_stream(&kept, &stream.content, numbers));
        };
        match content::read(&bytes, self.marks) {
            Ok(read) => {
                let picked = self.picked(&own, &read.used);
                kept.set("Resources", self.kept_entries(&picked, 0));
                if !read.changed && !repack {
                    return self.write(number, |body, numbers| {
                        body.push_stream(&kept, &stream.content, numbers);
                    });
                }
                kept.set("Filter", "FlateDecode");
                kept.remove(b"DecodeParms");
                let content = packed(&read.bytes)?;
                self.write(number, |body, numbers| body.push_stream(&kept, &content, numbers))
            }
            Err(_) => {
                kept.set("Resources", self.kept_entries(&own, 0));
                self.write(number, |body, numbers| {
                    body.push_stream(&kept, &stream.content, numbers);
                })
            }
        }
    }

    /// Returns a dictionary without what leads out of the page.
    fn kept_entries(&self, dictionary: &Dictionary, depth: usize) -> Dictionary {
        let is_descriptor = dictionary.has_type(b"FontDescriptor");
        let is_type3 = matches!(dictionary.get(b"Subtype").and_then(Object::as_name), Ok(b"Type3"));
        let mut kept: Dictionary = dictionary
            .iter()
            .filter(|(key, _)| !is_dropped(key))
            .filter(|(key, _)| key.as_slice() != b"OC" || self.marks == Marks::Keep)
            // Lists of glyphs in the font program: optional, and wrong in many files.
            .filter(|(key, _)| !is_descriptor || !matches!(key.as_slice(), b"CIDSet" | b"CharSet"))
            .map(|(key, value)| (key.clone(), self.kept(value, depth + 1)))
            .collect();
        if is_type3 && !dictionary.has(b"Resources") && depth < 2 {
            kept.set("Resources", self.kept_entries(&self.inherited, depth + 1));
        }
        kept
    }

    fn kept(&self, object: &Object, depth: usize) -> Object {
        match object {
            _ if depth > MAX_DEPTH => Object::Null,
            Object::Dictionary(dictionary) if is_structure(dictionary) => Object::Null,
            Object::Dictionary(dictionary) => {
                Object::Dictionary(self.kept_entries(dictionary, depth))
            }
            Object::Array(items) => {
                Object::Array(items.iter().map(|item| self.kept(item, depth + 1)).collect())
            }
            other => other.clone(),
        }
    }
}

/// Keeps one filter of a stream with its parameters: the picture codec after the packing.
fn keep_filter(document: &Document, dictionary: &mut Dictionary, index: usize) {
    let nth = |key: &[u8]| match entry(document, dictionary, key) {
        Some(Object::Array(items)) => items.get(index).cloned(),
        Some(other) if index == 0 => Some(other.clone()),
        _ => None,
    };
    let (filter, parameters) = (nth(b"Filter"), nth(b"DecodeParms"));
    for (key, value) in [("Filter", filter), ("DecodeParms", parameters)] {
        match value {
            Some(value) if !value.is_null() => dictionary.set(key, value),
            _ => {
                dictionary.remove(key.as_bytes());
            }
        }
    }
}
