//! A moment as it is known: a date that may be fuzzy, perhaps a time, perhaps an offset from UTC.
//! What is not known is never completed, and no clock or time zone is read here.

use super::Day;
use super::serde_as_text;
use chrono::{DateTime, FixedOffset, NaiveDateTime, NaiveTime, Timelike};
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

/// A moment: only an exact day has a time, and only a time has an offset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Moment {
    day: Day,
    time: Option<NaiveTime>,
    offset: Option<FixedOffset>,
}

/// Why a text is not a moment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a moment such as 05/10/2026 14:33 or 2026-10-05T14:33:10-03:00: {text:?}")]
pub struct MomentTextError {
    /// The text that was given.
    pub text: String,
}

impl Moment {
    /// Returns a moment of which only the date is known.
    pub const fn on(day: Day) -> Self {
        Self { day, time: None, offset: None }
    }

    /// Returns a moment of local time: its offset is not known.
    pub fn local(at: NaiveDateTime) -> Self {
        Self { day: Day::Exact(at.date()), time: Some(at.time()), offset: None }
    }

    /// Returns a moment whose offset from UTC is known.
    pub fn with_offset(at: DateTime<FixedOffset>) -> Self {
        Self { offset: Some(*at.offset()), ..Self::local(at.naive_local()) }
    }

    /// Returns the moment written in `text`: `2026-10-05T14:33`, `2026-10-05T14:33:10-03:00`,
    /// `05/10/2026 14:33`, `05/10/2026 14h33`, or whatever [`Day::parse`] reads.
    ///
    /// # Errors
    /// When the text is anything else.
    pub fn parse(text: &str) -> Result<Self, MomentTextError> {
        parse_moment(text.trim()).ok_or_else(|| MomentTextError { text: text.to_owned() })
    }

    /// Returns the date.
    pub const fn day(&self) -> Day {
        self.day
    }

    /// Returns the time of the day, if it is known.
    pub const fn time(&self) -> Option<NaiveTime> {
        self.time
    }

    /// Returns the offset from UTC, if it is known.
    pub const fn offset(&self) -> Option<FixedOffset> {
        self.offset
    }

    /// Returns the instant, if date, time and offset are known.
    pub fn instant(&self) -> Option<DateTime<FixedOffset>> {
        let local = self.day.exact_date()?.and_time(self.time?);
        local.and_local_timezone(self.offset?).single()
    }

    /// Returns the ISO 8601 text, with no more than is known.
    pub fn to_iso(&self) -> String {
        let day = self.day.to_iso();
        match self.time {
            None => day,
            Some(time) => format!("{day}T{}{}", iso_time(time), iso_offset(self.offset)),
        }
    }
}

/// Seconds stand only where there are any, so that a time noted to the minute claims no more.
fn iso_time(time: NaiveTime) -> String {
    let format = if time.second() == 0 && time.nanosecond() == 0 { "%H:%M" } else { "%H:%M:%S%.f" };
    time.format(format).to_string()
}

fn iso_offset(offset: Option<FixedOffset>) -> String {
    offset.map(|offset| offset.to_string()).unwrap_or_default()
}

fn parse_moment(text: &str) -> Option<Moment> {
    if let Ok(day) = Day::parse(text) {
        return Some(Moment::on(day));
    }
    let (day, rest) = text.split_once(['T', ' '])?;
    let day = Day::parse(day).ok()?;
    day.exact_date()?;
    let rest = rest.trim_start();
    let rest = rest.strip_prefix("às ").unwrap_or(rest).trim_start();
    let (time, offset) = split_offset(rest)?;
    Some(Moment { day, time: Some(parse_time(time)?), offset })
}

fn split_offset(text: &str) -> Option<(&str, Option<FixedOffset>)> {
    if let Some(time) = text.strip_suffix(['Z', 'z']) {
        return Some((time, FixedOffset::east_opt(0)));
    }
    match text.find(['+', '-', '\u{2212}']) {
        None => Some((text, None)),
        Some(at) => {
            let (time, offset) = text.split_at_checked(at)?;
            let offset = offset.replace('\u{2212}', "-").parse().ok()?;
            Some((time.trim_end(), Some(offset)))
        }
    }
}

