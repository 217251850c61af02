//! How many pictures a file holds: the pages of a TIFF, and whether a GIF moves.
//! Deliberately not here: pixels; `picture.rs` decodes a page that was found here.

use std::io::{self, Read, Seek, SeekFrom};

/// Most pages of one TIFF that are looked at; a longer scan comes in several files.
pub const MAX_TIFF_PAGES: usize = 500;

/// Most entries of one TIFF directory that are looked at; scanners write some thirty.
const MAX_TIFF_ENTRIES: u64 = 4_096;

/// Most blocks of a GIF that are looked at for its second picture.
const MAX_GIF_BLOCKS: usize = 1_000_000;

/// The pages of a TIFF: where the directory of each begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TiffPages {
    /// Offset in bytes of each page's directory, thumbnails left out.
    pub directories: Vec<u64>,
    /// Whether thumbnails, or pages beyond [`MAX_TIFF_PAGES`], were left out.
    pub some_left_out: bool,
    is_big: bool,
    is_little: bool,
}

impl TiffPages {
    /// Finds the pages by following the chain of directories; it ends where the chain is broken
    /// or turns back.
    ///
    /// # Errors
    /// Returns the error of `file` if it cannot be read; an early end is not one.
    pub fn find(file: &mut (impl Read + Seek)) -> io::Result<Self> {
        let mut head = [0; 4];
        file.rewind()?;
        file.read_exact(&mut head)?;
        let mut pages = Self {
            directories: Vec::new(),
            some_left_out: false,
            is_big: head.contains(&0x2B),
            is_little: head.starts_with(b"II"),
        };
        let mut seen = std::collections::BTreeSet::new();
        let mut next = pages.offset(file, if pages.is_big { 8 } else { 4 }).unwrap_or(0);
        while next != 0 && seen.insert(next) {
            if seen.len() > MAX_TIFF_PAGES {
                pages.some_left_out = true;
                break;
            }
            let Ok((is_thumbnail, after)) = pages.directory(file, next) else { break };
            if is_thumbnail && !pages.directories.is_empty() {
                pages.some_left_out = true;
            } else {
                pages.directories.push(next);
            }
            next = after;
        }
        Ok(pages)
    }

    /// Returns `file` changed so that the page of this directory comes first.
    pub fn at_page<R: Read + Seek>(&self, mut file: R, directory: u64) -> io::Result<Patched<R>> {
        file.rewind()?;
        let number = if self.is_little { directory.to_le_bytes() } else { directory.to_be_bytes() };
        let (starts_at, bytes) = match (self.is_big, self.is_little) {
            (true, _) => (8, number.to_vec()),
            (false, true) => (4, number.get(..4).unwrap_or_default().to_vec()),
            (false, false) => (4, number.get(4..).unwrap_or_default().to_vec()),
        };
        Ok(Patched { inner: file, at: 0, starts_at, bytes })
    }

    /// Returns whether the directory is a reduced copy of another page, and where the next is.
    fn directory(&self, file: &mut (impl Read + Seek), at: u64) -> io::Result<(bool, u64)> {
        let count_bytes: u8 = if self.is_big { 8 } else { 2 };
        let entry_bytes: u64 = if self.is_big { 20 } else { 12 };
        let count = self.number(file, at, count_bytes)?;
        if count == 0 || count > MAX_TIFF_ENTRIES {
            return Err(io::ErrorKind::InvalidData.into());
        }
        let first = at.saturating_add(u64::from(count_bytes));
        // NewSubfileType (254) is the smallest tag in use, so it stands first if it is there.
        let tag = self.number(file, first, 2)?;
        let value = self.number(
            file,
            first.saturating_add(entry_bytes - count_bytes_of_value(self.is_big)),
            4,
        )?;
        let next = self.offset(file, first.saturating_add(count * entry_bytes)).unwrap_or(0);
        Ok((tag == 254 && value & 1 == 1, next))
    }

    fn offset(&self, file: &mut (impl Read + Seek), at: u64) -> io::Result<u64> {
        self.number(file, at, if self.is_big { 8 } else { 4 })
    }

    /// Reads a whole number of `length` bytes (at most 8) at an offset.
    fn number(&self, file: &mut (impl Read + Seek), at: u64, length: u8) -> io::Result<u64> {
        file.seek(SeekFrom::Start(at))?;
        let mut bytes = vec![0; usize::from(length)];
        file.read_exact(&mut bytes)?;
        if self.is_little {
            bytes.reverse();
        }
        Ok(bytes.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
    }
}

/// Returns how many bytes at the end of a directory entry hold its value.
const fn count_bytes_of_value(is_big: bool) -> u64 {
    if is_big { 8 } else { 4 }
}

/// A file of which some bytes read differently.
#[derive(Debug)]
pub struct Patched<R> {
    inner: R,
    at: u64,
    starts_at: u64,
    bytes: Vec<u8>,
}

impl<R: Read> Read for Patched<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer)?;
        for (position, byte) in (self.at..).zip(buffer.iter_mut().take(count)) {
            let index =
                position.checked_sub(self.starts_at).and_then(|index| usize::try_from(index).ok());
            match index.map(|index| self.bytes.get(index)) {
                Some(Some(patch)) => *byte = *patch,
                Some(None) => break,
                None => {}
            }
        }
        self.at = self.at.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        Ok(count)
    }
}

