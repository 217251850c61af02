//! The typed line (linha digitável) of bank slips (boletos) and of collection bills (arrecadação:
//! energy, water, telecom, taxes). Whether anything was paid is not known here.

use super::Money;
use super::check_digit::{
    CheckDigit, all_digits, compact, is_digit, mod10_digit, mod11_digit, number, part,
};
use super::serde_as_text;
use chrono::{Days, NaiveDate};
use std::fmt;
use std::str::FromStr;

/// The day from which the due date factors 1000 to 9999 were counted until 2025-02-21 (FEBRABAN).
const FIRST_BASE: Option<NaiveDate> = NaiveDate::from_ymd_opt(1997, 10, 7);
/// The day from which they have been counted since 2025-02-22, until 2049-10-13 (FEBRABAN).
const SECOND_BASE: Option<NaiveDate> = NaiveDate::from_ymd_opt(2022, 5, 29);

/// The line under a bar code, as the payer types it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PaymentLine {
    /// A bank slip (boleto), 47 digits.
    BankSlip(BankSlip),
    /// A collection bill (arrecadação), 48 digits.
    Collection(Collection),
}

/// The 47 digits of a bank slip (boleto).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BankSlip(String);

/// The 48 digits of a collection bill (guia de arrecadação, conta de consumo).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Collection(String);

/// Who collects by a collection bill.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CollectionSegment {
    /// Segment 2, saneamento.
    Water,
    /// Segment 3, energia elétrica e gás.
    Energy,
    /// Segment 4, telecomunicações.
    Telecom,
    /// Segment 5, órgãos governamentais.
    Government,
    /// Any other segment, by its digit.
    Other(u8),
}

/// Why a text is not a payment line.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a payment line of 47 digits, or of 48 that begin with 8: {text:?}")]
pub struct PaymentLineShapeError {
    /// The text that was given.
    pub text: String,
}

impl PaymentLine {
    /// Returns the line written in `text`, in any grouping.
    ///
    /// # Errors
    /// When it has neither 47 digits, nor 48 that begin with 8. A wrong check digit is no error; see
    /// [`PaymentLine::check`].
    pub fn parse(text: &str) -> Result<Self, PaymentLineShapeError> {
        let digits = compact(text);
        match digits.len() {
            47 if all_digits(&digits) => Ok(Self::BankSlip(BankSlip(digits))),
            48 if all_digits(&digits) && digits.starts_with('8') => {
                Ok(Self::Collection(Collection(digits)))
            }
            _ => Err(PaymentLineShapeError { text: text.to_owned() }),
        }
    }

    /// Returns the line of the 44 digits that a bar code says.
    ///
    /// # Errors
    /// When there are not 44 digits. A wrong check digit is no error; see [`PaymentLine::check`].
    pub fn from_barcode(digits: &str) -> Result<Self, PaymentLineShapeError> {
        if digits.len() != 44 || !all_digits(digits) {
            return Err(PaymentLineShapeError { text: digits.to_owned() });
        }
        let p = |from, len| part(digits, from, len);
        if digits.starts_with('8') {
            // Digit 3 says by which rule; see [`Collection::check`].
            let rule = match p(2, 1) {
                "8" | "9" => |field: &str| mod11_digit(field, 9),
                _ => mod10_digit,
            };
            let fields = (0..4).map(|field| p(field * 11, 11));
            let line = fields.map(|field| format!("{field}{}", rule(field))).collect();
            return Ok(Self::Collection(Collection(line)));
        }
        let fields = [[p(0, 4), p(19, 5)].concat(), p(24, 10).to_owned(), p(34, 10).to_owned()];
        let fields: String =
            fields.iter().map(|field| format!("{field}{}", mod10_digit(field))).collect();
        Ok(Self::BankSlip(BankSlip([&fields, p(4, 1), p(5, 14)].concat())))
    }

    /// Returns the digits without grouping.
    pub fn as_str(&self) -> &str {
        match self {
            Self::BankSlip(slip) => &slip.0,
            Self::Collection(bill) => &bill.0,
        }
    }

    /// Returns whether all check digits agree.
    pub fn check(&self) -> CheckDigit {
        match self {
            Self::BankSlip(slip) => slip.check(),
            Self::Collection(bill) => bill.check(),
        }
    }

    /// Returns the amount, where the line states one.
    pub fn amount(&self) -> Option<Money> {
        match self {
            Self::BankSlip(slip) => slip.amount(),
            Self::Collection(bill) => bill.amount(),
        }
    }
}

