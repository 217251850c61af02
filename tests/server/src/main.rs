//! The tests' server: the desk and the built screen over HTTP on the loopback address, so that a
//! browser can drive the real engine. It is a package of its own, so that the program keeps no
//! network code; nobody but the tests starts it.
//!
//! `juntada-testserver --home DIR --ui DIR [--port N] [--reader PATH-OF-juntada] [--now MOMENT]`; it
//! prints the address it serves, then serves until it is ended. With `--now`, such as
//! `2026-05-05T10:20:00-03:00`, the clock begins there and goes on, so that pictures of the screen
//! do not change from day to day.

mod http;
mod routes;
mod screen;
mod stage;
mod stream;

use http::Request;
use juntada::app::Surroundings;
use juntada::base::Moment;
use juntada::desk::{Desk, Home};
use juntada::edge;
use juntada::import::ReaderCommand;
use routes::House;
use stage::Stage;
use std::ffi::OsString;
use std::io::{self, Write};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

/// What the server was started with.
struct Orders {
    home: PathBuf,
    ui: PathBuf,
    port: u16,
    reader: Option<PathBuf>,
    now: Option<Moment>,
}

fn main() -> ExitCode {
    let words: Vec<OsString> = std::env::args_os().collect();
    if let Some(code) = edge::reader_process(&words) {
        return code;
    }
    let served = orders(words.into_iter().skip(1)).and_then(serve);
    match served {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            let _ = writeln!(io::stderr(), "{why}");
            ExitCode::FAILURE
        }
    }
}

fn orders(mut words: impl Iterator<Item = OsString>) -> Result<Orders, String> {
    let (mut home, mut ui, mut port, mut reader, mut now) = (None, None, 0, None, None);
    while let Some(word) = words.next() {
        let word = word.to_string_lossy().into_owned();
        let value = words.next().ok_or_else(|| format!("{word} needs a value"))?;
        match word.as_str() {
            "--home" => home = Some(PathBuf::from(value)),
            "--ui" => ui = Some(PathBuf::from(value)),
            "--reader" => reader = Some(PathBuf::from(value)),
            "--port" => {
                let text = value.to_string_lossy().into_owned();
                port = text.parse().map_err(|_| format!("no port: {text}"))?;
            }
            "--now" => {
                let moment = Moment::parse(&value.to_string_lossy());
                now = Some(moment.map_err(|error| error.to_string())?);
            }
            _ => return Err(format!("unknown word: {word}")),
        }
    }
    let missing = |word: &str| format!("{word} is missing");
    Ok(Orders {
        home: home.ok_or_else(|| missing("--home"))?,
        ui: ui.ok_or_else(|| missing("--ui"))?,
        port,
        reader,
        now,
    })
}

/// Sets the engine's clock to `now`; it goes on from there.
fn set_clock(surroundings: &mut Surroundings, now: &Moment) -> Result<(), String> {
    let then = now.instant().ok_or("--now needs a day, a time and an offset")?;
    let begun = Instant::now();
    surroundings.clock = Box::new(move || then + begun.elapsed());
    Ok(())
}

fn serve(orders: Orders) -> Result<(), String> {
    let mut surroundings = edge::surroundings();
    // A reader of text in pictures would change what the screens show, where there is one.
    surroundings.ocr = None;
    let reader = orders.reader.map_or_else(edge::own_reader, |program| ReaderCommand {
        program,
        args: edge::own_reader().args,
    });
    surroundings.reader = reader.clone();
    if let Some(now) = &orders.now {
        set_clock(&mut surroundings, now)?;
    }
    let home = Home {
        cases: orders.home.join("Casos"),
        out: orders.home.join("Dossiês"),
        settings: orders.home.join("ajustes.json"),
        received: orders.home.join("Recebidos"),
    };
    let told = |error: io::Error| error.to_string();
    let listener = TcpListener::bind(("127.0.0.1", orders.port)).map_err(told)?;
    let address = listener.local_addr().map_err(told)?;
    let house = Arc::new(House {
        desk: Desk::new(home, surroundings, &reader),
        stage: Stage::default(),
        ui: orders.ui,
    });
    writeln!(io::stdout(), "http://{address}").map_err(told)?;
    io::stdout().flush().map_err(told)?;
    for stream in listener.incoming() {
        let (stream, house) = (stream.map_err(told)?, Arc::clone(&house));
        // A page that went away is no failure of the server.
        thread::spawn(move || {
            if let Ok(Some(request)) = Request::read(stream) {
                drop(house.answer(request));
            }
        });
    }
    Ok(())
}
