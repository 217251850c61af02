//! Events about documents: cancellations, corrections and others, alone or beside their document.

use super::tree::{all, child, find, key_in, moment_at, text_at};
use super::{Fiscal, FiscalEnvironment, FiscalEvent, FiscalEventKind, FiscalModel};
use crate::base::{AccessKey, AccessKeyLayout};
use roxmltree::Node;

/// Most events that are read of one file.
const MAX_EVENTS: usize = 200;

/// Codes of cancellation: 110111 of NF-e, CT-e, NF3e and NFCom, 110112 of an NFC-e replaced by another
/// (Manual de Orientação do Contribuinte); of the national NFS-e asked for, by another one in its
/// place, granted after analysis, and by the tax office itself.
const CANCELLATIONS: &[&str] = &["110111", "110112", "e101101", "e105102", "e105104", "e305101"];

/// Codes of the letter of correction.
const CORRECTIONS: &[&str] = &["110110"];

/// Answers of the tax office that say that an event was registered.
const REGISTERED: &[&str] = &["134", "135", "136", "155"];

/// Elements that hold the key of the document an event is about.
const KEYS: &[&str] = &["chNFe", "chCTe", "chNF3e", "chNFCom", "chNFSe"];

/// Returns the events in the file, each once: a request and its answer are one event.
pub(super) fn events_in(root: Node<'_, '_>) -> Vec<FiscalEvent> {
    let mut events: Vec<(Option<String>, FiscalEvent)> = Vec::new();
    let bodies = ["infEvento", "infPedReg"].into_iter().flat_map(|name| all(root, name));
    for body in bodies.take(MAX_EVENTS) {
        let Some(event) = event_of(body) else { continue };
        let sequence = text_at(body, &["nSeqEvento"]);
        let same = |(of, known): &&mut (Option<String>, FiscalEvent)| {
            *of == sequence && known.code == event.code && known.access_key == event.access_key
        };
        match events.iter_mut().find(same) {
            Some((_, known)) => known.registered |= event.registered,
            None => events.push((sequence, event)),
        }
    }
    events.into_iter().map(|(_, event)| event).collect()
}

fn event_of(body: Node<'_, '_>) -> Option<FiscalEvent> {
    let detail = body.children().find(|node| is_national_code(node.tag_name().name()));
    let code = match detail {
        Some(detail) => detail.tag_name().name().to_owned(),
        None => text_at(body, &["tpEvento"])?,
    };
    let details = detail.or_else(|| child(body, "detEvento"));
    let in_details =
        |name: &str| details.and_then(|details| find(details, name)).and_then(super::tree::words);
    let key = KEYS.iter().find_map(|name| text_at(body, &[name]));
    let status = text_at(body, &["cStat"]);
    Some(FiscalEvent {
        kind: kind_of(&code),
        description: in_details("descEvento")
            .or_else(|| in_details("xDesc"))
            .or_else(|| text_at(body, &["xEvento"])),
        access_key: key_in(key.as_deref()),
        at: moment_at(body, &["dhEvento"]).or_else(|| moment_at(body, &["dhRegEvento"])),
        reason: ["xJust", "xCorrecao", "xMotivo"].iter().find_map(|name| in_details(name)),
        registered: status.is_some_and(|status| REGISTERED.contains(&status.as_str())),
        code,
    })
}

/// The national NFS-e names the element of an event by its code.
fn is_national_code(name: &str) -> bool {
    name.strip_prefix('e')
        .is_some_and(|code| code.len() == 6 && code.bytes().all(|byte| byte.is_ascii_digit()))
}

fn kind_of(code: &str) -> FiscalEventKind {
    if CANCELLATIONS.contains(&code) {
        FiscalEventKind::Cancellation
    } else if CORRECTIONS.contains(&code) {
        FiscalEventKind::Correction
    } else {
        FiscalEventKind::Other
    }
}

/// Returns what is known of a file that holds no document but events about one.
pub(super) fn lone_event_of(root: Node<'_, '_>) -> Option<Fiscal> {
    let events = events_in(root);
    let first = events.first()?;
    let key = first.access_key.clone();
    let body = find(root, "infEvento").or_else(|| find(root, "infPedReg"))?;
    Some(Fiscal {
        model: key.as_ref().map_or(FiscalModel::Unknown, model_of_key),
        access_key_valid: key.as_ref().is_some_and(|key| key.check().is_right()),
        number: key.as_ref().map(|key| key.number().to_string()),
        series: key.as_ref().and_then(AccessKey::series).map(|series| series.to_string()),
        issuer_name: None,
        issuer_tax_id: key.as_ref().map(AccessKey::issuer),
        recipient_name: None,
        recipient_tax_id: None,
        issued_at: None,
        total_brl: None,
        items: Vec::new(),
        environment: match text_at(body, &["tpAmb"]).as_deref() {
            Some("1") => Some(FiscalEnvironment::Production),
            Some("2") => Some(FiscalEnvironment::Homologation),
            _ => None,
        },
        authorisation: None,
        qr: None,
        further_documents: 0,
        is_event: true,
        access_key: key,
        events,
    })
}

fn model_of_key(key: &AccessKey) -> FiscalModel {
    match (key.layout(), key.model()) {
        (AccessKeyLayout::NationalService, _) => FiscalModel::Nfse,
        (_, Some(55)) => FiscalModel::Nfe,
        (_, Some(65)) => FiscalModel::Nfce,
        (_, Some(57 | 67)) => FiscalModel::Cte,
        (_, Some(62)) => FiscalModel::Nfcom,
        (_, Some(66)) => FiscalModel::Nf3e,
        _ => FiscalModel::Unknown,
    }
}
