//! One method per deed of the user, one transaction each. The clock, chance and the place of the
//! reader program are given by the edge ([`Surroundings`]); nothing here reads the environment.

mod cases;
mod check;
mod continued;
mod conversation;
mod copy_out;
mod copying;
mod custody;
mod dossier;
mod drawer;
mod edit;
mod error;
mod export;
mod filing;
mod gather;
mod highlight;
mod history;
mod inner;
mod leak;
mod letters;
mod papers;
mod parts;
mod picture_text;
mod prepare;
mod preview;
mod proofs;
mod protect;
mod publish;
mod received;
mod received_search;
mod received_texts;
mod redact;
mod sample;
mod seal_request;
mod search;
mod search_texts;
mod seen_places;
mod settings;
mod show;
mod suggest;
mod suggest_codes;
mod suggest_pictures;
mod take_out;
mod unlock;
mod upload;
mod upload_exhibit;
mod upload_order;
mod watch;

pub use cases::{CaseEntry, CaseList, Discarded};
pub use check::{CheckRecord, CheckReport, Verdict};
pub use conversation::Conversation;
pub use copy_out::{CopiedFile, CopiedOut};
pub use custody::{CustodyStory, StoryEvent};
pub use drawer::{Drawable, Drawer, ReceivedPages};
pub use edit::{Clear, ContactNote, Edit};
pub use error::{AppError, RefusedCopy, RefusedDeed};
pub use export::{ExportOrder, Exported, ExportedExhibit, ExportedPackage};
pub use filing::{CompanyLadder, DeadlineReport, DeliveryNote, MissingReport, Values};
pub use gather::{GatherOrder, GatherReport, GatheredItem, PaperOrder};
pub use highlight::HighlightOrder;
pub use history::{Did, Undone};
pub use letters::{LetterMade, LetterOrder};
pub use picture_text::{PictureReader, PicturesRead, UnreadPicture};
pub use preview::{Chapter, PreviewOrder, Previewed, PreviewedExhibit, PreviewedPackage};
pub use protect::{JudgedPassphrase, Strength};
pub use received::{
    ReceiveReport, ReceivedFile, ReceivedHit, ReceivedList, ReceivedMarking, ReceivedOpened,
    Reception,
};
pub use redact::{Proposal, Proposals, RedactOrder};
pub use sample::SampleReport;
pub use seal_request::{SealRequest, SealRequests};
pub use search::{FoundPlace, SearchReport};
pub use settings::{Contrast, Settings, SettingsReport, Theme};
pub use show::{LastExport, ProfileEntry, Shown, ShownExhibit, ShownInside, ShownItem};
pub use suggest::{Suggestion, SuggestionSource};
pub use watch::{Offered, OfferedFile};

use crate::case::{Actor, Case, Finding, FindingCode, merge};
use crate::filing::OwnProfile;
use crate::import::ocr::OcrProgram;
use crate::import::{ReaderCommand, ReaderHandle, ReaderLimits};
use crate::store::{Disk, OpenCase, OpenReading, Part, Stamp, StoreError, copy_case};
use chrono::{DateTime, FixedOffset, NaiveDate, SecondsFormat};
use dossier::LastPlaces;
use history::Joins;
pub use proofs::Proofs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// Program and version, as it stands in logs and seals.
pub const APP: &str = concat!("juntada ", env!("CARGO_PKG_VERSION"));

/// Name of the user's own table of minimum wages, in the folder of the profiles.
const OWN_WAGES: &str = "salario-minimo.toml";

/// How far a long deed has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// What is being done, in Portuguese.
    pub doing: &'static str,
    /// How many of `total` are done.
    pub done: usize,
    /// How many there are.
    pub total: usize,
    /// The file it is about, by its name.
    pub name: Option<String>,
}

/// The computer's clock with its zone.
pub type Clock = Box<dyn Fn() -> DateTime<FixedOffset> + Send>;
/// Source of chance for ids and salts.
pub type Chance = Box<dyn FnMut(&mut [u8]) + Send>;
/// Told how far a long deed has come; answers whether to go on.
pub type Watcher = Box<dyn FnMut(&Progress) -> bool + Send>;

/// Gives the disk under a case.
pub type DiskSource = Box<dyn Fn() -> Disk + Send>;

/// What the edge of the program gives to the engine.
pub struct Surroundings {
    /// The computer's clock with its zone.
    pub clock: Clock,
    /// Source of chance for ids and salts.
    pub chance: Chance,
    /// How the reader process is started.
    pub reader: ReaderCommand,
    /// How text in pictures is read; none where the system has no program for it.
    pub ocr: Option<OcrProgram>,
    /// Who holds the lock of a case: host and process.
    pub holder: String,
    /// By which role the user acts.
    pub actor: Actor,
    /// The user's own profiles, one file each; none where there is no such folder.
    pub profiles: Option<PathBuf>,
    /// The user's own catalogue of received dossiers; none where there is no place for it.
    pub received: Option<PathBuf>,
    /// A folder for files that stay as long as a deed: what is inside a protected package.
    pub workshop: PathBuf,
    /// The disk under the cases.
    pub disk: DiskSource,
    /// Told how far a long deed has come; answers whether to go on.
    pub progress: Watcher,
}

