//! Values: what the requests add up to, charges paid twice, and the limits of the Juizado by the
//! minimum wage of a day. No tariff of moral damages and no interest: nobody published them.

use crate::base::{Day, Money};
use crate::case::{Charge, Counts, Request, RequestId};
use crate::filing::{Confidence, OwnProfile, ProfileError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const WAGES: &str = include_str!("../../assets/rules/minimum-wage.toml");

/// Above this many minimum wages a lawyer is needed (Lei 9.099/1995, art. 9).
const LAWYER_WAGES: i64 = 20;
/// Above this many the excess is renounced by choosing the Juizado (art. 3, §3).
const LIMIT_WAGES: i64 = 40;
/// Charges since this day are refunded in double without bad faith (STJ, EAREsp 676.608), outside
/// public services; the scope is unconfirmed, so both figures are always shown.
const DOUBLE_SINCE: (i32, u32, u32) = (2021, 3, 30);

/// The sums of the requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ClaimSums {
    /// Money asked: what adds, with an alternative counted once at its greater amount (CPC 292).
    pub asked: Money,
    /// Debts to be declared undue.
    pub undue: Money,
    /// Value of the case: both together.
    pub claim_value: Money,
}

/// Adds requests up, alternatives of one another once, at the greater amount (CPC 292); `None` when the sum is past what money can hold.
pub fn claim_sums(requests: &[Request]) -> Option<ClaimSums> {
    let mut asked = Money::ZERO;
    let mut undue = Money::ZERO;
    for request in requests {
        match request.counts {
            Counts::Alternative => {}
            Counts::UndueDebt => {
                undue = undue.checked_add(request.amount.unwrap_or(Money::ZERO))?;
            }
            Counts::Adds => {
                let greatest = alternatives(requests, request.id)
                    .filter_map(|alternative| alternative.amount)
                    .chain(request.amount)
                    .max();
                asked = asked.checked_add(greatest.unwrap_or(Money::ZERO))?;
            }
        }
    }
    Some(ClaimSums { asked, undue, claim_value: asked.checked_add(undue)? })
}

fn alternatives(requests: &[Request], id: RequestId) -> impl Iterator<Item = &Request> {
    requests.iter().filter(move |request| {
        request.counts == Counts::Alternative && request.alternative_of == Some(id)
    })
}

/// What undue charges come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RefundSums {
    /// What was paid.
    pub simple: Money,
    /// Twice that (CDC 42, sole paragraph).
    pub double: Money,
    /// What was charged and not paid: to be declared undue, never refunded.
    pub unpaid: Money,
    /// What was paid before 30 March 2021: some courts double it only with bad faith. It lowers no
    /// figure; it is shown beside, to be confirmed.
    pub paid_before_2021: Money,
}

