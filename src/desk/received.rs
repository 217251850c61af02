//! Received dossiers at the screen: taking in and verifying go on beside every other deed, and the
//! pages of an open dossier are drawn where it lies.

use crate::api::{Reply, Request};
use crate::app::{AppError, ReceivedOpened, ReceivedPages};
use crate::catalogue::readable;
use crate::desk::jobs::Job;
use crate::desk::pictures::{Received, ReceivedFile};
use crate::desk::{Desk, DeskProgress};
use std::path::Path;
use std::sync::mpsc::Sender;

/// Types of files by their ending, for dossiers that tell none; what is drawn is told by content.
const TYPES: [(&str, &str); 5] = [
    (".pdf", "application/pdf"),
    (".jpg", "image/jpeg"),
    (".jpeg", "image/jpeg"),
    (".png", "image/png"),
    (".webp", "image/webp"),
];

/// Returns what can be drawn of a received dossier that was just opened.
pub(super) fn drawable(root: &Path, opened: &ReceivedOpened) -> Option<Received> {
    let (entry, contents) = (&opened.entry, opened.contents.as_ref()?);
    let items = contents.exhibits.iter().flat_map(|exhibit| &exhibit.items);
    let files = items.filter_map(|item| {
        let member = item.member.clone()?;
        let name = member.to_ascii_lowercase();
        let by_name = TYPES.iter().find(|(ending, _)| name.ends_with(ending));
        let media_type = match by_name {
            Some((_, media_type)) if item.media_type.is_empty() => (*media_type).to_owned(),
            _ => item.media_type.clone(),
        };
        Some((item.sha256, ReceivedFile { member, media_type }))
    });
    let files = files.collect();
    let pages = ReceivedPages {
        root: root.to_owned(),
        sha256: entry.sha256,
        path: readable(root, entry.id, entry.form),
        volumes: contents.volumes.clone(),
    };
    Some(Received { pages, files })
}

impl Desk {
    /// Does a `receive` or a `check_received` without the engine's turn.
    pub(super) fn beside(
        &self,
        request: Request,
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
    ) -> Result<Reply, AppError> {
        let reception = self.app.wait().reception();
        let mut watch = |so_far: &crate::app::Progress| {
            // Nobody listens any more only when the answer is no longer wanted.
            let _ = told.send(DeskProgress::of(so_far));
            !job.is_cancelled()
        };
        match request {
            Request::Receive { path, files, passphrase, check } => {
                let passphrase = passphrase.as_deref();
                let received = reception.receive(&path, &files, passphrase, check, &mut watch)?;
                Ok(Reply::Received(received))
            }
            Request::CheckReceived { path, ids } => {
                Ok(Reply::CheckedReceived(reception.check(&path, &ids, &mut watch)?))
            }
            _ => Err(AppError::Failed),
        }
    }
}
