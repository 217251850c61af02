//! MP4, MOV, 3GP and M4A: nested boxes (ISO/IEC 14496-12). The movie header has the duration and a
//! time in UTC, Apple's keys the local time with its offset, each track its coding.

use super::source::{Source, big};
use super::{MediaContainer, MediaFacts, joined, milliseconds};
use crate::base::Moment;
use chrono::{DateTime, Datelike, TimeDelta};
use std::io::{Read, Seek};

/// Most boxes that are looked at in one file.
const MAX_BOXES: usize = 20_000;

/// The year before which a recording date is an unset clock.
const FIRST_YEAR: i32 = 1990;

/// Seconds from 1904-01-01, where the clock of these files begins, to 1970-01-01.
const SECONDS_1904_TO_1970: i64 = 2_082_844_800;

/// A box: its name and where its content stands.
#[derive(Debug, Clone, Copy)]
struct Found {
    name: [u8; 4],
    start: u64,
    end: u64,
}

/// Returns the facts of the movie; without a movie box, only the container.
pub(super) fn facts_of<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let mut facts = MediaFacts::of(MediaContainer::Mp4);
    let end = source.length();
    let Some(movie) = boxes(source, 0, end).into_iter().find(|found| &found.name == b"moov") else {
        return Some(facts);
    };
    let parts = boxes(source, movie.start, movie.end);
    let mut apple_date = None;
    let (mut pictures, mut sounds, mut longest) = (Vec::new(), Vec::new(), None);
    for part in parts {
        match &part.name {
            b"mvhd" => header(source, part, &mut facts),
            b"trak" => {
                let track = track(source, part);
                longest = longest.max(track.duration_ms);
                match track.handler {
                    Some([b'v', b'i', b'd', b'e']) => pictures.extend(track.codec),
                    Some([b's', b'o', b'u', b'n']) => sounds.extend(track.codec),
                    _ => {}
                }
            }
            b"meta" => apple_date = apple_date.or(date_in_keys(source, part)),
            b"udta" => apple_date = apple_date.or(date_in_user_data(source, part)),
            _ => {}
        }
    }
    facts.has_video = !pictures.is_empty();
    facts.duration_ms = facts.duration_ms.or(longest);
    facts.recorded_at = apple_date.or(facts.recorded_at);
    facts.codec = joined(&[pictures, sounds].concat());
    Some(facts)
}

/// Returns the boxes between two places; a wrong length ends the list.
fn boxes<R: Read + Seek>(source: &mut Source<'_, R>, from: u64, to: u64) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to && found.len() < MAX_BOXES {
        let Some(next) = box_at(source, at, to) else { break };
        at = next.end;
        found.push(next);
    }
    found
}

fn box_at<R: Read + Seek>(source: &mut Source<'_, R>, at: u64, to: u64) -> Option<Found> {
    let head = source.up_to(at, 16);
    let name = head.get(4..8)?.try_into().ok()?;
    let (header, length) = match big(&head, 0, 4)? {
        0 => (8, to.checked_sub(at)?),
        1 => (16, big(&head, 8, 8)?),
        length => (8, length),
    };
    let end = at.checked_add(length)?.min(to);
    let start = at.checked_add(header)?;
    (length >= header && start <= end).then_some(Found { name, start, end })
}

fn content<R: Read + Seek>(source: &mut Source<'_, R>, of: Found) -> Vec<u8> {
    let length = usize::try_from(of.end.saturating_sub(of.start)).unwrap_or(usize::MAX);
    source.up_to(of.start, length)
}

/// Where time scale and duration stand depends on the version of a header: 32 or 64 bits. A movie in
/// fragments has none, and theirs are not added up.
fn duration_in(bytes: &[u8]) -> Option<u64> {
    let (scale, duration, unset) = match bytes.first()? {
        1 => (big(bytes, 20, 4)?, big(bytes, 24, 8)?, u64::MAX),
        _ => (big(bytes, 12, 4)?, big(bytes, 16, 4)?, u64::from(u32::MAX)),
    };
    if duration == unset { None } else { milliseconds(duration, scale).filter(|ms| *ms > 0) }
}

fn header<R: Read + Seek>(source: &mut Source<'_, R>, movie: Found, facts: &mut MediaFacts) {
    let bytes = content(source, movie);
    facts.duration_ms = duration_in(&bytes);
    let width = if bytes.first() == Some(&1) { 8 } else { 4 };
    facts.recorded_at = big(&bytes, 4, width).and_then(moment_since_1904);
}

fn moment_since_1904(seconds: u64) -> Option<Moment> {
    let seconds = i64::try_from(seconds).ok()?.checked_sub(SECONDS_1904_TO_1970)?;
    let at = DateTime::UNIX_EPOCH.checked_add_signed(TimeDelta::try_seconds(seconds)?)?;
    (FIRST_YEAR..2100).contains(&at.year()).then(|| Moment::with_offset(at.fixed_offset()))
}

