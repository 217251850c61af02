//! Received dossiers at the screen: taking in and verifying go on beside every other deed, and the
//! pages of an open dossier are drawn where it lies.

use crate::api::{Reply, Request};
use crate::app::AppError;
use crate::desk::jobs::Job;
use crate::desk::{Desk, DeskProgress};
use std::sync::mpsc::Sender;

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
            Request::Receive { path, files, check } => {
                Ok(Reply::Received(reception.receive(&path, &files, check, &mut watch)?))
            }
            Request::CheckReceived { path, ids } => {
                Ok(Reply::CheckedReceived(reception.check(&path, &ids, &mut watch)?))
            }
            _ => Err(AppError::Failed),
        }
    }
}
