//! Items (gathered files) and exhibits (documentos: ordered lists of items, or paper alone).

use crate::base::{Day, Sha256Digest, serde_as_text};
use crate::case::words::words;
use crate::case::{CopyOf, Declined, ExhibitId, ItemId, LineRange, SuggestedField};
use crate::import::Reading;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

words! {
    /// What an exhibit is (tipo): a closed list.
    #[derive(Default)]
    ExhibitKind {
        Identity = "identity", "Documento de identidade";
        TaxId = "tax_id", "CPF ou CNPJ";
        ProofOfAddress = "proof_of_address", "Comprovante de residência";
        CompanyProof = "company_proof", "Comprovante de MEI ou contrato social";
        Invoice = "invoice", "Fatura";
        FiscalNote = "fiscal_note", "Nota fiscal";
        Receipt = "receipt", "Comprovante";
        BankSlip = "bank_slip", "Boleto";
        Contract = "contract", "Contrato";
        Order = "order", "Pedido";
        Offer = "offer", "Oferta";
        Warranty = "warranty", "Garantia";
        ServiceOrder = "service_order", "Ordem de serviço";
        Report = "report", "Laudo";
        Quote = "quote", "Orçamento";
        Email = "email", "E-mail";
        Chat = "chat", "Conversa";
        Screenshot = "screenshot", "Print de tela";
        Photo = "photo", "Foto";
        Call = "call", "Ligação";
        Audio = "audio", "Áudio";
        Video = "video", "Vídeo";
        Letter = "letter", "Carta";
        AgencyReply = "agency_reply", "Resposta de órgão";
        CertifiedCapture = "certified_capture", "Captura certificada";
        Authorisation = "authorisation", "Autorização";
        Note = "note", "Anotação";
        SealAttachment = "seal_attachment", "Carimbo ou assinatura do selo";
        #[default]
        Other = "other", "Outro documento";
    }
}

impl ExhibitKind {
    /// Returns whether this is a personal document: printed before the proofs, not counted as one.
    pub const fn is_personal(self) -> bool {
        matches!(
            self,
            Self::Identity
                | Self::TaxId
                | Self::ProofOfAddress
                | Self::CompanyProof
                | Self::Authorisation
        )
    }
}

/// Why a word is not a kind.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a kind of exhibit: {word:?}")]
pub struct KindWordError {
    /// The word that was given.
    pub word: String,
}

impl FromStr for ExhibitKind {
    type Err = KindWordError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|kind| kind.word() == word);
        found.copied().ok_or_else(|| KindWordError { word: word.to_owned() })
    }
}

/// Where an item stands in its life.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum ItemState {
    /// In the case.
    #[default]
    Kept,
    /// In the case's bin: still in place and in the manifest, never in a package.
    Binned,
    /// Deleted for good by `esvaziar`; its hash and the reason stay in the log.
    Emptied,
}

/// One gathered file, byte for byte as it came.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// Id, never reused.
    pub id: ItemId,
    /// Hash of the original (código de integridade).
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Name as received.
    pub name: String,
    /// Name under `data/originais/`.
    pub stored_as: String,
    /// When it was gathered, RFC 3339 with offset, computer's clock.
    pub gathered_at: String,
    /// Where it stands.
    pub state: ItemState,
    /// Media type, told by content.
    pub media_type: String,
    /// What could be read from it; `None` until it is read again after a rebuild.
    pub read: Option<Reading>,
    /// That it is a copy of evidence. Only in the share of a package, never in the case.
    pub copy: Option<CopyOf>,
}

/// A turn of the picture on the page, clockwise; the file stays as it is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "0 | 90 | 180 | 270"))]
pub enum Turn {
    /// As it is.
    #[default]
    None,
    /// A quarter to the right.
    Right,
    /// Upside down.
    Half,
    /// A quarter to the left.
    Left,
}

impl Turn {
    /// Returns the turn in degrees, clockwise: 0, 90, 180 or 270.
    pub const fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Right => 90,
            Self::Half => 180,
            Self::Left => 270,
        }
    }

    /// Returns the turn of so many degrees, if it is one of the four.
    pub const fn from_degrees(degrees: u16) -> Option<Self> {
        match degrees {
            0 => Some(Self::None),
            90 => Some(Self::Right),
            180 => Some(Self::Half),
            270 => Some(Self::Left),
            _ => None,
        }
    }
}

