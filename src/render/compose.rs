//! From a package's plan to the printed view: every text in Portuguese, every date and sum in its
//! printed form. What stands where is the templates' work; what may be said is the plan's.

mod account;
mod custody;
mod evidence;
mod mail;
mod media;
mod parties;

pub use parties::labelled_tax_id;
pub(super) use parties::relation;

use crate::base::Sha256Digest;
use crate::case::{
    Case, Citation, Contact, CustodyLog, ExhibitNumber, ExhibitRef, PageChoice, TimelineSource,
    timeline,
};
use crate::filing::{Complement, Cover, DossierPlan, PlannedExhibit, Scope};
use crate::render::view::{
    CheckView, CiteView, CitedText, ClosingView, CoverView, DossierView, EventView, ExhibitView,
    LabelledValue, PartView, SignatureView, SummaryView,
};
use chrono::{Datelike, NaiveDate};
use custody::custody;
use evidence::Goes;
use std::collections::BTreeSet;
use std::ops::Range;

/// Everything the printed view is made from.
pub struct Composition<'a> {
    /// What the package carries.
    pub scope: &'a Scope,
    /// Its plan.
    pub plan: &'a DossierPlan,
    /// Profile, day, draft.
    pub cover: Cover<'a>,
    /// The seal (código de conferência).
    pub seal: Sha256Digest,
    /// The custody log of the case.
    pub log: &'a CustodyLog,
    /// Name of the ZIP.
    pub zip_name: &'a str,
}

/// Returns the printed view of a dossier.
pub fn compose(from: &Composition<'_>) -> DossierView {
    let case = &from.scope.case;
    let cites = Cites::new(case, from.plan);
    let claimant = case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
    let respondents: Vec<&str> = case.respondents.iter().filter_map(|r| r.short_name()).collect();
    let requests = account::requests(case, &cites);
    let value = account::main_value(case);
    let insides = from.log.insides();
    let shown = |exhibit: &PlannedExhibit| {
        let is_personal = exhibit.kind.is_personal();
        (is_personal, evidence::exhibit(exhibit, from.plan, &insides, Goes::InDossier))
    };
    let (personal, proofs): (Vec<_>, Vec<_>) =
        from.plan.exhibits.iter().map(shown).partition(|(is_personal, _)| *is_personal);
    let views = |list: Vec<(bool, ExhibitView)>| list.into_iter().map(|(_, view)| view).collect();
    DossierView {
        draft: from.cover.draft,
        title: shown_title(case),
        short_title: short_title(claimant, &respondents, case),
        document_title: format!("Dossiê de provas: {}", shown_title(case)),
        authors: claimant.map(str::to_owned).into_iter().collect(),
        keywords: vec!["dossiê de provas".to_owned(), from.cover.profile.name.clone()],
        description: None,
        profile: Some(from.cover.profile.name.clone()),
        issued: from.cover.date.format("%d/%m/%Y").to_string(),
        seal: from.seal.to_string(),
        qr_text: Some(from.seal.to_string()),
        cover: cover(from, value.as_ref()),
        summary: summary(from, &cites, value.as_ref()),
        parties: parties::parties(case),
        relation: parties::relation(case),
        facts: account::facts(from.scope, &cites),
        attempts_intro: attempts_intro(from),
        attempts: account::attempts(from.scope, &cites),
        timeline: events(from.scope, &cites),
        requests,
        closing: Some(closing(case, from.cover.date)),
        personal_documents: views(personal),
        exhibits: views(proofs),
        not_included: not_included(from.plan),
        register_notes: Vec::new(),
        traces: mail::traces(from.plan),
        custody: Some(custody(from)),
        check: check(from),
    }
}

/// A part of an exhibit as a file of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitPart<'a> {
    /// Which of its pages, from 0.
    pub pages: Range<usize>,
    /// Which part of how many, from 1.
    pub number: (usize, usize),
    /// Slots that show a reduced copy.
    pub reduced: &'a BTreeSet<u32>,
}

