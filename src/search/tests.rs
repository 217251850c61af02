//! The index as a whole: what goes in is found again, in either form, and only that.

use super::*;
use std::fs;

fn text(dossier: &str, page: u32) -> Place {
    Place::of(dossier, PlaceKind::Text).in_exhibit(&"e1").in_item(&"p1").on_page(page)
}

fn found(index: &Index, asked: &str) -> Vec<(String, Option<u32>)> {
    let hits = index.find(asked, 10).unwrap();
    hits.into_iter().map(|hit| (hit.place.dossier, hit.place.page)).collect()
}

#[test]
fn words_and_numbers_are_found_in_either_form() {
    let mut index = Index::in_memory().unwrap();
    let words =
        "Sua reclamação 2026.123-4: CPF 529.982.247-25, CNPJ 12.345.678/0001-95, R$ 1.234,56";
    index.put(&text("a", 1), words).unwrap();
    index.put(&text("a", 2), "Reclamacao 20261234 52998224725 12345678000195").unwrap();
    let both = [("a".to_owned(), Some(1)), ("a".to_owned(), Some(2))];
    for asked in [
        "reclamação",
        "RECLAMACAO",
        "reclam",
        "20261234",
        "2026.123-4",
        "2026 123-4",
        "529.982.247-25",
        "52998224725",
        "12.345.678/0001-95",
        "12345678000195",
        "cpf OR 529982",
    ] {
        let mut hits = found(&index, asked);
        hits.sort();
        let expected: &[_] = if asked.starts_with("cpf") { &[] } else { &both };
        assert_eq!(hits, expected, "{asked}");
    }
    assert_eq!(found(&index, "\"123456\""), [("a".to_owned(), Some(1))]);
    assert_eq!(found(&index, "R$ 1234,56"), [("a".to_owned(), Some(1))]);
    assert_eq!(found(&index, "clamacao"), []);
}

#[test]
fn a_title_comes_before_a_text_and_names_follow_their_exhibit() {
    let mut index = Index::in_memory().unwrap();
    let filler = "outras palavras ".repeat(20);
    index.put(&text("a", 1), &format!("a fatura {filler}")).unwrap();
    index.put(&Place::of("a", PlaceKind::Title).in_exhibit(&"e2"), "Fatura de março").unwrap();
    index.put(&text("b", 3), &filler).unwrap();
    index.batch(|batch| batch.name("a", "e2", Some("7"), "Fatura de março")).unwrap();
    let hits = index.find("fatura", 10).unwrap();
    assert_eq!(hits.len(), 2);
    assert_eq!(hits[0].place.kind, PlaceKind::Title);
    assert_eq!((hits[0].number.as_deref(), hits[1].number.as_deref()), (Some("7"), None));
    assert!(hits[0].rank < hits[1].rank);
    assert_eq!(index.find("fatura", 1).unwrap().len(), 1);
    index.batch(|batch| batch.name("a", "e2", Some("8"), "Fatura")).unwrap();
    assert_eq!(index.find("fatura", 1).unwrap()[0].number.as_deref(), Some("8"));
}

#[test]
fn what_is_forgotten_is_not_found_and_other_dossiers_stay() {
    let mut index = Index::in_memory().unwrap();
    index.put(&text("a", 1), "multa").unwrap();
    index.put(&text("b", 1), "multa").unwrap();
    index.forget("a").unwrap();
    assert_eq!(found(&index, "multa"), [("b".to_owned(), Some(1))]);
    index.put(&text("a", 2), "multa").unwrap();
    assert_eq!(found(&index, "multa").len(), 2);
}

#[test]
fn a_source_is_indexed_again_only_when_its_stamp_is_another() {
    let mut index = Index::in_memory().unwrap();
    let mut renew = |stamp: &str, words: &str| {
        let words = words.to_owned();
        let renewed = index
            .batch(|batch| batch.renew("a", "p1", stamp, || vec![(text("a", 1), words)]))
            .unwrap();
        let hits = ["antes", "depois"].map(|word| index.find(word, 10).unwrap().len());
        (renewed, hits)
    };
    assert_eq!(renew("1", "antes"), (true, [1, 0]));
    assert_eq!(renew("1", "depois"), (false, [1, 0]));
    assert_eq!(renew("2", "depois"), (true, [0, 1]));
    index.batch(|batch| batch.keep_only("a", |name| name != "p1")).unwrap();
    assert_eq!(found(&index, "depois"), []);
    assert_eq!(index.state("a").unwrap(), None);
    index.batch(|batch| batch.set_state("a", "x")).unwrap();
    assert_eq!(index.state("a").unwrap().as_deref(), Some("x"));
}

#[test]
fn a_change_that_fails_leaves_everything_as_it_was() {
    let mut index = Index::in_memory().unwrap();
    index.put(&text("a", 1), "multa").unwrap();
    let failed = index.batch(|batch| {
        batch.forget("a")?;
        Err::<(), _>(SearchError::Sql { source: rusqlite::Error::InvalidQuery })
    });
    assert!(failed.is_err());
    assert_eq!(found(&index, "multa").len(), 1);
}

#[test]
fn a_damaged_index_is_made_again_and_a_sound_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("busca.db");
    let open = || Index::open(&path).unwrap();
    open().put(&text("a", 1), "multa").unwrap();
    assert_eq!(found(&open(), "multa").len(), 1);
    fs::write(&path, "isto não é um índice, e tem mais de cem bytes ".repeat(40)).unwrap();
    assert_eq!(found(&open(), "multa"), []);
    let mut index = open();
    index.put(&text("a", 1), "multa").unwrap();
    drop(index);
    assert_eq!(found(&open(), "multa").len(), 1);
    fs::write(&path, "").unwrap();
    assert_eq!(found(&open(), "multa"), []);
    // Another program's database is no index either.
    fs::remove_file(&path).unwrap();
    let other = rusqlite::Connection::open(&path).unwrap();
    other.execute_batch("CREATE TABLE x (y)").unwrap();
    drop(other);
    assert_eq!(found(&open(), "multa"), []);
}

#[test]
fn damage_inside_is_told_so_that_the_index_can_be_made_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("busca.db");
    let mut index = Index::open(&path).unwrap();
    index
        .batch(|batch| {
            (1..400).try_for_each(|page| batch.put(&text("a", page), &"multa juros ".repeat(30)))
        })
        .unwrap();
    drop(index);
    let mut bytes = fs::read(&path).unwrap();
    let length = bytes.len();
    bytes[4096 * 2..length].fill(0x5A);
    fs::write(&path, bytes).unwrap();
    let told = Index::open(&path).and_then(|index| index.find("multa", 10));
    assert!(matches!(told, Err(SearchError::Damaged { .. })), "{told:?}");
    assert!(Index::remake(&path).unwrap().find("multa", 10).unwrap().is_empty());
}

#[test]
fn words_of_the_index_are_those_of_json() {
    for kind in PlaceKind::ALL {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        assert_eq!(PlaceKind::from_word(kind.word()), Some(kind));
    }
}

proptest::proptest! {
    #[test]
    fn any_question_is_answered(asked in "\\PC{0,60}") {
        let mut index = Index::in_memory().unwrap();
        index.put(&text("a", 1), "uma fatura 12.3 em dobro").unwrap();
        index.find(&asked, 5).unwrap();
    }
}
