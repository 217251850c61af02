//! Fiscal documents as XML: invoices of goods (NF-e, NFC-e), freight (CT-e), services (national
//! NFS-e), energy (NF3e) and telecom (NFCom), and the events about them. Elements are found by local
//! name, so that older layouts and groups added later are read as far as they go.
//!
//! Deliberately not here: the signature, and whether the tax office knows the document. What stands
//! in the XML is what its issuer wrote; nothing here says that it is true.

mod document;
mod event;
#[cfg(test)]
mod tests;
mod tree;

use crate::base::{AccessKey, Moment, Money, TaxId};
use crate::import::reading::Showable;
use crate::import::{NoteCode, Parsed, ReadNote, Reading, text};
use serde::{Deserialize, Serialize};

/// Largest XML that is read, in bytes. The tax offices take at most 500 KB for one batch.
pub const MAX_XML_BYTES: u64 = 4 * 1024 * 1024;

/// Most items that are read of one document: an NF-e has at most 990 (Manual de Orientação do
/// Contribuinte), a telecom bill may have more.
pub const MAX_ITEMS: usize = 5_000;

/// A fiscal document, or an event about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Fiscal {
    /// Which document it is; of an event, which document it is about.
    pub model: FiscalModel,
    /// The access key (chave de acesso).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key: Option<AccessKey>,
    /// Whether the key's check digit agrees; false without a key.
    pub access_key_valid: bool,
    /// The document's number as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// The series as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// Name of who issued it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_name: Option<String>,
    /// Tax id of who issued it; may have letters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issuer_tax_id: Option<TaxId>,
    /// Name of whom it was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_name: Option<String>,
    /// Tax id of whom it was issued to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recipient_tax_id: Option<TaxId>,
    /// When it was issued, with the offset if it is written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub issued_at: Option<Moment>,
    /// The total, in centavos.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_brl: Option<Money>,
    /// Goods and services, at most [`MAX_ITEMS`].
    pub items: Vec<FiscalItem>,
    /// Whether it was issued in earnest or as a test.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub environment: Option<FiscalEnvironment>,
    /// What the tax office answered, where the file holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub authorisation: Option<FiscalAuthorisation>,
    /// Events in the same file; the event itself, if the file is one.
    pub events: Vec<FiscalEvent>,
    /// The content of the document's QR code as the XML has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qr: Option<String>,
    /// How many further documents the file holds; only the first one is read.
    pub further_documents: u32,
    /// Whether the file is an event (such as a cancellation) and not the document itself.
    pub is_event: bool,
}

/// Which fiscal document it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FiscalModel {
    /// Invoice of goods (model 55).
    Nfe,
    /// Receipt of a shop (model 65).
    Nfce,
    /// Freight (model 57), also of passengers (67).
    Cte,
    /// National invoice of services.
    Nfse,
    /// Declaration from which an invoice of services is made; not yet the invoice.
    Dps,
    /// Energy bill (model 66).
    Nf3e,
    /// Telecom bill (model 62).
    Nfcom,
    /// An event about a document whose key tells no model of these.
    Unknown,
}

/// One of the goods or services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FiscalItem {
    /// What it is.
    pub description: String,
    /// How many, as written, with a decimal point and without zeros at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quantity: Option<String>,
    /// The total of this item, in centavos; more than two decimals are rounded, half away from zero.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total_brl: Option<Money>,
}

/// Whether a document was issued in earnest (`tpAmb`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FiscalEnvironment {
    /// In earnest (1, produção).
    Production,
    /// As a test (2, homologação): without fiscal value.
    Homologation,
}

/// What the tax office answered when the document was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FiscalAuthorisation {
    /// The code of the answer (`cStat`), such as 100 for authorised and 101 for cancelled.
    pub status: u16,
    /// The answer in words, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Number of the protocol.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocol: Option<String>,
    /// When it was received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
}

/// Something that happened to a document after it was issued.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct FiscalEvent {
    /// What it is.
    pub kind: FiscalEventKind,
    /// Its code, such as `110111`.
    pub code: String,
    /// Its name, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Key of the document that it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub access_key: Option<AccessKey>,
    /// When it happened or, failing that, was registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Moment>,
    /// The reason or correction, as written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Whether the file holds the answer of the tax office that it was registered.
    pub registered: bool,
}

/// What an event does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FiscalEventKind {
    /// The document is cancelled, also by another one in its place.
    Cancellation,
    /// Some of its words are corrected (carta de correção).
    Correction,
    /// Anything else.
    Other,
}

/// Why an XML was not read as a fiscal document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FiscalError {
    /// It has more bytes than [`MAX_XML_BYTES`].
    #[error("the XML has {size_bytes} bytes, more than {MAX_XML_BYTES}")]
    TooLarge {
        /// Its size in bytes.
        size_bytes: usize,
    },
    /// It is not well-formed, has a document type (and so may define entities), or too many nodes.
    #[error("the XML cannot be read: {detail}")]
    Malformed {
        /// What the parser found.
        detail: String,
    },
    /// It is XML, but none of the documents that are read here.
    #[error("the XML is no fiscal document")]
    NotFiscal,
}

