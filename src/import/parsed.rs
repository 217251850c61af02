//! What a file of a known kind says, as typed values. Each kind adds one variant here, one form of its
//! printed view (`render/compose`) and its suggestions (`app/suggest`).
//!
//! The members of the variant stand directly in `items[].read` of `--json`, beside `format`, which
//! names the kind; docs/format.md lists them.
//! Deliberately not here: how each kind is parsed (its own module).

use crate::base::Sha256Digest;
use crate::import::archive::ArchiveReading;
use crate::import::fiscal::Fiscal;
use crate::import::mail::MailReading;
use crate::import::media::MediaFacts;
use crate::import::office::OfficeReading;
use crate::import::stamp::StampReading;
use crate::import::whatsapp::ChatReading;
use serde::{Deserialize, Serialize};

/// What a file of a known kind says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "format", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Parsed {
    /// An e-mail (`.eml`, `.msg`, one message of a mailbox).
    Mail(MailReading),
    /// A ZIP with files inside.
    Archive(ArchiveReading),
    /// A text, table or presentation of an office program.
    Office(OfficeReading),
    /// A seal from outside: a time stamp, a signature, an OpenTimestamps proof.
    Stamp(StampReading),
    /// A conversation exported from WhatsApp (`.zip` or `.txt`).
    Chat(ChatReading),
    /// A fiscal document in XML, or an event about one.
    Fiscal(Box<Fiscal>),
    /// A sound or video.
    Media(MediaFacts),
}

/// A file inside a file: an attachment of an e-mail, a medium of an exported conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct InnerFile {
    /// Its name as written there; none where it has none.
    pub name: Option<String>,
    /// Its type as declared there; what it is by content is told once it is taken out.
    pub media_type: String,
    /// Its size in bytes, decoded.
    #[cfg_attr(test, ts(type = "number"))]
    pub size_bytes: u64,
    /// Hash of its bytes, decoded.
    pub sha256: Sha256Digest,
    /// Whether it is shown inside the text, as a signature's logo is.
    #[serde(default)]
    pub inline: bool,
}

impl Parsed {
    /// Returns the files inside, in order; a part's number is its place in this list, from 1.
    pub fn inner_files(&self) -> &[InnerFile] {
        match self {
            Self::Mail(mail) => &mail.attachments,
            Self::Archive(archive) => &archive.files,
            Self::Chat(chat) => &chat.files,
            Self::Fiscal(_) | Self::Media(_) | Self::Office(_) | Self::Stamp(_) => &[],
        }
    }
}
