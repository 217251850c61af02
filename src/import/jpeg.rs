//! What the dossier must know of a JPEG before it copies the file bit for bit: size, components,
//! kind of coding, colour marks and EXIF orientation, read from the markers alone.
//! Deliberately not here: decoding pixels, and the rest of EXIF (dates, camera, place).

use std::io::Read;

/// Most bytes that are read before the first scan begins. Phones put previews of some megabytes
/// into APP segments; nothing real comes near this.
pub const MAX_HEADER_BYTES: u64 = 64 * 1024 * 1024;
/// Most marker segments before the first scan; a depth map in pieces of 64 KB needs some hundred.
pub const MAX_SEGMENTS: usize = 4096;
/// Most entries of the first EXIF directory that are looked at; cameras write some twenty.
pub const MAX_EXIF_ENTRIES: u16 = 512;
/// Longest payload of a segment that is kept for reading; a segment holds at most 65,533 bytes.
const KEPT_SEGMENT_BYTES: usize = 65_533;

/// How a picture must be turned and mirrored to stand upright: the eight values of EXIF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Orientation {
    /// 1: upright.
    #[default]
    Upright,
    /// 2: mirrored left to right.
    Mirrored,
    /// 3: to be turned by 180 degrees.
    Turned180,
    /// 4: mirrored top to bottom.
    Flipped,
    /// 5: mirrored along the diagonal from top left.
    Transposed,
    /// 6: to be turned clockwise by 90 degrees.
    Turned90,
    /// 7: mirrored along the diagonal from top right.
    Transversed,
    /// 8: to be turned clockwise by 270 degrees.
    Turned270,
}

impl Orientation {
    /// Every orientation, in EXIF order.
    pub const ALL: [Self; 8] = [
        Self::Upright,
        Self::Mirrored,
        Self::Turned180,
        Self::Flipped,
        Self::Transposed,
        Self::Turned90,
        Self::Transversed,
        Self::Turned270,
    ];

    /// Returns the orientation of an EXIF value, or nothing outside 1 to 8.
    pub fn from_exif(value: u16) -> Option<Self> {
        let index = usize::from(value).checked_sub(1)?;
        Self::ALL.get(index).copied()
    }

    /// Returns the orientation of a clockwise turn by so many degrees (a multiple of 90).
    pub fn from_degrees(degrees: i32) -> Option<Self> {
        match degrees.rem_euclid(360) {
            0 => Some(Self::Upright),
            90 => Some(Self::Turned90),
            180 => Some(Self::Turned180),
            270 => Some(Self::Turned270),
            _ => None,
        }
    }

    /// Returns this orientation followed by another: EXIF first, then the user's turn.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        let [a, b, c, d, ..] = self.matrix();
        let [p, q, r, s, ..] = next.matrix();
        let linear = [a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s];
        Self::ALL
            .into_iter()
            .find(|candidate| candidate.matrix().starts_with(&linear))
            .unwrap_or(self)
    }

    /// Returns the PDF matrix `[a b c d e f]` that maps the unit square, upright, onto itself.
    pub const fn matrix(self) -> [i8; 6] {
        match self {
            Self::Upright => [1, 0, 0, 1, 0, 0],
            Self::Mirrored => [-1, 0, 0, 1, 1, 0],
            Self::Turned180 => [-1, 0, 0, -1, 1, 1],
            Self::Flipped => [1, 0, 0, -1, 0, 1],
            Self::Transposed => [0, -1, -1, 0, 1, 1],
            Self::Turned90 => [0, -1, 1, 0, 0, 1],
            Self::Transversed => [0, 1, 1, 0, 0, 0],
            Self::Turned270 => [0, 1, -1, 0, 1, 0],
        }
    }

    /// Returns whether width and height change places.
    pub const fn swaps_sides(self) -> bool {
        matches!(self, Self::Transposed | Self::Turned90 | Self::Transversed | Self::Turned270)
    }
}

