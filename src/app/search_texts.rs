//! Which texts of a case can be found, and where each stands: what the user wrote, the names of
//! files, and what was read of them. Each source has a stamp, so that only what changed is taken anew.

use crate::app::picture_text;
use crate::base::Sha256Digest;
use crate::case::{Case, Claimant, Contact, Exhibit, Item, ItemId, Respondent, page_count};
use crate::import::Parsed;
use crate::search::{Place, PlaceKind};
use serde_json::Value;
use std::path::Path;

/// What a case's own index calls the case: it holds no other.
pub(super) const CASE: &str = "caso";

/// Longest piece of a text without pages, in bytes: a conversation of years is no one place.
const PIECE_BYTES: usize = 16 * 1024;

/// Members of what a file says that are no words of a person: hashes, lines of servers, and the
/// program's own words for what it saw.
const NO_WORDS: [&str; 9] = [
    "format",
    "sha256",
    "media_type",
    "trace",
    "kind",
    "container",
    "date_order",
    "order_basis",
    "environment",
];

/// Where texts come from.
pub(super) struct Source {
    /// Name within the case.
    pub name: String,
    /// Changes whenever its texts or their places may have changed.
    pub stamp: String,
    of: Of,
}

enum Of {
    /// Texts that are short enough to be put together each time.
    Texts(Vec<(Place, String)>),
    /// What was read of a file, which may be long.
    Item { id: ItemId, place: Place, pages_before: u32 },
}

impl Source {
    fn of_texts(name: String, texts: Vec<(Place, String)>) -> Self {
        let stamp = Sha256Digest::of(format!("{texts:?}").as_bytes()).to_string();
        Self { name, stamp, of: Of::Texts(texts) }
    }

    /// Returns its texts with their places.
    pub(super) fn places(&self, case: &Case, root: &Path) -> Vec<(Place, String)> {
        match &self.of {
            Of::Texts(texts) => texts.clone(),
            Of::Item { id, place, pages_before } => match case.items.get(id) {
                Some(item) => item_texts(item, place, *pages_before, root),
                None => Vec::new(),
            },
        }
    }
}

/// Returns every source of a case.
pub(super) fn sources(case: &Case, root: &Path) -> Vec<Source> {
    let mut sources = vec![Source::of_texts(CASE.to_owned(), told(case))];
    for exhibit in case.exhibits.iter().filter(|exhibit| case.stands(exhibit)) {
        sources.push(Source::of_texts(exhibit.id.to_string(), exhibit_texts(case, exhibit)));
        let mut pages_before = 0;
        for item in case.kept_items(exhibit) {
            sources.push(item_source(item, exhibit, pages_before, root));
            pages_before += u32::try_from(page_count(item)).unwrap_or(0);
        }
    }
    sources
}

fn item_source(item: &Item, exhibit: &Exhibit, pages_before: u32, root: &Path) -> Source {
    let place = Place::of(CASE, PlaceKind::Text).in_exhibit(&exhibit.id).in_item(&item.id);
    let length = item.read.as_ref().and_then(|read| read.text.as_ref()).map_or(0, String::len);
    let pictures = picture_text::stamp(root, item);
    let stamp = format!("{} {} {pages_before} {length} {pictures}", exhibit.id, item.sha256);
    Source { name: item.id.to_string(), stamp, of: Of::Item { id: item.id, place, pages_before } }
}

fn item_texts(item: &Item, place: &Place, pages_before: u32, root: &Path) -> Vec<(Place, String)> {
    let mut texts = Vec::new();
    let Some(read) = &item.read else { return texts };
    if let Some(parsed) = &read.parsed {
        let said = said(parsed);
        texts.extend(pieces(&said).map(|piece| (place.clone(), piece.to_owned())));
    }
    let text = read.text.as_deref().unwrap_or_default();
    if read.pdf.is_some() {
        let pages = (1..).zip(text.split('\u{0C}'));
        texts.extend(pages.map(|(page, text): (u32, _)| {
            (place.clone().on_page(pages_before.saturating_add(page)), text.to_owned())
        }));
    } else {
        texts.extend(pieces(text).map(|piece| (place.clone(), piece.to_owned())));
    }
    for (page, text) in picture_text::of_item(root, item) {
        let place = Place { kind: PlaceKind::ReadFromPicture, ..place.clone() };
        texts.push((place.on_page(pages_before.saturating_add(page)), text));
    }
    texts
}

/// Parts a long text at the ends of its lines.
pub(super) fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let most = rest.floor_char_boundary(PIECE_BYTES);
        let cut = match rest.get(..most).and_then(|piece| piece.rfind('\n')) {
            Some(line) if most < rest.len() => line + 1,
            _ => most,
        };
        let (piece, others) = rest.split_at_checked(cut).unwrap_or((rest, ""));
        rest = others;
        Some(piece)
    })
}

/// Returns the words that a file of a known kind says of itself, whatever the kind.
pub(super) fn said(parsed: &Parsed) -> String {
    let mut words = Vec::new();
    if let Ok(value) = serde_json::to_value(parsed) {
        collect(&value, &mut words);
    }
    words.join(" · ")
}

fn collect(value: &Value, words: &mut Vec<String>) {
    match value {
        Value::String(text) => words.push(text.clone()),
        Value::Array(list) => list.iter().for_each(|value| collect(value, words)),
        Value::Object(members) => members
            .iter()
            .filter(|(name, _)| !NO_WORDS.contains(&name.as_str()))
            .for_each(|(_, value)| collect(value, words)),
        _ => {}
    }
}

