//! Unpacks streams strictly: what lenient viewers guess at is told as damage here.
//! Deliberately not here: the picture codecs (DCT, JPX, CCITT, JBIG2), which are only named.

use super::geometry::entry;
use flate2::{Decompress, FlushDecompress, Status};
use lopdf::{Dictionary, Document, Object, Stream};

/// Most filters of one stream; files use one or two.
const MAX_FILTERS: usize = 8;

/// A codec of pictures that is left as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Codec {
    /// JPEG.
    Dct,
    /// JPEG 2000.
    Jpx,
    /// Fax.
    Ccitt,
    /// JBIG2.
    Jbig2,
}

/// An unpacked stream.
#[derive(Debug, PartialEq)]
pub(super) struct Plain {
    /// The bytes after all filters, or before the codec.
    pub(super) bytes: Vec<u8>,
    /// The codec that is still to be applied, with the index of its filter.
    pub(super) codec: Option<(Codec, usize)>,
    /// Whether the packing is sound but must not be passed on: LZW (PDF/A), a missing checksum.
    pub(super) repack: bool,
}

/// Why a stream cannot be unpacked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub(super) enum StreamFault {
    /// The packed data breaks off or contradicts itself.
    #[error("damaged data")]
    Damaged,
    /// It grows beyond the limit.
    #[error("more bytes than allowed")]
    TooLong,
    /// A filter that no viewer must know, or data in another file.
    #[error("unknown filter")]
    Unknown,
}

/// A filter's name with its parameters.
type Filter<'a> = (&'a [u8], Option<&'a Dictionary>);

/// Returns the filters of a stream.
fn filters<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
) -> Result<Vec<Filter<'a>>, StreamFault> {
    let Some(filter) = entry(document, dictionary, b"Filter") else { return Ok(Vec::new()) };
    let names: Vec<&Object> = match filter {
        Object::Array(items) => items.iter().collect(),
        other => vec![other],
    };
    if names.len() > MAX_FILTERS {
        return Err(StreamFault::Unknown);
    }
    let parameters = entry(document, dictionary, b"DecodeParms");
    let named = names.into_iter().enumerate().map(|(index, name)| {
        let name = document.dereference(name).ok().and_then(|(_, name)| name.as_name().ok());
        let own = match parameters {
            Some(Object::Array(items)) => items.get(index),
            Some(other) if index == 0 => Some(other),
            _ => None,
        };
        let own = own.and_then(|own| document.dereference(own).ok());
        Ok((name.ok_or(StreamFault::Unknown)?, own.and_then(|(_, own)| own.as_dict().ok())))
    });
    named.collect()
}

/// Unpacks a stream strictly.
pub(super) fn decode(
    document: &Document,
    stream: &Stream,
    limit: usize,
) -> Result<Plain, StreamFault> {
    if stream.dict.has(b"F") {
        return Err(StreamFault::Unknown);
    }
    let length = entry(document, &stream.dict, b"Length").and_then(|length| length.as_i64().ok());
    if stream.content.is_empty() && length != Some(0) {
        // The parser found no end of the data; other parsers may.
        return Err(StreamFault::Damaged);
    }
    unpack(document, &stream.dict, &stream.content, limit)
}

