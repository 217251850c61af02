//! Parts of a case stand in every sentence by what their owner calls them, never by an id.

use super::*;
use crate::case::{Case, Exhibit, ExhibitId, Item, ItemId, ItemState};

/// What the owner wrote in the case that the sentences are about.
const WRITTEN: &str = r#"{
    "respondents": [{"trade_name": "Claro"}, {}],
    "contacts": [
        {"when": "2026-03-12T10:00", "respondent": "s1"},
        {"when": "2026-03-12", "respondent": "s1"},
        {"when": "2026-03-12", "respondent": "s1"},
        {}
    ],
    "facts": [
        {"text": "A fatura de março veio com uma linha que eu nunca pedi."},
        {"text": "Liguei."}
    ],
    "requests": [{"text": "Devolver o que paguei."}, {"text": "Cancelar a linha"}],
    "events": [{"text": "Compra do modem"}]
}"#;

fn case() -> Case {
    let case = Case::new(uuid::Uuid::nil(), "caso".to_owned());
    let mut case = merge(&case, WRITTEN).unwrap().0;
    for number in 3..=5 {
        let item = ItemId::new(number);
        case.items.insert(
            item,
            Item {
                id: item,
                sha256: HASH.parse().unwrap(),
                size_bytes: 1,
                name: format!("IMG_200{number}.jpg"),
                stored_as: format!("000{number}-IMG_200{number}.jpg"),
                gathered_at: String::new(),
                state: ItemState::Kept,
                media_type: "image/jpeg".to_owned(),
                read: None,
                copy: None,
            },
        );
    }
    let exhibit = |id, title: &str, items: &[u32]| Exhibit {
        items: items.iter().copied().map(ItemId::new).collect(),
        ..Exhibit::new(ExhibitId::new(id), title.to_owned())
    };
    case.exhibits =
        vec![exhibit(3, "Fatura de março", &[3]), exhibit(4, "Fotos do modem", &[4, 5])];
    case
}

pub(super) fn names() -> Names {
    Names::of(&case())
}

/// Returns the text without what stands in quotes: names that people and programs gave.
fn own_words(text: &str) -> String {
    let mut depth = 0_u32;
    let mut own = String::new();
    for letter in text.chars() {
        match letter {
            '“' => depth += 1,
            '”' => depth -= 1,
            _ if depth == 0 => own.push(letter),
            _ => {}
        }
    }
    own
}

fn is_id(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(|letter| "cefipsrv".contains(letter))
        && !letters.as_str().is_empty()
        && letters.all(|letter| letter.is_ascii_digit())
}

fn assert_no_id_or_code(text: &str) {
    let own = own_words(text);
    for word in own.split(|letter: char| !letter.is_alphanumeric() && letter != '_') {
        assert!(!is_id(word), "{word}: {text}");
        assert!(!word.trim_matches('_').contains('_'), "{word}: {text}");
    }
}

#[test]
fn no_sentence_shows_an_id_or_a_word_of_a_program() {
    let of = Finding::new;
    let unknown = [
        of(FindingCode::NoProtocol).about("c9"),
        of(FindingCode::Altered).about("p9"),
        of(FindingCode::Altered).about("Doc. 3").finding("p9"),
        of(FindingCode::Placeholder).about("Doc. 3").finding("p9"),
        of(FindingCode::PagesNotShown).about("e9").finding("p9, p. 2"),
    ];
    for told in all().into_iter().chain(unknown.iter().map(finding)) {
        [&told.what, &told.why, &told.next].into_iter().for_each(|text| assert_no_id_or_code(text));
    }
}

#[test]
fn a_part_is_called_as_its_owner_knows_it() {
    let names = names();
    for (id, called) in [
        ("e3", "a prova “Fatura de março” (Doc. 1)"),
        ("p3", "o arquivo “IMG_2003.jpg” (“Fatura de março”, Doc. 1)"),
        ("p5", "o arquivo “IMG_2005.jpg” (“Fotos do modem”, Doc. 2)"),
        ("c1", "o contato de 12/03/2026 às 10:00 com a empresa Claro"),
        ("c2", "o contato de 12/03/2026 com a empresa Claro (nº 2 da lista)"),
        ("c3", "o contato de 12/03/2026 com a empresa Claro (nº 3 da lista)"),
        ("c4", "o contato sem data"),
        ("f1", "o fato nº 1 (“A fatura de março veio com uma linha…”)"),
        ("f2", "o fato nº 2 (“Liguei”)"),
        ("r2", "o pedido “Cancelar a linha”"),
        ("v1", "o acontecimento “Compra do modem”"),
        ("s1", "a empresa “Claro”"),
        ("s2", "a empresa sem nome"),
        ("e99", "uma prova"),
        ("p99", "um arquivo"),
        ("Doc. 3", "o Doc. 3"),
    ] {
        assert_eq!(names.part(id).the(), called);
    }
    let of = Finding::new;
    let told = finding(&of(FindingCode::Placeholder).about("Doc. 2").finding("p5"));
    assert!(told.what.contains("no Doc. 2") && told.what.contains("(“IMG_2005.jpg”)"), "{told:?}");
    let told = finding(&of(FindingCode::PageDrawn).about("Doc. 2").finding("p5, p. 3"));
    assert!(told.what.contains("(“IMG_2005.jpg”, página 3)"), "{told:?}");
    let told = super::super::finding(&of(FindingCode::NoProtocol).about("c1"), &Names::default());
    assert!(told.what.starts_with("Um contato está sem"), "{told:?}");
}
