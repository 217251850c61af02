//! What reaches the page from outside: drops, and files that the file manager opened. The page is
//! told handles and names, never a path.

use juntada::desk::{Desk, Offer};
use serde::Serialize;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use tauri::ipc::Channel;
use tauri::{AppHandle, DragDropEvent, Manager};

/// What the page is told.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "name", content = "detail", rename_all = "snake_case")]
pub enum Event {
    /// Files are dragged over the window, left it, or were dropped.
    Drop(Drag),
    /// A case folder or package that the file manager opened with the program.
    OpenedWith(Offer),
    /// The window is about to close: what is typed must be saved now.
    Closing,
}

/// How far a drag has come.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "kind", content = "offer", rename_all = "snake_case")]
pub enum Drag {
    /// Over the window.
    Over,
    /// Gone without a drop.
    Leave,
    /// Let go, with what was dropped.
    Drop(Offer),
}

/// The line to the page. What comes before the page listens waits for it.
#[derive(Default)]
pub struct Arrivals(Mutex<Line>);

#[derive(Default)]
struct Line {
    page: Option<Channel<Event>>,
    waiting: Vec<Event>,
}

impl Arrivals {
    /// Tells everything to this page from now on, and what has waited at once.
    pub fn listen(&self, page: Channel<Event>) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for event in line.waiting.drain(..) {
            let _ = page.send(event);
        }
        line.page = Some(page);
    }

    /// Tells the page.
    pub fn tell(&self, event: Event) {
        let mut line = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match &line.page {
            // A page that is gone is followed by one that listens anew.
            Some(page) => drop(page.send(event)),
            None => line.waiting.push(event),
        }
    }
}

/// Tells the page of a drag. Looking at what was dropped may take long, so another thread does it.
pub fn dragged(app: &AppHandle, event: &DragDropEvent) {
    match event {
        DragDropEvent::Enter { .. } => tell(app, Event::Drop(Drag::Over)),
        DragDropEvent::Leave => tell(app, Event::Drop(Drag::Leave)),
        DragDropEvent::Drop { paths, .. } => dropped(app, paths.clone()),
        _ => {}
    }
}

/// Offers what was dropped.
pub fn dropped(app: &AppHandle, paths: Vec<PathBuf>) {
    offer_and_tell(app, paths, |offer| Event::Drop(Drag::Drop(offer)));
}

/// Offers what the file manager opened; nothing is told where no file was named.
pub fn opened_with(app: &AppHandle, paths: Vec<PathBuf>) {
    if !paths.is_empty() {
        offer_and_tell(app, paths, Event::OpenedWith);
    }
}

/// Returns the files and folders among the words of a start (the first is the program itself).
pub fn named_in(words: &[OsString], folder: &Path) -> Vec<PathBuf> {
    let paths = words.iter().skip(1).map(|word| folder.join(word));
    paths.filter(|path| path.exists()).collect()
}

fn offer_and_tell(
    app: &AppHandle,
    paths: Vec<PathBuf>,
    event: impl FnOnce(Offer) -> Event + Send + 'static,
) {
    let app = app.clone();
    tauri::async_runtime::spawn_blocking(move || {
        let offer = app.state::<Arc<Desk>>().offer(paths);
        tell(&app, event(offer));
    });
}

fn tell(app: &AppHandle, event: Event) {
    app.state::<Arrivals>().tell(event);
}

#[cfg(test)]
mod tests {
    use super::named_in;
    use std::ffi::OsString;
    use std::path::Path;

    #[test]
    fn only_what_exists_counts_as_opened_and_options_do_not() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let words = ["build.rs", "--opção", "tauri.conf.json", "não existe.zip"];
        let found = named_in(&words.map(OsString::from), folder);
        assert_eq!(found, [folder.join("tauri.conf.json")]);
    }
}
