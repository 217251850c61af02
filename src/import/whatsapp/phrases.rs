//! The words that WhatsApp itself writes into an export: attachments, what was left out, what was
//! deleted or edited, and its own lines. In Portuguese of Brazil and Portugal, English and Spanish.

use super::stamp::{Place, is_mark, without_marks};
use super::{MediaKind, MediaMention};

/// What stands behind the name of an attachment (Android).
const ATTACHED_SUFFIXES: &[&str] =
    &["(arquivo anexado)", "(ficheiro anexado)", "(file attached)", "(archivo adjunto)"];

/// What stands before the name of an attachment (iPhone).
const ATTACHED_PREFIXES: &[&str] = &["<anexado: ", "<anexo: ", "<attached: ", "<adjunto: "];

/// What stands for a file that was not exported (Android); which kind it was is not told.
const HIDDEN: &[&str] = &[
    "<mídia oculta>",
    "<arquivo de mídia oculto>",
    "<mídia omitida>",
    "<ficheiro não revelado>",
    "<media omitted>",
    "<multimedia omitido>",
    "<archivo omitido>",
];

/// What stands for a file that was not exported (iPhone), by its kind.
const OMITTED: &[(&str, MediaKind)] = &[
    ("imagem ocultada", MediaKind::Picture),
    ("imagem omitida", MediaKind::Picture),
    ("image omitted", MediaKind::Picture),
    ("imagen omitida", MediaKind::Picture),
    ("vídeo omitido", MediaKind::Video),
    ("vídeo ocultado", MediaKind::Video),
    ("video omitted", MediaKind::Video),
    ("video omitido", MediaKind::Video),
    ("áudio ocultado", MediaKind::Audio),
    ("áudio omitido", MediaKind::Audio),
    ("audio omitted", MediaKind::Audio),
    ("audio omitido", MediaKind::Audio),
    ("documento omitido", MediaKind::Document),
    ("documento ocultado", MediaKind::Document),
    ("document omitted", MediaKind::Document),
    ("figurinha omitida", MediaKind::Sticker),
    ("figurinha ocultada", MediaKind::Sticker),
    ("sticker omitted", MediaKind::Sticker),
    ("sticker omitido", MediaKind::Sticker),
    ("gif omitido", MediaKind::Animation),
    ("gif ocultado", MediaKind::Animation),
    ("gif omitted", MediaKind::Animation),
    ("cartão do contato omitido", MediaKind::Contact),
    ("contact card omitted", MediaKind::Contact),
];

/// The whole text of a message that was deleted.
const DELETED: &[&str] = &[
    "mensagem apagada",
    "esta mensagem foi apagada",
    "você apagou esta mensagem",
    "mensagem eliminada",
    "esta mensagem foi eliminada",
    "this message was deleted",
    "you deleted this message",
    "se eliminó este mensaje",
    "eliminaste este mensaje",
];

/// What stands at the end of a message that was edited.
const EDITED: &[&str] = &[
    "<mensagem editada>",
    "<esta mensagem foi editada>",
    "<this message was edited>",
    "<se editó este mensaje>",
];

/// The notice of encryption with which most exports begin.
const BANNERS: &[&str] = &[
    "as mensagens e as chamadas são protegidas",
    "as mensagens e as ligações são protegidas",
    "as mensagens e ligações são protegidas",
    "as mensagens e chamadas são protegidas",
    "as mensagens e chamadas são encriptadas",
    "as mensagens enviadas para este",
    "messages and calls are end-to-end encrypted",
    "messages you send to this",
    "messages to this",
    "los mensajes y las llamadas están cifrados",
];

/// What the program says about people and the chat, after a name or by itself.
const DEEDS: &[&str] = &[
    "criou o grupo",
    "criou este grupo",
    "criou a comunidade",
    "adicionou você",
    "adicionou ",
    "foi adicionado",
    "foi adicionada",
    "foi removido",
    "foi removida",
    "removeu ",
    "entrou usando o link",
    "entrou usando um link",
    "entrou pelo link",
    "entrou no grupo",
    "saiu",
    "mudou o nome do grupo",
    "mudou o assunto",
    "mudou a descrição",
    "mudou a imagem",
    "mudou a foto",
    "mudou as configurações",
    "mudou para",
    "mudou o número",
    "mudou de número",
    "alterou a descrição",
    "alterou o nome do grupo",
    "alterou a imagem",
    "alterou as configurações",
    "apagou a imagem",
    "agora é admin",
    "não é mais admin",
    "código de segurança",
    "mensagens temporárias",
    "esta empresa",
    "esta conta comercial",
    "conta comercial",
    "bloqueou este contato",
    "desbloqueou este contato",
    "fixou uma mensagem",
    "ligação de voz perdida",
    "ligação de vídeo perdida",
    "ligação perdida",
    "chamada de voz perdida",
    "chamada de vídeo perdida",
    "ligação de voz",
    "ligação de vídeo",
    "chamada de voz",
    "chamada de vídeo",
    "created group",
    "created this group",
    "added you",
    "changed the subject",
    "changed the group",
    "changed this group",
    "joined using",
    "security code",
    "disappearing messages",
    "missed voice call",
    "missed video call",
    "voice call",
    "video call",
    "creó el grupo",
    "creó este grupo",
    "cambió el asunto",
    "llamada perdida",
];

/// Deeds whose line carries a name in quotes, which may hold a colon.
const QUOTING_DEEDS: &[&str] = &[
    "criou o grupo",
    "criou a comunidade",
    "mudou o nome do grupo",
    "mudou o assunto",
    "alterou o nome do grupo",
    "created group",
    "changed the subject",
    "changed the group",
    "creó el grupo",
    "cambió el asunto",
];