/// How the samples of a JPEG are coded (its SOF marker).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JpegCoding {
    /// Baseline or extended sequential Huffman (SOF0, SOF1).
    Sequential,
    /// Progressive Huffman (SOF2).
    Progressive,
    /// Lossless (SOF3); no PDF viewer shows it.
    Lossless,
    /// Arithmetic coding (SOF9 to SOF11); most viewers cannot show it.
    Arithmetic,
    /// Hierarchical frames (SOF5 to SOF7, SOF13 to SOF15); no PDF viewer shows them.
    Hierarchical,
}

/// What stands in the markers of a JPEG before its first scan.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JpegHeader {
    /// Width in pixels, as stored (before orientation).
    pub width_px: u16,
    /// Height in pixels, as stored (before orientation).
    pub height_px: u16,
    /// Number of colour components: 1 grey, 3 colour, 4 CMYK.
    pub components: u8,
    /// Bits per sample; 8 in all but medical and scientific pictures.
    pub bits: u8,
    /// How the samples are coded.
    pub coding: JpegCoding,
    /// Colour transform of the Adobe segment (0 none, 1 YCbCr, 2 YCCK), when there is one.
    pub adobe_transform: Option<u8>,
    /// Whether three components are plain red, green and blue, told by their names alone.
    pub rgb_by_name: bool,
    /// Whether an EXIF segment is present.
    pub has_exif: bool,
    /// Orientation that EXIF tells; upright when it is silent or absurd.
    pub orientation: Orientation,
}

/// Why the markers of a JPEG could not be read.
#[derive(Debug, thiserror::Error)]
pub enum JpegNote {
    /// The bytes do not begin as a JPEG does.
    #[error("not a JPEG")]
    NotJpeg,
    /// The file ends, or the first scan begins, before size and components are told.
    #[error("the JPEG tells no size before its picture data")]
    NoSize,
    /// The header is longer than [`MAX_HEADER_BYTES`] or [`MAX_SEGMENTS`].
    #[error("the JPEG has a header beyond the limit")]
    HeaderTooLong,
    /// A segment's length is impossible.
    #[error("the JPEG has a segment of impossible length")]
    BadSegment,
    /// The file could not be read.
    #[error("cannot read the JPEG")]
    Io {
        /// What the system said.
        source: std::io::Error,
    },
}

impl JpegHeader {
    /// Returns what the markers up to the first scan say; reads no further than that.
    ///
    /// # Errors
    /// When the bytes are no JPEG, or tell no size within the limits.
    pub fn read(source: &mut dyn Read) -> Result<Self, JpegNote> {
        let mut markers = Markers { source, read_bytes: 0 };
        if markers.bytes::<2>()? != [0xFF, 0xD8] {
            return Err(JpegNote::NotJpeg);
        }
        let mut found = Found::default();
        for _ in 0..MAX_SEGMENTS {
            let marker = match markers.next_marker() {
                Ok(marker) => marker,
                Err(JpegNote::NoSize) => break,
                Err(note) => return Err(note),
            };
            match marker {
                0xD8 | 0x01 | 0xD0..=0xD7 => {}
                0xD9 => break,
                0xDA => return found.finish(),
                _ => match markers.segment() {
                    Ok(payload) => found.take(marker, &payload)?,
                    Err(JpegNote::NoSize) => break,
                    Err(note) => return Err(note),
                },
            }
        }
        found.finish()
    }

    /// Returns the header and whether the picture data runs on to its end mark; reads the whole
    /// file in pieces.
    ///
    /// # Errors
    /// As [`JpegHeader::read`].
    pub fn read_to_end(source: &mut dyn Read) -> Result<(Self, bool), JpegNote> {
        let header = Self::read(source)?;
        let mut buffer = vec![0; 64 * 1024];
        let (mut complete, mut after_ff) = (false, false);
        loop {
            let count = source.read(&mut buffer).map_err(|source| JpegNote::Io { source })?;
            if count == 0 {
                return Ok((header, complete));
            }
            for &byte in buffer.iter().take(count) {
                complete |= after_ff && byte == 0xD9;
                after_ff = byte == 0xFF;
            }
        }
    }

