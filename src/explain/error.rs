//! The sentences of a failed deed.

use crate::app::AppError;
use crate::case::{ExhibitRefError, FindingCode};
use crate::explain::cause::{self, Cause};
use crate::explain::deed;
use crate::explain::document::document;
use crate::explain::finding::locked_because;
use crate::explain::name::{capital, place, quoted, shown, technical};
use crate::explain::names::Names;
use crate::explain::{Explanation, chain_flaw, received, say};
use crate::filing::ProfileError;
use crate::package::PackageError;
use crate::package::protect::{PASSPHRASE_MAX, PASSPHRASE_MIN, PassphraseError};
use crate::store::StoreError;
use crate::store::database::DatabaseError;
use std::io;
use std::path::Path;

/// Returns what a person is told about a failed deed; `names` are those of the case it was about.
pub fn error(error: &AppError, names: &Names) -> Explanation {
    match error {
        AppError::Store(error) => store(error, names),
        AppError::Document(error) => document(error, names),
        AppError::Profile(error) => profile(error),
        AppError::Package(error) => package(error),
        AppError::Catalogue(error) => received::catalogue(error),
        AppError::Layout { .. } | AppError::Assemble { .. } | AppError::Failed => faulty(error),
        AppError::OutInsideCase { path } => say(
            "out_inside_case",
            format!("A pasta de destino {} fica dentro do próprio caso.", place(path)),
            "A pasta do caso guarda só as provas e o registro delas; o que sai precisa ficar fora \
             dela. Nada foi gravado.",
            "Escolha uma pasta fora do caso, como Documentos.",
        ),
        AppError::Absent { path } => cause::absent(&path.to_string_lossy()),
        AppError::Read { path, source } => cause::unreadable(&path.to_string_lossy(), source),
        AppError::Write { path, source } => {
            cause::unwritable(Some(&path.to_string_lossy()), "gravar", source)
        }
        AppError::NotUnderstood { what, given, expected } => say(
            "not_understood",
            format!("Não entendi o que veio em “{what}”: {}.", quoted(given)),
            format!("O que espero aí: {}. Nada foi alterado.", expected.trim_end_matches('.')),
            "Escreva de novo dessa forma.",
        ),
        AppError::Refused(refused) => deed::refused(refused, names),
        AppError::ExhibitRef(ExhibitRefError { text }) => say(
            "exhibit_not_understood",
            format!("Não entendi qual é a prova {}.", quoted(text)),
            "Uma prova se indica pelo seu código no caso, como “e3”, ou por “sha256:” seguido do \
             código de integridade do arquivo. Nada foi alterado.",
            "Use “mostrar” para ver os códigos das provas, e tente de novo.",
        ),
        AppError::Request { detail } => say(
            "request_not_understood",
            "Não entendi o pedido que outro programa enviou.",
            format!("Ele não está na forma combinada. Nada foi alterado.{}", technical(detail)),
            "Confira o pedido com a descrição do formato. Se você não escreve programas, avise \
             quem cuida dele.",
        ),
        AppError::NotCheckable { path } => say(
            "not_checkable",
            format!("Não consegui conferir {}.", place(path)),
            "Não é um caso nem um dossiê do Juntada, ou está incompleto. Nada foi alterado.",
            "Escolha a pasta do caso, ou o ZIP ou PDF do dossiê. Se recebeu de alguém, peça que \
             envie de novo.",
        ),
        AppError::Passphrase(problem) => passphrase(*problem),
        AppError::PassphraseNeeded { path } => passphrase_needed(path),
        AppError::PassphraseWrong { path } => passphrase_wrong(path),
        AppError::Search(_) => say(
            "search_failed",
            "Não consegui procurar agora.",
            "O índice de palavras não pôde ser lido nem feito de novo. Suas provas e o que você \
             escreveu continuam guardados.",
            "Feche outros programas que usem a mesma pasta e tente de novo.",
        ),
        AppError::Cancelled => say(
            "cancelled",
            "Cancelado.",
            "Nada ficou pela metade. O que já estava guardado continua guardado.",
            "Comece de novo quando quiser.",
        ),
    }
}

