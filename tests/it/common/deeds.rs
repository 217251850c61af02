//! Disks that fail at a chosen operation, and the deeds that are tried on them. What must hold
//! afterwards is said by the tests; what a deed did if it was acknowledged is said here.

use super::files::{jpeg, pdf_locked, story};
use super::{Told, copy_folder, items, new_folder, originals, run, run_on, sha256, word};
use juntada::store::{Deed as Operation, Disk, Pass};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// How the disk fails.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// The program dies before the operation: it and all later ones do not happen.
    Dead,
    /// The same, but a write has written half of its bytes.
    DeadHalf,
    /// The disk is full for this one operation.
    Full,
    /// The same, but a write has written half of its bytes.
    FullHalf,
}

/// Returns disks that share one count of operations and fail at the `at`-th, and the count.
pub fn failing(at: usize, way: Way) -> (impl Fn() -> Disk + Send + 'static, Arc<AtomicUsize>) {
    let count = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&count);
    let make = move || {
        let count = Arc::clone(&count);
        Disk::with_gate(move |_: Operation, _: &Path| {
            let now = count.fetch_add(1, Ordering::SeqCst) + 1;
            match way {
                _ if now < at => Pass::Go,
                Way::DeadHalf if now == at => Pass::Half(ErrorKind::Other.into()),
                Way::Dead | Way::DeadHalf => Pass::Stop(ErrorKind::Other.into()),
                _ if now > at => Pass::Go,
                Way::Full => Pass::Stop(ErrorKind::StorageFull.into()),
                Way::FullHalf => Pass::Half(ErrorKind::StorageFull.into()),
            }
        })
    };
    (make, told)
}

/// What the user does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Three files into the case.
    Juntar,
    /// A new case beside the one that is there.
    Novo,
    /// An exhibit into the bin.
    Retirar,
    /// The bin emptied.
    Esvaziar,
    /// A contact.
    Contato,
    /// An export that freezes the numbers.
    Gerar,
    /// A locked PDF with its password, of which a copy without it is kept.
    Destrancar,
}

/// Every deed.
pub const DEEDS: [Deed; 7] = [
    Deed::Juntar,
    Deed::Novo,
    Deed::Retirar,
    Deed::Esvaziar,
    Deed::Contato,
    Deed::Gerar,
    Deed::Destrancar,
];

/// A case with two exhibits, a third in the bin, and files that wait to be gathered.
pub struct Bench {
    folder: tempfile::TempDir,
}

/// One try of a deed on a copy of the bench.
pub struct Try {
    _folder: tempfile::TempDir,
    /// Where case, sources and output lie.
    pub root: PathBuf,
    /// What the command told.
    pub told: Told,
    /// The case before the deed, as `mostrar --json` showed it.
    pub before: Arc<Value>,
    /// How many operations on the disk the deed came to, the failed one included.
    pub operations: usize,
}

impl Bench {
    /// Makes the bench.
    pub fn new() -> Self {
        let folder = new_folder();
        let root = folder.path();
        let sources = root.join("chegaram");
        fs::create_dir(&sources).unwrap();
        fs::write(root.join("caso.json"), story().to_string()).unwrap();
        let write = |name: &str, bytes: &[u8]| fs::write(root.join(name), bytes).unwrap();
        write("fatura.txt", b"fatura de fevereiro");
        write("foto.jpg", &jpeg(1, 48, 32));
        write("engano.txt", b"nada a ver com o caso");
        write("depois.txt", b"junta depois");
        write("extrato.pdf", &pdf_locked("extrato", 1, "jabuti"));
        write("senha.txt", b"jabuti");
        write("chegaram/1 conversa.txt", "conversa de março\n".repeat(60_000).as_bytes());
        write("chegaram/2 foto do modem.jpg", &jpeg(2, 64, 48));
        write("chegaram/3 recibo.txt", b"recibo de 10/02/2026");
        let at = |name: &str| root.join(name);
        let case = at("caso");
        run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
        for name in ["fatura.txt", "foto.jpg", "engano.txt"] {
            run(&["juntar", word(&case), word(&at(name))]).ends(0);
        }
        run(&["retirar", word(&case), "e3", "--motivo", "engano"]).ends(0);
        Self { folder }
    }

    /// Tries a deed on a disk, two days later, so that the backup of the database is due.
    pub fn attempt(&self, deed: Deed, at: usize, way: Way, before: &Arc<Value>) -> Try {
        let folder = new_folder();
        copy_folder(self.folder.path(), folder.path());
        let root = folder.path().to_owned();
        let (disk, count) = failing(at, way);
        let words = deed.words(&root);
        let told = run_on(disk, 2, &words.iter().map(String::as_str).collect::<Vec<_>>());
        let operations = count.load(Ordering::SeqCst);
        Try { _folder: folder, root, told, before: Arc::clone(before), operations }
    }

