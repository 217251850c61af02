//! Values: what the requests add up to, charges paid twice, and the limits of the Juizado by the
//! minimum wage of a day. No tariff of moral damages and no interest: nobody published them.

use crate::base::Money;
use crate::case::{Charge, Counts, Request, RequestId};
use crate::filing::{Confidence, ProfileError};
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
pub struct ClaimSums {
    /// Money asked: what adds, with an alternative counted once at its greater amount (CPC 292).
    pub asked: Money,
    /// Debts to be declared undue.
    pub undue: Money,
    /// Value of the case: both together.
    pub claim_value: Money,
}

/// Adds requests up; `None` when the sum is past what money can hold.
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
        let wanted = wanted.filter(|charge| !early || charge.date.is_some_and(|d| Some(d.latest()) < since));
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
    from: NaiveDate,
    #[serde(default)]
    until: Option<NaiveDate>,
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
/// # Errors
/// [`ProfileError::Format`] when a file of wages is not of its shape. `own` is the user's file.
pub fn court_limits(
    value: Money,
    on: NaiveDate,
    own: Option<&str>,
) -> Result<Option<CourtLimits>, ProfileError> {
    let read = |text: &str| -> Result<WageFile, ProfileError> {
        toml::from_str(text).map_err(|error| ProfileError::Format { detail: error.to_string() })
    };
    let mut wages = read(WAGES)?.wage;
    if let Some(own) = own {
        wages.extend(read(own)?.wage);
    }
    let known = wages
        .iter()
        .filter(|wage| wage.from <= on && wage.until.is_none_or(|until| on <= until))
        .max_by_key(|wage| wage.from);
    Ok(known.and_then(|wage| limits_of(value, wage)))
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
        excess: value.checked_sub(limit).filter(|excess| *excess > Money::ZERO).unwrap_or(Money::ZERO),
        confidence: wage.confidence,
    })
}
