//! The window: a thin shell around the engine. It owns what only a system can give (the window,
//! dialogs, drops, the clipboard, the custom protocol) and hands everything else to
//! [`juntada::desk::Desk`]. No rule of law, no path in the page, no network.

#![cfg_attr(all(windows, not(debug_assertions)), windows_subsystem = "windows")]

mod arrivals;
mod commands;
mod opener;
mod pictures;
#[cfg(debug_assertions)]
mod rehearsal;
mod shell;
mod system;
mod window;

use juntada::edge;
use std::process::ExitCode;

#[global_allocator]
static MEMORY: edge::Allocator = edge::Allocator;

fn main() -> ExitCode {
    let words: Vec<_> = std::env::args_os().collect();
    if let Some(code) = edge::reader_process(&words) {
        return code;
    }
    system::prepare(&words);
    shell::run(&words)
}
