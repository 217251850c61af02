//! CPF and CNPJ: the tax ids of people and companies. Values and their check digits; whether a
//! number was ever issued is not known here.

use super::check_digit::{
    CheckDigit, all_alphanumeric, all_digits, compact, is_digit, mod11_digit, part,
};
use super::serde_as_text;
use std::fmt;
use std::str::FromStr;

/// A person's tax id (Cadastro de Pessoas Físicas): 11 digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cpf(String);

/// A company's tax id (Cadastro Nacional da Pessoa Jurídica): 12 digits or capital letters, then 2
/// digits. Letters come with the numbers issued from July 2026 on, so it is never a number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Cnpj(String);

/// A tax id as somebody gave it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum TaxId {
    /// A person's.
    Cpf(Cpf),
    /// A company's.
    Cnpj(Cnpj),
    /// Anything else, as typed: a foreign number, or one with a digit missing.
    Other(String),
}

/// Why a text is not a tax id of the kind asked for.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxIdShapeError {
    /// A CPF has 11 digits.
    #[error("not a CPF of 11 digits: {text:?}")]
    Cpf {
        /// The text that was given.
        text: String,
    },
    /// A CNPJ has 12 digits or letters and 2 digits.
    #[error("not a CNPJ of 12 digits or letters and 2 digits: {text:?}")]
    Cnpj {
        /// The text that was given.
        text: String,
    },
}

impl Cpf {
    /// Returns the CPF written in `text`, in any formatting.
    ///
    /// # Errors
    /// When it has not 11 digits. A wrong check digit is no error; see [`Cpf::check`].
    pub fn parse(text: &str) -> Result<Self, TaxIdShapeError> {
        let digits = compact(text);
        if digits.len() == 11 && all_digits(&digits) {
            Ok(Self(digits))
        } else {
            Err(TaxIdShapeError::Cpf { text: text.to_owned() })
        }
    }

    /// Returns the 11 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether both check digits agree; eleven equal digits never do.
    pub fn check(&self) -> CheckDigit {
        let first = mod11_digit(part(&self.0, 0, 9), 10);
        let second = mod11_digit(part(&self.0, 0, 10), 11);
        CheckDigit::from_agreement(
            !all_equal(&self.0)
                && is_digit(part(&self.0, 9, 1), first)
                && is_digit(part(&self.0, 10, 1), second),
        )
    }
}

impl Cnpj {
    /// Returns the CNPJ written in `text`, in any formatting and case.
    ///
    /// # Errors
    /// When it has not 12 digits or letters followed by 2 digits. A wrong check digit is no error;
    /// see [`Cnpj::check`].
    pub fn parse(text: &str) -> Result<Self, TaxIdShapeError> {
        let compact = compact(text);
        let shaped = compact.len() == 14
            && all_alphanumeric(part(&compact, 0, 12))
            && all_digits(part(&compact, 12, 2));
        if shaped {
            Ok(Self(compact))
        } else {
            Err(TaxIdShapeError::Cnpj { text: text.to_owned() })
        }
    }

    /// Returns the 14 characters without separators, upper case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns whether both check digits agree; fourteen zeros, which do by arithmetic, never do.
    pub fn check(&self) -> CheckDigit {
        let first = mod11_digit(part(&self.0, 0, 12), 9);
        let second = mod11_digit(part(&self.0, 0, 13), 9);
        CheckDigit::from_agreement(
            !all_equal(&self.0)
                && is_digit(part(&self.0, 12, 1), first)
                && is_digit(part(&self.0, 13, 1), second),
        )
    }
}

impl TaxId {
    /// Returns the tax id written in `text`; what is neither CPF nor CNPJ is kept as typed.
    pub fn parse(text: &str) -> Self {
        Cpf::parse(text)
            .map(Self::Cpf)
            .or_else(|_| Cnpj::parse(text).map(Self::Cnpj))
            .unwrap_or_else(|_| Self::Other(text.to_owned()))
    }

