//! Which address does what: those of the page first, those of tests below `/test/`.

use crate::http::{Answer, Request};
use crate::screen;
use crate::stage::{Ready, Stage};
use crate::stream::Chunked;
use juntada::desk::{Desk, Offer};
use serde_json::{Value, json};
use std::fs;
use std::io;
use std::path::PathBuf;
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

/// After how long without events a sign of life is sent, by which a closed page is noticed.
const SIGN_OF_LIFE: Duration = Duration::from_secs(5);

/// One session with its screen.
pub struct House {
    /// The session.
    pub desk: Desk,
    /// What tests play.
    pub stage: Stage,
    /// Folder of the built screen.
    pub ui: PathBuf,
}

impl House {
    /// Answers one request.
    pub fn answer(&self, request: Request) -> io::Result<()> {
        let url = request.url.clone();
        let (address, query) = url.split_once('?').unwrap_or((&url, ""));
        match (request.is_post, address) {
            (true, "/ask") => self.ask(request, job(query)),
            (false, "/events") => self.events(request),
            (true, _) => {
                let answer = self.post(address, query, &request.body);
                request.respond(&answer)
            }
            (false, _) => request.respond(&self.get(address)),
        }
    }

    fn ask(&self, request: Request, job: u32) -> io::Result<()> {
        let body = request.body.clone();
        let mut out = Chunked::begin(request, "application/x-ndjson")?;
        let mut sent = Ok(());
        let answer = self.desk.ask(job, &body, &mut |so_far| {
            if sent.is_ok() {
                sent = out.send(&format!("{}\n", json!({ "progress": so_far })));
            }
        });
        sent?;
        out.send(&format!("{{\"answer\":{answer}}}\n"))?;
        out.end()
    }

    fn events(&self, request: Request) -> io::Result<()> {
        let mut out = Chunked::begin(request, "text/event-stream")?;
        let events = self.stage.listen();
        loop {
            match events.recv_timeout(SIGN_OF_LIFE) {
                Ok(event) => out.send(&event)?,
                Err(RecvTimeoutError::Timeout) => out.send(":\n\n")?,
                Err(RecvTimeoutError::Disconnected) => return out.end(),
            }
        }
    }

    fn post(&self, address: &str, query: &str, body: &str) -> Answer {
        let told: Value = serde_json::from_str(body).unwrap_or_default();
        match address {
            "/cancel" => {
                self.desk.cancel(job(query));
                json_of(&Value::Null)
            }
            "/pick" | "/paste" => match self.stage.take_ready().map(|ready| self.offer(ready)) {
                None => json_of(&Value::Null),
                Some(Ok(offer)) => json_of(&json!(offer)),
                Some(Err(error)) => Answer::failed(&error),
            },
            "/open" => self.open(&told),
            "/test/queue" => {
                let picture = told.get("picture").and_then(Value::as_str);
                let ready = picture.map_or_else(
                    || Ready::Paths(paths(&told)),
                    |picture| Ready::Picture(picture.into()),
                );
                self.stage.lay_ready(ready);
                json_of(&Value::Null)
            }
            "/test/drop" => {
                let kind = told.get("kind").and_then(Value::as_str).unwrap_or("drop");
                let detail = match kind {
                    "drop" => json!({ "kind": kind, "offer": self.desk.offer(paths(&told)) }),
                    _ => json!({ "kind": kind }),
                };
                self.stage.tell("drop", &detail);
                json_of(&Value::Null)
            }
            "/test/opened_with" => {
                self.stage.tell("opened_with", &json!(self.desk.offer(paths(&told))));
                json_of(&Value::Null)
            }
            _ => Answer::nothing(),
        }
    }

    fn get(&self, address: &str) -> Answer {
        match address {
            "/about" => json_of(&json!({
                "version": env!("CARGO_PKG_VERSION"),
                "system": std::env::consts::OS,
            })),
            "/test/opened" => json_of(&self.stage.opened()),
            _ => match address.strip_prefix("/picture/") {
                Some(key) => match self.desk.picture(key) {
                    Some(picture) => Answer::of(picture.media_type, picture.bytes),
                    None => Answer::nothing(),
                },
                None => screen::file(&self.ui, address).unwrap_or_else(Answer::nothing),
            },
        }
    }

    fn offer(&self, ready: Ready) -> io::Result<Offer> {
        match ready {
            Ready::Paths(paths) => Ok(self.desk.offer(paths)),
            Ready::Picture(path) => self.desk.offer_bytes("Imagem colada.png", &fs::read(path)?),
        }
    }

    /// Notes what the window would open; refuses a handle that means nothing.
    fn open(&self, told: &Value) -> Answer {
        let member = |name: &str| told.get(name).and_then(Value::as_str).unwrap_or_default();
        match self.desk.place(member("handle")) {
            Some(path) => {
                self.stage.note_opened(json!({
                    "handle": member("handle"),
                    "how": member("how"),
                    "path": path,
                }));
                json_of(&Value::Null)
            }
            None => Answer::nothing(),
        }
    }
}

/// Returns the number of the job in a query.
fn job(query: &str) -> u32 {
    let number = query.split('&').find_map(|part| part.strip_prefix("job="));
    number.and_then(|number| number.parse().ok()).unwrap_or_default()
}

fn paths(told: &Value) -> Vec<PathBuf> {
    let paths = told.get("paths").and_then(Value::as_array);
    paths.into_iter().flatten().filter_map(Value::as_str).map(PathBuf::from).collect()
}

fn json_of(value: &Value) -> Answer {
    Answer::of("application/json", value.to_string().into_bytes())
}
