//! The sentences of findings about the case's content and about the dossier: advice to the user on
//! screen, never printed. Nothing here holds the user up: every one can be left as it is.

use crate::explain::Explanation;
use crate::explain::finding::{file, subject, tell};
use crate::explain::name::{Name, capital, counted, quoted, shown};
use crate::explain::names::Seen;

/// Returns the exhibit that a finding is about.
fn exhibit(finding: &Seen<'_>) -> Name {
    subject(finding, Name::new("a", "prova"))
}

/// Returns the file and page that were found, in brackets and with a blank before them.
fn spot(finding: &Seen<'_>) -> String {
    let told = finding.found.as_deref().and_then(|detail| finding.names.spot(detail));
    told.map_or_else(String::new, |told| format!(" ({told})"))
}

/// Returns the particular after a colon.
fn after_colon(text: Option<&str>) -> String {
    text.map_or_else(String::new, |text| format!(": {}", shown(text)))
}

pub(super) fn placeholder(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!(
            "Há um arquivo {} que não pode ser mostrado em página{}.",
            exhibit(finding).within(),
            spot(finding)
        ),
        "No lugar dele vai uma página com o nome, o tamanho e o código de integridade. O arquivo vai \
         inteiro no ZIP.",
        "Se é áudio ou vídeo, entregue também o ZIP. Se tem senha, junte uma cópia sem senha ou \
         informe a senha. Se está com defeito, procure outra cópia.",
    )
}

pub(super) fn pages_not_shown(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Uma página {} não pode ser mostrada{}.", exhibit(finding).of(), spot(finding)),
        "Ela está com defeito no arquivo. As outras páginas saem no dossiê, e o arquivo vai inteiro \
         no ZIP.",
        "Se você tem outra cópia desse documento, junte-a. Se não, deixe assim: o dossiê avisa quem \
         lê.",
    )
}

pub(super) fn page_drawn(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!(
            "Uma página {} saiu desenhada como imagem{}.",
            exhibit(finding).of(),
            spot(finding)
        ),
        "Do jeito que ela veio, outros programas poderiam não abri-la. O original continua como \
         chegou e vai no ZIP.",
        "Olhe essa página no dossiê e veja se dá para ler.",
    )
}

pub(super) fn claim_dropped(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Este dossiê não leva a marca PDF/A, o padrão para guardar por muitos anos.",
        format!(
            "Uma página ou imagem saiu como veio, e ela não segue esse padrão{}. O dossiê abre e \
             imprime como os outros.",
            finding
                .subject
                .as_deref()
                .map_or_else(String::new, |id| { format!(" ({})", finding.names.part(id).noun()) })
        ),
        "Não é preciso fazer nada, a não ser que o destino exija PDF/A. Nesse caso, entregue em \
         papel ou pergunte como fazer.",
    )
}

pub(super) fn carries_place(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        match finding.found.as_deref() {
            Some(count) => format!("Neste pacote, {count} fotos dizem em que lugar foram tiradas."),
            None => format!("{} diz em que lugar a foto foi tirada.", file(finding).at_start()),
        },
        "O celular grava o lugar dentro da foto. Ele não aparece na página, mas vai junto com o \
         arquivo, e quem recebe o dossiê pode ler.",
        "Se você não quer mostrar o lugar, use cópias sem ele. O programa faz as de todas as fotos de \
         uma vez. Os originais ficam com você. Na linha de comando: juntada sem-lugar PASTA.",
    )
}

pub(super) fn citation_unresolved(finding: &Seen<'_>) -> Explanation {
    let cited = finding.found.as_deref();
    let cited = cited.map_or(Name::new("uma", "prova"), |id| finding.names.part(id));
    let who = subject(finding, Name::new("o", "caso"));
    tell(
        finding,
        format!("{} cita {}, que não está entre as provas.", who.at_start(), cited.the()),
        "Ela pode estar na lixeira, ter ficado de fora ou ter outro código. A citação não sai no \
         dossiê.",
        "Traga a prova de volta ou corrija a citação.",
    )
}

pub(super) fn citation_page(finding: &Seen<'_>) -> Explanation {
    let why = match finding.expected.as_deref() {
        Some(count) => format!("A prova tem {}. ", counted(count, "página", "páginas")),
        None => String::new(),
    };
    tell(
        finding,
        format!(
            "{} foi indicada uma página que não existe{}.",
            capital(&subject(finding, Name::new("a", "prova")).within()),
            after_colon(finding.found.as_deref())
        ),
        format!("{why}As páginas que existem saem no dossiê."),
        "Confira os números das páginas e corrija.",
    )
}

pub(super) fn fiscal_test(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("A nota fiscal {} foi emitida como teste.", exhibit(finding).of()),
        "O arquivo diz que ela foi emitida em homologação, sem valor fiscal.",
        "Peça à empresa a nota emitida de verdade. Você pode usar esta assim mesmo.",
    )
}

