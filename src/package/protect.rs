//! A package under a passphrase: a ZIP that holds one member, the package's own ZIP, in AES-256 as
//! WinZip wrote it down (AE-1/AE-2), which 7-Zip, Keka and WinRAR open. What is inside, names
//! included, is only seen with the passphrase. The comment at its end holds a hash of all that comes
//! before, so that a damaged file is told from a wrong passphrase.
//! Deliberately not here: where files lie, and what is said to people.

use crate::base::{Sha256Digest, Sha256Stream};
use chrono::{Datelike, NaiveDate};
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;
use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{AesSalt, CompressionMethod, DateTime, ZipArchive, ZipWriter};

/// Name of the one member.
const MEMBER: &str = "pacote.zip";
/// The comment, up to the hash and the line's end that close it.
const COMMENT: &str = "Juntada: pacote com senha. SHA-256 do que vem antes desta linha: ";
/// Bytes of the comment: its words, 64 digits, a line's end.
const COMMENT_BYTES: usize = COMMENT.len() + 64 + 1;
/// How a local header of a ZIP begins, up to the member's name.
const LOCAL_HEAD_BYTES: usize = 30;
/// Bytes in memory at once.
const BUFFER_BYTES: usize = 256 * 1024;
/// Shortest passphrase, in characters: below this any machine goes through all of them.
pub const PASSPHRASE_MIN: usize = 8;
/// Longest passphrase, in characters: 7-Zip takes no more for a ZIP.
pub const PASSPHRASE_MAX: usize = 99;
/// Bytes of salt of AES-256 in a ZIP.
pub const SALT_BYTES: usize = 16;

/// A passphrase that every program which opens such a ZIP understands. It is shown by no debug print.
#[derive(Clone, PartialEq, Eq)]
pub struct Passphrase(String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(…)")
    }
}

/// Why a text is no passphrase for a package.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PassphraseError {
    /// Fewer characters than [`PASSPHRASE_MIN`].
    #[error("passphrase too short")]
    Short,
    /// More characters than [`PASSPHRASE_MAX`].
    #[error("passphrase too long")]
    Long,
    /// A character beyond plain ASCII: programs disagree about how to write it in bytes.
    #[error("passphrase has characters that programs write differently")]
    NotPlain,
}

impl Passphrase {
    /// Returns a passphrase for a new package; spaces around it are not part of it.
    ///
    /// # Errors
    /// [`PassphraseError`].
    pub fn for_new(text: &str) -> Result<Self, PassphraseError> {
        let text = text.trim();
        if !text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return Err(PassphraseError::NotPlain);
        }
        match text.len() {
            0..PASSPHRASE_MIN => Err(PassphraseError::Short),
            PASSPHRASE_MIN..=PASSPHRASE_MAX => Ok(Self(text.to_owned())),
            _ => Err(PassphraseError::Long),
        }
    }

    /// Returns a passphrase as somebody typed it to open a package; any text may be tried.
    pub fn to_try(text: &str) -> Self {
        Self(text.trim().to_owned())
    }
}

/// Why a protected package was not opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The file ends early.
    #[error("the protected package ends early")]
    Truncated,
    /// Its bytes are not those that were written.
    #[error("the protected package was altered")]
    Altered,
    /// It is whole, and the passphrase is not its own.
    #[error("wrong passphrase")]
    WrongPassphrase,
    /// It could not be read, or what was inside could not be written.
    #[error("cannot read or write")]
    Io(#[from] io::Error),
}

