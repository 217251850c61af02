//! Deadlines (prazos): rules as data, and what they mean for a case on a day. Terms against the
//! consumer are read the shortest way and never rolled forward; terms against the company count as
//! missed only after the longest reading. Terms that bind a court are not here.

use crate::base::Day;
use crate::case::{Case, Channel, Contact, Finding, FindingCode, Problem, Respondent, Sector};
use crate::filing::delivered::delivery_terms;
use crate::filing::{Calendar, Confidence, FilingProfile, ProfileError, Unit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

const RULES: &str = include_str!("../../assets/rules/deadlines.toml");

/// Whom a term binds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
    /// What to do once it is past, when the company was spoken to within it; "{day}" is that day.
    #[serde(default)]
    in_time: Option<String>,
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
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
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
    #[serde(serialize_with = "iso")]
    #[cfg_attr(test, ts(type = "string"))]
    pub until: NaiveDate,
    /// Where it stands.
    pub state: DeadlineState,
    /// What it was counted from.
    pub from: Day,
    /// Part of the case it is about, `c1`, or a delivery, `d1`.
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

/// Returns the terms of a case on a day, the nearest first, those that are settled last. `profiles`
/// tell what a delivery sets going.
///
/// # Errors
/// [`ProfileError::Format`] when the file of rules is not of its shape.
pub fn deadlines(
    case: &Case,
    calendar: &Calendar,
    profiles: &[FilingProfile],
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
    found.extend(delivery_terms(case, profiles, today));
    found.sort_by(|a, b| {
        let settled = |deadline: &Deadline| deadline.state != DeadlineState::Running;
        (settled(a), a.until, &a.id).cmp(&(settled(b), b.until, &b.id))
    });
    Ok(found)
}

/// Returns that recordings of calls are asked for after their term, with the days of those calls.
///
/// # Errors
/// As [`deadlines`].
pub fn late_recordings(
    case: &Case,
    calendar: &Calendar,
    today: NaiveDate,
) -> Result<Option<Finding>, ProfileError> {
    let mut late: Vec<Deadline> = deadlines(case, calendar, &[], today)?;
    late.retain(|term| term.id.starts_with("recording-") && term.until < today);
    let days: Vec<String> = late.iter().map(|term| term.from.to_string()).collect();
    let late = Finding::new(FindingCode::RecordingLate).finding(days.join(", "));
    Ok((!days.is_empty()).then_some(late))
}

/// Writes a date as `2026-11-21`.
pub(super) fn iso<S: serde::Serializer>(date: &NaiveDate, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(date)
}

/// What set a term going.
struct Begun {
    from: Day,
    about: Option<String>,
    met: bool,
    paused_by: Option<Day>,
    /// When the company was first spoken to.
    spoken: Option<Day>,
}

impl Begun {
    const fn on(from: Day) -> Self {
        Self { from, about: None, met: false, paused_by: None, spoken: None }
    }
}

fn starts(case: &Case, rule: &Rule) -> Vec<Begun> {
    let problem = case.interview.as_ref().and_then(|interview| interview.problem);
    let of_problem =
        rule.problems.is_empty() || problem.is_some_and(|problem| rule.problems.contains(&problem));
    let notes = case.filing_notes();
    let of_kind = rule.durable.is_none_or(|durable| notes.durable.is_none_or(|is| is == durable));
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
            let first = days.filter(|_| away).min_by_key(Day::earliest);
            let spoken = first_complaint(case);
            first.map(|day| Begun { spoken, ..Begun::on(day) }).into_iter().collect()
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

fn deadline(rule: &Rule, begun: &Begun, calendar: &Calendar, today: NaiveDate) -> Option<Deadline> {
    let until = match rule.bound {
        Bound::Consumer => calendar.last_day(begun.from.earliest(), rule.amount, rule.unit)?,
        Bound::Company => {
            let amount = rule.longest.unwrap_or(rule.amount);
            calendar.rolled(calendar.last_day(begun.from.latest(), amount, rule.unit)?)?
        }
    };
    let state = state(begun.met, until, today);
    let spoken = begun.spoken.filter(|day| {
        state == DeadlineState::Past
            && day.earliest() >= begun.from.earliest()
            && day.latest() <= until
    });
    let in_time = rule.in_time.as_ref().zip(spoken);
    let in_time = in_time.map(|(text, day)| text.replace("{day}", &day.to_string()));
    let id = begun.about.as_ref().map_or_else(|| rule.id.clone(), |id| format!("{}-{id}", rule.id));
    Some(Deadline {
        id,
        bound: rule.bound,
        title: rule.title.clone(),
        action: in_time.unwrap_or_else(|| rule.action.clone()),
        until,
        state,
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Moment;
    use crate::case::{ContactId, Interview, OptionalHoliday, Relation, RespondentId};
    use uuid::Uuid;

    fn date(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn case(sector: Sector) -> Case {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        case.respondents = vec![
            serde_json::from_value(serde_json::json!({
                "id": RespondentId::new(1), "trade_name": "Aurora", "sector": sector,
            }))
            .unwrap(),
        ];
        case
    }

    fn contact(number: u32, channel: Channel, when: &str) -> Contact {
        serde_json::from_value(serde_json::json!({
            "id": ContactId::new(number), "channel": channel, "when": Moment::parse(when).unwrap(),
        }))
        .unwrap()
    }

    fn found(case: &Case, today: &str) -> Vec<Deadline> {
        let calendar = Calendar::new([], []).unwrap();
        deadlines(case, &calendar, &[], date(today)).unwrap()
    }

    #[test]
    fn a_recording_is_late_after_its_term_and_only_where_the_law_binds() {
        let calendar = Calendar::new([], []).unwrap();
        let mut case = case(Sector::Telecom);
        case.contacts = vec![
            contact(1, Channel::SacPhone, "2026-02-12T14:32"),
            contact(2, Channel::SacPhone, "2026-03-01T10:00"),
            contact(3, Channel::Chat, "2026-01-01T10:00"),
        ];
        let late = |case: &Case, today| late_recordings(case, &calendar, date(today)).unwrap();
        assert_eq!(late(&case, "2026-05-13"), None, "the last day is in time");
        assert_eq!(late(&case, "2026-05-14").unwrap().found.unwrap(), "12/02/2026");
        assert_eq!(late(&case, "2026-11-21").unwrap().found.unwrap(), "12/02/2026, 01/03/2026");
        case.respondents[0].sector = Sector::Other;
        assert_eq!(late(&case, "2026-11-21"), None);
    }

    fn one<'a>(found: &'a [Deadline], id: &str) -> &'a Deadline {
        found.iter().find(|deadline| deadline.id == id).unwrap_or_else(|| panic!("{id}: {found:?}"))
    }

    #[test]
    fn every_rule_is_of_the_format_and_says_where_it_was_read() {
        let file: RuleFile = toml::from_str(RULES).unwrap();
        let mut ids: Vec<&str> = file.rule.iter().map(|rule| rule.id.as_str()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), file.rule.len());
        for rule in &file.rule {
            assert!(!rule.basis.is_empty() && rule.read_on.len() == 10, "{}", rule.id);
            assert_eq!(rule.start == Start::Contact, !rule.channels.is_empty(), "{}", rule.id);
            let guessed = rule.source.contains("onhecimento geral");
            assert!(!guessed || rule.confidence == Confidence::Unconfirmed, "{}", rule.id);
        }
    }

    #[test]
    fn a_call_sets_two_terms_going_one_for_each_side() {
        let mut case = case(Sector::Telecom);
        case.contacts = vec![contact(1, Channel::SacPhone, "2026-02-12T14:32")];
        let found = found(&case, "2026-02-13");
        // 7 calendar days end on Thursday, 19 February.
        assert_eq!(one(&found, "sac-answer-c1").until, date("2026-02-19"));
        // 90 days from the call, never rolled: 13 May is a Wednesday.
        assert_eq!(one(&found, "recording-c1").until, date("2026-05-13"));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn a_term_against_the_company_rolls_and_one_against_the_consumer_does_not() {
        let mut case = case(Sector::Telecom);
        // 7 days from Friday 13 November end on Friday the 20th, a holiday, then the weekend.
        case.contacts = vec![contact(1, Channel::Chat, "2026-11-13")];
        let sac = found(&case, "2026-11-20");
        assert_eq!(one(&sac, "sac-answer-c1").until, date("2026-11-23"));
        // 90 days from 22 August end on the same holiday and stay there.
        case.contacts = vec![contact(1, Channel::SacPhone, "2026-08-22")];
        assert_eq!(one(&found(&case, "2026-11-20"), "recording-c1").until, date("2026-11-20"));
    }

    #[test]
    fn a_month_is_read_early_against_the_consumer_and_late_against_the_company() {
        let mut case = case(Sector::Telecom);
        case.contacts = vec![contact(1, Channel::SacPhone, "2026-03")];
        let found = found(&case, "2026-03-15");
        assert_eq!(one(&found, "recording-c1").until, date("2026-05-30"));
        assert_eq!(one(&found, "sac-answer-c1").until, date("2026-04-07"));
    }

    #[test]
    fn an_answer_meets_the_companys_term_and_not_the_consumers() {
        let mut case = case(Sector::Telecom);
        let answered = Contact {
            answer: Some("Vamos ver".to_owned()),
            ..contact(1, Channel::SacPhone, "2026-02-12")
        };
        case.contacts = vec![answered];
        let found = found(&case, "2026-03-12");
        assert_eq!(one(&found, "sac-answer-c1").state, DeadlineState::Met);
        assert_eq!(one(&found, "recording-c1").state, DeadlineState::Running);
        assert_eq!(found[0].id, "recording-c1", "what runs comes first");
    }

    #[test]
    fn business_days_pass_over_carnaval_where_the_user_counts_it() {
        let mut case = case(Sector::Bank);
        case.contacts = vec![contact(1, Channel::Regulator, "2026-02-06")];
        assert_eq!(one(&found(&case, "2026-02-07"), "bank-rdr-c1").until, date("2026-02-20"));
        let calendar = Calendar::new([OptionalHoliday::Carnival], []).unwrap();
        let counted = deadlines(&case, &calendar, &[], date("2026-02-07")).unwrap();
        assert_eq!(one(&counted, "bank-rdr-c1").until, date("2026-02-24"));
    }

    #[test]
    fn a_term_that_may_be_extended_is_missed_only_after_the_longest_reading() {
        let mut case = case(Sector::Bank);
        case.contacts = vec![contact(1, Channel::Ombudsman, "2026-03-02")];
        let found = found(&case, "2026-03-20");
        let ombudsman = one(&found, "bank-ombudsman-c1");
        assert_eq!(ombudsman.until, date("2026-03-30"));
        assert_eq!(ombudsman.state, DeadlineState::Running);
        assert_eq!(ombudsman.confidence, Confidence::Unconfirmed);
    }

    #[test]
    fn withdrawal_counts_only_away_from_the_shop_from_whichever_came_first() {
        let mut case = case(Sector::Ecommerce);
        case.relation =
            Some(Relation { purchased_at: Some(day("2026-11-02")), ..Relation::default() });
        case.filing.get_or_insert_default().received = Some(day("2026-11-05"));
        assert!(found(&case, "2026-11-06").is_empty());
        case.filing.get_or_insert_default().bought_away = Some(true);
        assert_eq!(one(&found(&case, "2026-11-06"), "withdrawal").until, date("2026-11-09"));
        let past = one(&found(&case, "2026-11-20"), "withdrawal").clone();
        assert!(past.action.contains("Avise a empresa"), "{past:?}");
        case.contacts = vec![contact(1, Channel::Email, "2026-11-08")];
        let spoken = one(&found(&case, "2026-11-20"), "withdrawal").clone();
        assert!(spoken.action.contains("08/11/2026"), "{spoken:?}");
        assert_eq!(spoken.state, DeadlineState::Past, "only the user knows what was said");
    }

    #[test]
    fn a_complaint_is_shown_beside_the_defect_term_and_makes_no_new_date() {
        let mut case = case(Sector::Other);
        case.interview =
            Some(Interview { problem: Some(Problem::DefectiveProduct), ..Interview::default() });
        case.filing.get_or_insert_default().defect_seen = Some(day("2026-05-04"));
        let open = found(&case, "2026-05-05");
        assert_eq!(one(&open, "defect-non-durable").until, date("2026-06-03"));
        assert_eq!(one(&open, "defect-durable").until, date("2026-08-02"));
        assert_eq!(one(&open, "defect-durable").paused_by, None);
        case.filing.get_or_insert_default().durable = Some(true);
        case.contacts = vec![contact(1, Channel::Store, "2026-05-20")];
        let complained = found(&case, "2026-05-21");
        assert!(complained.iter().all(|deadline| deadline.id != "defect-non-durable"));
        let durable = one(&complained, "defect-durable");
        assert_eq!(
            (durable.until, durable.paused_by),
            (date("2026-08-02"), Some(day("2026-05-20")))
        );
        assert_eq!(one(&complained, "repair").until, date("2026-06-19"));
    }

    #[test]
    fn a_burnt_appliance_has_a_short_way_and_a_long_one() {
        let mut case = case(Sector::Energy);
        case.filing.get_or_insert_default().damage = Some(day("2024-02-29"));
        let found = found(&case, "2024-03-01");
        assert_eq!(one(&found, "energy-damage-simplified").until, date("2024-05-29"));
        assert_eq!(one(&found, "energy-damage").until, date("2029-03-01"));
        assert_eq!(one(&found, "accident").until, date("2029-03-01"));
    }

    #[test]
    fn a_promise_is_a_term_of_the_company_until_something_came_of_it() {
        let mut case = case(Sector::Other);
        let promised = Contact {
            due: Some(day("2026-03-06")),
            ..contact(1, Channel::Chat, "2026-03-04T09:05")
        };
        case.contacts = vec![promised];
        let late = found(&case, "2026-03-07");
        assert_eq!(one(&late, "promise-c1").state, DeadlineState::Past);
        case.contacts[0].outcome = Some("Não veio".to_owned());
        assert_eq!(one(&found(&case, "2026-03-07"), "promise-c1").state, DeadlineState::Met);
    }

    #[test]
    fn a_contact_counts_for_the_company_it_names() {
        let mut case = case(Sector::Telecom);
        let mut bank = case.respondents[0].clone();
        bank.id = RespondentId::new(2);
        bank.sector = Sector::Bank;
        case.respondents.push(bank);
        let with_bank = Contact {
            respondent: Some(RespondentId::new(2)),
            ..contact(1, Channel::Regulator, "2026-03-02")
        };
        case.contacts = vec![with_bank];
        let found = found(&case, "2026-03-03");
        assert_eq!(found.iter().map(|d| d.id.as_str()).collect::<Vec<_>>(), ["bank-rdr-c1"]);
    }
}
