//! Checks a dossier PDF by itself: the seal and every original JPEG in it, as `conferir` promises.
//! Deliberately not here: the pages' text (it is checked through the ZIP), repair, foreign PDFs.
//!
//! Only the revision that we wrote is read, and of it only the cross-reference table, catalog,
//! proof, seal and JPEG streams; memory does not grow with the file. A later incremental update,
//! as a signature makes it, is noted, and must not touch what is proved.

use super::syntax::{Parser, Value};
use crate::base::{Sha256Digest, Sha256Stream};
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read, Seek, SeekFrom, Write};

/// Bytes at the end in which the last `startxref` is looked for; viewers look at 1 KB.
const TAIL_BYTES: u64 = 64 * 1024;
/// Most revisions that are followed back; a document signed by everyone in an office has ten.
const MAX_REVISIONS: usize = 256;
/// Longest object that is kept to be read: the proof of ten thousand photos takes 1 MB.
const MAX_TEXT_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes at the start of a stream object in which its dictionary must stand.
const STREAM_HEAD_BYTES: u64 = 4096;
/// Most entries of one cross-reference table; a dossier of 1,000 pages has some 30,000.
const MAX_ENTRIES: u64 = 5_000_000;

/// The seal as the PDF carries it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PdfSeal {
    /// The exact bytes of `selo.json`.
    pub bytes: Vec<u8>,
    /// Their SHA-256: the check code (código de conferência).
    pub digest: Sha256Digest,
}

/// One JPEG of the proof.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedImage {
    /// The exhibit's number as printed.
    pub number: String,
    /// The hash that the proof names.
    pub expected: Sha256Digest,
    /// The hash of the stream as it stands, when it could be read.
    pub found: Option<Sha256Digest>,
}

impl CheckedImage {
    /// Returns whether the stream is the original, bit for bit.
    pub fn is_intact(&self) -> bool {
        self.found == Some(self.expected)
    }
}

/// A difference between the dossier and what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PdfFinding {
    /// The seal does not have the hash that stands beside it.
    SealAltered {
        /// The hash it should have.
        expected: Sha256Digest,
        /// The hash it has.
        found: Sha256Digest,
    },
    /// The seal is missing or cannot be read.
    SealMissing,
    /// A JPEG is not the original.
    ImageAltered {
        /// The exhibit's number.
        number: String,
        /// The hash it should have.
        expected: Sha256Digest,
        /// The hash it has; nothing when it could not be read.
        found: Option<Sha256Digest>,
    },
    /// A JPEG of the proof is not in the seal under that exhibit.
    ImageNotSealed {
        /// The exhibit's number.
        number: String,
        /// The hash that the proof names.
        expected: Sha256Digest,
    },
    /// A later update replaced an object that the proof covers.
    ReplacedLater {
        /// The object's number.
        object: u32,
    },
    /// Bytes follow the end that are no update.
    BytesAfterEnd,
}

/// What checking a dossier PDF found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DossierPdfReport {
    /// The seal, when it could be read.
    pub seal: Option<PdfSeal>,
    /// Every JPEG of the proof, in its order.
    pub images: Vec<CheckedImage>,
    /// Whether somebody appended an update, as signing does ("assinado depois").
    pub signed_after: bool,
    /// All differences; none means intact.
    pub findings: Vec<PdfFinding>,
}

/// Why a file could not be checked as a dossier.
#[derive(Debug, thiserror::Error)]
pub enum DossierCheckError {
    /// The file is no PDF, or a PDF that we did not write, or one that another program rewrote.
    #[error("not a dossier of this program")]
    NotOurs,
    /// The file's structure is damaged or was rewritten by another program.
    #[error("the structure of the dossier is damaged: {what}")]
    Damaged {
        /// The part that cannot be read.
        what: &'static str,
    },
    /// The file could not be read.
    #[error("cannot read the dossier")]
    Io {
        /// What the system said.
        #[from]
        source: io::Error,
    },
}

