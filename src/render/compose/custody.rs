//! The record of custody as printed: the log's lines, and what came from outside about the seals of
//! earlier packages.

use crate::base::{Day, Moment};
use crate::case::{CopyKind, DerivedDetail, GatheredDetail, Item, Sealed};
use crate::explain;
use crate::filing::seal_attachment_name;
use crate::import::Parsed;
use crate::import::stamp::{StampKind, StampReading};
use crate::render::compose::Composition;
use crate::render::view::{CustodyRow, CustodyView, SealAttachmentView};

/// Returns the record of custody as printed.
pub(super) fn custody(from: &Composition<'_>) -> CustodyView {
    let case = &from.scope.case;
    let attachments = &from.scope.seal_attachments;
    let sealed = from.log.sealed();
    let rows = from.log.lines().iter().map(|line| {
        let item = line.core.item.and_then(|id| {
            let attached = attachments.iter().find(|item| item.id == id);
            case.items.get(&id).or(attached)
        });
        let recipe = line.detail_as::<DerivedDetail>().map(|detail| detail.recipe);
        let event = explain::custody_deed(line.core.event, recipe);
        let what = match item {
            Some(item) => {
                let exhibit =
                    from.plan.exhibits.iter().find(|e| e.items.iter().any(|i| i.id == item.id));
                let doc = exhibit.map(|e| format!(" (Doc. {})", e.number)).unwrap_or_default();
                // Of an original that stays behind the name may be what is hidden.
                let hides = item.copy.as_ref().is_some_and(|c| c.what == CopyKind::Redacted);
                let name = match line.detail_as::<GatheredDetail>() {
                    Some(_) if hides => "original da cópia com tarja".to_owned(),
                    Some(detail) => detail.received_as,
                    None => item.name.clone(),
                };
                format!("{event}: {}{doc}", crate::base::file_name::visible(&name))
            }
            None if line.core.item.is_some() => format!("{event}: arquivo fora deste dossiê"),
            None => event.to_owned(),
        };
        CustodyRow {
            number: line.core.seq.to_string(),
            when: shown_when(&line.core.when),
            what,
            file: item.and(line.core.sha256).map(|hash| hash.to_string()),
            link: line.hash.to_string(),
        }
    });
    let mut notes = Vec::new();
    if !from.plan.pdfa_safe {
        notes.push(
            "Este PDF não declara o padrão PDF/A, porque páginas de documentos recebidos foram \
             mantidas como vieram e não o seguem."
                .to_owned(),
        );
    }
    CustodyView {
        kept_by: "Registro feito pelo próprio interessado".to_owned(),
        rows: rows.collect(),
        head: from.log.head().to_string(),
        seal_attachments: attachments.iter().map(|item| attachment(item, &sealed)).collect(),
        notes,
    }
}

fn shown_when(when: &str) -> String {
    Moment::parse(when).map_or_else(|_| when.to_owned(), |moment| moment.to_string())
}

fn attachment(item: &Item, sealed: &[Sealed]) -> SealAttachmentView {
    let parsed = item.read.as_ref().and_then(|reading| reading.parsed.as_ref());
    let says = match parsed {
        Some(Parsed::Stamp(stamp)) => stamp_says(stamp, sealed),
        _ => "Arquivo guardado com os carimbos; o que ele diz não pôde ser lido.".to_owned(),
    };
    SealAttachmentView { path: seal_attachment_name(item), says, sha256: item.sha256.to_string() }
}

/// Returns what a seal from outside is and says, in its own name: nothing of it was judged.
fn stamp_says(stamp: &StampReading, sealed: &[Sealed]) -> String {
    let what = match stamp.what {
        StampKind::TimeStamp => "Carimbo do tempo (RFC 3161)",
        StampKind::Signature => "Assinatura digital (PKCS #7)",
        StampKind::OpenTimestamps => "Prova OpenTimestamps",
    };
    let by = stamp.by.as_ref().map_or_else(String::new, |by| format!(" em nome de {}", by.trim()));
    let at = stamp.at.as_deref().and_then(|at| Moment::parse(at).ok());
    let at = at.map_or_else(String::new, |at| format!(", com a hora {at}"));
    let own = stamp.about.and_then(|about| sealed.iter().find(|one| one.seal == about));
    let about = match (own, stamp.about) {
        (Some(Sealed { seal, date, .. }), _) => {
            let day = Day::parse(date).map_or_else(|_| date.clone(), |day| day.to_string());
            format!("Sobre o código de conferência {} (pacote de {day}).", seal.short())
        }
        (None, Some(other)) => {
            format!("Sobre o código {}, que não é de nenhum pacote deste caso.", other.short())
        }
        (None, None) => "Não diz sobre qual código.".to_owned(),
    };
    format!("{what}{by}{at}. {about}")
}
