//! The calendar that terms are counted by: national holidays, fixed and movable, the days that stop
//! only some places, the user's own, and the ways of counting (CC 132; Lei 9.099/1995, art. 12-A).

use crate::case::OptionalHoliday;
use crate::filing::{Confidence, ProfileError};
use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use serde::Deserialize;
use std::collections::BTreeSet;

const HOLIDAYS: &str = include_str!("../../assets/rules/holidays.toml");

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fixed {
    name: String,
    /// `MM-DD`.
    day: String,
    /// First year in which it is national.
    #[serde(default)]
    since: Option<i32>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Movable {
    name: String,
    from_easter: i64,
    #[serde(default)]
    optional: Option<OptionalHoliday>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct HolidayFile {
    source: String,
    read_on: String,
    confidence: Confidence,
    fixed: Vec<Fixed>,
    movable: Vec<Movable>,
}

/// What a term is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Every day counts.
    Days,
    /// Only business days count.
    BusinessDays,
    /// Same day of a later year (CC 132, §3).
    Years,
}

/// The days that count and those that do not.
#[derive(Debug, Clone)]
pub struct Calendar {
    file: HolidayFile,
    counted: BTreeSet<OptionalHoliday>,
    own: BTreeSet<NaiveDate>,
}

impl Calendar {
    /// Returns the national calendar, with the optional holidays that the user counts and the
    /// user's own (state, city).
    ///
    /// # Errors
    /// [`ProfileError::Format`] when the file of holidays is not of its shape.
    pub fn new(
        counted: impl IntoIterator<Item = OptionalHoliday>,
        own: impl IntoIterator<Item = NaiveDate>,
    ) -> Result<Self, ProfileError> {
        let file = toml::from_str(HOLIDAYS)
            .map_err(|error| ProfileError::Format { detail: error.to_string() })?;
        Ok(Self { file, counted: counted.into_iter().collect(), own: own.into_iter().collect() })
    }

    /// Returns where the list of holidays was read and how sure it is.
    pub fn source(&self) -> (&str, &str, Confidence) {
        (&self.file.source, &self.file.read_on, self.file.confidence)
    }

    /// Returns the name of the holiday on a day; the user's own have none but the word.
    pub fn holiday(&self, day: NaiveDate) -> Option<&str> {
        if self.own.contains(&day) {
            return Some("Feriado local");
        }
        let month_day = day.format("%m-%d").to_string();
        let fixed = self.file.fixed.iter().find(|holiday| {
            holiday.day == month_day && holiday.since.is_none_or(|since| day.year() >= since)
        });
        fixed.map(|holiday| holiday.name.as_str()).or_else(|| {
            let easter = easter(day.year())?;
            let from_easter = day.signed_duration_since(easter).num_days();
            let movable = self.file.movable.iter().find(|holiday| {
                holiday.from_easter == from_easter
                    && holiday.optional.is_none_or(|optional| self.counted.contains(&optional))
            });
            movable.map(|holiday| holiday.name.as_str())
        })
    }

    /// Returns whether a day is a business day.
    pub fn is_business(&self, day: NaiveDate) -> bool {
        !matches!(day.weekday(), Weekday::Sat | Weekday::Sun) && self.holiday(day).is_none()
    }

    /// Returns the day itself or the next business day after it; `None` past the end of time.
    pub fn rolled(&self, mut day: NaiveDate) -> Option<NaiveDate> {
        while !self.is_business(day) {
            day = day.succ_opt()?;
        }
        Some(day)
    }

    /// Returns the last day of a term: the first day is excluded, the last included (CC 132). The
    /// last day is not moved; see [`Self::rolled`]. `None` past the end of time.
    pub fn last_day(&self, from: NaiveDate, amount: u32, unit: Unit) -> Option<NaiveDate> {
        match unit {
            Unit::Days => from.checked_add_days(Days::new(u64::from(amount))),
            // CC 132, §3: without the same day in that month, the next day after it.
            Unit::Years => {
                let later = from.checked_add_months(Months::new(amount.checked_mul(12)?))?;
                if later.day() == from.day() { Some(later) } else { later.succ_opt() }
            }
            Unit::BusinessDays => {
                let mut day = from;
                let mut left = amount;
                while left > 0 {
                    day = day.succ_opt()?;
                    if self.is_business(day) {
                        left -= 1;
                    }
                }
                Some(day)
            }
        }
    }
}

/// Returns Easter Sunday of a year by the Gregorian reckoning (Meeus, Jones and Butcher).
fn easter(year: i32) -> Option<NaiveDate> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let f = (b + 8) / 25;
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let month = u32::try_from(sum / 31).ok()?;
    let day = u32::try_from(sum % 31 + 1).ok()?;
    NaiveDate::from_ymd_opt(year, month, day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn national() -> Calendar {
        Calendar::new([], []).unwrap()
    }

    fn with_optional() -> Calendar {
        Calendar::new([OptionalHoliday::Carnival, OptionalHoliday::CorpusChristi], []).unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for text in ["2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2000-04-23"] {
            assert_eq!(easter(day(text).year()), Some(day(text)));
        }
    }

    #[test]
    fn movable_holidays_follow_easter() {
        let national = national();
        assert_eq!(national.holiday(day("2026-04-03")), Some("Sexta-feira Santa"));
        assert_eq!(national.holiday(day("2027-03-26")), Some("Sexta-feira Santa"));
        assert_eq!(national.holiday(day("2026-02-17")), None);
        let optional = with_optional();
        assert_eq!(optional.holiday(day("2026-02-16")), Some("Carnaval (segunda)"));
        assert_eq!(optional.holiday(day("2026-02-17")), Some("Carnaval (terça)"));
        assert_eq!(optional.holiday(day("2026-06-04")), Some("Corpus Christi"));
    }

    #[test]
    fn the_twentieth_of_november_is_national_since_2024() {
        assert_eq!(national().holiday(day("2023-11-20")), None);
        assert_eq!(national().holiday(day("2026-11-20")), Some("Consciência Negra"));
    }

    #[test]
    fn the_first_day_is_excluded_and_the_last_included() {
        let calendar = national();
        assert_eq!(calendar.last_day(day("2026-02-12"), 7, Unit::Days), Some(day("2026-02-19")));
        // Thursday, over the weekend, Carnaval counted or not.
        let five =
            |calendar: &Calendar| calendar.last_day(day("2026-02-12"), 5, Unit::BusinessDays);
        assert_eq!(five(&calendar), Some(day("2026-02-19")));
        assert_eq!(five(&with_optional()), Some(day("2026-02-23")));
    }

    #[test]
    fn years_end_on_the_same_day_or_on_the_day_after() {
        let calendar = national();
        assert_eq!(calendar.last_day(day("2026-03-10"), 5, Unit::Years), Some(day("2031-03-10")));
        assert_eq!(calendar.last_day(day("2024-02-29"), 5, Unit::Years), Some(day("2029-03-01")));
        assert_eq!(calendar.last_day(day("2024-02-29"), 4, Unit::Years), Some(day("2028-02-29")));
    }

    #[test]
    fn a_term_that_ends_on_a_holiday_rolls_over_it() {
        // Friday 20 November 2026, then the weekend.
        assert_eq!(national().rolled(day("2026-11-20")), Some(day("2026-11-23")));
        let own = Calendar::new([], [day("2026-11-23")]).unwrap();
        assert_eq!(own.rolled(day("2026-11-20")), Some(day("2026-11-24")));
    }

    proptest! {
        #[test]
        fn business_days_are_as_many_as_asked(offset in 0u64..20_000, amount in 0u32..60) {
            let calendar = with_optional();
            let from = day("1990-01-01").checked_add_days(Days::new(offset)).unwrap();
            let last = calendar.last_day(from, amount, Unit::BusinessDays).unwrap();
            let counted = from.iter_days().skip(1).take_while(|d| *d <= last);
            prop_assert_eq!(counted.filter(|d| calendar.is_business(*d)).count(), amount as usize);
            prop_assert!(amount == 0 || calendar.is_business(last));
        }

        #[test]
        fn a_rolled_day_is_a_business_day_and_never_earlier(offset in 0u64..20_000) {
            let calendar = national();
            let from = day("1990-01-01").checked_add_days(Days::new(offset)).unwrap();
            let rolled = calendar.rolled(from).unwrap();
            prop_assert!(rolled >= from && calendar.is_business(rolled));
            prop_assert!((rolled - from).num_days() < 7);
        }

        #[test]
        fn calendar_days_are_plain_sums(offset in 0u64..20_000, amount in 0u32..400) {
            let from = day("1990-01-01").checked_add_days(Days::new(offset)).unwrap();
            let last = national().last_day(from, amount, Unit::Days).unwrap();
            prop_assert_eq!((last - from).num_days(), i64::from(amount));
        }
    }
}
