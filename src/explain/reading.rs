//! The sentences of gathering: why a file was not kept, and what is to be known of one that was.

use crate::explain::archive;
use crate::explain::cause::{self, Cause};
use crate::explain::name::{quoted, shown, technical};
use crate::explain::{Explanation, say};
use crate::import::reading::{NoteCode, ReadNote};
use crate::store::Refusal;
use std::io;

/// What is safe when a file was not kept.
const REST_IS_SAFE: &str = "O que já estava no caso não mudou.";

/// Returns what a person is told about a file that was not kept; `name` is its name or path as it
/// was given. The sentence `what` names file and reason, so that it can stand alone in a list.
pub fn refusal(refusal: &Refusal, name: &str) -> Explanation {
    let what = |reason: &str| format!("Não guardei {}: {reason}.", quoted(name));
    match refusal {
        Refusal::Absent => absent(name),
        Refusal::Unreadable(error) if Cause::of(error) == Cause::Absent => absent(name),
        Refusal::Link => say(
            "file_is_link",
            what("é um atalho, não o próprio arquivo"),
            format!("O que está do outro lado de um atalho pode mudar amanhã. {REST_IS_SAFE}"),
            "Junte o arquivo para onde ele aponta.",
        ),
        Refusal::Special => say(
            "file_special",
            what("não é um arquivo comum"),
            format!("É algo do sistema, sem conteúdo próprio para guardar. {REST_IS_SAFE}"),
            "Não é preciso fazer nada. Se há um documento aí, salve-o como arquivo e junte.",
        ),
        Refusal::Unreadable(error) => unreadable(error, name),
        Refusal::Changing => say(
            "file_changing",
            what("ele mudava enquanto eu lia"),
            format!("Tentei duas vezes. Outro programa está gravando nele. {REST_IS_SAFE}"),
            "Espere o outro programa terminar, ou feche-o, e junte de novo.",
        ),
        Refusal::Inside => say(
            "file_inside_case",
            what("ele já está dentro da pasta do caso"),
            format!("Só junto arquivos de fora da pasta do caso. {REST_IS_SAFE}"),
            "Se é uma prova nova, copie-a para outra pasta e junte de lá.",
        ),
        Refusal::Empty => say(
            "file_empty",
            what("este arquivo está vazio"),
            format!("Ele não tem conteúdo nenhum. {REST_IS_SAFE}"),
            "Tente salvar de novo no celular e trazer outra vez.",
        ),
        Refusal::Stopped => say(
            "stopped",
            what("você cancelou antes de chegar a ele"),
            format!("O arquivo de origem continua onde estava. {REST_IS_SAFE}"),
            "Junte de novo quando quiser.",
        ),
        Refusal::NotReached => say(
            "not_reached",
            what("o disco parou de gravar antes de chegar a ele"),
            format!("O arquivo de origem continua onde estava. {REST_IS_SAFE}"),
            "Resolva o que está dito do disco e junte de novo este arquivo.",
        ),
        Refusal::Disk(error) => {
            let told = cause::disk(error);
            let reason = disk_reason(Cause::of(&error.source));
            Explanation { what: what(reason), ..told }
        }
    }
}

fn absent(name: &str) -> Explanation {
    say(
        "file_absent",
        format!("Não guardei {}: não encontrei o arquivo.", quoted(name)),
        format!("Pode ter mudado de nome ou de lugar. {REST_IS_SAFE}"),
        "Confira o nome e o lugar, e junte de novo.",
    )
}

const fn disk_reason(cause: Cause) -> &'static str {
    match cause {
        Cause::Full => "o disco do caso está cheio",
        Cause::TooLarge => "ele é grande demais para o disco do caso",
        Cause::NoPermission => "não tenho permissão para gravar na pasta do caso",
        Cause::ReadOnly => "o disco do caso está protegido e não aceita gravação",
        Cause::Gone => "o disco do caso parou de responder",
        Cause::InUse => "outro programa está usando um arquivo do caso",
        Cause::Absent => "a pasta do caso não está mais lá",
        Cause::Name => "o caminho da pasta do caso é longo demais para este disco",
        Cause::Cloud | Cause::Other => "o computador não deixou gravar no caso",
    }
}

fn unreadable(error: &io::Error, name: &str) -> Explanation {
    let told = cause::unreadable(name, error);
    let reason = match Cause::of(error) {
        Cause::Absent => "não encontrei o arquivo",
        Cause::NoPermission => "falta permissão para ler",
        Cause::Gone => "o disco ou pen drive parou de responder",
        Cause::InUse => "outro programa está usando este arquivo",
        Cause::Cloud => "ele está na nuvem (OneDrive, Google Drive ou outra)",
        Cause::Full | Cause::TooLarge | Cause::ReadOnly | Cause::Name | Cause::Other => {
            "não consegui ler até o fim"
        }
    };
    let detail =
        if told.code == "cannot_read" { technical(&error.to_string()) } else { String::new() };
    Explanation {
        what: format!("Não guardei {}: {reason}.", quoted(name)),
        why: format!("Só guardo um arquivo quando consigo ler tudo. {REST_IS_SAFE}{detail}"),
        ..told
    }
}

