//! Making the dossier, the profile's papers and the ZIP (gerar). Everything is made beside its
//! place and renamed at the end: nothing half-done stays in the output folder.

use crate::app::dossier::{Dossier, Made, Making, Watch, WatchedFile, write_failed};
use crate::app::leak::{self, Hidden};
use crate::app::papers::{MadePaper, papers};
use crate::app::prepare::{Prepared, Proof};
use crate::app::publish::{publish, take_back};
use crate::app::upload::{Uploads, uploads};
use crate::app::{App, AppError, RefusedCopy, Watcher, lies_inside};
use crate::base::Sha256Digest;
use crate::case::{
    CustodyEvent, CustodyLog, EventDraft, Finding, ItemId, Numbers, RespondentId, number, said,
};
use crate::filing::{
    DossierPlan, FilingProfile, HandedFile, PACKAGE_UPLOADS, Scope, Shows, case_findings,
    derived_name, over_limits, profile, seal_attachment_name,
};
use crate::import::ReaderHandle;
use crate::package::protect::Passphrase;
use crate::package::{
    FileProof, HOW_TO_CHECK, Member, MemberContent, how_to_check, tag_files, write_zip,
};
use crate::render::labels::{LABEL_FONTS, Label, LabelError, built_in_sheets, label_sheet};
use crate::store::bag::Derivative;
use crate::store::recovery::hash_of;
use crate::store::{OpenCase, OpenReading, Scratch, StoreError, freeze_numbers};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

/// What is to be made.
#[derive(Debug, Clone)]
pub struct ExportOrder {
    /// Id of the profile.
    pub profile: String,
    /// Folder for the results; made if it is not there.
    pub out: PathBuf,
    /// Day on the papers; today otherwise.
    pub date: Option<NaiveDate>,
    /// A draft says so on every page, freezes no numbers and is not logged.
    pub draft: bool,
    /// Only what is new since a delivery: its id, or "last".
    pub since: Option<String>,
    /// The passphrase that the ZIP gets; nothing is then made in the clear.
    pub passphrase: Option<String>,
    /// The originals in place of copies with bars: only under a profile that takes the whole case.
    pub originals: bool,
}

/// Where an exhibit stands in the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportedExhibit {
    /// Number as printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// Volume, from 1.
    pub volume: u32,
    /// First page; none for an exhibit without pages.
    pub first_page: Option<u32>,
    /// Last page.
    pub last_page: Option<u32>,
    /// Codes of integrity of its files.
    pub items: Vec<Sha256Digest>,
}

/// One package that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExportedPackage {
    /// Id of the respondent it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub respondent: Option<RespondentId>,
    /// Dossier, one PDF a volume.
    pub dossier: Vec<PathBuf>,
    /// ZIP.
    pub zip: PathBuf,
    /// Whether the ZIP opens only with its passphrase.
    #[serde(rename = "protected")]
    pub is_protected: bool,
    /// Seal (código de conferência).
    pub seal: Sha256Digest,
    /// Pages of the dossier.
    pub pages: u32,
    /// Exhibits in the order printed.
    pub exhibits: Vec<ExportedExhibit>,
    /// Complaint sheet, petition and the like; the sheets for the user are not in the ZIP.
    pub papers: Vec<PathBuf>,
    /// Label sheet for the paper originals; for the user, not in the ZIP.
    pub labels: Option<PathBuf>,
    /// What is to be uploaded.
    pub upload_files: Vec<PathBuf>,
    /// What the user should see about this package.
    pub findings: Vec<Finding>,
}

impl ExportedPackage {
    /// Returns every file of the package.
    pub fn paths_mut(&mut self) -> impl Iterator<Item = &mut PathBuf> {
        self.dossier
            .iter_mut()
            .chain([&mut self.zip])
            .chain(&mut self.papers)
            .chain(&mut self.labels)
            .chain(&mut self.upload_files)
    }
}

/// What an export made: the first package, and all of them where there are several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Exported {
    /// The first package.
    #[serde(flatten)]
    pub first: ExportedPackage,
    /// Every package, where there is one per respondent.
    pub packages: Vec<ExportedPackage>,
}

