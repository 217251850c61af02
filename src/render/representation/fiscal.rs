//! The mirror of a fiscal document: what its XML says, on one page. It says nothing of the signature,
//! nor whether the tax office knows the document.

use super::{OriginalAt, labelled, to_the_second};
use crate::base::{AccessKey, TaxId};
use crate::import::fiscal::{
    Fiscal, FiscalEnvironment, FiscalEvent, FiscalEventKind, FiscalItem, FiscalModel,
};
use crate::render::compose::labelled_tax_id;
use crate::render::view::LabelledValue;
use crate::render::{code128, qr};
use serde::{Deserialize, Serialize};

/// Most items on the page; the others are counted.
const MAX_ITEMS: usize = 14;

/// Most events on the page.
const MAX_EVENTS: usize = 3;

/// A fiscal document as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalView {
    /// "Nota fiscal eletrônica (NF-e)".
    pub heading: String,
    /// That this is a mirror, and where the original is.
    pub notice: String,
    /// Issuer, recipient, number, day, state.
    pub facts: Vec<LabelledValue>,
    /// Goods and services.
    pub items: Vec<FiscalItemView>,
    /// "E mais 12 itens no arquivo."
    pub more_items: Option<String>,
    /// "R$ 347,28".
    pub total: Option<String>,
    /// The access key in groups of four.
    pub key: Option<String>,
    /// Its bars, as an SVG picture.
    pub bars: Option<String>,
    /// How many modules the bars are wide.
    pub bars_modules: usize,
    /// The QR code of the XML, as an SVG picture.
    pub qr_svg: Option<String>,
}

/// One of the goods or services as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalItemView {
    /// What it is.
    pub description: String,
    /// "2,5".
    pub quantity: String,
    /// "R$ 300,00".
    pub total: String,
}

/// Returns the mirror of a fiscal document or event.
pub fn fiscal_view(fiscal: &Fiscal, original: OriginalAt) -> FiscalView {
    let bars = fiscal.access_key.as_ref().and_then(|key| code128::svg(key.as_str()));
    let (bars, bars_modules) = bars.unzip();
    let shown = fiscal.items.iter().take(MAX_ITEMS);
    let more = fiscal.items.len().saturating_sub(MAX_ITEMS);
    FiscalView {
        heading: heading(fiscal),
        notice: format!(
            "Espelho do arquivo XML; original {}. Aqui não se confere a assinatura do arquivo.",
            original.words()
        ),
        facts: facts(fiscal),
        items: shown.map(item).collect(),
        more_items: (more > 0).then(|| match more {
            1 => "E mais 1 item no arquivo.".to_owned(),
            more => format!("E mais {more} itens no arquivo."),
        }),
        total: fiscal.total_brl.map(|total| total.to_string()),
        key: fiscal.access_key.as_ref().map(AccessKey::to_string),
        bars,
        bars_modules: bars_modules.unwrap_or(0),
        qr_svg: fiscal.qr.as_deref().and_then(|text| qr::svg(text).ok()),
    }
}

fn heading(fiscal: &Fiscal) -> String {
    let document = match fiscal.model {
        FiscalModel::Nfe => "Nota fiscal eletrônica (NF-e)",
        FiscalModel::Nfce => "Nota fiscal de consumidor eletrônica (NFC-e)",
        FiscalModel::Cte => "Conhecimento de transporte eletrônico (CT-e)",
        FiscalModel::Nfse => "Nota fiscal de serviço eletrônica (NFS-e)",
        FiscalModel::Dps => "Declaração de prestação de serviço (DPS)",
        FiscalModel::Nf3e => "Nota fiscal de energia elétrica eletrônica (NF3e)",
        FiscalModel::Nfcom => "Nota fiscal de comunicação eletrônica (NFCom)",
        FiscalModel::Unknown => "Documento fiscal eletrônico",
    };
    if fiscal.is_event { format!("Evento de {document}") } else { document.to_owned() }
}

fn facts(fiscal: &Fiscal) -> Vec<LabelledValue> {
    let mut facts = Vec::new();
    let mut add = |label: &str, value: Option<String>| {
        facts.extend(value.map(|value| labelled(label, value)));
    };
    add("Emitente", person(fiscal.issuer_name.as_ref(), fiscal.issuer_tax_id.as_ref()));
    add("Destinatário", person(fiscal.recipient_name.as_ref(), fiscal.recipient_tax_id.as_ref()));
    add("Número", fiscal.number.as_ref().map(|number| numbered(number, fiscal.series.as_ref())));
    add("Emissão", fiscal.issued_at.as_ref().map(to_the_second));
    add(
        "Ambiente",
        fiscal.environment.map(|environment| match environment {
            FiscalEnvironment::Production => "produção".to_owned(),
            FiscalEnvironment::Homologation => "homologação (teste, sem valor fiscal)".to_owned(),
        }),
    );
    let answer = fiscal.authorisation.as_ref();
    add(
        "Resposta do fisco",
        answer.map(|answer| {
            let reason = answer.reason.as_deref().map(|reason| format!(" – {reason}"));
            let protocol = answer.protocol.as_deref().map(|number| format!(", protocolo {number}"));
            let at = answer.at.as_ref().map(|at| format!(", {}", to_the_second(at)));
            [Some(answer.status.to_string()), reason, protocol, at].into_iter().flatten().collect()
        }),
    );
    for event in fiscal.events.iter().take(MAX_EVENTS) {
        add("Evento", Some(event_line(event)));
    }
    facts
}

fn person(name: Option<&String>, tax_id: Option<&TaxId>) -> Option<String> {
    let parts = [name.cloned(), tax_id.map(labelled_tax_id)];
    let line = parts.into_iter().flatten().collect::<Vec<_>>().join(", ");
    (!line.is_empty()).then_some(line)
}

fn numbered(number: &str, series: Option<&String>) -> String {
    match series {
        Some(series) => format!("{number}, série {series}"),
        None => number.to_owned(),
    }
}

fn event_line(event: &FiscalEvent) -> String {
    let kind = match event.kind {
        FiscalEventKind::Cancellation => "Cancelamento",
        FiscalEventKind::Correction => "Carta de correção",
        FiscalEventKind::Other => event.description.as_deref().unwrap_or("Outro"),
    };
    let at = event.at.as_ref().map(|at| format!(", {}", to_the_second(at))).unwrap_or_default();
    let state = if event.registered { "registrado" } else { "sem a resposta do fisco no arquivo" };
    let reason = event.reason.as_deref().map(|reason| format!(": {reason}")).unwrap_or_default();
    format!("{kind} ({}){at}, {state}{reason}", event.code)
}

fn item(item: &FiscalItem) -> FiscalItemView {
    FiscalItemView {
        description: item.description.clone(),
        quantity: item.quantity.as_deref().unwrap_or_default().replace('.', ","),
        total: item.total_brl.map(|total| total.to_string()).unwrap_or_default(),
    }
}
