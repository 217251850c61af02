//! The account as printed: facts, attempts at a solution, requests with their sum.

use super::{Cites, labelled, words};
use crate::base::Money;
use crate::case::{Case, Contact, Counts, RequestId, RequestKind};
use crate::filing::{Scope, claim_sums};
use crate::render::view::{
    AttemptView, FactView, LabelledValue, RequestView, RequestsView, TotalView,
};

/// Returns the facts in the order told.
pub(super) fn facts(scope: &Scope, cites: &Cites<'_>) -> Vec<FactView> {
    let facts = scope.case.facts.iter();
    facts
        .map(|fact| FactView {
            number: scope.facts.get(&fact.id).map(ToString::to_string).unwrap_or_default(),
            date: fact.date.map(|day| day.to_string()),
            text: words(&fact.text),
            cites: cites.of(&fact.citations),
        })
        .collect()
}

/// Returns the contacts with their number, "Tentativa 1…n", in that order.
pub(super) fn numbered(scope: &Scope) -> Vec<(&Contact, usize)> {
    let contacts = scope.case.contacts.iter();
    let number = |contact: &Contact| scope.attempts.get(&contact.id).copied();
    let mut order: Vec<(&Contact, usize)> =
        contacts.filter_map(|contact| Some((contact, number(contact)?))).collect();
    order.sort_by_key(|(_, number)| *number);
    order
}

/// Returns the attempts at a solution in order.
pub(super) fn attempts(scope: &Scope, cites: &Cites<'_>) -> Vec<AttemptView> {
    numbered(scope)
        .into_iter()
        .map(|(contact, number)| AttemptView {
            number: number.to_string(),
            day: contact.when.map(|when| when.day().to_string()).unwrap_or_default(),
            when: contact.when.map(|when| when.to_string()).unwrap_or_default(),
            channel: channel(contact).to_owned(),
            protocols: contact.protocols.iter().map(|p| p.as_str().to_owned()).collect(),
            attendant: contact.attendant.clone(),
            asked: contact.summary.as_deref().map(words),
            said: None,
            promise: contact.promise.as_deref().map(words),
            due: contact.due.map(|day| day.to_string()),
            answer: contact.answer.as_deref().map(words),
            status: contact.outcome.clone().unwrap_or_default(),
            cites: cites.of_contact(contact),
        })
        .collect()
}

fn channel(contact: &Contact) -> &'static str {
    contact.channel.map_or("Contato", |channel| channel.label())
}

/// Returns one sentence on how often and by how many ways the company was asked; in a complement,
/// which holds only some of the contacts, what is meant by their numbers.
pub(super) fn attempts_intro(contacts: &[Contact], is_complement: bool) -> Option<String> {
    if contacts.is_empty() {
        return None;
    }
    if is_complement {
        let told = "Aqui estão só os contatos novos, ou agora provados, com os números que têm no caso inteiro.";
        return Some(told.to_owned());
    }
    let mut ways: Vec<&str> =
        contacts.iter().filter_map(|contact| contact.channel.map(|c| c.label())).collect();
    ways.sort_unstable();
    ways.dedup();
    let protocols: usize = contacts.iter().map(|contact| contact.protocols.len()).sum();
    let times = if contacts.len() == 1 {
        "A empresa foi procurada 1 vez".to_owned()
    } else {
        format!("A empresa foi procurada {} vezes", contacts.len())
    };
    let by = match ways.len() {
        0 => String::new(),
        1 => ", por 1 canal".to_owned(),
        n => format!(", por {n} canais"),
    };
    let with = match protocols {
        0 => String::new(),
        1 => ", com 1 número de protocolo".to_owned(),
        n => format!(", com {n} números de protocolo"),
    };
    Some(format!("{times}{by}{with}."))
}

/// Returns the timeline's line for a contact.
pub(super) fn contact_line(contact: &Contact, number: usize) -> String {
    let protocol = contact.protocols.first();
    let protocol = protocol.map(|p| format!(", protocolo {}", p.as_str())).unwrap_or_default();
    format!("Tentativa {number}: {}{protocol}", channel(contact))
}

