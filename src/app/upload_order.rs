//! `ORDEM.txt`: what is uploaded, in which order, and what must go another way. For the person who
//! uploads, in plain words.

use crate::app::dossier::Made;
use crate::app::upload::{UploadFile, titled};
use crate::base::file_name::visible;
use crate::filing::{PlannedExhibit, PlannedItem};

/// A file that the destination does not take.
pub(super) struct LeftOut<'a> {
    pub exhibit: &'a PlannedExhibit,
    pub item: &'a PlannedItem,
}

/// Returns the list as it is written, with the line ends that every system shows.
pub(super) fn order_text(
    made: &Made<'_>,
    files: &[UploadFile],
    left_out: &[LeftOut<'_>],
) -> String {
    let mut lines = vec![
        "ORDEM DE ENVIO".to_owned(),
        String::new(),
        format!("Caso: {}", made.scope.case.title),
        format!("Destino: {}", made.making.profile.name),
        String::new(),
        "Envie os arquivos um a um, nesta ordem.".to_owned(),
        "Se o sistema mudar a ordem, arraste até ficar como aqui.".to_owned(),
        String::new(),
    ];
    for (index, file) in files.iter().enumerate() {
        lines.push(format!("{}. {}", index + 1, file.name));
        lines.push(format!("   O que é: {}", file.what));
        lines.push(format!("   Tamanho: {}", size_and_pages(file)));
        if file.is_reduced {
            lines.push(
                "   Tem cópia reduzida para caber no limite. Olhe se dá para ler tudo.".to_owned(),
            );
        }
        lines.push(String::new());
    }
    if files.iter().any(|file| file.is_reduced) {
        lines.push("Guarde os originais até o fim do processo: eles não foram mudados.".to_owned());
        lines.push(String::new());
    }
    if !left_out.is_empty() {
        lines.push("NÃO VÃO POR ESTE SISTEMA".to_owned());
        lines.push(String::new());
        for LeftOut { exhibit, item } in left_out {
            let name = visible(&item.name);
            lines.push(format!("- Doc. {}, {}: {name}", exhibit.number, titled(exhibit)));
        }
        lines.push(String::new());
        lines.push("O destino não recebe esses arquivos pelo sistema.".to_owned());
        lines.push("No lugar de cada um vai uma página com o código de integridade.".to_owned());
        lines.push("Pergunte como entregar: em geral, numa pen drive, no balcão.".to_owned());
        lines.push(String::new());
    }
    lines.join("\r\n")
}

fn size_and_pages(file: &UploadFile) -> String {
    let size = size(file.size_bytes);
    match file.pages {
        Some(1) => format!("{size}, 1 página"),
        Some(pages) => format!("{size}, {pages} páginas"),
        None => size,
    }
}

/// Returns a size for people, rounded up.
fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * KB;
    if bytes < MB {
        return format!("{} KB", bytes.div_ceil(KB));
    }
    let tenths = bytes.saturating_mul(10).div_ceil(MB);
    format!("{},{} MB", tenths / 10, tenths % 10)
}
