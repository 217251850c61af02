//! Checking (conferir): what a path is, and whether it is what was written. Nothing is written there and
//! nothing mended; a case that another program has open can be checked too. The report goes elsewhere.

use crate::app::papers::drawn;
use crate::app::{APP, App, AppError, Progress, lies_inside};
use crate::base::file_name::{ascii_name, visible};
use crate::case::Finding;
use crate::explain::{self, Names};
use crate::package::protect::is_protected;
use crate::package::verify::{GoOn, SealCode, SealCodeError, check, tell};
use crate::render::papers::{CheckOutcome, CheckSource, Difference, check_report};
use crate::store::recovery::hash_of;
use chrono::NaiveDate;
use serde::Serialize;
use std::io;
use std::path::{Path, PathBuf};

pub use crate::package::verify::{CheckReport, Verdict};

/// Longest name of a report without its ending, in characters.
const NAME_CHARS: usize = 100;

/// A check, and the report on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CheckRecord {
    /// The report, a PDF.
    pub report: PathBuf,
    /// What was found.
    #[serde(flatten)]
    pub check: CheckReport,
}

/// What checking is called while it goes on.
const DOING: &str = "Conferindo";

impl App {
    /// Checks a case folder, a package (ZIP or unpacked), any other BagIt bag, or a dossier PDF.
    /// `seal` is the check code to compare with, as printed: 64 digits, or the first 12.
    /// `passphrase` is that of a package which has one.
    ///
    /// # Errors
    /// [`AppError::Absent`]; [`AppError::NotCheckable`] when the path is none of these;
    /// [`AppError::NotUnderstood`] when `seal` is no check code; [`AppError::PassphraseNeeded`];
    /// [`AppError::PassphraseWrong`]; [`AppError::Cancelled`].
    pub fn check(
        &mut self,
        path: &Path,
        seal: Option<&str>,
        passphrase: Option<&str>,
    ) -> Result<CheckReport, AppError> {
        // What cannot be opened is told below, in the words of checking.
        if path.is_file() && is_protected(path).unwrap_or(false) {
            return self
                .with_opened(path, passphrase, &mut |app, inner| app.check_open(inner, seal));
        }
        self.check_open(path, seal)
    }

    /// Checks as [`App::check`] does, and writes the report on it as a PDF into `out`, a folder that is
    /// made if it is not there and lies outside of what is checked.
    ///
    /// # Errors
    /// As [`App::check`]; [`AppError::OutInsideCase`]; a disk that refuses.
    pub fn record_check(
        &mut self,
        path: &Path,
        seal: Option<&str>,
        passphrase: Option<&str>,
        out: &Path,
    ) -> Result<CheckRecord, AppError> {
        if path.is_dir() && lies_inside(out, path) {
            return Err(AppError::OutInsideCase { path: out.to_owned() });
        }
        let check = self.check(path, seal, passphrase)?;
        let now = (self.clock)();
        let (date, time) = (now.date_naive(), now.format("%H:%M (UTC%:z)").to_string());
        let from = source(path, seal, &check, date, time);
        let ident = format!("{}/{}/{}", from.name, now.to_rfc3339(), check.checked);
        let (pdf, _) = drawn(&check_report(&from), date, ident)?;
        let name = ascii_name(&format!("Conferencia - {}", from.name), NAME_CHARS);
        let report = self.place_file(out, &format!("{name}.pdf"), &pdf)?;
        Ok(CheckRecord { report, check })
    }

    fn check_open(&mut self, path: &Path, seal: Option<&str>) -> Result<CheckReport, AppError> {
        let progress = &mut self.progress;
        let mut files = 0;
        let report = check_path(path, seal, &mut |done, total, file| {
            files = total;
            let name = file.rsplit('/').next().map(str::to_owned);
            progress(&Progress { doing: DOING, done, total, name })
        })?;
        progress(&Progress { doing: DOING, done: files, total: files, name: None });
        Ok(report)
    }
}

