//! Other people's programs that look at what we made: poppler, qpdf, strace. Where one is absent,
//! the test says "não medido" and goes on without it.

use std::path::Path;
use std::process::{Command, Output};

/// Returns whether a program can be started; says so when it cannot.
pub fn is_there(name: &str) -> bool {
    let there = Command::new(name).arg("--version").output().is_ok();
    if !there {
        eprintln!("{name} is absent: não medido");
    }
    there
}

/// Runs a program that must succeed, or end with one of these codes.
#[track_caller]
pub fn run(name: &str, words: &[&str], codes: &[i32]) -> Output {
    let output = Command::new(name).args(words).output().unwrap();
    let code = output.status.code().unwrap();
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(codes.contains(&code), "{name} {words:?} ended with {code}: {said}");
    output
}

/// Returns the text of each page of a PDF, by poppler.
pub fn page_texts(pdf: &Path) -> Vec<String> {
    let output = run("pdftotext", &["-layout", super::word(pdf), "-"], &[0]);
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut pages: Vec<String> = text.split('\u{c}').map(str::to_owned).collect();
    pages.pop();
    pages
}

/// Returns a PDF with its streams decompressed, by qpdf.
pub fn decompressed(pdf: &Path) -> Vec<u8> {
    let words = ["--qdf", "--object-streams=disable", "--decode-level=all", super::word(pdf), "-"];
    run("qpdf", &words, &[0, 3]).stdout
}
