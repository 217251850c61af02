//! Fragments: ready PDF objects with relative numbers, written where hostile files are parsed (the
//! reader process) and taken over where the dossier is assembled, by reading that is trivial.
//! Deliberately not here: what the objects mean, and where fragments are cached.
//!
//! Line 1 is the header as JSON: `{"format":1,"objects":N,"pages":[…]}`, padded with spaces. Then
//! come N objects, numbered from 0 in their order: a JSON line `{"len":bytes,"refs":[[offset,
//! object],…]}`, exactly `len` bytes, and a line feed. The bytes are what stands between
//! `n 0 obj` and `endobj`; at each offset the reader inserts `<n> 0 R` of that object.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, VecDeque};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom, Write};

/// The format this code writes and reads.
pub const FORMAT: u32 = 1;
/// Most pages of one fragment: a contract of thousands of pages is no evidence anybody reads.
pub const MAX_PAGES: usize = 5_000;
/// Most objects of one fragment; a book of a thousand pages has some tens of thousands.
pub const MAX_OBJECTS: u32 = 500_000;
/// Most references within one object; the widest real ones are arrays of a few thousand.
pub const MAX_REFS: usize = 200_000;
/// Most bytes of one object, a whole scanned page at the most.
pub const MAX_OBJECT_BYTES: u64 = 1 << 30;
/// Deepest nesting of arrays and dictionaries that is written.
pub const MAX_NESTING: usize = 200;
/// Room for one page in the header line.
const HEADER_BYTES_PER_PAGE: usize = 160;
/// Room for the rest of the header line.
const HEADER_BYTES_FIXED: usize = 96;
/// Longest header line.
const MAX_HEADER_LINE: u64 = (HEADER_BYTES_PER_PAGE * MAX_PAGES + HEADER_BYTES_FIXED) as u64;
/// Longest line before an object: its references, some 20 bytes each.
const MAX_OBJECT_LINE: u64 = (24 * MAX_REFS + 64) as u64;

/// What draws a page: a Form XObject (vectors kept) or an Image XObject (drawn).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PageKind {
    /// A Form XObject: the foreign page itself.
    Form,
    /// An Image XObject: a picture of the page.
    Image,
}

/// One page of a fragment: the object that draws it into the unit square, and what it claims.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FragmentPage {
    /// Relative number of the object.
    pub object: u32,
    /// Width in points as displayed, after cropping and rotating.
    pub width_pt: f32,
    /// Height in points as displayed.
    pub height_pt: f32,
    /// Whether nothing in it is known or suspected to break PDF/A-2a.
    pub pdfa_safe: bool,
    /// Whether nothing in it is known or suspected to break PDF/UA-1 (fonts, mostly).
    pub pdfua_safe: bool,
    /// What draws it.
    pub kind: PageKind,
}

/// The first line of a fragment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FragmentHeader {
    /// Always [`FORMAT`].
    pub format: u32,
    /// How many objects follow.
    pub objects: u32,
    /// The pages, in the order they were asked for.
    pub pages: Vec<FragmentPage>,
}

/// The line before an object.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ObjectLine {
    len: u64,
    refs: Vec<(u64, u32)>,
}

/// Why a fragment could not be written or read.
#[derive(Debug, thiserror::Error)]
pub enum FragmentError {
    /// Reading or writing failed.
    #[error("cannot read or write the fragment")]
    Io {
        /// What the system said.
        #[from]
        source: io::Error,
    },
    /// A line is not what the format says.
    #[error("the fragment's line {line} is not as the format says")]
    BadLine {
        /// 0 for the header, else the object's number plus one.
        line: u32,
    },
    /// A number in it is impossible: an offset past the end, an object that is not there.
    #[error("object {object} of the fragment has an impossible reference")]
    BadReference {
        /// The object's relative number.
        object: u32,
    },
    /// A named limit of this module is passed.
    #[error("the fragment passes the limit of {limit} {what}")]
    TooMuch {
        /// What there is too much of.
        what: &'static str,
        /// The limit.
        limit: u64,
    },
    /// The writer was used out of order: a mistake of the program.
    #[error("fragment objects were written out of order at {object}")]
    OutOfOrder {
        /// The object's relative number.
        object: u32,
    },
}

/// The bytes of an object with the places where references belong.
#[derive(Debug, Default, PartialEq)]
pub struct ObjectBody {
    /// Bytes without the references.
    pub bytes: Vec<u8>,
    /// Offset in `bytes` and relative number, ascending by offset.
    pub refs: Vec<(u64, u32)>,
}

