//! What can be taken back or done again, by name: a few words that begin with a verb.

use crate::app::Did;
use crate::base::file_name::visible;
use crate::case::Change;
use std::collections::BTreeSet;

/// Longest title in a name, in characters.
const MAX_TITLE_CHARS: usize = 60;

/// Returns the name of a deed; `change` is what it changed.
pub fn label_of(did: &Did, change: &Change) -> String {
    match did {
        Did::Filled => filled(change),
        Did::Edited(title) => format!("Alterar {}", titled(title)),
        Did::Moved(title) => format!("Mudar o lugar de {}", titled(title)),
        Did::Turned(title) => format!("Girar {}", titled(title)),
        Did::LeftOut(title, true) => format!("Deixar {} de fora", titled(title)),
        Did::LeftOut(title, false) => format!("Usar {} de novo", titled(title)),
        Did::Declined(title) => format!("Pôr de lado uma sugestão de {}", titled(title)),
        Did::Gathered(1, title) if !title.is_empty() => format!("Juntar {}", titled(title)),
        Did::Gathered(1, _) => "Juntar um arquivo".to_owned(),
        Did::Gathered(count, _) => format!("Juntar {count} arquivos"),
        Did::Paper(title) => format!("Anotar {} em papel", titled(title)),
        Did::Grouped(count) => format!("Juntar {count} provas numa só"),
        Did::Separated(title) => format!("Separar {}", titled(title)),
        Did::Ordered => "Mudar a ordem".to_owned(),
        Did::Binned(title) => format!("Retirar {}", titled(title)),
        Did::Restored(title) => format!("Trazer de volta {}", titled(title)),
        Did::Redacted(title) => format!("Mudar a tarja de {}", titled(title)),
        Did::Highlighted(title) => format!("Destacar um lugar de {}", titled(title)),
        Did::WithoutPlace => "Usar fotos sem o lugar".to_owned(),
        Did::CopyDropped(title) => format!("Deixar de usar uma cópia de {}", titled(title)),
        Did::Delivered => "Anotar uma entrega".to_owned(),
    }
}

fn titled(title: &str) -> String {
    let shown = visible(title);
    if shown.chars().count() <= MAX_TITLE_CHARS {
        return format!("“{shown}”");
    }
    let cut: String = shown.chars().take(MAX_TITLE_CHARS).collect();
    format!("“{}…”", cut.trim_end())
}

/// Returns what a merged document is about: one thing by its name, several as a whole.
fn filled(change: &Change) -> String {
    let (made, gone, changed) = change.entries();
    let kinds = |ids: &[String]| -> BTreeSet<char> {
        ids.iter().filter_map(|id| id.chars().next()).collect()
    };
    // The answers of the beginning go along with whatever they are about.
    let members: Vec<&str> = change.members().filter(|name| *name != "interview").collect();
    let all = kinds(&[made.clone(), gone.clone(), changed.clone()].concat());
    let mut all = all.into_iter();
    match (members.as_slice(), all.next(), all.next()) {
        ([], None, _) => "Responder às perguntas".to_owned(),
        ([member], None, _) => member_changed(member).to_owned(),
        ([], Some(kind), None) => {
            let count = [&made, &gone, &changed].map(Vec::len);
            let (one, many) = noun(kind);
            match count {
                [1, 0, 0] => format!("Acrescentar {one}"),
                [0, 1, 0] => format!("Apagar {one}"),
                [0, 0, 1] => format!("Alterar {one}"),
                [n, 0, 0] => format!("Acrescentar {n} {many}"),
                [0, n, 0] => format!("Apagar {n} {many}"),
                [0, 0, n] => format!("Alterar {n} {many}"),
                _ => format!("Alterar {many}"),
            }
        }
        _ => "Preencher o caso".to_owned(),
    }
}

const fn noun(kind: char) -> (&'static str, &'static str) {
    match kind {
        's' => ("empresa", "empresas"),
        'c' => ("contato", "contatos"),
        'f' => ("fato", "fatos"),
        'r' => ("pedido", "pedidos"),
        'v' => ("acontecimento", "acontecimentos"),
        _ => ("prova", "provas"),
    }
}

fn member_changed(member: &str) -> &'static str {
    match member {
        "title" => "Mudar o título do caso",
        "place" => "Mudar a cidade",
        "claimant" => "Alterar seus dados",
        "representative" => "Alterar os dados de quem representa",
        "relation" => "Alterar a compra ou o contrato",
        "filing" => "Alterar as anotações para a entrega",
        _ => "Alterar as anotações",
    }
}
