//! The promises of the program to its user, each shown from outside: through the words of the
//! command line, in this process or as the real program. One test binary, so that it links once.
//!
//! Deliberately not here: what concerns one module alone; those tests stand beside the code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a helper of a test may fail, say so, and read the environment it runs in"
)]

mod after_visit;
mod bin;
mod codes;
mod common;
mod contract;
mod conversations;
mod corpus;
mod derived;
mod desk;
mod faults;
mod filing;
mod fiscal;
mod full_disk;
mod hidden_pages;
mod hostile;
mod jpeg;
mod kill;
mod mail;
mod network;
mod numbers;
mod packages;
mod packed;
mod preview;
mod protect;
mod received;
mod recordings;
mod redaction;
mod reproducible;
mod scope;
mod screen;
mod seal;
mod search;
mod tamper;
mod tidy;
mod words;

#[test]
fn no_file_of_this_folder_is_forgotten() {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it");
    let list = include_str!("main.rs");
    for entry in std::fs::read_dir(here).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            ["main", "snapshots"].contains(&name.as_str())
                || name.ends_with("_oracle")
                || list.contains(&format!("\nmod {name};\n")),
            "{name}"
        );
    }
}
