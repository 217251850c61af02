//! What one package may carry: a copy of the case without private notes, without the requests of
//! other destinations, without other respondents, and without what is left out or in the bin.
//! Everything that leaves the case is made from such a copy, so that nothing else can leave.

use crate::base::Day;
use crate::case::{Case, ExhibitKind, ExhibitNumber, Item, ItemState, Numbers, RespondentId};
use crate::filing::{Complement, FilingProfile};
use std::collections::BTreeSet;

/// A package's share of a case.
#[derive(Debug, Clone, PartialEq)]
pub struct Scope {
    /// The case as this package may know it.
    pub case: Case,
    /// Numbers of the exhibits it carries.
    pub numbers: Numbers,
    /// Numbers that the case has and this package leaves out, in order.
    pub left_out: Vec<ExhibitNumber>,
    /// Numbers that were handed over before, and that a complement does not repeat, in order.
    pub delivered: Vec<ExhibitNumber>,
    /// Files about the seals of earlier packages, which go with every package beside its exhibits.
    pub seal_attachments: Vec<Item>,
}

impl Scope {
    /// Keeps of the package only what is new since a delivery: its exhibits, and of the account what
    /// they prove or what happened later. The requests stay: they say what it is all about.
    #[must_use]
    pub fn since(mut self, complement: &Complement) -> Self {
        let new = &complement.exhibits;
        self.case.exhibits.retain(|exhibit| new.contains(&exhibit.id));
        let used: BTreeSet<_> =
            self.case.exhibits.iter().flat_map(|exhibit| exhibit.items.iter().copied()).collect();
        self.case.items.retain(|id, _| used.contains(id));
        let before = self.numbers.iter().filter(|(id, _)| !new.contains(id));
        let delivered: BTreeSet<ExhibitNumber> = before.map(|(_, number)| *number).collect();
        self.delivered = delivered.into_iter().collect();
        self.numbers.retain(|id, _| new.contains(id));
        drop_strangers(&mut self.case);
        let last = complement.day.map(|day| day.latest());
        let later =
            |day: Option<Day>| last.zip(day).is_some_and(|(last, day)| day.earliest() > last);
        let Case { contacts, facts, events, .. } = &mut self.case;
        contacts.retain(|contact| {
            !contact.exhibits.is_empty() || later(contact.when.map(|when| when.day()))
        });
        facts.retain(|fact| !fact.citations.is_empty() || later(fact.date));
        events.retain(|event| !event.citations.is_empty() || later(event.date));
        self
    }
}

/// Returns for which respondent each package of a profile is made; `None` means for all at once.
pub fn packages(case: &Case, profile: &FilingProfile) -> Vec<Option<RespondentId>> {
    if profile.per_respondent && !case.respondents.is_empty() {
        case.respondents.iter().map(|respondent| Some(respondent.id)).collect()
    } else {
        vec![None]
    }
}

/// Returns what a package for `respondent` under `profile` may carry.
pub fn scoped(
    case: &Case,
    numbers: &Numbers,
    profile: &FilingProfile,
    respondent: Option<RespondentId>,
) -> Scope {
    let mut scoped = case.clone();
    scoped.notes = None;
    scoped.interview = None;
    scoped.filing = None;
    scoped.exported = None;
    scoped.used.clear();
    for exhibit in &mut scoped.exhibits {
        exhibit.note = None;
    }
    scoped.requests.retain(|request| {
        profile.whole_case
            || request.destinations.is_empty()
            || request.destinations.contains(&profile.destination)
    });
    if let Some(respondent) = respondent {
        let concerns = |named: Option<RespondentId>| named.is_none_or(|id| id == respondent);
        scoped.respondents.retain(|other| other.id == respondent);
        scoped.requests.retain(|request| concerns(request.respondent));
        scoped.contacts.retain(|contact| concerns(contact.respondent));
        scoped.facts.retain(|fact| concerns(fact.respondent));
        scoped.events.retain(|event| concerns(event.respondent));
    }
    let kept: BTreeSet<_> = case
        .exhibits
        .iter()
        .filter(|exhibit| case.stands(exhibit) && !exhibit.stays_out())
        .map(|exhibit| exhibit.id)
        .collect();
    scoped.exhibits.retain(|exhibit| kept.contains(&exhibit.id));
    scoped.items.retain(|_, item| item.state == ItemState::Kept);
    let used: BTreeSet<_> =
        scoped.exhibits.iter().flat_map(|exhibit| exhibit.items.iter().copied()).collect();
    scoped.items.retain(|id, _| used.contains(id));
    let items = scoped.items.clone();
    for exhibit in &mut scoped.exhibits {
        exhibit.items.retain(|id| items.contains_key(id));
    }
    drop_strangers(&mut scoped);
    let here = numbers.iter().filter(|(id, _)| kept.contains(id));
    let left_out: BTreeSet<ExhibitNumber> =
        numbers.iter().filter(|(id, _)| !kept.contains(id)).map(|(_, number)| *number).collect();
    Scope {
        numbers: here.map(|(id, number)| (*id, *number)).collect(),
        left_out: left_out.into_iter().collect(),
        delivered: Vec::new(),
        seal_attachments: seal_attachments(case),
        case: scoped,
    }
}

fn seal_attachments(case: &Case) -> Vec<Item> {
    let about = case
        .exhibits
        .iter()
        .filter(|e| e.kind == ExhibitKind::SealAttachment && !e.left_out && case.stands(e));
    let items = about.flat_map(|e| &e.items).filter_map(|id| case.items.get(id));
    items.filter(|item| item.state == ItemState::Kept).cloned().collect()
}

/// A citation of an exhibit that stays behind would tell what it is.
fn drop_strangers(case: &mut Case) {
    let here = case.clone();
    let known = |reference| here.resolve(reference).is_some();
    for contact in &mut case.contacts {
        contact.exhibits.retain(|exhibit| known(*exhibit));
    }
    for fact in &mut case.facts {
        fact.citations.retain(|citation| known(citation.exhibit));
    }
    for event in &mut case.events {
        event.citations.retain(|citation| known(citation.exhibit));
    }
    for request in &mut case.requests {
        request.citations.retain(|citation| known(citation.exhibit));
    }
}
