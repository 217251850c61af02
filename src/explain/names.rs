//! What the parts of one case are called: by title, date and company, as their owner knows them.
//! Ids such as `e3` are for programs; no sentence shows one.

use crate::app::AppError;
use crate::case::{Case, Contact, Exhibit, Fact, Finding, RespondentId, number};
use crate::explain::name::{Name, digest, excerpt, quoted, shown};
use std::collections::BTreeMap;
use std::ops::Deref;

/// What the parts of one case are called. Empty where no case is at hand: parts are then told by
/// their kind alone.
#[derive(Debug, Clone, Default)]
pub struct Names {
    parts: BTreeMap<String, Name>,
    files: BTreeMap<String, File>,
}

/// One file of a case.
#[derive(Debug, Clone)]
struct File {
    name: String,
    exhibit: Option<String>,
}

impl Names {
    /// Returns what the parts of this case are called.
    pub fn of(case: &Case) -> Self {
        let mut names = Self::default();
        let numbers = number(case);
        for exhibit in &case.exhibits {
            let number = numbers.get(&exhibit.id).map(|number| format!("Doc. {number}"));
            names.exhibit(exhibit, number.as_deref());
        }
        for item in case.items.values() {
            let id = item.id.to_string();
            let file = names.files.entry(id).or_insert_with(|| File::new(None));
            file.name = quoted(&item.name);
        }
        names.contacts(case);
        for (index, fact) in case.facts.iter().enumerate() {
            names.put(&fact.id, "o", told_fact(index, fact));
        }
        for request in &case.requests {
            names.put(&request.id, "o", format!("pedido {}", excerpt(&request.text)));
        }
        for event in &case.events {
            names.put(&event.id, "o", format!("acontecimento {}", excerpt(&event.text)));
        }
        for company in &case.respondents {
            let called = company.short_name().map_or("sem nome".to_owned(), quoted);
            names.put(&company.id, "a", format!("empresa {called}"));
        }
        names
    }

    fn put(&mut self, id: &impl ToString, article: &'static str, noun: String) {
        self.parts.insert(id.to_string(), Name::new(article, noun));
    }

    fn exhibit(&mut self, exhibit: &Exhibit, number: Option<&str>) {
        let title = quoted(&exhibit.title);
        let noun = match number {
            Some(number) => format!("prova {title} ({number})"),
            None => format!("prova {title}"),
        };
        self.put(&exhibit.id, "a", noun);
        let label = number.map_or_else(|| title.clone(), |number| format!("{title}, {number}"));
        for item in &exhibit.items {
            self.files.insert(item.to_string(), File::new(Some(label.clone())));
        }
    }

    /// Two contacts of one day with one company are told apart by their place in the list.
    fn contacts(&mut self, case: &Case) {
        let mut said = BTreeMap::<String, usize>::new();
        let nouns: Vec<String> = case.contacts.iter().map(|c| told_contact(case, c)).collect();
        for noun in &nouns {
            *said.entry(noun.clone()).or_default() += 1;
        }
        for (index, (contact, noun)) in case.contacts.iter().zip(nouns).enumerate() {
            let alone = said.get(&noun).is_none_or(|count| *count == 1);
            let place = index.saturating_add(1);
            let noun = if alone { noun } else { format!("{noun} (nº {place} da lista)") };
            self.put(&contact.id, "o", noun);
        }
    }

    /// Returns how a part is called: by an id such as `e3`, by "Doc. 3", by a citation `sha256:…`,
    /// or by the word that a finding uses for a person. An unknown id is told by its kind.
    pub(super) fn part(&self, id: &str) -> Name {
        if let Some(known) = self.known(id) {
            return known;
        }
        match (kind(id), id) {
            (Some(kind), _) => kind,
            (None, "claimant") => Name::new("o", "consumidor"),
            (None, "representative") => Name::new("o", "representante"),
            _ if id.starts_with("Doc. ") => Name::new("o", shown(id)),
            _ => match id.strip_prefix("sha256:") {
                Some(hash) => Name::new(
                    "a",
                    format!("prova cujo código de integridade começa com {}", digest(hash)),
                ),
                None => Name::new("o", format!("item {}", quoted(id))),
            },
        }
    }

