//! Writing the ZIP: one top folder, sorted names, fixed time, the same bytes for the same package.
//! Media, PDF and pictures are stored; text is deflated. Memory does not grow with the files.

use crate::base::{Sha256Digest, Sha256Stream};
use chrono::{Datelike, NaiveDate};
use std::fs::File;
use std::io::{self, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

/// Bytes in memory at once.
const BUFFER_BYTES: usize = 256 * 1024;
/// From this size on an entry is written with Zip64 sizes; the format's own bound is 4 GiB − 1.
const ZIP64_BYTES: u64 = 0xF000_0000;

/// What a member holds.
#[derive(Debug, Clone)]
pub enum MemberContent {
    /// Text, small enough for memory.
    Text(Vec<u8>),
    /// A file on the disk, with what its bytes must be.
    File {
        /// Where.
        path: PathBuf,
        /// Its hash.
        sha256: Sha256Digest,
        /// Its size.
        size_bytes: u64,
    },
    /// A file that we wrote just now and hashed on the way: of it only the size is checked.
    Made {
        /// Where.
        path: PathBuf,
        /// Its size.
        size_bytes: u64,
    },
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
            MemberContent::File { path, sha256, size_bytes } => {
                zip.start_file(name, stored(options, size_bytes)).map_err(write_error)?;
                let mut hash = Sha256Stream::new();
                let mut take = |bytes: &[u8]| hash.update(bytes);
                copy(&mut zip, &member.path, &path, &mut buffer, &mut take)?;
                if hash.finish() != sha256 {
                    return Err(PackageError::Altered { path: member.path });
                }
            }
            MemberContent::Made { path, size_bytes } => {
                zip.start_file(name, stored(options, size_bytes)).map_err(write_error)?;
                let copied = copy(&mut zip, &member.path, &path, &mut buffer, &mut |_| {})?;
                if copied != size_bytes {
                    return Err(PackageError::Altered { path: member.path });
                }
            }
        }
    }
    zip.finish().map_err(write_error)
}

fn stored(options: SimpleFileOptions, size_bytes: u64) -> SimpleFileOptions {
    let options = options.compression_method(CompressionMethod::Stored);
    options.large_file(size_bytes >= ZIP64_BYTES)
}

/// Copies a file into the ZIP and shows each piece to `take`; returns how many bytes there were.
fn copy(
    zip: &mut impl Write,
    member: &str,
    path: &Path,
    buffer: &mut [u8],
    take: &mut dyn FnMut(&[u8]),
) -> Result<u64, PackageError> {
    let read = |source| PackageError::Source { path: member.to_owned(), source };
    let mut file = File::open(path).map_err(read)?;
    let mut copied = 0_u64;
    loop {
        let count = match file.read(buffer) {
            Ok(0) => return Ok(copied),
            Ok(count) => count,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(read(error)),
        };
        let bytes = buffer.get(..count).unwrap_or_default();
        take(bytes);
        copied = copied.saturating_add(u64::try_from(count).unwrap_or(0));
        zip.write_all(bytes).map_err(write_error)?;
    }
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
    fn a_source_that_changed_is_refused_by_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.jpg");
        std::fs::write(&path, "outro").unwrap();
        let content =
            MemberContent::File { path, sha256: Sha256Digest::of(b"este"), size_bytes: 4 };
        let member = Member { path: "data/originais/a.jpg".to_owned(), content };
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let error = write_zip(Cursor::new(Vec::new()), "caso", date, vec![member]).unwrap_err();
        assert!(matches!(error, PackageError::Altered { path } if path.ends_with("a.jpg")));
    }

    #[test]
    fn a_file_of_ours_that_lost_its_end_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.pdf");
        std::fs::write(&path, "outro").unwrap();
        let content = MemberContent::Made { path, size_bytes: 6 };
        let member = Member { path: "data/a.pdf".to_owned(), content };
        let date = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        let error = write_zip(Cursor::new(Vec::new()), "caso", date, vec![member]).unwrap_err();
        assert!(matches!(error, PackageError::Altered { path } if path.ends_with("a.pdf")));
    }
}
