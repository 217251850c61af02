//! Reversible commands (desfazer, refazer): what a deed changed of a case, member by member, so that
//! it can be taken back and done again. Pure: nothing here writes.
//!
//! A change fits a case only if everything that it touches still says what it said then; otherwise
//! nothing of it is applied. Evidence is never unmade: taking back a gathering puts the items into
//! the bin, and the exhibits that came with them stay, holding what is in the bin. Frozen numbers,
//! readings and the highest ids are no part of a change.

use crate::base::Sha256Digest;
use crate::case::{
    Case, CaseDocument, Contact, Event, Exhibit, ExhibitId, Fact, ItemId, ItemState, Request,
    Respondent, number,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};

/// The member of an exhibit that lists its items.
const ITEMS: &str = "items";

/// What a deed changed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Change {
    /// Single members of the case, by name.
    members: BTreeMap<String, Both>,
    /// Entries of its lists.
    parts: Vec<PartChange>,
    /// Lists that were put into another order, by the letter of their ids.
    orders: BTreeMap<char, Order>,
    /// Items that went into the bin or came out of it.
    items: Vec<ItemMove>,
}

/// A value before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Both {
    before: Value,
    after: Value,
}

/// What happened to one entry of a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "did")]
enum PartChange {
    /// It was made, at this place of its list.
    Made { at: usize, body: Map<String, Value> },
    /// It is gone from this place.
    Gone { at: usize, body: Map<String, Value> },
    /// Some members changed; null where there was or is none.
    Changed { id: String, before: Map<String, Value>, after: Map<String, Value> },
}

/// The order of a list's entries, by their ids.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Order {
    before: Vec<String>,
    after: Vec<String>,
}

/// An item's way between case and bin.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
struct ItemMove {
    id: ItemId,
    from: ItemState,
    to: ItemState,
}

/// The case is no longer as the change left it, or found it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the case no longer fits the change")]
pub struct NoLongerFits;

/// An entry of one of the case's lists.
trait Entry: Serialize + DeserializeOwned + PartialEq + Clone {
    fn name(&self) -> String;
}

macro_rules! entries {
    ($($type:ty),*) => {
        $(impl Entry for $type {
            fn name(&self) -> String {
                self.id.to_string()
            }
        })*
    };
}

entries!(Exhibit, Respondent, Contact, Fact, Request, Event);

impl Change {
    /// Returns what makes `after` of `before`.
    pub fn between(before: &Case, after: &Case) -> Self {
        let mut change = Self::default();
        for ((name, old), (_, new)) in members(before).into_iter().zip(members(after)) {
            if old != new {
                change.members.insert(name.to_owned(), Both { before: old, after: new });
            }
        }
        let gathered: BTreeSet<ItemId> =
            after.items.keys().filter(|id| !before.items.contains_key(id)).copied().collect();
        let known: BTreeSet<ExhibitId> = before.exhibits.iter().map(|e| e.id).collect();
        let settled = |case: &Case| settled(&case.exhibits, &known, &gathered);
        change.list('e', &settled(before), &settled(after));
        change.list('s', &before.respondents, &after.respondents);
        change.list('c', &before.contacts, &after.contacts);
        change.list('f', &before.facts, &after.facts);
        change.list('r', &before.requests, &after.requests);
        change.list('v', &before.events, &after.events);
        for item in after.items.values().filter(|item| item.state != ItemState::Emptied) {
            // What was gathered was nowhere before; to take that back is to put it into the bin.
            let from = before.items.get(&item.id).map_or(ItemState::Binned, |old| old.state);
            if from != item.state {
                change.items.push(ItemMove { id: item.id, from, to: item.state });
            }
        }
        change
    }

    fn list<T: Entry>(&mut self, prefix: char, before: &[T], after: &[T]) {
        let old: BTreeMap<String, &T> = before.iter().map(|e| (e.name(), e)).collect();
        let new: BTreeSet<String> = after.iter().map(Entry::name).collect();
        for (at, entry) in before.iter().enumerate().filter(|(_, e)| !new.contains(&e.name())) {
            self.parts.push(PartChange::Gone { at, body: body(entry) });
        }
        for (at, entry) in after.iter().enumerate() {
            match old.get(&entry.name()) {
                None => self.parts.push(PartChange::Made { at, body: body(entry) }),
                Some(known) if *known != entry => {
                    let (before, after) = difference(&body(*known), &body(entry));
                    self.parts.push(PartChange::Changed { id: entry.name(), before, after });
                }
                Some(_) => {}
            }
        }
        let common = |entries: &[T]| -> Vec<String> {
            let names = entries.iter().map(Entry::name);
            names.filter(|name| old.contains_key(name) && new.contains(name)).collect()
        };
        let (before, after) = (common(before), common(after));
        if before != after {
            self.orders.insert(prefix, Order { before, after });
        }
    }

