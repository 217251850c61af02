//! Making the files of copies: with something drawn over them, or without the place of a photo. The
//! pages come from the reader process; what is kept lasts in `data/derivados/`.
//! Deliberately not here: what is drawn where, and why.

use crate::app::{App, AppError, Progress, RefusedCopy};
use crate::base::Sha256Digest;
use crate::case::{Case, CopyWork, Item, ItemId, ItemState, MadeCopy, Recipe, drawn_pages};
use crate::import::Reading;
use crate::import::burn::Burn;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{BurnForm, BurnTask, Subject};
use crate::package::PackageError;
use crate::render::bind::bind;
use crate::store::{NewDerivative, OpenCase, OpenReading, Part, StoreError};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

/// Most pages that are drawn in one request: its limits of time hold for each request.
const DRAWN_AT_ONCE: usize = 10;
/// Largest PNG of one page; what packs worse is made a JPEG.
const MAX_PNG_BYTES: u64 = 2 << 20;

/// The file that a copy is made of.
pub(super) struct CopySource {
    pub item: Item,
    pub path: PathBuf,
    pub sha256: Sha256Digest,
    pub media_type: String,
    /// How many pages it has.
    pub pages: u32,
}

impl CopySource {
    pub(super) fn subject(&self) -> Subject {
        Subject::new(&self.path, &self.media_type, None)
    }

    fn is_photo(&self) -> bool {
        matches!(self.media_type.as_str(), "image/jpeg" | "image/heic" | "image/heif")
    }
}

/// A folder for what is being made; it goes when it is dropped.
pub(super) struct Bench(PathBuf);

impl Bench {
    pub(super) fn file(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }
}

