//! What tells, without opening a case, whether it may say something else than before; and where its
//! index of words stands, which may be deleted.

use crate::store::bag::{CUSTODY, DATABASE, INDEX};
use std::fs::{self, File};
use std::io::Read;
use std::path::{Path, PathBuf};

/// Bytes of the head of an SQLite database.
const HEAD_BYTES: usize = 100;
/// Where in the head the count of its changes stands (SQLite file format, 1.3.7).
const CHANGES: std::ops::Range<usize> = 24..28;

/// Returns where the index of a case's words stands.
pub fn index_place(root: &Path) -> PathBuf {
    root.join(INDEX)
}

/// Returns a mark of the case as it lies there: as long as it is the same, the case says the same.
/// Nothing where that cannot be told: no case, or a save that was cut short.
pub fn mark(root: &Path) -> Option<String> {
    let path = root.join(DATABASE);
    if root.join(format!("{DATABASE}-journal")).exists() {
        return None;
    }
    let mut head = [0; HEAD_BYTES];
    let mut file = File::open(&path).ok()?;
    file.read_exact(&mut head).ok()?;
    let changes = hex::encode(head.get(CHANGES)?);
    let size = file.metadata().ok()?.len();
    let log = fs::metadata(root.join(CUSTODY)).ok()?.len();
    Some(format!("{changes}-{size}-{log}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    #[test]
    fn the_mark_changes_with_every_save_and_only_then() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(mark(folder.path()), None);
        let connection = Connection::open(folder.path().join(DATABASE)).unwrap();
        connection.execute_batch("CREATE TABLE a (b); INSERT INTO a VALUES (1)").unwrap();
        fs::write(folder.path().join(CUSTODY), "uma linha\n").unwrap();
        let first = mark(folder.path()).unwrap();
        connection.query_row("SELECT b FROM a", [], |row| row.get::<_, i64>(0)).unwrap();
        assert_eq!(mark(folder.path()).as_ref(), Some(&first));
        connection.execute_batch("UPDATE a SET b = 2").unwrap();
        let second = mark(folder.path()).unwrap();
        assert_ne!(second, first);
        fs::write(folder.path().join(CUSTODY), "duas\nlinhas\n").unwrap();
        assert_ne!(mark(folder.path()), Some(second));
        fs::write(folder.path().join(format!("{DATABASE}-journal")), "").unwrap();
        assert_eq!(mark(folder.path()), None);
    }
}
