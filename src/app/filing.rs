//! What a destination wants and by when: the checklist (falta), the ladder and the deadlines
//! (prazos), and noting a delivery (entregar).

use crate::app::history::{Did, Joins};
use crate::app::{App, AppError, RefusedDeed};
use crate::base::file_name::safe_name;
use crate::base::{Day, Moment};
use crate::case::{
    Case, CustodyEvent, CustodyLog, Delivery, EventDraft, FilingNotes, Finding, FindingCode, number,
};
use crate::filing::{
    Calendar, ChecklistLine, ClaimSums, Complement, CourtLimits, Deadline, FilingProfile,
    LetterOffer, LineState, Need, OwnProfile, RefundSums, Rung, Since, Warning, case_findings,
    checklist, claim_sums, complement, court_limits, deadlines, delivery_since, icalendar, ladder,
    letters, profile, profiles, refund_sums,
};
use crate::store::StoreError;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// Since the last delivery.
const LAST: &str = "last";
/// Longest name of a calendar file, in characters.
const MAX_NAME_CHARS: usize = 120;

/// What a case has and lacks for a destination.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MissingReport {
    /// Profile.
    pub profile: String,
    /// Its name for people.
    pub name: String,
    /// How many lines are ready or settled.
    pub ready: usize,
    /// How many lines there are.
    pub total: usize,
    /// The lines, as the destination asks for them.
    pub lines: Vec<ChecklistLine>,
    /// What to know before going there.
    pub warnings: Vec<Warning>,
    /// Letters and declarations that can be made for it.
    pub letters: Vec<LetterOffer>,
    /// What is missing or contradictory.
    pub findings: Vec<Finding>,
}

/// The ladder of one company.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CompanyLadder {
    /// Company, `s1`.
    pub respondent: String,
    /// Its name.
    pub name: Option<String>,
    /// Its steps.
    pub steps: Vec<Rung>,
}

/// What the requests and charges come to.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Values {
    /// Sums of the requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub claim: Option<ClaimSums>,
    /// Sums of the charges.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refund: Option<RefundSums>,
    /// Limits of the Juizado today; none while the wage of the year is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limits: Option<CourtLimits>,
}

/// Deadlines, ladders and values of a case on a day.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct DeadlineReport {
    /// The day.
    pub today: Day,
    /// The nearest first.
    pub deadlines: Vec<Deadline>,
    /// One for each company.
    pub ladders: Vec<CompanyLadder>,
    /// What the requests and charges come to.
    pub values: Values,
    /// The calendar file that was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ics: Option<PathBuf>,
    /// What opening found.
    pub findings: Vec<Finding>,
}

/// A delivery to be noted.
#[derive(Debug, Clone, Default)]
pub struct DeliveryNote {
    /// When.
    pub when: Option<Moment>,
    /// Profile of what was handed over.
    pub profile: Option<String>,
    /// Where.
    pub place: Option<String>,
    /// Number given there.
    pub number: Option<String>,
    /// Until when an answer is due; reckoned by the profile when left out.
    pub answer_due: Option<Day>,
    /// Hearing.
    pub hearing: Option<Moment>,
    /// What came of it.
    pub outcome: Option<String>,
}

impl App {
    /// Returns what a case has and lacks for a destination.
    ///
    /// # Errors
    /// An unknown profile, or the case cannot be opened.
    pub fn missing(&mut self, root: &Path, profile_id: &str) -> Result<MissingReport, AppError> {
        let profile = profile(profile_id, &self.own_profiles()?)?;
        let opened = self.open_to_look(root)?;
        let case = opened.case();
        let lines = checklist(&profile.checklist, case, self.today())?;
        let lacking =
            |line: &&ChecklistLine| line.need == Need::Required && line.state == LineState::Missing;
        let required = lines
            .iter()
            .filter(lacking)
            .map(|line| Finding::new(FindingCode::RequiredMissing).about(line.title.clone()));
        let mut findings: Vec<Finding> = required.collect();
        findings.extend(case_findings(case, &number(case), self.today()));
        let settled =
            |line: &&ChecklistLine| matches!(line.state, LineState::Ready | LineState::Settled);
        Ok(MissingReport {
            ready: lines.iter().filter(settled).count(),
            total: lines.len(),
            lines,
            profile: profile.id,
            name: profile.name,
            warnings: profile.warnings,
            letters: letters(profile.destination)?,
            findings,
        })
    }

    /// Returns deadlines, ladders and values of a case; writes the calendar file where one is named.
    ///
    /// # Errors
    /// The case cannot be opened, or the file cannot be written.
    pub fn deadlines(
        &mut self,
        root: &Path,
        ics: Option<&Path>,
    ) -> Result<DeadlineReport, AppError> {
        let profiles = profiles(&self.own_profiles()?)?;
        let wages = self.own_wages()?;
        let opened = self.open_to_look(root)?;
        let case = opened.case();
        let today = self.today();
        let deadlines = deadlines(case, &calendar(case.filing_notes())?, &profiles, today)?;
        let mut ladders = Vec::new();
        for company in &case.respondents {
            ladders.push(CompanyLadder {
                respondent: company.id.to_string(),
                name: company.short_name().map(str::to_owned),
                steps: ladder(case, company, &deadlines, &profiles)?,
            });
        }
        let ics = ics.map(|path| calendar_file(path, &case.title)).transpose()?;
        if let Some(path) = &ics {
            let stamp = (self.clock)().to_utc();
            let text = icalendar(case.case_id, &case.title, &deadlines, stamp);
            super::write_result(path, text.as_bytes(), opened.root())?;
        }
        Ok(DeadlineReport {
            today: Day::Exact(today),
            ladders,
            values: values(case, today, wages.as_ref())?,
            deadlines,
            ics,
            findings: opened.findings().to_vec(),
        })
    }

