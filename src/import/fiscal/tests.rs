//! Documents written for these tests, the corpus against plain text search, and hostile XML.

use super::*;
use crate::import::corpus_tests::files;
use proptest::prelude::*;

const KEY: &str = "35260811222333000181550010000123451000123457";

fn invoice(body: &str, rest: &str) -> String {
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?><nfeProc xmlns="http://www.portalfiscal.inf.br/nfe" versao="4.00"><NFe><infNFe Id="NFe{KEY}" versao="4.00"><ide><mod>55</mod><serie>1</serie><nNF>12345</nNF><dhEmi>2026-08-07T09:19:15-03:00</dhEmi><tpAmb>1</tpAmb></ide><emit><CNPJ>11222333000181</CNPJ><xNome>Loja &amp; Cia</xNome></emit><dest><CPF>52998224725</CPF><xNome>Maria</xNome></dest>{body}<total><ICMSTot><vProd>1.00</vProd><vNF>347.28</vNF></ICMSTot></total></infNFe></NFe>{rest}</nfeProc>"#
    )
}

fn read_text(text: &str) -> Fiscal {
    read(text.as_bytes()).unwrap()
}

fn shown(fiscal: &Fiscal) -> serde_json::Value {
    serde_json::to_value(fiscal).unwrap()
}

#[test]
fn invoice_of_goods_is_read() {
    let items = r#"<det nItem="1"><prod><xProd>Geladeira</xProd><qCom>1.0000</qCom><vProd>300.00</vProd></prod></det><det nItem="2"><prod><xProd>Frete
        expresso</xProd><qCom>2.5000</qCom><vProd>47.2800000000</vProd></prod></det>"#;
    let answer = format!(
        "<protNFe><infProt><tpAmb>1</tpAmb><chNFe>{KEY}</chNFe><dhRecbto>2026-08-07T09:20:00-03:00</dhRecbto><nProt>135</nProt><cStat>100</cStat><xMotivo>Autorizado o uso da NF-e</xMotivo></infProt></protNFe>"
    );
    let fiscal = read_text(&invoice(items, &answer));
    assert_eq!(
        shown(&fiscal),
        serde_json::json!({
            "model": "nfe",
            "access_key": KEY,
            "access_key_valid": true,
            "number": "12345",
            "series": "1",
            "issuer_name": "Loja & Cia",
            "issuer_tax_id": "11222333000181",
            "recipient_name": "Maria",
            "recipient_tax_id": "52998224725",
            "issued_at": "2026-08-07T09:19:15-03:00",
            "total_brl": 34728,
            "items": [
                {"description": "Geladeira", "quantity": "1", "total_brl": 30000},
                {"description": "Frete expresso", "quantity": "2.5", "total_brl": 4728},
            ],
            "environment": "production",
            "authorisation": {
                "status": 100,
                "reason": "Autorizado o uso da NF-e",
                "protocol": "135",
                "at": "2026-08-07T09:20-03:00",
            },
            "events": [],
            "further_documents": 0,
            "is_event": false,
        })
    );
    assert!(!fiscal.says_cancelled() && !fiscal.is_test());
    assert_eq!(serde_json::from_value::<Fiscal>(shown(&fiscal)).unwrap(), fiscal);
}

fn event(code: &str, key: &str, answer: &str) -> String {
    format!(
        "<procEventoNFe><evento><infEvento><tpAmb>1</tpAmb><chNFe>{key}</chNFe><dhEvento>2026-08-08T10:00:00-03:00</dhEvento><tpEvento>{code}</tpEvento><nSeqEvento>1</nSeqEvento><detEvento><descEvento>Cancelamento</descEvento><xJust>Cliente desistiu</xJust></detEvento></infEvento></evento>{answer}</procEventoNFe>"
    )
}

fn event_answer(code: &str, key: &str, status: &str) -> String {
    format!(
        "<retEvento><infEvento><cStat>{status}</cStat><chNFe>{key}</chNFe><tpEvento>{code}</tpEvento><nSeqEvento>1</nSeqEvento></infEvento></retEvento>"
    )
}

