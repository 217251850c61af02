//! A photo in the dossier is the evidence bit for bit, whichever way it was held.

use crate::common::files::{jpeg, jpeg_turned, story};
use crate::common::tools::{self, is_there};
use crate::common::{new_folder, program, run, sha256, word};
use std::collections::BTreeSet;
use std::fs;

#[test]
fn every_photo_comes_out_of_the_dossier_with_the_hash_of_its_original() {
    if !is_there("pdfimages") {
        return;
    }
    let folder = new_folder();
    let at = |name: &str| folder.path().join(name);
    let case = at("caso");
    fs::write(at("caso.json"), story().to_string()).unwrap();
    run(&["novo", word(&case), "--de", word(&at("caso.json"))]).ends(0);
    let photos = at("fotos");
    fs::create_dir(&photos).unwrap();
    let mut hashes = BTreeSet::new();
    let turned = (1..=8).map(|turn| (format!("giro {turn}.jpg"), jpeg_turned(turn.into(), turn)));
    let large = [("grande.jpg".to_owned(), jpeg(77, 1600, 1200))];
    for (name, bytes) in turned.chain(large) {
        fs::write(photos.join(name), &bytes).unwrap();
        hashes.insert(sha256(&bytes));
    }
    run(&["juntar", word(&case), word(&photos)]).ends(0);
    run(&["alterar", word(&case), "e2", "--girar", "90"]).ends(0);
    for profile in ["procon", "advogado"] {
        let out = at(profile);
        let words = ["gerar", word(&case), "--perfil", profile, "--saida", word(&out), "--json"];
        let made = program(&words).ends(0).json();
        let pictures = at(&format!("{profile}-imagens"));
        fs::create_dir(&pictures).unwrap();
        let dossier = made["dossier"][0].as_str().unwrap();
        tools::run("pdfimages", &["-all", dossier, word(&pictures.join("i"))], &[0]);
        let found = fs::read_dir(&pictures).unwrap().map(|entry| {
            let path = entry.unwrap().path();
            sha256(&fs::read(path).unwrap())
        });
        let found: BTreeSet<String> = found.collect();
        let absent: Vec<_> = hashes.difference(&found).collect();
        assert!(absent.is_empty(), "{profile}: {absent:?}");
    }
}
