//! What a settings file gives, whole, in part, damaged or absent.

use super::*;
use crate::app::tests::app;
use serde_json::json;

#[test]
fn what_is_set_is_there_the_next_time_and_null_gives_the_default_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("novo/ajustes.json");
    let mut app = app();
    assert_eq!(app.settings(&path).unwrap().settings, Settings::default());
    let changes = json!({"letter":150,"theme":"dark","me":{"name":"Ana"},"cases_folder":"/casos"});
    let told = app.set_settings(&path, changes).unwrap();
    assert_eq!((told.settings.letter, told.settings.theme), (150, Theme::Dark));
    assert_eq!(app.settings(&path).unwrap(), told);
    let told = app.set_settings(&path, json!({"letter":null,"welcomed":true})).unwrap().settings;
    assert_eq!((told.letter, told.theme, told.welcomed), (100, Theme::Dark, true));
    assert_eq!(told.me.unwrap().name.as_deref(), Some("Ana"));
}

#[test]
fn what_is_unknown_or_of_another_shape_stays_out_and_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ajustes.json");
    let mut app = app();
    let changes = json!({"letter":300,"theme":"pink","tema":1,"welcomed":true,"me":{"nome":"x"}});
    let told = app.set_settings(&path, changes).unwrap();
    assert_eq!(told.settings, Settings { welcomed: true, ..Settings::default() });
    let named: Vec<_> = told.findings.iter().map(|f| f.found.clone().unwrap()).collect();
    assert_eq!(named, ["letter", "me", "tema", "theme"]);
    assert!(app.settings(&path).unwrap().findings.is_empty());
    assert!(app.set_settings(&path, json!([1])).is_err());
}

#[test]
fn a_damaged_file_is_put_aside_and_said_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("ajustes.json");
    for damaged in ["{\"letter\":", "[]", "\u{fffd}", ""] {
        fs::write(&path, damaged).unwrap();
        let told = app().settings(&path).unwrap();
        assert_eq!(told.settings, Settings::default());
        assert_eq!(told.findings[0].code, FindingCode::SettingsDamaged);
        let aside = folder.path().join("ajustes.json.estragado");
        assert_eq!(fs::read_to_string(aside).unwrap(), damaged);
        assert!(app().settings(&path).unwrap().findings.is_empty());
    }
}
