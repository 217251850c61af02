//! Exported conversations, from the file to the page: every line of an export is told, whichever phone
//! wrote it; its media are its pages; the user's choice of lines is all that is printed of it.

use crate::common::files::{jpeg, pdf, zip};
use crate::common::tools::{is_there, page_texts};
use crate::common::{api, filled_case, gathered, new_folder, program, sha256, shown, word};
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

/// Every kind of line that Android writes in Portuguese.
const ANDROID: &str = "\
09/03/2026 08:11 - As mensagens e as ligações são protegidas com a criptografia de ponta a ponta. Toque para saber mais.
09/03/2026 08:11 - Maria Souza criou o grupo \"Visita: Aurora\"
09/03/2026 08:12 - Maria Souza adicionou você
09/03/2026 08:12 - Aurora Visitas: Bom dia! 👷🏽‍♀️ Protocolo 2026030600981120
A visita é hoje:

entre 8h e 12h
09/03/2026 08:14 - Maria Souza: IMG-20260309-WA0003.jpg (arquivo anexado)
A luz continua vermelha
09/03/2026 08:15 - Maria Souza: PTT-20260309-WA0004.opus (arquivo anexado)
09/03/2026 08:16 - Aurora Visitas: ordem de serviço (1).pdf • 2 páginas (arquivo anexado)
09/03/2026 08:17 - Aurora Visitas: IMG-20260309-WA0009.jpg (arquivo anexado)
09/03/2026 08:18 - Maria Souza: <Mídia oculta>
09/03/2026 08:19 - Maria Souza: Mensagem apagada
09/03/2026 08:20 - Aurora Visitas: Esta mensagem foi apagada
09/03/2026 08:21 - Aurora Visitas: O prazo é 13/03 <Mensagem editada>
09/03/2026 08:22 - Aurora Visitas: Devolvemos R$ 59,90 até lá<Esta mensagem foi editada>
09/03/2026 08:23 - Maria Souza: contato.vcf (arquivo anexado)
09/03/2026 08:24 - Ligação de voz perdida
13/03/2026 09:00 - Aurora Visitas saiu
";

/// Every kind of line that an iPhone writes in Portuguese; `@` stands for the mark U+200E.
const IPHONE: &str = "\
[05/10/2026, 14:33:10] Loja do Zé: @As mensagens e as ligações são protegidas com a criptografia de ponta a ponta.
[05/10/2026, 14:33:40] Maria: Bom dia
segunda linha
@[05/10/2026, 14:34:00] Maria: @<anexado: 00000012-PHOTO-2026-10-05-14-33-10.jpg>
[05/10/2026, 14:35:00] Loja do Zé: @imagem ocultada
[05/10/2026, 14:35:01] Loja do Zé: @vídeo omitido
[05/10/2026, 14:35:02] Loja do Zé: @áudio ocultado
[05/10/2026, 14:35:03] Loja do Zé: @documento omitido
[05/10/2026, 14:35:04] Loja do Zé: @figurinha omitida
[05/10/2026, 14:35:05] Loja do Zé: @GIF omitido
[05/10/2026, 14:35:06] Loja do Zé: @Cartão do contato omitido
[06/10/2026, 00:00:59] Maria: @Mensagem apagada.
[13/10/2026, 09:00:00] Loja do Zé: Seu pedido é 12: azul
";

/// What WhatsApp Web copies.
const WEB: &str = "\
[14:32, 24/09/2026] Maria: oi
[14:33, 24/09/2026] Loja do Zé: olá, tudo bem?
segue o orçamento
[14:35, 24/09/2026] Maria: certo
";

fn iphone() -> String {
    IPHONE.replace('@', "\u{200E}")
}

fn archive(path: &Path, members: &[(&str, &[u8])]) {
    fs::write(path, zip(members)).unwrap();
}

/// The export of an Android with what came along: a photo, a voice message, a document of two pages.
/// A picture that a message names is not there.
fn android_export(folder: &Path) -> PathBuf {
    let path = folder.join("Conversa do WhatsApp com Aurora Visitas.zip");
    let (photo, order) = (jpeg(3, 640, 480), pdf("ordem de serviço", 2));
    let text = "Conversa do WhatsApp com Aurora Visitas.txt";
    archive(
        &path,
        &[
            ("ordem de serviço (1).pdf", &order),
            ("IMG-20260309-WA0003.jpg", &photo),
            ("PTT-20260309-WA0004.opus", b"OggS"),
            (text, ANDROID.as_bytes()),
        ],
    );
    path
}

fn conversation(case: &Path, item: &str) -> Vec<Value> {
    let request = json!({ "request": "conversation", "path": case, "id": item });
    let told = api(&request).ends(0).json();
    assert_eq!(told["next"], Value::Null);
    told["messages"].as_array().unwrap().clone()
}

