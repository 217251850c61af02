//! Tests of archives: what comes out, what stays inside, and that no limit is passed.

use super::*;
use crate::base::Sha256Digest;
use std::io::Seek;
use tempfile::TempDir;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Writes a ZIP with these files and returns its path.
fn archive(folder: &TempDir, files: &[(&str, &[u8])]) -> PathBuf {
    let path = folder.path().join("a.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    path
}

fn told(path: &Path) -> (ArchiveReading, Vec<NoteCode>) {
    let reading = read_archive(path);
    let notes = reading.notes.iter().map(|note| note.code).collect();
    let Some(Parsed::Archive(told)) = reading.parsed else { panic!("{reading:?}") };
    (told, notes)
}

fn left(told: &ArchiveReading) -> Vec<(&str, LeftReason)> {
    told.left.iter().map(|one| (one.name.as_str(), one.why)).collect()
}

#[test]
fn files_are_listed_with_their_hashes_and_come_out_byte_for_byte() {
    let folder = TempDir::new().unwrap();
    let long = "linha\n".repeat(40_000);
    let files: [(&str, &[u8]); 4] = [
        ("fatura/março.txt", long.as_bytes()),
        ("vazio.txt", b""),
        ("__MACOSX/fatura/._março.txt", b"lixo"),
        ("foto.png", b"\x89PNG\r\n\x1A\nresto"),
    ];
    let path = archive(&folder, &files);
    let (told, notes) = told(&path);
    let listed: Vec<_> = told
        .files
        .iter()
        .map(|file| (file.name.as_deref().unwrap(), file.media_type.as_str(), file.size_bytes))
        .collect();
    assert_eq!(
        listed,
        [("fatura/março.txt", "text/plain", 240_000), ("foto.png", "image/png", 13)]
    );
    assert_eq!(told.files[0].sha256, Sha256Digest::of(long.as_bytes()));
    assert_eq!(
        left(&told),
        [("vazio.txt", LeftReason::Empty), ("__MACOSX/fatura/._março.txt", LeftReason::Litter)]
    );
    assert_eq!(notes, [NoteCode::ArchiveClosed], "what is nothing is not told of");
    let out = folder.path().join("dentro");
    fs::create_dir(&out).unwrap();
    let unpacked = take_out(&path, &out).unwrap();
    assert_eq!(unpacked.files[0].name.as_deref(), Some("março.txt"));
    assert_eq!(fs::read(out.join("1")).unwrap(), long.as_bytes());
    assert_eq!(fs::read(out.join("2")).unwrap(), files[3].1);
    assert_eq!(fs::read_dir(&out).unwrap().count(), 2);
}

#[test]
fn what_leads_out_or_is_a_link_stays_inside_and_is_named() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.zip");
    let mut zip = ZipWriter::new(File::create(&path).unwrap());
    let options = SimpleFileOptions::default();
    for name in ["../fora.txt", "/etc/fora", "a\\..\\..\\fora", "C:\\fora", "dentro..txt"] {
        zip.start_file(name, options).unwrap();
        zip.write_all(b"x").unwrap();
    }
    zip.add_symlink("atalho", "/etc/passwd", options).unwrap();
    zip.finish().unwrap();
    let (told, notes) = told(&path);
    assert_eq!(told.files.len(), 1, "{told:?}");
    assert_eq!(told.files[0].name.as_deref(), Some("dentro..txt"));
    let reasons: Vec<LeftReason> = told.left.iter().map(|one| one.why).collect();
    assert_eq!(reasons.iter().filter(|why| **why == LeftReason::LeadsOut).count(), 4);
    assert_eq!(reasons.last(), Some(&LeftReason::Link));
    assert_eq!(notes, [NoteCode::ArchiveClosed, NoteCode::ArchiveLeadsOut, NoteCode::ArchiveLink]);
}

#[test]
fn bombs_are_refused_and_leave_nothing() {
    let folder = TempDir::new().unwrap();
    let zeros = vec![0; 8 * 1024 * 1024];
    let path = archive(&folder, &[("antes.txt", b"antes"), ("zeros", &zeros)]);
    assert_eq!(told(&path).0.refused, Some(ArchiveRefusal::Bomb));
    let out = folder.path().join("dentro");
    fs::create_dir(&out).unwrap();
    let note = take_out(&path, &out).unwrap_err();
    assert_eq!((note.code, note.detail.as_str()), (NoteCode::ArchiveRefused, "bomb"));
    assert_eq!(fs::read_dir(&out).unwrap().count(), 0);
}

#[test]
fn too_many_entries_are_refused_before_any_is_unpacked() {
    let folder = TempDir::new().unwrap();
    let names: Vec<String> = (0..=MAX_ENTRIES).map(|number| number.to_string()).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    let (told, notes) = told(&archive(&folder, &files));
    assert_eq!((told.refused, told.files.len()), (Some(ArchiveRefusal::TooMany), 0));
    assert_eq!(notes, [NoteCode::ArchiveRefused]);
}

#[test]
fn a_file_that_is_damaged_stays_inside_and_the_others_come_out() {
    let folder = TempDir::new().unwrap();
    let path = archive(&folder, &[("um.txt", b"primeiro"), ("dois.txt", b"segundo")]);
    let mut bytes = fs::read(&path).unwrap();
    // Past the local head (30 bytes and the name) stands the first file's content.
    bytes[30 + "um.txt".len()] ^= 0xFF;
    fs::write(&path, bytes).unwrap();
    let (told, notes) = told(&path);
    assert_eq!(told.files.len(), 1, "{told:?}");
    assert_eq!(left(&told), [("um.txt", LeftReason::Unreadable)]);
    assert_eq!(notes, [NoteCode::ArchiveClosed, NoteCode::ArchiveUnreadable]);
    let out = folder.path().join("dentro");
    fs::create_dir(&out).unwrap();
    let unpacked = take_out(&path, &out).unwrap();
    assert_eq!(unpacked.files.len(), 1);
    assert_eq!(fs::read(out.join("1")).unwrap(), b"segundo");
}

#[test]
fn limits_of_size_hold_whatever_is_declared() {
    let mut room = Room { left: MAX_TOTAL_BYTES, by_ratio: u64::MAX };
    assert!(room.give(MAX_TOTAL_BYTES).is_ok());
    assert!(matches!(room.give(1), Err(Unopened::Refused(ArchiveRefusal::TooLarge))));
    let mut room = Room { left: MAX_TOTAL_BYTES, by_ratio: 0 };
    assert!(room.give(RATIO_FROM_BYTES).is_ok(), "a short text of one letter is no bomb");
    assert!(matches!(room.give(1), Err(Unopened::Refused(ArchiveRefusal::Bomb))));
}

#[test]
fn rubbish_is_refused_as_damaged() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.zip");
    let mut file = File::create(&path).unwrap();
    file.write_all(b"PK\x03\x04lixo").unwrap();
    file.rewind().unwrap();
    assert_eq!(told(&path).0.refused, Some(ArchiveRefusal::Damaged));
}
