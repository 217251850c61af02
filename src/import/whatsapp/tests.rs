//! Exports written for these tests, read line for line.

use super::*;
use crate::import::corpus_tests::files;
use proptest::prelude::*;

const ANDROID: &str = "\
05/10/2026 14:33 - As mensagens e as ligações são protegidas com a criptografia de ponta a ponta. Toque para saber mais.
05/10/2026 14:33 - Maria criou o grupo \"Obra: fase 2\"
05/10/2026 14:34 - Maria adicionou você
05/10/2026 14:35 - Maria Souza: Bom dia 👷🏽‍♀️
Segue a lista:

- cimento
05/10/2026 14:36 - Loja do Zé: IMG-20261005-WA0012.jpg (arquivo anexado)
A peça que chegou: quebrada
05/10/2026 14:37 - Loja do Zé: contrato de obra (1).pdf • 3 páginas (arquivo anexado)
05/10/2026 14:38 - Maria Souza: <Mídia oculta>
05/10/2026 14:39 - Maria Souza: Mensagem apagada
05/10/2026 14:40 - Loja do Zé: Esta mensagem foi apagada
05/10/2026 14:41 - Loja do Zé: O prazo é 20/10<Mensagem editada>
05/10/2026 14:42 - Loja do Zé: O prazo é 21/10 <Esta mensagem foi editada>
05/10/2026 14:43 - Maria Souza:
https://loja.example/pedido: 12
05/10/2026 14:44 - Ligação de voz perdida
13/10/2026 09:00 - Loja do Zé saiu
";

/// Reads the text of an export as its file gives it.
fn read_text(bytes: &[u8], name: &str) -> Option<Chat> {
    let decoded = crate::import::text::decode_within(bytes, false, MAX_CHAT_BYTES);
    read(&decoded.text, name)
}

fn bits(chat: &Chat) -> Vec<(u32, u32, Option<&str>, &str, bool)> {
    let bit = |m: &ChatMessage| (m.line, m.lines, m.system);
    chat.messages
        .iter()
        .map(|m| (bit(m).0, bit(m).1, m.sender.as_deref(), m.text.as_str(), bit(m).2))
        .collect()
}

#[test]
fn android_export_is_read_line_for_line() {
    let chat = read(ANDROID, "Conversa do WhatsApp com Obra - fase 2.txt").unwrap();
    let (maria, loja) = (Some("Maria Souza"), Some("Loja do Zé"));
    assert_eq!(
        bits(&chat),
        [
            (1, 1, None, &ANDROID.lines().next().unwrap()[19..], true),
            (2, 1, None, "Maria criou o grupo \"Obra: fase 2\"", true),
            (3, 1, None, "Maria adicionou você", true),
            (4, 4, maria, "Bom dia 👷🏽‍♀️\nSegue a lista:\n\n- cimento", false),
            (
                8,
                2,
                loja,
                "IMG-20261005-WA0012.jpg (arquivo anexado)\nA peça que chegou: quebrada",
                false
            ),
            (10, 1, loja, "contrato de obra (1).pdf • 3 páginas (arquivo anexado)", false),
            (11, 1, maria, "<Mídia oculta>", false),
            (12, 1, maria, "Mensagem apagada", false),
            (13, 1, loja, "Esta mensagem foi apagada", false),
            (14, 1, loja, "O prazo é 20/10<Mensagem editada>", false),
            (15, 1, loja, "O prazo é 21/10 <Esta mensagem foi editada>", false),
            (16, 2, maria, "\nhttps://loja.example/pedido: 12", false),
            (18, 1, None, "Ligação de voz perdida", true),
            (19, 1, None, "Loja do Zé saiu", true),
        ]
    );
    assert_eq!(chat.title.as_deref(), Some("Obra - fase 2"));
    assert_eq!(chat.participants, ["Maria Souza", "Loja do Zé"]);
    assert_eq!((chat.date_order, chat.order_basis), (DateOrder::DayFirst, OrderBasis::Calendar));
    assert_eq!(chat.first_at.unwrap().to_iso(), "2026-10-05T14:33");
    assert_eq!(chat.last_at.unwrap().to_iso(), "2026-10-13T09:00");
    assert_eq!(chat.messages[0].written, "05/10/2026 14:33");
    assert_eq!(chat.media_not_exported, 1);
    let names: Vec<_> = chat.media.iter().map(|m| (m.name.as_str(), m.line, m.found)).collect();
    assert_eq!(
        names,
        [("IMG-20261005-WA0012.jpg", 8, false), ("contrato de obra (1).pdf", 10, false)]
    );
    let flags: Vec<_> = chat
        .messages
        .iter()
        .filter(|m| m.deleted || m.edited)
        .map(|m| (m.line, m.edited))
        .collect();
    assert_eq!(flags, [(12, false), (13, false), (14, true), (15, true)]);
    assert_eq!(chat.preamble, Vec::<String>::new());
    assert!(chat.odd_lines.is_empty() && !chat.truncated);
}