impl<R: Seek> Seek for Patched<R> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.at = self.inner.seek(to)?;
        Ok(self.at)
    }
}

/// Returns whether a GIF holds more than one picture, by its blocks; a broken chain ends it.
///
/// # Errors
/// Returns the error of `file` if it cannot be read; an early end is not one.
pub fn gif_moves(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    match count_gif_pictures(file) {
        Ok(count) => Ok(count > 1),
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok(false),
        Err(error) => Err(error),
    }
}

fn count_gif_pictures(file: &mut (impl Read + Seek)) -> io::Result<u32> {
    fn byte(file: &mut impl Read) -> io::Result<u8> {
        let mut byte = [0];
        file.read_exact(&mut byte)?;
        Ok(u8::from_be_bytes(byte))
    }
    let skip = |file: &mut _, count: u16| -> io::Result<()> {
        Seek::seek(file, SeekFrom::Current(i64::from(count))).map(drop)
    };
    // Three bytes for each of 2^(n+1) colours, if the flags tell of a colour table.
    let table = |flags: u8| if flags & 0x80 == 0 { 0 } else { 3u16 << ((flags & 7) + 1) };
    file.seek(SeekFrom::Start(10))?;
    let flags = byte(file)?;
    skip(file, 2 + table(flags))?;
    let mut pictures = 0;
    for _ in 0..MAX_GIF_BLOCKS {
        match byte(file)? {
            0x2C => {
                pictures += 1;
                if pictures > 1 {
                    break;
                }
                skip(file, 8)?;
                let flags = byte(file)?;
                skip(file, table(flags) + 1)?;
            }
            0x21 => skip(file, 1)?,
            _ => break,
        }
        for _ in 0..MAX_GIF_BLOCKS {
            match byte(file)? {
                0 => break,
                length => skip(file, u16::from(length))?,
            }
        }
    }
    Ok(pictures)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    /// Builds a classic TIFF of directories that hold one tag (NewSubfileType) each.
    fn tiff(kinds: &[u32], little: bool, last_points_to: u32) -> Vec<u8> {
        let two = |n: u16| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let four = |n: u32| if little { n.to_le_bytes() } else { n.to_be_bytes() };
        let mut out = if little { b"II".to_vec() } else { b"MM".to_vec() };
        out.extend(two(42));
        out.extend(four(8));
        for (index, kind) in kinds.iter().enumerate() {
            out.extend(two(1));
            out.extend(two(254));
            out.extend(two(4));
            out.extend(four(1));
            out.extend(four(*kind));
            let next = u32::try_from(8 + (index + 1) * 18).unwrap();
            out.extend(four(if index + 1 == kinds.len() { last_points_to } else { next }));
        }
        out
    }

    #[test]
    fn pages_are_found_in_both_byte_orders_and_thumbnails_left_out() {
        for little in [true, false] {
            let pages = TiffPages::find(&mut Cursor::new(tiff(&[2, 1, 2], little, 0))).unwrap();
            assert_eq!(pages.directories, [8, 44]);
            assert!(pages.some_left_out);
        }
    }

    #[test]
    fn chain_that_turns_back_ends() {
        let pages = TiffPages::find(&mut Cursor::new(tiff(&[0, 0], true, 8))).unwrap();
        assert_eq!(pages.directories, [8, 26]);
    }

    #[test]
    fn chosen_page_comes_first_and_nothing_else_changes() {
        for little in [true, false] {
            let bytes = tiff(&[0, 0], little, 0);
            let pages = TiffPages::find(&mut Cursor::new(&bytes)).unwrap();
            let mut patched = pages.at_page(Cursor::new(&bytes), 26).unwrap();
            let mut read = Vec::new();
            patched.read_to_end(&mut read).unwrap();
            assert_eq!(TiffPages::find(&mut Cursor::new(&read)).unwrap().directories, [26]);
            assert_eq!((&read[..4], &read[8..]), (&bytes[..4], &bytes[8..]));
            patched.seek(SeekFrom::Start(5)).unwrap();
            let mut one = [0];
            patched.read_exact(&mut one).unwrap();
            assert_eq!(one[0], read[5]);
        }
    }

    #[test]
    fn moving_gif_is_told_from_a_still_one_and_from_a_cut_one() {
        let picture = b"\x2C\0\0\0\0\x01\0\x01\0\0\x02\x02\x44\x01\0";
        let head = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xFF\xFF\xFF";
        let still = [&head[..], picture, b"\x3B"].concat();
        let moving = [&head[..], b"\x21\xF9\x04\0\0\0\0\0", picture, picture, b"\x3B"].concat();
        assert!(!gif_moves(&mut Cursor::new(&still)).unwrap());
        assert!(gif_moves(&mut Cursor::new(&moving)).unwrap());
        for length in 0..moving.len() {
            gif_moves(&mut Cursor::new(&moving[..length])).unwrap();
        }
    }
}