    /// Returns whether the file can stand in a PDF as it is: what every viewer decodes.
    pub fn embeddable(&self) -> bool {
        matches!(self.coding, JpegCoding::Sequential | JpegCoding::Progressive)
            && self.bits == 8
            && matches!(self.components, 1 | 3 | 4)
    }

    /// Returns whether the colours depend on no device that PDF/A refuses (CMYK does).
    pub fn pdfa_safe(&self) -> bool {
        self.components != 4
    }
}

/// Reads markers and segments while counting bytes.
struct Markers<'a> {
    source: &'a mut dyn Read,
    read_bytes: u64,
}

impl Markers<'_> {
    fn bytes<const N: usize>(&mut self) -> Result<[u8; N], JpegNote> {
        let mut bytes = [0; N];
        self.fill(&mut bytes)?;
        Ok(bytes)
    }

    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), JpegNote> {
        self.read_bytes = self.read_bytes.saturating_add(bytes.len() as u64);
        if self.read_bytes > MAX_HEADER_BYTES {
            return Err(JpegNote::HeaderTooLong);
        }
        self.source.read_exact(bytes).map_err(|source| match source.kind() {
            std::io::ErrorKind::UnexpectedEof => JpegNote::NoSize,
            _ => JpegNote::Io { source },
        })
    }

    /// Skips stray bytes and fill bytes as every decoder does, and returns the marker's code.
    fn next_marker(&mut self) -> Result<u8, JpegNote> {
        loop {
            let [mut byte] = self.bytes::<1>()?;
            if byte != 0xFF {
                continue;
            }
            while byte == 0xFF {
                [byte] = self.bytes::<1>()?;
            }
            if byte != 0 {
                return Ok(byte);
            }
        }
    }

    fn segment(&mut self) -> Result<Vec<u8>, JpegNote> {
        let length = u16::from_be_bytes(self.bytes::<2>()?);
        let length = length.checked_sub(2).ok_or(JpegNote::BadSegment)?;
        let mut payload = vec![0; usize::from(length).min(KEPT_SEGMENT_BYTES)];
        self.fill(&mut payload)?;
        Ok(payload)
    }
}

/// What the segments have told so far.
#[derive(Default)]
struct Found {
    frame: Option<Frame>,
    has_jfif: bool,
    adobe_transform: Option<u8>,
    has_exif: bool,
    orientation: Orientation,
}

struct Frame {
    width_px: u16,
    height_px: u16,
    components: u8,
    bits: u8,
    coding: JpegCoding,
    names: Vec<u8>,
}

impl Found {
    fn take(&mut self, marker: u8, payload: &[u8]) -> Result<(), JpegNote> {
        match marker {
            0xC0..=0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF if self.frame.is_none() => {
                self.frame = Some(Frame::read(marker, payload).ok_or(JpegNote::BadSegment)?);
            }
            0xE0 if payload.starts_with(b"JFIF\0") => self.has_jfif = true,
            0xE1 if payload.starts_with(b"Exif\0") && !self.has_exif => {
                self.has_exif = true;
                self.orientation = payload.get(6..).and_then(exif_orientation).unwrap_or_default();
            }
            0xEE if payload.starts_with(b"Adobe") => {
                self.adobe_transform = payload.get(11).copied();
            }
            _ => {}
        }
        Ok(())
    }

    fn finish(self) -> Result<JpegHeader, JpegNote> {
        let frame = self.frame.ok_or(JpegNote::NoSize)?;
        if frame.width_px == 0 || frame.height_px == 0 || frame.components == 0 {
            return Err(JpegNote::NoSize);
        }
        Ok(JpegHeader {
            width_px: frame.width_px,
            height_px: frame.height_px,
            components: frame.components,
            bits: frame.bits,
            coding: frame.coding,
            adobe_transform: self.adobe_transform,
            rgb_by_name: !self.has_jfif
                && self.adobe_transform.is_none()
                && frame.names.as_slice() == b"RGB",
            has_exif: self.has_exif,
            orientation: self.orientation,
        })
    }
}

