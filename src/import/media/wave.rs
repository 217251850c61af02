//! RIFF WAVE: the format chunk tells how many bytes a second has, the data chunk how many there are.

use super::source::{Source, little};
use super::{MediaContainer, MediaFacts, milliseconds};
use std::io::{Read, Seek};

/// Most chunks that are looked at.
const MAX_CHUNKS: usize = 1_000;

/// Returns the facts of the sound.
pub(super) fn facts_of<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let mut facts = MediaFacts::of(MediaContainer::Wave);
    let (mut at, mut bytes_per_second) = (12_u64, 0);
    for _ in 0..MAX_CHUNKS {
        let head = source.up_to(at, 8 + 16);
        let Some(length) = little(&head, 4, 4) else { break };
        let start = at.checked_add(8)?;
        match head.get(..4)? {
            b"fmt " => {
                facts.codec = little(&head, 8, 2).map(codec_name);
                bytes_per_second = little(&head, 16, 4).unwrap_or(0);
            }
            b"data" => {
                // Recorders that were cut off leave a length that is wrong.
                let there = source.length().saturating_sub(start);
                let length = if length == 0 { there } else { length.min(there) };
                facts.duration_ms = milliseconds(length, bytes_per_second);
                break;
            }
            _ => {}
        }
        at = start.checked_add(length)?.checked_add(length % 2)?;
    }
    Some(facts)
}

fn codec_name(tag: u64) -> String {
    let known = match tag {
        1 | 3 | 0xFFFE => "PCM",
        2 | 0x11 => "ADPCM",
        6 => "A-law",
        7 => "µ-law",
        0x31 => "GSM",
        0x55 => "MP3",
        _ => return format!("0x{tag:04X}"),
    };
    known.to_owned()
}
