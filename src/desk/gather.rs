//! Gathering from the screen: in small batches that give the engine back between them, so that the
//! case can be looked at and changed while hundreds of photos come in. All batches are one step of
//! undoing, and one exhibit where that was asked for.

use crate::api::{Reply, Request};
use crate::app::{AppError, GatherReport, GatheredItem};
use crate::desk::jobs::{Job, Stretch};
use crate::desk::{Desk, DeskProgress};
use crate::store::{Refusal, sources};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;

/// Most files of one batch: what else waits, waits for these at most.
const BATCH_FILES: usize = 8;
/// Most bytes of one batch; a larger file is a batch of its own.
const BATCH_BYTES: u64 = 32 * 1024 * 1024;

impl Desk {
    /// Does an `add`: what was kept before a cancel or a full disk stays kept, and what was not
    /// reached is in the report with the reason.
    pub(super) fn gather(
        &self,
        request: Request,
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
    ) -> Result<Reply, AppError> {
        let Request::Add { files, .. } = &request else {
            return self.deed(request, job, told, None);
        };
        let found = found(files);
        let nothing_there = !found.iter().any(|path| fs::symlink_metadata(path).is_ok());
        let reply = if nothing_there {
            self.deed(request, job, told, None)?
        } else {
            Reply::Gathered(self.in_batches(&request, &found, job, told)?)
        };
        if let Reply::Gathered(report) = &reply {
            let safe = report.items.iter().filter(|item| item.refusal.is_none());
            safe.for_each(|item| self.pasted.used(Path::new(&item.path)));
        }
        Ok(reply)
    }

    fn in_batches(
        &self,
        request: &Request,
        found: &[PathBuf],
        job: &Job<'_>,
        told: &Sender<DeskProgress>,
    ) -> Result<GatherReport, AppError> {
        let mut report = GatherReport { items: Vec::new(), findings: Vec::new() };
        let mut next = request.clone();
        for batch in batches(found) {
            let Request::Add { files, .. } = &mut next else { return Err(AppError::Failed) };
            batch.clone_into(files);
            let stretch = Stretch { before: report.items.len(), total: found.len() };
            match self.deed(next.clone(), job, told, Some(stretch)) {
                Ok(Reply::Gathered(part)) => {
                    go_on(&mut next, &part);
                    report.items.extend(part.items);
                    report.findings.extend(part.findings);
                }
                Ok(_) => return Err(AppError::Failed),
                Err(AppError::Absent { .. }) => {
                    report.items.extend(refused(batch, || Refusal::Absent));
                }
                Err(AppError::Cancelled) => {}
                Err(error) => return Err(error),
            }
            if let Some(why) = stopped(&report, job) {
                let reached = report.items.len();
                report.items.extend(refused(found.get(reached..).unwrap_or_default(), why));
                break;
            }
        }
        report.findings.sort();
        report.findings.dedup();
        Ok(report)
    }
}

/// Returns the files that were given, those in folders one by one, each once in order.
fn found(given: &[PathBuf]) -> Vec<PathBuf> {
    let path = |source| match source {
        Ok(crate::store::Source { path, .. }) | Err((path, _)) => path,
    };
    sources(given).into_iter().map(path).collect()
}

/// Parts the files into batches, in order.
fn batches(files: &[PathBuf]) -> Vec<&[PathBuf]> {
    let mut batches = Vec::new();
    let mut rest = files;
    while !rest.is_empty() {
        let mut bytes = 0_u64;
        let fits = |path: &&PathBuf| {
            bytes = bytes.saturating_add(fs::metadata(path).map_or(0, |told| told.len()));
            bytes <= BATCH_BYTES
        };
        let count = rest.iter().take(BATCH_FILES).take_while(fits).count().max(1);
        let (batch, others) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        batches.push(batch);
        rest = others;
    }
    batches
}

/// Makes the next batch go on with what this one began: in the same step of undoing and, for one
/// exhibit, in the exhibit that now is.
fn go_on(next: &mut Request, part: &GatherReport) {
    let Request::Add { one_exhibit, into, same_step, .. } = next else { return };
    let Some(kept) = part.items.iter().find(|item| item.outcome == "kept") else { return };
    *same_step = true;
    if *one_exhibit && into.is_none() {
        into.clone_from(&kept.exhibit);
    }
}

/// Returns why the files after this report are not reached, if they are not.
fn stopped(report: &GatherReport, job: &Job<'_>) -> Option<fn() -> Refusal> {
    let by_disk =
        |item: &GatheredItem| matches!(item.refusal, Some(Refusal::Disk(_) | Refusal::NotReached));
    if report.items.iter().any(by_disk) {
        Some(|| Refusal::NotReached)
    } else {
        job.is_cancelled().then_some(|| Refusal::Stopped)
    }
}

fn refused(files: &[PathBuf], why: impl Fn() -> Refusal) -> Vec<GatheredItem> {
    files.iter().map(|path| GatheredItem::refused(path, why())).collect()
}
