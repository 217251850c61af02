//! The sentences for a `caso.json` that cannot be merged. Its members have English names, which a
//! sentence shows as they stand beside what they mean. The particulars come from serde's messages,
//! the only place where it names the member; what is not recognised is quoted whole.

use crate::case::{DocumentError, FORMAT};
use crate::explain::name::{Name, quoted, shown, technical};
use crate::explain::names::Names;
use crate::explain::{Explanation, say};

/// The members of the document itself.
pub(super) const MEMBERS: [&str; 16] = [
    "format",
    "case_id",
    "title",
    "place",
    "notes",
    "claimant",
    "representative",
    "relation",
    "respondents",
    "contacts",
    "facts",
    "requests",
    "events",
    "exhibits",
    "interview",
    "filing",
];

/// What the parsers of values say, and what they expect, in Portuguese.
const SHAPES: [(&str, &str); 11] = [
    ("not a date such as", "uma data, como 2026-11-21, 2026-11 ou 2026"),
    ("not a moment such as", "dia e hora, como 2026-10-05T14:33"),
    ("not an amount such as", "um valor em centavos, como 12345"),
    ("not a SHA-256", "um código de integridade, de 64 letras e números"),
    ("not a choice of pages", "páginas, como 1,3-4"),
    ("not an exhibit number", "um número de documento, como 3 ou A"),
    ("not a CPF", "um CPF de 11 números"),
    ("not a CNPJ", "um CNPJ de 14 letras e números"),
    ("a turn is", "um giro: 0, 90, 180 ou 270"),
    ("a list is expected", "uma lista, entre colchetes"),
    (
        "neither an exhibit id",
        "o código de uma prova, como “e3”, ou sha256: e o código de integridade",
    ),
];

/// What serde calls the kinds of JSON values, and what they are in Portuguese.
const KINDS: [(&str, &str); 9] = [
    ("a string", "um texto, entre aspas"),
    ("a boolean", "true ou false, sem aspas"),
    ("a sequence", "uma lista, entre colchetes"),
    ("a map", "um grupo de dados, entre chaves"),
    ("struct", "um grupo de dados, entre chaves"),
    ("u", "um número inteiro, sem aspas"),
    ("i", "um número inteiro, sem aspas"),
    ("string or map", "uma das palavras da lista, entre aspas"),
    ("variant identifier", "uma das palavras da lista, entre aspas"),
];

/// Returns what a person is told about a document that cannot be merged.
pub(super) fn document(error: &DocumentError, names: &Names) -> Explanation {
    match error {
        DocumentError::NotAnObject { detail } => not_json(detail),
        DocumentError::NewerFormat { found } => say(
            "document_newer",
            "O documento do caso (caso.json) está num formato que esta versão não conhece.",
            match found {
                0 | &u64::MAX => format!(
                    "O que veio em “format” não é um número de formato; esta versão lê até o \
                     formato {FORMAT}. Nada dele foi aproveitado, e o caso ficou como estava."
                ),
                found => format!(
                    "Ele está no formato {found}; esta versão lê até o formato {FORMAT}. Nada dele \
                     foi aproveitado, e o caso ficou como estava."
                ),
            },
            match found {
                0 | &u64::MAX => {
                    format!("Escreva {FORMAT} em “format”, ou tire esse campo, e tente de novo.")
                }
                _ => "Instale a versão mais nova do Juntada e tente de novo.".to_owned(),
            },
        ),
        DocumentError::Member { place, detail } => member(&of_place(place), detail),
        DocumentError::UnknownId { place, id } if id.is_empty() => say(
            "unknown_id",
            format!("Falta o código (id) {}.", of_place(place).within()),
            "Sem ele não sei de que parte do caso se trata. Nada do documento foi aproveitado, e o \
             caso ficou como estava.",
            "Escreva o código, como “e3”. Use “mostrar” para ver os códigos do caso.",
        ),
        DocumentError::UnknownId { place, id } => say(
            "unknown_id",
            match names.known(id) {
                Some(known) => format!(
                    "O caso não tem mais {}, que aparece {}.",
                    known.the(),
                    of_place(place).within()
                ),
                None => format!(
                    "O caso não tem nada com o código {}, que aparece {}.",
                    quoted(id),
                    of_place(place).within()
                ),
            },
            "Um código (id) só serve para mudar o que já existe. Nada do documento foi aproveitado, \
             e o caso ficou como estava.",
            "Confira o código com “mostrar”. Para acrescentar algo novo, deixe o código de fora.",
        ),
    }
}

fn not_json(detail: &str) -> Explanation {
    let at = position(detail).map_or_else(String::new, |(line, column)| {
        format!(" Parei na linha {line}, coluna {column}.")
    });
    say(
        "document_not_json",
        "Não consegui ler o documento do caso (caso.json).",
        format!(
            "Ele não está escrito como um objeto JSON.{at} Nada dele foi aproveitado, e o caso \
             ficou como estava."
        ),
        "Veja se falta uma vírgula, uma aspa ou uma chave nesse ponto, e tente de novo.",
    )
}

/// Returns line and column of a parser's message that ends with them.
fn position(detail: &str) -> Option<(u64, u64)> {
    let (_, at) = detail.rsplit_once(" at line ")?;
    let (line, column) = at.split_once(" column ")?;
    Some((line.parse().ok()?, column.parse().ok()?))
}

