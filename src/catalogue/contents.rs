//! What a received dossier holds, for its reader: exhibits with their pages in the dossier, contacts,
//! facts, requests, the custody log. Read where it lies; nothing of it is unpacked or changed.

use super::{Catalogue, CatalogueError, Form, Origin, facts, readable};
use crate::base::bagit::Manifest;
use crate::base::{Day, Sha256Digest};
use crate::case::{Contact, CustodyLog, ExhibitKind, Fact, GatheredDetail, Request};
use crate::catalogue::inside::Inside;
use crate::render::assemble::DossierPages;
use crate::store::bag::CUSTODY;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::BTreeMap;

/// How bookmarks of exhibits begin: "Doc. 3 — Fatura".
const DOCUMENT: &str = "Doc. ";
/// What stands between an exhibit's number and its title.
const DASH: &str = " — ";
/// Most files of a foreign dossier that are listed.
const MAX_FILES: usize = 10_000;

/// What a received dossier holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedContents"))]
pub struct Contents {
    /// Pages of its dossier, all volumes together; none when it brings none.
    pub pages: usize,
    /// Its volumes: the file and its pages.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub volumes: Vec<(String, usize)>,
    /// Parts of the dossier and the page each begins on.
    pub sections: Vec<Section>,
    /// Exhibits in the order of the dossier; of a foreign one, its files.
    pub exhibits: Vec<ContentsExhibit>,
    /// Contacts.
    pub contacts: Vec<Contact>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Requests.
    pub requests: Vec<Request>,
    /// The custody log.
    pub custody: Vec<CustodyEntry>,
}

/// A part of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedSection"))]
pub struct Section {
    /// Its title.
    pub title: String,
    /// The page it begins on.
    pub page: usize,
}

/// An exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedExhibit"))]
pub struct ContentsExhibit {
    /// Id in its case; of a foreign file, its path.
    pub id: String,
    /// Number as printed.
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// What it is.
    pub kind: Option<ExhibitKind>,
    /// Date.
    pub date: Option<Day>,
    /// What it shows.
    pub shows: Option<String>,
    /// Page of the dossier it begins on.
    pub first_page: Option<usize>,
    /// Page of the dossier it ends on.
    pub last_page: Option<usize>,
    /// What is heard or seen in its recordings.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub transcript: Option<String>,
    /// Its files.
    pub items: Vec<ContentsItem>,
}

/// A file of an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedItem"))]
pub struct ContentsItem {
    /// Its code of integrity.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Name as its client received it.
    pub name: String,
    /// Media type as the dossier tells it.
    pub media_type: String,
    /// Where it lies in the dossier; nothing when it is not there.
    pub member: Option<String>,
}

/// A line of the custody log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedCustody"))]
pub struct CustodyEntry {
    /// When, as it stands in the log.
    pub when: String,
    /// What: the word that stands in the log.
    pub event: String,
    /// Which item.
    pub item: Option<String>,
    /// The same in Portuguese; filled in by who knows the words.
    pub words: String,
    /// Name of the file as received, where the line tells it.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub name: Option<String>,
    /// Hash of the file.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub sha256: Option<Sha256Digest>,
}

impl Catalogue {
    /// Opens a received dossier to look inside.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`]; [`CatalogueError::Read`] when it cannot be read.
    pub fn inside(&self, id: u32) -> Result<Inside, CatalogueError> {
        let form: Form = self.entry(id)?.form;
        let path = readable(self.root(), id, form);
        Inside::open(&path).map_err(|source| CatalogueError::Read { path, source })
    }
}

#[derive(Deserialize)]
struct ToldExhibit {
    id: String,
    #[serde(default)]
    number: Option<String>,
    #[serde(default)]
    title: String,
    #[serde(default)]
    kind: Value,
    #[serde(default)]
    date: Value,
    #[serde(default)]
    shows: Option<String>,
    #[serde(default)]
    transcript: Option<String>,
    #[serde(default)]
    items: Vec<ToldItem>,
}

#[derive(Deserialize)]
struct ToldItem {
    sha256: Sha256Digest,
    #[serde(default)]
    size_bytes: u64,
    #[serde(default)]
    name: String,
    #[serde(default)]
    media_type: String,
}

/// Returns what a dossier holds.
pub fn contents(inside: &Inside, origin: Origin) -> Contents {
    let mut contents = Contents::default();
    find_pages(inside, &mut contents);
    let manifest = inside.manifest();
    let members: BTreeMap<Sha256Digest, &str> = manifest
        .iter()
        .filter(|(path, _)| path.matches('/').count() > 1 || origin == Origin::Foreign)
        .map(|(path, hash)| (hash, path))
        .collect();
    match facts::document(inside) {
        Some(document) => {
            let told: Vec<ToldExhibit> = facts::entries(&document, "exhibits");
            contents.exhibits = told.into_iter().map(|told| exhibit(told, &members)).collect();
            contents.contacts = facts::entries(&document, "contacts");
            contents.facts = facts::entries(&document, "facts");
            contents.requests = facts::entries(&document, "requests");
        }
        None => contents.exhibits = foreign_files(inside, &manifest),
    }
    place_exhibits(&mut contents);
    let log = inside.text(CUSTODY).and_then(|bytes| CustodyLog::verify(&bytes).ok());
    contents.custody = log.iter().flat_map(CustodyLog::lines).map(custody_entry).collect();
    contents
}