/// Returns the printed view of an exhibit, or a part of it, that goes by itself.
pub fn compose_exhibit(
    from: &Composition<'_>,
    exhibit: &PlannedExhibit,
    part: &ExhibitPart<'_>,
) -> DossierView {
    let case = &from.scope.case;
    let claimant = case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
    let respondents: Vec<&str> = case.respondents.iter().filter_map(|r| r.short_name()).collect();
    let mut view =
        evidence::exhibit(exhibit, from.plan, &from.log.insides(), Goes::Alone(part.reduced));
    let of = view.sheets.len();
    view.sheets = view.sheets.into_iter().skip(part.pages.start).take(part.pages.len()).collect();
    let (number, parts) = part.number;
    view.part = (parts > 1).then(|| PartView {
        words: format!("parte {number} de {parts}"),
        before: part.pages.start,
        of,
    });
    let named = format!("{} — {}", view.tab, view.title);
    let part_words = view.part.as_ref().map(|part| format!(", {}", part.words)).unwrap_or_default();
    let (personal_documents, exhibits) = if exhibit.kind.is_personal() {
        (vec![view], Vec::new())
    } else {
        (Vec::new(), vec![view])
    };
    DossierView {
        draft: from.cover.draft,
        title: shown_title(case),
        short_title: short_title(claimant, &respondents, case),
        document_title: format!("{named}{part_words}"),
        authors: claimant.map(str::to_owned).into_iter().collect(),
        issued: from.cover.date.format("%d/%m/%Y").to_string(),
        seal: from.seal.to_string(),
        personal_documents,
        exhibits,
        ..DossierView::default()
    }
}

/// Turns references into printed citations.
pub(super) struct Cites<'a> {
    case: &'a Case,
    plan: &'a DossierPlan,
}

impl<'a> Cites<'a> {
    /// Returns the citations of a case as its dossier prints them.
    pub(super) const fn new(case: &'a Case, plan: &'a DossierPlan) -> Self {
        Self { case, plan }
    }

    /// Returns the words alone: "Doc. 3, p. 2".
    pub(super) fn texts(&self, citations: &[Citation]) -> Vec<String> {
        self.of(citations).into_iter().map(|cite| cite.text).collect()
    }

    /// Returns the words alone of what proves a contact.
    pub(super) fn contact_texts(&self, contact: &Contact) -> Vec<String> {
        self.of_contact(contact).into_iter().map(|cite| cite.text).collect()
    }

    /// Returns the printed citation of a reference; one that is not in this dossier prints nothing.
    fn one(&self, reference: ExhibitRef, pages: Option<&str>) -> Option<CiteView> {
        let id = self.case.resolve(reference)?.id;
        let exhibit = self.plan.exhibits.iter().find(|exhibit| exhibit.id == id)?;
        let cited = pages.and_then(|pages| pages.parse::<PageChoice>().ok());
        let printed = cited.and_then(|cited| exhibit.printed_pages(&cited)).unwrap_or_default();
        let text = match printed.as_slice() {
            [] => format!("Doc. {}", exhibit.number),
            [page] => format!("Doc. {}, p. {page}", exhibit.number),
            pages => format!("Doc. {}, pp. {}", exhibit.number, ranges(pages)),
        };
        let sheet = printed.first().and_then(|page| u32::try_from(*page).ok());
        Some(CiteView { key: id.to_string(), sheet, text })
    }

    fn of(&self, citations: &[Citation]) -> Vec<CiteView> {
        let cited = citations.iter();
        cited.filter_map(|citation| self.one(citation.exhibit, citation.pages.as_deref())).collect()
    }

    fn of_contact(&self, contact: &Contact) -> Vec<CiteView> {
        contact.exhibits.iter().filter_map(|exhibit| self.one(*exhibit, None)).collect()
    }
}

/// Returns pages as people cite them: "2–4, 6".
fn ranges(pages: &[usize]) -> String {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for &page in pages {
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == page => *last = page,
            _ => runs.push((page, page)),
        }
    }
    let shown = runs.into_iter().map(|(first, last)| match first == last {
        true => first.to_string(),
        false => format!("{first}–{last}"),
    });
    shown.collect::<Vec<_>>().join(", ")
}

fn shown_title(case: &Case) -> String {
    let title = case.title.trim();
    if title.is_empty() { "Caso sem título".to_owned() } else { title.to_owned() }
}

