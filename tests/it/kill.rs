//! The real program is killed (SIGKILL) at system calls that write, by strace, and the next command
//! finds its way by itself. What `faults` shows operation by operation, this shows for the
//! operations that only the system sees, those of SQLite among them.

use crate::common::deeds::Bench;
use crate::common::tools::is_there;
use crate::common::{
    PROGRAM, assert_whole, copy_folder, items, new_folder, originals, program, program_in, shown,
    word,
};
use std::fs;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{Command, Stdio};

/// The calls at which the program is killed, and how many kills are tried for each.
const CALLS: [(&str, u32); 7] = [
    ("write,pwrite64,copy_file_range", 14),
    ("fsync,fdatasync", 8),
    ("rename,renameat,renameat2", 6),
    ("openat,open", 6),
    ("unlink,unlinkat", 3),
    ("chmod,fchmod,fchmodat", 3),
    ("ftruncate", 2),
];
/// Number of SIGKILL.
const SIGKILL: i32 = 9;

/// Runs `juntar` under strace with this expression; `None` if it cannot be traced here.
fn traced(case: &Path, sources: &Path, log: &Path, inject: &str) -> Option<Option<i32>> {
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", word(log), "-e", "signal=none", "-e", inject])
        .args([crate::common::PROGRAM, "juntar", word(case), word(sources), "--json"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .ok()?;
    Some(status.signal())
}

/// Counts the calls of a whole run, or says that tracing is refused here.
fn count_calls(bench: &Bench, calls: &str) -> Option<u32> {
    let folder = new_folder();
    copy_folder(bench.folder(), folder.path());
    let log = folder.path().join("rastro");
    let at = |name: &str| folder.path().join(name);
    let signal = traced(&at("caso"), &at("chegaram"), &log, &format!("trace={calls}"))?;
    let text = fs::read_to_string(&log).unwrap_or_default();
    let count = text.lines().filter(|line| line.contains('(') && !line.contains("resumed")).count();
    (signal.is_none() && count > 0).then(|| u32::try_from(count).unwrap())
}

#[test]
fn killed_by_the_system_at_any_write_nothing_acknowledged_is_lost() {
    if !is_there("strace") {
        return;
    }
    let bench = Bench::new();
    let before = bench.before();
    let (mut tried, mut died) = (0, 0);
    for (calls, kills) in CALLS {
        let Some(count) = count_calls(&bench, calls) else {
            eprintln!("{calls}: no such call, or tracing is refused: não medido");
            continue;
        };
        for kill in 0..kills.min(count) {
            let when = 1 + kill * count / kills.min(count);
            let folder = new_folder();
            copy_folder(bench.folder(), folder.path());
            let at = |name: &str| folder.path().join(name);
            let inject = format!("inject={calls}:signal=KILL:when={when}");
            let signal = traced(&at("caso"), &at("chegaram"), &at("rastro"), &inject).unwrap();
            tried += 1;
            died += u32::from(signal == Some(SIGKILL));
            let extra = at("depois.txt");
            program(&["juntar", word(&at("caso")), word(&extra)]).ends(0);
            assert_whole(&at("caso"));
            let after = shown(&at("caso"));
            let here = originals(&at("caso"));
            for (hash, state) in items(&before) {
                assert_eq!(items(&after).get(&hash), Some(&state), "{calls} {when}");
                assert!(here.contains(&hash), "{calls} {when}");
            }
            program(&["juntar", word(&at("caso")), word(&at("chegaram"))]).ends(0);
            let all = items(&shown(&at("caso")));
            assert_eq!(all.len(), items(&before).len() + 4, "{calls} {when}");
            assert_whole(&at("caso"));
        }
    }
    eprintln!("{died} of {tried} runs were killed");
    // A call counted in one run may not come in another that a kill would meet; most must.
    assert!(tried == 0 || died * 10 >= tried * 9, "{died} of {tried}");
}

#[test]
fn what_a_killed_deed_left_beside_its_target_goes_with_the_next_one_there() {
    if !is_there("strace") {
        return;
    }
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let left = |place: &Path| {
        let entries = fs::read_dir(place).unwrap().flatten();
        let ours = entries.filter(|e| e.file_name().to_string_lossy().starts_with(".juntada-"));
        ours.count()
    };
    program(&["novo", word(&at("caso"))]).ends(0);
    fs::write(at("nota.txt"), "nota").unwrap();
    program(&["juntar", word(&at("caso")), word(&at("nota.txt"))]).ends(0);
    fs::create_dir(at("saida")).unwrap();
    let (case, out, other, copy) = (at("caso"), at("saida"), at("outro"), at("copia"));
    let export = ["gerar", word(&case), "--perfil", "procon", "--saida", word(&out)];
    for (place, words) in [
        (folder.path(), vec!["novo", word(&other)]),
        (folder.path(), vec!["copiar", word(&case), word(&copy)]),
        (&*out, export.to_vec()),
    ] {
        let killed = Command::new("strace")
            .args(["-f", "-qq", "-o", word(&at("rastro")), "-e", "signal=none", "-e"])
            .arg("inject=fsync,fdatasync:signal=KILL:when=2")
            .arg(PROGRAM)
            .args(&words)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status();
        if killed.ok().and_then(|status| status.signal()) != Some(SIGKILL) {
            eprintln!("{words:?}: tracing is refused: não medido");
            continue;
        }
        assert!(left(place) > 0, "{words:?}");
        let again = program(&words);
        assert!(again.code.is_some_and(|code| code < 2), "{again:?}");
        assert_eq!(left(place), 0, "{words:?}");
    }
}

#[test]
fn after_a_cut_save_the_list_of_cases_shows_what_was_saved_last() {
    let folder = new_folder();
    let case = folder.path().join("caso");
    assert_eq!(program(&["novo", word(&case), "--titulo", "Primeiro"]).code, Some(0));
    let later = folder.path().join("depois.json");
    fs::write(&later, r#"{"format":1,"title":"Depois"}"#).unwrap();
    program(&["preencher", word(&case), word(&later)]);
    cut_a_save(&case);
    let request = format!(r#"{{"request":"cases","path":"{}"}}"#, word(folder.path()));
    let told = program_in(Command::new(PROGRAM).arg("api"), &request);
    let list = told.json();
    assert_eq!(list["cases"][0]["title"], "Depois", "{list}");
    assert_eq!(shown(&case)["title"], "Depois");
}

/// Leaves database and journal as a crash in the middle of a large save does.
fn cut_a_save(case: &Path) {
    let files = ["caso.db", "caso.db-journal"].map(|name| case.join(name));
    let connection = rusqlite::Connection::open(&files[0]).unwrap();
    connection
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN IMMEDIATE; CREATE TABLE torn (x BLOB);
             WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)
             INSERT INTO torn SELECT randomblob(1000) FROM n;",
        )
        .unwrap();
    let torn = files.each_ref().map(|file| fs::read(file).unwrap());
    connection.execute_batch("ROLLBACK").unwrap();
    drop(connection);
    for (file, bytes) in files.iter().zip(torn) {
        fs::write(file, bytes).unwrap();
    }
}
