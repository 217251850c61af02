//! One exhibit as PDF files that keep to the limits of a destination: measured, reduced where it
//! must be, divided, laid out, assembled, and measured again.

use crate::app::dossier::{
    Dossier, Making, Watch, WatchedFile, assemble_failed, slots, write_failed,
};
use crate::app::prepare::Prepared;
use crate::app::{APP, AppError};
use crate::base::Sha256Digest;
use crate::case::Turn;
use crate::filing::upload::{CopyPlan, Effort, Overhead, PageMeasure, SlotMeasure, copies, parts};
use crate::filing::{
    Colour, Content, Cover, Limits, PageContent, PlannedExhibit, Quality, Scope, Split,
};
use crate::import::ReaderHandle;
use crate::import::jpeg::Orientation;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{CopyStep, CopyTask, Subject};
use crate::render::assemble::{
    Assembled, Claim, EvidenceSource, PieceProof, ProofExhibit, SlotContent, assemble,
};
use crate::render::compose::{Composition, ExhibitPart, compose_exhibit};
use crate::render::layout::{LayoutStamp, lay_out_exhibit};
use crate::render::weight::{PageWeight, page_weights};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

/// What a file takes beside its pictures, before one was made: fonts and colour profile mostly.
const USUAL_OVERHEAD: Overhead =
    Overhead { file_bytes: 28 * 1024, page_bytes: 4 * 1024, shared_by: 8 };
/// Most times that an exhibit is made again because a file came out larger than was thought.
const MOST_ROUNDS: usize = 4;

/// A PDF of an exhibit or a part of it.
pub(super) struct ExhibitFile {
    pub path: PathBuf,
    pub sha256: Sha256Digest,
    pub size_bytes: u64,
    pub pages: u32,
    pub is_reduced: bool,
    /// Bytes that its pictures brought.
    slot_bytes: u64,
    /// Where its slots stand, in points.
    placed: Placed,
}

/// Width and height on paper of each slot, in points.
type Placed = BTreeMap<u32, (f32, f32)>;

/// A reduced copy of what stands in a slot.
#[derive(Clone)]
struct Copy {
    key: String,
    weight: PageWeight,
}

/// A slot and the steps by which its copy was made.
type CopyKey = (u32, Vec<CopyStep>);

/// What is needed to make the files of exhibits.
pub(super) struct Maker<'a, 'w> {
    making: &'a Making<'a>,
    scope: &'a Scope,
    dossier: &'a Dossier,
    prepared: &'a Prepared,
    reader: &'a mut ReaderHandle,
    watch: &'a Watch<'w>,
    limits: Limits,
    overhead: Overhead,
    contents: BTreeMap<u32, SlotContent>,
    weights: BTreeMap<String, Vec<PageWeight>>,
    placed: Placed,
    /// Copies by slot and steps; none where no copy could be made.
    made: BTreeMap<CopyKey, Option<Copy>>,
    copies: BTreeMap<String, PathBuf>,
}

impl<'a, 'w> Maker<'a, 'w> {
    pub(super) fn new(
        making: &'a Making<'a>,
        scope: &'a Scope,
        dossier: &'a Dossier,
        prepared: &'a Prepared,
        reader: &'a mut ReaderHandle,
        watch: &'a Watch<'w>,
    ) -> Self {
        let placed = dossier.slots.iter().map(|s| (s.slot, (s.width_pt, s.height_pt))).collect();
        Self {
            making,
            scope,
            dossier,
            prepared,
            reader,
            watch,
            limits: making.profile.limits.clone(),
            overhead: USUAL_OVERHEAD,
            contents: slots(&dossier.plan, prepared),
            weights: BTreeMap::new(),
            placed,
            made: BTreeMap::new(),
            copies: BTreeMap::new(),
        }
    }