impl Drop for Bench {
    fn drop(&mut self) {
        // It lies in the cache: what cannot be removed now is worth nothing to anyone.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl App {
    /// Opens a case for copies to be made in it.
    pub(super) fn open_for_copies(&mut self, root: &Path) -> Result<(OpenCase, Bench), AppError> {
        let opened = self.open(root)?;
        if let OpenReading::ReadOnly(why) = opened.reading() {
            return Err(StoreError::NotWritable { why }.into());
        }
        let bench =
            opened.root().join(crate::store::bag::CACHE).join(format!("copia-{}", self.tag()));
        let failed = |source| AppError::Write { path: bench.clone(), source };
        fs::create_dir_all(&bench).map_err(failed)?;
        Ok((opened, Bench(bench)))
    }

    /// Returns the file of an item that copies are made of, proved to be the one that was kept: the
    /// original, or its copy without a password.
    pub(super) fn copy_source(
        &self,
        opened: &OpenCase,
        item: ItemId,
    ) -> Result<CopySource, AppError> {
        let none = || RefusedCopy::NoPages { id: item.to_string() };
        let known = opened.case().items.get(&item).cloned();
        let item = known.filter(|item| item.state == ItemState::Kept).ok_or_else(none)?;
        let reading =
            item.read.as_ref().filter(|reading| reading.has_picture()).ok_or_else(none)?;
        let pages = page_count(reading);
        let (path, sha256) = match opened.unlocked_copies().get(&item.id) {
            Some(unlocked) => (opened.derivative_path(&unlocked.stored_as), unlocked.sha256),
            None => (opened.original_path(item.id).ok_or_else(none)?, item.sha256),
        };
        let media_type = item.media_type.clone();
        self.must_be(&path, sha256)?;
        Ok(CopySource { path, sha256, media_type, pages, item })
    }

    /// Refuses a file that is not the one that was kept.
    pub(super) fn must_be(&self, path: &Path, sha256: Sha256Digest) -> Result<(), AppError> {
        if self.proofs.hash(path) == Some(sha256) {
            return Ok(());
        }
        let path = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        Err(PackageError::Altered { path }.into())
    }

    /// Makes a copy of a whole file with something drawn over it; returns where it stands, its ending
    /// and its type.
    pub(super) fn burnt_copy(
        &mut self,
        source: &CopySource,
        burns: &[Burn],
        bench: &Bench,
    ) -> Result<Burnt, AppError> {
        let is_pdf = source.media_type == "application/pdf";
        if is_pdf || source.pages > 1 {
            let at_once = if is_pdf { DRAWN_AT_ONCE } else { 1 };
            return self.burnt_pdf(source, burns, at_once, bench);
        }
        self.burnt_page(source, 1, burns, bench)
    }

    /// Makes a picture of one page with something drawn over it.
    pub(super) fn burnt_page(
        &mut self,
        source: &CopySource,
        page: u32,
        burns: &[Burn],
        bench: &Bench,
    ) -> Result<Burnt, AppError> {
        let png = Burnt { path: bench.file("pagina.png"), ending: "png", media_type: "image/png" };
        let jpeg =
            Burnt { path: bench.file("pagina.jpg"), ending: "jpg", media_type: "image/jpeg" };
        let (pages, burns) = (vec![page], burns.to_vec());
        let out = WirePath::new(&png.path);
        let task = BurnTask { pages, burns, form: BurnForm::Png, out };
        if !source.is_photo() {
            self.burn(source, task.clone())?;
            let size = fs::metadata(&png.path).map_or(u64::MAX, |told| told.len());
            if size <= MAX_PNG_BYTES {
                return Ok(png);
            }
        }
        let out = WirePath::new(&jpeg.path);
        self.burn(source, BurnTask { form: BurnForm::Jpeg, out, ..task })?;
        Ok(jpeg)
    }

    fn burnt_pdf(
        &mut self,
        source: &CopySource,
        burns: &[Burn],
        at_once: usize,
        bench: &Bench,
    ) -> Result<Burnt, AppError> {
        let pages: Vec<u32> = (1..=source.pages).collect();
        let mut fragments = Vec::new();
        for some in pages.chunks(at_once) {
            let done = some.first().map_or(0, |page| usize::try_from(*page).unwrap_or(0));
            let total = pages.len();
            let name = Some(source.item.name.clone());
            let doing = "Desenhando as páginas da cópia";
            if !(self.progress)(&Progress { doing, done, total, name }) {
                return Err(AppError::Cancelled);
            }
            let before = fragments.len();
            if self.fragment_of(source, some, burns, bench, &mut fragments).is_err() {
                // One page that takes long must not cost the others their time.
                fragments.truncate(before);
                for page in some {
                    let one = std::slice::from_ref(page);
                    self.fragment_of(source, one, burns, bench, &mut fragments)?;
                }
            }
        }
        let path = bench.file("paginas.pdf");
        let failed =
            |detail: String| RefusedCopy::CopyNotMade { id: source.item.id.to_string(), detail };
        let bound = || -> Result<(), String> {
            let opened: Result<Vec<File>, _> = fragments.iter().map(File::open).collect();
            let opened = opened.map_err(|error| error.to_string())?;
            let mut out = BufWriter::new(File::create(&path).map_err(|error| error.to_string())?);
            bind(opened, &mut out).map_err(|error| error.to_string())?;
            out.flush().map_err(|error| error.to_string())
        };
        bound().map_err(failed)?;
        Ok(Burnt { path, ending: "pdf", media_type: "application/pdf" })
    }

    /// Draws some pages into a fragment of their own.
    fn fragment_of(
        &mut self,
        source: &CopySource,
        pages: &[u32],
        burns: &[Burn],
        bench: &Bench,
        made: &mut Vec<PathBuf>,
    ) -> Result<(), AppError> {
        let fragment = bench.file(&format!("paginas-{}", made.len()));
        let (out, form) = (WirePath::new(&fragment), BurnForm::Fragment);
        let (pages, burns) = (pages.to_vec(), burns.to_vec());
        self.burn(source, BurnTask { pages, burns, form, out })?;
        made.push(fragment);
        Ok(())
    }

    fn burn(&mut self, source: &CopySource, task: BurnTask) -> Result<(), AppError> {
        let made = self.reader.burn(&source.subject(), task);
        let detail = match made {
            Ok(_) => return Ok(()),
            Err(error) => error.to_string(),
        };
        Err(RefusedCopy::CopyNotMade { id: source.item.id.to_string(), detail }.into())
    }

    /// Keeps a copy that was made; the case does not show it yet.
    pub(super) fn keep_copy(
        &mut self,
        opened: &mut OpenCase,
        source: (ItemId, Sha256Digest),
        made: &Burnt,
        work: CopyWork,
    ) -> Result<MadeCopy, AppError> {
        let (recipe, mut pages, areas) = match &work {
            CopyWork::Redacted { areas } => {
                let pages: Vec<u32> = areas.iter().map(|area| area.page).collect();
                (Recipe::Redacted, pages, Some(areas.len()))
            }
            CopyWork::Highlighted { page, marks, .. } => {
                (Recipe::Highlighted, vec![*page], Some(marks.len()))
            }
            CopyWork::WithoutPlace => (Recipe::WithoutPlace, Vec::new(), None),
        };
        pages.sort_unstable();
        pages.dedup();
        let (item, source_sha256) = source;
        let (path, ending) = (made.path.as_path(), made.ending);
        let new = NewDerivative { item, made: path, ending, source_sha256, recipe, pages, areas };
        let kept = opened.keep_derivative(new, &mut self.stamp())?;
        Ok(MadeCopy {
            item,
            source_sha256,
            sha256: kept.sha256,
            size_bytes: kept.size_bytes,
            media_type: made.media_type.to_owned(),
            stored_as: kept.stored_as,
            work,
        })
    }
}

/// A copy that was made and not yet kept.
pub(super) struct Burnt {
    pub path: PathBuf,
    pub ending: &'static str,
    pub media_type: &'static str,
}

fn page_count(reading: &Reading) -> u32 {
    u32::try_from(reading.pages.len()).unwrap_or(u32::MAX).max(1)
}

/// Returns the pages of a part that can be drawn, in order: of which item, and which page of it.
pub(super) fn pages_of(case: &Case, part: Part) -> Result<Vec<(ItemId, u32)>, AppError> {
    let absent = || StoreError::NoSuchPart { id: part.to_string() };
    let pages = match part {
        Part::Exhibit(id) => drawn_pages(case, case.exhibit(id).ok_or_else(absent)?),
        Part::Item(id) => {
            let item = case.items.get(&id).ok_or_else(absent)?;
            let reading = item.read.as_ref().filter(|reading| reading.has_picture());
            let count = reading.map_or(0, page_count);
            (1..=count).map(|page| (id, page)).collect()
        }
    };
    if pages.is_empty() {
        return Err(RefusedCopy::NoPages { id: part.to_string() }.into());
    }
    Ok(pages)
}

/// Returns the page of an item that a page of a part, from 1, is.
pub(super) fn page_of(
    pages: &[(ItemId, u32)],
    part: Part,
    page: u32,
) -> Result<(ItemId, u32), RefusedCopy> {
    let index = usize::try_from(page).ok().and_then(|page| page.checked_sub(1));
    let found = index.and_then(|index| pages.get(index)).copied();
    found.ok_or_else(|| RefusedCopy::NoSuchPage { id: part.to_string(), page })
}
