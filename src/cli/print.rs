//! What the engine answers, in sentences: reports to standard output, notes to standard error.

use super::{print_filing, print_received, print_search};
use crate::api::Reply;
use crate::app::{
    CheckReport, ExportedPackage, GatherReport, ProfileEntry, Proposals, Shown, ShownExhibit,
    Verdict,
};
use crate::base::file_name::visible;
use crate::case::{CaseDocument, Finding};
use crate::explain::{self, Explanation, Names};
use std::io::{self, Write};

/// Writes a reply; `names` are those of the case that it speaks of.
pub(super) fn reply(
    reply: &Reply,
    names: &Names,
    out: &mut dyn Write,
    notes: &mut dyn Write,
) -> io::Result<()> {
    match reply {
        Reply::Case { document, .. } => writeln!(out, "Caso “{}” gravado.", document.title)?,
        Reply::Gathered(report) => gathered(report, out)?,
        Reply::Done { ids, .. } if ids.is_empty() => writeln!(out, "Feito.")?,
        Reply::Done { ids, .. } => writeln!(out, "Feito: {}.", ids.join(", "))?,
        Reply::Shown(shown) => show(shown, out)?,
        Reply::Missing(report) => print_filing::missing(report, out)?,
        Reply::Deadlines(report) => print_filing::deadlines(report, out)?,
        Reply::Letter(made) => writeln!(out, "{}: {}", made.title, made.letter.display())?,
        Reply::SealRequests(made) => {
            for request in &made.requests {
                writeln!(out, "Pedido de carimbo: {}", request.file.display())?;
                writeln!(out, "Código de conferência: {}", request.seal)?;
            }
        }
        Reply::Exported(exported) => {
            exported.packages.iter().try_for_each(|package| packaged(package, out))?;
        }
        Reply::Sample(sample) => {
            writeln!(out, "Caso de exemplo: {}", sample.case.display())?;
            let packages = sample.exported.iter().flat_map(|exported| &exported.packages);
            packages.into_iter().try_for_each(|package| packaged(package, out))?;
        }
        Reply::Verified(report) => verified(report, out)?,
        Reply::CheckRecorded(record) => {
            verified(&record.check, out)?;
            writeln!(out, "Relatório: {}", record.report.display())?;
        }
        Reply::Copied { to, originals } => {
            writeln!(out, "Cópia feita e conferida: {} ({originals} arquivos).", to.display())?;
        }
        Reply::Found(report) => print_search::found(report, out)?,
        Reply::Proposed(told) => proposed(told, out)?,
        Reply::Profiles(profiles) => profiles.iter().try_for_each(|p| profile(p, out))?,
        Reply::Received(report) => print_received::received(report, out)?,
        Reply::CheckedReceived(count) => print_received::counted(count, out)?,
        Reply::ReceivedList(list) => print_received::list(list, out)?,
        Reply::OpenedReceived(opened) => print_received::opened(opened, out)?,
        Reply::ComparedReceived(comparison) => print_received::compared(comparison, out)?,
        Reply::ReceivedTable { table } => writeln!(out, "Tabela: {}", table.display())?,
        // No command asks for these: `api` does, and answers in JSON.
        Reply::Previewed(_)
        | Reply::Grounds(_)
        | Reply::Cases(_)
        | Reply::Discarded(_)
        | Reply::Text { .. }
        | Reply::Conversation(_)
        | Reply::History(_)
        | Reply::CopiedOut(_)
        | Reply::MarkedReceived(_)
        | Reply::Passphrase(_)
        | Reply::PicturesRead(_)
        | Reply::Offered(_)
        | Reply::Settings(_) => {}
    }
    let findings = reply.findings();
    findings.into_iter().try_for_each(|one| finding(one, names, notes))
}

/// Writes what may be private, by number.
fn proposed(told: &Proposals, out: &mut dyn Write) -> io::Result<()> {
    for one in &told.proposals {
        let hidden = if one.hidden { " (já escondido)" } else { "" };
        let (number, page, what) = (one.number, one.page, one.hides.label());
        writeln!(out, "{number:3}  p. {page}  {what}: {}{hidden}", visible(&one.text))?;
    }
    if told.proposals.is_empty() {
        writeln!(out, "O programa não encontrou nada para propor nos textos que consegue ler.")?;
    } else {
        writeln!(out, "Para esconder: --aceitar 1,3 ou --aceitar todas. Confira se falta algo.")?;
    }
    if !told.unread_pages.is_empty() {
        let pages: Vec<String> = told.unread_pages.iter().map(ToString::to_string).collect();
        let pages = pages.join(", ");
        writeln!(out, "Sem texto que se leia: página {pages}. Olhe e marque com --area.")?;
    }
    Ok(())
}

/// Writes what happened, why, and what to do next.
pub(super) fn explanation(told: &Explanation, notes: &mut dyn Write) -> io::Result<()> {
    writeln!(notes, "{}", told.what)?;
    for more in [&told.why, &told.next] {
        if !more.is_empty() {
            writeln!(notes, "{more}")?;
        }
    }
    Ok(())
}

fn finding(finding: &Finding, names: &Names, notes: &mut dyn Write) -> io::Result<()> {
    let told = explain::finding(finding, names);
    let parts: Vec<&str> = [told.what.as_str(), &told.why, &told.next]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    writeln!(notes, "• {}", parts.join(" "))
}

