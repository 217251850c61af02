//! What the codes of a file suggest, and the keys and payment lines that its text or the user's own
//! words give: who issued it, of when, what it is, how much, to be paid when.
//! Deliberately not here: what a code means (`import::codes`).

use crate::app::suggest::{Suggestion, SuggestionSource};
use crate::base::found_codes::{find_access_keys, find_payment_lines};
use crate::base::{AccessKey, CollectionSegment, Day, PaymentLine};
use crate::case::{Exhibit, ExhibitKind, Item, SuggestedField};
use crate::import::Reading;
use crate::import::codes::CodeMeaning;
use chrono::NaiveDate;

/// Model of an energy bill (NF3e) and of a telecommunications bill (NFCom).
const BILL_MODELS: [u64; 2] = [66, 62];

/// Suggests what codes, keys and payment lines say; the printed code first, as it cannot be mistyped.
pub(super) fn of_item(
    exhibit: &Exhibit,
    item: &Item,
    reading: &Reading,
    all: &mut Vec<Suggestion>,
) {
    let mut told = Told { item, reading, near: near(exhibit, item, reading), all };
    for code in &reading.codes {
        let from = From { source: SuggestionSource::Code, page: Some(code.page), quote: None };
        match &code.meaning {
            CodeMeaning::AccessKey(facts) => {
                if let Ok(key) = AccessKey::parse(&facts.access_key) {
                    told.key(&key, &from);
                }
            }
            CodeMeaning::Boleto(facts) | CodeMeaning::Collection(facts) => {
                if let Ok(line) = PaymentLine::parse(&facts.line) {
                    told.line(&line, &from);
                }
            }
            CodeMeaning::Url | CodeMeaning::Other => {}
        }
    }
    let text = reading.text.as_deref().unwrap_or_default();
    let own = [Some(&exhibit.title), exhibit.note.as_ref(), exhibit.shows.as_ref()];
    let own: Vec<&str> = own.into_iter().flatten().map(String::as_str).collect();
    for (source, text) in
        [(SuggestionSource::Typed, own.join("\n").as_str()), (SuggestionSource::Text, text)]
    {
        for found in find_access_keys(text) {
            told.key(&found.value, &From { source, page: None, quote: Some(found.quote) });
        }
        for found in find_payment_lines(text) {
            told.line(&found.value, &From { source, page: None, quote: Some(found.quote) });
        }
    }
}

/// Returns the day that an item is about, as far as anything says: by it the due date of a bank slip
/// is told from the one 9,000 days apart.
fn near(exhibit: &Exhibit, item: &Item, reading: &Reading) -> Option<NaiveDate> {
    let suggested = || {
        let suggested = reading.suggested_date.as_ref()?;
        Day::parse(&suggested.date).ok()
    };
    let gathered = || Day::parse(item.gathered_at.get(..10)?).ok();
    let day = exhibit.date.or_else(suggested).or_else(gathered)?;
    Some(day.earliest())
}

/// Where something comes from.
struct From {
    source: SuggestionSource,
    page: Option<u32>,
    quote: Option<String>,
}

struct Told<'a> {
    item: &'a Item,
    reading: &'a Reading,
    near: Option<NaiveDate>,
    all: &'a mut Vec<Suggestion>,
}

impl Told<'_> {
    fn add(&mut self, field: SuggestedField, value: String, from: &From) {
        let From { source, page, ref quote } = *from;
        let quote = quote.clone();
        let item = self.item.id;
        self.all.push(Suggestion { field, value, source, item, quote, page, tax_id: None });
    }

    fn key(&mut self, key: &AccessKey, from: &From) {
        let kind = match key.model() {
            Some(model) if BILL_MODELS.contains(&model) => ExhibitKind::Invoice,
            _ => ExhibitKind::FiscalNote,
        };
        self.add(SuggestedField::Kind, kind.word().to_owned(), from);
        self.add(SuggestedField::Title, title(key), from);
        if key.issuer().check().is_some_and(|check| check.is_right()) {
            self.add(SuggestedField::TaxId, key.issuer().to_string(), from);
        }
        let known = self.reading.suggested_date.as_ref();
        if let Some(month) = key.issued().map(|month| month.to_iso())
            // A day of that month says more.
            && !known.is_some_and(|known| known.date.starts_with(&month))
        {
            self.add(SuggestedField::Date, month, from);
        }
    }

    fn line(&mut self, line: &PaymentLine, from: &From) {
        // A wrong digit makes sum and day as doubtful as the rest.
        if !line.check().is_right() {
            return;
        }
        let kind = match line {
            PaymentLine::Collection(bill) if is_bill(bill.segment()) => ExhibitKind::Invoice,
            _ => ExhibitKind::BankSlip,
        };
        self.add(SuggestedField::Kind, kind.word().to_owned(), from);
        if let Some(amount) = line.amount() {
            self.add(SuggestedField::Amount, amount.centavos().to_string(), from);
        }
        if let PaymentLine::BankSlip(slip) = line
            && let Some(due) = self.near.and_then(|near| slip.due_date_near(near))
        {
            self.add(SuggestedField::Due, due.to_string(), from);
        }
    }
}

