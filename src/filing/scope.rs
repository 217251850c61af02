//! What one package may carry: a copy of the case without private notes, without the requests of
//! other destinations, without other respondents, and without what is left out or in the bin; with
//! copies in place of the originals that have some.
//! Everything that leaves the case is made from such a copy, so that nothing else can leave.

use crate::base::Day;
use crate::case::{
    Case, Contact, ContactId, CopyKind, CopyOf, CopyWork, ExhibitKind, ExhibitNumber, ExhibitRef,
    FactId, Item, ItemId, ItemState, MadeCopy, Numbers, RespondentId,
};
use crate::filing::{Complement, FilingProfile};
use crate::import::NoteCode;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Number of each attempt at a solution, "Tentativa 1…n", by date, the undated ones last. A
    /// complement keeps the numbers of the whole package, as it does for facts.
    pub attempts: BTreeMap<ContactId, usize>,
    /// Number of each fact, in the order told.
    pub facts: BTreeMap<FactId, usize>,
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

/// What a package shows of evidence of which the user made copies.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shows {
    /// The copy: the original stays out of the package, with everything that was read of it.
    #[default]
    Copies,
    /// The original. Only where the user asked for it, for a reader who may see everything.
    Originals,
}

/// Puts copies in the place of their originals. Of these nothing stays but the hash: no name as
/// received, no text, no facts.
fn stand_in(scoped: &mut Case, case: &Case) {
    for item in scoped.items.values_mut() {
        let Some(copy) = case.stand_in(item.id) else { continue };
        let what = copy.work.kind();
        item.copy = Some(CopyOf {
            what,
            item: item.id,
            original_sha256: item.sha256,
            caption: None,
            page: None,
        });
        if what == CopyKind::Redacted {
            item.name = copy_name(copy);
            item.read = None;
        } else if let Some(reading) = &mut item.read {
            reading.notes.retain(|note| note.code != NoteCode::HasPlace);
        }
        item.sha256 = copy.sha256;
        item.size_bytes = copy.size_bytes;
        item.media_type.clone_from(&copy.media_type);
        item.stored_as.clone_from(&copy.stored_as);
    }
}

/// Puts copies with marks behind what they were made of. One that was made of something that this
/// package does not show would show what is hidden: it stays out.
fn add_marked(scoped: &mut Case, case: &Case) {
    for copy in &case.copies {
        let CopyWork::Highlighted { page, caption, .. } = &copy.work else { continue };
        let Some(item) = scoped.items.get(&copy.item) else { continue };
        let hides = item.copy.as_ref().is_some_and(|shown| shown.what == CopyKind::Redacted);
        let original = case.items.get(&copy.item).map(|original| original.sha256);
        let is_of_it =
            copy.source_sha256 == item.sha256 || (!hides && Some(copy.source_sha256) == original);
        let (Some(original_sha256), true) = (original, is_of_it) else { continue };
        let marked = Item {
            // Beside the case's own: the id is for this package alone and is not shown.
            id: ItemId::after(case.items.keys().chain(scoped.items.keys())),
            sha256: copy.sha256,
            size_bytes: copy.size_bytes,
            name: copy_name(copy),
            media_type: copy.media_type.clone(),
            stored_as: copy.stored_as.clone(),
            read: None,
            copy: Some(CopyOf {
                what: CopyKind::Highlighted,
                item: copy.item,
                original_sha256,
                caption: Some(caption.clone()).filter(|caption| !caption.is_empty()),
                page: Some(*page),
            }),
            ..item.clone()
        };
        let holds = scoped.exhibits.iter_mut().find(|e| e.items.contains(&copy.item));
        if let Some(exhibit) = holds {
            exhibit.items.push(marked.id);
            scoped.items.insert(marked.id, marked);
        }
    }
}

/// Returns what a copy is called: not after its original, whose name may be what is hidden.
fn copy_name(copy: &MadeCopy) -> String {
    let ending = copy.stored_as.rsplit('.').next().unwrap_or_default();
    format!("{}.{ending}", copy.work.kind().label())
}

/// Names exhibits by their ids: a copy does not have the hash of its original.
fn name_by_id(case: &mut Case) {
    let known = case.clone();
    let named = |reference: &mut ExhibitRef| {
        if let Some(exhibit) = known.resolve(*reference).filter(|_| !known.copies.is_empty()) {
            *reference = ExhibitRef::Id(exhibit.id);
        }
    };
    case.contacts.iter_mut().flat_map(|contact| &mut contact.exhibits).for_each(named);
    let Case { facts, events, requests, .. } = case;
    let cited = facts.iter_mut().flat_map(|fact| &mut fact.citations);
    let cited = cited.chain(events.iter_mut().flat_map(|event| &mut event.citations));
    let cited = cited.chain(requests.iter_mut().flat_map(|request| &mut request.citations));
    cited.for_each(|citation| named(&mut citation.exhibit));
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
    shows: Shows,
) -> Scope {
    let mut scoped = case.clone();
    name_by_id(&mut scoped);
    scoped.notes = None;
    scoped.interview = None;
    scoped.filing = None;
    scoped.exported = None;
    scoped.used.clear();
    for exhibit in &mut scoped.exhibits {
        exhibit.note = None;
        exhibit.declined.clear();
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
    if shows == Shows::Copies {
        stand_in(&mut scoped, case);
    }
    add_marked(&mut scoped, case);
    scoped.copies.clear();
    drop_strangers(&mut scoped);
    let here = numbers.iter().filter(|(id, _)| kept.contains(id));
    let left_out: BTreeSet<ExhibitNumber> =
        numbers.iter().filter(|(id, _)| !kept.contains(id)).map(|(_, number)| *number).collect();
    Scope {
        numbers: here.map(|(id, number)| (*id, *number)).collect(),
        left_out: left_out.into_iter().collect(),
        delivered: Vec::new(),
        attempts: attempt_numbers(&scoped.contacts),
        facts: scoped.facts.iter().map(|fact| fact.id).zip(1..).collect(),
        seal_attachments: seal_attachments(case),
        case: scoped,
    }
}

fn attempt_numbers(contacts: &[Contact]) -> BTreeMap<ContactId, usize> {
    let mut order: Vec<&Contact> = contacts.iter().collect();
    order.sort_by_key(|contact| {
        (contact.when.is_none(), contact.when.map(|w| (w.day().earliest(), w.time())), contact.id)
    });
    order.into_iter().zip(1..).map(|(contact, number)| (contact.id, number)).collect()
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