    /// Returns how a part of this case is called; nothing when the case has none with this id.
    pub(super) fn known(&self, id: &str) -> Option<Name> {
        let file = || {
            let File { name, exhibit } = self.files.get(id)?;
            let of = exhibit.as_ref().map_or_else(String::new, |label| format!(" ({label})"));
            Some(Name::new("o", format!("arquivo {name}{of}")))
        };
        self.parts.get(id).cloned().or_else(file)
    }

    /// Returns the exhibit that a file belongs to, or that an id means, as it stands in brackets.
    pub(super) fn owner(&self, id: &str) -> Option<String> {
        match self.files.get(id) {
            Some(file) => file.exhibit.clone(),
            None if kind(id).is_some() => self.parts.get(id).map(|name| name.noun().to_owned()),
            None => Some(shown(id)),
        }
    }

    /// Returns a detail "p5, p. 2" with the file by its name and the page in a word; nothing is left
    /// of an unknown file alone.
    pub(super) fn spot(&self, detail: &str) -> Option<String> {
        let (id, page) = detail.split_once(", p. ").map_or((detail, None), |(id, n)| (id, Some(n)));
        let file = match self.files.get(id) {
            Some(file) => Some(file.name.clone()),
            None => kind(id).is_none().then(|| shown(id)),
        };
        let page = page.map(|number| format!("página {}", shown(number)));
        let told: Vec<String> = file.into_iter().chain(page).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}

impl File {
    fn new(exhibit: Option<String>) -> Self {
        Self { name: String::new(), exhibit }
    }
}

/// A finding, and what the parts that it speaks of are called.
#[derive(Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) finding: &'a Finding,
    pub(super) names: &'a Names,
}

impl Deref for Seen<'_> {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        self.finding
    }
}

/// Returns whether the sentences of a finding name a part of the case.
pub fn speaks_of_parts(finding: &Finding) -> bool {
    let found = finding.found.as_deref().map(|text| text.split(", ").next().unwrap_or(text));
    finding.subject.as_deref().into_iter().chain(found).any(|id| kind(id).is_some())
}

/// Returns whether the sentences of a failure may name a part of the case.
pub const fn may_speak_of_parts(error: &AppError) -> bool {
    matches!(error, AppError::Store(_) | AppError::Document(_) | AppError::Refused(_))
}

/// Returns what an id means when nothing more is known: "uma prova"; nothing for what is no id.
fn kind(id: &str) -> Option<Name> {
    let mut letters = id.chars();
    let letter = letters.next()?;
    let digits = letters.as_str();
    if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let (article, noun) = match letter {
        'p' => ("um", "arquivo"),
        'e' => ("uma", "prova"),
        'c' => ("um", "contato"),
        'f' => ("um", "fato"),
        'r' => ("um", "pedido"),
        's' => ("uma", "empresa"),
        'v' => ("um", "acontecimento"),
        _ => return None,
    };
    Some(Name::new(article, noun))
}

fn told_fact(index: usize, fact: &Fact) -> String {
    format!("fato nº {} ({})", index.saturating_add(1), excerpt(&fact.text))
}

fn told_contact(case: &Case, contact: &Contact) -> String {
    let when = match &contact.when {
        Some(when) => format!("de {}", when.to_string().replacen(' ', " às ", 1)),
        None => "sem data".to_owned(),
    };
    let company = |id: RespondentId| {
        let company = case.respondents.iter().find(|company| company.id == id)?;
        company.short_name()
    };
    // Where there is but one company, the contact can only be with that one.
    let only = || match case.respondents.as_slice() {
        [company] => company.short_name(),
        _ => None,
    };
    let with = contact.respondent.and_then(company).or_else(only);
    let with = with.map_or_else(String::new, |name| format!(" com a empresa {}", shown(name)));
    format!("contato {when}{with}")
}
