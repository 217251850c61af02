//! Letters and declarations (cartas): one PDF each, made from what the case says today. Nothing is
//! logged: a letter is a text of the user, and the case stays as it was.

use crate::app::dossier::write_failed;
use crate::app::filing::calendar;
use crate::app::papers::{Drawn, drawn};
use crate::app::publish::free_place;
use crate::app::{App, AppError, RefusedDeed, lies_inside};
use crate::base::file_name::ascii_name;
use crate::case::{Case, Destination, Finding, RespondentId, number};
use crate::filing::Shows;
use crate::filing::{
    DossierPlan, FilingProfile, Letter, LetterText, Scope, late_recordings, letter_text, profiles,
    scoped,
};
use crate::render::papers::{PaperSource, letter};
use crate::store::StoreError;
use chrono::NaiveDate;
use serde::Serialize;
use std::fs::{self, File};
use std::path::{Path, PathBuf};

/// Longest name of a letter without its ending, in characters.
const NAME_CHARS: usize = 100;

/// Which letter is to be made.
#[derive(Debug, Clone)]
pub struct LetterOrder {
    /// Which.
    pub kind: Letter,
    /// To which company, or about which; the first one otherwise.
    pub respondent: Option<RespondentId>,
    /// Id of the profile it is for; otherwise the case's own where that takes it, else the first
    /// profile that does.
    pub profile: Option<String>,
    /// Folder for the PDF; made if it is not there.
    pub out: PathBuf,
    /// Day on the letter; today otherwise.
    pub date: Option<NaiveDate>,
}

/// A letter that was made.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LetterMade {
    /// Which.
    pub kind: Letter,
    /// Its title.
    pub title: String,
    /// The PDF.
    pub letter: PathBuf,
    /// Its pages.
    pub pages: u32,
    /// What opening the case found.
    pub findings: Vec<Finding>,
}

impl App {
    /// Makes a letter or a declaration as a PDF.
    ///
    /// # Errors
    /// An unknown profile or company, [`RefusedDeed::LetterNotFor`] for a destination that does not
    /// take it, a folder inside the case, a disk that refuses.
    pub fn letter(&mut self, root: &Path, order: &LetterOrder) -> Result<LetterMade, AppError> {
        let opened = self.open_to_look(root)?;
        if lies_inside(&order.out, opened.root()) {
            return Err(AppError::OutInsideCase { path: order.out.clone() });
        }
        let case = opened.case();
        let company = match order.respondent {
            None => case.respondents.first(),
            Some(id) => Some(
                case.respondents
                    .iter()
                    .find(|company| company.id == id)
                    .ok_or_else(|| StoreError::NoSuchPart { id: id.to_string() })?,
            ),
        };
        let sector = company.map(|company| company.sector).unwrap_or_default();
        let text = letter_text(order.kind, sector)?;
        let profile = self.profile_of_letter(case, order, &text)?;
        let company_id = company.map(|company| company.id);
        let scope = scoped(case, &number(case), &profile, company_id, Shows::Copies);
        let date = order.date.unwrap_or_else(|| self.today());
        let named = company.and_then(|company| company.short_name());
        let named = named.filter(|_| case.respondents.len() > 1);
        let parts = [Some(text.title.as_str()), Some(case.title.as_str()), named];
        let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" - ");
        let name = name.replace("(a)", "").replace('.', "");
        let name = format!("{}.pdf", ascii_name(&name, NAME_CHARS));
        let (pdf, pages) = printed(order.kind, &text, case, &scope, &profile, date, &name)?;
        let letter = self.place_file(&order.out, &name, &pdf)?;
        let mut findings = opened.findings().to_vec();
        if order.kind == Letter::Recording {
            let calendar = calendar(case.filing_notes())?;
            findings.extend(late_recordings(&scope.case, &calendar, date)?);
        }
        Ok(LetterMade { kind: order.kind, title: text.title, letter, pages, findings })
    }

    /// Returns the profile that a letter is for.
    fn profile_of_letter(
        &self,
        case: &Case,
        order: &LetterOrder,
        text: &LetterText,
    ) -> Result<FilingProfile, AppError> {
        let own = self.own_profiles()?;
        if let Some(id) = &order.profile {
            let profile = crate::filing::profile(id, &own)?;
            if !text.suits(profile.destination) {
                let (letter, why) = (text.title.clone(), text.only.clone());
                return Err(RefusedDeed::LetterNotFor { letter, profile: profile.name, why }.into());
            }
            return Ok(profile);
        }
        let chosen = case.filing_notes().profile.clone();
        let mut all: Vec<FilingProfile> = profiles(&own)?;
        all.retain(|profile| text.suits(profile.destination));
        let place = all.iter().position(|profile| chosen.as_ref() == Some(&profile.id));
        let place = place.or_else(|| all.iter().position(|p| p.destination == Destination::Procon));
        let count = all.len();
        let none = || AppError::Layout { detail: format!("none of {count} profiles takes it") };
        all.into_iter().nth(place.unwrap_or(0)).ok_or_else(none)
    }

    /// Puts a file into the folder, whole or not at all, over no file with other bytes.
    pub(super) fn place_file(
        &mut self,
        out: &Path,
        name: &str,
        bytes: &[u8],
    ) -> Result<PathBuf, AppError> {
        let workshop = out.join(format!(".juntada-{}", self.tag()));
        fs::create_dir_all(&workshop).map_err(|source| write_failed(out, source))?;
        let draft = workshop.join(name);
        let place = free_place_for(&draft, bytes, out);
        let moved = place.and_then(|place| {
            let synced = File::open(&draft).and_then(|file| file.sync_all());
            synced.and_then(|()| fs::rename(&draft, &place)).map(|()| place)
        });
        // The workshop is ours; what is left in it is worth nothing to anyone.
        let _ = fs::remove_dir_all(&workshop);
        moved.map_err(|source| write_failed(&out.join(name), source))
    }
}

fn free_place_for(draft: &Path, bytes: &[u8], out: &Path) -> std::io::Result<PathBuf> {
    fs::write(draft, bytes)?;
    Ok(free_place(draft, out))
}

/// Returns the PDF of a letter and its pages.
fn printed(
    kind: Letter,
    text: &LetterText,
    case: &Case,
    scope: &Scope,
    profile: &FilingProfile,
    date: NaiveDate,
    name: &str,
) -> Result<Drawn, AppError> {
    // A letter stands alone: without a plan, it cites no exhibit that is not with it.
    let plan = DossierPlan::default();
    let from = PaperSource {
        case: &scope.case,
        notes: case.filing_notes(),
        plan: &plan,
        profile,
        checklist: &[],
        grounds: &[],
        date,
        wages: None,
        draft: false,
        complement: None,
    };
    let view = letter(kind, text, &from);
    drawn(&view, date, format!("{}/{name}", case.case_id))
}
