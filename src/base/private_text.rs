//! What in a text may not be for every reader: CPF, card and account numbers, telephones, e-mail and
//! postal addresses. What is found is only proposed; and how such a text is looked for again in what
//! was written, whatever stands between its digits.
//! Deliberately not here: where on a page it stands.

use super::{CheckDigit, Cpf};
use regex::Regex;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Digits from which a number is looked for whatever stands between them: shorter ones are in every
/// text.
const NUMBER_DIGITS: usize = 6;
/// Letters and digits from which a text is looked for.
const TEXT_CHARS: usize = 4;

/// What a hidden text is, in general words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum PrivateKind {
    /// CPF.
    Cpf,
    /// Number of a payment card.
    Card,
    /// Number of a bank account or branch.
    Account,
    /// Telephone.
    Phone,
    /// E-mail address.
    Email,
    /// Postal address.
    Address,
    /// Anything else.
    #[default]
    Other,
}

impl PrivateKind {
    /// Every kind, in the order of the list.
    pub const ALL: [Self; 7] = [
        Self::Cpf,
        Self::Card,
        Self::Account,
        Self::Phone,
        Self::Email,
        Self::Address,
        Self::Other,
    ];

    /// Returns the word used in files and on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Cpf => "cpf",
            Self::Card => "card",
            Self::Account => "account",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Address => "address",
            Self::Other => "other",
        }
    }

    /// Returns the word for people, in Portuguese.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Cpf => "CPF",
            Self::Card => "cartão",
            Self::Account => "conta",
            Self::Phone => "telefone",
            Self::Email => "e-mail",
            Self::Address => "endereço",
            Self::Other => "outro dado",
        }
    }
}

/// A private text in another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivateText {
    /// What it is.
    pub kind: PrivateKind,
    /// Its bytes in the text.
    pub range: Range<usize>,
}

/// One that could not be read would find nothing, which the tests would see.
macro_rules! pattern {
    ($text:expr) => {
        LazyLock::new(|| Regex::new($text).ok())
    };
}

type Pattern = LazyLock<Option<Regex>>;

static EMAIL: Pattern = pattern!(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+");
static CPF: Pattern = pattern!(r"\b\d{3}[.\s]?\d{3}[.\s]?\d{3}[-.\s/]{0,2}\d{2}\b");
static CARD: Pattern = pattern!(r"\b\d(?:[ .-]?\d){12,18}\b");
static ACCOUNT: Pattern = pattern!(
    r"\b(?:[Cc]onta|CONTA|[Cc]/[Cc]|C\.C\.|[Aa]g[êe]ncia|AG[ÊE]NCIA|[Aa]g\.|AG\.?)(?:\s+(?:[Cc]orrente|CORRENTE|[Pp]oupança|POUPANÇA))?\s*(?:[Nn][ºo°.]{1,2})?\s*:?\s*(\d[\d.]{2,14}(?:-[\dXx])?)"
);
static PHONE: Pattern = pattern!(
    r"(?:\+55[\s-]?)?(?:\(\d{2}\)\s?|\b\d{2}[\s-])9?[\s.]?\d{4}[-\s.]\d{4}\b|\+55\s?\d{10,11}\b|\(\d{2}\)\s?\d{8,9}\b"
);
static ADDRESS: Pattern = pattern!(
    r"\b(?:[Rr]ua|RUA|R\.|[Aa]venida|AVENIDA|[Aa]v\.|AV\.|[Tt]ravessa|TRAVESSA|[Aa]lameda|ALAMEDA|[Pp]raça|PRAÇA|[Rr]odovia|RODOVIA|[Ee]strada|ESTRADA)\s+[\w .'ºª-]{2,60}?,?\s*(?:[Nn][ºo°.]{0,2}\s*)?\d{1,6}\b"
);
static CEP: Pattern = pattern!(r"\b\d{5}-\d{3}\b|\b\d{2}\.\d{3}-\d{3}\b");

/// Returns what may be private in a text, in order, without overlaps.
pub fn find_private(text: &str) -> Vec<PrivateText> {
    let mut found: Vec<PrivateText> = Vec::new();
    let mut add = |kind, range: Range<usize>| {
        let is_free =
            found.iter().all(|one| one.range.end <= range.start || range.end <= one.range.start);
        if is_free {
            found.push(PrivateText { kind, range });
        }
    };
    for hit in hits(&EMAIL, text) {
        add(PrivateKind::Email, hit);
    }
    for hit in hits(&CPF, text).filter(|hit| is_cpf(part(text, hit))) {
        add(PrivateKind::Cpf, hit);
    }
    let is_whole = |hit: &Range<usize>| !goes_on(text, hit) && is_card(part(text, hit));
    for hit in hits(&CARD, text).filter(is_whole) {
        add(PrivateKind::Card, hit);
    }
    for hit in groups(&ACCOUNT, text) {
        add(PrivateKind::Account, hit);
    }
    for hit in hits(&PHONE, text) {
        add(PrivateKind::Phone, hit);
    }
    for hit in hits(&ADDRESS, text).chain(hits(&CEP, text)) {
        add(PrivateKind::Address, hit);
    }
    found.sort_by_key(|one| one.range.start);
    found
}

fn hits<'t>(pattern: &'static Pattern, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
    pattern.iter().flat_map(move |pattern| pattern.find_iter(text)).map(|hit| hit.range())
}

