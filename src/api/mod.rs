//! The one door to the engine: requests and replies as data, for the command line, the desktop
//! shell and the tests' server. Whoever stands outside can do just what a [`Request`] says.

mod places;

pub use places::{Place, Purpose, Slot, Told};

use crate::app::{
    App, AppError, CheckReport, ContactNote, Edit, ExportOrder, Exported, GatherOrder,
    GatherReport, MissingReport, PaperOrder, ProfileEntry, SampleReport, Shown,
};
use crate::base::{Day, Moment};
use crate::case::{
    CaseDocument, Channel, ExhibitId, ExhibitKind, ExhibitRef, Finding, ItemId, PageChoice, Turn,
    number,
};
use crate::explain::{self, Explanation};
use crate::store::{Gathering, Part, StoreError};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

/// What can be asked of the engine. `path` is a case folder unless said otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case", deny_unknown_fields)]
pub enum Request {
    /// A new case, filled from a document where one is given.
    New {
        /// Case folder, which must not exist.
        path: PathBuf,
        /// Title; the folder's name otherwise.
        #[serde(default)]
        title: Option<String>,
        /// A `caso.json`.
        #[serde(default)]
        case: Option<serde_json::Value>,
    },
    /// Gathers files and folders.
    Add {
        /// Case folder.
        path: PathBuf,
        /// Files and folders.
        files: Vec<PathBuf>,
        /// What is said of them.
        #[serde(default)]
        about: About,
        /// All of them are one exhibit.
        #[serde(default)]
        one_exhibit: bool,
        /// Password of locked files; never stored.
        #[serde(default)]
        password: Option<String>,
    },
    /// Notes an exhibit of which there is only paper.
    AddPaper {
        /// Case folder.
        path: PathBuf,
        /// Title.
        title: String,
        /// Where the paper is.
        place: String,
        /// Kind, date and note.
        #[serde(default)]
        about: About,
    },
    /// Puts exhibits into one.
    Group {
        /// Case folder.
        path: PathBuf,
        /// Ids, `e1` or `p1`, in order.
        ids: Vec<String>,
    },
    /// Makes each item of exhibits one of its own.
    Separate {
        /// Case folder.
        path: PathBuf,
        /// Ids.
        ids: Vec<String>,
    },
    /// Changes what is said of an exhibit.
    Edit {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
        /// Title, kind, date, note.
        #[serde(default)]
        about: About,
        /// Place in the order, from 1.
        #[serde(default)]
        position: Option<u32>,
        /// Turn in degrees.
        #[serde(default)]
        turn: Option<Turn>,
        /// Choice of pages.
        #[serde(default)]
        pages: Option<PageChoice>,
    },
    /// Notes a contact with the company.
    Contact {
        /// Case folder.
        path: PathBuf,
        /// When.
        when: Moment,
        /// By which way.
        channel: Channel,
        /// Protocol numbers as received.
        #[serde(default)]
        protocols: Vec<String>,
        /// Who answered.
        #[serde(default)]
        attendant: Option<String>,
        /// What was asked and said.
        #[serde(default)]
        summary: Option<String>,
        /// Until when.
        #[serde(default)]
        due: Option<Day>,
        /// What was answered.
        #[serde(default)]
        answer: Option<String>,
        /// What proves it: ids.
        #[serde(default)]
        exhibits: Vec<String>,
    },
    /// Merges a `caso.json`.
    Fill {
        /// Case folder.
        path: PathBuf,
        /// The document.
        case: serde_json::Value,
    },
    /// Everything in the case.
    Show {
        /// Case folder.
        path: PathBuf,
    },
    /// What is missing for a destination.
    Missing {
        /// Case folder.
        path: PathBuf,
        /// Profile.
        profile: String,
    },
    /// Makes dossier and ZIP.
    Export {
        /// Case folder.
        path: PathBuf,
        /// Profile.
        profile: String,
        /// Folder for the results.
        out: PathBuf,
        /// Day on the papers.
        #[serde(default)]
        date: Option<Day>,
        /// A draft.
        #[serde(default)]
        draft: bool,
    },
    /// Verifies a case folder, a package or a dossier.
    Verify {
        /// What to verify.
        path: PathBuf,
        /// The seal it must have, as printed.
        #[serde(default)]
        seal: Option<String>,
    },
    /// Puts into the bin.
    Remove {
        /// Case folder.
        path: PathBuf,
        /// Id.
        id: String,
        /// Why.
        reason: String,
    },
    /// Brings back from the bin.
    Restore {
        /// Case folder.
        path: PathBuf,
        /// Id.
        id: String,
        /// Why.
        reason: String,
    },
    /// Empties the bin.
    Empty {
        /// Case folder.
        path: PathBuf,
    },
    /// Copies a case and reads the copy back.
    Copy {
        /// Case folder.
        path: PathBuf,
        /// Where to.
        to: PathBuf,
    },
    /// Mends what a crash left.
    Repair {
        /// Case folder.
        path: PathBuf,
    },
    /// Lists the profiles.
    Profiles,
    /// Makes the sample case.
    Sample {
        /// Which one.
        #[serde(default = "one")]
        number: u32,
        /// Folder for case and results.
        out: PathBuf,
        /// Profile it is exported under.
        #[serde(default = "procon")]
        profile: String,
        /// Day on the papers.
        #[serde(default)]
        date: Option<Day>,
    },
}