impl App {
    /// Makes the dossier and the ZIP for a destination, one pair per respondent where it asks so.
    ///
    /// # Errors
    /// An unknown profile, a passphrase that cannot be taken, an output folder inside the case, a disk that refuses. Nothing half-done
    /// stays then.
    pub fn export(&mut self, root: &Path, order: &ExportOrder) -> Result<Exported, AppError> {
        let profile = profile(&order.profile, &self.own_profiles()?)?;
        order.passphrase.as_deref().map(Passphrase::for_new).transpose()?;
        let mut opened = if order.draft { self.open_to_look(root)? } else { self.open(root)? };
        if !order.draft
            && let OpenReading::ReadOnly(why) = opened.reading()
        {
            return Err(StoreError::NotWritable { why }.into());
        }
        if lies_inside(&order.out, opened.root()) {
            return Err(AppError::OutInsideCase { path: order.out.clone() });
        }
        self.complete_readings(&mut opened)?;
        let date = order.date.unwrap_or_else(|| self.today());
        let numbers = number(opened.case());
        let wages = self.own_wages()?;
        let complement = self.complement(opened.case(), opened.log(), &profile, &order.since)?;
        let made_out = !order.out.exists();
        fs::create_dir_all(&order.out).map_err(|source| write_failed(&order.out, source))?;
        let scratch = Scratch::begin(&order.out, "", &self.tag());
        let workshop = scratch.folder();
        fs::create_dir_all(workshop).map_err(|source| write_failed(&order.out, source))?;
        let making = Making {
            opened: &opened,
            profile: &profile,
            date,
            draft: order.draft,
            wages: wages.as_ref(),
            complement: complement.as_ref(),
            shows: shows(&profile, order.originals)?,
            workshop,
        };
        let mut placed = Vec::new();
        let made = self.make_all(&making, &numbers, order, &mut placed);
        // The workshop is ours; what is left in it is worth nothing to anyone.
        let _ = fs::remove_dir_all(workshop);
        drop(scratch);
        let done = made.and_then(|packages| {
            if !order.draft {
                let since = complement.as_ref().map(|complement| complement.delivery.clone());
                self.record_export(&mut opened, &profile, date, &numbers, &packages, since)?;
            }
            Ok(packages)
        });
        if done.is_err() {
            // A dossier whose numbers the case does not know must not be handed in.
            placed.iter().for_each(|path| take_back(path));
            if made_out {
                let _ = fs::remove_dir(&order.out);
            }
        }
        let mut packages = done?;
        let mut findings = case_findings(opened.case(), &numbers, self.today());
        findings.extend(opened.findings().iter().cloned());
        for package in &mut packages {
            package.findings.extend(findings.iter().cloned());
            package.findings.sort();
            package.findings.dedup();
        }
        let first = packages
            .first()
            .cloned()
            .ok_or_else(|| AppError::Layout { detail: "no package".to_owned() })?;
        Ok(Exported { first, packages })
    }

    /// Reads again what a rebuild of the database left unread, and keeps it.
    pub(super) fn complete_readings(&mut self, opened: &mut OpenCase) -> Result<(), AppError> {
        let readings = self.read_anew(opened);
        if readings.is_empty() || opened.reading() != OpenReading::ReadWrite {
            return Ok(());
        }
        let mut case = opened.case().clone();
        for (id, reading) in readings {
            if let Some(item) = case.items.get_mut(&id) {
                item.read = Some(reading);
            }
        }
        Ok(opened.write(case, &self.stamp())?)
    }

    pub(super) fn tag(&mut self) -> String {
        let mut tag = [0; 4];
        (self.chance)(&mut tag);
        hex::encode(tag)
    }

    /// Makes every package in the workshop, then gives all of them their names.
    fn make_all(
        &mut self,
        making: &Making<'_>,
        numbers: &Numbers,
        order: &ExportOrder,
        placed: &mut Vec<PathBuf>,
    ) -> Result<Vec<ExportedPackage>, AppError> {
        let mut drafts = self.each_dossier(making, numbers, Proof::WhileCopied, &mut package)?;
        if let Some(passphrase) = &order.passphrase {
            for package in &mut drafts {
                self.protect_package(package, making.profile, passphrase, making.date)?;
            }
        }
        drafts.into_iter().map(|package| publish(package, &order.out, placed)).collect()
    }

