//! The list of what can be taken back: one file of the workshop, which the case does without. Only
//! kept here; what stands in it belongs to [`crate::app`].

use crate::store::OpenCase;
use crate::store::bag::{STEPS, WORKSHOP};
use std::fs;
use std::path::PathBuf;

/// Longest list that is read, in bytes; those that are written are kept far below.
const MAX_BYTES: u64 = 64 * 1024 * 1024;

impl OpenCase {
    fn steps_path(&self) -> PathBuf {
        self.root.join(STEPS)
    }

    /// Returns the list as it was kept last; nothing when there is none or it cannot be read.
    pub fn steps(&self) -> Option<String> {
        let path = self.steps_path();
        let told = fs::metadata(&path).ok()?;
        (told.len() <= MAX_BYTES).then(|| fs::read_to_string(&path).ok()).flatten()
    }

    /// Keeps the list in place of the one before. Where the disk refuses, none is left: an older
    /// one would take back the wrong deed.
    pub fn keep_steps(&self, text: &str) {
        let path = self.steps_path();
        let workshop = self.root.join(WORKSHOP);
        if self.disk.replace(&path, text.as_bytes(), &workshop).is_err() {
            self.forget_steps();
        }
    }

    /// Removes the list: nothing can be taken back any more.
    pub fn forget_steps(&self) {
        // Left where it is, its steps no longer fit the case, and are refused as such.
        let _ = self.disk.remove(&self.steps_path());
    }
}