impl ObjectBody {
    /// Appends bytes that hold no reference.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Appends a reference.
    pub fn push_ref(&mut self, object: u32) {
        self.bytes.push(b' ');
        self.refs.push((self.bytes.len() as u64, object));
        self.bytes.push(b' ');
    }

    /// Appends an object; `number` gives the relative number of each reference, or nothing for one
    /// that is to become null.
    pub fn push_object(
        &mut self,
        object: &Object,
        number: &mut dyn FnMut(ObjectId) -> Option<u32>,
    ) {
        self.push_nested(object, number, 0);
    }

    fn push_nested(
        &mut self,
        object: &Object,
        number: &mut dyn FnMut(ObjectId) -> Option<u32>,
        depth: usize,
    ) {
        if depth > MAX_NESTING {
            return self.push(b"null");
        }
        match object {
            Object::Null => self.push(b"null"),
            Object::Boolean(true) => self.push(b"true"),
            Object::Boolean(false) => self.push(b"false"),
            Object::Integer(value) => self.push(value.to_string().as_bytes()),
            Object::Real(value) => self.push(real(*value).as_bytes()),
            Object::Name(name) => self.push_name(name),
            Object::String(text, format) => self.push_string(text, *format),
            Object::Array(items) => {
                self.push(b"[");
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        self.push(b" ");
                    }
                    self.push_nested(item, number, depth + 1);
                }
                self.push(b"]");
            }
            Object::Dictionary(dictionary) => self.push_entries(dictionary, number, depth),
            Object::Stream(stream) => self.push_stream(&stream.dict, &stream.content, number),
            Object::Reference(id) => match number(*id) {
                Some(object) => self.push_ref(object),
                None => self.push(b"null"),
            },
        }
    }

    fn push_entries(
        &mut self,
        dictionary: &Dictionary,
        number: &mut dyn FnMut(ObjectId) -> Option<u32>,
        depth: usize,
    ) {
        self.push(b"<<");
        for (key, value) in dictionary.iter() {
            self.push_name(key);
            self.push(b" ");
            self.push_nested(value, number, depth + 1);
        }
        self.push(b">>");
    }

    /// Appends a stream; its `/Length` is always that of `content`.
    pub fn push_stream(
        &mut self,
        dictionary: &Dictionary,
        content: &[u8],
        number: &mut dyn FnMut(ObjectId) -> Option<u32>,
    ) {
        self.push(b"<<");
        for (key, value) in dictionary.iter().filter(|(key, _)| key.as_slice() != b"Length") {
            self.push_name(key);
            self.push(b" ");
            self.push_nested(value, number, 1);
        }
        self.push(format!("/Length {}>>\nstream\n", content.len()).as_bytes());
        self.push(content);
        self.push(b"\nendstream");
    }

    fn push_name(&mut self, name: &[u8]) {
        self.bytes.push(b'/');
        for &byte in name {
            if byte.is_ascii_graphic() && !b"()<>[]{}/%#".contains(&byte) {
                self.bytes.push(byte);
            } else {
                self.bytes.extend_from_slice(format!("#{byte:02X}").as_bytes());
            }
        }
    }

    fn push_string(&mut self, text: &[u8], format: StringFormat) {
        if format == StringFormat::Hexadecimal {
            self.push(format!("<{}>", hex::encode(text)).as_bytes());
            return;
        }
        self.bytes.push(b'(');
        for &byte in text {
            match byte {
                b'(' | b')' | b'\\' => self.bytes.extend_from_slice(&[b'\\', byte]),
                b'\r' => self.bytes.extend_from_slice(b"\\r"),
                _ => self.bytes.push(byte),
            }
        }
        self.bytes.push(b')');
    }
}

/// Returns a real number in PDF syntax: no exponent, never infinite.
pub fn real(value: f32) -> String {
    if value.is_finite() { format!("{value}") } else { "0".to_owned() }
}

/// Writes a fragment object by object; the header's place is kept free and filled at the end.
pub struct FragmentWriter<W: Write + Seek> {
    out: W,
    start: u64,
    header_bytes: usize,
    pages: Vec<FragmentPage>,
    reserved: u32,
    written: u32,
}

impl<W: Write + Seek> FragmentWriter<W> {
    /// Returns a writer of a fragment of at most `pages` pages.
    ///
    /// # Errors
    /// When `out` cannot be written or there are more than [`MAX_PAGES`].
    pub fn new(mut out: W, pages: usize) -> Result<Self, FragmentError> {
        if pages > MAX_PAGES {
            return Err(FragmentError::TooMuch { what: "pages", limit: MAX_PAGES as u64 });
        }
        let start = out.stream_position()?;
        let header_bytes = HEADER_BYTES_FIXED + pages * HEADER_BYTES_PER_PAGE;
        let mut line = vec![b' '; header_bytes];
        line.push(b'\n');
        out.write_all(&line)?;
        Ok(Self { out, start, header_bytes, pages: Vec::new(), reserved: 0, written: 0 })
    }