fn exhibit(told: ToldExhibit, members: &BTreeMap<Sha256Digest, &str>) -> ContentsExhibit {
    let item = |item: ToldItem| ContentsItem {
        member: members.get(&item.sha256).map(|path| (*path).to_owned()),
        sha256: item.sha256,
        size_bytes: item.size_bytes,
        name: item.name,
        media_type: item.media_type,
    };
    ContentsExhibit {
        id: told.id,
        number: told.number,
        title: told.title,
        kind: serde_json::from_value(told.kind).ok(),
        date: serde_json::from_value(told.date).ok(),
        shows: told.shows,
        transcript: told.transcript,
        first_page: None,
        last_page: None,
        items: told.items.into_iter().map(item).collect(),
    }
}

/// The files of a dossier that tells nothing of exhibits.
fn foreign_files(inside: &Inside, manifest: &Manifest) -> Vec<ContentsExhibit> {
    let sizes: BTreeMap<String, u64> =
        inside.files().into_iter().map(|file| (file.path, file.size_bytes)).collect();
    let file = |(path, sha256): (&str, Sha256Digest)| {
        let name = path.rsplit('/').next().unwrap_or(path).to_owned();
        let item = ContentsItem {
            sha256,
            size_bytes: sizes.get(path).copied().unwrap_or(0),
            name: name.clone(),
            media_type: String::new(),
            member: sizes.contains_key(path).then(|| path.to_owned()),
        };
        ContentsExhibit {
            id: path.to_owned(),
            number: None,
            title: name,
            kind: None,
            date: None,
            shows: None,
            transcript: None,
            first_page: None,
            last_page: None,
            items: vec![item],
        }
    };
    manifest.iter().take(MAX_FILES).map(file).collect()
}

/// Finds the volumes of the dossier, and their bookmarks.
fn find_pages(inside: &Inside, contents: &mut Contents) {
    let is_volume = |path: &str| {
        let name = path.strip_prefix("data/").unwrap_or_default();
        !name.contains('/') && name.to_ascii_lowercase().ends_with(".pdf")
    };
    let mut names: Vec<String> =
        inside.files().into_iter().map(|file| file.path).filter(|path| is_volume(path)).collect();
    names.sort();
    for name in names {
        let found = inside.with_seekable(&name, |mut file| {
            let pages = DossierPages::find(&mut file).ok()?;
            pages.is_dossier(&mut file).ok().filter(|ours| *ours)?;
            Some((pages.count(), pages.bookmarks(&mut file).unwrap_or_default()))
        });
        let Some((count, bookmarks)) = found.ok().flatten() else { continue };
        let before = contents.pages;
        let sections = bookmarks.into_iter().map(|bookmark| Section {
            title: bookmark.title,
            page: bookmark.page.saturating_add(before),
        });
        contents.sections.extend(sections);
        contents.pages = before.saturating_add(count);
        contents.volumes.push((name, count));
    }
}

/// Gives each exhibit its pages, by the bookmark with its number, and puts them into that order.
fn place_exhibits(contents: &mut Contents) {
    let mut begins: Vec<usize> = contents.sections.iter().map(|section| section.page).collect();
    begins.sort_unstable();
    let numbered: BTreeMap<&str, usize> = contents
        .sections
        .iter()
        .filter_map(|section| {
            let (number, _) = section.title.strip_prefix(DOCUMENT)?.split_once(DASH)?;
            Some((number, section.page))
        })
        .collect();
    for exhibit in &mut contents.exhibits {
        let first = exhibit.number.as_deref().and_then(|number| numbered.get(number)).copied();
        exhibit.first_page = first;
        exhibit.last_page = first.map(|first| {
            let next = begins.iter().find(|page| **page > first).map(|page| page - 1);
            next.unwrap_or(contents.pages)
        });
    }
    contents.exhibits.sort_by_key(|exhibit| (exhibit.first_page.is_none(), exhibit.first_page));
}

fn custody_entry(line: &crate::case::CustodyLine) -> CustodyEntry {
    CustodyEntry {
        when: line.core.when.clone(),
        event: line.core.event.word().to_owned(),
        item: line.core.item.map(|item| item.to_string()),
        words: String::new(),
        name: line.detail_as::<GatheredDetail>().map(|detail| detail.received_as),
        sha256: line.core.sha256,
    }
}
