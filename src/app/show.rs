//! Looking at a case: everything in it, what a destination misses, the profiles there are.

use crate::app::{App, AppError};
use crate::case::{CaseDocument, Finding, TimelineEntry, number, timeline};
use crate::filing::{Limits, case_findings, profile, profiles};
use serde::Serialize;
use std::path::Path;

/// Everything in a case.
#[derive(Debug, Serialize)]
pub struct Shown {
    /// The case.
    #[serde(flatten)]
    pub document: CaseDocument,
    /// Its timeline.
    pub timeline: Vec<TimelineEntry>,
    /// Custody log: lines and head.
    pub custody_events: u64,
    /// Hash of its last line.
    pub custody_head: String,
    /// What opening found.
    pub findings: Vec<Finding>,
}

/// What is missing for a destination.
#[derive(Debug, Serialize)]
pub struct MissingReport {
    /// Profile.
    pub profile: String,
    /// What is missing or contradictory.
    pub findings: Vec<Finding>,
}

/// A profile as `perfis --json` lists it.
#[derive(Debug, Serialize)]
pub struct ProfileEntry {
    /// Id.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Limits.
    pub limits: Limits,
    /// When its source was read.
    pub read_on: String,
    /// Where.
    pub source: String,
    /// Whether to confirm it with the destination.
    pub confidence: crate::filing::Confidence,
}

impl App {
    /// Returns everything in a case.
    ///
    /// # Errors
    /// The case cannot be opened at all.
    pub fn show(&mut self, root: &Path) -> Result<Shown, AppError> {
        let opened = self.open_to_look(root)?;
        let case = opened.case();
        Ok(Shown {
            document: CaseDocument::of(case, &number(case)),
            timeline: timeline(case),
            custody_events: opened.log().count(),
            custody_head: opened.log().head().to_string(),
            findings: opened.findings().to_vec(),
        })
    }

    /// Returns what a case misses for a destination.
    ///
    /// # Errors
    /// An unknown profile, or the case cannot be opened.
    pub fn missing(&mut self, root: &Path, profile_id: &str) -> Result<MissingReport, AppError> {
        let profile = profile(profile_id, &[])?;
        let opened = self.open_to_look(root)?;
        let numbers = number(opened.case());
        let findings = case_findings(opened.case(), &numbers, self.today());
        Ok(MissingReport { profile: profile.id, findings })
    }

    /// Returns the profiles there are.
    ///
    /// # Errors
    /// A profile file that is not of the format.
    pub fn list_profiles(&self) -> Result<Vec<ProfileEntry>, AppError> {
        let all = profiles(&[])?.into_iter();
        Ok(all
            .map(|profile| ProfileEntry {
                id: profile.id,
                name: profile.name,
                limits: profile.limits,
                read_on: profile.read_on,
                source: profile.source,
                confidence: profile.confidence,
            })
            .collect())
    }
}
