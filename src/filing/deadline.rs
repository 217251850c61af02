//! Deadlines (prazos): rules as data, and what they mean for a case on a day. Terms against the
//! consumer are read the shortest way and never rolled forward; terms against the company count as
//! missed only after the longest reading. Terms that bind a court are not here.

use crate::base::Day;
use crate::case::{Case, Channel, Contact, Problem, Respondent, Sector};
use crate::filing::{Calendar, Confidence, ProfileError, Unit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const RULES: &str = include_str!("../../assets/rules/deadlines.toml");

/// Whom a term binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// Who complains.
    Consumer,
    /// The company.
    Company,
}

/// What a term is counted from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Start {
    /// Each contact by one of the rule's channels.
    Contact,
    /// The first contact with the company.
    FirstComplaint,
    /// Signature or receipt of what was bought away from the shop, whichever came first.
    PurchaseAway,
    /// When the defect was seen; delivery otherwise.
    Defect,
    /// When the damage was done or known.
    Damage,
}

/// A rule of the file.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    id: String,
    bound: Bound,
    title: String,
    action: String,
    #[serde(default)]
    sectors: Vec<Sector>,
    #[serde(default)]
    problems: Vec<Problem>,
    start: Start,
    #[serde(default)]
    channels: Vec<Channel>,
    /// Only for what is durable, or only for what is not.
    #[serde(default)]
    durable: Option<bool>,
    #[serde(default)]
    paused_by_complaint: bool,
    amount: u32,
    /// The longest reading, where there are two.
    #[serde(default)]
    longest: Option<u32>,
    unit: Unit,
    basis: String,
    source: String,
    read_on: String,
    confidence: Confidence,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    rule: Vec<Rule>,
}

/// Where a term stands on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DeadlineState {
    /// Its last day is still to come, or is today.
    Running,
    /// The company did not answer in time, or the consumer's day is past.
    Past,
    /// What it was for was done.
    Met,
}

/// A term of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deadline {
    /// Rule and part of the case, "recording-c1": stable from one day to the next.
    pub id: String,
    /// Whom it binds.
    pub bound: Bound,
    /// What is due, for people.
    pub title: String,
    /// What to do.
    pub action: String,
    /// Last day.
    pub until: NaiveDate,
    /// Where it stands.
    pub state: DeadlineState,
    /// What it was counted from.
    pub from: Day,
    /// Part of the case it is about, `c1` or `s1`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Day of the complaint that stops it (CDC 26, §2); no new date is made of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paused_by: Option<Day>,
    /// Norm.
    pub basis: String,
    /// Where that was read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// Whether to confirm it.
    pub confidence: Confidence,
}