fn short_title(claimant: Option<&str>, respondents: &[&str], case: &Case) -> String {
    let against = match respondents {
        [] => None,
        [one] => Some((*one).to_owned()),
        [first, rest @ ..] => Some(format!("{first} e mais {}", rest.len())),
    };
    match (claimant, against) {
        (Some(claimant), Some(against)) => format!("{claimant} × {against}"),
        (Some(claimant), None) => claimant.to_owned(),
        (None, Some(against)) => against,
        (None, None) => shown_title(case),
    }
}

fn cover(from: &Composition<'_>, value: Option<&LabelledValue>) -> CoverView {
    let case = &from.scope.case;
    CoverView {
        complement: from.cover.complement.map(Complement::title),
        kind: "Dossiê de provas".to_owned(),
        eyebrow: Some("Reclamação de consumo".to_owned()),
        parties: parties::parties(case),
        request: account::asked_in_short(case),
        value: value.cloned(),
    }
}

fn summary(
    from: &Composition<'_>,
    cites: &Cites<'_>,
    value: Option<&LabelledValue>,
) -> Option<SummaryView> {
    let case = &from.scope.case;
    let proofs = from.plan.exhibits.iter().filter(|e| !e.kind.is_personal()).count();
    if proofs == 0 && case.facts.is_empty() && case.contacts.is_empty() {
        return None;
    }
    let protocols: usize = case.contacts.iter().map(|contact| contact.protocols.len()).sum();
    let mut counts = vec![
        labelled("Provas", proofs.to_string()),
        labelled("Contatos", case.contacts.len().to_string()),
        labelled("Protocolos", protocols.to_string()),
    ];
    if from.cover.complement.is_some() {
        // What was handed over before is not counted here, and nothing is no figure to print.
        counts.retain(|count| count.value != "0");
    }
    if let Some(period) = period(case) {
        counts.push(labelled("Período", period));
    }
    let facts = case
        .facts
        .iter()
        .map(|fact| CitedText { text: words(&fact.text), cites: cites.of(&fact.citations) });
    let requests: Vec<&str> =
        case.requests.iter().map(|request| request.text.trim()).filter(|t| !t.is_empty()).collect();
    Some(SummaryView {
        counts,
        what_happened: facts.collect(),
        asked: account::in_one_sentence(&requests),
        value: value.cloned(),
        attempts: attempts_intro(from),
    })
}

/// Returns from when to when the dated facts, contacts and events run.
fn period(case: &Case) -> Option<String> {
    let days: Vec<_> = case
        .facts
        .iter()
        .filter_map(|fact| fact.date)
        .chain(case.contacts.iter().filter_map(|contact| contact.when.map(|when| when.day())))
        .chain(case.events.iter().filter_map(|event| event.date))
        .collect();
    let first = days.iter().min_by_key(|day| day.earliest())?;
    let last = days.iter().max_by_key(|day| day.latest())?;
    if first == last { Some(first.to_string()) } else { Some(format!("{first} a {last}")) }
}

fn attempts_intro(from: &Composition<'_>) -> Option<String> {
    account::attempts_intro(&from.scope.case.contacts, from.cover.complement.is_some())
}

fn events(scope: &Scope, cites: &Cites<'_>) -> Vec<EventView> {
    let attempts = account::numbered(scope);
    let attempt = |id| attempts.iter().find(|(contact, _)| contact.id == id);
    timeline(&scope.case)
        .into_iter()
        .map(|entry| {
            let (kind, text) = match entry.source {
                TimelineSource::Purchase => {
                    let what = if entry.text.is_empty() {
                        String::new()
                    } else {
                        format!(": {}", entry.text)
                    };
                    ("Contratação", format!("Contratação ou compra{what}"))
                }
                TimelineSource::Fact(_) => ("Fato", entry.text),
                TimelineSource::Event(_) => ("", entry.text),
                TimelineSource::Contact(id) => (
                    "Contato",
                    attempt(id).map_or(entry.text, |(c, n)| account::contact_line(c, *n)),
                ),
                TimelineSource::Due(id) => {
                    ("Prazo", attempt(id).map_or(entry.text, |(c, n)| account::due_line(c, *n)))
                }
            };
            EventView {
                date: entry.when.day().to_string(),
                kind: kind.to_owned(),
                text: words(&text),
                cites: cites.of(&entry.citations),
            }
        })
        .collect()
}

