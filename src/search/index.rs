//! The index itself: one SQLite file with FTS5. What it holds can be made again at any time, so a file
//! that is damaged or of another version is thrown away and begun anew.

use crate::search::query::Query;
use crate::search::quote::quote;
use crate::search::words::folded;
use crate::search::{Hit, Place, PlaceKind};
use rusqlite::{
    Connection, ErrorCode, OptionalExtension, Row, Transaction, TransactionBehavior, params,
};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// "JNTS": tells an index from other databases.
const APPLICATION_ID: i32 = 0x4A4E_5453;

/// Version of the schema and of the folding: an index of another one is made anew.
const VERSION: i32 = 1;

const SCHEMA: &str = include_str!("schema.sql");
const FIND: &str = include_str!("find.sql");

/// How long another program that writes the same index is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Why the index could not be used.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The file is damaged: it is to be made again ([`Index::remake`]).
    #[error("the index is damaged")]
    Damaged {
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// SQLite refused.
    #[error("the index refused")]
    Sql {
        /// Why.
        source: rusqlite::Error,
    },
    /// A damaged file could not be removed.
    #[error("cannot remove {path}", path = path.display())]
    Remove {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl From<rusqlite::Error> for SearchError {
    fn from(source: rusqlite::Error) -> Self {
        let damaged = [ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase];
        match source.sqlite_error_code() {
            Some(code) if damaged.contains(&code) => Self::Damaged { source },
            _ => Self::Sql { source },
        }
    }
}

/// An open index.
pub struct Index {
    connection: Connection,
}

impl Index {
    /// Opens the index at `path`, whose folder is there; makes it where there is none, and anew
    /// where it is damaged or of another version.
    ///
    /// # Errors
    /// [`SearchError`]: the disk refuses, or another program holds it for long.
    pub fn open(path: &Path) -> Result<Self, SearchError> {
        match Self::open_as_is(path) {
            Ok(Some(index)) => Ok(index),
            Ok(None) | Err(SearchError::Damaged { .. }) => Self::remake(path),
            Err(error) => Err(error),
        }
    }

    /// Throws away what stands at `path` and begins an empty index there.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn remake(path: &Path) -> Result<Self, SearchError> {
        let mut journal = path.as_os_str().to_owned();
        journal.push("-journal");
        for path in [path.to_owned(), PathBuf::from(journal)] {
            match fs::remove_file(&path) {
                Err(source) if source.kind() != io::ErrorKind::NotFound => {
                    return Err(SearchError::Remove { path, source });
                }
                _ => {}
            }
        }
        let connection = Connection::open(path)?;
        let index = Self::prepared(connection)?;
        index.make()?;
        Ok(index)
    }

    /// Returns an empty index in memory: for a case on a disk that cannot be written.
    ///
    /// # Errors
    /// SQLite refuses.
    pub fn in_memory() -> Result<Self, SearchError> {
        let index = Self::prepared(Connection::open_in_memory()?)?;
        index.make()?;
        Ok(index)
    }

    /// Opens what stands at `path`; nothing if that is no index of this version.
    fn open_as_is(path: &Path) -> Result<Option<Self>, SearchError> {
        let index = Self::prepared(Connection::open(path)?)?;
        let pragma = |name| index.connection.pragma_query_value(None, name, |row| row.get(0));
        let told: (i32, i32) = (pragma("application_id")?, pragma("user_version")?);
        Ok((told == (APPLICATION_ID, VERSION)).then_some(index))
    }

    fn prepared(connection: Connection) -> Result<Self, SearchError> {
        connection.busy_timeout(BUSY_TIMEOUT)?;
        // What a power cut takes is made again: no wait for the disk at each step.
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        connection.pragma_update(None, "cache_size", -16 * 1024)?;
        Ok(Self { connection })
    }

    fn make(&self) -> Result<(), SearchError> {
        self.connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        let version = format!("PRAGMA user_version = {VERSION};");
        self.connection.execute_batch(&format!("BEGIN; {SCHEMA} {version} COMMIT;"))?;
        Ok(())
    }

    /// Does several changes at one stroke: all of them or none.
    ///
    /// # Errors
    /// That of `change`, or SQLite's.
    pub fn batch<T>(
        &mut self,
        change: impl FnOnce(&Batch<'_>) -> Result<T, SearchError>,
    ) -> Result<T, SearchError> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let batch = Batch { transaction };
        let result = change(&batch)?;
        batch.transaction.commit()?;
        Ok(result)
    }

    /// Adds the words of one place; of many, [`Self::batch`] is faster.
    ///
    /// # Errors
    /// SQLite's.
    pub fn put(&mut self, place: &Place, text: &str) -> Result<(), SearchError> {
        self.batch(|batch| batch.put(place, text))
    }

    /// Takes everything of a dossier out.
    ///
    /// # Errors
    /// SQLite's.
    pub fn forget(&mut self, dossier: &str) -> Result<(), SearchError> {
        self.batch(|batch| batch.forget(dossier))
    }

    /// Returns what [`Batch::set_state`] noted of a dossier last.
    ///
    /// # Errors
    /// SQLite's.
    pub fn state(&self, dossier: &str) -> Result<Option<String>, SearchError> {
        let mut read = self
            .connection
            .prepare_cached("SELECT state FROM dossiers WHERE name = ?1 AND state IS NOT NULL")?;
        Ok(read.query_row([dossier], |row| row.get(0)).optional()?)
    }

    /// Returns at most `limit` places where all words asked stand, the best first; none for a
    /// question without a word.
    ///
    /// # Errors
    /// SQLite's; [`SearchError::Damaged`] asks for [`Self::remake`].
    pub fn find(&self, asked: &str, limit: usize) -> Result<Vec<Hit>, SearchError> {
        let Some(query) = Query::of(asked) else { return Ok(Vec::new()) };
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        let mut find = self.connection.prepare_cached(FIND)?;
        let hits = find.query_map(params![query.expression(), limit], |row| hit(row, &query))?;
        Ok(hits.collect::<Result<Vec<_>, _>>()?)
    }
}

fn hit(row: &Row<'_>, query: &Query) -> rusqlite::Result<Hit> {
    let kind: String = row.get(4)?;
    let text = row.get_ref(5)?.as_str()?;
    Ok(Hit {
        place: Place {
            dossier: row.get(0)?,
            exhibit: row.get(1)?,
            item: row.get(2)?,
            page: row.get(3)?,
            kind: PlaceKind::from_word(&kind).unwrap_or(PlaceKind::Text),
        },
        number: row.get(6)?,
        title: row.get(7)?,
        quote: quote(text, query),
        rank: row.get(8)?,
    })
}

/// Changes that are done together.
pub struct Batch<'a> {
    transaction: Transaction<'a>,
}