pub(super) fn fiscal_cancelled(finding: &Seen<'_>) -> Explanation {
    let where_told = finding.found.as_deref().map_or_else(
        || "O próprio arquivo diz isso.".to_owned(),
        |id| format!("Quem diz isso é {}.", finding.names.part(id).the()),
    );
    tell(
        finding,
        format!("A nota fiscal {} consta como cancelada.", exhibit(finding).of()),
        format!("{where_told} Sozinha, ela parece estar valendo."),
        "Confira com a empresa o que houve. Se o cancelamento interessa ao caso, conte-o \
         no relato.",
    )
}

pub(super) fn no_claimant(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Falta o nome de quem reclama.",
        "Quem recebe o dossiê precisa saber de quem ele é. Esses dados ficam só no seu computador e \
         no dossiê.",
        "Preencha pelo menos o nome. O resto pode ficar para depois.",
    )
}

pub(super) fn no_respondent(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Falta dizer com qual empresa é o problema.",
        "Sem o nome da empresa, o Procon e o Juizado não sabem a quem chamar.",
        "Preencha o nome da empresa. O CNPJ ajuda: está na nota fiscal ou na fatura.",
    )
}

pub(super) fn no_facts(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "O caso ainda não conta o que aconteceu.",
        "Sem o relato, quem lê tem de entender a história só pelas provas.",
        "Conte um fato por vez, com a data, em frases curtas.",
    )
}

pub(super) fn no_requests(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Falta dizer o que você pede.",
        "Quem recebe o dossiê precisa saber o que resolve o problema para você.",
        "Acrescente pelo menos um pedido: dinheiro de volta, troca, conserto, cancelamento ou outro.",
    )
}

pub(super) fn no_contacts(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "O caso ainda não tem nenhum contato com a empresa.",
        "Procon e Juizado costumam perguntar se você tentou resolver antes.",
        "Anote cada conversa, com a data e o número de protocolo. Se ainda não reclamou, ligue para \
         o SAC da empresa e peça o número.",
    )
}

pub(super) fn no_protocol(finding: &Seen<'_>) -> Explanation {
    let contact = subject(finding, Name::new("o", "contato"));
    tell(
        finding,
        format!("{} está sem número de protocolo.", contact.at_start()),
        "O número ajuda a mostrar que você tentou resolver.",
        "Procure nas mensagens e nos e-mails da empresa. Se não achar, deixe assim: o contato \
         continua no dossiê.",
    )
}

pub(super) fn same_protocol(finding: &Seen<'_>) -> Explanation {
    let contact = subject(finding, Name::new("o", "contato"));
    let other = finding.found.as_deref();
    let other = other.map_or(Name::new("o", "outro contato"), |id| finding.names.part(id));
    tell(
        finding,
        format!("{} tem o mesmo número de protocolo {}.", contact.at_start(), other.of()),
        "Pode ser o mesmo atendimento anotado duas vezes, ou um número trocado.",
        "Se é o mesmo atendimento, pode ficar assim ou virar um contato só. Se não é, corrija o \
         número.",
    )
}

pub(super) fn no_exhibits(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "O caso ainda não tem provas.",
        "Sem elas, o dossiê traz só o que você conta.",
        "Junte o que mostra o problema: nota fiscal, contrato, fotos, prints de conversa e e-mails.",
    )
}

pub(super) fn check_digit(finding: &Seen<'_>) -> Explanation {
    let whose = finding.subject.as_deref();
    let whose = whose.map_or_else(String::new, |id| format!(" {}", finding.names.part(id).of()));
    tell(
        finding,
        format!("Confira o CPF ou CNPJ{whose}{}.", after_colon(finding.found.as_deref())),
        "Um dos números parece trocado, ou falta algum.",
        "Compare com o documento ou com a nota fiscal. Você pode continuar assim mesmo.",
    )
}

pub(super) fn date_contradiction(finding: &Seen<'_>) -> Explanation {
    let who = subject(finding, Name::new("o", "caso"));
    let why = match (finding.found.as_deref(), finding.expected.as_deref()) {
        (Some(found), Some(expected)) => {
            format!(
                "A data {} vem antes de {}, e deveria vir depois.",
                shown(found),
                shown(expected)
            )
        }
        _ => "Uma vem antes da outra, e deveria vir depois.".to_owned(),
    };
    tell(
        finding,
        format!("As datas {} não combinam.", who.of()),
        why,
        "Confira as duas datas: a do contato, a da compra ou a do prazo prometido.",
    )
}

