//! What a case lacks or contradicts, told to the user on screen and never printed.

use crate::base::{CheckDigit, TaxId};
use crate::case::{
    Case, Citation, ExhibitId, Finding, FindingCode, ItemId, Numbers, PageChoice, contradictions,
};
use crate::filing::DossierPlan;
use crate::import::Parsed;
use crate::import::fiscal::Fiscal;
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Returns everything worth the user's attention before the case is exported.
pub fn case_findings(case: &Case, numbers: &Numbers, today: NaiveDate) -> Vec<Finding> {
    let mut findings = missing(case);
    findings.extend(contradictions(case, today));
    findings.extend(protocols(case));
    findings.extend(check_digits(case));
    findings.extend(citations(case, numbers));
    findings.extend(fiscal_findings(case));
    findings
}

/// Returns what is to be known of the fiscal documents of a case: tests, and those that were cancelled
/// by an event in their own file or in another of the case.
pub fn fiscal_findings(case: &Case) -> Vec<Finding> {
    let documents: Vec<(ExhibitId, ItemId, &Fiscal)> = case
        .exhibits
        .iter()
        .filter(|exhibit| case.stands(exhibit))
        .flat_map(|exhibit| case.kept_items(exhibit).map(|item| (exhibit.id, item)))
        .filter_map(|(exhibit, item)| match &item.read.as_ref()?.parsed {
            Some(Parsed::Fiscal(fiscal)) => Some((exhibit, item.id, &**fiscal)),
            _ => None,
        })
        .collect();
    let mut findings = Vec::new();
    for (exhibit, item, fiscal) in documents.iter().filter(|(_, _, fiscal)| !fiscal.is_event) {
        if fiscal.is_test() {
            findings.push(Finding::new(FindingCode::FiscalTest).about(exhibit.to_string()));
        }
        let cancelled = Finding::new(FindingCode::FiscalCancelled).about(exhibit.to_string());
        let others = documents.iter().filter(|(_, other, _)| other != item);
        let by = || others.into_iter().find(|(_, _, other)| fiscal.is_cancelled_by(other));
        if fiscal.says_cancelled() {
            findings.push(cancelled);
        } else if let Some((teller, ..)) = by() {
            findings.push(cancelled.finding(teller.to_string()));
        }
    }
    findings
}

fn missing(case: &Case) -> Vec<Finding> {
    let claimant = case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
    let exhibits = case.exhibits.iter().any(|e| case.stands(e) && !e.stays_out());
    [
        (claimant.is_none(), FindingCode::NoClaimant),
        (case.respondents.is_empty(), FindingCode::NoRespondent),
        (case.facts.is_empty(), FindingCode::NoFacts),
        (case.requests.is_empty(), FindingCode::NoRequests),
        (case.contacts.is_empty(), FindingCode::NoContacts),
        (!exhibits, FindingCode::NoExhibits),
    ]
    .into_iter()
    .filter(|(lacks, _)| *lacks)
    .map(|(_, code)| Finding::new(code))
    .collect()
}

fn protocols(case: &Case) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<String, String> = BTreeMap::new();
    for contact in &case.contacts {
        if contact.protocols.is_empty() {
            findings.push(Finding::new(FindingCode::NoProtocol).about(contact.id.to_string()));
        }
        for protocol in &contact.protocols {
            let normalized = protocol.normalized();
            if let Some(first) = seen.get(&normalized) {
                findings.push(
                    Finding::new(FindingCode::SameProtocol)
                        .about(contact.id.to_string())
                        .finding(first.clone()),
                );
            } else {
                seen.insert(normalized, contact.id.to_string());
            }
        }
    }
    findings
}

fn check_digits(case: &Case) -> Vec<Finding> {
    let claimant = case.claimant.as_ref().and_then(|claimant| claimant.tax_id.as_ref());
    let representative = case.representative.as_ref().and_then(|r| r.tax_id.as_ref());
    let people = [("claimant".to_owned(), claimant), ("representative".to_owned(), representative)];
    let companies = case.respondents.iter().map(|r| (r.id.to_string(), r.tax_id.as_ref()));
    people
        .into_iter()
        .chain(companies)
        .filter_map(|(who, tax_id)| Some((who, tax_id?)))
        .filter(|(_, tax_id)| {
            matches!(tax_id, TaxId::Other(_)) || tax_id.check() == Some(CheckDigit::Wrong)
        })
        .map(|(who, tax_id)| {
            Finding::new(FindingCode::CheckDigit).about(who).finding(tax_id.to_string())
        })
        .collect()
}

/// Returns the citations of pages that the dossier does not print.
pub fn cited_pages(case: &Case, plan: &DossierPlan) -> Vec<Finding> {
    let facts = case.facts.iter().flat_map(|f| f.citations.iter().map(|c| (f.id.to_string(), c)));
    let events = case.events.iter().flat_map(|e| e.citations.iter().map(|c| (e.id.to_string(), c)));
    let requests =
        case.requests.iter().flat_map(|r| r.citations.iter().map(|c| (r.id.to_string(), c)));
    facts
        .chain(events)
        .chain(requests)
        .filter_map(|(who, citation)| {
            let pages = citation.pages.as_deref().filter(|pages| !pages.trim().is_empty())?;
            let id = case.resolve(citation.exhibit)?.id;
            let exhibit = plan.exhibits.iter().find(|exhibit| exhibit.id == id)?;
            let choice = pages.parse::<PageChoice>().ok();
            if choice.is_some_and(|choice| exhibit.printed_pages(&choice).is_some()) {
                return None;
            }
            let finding = Finding::new(FindingCode::CitationPage).about(who);
            Some(finding.finding(format!("Doc. {}, p. {pages}", exhibit.number)))
        })
        .collect()
}

fn citations(case: &Case, numbers: &Numbers) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut look = |who: String, citation: &Citation| {
        let exhibit = case.resolve(citation.exhibit);
        if exhibit.is_none_or(|exhibit| !numbers.contains_key(&exhibit.id)) {
            let finding = Finding::new(FindingCode::CitationUnresolved).about(who);
            findings.push(finding.finding(citation.exhibit.to_string()));
        }
    };
    for fact in &case.facts {
        fact.citations.iter().for_each(|citation| look(fact.id.to_string(), citation));
    }
    for event in &case.events {
        event.citations.iter().for_each(|citation| look(event.id.to_string(), citation));
    }
    for request in &case.requests {
        request.citations.iter().for_each(|citation| look(request.id.to_string(), citation));
    }
    for contact in &case.contacts {
        for exhibit in &contact.exhibits {
            look(contact.id.to_string(), &Citation { exhibit: *exhibit, pages: None });
        }
    }
    findings
}

/// Returns the finding about photos that say where they were taken: one for all of them, as one deed
/// makes copies of all of them.
pub(super) fn carries_place(photos: &[ItemId]) -> Option<Finding> {
    let finding = Finding::new(FindingCode::CarriesPlace);
    match photos {
        [] => None,
        [photo] => Some(finding.about(photo.to_string())),
        _ => Some(finding.finding(photos.len().to_string())),
    }
}
