//! Taking back and doing again (desfazer, refazer): the deeds that changed a case, in order, kept
//! in its workshop. The list is a comfort, not evidence: where it is lost or damaged, nothing can
//! be taken back, and nothing else is lost.

use crate::app::{App, AppError, RefusedDeed};
use crate::case::{Case, Change, Finding};
use crate::explain;
use crate::store::OpenCase;
use chrono::DateTime;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The format of the list.
const FORMAT: u32 = 1;
/// How many deeds can be taken back.
const MAX_STEPS: usize = 100;
/// Longest list that is kept, in bytes; the oldest steps go first.
const MAX_BYTES: usize = 16 * 1024 * 1024;
/// For how many seconds a change of the very same text goes on with the one before: whoever types
/// is saved meanwhile, and takes back the sentence, not its letters.
const SAME_TYPING_SECONDS: i64 = 20;
/// Why items are moved, in the custody log.
const TAKEN_BACK: &str = "desfeito pelo interessado";
/// The same, for what is done again.
const DONE_AGAIN: &str = "refeito pelo interessado";

/// A deed that can be taken back, as far as its name needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Did {
    /// A document was merged; what it is about follows from the change.
    Filled,
    /// Something was said of the exhibit with this title.
    Edited(String),
    /// The exhibit with this title was given another place.
    Moved(String),
    /// The exhibit with this title was turned.
    Turned(String),
    /// The exhibit with this title was left out, or is used again.
    LeftOut(String, bool),
    /// A suggestion was put aside.
    Declined(String),
    /// Files were gathered: how many, and the title of the first.
    Gathered(usize, String),
    /// An exhibit on paper, with this title.
    Paper(String),
    /// So many exhibits became one.
    Grouped(usize),
    /// The exhibit with this title became several.
    Separated(String),
    /// A list was put into another order.
    Ordered,
    /// What has this title went into the bin.
    Binned(String),
    /// What has this title came back.
    Restored(String),
    /// Something of what has this title was hidden, or is no longer.
    Redacted(String),
    /// Something of what has this title was marked.
    Highlighted(String),
    /// Copies without the place of photos stand for them.
    WithoutPlace,
    /// A copy of what has this title is no longer shown.
    CopyDropped(String),
    /// A delivery was noted.
    Delivered,
}

/// Whether a deed goes on with the one before, so that both are taken back together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Joins {
    /// It stands alone.
    Never,
    /// It does when both only gather.
    Gathering,
    /// It does when it changes the very same text soon after.
    Typing,
}

/// What taking back or doing again did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The deed, in Portuguese.
    pub label: String,
    /// What it touched.
    pub ids: Vec<String>,
    /// What was found.
    pub findings: Vec<Finding>,
}

#[derive(Debug, Serialize, Deserialize)]
struct Head {
    format: u32,
    done: usize,
}

#[derive(Debug, Serialize, Deserialize)]
struct Step {
    label: String,
    when: String,
    change: Change,
}

#[derive(Deserialize)]
struct Label {
    label: String,
}

/// The steps as lines of text: most of them are never looked at again.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct History {
    /// Done, the oldest first.
    done: Vec<String>,
    /// Taken back, the one to be done again next last.
    undone: Vec<String>,
}

impl History {
    /// Returns the list of a case; an empty one when there is none or it is damaged.
    pub(super) fn of(opened: &OpenCase) -> Self {
        opened.steps().and_then(|text| Self::read(&text)).unwrap_or_default()
    }

    fn read(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        let head: Head = serde_json::from_str(lines.next()?).ok()?;
        let mut done: Vec<String> = lines.map(str::to_owned).collect();
        if head.format != FORMAT || head.done > done.len() {
            return None;
        }
        let undone = done.split_off(head.done);
        Some(Self { done, undone })
    }

    fn to_text(&self) -> String {
        let head = Head { format: FORMAT, done: self.done.len() };
        let mut text = line(&head);
        for step in self.done.iter().chain(&self.undone) {
            text.push('\n');
            text.push_str(step);
        }
        text.push('\n');
        text
    }

    /// Returns the names of what would be taken back and done again.
    pub(super) fn labels(&self) -> (Option<String>, Option<String>) {
        let label = |steps: &[String]| -> Option<String> {
            Some(serde_json::from_str::<Label>(steps.last()?).ok()?.label)
        };
        (label(&self.done), label(&self.undone))
    }

