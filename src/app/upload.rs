//! The files that a destination takes one by one: papers first, then each exhibit as a PDF of its
//! own, reduced and divided where its limits ask for it, and audio and video where it takes them.
//! What is reduced and divided is decided in `filing::upload`, from sizes that are measured here.

use crate::app::AppError;
use crate::app::dossier::{Made, Watch, write_failed};
use crate::app::papers::MadePaper;
use crate::app::upload_exhibit::{ExhibitFile, Maker};
use crate::app::upload_order::{LeftOut, order_text};
use crate::base::Sha256Digest;
use crate::case::{ExhibitKind, Finding, FindingCode};
use crate::filing::upload::Effort;
use crate::filing::{
    HandedFile, Limits, Media, PlannedExhibit, PlannedItem, UploadName, UploadNames, media_folder,
    over_limits,
};
use crate::store::recovery::hash_of;
use std::fs;
use std::path::{Path, PathBuf};

/// Name of the list of what is uploaded, in its order.
pub(super) const ORDER: &str = "ORDEM.txt";

/// A file that was made to be uploaded.
pub(super) struct UploadFile {
    /// Where it lies, under its name.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// What it is, for people.
    pub what: String,
    pub sha256: Sha256Digest,
    pub size_bytes: u64,
    /// Its pages, where it has some.
    pub pages: Option<u32>,
    /// Whether some of its pages are reduced copies.
    pub is_reduced: bool,
}

impl UploadFile {
    fn handed(&self) -> HandedFile {
        HandedFile { name: self.name.clone(), size_bytes: self.size_bytes, pages: self.pages }
    }
}

/// Everything that is to be uploaded for one package.
pub(super) struct Uploads {
    /// In order.
    pub files: Vec<UploadFile>,
    /// The list of them, in the same folder.
    pub order: UploadFile,
    /// What the user should see about them.
    pub findings: Vec<Finding>,
}

/// Makes what is to be uploaded, if the destination wants that.
///
/// # Errors
/// [`AppError::Cancelled`]; a disk or a layout that fails.
pub(super) fn uploads(
    made: &mut Made<'_>,
    papers: &[MadePaper],
) -> Result<Option<Uploads>, AppError> {
    let profile = made.making.profile;
    if !profile.upload {
        return Ok(None);
    }
    let folder = made.making.workshop.join(format!("{} - enviar", made.dossier.stem));
    fs::create_dir_all(&folder).map_err(|source| write_failed(&folder, source))?;
    let mut names = UploadNames::new(&profile.limits);
    let stem = &made.dossier.stem;
    let mut files = papers
        .iter()
        .filter(|paper| paper.handed_over)
        .map(|paper| paper_file(paper, stem, &folder, &mut names))
        .collect::<Result<Vec<_>, _>>()?;
    let mut left_out = Vec::new();
    let mut findings = Vec::new();
    let evidence = exhibits(made, &folder, &files, &names)?;
    let made = &*made;
    for (index, made_files) in evidence {
        files.extend(made_files);
        let Some(exhibit) = made.dossier.plan.exhibits.get(index) else { continue };
        for item in exhibit.carried().filter(|item| media_folder(&item.media_type)) {
            match why_not(item, profile.media, &profile.limits) {
                None => files.push(media_file(made, exhibit, item, &folder, &mut names)?),
                Some((taken, found)) => {
                    let subject = format!("Doc. {}", exhibit.number);
                    let finding = Finding::new(FindingCode::NotUploaded).about(subject);
                    findings.push(finding.at(&item.name).expecting(taken).finding(found));
                    left_out.push(LeftOut { exhibit, item });
                }
            }
        }
    }
    let handed: Vec<HandedFile> = files.iter().map(UploadFile::handed).collect();
    findings.extend(over_limits(&profile.limits, &handed));
    let text = order_text(made, &files, &left_out);
    let path = folder.join(ORDER);
    fs::write(&path, &text).map_err(|source| write_failed(&path, source))?;
    let order = UploadFile {
        path,
        name: ORDER.to_owned(),
        what: String::new(),
        sha256: Sha256Digest::of(text.as_bytes()),
        size_bytes: u64::try_from(text.len()).unwrap_or(u64::MAX),
        pages: None,
        is_reduced: false,
    };
    Ok(Some(Uploads { files, order, findings }))
}

/// Makes the files of every exhibit, in the order of a filing: first as well as they can be, and
/// once more where the sum of all passes its limit. Each comes with its place in the plan.
fn exhibits(
    made: &mut Made<'_>,
    folder: &Path,
    before: &[UploadFile],
    names: &UploadNames,
) -> Result<Vec<(usize, Vec<UploadFile>)>, AppError> {
    let Made { making, scope, dossier, prepared, watcher, reader, .. } = made;
    let dossier = &*dossier;
    let mut ordered: Vec<(usize, &PlannedExhibit)> =
        dossier.plan.exhibits.iter().enumerate().collect();
    ordered.sort_by_key(|(_, exhibit)| (rank(exhibit.kind), exhibit.number));
    let (places, ordered): (Vec<usize>, Vec<&PlannedExhibit>) = ordered.into_iter().unzip();
    let watch = Watch::of(watcher, "Preparando os arquivos para enviar", ordered.len());
    let mut maker = Maker::new(making, scope, dossier, prepared, reader, &watch);
    let limits = &making.profile.limits;
    let most = limits.max_total_mb.map_or(u64::MAX, |mb| u64::from(mb) * 1024 * 1024);
    let before: u64 = before.iter().map(|file| file.size_bytes).sum();
    let mut effort = Effort::Good;
    loop {
        let mut names = names.clone();
        let mut all = Vec::new();
        for (index, (place, exhibit)) in places.iter().zip(&ordered).enumerate() {
            let made = maker.exhibit(&ordered, index, effort, folder)?;
            let parts = made.len();
            let files = made.into_iter().enumerate();
            let named = files
                .map(|(part, file)| named(&file, exhibit, (part + 1, parts), folder, &mut names));
            all.push((*place, named.collect::<Result<Vec<_>, _>>()?));
        }
        let sum: u64 = all.iter().flat_map(|(_, files)| files).map(|file| file.size_bytes).sum();
        if sum.saturating_add(before) <= most || effort == Effort::Legible {
            return Ok(all);
        }
        for file in all.iter().flat_map(|(_, files)| files) {
            fs::remove_file(&file.path).map_err(|source| write_failed(&file.path, source))?;
        }
        effort = Effort::Legible;
    }
}