/// The engine's deeds.
pub struct App {
    clock: Clock,
    chance: Chance,
    reader: ReaderHandle,
    reader_command: ReaderCommand,
    picture_reader: Arc<Mutex<PictureReader>>,
    holder: String,
    actor: Actor,
    profiles: Option<PathBuf>,
    received: Option<PathBuf>,
    workshop: PathBuf,
    disk: DiskSource,
    progress: Watcher,
    proofs: Arc<Proofs>,
    places: LastPlaces,
    held: Option<watch::Held>,
}

impl App {
    /// Returns the engine in its surroundings.
    pub fn new(surroundings: Surroundings) -> Self {
        let proofs: Arc<Proofs> = Arc::default();
        let reader = surroundings.reader.clone();
        let picture_reader = PictureReader::new(reader, surroundings.ocr, Arc::clone(&proofs));
        Self {
            clock: surroundings.clock,
            chance: surroundings.chance,
            reader_command: surroundings.reader.clone(),
            picture_reader: Arc::new(Mutex::new(picture_reader)),
            reader: ReaderHandle::new(surroundings.reader, ReaderLimits::default()),
            holder: surroundings.holder,
            actor: surroundings.actor,
            profiles: surroundings.profiles,
            received: surroundings.received,
            workshop: surroundings.workshop,
            disk: surroundings.disk,
            progress: surroundings.progress,
            proofs,
            places: LastPlaces::default(),
            held: None,
        }
    }

    /// Reads the user's own table of minimum wages, beside the profiles.
    fn own_wages(&self) -> Result<Option<OwnProfile>, AppError> {
        let Some(path) = self.profiles.as_ref().map(|folder| folder.join(OWN_WAGES)) else {
            return Ok(None);
        };
        if !path.exists() {
            return Ok(None);
        }
        let text = std::fs::read_to_string(&path)
            .map_err(|source| AppError::Read { path: path.clone(), source })?;
        Ok(Some(OwnProfile { name: path.display().to_string(), text }))
    }

    /// Reads the user's own profiles; a folder that is not there holds none.
    fn own_profiles(&self) -> Result<Vec<OwnProfile>, AppError> {
        let Some(folder) = &self.profiles else { return Ok(Vec::new()) };
        let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
        let files = entries.flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> =
            files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
        files.retain(|path| path.file_name().is_none_or(|name| name != OWN_WAGES));
        files.sort();
        files
            .into_iter()
            .map(|path| {
                let text = std::fs::read_to_string(&path)
                    .map_err(|source| AppError::Read { path: path.clone(), source })?;
                Ok(OwnProfile { name: path.display().to_string(), text })
            })
            .collect()
    }

    /// Returns which files this session has proved, for what draws beside it.
    pub fn proofs(&self) -> Arc<Proofs> {
        Arc::clone(&self.proofs)
    }

    fn now(&self) -> String {
        (self.clock)().to_rfc3339_opts(SecondsFormat::Secs, false)
    }

    fn today(&self) -> NaiveDate {
        (self.clock)().date_naive()
    }

