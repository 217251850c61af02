//! The list as a table for other programs: CSV with semicolons, as spreadsheets in Brazil read it. A
//! client may have written anything, so no cell can be a formula.

use super::{CheckState, Origin, ReceivedEntry, Status};
use crate::base::Money;

/// What a cell must not begin with: spreadsheets would calculate it.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];
const HEADS: [&str; 15] = [
    "Nº",
    "Cliente",
    "Empresa",
    "Assunto",
    "Valor (R$)",
    "Provas",
    "Contatos",
    "Protocolos",
    "Prazo prometido",
    "Integridade",
    "Etiquetas",
    "Situação",
    "Data do dossiê",
    "Recebido em",
    "Código do caso",
];

/// Returns the table of these dossiers, with the mark that makes spreadsheets read accents.
pub fn csv(entries: &[ReceivedEntry]) -> String {
    let mut text = String::from("\u{feff}");
    push_line(&mut text, HEADS.iter().map(|head| (*head).to_owned()));
    for entry in entries {
        let facts = &entry.facts;
        let value = facts.value.map(|centavos| Money::from_centavos(centavos).to_string());
        let cells = [
            entry.id.to_string(),
            facts.claimant.clone().unwrap_or_default(),
            facts.respondents.join(", "),
            facts.title.clone(),
            value.unwrap_or_default().replace("R$", "").trim().to_owned(),
            facts.exhibits.to_string(),
            facts.contacts.to_string(),
            facts.protocols.join(", "),
            facts.due.clone().unwrap_or_default(),
            state(entry.state).to_owned(),
            entry.tags.join(", "),
            status(entry.status).to_owned(),
            facts.date.clone().unwrap_or_default(),
            entry.received_at.chars().take(10).collect(),
            entry.case_id.clone().unwrap_or_default(),
        ];
        push_line(&mut text, cells.into_iter());
    }
    text
}

fn push_line(text: &mut String, cells: impl Iterator<Item = String>) {
    let cells: Vec<String> = cells.map(|cell| safe(&cell)).collect();
    text.push_str(&cells.join(";"));
    text.push_str("\r\n");
}

/// Returns a cell in quotes; one that would be a formula begins with an apostrophe.
fn safe(cell: &str) -> String {
    let trimmed = cell.trim_start_matches([' ', '\u{a0}', '\u{feff}']);
    let mark = if trimmed.starts_with(FORMULA) { "'" } else { "" };
    format!("\"{mark}{}\"", cell.replace('"', "\"\""))
}

/// Returns the word for a verdict.
pub(crate) const fn state(state: CheckState) -> &'static str {
    match state {
        CheckState::Waiting => "à espera",
        CheckState::Verifying => "conferindo",
        CheckState::Intact => "íntegro",
        CheckState::Different => "com diferença",
        CheckState::Unreadable => "ilegível",
        CheckState::Protected => "protegido",
    }
}

const fn status(status: Status) -> &'static str {
    match status {
        Status::New => "novo",
        Status::Reading => "em leitura",
        Status::Filed => "protocolado",
        Status::Archived => "arquivado",
    }
}

impl Origin {
    /// Returns the word for whose make a dossier is.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Package => "dossiê do Juntada",
            Self::Case => "pasta de caso do Juntada",
            Self::Foreign => "de outro programa",
            Self::Unknown => "não deu para saber",
        }
    }
}

impl CheckState {
    /// Returns the word for it.
    pub const fn label(self) -> &'static str {
        state(self)
    }
}
