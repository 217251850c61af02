//! The sentences of findings: of checking, opening and gathering. Those of the case's content and of
//! the dossier are in the file beside this one. Every particular of a finding may be absent.

use crate::case::{Finding, FindingCode};
use crate::explain::finding_case as content;
use crate::explain::name::{Name, counted, digest, is_digest, quoted, shown, technical};
use crate::explain::names::{Names, Seen};
use crate::explain::{Explanation, say};

/// What a lawyer who received a package, or the owner of a case, does about a changed file.
const ASK_AGAIN: &str = "Se recebeu isto de outra pessoa, peça que envie de novo.";

/// Returns what a person is told about a finding; `names` are those of the case that it is about.
pub fn finding(finding: &Finding, names: &Names) -> Explanation {
    let finding = &Seen { finding, names };
    match finding.code {
        FindingCode::Altered => altered(finding),
        FindingCode::Missing => missing(finding),
        FindingCode::Extra => extra(finding),
        FindingCode::Misnamed => misnamed(finding),
        FindingCode::ChainBroken => chain_broken(finding),
        FindingCode::ChainTruncated => chain_truncated(finding),
        FindingCode::ChainForked => chain_forked(finding),
        FindingCode::ManifestAltered => manifest_altered(finding),
        FindingCode::BagInvalid => bag_invalid(finding),
        FindingCode::SealDiffers => seal_differs(finding),
        FindingCode::PackageDisagrees => package_disagrees(finding),
        FindingCode::SignedAfter => signed_after(finding),
        FindingCode::Litter => litter(finding),
        FindingCode::ConflictCopy => conflict_copy(finding),
        FindingCode::SetAside => set_aside(finding),
        FindingCode::RowsRebuilt => rows_rebuilt(finding),
        FindingCode::DatabaseRebuilt => database_rebuilt(finding),
        FindingCode::TornLineDropped => torn_line_dropped(finding),
        FindingCode::DatabaseNotWritten => database_not_written(finding),
        FindingCode::NotDeleted => not_deleted(finding),
        FindingCode::ReadOnly => read_only(finding),
        FindingCode::Refused => refused(finding),
        FindingCode::Skipped => skipped(finding),
        FindingCode::Placeholder => content::placeholder(finding),
        FindingCode::PagesNotShown => content::pages_not_shown(finding),
        FindingCode::PageDrawn => content::page_drawn(finding),
        FindingCode::ClaimDropped => content::claim_dropped(finding),
        FindingCode::CarriesPlace => content::carries_place(finding),
        FindingCode::CitationUnresolved => content::citation_unresolved(finding),
        FindingCode::CitationPage => content::citation_page(finding),
        FindingCode::FiscalTest => content::fiscal_test(finding),
        FindingCode::FiscalCancelled => content::fiscal_cancelled(finding),
        FindingCode::NoClaimant => content::no_claimant(finding),
        FindingCode::NoRespondent => content::no_respondent(finding),
        FindingCode::NoFacts => content::no_facts(finding),
        FindingCode::NoRequests => content::no_requests(finding),
        FindingCode::NoContacts => content::no_contacts(finding),
        FindingCode::NoProtocol => content::no_protocol(finding),
        FindingCode::SameProtocol => content::same_protocol(finding),
        FindingCode::NoExhibits => content::no_exhibits(finding),
        FindingCode::CheckDigit => content::check_digit(finding),
        FindingCode::DateContradiction => content::date_contradiction(finding),
        FindingCode::FutureDate => content::future_date(finding),
        FindingCode::RequiredMissing => content::required_missing(finding),
        FindingCode::ExhibitNotTaken => content::exhibit_not_taken(finding),
        FindingCode::NumberFrozen => content::number_frozen(finding),
        FindingCode::OverLimit => content::over_limit(finding),
        FindingCode::NotUploaded => content::not_uploaded(finding),
        FindingCode::RecordingLate => content::recording_late(finding),
        FindingCode::PassphraseWeak => content::passphrase_weak(finding),
        FindingCode::ProtectedForCounter => content::protected_for_counter(finding),
        FindingCode::SettingsDamaged => settings_damaged(finding),
        FindingCode::SettingNotTaken => setting_not_taken(finding),
        FindingCode::NoTextReader => no_text_reader(finding),
    }
}

