//! A civil date that may be only a month or a year ("foi em março"), as people remember them.
//! Deadlines and working days are reckoned elsewhere.

use super::serde_as_text;
use chrono::{Datelike, NaiveDate};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A day, a month or a year. [`Day::month`] and [`Day::parse`] make only real months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub enum Day {
    /// A day of the calendar.
    Exact(NaiveDate),
    /// Some day of a month.
    Month {
        /// The year, 0 to 9999.
        year: i32,
        /// The month, 1 to 12.
        month: u32,
    },
    /// Some day of a year, 0 to 9999.
    Year(i32),
}

/// Why a text is not a date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a date such as 21/11/2026, 11/2026, 2026 or 2026-11-21: {text:?}")]
pub struct DayTextError {
    /// The text that was given.
    pub text: String,
}

impl Day {
    /// Returns the day, or nothing if the calendar has no such day.
    pub fn exact(year: i32, month: u32, day: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, day).map(Self::Exact)
    }

    /// Returns the month, or nothing if it is none of the twelve.
    pub fn month(year: i32, month: u32) -> Option<Self> {
        NaiveDate::from_ymd_opt(year, month, 1).map(|_| Self::Month { year, month })
    }

    /// Returns the date written in `text`: `2026-11-21`, `2026-11`, `2026`, `21/11/2026`, `11/2026`.
    /// A year always has four digits: two are never completed.
    ///
    /// # Errors
    /// When the text is anything else, or a day that the calendar has not.
    pub fn parse(text: &str) -> Result<Self, DayTextError> {
        parse_day(text.trim()).ok_or_else(|| DayTextError { text: text.to_owned() })
    }

    /// Returns the first day it can mean.
    pub fn earliest(&self) -> NaiveDate {
        match *self {
            Self::Exact(date) => date,
            Self::Month { year, month } => first_of(year, month),
            Self::Year(year) => first_of(year, 1),
        }
    }

    /// Returns the last day it can mean.
    pub fn latest(&self) -> NaiveDate {
        let after = match *self {
            Self::Exact(date) => return date,
            Self::Month { year, month } if month < 12 => first_of(year, month.saturating_add(1)),
            Self::Month { year, .. } | Self::Year(year) => first_of(year.saturating_add(1), 1),
        };
        after.pred_opt().unwrap_or(after).max(self.earliest())
    }

    /// Returns the day of the calendar, if it is known.
    pub fn exact_date(&self) -> Option<NaiveDate> {
        match self {
            Self::Exact(date) => Some(*date),
            Self::Month { .. } | Self::Year(_) => None,
        }
    }

    /// Returns the ISO 8601 text: `2026-11-21`, `2026-11` or `2026`.
    pub fn to_iso(&self) -> String {
        match self {
            Self::Exact(date) => date.format("%Y-%m-%d").to_string(),
            Self::Month { year, month } => format!("{year:04}-{month:02}"),
            Self::Year(year) => format!("{year:04}"),
        }
    }
}

/// Falls back to the calendar's ends, which only a month or year built by hand can reach.
fn first_of(year: i32, month: u32) -> NaiveDate {
    let end = if year < 0 { NaiveDate::MIN } else { NaiveDate::MAX };
    NaiveDate::from_ymd_opt(year, month.clamp(1, 12), 1).unwrap_or(end)
}

fn parse_day(text: &str) -> Option<Day> {
    let separator = if text.contains('/') { '/' } else { '-' };
    let parts: Vec<&str> = text.split(separator).collect();
    match (separator, parts.as_slice()) {
        ('-', [year]) => Some(Day::Year(four_digits(year)?)),
        ('-', [year, month]) => Day::month(four_digits(year)?, one_or_two_digits(month)?),
        ('-', [year, month, day]) if year.len() == 4 => {
            Day::exact(four_digits(year)?, one_or_two_digits(month)?, one_or_two_digits(day)?)
        }
        ('/', [month, year]) => Day::month(four_digits(year)?, one_or_two_digits(month)?),
        (_, [day, month, year]) => {
            Day::exact(four_digits(year)?, one_or_two_digits(month)?, one_or_two_digits(day)?)
        }
        _ => None,
    }
}

fn four_digits(text: &str) -> Option<i32> {
    (text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn one_or_two_digits(text: &str) -> Option<u32> {
    let fits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok())?
}

impl Ord for Day {
    /// Orders by the first day it can mean, then by the last.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |day: &Self| (day.earliest(), day.latest());
        key(self).cmp(&key(other)).then_with(|| self.to_iso().cmp(&other.to_iso()))
    }
}

impl PartialOrd for Day {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Self {
        Self::Exact(date)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact(date) => {
                write!(f, "{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
            }
            Self::Month { year, month } => write!(f, "{month:02}/{year:04}"),
            Self::Year(year) => write!(f, "{year:04}"),
        }
    }
}

impl FromStr for Day {
    type Err = DayTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(Day, Day::to_iso, Day::parse);

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn every_writing_is_read_and_shown() {
        for (text, iso, shown) in [
            ("2026-11-21", "2026-11-21", "21/11/2026"),
            ("21/11/2026", "2026-11-21", "21/11/2026"),
            (" 1/5/2026 ", "2026-05-01", "01/05/2026"),
            ("21-11-2026", "2026-11-21", "21/11/2026"),
            ("2026-11", "2026-11", "11/2026"),
            ("11/2026", "2026-11", "11/2026"),
            ("2026", "2026", "2026"),
        ] {
            assert_eq!(day(text).to_iso(), iso);
            assert_eq!(day(text).to_string(), shown);
            assert_eq!(serde_json::to_value(day(text)).unwrap(), iso);
            assert_eq!(day(iso), day(text));
        }
    }

    #[test]
    fn no_such_day_is_refused() {
        for text in
            ["", "31/02/2026", "13/2026", "00/2026", "21/11/26", "26", "2026/11/21", "+2026", "x"]
        {
            assert!(Day::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn fuzzy_dates_reach_from_first_to_last_day() {
        assert_eq!(Some(Day::Exact(day("2024-02").latest())), Day::exact(2024, 2, 29));
        assert_eq!(Some(Day::Exact(day("2026-12").latest())), Day::exact(2026, 12, 31));
        assert_eq!(Some(Day::Exact(day("2026").earliest())), Day::exact(2026, 1, 1));
        assert_eq!(Some(Day::Exact(day("2026").latest())), Day::exact(2026, 12, 31));
    }

    #[test]
    fn order_is_by_first_then_last_day() {
        let mut days = [day("2026"), day("2026-01"), day("2025-12-31"), day("2026-01-01")];
        days.sort();
        assert_eq!(days.map(|d| d.to_iso()), ["2025-12-31", "2026-01-01", "2026-01", "2026"]);
    }

    #[test]
    fn a_month_built_by_hand_never_panics() {
        let odd = Day::Month { year: i32::MAX, month: u32::MAX };
        assert!(odd.earliest() <= odd.latest());
        assert!(Day::Year(i32::MIN).earliest() <= Day::Year(i32::MIN).latest());
    }
}
