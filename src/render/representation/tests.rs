//! The representations laid out as exhibits of a dossier.

use super::*;
use crate::base::Sha256Digest;
use crate::import::{fiscal, whatsapp};
use crate::render::layout::{LaidOut, LayoutStamp, lay_out};
use crate::render::view::{DossierView, ExhibitView, SheetView};
use chrono::NaiveDate;

const CHAT: &str = "\
05/10/2026 14:33 - As mensagens e as ligações são protegidas com a criptografia de ponta a ponta.
05/10/2026 14:35 - Maria Souza: Bom dia 👷🏽‍♀️ 😀 👨‍👩‍👧 ❤️‍🔥 👍🏽 ☎️ 🇧🇷 1️⃣
O pedido 4471 não chegou.
05/10/2026 14:36 - Loja do Zé: IMG-20261005-WA0012.jpg (arquivo anexado)
Olha a etiqueta
05/10/2026 14:38 - Maria Souza: <Mídia oculta>
05/10/2026 14:39 - Loja do Zé: contrato.pdf • 3 páginas (arquivo anexado)
05/10/2026 14:40 - Loja do Zé: Mensagem apagada
13/10/2026 09:00 - Maria Souza: https://loja.example/um/caminho/muito/longo/que/nao/tem/espaco?pedido=4471&origem=whatsapp&assinatura=abcdefghijklmnopqrstuvwxyz0123456789
";

const KEY: &str = "35260811222333000181550010000123451000123457";

fn chat() -> whatsapp::Chat {
    let mut chat = whatsapp::read(CHAT, "Conversa do WhatsApp com Loja do Zé.txt").unwrap();
    chat.attach(&[("IMG-20261005-WA0012.jpg".to_owned(), Sha256Digest::of(b"foto"))]);
    chat
}

fn shown(chat: &whatsapp::Chat, lines: Option<&std::ops::RangeInclusive<u32>>) -> TranscriptView {
    transcript_view(chat, lines, OriginalAt::InZip, &|_| None)
}

fn note(items: usize) -> fiscal::Fiscal {
    let item = |n| {
        format!(
            "<det nItem=\"{n}\"><prod><xProd>Geladeira frost free de duas portas com dispensador de água na porta, branca, 110 V, modelo {n}</xProd><qCom>1.5000</qCom><vProd>1234.50</vProd></prod></det>"
        )
    };
    let items: String = (1..=items).map(item).collect();
    let text = format!(
        "<nfeProc><NFe><infNFe Id=\"NFe{KEY}\"><ide><mod>55</mod><serie>1</serie><nNF>12345</nNF><dhEmi>2026-08-07T09:19:15-03:00</dhEmi><tpAmb>2</tpAmb></ide><emit><CNPJ>11222333000181</CNPJ><xNome>Loja do Zé Comércio de Eletrodomésticos Ltda.</xNome></emit><dest><CPF>52998224725</CPF><xNome>Maria Souza</xNome></dest>{items}<total><ICMSTot><vNF>347.28</vNF></ICMSTot></total></infNFe><infNFeSupl><qrCode>https://www.nfce.fazenda.example/qrcode?p={KEY}|2|1|1|ABCDEF</qrCode></infNFeSupl></NFe><protNFe><infProt><cStat>100</cStat><xMotivo>Autorizado o uso da NF-e</xMotivo><nProt>135260000000001</nProt><dhRecbto>2026-08-07T09:20:01-03:00</dhRecbto></infProt></protNFe><retEvento><infEvento><cStat>135</cStat><chNFe>{KEY}</chNFe><tpEvento>110111</tpEvento><dhRegEvento>2026-08-08T10:00:00-03:00</dhRegEvento></infEvento></retEvento></nfeProc>"
    );
    fiscal::read(text.as_bytes()).unwrap()
}

fn laid_out(sheets: Vec<SheetView>) -> LaidOut {
    let exhibit = ExhibitView {
        key: "e1".to_owned(),
        tab: "Doc. 1".to_owned(),
        title: "Prova".to_owned(),
        sheets,
        ..ExhibitView::default()
    };
    let view = DossierView {
        title: "Pedido que não chegou".to_owned(),
        document_title: "Dossiê".to_owned(),
        issued: "20/11/2026".to_owned(),
        exhibits: vec![exhibit],
        ..DossierView::default()
    };
    let stamp = LayoutStamp {
        date: NaiveDate::from_ymd_opt(2026, 11, 20).unwrap(),
        ident: "caso-1".to_owned(),
        creator: "Juntada 0.0.0".to_owned(),
    };
    let out = lay_out(&view, &stamp).unwrap();
    assert_eq!(out.warnings, Vec::<String>::new());
    assert!(out.replaced.is_empty(), "{:?}", out.replaced);
    out
}

