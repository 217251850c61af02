//! Every path that a request, a reply or a failure carries, and what may stand there, so that the
//! desktop screen can be given names in their stead. Each list is a match without a wildcard: a new
//! request or reply does not compile before its paths are told here.
//!
//! Deliberately not here: what the names are, and which path each means ([`crate::desk`]).

use crate::api::{Reply, Request};
use crate::app::{CheckReport, Exported, ExportedPackage, GatheredItem};
use crate::case::Finding;
use crate::explain::Explanation;
use serde_json::Value;
use std::path::PathBuf;

/// What a path of a request is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A case folder that is there.
    Case,
    /// A case folder that is to be made.
    NewCase,
    /// The folder of cases.
    Cases,
    /// Files and folders to be gathered.
    Sources,
    /// The folder for what is made.
    Out,
    /// Where the copy of a case is to stand; it must not be there yet.
    CopyOfCase,
    /// A case, a package or a dossier to be verified.
    Checked,
    /// Files that deeds made.
    Made,
    /// A folder that files are copied to.
    Target,
    /// A folder that is looked into for new files.
    Watched,
    /// The catalogue of received dossiers.
    Catalogue,
    /// The settings file.
    Settings,
    /// The folder of cases that a person chooses.
    CasesChoice,
}

/// The path or paths of one member of a request.
#[derive(Debug)]
pub enum Slot<'a> {
    /// One path.
    One(&'a mut PathBuf),
    /// Several.
    Many(&'a mut Vec<PathBuf>),
    /// One, as text.
    Text(&'a mut String),
}

/// A member of a request that is a path.
#[derive(Debug)]
pub struct Place<'a> {
    /// What the path is for.
    pub purpose: Purpose,
    /// The path itself.
    pub slot: Slot<'a>,
}

/// A member of a reply that is a path.
#[derive(Debug)]
pub enum Told<'a> {
    /// A case folder.
    Case(&'a mut PathBuf),
    /// A file or folder that the deed made.
    Made(&'a mut PathBuf),
    /// The folder of cases.
    Cases(&'a mut PathBuf),
    /// A file as it was given to the deed.
    Given(&'a mut String),
    /// A file or folder that the user may choose.
    Choice(&'a mut PathBuf),
}

const fn one(purpose: Purpose, path: &mut PathBuf) -> Place<'_> {
    Place { purpose, slot: Slot::One(path) }
}

fn pair<'a>(
    purpose: Purpose,
    path: &'a mut PathBuf,
    other: Purpose,
    beside: &'a mut PathBuf,
) -> Vec<Place<'a>> {
    vec![one(purpose, path), one(other, beside)]
}

const fn sources(files: &mut Vec<PathBuf>) -> Place<'_> {
    Place { purpose: Purpose::Sources, slot: Slot::Many(files) }
}

/// Returns the case folder and a path that may be there.
fn with_case<'a>(
    case: &'a mut PathBuf,
    purpose: Purpose,
    path: Option<&'a mut PathBuf>,
) -> Vec<Place<'a>> {
    let more = path.map(|path| one(purpose, path));
    std::iter::once(one(Purpose::Case, case)).chain(more).collect()
}

/// Returns the folder of cases that settings name, if they do.
fn chosen(settings: &mut Value) -> Option<Place<'_>> {
    match settings.get_mut("cases_folder") {
        Some(Value::String(folder)) => {
            Some(Place { purpose: Purpose::CasesChoice, slot: Slot::Text(folder) })
        }
        _ => None,
    }
}

impl Request {
    /// Returns the folder of the case that the request is about; what is verified may be one too.
    pub fn case_folder(&mut self) -> Option<PathBuf> {
        self.places_mut().into_iter().find_map(|place| match (place.purpose, place.slot) {
            (Purpose::Case | Purpose::Checked, Slot::One(path)) => Some(path.clone()),
            _ => None,
        })
    }

