//! Changing what the user says of exhibits, and noting contacts.

use crate::app::history::{Did, Joins};
use crate::app::{App, AppError, RefusedDeed};
use crate::base::{Day, Moment, ProtocolNumber};
use crate::case::{
    Channel, Contact, ContactId, Declined, Exhibit, ExhibitId, ExhibitKind, ExhibitRef, Finding,
    FindingCode, ItemId, LineRange, PageChoice, Turn, follow_pages,
};
use crate::store::{Part, StoreError};
use serde::Deserialize;
use std::path::Path;

/// A member of an exhibit that an edit makes empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Clear {
    /// The date.
    Date,
    /// The private note.
    Note,
    /// What it shows.
    Shows,
    /// The choice of pages: all are printed.
    Pages,
    /// The turn: as it came.
    Turn,
    /// The choice of lines: the whole conversation is printed.
    Lines,
    /// What a recording says.
    Transcript,
    /// The suggestions that were put aside: they come again.
    Declined,
}

/// What is to change of an exhibit; what is `None` stays.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Edit {
    /// Title.
    pub title: Option<String>,
    /// Date.
    pub date: Option<Day>,
    /// Kind.
    pub kind: Option<ExhibitKind>,
    /// Private note.
    pub note: Option<String>,
    /// Place in the order, from 1, among the exhibits whose numbers are not frozen.
    pub position: Option<u32>,
    /// Turn.
    pub turn: Option<Turn>,
    /// Choice of pages.
    pub pages: Option<PageChoice>,
    /// Which lines of a conversation are printed.
    pub lines: Option<LineRange>,
    /// What a recording says.
    pub transcript: Option<String>,
    /// What it shows.
    pub shows: Option<String>,
    /// Not to be used in any dossier.
    pub left_out: Option<bool>,
    /// Its items in their new order; empty leaves it.
    pub items: Vec<ItemId>,
    /// Suggestions that are put aside.
    pub decline: Vec<Declined>,
    /// Members that become empty.
    pub clear: Vec<Clear>,
}

impl Edit {
    /// Returns how the edit is called, of an exhibit with this title; and whether it changes words
    /// alone, as typing does.
    fn did(&self, title: &str) -> (Did, Joins) {
        let title = title.to_owned();
        let alone = |only: &Self| self == only;
        let none = Self::default();
        if alone(&Self { turn: self.turn, ..none.clone() }) {
            (Did::Turned(title), Joins::Never)
        } else if alone(&Self { position: self.position, ..none.clone() }) {
            (Did::Moved(title), Joins::Never)
        } else if alone(&Self { left_out: self.left_out, ..none.clone() }) {
            (Did::LeftOut(title, self.left_out == Some(true)), Joins::Never)
        } else if alone(&Self { decline: self.decline.clone(), ..none.clone() }) {
            (Did::Declined(title), Joins::Never)
        } else {
            let words = Self {
                title: self.title.clone(),
                note: self.note.clone(),
                shows: self.shows.clone(),
                transcript: self.transcript.clone(),
                ..none
            };
            let joins = if alone(&words) { Joins::Typing } else { Joins::Never };
            (Did::Edited(title), joins)
        }
    }

    /// Carries the edit out, but for the place in the order, which concerns other exhibits too.
    fn apply(&self, exhibit: &mut Exhibit) -> Result<(), AppError> {
        if let Some(title) = &self.title {
            exhibit.title.clone_from(title);
        }
        exhibit.kind = self.kind.unwrap_or(exhibit.kind);
        exhibit.left_out = self.left_out.unwrap_or(exhibit.left_out);
        exhibit.turn = self.turn.unwrap_or(exhibit.turn);
        exhibit.date = self.date.or(exhibit.date);
        replace(&mut exhibit.note, &self.note);
        replace(&mut exhibit.shows, &self.shows);
        replace(&mut exhibit.pages, &self.pages);
        replace(&mut exhibit.lines, &self.lines);
        replace(&mut exhibit.transcript, &self.transcript);
        if !self.items.is_empty() {
            exhibit.items = reordered(exhibit, &self.items)?;
        }
        for one in &self.decline {
            if !exhibit.declines(one.field, &one.value) {
                exhibit.declined.push(one.clone());
            }
        }
        for member in &self.clear {
            match member {
                Clear::Date => exhibit.date = None,
                Clear::Note => exhibit.note = None,
                Clear::Shows => exhibit.shows = None,
                Clear::Pages => exhibit.pages = None,
                Clear::Turn => exhibit.turn = Turn::None,
                Clear::Lines => exhibit.lines = None,
                Clear::Transcript => exhibit.transcript = None,
                Clear::Declined => exhibit.declined.clear(),
            }
        }
        Ok(())
    }
}

fn replace<T: Clone>(member: &mut Option<T>, new: &Option<T>) {
    if new.is_some() {
        member.clone_from(new);
    }
}

/// Returns the items of an exhibit in the order that was asked: each of them once, none else.
fn reordered(exhibit: &Exhibit, asked: &[ItemId]) -> Result<Vec<ItemId>, AppError> {
    let sorted = |items: &[ItemId]| {
        let mut items = items.to_vec();
        items.sort();
        items
    };
    if sorted(asked) == sorted(&exhibit.items) {
        return Ok(asked.to_vec());
    }
    let ids: Vec<String> = asked.iter().map(ToString::to_string).collect();
    Err(RefusedDeed::OrderNotWhole { given: ids.join(", ") }.into())
}

