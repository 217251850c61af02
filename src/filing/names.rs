//! Names in a package: each original by its exhibit ("Doc. 03 - Fatura de fevereiro.pdf"), ASCII
//! only, no two alike on any system; the name as received is data.

use crate::base::file_name::{UniqueNames, ascii_name};
use crate::case::{CopyKind, ExhibitNumber, Item, ItemId};
use crate::filing::Scope;
use std::collections::BTreeMap;
use std::path::Path;

/// Folder of the originals in a package.
pub const PACKAGE_ORIGINALS: &str = "data/originais";
/// Folder of audio and video in a package.
pub const PACKAGE_MEDIA: &str = "data/midia";
/// Folder of copies in a package: without a password, with bars or marks, without a place.
pub const PACKAGE_DERIVED: &str = "data/derivados";
/// Folder of the files about the seals of earlier packages.
pub const PACKAGE_SEALS: &str = "data/selos";
/// Folder of what is to be uploaded in a package.
pub const PACKAGE_UPLOADS: &str = "data/enviar";
/// Longest file name in a package, in characters; with the package's own folder it stays far below
/// the 260 of a Windows path.
const NAME_CHARS: usize = 80;
/// Longest name of a dossier or ZIP without its ending, in characters.
const STEM_CHARS: usize = 70;

/// Returns whether a file goes to the media folder: audio and video.
pub fn media_folder(media_type: &str) -> bool {
    media_type.starts_with("audio/") || media_type.starts_with("video/")
}

/// Returns the name of a package's files without ending, from the case's title.
pub fn file_stem(title: &str, profile_name: &str, respondent: Option<&str>) -> String {
    let title = if title.trim().is_empty() { "Dossiê" } else { title.trim() };
    let profile_name = profile_name.replace("(a)", "");
    let parts = [Some(title), Some(profile_name.as_str()), respondent];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" - ").replace('.', "");
    ascii_name(&name, STEM_CHARS)
}

/// Returns the path of every item of a package, in the order of the exhibits.
pub fn package_names(scope: &Scope) -> BTreeMap<ItemId, String> {
    let highest = scope.numbers.values().filter_map(|number| match number {
        ExhibitNumber::Proof(n) => Some(*n),
        ExhibitNumber::Personal(_) => None,
    });
    let width = if highest.max().unwrap_or(0) > 99 { 3 } else { 2 };
    let mut exhibits: Vec<_> = scope.case.exhibits.iter().collect();
    exhibits.sort_by_key(|exhibit| (scope.numbers.get(&exhibit.id), exhibit.id));
    let mut unique = UniqueNames::new();
    let mut names = BTreeMap::new();
    for exhibit in exhibits {
        let number = match scope.numbers.get(&exhibit.id) {
            Some(ExhibitNumber::Proof(number)) => format!("{number:0width$}"),
            Some(personal) => personal.to_string(),
            None => "s-n".to_owned(),
        };
        let many = exhibit.items.len() > 1;
        for (index, item) in scope.case.kept_items(exhibit).enumerate() {
            let part = if many { format!("-{}", index + 1) } else { String::new() };
            let name = format!("Doc. {number}{part} - {}", exhibit.title.replace('.', " "));
            let what = item.copy.as_ref().map_or("", |copy| suffix(copy.what));
            let name = ascii_name(&name, NAME_CHARS - 8 - what.len());
            let name = format!("{name}{what}{}", ending(item));
            let name = unique.claim(&name, NAME_CHARS);
            let folder = match &item.copy {
                Some(_) => PACKAGE_DERIVED,
                None if media_folder(&item.media_type) => PACKAGE_MEDIA,
                None => PACKAGE_ORIGINALS,
            };
            names.insert(item.id, format!("{folder}/{name}"));
        }
    }
    names
}

/// Returns what stands at the end of a copy's name.
const fn suffix(what: CopyKind) -> &'static str {
    match what {
        CopyKind::Redacted => " - com tarja",
        CopyKind::Highlighted => " - com destaque",
        CopyKind::WithoutPlace => " - sem o lugar",
    }
}

/// Returns the path in a package of an original's copy without its password.
pub fn derived_name(original: &str) -> String {
    let name = original.rsplit('/').next().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    format!("{PACKAGE_DERIVED}/{stem} - sem senha.pdf")
}

/// Returns the path in a package of a file about an earlier seal; the id keeps two of one name apart.
pub fn seal_attachment_name(item: &Item) -> String {
    let stem = Path::new(&item.name).file_stem().unwrap_or_default().to_string_lossy();
    let name = ascii_name(&format!("{} - {stem}", item.id), NAME_CHARS - 8);
    format!("{PACKAGE_SEALS}/{name}{}", ending(item))
}

/// Returns the ending of the file, as received, if it is a plain one.
fn ending(item: &Item) -> String {
    let ending = Path::new(&item.name).extension().map(|e| e.to_string_lossy().to_lowercase());
    match ending {
        Some(ending) if ending.len() <= 6 && ending.bytes().all(|b| b.is_ascii_alphanumeric()) => {
            format!(".{ending}")
        }
        _ => String::new(),
    }
}