fn exhibit_texts(case: &Case, exhibit: &Exhibit) -> Vec<(Place, String)> {
    let place = |kind| Place::of(CASE, kind).in_exhibit(&exhibit.id);
    let mut texts = vec![(place(PlaceKind::Title), exhibit.title.clone())];
    let notes = [&exhibit.shows, &exhibit.note, &exhibit.paper_at].into_iter().flatten();
    texts.extend(notes.map(|note| (place(PlaceKind::Note), note.clone())));
    texts.extend(case.kept_items(exhibit).map(|item| {
        (place(PlaceKind::FileName).in_item(&item.id), crate::base::file_name::visible(&item.name))
    }));
    texts
}

/// What the user wrote beside the exhibits.
fn told(case: &Case) -> Vec<(Place, String)> {
    let place = |kind| Place::of(CASE, kind);
    let mut texts = vec![(place(PlaceKind::Title), case.title.clone())];
    let product = case.relation.as_ref().map(|relation| {
        let r = relation;
        line([&r.product, &r.model, &r.contract, &r.customer, &r.order, &r.line, &r.serial])
    });
    let notes = case.notes.iter().cloned().chain(product);
    texts.extend(notes.map(|note| (place(PlaceKind::Note), note)));
    let deliveries = case.filing_notes().deliveries.iter();
    texts.extend(deliveries.map(|delivery| {
        let text = line([&delivery.place, &delivery.number, &delivery.outcome]);
        (place(PlaceKind::Note).in_item(&delivery.id), text)
    }));
    texts.extend(case.claimant.iter().map(|claimant| (place(PlaceKind::Party), person(claimant))));
    texts.extend(
        case.respondents
            .iter()
            .map(|company| (place(PlaceKind::Party).in_item(&company.id), of_company(company))),
    );
    texts.extend(
        case.contacts
            .iter()
            .map(|contact| (place(PlaceKind::Contact).in_item(&contact.id), of_contact(contact))),
    );
    let facts = case.facts.iter();
    texts.extend(facts.map(|f| (place(PlaceKind::Fact).in_item(&f.id), f.text.clone())));
    let events = case.events.iter();
    texts.extend(events.map(|e| (place(PlaceKind::Event).in_item(&e.id), e.text.clone())));
    texts.extend(case.requests.iter().map(|request| {
        let amount = request.amount.map(|amount| amount.to_string());
        (
            place(PlaceKind::Request).in_item(&request.id),
            line([&Some(request.text.clone()), &amount]),
        )
    }));
    texts
}

fn person(claimant: &Claimant) -> String {
    let tax_id = claimant.tax_id.as_ref().map(ToString::to_string);
    let Claimant { name, social_name, phone, email, .. } = claimant;
    line([social_name, name, &tax_id, phone, email])
}

fn of_company(company: &Respondent) -> String {
    let tax_id = company.tax_id.as_ref().map(ToString::to_string);
    let Respondent { corporate_name, trade_name, phone, email, site, .. } = company;
    line([corporate_name, trade_name, &tax_id, phone, email, site])
}

/// Returns a contact as a search shows it.
pub(super) fn of_contact(contact: &Contact) -> String {
    let protocols: Vec<&str> = contact.protocols.iter().map(|one| one.as_str()).collect();
    let protocols = (!protocols.is_empty()).then(|| format!("protocolo {}", protocols.join(", ")));
    let when = contact.when.map(|when| when.to_string());
    let channel = contact.channel.map(|channel| channel.label().to_owned());
    let Contact { attendant, summary, promise, answer, outcome, .. } = contact;
    line([&when, &channel, &protocols, attendant, summary, promise, answer, outcome])
}

/// Puts what is known on one line.
fn line<const N: usize>(parts: [&Option<String>; N]) -> String {
    let known = parts.into_iter().flatten().map(String::as_str).filter(|part| !part.is_empty());
    known.collect::<Vec<_>>().join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::mail::read_mail;
    use crate::import::whatsapp::read_text_file;

    #[test]
    fn a_long_text_is_parted_at_its_lines_and_nothing_is_lost() {
        let text = "uma linha de conversa\n".repeat(2_000);
        let parts: Vec<&str> = pieces(&text).collect();
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() <= PIECE_BYTES));
        assert!(parts.iter().all(|part| part.ends_with('\n')));
        assert_eq!(parts.concat(), text);
        let whole = "ç".repeat(20_000);
        assert_eq!(pieces(&whole).collect::<String>(), whole);
        assert_eq!(pieces("curto").collect::<Vec<_>>(), ["curto"]);
    }

    #[test]
    fn a_mail_says_its_head_and_not_the_lines_of_servers() {
        let mail = "Received: from um.example by dois.example\nFrom: Ana <a@x.example>\n\
                    Subject: Fatura em dobro\n\nCorpo\n";
        let said = said(&read_mail(mail.as_bytes()).parsed.unwrap());
        assert!(said.contains("Fatura em dobro") && said.contains("a@x.example"), "{said}");
        assert!(!said.contains("dois.example"), "{said}");
    }

    #[test]
    fn a_conversation_says_who_speaks_and_no_word_of_the_program() {
        let text = "13/03/2026 09:10 - Loja: Bom dia\n14/03/2026 09:12 - Ana: Oi\n";
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("_chat.txt");
        std::fs::write(&file, text).unwrap();
        let read = read_text_file(&file).unwrap().unwrap();
        assert_eq!(said(&read.parsed.unwrap()), "2026-03-13T09:10 · 2026-03-14T09:12 · Loja · Ana");
    }
}