const fn one() -> u32 {
    1
}

fn procon() -> String {
    "procon".to_owned()
}

/// What the user says of an exhibit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct About {
    /// Title.
    pub title: Option<String>,
    /// Kind.
    pub kind: Option<ExhibitKind>,
    /// Date.
    pub date: Option<Day>,
    /// Private note.
    pub note: Option<String>,
}

/// What the engine answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Reply {
    /// The case after a change, and what was found.
    Case {
        /// The case.
        #[serde(flatten)]
        document: Box<CaseDocument>,
        /// What was found.
        findings: Vec<Finding>,
    },
    /// What became of the files.
    Gathered(GatherReport),
    /// Ids that the deed made or touched.
    Done {
        /// The ids.
        ids: Vec<String>,
        /// What was found.
        findings: Vec<Finding>,
    },
    /// Everything in the case.
    Shown(Box<Shown>),
    /// What is missing.
    Missing(MissingReport),
    /// What was made.
    Exported(Box<Exported>),
    /// The verdict.
    Verified(Box<CheckReport>),
    /// How many originals were copied.
    Copied {
        /// Where to.
        to: PathBuf,
        /// How many.
        originals: usize,
    },
    /// The profiles.
    Profiles(Vec<ProfileEntry>),
    /// The sample.
    Sample(Box<SampleReport>),
}

impl Reply {
    /// Returns what was found, for people.
    pub fn findings(&self) -> Vec<&Finding> {
        match self {
            Self::Case { findings, .. } | Self::Done { findings, .. } => findings.iter().collect(),
            Self::Gathered(report) => report.findings.iter().collect(),
            Self::Shown(shown) => shown.findings.iter().collect(),
            Self::Missing(report) => report.findings.iter().collect(),
            Self::Exported(exported) => package_findings(exported),
            Self::Sample(sample) => package_findings(&sample.exported),
            Self::Verified(report) => report.findings.iter().collect(),
            Self::Copied { .. } | Self::Profiles(_) => Vec::new(),
        }
    }

    /// Returns whether the user must see something: exit code 1.
    pub fn needs_attention(&self) -> bool {
        let refused = match self {
            Self::Gathered(report) => report.items.iter().any(|item| item.outcome == "refused"),
            Self::Verified(report) => report.verdict != crate::app::Verdict::Intact,
            _ => false,
        };
        refused || self.findings().iter().any(|finding| finding.code.needs_attention())
    }
}

fn package_findings(exported: &Exported) -> Vec<&Finding> {
    let mut findings: Vec<&Finding> =
        exported.packages.iter().flat_map(|package| package.findings.iter()).collect();
    findings.sort();
    findings.dedup();
    findings
}

/// A failure as data.
#[derive(Debug, Serialize)]
pub struct Failure {
    /// What happened, why, and what to do next.
    pub error: Explanation,
}

impl Failure {
    /// Returns the failure as data.
    pub fn of(error: &AppError) -> Self {
        Self { error: explain::error(error) }
    }
}

/// Reads a request from JSON.
///
/// # Errors
/// [`AppError::Request`], naming what is not understood.
pub fn read_request(text: &str) -> Result<Request, AppError> {
    serde_json::from_str(text).map_err(|error| AppError::Request { detail: error.to_string() })
}

/// Does what a request says.
///
/// # Errors
/// [`AppError`]; nothing half-done stays then.
pub fn dispatch(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::New { path, title, case } => {
            let document = case.map(|case| case.to_string());
            let (case, findings) = app.create(&path, title.as_deref(), document.as_deref())?;
            Ok(case_reply(&case, findings))
        }
        Request::Fill { path, case } => {
            let (case, findings) = app.fill(&path, &case.to_string())?;
            Ok(case_reply(&case, findings))
        }
        Request::Add { path, files, about, one_exhibit, password } => {
            let gathering = gathering(about, one_exhibit);
            let order = GatherOrder { paths: files, gathering, password };
            Ok(Reply::Gathered(app.gather(&path, &order)?))
        }
        Request::AddPaper { path, title, place, about } => {
            let order = PaperOrder { title, place, gathering: gathering(about, true) };
            done(vec![app.gather_paper(&path, &order)?], Vec::new())
        }
        Request::Show { path } => Ok(Reply::Shown(Box::new(app.show(&path)?))),
        Request::Missing { path, profile } => Ok(Reply::Missing(app.missing(&path, &profile)?)),
        Request::Export { path, profile, out, date, draft } => {
            let order = ExportOrder { profile, out, date: exact(date)?, draft };
            Ok(Reply::Exported(Box::new(app.export(&path, &order)?)))
        }
        Request::Verify { path, seal } => {
            Ok(Reply::Verified(Box::new(app.check(&path, seal.as_deref())?)))
        }
        Request::Profiles => Ok(Reply::Profiles(app.list_profiles()?)),
        Request::Sample { number, out, profile, date } => {
            Ok(Reply::Sample(Box::new(app.sample(number, &out, &profile, exact(date)?)?)))
        }
        other => dispatch_changes(app, other),
    }
}

