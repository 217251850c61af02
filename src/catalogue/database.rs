//! `catalogo.db`: one row a received dossier, and what the person notes beside it. Journal DELETE with
//! full sync, as for cases.

use super::{Catalogue, CatalogueError, CheckState, Facts, Form, Origin};
use crate::base::Sha256Digest;
use crate::package::verify::CheckReport;
use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::time::Duration;

/// "JNTR": tells our catalogues from other databases.
const APPLICATION_ID: i32 = 0x4A4E_5452;
/// The migrations in order; one that shipped is never edited.
const MIGRATIONS: [&str; 1] = [include_str!("schema/0001_init.sql")];
/// How long another program's transaction is waited for.
const BUSY_TIMEOUT: Duration = Duration::from_secs(10);
/// Longest note, in characters: some 20 pages.
const NOTE_CHARS: usize = 60_000;
/// Most tags of one dossier, and their longest name in characters.
const TAGS: (usize, usize) = (20, 40);

/// How far the person is with a dossier.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedStatus"))]
pub enum Status {
    /// Nothing was done yet.
    #[default]
    New,
    /// It is being read.
    Reading,
    /// It was filed.
    Filed,
    /// It is put away.
    Archived,
}

impl Status {
    const ALL: [Self; 4] = [Self::New, Self::Reading, Self::Filed, Self::Archived];

    const fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Reading => "reading",
            Self::Filed => "filed",
            Self::Archived => "archived",
        }
    }
}

impl CheckState {
    /// Those that the database knows.
    const ALL: [Self; 5] =
        [Self::Waiting, Self::Verifying, Self::Intact, Self::Different, Self::Unreadable];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Verifying => "verifying",
            Self::Intact => "intact",
            Self::Different => "different",
            Self::Unreadable => "unreadable",
            Self::Protected => "protected",
        }
    }
}

impl Form {
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Folder => "folder",
        }
    }
}

impl Origin {
    const ALL: [Self; 4] = [Self::Package, Self::Case, Self::Foreign, Self::Unknown];

    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Package => "package",
            Self::Case => "case",
            Self::Foreign => "foreign",
            Self::Unknown => "unknown",
        }
    }
}

/// A received dossier as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReceivedEntry {
    /// Its number in the catalogue.
    pub id: u32,
    /// ZIP or folder.
    pub form: Form,
    /// Whose make it is.
    pub origin: Origin,
    /// Name of the ZIP or folder as received.
    pub name: String,
    /// Hash of the ZIP, or of the list of the folder's files.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// When it was received, RFC 3339 with offset.
    pub received_at: String,
    /// How far its check is.
    pub state: CheckState,
    /// When it was checked.
    pub checked_at: Option<String>,
    /// Identity of the case.
    pub case_id: Option<String>,
    /// What it says of itself.
    pub facts: Facts,
    /// Which of the dossiers of its case it is, in the order they were received, from 1.
    pub version: u32,
    /// How many dossiers of its case there are.
    pub versions: u32,
    /// How far the person is with it.
    pub status: Status,
    /// The person's tags.
    pub tags: Vec<String>,
    /// How many notes there are.
    pub notes: u32,
}

/// What the person notes beside a dossier.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedMark"))]
pub struct Mark {
    /// How far the person is with it.
    pub status: Status,
    /// Tags.
    pub tags: Vec<String>,
    /// Notes, oldest first.
    pub notes: Vec<Note>,
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedNote"))]
pub struct Note {
    /// Its number.
    pub id: u32,
    /// Number of the exhibit that it is about, "3" or "A".
    pub exhibit: Option<String>,
    /// Page of the dossier that it is about.
    pub page: Option<u32>,
    /// The note.
    pub text: String,
    /// When it was written last, RFC 3339 with offset.
    pub written_at: String,
}

/// A note to be written: a new one, or another text for one that is there; an empty text takes it
/// away.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReceivedNoteDraft", optional_fields = nullable))]
pub struct NoteDraft {
    /// Number of the note, if it is there already.
    pub id: Option<u32>,
    /// Number of the exhibit that it is about.
    pub exhibit: Option<String>,
    /// Page of the dossier that it is about.
    pub page: Option<u32>,
    /// The note.
    pub text: String,
}

/// What a new row says.
pub(super) struct NewRow<'a> {
    pub form: Form,
    pub origin: Origin,
    pub name: &'a str,
    pub sha256: Sha256Digest,
    pub size_bytes: u64,
    pub received_at: &'a str,
    pub case_id: Option<&'a str>,
    pub facts: &'a Facts,
}

