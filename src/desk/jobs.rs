//! Who is at work: deeds wait for each other in line, each tells how far it is, and each can be
//! cancelled by the number of its job.

use crate::app::{Progress, Watcher};
use crate::desk::DeskProgress;
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Locks, and goes on with what a panicking thread left: the values behind these locks are whole
/// between any two statements.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A value that one thread uses at a time, first come, first served. A plain mutex may be taken
/// again at once by the thread that just let go, and a long row of short deeds would then let
/// nobody else in.
pub(super) struct Line<T> {
    tickets: Mutex<Tickets>,
    moved: Condvar,
    value: Mutex<T>,
}

#[derive(Default)]
struct Tickets {
    next: u64,
    served: u64,
}

impl<T> Line<T> {
    pub(super) fn new(value: T) -> Self {
        Self { tickets: Mutex::default(), moved: Condvar::new(), value: Mutex::new(value) }
    }

    /// Waits for its turn and returns the value, which the next in line gets when this is dropped.
    pub(super) fn wait(&self) -> Turn<'_, T> {
        let mut tickets = lock(&self.tickets);
        let mine = tickets.next;
        tickets.next += 1;
        while tickets.served != mine {
            tickets = self.moved.wait(tickets).unwrap_or_else(PoisonError::into_inner);
        }
        drop(tickets);
        Turn { value: lock(&self.value), _done: Done { line: (&self.tickets, &self.moved) } }
    }
}

/// A turn with the value of a [`Line`]. The value is let go before the next is called.
pub(super) struct Turn<'a, T> {
    value: MutexGuard<'a, T>,
    _done: Done<'a>,
}

impl<T> Deref for Turn<'_, T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Turn<'_, T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

struct Done<'a> {
    line: (&'a Mutex<Tickets>, &'a Condvar),
}

impl Drop for Done<'_> {
    fn drop(&mut self) {
        lock(self.line.0).served += 1;
        self.line.1.notify_all();
    }
}

/// The jobs that are running or waiting.
#[derive(Default)]
pub(super) struct Jobs {
    running: Mutex<BTreeMap<u32, Arc<AtomicBool>>>,
    ended: Condvar,
}

impl Jobs {
    /// Notes that a job began; it is forgotten when this is dropped.
    pub(super) fn begin(&self, number: u32) -> Job<'_> {
        let cancelled = Arc::new(AtomicBool::new(false));
        lock(&self.running).insert(number, Arc::clone(&cancelled));
        Job { jobs: self, number, cancelled }
    }

    pub(super) fn cancel(&self, number: u32) {
        if let Some(cancelled) = lock(&self.running).get(&number) {
            cancelled.store(true, Ordering::SeqCst);
        }
    }

    /// Cancels every job and waits until each has ended, `limit` at most.
    pub(super) fn finish(&self, limit: Duration) {
        let running = lock(&self.running);
        running.values().for_each(|cancelled| cancelled.store(true, Ordering::SeqCst));
        drop(self.ended.wait_timeout_while(running, limit, |running| !running.is_empty()));
    }
}

/// One running job.
pub(super) struct Job<'a> {
    jobs: &'a Jobs,
    number: u32,
    cancelled: Arc<AtomicBool>,
}

impl Job<'_> {
    /// Returns whether the person asked to stop.
    pub(super) fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::SeqCst)
    }
}

impl Drop for Job<'_> {
    fn drop(&mut self) {
        let mut running = lock(&self.jobs.running);
        // A page that was loaded anew may have begun another job under the same number.
        if running.get(&self.number).is_some_and(|now| Arc::ptr_eq(now, &self.cancelled)) {
            running.remove(&self.number);
        }
        self.jobs.ended.notify_all();
    }
}

/// Which part of a longer work a deed is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stretch {
    /// How much was done before it.
    pub before: usize,
    /// How much there is in all.
    pub total: usize,
}

/// The deed under way.
struct Current {
    cancelled: Arc<AtomicBool>,
    told: Sender<DeskProgress>,
    stretch: Option<Stretch>,
}

impl Current {
    /// Passes on how far the deed is; returns whether it is to go on.
    fn hear(&self, so_far: &Progress) -> bool {
        let mut so_far = DeskProgress::of(so_far);
        if let Some(stretch) = self.stretch {
            so_far.done += stretch.before;
            so_far.total = stretch.total;
        }
        // Nobody listens any more only when the answer is no longer wanted.
        let _ = self.told.send(so_far);
        !self.cancelled.load(Ordering::SeqCst)
    }
}

/// To whom the deed under way tells how far it is.
#[derive(Default)]
pub(super) struct Watch {
    current: Arc<Mutex<Option<Current>>>,
}

impl Watch {
    /// Returns the watcher for the engine: it passes everything on to the deed under way.
    pub(super) fn watcher(&self) -> Watcher {
        let current = Arc::clone(&self.current);
        Box::new(move |so_far| lock(&current).as_ref().is_none_or(|current| current.hear(so_far)))
    }

    /// Lets `told` hear of the deed that begins now, until this is dropped. Only who has the
    /// engine's turn may call it.
    pub(super) fn during(
        &self,
        job: &Job<'_>,
        told: Sender<DeskProgress>,
        stretch: Option<Stretch>,
    ) -> Watching<'_> {
        let cancelled = Arc::clone(&job.cancelled);
        *lock(&self.current) = Some(Current { cancelled, told, stretch });
        Watching(self)
    }
}

pub(super) struct Watching<'a>(&'a Watch);

impl Drop for Watching<'_> {
    fn drop(&mut self) {
        *lock(&self.0.current) = None;
    }
}
