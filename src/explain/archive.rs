//! The sentences about archives: which are not opened, what stays inside, and why.

use crate::explain::name::quoted;
use crate::import::reading::NoteCode;

/// Returns the sentence of a note about an archive; its detail is the number of files, the reason, or
/// how many entries stay inside and the first of them.
pub(super) fn note(code: NoteCode, detail: &str) -> String {
    match code {
        NoteCode::ArchiveClosed => closed(detail),
        NoteCode::ArchiveUnknown => "Guardei-o fechado: não abro este tipo de arquivo compactado; \
                                     se preciso, extraia e junte o que há dentro."
            .to_owned(),
        NoteCode::ArchiveRefused => refused(detail),
        NoteCode::ArchiveLocked => {
            left(detail, "tem senha e ficou lá dentro", "têm senha e ficaram lá dentro")
        }
        NoteCode::ArchiveLeadsOut => left(
            detail,
            "tem um caminho que leva para fora da pasta, e não o abri",
            "têm um caminho que leva para fora da pasta, e não os abri",
        ),
        NoteCode::ArchiveLink => {
            left(detail, "é só um atalho e ficou lá dentro", "são só atalhos e ficaram lá dentro")
        }
        _ => left(
            detail,
            "tem um defeito e não pôde ser extraído",
            "têm um defeito e não puderam ser extraídos",
        ),
    }
}

fn closed(files: &str) -> String {
    match files {
        "0" => "É um arquivo compactado, e não há nada dentro que eu possa abrir.".to_owned(),
        "" => "É um arquivo compactado: guardei-o fechado.".to_owned(),
        "1" => "É um arquivo compactado com um arquivo dentro: guardei-o fechado.".to_owned(),
        files => format!("É um arquivo compactado com {files} arquivos dentro: guardei-o fechado."),
    }
}

fn refused(reason: &str) -> String {
    let why = match reason {
        "too_many" => "há arquivos demais dentro dele",
        "too_large" => "o que há dentro dele é grande demais",
        "bomb" => "aberto, ele ficaria centenas de vezes maior, como nos arquivos maliciosos",
        "overlapping" => "ele mistura os arquivos de dentro, como nos arquivos maliciosos",
        _ => "ele tem um defeito",
    };
    format!("Guardado, mas não abri este arquivo compactado: {why}.")
}

/// The detail is "how many" and the name of the first.
fn left(detail: &str, one: &str, many: &str) -> String {
    match detail.split_once(' ') {
        Some(("1", first)) => format!("Dentro do arquivo compactado, {} {one}.", quoted(first)),
        Some((count, first)) => format!(
            "Dentro do arquivo compactado, {count} arquivos {many}; o primeiro é {}.",
            quoted(first)
        ),
        None => format!("Dentro do arquivo compactado, há arquivos que {many}."),
    }
}