    fn record_export(
        &mut self,
        opened: &mut OpenCase,
        profile: &FilingProfile,
        date: NaiveDate,
        numbers: &Numbers,
        packages: &[ExportedPackage],
        since: Option<String>,
    ) -> Result<(), AppError> {
        let seals: Vec<String> = packages.iter().map(|package| package.seal.to_string()).collect();
        let numbers_text: BTreeMap<String, String> =
            numbers.iter().map(|(id, number)| (id.to_string(), number.to_string())).collect();
        let mut detail = serde_json::Map::new();
        detail.insert("profile".to_owned(), profile.id.clone().into());
        detail.insert("date".to_owned(), date.to_string().into());
        detail.insert("seals".to_owned(), seals.into());
        detail.insert("numbers".to_owned(), serde_json::to_value(numbers_text).unwrap_or_default());
        if let Some(delivery) = since {
            detail.insert("since".to_owned(), delivery.into());
        }
        let draft = EventDraft {
            event: CustodyEvent::Exported,
            item: None,
            sha256: None,
            size_bytes: None,
            detail,
        };
        let mut case = freeze_numbers(opened.case(), numbers);
        case.exported = Some(said(&case));
        Ok(opened.record(draft, case, &mut self.stamp())?)
    }
}

/// Returns what a package shows of evidence of which there are copies.
pub(super) fn shows(profile: &FilingProfile, originals: bool) -> Result<Shows, AppError> {
    match (originals, profile.whole_case) {
        (false, _) => Ok(Shows::Copies),
        (true, true) => Ok(Shows::Originals),
        (true, false) => Err(RefusedCopy::OriginalsNotFor { profile: profile.name.clone() }.into()),
    }
}

/// Puts a dossier into its package: the ZIP and the label sheet.
fn package(mut made: Made<'_>) -> Result<ExportedPackage, AppError> {
    let papers = papers(&made)?;
    let uploads = uploads(&mut made, &papers)?;
    let Made { making, scope, dossier, respondent, prepared, watcher, reader } = made;
    let case_id = making.opened.case().case_id;
    let exhibits = dossier.exhibits();
    let mut findings = dossier.findings.clone();
    findings.extend(uploads.iter().flat_map(|uploads| uploads.findings.iter().cloned()));
    let mut handed = vec![HandedFile {
        name: format!("{}.pdf", dossier.stem),
        size_bytes: dossier.size_bytes,
        pages: Some(dossier.pages),
    }];
    handed.extend(papers.iter().filter(|paper| paper.handed_over).map(MadePaper::handed));
    if uploads.is_none() {
        findings.extend(over_limits(&making.profile.limits, &handed));
    }
    let Dossier { plan, caso, seal_json, seal, stem, pdf, sums, .. } = dossier;
    let mut payload = vec![Payload {
        path: format!("data/{stem}.pdf"),
        source: pdf.clone(),
        proof: FileProof::Written,
        sha256: dossier.sha256,
        size_bytes: dossier.size_bytes,
    }];
    payload.extend(papers.iter().filter(|paper| paper.handed_over).map(|paper| Payload {
        path: format!("data/{}", paper.name),
        source: paper.path.clone(),
        proof: FileProof::Written,
        sha256: paper.sha256,
        size_bytes: paper.size_bytes,
    }));
    payload.extend(originals(&plan, prepared, &sums));
    payload.extend(seal_attachments(making.opened, scope));
    payload.extend(uploads.iter().flat_map(to_upload));
    let tags = vec![
        (HOW_TO_CHECK.to_owned(), how_to_check(seal, &format!("{stem}.pdf")).into_bytes()),
        ("caso.json".to_owned(), caso),
        (
            "custodia.jsonl".to_owned(),
            package_log(making.opened.log(), &plan, scope, prepared).into_bytes(),
        ),
        ("selo.json".to_owned(), seal_json),
    ];
    let zip = making.workshop.join(format!("{stem}.zip"));
    write_package(&zip, &stem, making, payload, tags, watcher)?;
    look_back(scope, making, &zip, &pdf, &papers, reader)?;
    Ok(ExportedPackage {
        respondent,
        dossier: vec![pdf],
        zip,
        is_protected: false,
        seal,
        pages: dossier.pages,
        exhibits,
        labels: labels(&plan, case_id, making.workshop, &stem)?,
        papers: papers.into_iter().map(|paper| paper.path).collect(),
        upload_files: uploads.into_iter().flat_map(|all| all.files).map(|file| file.path).collect(),
        findings,
    })
}