/// Returns the explanation of a finding, under its own code.
pub(super) fn tell(
    finding: &Seen<'_>,
    what: impl Into<String>,
    why: impl Into<String>,
    next: impl Into<String>,
) -> Explanation {
    say(finding.code.word(), what, why, next)
}

/// Returns the part of the case that a finding is about, or `otherwise` where it names none.
pub(super) fn subject(finding: &Seen<'_>, otherwise: Name) -> Name {
    finding.subject.as_deref().map_or(otherwise, |id| finding.names.part(id))
}

/// Returns the file that a finding is about.
pub(super) fn file(finding: &Seen<'_>) -> Name {
    let names = finding.names;
    let bracketed =
        |id: &str| names.owner(id).map_or_else(String::new, |owner| format!(" ({owner})"));
    let named = match (&finding.path, finding.subject.as_deref()) {
        (Some(path), owner) => {
            format!("arquivo {}{}", quoted(path), owner.map_or_else(String::new, bracketed))
        }
        (None, Some(owner)) => {
            let item = finding.found.as_deref().filter(|found| !is_digest(found));
            match item.and_then(|item| names.spot(item)) {
                Some(item) => format!("arquivo {item}{}", bracketed(owner)),
                None if owner.starts_with('p') => return names.part(owner),
                None => return Name::new("um", format!("arquivo {}", names.part(owner).of())),
            }
        }
        (None, None) => "arquivo".to_owned(),
    };
    Name::new("o", named)
}

/// Returns a sentence with both codes where a finding has them, with a blank before it.
fn codes(finding: &Seen<'_>, noun: &str) -> String {
    let of = |text: &Option<String>| text.as_deref().filter(|t| is_digest(t)).map(digest);
    match (of(&finding.expected), of(&finding.found)) {
        (Some(expected), Some(found)) => {
            format!(" O {noun} anotado começa com {expected}; o de agora, com {found}.")
        }
        (Some(expected), None) => format!(" O {noun} anotado começa com {expected}."),
        (None, Some(found)) => format!(" O {noun} de agora começa com {found}."),
        (None, None) => String::new(),
    }
}

fn altered(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} mudou depois de guardado.", file(finding).at_start()),
        format!(
            "O conteúdo já não é igual ao que entrou. Isso não diz quem mudou, nem quando.{}",
            codes(finding, "código de integridade")
        ),
        format!(
            "Não apague nada. Se você ainda tem o arquivo de origem, junte-o de novo; o antigo fica \
             no registro. {ASK_AGAIN}"
        ),
    )
}

fn missing(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Falta {}.", file(finding).the()),
        "Ele está na lista do que foi guardado, mas não está no lugar.",
        format!(
            "Procure na lixeira do computador ou numa cópia de segurança, e ponha de volta no mesmo \
             lugar, com o mesmo nome. {ASK_AGAIN}"
        ),
    )
}

fn extra(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} não faz parte do que foi guardado.", file(finding).at_start()),
        "Nenhuma lista fala dele: alguém o pôs aí depois. Ele não muda os outros arquivos.",
        "Tire-o daí. Se ele interessa ao caso, junte-o com “juntar”, a partir de outra pasta.",
    )
}

fn misnamed(finding: &Seen<'_>) -> Explanation {
    let given = |text: &Option<String>| text.clone().filter(|text| !is_digest(text));
    let noted = given(&finding.expected);
    let now = given(&finding.found).or_else(|| noted.as_ref().and(finding.path.clone()));
    let noted = noted.or_else(|| finding.path.clone());
    let file = noted.as_deref().map_or("O arquivo".into(), |n| format!("O arquivo {}", quoted(n)));
    let now = now.map_or_else(String::new, |now| format!(" Agora está como {}.", quoted(&now)));
    tell(
        finding,
        format!("{file} está com outro nome ou em outro lugar."),
        format!("O conteúdo é o mesmo que foi guardado.{now}"),
        "Ponha de volta o nome anotado e confira de novo.",
    )
}

