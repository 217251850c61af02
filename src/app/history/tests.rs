//! Whatever was done can be taken back, step by step, and done again; and what is no list is none.

use super::*;
use crate::app::tests::app;
use crate::app::{Clear, ContactNote, Edit, GatherOrder, PaperOrder};
use crate::base::Moment;
use crate::case::{CaseDocument, Channel, ExhibitId, ItemState, number};
use crate::store::{Disk, Gathering, Part};
use proptest::prelude::*;
use proptest::test_runner::Config;
use serde_json::Value;
use std::fs;
use std::path::PathBuf;

/// A case, the engine, and what a faultless list would know.
struct Bench {
    folder: tempfile::TempDir,
    app: App,
    files: u32,
    states: Vec<Value>,
    at: usize,
}

/// What a person does; numbers choose among what there is.
#[derive(Debug, Clone)]
enum Act {
    Gather(u8),
    Into(u8),
    Paper,
    Fill(u8, u8),
    Edit(u8, u8),
    Group(u8, u8),
    Separate(u8),
    Contact,
    Drop(u8),
    Order,
    Bin(u8),
    BinItem(u8),
    Restore(u8),
    Undo,
    Redo,
}

fn acts() -> impl Strategy<Value = Act> {
    let n = || any::<u8>();
    prop_oneof![
        2 => (1u8..4).prop_map(Act::Gather),
        1 => n().prop_map(Act::Into),
        1 => Just(Act::Paper),
        2 => (n(), n()).prop_map(|(a, b)| Act::Fill(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Act::Edit(a, b)),
        2 => (n(), n()).prop_map(|(a, b)| Act::Group(a, b)),
        2 => n().prop_map(Act::Separate),
        1 => Just(Act::Contact),
        1 => n().prop_map(Act::Drop),
        1 => Just(Act::Order),
        2 => n().prop_map(Act::Bin),
        1 => n().prop_map(Act::BinItem),
        2 => n().prop_map(Act::Restore),
        2 => Just(Act::Undo),
        1 => Just(Act::Redo),
    ]
}

impl Bench {
    fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder =
            if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let mut bench =
            Self { folder: folder.unwrap(), app: app(), files: 0, states: Vec::new(), at: 0 };
        let document = r#"{"facts":[{"text":"um"},{"text":"dois"},{"text":"três"}]}"#;
        bench.app.create(&bench.root(), Some("caso"), Some(document)).unwrap();
        let written = bench.written();
        bench.states.push(written);
        bench
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("caso")
    }

    fn opened(&mut self) -> OpenCase {
        let root = self.root();
        OpenCase::open(&root, Disk::new(), &mut self.app.stamp()).unwrap()
    }

    /// The case as it reads: without what lies in the bin, and what holds nothing else.
    fn written(&mut self) -> Value {
        let opened = self.opened();
        let case = opened.case();
        let mut document = CaseDocument::of(case, &number(case));
        document.exhibits.retain(|exhibit| case.stands(case.exhibit(exhibit.id).unwrap()));
        for exhibit in &mut document.exhibits {
            exhibit.items.retain(|item| item.state == ItemState::Kept);
        }
        serde_json::to_value(document).unwrap()
    }

    fn steps(&mut self) -> usize {
        History::of(&self.opened()).done.len()
    }

    fn exhibit(&mut self, choice: u8) -> Option<ExhibitId> {
        let opened = self.opened();
        let ids: Vec<ExhibitId> = opened.case().exhibits.iter().map(|e| e.id).collect();
        ids.get(usize::from(choice).checked_rem(ids.len())?).copied()
    }

    fn new_files(&mut self, count: u8) -> Vec<PathBuf> {
        let names = (0..count).map(|_| {
            self.files += 1;
            let path = self.folder.path().join(format!("prova {}.txt", self.files));
            fs::write(&path, format!("prova número {}", self.files)).unwrap();
            path
        });
        names.collect()
    }

    fn gather(&mut self, count: u8, into: Option<ExhibitId>) -> Result<(), AppError> {
        let paths = self.new_files(count);
        let gathering = Gathering { into, ..Gathering::default() };
        let order = GatherOrder { paths, gathering, ..GatherOrder::default() };
        self.app.gather(&self.root(), &order).map(drop)
    }

    /// Does what an act says, as far as the case allows it.
    fn act(&mut self, act: &Act) -> Result<(), AppError> {
        let root = self.root();
        match *act {
            Act::Gather(count) => self.gather(count, None),
            Act::Into(n) => match self.exhibit(n) {
                into @ Some(_) => self.gather(1, into),
                None => Ok(()),
            },
            Act::Paper => {
                let (title, place) = ("contrato".to_owned(), "em casa".to_owned());
                let order = PaperOrder { title, place, gathering: Gathering::default() };
                self.app.gather_paper(&root, &order).map(drop)
            }
            Act::Fill(which, what) => {
                let text = match which % 4 {
                    0 => format!(r#"{{"title":"caso {what}"}}"#),
                    1 => format!(r#"{{"facts":[{{"text":"fato {what}"}}]}}"#),
                    2 => format!(r#"{{"facts":[{{"id":"f{}","text":"{what}"}}]}}"#, what % 5 + 1),
                    _ => format!(r#"{{"interview":{{"asked_to":{what}}},"place":"Itu {what}"}}"#),
                };
                self.app.fill(&root, &text).map(drop)
            }
            Act::Edit(n, what) => match self.exhibit(n) {
                Some(id) => self.app.edit(&root, id, &edit(what)).map(drop),
                None => Ok(()),
            },
            Act::Group(a, b) => {
                let chosen: Vec<_> =
                    [self.exhibit(a), self.exhibit(b)].into_iter().flatten().collect();
                self.app.group(&root, &chosen).map(drop)
            }
            Act::Separate(n) => {
                self.exhibit(n).map_or(Ok(()), |id| self.app.separate(&root, id).map(drop))
            }
            Act::Contact => self.app.note_contact(&root, contact()).map(drop),
            Act::Drop(n) => self.app.drop_parts(&root, &[format!("f{}", n % 5 + 1)]).map(drop),
            Act::Order => {
                let ids = ["f3", "f1"].map(str::to_owned);
                self.app.order_parts(&root, &ids).map(drop)
            }
            Act::Bin(n) => self
                .exhibit(n)
                .map_or(Ok(()), |id| self.app.bin(&root, Part::Exhibit(id), "engano").map(drop)),
            Act::BinItem(n) => {
                let items: Vec<_> = self.opened().case().items.keys().copied().collect();
                let item = usize::from(n).checked_rem(items.len()).map(|at| items[at]);
                item.map_or(Ok(()), |id| self.app.bin(&root, Part::Item(id), "engano").map(drop))
            }
            Act::Restore(n) => self.exhibit(n).map_or(Ok(()), |id| {
                self.app.restore(&root, Part::Exhibit(id), "voltou").map(drop)
            }),
            Act::Undo => self.back(),
            Act::Redo => self.forth(),
        }
    }

    /// Takes back one step, which gives what was before it.
    fn back(&mut self) -> Result<(), AppError> {
        let done = self.app.undo(&self.root());
        if self.at == 0 {
            assert!(matches!(done, Err(AppError::Refused(RefusedDeed::NothingToUndo))), "{done:?}");
            return Ok(());
        }
        done.unwrap();
        self.at -= 1;
        assert_eq!(self.written(), self.states[self.at]);
        Ok(())
    }

    /// Does one step again, which gives what was after it.
    fn forth(&mut self) -> Result<(), AppError> {
        let done = self.app.redo(&self.root());
        if self.at + 1 == self.states.len() {
            assert!(matches!(done, Err(AppError::Refused(RefusedDeed::NothingToRedo))), "{done:?}");
            return Ok(());
        }
        done.unwrap();
        self.at += 1;
        assert_eq!(self.written(), self.states[self.at]);
        Ok(())
    }

    /// Does what an act says, and notes what a faultless list would know then.
    fn live(&mut self, act: &Act) {
        let before = self.steps();
        // What the case does not allow changes nothing.
        let _ = self.act(act);
        if !matches!(act, Act::Undo | Act::Redo) && self.steps() > before {
            self.states.truncate(self.at + 1);
            let written = self.written();
            self.states.push(written);
            self.at += 1;
        }
    }
}

fn edit(what: u8) -> Edit {
    let none = Edit::default();
    match what % 5 {
        0 => Edit { title: Some(format!("prova {what}")), ..none },
        1 => Edit { position: Some(u32::from(what % 4) + 1), ..none },
        2 => Edit { note: Some(format!("nota {what}")), left_out: Some(what > 9), ..none },
        3 => Edit { pages: "1".parse().ok(), shows: Some(format!("mostra {what}")), ..none },
        _ => Edit { clear: vec![Clear::Note, Clear::Pages, Clear::Shows], ..none },
    }
}

fn contact() -> ContactNote {
    ContactNote {
        when: Moment::parse("2026-10-05T14:33").unwrap(),
        channel: Channel::Chat,
        protocols: vec!["77".to_owned()],
        attendant: None,
        summary: None,
        due: None,
        answer: None,
        exhibits: Vec::new(),
    }
}

proptest! {
    #![proptest_config(Config { cases: 24, ..Config::default() })]

    #[test]
    fn whatever_is_done_is_taken_back_step_by_step_and_done_again(
        acts in proptest::collection::vec(acts(), 1..14),
    ) {
        let mut bench = Bench::new();
        for act in &acts {
            bench.live(act);
        }
        while bench.at > 0 {
            bench.back().unwrap();
        }
        bench.back().unwrap();
        while bench.at + 1 < bench.states.len() {
            bench.forth().unwrap();
        }
        bench.forth().unwrap();
        let opened = bench.opened();
        prop_assert!(opened.findings().is_empty(), "{:?}", opened.findings());
    }
}

#[test]
fn taking_a_gathering_back_is_told_in_the_custody_log_and_loses_no_file() {
    let mut bench = Bench::new();
    bench.gather(2, None).unwrap();
    let done = bench.app.undo(&bench.root()).unwrap();
    assert_eq!(
        (done.label.as_str(), done.ids),
        ("Juntar 2 arquivos", vec!["p1".into(), "p2".into()])
    );
    let opened = bench.opened();
    assert!(opened.case().items.values().all(|item| item.state == ItemState::Binned));
    assert_eq!(opened.case().exhibits.len(), 2);
    let words: Vec<_> = opened.log().lines().iter().map(|line| line.core.event.word()).collect();
    assert_eq!(words, ["created", "gathered", "gathered", "removed", "removed"]);
    assert!(opened.log().lines()[3].detail.as_deref().unwrap().contains(TAKEN_BACK));
    drop(opened);
    bench.app.redo(&bench.root()).unwrap();
    assert!(bench.opened().case().items.values().all(|item| item.state == ItemState::Kept));
}

#[test]
fn batches_of_one_gathering_are_one_step() {
    let mut bench = Bench::new();
    for same_step in [false, true, true] {
        let paths = bench.new_files(2);
        let order = GatherOrder { paths, same_step, ..GatherOrder::default() };
        bench.app.gather(&bench.root(), &order).unwrap();
    }
    assert_eq!(bench.steps(), 1);
    assert_eq!(bench.app.undo(&bench.root()).unwrap().label, "Juntar 6 arquivos");
    assert_eq!(bench.written(), bench.states[0]);
}

#[test]
fn a_case_that_moved_on_otherwise_is_left_as_it_is() {
    let mut bench = Bench::new();
    bench.app.fill(&bench.root(), r#"{"title":"um"}"#).unwrap();
    // Another program, which keeps no list.
    let mut opened = bench.opened();
    let other = Case { title: "outro".to_owned(), ..opened.case().clone() };
    opened.write(other, &bench.app.stamp()).unwrap();
    drop(opened);
    let refused = bench.app.undo(&bench.root());
    assert!(matches!(refused, Err(AppError::Refused(RefusedDeed::NoLongerFits { .. }))));
    assert_eq!(bench.opened().case().title, "outro");
    assert_eq!(bench.steps(), 1);
}

#[test]
fn a_damaged_list_is_an_empty_one_and_emptying_the_bin_begins_a_new_one() {
    let mut bench = Bench::new();
    let path = bench.root().join(crate::store::bag::STEPS);
    bench.app.fill(&bench.root(), r#"{"title":"um"}"#).unwrap();
    let sound = fs::read_to_string(&path).unwrap();
    for damaged in
        ["", "{", "{\"format\":2,\"done\":1}\n{}\n", "{\"format\":1,\"done\":9}\n", "\u{0}"]
    {
        fs::write(&path, damaged).unwrap();
        let refused = bench.app.undo(&bench.root());
        assert!(matches!(refused, Err(AppError::Refused(RefusedDeed::NothingToUndo))));
    }
    let torn = &sound[..sound.len() - 20];
    fs::write(&path, torn).unwrap();
    assert!(bench.app.undo(&bench.root()).is_err());
    assert_eq!(bench.opened().case().title, "um");
    fs::write(&path, sound).unwrap();
    bench.gather(1, None).unwrap();
    bench.app.bin(&bench.root(), Part::Exhibit(ExhibitId::new(1)), "engano").unwrap();
    assert_eq!(bench.steps(), 3);
    bench.app.empty(&bench.root()).unwrap();
    assert_eq!(bench.steps(), 0);
}

fn step(when: &str, from: &str, to: &str) -> Step {
    let case = |title: &str| Case::new(uuid::Uuid::nil(), title.to_owned());
    let change = Change::between(&case(from), &case(to));
    let label = format!("{from} {}", to.chars().take(8).collect::<String>());
    Step { label, when: when.to_owned(), change }
}

#[test]
fn what_is_typed_at_a_stretch_is_one_step() {
    let mut history = History::default();
    let at = |seconds: u32| format!("2026-11-10T10:00:{seconds:02}-03:00");
    history.push(step(&at(0), "", "a"), Joins::Typing);
    history.push(step(&at(5), "a", "ab"), Joins::Typing);
    history.push(step(&at(20), "ab", "abc"), Joins::Typing);
    assert_eq!(history.done.len(), 1);
    let whole: Step = serde_json::from_str(&history.done[0]).unwrap();
    assert_eq!(whole.change, step("", "", "abc").change);
    // A pause, or a deed of another kind, begins a new one.
    history.push(step(&at(50), "abc", "abcd"), Joins::Typing);
    history.push(step(&at(51), "abcd", "x"), Joins::Never);
    assert_eq!(history.done.len(), 3);
}

#[test]
fn the_oldest_steps_go_first() {
    let mut history = History::default();
    for n in 0..MAX_STEPS + 5 {
        history.push(step("", &n.to_string(), &(n + 1).to_string()), Joins::Never);
    }
    assert_eq!(history.done.len(), MAX_STEPS);
    assert_eq!(history.labels().0.as_deref(), Some("104 105"));
    assert_eq!(History::read(&history.to_text()), Some(history));
    let mut heavy = History::default();
    let long = "a".repeat(MAX_BYTES / 3);
    for n in 0..5 {
        heavy.push(step("", &n.to_string(), &format!("{n}{long}")), Joins::Never);
    }
    assert_eq!(heavy.done.len(), 2, "what is kept has a bound");
}
