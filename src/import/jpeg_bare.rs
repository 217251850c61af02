//! A photo without what it says beside its picture: where and when it was taken, by which device, and
//! the small pictures in it. The picture itself stays bit for bit; so does what is needed to show it:
//! how it is turned, and its colours.
//! Deliberately not here: other formats than JPEG.

/// How every JPEG begins.
const SOI: [u8; 2] = [0xFF, 0xD8];
/// The tag of EXIF that says how the picture is turned.
const ORIENTATION: u16 = 0x0112;

/// Returns the JPEG without its hidden data, or nothing when the bytes are not a whole JPEG.
pub fn without_hidden_data(jpeg: &[u8]) -> Option<Vec<u8>> {
    let mut rest = jpeg.strip_prefix(&SOI)?;
    let mut bare = SOI.to_vec();
    if let Some(turned) = orientation(jpeg).filter(|turned| (2..=8).contains(turned)) {
        bare.extend(exif_with(turned));
    }
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == 0xD9 {
            bare.extend([0xFF, 0xD9]);
            return Some(bare);
        }
        if matches!(marker, 0x01 | 0xD0..=0xD7) {
            bare.extend([0xFF, marker]);
            rest = after;
            continue;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let (segment, after) = after.split_at_checked(length)?;
        if is_picture(marker, segment.get(2..).unwrap_or_default()) {
            bare.extend([0xFF, marker]);
            bare.extend(segment);
        }
        rest = after;
        if marker == 0xDA {
            let scan = scan_length(rest)?;
            let (data, after) = rest.split_at_checked(scan)?;
            bare.extend(data);
            rest = after;
        }
    }
}

/// Returns the next marker and what follows it; bytes that fill the space before it are passed over.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8])> {
    let mut rest = bytes.strip_prefix(&[0xFF])?;
    while let Some((byte, after)) = rest.split_first() {
        match byte {
            0xFF => rest = after,
            0 => return None,
            marker => return Some((*marker, after)),
        }
    }
    None
}

/// Returns how many bytes of picture data stand before the next marker.
fn scan_length(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xFF)?;
        match bytes.get(at + 1)? {
            0 | 0xD0..=0xD7 => at += 2,
            0xFF => at += 1,
            _ => return Some(at),
        }
    }
}

/// Returns whether a segment is needed to show the picture.
fn is_picture(marker: u8, data: &[u8]) -> bool {
    match marker {
        // JFIF, but not its extension, which may hold a small picture.
        0xE0 => data.starts_with(b"JFIF\0"),
        // Colours (ICC).
        0xE2 => data.starts_with(b"ICC_PROFILE\0"),
        // How the colours are coded (Adobe).
        0xEE => data.starts_with(b"Adobe"),
        0xE1..=0xEF | 0xFE => false,
        _ => true,
    }
}

/// Returns how the picture is turned, as its EXIF says.
fn orientation(jpeg: &[u8]) -> Option<u8> {
    let mut rest = jpeg.strip_prefix(&SOI)?;
    loop {
        let (marker, after) = next_marker(rest)?;
        if marker == 0xDA || marker == 0xD9 {
            return None;
        }
        let length = usize::from(u16::from_be_bytes(*after.first_chunk::<2>()?));
        let (segment, after) = after.split_at_checked(length)?;
        let exif = segment.get(2..).and_then(|data| data.strip_prefix(b"Exif\0\0"));
        if let Some(tiff) = exif.filter(|_| marker == 0xE1) {
            return tiff_orientation(tiff);
        }
        rest = after;
    }
}

fn tiff_orientation(tiff: &[u8]) -> Option<u8> {
    let little = tiff.starts_with(b"II");
    let two = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<2>()?;
        Some(if little { u16::from_le_bytes(bytes) } else { u16::from_be_bytes(bytes) })
    };
    let four = |at: usize| {
        let bytes = *tiff.get(at..)?.first_chunk::<4>()?;
        Some(if little { u32::from_le_bytes(bytes) } else { u32::from_be_bytes(bytes) })
    };
    let directory = usize::try_from(four(4)?).ok()?;
    let count = usize::from(two(directory)?);
    let entries = (0..count).map(|index| directory.saturating_add(2 + index * 12));
    let mut found = entries.filter(|entry| two(*entry) == Some(ORIENTATION));
    let value = two(found.next()?.saturating_add(8))?;
    u8::try_from(value).ok()
}

/// Returns an EXIF segment that says how the picture is turned, and nothing else.
fn exif_with(turned: u8) -> Vec<u8> {
    let mut segment = vec![0xFF, 0xE1, 0x00, 0x22];
    segment.extend(b"Exif\0\0MM\0\x2A\0\0\0\x08\0\x01");
    segment.extend(ORIENTATION.to_be_bytes());
    segment.extend([0, 3, 0, 0, 0, 1, 0, turned, 0, 0, 0, 0, 0, 0]);
    segment
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::jpeg::{JpegHeader, Orientation};

    fn segment(marker: u8, data: &[u8]) -> Vec<u8> {
        let length = u16::try_from(data.len() + 2).unwrap().to_be_bytes();
        [&[0xFF, marker], length.as_slice(), data].concat()
    }

    fn plain() -> Vec<u8> {
        let picture = image::RgbImage::from_fn(40, 20, |x, y| {
            image::Rgb([x.to_le_bytes()[0] * 6, y.to_le_bytes()[0], 9])
        });
        let mut jpeg = std::io::Cursor::new(Vec::new());
        image::DynamicImage::from(picture).write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
        jpeg.into_inner()
    }

    #[test]
    fn what_is_hidden_goes_and_the_picture_stays() {
        let plain = plain();
        let mut exif = exif_with(6)[4..].to_vec();
        exif.extend(b"GPS -23.5");
        let photo = [
            &SOI,
            segment(0xE1, &exif).as_slice(),
            &segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0exif:GPSLatitude"),
            &segment(0xE2, b"MPF\0segunda"),
            &segment(0xFE, b"comentario"),
            &plain[2..],
            b"GPS depois do fim",
        ]
        .concat();
        let bare = without_hidden_data(&photo).unwrap();
        for gone in [&b"GPS"[..], b"MPF", b"comentario", b"depois"] {
            assert!(!bare.windows(gone.len()).any(|window| window == gone), "{gone:?}");
        }
        let header = JpegHeader::read(&mut bare.as_slice()).unwrap();
        assert_eq!(header.orientation, Orientation::from_exif(6).unwrap());
        assert_eq!(bare[2 + 36..], plain[2..]);
        assert_eq!(without_hidden_data(&plain).unwrap(), plain);
    }

    #[test]
    fn what_is_no_whole_jpeg_gives_nothing() {
        let plain = plain();
        for wrong in [&b""[..], b"\xFF\xD8", &plain[..plain.len() - 2], b"\x89PNG"] {
            assert_eq!(without_hidden_data(wrong), None);
        }
    }
}