impl Frame {
    fn read(marker: u8, payload: &[u8]) -> Option<Self> {
        let (head, components) = payload.split_at_checked(6)?;
        let &[bits, h1, h0, w1, w0, count] = head else { return None };
        Some(Self {
            width_px: u16::from_be_bytes([w1, w0]),
            height_px: u16::from_be_bytes([h1, h0]),
            components: count,
            bits,
            coding: match marker {
                0xC0 | 0xC1 => JpegCoding::Sequential,
                0xC2 => JpegCoding::Progressive,
                0xC3 => JpegCoding::Lossless,
                0xC9..=0xCB => JpegCoding::Arithmetic,
                _ => JpegCoding::Hierarchical,
            },
            names: components.chunks_exact(3).filter_map(|part| part.first().copied()).collect(),
        })
    }
}

/// Walks the first directory of a TIFF block for the orientation tag; every offset is checked.
fn exif_orientation(tiff: &[u8]) -> Option<Orientation> {
    let big_endian = match tiff.get(..2)? {
        b"MM" => true,
        b"II" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let bytes: [u8; 2] = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big_endian { u16::from_be_bytes(bytes) } else { u16::from_le_bytes(bytes) })
    };
    let long = |at: usize| -> Option<u32> {
        let bytes: [u8; 4] = tiff.get(at..at.checked_add(4)?)?.try_into().ok()?;
        Some(if big_endian { u32::from_be_bytes(bytes) } else { u32::from_le_bytes(bytes) })
    };
    let directory = usize::try_from(long(4)?).ok()?;
    let entries = short(directory)?.min(MAX_EXIF_ENTRIES);
    for index in 0..usize::from(entries) {
        let entry = directory.checked_add(2)?.checked_add(index.checked_mul(12)?)?;
        if short(entry)? != 0x0112 {
            continue;
        }
        // Type 3 is SHORT; some programs write LONG (4), whose value has another width.
        return match short(entry.checked_add(2)?)? {
            3 => Orientation::from_exif(short(entry.checked_add(8)?)?),
            4 => Orientation::from_exif(u16::try_from(long(entry.checked_add(8)?)?).ok()?),
            _ => None,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn segment(marker: u8, payload: &[u8]) -> Vec<u8> {
        let length = u16::try_from(payload.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), payload].concat()
    }

    fn frame(marker: u8, bits: u8, components: u8) -> Vec<u8> {
        let mut payload = vec![bits, 0, 48, 0, 64, components];
        (1..=components).for_each(|id| payload.extend([id, 0x11, 0]));
        segment(marker, &payload)
    }

    fn exif(tiff: &[u8]) -> Vec<u8> {
        segment(0xE1, &[b"Exif\0\0", tiff].concat())
    }

    fn jpeg(parts: &[Vec<u8>]) -> Vec<u8> {
        let mut file = vec![0xFF, 0xD8];
        parts.iter().for_each(|part| file.extend(part));
        file.extend(segment(0xDA, &[1, 1, 0, 0, 63, 0]));
        file.extend([0x12, 0x34, 0xFF, 0xD9]);
        file
    }

    fn read(file: &[u8]) -> Result<JpegHeader, JpegNote> {
        JpegHeader::read(&mut &*file)
    }

    fn tiff(big_endian: bool, value: u16) -> Vec<u8> {
        if big_endian {
            let mut t = b"MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01".to_vec();
            t.extend(value.to_be_bytes());
            t.extend([0; 6]);
            t
        } else {
            let mut t = b"II\x2a\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
            t.extend(value.to_le_bytes());
            t.extend([0; 6]);
            t
        }
    }

    #[test]
    fn size_and_orientation_are_read_in_both_byte_orders() {
        for (value, orientation) in (1..).zip(Orientation::ALL) {
            for big_endian in [true, false] {
                let file = jpeg(&[exif(&tiff(big_endian, value)), frame(0xC0, 8, 3)]);
                let header = read(&file).unwrap();
                assert_eq!((header.width_px, header.height_px, header.components), (64, 48, 3));
                assert_eq!(header.orientation, orientation);
                assert!(header.has_exif && header.embeddable());
            }
        }
    }

    #[test]
    fn absurd_orientation_is_upright() {
        for value in [0, 9, 65_535] {
            let header = read(&jpeg(&[exif(&tiff(true, value)), frame(0xC0, 8, 1)])).unwrap();
            assert_eq!(header.orientation, Orientation::Upright);
        }
        let offset_beyond_end = b"II\x2a\0\xff\xff\xff\xff".to_vec();
        assert!(read(&jpeg(&[exif(&offset_beyond_end), frame(0xC0, 8, 1)])).is_ok());
    }

    #[test]
    fn thumbnail_inside_exif_does_not_tell_the_size() {
        let mut thumbnail = tiff(true, 6);
        thumbnail.extend([0xFF, 0xD8]);
        thumbnail.extend(segment(0xC0, &[8, 0, 1, 0, 1, 1, 1, 0x11, 0]));
        let header = read(&jpeg(&[exif(&thumbnail), frame(0xC2, 8, 3)])).unwrap();
        assert_eq!((header.width_px, header.coding), (64, JpegCoding::Progressive));
    }

    #[test]
    fn fill_bytes_and_stray_bytes_are_skipped() {
        let mut padded = vec![0x00, 0x17, 0xFF, 0xFF, 0xFF];
        padded.extend(frame(0xC0, 8, 3));
        assert_eq!(read(&jpeg(&[padded])).unwrap().width_px, 64);
    }

    #[test]
    fn what_viewers_cannot_decode_is_not_embeddable() {
        for (marker, bits, components) in
            [(0xC3, 8, 3), (0xC9, 8, 3), (0xC1, 12, 3), (0xC5, 8, 3), (0xC0, 8, 2)]
        {
            assert!(!read(&jpeg(&[frame(marker, bits, components)])).unwrap().embeddable());
        }
    }

    #[test]
    fn adobe_mark_and_names_of_components_are_told() {
        let adobe = segment(0xEE, b"Adobe\0\x64\0\0\0\0\x02");
        let cmyk = read(&jpeg(&[adobe, frame(0xC0, 8, 4)])).unwrap();
        assert_eq!(cmyk.adobe_transform, Some(2));
        assert!(!cmyk.pdfa_safe());
        let rgb = segment(0xC0, b"\x08\0\x30\0\x40\x03R\x11\0G\x11\0B\x11\0");
        assert!(read(&jpeg(&[rgb])).unwrap().rgb_by_name);
    }

    #[test]
    fn damaged_headers_are_named_not_fatal() {
        assert!(matches!(read(b"GIF89a"), Err(JpegNote::NotJpeg)));
        assert!(matches!(read(&[0xFF, 0xD8]), Err(JpegNote::NoSize)));
        assert!(matches!(read(&jpeg(&[])), Err(JpegNote::NoSize)));
        assert!(matches!(read(&[0xFF, 0xD8, 0xFF, 0xE0, 0, 1]), Err(JpegNote::BadSegment)));
        let mut short = vec![0xFF, 0xD8];
        short.extend(frame(0xC0, 8, 3));
        assert_eq!(read(&short).unwrap().width_px, 64);
    }

    #[test]
    fn missing_end_mark_is_noticed() {
        let file = jpeg(&[frame(0xC0, 8, 3)]);
        assert!(JpegHeader::read_to_end(&mut &*file).unwrap().1);
        let cut = &file[..file.len() - 2];
        assert!(!JpegHeader::read_to_end(&mut &*cut).unwrap().1);
    }

    #[test]
    fn turns_combine() {
        use Orientation::*;
        assert_eq!(Turned90.then(Turned90), Turned180);
        assert_eq!(Turned270.then(Turned90), Upright);
        assert_eq!(Mirrored.then(Turned90), Transversed);
        for first in Orientation::ALL {
            assert_eq!(first.then(Upright), first);
            assert_eq!(Upright.then(first), first);
            let four = (0..4).fold(first, |orientation, _| orientation.then(Turned90));
            assert_eq!(four, first);
        }
    }
}
