//! What each item can give to a dossier: checked against its hash, and, where foreign bytes must be
//! parsed, made into a fragment by the reader process. Fragments are cached by hash and recipe.

use crate::app::{App, AppError, Progress};
use crate::base::Sha256Digest;
use crate::case::{Case, Finding, FindingCode, Item, ItemId, LineRange};
use crate::filing::{
    Content, ForeignPages, FragmentSpot, PlaceholderReason, Preparation, Scope, media_folder,
};
use crate::import::jpeg::{JpegHeader, Orientation};
use crate::import::pdf::PageMode;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{FragmentTask, Subject, UnlockTask};
use crate::import::reading::{NoteCode, PageSize, PdfLock, Showable};
use crate::import::{Parsed, Reading, read_file};
use crate::render::fragment::{FragmentReader, PageKind};
use crate::store::OpenCase;
use crate::store::bag::{DERIVED, Derivative, ORIGINALS};
use crate::store::recovery::hash_of;
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

/// Version of the recipes by which fragments are made: a new version leaves old caches unused.
const RECIPE: u32 = 1;

/// Most pages of a PDF that are drawn in one request: its limits of time hold for each request.
const DRAWN_AT_ONCE: u32 = 10;

/// Most pages of a PDF that are kept in one request: enough that what pages share is copied once,
/// few enough that one bad page does not cost a whole book its time.
const KEPT_AT_ONCE: u32 = 200;

/// After how many pages of a file that could not be drawn in time the rest is kept as it came: a
/// file of hundreds of such pages would hold its user for hours.
const DRAWINGS_GIVEN_UP: u32 = 2;

/// How the pages of one item are to be made.
#[derive(Clone, Copy)]
pub(super) struct FragmentRequest<'a> {
    mode: PageMode,
    pages: u32,
    at_once: u32,
    is_pdf: bool,
    password: Option<&'a str>,
}

impl<'a> FragmentRequest<'a> {
    /// Returns how the pages of a reading are made under a profile.
    pub(super) fn of(
        reading: &Reading,
        foreign_pages: ForeignPages,
        password: Option<&'a str>,
    ) -> Self {
        let pages = u32::try_from(reading.pages.len()).unwrap_or(u32::MAX).max(1);
        let (mode, at_once) = match (reading.showable, foreign_pages) {
            (Showable::Pdf, ForeignPages::Keep) => (PageMode::Keep, KEPT_AT_ONCE),
            (Showable::Pdf, ForeignPages::Draw) => (PageMode::DrawUnsafe, DRAWN_AT_ONCE),
            // A picture's pages (a fax in TIFF) are decoded one by one.
            _ => (PageMode::Draw, 1),
        };
        let is_pdf = reading.showable == Showable::Pdf;
        Self { mode, pages, at_once, is_pdf, password }
    }
}

/// When an original that is only copied is proved to be the one that was gathered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Proof {
    /// While it is copied into the dossier and the ZIP, which fail if it is not: it is then read
    /// once less.
    WhileCopied,
    /// Before it is planned for, so that the dossier can say which one was altered.
    Beforehand,
    /// Before, but only once a session while nobody writes to it; a photo while it is copied. For
    /// what is only looked at.
    Remembered,
}

/// Everything that was prepared for one export.
pub(super) struct Prepared {
    /// What each item gives.
    pub contents: Preparation,
    /// Where each original lies, by hash.
    pub originals: BTreeMap<Sha256Digest, PathBuf>,
    /// Where each file inside an item that has pages was taken out to, and its type by content.
    pub inner_files: BTreeMap<Sha256Digest, (PathBuf, String)>,
    /// Where each fragment lies, by key.
    pub fragments: BTreeMap<String, PathBuf>,
    /// Photos that were read and hashed before in this session.
    pub proved: BTreeSet<Sha256Digest>,
    /// The copies without a password of items that have one, where they lie.
    pub derivatives: BTreeMap<ItemId, (Derivative, PathBuf)>,
    /// What was found on the way.
    pub findings: Vec<Finding>,
}

