//! What reading a file yields: facts and notes, never a failure. The types cross the border of the
//! reader process and stand in `items[].read` of `juntar --json`, so their names are a contract.
//!
//! Deliberately not here: the Portuguese sentence of a note (`explain.rs`) and coordinates of a
//! place, which are never taken out of a file.

use crate::import::codes::FoundCode;
use crate::import::exif::ExifFacts;
use crate::import::parsed::Parsed;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Longest text kept of one file, in bytes of UTF-8: 2 MiB, so that even with every character
/// escaped in JSON a reply of the reader process stays below its 16 MiB.
pub const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;

/// Longest detail of a note, in characters: it quotes foreign error messages.
pub const MAX_DETAIL_CHARS: usize = 200;

/// Everything that could be read of one file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Reading {
    /// Type by content, such as `image/jpeg`; `application/octet-stream` if nothing is known.
    pub media_type: String,
    /// How the file can be shown in a dossier.
    pub showable: Showable,
    /// Pages in order, as shown upright; empty if the file has none or they are not known.
    pub pages: Vec<PageSize>,
    /// Facts of a picture (photo, print, scan).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub picture: Option<PictureFacts>,
    /// Facts of a PDF.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pdf: Option<PdfReading>,
    /// What a file of a known kind says.
    #[serde(default, flatten, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(skip))]
    pub parsed: Option<Parsed>,
    /// Text of the file, at most [`MAX_TEXT_BYTES`], lines ended by `\n`; the pages of a PDF are
    /// parted by a form feed (`\u{0C}`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<String>,
    /// Codes printed on its pages, at most [`crate::import::codes::MAX_CODES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<Vec<FoundCode>>"))]
    pub codes: Vec<FoundCode>,
    /// A day that the exhibit may carry; only a suggestion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub suggested_date: Option<SuggestedDate>,
    /// What the user or the dossier must know about this reading.
    pub notes: Vec<ReadNote>,
}

impl Reading {
    /// Returns whether the file needs a password that was not given yet.
    pub fn is_locked(&self) -> bool {
        self.pdf.as_ref().is_some_and(|pdf| pdf.lock == PdfLock::Locked)
    }

    /// Returns whether the file has pages that can be drawn.
    pub fn has_picture(&self) -> bool {
        let drawn = [Showable::JpegAsIs, Showable::Decode, Showable::Pdf];
        drawn.contains(&self.showable) && !self.is_locked()
    }

    /// Returns a reading that knows the type and nothing else.
    pub fn of_type(media_type: &str) -> Self {
        Self {
            media_type: media_type.to_owned(),
            showable: Showable::No,
            pages: Vec::new(),
            picture: None,
            pdf: None,
            parsed: None,
            text: None,
            codes: Vec::new(),
            suggested_date: None,
            notes: Vec::new(),
        }
    }

    /// Returns the same reading with one more note.
    #[must_use]
    pub fn with_note(mut self, note: ReadNote) -> Self {
        self.notes.push(note);
        self
    }

    /// Adds what EXIF tells beyond the picture itself: a day to suggest and notes. This holds even
    /// for a picture whose pixels cannot be decoded.
    pub fn add_exif(&mut self, exif: &ExifFacts) {
        if let Some(taken_at) = &exif.taken_at {
            let date = taken_at.chars().take(10).collect();
            self.suggested_date = Some(SuggestedDate { date, source: DateSource::Camera });
            // A moment with an offset is longer than `2026-10-05T14:33:10`.
            if taken_at.len() <= 19 {
                self.notes.push(ReadNote::bare(NoteCode::DateWithoutZone));
            }
        }
        if exif.has_place {
            self.notes.push(ReadNote::bare(NoteCode::HasPlace));
        }
    }

    /// Returns whether a note of this code is present.
    pub fn has_note(&self, code: NoteCode) -> bool {
        self.notes.iter().any(|note| note.code == code)
    }
}

