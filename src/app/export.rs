//! Making the dossier, the profile's papers and the ZIP (gerar). Everything is made beside its
//! place and renamed at the end: nothing half-done stays in the output folder.

use crate::app::prepare::{Prepared, Proof};
use crate::app::{APP, App, AppError, Progress, lies_inside};
use crate::base::Sha256Digest;
use crate::case::{
    CaseDocument, CustodyEvent, CustodyLog, EventDraft, Finding, FindingCode, Numbers,
    RespondentId, number, said,
};
use crate::filing::{
    Content, Cover, DossierPlan, FilingProfile, PageContent, Scope, case_findings, cited_pages,
    file_stem, packages, plan, profile, scoped,
};
use crate::import::jpeg::Orientation;
use crate::package::{
    HOW_TO_CHECK, Member, MemberContent, PackageError, Seal, how_to_check, tag_files, write_zip,
};
use crate::render::assemble::{
    AssembleError, Claim, EvidenceSource, PieceProof, ProofExhibit, SlotContent, assemble,
};
use crate::render::compose::{Composition, compose};
use crate::render::labels::{LABEL_FONTS, Label, LabelError, built_in_sheets, label_sheet};
use crate::render::layout::{LayoutStamp, lay_out};
use crate::store::recovery::hash_of;
use crate::store::{OpenCase, OpenReading, StoreError, freeze_numbers};
use chrono::NaiveDate;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Read, Write};
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
    /// Seal (código de conferência).
    pub seal: Sha256Digest,
    /// Pages of the dossier.
    pub pages: u32,
    /// Exhibits in the order printed.
    pub exhibits: Vec<ExportedExhibit>,
    /// Label sheet for the paper originals; for the user, not in the ZIP.
    pub labels: Option<PathBuf>,
    /// What is to be uploaded.
    pub upload_files: Vec<PathBuf>,
    /// What the user should see about this package.
    pub findings: Vec<Finding>,
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

/// One package while it is being made.
struct Making<'a> {
    opened: &'a OpenCase,
    profile: &'a FilingProfile,
    date: NaiveDate,
    draft: bool,
    workshop: &'a Path,
}

