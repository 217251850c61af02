//! Derivatives that last: what was made of an original and cannot be made again without the user, such
//! as the copy of a locked PDF without its password. They stand in `data/derivados/`, each with a
//! `derived` line that names its source. Deliberately not here: making them, which parses foreign
//! bytes, and what the cache holds, which can be made again.

use crate::base::Sha256Digest;
use crate::case::{CustodyEvent, DerivedDetail, EventDraft, ItemId, ItemState, Recipe};
use crate::store::bag::{ARRIVALS, DERIVED, Derivative, derivatives};
use crate::store::disk::{BUFFER_BYTES, CopyError};
use crate::store::gather::ARRIVING;
use crate::store::{OpenCase, Stamp, StoreError};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Longest part of the original's name that a derivative's keeps, in characters.
const STEM_CHARS: usize = 80;

impl OpenCase {
    /// Returns the derivatives of the case, by the item of their original.
    pub fn derivatives(&self) -> BTreeMap<ItemId, Derivative> {
        derivatives(&self.log, self.log.count())
    }

    /// Returns where a derivative stands.
    pub fn derivative_path(&self, derivative: &Derivative) -> PathBuf {
        crate::store::derivative(&self.root, &derivative.stored_as)
    }

    /// Takes in the PDF at `made`, a copy of an item's original without its password. Once this
    /// returns, it lasts as originals do.
    ///
    /// # Errors
    /// The case has no such item, it is gone for good or has a derivative already; the case cannot be
    /// written. Nothing of it stays then.
    pub fn keep_without_password(
        &mut self,
        item: ItemId,
        made: &Path,
        stamp: &mut Stamp<'_>,
    ) -> Result<(), StoreError> {
        self.must_write()?;
        let known = self.case.items.get(&item);
        let source = known.ok_or_else(|| StoreError::NoSuchPart { id: item.to_string() })?;
        if source.state == ItemState::Emptied || self.derivatives().contains_key(&item) {
            return Err(StoreError::WrongState { id: item.to_string() });
        }
        let detail = DerivedDetail {
            stored_as: stored_name(&source.stored_as),
            source_sha256: source.sha256,
            recipe: Recipe::WithoutPassword,
        };
        let part = self.root.join(ARRIVALS).join(format!("{:04}-derivado.part", item.number()));
        let place = self.root.join(DERIVED).join(&detail.stored_as);
        let kept = self.receive_derivative(made, &part, &place, &detail.stored_as);
        let kept = kept.and_then(|(sha256, size_bytes)| {
            let draft = draft(item, sha256, size_bytes, &detail);
            self.commit_events(&[draft], stamp)
        });
        let arriving = self.root.join(ARRIVALS).join(ARRIVING);
        if let Err(error) = kept {
            // What cannot be removed now, the next opening sweeps: its name is on the list.
            let removed = self.disk.remove(&part).and_then(|()| self.disk.remove(&place));
            let _ = removed.and_then(|()| self.disk.remove(&arriving));
            return Err(error);
        }
        // The derivative is in the log now; a list that stays says nothing of it any more.
        let _ = self.disk.remove(&arriving);
        self.settle(stamp);
        Ok(())
    }

    /// Brings the bytes into their place, synced; returns their hash and size.
    fn receive_derivative(
        &self,
        made: &Path,
        part: &Path,
        place: &Path,
        name: &str,
    ) -> Result<(Sha256Digest, u64), StoreError> {
        let read = |source| StoreError::Read { path: made.to_owned(), source };
        let mut file = File::open(made).map_err(read)?;
        self.disk.remove(part)?;
        let mut buffer = vec![0; BUFFER_BYTES];
        let told =
            self.disk.receive(&mut file, part, &mut buffer).map_err(|error| match error {
                CopyError::Source { source } => read(source),
                CopyError::Disk(error) => error.into(),
            })?;
        self.disk.sync_file(part)?;
        self.disk.protect(part)?;
        let arrivals = self.root.join(ARRIVALS);
        let names = serde_json::to_vec(&[format!("{DERIVED}/{name}")]).unwrap_or_default();
        self.disk.replace(&arrivals.join(ARRIVING), &names, &arrivals)?;
        let folder = self.root.join(DERIVED);
        self.disk.make_folder(&folder)?;
        if let Some(data) = folder.parent() {
            self.disk.sync_folder(data)?;
        }
        self.disk.rename(part, place)?;
        self.disk.sync_folder(&folder)?;
        Ok(told)
    }
}

fn draft(
    item: ItemId,
    sha256: Sha256Digest,
    size_bytes: u64,
    detail: &DerivedDetail,
) -> EventDraft {
    let detail = match serde_json::to_value(detail) {
        Ok(serde_json::Value::Object(detail)) => detail,
        _ => serde_json::Map::new(),
    };
    EventDraft {
        event: CustodyEvent::Derived,
        item: Some(item),
        sha256: Some(sha256),
        size_bytes: Some(size_bytes),
        detail,
    }
}

/// Returns the name of a derivative: that of its original, whose number makes it unique, and what
/// was done.
fn stored_name(original: &str) -> String {
    let stem = Path::new(original).file_stem().unwrap_or_default().to_string_lossy();
    let stem: String = stem.chars().take(STEM_CHARS).collect();
    format!("{}-sem-senha.pdf", stem.trim_end())
}
