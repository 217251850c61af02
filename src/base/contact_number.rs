//! Numbers that are kept as typed because no rule proves them: the postcode (CEP) and the protocol
//! number of a contact (protocolo de atendimento).

use super::check_digit::{all_digits, compact, part};
use super::serde_as_text;
use std::convert::Infallible;
use std::fmt;

/// A Brazilian postcode (Código de Endereçamento Postal). What has not 8 digits is kept as typed, so
/// that an address abroad or a half-typed one is not lost.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Cep(String);

/// The protocol number of a contact, exactly as the company gave it or the user typed it. There is
/// no national format.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct ProtocolNumber(String);

impl Cep {
    /// Returns the postcode written in `text`.
    pub fn parse(text: &str) -> Self {
        let digits = compact(text);
        if digits.len() == 8 && all_digits(&digits) { Self(digits) } else { Self(text.to_owned()) }
    }

    /// Returns the 8 digits, or the text as typed where there are not 8.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether it has the 8 digits that a Brazilian postcode has.
    pub fn is_complete(&self) -> bool {
        self.0.len() == 8 && all_digits(&self.0)
    }
}

impl ProtocolNumber {
    /// Returns the protocol number that was typed.
    pub fn new(as_typed: impl Into<String>) -> Self {
        Self(as_typed.into())
    }

    /// Returns the text as typed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns its letters and digits alone, in upper case: the form in which two are compared and
    /// searched.
    pub fn normalized(&self) -> String {
        self.0.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect()
    }
}

impl fmt::Display for Cep {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_complete() {
            write!(f, "{}-{}", part(&self.0, 0, 5), part(&self.0, 5, 3))
        } else {
            f.write_str(&self.0)
        }
    }
}

impl fmt::Display for ProtocolNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

serde_as_text!(Cep, Cep::as_str, |text: &str| Ok::<_, Infallible>(Cep::parse(text)));
serde_as_text!(ProtocolNumber, ProtocolNumber::as_str, |text: &str| {
    Ok::<_, Infallible>(ProtocolNumber::new(text))
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postcode_is_shown_with_its_dash() {
        for text in ["01310100", "01310-100", "01.310-100"] {
            let cep = Cep::parse(text);
            assert!(cep.is_complete());
            assert_eq!(cep.to_string(), "01310-100");
            assert_eq!(serde_json::to_value(&cep).unwrap(), "01310100");
        }
    }

    #[test]
    fn other_postcodes_are_kept_as_typed() {
        let cep: Cep = serde_json::from_value("1000-205 Lisboa".into()).unwrap();
        assert!(!cep.is_complete());
        assert_eq!(cep.to_string(), "1000-205 Lisboa");
    }

    #[test]
    fn protocol_is_kept_as_typed_and_normalised_for_search() {
        let protocol: ProtocolNumber = serde_json::from_value("2026.03/000123-a ".into()).unwrap();
        assert_eq!(protocol.to_string(), "2026.03/000123-a ");
        assert_eq!(protocol.normalized(), "202603000123A");
        assert_eq!(serde_json::to_value(&protocol).unwrap(), "2026.03/000123-a ");
    }
}
