//! A case folder that somebody packed into a ZIP, as people do who know no dossier: its own database
//! tells the lawyer what it is about.

use crate::common::{assert_whole, files, files_below, new_folder, word};
use crate::received::{Client, asked, listed, number};
use serde_json::json;
use std::fs;

#[test]
fn a_case_folder_that_somebody_packed_tells_what_it_is_about() {
    let folder = new_folder();
    let client = Client::new(folder.path(), "cliente");
    let files = files_below(&client.case);
    let packed: Vec<(String, Vec<u8>)> =
        files.into_iter().map(|(name, bytes)| (format!("cliente/{name}"), bytes)).collect();
    let sent = folder.path().join("tudo da Helena.zip");
    let bytes = |damage: &dyn Fn(&str, &[u8]) -> Vec<u8>| {
        let told: Vec<_> = packed.iter().map(|(name, file)| (name, damage(name, file))).collect();
        let told: Vec<_> =
            told.iter().map(|(name, file)| (name.as_str(), file.as_slice())).collect();
        files::zip(&told)
    };
    fs::write(&sent, bytes(&|_, file| file.to_vec())).unwrap();
    let torn = folder.path().join("banco rasgado.zip");
    let half = |name: &str, file: &[u8]| match name.ends_with("/caso.db") {
        true => file[..file.len() / 2].to_vec(),
        false => file.to_vec(),
    };
    fs::write(&torn, bytes(&half)).unwrap();
    let catalogue = folder.path().join("recebidos");
    asked(&catalogue, &["receber", word(&sent), word(&torn)], 0);
    let list = listed(&catalogue);
    let (sent, torn) = (&list["tudo da Helena.zip"], &list["banco rasgado.zip"]);
    assert_eq!((&sent["origin"], &sent["state"]), (&json!("case"), &json!("intact")));
    let story = files::story();
    assert_eq!(sent["facts"]["title"], story["title"]);
    assert_eq!(sent["facts"]["claimant"], story["claimant"]["name"]);
    assert_eq!(sent["facts"]["exhibits"], 2);
    assert_eq!(sent["facts"]["protocols"], story["contacts"][0]["protocols"]);
    // Without its data it is still a folder of files whose log and hashes say what they said.
    assert_eq!(torn["facts"]["title"], "banco rasgado");
    assert_eq!(torn["facts"]["exhibits"], 2);
    let case = folder.path().join("meu");
    asked(&catalogue, &["continuar", &number(sent), word(&case)], 0);
    assert_whole(&case);
}
