//! What one package may carry: a copy of the case without private notes, without the requests of
//! other destinations, without other respondents, and without what is left out or in the bin.
//! Everything that leaves the case is made from such a copy, so that nothing else can leave.

use crate::case::{Case, ExhibitNumber, ItemState, Numbers, RespondentId};
use crate::filing::FilingProfile;
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
        .filter(|exhibit| case.stands(exhibit) && !exhibit.left_out)
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
        case: scoped,
    }
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
