//! Making an editable case of a received one: the client's custody log stays whole, line by line, and
//! what comes after is written behind it, beginning with `continued`.

use crate::base::Sha256Digest;
use crate::base::bagit::BAGIT_TXT;
use crate::case::{Actor, Case, ContinuedDetail, CustodyEvent, CustodyLog, EventDraft};
use crate::store::bag::{
    ARRIVALS, BAGIT, CUSTODY, DATABASE, DATABASE_BACKUP, DERIVED, ORIGINALS, PayloadFile, README,
    WORKSHOP, payload, readme,
};
use crate::store::database::Database;
use crate::store::disk::Deed;
use crate::store::open::{free_place, write_tag_files};
use crate::store::{Disk, OpenCase, Stamp, StoreError};
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

/// Writes a file of the received dossier, found by its hash, and returns the hash of what it wrote.
pub type Fetch<'a> = dyn FnMut(&PayloadFile, &mut dyn Write) -> io::Result<Sha256Digest> + 'a;

/// What is continued.
pub struct Continuation {
    /// The case as the dossier tells it.
    pub case: Case,
    /// The client's custody log.
    pub log: CustodyLog,
    /// Check code of the package, where it is one.
    pub seal: Option<Sha256Digest>,
    /// Hash of the ZIP, or of the list of the folder's files.
    pub received: Sha256Digest,
}

impl OpenCase {
    /// Creates a case folder at `root`, which must not exist, that continues a received one. The
    /// folder appears whole or not at all.
    ///
    /// # Errors
    /// [`StoreError::Exists`], [`StoreError::Absent`]; [`StoreError::OriginalAltered`] when a file is
    /// not the one that was gathered; what the disk or the database refuses.
    pub fn continue_from(
        root: &Path,
        continuation: Continuation,
        fetch: &mut Fetch<'_>,
        disk: Disk,
        stamp: &mut Stamp<'_>,
    ) -> Result<Self, StoreError> {
        let parent = free_place(root)?;
        Self::place_new(root, parent, disk, stamp, |draft, disk, stamp| {
            build(draft, continuation, fetch, disk, stamp)
        })
    }
}

fn build(
    draft: &Path,
    continuation: Continuation,
    fetch: &mut Fetch<'_>,
    disk: &Disk,
    stamp: &mut Stamp<'_>,
) -> Result<(), StoreError> {
    let Continuation { mut case, mut log, seal, received } = continuation;
    disk.make_folder(&draft.join(ORIGINALS))?;
    disk.make_folder(&draft.join(ARRIVALS))?;
    let files = payload(&log, log.count());
    if files.keys().any(|place| place.starts_with(DERIVED)) {
        disk.make_folder(&draft.join(DERIVED))?;
    }
    for (place, file) in &files {
        let to = draft.join(place);
        disk.announce(Deed::Write, &to)?;
        let failed = |source| StoreError::Read { path: to.clone(), source };
        let mut out = File::create_new(&to).map_err(failed)?;
        if fetch(file, &mut out).map_err(failed)? != file.sha256 {
            return Err(StoreError::OriginalAltered { id: file.item.to_string() });
        }
        drop(out);
        disk.sync_file(&to)?;
        disk.protect(&to)?;
    }
    disk.sync_folder(&draft.join(ORIGINALS))?;
    let readme = readme(&case.title);
    let detail = ContinuedDetail {
        readme_sha256: Sha256Digest::of(readme.as_bytes()),
        received_sha256: received,
        seal,
    };
    let detail = match serde_json::to_value(detail) {
        Ok(serde_json::Value::Object(detail)) => detail,
        _ => serde_json::Map::new(),
    };
    let event = CustodyEvent::Continued;
    let continued = EventDraft { event, item: None, sha256: None, size_bytes: None, detail };
    let salt = stamp.salt();
    log.append(&continued, &stamp.when, Actor::Advogado, stamp.app, salt);
    let log_text = log.to_text();
    let workshop = draft.join(WORKSHOP);
    for (name, text) in [(BAGIT, BAGIT_TXT), (README, &readme), (CUSTODY, &log_text)] {
        disk.replace(&draft.join(name), text.as_bytes(), &workshop)?;
    }
    case.remember_ids();
    let mut database = Database::create(&draft.join(DATABASE), &case, &log, &stamp.when, disk)?;
    write_tag_files(draft, &log, disk)?;
    database.mark_tags(log.count(), disk)?;
    Ok(database.back_up(&draft.join(DATABASE_BACKUP), disk)?)
}