/// Unpacks bytes by the filters of a dictionary.
pub(super) fn unpack(
    document: &Document,
    dictionary: &Dictionary,
    content: &[u8],
    limit: usize,
) -> Result<Plain, StreamFault> {
    let mut plain = Plain { bytes: Vec::new(), codec: None, repack: false };
    let mut unpacked: Option<Vec<u8>> = None;
    for (index, (name, parameters)) in filters(document, dictionary)?.into_iter().enumerate() {
        if plain.codec.is_some() {
            return Err(StreamFault::Unknown);
        }
        let input = unpacked.as_deref().unwrap_or(content);
        let output = match name {
            b"FlateDecode" | b"Fl" => {
                let (bytes, checked) = inflate(input, limit)?;
                plain.repack |= !checked;
                predicted(document, parameters, bytes)?
            }
            b"LZWDecode" | b"LZW" => {
                plain.repack = true;
                predicted(document, parameters, lzw(document, parameters, input, limit)?)?
            }
            b"ASCIIHexDecode" | b"AHx" => hexadecimal(input)?,
            b"ASCII85Decode" | b"A85" => ascii85(input)?,
            b"RunLengthDecode" | b"RL" => run_length(input, limit)?,
            b"DCTDecode" | b"DCT" => codec(&mut plain, Codec::Dct, index, input),
            b"JPXDecode" => codec(&mut plain, Codec::Jpx, index, input),
            b"CCITTFaxDecode" | b"CCF" => codec(&mut plain, Codec::Ccitt, index, input),
            b"JBIG2Decode" => codec(&mut plain, Codec::Jbig2, index, input),
            _ => return Err(StreamFault::Unknown),
        };
        if output.len() > limit {
            return Err(StreamFault::TooLong);
        }
        unpacked = Some(output);
    }
    plain.bytes = unpacked.unwrap_or_else(|| content.to_vec());
    Ok(plain)
}

fn codec(plain: &mut Plain, codec: Codec, index: usize, input: &[u8]) -> Vec<u8> {
    plain.codec = Some((codec, index));
    input.to_vec()
}

/// Inflates zlib data to its end and returns whether the checksum stood there.
fn inflate(input: &[u8], limit: usize) -> Result<(Vec<u8>, bool), StreamFault> {
    // Some writers leave a line end between `stream` and the data.
    let start = input.iter().take(2).take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
    let (clean_start, input) = (start == 0, input.get(start..).unwrap_or_default());
    if input.is_empty() {
        return Ok((Vec::new(), false));
    }
    let header_ok = matches!(input, [first, second, ..]
        if first & 0x0F == 8 && (u16::from(*first) * 256 + u16::from(*second)) % 31 == 0);
    if !header_ok {
        return Err(StreamFault::Damaged);
    }
    let mut state = Decompress::new(false);
    let packed = input.get(2..).unwrap_or_default();
    let mut output = Vec::with_capacity(packed.len().saturating_mul(3).min(limit));
    loop {
        let taken = usize::try_from(state.total_in()).map_err(|_| StreamFault::TooLong)?;
        let rest = packed.get(taken..).unwrap_or_default();
        let before = (state.total_in(), state.total_out());
        let status = state
            .decompress_vec(rest, &mut output, FlushDecompress::None)
            .map_err(|_| StreamFault::Damaged)?;
        if status == Status::StreamEnd {
            break;
        }
        if output.len() >= limit {
            return Err(StreamFault::TooLong);
        }
        if output.len() == output.capacity() {
            output.reserve(output.len().clamp(64 * 1024, 16 * 1024 * 1024));
        } else if before == (state.total_in(), state.total_out()) {
            return Err(StreamFault::Damaged);
        }
    }
    let taken = usize::try_from(state.total_in()).map_err(|_| StreamFault::TooLong)?;
    match packed.get(taken..).and_then(|rest| rest.first_chunk::<4>()) {
        Some(sum) if u32::from_be_bytes(*sum) != adler32(&output) => Err(StreamFault::Damaged),
        sum => Ok((output, sum.is_some() && clean_start)),
    }
}

/// The checksum of zlib (RFC 1950).
fn adler32(bytes: &[u8]) -> u32 {
    // 5552 is the longest run whose sums stay within 32 bits.
    let (mut a, mut b) = (1_u32, 0_u32);
    for run in bytes.chunks(5552) {
        for &byte in run {
            a += u32::from(byte);
            b += a;
        }
        a %= 65_521;
        b %= 65_521;
    }
    (b << 16) | a
}

fn parameter(document: &Document, parameters: Option<&Dictionary>, key: &[u8]) -> Option<i64> {
    entry(document, parameters?, key)?.as_i64().ok()
}

