//! Suggestions that the user does not want: what was proposed for an exhibit and put aside.

use serde::{Deserialize, Serialize};

/// What a suggestion is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum SuggestedField {
    /// Day of the exhibit: `2026-10-05`.
    Date,
    /// Title of the exhibit.
    Title,
    /// Kind of the exhibit, its word: `email`.
    Kind,
    /// Protocol number of a contact.
    Protocol,
    /// Name of the company.
    Supplier,
    /// Tax id of a company: `12.345.678/0001-95`.
    TaxId,
    /// A sum, in centavos.
    Amount,
    /// Day of payment: `2026-10-05`.
    Due,
}

/// A suggestion that is not to come again for its exhibit. It never leaves the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Declined {
    /// What for.
    pub field: SuggestedField,
    /// The value that was proposed.
    pub value: String,
}