impl App {
    /// Prepares every item of `scope`; `workshop` takes fragments where the case has no cache.
    pub(super) fn prepare(
        &mut self,
        opened: &OpenCase,
        scope: &Scope,
        foreign_pages: ForeignPages,
        workshop: &Path,
        proof: Proof,
    ) -> Result<Prepared, AppError> {
        let cache = opened.cache_folder().unwrap_or_else(|| workshop.to_owned());
        let mut prepared = Prepared {
            contents: BTreeMap::new(),
            originals: BTreeMap::new(),
            inner_files: BTreeMap::new(),
            fragments: BTreeMap::new(),
            proved: BTreeSet::new(),
            derivatives: BTreeMap::new(),
            findings: Vec::new(),
        };
        let derivatives = opened.unlocked_copies();
        let total = scope.case.items.len();
        for (done, item) in scope.case.items.values().enumerate() {
            let name = Some(item.name.clone());
            let doing = "Conferindo as provas";
            let going = (self.progress)(&Progress { doing, done, total, name });
            if !going {
                return Err(AppError::Cancelled);
            }
            let path = match item.copy {
                Some(_) => Some(opened.derivative_path(&item.stored_as)),
                None => opened.original_path(item.id),
            };
            let Some(path) = path else { continue };
            let found = match proof {
                Proof::WhileCopied if is_only_copied(item, &path) => Some(item.sha256),
                Proof::Remembered if is_photo(item) && is_only_copied(item, &path) => {
                    if self.proofs.remembered(&path) == Some(item.sha256) {
                        prepared.proved.insert(item.sha256);
                    }
                    Some(item.sha256)
                }
                Proof::Remembered => self.proofs.hash(&path),
                Proof::WhileCopied | Proof::Beforehand => hash_of(&path),
            };
            if found != Some(item.sha256) {
                let reason = PlaceholderReason::Altered;
                prepared.contents.insert(item.id, Content::NotShown(reason));
                let folder = if item.copy.is_some() { DERIVED } else { ORIGINALS };
                let place = format!("{folder}/{}", item.stored_as);
                prepared.findings.push(difference(place, item.id, item.sha256, found));
                continue;
            }
            prepared.originals.insert(item.sha256, path.clone());
            let mut source = PageSource::original(item, &path);
            let unlocked = derivatives.get(&item.id).filter(|_| item.copy.is_none());
            if let Some(derivative) = unlocked {
                let path = opened.derivative_path(&derivative.stored_as);
                if self.is_whole(derivative, &path, proof, item.id, &mut prepared.findings) {
                    source = PageSource { path: path.clone(), sha256: derivative.sha256, ..source };
                    prepared.derivatives.insert(item.id, (derivative.clone(), path));
                }
            }
            let lines = chosen_lines(&scope.case, item);
            let content = self.content(item, &source, foreign_pages, &cache, lines, &mut prepared);
            prepared.contents.insert(item.id, content);
        }
        Ok(prepared)
    }

    /// Returns whether a derivative is as it was made; one that is not is found.
    fn is_whole(
        &self,
        derivative: &Derivative,
        path: &Path,
        proof: Proof,
        item: ItemId,
        findings: &mut Vec<Finding>,
    ) -> bool {
        let found = match proof {
            Proof::Remembered => self.proofs.hash(path),
            Proof::WhileCopied | Proof::Beforehand => hash_of(path),
        };
        let place = format!("{DERIVED}/{}", derivative.stored_as);
        let is_whole = found == Some(derivative.sha256);
        if !is_whole {
            findings.push(difference(place, item, derivative.sha256, found));
        }
        is_whole
    }