#[test]
fn cancellation_is_linked_by_its_key_alone() {
    let note = read_text(&invoice("", ""));
    let cancelling = read_text(&event("110111", KEY, &event_answer("110111", KEY, "135")));
    assert!(cancelling.is_event && note.is_cancelled_by(&cancelling));
    assert_eq!((cancelling.model, cancelling.events.len()), (FiscalModel::Nfe, 1));
    assert_eq!(cancelling.number.as_deref(), Some("12345"));
    let event_read = &cancelling.events[0];
    assert!(event_read.registered);
    assert_eq!(event_read.reason.as_deref(), Some("Cliente desistiu"));
    assert_eq!(event_read.at.unwrap().to_iso(), "2026-08-08T10:00-03:00");

    let other = "35260812ABC34501DE35550010000123451000123458";
    assert!(!note.is_cancelled_by(&read_text(&event("110111", other, ""))));
    let correction = read_text(&event("110110", KEY, ""));
    assert!(!note.is_cancelled_by(&correction) && !correction.events[0].registered);
    assert_eq!(correction.events[0].kind, FiscalEventKind::Correction);
    let refused = read_text(&event("110111", KEY, &event_answer("110111", KEY, "501")));
    assert_eq!((refused.events.len(), refused.events[0].registered), (1, false));
}

#[test]
fn cancellation_inside_the_file_and_by_answer_is_seen() {
    let inside = invoice("", &event_answer("110111", KEY, "135"));
    assert!(read_text(&inside).says_cancelled());
    let by_answer = invoice("", "<protNFe><infProt><cStat>101</cStat></infProt></protNFe>");
    assert!(read_text(&by_answer).says_cancelled());
}

#[test]
fn letters_in_tax_id_and_key_are_kept() {
    let key = "35260812ABC34501DE35550010000123451000123458";
    let text = invoice("", "").replace(KEY, key).replace("11222333000181", "12ABC34501DE35");
    let fiscal = read_text(&text);
    assert_eq!(fiscal.access_key.unwrap().as_str(), key);
    assert!(fiscal.access_key_valid);
    assert_eq!(fiscal.issuer_tax_id.unwrap().to_string(), "12.ABC.345/01DE-35");
}

#[test]
fn test_document_and_wrong_key_are_told() {
    let text =
        invoice("", "").replace("<tpAmb>1", "<tpAmb>2").replace(KEY, &KEY.replace("457", "450"));
    let fiscal = read_text(&text);
    assert!(fiscal.is_test() && !fiscal.access_key_valid && fiscal.access_key.is_some());
}

#[test]
fn every_model_is_told_by_local_names() {
    let service_key = "35503082211222333000181000000000012326080004567890";
    let nfse = format!(
        r#"<n:NFSe xmlns:n="http://www.sped.fazenda.gov.br/nfse"><n:infNFSe Id="NFS{service_key}"><n:nNFSe>123</n:nNFSe><n:cStat>100</n:cStat><n:dhProc>2026-08-01T10:00:00-03:00</n:dhProc><n:emit><n:CNPJ>11222333000181</n:CNPJ><n:xNome>Escola</n:xNome></n:emit><n:valores><n:vLiq>90.00</n:vLiq></n:valores><n:DPS><n:infDPS Id="DPS1"><n:tpAmb>1</n:tpAmb><n:dhEmi>2026-08-01T09:00:00-03:00</n:dhEmi><n:serie>900</n:serie><n:toma><n:CPF>52998224725</n:CPF></n:toma><n:serv><n:cServ><n:xDescServ>Curso</n:xDescServ></n:cServ></n:serv><n:valores><n:vServPrest><n:vServ>100.00</n:vServ></n:vServPrest></n:valores></n:infDPS></n:DPS></n:infNFSe></n:NFSe>"#
    );
    let energy_key = "35260811222333000181660010000123451000123450";
    let nf3e = format!(
        "<nf3eProc><NF3e><infNF3e Id=\"NF3e{energy_key}\"><ide><mod>66</mod><nNF>7</nNF><dhEmi>2026-08-01T09:00:00-03:00</dhEmi></ide><emit><CNPJ>11222333000181</CNPJ><xNome>Luz</xNome></emit><dest><xNome>Maria</xNome><CPF>52998224725</CPF></dest><NFdet><det nItem=\"1\"><detItem><prod><xProd>Consumo</xProd><qFaturada>150</qFaturada><vItem>0.65</vItem><vProd>97.505</vProd></prod></detItem></det></NFdet><total><vProd>1</vProd><vNF>97.51</vNF></total></infNF3e><infNF3eSupl><qrCodNF3e>https://x/?chNF3e=1</qrCodNF3e></infNF3eSupl></NF3e></nf3eProc>"
    );
    let nfcom = "<NFCom><infNFCom Id=\"NFCom1\"><ide><mod>62</mod><nNF>9</nNF><serie>2</serie></ide><emit><CNPJ>11222333000181</CNPJ></emit><det nItem=\"1\"><prod><xProd>Internet</xProd><qFaturada>1.0000</qFaturada><vProd>99.90</vProd></prod></det><total><vNF>99.90</vNF></total></infNFCom></NFCom>";
    let cte = "<cteProc><CTe><infCte Id=\"CTe1\"><ide><mod>57</mod><nCT>4</nCT><dhEmi>2026-08-01T09:00:00</dhEmi></ide><emit><CNPJ>11222333000181</CNPJ></emit><dest><CPF>52998224725</CPF></dest><vPrest><vTPrest>50.00</vTPrest><Comp><xNome>FRETE PESO</xNome><vComp>50.00</vComp></Comp></vPrest></infCte></CTe></cteProc>";
    let nfce = invoice("", "").replace("<mod>55", "<mod>65");
    let dps = "<DPS><infDPS><nDPS>6</nDPS><dhEmi>2026-08-01T09:00:00</dhEmi><prest><CNPJ>11222333000181</CNPJ></prest></infDPS></DPS>";
    type Expected<'a> = (&'a str, FiscalModel, Option<&'a str>, Option<i64>, usize);
    let cases: [Expected<'_>; 6] = [
        (&nfse, FiscalModel::Nfse, Some("123"), Some(10_000), 1),
        (&nf3e, FiscalModel::Nf3e, Some("7"), Some(9_751), 1),
        (nfcom, FiscalModel::Nfcom, Some("9"), Some(9_990), 1),
        (cte, FiscalModel::Cte, Some("4"), Some(5_000), 1),
        (&nfce, FiscalModel::Nfce, Some("12345"), Some(34_728), 0),
        (dps, FiscalModel::Dps, Some("6"), None, 0),
    ];
    for (text, model, number, total, items) in cases {
        let fiscal = read_text(text);
        assert!(looks_like_fiscal(text.as_bytes()), "{model:?}");
        assert_eq!(fiscal.model, model);
        assert_eq!(fiscal.number.as_deref(), number);
        assert_eq!(fiscal.total_brl.map(Money::centavos), total);
        assert_eq!(fiscal.items.len(), items, "{model:?}");
        assert!(fiscal.issuer_tax_id.is_some());
    }
    let service = read_text(&nfse);
    assert!(service.access_key_valid && service.recipient_tax_id.is_some());
    assert_eq!(service.issued_at.unwrap().to_iso(), "2026-08-01T09:00-03:00");
    let energy = read_text(&nf3e);
    assert_eq!(energy.qr.as_deref(), Some("https://x/?chNF3e=1"));
    assert_eq!(energy.items[0].total_brl.map(Money::centavos), Some(9_751));
}

