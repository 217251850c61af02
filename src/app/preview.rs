//! The preview: the very PDF that an export would write now, kept in the case's cache and drawn page
//! by page on demand ([`crate::app::Drawer`]). Nothing is logged, no number is frozen.

use crate::app::dossier::{Made, Making, write_failed};
use crate::app::prepare::Proof;
use crate::app::{App, AppError};
use crate::base::Sha256Digest;
use crate::case::{Finding, RespondentId, number};
use crate::filing::{Shows, case_findings, profile};
use crate::render::layout::HeadingPlace;
use crate::store::{PreviewWorkshop, preview_place};
use chrono::NaiveDate;
use serde::Serialize;
use std::path::{Path, PathBuf};

/// What is to be shown before it is made.
#[derive(Debug, Clone)]
pub struct PreviewOrder {
    /// Id of the profile.
    pub profile: String,
    /// Day on the papers; today otherwise.
    pub date: Option<NaiveDate>,
    /// Only what is new since a delivery: its id, or "last".
    pub since: Option<String>,
}

/// Where an exhibit stands in the preview.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewedExhibit {
    /// Number as it would be printed.
    pub number: String,
    /// Title.
    pub title: String,
    /// First page; none for an exhibit without pages.
    pub first_page: Option<u32>,
    /// Last page.
    pub last_page: Option<u32>,
}

/// A section of the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Chapter {
    /// Its heading.
    pub title: String,
    /// The page it begins on.
    pub page: u32,
}

/// The dossier of one package, as it would be written now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct PreviewedPackage {
    /// Id of the respondent it is about, where it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub respondent: Option<RespondentId>,
    /// Names the pages' pictures: the hash of the PDF.
    pub key: Sha256Digest,
    /// Pages.
    pub pages: u32,
    /// Size of the PDF.
    pub bytes: u64,
    /// Exhibits in the order printed.
    pub exhibits: Vec<PreviewedExhibit>,
    /// Sections in order.
    pub chapters: Vec<Chapter>,
    /// What the user should see about this package.
    pub findings: Vec<Finding>,
}

/// What an export would make: the first package, and all of them where there are several.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Previewed {
    /// The first package.
    #[serde(flatten)]
    pub first: PreviewedPackage,
    /// Every package, where there is one per respondent.
    pub packages: Vec<PreviewedPackage>,
}

impl App {
    /// Makes the dossier that [`App::export`] would make now, into the case's cache. Older previews
    /// of the case are swept.
    ///
    /// # Errors
    /// An unknown profile, a case that cannot be opened, a cache that cannot be written,
    /// [`AppError::Cancelled`]. No new preview stays then.
    pub fn preview(&mut self, root: &Path, order: &PreviewOrder) -> Result<Previewed, AppError> {
        let profile = profile(&order.profile, &self.own_profiles()?)?;
        let mut opened = self.open_to_look(root)?;
        self.complete_readings(&mut opened)?;
        let tag = self.tag();
        let failed = |source| write_failed(opened.root(), source);
        let workshop = PreviewWorkshop::open(opened.root(), &tag).map_err(failed)?;
        let numbers = number(opened.case());
        let complement = self.complement(opened.case(), opened.log(), &profile, &order.since)?;
        let making = Making {
            shows: Shows::Copies,
            opened: &opened,
            profile: &profile,
            date: order.date.unwrap_or_else(|| self.today()),
            draft: false,
            wages: None,
            complement: complement.as_ref(),
            workshop: workshop.folder(),
        };
        let made = self.each_dossier(&making, &numbers, Proof::Remembered, &mut previewed)?;
        let (pdfs, mut packages): (Vec<_>, Vec<_>) = made.into_iter().unzip();
        workshop.publish(&pdfs).map_err(failed)?;
        for (_, key) in &pdfs {
            self.proofs.note(&preview_place(opened.root(), *key), *key);
        }
        let mut findings = case_findings(opened.case(), &numbers, self.today());
        findings.extend(opened.findings().iter().cloned());
        for package in &mut packages {
            package.findings.extend(findings.iter().cloned());
            package.findings.sort();
            package.findings.dedup();
        }
        let first = packages
            .first()
            .cloned()
            .ok_or_else(|| AppError::Layout { detail: "no package".to_owned() })?;
        Ok(Previewed { first, packages })
    }
}

type Pdf = (PathBuf, Sha256Digest);

#[expect(clippy::unnecessary_wraps, reason = "the shape that `each_dossier` wants")]
fn previewed(made: Made<'_>) -> Result<(Pdf, PreviewedPackage), AppError> {
    let Made { dossier, respondent, .. } = made;
    let exhibits = dossier.exhibits().into_iter().map(|exhibit| PreviewedExhibit {
        number: exhibit.number,
        title: exhibit.title,
        first_page: exhibit.first_page,
        last_page: exhibit.last_page,
    });
    let package = PreviewedPackage {
        respondent,
        key: dossier.sha256,
        pages: dossier.pages,
        bytes: dossier.size_bytes,
        exhibits: exhibits.collect(),
        chapters: dossier.headings.iter().filter_map(chapter).collect(),
        findings: dossier.findings,
    };
    Ok(((dossier.pdf, dossier.sha256), package))
}

fn chapter(heading: &HeadingPlace) -> Option<Chapter> {
    let HeadingPlace { level, text, page } = heading;
    (*level == 1).then(|| Chapter { title: text.clone(), page: *page })
}
