//! Changing what the user says of exhibits, and noting contacts.

use crate::app::{App, AppError};
use crate::base::{Day, Moment, ProtocolNumber};
use crate::case::{
    Channel, Contact, ContactId, ExhibitId, ExhibitKind, ExhibitRef, Finding, FindingCode,
    PageChoice, Turn,
};
use crate::store::{Part, StoreError};
use std::path::Path;

/// What is to change of an exhibit; what is `None` stays.
#[derive(Debug, Clone, Default)]
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
        edit: Edit,
    ) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let mut case = opened.case().clone();
        let mut findings = opened.findings().to_vec();
        let missing = || StoreError::NoSuchPart { id: id.to_string() };
        let exhibit = case.exhibit_mut(id).ok_or_else(missing)?;
        if let Some(title) = edit.title {
            exhibit.title = title;
        }
        if let Some(date) = edit.date {
            exhibit.date = Some(date);
        }
        if let Some(kind) = edit.kind {
            exhibit.kind = kind;
        }
        if let Some(note) = edit.note {
            exhibit.note = Some(note);
        }
        if let Some(turn) = edit.turn {
            exhibit.turn = turn;
        }
        if let Some(pages) = edit.pages {
            exhibit.pages = Some(pages);
        }
        if let Some(position) = edit.position {
            if exhibit.number.is_some() {
                findings.push(Finding::new(FindingCode::NumberFrozen).about(id.to_string()));
            }
            reorder(&mut case, id, position);
        }
        opened.write(case, &self.stamp())?;
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
        let mut case = opened.case().clone();
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
        Ok(opened.group(exhibits, &self.stamp())?.to_string())
    }

    /// Makes each item of an exhibit one of its own; returns their ids.
    ///
    /// # Errors
    /// The exhibit is not there or has one item, or the case cannot be written.
    pub fn separate(&mut self, root: &Path, id: ExhibitId) -> Result<Vec<String>, AppError> {
        let mut opened = self.open(root)?;
        let made = opened.separate(id, &self.stamp())?;
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
