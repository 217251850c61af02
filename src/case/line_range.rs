//! A range of lines of an exported conversation: what of it is printed.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

/// Lines of the export, counted from 1; the first is not after the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Ends")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LineRange {
    first: u32,
    last: u32,
}

/// The two ends as they are written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    first: u32,
    last: u32,
}

/// Why two numbers or a text are no range of lines.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a range of lines: {text:?}")]
pub struct LineRangeError {
    /// What was given.
    pub text: String,
}

impl LineRange {
    /// Returns the range from one line to another.
    ///
    /// # Errors
    /// Line 0, or a first line after the last.
    pub fn new(first: u32, last: u32) -> Result<Self, LineRangeError> {
        if first == 0 || first > last {
            return Err(LineRangeError { text: format!("{first}-{last}") });
        }
        Ok(Self { first, last })
    }

    /// Returns the lines.
    pub const fn lines(self) -> RangeInclusive<u32> {
        self.first..=self.last
    }
}

impl TryFrom<Ends> for LineRange {
    type Error = LineRangeError;

    fn try_from(Ends { first, last }: Ends) -> Result<Self, Self::Error> {
        Self::new(first, last)
    }
}

impl fmt::Display for LineRange {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.first, self.last)
    }
}

impl FromStr for LineRange {
    type Err = LineRangeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || LineRangeError { text: text.to_owned() };
        let number = |part: &str| part.trim().parse::<u32>().map_err(|_| wrong());
        match text.split_once('-') {
            Some((first, last)) => Self::new(number(first)?, number(last)?),
            None => number(text).and_then(|line| Self::new(line, line)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_range_is_refused_however_it_is_written() {
        assert_eq!("4-9".parse::<LineRange>().unwrap().lines(), 4..=9);
        assert_eq!("7".parse::<LineRange>().unwrap().to_string(), "7-7");
        for text in ["", "0-3", "9-4", "a-b", "-3", "1-2-3"] {
            assert!(text.parse::<LineRange>().is_err(), "{text}");
        }
        for json in [r#"{"first":9,"last":4}"#, r#"{"first":0,"last":4}"#, r#"{"first":1}"#] {
            assert!(serde_json::from_str::<LineRange>(json).is_err(), "{json}");
        }
        let range = LineRange::new(4, 9).unwrap();
        assert_eq!(serde_json::to_string(&range).unwrap(), r#"{"first":4,"last":9}"#);
    }
}