impl App {
    /// Makes the dossier and the ZIP for a destination, one pair per respondent where it asks so.
    ///
    /// # Errors
    /// An unknown profile, an output folder inside the case, a disk that refuses. Nothing half-done
    /// stays then.
    pub fn export(&mut self, root: &Path, order: &ExportOrder) -> Result<Exported, AppError> {
        let profile = profile(&order.profile)?;
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
        let made_out = !order.out.exists();
        let workshop = order.out.join(format!(".juntada-{}", self.tag()));
        fs::create_dir_all(&workshop).map_err(|source| write_failed(&order.out, source))?;
        let making = Making {
            opened: &opened,
            profile: &profile,
            date,
            draft: order.draft,
            workshop: &workshop,
        };
        let mut placed = Vec::new();
        let made = self.make_all(&making, &numbers, &order.out, &mut placed);
        // The workshop is ours; what is left in it is worth nothing to anyone.
        let _ = fs::remove_dir_all(&workshop);
        let done = made.and_then(|packages| {
            if !order.draft {
                self.record_export(&mut opened, &profile, date, &numbers, &packages)?;
            }
            Ok(packages)
        });
        if done.is_err() {
            // A dossier whose numbers the case does not know must not be handed in.
            placed.iter().for_each(|path| drop(fs::remove_file(path)));
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
    fn complete_readings(&mut self, opened: &mut OpenCase) -> Result<(), AppError> {
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

    fn make_all(
        &mut self,
        making: &Making<'_>,
        numbers: &Numbers,
        out: &Path,
        placed: &mut Vec<PathBuf>,
    ) -> Result<Vec<ExportedPackage>, AppError> {
        let drafts = match self.drafts(making, numbers, Proof::WhileCopied) {
            // Rare: everything is looked at before, so that the dossier itself says what it is.
            Err(AppError::Package(PackageError::Altered { .. })) => {
                self.drafts(making, numbers, Proof::Beforehand)?
            }
            told => told?,
        };
        drafts.into_iter().map(|package| publish(package, out, placed)).collect()
    }

    /// Makes every package in the workshop.
    fn drafts(
        &mut self,
        making: &Making<'_>,
        numbers: &Numbers,
        proof: Proof,
    ) -> Result<Vec<ExportedPackage>, AppError> {
        let case = making.opened.case();
        let respondents = packages(case, making.profile);
        let whole = scoped(case, numbers, making.profile, None);
        let (foreign_pages, workshop) = (making.profile.foreign_pages, making.workshop);
        let prepared = self.prepare(making.opened, &whole, foreign_pages, workshop, proof)?;
        let mut drafts = Vec::new();
        let total = respondents.len();
        for (done, respondent) in respondents.into_iter().enumerate() {
            if !(self.progress)(&Progress { doing: "Montando o dossiê", done, total, name: None })
            {
                return Err(AppError::Cancelled);
            }
            let scope = scoped(case, numbers, making.profile, respondent);
            drafts.push(make(making, &scope, respondent, &prepared)?);
        }
        Ok(drafts)
    }

    fn record_export(
        &mut self,
        opened: &mut OpenCase,
        profile: &FilingProfile,
        date: NaiveDate,
        numbers: &Numbers,
        packages: &[ExportedPackage],
    ) -> Result<(), AppError> {
        let seals: Vec<String> = packages.iter().map(|package| package.seal.to_string()).collect();
        let numbers_text: BTreeMap<String, String> =
            numbers.iter().map(|(id, number)| (id.to_string(), number.to_string())).collect();
        let mut detail = serde_json::Map::new();
        detail.insert("profile".to_owned(), profile.id.clone().into());
        detail.insert("date".to_owned(), date.to_string().into());
        detail.insert("seals".to_owned(), seals.into());
        detail.insert("numbers".to_owned(), serde_json::to_value(numbers_text).unwrap_or_default());
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

fn write_failed(path: &Path, source: io::Error) -> AppError {
    AppError::Write { path: path.to_owned(), source }
}

/// Makes one package in the workshop.
fn make(
    making: &Making<'_>,
    scope: &Scope,
    respondent: Option<RespondentId>,
    prepared: &Prepared,
) -> Result<ExportedPackage, AppError> {
    let case = &scope.case;
    let plan = plan(scope, &prepared.contents);
    let log = making.opened.log();
    let only = respondent.and_then(|id| case.respondents.iter().find(|r| r.id == id));
    let several = making.opened.case().respondents.len() > 1;
    let named = only.filter(|_| several).and_then(|respondent| respondent.short_name());
    let stem = file_stem(&case.title, &making.profile.name, named);
    let caso = caso_json(scope);
    let date = making.date.to_string();
    let seal =
        Seal::of(case.case_id, &making.profile.id, &date, APP, log, Sha256Digest::of(&caso), &plan);
    let seal_json = seal.to_bytes();
    let seal = Sha256Digest::of(&seal_json);
    let zip_name = format!("{stem}.zip");
    let cover = Cover { profile: making.profile, date: making.date, draft: making.draft };
    let view = compose(&Composition { scope, plan: &plan, cover, seal, log, zip_name: &zip_name });
    let stamp = LayoutStamp { date: making.date, ident: seal.to_string(), creator: APP.to_owned() };
    let laid =
        lay_out(&view, &stamp).map_err(|error| AppError::Layout { detail: format!("{error}") })?;
    let pdf = making.workshop.join(format!("{stem}.pdf"));
    let told = write_dossier(&pdf, &laid.pdf, &plan, prepared, &seal_json, making.date)?;
    let members = members(&pdf, told, &stem, &plan, prepared);
    let tags = vec![
        (HOW_TO_CHECK.to_owned(), how_to_check(seal, &format!("{stem}.pdf")).into_bytes()),
        ("caso.json".to_owned(), caso),
        ("custodia.jsonl".to_owned(), package_log(log, &plan).into_bytes()),
        ("selo.json".to_owned(), seal_json),
    ];
    let zip = making.workshop.join(&zip_name);
    write_package(&zip, &stem, making.date, case.case_id, members, tags)?;
    let mut findings = plan.findings.clone();
    findings.extend(cited_pages(case, &plan));
    findings.extend(prepared.findings.iter().cloned());
    if !plan.pdfa_safe {
        findings.push(Finding::new(FindingCode::ClaimDropped));
    }
    let exhibits = plan
        .exhibits
        .iter()
        .map(|exhibit| {
            let pages = laid.exhibits.iter().find(|pages| pages.key == exhibit.id.to_string());
            ExportedExhibit {
                number: exhibit.number.to_string(),
                title: exhibit.title.clone(),
                volume: 1,
                first_page: pages.map(|pages| pages.first_page),
                last_page: pages.map(|pages| pages.last_page),
                items: exhibit.items.iter().map(|item| item.sha256).collect(),
            }
        })
        .collect();
    Ok(ExportedPackage {
        respondent,
        dossier: vec![pdf],
        zip,
        seal,
        pages: laid.pages,
        exhibits,
        labels: labels(making, &plan, case.case_id, &stem)?,
        upload_files: Vec::new(),
        findings,
    })
}

/// Draws the label sheet for the paper originals of a package, if it has exhibits.
fn labels(
    making: &Making<'_>,
    plan: &DossierPlan,
    case_id: uuid::Uuid,
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
    let path = making.workshop.join(format!("{stem} - etiquetas.pdf"));
    fs::write(&path, bytes).map_err(|source| write_failed(&path, source))?;
    Ok(Some(path))
}

/// Returns `caso.json` of a package.
fn caso_json(scope: &Scope) -> Vec<u8> {
    let document = CaseDocument::of(&scope.case, &scope.numbers);
    let mut bytes = serde_json::to_vec_pretty(&document).unwrap_or_default();
    bytes.push(b'\n');
    bytes
}

/// Returns the custody log of a package: every line, but names only of what the package carries.
fn package_log(log: &CustodyLog, plan: &DossierPlan) -> String {
    let carried: Vec<_> = plan.exhibits.iter().flat_map(|e| e.items.iter().map(|i| i.id)).collect();
    log.lines()
        .iter()
        .map(|line| {
            let named = match line.core.event {
                CustodyEvent::Created => true,
                CustodyEvent::Gathered | CustodyEvent::Derived | CustodyEvent::Redacted => {
                    line.core.item.is_some_and(|item| carried.contains(&item))
                }
                _ => false,
            };
            if named { line.to_text() } else { line.to_text_without_detail() }
        })
        .collect()
}

/// Where the assembler finds the evidence.
struct Evidence<'a>(&'a Prepared);

impl EvidenceSource for Evidence<'_> {
    fn open_original(&self, digest: &Sha256Digest) -> io::Result<Box<dyn Read + '_>> {
        let path = self.0.originals.get(digest).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }

    fn open_fragment(&self, key: &str) -> io::Result<Box<dyn Read + '_>> {
        let path = self.0.fragments.get(key).ok_or(io::ErrorKind::NotFound)?;
        Ok(Box::new(File::open(path)?))
    }
}

/// Writes the dossier; returns its hash and size.
fn write_dossier(
    path: &Path,
    base: &[u8],
    plan: &DossierPlan,
    prepared: &Prepared,
    seal_json: &[u8],
    date: NaiveDate,
) -> Result<(Sha256Digest, u64), AppError> {
    let exhibits = plan.exhibits.iter().map(|exhibit| ProofExhibit {
        number: exhibit.number.to_string(),
        digests: exhibit.carried().map(|item| item.sha256).collect(),
    });
    let proof = PieceProof {
        seal_json: seal_json.to_vec(),
        exhibits: exhibits.collect(),
        stamp_utc: date.format("%Y%m%d120000").to_string(),
        pdfa: if plan.pdfa_safe { Claim::Keep } else { Claim::Drop },
        pdfua: if plan.pdfua_safe { Claim::Keep } else { Claim::Drop },
    };
    let file = File::create(path).map_err(|source| write_failed(path, source))?;
    let mut out = BufWriter::with_capacity(1 << 18, file);
    let slots = slots(plan, prepared);
    let told = assemble(base, &slots, &Evidence(prepared), &proof, &mut out)
        .map_err(|error| assemble_failed(&error, prepared))?;
    out.flush().map_err(|source| write_failed(path, source))?;
    Ok((told.sha256, told.bytes_written))
}

fn assemble_failed(error: &AssembleError, prepared: &Prepared) -> AppError {
    match error {
        AssembleError::Altered { digest } => {
            let path = prepared.originals.get(digest).and_then(|path| path.file_name());
            let path =
                path.map_or_else(|| digest.to_string(), |name| name.to_string_lossy().into());
            AppError::Package(PackageError::Altered { path })
        }
        other => AppError::Assemble { detail: chain(other) },
    }
}

/// Returns an error with its causes in one line.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        text.push_str(": ");
        text.push_str(&next.to_string());
        cause = next.source();
    }
    text
}

