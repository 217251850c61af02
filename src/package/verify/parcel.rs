//! The check of a package, as ZIP or unpacked, and of any other BagIt bag: the bag, then whether the
//! seal, `caso.json`, the custody log, the originals and the dossier agree with each other.

use super::case_folder::check_case;
use super::dossier::add_differences;
use super::watched::Watch;
use super::zip_form::odd_records;
use super::{
    CASE_DOCUMENT, CUSTODY_MAX_BYTES, CheckReport, Members, SEAL, SealCode, Verdict,
    blame_manifests, broken_chain,
};
use crate::base::Sha256Digest;
use crate::base::bagit::{BagInfo, Manifest};
use crate::case::{CustodyEvent, CustodyLog, Finding, FindingCode};
use crate::filing::{PACKAGE_DERIVED, PACKAGE_MEDIA, PACKAGE_ORIGINALS, PACKAGE_SEALS};
use crate::package::bag_check::{
    BagCheckOptions, BagKind, BagReadError, BagSource, FolderSource, TAG_FILE_MAX_BYTES, ZipSource,
    check_bag,
};
use crate::package::{HOW_TO_CHECK, SEAL_FORMAT, Seal};
use crate::render::assemble::{DossierCheckError, DossierPdfReport, check_dossier};
use crate::store::bag::{BAG_INFO, BAGIT, CUSTODY, MANIFEST, TAG_MANIFEST};
use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Cursor;
use std::path::Path;
use zip::ZipArchive;

/// The tag files that every package has, but for the tag manifest, which lists them.
const TAG_FILES: [&str; 7] =
    [BAGIT, BAG_INFO, CASE_DOCUMENT, CUSTODY, HOW_TO_CHECK, MANIFEST, SEAL];
/// Most bytes of a compressed dossier that is unpacked into memory to look into it; ours are stored.
const PACKED_DOSSIER_MAX_BYTES: u64 = 64 * 1024 * 1024;

/// Checks a ZIP: a package of ours, a case folder that was packed, or any BagIt bag.
pub(super) fn check_zip(
    path: &Path,
    expected: Option<&SealCode>,
    watch: &Watch<'_>,
) -> CheckReport {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => return CheckReport::unreadable(&name, "unreadable", &error),
    };
    match ZipSource::new(file) {
        Err(error) => CheckReport::unreadable(&name, zip_code(&error), &error),
        Ok(source) => {
            let top = source.top_folder().to_owned();
            check_place(&watch.over(&source), &Place::Zip { path, top: &top }, expected)
        }
    }
}

/// Checks a folder that is an unpacked package, or any BagIt bag.
pub(super) fn check_bag_folder(
    root: &Path,
    expected: Option<&SealCode>,
    watch: &Watch<'_>,
) -> CheckReport {
    check_place(&watch.over(&FolderSource::new(root)), &Place::Folder { root }, expected)
}

const fn zip_code(error: &BagReadError) -> &'static str {
    match error {
        BagReadError::NotAZip { .. } => "not_a_zip",
        BagReadError::TooManyMembers { .. } => "too_many_members",
        BagReadError::TooLarge { .. } => "too_large",
        BagReadError::Overlapping => "overlapping_members",
        BagReadError::Damaged { .. } => "damaged",
        BagReadError::Io { .. } | BagReadError::NoSuchMember { .. } => "unreadable",
    }
}

/// Where a package lies.
enum Place<'a> {
    /// In a ZIP, below the folder `top`.
    Zip { path: &'a Path, top: &'a str },
    /// In a folder.
    Folder { root: &'a Path },
}

/// Whose bag it is.
enum Owner {
    /// A package of ours.
    Package,
    /// A case folder of ours.
    Case,
    /// Somebody else's.
    Other,
}

fn owner(members: &Members<'_>) -> Owner {
    let tags = members.manifest(TAG_MANIFEST);
    let is_named = |name| members.kind(name).is_some() || tags.get(name).is_some();
    let info = members.text(BAG_INFO).map(|text| BagInfo::parse(&text)).unwrap_or_default();
    let is_ours = info.get("Bag-Software-Agent") == Some("Juntada");
    if is_named(SEAL) || (is_ours && is_named(CASE_DOCUMENT)) {
        Owner::Package
    } else if is_ours && is_named(CUSTODY) {
        Owner::Case
    } else {
        Owner::Other
    }
}