#[test]
fn old_encoding_and_batches_are_read() {
    let text = invoice("", "").replace("UTF-8", "ISO-8859-1").replace("Maria", "João");
    let latin = encoding_rs::WINDOWS_1252.encode(&text).0.into_owned();
    assert_eq!(read(&latin).unwrap().recipient_name.as_deref(), Some("João"));
    let one = invoice("", "");
    let one = &one[one.find("<NFe>").unwrap()..one.find("</nfeProc>").unwrap()];
    let batch = format!("<enviNFe>{one}{one}{one}</enviNFe>");
    assert_eq!(read_text(&batch).further_documents, 2);
}

#[test]
fn hostile_and_foreign_xml_is_refused_with_its_reason() {
    let laughs = "<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;\">]><infNFe>&b;</infNFe>";
    let external = "<!DOCTYPE x SYSTEM \"file:///etc/passwd\"><infNFe/>";
    let entity = "<infNFe>&xxe;</infNFe>";
    let many = format!("<infNFe>{}</infNFe>", "<a/>".repeat(400_000));
    for text in [laughs, external, entity, "<infNFe>", "", "texto", &many] {
        let result = read(text.as_bytes());
        assert!(matches!(result, Err(FiscalError::Malformed { .. })), "{result:?}");
    }
    for text in ["<html/>", "<svg><text>NFe</text></svg>"] {
        assert_eq!(read(text.as_bytes()), Err(FiscalError::NotFiscal));
        assert!(!looks_like_fiscal(text.as_bytes()));
    }
    let size_bytes = usize::try_from(MAX_XML_BYTES).unwrap() + 1;
    let large = vec![b' '; size_bytes];
    assert_eq!(read(&large), Err(FiscalError::TooLarge { size_bytes }));
    let deep = format!("{}{}", "<a>".repeat(50_000), "</a>".repeat(50_000));
    assert_eq!(read(deep.as_bytes()), Err(FiscalError::NotFiscal));
}

