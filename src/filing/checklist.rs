//! Checklists: what a destination wants, whether the case has it, why it is wanted and where to get
//! it. Data in `assets/checklists`; a line is met by exhibits of a kind, by what was written, or by
//! the user's word.

use crate::case::{
    Case, ClaimantKind, Exhibit, ExhibitKind, Problem, RequestKind, Sector, Settled,
};
use crate::filing::{Confidence, ProfileError};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The checklists that come with the program, by name.
const EMBEDDED: [(&str, &str); 4] = [
    ("procon", include_str!("../../assets/checklists/procon.toml")),
    ("jec", include_str!("../../assets/checklists/jec.toml")),
    ("lawyer", include_str!("../../assets/checklists/lawyer.toml")),
    ("consumidor-gov", include_str!("../../assets/checklists/consumidor-gov.toml")),
];

/// How much a line is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Without it people are sent home.
    Required,
    /// Often asked for.
    Usual,
    /// Only in some cases.
    IfApplicable,
}

/// What of the case's own words meets a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum DataCheck {
    ClaimantTaxId,
    ClaimantContact,
    ClaimantQualification,
    RespondentName,
    RespondentTaxId,
    RespondentAddress,
    Protocol,
    Contacts,
    Facts,
    Requests,
    RequestAmounts,
    /// No personal number stands in the account.
    PublicText,
}

/// When a line applies at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OnlyIf {
    Representative,
    CompanyClaimant,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    need: Need,
    title: String,
    why: String,
    #[serde(rename = "where")]
    get_it: String,
    #[serde(default)]
    kinds: Vec<ExhibitKind>,
    /// Kinds that may serve when there is none of `kinds`: to be looked at.
    #[serde(default)]
    or_kinds: Vec<ExhibitKind>,
    /// Only in a case with a company of one of these sectors do they.
    #[serde(default)]
    or_sectors: Vec<Sector>,
    #[serde(default)]
    data: Vec<DataCheck>,
    #[serde(default)]
    only_if: Option<OnlyIf>,
    /// Problems in which it is looked for; in others it is left out.
    #[serde(default)]
    problems: Vec<Problem>,
    /// Sectors of the companies in whose cases it is looked for.
    #[serde(default)]
    sectors: Vec<Sector>,
    #[serde(default)]
    max_age_days: Option<u32>,
    /// States where it is required, whatever it is elsewhere.
    #[serde(default)]
    required_in: Vec<String>,
    /// Whether the user's word settles it.
    #[serde(default = "yes")]
    by_word: bool,
    source: String,
    read_on: String,
    confidence: Confidence,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ChecklistFile {
    item: Vec<Item>,
}

/// Where a line stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum LineState {
    /// The case has it.
    Ready,
    /// The case has it, but look at it again: too old, or without a date.
    Look,
    /// The user said so: on paper, or not applicable.
    Settled,
    /// Not there.
    Missing,
}

/// A line of a checklist for a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ChecklistLine {
    /// Id of the line.
    pub id: String,
    /// How much it is needed.
    pub need: Need,
    /// What it is.
    pub title: String,
    /// Why it is wanted.
    pub why: String,
    /// Where to get it.
    #[serde(rename = "where")]
    pub get_it: String,
    /// Where it stands.
    pub state: LineState,
    /// The user's word on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub settled: Option<Settled>,
    /// Exhibits that meet it.
    pub exhibits: Vec<String>,
    /// Kinds of exhibits that would meet it; empty when it is met by writing.
    pub kinds: Vec<ExhibitKind>,
    /// Days after which such a document is asked to be newer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_age_days: Option<u32>,
    /// Whether the user's word can settle it.
    pub by_word: bool,
    /// Where that was read.
    pub source: String,
    /// When, `2026-11-21`.
    pub read_on: String,
    /// Whether to confirm it.
    pub confidence: Confidence,
}

/// Returns whether there is a checklist of this name.
pub(super) fn is_checklist(name: &str) -> bool {
    EMBEDDED.iter().any(|(known, _)| *known == name)
}

