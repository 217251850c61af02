//! The words that stand on paper: they speak to whoever reads the dossier, a clerk, a judge, a
//! lawyer, and say no more than what can be seen or checked.

use crate::case::{Actor, CopyKind, CopyOf, CustodyEvent, Recipe};
use crate::filing::PlaceholderReason;

/// Returns title and sentence of the page that stands for a file that is not shown.
pub const fn placeholder(reason: PlaceholderReason) -> (&'static str, &'static str) {
    match reason {
        PlaceholderReason::PaperOnly => (
            "Esta prova está em papel",
            "Não há arquivo desta prova. O original em papel está no lugar indicado abaixo.",
        ),
        PlaceholderReason::Audio => (
            "Esta prova é um áudio",
            "O arquivo está na pasta midia do ZIP, com o código de integridade abaixo.",
        ),
        PlaceholderReason::Video => (
            "Esta prova é um vídeo",
            "O arquivo está na pasta midia do ZIP, com o código de integridade abaixo.",
        ),
        PlaceholderReason::Locked => (
            "Este arquivo tem senha",
            "Este arquivo está protegido por senha e não pôde ser mostrado. Ele vai inteiro no ZIP, \
             como foi recebido.",
        ),
        PlaceholderReason::Damaged => (
            "Este arquivo está com defeito",
            "O conteúdo não pôde ser mostrado. O arquivo vai inteiro no ZIP, como foi recebido.",
        ),
        PlaceholderReason::Empty => (
            "Este arquivo está vazio",
            "Ele foi recebido assim, sem nenhum conteúdo. Vai no ZIP como foi recebido.",
        ),
        PlaceholderReason::TooLarge => (
            "Este arquivo é grande demais para estas páginas",
            "O conteúdo não pôde ser mostrado aqui. O arquivo vai inteiro no ZIP, como foi recebido.",
        ),
        PlaceholderReason::NotPrintable => (
            "Este arquivo não pode ser mostrado em páginas",
            "O tipo dele não permite impressão por este programa. Ele vai inteiro no ZIP, com o \
             código de integridade abaixo.",
        ),
        PlaceholderReason::Altered => (
            "Este arquivo não está mais como foi guardado",
            "O código de integridade abaixo foi anotado quando o arquivo foi juntado. O que está \
             guardado já não tem esse código; por isso não é mostrado nem acompanha este dossiê.",
        ),
    }
}

/// Returns title and sentence of the page that stands for one page of a file, where the others are
/// shown.
pub fn page_placeholder(page: u32) -> (String, &'static str) {
    (
        format!("A página {page} deste arquivo não pôde ser mostrada"),
        "Ela está com defeito no arquivo. O arquivo vai inteiro no ZIP, como foi recebido.",
    )
}

/// Returns what was done, as the record of custody lists it.
pub const fn custody_event(event: CustodyEvent) -> &'static str {
    match event {
        CustodyEvent::Created => "Caso criado",
        CustodyEvent::Gathered => "Arquivo juntado",
        CustodyEvent::Derived => "Versão para leitura feita",
        CustodyEvent::Redacted => "Versão com tarja feita",
        CustodyEvent::Removed => "Arquivo posto na lixeira do caso",
        CustodyEvent::Restored => "Arquivo trazido de volta da lixeira",
        CustodyEvent::Emptied => "Arquivo apagado da lixeira",
        CustodyEvent::Exported => "Dossiê gerado",
        CustodyEvent::Delivered => "Dossiê entregue",
        CustodyEvent::Received => "Dossiê recebido",
        CustodyEvent::Continued => "Caso continuado a partir de um dossiê recebido",
        CustodyEvent::Unknown => "Registro de uma versão mais nova do programa",
    }
}

