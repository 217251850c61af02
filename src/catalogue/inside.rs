//! Looking inside a received dossier, ZIP or folder, without unpacking or changing it. What it holds
//! is hostile: every text is bounded, no path leads out of it.

use crate::base::bagit::Manifest;
use crate::base::{Sha256Digest, Sha256Stream};
use crate::package::bag_check::{
    BagMember, BagReadError, BagSource, FolderSource, MemberKind, ZipSource, read_member,
    stays_in_bag,
};
use crate::package::verify::{Checkable, tell};
use crate::store::bag::{MANIFEST, WORKSHOP};
use std::fs::{self, File};
use std::io::{self, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use zip::ZipArchive;

/// Longest text of a dossier that is read, in bytes.
const TEXT_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes in memory at once.
const BUFFER_BYTES: usize = 256 * 1024;

/// What can be read from any place.
pub trait ReadSeek: Read + Seek {}
impl<T: Read + Seek> ReadSeek for T {}

enum Place {
    Zip { path: PathBuf, top: String },
    Folder { root: PathBuf },
}

/// A received dossier, open to be read.
pub struct Inside {
    source: Box<dyn BagSource>,
    place: Place,
}

fn failed(path: &Path, error: &BagReadError) -> io::Error {
    io::Error::other(format!("{}: {error}", path.display()))
}

impl Inside {
    /// Opens a ZIP, or a folder, whose bag may lie one folder deeper.
    ///
    /// # Errors
    /// It is not there, or is no ZIP that can be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        if fs::metadata(path)?.is_dir() {
            let root = match tell(path)? {
                Some(Checkable::Bag(root)) => root,
                _ => path.to_owned(),
            };
            return Ok(Self {
                source: Box::new(FolderSource::new(&root)),
                place: Place::Folder { root },
            });
        }
        let source = ZipSource::new(File::open(path)?).map_err(|error| failed(path, &error))?;
        let top = source.top_folder().to_owned();
        Ok(Self { source: Box::new(source), place: Place::Zip { path: path.to_owned(), top } })
    }

    /// Returns the folder that the dossier is, if it is one.
    pub fn folder(&self) -> Option<&Path> {
        match &self.place {
            Place::Folder { root } => Some(root),
            Place::Zip { .. } => None,
        }
    }

    /// Returns the files, but for a workshop of ours.
    pub fn files(&self) -> Vec<BagMember> {
        let members = self.source.members(&|path| path == WORKSHOP).unwrap_or_default();
        members.into_iter().filter(|member| member.kind == MemberKind::File).collect()
    }

    /// Returns the bytes of a text, if it is there and not out of all proportion.
    pub fn text(&self, member: &str) -> Option<Vec<u8>> {
        read_member(&*self.source, member, TEXT_MAX_BYTES).ok()
    }

    /// Returns the hashes that the manifest gives.
    pub fn manifest(&self) -> Manifest {
        let text = self.text(MANIFEST).unwrap_or_default();
        Manifest::parse(&String::from_utf8_lossy(&text)).0
    }

    /// Writes a file of the dossier to `out` and returns its hash and size.
    ///
    /// # Errors
    /// It cannot be read to its end, or `out` cannot be written.
    pub fn write_out(&self, member: &str, out: &mut dyn Write) -> io::Result<(Sha256Digest, u64)> {
        let mut buffer = vec![0; BUFFER_BYTES];
        let mut hash = Sha256Stream::new();
        let mut size_bytes = 0u64;
        let mut written = Ok(());
        self.source
            .read(member, &mut buffer, &mut |piece| {
                hash.update(piece);
                size_bytes = size_bytes.saturating_add(u64::try_from(piece.len()).unwrap_or(0));
                if written.is_ok() {
                    written = out.write_all(piece);
                }
            })
            .map_err(|error| failed(Path::new(member), &error))?;
        written.map(|()| (hash.finish(), size_bytes))
    }

    /// Calls `look` with a file of the dossier that can be read from any place, where it lies: not
    /// with one that is compressed in a ZIP.
    ///
    /// # Errors
    /// It is not there, or compressed.
    pub fn with_seekable<T>(
        &self,
        member: &str,
        look: impl FnOnce(&mut dyn ReadSeek) -> T,
    ) -> io::Result<T> {
        match &self.place {
            Place::Folder { root } if stays_in_bag(member) => {
                Ok(look(&mut BufReader::new(File::open(root.join(member))?)))
            }
            Place::Folder { .. } => Err(io::ErrorKind::NotFound.into()),
            Place::Zip { path, top } => {
                let name =
                    if top.is_empty() { member.to_owned() } else { format!("{top}/{member}") };
                let mut archive =
                    ZipArchive::new(BufReader::new(File::open(path)?)).map_err(io::Error::other)?;
                let mut member = archive.by_name_seek(&name).map_err(io::Error::other)?;
                Ok(look(&mut member))
            }
        }
    }
}
