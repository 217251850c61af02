//! What the text of a code means: the key of a fiscal document, the line of a bank slip or of a
//! collection bill, a link. A wrong check digit is told, never a reason to drop it.

use super::Symbology;
use crate::base::{AccessKey, CollectionSegment, Money, PaymentLine};
use serde::{Deserialize, Serialize};

/// What a code means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "meaning", rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CodeMeaning {
    /// The key of a fiscal document, by itself or in a link.
    AccessKey(KeyFacts),
    /// A bank slip.
    Boleto(LineFacts),
    /// A collection bill: energy, water, telephone, taxes.
    Collection(LineFacts),
    /// A link; it is never opened.
    Url,
    /// Anything else.
    Other,
}

/// What the key of a fiscal document says by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct KeyFacts {
    /// The key, without grouping.
    pub access_key: String,
    /// Whether its check digit agrees.
    pub valid: bool,
    /// Model of the document, such as 55 for an NF-e; a service invoice has none.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub model: Option<u64>,
    /// Tax id of who issued it, without grouping.
    pub issuer_tax_id: String,
    /// Month of issue, `2026-08`.
    pub month: Option<String>,
}

/// What the line of a bank slip or collection bill says by itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LineFacts {
    /// The line as the payer types it, without grouping.
    pub line: String,
    /// Whether its check digits agree.
    pub valid: bool,
    /// The sum, in centavos; none where it is left open.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub amount: Option<Money>,
    /// The days of payment that it can mean, earliest first: of a bank slip two, 9,000 days apart, of
    /// which the one near the document's date is right.
    pub due: Vec<String>,
    /// Who collects, of a collection bill: `water`, `energy`, `telecom`, `government`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub segment: Option<String>,
}

impl CodeMeaning {
    /// Returns what the text of a code means.
    pub fn of(symbology: Symbology, text: &str) -> Self {
        let bare = text.trim();
        let is_url = ["http://", "https://", "HTTP://", "HTTPS://"]
            .iter()
            .any(|start| bare.starts_with(start));
        if symbology == Symbology::Itf {
            return PaymentLine::from_barcode(bare).map_or(Self::Other, |line| Self::line(&line));
        }
        if let Some(key) = access_key(bare, is_url) {
            return Self::AccessKey(KeyFacts::of(&key));
        }
        if is_url { Self::Url } else { Self::Other }
    }

    fn line(line: &PaymentLine) -> Self {
        let facts = LineFacts::of(line);
        match line {
            PaymentLine::BankSlip(_) => Self::Boleto(facts),
            PaymentLine::Collection(_) => Self::Collection(facts),
        }
    }
}

/// Returns the key that a text is, or that stands in a link. In a link many things are as long as a
/// key: there, its check digit or the parameter it stands in must say so.
fn access_key(text: &str, is_url: bool) -> Option<AccessKey> {
    if !is_url {
        let stripped = text.strip_prefix("NFe").unwrap_or(text);
        return AccessKey::parse(stripped).ok();
    }
    let key = AccessKey::find_in(text)?;
    let lower = text.to_ascii_lowercase();
    let is_named = ["chnfe=", "chcte=", "chnfse=", "chave=", "?p=", "&p=", "chnf3e=", "chnfcom="]
        .iter()
        .any(|parameter| lower.contains(parameter));
    (is_named || key.check().is_right()).then_some(key)
}

impl KeyFacts {
    /// Returns what a key says.
    pub fn of(key: &AccessKey) -> Self {
        Self {
            access_key: key.as_str().to_owned(),
            valid: key.check().is_right(),
            model: key.model(),
            issuer_tax_id: key.issuer().as_str().to_owned(),
            month: key.issued().map(|month| month.to_iso()),
        }
    }
}

impl LineFacts {
    /// Returns what a line says.
    pub fn of(line: &PaymentLine) -> Self {
        let (due, segment) = match line {
            PaymentLine::BankSlip(slip) => {
                (slip.due_dates().iter().map(ToString::to_string).collect(), None)
            }
            PaymentLine::Collection(bill) => (Vec::new(), segment_word(bill.segment())),
        };
        Self {
            line: line.as_str().to_owned(),
            valid: line.check().is_right(),
            amount: line.amount(),
            due,
            segment: segment.map(str::to_owned),
        }
    }
}

const fn segment_word(segment: CollectionSegment) -> Option<&'static str> {
    match segment {
        CollectionSegment::Water => Some("water"),
        CollectionSegment::Energy => Some("energy"),
        CollectionSegment::Telecom => Some("telecom"),
        CollectionSegment::Government => Some("government"),
        CollectionSegment::Other(_) => None,
    }
}

/// Words beside which papers print their codes, in small letters without accents.
const TELLTALES: [&str; 14] = [
    "qr",
    "pix",
    "boleto",
    "digit",
    "barras",
    "chave",
    "danfe",
    "nf-e",
    "nfc-e",
    "nfs-e",
    "fatura",
    "vencimento",
    "pagamento",
    "recibo",
];

/// Digits in a row, whatever parts them, that a paper with a code prints beside it.
const DIGITS: usize = 40;

/// Returns whether a page with this text may have a code: a scan, whose text is not known, or a paper
/// that speaks of one or prints its digits. Drawing every page of every contract would take minutes.
pub(super) fn may_have_codes(text: &str) -> bool {
    let letters = text.chars().filter(|c| c.is_alphanumeric()).take(DIGITS).count();
    if letters < DIGITS {
        return true;
    }
    let lower = text.to_lowercase();
    TELLTALES.iter().any(|word| lower.contains(word)) || longest_digits(text) >= DIGITS
}

fn longest_digits(text: &str) -> usize {
    let mut longest = 0;
    let mut current = 0;
    for c in text.chars() {
        match c {
            '0'..='9' => current += 1,
            ' ' | '.' | '-' | '\u{a0}' => {}
            _ => current = 0,
        }
        longest = longest.max(current);
    }
    longest
}
