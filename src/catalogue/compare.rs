//! Two dossiers of one case beside each other: what was added, taken out or changed, and whether the
//! later custody log continues the earlier one. Pure, but for reading both.

use super::facts;
use crate::case::CustodyLog;
use crate::catalogue::inside::Inside;
use crate::store::bag::CUSTODY;
use serde::Serialize;
use serde_json::Value;
use std::collections::BTreeMap;

/// How a part differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedChangeKind"))]
pub enum ChangeKind {
    /// Only the later one has it.
    Added,
    /// Only the earlier one has it.
    Removed,
    /// It says something else.
    Altered,
}

/// A part that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedChange"))]
pub struct Change {
    /// How.
    pub kind: ChangeKind,
    /// Which list it is in: `exhibits`, `facts`, `contacts` or `requests`.
    pub part: &'static str,
    /// Id.
    pub id: String,
    /// Number of an exhibit.
    pub number: Option<String>,
    /// What it said.
    pub was: Option<String>,
    /// What it says now.
    pub now: Option<String>,
    /// Whether the files of an exhibit are others.
    pub files: bool,
}

/// How the later custody log stands to the earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CustodyRelation {
    /// They are the same.
    Same,
    /// The later one has every line of the earlier one, and more.
    Continued,
    /// The later one is a beginning of the earlier one: it was made before.
    Before,
    /// They part: a fork of the chain.
    Forked,
    /// One of the two has none that checks.
    Unknown,
}

/// Two dossiers beside each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedComparison"))]
pub struct Comparison {
    /// Number of the earlier one in the catalogue.
    pub earlier: u32,
    /// Number of the later one.
    pub later: u32,
    /// What differs.
    pub changes: Vec<Change>,
    /// How the custody logs stand to each other.
    pub custody: CustodyRelation,
    /// The first line in which they part, where they do.
    pub forked_at: Option<u64>,
}

/// The lists that are compared, and the members of an entry that say what it is.
const LISTS: [(&str, &[&str]); 4] = [
    ("exhibits", &["title", "date", "shows", "kind"]),
    ("facts", &["date", "text"]),
    ("contacts", &["when", "channel", "protocols", "summary", "answer", "outcome"]),
    ("requests", &["text", "amount"]),
];
/// Members that tell nothing of the client's words or files.
const PASSED_OVER: [&str; 4] = ["number", "number_frozen", "items", "id"];

/// Compares two dossiers by what they say and hold.
pub fn compare((earlier, before): (u32, &Inside), (later, after): (u32, &Inside)) -> Comparison {
    let document = |inside| facts::document(inside).unwrap_or(Value::Null);
    let (old, new) = (document(before), document(after));
    let changes = LISTS.iter().flat_map(|(list, says)| changes(list, says, &old, &new)).collect();
    let (custody, forked_at) = relation(log(before).as_ref(), log(after).as_ref());
    Comparison { earlier, later, changes, custody, forked_at }
}

fn log(inside: &Inside) -> Option<CustodyLog> {
    CustodyLog::verify(&inside.text(CUSTODY)?).ok()
}

/// Returns how a later custody log stands to an earlier one.
fn relation(
    earlier: Option<&CustodyLog>,
    later: Option<&CustodyLog>,
) -> (CustodyRelation, Option<u64>) {
    let (Some(earlier), Some(later)) = (earlier, later) else {
        return (CustodyRelation::Unknown, None);
    };
    let pairs = earlier.lines().iter().zip(later.lines());
    match pairs.into_iter().find(|(a, b)| a.hash != b.hash) {
        Some((_, line)) => (CustodyRelation::Forked, Some(line.core.seq)),
        None if earlier.count() == later.count() => (CustodyRelation::Same, None),
        None if earlier.count() < later.count() => (CustodyRelation::Continued, None),
        None => (CustodyRelation::Before, None),
    }
}

fn by_id<'a>(document: &'a Value, list: &str) -> BTreeMap<&'a str, &'a Value> {
    let entries = document.get(list).and_then(Value::as_array).into_iter().flatten();
    entries.filter_map(|entry| Some((entry.get("id")?.as_str()?, entry))).collect()
}

fn changes(list: &'static str, says: &[&str], old: &Value, new: &Value) -> Vec<Change> {
    let (old, new) = (by_id(old, list), by_id(new, list));
    let number = |entry: &Value| entry.get("number").and_then(Value::as_str).map(str::to_owned);
    let change = |kind, id: &str, was: Option<&Value>, now: Option<&Value>, files| Change {
        kind,
        part: list,
        id: id.to_owned(),
        number: now.or(was).and_then(number),
        was: was.map(|entry| words(entry, says)),
        now: now.map(|entry| words(entry, says)),
        files,
    };
    let mut changes = Vec::new();
    for (id, entry) in &new {
        match old.get(id) {
            None => changes.push(change(ChangeKind::Added, id, None, Some(entry), false)),
            Some(before) => {
                let files = hashes(before) != hashes(entry);
                if files || plain(before) != plain(entry) {
                    changes.push(change(ChangeKind::Altered, id, Some(before), Some(entry), files));
                }
            }
        }
    }
    let gone = old.iter().filter(|(id, _)| !new.contains_key(*id));
    changes.extend(gone.map(|(id, was)| change(ChangeKind::Removed, id, Some(was), None, false)));
    changes
}

/// Returns what an entry says in one line.
fn words(entry: &Value, says: &[&str]) -> String {
    let told = says.iter().filter_map(|member| match entry.get(*member)? {
        Value::String(text) if !text.is_empty() => Some(text.clone()),
        Value::Array(texts) => {
            Some(texts.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", "))
        }
        Value::Number(centavos) => centavos
            .as_i64()
            .map(|centavos| crate::base::Money::from_centavos(centavos).to_string()),
        _ => None,
    });
    told.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn plain(entry: &Value) -> BTreeMap<&String, &Value> {
    let members = entry.as_object().into_iter().flatten();
    members
        .filter(|(name, value)| !PASSED_OVER.contains(&name.as_str()) && !value.is_null())
        .collect()
}

fn hashes(entry: &Value) -> Vec<&str> {
    let items = entry.get("items").and_then(Value::as_array).into_iter().flatten();
    items.filter_map(|item| item.get("sha256")?.as_str()).collect()
}
