//! The papers of a package beside its dossier: complaint sheet, petition, cover sheet, and the sheets
//! that are for the user alone.

use crate::app::dossier::Made;
use crate::app::{APP, AppError};
use crate::base::Sha256Digest;
use crate::case::Case;
use crate::filing::{HandedFile, Paper, checklist, grounds};
use crate::render::compose::labelled_tax_id;
use crate::render::labels::{
    CounterSheet, LABEL_FONTS, LabelError, Receipt, ReceiptLine, VolumeLabel, in_groups, receipt,
    volume_label,
};
use crate::render::layout::{LayoutStamp, lay_out_paper};
use crate::render::paper::PaperView;
use crate::render::papers::{PaperSource, compose_paper};
use chrono::NaiveDate;
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
    let kinds = made.making.profile.papers.iter().filter(|paper| **paper != Paper::Dossier);
    let papers = kinds.map(|kind| paper(*kind, made));
    papers.filter_map(Result::transpose).collect()
}

fn paper(kind: Paper, made: &Made<'_>) -> Result<Option<MadePaper>, AppError> {
    let making = made.making;
    let (title, handed_over) = match (kind, making.complement) {
        (Paper::ComplaintSheet | Paper::Petition, Some(_)) => ("juntada de documentos", true),
        (kind, _) => about(kind),
    };
    let name = format!("{} - {title}.pdf", made.dossier.stem);
    let drawn = match kind {
        Paper::Receipt => Some(counter(receipt(&receipt_of(made), &LABEL_FONTS))?),
        Paper::VolumeLabel => Some(counter(volume_label(&label_of(made), &LABEL_FONTS))?),
        kind => composed(kind, made, &name)?,
    };
    let Some((pdf, pages)) = drawn else { return Ok(None) };
    let path = making.workshop.join(&name);
    fs::write(&path, &pdf).map_err(|source| AppError::Write { path: path.clone(), source })?;
    let size_bytes = u64::try_from(pdf.len()).unwrap_or(u64::MAX);
    let sha256 = Sha256Digest::of(&pdf);
    Ok(Some(MadePaper { path, name, sha256, size_bytes, pages, handed_over }))
}

/// A PDF and its pages.
pub(super) type Drawn = (Vec<u8>, u32);

/// Lays out a paper of blocks; none where there is nothing of its kind to say.
fn composed(kind: Paper, made: &Made<'_>, name: &str) -> Result<Option<Drawn>, AppError> {
    let Made { making, dossier, scope, .. } = made;
    let whole = making.opened.case();
    // What is missing is told by the whole case: the package leaves private words out.
    let checklist = checklist(&making.profile.checklist, whole, making.date)?;
    let grounds = grounds()?;
    let view = compose_paper(
        kind,
        &PaperSource {
            case: &scope.case,
            notes: whole.filing_notes(),
            plan: &dossier.plan,
            profile: making.profile,
            checklist: &checklist,
            grounds: &grounds,
            date: making.date,
            wages: making.wages,
            draft: making.draft,
            complement: making.complement,
        },
    );
    let ident = format!("{}/{}", whole.case_id, name);
    view.map(|view| drawn(&view, making.date, ident)).transpose()
}

/// Lays out a paper of blocks; `ident` is what no other paper has.
///
/// # Errors
/// [`AppError::Layout`], for which nothing that the paper says is the cause.
pub(super) fn drawn(view: &PaperView, date: NaiveDate, ident: String) -> Result<Drawn, AppError> {
    let stamp = LayoutStamp { date, ident, creator: APP.to_owned() };
    let laid = lay_out_paper(view, &stamp)
        .map_err(|error| AppError::Layout { detail: error.to_string() })?;
    Ok((laid.pdf, laid.pages))
}

fn counter(made: Result<CounterSheet, LabelError>) -> Result<Drawn, AppError> {
    let made = made.map_err(|error| AppError::Layout { detail: error.to_string() })?;
    Ok((made.pdf, made.pages))
}

fn against(case: &Case) -> String {
    let names = case.respondents.iter().filter_map(|company| company.shown_name());
    names.collect::<Vec<_>>().join("; ")
}

fn short_seal(made: &Made<'_>) -> String {
    in_groups(&made.dossier.seal.short())
}

/// Everything that is handed over: the papers, the dossier and its exhibits, the files.
fn receipt_of(made: &Made<'_>) -> Receipt {
    let Made { making, dossier, scope, .. } = made;
    let claimant = scope.case.claimant.as_ref();
    let tax_id = claimant.and_then(|claimant| claimant.tax_id.as_ref()).map(labelled_tax_id);
    let name = claimant.and_then(|claimant| claimant.shown_name()).map(str::to_owned);
    let plain = |text: &str, pages: String| ReceiptLine {
        mark: String::new(),
        text: text.to_owned(),
        pages,
    };
    let complement = making.complement.is_some();
    let mut lines: Vec<ReceiptLine> = Vec::new();
    for paper in &making.profile.papers {
        lines.extend(match paper {
            Paper::ComplaintSheet | Paper::Petition if complement => {
                Some(plain("Juntada de documentos", String::new()))
            }
            Paper::ComplaintSheet => Some(plain("Ficha de reclamação", String::new())),
            Paper::Petition => Some(plain("Petição", String::new())),
            Paper::CoverSheet => Some(plain("Folha de rosto", String::new())),
            Paper::Dossier => {
                Some(plain("Dossiê de provas, com os documentos abaixo", dossier.pages.to_string()))
            }
            Paper::TakeAlong | Paper::PublicText | Paper::Receipt | Paper::VolumeLabel => None,
        });
    }
    lines.extend(dossier.exhibits().into_iter().map(|exhibit| {
        let pages = exhibit.first_page.zip(exhibit.last_page);
        let pages = pages.map(|(first, last)| last.saturating_sub(first).saturating_add(1));
        ReceiptLine {
            mark: format!("Doc. {}", exhibit.number),
            text: exhibit.title,
            pages: pages.map(|pages| pages.to_string()).unwrap_or_default(),
        }
    }));
    Receipt {
        place: making.profile.name.clone(),
        from: [name, tax_id].into_iter().flatten().collect::<Vec<_>>().join(", "),
        against: against(&scope.case),
        seal: short_seal(made),
        lines,
    }
}

fn label_of(made: &Made<'_>) -> VolumeLabel {
    let Made { making, dossier, scope, .. } = made;
    let case = &scope.case;
    let claimant = case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
    let parties = [claimant.map(str::to_owned), Some(against(case))];
    let parties = parties.into_iter().flatten().filter(|name| !name.is_empty());
    let exhibits = dossier.exhibits();
    let range = match (exhibits.first(), exhibits.last()) {
        (Some(first), Some(last)) if first.number != last.number => {
            format!("Doc. {} a Doc. {} · ", first.number, last.number)
        }
        (Some(one), _) => format!("Doc. {} · ", one.number),
        _ => String::new(),
    };
    let title = match making.complement {
        Some(complement) => format!("{}: {}", case.title, complement.title()),
        None => case.title.clone(),
    };
    VolumeLabel {
        title,
        parties: parties.collect::<Vec<_>>().join(" × "),
        place: format!("Para: {}", making.profile.name),
        holds: format!("{range}{} páginas", dossier.pages),
        seal: short_seal(made),
    }
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
        Paper::Receipt => ("recibo de balcão", false),
        Paper::VolumeLabel => ("etiqueta do volume", false),
    }
}