fn slots(plan: &DossierPlan, prepared: &Prepared) -> BTreeMap<u32, SlotContent> {
    let mut slots = BTreeMap::new();
    for exhibit in &plan.exhibits {
        let degrees = i32::from(exhibit.turn.degrees());
        let turn = Orientation::from_degrees(degrees).unwrap_or_default();
        for page in &exhibit.pages {
            let PageContent::Slots(planned) = &page.content else { continue };
            for slot in planned {
                let item = exhibit.items.iter().find(|item| item.id == slot.item);
                let content = match (prepared.contents.get(&slot.item), item) {
                    (Some(Content::Jpeg { header, orientation }), Some(item)) => {
                        SlotContent::Jpeg {
                            digest: item.sha256,
                            size_bytes: item.size_bytes,
                            header: header.clone(),
                            orientation: orientation.then(turn),
                        }
                    }
                    (Some(Content::Pages(spots)), _) => {
                        let index = usize::try_from(slot.page).unwrap_or(0).saturating_sub(1);
                        let Some(Some(spot)) = spots.get(index) else { continue };
                        let (key, page) = (spot.key.clone(), spot.index);
                        SlotContent::FragmentPage { key, page, turn }
                    }
                    _ => continue,
                };
                slots.insert(slot.slot, content);
            }
        }
    }
    slots
}