    /// Notes a delivery in case and custody log; returns its id.
    ///
    /// # Errors
    /// An unknown profile, or the case cannot be written.
    pub fn deliver(
        &mut self,
        root: &Path,
        note: DeliveryNote,
    ) -> Result<(String, Vec<Finding>), AppError> {
        let own = self.own_profiles()?;
        let profile = note.profile.as_deref().map(|id| profile(id, &own)).transpose()?;
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let mut case = before.clone();
        let notes = case.filing.get_or_insert_default();
        let highest =
            notes.deliveries.iter().filter_map(|one| one.id.strip_prefix('d')?.parse().ok());
        let id = format!("d{}", highest.max().unwrap_or(0u32).saturating_add(1));
        let answer_due = note.answer_due.or_else(|| answer_due(&note, profile.as_ref(), notes));
        let standing = before.exhibits.iter().filter(|e| before.stands(e) && !e.stays_out());
        notes.deliveries.push(Delivery {
            id: id.clone(),
            when: note.when,
            profile: profile.map(|profile| profile.id),
            place: note.place,
            number: note.number,
            answer_due,
            hearing: note.hearing,
            outcome: note.outcome,
            exhibits: standing.map(|exhibit| exhibit.id.to_string()).collect(),
        });
        let mut detail = serde_json::Map::new();
        detail.insert("delivery".to_owned(), id.clone().into());
        let draft = EventDraft {
            event: CustodyEvent::Delivered,
            item: None,
            sha256: None,
            size_bytes: None,
            detail,
        };
        opened.record(draft, case, &mut self.stamp())?;
        self.remember(&opened, &before, &Did::Delivered, Joins::Never);
        Ok((id, opened.findings().to_vec()))
    }
}

impl App {
    /// Returns what is new since a delivery, where only that is asked for.
    ///
    /// # Errors
    /// [`RefusedDeed::NoDelivery`] without a delivery to count from, [`RefusedDeed::NothingNew`] when
    /// nothing came since.
    pub(super) fn complement(
        &self,
        case: &Case,
        log: &CustodyLog,
        profile: &FilingProfile,
        since: &Option<String>,
    ) -> Result<Option<Complement>, AppError> {
        let Some(word) = since else { return Ok(None) };
        let asked = if word == LAST { Since::Last } else { Since::Delivery(word) };
        let all = profiles(&self.own_profiles()?)?;
        let Some(delivery) = delivery_since(case, profile, &all, asked) else {
            return Err(match asked {
                Since::Last => RefusedDeed::NoDelivery { profile: profile.name.clone() }.into(),
                Since::Delivery(id) => StoreError::NoSuchPart { id: id.to_owned() }.into(),
            });
        };
        let found = complement(case, log, delivery);
        if found.exhibits.is_empty() {
            let day = found.day.map(|day| day.to_string());
            return Err(RefusedDeed::NothingNew { day }.into());
        }
        Ok(Some(found))
    }
}

/// The last day of the company by the profile's own term, from the delivery's day.
fn answer_due(
    note: &DeliveryNote,
    profile: Option<&FilingProfile>,
    notes: &FilingNotes,
) -> Option<Day> {
    let days = profile?.answer_days?;
    let from = note.when?.day().latest();
    let calendar = calendar(notes).ok()?;
    let last = calendar.last_day(from, days, crate::filing::Unit::Days)?;
    calendar.rolled(last).map(Day::Exact)
}

/// A folder gets a file named after the case; one that is not there yet is made.
fn calendar_file(path: &Path, title: &str) -> Result<PathBuf, AppError> {
    if !path.is_dir() && path.extension().is_some() {
        return Ok(path.to_owned());
    }
    let failed = |source| AppError::Write { path: path.to_owned(), source };
    std::fs::create_dir_all(path).map_err(failed)?;
    Ok(path.join(safe_name(&format!("{title} - prazos.ics"), MAX_NAME_CHARS)))
}

pub(super) fn calendar(notes: &FilingNotes) -> Result<Calendar, AppError> {
    let own = notes.own_holidays.iter().filter_map(Day::exact_date);
    Ok(Calendar::new(notes.optional_holidays.iter().copied(), own)?)
}

fn values(
    case: &Case,
    today: chrono::NaiveDate,
    own: Option<&OwnProfile>,
) -> Result<Values, AppError> {
    let claim = claim_sums(&case.requests).filter(|sums| sums.claim_value.centavos() > 0);
    let charges = &case.filing_notes().charges;
    let limits = claim.map(|sums| court_limits(sums.claim_value, today, own)).transpose()?;
    Ok(Values {
        refund: if charges.is_empty() { None } else { refund_sums(charges) },
        limits: limits.flatten(),
        claim,
    })
}