pub(super) fn future_date(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!(
            "{} tem uma data que ainda não chegou{}.",
            subject(finding, Name::new("o", "caso")).at_start(),
            after_colon(finding.found.as_deref())
        ),
        "Pode ser um número trocado no dia, no mês ou no ano.",
        "Confira a data. Se estiver certa, pode continuar.",
    )
}

pub(super) fn required_missing(finding: &Seen<'_>) -> Explanation {
    let item = finding.subject.as_deref().or(finding.expected.as_deref());
    tell(
        finding,
        format!("Falta algo que este destino pede{}.", after_colon(item)),
        "Sem isso, podem pedir que você volte ou complete depois.",
        "Junte o que falta, ou leve no papel. Você pode gerar o dossiê mesmo assim.",
    )
}

pub(super) fn exhibit_not_taken(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("Não aproveitei {} que veio no documento.", exhibit(finding).the()),
        "O arquivo dela não está neste caso. Uma prova só entra com o próprio arquivo.",
        "Junte o arquivo com “juntar” e preencha de novo.",
    )
}

pub(super) fn number_frozen(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        format!("O número {} já não muda.", exhibit(finding).of()),
        "Ele já saiu num dossiê que você gerou. Trocar confundiria quem recebeu.",
        "Não é preciso fazer nada: provas novas recebem os próximos números.",
    )
}

pub(super) fn over_limit(finding: &Seen<'_>) -> Explanation {
    let what = match (&finding.path, &finding.subject) {
        (Some(path), _) => format!("O arquivo {}", quoted(path)),
        (None, Some(subject)) => finding.names.part(subject).at_start(),
        (None, None) => "O dossiê".to_owned(),
    };
    let sizes = match (finding.expected.as_deref(), finding.found.as_deref()) {
        (Some(limit), Some(found)) => {
            format!("O limite é {}; aqui são {}.", shown(limit), shown(found))
        }
        (Some(limit), None) => format!("O limite é {}.", shown(limit)),
        (None, _) => "Esse limite está no perfil do destino.".to_owned(),
    };
    tell(
        finding,
        format!("{what} passa do limite deste destino."),
        format!("{sizes} O sistema de lá pode recusar o envio."),
        "Se é uma foto, fotografe de novo só o que importa, de perto. Se é um PDF, procure uma cópia \
         menor. Ou deixe de fora o que não for necessário, e entregue esse em papel ou pen drive. \
         Confirme o limite com o destino.",
    )
}

pub(super) fn recording_late(finding: &Seen<'_>) -> Explanation {
    let days = finding.found.as_deref().unwrap_or_default();
    let what = if days.contains(',') {
        format!("Já passaram mais de 90 dias das ligações de {}.", shown(days))
    } else {
        format!("Já passaram mais de 90 dias da ligação de {}.", shown(days))
    };
    tell(
        finding,
        what,
        "A empresa deve guardar a gravação por 90 dias, no mínimo. Depois disso, pode já não ter.",
        "Você ainda pode pedir: a carta está pronta. Peça também o histórico de atendimento: a \
         empresa guarda esse registro por dois anos depois de resolver.",
    )
}

pub(super) fn passphrase_weak(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "A senha deste pacote é fraca.",
        "Quem tiver o arquivo pode descobri-la por tentativa. O pacote foi feito assim mesmo.",
        "Se o conteúdo é delicado, gere de novo com quatro palavras ou mais.",
    )
}

pub(super) fn protected_for_counter(finding: &Seen<'_>) -> Explanation {
    tell(
        finding,
        "Este pacote só abre com senha, e é para um balcão ou sistema.",
        "Um balcão ou tribunal em geral não recebe arquivo com senha. Só o ZIP com senha foi feito.",
        "Para entregar lá, gere de novo sem senha. Com senha, mande só a quem você confia, e diga \
         a senha por outro caminho.",
    )
}

pub(super) fn not_uploaded(finding: &Seen<'_>) -> Explanation {
    let why = match (finding.expected.as_deref(), finding.found.as_deref()) {
        (Some(taken), Some(found)) if !taken.is_empty() && !found.is_empty() => {
            format!("Ele aceita: {}. Aqui: {}.", shown(taken), shown(found))
        }
        _ => "O sistema dele não recebe esse tipo de arquivo.".to_owned(),
    };
    tell(
        finding,
        match finding.path.as_deref() {
            Some(name) => {
                format!(
                    "O arquivo {}, {}, não vai por este destino.",
                    quoted(name),
                    exhibit(finding).of()
                )
            }
            None => format!("Um arquivo {} não vai por este destino.", exhibit(finding).of()),
        },
        format!(
            "{why} No lugar dele vai uma página com o código de integridade. O arquivo está no ZIP, \
             na pasta midia."
        ),
        "Pergunte ao destino como entregar. Em geral é numa pen drive, no balcão.",
    )
}