    /// Returns the next relative number; objects must be written in the order of their numbers.
    ///
    /// # Errors
    /// When there are more than [`MAX_OBJECTS`].
    pub fn reserve(&mut self) -> Result<u32, FragmentError> {
        if self.reserved >= MAX_OBJECTS {
            return Err(FragmentError::TooMuch { what: "objects", limit: MAX_OBJECTS.into() });
        }
        let number = self.reserved;
        self.reserved += 1;
        Ok(number)
    }

    /// Writes the object that was reserved as `object`.
    ///
    /// # Errors
    /// When it is not the next one, is too big, or `out` cannot be written.
    pub fn write(&mut self, object: u32, body: &ObjectBody) -> Result<(), FragmentError> {
        if object != self.written || object >= self.reserved {
            return Err(FragmentError::OutOfOrder { object });
        }
        if body.refs.len() > MAX_REFS {
            return Err(FragmentError::TooMuch { what: "references", limit: MAX_REFS as u64 });
        }
        if body.bytes.len() as u64 > MAX_OBJECT_BYTES {
            return Err(FragmentError::TooMuch { what: "bytes", limit: MAX_OBJECT_BYTES });
        }
        self.written += 1;
        let line = ObjectLine { len: body.bytes.len() as u64, refs: body.refs.clone() };
        serde_json::to_writer(&mut self.out, &line).map_err(io::Error::from)?;
        self.out.write_all(b"\n")?;
        self.out.write_all(&body.bytes)?;
        self.out.write_all(b"\n")?;
        Ok(())
    }

    /// Names a written or reserved object as the next page.
    ///
    /// # Errors
    /// When there are more pages than were announced.
    pub fn page(&mut self, page: FragmentPage) -> Result<(), FragmentError> {
        let announced = (self.header_bytes - HEADER_BYTES_FIXED) / HEADER_BYTES_PER_PAGE;
        if self.pages.len() >= announced {
            return Err(FragmentError::TooMuch { what: "pages", limit: announced as u64 });
        }
        self.pages.push(page);
        Ok(())
    }

    /// Fills in the header and returns it.
    ///
    /// # Errors
    /// When a reserved object was not written or `out` cannot be written.
    pub fn finish(mut self) -> Result<FragmentHeader, FragmentError> {
        if self.written != self.reserved {
            return Err(FragmentError::OutOfOrder { object: self.written });
        }
        let header = FragmentHeader { format: FORMAT, objects: self.written, pages: self.pages };
        let line = serde_json::to_vec(&header).map_err(io::Error::from)?;
        if line.len() > self.header_bytes {
            return Err(FragmentError::BadLine { line: 0 });
        }
        let end = self.out.stream_position()?;
        self.out.seek(SeekFrom::Start(self.start))?;
        self.out.write_all(&line)?;
        self.out.seek(SeekFrom::Start(end))?;
        self.out.flush()?;
        Ok(header)
    }
}

/// Copies objects of a foreign document into a fragment, each once, in the order they are met.
#[derive(Default)]
pub struct Numbering {
    known: BTreeMap<ObjectId, u32>,
    waiting: VecDeque<ObjectId>,
}

impl Numbering {
    /// Returns the relative number of a foreign object, reserving it when it is new.
    ///
    /// # Errors
    /// When there are too many objects.
    pub fn number<W: Write + Seek>(
        &mut self,
        id: ObjectId,
        writer: &mut FragmentWriter<W>,
    ) -> Result<u32, FragmentError> {
        if let Some(&number) = self.known.get(&id) {
            return Ok(number);
        }
        let number = writer.reserve()?;
        self.known.insert(id, number);
        self.waiting.push_back(id);
        Ok(number)
    }

    /// Returns the next foreign object that was numbered but not yet taken.
    pub fn next_waiting(&mut self) -> Option<(ObjectId, u32)> {
        let id = self.waiting.pop_front()?;
        self.known.get(&id).map(|&number| (id, number))
    }
}

/// An object that is about to be read.
#[derive(Debug, Clone, PartialEq)]
pub struct FragmentObject {
    /// Its relative number.
    pub number: u32,
    /// The relative numbers it refers to, with their offsets, ascending.
    pub refs: Vec<(u64, u32)>,
    len: u64,
}

impl FragmentObject {
    /// Returns its size in bytes.
    pub const fn size_bytes(&self) -> u64 {
        self.len
    }
}