/// What is read of a track.
#[derive(Default)]
struct Track {
    handler: Option<[u8; 4]>,
    codec: Option<String>,
    duration_ms: Option<u64>,
}

fn track<R: Read + Seek>(source: &mut Source<'_, R>, of: Found) -> Track {
    let mut track = Track::default();
    let Some(media) = boxes(source, of.start, of.end).into_iter().find(|f| &f.name == b"mdia")
    else {
        return track;
    };
    for part in boxes(source, media.start, media.end) {
        match &part.name {
            b"mdhd" => track.duration_ms = duration_in(&content(source, part)),
            b"hdlr" => {
                track.handler = source.exactly::<4>(part.start.saturating_add(8));
            }
            b"minf" => track.codec = codec_in(source, part),
            _ => {}
        }
    }
    track
}

fn codec_in<R: Read + Seek>(source: &mut Source<'_, R>, information: Found) -> Option<String> {
    let mut inner = information;
    for name in [b"stbl", b"stsd"] {
        inner = boxes(source, inner.start, inner.end).into_iter().find(|f| &f.name == name)?;
    }
    // Version, flags and count come first, then the length of the first entry.
    let mark = source.exactly::<4>(inner.start.checked_add(12)?)?;
    Some(codec_name(mark))
}

fn codec_name(mark: [u8; 4]) -> String {
    let known = match &mark {
        b"avc1" | b"avc3" => "H.264",
        b"hvc1" | b"hev1" => "H.265",
        b"av01" => "AV1",
        b"vp09" => "VP9",
        b"mp4v" => "MPEG-4",
        b"s263" | b"h263" => "H.263",
        b"jpeg" | b"mjpa" => "Motion JPEG",
        b"mp4a" => "MPEG-4 Audio",
        b".mp3" => "MP3",
        b"alac" => "ALAC",
        b"Opus" => "Opus",
        b"samr" => "AMR-NB",
        b"sawb" => "AMR-WB",
        b"ac-3" => "AC-3",
        b"sowt" | b"twos" | b"lpcm" | b"in24" => "PCM",
        other => {
            let shown = |byte: &u8| if byte.is_ascii_graphic() { char::from(*byte) } else { '?' };
            return other.iter().map(shown).collect();
        }
    };
    known.to_owned()
}

/// Apple's key for the moment of recording, with its offset.
const CREATION_KEY: &[u8] = b"com.apple.quicktime.creationdate";

/// Returns the moment under [`CREATION_KEY`] in a `meta` box: `keys` names them in order, `ilst` has
/// for each, by its number, a `data` box.
fn date_in_keys<R: Read + Seek>(source: &mut Source<'_, R>, meta: Found) -> Option<Moment> {
    // As an ISO box it begins with version and flags, as one of QuickTime it does not.
    let skip = if source.exactly::<4>(meta.start.checked_add(4)?)? == *b"hdlr" { 0 } else { 4 };
    let parts = boxes(source, meta.start.checked_add(skip)?, meta.end);
    let keys = content(source, *parts.iter().find(|part| &part.name == b"keys")?);
    let list = *parts.iter().find(|part| &part.name == b"ilst")?;
    let number = number_of_key(&keys)?;
    let item = boxes(source, list.start, list.end)
        .into_iter()
        .find(|item| big(&item.name, 0, 4) == Some(number))?;
    let data = boxes(source, item.start, item.end).into_iter().find(|f| &f.name == b"data")?;
    moment_in_text(content(source, data).get(8..)?)
}

/// Returns the number, from 1, of [`CREATION_KEY`] in a `keys` box.
fn number_of_key(keys: &[u8]) -> Option<u64> {
    let (mut at, mut number) = (8_usize, 1);
    loop {
        let length = usize::try_from(big(keys, at, 4)?).ok()?;
        let end = at.checked_add(length)?;
        if keys.get(at.checked_add(8)?..end)? == CREATION_KEY {
            return Some(number);
        }
        at = end;
        number += 1;
    }
}

/// Returns the moment in the `©day` of a `udta` box, or in its `meta`.
fn date_in_user_data<R: Read + Seek>(source: &mut Source<'_, R>, of: Found) -> Option<Moment> {
    let parts = boxes(source, of.start, of.end);
    let day = parts.iter().find(|part| part.name == *b"\xA9day").copied();
    let moment = day.and_then(|day| moment_in_text(content(source, day).get(4..)?));
    moment.or_else(|| {
        let meta = parts.iter().find(|part| &part.name == b"meta").copied()?;
        date_in_keys(source, meta)
    })
}

/// Returns the moment of a text such as `2019-02-12T15:27:12+0800`; a date alone is not taken, music
/// has it for the day of its sale.
fn moment_in_text(bytes: &[u8]) -> Option<Moment> {
    let text = std::str::from_utf8(bytes).ok()?.trim_matches(['\0', ' ']);
    let at = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z").ok()?;
    (FIRST_YEAR..2100).contains(&at.year()).then(|| Moment::with_offset(at))
}