/// Returns the lines of a checklist that apply to a case, as they stand on a day.
///
/// # Errors
/// [`ProfileError::Format`] when there is no such list or it is not of its shape.
pub fn checklist(
    name: &str,
    case: &Case,
    today: NaiveDate,
) -> Result<Vec<ChecklistLine>, ProfileError> {
    let (_, text) = EMBEDDED.iter().find(|(known, _)| *known == name).ok_or_else(|| {
        ProfileError::Format { detail: format!("there is no checklist {name:?}") }
    })?;
    let file: ChecklistFile =
        toml::from_str(text).map_err(|error| ProfileError::Format { detail: error.to_string() })?;
    let problem = case.interview.as_ref().and_then(|interview| interview.problem);
    let items = file.item.into_iter().filter(|item| applies(item, case, problem));
    Ok(items.map(|item| line(item, case, today)).collect())
}

fn applies(item: &Item, case: &Case, problem: Option<Problem>) -> bool {
    let of_problem =
        item.problems.is_empty() || problem.is_none_or(|problem| item.problems.contains(&problem));
    of_problem
        && has_sector(case, &item.sectors)
        && match item.only_if {
            None => true,
            Some(OnlyIf::Representative) => case.representative.is_some(),
            Some(OnlyIf::CompanyClaimant) => {
                case.claimant.as_ref().is_some_and(|claimant| claimant.kind == ClaimantKind::Mei)
            }
        }
}

/// Returns whether a company of the case is of one of the sectors; a case without a company may be.
fn has_sector(case: &Case, sectors: &[Sector]) -> bool {
    let companies = &case.respondents;
    sectors.is_empty()
        || companies.is_empty()
        || companies.iter().any(|company| sectors.contains(&company.sector))
}

fn line(item: Item, case: &Case, today: NaiveDate) -> ChecklistLine {
    let of = |kinds: &[ExhibitKind]| -> Vec<&Exhibit> {
        let standing = case.exhibits.iter().filter(|e| case.stands(e) && !e.stays_out());
        standing.filter(|e| kinds.contains(&e.kind)).collect()
    };
    let mut having = of(&item.kinds);
    let only_alike =
        having.is_empty() && !item.or_kinds.is_empty() && has_sector(case, &item.or_sectors);
    if only_alike {
        having = of(&item.or_kinds);
    }
    let written = !item.data.is_empty() && item.data.iter().all(|data| holds(*data, case));
    let fresh = !only_alike
        && item.max_age_days.is_none_or(|days| having.iter().any(|e| is_fresh(e, days, today)));
    let settled = case.filing_notes().settled.get(&item.id).copied().filter(|_| item.by_word);
    let state = match (having.is_empty() && !written, settled, fresh) {
        (true, Some(_), _) => LineState::Settled,
        (true, None, _) => LineState::Missing,
        (false, _, false) => LineState::Look,
        (false, _, true) => LineState::Ready,
    };
    let at_home = case.claimant.as_ref().and_then(|claimant| claimant.address.as_ref());
    let state_here = at_home.and_then(|address| address.state.clone()).unwrap_or_default();
    let required = item.required_in.contains(&state_here.trim().to_uppercase());
    ChecklistLine {
        id: item.id,
        need: if required { Need::Required } else { item.need },
        title: item.title,
        why: item.why,
        get_it: item.get_it,
        state,
        settled,
        exhibits: having.iter().map(|exhibit| exhibit.id.to_string()).collect(),
        kinds: item.kinds,
        max_age_days: item.max_age_days,
        by_word: item.by_word,
        source: item.source,
        read_on: item.read_on,
        confidence: item.confidence,
    }
}

fn is_fresh(exhibit: &Exhibit, days: u32, today: NaiveDate) -> bool {
    exhibit.date.is_some_and(|date| {
        today.signed_duration_since(date.latest()).num_days() <= i64::from(days)
    })
}

