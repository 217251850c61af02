//! The PDF of one dossier, from a case whose evidence is prepared: what `gerar` hands in and what
//! the preview shows are made here, so that they cannot differ. Deliberately not here: the ZIP, the
//! label sheet, the log.

use crate::app::prepare::{Prepared, Proof};
use crate::app::{APP, App, AppError, ExportedExhibit, Progress, Watcher};
use crate::base::Sha256Digest;
use crate::case::{CaseDocument, Finding, FindingCode, Numbers, RespondentId};
use crate::filing::{
    Complement, Content, Cover, DossierPlan, FilingProfile, OwnProfile, PageContent, PlannedItem,
    PlannedSlot, Scope, Shows, cited_pages, file_stem, packages, plan, scoped,
};
use crate::import::ReaderHandle;
use crate::import::jpeg::Orientation;
use crate::package::{PackageError, Seal};
use crate::render::assemble::{
    AssembleError, Assembled, Claim, EvidenceSource, PieceProof, ProofExhibit, SlotContent,
    assemble,
};
use crate::render::compose::{Composition, compose};
use crate::render::layout::{
    ExhibitPages, HeadingPlace, LayoutStamp, Places, SlotPlace, lay_out_near,
};
use crate::store::OpenCase;
use chrono::NaiveDate;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufWriter, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// After how many written bytes the watcher is asked whether to go on.
const ASK_EVERY_BYTES: usize = 4 << 20;
/// Bytes that are gathered before they are written.
const OUT_BYTES: usize = 256 << 10;

/// What a dossier is made for and where.
pub(super) struct Making<'a> {
    pub opened: &'a OpenCase,
    pub profile: &'a FilingProfile,
    pub date: NaiveDate,
    pub draft: bool,
    /// The user's own table of minimum wages.
    pub wages: Option<&'a OwnProfile>,
    /// Only what is new since a delivery.
    pub complement: Option<&'a Complement>,
    /// What is shown of evidence of which there are copies.
    pub shows: Shows,
    /// Folder for what is being made.
    pub workshop: &'a Path,
}

impl Making<'_> {
    /// Returns what a package may carry.
    fn scope(&self, numbers: &Numbers, respondent: Option<RespondentId>) -> Scope {
        let scope = scoped(self.opened.case(), numbers, self.profile, respondent, self.shows);
        match self.complement {
            Some(complement) => scope.since(complement),
            None => scope,
        }
    }
}

/// A dossier that was made.
pub(super) struct Dossier {
    pub plan: DossierPlan,
    /// `caso.json` of the package.
    pub caso: Vec<u8>,
    /// `selo.json`.
    pub seal_json: Vec<u8>,
    /// Its hash: the check code.
    pub seal: Sha256Digest,
    /// Name of dossier and package without its ending.
    pub stem: String,
    /// The PDF, in the workshop.
    pub pdf: PathBuf,
    /// Its hash and size.
    pub sha256: Sha256Digest,
    pub size_bytes: u64,
    /// CRC-32 of every photo in it, as it was read, by hash.
    pub sums: BTreeMap<Sha256Digest, u32>,
    /// Number of pages.
    pub pages: u32,
    /// Every bookmark.
    pub headings: Vec<HeadingPlace>,
    /// What the user should see about it.
    pub findings: Vec<Finding>,
    /// Every slot with its size on paper.
    pub slots: Vec<SlotPlace>,
    /// Where things stand in it.
    found: Places,
    places: Vec<ExhibitPages>,
}

/// Where things stood in the last dossiers of a case: the next ones differ little.
#[derive(Default)]
pub(super) struct LastPlaces {
    root: PathBuf,
    known: BTreeMap<(String, Option<RespondentId>), Places>,
}

impl LastPlaces {
    fn of(&self, root: &Path, profile: &str, respondent: Option<RespondentId>) -> Option<&Places> {
        let known = self.known.get(&(profile.to_owned(), respondent));
        known.filter(|_| self.root == root)
    }

    fn note(
        &mut self,
        root: &Path,
        profile: &str,
        respondent: Option<RespondentId>,
        places: Places,
    ) {
        if self.root != root {
            *self = Self { root: root.to_owned(), known: BTreeMap::new() };
        }
        self.known.insert((profile.to_owned(), respondent), places);
    }
}

