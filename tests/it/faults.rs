//! An acknowledged item is never lost: every deed is stopped before every operation on the disk,
//! in turn, as if the program had died there, and the next command must find its way by itself.
//!
//! Not here: a death that the system sees (`kill`), and a disk that is full (`full_disk`).

use crate::common::deeds::{Bench, DEEDS, Deed, Way};
use crate::common::{assert_whole, run_on, shown, word};
use juntada::store::Disk;
use std::fs;

/// More operations than any deed has; a loop that reaches it does not end by itself.
const MOST_OPERATIONS: usize = 400;

fn stop_everywhere(deed: Deed, way: Way) {
    let bench = Bench::new();
    let before = bench.before();
    for at in 1..MOST_OPERATIONS {
        let attempt = bench.attempt(deed, at, way, &before);
        let case = attempt.case(deed);
        eprintln!("{deed:?} {way:?} at {at}: {:?}", attempt.told.code);
        if !attempt.was_done() && deed == Deed::Novo && !case.exists() {
            run_on(Disk::new, 2, &["novo", word(&case)]).ends(0);
        }
        let source = attempt.root.join("depois.txt");
        run_on(Disk::new, 2, &["juntar", word(&case), word(&source)]).ends(0);
        assert_whole(&case);
        attempt.assert_nothing_lost(deed, &shown(&case));
        let litter = |entry: std::io::Result<fs::DirEntry>| {
            let name = entry.unwrap().file_name().into_string().unwrap();
            name.starts_with(".juntada").then_some(name)
        };
        let litter: Vec<_> = fs::read_dir(&attempt.root).unwrap().filter_map(litter).collect();
        assert!(litter.is_empty(), "{litter:?}");
        if attempt.operations < at {
            assert_eq!(attempt.told.code, Some(0), "{:?}", attempt.told);
            assert!(at > 5, "only {at} operations were seen");
            return;
        }
    }
    panic!("{deed:?} does not end");
}

#[test]
fn stopped_at_every_write_nothing_acknowledged_is_lost() {
    for deed in DEEDS {
        stop_everywhere(deed, Way::Dead);
    }
}

#[test]
fn stopped_in_the_middle_of_every_write_nothing_acknowledged_is_lost() {
    for deed in DEEDS {
        stop_everywhere(deed, Way::DeadHalf);
    }
}
