//! Verifying what was received, two dossiers at a time, beside everything else the program does. How
//! far it is stands in each row, so that it goes on after a crash where it stopped.

use super::receive::take_lock;
use super::{CHECKING_LOCK, Catalogue, CatalogueError, CheckState, Form, ZIP, place, readable};
use crate::case::{Finding, FindingCode};
use crate::package::protect::{check_closed, is_protected};
use crate::package::verify::{CheckReport, Verdict, check, tell};
use serde::Serialize;
use std::collections::VecDeque;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

/// How many dossiers are verified at the same time.
const AT_A_TIME: usize = 2;
/// How often the person's wish to stop is looked at.
const LOOK: Duration = Duration::from_millis(100);

/// Asked with how many are done, how many there are and a name; answers whether to go on.
pub type GoOn<'a> = dyn FnMut(usize, usize, &str) -> bool + 'a;

/// What came of verifying.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckedCount {
    /// How many are intact.
    pub intact: usize,
    /// How many differ.
    pub different: usize,
    /// How many cannot be read.
    pub unreadable: usize,
    /// How many still wait, as the person stopped.
    pub waiting: usize,
    /// How many open with a passphrase only, which nobody gave yet.
    pub protected: usize,
}

/// What a worker tells: what it ended, and what it begins.
struct Told {
    /// Without a report when it was stopped.
    ended: Option<(u32, Option<CheckReport>)>,
    begun: Option<(u32, String)>,
}

impl Catalogue {
    /// Verifies every dossier that waits. Stopped dossiers wait again.
    ///
    /// # Errors
    /// [`CatalogueError::Busy`] when another program is at it; the database cannot be written.
    pub fn check_waiting(
        &mut self,
        now: &dyn Fn() -> String,
        holder: &str,
        go_on: &mut GoOn<'_>,
    ) -> Result<CheckedCount, CatalogueError> {
        let _held = take_lock(&self.root.join(CHECKING_LOCK), holder)?;
        // Whoever was at these held the lock, and is gone.
        for (id, _, _) in self.in_state(CheckState::Verifying)? {
            self.set_state(id, CheckState::Waiting, None)?;
        }
        let waiting: VecDeque<_> = self.in_state(CheckState::Waiting)?.into();
        let total = waiting.len();
        let queue = Mutex::new(waiting);
        let stop = AtomicBool::new(false);
        let (told, heard) = channel();
        let root = self.root.clone();
        let mut count = CheckedCount::default();
        thread::scope(|scope| {
            for _ in 0..AT_A_TIME {
                let (told, queue, stop, root) = (told.clone(), &queue, &stop, &root);
                scope.spawn(move || work(root, queue, stop, &told));
            }
            drop(told);
            let mut done = 0;
            let mut name = String::new();
            loop {
                if !go_on(done, total, &name) {
                    stop.store(true, Ordering::SeqCst);
                }
                match heard.recv_timeout(LOOK) {
                    Err(RecvTimeoutError::Timeout) => {}
                    Err(RecvTimeoutError::Disconnected) => return Ok(()),
                    Ok(first) => {
                        let told = with_what_follows(first, &heard);
                        for one in &told {
                            done += usize::from(matches!(one.ended, Some((_, Some(_)))));
                            name = one.begun.as_ref().map_or(name, |(_, begun)| begun.clone());
                        }
                        self.note(&told, &now(), &mut count)
                            .inspect_err(|_| stop.store(true, Ordering::SeqCst))?;
                    }
                }
            }
        })
        .map_err(|error: CatalogueError| error)?;
        count.waiting = self.in_state(CheckState::Waiting)?.len();
        count.protected = self.protected()?.len();
        Ok(count)
    }

    /// Notes in one transaction which dossiers were ended, and which are begun.
    fn note(
        &self,
        told: &[Told],
        when: &str,
        count: &mut CheckedCount,
    ) -> Result<(), CatalogueError> {
        self.together(|catalogue| {
            for Told { ended, begun } in told {
                if let Some((id, report)) = ended {
                    catalogue.conclude(*id, report.as_ref(), when, count)?;
                }
                if let Some((id, _)) = begun {
                    catalogue.set_state(*id, CheckState::Verifying, None)?;
                }
            }
            Ok(())
        })
    }

    fn conclude(
        &self,
        id: u32,
        report: Option<&CheckReport>,
        when: &str,
        count: &mut CheckedCount,
    ) -> Result<(), CatalogueError> {
        let Some(report) = report else {
            return self.set_state(id, CheckState::Waiting, None);
        };
        let (state, counted) = match report.verdict {
            Verdict::Intact => (CheckState::Intact, &mut count.intact),
            Verdict::Different => (CheckState::Different, &mut count.different),
            Verdict::Unreadable => (CheckState::Unreadable, &mut count.unreadable),
        };
        *counted += 1;
        self.set_state(id, state, Some((report, when)))
    }
}

/// Returns what was told, with all that follows within a moment: small dossiers are verified faster
/// than each could be written by itself, and what is lost in a crash is only verified again.
fn with_what_follows(first: Told, heard: &Receiver<Told>) -> Vec<Told> {
    let end = Instant::now() + LOOK;
    let mut told = vec![first];
    while let Ok(next) = heard.recv_timeout(end.saturating_duration_since(Instant::now())) {
        told.push(next);
    }
    told
}

/// Verifies one after the other until none waits, or all is to stop.
fn work(
    root: &Path,
    queue: &Mutex<VecDeque<(u32, Form, String)>>,
    stop: &AtomicBool,
    told: &Sender<Told>,
) {
    let mut ended = None;
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let next = next.filter(|_| !stop.load(Ordering::SeqCst));
        let begun = next.as_ref().map(|(id, _, name)| (*id, name.clone()));
        let is_heard = told.send(Told { ended: ended.take(), begun }).is_ok();
        let Some((id, form, _)) = next.filter(|_| is_heard) else { return };
        ended = Some((id, verify(root, id, form, stop)));
    }
}

fn verify(root: &Path, id: u32, form: Form, stop: &AtomicBool) -> Option<CheckReport> {
    let mut go_on = |_: usize, _: usize, _: &str| !stop.load(Ordering::SeqCst);
    let original = place(root, id, form);
    // What is inside says nothing of what came around it.
    if form == Form::Zip
        && is_protected(&original).unwrap_or(false)
        && let Err(error) = check_closed(&original)
    {
        return Some(CheckReport::of_closed(ZIP, &error));
    }
    let path = readable(root, id, form);
    match tell(&path) {
        Ok(Some(checkable)) => check(&path, &checkable, None, &mut go_on),
        Ok(None) => Some(CheckReport::lost(Finding::new(FindingCode::BagInvalid))),
        Err(error) => {
            let finding = Finding::new(FindingCode::BagInvalid);
            Some(CheckReport::lost(finding.finding(format!("unreadable: {error}"))))
        }
    }
}
