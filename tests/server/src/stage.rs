//! What a test plays in place of the system: what the picker and the clipboard give, what is dropped
//! on the window, and what was opened in other programs.

use serde_json::Value;
use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What a test laid ready for the next pick or paste.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ready {
    /// Files or folders.
    Paths(Vec<PathBuf>),
    /// A picture in the clipboard, read from this file.
    Picture(PathBuf),
}

/// One event for the page, as server-sent events write it.
type Event = String;

/// The stage.
#[derive(Default)]
pub struct Stage {
    ready: Mutex<VecDeque<Ready>>,
    opened: Mutex<Vec<Value>>,
    told: Mutex<Told>,
}

/// Who hears events, and those that nobody heard yet.
#[derive(Default)]
struct Told {
    listeners: Vec<Sender<Event>>,
    unheard: Vec<Event>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Stage {
    /// Lays something ready for a later pick or paste.
    pub fn lay_ready(&self, ready: Ready) {
        lock(&self.ready).push_back(ready);
    }

    /// Takes what lies ready; nothing means that the person closed the picker.
    pub fn take_ready(&self) -> Option<Ready> {
        lock(&self.ready).pop_front()
    }

    /// Notes what the page had opened.
    pub fn note_opened(&self, opened: Value) {
        lock(&self.opened).push(opened);
    }

    /// Returns what the page had opened so far.
    pub fn opened(&self) -> Value {
        Value::Array(lock(&self.opened).clone())
    }

    /// Tells an event to every page that listens, or to the next that does.
    pub fn tell(&self, name: &str, detail: &Value) {
        let event = format!("event: {name}\ndata: {detail}\n\n");
        let mut told = lock(&self.told);
        told.listeners.retain(|listener| listener.send(event.clone()).is_ok());
        if told.listeners.is_empty() {
            told.unheard.push(event);
        }
    }

    /// Returns the events from now on, those that nobody heard first.
    pub fn listen(&self) -> Receiver<Event> {
        let (sender, events) = channel();
        let mut told = lock(&self.told);
        for event in std::mem::take(&mut told.unheard) {
            // The receiver is right here.
            let _ = sender.send(event);
        }
        told.listeners.push(sender);
        events
    }
}