impl Serialize for Turn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u16(self.degrees())
    }
}

impl<'de> Deserialize<'de> for Turn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let degrees = u16::deserialize(deserializer)?;
        Self::from_degrees(degrees)
            .ok_or_else(|| serde::de::Error::custom("a turn is 0, 90, 180 or 270"))
    }
}

/// A choice of pages, "1,3-4": what is printed and in which order; counted over the whole exhibit.
#[derive(Debug, Clone, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct PageChoice(Vec<(u32, u32)>);

/// Why a text is not a choice of pages.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a choice of pages: {text:?}")]
pub struct PageChoiceError {
    /// The text that was given.
    pub text: String,
}

/// Most ranges in one choice of pages; a dossier has no more pages than that.
const MAX_RANGES: usize = 1_000;

impl PageChoice {
    /// Returns the choice of these pages in this order; none of no page.
    pub fn of(pages: impl IntoIterator<Item = u32>) -> Option<Self> {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        for page in pages {
            match ranges.last_mut() {
                Some((_, last)) if last.checked_add(1) == Some(page) => *last = page,
                _ => ranges.push((page, page)),
            }
        }
        (!ranges.is_empty()).then_some(Self(ranges))
    }

    /// Returns the chosen pages that exist among `count`, in the order chosen, each once.
    pub fn within(&self, count: u32) -> Vec<u32> {
        let mut chosen = Vec::new();
        for &(first, last) in &self.0 {
            for page in first..=last.min(count) {
                if !chosen.contains(&page) {
                    chosen.push(page);
                }
            }
        }
        chosen
    }

    /// Returns whether the choice names a page beyond `count`.
    pub fn exceeds(&self, count: u32) -> bool {
        self.0.iter().any(|&(_, last)| last > count)
    }
}

impl FromStr for PageChoice {
    type Err = PageChoiceError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || PageChoiceError { text: text.to_owned() };
        let number = |digits: &str| -> Result<u32, PageChoiceError> {
            digits.trim().parse().ok().filter(|n| *n > 0).ok_or_else(wrong)
        };
        let ranges = text
            .split(',')
            .map(|part| match part.split_once('-') {
                Some((first, last)) => Ok((number(first)?, number(last)?)),
                None => number(part).map(|page| (page, page)),
            })
            .collect::<Result<Vec<_>, _>>()?;
        let sound = ranges.len() <= MAX_RANGES && ranges.iter().all(|(a, b)| a <= b);
        if sound { Ok(Self(ranges)) } else { Err(wrong()) }
    }
}

impl fmt::Display for PageChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, (first, last)) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "," };
            if first == last {
                write!(f, "{comma}{first}")?;
            } else {
                write!(f, "{comma}{first}-{last}")?;
            }
        }
        Ok(())
    }
}

serde_as_text!(PageChoice);

/// A piece of proof as the dossier shows it (documento): items in order, or paper alone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Exhibit {
    /// Id, never reused.
    pub id: ExhibitId,
    /// Title, as printed.
    pub title: String,
    /// What it is.
    #[serde(default)]
    pub kind: ExhibitKind,
    /// Date of the document, as the user gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// What it shows, printed below its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shows: Option<String>,
    /// Private note: never leaves the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Turn of its pages.
    #[serde(default)]
    pub turn: Turn,
    /// Which of its pages are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pages: Option<PageChoice>,
    /// Which lines of an exported conversation are printed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lines: Option<LineRange>,
    /// What a recording says, word for word or in short, as the user typed it; printed on its page.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
    /// Items in order; empty only for paper.
    #[serde(default)]
    pub items: Vec<ItemId>,
    /// Where the paper original is, for an exhibit without a file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper_at: Option<String>,
    /// Place in the user's own order; the rest follow by date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<u32>,
    /// Number frozen by the first export.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<ExhibitNumber>,
    /// Not to be used in any dossier.
    #[serde(default)]
    pub left_out: bool,
    /// In the bin (an exhibit on paper has no item that could be).
    #[serde(default)]
    pub binned: bool,
    /// Suggestions that the user put aside: never leave the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub declined: Vec<Declined>,
}

