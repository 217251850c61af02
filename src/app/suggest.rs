//! What the user may want to take over from the files of an exhibit: a day, a title, a kind, protocol
//! numbers, sums, what a printed code says (`suggest_codes`). Each names where it comes from; nothing is ever applied by itself, and what the
//! case says already is not suggested.

use crate::app::suggest_codes;
use crate::base::{Day, Moment, TaxId, found_numbers};
use crate::case::{Case, Exhibit, ExhibitKind, Item, ItemId, ItemState, LineRange, SuggestedField};
use crate::import::fiscal::Fiscal;
use crate::import::mail::MailReading;
use crate::import::media::MediaFacts;
use crate::import::reading::DateSource;
use crate::import::whatsapp::{Chat, ChatReading};
use crate::import::{Parsed, Reading};
use crate::store::title_from;
use serde::Serialize;

/// Most suggestions of one field.
const MOST_OF_A_FIELD: usize = 5;

/// Longest title that is suggested, in characters.
const TITLE_CHARS: usize = 120;

/// Most bytes of a conversation that are searched for numbers, each time a case is shown.
const SEARCHED_BYTES: usize = 48 * 1024;

/// Where a suggestion comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SuggestionSource {
    /// The camera wrote it into the picture.
    Camera,
    /// It stands in the file's name.
    Name,
    /// The head of an e-mail.
    Mail,
    /// An exported conversation.
    Chat,
    /// A fiscal document.
    Fiscal,
    /// The device that recorded a sound or video wrote it into the file.
    Recorder,
    /// The text of the file.
    Text,
    /// Text that a program read from a picture: it may be misread.
    Picture,
    /// A code printed in it: QR, Code 128, ITF.
    Code,
    /// The key of a fiscal document that the user typed into the exhibit.
    Typed,
}

/// Something that the user may want to take over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Suggestion {
    /// What for.
    pub field: SuggestedField,
    /// The value, as the case would hold it.
    pub value: String,
    /// Where it comes from.
    pub source: SuggestionSource,
    /// Which file.
    pub item: ItemId,
    /// The words it stood among, where it comes from a text.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub quote: Option<String>,
    /// The page of the file it stands on, from 1, where it comes from a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub page: Option<u32>,
    /// Tax id of a company that is suggested.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub tax_id: Option<TaxId>,
}

/// Returns what is suggested for an exhibit, by field, the surest first; `of_pictures` tells what was
/// read from the pictures of a file.
pub(super) fn suggestions(
    case: &Case,
    exhibit: &Exhibit,
    of_pictures: &dyn Fn(&Item) -> Vec<Suggestion>,
) -> Vec<Suggestion> {
    let mut all = Vec::new();
    let items = exhibit.items.iter().filter_map(|id| case.items.get(id));
    for item in items.filter(|item| item.state == ItemState::Kept) {
        if let Some(reading) = &item.read {
            // A fiscal document says more in its own members than in its key.
            if !matches!(reading.parsed, Some(Parsed::Fiscal(_))) {
                suggest_codes::of_item(exhibit, item, reading, &mut all);
            }
            of_item(item, reading, exhibit.lines, &mut all);
        }
        all.extend(of_pictures(item));
    }
    let mut kept: Vec<Suggestion> = Vec::new();
    for suggestion in all {
        let same = |one: &&Suggestion| one.field == suggestion.field;
        let is_known = kept.iter().filter(same).any(|one| one.value == suggestion.value);
        let is_full = kept.iter().filter(same).count() >= MOST_OF_A_FIELD;
        if !is_known && !is_full && is_new(case, exhibit, &suggestion) {
            kept.push(suggestion);
        }
    }
    kept.sort_by_key(|one| one.field);
    kept
}

/// Adds a suggestion: for what, its value, where it comes from, the words it stood among.
type Add<'a> = &'a mut dyn FnMut(SuggestedField, String, SuggestionSource, Option<String>);

