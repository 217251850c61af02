//! The numbers of exhibits: Doc. 1…n over the case by date until the user orders them; the first
//! export that is not a draft freezes them; later additions take the next number; a number is
//! never reused. Personal documents are lettered apart and not counted as proofs.

use crate::case::{Case, Exhibit, ExhibitId, ExhibitNumber};
use std::collections::BTreeMap;

/// The number of every exhibit that stands or ever had a frozen number.
pub type Numbers = BTreeMap<ExhibitId, ExhibitNumber>;

/// Returns the number of each exhibit: the frozen ones as they are, then the others in order.
///
/// An exhibit that is left out or in the bin keeps a frozen number, and takes none otherwise.
pub fn number(case: &Case) -> Numbers {
    let mut numbers: Numbers =
        case.exhibits.iter().filter_map(|e| e.number.map(|number| (e.id, number))).collect();
    let mut last_proof = 0;
    let mut last_personal = 0;
    for number in numbers.values() {
        match number {
            ExhibitNumber::Proof(n) => last_proof = last_proof.max(*n),
            ExhibitNumber::Personal(n) => last_personal = last_personal.max(*n),
        }
    }
    let mut waiting: Vec<&Exhibit> = case
        .exhibits
        .iter()
        .filter(|e| e.number.is_none() && !e.stays_out() && case.stands(e))
        .collect();
    waiting.sort_by_key(|exhibit| order(exhibit));
    for exhibit in waiting {
        let number = if exhibit.kind.is_personal() {
            last_personal += 1;
            ExhibitNumber::Personal(last_personal)
        } else {
            last_proof += 1;
            ExhibitNumber::Proof(last_proof)
        };
        numbers.insert(exhibit.id, number);
    }
    numbers
}

/// Returns the sort key of an exhibit without a frozen number: the user's own order first, then by
/// date, the undated ones last, then as they were made.
fn order(exhibit: &Exhibit) -> impl Ord + use<> {
    (
        exhibit.position.unwrap_or(u32::MAX),
        exhibit.date.is_none(),
        exhibit.date.map(|day| (day.earliest(), day.latest())),
        exhibit.id,
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Day;
    use crate::case::ExhibitKind;
    use uuid::Uuid;

    fn exhibit(id: u32, date: Option<&str>) -> Exhibit {
        Exhibit {
            date: date.map(|text| Day::parse(text).unwrap()),
            paper_at: Some("em casa".to_owned()),
            ..Exhibit::new(ExhibitId::new(id), format!("exhibit {id}"))
        }
    }

    fn shown(case: &Case) -> Vec<(u32, String)> {
        number(case).iter().map(|(id, n)| (id.number(), n.to_string())).collect()
    }

    #[test]
    fn numbers_follow_dates_and_undated_come_last() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.exhibits =
            vec![exhibit(1, None), exhibit(2, Some("2026-03")), exhibit(3, Some("2026-02-10"))];
        assert_eq!(shown(&case), vec![(1, "3".into()), (2, "2".into()), (3, "1".into())]);
    }

    #[test]
    fn frozen_numbers_stay_and_additions_take_the_next() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.exhibits = vec![exhibit(1, Some("2026-05")), exhibit(2, Some("2026-01"))];
        case.exhibits[0].number = Some(ExhibitNumber::Proof(1));
        assert_eq!(shown(&case), vec![(1, "1".into()), (2, "2".into())]);
    }

    #[test]
    fn a_number_of_a_binned_exhibit_is_never_reused() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.exhibits = vec![exhibit(1, None), exhibit(2, None)];
        case.exhibits[0].number = Some(ExhibitNumber::Proof(1));
        case.exhibits[0].binned = true;
        assert_eq!(shown(&case), vec![(1, "1".into()), (2, "2".into())]);
    }

    #[test]
    fn personal_documents_are_lettered_apart() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.exhibits = vec![exhibit(1, None), exhibit(2, None)];
        case.exhibits[0].kind = ExhibitKind::Identity;
        assert_eq!(shown(&case), vec![(1, "A".into()), (2, "1".into())]);
    }

    #[test]
    fn the_users_order_goes_before_dates() {
        let mut case = Case::new(Uuid::nil(), String::new());
        case.exhibits = vec![exhibit(1, Some("2026-01")), exhibit(2, Some("2026-02"))];
        case.exhibits[1].position = Some(1);
        assert_eq!(shown(&case), vec![(1, "2".into()), (2, "1".into())]);
    }
}
