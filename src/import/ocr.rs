//! Text in pictures and where its words stand, read by the program `tesseract` of the system. It is started by the reader
//! process, never by the program itself, so that its memory and processor time are limited with it;
//! how long it may take and how much it may say is limited here.
//!
//! Deliberately not here: where the program is looked for (`edge.rs`), drawing the picture
//! (`reader/foreign.rs`), and what its text is used for: it may be misread and is no evidence.

use crate::base::Spot;
use crate::import::reader::wire::WirePath;
use serde::{Deserialize, Serialize};
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::Duration;

/// Longest that one picture may take: less than the parent's own clock, so that the reader process
/// survives. A full page takes 1 to 5 s.
const LIMIT: Duration = Duration::from_secs(45);

/// Most that may be said of one picture, in bytes; a page set as small as a contract has some 10 KB of
/// text, and ten times as much with the place of each word.
const MAX_SAID_BYTES: u64 = 2 * 1024 * 1024;

/// How the program's tables begin, row by row a part of the page.
const TABLE: &str = "level\t";

/// Widest picture that is given to the program, in pixels: A4 at 300 dpi. More only takes longer.
pub const WIDTH_PX: u32 = 2480;

/// The language data that Brazilian papers need.
const PORTUGUESE: &str = "por";

/// How text in pictures is read on this computer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OcrProgram {
    /// The program.
    pub program: PathBuf,
    /// The language, by the name of its data.
    pub language: String,
    /// Longest that one picture may take.
    pub limit: Duration,
}

impl OcrProgram {
    /// Returns the program at this place, for Portuguese.
    pub fn portuguese(program: PathBuf) -> Self {
        Self { program, language: PORTUGUESE.to_owned(), limit: LIMIT }
    }

    /// Returns the task of reading a page (from 1).
    pub fn task(&self, page: u32) -> OcrTask {
        OcrTask {
            page,
            program: WirePath::new(&self.program),
            language: self.language.clone(),
            limit_ms: u64::try_from(self.limit.as_millis()).unwrap_or(u64::MAX),
        }
    }
}

/// What the reader process is asked to read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct OcrTask {
    /// The page from 1.
    pub page: u32,
    /// The program.
    pub program: WirePath,
    /// The language.
    pub language: String,
    /// Longest that it may take, in milliseconds.
    pub limit_ms: u64,
}

/// A word that was read in a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenWord {
    /// Its bytes in the text.
    pub range: Range<usize>,
    /// Where it stands on the upright picture.
    pub area: Spot,
}

/// What was read in a picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenText {
    /// The text; empty where there is none.
    pub text: String,
    /// Where its words stand, in their order; none where the program tells no places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<SeenWord>,
}

/// What came of reading a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PictureText {
    /// What stands there.
    Read(SeenText),
    /// The program is there, its data of the language is not.
    NoLanguage,
    /// The program does not start.
    CannotStart(String),
    /// It hung, said too much, or gave up.
    Failed(String),
}

/// Has the program read a picture, given as PNG.
pub fn read_text(task: &OcrTask, png: Vec<u8>) -> PictureText {
    let limit = Duration::from_millis(task.limit_ms);
    let args = ["stdin", "stdout", "-l", &task.language, "--psm", "3", "tsv"];
    match run(task.program.as_path(), &args, png, limit) {
        Ok(said) => PictureText::Read(seen(&said)),
        Err(Unread::CannotStart(error)) => PictureText::CannotStart(error.to_string()),
        Err(Unread::GaveUp) if lacks_language(task, limit) => PictureText::NoLanguage,
        Err(Unread::GaveUp) => PictureText::Failed("the program gave up".to_owned()),
        Err(Unread::TooLong) => PictureText::Failed("the program took too long".to_owned()),
        Err(Unread::TooMuch) => PictureText::Failed("the program said too much".to_owned()),
    }
}