/// Returns the timeline's line for the end of a promised term.
pub(super) fn due_line(contact: &Contact, number: usize) -> String {
    let promise = contact.promise.as_deref().map(str::trim).filter(|promise| !promise.is_empty());
    match promise {
        Some(promise) => format!("Vence o prazo da tentativa {number}: {promise}"),
        None => format!("Vence o prazo da tentativa {number}"),
    }
}

/// Returns texts as one sentence: "A; b; e c."
pub(super) fn in_one_sentence(texts: &[&str]) -> Option<String> {
    let mut parts: Vec<String> = Vec::new();
    for (index, text) in texts.iter().enumerate() {
        let text = text.trim_end_matches(['.', ';', ' ']);
        if index == 0 {
            parts.push(text.to_owned());
        } else {
            parts.push(lower_first(text));
        }
    }
    let last = parts.pop()?;
    if parts.is_empty() {
        return Some(words(&format!("{last}.")));
    }
    Some(words(&format!("{}; e {last}.", parts.join("; "))))
}

/// Longest request that stands on the cover in the user's words, in characters.
const COVER_REQUEST_CHARS: usize = 260;

/// Returns what is asked for the cover: in the user's words where they are short, by kind otherwise.
pub(super) fn asked_in_short(case: &Case) -> Option<String> {
    let texts: Vec<&str> =
        case.requests.iter().map(|r| r.text.trim()).filter(|text| !text.is_empty()).collect();
    let whole = in_one_sentence(&texts)?;
    if whole.chars().count() <= COVER_REQUEST_CHARS {
        return Some(whole);
    }
    let mut kinds: Vec<&str> = Vec::new();
    for request in &case.requests {
        let kind = request.kind.label();
        if request.kind != RequestKind::Other && !kinds.contains(&kind) {
            kinds.push(kind);
        }
    }
    if kinds.is_empty() { Some(whole) } else { in_one_sentence(&kinds) }
}

/// Lower-cases the first letter unless the word is an abbreviation or a name in capitals.
fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    match (chars.next(), chars.clone().next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(chars).collect()
        }
        _ => text.to_owned(),
    }
}

/// Returns the amount for the cover, if any money is asked.
pub(super) fn main_value(case: &Case) -> Option<LabelledValue> {
    let total = claim_sums(&case.requests)?.claim_value;
    (total > Money::ZERO).then(|| labelled("Valor dos pedidos", total.to_string()))
}

/// Returns the requests with their sums.
pub(super) fn requests(case: &Case, cites: &Cites<'_>) -> Option<RequestsView> {
    if case.requests.is_empty() {
        return None;
    }
    let place = |id: RequestId| case.requests.iter().position(|r| r.id == id).map(|i| i + 1);
    let rows = case.requests.iter().enumerate().map(|(index, request)| RequestView {
        number: (index + 1).to_string(),
        text: words(&request.text),
        kind: (request.kind != RequestKind::Other).then(|| request.kind.label().to_owned()),
        note: None,
        mark: match request.counts {
            Counts::Adds => None,
            Counts::UndueDebt => Some("dívida a declarar indevida".to_owned()),
            Counts::Alternative => {
                let of = request.alternative_of.and_then(place);
                Some(of.map_or("alternativo".to_owned(), |n| format!("alternativo ao {n}")))
            }
        },
        value: request.amount.map(|amount| amount.to_string()),
        cites: cites.of(&request.citations),
    });
    let mut totals = Vec::new();
    let mut notes = Vec::new();
    if let Some(sums) = claim_sums(&case.requests) {
        if sums.undue > Money::ZERO {
            totals.push(part("Valores a receber", sums.asked));
            totals.push(part("Dívida a declarar indevida", sums.undue));
        }
        if sums.claim_value > Money::ZERO {
            totals.push(TotalView {
                label: "Valor dos pedidos".to_owned(),
                value: sums.claim_value.to_string(),
                main: true,
            });
        }
    }
    if case.requests.iter().any(|request| request.counts == Counts::Alternative) {
        notes.push("De pedidos alternativos conta um só, o de maior valor.".to_owned());
    }
    Some(RequestsView { rows: rows.collect(), totals, notes })
}

fn part(label: &str, amount: Money) -> TotalView {
    TotalView { label: label.to_owned(), value: amount.to_string(), main: false }
}
