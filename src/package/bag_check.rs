//! The verification of any BagIt bag, versions 0.93 to 1.0 (RFC 8493), in a folder or in a ZIP: each
//! file is read once, nothing is written, nothing is fetched. Deliberately not here: the custody log
//! and the seal, which are ours and not BagIt's.

mod compare;
mod declaration;
mod folder;
mod hashing;
mod manifests;
mod zip;

#[cfg(test)]
mod tests;

pub use folder::FolderSource;
pub use zip::ZipSource;

use serde::Serialize;
use std::io;

/// The most members of a bag, tag files and folders included (65,535 is where a ZIP needs Zip64; a
/// case has some hundreds).
pub const BAG_MAX_MEMBERS: usize = 100_000;

/// The most bytes of a tag file that is parsed: a manifest of [`BAG_MAX_MEMBERS`] lines has 20 MB.
pub const TAG_FILE_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// What stands at a path of a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MemberKind {
    /// A file with bytes.
    File,
    /// A symbolic link; never followed.
    Link,
    /// A pipe, a socket or a device; never opened.
    Special,
}

/// A member of a bag. Folders are none.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BagMember {
    /// Its path in the bag, with `/`.
    pub path: String,
    /// Its size as its place declares it; a ZIP may lie.
    pub size_bytes: u64,
    /// What it is.
    pub kind: MemberKind,
}

/// Where the members of a bag come from: a folder, or a ZIP.
pub trait BagSource {
    /// Returns all members but those that `is_ignored` names, in any order. A folder that it names is
    /// not entered.
    ///
    /// # Errors
    /// When the place cannot be listed, or has more than [`BAG_MAX_MEMBERS`].
    fn members(&self, is_ignored: &dyn Fn(&str) -> bool) -> Result<Vec<BagMember>, BagReadError>;

    /// Reads a member from its beginning to its end and hands every piece to `take`; `buffer` is
    /// working space.
    ///
    /// # Errors
    /// When it cannot be read to its end; pieces may have been handed over before.
    fn read(
        &self,
        path: &str,
        buffer: &mut [u8],
        take: &mut dyn FnMut(&[u8]),
    ) -> Result<(), BagReadError>;

    /// Returns what is wrong with the place itself, beside its members.
    fn flaws(&self) -> Vec<SourceFlaw> {
        Vec::new()
    }
}

/// What is wrong with the place of a bag.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SourceFlaw {
    /// Two members have the same path.
    DuplicateMember {
        /// The path.
        path: String,
    },
    /// A member lies outside the folder of the bag.
    OutsideBag {
        /// Its path in the ZIP.
        path: String,
    },
    /// The name of a member leads out of any folder it is unpacked in.
    UnsafePath {
        /// The name.
        path: String,
    },
    /// The headers of the ZIP contradict each other.
    Inconsistent {
        /// What the reader of the ZIP says.
        detail: String,
    },
}

/// Why a place cannot be read as a bag.
#[derive(Debug, thiserror::Error)]
pub enum BagReadError {
    /// The system refused it.
    #[error("cannot read {path:?}")]
    Io {
        /// The path, in the bag or of the bag.
        path: String,
        /// The system's reason.
        source: io::Error,
    },
    /// There is no such member.
    #[error("no member {path:?}")]
    NoSuchMember {
        /// The path asked for.
        path: String,
    },
    /// A member is not stored as it should be: damaged, encrypted or compressed in an unknown way.
    #[error("member {path:?} of the ZIP is damaged")]
    Damaged {
        /// The path in the bag.
        path: String,
        /// The reader's reason.
        source: io::Error,
    },
    /// The file is not a ZIP, or its directory is damaged.
    #[error("not a ZIP that can be read")]
    NotAZip {
        /// The reader's reason.
        source: ::zip::result::ZipError,
    },
    /// More members than are allowed.
    #[error("more than {limit} members")]
    TooManyMembers {
        /// The limit.
        limit: usize,
    },
    /// More bytes than are allowed: a tag file out of all proportion, or a ZIP bomb.
    #[error("{path:?} unpacks to more than {limit_bytes} bytes")]
    TooLarge {
        /// The member that went beyond.
        path: String,
        /// The limit, in bytes.
        limit_bytes: u64,
    },
    /// Members of the ZIP share the same bytes, as only bombs do.
    #[error("members of the ZIP overlap")]
    Overlapping,
}

/// Whose bag it is: ours keep promises that BagIt does not ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BagKind {
    /// Any bag.
    #[default]
    Any,
    /// A bag that this program wrote: it has a SHA-256 tag manifest in canonical text that lists
    /// every other tag file, so that a tag file that was added, removed or changed by one bit shows.
    Own,
}

/// How a bag is checked.
pub struct BagCheckOptions<'a> {
    /// Whose bag it is.
    pub kind: BagKind,
    /// Says which paths outside `data/` are work in progress and not looked at, such as `caso.db` or
    /// `.juntada`; called with files and folders.
    pub is_work_in_progress: &'a dyn Fn(&str) -> bool,
}

impl Default for BagCheckOptions<'_> {
    fn default() -> Self {
        Self { kind: BagKind::Any, is_work_in_progress: &|_| false }
    }
}

/// The verdict on a bag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum BagVerdict {
    /// All files that the manifests name are there, unchanged, and no others.
    Intact,
    /// Something differs; the findings name it.
    Different,
    /// It is not a bag, or could not be read to the end.
    Unreadable,
}