    /// Returns every path of the request, the case folder first.
    pub fn places_mut(&mut self) -> Vec<Place<'_>> {
        match self {
            Self::New { path, .. } => vec![one(Purpose::NewCase, path)],
            Self::Add { path, files, .. } => vec![one(Purpose::Case, path), sources(files)],
            Self::Export { path, out, .. }
            | Self::Letter { path, out, .. }
            | Self::SealRequest { path, out } => pair(Purpose::Case, path, Purpose::Out, out),
            Self::Deadlines { path, ics } => with_case(path, Purpose::Out, ics.as_mut()),
            Self::Copy { path, to } => pair(Purpose::Case, path, Purpose::CopyOfCase, to),
            Self::Verify { path, .. } => vec![one(Purpose::Checked, path)],
            Self::VerifyReport { path, out, .. } => pair(Purpose::Checked, path, Purpose::Out, out),
            Self::Sample { out, .. } => vec![one(Purpose::Cases, out)],
            Self::Cases { path } => vec![one(Purpose::Cases, path)],
            Self::CopyOut { files, to } => vec![
                Place { purpose: Purpose::Made, slot: Slot::Many(files) },
                one(Purpose::Target, to),
            ],
            Self::Watch { path, folder, .. } | Self::Offered { path, folder } => {
                with_case(path, Purpose::Watched, folder.as_mut())
            }
            Self::Receive { path, files, .. } => {
                vec![one(Purpose::Catalogue, path), sources(files)]
            }
            Self::CheckReceived { path, .. }
            | Self::Received { path, .. }
            | Self::OpenReceived { path, .. }
            | Self::MarkReceived { path, .. }
            | Self::CompareReceived { path, .. } => vec![one(Purpose::Catalogue, path)],
            Self::ReceivedTable { path, out, .. } => {
                pair(Purpose::Catalogue, path, Purpose::Out, out)
            }
            Self::Continue { path, to, .. } => pair(Purpose::NewCase, to, Purpose::Catalogue, path),
            Self::Settings { path } => vec![one(Purpose::Settings, path)],
            Self::SetSettings { path, settings } => {
                vec![one(Purpose::Settings, path)].into_iter().chain(chosen(settings)).collect()
            }
            Self::AddPaper { path, .. }
            | Self::Group { path, .. }
            | Self::Separate { path, .. }
            | Self::TakeOut { path, .. }
            | Self::Edit { path, .. }
            | Self::Contact { path, .. }
            | Self::Fill { path, .. }
            | Self::Show { path }
            | Self::Missing { path, .. }
            | Self::Deliver { path, .. }
            | Self::Preview { path, .. }
            | Self::Remove { path, .. }
            | Self::Restore { path, .. }
            | Self::Empty { path }
            | Self::Discard { path, .. }
            | Self::Drop { path, .. }
            | Self::Order { path, .. }
            | Self::Undo { path }
            | Self::Redo { path }
            | Self::Unlock { path, .. }
            | Self::Propose { path, .. }
            | Self::Redact { path, .. }
            | Self::Highlight { path, .. }
            | Self::WithoutPlace { path, .. }
            | Self::DropCopy { path, .. }
            | Self::Text { path, .. }
            | Self::Conversation { path, .. }
            | Self::History { path, .. }
            | Self::Search { path, .. }
            | Self::ReadPictures { path }
            | Self::Repair { path } => vec![one(Purpose::Case, path)],
            Self::Profiles | Self::Grounds | Self::Passphrase { .. } => Vec::new(),
        }
    }
}

impl Reply {
    /// Returns every path of the reply.
    pub fn places_mut(&mut self) -> Vec<Told<'_>> {
        match self {
            Self::Gathered(report) => {
                report.items.iter_mut().map(|item| Told::Given(&mut item.path)).collect()
            }
            Self::Letter(made) => vec![Told::Made(&mut made.letter)],
            Self::SealRequests(made) => {
                made.requests.iter_mut().map(|request| Told::Made(&mut request.file)).collect()
            }
            Self::Exported(exported) => exported_paths(exported),
            Self::Sample(sample) => {
                let mut paths = vec![Told::Case(&mut sample.case)];
                paths.extend(sample.exported.iter_mut().flat_map(exported_paths));
                paths
            }
            Self::Copied { to, .. } => vec![Told::Made(to)],
            Self::Received(report) => {
                report.dossiers.iter_mut().map(|one| Told::Given(&mut one.path)).collect()
            }
            Self::ReceivedTable { table } => vec![Told::Made(table)],
            Self::CheckRecorded(record) => vec![Told::Made(&mut record.report)],
            Self::Deadlines(report) => report.ics.iter_mut().map(Told::Made).collect(),
            Self::Cases(list) => {
                list.cases.iter_mut().map(|entry| Told::Case(&mut entry.path)).collect()
            }
            Self::Settings(report) => {
                report.settings.cases_folder.iter_mut().map(Told::Cases).collect()
            }
            Self::Offered(offered) => {
                let files = offered.files.iter_mut().map(|file| &mut file.path);
                offered.folder.iter_mut().chain(files).map(Told::Choice).collect()
            }
            Self::CheckedReceived(_)
            | Self::ReceivedList(_)
            | Self::OpenedReceived(_)
            | Self::MarkedReceived(_)
            | Self::ComparedReceived(_)
            | Self::Case { .. }
            | Self::Done { .. }
            | Self::Found(_)
            | Self::PicturesRead(_)
            | Self::Shown(_)
            | Self::Missing(_)
            | Self::Previewed(_)
            | Self::Verified(_)
            | Self::Discarded(_)
            | Self::Text { .. }
            | Self::Conversation(_)
            | Self::Proposed(_)
            | Self::History(_)
            | Self::CopiedOut(_)
            | Self::Profiles(_)
            | Self::Grounds(_)
            | Self::Passphrase(_) => Vec::new(),
        }
    }
}

