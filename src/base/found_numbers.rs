//! Numbers that a text names: the protocol of a contact, a sum of money, a day of payment. What is
//! found is only ever a suggestion, with the words it stood among.
//! Deliberately not here: keys of fiscal documents and payment lines, which prove themselves by their
//! check digits (`access_key`, `payment_line`).

use super::{Cnpj, Cpf, Day, Money, ProtocolNumber};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longest text that is searched, in bytes: what a person was told stands near its beginning.
const MAX_BYTES: usize = 64 * 1024;

/// How far after its word a number may stand, in characters.
const REACH_CHARS: usize = 48;

/// Digits of a protocol number: fewer are a year or a count; the longest known have 20.
const PROTOCOL_DIGITS: std::ops::RangeInclusive<usize> = 6..=25;

/// Words after which companies and offices give the number of a contact, without accents. The number
/// of Decreto 11.034/2022 for the SAC is called "protocolo"; the others were seen in mails.
const PROTOCOL_WORDS: [&str; 8] = [
    "protocolo",
    "protocolos",
    "atendimento",
    "chamado",
    "manifestacao",
    "reclamacao",
    "ocorrencia",
    "solicitacao",
];

/// Something that was found, and the words it stood among.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found<T> {
    /// What.
    pub value: T,
    /// The words, on one line.
    pub quote: String,
}

/// Returns the protocol numbers that a text gives near a word for them, each once, in order.
pub fn find_protocols(text: &str) -> Vec<Found<ProtocolNumber>> {
    let mut found: Vec<Found<ProtocolNumber>> = Vec::new();
    let tokens = tokens(text);
    for (index, word) in tokens.iter().enumerate() {
        if !PROTOCOL_WORDS.contains(&word.folded.as_str()) {
            continue;
        }
        let reach = word.end.saturating_add(REACH_CHARS);
        let after = tokens.iter().skip(index + 1).take_while(|token| token.start <= reach);
        for token in after {
            if is_protocol(token.text) {
                let value = ProtocolNumber::new(token.text);
                let known =
                    |one: &Found<ProtocolNumber>| one.value.normalized() == value.normalized();
                if !found.iter().any(known) {
                    found.push(Found { value, quote: quote(text, word.start, token.end) });
                }
                break;
            }
            // The number of another word, of a telephone, or of a fiscal document's authorisation.
            if matches!(
                token.folded.as_str(),
                "cpf" | "cnpj" | "telefone" | "tel" | "ligue" | "autorizacao"
            ) {
                break;
            }
        }
    }
    found
}

/// Returns the sums in reais that a text names by "R$", each once, in order.
pub fn find_amounts(text: &str) -> Vec<Found<Money>> {
    let text = beginning(text);
    let mut found: Vec<Found<Money>> = Vec::new();
    for (at, mark) in text.match_indices("R$") {
        let rest = text.get(at + mark.len()..).unwrap_or_default();
        let skipped = rest.len() - rest.trim_start_matches([' ', '\u{a0}', '\t']).len();
        let number: &str = rest.get(skipped..).unwrap_or_default();
        let length = number
            .find(|c: char| !c.is_ascii_digit() && c != '.' && c != ',')
            .unwrap_or(number.len());
        let number = number.get(..length).unwrap_or_default();
        let number = number.trim_end_matches(['.', ',']);
        let Ok(value) = Money::parse_brl(number) else { continue };
        if value > Money::ZERO && !found.iter().any(|one| one.value == value) {
            let end = at + mark.len() + skipped + number.len();
            found.push(Found { value, quote: quote(text, at, end) });
        }
    }
    found
}

/// Returns the days that a text names as days of payment ("vencimento 10/03/2026"), each once.
pub fn find_due_days(text: &str) -> Vec<Found<Day>> {
    let tokens = tokens(text);
    let mut found: Vec<Found<Day>> = Vec::new();
    for (index, word) in tokens.iter().enumerate() {
        if !word.folded.starts_with("vencimento") && word.folded != "vence" {
            continue;
        }
        let reach = word.end.saturating_add(REACH_CHARS);
        let after = tokens.iter().skip(index + 1).take_while(|token| token.start <= reach);
        let day = after.filter_map(|token| Some((token, day_of(token.text)?))).next();
        if let Some((token, value)) = day
            && !found.iter().any(|one| one.value == value)
        {
            found.push(Found { value, quote: quote(text, word.start, token.end) });
        }
    }
    found
}

/// Returns the days that a text names as 10/03/2026, each once, in order.
pub fn find_days(text: &str) -> Vec<Found<Day>> {
    let days = tokens(text).into_iter().filter_map(|token| Some((day_of(token.text)?, token)));
    each_once(text, days)
}

/// Returns the tax ids of companies that a text names and whose check digits agree, each once.
pub fn find_companies(text: &str) -> Vec<Found<Cnpj>> {
    let companies = tokens(text).into_iter().filter_map(|token| {
        let cnpj = Cnpj::parse(token.text).ok().filter(|cnpj| cnpj.check().is_right())?;
        Some((cnpj, token))
    });
    each_once(text, companies)
}

fn each_once<'a, T: PartialEq>(
    text: &str,
    all: impl Iterator<Item = (T, Token<'a>)>,
) -> Vec<Found<T>> {
    let mut found: Vec<Found<T>> = Vec::new();
    for (value, token) in all {
        if !found.iter().any(|one| one.value == value) {
            found.push(Found { value, quote: quote(text, token.start, token.end) });
        }
    }
    found
}

