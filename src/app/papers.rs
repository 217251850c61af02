//! The papers of a package beside its dossier: complaint sheet, petition, cover sheet, and the sheets
//! that are for the user alone.

use crate::app::dossier::{Made, Making};
use crate::app::{APP, AppError};
use crate::base::Sha256Digest;
use crate::filing::{DossierPlan, HandedFile, Paper, Scope, checklist, grounds};
use crate::render::layout::{LayoutStamp, lay_out_paper};
use crate::render::papers::{PaperSource, compose_paper};
use std::fs;
use std::path::PathBuf;

/// A paper that was made in the workshop.
pub(super) struct MadePaper {
    /// Where it lies.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// Its hash and size.
    pub sha256: Sha256Digest,
    pub size_bytes: u64,
    /// Its pages.
    pub pages: u32,
    /// Whether it is handed over with the package; the others are for the user.
    pub handed_over: bool,
}

impl MadePaper {
    /// Returns it as a file to be handed over.
    pub(super) fn handed(&self) -> HandedFile {
        HandedFile { name: self.name.clone(), size_bytes: self.size_bytes, pages: Some(self.pages) }
    }
}

/// Makes the papers that the profile asks for.
pub(super) fn papers(made: &Made<'_>) -> Result<Vec<MadePaper>, AppError> {
    let Made { making, dossier, scope, .. } = made;
    let kinds = making.profile.papers.iter().filter(|paper| **paper != Paper::Dossier);
    let papers = kinds.map(|kind| paper(*kind, making, scope, &dossier.plan, &dossier.stem));
    papers.filter_map(Result::transpose).collect()
}

fn paper(
    kind: Paper,
    making: &Making<'_>,
    scope: &Scope,
    plan: &DossierPlan,
    stem: &str,
) -> Result<Option<MadePaper>, AppError> {
    let whole = making.opened.case();
    // What is missing is told by the whole case: the package leaves private words out.
    let checklist = checklist(&making.profile.checklist, whole, making.date)?;
    let grounds = grounds()?;
    let view = compose_paper(
        kind,
        &PaperSource {
            case: &scope.case,
            notes: whole.filing_notes(),
            plan,
            profile: making.profile,
            checklist: &checklist,
            grounds: &grounds,
            date: making.date,
            draft: making.draft,
            complement: making.complement,
        },
    );
    let Some(view) = view else { return Ok(None) };
    let failed = |detail: String| AppError::Layout { detail };
    let (title, handed_over) = match (kind, making.complement) {
        (Paper::ComplaintSheet | Paper::Petition, Some(_)) => ("juntada de documentos", true),
        (kind, _) => about(kind),
    };
    let name = format!("{stem} - {title}.pdf");
    let stamp = LayoutStamp {
        date: making.date,
        ident: format!("{}/{}", whole.case_id, name),
        creator: APP.to_owned(),
    };
    let laid = lay_out_paper(&view, &stamp).map_err(|error| failed(error.to_string()))?;
    let (pdf, pages) = (laid.pdf, laid.pages);
    let path = making.workshop.join(&name);
    fs::write(&path, &pdf).map_err(|source| AppError::Write { path: path.clone(), source })?;
    let size_bytes = u64::try_from(pdf.len()).unwrap_or(u64::MAX);
    let sha256 = Sha256Digest::of(&pdf);
    Ok(Some(MadePaper { path, name, sha256, size_bytes, pages, handed_over }))
}

/// Name of a paper, and whether it is handed over.
const fn about(kind: Paper) -> (&'static str, bool) {
    match kind {
        Paper::Dossier => ("dossiê", true),
        Paper::ComplaintSheet => ("ficha de reclamação", true),
        Paper::Petition => ("petição", true),
        Paper::CoverSheet => ("folha de rosto", true),
        Paper::TakeAlong => ("leve no dia", false),
        Paper::PublicText => ("texto público", false),
    }
}