fn chain_broken(finding: &Seen<'_>) -> Explanation {
    let line = [&finding.found, &finding.subject, &finding.expected]
        .into_iter()
        .flatten()
        .find(|text| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()))
        .map_or_else(String::new, |line| format!(" A primeira diferença está na linha {line}."));
    tell(
        finding,
        "O registro de guarda (cadeia de custódia) não está como foi gravado.",
        format!(
            "Cada linha dele traz o código da anterior, e em algum ponto os códigos não combinam.\
             {line} Não alterei nada."
        ),
        format!(
            "Não mexa na pasta. Se você tem uma cópia de segurança, confira a cópia. {ASK_AGAIN}"
        ),
    )
}

fn chain_truncated(finding: &Seen<'_>) -> Explanation {
    let counts = match (&finding.expected, &finding.found) {
        (Some(expected), Some(found)) => format!(
            "Ele já teve {} e agora tem {}. ",
            counted(expected, "linha", "linhas"),
            shown(found)
        ),
        _ => String::new(),
    };
    tell(
        finding,
        "Faltam linhas no fim do registro de guarda (cadeia de custódia).",
        format!(
            "{counts}Alguém cortou o arquivo, ou uma versão antiga dele voltou. Não alterei nada."
        ),
        format!(
            "Não mexa na pasta. Se você tem uma cópia de segurança, confira a cópia. {ASK_AGAIN}"
        ),
    )
}

fn chain_forked(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "O registro de guarda (cadeia de custódia) e o arquivo caso.db contam histórias diferentes.",
        "Isso acontece quando o mesmo caso é usado em dois computadores, ou quando um arquivo antigo \
         volta para a pasta. Não alterei nada.",
        "Pause a sincronização da pasta, se houver. Procure a cópia mais recente do caso e use essa; \
         guarde a outra sem apagar.",
    )
}

fn manifest_altered(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} não é o que o programa gravou.", file(finding).at_start()),
        "É um dos arquivos com que se confere o resto. As provas são conferidas uma a uma e podem \
         estar certas. Não alterei nada.",
        format!(
            "Ponha de volta esse arquivo, de uma cópia de segurança, e confira de novo. {ASK_AGAIN}"
        ),
    )
}

fn bag_invalid(finding: &Seen<'_>) -> Explanation {
    let at =
        finding.path.as_deref().map_or_else(String::new, |path| format!(" ({})", quoted(path)));
    let told = [&finding.found, &finding.expected, &finding.subject].map(Option::as_deref);
    let known = told.into_iter().flatten().find_map(bag_flaw);
    let detail = match (known, told.into_iter().flatten().next()) {
        (Some(known), _) => format!(" Aqui, {known}."),
        (None, Some(detail)) => technical(detail),
        (None, None) => String::new(),
    };
    tell(
        finding,
        format!("A pasta ou o ZIP não está arrumado como um pacote de provas{at}."),
        format!(
            "As listas e os arquivos precisam seguir o padrão BagIt, e em algum ponto não \
             seguem.{detail} Não alterei nada."
        ),
        "Se extraiu de um ZIP, extraia tudo de novo numa pasta vazia e confira. Se recebeu isto de \
         outra pessoa, peça que envie de novo.",
    )
}

/// Returns what the verification of a bag means by one of its words, which may go on after a colon.
fn bag_flaw(found: &str) -> Option<&'static str> {
    let word = found.split_once(": ").map_or(found, |(word, _)| word);
    Some(match word {
        "not_a_zip" => "o arquivo não é um ZIP, ou está incompleto",
        "too_many_members" => "o ZIP tem arquivos demais para ser um dossiê",
        "too_large" => "uma lista é grande demais para ser lida com segurança",
        "overlapping_members" => "dois arquivos do ZIP ocupam o mesmo lugar",
        "damaged" => "uma parte do ZIP está com defeito e não pode ser lida",
        "not_a_dossier" => "o PDF não é um dossiê do Juntada",
        "damaged_dossier" => "o PDF está com defeito ou incompleto",
        "not_canonical" => "uma lista diz o mesmo, mas escrita de outro jeito",
        "unlisted" => "um arquivo só consta de uma parte das listas",
        "duplicate_entry" => "uma lista fala duas vezes do mesmo arquivo",
        "duplicate_member" => "o ZIP tem dois arquivos com o mesmo nome",
        "bad_line" => "não entendi uma linha da lista",
        "unsafe_path" => "um nome aponta para fora da pasta, e por isso não o abri",
        "outside_data" => "a lista fala de um arquivo fora da pasta data",
        "outside_bag" => "o ZIP traz um arquivo fora da pasta do pacote",
        "payload_oxum" => "o número ou o tamanho dos arquivos não é o anotado",
        "bad_declaration" => "o arquivo bagit.txt não está como deve estar",
        "bad_encoding" => "as letras de um arquivo não estão escritas na forma anotada",
        "not_a_file" => "no lugar de um arquivo há um atalho ou algo do sistema",
        "zip_inconsistent" => "as partes do ZIP se contradizem",
        "unreadable" => "não consegui ler um arquivo",
        "not_a_bag" => "faltam as listas que todo pacote tem",
        "no_known_manifest" => "nenhuma lista usa um tipo de código que eu conheça",
        _ => return None,
    })
}

