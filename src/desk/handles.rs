//! The names under which the page knows files and folders, and what each may be used for.
//!
//! `casos:` the folder of cases · `casos-antes:` the one before it, to look into · `caso:<id>` a case · `ajustes:` the settings · `recebidos:` the received dossiers · `saida:` the folder
//! for what is made · `escolha:<n>` what a person picked, dropped or pasted · `feito:<n>` what a deed
//! made. An original is only opened outside, as `caso:<id>#p3`. Numbers are given out once in a session and mean nothing in another.

use crate::api::{Purpose, Request, Slot};
use crate::app::{AppError, Shown};
use crate::case::ItemId;
use crate::desk::Home;
use crate::desk::answer::bare_name;
use crate::desk::offer::Offer;
use crate::desk::redact::Secrets;
use crate::store::{case_id, free_folder, is_case, original};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use uuid::Uuid;

/// The folder of cases.
pub(super) const CASES: &str = "casos:";
/// The folder of cases before the person chose another in this session: only to be opened outside.
const CASES_BEFORE: &str = "casos-antes:";
/// The settings file.
const SETTINGS: &str = "ajustes:";
/// The received dossiers.
const RECEIVED: &str = "recebidos:";
/// The default folder for what is made.
const OUT: &str = "saida:";
/// A case.
const CASE: &str = "caso:";
/// What a person gave.
const OFFER: &str = "escolha:";
/// What a deed made.
const MADE: &str = "feito:";

/// Name of the folder of a case without a title.
const UNTITLED: &str = "Caso sem título";

/// Every handle of a session.
pub(super) struct Handles {
    home: Home,
    /// The folder of cases of a person who chose none.
    usual_cases: PathBuf,
    cases_before: Option<PathBuf>,
    /// By the part after `caso:`.
    cases: BTreeMap<String, PathBuf>,
    offers: BTreeMap<u32, Vec<PathBuf>>,
    made: BTreeMap<u32, PathBuf>,
    /// Where the originals of the cases that were shown stand, by case folder.
    originals: BTreeMap<PathBuf, BTreeMap<ItemId, PathBuf>>,
    secrets: Secrets,
}

impl Handles {
    pub(super) fn new(home: Home) -> Self {
        let mut secrets = Secrets::default();
        for path in [&home.cases, &home.out, &home.settings, &home.received] {
            secrets.hide_above(path);
            secrets.hide_above(&path.join(CASE));
        }
        Self {
            usual_cases: home.cases.clone(),
            cases_before: None,
            home,
            cases: BTreeMap::new(),
            offers: BTreeMap::new(),
            made: BTreeMap::new(),
            originals: BTreeMap::new(),
            secrets,
        }
    }

    /// Returns the folders that no sentence may name.
    pub(super) fn secrets(&self) -> Secrets {
        self.secrets.clone()
    }

    /// Hides where the program itself stands.
    pub(super) fn hide(&mut self, program: &Path) {
        self.secrets.hide_above(program);
    }

    /// Notes which folder of cases the person chose, if any.
    pub(super) fn choose_cases(&mut self, chosen: Option<&Path>) {
        let now = chosen.unwrap_or(&self.usual_cases).to_owned();
        if now != self.home.cases {
            self.cases_before = Some(std::mem::replace(&mut self.home.cases, now));
        }
        self.secrets.hide_above(&self.home.cases);
        self.secrets.hide_above(&self.home.cases.join(CASE));
    }

    /// Returns the catalogue of received dossiers.
    pub(super) fn received(&self) -> &Path {
        &self.home.received
    }

    /// Registers what a person gave.
    pub(super) fn offer(&mut self, paths: Vec<PathBuf>) -> Offer {
        let number = next(&self.offers);
        paths.iter().for_each(|path| self.secrets.hide_above(path));
        let offer = Offer::of(format!("{OFFER}{number}"), &paths);
        self.offers.insert(number, paths);
        offer
    }

    /// Returns the handle of something that a deed made; the same for the same path.
    pub(super) fn of_made(&mut self, path: &Path) -> String {
        let known = self.made.iter().find(|(_, made)| *made == path).map(|(number, _)| *number);
        let number = known.unwrap_or_else(|| {
            let number = next(&self.made);
            self.made.insert(number, path.to_owned());
            self.secrets.hide_above(path);
            number
        });
        format!("{MADE}{number}")
    }

