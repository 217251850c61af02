//! `caso.db`: what the user wrote and what was read, in SQLite. It also keeps the count and the head
//! of the custody log, so that a log cut short shows. Journal DELETE with full sync: the folder may
//! lie on a pen drive or be synchronised.

use crate::base::Sha256Digest;
use crate::case::{Case, CustodyLog, Item, ItemId, ItemState, MadeCopy};
use crate::store::disk::{Deed, Disk, DiskError};
use rusqlite::{Connection, OpenFlags, OptionalExtension, Transaction, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Duration;
use uuid::Uuid;

/// "JNTD": tells our databases from others.
const APPLICATION_ID: i32 = 0x4A4E_5444;

/// The migrations in order; one that shipped is never edited.
const MIGRATIONS: [&str; 1] = [include_str!("schema/0001_init.sql")];

/// How long a lock of SQLite itself is waited for; our own lock comes first.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Why the database could not be used.
#[derive(Debug, thiserror::Error)]
pub enum DatabaseError {
    /// There is none.
    #[error("no database at {path}", path = path.display())]
    Absent {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// It was made by a later version of the program.
    #[error("the database has version {found}, this program knows up to {known}")]
    Newer {
        /// Its version.
        found: usize,
        /// The highest known.
        known: usize,
    },
    /// It is damaged, or no database of ours.
    #[error("the database is damaged: {detail}")]
    Damaged {
        /// What the check said.
        detail: String,
    },
    /// SQLite refused.
    #[error("the database refused")]
    Sql {
        /// Why.
        #[from]
        source: rusqlite::Error,
    },
    /// The disk refused.
    #[error(transparent)]
    Disk(#[from] DiskError),
}

/// An open `caso.db`.
pub struct Database {
    connection: Connection,
    /// Empty where it is in memory only.
    path: PathBuf,
}

/// What the database knows of the custody log, and when it was last written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogMark {
    /// Lines known.
    pub count: u64,
    /// Hash of the last of them.
    pub head: Sha256Digest,
    /// Lines for which the tag files were last known to be written: they are never older.
    pub tags_count: u64,
    /// When the database was last written, RFC 3339.
    pub wrote_at: String,
}

impl Database {
    /// Creates the database of a new case.
    ///
    /// # Errors
    /// When SQLite or the disk refuses.
    pub fn create(
        path: &Path,
        case: &Case,
        log: &CustodyLog,
        when: &str,
        disk: &Disk,
    ) -> Result<Self, DatabaseError> {
        let connection = Connection::open(path)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        prepare(&connection)?;
        // Only here: setting it writes into the file, and opening a case to look at it must not.
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        let mut database = Self { connection, path: path.to_owned() };
        database.migrate(0, disk)?;
        database.save(case, None, log, when, disk)?;
        Ok(database)
    }

    /// Opens the database to read and write, and brings an older one up to date.
    ///
    /// # Errors
    /// [`DatabaseError`]; a damaged one is told from a newer one.
    pub fn open(path: &Path, disk: &Disk) -> Result<Self, DatabaseError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let mut database = Self::open_with(path, flags)?;
        prepare(&database.connection)?;
        let version = database.version()?;
        if version < MIGRATIONS.len() {
            database.back_up(&path.with_file_name(format!("caso.v{version}.db")), disk)?;
            database.migrate(version, disk)?;
        }
        Ok(database)
    }

    /// Opens the database only to read; nothing is written, not even what a crash left.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn open_read_only(path: &Path) -> Result<Self, DatabaseError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        Self::open_with(path, flags)
    }

    /// Opens the bytes of a database only to read, as they lie in an archive; they stay in memory.
    ///
    /// # Errors
    /// [`DatabaseError`].
    pub fn open_bytes(bytes: &[u8]) -> Result<Self, DatabaseError> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact("main", bytes, bytes.len(), true)?;
        Self::checked(connection, PathBuf::new())
    }

    fn open_with(path: &Path, flags: OpenFlags) -> Result<Self, DatabaseError> {
        if !path.is_file() {
            return Err(DatabaseError::Absent { path: path.to_owned() });
        }
        let connection = Connection::open_with_flags(path, flags)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        Self::checked(connection, path.to_owned())
    }

    fn checked(connection: Connection, path: PathBuf) -> Result<Self, DatabaseError> {
        let database = Self { connection, path };
        database.check()?;
        Ok(database)
    }

    fn check(&self) -> Result<(), DatabaseError> {
        let damaged = |detail: String| DatabaseError::Damaged { detail };
        let id: i32 = self
            .connection
            .pragma_query_value(None, "application_id", |row| row.get(0))
            .map_err(|error| damaged(error.to_string()))?;
        if id != APPLICATION_ID {
            return Err(damaged(format!("application id {id:#x}")));
        }
        let found = self.version()?;
        if found > MIGRATIONS.len() {
            return Err(DatabaseError::Newer { found, known: MIGRATIONS.len() });
        }
        let verdict: String = self
            .connection
            .pragma_query_value(None, "quick_check", |row| row.get(0))
            .map_err(|error| damaged(error.to_string()))?;
        if verdict == "ok" { Ok(()) } else { Err(damaged(verdict)) }
    }

    fn version(&self) -> Result<usize, DatabaseError> {
        let version: i64 =
            self.connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
        Ok(usize::try_from(version).unwrap_or(usize::MAX))
    }

    fn migrate(&mut self, from: usize, disk: &Disk) -> Result<(), DatabaseError> {
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        for migration in MIGRATIONS.iter().skip(from) {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(
            None,
            "user_version",
            i64::try_from(MIGRATIONS.len()).unwrap_or(0),
        )?;
        commit(transaction, disk, &self.path)
    }

    /// Returns what the database knows of the custody log.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn log_mark(&self) -> Result<LogMark, DatabaseError> {
        let row = self.connection.query_row(
            "SELECT log_count, log_head, tags_count, wrote_at FROM state WHERE only_row = 1",
            [],
            |row| {
                let count = row.get::<_, i64>(0)?;
                Ok((count, row.get::<_, String>(1)?, row.get::<_, i64>(2)?, row.get(3)?))
            },
        );
        let (count, head, tags_count, wrote_at) = row
            .optional()?
            .ok_or_else(|| DatabaseError::Damaged { detail: "no state".to_owned() })?;
        let head =
            head.parse().map_err(|_| DatabaseError::Damaged { detail: "log head".to_owned() })?;
        Ok(LogMark {
            count: u64::try_from(count).unwrap_or(0),
            head,
            tags_count: u64::try_from(tags_count).unwrap_or(0),
            wrote_at,
        })
    }

    /// Notes that the tag files are those of the first `count` lines.
    ///
    /// # Errors
    /// When SQLite or the disk refuses.
    pub fn mark_tags(&mut self, count: u64, disk: &Disk) -> Result<(), DatabaseError> {
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let count = i64::try_from(count).unwrap_or(i64::MAX);
        transaction
            .prepare_cached("UPDATE state SET tags_count = ?1 WHERE only_row = 1")?
            .execute([count])?;
        commit(transaction, disk, &self.path)
    }

    /// Returns the whole case.
    ///
    /// # Errors
    /// When it cannot be read, or a row is not of its shape.
    pub fn load(&self) -> Result<Case, DatabaseError> {
        self.load_with(true)
    }

    /// Returns the whole case but what was read from the originals.
    ///
    /// # Errors
    /// When it cannot be read, or a row is not of its shape.
    pub fn load_without_readings(&self) -> Result<Case, DatabaseError> {
        self.load_with(false)
    }

    fn load_with(&self, readings: bool) -> Result<Case, DatabaseError> {
        let case_id: String = self.connection.query_row(
            "SELECT case_id FROM state WHERE only_row = 1",
            [],
            |row| row.get(0),
        )?;
        let case_id = Uuid::parse_str(&case_id)
            .map_err(|_| DatabaseError::Damaged { detail: "case id".to_owned() })?;
        let mut case = Case::new(case_id, String::new());
        let parts = self.parts()?;
        let part = |name: &str| parts.get(name).map_or("null", String::as_str);
        case.title = json::<Option<String>>("title", part("title"))?.unwrap_or_default();
        case.place = json("place", part("place"))?;
        case.claimant = json("claimant", part("claimant"))?;
        case.representative = json("representative", part("representative"))?;
        case.relation = json("relation", part("relation"))?;
        case.notes = json("notes", part("notes"))?;
        case.interview = json("interview", part("interview"))?;
        case.filing = json("filing", part("filing"))?;
        case.copies = json::<Option<Vec<MadeCopy>>>("copies", part("copies"))?.unwrap_or_default();
        case.used = json::<Option<BTreeMap<char, u32>>>("used", part("used"))?.unwrap_or_default();
        case.exported = json("exported", part("exported"))?;
        case.items = self.items(readings)?;
        case.exhibits = self.entries("exhibit")?;
        case.respondents = self.entries("respondent")?;
        case.contacts = self.entries("contact")?;
        case.facts = self.entries("fact")?;
        case.requests = self.entries("request")?;
        case.events = self.entries("event")?;
        Ok(case)
    }

    fn parts(&self) -> Result<BTreeMap<String, String>, DatabaseError> {
        let mut statement = self.connection.prepare_cached("SELECT name, body FROM part")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    fn items(&self, readings: bool) -> Result<BTreeMap<ItemId, Item>, DatabaseError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT number, sha256, size_bytes, name, stored_as, gathered_at, state, media_type,
                    CASE WHEN ?1 THEN read ELSE 'null' END
             FROM item",
        )?;
        let mut rows = statement.query([readings])?;
        let mut items = BTreeMap::new();
        while let Some(row) = rows.next()? {
            let id = ItemId::new(row.get(0)?);
            let hash: String = row.get(1)?;
            let damaged = || DatabaseError::Damaged { detail: format!("item {id}") };
            let state: String = row.get(6)?;
            let item = Item {
                id,
                sha256: hash.parse().map_err(|_| damaged())?,
                size_bytes: u64::try_from(row.get::<_, i64>(2)?).map_err(|_| damaged())?,
                name: row.get(3)?,
                stored_as: row.get(4)?,
                gathered_at: row.get(5)?,
                state: state_of(&state).ok_or_else(damaged)?,
                media_type: row.get(7)?,
                read: json("item", &row.get::<_, String>(8)?)?,
                copy: None,
            };
            items.insert(id, item);
        }
        Ok(items)
    }

    fn entries<T: DeserializeOwned>(&self, kind: &str) -> Result<Vec<T>, DatabaseError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT body FROM entry WHERE kind = ?1 ORDER BY position")?;
        let bodies = statement.query_map([kind], |row| row.get::<_, String>(0))?;
        bodies.map(|body| json(kind, &body?)).collect()
    }

    /// Writes what differs from `before` (everything, where there is none) and the log's mark, in
    /// one transaction.
    ///
    /// # Errors
    /// When SQLite or the disk refuses; nothing is written then.
    pub fn save(
        &mut self,
        case: &Case,
        before: Option<&Case>,
        log: &CustodyLog,
        when: &str,
        disk: &Disk,
    ) -> Result<(), DatabaseError> {
        let transaction =
            self.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        save_parts(&transaction, case)?;
        save_items(&transaction, case, before)?;
        save_lists(&transaction, case, before)?;
        transaction
            .prepare_cached(
                "INSERT INTO state (only_row, case_id, log_count, log_head, tags_count, wrote_at)
                 VALUES (1, ?1, ?2, ?3, 0, ?4)
                 ON CONFLICT (only_row) DO UPDATE
                 SET log_count = ?2, log_head = ?3, wrote_at = ?4",
            )?
            .execute(params![
                case.case_id.to_string(),
                i64::try_from(log.count()).unwrap_or(i64::MAX),
                log.head().to_string(),
                when
            ])?;
        commit(transaction, disk, &self.path)
    }

    /// Copies the database by SQLite's own backup, to `to`, at one stroke.
    ///
    /// # Errors
    /// When SQLite or the disk refuses; an older backup then stays.
    pub fn back_up(&self, to: &Path, disk: &Disk) -> Result<(), DatabaseError> {
        let draft = to.with_extension("db.novo");
        disk.remove(&draft)?;
        self.connection.backup("main", &draft, None::<fn(rusqlite::backup::Progress)>)?;
        disk.sync_file(&draft)?;
        disk.rename(&draft, to)?;
        Ok(())
    }
}

