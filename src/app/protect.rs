//! Handing over in secret: judging and suggesting passphrases, putting a package under one, and
//! checking a package that has one.

use crate::app::dossier::write_failed;
use crate::app::export::ExportedPackage;
use crate::app::{App, AppError, Chance};
use crate::case::{Finding, FindingCode};
use crate::filing::FilingProfile;
use crate::package::protect::{
    OpenError, Passphrase, PassphraseError, SALT_BYTES, check_closed, open_protected, protect,
};
use crate::package::verify::CheckReport;
use crate::store::Scratch;
use chrono::NaiveDate;
use serde::Serialize;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// What many people begin with, and whoever guesses tries first.
const COMMON: [&str; 18] = [
    "senha",
    "password",
    "qwert",
    "asdf",
    "admin",
    "brasil",
    "flamengo",
    "corinthians",
    "palmeiras",
    "amor",
    "deus",
    "jesus",
    "familia",
    "juntada",
    "procon",
    "dossie",
    "advogado",
    "mudar",
];
/// From how many characters that a guesser cannot foresee a passphrase is fair, good and strong.
const FAIR_CHARS: usize = 8;
const GOOD_CHARS: usize = 12;
const STRONG_CHARS: usize = 18;
/// Words of a suggested passphrase, of two syllables each: 12 syllables of 70 make 73 bits.
const SUGGESTED_WORDS: usize = 6;
const CONSONANTS: &[u8; 14] = b"bcdfgjlmnprstv";
const VOWELS: &[u8; 5] = b"aeiou";

/// How long a passphrase stands against somebody who tries many.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Strength {
    /// A machine finds it in hours.
    Weak,
    /// Enough against the curious.
    Fair,
    /// Enough for everything but great effort.
    Good,
    /// Beyond what anyone can try.
    Strong,
}

/// A passphrase, judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JudgedPassphrase {
    /// The text, where it is one that the program suggests.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub suggested: Option<String>,
    /// How strong it is; none where it cannot be taken.
    pub strength: Option<Strength>,
    /// Why it cannot be taken: `short`, `long` or `not_plain`.
    pub problem: Option<&'static str>,
}

/// Returns how strong a passphrase is, which can be taken: by how many of its characters are neither
/// part of a common word, nor a repetition, nor the next of a row. It is careful rather than exact.
fn strength(text: &str) -> Strength {
    let mut text = text.to_ascii_lowercase();
    for word in COMMON {
        text = text.replace(word, "");
    }
    let bytes = text.as_bytes();
    let foreseen = |pair: &&[u8]| matches!(pair, [one, next] if one.abs_diff(*next) <= 1);
    let unforeseen = bytes.len() - bytes.windows(2).filter(foreseen).count();
    let mut different = bytes.to_vec();
    different.sort_unstable();
    different.dedup();
    // "abc-abc-abc" has few different characters, however long it is.
    match unforeseen.min(different.len() * 2) {
        0..FAIR_CHARS => Strength::Weak,
        FAIR_CHARS..GOOD_CHARS => Strength::Fair,
        GOOD_CHARS..STRONG_CHARS => Strength::Good,
        _ => Strength::Strong,
    }
}

/// Returns a passphrase of words that mean nothing and can be said on the phone.
fn suggest(chance: &mut Chance) -> String {
    let letter = |of: &[u8], chance: &mut Chance| loop {
        let mut byte = [0];
        chance(&mut byte);
        let [byte] = byte;
        // The last, incomplete round is thrown again, so that every letter is as likely.
        let whole_rounds = 256 / of.len() * of.len();
        if usize::from(byte) < whole_rounds {
            break char::from(of.get(usize::from(byte) % of.len()).copied().unwrap_or(b'a'));
        }
    };
    let word = |chance: &mut Chance| -> String {
        (0..2).flat_map(|_| [letter(CONSONANTS, chance), letter(VOWELS, chance)]).collect()
    };
    let words: Vec<String> = (0..SUGGESTED_WORDS).map(|_| word(chance)).collect();
    words.join("-")
}

impl App {
    /// Judges a passphrase for a package; suggests one where none is given.
    pub fn judge_passphrase(&mut self, text: Option<&str>) -> JudgedPassphrase {
        let suggested = text.is_none().then(|| suggest(&mut self.chance));
        let text = text.or(suggested.as_deref()).unwrap_or_default().trim();
        let problem = Passphrase::for_new(text).err().map(|error| match error {
            PassphraseError::Short => "short",
            PassphraseError::Long => "long",
            PassphraseError::NotPlain => "not_plain",
        });
        let strength = problem.is_none().then(|| strength(text));
        JudgedPassphrase { suggested, strength, problem }
    }

