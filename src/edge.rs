//! What the programs take from the system and hand to the engine: clock, chance, the host's name and
//! their own place as reader process. The command line, the window and the tests' server begin here;
//! nothing inside the engine calls it.

#![allow(clippy::disallowed_methods, reason = "this is the edge where clock and system are read")]

/// What hands out memory in the programs: laying pages out asks for many small pieces, which this does
/// in a fifth less processor time than the system's own (`docs/performance.md`).
pub use mimalloc::MiMalloc as Allocator;

use crate::app::Surroundings;
use crate::case::Actor;
use crate::import::ReaderCommand;
use crate::import::ocr::OcrProgram;
use crate::import::reader::run_reader;
use crate::store::Disk;
use std::ffi::OsString;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

/// The hidden word that makes a program the reader process.
const READER: &str = "--leitor";

/// Serves as the reader process until its input ends, if these words (the program's own name first)
/// ask for it; returns `None` at once otherwise.
#[must_use]
pub fn reader_process(words: &[OsString]) -> Option<ExitCode> {
    words.get(1).filter(|word| *word == READER)?;
    Some(match run_reader(io::stdin().lock(), io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    })
}

/// Returns how this very program is started as the reader process.
#[must_use]
pub fn own_reader() -> ReaderCommand {
    let program = std::env::current_exe().unwrap_or_else(|_| "juntada".into());
    ReaderCommand { program, args: vec![READER.into()] }
}

/// Returns the system's surroundings: the user acts as the holder of the evidence, progress is told
/// to nobody.
#[must_use]
pub fn surroundings() -> Surroundings {
    Surroundings {
        clock: Box::new(|| chrono::Local::now().fixed_offset()),
        chance: Box::new(|bytes| {
            // Without chance from the system, the clock and the process still tell ids apart.
            if getrandom::fill(bytes).is_err() {
                let now = chrono::Local::now().timestamp_nanos_opt().unwrap_or_default();
                let seed = now.to_le_bytes().into_iter().chain(std::process::id().to_le_bytes());
                bytes.iter_mut().zip(seed.cycle()).for_each(|(to, from)| *to = from);
            }
        }),
        reader: own_reader(),
        ocr: ocr(),
        holder: holder(),
        actor: Actor::Titular,
        profiles: own_profiles(),
        received: own_received(),
        workshop: std::env::temp_dir(),
        disk: Box::new(Disk::new),
        progress: Box::new(|_| true),
    }
}

/// Where the user's own profiles stand: `JUNTADA_PERFIS`, or a folder of the system for settings.
fn own_profiles() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let settings = || {
        if cfg!(windows) {
            folder("APPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            folder("XDG_CONFIG_HOME").or_else(|| folder("HOME").map(|home| home.join(".config")))
        }
    };
    folder("JUNTADA_PERFIS").or_else(|| Some(settings()?.join("juntada").join("perfis")))
}

/// Finds the program that reads text in pictures: where `JUNTADA_TESSERACT` says (a place where nothing
/// is turns it off), on the path, or where its installer for Windows puts it.
fn ocr() -> Option<OcrProgram> {
    let name = if cfg!(windows) { "tesseract.exe" } else { "tesseract" };
    let places: Vec<PathBuf> = match std::env::var_os("JUNTADA_TESSERACT") {
        Some(place) => vec![place.into()],
        None => {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let mut folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
            let programs = std::env::var_os("ProgramFiles").filter(|_| cfg!(windows));
            folders.extend(programs.map(|folder| PathBuf::from(folder).join("Tesseract-OCR")));
            // A program beside a document that somebody sent must not be started.
            folders.retain(|folder| folder.is_absolute());
            folders.into_iter().map(|folder| folder.join(name)).collect()
        }
    };
    places.into_iter().find(|place| place.is_file()).map(OcrProgram::portuguese)
}

/// Where the user's received dossiers are kept: `JUNTADA_RECEBIDOS`, or a folder of the system for
/// data.
fn own_received() -> Option<PathBuf> {
    let folder = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let data = || {
        if cfg!(windows) {
            folder("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            folder("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            let home = || folder("HOME").map(|home| home.join(".local/share"));
            folder("XDG_DATA_HOME").or_else(home)
        }
    };
    folder("JUNTADA_RECEBIDOS").or_else(|| Some(data()?.join("juntada").join("recebidos")))
}

fn holder() -> String {
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = std::env::var("COMPUTERNAME").unwrap_or_default();
    format!("computador {host}, processo {}", std::process::id())
}
