//! The transcript of a conversation: numbered by the lines of the export, date and time in full on
//! every message, files with their codes of integrity.

use super::{OriginalAt, labelled, to_the_second};
use crate::import::whatsapp::{Chat, ChatMessage, DateOrder, MediaKind, MediaMention};
use crate::render::view::LabelledValue;
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;

/// Most messages that are printed of one conversation: about a hundred pages.
const MAX_ROWS: usize = 2_500;

/// A conversation as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptView {
    /// "Conversa do WhatsApp: Loja do Zé".
    pub heading: String,
    /// That this is a representation, and where the original is.
    pub notice: String,
    /// Who takes part, from when to when, which lines.
    pub facts: Vec<LabelledValue>,
    /// The messages, in order.
    pub rows: Vec<TranscriptRow>,
    /// A sentence at the end, where not everything is printed.
    pub ending: Option<String>,
}

/// One message as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TranscriptRow {
    /// Its first line in the export.
    pub line: String,
    /// "05/10/2026 14:33".
    pub when: String,
    /// Who wrote it; nothing for a line of the program.
    pub sender: Option<String>,
    /// The text as written, joined emoji apart.
    pub text: String,
    /// What it says of a file: its name, or that it was not exported.
    pub file: Option<String>,
    /// Code of integrity of the file, in full.
    pub sha256: Option<String>,
}

/// Returns the transcript of the messages that begin in `lines` of the export, or of all. `place` says
/// where a file is shown, by the name that a message gives it.
pub fn transcript_view(
    chat: &Chat,
    lines: Option<&RangeInclusive<u32>>,
    original: OriginalAt,
    place: &dyn Fn(&str) -> Option<String>,
) -> TranscriptView {
    let is_chosen =
        |message: &&ChatMessage| lines.is_none_or(|lines| lines.contains(&message.line));
    let chosen: Vec<&ChatMessage> = chat.messages.iter().filter(is_chosen).collect();
    let shown = chosen.get(..chosen.len().min(MAX_ROWS)).unwrap_or_default();
    let heading = match &chat.title {
        Some(title) => format!("Conversa do WhatsApp: {title}"),
        None => "Conversa do WhatsApp".to_owned(),
    };
    TranscriptView {
        heading,
        notice: format!(
            "Representação da exportação; original {}. Os números à esquerda são as linhas do \
             arquivo.",
            original.words()
        ),
        facts: facts(chat, shown, lines, original),
        rows: shown.iter().map(|message| row(chat, message, place)).collect(),
        ending: ending(chat, shown.len(), original),
    }
}

fn facts(
    chat: &Chat,
    shown: &[&ChatMessage],
    lines: Option<&RangeInclusive<u32>>,
    original: OriginalAt,
) -> Vec<LabelledValue> {
    let order = match chat.date_order {
        DateOrder::DayFirst => "dia, mês, ano",
        DateOrder::MonthFirst => "mês, dia, ano",
        DateOrder::YearFirst => "ano, mês, dia",
    };
    let mut facts = vec![labelled("Participantes", chat.participants.join(", "))];
    if let (Some(first), Some(last)) = (chat.first_at, chat.last_at) {
        let (first, last) = (to_the_second(&first), to_the_second(&last));
        facts.push(labelled("Período", format!("{first} a {last}")));
    }
    facts.push(labelled("Mensagens", format!("{} de {}", shown.len(), chat.messages.len())));
    if let Some(lines) = lines {
        let (first, last) = (lines.start(), lines.end());
        let rest = original.words();
        facts.push(labelled(
            "Linhas",
            format!("{first} a {last}; o resto está no original, {rest}"),
        ));
    }
    facts.push(labelled("Datas", format!("como no arquivo, lidas na ordem {order}; sem fuso")));
    facts
}

fn row(
    chat: &Chat,
    message: &ChatMessage,
    place: &dyn Fn(&str) -> Option<String>,
) -> TranscriptRow {
    let (file, sha256) = match &message.media {
        Some(media) => file_of(chat, media, place),
        None => (None, None),
    };
    TranscriptRow {
        line: message.line.to_string(),
        when: to_the_second(&message.when),
        sender: message.sender.as_deref().filter(|_| !message.system).map(apart),
        text: text_of(message),
        file,
        sha256,
    }
}

/// A line of the program keeps the name that an iPhone puts before it.
fn text_of(message: &ChatMessage) -> String {
    match &message.sender {
        Some(name) if message.system => apart(&format!("{name}: {}", message.text)),
        _ => apart(&message.text),
    }
}

/// Takes out what joins emoji to one picture: where the parts stand in several fonts, the first one
/// would not be printed at all.
fn apart(text: &str) -> String {
    text.chars().filter(|c| !matches!(c, '\u{200D}' | '\u{FE0E}' | '\u{FE0F}')).collect()
}

/// Returns what is said of a file, and its code if it came with the export.
fn file_of(
    chat: &Chat,
    media: &MediaMention,
    place: &dyn Fn(&str) -> Option<String>,
) -> (Option<String>, Option<String>) {
    let kind = match media.kind {
        MediaKind::Picture => "imagem",
        MediaKind::Video => "vídeo",
        MediaKind::Audio => "áudio",
        MediaKind::Document => "documento",
        MediaKind::Sticker => "figurinha",
        MediaKind::Animation => "GIF",
        MediaKind::Contact => "contato",
        MediaKind::Unknown => "arquivo",
    };
    let name = media.name.as_deref().map(|name| format!(": {name}")).unwrap_or_default();
    if !media.exported {
        let what = if media.kind == MediaKind::Unknown {
            String::new()
        } else {
            format!("{kind}{name} — ")
        };
        return (Some(format!("{what}arquivo enviado, não exportado")), None);
    }
    let found = chat.media.iter().find(|file| Some(&file.name) == media.name.as_ref());
    match found.and_then(|file| file.sha256) {
        Some(sha256) => {
            let place = media.name.as_deref().and_then(place);
            let place = place.map(|place| format!(" — {place}")).unwrap_or_default();
            (Some(format!("{kind}{name}{place}")), Some(sha256.to_string()))
        }
        None => (Some(format!("{kind}{name} — não veio com a exportação")), None),
    }
}

fn ending(chat: &Chat, shown: usize, original: OriginalAt) -> Option<String> {
    let rest = original.words();
    if shown == MAX_ROWS {
        return Some(format!("Aqui estão {MAX_ROWS} mensagens; o resto está no original, {rest}."));
    }
    (shown < chat.messages.len() || chat.truncated)
        .then(|| format!("Aqui está só uma parte da conversa; o resto está no original, {rest}."))
}