    fn content(
        &mut self,
        item: &Item,
        source: &PageSource<'_>,
        foreign_pages: ForeignPages,
        cache: &Path,
        lines: Option<LineRange>,
        prepared: &mut Prepared,
    ) -> Content {
        let read_now;
        let reading = match &item.read {
            Some(reading) => reading,
            None => {
                read_now = read_file(&source.path, &item.name, None, &mut self.reader);
                &read_now
            }
        };
        match reading.showable {
            Showable::JpegAsIs => jpeg(&source.path),
            Showable::Text => reading
                .text
                .clone()
                .map_or_else(|| Content::NotShown(PlaceholderReason::NotPrintable), Content::Text),
            Showable::Decode | Showable::Pdf => {
                let request = FragmentRequest::of(reading, foreign_pages, None);
                let spots = self.fragments(source, &request, cache, &mut prepared.fragments);
                if spots.iter().all(Option::is_none) {
                    Content::NotShown(why_not(reading))
                } else {
                    Content::Pages(spots)
                }
            }
            Showable::View => {
                let reading = reading.clone();
                let shown = crate::app::inner::shown_files(&reading, lines);
                let inner = self.inner_pages(shown, source, foreign_pages, cache, prepared);
                Content::View { reading: Box::new(reading), inner }
            }
            Showable::No => Content::NotShown(why_not(reading)),
        }
    }

    /// Makes fragments of all pages of an item, a few pages at a time, so that one page that cannot
    /// be made costs only itself.
    pub(super) fn fragments(
        &mut self,
        source: &PageSource<'_>,
        request: &FragmentRequest<'_>,
        cache: &Path,
        made: &mut BTreeMap<String, PathBuf>,
    ) -> Vec<Option<FragmentSpot>> {
        let mut request = *request;
        let mut spots = Vec::new();
        let mut given_up = 0;
        let mut first = 1;
        while first <= request.pages {
            let last = request.pages.min(first.saturating_add(request.at_once - 1));
            if let Some(some) = self.fragment(source, &request, first, last, cache, made) {
                spots.extend(some);
                first = last.saturating_add(1);
                continue;
            }
            let (spot, was_drawn) = self.one_page(source, &request, first, cache, made);
            spots.push(spot);
            given_up += u32::from(!was_drawn);
            if given_up >= DRAWINGS_GIVEN_UP && request.mode == PageMode::DrawUnsafe {
                request =
                    FragmentRequest { mode: PageMode::Keep, at_once: KEPT_AT_ONCE, ..request };
            }
            first = first.saturating_add(1);
        }
        spots
    }

    /// Makes one page by itself; one that takes too long to draw is kept as it came. Also returns
    /// whether it was made as was asked.
    fn one_page(
        &mut self,
        source: &PageSource<'_>,
        request: &FragmentRequest<'_>,
        page: u32,
        cache: &Path,
        made: &mut BTreeMap<String, PathBuf>,
    ) -> (Option<FragmentSpot>, bool) {
        let only = |spots: Vec<Option<FragmentSpot>>| spots.into_iter().next().flatten();
        let made_so = self.fragment(source, request, page, page, cache, made).and_then(only);
        if made_so.is_some() || request.mode != PageMode::DrawUnsafe {
            let was_made = made_so.is_some();
            return (made_so, was_made);
        }
        let kept = FragmentRequest { mode: PageMode::Keep, ..*request };
        (self.fragment(source, &kept, page, page, cache, made).and_then(only), false)
    }

    #[allow(clippy::too_many_arguments, reason = "a page range is two numbers")]
    fn fragment(
        &mut self,
        source: &PageSource<'_>,
        request: &FragmentRequest<'_>,
        first: u32,
        last: u32,
        cache: &Path,
        made: &mut BTreeMap<String, PathBuf>,
    ) -> Option<Vec<Option<FragmentSpot>>> {
        let folder = cache.join(source.sha256.to_string());
        let word = match request.mode {
            PageMode::Keep => "keep",
            PageMode::DrawUnsafe => "safe",
            PageMode::Draw => "draw",
        };
        let recipe = format!("pages-{RECIPE}-{word}-{first}-{last}");
        let key = format!("{}/{recipe}", source.sha256);
        let out = folder.join(&recipe);
        let pages: Vec<u32> = (first..=last).collect();
        let cached = self.cached_spots(&out, &key, pages.len(), request.is_pdf);
        let spots = cached.or_else(|| {
            fs::create_dir_all(&folder).ok()?;
            let subject = Subject::new(&source.path, source.media_type, request.password);
            let task =
                FragmentTask { pages: pages.clone(), mode: request.mode, out: WirePath::new(&out) };
            self.reader.fragment(&subject, task).ok()?;
            self.believe(&out);
            fragment_spots(&out, &key, pages.len(), request.is_pdf)
        })?;
        made.insert(key, out);
        Some(spots)
    }

