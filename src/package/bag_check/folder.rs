//! A bag in a folder. Links are never followed, and nothing is written.

use super::{BAG_MAX_MEMBERS, BagMember, BagReadError, BagSource, MemberKind, stays_in_bag};
use std::fs::{self, File, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The deepest folder that is entered, counted from the bag; deeper ones are refused by Windows.
const MAX_DEPTH: usize = 128;

/// A folder as a bag.
#[derive(Debug, Clone)]
pub struct FolderSource {
    root: PathBuf,
}

impl FolderSource {
    /// Returns the folder `root` as a bag.
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    fn list(
        &self,
        folder: &Listing,
        is_ignored: &dyn Fn(&str) -> bool,
        members: &mut Vec<BagMember>,
    ) -> Result<Vec<Listing>, BagReadError> {
        let at = self.root.join(&folder.path);
        let failed = |source| BagReadError::Io { path: folder.path.clone(), source };
        let mut folders = Vec::new();
        for entry in fs::read_dir(&at).map_err(failed)? {
            let entry = entry.map_err(failed)?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            let path = match folder.path.as_str() {
                "" => name.into_owned(),
                parent => format!("{parent}/{name}"),
            };
            if is_ignored(&path) {
                continue;
            }
            let file_type = entry.file_type().map_err(failed)?;
            if file_type.is_dir() {
                folders.push(Listing { path, depth: folder.depth + 1 });
            } else {
                let size_bytes = entry.metadata().map_err(failed)?.len();
                members.push(BagMember { path, size_bytes, kind: kind_of(file_type) });
            }
            if members.len() + folders.len() > BAG_MAX_MEMBERS {
                return Err(BagReadError::TooManyMembers { limit: BAG_MAX_MEMBERS });
            }
        }
        Ok(folders)
    }
}

/// A folder still to be listed.
struct Listing {
    path: String,
    depth: usize,
}

impl BagSource for FolderSource {
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError> {
        let mut members = Vec::new();
        let mut folders = vec![Listing { path: String::new(), depth: 0 }];
        let mut folders_seen = 0_usize;
        while let Some(folder) = folders.pop() {
            folders_seen += 1;
            if folders_seen > BAG_MAX_MEMBERS {
                return Err(BagReadError::TooManyMembers { limit: BAG_MAX_MEMBERS });
            }
            if folder.depth > MAX_DEPTH {
                let source = io::Error::other("too many folders in each other");
                return Err(BagReadError::Io { path: folder.path, source });
            }
            folders.extend(self.list(&folder, is_ignored, &mut members)?);
        }
        Ok(members)
    }

    fn read(
        &self,
        path: &str,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError> {
        if !stays_in_bag(path) {
            return Err(BagReadError::NoSuchMember { path: path.to_owned() });
        }
        let failed = |source| BagReadError::Io { path: path.to_owned(), source };
        read_all(&self.root.join(Path::new(path)), buffer, take).map_err(failed)
    }
}

fn read_all(at: &Path, buffer: &mut [u8], take: &mut dyn FnMut(&[u8])) -> io::Result<()> {
    pump(&mut File::open(at)?, buffer, take)
}

/// Hands over everything that `reader` gives.
pub(super) fn pump(
    reader: &mut dyn Read,
    buffer: &mut [u8],
    take: &mut dyn FnMut(&[u8]),
) -> io::Result<()> {
    loop {
        match reader.read(buffer) {
            Ok(0) => return Ok(()),
            Ok(count) => take(buffer.get(..count).unwrap_or_default()),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

fn kind_of(file_type: FileType) -> MemberKind {
    if file_type.is_file() {
        MemberKind::File
    } else if file_type.is_symlink() {
        MemberKind::Link
    } else {
        MemberKind::Special
    }
}