#[test]
fn group_title_comes_from_its_lines_if_the_file_tells_none() {
    assert_eq!(read(ANDROID, "conversa.txt").unwrap().title.as_deref(), Some("Obra: fase 2"));
}

const IPHONE: &str = "\u{FEFF}[05/10/2026, 14:33:10] Condomínio: \u{200E}As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.
[05/10/2026, 14:33:10] Condomínio: \u{200E}Maria criou este grupo
[05/10/2026, 14:33:11] Maria: \u{200E}Maria adicionou você
\u{200E}[05/10/2026, 14:33:12] ~\u{202F}Zé da Silva: \u{200E}<anexado: 00000012-PHOTO-2026-10-05-14-33-10.jpg>
\u{200E}[05/10/2026, 14:34:00] Maria: fatura.pdf • \u{200E}2 páginas \u{200E}<anexado: 00000013-fatura.pdf>
[05/10/2026, 14:34:01] Maria: \u{200E}imagem ocultada
[05/10/2026, 14:34:02] Maria: \u{200E}vídeo omitido
[05/10/2026, 14:34:03] Maria: \u{200E}vídeo ocultado
[05/10/2026, 14:34:04] Maria: \u{200E}áudio ocultado
[05/10/2026, 14:34:05] Maria: nota 12.pdf • \u{200E}1 página \u{200E}documento omitido
[05/10/2026, 14:34:06] Maria: \u{200E}figurinha omitida
[05/10/2026, 14:34:07] Maria: \u{200E}GIF omitido
[05/10/2026, 14:34:08] Maria: \u{200E}Cartão do contato omitido
[05/10/2026, 14:35:00] Maria: ele saiu e eu perdi a chamada de voz
\u{200E}[05/10/2026, 14:36:00] Maria: \u{200E}Esta mensagem foi apagada.
[05/10/2026, 14:37:00] Maria: até 20/10 \u{200E}<Esta mensagem foi editada>
\u{200E}[05/10/2026, 14:38:00] Maria: \u{200E}Ligação de voz perdida
\u{200E}[05/10/2026, 14:39:00] Maria: \u{200E}Localização: https://maps.google.com/?q=-23.5,-46.6
[05/10/2026, 14:40:00] Maria: disse que a imagem omitida
";

#[test]
fn iphone_export_is_read_line_for_line() {
    let chat = read(IPHONE, "_chat.txt").unwrap();
    assert_eq!(chat.messages.len(), IPHONE.lines().count());
    assert_eq!(chat.title.as_deref(), Some("Condomínio"));
    assert_eq!(chat.participants, ["~\u{202F}Zé da Silva", "Maria"]);
    let system: Vec<u32> = chat.messages.iter().filter(|m| m.system).map(|m| m.line).collect();
    assert_eq!(system, [1, 2, 3, 17]);
    assert_eq!(chat.messages[1].text, "Maria criou este grupo");
    let media: Vec<_> = chat
        .messages
        .iter()
        .filter_map(|m| m.media.as_ref().map(|media| (m.line, media)))
        .map(|(line, media)| (line, media.kind, media.name.as_deref(), media.exported))
        .collect();
    use MediaKind::{Animation, Audio, Contact, Document, Picture, Sticker, Video};
    assert_eq!(
        media,
        [
            (4, Picture, Some("00000012-PHOTO-2026-10-05-14-33-10.jpg"), true),
            (5, Document, Some("00000013-fatura.pdf"), true),
            (6, Picture, None, false),
            (7, Video, None, false),
            (8, Video, None, false),
            (9, Audio, None, false),
            (10, Document, Some("nota 12.pdf"), false),
            (11, Sticker, None, false),
            (12, Animation, None, false),
            (13, Contact, None, false),
        ]
    );
    assert_eq!((chat.media.len(), chat.media_not_exported), (2, 8));
    assert_eq!((chat.date_order, chat.order_basis), (DateOrder::DayFirst, OrderBasis::MediaNames));
    assert!(chat.messages[14].deleted && chat.messages[15].edited);
    assert_eq!(chat.messages[3].when.to_iso(), "2026-10-05T14:33:12");
    assert!(!chat.messages.iter().any(|m| m.text.contains('\u{200E}')));
}

