//! The beginning of a message: date and time as the phone wrote them, in one of three places.
//! What the three numbers of a date mean is decided in `order`, from the whole file.

use chrono::NaiveTime;

/// Longest date and time that a line can begin with, in bytes.
const MAX_STAMP_BYTES: usize = 60;

/// Where date and time stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Place {
    /// `05/10/2026 14:33 - Nome: texto`, as Android writes.
    Dash,
    /// `[05/10/2026, 14:33:10] Nome: texto`, as iPhones write.
    Brackets,
    /// `[14:33, 05/10/2026] Nome: texto`, as WhatsApp Web copies.
    TimeFirst,
}

/// The writing of date and time. A phone exports all lines of a file in the same, so that lines of
/// another shape are what somebody pasted into a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Shape {
    pub place: Place,
    separator: char,
    has_comma: bool,
    has_seconds: bool,
    is_twelve_hours: bool,
    /// Whether the first number of the date has four digits.
    pub year_leads: bool,
    has_long_year: bool,
}

impl Shape {
    /// Returns whether phones write so. Brackets around a date with dashes are what logs have.
    pub const fn is_usual_on_phones(self) -> bool {
        match self.place {
            Place::Dash | Place::TimeFirst => true,
            Place::Brackets => self.has_comma || self.separator == '/',
        }
    }
}

/// Date and time at the beginning of a line, and what follows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp<'a> {
    pub shape: Shape,
    /// The three numbers of the date, in the order in which they stand.
    pub numbers: [u16; 3],
    pub time: NaiveTime,
    /// Date and time as written, without brackets.
    pub written: String,
    /// What follows: a name and the text, or a line of the program.
    pub rest: &'a str,
}

/// Returns whether `c` only tells the direction of writing, or marks the beginning of a file. The
/// joiners inside emoji are none of these.
pub(super) const fn is_mark(c: char) -> bool {
    matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}')
}

/// Returns `text` without direction marks.
pub(super) fn without_marks(text: &str) -> String {
    text.chars().filter(|c| !is_mark(*c)).collect()
}

/// Returns the stamp that `line` begins with.
pub(super) fn stamp_of(line: &str) -> Option<Stamp<'_>> {
    let line = line.trim_start_matches(is_mark);
    let (inside, rest, is_bracketed) = match line.strip_prefix('[') {
        Some(inner) => {
            let (inside, rest) = inner.split_once(']')?;
            (inside, rest, true)
        }
        None => {
            let (inside, rest) = line.split_once(" - ").or_else(|| line.split_once(" – "))?;
            (inside, rest, false)
        }
    };
    if inside.len() > MAX_STAMP_BYTES {
        return None;
    }
    let rest = rest.strip_prefix(' ').unwrap_or(rest);
    let written = without_marks(inside);
    let (place, date, has_comma, time) = parts_of(written.trim(), is_bracketed)?;
    let (numbers, separator, lengths) = numbers_of(date)?;
    let (time, has_seconds, is_twelve_hours) = time_of(time)?;
    let shape = Shape {
        place,
        separator,
        has_comma,
        has_seconds,
        is_twelve_hours,
        year_leads: lengths[0] == 4,
        has_long_year: lengths[0] == 4 || lengths[2] == 4,
    };
    Some(Stamp { shape, numbers, time, written: written.trim().to_owned(), rest })
}

/// Returns the place, the date, whether a comma parts the two, and the time.
fn parts_of(inside: &str, is_bracketed: bool) -> Option<(Place, &str, bool, &str)> {
    if is_bracketed
        && let Some((time, date)) = inside.split_once(", ")
        && numbers_of(date.trim()).is_some()
    {
        return Some((Place::TimeFirst, date.trim(), true, time));
    }
    let place = if is_bracketed { Place::Brackets } else { Place::Dash };
    let (date, time) = inside.split_once(char::is_whitespace)?;
    let bare = date.strip_suffix(',');
    Some((place, bare.unwrap_or(date), bare.is_some(), time.trim()))
}

/// Returns the numbers of a date, what parts them, and how many digits each has.
fn numbers_of(date: &str) -> Option<([u16; 3], char, [usize; 3])> {
    let separator = date.chars().find(|c| !c.is_ascii_digit())?;
    if !matches!(separator, '/' | '.' | '-') {
        return None;
    }
    let mut parts = date.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = matches!(
        (first.len(), second.len(), third.len()),
        (1 | 2, 1 | 2, 2 | 4) | (4, 1 | 2, 1 | 2)
    );
    if !fits || parts.next().is_some() {
        return None;
    }
    let number = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse::<u16>().ok())?
    };
    let numbers = [number(first)?, number(second)?, number(third)?];
    Some((numbers, separator, [first.len(), second.len(), third.len()]))
}

/// Returns the time, whether it has seconds, and whether it counts twice twelve hours.
fn time_of(text: &str) -> Option<(NaiveTime, bool, bool)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && !matches!(c, ':' | '.'));
    let (digits, half) = text.split_at_checked(end.unwrap_or(text.len()))?;
    let mut parts = digits.split([':', '.']);
    let number = |part: Option<&str>, lengths: &[usize]| -> Option<u32> {
        let part = part?;
        lengths.contains(&part.len()).then(|| part.parse().ok())?
    };
    let hour = number(parts.next(), &[1, 2])?;
    let minute = number(parts.next(), &[2])?;
    let second = match parts.next() {
        None => None,
        seconds => Some(number(seconds, &[2])?),
    };
    if parts.next().is_some() {
        return None;
    }
    let half = half_of_day(half)?;
    let hour = match half {
        None => hour,
        Some(_) if hour > 12 => return None,
        Some(is_afternoon) => hour % 12 + if is_afternoon { 12 } else { 0 },
    };
    let time = NaiveTime::from_hms_opt(hour, minute, second.unwrap_or(0))?;
    Some((time, second.is_some(), half.is_some()))
}

/// Returns whether the words behind a time say afternoon; the outer option tells whether they are
/// understood, the inner one whether there are any.
#[expect(clippy::option_option, reason = "no words and words not understood are two things")]
fn half_of_day(words: &str) -> Option<Option<bool>> {
    let bare: String = words.chars().filter(|c| !c.is_whitespace() && *c != '.').collect();
    match bare.to_lowercase().as_str() {
        "" => Some(None),
        "am" | "damanhã" | "damadrugada" => Some(Some(false)),
        "pm" | "datarde" | "danoite" => Some(Some(true)),
        _ => None,
    }
}