/// A contact to be noted.
#[derive(Debug, Clone)]
pub struct ContactNote {
    /// When.
    pub when: Moment,
    /// By which way.
    pub channel: Channel,
    /// Protocol numbers as received.
    pub protocols: Vec<String>,
    /// Who answered.
    pub attendant: Option<String>,
    /// What was asked and said.
    pub summary: Option<String>,
    /// Until when an answer was promised.
    pub due: Option<Day>,
    /// What was answered.
    pub answer: Option<String>,
    /// What proves it.
    pub exhibits: Vec<ExhibitRef>,
}

impl App {
    /// Changes an exhibit.
    ///
    /// # Errors
    /// The case has no such exhibit, or cannot be written.
    pub fn edit(
        &mut self,
        root: &Path,
        id: ExhibitId,
        edit: &Edit,
    ) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let mut case = opened.case().clone();
        let mut findings = opened.findings().to_vec();
        let missing = || StoreError::NoSuchPart { id: id.to_string() };
        let exhibit = case.exhibit_mut(id).ok_or_else(missing)?;
        edit.apply(exhibit)?;
        if let Some(position) = edit.position {
            if exhibit.number.is_some() {
                findings.push(Finding::new(FindingCode::NumberFrozen).about(id.to_string()));
            }
            reorder(&mut case, id, position);
        }
        let before = opened.case().clone();
        follow_pages(&before, &mut case);
        let (did, joins) = edit.did(&super::title_of(&before, Part::Exhibit(id)));
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &did, joins);
        Ok(findings)
    }

    /// Notes a contact; returns its id.
    ///
    /// # Errors
    /// A proof that the case does not have, or the case cannot be written.
    pub fn note_contact(
        &mut self,
        root: &Path,
        note: ContactNote,
    ) -> Result<(String, Vec<Finding>), AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let mut case = before.clone();
        for exhibit in &note.exhibits {
            if case.resolve(*exhibit).is_none() {
                return Err(StoreError::NoSuchPart { id: exhibit.to_string() }.into());
            }
        }
        let used = case.used.get(&ContactId::PREFIX).copied().unwrap_or(0);
        let id = ContactId::after(
            case.contacts.iter().map(|contact| &contact.id).chain([&ContactId::new(used)]),
        );
        case.contacts.push(Contact {
            id,
            when: Some(note.when),
            channel: Some(note.channel),
            protocols: note.protocols.iter().map(ProtocolNumber::new).collect(),
            attendant: note.attendant,
            summary: note.summary,
            promise: None,
            due: note.due,
            answer: note.answer,
            outcome: None,
            exhibits: note.exhibits,
            respondent: None,
        });
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &Did::Filled, Joins::Never);
        let numbers = crate::case::number(opened.case());
        let mut findings = opened.findings().to_vec();
        let all = crate::filing::case_findings(opened.case(), &numbers, self.today());
        findings.extend(all.into_iter().filter(|f| f.subject.as_deref() == Some(&id.to_string())));
        Ok((id.to_string(), findings))
    }

    /// Returns the exhibit that a part means: itself, or the one that holds the item.
    ///
    /// # Errors
    /// The case has no such item.
    pub fn exhibit_of(&mut self, root: &Path, part: Part) -> Result<ExhibitId, AppError> {
        match part {
            Part::Exhibit(id) => Ok(id),
            Part::Item(item) => {
                let opened = self.open_to_look(root)?;
                let exhibit = opened.case().exhibit_of(item).map(|exhibit| exhibit.id);
                exhibit.ok_or_else(|| StoreError::NoSuchPart { id: item.to_string() }.into())
            }
        }
    }

    /// Puts several exhibits into one; returns its id.
    ///
    /// # Errors
    /// An exhibit is not there or on paper only, or the case cannot be written.
    pub fn group(&mut self, root: &Path, exhibits: &[ExhibitId]) -> Result<String, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let made = opened.group(exhibits, &self.stamp())?;
        let left = opened.case().exhibits.len();
        let count = before.exhibits.len().saturating_sub(left).saturating_add(1);
        self.remember(&opened, &before, &Did::Grouped(count), Joins::Never);
        Ok(made.to_string())
    }

    /// Makes each item of an exhibit one of its own; returns their ids.
    ///
    /// # Errors
    /// The exhibit is not there or has one item, or the case cannot be written.
    pub fn separate(&mut self, root: &Path, id: ExhibitId) -> Result<Vec<String>, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let made = opened.separate(id, &self.stamp())?;
        let did = Did::Separated(super::title_of(&before, Part::Exhibit(id)));
        self.remember(&opened, &before, &did, Joins::Never);
        Ok(made.iter().map(ToString::to_string).collect())
    }
}

/// Puts an exhibit at a place in the order and writes the whole order down, so that it is the
/// user's from now on.
fn reorder(case: &mut crate::case::Case, id: ExhibitId, position: u32) {
    let numbers = crate::case::number(case);
    let mut order: Vec<ExhibitId> = numbers.keys().copied().collect();
    order.retain(|other| case.exhibit(*other).is_some_and(|e| e.number.is_none()));
    order.sort_by_key(|other| numbers.get(other).copied());
    order.retain(|other| *other != id);
    let place = usize::try_from(position.saturating_sub(1)).unwrap_or(usize::MAX).min(order.len());
    order.insert(place, id);
    for (index, other) in order.into_iter().enumerate() {
        if let Some(exhibit) = case.exhibit_mut(other) {
            exhibit.position = u32::try_from(index + 1).ok();
        }
    }
}