fn holds(data: DataCheck, case: &Case) -> bool {
    let said = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let claimant = case.claimant.as_ref();
    let company = case.respondents.first();
    match data {
        DataCheck::ClaimantTaxId => claimant.is_some_and(|c| c.tax_id.is_some()),
        DataCheck::ClaimantContact => claimant.is_some_and(|c| said(&c.phone) || said(&c.email)),
        DataCheck::ClaimantQualification => {
            claimant.is_some_and(|c| said(&c.marital_status) && said(&c.occupation))
        }
        DataCheck::RespondentName => company.is_some_and(|c| c.shown_name().is_some()),
        DataCheck::RespondentTaxId => company.is_some_and(|c| c.tax_id.is_some()),
        DataCheck::RespondentAddress => {
            company.is_some_and(|c| c.address.as_ref().is_some_and(|a| a.line().is_some()))
        }
        DataCheck::Protocol => case.contacts.iter().any(|c| !c.protocols.is_empty()),
        DataCheck::Contacts => !case.contacts.is_empty(),
        DataCheck::Facts => case.facts.iter().any(|fact| !fact.text.trim().is_empty()),
        DataCheck::Requests => case.requests.iter().any(|r| !r.text.trim().is_empty()),
        DataCheck::RequestAmounts => {
            let money =
                |kind: RequestKind| !matches!(kind, RequestKind::Obligation | RequestKind::Other);
            !case.requests.is_empty()
                && case.requests.iter().all(|r| !money(r.kind) || r.amount.is_some())
        }
        DataCheck::PublicText => case.facts.iter().all(|fact| !has_personal_number(&fact.text)),
    }
}