fn passphrase(problem: PassphraseError) -> Explanation {
    let what = match problem {
        PassphraseError::Short => format!("A senha tem menos de {PASSPHRASE_MIN} letras."),
        PassphraseError::Long => format!("A senha tem mais de {PASSPHRASE_MAX} letras."),
        PassphraseError::NotPlain => "A senha tem acento ou outro sinal especial.".to_owned(),
    };
    let why = match problem {
        PassphraseError::Short => "Uma senha curta se descobre depressa. Nada foi gravado.",
        PassphraseError::Long => "Alguns programas não abrem com senha maior. Nada foi gravado.",
        PassphraseError::NotPlain => {
            "Cada programa grava acentos de um jeito, e a senha certa poderia não abrir. Nada foi \
             gravado."
        }
    };
    let next = "Use quatro palavras ou mais, sem acento, separadas por hífen ou espaço.";
    say("passphrase_unfit", what, why, next)
}

/// Returns what is told where the program is at fault.
fn faulty(error: &AppError) -> Explanation {
    match error {
        AppError::Layout { detail } => say(
            "layout_failed",
            "Não consegui montar as páginas do dossiê.",
            program_at_fault(detail),
            "Tente de novo. Se continuar, anote o detalhe técnico e avise quem cuida do programa.",
        ),
        AppError::Assemble { detail } => say(
            "assemble_failed",
            "Não consegui juntar as páginas do dossiê num PDF.",
            program_at_fault(detail),
            "Tente de novo. Se continuar, anote o detalhe técnico e avise quem cuida do programa.",
        ),
        _ => say(
            "program_failed",
            "O programa tropeçou e não terminou o que você pediu.",
            "O defeito é do programa, não do seu caso. O que já estava guardado continua guardado.",
            "Tente de novo. Se continuar, feche o programa e abra-o outra vez.",
        ),
    }
}

fn passphrase_needed(path: &Path) -> Explanation {
    say(
        "passphrase_needed",
        format!("O pacote {} só abre com senha.", place(path)),
        "O arquivo chegou inteiro, sem mudança. Para conferir o que há dentro, preciso da senha; \
         ela não é guardada.",
        "Digite a senha. Se não a tem, peça a quem enviou, por outro caminho: por telefone, \
         por exemplo.",
    )
}

fn passphrase_wrong(path: &Path) -> Explanation {
    say(
        "passphrase_wrong",
        format!("A senha não abre {}.", place(path)),
        "O arquivo chegou inteiro, sem mudança: só a senha é outra. Nada foi alterado.",
        "Confira maiúsculas, espaços e hífens, e digite de novo. Sem a senha certa, ninguém \
         abre.",
    )
}

fn program_at_fault(detail: &str) -> String {
    format!(
        "O defeito é do programa, não do seu caso. Suas provas e o que você escreveu continuam \
         guardados.{}",
        technical(detail)
    )
}

fn store(error: &StoreError, names: &Names) -> Explanation {
    match error {
        StoreError::Absent { path } => cause::absent(&path.to_string_lossy()),
        StoreError::Exists { path } => say(
            "path_exists",
            format!("Já existe {}.", place(path)),
            "Não gravo por cima do que já existe. O que está lá continua como estava.",
            "Escolha outro nome ou outro lugar.",
        ),
        StoreError::NotACase { path } => say(
            "not_a_case",
            format!("A pasta {} não é um caso do Juntada.", place(path)),
            "Não encontrei nela os arquivos que todo caso tem: custodia.jsonl e caso.db. Nada foi \
             alterado.",
            "Escolha a pasta do seu caso; às vezes ela está dentro desta. Para começar um caso, \
             use “novo”.",
        ),
        StoreError::Locked { holder } => locked(holder),
        StoreError::Chain { flaw } => say(
            "chain_broken",
            "O registro de guarda (cadeia de custódia) deste caso não está como foi gravado.",
            format!("{} Não alterei nada.", chain_flaw(flaw)),
            "Não mexa na pasta do caso. Use “conferir” para ver o que mudou. Se você tem uma cópia \
             de segurança, trabalhe com ela.",
        ),
        StoreError::NotWritable { why } => not_writable(*why),
        StoreError::Newer { found, known } => newer(*found, *known),
        StoreError::NoSuchPart { id } => say(
            "no_such_part",
            not_there(id, names),
            "O código pode ter uma letra ou um número trocado. Nada foi alterado.",
            "Use “mostrar” para ver tudo o que há no caso, e tente de novo com um código de lá.",
        ),
        StoreError::WrongState { id } => wrong_state(id, names),
        StoreError::TooFewToGroup => say(
            "too_few_to_group",
            "Para agrupar, preciso de pelo menos duas provas diferentes.",
            "Agrupar põe os arquivos de várias provas numa só. Nada foi alterado.",
            "Escolha duas ou mais provas.",
        ),
        StoreError::NotAllDeleted { path, source } => not_all_deleted(path, source),
        StoreError::OriginalAltered { id } => say(
            "evidence_changed",
            format!("{} mudou depois de guardado.", names.part(id).at_start()),
            "O código de integridade anotado quando ele entrou já não é o dele. Por isso parei, e \
             nada ficou pela metade.",
            "Use “conferir” para ver a lista do que mudou. Se você ainda tem o arquivo de origem, \
             junte-o de novo; o antigo fica no registro.",
        ),
        StoreError::Disk(error) => cause::disk(error),
        StoreError::Database(error) => database(error),
        StoreError::Read { path, source } => cause::unreadable(&path.to_string_lossy(), source),
    }
}

