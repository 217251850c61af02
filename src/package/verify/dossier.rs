//! The check of a dossier PDF, alone or in its package: every photo bit for bit, and the seal. The
//! text of the pages is covered by the package's manifest, not by the PDF itself.

use super::{CheckReport, SealCode};
use crate::case::{Finding, FindingCode};
use crate::package::Seal;
use crate::render::assemble::{DossierCheckError, DossierPdfReport, PdfFinding, check_dossier};
use std::collections::BTreeSet;
use std::fs::File;
use std::path::Path;

/// Checks a dossier PDF by itself.
pub(super) fn check_dossier_pdf(path: &Path, expected: Option<&SealCode>) -> CheckReport {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let checked = File::open(path)
        .map_err(|source| DossierCheckError::Io { source })
        .and_then(|mut file| check_dossier(&mut file));
    let pdf = match checked {
        Ok(pdf) => pdf,
        Err(error) => {
            let code = match error {
                DossierCheckError::NotOurs => "not_a_dossier",
                DossierCheckError::Damaged { .. } => "damaged_dossier",
                DossierCheckError::Io { .. } => "unreadable",
            };
            return CheckReport::unreadable(&name, code, &error);
        }
    };
    let mut report = CheckReport::new();
    add_differences(&mut report, &name, &pdf);
    let seal = pdf.seal.as_ref().map(|seal| seal.digest);
    let is_whole = !report.findings.iter().any(|f| f.code == FindingCode::SealDiffers);
    report.compare_seal(&name, seal, expected);
    let intact = pdf.images.iter().filter(|image| image.is_intact()).count();
    report.checked = intact.saturating_add(usize::from(is_whole));
    report.not_checkable.push("O texto das páginas só é conferido pelo ZIP.".to_owned());
    let sealed =
        pdf.seal.as_ref().and_then(|seal| serde_json::from_slice::<Seal>(&seal.bytes).ok());
    if let Some(sealed) = sealed {
        report.custody_head = Some(sealed.custody_head);
        let shown: BTreeSet<_> = pdf.images.iter().map(|image| image.expected).collect();
        let mut items = sealed.exhibits.iter().flat_map(|exhibit| &exhibit.items);
        if items.any(|item| !shown.contains(&item.sha256)) {
            report
                .not_checkable
                .push("As provas que não são fotos em JPEG só são conferidas pelo ZIP.".to_owned());
        }
    }
    report.conclude()
}

/// Adds what differs in a dossier that stands at `path`.
pub(super) fn add_differences(report: &mut CheckReport, path: &str, pdf: &DossierPdfReport) {
    let document = |number: &str| format!("Doc. {number}");
    for difference in &pdf.findings {
        let finding = match difference {
            PdfFinding::SealAltered { expected, found } => Finding::new(FindingCode::SealDiffers)
                .expecting(expected.to_string())
                .finding(found.to_string()),
            PdfFinding::SealMissing => Finding::new(FindingCode::SealDiffers),
            PdfFinding::ImageAltered { number, expected, found } => {
                let finding = Finding::new(FindingCode::Altered).about(document(number));
                Finding {
                    found: found.map(|found| found.to_string()),
                    ..finding.expecting(expected.to_string())
                }
            }
            PdfFinding::ImageNotSealed { number, expected } => {
                let finding = Finding::new(FindingCode::PackageDisagrees).about(document(number));
                finding.finding(expected.to_string())
            }
            PdfFinding::ReplacedLater { object } => {
                Finding::new(FindingCode::Altered).finding(format!("replaced_later: {object}"))
            }
            PdfFinding::BytesAfterEnd => {
                Finding::new(FindingCode::Altered).finding("bytes_after_end")
            }
        };
        report.findings.push(finding.at(path));
    }
    if pdf.signed_after {
        report.notes.push(Finding::new(FindingCode::SignedAfter).at(path));
    }
}