    /// Makes the files of the exhibit at `index` among all that are uploaded, in order.
    pub(super) fn exhibit(
        &mut self,
        all: &[&PlannedExhibit],
        index: usize,
        effort: Effort,
        folder: &Path,
    ) -> Result<Vec<ExhibitFile>, AppError> {
        self.watch.step()?;
        let Some(exhibit) = all.get(index).filter(|exhibit| !exhibit.pages.is_empty()) else {
            return Ok(Vec::new());
        };
        let mut before = None;
        let mut round = 1;
        loop {
            let measures: Vec<Vec<PageMeasure>> = all.iter().map(|e| self.measure(e)).collect();
            let plan = self.plan(&measures, index, effort);
            let chosen = self.make_copies(exhibit, &plan)?;
            let own = measures.get(index).map(Vec::as_slice).unwrap_or_default();
            let sizes: Vec<u64> = own.iter().map(|page| reduced_bytes(page, &chosen)).collect();
            let divided = match self.making.profile.split {
                Split::BySize => parts(&sizes, &self.limits, self.overhead),
                Split::None => std::iter::once(0..sizes.len()).collect(),
            };
            let now = (plan, divided.clone());
            let mut files = Vec::new();
            for (number, range) in divided.iter().enumerate() {
                let number = (number + 1, divided.len());
                let bytes = sizes.get(range.clone()).unwrap_or_default().iter().sum();
                files.push(self.part(exhibit, range, number, &chosen, bytes, folder)?);
            }
            let fits = self.learn(&files, exhibit, &chosen);
            if fits || round == MOST_ROUNDS || before.as_ref() == Some(&now) {
                return Ok(files);
            }
            before = Some(now);
            round += 1;
        }
    }

    /// Returns the copies that one exhibit needs.
    fn plan(&self, measures: &[Vec<PageMeasure>], index: usize, effort: Effort) -> CopyPlan {
        if self.making.profile.quality == Quality::Original {
            return CopyPlan::new();
        }
        let own: BTreeSet<u32> =
            measures.get(index).into_iter().flatten().flatten().map(|slot| slot.slot).collect();
        let mut plan = copies(measures, &self.limits, self.overhead, effort);
        plan.retain(|slot, _| own.contains(slot));
        plan
    }

    /// Measures what stands on the pages of an exhibit.
    fn measure(&mut self, exhibit: &PlannedExhibit) -> Vec<PageMeasure> {
        let lies = matches!(exhibit.turn, Turn::Right | Turn::Left);
        let mut pages = Vec::new();
        for page in &exhibit.pages {
            let PageContent::Slots(planned) = &page.content else {
                pages.push(PageMeasure::new());
                continue;
            };
            let mut measured = PageMeasure::new();
            for slot in planned.iter().map(|slot| slot.slot) {
                let weight = self.weight(slot);
                let (width, height) = self.placed.get(&slot).copied().unwrap_or((1.0, 1.0));
                let (width_pt, height_pt) = if lies { (height, width) } else { (width, height) };
                let PageWeight { bytes, pixels } = weight;
                measured.push(SlotMeasure { slot, bytes, pixels, width_pt, height_pt });
            }
            pages.push(measured);
        }
        pages
    }

    /// Returns what stands in a slot weighs; 0 for what cannot be weighed, which then fails to be
    /// assembled, and says so.
    fn weight(&mut self, slot: u32) -> PageWeight {
        match self.contents.get(&slot) {
            Some(SlotContent::Jpeg { size_bytes, header, .. }) => PageWeight {
                bytes: *size_bytes,
                pixels: u64::from(header.width_px) * u64::from(header.height_px),
            },
            Some(SlotContent::FragmentPage { key, page, .. }) => {
                let path = self.prepared.fragments.get(key);
                let weights = self.weights.entry(key.clone()).or_insert_with(|| {
                    path.and_then(|path| page_weights(File::open(path).ok()?).ok())
                        .unwrap_or_default()
                });
                weights.get(*page).copied().unwrap_or_default()
            }
            None => PageWeight::default(),
        }
    }

    /// Makes the copies that are wanted; one that cannot be made, or is no smaller, is left out.
    fn make_copies(
        &mut self,
        exhibit: &PlannedExhibit,
        plan: &CopyPlan,
    ) -> Result<BTreeMap<u32, Copy>, AppError> {
        let mut chosen = BTreeMap::new();
        for (slot, steps) in plan {
            self.watch.ask()?;
            let asked = (*slot, steps.clone());
            let copy = match self.made.get(&asked).cloned() {
                Some(copy) => copy,
                None => {
                    let copy = self.make_copy(exhibit, *slot, steps);
                    self.made.insert(asked, copy.clone());
                    copy
                }
            };
            let original = self.weight(*slot);
            let is_less = |copy: &Copy| {
                copy.weight.bytes < original.bytes || copy.weight.pixels < original.pixels
            };
            if let Some(copy) = copy.filter(is_less) {
                chosen.insert(*slot, copy);
            }
        }
        Ok(chosen)
    }

