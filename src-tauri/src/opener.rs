//! Opens what the person asked for in the system's own programs.

use serde::Serialize;
use std::path::Path;

/// Endings that the system shows and never runs. A piece of evidence with any other ending
/// (`fatura.pdf.exe`, a script, a document with macros) is shown in its folder instead.
const SHOWN: &[&str] = &[
    "3gp", "aac", "amr", "avi", "bmp", "csv", "docx", "eml", "flac", "gif", "heic", "heif", "jfif", "jpeg",
    "jpg", "json", "m4a", "mkv", "mov", "mp3", "mp4", "odt", "ods", "oga", "ogg", "opus", "pdf", "png", "tif",
    "tiff", "txt", "wav", "webm", "webp", "xlsx", "xml",
];

/// How something is to be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// In the program that the system has for it; a folder in the file manager.
    Open,
    /// In its folder, selected.
    Reveal,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// The system's program was called.
    Opened,
    /// The folder was shown: asked for, or safer.
    Revealed,
}

/// Decides how this place is really opened.
pub fn decide(place: &Path, is_folder: bool, how: How) -> Done {
    let ending = place.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_shown = is_folder || ending.is_some_and(|ending| SHOWN.contains(&ending.as_str()));
    if how == How::Open && is_shown { Done::Opened } else { Done::Revealed }
}

/// Opens a file or folder.
///
/// # Errors
/// It is not there, or the system has no program that would do it.
pub fn open(place: &Path, how: How) -> Result<Done, tauri_plugin_opener::Error> {
    let done = decide(place, place.is_dir(), how);
    match done {
        Done::Opened => tauri_plugin_opener::open_path(place, None::<&str>)?,
        Done::Revealed => tauri_plugin_opener::reveal_item_in_dir(place)?,
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use super::{Done, How, decide};
    use std::path::Path;

    #[test]
    fn what_the_system_could_run_is_only_shown_in_its_folder() {
        for name in ["fatura.pdf.exe", "leia.desktop", "nota.docm", "x.sh", "x.html", "x.lnk", "sem"] {
            assert_eq!(decide(Path::new(name), false, How::Open), Done::Revealed, "{name}");
        }
    }

    #[test]
    fn documents_and_folders_are_opened() {
        assert_eq!(decide(Path::new("Dossiê.PDF"), false, How::Open), Done::Opened);
        assert_eq!(decide(Path::new("pasta.exe"), true, How::Open), Done::Opened);
        assert_eq!(decide(Path::new("Dossiê.pdf"), false, How::Reveal), Done::Revealed);
    }
}
