//! From lines to messages: which lines begin one, who wrote it, and what it tells of files.

use super::order::{moment_of, order_of};
use super::phrases;
use super::stamp::{Place, Shape, Stamp, is_mark, stamp_of, without_marks};
use super::{Chat, ChatMedia, ChatMessage, DateOrder, MAX_MESSAGES};
use crate::base::Moment;
use crate::import::name_date::day_in_name;
use chrono::NaiveDate;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Longest name of a sender, in characters: longer ones are text before a colon.
const MAX_SENDER_CHARS: usize = 100;

/// A line that begins a message, and where it stands.
struct Beginning<'a> {
    at: usize,
    stamp: Stamp<'a>,
}

/// Returns the conversation in `text`, unless no line of it begins like a message.
pub(super) fn chat_of(text: &str) -> Option<Chat> {
    let lines: Vec<&str> = text.lines().collect();
    let all = beginnings(&lines);
    let shape = usual_shape(&all)?;
    let (usual, other): (Vec<_>, Vec<_>) =
        all.into_iter().partition(|beginning| beginning.stamp.shape == shape);
    let (date_order, order_basis) = {
        let stamps: Vec<&Stamp<'_>> = usual.iter().map(|beginning| &beginning.stamp).collect();
        order_of(&stamps, &days_of_media(&stamps))
    };
    let (dated, undated): (Vec<_>, Vec<_>) =
        usual.into_iter().partition(|beginning| moment_of(&beginning.stamp, date_order).is_some());
    let mut odd_lines: Vec<u32> =
        other.iter().chain(&undated).map(|beginning| line_number(beginning.at)).collect();
    odd_lines.sort_unstable();
    let kept = dated.get(..dated.len().min(MAX_MESSAGES))?;
    let end = dated.get(MAX_MESSAGES).map_or(lines.len(), |beginning| beginning.at);
    let messages = messages_of(&lines, kept, end, date_order);
    let first = kept.first()?.at;
    let media = media_of(&messages);
    let moments = || messages.iter().map(|message| message.when);
    let is_left_out =
        |message: &&ChatMessage| message.media.as_ref().is_some_and(|media| !media.exported);
    let left_out = messages.iter().filter(is_left_out).count();
    Some(Chat {
        title: title_of(&messages),
        date_order,
        order_basis,
        preamble: lines.get(..first)?.iter().map(|line| without_marks(line)).collect(),
        participants: participants_of(&messages),
        first_at: moments().min(),
        last_at: moments().max(),
        media_not_exported: u32::try_from(left_out).unwrap_or(u32::MAX),
        media,
        odd_lines,
        truncated: end < lines.len(),
        messages,
    })
}

fn beginnings<'a>(lines: &[&'a str]) -> Vec<Beginning<'a>> {
    let stamped = |(at, line): (usize, &&'a str)| Some(Beginning { at, stamp: stamp_of(line)? });
    lines.iter().enumerate().filter_map(stamped).collect()
}

/// Returns the shape that most beginnings have; of equals, the one that stands first.
fn usual_shape(beginnings: &[Beginning<'_>]) -> Option<Shape> {
    let mut counts: BTreeMap<Shape, (usize, Reverse<usize>)> = BTreeMap::new();
    for beginning in beginnings {
        let count = counts.entry(beginning.stamp.shape).or_insert((0, Reverse(beginning.at)));
        count.0 += 1;
    }
    counts.into_iter().max_by_key(|(_, count)| *count).map(|(shape, _)| shape)
}

/// Returns the days in the names of attachments, with the place of their stamp.
fn days_of_media(stamps: &[&Stamp<'_>]) -> Vec<(usize, NaiveDate)> {
    let day = |(at, stamp): (usize, &&Stamp<'_>)| {
        let (_, text) = stamp.rest.split_once(": ")?;
        let name = phrases::media_of(text, stamp.shape.place)?.name?;
        // iPhones number the files of an export: `00000012-PHOTO-2026-10-05-14-33-10.jpg`.
        let bare = name.split_once("-PHOTO-").map_or(name.as_str(), |(_, rest)| rest);
        Some((at, day_in_name(bare)?.parse().ok()?))
    };
    stamps.iter().enumerate().filter_map(day).collect()
}

/// Lines are counted from 1; beyond four thousand million they are held there.
fn line_number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX).saturating_add(1)
}

