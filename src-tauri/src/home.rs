//! Where cases, results and settings lie.

use juntada::desk::Home;
use std::path::{Path, PathBuf};
use tauri::{AppHandle, Manager};

/// Puts everything under this folder instead: for tests, and for the program on a pen drive.
const HOME: &str = "JUNTADA_HOME";

/// Returns `Documentos/Juntada` (or the folder that [`HOME`] names) and the settings file.
///
/// # Errors
/// The system names neither a folder of documents nor a home.
pub fn home(app: &AppHandle) -> tauri::Result<Home> {
    if let Some(folder) = std::env::var_os(HOME).filter(|folder| !folder.is_empty()) {
        let folder = PathBuf::from(folder);
        return Ok(places(&folder, folder.join("ajustes.json")));
    }
    let path = app.path();
    let documents = path.document_dir().or_else(|_| path.home_dir())?;
    Ok(places(&documents.join("Juntada"), path.app_config_dir()?.join("ajustes.json")))
}

fn places(folder: &Path, settings: PathBuf) -> Home {
    Home { cases: folder.join("Casos"), out: folder.join("Dossiês"), settings }
}
