//! Is this an export of WhatsApp? Dates before lines are found in many texts (logs, notes), so that
//! the writing alone is never certain: words or names that only WhatsApp writes are.

use super::order::{moment_of, order_of};
use super::phrases;
use super::stamp::{Shape, Stamp, is_mark, stamp_of};
use super::title_in_name;
use std::collections::BTreeSet;

/// How many lines are looked at.
const SAMPLE_LINES: usize = 400;

/// Names before a colon that programs write into their logs.
const LOG_WORDS: &[&str] = &[
    "trace", "debug", "info", "notice", "warn", "warning", "error", "erro", "fatal", "critical",
    "aviso", "alert", "emerg", "crit", "err", "verbose",
];

/// How sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Confidence {
    /// The lines look like it; the user is asked.
    Probable,
    /// Only WhatsApp writes this.
    Certain,
}

/// Returns whether `text`, or its beginning, is an export; nothing if it is not.
pub fn looks_like_export(text: &str, file_name: &str) -> Option<Confidence> {
    let lines: Vec<&str> = text.lines().take(SAMPLE_LINES).collect();
    let first = lines.iter().find(|line| !line.trim_matches(is_mark).trim().is_empty())?;
    let shape = stamp_of(first)?.shape;
    let stamps: Vec<Stamp<'_>> = lines
        .iter()
        .filter_map(|line| stamp_of(line).filter(|stamp| stamp.shape == shape))
        .collect();
    if !are_moments(&stamps) {
        return None;
    }
    let is_named = title_in_name(file_name).is_some() || file_name.ends_with("_chat.txt");
    let is_telling = stamps.iter().any(|stamp| phrases::is_telling(stamp.rest));
    if is_named || is_telling {
        return Some(Confidence::Certain);
    }
    is_talk(&stamps, shape, lines.len()).then_some(Confidence::Probable)
}

/// Returns whether every stamp is a moment in one order, hardly any older than the one before.
fn are_moments(stamps: &[Stamp<'_>]) -> bool {
    let stamps: Vec<&Stamp<'_>> = stamps.iter().collect();
    let (order, _) = order_of(&stamps, &[]);
    let moments: Vec<_> = stamps.iter().map_while(|stamp| moment_of(stamp, order)).collect();
    let backwards = moments.iter().zip(moments.iter().skip(1)).filter(|(a, b)| b < a).count();
    moments.len() == stamps.len() && backwards * 20 <= stamps.len()
}

/// Returns whether people talk: three lines or more with a name, of two people or with a comma as no
/// log has it, and at least a third of all lines.
fn is_talk(stamps: &[Stamp<'_>], shape: Shape, lines: usize) -> bool {
    let names: Vec<String> = stamps
        .iter()
        .filter_map(|stamp| Some(stamp.rest.split_once(": ")?.0.trim().to_lowercase()))
        .collect();
    let people: BTreeSet<&str> = names.iter().map(String::as_str).collect();
    let is_log = people.iter().any(|name| {
        LOG_WORDS.contains(&name.trim_matches(|c: char| !c.is_alphabetic()))
            || name.contains(['/', '\\', '=', '[', '{'])
    });
    // Who is not in the phone's contacts is named by the telephone number, which no log does.
    let is_number = |name: &&str| {
        name.starts_with('+') && name.chars().filter(char::is_ascii_digit).count() >= 8
    };
    let is_usual = shape.is_usual_on_phones() || people.iter().any(is_number);
    !is_log && is_usual && names.len() >= 3 && people.len() >= 2 && names.len() * 3 >= lines
}

/// Returns the place among `names` (paths in an archive) of the text of an export: `_chat.txt`, or a
/// name that WhatsApp gives. Nothing if there is none, or more than one.
pub fn chat_in_archive(names: &[String]) -> Option<usize> {
    let bare = |name: &str| name.rsplit(['/', '\\']).next().unwrap_or(name).to_owned();
    let is_chat = |name: &String| {
        let bare = bare(name);
        bare == "_chat.txt"
            || (title_in_name(&bare).is_some() && bare.to_lowercase().ends_with(".txt"))
    };
    let mut found = names.iter().enumerate().filter(|(_, name)| is_chat(name));
    let (at, _) = found.next()?;
    found.next().is_none().then_some(at)
}
