//! An e-mail as printed: head, attachments, and the lines that servers added to it.

use super::evidence::size;
use super::labelled;
use crate::base::Moment;
use crate::base::file_name::visible;
use crate::explain;
use crate::filing::{DossierPlan, PageContent};
use crate::import::mail::{MailReading, RepeatedField};
use crate::import::{InnerFile, Parsed};
use crate::render::view::{AttachmentView, LabelledValue, MailSheet, TraceView};

/// Most addresses that are printed of one field; the file has all of them.
const MAX_ADDRESSES: usize = 30;

/// What is printed for a subject that is not there.
const NO_SUBJECT: &str = "(sem assunto)";

/// Returns the page of a mail but for its text; `shown` are the attachments whose pages follow.
pub(super) fn sheet(mail: &MailReading, shown: &[u32]) -> MailSheet {
    let attachments = (1..).zip(&mail.attachments).map(|(number, file)| AttachmentView {
        number: u32::to_string(&number),
        name: name(file),
        facts: format!("{}, {}", explain::file_type(&file.media_type), size(file.size_bytes)),
        sha256: file.sha256.to_string(),
        place: if shown.contains(&number) {
            "Nas páginas a seguir.".to_owned()
        } else {
            "Dentro do arquivo do e-mail.".to_owned()
        },
    });
    MailSheet {
        subject: mail.subject.clone().unwrap_or_else(|| NO_SUBJECT.to_owned()),
        head: head(mail),
        attachments: attachments.collect(),
        ..MailSheet::default()
    }
}

/// Returns how an attachment is called below its picture: "Anexo 2: fatura.pdf".
pub(super) fn attachment_title(number: u32, file: &InnerFile) -> String {
    format!("Anexo {number}: {}", name(file))
}

fn name(file: &InnerFile) -> String {
    file.name.as_deref().map_or_else(|| "(sem nome)".to_owned(), visible)
}

fn head(mail: &MailReading) -> Vec<LabelledValue> {
    let values = |field: &str, one: Option<&String>| -> Vec<String> {
        let repeated = mail.repeated.iter().find(|repeated| repeated.name == field);
        repeated.map_or_else(
            || one.cloned().into_iter().collect(),
            |RepeatedField { values, .. }| values.clone(),
        )
    };
    let dates = values("Date", mail.date.as_ref()).iter().map(|date| moment(date)).collect();
    let subjects = values("Subject", mail.subject.as_ref());
    let rows = [
        ("De", "De (o e-mail traz mais de um)", values("From", mail.from.as_ref())),
        ("Para", "Para", shortened(&mail.to)),
        ("Cópia", "Cópia", shortened(&mail.cc)),
        ("Data", "Data (o e-mail traz mais de uma)", dates),
    ];
    let mut head: Vec<LabelledValue> = Vec::new();
    for (one, several, values) in rows {
        let is_repeated = one != several && values.len() > 1;
        if !values.is_empty() {
            head.push(labelled(if is_repeated { several } else { one }, values.join("\n")));
        }
    }
    if subjects.len() > 1 {
        head.push(labelled("Assunto (o e-mail traz mais de um)", subjects.join("\n")));
    }
    head
}

fn shortened(addresses: &[String]) -> Vec<String> {
    let mut shown: Vec<String> = addresses.iter().take(MAX_ADDRESSES).cloned().collect();
    if let Some(rest) = addresses.len().checked_sub(MAX_ADDRESSES).filter(|rest| *rest > 0) {
        shown.push(format!("e mais {rest}, que estão no arquivo"));
    }
    shown
}

/// Returns a moment as printed; what is none stays as it stands in the mail.
fn moment(text: &str) -> String {
    Moment::parse(text).map_or_else(|_| text.to_owned(), |moment| moment.to_string())
}

/// Returns the lines of servers of every mail of a dossier, in the order printed.
pub(super) fn traces(plan: &DossierPlan) -> Vec<TraceView> {
    let views = plan.exhibits.iter().flat_map(|exhibit| {
        exhibit.pages.iter().filter_map(move |page| match &page.content {
            PageContent::View { reading, .. } => Some((exhibit, reading)),
            _ => None,
        })
    });
    views
        .filter_map(|(exhibit, reading)| {
            let Some(Parsed::Mail(mail)) = &reading.parsed else { return None };
            let id = mail.message_id.iter().map(|id| labelled("Message-ID", id));
            let lines: Vec<LabelledValue> =
                id.chain(mail.trace.iter().map(|line| labelled(&line.name, &line.value))).collect();
            (!lines.is_empty()).then(|| TraceView {
                tab: format!("Doc. {}", exhibit.number),
                title: mail.subject.clone().unwrap_or_else(|| exhibit.title.clone()),
                lines,
            })
        })
        .collect()
}
