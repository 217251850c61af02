//! What the engine answers, as data.

use crate::app::{
    AppError, CaseList, CheckRecord, CheckReport, Conversation, CopiedOut, CustodyStory,
    DeadlineReport, Discarded, Exported, GatherReport, JudgedPassphrase, LetterMade, MissingReport,
    Offered, PicturesRead, Previewed, ProfileEntry, Proposals, ReceiveReport, ReceivedList,
    ReceivedOpened, SampleReport, SealRequests, SearchReport, SettingsReport, Shown, Verdict,
};
use crate::case::{CaseDocument, Finding};
use crate::catalogue::{CheckedCount, Comparison, Mark};
use crate::explain::{self, Explanation, Names};
use crate::filing::Ground;
use serde::Serialize;
use std::path::PathBuf;

/// What the engine answers.
#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
        /// What was taken back or done again, in Portuguese.
        #[serde(skip_serializing_if = "Option::is_none")]
        label: Option<String>,
        /// What was found.
        findings: Vec<Finding>,
    },
    /// Everything in the case.
    Shown(Box<Shown>),
    /// What is missing.
    Missing(MissingReport),
    /// Deadlines, steps and values.
    Deadlines(Box<DeadlineReport>),
    /// The letter that was made.
    Letter(LetterMade),
    /// What was made.
    Exported(Box<Exported>),
    /// What would be made.
    Previewed(Box<Previewed>),
    /// The verdict.
    Verified(Box<CheckReport>),
    /// What was found, and the report on it.
    CheckRecorded(Box<CheckRecord>),
    /// How many originals were copied.
    Copied {
        /// Where to.
        to: PathBuf,
        /// How many.
        originals: usize,
    },
    /// The profiles.
    Profiles(Vec<ProfileEntry>),
    /// The grounds.
    Grounds(Vec<Ground>),
    /// The sample.
    Sample(Box<SampleReport>),
    /// The cases in a folder.
    Cases(CaseList),
    /// What was deleted, and what stays.
    Discarded(Discarded),
    /// The text of an item, as it is printed.
    Text {
        /// The text; none where there is none.
        text: Option<String>,
    },
    /// Messages of a conversation.
    Conversation(Conversation),
    /// What may be private.
    Proposed(Proposals),
    /// What the custody log tells.
    History(CustodyStory),
    /// Where the words stand.
    Found(SearchReport),
    /// What reading the text of pictures did.
    PicturesRead(PicturesRead),
    /// Files that the case does not hold.
    Offered(Offered),
    /// The files that were copied out.
    CopiedOut(CopiedOut),
    /// The requests for a time stamp.
    SealRequests(SealRequests),
    /// A passphrase, judged.
    Passphrase(JudgedPassphrase),
    /// The settings.
    Settings(Box<SettingsReport>),
    /// What was received.
    Received(ReceiveReport),
    /// What verifying said.
    CheckedReceived(CheckedCount),
    /// Received dossiers.
    ReceivedList(ReceivedList),
    /// A received dossier.
    OpenedReceived(Box<ReceivedOpened>),
    /// What is noted beside a received dossier.
    MarkedReceived(Mark),
    /// Two received dossiers beside each other.
    ComparedReceived(Comparison),
    /// The list of received dossiers as a file.
    ReceivedTable {
        /// The file.
        table: PathBuf,
    },
}

impl Reply {
    /// Returns what was found, for people.
    pub fn findings(&self) -> Vec<&Finding> {
        match self {
            Self::Case { findings, .. } | Self::Done { findings, .. } => findings.iter().collect(),
            Self::Gathered(report) => report.findings.iter().collect(),
            Self::Shown(shown) => shown.findings.iter().collect(),
            Self::Missing(report) => report.findings.iter().collect(),
            Self::Deadlines(report) => report.findings.iter().collect(),
            Self::Letter(made) => made.findings.iter().collect(),
            Self::SealRequests(made) => made.findings.iter().collect(),
            Self::Exported(exported) => package_findings(exported),
            Self::Previewed(made) => once_each(made.packages.iter().flat_map(|p| &p.findings)),
            Self::Sample(sample) => {
                sample.exported.as_ref().map_or_else(Vec::new, package_findings)
            }
            Self::Verified(report) => report.findings.iter().collect(),
            Self::CheckRecorded(record) => record.check.findings.iter().collect(),
            Self::Settings(report) => report.findings.iter().collect(),
            Self::Found(report) => report.findings.iter().collect(),
            Self::PicturesRead(report) => report.findings.iter().collect(),
            Self::Proposed(told) => told.findings.iter().collect(),
            Self::Offered(offered) => offered.findings.iter().collect(),
            Self::OpenedReceived(opened) => {
                opened.report.iter().flat_map(|report| &report.findings).collect()
            }
            Self::Received(_)
            | Self::CheckedReceived(_)
            | Self::ReceivedList(_)
            | Self::MarkedReceived(_)
            | Self::ComparedReceived(_)
            | Self::ReceivedTable { .. }
            | Self::Copied { .. }
            | Self::Profiles(_)
            | Self::Grounds(_)
            | Self::Passphrase(_)
            | Self::Cases(_)
            | Self::Discarded(_)
            | Self::Text { .. }
            | Self::Conversation(_)
            | Self::History(_)
            | Self::CopiedOut(_) => Vec::new(),
        }
    }

    /// Returns whether some finding names a part of the case.
    pub fn speaks_of_parts(&self) -> bool {
        self.findings().into_iter().any(explain::speaks_of_parts)
    }

    /// Returns whether the user must see something: exit code 1.
    pub fn needs_attention(&self) -> bool {
        let refused = match self {
            Self::Gathered(report) => report.items.iter().any(|item| item.outcome == "refused"),
            Self::Verified(report) => report.verdict != Verdict::Intact,
            Self::CheckRecorded(record) => record.check.verdict != Verdict::Intact,
            Self::Received(report) => {
                report.dossiers.iter().any(|one| one.why.is_some())
                    || report.checked.is_some_and(|count| count.needs_attention())
            }
            Self::CheckedReceived(count) => count.needs_attention(),
            Self::OpenedReceived(opened) => opened.needs_attention(),
            _ => false,
        };
        refused || self.findings().iter().any(|finding| finding.code.needs_attention())
    }
}

fn package_findings(exported: &Exported) -> Vec<&Finding> {
    once_each(exported.packages.iter().flat_map(|package| &package.findings))
}

/// Returns what was found in order, and what is in several packages only once.
fn once_each<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<&'a Finding> {
    let mut findings: Vec<&Finding> = findings.collect();
    findings.sort();
    findings.dedup();
    findings
}

/// A failure as data.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Failure {
    /// What happened, why, and what to do next.
    pub error: Explanation,
}

impl Failure {
    /// Returns the failure as data; `names` are those of the case it was about.
    pub fn of(error: &AppError, names: &Names) -> Self {
        Self { error: explain::error(error, names) }
    }
}
