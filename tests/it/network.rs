//! Nothing leaves the machine: the program opens no socket of the internet.

use crate::common::tools::is_there;
use crate::common::{PROGRAM, new_folder, word};
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

#[test]
fn no_crate_of_the_program_speaks_over_a_network() {
    const SPEAKERS: [&str; 15] = [
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
        "tiny_http",
    ];
    /// What the window's toolkit brings and does not speak with: its threads, and the local bus of
    /// the desktop, by which a second start of the program finds the first.
    const OF_THE_TOOLKIT: [&str; 3] = ["tokio", "mio", "socket2"];

    let tree = ["tree", "--offline", "--locked", "--edges", "normal", "--prefix", "none"];
    for package in ["juntada", "juntada-desktop"] {
        let mut command = Command::new(env!("CARGO"));
        let told =
            command.args(tree).args(["--format={p}", "--package", package]).output().unwrap();
        assert!(told.status.success(), "{}", String::from_utf8_lossy(&told.stderr));
        let crates = String::from_utf8_lossy(&told.stdout);
        assert!(crates.lines().count() > 50, "{crates}");
        for name in crates.lines().filter_map(|line| line.split(' ').next()) {
            let allowed = package != "juntada" && OF_THE_TOOLKIT.contains(&name);
            assert!(allowed || !SPEAKERS.contains(&name), "{package}: {name}");
        }
    }
}