fn closing(case: &Case, date: NaiveDate) -> ClosingView {
    let claimant = case.claimant.as_ref();
    let name = claimant.and_then(|claimant| claimant.shown_name()).unwrap_or_default();
    let tax_id = claimant.and_then(|claimant| claimant.tax_id.as_ref());
    ClosingView {
        declaration: vec![
            "Declaro que este relato é verdadeiro e que guardo os originais das provas.".to_owned(),
        ],
        place_date: Some(place_and_date(case, date)),
        signatures: vec![SignatureView {
            name: name.to_owned(),
            detail: tax_id.map(parties::labelled_tax_id),
        }],
    }
}

/// Returns place and day for a signature; the place is a line to fill while it is unknown.
pub(super) fn place_and_date(case: &Case, date: NaiveDate) -> String {
    let day = long_date(date);
    match case.place.as_deref().map(str::trim).filter(|place| !place.is_empty()) {
        Some(place) => format!("{place}, {day}"),
        None => format!("______________________, {day}"),
    }
}

/// Returns a date in words: "20 de março de 2026"; the first of a month is "1º".
fn long_date(date: NaiveDate) -> String {
    const MONTHS: [&str; 12] = [
        "janeiro",
        "fevereiro",
        "março",
        "abril",
        "maio",
        "junho",
        "julho",
        "agosto",
        "setembro",
        "outubro",
        "novembro",
        "dezembro",
    ];
    let month = usize::try_from(date.month0()).ok().and_then(|m| MONTHS.get(m)).unwrap_or(&"");
    let day = if date.day() == 1 { "1º".to_owned() } else { date.day().to_string() };
    format!("{day} de {month} de {}", date.year())
}

fn not_included(plan: &DossierPlan) -> Option<String> {
    let left_out = listed(&plan.left_out, "Não integra este dossiê", "Não integram este dossiê");
    let delivered = listed(&plan.delivered, "Já foi entregue antes", "Já foram entregues antes");
    let told: Vec<String> = delivered.into_iter().chain(left_out).collect();
    (!told.is_empty()).then(|| told.join(" "))
}

/// Returns "Não integram este dossiê: Docs. 2 e 5."
fn listed(numbers: &[ExhibitNumber], one: &str, several: &str) -> Option<String> {
    let names = in_runs(numbers);
    match names.split_last() {
        None => None,
        Some((_, [])) if numbers.len() > 1 => Some(format!("{several}: Docs. {}.", names.concat())),
        Some((name, [])) => Some(format!("{one}: Doc. {name}.")),
        Some((last, rest)) => Some(format!("{several}: Docs. {} e {last}.", rest.join(", "))),
    }
}

/// Returns numbers as people list them: "A", "B", "1 a 20", "22".
fn in_runs(numbers: &[ExhibitNumber]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    let mut run: Option<(u32, u32)> = None;
    let told = |(first, last): (u32, u32)| match last.saturating_sub(first) {
        0 => vec![first.to_string()],
        1 => vec![first.to_string(), last.to_string()],
        _ => vec![format!("{first} a {last}")],
    };
    for number in numbers {
        match (number, run) {
            (ExhibitNumber::Proof(next), Some((first, last)))
                if last.checked_add(1) == Some(*next) =>
            {
                run = Some((first, *next));
            }
            (ExhibitNumber::Proof(next), before) => {
                names.extend(before.map(told).unwrap_or_default());
                run = Some((*next, *next));
            }
            (personal, before) => {
                names.extend(before.map(told).unwrap_or_default());
                run = None;
                names.push(personal.to_string());
            }
        }
    }
    names.extend(run.map(told).unwrap_or_default());
    names
}

fn check(from: &Composition<'_>) -> CheckView {
    let first = from.plan.exhibits.iter().flat_map(|e| e.items.iter()).find(|i| i.path.is_some());
    CheckView {
        zip_name: Some(from.zip_name.to_owned()),
        sample_path: first.and_then(|item| item.path.clone()),
        sample_sha256: first.map(|item| item.sha256.to_string()),
        photos_bit_exact: true,
        notes: Vec::new(),
    }
}

/// Returns a user's words as printed: trimmed, and no sum torn from its "R$" at a line's end.
fn words(text: &str) -> String {
    text.trim().replace("R$ ", "R$\u{a0}")
}

fn labelled(label: &str, value: impl Into<String>) -> LabelledValue {
    LabelledValue { label: label.to_owned(), value: value.into() }
}