pub(super) fn open(path: &Path) -> Result<Connection, CatalogueError> {
    let mut connection = Connection::open(path)?;
    connection.busy_timeout(BUSY_TIMEOUT)?;
    let damaged = |error: rusqlite::Error| CatalogueError::Damaged { detail: error.to_string() };
    let mode = connection.pragma_update(None, "journal_mode", "DELETE");
    mode.map_err(damaged)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let found = usize::try_from(version).unwrap_or(usize::MAX);
    if found > MIGRATIONS.len() {
        return Err(CatalogueError::Newer { found, known: MIGRATIONS.len() });
    }
    if found < MIGRATIONS.len() {
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        // Another program may have made it meanwhile.
        let now: i64 = transaction.pragma_query_value(None, "user_version", |row| row.get(0))?;
        for migration in MIGRATIONS.iter().skip(usize::try_from(now).unwrap_or(usize::MAX)) {
            transaction.execute_batch(migration)?;
        }
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        let known = i64::try_from(MIGRATIONS.len()).unwrap_or(0);
        transaction.pragma_update(None, "user_version", known)?;
        transaction.commit()?;
    }
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if id != APPLICATION_ID {
        return Err(CatalogueError::Damaged { detail: format!("application id {id:#x}") });
    }
    Ok(connection)
}

