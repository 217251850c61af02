//! What a dossier says of itself, as the list shows it: read once, when it is received. A later or a
//! foreign program may have written it, so what is not understood is left out and never an error.

use crate::base::{Day, Sha256Digest};
use crate::case::{CaseDocument, Contact, CustodyLog, Request, number};
use crate::catalogue::Origin;
use crate::catalogue::inside::Inside;
use crate::filing::claim_sums;
use crate::store::bag::{BAG_INFO, CUSTODY, DATABASE};
use crate::store::database::Database;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The case's data in a package.
pub(super) const CASE_DOCUMENT: &str = "caso.json";
/// The seal of a package.
const SEAL: &str = "selo.json";
/// Most characters of a text that goes into the list.
const SHOWN_CHARS: usize = 300;
/// Most protocol numbers that go into the list.
const SHOWN_PROTOCOLS: usize = 100;

/// What a dossier says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedFacts"))]
pub struct Facts {
    /// Title of the case.
    pub title: String,
    /// Who complains.
    pub claimant: Option<String>,
    /// Against whom, by the names people know.
    pub respondents: Vec<String>,
    /// City and state.
    pub place: Option<String>,
    /// Day on the papers, `2026-11-21`.
    pub date: Option<String>,
    /// Profile that it was made under.
    pub profile: Option<String>,
    /// How many exhibits.
    pub exhibits: usize,
    /// How many contacts.
    pub contacts: usize,
    /// How many facts.
    pub facts: usize,
    /// Protocol numbers as received.
    pub protocols: Vec<String>,
    /// Value of the case, in centavos.
    pub value: Option<i64>,
    /// The nearest promised day that a contact names, `2026-11-21`.
    pub due: Option<String>,
    /// Lines of the custody log.
    pub custody_events: u64,
    /// Its last line.
    pub custody_head: Option<Sha256Digest>,
    /// The check code of a package.
    pub seal: Option<Sha256Digest>,
    /// It opens with a passphrase only, which nobody gave yet: nothing else is known.
    pub locked: bool,
}

/// A dossier's own words: its `caso.json`, or what the database of a case folder says, which
/// somebody may have packed into a ZIP.
pub fn document(inside: &Inside) -> Option<Value> {
    if let Some(text) = inside.text(CASE_DOCUMENT) {
        return serde_json::from_slice(&text).ok();
    }
    let database = match inside.folder() {
        Some(folder) => Database::open_read_only(&folder.join(DATABASE)),
        None => Database::open_bytes(&inside.text(DATABASE)?),
    };
    let case = database.and_then(|database| database.load()).ok()?;
    serde_json::to_value(CaseDocument::of(&case, &number(&case))).ok()
}

/// Returns whose make a dossier is.
pub(super) fn origin(inside: &Inside) -> Origin {
    let names = |name: &str| inside.text(name).is_some();
    let info = inside.text(BAG_INFO).unwrap_or_default();
    let is_ours = String::from_utf8_lossy(&info).contains("Bag-Software-Agent: Juntada");
    if names(SEAL) || (is_ours && names(CASE_DOCUMENT)) {
        Origin::Package
    } else if names(CUSTODY) {
        Origin::Case
    } else {
        Origin::Foreign
    }
}

/// Returns the identity of the case in a document.
pub(super) fn case_id(document: &Value) -> Option<String> {
    let id: uuid::Uuid = document.get("case_id")?.as_str()?.parse().ok()?;
    Some(id.to_string())
}

/// Returns the entries of a list that can be understood.
pub(super) fn entries<T: serde::de::DeserializeOwned>(document: &Value, list: &str) -> Vec<T> {
    let entries = document.get(list).and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| serde_json::from_value(entry.clone()).ok()).collect()
}

fn text(value: Option<&Value>) -> Option<String> {
    let text = value?.as_str()?.trim();
    (!text.is_empty()).then(|| text.chars().take(SHOWN_CHARS).collect())
}

fn count(document: &Value, list: &str) -> usize {
    document.get(list).and_then(Value::as_array).map_or(0, Vec::len)
}

/// Returns the name people know a party by.
fn name(party: &Value) -> Option<String> {
    let known = ["social_name", "trade_name", "name", "corporate_name"];
    known.iter().find_map(|member| text(party.get(member)))
}

/// Reads what a dossier says of itself; `received_as` is its title where it has none.
pub(super) fn read(inside: &Inside, document: Option<&Value>, received_as: &str) -> Facts {
    let seal_bytes = inside.text(SEAL);
    let seal: Option<Value> =
        seal_bytes.as_deref().and_then(|bytes| serde_json::from_slice(bytes).ok());
    let log = inside.text(CUSTODY).and_then(|bytes| CustodyLog::verify(&bytes).ok());
    let mut facts = Facts {
        title: received_as.to_owned(),
        date: text(seal.as_ref().and_then(|seal| seal.get("date"))),
        profile: text(seal.as_ref().and_then(|seal| seal.get("profile"))),
        custody_events: log.as_ref().map_or(0, CustodyLog::count),
        custody_head: log.as_ref().map(CustodyLog::head),
        seal: seal_bytes.as_deref().map(Sha256Digest::of),
        ..Facts::default()
    };
    let Some(document) = document else {
        facts.exhibits = inside.manifest().len();
        return facts;
    };
    if let Some(title) = text(document.get("title")) {
        facts.title = title;
    }
    facts.claimant = document.get("claimant").and_then(name);
    let respondents = document.get("respondents").and_then(Value::as_array);
    facts.respondents = respondents.into_iter().flatten().filter_map(name).collect();
    facts.place = text(document.get("place"));
    facts.exhibits = count(document, "exhibits");
    facts.contacts = count(document, "contacts");
    facts.facts = count(document, "facts");
    let contacts: Vec<Contact> = entries(document, "contacts");
    let protocols = contacts.iter().flat_map(|contact| &contact.protocols);
    facts.protocols =
        protocols.take(SHOWN_PROTOCOLS).map(|number| number.as_str().to_owned()).collect();
    let open = contacts.iter().filter(|contact| contact.answer.is_none());
    facts.due = open.filter_map(|contact| contact.due).map(|day: Day| day.to_iso()).min();
    let requests: Vec<Request> = entries(document, "requests");
    facts.value = claim_sums(&requests)
        .map(|sums| sums.claim_value.centavos())
        .filter(|centavos| *centavos != 0);
    facts
}
