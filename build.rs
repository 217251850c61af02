//! Makes a change in a folder of `assets/` that is embedded whole compile again what embeds it.

fn main() {
    for folder in ["profiles", "sample", "samples"] {
        println!("cargo:rerun-if-changed=assets/{folder}");
    }
}
