//! Somebody who looks for words in a case, so that the time of each answer can be measured:
//! `searching CASO PERGUNTAS` asks every line of a file, once to make the index and then in turn, and
//! prints how long the answers took, in milliseconds, and how many questions had none. Deliberately
//! not here: making the case.

#![allow(clippy::disallowed_methods, reason = "an edge of its own: its words come from outside")]
#![allow(clippy::print_stdout, reason = "a measure is read from its output")]

use chrono::DateTime;
use juntada::app::{App, Surroundings};
use juntada::case::Actor;
use juntada::import::ReaderCommand;
use juntada::store::Disk;
use std::error::Error;
use std::ffi::OsString;
use std::path::Path;
use std::time::Instant;

type Failure = Box<dyn Error>;

/// How often every question is asked.
const TURNS: usize = 3;

fn main() -> Result<(), Failure> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [case, questions] = words.as_slice() else {
        return Err("uso: searching CASO PERGUNTAS".into());
    };
    let case = Path::new(case);
    let questions = std::fs::read_to_string(questions)?;
    let questions: Vec<&str> = questions.lines().filter(|line| !line.is_empty()).collect();
    let clock = DateTime::parse_from_rfc3339("2026-11-21T12:00:00-03:00")?;
    let mut app = App::new(Surroundings {
        clock: Box::new(move || clock),
        chance: Box::new(|bytes| bytes.fill(7)),
        reader: ReaderCommand { program: "juntada".into(), args: Vec::new() },
        ocr: None,
        holder: "searching".to_owned(),
        actor: Actor::Titular,
        profiles: None,
        disk: Box::new(Disk::new),
        progress: Box::new(|_| true),
    });
    let began = Instant::now();
    app.search(case, "protocolo", None)?;
    let first = began.elapsed();
    let mut times = Vec::new();
    let mut without = 0;
    for question in questions.iter().cycle().take(questions.len() * TURNS) {
        let began = Instant::now();
        let report = app.search(case, question, None)?;
        times.push(began.elapsed());
        without += usize::from(report.hits.is_empty());
    }
    times.sort();
    let at = |part: usize| {
        let time = times.get(times.len() * part / 100).or(times.last());
        time.map_or(0.0, |time| time.as_secs_f64() * 1e3)
    };
    println!(
        "{{\"index_ms\": {:.1}, \"p50_ms\": {:.2}, \"p95_ms\": {:.2}, \"max_ms\": {:.2}, \
         \"asked\": {}, \"without\": {without}}}",
        first.as_secs_f64() * 1e3,
        at(50),
        at(95),
        at(100),
        times.len()
    );
    Ok(())
}
