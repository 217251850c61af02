//! The paper that goes with documents added after a delivery (juntada de documentos): to the court in
//! the process that is open, or to the desk that took the complaint.

use super::{PaperSource, field, petition};
use crate::case::Destination;
use crate::filing::Complement;
use crate::render::paper::{Block, PaperView};

/// What stands where the number is not known.
const GAP: &str = "____________________";

/// Returns the paper for the documents of a complement.
pub(super) fn addition(complement: &Complement, from: &PaperSource<'_>) -> PaperView {
    let court = from.profile.destination == Destination::Jec;
    let number = complement.number.clone();
    let name = from.case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
    let name = name.unwrap_or(GAP);
    let (address, label, role) = if court {
        (petition::address(from), "Processo nº", "Autor(a)")
    } else {
        (format!("AO {}", from.profile.name.to_uppercase()), "Atendimento nº", "Consumidor(a)")
    };
    let day = complement.day.map(|day| format!(" de {day}")).unwrap_or_default();
    let asked = if court {
        format!(
            "{name}, já qualificado(a) neste processo, junta os documentos abaixo. \
             Eles não estavam com a entrega{day}."
        )
    } else {
        format!(
            "{name} junta à reclamação os documentos abaixo. Eles não estavam com a entrega{day}."
        )
    };
    let mut blocks = vec![
        Block::Address { text: address },
        Block::Fields { rows: vec![field(label, number, true)] },
        Block::text(asked),
    ];
    let facts = from.facts();
    if !facts.is_empty() {
        blocks.push(Block::heading("O que estes documentos mostram"));
        blocks.push(Block::Numbered { start: 1, items: facts });
    }
    if let Some(table) = from.attempts() {
        blocks.push(Block::heading("Contatos com a empresa desde então, ou agora provados"));
        blocks.push(table);
    }
    blocks.push(Block::heading("Documentos juntados"));
    blocks.push(Block::text(
        "A numeração continua a da primeira entrega: cada documento fica com o seu número.",
    ));
    blocks.push(from.documents(true));
    let closing = if court { "Pede a juntada destes documentos." } else { "Guardo os originais." };
    blocks.push(from.closing(&[closing], role));
    PaperView {
        eyebrow: Some(complement.title()),
        blocks,
        ..from.sheet("Juntada de documentos", "Juntada de documentos")
    }
}
