//! Which of the three numbers of a date is the day: decided once, from the whole file, never line by
//! line. What cannot be decided is read day first, as in Brazil, and said.

use super::stamp::Stamp;
use super::{DateOrder, OrderBasis};
use chrono::{Datelike, NaiveDate, NaiveDateTime};
use std::cmp::Reverse;

/// Returns the order that fits the file best, and what decided it. `media_days` holds, beside the
/// stamp that it belongs to, the day in the name of an attachment.
pub(super) fn order_of(
    stamps: &[&Stamp<'_>],
    media_days: &[(usize, NaiveDate)],
) -> (DateOrder, OrderBasis) {
    if stamps.first().is_some_and(|stamp| stamp.shape.year_leads) {
        return (DateOrder::YearFirst, OrderBasis::Calendar);
    }
    let scored = |order| (order, score(stamps, media_days, order));
    let (day, month) = (scored(DateOrder::DayFirst), scored(DateOrder::MonthFirst));
    let key = |score: Score| (score.impossible, score.backwards, Reverse(score.named));
    let (best, other) = if key(month.1) < key(day.1) { (month, day) } else { (day, month) };
    // Two digits of the year in front are so rare that everything else must have failed.
    let year = scored(DateOrder::YearFirst);
    if best.1.impossible > year.1.impossible {
        return (DateOrder::YearFirst, OrderBasis::Calendar);
    }
    let basis = if best.1.impossible != other.1.impossible {
        OrderBasis::Calendar
    } else if best.1.backwards != other.1.backwards {
        OrderBasis::Sequence
    } else if best.1.named != other.1.named {
        OrderBasis::MediaNames
    } else {
        OrderBasis::Assumed
    };
    (best.0, basis)
}

/// The year in which WhatsApp began.
const FIRST_YEAR: i32 = 2009;

/// How well an order fits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Score {
    /// Dates that the calendar has not, or from before the program was there.
    impossible: usize,
    /// Messages older than the one before.
    backwards: usize,
    /// Attachments whose name tells the same day.
    named: usize,
}

fn score(stamps: &[&Stamp<'_>], media_days: &[(usize, NaiveDate)], order: DateOrder) -> Score {
    let moments: Vec<Option<NaiveDateTime>> =
        stamps.iter().map(|stamp| moment_of(stamp, order)).collect();
    let known: Vec<NaiveDateTime> = moments.iter().flatten().copied().collect();
    let same_day = |at: usize, day: NaiveDate| {
        moments.get(at).copied().flatten().is_some_and(|moment| moment.date() == day)
    };
    Score {
        impossible: moments.len()
            - known.iter().filter(|moment| moment.year() >= FIRST_YEAR).count(),
        backwards: known.iter().zip(known.iter().skip(1)).filter(|(a, b)| b < a).count(),
        named: media_days.iter().filter(|(at, day)| same_day(*at, *day)).count(),
    }
}

/// Returns the moment of a stamp read in `order`, unless the calendar has no such day. Two digits of
/// a year are those after 2000.
pub(super) fn moment_of(stamp: &Stamp<'_>, order: DateOrder) -> Option<NaiveDateTime> {
    let [first, second, third] = stamp.numbers;
    let (year, month, day) = match order {
        DateOrder::DayFirst => (third, second, first),
        DateOrder::MonthFirst => (third, first, second),
        DateOrder::YearFirst => (first, second, third),
    };
    let year = if year < 100 { year + 2000 } else { year };
    let date = NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day))?;
    Some(date.and_time(stamp.time))
}
