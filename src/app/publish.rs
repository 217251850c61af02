//! What was made in the workshop gets its place in the output folder, at once or not at all: a file
//! that is there is never written over.

use crate::app::AppError;
use crate::app::dossier::write_failed;
use crate::app::export::ExportedPackage;
use crate::store::recovery::hash_of;
use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Gives the files of a package their names in the output folder. A file of the same name with
/// other bytes is not written over: it may be the one that was handed in. `placed` gets the files
/// and folders that were not there before.
pub(super) fn publish(
    mut package: ExportedPackage,
    out: &Path,
    placed: &mut Vec<PathBuf>,
) -> Result<ExportedPackage, AppError> {
    let uploads = std::mem::take(&mut package.upload_files);
    for path in package.paths_mut() {
        let place = free_place(path, out);
        let is_new = !place.exists();
        synced(path)
            .and_then(|()| fs::rename(&*path, &place))
            .map_err(|e| write_failed(&place, e))?;
        if is_new {
            placed.push(place.clone());
        }
        *path = place;
    }
    package.upload_files = publish_uploads(uploads, out, placed)?;
    Ok(package)
}

/// Gives the folder of what is uploaded its place, whole.
fn publish_uploads(
    files: Vec<PathBuf>,
    out: &Path,
    placed: &mut Vec<PathBuf>,
) -> Result<Vec<PathBuf>, AppError> {
    let Some(folder) = files.first().and_then(|file| file.parent()).map(Path::to_owned) else {
        return Ok(files);
    };
    let place = free_folder_place(&folder, out);
    if !place.exists() {
        for file in names_in(&folder) {
            let file = folder.join(file);
            synced(&file).map_err(|error| write_failed(&file, error))?;
        }
        fs::rename(&folder, &place).map_err(|error| write_failed(&place, error))?;
        placed.push(place.clone());
    }
    let moved = files.into_iter().filter_map(|file| Some(place.join(file.file_name()?)));
    Ok(moved.collect())
}

fn synced(path: &Path) -> std::io::Result<()> {
    File::open(path).and_then(|file| file.sync_all())
}

/// Takes away what was placed, a file or a folder.
pub(super) fn take_back(path: &Path) {
    // What cannot be taken away is whole; that it stays is told by the error that led here.
    let _ = if path.is_dir() { fs::remove_dir_all(path) } else { fs::remove_file(path) };
}

/// Returns a place in `out` for a file: its own name, or a numbered one where something with other
/// bytes has it.
pub(super) fn free_place(path: &Path, out: &Path) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let ending = path.extension().unwrap_or_default().to_string_lossy().into_owned();
    let mut place = out.join(format!("{stem}.{ending}"));
    let mut count = 2u32;
    while place.exists() && hash_of(&place) != hash_of(path) {
        place = out.join(format!("{stem} ({count}).{ending}"));
        count = count.saturating_add(1);
    }
    place
}

/// Returns a place in `out` for a folder of files, so too.
fn free_folder_place(folder: &Path, out: &Path) -> PathBuf {
    let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut place = out.join(&name);
    let mut count = 2u32;
    while place.exists() && !holds_the_same(&place, folder) {
        place = out.join(format!("{name} ({count})"));
        count = count.saturating_add(1);
    }
    place
}

fn holds_the_same(one: &Path, other: &Path) -> bool {
    let names = names_in(other);
    let same = |name: &OsString| {
        let hash = hash_of(&one.join(name));
        hash.is_some() && hash == hash_of(&other.join(name))
    };
    one.is_dir() && names_in(one) == names && names.iter().all(same)
}

fn names_in(folder: &Path) -> BTreeSet<OsString> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|entry| entry.file_name()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_of_other_files_is_never_written_over() {
        let root = tempfile::tempdir().unwrap();
        let (workshop, out) = (root.path().join("oficina"), root.path().join("saida"));
        let make = |text: &str| {
            let folder = workshop.join("Caso - enviar");
            fs::create_dir_all(&folder).unwrap();
            fs::write(folder.join("Doc01.pdf"), text).unwrap();
            vec![folder.join("Doc01.pdf")]
        };
        fs::create_dir_all(&out).unwrap();
        let mut placed = Vec::new();
        let first = publish_uploads(make("um"), &out, &mut placed).unwrap();
        assert_eq!(first, [out.join("Caso - enviar/Doc01.pdf")]);
        let again = publish_uploads(make("um"), &out, &mut placed).unwrap();
        assert_eq!((again, placed.len()), (first, 1));
        fs::remove_dir_all(&workshop).unwrap();
        let other = publish_uploads(make("dois"), &out, &mut placed).unwrap();
        assert_eq!(other, [out.join("Caso - enviar (2)/Doc01.pdf")]);
        assert_eq!(fs::read_to_string(out.join("Caso - enviar/Doc01.pdf")).unwrap(), "um");
        placed.iter().for_each(|path| take_back(path));
        assert_eq!(names_in(&out).len(), 0);
    }
}
