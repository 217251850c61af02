//! The growing PDF: offsets, hash and the classic cross-reference table at its end.
//! Deliberately not here: what the objects are.

use super::AssembleError;
use super::evidence::PIECE_BYTES;
use crate::base::{Sha256Digest, Sha256Stream};
use lopdf::{Dictionary, Object};
use std::collections::BTreeMap;
use std::io::{self, BufWriter, Write};

/// Largest offset that ten digits of a cross-reference table can say.
const MAX_OFFSET: u64 = 9_999_999_999;
/// Bytes that are gathered before they are hashed and written: no more than a piece of evidence, which
/// then passes without being copied once more.
const BUFFER_BYTES: usize = PIECE_BYTES;

/// Counts and hashes what passes.
struct Hashing<'a> {
    inner: &'a mut dyn Write,
    hash: Sha256Stream,
}

impl Write for Hashing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.hash.update(bytes.get(..count).unwrap_or_default());
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

/// A PDF that is being written from front to back.
pub(super) struct Out<'a> {
    inner: BufWriter<Hashing<'a>>,
    position: u64,
    offsets: BTreeMap<u32, u64>,
    next: u32,
}

impl Write for Out<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let count = self.inner.write(bytes)?;
        self.position = self.position.saturating_add(count as u64);
        Ok(count)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<'a> Out<'a> {
    /// Starts a PDF whose new objects are numbered from `next`.
    pub(super) fn new(inner: &'a mut dyn Write, next: u32) -> Result<Self, AssembleError> {
        let hashing = Hashing { inner, hash: Sha256Stream::new() };
        let mut out = Self {
            inner: BufWriter::with_capacity(BUFFER_BYTES, hashing),
            position: 0,
            offsets: BTreeMap::new(),
            next,
        };
        // PDF/A wants four bytes above 127 in the second line.
        out.write_all(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n")?;
        Ok(out)
    }

    /// Returns a number that no object has yet.
    pub(super) fn allocate(&mut self) -> u32 {
        let number = self.next;
        self.next = self.next.saturating_add(1);
        number
    }

    /// Begins the object `number`.
    pub(super) fn begin(&mut self, number: u32) -> Result<(), AssembleError> {
        if self.position > MAX_OFFSET {
            return Err(AssembleError::TooBig);
        }
        self.offsets.insert(number, self.position);
        Ok(writeln!(self, "{number} 0 obj")?)
    }

    /// Ends the object that was begun.
    pub(super) fn end(&mut self) -> Result<(), AssembleError> {
        Ok(self.write_all(b"\nendobj\n")?)
    }

    /// Writes a whole object.
    pub(super) fn object(&mut self, number: u32, object: &Object) -> Result<(), AssembleError> {
        self.begin(number)?;
        self.value(object)?;
        self.end()
    }

    /// Writes a stream with ready dictionary entries.
    pub(super) fn stream(
        &mut self,
        number: u32,
        entries: &str,
        content: &[u8],
    ) -> Result<(), AssembleError> {
        self.begin(number)?;
        write!(self, "<<{entries}/Length {}>>\nstream\n", content.len())?;
        self.write_all(content)?;
        self.write_all(b"\nendstream")?;
        self.end()
    }

    fn value(&mut self, object: &Object) -> Result<(), AssembleError> {
        Ok(lopdf::Writer::write_object(self, object)?)
    }

    /// Writes the cross-reference table and trailer; returns size and hash of the whole.
    pub(super) fn finish(
        mut self,
        mut trailer: Dictionary,
    ) -> Result<(u64, Sha256Digest), AssembleError> {
        let start = self.position;
        let size = self.offsets.keys().next_back().map_or(1, |last| last.saturating_add(1));
        write!(self, "xref\n0 {size}\n0000000000 65535 f \n")?;
        let offsets = std::mem::take(&mut self.offsets);
        for number in 1..size {
            match offsets.get(&number) {
                Some(offset) => writeln!(self, "{offset:010} 00000 n ")?,
                None => self.write_all(b"0000000000 65535 f \n")?,
            }
        }
        trailer.set("Size", Object::Integer(size.into()));
        self.write_all(b"trailer\n")?;
        self.value(&Object::Dictionary(trailer))?;
        write!(self, "\nstartxref\n{start}\n%%EOF\n")?;
        let bytes_written = self.position;
        let hashing = self
            .inner
            .into_inner()
            .map_err(|error| AssembleError::Output { source: error.into_error() })?;
        hashing.inner.flush()?;
        Ok((bytes_written, hashing.hash.finish()))
    }
}
