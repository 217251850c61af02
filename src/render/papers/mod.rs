//! What each paper says: from a case, its plan and the user's notes to blocks. A field that is
//! missing becomes a line to fill by hand, never an invention.

mod addition;
mod check;
mod complaint;
mod letters;
mod petition;
mod received;
mod sheets;
#[cfg(test)]
mod tests;

pub use check::{CheckOutcome, CheckSource, Difference, check_report};
pub use letters::letter;
pub use received::{ReceivedLine, received_index};

use crate::case::{Case, ClaimantKind, FilingNotes, Representative, Respondent};
use crate::filing::{
    ChecklistLine, Complement, DossierPlan, FilingProfile, Ground, OwnProfile, Paper, claim_sums,
    court_limits,
};
use crate::render::compose::{Cites, labelled_tax_id, place_and_date};
use crate::render::paper::{Block, Entry, Field, PaperView, Signer};
use chrono::NaiveDate;

/// Everything a paper is composed from.
pub struct PaperSource<'a> {
    /// The case as the package carries it.
    pub case: &'a Case,
    /// The user's notes for filing, which the package does not carry.
    pub notes: &'a FilingNotes,
    /// Plan of the dossier, for numbers and pages.
    pub plan: &'a DossierPlan,
    /// Destination.
    pub profile: &'a FilingProfile,
    /// Lines of its checklist.
    pub checklist: &'a [ChecklistLine],
    /// The catalogue of grounds.
    pub grounds: &'a [Ground],
    /// Day on the papers.
    pub date: NaiveDate,
    /// The user's own table of minimum wages.
    pub wages: Option<&'a OwnProfile>,
    /// A draft.
    pub draft: bool,
    /// Only what is new since a delivery.
    pub complement: Option<&'a Complement>,
}

/// Returns a paper as printed; `None` for what is no paper of blocks: the dossier, and the
/// sheets of fixed measure. In a complement,
/// what was handed in once is not written again: a paper that joins the documents stands in its place.
pub fn compose_paper(paper: Paper, from: &PaperSource<'_>) -> Option<PaperView> {
    match (paper, from.complement) {
        (Paper::ComplaintSheet | Paper::Petition, Some(complement)) => {
            Some(addition::addition(complement, from))
        }
        (Paper::TakeAlong | Paper::PublicText, Some(_)) => None,
        (paper, _) => compose_whole(paper, from),
    }
}

fn compose_whole(paper: Paper, from: &PaperSource<'_>) -> Option<PaperView> {
    match paper {
        Paper::Dossier | Paper::Receipt | Paper::VolumeLabel => None,
        Paper::ComplaintSheet => Some(complaint::complaint_sheet(from)),
        Paper::Petition => Some(petition::petition(from)),
        Paper::CoverSheet => Some(sheets::cover_sheet(from)),
        Paper::TakeAlong => Some(sheets::take_along(from)),
        Paper::PublicText => Some(sheets::public_text(from)),
    }
}