/// Place of a kind of document in a filing: identity, CPF, address, company, representation, proofs.
const fn rank(kind: ExhibitKind) -> u8 {
    match kind {
        ExhibitKind::Identity => 0,
        ExhibitKind::TaxId => 1,
        ExhibitKind::ProofOfAddress => 2,
        ExhibitKind::CompanyProof => 3,
        ExhibitKind::Authorisation => 4,
        _ => 5,
    }
}

fn named(
    file: &ExhibitFile,
    exhibit: &PlannedExhibit,
    (part, parts): (usize, usize),
    folder: &Path,
    names: &mut UploadNames,
) -> Result<UploadFile, AppError> {
    let part = (parts > 1).then_some((part, parts));
    let name = names.claim(&UploadName { part, ..exhibit_name(exhibit, "pdf") });
    let path = folder.join(&name);
    fs::rename(&file.path, &path).map_err(|source| write_failed(&path, source))?;
    let words = part.map(|(part, of)| format!(", parte {part} de {of}")).unwrap_or_default();
    Ok(UploadFile {
        path,
        name,
        what: format!("Doc. {}, {}{words}", exhibit.number, titled(exhibit)),
        sha256: file.sha256,
        size_bytes: file.size_bytes,
        pages: Some(file.pages),
        is_reduced: file.is_reduced,
    })
}

/// Returns the title of an exhibit, or its kind where it has none.
pub(super) fn titled(exhibit: &PlannedExhibit) -> &str {
    let title = exhibit.title.trim();
    if title.is_empty() { exhibit.kind.label() } else { title }
}

fn exhibit_name<'a>(exhibit: &'a PlannedExhibit, ending: &'a str) -> UploadName<'a> {
    UploadName {
        number: Some(exhibit.number),
        title: titled(exhibit),
        date: exhibit.date,
        part: None,
        ending,
    }
}

fn paper_file(
    paper: &MadePaper,
    stem: &str,
    folder: &Path,
    names: &mut UploadNames,
) -> Result<UploadFile, AppError> {
    let title = paper.name.trim_end_matches(".pdf");
    let title = title.strip_prefix(stem).unwrap_or(title).trim_start_matches([' ', '-']);
    let of = UploadName { number: None, title, date: None, part: None, ending: "pdf" };
    let name = names.claim(&of);
    let path = folder.join(&name);
    fs::copy(&paper.path, &path).map_err(|source| write_failed(&path, source))?;
    let mut letters = title.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    Ok(UploadFile {
        path,
        name,
        what: format!("{first}{}", letters.as_str()),
        sha256: paper.sha256,
        size_bytes: paper.size_bytes,
        pages: Some(paper.pages),
        is_reduced: false,
    })
}

/// Returns what the destination takes and what this is, where it does not take an audio or video.
fn why_not(item: &PlannedItem, media: Media, limits: &Limits) -> Option<(String, String)> {
    let ending = ending_of(item);
    let taken = limits.types.join(", ");
    let is_taken = limits.types.is_empty() || limits.types.contains(&ending);
    if media != Media::Upload || !is_taken {
        return Some((taken, ending));
    }
    let file = HandedFile { name: format!("x.{ending}"), size_bytes: item.size_bytes, pages: None };
    let sizes = Limits { name_max: None, name_pattern: None, max_total_mb: None, ..limits.clone() };
    let over = over_limits(&sizes, &[file]).into_iter().next()?;
    Some((over.expected.unwrap_or_default(), over.found.unwrap_or_default()))
}

/// Returns the ending of a file as it came, without the dot, in small letters.
fn ending_of(item: &PlannedItem) -> String {
    let ending = Path::new(&item.name).extension().map(|e| e.to_string_lossy().to_lowercase());
    ending.unwrap_or_default()
}

fn media_file(
    made: &Made<'_>,
    exhibit: &PlannedExhibit,
    item: &PlannedItem,
    folder: &Path,
    names: &mut UploadNames,
) -> Result<UploadFile, AppError> {
    let ending = ending_of(item);
    let name = names.claim(&exhibit_name(exhibit, &ending));
    let path = folder.join(&name);
    let altered = || crate::package::PackageError::Altered { path: item.name.clone() };
    let original = made.prepared.originals.get(&item.sha256).ok_or_else(altered)?;
    fs::copy(original, &path).map_err(|source| write_failed(&path, source))?;
    if hash_of(&path) != Some(item.sha256) {
        return Err(altered().into());
    }
    Ok(UploadFile {
        path,
        name,
        what: format!("Doc. {}, {}, o arquivo original", exhibit.number, titled(exhibit)),
        sha256: item.sha256,
        size_bytes: item.size_bytes,
        pages: None,
        is_reduced: false,
    })
}
