//! All that differs between Linux, Windows and macOS.

use std::ffi::OsString;
use std::path::PathBuf;
use tauri::{RunEvent, Url};

/// Name of the system, as the page is told.
pub const NAME: &str = std::env::consts::OS;

/// Whether this address is a page of our own: `tauri://localhost`, on Windows
/// `http://tauri.localhost`.
pub fn is_own_page(url: &Url) -> bool {
    if cfg!(windows) {
        matches!(url.scheme(), "http" | "https") && url.host_str() == Some("tauri.localhost")
    } else {
        url.scheme() == "tauri" && url.host_str() == Some("localhost")
    }
}

/// Prepares the process before any window is made.
#[cfg_attr(not(target_os = "linux"), expect(unused_variables, reason = "only Linux needs it"))]
pub fn prepare(words: &[OsString]) {
    #[cfg(target_os = "linux")]
    start_again_without_dmabuf(words);
}

/// Returns files that the file manager opened with a program that was running (macOS sends them as an
/// event; the others as words of a second start).
#[cfg_attr(not(target_os = "macos"), expect(unused_variables, reason = "only macOS sends it"))]
pub fn opened_files(event: &RunEvent) -> Vec<PathBuf> {
    #[cfg(target_os = "macos")]
    if let RunEvent::Opened { urls } = event {
        return urls.iter().filter_map(|url| url.to_file_path().ok()).collect();
    }
    Vec::new()
}

/// With NVIDIA's driver some versions of WebKitGTK show an empty window unless their DMA-BUF renderer is
/// off; with other drivers switching it off can do the same. So the program starts again in its own
/// place with it off, where that is due. (To change the environment of a running process is unsafe.)
#[cfg(target_os = "linux")]
fn start_again_without_dmabuf(words: &[OsString]) {
    use std::os::unix::process::CommandExt;
    const SWITCH: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";
    let has_nvidia = std::path::Path::new("/proc/driver/nvidia/version").exists();
    let is_chosen = std::env::var_os(SWITCH).is_some();
    if let (true, false, Ok(program)) = (has_nvidia, is_chosen, std::env::current_exe()) {
        // Comes back only if it failed; the window may then still work.
        let _ =
            std::process::Command::new(program).args(words.iter().skip(1)).env(SWITCH, "1").exec();
    }
}
