//! The command line: words in, requests to the engine, sentences out. Decides nothing itself.

mod args;
mod print;
mod print_filing;
mod print_received;
mod print_search;
mod request;
mod watch;
mod words;

pub use args::{Cli, command};

use crate::api::{self, Failure, Reply, Request};
use crate::app::{App, AppError};
use crate::explain::Names;
use clap::FromArgMatches;
use clap::error::ErrorKind;
use std::ffi::OsString;
use std::io::{Read, Write};

/// Done.
pub const DONE: u8 = 0;
/// Done, with something the user must see.
pub const ATTENTION: u8 = 1;
/// Wrong usage.
pub const USAGE: u8 = 2;
/// Could not do it; nothing half-done stays.
pub const FAILED: u8 = 3;

/// Where the program reads and writes.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Reports.
    pub out: &'a mut dyn Write,
    /// Notes and failures.
    pub notes: &'a mut dyn Write,
    /// Whether somebody sits at a terminal who can be asked.
    pub asks: bool,
}

/// Runs the program with these words; returns its exit code.
pub fn run(words: Vec<OsString>, app: &mut App, streams: &mut Streams<'_>) -> u8 {
    let parsed = command().try_get_matches_from(words);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            let is_help = matches!(
                error.kind(),
                ErrorKind::DisplayHelp
                    | ErrorKind::DisplayVersion
                    | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand
            );
            if !is_help {
                let told = args::wrong_usage(&error);
                let _ = writeln!(streams.notes, "{told}\nVeja a ajuda: juntada --help");
            } else if error.use_stderr() {
                let _ = write!(streams.notes, "{}", error.render());
            } else {
                let _ = write!(streams.out, "{}", error.render());
            }
            return if error.use_stderr() { USAGE } else { DONE };
        }
    };
    if let Some(text) = cli.own_text() {
        let _ = streams.out.write_all(&text);
        return DONE;
    }
    let api = cli.is_api();
    let json = cli.json || api;
    let mut case = None;
    let (watched, pictures) = (cli.watched(), cli.pictures_to_read());
    let reply = request::of(cli, app.own_catalogue(), streams).and_then(|mut request| {
        case = request.case_folder();
        if let Some(path) = pictures {
            let read = api::dispatch(app, Request::ReadPictures { path })?;
            let _ = print_search::pictures_read(&read, streams.notes);
        }
        if let Some(watched) = &watched {
            return Ok(Reply::Offered(watch::watch(app, watched, streams)?));
        }
        api::dispatch(app, request)
    });
    let spoken_of = api::spoken_of(case.as_deref(), reply.as_ref());
    let names = spoken_of.map(|case| app.names(case)).unwrap_or_default();
    match reply {
        // Every file was told when it was found.
        Ok(Reply::Offered(_)) if watched.is_some() => DONE,
        Ok(reply) => {
            report(&reply, &names, json, streams);
            if reply.needs_attention() { ATTENTION } else { DONE }
        }
        Err(error) => {
            fail(&error, &names, json, streams);
            if matches!(error, AppError::NotUnderstood { .. } | AppError::Request { .. }) {
                USAGE
            } else {
                FAILED
            }
        }
    }
}

/// A broken pipe behind us is no reason to fail: what was to be done is done.
fn report(reply: &Reply, names: &Names, json: bool, streams: &mut Streams<'_>) {
    if json {
        let _ = serde_json::to_writer_pretty(&mut *streams.out, reply);
        let _ = writeln!(streams.out);
    } else {
        let _ = print::reply(reply, names, streams.out, streams.notes);
    }
    let _ = streams.out.flush();
}

fn fail(error: &AppError, names: &Names, json: bool, streams: &mut Streams<'_>) {
    let failure = Failure::of(error, names);
    if json {
        let _ = serde_json::to_writer_pretty(&mut *streams.out, &failure);
        let _ = writeln!(streams.out);
    } else {
        let _ = print::explanation(&failure.error, streams.notes);
    }
}
