//! Received dossiers in sentences.

use crate::app::{ReceiveReport, ReceivedList, ReceivedOpened};
use crate::base::Money;
use crate::base::file_name::visible;
use crate::catalogue::{
    Change, ChangeKind, CheckedCount, Comparison, CustodyRelation, ReceivedEntry,
};
use std::io::{self, Write};

pub(super) fn received(report: &ReceiveReport, out: &mut dyn Write) -> io::Result<()> {
    for one in &report.dossiers {
        let word = match one.outcome {
            "kept" => "recebido",
            "duplicate" => "repetido",
            "opened" => "aberto",
            _ => "não recebido",
        };
        let id = one.id.map_or_else(|| "—".to_owned(), |id| id.to_string());
        let state = one.state.map_or("", |state| state.label());
        writeln!(out, "{word:13} {id:>5}  {state:14} {}", visible(&one.path))?;
        if let Some(why) = &one.why {
            writeln!(out, "                     {} {}", why.what, why.next)?;
        }
    }
    let count = |outcome| report.dossiers.iter().filter(|one| one.outcome == outcome).count();
    writeln!(
        out,
        "Recebidos: {} · repetidos: {} · não recebidos: {}",
        count("kept"),
        count("duplicate"),
        count("refused")
    )?;
    report.checked.iter().try_for_each(|checked| counted(checked, out))
}

pub(super) fn counted(count: &CheckedCount, out: &mut dyn Write) -> io::Result<()> {
    let CheckedCount { intact, different, unreadable, waiting, protected } = count;
    write!(
        out,
        "Conferidos agora: íntegros {intact} · com diferença {different} · ilegíveis {unreadable}"
    )?;
    if *waiting > 0 {
        write!(out, " · à espera {waiting}")?;
    }
    if *protected > 0 {
        write!(out, " · com senha, ainda fechados {protected}")?;
    }
    writeln!(out)
}

pub(super) fn list(list: &ReceivedList, out: &mut dyn Write) -> io::Result<()> {
    if list.dossiers.is_empty() {
        return writeln!(out, "Nenhum dossiê encontrado.");
    }
    for entry in &list.dossiers {
        line(entry, out)?;
        for hit in list.hits.iter().filter(|hit| hit.dossier == entry.id) {
            let number = hit.number.as_deref().map(|n| format!("Doc. {n}, ")).unwrap_or_default();
            let page = hit.page.map(|page| format!("pág. {page}: ")).unwrap_or_default();
            writeln!(out, "         {number}{page}{}", visible(&hit.quote))?;
        }
    }
    Ok(())
}

fn line(entry: &ReceivedEntry, out: &mut dyn Write) -> io::Result<()> {
    let facts = &entry.facts;
    let claimant = facts.claimant.as_deref().unwrap_or("—");
    let value = facts.value.map(|value| Money::from_centavos(value).to_string());
    writeln!(
        out,
        "{:>5}  {:14} {} · {} · {} · provas {}{}",
        entry.id,
        entry.state.label(),
        visible(claimant),
        visible(&facts.respondents.join(", ")),
        visible(&facts.title),
        facts.exhibits,
        value.map(|value| format!(" · {value}")).unwrap_or_default(),
    )
}

pub(super) fn opened(opened: &ReceivedOpened, out: &mut dyn Write) -> io::Result<()> {
    line(&opened.entry, out)?;
    writeln!(
        out,
        "       {} · recebido em {}",
        opened.entry.origin.label(),
        opened.entry.received_at
    )?;
    let Some(contents) = &opened.contents else { return Ok(()) };
    writeln!(out, "\nProvas ({})", contents.exhibits.len())?;
    for exhibit in &contents.exhibits {
        let number = exhibit.number.as_deref().map(|n| format!("Doc. {n}")).unwrap_or_default();
        let page = exhibit.first_page.map(|page| format!(" · pág. {page}")).unwrap_or_default();
        writeln!(out, "{number:8} {}{page}", visible(&exhibit.title))?;
    }
    writeln!(out, "\nFatos ({})", contents.facts.len())?;
    for fact in &contents.facts {
        let date = fact.date.map(|day| day.to_string()).unwrap_or_default();
        writeln!(out, "{date:10} {}", visible(&fact.text))?;
    }
    for note in &opened.mark.notes {
        writeln!(out, "Anotação: {}", visible(&note.text))?;
    }
    Ok(())
}

pub(super) fn compared(comparison: &Comparison, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "Dossiê {} e, depois, {}", comparison.earlier, comparison.later)?;
    let custody = match comparison.custody {
        CustodyRelation::Same => "O registro de guarda é o mesmo.",
        CustodyRelation::Continued => "O registro de guarda continua o do anterior.",
        CustodyRelation::Before => "O registro de guarda é mais curto: este foi feito antes.",
        CustodyRelation::Forked => {
            "O registro de guarda não continua o do anterior: há dois ramos."
        }
        CustodyRelation::Unknown => "Não há registro de guarda que se possa comparar.",
    };
    writeln!(out, "{custody}")?;
    if let Some(line) = comparison.forked_at {
        writeln!(out, "Os ramos se separam na linha {line}.")?;
    }
    comparison.changes.iter().try_for_each(|change| changed(change, out))
}

fn changed(change: &Change, out: &mut dyn Write) -> io::Result<()> {
    let word = match change.kind {
        ChangeKind::Added => "novo",
        ChangeKind::Removed => "retirado",
        ChangeKind::Altered => "mudou",
    };
    let part = match change.part {
        "exhibits" => "prova",
        "facts" => "fato",
        "contacts" => "contato",
        _ => "pedido",
    };
    let number = change.number.as_deref().map(|n| format!(" Doc. {n}")).unwrap_or_default();
    let said = change.now.as_deref().or(change.was.as_deref()).unwrap_or_default();
    writeln!(out, "{word:9} {part}{number}: {}", visible(said))
}
