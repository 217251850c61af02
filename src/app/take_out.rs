//! Files inside an item made into exhibits of their own: attachments of a mail, when the user asks for
//! them (`anexos`), and the files of an archive and the mails of a mailbox, as they are gathered. Each
//! names the file it came from, by its hash, in the custody log; that file stays as it is.

use crate::app::gather::Telling;
use crate::app::history::{Did, Joins};
use crate::app::prepare::PageSource;
use crate::app::{App, AppError, GatherReport, GatheredItem, RefusedDeed};
use crate::case::{ExhibitId, Inside, Item, ItemState};
use crate::import::mbox::MBOX;
use crate::import::reader::wire::WirePath;
use crate::import::reader::{Subject, UnpackTask, Unpacked};
use crate::import::reading::{NoteCode, ReadNote};
use crate::import::{InnerFile, Parsed};
use crate::store::{Gathering, OpenCase, Outcome, Part, Source};
use std::fs;
use std::path::{Path, PathBuf};

impl App {
    /// Makes files inside the items of an exhibit into exhibits of their own: those of these numbers,
    /// from 1, or all where none is named.
    ///
    /// # Errors
    /// [`RefusedDeed::NothingInside`]; the case has no such exhibit or cannot be written.
    pub fn take_out(
        &mut self,
        root: &Path,
        part: Part,
        numbers: &[u32],
    ) -> Result<GatherReport, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let items: Vec<Item> = crate::app::custody::items(&before, part)?
            .into_iter()
            .filter_map(|id| before.items.get(&id).cloned())
            .filter(|item| item.state == ItemState::Kept)
            .collect();
        let nothing = || AppError::from(RefusedDeed::NothingInside { id: part.to_string() });
        let cache = opened.cache_folder().ok_or_else(nothing)?;
        let mut files = Vec::new();
        for item in &items {
            let Some(path) = opened.original_path(item.id) else { continue };
            files.extend(self.chosen(item, &path, numbers, &cache));
        }
        if files.is_empty() {
            return Err(nothing());
        }
        let outcomes = self.take_in(&mut opened, &files, &Gathering::default(), None)?;
        let items: Vec<GatheredItem> = reports(&opened, &files, outcomes);
        let kept = items.iter().filter(|item| item.outcome == "kept").count();
        let first = files.first().map(|file| file.name.clone()).unwrap_or_default();
        self.remember(&opened, &before, &Did::Gathered(kept, first), Joins::Never);
        Ok(GatherReport { items, findings: opened.findings().to_vec() })
    }

    /// Returns the chosen files inside an item, taken out of it.
    fn chosen(&mut self, item: &Item, path: &Path, numbers: &[u32], cache: &Path) -> Vec<Source> {
        let parsed = item.read.as_ref().and_then(|read| read.parsed.as_ref());
        let inner = parsed.map(|parsed| parsed.inner_files()).unwrap_or_default();
        let wanted: Vec<(u32, &InnerFile)> = (1..)
            .zip(inner)
            .filter(|(number, _)| numbers.is_empty() || numbers.contains(number))
            .collect();
        if wanted.is_empty() {
            return Vec::new();
        }
        let source =
            PageSource { path: path.to_owned(), sha256: item.sha256, media_type: &item.media_type };
        let Some(folder) = self.unpacked(&source, &wanted, cache) else { return Vec::new() };
        let sources = wanted.into_iter().map(|(part, file)| Source {
            path: folder.join(part.to_string()),
            name: received_name(file, part),
            inside: Some(Inside { sha256: item.sha256, part, offset: None }),
        });
        sources.collect()
    }

    /// Makes every file in the archives, and every mail of the mailboxes, among `gathered` an exhibit;
    /// the archive and the mailbox stay in the case as what they came from, and are not used in
    /// dossiers. An archive inside an archive is kept closed, a mailbox in one is opened.
    ///
    /// # Errors
    /// The case cannot be written.
    pub(super) fn open_holders(
        &mut self,
        opened: &mut OpenCase,
        gathered: &mut Vec<GatheredItem>,
    ) -> Result<(), AppError> {
        for holder in [Holder::Archive, Holder::Mailbox] {
            let mut inside = Vec::new();
            for report in gathered.iter_mut().filter(|report| report.outcome == "kept") {
                let id = report.id.as_deref().and_then(|id| id.parse().ok());
                let item = id.and_then(|id| opened.case().items.get(&id)).cloned();
                let exhibit = report.exhibit.as_deref().and_then(|id| id.parse().ok());
                let (Some(item), Some(exhibit)) = (item, exhibit) else { continue };
                if !holder.is(&item) {
                    continue;
                }
                let made = self.open_holder(opened, holder, &item, exhibit)?;
                if !made.is_empty() {
                    let telling = Telling::of(opened.case(), false);
                    *report = telling.known(Path::new(&report.path), "kept", item.id);
                }
                inside.extend(made);
            }
            gathered.extend(inside);
        }
        Ok(())
    }

    fn open_holder(
        &mut self,
        opened: &mut OpenCase,
        holder: Holder,
        item: &Item,
        exhibit: ExhibitId,
    ) -> Result<Vec<GatheredItem>, AppError> {
        let (Some(path), Some(cache)) = (opened.original_path(item.id), opened.cache_folder())
        else {
            return Ok(Vec::new());
        };
        let folder = cache.join(item.sha256.to_string()).join("mensagens");
        let unpacked = self.unpacked_files(item, &path, &folder);
        let stem = Path::new(&item.name).file_stem().unwrap_or_default().to_string_lossy();
        let files: Vec<Source> = (1..)
            .zip(&unpacked.files)
            .map(|(part, file)| Source {
                path: folder.join(u32::to_string(&part)),
                name: file.name.clone().unwrap_or_else(|| format!("{stem}-{part:04}.eml")),
                inside: Some(Inside { sha256: item.sha256, part, offset: file.offset }),
            })
            .collect();
        let outcomes = self.take_in(opened, &files, &Gathering::default(), None);
        // The files are in the case now; what cannot be removed is only cache.
        let _ = fs::remove_dir_all(&folder);
        let reports = reports(opened, &files, outcomes?);
        if reports.iter().any(|item| item.outcome != "refused") {
            let mut case = opened.case().clone();
            if let Some(kept) = case.exhibit_mut(exhibit) {
                kept.left_out = true;
            }
            let kept = case.items.get_mut(&item.id);
            if let Some(reading) = kept.and_then(|item| item.read.as_mut()) {
                reading.notes = vec![ReadNote::bare(holder.note())];
                reading.notes.extend(unpacked.notes);
            }
            opened.write(case, &self.stamp())?;
        }
        Ok(reports)
    }

    fn unpacked_files(&mut self, item: &Item, path: &Path, folder: &PathBuf) -> Unpacked {
        if fs::create_dir_all(folder).is_err() {
            return Unpacked::default();
        }
        let subject = Subject::new(path, &item.media_type, None);
        let task = UnpackTask { folder: WirePath::new(folder), only: Vec::new() };
        self.reader.unpack(&subject, task).unwrap_or_default()
    }
}

