//! The sentences of received dossiers: why one is not taken in, and why the catalogue refuses.

use crate::catalogue::{CatalogueError, Closed, Refused};
use crate::explain::cause;
use crate::explain::name::{quoted, technical};
use crate::explain::{Explanation, say};

/// Returns why something that was given is not received; `name` is where it was.
pub fn not_received(why: &Refused, name: &str) -> Explanation {
    match why {
        Refused::Absent => cause::absent(name),
        Refused::NotADossier => say(
            "not_a_dossier",
            format!("{} não é um dossiê.", quoted(name)),
            "Recebo dossiês em ZIP ou em pasta, feitos pelo Juntada ou com uma lista de códigos de \
             integridade (manifest-sha256.txt). O que você trouxe continua onde estava.",
            "Peça ao cliente o ZIP do dossiê. Para guardar um arquivo solto, junte-o num caso.",
        ),
        Refused::Special => say(
            "file_special",
            format!("{} é um atalho ou um dispositivo.", quoted(name)),
            "Só recebo pastas e arquivos de verdade. Nada foi copiado.",
            "Traga a pasta ou o ZIP para o qual ele aponta.",
        ),
        Refused::Unreadable(error) => cause::unreadable(name, error),
        Refused::Disk(error) => cause::disk(error),
        Refused::Stopped => say(
            "stopped",
            format!("{} ficou para depois.", quoted(name)),
            "Você parou antes de chegar nele. O que já foi recebido continua guardado.",
            "Traga-o de novo quando quiser.",
        ),
    }
}

/// Returns why a dossier with a passphrase cannot be read yet; `name` is where it was.
pub fn still_closed(closed: Closed, name: &str) -> Option<Explanation> {
    let (code, what) = match closed {
        Closed::Not | Closed::Opened => return None,
        Closed::NoPassphrase => ("protected", format!("{} pede uma senha.", quoted(name))),
        Closed::WrongPassphrase => {
            ("passphrase_wrong", format!("A senha não abre {}.", quoted(name)))
        }
    };
    Some(say(
        code,
        what,
        "Ele está guardado como chegou. Sem a senha certa, não dá para ler nem conferir o que há \
         dentro.",
        "Peça a senha a quem mandou, por outro caminho, como o telefone. Depois informe a senha na \
         tela, ou use: juntada receber --senha-de ARQUIVO.",
    ))
}

/// Returns why the catalogue of received dossiers refuses.
pub(super) fn catalogue(error: &CatalogueError) -> Explanation {
    match error {
        CatalogueError::NoSuchDossier { id } => say(
            "no_such_dossier",
            format!("Não há um dossiê recebido com o número {id}."),
            "O número pode estar trocado. Nada foi alterado.",
            "Use “recebidos” para ver a lista, e tente de novo com um número de lá.",
        ),
        CatalogueError::Busy { .. } => say(
            "catalogue_busy",
            "Os dossiês recebidos estão em uso por outra janela ou comando.",
            "Ele está recebendo ou conferindo agora. Nada se perdeu.",
            "Espere terminar e tente de novo.",
        ),
        CatalogueError::Newer { found, known } => say(
            "catalogue_newer",
            "A lista de recebidos foi usada numa versão mais nova do Juntada.",
            format!(
                "Ela está no formato {found}; esta versão conhece até o formato {known}. Não mexi \
                 em nada."
            ),
            "Instale a versão mais nova do Juntada.",
        ),
        CatalogueError::Damaged { detail } => say(
            "catalogue_damaged",
            "Não consegui ler a lista de dossiês recebidos.",
            format!("Os dossiês continuam inteiros nas pastas deles.{}", technical(detail)),
            "Renomeie o arquivo catalogo.db e receba de novo os ZIPs que estão nas pastas ao lado.",
        ),
        CatalogueError::Sql { source } => say(
            "catalogue_damaged",
            "Não consegui usar a lista de dossiês recebidos.",
            format!("Nada do que foi recebido se perdeu.{}", technical(&source.to_string())),
            "Feche outros programas que possam estar usando a pasta e tente de novo.",
        ),
        CatalogueError::Disk(error) => cause::disk(error),
        CatalogueError::Read { path, source } => cause::unreadable(&path.to_string_lossy(), source),
        CatalogueError::NoCase { id } => say(
            "no_case_inside",
            format!("O dossiê {id} não traz um caso que eu possa continuar."),
            "Para isso preciso do caso.json e do registro de guarda inteiro, como o Juntada os \
             grava. O dossiê recebido não mudou.",
            "Leia e anote normalmente. Para trabalhar nas provas, comece um caso novo e junte-as.",
        ),
        CatalogueError::OriginalsMissing { id, count } => say(
            "originals_missing",
            format!("O dossiê {id} não traz todos os originais."),
            format!(
                "Arquivos que faltam ou mudaram: {count}. Sem eles, o caso novo já começaria \
                 incompleto. O dossiê recebido não mudou."
            ),
            "Confira o dossiê para ver quais são, e peça ao cliente que o envie de novo.",
        ),
        CatalogueError::NothingToCompare { id } => say(
            "nothing_to_compare",
            format!("Não há outro dossiê do mesmo caso para comparar com o {id}."),
            "Só comparo dossiês com o mesmo código de caso. Nada foi alterado.",
            "Receba a outra versão, ou diga com qual dossiê comparar.",
        ),
    }
}