/// How a file can be shown in a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Showable {
    /// Its JPEG stream is embedded bit for bit.
    JpegAsIs,
    /// A picture that is decoded first (in the reader process).
    Decode,
    /// Its PDF pages are kept or drawn.
    Pdf,
    /// Its text is printed.
    Text,
    /// What was read of it is printed in the form of its kind (see [`Parsed`]).
    View,
    /// A placeholder page stands for it.
    No,
}

/// Size of one page as shown upright, in points (1/72 inch).
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PageSize {
    /// Width in points.
    pub width_pt: f32,
    /// Height in points.
    pub height_pt: f32,
}

/// A4 in points (ISO 216: 210 × 297 mm).
const A4_PT: (f32, f32) = (595.28, 841.89);

/// Points per pixel of a picture that is small enough for the page: 96 pixels an inch, the CSS
/// reference pixel. The density that files declare is not used, phones write 72 whatever it is.
const POINTS_PER_PIXEL: f32 = 0.75;

impl PageSize {
    /// Returns the page for a picture of this many pixels: 96 pixels an inch, reduced to fit an
    /// A4 page that lies or stands like the picture.
    pub fn of_picture(width_px: u32, height_px: u32) -> Self {
        let (width, height) =
            (pixels(width_px) * POINTS_PER_PIXEL, pixels(height_px) * POINTS_PER_PIXEL);
        let (short, long) = A4_PT;
        let (room_x, room_y) = if width > height { (long, short) } else { (short, long) };
        let scale = (room_x / width).min(room_y / height).min(1.0);
        Self { width_pt: width * scale, height_pt: height * scale }
    }
}

/// Returns a pixel count as a float; beyond 65,535 it is held there, as in a JPEG.
fn pixels(count: u32) -> f32 {
    f32::from(u16::try_from(count.max(1)).unwrap_or(u16::MAX))
}

/// Facts of a picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct PictureFacts {
    /// Width in pixels as shown upright.
    pub width_px: u32,
    /// Height in pixels as shown upright.
    pub height_px: u32,
    /// EXIF orientation 1 to 8 that the page must still apply to the stored pixels: that of the
    /// file where its JPEG is embedded as it is, else 1, as the reader process turns what it decodes.
    pub orientation: u8,
    /// Make and model of the camera as written by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub camera: Option<String>,
    /// When the picture was taken, by the camera's clock: `2026-10-05T14:33:10`, followed by an
    /// offset such as `-03:00` only if the file gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken_at: Option<String>,
    /// Whether the file says where it was taken; the place itself is never read out.
    pub has_place: bool,
}

/// Facts of a PDF beyond its pages and text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PdfReading {
    /// Whether and how the file is locked.
    pub lock: PdfLock,
    /// Whether any page has text (a scan has none).
    pub has_text: bool,
}

/// Whether and how a PDF is locked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PdfLock {
    /// Not encrypted.
    None,
    /// Encrypted, but it opens without a password.
    OpensWithoutPassword,
    /// Opened with the password that the user gave.
    OpenedWithPassword,
    /// A password is needed and none, or a wrong one, was given.
    Locked,
}

/// A day that an exhibit may carry, and where it comes from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ReadDate"))]
pub struct SuggestedDate {
    /// The day as `2026-10-05`.
    pub date: String,
    /// Where it was found.
    pub source: DateSource,
}

/// Where a suggested date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum DateSource {
    /// The camera wrote it into the picture.
    Camera,
    /// It stands in the file's name.
    Name,
}

/// One thing that must be known about a reading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReadNote {
    /// What it is; the sentence for people is chosen by it.
    pub code: NoteCode,
    /// Particulars for the curious, at most [`MAX_DETAIL_CHARS`]; never a password.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

impl ReadNote {
    /// Returns a note without particulars.
    pub const fn bare(code: NoteCode) -> Self {
        Self { code, detail: String::new() }
    }

    /// Returns a note with particulars, shortened and freed of control characters.
    pub fn new(code: NoteCode, detail: &dyn fmt::Display) -> Self {
        let detail = detail
            .to_string()
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .take(MAX_DETAIL_CHARS)
            .collect();
        Self { code, detail }
    }
}