    /// Returns whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.members.is_empty()
            && self.parts.is_empty()
            && self.orders.is_empty()
            && self.items.is_empty()
    }

    /// Returns the ids of the entries and items that it touches, in order, each once.
    pub fn ids(&self) -> Vec<String> {
        let parts = self.parts.iter().map(PartChange::id);
        let items = self.items.iter().map(|moved| moved.id.to_string());
        let ordered = self.orders.values().flat_map(|order| order.after.iter().cloned());
        let all: BTreeSet<String> = parts.chain(items).chain(ordered).collect();
        all.into_iter().collect()
    }

    /// Returns the names of the single members that it touches.
    pub fn members(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// Returns the ids of the entries that it makes, those that go, and those that change.
    pub fn entries(&self) -> (Vec<String>, Vec<String>, Vec<String>) {
        let (mut made, mut gone, mut changed) = (Vec::new(), Vec::new(), Vec::new());
        for part in &self.parts {
            match part {
                PartChange::Made { .. } => made.push(part.id()),
                PartChange::Gone { .. } => gone.push(part.id()),
                PartChange::Changed { .. } => changed.push(part.id()),
            }
        }
        (made, gone, changed)
    }

    /// Returns whether it only brings items in, as a gathering does.
    pub fn only_gathers(&self) -> bool {
        let still = self.members.is_empty() && self.parts.is_empty() && self.orders.is_empty();
        still && !self.items.is_empty() && self.items.iter().all(|i| i.to == ItemState::Kept)
    }

    /// Returns whether it changes values alone, and the very same ones as `other`.
    pub fn only_changes_the_same(&self, other: &Self) -> bool {
        let still = |change: &Self| change.orders.is_empty() && change.items.is_empty();
        still(self)
            && still(other)
            && self.members.keys().eq(other.members.keys())
            && self.parts.len() == other.parts.len()
            && self.parts.iter().zip(&other.parts).all(|pair| match pair {
                (
                    PartChange::Changed { id, after, .. },
                    PartChange::Changed { id: other, after: later, .. },
                ) => id == other && after.keys().eq(later.keys()),
                _ => false,
            })
    }

    /// Returns this change and then `later` as one. Only for changes of which
    /// [`Change::only_changes_the_same`] holds, or that both only gather.
    #[must_use]
    pub fn then(mut self, later: Self) -> Self {
        for (name, both) in later.members {
            if let Some(mine) = self.members.get_mut(&name) {
                mine.after = both.after;
            }
        }
        for (mine, later) in self.parts.iter_mut().zip(later.parts) {
            if let (PartChange::Changed { after, .. }, PartChange::Changed { after: latest, .. }) =
                (mine, later)
            {
                *after = latest;
            }
        }
        self.items.extend(later.items);
        self
    }

    /// Returns the change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        let members = self.members.iter().map(|(name, both)| {
            let both = Both { before: both.after.clone(), after: both.before.clone() };
            (name.clone(), both)
        });
        let orders = self.orders.iter().map(|(prefix, order)| {
            (*prefix, Order { before: order.after.clone(), after: order.before.clone() })
        });
        Self {
            members: members.collect(),
            parts: self.parts.iter().map(PartChange::inverse).collect(),
            orders: orders.collect(),
            items: self
                .items
                .iter()
                .map(|m| ItemMove { id: m.id, from: m.to, to: m.from })
                .collect(),
        }
    }

    /// Returns `case` with the change applied.
    ///
    /// # Errors
    /// [`NoLongerFits`] when something that it touches does not say what it said before.
    pub fn applied(&self, case: &Case) -> Result<Case, NoLongerFits> {
        let mut new = case.clone();
        // Numbers of entries that go must not be handed out again.
        new.remember_ids();
        for (name, both) in &self.members {
            set_member(&mut new, name, both)?;
        }
        self.apply_list('e', &mut new.exhibits)?;
        self.apply_list('s', &mut new.respondents)?;
        self.apply_list('c', &mut new.contacts)?;
        self.apply_list('f', &mut new.facts)?;
        self.apply_list('r', &mut new.requests)?;
        self.apply_list('v', &mut new.events)?;
        for moved in &self.items {
            let item = new.items.get_mut(&moved.id).filter(|item| item.state == moved.from);
            item.ok_or(NoLongerFits)?.state = moved.to;
        }
        if each_item_once(&new) { Ok(new) } else { Err(NoLongerFits) }
    }

    fn apply_list<T: Entry>(&self, prefix: char, list: &mut Vec<T>) -> Result<(), NoLongerFits> {
        let mine: Vec<&PartChange> =
            self.parts.iter().filter(|part| part.id().starts_with(prefix)).collect();
        let find = |list: &[T], id: &str| list.iter().position(|entry| entry.name() == id);
        for part in &mine {
            match part {
                PartChange::Changed { id, before, after } => {
                    let at = find(list, id).ok_or(NoLongerFits)?;
                    let entry = list.get_mut(at).ok_or(NoLongerFits)?;
                    *entry = read(changed(body(&*entry), before, after)?)?;
                }
                PartChange::Gone { body: was, .. } => {
                    let at = find(list, &part.id()).ok_or(NoLongerFits)?;
                    let present = body(list.get(at).ok_or(NoLongerFits)?);
                    match without(present, was)? {
                        Some(rest) => *list.get_mut(at).ok_or(NoLongerFits)? = read(rest)?,
                        None => drop(list.remove(at)),
                    }
                }
                PartChange::Made { .. } => {}
            }
        }
        for part in &mine {
            if let PartChange::Made { at, body: new } = part {
                let known = find(list, &part.id()).map(|at| list.remove(at));
                let entry = read(over(new.clone(), known.as_ref().map(body))?)?;
                list.insert((*at).min(list.len()), entry);
            }
        }
        match self.orders.get(&prefix) {
            Some(order) => reorder(list, order),
            None => Ok(()),
        }
    }
}

