//! Draws pages as pictures for the screen: of an original, or of a preview. By reader processes of
//! its own and without the [`crate::app::App`], so that pictures come while a long deed runs.
//! What was drawn is kept in the case's cache under the hash of what it shows. Deliberately not here:
//! what a session may see, and how the pictures are named for it.

use crate::app::proofs::Proofs;
use crate::base::Sha256Digest;
use crate::catalogue::Inside;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{PreviewTask, Subject};
use crate::import::{ReaderCommand, ReaderHandle, ReaderLimits};
use crate::render::assemble::DossierPages;
use crate::store::{computed, keep_computed, preview_place};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Reader processes that draw at the same time: one would let a large PDF hold up every photo.
const READERS: usize = 2;

/// Changes when pictures are drawn in another way, so that older ones are drawn again.
const RECIPE: &str = "tela-2";

/// The type of a dossier.
const PDF: &str = "application/pdf";

/// An item of a case, as far as drawing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawable {
    /// The case folder.
    pub root: PathBuf,
    /// Code of integrity of the original: what its pictures are kept under.
    pub sha256: Sha256Digest,
    /// The file that is read: the original, or the copy of it without a password.
    pub path: PathBuf,
    /// The hash that this file must have.
    pub path_sha256: Sha256Digest,
    /// Its type by content.
    pub media_type: String,
}

/// The dossier that a received one brings, as far as drawing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedPages {
    /// Folder of the catalogue: what was drawn is kept in its cache.
    pub root: PathBuf,
    /// Hash of the received ZIP or folder: what its pictures are kept under.
    pub sha256: Sha256Digest,
    /// Where it lies.
    pub path: PathBuf,
    /// Its volumes: the file in it, and its pages.
    pub volumes: Vec<(String, usize)>,
}

