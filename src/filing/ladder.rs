//! The ladder (escada): the steps a complaint goes through by the company's sector, which are done,
//! what each waits for, and which comes next. Data in `assets/rules/ladder.toml`.

use crate::case::{Case, Channel, Contact, Respondent, Sector};
use crate::filing::{Bound, Confidence, Deadline, DeadlineState, ProfileError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const LADDER: &str = include_str!("../../assets/rules/ladder.toml");

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    id: String,
    title: String,
    why: String,
    leaves: String,
    channels: Vec<Channel>,
    #[serde(default)]
    sectors: Vec<Sector>,
    source: String,
    read_on: String,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LadderFile {
    step: Vec<Step>,
}

/// Where a step stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RungState {
    /// Taken, and its term is over or answered.
    Done,
    /// Taken; the company may still answer in time.
    Waiting,
    /// The one to take now.
    Next,
    /// To come.
    Later,
}

/// A step of the ladder for one company.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Rung {
    /// Step.
    pub id: String,
    /// What to do.
    pub title: String,
    /// Why.
    pub why: String,
    /// Which proof it leaves.
    pub leaves: String,
    /// Where it stands.
    pub state: RungState,
    /// Contacts by which it was taken.
    pub contacts: Vec<String>,
    /// Until when the company may answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// Where that was read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// Whether to confirm it.
    pub confidence: Confidence,
}

/// Returns the ladder of a company of the case. A step that was skipped stands as later, not as a
/// fault: most steps are advice.
///
/// # Errors
/// [`ProfileError::Format`] when the file is not of its shape.
pub fn ladder(
    case: &Case,
    company: &Respondent,
    deadlines: &[Deadline],
) -> Result<Vec<Rung>, ProfileError> {
    let file: LadderFile = toml::from_str(LADDER)
        .map_err(|error| ProfileError::Format { detail: error.to_string() })?;
    let steps = file
        .step
        .into_iter()
        .filter(|step| step.sectors.is_empty() || step.sectors.contains(&company.sector));
    let mut rungs: Vec<Rung> = steps.map(|step| rung(case, company, step, deadlines)).collect();
    mark_next(&mut rungs);
    Ok(rungs)
}

fn is_with(case: &Case, contact: &Contact, company: &Respondent) -> bool {
    match contact.respondent {
        Some(id) => id == company.id,
        None => case.respondents.first().is_some_and(|first| first.id == company.id),
    }
}

fn rung(case: &Case, company: &Respondent, step: Step, deadlines: &[Deadline]) -> Rung {
    let contacts: Vec<String> = case
        .contacts
        .iter()
        .filter(|contact| is_with(case, contact, company))
        .filter(|contact| contact.channel.is_some_and(|channel| step.channels.contains(&channel)))
        .map(|contact| contact.id.to_string())
        .collect();
    let until = deadlines
        .iter()
        .filter(|deadline| {
            deadline.bound == Bound::Company && deadline.state == DeadlineState::Running
        })
        .filter(|deadline| deadline.about.as_ref().is_some_and(|about| contacts.contains(about)))
        .map(|deadline| deadline.until)
        .max();
    let state = match (contacts.is_empty(), until) {
        (true, _) => RungState::Later,
        (false, Some(_)) => RungState::Waiting,
        (false, None) => RungState::Done,
    };
    Rung {
        id: step.id,
        title: step.title,
        why: step.why,
        leaves: step.leaves,
        state,
        contacts,
        until,
        source: step.source,
        read_on: step.read_on,
        confidence: step.confidence,
    }
}

/// The next step is the first untaken one after the last taken; the first of all when none is.
fn mark_next(rungs: &mut [Rung]) {
    let after = rungs.iter().rposition(|rung| rung.state != RungState::Later).map_or(0, |at| at + 1);
    if let Some(rung) = rungs.get_mut(after) {
        rung.state = RungState::Next;
    }
}