const fn is_bill(segment: CollectionSegment) -> bool {
    use CollectionSegment::{Energy, Telecom, Water};
    matches!(segment, Energy | Telecom | Water)
}

/// Returns the title of a fiscal document, as people name it.
fn title(key: &AccessKey) -> String {
    let name = match key.model() {
        None => "NFS-e",
        Some(55) => "NF-e",
        Some(57) => "CT-e",
        Some(59) => "CF-e",
        Some(62) => "NFCom",
        Some(65) => "NFC-e",
        Some(66) => "NF3e",
        Some(_) => "Documento fiscal",
    };
    format!("{name} nº {}", key.number())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Sha256Digest;
    use crate::case::{ExhibitId, ItemId, ItemState};
    use crate::import::codes::{FoundCode, Symbology};
    use SuggestedField::{Amount, Date, Due, Kind, TaxId, Title};

    const KEY: &str = "35260811222333000181550010000123451000123457";
    const SLIP: &str = "23795157000000179901234090000001234500012340";

    fn told(codes: &[(Symbology, &str)], exhibit: &Exhibit) -> Vec<(SuggestedField, String)> {
        let codes = codes.iter().map(|(how, text)| FoundCode::new(2, *how, (*text).to_owned()));
        let reading = Reading { codes: codes.collect(), ..Reading::of_type("image/png") };
        let item = Item {
            id: ItemId::new(1),
            sha256: Sha256Digest::of(b""),
            size_bytes: 0,
            name: "a.png".to_owned(),
            stored_as: "0001-a.png".to_owned(),
            gathered_at: "2026-11-21T10:00:00-03:00".to_owned(),
            state: ItemState::Kept,
            media_type: "image/png".to_owned(),
            read: None,
            copy: None,
        };
        let mut all = Vec::new();
        of_item(exhibit, &item, &reading, &mut all);
        all.into_iter().map(|one| (one.field, one.value)).collect()
    }

    fn exhibit() -> Exhibit {
        Exhibit::new(ExhibitId::new(1), "foto".to_owned())
    }

    fn texts(all: &[(SuggestedField, &str)]) -> Vec<(SuggestedField, String)> {
        all.iter().map(|(field, value)| (*field, (*value).to_owned())).collect()
    }

    #[test]
    fn a_key_tells_who_when_and_what() {
        let expected = texts(&[
            (Kind, "fiscal_note"),
            (Title, "NF-e nº 12345"),
            (TaxId, "11.222.333/0001-81"),
            (Date, "2026-08"),
        ]);
        assert_eq!(told(&[(Symbology::Code128, KEY)], &exhibit()), expected);
        let typed = Exhibit { note: Some(format!("chave {KEY}")), ..exhibit() };
        assert_eq!(told(&[], &typed), expected, "typed by the user, it tells the same");
    }

    #[test]
    fn the_due_date_of_a_slip_is_the_one_near_the_document() {
        let of_2026 = texts(&[(Kind, "bank_slip"), (Amount, "17990"), (Due, "2026-09-15")]);
        assert_eq!(told(&[(Symbology::Itf, SLIP)], &exhibit()), of_2026);
        let old = Exhibit { date: Some(Day::parse("2002-01").unwrap()), ..exhibit() };
        let of_2002 = texts(&[(Kind, "bank_slip"), (Amount, "17990"), (Due, "2002-01-24")]);
        assert_eq!(told(&[(Symbology::Itf, SLIP)], &old), of_2002);
    }

    #[test]
    fn a_slip_that_was_misread_and_a_link_suggest_nothing() {
        let wrong = SLIP.replacen("1799", "1798", 1);
        let codes = [(Symbology::Itf, wrong.as_str()), (Symbology::Qr, "https://exemplo.example")];
        assert_eq!(told(&codes, &exhibit()), []);
    }
}
