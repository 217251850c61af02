//! A conversation exported from WhatsApp, as text: who wrote what and when, as the phone wrote it.
//! Reads the writings of Android, of iPhones and of what WhatsApp Web copies; every line of the file
//! belongs to a message or stands before the first one, none is dropped.
//!
//! Deliberately not here: any judgement whether a conversation took place, and an offset from UTC,
//! which an export does not have. An export is plain text that anybody can edit.

mod archive;
mod detect;
mod order;
mod phrases;
mod reading;
mod split;
mod stamp;
#[cfg(test)]
mod tests;

pub use archive::{TEXT, ZIP, each_file, is_export, read_archive, read_text_file};
pub use detect::{Confidence, chat_in_archive, looks_like_export};
pub use reading::ChatReading;

use crate::base::{Moment, Sha256Digest};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;

/// Longest text read of one export, in bytes of UTF-8. With what JSON adds for each message, a reply
/// of the reader process stays below its 16 MiB.
pub const MAX_CHAT_BYTES: usize = 5 * 1024 * 1024;

/// Most messages read of one export.
pub const MAX_MESSAGES: usize = 40_000;

/// A conversation as exported.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Chat {
    /// Name of the chat: from the file's name, else from the lines of the program.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Which number of a date is the day.
    pub date_order: DateOrder,
    /// What decided that.
    pub order_basis: OrderBasis,
    /// Lines before the first message; empty in an export that is whole.
    pub preamble: Vec<String>,
    /// Who wrote, in the order of the first message of each, as named in the export.
    pub participants: Vec<String>,
    /// Every message and line of the program, in the order of the file.
    pub messages: Vec<ChatMessage>,
    /// The earliest time in the file, local to the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_at: Option<Moment>,
    /// The latest time in the file, local to the phone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_at: Option<Moment>,
    /// The files that messages name, each once, in the order of the messages.
    pub media: Vec<ChatMedia>,
    /// Messages that stand for a file that was sent and not exported, so that it has no name here.
    pub media_not_exported: u32,
    /// Lines that begin like a message in another writing, or on a day that no calendar has: pasted
    /// text, most often. They stand in the text of the message before, or in the preamble.
    pub odd_lines: Vec<u32>,
    /// Whether the file goes on after what was read.
    pub truncated: bool,
}

/// One message, or one line of the program.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ChatMessage {
    /// Its first line in the file, counted from 1.
    pub line: u32,
    /// How many lines of the file it has.
    pub lines: u32,
    /// Date and time, local to the phone; without seconds where the file has none.
    pub when: Moment,
    /// Date and time as written in the file.
    pub written: String,
    /// Who wrote it, as named in the export. In a line of the program: the name that an iPhone puts
    /// before it, which is that of the chat or of the person it tells of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sender: Option<String>,
    /// The text as written, without direction marks; lines parted by `\n`.
    pub text: String,
    /// What it says of a file that was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub media: Option<MediaMention>,
    /// Whether the program wrote it and not a person.
    pub system: bool,
    /// Whether its text was changed after it was sent.
    pub edited: bool,
    /// Whether it was deleted, so that only the mark of it is left.
    pub deleted: bool,
}

/// What a message says of a file that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct MediaMention {
    /// What kind of file it is.
    pub kind: MediaKind,
    /// Its name; nothing if the file was not exported, except for some documents.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Whether the export was made with it. If not, it was sent all the same.
    pub exported: bool,
}

/// What kind of file was sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum MediaKind {
    /// A photo or another picture.
    Picture,
    /// A video.
    Video,
    /// A voice message or other sound.
    Audio,
    /// A document.
    Document,
    /// A sticker (figurinha).
    Sticker,
    /// A moving picture (GIF).
    Animation,
    /// A card of a contact.
    Contact,
    /// The export does not tell.
    Unknown,
}

/// A file that a message names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ChatMedia {
    /// Its name as written in the message.
    pub name: String,
    /// The first line of the message that names it, counted from 1.
    pub line: u32,
    /// Hash of the file that came with the export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sha256: Option<Sha256Digest>,
    /// Whether the file came with the export.
    pub found: bool,
}

/// Which number of a date is the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DateOrder {
    /// Day, month, year.
    DayFirst,
    /// Month, day, year.
    MonthFirst,
    /// Year, month, day.
    YearFirst,
}

/// What decided the order of the numbers in a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum OrderBasis {
    /// Some date is a day of the calendar in this order only.
    Calendar,
    /// Only in this order each message follows the one before, or in this order more often.
    Sequence,
    /// The names of attachments hold the day of their message.
    MediaNames,
    /// Nothing: day first is assumed, as in Brazil. The user must be told.
    Assumed,
}

/// Returns the conversation in `text`, unless no line of it begins like a message.
pub fn read(text: &str, file_name: &str) -> Option<Chat> {
    let mut chat = split::chat_of(text)?;
    if let Some(title) = title_in_name(file_name) {
        chat.title = Some(title);
    }
    Some(chat)
}

impl Chat {
    /// Marks which of the named files came with the export. `files` holds names, with or without
    /// folders, and hashes.
    pub fn attach(&mut self, files: &[(String, Sha256Digest)]) {
        let mut known: BTreeMap<String, Sha256Digest> = BTreeMap::new();
        for (name, sha256) in files {
            known.entry(bare_key(name)).or_insert(*sha256);
        }
        for media in &mut self.media {
            media.sha256 = known.get(&bare_key(&media.name)).copied();
            media.found = media.sha256.is_some();
        }
    }
}

/// Returns a file's name without folders, as it is compared: an iPhone writes accents apart.
fn bare_key(name: &str) -> String {
    let bare = name.rsplit(['/', '\\']).next().unwrap_or(name);
    stamp::without_marks(bare).trim().nfc().collect()
}

/// What stands before the name of the chat in the name of an export.
const NAME_PREFIXES: &[&str] = &[
    "Conversa do WhatsApp com ",
    "Conversa do WhatsApp - ",
    "WhatsApp Chat with ",
    "WhatsApp Chat - ",
    "Chat de WhatsApp con ",
    "Chat de WhatsApp - ",
];

/// Returns the name of the chat that the name of an export tells.
fn title_in_name(file_name: &str) -> Option<String> {
    let name: String = stamp::without_marks(file_name).nfc().collect();
    let bare = NAME_PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix))?;
    let lower = bare.to_lowercase();
    let is_known = [".txt", ".zip"].iter().any(|ending| lower.ends_with(ending));
    let title = if is_known { bare.get(..bare.len().checked_sub(4)?)? } else { bare };
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}
