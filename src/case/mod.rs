//! What a case is: parties, items, exhibits, contacts, facts, requests, and the custody log.
//! Pure values and decisions; what is on the disk belongs to [`crate::store`].

mod account;
mod change;
mod copies;
mod custody;
mod declined;
mod document;
mod exhibit;
mod filing_notes;
mod finding;
mod ids;
mod interview;
mod line_range;
mod numbering;
mod pages;
mod party;
mod timeline;
mod words;

pub use account::{
    Channel, Citation, Contact, Counts, Destination, Event, ExhibitRef, ExhibitRefError, Fact,
    Request, RequestKind, WordError,
};
pub use change::{Change, NoLongerFits, said};
pub use copies::{CopyKind, CopyOf, CopyWork, HiddenArea, MadeCopy, Mark, MarkShape};
pub use custody::{
    Actor, ChainFlaw, ContinuedDetail, CustodyCore, CustodyEvent, CustodyLine, CustodyLog,
    DerivedDetail, EventDraft, GatheredDetail, Inside, Recipe, Sealed,
};
pub use declined::{Declined, SuggestedField};
pub use document::{CaseDocument, DocumentError, ExhibitView, FORMAT, ItemView, merge};
pub use exhibit::{
    Exhibit, ExhibitKind, ExhibitNumber, ExhibitNumberError, Item, ItemState, KindWordError,
    PageChoice, PageChoiceError, Turn,
};
pub use filing_notes::{Charge, Delivery, FilingNotes, OptionalHoliday, Settled, Witness};
pub use finding::{Finding, FindingCode};
pub use ids::{
    ContactId, EventId, ExhibitId, FactId, IdTextError, ItemId, RequestId, RespondentId,
};
pub use interview::{Aim, Complained, Interview, Problem};
pub use line_range::{LineRange, LineRangeError};
pub use numbering::{Numbers, number};
pub use pages::{drawn_pages, follow_citations, follow_pages, keep_printed, page_count};
pub use party::{
    Address, Claimant, ClaimantKind, IdentityCard, Priority, Relation, Representative, Respondent,
    Sector,
};
pub use timeline::{TimelineEntry, TimelineSource, contradictions, timeline};

use crate::base::Sha256Digest;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use uuid::Uuid;

/// One dispute with everything that belongs to it (caso).
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    /// Identity of the case, the same in every copy.
    pub case_id: Uuid,
    /// Title, as printed; names of exported files come from it.
    pub title: String,
    /// City and state for "place, date".
    pub place: Option<String>,
    /// Who complains.
    pub claimant: Option<Claimant>,
    /// Who acts for the claimant.
    pub representative: Option<Representative>,
    /// Against whom.
    pub respondents: Vec<Respondent>,
    /// What binds them.
    pub relation: Option<Relation>,
    /// Every item ever gathered, the emptied ones too.
    pub items: BTreeMap<ItemId, Item>,
    /// Exhibits, in the order they were made.
    pub exhibits: Vec<Exhibit>,
    /// Attempts at a solution.
    pub contacts: Vec<Contact>,
    /// Facts, in the order told.
    pub facts: Vec<Fact>,
    /// Requests.
    pub requests: Vec<Request>,
    /// Extra events.
    pub events: Vec<Event>,
    /// Private notes: never leave the case.
    pub notes: Option<String>,
    /// What the person answered at the beginning: never leaves the case.
    pub interview: Option<Interview>,
    /// What the user noted for filing: never leaves the case.
    pub filing: Option<FilingNotes>,
    /// Copies that stand for evidence, or beside it: at most one of each kind for an item, and any
    /// number with marks.
    pub copies: Vec<MadeCopy>,
    /// The highest number ever used for each kind of id, by its letter.
    pub used: BTreeMap<char, u32>,
    /// Hash of what the case said when a dossier was last made of it; see [`said`].
    pub exported: Option<Sha256Digest>,
}

impl Case {
    /// Returns an empty case.
    pub fn new(case_id: Uuid, title: String) -> Self {
        Self {
            case_id,
            title,
            place: None,
            claimant: None,
            representative: None,
            respondents: Vec::new(),
            relation: None,
            items: BTreeMap::new(),
            exhibits: Vec::new(),
            contacts: Vec::new(),
            facts: Vec::new(),
            requests: Vec::new(),
            events: Vec::new(),
            notes: None,
            interview: None,
            filing: None,
            copies: Vec::new(),
            used: BTreeMap::new(),
            exported: None,
        }
    }