/// The deeds on parts of a case that is there already.
fn dispatch_changes(app: &mut App, request: Request) -> Result<Reply, AppError> {
    match request {
        Request::Group { path, ids } => {
            let exhibits = exhibits(app, &path, &ids)?;
            done(vec![app.group(&path, &exhibits)?], Vec::new())
        }
        Request::Separate { path, ids } => {
            let mut made = Vec::new();
            for id in exhibits(app, &path, &ids)? {
                made.extend(app.separate(&path, id)?);
            }
            done(made, Vec::new())
        }
        Request::Edit { path, id, about, position, turn, pages } => {
            let exhibit = exhibit(app, &path, &id)?;
            let About { title, kind, date, note } = about;
            let edit = Edit { title, date, kind, note, position, turn, pages };
            let findings = app.edit(&path, exhibit, edit)?;
            done(vec![exhibit.to_string()], findings)
        }
        Request::Contact {
            path,
            when,
            channel,
            protocols,
            attendant,
            summary,
            due,
            answer,
            exhibits: proofs,
        } => {
            let proofs = exhibits(app, &path, &proofs)?.into_iter().map(ExhibitRef::Id).collect();
            let note = ContactNote {
                when,
                channel,
                protocols,
                attendant,
                summary,
                due,
                answer,
                exhibits: proofs,
            };
            let (id, findings) = app.note_contact(&path, note)?;
            done(vec![id], findings)
        }
        Request::Remove { path, id, reason } => {
            let findings = app.bin(&path, part(&id)?, &reason)?;
            done(vec![id], findings)
        }
        Request::Restore { path, id, reason } => {
            let findings = app.restore(&path, part(&id)?, &reason)?;
            done(vec![id], findings)
        }
        Request::Empty { path } => {
            let (ids, findings) = app.empty(&path)?;
            done(ids, findings)
        }
        Request::Copy { path, to } => {
            let originals = app.copy(&path, &to)?;
            Ok(Reply::Copied { to, originals })
        }
        Request::Repair { path } => done(Vec::new(), app.repair(&path)?),
        _ => Err(AppError::Request { detail: "unknown request".to_owned() }),
    }
}

/// Papers carry a whole date, never only a month.
fn exact(date: Option<Day>) -> Result<Option<chrono::NaiveDate>, AppError> {
    let Some(day) = date else { return Ok(None) };
    day.exact_date().map(Some).ok_or_else(|| AppError::NotUnderstood {
        what: "a data",
        given: day.to_string(),
        expected: "21/11/2026 ou 2026-11-21",
    })
}

fn done(ids: Vec<String>, findings: Vec<Finding>) -> Result<Reply, AppError> {
    Ok(Reply::Done { ids, findings })
}

fn case_reply(case: &crate::case::Case, findings: Vec<Finding>) -> Reply {
    Reply::Case { document: Box::new(CaseDocument::of(case, &number(case))), findings }
}

fn gathering(about: About, one_exhibit: bool) -> Gathering {
    let About { title, kind, date, note } = about;
    Gathering { title, kind, date, note, one_exhibit }
}

fn part(id: &str) -> Result<Part, AppError> {
    id.parse::<ExhibitId>()
        .map(Part::Exhibit)
        .or_else(|_| id.parse::<ItemId>().map(Part::Item))
        .map_err(|_| StoreError::NoSuchPart { id: id.to_owned() }.into())
}

/// Returns the exhibits that ids mean; an item's id means the exhibit that holds it.
fn exhibits(
    app: &mut App,
    path: &std::path::Path,
    ids: &[String],
) -> Result<Vec<ExhibitId>, AppError> {
    let mut items = Vec::new();
    for id in ids {
        items.push(part(id)?);
    }
    if items.iter().all(|part| matches!(part, Part::Exhibit(_))) {
        let exhibits = items.into_iter().filter_map(|part| match part {
            Part::Exhibit(id) => Some(id),
            Part::Item(_) => None,
        });
        return Ok(exhibits.collect());
    }
    items.into_iter().map(|part| app.exhibit_of(path, part)).collect()
}

fn exhibit(app: &mut App, path: &std::path::Path, id: &str) -> Result<ExhibitId, AppError> {
    match part(id)? {
        Part::Exhibit(id) => Ok(id),
        item @ Part::Item(_) => app.exhibit_of(path, item),
    }
}
