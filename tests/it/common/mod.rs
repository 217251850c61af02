//! What every test here needs: the engine in this process with a disk that may fail, the real
//! program, and looks at a case from outside. Fixtures are in `files`, disks that
//! fail and deeds to try on them in `deeds`, a session at the desk in `session`, other programs in
//! `tools`.

pub mod deeds;
pub mod files;
pub mod oracle;
pub mod requests;
pub mod session;
pub mod tools;

use juntada::app::{App, Surroundings};
use juntada::case::Actor;
use juntada::cli::{self, Streams};
use juntada::import::ReaderCommand;
use juntada::store::Disk;
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The real program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_juntada");

/// What a command answered.
#[derive(Debug)]
pub struct Told {
    /// Exit code; `None` when a signal ended the program.
    pub code: Option<i32>,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub notes: String,
}

impl Told {
    /// Returns the JSON document on standard output.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts the exit code.
    #[track_caller]
    pub fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.notes);
        self
    }
}

/// Runs the engine in this process on a disk, `days` after the first day of all tests.
pub fn run_on(disk: impl Fn() -> Disk + Send + 'static, days: i64, words: &[&str]) -> Told {
    let clock = chrono::DateTime::parse_from_rfc3339("2026-11-10T10:00:00-03:00").unwrap();
    let clock = clock + chrono::TimeDelta::days(days);
    let mut app = App::new(Surroundings {
        clock: Box::new(move || clock),
        chance: Box::new(|bytes| getrandom::fill(bytes).unwrap()),
        reader: ReaderCommand { program: PROGRAM.into(), args: vec!["--leitor".into()] },
        ocr: None,
        holder: "teste".to_owned(),
        actor: Actor::Titular,
        profiles: None,
        received: None,
        workshop: std::env::temp_dir(),
        disk: Box::new(disk),
        progress: Box::new(|_| true),
    });
    let (mut out, mut notes) = (Vec::new(), Vec::new());
    let input = &mut std::io::empty();
    let mut streams = Streams { input, out: &mut out, notes: &mut notes, asks: false };
    let words = std::iter::once("juntada").chain(words.iter().copied()).map(Into::into).collect();
    let code = cli::run(words, &mut app, &mut streams);
    Told {
        code: Some(code.into()),
        out: String::from_utf8(out).unwrap(),
        notes: String::from_utf8(notes).unwrap(),
    }
}

/// Runs the engine in this process on a sound disk.
pub fn run(words: &[&str]) -> Told {
    run_on(Disk::new, 0, words)
}

/// Runs the real program.
pub fn program(words: &[&str]) -> Told {
    program_in(Command::new(PROGRAM).args(words), "")
}