/// The closed list of what a note can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum NoteCode {
    /// The file has no bytes.
    EmptyFile,
    /// The file could not be read from the disk just now.
    CouldNotRead,
    /// The file that was to be made could not be written (a full disk, no permission).
    CouldNotWrite,
    /// The content is damaged, so that it cannot be shown, or not wholly.
    Damaged,
    /// A picture or document of a form that this program cannot decode.
    UnsupportedFormat,
    /// Kept and delivered, but nothing in it can be printed (sound, video, archive, unknown).
    NotPrintable,
    /// A password is needed.
    Locked,
    /// The password that was given does not open the file.
    WrongPassword,
    /// A PDF whose own table was damaged; it was rebuilt for reading.
    Repaired,
    /// A PDF that only the second parser can read: its pages are drawn, never kept.
    DrawnOnly,
    /// A PDF with layers that are hidden; they are not shown.
    HiddenLayers,
    /// A PDF with form fields whose value has no appearance and so is not shown.
    FieldWithoutAppearance,
    /// Beyond a limit of size (pixels, bytes, pages).
    TooLarge,
    /// Only the beginning of the text was read.
    Truncated,
    /// The name's extension tells another type than the content.
    ExtensionDiffers,
    /// The picture's time stands without an offset: the camera's local time.
    DateWithoutZone,
    /// A mailbox: each of its mails is an item of its own.
    Mailbox,
    /// An archive: each file inside is an item of its own.
    Archive,
    /// An archive that was not taken apart; the detail is how many files it holds.
    ArchiveClosed,
    /// An archive of a kind that is not opened.
    ArchiveUnknown,
    /// An archive that is not opened; the detail is the reason (`archive::ArchiveRefusal`).
    ArchiveRefused,
    /// Files in an archive have a password; the detail is how many, and the first.
    ArchiveLocked,
    /// Paths in an archive lead out of it; the detail is how many, and the first.
    ArchiveLeadsOut,
    /// Links in an archive; the detail is how many, and the first.
    ArchiveLink,
    /// Files in an archive cannot be unpacked; the detail is how many, and the first.
    ArchiveUnreadable,
    /// An office file with macros, which were not opened.
    Macros,
    /// An office file that needs a password.
    OfficeLocked,
    /// A mail's date stands without an offset.
    MailDateWithoutZone,
    /// A mail's sender, subject or date stands more than once.
    RepeatedFields,
    /// A text that looks like an exported conversation, without words that only WhatsApp writes.
    ChatProbable,
    /// A conversation whose dates can be read in two orders: day first was assumed.
    ChatOrderAssumed,
    /// The check digit of a fiscal document's access key does not agree.
    AccessKeyWrong,
    /// A file with several fiscal documents, of which only the first was read.
    FurtherDocuments,
    /// The file says where it was made.
    HasPlace,
    /// An animation: only its first picture is shown.
    FirstFrameOnly,
    /// The picture was made smaller, as it has more pixels than a page can use.
    Reduced,
    /// Thumbnails or further pictures in the file are not shown.
    FramesLeftOut,
    /// The reader process died on this file.
    ReaderDied,
    /// The reader process took too long with this file.
    ReaderTimeout,
}

impl NoteCode {
    /// Every code, for tests that check that each has its sentence.
    pub const ALL: [Self; 39] = [
        Self::EmptyFile,
        Self::CouldNotRead,
        Self::CouldNotWrite,
        Self::Damaged,
        Self::UnsupportedFormat,
        Self::NotPrintable,
        Self::Locked,
        Self::WrongPassword,
        Self::Repaired,
        Self::DrawnOnly,
        Self::HiddenLayers,
        Self::FieldWithoutAppearance,
        Self::TooLarge,
        Self::Truncated,
        Self::ExtensionDiffers,
        Self::DateWithoutZone,
        Self::Mailbox,
        Self::Archive,
        Self::ArchiveClosed,
        Self::ArchiveUnknown,
        Self::ArchiveRefused,
        Self::ArchiveLocked,
        Self::ArchiveLeadsOut,
        Self::ArchiveLink,
        Self::ArchiveUnreadable,
        Self::Macros,
        Self::OfficeLocked,
        Self::MailDateWithoutZone,
        Self::RepeatedFields,
        Self::ChatProbable,
        Self::ChatOrderAssumed,
        Self::AccessKeyWrong,
        Self::FurtherDocuments,
        Self::HasPlace,
        Self::FirstFrameOnly,
        Self::Reduced,
        Self::FramesLeftOut,
        Self::ReaderDied,
        Self::ReaderTimeout,
    ];

