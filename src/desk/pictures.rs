//! Which pictures the page may ask for, and under which keys: those of what the cases of this session
//! hold, and of the previews that were made in it. Drawing them is [`crate::app::Drawer`]'s.

use crate::app::{Drawable, Drawer, Previewed, Proofs, ReceivedPages, Shown};
use crate::base::Sha256Digest;
use crate::catalogue::Inside;
use crate::import::ReaderCommand;
use crate::store::bag::CACHE;
use crate::store::{derivative, original};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// A file of a received dossier, copied out to be drawn.
const BROUGHT_OUT: &str = "original";
/// The widths that are drawn, in pixels: a list, a card, half a screen, a screen, a zoomed page.
const WIDTHS: [u32; 5] = [160, 320, 640, 1280, 2560];

/// A picture for the screen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// Media type.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// Returns what a case that was just shown holds and can draw; what is in the bin is drawn too, as
/// it can be brought back.
pub(super) fn holdings(root: &Path, shown: &Shown) -> Vec<Drawable> {
    let items = shown.document.exhibits.iter().flat_map(|exhibit| &exhibit.view.items);
    items
        .filter(|item| item.has_picture)
        .flat_map(|item| {
            let sha256 = item.view.sha256;
            let (path, path_sha256) = match &item.derivative {
                Some(made) => (derivative(root, &made.stored_as), made.sha256),
                None => (original(root, &item.stored_as), sha256),
            };
            let of_copies = item.copies.iter().map(|copy| Drawable {
                root: root.to_owned(),
                sha256: copy.sha256,
                path: derivative(root, &copy.stored_as),
                path_sha256: copy.sha256,
                media_type: copy.media_type.clone(),
            });
            let (root, media_type) = (root.to_owned(), item.view.media_type.clone());
            std::iter::once(Drawable { root, sha256, path, path_sha256, media_type })
                .chain(of_copies)
                .collect::<Vec<_>>()
        })
        .collect()
}

/// What a picture shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shows {
    /// A page of an item.
    Item,
    /// A page of a preview.
    Preview,
    /// A page of the dossier in a received one.
    Received,
}

/// What the page asks for: `item/<sha256>/<page>/<width>`, `page/<preview>/<page>/<width>` or
/// `received/<sha256 of the dossier>/<page>/<width>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    shows: Shows,
    sha256: Sha256Digest,
    page: u32,
    width: u32,
}

