//! Time from outside: the request that a time stamp authority answers, for every seal that was handed
//! out. The answer comes back as a file of the case (`seal_attachment`).

use crate::app::{App, AppError, RefusedDeed, lies_inside};
use crate::base::Sha256Digest;
use crate::case::Finding;
use crate::import::stamp::time_stamp_request;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// A request that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealRequest {
    /// The file, in the form of RFC 3161.
    pub file: PathBuf,
    /// The seal that it is about (código de conferência).
    pub seal: Sha256Digest,
    /// Profile of the package.
    pub profile: String,
    /// Day on its papers.
    pub date: String,
}

/// Every request that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SealRequests {
    /// One for each package of the last export.
    pub requests: Vec<SealRequest>,
    /// What opening the case found.
    pub findings: Vec<Finding>,
}

impl App {
    /// Writes a request for a time stamp for each package of the last export into a folder.
    ///
    /// # Errors
    /// [`RefusedDeed::NothingSealed`] before the first export; a folder inside the case; a disk that
    /// refuses.
    pub fn seal_requests(&mut self, root: &Path, out: &Path) -> Result<SealRequests, AppError> {
        let opened = self.open_to_look(root)?;
        if lies_inside(out, opened.root()) {
            return Err(AppError::OutInsideCase { path: out.to_owned() });
        }
        let sealed = opened.log().sealed();
        let last = sealed.iter().map(|one| one.seq).max().ok_or(RefusedDeed::NothingSealed)?;
        let findings = opened.findings().to_vec();
        drop(opened);
        let packages: Vec<_> = sealed.into_iter().filter(|one| one.seq == last).collect();
        let is_only = packages.len() == 1;
        let requests = packages.into_iter().map(|one| {
            let short = one.seal.short();
            let name = if is_only { "selo.tsq".to_owned() } else { format!("selo {short}.tsq") };
            let file = self.place_file(out, &name, &time_stamp_request(one.seal))?;
            Ok(SealRequest { file, seal: one.seal, profile: one.profile, date: one.date })
        });
        Ok(SealRequests { requests: requests.collect::<Result<_, AppError>>()?, findings })
    }
}