fn prepare(connection: &Connection) -> Result<(), DatabaseError> {
    connection.pragma_update(None, "journal_mode", "DELETE")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn commit(transaction: Transaction<'_>, disk: &Disk, path: &Path) -> Result<(), DatabaseError> {
    disk.announce(Deed::Commit, path)?;
    transaction.commit()?;
    Ok(())
}

fn json<T: DeserializeOwned>(what: &str, text: &str) -> Result<T, DatabaseError> {
    serde_json::from_str(text)
        .map_err(|error| DatabaseError::Damaged { detail: format!("{what}: {error}") })
}

fn text<T: Serialize>(value: &T) -> String {
    serde_json::to_string(value).unwrap_or_else(|_| "null".to_owned())
}

const fn state_word(state: ItemState) -> &'static str {
    match state {
        ItemState::Kept => "kept",
        ItemState::Binned => "binned",
        ItemState::Emptied => "emptied",
    }
}

fn state_of(word: &str) -> Option<ItemState> {
    let all = [ItemState::Kept, ItemState::Binned, ItemState::Emptied];
    all.into_iter().find(|state| state_word(*state) == word)
}

fn save_parts(transaction: &Transaction<'_>, case: &Case) -> Result<(), DatabaseError> {
    let parts = [
        ("title", text(&case.title)),
        ("place", text(&case.place)),
        ("claimant", text(&case.claimant)),
        ("representative", text(&case.representative)),
        ("relation", text(&case.relation)),
        ("notes", text(&case.notes)),
        ("interview", text(&case.interview)),
        ("filing", text(&case.filing)),
        ("copies", text(&case.copies)),
        ("used", text(&case.used)),
        ("exported", text(&case.exported)),
    ];
    let mut statement = transaction.prepare_cached(
        "INSERT INTO part (name, body) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET body = ?2",
    )?;
    for (name, body) in parts {
        statement.execute(params![name, body])?;
    }
    Ok(())
}

