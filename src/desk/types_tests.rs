//! The types of the page, made from those of the engine. `JUNTADA_WRITE_TYPES=1 cargo test -p juntada
//! --lib generated_types` writes the file; without it, a file that is not up to date fails.

use crate::api::{Failure, Reply, Request};
use crate::desk::answer::Answer;
use crate::desk::{DeskProgress, Offer};
use std::collections::BTreeMap;
use std::path::Path;
use ts_rs::{Config, TS, TypeVisitor};

const HEAD: &str = "// Made from the engine's types; do not edit. To write it anew:\n\
    // JUNTADA_WRITE_TYPES=1 cargo test -p juntada --lib generated_types\n\n";

/// The declarations of a type and of all that it is made of, by name.
struct Declarations {
    config: Config,
    found: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // What has no file of its own in ts-rs (numbers, lists) is no type of ours.
        if T::output_path().is_none() {
            return;
        }
        let declared = laid_out(&format!("export {}", T::decl(&self.config)));
        let name = T::ident(&self.config);
        match self.found.insert(name.clone(), declared.clone()) {
            None => T::visit_dependencies(self),
            Some(before) => assert_eq!(before, declared, "two types are called {name}"),
        }
    }
}

/// Returns a declaration with one line a comment and members indented.
fn laid_out(declaration: &str) -> String {
    let mut text = String::new();
    let mut comment: Option<Vec<&str>> = None;
    for line in declaration.lines().map(str::trim_end) {
        match (line, &mut comment) {
            ("/**", _) => comment = Some(Vec::new()),
            (" */", Some(lines)) => {
                text.push_str(&format!("  /** {} */\n", lines.join(" ")));
                comment = None;
            }
            (line, Some(lines)) => lines.push(line.trim_start_matches(" * ")),
            (line, None) => {
                let indent = if line.starts_with("export ") { "" } else { "  " };
                let (member, end) = match line.strip_suffix("};") {
                    Some(member) if !indent.is_empty() => (member.trim_end(), "\n};"),
                    _ => (line, ""),
                };
                text.push_str(&format!("{indent}{member}{end}\n"));
            }
        }
    }
    // The screen knows items as `show` tells them; those of other replies are the exception.
    text.replace("<I = DocumentItem>", "<I = ItemView>")
}

fn types() -> String {
    // Sizes and counts stay far below 2^53, which another test of the desk holds.
    let config = Config::new().with_large_int("number");
    let mut types = Declarations { config, found: BTreeMap::new() };
    types.visit::<Request>();
    types.visit::<Reply>();
    types.visit::<Failure>();
    types.visit::<Answer>();
    types.visit::<Offer>();
    types.visit::<DeskProgress>();
    let all: String = types.found.into_values().collect();
    format!("{HEAD}{all}")
}

#[test]
fn generated_types() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/backend/generated.ts");
    let types = types();
    #[expect(clippy::disallowed_methods, reason = "a test may be told to write")]
    let write = std::env::var("JUNTADA_WRITE_TYPES").is_ok();
    if write {
        std::fs::write(&path, &types).unwrap();
    }
    let checked_in = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(checked_in == types, "{} is not up to date", path.display());
}
