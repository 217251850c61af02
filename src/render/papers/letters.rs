//! Letters to the company (cartas), the declarations that go with a proof of address or a third
//! person, and a lawyer's power of attorney. Which there are and what the law lets them say is data
//! ([`crate::filing::letter_text`]); here it becomes blocks.

use super::{PaperSource, field};
use crate::case::{Channel, Representative, Respondent};
use crate::filing::{Letter, LetterText};
use crate::render::compose::labelled_tax_id;
use crate::render::paper::{Block, Check, Field, PaperView, Signer};

/// What a name that is missing prints as.
const BLANK: &str = "____________________";

/// Returns a letter as printed; the first respondent of the case is the company it is about.
pub fn letter(which: Letter, text: &LetterText, from: &PaperSource<'_>) -> PaperView {
    let (blocks, kind) = match which {
        Letter::Recording => (records(text, from, true), "Carta à empresa"),
        Letter::History => (records(text, from, false), "Carta à empresa"),
        Letter::Notice => (notice(text, from), "Carta à empresa"),
        Letter::Residence => (residence(text, from), "Declaração"),
        Letter::HolderAuthorisation => (holder_authorisation(text, from), "Autorização"),
        Letter::Authorisation => (authorisation(text, from), "Autorização"),
        Letter::PowerOfAttorney => (power_of_attorney(text, from), "Procuração"),
    };
    PaperView { blocks, ..from.sheet(&text.title, kind) }
}

/// To the company, and who writes.
fn head(from: &PaperSource<'_>) -> Vec<Block> {
    let company = from.case.respondents.first();
    let name = company.and_then(Respondent::shown_name).unwrap_or(BLANK);
    let address = company.and_then(|company| company.address.as_ref()?.line());
    let text = match address {
        Some(address) => format!("À {name}\n{address}"),
        None => format!("À {name}"),
    };
    vec![Block::Address { text }, Block::Fields { rows: from.claimant_fields() }]
}

fn calls(from: &PaperSource<'_>, only_calls: bool) -> Block {
    let contacts = from
        .case
        .contacts
        .iter()
        .filter(|contact| !only_calls || contact.channel == Some(Channel::SacPhone));
    let rows: Vec<Vec<String>> = contacts
        .map(|contact| {
            let protocols: Vec<&str> = contact.protocols.iter().map(|p| p.as_str()).collect();
            vec![
                contact.when.map(|when| when.to_string()).unwrap_or_default(),
                contact.channel.map_or("Contato", |channel| channel.label()).to_owned(),
                protocols.join("\n"),
            ]
        })
        .collect();
    if rows.is_empty() {
        return Block::Lines { count: 4 };
    }
    let head = ["Quando", "Canal", "Protocolo"].map(str::to_owned).to_vec();
    Block::Table { head, widths: vec![3, 3, 4], rows, codes: None }
}

fn records(text: &LetterText, from: &PaperSource<'_>, only_calls: bool) -> Vec<Block> {
    let mut blocks = head(from);
    blocks.push(Block::text(&text.ask));
    blocks.push(calls(from, only_calls));
    blocks.push(Block::text(&text.close));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    blocks
}

fn notice(text: &LetterText, from: &PaperSource<'_>) -> Vec<Block> {
    let mut blocks = head(from);
    blocks.push(Block::text(&text.ask));
    blocks.push(Block::heading("O que aconteceu"));
    let facts = from.facts();
    blocks.push(if facts.is_empty() {
        Block::Lines { count: 10 }
    } else {
        Block::Numbered { start: 1, items: facts }
    });
    blocks.push(Block::heading("O que se pede"));
    let requests = from.requests();
    blocks.push(if requests.is_empty() {
        Block::Lines { count: 4 }
    } else {
        Block::Lettered { items: requests }
    });
    blocks.push(Block::text(&text.close));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    blocks
}

/// Lines of somebody whom the case does not know.
fn stranger(name: &str) -> Vec<Field> {
    vec![field(name, None, true), field("CPF", None, false), field("RG", None, false)]
}