/// Writes `package` into `out`, a new file, under a passphrase. `salt` must never have been used
/// before with the same passphrase; `date` is the day on the papers.
///
/// # Errors
/// When the package cannot be read or the disk refuses.
pub fn protect(
    package: &Path,
    out: &Path,
    passphrase: &Passphrase,
    salt: [u8; SALT_BYTES],
    date: NaiveDate,
) -> io::Result<()> {
    let mut source = File::open(package)?;
    let day = |part: u32| u8::try_from(part).unwrap_or(1);
    let year = u16::try_from(date.year()).unwrap_or(1980);
    let stamp = DateTime::from_date_and_time(year, day(date.month()), day(date.day()), 12, 0, 0);
    let size_bytes = source.metadata()?.len();
    let options = SimpleFileOptions::default()
        .last_modified_time(stamp.unwrap_or_default())
        .unix_permissions(0o644)
        .compression_method(CompressionMethod::Stored)
        .large_file(size_bytes >= super::zip::ZIP64_BYTES)
        .with_aes_encryption_and_salt(passphrase.0.as_bytes(), AesSalt::Aes256(salt));
    let file = OpenOptions::new().read(true).write(true).create_new(true).open(out)?;
    let mut zip = ZipWriter::new(file);
    zip.set_comment(comment(Sha256Digest::of(b"")))?;
    zip.start_file(MEMBER, options)?;
    io::copy(&mut source, &mut zip)?;
    let mut file = zip.finish()?;
    let hashed = hashed_bytes(&file)?;
    let hash = hash_of_first(&mut file, hashed)?;
    file.seek(SeekFrom::Start(hashed))?;
    file.write_all(comment(hash).as_bytes())?;
    file.sync_all()
}

/// Returns whether a file was written by [`protect`], damaged or not.
///
/// # Errors
/// When it cannot be read.
pub fn is_protected(path: &Path) -> io::Result<bool> {
    let mut file = File::open(path)?;
    let mut head = Vec::new();
    (&mut file).take((LOCAL_HEAD_BYTES + MEMBER.len()) as u64).read_to_end(&mut head)?;
    if head.starts_with(b"PK") && head.get(LOCAL_HEAD_BYTES..) == Some(MEMBER.as_bytes()) {
        return Ok(true);
    }
    let hashed = hashed_bytes(&file)?;
    let mut end = String::new();
    file.seek(SeekFrom::Start(hashed))?;
    // An end that is no text is not ours.
    let is_text = file.take(COMMENT_BYTES as u64).read_to_string(&mut end).is_ok();
    Ok(is_text && end.starts_with(COMMENT))
}

/// Checks, without the passphrase, that a protected package is as it was written.
///
/// # Errors
/// [`OpenError::Truncated`], [`OpenError::Altered`], or when it cannot be read.
pub fn check_closed(path: &Path) -> Result<(), OpenError> {
    let mut file = File::open(path)?;
    let hashed = hashed_bytes(&file)?;
    let hash = hash_of_first(&mut file, hashed)?;
    let mut end = Vec::new();
    file.take(COMMENT_BYTES as u64).read_to_end(&mut end)?;
    if end == comment(hash).as_bytes() {
        Ok(())
    } else if has_an_end(&end) {
        Err(OpenError::Altered)
    } else {
        Err(OpenError::Truncated)
    }
}

/// Returns whether these last bytes of a file are still recognisably the comment: nine in ten of its
/// words stand where they should.
fn has_an_end(end: &[u8]) -> bool {
    let same = end.iter().zip(COMMENT.as_bytes()).filter(|(one, other)| one == other).count();
    same * 10 >= COMMENT.len() * 9
}

/// Writes what is inside a protected package into `to`, a new file.
///
/// # Errors
/// [`OpenError`]; what was written of `to` until then is then of no worth.
pub fn open_protected(path: &Path, passphrase: &Passphrase, to: &Path) -> Result<(), OpenError> {
    check_closed(path)?;
    let mut zip = ZipArchive::new(File::open(path)?).map_err(told)?;
    let mut member = zip.by_index_decrypt(0, passphrase.0.as_bytes()).map_err(told)?;
    let mut out = OpenOptions::new().write(true).create_new(true).open(to)?;
    io::copy(&mut member, &mut out).map_err(|error| match error.kind() {
        // The reader's word for a sum of authentication that does not come out.
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => OpenError::Altered,
        _ => OpenError::Io(error),
    })?;
    Ok(())
}

fn told(error: ZipError) -> OpenError {
    match error {
        ZipError::InvalidPassword => OpenError::WrongPassphrase,
        ZipError::Io(error) => OpenError::Io(error),
        _ => OpenError::Altered,
    }
}

fn comment(hash: Sha256Digest) -> String {
    format!("{COMMENT}{hash}\n")
}

/// Returns how many bytes come before the comment.
fn hashed_bytes(file: &File) -> io::Result<u64> {
    Ok(file.metadata()?.len().saturating_sub(COMMENT_BYTES as u64))
}