#[test]
fn what_web_copies_is_read_with_the_time_first() {
    let text = "[14:32, 24/09/2026] Loja X: Bom dia\ncontinua [sic]\n[2:33, 24/09/2026] Eu: Oi: tudo bem?\n";
    let chat = read(text, "").unwrap();
    assert_eq!(
        bits(&chat),
        [
            (1, 2, Some("Loja X"), "Bom dia\ncontinua [sic]", false),
            (3, 1, Some("Eu"), "Oi: tudo bem?", false)
        ]
    );
    assert_eq!(chat.messages[0].written, "14:32, 24/09/2026");
}

#[test]
fn three_writings_of_the_time_and_every_date_are_read() {
    for (line, iso) in [
        ("05/10/2026 14:33 - A: x", "2026-10-05T14:33"),
        ("12/01/23 14:30 - A: x", "2023-01-12T14:30"),
        ("5/10/2026, 2:33 PM - A: x", "2026-10-05T14:33"),
        ("05/10/2026 12:05 AM - A: x", "2026-10-05T00:05"),
        ("05/10/2026, 2:33\u{202F}p.\u{A0}m. - A: x", "2026-10-05T14:33"),
        ("05/10/2026 2:33 da tarde - A: x", "2026-10-05T14:33"),
        ("05/10/2026 12:33 da madrugada - A: x", "2026-10-05T00:33"),
        ("[05/10/2026 14:33:10] A: x", "2026-10-05T14:33:10"),
        ("[05/10/2026, 2:33:10 PM] A: x", "2026-10-05T14:33:10"),
        ("[14:32, 24/09/2026] A: x", "2026-09-24T14:32"),
        ("[2:32 PM, 24/09/2026] A: x", "2026-09-24T14:32"),
        ("15.04.2016, 15:04 - A: x", "2016-04-15T15:04"),
        ("2019/01/20, 11:23 - A: x", "2019-01-20T11:23"),
        ("1/20/19, 11:23 - A: x", "2019-01-20T11:23"),
    ] {
        let chat = read(line, "").unwrap_or_else(|| panic!("{line}"));
        assert_eq!(chat.messages[0].when.to_iso(), iso, "{line}");
        assert_eq!(chat.messages[0].sender.as_deref(), Some("A"), "{line}");
    }
    for line in [
        "05/10 14:33 - A: x",
        "05/10/2026 25:33 - A: x",
        "05/10/2026 14:33 PM - A: x",
        "05/10/2026 14h - A: x",
        "05/10/2026 - A: x",
        "[1] A: x",
        "cláusula 05/10/2026 14:33 - A: x",
        "00/10/2026 14:33 - A: x",
    ] {
        assert_eq!(read(line, ""), None, "{line}");
    }
}

