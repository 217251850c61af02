//! What the tests of several deeds share: an engine whose clock goes on by a minute each time it is
//! looked at, and whose chance is no chance at all.

use super::*;
use std::sync::atomic::{AtomicU32, Ordering};

/// Returns an engine without a reader process: text and JPEG need none.
pub(super) fn app() -> App {
    let start = DateTime::parse_from_rfc3339("2026-11-10T10:00:00-03:00").unwrap();
    let minutes = AtomicU32::new(0);
    let mut byte = 0u8;
    App::new(Surroundings {
        clock: Box::new(move || {
            start + chrono::TimeDelta::minutes(minutes.fetch_add(1, Ordering::SeqCst).into())
        }),
        chance: Box::new(move |bytes| {
            bytes.iter_mut().for_each(|to| {
                byte = byte.wrapping_mul(37).wrapping_add(11);
                *to = byte;
            });
        }),
        reader: ReaderCommand { program: PathBuf::from("absent"), args: Vec::new() },
        holder: "teste".to_owned(),
        actor: Actor::Titular,
        disk: Box::new(Disk::new),
        progress: Box::new(|_| true),
    })
}

#[test]
fn an_engine_can_go_to_another_thread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("caso");
    let mut app = app();
    let made = std::thread::spawn(move || app.create(&path, None, None).map(|(case, _)| case));
    assert_eq!(made.join().unwrap().unwrap().title, "caso");
}
