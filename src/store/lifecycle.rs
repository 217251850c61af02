//! An item's way to the bin, back, and out for good; and freezing numbers at an export.
//!
//! A removed item stays in its place and in the manifest until the bin is emptied.

use crate::case::{
    Case, CustodyEvent, EventDraft, Exhibit, ExhibitId, Finding, FindingCode, Item, ItemId,
    ItemState, follow_citations, follow_pages, keep_printed,
};
use crate::store::bag::payload;
use crate::store::{OpenCase, Stamp, StoreError};
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// What a command names: an item, or an exhibit with all its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// One item.
    Item(ItemId),
    /// An exhibit.
    Exhibit(ExhibitId),
}

impl std::fmt::Display for Part {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Item(id) => id.fmt(f),
            Self::Exhibit(id) => id.fmt(f),
        }
    }
}

impl OpenCase {
    /// Puts an item or a whole exhibit into the bin, with the reason.
    ///
    /// # Errors
    /// The case has no such part, it is in the bin already, or the case cannot be written.
    pub fn bin(
        &mut self,
        part: Part,
        reason: &str,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.move_part(part, reason, CustodyEvent::Removed, stamp)
    }

    /// Brings an item or a whole exhibit back from the bin, with the reason.
    ///
    /// # Errors
    /// The case has no such part, it is not in the bin, or the case cannot be written.
    pub fn restore(
        &mut self,
        part: Part,
        reason: &str,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.move_part(part, reason, CustodyEvent::Restored, stamp)
    }

    fn move_part(
        &mut self,
        part: Part,
        reason: &str,
        event: CustodyEvent,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.must_write()?;
        let into_bin = event == CustodyEvent::Removed;
        let (from, to) = if into_bin {
            (ItemState::Kept, ItemState::Binned)
        } else {
            (ItemState::Binned, ItemState::Kept)
        };
        let mut case = self.case.clone();
        let items = named_items(&case, part)?;
        let moving: Vec<ItemId> =
            items.into_iter().filter(|id| state(&case, *id) == Some(from)).collect();
        let paper = match part {
            Part::Exhibit(id) => case
                .exhibit_mut(id)
                .filter(|exhibit| exhibit.paper_at.is_some() && exhibit.binned != into_bin)
                .map(|exhibit| exhibit.binned = into_bin),
            Part::Item(_) => None,
        };
        if moving.is_empty() && paper.is_none() {
            return Err(StoreError::WrongState { id: part.to_string() });
        }
        for id in moving {
            if let Some(item) = case.items.get_mut(&id) {
                item.state = to;
            }
        }
        follow_pages(&self.case, &mut case);
        self.turn_to(case, reason, stamp)
    }

    /// Makes the case what `case` says; items that go into the bin or come out of it are logged
    /// with the reason.
    ///
    /// # Errors
    /// [`StoreError::NotWritable`]; what the disk or the database refuses, and nothing is changed
    /// then.
    pub fn turn_to(
        &mut self,
        mut case: Case,
        reason: &str,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.must_write()?;
        let moved = |item: &Item| match (state(&self.case, item.id)?, item.state) {
            (ItemState::Kept, ItemState::Binned) => Some(CustodyEvent::Removed),
            (ItemState::Binned, ItemState::Kept) => Some(CustodyEvent::Restored),
            _ => None,
        };
        let moving = case.items.values().filter_map(|item| Some((moved(item)?, item)));
        let drafts: Vec<EventDraft> =
            moving.map(|(event, item)| draft(event, item, reason)).collect();
        if drafts.is_empty() {
            return self.write(case, stamp);
        }
        self.commit_events(&drafts, stamp)?;
        case.remember_ids();
        self.case = case;
        self.settle(stamp);
        Ok(())
    }

    /// Deletes for good what is in the bin, for a file logging its hash and the reason; returns the
    /// items, and the exhibits on paper.
    ///
    /// # Errors
    /// The case cannot be written. The log is written first: a deletion cut short is a finding, and
    /// the next opening finishes it.
    pub fn empty_bin(&mut self, stamp: &mut Stamp<'_>) -> Result<Vec<Part>, StoreError> {
        self.must_write()?;
        let mut case = self.case.clone();
        let papers = drop_binned_papers(&mut case);
        let mut drafts = Vec::new();
        let mut gone = Vec::new();
        for item in case.items.values_mut().filter(|item| item.state == ItemState::Binned) {
            drafts.push(draft(CustodyEvent::Emptied, item, "lixeira esvaziada"));
            item.state = ItemState::Emptied;
            item.read = None;
            gone.push(item.id);
        }
        let all: Vec<Part> = gone.iter().copied().map(Part::Item).chain(papers).collect();
        if drafts.is_empty() {
            if !all.is_empty() {
                self.write(case, stamp)?;
            }
            return Ok(all);
        }
        let mut files = payload(&self.log, self.log.count());
        files.retain(|_, file| gone.contains(&file.item));
        self.commit_events(&drafts, stamp)?;
        self.case = case;
        for place in files.into_keys() {
            let path = self.root.join(&place);
            // What the log says is done; a file that cannot be deleted now, the next opening deletes.
            if self.disk.release(&path).and_then(|()| self.disk.remove(&path)).is_err() {
                self.findings.push(Finding::new(FindingCode::NotDeleted).at(place));
            }
        }
        self.settle(stamp);
        Ok(all)
    }