fn messages_of(
    lines: &[&str],
    beginnings: &[Beginning<'_>],
    end: usize,
    order: DateOrder,
) -> Vec<ChatMessage> {
    let senders = certain_senders(beginnings);
    let ends = beginnings.iter().skip(1).map(|next| next.at).chain(std::iter::once(end));
    let message = |(beginning, end): (&Beginning<'_>, usize)| {
        let when = Moment::local(moment_of(&beginning.stamp, order)?);
        let following = lines.get(beginning.at.checked_add(1)?..end)?;
        let place = beginning.stamp.shape.place;
        let (sender, first) = sender_of(beginning.stamp.rest, &senders);
        let marked = std::iter::once(first).chain(following.iter().copied()).collect::<Vec<_>>();
        let marked = marked.join("\n");
        let text = without_marks(&marked);
        let system = is_system(sender.as_deref(), &marked, place);
        let media = if system { None } else { phrases::media_of(&marked, place) };
        Some(ChatMessage {
            line: line_number(beginning.at),
            lines: line_number(following.len()),
            when,
            written: beginning.stamp.written.clone(),
            sender,
            edited: !system && phrases::is_edited(&text),
            deleted: !system && phrases::is_deleted(&text),
            media,
            system,
            text,
        })
    };
    beginnings.iter().zip(ends).filter_map(message).collect()
}

/// Returns the names that stand before a colon and a space.
fn certain_senders(beginnings: &[Beginning<'_>]) -> BTreeSet<String> {
    let none = BTreeSet::new();
    beginnings.iter().filter_map(|beginning| sender_of(beginning.stamp.rest, &none).0).collect()
}

/// Returns the sender and the rest. A name stands before the first colon and space, or alone before a
/// colon if the text begins in the next line; one that is `known` needs no space after it.
fn sender_of<'a>(rest: &'a str, known: &BTreeSet<String>) -> (Option<String>, &'a str) {
    let is_name = |name: &str| {
        let length = name.chars().count();
        (1..=MAX_SENDER_CHARS).contains(&length) && !phrases::is_cut_deed(name)
    };
    let bare = |name: &str| without_marks(name).trim().to_owned();
    let parted = rest.split_once(": ").or_else(|| Some((rest.trim_end().strip_suffix(':')?, "")));
    if let Some((name, text)) = parted
        && is_name(&bare(name))
    {
        return (Some(bare(name)), text);
    }
    match rest.split_once(':') {
        Some((name, text)) if known.contains(&bare(name)) => (Some(bare(name)), text),
        _ => (None, rest),
    }
}

/// Returns whether the program wrote this. Without a name it always did; iPhones put a name before
/// such a line and a direction mark before its words, which no keyboard writes.
fn is_system(sender: Option<&str>, marked: &str, place: Place) -> bool {
    match sender {
        None => true,
        Some(_) if phrases::is_banner(marked) => true,
        Some(_) => {
            place == Place::Brackets
                && marked.starts_with(is_mark)
                && phrases::media_of(marked, place).is_none()
                && !phrases::is_deleted(&without_marks(marked))
                && phrases::tells_a_deed(marked)
        }
    }
}

fn participants_of(messages: &[ChatMessage]) -> Vec<String> {
    let mut seen = BTreeSet::new();
    let senders = messages.iter().filter(|message| !message.system);
    senders
        .filter_map(|message| message.sender.clone())
        .filter(|sender| seen.insert(sender.clone()))
        .collect()
}

fn media_of(messages: &[ChatMessage]) -> Vec<ChatMedia> {
    let mut seen = BTreeSet::new();
    let named = messages.iter().filter_map(|message| {
        let media = message.media.as_ref().filter(|media| media.exported)?;
        Some((media.name.clone()?, message.line))
    });
    named
        .filter(|(name, _)| seen.insert(name.clone()))
        .map(|(name, line)| ChatMedia { name, line, sha256: None, found: false })
        .collect()
}

/// Returns the name of the chat that lines of the program tell: what an iPhone puts before the notice
/// of encryption, else the name given to the group last.
fn title_of(messages: &[ChatMessage]) -> Option<String> {
    let system = || messages.iter().filter(|message| message.system);
    let banner = system().find(|message| phrases::is_banner(&message.text));
    banner
        .and_then(|message| message.sender.clone())
        .or_else(|| system().rev().find_map(|message| phrases::quoted_title(&message.text)))
}