fn check_place(
    source: &dyn BagSource,
    place: &Place<'_>,
    expected: Option<&SealCode>,
) -> CheckReport {
    let members = match Members::of(source, &|_| false) {
        Ok(members) => members,
        Err(error) => return CheckReport::unreadable("", zip_code(&error), &error),
    };
    match (owner(&members), place) {
        (Owner::Package, _) => check_package(&members, place, expected),
        (Owner::Case, Place::Folder { root }) => check_case(source, Some(root), expected),
        (Owner::Case, Place::Zip { .. }) => check_case(source, None, expected),
        (Owner::Other, _) => {
            let bag = check_bag(source, &BagCheckOptions::default());
            let mut report = CheckReport::of_bag(bag);
            report.compare_seal(SEAL, None, expected);
            report.conclude()
        }
    }
}

fn check_package(
    members: &Members<'_>,
    place: &Place<'_>,
    expected: Option<&SealCode>,
) -> CheckReport {
    let options = BagCheckOptions { kind: BagKind::Own, ..Default::default() };
    let mut report = CheckReport::of_bag(check_bag(members.source, &options));
    let seal_bytes = members.read(SEAL, TAG_FILE_MAX_BYTES);
    if report.verdict != Verdict::Unreadable {
        let payload = payload_hashes(members, &report);
        blame_manifests(&mut report, &TAG_FILES);
        name_misplaced_tag_manifest(members, &mut report);
        let seal = seal_bytes.as_deref().and_then(|bytes| read_seal(bytes, &mut report));
        if let Some(seal) = &seal {
            drop_claims_of_altered_manifest(&mut report, &payload, seal);
            check_sealed_items(&mut report, &payload, seal);
        }
        check_custody(members, seal.as_ref(), &payload, &mut report);
        check_dossiers(members, place, seal_bytes.as_deref(), &mut report);
    }
    if let Place::Zip { path, .. } = place {
        odd_records(path).into_iter().for_each(|finding| report.add(finding));
    }
    if seal_bytes.is_none() && !report.names(SEAL) {
        report.add(Finding::new(FindingCode::Missing).at(SEAL));
    }
    report.compare_seal(SEAL, seal_bytes.as_deref().map(Sha256Digest::of), expected);
    report.conclude()
}

/// A tag manifest that is none may stand under the name of another tag file, of which nothing else
/// would tell then.
fn name_misplaced_tag_manifest(members: &Members<'_>, report: &mut CheckReport) {
    if !report.names(TAG_MANIFEST) || members.manifest(TAG_MANIFEST).get(BAGIT).is_some() {
        return;
    }
    let lists_tag_files = |name: &&&str| members.manifest(name).get(BAGIT).is_some();
    if let Some(name) = TAG_FILES.iter().find(lists_tag_files) {
        let finding = Finding::new(FindingCode::Misnamed).at(TAG_MANIFEST);
        report.add(finding.expecting(TAG_MANIFEST).finding(*name));
    }
}

/// Returns the hashes that the files below `data/` have, as far as the check of the bag read them.
fn payload_hashes(members: &Members<'_>, report: &CheckReport) -> BTreeMap<String, Sha256Digest> {
    let claims: Manifest = members.manifest(MANIFEST);
    let mut hashes: BTreeMap<String, Sha256Digest> =
        claims.iter().map(|(path, hash)| (path.to_owned(), hash)).collect();
    for finding in &report.findings {
        let Some(path) = finding.path.as_deref().filter(|path| path.starts_with("data/")) else {
            continue;
        };
        hashes.remove(path);
        let found = finding.found.as_deref();
        let (at, hash) = match finding.code {
            FindingCode::Altered => (Some(path), found.and_then(|found| found.parse().ok())),
            FindingCode::Misnamed => (found, claims.get(path)),
            FindingCode::Extra => (Some(path), members.hash(path)),
            _ => (None, None),
        };
        if let (Some(at), Some(hash)) = (at, hash) {
            hashes.insert(at.to_owned(), hash);
        }
    }
    hashes
}