impl PartChange {
    fn id(&self) -> String {
        match self {
            Self::Changed { id, .. } => id.clone(),
            Self::Made { body, .. } | Self::Gone { body, .. } => {
                body.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
            }
        }
    }

    fn inverse(&self) -> Self {
        match self.clone() {
            Self::Made { at, body } => Self::Gone { at, body },
            Self::Gone { at, body } => Self::Made { at, body },
            Self::Changed { id, before, after } => {
                Self::Changed { id, before: after, after: before }
            }
        }
    }
}

/// Returns the hash of what a case says to others: private notes, answers of the beginning, what is
/// in the bin and what holds nothing else are left aside. Two equal hashes mean that a dossier of
/// one would say what a dossier of the other says.
pub fn said(case: &Case) -> Sha256Digest {
    let mut document = CaseDocument::of(case, &number(case));
    document.notes = None;
    document.interview = None;
    document.filing = None;
    let standing: BTreeSet<_> =
        case.exhibits.iter().filter(|e| case.stands(e)).map(|exhibit| exhibit.id).collect();
    document.exhibits.retain(|exhibit| standing.contains(&exhibit.id));
    for exhibit in &mut document.exhibits {
        exhibit.note = None;
        exhibit.items.retain(|item| item.state == ItemState::Kept);
        // What a later version reads better is nothing that the user said.
        exhibit.items.iter_mut().for_each(|item| item.read = None);
    }
    let mut said = serde_json::to_vec(&document).unwrap_or_default();
    if !case.copies.is_empty() {
        said.extend(serde_json::to_vec(&case.copies).unwrap_or_default());
    }
    Sha256Digest::of(&said)
}

