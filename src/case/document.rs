//! `caso.json`: the case as a document that people and other programs can read, and the rules by
//! which such a document is merged into a case (an absent member stays, null clears, an entry
//! without id is added, an unknown member is refused by name).

use crate::base::{Day, Sha256Digest};
use crate::case::{
    Case, Claimant, Contact, CopyOf, Event, Exhibit, ExhibitId, ExhibitKind, ExhibitNumber, Fact,
    FilingNotes, Finding, FindingCode, Interview, Item, ItemId, ItemState, LineRange, Numbers,
    Relation, Representative, Request, Respondent, Turn,
};
use crate::import::Parsed;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The format of `caso.json` that this version writes, and the highest it reads.
pub const FORMAT: u32 = 1;

/// An item as the document shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DocumentItem"))]
pub struct ItemView {
    /// Id.
    pub id: ItemId,
    /// Code of integrity.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Name as received.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// When it was gathered.
    pub gathered_at: String,
    /// Where it stands.
    pub state: ItemState,
    /// What a file of a known kind says.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub read: Option<Parsed>,
    /// That it is a copy, and of what; only in a package.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub copy: Option<CopyOf>,
}

/// An exhibit as the document shows it; `I` is what is shown of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "DocumentExhibit"))]
pub struct ExhibitView<I = ItemView> {
    /// Id.
    pub id: ExhibitId,
    /// Number, "3" or "A"; none while it has none.
    pub number: Option<ExhibitNumber>,
    /// Whether the number is frozen by an export.
    pub number_frozen: bool,
    /// Title.
    pub title: String,
    /// What it is.
    pub kind: ExhibitKind,
    /// Date.
    pub date: Option<Day>,
    /// What it shows.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub shows: Option<String>,
    /// Private note; never in a package of another than the user.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub note: Option<String>,
    /// Turn in degrees.
    pub turn: Turn,
    /// Choice of pages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub pages: Option<String>,
    /// Which lines of an exported conversation are printed.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub lines: Option<LineRange>,
    /// What a recording says, as the user typed it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub transcript: Option<String>,
    /// Items.
    pub items: Vec<I>,
    /// Where the paper is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub paper_at: Option<String>,
    /// Not used in any dossier.
    pub left_out: bool,
    /// In the bin.
    pub binned: bool,
}

/// The case as a document; `E` is what is shown of an exhibit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct CaseDocument<E = ExhibitView> {
    /// Format of the document.
    pub format: u32,
    /// Identity of the case.
    #[cfg_attr(test, ts(type = "string"))]
    pub case_id: Uuid,
    /// Title.
    pub title: String,
    /// City and state.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Who complains.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claimant: Option<Claimant>,
    /// Who acts for the claimant.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub representative: Option<Representative>,
    /// Against whom.
    pub respondents: Vec<Respondent>,
    /// What binds them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub relation: Option<Relation>,
    /// Exhibits with their items.
    pub exhibits: Vec<E>,
    /// Attempts at a solution.
    pub contacts: Vec<Contact>,
    /// Facts.
    pub facts: Vec<Fact>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Extra events.
    pub events: Vec<Event>,
    /// Private notes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// What the person answered at the beginning.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub interview: Option<Interview>,
    /// What the user noted for filing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub filing: Option<FilingNotes>,
}

impl CaseDocument {
    /// Returns the whole case as a document, private notes and the bin included.
    pub fn of(case: &Case, numbers: &Numbers) -> Self {
        Self::with(case, &|exhibit| ExhibitView::of(case, exhibit, numbers, &ItemView::of))
    }
}

impl<E> CaseDocument<E> {
    /// Returns the whole case as a document, with what `shown` makes of each exhibit.
    pub fn with(case: &Case, shown: &dyn Fn(&Exhibit) -> E) -> Self {
        let exhibits = case.exhibits.iter().map(shown).collect();
        Self {
            format: FORMAT,
            case_id: case.case_id,
            title: case.title.clone(),
            place: case.place.clone(),
            claimant: case.claimant.clone(),
            representative: case.representative.clone(),
            respondents: case.respondents.clone(),
            relation: case.relation.clone(),
            exhibits,
            contacts: case.contacts.clone(),
            facts: case.facts.clone(),
            requests: case.requests.clone(),
            events: case.events.clone(),
            notes: case.notes.clone(),
            interview: case.interview.clone(),
            filing: case.filing.clone(),
        }
    }
}

impl ItemView {
    /// Returns an item as the document shows it.
    pub fn of(item: &Item) -> Self {
        Self {
            id: item.copy.as_ref().map_or(item.id, |copy| copy.item),
            sha256: item.sha256,
            size_bytes: item.size_bytes,
            name: item.name.clone(),
            media_type: item.media_type.clone(),
            gathered_at: item.gathered_at.clone(),
            state: item.state,
            read: item.read.as_ref().and_then(|read| read.parsed.clone()),
            copy: item.copy.clone(),
        }
    }
}

