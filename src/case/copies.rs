//! Copies of evidence that the user asked for: with bars over what is not for every reader (tarja),
//! with frames and arrows (destaque), or without the place where a photo was taken. The original
//! stays in the case as it is; what a package carries is decided by `filing::scope`.

use crate::base::private_text::PrivateKind;
use crate::base::{Sha256Digest, Spot};
use crate::case::ItemId;
use crate::case::words::words;
use serde::{Deserialize, Serialize};

words! {
    /// What was done to a copy.
    CopyKind {
        Redacted = "redacted", "cópia com tarja";
        Highlighted = "highlighted", "cópia com destaque acrescentado";
        WithoutPlace = "without_place", "cópia sem o lugar";
    }
}

words! {
    /// What is drawn on a copy to show where to look.
    MarkShape {
        Frame = "frame", "moldura";
        Arrow = "arrow", "seta";
    }
}

/// A rectangle that hides something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HiddenArea {
    /// Page of the item, from 1.
    pub page: u32,
    /// Where on it.
    pub area: Spot,
    /// What it hides, in general words.
    #[serde(default)]
    pub hides: PrivateKind,
    /// The very text, as far as it is known: looked for before anything is handed over. It never
    /// leaves the case.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub text: Option<String>,
}

/// A frame or an arrow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Mark {
    /// Which.
    pub shape: MarkShape,
    /// The rectangle of a frame; of an arrow where it begins, and where it points to.
    pub area: Spot,
}

/// What was done to make a copy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "what")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CopyWork {
    /// Rectangles were burnt into the pixels, over the whole file.
    Redacted {
        /// Each of them.
        areas: Vec<HiddenArea>,
    },
    /// Frames and arrows were drawn on one page.
    Highlighted {
        /// Page of the item, from 1.
        page: u32,
        /// Each of them.
        marks: Vec<Mark>,
        /// What to look at ("veja a data").
        caption: String,
    },
    /// The place where the photo was taken was left out; the picture of a JPEG is the same bit for bit.
    WithoutPlace,
}

impl CopyWork {
    /// Returns what was done, in a word.
    pub const fn kind(&self) -> CopyKind {
        match self {
            Self::Redacted { .. } => CopyKind::Redacted,
            Self::Highlighted { .. } => CopyKind::Highlighted,
            Self::WithoutPlace => CopyKind::WithoutPlace,
        }
    }
}

/// A copy of an item that stands in `data/derivados/`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MadeCopy {
    /// The item.
    pub item: ItemId,
    /// Hash of the file it was made of: the item's original, or another copy of it.
    pub source_sha256: Sha256Digest,
    /// Its own hash.
    pub sha256: Sha256Digest,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Its type.
    pub media_type: String,
    /// Its name under `data/derivados/`.
    pub stored_as: String,
    /// What was done.
    pub work: CopyWork,
}

/// That an item of a package is a copy, and of what. Only in the share of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CopyOf {
    /// What was done.
    pub what: CopyKind,
    /// The item.
    pub item: ItemId,
    /// Hash of its original.
    pub original_sha256: Sha256Digest,
    /// What to look at, in a copy with marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub caption: Option<String>,
    /// Page of the item that a copy with marks shows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub page: Option<u32>,
}
