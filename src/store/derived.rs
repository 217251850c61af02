//! Derivatives that last: what was made of an original and cannot be made again without the user: the
//! copy of a locked PDF without its password, copies with bars or marks. They stand in `data/derivados/`, each with a
//! `derived` line that names its source. Deliberately not here: making them, which parses foreign
//! bytes, and what the cache holds, which can be made again.

use crate::base::Sha256Digest;
use crate::case::{CustodyEvent, DerivedDetail, EventDraft, ItemId, ItemState, Recipe};
use crate::store::bag::{ARRIVALS, DERIVED, Derivative, derivatives};
use crate::store::disk::{BUFFER_BYTES, CopyError};
use crate::store::gather::ARRIVING;
use crate::store::recovery::hash_of;
use crate::store::{OpenCase, Stamp, StoreError};
use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};

/// Longest part of the original's name that a derivative's keeps, in characters.
const STEM_CHARS: usize = 80;

/// What is to be known of a derivative that is kept.
#[derive(Debug, Clone)]
pub struct NewDerivative<'a> {
    /// The item of its original.
    pub item: ItemId,
    /// Where it was made.
    pub made: &'a Path,
    /// Ending of its name, without the dot.
    pub ending: &'a str,
    /// Hash of the file it was made of.
    pub source_sha256: Sha256Digest,
    /// How.
    pub recipe: Recipe,
    /// Pages of the original that were changed, where not all were.
    pub pages: Vec<u32>,
    /// How many bars, or marks.
    pub areas: Option<usize>,
}

impl OpenCase {
    /// Returns the copies without a password, by the item of their original.
    pub fn unlocked_copies(&self) -> BTreeMap<ItemId, Derivative> {
        let all = derivatives(&self.log, self.log.count()).into_iter();
        let unlocked = all.filter(|derivative| derivative.recipe == Recipe::WithoutPassword);
        unlocked.map(|derivative| (derivative.item, derivative)).collect()
    }

    /// Returns where the derivative of this name stands.
    pub fn derivative_path(&self, stored_as: &str) -> PathBuf {
        crate::store::derivative(&self.root, stored_as)
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
        let known = self.case.items.get(&item);
        let source_sha256 = known.map(|item| item.sha256).unwrap_or(Sha256Digest::ZERO);
        if self.unlocked_copies().contains_key(&item) {
            return Err(StoreError::WrongState { id: item.to_string() });
        }
        let recipe = Recipe::WithoutPassword;
        let (ending, pages, areas) = ("pdf", Vec::new(), None);
        let new = NewDerivative { item, made, ending, source_sha256, recipe, pages, areas };
        self.keep_derivative(new, stamp).map(drop)
    }

    /// Takes in a file that was made of an item's original. Once this returns, it lasts as originals
    /// do. The very same file is kept once.
    ///
    /// # Errors
    /// The case has no such item, or it is gone for good; the case cannot be written. Nothing of it
    /// stays then.
    pub fn keep_derivative(
        &mut self,
        new: NewDerivative<'_>,
        stamp: &mut Stamp<'_>,
    ) -> Result<Derivative, StoreError> {
        self.must_write()?;
        let item = new.item;
        let known = self.case.items.get(&item);
        let source = known.ok_or_else(|| StoreError::NoSuchPart { id: item.to_string() })?;
        if source.state == ItemState::Emptied {
            return Err(StoreError::WrongState { id: item.to_string() });
        }
        let before = derivatives(&self.log, self.log.count());
        let hash = hash_of(new.made);
        let same = |one: &&Derivative| {
            one.item == item && Some(one.sha256) == hash && one.recipe == new.recipe
        };
        if let Some(same) = before.iter().find(same) {
            return Ok(same.clone());
        }
        let detail = DerivedDetail {
            stored_as: self.free_name(&source.stored_as, &new, &before),
            source_sha256: new.source_sha256,
            recipe: new.recipe,
            pages: new.pages,
            areas: new.areas,
        };
        let part = self.root.join(ARRIVALS).join(format!("{:04}-derivado.part", item.number()));
        let place = self.root.join(DERIVED).join(&detail.stored_as);
        let kept = self.receive_derivative(new.made, &part, &place, &detail.stored_as);
        let kept = kept.and_then(|(sha256, size_bytes)| {
            let draft = draft(item, sha256, size_bytes, &detail);
            self.commit_events(&[draft], stamp)?;
            Ok((sha256, size_bytes))
        });
        let arriving = self.root.join(ARRIVALS).join(ARRIVING);
        let (sha256, size_bytes) = match kept {
            Ok(told) => told,
            Err(error) => {
                // What cannot be removed now, the next opening sweeps: its name is on the list.
                let removed = self.disk.remove(&part).and_then(|()| self.disk.remove(&place));
                let _ = removed.and_then(|()| self.disk.remove(&arriving));
                return Err(error);
            }
        };
        // The derivative is in the log now; a list that stays says nothing of it any more.
        let _ = self.disk.remove(&arriving);
        self.settle(stamp);
        let DerivedDetail { stored_as, source_sha256, recipe, .. } = detail;
        Ok(Derivative { item, stored_as, sha256, size_bytes, source_sha256, recipe })
    }

    /// Returns a name that no derivative of the case has or had.
    fn free_name(&self, original: &str, new: &NewDerivative<'_>, before: &[Derivative]) -> String {
        let stem = stored_stem(original, new);
        let taken = |name: &str| {
            before.iter().any(|one| one.stored_as == name) || self.derivative_path(name).exists()
        };
        let mut name = format!("{stem}.{}", new.ending);
        let mut count = 2_u32;
        while taken(&name) {
            name = format!("{stem}-{count}.{}", new.ending);
            count = count.saturating_add(1);
        }
        name
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

/// Returns the name of a derivative without its ending. A copy without a password is named after its
/// original; of a copy that hides something or is for another's eyes, only the item's number is told,
/// as the name as received may be what is hidden.
fn stored_stem(original: &str, new: &NewDerivative<'_>) -> String {
    let number = new.item.number();
    match new.recipe {
        Recipe::Redacted => format!("{number:04}-com-tarja"),
        Recipe::Highlighted => format!("{number:04}-com-destaque"),
        Recipe::WithoutPlace => format!("{number:04}-sem-lugar"),
        Recipe::WithoutPassword | Recipe::Unknown => {
            let stem = Path::new(original).file_stem().unwrap_or_default().to_string_lossy();
            let stem: String = stem.chars().take(STEM_CHARS).collect();
            format!("{}-sem-senha", stem.trim_end())
        }
    }
}