impl<I> ExhibitView<I> {
    /// Returns an exhibit as the document shows it, with what `shown` makes of each item.
    pub fn of(
        case: &Case,
        exhibit: &Exhibit,
        numbers: &Numbers,
        shown: &dyn Fn(&Item) -> I,
    ) -> Self {
        let items = exhibit.items.iter().filter_map(|id| case.items.get(id));
        Self {
            id: exhibit.id,
            number: numbers.get(&exhibit.id).copied(),
            number_frozen: exhibit.number.is_some(),
            title: exhibit.title.clone(),
            kind: exhibit.kind,
            date: exhibit.date,
            shows: exhibit.shows.clone(),
            note: exhibit.note.clone(),
            turn: exhibit.turn,
            pages: exhibit.pages.as_ref().map(ToString::to_string),
            lines: exhibit.lines,
            transcript: exhibit.transcript.clone(),
            items: items.map(shown).collect(),
            paper_at: exhibit.paper_at.clone(),
            left_out: exhibit.left_out,
            binned: exhibit.binned,
        }
    }
}

/// Why a document cannot be merged into a case. Nothing of it was taken then.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DocumentError {
    /// It is not JSON, or not an object.
    #[error("not a JSON object: {detail}")]
    NotAnObject {
        /// Where and why, from the parser.
        detail: String,
    },
    /// It has a format that this version does not know.
    #[error("the document has format {found}, this version reads up to {FORMAT}")]
    NewerFormat {
        /// The format it names.
        found: u64,
    },
    /// A member is unknown, or its value is not of its shape.
    #[error("in {place}: {detail}")]
    Member {
        /// Which part: `claimant`, `facts[2]`.
        place: String,
        /// What is wrong, naming the member.
        detail: String,
    },
    /// An entry names an id that the case does not have.
    #[error("{place} names {id}, which the case does not have")]
    UnknownId {
        /// Which part.
        place: String,
        /// The id.
        id: String,
    },
}

/// What of an exhibit a document may change. The items are evidence and are never merged.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExhibitPatch {
    title: String,
    kind: ExhibitKind,
    #[serde(default)]
    date: Option<Day>,
    #[serde(default)]
    shows: Option<String>,
    #[serde(default)]
    note: Option<String>,
    #[serde(default)]
    turn: Turn,
    #[serde(default)]
    pages: Option<crate::case::PageChoice>,
    #[serde(default)]
    lines: Option<LineRange>,
    #[serde(default)]
    transcript: Option<String>,
    #[serde(default)]
    paper_at: Option<String>,
    #[serde(default)]
    left_out: bool,
}

/// Members of an exhibit that a document carries for the reader, or that only the case has; a merge
/// passes over them.
const EXHIBIT_FACTS: [&str; 7] =
    ["id", "number", "number_frozen", "items", "binned", "position", "declined"];

/// Returns the case with `text`, a `caso.json`, merged into it, and what could not be taken.
///
/// # Errors
/// [`DocumentError`]; the case is left as it was.
pub fn merge(case: &Case, text: &str) -> Result<(Case, Vec<Finding>), DocumentError> {
    let not_an_object = |detail: String| DocumentError::NotAnObject { detail };
    let value: Value = serde_json::from_str(text).map_err(|e| not_an_object(e.to_string()))?;
    let Value::Object(patch) = value else {
        return Err(not_an_object("the document is a list or a plain value".to_owned()));
    };
    let mut merged = case.clone();
    merged.remember_ids();
    let mut findings = Vec::new();
    for (member, value) in patch {
        merge_member(&mut merged, &member, value, &mut findings)?;
    }
    merged.remember_ids();
    Ok((merged, findings))
}

fn merge_member(
    case: &mut Case,
    member: &str,
    value: Value,
    findings: &mut Vec<Finding>,
) -> Result<(), DocumentError> {
    match member {
        "format" => {
            let found = value.as_u64().unwrap_or(u64::MAX);
            if found > u64::from(FORMAT) || found == 0 {
                return Err(DocumentError::NewerFormat { found });
            }
        }
        // The identity belongs to the folder; a document may come from another case.
        "case_id" => {}
        "title" => case.title = read::<Option<String>>("title", value)?.unwrap_or_default(),
        "place" => case.place = read("place", value)?,
        "notes" => case.notes = read("notes", value)?,
        "interview" => case.interview = merge_object("interview", case.interview.as_ref(), value)?,
        "filing" => case.filing = merge_object("filing", case.filing.as_ref(), value)?,
        "claimant" => case.claimant = merge_object("claimant", case.claimant.as_ref(), value)?,
        "representative" => {
            case.representative =
                merge_object("representative", case.representative.as_ref(), value)?;
        }
        "relation" => case.relation = merge_object("relation", case.relation.as_ref(), value)?,
        "respondents" => {
            case.respondents =
                merge_list("respondents", 's', &case.respondents, &case.used, value)?;
        }
        "contacts" => {
            case.contacts = merge_list("contacts", 'c', &case.contacts, &case.used, value)?;
        }
        "facts" => case.facts = merge_list("facts", 'f', &case.facts, &case.used, value)?,
        "requests" => {
            case.requests = merge_list("requests", 'r', &case.requests, &case.used, value)?;
        }
        "events" => case.events = merge_list("events", 'v', &case.events, &case.used, value)?,
        "exhibits" => merge_exhibits(case, value, findings)?,
        unknown => {
            return Err(DocumentError::Member {
                place: "caso.json".to_owned(),
                detail: format!("unknown field `{unknown}`"),
            });
        }
    }
    Ok(())
}

