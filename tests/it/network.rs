//! Nothing leaves the machine: the program opens no socket of the internet.

use crate::common::tools::is_there;
use crate::common::{PROGRAM, new_folder, word};
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

#[test]
fn making_the_sample_opens_no_socket_of_the_internet() {
    if !is_there("strace") {
        return;
    }
    let folder = new_folder();
    let log = folder.path().join("rastro");
    let out = folder.path().join("exemplo");
    let status = Command::new("strace")
        .args(["-f", "-qq", "-o", word(&log), "-e", "trace=network,execve"])
        .args([PROGRAM, "exemplo", "--saida", word(&out)])
        .stdout(Stdio::null())
        .status()
        .unwrap();
    let text = fs::read_to_string(&log).unwrap_or_default();
    if !text.contains("execve(") {
        eprintln!("tracing is refused here: não medido");
        return;
    }
    assert!(matches!(status.code(), Some(0 | 1)), "{status}");
    let leaks: Vec<&str> = text
        .lines()
        .filter(|line| line.contains("AF_INET") || line.contains("AF_PACKET"))
        .collect();
    assert!(leaks.is_empty(), "{leaks:#?}");
    assert!(text.contains("--leitor"), "the reader process was not seen");
}

/// Crates that speak over a network.
const SPEAKERS: [&str; 14] = [
    "reqwest",
    "hyper",
    "ureq",
    "curl",
    "tokio",
    "mio",
    "socket2",
    "rustls",
    "native-tls",
    "openssl",
    "h2",
    "quinn",
    "tungstenite",
    "async-std",
];

/// What the window has of them: the threads of its toolkit, and the local socket by which a second start
/// of the program finds the first.
const OF_THE_WINDOW: [&str; 3] = ["tokio", "mio", "socket2"];

fn crates_of(package: &str) -> BTreeSet<String> {
    let tree = ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"];
    let told = Command::new(env!("CARGO"))
        .args(tree)
        .args(["-p", package, "--format={p}"])
        .output()
        .unwrap();
    assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
    let crates = String::from_utf8_lossy(&told.stdout);
    crates.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

#[test]
fn no_crate_of_the_program_speaks_over_a_network() {
    let (engine, window) = (crates_of("juntada"), crates_of("juntada-desktop"));
    assert!(engine.len() > 50 && window.is_superset(&engine), "{engine:?}");
    for name in SPEAKERS {
        assert!(!engine.contains(name), "{name}");
        assert!(!window.contains(name) || OF_THE_WINDOW.contains(&name), "{name}");
    }
}