/// Asserts that the messages are the lines of the export, each once and in order, word for word but
/// for marks that nobody sees.
fn assert_line_for_line(text: &str, messages: &[Value]) {
    let lines: Vec<String> = text.lines().map(|line| line.replace('\u{200E}', "")).collect();
    let mut next = 1;
    for message in messages {
        let (line, count) = (message["line"].as_u64().unwrap(), message["lines"].as_u64().unwrap());
        assert_eq!(line, next, "{message}");
        next += count;
        let from = usize::try_from(line - 1).unwrap();
        let own = lines[from..from + usize::try_from(count).unwrap()].join("\n");
        let written = message["written"].as_str().unwrap();
        let said = message["text"].as_str().unwrap();
        assert!(own.contains(written) && own.ends_with(said), "{own:?} {message}");
        let rest = own.len() - written.len() - said.len();
        let sender = message["sender"].as_str().unwrap_or_default();
        // Brackets or a dash, blanks, and the colon after a name.
        assert!(rest <= sender.len() + 5 && own.contains(sender), "{own:?} {message}");
    }
    assert_eq!(next, u64::try_from(lines.len()).unwrap() + 1);
}

#[test]
fn exports_of_every_phone_come_back_line_for_line() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        fs::write(&path, text).unwrap();
        path
    };
    let zipped = folder.path().join("WhatsApp Chat - Loja do Zé.zip");
    let photo = jpeg(4, 320, 240);
    let text = iphone();
    let name = "00000012-PHOTO-2026-10-05-14-33-10.jpg";
    archive(&zipped, &[("_chat.txt", text.as_bytes()), (name, &photo)]);
    let short = ANDROID.replace("/2026 ", "/26, ").replace("08:2", "8:2");
    let twelve = "10/5/26, 2:33 PM - Maria: oi\n10/5/26, 2:34 PM - Loja: olá\n10/13/26, 11:59 AM - Maria: e?\n";
    let files = [
        android_export(folder.path()),
        zipped,
        write("web.txt", WEB),
        write("Conversa do WhatsApp com Ana.txt", &short),
        write("WhatsApp Chat with Shop.txt", twelve),
    ];
    let texts = [ANDROID, &text, WEB, &short, twelve];
    for (item, text) in gathered(&case, &files).iter().zip(texts) {
        let read = &item["read"];
        assert_eq!((&read["format"], &item["kind"]), (&json!("chat"), &json!("chat")), "{item}");
        let messages = conversation(&case, item["id"].as_str().unwrap());
        assert_eq!(read["messages"], messages.len());
        assert_line_for_line(text, &messages);
    }
    let read = |id: &str| {
        shown(&case)["exhibits"][id.parse::<usize>().unwrap()]["items"][0]["read"].clone()
    };
    let android = read("0");
    assert_eq!(android["participants"], json!(["Aurora Visitas", "Maria Souza"]));
    assert_eq!(
        (&android["first_at"], &android["last_at"]),
        (&json!("2026-03-09T08:11"), &json!("2026-03-13T09:00"))
    );
    assert_eq!(android["media_not_exported"], 1);
    let media = android["media"].as_array().unwrap();
    let found: Vec<(&str, bool)> = media
        .iter()
        .map(|m| (m["name"].as_str().unwrap(), m["found"].as_bool().unwrap()))
        .collect();
    let expected = [
        ("IMG-20260309-WA0003.jpg", true),
        ("PTT-20260309-WA0004.opus", true),
        ("ordem de serviço (1).pdf", true),
        ("IMG-20260309-WA0009.jpg", false),
        ("contato.vcf", false),
    ];
    assert_eq!(found, expected);
    assert_eq!(media[0]["sha256"], sha256(&jpeg(3, 640, 480)));
    assert_eq!(read("1")["media_not_exported"], 7);
    assert_eq!(read("1")["title"], "Loja do Zé");
    assert_eq!(read("4")["date_order"], "month_first");
}

#[test]
fn dates_that_can_be_read_in_two_orders_are_read_day_first_and_told() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = folder.path().join("Conversa do WhatsApp com Ana.txt");
    fs::write(&file, "05/06/2026 14:33 - Ana: oi\n05/06/2026 14:34 - Bia: olá\n").unwrap();
    let items = gathered(&case, &[file]);
    assert_eq!(items[0]["read"]["first_at"], "2026-06-05T14:33");
    assert_eq!(items[0]["read"]["order_basis"], "assumed");
    assert!(items[0]["notes"][0].as_str().unwrap().contains("primeiro o dia"), "{items:?}");
}