fn json<T: DeserializeOwned + Default>(row: &Row<'_>, column: usize) -> rusqlite::Result<T> {
    let text: Option<String> = row.get(column)?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

fn told<T: Copy>(word: &str, all: &[T], of: impl Fn(T) -> &'static str) -> Option<T> {
    all.iter().copied().find(|one| of(*one) == word)
}

/// Rows with what stands beside them; the versions of its case are counted for each row by itself.
const LIST: &str = "
    SELECT d.id, d.form, d.origin, d.name, d.sha256, d.size_bytes, d.received_at, d.state,
           d.checked_at, d.case_id, d.facts,
           max(1, (SELECT count(*) FROM dossier o WHERE o.case_id = d.case_id AND o.id <= d.id)),
           max(1, (SELECT count(*) FROM dossier o WHERE o.case_id = d.case_id)), m.status, m.tags,
           (SELECT count(*) FROM note WHERE note.dossier = d.id)
    FROM dossier d LEFT JOIN mark m ON m.dossier = d.id";

fn entry(row: &Row<'_>) -> rusqlite::Result<ReceivedEntry> {
    let word = |column| row.get::<_, String>(column);
    let sha256: String = word(4)?;
    let facts: Facts = json(row, 10)?;
    let state = match told(&word(7)?, &CheckState::ALL, CheckState::word) {
        _ if facts.locked => CheckState::Protected,
        state => state.unwrap_or(CheckState::Waiting),
    };
    Ok(ReceivedEntry {
        id: row.get(0)?,
        form: told(&word(1)?, &[Form::Zip, Form::Folder], Form::word).unwrap_or(Form::Zip),
        origin: told(&word(2)?, &Origin::ALL, Origin::word).unwrap_or(Origin::Unknown),
        name: word(3)?,
        sha256: sha256.parse().unwrap_or(Sha256Digest::ZERO),
        size_bytes: u64::try_from(row.get::<_, i64>(5)?).unwrap_or(0),
        received_at: word(6)?,
        state,
        checked_at: row.get(8)?,
        case_id: row.get(9)?,
        facts,
        version: row.get(11)?,
        versions: row.get(12)?,
        status: row
            .get::<_, Option<String>>(13)?
            .and_then(|status| told(&status, &Status::ALL, Status::word))
            .unwrap_or_default(),
        tags: json(row, 14)?,
        notes: row.get(15)?,
    })
}

impl Catalogue {
    /// Returns every dossier, the one received last first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn list(&self) -> Result<Vec<ReceivedEntry>, CatalogueError> {
        let mut statement =
            self.connection.prepare_cached(&format!("{LIST} ORDER BY d.id DESC"))?;
        let rows = statement.query_map([], entry)?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Returns one dossier.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`], or the database cannot be read.
    pub fn entry(&self, id: u32) -> Result<ReceivedEntry, CatalogueError> {
        let mut statement = self.connection.prepare_cached(&format!("{LIST} WHERE d.id = ?1"))?;
        let found = statement.query_row([id], entry).optional()?;
        found.ok_or(CatalogueError::NoSuchDossier { id })
    }

    /// Returns the report of a dossier's check, if it was checked.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`], or the database cannot be read.
    pub fn report(&self, id: u32) -> Result<Option<CheckReport>, CatalogueError> {
        let mut statement =
            self.connection.prepare_cached("SELECT report FROM dossier WHERE id = ?1")?;
        let found = statement.query_row([id], |row| json(row, 0)).optional()?;
        found.ok_or(CatalogueError::NoSuchDossier { id })
    }

    /// Returns the dossier that has these bytes, if it is here.
    pub(super) fn known(&self, sha256: Sha256Digest) -> Result<Option<u32>, CatalogueError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM dossier WHERE sha256 = ?1")?;
        Ok(statement.query_row([sha256.to_string()], |row| row.get(0)).optional()?)
    }

    /// Enters a dossier; `place_it` gives its folder its name before the row counts.
    pub(super) fn enter(
        &mut self,
        new: &NewRow<'_>,
        place_it: impl FnOnce(u32) -> Result<(), CatalogueError>,
    ) -> Result<u32, CatalogueError> {
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "INSERT INTO dossier (form, origin, name, sha256, size_bytes, received_at, case_id, facts)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![
                new.form.word(),
                new.origin.word(),
                new.name,
                new.sha256.to_string(),
                i64::try_from(new.size_bytes).unwrap_or(i64::MAX),
                new.received_at,
                new.case_id,
                serde_json::to_string(new.facts).unwrap_or_else(|_| "{}".to_owned()),
            ],
        )?;
        let id = u32::try_from(transaction.last_insert_rowid()).unwrap_or(u32::MAX);
        place_it(id)?;
        transaction.commit()?;
        Ok(id)
    }

    /// Returns the highest number that a row has or had.
    pub(super) fn highest(&self) -> Result<u32, CatalogueError> {
        let highest =
            self.connection
                .query_row("SELECT coalesce(max(id), 0) FROM dossier", [], |row| row.get(0))?;
        Ok(highest)
    }

    /// Returns the dossiers that open with a passphrase only, which nobody gave yet, oldest first.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn protected(&self) -> Result<Vec<(u32, String)>, CatalogueError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, name FROM dossier WHERE facts ->> 'locked' ORDER BY id")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes what a dossier says of itself now that it was opened; it waits to be verified and indexed.
    pub(super) fn set_opened(&self, id: u32, told: &NewRow<'_>) -> Result<(), CatalogueError> {
        self.connection
            .prepare_cached(
                "UPDATE dossier SET facts = ?2, case_id = ?3, origin = ?4, state = 'waiting',
                 indexed = 0 WHERE id = ?1",
            )?
            .execute(params![
                id,
                serde_json::to_string(told.facts).unwrap_or_else(|_| "{}".to_owned()),
                told.case_id,
                told.origin.word(),
            ])?;
        Ok(())
    }

    /// Returns the dossiers in a state that can be read, oldest first.
    pub(super) fn in_state(
        &self,
        state: CheckState,
    ) -> Result<Vec<(u32, Form, String)>, CatalogueError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, form, name FROM dossier
                 WHERE state = ?1 AND coalesce(facts ->> 'locked', 0) = 0 ORDER BY id",
        )?;
        let rows = statement.query_map([state.word()], |row| {
            let form: String = row.get(1)?;
            let form = if form == Form::Zip.word() { Form::Zip } else { Form::Folder };
            Ok((row.get(0)?, form, row.get(2)?))
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes how far the check of a dossier is; with a report, when it was checked.
    pub(super) fn set_state(
        &self,
        id: u32,
        state: CheckState,
        told: Option<(&CheckReport, &str)>,
    ) -> Result<(), CatalogueError> {
        let changed = match told {
            None => self
                .connection
                .prepare_cached("UPDATE dossier SET state = ?2 WHERE id = ?1")?
                .execute(params![id, state.word()])?,
            Some((report, when)) => self
                .connection
                .prepare_cached(
                    "UPDATE dossier SET state = ?2, report = ?3, checked_at = ?4 WHERE id = ?1",
                )?
                .execute(params![
                    id,
                    state.word(),
                    serde_json::to_string(report).unwrap_or_else(|_| "null".to_owned()),
                    when
                ])?,
        };
        if changed == 0 { Err(CatalogueError::NoSuchDossier { id }) } else { Ok(()) }
    }

    /// Makes dossiers wait to be checked again.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`], or the database cannot be written.
    pub fn check_again(&self, ids: &[u32]) -> Result<(), CatalogueError> {
        self.together(|catalogue| {
            ids.iter().try_for_each(|id| catalogue.set_state(*id, CheckState::Waiting, None))
        })
    }

    /// Does several deeds in one transaction: all of them, or none.
    pub(super) fn together<T>(
        &self,
        deeds: impl FnOnce(&Self) -> Result<T, CatalogueError>,
    ) -> Result<T, CatalogueError> {
        let behavior = TransactionBehavior::Immediate;
        let transaction = Transaction::new_unchecked(&self.connection, behavior)?;
        let done = deeds(self)?;
        transaction.commit()?;
        Ok(done)
    }

    /// Returns the dossiers whose words the search index does not hold yet.
    ///
    /// # Errors
    /// The database cannot be read.
    pub fn not_indexed(&self) -> Result<Vec<u32>, CatalogueError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM dossier WHERE indexed = 0 ORDER BY id")?;
        let rows = statement.query_map([], |row| row.get(0))?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Notes whether the search index holds a dossier's words; of all of them, without a number.
    ///
    /// # Errors
    /// The database cannot be written.
    pub fn set_indexed(&self, id: Option<u32>, indexed: bool) -> Result<(), CatalogueError> {
        self.connection
            .prepare_cached("UPDATE dossier SET indexed = ?2 WHERE ?1 IS NULL OR id = ?1")?
            .execute(params![id, indexed])?;
        Ok(())
    }

    /// Returns what the person noted beside a dossier.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`], or the database cannot be read.
    pub fn mark(&self, id: u32) -> Result<Mark, CatalogueError> {
        let entry = self.entry(id)?;
        let mut statement = self.connection.prepare_cached(
            "SELECT id, exhibit, page, body, written_at FROM note WHERE dossier = ?1 ORDER BY id",
        )?;
        let notes = statement.query_map([id], |row| {
            Ok(Note {
                id: row.get(0)?,
                exhibit: row.get(1)?,
                page: row.get(2)?,
                text: row.get(3)?,
                written_at: row.get(4)?,
            })
        })?;
        let notes = notes.collect::<Result<_, _>>()?;
        Ok(Mark { status: entry.status, tags: entry.tags, notes })
    }

    /// Notes status and tags of a dossier, and a note; what is absent stays.
    ///
    /// # Errors
    /// [`CatalogueError::NoSuchDossier`], or the database cannot be written; nothing is then.
    pub fn set_mark(
        &mut self,
        id: u32,
        status: Option<Status>,
        tags: Option<&[String]>,
        note: Option<&NoteDraft>,
        when: &str,
    ) -> Result<Mark, CatalogueError> {
        let before = self.entry(id)?;
        let status = status.unwrap_or(before.status);
        let tags = tags.map_or(before.tags, sound_tags);
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute(
            "INSERT INTO mark (dossier, status, tags) VALUES (?1, ?2, ?3)
             ON CONFLICT (dossier) DO UPDATE SET status = ?2, tags = ?3",
            params![id, status.word(), serde_json::to_string(&tags).unwrap_or_default()],
        )?;
        if let Some(NoteDraft { id: note, exhibit, page, text }) = note {
            let text: String = text.trim_end().chars().take(NOTE_CHARS).collect();
            match note {
                Some(note) if text.is_empty() => transaction.execute(
                    "DELETE FROM note WHERE id = ?1 AND dossier = ?2",
                    params![note, id],
                )?,
                Some(note) => transaction.execute(
                    "UPDATE note SET body = ?3, written_at = ?4 WHERE id = ?1 AND dossier = ?2",
                    params![note, id, text, when],
                )?,
                None if text.is_empty() => 0,
                None => transaction.execute(
                    "INSERT INTO note (dossier, exhibit, page, body, written_at)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                    params![id, exhibit, page, text, when],
                )?,
            };
        }
        transaction.commit()?;
        self.mark(id)
    }
}

/// Returns tags without empty ones and repetitions, none too long, not too many.
fn sound_tags(tags: &[String]) -> Vec<String> {
    let mut sound: Vec<String> = Vec::new();
    for tag in tags {
        let tag: String = tag.trim().chars().take(TAGS.1).collect();
        if !tag.is_empty() && !sound.contains(&tag) && sound.len() < TAGS.0 {
            sound.push(tag);
        }
    }
    sound
}
