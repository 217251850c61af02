//! Bytes of a file by place, with the first error of the disk kept until the end, so that readers of
//! headers have one kind of "not there".

use std::io::{self, Read, Seek, SeekFrom};

/// Most bytes that are read at one place: no header that is looked for is larger.
const MAX_PIECE_BYTES: usize = 1024 * 1024;

/// A file, its length, and what went wrong.
pub(super) struct Source<'a, R> {
    file: &'a mut R,
    length: u64,
    error: Option<io::Error>,
}

impl<'a, R: Read + Seek> Source<'a, R> {
    pub(super) fn new(file: &'a mut R) -> io::Result<Self> {
        let length = file.seek(SeekFrom::End(0))?;
        Ok(Self { file, length, error: None })
    }

    /// Returns the length of the file in bytes.
    pub(super) const fn length(&self) -> u64 {
        self.length
    }

    /// Returns the bytes at a place, fewer at the end of the file.
    pub(super) fn up_to(&mut self, at: u64, count: usize) -> Vec<u8> {
        let mut bytes = Vec::new();
        if self.error.is_some() || at >= self.length {
            return bytes;
        }
        let most = u64::try_from(count.min(MAX_PIECE_BYTES)).unwrap_or(0);
        let result = self
            .file
            .seek(SeekFrom::Start(at))
            .and_then(|_| self.file.by_ref().take(most).read_to_end(&mut bytes));
        if let Err(error) = result {
            self.error = Some(error);
        }
        bytes
    }

    /// Returns exactly so many bytes at a place.
    pub(super) fn exactly<const N: usize>(&mut self, at: u64) -> Option<[u8; N]> {
        self.up_to(at, N).try_into().ok()
    }

    /// Returns `facts`, or the first error of the file.
    pub(super) fn finish<T>(self, facts: T) -> io::Result<T> {
        self.error.map_or(Ok(facts), Err)
    }
}

/// Returns the big-endian number of up to eight bytes at `from` in `bytes`.
pub(super) fn big(bytes: &[u8], from: usize, count: usize) -> Option<u64> {
    let part = bytes.get(from..from.checked_add(count)?)?;
    Some(part.iter().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}

/// Returns the little-endian number of up to eight bytes at `from` in `bytes`.
pub(super) fn little(bytes: &[u8], from: usize, count: usize) -> Option<u64> {
    let part = bytes.get(from..from.checked_add(count)?)?;
    Some(part.iter().rev().fold(0, |number, byte| (number << 8) | u64::from(*byte)))
}
