//! The command-line program.

use juntada::app::App;
use juntada::cli::{self, Streams};
use juntada::edge;
use std::io::{self, IsTerminal};
use std::process::ExitCode;

#[global_allocator]
static MEMORY: edge::Allocator = edge::Allocator;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if let Some(code) = edge::reader_process(&words) {
        return code;
    }
    let mut surroundings = edge::surroundings();
    surroundings.progress = progress();
    let mut app = App::new(surroundings);
    let mut streams = Streams {
        input: &mut io::stdin().lock(),
        out: &mut io::stdout().lock(),
        notes: &mut io::stderr().lock(),
        asks: io::stdin().is_terminal() && io::stdout().is_terminal(),
    };
    ExitCode::from(cli::run(words, &mut app, &mut streams))
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
