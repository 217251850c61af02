//! The petition to the Juizado Especial Cível (Lei 9.099/1995, art. 14): parties, facts, attempts,
//! ticked grounds, requests, evidence, value, signature and the list of documents.

use super::{PaperSource, value_sentence};
use crate::case::{Case, RequestKind, Respondent};
use crate::filing::claim_sums;
use crate::render::compose::labelled_tax_id;
use crate::render::paper::{Block, Entry, PaperView};

/// What stands where a word of the qualification is missing.
const GAP: &str = "____________________";

pub(super) fn petition(from: &PaperSource<'_>) -> PaperView {
    let mut blocks = vec![Block::Address { text: address(from) }];
    blocks.push(Block::text(qualification(from)));
    blocks.push(Block::heading("Dos fatos"));
    let facts = from.facts();
    blocks.push(if facts.is_empty() {
        Block::Lines { count: 12 }
    } else {
        Block::Numbered { start: 1, items: facts }
    });
    blocks.push(Block::heading("Da tentativa de solução"));
    match from.attempts() {
        Some(table) => {
            blocks.push(Block::text(
                "Antes de vir ao Juizado, a empresa foi procurada nestas ocasiões:",
            ));
            blocks.push(table);
        }
        None => blocks.push(Block::Lines { count: 3 }),
    }
    blocks.extend(law(from));
    if let Some(urgent) = from.notes.urgent.as_deref().filter(|text| !text.trim().is_empty()) {
        blocks.push(Block::heading("Da urgência"));
        blocks.push(Block::text(urgent.trim()));
    }
    blocks.push(Block::heading("Dos pedidos"));
    blocks.push(Block::text("Diante do que foi contado, pede-se:"));
    blocks.push(Block::Lettered { items: requests(from) });
    blocks.extend(evidence(from));
    blocks.push(Block::heading("Do valor da causa"));
    blocks.push(Block::text(
        value_sentence(from).unwrap_or_else(|| format!("Dá-se à causa o valor de {GAP}.")),
    ));
    blocks.push(from.closing(&["Pede deferimento."], "Autor(a)"));
    number(&mut blocks);
    blocks.push(Block::Break);
    blocks.push(Block::heading("Rol de documentos"));
    blocks.push(from.documents(true));
    let title = action_title(from.case);
    PaperView {
        title: None,
        document_title: format!("Petição inicial: {title}"),
        blocks,
        ..from.sheet(&title, "Petição inicial")
    }
}

/// Numbers the sections that are there.
fn number(blocks: &mut [Block]) {
    let headings = blocks.iter_mut().filter_map(|block| match block {
        Block::Heading { text } => Some(text),
        _ => None,
    });
    for (index, text) in headings.enumerate() {
        *text = format!("{}. {text}", index + 1);
    }
}

pub(super) fn address(from: &PaperSource<'_>) -> String {
    let venue = from.notes.venue.as_deref().map(str::trim).filter(|venue| !venue.is_empty());
    let place =
        venue.map_or_else(|| format!("DE {GAP}"), |venue| format!("DA {}", venue.to_uppercase()));
    format!("AO JUÍZO DO JUIZADO ESPECIAL CÍVEL {place}")
}

/// Returns the name of the action by what is asked.
fn action_title(case: &Case) -> String {
    let asks = |kind: &[RequestKind]| case.requests.iter().any(|r| kind.contains(&r.kind));
    let mut parts = Vec::new();
    if asks(&[RequestKind::Obligation]) {
        parts.push("obrigação de fazer");
    }
    if asks(&[RequestKind::UndueDebt]) {
        parts.push("declaração de inexigibilidade de dívida");
    }
    if asks(&[RequestKind::Refund, RequestKind::RefundDouble]) {
        parts.push("restituição de valores");
    }
    if asks(&[RequestKind::MoralDamages]) {
        parts.push("indenização");
    }
    match parts.as_slice() {
        [] => "Reclamação".to_owned(),
        [one] => format!("Ação de {one}"),
        [most @ .., last] => format!("Ação de {} e {last}", most.join(", ")),
    }
}

fn or_gap(value: Option<&str>) -> String {
    value.map(str::trim).filter(|value| !value.is_empty()).unwrap_or(GAP).to_owned()
}

