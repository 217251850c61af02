//! Takes the folders of this computer out of sentences before the page sees them.
//! Deliberately not here: members that are paths, which become handles ([`super::handles`]).

use std::collections::BTreeSet;
use std::path::{MAIN_SEPARATOR, Path};

/// The folders that no sentence may name.
#[derive(Debug, Clone, Default)]
pub(super) struct Secrets {
    folders: BTreeSet<String>,
}

impl Secrets {
    /// Adds a path: what lies above its last part is not to be shown, by its own name and by its
    /// real one.
    pub(super) fn hide_above(&mut self, path: &Path) {
        let real = std::fs::canonicalize(path).ok();
        for path in std::iter::once(path).chain(real.as_deref()) {
            if let Some(folder) = path.parent().filter(|folder| folder.parent().is_some()) {
                self.folders.insert(folder.to_string_lossy().into_owned());
            }
        }
    }

    /// Returns the text with every such folder left out: what lies in it stands by its name alone.
    pub(super) fn redacted(&self, text: &str) -> String {
        let mut shown = text.to_owned();
        // The longest first, so that no tail of it is left standing.
        let mut folders: Vec<&String> = self.folders.iter().collect();
        folders.sort_by_key(|folder| std::cmp::Reverse(folder.len()));
        for folder in folders {
            shown = shown.replace(&format!("{folder}{MAIN_SEPARATOR}"), "");
            shown = shown.replace(folder.as_str(), "…");
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(unix)]
    fn what_lies_in_a_hidden_folder_stands_by_its_name() {
        let mut secrets = Secrets::default();
        secrets.hide_above(Path::new("/home/maria/Casos/Loja X"));
        secrets.hide_above(Path::new("/home/maria"));
        let text = "Já existe “/home/maria/Casos/Loja X/caso.db”, em “/home/maria/Casos”.";
        assert_eq!(secrets.redacted(text), "Já existe “Loja X/caso.db”, em “…”.");
        assert_eq!(secrets.redacted("R$ 10/mês"), "R$ 10/mês");
    }
}