#[test]
fn order_of_the_date_is_decided_from_the_whole_file() {
    let cases = [
        ("01/02/26 10:00 - A: x\n13/02/26 10:00 - A: x", "2026-02-01", OrderBasis::Calendar),
        ("01/02/26 10:00 - A: x\n02/13/26 10:00 - A: x", "2026-01-02", OrderBasis::Calendar),
        ("05/10/26 10:00 - A: x\n04/11/26 10:00 - A: x", "2026-10-05", OrderBasis::Sequence),
        ("10/05/26 10:00 - A: x\n11/04/26 10:00 - A: x", "2026-10-05", OrderBasis::Sequence),
        (
            "10/05/26 10:00 - A: IMG-20261005-WA0001.jpg (arquivo anexado)",
            "2026-10-05",
            OrderBasis::MediaNames,
        ),
        ("05/10/26 10:00 - A: x\n06/10/26 10:00 - A: x", "2026-10-05", OrderBasis::Assumed),
        ("26-10-05 10:00 - A: x\n26-10-31 10:00 - A: x", "2026-10-05", OrderBasis::Calendar),
    ];
    for (text, day, basis) in cases {
        let chat = read(text, "").unwrap();
        assert_eq!(chat.messages[0].when.day().to_iso(), day, "{text}");
        assert_eq!(chat.order_basis, basis, "{text}");
    }
}

#[test]
fn pasted_line_of_another_writing_stays_with_its_message_and_is_told() {
    let text = "05/10/2026 14:33 - Eu: olha o que ele disse\n[14:32, 24/09/2026] Loja: não pago\n\
                05/10/2026 14:34 - Loja: mentira\n31/02/2026 14:34 - Loja: x\n";
    let chat = read(text, "").unwrap();
    assert_eq!(chat.messages.len(), 2);
    assert_eq!(chat.messages[0].text, "olha o que ele disse\n[14:32, 24/09/2026] Loja: não pago");
    assert_eq!(chat.odd_lines, [2, 4]);
    assert_eq!(chat.participants, ["Eu", "Loja"]);
}

#[test]
fn people_cannot_write_lines_of_the_program() {
    let text =
        "[05/10/2026, 14:33:10] Loja: Maria saiu\n[05/10/2026, 14:33:11] Loja: criou o grupo\n";
    assert!(read(text, "").unwrap().messages.iter().all(|m| !m.system));
    let text = "05/10/2026 14:33 - Loja: imagem ocultada\n";
    assert_eq!(read(text, "").unwrap().messages[0].media, None);
}

#[test]
fn files_of_the_archive_are_found_by_name() {
    let mut chat = read(ANDROID, "").unwrap();
    let hash = Sha256Digest::of(b"foto");
    chat.attach(&[("chat/IMG-20261005-WA0012.jpg".into(), hash), ("outro.pdf".into(), hash)]);
    let found: Vec<_> = chat.media.iter().map(|m| (m.found, m.sha256)).collect();
    assert_eq!(found, [(true, Some(hash)), (false, None)]);
}

#[test]
fn export_is_told_from_other_texts() {
    use Confidence::{Certain, Probable};
    let talk = "05/10/2026 14:33 - A: oi\n05/10/2026 14:34 - B: olá\n05/10/2026 14:35 - A: e aí\n";
    for (text, name, expected) in [
        (ANDROID, "x.txt", Some(Certain)),
        (IPHONE, "x.txt", Some(Certain)),
        (talk, "x.txt", Some(Probable)),
        (talk, "Conversa do WhatsApp com B.txt", Some(Certain)),
        (talk, "_chat.txt", Some(Certain)),
        ("Bom dia\n05/10/2026 14:33 - A: oi\n", "_chat.txt", None),
        ("Fatura de outubro\nVencimento: 10/10/2026\n", "Conversa do WhatsApp com B.txt", None),
        ("", "_chat.txt", None),
        (
            "[2026-10-05 14:33:10] INFO: iniciado\n[2026-10-05 14:33:11] ERROR: falhou\n[2026-10-05 14:33:12] main: fim\n",
            "x.txt",
            None,
        ),
        (
            "05/10/2026 14:33 - INFO: a\n05/10/2026 14:33 - x: b\n05/10/2026 14:33 - y: c\n",
            "x.log",
            None,
        ),
        (
            "05/10/2026 14:33 - Liguei para a operadora: protocolo 123\n06/10/2026 10:00 - Liguei de novo: nada\n",
            "x.txt",
            None,
        ),
        ("05/10/2026 14:33 - uma nota\n06/10/2026 14:33 - outra nota\n", "x.txt", None),
        ("Data;Valor\n05/10/2026;10,00\n", "extrato.txt", None),
    ] {
        assert_eq!(looks_like_export(text, name), expected, "{name}: {text}");
    }
}