/// Returns the sentence on a part that a case does not have.
fn not_there(id: &str, names: &Names) -> String {
    match names.known(id) {
        Some(known) => format!("O caso não tem mais {}.", known.the()),
        None => format!("O caso não tem nada com o código {}.", quoted(id)),
    }
}

fn locked(holder: &str) -> Explanation {
    let by = if holder.trim().is_empty() {
        String::new()
    } else {
        format!(" Quem está com ele: {}.", shown(&with_plain_moment(holder.trim())))
    };
    say(
        "case_locked",
        "Este caso já está aberto em outro lugar.",
        format!("Só um programa por vez pode gravar no caso, para nada se perder.{by}"),
        "Feche o caso no outro programa ou computador e tente de novo.",
    )
}

/// The holder's text ends with the moment in RFC 3339; a person reads "21/11/2026 às 10:00".
fn with_plain_moment(holder: &str) -> String {
    let plain = |(who, since): (&str, &str)| {
        let since = chrono::DateTime::parse_from_rfc3339(since).ok()?;
        Some(format!("{who}, desde {}", since.format("%d/%m/%Y às %H:%M")))
    };
    holder.rsplit_once(", desde ").and_then(plain).unwrap_or_else(|| holder.to_owned())
}

fn not_writable(why: FindingCode) -> Explanation {
    let (why, next) = locked_because(why);
    say(
        "not_writable",
        "Não posso gravar neste caso agora; ele está aberto só para leitura.",
        format!("{why} Não alterei nada."),
        next,
    )
}

fn newer(found: usize, known: usize) -> Explanation {
    say(
        "case_newer",
        "Este caso foi usado por último numa versão mais nova do Juntada.",
        format!(
            "O caso está no formato {found}; esta versão do programa conhece até o formato {known}. \
             Não abri o caso, para não estragar nada."
        ),
        "Instale a versão mais nova do Juntada e abra o caso de novo.",
    )
}

fn wrong_state(id: &str, names: &Names) -> Explanation {
    say(
        "wrong_state",
        format!("Não posso fazer isso com {} como está agora.", names.part(id).the()),
        "Pode já estar na lixeira ou fora dela, ter um arquivo só, existir só em papel, ou ter um \
         número que já saiu num dossiê. Nada foi alterado.",
        "Use “mostrar” para ver como está.",
    )
}

fn not_all_deleted(path: &Path, source: &io::Error) -> Explanation {
    let told = cause::unwritable(None, "apagar os arquivos do caso", source);
    say(
        told.code,
        "O caso foi tirado da lista, mas não consegui apagar todos os seus arquivos.",
        format!("{} O que falta apagar está em {}.", told.what, place(path)),
        "Apague essa pasta pelo gerenciador de arquivos do computador.",
    )
}

