//! What a change holds, when it fits, and that taking it back gives what was before.

use super::*;
use crate::base::Day;
use crate::case::{ExhibitNumber, Item, merge};
use proptest::prelude::*;
use uuid::Uuid;

fn item(number: u32, state: ItemState) -> (ItemId, Item) {
    let id = ItemId::new(number);
    let item = Item {
        id,
        sha256: Sha256Digest::of(&number.to_le_bytes()),
        size_bytes: 1,
        name: format!("{number}.txt"),
        stored_as: format!("{number:04}.txt"),
        gathered_at: "2026-11-10T10:00:00-03:00".to_owned(),
        state,
        media_type: "text/plain".to_owned(),
        read: None,
        copy: None,
    };
    (id, item)
}

fn exhibit(number: u32, items: &[u32]) -> Exhibit {
    Exhibit {
        items: items.iter().map(|n| ItemId::new(*n)).collect(),
        paper_at: items.is_empty().then(|| "em casa".to_owned()),
        ..Exhibit::new(ExhibitId::new(number), format!("prova {number}"))
    }
}

/// A case with exhibits of these items, and the story's members filled.
fn case(exhibits: &[(u32, &[u32])]) -> Case {
    let mut case = Case::new(Uuid::nil(), "caso".to_owned());
    for (number, items) in exhibits {
        case.exhibits.push(exhibit(*number, items));
        case.items.extend(items.iter().map(|n| item(*n, ItemState::Kept)));
    }
    filled(
        &case,
        r#"{"facts":[{"text":"um"},{"text":"dois"},{"text":"três"}],
            "contacts":[{"summary":"liguei","exhibits":["e1"]}],
            "respondents":[{"trade_name":"Loja X"}]}"#,
    )
}

fn filled(case: &Case, text: &str) -> Case {
    merge(case, text).unwrap().0
}

/// The case without what no change is about.
fn plain(case: &Case) -> Case {
    Case { used: BTreeMap::new(), ..case.clone() }
}

#[track_caller]
fn goes_back_and_forth(before: &Case, after: &Case) -> Change {
    let change = Change::between(before, after);
    assert_eq!(plain(&change.inverse().applied(after).unwrap()), plain(before));
    assert_eq!(plain(&change.applied(before).unwrap()), plain(after));
    change
}

#[test]
fn members_entries_and_orders_go_back_and_forth() {
    let before = case(&[(1, &[1]), (2, &[2]), (3, &[])]);
    let mut after = filled(
        &before,
        r#"{"title":"outro","claimant":{"name":"Ana"},"interview":{"problem":"other","asked_to":2},
            "facts":[{"id":"f2","text":"2","date":"2026-05"},{"text":"quatro"}]}"#,
    );
    after.facts.swap(0, 2);
    after.exhibits[0].date = Some(Day::parse("2026-03-15").unwrap());
    after.exhibits.remove(1);
    after.items.get_mut(&ItemId::new(2)).unwrap().state = ItemState::Binned;
    let change = goes_back_and_forth(&before, &after);
    assert_eq!(change.ids(), ["e1", "e2", "f1", "f2", "f3", "f4", "p2"]);
    assert_eq!(change.members().collect::<Vec<_>>(), ["claimant", "interview", "title"]);
    assert_eq!(change.entries().1, ["e2"]);
}

