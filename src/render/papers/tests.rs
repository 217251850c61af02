//! Every paper of the sample, laid out and read back; and of a case with nothing in it.

use super::*;
use crate::case::merge;
use crate::filing::{Letter, checklist, grounds, letter_text, profile};
use crate::render::layout::{LayoutStamp, lay_out_paper};
use uuid::Uuid;

fn sample() -> Case {
    let text = include_str!("../../../assets/sample/caso.json");
    let mut case = merge(&Case::new(Uuid::nil(), String::new()), text).unwrap().0;
    // Deeds of the user that the document of a package does not carry.
    case.filing.get_or_insert_default().venue = Some("Comarca de São Paulo – SP".to_owned());
    case.filing.get_or_insert_default().grounds =
        vec!["cdc-42".to_owned(), "cdc-6-viii".to_owned()];
    case.filing.get_or_insert_default().witnesses = vec![crate::case::Witness {
        name: "Ana Prado".to_owned(),
        address: Some("Rua das Acácias, 120".to_owned()),
    }];
    case
}

fn empty() -> Case {
    Case::new(Uuid::nil(), "Caso sem nada".to_owned())
}

/// Returns every paper of a case with its name.
fn papers(case: &Case) -> Vec<(String, PaperView)> {
    let profile = profile("jec-balcao", &[]).unwrap();
    let date: NaiveDate = "2026-11-21".parse().unwrap();
    let checklist = checklist(&profile.checklist, case, date).unwrap();
    let grounds = grounds().unwrap();
    let plan = DossierPlan::default();
    let from = PaperSource {
        case,
        notes: case.filing_notes(),
        plan: &plan,
        profile: &profile,
        checklist: &checklist,
        grounds: &grounds,
        date,
        wages: None,
        draft: false,
        complement: None,
    };
    let kinds = [
        Paper::ComplaintSheet,
        Paper::Petition,
        Paper::CoverSheet,
        Paper::TakeAlong,
        Paper::PublicText,
    ];
    let papers = kinds
        .into_iter()
        .filter_map(|kind| Some((format!("{kind:?}"), compose_paper(kind, &from)?)));
    let sector = case.respondents.first().map(|company| company.sector).unwrap_or_default();
    let letters = Letter::ALL.map(|which| {
        let text = letter_text(which, sector).unwrap();
        (which.word().to_owned(), letter(which, &text, &from))
    });
    papers.chain(letters).collect()
}

/// Returns everything a paper says, as one text.
fn said(view: &PaperView) -> String {
    serde_json::to_string(view).unwrap()
}

fn paper(case: &Case, name: &str) -> String {
    let found = papers(case).into_iter().find(|(known, _)| known == name);
    said(&found.unwrap().1)
}

#[test]
fn every_paper_is_laid_out_as_an_accessible_pdf_with_the_same_bytes() {
    for case in [sample(), empty()] {
        for (name, view) in papers(&case) {
            let stamp = LayoutStamp {
                date: "2026-11-21".parse().unwrap(),
                ident: name.clone(),
                creator: "Juntada".to_owned(),
            };
            let out = lay_out_paper(&view, &stamp).unwrap();
            assert_eq!(out.warnings, Vec::<String>::new(), "{name}");
            assert!(out.replaced.is_empty() && out.pages > 0, "{name}: {:?}", out.replaced);
            assert_eq!(out.pdf, lay_out_paper(&view, &stamp).unwrap().pdf, "{name}");
        }
    }
}

#[test]
fn the_petition_holds_its_twelve_blocks_and_only_ticked_grounds() {
    let text = paper(&sample(), "Petition");
    for wanted in [
        "AO JUÍZO DO JUIZADO ESPECIAL CÍVEL DA COMARCA DE SÃO PAULO – SP",
        "Helena Duarte Prado, brasileira, divorciada, professora aposentada",
        "filho(a) de Antônio Prado e Celeste Duarte Prado",
        "Aurora Fibra Telecom S.A., CNPJ 12.ABC.345/01DE-35",
        "1. Dos fatos",
        "2. Da tentativa de solução",
        "2026021200417733",
        "3. Do direito",
        "CDC, art. 42, parágrafo único",
        "4. Dos pedidos",
        "A citação da parte contrária",
        "A inversão do ônus da prova.",
        "com correção monetária e juros legais",
        "5. Das provas",
        "Ana Prado, Rua das Acácias, 120",
        "6. Do valor da causa",
        "Pede deferimento.",
        "Rol de documentos",
    ] {
        assert!(text.contains(wanted), "{wanted} in {text}");
    }
    assert!(!text.contains("CDC, art. 49"), "not ticked");
    assert!(!text.contains("Da urgência"), "not asked");
    assert!(!text.contains("Compareça"), "advice to the author is not filed");
}