/// Signed by somebody whom the case does not know; place and day are lines to fill.
fn signed_by(role: &str) -> Block {
    let people = vec![Signer { name: None, role: role.to_owned(), detail: None }];
    let place_date = Some(format!("{BLANK}, ____ de ______________ de ______"));
    Block::Signature { before: Vec::new(), place_date, people }
}

fn residence(text: &LetterText, from: &PaperSource<'_>) -> Vec<Block> {
    let address = from.case.claimant.as_ref().and_then(|claimant| claimant.address.as_ref());
    let claimant = from.case.claimant.as_ref();
    vec![
        Block::heading("Quem declara"),
        Block::Fields { rows: stranger("Titular da conta") },
        Block::heading("Quem mora no endereço"),
        Block::Fields {
            rows: vec![
                field(
                    "Nome completo",
                    claimant.and_then(|c| c.shown_name()).map(str::to_owned),
                    true,
                ),
                field(
                    "CPF",
                    claimant.and_then(|c| c.tax_id.as_ref()).map(ToString::to_string),
                    false,
                ),
                field("Endereço com CEP", address.and_then(|a| a.line()), true),
            ],
        },
        Block::text(&text.ask),
        signed_by("Titular da conta"),
    ]
}

/// What the place itself wants, where it says so.
fn own_form(from: &PaperSource<'_>) -> Block {
    let told = from.profile.authorisation.as_ref().map_or_else(
        || "Se o posto tiver formulário próprio, use o dele.".to_owned(),
        |own| own.text.clone(),
    );
    Block::Note { title: Some("Só para o Procon".to_owned()), text: told }
}

fn against(from: &PaperSource<'_>) -> Block {
    let company = from.case.respondents.first();
    let name = company.and_then(Respondent::shown_name).unwrap_or(BLANK);
    let tax_id = company.and_then(|company| company.tax_id.as_ref()).map(labelled_tax_id);
    let named = tax_id.map_or_else(|| name.to_owned(), |tax_id| format!("{name}, {tax_id}"));
    Block::text(format!("Empresa reclamada: {named}."))
}

fn holder_authorisation(text: &LetterText, from: &PaperSource<'_>) -> Vec<Block> {
    vec![
        own_form(from),
        Block::heading("Quem autoriza"),
        Block::Fields { rows: stranger("Titular da nota ou do contrato") },
        Block::heading("Quem vai reclamar"),
        Block::Fields { rows: from.claimant_fields() },
        Block::text(&text.ask),
        against(from),
        signed_by("Titular da nota ou do contrato"),
    ]
}

fn authorisation(text: &LetterText, from: &PaperSource<'_>) -> Vec<Block> {
    let rows = match &from.case.representative {
        Some(representative) => PaperSource::representative_fields(representative),
        None => stranger("Nome completo"),
    };
    vec![
        own_form(from),
        Block::heading("Quem autoriza"),
        Block::Fields { rows: from.claimant_fields() },
        Block::heading("Quem vai no lugar"),
        Block::Fields { rows },
        Block::text(&text.ask),
        against(from),
        from.closing(&[], "Consumidor(a)"),
    ]
}

fn power_of_attorney(text: &LetterText, from: &PaperSource<'_>) -> Vec<Block> {
    let lawyer = from.case.representative.as_ref();
    let line = |pick: fn(&Representative) -> Option<String>| lawyer.and_then(pick);
    let rows = vec![
        field("Nome completo", line(|l| l.name.clone()), true),
        field("OAB", line(|l| l.registration.clone()), false),
        field("CPF", line(|l| l.tax_id.as_ref().map(ToString::to_string)), false),
        field("Endereço profissional", line(|l| l.address.as_ref()?.line()), true),
    ];
    let special = ["Receber valores e dar recibo", "Fazer acordo", "Desistir da ação"];
    let special = special.map(|text| Check { text: text.to_owned(), hint: None });
    vec![
        Block::heading("Quem dá os poderes"),
        Block::Fields { rows: from.claimant_fields() },
        Block::heading("Quem recebe os poderes"),
        Block::Fields { rows },
        Block::text(&text.ask),
        against(from),
        Block::heading("Poderes especiais: só os que você marcar"),
        Block::Checks { items: special.to_vec() },
        from.closing(&[], "Quem dá os poderes"),
    ]
}
