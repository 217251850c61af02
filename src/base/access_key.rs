//! The access key (chave de acesso) of electronic fiscal documents: 44 characters for NF-e, NFC-e,
//! CT-e, energy and telecom bills, 50 for the national service invoice. What the tax office has
//! under a key is not known here.

use super::check_digit::{
    CheckDigit, all_alphanumeric, all_digits, compact, is_digit, mod11_digit, number, part,
};
use super::serde_as_text;
use super::{Day, TaxId};
use std::fmt;
use std::str::FromStr;

/// The longest text in which a key is looked for, in characters; the links of QR codes are shorter.
const LINK_MAX_CHARS: usize = 4_096;

/// What stands before the key in the `Id` of an XML document, in capitals; nothing in a link.
const ID_PREFIXES: [&str; 9] = ["", "NFE", "CTE", "NFS", "NF3E", "NFCOM", "MDFE", "BPE", "CFE"];

/// Series whose issuer is a person and not a company (Manual de Orientação do Contribuinte, NF-e:
/// 920 to 969 are invoices of rural producers with a CPF).
const PERSON_SERIES: std::ops::RangeInclusive<u64> = 920..=969;

/// Model of the São Paulo and Ceará receipt made by the SAT device (CF-e), laid out differently.
const MODEL_SAT: u64 = 59;

/// The access key of an electronic fiscal document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct AccessKey(String);

/// Which document a key belongs to, told by its length.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum AccessKeyLayout {
    /// 44 characters: NF-e, NFC-e, CT-e, MDF-e, BP-e, NF3e (energy), NFCom (telecom), CF-e.
    Fiscal,
    /// 50 characters: the national service invoice (NFS-e).
    NationalService,
}

/// Why a text is not an access key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an access key of 44 or 50 characters: {text:?}")]
pub struct AccessKeyShapeError {
    /// The text that was given.
    pub text: String,
}

impl AccessKey {
    /// Returns the key written in `text`, in any grouping.
    ///
    /// # Errors
    /// When the length is neither 44 nor 50, or a letter stands where only digits may. A wrong check
    /// digit is no error; see [`AccessKey::check`].
    pub fn parse(text: &str) -> Result<Self, AccessKeyShapeError> {
        let compact = compact(text);
        if is_shaped(&compact) {
            Ok(Self(compact))
        } else {
            Err(AccessKeyShapeError { text: text.to_owned() })
        }
    }

    /// Returns the first key that stands in a pasted link or in the id of an XML document, such as
    /// `…?p=3526…|2|1` or `NFe3526…`.
    pub fn find_in(text: &str) -> Option<Self> {
        let upper: String =
            text.chars().take(LINK_MAX_CHARS).map(|c| c.to_ascii_uppercase()).collect();
        let runs = upper.split(|c: char| !c.is_ascii_alphanumeric());
        let bare = |run: &'_ str| {
            ID_PREFIXES
                .iter()
                .filter_map(|prefix| Self::parse(run.strip_prefix(prefix)?).ok())
                .next()
        };
        runs.into_iter().find_map(bare)
    }

    /// Returns the characters without grouping.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns which document it belongs to.
    pub fn layout(&self) -> AccessKeyLayout {
        if self.0.len() == 50 { AccessKeyLayout::NationalService } else { AccessKeyLayout::Fiscal }
    }

    /// Returns whether the check digit agrees.
    pub fn check(&self) -> CheckDigit {
        let body = part(&self.0, 0, self.0.len().saturating_sub(1));
        let digit = part(&self.0, body.len(), 1);
        CheckDigit::from_agreement(is_digit(digit, mod11_digit(body, 9)))
    }

    /// Returns the IBGE code of the state, such as 35 for São Paulo.
    pub fn uf_code(&self) -> u64 {
        self.number_at(0, 2)
    }

    /// Returns the IBGE code of the municipality, 7 digits; only service invoices have it.
    pub fn municipality_code(&self) -> Option<u64> {
        match self.layout() {
            AccessKeyLayout::NationalService => Some(self.number_at(0, 7)),
            AccessKeyLayout::Fiscal => None,
        }
    }

    /// Returns year and month of issue, unless the month is none of the twelve.
    pub fn issued(&self) -> Option<Day> {
        let from = match self.layout() {
            AccessKeyLayout::Fiscal => 2,
            AccessKeyLayout::NationalService => 36,
        };
        let year = i32::try_from(2000 + self.number_at(from, 2)).ok()?;
        Day::month(year, u32::try_from(self.number_at(from + 2, 2)).ok()?)
    }

    /// Returns who issued the document.
    pub fn issuer(&self) -> TaxId {
        let (field, is_person) = match self.layout() {
            AccessKeyLayout::Fiscal => {
                let of_person = self.series().is_some_and(|s| PERSON_SERIES.contains(&s));
                (part(&self.0, 6, 14), of_person)
            }
            AccessKeyLayout::NationalService => (part(&self.0, 9, 14), part(&self.0, 8, 1) == "1"),
        };
        match field.strip_prefix("000") {
            Some(cpf) if is_person => TaxId::parse(cpf),
            _ => TaxId::parse(field),
        }
    }

    /// Returns the model of document, such as 55 for NF-e or 66 for an energy bill; service
    /// invoices have none.
    pub fn model(&self) -> Option<u64> {
        match self.layout() {
            AccessKeyLayout::Fiscal => Some(self.number_at(20, 2)),
            AccessKeyLayout::NationalService => None,
        }
    }

    /// Returns the series, where the layout has one.
    pub fn series(&self) -> Option<u64> {
        match self.model() {
            None | Some(MODEL_SAT) => None,
            Some(_) => Some(self.number_at(22, 3)),
        }
    }

    /// Returns the document's number.
    pub fn number(&self) -> u64 {
        match self.model() {
            None => self.number_at(23, 13),
            Some(MODEL_SAT) => self.number_at(31, 6),
            Some(_) => self.number_at(25, 9),
        }
    }

    fn number_at(&self, from: usize, len: usize) -> u64 {
        number(part(&self.0, from, len))
    }
}

