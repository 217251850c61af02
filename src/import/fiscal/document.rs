//! Where each kind of document keeps what is read of it.

use super::event::events_in;
use super::tree::{
    all, at, child, find, key_in, moment_at, money_at, quantity_of, tax_id_in, text_at, words,
};
use super::{Fiscal, FiscalAuthorisation, FiscalEnvironment, FiscalItem, FiscalModel, MAX_ITEMS};
use crate::base::{AccessKey, Money};
use roxmltree::Node;

/// One kind of document: names of its elements, as the layouts of the tax offices give them.
struct Layout {
    /// The element that holds the document; its `Id` holds the key.
    body: &'static str,
    model: FiscalModel,
    number: &'static [&'static str],
    issuer: &'static str,
    /// Groups of whom it was issued to, the first one that is there counts.
    recipients: &'static [&'static [&'static str]],
    totals: &'static [&'static [&'static str]],
    qr: &'static str,
}

/// NFSe stands before the DPS that it holds.
const LAYOUTS: &[Layout] = &[
    Layout {
        body: "infNFe",
        model: FiscalModel::Nfe,
        number: &["ide", "nNF"],
        issuer: "emit",
        recipients: &[&["dest"]],
        totals: &[&["total", "ICMSTot", "vNF"]],
        qr: "qrCode",
    },
    Layout {
        body: "infCte",
        model: FiscalModel::Cte,
        number: &["ide", "nCT"],
        issuer: "emit",
        recipients: &[&["dest"], &["toma"]],
        totals: &[&["vPrest", "vTPrest"]],
        qr: "qrCodCTe",
    },
    Layout {
        body: "infNFSe",
        model: FiscalModel::Nfse,
        number: &["nNFSe"],
        issuer: "emit",
        recipients: &[&["DPS", "infDPS", "toma"]],
        totals: &[&["DPS", "infDPS", "valores", "vServPrest", "vServ"], &["valores", "vLiq"]],
        qr: "qrCode",
    },
    Layout {
        body: "infDPS",
        model: FiscalModel::Dps,
        number: &["nDPS"],
        issuer: "prest",
        recipients: &[&["toma"]],
        totals: &[&["valores", "vServPrest", "vServ"]],
        qr: "qrCode",
    },
    Layout {
        body: "infNF3e",
        model: FiscalModel::Nf3e,
        number: &["ide", "nNF"],
        issuer: "emit",
        recipients: &[&["dest"]],
        totals: &[&["total", "vNF"]],
        qr: "qrCodNF3e",
    },
    Layout {
        body: "infNFCom",
        model: FiscalModel::Nfcom,
        number: &["ide", "nNF"],
        issuer: "emit",
        recipients: &[&["dest"]],
        totals: &[&["total", "vNF"]],
        qr: "qrCodNFCom",
    },
];

/// Returns the first document below `root`.
pub(super) fn document_of(root: Node<'_, '_>) -> Option<Fiscal> {
    let (layout, body) =
        LAYOUTS.iter().find_map(|layout| Some((layout, find(root, layout.body)?)))?;
    let answer = answer_in(root);
    let key = key_in(body.attribute("Id")).or_else(|| answer.as_ref()?.1.clone());
    let group = |paths: &[&[&str]]| paths.iter().find_map(|path| at(body, path));
    let (issuer, recipient) = (child(body, layout.issuer), group(layout.recipients));
    let further = all(root, layout.body).count().saturating_sub(1);
    Some(Fiscal {
        model: model_of(layout.model, body, key.as_ref()),
        access_key_valid: key.as_ref().is_some_and(|key| key.check().is_right()),
        access_key: key,
        number: text_at(body, layout.number),
        series: first_text(body, &[&["ide", "serie"], &["DPS", "infDPS", "serie"], &["serie"]]),
        issuer_name: issuer.and_then(|issuer| text_at(issuer, &["xNome"])),
        issuer_tax_id: issuer.and_then(tax_id_in),
        recipient_name: recipient.and_then(|group| text_at(group, &["xNome"])),
        recipient_tax_id: recipient.and_then(tax_id_in),
        issued_at: ISSUED.iter().find_map(|path| moment_at(body, path)),
        total_brl: layout.totals.iter().find_map(|path| money_at(body, path)),
        items: items_of(layout.model, body),
        environment: environment_of(body),
        authorisation: answer.map(|(answer, _)| answer),
        events: events_in(root),
        qr: find(root, layout.qr).and_then(words),
        further_documents: u32::try_from(further).unwrap_or(u32::MAX),
        is_event: false,
    })
}

/// Where the moment of issue stands; before layout 3.10 an NF-e had only the day.
const ISSUED: &[&[&str]] =
    &[&["ide", "dhEmi"], &["ide", "dEmi"], &["DPS", "infDPS", "dhEmi"], &["dhEmi"], &["dhProc"]];

fn first_text(node: Node<'_, '_>, paths: &[&[&str]]) -> Option<String> {
    paths.iter().find_map(|path| text_at(node, path))
}

/// An NFC-e is laid out like an NF-e and told by its model alone.
fn model_of(model: FiscalModel, body: Node<'_, '_>, key: Option<&AccessKey>) -> FiscalModel {
    let written = text_at(body, &["ide", "mod"]);
    let is_receipt = match written.as_deref() {
        Some(model) => model == "65",
        None => key.is_some_and(|key| key.model() == Some(65)),
    };
    if model == FiscalModel::Nfe && is_receipt { FiscalModel::Nfce } else { model }
}

fn environment_of(body: Node<'_, '_>) -> Option<FiscalEnvironment> {
    let paths: [&[&str]; 3] = [&["ide", "tpAmb"], &["DPS", "infDPS", "tpAmb"], &["tpAmb"]];
    match first_text(body, &paths)?.as_str() {
        "1" => Some(FiscalEnvironment::Production),
        "2" => Some(FiscalEnvironment::Homologation),
        _ => None,
    }
}

/// Returns the answer of the tax office about the document, and the key that it names.
fn answer_in(root: Node<'_, '_>) -> Option<(FiscalAuthorisation, Option<AccessKey>)> {
    let answer = find(root, "infProt").or_else(|| find(root, "infNFSe"))?;
    let status = text_at(answer, &["cStat"])?.parse().ok()?;
    let named = ["chNFe", "chCTe", "chNF3e", "chNFCom"];
    let key = named.iter().find_map(|name| text_at(answer, &[name]));
    let authorisation = FiscalAuthorisation {
        status,
        reason: text_at(answer, &["xMotivo"]),
        protocol: text_at(answer, &["nProt"]),
        at: moment_at(answer, &["dhRecbto"]).or_else(|| moment_at(answer, &["dhProc"])),
    };
    Some((authorisation, key_in(key.as_deref())))
}

fn items_of(model: FiscalModel, body: Node<'_, '_>) -> Vec<FiscalItem> {
    match model {
        FiscalModel::Nfe | FiscalModel::Nfcom => products(body, "det"),
        FiscalModel::Nf3e => products(body, "detItem"),
        FiscalModel::Cte => freight(body),
        _ => services(body),
    }
}

/// Goods, and lines of energy and telecom bills: each has a `prod`.
fn products(body: Node<'_, '_>, group: &str) -> Vec<FiscalItem> {
    let item = |detail: Node<'_, '_>| {
        let product = child(detail, "prod")?;
        let quantity = first_text(product, &[&["qCom"], &["qFaturada"], &["qTrib"]]);
        Some(FiscalItem {
            description: text_at(product, &["xProd"])?,
            quantity: quantity.and_then(|text| quantity_of(&text)),
            total_brl: money_at(product, &["vProd"]).or_else(|| money_at(product, &["vItem"])),
        })
    };
    all(body, group).filter_map(item).take(MAX_ITEMS).collect()
}

/// The parts of the price of a freight.
fn freight(body: Node<'_, '_>) -> Vec<FiscalItem> {
    let part = |part: Node<'_, '_>| {
        Some(FiscalItem {
            description: text_at(part, &["xNome"])?,
            quantity: None,
            total_brl: money_at(part, &["vComp"]),
        })
    };
    child(body, "vPrest")
        .into_iter()
        .flat_map(|price| all(price, "Comp"))
        .filter_map(part)
        .take(MAX_ITEMS)
        .collect()
}

/// The one service of a service invoice.
fn services(body: Node<'_, '_>) -> Vec<FiscalItem> {
    let total: Option<Money> =
        find(body, "vServPrest").and_then(|price| money_at(price, &["vServ"]));
    find(body, "xDescServ")
        .and_then(words)
        .map(|description| FiscalItem { description, quantity: None, total_brl: total })
        .into_iter()
        .collect()
}