/// Returns the seal, if it is one that can be compared with the rest: not one that the tag manifest
/// shows to be altered, which would put the blame on everything else.
fn read_seal(bytes: &[u8], report: &mut CheckReport) -> Option<Seal> {
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }
    if report.names(SEAL) {
        return None;
    }
    let format = serde_json::from_slice::<Format>(bytes).map(|seal| seal.format);
    if format.is_ok_and(|format| format > SEAL_FORMAT) {
        report.not_checkable.push(
            "O selo é de uma versão mais nova do programa: só os manifestos foram conferidos."
                .to_owned(),
        );
        return None;
    }
    let seal = serde_json::from_slice::<Seal>(bytes).ok();
    if seal.is_none() {
        report.add(Finding::new(FindingCode::PackageDisagrees).at(SEAL));
    }
    seal
}

/// What an altered manifest says of a file is no word against the file: one whose bytes are sealed
/// is as it should be.
fn drop_claims_of_altered_manifest(
    report: &mut CheckReport,
    payload: &BTreeMap<String, Sha256Digest>,
    seal: &Seal,
) {
    if !report.names(MANIFEST) {
        return;
    }
    let sealed: BTreeSet<Sha256Digest> =
        seal.exhibits.iter().flat_map(|e| &e.items).map(|item| item.sha256).collect();
    let is_sealed = |path: Option<&str>| {
        path.and_then(|path| payload.get(path)).is_some_and(|h| sealed.contains(h))
    };
    report.findings.retain(|finding| match finding.code {
        FindingCode::Extra => !is_sealed(finding.path.as_deref()),
        FindingCode::Misnamed => !is_sealed(finding.found.as_deref()),
        _ => true,
    });
}

/// Every sealed file must be in the package, and no other among the originals and the media.
fn check_sealed_items(
    report: &mut CheckReport,
    payload: &BTreeMap<String, Sha256Digest>,
    seal: &Seal,
) {
    let present: BTreeSet<Sha256Digest> = payload.values().copied().collect();
    let mut sealed = BTreeSet::new();
    for exhibit in &seal.exhibits {
        for item in &exhibit.items {
            sealed.insert(item.sha256);
            if present.contains(&item.sha256) {
                continue;
            }
            let hash = item.sha256.to_string();
            let document = format!("Doc. {}", exhibit.number);
            let mut named = report.findings.iter_mut();
            match named.find(|finding| finding.expected.as_ref() == Some(&hash)) {
                Some(finding) => finding.subject = Some(document),
                None => {
                    let finding = Finding::new(FindingCode::Missing).about(document);
                    report.findings.push(finding.expecting(hash));
                }
            }
        }
    }
    for (path, hash) in payload {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let is_evidence = [PACKAGE_ORIGINALS, PACKAGE_MEDIA]
            .iter()
            .any(|evidence| folder == *evidence || folder.starts_with(&format!("{evidence}/")));
        if is_evidence && !sealed.contains(hash) && !report.names(path) {
            let finding = Finding::new(FindingCode::PackageDisagrees).at(path);
            report.add(finding.finding(hash.to_string()));
        }
    }
}

/// The custody log must check and be the one that was sealed, as must `caso.json`.
fn check_custody(
    members: &Members<'_>,
    seal: Option<&Seal>,
    payload: &BTreeMap<String, Sha256Digest>,
    report: &mut CheckReport,
) {
    if let Some(seal) = seal
        && !report.names(CASE_DOCUMENT)
    {
        let hash = members.hash(CASE_DOCUMENT);
        if hash != Some(seal.caso_sha256) {
            let finding = Finding::new(FindingCode::PackageDisagrees).at(CASE_DOCUMENT);
            let finding = finding.expecting(seal.caso_sha256.to_string());
            report.add(Finding { found: hash.map(|hash| hash.to_string()), ..finding });
        }
    }
    let Some(bytes) = members.read(CUSTODY, CUSTODY_MAX_BYTES) else {
        if !report.names(CUSTODY) {
            report.add(Finding::new(FindingCode::Missing).at(CUSTODY));
        }
        return;
    };
    let log = match CustodyLog::verify(&bytes) {
        Ok(log) => log,
        Err(flaw) => return report.add(broken_chain(&flaw)),
    };
    report.custody_head = Some(log.head());
    check_named_in(&log, CustodyEvent::Derived, PACKAGE_DERIVED, payload, report);
    check_named_in(&log, CustodyEvent::Gathered, PACKAGE_SEALS, payload, report);
    let Some(seal) = seal else { return };
    if log.count() < seal.custody_events {
        let finding = Finding::new(FindingCode::ChainTruncated).at(CUSTODY);
        let finding = finding.expecting(seal.custody_events.to_string());
        report.add(finding.finding(log.count().to_string()));
    } else if log.count() > seal.custody_events || log.head() != seal.custody_head {
        let finding = Finding::new(FindingCode::PackageDisagrees).at(CUSTODY);
        let finding = finding.expecting(seal.custody_head.to_string());
        report.add(finding.finding(log.head().to_string()));
    }
}