fn seal_differs(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "O código de conferência não é o esperado.",
        format!(
            "Este é outro dossiê, ou ele mudou depois de fechado.{}",
            codes(finding, "código de conferência")
        ),
        "Compare com o código impresso na capa do dossiê. Se recebeu isto de outra pessoa, peça que \
         envie o ZIP certo.",
    )
}

fn package_disagrees(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} não combina com o resto do pacote.", file(finding).at_start()),
        format!(
            "Ele diz uma coisa, e o selo ou o registro de guarda diz outra. Não alterei nada.{}",
            codes(finding, "código")
        ),
        "Gere o dossiê de novo a partir do caso. Se recebeu isto de outra pessoa, peça que envie de \
         novo.",
    )
}

fn signed_after(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Este dossiê foi assinado depois de pronto.",
        "A assinatura foi acrescentada no fim do PDF; o que veio antes continua igual. Esta \
         conferência não examina a assinatura.",
        "Não é preciso fazer nada. Para saber de quem é a assinatura, use um verificador de \
         assinaturas.",
    )
}

fn litter(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} foi criado pelo próprio computador.", file(finding).at_start()),
        "O Windows e o macOS criam arquivos assim sozinhos. Ele não faz parte das provas e não \
         atrapalha.",
        "Não é preciso fazer nada.",
    )
}

fn conflict_copy(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} é uma segunda versão de um arquivo do caso.", file(finding).at_start()),
        "Um programa de sincronização (OneDrive, Google Drive, Dropbox) a criou, porque o caso foi \
         usado em dois lugares. Para nada se perder, o caso fica só para leitura.",
        "Pause a sincronização. Leve essa segunda versão para outra pasta, sem apagar, e abra o caso \
         de novo. Confira se o que você escreveu está todo lá.",
    )
}

fn set_aside(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Separei {}, que ninguém juntou ao caso.", file(finding).the()),
        "Estava entre os originais sem constar do registro de guarda. Não apaguei: está na pasta \
         .juntada/entrada do caso, com “separado” no começo do nome.",
        "Se ele interessa ao caso, copie-o para outra pasta e junte-o de lá com “juntar”.",
    )
}

fn rows_rebuilt(finding: &Seen<'_>) -> Explanation {
    let what = finding.found.as_deref().map_or_else(
        || "Refiz anotações do caso a partir do registro de guarda.".to_owned(),
        |count| {
            let count = counted(count, "anotação", "anotações");
            format!("Refiz {count} do caso a partir do registro de guarda.")
        },
    );
    tell(
        finding,
        what,
        "O programa ou o computador parou antes de terminar de gravar. As provas estão guardadas.",
        "Confira o título e a data das provas mais recentes.",
    )
}

fn database_rebuilt(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Refiz o arquivo caso.db, que faltava ou estava com defeito.",
        "As provas vieram do registro de guarda. O que você escreveu veio da última cópia de \
         segurança do programa (caso.backup.db), se ela existia.",
        "Confira títulos, contatos, fatos e pedidos: o que você mudou por último pode faltar.",
    )
}

fn torn_line_dropped(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Deixei de lado a última linha do registro de guarda, que ficou pela metade.",
        "O programa ou o computador parou enquanto gravava. Tudo o que já estava confirmado continua \
         lá.",
        "Veja se a última prova que você juntou está no caso. Se não estiver, junte de novo.",
    )
}

