//! The messages of an exported conversation for the screen, a part at a time: a long one has tens of
//! thousands.

use crate::app::{App, AppError, RefusedDeed};
use crate::case::ItemId;
use crate::import::Parsed;
use crate::import::whatsapp::ChatMessage;
use crate::store::StoreError;
use serde::Serialize;
use std::path::Path;

/// Most messages of one answer.
const MOST_MESSAGES: usize = 400;

/// Messages of a conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Conversation {
    /// Messages that begin in the lines asked for, in the order of the export.
    pub messages: Vec<ChatMessage>,
    /// The line at which the next answer begins, if there is more.
    pub next: Option<u32>,
}

impl App {
    /// Returns the messages of a conversation that begin from one line on, up to another or the end.
    ///
    /// # Errors
    /// The case has no such item, the item is no conversation, or the case cannot be opened.
    pub fn conversation(
        &mut self,
        root: &Path,
        id: ItemId,
        from: u32,
        to: Option<u32>,
    ) -> Result<Conversation, AppError> {
        let opened = self.open_to_look(root)?;
        let item = opened.case().items.get(&id);
        let item = item.ok_or_else(|| StoreError::NoSuchPart { id: id.to_string() })?;
        let chat = item.read.as_ref().and_then(|reading| match &reading.parsed {
            Some(Parsed::Chat(chat)) => chat.conversation(reading.text.as_deref()?),
            _ => None,
        });
        let chat = chat.ok_or_else(|| RefusedDeed::NoConversation { id: id.to_string() })?;
        let wanted = from..=to.unwrap_or(u32::MAX);
        let mut messages: Vec<ChatMessage> =
            chat.messages.into_iter().filter(|message| wanted.contains(&message.line)).collect();
        let next = messages.get(MOST_MESSAGES).map(|message| message.line);
        messages.truncate(MOST_MESSAGES);
        Ok(Conversation { messages, next })
    }
}
