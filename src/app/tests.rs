//! What the tests of several deeds share: an engine whose clock goes on by a minute each time it is
//! looked at, and whose chance is no chance at all.

use super::*;
use crate::store::{Deed, Pass};
use std::fs;
use std::sync::atomic::{AtomicU32, Ordering};

/// Returns an engine without a reader process: text and JPEG need none.
pub(super) fn app() -> App {
    app_on(Box::new(Disk::new), Box::new(|_| true))
}

/// Returns the same on a disk, with somebody who watches.
fn app_on(disk: DiskSource, progress: Watcher) -> App {
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
        ocr: None,
        holder: "teste".to_owned(),
        actor: Actor::Titular,
        profiles: None,
        received: None,
        workshop: std::env::temp_dir(),
        disk,
        progress,
    })
}

/// Returns somebody who stops the deed once so many of its files are done.
fn stops_after(count: usize) -> Watcher {
    Box::new(move |progress| progress.done < count)
}

fn files(folder: &Path, count: usize) -> Vec<PathBuf> {
    let paths = (1..=count).map(|n| {
        let path = folder.join(format!("prova {n}.txt"));
        fs::write(&path, format!("prova número {n}")).unwrap();
        path
    });
    paths.collect()
}

#[test]
fn a_stopped_gathering_keeps_what_came_before_and_names_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("caso");
    app().create(&root, None, None).unwrap();
    let paths = files(folder.path(), 4);
    let mut app = app_on(Box::new(Disk::new), stops_after(2));
    let report = app.gather(&root, &GatherOrder { paths, ..GatherOrder::default() }).unwrap();
    let outcomes: Vec<_> = report.items.iter().map(|item| item.outcome).collect();
    assert_eq!(outcomes, ["kept", "kept", "refused", "refused"]);
    assert!(report.items[2].notes[0].contains("prova 3.txt"), "{:?}", report.items[2].notes);
    let shown = app.show(&root).unwrap();
    assert_eq!((shown.document.exhibits.len(), shown.findings), (2, Vec::new()));
    assert_eq!(shown.undo.as_deref(), Some("Juntar 2 arquivos"));
}

#[test]
fn a_copy_that_is_stopped_or_meets_a_full_disk_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let to = folder.path().join("pendrive");
    fs::create_dir(&to).unwrap();
    let paths = files(folder.path(), 3);
    let stopped = app_on(Box::new(Disk::new), stops_after(2)).copy_out(&paths, &to);
    assert!(matches!(stopped, Err(AppError::Cancelled)));
    assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    let full = || {
        let mut writes = 0;
        Disk::with_gate(move |deed, _| {
            writes += usize::from(deed == Deed::Write);
            match (deed, writes) {
                (Deed::Write, 2) => Pass::Half(std::io::ErrorKind::StorageFull.into()),
                _ => Pass::Go,
            }
        })
    };
    let failed = app_on(Box::new(full), Box::new(|_| true)).copy_out(&paths, &to);
    assert!(matches!(failed, Err(AppError::Store(StoreError::Disk(error))) if error.is_full()));
    assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    assert_eq!(app().copy_out(&paths, &to).unwrap().copied.len(), 3);
}

#[test]
fn a_case_whose_folder_cannot_leave_its_place_is_not_deleted() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("caso");
    let (_, _) = app().create(&root, Some("Luz"), None).unwrap();
    let refusing = |refused: Deed| {
        let disk = move || {
            Disk::with_gate(move |deed, path| match deed {
                deed if deed == refused && path.to_string_lossy().contains("apagado") => {
                    Pass::Stop(std::io::ErrorKind::PermissionDenied.into())
                }
                _ => Pass::Go,
            })
        };
        app_on(Box::new(disk), Box::new(|_| true))
    };
    let kept = refusing(Deed::Rename).discard(&root, "Luz");
    assert!(matches!(kept, Err(AppError::Store(StoreError::Disk(_)))));
    assert_eq!(app().show(&root).unwrap().document.title, "Luz");
    // Once it has left, it is no case any more, and where the rest is, is said.
    let half = refusing(Deed::Remove).discard(&root, "Luz");
    let Err(AppError::Store(StoreError::NotAllDeleted { path, .. })) = half else {
        panic!("{half:?}");
    };
    assert!(!root.exists() && path.is_dir());
    assert!(app().cases(folder.path()).unwrap().cases.is_empty());
}

#[test]
fn an_engine_can_go_to_another_thread() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("caso");
    let mut app = app();
    let made = std::thread::spawn(move || app.create(&path, None, None).map(|(case, _)| case));
    assert_eq!(made.join().unwrap().unwrap().title, "caso");
}