#[test]
fn what_is_missing_is_a_line_to_fill_and_never_invented() {
    let petition = paper(&empty(), "Petition");
    assert!(petition.contains("CÍVEL DE ____") && petition.contains("CPF ____"), "{petition}");
    assert!(petition.contains("o valor de ____"), "no value of zero: {petition}");
    assert!(!petition.contains("Do direito"), "no ground is added");
    let sheet = paper(&empty(), "ComplaintSheet");
    assert!(sheet.contains("\"value\":null") && !sheet.contains("\"value\":\"\""), "{sheet}");
}

#[test]
fn giving_up_the_excess_is_said_only_after_the_users_own_tick() {
    let mut case = empty();
    case.requests =
        serde_json::from_str(r#"[{"id":"r1","text":"Devolver","amount":7000000}]"#).unwrap();
    assert!(!paper(&case, "Petition").contains("Renuncio"));
    assert!(paper(&case, "Petition").contains("R$ 70.000,00"));
    case.filing.get_or_insert_default().renounces_excess = true;
    let text = paper(&case, "Petition");
    assert!(text.contains("Renuncio") && text.contains("R$ 64.840,00"), "{text}");
}

#[test]
fn the_letter_for_the_recording_names_calls_alone() {
    let text = paper(&sample(), "gravacao");
    assert!(text.contains("2026021200417733"), "the call");
    assert!(!text.contains("2026030400118820"), "the chat is no call");
    assert!(paper(&sample(), "historico").contains("2026030400118820"));
}

#[test]
fn authorisations_are_for_the_procon_and_say_what_the_place_wants() {
    for name in ["titular", "autorizacao"] {
        let text = paper(&sample(), name);
        assert!(text.contains("Só para o Procon") && text.contains("formulário próprio"), "{text}");
        assert!(text.contains("Aurora Fibra Telecom S.A., CNPJ 12.ABC.345/01DE-35"), "{text}");
    }
    let holder = paper(&sample(), "titular");
    assert!(holder.contains("____ de"), "the holder signs on a day that is not ours: {holder}");
}

#[test]
fn the_power_of_attorney_ticks_no_special_power_by_itself() {
    let text = paper(&sample(), "procuracao");
    assert!(text.contains("\"label\":\"OAB\",\"value\":null"), "{text}");
    assert!(text.contains("Fazer acordo") && text.contains("só os que você marcar"), "{text}");
}

#[test]
fn the_public_text_carries_no_name_or_number_of_the_parties() {
    let text = paper(&sample(), "PublicText");
    let body = text.split("blocks").nth(1).unwrap();
    for secret in ["Helena", "529.982", "Rua das Acácias", "95555-0142", "correio.example"] {
        assert!(!body.contains(secret), "{secret}");
    }
}

#[test]
fn the_sheet_of_the_day_says_where_each_document_is() {
    let mut case = empty();
    case.filing
        .get_or_insert_default()
        .settled
        .insert("identity".to_owned(), crate::case::Settled::OnPaper);
    case.filing
        .get_or_insert_default()
        .settled
        .insert("proof-of-address".to_owned(), crate::case::Settled::NotApplicable);
    let text = paper(&case, "TakeAlong");
    assert!(text.contains("Você disse que leva no papel."), "{text}");
    assert!(!text.contains("Comprovante de residência"), "does not apply");
    assert!(text.contains("Compareça pessoalmente"), "{text}");
    assert!(text.contains("2 vias impressas da petição"), "{text}");
}