    /// Returns the folder of the bench.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Returns the case as it is before any deed.
    pub fn before(&self) -> Arc<Value> {
        Arc::new(super::shown(&self.folder.path().join("caso")))
    }
}

impl Deed {
    fn words(self, root: &Path) -> Vec<String> {
        let at = |name: &str| word(&root.join(name)).to_owned();
        let mut words = match self {
            Self::Juntar => vec!["juntar".to_owned(), at("caso"), at("chegaram")],
            Self::Novo => vec!["novo".to_owned(), at("outro"), "--de".to_owned(), at("caso.json")],
            Self::Retirar => {
                let rest = ["e2", "--motivo", "repetida"].map(str::to_owned);
                [vec!["retirar".to_owned(), at("caso")], rest.to_vec()].concat()
            }
            Self::Esvaziar => vec!["esvaziar".to_owned(), at("caso")],
            Self::Contato => {
                let rest = ["--quando", "05/10/2026 14:33", "--canal", "chat", "--protocolo", "77"];
                [vec!["contato".to_owned(), at("caso")], rest.map(str::to_owned).to_vec()].concat()
            }
            Self::Gerar => {
                let out = at("saida");
                let rest = ["--perfil", "procon", "--data", "2026-11-21", "--saida", &out];
                [vec!["gerar".to_owned(), at("caso")], rest.map(str::to_owned).to_vec()].concat()
            }
            Self::Destrancar => {
                let words = ["juntar", &at("caso"), &at("extrato.pdf"), "--senha-de"];
                [words.map(str::to_owned).to_vec(), vec![at("senha.txt")]].concat()
            }
        };
        words.push("--json".to_owned());
        words
    }
}

impl Try {
    /// Returns the case that the deed was about.
    pub fn case(&self, deed: Deed) -> PathBuf {
        self.root.join(if deed == Deed::Novo { "outro" } else { "caso" })
    }

    /// Returns whether the program said that the deed was done.
    pub fn was_done(&self) -> bool {
        matches!(self.told.code, Some(0 | 1))
    }

    /// Asserts that what was acknowledged before the deed, and by it, is in the case; `after` is
    /// the case as it is now.
    pub fn assert_nothing_lost(&self, deed: Deed, after: &Value) {
        let here = originals(&self.case(deed));
        let now = items(after);
        if deed != Deed::Novo {
            for (hash, state) in items(&self.before) {
                assert!(now.contains_key(&hash), "{hash} {state}");
                // What was in the bin may be gone once emptying it was asked for, and only then.
                assert!(here.contains(&hash) || (deed == Deed::Esvaziar && state == "binned"));
            }
        }
        for hash in self.kept() {
            assert_eq!(now.get(&hash).map(String::as_str), Some("kept"), "{hash}");
            assert!(here.contains(&hash), "{hash}");
        }
        if self.was_done() {
            self.assert_done(deed, after);
        }
    }

    /// Returns the hashes that the command reported as kept.
    pub fn kept(&self) -> BTreeSet<String> {
        let Ok(told) = serde_json::from_str::<Value>(&self.told.out) else {
            return BTreeSet::new();
        };
        let all = told["items"].as_array().cloned().unwrap_or_default();
        all.iter()
            .filter(|item| item["outcome"] == "kept")
            .map(|item| item["sha256"].as_str().unwrap().to_owned())
            .collect()
    }

    fn assert_done(&self, deed: Deed, after: &Value) {
        match deed {
            Deed::Juntar | Deed::Novo | Deed::Destrancar => {}
            Deed::Retirar => assert_eq!(after["exhibits"][1]["items"][0]["state"], "binned"),
            Deed::Esvaziar => {
                assert_eq!(after["exhibits"][2]["items"][0]["state"], "emptied");
                let gone = sha256(b"nada a ver com o caso");
                assert!(!originals(&self.case(deed)).contains(&gone));
            }
            Deed::Contato => {
                let contacts = after["contacts"].as_array().unwrap();
                assert!(contacts.iter().any(|contact| contact["protocols"][0] == "77"));
            }
            Deed::Gerar => {
                assert_eq!(after["exhibits"][0]["number_frozen"], true);
                assert_eq!(after["exhibits"][1]["number_frozen"], true);
                let seal = self.told.json()["seal"].as_str().unwrap().to_owned();
                let case = self.case(deed);
                run(&["conferir", word(&case), "--selo", &seal]).ends(0);
            }
        }
    }

    /// Returns what the user wrote and what the log counts, to compare two moments of a case.
    pub fn substance(shown: &Value) -> BTreeMap<String, Value> {
        let members = ["title", "exhibits", "contacts", "facts", "requests", "custody_head"];
        members.iter().map(|name| ((*name).to_owned(), shown[*name].clone())).collect()
    }
}
