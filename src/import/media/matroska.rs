//! Matroska and WebM: EBML elements (RFC 8794, RFC 9559). Only what stands before the first cluster
//! of sound and pictures is read.

use super::source::{Source, big};
use super::{MediaContainer, MediaFacts, joined};
use crate::base::Moment;
use chrono::{DateTime, TimeDelta};
use std::io::{Read, Seek};

/// Most elements that are looked at on one level.
const MAX_ELEMENTS: usize = 5_000;

const SEGMENT: u64 = 0x1853_8067;
const INFO: u64 = 0x1549_A966;
const TRACKS: u64 = 0x1654_AE6B;
const CLUSTER: u64 = 0x1F43_B675;
const TIMESTAMP_SCALE: u64 = 0x2A_D7B1;
const DURATION: u64 = 0x4489;
const DATE: u64 = 0x4461;
const TRACK: u64 = 0xAE;
const TRACK_TYPE: u64 = 0x83;
const CODEC: u64 = 0x86;

/// Nanoseconds of a unit of time where the file says nothing (RFC 9559, 5.1.2.9).
const USUAL_SCALE: u64 = 1_000_000;

/// Seconds from 1970-01-01 to 2001-01-01, where the clock of these files begins.
const SECONDS_1970_TO_2001: i64 = 978_307_200;

/// An element: its number and where its content stands.
#[derive(Debug, Clone, Copy)]
struct Element {
    id: u64,
    start: u64,
    end: u64,
}

/// Returns the facts of the segment; without one, only the container.
pub(super) fn facts_of<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let mut facts = MediaFacts::of(MediaContainer::Matroska);
    let end = source.length();
    let Some(segment) = elements(source, 0, end).into_iter().find(|part| part.id == SEGMENT) else {
        return Some(facts);
    };
    for part in elements(source, segment.start, segment.end) {
        match part.id {
            INFO => information(source, part, &mut facts),
            TRACKS => tracks(source, part, &mut facts),
            _ => {}
        }
    }
    Some(facts)
}

/// Returns the elements between two places, up to the first cluster.
fn elements<R: Read + Seek>(source: &mut Source<'_, R>, from: u64, to: u64) -> Vec<Element> {
    let mut found = Vec::new();
    let mut at = from;
    while at < to && found.len() < MAX_ELEMENTS {
        let Some(next) = element_at(source, at, to) else { break };
        if next.id == CLUSTER {
            break;
        }
        at = next.end;
        found.push(next);
    }
    found
}

fn element_at<R: Read + Seek>(source: &mut Source<'_, R>, at: u64, to: u64) -> Option<Element> {
    let head = source.up_to(at, 12);
    let id_length = length_of_number(*head.first()?)?;
    let id = big(&head, 0, id_length)?;
    let size_length = length_of_number(*head.get(id_length)?)?;
    let size = big(&head, id_length, size_length)?;
    // All bits of the number set: the length is not known, it reaches to the end.
    let value_bits = 7_u32.checked_mul(u32::try_from(size_length).ok()?)?;
    let most = 1_u64.checked_shl(value_bits)?.checked_sub(1)?;
    let size = size & most;
    let start = at.checked_add(u64::try_from(id_length.checked_add(size_length)?).ok()?)?;
    let end = if size == most { to } else { start.checked_add(size)?.min(to) };
    (start <= end).then_some(Element { id, start, end })
}

/// The zeros before the first set bit tell how many bytes a number has.
fn length_of_number(first: u8) -> Option<usize> {
    let zeros = usize::try_from(first.leading_zeros()).ok()?;
    (zeros < 8).then_some(zeros + 1)
}

fn content<R: Read + Seek>(source: &mut Source<'_, R>, of: Element) -> Vec<u8> {
    let length = usize::try_from(of.end.saturating_sub(of.start)).unwrap_or(usize::MAX);
    source.up_to(of.start, length.min(4_096))
}

fn information<R: Read + Seek>(source: &mut Source<'_, R>, of: Element, facts: &mut MediaFacts) {
    let (mut scale, mut duration) = (USUAL_SCALE, None);
    for part in elements(source, of.start, of.end) {
        let bytes = content(source, part);
        match part.id {
            TIMESTAMP_SCALE => scale = big(&bytes, 0, bytes.len().min(8)).unwrap_or(scale),
            DURATION => duration = float_in(&bytes),
            DATE => facts.recorded_at = moment_since_2001(&bytes),
            _ => {}
        }
    }
    facts.duration_ms = duration.and_then(|units| scaled(units, scale));
}

fn float_in(bytes: &[u8]) -> Option<f64> {
    match bytes.len() {
        4 => Some(f64::from(f32::from_be_bytes(bytes.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(bytes.try_into().ok()?)),
        _ => None,
    }
}

/// Returns so many units of `scale` nanoseconds in milliseconds, up to a thousand days.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "the bounds are checked, and nanoseconds of a scale are few"
)]
fn scaled(units: f64, scale: u64) -> Option<u64> {
    let milliseconds = units * scale as f64 / 1_000_000.0;
    (0.0..86_400_000_000.0).contains(&milliseconds).then_some(milliseconds as u64)
}

fn moment_since_2001(bytes: &[u8]) -> Option<Moment> {
    let nanoseconds = i64::from_be_bytes(bytes.try_into().ok()?);
    let begin = DateTime::from_timestamp(SECONDS_1970_TO_2001, 0)?;
    let whole = TimeDelta::nanoseconds(nanoseconds).num_seconds();
    let at = begin.checked_add_signed(TimeDelta::try_seconds(whole)?)?;
    // The very beginning is a clock that was not set.
    (whole > 0).then(|| Moment::with_offset(at.fixed_offset()))
}

fn tracks<R: Read + Seek>(source: &mut Source<'_, R>, of: Element, facts: &mut MediaFacts) {
    let (mut pictures, mut sounds) = (Vec::new(), Vec::new());
    for track in elements(source, of.start, of.end).into_iter().filter(|part| part.id == TRACK) {
        let (mut kind, mut codec) = (0, None);
        for part in elements(source, track.start, track.end) {
            let bytes = content(source, part);
            match part.id {
                TRACK_TYPE => kind = big(&bytes, 0, bytes.len().min(8)).unwrap_or(0),
                CODEC => codec = Some(codec_name(&String::from_utf8_lossy(&bytes))),
                _ => {}
            }
        }
        match kind {
            1 => pictures.extend(codec),
            2 => sounds.extend(codec),
            _ => {}
        }
    }
    facts.has_video = !pictures.is_empty();
    facts.codec = joined(&[pictures, sounds].concat());
}

fn codec_name(mark: &str) -> String {
    let mark = mark.trim_matches('\0');
    let known = match mark {
        "V_MPEG4/ISO/AVC" => "H.264",
        "V_MPEGH/ISO/HEVC" => "H.265",
        "V_VP8" => "VP8",
        "V_VP9" => "VP9",
        "V_AV1" => "AV1",
        "A_OPUS" => "Opus",
        "A_VORBIS" => "Vorbis",
        "A_MPEG/L3" => "MP3",
        "A_FLAC" => "FLAC",
        _ if mark.starts_with("A_AAC") => "AAC",
        _ if mark.starts_with("A_PCM") => "PCM",
        _ => return mark.chars().filter(char::is_ascii_graphic).take(40).collect(),
    };
    known.to_owned()
}
