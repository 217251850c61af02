//! Files inside an item (attachments of a mail): taken out of it into the cache, and made into pages
//! like files of their own. Deliberately not here: what an item says itself, and making a file inside
//! an item of the case (`gather.rs`).

use crate::app::App;
use crate::app::prepare::{FragmentRequest, PageSource, Prepared, jpeg};
use crate::base::Sha256Digest;
use crate::filing::{Content, ForeignPages, InnerPages};
use crate::import::reader::wire::WirePath;
use crate::import::reader::{Subject, UnpackTask};
use crate::import::reading::Showable;
use crate::import::{InnerFile, Reading, read_file};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Version of how files are taken out: a new version leaves old caches unused.
const RECIPE: u32 = 1;

/// Most files inside one item whose pages are shown; the rest is listed.
const MAX_SHOWN: usize = 200;

/// Pictures inside a text that are narrower or lower than this, in pixels, are ornaments (lines,
/// spacers, counters of readers) and are only listed.
const ORNAMENT_PX: u32 = 48;

impl App {
    /// Returns the pages of the files inside an item, of those that have pages.
    pub(super) fn inner_pages(
        &mut self,
        reading: &Reading,
        source: &PageSource<'_>,
        foreign_pages: ForeignPages,
        cache: &Path,
        prepared: &mut Prepared,
    ) -> Vec<InnerPages> {
        let files = reading.parsed.as_ref().map(|parsed| parsed.inner_files()).unwrap_or_default();
        let mut seen: BTreeSet<Sha256Digest> = BTreeSet::new();
        let wanted: Vec<(u32, &InnerFile)> = (1..)
            .zip(files)
            .filter(|(_, file)| may_have_pages(file) && seen.insert(file.sha256))
            .take(MAX_SHOWN)
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let folder = self.unpacked(source, &wanted, cache);
        let pages = wanted.into_iter().filter_map(|(number, file)| {
            let path = folder.as_ref()?.join(number.to_string());
            let is_whole = self.proofs.hash(&path) == Some(file.sha256);
            let content = is_whole
                .then(|| self.inner_content(file, &path, foreign_pages, cache, prepared))
                .flatten()?;
            let is_picture = matches!(content.1, Showable::JpegAsIs | Showable::Decode);
            Some(InnerPages { number, content: content.0, is_picture })
        });
        pages.collect()
    }

    /// Takes the files inside an item out of it, unless they lie in the cache; returns their folder.
    pub(super) fn unpacked(
        &mut self,
        source: &PageSource<'_>,
        wanted: &[(u32, &InnerFile)],
        cache: &Path,
    ) -> Option<PathBuf> {
        let folder = cache.join(source.sha256.to_string()).join(format!("dentro-{RECIPE}"));
        let is_there = wanted.iter().all(|(number, file)| {
            self.proofs.hash(&folder.join(number.to_string())) == Some(file.sha256)
        });
        if !is_there {
            fs::create_dir_all(&folder).ok()?;
            let subject = Subject::new(&source.path, source.media_type, None);
            self.reader.unpack(&subject, UnpackTask { folder: WirePath::new(&folder) }).ok()?;
        }
        Some(folder)
    }

    fn inner_content(
        &mut self,
        file: &InnerFile,
        path: &Path,
        foreign_pages: ForeignPages,
        cache: &Path,
        prepared: &mut Prepared,
    ) -> Option<(Content, Showable)> {
        let reading = self.inner_reading(file, path);
        let picture = reading.picture.as_ref();
        if file.inline && picture.is_some_and(|p| p.width_px.min(p.height_px) < ORNAMENT_PX) {
            return None;
        }
        let taken_out = || (path.to_owned(), reading.media_type.clone());
        prepared.inner_files.entry(file.sha256).or_insert_with(taken_out);
        let content = match reading.showable {
            Showable::JpegAsIs => {
                prepared.originals.entry(file.sha256).or_insert_with(|| path.to_owned());
                jpeg(path)
            }
            Showable::Decode | Showable::Pdf => {
                let (path, media_type) = (path.to_owned(), reading.media_type.as_str());
                let source = PageSource { path, sha256: file.sha256, media_type };
                let request = FragmentRequest::of(&reading, foreign_pages, None);
                let spots = self.fragments(&source, &request, cache, &mut prepared.fragments);
                Content::Pages(spots)
            }
            Showable::Text | Showable::View | Showable::No => return None,
        };
        let has_pages = match &content {
            Content::Jpeg { .. } => true,
            Content::Pages(spots) => spots.iter().any(Option::is_some),
            _ => false,
        };
        has_pages.then_some((content, reading.showable))
    }

    /// Reads a file that was taken out, or returns what was read of it before.
    fn inner_reading(&mut self, file: &InnerFile, path: &Path) -> Reading {
        let kept = path.with_extension("leitura");
        if self.is_believed(&kept)
            && let Ok(text) = fs::read_to_string(&kept)
            && let Ok(reading) = serde_json::from_str(&text)
        {
            return reading;
        }
        let name = file.name.as_deref().unwrap_or_default();
        let reading = Reading { text: None, ..read_file(path, name, None, &mut self.reader) };
        if let Ok(text) = serde_json::to_string(&reading)
            && fs::write(&kept, text).is_ok()
        {
            self.believe(&kept);
        }
        reading
    }
}

/// Returns whether a file is worth taking out to look for pages: by its declared type, or by its
/// name where the type says nothing.
fn may_have_pages(file: &InnerFile) -> bool {
    let name = file.name.as_deref().unwrap_or_default().to_lowercase();
    let endings =
        [".pdf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".tif", ".tiff", ".gif", ".bmp"];
    file.media_type.starts_with("image/")
        || file.media_type == "application/pdf"
        || endings.iter().any(|ending| name.ends_with(ending))
}
