//! The same state of a case gives the same bytes, wherever it lies and whatever the zone.

use crate::common::files::{jpeg, pdf, png, story};
use crate::common::{PROGRAM, new_folder, program, program_in, sha256, word};
use serde_json::Value;
use std::fs;
use std::path::Path;
use std::process::Command;

fn export(case: &Path, profile: &str, out: &Path, zone: &str) -> Vec<(String, String)> {
    let words = ["gerar", word(case), "--perfil", profile, "--saida", word(out)];
    let mut command = Command::new(PROGRAM);
    command.args(words).args(["--data", "2026-11-21", "--json"]).env("TZ", zone);
    let told = program_in(&mut command, "");
    // The file of no known kind has a placeholder page, which is said with exit code 1.
    assert_eq!(told.code, Some(1), "{told:?}");
    let told = told.json();
    let path = |text: &Value| text.as_str().unwrap().to_owned();
    [path(&told["dossier"][0]), path(&told["zip"])]
        .into_iter()
        .map(|path| {
            let name = Path::new(&path).file_name().unwrap().to_string_lossy().into_owned();
            (name, sha256(&fs::read(&path).unwrap()))
        })
        .collect()
}

#[test]
fn two_copies_of_a_case_give_the_same_bytes_in_another_place_and_zone() {
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    program(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    let files = [
        ("contrato.pdf", pdf("contrato", 3)),
        ("foto.jpg", jpeg(11, 300, 200)),
        ("print.png", png(12, 200, 400)),
        ("nota.txt", b"anotei o protocolo".to_vec()),
        ("solto.bin", vec![0, 159, 146, 150]),
    ];
    for (name, bytes) in files {
        fs::write(at(name), bytes).unwrap();
        program(&["juntar", word(&case), word(&at(name))]);
    }
    for profile in ["procon", "advogado"] {
        let copies = [at(&format!("copia 1 {profile}")), at(&format!("copia 2 {profile}"))];
        for copy in &copies {
            program(&["copiar", word(&case), word(copy)]).ends(0);
        }
        let far = at("outro lugar").join(profile);
        fs::create_dir_all(&far).unwrap();
        let moved = far.join("caso com outro nome");
        fs::rename(&copies[1], &moved).unwrap();
        let here =
            export(&copies[0], profile, &at(&format!("saida {profile}")), "America/Sao_Paulo");
        let there = export(&moved, profile, &far.join("saida"), "Pacific/Kiritimati");
        assert_eq!(here, there, "{profile}");
    }
}