/// Only the first 12 characters of the issuer may be letters (Nota Técnica conjunta 2025.001).
fn is_shaped(compact: &str) -> bool {
    let issuer_from = match compact.len() {
        44 => 6,
        50 => 9,
        _ => return false,
    };
    let tail_from = issuer_from + 12;
    compact.is_ascii()
        && all_digits(part(compact, 0, issuer_from))
        && all_alphanumeric(part(compact, issuer_from, 12))
        && all_digits(part(compact, tail_from, compact.len() - tail_from))
}

impl fmt::Display for AccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.char_indices().try_for_each(|(at, c)| {
            if at > 0 && at % 4 == 0 {
                f.write_str(" ")?;
            }
            write!(f, "{c}")
        })
    }
}

impl FromStr for AccessKey {
    type Err = AccessKeyShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(AccessKey, AccessKey::as_str, AccessKey::parse);

#[cfg(test)]
mod tests {
    use super::super::identifier_vectors::{FISCAL_KEY, SERVICE_KEY};
    use super::*;

    const NFE: &str = "35260811222333000181550010000123451000123457";
    const NFSE: &str = "35503082211222333000181000000000012326080004567890";

    #[test]
    fn all_vectors_hold() {
        FISCAL_KEY.hold(|text| AccessKey::parse(text).map(|key| key.check()));
        SERVICE_KEY.hold(|text| AccessKey::parse(text).map(|key| key.check()));
    }

    #[test]
    fn fields_of_a_fiscal_key_are_read() {
        let key = AccessKey::parse(NFE).unwrap();
        assert_eq!(key.layout(), AccessKeyLayout::Fiscal);
        assert_eq!((key.uf_code(), key.municipality_code()), (35, None));
        assert_eq!(key.issued(), Day::month(2026, 8));
        assert_eq!(key.issuer().to_string(), "11.222.333/0001-81");
        assert_eq!((key.model(), key.series(), key.number()), (Some(55), Some(1), 12_345));
    }

    #[test]
    fn issuer_with_letters_is_read() {
        let key = AccessKey::parse("35260812ABC34501DE35550010000123451000123458").unwrap();
        assert_eq!(key.issuer().to_string(), "12.ABC.345/01DE-35");
        assert_eq!(key.issuer().check(), Some(CheckDigit::Right));
    }

    #[test]
    fn rural_producer_is_a_person() {
        let key = AccessKey::parse("35260800052998224725559200000123451000123457").unwrap();
        assert_eq!(key.issuer().to_string(), "529.982.247-25");
    }

    #[test]
    fn sat_receipt_has_its_own_layout() {
        let key = AccessKey::parse("35260811222333000181590001234560012345678905").unwrap();
        assert_eq!((key.model(), key.series(), key.number()), (Some(59), None, 1_234));
    }

    #[test]
    fn fields_of_a_service_key_are_read() {
        let key = AccessKey::parse(NFSE).unwrap();
        assert_eq!(key.layout(), AccessKeyLayout::NationalService);
        assert_eq!((key.uf_code(), key.municipality_code()), (35, Some(3_550_308)));
        assert_eq!(key.issued(), Day::month(2026, 8));
        assert_eq!(key.issuer().to_string(), "11.222.333/0001-81");
        assert_eq!((key.model(), key.series(), key.number()), (None, None, 123));
    }

    #[test]
    fn wrong_check_digit_is_a_warning() {
        let key = AccessKey::parse("35260811222333000181550010000123451000123450").unwrap();
        assert_eq!(key.check(), CheckDigit::Wrong);
    }

    #[test]
    fn wrong_shape_is_an_error() {
        assert!(AccessKey::parse("3526").is_err());
        assert!(AccessKey::parse(&NFE.replace("3526", "3A26")).is_err());
        assert!(AccessKey::parse(&"é".repeat(22)).is_err());
    }

    #[test]
    fn key_is_found_in_links_and_xml_ids() {
        let key = AccessKey::parse(NFE).ok();
        for text in [
            format!("https://www.nfce.fazenda.example/qrcode?p={NFE}|2|1|1|ABC"),
            format!("http://example/?chNFe={NFE}&nVersao=100"),
            format!("NFe{NFE}"),
            format!("NF3e{NFE}"),
        ] {
            assert_eq!(AccessKey::find_in(&text), key, "{text}");
        }
        assert_eq!(AccessKey::find_in(&format!("NFS{NFSE}")), AccessKey::parse(NFSE).ok());
        assert_eq!(AccessKey::find_in("no key here"), None);
    }

    #[test]
    fn display_groups_by_four_and_serde_does_not() {
        let key = AccessKey::parse(NFE).unwrap();
        assert!(key.to_string().starts_with("3526 0811 2223 "));
        assert!(key.to_string().ends_with(" 3457"));
        assert_eq!(serde_json::to_value(&key).unwrap(), NFE);
        assert_eq!(AccessKey::parse(&key.to_string()), Ok(key));
    }
}
