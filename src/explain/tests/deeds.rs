//! What is said of deeds at the screen: why one is refused, how one is called, what the custody log
//! tells, what a deleted case leaves.

use super::*;
use crate::app::{Did, RefusedCopy, RefusedDeed};
use crate::case::{Case, Change, Recipe};

pub(super) fn refused_deeds() -> Vec<RefusedDeed> {
    let id = || "e3".to_owned();
    vec![
        RefusedDeed::OrderNotWhole { given: "p1, p1".to_owned() },
        RefusedDeed::NothingSealed,
        RefusedDeed::NothingToUndo,
        RefusedDeed::NothingToRedo,
        RefusedDeed::NoLongerFits { label: "Retirar “Fatura de março”".to_owned() },
        RefusedDeed::NotConfirmed { title: "Cobrança em dobro".to_owned() },
        RefusedDeed::StillNamed { id: "s2".to_owned(), by: vec!["c1".to_owned(), "f2".to_owned()] },
        RefusedDeed::StillNamed { id: "r1".to_owned(), by: vec!["r2".to_owned()] },
        RefusedDeed::NothingInside { id: id() },
        RefusedDeed::NoConversation { id: id() },
        RefusedDeed::NotLocked { id: id() },
        RefusedDeed::WrongPassword { id: "p3".to_owned() },
        RefusedDeed::NoDelivery { profile: "Procon".to_owned() },
        RefusedDeed::NothingNew { day: Some("04/05/2026".to_owned()) },
        RefusedDeed::NothingNew { day: None },
        RefusedDeed::LetterNotFor {
            letter: "Autorização para outra pessoa".to_owned(),
            profile: "Juizado Especial, no balcão".to_owned(),
            why: "Ela serve só no Procon.".to_owned(),
        },
        RefusedDeed::Copy(RefusedCopy::OriginalsNotFor { profile: "Procon".to_owned() }),
        RefusedDeed::Copy(RefusedCopy::NoPages { id: id() }),
        RefusedDeed::Copy(RefusedCopy::NoSuchPage { id: id(), page: 9 }),
        RefusedDeed::Copy(RefusedCopy::NoArea { area: "0,0,0,0".to_owned() }),
        RefusedDeed::Copy(RefusedCopy::NothingMarked { id: id() }),
        RefusedDeed::Copy(RefusedCopy::NoPlaceInside { id: id() }),
        RefusedDeed::Copy(RefusedCopy::CopyNotMade { id: id(), detail: "timeout".to_owned() }),
        RefusedDeed::Copy(RefusedCopy::StillFound {
            hides: "CPF, telefone".to_owned(),
            places: vec!["no fato 2 do relato".to_owned(), "no Doc. 5".to_owned()],
        }),
        RefusedDeed::CopyDiffers { name: "Dossiê.pdf".to_owned() },
    ]
}

/// What the custody log tells of one file, and what a deleted case leaves.
pub(super) fn told_of_deeds() -> Vec<String> {
    let hash = HASH.parse().ok();
    vec![
        custody_line(CustodyEvent::Gathered, None, Some("IMG_2031.HEIC"), hash, None),
        custody_line(CustodyEvent::Derived, Some(Recipe::Redacted), None, hash, None),
        custody_line(CustodyEvent::Removed, None, None, hash, Some("repetida.")),
        custody_line(CustodyEvent::Restored, None, None, hash, Some(" ")),
        stays(0),
        stays(1),
        stays(2),
    ]
}

pub(super) fn labels() -> Vec<String> {
    let case = Case::new(uuid::Uuid::nil(), "caso".to_owned());
    let of = |text: &str| Change::between(&case, &merge(&case, text).unwrap().0);
    let title = || "Fatura de março".to_owned();
    let dids = [
        Did::Edited(title()),
        Did::Moved(title()),
        Did::Turned(title()),
        Did::LeftOut(title(), true),
        Did::LeftOut(title(), false),
        Did::Declined(title()),
        Did::Gathered(1, title()),
        Did::Gathered(1, String::new()),
        Did::Gathered(12, title()),
        Did::Redacted(title()),
        Did::Highlighted(title()),
        Did::WithoutPlace,
        Did::CopyDropped(title()),
        Did::Paper(title()),
        Did::Grouped(3),
        Did::Separated(title()),
        Did::Ordered,
        Did::Binned("a".repeat(80)),
        Did::Restored(title()),
    ];
    let texts = [
        r#"{"title":"a"}"#,
        r#"{"place":"Itu – SP"}"#,
        r#"{"claimant":{"name":"Ana"}}"#,
        r#"{"representative":{"name":"Bia"}}"#,
        r#"{"relation":{"order":"1"}}"#,
        r#"{"notes":"a"}"#,
        r#"{"interview":{"problem":"other"}}"#,
        r#"{"interview":{"problem":"other"},"respondents":[{"trade_name":"X"}]}"#,
        r#"{"contacts":[{}]}"#,
        r#"{"facts":[{},{}]}"#,
        r#"{"requests":[{}]}"#,
        r#"{"events":[{}]}"#,
        r#"{"title":"a","facts":[{}]}"#,
    ];
    let mut labels: Vec<String> = dids.iter().map(|did| label_of(did, &of("{}"))).collect();
    labels.extend(texts.map(|text| label_of(&Did::Filled, &of(text))));
    labels.push(label_of(&Did::Filled, &of(r#"{"facts":[{}]}"#).inverse()));
    labels
}

#[test]
fn every_name_of_a_deed_and_every_line_of_custody_reads_well() {
    let told = [labels(), told_of_deeds()].concat();
    insta::assert_snapshot!("deeds", told.join("\n"));
}