fn of_item(item: &Item, reading: &Reading, lines: Option<LineRange>, all: &mut Vec<Suggestion>) {
    let mut add = |field, value: String, source, quote| {
        let (page, tax_id) = (None, None);
        all.push(Suggestion { field, value, source, item: item.id, quote, page, tax_id });
    };
    let text = reading.text.as_deref().unwrap_or_default();
    let searched = match &reading.parsed {
        Some(Parsed::Mail(mail)) => {
            of_mail(mail, &mut add);
            format!("{}\n{text}", mail.subject.as_deref().unwrap_or_default())
        }
        Some(Parsed::Chat(chat)) => {
            let Some(talk) = chat.conversation(text) else { return };
            of_chat(chat, &talk, lines, &mut add);
            said_in(&talk, lines)
        }
        Some(Parsed::Fiscal(fiscal)) => {
            of_fiscal(fiscal, &mut add);
            // Its numbers stand in members of their own.
            String::new()
        }
        Some(Parsed::Media(media)) => {
            of_media(media, &mut add);
            String::new()
        }
        Some(Parsed::Archive(_) | Parsed::Office(_) | Parsed::Stamp(_)) | None => text.to_owned(),
    };
    if let Some(suggested) = &reading.suggested_date
        && Day::parse(&suggested.date).is_ok()
    {
        let source = match suggested.source {
            DateSource::Camera => SuggestionSource::Camera,
            DateSource::Name => SuggestionSource::Name,
        };
        add(SuggestedField::Date, suggested.date.clone(), source, None);
    }
    of_text(&searched, &mut add);
    if let Some(Parsed::Fiscal(fiscal)) = &reading.parsed {
        let supplier = all.iter_mut().filter(|one| one.field == SuggestedField::Supplier);
        supplier.for_each(|one| one.tax_id.clone_from(&fiscal.issuer_tax_id));
    }
}

fn of_text(text: &str, add: Add<'_>) {
    for found in found_numbers::find_protocols(text) {
        let value = found.value.to_string();
        add(SuggestedField::Protocol, value, SuggestionSource::Text, Some(found.quote));
    }
    for found in found_numbers::find_amounts(text) {
        let centavos = found.value.centavos().to_string();
        add(SuggestedField::Amount, centavos, SuggestionSource::Text, Some(found.quote));
    }
    for found in found_numbers::find_due_days(text) {
        add(SuggestedField::Due, found.value.to_iso(), SuggestionSource::Text, Some(found.quote));
    }
}

fn of_mail(mail: &MailReading, add: Add<'_>) {
    let day = mail.date.as_ref().and_then(|date| date.get(..10));
    if let Some(day) = day.filter(|day| Day::parse(day).is_ok()) {
        add(SuggestedField::Date, day.to_owned(), SuggestionSource::Mail, None);
    }
    if let Some(subject) = &mail.subject {
        add(SuggestedField::Title, title(subject), SuggestionSource::Mail, None);
    }
    let kind = ExhibitKind::Email.word().to_owned();
    add(SuggestedField::Kind, kind, SuggestionSource::Mail, None);
}

fn of_chat(chat: &ChatReading, talk: &Chat, lines: Option<LineRange>, add: Add<'_>) {
    let source = SuggestionSource::Chat;
    let is_chosen = |line: u32| lines.is_none_or(|lines| lines.lines().contains(&line));
    let chosen = talk.messages.iter().filter(|message| is_chosen(message.line));
    if let Some(first) = chosen.map(|message| message.when).min() {
        add(SuggestedField::Date, day_of(first), source, None);
    }
    let with = chat.title.clone().or_else(|| chat.participants.first().cloned());
    if let Some(with) = with {
        let words = format!("Conversa do WhatsApp com {with}");
        add(SuggestedField::Title, title(&words), source, None);
    }
    add(SuggestedField::Kind, ExhibitKind::Chat.word().to_owned(), source, None);
}