/// Why nothing was read.
#[derive(Debug)]
enum Unread {
    CannotStart(io::Error),
    GaveUp,
    TooLong,
    TooMuch,
}

fn lacks_language(task: &OcrTask, limit: Duration) -> bool {
    let said = run(task.program.as_path(), &["--list-langs"], Vec::new(), limit);
    said.is_ok_and(|said| !said.lines().any(|line| line.trim() == task.language))
}

fn run(program: &Path, args: &[&str], input: Vec<u8>, limit: Duration) -> Result<String, Unread> {
    let mut child = Command::new(program)
        .args(args)
        // A second thread of its own takes longer than one on small pictures.
        .env("OMP_THREAD_LIMIT", "1")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(Unread::CannotStart)?;
    let said = listen(&mut child, input);
    let heard = said.recv_timeout(limit);
    let ended = match heard {
        Ok(Ok(_)) => child.wait().ok(),
        _ => None,
    };
    // Ended already, or to be ended now; either way its number is still its own.
    let _ = child.kill();
    let _ = child.wait();
    match heard {
        Err(RecvTimeoutError::Timeout) => Err(Unread::TooLong),
        Ok(Ok(bytes)) if u64::try_from(bytes.len()).unwrap_or(u64::MAX) > MAX_SAID_BYTES => {
            Err(Unread::TooMuch)
        }
        Ok(Ok(bytes)) if ended.is_some_and(|status| status.success()) => {
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        _ => Err(Unread::GaveUp),
    }
}

/// Gives the child its input and hears what it says, each in a thread of its own: it may do either
/// first, or neither.
fn listen(child: &mut Child, input: Vec<u8>) -> Receiver<io::Result<Vec<u8>>> {
    let (heard, said) = channel();
    let (to_child, from_child) = (child.stdin.take(), child.stdout.take());
    thread::spawn(move || {
        // A program that does not want all of it has its reasons.
        to_child.map(|mut to_child| to_child.write_all(&input))
    });
    thread::spawn(move || {
        let mut bytes = Vec::new();
        let read = from_child.map_or(Ok(0), |from_child| {
            from_child.take(MAX_SAID_BYTES.saturating_add(1)).read_to_end(&mut bytes)
        });
        // Who waited may have given up.
        let _ = heard.send(read.map(|_| bytes));
    });
    said
}

/// Returns what the program said: a table of words, or, where it knows no tables, the text alone.
fn seen(said: &str) -> SeenText {
    let mut rows = said.lines();
    if !rows.next().is_some_and(|head| head.starts_with(TABLE)) {
        return SeenText { text: tidy(said), words: Vec::new() };
    }
    let mut told = SeenText::default();
    let mut page = [1.0, 1.0];
    // Block, paragraph and line of the last word.
    let mut last: Option<[u32; 3]> = None;
    for row in rows {
        let cells: Vec<&str> = row.split('\t').collect();
        let number = |at: usize| cells.get(at).and_then(|cell| cell.parse::<u32>().ok());
        let sides = [6, 7, 8, 9].map(|at| f64::from(number(at).unwrap_or(0)));
        let [left, top, width, height] = sides;
        match number(0) {
            Some(1) => page = [width.max(1.0), height.max(1.0)],
            Some(5) => {
                let word: String = cells
                    .get(11)
                    .into_iter()
                    .flat_map(|c| c.chars())
                    .filter(|c| !c.is_control())
                    .collect();
                let word = word.trim();
                if word.is_empty() {
                    continue;
                }
                let at = [2, 3, 4].map(|at| number(at).unwrap_or(0));
                told.text.push_str(match last {
                    None => "",
                    Some(before) if before == at => " ",
                    Some(before) if before[..2] == at[..2] => "\n",
                    Some(_) => "\n\n",
                });
                last = Some(at);
                let from = told.text.len();
                told.text.push_str(word);
                let [across, down] = page;
                let area = [left / across, top / down, width / across, height / down];
                let range = from..told.text.len();
                told.words.push(SeenWord { range, area: Spot::of_fractions(area) });
            }
            _ => {}
        }
    }
    told
}

/// Takes out what is no text: the mark of a page's end, blank lines in a row, control characters.
fn tidy(said: &str) -> String {
    let lines = said.lines().map(str::trim_end);
    let mut text = String::new();
    for line in lines {
        let line: String = line.chars().filter(|c| !c.is_control() || *c == '\t').collect();
        if line.is_empty() && (text.is_empty() || text.ends_with("\n\n")) {
            continue;
        }
        text.push_str(&line);
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use super::*;
    use std::os::unix::fs::PermissionsExt;
    use std::time::Instant;

    /// Runs a program of these lines of shell in place of the real one.
    fn read_by(script: &str, limit: Duration) -> PictureText {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("tesseract");
        std::fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let program = OcrProgram { limit, ..OcrProgram::portuguese(path) };
        read_text(&program.task(1), vec![0; 300_000])
    }

    const LONG: Duration = Duration::from_secs(20);

    #[test]
    fn what_the_program_says_is_the_text() {
        let said = read_by("cat >/dev/null; printf 'Protocolo\\n\\n\\n\\n2026\\n\\f'", LONG);
        assert_eq!(said, PictureText::Read(plain("Protocolo\n\n2026")));
        // One that does not even look at the picture is heard too.
        assert_eq!(read_by("printf ok", LONG), PictureText::Read(plain("ok")));
    }

    fn plain(text: &str) -> SeenText {
        SeenText { text: text.to_owned(), words: Vec::new() }
    }

    #[test]
    fn a_table_of_words_tells_where_each_stands() {
        let head = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\t\
                    height\tconf\ttext";
        let rows = [
            "1\t1\t0\t0\t0\t0\t0\t0\t200\t100\t-1\t",
            "5\t1\t1\t1\t1\t1\t20\t10\t40\t10\t96.1\tCPF",
            "5\t1\t1\t1\t1\t2\t70\t10\t100\t10\t91\t529.982.247-25",
            "5\t1\t1\t1\t2\t1\t20\t30\t10\t10\t90\tde",
            "5\t1\t1\t1\t2\t2\t20\t30\t10\t10\t90\t ",
            "5\t1\t2\t1\t1\t1\t20\t60\t10\t10\t90\t\"Maria",
            "rubbish\tx",
        ];
        let told = seen(&format!("{head}\n{}\n", rows.join("\n")));
        assert_eq!(told.text, "CPF 529.982.247-25\nde\n\n\"Maria");
        assert_eq!(told.words.len(), 4);
        assert_eq!(told.text.get(told.words[1].range.clone()), Some("529.982.247-25"));
        assert_eq!(told.words[1].area, Spot([3500, 1000, 5000, 1000]));
    }

    #[test]
    fn a_program_that_hangs_floods_or_fails_ends_in_time() {
        let began = Instant::now();
        let said = read_by("exec sleep 60", Duration::from_millis(300));
        assert_eq!(said, PictureText::Failed("the program took too long".to_owned()));
        let said = read_by("exec yes", LONG);
        assert_eq!(said, PictureText::Failed("the program said too much".to_owned()));
        let said = read_by("[ \"$1\" = --list-langs ] && echo por; exit 1", LONG);
        assert_eq!(said, PictureText::Failed("the program gave up".to_owned()));
        assert!(began.elapsed() < LONG, "{:?}", began.elapsed());
    }

    #[test]
    fn a_missing_language_is_told_from_a_failure() {
        let said = read_by("[ \"$1\" = --list-langs ] && { echo eng; exit 0; }; exit 1", LONG);
        assert_eq!(said, PictureText::NoLanguage);
        let absent = OcrProgram::portuguese("/nao/existe/tesseract".into());
        let said = read_text(&absent.task(1), Vec::new());
        assert!(matches!(said, PictureText::CannotStart(_)), "{said:?}");
    }
}
