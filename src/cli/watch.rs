//! Watching a folder from the command line (vigiar): new files are told, one a line, and at a terminal
//! asked about one by one. Nothing is taken without a yes. It goes on until it is interrupted.

use crate::api::{self, Reply, Request};
use crate::app::{App, AppError, Offered, OfferedFile};
use crate::cli::{Streams, print};
use crate::explain::Names;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

/// How long between two looks.
const PAUSE: Duration = Duration::from_secs(1);

/// How often is looked when it is done once: what was written just before is at rest by then.
const LOOKS_OF_ONCE: usize = 4;

/// What is watched, and how.
pub(super) struct Watch {
    /// Case folder.
    pub case: PathBuf,
    /// The folder.
    pub folder: PathBuf,
    /// Ends as soon as nothing is being written any more.
    pub once: bool,
    /// One JSON document a line.
    pub json: bool,
}

/// Watches; returns what was offered last, when it was asked to look once, or when nobody reads any more.
///
/// # Errors
/// The case or the folder cannot be read, or a file that was to be taken cannot be kept.
pub(super) fn watch(
    app: &mut App,
    watch: &Watch,
    streams: &mut Streams<'_>,
) -> Result<Offered, AppError> {
    let mut told: BTreeSet<(PathBuf, u64)> = BTreeSet::new();
    let mut look = 0;
    loop {
        look += 1;
        let offered = look_at(app, watch)?;
        let is_new = |file: &&OfferedFile| told.insert((file.path.clone(), file.size_bytes));
        for file in offered.files.iter().filter(is_new).collect::<Vec<_>>() {
            if tell(file, watch.json, streams).is_err() {
                return Ok(offered);
            }
            if streams.asks && !watch.json && is_wanted(streams) {
                take(app, &watch.case, file, streams)?;
            }
        }
        if watch.once && (offered.waiting == 0 || look == LOOKS_OF_ONCE) {
            return Ok(offered);
        }
        thread::sleep(PAUSE);
    }
}

fn look_at(app: &mut App, watch: &Watch) -> Result<Offered, AppError> {
    let Watch { case, folder, .. } = watch;
    app.offered(case, Some(folder))
}

fn tell(file: &OfferedFile, json: bool, streams: &mut Streams<'_>) -> io::Result<()> {
    let out = &mut streams.out;
    if json {
        serde_json::to_writer(&mut *out, file)?;
        writeln!(out)?;
    } else {
        let path = crate::base::file_name::visible(&file.path.to_string_lossy());
        writeln!(out, "Arquivo novo: {path} ({} bytes)", file.size_bytes)?;
    }
    out.flush()
}

/// Asks; only a plain yes is one.
fn is_wanted(streams: &mut Streams<'_>) -> bool {
    let _ = write!(streams.out, "Juntar? [s/N] ").and_then(|()| streams.out.flush());
    let mut answer = Vec::new();
    let mut byte = [0];
    while let Ok(1) = streams.input.read(&mut byte) {
        if byte == *b"\n" {
            break;
        }
        answer.extend(byte);
    }
    let answer = String::from_utf8_lossy(&answer).trim().to_lowercase();
    ["s", "sim"].contains(&answer.as_str())
}

fn take(
    app: &mut App,
    case: &Path,
    file: &OfferedFile,
    streams: &mut Streams<'_>,
) -> Result<(), AppError> {
    let request = Request::Add {
        path: case.to_owned(),
        files: vec![file.path.clone()],
        about: api::About::default(),
        one_exhibit: false,
        password: None,
        into: None,
        same_step: false,
    };
    let reply: Reply = api::dispatch(app, request)?;
    // Nobody reads any more: the file is kept all the same.
    let _ = print::reply(&reply, &Names::default(), streams.out, streams.notes);
    Ok(())
}