pub(super) type Checked<T> = Result<T, DossierCheckError>;

/// Returns the error for a part that cannot be read.
pub(super) const fn damaged(what: &'static str) -> DossierCheckError {
    DossierCheckError::Damaged { what }
}

/// Checks a dossier PDF: its seal and every JPEG of its proof.
///
/// # Errors
/// When the file cannot be read, is not ours, or its structure is too damaged to find the proof.
pub fn check_dossier<F: Read + Seek>(file: &mut F) -> Checked<DossierPdfReport> {
    let mut pdf = File::whole(file)?;
    if !pdf.bytes(0, 5)?.starts_with(b"%PDF-") {
        return Err(DossierCheckError::NotOurs);
    }
    let mut revisions = pdf.revisions()?;
    let Some(ours) = revisions.pop() else { return Err(damaged("cross-reference table")) };
    if ours.offsets.is_empty() {
        // We write classic tables; this file came, or came back, from another program.
        return Err(DossierCheckError::NotOurs);
    }
    let objects = Objects::new(ours.offsets, ours.start);
    let mut findings = Vec::new();
    let signed_after = !revisions.is_empty();
    if !signed_after && pdf.has_more_than_space(ours.end)? {
        findings.push(PdfFinding::BytesAfterEnd);
    }
    let root = ours.trailer.get("Root").and_then(Value::reference).ok_or(damaged("trailer"))?;
    let catalog = pdf.object(&objects, root)?.ok_or(damaged("catalog"))?;
    let piece = catalog.get("PieceInfo").and_then(|info| info.get("Juntada"));
    let piece = piece.ok_or(DossierCheckError::NotOurs)?;
    let private = piece.get("Private").and_then(Value::reference).ok_or(damaged("proof"))?;
    let proof = pdf.object(&objects, private)?.ok_or(damaged("proof"))?;
    let seal_object = proof.get("Seal").and_then(Value::reference);
    let seal = pdf.seal(&objects, &proof, &mut findings)?;
    let listed = listed_images(&proof).ok_or(damaged("proof"))?;

    let later: BTreeSet<u32> = revisions.iter().flat_map(Revision::numbers).collect();
    let covered = listed.iter().map(|image| image.object).chain([private]).chain(seal_object);
    findings.extend(
        covered
            .collect::<BTreeSet<u32>>()
            .into_iter()
            .filter(|object| later.contains(object))
            .map(|object| PdfFinding::ReplacedLater { object }),
    );
    let sealed = seal.as_ref().map(|seal| sealed_items(&seal.bytes)).unwrap_or_default();
    let mut images = Vec::new();
    for ListedImage { number, object, expected } in listed {
        let found = pdf.hash_stream(&objects, object)?;
        if found != Some(expected) {
            findings.push(PdfFinding::ImageAltered { number: number.clone(), expected, found });
        }
        if !sealed.contains(&(number.clone(), expected)) {
            findings.push(PdfFinding::ImageNotSealed { number: number.clone(), expected });
        }
        images.push(CheckedImage { number, expected, found });
    }
    Ok(DossierPdfReport { seal, images, signed_after, findings })
}

/// A JPEG as the proof lists it.
struct ListedImage {
    number: String,
    object: u32,
    expected: Sha256Digest,
}

fn digest_of(value: &Value) -> Option<Sha256Digest> {
    hex::encode(value.text()?).parse().ok()
}

fn listed_images(proof: &Value) -> Option<Vec<ListedImage>> {
    let mut listed = Vec::new();
    for exhibit in proof.get("Exhibits")?.items()? {
        let number = String::from_utf8(exhibit.get("Number")?.text()?.to_vec()).ok()?;
        for image in exhibit.get("Images")?.items()? {
            let [object, expected] = image.items()? else { return None };
            let (object, expected) = (object.reference()?, digest_of(expected)?);
            listed.push(ListedImage { number: number.clone(), object, expected });
        }
    }
    Some(listed)
}