impl Dossier {
    /// Returns the exhibits in the order printed.
    pub(super) fn exhibits(&self) -> Vec<ExportedExhibit> {
        let exhibits = self.plan.exhibits.iter().map(|exhibit| {
            let key = exhibit.id.to_string();
            let pages = self.places.iter().find(|pages| pages.key == key);
            ExportedExhibit {
                number: exhibit.number.to_string(),
                title: exhibit.title.clone(),
                volume: 1,
                first_page: pages.map(|pages| pages.first_page),
                last_page: pages.map(|pages| pages.last_page),
                items: exhibit.items.iter().map(|item| item.sha256).collect(),
            }
        });
        exhibits.collect()
    }
}

/// The dossier of one package, with what it was made from.
pub(super) struct Made<'a> {
    pub making: &'a Making<'a>,
    /// What the package carries.
    pub scope: &'a Scope,
    pub dossier: Dossier,
    /// Respondent that the package is about, where it is about one.
    pub respondent: Option<RespondentId>,
    pub prepared: &'a Prepared,
    pub watcher: &'a mut Watcher,
    /// Reads foreign files, in a process of its own.
    pub reader: &'a mut ReaderHandle,
}

impl App {
    /// Makes the dossier of every package that the profile asks for, and hands each to `finish`.
    ///
    /// # Errors
    /// As making one; what `finish` returns.
    pub(super) fn each_dossier<T>(
        &mut self,
        making: &Making<'_>,
        numbers: &Numbers,
        proof: Proof,
        finish: &mut dyn FnMut(Made<'_>) -> Result<T, AppError>,
    ) -> Result<Vec<T>, AppError> {
        match self.each_once(making, numbers, proof, finish) {
            // Rare: everything is looked at before, so that the dossier itself says what it is.
            Err(AppError::Package(PackageError::Altered { .. })) => {
                self.each_once(making, numbers, Proof::Beforehand, finish)
            }
            told => told,
        }
    }

    fn each_once<T>(
        &mut self,
        making: &Making<'_>,
        numbers: &Numbers,
        proof: Proof,
        finish: &mut dyn FnMut(Made<'_>) -> Result<T, AppError>,
    ) -> Result<Vec<T>, AppError> {
        let case = making.opened.case();
        let whole = making.scope(numbers, None);
        let (foreign_pages, workshop) = (making.profile.foreign_pages, making.workshop);
        let prepared = self.prepare(making.opened, &whole, foreign_pages, workshop, proof)?;
        let root = making.opened.root();
        let each = packages(case, making.profile).into_iter().map(|respondent| {
            let scope = making.scope(numbers, respondent);
            let before = self.places.of(root, &making.profile.id, respondent);
            let watcher = &mut self.progress;
            let dossier = dossier(making, &scope, respondent, &prepared, before, watcher)?;
            self.places.note(root, &making.profile.id, respondent, dossier.found.clone());
            for digest in dossier.sums.keys() {
                if let Some(path) = prepared.originals.get(digest) {
                    self.proofs.note(path, *digest);
                }
            }
            let (scope, prepared, reader) = (&scope, &prepared, &mut self.reader);
            finish(Made { making, scope, dossier, respondent, prepared, watcher, reader })
        });
        each.collect()
    }
}

/// Makes the dossier of one package in the workshop.
///
/// # Errors
/// [`AppError::Cancelled`] when the watcher says so; a layout or a disk that fails; an original that
/// is not the one that was gathered.
fn dossier(
    making: &Making<'_>,
    scope: &Scope,
    respondent: Option<RespondentId>,
    prepared: &Prepared,
    before: Option<&Places>,
    watcher: &mut Watcher,
) -> Result<Dossier, AppError> {
    let case = &scope.case;
    let plan = plan(scope, &prepared.contents);
    let slots = slots(&plan, prepared);
    let watch = Watch::of(watcher, "Montando o dossiê", evidence_files(&slots));
    watch.ask()?;
    let log = making.opened.log();
    let only = respondent.and_then(|id| case.respondents.iter().find(|r| r.id == id));
    let several = making.opened.case().respondents.len() > 1;
    let named = only.filter(|_| several).and_then(|respondent| respondent.short_name());
    let stem = file_stem(&case.title, &making.profile.name, named);
    let stem = if making.complement.is_some() { format!("{stem} - complemento") } else { stem };
    let caso = caso_json(scope);
    let date = making.date.to_string();
    let seal =
        Seal::of(case.case_id, &making.profile.id, &date, APP, log, Sha256Digest::of(&caso), &plan);
    let seal_json = seal.to_bytes();
    let seal = Sha256Digest::of(&seal_json);
    let zip_name = format!("{stem}.zip");
    let Making { profile, date: day, draft, complement, .. } = *making;
    let cover = Cover { profile, date: day, draft, complement };
    let view = compose(&Composition { scope, plan: &plan, cover, seal, log, zip_name: &zip_name });
    let stamp = LayoutStamp { date: making.date, ident: seal.to_string(), creator: APP.to_owned() };
    let laid = lay_out_near(&view, &stamp, before)
        .map_err(|error| AppError::Layout { detail: format!("{error}") })?;
    watch.ask()?;
    let pdf = making.workshop.join(format!("{stem}.pdf"));
    let proof = proof(&plan, &seal_json, making.date);
    let source = Evidence { prepared, watch: &watch };
    let Assembled { sha256, bytes_written, sums, .. } =
        write_dossier(&pdf, &laid.pdf, &slots, &source, &proof)?;
    let mut findings = plan.findings.clone();
    findings.extend(cited_pages(case, &plan));
    findings.extend(prepared.findings.iter().cloned());
    if !plan.pdfa_safe {
        findings.push(Finding::new(FindingCode::ClaimDropped));
    }
    Ok(Dossier {
        plan,
        caso,
        seal_json,
        seal,
        stem,
        pdf,
        sha256,
        size_bytes: bytes_written,
        sums,
        pages: laid.pages,
        headings: laid.headings,
        slots: laid.slots,
        findings,
        found: laid.places,
        places: laid.exhibits,
    })
}

/// Returns `caso.json` of a package.
fn caso_json(scope: &Scope) -> Vec<u8> {
    let document = CaseDocument::of(&scope.case, &scope.numbers);
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Asks the user's watcher on the way; once it said no, everything that asks fails.
pub(super) struct Watch<'a>(RefCell<Watched<'a>>);

struct Watched<'a> {
    watcher: &'a mut Watcher,
    doing: &'static str,
    done: usize,
    total: usize,
    is_stopped: bool,
}

impl<'a> Watch<'a> {
    /// Returns a watch over `total` steps of what is being done.
    pub(super) const fn of(watcher: &'a mut Watcher, doing: &'static str, total: usize) -> Self {
        Self(RefCell::new(Watched { watcher, doing, done: 0, total, is_stopped: false }))
    }

