//! The index of received dossiers (índice dos recebidos), to print: one line each, in the order given.

use crate::render::paper::{Block, PaperView};
use chrono::NaiveDate;

const TITLE: &str = "Índice dos dossiês recebidos";

/// A received dossier, as the index tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedLine {
    /// Its number in the catalogue.
    pub number: u32,
    /// Who complains; none where it is not known.
    pub claimant: Option<String>,
    /// Against whom.
    pub respondents: Vec<String>,
    /// What it is about, or the name of the file where nothing of it is known.
    pub title: String,
    /// Number of its exhibits.
    pub exhibits: usize,
    /// Protocol numbers.
    pub protocols: Vec<String>,
    /// How its check ended, in a word.
    pub state: String,
    /// Day on which it was received.
    pub received: Option<NaiveDate>,
}

/// Returns the index as printed.
pub fn received_index(lines: &[ReceivedLine], date: NaiveDate) -> PaperView {
    let rows = lines.iter().map(|line| {
        let parties = [line.claimant.clone().unwrap_or_default(), line.respondents.join(", ")];
        let parties: Vec<String> = parties.into_iter().filter(|name| !name.is_empty()).collect();
        let about = [parties.join(" × "), line.title.clone()];
        let about: Vec<String> = about.into_iter().filter(|text| !text.is_empty()).collect();
        let day = line.received.map(|day| day.format("%d/%m/%Y").to_string());
        vec![
            line.number.to_string(),
            about.join("\n"),
            line.exhibits.to_string(),
            line.protocols.join("\n"),
            [Some(line.state.clone()), day].into_iter().flatten().collect::<Vec<_>>().join("\n"),
        ]
    });
    let count = match lines.len() {
        1 => "1 dossiê.".to_owned(),
        n => format!("{n} dossiês."),
    };
    let head = ["Nº", "Partes e assunto", "Provas", "Protocolos", "Conferência e recebimento"];
    PaperView {
        title: Some(TITLE.to_owned()),
        lead: Some(count),
        document_title: TITLE.to_owned(),
        running: TITLE.to_owned(),
        footer: date.format("%d/%m/%Y").to_string(),
        blocks: vec![Block::Table {
            head: head.map(str::to_owned).to_vec(),
            widths: vec![0, 5, 0, 4, 3],
            rows: rows.collect(),
            codes: None,
        }],
        ..PaperView::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_of_which_nothing_is_known_stands_by_its_name() {
        let known = ReceivedLine {
            number: 3,
            claimant: Some("Helena Prado".to_owned()),
            respondents: vec!["Aurora".to_owned(), "Vega".to_owned()],
            title: "Cobrança em dobro".to_owned(),
            exhibits: 12,
            protocols: vec!["2026-1".to_owned(), "2026-2".to_owned()],
            state: "íntegro".to_owned(),
            received: NaiveDate::from_ymd_opt(2026, 11, 22),
        };
        let bare = ReceivedLine {
            number: 4,
            claimant: None,
            respondents: Vec::new(),
            title: "envio.zip".to_owned(),
            exhibits: 0,
            protocols: Vec::new(),
            state: "ilegível".to_owned(),
            received: None,
        };
        let date = NaiveDate::from_ymd_opt(2026, 11, 23).unwrap();
        let view = received_index(&[known, bare], date);
        let [Block::Table { rows, .. }] = view.blocks.as_slice() else { panic!("{view:?}") };
        let first = ["3", "Helena Prado × Aurora, Vega\nCobrança em dobro", "12", "2026-1\n2026-2"];
        assert_eq!(rows[0][..4], first);
        assert_eq!(rows[0][4], "íntegro\n22/11/2026");
        assert_eq!(rows[1], ["4", "envio.zip", "0", "", "ilegível"]);
        assert_eq!(view.lead.as_deref(), Some("2 dossiês."));
    }
}