impl Reply {
    /// Returns every text of the reply that the program itself wrote about files, and which may
    /// name a folder of this computer. What the user wrote is not among them.
    pub fn sentences_mut(&mut self) -> Vec<&mut String> {
        match self {
            Self::Case { findings, .. } | Self::Done { findings, .. } => told_of(findings),
            Self::Gathered(report) => {
                let mut texts = told_of(&mut report.findings);
                for GatheredItem { notes, read, .. } in &mut report.items {
                    texts.extend(notes);
                    let details = read.iter_mut().flat_map(|read| &mut read.notes);
                    texts.extend(details.map(|note| &mut note.detail));
                }
                texts
            }
            Self::Shown(shown) => told_of(&mut shown.findings),
            Self::Missing(report) => told_of(&mut report.findings),
            Self::Deadlines(report) => told_of(&mut report.findings),
            Self::Letter(made) => told_of(&mut made.findings),
            Self::SealRequests(made) => told_of(&mut made.findings),
            Self::Exported(exported) => told_of_packages(exported),
            Self::Previewed(made) => {
                let packages = std::iter::once(&mut made.first).chain(&mut made.packages);
                packages.flat_map(|package| told_of(&mut package.findings)).collect()
            }
            Self::Sample(sample) => sample.exported.iter_mut().flat_map(told_of_packages).collect(),
            Self::Verified(report) => told_of_check(report),
            Self::CheckRecorded(record) => told_of_check(&mut record.check),
            Self::Cases(list) => {
                let troubles = list.cases.iter_mut().filter_map(|entry| entry.trouble.as_mut());
                troubles.flat_map(Explanation::texts_mut).collect()
            }
            Self::Settings(report) => told_of(&mut report.findings),
            Self::Found(report) => told_of(&mut report.findings),
            Self::PicturesRead(report) => told_of(&mut report.findings),
            Self::Proposed(told) => told_of(&mut told.findings),
            Self::Offered(offered) => told_of(&mut offered.findings),
            Self::Received(report) => {
                let whys = report.dossiers.iter_mut().filter_map(|one| one.why.as_mut());
                whys.flat_map(Explanation::texts_mut).collect()
            }
            Self::OpenedReceived(opened) => {
                opened.report.iter_mut().flat_map(told_of_check).collect()
            }
            Self::CheckedReceived(_)
            | Self::ReceivedList(_)
            | Self::MarkedReceived(_)
            | Self::ComparedReceived(_)
            | Self::ReceivedTable { .. }
            | Self::Copied { .. }
            | Self::Discarded(_)
            | Self::Text { .. }
            | Self::Conversation(_)
            | Self::History(_)
            | Self::CopiedOut(_)
            | Self::Profiles(_)
            | Self::Grounds(_)
            | Self::Passphrase(_) => Vec::new(),
        }
    }
}

fn told_of_check(report: &mut CheckReport) -> Vec<&mut String> {
    let CheckReport { not_checkable, findings, notes, .. } = report;
    let all = findings.iter_mut().chain(notes).flat_map(Finding::texts_mut);
    all.chain(not_checkable).collect()
}

fn told_of(findings: &mut [Finding]) -> Vec<&mut String> {
    findings.iter_mut().flat_map(Finding::texts_mut).collect()
}

fn told_of_packages(exported: &mut Exported) -> Vec<&mut String> {
    let Exported { first, packages } = exported;
    let packages = std::iter::once(first).chain(packages);
    packages.flat_map(|package| told_of(&mut package.findings)).collect()
}

fn exported_paths(exported: &mut Exported) -> Vec<Told<'_>> {
    let Exported { first, packages } = exported;
    let mut paths = package_paths(first);
    paths.extend(packages.iter_mut().flat_map(package_paths));
    paths
}

fn package_paths(package: &mut ExportedPackage) -> Vec<Told<'_>> {
    package.paths_mut().map(Told::Made).collect()
}
