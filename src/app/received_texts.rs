//! The text of files inside received dossiers: read by the reader process after they were verified, and
//! kept in the catalogue's cache, so that the search finds it. Pictures are not read.
//! Deliberately not here: what else is searched, and the index (`received_search.rs`).

use crate::app::received::Reception;
use crate::app::search_texts::said;
use crate::app::{AppError, Progress};
use crate::base::Sha256Digest;
use crate::catalogue::{
    self, Catalogue, CheckState, Contents, ContentsItem, Inside, ReceivedEntry,
};
use crate::import::reader::Subject;
use crate::import::{ReaderHandle, ReaderLimits, archive, mail, msg};
use crate::store::bag::CACHE;
use crate::store::{computed, has_computed, keep_computed};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// What reading is called while it goes on.
const DOING: &str = "Lendo os textos";
/// Name of the texts of a dossier in the cache; changes when they are read in another way.
const NAME: &str = "textos-1.json";
/// Largest file that is read, in bytes.
const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Most text of one dossier that is kept, in bytes: some 10,000 pages.
const MAX_TEXT_BYTES: usize = 32 * 1024 * 1024;
/// Types of files by their ending, for dossiers that tell none.
const TYPES: [(&str, &str); 3] = [(".pdf", PDF), (".eml", mail::EML), (".msg", msg::MSG)];
const PDF: &str = "application/pdf";

/// The text of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct FileText {
    /// Hash of the file.
    sha256: Sha256Digest,
    /// One text a page; of what has no pages, one.
    pub(super) pages: Vec<String>,
}

/// Returns the texts that were read of a dossier, by the hash of the file; none before.
pub(super) fn kept(root: &Path, dossier: Sha256Digest) -> BTreeMap<Sha256Digest, FileText> {
    let bytes = computed(root, dossier, NAME).unwrap_or_default();
    let texts: Vec<FileText> = serde_json::from_slice(&bytes).unwrap_or_default();
    texts.into_iter().map(|text| (text.sha256, text)).collect()
}

/// A folder for the file that is being read; it goes when it is dropped.
struct Bench(PathBuf);

impl Drop for Bench {
    fn drop(&mut self) {
        // It lies in the cache: what cannot be removed now is worth nothing to anyone.
        let _ = fs::remove_dir_all(&self.0);
    }
}

impl Reception {
    /// Reads the texts of the dossiers that were verified and not read yet, until all are or `watch`
    /// says to stop. A file that cannot be read has no text.
    pub(super) fn read_texts(
        &self,
        catalogue: &Catalogue,
        watch: &mut dyn FnMut(&Progress) -> bool,
    ) -> Result<(), AppError> {
        let root = catalogue.root();
        let is_unread = |entry: &ReceivedEntry| {
            matches!(entry.state, CheckState::Intact | CheckState::Different)
                && !has_computed(root, entry.sha256, NAME)
        };
        let mut unread = catalogue.list()?;
        unread.retain(is_unread);
        if unread.is_empty() {
            return Ok(());
        }
        let bench = Bench(root.join(CACHE).join(format!("leitura-{}", self.tag)));
        let failed = |source| AppError::Write { path: bench.0.clone(), source };
        fs::create_dir_all(&bench.0).map_err(failed)?;
        let mut reader = ReaderHandle::new(self.reader.clone(), ReaderLimits::default());
        let total = unread.len();
        for (entry, done) in unread.iter().rev().zip(0..) {
            let name = Some(entry.name.clone());
            let mut go_on = || watch(&Progress { doing: DOING, done, total, name: name.clone() });
            let Ok(inside) = catalogue.inside(entry.id) else { continue };
            let held = catalogue::contents(&inside, entry.origin);
            let place = bench.0.join("arquivo");
            let Some(texts) = texts_of(&inside, &held, &place, &mut reader, &mut go_on) else {
                return Ok(());
            };
            keep_computed(
                root,
                entry.sha256,
                NAME,
                &serde_json::to_vec(&texts).unwrap_or_default(),
            );
            if !texts.is_empty() {
                catalogue.set_indexed(Some(entry.id), false)?;
            }
        }
        watch(&Progress { doing: DOING, done: total, total, name: None });
        Ok(())
    }
}

/// Returns the texts of the files of a dossier; nothing when the person stopped.
fn texts_of(
    inside: &Inside,
    held: &Contents,
    place: &Path,
    reader: &mut ReaderHandle,
    go_on: &mut dyn FnMut() -> bool,
) -> Option<Vec<FileText>> {
    let mut texts: Vec<FileText> = Vec::new();
    let mut bytes = 0;
    for item in held.exhibits.iter().flat_map(|exhibit| &exhibit.items) {
        let is_known = texts.iter().any(|known| known.sha256 == item.sha256);
        let Some(media_type) = readable_type(item).filter(|_| !is_known) else { continue };
        if !go_on() {
            return None;
        }
        if bytes >= MAX_TEXT_BYTES {
            break;
        }
        let pages = text_of(inside, item, media_type, place, reader);
        // What was written out is the dossier's own and is not to lie about.
        let _ = fs::remove_file(place);
        if let Some(pages) = pages {
            bytes += pages.iter().map(String::len).sum::<usize>();
            texts.push(FileText { sha256: item.sha256, pages });
        }
    }
    Some(texts)
}

/// Returns the type of a file whose text can be read without looking at pictures.
fn readable_type(item: &ContentsItem) -> Option<&str> {
    let told = item.media_type.as_str();
    if item.media_type.is_empty() {
        let name = item.name.to_ascii_lowercase();
        let by_name = TYPES.iter().find(|(ending, _)| name.ends_with(ending));
        return by_name.map(|(_, media_type)| *media_type);
    }
    [PDF, mail::EML, msg::MSG, archive::ZIP].contains(&told).then_some(told)
}

fn text_of(
    inside: &Inside,
    item: &ContentsItem,
    media_type: &str,
    place: &Path,
    reader: &mut ReaderHandle,
) -> Option<Vec<String>> {
    let member = item.member.as_deref().filter(|_| item.size_bytes <= MAX_FILE_BYTES)?;
    let mut file = File::create(place).ok()?;
    let (sha256, _) = inside.write_out(member, &mut file).ok()?;
    drop(file);
    // Of an altered file nothing is read in the name of the one that was gathered.
    if sha256 != item.sha256 {
        return None;
    }
    let reading = reader.facts(&Subject::new(place, media_type, None)).ok()?;
    let text = reading.text.unwrap_or_default();
    let pages: Vec<String> = if reading.pdf.is_some() {
        text.split('\u{0C}').map(str::to_owned).collect()
    } else {
        let head = reading.parsed.as_ref().map(said).unwrap_or_default();
        vec![format!("{head}\n{text}")]
    };
    pages.iter().any(|page| !page.trim().is_empty()).then_some(pages)
}
