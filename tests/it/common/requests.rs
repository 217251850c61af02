//! One sound request of every kind, and what is no handle of a session.

use serde_json::{Value, json};

/// One sound request of every kind, without what it says beyond its places.
pub fn every_request(case: &str, given: &str, folder: &str, made: &str) -> Vec<Value> {
    let plain = ["show", "empty", "repair", "undo", "redo", "read_pictures", "offered"];
    let mut all: Vec<Value> =
        plain.iter().map(|word| json!({"request": word, "path": case})).collect();
    all.extend([
        json!({"request": "new", "path": "casos:", "title": "Outro"}),
        json!({"request": "add", "path": case, "files": [given]}),
        json!({"request": "add_paper", "path": case, "title": "Nota", "place": "gaveta"}),
        json!({"request": "group", "path": case, "ids": ["e1", "e2"]}),
        json!({"request": "separate", "path": case, "ids": ["e1"]}),
        json!({"request": "take_out", "path": case, "id": "e1"}),
        json!({"request": "text", "path": case, "id": "p1"}),
        json!({"request": "conversation", "path": case, "id": "p1"}),
        json!({"request": "edit", "path": case, "id": "e1"}),
        json!({"request": "contact", "path": case, "when": "2026-01-02", "channel": "chat"}),
        json!({"request": "fill", "path": case, "case": {}}),
        json!({"request": "missing", "path": case, "profile": "procon"}),
        json!({"request": "export", "path": case, "profile": "procon", "out": "saida:"}),
        json!({"request": "passphrase", "text": "12345678"}),
        json!({"request": "seal_request", "path": case, "out": "saida:"}),
        json!({"request": "letter", "path": case, "kind": "recording", "out": "saida:"}),
        json!({"request": "verify", "path": case}),
        json!({"request": "verify_report", "path": case, "out": "saida:"}),
        json!({"request": "remove", "path": case, "id": "e1", "reason": "x"}),
        json!({"request": "restore", "path": case, "id": "e1", "reason": "x"}),
        json!({"request": "copy", "path": case, "to": folder}),
        json!({"request": "profiles"}),
        json!({"request": "grounds"}),
        json!({"request": "sample", "out": "casos:"}),
        json!({"request": "cases", "path": "casos:"}),
        json!({"request": "discard", "path": case, "confirm": "não"}),
        json!({"request": "drop", "path": case, "ids": ["c1"]}),
        json!({"request": "order", "path": case, "ids": ["f1"]}),
        json!({"request": "unlock", "path": case, "id": "e1", "password": "x"}),
        json!({"request": "propose", "path": case, "id": "e1"}),
        json!({"request": "redact", "path": case, "id": "e1"}),
        json!({"request": "highlight", "path": case, "id": "e1", "page": 1, "marks": []}),
        json!({"request": "without_place", "path": case}),
        json!({"request": "drop_copy", "path": case, "sha256": "0".repeat(64)}),
        json!({"request": "history", "path": case, "id": "e1"}),
        json!({"request": "search", "path": case, "term": "fatura"}),
        json!({"request": "watch", "path": case, "folder": folder}),
        json!({"request": "preview", "path": case, "profile": "procon"}),
        json!({"request": "copy_out", "files": [made], "to": folder}),
        json!({"request": "deadlines", "path": case, "ics": "saida:"}),
        json!({"request": "deliver", "path": case}),
        json!({"request": "settings", "path": "ajustes:"}),
        json!({"request": "receive", "path": "recebidos:", "files": [given]}),
        json!({"request": "check_received", "path": "recebidos:"}),
        json!({"request": "received", "path": "recebidos:"}),
        json!({"request": "open_received", "path": "recebidos:", "id": 1}),
        json!({"request": "mark_received", "path": "recebidos:", "ids": [1], "marking": {}}),
        json!({"request": "compare_received", "path": "recebidos:", "id": 1}),
        json!({"request": "received_table", "path": "recebidos:", "out": "saida:"}),
        json!({"request": "received_table", "path": "recebidos:", "out": "saida:", "print": true}),
        json!({"request": "continue", "path": "recebidos:", "id": 1, "to": "casos:"}),
        json!({"request": "set_settings", "path": "ajustes:", "settings": {
            "cases_folder": folder,
        }}),
    ]);
    all
}

/// What is no handle of a session, or one that means nothing in it.
pub const FOREIGN: [&str; 16] = [
    "/etc/passwd",
    "../Casos/Caso",
    "C:\\Casos",
    "",
    "caso:",
    "caso:/etc",
    "caso:00000000-0000-0000-0000-000000000000",
    "escolha:0",
    "escolha:999",
    "feito:999",
    "escolha:",
    "feito:-1",
    "saida:/../x",
    "casos:x",
    "ajustes:x",
    "outro:1",
];
