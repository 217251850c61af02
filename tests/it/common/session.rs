//! One session of a person at the desk, in a home of its own, with all that was answered in it.

use crate::common::{PROGRAM, files, new_folder};
use juntada::app::Surroundings;
use juntada::case::Actor;
use juntada::desk::{Desk, Home};
use juntada::import::ReaderCommand;
use juntada::store::Disk;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// One session, and all that was answered in it.
pub struct Session {
    /// Home and everything else of this person.
    pub folder: TempDir,
    /// The desk.
    pub desk: Desk,
    /// Every answer so far.
    pub answers: RefCell<Vec<String>>,
}

/// Returns surroundings with a clock that stands still.
pub fn surroundings() -> Surroundings {
    let clock = chrono::DateTime::parse_from_rfc3339("2026-11-10T10:00:00-03:00").unwrap();
    Surroundings {
        clock: Box::new(move || clock),
        chance: Box::new(|bytes| getrandom::fill(bytes).unwrap()),
        reader: reader(),
        ocr: None,
        holder: "teste".to_owned(),
        actor: Actor::Titular,
        profiles: None,
        received: None,
        workshop: std::env::temp_dir(),
        disk: Box::new(Disk::new),
        progress: Box::new(|_| true),
    }
}

/// Returns the program as reader process.
pub fn reader() -> ReaderCommand {
    ReaderCommand { program: PROGRAM.into(), args: vec!["--leitor".into()] }
}

/// Returns a home within a folder.
pub fn home(folder: &Path) -> Home {
    Home {
        cases: folder.join("Documentos/Casos"),
        out: folder.join("Documentos/Dossiês"),
        settings: folder.join("conf/ajustes.json"),
        received: folder.join("dados/recebidos"),
    }
}

impl Session {
    /// Begins a session in a new home.
    pub fn new() -> Self {
        let folder = new_folder();
        let desk = Desk::new(home(folder.path()), surroundings(), &reader());
        Self { folder, desk, answers: RefCell::default() }
    }

    /// Returns a place in the person's folder.
    pub fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file outside the home, as a person has it.
    pub fn file(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.at("recebidos").join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// Writes so many photos.
    pub fn photos(&self, count: u64) -> Vec<PathBuf> {
        let photo = |seed| self.file(&format!("foto-{seed:03}.jpg"), &files::jpeg(seed, 48, 32));
        (0..count).map(photo).collect()
    }

    /// Asks, and returns the whole answer.
    pub fn ask(&self, request: &Value) -> Value {
        let answer = self.desk.ask(1, &request.to_string(), &mut |_| {});
        self.answers.borrow_mut().push(answer.clone());
        serde_json::from_str(&answer).unwrap()
    }

    /// Asks for what must be done, and returns the reply.
    #[track_caller]
    pub fn done(&self, request: &Value) -> Value {
        let answer = self.ask(request);
        assert!(answer["error"].is_null(), "{request}: {answer}");
        answer["reply"].clone()
    }

    /// Asks for what must be refused, and returns the code.
    #[track_caller]
    pub fn refused(&self, request: &Value) -> String {
        let answer = self.ask(request);
        answer["error"]["code"].as_str().unwrap_or_else(|| panic!("{request}: {answer}")).to_owned()
    }

    /// Gives files as a picker does, and returns their handle.
    pub fn offer(&self, paths: &[PathBuf]) -> String {
        let offer = json!(self.desk.offer(paths.to_vec()));
        self.answers.borrow_mut().push(offer.to_string());
        offer["handle"].as_str().unwrap().to_owned()
    }

    /// Makes a case and returns its handle.
    pub fn case(&self, title: &str) -> String {
        let answer = self.ask(&json!({"request": "new", "path": "casos:", "title": title}));
        answer["case"].as_str().unwrap_or_else(|| panic!("{answer}")).to_owned()
    }

    /// Returns the case.
    pub fn show(&self, case: &str) -> Value {
        self.done(&json!({"request": "show", "path": case}))
    }
}