#[test]
fn a_change_reads_back_what_it_writes() {
    let before = case(&[(1, &[1]), (2, &[2])]);
    let mut after = filled(&before, r#"{"place":"Itu – SP","facts":[{"id":"f1","text":"x"}]}"#);
    after.facts.reverse();
    after.exhibits.pop();
    let change = Change::between(&before, &after);
    let text = serde_json::to_string(&change).unwrap();
    assert_eq!(serde_json::from_str::<Change>(&text).unwrap(), change);
}

#[test]
fn what_was_gathered_goes_into_the_bin_and_its_exhibit_stays() {
    let before = case(&[(1, &[1])]);
    let mut after = before.clone();
    after.exhibits.push(exhibit(2, &[2]));
    after.exhibits[0].items.push(ItemId::new(3));
    after.items.extend([item(2, ItemState::Kept), item(3, ItemState::Kept)]);
    let change = Change::between(&before, &after);
    assert!(change.only_gathers());
    let back = change.inverse().applied(&after).unwrap();
    assert_eq!(back.exhibits, after.exhibits);
    assert_eq!(back.items[&ItemId::new(2)].state, ItemState::Binned);
    assert_eq!(said(&back), said(&before));
    assert_eq!(plain(&change.applied(&back).unwrap()), plain(&after));
}

#[test]
fn a_grouping_and_a_separation_are_taken_back_though_files_came_in_between() {
    let apart = case(&[(1, &[1]), (2, &[2])]);
    let mut one = apart.clone();
    one.exhibits.remove(1);
    one.exhibits[0].items.push(ItemId::new(2));
    let grouping = goes_back_and_forth(&apart, &one);
    // A file came into the exhibit that was grouped, and that was taken back: it lies in the bin.
    let mut later = one.clone();
    later.exhibits[0].items.push(ItemId::new(3));
    later.items.extend([item(3, ItemState::Binned)]);
    let back = grouping.inverse().applied(&later).unwrap();
    assert_eq!(said(&back), said(&apart));
    assert_eq!(plain(&grouping.applied(&back).unwrap()).exhibits[0].items.len(), 3);
    // The other way round: the exhibit that is to go holds one more file.
    let separation = grouping.inverse();
    let mut later = apart.clone();
    later.exhibits[1].items.push(ItemId::new(3));
    later.items.extend([item(3, ItemState::Binned)]);
    let back = separation.inverse().applied(&later).unwrap();
    assert_eq!(back.exhibits[1].items, [ItemId::new(3)]);
    assert_eq!(said(&back), said(&one));
    let again = separation.applied(&back).unwrap();
    assert_eq!(again.exhibits[1].items, [ItemId::new(2), ItemId::new(3)]);
    assert_eq!(said(&again), said(&apart));
}

#[test]
fn a_change_does_not_fit_when_what_it_touches_says_something_else() {
    let before = case(&[(1, &[1]), (2, &[2])]);
    let after = filled(&before, r#"{"facts":[{"id":"f1","text":"novo"}],"title":"novo"}"#);
    let change = Change::between(&before, &after);
    for other in [
        r#"{"facts":[{"id":"f1","text":"outro ainda"}]}"#,
        r#"{"title":"outro ainda"}"#,
        r#"{"facts":null}"#,
    ] {
        let moved_on = filled(&after, other);
        assert_eq!(change.inverse().applied(&moved_on), Err(NoLongerFits), "{other}");
    }
    // What it does not touch may change.
    let moved_on = filled(&after, r#"{"facts":[{"id":"f1","date":"2026-05"}],"place":"Itu"}"#);
    let back = change.inverse().applied(&moved_on).unwrap();
    assert_eq!((back.facts[0].text.as_str(), back.place.as_deref()), ("um", Some("Itu")));
    assert!(back.facts[0].date.is_some());
}

#[test]
fn emptied_items_and_frozen_numbers_stop_what_would_unmake_them() {
    let before = case(&[(1, &[1, 2])]);
    let mut binned = before.clone();
    binned.items.get_mut(&ItemId::new(1)).unwrap().state = ItemState::Binned;
    let removal = Change::between(&before, &binned);
    let mut emptied = binned.clone();
    emptied.items.get_mut(&ItemId::new(1)).unwrap().state = ItemState::Emptied;
    assert_eq!(removal.inverse().applied(&emptied), Err(NoLongerFits));
    // A separated exhibit that a dossier has numbered cannot go again.
    let mut apart = before.clone();
    apart.exhibits[0].items.pop();
    apart.exhibits.push(exhibit(2, &[2]));
    let separation = goes_back_and_forth(&before, &apart);
    let mut numbered = apart.clone();
    numbered.exhibits[0].number = Some(ExhibitNumber::Proof(1));
    numbered.exhibits[1].number = Some(ExhibitNumber::Proof(2));
    assert_eq!(separation.inverse().applied(&numbered), Err(NoLongerFits));
    // A mere change of an exhibit leaves its number alone.
    let mut edited = before.clone();
    edited.exhibits[0].title = "novo".to_owned();
    let edit = Change::between(&before, &edited);
    edited.exhibits[0].number = Some(ExhibitNumber::Proof(1));
    let back = edit.inverse().applied(&edited).unwrap();
    assert_eq!(back.exhibits[0].number, Some(ExhibitNumber::Proof(1)));
    assert_eq!(back.exhibits[0].title, "prova 1");
}

#[test]
fn an_item_never_ends_in_two_exhibits() {
    let apart = case(&[(1, &[1]), (2, &[2])]);
    let mut gone = apart.clone();
    gone.exhibits.remove(1);
    let change = Change::between(&apart, &gone);
    let mut elsewhere = gone.clone();
    elsewhere.exhibits[0].items.push(ItemId::new(2));
    assert_eq!(change.inverse().applied(&elsewhere), Err(NoLongerFits));
}

#[test]
fn the_number_of_a_part_that_went_is_not_handed_out_again() {
    let before = case(&[(1, &[1])]);
    let after = filled(&before, r#"{"facts":[{"text":"quatro"}]}"#);
    let back = Change::between(&before, &after).inverse().applied(&after).unwrap();
    let next = filled(&back, r#"{"facts":[{"text":"de novo"}]}"#);
    assert_eq!(next.facts.last().unwrap().id.to_string(), "f5");
}

#[test]
fn two_changes_of_the_same_values_are_one() {
    let first = case(&[(1, &[1])]);
    let second = filled(&first, r#"{"facts":[{"id":"f1","text":"u"}],"place":"I"}"#);
    let third = filled(&second, r#"{"facts":[{"id":"f1","text":"um dia"}],"place":"Itu"}"#);
    let (one, two) = (Change::between(&first, &second), Change::between(&second, &third));
    assert!(two.only_changes_the_same(&one));
    assert_eq!(one.then(two), Change::between(&first, &third));
    let other = filled(&second, r#"{"facts":[{"id":"f2","text":"x"}],"place":"Itu"}"#);
    assert!(
        !Change::between(&second, &other).only_changes_the_same(&Change::between(&first, &second))
    );
}

proptest! {
    /// Any two states of the story: the way back and the way forth.
    #[test]
    fn any_change_of_the_story_goes_back_and_forth(
        texts in proptest::collection::vec("[a-c]{0,2}", 6),
        order in Just([0usize, 1, 2]).prop_shuffle(),
        kept in proptest::collection::vec(any::<bool>(), 3),
        title in "[ab]{0,1}",
    ) {
        let before = case(&[(1, &[1]), (2, &[2]), (3, &[])]);
        let mut after = before.clone();
        after.title = title;
        after.facts = order.iter().map(|at| before.facts[*at].clone()).collect();
        for (fact, text) in after.facts.iter_mut().zip(&texts) {
            fact.text.clone_from(text);
        }
        let mut keep = kept.iter();
        after.facts.retain(|_| *keep.next().unwrap_or(&true));
        for (exhibit, text) in after.exhibits.iter_mut().zip(&texts[3..]) {
            exhibit.note = Some(text.clone()).filter(|text| !text.is_empty());
        }
        goes_back_and_forth(&before, &after);
    }
}
