//! The ladder (escada): the steps a complaint goes through by the company's sector, which are done,
//! what each waits for, and which comes next. Data in `assets/rules/ladder.toml`.

use crate::base::Day;
use crate::case::{Case, Channel, Contact, Delivery, Destination, Respondent, Sector};
use crate::filing::{Bound, Confidence, Deadline, DeadlineState, FilingProfile, ProfileError};
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
    /// A delivery under one of these profiles takes it too.
    #[serde(default)]
    profiles: Vec<String>,
    /// And one to this destination, unless its profile is another step's.
    #[serde(default)]
    destination: Option<Destination>,
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
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
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
    /// Contacts and deliveries by which it was taken.
    pub contacts: Vec<String>,
    /// Until when the company may answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
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
    profiles: &[FilingProfile],
) -> Result<Vec<Rung>, ProfileError> {
    let file: LadderFile = toml::from_str(LADDER)
        .map_err(|error| ProfileError::Format { detail: error.to_string() })?;
    let named: Vec<String> =
        file.step.iter().flat_map(|step| step.profiles.iter().cloned()).collect();
    let takes = |step: &Step, delivery: &Delivery| {
        let Some(id) = &delivery.profile else { return false };
        let profile = profiles.iter().find(|profile| profile.id == *id);
        step.profiles.contains(id)
            || (!named.contains(id)
                && step.destination.is_some()
                && profile.map(|profile| profile.destination) == step.destination)
    };
    let steps = file
        .step
        .into_iter()
        .filter(|step| step.sectors.is_empty() || step.sectors.contains(&company.sector));
    let rungs = steps.map(|step| {
        let deliveries = case.filing_notes().deliveries.iter();
        let deliveries = deliveries.filter(|delivery| takes(&step, delivery));
        let taken = deliveries.map(|delivery| delivery.id.clone()).collect();
        rung(case, company, step, taken, deadlines)
    });
    let mut rungs: Vec<Rung> = rungs.collect();
    mark_next(&mut rungs);
    Ok(rungs)
}

fn is_with(case: &Case, contact: &Contact, company: &Respondent) -> bool {
    match contact.respondent {
        Some(id) => id == company.id,
        None => case.respondents.first().is_some_and(|first| first.id == company.id),
    }
}

fn rung(
    case: &Case,
    company: &Respondent,
    step: Step,
    deliveries: Vec<String>,
    deadlines: &[Deadline],
) -> Rung {
    let contacts: Vec<String> = case
        .contacts
        .iter()
        .filter(|contact| is_with(case, contact, company))
        .filter(|contact| contact.channel.is_some_and(|channel| step.channels.contains(&channel)))
        .map(|contact| contact.id.to_string())
        .chain(deliveries)
        .collect();
    let until = deadlines
        .iter()
        .filter(|deadline| {
            deadline.bound == Bound::Company && deadline.state == DeadlineState::Running
        })
        .filter(|deadline| deadline.about.as_ref().is_some_and(|about| contacts.contains(about)))
        .map(|deadline| deadline.until)
        .max()
        .map(Day::Exact);
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
    let after =
        rungs.iter().rposition(|rung| rung.state != RungState::Later).map_or(0, |at| at + 1);
    if let Some(rung) = rungs.get_mut(after) {
        rung.state = RungState::Next;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Moment;
    use crate::case::{ContactId, RespondentId};
    use crate::filing::{Calendar, deadlines, profiles};
    use chrono::NaiveDate;
    use uuid::Uuid;

    fn states(
        sector: Sector,
        channels: &[(Channel, &str)],
        today: &str,
    ) -> Vec<(String, RungState)> {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let company: Respondent = serde_json::from_value(serde_json::json!({
            "id": RespondentId::new(1), "sector": sector,
        }))
        .unwrap();
        case.respondents = vec![company.clone()];
        for (number, (channel, when)) in (1..).zip(channels) {
            case.contacts.push(
                serde_json::from_value(serde_json::json!({
                    "id": ContactId::new(number), "channel": channel,
                    "when": Moment::parse(when).unwrap(),
                }))
                .unwrap(),
            );
        }
        let today: NaiveDate = today.parse().unwrap();
        rungs_of(&case, &company, today)
    }

    fn rungs_of(case: &Case, company: &Respondent, today: NaiveDate) -> Vec<(String, RungState)> {
        let all = profiles(&[]).unwrap();
        let terms = deadlines(case, &Calendar::new([], []).unwrap(), &all, today).unwrap();
        let rungs = ladder(case, company, &terms, &all).unwrap();
        rungs.into_iter().map(|rung| (rung.id, rung.state)).collect()
    }

    #[test]
    fn the_steps_depend_on_the_sector() {
        let ids = |sector| -> Vec<String> {
            states(sector, &[], "2026-03-01").into_iter().map(|(id, _)| id).collect()
        };
        assert_eq!(
            ids(Sector::Telecom),
            ["company", "ombudsman", "anatel", "consumidor-gov", "procon", "court"]
        );
        assert_eq!(ids(Sector::Other), ["company", "consumidor-gov", "procon", "court"]);
        assert!(ids(Sector::Energy).contains(&"aneel".to_owned()));
    }

    #[test]
    fn the_first_step_comes_first() {
        let states = states(Sector::Telecom, &[], "2026-03-01");
        assert_eq!(states[0].1, RungState::Next);
        assert!(states[1..].iter().all(|(_, state)| *state == RungState::Later));
    }

    #[test]
    fn a_taken_step_waits_while_its_term_runs_and_the_next_may_be_taken() {
        let chat = [(Channel::Chat, "2026-03-02")];
        let waiting = states(Sector::Telecom, &chat, "2026-03-05");
        assert_eq!((waiting[0].1, waiting[1].1), (RungState::Waiting, RungState::Next));
        let over = states(Sector::Telecom, &chat, "2026-03-20");
        assert_eq!((over[0].1, over[1].1), (RungState::Done, RungState::Next));
    }

    #[test]
    fn a_skipped_step_is_no_fault() {
        let taken = [(Channel::Chat, "2026-03-02"), (Channel::Procon, "2026-05-04")];
        let states = states(Sector::Telecom, &taken, "2026-06-01");
        assert_eq!(states[1].1, RungState::Later);
        assert_eq!(states.last().unwrap().1, RungState::Next, "the court comes next");
    }

    #[test]
    fn a_delivery_takes_the_step_of_its_place_and_waits_for_the_answer() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let company: Respondent =
            serde_json::from_value(serde_json::json!({"id": RespondentId::new(1)})).unwrap();
        case.respondents = vec![company.clone()];
        case.filing.get_or_insert_default().deliveries = serde_json::from_value(serde_json::json!([
            {"id": "d1", "profile": "procon-df", "when": "2026-05-04", "answer_due": "2026-05-25"},
            {"id": "d2", "profile": "consumidor-gov", "when": "2026-04-01"},
        ]))
        .unwrap();
        let state = |today: &str, id: &str| {
            let rungs = rungs_of(&case, &company, today.parse().unwrap());
            rungs.into_iter().find(|(known, _)| known == id).unwrap().1
        };
        assert_eq!(state("2026-05-05", "procon"), RungState::Waiting);
        assert_eq!(state("2026-05-26", "procon"), RungState::Done);
        assert_eq!(state("2026-05-05", "consumidor-gov"), RungState::Done);
        assert_eq!(state("2026-05-05", "court"), RungState::Next);
    }
}
