//! Names of the files that are uploaded one by one, by the destination's rule: descriptive in
//! letters and digits alone (`Doc03FaturaClaro202608.pdf`) or plain (`03 - Fatura Claro
//! ago-2026.pdf`). Unique, never longer than the rule allows. Names in the ZIP are in `names`.

use crate::base::Day;
use crate::base::file_name::{UniqueNames, ascii_name};
use crate::case::ExhibitNumber;
use crate::filing::{Limits, NameStyle};

/// Longest name where the destination tells none, in characters.
const USUAL_CHARS: usize = 80;
/// Most copies of one name that are told apart.
const MOST_TWINS: u32 = 10_000;
/// Months as people shorten them.
const MONTHS: [&str; 12] =
    ["jan", "fev", "mar", "abr", "mai", "jun", "jul", "ago", "set", "out", "nov", "dez"];
/// Words that a name does without.
const SMALL_WORDS: [&str; 9] = ["a", "o", "e", "de", "da", "do", "das", "dos", "em"];

/// What a file is, for its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UploadName<'a> {
    /// Number of the exhibit; a paper has none.
    pub number: Option<ExhibitNumber>,
    /// What it is.
    pub title: &'a str,
    /// Its date.
    pub date: Option<Day>,
    /// Which part of how many, where it was divided.
    pub part: Option<(usize, usize)>,
    /// Ending without the dot.
    pub ending: &'a str,
}

/// Hands out names by a rule, no two alike on any system.
#[derive(Debug, Clone)]
pub struct UploadNames {
    style: NameStyle,
    max_chars: usize,
    taken: UniqueNames,
}

impl UploadNames {
    /// Returns the rule of a destination, with no name taken.
    pub fn new(limits: &Limits) -> Self {
        let told = limits.name_max.and_then(|chars| usize::try_from(chars).ok());
        Self {
            style: limits.name_style.unwrap_or(NameStyle::Plain),
            max_chars: told.unwrap_or(USUAL_CHARS).min(USUAL_CHARS),
            taken: UniqueNames::new(),
        }
    }

    /// Returns a name for a file and marks it as taken.
    pub fn claim(&mut self, of: &UploadName<'_>) -> String {
        for twin in 1..MOST_TWINS {
            let name = match self.style {
                NameStyle::Descriptive => descriptive(of, twin, self.max_chars),
                NameStyle::Plain => plain(of, twin, self.max_chars),
            };
            if self.taken.reserve(&name) {
                return name;
            }
        }
        // So many files of one name are no filing; the system's own rule tells them apart.
        self.taken.claim(&plain(of, 1, self.max_chars), self.max_chars)
    }
}

fn descriptive(of: &UploadName<'_>, twin: u32, max_chars: usize) -> String {
    let head = match of.number {
        Some(ExhibitNumber::Proof(number)) => format!("Doc{number:02}"),
        Some(personal) => format!("Doc{personal}"),
        None => String::new(),
    };
    let date = of.date.map(compact).unwrap_or_default();
    let part = of.part.map(|(part, of)| format!("P{part}de{of}")).unwrap_or_default();
    let twin = if twin > 1 { format!("V{twin}") } else { String::new() };
    let tail = format!("{part}{twin}");
    let fixed = [head.as_str(), &date, &tail, of.ending].iter().map(|s| s.len()).sum::<usize>() + 1;
    let year: String = date.chars().take(4).collect();
    let title = joined_words(of.title, &year, max_chars.saturating_sub(fixed));
    format!("{head}{title}{date}{tail}.{}", of.ending)
}

/// Returns the words of a title in letters and digits, each with a capital, as many as fit; `year`,
/// which the date says again, is left out.
fn joined_words(title: &str, year: &str, room: usize) -> String {
    let ascii = ascii_name(title, usize::from(u8::MAX));
    let words = ascii.split_whitespace().filter(|word| !is_small(word));
    let words = words.map(|word| word.chars().filter(char::is_ascii_alphanumeric).collect());
    let mut joined = String::new();
    for word in words.filter(|word: &String| !word.is_empty() && word != year) {
        let (first, rest) = word.split_at(1);
        let word = format!("{}{rest}", first.to_ascii_uppercase());
        let left = room.saturating_sub(joined.len());
        if word.len() > left {
            // A name needs at least the beginning of its first word.
            if joined.is_empty() {
                joined.extend(word.chars().take(left));
            }
            break;
        }
        joined.push_str(&word);
    }
    joined
}

fn is_small(word: &str) -> bool {
    SMALL_WORDS.contains(&word.to_ascii_lowercase().as_str())
}

/// Returns a date as `202608`, or `2026` where no month is known.
fn compact(day: Day) -> String {
    day.to_iso().chars().filter(char::is_ascii_digit).take(6).collect()
}