fn database(error: &DatabaseError) -> Explanation {
    match error {
        DatabaseError::Absent { path } => cause::absent(&path.to_string_lossy()),
        DatabaseError::Newer { found, known } => newer(*found, *known),
        DatabaseError::Damaged { detail } => say(
            "database_damaged",
            "O arquivo caso.db, com o que você escreveu, está com defeito.",
            format!(
                "As provas não dependem dele e continuam guardadas; há também a cópia \
                 caso.backup.db.{}",
                technical(detail)
            ),
            "Feche o programa e abra o caso de novo: ele refaz esse arquivo. Depois confira \
             títulos, contatos, fatos e pedidos.",
        ),
        DatabaseError::Sql { source } => sql(source),
        DatabaseError::Disk(error) => cause::disk(error),
    }
}

fn sql(error: &rusqlite::Error) -> Explanation {
    use rusqlite::ErrorCode;
    let stopped = "Parei ao gravar o arquivo caso.db. O que já estava guardado continua guardado.";
    match error.sqlite_error_code() {
        Some(ErrorCode::DiskFull) => cause::full(stopped),
        Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => say(
            "file_locked",
            "Outro programa está usando o arquivo caso.db.",
            stopped,
            "Espere um minuto ou pause a sincronização da pasta (OneDrive, Google Drive ou outra), \
             e tente de novo.",
        ),
        Some(ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => say(
            "no_permission",
            "Não tenho permissão para gravar na pasta do caso.",
            stopped,
            "Copie o caso para uma pasta sua, como Documentos, e abra a cópia.",
        ),
        _ => say(
            "cannot_write",
            "Não consegui gravar o que você escreveu.",
            format!("{stopped}{}", technical(&error.to_string())),
            "Tente de novo. Se continuar, veja se o disco está com defeito e copie o caso para \
             outro lugar.",
        ),
    }
}

fn profile(error: &ProfileError) -> Explanation {
    match error {
        ProfileError::Unknown { id, known } => say(
            "unknown_profile",
            format!("Não conheço o perfil {}.", quoted(id)),
            format!("O perfil diz para onde vai o dossiê. Os que existem são: {}.", shown(known)),
            "Escolha um deles. Use “perfis” para ver o que é cada um.",
        ),
        ProfileError::Format { detail } => say(
            "profile_unreadable",
            "Um arquivo do programa, com os dados de um perfil, está com defeito.",
            format!("Seus casos não são atingidos e continuam guardados.{}", technical(detail)),
            "Instale o programa de novo.",
        ),
        ProfileError::OwnFile { file, detail } => say(
            "own_file_wrong",
            format!("Há um erro num arquivo seu: {}.", quoted(file)),
            format!("O detalhe diz a linha e o que se aceita.{}", technical(detail)),
            "Corrija a linha, ou tire o arquivo da pasta. O formato está em docs/perfis.md e docs/prazos.md.",
        ),
    }
}

fn package(error: &PackageError) -> Explanation {
    match error {
        PackageError::Altered { path } => say(
            "evidence_changed",
            format!("{} mudou depois de guardado.", capital(&file(path))),
            "O código de integridade anotado quando ele entrou já não é o dele. Por isso parei, e \
             nada ficou pela metade.",
            "Use “conferir” para ver a lista do que mudou. Se você ainda tem o arquivo de origem, \
             junte-o de novo; o antigo fica no registro.",
        ),
        PackageError::Source { path, source } => match Cause::of(source) {
            Cause::Absent => say(
                "evidence_missing",
                format!("Não encontrei {} entre os originais do caso.", file(path)),
                "Ele consta do registro, mas não está na pasta. Não gerei o dossiê, e nada ficou \
                 pela metade.",
                "Use “conferir” para ver o que falta. Traga o arquivo de volta de uma cópia de \
                 segurança, no mesmo lugar e com o mesmo nome.",
            ),
            _ => cause::unreadable(&file_name(path), source),
        },
        PackageError::Write { source } => cause::unwritable(None, "gravar o dossiê", source),
    }
}

fn file(path: &str) -> String {
    format!("o arquivo {}", quoted(&file_name(path)))
}

/// Returns the last part of a path within a package, which is what a person knows.
fn file_name(path: &str) -> String {
    path.rsplit('/').next().unwrap_or(path).to_owned()
}
