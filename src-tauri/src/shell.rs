//! Puts the shell together, starts it, and ends it without leaving work half done.

use crate::arrivals::{self, Arrivals, Event};
use crate::{commands, pictures, system, window};
use juntada::desk::{Desk, Home};
use juntada::edge;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::{AppHandle, CloseRequestApi, Manager, RunEvent, WindowEvent};

/// How long the page has for saving what was just typed, once the window is asked to close.
const LAST_WORDS: Duration = Duration::from_millis(300);
/// How long deeds in progress have for stopping at a safe point.
const LAST_DEEDS: Duration = Duration::from_secs(10);

/// Puts everything under this folder instead: for tests, and for the program on a pen drive.
const HOME: &str = "JUNTADA_HOME";

/// Runs the program until its window closes.
#[expect(clippy::disallowed_types, reason = "inside of what Tauri generates")]
#[expect(clippy::print_stderr, reason = "without a window there is nowhere else to say it")]
pub fn run(words: &[OsString]) -> ExitCode {
    let opened = arrivals::named_in(words, &std::env::current_dir().unwrap_or_default());
    let app = tauri::Builder::default()
        // First of all: a second start ends here and hands its words to the first.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            let words: Vec<OsString> = words.into_iter().map(Into::into).collect();
            arrivals::opened_with(app, arrivals::named_in(&words, Path::new(&folder)));
            window::raise(app);
        }))
        .plugin(
            tauri_plugin_window_state::Builder::default()
                .with_state_flags(window::REMEMBERED)
                .skip_initial_state(window::LABEL)
                .build(),
        )
        .plugin(tauri_plugin_dialog::init())
        .register_asynchronous_uri_scheme_protocol(pictures::SCHEME, pictures::serve)
        .invoke_handler(tauri::generate_handler![
            commands::about,
            commands::ask,
            commands::cancel,
            commands::listen,
            commands::open,
            commands::paste,
            commands::pick,
        ])
        .setup(move |app| Ok(set_up(app.handle(), opened)?))
        .build(tauri::generate_context!());
    match app {
        Ok(app) => {
            app.run(|app, event| happened(app, &event));
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("O Juntada não conseguiu abrir a janela: {error}");
            ExitCode::FAILURE
        }
    }
}

fn set_up(app: &AppHandle, opened: Vec<PathBuf>) -> tauri::Result<()> {
    let surroundings = edge::surroundings();
    let home = home(app, surroundings.received.clone())?;
    let desk = Arc::new(Desk::new(home, surroundings, &edge::own_reader()));
    app.manage(Arc::clone(&desk));
    app.manage(Arrivals::default());
    arrivals::opened_with(app, opened);
    #[cfg(debug_assertions)]
    crate::rehearsal::watch(app);
    window::open(app, &desk)
}

/// Returns where things lie: in `Documentos/Juntada`, or in the folder that [`HOME`] names. Received
/// dossiers lie where the command line keeps them too.
fn home(app: &AppHandle, received: Option<PathBuf>) -> tauri::Result<Home> {
    let path = app.path();
    let own = std::env::var_os(HOME).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let (folder, settings, received) = match own {
        Some(folder) => (folder.clone(), folder, None),
        None => {
            let documents = path.document_dir().or_else(|_| path.home_dir())?;
            (documents.join("Juntada"), path.app_config_dir()?, received)
        }
    };
    let received = received.unwrap_or_else(|| settings.join("Recebidos"));
    let [cases, out] = ["Casos", "Dossiês"].map(|name| folder.join(name));
    Ok(Home { cases, out, settings: settings.join("ajustes.json"), received })
}

fn happened(app: &AppHandle, event: &RunEvent) {
    arrivals::opened_with(app, system::opened_files(event));
    if let RunEvent::WindowEvent { event, .. } = event {
        match event {
            WindowEvent::DragDrop(drag) => arrivals::dragged(app, drag),
            WindowEvent::CloseRequested { api, .. } => close(app, api),
            _ => {}
        }
    }
}

/// Hides the window at once, lets the page save what was typed and every deed reach a safe point, and
/// ends the program.
fn close(app: &AppHandle, request: &CloseRequestApi) {
    request.prevent_close();
    app.state::<Arrivals>().tell(Event::Closing);
    if let Some(window) = app.get_webview_window(window::LABEL) {
        let _ = window.hide();
    }
    let app = app.clone();
    std::thread::spawn(move || {
        std::thread::sleep(LAST_WORDS);
        app.state::<Arc<Desk>>().finish(LAST_DEEDS);
        app.exit(0);
    });
}