fn save_items(
    transaction: &Transaction<'_>,
    case: &Case,
    before: Option<&Case>,
) -> Result<(), DatabaseError> {
    let mut statement = transaction.prepare_cached(
        "INSERT INTO item (number, sha256, size_bytes, name, stored_as, gathered_at, state, media_type,
                           read)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
         ON CONFLICT (number) DO UPDATE SET state = ?7, read = ?9",
    )?;
    for item in case.items.values() {
        if before.and_then(|old| old.items.get(&item.id)) == Some(item) {
            continue;
        }
        statement.execute(params![
            item.id.number(),
            item.sha256.to_string(),
            i64::try_from(item.size_bytes).unwrap_or(i64::MAX),
            item.name,
            item.stored_as,
            item.gathered_at,
            state_word(item.state),
            item.media_type,
            text(&item.read)
        ])?;
    }
    Ok(())
}

/// Saves every list of the case; of one that goes on as it was, only what is new or behind a change.
fn save_lists(
    transaction: &Transaction<'_>,
    case: &Case,
    before: Option<&Case>,
) -> Result<(), DatabaseError> {
    macro_rules! save {
        ($($kind:literal: $list:ident),*) => {
            $(save_entries(
                transaction,
                $kind,
                &case.$list,
                before.map(|old| old.$list.as_slice()),
                |entry| entry.id.to_string(),
            )?;)*
        };
    }
    save!(
        "exhibit": exhibits,
        "respondent": respondents,
        "contact": contacts,
        "fact": facts,
        "request": requests,
        "event": events
    );
    Ok(())
}