/// Returns what the first group of a pattern matched.
fn groups(pattern: &'static Pattern, text: &str) -> Vec<Range<usize>> {
    let all = pattern.iter().flat_map(|pattern| pattern.captures_iter(text));
    all.filter_map(|hit| Some(hit.get(1)?.range())).collect()
}

fn part<'a>(text: &'a str, range: &Range<usize>) -> &'a str {
    text.get(range.clone()).unwrap_or_default()
}

/// A CPF proves itself by its check digits, or is written as one is.
fn is_cpf(text: &str) -> bool {
    let written = text.contains('.') && text.contains('-');
    written || Cpf::parse(&digits(text)).is_ok_and(|cpf| cpf.check() == CheckDigit::Right)
}

/// Returns whether more digits of the same number stand right before or after: then it is longer than
/// what was matched, as the key of a fiscal document is.
fn goes_on(text: &str, range: &Range<usize>) -> bool {
    let begins = |mut signs: Box<dyn Iterator<Item = char> + '_>| {
        let first = signs.next();
        let next = if matches!(first, Some(' ' | '.' | '-')) { signs.next() } else { first };
        next.is_some_and(|sign| sign.is_ascii_digit())
    };
    let before = text.get(..range.start).unwrap_or_default().chars().rev();
    let after = text.get(range.end..).unwrap_or_default().chars();
    begins(Box::new(before)) || begins(Box::new(after))
}

/// The number of a card proves itself by its last digit (ISO/IEC 7812-1, Luhn).
fn is_card(text: &str) -> bool {
    let digits = digits(text);
    let starts = digits.starts_with(['2', '3', '4', '5', '6']);
    let sum: u32 = digits
        .bytes()
        .rev()
        .map(|byte| u32::from(byte.wrapping_sub(b'0')))
        .enumerate()
        .map(|(index, digit)| match (index % 2, digit * 2) {
            (0, _) => digit,
            (_, double) if double > 9 => double - 9,
            (_, double) => double,
        })
        .sum();
    starts && sum.is_multiple_of(10)
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// A text that must not be found, in the forms in which it is looked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Secret {
    /// The text as it was hidden.
    pub text: String,
    /// Letters and digits only, without case and accents.
    folded: String,
    /// Its digits, when it is mostly digits and has enough of them.
    digits: Option<String>,
}

impl Secret {
    /// Returns the secret of a text; none when it is too short to be told from other texts.
    pub fn of(text: &str) -> Option<Self> {
        let folded = folded(text);
        let digits = digits(text);
        let is_number = digits.len() >= NUMBER_DIGITS && digits.len() * 2 > folded.len();
        let digits = is_number.then_some(digits);
        if digits.is_none() && folded.chars().count() < TEXT_CHARS {
            return None;
        }
        Some(Self { text: text.trim().to_owned(), folded, digits })
    }

    /// Returns whether a text holds the secret, however it is punctuated, spaced and accented.
    pub fn is_in(&self, text: &Searched) -> bool {
        match &self.digits {
            Some(digits) => text.digits.contains(digits.as_str()),
            None => text.folded.contains(&self.folded),
        }
    }

    /// Returns the bytes that the secret has as it stands, by its digits alone, and with the usual
    /// punctuation of a CPF, in the encodings of texts: UTF-8, Latin-1, and UTF-16 of both orders.
    pub fn as_bytes(&self) -> Vec<Vec<u8>> {
        let mut forms = vec![self.text.clone()];
        forms.extend(self.digits.clone());
        if let Some(digits) = self.digits.as_ref().filter(|digits| digits.len() == 11) {
            let piece = |range: Range<usize>| digits.get(range).unwrap_or_default();
            forms.push(format!("{}.{}.{}-{}", piece(0..3), piece(3..6), piece(6..9), piece(9..11)));
        }
        let mut all: Vec<Vec<u8>> = forms.iter().flat_map(|form| encodings(form)).collect();
        all.sort();
        all.dedup();
        all
    }
}