/// Returns the exhibits' numbers and hashes that a `selo.json` names.
fn sealed_items(seal: &[u8]) -> BTreeSet<(String, Sha256Digest)> {
    #[derive(serde::Deserialize)]
    struct Seal {
        exhibits: Vec<Exhibit>,
    }
    #[derive(serde::Deserialize)]
    struct Exhibit {
        number: serde_json::Value,
        items: Vec<Item>,
    }
    #[derive(serde::Deserialize)]
    struct Item {
        sha256: Sha256Digest,
    }
    let Ok(seal) = serde_json::from_slice::<Seal>(seal) else { return BTreeSet::new() };
    let mut sealed = BTreeSet::new();
    for Exhibit { number, items } in seal.exhibits {
        let number = number.as_str().map_or_else(|| number.to_string(), str::to_owned);
        sealed.extend(items.into_iter().map(|item| (number.clone(), item.sha256)));
    }
    sealed
}

/// One cross-reference section with its trailer.
pub(super) struct Revision {
    pub(super) start: u64,
    end: u64,
    pub(super) offsets: BTreeMap<u32, u64>,
    ranges: Vec<(u32, u32)>,
    pub(super) trailer: Value,
}

impl Revision {
    fn numbers(&self) -> impl Iterator<Item = u32> {
        let listed: Vec<u32> = self.offsets.keys().copied().collect();
        let ranges = self.ranges.clone();
        listed
            .into_iter()
            .chain(ranges.into_iter().flat_map(|(first, count)| first..first.saturating_add(count)))
    }
}

/// Where every object of our revision begins and must end.
pub(super) struct Objects {
    offsets: BTreeMap<u32, u64>,
    starts: BTreeSet<u64>,
    end: u64,
}

impl Objects {
    pub(super) fn new(offsets: BTreeMap<u32, u64>, end: u64) -> Self {
        let starts = offsets.values().copied().collect();
        Self { offsets, starts, end }
    }

    /// Returns where an object begins and ends.
    pub(super) fn extent(&self, number: u32) -> Option<(u64, u64)> {
        let start = *self.offsets.get(&number)?;
        let end = self.starts.range(start.saturating_add(1)..).next().copied();
        let end = end.unwrap_or(self.end).min(self.end);
        (start < end).then_some((start, end))
    }
}

/// A file that is read in bounded pieces.
pub(super) struct File<'a, F> {
    file: &'a mut F,
    length: u64,
}

impl<'a, F: Read + Seek> File<'a, F> {
    /// Returns the file from its start to its end.
    pub(super) fn whole(file: &'a mut F) -> Checked<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, length })
    }

