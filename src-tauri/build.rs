//! Lists the window's own commands, so that a page may call only those that its capability names.
//! Without the list every command would be open to every page.

#![allow(clippy::print_stdout, reason = "a build script speaks to cargo by printing")]

const COMMANDS: &[&str] = &["about", "ask", "cancel", "listen", "open", "paste", "pick"];

fn main() {
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo::error={error:#}");
    }
}
