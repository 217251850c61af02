//! Files inside an item (attachments of a mail): taken out of it into the cache, and made into pages
//! like files of their own. Deliberately not here: what an item says itself, and making a file inside
//! an item of the case (`gather.rs`).

use crate::app::App;
use crate::app::prepare::{FragmentRequest, PageSource, Prepared, jpeg};
use crate::base::Sha256Digest;
use crate::case::LineRange;
use crate::filing::{Content, ForeignPages, InnerPages};
use crate::import::reader::wire::WirePath;
use crate::import::reader::{Subject, UnpackTask};
use crate::import::reading::Showable;
use crate::import::{InnerFile, Parsed, Reading, read_file};
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
    /// Returns the pages of these files inside an item, each with its number.
    pub(super) fn inner_pages(
        &mut self,
        wanted: Vec<(u32, &InnerFile)>,
        source: &PageSource<'_>,
        foreign_pages: ForeignPages,
        cache: &Path,
        prepared: &mut Prepared,
    ) -> Vec<InnerPages> {
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
            let only = wanted.iter().map(|(number, _)| *number).collect();
            let task = UnpackTask { folder: WirePath::new(&folder), only };
            self.reader.unpack(&subject, task).ok()?;
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

/// Returns the files inside an item whose pages are shown, with their numbers: those that may have
/// pages, each once; of a conversation of which some lines are chosen, those that these name.
pub(super) fn shown_files(reading: &Reading, lines: Option<LineRange>) -> Vec<(u32, &InnerFile)> {
    let Some(parsed) = &reading.parsed else { return Vec::new() };
    let chosen: Option<BTreeSet<u32>> = match (parsed, lines) {
        (Parsed::Chat(chat), Some(lines)) => {
            let talk = chat.conversation(reading.text.as_deref().unwrap_or_default());
            talk.map(|talk| chat.numbers_within(&talk, &lines.lines()))
        }
        _ => None,
    };
    let mut seen: BTreeSet<Sha256Digest> = BTreeSet::new();
    (1..)
        .zip(parsed.inner_files())
        .filter(|(number, _)| chosen.as_ref().is_none_or(|chosen| chosen.contains(number)))
        .filter(|(_, file)| may_have_pages(file) && seen.insert(file.sha256))
        .take(MAX_SHOWN)
        .collect()
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