fn qualification(from: &PaperSource<'_>) -> String {
    let claimant = from.case.claimant.clone().unwrap_or_default();
    let rg = claimant.rg.as_ref().map(|rg| {
        [rg.number.as_deref(), rg.issuer.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" ")
    });
    let parents = if claimant.parents.is_empty() {
        String::new()
    } else {
        format!(", filho(a) de {}", claimant.parents.join(" e "))
    };
    let tax_id = claimant.tax_id.as_ref().map_or_else(|| format!("CPF {GAP}"), labelled_tax_id);
    let home = claimant.address.as_ref().and_then(|address| address.line());
    let respondents: Vec<String> = from.case.respondents.iter().map(respondent).collect();
    let against = if respondents.is_empty() {
        vec![format!("{GAP}, CNPJ {GAP}, com endereço em {GAP}")]
    } else {
        respondents
    };
    format!(
        "{name}, {nationality}, {marital}, {occupation}{parents}, RG {rg}, {tax_id}, com endereço em {home}, telefone {phone}, e-mail {email}, vem propor {action} contra {against}, pelos fatos e motivos que seguem.",
        name = or_gap(claimant.shown_name()),
        nationality = or_gap(claimant.nationality.as_deref()),
        marital = or_gap(claimant.marital_status.as_deref()),
        occupation = or_gap(claimant.occupation.as_deref()),
        rg = or_gap(rg.as_deref()),
        home = or_gap(home.as_deref()),
        phone = or_gap(claimant.phone.as_deref()),
        email = or_gap(claimant.email.as_deref()),
        action = action_title(from.case).to_uppercase(),
        against = against.join("; e contra "),
    )
}

fn respondent(company: &Respondent) -> String {
    let tax_id = company.tax_id.as_ref().map(ToString::to_string);
    let address = company.address.as_ref().and_then(|address| address.line());
    let contact: Vec<String> = [
        company.phone.as_ref().map(|phone| format!(", telefone {phone}")),
        company.email.as_ref().map(|email| format!(", e-mail {email}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    format!(
        "{}, CNPJ {}, com endereço em {}{}",
        or_gap(company.shown_name()),
        or_gap(tax_id.as_deref()),
        or_gap(address.as_deref()),
        contact.concat()
    )
}

/// The grounds that the user ticked, in the order of the catalogue; nothing when none is.
fn law(from: &PaperSource<'_>) -> Vec<Block> {
    let ticked = from.grounds.iter().filter(|ground| from.notes.grounds.contains(&ground.id));
    let items: Vec<Entry> = ticked
        .map(|ground| Entry {
            text: format!("{} {}.", ground.text, bracketed(&ground.article)),
            ..Entry::default()
        })
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![Block::heading("Do direito"), Block::Lettered { items }]
}

fn bracketed(article: &str) -> String {
    format!("({article})")
}

fn requests(from: &PaperSource<'_>) -> Vec<Entry> {
    let entry = |text: String| Entry { text, ..Entry::default() };
    let mut items =
        vec![entry("A citação da parte contrária para a audiência e para responder.".to_owned())];
    if from.notes.grounds.iter().any(|id| id == "cdc-6-viii") {
        items.push(entry("A inversão do ônus da prova.".to_owned()));
    }
    if from.notes.urgent.is_some() {
        items.push(entry("A concessão da medida urgente pedida acima.".to_owned()));
    }
    let money = from.case.requests.iter().filter(|request| !request.text.trim().is_empty());
    for (request, mut item) in money.zip(from.requests()) {
        if request.amount.is_some() && request.kind != RequestKind::UndueDebt {
            let bare = item.text.trim_end_matches('.').to_owned();
            item.text = format!("{bare}, com correção monetária e juros legais.");
        }
        items.push(item);
    }
    items
}

fn evidence(from: &PaperSource<'_>) -> Vec<Block> {
    let mut blocks = vec![
        Block::heading("Das provas"),
        Block::text(
            "Juntam-se os documentos do rol ao final. Pede-se provar o mais por todos os meios permitidos.",
        ),
    ];
    if !from.notes.witnesses.is_empty() {
        blocks.push(Block::text("Testemunhas:"));
        let items = from.notes.witnesses.iter().take(3).map(|witness| Entry {
            text: [Some(witness.name.as_str()), witness.address.as_deref()]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
            ..Entry::default()
        });
        blocks.push(Block::Numbered { start: 1, items: items.collect() });
    }
    if claim_sums(&from.case.requests).is_some_and(|sums| sums.undue.centavos() > 0) {
        blocks.push(Block::text(
            "A dívida que se pede declarar indevida está somada no valor da causa.",
        ));
    }
    blocks
}
