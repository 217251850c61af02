//! Ogg (RFC 3533) with Opus, Vorbis, FLAC or Speex: the first page tells the coding, the last one
//! how many samples there are.

use super::source::{Source, big, little};
use super::{MediaContainer, MediaFacts, milliseconds};
use std::io::{Read, Seek};

/// How far before the end the last page begins at most: a page has at most 65,307 bytes.
const TAIL_BYTES: usize = 70_000;

/// Most pages looked at for the first one of a sound.
const MAX_FIRST_PAGES: usize = 8;

/// Opus counts samples at this rate whatever the sound has (RFC 7845, 4).
const OPUS_RATE: u64 = 48_000;

/// What the first page of a sound tells.
struct Stream {
    serial: u64,
    codec: &'static str,
    rate: u64,
    /// Samples at the beginning that are not played.
    skipped: u64,
}

/// Returns the facts of the first sound in the file.
pub(super) fn facts_of<R: Read + Seek>(source: &mut Source<'_, R>) -> Option<MediaFacts> {
    let mut facts = MediaFacts::of(MediaContainer::Ogg);
    let (stream, has_video) = first_stream(source);
    facts.has_video = has_video;
    let Some(stream) = stream else { return Some(facts) };
    facts.codec = Some(stream.codec.to_owned());
    let samples =
        last_granule(source, stream.serial).map(|last| last.saturating_sub(stream.skipped));
    facts.duration_ms = samples.and_then(|samples| milliseconds(samples, stream.rate));
    Some(facts)
}

/// Returns the first sound, and whether pictures begin beside it.
fn first_stream<R: Read + Seek>(source: &mut Source<'_, R>) -> (Option<Stream>, bool) {
    let (mut at, mut has_video) = (0, false);
    for _ in 0..MAX_FIRST_PAGES {
        let page = source.up_to(at, 27 + 255 + 128);
        let Some((start, length)) = packet_of(&page) else { break };
        let packet = page.get(start..).unwrap_or_default();
        if let Some(stream) = stream_of(&page, packet) {
            return (Some(stream), has_video);
        }
        has_video |= packet.starts_with(b"\x80theora");
        at += length;
    }
    (None, has_video)
}

/// Returns where the content of a page begins, and the length of the whole page.
fn packet_of(page: &[u8]) -> Option<(usize, u64)> {
    if !page.starts_with(b"OggS") {
        return None;
    }
    let segments = usize::from(*page.get(26)?);
    let start = 27_usize.checked_add(segments)?;
    let content: u64 = page.get(27..start)?.iter().map(|length| u64::from(*length)).sum();
    Some((start, u64::try_from(start).ok()?.checked_add(content)?))
}

fn stream_of(page: &[u8], packet: &[u8]) -> Option<Stream> {
    let serial = little(page, 14, 4)?;
    let stream = |codec, rate, skipped| Some(Stream { serial, codec, rate, skipped });
    if packet.starts_with(b"OpusHead") {
        return stream("Opus", OPUS_RATE, little(packet, 10, 2)?);
    }
    if packet.starts_with(b"\x01vorbis") {
        return stream("Vorbis", little(packet, 12, 4)?, 0);
    }
    if packet.starts_with(b"\x7FFLAC") {
        // Behind the mark, `fLaC`, and the head of the first block: the rate has 20 bits.
        return stream("FLAC", big(packet, 27, 3)? >> 4, 0);
    }
    if packet.starts_with(b"Speex   ") {
        return stream("Speex", little(packet, 36, 4)?, 0);
    }
    None
}

/// Returns the position of the last sample of a stream, from the last page that has one.
fn last_granule<R: Read + Seek>(source: &mut Source<'_, R>, serial: u64) -> Option<u64> {
    let from = source.length().saturating_sub(u64::try_from(TAIL_BYTES).ok()?);
    let tail = source.up_to(from, TAIL_BYTES);
    let granule = |page: &[u8]| {
        let is_page = page.starts_with(b"OggS") && page.get(4) == Some(&0);
        let granule = little(page, 6, 8).filter(|granule| *granule != u64::MAX)?;
        (is_page && little(page, 14, 4) == Some(serial)).then_some(granule)
    };
    (0..tail.len()).rev().find_map(|at| granule(tail.get(at..)?))
}