fn transcript(view: TranscriptView) -> SheetView {
    SheetView::Transcript {
        transcript: view,
        caption: Some("conversa.txt".to_owned()),
        sha256: Some(Sha256Digest::of(b"x").to_string()),
    }
}

#[test]
fn transcript_has_line_time_sender_and_file_of_each_message() {
    let view = shown(&chat(), None);
    let row = |at: usize| {
        let row = &view.rows[at];
        (row.line.as_str(), row.when.as_str(), row.sender.as_deref(), row.file.as_deref())
    };
    assert_eq!(view.rows.len(), 7);
    assert_eq!(row(0), ("1", "05/10/2026 14:33", None, None));
    assert_eq!(
        row(2),
        ("4", "05/10/2026 14:36", Some("Loja do Zé"), Some("imagem: IMG-20261005-WA0012.jpg"))
    );
    assert_eq!(view.rows[2].sha256, Some(Sha256Digest::of(b"foto").to_string()));
    assert_eq!(row(3).3, Some("arquivo enviado, não exportado"));
    assert_eq!(row(4).3, Some("documento: contrato.pdf — não veio com a exportação"));
    assert_eq!(view.ending, None);
    assert!(view.notice.starts_with("Representação da exportação; original em data/originais."));
}

#[test]
fn chosen_lines_alone_are_printed_and_the_rest_is_told() {
    let view = shown(&chat(), Some(&(4..=6)));
    let lines: Vec<&str> = view.rows.iter().map(|row| row.line.as_str()).collect();
    assert_eq!(lines, ["4", "6"]);
    let rest = "o resto está no original, em data/originais";
    assert!(view.ending.unwrap().contains(rest));
    let told = view.facts.iter().find(|fact| fact.label == "Linhas").unwrap();
    assert_eq!(told.value, format!("4 a 6; {rest}"));
}

#[test]
fn seconds_stand_where_the_export_has_them() {
    let text = "[05/10/2026, 14:33:10] Maria: oi\n";
    let view = shown(&whatsapp::read(text, "").unwrap(), None);
    assert_eq!(view.rows[0].when, "05/10/2026 14:33:10");
}

#[test]
fn transcript_is_laid_out_over_as_many_pages_as_it_needs() {
    let mut view = shown(&chat(), None);
    let rows = view.rows.clone();
    view.rows = rows.iter().cycle().take(80).cloned().collect();
    let out = laid_out(vec![transcript(view)]);
    let pages = out.exhibits[0].last_page - out.exhibits[0].first_page + 1;
    assert!((3..12).contains(&pages), "{pages}");
}

#[test]
fn mirror_takes_one_page_however_long_the_note_is() {
    for items in [0, 1, 14, 60] {
        let view = fiscal_view(&note(items), OriginalAt::InZip);
        assert_eq!(view.more_items.is_some(), items > 14);
        assert!(view.bars.is_some() && view.qr_svg.is_some());
        let out = laid_out(vec![SheetView::Fiscal {
            fiscal: Box::new(view),
            caption: Some("nota.xml".to_owned()),
            sha256: Some(Sha256Digest::of(b"x").to_string()),
        }]);
        assert_eq!(out.exhibits[0].first_page, out.exhibits[0].last_page, "{items} items");
    }
}

#[test]
fn mirror_says_what_the_file_says_and_never_more() {
    let view = fiscal_view(&note(2), OriginalAt::InZip);
    assert_eq!(view.heading, "Nota fiscal eletrônica (NF-e)");
    let facts: Vec<String> =
        view.facts.iter().map(|fact| format!("{}: {}", fact.label, fact.value)).collect();
    assert_eq!(
        facts,
        [
            "Emitente: Loja do Zé Comércio de Eletrodomésticos Ltda., CNPJ 11.222.333/0001-81",
            "Destinatário: Maria Souza, CPF 529.982.247-25",
            "Número: 12345, série 1",
            "Emissão: 07/08/2026 09:19:15 (\u{2212}03:00)",
            "Ambiente: homologação (teste, sem valor fiscal)",
            "Resposta do fisco: 100 – Autorizado o uso da NF-e, protocolo 135260000000001, \
             07/08/2026 09:20:01 (\u{2212}03:00)",
            "Evento: Cancelamento (110111), 08/08/2026 10:00 (\u{2212}03:00), registrado",
        ]
    );
    assert_eq!(view.items[0].quantity, "1,5");
    assert_eq!(view.total.as_deref(), Some("R$ 347,28"));
    let all = serde_json::to_string(&view).unwrap().to_lowercase();
    assert!(!all.contains("autêntic") && !all.contains("autentic"));
}