/// Returns the hash of the first bytes of a file, and leaves off right after them.
fn hash_of_first(file: &mut File, bytes: u64) -> io::Result<Sha256Digest> {
    file.seek(SeekFrom::Start(0))?;
    let mut hash = Sha256Stream::new();
    let mut rest = file.take(bytes);
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        match rest.read(&mut buffer)? {
            0 => return Ok(hash.finish()),
            count => hash.update(buffer.get(..count).unwrap_or_default()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    const SALT: [u8; SALT_BYTES] = *b"0123456789abcdef";

    fn sample(folder: &Path) -> std::path::PathBuf {
        let inner = folder.join("inner.zip");
        fs::write(&inner, b"PK\x05\x06 conteudo secreto da Maria ".repeat(40)).unwrap();
        let out = folder.join("fora.zip");
        let date = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let passphrase = Passphrase::for_new("bola azul no telhado").unwrap();
        protect(&inner, &out, &passphrase, SALT, date).unwrap();
        out
    }

    fn open(path: &Path, passphrase: &str, folder: &Path) -> Result<Vec<u8>, OpenError> {
        let to = folder.join("aberto.zip");
        let _ = fs::remove_file(&to);
        open_protected(path, &Passphrase::to_try(passphrase), &to)?;
        Ok(fs::read(&to).unwrap())
    }

    #[test]
    fn what_is_inside_comes_out_and_stands_nowhere_in_the_clear() {
        let folder = tempfile::tempdir().unwrap();
        let out = sample(folder.path());
        let bytes = fs::read(&out).unwrap();
        assert!(is_protected(&out).unwrap());
        assert!(!bytes.windows(5).any(|window| window == b"Maria"));
        let inner = open(&out, " bola azul no telhado\n", folder.path()).unwrap();
        assert_eq!(inner, fs::read(folder.path().join("inner.zip")).unwrap());
        assert!(!is_protected(&folder.path().join("inner.zip")).unwrap());
    }

    #[test]
    fn every_flipped_byte_and_every_cut_is_told_from_a_wrong_passphrase() {
        let folder = tempfile::tempdir().unwrap();
        let out = sample(folder.path());
        let whole = fs::read(&out).unwrap();
        let wrong = open(&out, "bola azul no quintal", folder.path());
        assert!(matches!(wrong, Err(OpenError::WrongPassphrase)), "{wrong:?}");
        let other = folder.path().join("outro.zip");
        for place in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[place] ^= 0x20;
            fs::write(&other, &bytes).unwrap();
            assert!(is_protected(&other).unwrap(), "byte {place}");
            let told = check_closed(&other);
            assert!(matches!(told, Err(OpenError::Altered)), "byte {place}: {told:?}");
        }
        for length in (40..whole.len()).step_by(7) {
            fs::write(&other, &whole[..length]).unwrap();
            assert!(is_protected(&other).unwrap(), "{length} bytes");
            let told = check_closed(&other);
            assert!(matches!(told, Err(OpenError::Truncated)), "{length} bytes: {told:?}");
        }
    }

    #[test]
    fn bytes_altered_by_somebody_who_also_mends_the_comment_are_still_found() {
        let folder = tempfile::tempdir().unwrap();
        let out = sample(folder.path());
        let mut bytes = fs::read(&out).unwrap();
        bytes[200] ^= 1;
        let hashed = bytes.len() - COMMENT_BYTES;
        let mended = comment(Sha256Digest::of(&bytes[..hashed]));
        bytes.splice(hashed.., mended.into_bytes());
        fs::write(&out, &bytes).unwrap();
        check_closed(&out).unwrap();
        let told = open(&out, "bola azul no telhado", folder.path());
        assert!(matches!(told, Err(OpenError::Altered)), "{told:?}");
    }

    #[test]
    fn a_passphrase_is_plain_and_neither_short_nor_long() {
        let told = |text: &str| Passphrase::for_new(text).unwrap_err();
        assert_eq!(told(" curta "), PassphraseError::Short);
        assert_eq!(told("coração de mãe"), PassphraseError::NotPlain);
        assert_eq!(told(&"a".repeat(100)), PassphraseError::Long);
        let kept = Passphrase::for_new(" senha boa ").unwrap();
        assert_eq!(kept, Passphrase("senha boa".to_owned()));
        assert_eq!(format!("{kept:?}"), "Passphrase(…)");
    }
}