/// What holds files that become exhibits of their own as it is gathered.
#[derive(Clone, Copy)]
enum Holder {
    Archive,
    Mailbox,
}

impl Holder {
    fn is(self, item: &Item) -> bool {
        let parsed = item.read.as_ref().and_then(|read| read.parsed.as_ref());
        match self {
            Self::Archive => {
                matches!(parsed, Some(Parsed::Archive(archive)) if !archive.files.is_empty())
            }
            Self::Mailbox => item.media_type == MBOX,
        }
    }

    const fn note(self) -> NoteCode {
        match self {
            Self::Archive => NoteCode::Archive,
            Self::Mailbox => NoteCode::Mailbox,
        }
    }
}

/// Returns the name of a file inside another, without the folders it stood in.
fn received_name(file: &InnerFile, part: u32) -> String {
    let name = file.name.as_deref().and_then(|name| name.rsplit(['/', '\\']).next());
    let name = name.filter(|name| !name.is_empty());
    name.map_or_else(|| format!("anexo-{part}"), str::to_owned)
}

fn reports(opened: &OpenCase, files: &[Source], outcomes: Vec<Outcome>) -> Vec<GatheredItem> {
    let telling = Telling::of(opened.case(), true);
    let each = files.iter().zip(outcomes);
    each.map(|(file, outcome)| telling.told(Path::new(&file.name), outcome)).collect()
}