impl PaperSource<'_> {
    fn cites(&self) -> Cites<'_> {
        Cites::new(self.case, self.plan)
    }

    /// Returns an empty paper with what stands on each of its pages.
    fn sheet(&self, title: &str, kind: &str) -> PaperView {
        let author = self.case.claimant.as_ref().and_then(|claimant| claimant.shown_name());
        let against = self.case.respondents.first().and_then(Respondent::short_name);
        let parties = match (author, against) {
            (Some(author), Some(against)) => format!("{author} × {against}"),
            (Some(one), None) | (None, Some(one)) => one.to_owned(),
            (None, None) => self.case.title.clone(),
        };
        PaperView {
            draft: self.draft,
            title: Some(title.to_owned()),
            document_title: format!("{title}: {parties}"),
            authors: author.map(str::to_owned).into_iter().collect(),
            running: parties,
            footer: format!("{kind} · {}", self.date.format("%d/%m/%Y")),
            ..PaperView::default()
        }
    }

    /// Returns the facts in the order told.
    fn facts(&self) -> Vec<Entry> {
        let cites = self.cites();
        let facts = self.case.facts.iter().filter(|fact| !fact.text.trim().is_empty());
        facts
            .map(|fact| Entry {
                date: fact.date.map(|day| day.to_string()),
                text: fact.text.trim().to_owned(),
                cites: cites.texts(&fact.citations),
            })
            .collect()
    }

    /// Returns the requests with their amounts.
    fn requests(&self) -> Vec<Entry> {
        let cites = self.cites();
        let requests = self.case.requests.iter().filter(|request| !request.text.trim().is_empty());
        requests
            .map(|request| {
                let amount = request.amount.map(|amount| format!(" ({amount})"));
                let text = request.text.trim().trim_end_matches('.');
                Entry {
                    date: None,
                    text: format!("{text}{}.", amount.unwrap_or_default()),
                    cites: cites.texts(&request.citations),
                }
            })
            .collect()
    }

    /// Returns the table of attempts by date; `None` without contacts.
    fn attempts(&self) -> Option<Block> {
        let mut contacts: Vec<_> = self.case.contacts.iter().collect();
        contacts.sort_by_key(|contact| {
            (contact.when.is_none(), contact.when.map(|w| (w.day().earliest(), w.time())))
        });
        let cites = self.cites();
        let rows: Vec<Vec<String>> = contacts
            .into_iter()
            .map(|contact| {
                let said =
                    [contact.promise.as_ref(), contact.answer.as_ref(), contact.outcome.as_ref()];
                let said: Vec<&str> = said.into_iter().flatten().map(String::as_str).collect();
                let protocols: Vec<&str> = contact.protocols.iter().map(|p| p.as_str()).collect();
                vec![
                    contact.when.map(|when| when.to_string()).unwrap_or_default(),
                    contact.channel.map_or("Contato", |channel| channel.label()).to_owned(),
                    protocols.join("\n"),
                    said.join(" "),
                    cites.contact_texts(contact).join("; "),
                ]
            })
            .collect();
        let head = ["Quando", "Canal", "Protocolo", "Resposta da empresa", "Prova"];
        (!rows.is_empty()).then(|| Block::Table {
            head: head.map(str::to_owned).to_vec(),
            widths: vec![2, 2, 3, 5, 2],
            rows,
            codes: None,
        })
    }

    /// Returns the list of documents with number, pages of the dossier and code of integrity.
    fn documents(&self, with_codes: bool) -> Block {
        if self.plan.exhibits.is_empty() {
            return Block::Lines { count: 4 };
        }
        let rows = self.plan.exhibits.iter().map(|exhibit| {
            let mut row = vec![
                format!("Doc. {}", exhibit.number),
                exhibit.title.clone(),
                exhibit.date.map(|day| day.to_string()).unwrap_or_default(),
            ];
            if with_codes {
                let codes = exhibit.items.iter().map(|item| item.sha256.to_string());
                row.push(codes.collect::<Vec<_>>().join("\n"));
            }
            row
        });
        let mut head = vec!["Nº".to_owned(), "Documento".to_owned(), "Data".to_owned()];
        let mut widths = vec![0, 4, 0];
        let codes = with_codes.then_some(head.len());
        if with_codes {
            head.push("Código de integridade (SHA-256)".to_owned());
            widths.push(0);
        }
        Block::Table { head, widths, rows: rows.collect(), codes }
    }

    /// Returns what is signed, place, day and the claimant's line to sign.
    fn closing(&self, before: &[&str], role: &str) -> Block {
        let claimant = self.case.claimant.as_ref();
        Block::Signature {
            before: before.iter().map(|text| (*text).to_owned()).collect(),
            place_date: Some(place_and_date(self.case, self.date)),
            people: vec![Signer {
                name: claimant.and_then(|c| c.shown_name()).map(str::to_owned),
                role: role.to_owned(),
                detail: claimant.and_then(|c| c.tax_id.as_ref()).map(labelled_tax_id),
            }],
        }
    }

    fn claimant_fields(&self) -> Vec<Field> {
        let claimant = self.case.claimant.clone().unwrap_or_default();
        let mei = claimant.kind == ClaimantKind::Mei;
        let rg = claimant.rg.as_ref().map(|rg| {
            let parts = [rg.number.as_deref(), rg.issuer.as_deref()];
            parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
        });
        vec![
            field("Nome completo", claimant.shown_name().map(str::to_owned), true),
            field(
                if mei { "CNPJ" } else { "CPF" },
                claimant.tax_id.as_ref().map(ToString::to_string),
                false,
            ),
            field("RG", rg, false),
            field("Data de nascimento", claimant.birth_date.map(|day| day.to_string()), false),
            field("Telefone", claimant.phone, false),
            field("Endereço com CEP", claimant.address.as_ref().and_then(|a| a.line()), true),
            field("E-mail", claimant.email, true),
        ]
    }

    fn representative_fields(representative: &Representative) -> Vec<Field> {
        vec![
            field("Nome completo", representative.name.clone(), true),
            field("Na qualidade de", representative.role.clone(), false),
            field("CPF", representative.tax_id.as_ref().map(ToString::to_string), false),
        ]
    }
}

fn respondent_fields(company: Option<&Respondent>) -> Vec<Field> {
    let name = company.and_then(|company| company.shown_name());
    let trade = company.and_then(|company| company.trade_name.clone());
    vec![
        field("Razão social", name.map(str::to_owned), true),
        field("Nome fantasia", trade, false),
        field("CNPJ", company.and_then(|c| c.tax_id.as_ref()).map(ToString::to_string), false),
        field("Endereço com CEP", company.and_then(|c| c.address.as_ref()?.line()), true),
        field("Telefone", company.and_then(|c| c.phone.clone()), false),
        field("E-mail", company.and_then(|c| c.email.clone()), false),
    ]
}

fn field(label: &str, value: Option<String>, wide: bool) -> Field {
    let value = value.filter(|value| !value.trim().is_empty());
    Field { label: label.to_owned(), value, wide }
}

/// Returns the sentence on the value of the case and how it stands to the limits of the day.
fn value_sentence(from: &PaperSource<'_>) -> Option<String> {
    let sums = claim_sums(&from.case.requests).filter(|sums| sums.claim_value.centavos() > 0)?;
    let limits = court_limits(sums.claim_value, from.date, from.wages).ok().flatten();
    let over = limits.filter(|limits| limits.excess.centavos() > 0);
    let renounced = over.filter(|_| from.notes.renounces_excess);
    Some(match renounced {
        Some(limits) => format!(
            "Dá-se à causa o valor de {}, limite do Juizado nesta data. Renuncio ao que passa dele ({}).",
            limits.limit, limits.excess
        ),
        None => format!("Dá-se à causa o valor de {}.", sums.claim_value),
    })
}
