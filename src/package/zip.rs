//! Writing the ZIP: one top folder, sorted names, fixed time, the same bytes for the same package.
//! Media, PDF and pictures are stored; text is deflated. Memory does not grow with the files.

use crate::base::{Sha256Digest, Sha256Stream};
use chrono::{Datelike, NaiveDate};
use flate2::Crc;
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Bytes in memory at once.
const BUFFER_BYTES: usize = 256 * 1024;
/// From this size on an entry is written with Zip64 sizes; the format's own bound is 4 GiB − 1.
pub(super) const ZIP64_BYTES: u64 = 0xF000_0000;

/// What a member holds.
#[derive(Debug, Clone)]
pub enum MemberContent {
    /// Text, small enough for memory.
    Text(Vec<u8>),
    /// A file on the disk.
    File {
        /// Where.
        path: PathBuf,
        /// Its size.
        size_bytes: u64,
        /// How it is told that its bytes are the right ones.
        proof: FileProof,
    },
}

/// How it is told that the bytes of a file are those that the package's lists name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileProof {
    /// They must have this hash.
    Hash(Sha256Digest),
    /// They were read and hashed a moment ago, and must still have the CRC-32 that they had then.
    Read {
        /// The sum.
        crc32: u32,
    },
    /// We wrote them just now and hashed them on the way: only their count is compared.
    Written,
}

/// One member of the ZIP.
#[derive(Debug, Clone)]
pub struct Member {
    /// Path within the top folder, with `/`.
    pub path: String,
    /// What it holds.
    pub content: MemberContent,
}

/// Why a package could not be written.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// A file is not the one that was gathered.
    #[error("{path} was altered after it was gathered")]
    Altered {
        /// Path within the package.
        path: String,
    },
    /// A file of the case could not be read.
    #[error("cannot read the source of {path}")]
    Source {
        /// Path within the package.
        path: String,
        /// Why.
        source: io::Error,
    },
    /// The package could not be written.
    #[error("cannot write the package")]
    Write {
        /// Why.
        source: io::Error,
    },
}

fn write_error(error: impl Into<io::Error>) -> PackageError {
    PackageError::Write { source: error.into() }
}

/// Writes the members under the folder `top`, stamped with `date` at noon.
///
/// # Errors
/// [`PackageError`]: a source that is not what it must be, or a disk that refuses.
pub fn write_zip<W: Write + Seek>(
    out: W,
    top: &str,
    date: NaiveDate,
    mut members: Vec<Member>,
) -> Result<W, PackageError> {
    members.sort_by(|a, b| a.path.cmp(&b.path));
    let year = u16::try_from(date.year()).unwrap_or(1980);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    let stamp = DateTime::from_date_and_time(year, month, day, 12, 0, 0).unwrap_or_default();
    let options = SimpleFileOptions::default().last_modified_time(stamp).unix_permissions(0o644);
    let mut zip = ZipWriter::new(out);
    let mut buffer = vec![0; BUFFER_BYTES];
    for member in members {
        let name = format!("{top}/{}", member.path);
        match member.content {
            MemberContent::Text(bytes) => {
                let options = options.compression_method(CompressionMethod::Deflated);
                zip.start_file(name, options).map_err(write_error)?;
                zip.write_all(&bytes).map_err(write_error)?;
            }
            MemberContent::File { path, size_bytes, proof } => {
                let options = options
                    .compression_method(CompressionMethod::Stored)
                    .large_file(size_bytes >= ZIP64_BYTES);
                zip.start_file(name, options).map_err(write_error)?;
                if !copy(&mut zip, &member.path, &path, size_bytes, proof, &mut buffer)? {
                    return Err(PackageError::Altered { path: member.path });
                }
            }
        }
    }
    zip.finish().map_err(write_error)
}

/// Copies a file into the ZIP; returns whether its bytes are the right ones.
fn copy(
    zip: &mut impl Write,
    member: &str,
    path: &Path,
    size_bytes: u64,
    proof: FileProof,
    buffer: &mut [u8],
) -> Result<bool, PackageError> {
    let read = |source| PackageError::Source { path: member.to_owned(), source };
    let mut file = File::open(path).map_err(read)?;
    let (mut hash, mut sum, mut copied) = (Sha256Stream::new(), Crc::new(), 0_u64);
    loop {
        let count = match file.read(buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(read(error)),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        match proof {
            FileProof::Hash(_) => hash.update(bytes),
            FileProof::Read { .. } => sum.update(bytes),
            FileProof::Written => {}
        }
        copied = copied.saturating_add(u64::try_from(count).unwrap_or(0));
        zip.write_all(bytes).map_err(write_error)?;
    }
    Ok(copied == size_bytes
        && match proof {
            FileProof::Hash(sha256) => hash.finish() == sha256,
            FileProof::Read { crc32 } => sum.sum() == crc32,
            FileProof::Written => true,
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Cursor;

    fn text(path: &str, text: &str) -> Member {
        Member { path: path.to_owned(), content: MemberContent::Text(text.into()) }
    }

    fn written(members: Vec<Member>) -> Vec<u8> {
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        write_zip(Cursor::new(Vec::new()), "caso", date, members).unwrap().into_inner()
    }

    #[test]
    fn the_order_of_the_members_does_not_change_the_bytes() {
        let one = written(vec![text("b.txt", "b"), text("a.txt", "a")]);
        let two = written(vec![text("a.txt", "a"), text("b.txt", "b")]);
        assert_eq!(one, two);
    }

    #[test]
    fn a_source_that_is_not_what_it_must_be_is_refused_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, "outro").unwrap();
        let mut sum = Crc::new();
        sum.update(b"outro");
        let crc32 = sum.sum();
        let written = |proof, size_bytes| {
            let content = MemberContent::File { path: path.clone(), size_bytes, proof };
            let member = Member { path: "data/originais/a.jpg".to_owned(), content };
            let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
            write_zip(Cursor::new(Vec::new()), "caso", date, vec![member]).map(drop)
        };
        let right = FileProof::Hash(Sha256Digest::of(b"outro"));
        for proof in [right, FileProof::Read { crc32 }, FileProof::Written] {
            written(proof, 5).unwrap();
            let error = written(proof, 6).unwrap_err();
            assert!(matches!(error, PackageError::Altered { path } if path.ends_with("a.jpg")));
        }
        let wrong = FileProof::Hash(Sha256Digest::of(b"este"));
        for proof in [wrong, FileProof::Read { crc32: crc32 ^ 1 }] {
            let error = written(proof, 5).unwrap_err();
            assert!(matches!(error, PackageError::Altered { path } if path.ends_with("a.jpg")));
        }
    }
}
