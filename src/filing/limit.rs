//! Whether the files of a package keep to the limits of its destination. What does not fit is a
//! finding: the program never says that a file will be taken when it may not be.

use crate::case::{Finding, FindingCode};
use crate::filing::Limits;
use regex::Regex;

const KB: u64 = 1024;
const MB: u64 = 1024 * 1024;
/// Endings of sound files.
const AUDIO: [&str; 8] = ["mp3", "wav", "wma", "ogg", "oga", "opus", "m4a", "aac"];
/// Endings of film files.
const VIDEO: [&str; 8] = ["mp4", "mov", "avi", "mkv", "webm", "mpeg", "mpg", "3gp"];

/// A file that is to be handed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HandedFile {
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size_bytes: u64,
    /// Its pages, where it has some.
    pub pages: Option<u32>,
}

/// Returns what of the files passes a limit: size of each, size of all, size a page, ending, name.
pub fn over_limits(limits: &Limits, files: &[HandedFile]) -> Vec<Finding> {
    let mut findings = Vec::new();
    let finding = || Finding::new(FindingCode::OverLimit);
    let pattern = limits.name_pattern.as_deref().and_then(|text| Regex::new(text).ok());
    for file in files {
        if let Some(max) =
            size_limit(limits, file).filter(|max| file.size_bytes > u64::from(*max) * MB)
        {
            findings.push(
                finding()
                    .at(&file.name)
                    .expecting(format!("{max} MB"))
                    .finding(mb(file.size_bytes)),
            );
        }
        let a_page = file.pages.filter(|pages| *pages > 0).map(|p| file.size_bytes / u64::from(p));
        if let Some(max) = limits.max_kb_per_page
            && let Some(a_page) = a_page.filter(|size| *size > u64::from(max) * KB)
        {
            let found = format!("{} KB por página", a_page.div_ceil(KB));
            findings.push(
                finding().at(&file.name).expecting(format!("{max} KB por página")).finding(found),
            );
        }
        let chars = file.name.chars().count();
        if let Some(max) =
            limits.name_max.filter(|max| u32::try_from(chars).is_ok_and(|n| n > *max))
        {
            let taken = format!("{max} letras no nome");
            findings.push(finding().at(&file.name).expecting(taken).finding(chars.to_string()));
        }
        if pattern.as_ref().is_some_and(|pattern| !pattern.is_match(&file.name)) {
            let taken = limits.name_pattern.clone().unwrap_or_default();
            findings.push(finding().at(&file.name).expecting(taken).finding(&file.name));
        }
        let ending = ending_of(&file.name);
        if !limits.types.is_empty() && !limits.types.contains(&ending) {
            let taken = limits.types.join(", ");
            findings.push(finding().at(&file.name).expecting(taken).finding(ending));
        }
    }
    let total: u64 = files.iter().map(|file| file.size_bytes).sum();
    if let Some(max) = limits.max_total_mb.filter(|max| total > u64::from(*max) * MB) {
        findings.push(finding().expecting(format!("{max} MB ao todo")).finding(mb(total)));
    }
    findings
}

/// Returns the size in MB that a file of this kind may have.
fn size_limit(limits: &Limits, file: &HandedFile) -> Option<u32> {
    let ending = ending_of(&file.name);
    if AUDIO.contains(&ending.as_str()) {
        limits.max_audio_mb.or(limits.max_file_mb)
    } else if VIDEO.contains(&ending.as_str()) {
        limits.max_video_mb.or(limits.max_file_mb)
    } else {
        limits.max_file_mb
    }
}

/// Returns the ending of a name, without the dot, in small letters.
fn ending_of(name: &str) -> String {
    name.rsplit_once('.').map_or("", |(_, ending)| ending).to_lowercase()
}

/// Writes a size as people do, rounded up: it is never said to fit when it does not.
fn mb(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(MB);
    format!("{},{} MB", tenths / 10, tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(size_bytes: u64, pages: u32) -> HandedFile {
        HandedFile { name: "Dossie.pdf".to_owned(), size_bytes, pages: Some(pages) }
    }

    fn limits() -> Limits {
        Limits {
            max_file_mb: Some(3),
            max_total_mb: Some(5),
            max_kb_per_page: Some(300),
            types: vec!["pdf".to_owned()],
            ..Limits::default()
        }
    }

    fn found(files: &[HandedFile]) -> Vec<String> {
        let told = over_limits(&limits(), files).into_iter().filter_map(|finding| finding.found);
        told.collect()
    }

    #[test]
    fn what_is_just_at_a_limit_fits_and_one_byte_more_does_not() {
        assert_eq!(found(&[file(3 * MB, 100)]), Vec::<String>::new());
        assert_eq!(found(&[file(3 * MB + 1, 100)]), ["3,1 MB"]);
        assert_eq!(found(&[file(600 * KB, 2)]), Vec::<String>::new());
        assert_eq!(found(&[file(602 * KB, 2)]), ["301 KB por página"]);
    }

    #[test]
    fn the_sum_and_the_ending_count_too() {
        assert_eq!(found(&[file(3 * MB, 100), file(3 * MB, 100)]), ["6,0 MB"]);
        let video = HandedFile { name: "v.MP4".to_owned(), size_bytes: 1, pages: None };
        assert_eq!(found(&[video]), ["mp4"]);
    }

    #[test]
    fn names_are_held_to_length_and_pattern_and_media_to_their_own_size() {
        let limits = Limits {
            name_max: Some(10),
            name_pattern: Some("^[A-Za-z0-9]+\\.[a-z0-9]+$".to_owned()),
            max_video_mb: Some(30),
            types: Vec::new(),
            ..limits()
        };
        let named = |name: &str| {
            let file = HandedFile { name: name.to_owned(), size_bytes: 4 * MB, pages: None };
            over_limits(&limits, &[file]).into_iter().filter_map(|f| f.found).collect::<Vec<_>>()
        };
        assert_eq!(named("Video.mp4"), Vec::<String>::new());
        assert_eq!(named("Ação.mp4"), ["Ação.mp4"]);
        assert_eq!(named("DocumentoUm.mp4"), ["15"]);
        assert_eq!(named("Doc.pdf"), ["4,0 MB"]);
    }

    #[test]
    fn without_limits_everything_fits() {
        assert_eq!(over_limits(&Limits::default(), &[file(u64::MAX / 100, 1)]), Vec::new());
    }
}