/// Returns the text of the chosen messages, as much as is searched: of a conversation of which nothing
/// is chosen, the end, where what it came to stands.
fn said_in(talk: &Chat, lines: Option<LineRange>) -> String {
    let is_chosen = |line: u32| lines.is_none_or(|lines| lines.lines().contains(&line));
    let mut bytes = 0_usize;
    let mut said: Vec<&str> = Vec::new();
    for message in talk.messages.iter().rev().filter(|message| is_chosen(message.line)) {
        bytes = bytes.saturating_add(message.text.len());
        if bytes > SEARCHED_BYTES {
            break;
        }
        said.push(&message.text);
    }
    said.reverse();
    said.join("\n")
}

fn of_fiscal(fiscal: &Fiscal, add: Add<'_>) {
    let source = SuggestionSource::Fiscal;
    if let Some(issued) = fiscal.issued_at {
        add(SuggestedField::Date, day_of(issued), source, None);
    }
    let noun = if fiscal.is_event { "Evento da nota fiscal" } else { "Nota fiscal" };
    if let Some(number) = &fiscal.number {
        let of = fiscal.issuer_name.as_ref().map(|name| format!(" de {name}")).unwrap_or_default();
        add(SuggestedField::Title, title(&format!("{noun} {number}{of}")), source, None);
    }
    add(SuggestedField::Kind, ExhibitKind::FiscalNote.word().to_owned(), source, None);
    if let Some(name) = &fiscal.issuer_name {
        add(SuggestedField::Supplier, name.clone(), source, None);
    }
    if let Some(total) = fiscal.total_brl {
        add(SuggestedField::Amount, total.centavos().to_string(), source, None);
    }
}

fn of_media(media: &MediaFacts, add: Add<'_>) {
    if let Some(recorded) = media.recorded_at {
        add(SuggestedField::Date, day_of(recorded), SuggestionSource::Recorder, None);
    }
}

fn day_of(moment: Moment) -> String {
    moment.day().to_iso()
}

fn title(words: &str) -> String {
    let title: String = words.chars().take(TITLE_CHARS).collect();
    title.trim().to_owned()
}