/// Returns what was done, as the record of custody lists it, with how a copy was made.
pub const fn custody_deed(event: CustodyEvent, recipe: Option<Recipe>) -> &'static str {
    match (event, recipe) {
        (CustodyEvent::Derived, Some(Recipe::WithoutPassword)) => "Cópia sem senha feita",
        (CustodyEvent::Derived, Some(Recipe::Redacted)) => "Cópia com tarja feita",
        (CustodyEvent::Derived, Some(Recipe::Highlighted)) => "Cópia com destaque feita",
        (CustodyEvent::Derived, Some(Recipe::WithoutPlace)) => "Cópia sem o lugar feita",
        _ => custody_event(event),
    }
}

/// Returns what is said of a copy where it is shown.
pub fn copy_words(copy: &CopyOf) -> String {
    let code = copy.original_sha256.short();
    match copy.what {
        CopyKind::Redacted => {
            format!("Cópia com tarja; o original tem o código {code} e fica com quem reclama")
        }
        CopyKind::Highlighted => match &copy.caption {
            Some(caption) => format!(
                "Destaque acrescentado por quem reclama: “{caption}”. O original tem o código {code}"
            ),
            None => {
                format!("Destaque acrescentado por quem reclama; o original tem o código {code}")
            }
        },
        CopyKind::WithoutPlace => format!(
            "Cópia sem o lugar da foto; a imagem é a mesma, e o original tem o código {code}"
        ),
    }
}

/// Returns who did it, by role.
pub const fn actor(actor: Actor) -> &'static str {
    match actor {
        Actor::Titular => "titular",
        Actor::Advogado => "advogado(a)",
    }
}

/// Types of files that people know by a name.
const FILE_TYPES: [(&str, &str); 31] = [
    ("image/jpeg", "foto ou imagem JPEG"),
    ("image/png", "imagem PNG"),
    ("image/webp", "imagem WebP"),
    ("image/gif", "imagem GIF"),
    ("image/bmp", "imagem BMP"),
    ("image/tiff", "imagem TIFF"),
    ("image/heic", "foto HEIC"),
    ("image/heif", "foto HEIF"),
    ("application/pdf", "documento PDF"),
    ("text/plain", "texto"),
    ("text/csv", "tabela CSV"),
    ("text/html", "página da internet"),
    ("message/rfc822", "e-mail"),
    ("application/vnd.ms-outlook", "e-mail do Outlook"),
    ("application/zip", "arquivo ZIP"),
    ("application/xml", "arquivo XML"),
    ("text/xml", "arquivo XML"),
    ("application/json", "arquivo JSON"),
    ("application/msword", "documento do Word"),
    (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "documento do Word",
    ),
    ("application/vnd.ms-excel", "planilha do Excel"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "planilha do Excel"),
    ("application/vnd.oasis.opendocument.text", "documento do LibreOffice"),
    ("application/vnd.oasis.opendocument.spreadsheet", "planilha do LibreOffice"),
    ("audio/ogg", "áudio OGG"),
    ("audio/mpeg", "áudio MP3"),
    ("video/mp4", "vídeo MP4"),
    ("audio/wav", "áudio WAV"),
    ("audio/mp4", "áudio M4A"),
    ("video/quicktime", "vídeo MOV"),
    ("text/calendar", "convite de calendário"),
];

/// Returns what a file is, for people, from its media type.
pub fn file_type(media_type: &str) -> String {
    if let Some((_, known)) = FILE_TYPES.iter().find(|(known, _)| *known == media_type) {
        return (*known).to_owned();
    }
    let shown = crate::explain::name::shown(media_type);
    match media_type.split_once('/') {
        Some(("image", _)) => format!("imagem ({shown})"),
        Some(("audio", _)) => format!("áudio ({shown})"),
        Some(("video", _)) => format!("vídeo ({shown})"),
        Some(("text", _)) => format!("texto ({shown})"),
        _ if media_type == "application/octet-stream" => "tipo desconhecido".to_owned(),
        _ => format!("arquivo ({shown})"),
    }
}