fn encodings(text: &str) -> Vec<Vec<u8>> {
    let wide: Vec<u16> = text.encode_utf16().collect();
    let latin: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(u32::from(c)).ok()).collect();
    let mut all = vec![
        text.as_bytes().to_vec(),
        wide.iter().flat_map(|unit| unit.to_le_bytes()).collect(),
        wide.iter().flat_map(|unit| unit.to_be_bytes()).collect(),
    ];
    all.extend(latin);
    all
}

/// A text made ready to be searched for secrets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Searched {
    folded: String,
    digits: String,
}

impl Searched {
    /// Returns a text ready to be searched. Digits that only spaces and signs part stand together;
    /// a letter between them parts them.
    pub fn of(text: &str) -> Self {
        let mut digits = String::new();
        for c in text.chars() {
            if c.is_ascii_digit() {
                digits.push(c);
            } else if c.is_alphabetic() && !digits.ends_with(' ') {
                digits.push(' ');
            }
        }
        Self { folded: folded(text), digits }
    }
}

fn folded(text: &str) -> String {
    let bare = text.nfkd().filter(|c| !is_combining_mark(*c) && c.is_alphanumeric());
    bare.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&'static str, &str)> {
        let all = find_private(text);
        all.iter().map(|one| (one.kind.word(), part(text, &one.range))).collect()
    }

    #[test]
    fn each_kind_is_found_as_it_is_written() {
        for (text, expected) in [
            ("CPF 529.982.247-25, titular", vec![("cpf", "529.982.247-25")]),
            ("cpf:52998224725.", vec![("cpf", "52998224725")]),
            ("Cartão 4111 1111 1111 1111", vec![("card", "4111 1111 1111 1111")]),
            ("Conta corrente nº: 12345-6", vec![("account", "12345-6")]),
            (
                "Agência 1234, conta: 0012.345-X",
                vec![("account", "1234"), ("account", "0012.345-X")],
            ),
            (
                "Ligue (11) 98765-4321 ou 11 3456-7890",
                vec![("phone", "(11) 98765-4321"), ("phone", "11 3456-7890")],
            ),
            (
                "escreva a maria.souza@exemplo.com.br!",
                vec![("email", "maria.souza@exemplo.com.br")],
            ),
            ("Rua das Flores, 123, ap. 4", vec![("address", "Rua das Flores, 123")]),
            (
                "Av. São João nº 1500 CEP 01035-000",
                vec![("address", "Av. São João nº 1500"), ("address", "01035-000")],
            ),
            ("Pedido 12345678, R$ 1.234,56 em 10/03/2026", vec![]),
            ("52998224724", vec![]),
            ("Chave 3526 0000 4279 3512 3456", vec![]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }

    #[test]
    fn secret_is_found_however_it_is_written() {
        let cpf = Secret::of("529.982.247-25").unwrap();
        for text in
            ["52998224725", "529 982 247 25", "CPF 529.982.247/25", "a1 529\u{a0}982.247-25"]
        {
            assert!(cpf.is_in(&Searched::of(text)), "{text}");
        }
        assert!(!cpf.is_in(&Searched::of("529.982 e 247-25")));
        let address = Secret::of("Rua São João").unwrap();
        assert!(address.is_in(&Searched::of("na RUA  SAO-JOAO, 3")));
        assert!(!address.is_in(&Searched::of("na Rua São Pedro")));
        assert!(Secret::of("ab 1").is_none());
    }

    #[test]
    fn bytes_of_a_secret_are_those_of_the_usual_encodings() {
        let bytes = Secret::of("52998224725").unwrap().as_bytes();
        assert!(bytes.contains(&b"529.982.247-25".to_vec()));
        assert!(
            bytes.contains(&b"5\x002\x009\x009\x008\x002\x002\x004\x007\x002\x005\x00".to_vec())
        );
        assert!(Secret::of("João Zé").unwrap().as_bytes().contains(&b"Jo\xE3o Z\xE9".to_vec()));
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_searched(text in "[\\PC\n]{0,300}") {
            for one in find_private(&text) {
                proptest::prop_assert!(text.get(one.range).is_some());
            }
        }
    }
}