impl Exhibit {
    /// Returns an exhibit with nothing but id and title.
    pub const fn new(id: ExhibitId, title: String) -> Self {
        Self {
            id,
            title,
            kind: ExhibitKind::Other,
            date: None,
            shows: None,
            note: None,
            turn: Turn::None,
            pages: None,
            lines: None,
            transcript: None,
            items: Vec::new(),
            paper_at: None,
            position: None,
            number: None,
            left_out: false,
            binned: false,
            declined: Vec::new(),
        }
    }

    /// Returns whether the user put this suggestion aside.
    pub fn declines(&self, field: SuggestedField, value: &str) -> bool {
        self.declined.iter().any(|one| one.field == field && one.value == value)
    }

    /// Returns whether the exhibit is no document of any dossier: the user leaves it out, or it is
    /// about the dossiers themselves.
    pub const fn stays_out(&self) -> bool {
        self.left_out || matches!(self.kind, ExhibitKind::SealAttachment)
    }

    /// Returns whether the exhibit has no file at all.
    pub fn is_paper_only(&self) -> bool {
        self.items.is_empty()
    }
}

/// The number of an exhibit: "3" for a proof, "A" for a personal document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum ExhibitNumber {
    /// A personal document, counted from 1 and shown as A, B … Z, AA.
    Personal(u32),
    /// A proof, counted from 1.
    Proof(u32),
}

impl fmt::Display for ExhibitNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proof(number) => write!(f, "{number}"),
            Self::Personal(number) => f.write_str(&letters(*number)),
        }
    }
}

fn letters(mut number: u32) -> String {
    let mut text = Vec::new();
    while number > 0 {
        let place = u8::try_from((number - 1) % 26).unwrap_or(0);
        text.push(char::from(b'A' + place));
        number = (number - 1) / 26;
    }
    text.iter().rev().collect()
}

/// Why a text is not an exhibit number.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an exhibit number: {text:?}")]
pub struct ExhibitNumberError {
    /// The text that was given.
    pub text: String,
}

impl FromStr for ExhibitNumber {
    type Err = ExhibitNumberError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ExhibitNumberError { text: text.to_owned() };
        if text.is_empty() || text.len() > 6 {
            return Err(wrong());
        }
        if text.bytes().all(|b| b.is_ascii_digit()) {
            return text.parse().ok().filter(|n| *n > 0).map(Self::Proof).ok_or_else(wrong);
        }
        if !text.bytes().all(|b| b.is_ascii_uppercase()) {
            return Err(wrong());
        }
        let number = text.bytes().fold(0u32, |sum, b| sum * 26 + u32::from(b - b'A') + 1);
        Ok(Self::Personal(number))
    }
}

serde_as_text!(ExhibitNumber);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn page_choice_keeps_the_order_and_drops_what_is_not_there() {
        let choice: PageChoice = "3,1-2,2,9".parse().unwrap();
        assert_eq!(choice.within(4), vec![3, 1, 2]);
        assert!(choice.exceeds(4));
        assert_eq!(choice.to_string(), "3,1-2,2,9");
        for wrong in ["", "0", "4-2", "a", "1-", "1;2"] {
            assert!(wrong.parse::<PageChoice>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn numbers_read_back_what_they_show() {
        for (number, text) in [
            (ExhibitNumber::Proof(12), "12"),
            (ExhibitNumber::Personal(1), "A"),
            (ExhibitNumber::Personal(26), "Z"),
            (ExhibitNumber::Personal(27), "AA"),
            (ExhibitNumber::Personal(703), "AAA"),
        ] {
            assert_eq!(number.to_string(), text);
            assert_eq!(text.parse(), Ok(number));
        }
    }

    #[test]
    fn every_kind_reads_back_its_word() {
        for kind in ExhibitKind::ALL {
            assert_eq!(kind.word().parse(), Ok(*kind));
            assert_eq!(serde_json::to_string(kind).unwrap(), format!("{:?}", kind.word()));
        }
    }
}
