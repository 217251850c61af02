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
    linux::start_again_without_dmabuf(words);
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

#[cfg(target_os = "linux")]
mod linux {
    use std::ffi::OsString;
    use std::os::unix::process::CommandExt;
    use std::path::Path;
    use std::process::Command;

    /// With NVIDIA's driver some versions of WebKitGTK show an empty window unless this is set; with
    /// other drivers setting it can do the same. A person's own setting always stands.
    const DMABUF: &str = "WEBKIT_DISABLE_DMABUF_RENDERER";

    /// Starts the program again in its own place, with WebKit's DMA-BUF renderer off, where that is due.
    /// (Changing the environment of a running process would be unsafe.)
    pub fn start_again_without_dmabuf(words: &[OsString]) {
        let has_nvidia = Path::new("/proc/driver/nvidia/version").exists();
        if !is_due(has_nvidia, std::env::var_os(DMABUF).is_some()) {
            return;
        }
        if let Ok(program) = std::env::current_exe() {
            // Comes back only if it failed; the window may then still work.
            let _ = Command::new(program).args(words.iter().skip(1)).env(DMABUF, "1").exec();
        }
    }

    fn is_due(has_nvidia: bool, is_set: bool) -> bool {
        has_nvidia && !is_set
    }

    #[cfg(test)]
    mod tests {
        use super::is_due;

        #[test]
        fn the_renderer_is_switched_off_only_for_nvidia_and_never_against_the_person() {
            assert!(is_due(true, false));
            assert!(!is_due(true, true));
            assert!(!is_due(false, false));
            assert!(!is_due(false, true));
        }
    }
}
