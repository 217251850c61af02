//! What the custody log tells of an item or an exhibit, in words.

use crate::app::{App, AppError};
use crate::case::{Case, ItemId, Recipe};
use crate::explain;
use crate::store::{Part, StoreError};
use serde::{Deserialize, Serialize};
use std::path::Path;

/// The events of an item or an exhibit, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CustodyStory {
    /// The events.
    pub events: Vec<StoryEvent>,
}

/// One event of the custody log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StoryEvent {
    /// When, RFC 3339 with offset, by the computer's clock.
    pub when: String,
    /// What: the word that stands in the log.
    pub event: String,
    /// The same in Portuguese.
    pub words: String,
}

/// What of a line's detail is told.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Told {
    received_as: Option<String>,
    reason: Option<String>,
    recipe: Option<Recipe>,
}

impl App {
    /// Returns what the custody log tells of an item, or of every item of an exhibit.
    ///
    /// # Errors
    /// The case has no such part, or cannot be opened.
    pub fn custody(&mut self, root: &Path, part: Part) -> Result<CustodyStory, AppError> {
        let opened = self.open_to_look(root)?;
        let items = items(opened.case(), part)?;
        let lines = opened.log().lines().iter();
        let about = lines.filter(|line| line.core.item.is_some_and(|item| items.contains(&item)));
        let events = about.map(|line| {
            let told: Told = line.detail_as().unwrap_or_default();
            let words = explain::custody_line(
                line.core.event,
                told.recipe,
                told.received_as.as_deref(),
                line.core.sha256,
                told.reason.as_deref(),
            );
            let event = line.core.event.word().to_owned();
            StoryEvent { when: line.core.when.clone(), event, words }
        });
        Ok(CustodyStory { events: events.collect() })
    }
}

/// Returns the items that a part means.
pub(super) fn items(case: &Case, part: Part) -> Result<Vec<ItemId>, AppError> {
    let found = match part {
        Part::Item(id) => case.items.contains_key(&id).then(|| vec![id]),
        Part::Exhibit(id) => case.exhibit(id).map(|exhibit| exhibit.items.clone()),
    };
    found.ok_or_else(|| StoreError::NoSuchPart { id: part.to_string() }.into())
}