/// Returns whether a text holds a number that looks like a CPF, a phone or an e-mail address.
pub fn has_personal_number(text: &str) -> bool {
    let at_sign = text.split_whitespace().any(|word| {
        word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'))
    });
    let mut digits = 0;
    let mut longest = 0;
    for character in text.chars() {
        match character {
            '0'..='9' => digits += 1,
            '.' | '-' | ' ' | '(' | ')' if digits > 0 => {}
            _ => digits = 0,
        }
        longest = longest.max(digits);
    }
    at_sign || (10..=11).contains(&longest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Day;
    use crate::case::{Claimant, ExhibitId};
    use uuid::Uuid;

    fn today() -> NaiveDate {
        "2026-11-21".parse().unwrap()
    }

    fn find<'a>(lines: &'a [ChecklistLine], id: &str) -> &'a ChecklistLine {
        lines.iter().find(|line| line.id == id).unwrap()
    }

    #[test]
    fn every_list_is_of_the_format_and_names_its_sources() {
        let case = Case::new(Uuid::nil(), "Caso".to_owned());
        for (name, _) in EMBEDDED {
            let lines = checklist(name, &case, today()).unwrap();
            assert!(lines.iter().any(|line| line.need == Need::Required), "{name}");
            for line in lines {
                assert!(!line.source.is_empty() && line.read_on.len() == 10, "{}", line.id);
                assert!(
                    !line.kinds.is_empty()
                        || !line.by_word
                        || name == "consumidor-gov"
                        || line.id.starts_with("respondent")
                        || line.id == "protocol"
                        || line.id == "prior-attempt",
                    "{}",
                    line.id
                );
            }
        }
    }

    #[test]
    fn an_empty_case_misses_everything_and_a_word_settles_a_line() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let lines = checklist("procon", &case, today()).unwrap();
        assert!(lines.iter().all(|line| line.state == LineState::Missing));
        assert!(lines.iter().all(|line| line.id != "authorisation"), "nobody stands in");
        case.filing.get_or_insert_default().settled.insert("identity".to_owned(), Settled::OnPaper);
        case.filing
            .get_or_insert_default()
            .settled
            .insert("facts".to_owned(), Settled::NotApplicable);
        let lines = checklist("procon", &case, today()).unwrap();
        assert_eq!(find(&lines, "identity").state, LineState::Settled);
        assert_eq!(
            find(&lines, "facts").state,
            LineState::Missing,
            "no word stands for the account"
        );
    }

    #[test]
    fn a_bill_older_than_ninety_days_or_without_a_date_is_to_be_looked_at() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let bill = Exhibit {
            kind: ExhibitKind::ProofOfAddress,
            paper_at: Some("pasta azul".to_owned()),
            ..Exhibit::new(ExhibitId::new(1), "Conta de luz".to_owned())
        };
        for (date, expected) in [
            (None, LineState::Look),
            (Some("2026-08-22"), LineState::Look),
            (Some("2026-08-23"), LineState::Ready),
            (Some("2026-11"), LineState::Ready),
        ] {
            let date = date.map(|text| Day::parse(text).unwrap());
            case.exhibits = vec![Exhibit { date, ..bill.clone() }];
            let lines = checklist("procon", &case, today()).unwrap();
            assert_eq!(find(&lines, "proof-of-address").state, expected, "{date:?}");
        }
    }

    #[test]
    fn a_company_that_complains_shows_its_own_paper_and_a_contract_is_none() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        case.claimant = Some(Claimant { kind: ClaimantKind::Mei, ..Claimant::default() });
        let add = |case: &mut Case, id, kind| {
            case.exhibits.push(Exhibit {
                kind,
                paper_at: Some("pasta azul".to_owned()),
                ..Exhibit::new(ExhibitId::new(id), "papel".to_owned())
            });
        };
        for name in ["jec", "procon", "lawyer"] {
            let state =
                |case: &Case| find(&checklist(name, case, today()).unwrap(), "company-proof").state;
            case.exhibits.clear();
            add(&mut case, 1, ExhibitKind::Contract);
            assert_eq!(state(&case), LineState::Missing, "{name}");
            add(&mut case, 2, ExhibitKind::Other);
            assert_eq!(state(&case), LineState::Look, "{name}");
            add(&mut case, 3, ExhibitKind::CompanyProof);
            assert_eq!(state(&case), LineState::Ready, "{name}");
        }
    }

    #[test]
    fn a_bill_of_the_case_may_serve_as_proof_of_address() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        case.exhibits = vec![Exhibit {
            kind: ExhibitKind::Invoice,
            paper_at: Some("pasta azul".to_owned()),
            date: Day::parse("2026-11-01").ok(),
            ..Exhibit::new(ExhibitId::new(1), "Conta de luz".to_owned())
        }];
        for (sector, expected) in [
            ("energy", LineState::Look),
            ("telecom", LineState::Look),
            ("bank", LineState::Missing),
        ] {
            case.respondents =
                serde_json::from_value(serde_json::json!([{"id": "s1", "sector": sector}]))
                    .unwrap();
            for list in ["procon", "jec"] {
                let lines = checklist(list, &case, today()).unwrap();
                assert_eq!(find(&lines, "proof-of-address").state, expected, "{sector} {list}");
            }
        }
    }

    #[test]
    fn a_flight_is_asked_for_no_service_order() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        let has = |case: &Case| {
            let lines = checklist("procon", case, today()).unwrap();
            lines.iter().any(|line| line.id == "service-order")
        };
        case.respondents =
            serde_json::from_value(serde_json::json!([{"id": "s1", "sector": "aviation"}]))
                .unwrap();
        assert!(!has(&case));
        case.respondents =
            serde_json::from_value(serde_json::json!([{"id": "s1", "sector": "energy"}])).unwrap();
        assert!(has(&case));
    }

    #[test]
    fn a_prior_attempt_is_required_in_minas_and_advice_elsewhere() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        for (state, need) in [("SP", Need::Usual), ("MG", Need::Required), (" mg", Need::Required)]
        {
            let address =
                crate::case::Address { state: Some(state.to_owned()), ..Default::default() };
            case.claimant = Some(Claimant { address: Some(address), ..Claimant::default() });
            let lines = checklist("jec", &case, today()).unwrap();
            assert_eq!(find(&lines, "prior-attempt").need, need, "{state}");
        }
    }

    #[test]
    fn writing_meets_what_is_met_by_writing() {
        let mut case = Case::new(Uuid::nil(), "Caso".to_owned());
        case.claimant = Some(Claimant { phone: Some("11 5555".to_owned()), ..Claimant::default() });
        let lines = checklist("jec", &case, today()).unwrap();
        assert_eq!(find(&lines, "claimant-contact").state, LineState::Ready);
        assert_eq!(find(&lines, "claimant-qualification").state, LineState::Missing);
    }

    #[test]
    fn personal_numbers_are_seen_in_a_text() {
        for text in ["meu CPF 529.982.247-25", "liguei do (11) 95555-0142", "ana@exemplo.com.br"] {
            assert!(has_personal_number(text), "{text}");
        }
        for text in ["protocolo 2026021200417733", "R$ 159,80 em 12/02/2026", "arroba @loja"] {
            assert!(!has_personal_number(text), "{text}");
        }
    }
}