#[test]
fn text_of_an_archive_is_found_by_its_name() {
    let names = |list: &[&str]| list.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    let chat = |list: &[&str]| chat_in_archive(&names(list));
    assert_eq!(chat(&["00000012-PHOTO.jpg", "_chat.txt"]), Some(1));
    assert_eq!(chat(&["Conversa do WhatsApp com Loja X.txt", "IMG-1.jpg"]), Some(0));
    assert_eq!(chat(&["leia.txt", "foto.jpg"]), None);
    assert_eq!(chat(&["a/_chat.txt", "b/_chat.txt"]), None);
}

#[test]
fn bytes_of_older_phones_are_read() {
    let text = "12/01/23 14:30 - José: não recebi\r\n12/01/23 14:31 - José: até amanhã\r\n";
    let latin = encoding_rs::WINDOWS_1252.encode(text).0.into_owned();
    let chat = read_text(&latin, "Conversa do WhatsApp com José.TXT").unwrap();
    assert_eq!(chat.title.as_deref(), Some("José"));
    assert_eq!(chat.messages[1].text, "até amanhã");
}

#[test]
fn beyond_the_limit_the_chat_says_that_it_is_cut() {
    let text = "05/10/2026 14:33 - A: x\ncontinua\n".repeat(MAX_MESSAGES + 2);
    let chat = read(&text, "").unwrap();
    assert_eq!(chat.messages.len(), MAX_MESSAGES);
    assert!(chat.truncated && chat.messages.iter().all(|m| m.lines == 2));
}

#[test]
fn exports_of_the_corpus_have_the_messages_that_an_independent_reader_counts() {
    let Some(files) = files("whatsapp") else { return };
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let chat = read_text(&bytes, &name).unwrap();
        // whatstk 0.9.1 reads 500 messages, and 19 without the line of the program.
        let expected = match name.as_str() {
            "whatstk__chats__whatsapp__lorem.txt" => 500,
            "whatstk__chats__whatsapp__pokemon.txt" => 20,
            _ => 9,
        };
        assert_eq!(chat.messages.len(), expected, "{name}");
        assert!(chat.odd_lines.is_empty(), "{name}");
        assert_ne!(chat.order_basis, OrderBasis::Assumed, "{name}");
        let days: Vec<_> = chat.messages.iter().map(|m| m.when.day()).collect();
        assert!(days.is_sorted(), "{name}");
        assert!(looks_like_export(&String::from_utf8(bytes).unwrap(), &name).is_some(), "{name}");
    }
}

fn any_line() -> impl Strategy<Value = String> {
    let stamp = prop::sample::select(vec![
        "",
        "05/10/2026 14:33 - ",
        "[05/10/2026, 14:33:10] ",
        "\u{200E}[05/10/26, 2:33:10 PM] ",
        "[14:32, 24/09/2026] ",
        "99/99/2026 14:33 - ",
    ]);
    let name = prop::sample::select(vec!["", "Maria: ", "Zé:", ": "]);
    (stamp, name, "[^\\n\\r\u{85}\u{2028}\u{2029}]{0,30}")
        .prop_map(|(a, b, c)| format!("{a}{b}{c}"))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_file_is_in_one_message_or_before_the_first(
        lines in prop::collection::vec(any_line(), 1..40)
    ) {
        let text = lines.join("\n");
        let lines: Vec<&str> = text.lines().collect();
        let Some(chat) = read(&text, "") else { return Ok(()) };
        let mut next = chat.preamble.len();
        for message in &chat.messages {
            prop_assert_eq!(message.line as usize, next + 1);
            for (at, shown) in message.text.split('\n').enumerate() {
                let source = stamp::without_marks(lines[next + at]);
                prop_assert!(source.ends_with(shown), "{:?} is not in {:?}", shown, source);
                prop_assert!(at == 0 || source == shown);
            }
            prop_assert_eq!(message.text.split('\n').count(), message.lines as usize);
            next += message.lines as usize;
        }
        prop_assert_eq!(next, lines.len());
    }

    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*", name in "\\PC{0,20}") {
        let _ = read(&text, &name);
        let _ = looks_like_export(&text, &name);
    }
}