    /// Tells how far it is and asks whether to go on.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub(super) fn ask(&self) -> Result<(), AppError> {
        let mut watched = self.0.borrow_mut();
        let Watched { doing, done, total, .. } = *watched;
        if !watched.is_stopped {
            watched.is_stopped = !(watched.watcher)(&Progress { doing, done, total, name: None });
        }
        if watched.is_stopped { Err(AppError::Cancelled) } else { Ok(()) }
    }

    /// Counts one step, and asks.
    ///
    /// # Errors
    /// [`AppError::Cancelled`].
    pub(super) fn step(&self) -> Result<(), AppError> {
        let mut watched = self.0.borrow_mut();
        watched.done = watched.done.saturating_add(1).min(watched.total);
        drop(watched);
        self.ask()
    }

    /// Returns what a failure is: that the user stopped it, where that is why.
    pub(super) fn why(&self, error: AppError) -> AppError {
        if self.0.borrow().is_stopped { AppError::Cancelled } else { error }
    }
}

/// A file being written that asks now and then whether to go on.
pub(super) struct WatchedFile<'a, 'w> {
    file: BufWriter<File>,
    watch: &'a Watch<'w>,
    unasked_bytes: usize,
}

impl<'a, 'w> WatchedFile<'a, 'w> {
    /// Creates the file.
    ///
    /// # Errors
    /// When the system refuses.
    pub(super) fn create(path: &Path, watch: &'a Watch<'w>) -> Result<Self, AppError> {
        let file = File::create(path).map_err(|source| write_failed(path, source))?;
        let file = BufWriter::with_capacity(OUT_BYTES, file);
        Ok(Self { file, watch, unasked_bytes: 0 })
    }
}

impl Write for WatchedFile<'_, '_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unasked_bytes = self.unasked_bytes.saturating_add(bytes.len());
        if self.unasked_bytes >= ASK_EVERY_BYTES {
            self.unasked_bytes = 0;
            self.watch.ask().map_err(io::Error::other)?;
        }
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for WatchedFile<'_, '_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

/// Where the assembler finds the evidence.
struct Evidence<'a, 'w> {
    prepared: &'a Prepared,
    watch: &'a Watch<'w>,
}

impl EvidenceSource for Evidence<'_, '_> {
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
        self.watch.step().map_err(io::Error::other)?;
        let path = self.prepared.originals.get(digest).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }

    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>> {
        self.watch.step().map_err(io::Error::other)?;
        let path = self.prepared.fragments.get(key).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }
}