/// Returns what a message says about a file that was sent. `text` has its direction marks.
pub(super) fn media_of(text: &str, place: Place) -> Option<MediaMention> {
    if let Some(name) = text.lines().find_map(attached_between) {
        return Some(MediaMention { kind: kind_of(&name), name: Some(name), exported: true });
    }
    let first = text.lines().next()?;
    let clean = without_marks(first);
    let clean = clean.trim();
    let attached = ATTACHED_SUFFIXES.iter().find_map(|suffix| clean.strip_suffix(suffix));
    if let Some(name) = attached.map(bare_name).filter(|name| !name.is_empty()) {
        return Some(MediaMention {
            kind: kind_of(name),
            name: Some(name.to_owned()),
            exported: true,
        });
    }
    let lower = clean.to_lowercase();
    if HIDDEN.contains(&lower.as_str()) {
        return Some(MediaMention { kind: MediaKind::Unknown, name: None, exported: false });
    }
    if place == Place::Brackets { omitted(first, clean) } else { None }
}

/// Returns the name in `<anexado: nome.jpg>`.
fn attached_between(line: &str) -> Option<String> {
    let clean = without_marks(line);
    ATTACHED_PREFIXES.iter().find_map(|prefix| {
        let (_, rest) = clean.split_once(prefix)?;
        let (name, _) = rest.split_once('>')?;
        let name = name.trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

/// Returns the name without the count of pages: `contrato.pdf • 3 páginas`.
fn bare_name(name: &str) -> &str {
    name.split_once(" • ").map_or(name, |(name, _)| name).trim()
}

/// Returns what an iPhone writes for a file that was left out, alone in its line or, behind the name
/// and pages of a document, after a direction mark: words that a person typed have no such mark.
fn omitted(line: &str, clean: &str) -> Option<MediaMention> {
    let last = line.rsplit(is_mark).next().unwrap_or(line).trim();
    let (_, kind) = OMITTED.iter().find(|(phrase, _)| last.to_lowercase() == *phrase)?;
    let before = clean.strip_suffix(last).map(bare_name).unwrap_or_default();
    let name = (!before.is_empty()).then(|| before.to_owned());
    Some(MediaMention { kind: *kind, name, exported: false })
}

/// Returns the kind of a file by its name.
fn kind_of(name: &str) -> MediaKind {
    let lower = name.to_lowercase();
    let (stem, ending) = lower.rsplit_once('.').unwrap_or((lower.as_str(), ""));
    let has_word = |word: &str| stem.contains(word);
    match ending {
        "webp" if has_word("stk-") || has_word("sticker") => MediaKind::Sticker,
        "mp4" if has_word("gif-") || has_word("-gif") => MediaKind::Animation,
        "jpg" | "jpeg" | "png" | "webp" | "heic" | "heif" => MediaKind::Picture,
        "gif" => MediaKind::Animation,
        "mp4" | "mov" | "3gp" | "mkv" | "webm" | "avi" => MediaKind::Video,
        "opus" | "ogg" | "mp3" | "m4a" | "aac" | "amr" | "wav" => MediaKind::Audio,
        "vcf" => MediaKind::Contact,
        "" => MediaKind::Unknown,
        _ => MediaKind::Document,
    }
}

/// Returns whether the message was deleted by one of the two.
pub(super) fn is_deleted(text: &str) -> bool {
    let lower = text.trim().trim_end_matches('.').to_lowercase();
    DELETED.contains(&lower.as_str())
}

/// Returns whether the message was changed after it was sent.
pub(super) fn is_edited(text: &str) -> bool {
    let lower = text.trim_end().to_lowercase().replace(".>", ">");
    EDITED.iter().any(|mark| lower.ends_with(mark))
}

/// Returns whether the text is the notice of encryption.
pub(super) fn is_banner(text: &str) -> bool {
    let lower = text.trim_start_matches(is_mark).to_lowercase();
    BANNERS.iter().any(|banner| lower.starts_with(banner))
}

/// Returns whether the text tells a deed as the program tells it.
pub(super) fn tells_a_deed(text: &str) -> bool {
    let lower = text.to_lowercase();
    is_banner(text) || DEEDS.iter().any(|deed| lower.contains(deed))
}

/// Returns whether what stands before a colon belongs to a line of the program, as in `Maria criou o
/// grupo “Obra: fase 2”`, and is no name.
pub(super) fn is_cut_deed(before_colon: &str) -> bool {
    let lower = before_colon.to_lowercase();
    is_banner(before_colon) || QUOTING_DEEDS.iter().any(|deed| lower.contains(deed))
}

/// Returns whether a line has words or marks that only WhatsApp writes.
pub(super) fn is_telling(rest: &str) -> bool {
    let text = rest.split_once(": ").map_or(rest, |(_, text)| text);
    let lower = without_marks(text).to_lowercase();
    is_banner(text)
        || HIDDEN.contains(&lower.trim())
        || ATTACHED_SUFFIXES.iter().any(|suffix| lower.trim_end().ends_with(suffix))
        || ATTACHED_PREFIXES.iter().any(|prefix| lower.contains(prefix))
        || (text.starts_with('\u{200E}') && omitted(text, lower.trim()).is_some())
}

/// Returns the name that the chat was given: the last text in quotes of a line about it.
pub(super) fn quoted_title(text: &str) -> Option<String> {
    if !is_cut_deed(text) {
        return None;
    }
    let end = text.rfind(['"', '”'])?;
    let before = text.get(..end)?;
    let start = before.rfind(['"', '“'])?;
    let title: String = before.get(start..)?.chars().skip(1).collect();
    (!title.trim().is_empty()).then(|| title.trim().to_owned())
}