/// Reads a fragment with bounded memory; trusts nothing in it.
pub struct FragmentReader<R: Read> {
    source: BufReader<R>,
    header: FragmentHeader,
    next: u32,
    unread_bytes: u64,
}

impl<R: Read> FragmentReader<R> {
    /// Returns a reader that has read the header.
    ///
    /// # Errors
    /// When the header is not as the format says or names objects that cannot be.
    pub fn new(source: R) -> Result<Self, FragmentError> {
        let mut source = BufReader::with_capacity(64 * 1024, source);
        let header: FragmentHeader = read_line(&mut source, MAX_HEADER_LINE, 0)?;
        if header.format != FORMAT || header.objects > MAX_OBJECTS {
            return Err(FragmentError::BadLine { line: 0 });
        }
        if header.pages.len() > MAX_PAGES {
            return Err(FragmentError::TooMuch { what: "pages", limit: MAX_PAGES as u64 });
        }
        match header.pages.iter().find(|page| page.object >= header.objects) {
            Some(page) => Err(FragmentError::BadReference { object: page.object }),
            None => Ok(Self { source, header, next: 0, unread_bytes: 0 }),
        }
    }

    /// Returns the header.
    pub fn header(&self) -> &FragmentHeader {
        &self.header
    }

    /// Returns the next object, or nothing after the last; what was not copied is skipped.
    ///
    /// # Errors
    /// When the fragment is not as the format says.
    pub fn next_object(&mut self) -> Result<Option<FragmentObject>, FragmentError> {
        if self.next > 0 {
            self.copy_exactly(self.unread_bytes, &mut io::sink())?;
            self.unread_bytes = 0;
            let mut end = [0];
            self.source.read_exact(&mut end)?;
            if end != *b"\n" {
                return Err(FragmentError::BadLine { line: self.next });
            }
        }
        if self.next == self.header.objects {
            let rest = self.source.fill_buf()?.len();
            return if rest == 0 {
                Ok(None)
            } else {
                Err(FragmentError::BadLine { line: self.next })
            };
        }
        let number = self.next;
        let line: ObjectLine = read_line(&mut self.source, MAX_OBJECT_LINE, number + 1)?;
        self.next += 1;
        if line.len > MAX_OBJECT_BYTES || line.refs.len() > MAX_REFS {
            return Err(FragmentError::TooMuch { what: "bytes", limit: MAX_OBJECT_BYTES });
        }
        let ascending = line.refs.is_sorted_by(|before, after| before.0 < after.0);
        let inside = line
            .refs
            .iter()
            .all(|&(offset, object)| offset <= line.len && object < self.header.objects);
        if !ascending || !inside {
            return Err(FragmentError::BadReference { object: number });
        }
        self.unread_bytes = line.len;
        Ok(Some(FragmentObject { number, refs: line.refs, len: line.len }))
    }

    /// Copies the body of the object just returned, with each reference as `renumber` gives it.
    ///
    /// # Errors
    /// When the fragment ends early, a reference has no number, or `out` cannot be written.
    pub fn copy_body(
        &mut self,
        object: &FragmentObject,
        out: &mut dyn Write,
        renumber: &dyn Fn(u32) -> Option<u32>,
    ) -> Result<(), FragmentError> {
        if object.number.checked_add(1) != Some(self.next) || self.unread_bytes != object.len {
            return Err(FragmentError::OutOfOrder { object: object.number });
        }
        let mut at = 0;
        for &(offset, target) in &object.refs {
            self.copy_exactly(offset.saturating_sub(at), out)?;
            at = offset;
            let number =
                renumber(target).ok_or(FragmentError::BadReference { object: object.number })?;
            write!(out, "{number} 0 R")?;
        }
        self.copy_exactly(object.len.saturating_sub(at), out)?;
        self.unread_bytes = 0;
        Ok(())
    }

    fn copy_exactly(&mut self, count: u64, out: &mut dyn Write) -> Result<(), FragmentError> {
        let copied = io::copy(&mut (&mut self.source).take(count), &mut &mut *out)?;
        if copied == count {
            Ok(())
        } else {
            Err(io::Error::from(io::ErrorKind::UnexpectedEof).into())
        }
    }
}

fn read_line<T: serde::de::DeserializeOwned>(
    source: &mut impl BufRead,
    limit: u64,
    line: u32,
) -> Result<T, FragmentError> {
    let mut bytes = Vec::new();
    source.take(limit).read_until(b'\n', &mut bytes)?;
    if bytes.pop() != Some(b'\n') {
        return Err(FragmentError::BadLine { line });
    }
    serde_json::from_slice(&bytes).map_err(|_| FragmentError::BadLine { line })
}

#[cfg(test)]
#[path = "fragment_tests.rs"]
mod tests;
