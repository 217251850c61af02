//! Readers that are not ours, asked about the same files of the shared corpus.

use super::{corpus, filled_case, gathered, new_folder};
use serde_json::Value;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

/// What two readers tell of a file.
pub struct ReadTwice {
    /// Name of the file.
    pub name: String,
    /// What Juntada read, as `items[].read` tells it.
    pub ours: Value,
    /// What the other reader printed.
    pub theirs: Value,
}

/// Gathers a folder of the corpus, and asks `script`, a Python program that needs `module` and prints
/// one member for each file, about the same files. Says so and returns nothing where one is absent.
pub fn read_twice(folder: &str, module: &str, script: &str) -> Option<Vec<ReadTwice>> {
    let corpus = corpus()?;
    let asked = Command::new("python3").args(["-c", &format!("import {module}")]).output();
    if !asked.is_ok_and(|output| output.status.success()) {
        eprintln!("{module} is absent: não medido");
        return None;
    }
    let mut files: Vec<PathBuf> =
        fs::read_dir(corpus.join(folder)).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let told = Command::new("python3").args(["-c", script]).args(&files).output().unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let mut told: Value = serde_json::from_slice(&told.stdout).unwrap();
    let place = new_folder();
    let items = gathered(&filled_case(place.path()), &files);
    let both = files.iter().zip(items).map(|(path, mut item)| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        ReadTwice { theirs: told[&name].take(), ours: item["read"].take(), name }
    });
    Some(both.collect())
}