fn save_entries<T: Serialize + PartialEq>(
    transaction: &Transaction<'_>,
    kind: &str,
    entries: &[T],
    before: Option<&[T]>,
    id: impl Fn(&T) -> String,
) -> Result<(), DatabaseError> {
    if before == Some(entries) {
        return Ok(());
    }
    let known = before.unwrap_or_default();
    let same = entries.iter().zip(known).take_while(|(new, old)| new == old).count();
    transaction
        .prepare_cached("DELETE FROM entry WHERE kind = ?1 AND position >= ?2")?
        .execute(params![kind, i64::try_from(same).unwrap_or(0)])?;
    let mut statement = transaction
        .prepare_cached("INSERT INTO entry (kind, id, position, body) VALUES (?1, ?2, ?3, ?4)")?;
    for (position, entry) in entries.iter().enumerate().skip(same) {
        let position = i64::try_from(position).unwrap_or(0);
        statement.execute(params![kind, id(entry), position, text(entry)])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::{Actor, CustodyEvent, EventDraft, Exhibit, ExhibitId};
    use uuid::Uuid;

    #[test]
    fn only_what_is_new_or_behind_a_change_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(crate::store::bag::DATABASE);
        let disk = Disk::new();
        let created = EventDraft {
            event: CustodyEvent::Created,
            item: None,
            sha256: None,
            size_bytes: None,
            detail: serde_json::Map::new(),
        };
        let log = CustodyLog::begin(&created, "", Actor::Titular, "juntada", [0; 16]);
        let exhibit = |number: u32| Exhibit::new(ExhibitId::new(number), format!("nº {number}"));
        let mut case = Case::new(Uuid::nil(), "caso".to_owned());
        case.exhibits = (1..=500).map(exhibit).collect();
        let mut database = Database::create(&path, &case, &log, "", &disk).unwrap();
        let mut rows = |before: &Case, case: &Case| -> i64 {
            let count = |database: &Database| -> i64 {
                let ask = "SELECT total_changes()";
                database.connection.query_row(ask, [], |row| row.get(0)).unwrap()
            };
            let written = count(&database);
            database.save(case, Some(before), &log, "", &disk).unwrap();
            assert_eq!(database.load().unwrap().exhibits, case.exhibits);
            count(&database) - written
        };
        let same = rows(&case, &case);
        let mut more = case.clone();
        more.exhibits.push(exhibit(501));
        assert_eq!(rows(&case, &more) - same, 1);
        let mut changed = more.clone();
        changed.exhibits[499].title = "outro".to_owned();
        // Two rows go and two come.
        assert_eq!(rows(&more, &changed) - same, 4);
        let mut fewer = changed.clone();
        fewer.exhibits.remove(0);
        rows(&changed, &fewer);
    }
}
