//! The report on a check (relatório de conferência): what was checked and when, whether it is what was
//! written, and what that proves. Deliberately not here: checking, and what its reader should do.

use crate::base::Sha256Digest;
use crate::explain::Explanation;
use crate::render::paper::{Block, Field, PaperView};
use chrono::NaiveDate;

const TITLE: &str = "Relatório de conferência";
/// What a difference about no single file stands beside.
const WHOLE: &str = "O conjunto";

/// How a check ended, and what was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CheckOutcome {
    /// Everything that could be checked is as it was written.
    Intact,
    /// Something differs.
    Different,
    /// It could not be read.
    Unreadable,
}

/// What a check found about one file, or about the whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The file; none for what is about the whole.
    pub file: Option<String>,
    /// What differs.
    pub told: Explanation,
}

/// A check, as its report tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckSource {
    /// What was checked, by its own name.
    pub name: String,
    /// Hash of the file that was checked; none of a folder.
    pub sha256: Option<Sha256Digest>,
    /// Day of the check.
    pub date: NaiveDate,
    /// Time of day with its offset, "14:03 (UTC-03:00)".
    pub time: String,
    /// Program and version.
    pub program: String,
    /// How it ended.
    pub outcome: CheckOutcome,
    /// How many files have the hash that they should.
    pub checked: usize,
    /// The check code of what was checked.
    pub seal: Option<Sha256Digest>,
    /// The code that it was compared with, as it was given, and whether it is the same.
    pub compared: Option<(String, bool)>,
    /// Hash of the custody log's last line.
    pub custody_head: Option<Sha256Digest>,
    /// All differences.
    pub differences: Vec<Difference>,
    /// What is worth saying and is no difference.
    pub notes: Vec<Explanation>,
    /// What could not be checked.
    pub not_checkable: Vec<String>,
}

/// Returns the report as printed.
pub fn check_report(from: &CheckSource) -> PaperView {
    let mut blocks = vec![Block::Note { title: Some(verdict(from)), text: outcome(from) }];
    blocks.push(Block::Fields { rows: facts(from) });
    blocks.extend(codes(from));
    if !from.differences.is_empty() {
        blocks.push(Block::heading("O que está diferente"));
        blocks.push(differences(&from.differences));
    }
    if !from.notes.is_empty() {
        blocks.push(Block::heading("Observações"));
        blocks.extend(from.notes.iter().map(|note| Block::text(sentences(note))));
    }
    if !from.not_checkable.is_empty() {
        blocks.push(Block::heading("O que não pôde ser conferido"));
        blocks.extend(from.not_checkable.iter().map(Block::text));
    }
    blocks.push(Block::heading("O que esta conferência prova e o que não prova"));
    blocks.push(Block::text(
        "Prova que os arquivos são, ou não são, iguais aos da lista fechada com o dossiê, e quais \
         mudaram, faltam ou entraram depois. Com o código do papel, prova que este é o dossiê que \
         foi impresso.",
    ));
    blocks.push(Block::text(
        "Não prova que o conteúdo dos documentos é verdadeiro, quem os escreveu, quem montou o \
         dossiê, nem como era cada arquivo antes de entrar no caso.",
    ));
    PaperView {
        eyebrow: Some("Integridade dos arquivos".to_owned()),
        title: Some(TITLE.to_owned()),
        document_title: format!("{TITLE}: {}", from.name),
        running: from.name.clone(),
        footer: format!("{TITLE} · {}", from.date.format("%d/%m/%Y")),
        blocks,
        ..PaperView::default()
    }
}

fn verdict(from: &CheckSource) -> String {
    match from.outcome {
        CheckOutcome::Intact => "Íntegro",
        CheckOutcome::Different => "Diferente",
        CheckOutcome::Unreadable => "Não pôde ser lido",
    }
    .to_owned()
}

fn outcome(from: &CheckSource) -> String {
    let same = match from.checked {
        0 => "Nenhum arquivo pôde ser comparado".to_owned(),
        1 => "1 arquivo é igual ao que foi guardado".to_owned(),
        n => format!("{n} arquivos são iguais aos que foram guardados"),
    };
    let differ = match from.differences.len() {
        0 => ". Nenhuma diferença foi encontrada.".to_owned(),
        1 => "; 1 diferença foi encontrada.".to_owned(),
        n => format!("; {n} diferenças foram encontradas."),
    };
    match from.outcome {
        CheckOutcome::Unreadable => {
            "O conteúdo não pôde ser comparado; o motivo está abaixo.".to_owned()
        }
        CheckOutcome::Intact | CheckOutcome::Different => same + &differ,
    }
}

