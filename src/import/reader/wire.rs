//! The words that parent and child exchange, one JSON document a line.
//! Deliberately not here: doing what is asked (`child.rs`) and waiting for it (`handle.rs`).

use crate::base::Spot;
use crate::base::private_text::PrivateKind;
use crate::import::burn::Burn;
use crate::import::codes::FoundCode;
use crate::import::ocr::{OcrTask, PictureText};
use crate::import::pdf::PageMode;
use crate::import::reading::{ReadNote, Reading};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;
use std::path::{Path, PathBuf};

/// Longest request, in bytes: a path, a password, and some thousand page numbers.
pub const MAX_REQUEST_BYTES: u64 = 1024 * 1024;

/// Longest reply, in bytes: the text of a book-long PDF fits.
pub const MAX_REPLY_BYTES: u64 = 16 * 1024 * 1024;

/// A password that the user gave for a locked file. It shows as dots wherever it might be printed.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Password(String);

impl Password {
    /// Returns the password of this text.
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// Returns the text, for the parser that opens the file.
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

/// A path in JSON: text where it can be, else the bytes of the name (systems of Unix kind).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WirePath(PathBuf);

impl WirePath {
    /// Returns the path as it crosses the border.
    pub fn new(path: &Path) -> Self {
        Self(path.to_owned())
    }

    /// Returns the path.
    pub fn as_path(&self) -> &Path {
        &self.0
    }
}

impl Serialize for WirePath {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Some(text) = self.0.to_str() {
            return serializer.serialize_str(text);
        }
        #[cfg(unix)]
        {
            use std::os::unix::ffi::OsStrExt;
            serializer.collect_seq(self.0.as_os_str().as_bytes())
        }
        #[cfg(not(unix))]
        {
            Err(serde::ser::Error::custom("the path is not text"))
        }
    }
}

impl<'de> Deserialize<'de> for WirePath {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        #[serde(untagged)]
        enum Form {
            Text(String),
            Bytes(Vec<u8>),
        }
        match Form::deserialize(deserializer)? {
            Form::Text(text) => Ok(Self(PathBuf::from(text))),
            #[cfg(unix)]
            Form::Bytes(bytes) => {
                use std::os::unix::ffi::OsStringExt;
                Ok(Self(std::ffi::OsString::from_vec(bytes).into()))
            }
            #[cfg(not(unix))]
            Form::Bytes(_) => Err(serde::de::Error::custom("the path is not text")),
        }
    }
}

/// The file that a request is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// Where its bytes stand.
    pub path: WirePath,
    /// Its type by content; it chooses the parser.
    pub media_type: String,
    /// The password that the user gave for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub password: Option<Password>,
}

impl Subject {
    /// Returns the subject at `path` of this type by content.
    pub fn new(path: &Path, media_type: &str, password: Option<&str>) -> Self {
        Self {
            path: WirePath::new(path),
            media_type: media_type.to_owned(),
            password: password.map(|text| Password::new(text.to_owned())),
        }
    }
}

/// What a fragment (pages ready for a dossier) is to hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FragmentTask {
    /// Pages from 1, in the order wanted. Of a picture exactly one, which only a TIFF counts.
    pub pages: Vec<u32>,
    /// Whether PDF pages are kept or drawn; a picture is always decoded, and turned upright.
    pub mode: PageMode,
    /// The file to write; an existing one is replaced, a failure leaves none.
    pub out: WirePath,
}

/// One way of making a print copy: how large, how fine, and up to how many bytes it is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct CopyStep {
    /// Width of the upright picture in pixels; it is never enlarged.
    pub width_px: u32,
    /// Quality of the JPEG, 1 to 100.
    pub quality: u8,
    /// Most bytes of the JPEG for this step to be taken.
    pub max_bytes: u64,
}

/// What a print copy (a reduced picture of one page) is to be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CopyTask {
    /// The page from 1.
    pub page: u32,
    /// Steps from the best to the smallest: the first that fits is taken, else the last.
    pub steps: Vec<CopyStep>,
    /// Whether colours are dropped.
    pub grey: bool,
    /// The fragment to write; an existing one is replaced, a failure leaves none.
    pub out: WirePath,
}

/// What a preview is to show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreviewTask {
    /// The page from 1.
    pub page: u32,
    /// The greatest width in pixels; a picture is not enlarged.
    pub width_px: u32,
    /// The PNG file to write; an existing one is replaced, a failure leaves none.
    pub out: WirePath,
}

/// Where the copy of a locked PDF goes that needs no password.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnlockTask {
    /// The PDF to write; an existing one is replaced, a failure leaves none.
    pub out: WirePath,
}