/// Undoes the PNG and TIFF predictors.
fn predicted(
    document: &Document,
    parameters: Option<&Dictionary>,
    bytes: Vec<u8>,
) -> Result<Vec<u8>, StreamFault> {
    let get = |key: &[u8], default: i64, most: i64| {
        let value = parameter(document, parameters, key).unwrap_or(default);
        (1..=most).contains(&value).then_some(value).and_then(|value| usize::try_from(value).ok())
    };
    let predictor = get(b"Predictor", 1, 15).ok_or(StreamFault::Damaged)?;
    if predictor == 1 {
        return Ok(bytes);
    }
    let colours = get(b"Colors", 1, 64).ok_or(StreamFault::Damaged)?;
    let bits = get(b"BitsPerComponent", 8, 16).ok_or(StreamFault::Damaged)?;
    let columns = get(b"Columns", 1, 1_000_000).ok_or(StreamFault::Damaged)?;
    let pixel = (colours * bits).div_ceil(8);
    let row = (colours * bits * columns).div_ceil(8);
    match predictor {
        2 if bits == 8 => Ok(tiff_rows(bytes, row, colours)),
        // Other depths of the TIFF predictor are rare; only the packing is proved then.
        2 => Ok(bytes),
        _ => png_rows(&bytes, row, pixel),
    }
}

fn tiff_rows(mut bytes: Vec<u8>, row: usize, colours: usize) -> Vec<u8> {
    for row in bytes.chunks_mut(row) {
        for index in colours..row.len() {
            let left = row.get(index - colours).copied().unwrap_or(0);
            if let Some(byte) = row.get_mut(index) {
                *byte = byte.wrapping_add(left);
            }
        }
    }
    bytes
}

fn png_rows(bytes: &[u8], row: usize, pixel: usize) -> Result<Vec<u8>, StreamFault> {
    let mut output = Vec::with_capacity(bytes.len());
    let mut above = vec![0_u8; row];
    for packed in bytes.chunks(row + 1) {
        let (&kind, packed) = packed.split_first().ok_or(StreamFault::Damaged)?;
        let mut current = vec![0_u8; packed.len()];
        for (index, &byte) in packed.iter().enumerate() {
            let at = |row: &[u8], index: Option<usize>| {
                index.and_then(|index| row.get(index)).copied().unwrap_or(0)
            };
            let before = index.checked_sub(pixel);
            let (left, up, corner) =
                (at(&current, before), at(&above, Some(index)), at(&above, before));
            let guess = match kind {
                0 => 0,
                1 => left,
                2 => up,
                3 => u8::try_from(u16::midpoint(u16::from(left), u16::from(up))).unwrap_or(0),
                4 => paeth(left, up, corner),
                _ => return Err(StreamFault::Damaged),
            };
            if let Some(place) = current.get_mut(index) {
                *place = byte.wrapping_add(guess);
            }
        }
        output.extend_from_slice(&current);
        current.resize(row, 0);
        above = current;
    }
    Ok(output)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let estimate = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |value: u8| (estimate - i16::from(value)).abs();
    if distance(left) <= distance(up) && distance(left) <= distance(corner) {
        left
    } else if distance(up) <= distance(corner) {
        up
    } else {
        corner
    }
}

