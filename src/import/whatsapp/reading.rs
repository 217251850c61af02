//! What is kept of a conversation that was read: everything but its messages, which stand in the text
//! of the reading and are split from it again where they are shown.
//!
//! The reader process splits the text first; only a text that it has split is split outside of it.

use super::{Chat, ChatMedia, ChatMessage, DateOrder, OrderBasis, read, title_in_name};
use crate::base::Moment;
use crate::import::reading::Showable;
use crate::import::text::DecodedText;
use crate::import::{InnerFile, NoteCode, Parsed, ReadNote, Reading};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::ops::RangeInclusive;

/// A conversation as exported, but for its messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ChatReading {
    /// Name of the chat, as the export tells it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who wrote, in the order of the first message of each.
    pub participants: Vec<String>,
    /// How many messages and lines of the program.
    pub messages: u32,
    /// How many lines the text has, as far as it was read.
    pub lines: u32,
    /// The earliest time, local to the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Moment>,
    /// The latest time, local to the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Moment>,
    /// Files that messages name, each once, in the order of the messages.
    pub media: Vec<ChatMedia>,
    /// Messages that stand for a file that was sent and not exported.
    pub media_not_exported: u32,
    /// Which number of a date is the day.
    pub date_order: DateOrder,
    /// What decided that.
    pub order_basis: OrderBasis,
    /// Whether the conversation goes on after what was read.
    pub truncated: bool,
    /// Files that came with the text: those that messages name, in their order, then the others. The
    /// number of a file is its place in this list, from 1.
    pub files: Vec<InnerFile>,
}

impl ChatReading {
    fn of(chat: Chat, lines: u32, files: Vec<InnerFile>) -> Self {
        Self {
            messages: u32::try_from(chat.messages.len()).unwrap_or(u32::MAX),
            lines,
            title: chat.title,
            participants: chat.participants,
            first_at: chat.first_at,
            last_at: chat.last_at,
            media: chat.media,
            media_not_exported: chat.media_not_exported,
            date_order: chat.date_order,
            order_basis: chat.order_basis,
            truncated: chat.truncated,
            files,
        }
    }

    /// Returns the conversation with its messages, from the text of the same reading.
    pub fn conversation(&self, text: &str) -> Option<Chat> {
        let mut chat = read(text, "")?;
        chat.title.clone_from(&self.title);
        chat.truncated |= self.truncated;
        chat.media.clone_from(&self.media);
        Some(chat)
    }

    /// Takes the name of the chat from that of the file, where it tells one.
    pub fn take_title_from(&mut self, file_name: &str) {
        if let Some(title) = title_in_name(file_name) {
            self.title = Some(title);
        }
    }

    /// Returns the number of the file that a message names so.
    pub fn number_of(&self, name: &str) -> Option<u32> {
        let sha256 = self.media.iter().find(|media| media.name == name)?.sha256?;
        let place = self.files.iter().position(|file| file.sha256 == sha256)?;
        u32::try_from(place).ok()?.checked_add(1)
    }

    /// Returns the numbers of the files that messages in these lines name.
    pub fn numbers_within(&self, chat: &Chat, lines: &RangeInclusive<u32>) -> BTreeSet<u32> {
        let within = |message: &&ChatMessage| lines.contains(&message.line);
        let named = chat.messages.iter().filter(within).filter_map(|m| m.media.as_ref());
        named.filter_map(|media| self.number_of(media.name.as_deref()?)).collect()
    }
}

/// Returns what is told of a text that is a conversation; nothing if no line of it begins like a
/// message. `name` is that of the text, `files` are those that came with it, in their order.
pub(super) fn reading_of(
    media_type: &str,
    decoded: DecodedText,
    name: &str,
    files: impl FnOnce(&mut Chat) -> Vec<InnerFile>,
) -> Option<Reading> {
    let mut chat = read(&decoded.text, name)?;
    chat.truncated |= decoded.truncated;
    let files = files(&mut chat);
    let lines = u32::try_from(decoded.text.lines().count()).unwrap_or(u32::MAX);
    let mut reading = Reading::of_type(media_type);
    if chat.truncated {
        reading.notes.push(ReadNote::bare(NoteCode::Truncated));
    }
    if decoded.has_errors {
        let detail = format!("bytes without meaning in {}", decoded.encoding);
        reading.notes.push(ReadNote::new(NoteCode::Damaged, &detail));
    }
    if chat.order_basis == OrderBasis::Assumed {
        reading.notes.push(ReadNote::bare(NoteCode::ChatOrderAssumed));
    }
    reading.showable = Showable::View;
    reading.text = Some(decoded.text);
    reading.parsed = Some(Parsed::Chat(ChatReading::of(chat, lines, files)));
    Some(reading)
}