impl BankSlip {
    /// Returns whether the digits of the three fields and the general one agree.
    pub fn check(&self) -> CheckDigit {
        let fields = [(0, 9), (10, 10), (21, 10)];
        let fields_agree = fields.into_iter().all(|(from, len)| {
            is_digit(part(&self.0, from + len, 1), mod10_digit(part(&self.0, from, len)))
        });
        let general = match mod11_digit(&self.barcode_without_digit(), 9) {
            0 => 1,
            digit => digit,
        };
        CheckDigit::from_agreement(fields_agree && is_digit(part(&self.0, 32, 1), general))
    }

    /// Returns the three digits of the bank.
    pub fn bank_code(&self) -> &str {
        part(&self.0, 0, 3)
    }

    /// Returns the amount; none where it is left open (all zeros).
    pub fn amount(&self) -> Option<Money> {
        open_if_zero(number(part(&self.0, 37, 10)))
    }

    /// Returns the days that the due date factor can mean, earliest first: the factors began again
    /// at 1000 in 2025, so that every one of them has two readings 9,000 days apart. None where the
    /// slip has no due date.
    pub fn due_dates(&self) -> Vec<NaiveDate> {
        let factor = number(part(&self.0, 33, 4));
        if factor < 1000 {
            return Vec::new();
        }
        [FIRST_BASE, SECOND_BASE]
            .into_iter()
            .flatten()
            .filter_map(|base| base.checked_add_days(Days::new(factor)))
            .collect()
    }

    /// Returns the reading of the due date that lies nearest to `date`, such as the day on which the
    /// slip was issued.
    pub fn due_date_near(&self, date: NaiveDate) -> Option<NaiveDate> {
        self.due_dates().into_iter().min_by_key(|due| (*due - date).num_days().abs())
    }

    fn barcode_without_digit(&self) -> String {
        let p = |from, len| part(&self.0, from, len);
        [p(0, 4), p(33, 14), p(4, 5), p(10, 10), p(21, 10)].concat()
    }
}

impl Collection {
    /// Returns whether the digits of the four fields and the general one agree. A line whose third
    /// digit names no rule (6 to 9) does not.
    pub fn check(&self) -> CheckDigit {
        let rule = match self.value_kind() {
            "6" | "7" => mod10_digit,
            "8" | "9" => |digits: &str| mod11_digit(digits, 9),
            _ => return CheckDigit::Wrong,
        };
        let fields_agree = (0..4).all(|field| {
            is_digit(part(&self.0, field * 12 + 11, 1), rule(part(&self.0, field * 12, 11)))
        });
        let barcode = self.barcode();
        let rest = [part(&barcode, 0, 3), part(&barcode, 4, 40)].concat();
        CheckDigit::from_agreement(fields_agree && is_digit(part(&barcode, 3, 1), rule(&rest)))
    }

    /// Returns who collects.
    pub fn segment(&self) -> CollectionSegment {
        match part(&self.0, 1, 1) {
            "2" => CollectionSegment::Water,
            "3" => CollectionSegment::Energy,
            "4" => CollectionSegment::Telecom,
            "5" => CollectionSegment::Government,
            other => CollectionSegment::Other(other.parse().unwrap_or(0)),
        }
    }

    /// Returns the amount; none where it is left open, or where the line counts another currency
    /// (third digit 7 or 9).
    pub fn amount(&self) -> Option<Money> {
        match self.value_kind() {
            "6" | "8" => open_if_zero(number(part(&self.barcode(), 4, 11))),
            _ => None,
        }
    }

    fn value_kind(&self) -> &str {
        part(&self.0, 2, 1)
    }

    fn barcode(&self) -> String {
        (0..4).map(|field| part(&self.0, field * 12, 11)).collect()
    }
}

fn open_if_zero(centavos: u64) -> Option<Money> {
    i64::try_from(centavos).ok().filter(|centavos| *centavos > 0).map(Money::from_centavos)
}

impl fmt::Display for PaymentLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BankSlip(slip) => slip.fmt(f),
            Self::Collection(bill) => bill.fmt(f),
        }
    }
}

impl fmt::Display for BankSlip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let p = |from, len| part(&self.0, from, len);
        write!(f, "{}.{} {}.{} ", p(0, 5), p(5, 5), p(10, 5), p(15, 6))?;
        write!(f, "{}.{} {} {}", p(21, 5), p(26, 6), p(32, 1), p(33, 14))
    }
}

impl fmt::Display for Collection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (0..4).try_for_each(|field| {
            let gap = if field == 0 { "" } else { " " };
            write!(
                f,
                "{gap}{}-{}",
                part(&self.0, field * 12, 11),
                part(&self.0, field * 12 + 11, 1)
            )
        })
    }
}

impl FromStr for PaymentLine {
    type Err = PaymentLineShapeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(PaymentLine, PaymentLine::as_str, PaymentLine::parse);

#[cfg(test)]
mod tests {
    use super::super::identifier_vectors::{BANK_SLIP, COLLECTION};
    use super::*;

