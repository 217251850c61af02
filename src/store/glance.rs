//! What a list of cases says of one, without opening it: nothing is locked, mended or written, and
//! what was read from the originals is not looked at. Only a save that a crash cut short is taken back.

use crate::case::{Case, CustodyEvent, CustodyLog};
use crate::store::bag::{CUSTODY, DATABASE};
use crate::store::database::{Database, DatabaseError};
use crate::store::open::{OpenCase, must_be_case};
use crate::store::{Disk, Stamp, StoreError};
use std::fs;
use std::path::Path;

/// A case at a glance.
pub struct Glance {
    /// The case, without readings.
    pub case: Case,
    /// When it was last written, RFC 3339; by the custody log where the database cannot tell.
    pub changed_at: String,
    /// When a dossier was last made of it.
    pub exported_at: Option<String>,
}

/// Looks at a case.
///
/// # Errors
/// Just where opening it to read fails: no case, a broken custody log, a later version.
pub fn glance(root: &Path, stamp: &mut Stamp<'_>) -> Result<Glance, StoreError> {
    must_be_case(root)?;
    let path = root.join(CUSTODY);
    let bytes = fs::read(&path).map_err(|source| StoreError::Read { path, source })?;
    let (log, _) =
        CustodyLog::verify_whole_lines(&bytes).map_err(|flaw| StoreError::Chain { flaw })?;
    let database = Database::open_read_only(&root.join(DATABASE));
    let told = database.and_then(|database| {
        Ok((database.load_without_readings()?, database.log_mark()?.wrote_at))
    });
    let (case, changed_at) = match told {
        Ok(told) => told,
        Err(DatabaseError::Newer { found, known }) => {
            return Err(StoreError::Newer { found, known });
        }
        Err(_) => {
            let case = whole_case(root, stamp)?;
            let last = log.lines().last().map(|line| line.core.when.clone());
            (case, last.unwrap_or_default())
        }
    };
    let exported = log.lines().iter().rev().find(|line| line.core.event == CustodyEvent::Exported);
    let exported_at = exported.map(|line| line.core.when.clone());
    Ok(Glance { case, changed_at, exported_at })
}

/// Returns a case whose database cannot be read as it lies. A save that a crash cut short is taken
/// back by opening the case to write, which looking alone cannot do: without that an older state
/// would be shown. Anything else is made anew from backup and log in memory.
fn whole_case(root: &Path, stamp: &mut Stamp<'_>) -> Result<Case, StoreError> {
    let was_cut = root.join(format!("{DATABASE}-journal")).exists();
    let opened = if was_cut { OpenCase::open(root, Disk::new(), stamp).ok() } else { None };
    let case = match opened {
        Some(opened) => opened,
        None => OpenCase::open_to_read(root, stamp)?,
    };
    Ok(case.case().clone())
}