/// Returns how many files the slots take their content from.
fn evidence_files(slots: &BTreeMap<u32, SlotContent>) -> usize {
    let mut files: Vec<String> = slots
        .values()
        .map(|slot| match slot {
            SlotContent::Jpeg { digest, .. } => digest.to_string(),
            SlotContent::FragmentPage { key, .. } => key.clone(),
        })
        .collect();
    files.sort();
    files.dedup();
    files.len()
}

fn proof(plan: &DossierPlan, seal_json: &[u8], date: NaiveDate) -> PieceProof {
    let exhibits = plan.exhibits.iter().map(|exhibit| ProofExhibit {
        number: exhibit.number.to_string(),
        digests: exhibit.carried().map(|item| item.sha256).collect(),
    });
    let claim = |is_safe| if is_safe { Claim::Keep } else { Claim::Drop };
    PieceProof {
        seal_json: seal_json.to_vec(),
        exhibits: exhibits.collect(),
        stamp_utc: date.format("%Y%m%d120000").to_string(),
        pdfa: claim(plan.pdfa_safe),
        pdfua: claim(plan.pdfua_safe),
    }
}

/// Writes the PDF.
fn write_dossier(
    path: &Path,
    base: &[u8],
    slots: &BTreeMap<u32, SlotContent>,
    source: &Evidence<'_, '_>,
    proof: &PieceProof,
) -> Result<Assembled, AppError> {
    let mut out = WatchedFile::create(path, source.watch)?;
    let told = assemble(base, slots, source, proof, &mut out)
        .map_err(|error| source.watch.why(assemble_failed(&error, source.prepared)))?;
    out.flush().map_err(|source| write_failed(path, source))?;
    Ok(told)
}

/// Returns the error for a file that could not be written.
pub(super) fn write_failed(path: &Path, source: io::Error) -> AppError {
    AppError::Write { path: path.to_owned(), source }
}

/// Returns the error for evidence that could not be put into a PDF.
pub(super) fn assemble_failed(error: &AssembleError, prepared: &Prepared) -> AppError {
    match error {
        AssembleError::Altered { digest } => {
            let path = prepared.originals.get(digest).and_then(|path| path.file_name());
            let path =
                path.map_or_else(|| digest.to_string(), |name| name.to_string_lossy().into());
            AppError::Package(PackageError::Altered { path })
        }
        other => AppError::Assemble { detail: chain(other) },
    }
}

/// Returns an error with its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

/// Returns what stands in each slot of a dossier.
pub(super) fn slots(plan: &DossierPlan, prepared: &Prepared) -> BTreeMap<u32, SlotContent> {
    let mut slots = BTreeMap::new();
    for exhibit in &plan.exhibits {
        let degrees = i32::from(exhibit.turn.degrees());
        let turn = Orientation::from_degrees(degrees).unwrap_or_default();
        for page in &exhibit.pages {
            let PageContent::Slots(planned) = &page.content else { continue };
            for slot in planned {
                let item = exhibit.items.iter().find(|item| item.id == slot.item);
                let Some((content, file)) = item.and_then(|item| shown_in(slot, item, prepared))
                else {
                    continue;
                };
                let content = match content {
                    Content::Jpeg { header, orientation } => SlotContent::Jpeg {
                        digest: file.0,
                        size_bytes: file.1,
                        header: header.clone(),
                        orientation: orientation.then(turn),
                        proved: prepared.proved.contains(&file.0),
                    },
                    Content::Pages(spots) => {
                        let index = usize::try_from(slot.page).unwrap_or(0).saturating_sub(1);
                        let Some(Some(spot)) = spots.get(index) else { continue };
                        let (key, page) = (spot.key.clone(), spot.index);
                        SlotContent::FragmentPage { key, page, turn }
                    }
                    _ => continue,
                };
                slots.insert(slot.slot, content);
            }
        }
    }
    slots
}

/// Returns what a slot shows, and the hash and size of the file that it is of: an item, or a file
/// inside one.
fn shown_in<'a>(
    slot: &PlannedSlot,
    item: &PlannedItem,
    prepared: &'a Prepared,
) -> Option<(&'a Content, (Sha256Digest, u64))> {
    let content = prepared.contents.get(&slot.item)?;
    let Some(index) = slot.inner.checked_sub(1) else {
        return Some((content, (item.sha256, item.size_bytes)));
    };
    let Content::View { inner, .. } = content else { return None };
    let pages = inner.iter().find(|pages| pages.number == slot.inner)?;
    let file = item.inner.get(usize::try_from(index).ok()?)?;
    Some((&pages.content, (file.sha256, file.size_bytes)))
}
