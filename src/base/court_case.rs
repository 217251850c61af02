//! The number of a court case (numeração única, Resolução CNJ 65/2008). What the court has under it
//! is not known here.

use super::check_digit::{CheckDigit, all_digits, compact, number, part};
use super::serde_as_text;
use std::fmt;
use std::str::FromStr;

/// The number of a court case, `NNNNNNN-DD.AAAA.J.TR.OOOO`: 20 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CourtCase(String);

/// Why a text is not the number of a court case.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a court case number of 20 digits: {text:?}")]
pub struct CourtCaseShapeError {
    /// The text that was given.
    pub text: String,
}

impl CourtCase {
    /// Returns the number written in `text`, in any formatting.
    ///
    /// # Errors
    /// When it has not 20 digits. A wrong check digit is no error; see [`CourtCase::check`].
    pub fn parse(text: &str) -> Result<Self, CourtCaseShapeError> {
        let digits = compact(text);
        if digits.len() == 20 && all_digits(&digits) {
            Ok(Self(digits))
        } else {
            Err(CourtCaseShapeError { text: text.to_owned() })
        }
    }

    /// Returns the 20 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether the two check digits agree (ISO 7064, modulo 97 base 10).
    pub fn check(&self) -> CheckDigit {
        let moved = [part(&self.0, 0, 7), part(&self.0, 9, 11), part(&self.0, 7, 2)].concat();
        let remainder = moved.bytes().fold(0, |r, b| (r * 10 + u32::from(b - b'0')) % 97);
        CheckDigit::from_agreement(remainder == 1)
    }

    /// Returns the year in which the case was filed.
    pub fn year(&self) -> u64 {
        number(part(&self.0, 9, 4))
    }

    /// Returns the branch of the courts: 8 for a state's, 4 for the federal.
    pub fn branch(&self) -> u64 {
        number(part(&self.0, 13, 1))
    }

    /// Returns the court within the branch, such as 26 for São Paulo's.
    pub fn court(&self) -> u64 {
        number(part(&self.0, 14, 2))
    }
}

impl fmt::Display for CourtCase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p = |from, len| part(&self.0, from, len);
        write!(f, "{}-{}.{}.{}.{}.{}", p(0, 7), p(7, 2), p(9, 4), p(13, 1), p(14, 2), p(16, 4))
    }
}

impl FromStr for CourtCase {
    type Err = CourtCaseShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(CourtCase, CourtCase::as_str, CourtCase::parse);

#[cfg(test)]
mod tests {
    use super::super::identifier_vectors::COURT_CASE;
    use super::*;

    #[test]
    fn all_vectors_hold() {
        COURT_CASE.hold(|text| CourtCase::parse(text).map(|case| case.check()));
    }

    #[test]
    fn fields_and_formatting_are_kept() {
        let case = CourtCase::parse("00589677720168190000").unwrap();
        assert_eq!(case.to_string(), "0058967-77.2016.8.19.0000");
        assert_eq!((case.year(), case.branch(), case.court()), (2016, 8, 19));
        let written = serde_json::to_value(&case).unwrap();
        assert_eq!(written, "00589677720168190000");
        assert_eq!(serde_json::from_value::<CourtCase>(written).unwrap(), case);
    }

    #[test]
    fn wrong_shape_is_an_error() {
        assert!(CourtCase::parse("123/2020").is_err());
        assert!(CourtCase::parse("").is_err());
    }
}
