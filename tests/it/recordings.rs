//! Sound and video: how long, when, in which coding; the page that stands for them, with what the user
//! typed of them; the file in the folder of media.

use crate::common::tools::{is_there, page_texts};
use crate::common::{api, corpus, gathered, new_folder, program, shown, word};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How far a duration may be from that of ffprobe, of the whole.
const TOLERANCE: f64 = 0.02;

/// Returns the duration that ffprobe tells, in milliseconds, where it tells one.
fn ffprobe(path: &Path) -> Option<f64> {
    let words = ["-v", "error", "-show_entries", "format=duration", "-of", "csv=p=0"];
    let told = Command::new("ffprobe").args(words).arg(path).output().unwrap();
    let seconds: f64 = String::from_utf8_lossy(&told.stdout).trim().parse().ok()?;
    Some(seconds * 1000.0)
}

#[test]
fn durations_are_those_of_ffprobe() {
    let Some(corpus) = corpus() else { return };
    if !is_there("ffprobe") {
        return;
    }
    let folders = ["audio", "video"].map(|kind| corpus.join(kind));
    let mut files: Vec<PathBuf> =
        folders.iter().flat_map(|f| fs::read_dir(f).unwrap()).map(|e| e.unwrap().path()).collect();
    files.sort();
    let folder = new_folder();
    let case = folder.path().join("caso");
    program(&["novo", word(&case)]).ends(0);
    let items = gathered(&case, &files);
    let (mut compared, mut far) = (0, Vec::new());
    for (path, item) in files.iter().zip(&items) {
        let read = &item["read"];
        let ours = read["duration_ms"].as_f64().filter(|_| read["format"] == "media");
        if let (Some(ours), Some(theirs)) = (ours, ffprobe(path)) {
            compared += 1;
            // A frame of the coarsest coding is 40 ms; no file is that exact.
            if (ours - theirs).abs() > (theirs * TOLERANCE).max(40.0) {
                far.push(format!("{}: {ours} / {theirs}", path.display()));
            }
        }
    }
    assert!(far.is_empty(), "{far:#?}");
    assert!(compared >= 12, "{compared} files");
}

/// Two seconds and a half of silence, 8,000 samples a second of 8 bits.
fn wave() -> Vec<u8> {
    let samples = vec![128_u8; 20_000];
    let size = u32::try_from(samples.len()).unwrap();
    let mut bytes = b"RIFF".to_vec();
    bytes.extend((size + 36).to_le_bytes());
    bytes.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0\x40\x1F\0\0\x40\x1F\0\0\x01\0\x08\0data");
    bytes.extend(size.to_le_bytes());
    bytes.extend(samples);
    bytes
}

#[test]
fn a_recording_has_its_page_with_facts_and_the_words_of_the_user() {
    let folder = new_folder();
    let case = folder.path().join("caso");
    program(&["novo", word(&case)]).ends(0);
    let file = folder.path().join("ligação.wav");
    fs::write(&file, wave()).unwrap();
    let items = gathered(&case, &[file]);
    assert_eq!(items[0]["read"]["duration_ms"], 2500);
    assert_eq!(items[0]["kind"], "call");
    let said = "Atendente: o valor será devolvido.\n\nEu: até quando?";
    program(&["alterar", word(&case), "e1", "--transcricao", said]).ends(0);
    assert_eq!(shown(&case)["exhibits"][0]["transcript"], said);
    let out = folder.path().join("saida");
    let words = ["gerar", word(&case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    let made = program(&words).json();
    if is_there("pdftotext") {
        let first = usize::try_from(made["exhibits"][0]["first_page"].as_u64().unwrap()).unwrap();
        let page = &page_texts(Path::new(made["dossier"][0].as_str().unwrap()))[first - 1];
        for words in ["2,5 s", "WAV", "até quando?", "Transcrição ou resumo", "midia/Doc. 01"] {
            assert!(page.contains(words), "{words}: {page}");
        }
    }
    let clear = json!({ "request": "edit", "path": case, "id": "e1", "clear": ["transcript"] });
    api(&clear).ends(0);
    assert!(shown(&case)["exhibits"][0]["transcript"].is_null());
    program(&["conferir", made["zip"].as_str().unwrap()]).ends(0);
}
