//! `selo.json`: what a package promises. Its SHA-256 is the "código de conferência", printed on the
//! cover and in each page's header. It holds no hash of PDF or ZIP, so that it can stand in both.

use crate::base::Sha256Digest;
use crate::case::CustodyLog;
use crate::filing::DossierPlan;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Format of `selo.json`.
pub const SEAL_FORMAT: u32 = 1;

/// One file of the seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedItem {
    /// Code of integrity.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
}

/// One exhibit of the seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedExhibit {
    /// Number as printed.
    pub number: String,
    /// Its files in order.
    pub items: Vec<SealedItem>,
}

/// The seal of a package.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seal {
    /// Format, [`SEAL_FORMAT`].
    pub format: u32,
    /// Identity of the case.
    pub case_id: Uuid,
    /// Profile.
    pub profile: String,
    /// Day on the papers, `2026-11-21`.
    pub date: String,
    /// Program and version.
    pub app: String,
    /// Hash of the custody log's last line when the package was made.
    pub custody_head: Sha256Digest,
    /// How many lines it had.
    pub custody_events: u64,
    /// Hash of `caso.json`.
    pub caso_sha256: Sha256Digest,
    /// Exhibits in the order printed.
    pub exhibits: Vec<SealedExhibit>,
}

impl Seal {
    /// Returns the seal of a package.
    pub fn of(
        case_id: Uuid,
        profile: &str,
        date: &str,
        app: &str,
        log: &CustodyLog,
        caso_sha256: Sha256Digest,
        plan: &DossierPlan,
    ) -> Self {
        let exhibits = plan
            .exhibits
            .iter()
            .map(|exhibit| SealedExhibit {
                number: exhibit.number.to_string(),
                items: exhibit
                    .carried()
                    .map(|item| SealedItem { sha256: item.sha256, size_bytes: item.size_bytes })
                    .collect(),
            })
            .collect();
        Self {
            format: SEAL_FORMAT,
            case_id,
            profile: profile.to_owned(),
            date: date.to_owned(),
            app: app.to_owned(),
            custody_head: log.head(),
            custody_events: log.count(),
            caso_sha256,
            exhibits,
        }
    }

    /// Returns the exact bytes of `selo.json`.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}
