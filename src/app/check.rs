//! Verification of whatever is given (conferir).
use crate::app::{App, AppError};
use crate::base::Sha256Digest;
use crate::case::Finding;
use serde::Serialize;
use std::path::Path;
/// Verdict.
#[derive(Debug, Serialize, PartialEq, Eq, Clone, Copy)]
pub enum Verdict {
    /// a
    Intact,
    /// b
    Different,
    /// c
    Unreadable,
}
/// Report.
#[derive(Debug, Serialize)]
pub struct CheckReport {
    /// a
    pub verdict: Verdict,
    /// b
    pub checked: usize,
    /// c
    pub seal: Option<Sha256Digest>,
    /// d
    pub not_checkable: Vec<String>,
    /// e
    pub findings: Vec<Finding>,
    /// f
    pub notes: Vec<Finding>,
}
impl App {
    /// check
    pub fn check(&mut self, path: &Path, _seal: Option<&str>) -> Result<CheckReport, AppError> {
        Err(AppError::NotCheckable { path: path.to_owned() })
    }
}
