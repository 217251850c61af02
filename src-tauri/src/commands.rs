//! The commands that the page may call; `build.rs` lists them. Each hands its work to a thread where
//! it may take long.

#![expect(clippy::needless_pass_by_value, reason = "Tauri hands its commands owned values")]

use crate::arrivals::{Arrivals, Event};
use crate::opener::{self, How};
use crate::{system, window};
use juntada::desk::{Desk, DeskProgress, Offer};
use serde::Deserialize;
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tauri::ipc::Channel;
use tauri::{AppHandle, Manager};
use tauri_plugin_dialog::{DialogExt, FilePath};

/// Shortest time between two reports of progress to the page.
const PROGRESS_EVERY: Duration = Duration::from_millis(50);
/// Largest picture taken from the clipboard, in pixels: four times a screen of 8K.
const MAX_PASTED_PIXELS: usize = 133_000_000;

/// What a command could not do, as a code for which the page has words (`janela.ftl`).
type Refusal = &'static str;
/// The work ended unexpectedly.
const BROKEN: Refusal = "broken";

/// What is to be picked: evidence, a dossier or package to check, or a folder to write into.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum What {
    Files,
    Folder,
    Package,
    OutFolder,
}

/// One request to the desk; progress goes through the channel.
#[tauri::command]
pub async fn ask(
    app: AppHandle,
    job: u32,
    request: String,
    channel: Channel<DeskProgress>,
) -> Result<String, Refusal> {
    tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Arc<Desk>>();
        let mut last: Option<Instant> = None;
        let answer = desk.ask(job, &request, &mut |progress| {
            if last.is_none_or(|last| last.elapsed() >= PROGRESS_EVERY) {
                last = Some(Instant::now());
                let _ = channel.send(progress.clone());
            }
        });
        if request.contains("\"set_settings\"") {
            window::follow_theme(&app, &desk);
        }
        answer
    })
    .await
    .map_err(|_| BROKEN)
}

/// Stops a request at its next safe point.
#[tauri::command]
pub fn cancel(app: AppHandle, job: u32) {
    app.state::<Arc<Desk>>().cancel(job);
}

/// Sends what arrives from outside to this page.
#[tauri::command]
pub fn listen(app: AppHandle, channel: Channel<Event>) {
    app.state::<Arrivals>().listen(channel);
}

/// Lets the person pick files or a folder; `None` if they changed their mind.
#[tauri::command]
pub async fn pick(app: AppHandle, what: What) -> Result<Option<Offer>, Refusal> {
    tauri::async_runtime::spawn_blocking(move || {
        let paths = picked(&app, what)?;
        Some(app.state::<Arc<Desk>>().offer(paths))
    })
    .await
    .map_err(|_| BROKEN)
}

fn picked(app: &AppHandle, what: What) -> Option<Vec<PathBuf>> {
    #[cfg(debug_assertions)]
    if let Some(answer) = crate::rehearsal::pick() {
        return answer;
    }
    let mut dialog = app.dialog().file();
    if let Some(window) = app.get_webview_window(window::LABEL) {
        dialog = dialog.set_parent(&window);
    }
    let one = |path: Option<FilePath>| path.map(|path| vec![path]);
    let picked = match what {
        What::Files => dialog.set_title("Escolher arquivos").blocking_pick_files(),
        What::Folder => one(dialog.set_title("Escolher uma pasta").blocking_pick_folder()),
        What::OutFolder => one(dialog.set_title("Onde guardar").blocking_pick_folder()),
        What::Package => one(dialog
            .set_title("Escolher um dossiê ou pacote")
            .add_filter("Dossiê ou pacote", &["zip", "pdf", "ZIP", "PDF"])
            .add_filter("Todos os arquivos", &["*"])
            .blocking_pick_file()),
    }?;
    Some(picked.into_iter().filter_map(|path| path.into_path().ok()).collect())
}

/// Takes copied files or a picture from the clipboard; `None` if it holds neither.
#[tauri::command]
pub async fn paste(app: AppHandle) -> Result<Option<Offer>, Refusal> {
    tauri::async_runtime::spawn_blocking(move || {
        let desk = app.state::<Arc<Desk>>();
        let Ok(mut clipboard) = arboard::Clipboard::new() else { return Ok(None) };
        if let Ok(paths) = clipboard.get().file_list()
            && !paths.is_empty()
        {
            return Ok(Some(desk.offer(paths)));
        }
        let Ok(image) = clipboard.get_image() else { return Ok(None) };
        let png = png_of(&image).ok_or("not_pasted")?;
        desk.offer_bytes("Imagem colada.png", &png).map(Some).map_err(|_| "not_pasted")
    })
    .await
    .map_err(|_| BROKEN)?
}

fn png_of(image: &arboard::ImageData<'_>) -> Option<Vec<u8>> {
    let pixels = image.width.checked_mul(image.height)?;
    if pixels == 0 || pixels > MAX_PASTED_PIXELS {
        return None;
    }
    let mut bytes = Vec::new();
    let (width, height) = (u32::try_from(image.width).ok()?, u32::try_from(image.height).ok()?);
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgba);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.write_header().ok()?.write_image_data(&image.bytes).ok()?;
    Some(bytes)
}

/// Opens what a handle names in the system's own program, or shows it in its folder.
#[tauri::command]
pub async fn open(app: AppHandle, handle: String, how: How) -> Result<(), Refusal> {
    let work = tauri::async_runtime::spawn_blocking(move || {
        let place = app.state::<Arc<Desk>>().place(&handle).ok_or("nothing_there")?;
        #[cfg(debug_assertions)]
        if crate::rehearsal::open(&place, how) {
            return Ok(());
        }
        opener::open(&place, how).map_err(|_| "not_opened")
    });
    work.await.map_err(|_| BROKEN)?
}

/// Tells what the program is.
#[tauri::command]
pub fn about() -> serde_json::Value {
    json!({ "version": env!("CARGO_PKG_VERSION"), "system": system::NAME })
}