/// Returns what the report on a check is made from.
fn source(
    path: &Path,
    seal: Option<&str>,
    check: &CheckReport,
    date: NaiveDate,
    time: String,
) -> CheckSource {
    let names = Names::default();
    let told = |finding: &Finding| explain::finding(finding, &names);
    let differences = check
        .findings
        .iter()
        .map(|finding| Difference { file: finding.path.clone(), told: told(finding) });
    // "." has no name of its own.
    let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let name = path.file_name().or(whole.file_name()).unwrap_or(path.as_os_str());
    CheckSource {
        name: visible(&name.to_string_lossy()),
        sha256: path.is_file().then(|| hash_of(path)).flatten(),
        date,
        time,
        program: APP.to_owned(),
        outcome: match check.verdict {
            Verdict::Intact => CheckOutcome::Intact,
            Verdict::Different => CheckOutcome::Different,
            Verdict::Unreadable => CheckOutcome::Unreadable,
        },
        checked: check.checked,
        seal: check.seal,
        compared: seal.map(|code| {
            let same = code.parse::<SealCode>().ok().zip(check.seal);
            (code.to_owned(), same.is_some_and(|(code, seal)| code.matches(seal)))
        }),
        custody_head: check.custody_head,
        differences: differences.collect(),
        notes: check.notes.iter().map(told).collect(),
        not_checkable: check.not_checkable.clone(),
    }
}

fn check_path(
    path: &Path,
    seal: Option<&str>,
    go_on: &mut GoOn<'_>,
) -> Result<CheckReport, AppError> {
    let code = seal.map(str::parse::<SealCode>).transpose();
    let code = code.map_err(|SealCodeError { text }| AppError::NotUnderstood {
        what: "selo",
        given: text,
        expected: "os 64 dígitos do código de conferência, ou os 12 primeiros",
    })?;
    let told = tell(path).map_err(|source| match source.kind() {
        io::ErrorKind::NotFound => AppError::Absent { path: path.to_owned() },
        _ => AppError::Read { path: path.to_owned(), source },
    })?;
    let checkable = told.ok_or_else(|| AppError::NotCheckable { path: path.to_owned() })?;
    check(path, &checkable, code.as_ref(), go_on).ok_or(AppError::Cancelled)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    fn check_path(path: &Path, seal: Option<&str>) -> Result<CheckReport, AppError> {
        super::check_path(path, seal, &mut |_, _, _| true)
    }

    #[test]
    fn what_is_none_of_ours_is_refused_and_what_is_damaged_is_unreadable() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert!(matches!(check_path(&at("nada"), None), Err(AppError::Absent { .. })));
        fs::write(at("nota.txt"), "nota").unwrap();
        assert!(matches!(check_path(&at("nota.txt"), None), Err(AppError::NotCheckable { .. })));
        fs::create_dir(at("pasta")).unwrap();
        assert!(matches!(check_path(&at("pasta"), None), Err(AppError::NotCheckable { .. })));
        for (name, text) in [("cortado.zip", "PK\x03\x04"), ("vazio.zip", ""), ("vazio.pdf", "")] {
            fs::write(at(name), text).unwrap();
            let report = check_path(&at(name), None).unwrap();
            assert_eq!(report.verdict, Verdict::Unreadable, "{name}");
            assert_eq!(report.findings[0].path.as_deref(), Some(name));
        }
    }

    #[test]
    fn a_check_code_of_another_length_is_not_understood() {
        let folder = tempfile::tempdir().unwrap();
        for seal in ["", "abc", "1234 5678 9abcd", "não é um código"] {
            let refused = check_path(folder.path(), Some(seal));
            assert!(matches!(refused, Err(AppError::NotUnderstood { what: "selo", .. })), "{seal}");
        }
        let understood = check_path(folder.path(), Some("1234 5678 9ABC"));
        assert!(matches!(understood, Err(AppError::NotCheckable { .. })));
    }
}