/// Runs a command with an input.
pub fn program_in(command: &mut Command, input: &str) -> Told {
    use std::io::Write;
    let command = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    // A program that does not read its input is no failure of the test.
    let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
    let output = child.wait_with_output().unwrap();
    Told {
        code: output.status.code(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        notes: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Returns a new empty folder that goes when it is dropped; in memory where the system has such a
/// disk, because thousands of syncs are waited for here, and what is tested is their order.
pub fn new_folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() }.unwrap()
}

/// Returns a path as a word of the command line.
pub fn word(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// Returns the SHA-256 of bytes in hexadecimal.
pub fn sha256(bytes: &[u8]) -> String {
    hex::encode(Sha256::digest(bytes))
}

/// Copies a folder with all that is in it, permissions included.
pub fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        let target = to.join(entry.file_name());
        if entry.file_type().unwrap().is_dir() {
            copy_folder(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Returns every file below a folder: its path with slashes, and its bytes.
pub fn files_below(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut waiting = vec![root.to_owned()];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
                files.insert(name, fs::read(&path).unwrap());
            }
        }
    }
    files
}

/// Asserts that two states of a folder are the same, naming the files that are not.
#[track_caller]
pub fn assert_same(
    now: &BTreeMap<String, Vec<u8>>,
    before: &BTreeMap<String, Vec<u8>>,
    what: &str,
) {
    let names: BTreeSet<&String> = now.keys().chain(before.keys()).collect();
    let differ: Vec<_> = names.into_iter().filter(|n| now.get(*n) != before.get(*n)).collect();
    assert!(differ.is_empty(), "{what}: {differ:?}");
}

/// Makes a folder hold exactly these files: what a tamperer does, so permissions do not stop it.
pub fn write_files(root: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for (name, bytes) in files {
        put(&root.join(name), bytes);
    }
}

/// Writes a file in place of one that may be read-only.
pub fn put(path: &Path, bytes: &[u8]) {
    // It may not be there.
    let _ = fs::remove_file(path);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Reads a manifest by its own rules, without the program: path, then hash.
pub fn manifest(text: &str) -> BTreeMap<String, String> {
    let line = |line: &str| {
        let (hash, path) = line.split_once("  ").unwrap_or_else(|| panic!("{line:?}"));
        (path.to_owned(), hash.to_owned())
    };
    text.lines().map(line).collect()
}

/// Asserts that a folder is a BagIt bag whose every hash holds, without the program's help.
#[track_caller]
pub fn assert_bag(root: &Path) {
    let files = files_below(root);
    let text = |name: &str| String::from_utf8(files[name].clone()).unwrap();
    let declared = "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    assert_eq!(text("bagit.txt"), declared);
    let payload = manifest(&text("manifest-sha256.txt"));
    for (name, hash) in payload.iter().chain(&manifest(&text("tagmanifest-sha256.txt"))) {
        let bytes = files.get(name).unwrap_or_else(|| panic!("{name} is listed and absent"));
        assert_eq!(&sha256(bytes), hash, "{name}");
    }
    let held = |name: &&String| name.starts_with("data/");
    let held: BTreeSet<&String> = files.keys().filter(held).collect();
    assert_eq!(held, payload.keys().collect::<BTreeSet<_>>());
    let octets: usize = held.iter().map(|name| files[*name].len()).sum();
    let oxum = format!("Payload-Oxum: {octets}.{}\n", held.len());
    assert!(text("bag-info.txt").contains(&oxum), "{}", text("bag-info.txt"));
}

/// Asserts that a case is whole: nothing half-done lies in it, it is a valid bag, and `conferir`
/// finds it intact.
#[track_caller]
pub fn assert_whole(case: &Path) {
    assert_bag(case);
    let arrivals = case.join(".juntada/entrada");
    let left: Vec<_> = fs::read_dir(arrivals).unwrap().map(|e| e.unwrap().path()).collect();
    assert!(left.is_empty(), "{left:?}");
    let report = run(&["conferir", word(case), "--json"]).ends(0).json();
    assert_eq!(report["verdict"], "intact", "{report}");
}

/// Returns the case as `mostrar --json` shows it.
#[track_caller]
pub fn shown(case: &Path) -> Value {
    let told = run(&["mostrar", word(case), "--json"]);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    told.json()
}

/// Returns the items of a case by hash, with their state.
pub fn items(shown: &Value) -> BTreeMap<String, String> {
    let exhibits = shown["exhibits"].as_array().unwrap();
    let items = exhibits.iter().flat_map(|exhibit| exhibit["items"].as_array().unwrap());
    items
        .map(|item| {
            let member = |name: &str| item[name].as_str().unwrap().to_owned();
            (member("sha256"), member("state"))
        })
        .collect()
}

/// Returns the hashes of the originals as they lie in the folder.
pub fn originals(case: &Path) -> BTreeSet<String> {
    let files = files_below(&case.join("data/originais"));
    files.values().map(|bytes| sha256(bytes)).collect()
}

/// Returns the shared corpus, if it is there.
pub fn corpus() -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let path = std::env::var_os("JUNTADA_CORPUS").map_or(beside, PathBuf::from);
    if !path.is_dir() {
        eprintln!("the shared corpus is absent: not measured");
        return None;
    }
    Some(path)
}

/// Gathers files into a case and returns what is told of each.
pub fn gathered(case: &Path, files: &[PathBuf]) -> Vec<Value> {
    let paths = files.iter().map(|path| word(path));
    let words: Vec<&str> = ["juntar", word(case), "--json"].into_iter().chain(paths).collect();
    let told = program(&words);
    assert!(matches!(told.code, Some(0 | 1)), "{told:?}");
    told.json()["items"].as_array().unwrap().clone()
}

/// Makes a case with parties and an account in a folder.
pub fn filled_case(folder: &Path) -> PathBuf {
    let case = folder.join("caso");
    let document = folder.join("caso.json");
    fs::write(&document, files::story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&document)]).ends(0);
    case
}

/// Asks the program by one request as data.
pub fn api(request: &Value) -> Told {
    program_in(Command::new(PROGRAM).arg("api"), &request.to_string())
}