    /// Returns whether the check digits agree, or nothing where no rule is known.
    pub fn check(&self) -> Option<CheckDigit> {
        match self {
            Self::Cpf(cpf) => Some(cpf.check()),
            Self::Cnpj(cnpj) => Some(cnpj.check()),
            Self::Other(_) => None,
        }
    }

    /// Returns the text without separators; of another kind of id, the text as typed.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cpf(cpf) => cpf.as_str(),
            Self::Cnpj(cnpj) => cnpj.as_str(),
            Self::Other(text) => text,
        }
    }
}

fn all_equal(text: &str) -> bool {
    text.bytes().zip(text.bytes().skip(1)).all(|(a, b)| a == b)
}

impl fmt::Display for Cpf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p = |from, len| part(&self.0, from, len);
        write!(f, "{}.{}.{}-{}", p(0, 3), p(3, 3), p(6, 3), p(9, 2))
    }
}

impl fmt::Display for Cnpj {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p = |from, len| part(&self.0, from, len);
        write!(f, "{}.{}.{}/{}-{}", p(0, 2), p(2, 3), p(5, 3), p(8, 4), p(12, 2))
    }
}

impl fmt::Display for TaxId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cpf(cpf) => cpf.fmt(f),
            Self::Cnpj(cnpj) => cnpj.fmt(f),
            Self::Other(text) => f.write_str(text),
        }
    }
}

impl FromStr for Cpf {
    type Err = TaxIdShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl FromStr for Cnpj {
    type Err = TaxIdShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(Cpf, Cpf::as_str, Cpf::parse);
serde_as_text!(Cnpj, Cnpj::as_str, Cnpj::parse);
serde_as_text!(TaxId, TaxId::as_str, |text: &str| {
    Ok::<_, std::convert::Infallible>(TaxId::parse(text))
});

#[cfg(test)]
mod tests {
    use super::super::identifier_vectors::{CNPJ, CPF};
    use super::*;

    #[test]
    fn all_vectors_hold() {
        CPF.hold(|text| Cpf::parse(text).map(|cpf| cpf.check()));
        CNPJ.hold(|text| Cnpj::parse(text).map(|cnpj| cnpj.check()));
    }

    #[test]
    fn wrong_check_digit_is_a_warning() {
        let id = TaxId::parse("529.982.247-24");
        assert!(matches!(id, TaxId::Cpf(_)));
        assert_eq!(id.check(), Some(CheckDigit::Wrong));
        assert_eq!(id.to_string(), "529.982.247-24");
        assert_eq!(Cnpj::parse("00000000000000").map(|c| c.check()), Ok(CheckDigit::Wrong));
    }

    #[test]
    fn wrong_shape_is_an_error() {
        assert!(Cpf::parse("529.982.247").is_err());
        assert!(Cpf::parse("5299822472A").is_err());
        assert!(Cnpj::parse("12ABC34501DE3A").is_err(), "the last two are digits");
        assert!(Cnpj::parse("11.222.333/0001-8").is_err());
    }

    #[test]
    fn lower_case_letters_are_taken_as_capitals() {
        assert_eq!(TaxId::parse("12.abc.345/01de-35").to_string(), "12.ABC.345/01DE-35");
    }

    #[test]
    fn anything_else_is_kept_as_typed() {
        for text in ["", " DE 123456789 ", "(11) 98765-4321", "١٢٣٤٥٦٧٨٩٠١"] {
            assert_eq!(TaxId::parse(text), TaxId::Other(text.to_owned()));
            assert_eq!(TaxId::parse(text).check(), None);
        }
    }

    #[test]
    fn serde_writes_the_compact_text_and_reads_any_formatting() {
        for (given, written) in [
            ("529.982.247-25", "52998224725"),
            ("12.abc.345/01de-35", "12ABC34501DE35"),
            (" sem documento ", " sem documento "),
        ] {
            let id: TaxId = serde_json::from_value(given.into()).unwrap();
            assert_eq!(serde_json::to_value(&id).unwrap(), written);
            assert_eq!(id, serde_json::from_value(written.into()).unwrap());
        }
        assert!(serde_json::from_value::<Cpf>("123".into()).is_err());
    }
}
