//! Pictures of evidence for the screen, drawn by a reader process of their own, so that they come
//! while a long deed runs. Only what the cases of this session hold is ever drawn.

use crate::app::{Shown, write_unlocked_page};
use crate::base::Sha256Digest;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{MadeFile, PreviewTask, ReaderError, Subject};
use crate::import::{ReaderCommand, ReaderHandle, ReaderLimits};
use crate::store::recovery::hash_of;
use crate::store::{computed, keep_computed, original};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// The widths that are drawn, in pixels: a list, a card, half a screen, a screen, a zoomed page.
const WIDTHS: [u32; 5] = [160, 320, 640, 1280, 2560];

/// Reader processes that draw at the same time: one would let a large PDF hold up every photo.
const READERS: usize = 2;

/// Changes when pictures are drawn in another way, so that older ones are drawn again.
const RECIPE: &str = "tela-1";

/// A picture for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// An original of an open case, as far as drawing needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holding {
    /// The case folder.
    pub root: PathBuf,
    /// Where the original stands.
    pub path: PathBuf,
    /// Its code of integrity.
    pub sha256: Sha256Digest,
    /// Its type by content.
    pub media_type: String,
}

/// Returns what a case that was just shown holds and can draw; what is in the bin is drawn too, as
/// it can be brought back.
pub(super) fn holdings(root: &Path, shown: &Shown) -> Vec<Holding> {
    let items = shown.document.exhibits.iter().flat_map(|exhibit| &exhibit.items);
    items
        .filter(|item| item.has_picture)
        .map(|item| Holding {
            root: root.to_owned(),
            path: original(root, &item.stored_as),
            sha256: item.view.sha256,
            media_type: item.view.media_type.clone(),
        })
        .collect()
}

/// What the page asks for: `item/<sha256>/<page>/<width>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    sha256: Sha256Digest,
    page: u32,
    width: u32,
}

impl Key {
    fn of(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (Some("item"), Some(sha256), Some(page), Some(width), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let page = page.parse().ok().filter(|page| *page > 0)?;
        Some(Self { sha256: sha256.parse().ok()?, page, width: rounded_up(width.parse().ok()?)? })
    }

    fn name(self) -> String {
        format!("{RECIPE}-{}-{}.png", self.page, self.width)
    }
}

/// Returns the width that is drawn for one that is asked for.
fn rounded_up(width: u32) -> Option<u32> {
    WIDTHS.into_iter().find(|drawn| (1..=*drawn).contains(&width))
}

/// Draws pictures and remembers what may be drawn.
pub(super) struct Pictures {
    known: Mutex<BTreeMap<Sha256Digest, Holding>>,
    /// What could not be drawn in this session: asking again would only take as long again.
    failed: Mutex<BTreeSet<Key>>,
    readers: [Mutex<ReaderHandle>; READERS],
    count: AtomicU64,
    /// Where a reader writes what it draws.
    workshop: PathBuf,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pictures {
    pub(super) fn new(reader: &ReaderCommand, workshop: &Path) -> Self {
        Self {
            known: Mutex::default(),
            failed: Mutex::default(),
            readers: std::array::from_fn(|_| {
                Mutex::new(ReaderHandle::new(reader.clone(), ReaderLimits::default()))
            }),
            count: AtomicU64::new(0),
            workshop: workshop.to_owned(),
        }
    }

    /// Notes what an open case holds; what it held before and holds no more is forgotten.
    pub(super) fn learn(&self, root: &Path, holdings: Vec<Holding>) {
        let mut known = lock(&self.known);
        known.retain(|_, holding| holding.root != root);
        known.extend(holdings.into_iter().map(|holding| (holding.sha256, holding)));
    }

    pub(super) fn picture(&self, key: &str) -> Option<Picture> {
        let key = Key::of(key)?;
        let holding = lock(&self.known).get(&key.sha256).cloned()?;
        if let Some(bytes) = computed(&holding.root, key.sha256, &key.name()) {
            return Some(png(bytes));
        }
        if lock(&self.failed).contains(&key) {
            return None;
        }
        let drawn = self.draw(&holding, key);
        if drawn.is_none() {
            lock(&self.failed).insert(key);
        }
        drawn.map(png)
    }

    /// Tries again what could not be drawn: a password was given since.
    pub(super) fn try_again(&self) {
        lock(&self.failed).clear();
    }

    /// Forgets a case that is about to be deleted, and waits until nothing of it is being drawn: a
    /// picture that is kept later would bring a part of its folder back. Returns what it held.
    pub(super) fn forget(&self, root: &Path) -> Vec<Holding> {
        let known =
            lock(&self.known).values().filter(|known| known.root == root).cloned().collect();
        self.learn(root, Vec::new());
        self.readers.iter().for_each(|reader| drop(lock(reader)));
        known
    }

    fn draw(&self, holding: &Holding, key: Key) -> Option<Vec<u8>> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let mut reader = self.reader(number);
        // An original that is not the one that was gathered is not shown under its name.
        if hash_of(&holding.path) != Some(key.sha256) {
            return None;
        }
        let out = self.workshop.join(format!("desenho-{number}.png"));
        let drawn =
            preview(&mut reader, &holding.path, &holding.media_type, key.page, key.width, &out);
        let drawn = match drawn {
            Err(ReaderError::Failed { .. }) => {
                // Pages of a locked file were made when its password was given.
                let page = out.with_extension("pdf");
                let made = write_unlocked_page(&holding.root, key.sha256, key.page, &page);
                let drawn = made
                    && preview(&mut reader, &page, &holding.media_type, 1, key.width, &out).is_ok();
                let _ = fs::remove_file(&page);
                drawn
            }
            drawn => drawn.is_ok(),
        };
        let bytes = drawn.then(|| fs::read(&out).ok()).flatten();
        if let Some(bytes) = &bytes {
            keep_computed(&holding.root, key.sha256, &key.name(), bytes);
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
        lock(if number % 2 == 0 { first } else { second })
    }
}

/// Has one page drawn into `out`.
fn preview(
    reader: &mut ReaderHandle,
    path: &Path,
    media_type: &str,
    page: u32,
    width_px: u32,
    out: &Path,
) -> Result<MadeFile, ReaderError> {
    let task = PreviewTask { page, width_px, out: WirePath::new(out) };
    reader.preview(&Subject::new(path, media_type, None), task)
}

fn png(bytes: Vec<u8>) -> Picture {
    Picture { media_type: "image/png", bytes }
}