fn members(case: &Case) -> [(&'static str, Value); 9] {
    [
        ("title", value(&case.title)),
        ("place", value(&case.place)),
        ("claimant", value(&case.claimant)),
        ("representative", value(&case.representative)),
        ("relation", value(&case.relation)),
        ("notes", value(&case.notes)),
        ("interview", value(&case.interview)),
        ("filing", value(&case.filing)),
        ("copies", value(&case.copies)),
    ]
}

fn set_member(case: &mut Case, name: &str, both: &Both) -> Result<(), NoLongerFits> {
    let mut present = members(case).into_iter();
    let fits = present.any(|(known, value)| known == name && value == both.before);
    if !fits {
        return Err(NoLongerFits);
    }
    let after = both.after.clone();
    match name {
        "title" => case.title = read(after)?,
        "place" => case.place = read(after)?,
        "claimant" => case.claimant = read(after)?,
        "representative" => case.representative = read(after)?,
        "relation" => case.relation = read(after)?,
        "notes" => case.notes = read(after)?,
        "interview" => case.interview = read(after)?,
        "filing" => case.filing = read(after)?,
        _ => case.copies = read(after)?,
    }
    Ok(())
}

fn value<T: Serialize>(value: &T) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn body<T: Serialize>(entry: &T) -> Map<String, Value> {
    match value(entry) {
        Value::Object(members) => members,
        _ => Map::new(),
    }
}

fn read<T: DeserializeOwned>(value: impl Into<Value>) -> Result<T, NoLongerFits> {
    serde_json::from_value(value.into()).map_err(|_| NoLongerFits)
}

/// Returns exhibits as far as a change is about them: without numbers, without what was gathered
/// just now, and without those that came with it.
fn settled(
    exhibits: &[Exhibit],
    known: &BTreeSet<ExhibitId>,
    gathered: &BTreeSet<ItemId>,
) -> Vec<Exhibit> {
    let came = |exhibit: &&Exhibit| {
        !known.contains(&exhibit.id) && exhibit.items.iter().any(|id| gathered.contains(id))
    };
    exhibits
        .iter()
        .filter(|exhibit| !came(exhibit))
        .map(|exhibit| {
            let items = exhibit.items.iter().filter(|id| !gathered.contains(id)).copied();
            Exhibit { number: None, items: items.collect(), ..exhibit.clone() }
        })
        .collect()
}

/// Returns the members that differ, as they were and as they are.
fn difference(
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> (Map<String, Value>, Map<String, Value>) {
    let names: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let of = |members: &Map<String, Value>, name: &String| members.get(name).cloned();
    let differing = names.into_iter().filter(|name| before.get(*name) != after.get(*name));
    differing
        .map(|name| {
            let pair = |members| (name.clone(), of(members, name).unwrap_or_default());
            (pair(before), pair(after))
        })
        .unzip()
}

/// Returns an entry's members with `before` changed to `after`.
fn changed(
    mut present: Map<String, Value>,
    before: &Map<String, Value>,
    after: &Map<String, Value>,
) -> Result<Map<String, Value>, NoLongerFits> {
    for (name, was) in before {
        let becomes = after.get(name).cloned().unwrap_or_default();
        let now = present.get(name).cloned().unwrap_or_default();
        let becomes = if name == ITEMS {
            let known = [list_of(was), list_of(&becomes)].concat();
            let (mine, others) = parted(&now, &known);
            if mine != list_of(was) {
                return Err(NoLongerFits);
            }
            Value::from([list_of(&becomes), others].concat())
        } else if now == *was {
            becomes
        } else {
            return Err(NoLongerFits);
        };
        if becomes.is_null() {
            present.remove(name);
        } else {
            present.insert(name.clone(), becomes);
        }
    }
    Ok(present)
}

/// Returns what stays of an entry that goes: nothing, or an exhibit with the items that came into it
/// by a gathering that was taken back.
fn without(
    mut present: Map<String, Value>,
    was: &Map<String, Value>,
) -> Result<Option<Map<String, Value>>, NoLongerFits> {
    let mut others = Vec::new();
    if let (Some(now), Some(then)) = (present.get(ITEMS), was.get(ITEMS)) {
        let (mine, strange) = parted(now, &list_of(then));
        present.insert(ITEMS.to_owned(), mine.into());
        others = strange;
    }
    if present != *was {
        return Err(NoLongerFits);
    }
    if others.is_empty() {
        return Ok(None);
    }
    present.insert(ITEMS.to_owned(), others.into());
    Ok(Some(present))
}

/// Returns an entry that is made, over what stayed of it when it went.
fn over(
    mut new: Map<String, Value>,
    rest: Option<Map<String, Value>>,
) -> Result<Map<String, Value>, NoLongerFits> {
    let Some(rest) = rest else { return Ok(new) };
    let (Some(items), Some(others)) = (new.get(ITEMS), rest.get(ITEMS)) else {
        return Err(NoLongerFits);
    };
    let (mine, others) = parted(others, &list_of(items));
    if !mine.is_empty() || rest.contains_key("number") {
        return Err(NoLongerFits);
    }
    let items = [list_of(items), others].concat();
    new.insert(ITEMS.to_owned(), items.into());
    Ok(new)
}

fn list_of(value: &Value) -> Vec<Value> {
    value.as_array().cloned().unwrap_or_default()
}

/// Returns the entries of a list that are known, and the others.
fn parted(list: &Value, known: &[Value]) -> (Vec<Value>, Vec<Value>) {
    list_of(list).into_iter().partition(|entry| known.contains(entry))
}

/// Puts the entries of `order` into its order, on the places that they hold together.
fn reorder<T: Entry>(list: &mut [T], order: &Order) -> Result<(), NoLongerFits> {
    let ranks: BTreeMap<&str, usize> =
        order.after.iter().enumerate().map(|(rank, id)| (id.as_str(), rank)).collect();
    let names: Vec<String> = list.iter().map(Entry::name).collect();
    let mine = names.iter().filter(|name| ranks.contains_key(name.as_str()));
    if !mine.eq(&order.before) {
        return Err(NoLongerFits);
    }
    let mut moved: Vec<(usize, T)> = list
        .iter()
        .filter_map(|entry| Some((*ranks.get(entry.name().as_str())?, entry.clone())))
        .collect();
    moved.sort_by_key(|(rank, _)| *rank);
    let places = list.iter_mut().filter(|entry| ranks.contains_key(entry.name().as_str()));
    for (place, (_, entry)) in places.zip(moved) {
        *place = entry;
    }
    Ok(())
}

fn each_item_once(case: &Case) -> bool {
    let mut seen = BTreeSet::new();
    case.exhibits.iter().flat_map(|exhibit| &exhibit.items).all(|id| seen.insert(*id))
}

#[cfg(test)]
mod tests;