/// Returns the files about earlier seals that still are what was gathered.
fn seal_attachments(opened: &OpenCase, scope: &Scope) -> Vec<Payload> {
    let carried = scope.seal_attachments.iter().filter_map(|item| {
        let source = opened.original_path(item.id)?;
        (hash_of(&source) == Some(item.sha256)).then(|| Payload {
            path: seal_attachment_name(item),
            source,
            proof: FileProof::Hash(item.sha256),
            sha256: item.sha256,
            size_bytes: item.size_bytes,
        })
    });
    carried.collect()
}

/// Reads back what was made, and refuses to hand it over when something that its copies hide can still
/// be found.
fn look_back(
    scope: &Scope,
    making: &Making<'_>,
    zip: &Path,
    dossier: &Path,
    papers: &[MadePaper],
    reader: &mut ReaderHandle,
) -> Result<(), AppError> {
    let hidden = Hidden::in_package(scope, making.opened.case());
    if hidden.is_empty() {
        return Ok(());
    }
    let mut found = leak::in_words(scope, &hidden);
    if found.is_empty() {
        found.extend(leak::in_zip(zip, &hidden)?);
        found.extend(leak::in_pdf(dossier, reader, &hidden, "no dossiê"));
        for paper in papers {
            let place = format!("em {}", paper.name);
            found.extend(leak::in_file(&paper.path, &hidden, &place)?);
            found.extend(leak::in_pdf(&paper.path, reader, &hidden, &place));
        }
    }
    leak::none(found)
}

/// Returns what is to be uploaded as it stands in the ZIP.
fn to_upload(uploads: &Uploads) -> impl Iterator<Item = Payload> {
    uploads.files.iter().chain([&uploads.order]).map(|file| Payload {
        path: format!("{PACKAGE_UPLOADS}/{}", file.name),
        source: file.path.clone(),
        proof: FileProof::Written,
        sha256: file.sha256,
        size_bytes: file.size_bytes,
    })
}

/// Draws the label sheet for the paper originals of a package, if it has exhibits.
fn labels(
    plan: &DossierPlan,
    case_id: uuid::Uuid,
    workshop: &Path,
    stem: &str,
) -> Result<Option<PathBuf>, AppError> {
    let case: String = case_id.simple().to_string().chars().take(8).collect();
    let labels: Vec<Label> = plan
        .exhibits
        .iter()
        .map(|exhibit| {
            let number = exhibit.number.to_string();
            let hash = exhibit.items.first().map(|item| item.sha256.short());
            let qr_text = format!("JUNTADA:{case}:{number}:{}", hash.as_deref().unwrap_or("papel"));
            Label { number, title: exhibit.title.clone(), hash_prefix: hash, qr_text }
        })
        .collect();
    if labels.is_empty() {
        return Ok(None);
    }
    let failed = |error: LabelError| AppError::Layout { detail: error.to_string() };
    let sheets = built_in_sheets().map_err(failed)?;
    let Some(sheet) = sheets.first() else { return Ok(None) };
    let bytes = label_sheet(&labels, sheet, 0, &LABEL_FONTS).map_err(failed)?;
    let path = workshop.join(format!("{stem} - etiquetas.pdf"));
    fs::write(&path, bytes).map_err(|source| write_failed(&path, source))?;
    Ok(Some(path))
}