impl Batch<'_> {
    /// Adds the words of one place; a text without any is not kept.
    ///
    /// # Errors
    /// SQLite's.
    pub fn put(&self, place: &Place, text: &str) -> Result<(), SearchError> {
        self.put_from(None, place, text)
    }

    fn put_from(&self, source: Option<i64>, place: &Place, text: &str) -> Result<(), SearchError> {
        let kept = folded(text);
        if kept.words.is_empty() {
            return Ok(());
        }
        let dossier = self.dossier(&place.dossier)?;
        let (heading, body) = if place.kind.is_heading() {
            (kept.words.as_str(), "")
        } else {
            ("", kept.words.as_str())
        };
        self.transaction
            .prepare_cached(
                "INSERT INTO places (dossier, source, exhibit, item, page, kind, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            )?
            .execute(params![
                dossier,
                source,
                place.exhibit,
                place.item,
                place.page,
                place.kind.word(),
                text
            ])?;
        let id = self.transaction.last_insert_rowid();
        self.transaction
            .prepare_cached(
                "INSERT INTO folded (rowid, heading, body, numbers) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![id, heading, body, kept.numbers])?;
        Ok(())
    }

    /// Brings what comes from one source of a dossier up to date: where it was indexed with another
    /// stamp, or never, its places go and those of `places` come. Returns whether it did.
    ///
    /// # Errors
    /// SQLite's.
    pub fn renew(
        &self,
        dossier: &str,
        source: &str,
        stamp: &str,
        places: impl FnOnce() -> Vec<(Place, String)>,
    ) -> Result<bool, SearchError> {
        let known = self.source(dossier, source)?;
        if known.as_ref().is_some_and(|(_, known)| known == stamp) {
            return Ok(false);
        }
        if let Some((id, _)) = known {
            self.remove_source(id)?;
        }
        self.transaction
            .prepare_cached("INSERT INTO sources (dossier, name, stamp) VALUES (?1, ?2, ?3)")?
            .execute(params![self.dossier(dossier)?, source, stamp])?;
        let id = self.transaction.last_insert_rowid();
        for (place, text) in places() {
            self.put_from(Some(id), &place, &text)?;
        }
        Ok(true)
    }

    /// Takes out what came from sources of a dossier that are not among these.
    ///
    /// # Errors
    /// SQLite's.
    pub fn keep_only(
        &self,
        dossier: &str,
        is_kept: impl Fn(&str) -> bool,
    ) -> Result<(), SearchError> {
        let mut all = self.transaction.prepare_cached(
            "SELECT sources.id, sources.name FROM sources
             JOIN dossiers ON dossiers.id = sources.dossier WHERE dossiers.name = ?1",
        )?;
        let all = all.query_map([dossier], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let all: Vec<(i64, String)> = all.collect::<Result<_, _>>()?;
        for (id, name) in all {
            if !is_kept(&name) {
                self.remove_source(id)?;
            }
        }
        Ok(())
    }

    /// Notes what an exhibit of a dossier is called, in place of what was noted before.
    ///
    /// # Errors
    /// SQLite's.
    pub fn name(
        &self,
        dossier: &str,
        exhibit: &str,
        number: Option<&str>,
        title: &str,
    ) -> Result<(), SearchError> {
        self.transaction
            .prepare_cached(
                "INSERT OR REPLACE INTO exhibits (dossier, exhibit, number, title)
                 VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![self.dossier(dossier)?, exhibit, number, title])?;
        Ok(())
    }

    /// Notes in which state a dossier was indexed.
    ///
    /// # Errors
    /// SQLite's.
    pub fn set_state(&self, dossier: &str, state: &str) -> Result<(), SearchError> {
        self.transaction
            .prepare_cached("UPDATE dossiers SET state = ?2 WHERE id = ?1")?
            .execute(params![self.dossier(dossier)?, state])?;
        Ok(())
    }

    /// Takes everything of a dossier out.
    ///
    /// # Errors
    /// SQLite's.
    pub fn forget(&self, dossier: &str) -> Result<(), SearchError> {
        let id = self.dossier(dossier)?;
        for statement in [
            "DELETE FROM folded WHERE rowid IN (SELECT id FROM places WHERE dossier = ?1)",
            "DELETE FROM places WHERE dossier = ?1",
            "DELETE FROM sources WHERE dossier = ?1",
            "DELETE FROM exhibits WHERE dossier = ?1",
            "DELETE FROM dossiers WHERE id = ?1",
        ] {
            self.transaction.prepare_cached(statement)?.execute([id])?;
        }
        Ok(())
    }

    /// Returns the number of a dossier, which it gets where it has none.
    fn dossier(&self, name: &str) -> Result<i64, SearchError> {
        let mut read =
            self.transaction.prepare_cached("SELECT id FROM dossiers WHERE name = ?1")?;
        if let Some(id) = read.query_row([name], |row| row.get(0)).optional()? {
            return Ok(id);
        }
        self.transaction
            .prepare_cached("INSERT INTO dossiers (name) VALUES (?1)")?
            .execute([name])?;
        Ok(self.transaction.last_insert_rowid())
    }

    /// Returns the number and the stamp of a source.
    fn source(&self, dossier: &str, name: &str) -> Result<Option<(i64, String)>, SearchError> {
        let id = self.dossier(dossier)?;
        let mut read = self
            .transaction
            .prepare_cached("SELECT id, stamp FROM sources WHERE dossier = ?1 AND name = ?2")?;
        let found = read.query_row(params![id, name], |row| Ok((row.get(0)?, row.get(1)?)));
        Ok(found.optional()?)
    }

    fn remove_source(&self, id: i64) -> Result<(), SearchError> {
        for statement in [
            "DELETE FROM folded WHERE rowid IN (SELECT id FROM places WHERE source = ?1)",
            "DELETE FROM places WHERE source = ?1",
            "DELETE FROM sources WHERE id = ?1",
        ] {
            self.transaction.prepare_cached(statement)?.execute([id])?;
        }
        Ok(())
    }
}