/// Returns whether the beginning of an XML names a fiscal document or event.
pub fn looks_like_fiscal(head: &[u8]) -> bool {
    let head = String::from_utf8_lossy(head);
    head.contains('<') && tree::MARKS.iter().any(|mark| head.contains(mark))
}

/// Returns the first document of an XML, or the event that it is.
///
/// # Errors
/// When it is too large, no XML without a document type, or not about a fiscal document.
pub fn read(bytes: &[u8]) -> Result<Fiscal, FiscalError> {
    if u64::try_from(bytes.len()).is_ok_and(|size_bytes| size_bytes > MAX_XML_BYTES) {
        return Err(FiscalError::TooLarge { size_bytes: bytes.len() });
    }
    // In UTF-8 a byte of the old writings takes two at most, or three for a few.
    let decoded = text::decode_within(bytes, false, bytes.len().saturating_mul(3));
    let tree = tree::parse(&decoded.text)?;
    let root = tree.root_element();
    document::document_of(root).or_else(|| event::lone_event_of(root)).ok_or(FiscalError::NotFiscal)
}

/// Returns whether a type by content is that of an XML.
pub fn is_xml(media_type: &str) -> bool {
    matches!(media_type, "application/xml" | "text/xml")
}

/// Returns what is told of the file of a fiscal document; nothing if it is none. One that is damaged
/// is told to be so, since its beginning names a fiscal document.
pub fn read_facts(bytes: &[u8], media_type: &str) -> Option<Reading> {
    let fiscal = match read(bytes) {
        Ok(fiscal) => fiscal,
        Err(FiscalError::NotFiscal) => return None,
        Err(error) => {
            let note = ReadNote::new(NoteCode::Damaged, &error);
            return Some(Reading::of_type(media_type).with_note(note));
        }
    };
    let mut reading = Reading::of_type(media_type);
    if fiscal.access_key.is_some() && !fiscal.access_key_valid {
        reading.notes.push(ReadNote::bare(NoteCode::AccessKeyWrong));
    }
    if fiscal.further_documents > 0 {
        let detail = format!("{} more", fiscal.further_documents);
        reading.notes.push(ReadNote::new(NoteCode::FurtherDocuments, &detail));
    }
    reading.showable = Showable::View;
    reading.text = Some(fiscal.text());
    reading.parsed = Some(Parsed::Fiscal(Box::new(fiscal)));
    Some(reading)
}

impl Fiscal {
    /// Returns the words and numbers that a person looks for, one a line.
    fn text(&self) -> String {
        let tax_id = |id: &Option<TaxId>| id.as_ref().map(ToString::to_string);
        let head = [
            self.issuer_name.clone(),
            tax_id(&self.issuer_tax_id),
            self.recipient_name.clone(),
            tax_id(&self.recipient_tax_id),
            self.number.clone(),
            self.access_key.as_ref().map(|key| key.as_str().to_owned()),
            self.issued_at.as_ref().map(ToString::to_string),
            self.total_brl.map(|total| total.to_string()),
        ];
        let items = self.items.iter().map(|item| item.description.clone());
        let events = self.events.iter().flat_map(|event| [&event.description, &event.reason]);
        let all = head.into_iter().flatten().chain(items);
        all.chain(events.flatten().cloned()).collect::<Vec<_>>().join("\n")
    }

    /// Returns whether it was issued as a test, without fiscal value.
    pub fn is_test(&self) -> bool {
        self.environment == Some(FiscalEnvironment::Homologation)
    }

    /// Returns whether this file says that the document was cancelled, by an answer of the tax office
    /// or by an event about its own key.
    pub fn says_cancelled(&self) -> bool {
        // 101 and 151: cancelled, in time and later (Manual de Orientação do Contribuinte, NF-e).
        let by_status =
            self.authorisation.as_ref().is_some_and(|answer| matches!(answer.status, 101 | 151));
        by_status || self.events.iter().any(|event| event.cancels(self.access_key.as_ref()))
    }

    /// Returns whether `event`, the content of another file, cancels this document.
    pub fn is_cancelled_by(&self, event: &Self) -> bool {
        !self.is_event && event.events.iter().any(|event| event.cancels(self.access_key.as_ref()))
    }
}

impl FiscalEvent {
    /// Returns whether it cancels the document of this key. That a request alone, without the answer
    /// of the tax office, has no effect yet is told by [`FiscalEvent::registered`].
    pub fn cancels(&self, key: Option<&AccessKey>) -> bool {
        self.kind == FiscalEventKind::Cancellation
            && key.is_some()
            && self.access_key.as_ref() == key
    }
}
