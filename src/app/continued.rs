//! Continuing a received case (continuar): an editable case is made of a dossier that brings its
//! originals. The client's custody log stays whole in it, and the received dossier as it is.

use crate::app::{App, AppError};
use crate::base::Sha256Digest;
use crate::case::{
    Case, CustodyEvent, CustodyLine, CustodyLog, Exhibit, ExhibitId, Finding, GatheredDetail, Item,
    ItemId, ItemState, merge,
};
use crate::catalogue::{Catalogue, CatalogueError, Inside, case_document};
use crate::import::read_file;
use crate::store::bag::{CUSTODY, originals, payload};
use crate::store::{Continuation, OpenCase};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::Path;

/// Folder in a dossier below which files are evidence.
const PAYLOAD: &str = "data/";

impl App {
    /// Makes an editable case at `to`, which must not exist, of a received dossier.
    ///
    /// # Errors
    /// [`CatalogueError::NoCase`] when the dossier tells no case or its log does not check;
    /// [`CatalogueError::OriginalsMissing`]; `to` exists or cannot be made.
    pub fn continue_received(
        &mut self,
        root: &Path,
        id: u32,
        to: &Path,
        title: Option<&str>,
    ) -> Result<(Case, Vec<Finding>), AppError> {
        let catalogue = Catalogue::open(root)?;
        let entry = catalogue.entry(id)?;
        let inside = catalogue.inside(id)?;
        let no_case = || CatalogueError::NoCase { id };
        let document = case_document(&inside).ok_or_else(no_case)?;
        let log = inside.text(CUSTODY).and_then(|bytes| CustodyLog::verify(&bytes).ok());
        let log = log.ok_or_else(no_case)?;
        let places = places(&inside);
        let lacking = payload(&log, log.count());
        let lacking = lacking.values().filter(|file| !places.contains_key(&file.sha256)).count();
        if lacking > 0 {
            return Err(CatalogueError::OriginalsMissing { id, count: lacking }.into());
        }
        let (mut case, mut findings) = case_of(&document, &log)?.ok_or_else(no_case)?;
        if let Some(title) = title {
            title.clone_into(&mut case.title);
        }
        let continuation =
            Continuation { case, log, seal: entry.facts.seal, received: entry.sha256 };
        let disk = (self.disk)();
        let mut opened = OpenCase::continue_from(
            to,
            continuation,
            &mut |file, out| {
                let member = places.get(&file.sha256).ok_or(io::ErrorKind::NotFound)?;
                inside.write_out(member, out).map(|(sha256, _)| sha256)
            },
            disk,
            &mut self.stamp(),
        )?;
        let mut case = opened.case().clone();
        for item in case.items.values_mut() {
            if let Some(path) = opened.original_path(item.id) {
                item.read = Some(read_file(&path, &item.name, None, &mut self.reader));
            }
        }
        opened.write(case, &self.stamp())?;
        findings.extend(opened.findings().iter().cloned());
        Ok((opened.case().clone(), findings))
    }
}

/// Returns where each file of the dossier lies, by its hash as the manifest gives it.
fn places(inside: &Inside) -> BTreeMap<Sha256Digest, String> {
    let manifest = inside.manifest();
    let files = manifest.iter().filter(|(path, _)| path.starts_with(PAYLOAD));
    files.map(|(path, sha256)| (sha256, path.to_owned())).collect()
}

/// Returns the case that a dossier tells, with the items of its log; nothing when it tells none.
fn case_of(document: &Value, log: &CustodyLog) -> Result<Option<(Case, Vec<Finding>)>, AppError> {
    let told = |member: &str| document.get(member).and_then(Value::as_str);
    let Some(case_id) = told("case_id").and_then(|id| id.parse().ok()) else { return Ok(None) };
    let mut case = Case::new(case_id, told("title").unwrap_or_default().to_owned());
    let states = states(document);
    for (id, original) in originals(log, log.count()) {
        let line = gathered(log, id);
        let Some((line, detail)) = line else { continue };
        let item = Item {
            id,
            sha256: original.sha256,
            size_bytes: original.size_bytes,
            name: detail.received_as,
            stored_as: original.stored_as,
            gathered_at: line.core.when.clone(),
            state: states.get(&id).copied().unwrap_or_default(),
            media_type: detail.media_type,
            read: None,
            copy: None,
        };
        case.items.insert(id, item);
    }
    // What the client left out keeps its id: it stands in the log.
    let highest = log.lines().iter().filter_map(|line| line.core.item).map(ItemId::number).max();
    case.used.insert(ItemId::PREFIX, highest.unwrap_or(0));
    let exhibits = document.get("exhibits").and_then(Value::as_array).into_iter().flatten();
    for told in exhibits {
        let member = |name: &str| told.get(name).and_then(Value::as_str);
        let Some(id) = member("id").and_then(|id| id.parse::<ExhibitId>().ok()) else { continue };
        let items = told.get("items").and_then(Value::as_array).into_iter().flatten();
        let items = items.filter_map(|item| item.get("id")?.as_str()?.parse::<ItemId>().ok());
        let title = member("title").unwrap_or_default();
        case.exhibits.push(Exhibit {
            items: items.filter(|id| case.items.contains_key(id)).collect(),
            number: member("number").and_then(|number| number.parse().ok()),
            ..Exhibit::new(id, title.to_owned())
        });
    }
    place_the_rest(&mut case, log);
    let (case, findings) = merge(&case, &document.to_string())?;
    Ok(Some((case, findings)))
}

/// An item that no exhibit of the document names is put into the one that it was gathered into.
fn place_the_rest(case: &mut Case, log: &CustodyLog) {
    let lost: Vec<ItemId> =
        case.items.keys().copied().filter(|id| case.exhibit_of(*id).is_none()).collect();
    for id in lost {
        let Some((_, detail)) = gathered(log, id) else { continue };
        match case.exhibit_mut(detail.exhibit) {
            Some(exhibit) => exhibit.items.push(id),
            None => {
                let exhibit = Exhibit::new(detail.exhibit, detail.received_as);
                case.exhibits.push(Exhibit { items: vec![id], ..exhibit });
            }
        }
    }
}

fn gathered(log: &CustodyLog, item: ItemId) -> Option<(&CustodyLine, GatheredDetail)> {
    let mut lines = log.lines().iter().rev();
    let line = lines
        .find(|line| line.core.event == CustodyEvent::Gathered && line.core.item == Some(item))?;
    Some((line, line.detail_as()?))
}

/// Returns where the document says that items stand: in the case or in its bin.
fn states(document: &Value) -> BTreeMap<ItemId, ItemState> {
    let exhibits = document.get("exhibits").and_then(Value::as_array).into_iter().flatten();
    let items = exhibits.filter_map(|exhibit| exhibit.get("items")?.as_array()).flatten();
    items
        .filter_map(|item| {
            let id = item.get("id")?.as_str()?.parse().ok()?;
            Some((id, serde_json::from_value(item.get("state")?.clone()).ok()?))
        })
        .collect()
}