fn read<T: serde::de::DeserializeOwned>(place: &str, value: Value) -> Result<T, DocumentError> {
    serde_json::from_value(value).map_err(|error| DocumentError::Member {
        place: place.to_owned(),
        detail: error.to_string(),
    })
}

fn to_value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

/// Lays `patch` over `base`: objects member by member, null clears, anything else replaces.
fn overlay(base: &mut Value, patch: Value) {
    match (base, patch) {
        (Value::Object(base), Value::Object(patch)) => {
            for (name, value) in patch {
                if value.is_null() {
                    base.remove(&name);
                } else {
                    overlay(base.entry(name).or_insert(Value::Null), value);
                }
            }
        }
        (base, Value::Object(patch)) => {
            *base = Value::Object(Map::new());
            overlay(base, Value::Object(patch));
        }
        (base, patch) => *base = patch,
    }
}

fn merge_object<T: Serialize + serde::de::DeserializeOwned>(
    place: &str,
    current: Option<&T>,
    patch: Value,
) -> Result<Option<T>, DocumentError> {
    if patch.is_null() {
        return Ok(None);
    }
    let mut base = current.map_or_else(|| Value::Object(Map::new()), to_value);
    overlay(&mut base, patch);
    read(place, base).map(Some)
}

fn merge_list<T: Serialize + serde::de::DeserializeOwned>(
    place: &str,
    prefix: char,
    current: &[T],
    used: &BTreeMap<char, u32>,
    patch: Value,
) -> Result<Vec<T>, DocumentError> {
    let patches = match patch {
        Value::Null => return Ok(Vec::new()),
        Value::Array(patches) => patches,
        _ => {
            return Err(DocumentError::Member {
                place: place.to_owned(),
                detail: "a list is expected".to_owned(),
            });
        }
    };
    let mut entries: Vec<Value> = current.iter().map(to_value).collect();
    // An id from the document of another case is kept where this one has no such entry yet and no
    // entries at all: alternatives and respondents refer to each other by these ids.
    let fresh = entries.is_empty();
    let in_use = entries.iter().chain(&patches).filter_map(|entry| id_number(entry, prefix));
    let mut highest = in_use.chain(used.get(&prefix).copied()).max();
    for (index, mut patch) in patches.into_iter().enumerate() {
        let place = format!("{place}[{index}]");
        let id = patch.get("id").and_then(Value::as_str).map(str::to_owned);
        let known = entries
            .iter_mut()
            .find(|e| id.is_some() && e.get("id").and_then(Value::as_str) == id.as_deref());
        match (known, id) {
            (Some(entry), _) => overlay(entry, patch),
            (None, Some(id)) if !fresh => return Err(DocumentError::UnknownId { place, id }),
            (None, id) => {
                if id.is_none()
                    && let Value::Object(members) = &mut patch
                {
                    let next = highest.unwrap_or(0).saturating_add(1);
                    highest = Some(next);
                    members.insert("id".to_owned(), format!("{prefix}{next}").into());
                }
                let mut entry = Value::Null;
                overlay(&mut entry, patch);
                entries.push(entry);
            }
        }
    }
    let numbered = entries.into_iter().enumerate();
    numbered.map(|(index, entry)| read(&format!("{place}[{index}]"), entry)).collect()
}

fn id_number(entry: &Value, prefix: char) -> Option<u32> {
    entry.get("id")?.as_str()?.strip_prefix(prefix)?.parse().ok()
}

