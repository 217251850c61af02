//! Taking entries of the account out, and putting facts and requests into order.

use crate::app::history::{Did, Joins};
use crate::app::{App, AppError, RefusedDeed};
use crate::case::{
    Case, ContactId, EventId, FactId, Finding, IdTextError, RequestId, RespondentId,
};
use crate::store::StoreError;
use std::path::Path;
use std::str::FromStr;

/// What `drop` understands, for people.
const DROPPED: &str =
    "códigos de contatos (c1), fatos (f1), pedidos (r1), acontecimentos (v1) ou empresas (s1)";
/// What `order` understands, for people.
const ORDERED: &str = "códigos de fatos (f1, f2) ou de pedidos (r1, r2), cada um uma vez";

impl App {
    /// Takes out contacts, facts, requests, events and respondents, by their ids.
    ///
    /// # Errors
    /// An id that the case does not have or that is of another kind; [`RefusedDeed::StillNamed`] when
    /// something that stays is about one of them. Nothing is taken out then.
    pub fn drop_parts(&mut self, root: &Path, ids: &[String]) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let mut case = before.clone();
        ids.iter().try_for_each(|id| take_out(&mut case, id))?;
        ids.iter().try_for_each(|id| must_not_be_named(&case, id))?;
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &Did::Filled, Joins::Never);
        Ok(opened.findings().to_vec())
    }

    /// Puts facts, or requests, into this order; those that are not named follow as they stood.
    ///
    /// # Errors
    /// An id that the case does not have, that is named twice or of another kind.
    pub fn order_parts(&mut self, root: &Path, ids: &[String]) -> Result<Vec<Finding>, AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let mut case = before.clone();
        match ids.first().and_then(|id| id.chars().next()) {
            Some(FactId::PREFIX) => reorder(&mut case.facts, ids, |fact| fact.id)?,
            Some(RequestId::PREFIX) => reorder(&mut case.requests, ids, |request| request.id)?,
            _ => return Err(not_understood(ids, ORDERED)),
        }
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &Did::Ordered, Joins::Never);
        Ok(opened.findings().to_vec())
    }
}

fn not_understood(ids: &[String], expected: &'static str) -> AppError {
    AppError::NotUnderstood { what: "os códigos", given: ids.join(", "), expected }
}

fn take_out(case: &mut Case, id: &str) -> Result<(), AppError> {
    fn without<T, I: FromStr<Err = IdTextError> + PartialEq>(
        list: &mut Vec<T>,
        id: &str,
        of: impl Fn(&T) -> I,
    ) -> bool {
        let Ok(wanted) = id.parse::<I>() else { return false };
        let before = list.len();
        list.retain(|entry| of(entry) != wanted);
        list.len() < before
    }
    let known = match id.chars().next() {
        Some(ContactId::PREFIX) => without(&mut case.contacts, id, |contact| contact.id),
        Some(FactId::PREFIX) => without(&mut case.facts, id, |fact| fact.id),
        Some(RequestId::PREFIX) => without(&mut case.requests, id, |request| request.id),
        Some(EventId::PREFIX) => without(&mut case.events, id, |event| event.id),
        Some(RespondentId::PREFIX) => without(&mut case.respondents, id, |company| company.id),
        _ => return Err(not_understood(&[id.to_owned()], DROPPED)),
    };
    if known { Ok(()) } else { Err(StoreError::NoSuchPart { id: id.to_owned() }.into()) }
}

/// What is about a company goes into that company's package alone: without the company it would go
/// nowhere, or everywhere. An alternative without what it is the alternative of would say nothing.
fn must_not_be_named(case: &Case, id: &str) -> Result<(), AppError> {
    let company = id.parse::<RespondentId>().ok();
    let request = id.parse::<RequestId>().ok();
    let about = |named: Option<RespondentId>| named.is_some() && named == company;
    let contacts = case.contacts.iter().filter(|c| about(c.respondent)).map(|c| c.id.to_string());
    let facts = case.facts.iter().filter(|f| about(f.respondent)).map(|f| f.id.to_string());
    let events = case.events.iter().filter(|v| about(v.respondent)).map(|v| v.id.to_string());
    let requests = case.requests.iter().filter(|r| {
        about(r.respondent) || (r.alternative_of.is_some() && r.alternative_of == request)
    });
    let named: Vec<String> =
        contacts.chain(facts).chain(requests.map(|r| r.id.to_string())).chain(events).collect();
    if named.is_empty() {
        return Ok(());
    }
    Err(RefusedDeed::StillNamed { id: id.to_owned(), by: named }.into())
}

fn reorder<T, I: FromStr<Err = IdTextError> + Ord + Copy>(
    list: &mut [T],
    ids: &[String],
    of: impl Fn(&T) -> I,
) -> Result<(), AppError> {
    let mut order: Vec<I> = Vec::new();
    for id in ids {
        let wanted = id.parse().map_err(|_| not_understood(ids, ORDERED))?;
        if order.contains(&wanted) {
            return Err(not_understood(ids, ORDERED));
        }
        if !list.iter().any(|entry| of(entry) == wanted) {
            return Err(StoreError::NoSuchPart { id: id.clone() }.into());
        }
        order.push(wanted);
    }
    let place = |entry: &T| order.iter().position(|id| *id == of(entry)).unwrap_or(usize::MAX);
    // A stable sort: what is not named keeps its order.
    list.sort_by_key(place);
    Ok(())
}