/// Returns one sentence about a file that was kept.
#[expect(clippy::too_many_lines, reason = "a table of sentences, one arm a note")]
pub fn note(note: &ReadNote) -> String {
    let sentence = match note.code {
        NoteCode::EmptyFile => "O arquivo está vazio: não há nada nele para mostrar.",
        NoteCode::CouldNotRead => "Guardado, mas não consegui ler o que há no arquivo.",
        NoteCode::CouldNotWrite => {
            "Guardado, mas não consegui preparar as páginas: faltou espaço ou permissão no disco."
        }
        NoteCode::Damaged => {
            "Guardado, mas o arquivo tem um defeito e pode não aparecer, no todo ou em parte."
        }
        NoteCode::UnsupportedFormat => {
            "Guardado, mas sem visualização: ainda não sei mostrar este formato."
        }
        NoteCode::NotPrintable => {
            "Guardado, mas este tipo de arquivo não vai para o papel: ele acompanha o dossiê no ZIP."
        }
        NoteCode::Locked => {
            "Guardado, mas tem senha: para mostrar as páginas, informe a senha ou traga uma cópia \
             sem senha."
        }
        NoteCode::WrongPassword => {
            "Guardado, mas a senha informada não abre o arquivo: confira a senha."
        }
        NoteCode::Repaired => {
            "O PDF tem um defeito interno, que contornei só para ler; o original ficou como chegou."
        }
        NoteCode::DrawnOnly => {
            "O PDF tem um defeito interno: no dossiê, as páginas saem desenhadas como imagem."
        }
        NoteCode::HiddenLayers => "O PDF tem partes escondidas, que não aparecem no dossiê.",
        NoteCode::FieldWithoutAppearance => {
            "O PDF tem campos preenchidos que podem não aparecer no dossiê: confira a página."
        }
        NoteCode::TooLarge => {
            "O arquivo é grande demais para ser mostrado por inteiro; ele acompanha o dossiê no ZIP."
        }
        NoteCode::Truncated => "O texto é muito longo: li só o começo.",
        NoteCode::ExtensionDiffers => return extension_differs(&note.detail),
        NoteCode::DateWithoutZone => {
            "A hora da foto é a do relógio do aparelho, sem dizer o fuso horário."
        }
        NoteCode::Mailbox => {
            "É uma caixa com várias mensagens: guardei a caixa, e cada mensagem virou uma prova."
        }
        NoteCode::Archive => {
            "É um arquivo compactado: guardei-o inteiro, e cada arquivo de dentro virou uma prova."
        }
        NoteCode::ArchiveClosed
        | NoteCode::ArchiveUnknown
        | NoteCode::ArchiveRefused
        | NoteCode::ArchiveLocked
        | NoteCode::ArchiveLeadsOut
        | NoteCode::ArchiveLink
        | NoteCode::ArchiveUnreadable => return archive::note(note.code, &note.detail),
        NoteCode::Macros => "O documento tem macros; não foram abertas.",
        NoteCode::OfficeLocked => "O documento tem senha; não li o que há dentro.",
        NoteCode::MailDateWithoutZone => {
            "A hora do e-mail é a que ele traz, sem dizer o fuso horário."
        }
        NoteCode::RepeatedFields => {
            "O e-mail traz mais de um remetente, assunto ou data: o dossiê mostra todos."
        }
        NoteCode::ChatProbable => {
            "O texto parece uma conversa do WhatsApp, e assim ele sai no dossiê: confira."
        }
        NoteCode::ChatOrderAssumed => {
            "As datas da conversa podem ser lidas de dois jeitos: li primeiro o dia, depois o mês."
        }
        NoteCode::AccessKeyWrong => {
            "A chave de acesso da nota não fecha a conta: confira com a empresa ou no site do fisco."
        }
        NoteCode::FurtherDocuments => {
            "O arquivo traz mais de um documento fiscal: no dossiê aparece só o primeiro."
        }
        NoteCode::HasPlace => "A foto diz em que lugar foi tirada.",
        NoteCode::FirstFrameOnly => "É uma imagem animada: no dossiê aparece só o começo.",
        NoteCode::Reduced => {
            "A imagem é muito grande: no dossiê ela sai reduzida, e o original fica como chegou."
        }
        NoteCode::FramesLeftOut => "O arquivo tem outras imagens, que não aparecem no dossiê.",
        NoteCode::ReaderDied => "Guardado, mas não consegui abrir: a leitura parou no meio.",
        NoteCode::ReaderTimeout => {
            "Guardado, mas não consegui abrir: a leitura demorou demais e foi interrompida."
        }
    };
    sentence.to_owned()
}

/// The detail is "ending / media type".
fn extension_differs(detail: &str) -> String {
    match detail.split_once(" / ") {
        Some((ending, media_type)) if !ending.is_empty() => format!(
            "O nome termina em “.{}”, mas por dentro é outra coisa: {}.",
            shown(ending),
            crate::explain::file_type(media_type)
        ),
        _ => "O final do nome diz um tipo de arquivo, e por dentro ele é de outro.".to_owned(),
    }
}
