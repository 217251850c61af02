//! Why received dossiers are not taken in, and why the catalogue refuses.

use super::disk;
use crate::catalogue::{CatalogueError, Closed, Refused};
use crate::explain::{Explanation, not_received, still_closed};
use crate::store::Deed;
use std::io;
use std::path::PathBuf;

/// One refusal of the catalogue of every kind that has words of its own.
pub(super) fn refusals() -> Vec<CatalogueError> {
    let damaged = || "database disk image is malformed".to_owned();
    vec![
        CatalogueError::NoSuchDossier { id: 9 },
        CatalogueError::Busy { holder: "mesa 1, processo 7".to_owned() },
        CatalogueError::Newer { found: 4, known: 1 },
        CatalogueError::Damaged { detail: damaged() },
        CatalogueError::Sql { source: rusqlite::Error::InvalidQuery },
        CatalogueError::Disk(disk(Deed::Write, io::ErrorKind::StorageFull.into())),
        CatalogueError::Read {
            path: PathBuf::from("/dados/recebidos/000003/original.zip"),
            source: io::ErrorKind::PermissionDenied.into(),
        },
        CatalogueError::NoCase { id: 3 },
        CatalogueError::OriginalsMissing { id: 3, count: 2 },
        CatalogueError::NothingToCompare { id: 3 },
    ]
}

/// One reason of every kind why something is not taken in.
pub(super) fn not_taken() -> Vec<Refused> {
    vec![
        Refused::Absent,
        Refused::NotADossier,
        Refused::Special,
        Refused::Unreadable(io::ErrorKind::PermissionDenied.into()),
        Refused::Disk(disk(Deed::Write, io::ErrorKind::StorageFull.into())),
        Refused::Stopped,
    ]
}

#[test]
fn what_is_not_received_is_told_kindly() {
    let told: Vec<Explanation> =
        not_taken().iter().map(|why| not_received(why, "férias.zip")).collect();
    insta::assert_debug_snapshot!(told);
}

#[test]
fn a_dossier_that_is_closed_is_told_kindly_and_an_open_one_not_at_all() {
    let told = |closed| still_closed(closed, "cliente.zip");
    assert!(told(Closed::Not).is_none() && told(Closed::Opened).is_none());
    let (without, wrong) = (told(Closed::NoPassphrase), told(Closed::WrongPassphrase));
    assert_eq!(without.unwrap().what, "“cliente.zip” pede uma senha.");
    let wrong = wrong.unwrap();
    assert_eq!(wrong.what, "A senha não abre “cliente.zip”.");
    assert!(wrong.next.contains("--senha-de"), "{wrong:?}");
}