#[test]
fn amounts_and_quantities_are_exact() {
    for (text, centavos) in [
        ("9.90", Some(990)),
        ("0.1", Some(10)),
        ("12", Some(1_200)),
        ("-1.005", Some(-101)),
        ("47.2849999", Some(4_728)),
        ("999999999999.99", Some(99_999_999_999_999)),
        ("99999999999999999999.99", None),
        ("1,00", None),
        ("", None),
        ("string", None),
        (".5", None),
        ("1.2.3", None),
    ] {
        assert_eq!(tree::money_of(text).map(Money::centavos), centavos, "{text}");
    }
    for (text, shown) in [
        ("1.0000", Some("1")),
        ("100", Some("100")),
        ("0.5000", Some("0.5")),
        ("1.2.3", None),
        ("um", None),
    ] {
        assert_eq!(tree::quantity_of(text).as_deref(), shown, "{text}");
    }
}

/// Returns the text between the first `<name>` after `from` and the next `<`.
fn first_text<'a>(text: &'a str, from: &str, name: &str) -> Option<&'a str> {
    let after = &text[text.find(from)?..];
    let (_, value) = after.split_once(&format!("<{name}>"))?;
    Some(value.split('<').next().unwrap_or_default().trim())
}

#[test]
fn documents_of_the_corpus_are_read_whole() {
    let Some(files) = files("nfe") else { return };
    let (mut documents, mut events, mut neither) = (0, 0, Vec::new());
    for path in files {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let bytes = std::fs::read(&path).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        let fiscal = match read(&bytes) {
            Ok(fiscal) => fiscal,
            Err(error) => {
                assert_eq!(error, FiscalError::NotFiscal, "{name}");
                neither.push(name);
                continue;
            }
        };
        assert!(looks_like_fiscal(&bytes), "{name}");
        if fiscal.is_event {
            events += 1;
            assert!(!fiscal.events[0].code.is_empty(), "{name}");
            let key = first_text(&text, "<inf", "chNFe").or(first_text(&text, "<inf", "chNFSe"));
            assert_eq!(fiscal.access_key.as_ref().map(AccessKey::as_str), key, "{name}");
            continue;
        }
        documents += 1;
        let key = text.split("Id=\"").nth(1).and_then(|id| id.split('"').next()).unwrap();
        let digits = key.trim_start_matches(|c: char| c.is_ascii_alphabetic());
        let expected = (digits.len() == 44).then_some(digits);
        assert_eq!(fiscal.access_key.as_ref().map(AccessKey::as_str), expected, "{name}");
        let dated = first_text(&text, "<ide>", "dhEmi")
            .or(first_text(&text, "<ide>", "dEmi"))
            .or(first_text(&text, "<infDPS", "dhEmi"))
            .and_then(|date| Moment::parse(date).ok());
        assert_eq!(fiscal.issued_at, dated, "{name}");
        let total = first_text(&text, "<ICMSTot>", "vNF")
            .or(first_text(&text, "<vPrest>", "vTPrest"))
            .or(first_text(&text, "<vServPrest>", "vServ"))
            .and_then(|total| Money::parse_brl(&total.replace('.', ",")).ok());
        assert_eq!(fiscal.total_brl, total, "{name}");
        let issuer = first_text(&text, "<emit>", "xNome").map(|name| name.replace("&amp;", "&"));
        assert_eq!(fiscal.issuer_name, issuer, "{name}");
        let emit = text.split("<emit>").nth(1).or(text.split("<prest>").nth(1)).unwrap();
        let tax_id = ["<CNPJ>", "<CPF>"]
            .map(|tag| emit.find(tag))
            .into_iter()
            .flatten()
            .min()
            .map(|at| emit[at..].split(['>', '<']).nth(2).unwrap());
        assert_eq!(fiscal.issuer_tax_id.as_ref().map(TaxId::as_str), tax_id, "{name}");
        let items = match fiscal.model {
            FiscalModel::Cte => text.matches("<Comp>").count(),
            FiscalModel::Dps => text.matches("<xDescServ>").count(),
            _ => text.matches("<xProd>").count(),
        };
        assert_eq!(fiscal.items.len(), items, "{name}");
    }
    eprintln!("{documents} documents, {events} events; neither: {neither:#?}");
    assert!(documents >= 28 && events >= 6, "{documents} {events}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn cut_and_altered_documents_never_panic(at in 0usize..900, with in "\\PC{0,4}") {
        let text = invoice("<det><prod><xProd>a</xProd></prod></det>", &event_answer("110111", KEY, "135"));
        let at = text.floor_char_boundary(at);
        let altered = format!("{}{with}{}", &text[..at], &text[at..]);
        let _ = read(altered.as_bytes());
        let _ = read(&text.as_bytes()[..at]);
    }
}