    /// Returns the stamp of a deed that begins now.
    fn stamp(&mut self) -> Stamp<'_> {
        let when = self.now();
        let holder = format!("{}, desde {when}", self.holder);
        Stamp { when, actor: self.actor, app: APP, holder, chance: &mut *self.chance }
    }

    fn open(&mut self, root: &Path) -> Result<OpenCase, AppError> {
        let disk = (self.disk)();
        Ok(OpenCase::open(root, disk, &mut self.stamp())?)
    }

    /// Opens a case to look at it: mended where that is possible, read as it lies where another
    /// program has it open.
    fn open_to_look(&mut self, root: &Path) -> Result<OpenCase, AppError> {
        match self.open(root) {
            Err(AppError::Store(StoreError::Locked { .. })) => {
                Ok(OpenCase::open_to_read(root, &mut self.stamp())?)
            }
            opened => opened,
        }
    }

    /// Creates a case, filled from a document where one is given.
    ///
    /// # Errors
    /// The folder exists, its parent does not, or the document is not of its shape.
    pub fn create(
        &mut self,
        root: &Path,
        title: Option<&str>,
        document: Option<&str>,
    ) -> Result<(Case, Vec<Finding>), AppError> {
        let mut chance = [0; 16];
        (self.chance)(&mut chance);
        let case_id = uuid::Builder::from_random_bytes(chance).into_uuid();
        let named = root.file_name().map(|name| name.to_string_lossy().into_owned());
        let mut case = Case::new(case_id, named.unwrap_or_default());
        let mut findings = Vec::new();
        if let Some(document) = document {
            (case, findings) = merge(&case, document)?;
        }
        if let Some(title) = title {
            title.clone_into(&mut case.title);
        }
        let disk = (self.disk)();
        let opened = OpenCase::create(root, case, disk, &mut self.stamp())?;
        Ok((opened.case().clone(), findings))
    }

    /// Merges a document into a case.
    ///
    /// # Errors
    /// The document is not of its shape (nothing is taken then), or the case cannot be written.
    pub fn fill(&mut self, root: &Path, document: &str) -> Result<(Case, Vec<Finding>), AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let (case, mut findings) = merge(&before, document)?;
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &Did::Filled, Joins::Typing);
        findings.extend(opened.findings().iter().cloned());
        Ok((opened.case().clone(), findings))
    }

    /// Puts an item or an exhibit into the case's bin.
    ///
    /// # Errors
    /// The case has no such part, or it is there already.
    pub fn bin(&mut self, root: &Path, part: Part, reason: &str) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        opened.bin(part, reason, &mut self.stamp())?;
        self.remember(&opened, &before, &Did::Binned(title_of(&before, part)), Joins::Never);
        Ok(opened.findings().to_vec())
    }

    /// Brings an item or an exhibit back from the bin.
    ///
    /// # Errors
    /// The case has no such part, or it is not in the bin.
    pub fn restore(
        &mut self,
        root: &Path,
        part: Part,
        reason: &str,
    ) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        opened.restore(part, reason, &mut self.stamp())?;
        self.remember(&opened, &before, &Did::Restored(title_of(&before, part)), Joins::Never);
        Ok(opened.findings().to_vec())
    }

    /// Empties the bin; returns the ids of the items whose files are gone. Nothing that was done
    /// before can be taken back then.
    ///
    /// # Errors
    /// The case cannot be written.
    pub fn empty(&mut self, root: &Path) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        let mut opened = self.open(root)?;
        let gone = opened.empty_bin(&mut self.stamp())?;
        if !gone.is_empty() {
            opened.forget_steps();
        }
        Ok((gone.iter().map(ToString::to_string).collect(), opened.findings().to_vec()))
    }

    /// Copies a case and reads the copy back; returns how many originals it holds.
    ///
    /// # Errors
    /// The target exists, or an original is not the one that was gathered.
    pub fn copy(&mut self, root: &Path, to: &Path) -> Result<usize, AppError> {
        let opened = self.open_to_look(root)?;
        if !to.exists() && lies_inside(to, opened.root()) {
            return Err(AppError::OutInsideCase { path: to.to_owned() });
        }
        Ok(copy_case(&opened, to, &mut self.stamp())?)
    }

    /// Opens a case, which mends what a crash left, and returns what was found.
    ///
    /// # Errors
    /// The case cannot be opened at all.
    pub fn repair(&mut self, root: &Path) -> Result<Vec<Finding>, AppError> {
        let opened = self.open(root)?;
        let mut findings = opened.findings().to_vec();
        if let OpenReading::ReadOnly(why) = opened.reading()
            && !findings.iter().any(|finding| finding.code == why)
        {
            findings.push(Finding::new(FindingCode::ReadOnly).finding(why.word()));
        }
        Ok(findings)
    }
}

/// Returns what a part is called: an exhibit's title, or the name of one file among several.
fn title_of(case: &Case, part: Part) -> String {
    let (exhibit, item) = match part {
        Part::Exhibit(id) => (case.exhibit(id), None),
        Part::Item(id) => (case.exhibit_of(id), case.items.get(&id)),
    };
    match (exhibit, item) {
        (Some(exhibit), Some(item)) if exhibit.items.len() > 1 => item.name.clone(),
        (Some(exhibit), _) => exhibit.title.clone(),
        (None, _) => part.to_string(),
    }
}

/// Writes a file that the user asked for, whole or not at all; never inside the case.
fn write_result(path: &Path, bytes: &[u8], case: &Path) -> Result<(), AppError> {
    if lies_inside(path, case) {
        return Err(AppError::OutInsideCase { path: path.to_owned() });
    }
    let failed = |source| AppError::Write { path: path.to_owned(), source };
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".parte");
    let draft = path.with_file_name(name);
    let written = std::fs::write(&draft, bytes).and_then(|()| std::fs::rename(&draft, path));
    if written.is_err() {
        let _ = std::fs::remove_file(&draft);
    }
    written.map_err(failed)
}

/// Returns whether `path`, which may not exist yet, lies inside `root`.
fn lies_inside(path: &Path, root: &Path) -> bool {
    let Ok(root) = std::fs::canonicalize(root) else { return false };
    let mut nearest: PathBuf = path.to_owned();
    loop {
        if let Ok(real) = std::fs::canonicalize(&nearest) {
            return real.starts_with(&root);
        }
        if !nearest.pop() || nearest.as_os_str().is_empty() {
            return std::env::current_dir().is_ok_and(|here| here.starts_with(&root));
        }
    }
}

#[cfg(test)]
mod tests;