    const SLIP: &str = "23791234059000000123145000123401515700000017990";
    const ENERGY: &str = "836200000005667800481000180975657313001589636081";

    fn day(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    fn slip(text: &str) -> BankSlip {
        match PaymentLine::parse(text).unwrap() {
            PaymentLine::BankSlip(slip) => slip,
            PaymentLine::Collection(_) => panic!("not a bank slip"),
        }
    }

    fn bill(text: &str) -> Collection {
        match PaymentLine::parse(text).unwrap() {
            PaymentLine::Collection(bill) => bill,
            PaymentLine::BankSlip(_) => panic!("not a collection bill"),
        }
    }

    #[test]
    fn all_vectors_hold() {
        BANK_SLIP.hold(|text| PaymentLine::parse(text).map(|line| line.check()));
        COLLECTION.hold(|text| PaymentLine::parse(text).map(|line| line.check()));
    }

    #[test]
    fn bank_slip_states_amount_and_both_due_dates() {
        let slip = slip(SLIP);
        assert_eq!(slip.bank_code(), "237");
        assert_eq!(slip.amount(), Some(Money::from_centavos(17_990)));
        assert_eq!(slip.due_dates(), [day(2002, 1, 24), day(2026, 9, 15)]);
        assert_eq!(slip.due_date_near(day(2026, 9, 1)), Some(day(2026, 9, 15)));
        assert_eq!(slip.due_date_near(day(2001, 12, 1)), Some(day(2002, 1, 24)));
    }

    #[test]
    fn the_factors_begin_again_the_day_after_9999() {
        let with_factor = |factor: &str| slip(&format!("{}{factor}{}", &SLIP[..33], &SLIP[37..]));
        assert_eq!(with_factor("9999").due_dates(), [day(2025, 2, 21), day(2049, 10, 13)]);
        assert_eq!(with_factor("1000").due_dates(), [day(2000, 7, 3), day(2025, 2, 22)]);
        assert!(with_factor("0000").due_dates().is_empty(), "no due date is stated");
        assert_eq!(with_factor("0000").due_date_near(day(2026, 1, 1)), None);
    }

    #[test]
    fn open_amount_is_none() {
        assert_eq!(slip(&format!("{}0000000000", &SLIP[..37])).amount(), None);
    }

    #[test]
    fn collection_bill_states_segment_and_amount() {
        assert_eq!(bill(ENERGY).segment(), CollectionSegment::Energy);
        assert_eq!(bill(ENERGY).amount(), Some(Money::from_centavos(6_678)));
        let telecom = bill("846700000017435900240209024050002435842210108119");
        assert_eq!(telecom.segment(), CollectionSegment::Telecom);
        assert_eq!(telecom.amount(), Some(Money::from_centavos(14_359)));
        let other_currency = bill(&ENERGY.replacen("836", "837", 1));
        assert_eq!(other_currency.amount(), None);
    }

    #[test]
    fn the_bar_code_says_the_same_as_the_line() {
        for text in BANK_SLIP.right.iter().chain(COLLECTION.right) {
            let line = PaymentLine::parse(text).unwrap();
            let barcode = match &line {
                PaymentLine::BankSlip(slip) => {
                    let without = slip.barcode_without_digit();
                    [&without[..4], &text[32..33], &without[4..]].concat()
                }
                PaymentLine::Collection(bill) => bill.barcode(),
            };
            assert_eq!(PaymentLine::from_barcode(&barcode), Ok(line));
        }
        assert!(PaymentLine::from_barcode(&"1".repeat(43)).is_err());
        assert!(PaymentLine::from_barcode(&"A".repeat(44)).is_err());
    }

    #[test]
    fn wrong_shape_is_an_error() {
        assert!(PaymentLine::parse("123").is_err());
        assert!(PaymentLine::parse(&"9".repeat(48)).is_err());
        assert!(PaymentLine::parse(&"A".repeat(47)).is_err());
    }

    #[test]
    fn display_is_the_printed_grouping_and_serde_the_digits() {
        let line = PaymentLine::parse(SLIP).unwrap();
        let printed = "23791.23405 90000.001231 45000.123401 5 15700000017990";
        assert_eq!(line.to_string(), printed);
        assert_eq!(serde_json::to_value(&line).unwrap(), SLIP);
        assert_eq!(serde_json::from_value::<PaymentLine>(printed.into()).unwrap(), line);
        let printed = "83620000000-5 66780048100-0 18097565731-3 00158963608-1";
        assert_eq!(PaymentLine::parse(ENERGY).unwrap().to_string(), printed);
    }
}