/// Every file of a folder must be one that the custody log says was made, or was gathered.
fn check_named_in(
    log: &CustodyLog,
    event: CustodyEvent,
    folder: &str,
    payload: &BTreeMap<String, Sha256Digest>,
    report: &mut CheckReport,
) {
    let lines = log.lines().iter().filter(|line| line.core.event == event);
    let made: BTreeSet<Sha256Digest> = lines.filter_map(|line| line.core.sha256).collect();
    let folder = format!("{folder}/");
    for (path, hash) in payload.iter().filter(|(path, _)| path.starts_with(&folder)) {
        if !made.contains(hash) && !report.names(path) {
            let finding = Finding::new(FindingCode::PackageDisagrees).at(path);
            report.add(finding.finding(hash.to_string()));
        }
    }
}

/// Every dossier of the package must carry the package's seal, and at least one must be there.
fn check_dossiers(
    members: &Members<'_>,
    place: &Place<'_>,
    seal: Option<&[u8]>,
    report: &mut CheckReport,
) {
    let is_paper = |path: &&String| {
        let name = path.strip_prefix("data/").unwrap_or_default();
        let is_pdf = name.len() > 4 && name.to_ascii_lowercase().ends_with(".pdf");
        is_pdf && !name.contains('/') && members.is_file(path)
    };
    let mut may_have_one = false;
    for path in members.kinds.keys().filter(is_paper) {
        match look_into(members, place, path) {
            None => {
                may_have_one = true;
                report.not_checkable.push(format!(
                    "“{path}” está comprimido no ZIP: só o código do arquivo foi conferido."
                ));
            }
            Some(Ok(pdf)) => {
                may_have_one = true;
                add_differences(report, path, &pdf);
                compare_with_seal(path, &pdf, seal, report);
            }
            // Other papers carry no seal; a damaged one has another hash than the manifest says.
            Some(Err(_)) => may_have_one |= report.names(path),
        }
    }
    let is_told = report.findings.iter().any(|finding| {
        let path = finding.path.as_deref().unwrap_or_default();
        path == MANIFEST || path.to_ascii_lowercase().ends_with(".pdf")
    });
    if !may_have_one && !is_told && seal.is_some() {
        report.add(Finding::new(FindingCode::PackageDisagrees).at("data").finding("no_dossier"));
    }
}

fn compare_with_seal(
    path: &str,
    pdf: &DossierPdfReport,
    seal: Option<&[u8]>,
    report: &mut CheckReport,
) {
    let (Some(seal), Some(found)) = (seal.map(Sha256Digest::of), &pdf.seal) else { return };
    if found.digest != seal && !report.names(SEAL) && !report.names(path) {
        let finding = Finding::new(FindingCode::SealDiffers).at(path);
        report.add(finding.expecting(seal.to_string()).finding(found.digest.to_string()));
    }
}

/// Looks into a PDF of the package where it lies; nothing if that would take too much memory.
fn look_into(
    members: &Members<'_>,
    place: &Place<'_>,
    path: &str,
) -> Option<Result<DossierPdfReport, DossierCheckError>> {
    let file = match place {
        Place::Folder { root } => File::open(root.join(path)),
        Place::Zip { path, .. } => File::open(path),
    };
    let mut file = match file {
        Ok(file) => file,
        Err(source) => return Some(Err(DossierCheckError::Io { source })),
    };
    let top = match place {
        Place::Folder { .. } => return Some(check_dossier(&mut file)),
        Place::Zip { top, .. } => *top,
    };
    let name = if top.is_empty() { path.to_owned() } else { format!("{top}/{path}") };
    if let Ok(mut archive) = ZipArchive::new(file)
        && let Ok(mut member) = archive.by_name_seek(&name)
    {
        return Some(check_dossier(&mut member));
    }
    let bytes = members.read(path, PACKED_DOSSIER_MAX_BYTES)?;
    Some(check_dossier(&mut Cursor::new(bytes)))
}