fn member(at: &Name, detail: &str) -> Explanation {
    let kept = "Nada do documento foi aproveitado, e o caso ficou como estava.";
    if let Some((name, expected)) = named(detail, "unknown field `") {
        // Only the document itself is read without serde, and then names no list.
        let known = expected.unwrap_or_else(|| MEMBERS.join(", "));
        return say(
            "unknown_member",
            format!("Não conheço o campo {} {}.", quoted(name), at.within()),
            format!(
                "Pode ser uma letra trocada. Os nomes que conheço aí: {}. {kept}",
                quoted(&known)
            ),
            "Corrija o nome do campo, ou tire-o, e tente de novo.",
        );
    }
    if let Some((name, _)) = named(detail, "missing field `") {
        return say(
            "member_missing",
            format!("Falta o campo {} {}.", quoted(name), at.within()),
            format!("Sem ele não consigo aproveitar essa parte. {kept}"),
            "Acrescente o campo e tente de novo.",
        );
    }
    if let Some((given, expected)) = named(detail, "unknown variant `") {
        let known = expected
            .map_or_else(String::new, |known| format!("As palavras aceitas: {}. ", quoted(&known)));
        return say(
            "member_not_in_list",
            format!("Não conheço a palavra {} {}.", quoted(given), at.within()),
            format!("{known}{kept}"),
            "Troque por uma das palavras aceitas e tente de novo.",
        );
    }
    let given = given(detail).map_or_else(String::new, |given| format!(": {}", quoted(given)));
    say(
        "member_not_understood",
        format!("Não entendi um valor {}{given}.", at.within()),
        match expected(detail) {
            Some(expected) => format!("O que espero: {expected}. {kept}"),
            None => format!("{kept}{}", technical(detail)),
        },
        "Corrija esse valor e tente de novo.",
    )
}

/// Returns the name in backquotes after `opening`, and the names that are expected instead.
fn named<'a>(detail: &'a str, opening: &str) -> Option<(&'a str, Option<String>)> {
    let (name, rest) = detail.strip_prefix(opening)?.split_once('`')?;
    let known = rest.strip_prefix(", expected ").map(|known| {
        let known = known.strip_prefix("one of ").unwrap_or(known);
        shown(&known.replace('`', "").replace(" or ", ", "))
    });
    Some((name, known))
}

/// Returns the value that a message quotes.
fn given(detail: &str) -> Option<&str> {
    let (_, rest) = detail.split_once('"')?;
    rest.rsplit_once('"').map(|(given, _)| given)
}

/// Returns what was expected, in Portuguese.
fn expected(detail: &str) -> Option<String> {
    if let Some(rest) = detail.strip_prefix("not an id that starts with '") {
        let letter = rest.chars().next()?;
        return Some(format!("um código que começa com {letter}, como “{letter}1”"));
    }
    let shape = SHAPES.iter().find(|(said, _)| detail.starts_with(said));
    let kind = || {
        let (_, expected) = detail.rsplit_once(", expected ")?;
        KINDS.iter().find(|(said, _)| is_kind(expected, said))
    };
    shape.or_else(kind).map(|(_, expected)| (*expected).to_owned())
}

/// Returns whether serde's word for a kind is this one; "u" and "i" stand for u8 to u64, i8 to i64.
fn is_kind(expected: &str, said: &str) -> bool {
    match expected.strip_prefix(said) {
        Some("") => true,
        Some(rest) if said.len() == 1 => rest.bytes().all(|b| b.is_ascii_digit()),
        Some(rest) => rest.starts_with(' '),
        None => false,
    }
}

/// Returns how a part of the document is called: "claimant", "facts[2]".
fn of_place(place: &str) -> Name {
    let (list, index) = match place.split_once('[') {
        Some((list, rest)) => (list, rest.trim_end_matches(']').parse::<u64>().ok()),
        None => (place, None),
    };
    let whole = |article, noun: &str| Name::new(article, format!("{noun} ({})", quoted(list)));
    let entry = |one: &str, many: &str| match index {
        Some(index) => {
            let number = index.saturating_add(1);
            let article = if one == "empresa" || one == "prova" { "a" } else { "o" };
            Name::new(article, format!("{one} nº {number} da lista ({})", quoted(list)))
        }
        None => Name::new("a", format!("lista de {many} ({})", quoted(list))),
    };
    match list {
        "claimant" => whole("os", "dados do consumidor"),
        "interview" => whole("as", "respostas do começo"),
        "filing" => whole("as", "anotações para a entrega"),
        "representative" => whole("os", "dados do representante"),
        "relation" => whole("os", "dados da compra ou do contrato"),
        "title" => whole("o", "título do caso"),
        "place" => whole("o", "lugar"),
        "notes" => whole("as", "anotações"),
        "respondents" => entry("empresa", "empresas"),
        "contacts" => entry("contato", "contatos"),
        "facts" => entry("fato", "fatos"),
        "requests" => entry("pedido", "pedidos"),
        "events" => entry("acontecimento", "acontecimentos"),
        "exhibits" => entry("prova", "provas"),
        _ => Name::new("o", format!("documento do caso ({})", quoted(place))),
    }
}