    /// Adds a step; what was taken back before can no longer be done again.
    fn push(&mut self, step: Step, joins: Joins) {
        let before = if self.undone.is_empty() { self.done.last() } else { None };
        let before = before.and_then(|line| serde_json::from_str::<Step>(line).ok());
        self.undone.clear();
        let step = match before {
            Some(before) if goes_on(&before, &step, joins) => {
                self.done.pop();
                joined(before, step)
            }
            _ => step,
        };
        if !step.change.is_empty() {
            self.done.push(line(&step));
        }
        let too_many = self.done.len().saturating_sub(MAX_STEPS);
        self.done.drain(..too_many);
        let mut bytes: usize = self.done.iter().map(String::len).sum();
        let too_long = self.done.iter().take_while(|step| {
            let over = bytes > MAX_BYTES;
            bytes = bytes.saturating_sub(step.len());
            over
        });
        let too_long = too_long.count();
        self.done.drain(..too_long);
    }
}

fn line<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn goes_on(before: &Step, step: &Step, joins: Joins) -> bool {
    match joins {
        Joins::Never => false,
        Joins::Gathering => before.change.only_gathers() && step.change.only_gathers(),
        Joins::Typing => {
            let soon = seconds_between(&before.when, &step.when)
                .is_some_and(|seconds| (0..=SAME_TYPING_SECONDS).contains(&seconds));
            soon && step.change.only_changes_the_same(&before.change)
        }
    }
}

fn joined(before: Step, step: Step) -> Step {
    let gathers = step.change.only_gathers();
    let change = before.change.then(step.change);
    let label = if gathers {
        explain::label_of(&Did::Gathered(change.ids().len(), String::new()), &change)
    } else {
        step.label
    };
    Step { label, when: step.when, change }
}

fn seconds_between(from: &str, to: &str) -> Option<i64> {
    let read = |text: &str| DateTime::parse_from_rfc3339(text).ok();
    Some(read(to)?.signed_duration_since(read(from)?).num_seconds())
}

impl App {
    /// Keeps what a deed changed, so that it can be taken back.
    pub(super) fn remember(&self, opened: &OpenCase, before: &Case, did: &Did, joins: Joins) {
        let change = Change::between(before, opened.case());
        if change.is_empty() {
            return;
        }
        let mut history = History::of(opened);
        let label = explain::label_of(did, &change);
        history.push(Step { label, when: self.now(), change }, joins);
        opened.keep_steps(&history.to_text());
    }

    /// Takes back the last deed.
    ///
    /// # Errors
    /// [`RefusedDeed::NothingToUndo`]; [`RefusedDeed::NoLongerFits`] when the case has moved on otherwise,
    /// and nothing changes then; or the case cannot be written.
    pub fn undo(&mut self, root: &Path) -> Result<Undone, AppError> {
        let mut opened = self.open(root)?;
        let mut history = History::of(&opened);
        let line = history.done.pop().ok_or(RefusedDeed::NothingToUndo)?;
        let step = self.turn(&mut opened, &line, RefusedDeed::NothingToUndo, TAKEN_BACK)?;
        history.undone.push(line);
        opened.keep_steps(&history.to_text());
        Ok(step)
    }

    /// Does again what was taken back last.
    ///
    /// # Errors
    /// [`RefusedDeed::NothingToRedo`], else as [`App::undo`].
    pub fn redo(&mut self, root: &Path) -> Result<Undone, AppError> {
        let mut opened = self.open(root)?;
        let mut history = History::of(&opened);
        let line = history.undone.pop().ok_or(RefusedDeed::NothingToRedo)?;
        let step = self.turn(&mut opened, &line, RefusedDeed::NothingToRedo, DONE_AGAIN)?;
        history.done.push(line);
        opened.keep_steps(&history.to_text());
        Ok(step)
    }

    /// Applies a step to the case, back or forth as the reason says.
    fn turn(
        &mut self,
        opened: &mut OpenCase,
        line: &str,
        nothing: RefusedDeed,
        reason: &str,
    ) -> Result<Undone, AppError> {
        let Ok(Step { label, change, .. }) = serde_json::from_str(line) else {
            // A damaged list is no list.
            opened.forget_steps();
            return Err(nothing.into());
        };
        let change = if reason == TAKEN_BACK { change.inverse() } else { change };
        let case = change
            .applied(opened.case())
            .map_err(|_| RefusedDeed::NoLongerFits { label: label.clone() })?;
        opened.turn_to(case, reason, &mut self.stamp())?;
        Ok(Undone { label, ids: change.ids(), findings: opened.findings().to_vec() })
    }
}

#[cfg(test)]
mod tests;