    /// Returns what the user noted for filing; empty while nothing was.
    pub fn filing_notes(&self) -> &FilingNotes {
        static NOTHING: LazyLock<FilingNotes> = LazyLock::new(FilingNotes::default);
        self.filing.as_ref().unwrap_or(&NOTHING)
    }

    /// Notes which ids are in use now, so that none is handed out again after its part is gone.
    pub fn remember_ids(&mut self) {
        let highest = [
            (ExhibitId::PREFIX, self.exhibits.iter().map(|e| e.id.number()).max()),
            (RespondentId::PREFIX, self.respondents.iter().map(|e| e.id.number()).max()),
            (ContactId::PREFIX, self.contacts.iter().map(|e| e.id.number()).max()),
            (FactId::PREFIX, self.facts.iter().map(|e| e.id.number()).max()),
            (RequestId::PREFIX, self.requests.iter().map(|e| e.id.number()).max()),
            (EventId::PREFIX, self.events.iter().map(|e| e.id.number()).max()),
        ];
        for (prefix, number) in highest {
            let known = self.used.entry(prefix).or_insert(0);
            *known = (*known).max(number.unwrap_or(0));
        }
    }

    /// Returns the copy of an item that stands for it: with bars rather than only without its place.
    pub fn stand_in(&self, item: ItemId) -> Option<&MadeCopy> {
        let of = |kind| self.copies.iter().find(move |c| c.item == item && c.work.kind() == kind);
        of(CopyKind::Redacted).or_else(|| of(CopyKind::WithoutPlace))
    }

    /// Returns the exhibit with this id.
    pub fn exhibit(&self, id: ExhibitId) -> Option<&Exhibit> {
        self.exhibits.iter().find(|exhibit| exhibit.id == id)
    }

    /// Returns the exhibit with this id, to change it.
    pub fn exhibit_mut(&mut self, id: ExhibitId) -> Option<&mut Exhibit> {
        // What is changed most is what came last.
        self.exhibits.iter_mut().rfind(|exhibit| exhibit.id == id)
    }

    /// Returns the exhibit that holds this item.
    pub fn exhibit_of(&self, item: ItemId) -> Option<&Exhibit> {
        self.exhibits.iter().find(|exhibit| exhibit.items.contains(&item))
    }

    /// Returns the exhibit that a reference means, if the case has it.
    pub fn resolve(&self, reference: ExhibitRef) -> Option<&Exhibit> {
        match reference {
            ExhibitRef::Id(id) => self.exhibit(id),
            ExhibitRef::Hash(hash) => self
                .items
                .values()
                .filter(|item| item.sha256 == hash && item.state != ItemState::Emptied)
                .find_map(|item| self.exhibit_of(item.id)),
        }
    }

    /// Returns every list of citations: of facts, events, requests and charges.
    pub fn citations_mut(&mut self) -> impl Iterator<Item = &mut Vec<Citation>> {
        let facts = self.facts.iter_mut().map(|fact| &mut fact.citations);
        let events = self.events.iter_mut().map(|event| &mut event.citations);
        let requests = self.requests.iter_mut().map(|request| &mut request.citations);
        let charges = self.filing.iter_mut().flat_map(|filing| &mut filing.charges);
        facts.chain(events).chain(requests).chain(charges.map(|charge| &mut charge.citations))
    }

    /// Returns the items of an exhibit that are neither in the bin nor emptied, in order.
    pub fn kept_items<'a>(&'a self, exhibit: &'a Exhibit) -> impl Iterator<Item = &'a Item> {
        let items = exhibit.items.iter().filter_map(|id| self.items.get(id));
        items.filter(|item| item.state == ItemState::Kept)
    }

    /// Returns whether an exhibit still stands: it is not in the bin, and some item of it is kept
    /// or it never had one.
    pub fn stands(&self, exhibit: &Exhibit) -> bool {
        !exhibit.binned && (exhibit.is_paper_only() || self.kept_items(exhibit).next().is_some())
    }

    /// Returns the id for the next item.
    pub fn next_item_id(&self) -> ItemId {
        let used = ItemId::new(self.used.get(&ItemId::PREFIX).copied().unwrap_or(0));
        ItemId::after(self.items.keys().chain([&used]))
    }

    /// Returns the id for the next exhibit.
    pub fn next_exhibit_id(&self) -> ExhibitId {
        let used = ExhibitId::new(self.used.get(&ExhibitId::PREFIX).copied().unwrap_or(0));
        ExhibitId::after(self.exhibits.iter().map(|exhibit| &exhibit.id).chain([&used]))
    }
}
