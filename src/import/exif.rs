//! EXIF of a photo by small bounded safe code: orientation, moment with its offset, camera, and
//! whether a place is given. Used in process for JPEG, so that ordinary photos need no child.
//!
//! Deliberately not here: coordinates (only their presence is told, they are never kept), maker
//! notes, thumbnails, and files other than JPEG (`picture.rs` asks a library for those).

use std::io::{self, Read, Seek, SeekFrom};

/// Most segments looked at before the pixels of a JPEG begin; real photos have fewer than 100
/// (a colour profile or an extended XMP packet is cut into pieces of 64 KB).
const MAX_SEGMENTS: usize = 400;

/// Most entries read of one directory; the standard defines about 250 tags.
const MAX_ENTRIES: u16 = 1_000;

/// Longest text taken from a tag, in bytes.
const MAX_TEXT: usize = 128;

/// What EXIF tells about a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ExifFacts {
    /// Orientation 1 to 8, if a valid one is written.
    pub orientation: Option<u8>,
    /// Moment of taking, `2026-10-05T14:33:10` with an offset only if one is written.
    pub taken_at: Option<String>,
    /// Make and model as written.
    pub camera: Option<String>,
    /// Whether a place is given.
    pub has_place: bool,
}

/// Reads the EXIF block of a JPEG that `file` stands at the beginning of; whatever is odd or
/// missing is simply absent from the facts.
///
/// # Errors
/// Returns the error of `file` if it cannot be read; an early end is not one.
pub fn of_jpeg(file: &mut (impl Read + Seek)) -> io::Result<ExifFacts> {
    let mut facts = ExifFacts::default();
    let mut found = false;
    let mut place_in_xmp = false;
    if take::<2>(file)? != Some([0xFF, 0xD8]) {
        return Ok(facts);
    }
    for _ in 0..MAX_SEGMENTS {
        let Some(marker) = next_marker(file)? else { break };
        // SOS: the pixels begin; EOI: the end. TEM and RSTn stand alone, without a length.
        if matches!(marker, 0xDA | 0xD9) {
            break;
        }
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            continue;
        }
        let Some(length) = take::<2>(file)?.map(u16::from_be_bytes) else { break };
        let Some(length) = length.checked_sub(2) else { break };
        if marker != 0xE1 {
            file.seek(SeekFrom::Current(i64::from(length)))?;
            continue;
        }
        let mut segment = Vec::with_capacity(usize::from(length));
        file.by_ref().take(u64::from(length)).read_to_end(&mut segment)?;
        if let Some(block) = segment.strip_prefix(b"Exif\0") {
            // The byte after the name is padding and is not always zero.
            if let (false, Some(block)) = (found, block.get(1..)) {
                facts = of_tiff_block(block);
                found = true;
            }
        } else if segment.starts_with(b"http://ns.adobe.com/") {
            place_in_xmp |= holds(&segment, b"exif:GPSLatitude");
        }
    }
    facts.has_place |= place_in_xmp;
    Ok(facts)
}

/// Returns the next `N` bytes, or `None` at the end.
fn take<const N: usize>(file: &mut impl Read) -> io::Result<Option<[u8; N]>> {
    let mut bytes = [0; N];
    match file.read_exact(&mut bytes) {
        Ok(()) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(None),
        Err(error) => Err(error),
    }
}

/// Returns the next marker's second byte, skipping fill bytes; `None` if none stands here.
fn next_marker(file: &mut impl Read) -> io::Result<Option<u8>> {
    if take::<1>(file)? != Some([0xFF]) {
        return Ok(None);
    }
    for _ in 0..MAX_SEGMENTS {
        match take::<1>(file)? {
            Some([0xFF]) => {}
            Some([marker]) => return Ok(Some(marker)),
            None => return Ok(None),
        }
    }
    Ok(None)
}

/// Returns whether `needle` stands in `bytes`.
fn holds(bytes: &[u8], needle: &[u8]) -> bool {
    bytes.windows(needle.len()).any(|window| window == needle)
}

