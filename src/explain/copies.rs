//! The sentences of copies with bars or marks: why one is refused.

use crate::app::RefusedCopy;
use crate::explain::name::{quoted, shown, technical};
use crate::explain::names::Names;
use crate::explain::{Explanation, say};

/// Returns what a person is told about a copy that is not made, or may not be handed over.
pub(super) fn refused(refused: &RefusedCopy, names: &Names) -> Explanation {
    match refused {
        RefusedCopy::OriginalsNotFor { profile } => say(
            "originals_not_for",
            format!("Os originais sem tarja não vão para {}.", quoted(profile)),
            "Só o pacote para advogado(a) ou defensoria pode levar o que você escondeu.",
            "Gere sem essa opção: as cópias com tarja vão no lugar dos originais.",
        ),
        RefusedCopy::NoPages { id } => say(
            "no_pages",
            format!("Não dá para desenhar sobre {}.", names.part(id).the()),
            "Só fotos, prints e PDFs abertos têm páginas para isso. Nada foi alterado.",
            "De um e-mail, conversa ou texto, faça um print ou um PDF e junte como prova. Tarje essa \
             cópia e deixe a mensagem de fora do dossiê. Se é um PDF com senha, informe a senha antes.",
        ),
        RefusedCopy::NoSuchPage { id, page } => say(
            "no_such_page",
            format!("Não encontrei a página {page}: {} não a tem.", names.part(id).the()),
            "As páginas são contadas sobre a prova inteira, a partir de 1. Nada foi alterado.",
            "Confira o número da página e tente outra vez.",
        ),
        RefusedCopy::NoArea { area } => say(
            "no_area",
            format!("O lugar “{}” não tem tamanho.", shown(area)),
            "Um lugar são quatro frações da página: esquerda, alto, largura e altura.",
            "Por exemplo: 0.1,0.2,0.5,0.05 começa a um décimo da esquerda e ocupa meia página.",
        ),
        RefusedCopy::NothingMarked { id } => say(
            "nothing_marked",
            format!("Falta dizer onde destacar {}.", names.part(id).the()),
            "Um destaque precisa mostrar um lugar da página. Nada foi alterado.",
            "Marque ao menos um lugar.",
        ),
        RefusedCopy::NoPlaceInside { id: _ } => say(
            "no_place_inside",
            "Nenhuma foto daqui diz onde foi tirada.",
            "Só fotos com o lugar (GPS) guardado precisam dessa cópia. Nada foi alterado.",
            "Não é preciso fazer nada.",
        ),
        RefusedCopy::CopyNotMade { id, detail } => say(
            "copy_not_made",
            format!("Não consegui copiar {}.", names.part(id).the()),
            format!("O original está guardado e não mudou.{}", technical(detail)),
            "Tente com menos páginas, ou faça um print da página e junte como prova.",
        ),
        RefusedCopy::StillFound { hides, places } => say(
            "still_found",
            format!("O que você escondeu ({}) ainda pode ser lido.", shown(hides)),
            format!(
                "Encontrei em: {}. Por isso nada foi gerado, e nenhum arquivo ficou pela metade.",
                shown(&places.join("; "))
            ),
            "Esconda também nesse lugar, mude o texto ou deixe essa prova de fora. Depois tente \
             outra vez.",
        ),
    }
}