impl Key {
    fn of(text: &str) -> Option<Self> {
        let mut parts = text.split('/');
        let (Some(shows), Some(sha256), Some(page), Some(width), None) =
            (parts.next(), parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        let shows = match shows {
            "item" => Shows::Item,
            "page" => Shows::Preview,
            "received" => Shows::Received,
            _ => return None,
        };
        let page = page.parse().ok().filter(|page| *page > 0)?;
        let width = rounded_up(width.parse().ok()?)?;
        Some(Self { shows, sha256: sha256.parse().ok()?, page, width })
    }
}

/// Returns the width that is drawn for one that is asked for.
fn rounded_up(width: u32) -> Option<u32> {
    WIDTHS.into_iter().find(|drawn| (1..=*drawn).contains(&width))
}

/// What is known of one case.
pub(super) struct Held {
    items: BTreeMap<Sha256Digest, Drawable>,
    previews: BTreeMap<Sha256Digest, PathBuf>,
}

/// A received dossier that was opened.
pub(super) struct Received {
    /// The dossier that it brings.
    pub pages: ReceivedPages,
    /// Its files.
    pub files: BTreeMap<Sha256Digest, ReceivedFile>,
}

/// A file of a received dossier.
pub(super) struct ReceivedFile {
    /// Where it lies in the dossier.
    pub member: String,
    /// Its type as the dossier tells it.
    pub media_type: String,
}

/// Knows what may be drawn, and has it drawn.
pub(super) struct Pictures {
    items: Mutex<BTreeMap<Sha256Digest, Drawable>>,
    /// The case folder of each preview.
    previews: Mutex<BTreeMap<Sha256Digest, PathBuf>>,
    /// The received dossiers that were opened.
    received: Mutex<BTreeMap<Sha256Digest, Received>>,
    /// What could not be drawn in this session: asking again would only take as long again.
    failed: Mutex<BTreeSet<Key>>,
    drawer: Drawer,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Pictures {
    pub(super) fn new(reader: &ReaderCommand, workshop: &Path, proofs: Arc<Proofs>) -> Self {
        Self {
            items: Mutex::default(),
            previews: Mutex::default(),
            received: Mutex::default(),
            failed: Mutex::default(),
            drawer: Drawer::new(reader, workshop, proofs),
        }
    }

    /// Notes what an open case holds; what it held before and holds no more is forgotten.
    pub(super) fn learn(&self, root: &Path, items: Vec<Drawable>) {
        let mut known = lock(&self.items);
        known.retain(|_, item| item.root != root);
        known.extend(items.into_iter().map(|item| (item.sha256, item)));
    }

    /// Notes the previews that were just made of a case; those before them are gone.
    pub(super) fn learn_previews(&self, root: &Path, made: &Previewed) {
        let mut known = lock(&self.previews);
        known.retain(|_, of| of != root);
        known.extend(made.packages.iter().map(|package| (package.key, root.to_owned())));
    }

    /// Notes a received dossier that was just opened.
    pub(super) fn learn_received(&self, received: Received) {
        // Without the folder nothing is kept, and all is drawn anew.
        let _ = fs::create_dir_all(received.pages.root.join(CACHE));
        lock(&self.received).insert(received.pages.sha256, received);
    }

    /// Returns a file of a received dossier to be drawn, copied out of it into the catalogue's cache.
    fn brought_out(&self, sha256: Sha256Digest) -> Option<Drawable> {
        let known = lock(&self.received);
        let (dossier, file) =
            known.values().find_map(|one| Some((one, one.files.get(&sha256)?)))?;
        let root = dossier.pages.root.clone();
        let folder = root.join(CACHE).join(sha256.to_string());
        let path = folder.join(BROUGHT_OUT);
        if !path.exists() {
            let inside = Inside::open(&dossier.pages.path).ok()?;
            fs::create_dir_all(&folder).ok()?;
            let mut out = File::create(&path).ok()?;
            let written = inside.write_out(&file.member, &mut out);
            if written.is_ok_and(|(found, _)| found != sha256) {
                let _ = fs::remove_file(&path);
                return None;
            }
        }
        let media_type = file.media_type.clone();
        Some(Drawable { root, sha256, path, path_sha256: sha256, media_type })
    }

    pub(super) fn picture(&self, key: &str) -> Option<Picture> {
        let key = Key::of(key)?;
        if lock(&self.failed).contains(&key) {
            return None;
        }
        let drawn = match key.shows {
            Shows::Item => {
                let known = lock(&self.items).get(&key.sha256).cloned();
                let item = known.or_else(|| self.brought_out(key.sha256))?;
                self.drawer.item(&item, key.page, key.width)
            }
            Shows::Received => {
                let pages = lock(&self.received).get(&key.sha256).map(|one| one.pages.clone())?;
                self.drawer.received(&pages, key.page, key.width)
            }
            Shows::Preview => {
                let root = lock(&self.previews).get(&key.sha256).cloned()?;
                self.drawer.page(&root, key.sha256, key.page, key.width)
            }
        };
        if drawn.is_none() {
            lock(&self.failed).insert(key);
        }
        drawn.map(|bytes| Picture { media_type: "image/png", bytes })
    }

    /// Forgets a case that is about to be deleted, and waits until nothing of it is being drawn: a
    /// picture that is kept later would bring a part of its folder back.
    /// Returns what was known of it.
    pub(super) fn forget(&self, root: &Path) -> Held {
        let items = lock(&self.items).extract_if(.., |_, item| item.root == root).collect();
        let previews = lock(&self.previews).extract_if(.., |_, of| of == root).collect();
        self.drawer.wait();
        Held { items, previews }
    }

    /// Takes back what was forgotten of a case that was not deleted after all.
    pub(super) fn recall(&self, held: Held) {
        lock(&self.items).extend(held.items);
        lock(&self.previews).extend(held.previews);
    }

    /// Tries again what could not be drawn: a password was given since.
    pub(super) fn try_again(&self) {
        lock(&self.failed).clear();
    }
}