/// Reads a TIFF-formed EXIF block (beginning with `II` or `MM`); never fails, leaves out instead.
pub fn of_tiff_block(block: &[u8]) -> ExifFacts {
    let Some(tiff) = TiffBlock::new(block) else { return ExifFacts::default() };
    let main = tiff.u32_at(4).map(|at| tiff.entries(at)).unwrap_or_default();
    let below = |tag| {
        find(&main, tag)
            .and_then(|entry| tiff.number(entry))
            .map(|at| tiff.entries(at))
            .unwrap_or_default()
    };
    let exif = below(0x8769);
    let gps = below(0x8825);
    ExifFacts {
        orientation: find(&main, 0x0112)
            .and_then(|entry| tiff.number(entry))
            .and_then(|value| u8::try_from(value).ok())
            .filter(|value| (1..=8).contains(value)),
        taken_at: taken_at(|tag| find(&exif, tag).and_then(|entry| tiff.text(entry))),
        camera: camera(
            find(&main, 0x010F).and_then(|entry| tiff.text(entry)),
            find(&main, 0x0110).and_then(|entry| tiff.text(entry)),
        ),
        has_place: is_place(
            find(&gps, 2).and_then(|entry| tiff.degrees(entry)),
            find(&gps, 4).and_then(|entry| tiff.degrees(entry)),
        ),
    }
}

/// Returns the moment of taking from the tags that `text` looks up: the original's, else the
/// digitised one's. The date of the last change is no moment of taking and is not used.
fn taken_at(text: impl Fn(u16) -> Option<String>) -> Option<String> {
    [(0x9003, 0x9011), (0x9004, 0x9012)].into_iter().find_map(|(moment, offset)| {
        let moment = text(moment).and_then(|written| moment_of(&written))?;
        let offset = text(offset).and_then(|written| offset_of(&written)).unwrap_or_default();
        Some(moment + &offset)
    })
}

/// Returns `2026-10-05T14:33:10` for EXIF's `2026:10:05 14:33:10` if it is a moment that exists.
pub fn moment_of(written: &str) -> Option<String> {
    let numbers = written
        .trim()
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .map(str::parse::<u32>)
        .collect::<Result<Vec<_>, _>>()
        .ok()?;
    let [year, month, day, hour, minute, second, ..] = numbers.as_slice() else { return None };
    let exists = is_day(*year, *month, *day) && *hour < 24 && *minute < 60 && *second <= 60;
    // A leap second cannot be said in most programs; it is the last second of the minute.
    let second = (*second).min(59);
    exists.then(|| format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"))
}

/// Returns whether this is a day of the calendar between 1900 and 2199.
pub fn is_day(year: u32, month: u32, day: u32) -> bool {
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => return false,
    };
    (1900..2200).contains(&year) && (1..=days).contains(&day)
}

/// Returns `-03:00` for an offset written so (`Z` becomes `+00:00`), if it exists on earth.
pub fn offset_of(written: &str) -> Option<String> {
    let written = written.trim();
    if written == "Z" {
        return Some("+00:00".to_owned());
    }
    let (sign, rest) = written.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let digits = |part: &str| {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u8>().ok())?
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    (matches!(sign, "+" | "-") && hours <= 14 && minutes < 60)
        .then(|| format!("{sign}{hours:02}:{minutes:02}"))
}

/// Returns make and model as one text, the make not said twice.
pub fn camera(make: Option<String>, model: Option<String>) -> Option<String> {
    let first_word = |text: &str| text.split_whitespace().next().map(str::to_lowercase);
    match (make, model) {
        (Some(make), Some(model)) if first_word(&make) == first_word(&model) => Some(model),
        (Some(make), Some(model)) => Some(format!("{make} {model}")),
        (make, model) => make.or(model),
    }
}

/// Returns whether latitude and longitude (degrees) tell a place: both exist on earth and are not
/// the (0, 0) that cameras write when they know none.
pub fn is_place(latitude: Option<f64>, longitude: Option<f64>) -> bool {
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) => {
            let on_earth = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
            on_earth && (latitude != 0.0 || longitude != 0.0)
        }
        _ => false,
    }
}

/// One directory entry: tag, type, count and its four bytes of value or offset.
#[derive(Debug, Clone, Copy)]
struct Entry {
    tag: u16,
    kind: u16,
    count: u32,
    value_at: u32,
}