    /// Returns the handle of something that may be chosen; the same for the same path.
    pub(super) fn of_choice(&mut self, path: &Path) -> String {
        let known = self.offers.iter().find(|(_, paths)| paths.as_slice() == [path]);
        let number = known.map(|(number, _)| *number);
        number.map_or_else(
            || self.offer(vec![path.to_owned()]).handle,
            |number| format!("{OFFER}{number}"),
        )
    }

    /// Returns the handle of a case folder. A second folder with the same identity, which a copy
    /// has, gets one of its own; a folder whose identity cannot be read is known as a choice.
    pub(super) fn of_case(&mut self, path: &Path) -> String {
        self.secrets.hide_above(path);
        let Some(id) = case_id(path) else { return self.of_choice(path) };
        let mut copy = 1;
        loop {
            let tail = if copy == 1 { id.to_string() } else { format!("{id}~{copy}") };
            match self.cases.get(&tail).filter(|known| case_id(known) == Some(id)) {
                Some(known) if known == path => return format!("{CASE}{tail}"),
                Some(_) => copy += 1,
                None => {
                    self.cases.insert(tail.clone(), path.to_owned());
                    return format!("{CASE}{tail}");
                }
            }
        }
    }

    /// Puts paths in place of the handles of a request; returns the folder of the case it is about.
    ///
    /// # Errors
    /// [`AppError::Request`] for what is no handle or not one for this use, [`AppError::Absent`] for
    /// one that means nothing now.
    pub(super) fn resolve(&mut self, request: &mut Request) -> Result<Option<PathBuf>, AppError> {
        let title = match request {
            Request::New { title, .. } | Request::Continue { title, .. } => title.clone(),
            _ => None,
        };
        let mut case: Option<PathBuf> = None;
        for place in request.places_mut() {
            match place.slot {
                Slot::Text(text) => {
                    must_suit(place.purpose, text)?;
                    let found = self.one(text)?;
                    *text = found.into_os_string().into_string().map_err(|_| refused(text))?;
                }
                Slot::Many(paths) => {
                    let mut given = Vec::new();
                    for handle in paths.iter() {
                        given.extend(self.several(place.purpose, text(handle)?)?);
                    }
                    *paths = given;
                }
                Slot::One(path) => {
                    let handle = text(path)?.to_owned();
                    must_suit(place.purpose, &handle)?;
                    let found = self.one(&handle)?;
                    *path = match place.purpose {
                        Purpose::NewCase => {
                            new_folder(&found)?;
                            free_folder(&found, named(title.as_deref().unwrap_or_default()))
                        }
                        Purpose::CopyOfCase => {
                            let name = case.as_deref().map(bare_name).unwrap_or_default();
                            free_folder(&found, named(&name))
                        }
                        _ => found,
                    };
                    if matches!(place.purpose, Purpose::Case | Purpose::NewCase) {
                        case = Some(path.clone());
                    }
                }
            }
        }
        Ok(case)
    }

    fn several(&mut self, purpose: Purpose, handle: &str) -> Result<Vec<PathBuf>, AppError> {
        must_suit(purpose, handle)?;
        match number_after(handle, OFFER) {
            Some(number) => self.offers.get(&number).cloned().ok_or_else(|| gone(handle)),
            None => self.one(handle).map(|path| vec![path]),
        }
    }

    /// Returns the one path behind a handle.
    ///
    /// # Errors
    /// As [`Handles::resolve`].
    pub(super) fn one(&mut self, handle: &str) -> Result<PathBuf, AppError> {
        match handle {
            CASES => return Ok(self.home.cases.clone()),
            CASES_BEFORE => return self.cases_before.clone().ok_or_else(|| gone(handle)),
            OUT => return Ok(self.home.out.clone()),
            SETTINGS => return Ok(self.home.settings.clone()),
            RECEIVED => return Ok(self.home.received.clone()),
            _ => {}
        }
        if let Some(tail) = handle.strip_prefix(CASE) {
            return self.case(tail).ok_or_else(|| gone(handle));
        }
        if let Some(number) = number_after(handle, MADE) {
            return self.made.get(&number).cloned().ok_or_else(|| gone(handle));
        }
        if let Some(number) = number_after(handle, OFFER) {
            return match self.offers.get(&number).map(Vec::as_slice) {
                Some([path]) => Ok(path.clone()),
                Some(_) => Err(refused(handle)),
                None => Err(gone(handle)),
            };
        }
        Err(refused(handle))
    }

