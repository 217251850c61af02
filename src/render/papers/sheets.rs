//! Sheets that go with a delivery: the lawyer's cover sheet, what to take along on the day, and the
//! text for a public page.

use super::{PaperSource, respondent_fields, value_sentence};
use crate::filing::{Confidence, LineState, Need, Paper, has_personal_number};
use crate::render::paper::{Block, Check, PaperView};

pub(super) fn cover_sheet(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = vec![
        Block::heading("Cliente"),
        Block::Fields { rows: from.claimant_fields() },
        Block::heading("Parte contrária"),
        Block::Fields { rows: respondent_fields(from.case.respondents.first()) },
        Block::heading("Pedidos"),
    ];
    let requests = from.requests();
    blocks.push(if requests.is_empty() {
        Block::text("Nenhum pedido foi escrito.")
    } else {
        Block::Lettered { items: requests }
    });
    if let Some(sentence) = value_sentence(from) {
        blocks.push(Block::text(sentence));
    }
    if let Some(table) = from.attempts() {
        blocks.push(Block::heading("Tentativas de solução"));
        blocks.push(table);
    }
    blocks.push(Block::heading("Documentos"));
    blocks.push(from.documents(true));
    PaperView {
        eyebrow: Some("Para advogado(a) ou Defensoria".to_owned()),
        blocks,
        ..from.sheet("Folha de rosto", "Folha de rosto")
    }
}

pub(super) fn take_along(from: &PaperSource<'_>) -> PaperView {
    let copies = from.profile.copies;
    let sets =
        if copies == 1 { "1 via impressa".to_owned() } else { format!("{copies} vias impressas") };
    let papers = from.profile.papers.iter().filter_map(|paper| match paper {
        Paper::ComplaintSheet => Some("da ficha de reclamação"),
        Paper::Petition => Some("da petição"),
        Paper::Dossier => Some("do dossiê"),
        Paper::Receipt => Some("do recibo de balcão"),
        Paper::CoverSheet | Paper::TakeAlong | Paper::PublicText | Paper::VolumeLabel => None,
    });
    let mut printed: Vec<Check> =
        papers.map(|paper| Check { text: format!("{sets} {paper}"), hint: None }).collect();
    printed.push(Check {
        text: "Os originais dos documentos".to_owned(),
        hint: Some("Para mostrar. Deixe só as cópias.".to_owned()),
    });
    printed.push(Check {
        text: "Pen drive com o ZIP".to_owned(),
        hint: Some("Nele estão os arquivos originais, como chegaram.".to_owned()),
    });
    let wanted = from
        .checklist
        .iter()
        .filter(|line| line.need != Need::IfApplicable || line.state != LineState::Missing);
    let wanted = wanted.filter(|line| {
        line.state != LineState::Settled || line.settled == Some(crate::case::Settled::OnPaper)
    });
    let documents = wanted.filter(|line| !line.kinds.is_empty()).map(|line| Check {
        text: line.title.clone(),
        hint: Some(match line.state {
            LineState::Ready => "Está no dossiê. Leve o original.".to_owned(),
            LineState::Look => "Está no dossiê. Veja se serve: recente e em seu nome.".to_owned(),
            LineState::Settled => "Você disse que leva no papel.".to_owned(),
            LineState::Missing => line.get_it.clone(),
        }),
    });
    let mut blocks = vec![
        Block::heading("Documentos"),
        Block::Checks { items: documents.collect() },
        Block::heading("Papéis e arquivos"),
        Block::Checks { items: printed },
    ];
    if !from.profile.warnings.is_empty() {
        blocks.push(Block::heading("Bom saber"));
        for warning in &from.profile.warnings {
            let confirm = match warning.confidence {
                Confidence::Confirmed => "",
                Confidence::Unconfirmed => " Confirme no local.",
            };
            blocks.push(Block::Note { title: None, text: format!("{}{confirm}", warning.text) });
        }
    }
    blocks.push(Block::heading("No balcão, anote"));
    blocks.push(Block::Fields {
        rows: vec![
            super::field("Número do atendimento", None, false),
            super::field("Quem atendeu", None, false),
            super::field("Data da audiência ou do retorno", None, false),
            super::field("Prazo da empresa", None, false),
        ],
    });
    PaperView {
        eyebrow: Some("Folha pessoal: não é para entregar".to_owned()),
        lead: Some(format!("Para: {}", from.profile.name)),
        blocks,
        ..from.sheet("Leve no dia", "Folha pessoal")
    }
}

pub(super) fn public_text(from: &PaperSource<'_>) -> PaperView {
    let facts = from.facts();
    let personal = facts.iter().any(|fact| has_personal_number(&fact.text));
    let mut blocks = Vec::new();
    if personal {
        blocks.push(Block::Note {
            title: Some("Antes de colar".to_owned()),
            text: "O relato parece ter CPF, telefone ou e-mail. Tire-os: o texto fica público."
                .to_owned(),
        });
    }
    blocks.push(Block::heading("Relato"));
    for fact in facts {
        let date = fact.date.map(|date| format!("Em {date}: ")).unwrap_or_default();
        blocks.push(Block::text(format!("{date}{}", fact.text)));
    }
    blocks.push(Block::heading("Pedido"));
    for request in from.requests() {
        blocks.push(Block::text(request.text));
    }
    PaperView {
        eyebrow: Some("Texto para copiar na página pública".to_owned()),
        lead: Some("Sem nomes, números de documento, endereço, telefone ou e-mail.".to_owned()),
        blocks,
        ..from.sheet("Relato para o consumidor.gov.br", "Texto público")
    }
}