fn find(entries: &[Entry], tag: u16) -> Option<Entry> {
    entries.iter().find(|entry| entry.tag == tag).copied()
}

/// A TIFF block with its byte order; every read is checked against its end.
struct TiffBlock<'a> {
    bytes: &'a [u8],
    little: bool,
}

impl<'a> TiffBlock<'a> {
    fn new(bytes: &'a [u8]) -> Option<Self> {
        let little = match bytes.get(..2)? {
            b"II" => true,
            b"MM" => false,
            _ => return None,
        };
        Some(Self { bytes, little })
    }

    fn at(&self, offset: u32, length: usize) -> Option<&'a [u8]> {
        let start = usize::try_from(offset).ok()?;
        self.bytes.get(start..start.checked_add(length)?)
    }

    fn u16_at(&self, offset: u32) -> Option<u16> {
        let bytes = self.at(offset, 2)?.try_into().ok()?;
        Some(if self.little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    }

    fn u32_at(&self, offset: u32) -> Option<u32> {
        let bytes = self.at(offset, 4)?.try_into().ok()?;
        Some(if self.little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    }

    /// Returns the entries of the directory at `offset`, as many as stand whole in the block.
    fn entries(&self, offset: u32) -> Vec<Entry> {
        let count = self.u16_at(offset).unwrap_or(0).min(MAX_ENTRIES);
        (0..u32::from(count))
            .map_while(|index| {
                let at = offset.checked_add(2)?.checked_add(index * 12)?;
                Some(Entry {
                    tag: self.u16_at(at)?,
                    kind: self.u16_at(at.checked_add(2)?)?,
                    count: self.u32_at(at.checked_add(4)?)?,
                    value_at: self.at(at, 12).and(at.checked_add(8))?,
                })
            })
            .collect()
    }

    /// Returns a single whole number: BYTE, SHORT or LONG (also IFD).
    fn number(&self, entry: Entry) -> Option<u32> {
        match entry.kind {
            1 => self.at(entry.value_at, 1)?.first().copied().map(u32::from),
            3 => self.u16_at(entry.value_at).map(u32::from),
            4 | 13 => self.u32_at(entry.value_at),
            _ => None,
        }
    }

    /// Returns a text tag up to its first zero, trimmed; `None` if nothing legible is in it.
    fn text(&self, entry: Entry) -> Option<String> {
        // ASCII, and UNDEFINED and BYTE as some cameras write it; 129 is UTF-8 in EXIF 3.
        if !matches!(entry.kind, 1 | 2 | 7 | 129) {
            return None;
        }
        let length = usize::try_from(entry.count).ok()?.min(MAX_TEXT);
        let at = if entry.count <= 4 { entry.value_at } else { self.u32_at(entry.value_at)? };
        let bytes = self.at(at, length)?.split(|byte| *byte == 0).next()?;
        let text = String::from_utf8_lossy(bytes);
        let text = text.replace(|c: char| c.is_control() || c == '\u{FFFD}', " ");
        Some(text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns degrees from the three rationals (degrees, minutes, seconds) of a GPS tag; `None`
    /// if any of them is not a number, such as 0/0.
    fn degrees(&self, entry: Entry) -> Option<f64> {
        if !matches!(entry.kind, 5 | 10) || entry.count == 0 {
            return None;
        }
        let at = self.u32_at(entry.value_at)?;
        let mut degrees = 0.0;
        for (index, part) in [(0, 1.0), (1, 60.0), (2, 3600.0)] {
            if index < entry.count {
                let above = self.u32_at(at.checked_add(index * 8)?)?;
                let below = self.u32_at(at.checked_add(index * 8 + 4)?)?;
                // Unused minutes or seconds are written 0/0 by some phones; degrees must be given.
                match (above, below) {
                    (0, 0) if index > 0 => {}
                    (_, 0) => return None,
                    _ => degrees += f64::from(above) / f64::from(below) / part,
                }
            }
        }
        Some(degrees)
    }
}

#[cfg(test)]
#[path = "exif_tests.rs"]
pub(crate) mod tests;