fn parse_time(text: &str) -> Option<NaiveTime> {
    let colons = text.replacen('h', ":", 1);
    let colons = if colons.ends_with(':') { format!("{colons}00") } else { colons };
    ["%H:%M", "%H:%M:%S%.f"].iter().find_map(|f| NaiveTime::parse_from_str(&colons, f).ok())
}

impl Ord for Moment {
    /// Orders by local date and time, a date without time first. Offsets only break a tie: moments
    /// without one could not be ordered against the others by instant.
    fn cmp(&self, other: &Self) -> Ordering {
        let key = |m: &Self| (m.day, m.time, m.offset.map(|o| o.local_minus_utc()));
        key(self).cmp(&key(other))
    }
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl From<Day> for Moment {
    fn from(day: Day) -> Self {
        Self::on(day)
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.day.fmt(f)?;
        if let Some(time) = self.time {
            write!(f, " {}", time.format("%H:%M"))?;
        }
        if let Some(offset) = self.offset {
            write!(f, " ({})", offset.to_string().replace('-', "\u{2212}"))?;
        }
        Ok(())
    }
}

impl FromStr for Moment {
    type Err = MomentTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

serde_as_text!(Moment, Moment::to_iso, Moment::parse);

#[cfg(test)]
mod tests {
    use super::*;

    fn moment(text: &str) -> Moment {
        Moment::parse(text).unwrap()
    }

    #[test]
    fn every_writing_is_read_and_shown() {
        for (text, iso, shown) in [
            ("2026-10-05T14:33", "2026-10-05T14:33", "05/10/2026 14:33"),
            ("05/10/2026 14:33", "2026-10-05T14:33", "05/10/2026 14:33"),
            ("05/10/2026 14h33", "2026-10-05T14:33", "05/10/2026 14:33"),
            ("05/10/2026 às 14h", "2026-10-05T14:00", "05/10/2026 14:00"),
            ("2026-10-05 14:33:10", "2026-10-05T14:33:10", "05/10/2026 14:33"),
            (
                "2026-10-05T14:33:10-03:00",
                "2026-10-05T14:33:10-03:00",
                "05/10/2026 14:33 (\u{2212}03:00)",
            ),
            ("2026-10-05T14:33Z", "2026-10-05T14:33+00:00", "05/10/2026 14:33 (+00:00)"),
            ("2026-10-05T14:33:10.25", "2026-10-05T14:33:10.250", "05/10/2026 14:33"),
            ("2026-10", "2026-10", "10/2026"),
            ("2026", "2026", "2026"),
        ] {
            assert_eq!(moment(text).to_iso(), iso);
            assert_eq!(moment(text).to_string(), shown);
            assert_eq!(serde_json::to_value(moment(text)).unwrap(), iso);
            assert_eq!(moment(iso), moment(text));
        }
    }

    #[test]
    fn missing_offset_is_never_completed() {
        assert_eq!(moment("2026-10-05T14:33").offset(), None);
        assert_eq!(moment("2026-10-05T14:33").instant(), None);
        let instant = moment("2026-10-05T14:33-03:00").instant().unwrap();
        assert_eq!(instant.to_rfc3339(), "2026-10-05T14:33:00-03:00");
        assert_eq!(Moment::with_offset(instant), moment("2026-10-05T14:33-03:00"));
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            "ontem",
            "2026-10T14:33",
            "2026-10-05T25:00",
            "2026-10-05T14:33-3",
            "2026-10-05T",
            "05/10/2026 14:33 é",
        ] {
            assert!(Moment::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn order_is_local_with_the_bare_date_first() {
        let mut moments = [
            moment("2026-10-05T14:33"),
            moment("2026-10"),
            moment("2026-10-05T09:00-03:00"),
            moment("2026-10-05"),
        ];
        moments.sort();
        assert_eq!(
            moments.map(|m| m.to_iso()),
            ["2026-10", "2026-10-05", "2026-10-05T09:00-03:00", "2026-10-05T14:33"]
        );
    }
}