    fn make_copy(
        &mut self,
        exhibit: &PlannedExhibit,
        slot: u32,
        steps: &[CopyStep],
    ) -> Option<Copy> {
        let planned = exhibit.pages.iter().find_map(|page| match &page.content {
            PageContent::Slots(slots) => slots.iter().find(|planned| planned.slot == slot),
            _ => None,
        })?;
        let item = exhibit.items.iter().find(|item| item.id == planned.item)?;
        let (source, media_type) = match planned.inner.checked_sub(1) {
            None => {
                let derivative = self.prepared.derivatives.get(&item.id).map(|(_, path)| path);
                let original = || self.prepared.originals.get(&item.sha256);
                (derivative.or_else(original)?, &item.media_type)
            }
            Some(index) => {
                let file = item.inner.get(usize::try_from(index).ok()?)?;
                let (path, media_type) = self.prepared.inner_files.get(&file.sha256)?;
                (path, media_type)
            }
        };
        let key = format!("copia-{slot}-{}", self.copies.len());
        let out = self.making.workshop.join(&key);
        let task = CopyTask {
            page: planned.page,
            steps: steps.to_vec(),
            grey: self.making.profile.colour == Colour::Grey,
            out: WirePath::new(&out),
        };
        let subject = Subject::new(source, media_type, None);
        self.reader.print_copy(&subject, task).ok()?;
        let weight = page_weights(File::open(&out).ok()?).ok()?.into_iter().next()?;
        self.copies.insert(key.clone(), out);
        Some(Copy { key, weight })
    }

    /// Lays out and assembles one part; `slot_bytes` is what its pictures bring.
    fn part(
        &self,
        exhibit: &PlannedExhibit,
        range: &Range<usize>,
        number: (usize, usize),
        chosen: &BTreeMap<u32, Copy>,
        slot_bytes: u64,
        folder: &Path,
    ) -> Result<ExhibitFile, AppError> {
        self.watch.ask()?;
        let Making { profile, date, draft, complement, opened, .. } = *self.making;
        let reduced: BTreeSet<u32> = chosen.keys().copied().collect();
        let composition = Composition {
            scope: self.scope,
            plan: &self.dossier.plan,
            cover: Cover { profile, date, draft, complement },
            seal: self.dossier.seal,
            log: opened.log(),
            zip_name: "",
        };
        let part = ExhibitPart { pages: range.clone(), number, reduced: &reduced };
        let view = compose_exhibit(&composition, exhibit, &part);
        let ident = format!("{}/{}/{}", self.dossier.seal, exhibit.id, number.0);
        let stamp = LayoutStamp { date, ident, creator: APP.to_owned() };
        let laid = lay_out_exhibit(&view, &stamp)
            .map_err(|error| AppError::Layout { detail: error.to_string() })?;
        let turn = i32::from(exhibit.turn.degrees());
        let turn = Orientation::from_degrees(turn).unwrap_or_default();
        let mut contents = BTreeMap::new();
        for slot in laid.slots.iter().map(|place| place.slot) {
            let content = match chosen.get(&slot) {
                Some(copy) => {
                    Some(SlotContent::FragmentPage { key: copy.key.clone(), page: 0, turn })
                }
                None => self.contents.get(&slot).cloned(),
            };
            contents.extend(content.map(|content| (slot, content)));
        }
        let path = folder.join(format!(".{}-{}", exhibit.id, number.0));
        let proof = self.proof(exhibit, &contents);
        let mut out = WatchedFile::create(&path, self.watch)?;
        let source = Source { prepared: self.prepared, copies: &self.copies };
        let Assembled { sha256, bytes_written, .. } =
            assemble(&laid.pdf, &contents, &source, &proof, &mut out)
                .map_err(|error| self.watch.why(assemble_failed(&error, self.prepared)))?;
        out.flush().map_err(|source| write_failed(&path, source))?;
        Ok(ExhibitFile {
            path,
            sha256,
            size_bytes: bytes_written,
            pages: laid.pages,
            is_reduced: laid.slots.iter().any(|place| reduced.contains(&place.slot)),
            slot_bytes,
            placed: laid.slots.iter().map(|s| (s.slot, (s.width_pt, s.height_pt))).collect(),
        })
    }

