//! The Procon's complaint sheet (ficha): consumer, supplier, relation, account, request, documents,
//! declaration and signature, in the order in which the desks' own forms ask.

use super::{PaperSource, field, respondent_fields};
use crate::render::compose::relation;
use crate::render::paper::{Block, PaperView};

pub(super) fn complaint_sheet(from: &PaperSource<'_>) -> PaperView {
    let case = from.case;
    let mut blocks =
        vec![Block::heading("Quem reclama"), Block::Fields { rows: from.claimant_fields() }];
    if let Some(representative) = &case.representative {
        blocks.push(Block::heading("Quem representa"));
        blocks.push(Block::Fields { rows: PaperSource::representative_fields(representative) });
    }
    blocks.push(Block::heading("Empresa reclamada"));
    blocks.push(Block::Fields { rows: respondent_fields(case.respondents.first()) });
    let lines: Vec<_> = relation(case)
        .into_iter()
        .map(|line| field(&line.label, Some(line.value), false))
        .collect();
    if !lines.is_empty() {
        blocks.push(Block::heading("A compra ou o contrato"));
        blocks.push(Block::Fields { rows: lines });
    }
    blocks.push(Block::heading("O que aconteceu"));
    let facts = from.facts();
    blocks.push(if facts.is_empty() {
        Block::Lines { count: 14 }
    } else {
        Block::Numbered { start: 1, items: facts }
    });
    if let Some(table) = from.attempts() {
        blocks.push(Block::heading("Tentativas de solução com a empresa"));
        blocks.push(table);
    }
    blocks.push(Block::heading("O que se pede"));
    let requests = from.requests();
    blocks.push(if requests.is_empty() {
        Block::Lines { count: 5 }
    } else {
        Block::Lettered { items: requests }
    });
    blocks.push(Block::heading("Documentos entregues"));
    blocks.push(from.documents(false));
    blocks.push(from.closing(
        &["Declaro que as informações acima são verdadeiras e que guardo os originais das provas."],
        "Consumidor(a)",
    ));
    PaperView {
        eyebrow: Some(from.profile.name.clone()),
        blocks,
        ..from.sheet("Ficha de reclamação", "Ficha de reclamação")
    }
}