/// Draws pictures. All of it may be called from any thread.
pub struct Drawer {
    readers: [Mutex<ReaderHandle>; READERS],
    proofs: Arc<Proofs>,
    /// The preview that was drawn from last: where its pages are.
    preview: Mutex<Option<(Sha256Digest, Arc<DossierPages>)>>,
    count: AtomicU64,
    workshop: PathBuf,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Drawer {
    /// Returns a drawer that starts readers by `reader`; `workshop` is a folder for what they write,
    /// made when it is needed, and `proofs` tells what was hashed already.
    pub fn new(reader: &ReaderCommand, workshop: &Path, proofs: Arc<Proofs>) -> Self {
        Self {
            readers: std::array::from_fn(|_| {
                Mutex::new(ReaderHandle::new(reader.clone(), ReaderLimits::default()))
            }),
            proofs,
            preview: Mutex::default(),
            count: AtomicU64::new(0),
            workshop: workshop.to_owned(),
        }
    }

    /// Returns a page (from 1) of an item as PNG, at most `width_px` wide, upright as the file says;
    /// nothing for what cannot be drawn, or is not what was gathered.
    pub fn item(&self, item: &Drawable, page: u32, width_px: u32) -> Option<Vec<u8>> {
        let name = name(page, width_px);
        computed(&item.root, item.sha256, &name).or_else(|| {
            if self.proofs.hash(&item.path) != Some(item.path_sha256) {
                return None;
            }
            let subject = Subject::new(&item.path, &item.media_type, None);
            self.drawn(&subject, page, width_px, &item.root, item.sha256, &name)
        })
    }

    /// Returns a page (from 1) of the preview `key` of the case at `root` as PNG, at most `width_px`
    /// wide; nothing when there is no such preview or page.
    pub fn page(
        &self,
        root: &Path,
        key: Sha256Digest,
        page: u32,
        width_px: u32,
    ) -> Option<Vec<u8>> {
        let name = name(page, width_px);
        computed(root, key, &name).or_else(|| {
            let number = self.count.fetch_add(1, Ordering::SeqCst);
            let single = self.workshop.join(format!("pagina-{number}.pdf"));
            let written = self.single(root, key, page, &single);
            let subject = Subject::new(&single, PDF, None);
            let bytes = written.and_then(|()| self.drawn(&subject, 1, width_px, root, key, &name));
            // It was made to be read once; the folder goes with the session.
            let _ = fs::remove_file(&single);
            bytes
        })
    }

    /// Returns a page (from 1) of the dossier that a received one brings, as PNG, at most `width_px`
    /// wide; it is read where it lies. Nothing when there is no such page.
    pub fn received(&self, dossier: &ReceivedPages, page: u32, width_px: u32) -> Option<Vec<u8>> {
        let name = name(page, width_px);
        let ReceivedPages { root, sha256, path, volumes } = dossier;
        computed(root, *sha256, &name).or_else(|| {
            let mut page = usize::try_from(page).ok()?;
            let (volume, _) = volumes.iter().find(|(_, count)| {
                let is_here = page <= *count;
                page -= if is_here { 0 } else { *count };
                is_here
            })?;
            let number = self.count.fetch_add(1, Ordering::SeqCst);
            let single = self.workshop.join(format!("recebido-{number}.pdf"));
            fs::create_dir_all(&self.workshop).ok()?;
            let written = Inside::open(path).ok()?.with_seekable(volume, |mut file| {
                let pages = DossierPages::find(&mut file).ok()?;
                let mut out = BufWriter::new(File::create(&single).ok()?);
                pages.write(&mut file, page, &mut out).ok()?;
                out.flush().ok()
            });
            let subject = Subject::new(&single, PDF, None);
            let written = written.ok().flatten();
            let bytes =
                written.and_then(|()| self.drawn(&subject, 1, width_px, root, *sha256, &name));
            // It was made to be read once; the folder goes with the session.
            let _ = fs::remove_file(&single);
            bytes
        })
    }

    /// Waits until nothing is being drawn.
    pub fn wait(&self) {
        self.readers.iter().for_each(|reader| drop(lock(reader)));
    }

    /// Writes a page of a preview as a PDF of its own.
    fn single(&self, root: &Path, key: Sha256Digest, page: u32, out: &Path) -> Option<()> {
        let path = preview_place(root, key);
        if self.proofs.hash(&path) != Some(key) {
            return None;
        }
        let mut file = File::open(&path).ok()?;
        let known =
            lock(&self.preview).as_ref().filter(|(of, _)| *of == key).map(|(_, p)| p.clone());
        let pages = match known {
            Some(pages) => pages,
            None => {
                let pages = Arc::new(DossierPages::find(&mut file).ok()?);
                *lock(&self.preview) = Some((key, Arc::clone(&pages)));
                pages
            }
        };
        fs::create_dir_all(&self.workshop).ok()?;
        let mut out = BufWriter::new(File::create(out).ok()?);
        pages.write(&mut file, usize::try_from(page).ok()?, &mut out).ok()?;
        out.flush().ok()
    }

    /// Has a reader draw a page, and keeps the picture.
    fn drawn(
        &self,
        subject: &Subject,
        page: u32,
        width_px: u32,
        root: &Path,
        sha256: Sha256Digest,
        name: &str,
    ) -> Option<Vec<u8>> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        fs::create_dir_all(&self.workshop).ok()?;
        let out = self.workshop.join(format!("desenho-{number}.png"));
        let task = PreviewTask { page, width_px, out: WirePath::new(&out) };
        let mut reader = self.reader(number);
        let bytes = reader.preview(subject, task).ok().and_then(|_| fs::read(&out).ok());
        if let Some(bytes) = &bytes {
            keep_computed(root, sha256, name, bytes);
        }
        drop(reader);
        // It is in memory now; the folder goes with the session.
        let _ = fs::remove_file(&out);
        bytes
    }

    /// Returns a reader that is free, or waits for one in turn.
    fn reader(&self, number: u64) -> MutexGuard<'_, ReaderHandle> {
        if let Some(free) = self.readers.iter().find_map(|reader| reader.try_lock().ok()) {
            return free;
        }
        let [first, second] = &self.readers;
        lock(if number.is_multiple_of(2) { first } else { second })
    }
}

fn name(page: u32, width_px: u32) -> String {
    format!("{RECIPE}-{page}-{width_px}.png")
}