/// Adds undue charges up; `None` when a sum is past what money can hold.
pub fn refund_sums(charges: &[Charge]) -> Option<RefundSums> {
    let since = NaiveDate::from_ymd_opt(DOUBLE_SINCE.0, DOUBLE_SINCE.1, DOUBLE_SINCE.2);
    let sum = |paid: bool, early: bool| {
        let wanted = charges.iter().filter(|charge| charge.paid == paid);
        let wanted =
            wanted.filter(|charge| !early || charge.date.is_some_and(|d| Some(d.latest()) < since));
        Money::checked_sum(wanted.map(|charge| charge.amount))
    };
    let simple = sum(true, false)?;
    Some(RefundSums {
        simple,
        double: simple.checked_mul(2)?,
        unpaid: sum(false, false)?,
        paid_before_2021: sum(true, true)?,
    })
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Wage {
    from: Day,
    #[serde(default)]
    until: Option<Day>,
    reais: i64,
    #[serde(rename = "source")]
    _source: String,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct WageFile {
    wage: Vec<Wage>,
}

/// How a claim stands to the limits of the Juizado on the day it is filed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CourtLimits {
    /// The minimum wage of the day.
    pub wage: Money,
    /// Up to here without a lawyer.
    pub without_lawyer: Money,
    /// Up to here in the Juizado.
    pub limit: Money,
    /// Whether a lawyer is needed.
    pub needs_lawyer: bool,
    /// What lies over the limit: given up only by the user's own tick.
    pub excess: Money,
    /// Whether to confirm the wage.
    pub confidence: Confidence,
}

/// Returns how `value` stands to the limits on a day; `None` when the wage of that day is unknown,
/// which is never guessed.
///
/// `own` is the user's file: one of the same day wins over the shipped one.
///
/// # Errors
/// [`ProfileError::Format`] when the shipped file is not of its shape, [`ProfileError::OwnFile`] for
/// the user's.
pub fn court_limits(
    value: Money,
    on: NaiveDate,
    own: Option<&OwnProfile>,
) -> Result<Option<CourtLimits>, ProfileError> {
    let mut wages = read_wages(WAGES).map_err(|detail| ProfileError::Format { detail })?;
    if let Some(own) = own {
        let wrong = |detail| ProfileError::OwnFile { file: own.name.clone(), detail };
        wages.extend(read_wages(&own.text).map_err(wrong)?);
    }
    let known = wages
        .iter()
        .filter(|wage| wage.from.earliest() <= on)
        .max_by_key(|wage| wage.from.earliest())
        .filter(|wage| wage.until.is_none_or(|until| on <= until.latest()));
    Ok(known.and_then(|wage| limits_of(value, wage)))
}

/// Reads a file of wages; a wage is more than nothing and begins on a whole day.
fn read_wages(text: &str) -> Result<Vec<Wage>, String> {
    let file: WageFile = toml::from_str(text).map_err(|error| error.to_string())?;
    for wage in &file.wage {
        if wage.reais <= 0 {
            return Err(format!("reais = {}: more than 0 is allowed", wage.reais));
        }
        if wage.from.exact_date().is_none() {
            return Err(format!(
                "from = \"{}\": a whole day, \"2027-01-01\", is allowed",
                wage.from
            ));
        }
    }
    Ok(file.wage)
}

fn limits_of(value: Money, wage: &Wage) -> Option<CourtLimits> {
    let one = Money::from_centavos(wage.reais.checked_mul(100)?);
    let without_lawyer = one.checked_mul(LAWYER_WAGES)?;
    let limit = one.checked_mul(LIMIT_WAGES)?;
    Some(CourtLimits {
        wage: one,
        without_lawyer,
        limit,
        needs_lawyer: value > without_lawyer,
        excess: value
            .checked_sub(limit)
            .filter(|excess| *excess > Money::ZERO)
            .unwrap_or(Money::ZERO),
        confidence: wage.confidence,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reais(amount: i64) -> Money {
        Money::from_centavos(amount * 100)
    }

    fn requests(list: serde_json::Value) -> Vec<Request> {
        serde_json::from_value(list).unwrap()
    }

    #[test]
    fn money_asked_and_value_of_the_case_are_two_figures() {
        let sums = claim_sums(&requests(serde_json::json!([
            {"id": "r1", "amount": 50_000, "kind": "refund_double"},
            {"id": "r2", "amount": 120_000, "kind": "undue_debt", "counts": "undue_debt"},
            {"id": "r3", "kind": "obligation"},
        ])))
        .unwrap();
        assert_eq!(
            (sums.asked, sums.undue, sums.claim_value),
            (reais(500), reais(1200), reais(1700))
        );
    }

    #[test]
    fn of_alternatives_the_greater_counts_once() {
        let sums = claim_sums(&requests(serde_json::json!([
            {"id": "r1", "amount": 50_000},
            {"id": "r2", "amount": 80_000, "counts": "alternative", "alternative_of": "r1"},
            {"id": "r3", "amount": 10_000, "counts": "alternative", "alternative_of": "r1"},
        ])))
        .unwrap();
        assert_eq!(sums.claim_value, reais(800));
    }

    #[test]
    fn only_what_was_paid_is_refunded_and_no_date_lowers_a_figure() {
        let charges: Vec<Charge> = serde_json::from_value(serde_json::json!([
            {"amount": 5_990, "paid": true, "date": "2026-02-10"},
            {"amount": 5_990, "paid": true, "date": "2021-03"},
            {"amount": 5_990, "paid": true, "date": "2020"},
            {"amount": 9_900},
        ]))
        .unwrap();
        let sums = refund_sums(&charges).unwrap();
        assert_eq!(sums.simple, Money::from_centavos(17_970));
        assert_eq!(sums.double, Money::from_centavos(35_940));
        assert_eq!(sums.unpaid, Money::from_centavos(9_900));
        // A month that may lie after the 30th is not called earlier.
        assert_eq!(sums.paid_before_2021, Money::from_centavos(5_990));
    }

    fn limits(value: Money, on: &str) -> Option<CourtLimits> {
        court_limits(value, on.parse().unwrap(), None).unwrap()
    }

    #[test]
    fn the_limits_are_those_of_the_filing_day() {
        let now = limits(reais(32_420), "2026-11-21").unwrap();
        assert_eq!((now.without_lawyer, now.limit), (reais(32_420), reais(64_840)));
        assert!(!now.needs_lawyer && now.excess == Money::ZERO);
        assert!(limits(Money::from_centavos(3_242_001), "2026-11-21").unwrap().needs_lawyer);
        assert_eq!(limits(reais(65_000), "2026-11-21").unwrap().excess, reais(160));
        assert_eq!(limits(reais(1), "2023-04-30").unwrap().without_lawyer, reais(26_040));
        assert_eq!(limits(reais(1), "2023-05-01").unwrap().without_lawyer, reais(26_400));
    }

    #[test]
    fn an_unknown_year_is_never_guessed_and_the_user_may_add_it() {
        assert_eq!(limits(reais(1), "2027-01-01"), None);
        assert_eq!(limits(reais(1), "2019-12-31"), None);
        let good = "[[wage]]\nfrom = \"2027-01-01\"\nreais = 1700\nsource = \"decreto\"\nconfidence = \"confirmed\"\n";
        let with = |text: String| {
            let own = OwnProfile { name: "salario-minimo.toml".to_owned(), text };
            court_limits(reais(1), "2027-02-01".parse().unwrap(), Some(&own))
        };
        assert_eq!(with(good.to_owned()).unwrap().unwrap().without_lawyer, reais(34_000));
        for (was, is, said) in [
            ("reais = 1700", "reais = -3", "more than 0"),
            ("2027-01-01", "2027-01", "a whole day"),
            ("reais = 1700", "valor = 1700", "expected"),
            ("[[wage]]", "[[wage]]\nconfidence = 3", "line"),
        ] {
            let error = with(good.replace(was, is)).unwrap_err().to_string();
            assert!(error.starts_with("salario-minimo.toml") && error.contains(said), "{error}");
        }
    }
}
