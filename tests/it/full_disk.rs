//! A full disk is said plainly and leaves nothing half-done: every operation of every deed meets
//! it once, in turn.

use crate::common::deeds::{Bench, DEEDS, Deed, Try, Way};
use crate::common::{assert_whole, files_below, items, run_on, shown, word};
use juntada::store::Disk;
use serde_json::Value;

const MOST_OPERATIONS: usize = 400;

fn assert_said_plainly(deed: Deed, attempt: &Try) {
    let told = attempt.told.json();
    match attempt.told.code {
        Some(0) => {}
        Some(1) => {
            let refused = told["items"].as_array().into_iter().flatten();
            let refused: Vec<&Value> =
                refused.filter(|item| item["outcome"] == "refused").collect();
            let findings = told["findings"].as_array().unwrap();
            assert!(!refused.is_empty() || !findings.is_empty(), "{deed:?}: {told}");
            assert!(refused.iter().all(|item| item["notes"][0].is_string()), "{told}");
        }
        Some(3) => {
            let code = told["error"]["code"].as_str().unwrap();
            assert!(["disk_full", "not_writable"].contains(&code), "{deed:?}: {told}");
            for part in ["what", "why", "next"] {
                assert!(told["error"][part].as_str().is_some_and(|text| !text.is_empty()));
            }
        }
        code => panic!("{deed:?} ended with {code:?}: {told}"),
    }
}

fn fill_everywhere(deed: Deed, way: Way) {
    let bench = Bench::new();
    let before = bench.before();
    for at in 1..MOST_OPERATIONS {
        let attempt = bench.attempt(deed, at, way, &before);
        let case = attempt.case(deed);
        eprintln!("{deed:?} {way:?} at {at}: {:?}", attempt.told.code);
        assert_said_plainly(deed, &attempt);
        if attempt.told.code == Some(3) {
            if deed == Deed::Novo {
                assert!(!case.exists());
            } else {
                let now = shown(&case);
                assert_eq!(Try::substance(&now), Try::substance(&before), "{deed:?} at {at}");
                let out = attempt.root.join("saida");
                assert!(!out.exists() || files_below(&out).is_empty(), "{deed:?} at {at}");
            }
        }
        if !case.exists() {
            run_on(Disk::new, 2, &["novo", word(&case)]).ends(0);
        }
        let seen = shown(&case);
        let source = attempt.root.join("depois.txt");
        run_on(Disk::new, 2, &["juntar", word(&case), word(&source)]).ends(0);
        assert_whole(&case);
        let after = shown(&case);
        attempt.assert_nothing_lost(deed, &after);
        assert_eq!(items(&after).len(), items(&seen).len() + 1);
        if deed == Deed::Juntar {
            assert_eq!(items(&seen).len(), items(&before).len() + attempt.kept().len());
        }
        if attempt.operations < at {
            assert_eq!(attempt.told.code, Some(0), "{:?}", attempt.told);
            return;
        }
    }
    panic!("{deed:?} does not end");
}

#[test]
fn a_full_disk_at_every_write_is_said_and_nothing_is_half_done() {
    for deed in DEEDS {
        fill_everywhere(deed, Way::Full);
    }
}

#[test]
fn a_disk_that_fills_in_the_middle_of_every_write_leaves_nothing_half_done() {
    for deed in DEEDS {
        fill_everywhere(deed, Way::FullHalf);
    }
}