fn merge_exhibits(
    case: &mut Case,
    patch: Value,
    findings: &mut Vec<Finding>,
) -> Result<(), DocumentError> {
    let patches: Vec<Map<String, Value>> =
        read::<Option<Vec<Map<String, Value>>>>("exhibits", patch)?.unwrap_or_default();
    for (index, mut patch) in patches.into_iter().enumerate() {
        let place = format!("exhibits[{index}]");
        let named = patch.get("id").and_then(Value::as_str).unwrap_or_default().to_owned();
        let reference = named
            .parse()
            .map_err(|_| DocumentError::UnknownId { place: place.clone(), id: named.clone() })?;
        let Some(id) = case.resolve(reference).map(|exhibit| exhibit.id) else {
            findings.push(Finding::new(FindingCode::ExhibitNotTaken).about(named));
            continue;
        };
        for fact in EXHIBIT_FACTS {
            patch.remove(fact);
        }
        let Some(exhibit) = case.exhibit_mut(id) else { continue };
        let mut base = to_value(exhibit);
        if let Value::Object(members) = &mut base {
            for fact in EXHIBIT_FACTS {
                members.remove(fact);
            }
        }
        overlay(&mut base, Value::Object(patch));
        let new: ExhibitPatch = read(&place, base)?;
        exhibit.title = new.title;
        exhibit.kind = new.kind;
        exhibit.date = new.date;
        exhibit.shows = new.shows;
        exhibit.note = new.note;
        exhibit.turn = new.turn;
        exhibit.pages = new.pages;
        exhibit.lines = new.lines;
        exhibit.transcript = new.transcript;
        exhibit.left_out = new.left_out;
        if exhibit.is_paper_only() {
            exhibit.paper_at = new.paper_at;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filled(text: &str) -> Case {
        let case = Case::new(Uuid::nil(), "caso".to_owned());
        merge(&case, text).unwrap().0
    }

    #[test]
    fn an_absent_member_stays_and_null_clears() {
        let case = filled(r#"{"claimant":{"name":"Ana","phone":"11"},"place":"Itu – SP"}"#);
        let (case, _) = merge(&case, r#"{"claimant":{"phone":null,"email":"a@b"}}"#).unwrap();
        let claimant = case.claimant.clone().unwrap();
        assert_eq!(claimant.name.as_deref(), Some("Ana"));
        assert_eq!(claimant.phone, None);
        assert_eq!(claimant.email.as_deref(), Some("a@b"));
        assert_eq!(case.place.as_deref(), Some("Itu – SP"));
        let (case, _) = merge(&case, r#"{"claimant":null}"#).unwrap();
        assert_eq!(case.claimant, None);
    }

    #[test]
    fn an_entry_without_id_is_added_and_one_with_id_is_changed() {
        let case = filled(r#"{"facts":[{"text":"um"},{"text":"dois"}]}"#);
        let (case, _) =
            merge(&case, r#"{"facts":[{"id":"f2","text":"2"},{"text":"três"}]}"#).unwrap();
        let facts: Vec<_> =
            case.facts.iter().map(|f| (f.id.to_string(), f.text.as_str())).collect();
        assert_eq!(facts, [("f1".into(), "um"), ("f2".into(), "2"), ("f3".into(), "três")]);
    }

    #[test]
    fn an_unknown_member_is_refused_by_name_and_nothing_is_taken() {
        let case = filled(r#"{"title":"antes"}"#);
        let top = merge(&case, r#"{"title":"depois","titel":"x"}"#).unwrap_err();
        assert!(top.to_string().contains("titel"), "{top}");
        let inner = merge(&case, r#"{"facts":[{"text":"a","datum":"x"}]}"#).unwrap_err();
        assert!(inner.to_string().contains("datum"), "{inner}");
        assert!(inner.to_string().contains("facts[0]"), "{inner}");
    }

    #[test]
    fn an_id_the_case_does_not_have_is_refused() {
        let case = filled(r#"{"facts":[{"text":"um"}]}"#);
        let error = merge(&case, r#"{"facts":[{"id":"f9","text":"x"}]}"#).unwrap_err();
        assert_eq!(error, DocumentError::UnknownId { place: "facts[0]".into(), id: "f9".into() });
    }

    #[test]
    fn a_newer_format_is_refused() {
        let case = Case::new(Uuid::nil(), String::new());
        let error = merge(&case, r#"{"format":2}"#).unwrap_err();
        assert_eq!(error, DocumentError::NewerFormat { found: 2 });
    }

    #[test]
    fn what_the_case_writes_it_reads_back() {
        let case = filled(
            r#"{"title":"t","respondents":[{"corporate_name":"X S.A.","tax_id":"12ABC34501DE35"}],
                "contacts":[{"when":"2026-02-12T14:32","channel":"sac_phone","protocols":["1-2"]}],
                "requests":[{"text":"devolver","amount":1000},
                            {"text":"ou trocar","counts":"alternative","alternative_of":"r1"}]}"#,
        );
        let document = CaseDocument::of(&case, &crate::case::number(&case));
        let text = serde_json::to_string(&document).unwrap();
        let fresh = Case::new(Uuid::nil(), String::new());
        let read = merge(&fresh, &text).unwrap().0;
        assert_eq!(read, case);
    }
}