/// A payload file of the package: path, source, hash, size.
struct Payload {
    path: String,
    source: PathBuf,
    sha256: Sha256Digest,
    size_bytes: u64,
}

fn members(
    pdf: &Path,
    (sha256, size_bytes): (Sha256Digest, u64),
    stem: &str,
    plan: &DossierPlan,
    prepared: &Prepared,
) -> Vec<Payload> {
    let path = format!("data/{stem}.pdf");
    let mut files = vec![Payload { path, source: pdf.to_owned(), sha256, size_bytes }];
    for item in plan.exhibits.iter().flat_map(|exhibit| exhibit.items.iter()) {
        if let (Some(path), Some(source)) = (&item.path, prepared.originals.get(&item.sha256)) {
            files.push(Payload {
                path: path.clone(),
                source: source.clone(),
                sha256: item.sha256,
                size_bytes: item.size_bytes,
            });
        }
    }
    files
}

fn write_package(
    zip: &Path,
    top: &str,
    date: NaiveDate,
    case_id: uuid::Uuid,
    payload: Vec<Payload>,
    tags: Vec<(String, Vec<u8>)>,
) -> Result<(), AppError> {
    let listed: Vec<(String, Sha256Digest, u64)> =
        payload.iter().map(|file| (file.path.clone(), file.sha256, file.size_bytes)).collect();
    let bag = tag_files(case_id, &date.to_string(), &listed, &tags);
    let texts = tags
        .into_iter()
        .chain(bag)
        .map(|(path, bytes)| Member { path, content: MemberContent::Text(bytes) });
    let files = payload.into_iter().map(|file| Member {
        path: file.path,
        content: MemberContent::File {
            path: file.source,
            sha256: file.sha256,
            size_bytes: file.size_bytes,
        },
    });
    let made = File::create(zip).map_err(|source| write_failed(zip, source))?;
    let out = BufWriter::with_capacity(1 << 18, made);
    let mut out = write_zip(out, top, date, texts.chain(files).collect())?;
    out.flush().map_err(|source| write_failed(zip, source))
}

/// Gives the files of a package their names in the output folder. A file of the same name with
/// other bytes is not written over: it may be the one that was handed in. `placed` gets the files
/// that were not there before.
fn publish(
    mut package: ExportedPackage,
    out: &Path,
    placed: &mut Vec<PathBuf>,
) -> Result<ExportedPackage, AppError> {
    for path in package.dossier.iter_mut().chain([&mut package.zip]).chain(&mut package.labels) {
        let place = free_place(path, out);
        let is_new = !place.exists();
        let synced = File::open(&*path).and_then(|file| file.sync_all());
        synced.and_then(|()| fs::rename(&*path, &place)).map_err(|e| write_failed(&place, e))?;
        if is_new {
            placed.push(place.clone());
        }
        *path = place;
    }
    Ok(package)
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