    /// Puts the items of several exhibits into the first of them, in the order named.
    ///
    /// # Errors
    /// The case has no such part, an exhibit is on paper only, or the case cannot be written.
    pub fn group(
        &mut self,
        exhibits: &[ExhibitId],
        stamp: &Stamp<'_>,
    ) -> Result<ExhibitId, StoreError> {
        let mut case = self.case.clone();
        let missing = |id: ExhibitId| StoreError::NoSuchPart { id: id.to_string() };
        let mut items = Vec::new();
        let mut seen: Vec<ExhibitId> = Vec::new();
        for id in exhibits.iter().copied() {
            let exhibit = case.exhibit(id).ok_or_else(|| missing(id))?;
            if exhibit.is_paper_only() || (exhibit.number.is_some() && !seen.is_empty()) {
                return Err(StoreError::WrongState { id: id.to_string() });
            }
            if !seen.contains(&id) {
                items.extend(exhibit.items.iter().copied());
                seen.push(id);
            }
        }
        let (first, rest) = match seen.split_first() {
            Some((first, rest)) if !rest.is_empty() => (*first, rest),
            _ => return Err(StoreError::TooFewToGroup),
        };
        case.exhibits.retain(|exhibit| !rest.contains(&exhibit.id));
        if let Some(exhibit) = case.exhibit_mut(first) {
            exhibit.items = items;
        }
        follow_citations(&self.case, &mut case);
        repoint(&mut case, rest, first);
        keep_printed(&self.case, &seen, &mut case, first);
        self.write(case, stamp)?;
        Ok(first)
    }

    /// Makes each item of an exhibit but its first an exhibit of its own again; returns them.
    ///
    /// # Errors
    /// The case has no such exhibit, it has one item, or the case cannot be written.
    pub fn separate(
        &mut self,
        id: ExhibitId,
        stamp: &Stamp<'_>,
    ) -> Result<Vec<ExhibitId>, StoreError> {
        let mut case = self.case.clone();
        let missing = || StoreError::NoSuchPart { id: id.to_string() };
        let exhibit = case.exhibit(id).ok_or_else(missing)?.clone();
        // What is in the bin stays with the first, and comes back there.
        let kept: Vec<ItemId> = case.kept_items(&exhibit).map(|item| item.id).collect();
        let Some((_, others)) = kept.split_first().filter(|(_, others)| !others.is_empty()) else {
            return Err(StoreError::WrongState { id: id.to_string() });
        };
        let mut made = vec![id];
        for item in others {
            let new = case.next_exhibit_id();
            case.exhibits.push(Exhibit {
                id: new,
                items: vec![*item],
                pages: None,
                number: None,
                ..exhibit.clone()
            });
            case.remember_ids();
            made.push(new);
        }
        if let Some(exhibit) = case.exhibit_mut(id) {
            exhibit.items.retain(|item| !others.contains(item));
        }
        follow_citations(&self.case, &mut case);
        for new in &made {
            keep_printed(&self.case, &[id], &mut case, *new);
        }
        self.write(case, stamp)?;
        Ok(made)
    }
}

/// Takes the exhibits on paper that are in the bin out of the case; returns them. One whose number
/// stands in a dossier keeps its row, as an exhibit does whose files were deleted: no other may take
/// the number.
fn drop_binned_papers(case: &mut Case) -> Vec<Part> {
    let mut gone = Vec::new();
    for exhibit in case.exhibits.iter_mut().filter(|e| e.binned && e.paper_at.is_some()) {
        exhibit.paper_at = None;
        gone.push(Part::Exhibit(exhibit.id));
    }
    let is_gone =
        |exhibit: &Exhibit| exhibit.number.is_none() && gone.contains(&Part::Exhibit(exhibit.id));
    case.remember_ids();
    case.exhibits.retain(|exhibit| !is_gone(exhibit));
    gone
}

/// Citations of exhibits that were put into another follow them.
fn repoint(case: &mut Case, gone: &[ExhibitId], to: ExhibitId) {
    use crate::case::ExhibitRef;
    let mend = |reference: &mut ExhibitRef| {
        if let ExhibitRef::Id(id) = reference
            && gone.contains(id)
        {
            *reference = ExhibitRef::Id(to);
        }
    };
    case.contacts.iter_mut().flat_map(|c| c.exhibits.iter_mut()).for_each(mend);
    case.citations_mut().flatten().for_each(|citation| mend(&mut citation.exhibit));
}

fn named_items(case: &Case, part: Part) -> Result<Vec<ItemId>, StoreError> {
    let missing = || StoreError::NoSuchPart { id: part.to_string() };
    match part {
        Part::Item(id) => case.items.contains_key(&id).then(|| vec![id]).ok_or_else(missing),
        Part::Exhibit(id) => case.exhibit(id).map(|e| e.items.clone()).ok_or_else(missing),
    }
}

fn state(case: &Case, id: ItemId) -> Option<ItemState> {
    case.items.get(&id).map(|item| item.state)
}

fn draft(event: CustodyEvent, item: &Item, reason: &str) -> EventDraft {
    let mut detail = Map::new();
    detail.insert("reason".to_owned(), Value::from(reason));
    EventDraft {
        event,
        item: Some(item.id),
        sha256: Some(item.sha256),
        size_bytes: Some(item.size_bytes),
        detail,
    }
}

/// Returns the case with these numbers frozen.
pub fn freeze_numbers(
    case: &Case,
    numbers: &BTreeMap<ExhibitId, crate::case::ExhibitNumber>,
) -> Case {
    let mut case = case.clone();
    for exhibit in &mut case.exhibits {
        if exhibit.number.is_none() {
            exhibit.number = numbers.get(&exhibit.id).copied();
        }
    }
    case
}
