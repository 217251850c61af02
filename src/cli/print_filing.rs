//! Checklist, ladder and deadlines in sentences.

use crate::app::{DeadlineReport, MissingReport};
use crate::filing::{Bound, Confidence, Deadline, DeadlineState, LineState, Need, RungState};
use std::io::{self, Write};

/// Writes what a case has and lacks for a destination.
pub(super) fn missing(report: &MissingReport, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}: {} de {} prontos.", report.name, report.ready, report.total)?;
    for (need, title) in [
        (Need::Required, "Obrigatório"),
        (Need::Usual, "Costumam pedir"),
        (Need::IfApplicable, "Se for o caso"),
    ] {
        let lines = report.lines.iter().filter(|line| line.need == need).collect::<Vec<_>>();
        if lines.is_empty() {
            continue;
        }
        writeln!(out, "\n{title}")?;
        for line in lines {
            let mark = match line.state {
                LineState::Ready => "✓",
                LineState::Settled => "–",
                LineState::Look => "!",
                LineState::Missing => "✕",
            };
            writeln!(out, "  {mark} {}", line.title)?;
            if line.state == LineState::Missing {
                writeln!(out, "      Por quê: {}", line.why)?;
                writeln!(out, "      Onde: {}", line.get_it)?;
            }
            if line.state == LineState::Look {
                writeln!(out, "      Veja se serve: pedem um documento recente e em seu nome.")?;
            }
        }
    }
    if !report.warnings.is_empty() {
        writeln!(out, "\nBom saber")?;
        for warning in &report.warnings {
            writeln!(out, "  {}{}", warning.text, confirm(warning.confidence))?;
        }
    }
    Ok(())
}

/// Writes deadlines, steps and values.
pub(super) fn deadlines(report: &DeadlineReport, out: &mut dyn Write) -> io::Result<()> {
    if report.deadlines.is_empty() {
        writeln!(out, "Nenhum prazo ainda. Os prazos saem dos contatos e das datas do caso.")?;
    }
    for deadline in &report.deadlines {
        one(deadline, out)?;
    }
    for company in &report.ladders {
        writeln!(out, "\nPassos com {}", company.name.as_deref().unwrap_or("a empresa"))?;
        for step in &company.steps {
            let state = match step.state {
                RungState::Done => "feito",
                RungState::Waiting => "esperando resposta",
                RungState::Next => "próximo passo",
                RungState::Later => "",
            };
            let until = step.until.map(|day| format!(" até {day}")).unwrap_or_default();
            writeln!(out, "  {:32} {state}{until}", step.title)?;
        }
    }
    if let Some(claim) = report.values.claim {
        writeln!(out, "\nDinheiro pedido: {}", claim.asked)?;
        writeln!(out, "Valor da causa: {}", claim.claim_value)?;
        match report.values.limits {
            Some(limits) if limits.excess.centavos() > 0 => writeln!(
                out,
                "Passa do limite do Juizado ({}) em {}.",
                limits.limit, limits.excess
            )?,
            Some(limits) if limits.needs_lawyer => {
                writeln!(out, "Acima de {}: é preciso advogado.", limits.without_lawyer)?;
            }
            Some(limits) => {
                writeln!(out, "Até {}: não é preciso advogado.", limits.without_lawyer)?;
            }
            None => writeln!(out, "O salário mínimo deste ano não está na tabela. Confira.")?,
        }
    }
    if let Some(refund) = report.values.refund {
        writeln!(
            out,
            "Cobranças pagas: {}; em dobro: {} (CDC, art. 42). Cobranças não pagas: {}.",
            refund.simple, refund.double, refund.unpaid
        )?;
        if refund.paid_before_2021.centavos() > 0 {
            writeln!(
                out,
                "Pago antes de 30/03/2021: {}. Para isso há quem só devolva em dobro com má-fé. Confirme.",
                refund.paid_before_2021
            )?;
        }
    }
    if let Some(ics) = &report.ics {
        writeln!(out, "\nAgenda gravada em {}", ics.display())?;
    }
    Ok(())
}

fn one(deadline: &Deadline, out: &mut dyn Write) -> io::Result<()> {
    let day = deadline.until.format("%d/%m/%Y");
    let head = match (deadline.bound, deadline.state) {
        (_, DeadlineState::Met) => format!("feito       {day}"),
        (Bound::Consumer, DeadlineState::Running) => format!("faça até    {day}"),
        (Bound::Consumer, DeadlineState::Past) => format!("passou em   {day}"),
        (Bound::Company, DeadlineState::Running) => format!("empresa até {day}"),
        (Bound::Company, DeadlineState::Past) => format!("venceu em   {day}"),
    };
    let about = deadline.about.as_ref().map(|id| format!(" ({id})")).unwrap_or_default();
    writeln!(out, "{head}  {}{about}", deadline.title)?;
    if deadline.state != DeadlineState::Met {
        writeln!(out, "                        {}", deadline.action)?;
    }
    if let Some(day) = deadline.paused_by {
        writeln!(
            out,
            "                        Parado pela reclamação de {day} (CDC, art. 26, §2)."
        )?;
    }
    let basis = format!("{}{}", deadline.basis, confirm(deadline.confidence));
    writeln!(out, "                        {basis}")
}

const fn confirm(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Confirmed => "",
        Confidence::Unconfirmed => " Confirme.",
    }
}
