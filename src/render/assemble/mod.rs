//! Puts the evidence into a laid-out dossier: every 3×1 pixel "slot" picture of the base gives its
//! object number to the original JPEG, bit for bit, or to a foreign page from a fragment.
//! Deliberately not here: layout (Typst makes the base), parsing hostile files (fragments come
//! ready from the reader process), deciding what stands in which slot.
//!
//! Memory does not grow with the evidence: files are copied in pieces and hashed on the way.

mod base;
mod bookmarks;
mod evidence;
mod inspect;
mod out;
mod single;
mod syntax;

pub use bookmarks::Bookmark;
pub use inspect::{
    CheckedImage, DossierCheckError, DossierPdfReport, PdfFinding, PdfSeal, check_dossier,
};

pub use single::DossierPages;

use crate::base::Sha256Digest;
use crate::import::jpeg::{JpegHeader, Orientation};
use crate::render::fragment::FragmentError;
use base::Base;
use evidence::Placing;
use out::Out;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

/// Names a fragment; where it is kept is the caller's business.
pub type FragmentKey = String;

/// What is to stand in a slot.
#[derive(Debug, Clone, PartialEq)]
pub enum SlotContent {
    /// An original JPEG, copied bit for bit.
    Jpeg {
        /// The hash its bytes must have.
        digest: Sha256Digest,
        /// Its size.
        size_bytes: u64,
        /// What its markers say.
        header: JpegHeader,
        /// EXIF orientation and the user's turn, combined.
        orientation: Orientation,
        /// Whether somebody has hashed it already, so that only its size is compared.
        proved: bool,
    },
    /// A page of a fragment.
    FragmentPage {
        /// Which fragment.
        key: FragmentKey,
        /// Which of its pages, from 0.
        page: usize,
        /// The user's turn.
        turn: Orientation,
    },
}

/// Where the bytes of the evidence come from.
pub trait EvidenceSource {
    /// Opens an original by its hash.
    ///
    /// # Errors
    /// When there is none or it cannot be opened.
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>>;

    /// Opens a fragment by its key.
    ///
    /// # Errors
    /// When there is none or it cannot be opened.
    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>>;
}

/// Whether the base's claim to a standard holds once the evidence is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The claim stays in the metadata.
    Keep,
    /// The claim is taken out of the metadata.
    Drop,
}

/// What is written into the catalog so that the PDF can be checked by itself.
#[derive(Debug, Clone)]
pub struct PieceProof {
    /// The exact bytes of `selo.json`.
    pub seal_json: Vec<u8>,
    /// Exhibits with the hashes of their files, in order; files that stand in this volume as JPEG
    /// are listed with their object.
    pub exhibits: Vec<ProofExhibit>,
    /// Moment of the export as `YYYYMMDDHHMMSS` in UTC.
    pub stamp_utc: String,
    /// Whether PDF/A is still claimed.
    pub pdfa: Claim,
    /// Whether PDF/UA is still claimed.
    pub pdfua: Claim,
}

/// One exhibit (Doc. n) of the proof.
#[derive(Debug, Clone)]
pub struct ProofExhibit {
    /// Its number as printed.
    pub number: String,
    /// The hashes of its files, in order.
    pub digests: Vec<Sha256Digest>,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assembled {
    /// Size of the PDF.
    pub bytes_written: u64,
    /// Hash of the PDF.
    pub sha256: Sha256Digest,
    /// Every original JPEG that stands in it, with its object number, by hash.
    pub images: Vec<(Sha256Digest, u32)>,
    /// CRC-32 of every original JPEG as it was read, by hash.
    pub sums: BTreeMap<Sha256Digest, u32>,
}

/// Why a dossier could not be assembled.
#[derive(Debug, thiserror::Error)]
pub enum AssembleError {
    /// The laid-out base cannot be read: a mistake of the program.
    #[error("cannot read the laid-out base: {reason}")]
    Base {
        /// What is wrong with it.
        reason: String,
    },
    /// A slot of the base has no content, or a content no slot.
    #[error("slot {slot} of the base and of the plan do not match")]
    SlotMismatch {
        /// The slot.
        slot: u32,
    },
    /// An original no longer has its hash or size.
    #[error("{digest} was altered after it was gathered")]
    Altered {
        /// The hash it should have.
        digest: Sha256Digest,
    },
    /// An original could not be read.
    #[error("cannot read {digest}")]
    Original {
        /// Its hash.
        digest: Sha256Digest,
        /// What the system said.
        source: io::Error,
    },
    /// A JPEG that no viewer shows was to be embedded: a mistake of the plan.
    #[error("{digest} is a JPEG that cannot stand in a PDF")]
    NotEmbeddable {
        /// Its hash.
        digest: Sha256Digest,
    },
    /// A fragment could not be taken over.
    #[error("cannot take over the fragment {key}")]
    Fragment {
        /// Its key.
        key: String,
        /// What is wrong with it.
        source: FragmentError,
    },
    /// A fragment has no such page.
    #[error("the fragment {key} has no page {page}")]
    NoSuchPage {
        /// Its key.
        key: String,
        /// The page asked for.
        page: usize,
    },
    /// The output grew beyond what a PDF's table of offsets can say (10 digits).
    #[error("the PDF grew beyond ten thousand million bytes")]
    TooBig,
    /// The output could not be written.
    #[error("cannot write the PDF")]
    Output {
        /// What the system said.
        #[from]
        source: io::Error,
    },
}

/// Writes the dossier: the base with every slot filled, and the proof in its catalog.
///
/// # Errors
/// When the base is not one, slots and plan differ, an original was altered, or anything cannot be
/// read or written. What was written until then is no dossier.
pub fn assemble(
    base: &[u8],
    slots: &BTreeMap<u32, SlotContent>,
    source: &dyn EvidenceSource,
    proof: &PieceProof,
    out: &mut dyn Write,
) -> Result<Assembled, AssembleError> {
    let mut base = Base::load(base)?;
    let mut out = Out::new(out, base.next_number())?;
    let placing = Placing::plan(slots, &base, &mut out)?;
    base.write_objects(&mut out, proof)?;
    let sums = evidence::write_jpegs(&placing, source, &mut out)?;
    evidence::write_fragments(&placing, source, &mut out)?;
    let images = placing.images();
    base.write_catalog(&mut out, proof, &images)?;
    let (bytes_written, sha256) = out.finish(base.trailer())?;
    Ok(Assembled { bytes_written, sha256, images, sums })
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