    /// Returns up to `count` bytes from `start`.
    pub(super) fn bytes(&mut self, start: u64, count: u64) -> Checked<Vec<u8>> {
        let count = count.min(self.length.saturating_sub(start));
        self.file.seek(SeekFrom::Start(start))?;
        let mut bytes = Vec::new();
        (&mut *self.file).take(count).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    /// Returns the chain of revisions, newest first; the last one is what we wrote.
    pub(super) fn revisions(&mut self) -> Checked<Vec<Revision>> {
        let tail = self.bytes(self.length.saturating_sub(TAIL_BYTES), TAIL_BYTES)?;
        let at = tail.windows(9).rposition(|window| window == b"startxref");
        let tail = at.and_then(|at| tail.get(at + 9..)).ok_or(damaged("end of the file"))?;
        let mut next = Parser::new(tail).number();
        let mut revisions: Vec<Revision> = Vec::new();
        while let Some(start) = next {
            let newer = revisions.last().map_or(self.length, |revision| revision.start);
            if start >= newer || revisions.len() >= MAX_REVISIONS {
                return Err(damaged("chain of revisions"));
            }
            let revision = self.revision(start)?;
            next = revision.trailer.get("Prev").and_then(Value::unsigned);
            revisions.push(revision);
        }
        Ok(revisions)
    }

    fn revision(&mut self, start: u64) -> Checked<Revision> {
        let head = self.bytes(start, 4)?;
        if head == b"xref" { self.table(start) } else { self.stream_section(start) }
    }

    /// Reads a classic table: sections of entries of twenty bytes, then the trailer.
    fn table(&mut self, start: u64) -> Checked<Revision> {
        let what = damaged("cross-reference table");
        let mut at = start.saturating_add(4);
        let (mut offsets, mut entries) = (BTreeMap::new(), 0_u64);
        loop {
            let head = self.bytes(at, 64)?;
            let mut parser = Parser::new(&head);
            if parser.take("trailer").is_some() {
                at = at.saturating_add(parser.position() as u64);
                break;
            }
            let (Some(first), Some(count)) = (parser.number(), parser.number()) else {
                return Err(what);
            };
            let line_end = head.get(parser.position()..).unwrap_or_default();
            let spaces = line_end.iter().take_while(|b| b.is_ascii_whitespace()).count();
            at = at.saturating_add((parser.position() + spaces) as u64);
            entries = entries.saturating_add(count);
            if entries > MAX_ENTRIES {
                return Err(what);
            }
            let table = self.bytes(at, count.saturating_mul(20))?;
            for (entry, number) in table.chunks(20).zip(first..) {
                let mut parser = Parser::new(entry);
                let (offset, _) = (parser.number(), parser.number());
                let (Some(offset), Some(kind)) = (offset, parser.token()) else { return Err(what) };
                if kind == b"n" {
                    offsets.insert(u32::try_from(number).map_err(|_| damaged("number"))?, offset);
                }
            }
            at = at.saturating_add(count.saturating_mul(20));
        }
        let rest = self.bytes(at, TAIL_BYTES)?;
        let mut parser = Parser::new(&rest);
        let trailer = parser.value().ok_or(damaged("trailer"))?;
        let told = parser.take("startxref").and_then(|()| parser.number());
        let end = at.saturating_add(parser.position() as u64).saturating_add(6);
        if told.is_none() || parser_end(&rest, parser.position()).is_none() {
            return Err(damaged("end of the file"));
        }
        Ok(Revision { start, end, offsets, ranges: Vec::new(), trailer })
    }

    /// Reads the dictionary of a cross-reference stream, as later updates may have; of its content
    /// only which objects it lists is told.
    fn stream_section(&mut self, start: u64) -> Checked<Revision> {
        let what = || damaged("cross-reference stream");
        let head = self.bytes(start, TAIL_BYTES)?;
        let mut parser = Parser::new(&head);
        parser.object_start().ok_or_else(what)?;
        let trailer = parser.value().ok_or_else(what)?;
        if trailer.get("Type") != Some(&Value::Name(b"XRef".to_vec())) {
            return Err(what());
        }
        let number = |value: &Value| value.unsigned().and_then(|value| u32::try_from(value).ok());
        let size = trailer.get("Size").and_then(number).ok_or_else(what)?;
        let index: Vec<u32> = match trailer.get("Index").and_then(Value::items) {
            Some(items) => items.iter().filter_map(number).collect(),
            None => vec![0, size],
        };
        let ranges: Vec<(u32, u32)> = index
            .chunks_exact(2)
            .filter_map(|pair| Some((*pair.first()?, *pair.get(1)?)))
            .collect();
        let entries: u64 = ranges.iter().map(|(_, count)| u64::from(*count)).sum();
        if entries > MAX_ENTRIES {
            return Err(what());
        }
        Ok(Revision { start, end: self.length, offsets: BTreeMap::new(), ranges, trailer })
    }

    fn has_more_than_space(&mut self, end: u64) -> Checked<bool> {
        let rest = self.bytes(end, TAIL_BYTES)?;
        let longer = self.length.saturating_sub(end) > rest.len() as u64;
        Ok(longer || rest.iter().any(|byte| !byte.is_ascii_whitespace()))
    }

    /// Returns an object that is no stream.
    pub(super) fn object(&mut self, objects: &Objects, number: u32) -> Checked<Option<Value>> {
        let Some((start, end)) = objects.extent(number) else { return Ok(None) };
        if end.saturating_sub(start) > MAX_TEXT_BYTES {
            return Ok(None);
        }
        let bytes = self.bytes(start, end - start)?;
        let mut parser = Parser::new(&bytes);
        if parser.object_start() != Some(number) {
            return Ok(None);
        }
        let value = parser.value();
        Ok(value.filter(|_| parser.take("endobj").is_some()))
    }

    /// Returns where the raw bytes of a stream object begin and how many there are.
    fn stream(&mut self, objects: &Objects, number: u32) -> Checked<Option<(u64, u64)>> {
        let Some((start, end)) = objects.extent(number) else { return Ok(None) };
        let head = self.bytes(start, STREAM_HEAD_BYTES.min(end - start))?;
        let mut parser = Parser::new(&head);
        let length = (parser.object_start() == Some(number))
            .then(|| parser.value())
            .flatten()
            .and_then(|dictionary| dictionary.get("Length").and_then(Value::unsigned));
        let (Some(length), Some(())) = (length, parser.stream_start()) else { return Ok(None) };
        let content = start.saturating_add(parser.position() as u64);
        let after = content.saturating_add(length);
        let closing = b"\nendstream\nendobj\n";
        if after.checked_add(closing.len() as u64) != Some(end) {
            return Ok(None);
        }
        let closed = self.bytes(after, closing.len() as u64)? == closing;
        Ok(closed.then_some((content, length)))
    }

    /// Copies the bytes from `start` to `end`.
    pub(super) fn copy(&mut self, start: u64, end: u64, out: &mut dyn Write) -> Checked<()> {
        self.file.seek(SeekFrom::Start(start))?;
        let count = end.saturating_sub(start);
        match io::copy(&mut (&mut *self.file).take(count), out)? {
            copied if copied == count => Ok(()),
            _ => Err(damaged("end of the file")),
        }
    }

    fn hash_stream(&mut self, objects: &Objects, number: u32) -> Checked<Option<Sha256Digest>> {
        let Some((start, length)) = self.stream(objects, number)? else { return Ok(None) };
        self.file.seek(SeekFrom::Start(start))?;
        let mut hash = Sha256Stream::new();
        let mut piece = vec![0; 256 * 1024];
        let mut left = (&mut *self.file).take(length);
        loop {
            let count = left.read(&mut piece)?;
            if count == 0 {
                return Ok((left.limit() == 0).then(|| hash.finish()));
            }
            hash.update(piece.get(..count).unwrap_or_default());
        }
    }

    fn seal(
        &mut self,
        objects: &Objects,
        proof: &Value,
        findings: &mut Vec<PdfFinding>,
    ) -> Checked<Option<PdfSeal>> {
        let expected = proof.get("SealSHA256").and_then(digest_of);
        let object = proof.get("Seal").and_then(Value::reference);
        let extent = match object {
            Some(object) => self.stream(objects, object)?,
            None => None,
        };
        let (Some((start, length)), Some(expected)) = (extent, expected) else {
            findings.push(PdfFinding::SealMissing);
            return Ok(None);
        };
        if length > MAX_TEXT_BYTES {
            findings.push(PdfFinding::SealMissing);
            return Ok(None);
        }
        let bytes = self.bytes(start, length)?;
        let found = Sha256Digest::of(&bytes);
        if found != expected {
            findings.push(PdfFinding::SealAltered { expected, found });
        }
        Ok(Some(PdfSeal { bytes, digest: found }))
    }
}

/// Checks that `%%EOF` follows; it looks like a comment, so the parser would skip it.
fn parser_end(bytes: &[u8], at: usize) -> Option<()> {
    let rest = bytes.get(at..)?;
    let spaces = rest.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    rest.get(spaces..)?.starts_with(b"%%EOF").then_some(())
}