#[test]
fn a_conversation_is_printed_with_its_media_and_suggests() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let file = android_export(folder.path());
    let bytes = fs::read(&file).unwrap();
    gathered(&case, &[file]);
    let all = shown(&case)["exhibits"][0]["suggestions"].clone();
    let of = |field: &str| -> Value {
        let one = all.as_array().unwrap().iter().find(|one| one["field"] == field);
        one.map_or(Value::Null, |one| one["value"].clone())
    };
    assert_eq!(of("date"), "2026-03-09");
    assert_eq!(of("protocol"), "2026030600981120");
    assert_eq!(of("amount"), "5990");
    let made = export(folder.path(), &case);
    let exhibit = &made["exhibits"][0];
    let page = |member: &str| usize::try_from(exhibit[member].as_u64().unwrap()).unwrap();
    if is_there("pdftotext") {
        let texts = page_texts(Path::new(made["dossier"][0].as_str().unwrap()));
        let own = &texts[page("first_page") - 1..page("last_page")];
        let talk = own.join("\n");
        let words = [
            "Representação da exportação; original em data/originais",
            "09/03/2026 08:12",
            "arquivo enviado, não exportado",
            "não veio com a exportação",
            "Ligação de voz perdida",
            "Anexo 1, nas páginas a seguir",
            "Anexo 2, no original",
        ];
        for words in words {
            assert!(talk.contains(words), "{words}: {talk}");
        }
        assert!(!talk.contains("ata notarial") && !talk.contains("qualquer pessoa"), "{talk}");
        let order = own
            .iter()
            .filter(|page| page.contains("ordem de serviço") && page.contains("Anexo 3:"));
        assert_eq!(order.count(), 2, "the two pages of the document");
    }
    let zip = crate::common::files::unpack(Path::new(made["zip"].as_str().unwrap()));
    if let Some(members) = zip {
        let same = |member: &&Vec<u8>| **member == bytes;
        assert_eq!(members.values().filter(same).count(), 1, "the export goes along as it came");
    }
    program(&["conferir", made["zip"].as_str().unwrap()]).ends(0);
}

fn export(folder: &Path, case: &Path) -> Value {
    let out = folder.join("saida");
    let words = ["gerar", word(case), "--perfil", "advogado", "--saida", word(&out), "--json"];
    program(&words).json()
}

#[test]
fn chosen_lines_alone_are_printed_with_their_media() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    gathered(&case, &[android_export(folder.path())]);
    program(&["alterar", word(&case), "e1", "--linhas", "8-10"]).ends(0);
    assert_eq!(shown(&case)["exhibits"][0]["lines"], json!({ "first": 8, "last": 10 }));
    let made = export(folder.path(), &case);
    let exhibit = &made["exhibits"][0];
    let page = |member: &str| usize::try_from(exhibit[member].as_u64().unwrap()).unwrap();
    assert_eq!(page("last_page") - page("first_page"), 1, "the lines and the photo");
    if is_there("pdftotext") {
        let texts = page_texts(Path::new(made["dossier"][0].as_str().unwrap()));
        let talk = &texts[page("first_page") - 1];
        for words in
            ["A luz continua vermelha", "8 a 10; o resto está no original, em data/originais"]
        {
            assert!(talk.contains(words), "{words}: {talk}");
        }
        assert!(!talk.contains("Bom dia") && !talk.contains("saiu"), "{talk}");
    }
    let refused =
        program(&["alterar", word(&case), "e1", "--linhas", "9-4", "--json"]).ends(2).json();
    assert_eq!(refused["error"]["code"], "not_understood");
    let clear = json!({ "request": "edit", "path": case, "id": "e1", "clear": ["lines"] });
    api(&clear).ends(0);
    assert!(shown(&case)["exhibits"][0]["lines"].is_null());
}

#[test]
fn media_become_exhibits_that_name_their_conversation() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    gathered(&case, &[android_export(folder.path())]);
    let told = program(&["anexos", word(&case), "e1", "--numeros", "2", "--json"]).ends(0).json();
    assert_eq!(told["items"][0]["path"], "PTT-20260309-WA0004.opus");
    assert_eq!(told["items"][0]["sha256"], sha256(b"OggS"));
    assert_eq!(shown(&case)["exhibits"][1]["items"][0]["inside"]["part"], 2);
    program(&["conferir", word(&case)]).ends(0);
}

#[test]
fn an_archive_that_is_no_conversation_and_a_log_stay_what_they_are() {
    let folder = new_folder();
    let case = filled_case(folder.path());
    let zipped = folder.path().join("fotos.zip");
    archive(&zipped, &[("a.jpg", &jpeg(5, 64, 64)), ("leia.txt", b"duas fotos")]);
    let broken = folder.path().join("Conversa do WhatsApp com X.zip");
    fs::write(&broken, &fs::read(&zipped).unwrap()[..60]).unwrap();
    let log = folder.path().join("servidor.txt");
    let lines = "[2026-03-09 08:11:00] ERROR: x\n[2026-03-09 08:11:01] INFO: y\n".repeat(20);
    fs::write(&log, lines).unwrap();
    let items = gathered(&case, &[zipped, broken, log]);
    for item in &items {
        assert_eq!(item["outcome"], "kept", "{item}");
        assert_ne!(item["read"]["format"], "chat", "{item}");
    }
    assert_eq!(items[2]["read"]["showable"], "text");
    let wrong = json!({ "request": "conversation", "path": case, "id": "p1" });
    assert_eq!(api(&wrong).ends(3).json()["error"]["code"], "no_conversation");
}
