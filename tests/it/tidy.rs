//! The house stays in order: layers point one way, every file says what it is for, none is long.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Longest file, in lines.
const MAX_LINES: usize = 600;

/// Files that may be longer, and why.
const LONG_FILES: &[(&str, &str)] =
    &[("src/api/request.rs", "every request of the one door stands in one enum")];

/// Where our own Rust stands.
const FOLDERS: [&str; 5] = ["src", "src-tauri/src", "pixels/src", "tests", "fuzz/fuzz_targets"];

/// What each module of the engine may use. Those that are missing may be used by nobody inside.
const LAYERS: &[(&str, &[&str])] = &[
    ("base", &[]),
    // Plain values of what was read; see docs/architecture.md.
    ("case", &["base", "import"]),
    // The reader process writes the fragment format of `render`.
    ("import", &["base", "render"]),
    ("filing", &["base", "case", "import"]),
    ("store", &["base", "case", "import"]),
    ("render", &["base", "case", "filing", "import", "explain"]),
    ("package", &["base", "case", "filing", "render", "store", "import"]),
    ("search", &["base"]),
    // What others handed over: their packages are read and verified, never changed.
    ("catalogue", &["base", "case", "filing", "package", "render", "store"]),
    ("explain", &["base", "case", "catalogue", "filing", "import", "package", "store", "app"]),
    (
        "app",
        &[
            "base",
            "case",
            "catalogue",
            "explain",
            "filing",
            "import",
            "package",
            "render",
            "search",
            "store",
        ],
    ),
    ("api", &["base", "case", "app", "catalogue", "explain", "filing", "search", "store"]),
    // The identity and the cache of a case folder, what files a choice means, and the reader of
    // pictures; see docs/architecture.md.
    ("desk", &["base", "case", "app", "api", "catalogue", "explain", "import", "store"]),
    ("cli", &["base", "case", "app", "api", "catalogue", "explain", "filing", "search"]),
    // Where the programs begin: nothing inside may use it.
    ("edge", &["app", "case", "import", "store"]),
];

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap().to_string_lossy().replace('\\', "/")
}

#[test]
fn every_file_says_what_it_is_for_and_none_is_long() {
    let mut wrong = Vec::new();
    let files = FOLDERS.iter().flat_map(|folder| rust_files(&root().join(folder)));
    for path in files {
        let text = fs::read_to_string(&path).unwrap();
        let name = name(&path);
        if !text.starts_with("//!") {
            wrong.push(format!("{name}: does not begin with //!"));
        }
        let lines = text.lines().count();
        if lines > MAX_LINES && !LONG_FILES.iter().any(|(long, _)| *long == name) {
            wrong.push(format!("{name}: {lines} lines"));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn layers_are_used_only_as_the_table_says() {
    let layers: BTreeMap<&str, &[&str]> = LAYERS.iter().copied().collect();
    let mut wrong = Vec::new();
    for path in rust_files(&root().join("src")) {
        let name = name(&path);
        let inner = name.trim_start_matches("src/");
        let module = inner.split('/').next().unwrap().trim_end_matches(".rs");
        let Some(allowed) = layers.get(module) else { continue };
        let is_test = inner.contains("tests");
        let text = fs::read_to_string(&path).unwrap();
        let production = text.split("#[cfg(test)]\nmod tests {").next().unwrap();
        for used in layers.keys().filter(|used| **used != module && !is_test) {
            if production.contains(&format!("crate::{used}::")) && !allowed.contains(used) {
                wrong.push(format!("{name} uses {used}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