/// One difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BagFinding {
    /// What it is, from a fixed list:
    ///
    /// - `altered`: a file has another hash than its manifest says, or cannot be unpacked;
    /// - `missing`: a file that a manifest or `fetch.txt` names is not there;
    /// - `extra`: a file that no manifest names;
    /// - `misnamed`: a file that is not there under its name (`expected`) stands under another
    ///   (`found`);
    /// - `manifest_altered`: a manifest has another hash than the tag manifest says;
    /// - `not_canonical`: a tag manifest of ours says the same in another writing;
    /// - `unlisted`: a file that only some of the payload manifests name (since version 1.0);
    /// - `duplicate_entry`: a manifest names a file twice;
    /// - `duplicate_member`: a ZIP has two files of one name;
    /// - `bad_line`: a line of a manifest (`found`) that is none;
    /// - `unsafe_path`: a path that leads out of the bag; never opened;
    /// - `outside_data`: a payload manifest names a file outside `data/`;
    /// - `outside_bag`: a ZIP holds a file beside the folder of the bag;
    /// - `payload_oxum`: the payload's size or number of files is not the declared one;
    /// - `bad_declaration`: `bagit.txt` is not as it must be;
    /// - `bad_encoding`: a tag file is not in the encoding that `bagit.txt` names;
    /// - `not_a_file`: a link or special file under the name of a file;
    /// - `zip_inconsistent`: the headers of a ZIP of ours contradict each other;
    /// - `unreadable`: a file or the whole place could not be read;
    /// - `not_a_bag`: neither `bagit.txt` nor a manifest;
    /// - `no_known_manifest`: no payload manifest with a hash that can be computed here.
    pub code: &'static str,
    /// The path in the bag that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// What should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

/// Something worth saying that is no difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BagNote {
    /// What it is, from a fixed list:
    ///
    /// - `system_litter`: a file that the system left there (Thumbs.db, desktop.ini, .DS_Store);
    /// - `unlisted_tag`: a file outside `data/` that no tag manifest names, as BagIt allows;
    /// - `unicode_form`: the file's name is written with other code points than in the manifest;
    /// - `duplicate_entry`: a manifest before version 1.0 says the same twice;
    /// - `unknown_algorithm`: a manifest whose hash cannot be computed here; others were used;
    /// - `zip_inconsistent`: the headers of a foreign ZIP contradict each other;
    /// - `byte_order_mark`: a UTF-8 tag file begins with a mark that does not belong there.
    pub code: &'static str,
    /// The path in the bag that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

/// What was found in a bag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BagReport {
    /// The verdict: intact if, and only if, nothing differs.
    pub verdict: BagVerdict,
    /// The version that `bagit.txt` declares.
    pub version: Option<String>,
    /// How many files were read and had the hash that they should.
    pub checked: usize,
    /// All differences: those of the bag as a whole, then by path.
    pub findings: Vec<BagFinding>,
    /// What is worth saying beside them.
    pub notes: Vec<BagNote>,
}

/// Checks a bag: reads every file that its manifests name, once, and compares.
pub fn check_bag(source: &dyn BagSource, options: &BagCheckOptions<'_>) -> BagReport {
    compare::compare(source, options)
}

/// Returns the bytes of one member.
///
/// # Errors
/// When it is not there, cannot be read, or has more than `limit_bytes`.
pub fn read_member(
    source: &dyn BagSource,
    path: &str,
    limit_bytes: u64,
) -> Result<Vec<u8>, BagReadError> {
    let mut buffer = vec![0; hashing::BUFFER_BYTES];
    read_whole(source, path, limit_bytes, &mut buffer)
}

/// Reads a member as [`read_member`] with a buffer that is already there.
fn read_whole(
    source: &dyn BagSource,
    path: &str,
    limit_bytes: u64,
    buffer: &mut [u8],
) -> Result<Vec<u8>, BagReadError> {
    let limit = usize::try_from(limit_bytes).unwrap_or(usize::MAX);
    let mut bytes = Vec::new();
    let mut fits = true;
    source.read(path, buffer, &mut |piece| {
        fits = fits && piece.len() <= limit.saturating_sub(bytes.len());
        if fits {
            bytes.extend_from_slice(piece);
        }
    })?;
    if fits {
        Ok(bytes)
    } else {
        Err(BagReadError::TooLarge { path: path.to_owned(), limit_bytes })
    }
}

impl BagFinding {
    fn new(code: &'static str, path: impl Into<String>) -> Self {
        Self { code, path: Some(path.into()), expected: None, found: None }
    }

    fn expected(self, expected: impl Into<String>) -> Self {
        Self { expected: Some(expected.into()), ..self }
    }

    fn found(self, found: impl Into<String>) -> Self {
        Self { found: Some(found.into()), ..self }
    }
}

impl BagNote {
    fn new(code: &'static str, path: impl Into<String>) -> Self {
        Self { code, path: Some(path.into()) }
    }
}

/// Returns whether a path stays in the bag on every system: not absolute, no drive, no home folder,
/// no way up, with either kind of slash.
pub fn stays_in_bag(path: &str) -> bool {
    let is_drive = path.as_bytes().get(1) == Some(&b':')
        && path.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let leads_away = path.starts_with(['/', '\\', '~']) || path.contains('\0') || is_drive;
    !path.is_empty() && !leads_away && !path.split(['/', '\\']).any(|part| part == "..")
}

/// Returns whether a system leaves such files in folders by itself: Windows' thumbnails and folder
/// settings, what macOS writes beside files, KDE's folder settings.
pub fn is_system_litter(path: &str) -> bool {
    const NAMES: [&str; 5] = ["thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", ".directory"];
    let name = path.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    NAMES.contains(&name.as_str()) || name.starts_with("._") || path.starts_with("__MACOSX/")
}
