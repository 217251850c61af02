//! What the custody log tells of an item or an exhibit, in words.

use serde::Serialize;

/// The events of an item or an exhibit, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CustodyStory {
    /// The events.
    pub events: Vec<StoryEvent>,
}

/// One event of the custody log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryEvent {
    /// When, RFC 3339 with offset, by the computer's clock.
    pub when: String,
    /// What: the word that stands in the log.
    pub event: String,
    /// The same in Portuguese.
    pub words: String,
}
