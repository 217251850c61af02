//! Facts of sound and video: how long, when recorded, in which coding. Only headers are read, never
//! the sound or the pictures themselves; nothing is decoded.
//!
//! One small reader a container: the crates at hand give durations of some and codings of none.
//! Deliberately not here: the place where a video was taken, and tags of music.

mod boxes;
mod frames;
mod matroska;
mod ogg;
mod source;
#[cfg(test)]
mod tests;
mod wave;

use crate::base::Moment;
use crate::import::{NoteCode, Parsed, ReadNote, Reading};
use serde::{Deserialize, Serialize};
use source::Source;
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;

/// What could be read of a sound or video.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct MediaFacts {
    /// The container.
    pub container: MediaContainer,
    /// How long it plays, in milliseconds, as the file says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(type = "number", optional))]
    pub duration_ms: Option<u64>,
    /// When it was recorded, by the device: with its offset if that is written, else in UTC, as the
    /// containers have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recorded_at: Option<Moment>,
    /// The codings, such as `H.264 + MPEG-4 Audio`; of an unknown one, the mark in the file.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub codec: Option<String>,
    /// Whether it has moving pictures.
    pub has_video: bool,
}

/// The container of a sound or video.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum MediaContainer {
    /// MP4 and its kin: MOV, 3GP, M4A.
    Mp4,
    /// Matroska and WebM.
    Matroska,
    /// Ogg, also the voice messages of WhatsApp.
    Ogg,
    /// MPEG sound (MP3).
    Mpeg,
    /// RIFF WAVE.
    Wave,
    /// Adaptive Multi-Rate, of older phones.
    Amr,
}

/// Returns whether a type by content is that of a sound or video.
pub fn is_media(media_type: &str) -> bool {
    media_type.starts_with("audio/")
        || media_type.starts_with("video/")
        || media_type == "application/ogg"
}

/// Returns what is told of the file of a sound or video: it has no pages, only facts.
///
/// # Errors
/// The file cannot be read.
pub fn read_facts(path: &Path, media_type: &str) -> io::Result<Reading> {
    let facts = read(&mut BufReader::new(File::open(path)?))?;
    let reading = Reading::of_type(media_type).with_note(ReadNote::bare(NoteCode::NotPrintable));
    Ok(Reading { parsed: facts.map(Parsed::Media), ..reading })
}

/// Returns the facts of a sound or video, or nothing if it is none that is known here. What cannot be
/// found in a damaged one is left out.
///
/// # Errors
/// Returns the error of `file` if it cannot be read.
pub fn read(file: &mut (impl Read + Seek)) -> io::Result<Option<MediaFacts>> {
    let mut source = Source::new(file)?;
    let head = source.up_to(0, 16);
    let facts = match head.as_slice() {
        [_, _, _, _, b'f', b't', b'y', b'p', ..]
        | [_, _, _, _, b'm', b'o', b'o', b'v', ..]
        | [_, _, _, _, b'm', b'd', b'a', b't', ..]
        | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => boxes::facts_of(&mut source),
        [0x1A, 0x45, 0xDF, 0xA3, ..] => matroska::facts_of(&mut source),
        [b'O', b'g', b'g', b'S', ..] => ogg::facts_of(&mut source),
        [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'A', b'V', b'E', ..] => {
            wave::facts_of(&mut source)
        }
        [b'#', b'!', b'A', b'M', b'R', ..] => frames::facts_of_amr(&mut source),
        _ => frames::facts_of_mpeg(&mut source),
    };
    source.finish(facts)
}

impl MediaFacts {
    /// Returns facts that know the container and nothing else.
    const fn of(container: MediaContainer) -> Self {
        Self { container, duration_ms: None, recorded_at: None, codec: None, has_video: false }
    }
}

/// Returns `units` of which a second has `per_second`, in milliseconds; nothing if that is no time.
fn milliseconds(units: u64, per_second: u64) -> Option<u64> {
    let exact = u128::from(units).checked_mul(1_000)?.checked_div(u128::from(per_second))?;
    u64::try_from(exact).ok()
}

/// Returns the names of the codings, each once.
fn joined(codecs: &[String]) -> Option<String> {
    let mut seen: Vec<&str> = Vec::new();
    for codec in codecs {
        if !seen.contains(&codec.as_str()) {
            seen.push(codec);
        }
    }
    (!seen.is_empty()).then(|| seen.join(" + "))
}