    /// Notes where the originals of a case stand that was just shown.
    pub(super) fn holds(&mut self, root: &Path, shown: &Shown) {
        let items = shown.document.exhibits.iter().flat_map(|exhibit| &exhibit.view.items);
        let places = items.map(|item| (item.view.id, original(root, &item.stored_as)));
        self.originals.insert(root.to_owned(), places.collect());
    }

    /// Returns the path behind a handle, or of an original of a case that was shown, which is called
    /// by its item: `caso:<id>#p3`.
    pub(super) fn place(&mut self, name: &str) -> Option<PathBuf> {
        let (handle, item) = match name.split_once('#') {
            Some((handle, item)) => (handle, Some(item.parse::<ItemId>().ok()?)),
            None => (name, None),
        };
        let path = self.one(handle).ok()?;
        match item {
            Some(item) => self.originals.get(&path)?.get(&item).cloned(),
            None => Some(path),
        }
    }

    /// Returns the folder of a case; looks for it among all cases when it is not where it was.
    fn case(&mut self, tail: &str) -> Option<PathBuf> {
        let id: Uuid = tail.split('~').next()?.parse().ok()?;
        if let Some(path) = self.cases.get(tail).filter(|path| case_id(path) == Some(id)) {
            return Some(path.clone());
        }
        for folder in folders(&self.home.cases) {
            if is_case(&folder) {
                self.of_case(&folder);
            }
        }
        self.cases.get(tail).filter(|path| case_id(path) == Some(id)).cloned()
    }
}

/// Returns the folders in a folder by name.
fn folders(within: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(within).into_iter().flatten().flatten();
    let mut folders: Vec<PathBuf> =
        entries.map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// Refuses a handle that is not for this use.
fn must_suit(purpose: Purpose, handle: &str) -> Result<(), AppError> {
    let kinds: &[&str] = match purpose {
        Purpose::Case => &[CASE, OFFER],
        Purpose::NewCase | Purpose::Cases => &[CASES],
        Purpose::CasesChoice => &[CASES, OFFER],
        Purpose::Sources | Purpose::CopyOfCase | Purpose::Target | Purpose::Watched => &[OFFER],
        Purpose::Made => &[MADE],
        Purpose::Settings => &[SETTINGS],
        Purpose::Catalogue => &[RECEIVED],
        Purpose::Out => &[OUT, OFFER],
        Purpose::Checked => &[CASE, OFFER, MADE],
    };
    let suits = kinds.iter().any(|kind| match *kind {
        CASES | OUT | SETTINGS | RECEIVED => handle == *kind,
        kind => handle.starts_with(kind),
    });
    if suits { Ok(()) } else { Err(refused(handle)) }
}

fn next<T>(numbers: &BTreeMap<u32, T>) -> u32 {
    numbers.last_key_value().map_or(1, |(number, _)| number.saturating_add(1))
}

fn number_after(handle: &str, kind: &str) -> Option<u32> {
    handle.strip_prefix(kind)?.parse().ok()
}

fn text(path: &Path) -> Result<&str, AppError> {
    path.to_str().ok_or_else(|| refused("?"))
}

fn refused(handle: &str) -> AppError {
    AppError::Request { detail: format!("`{handle}` is no handle for this place") }
}

fn gone(handle: &str) -> AppError {
    AppError::Absent { path: handle.into() }
}

/// Returns what the folder of a case with this title is named after.
fn named(title: &str) -> &str {
    if title.trim().is_empty() { UNTITLED } else { title.trim() }
}

fn new_folder(path: &Path) -> Result<(), AppError> {
    let failed = |source| AppError::Write { path: path.to_owned(), source };
    fs::create_dir_all(path).map_err(failed)
}
