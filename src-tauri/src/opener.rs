//! Opens what the person asked for in the system's own programs.

use serde::Deserialize;
use std::path::Path;

/// Endings that a system shows and never runs. A piece of evidence with any other ending
/// (`fatura.pdf.exe`, a script, a document with macros) is shown in its folder instead.
const SHOWN: &[&str] = &[
    "3gp", "aac", "amr", "avi", "bmp", "csv", "docx", "eml", "flac", "gif", "heic", "heif", "jfif",
    "jpeg", "jpg", "json", "m4a", "mkv", "mov", "mp3", "mp4", "ods", "odt", "oga", "ogg", "opus",
    "pdf", "png", "tif", "tiff", "txt", "wav", "webm", "webp", "xlsx",
];

/// How something is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In the program that the system has for it; a folder in the file manager.
    Open,
    /// In its folder, selected.
    Reveal,
}

/// Opens a file or folder.
///
/// # Errors
/// It is not there, or the system has no program that would do it.
pub fn open(place: &Path, how: How) -> Result<(), tauri_plugin_opener::Error> {
    match decide(place, place.is_dir(), how) {
        How::Open => tauri_plugin_opener::open_path(place, None::<&str>),
        How::Reveal => tauri_plugin_opener::reveal_item_in_dir(place),
    }
}

/// Decides how this place is really opened.
pub fn decide(place: &Path, is_folder: bool, how: How) -> How {
    let ending = place.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_shown = is_folder || ending.is_some_and(|ending| SHOWN.contains(&ending.as_str()));
    if is_shown { how } else { How::Reveal }
}

#[cfg(test)]
mod tests {
    use super::{How, decide};
    use std::path::Path;

    #[test]
    fn what_the_system_could_run_is_only_shown_in_its_folder() {
        for name in ["conta.pdf.exe", "leia.desktop", "nota.docm", "x.sh", "x.html", "x.lnk", "sem"]
        {
            assert_eq!(decide(Path::new(name), false, How::Open), How::Reveal, "{name}");
        }
        assert_eq!(decide(Path::new("Dossiê.PDF"), false, How::Open), How::Open);
        assert_eq!(decide(Path::new("pasta.exe"), true, How::Open), How::Open);
    }
}
