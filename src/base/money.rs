//! Money in centavos. No other currency, no rounding rule and no correction by an index here.

use serde::{Deserialize, Serialize};
use std::fmt;

/// An amount in centavos of the real; may be negative. JSON holds the plain integer.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "number"))]
pub struct Money(i64);

/// Why a text is not an amount.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an amount such as 1.234,56: {text:?}")]
pub struct MoneyTextError {
    /// The text that was given.
    pub text: String,
}

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(0);

    /// Returns the amount of so many centavos.
    pub const fn from_centavos(centavos: i64) -> Self {
        Self(centavos)
    }

    /// Returns the amount written in `text`: `1.234,56`, `R$ 1234,5`, `1234`, `-5,00`. A dot before
    /// exactly three digits separates thousands; a single dot before one or two is taken as a comma.
    ///
    /// # Errors
    /// When the text is anything else, or beyond what 64 bits of centavos hold.
    pub fn parse_brl(text: &str) -> Result<Self, MoneyTextError> {
        parse_centavos(text).map(Self).ok_or_else(|| MoneyTextError { text: text.to_owned() })
    }

    /// Returns the amount in centavos.
    pub const fn centavos(self) -> i64 {
        self.0
    }

    /// Returns the sum, or nothing if it does not fit.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Returns the difference, or nothing if it does not fit.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// Returns the product, or nothing if it does not fit.
    pub fn checked_mul(self, times: i64) -> Option<Self> {
        self.0.checked_mul(times).map(Self)
    }

    /// Returns the sum of all amounts, or nothing if it does not fit.
    pub fn checked_sum(amounts: impl IntoIterator<Item = Self>) -> Option<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }
}

fn parse_centavos(text: &str) -> Option<i64> {
    let (negative, text) = take_sign(text.trim());
    let text = text.strip_prefix("R$").or_else(|| text.strip_prefix("r$")).unwrap_or(text).trim();
    let (negative, text) = if negative { (true, text) } else { take_sign(text) };
    let (reais, cents) = match text.split_once(',') {
        Some((reais, cents)) => (reais, cents),
        None => split_at_decimal_dot(text),
    };
    if cents.len() > 2 || (text.contains(',') && cents.is_empty()) {
        return None;
    }
    let digits = format!("{}{cents:0<2}", ungroup(reais)?);
    if !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let sign = if negative { "-" } else { "" };
    format!("{sign}{digits}").parse().ok()
}

fn take_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, text),
    }
}

/// A single dot with one or two digits behind it cannot separate thousands.
fn split_at_decimal_dot(text: &str) -> (&str, &str) {
    match text.split_once('.') {
        Some((reais, cents)) if matches!(cents.len(), 1 | 2) => (reais, cents),
        _ => (text, ""),
    }
}

fn ungroup(reais: &str) -> Option<String> {
    let mut groups = reais.split('.');
    let first = groups.next()?;
    let grouped = reais.contains('.');
    let first_fits = !first.is_empty() && (!grouped || first.len() <= 3);
    (first_fits && groups.all(|group| group.len() == 3)).then(|| reais.replace('.', ""))
}

impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let centavos = self.0.unsigned_abs();
        let mut reais = (centavos / 100).to_string();
        let mut at = reais.len();
        while at > 3 {
            at -= 3;
            reais.insert(at, '.');
        }
        write!(f, "{sign}R$ {reais},{:02}", centavos % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn centavos(text: &str) -> Option<i64> {
        Money::parse_brl(text).ok().map(Money::centavos)
    }

    #[test]
    fn brazilian_writing_is_read() {
        for (text, expected) in [
            ("1.234,56", 123_456),
            ("R$ 1.234,56", 123_456),
            ("R$\u{a0}1234,5", 123_450),
            ("1234", 123_400),
            ("1.234", 123_400),
            ("1234.56", 123_456),
            ("0,07", 7),
            ("-R$ 5,00", -500),
            ("R$ -5,00", -500),
            ("\u{2212}5", -500),
            ("1.234.567,89", 123_456_789),
        ] {
            assert_eq!(centavos(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "R$",
            "abc",
            ",50",
            "1,",
            "1,234",
            "12.34,5",
            "1.2345",
            "1234.567",
            "1,2,3",
            "--5",
            "+5",
            "1 000",
            "99999999999999999999,00",
        ] {
            assert_eq!(centavos(text), None, "{text}");
        }
    }

    #[test]
    fn amount_is_shown_with_dots_and_comma() {
        assert_eq!(Money::from_centavos(123_456).to_string(), "R$ 1.234,56");
        assert_eq!(Money::from_centavos(100_000_000).to_string(), "R$ 1.000.000,00");
        assert_eq!(Money::from_centavos(-5).to_string(), "-R$ 0,05");
    }

    #[test]
    fn sums_that_do_not_fit_are_nothing() {
        let most = Money::from_centavos(i64::MAX);
        assert_eq!(most.checked_add(Money::from_centavos(1)), None);
        assert_eq!(most.checked_mul(2), None);
        assert_eq!(Money::from_centavos(i64::MIN).checked_sub(Money::from_centavos(1)), None);
        let parts = [Money::from_centavos(100), Money::from_centavos(250)];
        assert_eq!(Money::checked_sum(parts), Some(Money::from_centavos(350)));
    }

    #[test]
    fn json_holds_the_integer() {
        assert_eq!(serde_json::to_string(&Money::from_centavos(990)).unwrap(), "990");
        assert_eq!(serde_json::from_str::<Money>("990").unwrap().centavos(), 990);
        assert!(serde_json::from_str::<Money>("9.9").is_err());
    }

    proptest! {
        #[test]
        fn every_amount_shown_is_read_back(centavos in any::<i64>()) {
            let money = Money::from_centavos(centavos);
            prop_assert_eq!(Money::parse_brl(&money.to_string()), Ok(money));
        }
    }
}
