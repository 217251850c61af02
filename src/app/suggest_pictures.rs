//! What the text that was read from pictures suggests: protocol numbers, days, sums, a company's tax
//! id. It may be misread, so each says where it comes from and the words it stood among.

use crate::app::suggest::{Suggestion, SuggestionSource};
use crate::base::found_numbers;
use crate::case::{Item, ItemId, SuggestedField};

/// Returns what a text read from a picture of an item suggests.
pub(super) fn of_picture(item: &Item, text: &str) -> Vec<Suggestion> {
    let id = item.id;
    let protocols = found_numbers::find_protocols(text).into_iter();
    let protocols = protocols
        .map(|found| one(id, SuggestedField::Protocol, found.value.to_string(), found.quote));
    let due = found_numbers::find_due_days(text);
    let days = found_numbers::find_days(text).into_iter();
    let days = days
        .filter(|found| !due.iter().any(|due| due.value == found.value))
        .map(|found| one(id, SuggestedField::Date, found.value.to_iso(), found.quote));
    let amounts = found_numbers::find_amounts(text).into_iter().map(|found| {
        one(id, SuggestedField::Amount, found.value.centavos().to_string(), found.quote)
    });
    let tax_ids = found_numbers::find_companies(text).into_iter();
    let tax_ids =
        tax_ids.map(|found| one(id, SuggestedField::TaxId, found.value.to_string(), found.quote));
    let dues = due.iter();
    let dues = dues.map(|due| one(id, SuggestedField::Due, due.value.to_iso(), due.quote.clone()));
    protocols.chain(days).chain(amounts).chain(tax_ids).chain(dues).collect()
}

fn one(item: ItemId, field: SuggestedField, value: String, quote: String) -> Suggestion {
    let source = SuggestionSource::Picture;
    Suggestion { field, value, source, item, quote: Some(quote), page: None, tax_id: None }
}