/// Returns whether the case does not say it already, and the user did not say something else or put
/// it aside.
fn is_new(case: &Case, exhibit: &Exhibit, suggestion: &Suggestion) -> bool {
    let value = suggestion.value.as_str();
    if exhibit.declines(suggestion.field, value) {
        return false;
    }
    match suggestion.field {
        SuggestedField::Date => exhibit.date.is_none(),
        // A title that the file's name gave is nobody's word.
        SuggestedField::Title => {
            let item = case.items.get(&suggestion.item);
            exhibit.title != value
                && item.is_some_and(|item| title_from(&item.name) == exhibit.title)
        }
        SuggestedField::Kind => exhibit.kind.word() != value,
        SuggestedField::Protocol => {
            let plain = |text: &str| crate::base::ProtocolNumber::new(text).normalized();
            let known = case.contacts.iter().flat_map(|contact| &contact.protocols);
            !known.into_iter().any(|protocol| protocol.normalized() == plain(value))
        }
        SuggestedField::Supplier => case.respondents.is_empty(),
        SuggestedField::TaxId => {
            let companies = case.respondents.iter().filter_map(|company| company.tax_id.as_ref());
            let claimant = case.claimant.iter().filter_map(|claimant| claimant.tax_id.as_ref());
            !companies.chain(claimant).any(|known| known.to_string() == value)
        }
        SuggestedField::Amount | SuggestedField::Due => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::suggest_pictures::of_picture;
    use crate::case::{Declined, ExhibitId};
    use crate::import::mail::read_mail;

    fn case_with(mail: &str) -> Case {
        let mut case = Case::new(uuid::Uuid::nil(), "caso".to_owned());
        let read = read_mail(mail.as_bytes());
        let id = ItemId::new(1);
        let item = Item {
            id,
            sha256: crate::base::Sha256Digest::of(mail.as_bytes()),
            size_bytes: 1,
            name: "resposta_sac.eml".to_owned(),
            stored_as: "0001-resposta_sac.eml".to_owned(),
            gathered_at: String::new(),
            state: ItemState::Kept,
            media_type: read.media_type.clone(),
            read: Some(read),
            copy: None,
        };
        case.items.insert(id, item);
        let exhibit = Exhibit::new(ExhibitId::new(1), "resposta sac".to_owned());
        case.exhibits.push(Exhibit { items: vec![id], ..exhibit });
        case
    }

    const MAIL: &str = "From: sac@x.example\nSubject: Protocolo 2026-445566 aberto\n\
        Date: Thu, 12 Mar 2026 09:10:00 -0300\n\nDevolveremos R$ 159,80.\n";

    fn told(case: &Case) -> Vec<(SuggestedField, String)> {
        let all = suggestions(case, &case.exhibits[0], &|_| Vec::new());
        all.into_iter().map(|one| (one.field, one.value)).collect()
    }

    #[test]
    fn a_mail_suggests_day_title_kind_protocol_and_sum() {
        use SuggestedField::{Amount, Date, Kind, Protocol, Title};
        let expected = [
            (Date, "2026-03-12"),
            (Title, "Protocolo 2026-445566 aberto"),
            (Kind, "email"),
            (Protocol, "2026-445566"),
            (Amount, "15980"),
        ];
        let expected = expected.map(|(field, value)| (field, value.to_owned()));
        assert_eq!(told(&case_with(MAIL)), expected);
    }

    #[test]
    fn a_picture_suggests_after_what_stands_in_the_file_and_says_so() {
        let case = case_with("From: a@x.example\nSubject: Oi\n\nDevolveremos R$ 159,80.\n");
        let read = "Protocolo: 2026001122334\nEmitido em 05/03/2026 Vencimento 10/03/2026\n\
                    Total R$ 159,80 CNPJ 11.222.333/0001-81 CNPJ 11.222.333/0001-82";
        let of_picture = |item: &Item| of_picture(item, read);
        let all = suggestions(&case, &case.exhibits[0], &of_picture);
        let of_pictures = all.iter().filter(|one| one.source == SuggestionSource::Picture);
        let told: Vec<_> = of_pictures.map(|one| (one.field, one.value.as_str())).collect();
        use SuggestedField::{Date, Due, Protocol, TaxId};
        let expected = [
            (Date, "2026-03-05"),
            (Protocol, "2026001122334"),
            (TaxId, "11.222.333/0001-81"),
            (Due, "2026-03-10"),
        ];
        assert_eq!(told, expected);
        assert_eq!(all.iter().filter(|one| one.field == SuggestedField::Amount).count(), 1);
    }

    #[test]
    fn what_was_declined_does_not_come_again() {
        let mut case = case_with(MAIL);
        let value = "2026-445566".to_owned();
        case.exhibits[0].declined = vec![Declined { field: SuggestedField::Protocol, value }];
        assert!(told(&case).iter().all(|(field, _)| *field != SuggestedField::Protocol));
        assert_eq!(told(&case).len(), 4);
        case.exhibits[0].declined.clear();
        assert_eq!(told(&case).len(), 5);
    }

    #[test]
    fn what_the_user_said_is_not_suggested_over() {
        let mut case = case_with(MAIL);
        case.exhibits[0].title = "A resposta do SAC".to_owned();
        case.exhibits[0].date = Some(Day::parse("2026-03").unwrap());
        case.exhibits[0].kind = ExhibitKind::Email;
        let contacts = r#"[{"id":"c1","protocols":["2026445566"]}]"#;
        case.contacts = serde_json::from_str(contacts).unwrap();
        assert_eq!(told(&case), [(SuggestedField::Amount, "15980".to_owned())]);
    }
}
