//! Sound without a container: MPEG audio (MP3) and AMR are frames one after the other, counted by
//! their heads.

use super::source::{Source, big};
use super::{MediaContainer, MediaFacts, milliseconds};
use std::io::{Read, Seek};

/// Most frames that are counted: more than 14 hours of MP3.
const MAX_FRAMES: u64 = 2_000_000;

/// How far behind the tags the first frame is looked for.
const MAX_GAP_BYTES: usize = 128 * 1024;

/// How many bytes are read at once while counting.
const PIECE_BYTES: usize = 512 * 1024;

/// The head of an MPEG audio frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Frame {
    /// The mark of version and layer, which all frames of a file share.
    kind: u8,
    samples: u64,
    rate: u64,
    length: u64,
    /// Where the table of a variable rate would stand.
    table_at: u64,
}

/// Kilobits a second of layer III, MPEG 1 and MPEG 2 (ISO/IEC 11172-3, 13818-3).
const RATES_1: [u64; 15] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const RATES_2: [u64; 15] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];

/// Samples a second of MPEG 1; MPEG 2 has half, MPEG 2.5 a quarter.
const SAMPLE_RATES: [u64; 3] = [44_100, 48_000, 32_000];

/// Returns the facts of layer III sound, or nothing if no two frames follow each other.
pub(super) fn facts_of_mpeg<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let (at, first) = first_frame(source)?;
    let mut facts = MediaFacts::of(MediaContainer::Mpeg);
    facts.codec = Some("MP3".to_owned());
    let frames = frames_in_table(source, at, first).unwrap_or_else(|| count(source, at, first));
    facts.duration_ms = milliseconds(frames.checked_mul(first.samples)?, first.rate);
    Some(facts)
}

/// Returns the first frame behind the tags that another one of its kind follows.
fn first_frame<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<(u64, Frame)> {
    let mut at = 0;
    while let Some(length) = tag_length(&source.up_to(at, 10)) {
        at = length.checked_add(at)?;
    }
    let bytes = source.up_to(at, MAX_GAP_BYTES);
    // Without a tag, sound begins at once: other files are not searched for what looks like it.
    let gap = if at == 0 { 1 } else { bytes.len() };
    (0..gap).find_map(|skip| {
        let frame = frame_of(bytes.get(skip..)?)?;
        let place = at.checked_add(u64::try_from(skip).ok()?)?;
        let next = frame_of(&source.up_to(place.checked_add(frame.length)?, 4))?;
        (next.kind == frame.kind && next.rate == frame.rate).then_some((place, frame))
    })
}

/// Returns the length of an ID3v2 tag, whose four bytes have seven bits each.
fn tag_length(head: &[u8]) -> Option<u64> {
    if !head.starts_with(b"ID3") {
        return None;
    }
    let size = head.get(6..10)?.iter().fold(0, |size, byte| (size << 7) | u64::from(byte & 0x7F));
    size.checked_add(10)
}

fn frame_of(head: &[u8]) -> Option<Frame> {
    let [first, second, third, fourth] = *head.first_chunk::<4>()?;
    let version = second >> 3 & 3;
    let is_layer_3 = second >> 1 & 3 == 1;
    if first != 0xFF || second & 0xE0 != 0xE0 || version == 1 || !is_layer_3 {
        return None;
    }
    let is_first_version = version == 3;
    let rates = if is_first_version { RATES_1 } else { RATES_2 };
    let kilobits = *rates.get(usize::from(third >> 4)).filter(|rate| **rate > 0)?;
    let divisor = match version {
        3 => 1,
        2 => 2,
        _ => 4,
    };
    let rate = SAMPLE_RATES.get(usize::from(third >> 2 & 3))? / divisor;
    let samples = if is_first_version { 1_152 } else { 576 };
    let padding = u64::from(third >> 1 & 1);
    let is_mono = fourth >> 6 == 3;
    let side = match (is_first_version, is_mono) {
        (true, false) => 32,
        (true, true) | (false, false) => 17,
        (false, true) => 9,
    };
    let length = (samples / 8 * kilobits * 1_000).checked_div(rate)?.checked_add(padding)?;
    Some(Frame { kind: second & 0xFE, samples, rate, length, table_at: 4 + side })
}

/// Returns how many frames the table of a variable rate (Xing, Info, VBRI) in the first frame tells.
fn frames_in_table<R: Read + Seek>(
    source: &mut Source<'_, R>,
    at: u64,
    frame: Frame,
) -> Option<u64> {
    let table = source.up_to(at.checked_add(frame.table_at)?, 12);
    if table.starts_with(b"Xing") || table.starts_with(b"Info") {
        let has_frames = big(&table, 4, 4)? & 1 == 1;
        return has_frames.then(|| big(&table, 8, 4))?;
    }
    let table = source.up_to(at.checked_add(36)?, 18);
    table.starts_with(b"VBRI").then(|| big(&table, 14, 4))?
}

/// Counts the frames up to the first place where none follows.
fn count<R: Read + Seek>(source: &mut Source<'_, R>, from: u64, first: Frame) -> u64 {
    walk(source, from, |head| {
        let frame = frame_of(head)?;
        (frame.kind == first.kind).then_some(frame.length)
    })
}

/// Counts what follows each other, each as long as `length_of` says of its first four bytes or fewer.
fn walk<R: Read + Seek>(
    source: &mut Source<'_, R>,
    from: u64,
    length_of: impl Fn(&[u8]) -> Option<u64>,
) -> u64 {
    let (mut at, mut frames) = (from, 0);
    let (mut piece_at, mut piece) = (from, source.up_to(from, PIECE_BYTES));
    while frames < MAX_FRAMES {
        let inside = usize::try_from(at.saturating_sub(piece_at)).unwrap_or(usize::MAX);
        if inside.saturating_add(4) > piece.len() {
            (piece_at, piece) = (at, source.up_to(at, PIECE_BYTES));
        }
        let inside = usize::try_from(at.saturating_sub(piece_at)).unwrap_or(usize::MAX);
        let Some(length) = piece.get(inside..).and_then(&length_of).filter(|length| *length > 0)
        else {
            break;
        };
        at = at.saturating_add(length);
        frames += 1;
    }
    frames
}

/// Bytes of a frame by its type, with its head (RFC 4867, and 3GPP TS 26.101 and 26.201).
const AMR_NARROW: [u64; 16] = [13, 14, 16, 18, 20, 21, 27, 32, 6, 0, 0, 0, 0, 0, 0, 1];
const AMR_WIDE: [u64; 16] = [18, 24, 33, 37, 41, 47, 51, 59, 61, 6, 0, 0, 0, 0, 1, 1];

/// Milliseconds of an AMR frame.
const AMR_FRAME_MS: u64 = 20;

/// Returns the facts of AMR sound with one channel.
pub(super) fn facts_of_amr<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let head = source.up_to(0, 9);
    let (codec, start, lengths) = if head.starts_with(b"#!AMR-WB\n") {
        ("AMR-WB", 9, AMR_WIDE)
    } else if head.starts_with(b"#!AMR\n") {
        ("AMR-NB", 6, AMR_NARROW)
    } else {
        return None;
    };
    let frames =
        walk(source, start, |head| lengths.get(usize::from(head.first()? >> 3 & 15)).copied());
    let mut facts = MediaFacts::of(MediaContainer::Amr);
    facts.codec = Some(codec.to_owned());
    facts.duration_ms = frames.checked_mul(AMR_FRAME_MS);
    Some(facts)
}