/// Returns the day written as 10/03/2026.
fn day_of(text: &str) -> Option<Day> {
    let mut parts = text.split('/');
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Day::exact(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// A run of letters, digits and the signs that stand inside numbers.
struct Token<'a> {
    text: &'a str,
    /// Lower-case and without accents.
    folded: String,
    start: usize,
    end: usize,
}

fn tokens(text: &str) -> Vec<Token<'_>> {
    let text = beginning(text);
    let mut tokens = Vec::new();
    let is_inside = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '/');
    let mut rest = 0;
    while let Some(start) = text.get(rest..).and_then(|tail| tail.find(is_inside)) {
        let start = rest + start;
        let tail = text.get(start..).unwrap_or_default();
        let end = start + tail.find(|c| !is_inside(c)).unwrap_or(tail.len());
        let piece = text.get(start..end).unwrap_or_default();
        let trimmed = piece.trim_matches(['.', '-', '/']);
        let start = start + (piece.len() - piece.trim_start_matches(['.', '-', '/']).len());
        if !trimmed.is_empty() {
            let folded = fold(trimmed);
            tokens.push(Token { text: trimmed, folded, start, end: start + trimmed.len() });
        }
        rest = end;
    }
    tokens
}

fn beginning(text: &str) -> &str {
    text.get(..text.floor_char_boundary(MAX_BYTES.min(text.len()))).unwrap_or_default()
}

fn fold(text: &str) -> String {
    let bare = text.nfd().filter(|c| !is_combining_mark(*c));
    bare.flat_map(char::to_lowercase).collect()
}

/// Returns whether a token can be the number of a contact: mostly digits, neither a day, a tax id
/// nor a free telephone number.
fn is_protocol(token: &str) -> bool {
    let digits: String = token.chars().filter(char::is_ascii_digit).collect();
    let letters = token.chars().filter(|c| c.is_alphabetic()).count();
    PROTOCOL_DIGITS.contains(&digits.len())
        && letters <= 4
        && token.is_ascii()
        && day_of(token).is_none()
        && !["0800", "0300", "4003", "4004"].iter().any(|start| digits.starts_with(start))
        && !is_tax_id(token)
}

fn is_tax_id(token: &str) -> bool {
    use super::CheckDigit::Right;
    Cpf::parse(token).is_ok_and(|cpf| cpf.check() == Right)
        || Cnpj::parse(token).is_ok_and(|cnpj| cnpj.check() == Right)
}

/// Returns the words from `start` to `end` with a few before them, on one line.
fn quote(text: &str, start: usize, end: usize) -> String {
    const BEFORE: usize = 24;
    let from = text.ceil_char_boundary(start.saturating_sub(BEFORE).min(start));
    let words = text.get(from..end).unwrap_or_default();
    // A word that is cut at the beginning says nothing.
    let words = match words.split_once(char::is_whitespace) {
        Some((cut, rest)) if from > 0 && from + cut.len() < start => rest,
        _ => words,
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn protocols(text: &str) -> Vec<String> {
        find_protocols(text).into_iter().map(|one| one.value.to_string()).collect()
    }

    #[test]
    fn protocols_stand_near_their_word() {
        for (text, expected) in [
            ("Seu número de protocolo é 2026110987654321.", vec!["2026110987654321"]),
            ("PROTOCOLO: 2026.0312-4471/A", vec!["2026.0312-4471/A"]),
            ("Protocolo de atendimento nº\n20260312447190 foi aberto", vec!["20260312447190"]),
            ("Anote os protocolos 111222333 e depois", vec!["111222333"]),
            ("Sua manifestação nº 202604061187342 na Anatel", vec!["202604061187342"]),
            ("protocolo em 21/11/2026 às 14:33", vec![]),
            ("Central de atendimento: 0800 123 4567", vec![]),
            ("Atendimento ao CPF 529.982.247-25", vec![]),
            ("Protocolo de autorização 335260000427935", vec![]),
            ("O protocolo de 2026", vec![]),
            ("Fatura 2026110987654321", vec![]),
        ] {
            assert_eq!(protocols(text), expected, "{text}");
        }
    }

    #[test]
    fn the_same_protocol_is_found_once_with_its_words() {
        let text = "Olá Maria, o protocolo 2026-778899 foi aberto. Protocolo: 2026778899.";
        let found = find_protocols(text);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].quote, "Olá Maria, o protocolo 2026-778899");
    }

    #[test]
    fn sums_and_days_of_payment_are_found() {
        let text = "Total R$ 1.234,56 até o vencimento: 10/03/2026. Multa de R$159,80; R$ 0,00. \
                    Pague R$ 1.234,56.";
        let sums: Vec<i64> = find_amounts(text).iter().map(|one| one.value.centavos()).collect();
        assert_eq!(sums, [123_456, 15_980]);
        let days = find_due_days(text);
        assert_eq!(days.len(), 1);
        assert_eq!(days[0].value, Day::exact(2026, 3, 10).unwrap());
        assert_eq!(days[0].quote, "R$ 1.234,56 até o vencimento: 10/03/2026");
    }

    #[test]
    fn days_and_companies_are_found_once_each() {
        let text = "Em 05/03/2026, às 10h, e 05/03/2026: CNPJ 11.222.333/0001-81, CPF \
                    529.982.247-25, 11222333000181; 31/02/2026 e 11.222.333/0001-82";
        let days: Vec<String> = find_days(text).iter().map(|one| one.value.to_iso()).collect();
        assert_eq!(days, ["2026-03-05"]);
        let companies = find_companies(text);
        assert_eq!(companies.len(), 1);
        assert_eq!(companies[0].value.to_string(), "11.222.333/0001-81");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_searched(text in "[\\PC\n]{0,400}") {
            find_protocols(&format!("protocolo {text}"));
            find_amounts(&format!("{text} R$ {text}"));
            find_due_days(&format!("vencimento {text}"));
            find_days(&text);
            find_companies(&text);
        }
    }
}