/// Unpacks LZW data; it must run to its end mark or the end of the input.
fn lzw(
    document: &Document,
    parameters: Option<&Dictionary>,
    input: &[u8],
    limit: usize,
) -> Result<Vec<u8>, StreamFault> {
    let early = usize::from(parameter(document, parameters, b"EarlyChange") != Some(0));
    let mut output: Vec<u8> = Vec::new();
    // Each code stands for a run of bytes that was already put out.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let (mut bits, mut count, mut width) = (0_u32, 0_u32, 9_u32);
    let mut previous: Option<(usize, usize)> = None;
    for &byte in input {
        bits = (bits << 8) | u32::from(byte);
        count += 8;
        if count < width {
            continue;
        }
        count -= width;
        let code = usize::try_from((bits >> count) & ((1 << width) - 1)).unwrap_or(0);
        bits &= (1 << count) - 1;
        let start = output.len();
        match (code, previous) {
            (257, _) => return Ok(output),
            (256, _) => {
                runs.clear();
                (width, previous) = (9, None);
                continue;
            }
            (0..256, _) => output.push(u8::try_from(code).unwrap_or(0)),
            (_, Some((begin, length))) if code - 258 == runs.len() => {
                output.extend_from_within(begin..begin + length);
                let first = output.get(begin).copied().ok_or(StreamFault::Damaged)?;
                output.push(first);
            }
            _ => {
                let &(begin, length) = runs.get(code - 258).ok_or(StreamFault::Damaged)?;
                output.extend_from_within(begin..begin + length);
            }
        }
        if output.len() > limit {
            return Err(StreamFault::TooLong);
        }
        if let Some((begin, length)) = previous
            && runs.len() < 4096 - 258
        {
            // What came before plus the first byte of this: they stand side by side.
            runs.push((begin, length + 1));
        }
        previous = Some((start, output.len() - start));
        width = match runs.len() + 258 + early {
            0..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
    }
    Ok(output)
}

fn hexadecimal(input: &[u8]) -> Result<Vec<u8>, StreamFault> {
    let mut digits = Vec::with_capacity(input.len());
    for &byte in input {
        match byte {
            b'>' => break,
            byte if byte.is_ascii_hexdigit() => digits.push(byte),
            byte if byte.is_ascii_whitespace() || byte == 0 => {}
            _ => return Err(StreamFault::Damaged),
        }
    }
    if digits.len() % 2 == 1 {
        digits.push(b'0');
    }
    hex::decode(digits).map_err(|_| StreamFault::Damaged)
}

fn ascii85(input: &[u8]) -> Result<Vec<u8>, StreamFault> {
    let mut output = Vec::with_capacity(input.len() / 5 * 4);
    let mut group: Vec<u8> = Vec::new();
    for &byte in input.strip_prefix(b"<~").unwrap_or(input) {
        match byte {
            b'~' => break,
            b'z' if group.is_empty() => output.extend_from_slice(&[0; 4]),
            b'!'..=b'u' => group.push(byte - b'!'),
            byte if byte.is_ascii_whitespace() || byte == 0 => {}
            _ => return Err(StreamFault::Damaged),
        }
        if group.len() == 5 {
            output.extend_from_slice(&group85(&group)?);
            group.clear();
        }
    }
    if group.len() == 1 {
        return Err(StreamFault::Damaged);
    }
    if let Some(kept) = group.len().checked_sub(1) {
        group.resize(5, 84);
        output.extend_from_slice(group85(&group)?.get(..kept).unwrap_or_default());
    }
    Ok(output)
}

fn group85(group: &[u8]) -> Result<[u8; 4], StreamFault> {
    let value = group.iter().fold(0_u64, |value, digit| value * 85 + u64::from(*digit));
    u32::try_from(value).map(u32::to_be_bytes).map_err(|_| StreamFault::Damaged)
}

fn run_length(mut input: &[u8], limit: usize) -> Result<Vec<u8>, StreamFault> {
    let mut output = Vec::new();
    while let Some((&length, rest)) = input.split_first() {
        input = match length {
            128 => return Ok(output),
            0..128 => {
                let count = usize::from(length) + 1;
                let (run, rest) = rest.split_at_checked(count).ok_or(StreamFault::Damaged)?;
                output.extend_from_slice(run);
                rest
            }
            _ => {
                let (&byte, rest) = rest.split_first().ok_or(StreamFault::Damaged)?;
                output.resize(output.len() + 257 - usize::from(length), byte);
                rest
            }
        };
        if output.len() > limit {
            return Err(StreamFault::TooLong);
        }
    }
    Ok(output)
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn unpacked(filter: &str, bytes: &[u8]) -> Result<Plain, StreamFault> {
        let dictionary = dictionary! { "Filter" => filter };
        unpack(&Document::new(), &dictionary, bytes, 10_000)
    }

    fn packed(bytes: &[u8]) -> Vec<u8> {
        use std::io::Write;
        let mut encoder = flate2::write::ZlibEncoder::new(Vec::new(), Default::default());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn flate_is_proved_by_its_checksum() {
        let text = b"abcdefgh".repeat(100);
        let whole = packed(&text);
        let plain = unpacked("FlateDecode", &whole).unwrap();
        assert_eq!((plain.bytes, plain.repack), (text.clone(), false));
        let unsummed = unpacked("FlateDecode", &whole[..whole.len() - 4]).unwrap();
        assert_eq!((unsummed.bytes, unsummed.repack), (text, true));
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 0x10;
            assert!(at == 1 || unpacked("FlateDecode", &flipped).is_err(), "bit in byte {at}");
        }
        assert_eq!(unpacked("FlateDecode", &whole[..10]), Err(StreamFault::Damaged));
    }

    #[test]
    fn bombs_are_stopped() {
        let bomb = packed(&vec![0; 20_000]);
        assert_eq!(unpacked("FlateDecode", &bomb), Err(StreamFault::TooLong));
        let runs = [129, 0].repeat(200);
        assert_eq!(unpacked("RunLengthDecode", &runs), Err(StreamFault::TooLong));
    }

    #[test]
    fn known_vectors_unpack() {
        let lzw = [0x80, 0x0B, 0x60, 0x50, 0x22, 0x0C, 0x0C, 0x85, 0x01];
        let plain = unpacked("LZWDecode", &lzw).unwrap();
        assert_eq!(plain.bytes, [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
        assert!(plain.repack);
        assert_eq!(
            unpacked("ASCII85Decode", b"87cURD]i,\"Ebo80~>").unwrap().bytes,
            b"Hello World!"
        );
        assert_eq!(unpacked("ASCIIHexDecode", b"48 656C6c6F2>").unwrap().bytes, b"Hello ");
        assert_eq!(unpacked("RunLengthDecode", &[1, 65, 66, 255, 67, 128]).unwrap().bytes, b"ABCC");
    }

    #[test]
    fn long_lzw_data_uses_wider_codes() {
        let text: Vec<u8> = (0..9_000_u32).map(|i| u8::try_from(i * i % 251).unwrap()).collect();
        // Codes of nine bits with a clear mark every 200, so that the width never grows.
        let (mut bits, mut packed) = (String::new(), Vec::new());
        for (index, byte) in text.iter().enumerate() {
            if index % 200 == 0 {
                bits += &format!("{:09b}", 256);
            }
            bits += &format!("{byte:09b}");
        }
        bits += &format!("{:09b}", 257);
        while bits.len() % 8 > 0 {
            bits.push('0');
        }
        for byte in bits.as_bytes().chunks(8) {
            packed.push(u8::from_str_radix(std::str::from_utf8(byte).unwrap(), 2).unwrap());
        }
        assert_eq!(unpacked("LZWDecode", &packed).unwrap().bytes, text);
    }

    #[test]
    fn png_predictor_is_undone_and_unknown_rows_are_damage() {
        let parameters = dictionary! { "Predictor" => 15, "Columns" => 3 };
        let undo = |rows: &[u8]| {
            let dictionary =
                dictionary! { "Filter" => "FlateDecode", "DecodeParms" => parameters.clone() };
            unpack(&Document::new(), &dictionary, &packed(rows), 1000)
        };
        let rows = [0, 1, 2, 3, 1, 1, 1, 1, 2, 1, 1, 1, 3, 2, 2, 2, 4, 1, 1, 1];
        let plain = undo(&rows).unwrap();
        assert_eq!(plain.bytes, [1, 2, 3, 1, 2, 3, 2, 3, 4, 3, 5, 6, 4, 6, 7]);
        assert_eq!(undo(&[9, 1, 2, 3]), Err(StreamFault::Damaged));
    }

    #[test]
    fn codecs_are_named_and_unknown_filters_refused() {
        assert_eq!(unpacked("DCTDecode", b"x").unwrap().codec, Some((Codec::Dct, 0)));
        assert_eq!(unpacked("Crypt", b"x"), Err(StreamFault::Unknown));
    }
}