fn facts(from: &CheckSource) -> Vec<Field> {
    let field = |label: &str, value: String, wide| Field {
        label: label.to_owned(),
        value: Some(value),
        wide,
    };
    let mut rows = vec![
        field("Arquivo conferido", from.name.clone(), true),
        field("Dia", from.date.format("%d/%m/%Y").to_string(), false),
        field("Hora do computador em que foi conferido", from.time.clone(), false),
        field("Programa", from.program.clone(), false),
    ];
    if let Some((code, is_same)) = &from.compared {
        let said = if *is_same { "igual ao do dossiê" } else { "diferente do código do dossiê" };
        rows.push(field("Código do papel", format!("{code}: {said}"), true));
    }
    rows
}

/// Returns the codes that tell which file, which dossier and which state of its record this was.
fn codes(from: &CheckSource) -> Option<Block> {
    let rows: Vec<Vec<String>> = [
        ("Do arquivo conferido (SHA-256)", from.sha256),
        ("Código de conferência do dossiê", from.seal),
        ("Último elo do registro de guarda", from.custody_head),
    ]
    .into_iter()
    .filter_map(|(label, code)| Some(vec![label.to_owned(), code?.to_string()]))
    .collect();
    (!rows.is_empty()).then(|| Block::Table {
        head: vec!["Códigos".to_owned(), String::new()],
        widths: vec![1, 0],
        rows,
        codes: Some(1),
    })
}

fn differences(all: &[Difference]) -> Block {
    let rows = all.iter().map(|one| {
        let file = one.file.clone().unwrap_or_else(|| WHOLE.to_owned());
        vec![file, sentences(&one.told)]
    });
    Block::Table {
        head: vec!["Arquivo".to_owned(), "O que foi encontrado".to_owned()],
        widths: vec![2, 3],
        rows: rows.collect(),
        codes: None,
    }
}

/// Returns what happened and why; what to do about it is no matter for paper.
fn sentences(told: &Explanation) -> String {
    [told.what.as_str(), told.why.as_str()].join(" ").trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(what: &str) -> Explanation {
        Explanation {
            code: "altered",
            what: what.to_owned(),
            why: "O código não confere.".to_owned(),
            next: "Peça que envie de novo.".to_owned(),
        }
    }

    fn source() -> CheckSource {
        CheckSource {
            name: "Dossiê.zip".to_owned(),
            sha256: Some(Sha256Digest::of(b"zip")),
            date: NaiveDate::from_ymd_opt(2026, 11, 22).unwrap(),
            time: "14:03 (UTC-03:00)".to_owned(),
            program: "Juntada 0.1.0".to_owned(),
            outcome: CheckOutcome::Different,
            checked: 17,
            seal: Some(Sha256Digest::of(b"selo")),
            compared: None,
            custody_head: None,
            differences: vec![Difference {
                file: Some("data/originais/Doc. 01.jpg".to_owned()),
                told: told("“Doc. 01.jpg” mudou."),
            }],
            notes: Vec::new(),
            not_checkable: Vec::new(),
        }
    }

    #[test]
    fn differences_stand_beside_their_files_and_no_advice_is_printed() {
        let view = check_report(&source());
        let printed = serde_json::to_string(&view).unwrap();
        assert!(printed.contains("17 arquivos são iguais aos que foram guardados; 1 diferença"));
        assert!(printed.contains("data/originais/Doc. 01.jpg"));
        assert!(printed.contains("“Doc. 01.jpg” mudou. O código não confere."));
        assert!(!printed.contains("Peça"), "{printed}");
    }

    #[test]
    fn a_code_from_paper_is_said_to_be_the_same_or_not() {
        for (is_same, said) in [(true, "igual ao"), (false, "diferente do")] {
            let compared = Some(("1234 5678 9abc".to_owned(), is_same));
            let view = check_report(&CheckSource { compared, ..source() });
            assert!(serde_json::to_string(&view).unwrap().contains(said), "{said}");
        }
    }
}