fn plain(of: &UploadName<'_>, twin: u32, max_chars: usize) -> String {
    let head = match of.number {
        Some(ExhibitNumber::Proof(number)) => format!("{number:02} - "),
        Some(personal) => format!("{personal} - "),
        None => "00 - ".to_owned(),
    };
    let date = of.date.map(|day| format!(" {}", month_of(day))).unwrap_or_default();
    let part = of.part.map(|(part, of)| format!(" - parte {part} de {of}")).unwrap_or_default();
    let twin = if twin > 1 { format!(" ({twin})") } else { String::new() };
    let tail = format!("{date}{part}{twin}.{}", of.ending);
    let title = ascii_name(&of.title.replace('.', " "), usize::from(u8::MAX));
    let room = max_chars.saturating_sub(head.len() + tail.len());
    let cut: String = title.chars().take(room).collect();
    format!("{head}{}{tail}", cut.trim_end())
}

/// Returns a date as `ago-2026`, or `2026` where no month is known.
fn month_of(day: Day) -> String {
    let iso = day.to_iso();
    let mut pieces = iso.split('-');
    let year = pieces.next().unwrap_or_default();
    let month = pieces.next().and_then(|month| month.parse::<usize>().ok());
    let month = month.and_then(|month| MONTHS.get(month.checked_sub(1)?));
    month.map_or_else(|| year.to_owned(), |month| format!("{month}-{year}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn names(style: NameStyle, name_max: u32) -> UploadNames {
        let limits =
            Limits { name_max: Some(name_max), name_style: Some(style), ..Limits::default() };
        UploadNames::new(&limits)
    }

    fn proof<'a>(number: u32, title: &'a str, date: &str) -> UploadName<'a> {
        UploadName {
            number: Some(ExhibitNumber::Proof(number)),
            title,
            date: Day::parse(date).ok(),
            part: None,
            ending: "pdf",
        }
    }

    #[test]
    fn a_name_says_number_document_and_month() {
        let bill = proof(3, "Fatura da Claro", "2026-08-10");
        assert_eq!(names(NameStyle::Descriptive, 46).claim(&bill), "Doc03FaturaClaro202608.pdf");
        assert_eq!(names(NameStyle::Plain, 80).claim(&bill), "03 - Fatura da Claro ago-2026.pdf");
        let part = UploadName { part: Some((1, 3)), ..bill };
        assert_eq!(
            names(NameStyle::Descriptive, 46).claim(&part),
            "Doc03FaturaClaro202608P1de3.pdf"
        );
        assert_eq!(
            names(NameStyle::Plain, 80).claim(&part),
            "03 - Fatura da Claro ago-2026 - parte 1 de 3.pdf"
        );
    }

    #[test]
    fn accents_years_papers_and_personal_documents_have_names_too() {
        let mut names = names(NameStyle::Descriptive, 46);
        let paper = UploadName { number: None, ..proof(1, "petição inicial", "") };
        assert_eq!(names.claim(&paper), "PeticaoInicial.pdf");
        let identity = UploadName {
            number: Some(ExhibitNumber::Personal(1)),
            ..proof(1, "RG de José Araújo", "2019")
        };
        assert_eq!(names.claim(&identity), "DocARGJoseAraujo2019.pdf");
        let call = proof(4, "Ligação – 06/03/2026 e e-mail de 2026", "2026-03-06");
        assert_eq!(names.claim(&call), "Doc04Ligacao06032026Email202603.pdf");
    }

    #[test]
    fn long_titles_are_cut_at_a_word_and_keep_date_and_part() {
        let title = "Contestação da cobrança indevida da instalação ".repeat(5);
        let long = UploadName { part: Some((12, 40)), ..proof(7, &title, "2026-03") };
        let name = names(NameStyle::Descriptive, 46).claim(&long);
        assert_eq!(name, "Doc07ContestacaoCobranca202603P12de40.pdf");
        let word = "x".repeat(200);
        let name = names(NameStyle::Descriptive, 46).claim(&proof(7, &word, "2026-03"));
        assert_eq!(name.len(), 46);
    }

    #[test]
    fn twins_are_told_apart_within_the_rule() {
        let mut names = names(NameStyle::Descriptive, 46);
        let twin = UploadName { number: None, ..proof(1, "Petição", "") };
        assert_eq!(names.claim(&twin), "Peticao.pdf");
        assert_eq!(names.claim(&twin), "PeticaoV2.pdf");
        assert_eq!(names.claim(&twin), "PeticaoV3.pdf");
    }

    proptest! {
        #[test]
        fn every_name_is_short_unique_and_of_letters_and_digits(
            titles in proptest::collection::vec(".{0,200}", 1..20), max in 30u32..60,
        ) {
            let mut names = names(NameStyle::Descriptive, max);
            let mut seen = std::collections::BTreeSet::new();
            for title in &titles {
                let name = names.claim(&proof(1, title, "2026-08-01"));
                prop_assert!(name.len() <= usize::try_from(max).unwrap(), "{}", name);
                let stem = name.strip_suffix(".pdf").unwrap();
                prop_assert!(stem.bytes().all(|b| b.is_ascii_alphanumeric()), "{}", name);
                prop_assert!(seen.insert(name.to_lowercase()));
            }
        }
    }
}