/// Where the files inside a file go.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackTask {
    /// The folder to write into, which is there; each file is named by its number, from 1.
    pub folder: WirePath,
    /// Numbers of the files that are wanted of an export with media; all where none is named. Of
    /// other kinds all are written.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub only: Vec<u32>,
}

/// Where codes are looked for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodesTask {
    /// Pages from 1.
    pub pages: Vec<u32>,
}

/// What a changed picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BurnForm {
    /// Pages of a fragment.
    Fragment,
    /// One page as JPEG.
    Jpeg,
    /// One page as PNG.
    Png,
}

/// Pages that are to be drawn with something over them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BurnTask {
    /// Pages from 1, in the order wanted; exactly one, unless a fragment is made.
    pub pages: Vec<u32>,
    /// What is drawn over them.
    pub burns: Vec<Burn>,
    /// What is written.
    pub form: BurnForm,
    /// The file to write; an existing one is replaced, a failure leaves none.
    pub out: WirePath,
}

/// What is to be found on pages of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacesTask {
    /// Pages from 1 on which private texts are looked for.
    pub pages: Vec<u32>,
    /// Areas of pages from 1 whose text is wanted.
    pub under: Vec<(u32, Spot)>,
}

/// A private text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPlace {
    /// Page from 1.
    pub page: u32,
    /// What it is.
    pub hides: PrivateKind,
    /// The text.
    pub text: String,
    /// Where it stands: one area a line.
    pub areas: Vec<Spot>,
}

/// What was found on pages of a PDF.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundPlaces {
    /// Private texts, page by page.
    pub found: Vec<FoundPlace>,
    /// The text under each area that was asked for, in that order.
    pub under: Vec<String>,
}

/// One request.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Request {
    /// Number that the reply repeats, so that a stray reply is recognised.
    pub number: u64,
    /// The file.
    pub subject: Subject,
    /// What to do with it.
    pub task: Task,
}

/// What the child can be asked to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Read everything that a [`Reading`] holds.
    Facts,
    /// Write pages of a PDF, or a decoded picture, as a fragment.
    Fragment(FragmentTask),
    /// Write a picture of one page as PNG.
    Preview(PreviewTask),
    /// Write a reduced picture of one page as a fragment.
    Copy(CopyTask),
    /// Write a copy of a locked PDF without its password.
    Unlock(UnlockTask),
    /// Look for codes on pages.
    Codes(CodesTask),
    /// Draw pages with something over them.
    Burn(BurnTask),
    /// Find private texts on pages of a PDF, and what stands in areas.
    Places(PlacesTask),
    /// Write the files inside (attachments of a mail, mails of a mailbox), each on its own.
    Unpack(UnpackTask),
    /// Read the text of a picture or of a drawn page.
    Ocr(OcrTask),
}

/// One reply.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reply {
    /// Number of the request.
    pub number: u64,
    /// How it went.
    pub outcome: Outcome,
}

/// How a request went.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What could be read.
    Facts(Box<Reading>),
    /// The codes that were found.
    Codes(Vec<FoundCode>),
    /// The file that was asked for stands.
    Made(MadeFile),
    /// What was found.
    Places(FoundPlaces),
    /// The files inside stand in the folder.
    Unpacked(Unpacked),
    /// What was read of the picture.
    PictureText(PictureText),
    /// It could not be done.
    Failed(ReadNote),
}

/// The files that were inside a file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unpacked {
    /// Each file, in order; the first is number 1.
    pub files: Vec<UnpackedFile>,
    /// What must be known of those that were not taken out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<ReadNote>,
}

/// A file that was inside another and stands by itself now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnpackedFile {
    /// Its name, as far as it has one.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Where its bytes begin in the file it was in, where they stand there as they are.
    pub offset: Option<u64>,
}

/// A file that the child wrote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MadeFile {
    /// Its size in bytes.
    pub size_bytes: u64,
    /// PDF pages, from 1, that were drawn and not kept.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub drawn_pages: Vec<u32>,
    /// What the dossier must know about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<ReadNote>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn password_never_shows_in_debug_output() {
        let subject = Subject::new(Path::new("a.pdf"), "application/pdf", Some("segredo"));
        assert!(!format!("{subject:?}").contains("segredo"));
        assert!(serde_json::to_string(&subject).unwrap().contains("segredo"));
    }

    #[cfg(unix)]
    #[test]
    fn path_that_is_no_text_crosses_the_border() {
        use std::os::unix::ffi::OsStrExt;
        let path = WirePath::new(Path::new(std::ffi::OsStr::from_bytes(b"/tmp/fatura \xE7\n.pdf")));
        let json = serde_json::to_string(&path).unwrap();
        assert_eq!(serde_json::from_str::<WirePath>(&json).unwrap(), path);
        assert!(!json.contains('\n'));
    }
}
