//! What a search found, in sentences.

use crate::api::Reply;
use crate::app::{FoundPlace, SearchReport};
use crate::explain::{self, Names};
use crate::search::PlaceKind;
use std::io::{self, Write};

/// Writes the places, the best first.
pub(super) fn found(report: &SearchReport, out: &mut dyn Write) -> io::Result<()> {
    if report.hits.is_empty() {
        return writeln!(out, "Não encontrei nada com essas palavras.");
    }
    for hit in &report.hits {
        writeln!(out, "{}", heading(hit))?;
        writeln!(out, "    {}", crate::base::file_name::visible(&hit.quote))?;
    }
    let more = if report.more { " Pode haver mais: use --limite." } else { "" };
    writeln!(out, "Lugares encontrados: {}.{more}", report.hits.len())
}

fn heading(hit: &FoundPlace) -> String {
    let mut text = match (&hit.number, &hit.exhibit) {
        (Some(number), _) => format!("Doc. {number}"),
        (None, Some(exhibit)) => exhibit.clone(),
        (None, None) => String::new(),
    };
    if let Some(page) = hit.page {
        text.push_str(&format!(", p. {page}"));
    }
    if let Some(title) = &hit.title {
        text.push_str(&format!(" — {title}"));
    }
    let ids: Vec<&str> =
        [&hit.exhibit, &hit.item].into_iter().flatten().map(String::as_str).collect();
    let ids = if ids.is_empty() { String::new() } else { format!(" ({})", ids.join(" · ")) };
    let kind = kind(hit.kind);
    if text.is_empty() { format!("{kind}{ids}") } else { format!("{text} · {kind}{ids}") }
}

const fn kind(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::Title => "título",
        PlaceKind::FileName => "nome do arquivo",
        PlaceKind::Note => "anotação",
        PlaceKind::Text => "texto",
        PlaceKind::ReadFromPicture => "texto lido da imagem, confira",
        PlaceKind::Contact => "contato",
        PlaceKind::Fact => "fato",
        PlaceKind::Event => "acontecimento",
        PlaceKind::Request => "pedido",
        PlaceKind::Party => "partes",
    }
}

/// Writes how many pictures were read before a search.
pub(super) fn pictures_read(reply: &Reply, notes: &mut dyn Write) -> io::Result<()> {
    let Reply::PicturesRead(report) = reply else { return Ok(()) };
    if report.read + report.failed > 0 {
        writeln!(notes, "Imagens lidas: {}, com texto: {}.", report.read, report.with_text)?;
    }
    for finding in &report.findings {
        let told = explain::finding(finding, &Names::default());
        writeln!(notes, "• {} {} {}", told.what, told.why, told.next)?;
    }
    Ok(())
}
