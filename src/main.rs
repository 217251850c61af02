//! The command-line program: the only place that reads the clock, the zone, chance and the words.

#![allow(clippy::disallowed_methods, reason = "this is the edge where clock and system are read")]

use juntada::app::{App, Surroundings};
use juntada::case::Actor;
use juntada::cli::{self, Streams};
use juntada::import::ReaderCommand;
use juntada::import::reader::run_reader;
use juntada::store::Disk;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::process::ExitCode;

/// The hidden word that makes this program the reader process.
const READER: &str = "--leitor";

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if words.get(1).is_some_and(|word| word == READER) {
        return match run_reader(io::stdin().lock(), io::stdout().lock()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        };
    }
    let mut app = App::new(surroundings());
    let mut streams = Streams {
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
        notes: &mut io::stderr().lock(),
    };
    ExitCode::from(cli::run(words, &mut app, &mut streams))
}

fn surroundings() -> Surroundings {
    let program = std::env::current_exe().unwrap_or_else(|_| "juntada".into());
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
        reader: ReaderCommand { program, args: vec![READER.into()] },
        holder: holder(),
        actor: Actor::Titular,
        profiles: own_profiles(),
        disk: Box::new(Disk::new),
        progress: progress(),
    }
}

/// Where the user's own profiles stand: `JUNTADA_PERFIS`, or a folder of the system for settings.
fn own_profiles() -> Option<PathBuf> {
    let named = std::env::var_os("JUNTADA_PERFIS").map(PathBuf::from);
    named.or_else(|| {
        let settings = if cfg!(windows) {
            std::env::var_os("APPDATA").map(PathBuf::from)
        } else if cfg!(target_os = "macos") {
            std::env::var_os("HOME")
                .map(|home| PathBuf::from(home).join("Library/Application Support"))
        } else {
            std::env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).or_else(|| {
                std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"))
            })
        };
        Some(settings?.join("juntada").join("perfis"))
    })
}

fn holder() -> String {
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = std::env::var("COMPUTERNAME").unwrap_or_default();
    format!("computador {host}, processo {}", std::process::id())
}

/// A bar on a terminal, nothing elsewhere.
fn progress() -> juntada::app::Watcher {
    if !io::stderr().is_terminal() {
        return Box::new(|_| true);
    }
    let bar = indicatif::ProgressBar::new(0);
    let style = indicatif::ProgressStyle::with_template("{msg} {wide_bar} {pos} de {len}");
    if let Ok(style) = style {
        bar.set_style(style);
    }
    Box::new(move |progress| {
        bar.set_length(u64::try_from(progress.total).unwrap_or(0));
        bar.set_position(u64::try_from(progress.done).unwrap_or(0));
        bar.set_message(progress.doing);
        if progress.done >= progress.total {
            bar.finish_and_clear();
        }
        true
    })
}
