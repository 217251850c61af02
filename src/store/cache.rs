//! What was computed and may be computed again, in `.juntada/cache/` of a case: a file is believed
//! only by its own hash, which stands at its head. Deliberately not here: what is kept, and drawing.

use crate::base::Sha256Digest;
use crate::store::bag::CACHE;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Length of the head: the hash in hexadecimal and the end of its line.
const HEAD_BYTES: usize = 65;

/// Returns where a computed file of an original stands.
fn place(root: &Path, original: Sha256Digest, name: &str) -> PathBuf {
    root.join(CACHE).join(original.to_string()).join(name)
}

/// Name of a preview's PDF, in the folder named by its hash.
const PREVIEW: &str = "dossie.pdf";
/// How folders begin in which a preview is being made.
const PREVIEW_WORKSHOP: &str = "previa-";

/// Returns where the PDF of a preview stands; its key is the hash of the PDF.
pub fn preview_place(root: &Path, key: Sha256Digest) -> PathBuf {
    place(root, key, PREVIEW)
}

/// A folder of the cache in which previews are made; what is left in it goes with it.
pub struct PreviewWorkshop {
    cache: PathBuf,
    folder: PathBuf,
}

impl PreviewWorkshop {
    /// Makes the folder, in the cache of the case at `root`; what a crash left of others goes.
    ///
    /// # Errors
    /// When the case's folder cannot be written.
    pub fn open(root: &Path, tag: &str) -> io::Result<Self> {
        let cache = root.join(CACHE);
        fs::create_dir_all(&cache)?;
        let name = format!("{PREVIEW_WORKSHOP}{tag}");
        sweep(&cache, |other, _| other.starts_with(PREVIEW_WORKSHOP) && other != name);
        let folder = cache.join(name);
        fs::create_dir_all(&folder)?;
        Ok(Self { cache, folder })
    }

    /// Returns the folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Gives PDFs that were made in the folder their places; each comes with its hash. All other
    /// previews of the case go, with the pictures of their pages.
    ///
    /// # Errors
    /// When the case's folder cannot be written; none of the PDFs has its place then.
    pub fn publish(self, made: &[(PathBuf, Sha256Digest)]) -> io::Result<()> {
        let keys: Vec<String> = made.iter().map(|(_, key)| key.to_string()).collect();
        let placed = made.iter().zip(&keys).try_for_each(|((pdf, _), key)| {
            let folder = self.cache.join(key);
            fs::create_dir_all(&folder)?;
            fs::rename(pdf, folder.join(PREVIEW))
        });
        let is_kept = |name: &str| placed.is_ok() && keys.iter().any(|key| key == name);
        sweep(&self.cache, |name, folder| folder.join(PREVIEW).exists() && !is_kept(name));
        placed
    }
}

impl Drop for PreviewWorkshop {
    fn drop(&mut self) {
        // Nothing that is left in it is worth anything; the next preview sweeps what stays.
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// Deletes the folders of a cache that `is_old` names. One that is being read, where the system
/// keeps such from being deleted, goes the next time.
fn sweep(cache: &Path, is_old: impl Fn(&str, &Path) -> bool) {
    for entry in fs::read_dir(cache).into_iter().flatten().flatten() {
        let folder = entry.path();
        if folder.is_dir() && is_old(&entry.file_name().to_string_lossy(), &folder) {
            let _ = fs::remove_dir_all(folder);
        }
    }
}

/// Returns whether something was kept under a name for an original, as it was written or not.
pub fn has_computed(root: &Path, original: Sha256Digest, name: &str) -> bool {
    place(root, original, name).is_file()
}

/// Returns what was kept under a name for an original, if it is there and as it was written.
pub fn computed(root: &Path, original: Sha256Digest, name: &str) -> Option<Vec<u8>> {
    let mut bytes = fs::read(place(root, original, name)).ok()?;
    let (head, body) = bytes.split_at_checked(HEAD_BYTES)?;
    let told: Sha256Digest = std::str::from_utf8(head).ok()?.trim_end().parse().ok()?;
    if Sha256Digest::of(body) != told {
        return None;
    }
    bytes.drain(..HEAD_BYTES);
    Some(bytes)
}

/// Keeps what was computed of an original under a name, at one stroke. A case whose folder is gone
/// or cannot be written is left as it is: the next time it is computed again.
pub fn keep_computed(root: &Path, original: Sha256Digest, name: &str, bytes: &[u8]) {
    let path = place(root, original, name);
    let Some(folder) = path.parent() else { return };
    // Folder by folder: a case that was deleted meanwhile must not come back as an empty folder.
    let mut made = root.join(CACHE).is_dir() || fs::create_dir(root.join(CACHE)).is_ok();
    made = made && (folder.is_dir() || fs::create_dir(folder).is_ok());
    if !made {
        return;
    }
    let mut text = Sha256Digest::of(bytes).to_string().into_bytes();
    text.push(b'\n');
    text.extend_from_slice(bytes);
    let draft = path.with_extension(format!("{:?}", std::thread::current().id()));
    let written = fs::write(&draft, text).and_then(|()| fs::rename(&draft, &path));
    if written.is_err() {
        // Half a file is believed by nobody; it only takes room.
        let _ = fs::remove_file(&draft);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_altered_is_not_believed_and_no_folder_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("caso");
        let original = Sha256Digest::of(b"foto");
        keep_computed(&root, original, "a", b"desenho");
        assert!(!root.exists());
        fs::create_dir_all(root.join(".juntada")).unwrap();
        keep_computed(&root, original, "a", b"desenho");
        assert_eq!(computed(&root, original, "a").as_deref(), Some(b"desenho".as_slice()));
        assert_eq!(computed(&root, original, "b"), None);
        let path = place(&root, original, "a");
        let mut bytes = fs::read(&path).unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        fs::write(&path, bytes).unwrap();
        assert_eq!(computed(&root, original, "a"), None);
        fs::write(&path, b"curto").unwrap();
        assert_eq!(computed(&root, original, "a"), None);
    }
}