fn database_not_written(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "As provas estão guardadas, mas não consegui atualizar os outros arquivos do caso.",
        "Pode faltar espaço no disco ou permissão para gravar. As provas e o registro de guarda não \
         dependem disso.",
        "Libere espaço no disco e abra o caso de novo: o programa completa o que faltou. Depois \
         confira títulos e datas das últimas provas.",
    )
}

fn not_deleted(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("{} ainda não foi apagado.", file(finding).at_start()),
        "O registro de guarda já diz que ele saiu da lixeira, mas o disco não deixou apagá-lo agora.",
        "O próximo comando neste caso termina de apagar. Se o aviso voltar, veja se o disco está \
         cheio ou protegido.",
    )
}

fn read_only(finding: &Seen<'_>) -> Explanation {
    let named = |word: &str| FindingCode::ALL.iter().copied().find(|code| code.word() == word);
    let why = finding.found.as_deref().and_then(named).unwrap_or(FindingCode::ReadOnly);
    let (why, next) = locked_because(why);
    tell(finding, "O caso está aberto só para leitura.", why, next)
}

/// Returns why a case may only be read, and what to do then; `why` is what its opening found.
pub(super) fn locked_because(why: FindingCode) -> (String, String) {
    let from_backup = "Use “conferir” para ver o que mudou. Traga o que falta de uma cópia de \
                       segurança do caso, ou trabalhe com a cópia.";
    match why {
        FindingCode::ReadOnly => (
            "O computador não deixa gravar nesta pasta, ou o disco está protegido. Dá para ler e \
             conferir tudo."
                .to_owned(),
            "Copie o caso com “copiar” para uma pasta sua, como Documentos, e abra a cópia."
                .to_owned(),
        ),
        FindingCode::Altered => {
            ("O original de uma prova mudou depois de guardado.".to_owned(), from_backup.to_owned())
        }
        FindingCode::ManifestAltered => (
            "Um dos arquivos com que se confere o caso não é o que o programa gravou.".to_owned(),
            from_backup.to_owned(),
        ),
        FindingCode::ConflictCopy => {
            let told = finding(&Finding::new(why), &Names::default());
            ("Há na pasta uma segunda versão de um arquivo do caso.".to_owned(), told.next)
        }
        other => {
            let told = finding(&Finding::new(other), &Names::default());
            (told.what, told.next)
        }
    }
}

fn refused(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Não guardei {}.", file(finding).the()),
        "Só guardo um arquivo quando consigo lê-lo do começo ao fim. O que já estava no caso não \
         mudou.",
        "Veja o motivo na lista de arquivos e junte-o de novo.",
    )
}

fn skipped(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Deixei de fora {}.", file(finding).the()),
        "Não é um arquivo comum: é um atalho ou algo do sistema, sem conteúdo próprio.",
        "Se é um atalho, junte o arquivo para onde ele aponta.",
    )
}

fn settings_damaged(finding: &Seen<'_>) -> Explanation {
    let kept = finding.path.as_deref().map_or_else(String::new, |name| {
        format!(" O arquivo antigo ficou ao lado, com o nome {}.", quoted(name))
    });
    tell(
        finding,
        "Não consegui ler os seus ajustes, e o programa voltou aos de costume.",
        format!("O arquivo de ajustes está com defeito. Seus casos não mudaram.{kept}"),
        "Escolha de novo o tamanho da letra e as cores.",
    )
}

fn setting_not_taken(finding: &Seen<'_>) -> Explanation {
    let named =
        finding.found.as_deref().map_or_else(String::new, |name| format!(": {}", quoted(name)));
    tell(
        finding,
        format!("Um dos ajustes não foi aceito{named}."),
        "Não conheço esse ajuste, ou o valor não serve. Os outros ajustes valem, e seus casos não \
         mudaram.",
        "Escolha de novo na tela de ajustes.",
    )
}

fn no_text_reader(finding: &Seen<'_>) -> Explanation {
    let what = match &finding.found {
        Some(_) => "O leitor de texto deste computador ainda não lê português.",
        None => "Este computador ainda não tem o leitor de texto em imagens.",
    };
    tell(
        finding,
        what,
        "Sem ele, a busca e as propostas de tarja não alcançam o que está escrito dentro de fotos e \
         prints. Todo o resto funciona.",
        "Se quiser, instale o programa Tesseract com o idioma português. No Linux: tesseract-ocr e \
         tesseract-ocr-por.",
    )
}