    /// Writes the hash of a cached file beside it: a cache is believed only by its own hash.
    pub(super) fn believe(&self, path: &Path) {
        if let Some(hash) = self.proofs.hash(path) {
            // A cache that cannot be remembered is made again next time.
            let _ = fs::write(path.with_extension("sha256"), hash.to_string());
        }
    }

    /// Returns whether a cached file is the one that was written.
    pub(super) fn is_believed(&self, path: &Path) -> bool {
        let told = fs::read_to_string(path.with_extension("sha256")).ok();
        let told = told.and_then(|told| told.parse::<Sha256Digest>().ok());
        told.is_some() && told == self.proofs.hash(path)
    }

    fn cached_spots(
        &self,
        path: &Path,
        key: &str,
        count: usize,
        pdf: bool,
    ) -> Option<Vec<Option<FragmentSpot>>> {
        if !self.is_believed(path) {
            return None;
        }
        fragment_spots(path, key, count, pdf)
    }

    /// Keeps what a password opened while it is at hand, as it is never stored: of each such PDF a copy
    /// without it; of one that cannot be copied, the pages, in the cache.
    ///
    /// # Errors
    /// The first that the case's disk refused; the originals are safe, and the password can be given
    /// again.
    pub(super) fn unlock(&mut self, opened: &mut OpenCase, password: &str) -> Result<(), AppError> {
        let Some(cache) = opened.cache_folder() else { return Ok(()) };
        let derivatives = opened.unlocked_copies();
        let items = opened.case().items.values();
        let unlocked = items.filter(|item| item.read.as_ref().is_some_and(was_unlocked));
        let waiting: Vec<Item> =
            unlocked.filter(|item| !derivatives.contains_key(&item.id)).cloned().collect();
        let mut kept = Ok(());
        for item in waiting {
            let Some(path) = opened.original_path(item.id) else { continue };
            let subject = Subject::new(&path, &item.media_type, Some(password));
            let copy = cache.join(format!("sem-senha-{}.pdf", self.tag()));
            let task = UnlockTask { out: WirePath::new(&copy) };
            if self.reader.unlock(&subject, task).is_ok() {
                let stored = opened.keep_without_password(item.id, &copy, &mut self.stamp());
                // It stands among the derivatives now, or cannot.
                let _ = fs::remove_file(&copy);
                kept = kept.and(stored.map_err(AppError::from));
            } else if let Some(reading) = &item.read {
                self.pages_of_unlocked(&item, &path, reading, &cache, password);
            }
        }
        kept
    }

    /// Makes the pages of a PDF with its password, for both ways of showing foreign pages.
    fn pages_of_unlocked(
        &mut self,
        item: &Item,
        path: &Path,
        reading: &Reading,
        cache: &Path,
        password: &str,
    ) {
        let source = PageSource::original(item, path);
        for foreign_pages in [ForeignPages::Keep, ForeignPages::Draw] {
            let request = FragmentRequest::of(reading, foreign_pages, Some(password));
            self.fragments(&source, &request, cache, &mut BTreeMap::new());
        }
    }

    /// Reads again the items that a rebuild left without facts.
    pub(super) fn read_anew(&mut self, opened: &OpenCase) -> BTreeMap<ItemId, Reading> {
        let items = opened.case().items.values().filter(|item| item.read.is_none());
        let unread: Vec<Item> = items.cloned().collect();
        unread
            .into_iter()
            .filter_map(|item| {
                let path = opened.original_path(item.id)?;
                Some((item.id, read_file(&path, &item.name, None, &mut self.reader)))
            })
            .collect()
    }
}

/// What the pages of an item are made of.
#[derive(Clone)]
pub(super) struct PageSource<'a> {
    pub path: PathBuf,
    pub sha256: Sha256Digest,
    pub media_type: &'a str,
}

