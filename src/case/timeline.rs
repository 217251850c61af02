//! The timeline (linha do tempo), derived from contacts, exhibits, facts and extra events; and what
//! in it cannot be. Dates may be only a month or a year.

use crate::base::{Day, Moment};
use crate::case::{
    Case, Citation, Contact, ContactId, EventId, ExhibitRef, FactId, Finding, FindingCode,
};
use chrono::NaiveDate;
use serde::Serialize;

/// What an entry of the timeline was derived from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case", tag = "from", content = "id")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum TimelineSource {
    /// The purchase or contract of the relation.
    Purchase,
    /// A fact.
    Fact(FactId),
    /// A contact.
    Contact(ContactId),
    /// The end of a promised term of a contact.
    Due(ContactId),
    /// An extra event.
    Event(EventId),
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TimelineEntry {
    /// When; a contact may carry its hour.
    pub when: Moment,
    /// What happened; empty where the source's own words say it (contacts, terms).
    pub text: String,
    /// What proves it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub citations: Vec<Citation>,
    /// What it was derived from.
    #[serde(flatten)]
    pub source: TimelineSource,
}

/// Returns the dated entries in order; fuzzy dates stand before the exact ones they contain.
pub fn timeline(case: &Case) -> Vec<TimelineEntry> {
    let mut entries = Vec::new();
    if let Some(relation) = &case.relation
        && let Some(day) = relation.purchased_at
    {
        entries.push(entry(
            day,
            relation.product.clone().unwrap_or_default(),
            &[],
            TimelineSource::Purchase,
        ));
    }
    for fact in &case.facts {
        if let Some(day) = fact.date {
            entries.push(entry(
                day,
                fact.text.clone(),
                &fact.citations,
                TimelineSource::Fact(fact.id),
            ));
        }
    }
    for event in &case.events {
        if let Some(day) = event.date {
            let source = TimelineSource::Event(event.id);
            entries.push(entry(day, event.text.clone(), &event.citations, source));
        }
    }
    for contact in &case.contacts {
        let citations = cited(&contact.exhibits);
        if let Some(when) = &contact.when {
            entries.push(TimelineEntry {
                when: *when,
                text: contact.summary.clone().unwrap_or_default(),
                citations: citations.clone(),
                source: TimelineSource::Contact(contact.id),
            });
        }
        if let Some(due) = contact.due {
            let text = contact.promise.clone().unwrap_or_default();
            entries.push(entry(due, text, &citations, TimelineSource::Due(contact.id)));
        }
    }
    entries.sort_by_key(|entry| {
        (entry.when.day().earliest(), entry.when.time(), entry.when.day().latest(), entry.source)
    });
    entries
}

fn cited(exhibits: &[ExhibitRef]) -> Vec<Citation> {
    exhibits.iter().map(|exhibit| Citation { exhibit: *exhibit, pages: None }).collect()
}

fn entry(day: Day, text: String, citations: &[Citation], source: TimelineSource) -> TimelineEntry {
    TimelineEntry { when: Moment::on(day), text, citations: citations.to_vec(), source }
}

/// Returns what in the dates cannot be: a contact before the purchase, a term that ends before the
/// contact that promised it, or anything after `today`.
pub fn contradictions(case: &Case, today: NaiveDate) -> Vec<Finding> {
    let mut findings = Vec::new();
    let purchase = case.relation.as_ref().and_then(|relation| relation.purchased_at);
    for contact in &case.contacts {
        contact_dates(contact, purchase, &mut findings);
    }
    let dated = case
        .facts
        .iter()
        .filter_map(|fact| Some((fact.id.to_string(), fact.date?)))
        .chain(case.events.iter().filter_map(|event| Some((event.id.to_string(), event.date?))))
        .chain(case.contacts.iter().filter_map(|c| Some((c.id.to_string(), c.when?.day()))))
        .chain(case.exhibits.iter().filter_map(|e| Some((e.id.to_string(), e.date?))));
    for (id, day) in dated {
        if day.earliest() > today {
            let finding = Finding::new(FindingCode::FutureDate).about(id);
            findings.push(finding.finding(day.to_string()));
        }
    }
    findings
}

fn contact_dates(contact: &Contact, purchase: Option<Day>, findings: &mut Vec<Finding>) {
    let Some(when) = contact.when else { return };
    let mut contradicts = |expected: Day, found: Day| {
        findings.push(
            Finding::new(FindingCode::DateContradiction)
                .about(contact.id.to_string())
                .expecting(expected.to_string())
                .finding(found.to_string()),
        );
    };
    if let Some(purchase) = purchase
        && when.day().latest() < purchase.earliest()
    {
        contradicts(purchase, when.day());
    }
    if let Some(due) = contact.due
        && due.latest() < when.day().earliest()
    {
        contradicts(when.day(), due);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Fact, Relation};
    use uuid::Uuid;

    fn contact(id: u32, when: &str, due: Option<&str>) -> Contact {
        Contact {
            id: ContactId::new(id),
            when: Some(Moment::parse(when).unwrap()),
            channel: None,
            protocols: Vec::new(),
            attendant: None,
            summary: Some("reclamou".to_owned()),
            promise: None,
            due: due.map(|text| Day::parse(text).unwrap()),
            answer: None,
            outcome: None,
            exhibits: Vec::new(),
            respondent: None,
        }
    }

    #[test]
    fn entries_come_in_order_and_a_month_stands_before_its_days() {
        let mut case = Case::new(Uuid::nil(), String::new());
        let fact = |id, date| Fact {
            id: FactId::new(id),
            date: Some(Day::parse(date).unwrap()),
            text: String::new(),
            citations: Vec::new(),
            respondent: None,
        };
        case.facts = vec![fact(1, "2026-02-10"), fact(2, "2026-02")];
        case.contacts = vec![contact(1, "2026-02-10T09:00", Some("2026-02-20"))];
        let sources: Vec<_> = timeline(&case).into_iter().map(|entry| entry.source).collect();
        assert_eq!(
            sources,
            vec![
                TimelineSource::Fact(FactId::new(2)),
                TimelineSource::Fact(FactId::new(1)),
                TimelineSource::Contact(ContactId::new(1)),
                TimelineSource::Due(ContactId::new(1)),
            ]
        );
    }

    #[test]
    fn a_contact_before_the_purchase_and_a_term_before_its_contact_are_found() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.relation = Some(Relation {
            purchased_at: Some(Day::parse("2026-02").unwrap()),
            ..Relation::default()
        });
        case.contacts =
            vec![contact(1, "2026-01-31", None), contact(2, "2026-02-05", Some("2026-02-01"))];
        let today = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
        let codes: Vec<_> = contradictions(&case, today).into_iter().map(|f| f.code).collect();
        assert_eq!(
            codes,
            vec![
                FindingCode::DateContradiction,
                FindingCode::DateContradiction,
                FindingCode::FutureDate
            ]
        );
    }
}