    /// Returns what is written into a file so that it can be checked by itself; it claims PDF/A only
    /// where everything in it may stand in one.
    fn proof(&self, exhibit: &PlannedExhibit, contents: &BTreeMap<u32, SlotContent>) -> PieceProof {
        let safe = |content: &SlotContent| match content {
            SlotContent::Jpeg { header, .. } => (header.pdfa_safe(), true),
            SlotContent::FragmentPage { key, page, .. } => self.spot_safe(key, *page),
        };
        let all: Vec<(bool, bool)> = contents.values().map(safe).collect();
        let claim = |holds: bool| if holds { Claim::Keep } else { Claim::Drop };
        PieceProof {
            seal_json: self.dossier.seal_json.clone(),
            exhibits: vec![ProofExhibit {
                number: exhibit.number.to_string(),
                digests: exhibit.carried().map(|item| item.sha256).collect(),
            }],
            stamp_utc: self.making.date.format("%Y%m%d120000").to_string(),
            pdfa: claim(all.iter().all(|(pdfa, _)| *pdfa)),
            pdfua: claim(all.iter().all(|(_, pdfua)| *pdfua)),
        }
    }

    /// Returns whether a page of a fragment may stand in PDF/A and PDF/UA; a copy always may.
    fn spot_safe(&self, key: &str, page: usize) -> (bool, bool) {
        let spots = self.prepared.contents.values().filter_map(|content| match content {
            Content::Pages(spots) => Some(spots),
            _ => None,
        });
        let mut spots = spots.flatten().flatten();
        let found = spots.find(|spot| spot.key == key && spot.index == page);
        found.map_or((true, true), |spot| (spot.pdfa_safe, spot.pdfua_safe))
    }

    /// Learns from the files what one takes beside its pictures and how large slots are; returns
    /// whether all of them keep to the limits.
    fn learn(
        &mut self,
        files: &[ExhibitFile],
        exhibit: &PlannedExhibit,
        chosen: &BTreeMap<u32, Copy>,
    ) -> bool {
        const KB: u64 = 1024;
        let mut fits = true;
        for file in files {
            let pages = u64::from(file.pages.max(1));
            let beside = file.size_bytes.saturating_sub(file.slot_bytes);
            let of_file = beside.saturating_sub(self.overhead.page_bytes.saturating_mul(pages));
            self.overhead.file_bytes = self.overhead.file_bytes.max(of_file);
            self.placed.extend(file.placed.iter().map(|(slot, size)| (*slot, *size)));
            let most = self.limits.max_file_mb.map(|mb| u64::from(mb) * KB * KB);
            fits &= most.is_none_or(|most| file.size_bytes <= most);
            let a_page = self.limits.max_kb_per_page.map(|kb| u64::from(kb) * KB);
            if a_page.is_some_and(|most| file.size_bytes / pages > most) {
                // What is said of the pages of one file must hold for the shortest of them too.
                self.overhead.shared_by = pages;
                fits = false;
            }
        }
        let finest = self.limits.max_dpi.and_then(|dpi| u16::try_from(dpi).ok()).map(f32::from);
        let measured = self.measure(exhibit);
        let too_fine = measured.iter().flatten().any(|slot| {
            let pixels = chosen.get(&slot.slot).map_or(slot.pixels, |copy| copy.weight.pixels);
            finest.is_some_and(|finest| SlotMeasure { pixels, ..*slot }.dpi() > finest)
        });
        fits && !too_fine
    }
}

fn reduced_bytes(page: &PageMeasure, chosen: &BTreeMap<u32, Copy>) -> u64 {
    let bytes = |slot: &SlotMeasure| chosen.get(&slot.slot).map_or(slot.bytes, |c| c.weight.bytes);
    page.iter().map(bytes).sum()
}

/// Where the assembler finds evidence and copies.
struct Source<'a> {
    prepared: &'a Prepared,
    copies: &'a BTreeMap<String, PathBuf>,
}

impl EvidenceSource for Source<'_> {
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
        let path = self.prepared.originals.get(digest).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }

    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>> {
        let copy = self.copies.get(key);
        let path = copy.or_else(|| self.prepared.fragments.get(key));
        Ok(Box::new(File::open(path.ok_or(io::ErrorKind::NotFound)?)?))
    }
}
