//! What the claimant tells: contacts with the company, facts that cite exhibits, requests, and
//! events of the timeline that are neither.

use crate::base::{Day, Moment, Money, ProtocolNumber, Sha256Digest, serde_as_text};
use crate::case::words::words;
use crate::case::{ContactId, EventId, ExhibitId, FactId, RequestId, RespondentId};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

words! {
    /// By which way the company was spoken to (canal).
    Channel {
        SacPhone = "sac_phone", "SAC, telefone";
        Chat = "chat", "Chat";
        Whatsapp = "whatsapp", "WhatsApp";
        Email = "email", "E-mail";
        App = "app", "Aplicativo";
        Store = "store", "Loja";
        Ombudsman = "ombudsman", "Ouvidoria";
        Regulator = "regulator", "Agência reguladora";
        ConsumidorGov = "consumidor_gov", "consumidor.gov.br";
        ReclameAqui = "reclame_aqui", "Reclame Aqui";
        Procon = "procon", "Procon";
        LetterAr = "letter_ar", "Carta com AR";
    }
}

words! {
    /// What a request asks for (tipo de pedido).
    RequestKind {
        Refund = "refund", "Devolução do valor";
        RefundDouble = "refund_double", "Devolução em dobro";
        MoralDamages = "moral_damages", "Indenização por dano moral";
        UndueDebt = "undue_debt", "Declaração de dívida indevida";
        Obligation = "obligation", "Obrigação de fazer";
        Other = "other", "Outro pedido";
    }
}

words! {
    /// How a request enters the sum (como conta no valor).
    Counts {
        Adds = "adds", "soma";
        UndueDebt = "undue_debt", "dívida a declarar indevida";
        Alternative = "alternative", "alternativo";
    }
}

words! {
    /// Where a request is taken to (destino).
    Destination {
        Procon = "procon", "Procon";
        Jec = "jec", "Juizado Especial Cível";
        Lawyer = "lawyer", "Advogado(a)";
    }
}

/// Why a word is not in a closed list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a word of the list: {word:?}")]
pub struct WordError {
    /// The word that was given.
    pub word: String,
}

impl FromStr for Channel {
    type Err = WordError;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let found = Self::ALL.iter().find(|channel| channel.word() == word);
        found.copied().ok_or_else(|| WordError { word: word.to_owned() })
    }
}

/// Which exhibit a citation means: by id, or by the hash of one of its items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum ExhibitRef {
    /// By id, `e3`.
    Id(ExhibitId),
    /// By hash, `sha256:…`, for a file prepared before the exhibit exists.
    Hash(Sha256Digest),
}

/// Why a text names no exhibit.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("neither an exhibit id nor sha256:<hash>: {text:?}")]
pub struct ExhibitRefError {
    /// The text that was given.
    pub text: String,
}

impl FromStr for ExhibitRef {
    type Err = ExhibitRefError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || ExhibitRefError { text: text.to_owned() };
        match text.strip_prefix("sha256:") {
            Some(hash) => hash.parse().map(Self::Hash).map_err(|_| wrong()),
            None => text.parse().map(Self::Id).map_err(|_| wrong()),
        }
    }
}

impl fmt::Display for ExhibitRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Id(id) => id.fmt(f),
            Self::Hash(hash) => write!(f, "sha256:{hash}"),
        }
    }
}

serde_as_text!(ExhibitRef);

/// A citation of an exhibit, "(Doc. 3, p. 2)".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Citation {
    /// Which exhibit.
    pub exhibit: ExhibitRef,
    /// Which of its pages, "2" or "2-3", as typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub pages: Option<String>,
}

/// An attempt at a solution (contato, tentativa de solução).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Contact {
    /// Id, never reused.
    pub id: ContactId,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Moment>,
    /// By which way.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Protocol numbers as received; several are possible.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub protocols: Vec<ProtocolNumber>,
    /// Who answered (atendente).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendant: Option<String>,
    /// What was asked and said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub summary: Option<String>,
    /// What was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub promise: Option<String>,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub due: Option<Day>,
    /// What the company answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<String>,
    /// How it ended, in the user's words: "Não cumprido".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Exhibits that prove the contact.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub exhibits: Vec<ExhibitRef>,
    /// Which respondent, where there are several; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<RespondentId>,
}

/// A fact of the account (fato), in the user's own words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Fact {
    /// Id, never reused.
    pub id: FactId,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// What happened.
    #[serde(default)]
    pub text: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub citations: Vec<Citation>,
    /// Which respondent it concerns; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<RespondentId>,
}

/// A request (pedido).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields, rename = "Claim"))]
pub struct Request {
    /// Id, never reused.
    pub id: RequestId,
    /// What is asked, in the user's own words.
    #[serde(default)]
    pub text: String,
    /// Its type.
    #[serde(default = "other_request")]
    pub kind: RequestKind,
    /// How much, in centavos; a double refund counts the doubled amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub amount: Option<Money>,
    /// How it enters the sum.
    #[serde(default = "adds")]
    pub counts: Counts,
    /// Of which other request it is the alternative.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alternative_of: Option<RequestId>,
    /// Where it is asked; empty means everywhere.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub destinations: Vec<Destination>,
    /// Of which respondent; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<RespondentId>,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub citations: Vec<Citation>,
}

fn other_request() -> RequestKind {
    RequestKind::Other
}

fn adds() -> Counts {
    Counts::Adds
}

/// An event of the timeline that is neither contact nor fact (acontecimento).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Event {
    /// Id, never reused.
    pub id: EventId,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// What.
    #[serde(default)]
    pub text: String,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub citations: Vec<Citation>,
    /// Which respondent it concerns; none means all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub respondent: Option<RespondentId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_names_an_exhibit_by_id_or_by_hash() {
        let by_id: Citation = serde_json::from_str(r#"{"exhibit":"e3","pages":"2-3"}"#).unwrap();
        assert_eq!(by_id.exhibit, ExhibitRef::Id(ExhibitId::new(3)));
        let hash = Sha256Digest::of(b"x");
        let text = format!(r#"{{"exhibit":"sha256:{hash}"}}"#);
        let by_hash: Citation = serde_json::from_str(&text).unwrap();
        assert_eq!(by_hash.exhibit, ExhibitRef::Hash(hash));
        assert!(serde_json::from_str::<Citation>(r#"{"exhibit":"Doc. 3"}"#).is_err());
    }

    #[test]
    fn every_channel_reads_back_its_word() {
        for channel in Channel::ALL {
            assert_eq!(channel.word().parse(), Ok(*channel));
        }
    }
}
