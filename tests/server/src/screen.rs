//! The built screen from its folder, with the types and the content policy that the window gives it.

use crate::http::Answer;
use std::fs;
use std::path::{Component, Path};

/// What the page may load, as in the window; pictures and requests come from this server instead of
/// the window's own protocols.
pub const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
     img-src 'self'; font-src 'self'; connect-src 'self'; form-action 'none'; \
     frame-ancestors 'none'; base-uri 'none'; object-src 'none'";

/// Returns a file of the screen; nothing for what is not below its folder.
pub fn file(ui: &Path, address: &str) -> Option<Answer> {
    let name = match address.trim_start_matches('/') {
        "" => "index.html",
        name => name,
    };
    let below = Path::new(name);
    if !below.components().all(|part| matches!(part, Component::Normal(_))) {
        return None;
    }
    let bytes = fs::read(ui.join(below)).ok()?;
    Some(Answer::of(media_type(below), bytes).with("Content-Security-Policy", CONTENT_POLICY))
}

fn media_type(path: &Path) -> &'static str {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg") => "image/jpeg",
        Some("woff2") => "font/woff2",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_served() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        assert!(file(&here, "/main.rs").is_some());
        for address in ["/../Cargo.toml", "//etc/passwd", "/./../Cargo.toml", "/nada", "/"] {
            assert!(file(&here, address).is_none(), "{address}");
        }
    }

    /// The window's own protocols, for which this server stands.
    const OF_THE_WINDOW: [&str; 4] =
        ["caso:", "http://caso.localhost", "ipc:", "http://ipc.localhost"];

    #[test]
    fn the_content_policy_is_the_windows_own() {
        let config = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../src-tauri/tauri.conf.json");
        let config: serde_json::Value =
            serde_json::from_str(&fs::read_to_string(config).unwrap()).unwrap();
        let window = config["app"]["security"]["csp"].as_object().unwrap();
        let served: Vec<(&str, &str)> =
            CONTENT_POLICY.split("; ").map(|rule| rule.split_once(' ').unwrap()).collect();
        assert_eq!(served.len(), window.len());
        for (rule, sources) in served {
            let own = window[rule].as_str().unwrap().split(' ');
            let without: Vec<&str> = own.filter(|source| !OF_THE_WINDOW.contains(source)).collect();
            assert_eq!(without.join(" "), sources, "{rule}");
        }
    }
}