    /// Puts a package that lies in the workshop under a passphrase. What was made beside its ZIP is
    /// dropped: a copy in the clear would lie next to the secret.
    pub(super) fn protect_package(
        &mut self,
        package: &mut ExportedPackage,
        profile: &FilingProfile,
        text: &str,
        date: NaiveDate,
    ) -> Result<(), AppError> {
        let passphrase = Passphrase::for_new(text)?;
        let stem = package.zip.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let out = package.zip.with_file_name(format!("{stem} - com senha.zip"));
        let mut salt = [0; SALT_BYTES];
        (self.chance)(&mut salt);
        protect(&package.zip, &out, &passphrase, salt, date)
            .map_err(|error| write_failed(&out, error))?;
        let clear: Vec<PathBuf> = package.paths_mut().map(|path| path.clone()).collect();
        // They lie in the workshop, which goes as a whole.
        clear.iter().for_each(|path| drop(fs::remove_file(path)));
        package.zip = out;
        package.is_protected = true;
        (package.dossier, package.papers, package.upload_files) = (vec![], vec![], vec![]);
        package.labels = None;
        if strength(text.trim()) == Strength::Weak {
            package.findings.push(Finding::new(FindingCode::PassphraseWeak));
        }
        if !profile.whole_case {
            package.findings.push(Finding::new(FindingCode::ProtectedForCounter));
        }
        Ok(())
    }

    /// Opens a protected package, hands its ZIP to `look`, and removes that again. What is damaged is
    /// reported without asking for the passphrase.
    pub(super) fn with_opened(
        &mut self,
        path: &Path,
        passphrase: Option<&str>,
        look: &mut dyn FnMut(&mut Self, &Path) -> Result<CheckReport, AppError>,
    ) -> Result<CheckReport, AppError> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let unread = |source| AppError::Read { path: path.to_owned(), source };
        match check_closed(path) {
            Ok(()) => {}
            Err(OpenError::Io(source)) => return Err(unread(source)),
            Err(error) => return Ok(CheckReport::of_closed(&name, &error)),
        }
        let Some(text) = passphrase else {
            return Err(AppError::PassphraseNeeded { path: path.to_owned() });
        };
        let place = self.workshop.clone();
        let scratch = Scratch::begin(&place, "", &self.tag());
        let folder = scratch.folder().to_owned();
        private_folder(&folder).map_err(|error| write_failed(&folder, error))?;
        let inner = folder.join(&name);
        let opened = open_protected(path, &Passphrase::to_try(text), &inner);
        let done = match opened {
            Ok(()) => look(self, &inner),
            Err(OpenError::WrongPassphrase) => {
                Err(AppError::PassphraseWrong { path: path.to_owned() })
            }
            Err(OpenError::Io(source)) => Err(write_failed(&inner, source)),
            Err(error) => Ok(CheckReport::of_closed(&name, &error)),
        };
        let gone = fs::remove_dir_all(&folder);
        drop(scratch);
        gone.map_err(|error| write_failed(&folder, error))?;
        done
    }
}

/// Makes a folder that only the user may look into.
fn private_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_everybody_types_is_weak_and_what_we_suggest_is_strong() {
        for text in ["12345678", "password", "procon123", "aaaaaaaaaaaa", "abcdefghij", "senha2026"]
        {
            assert_eq!(strength(text), Strength::Weak, "{text}");
        }
        assert_eq!(strength("carroazul"), Strength::Fair);
        assert_eq!(strength("xK9#vT2!qFmz"), Strength::Good);
        assert_eq!(strength("tijolo verde na chuva"), Strength::Strong);
        let mut counter = 0u8;
        let mut chance: Chance = Box::new(move |bytes| {
            for byte in bytes {
                counter = counter.wrapping_mul(113).wrapping_add(71);
                *byte = counter;
            }
        });
        let text = suggest(&mut chance);
        assert_eq!(text.len(), 29, "{text}");
        assert_eq!(text.split('-').count(), SUGGESTED_WORDS);
        assert_eq!(strength(&text), Strength::Strong, "{text}");
        assert_ne!(text, suggest(&mut chance));
        Passphrase::for_new(&text).unwrap();
    }
}
