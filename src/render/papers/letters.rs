//! Letters to the company (cartas): the recording of a call, the history of the attendances, a
//! notice; and the declarations that go with a proof of address or a third person.

use super::{PaperSource, field};
use crate::case::Channel;
use crate::render::paper::{Block, PaperView, Signer};

/// Which letter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letter {
    /// The recordings of the calls, with their protocol numbers.
    Recording,
    /// The history of the attendances.
    History,
    /// An extrajudicial notice with the requests.
    Notice,
    /// Somebody else's bill as proof of address.
    Residence,
    /// A third person at the Procon; never for the Juizado.
    Authorisation,
}

impl Letter {
    /// Every letter.
    pub const ALL: [Self; 5] =
        [Self::Recording, Self::History, Self::Notice, Self::Residence, Self::Authorisation];

    /// Returns the word used on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Recording => "gravacao",
            Self::History => "historico",
            Self::Notice => "notificacao",
            Self::Residence => "residencia",
            Self::Authorisation => "autorizacao",
        }
    }
}

/// Returns a letter as printed.
pub fn letter(which: Letter, from: &PaperSource<'_>) -> PaperView {
    match which {
        Letter::Recording => recording(from),
        Letter::History => history(from),
        Letter::Notice => notice(from),
        Letter::Residence => residence(from),
        Letter::Authorisation => authorisation(from),
    }
}

/// To the company, and who writes.
fn head(from: &PaperSource<'_>) -> Vec<Block> {
    let company = from.case.respondents.first();
    let name = company.and_then(|company| company.shown_name()).unwrap_or("____________________");
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
    Block::Table { head, widths: vec![3, 3, 4], rows }
}

fn recording(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = head(from);
    blocks.push(Block::text("Peço a gravação dos atendimentos por telefone abaixo, como permite o Decreto 11.034/2022, art. 12, §3."));
    blocks.push(calls(from, true));
    blocks.push(Block::text("A gravação deve ser guardada por pelo menos 90 dias da ligação. Peço que não seja apagada até a entrega."));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    PaperView { blocks, ..from.sheet("Pedido de gravação de atendimento", "Carta à empresa") }
}

fn history(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = head(from);
    blocks.push(Block::text("Peço o histórico dos meus atendimentos, como permite o Decreto 11.034/2022, art. 12, §2. O prazo de entrega é de cinco dias corridos do pedido."));
    blocks.push(calls(from, false));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    PaperView { blocks, ..from.sheet("Pedido de histórico de atendimento", "Carta à empresa") }
}

fn notice(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = head(from);
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
    blocks.push(Block::text("Peço resposta por escrito. Sem solução, o caso segue para os órgãos de defesa do consumidor e para a Justiça."));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    PaperView { blocks, ..from.sheet("Notificação", "Carta à empresa") }
}

fn residence(from: &PaperSource<'_>) -> PaperView {
    let claimant = from.case.claimant.clone().unwrap_or_default();
    let name = claimant.shown_name().unwrap_or("____________________").to_owned();
    let address = claimant.address.as_ref().and_then(|a| a.line());
    let blocks = vec![
        Block::Fields {
            rows: vec![
                field("Titular da conta", None, true),
                field("CPF do titular", None, false),
                field("RG do titular", None, false),
            ],
        },
        Block::text(format!(
            "Declaro que {name} mora no endereço da conta em meu nome que acompanha esta declaração: {}.",
            address.unwrap_or_else(|| "____________________".to_owned())
        )),
        Block::Signature {
            before: Vec::new(),
            place_date: None,
            people: vec![Signer { name: None, role: "Titular da conta".to_owned(), detail: None }],
        },
    ];
    PaperView { blocks, ..from.sheet("Declaração de residência", "Declaração") }
}

fn authorisation(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = vec![
        Block::Note {
            title: Some("Só para o Procon".to_owned()),
            text: "No Juizado, quem reclama comparece em pessoa. Se o posto tiver formulário próprio, use o dele.".to_owned(),
        },
        Block::heading("Quem autoriza"),
        Block::Fields { rows: from.claimant_fields() },
        Block::heading("Quem vai no lugar"),
    ];
    blocks.push(Block::Fields {
        rows: from.case.representative.as_ref().map_or_else(
            || {
                vec![
                    field("Nome completo", None, true),
                    field("CPF", None, false),
                    field("RG", None, false),
                ]
            },
            PaperSource::representative_fields,
        ),
    });
    let company = from.case.respondents.first().and_then(|c| c.shown_name());
    blocks.push(Block::text(format!(
        "Autorizo a pessoa acima a registrar e acompanhar por mim a reclamação contra {}.",
        company.unwrap_or("____________________")
    )));
    blocks.push(from.closing(&[], "Consumidor(a)"));
    PaperView { blocks, ..from.sheet("Autorização", "Autorização") }
}
