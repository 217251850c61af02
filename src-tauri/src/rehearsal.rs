//! What tests of the real window need and no release has: the answers of the system's picker, drops,
//! and what would have been opened, as files in the folder that `JUNTADA_TEST_OFFERS` names.
//! `pick.json` and `drop.json` hold a list of paths and are taken away when read; `opened.jsonl` grows.

use crate::arrivals;
use crate::opener::{self, How};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tauri::AppHandle;

/// How often the folder is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(50);

fn folder() -> Option<PathBuf> {
    std::env::var_os("JUNTADA_TEST_OFFERS").map(PathBuf::from)
}

fn take(folder: &Path, name: &str) -> Option<Vec<PathBuf>> {
    let file = folder.join(name);
    let text = std::fs::read(&file).ok()?;
    std::fs::remove_file(&file).ok()?;
    serde_json::from_slice(&text).ok()
}

/// Answers for the picker: `Some(None)` is a person who changed their mind, `None` no test at all.
#[expect(clippy::option_option, reason = "outside of tests there is no answer at all")]
pub fn pick() -> Option<Option<Vec<PathBuf>>> {
    folder().map(|folder| take(&folder, "pick.json"))
}

/// Notes what would have been opened; tells whether this is a test.
pub fn open(place: &Path, how: How) -> bool {
    let Some(folder) = folder() else { return false };
    let done = format!("{:?}", opener::decide(place, place.is_dir(), how));
    let line = serde_json::json!({ "path": place, "done": done });
    let file =
        std::fs::OpenOptions::new().create(true).append(true).open(folder.join("opened.jsonl"));
    file.is_ok_and(|mut file| writeln!(file, "{line}").is_ok())
}

/// Watches for drops for as long as the program runs.
pub fn watch(app: &AppHandle) {
    let (Some(folder), app) = (folder(), app.clone()) else { return };
    std::thread::spawn(move || {
        loop {
            if let Some(paths) = take(&folder, "drop.json") {
                arrivals::dropped(&app, paths);
            }
            std::thread::sleep(LOOK_EVERY);
        }
    });
}