impl<'a> PageSource<'a> {
    fn original(item: &'a Item, path: &Path) -> Self {
        Self { path: path.to_owned(), sha256: item.sha256, media_type: &item.media_type }
    }
}

/// Returns which lines of an item that is a conversation are printed, where some are chosen.
fn chosen_lines(case: &Case, item: &Item) -> Option<LineRange> {
    let parsed = item.read.as_ref()?.parsed.as_ref()?;
    matches!(parsed, Parsed::Chat(_)).then(|| case.exhibit_of(item.id)?.lines).flatten()
}

/// Returns the finding for a file of the case that is not as it should be.
fn difference(
    place: String,
    item: ItemId,
    expected: Sha256Digest,
    found: Option<Sha256Digest>,
) -> Finding {
    let code = if found.is_some() { FindingCode::Altered } else { FindingCode::Missing };
    Finding::new(code)
        .at(place)
        .about(item.to_string())
        .expecting(expected.to_string())
        .finding(found.map_or_else(|| "ausente".to_owned(), |found| found.to_string()))
}

/// Returns whether the export only copies an item, of which nothing but its size is known so far.
/// What is parsed must be proved before: its pages are cached under its hash.
fn is_only_copied(item: &Item, path: &Path) -> bool {
    (is_photo(item) || showable(item) == Some(Showable::No))
        && fs::metadata(path).is_ok_and(|told| told.is_file() && told.len() == item.size_bytes)
}

/// Returns whether an item goes into the dossier bit for bit.
fn is_photo(item: &Item) -> bool {
    showable(item) == Some(Showable::JpegAsIs)
}

fn showable(item: &Item) -> Option<Showable> {
    item.read.as_ref().map(|reading| reading.showable)
}

pub(super) fn jpeg(path: &Path) -> Content {
    let header = File::open(path).ok().and_then(|file| {
        JpegHeader::read(&mut BufReader::new(file)).ok().filter(JpegHeader::embeddable)
    });
    match header {
        Some(header) => {
            let orientation: Orientation = header.orientation;
            Content::Jpeg { header, orientation }
        }
        None => Content::NotShown(PlaceholderReason::Damaged),
    }
}

fn was_unlocked(reading: &Reading) -> bool {
    reading.pdf.as_ref().is_some_and(|pdf| pdf.lock == PdfLock::OpenedWithPassword)
}

/// Returns why a file has only a placeholder, from what reading it found.
fn why_not(reading: &Reading) -> PlaceholderReason {
    if reading.has_note(NoteCode::EmptyFile) {
        PlaceholderReason::Empty
    } else if reading.has_note(NoteCode::Locked) || was_unlocked(reading) {
        PlaceholderReason::Locked
    } else if reading.has_note(NoteCode::TooLarge) {
        PlaceholderReason::TooLarge
    } else if reading.has_note(NoteCode::UnsupportedFormat) {
        PlaceholderReason::NotPrintable
    } else if reading.media_type.starts_with("audio/") {
        PlaceholderReason::Audio
    } else if media_folder(&reading.media_type) {
        PlaceholderReason::Video
    } else if reading.media_type.starts_with("image/") || reading.media_type == "application/pdf" {
        PlaceholderReason::Damaged
    } else {
        PlaceholderReason::NotPrintable
    }
}

fn fragment_spots(
    path: &Path,
    key: &str,
    count: usize,
    pdf: bool,
) -> Option<Vec<Option<FragmentSpot>>> {
    let reader = FragmentReader::new(BufReader::new(File::open(path).ok()?)).ok()?;
    let pages = reader.header().pages.iter().enumerate();
    let mut spots: Vec<Option<FragmentSpot>> = pages
        .map(|(index, page)| {
            let size = PageSize { width_pt: page.width_pt, height_pt: page.height_pt };
            let key = key.to_owned();
            Some(FragmentSpot {
                key,
                index,
                size,
                pdfa_safe: page.pdfa_safe,
                pdfua_safe: page.pdfua_safe,
                drawn: pdf && page.kind == PageKind::Image,
            })
        })
        .collect();
    spots.resize(count, None);
    Some(spots)
}