/// Returns the custody log of a package: every line, but names only of what the package carries.
fn package_log(log: &CustodyLog, plan: &DossierPlan, scope: &Scope, prepared: &Prepared) -> String {
    let items = || plan.exhibits.iter().flat_map(|exhibit| &exhibit.items);
    // Of an original that stays behind the name as received may be what is hidden.
    let about_seals = scope.seal_attachments.iter().map(|item| item.id);
    let whole = items().filter(|item| item.copy.is_none()).map(|item| item.id);
    let carried: BTreeSet<ItemId> = whole.chain(about_seals).collect();
    let unlocked = prepared.derivatives.iter().filter(|(id, _)| carried.contains(id));
    let copies: BTreeSet<Sha256Digest> = items()
        .map(|item| item.sha256)
        .chain(unlocked.map(|(_, (derivative, _))| derivative.sha256))
        .collect();
    log.lines()
        .iter()
        .map(|line| {
            let named = match line.core.event {
                CustodyEvent::Created => true,
                CustodyEvent::Gathered => {
                    line.core.item.is_some_and(|item| carried.contains(&item))
                }
                CustodyEvent::Derived => {
                    line.core.sha256.is_some_and(|hash| copies.contains(&hash))
                }
                _ => false,
            };
            if named { line.to_text() } else { line.to_text_without_detail() }
        })
        .collect()
}

/// A payload file of the package: path, source, hash, size.
struct Payload {
    path: String,
    source: PathBuf,
    proof: FileProof,
    sha256: Sha256Digest,
    size_bytes: u64,
}

/// Returns the originals that a package carries, and their copies without a password; `sums` has the
/// CRC-32 of those that were just read into the dossier.
fn originals<'a>(
    plan: &'a DossierPlan,
    prepared: &'a Prepared,
    sums: &'a BTreeMap<Sha256Digest, u32>,
) -> impl Iterator<Item = Payload> + 'a {
    let items = plan.exhibits.iter().flat_map(|exhibit| exhibit.items.iter());
    items.flat_map(|item| {
        let path = item.path.as_ref();
        let original = prepared.originals.get(&item.sha256).zip(path).map(|(source, path)| {
            let (source, sha256, size_bytes) = (source.clone(), item.sha256, item.size_bytes);
            let read = sums.get(&sha256).map(|crc32| FileProof::Read { crc32: *crc32 });
            let proof = read.unwrap_or(FileProof::Hash(sha256));
            Payload { path: path.clone(), source, proof, sha256, size_bytes }
        });
        let derivative = prepared.derivatives.get(&item.id).zip(path).map(|(derivative, path)| {
            let (Derivative { sha256, size_bytes, .. }, source) = derivative.clone();
            let proof = FileProof::Hash(sha256);
            Payload { path: derived_name(path), source, proof, sha256, size_bytes }
        });
        original.into_iter().chain(derivative)
    })
}

fn write_package(
    zip: &Path,
    top: &str,
    making: &Making<'_>,
    payload: Vec<Payload>,
    tags: Vec<(String, Vec<u8>)>,
    watcher: &mut Watcher,
) -> Result<(), AppError> {
    let listed: Vec<(String, Sha256Digest, u64)> =
        payload.iter().map(|file| (file.path.clone(), file.sha256, file.size_bytes)).collect();
    let case_id = making.opened.case().case_id;
    let bag = tag_files(case_id, &making.date.to_string(), &listed, &tags);
    let texts = tags
        .into_iter()
        .chain(bag)
        .map(|(path, bytes)| Member { path, content: MemberContent::Text(bytes) });
    let files = payload.into_iter().map(|file| {
        let Payload { path, source, proof, size_bytes, .. } = file;
        Member { path, content: MemberContent::File { path: source, size_bytes, proof } }
    });
    let watch = Watch::of(watcher, "Montando o ZIP", 1);
    let out = WatchedFile::create(zip, &watch)?;
    let out = write_zip(out, top, making.date, texts.chain(files).collect());
    let mut out = out.map_err(|error| watch.why(error.into()))?;
    out.flush().map_err(|source| watch.why(write_failed(zip, source)))
}
