//! What the user noted for filing: days that terms count from, charges, deliveries, what is settled
//! on the checklist, and what a petition needs beyond the account. Private: a paper prints what it
//! needs of it, a package never carries it.

use crate::base::{Day, Moment, Money};
use crate::case::Citation;
use crate::case::words::words;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

words! {
    /// A day that stops only some places, counted as a holiday only where the user says so.
    OptionalHoliday {
        Carnival = "carnival", "Carnaval (segunda e terça)";
        CorpusChristi = "corpus_christi", "Corpus Christi";
    }
}

words! {
    /// How the user settled a line of a checklist.
    Settled {
        OnPaper = "on_paper", "Já levo no papel";
        NotApplicable = "not_applicable", "Não se aplica";
    }
}

/// An undue charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct Charge {
    /// When it was charged or paid.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Day>,
    /// What for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// What was charged too much.
    pub amount: Money,
    /// Whether it was paid.
    #[serde(default)]
    pub paid: bool,
    /// What proves it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub citations: Vec<Citation>,
}

/// A delivery of papers: a visit to the Procon, a filing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields)]
pub struct Delivery {
    /// Id, `d1`: never reused.
    pub id: String,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Moment>,
    /// Profile of what was handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// Where.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Number given there: FA, CIP, process; kept as received.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Until when an answer is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer_due: Option<Day>,
    /// Hearing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hearing: Option<Moment>,
    /// What came of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Exhibits that were handed over, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub exhibits: Vec<String>,
}

/// A witness; at most three (Lei 9.099/1995, art. 34).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct Witness {
    /// Name.
    pub name: String,
    /// Address and phone, as typed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
}

/// What the user noted for filing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(deny_unknown_fields, default)]
pub struct FilingNotes {
    /// Profile chosen last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<String>,
    /// When the product or service was received.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<Day>,
    /// When the defect was seen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub defect_seen: Option<Day>,
    /// When the damage was done or known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub damage: Option<Day>,
    /// Whether the product or service is durable.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub durable: Option<bool>,
    /// Whether it was bought away from the shop: internet, phone, at home.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bought_away: Option<bool>,
    /// Whether the matter is in court already.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_court: Option<bool>,
    /// Undue charges.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub charges: Vec<Charge>,
    /// Deliveries.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub deliveries: Vec<Delivery>,
    /// Lines of checklists settled by the user's word, by their id.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub settled: BTreeMap<String, Settled>,
    /// Optional holidays that are counted.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub optional_holidays: Vec<OptionalHoliday>,
    /// Holidays of the state and the city.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub own_holidays: Vec<Day>,
    /// Grounds of the catalogue that the user ticked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub grounds: Vec<String>,
    /// Why it cannot wait, for an urgent request.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgent: Option<String>,
    /// Witnesses.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub witnesses: Vec<Witness>,
    /// The word and name of the venue: "Comarca de Campinas – SP".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub venue: Option<String>,
    /// The user's own tick: gives up what passes the limit of the Juizado.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub renounces_excess: bool,
}