/// Returns the terms of a case on a day, the nearest first, those that are settled last.
///
/// # Errors
/// [`ProfileError::Format`] when the file of rules is not of its shape.
pub fn deadlines(
    case: &Case,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Vec<Deadline>, ProfileError> {
    let file: RuleFile = toml::from_str(RULES)
        .map_err(|error| ProfileError::Format { detail: error.to_string() })?;
    let mut found = Vec::new();
    for rule in &file.rule {
        for begun in starts(case, rule) {
            found.extend(deadline(rule, &begun, calendar, today));
        }
    }
    found.extend(case.contacts.iter().filter_map(|contact| promised(contact, today)));
    found.sort_by(|a, b| {
        let settled = |deadline: &Deadline| deadline.state != DeadlineState::Running;
        (settled(a), a.until, &a.id).cmp(&(settled(b), b.until, &b.id))
    });
    Ok(found)
}

/// What set a term going.
struct Begun {
    from: Day,
    about: Option<String>,
    met: bool,
    paused_by: Option<Day>,
}

impl Begun {
    const fn on(from: Day) -> Self {
        Self { from, about: None, met: false, paused_by: None }
    }
}

fn starts(case: &Case, rule: &Rule) -> Vec<Begun> {
    let problem = case.interview.as_ref().and_then(|interview| interview.problem);
    let of_problem =
        rule.problems.is_empty() || problem.is_some_and(|problem| rule.problems.contains(&problem));
    let notes = &case.filing;
    let of_kind =
        rule.durable.is_none_or(|durable| notes.durable.is_none_or(|is| is == durable));
    if !of_problem || !of_kind {
        return Vec::new();
    }
    match rule.start {
        Start::Contact => contacts(case, rule).collect(),
        _ if !case.respondents.iter().any(|company| in_sector(rule, company)) => Vec::new(),
        Start::FirstComplaint => first_complaint(case).map(Begun::on).into_iter().collect(),
        Start::PurchaseAway => {
            let away = notes.bought_away == Some(true);
            let bought = case.relation.as_ref().and_then(|relation| relation.purchased_at);
            let days = [bought, notes.received].into_iter().flatten();
            days.filter(|_| away).min_by_key(Day::earliest).map(Begun::on).into_iter().collect()
        }
        Start::Defect => {
            let complained = first_complaint(case).filter(|_| rule.paused_by_complaint);
            let day = notes.defect_seen.or(notes.received);
            day.map(|day| Begun { paused_by: complained, ..Begun::on(day) }).into_iter().collect()
        }
        Start::Damage => notes.damage.map(Begun::on).into_iter().collect(),
    }
}

fn in_sector(rule: &Rule, company: &Respondent) -> bool {
    rule.sectors.is_empty() || rule.sectors.contains(&company.sector)
}

/// Each contact with a company of the rule's sectors; one that names no company is with the first.
fn contacts<'a>(case: &'a Case, rule: &'a Rule) -> impl Iterator<Item = Begun> + 'a {
    case.contacts.iter().filter_map(move |contact| {
        let company = match contact.respondent {
            Some(id) => case.respondents.iter().find(|company| company.id == id),
            None => case.respondents.first(),
        };
        let channel = contact.channel.filter(|channel| rule.channels.contains(channel))?;
        if !company.is_some_and(|company| in_sector(rule, company)) {
            return None;
        }
        // The recording is asked for whatever the company answered.
        let answers = rule.bound == Bound::Company || channel != Channel::SacPhone;
        let met = answers && contact.answer.as_ref().is_some_and(|answer| !answer.is_empty());
        let from = contact.when.as_ref()?.day();
        Some(Begun { about: Some(contact.id.to_string()), met, ..Begun::on(from) })
    })
}

fn first_complaint(case: &Case) -> Option<Day> {
    let days = case.contacts.iter().filter_map(|contact| contact.when.as_ref());
    days.map(|moment| moment.day()).min_by_key(Day::latest)
}

fn deadline(
    rule: &Rule,
    begun: &Begun,
    calendar: &Calendar,
    today: NaiveDate,
) -> Option<Deadline> {
    let until = match rule.bound {
        Bound::Consumer => calendar.last_day(begun.from.earliest(), rule.amount, rule.unit)?,
        Bound::Company => {
            let amount = rule.longest.unwrap_or(rule.amount);
            calendar.rolled(calendar.last_day(begun.from.latest(), amount, rule.unit)?)?
        }
    };
    let id = begun.about.as_ref().map_or_else(|| rule.id.clone(), |id| format!("{}-{id}", rule.id));
    Some(Deadline {
        id,
        bound: rule.bound,
        title: rule.title.clone(),
        action: rule.action.clone(),
        until,
        state: state(begun.met, until, today),
        from: begun.from,
        about: begun.about.clone(),
        paused_by: begun.paused_by,
        basis: rule.basis.clone(),
        source: rule.source.clone(),
        read_on: rule.read_on.clone(),
        confidence: rule.confidence,
    })
}

/// What the company promised in a contact; only a day that is known whole.
fn promised(contact: &Contact, today: NaiveDate) -> Option<Deadline> {
    let until = contact.due?.latest();
    let met = contact.outcome.is_some();
    Some(Deadline {
        id: format!("promise-{}", contact.id),
        bound: Bound::Company,
        title: "Prazo que a empresa prometeu".to_owned(),
        action: "Anote no contato o que aconteceu até esta data.".to_owned(),
        until,
        state: state(met, until, today),
        from: contact.when.as_ref().map_or(contact.due?, |moment| moment.day()),
        about: Some(contact.id.to_string()),
        paused_by: None,
        basis: "Promessa da empresa neste contato".to_owned(),
        source: "Anotação de quem reclama".to_owned(),
        read_on: today.to_string(),
        confidence: Confidence::Confirmed,
    })
}

fn state(met: bool, until: NaiveDate, today: NaiveDate) -> DeadlineState {
    if met {
        DeadlineState::Met
    } else if today > until {
        DeadlineState::Past
    } else {
        DeadlineState::Running
    }
}