fn gathered(report: &GatherReport, out: &mut dyn Write) -> io::Result<()> {
    for item in &report.items {
        let word = match item.outcome {
            "kept" => "guardado",
            "duplicate" => "repetido",
            _ => "não guardado",
        };
        let id = item.id.as_deref().unwrap_or("—");
        writeln!(out, "{word:13} {id:6} {}", crate::base::file_name::visible(&item.path))?;
        for note in &item.notes {
            writeln!(out, "                     {note}")?;
        }
    }
    let count = |outcome| report.items.iter().filter(|item| item.outcome == outcome).count();
    let (kept, repeated, refused) = (count("kept"), count("duplicate"), count("refused"));
    write!(out, "Guardados: {kept}")?;
    if repeated > 0 {
        write!(out, " · repetidos: {repeated}")?;
    }
    if refused > 0 {
        write!(out, " · não guardados: {refused}")?;
    }
    writeln!(out)
}

fn show(shown: &Shown, out: &mut dyn Write) -> io::Result<()> {
    let case: &CaseDocument<ShownExhibit> = &shown.document;
    writeln!(out, "{}", case.title)?;
    writeln!(
        out,
        "Caso {} · registro de guarda: {} linhas, última {}",
        case.case_id,
        shown.custody_events,
        short(&shown.custody_head)
    )?;
    if let Some(name) = case.claimant.as_ref().and_then(|claimant| claimant.shown_name()) {
        writeln!(out, "Consumidor(a): {name}")?;
    }
    for respondent in &case.respondents {
        writeln!(
            out,
            "Fornecedor {}: {}",
            respondent.id,
            respondent.shown_name().unwrap_or("sem nome")
        )?;
    }
    let mut exhibits: Vec<_> = case.exhibits.iter().map(|exhibit| &exhibit.view).collect();
    exhibits.sort_by_key(|exhibit| (exhibit.number.is_none(), exhibit.number, exhibit.id));
    writeln!(out, "\nProvas ({})", exhibits.len())?;
    for exhibit in exhibits {
        let number = exhibit.number.map_or_else(|| "—".to_owned(), |n| format!("Doc. {n}"));
        let date = exhibit.date.map_or_else(|| "sem data".to_owned(), |day| day.to_string());
        let state = if exhibit.binned { " (na lixeira)" } else { "" };
        writeln!(
            out,
            "{number:8} {} {} · {} · {date}{state}",
            exhibit.id,
            exhibit.title,
            exhibit.kind.label()
        )?;
        for item in &exhibit.items {
            let item = &item.view;
            let hash = short(&item.sha256.to_string());
            writeln!(
                out,
                "           {} {} · {hash}",
                item.id,
                crate::base::file_name::visible(&item.name)
            )?;
        }
    }
    writeln!(out, "\nContatos ({})", case.contacts.len())?;
    for contact in &case.contacts {
        let when = contact.when.map_or_else(|| "sem data".to_owned(), |when| when.to_string());
        let channel = contact.channel.map_or("", |channel| channel.label());
        let protocols: Vec<&str> = contact.protocols.iter().map(|p| p.as_str()).collect();
        writeln!(out, "{} {when} · {channel} · protocolo {}", contact.id, protocols.join(", "))?;
    }
    writeln!(
        out,
        "\nFatos: {} · Pedidos: {} · Acontecimentos: {}",
        case.facts.len(),
        case.requests.len(),
        case.events.len()
    )
}

fn short(hash: &str) -> String {
    hash.chars().take(12).collect()
}

fn packaged(package: &ExportedPackage, out: &mut dyn Write) -> io::Result<()> {
    for dossier in &package.dossier {
        writeln!(out, "Dossiê: {} ({} páginas)", dossier.display(), package.pages)?;
    }
    let zip = if package.is_protected { "ZIP com senha: " } else { "ZIP:    " };
    writeln!(out, "{zip}{}", package.zip.display())?;
    for paper in &package.papers {
        writeln!(out, "Papel: {}", paper.display())?;
    }
    if let Some(labels) = &package.labels {
        writeln!(out, "Etiquetas para os originais em papel: {}", labels.display())?;
    }
    writeln!(out, "Código de conferência: {}", package.seal)
}

fn verified(report: &CheckReport, out: &mut dyn Write) -> io::Result<()> {
    let verdict = match report.verdict {
        Verdict::Intact => "Íntegro: nada mudou desde que foi guardado.",
        Verdict::Different => "Diferente: algo mudou. Veja abaixo o quê.",
        Verdict::Unreadable => "Não foi possível ler. Veja abaixo por quê.",
    };
    writeln!(out, "{verdict}")?;
    writeln!(out, "Arquivos conferidos: {}", report.checked)?;
    if let Some(seal) = report.seal {
        writeln!(out, "Código de conferência: {seal}")?;
    }
    for sentence in &report.not_checkable {
        writeln!(out, "{sentence}")?;
    }
    for note in &report.notes {
        writeln!(out, "{}", explain::finding(note, &Names::default()).what)?;
    }
    Ok(())
}

fn profile(profile: &ProfileEntry, out: &mut dyn Write) -> io::Result<()> {
    let mb = |limit: Option<u32>| limit.map_or("sem limite".to_owned(), |mb| format!("{mb} MB"));
    writeln!(out, "{:14} {}", profile.id, profile.name)?;
    writeln!(
        out,
        "               por arquivo: {} · ao todo: {} · lido em {}{}",
        mb(profile.limits.max_file_mb),
        mb(profile.limits.max_total_mb),
        profile.read_on,
        if profile.confidence == crate::filing::Confidence::Unconfirmed {
            " · confirme no local"
        } else {
            ""
        }
    )
}