    /// Returns the code as it stands in `--json`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::EmptyFile => "empty_file",
            Self::CouldNotRead => "could_not_read",
            Self::CouldNotWrite => "could_not_write",
            Self::Damaged => "damaged",
            Self::UnsupportedFormat => "unsupported_format",
            Self::NotPrintable => "not_printable",
            Self::Locked => "locked",
            Self::WrongPassword => "wrong_password",
            Self::Repaired => "repaired",
            Self::DrawnOnly => "drawn_only",
            Self::HiddenLayers => "hidden_layers",
            Self::FieldWithoutAppearance => "field_without_appearance",
            Self::TooLarge => "too_large",
            Self::Truncated => "truncated",
            Self::ExtensionDiffers => "extension_differs",
            Self::DateWithoutZone => "date_without_zone",
            Self::Mailbox => "mailbox",
            Self::Archive => "archive",
            Self::ArchiveClosed => "archive_closed",
            Self::ArchiveUnknown => "archive_unknown",
            Self::ArchiveRefused => "archive_refused",
            Self::ArchiveLocked => "archive_locked",
            Self::ArchiveLeadsOut => "archive_leads_out",
            Self::ArchiveLink => "archive_link",
            Self::ArchiveUnreadable => "archive_unreadable",
            Self::Macros => "macros",
            Self::OfficeLocked => "office_locked",
            Self::MailDateWithoutZone => "mail_date_without_zone",
            Self::RepeatedFields => "repeated_fields",
            Self::ChatProbable => "chat_probable",
            Self::ChatOrderAssumed => "chat_order_assumed",
            Self::AccessKeyWrong => "access_key_wrong",
            Self::FurtherDocuments => "further_documents",
            Self::HasPlace => "has_place",
            Self::FirstFrameOnly => "first_frame_only",
            Self::Reduced => "reduced",
            Self::FramesLeftOut => "frames_left_out",
            Self::ReaderDied => "reader_died",
            Self::ReaderTimeout => "reader_timeout",
        }
    }
}

impl fmt::Display for NoteCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_the_word_that_json_shows() {
        for code in NoteCode::ALL {
            let json = serde_json::to_string(&code).unwrap();
            assert_eq!(json, format!("\"{code}\""));
        }
    }

    #[test]
    fn reading_round_trips_and_leaves_out_what_is_absent() {
        let reading = Reading::of_type("image/png").with_note(ReadNote::bare(NoteCode::Damaged));
        let json = serde_json::to_string(&reading).unwrap();
        assert_eq!(
            json,
            r#"{"media_type":"image/png","showable":"no","pages":[],"notes":[{"code":"damaged"}]}"#
        );
        assert_eq!(serde_json::from_str::<Reading>(&json).unwrap(), reading);
    }

    #[test]
    fn details_are_short_and_on_one_line() {
        let note = ReadNote::new(NoteCode::Damaged, &format!("a\nb\u{1b}[0m{}", "x".repeat(500)));
        assert_eq!(note.detail.chars().count(), MAX_DETAIL_CHARS);
        assert!(note.detail.starts_with("a b "));
    }

    #[test]
    fn picture_pages_fit_a4_and_are_not_blown_up() {
        let wide = PageSize::of_picture(4032, 3024);
        assert!(wide.width_pt <= 841.9 && wide.height_pt <= 595.3 && wide.width_pt > 700.0);
        let small = PageSize::of_picture(100, 40);
        assert_eq!((small.width_pt, small.height_pt), (75.0, 30.0));
        let none = PageSize::of_picture(0, 0);
        assert!(none.width_pt > 0.0 && none.height_pt > 0.0);
    }
}
