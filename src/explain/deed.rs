//! The sentences of deeds at the screen: why one is refused, what an event of the custody log was,
//! and what stays when a case is deleted.

use crate::app::RefusedDeed;
use crate::base::Sha256Digest;
use crate::case::{CustodyEvent, ItemId, Recipe};
use crate::explain::name::{digest, quoted, shown};
use crate::explain::names::Names;
use crate::explain::{Explanation, copies, custody_deed, say};

/// Returns what a person is told about a deed that does not fit the case as it is.
#[expect(clippy::too_many_lines, reason = "a table of sentences, one arm a refusal")]
pub(super) fn refused(refused: &RefusedDeed, names: &Names) -> Explanation {
    match refused {
        RefusedDeed::OrderNotWhole { given: _ } => say(
            "order_not_whole",
            "A ordem nova precisa ter todos os arquivos da prova, cada um uma vez.",
            "Faltou um arquivo, ou algum veio duas vezes. Nada foi alterado.",
            "Abra a prova de novo e tente outra vez.",
        ),
        RefusedDeed::NothingSealed => say(
            "nothing_sealed",
            "Este caso ainda não tem código de conferência.",
            "Ele nasce quando o dossiê é gerado, e é sobre ele que se pede um carimbo. Nada foi \
             gravado.",
            "Gere o dossiê primeiro. Um rascunho não serve.",
        ),
        RefusedDeed::NothingToUndo => say(
            "nothing_to_undo",
            "Não há nada para desfazer.",
            "Guardo as últimas 100 mudanças do caso. A lista recomeça quando a lixeira é esvaziada. \
             Nada foi alterado.",
            "Para voltar atrás em outra coisa, mude direto no caso.",
        ),
        RefusedDeed::NothingToRedo => say(
            "nothing_to_redo",
            "Não há nada para refazer.",
            "Só dá para refazer logo depois de desfazer, antes de outra mudança. Nada foi alterado.",
            "Se quer de novo o que havia antes, mude direto no caso.",
        ),
        RefusedDeed::NoLongerFits { label } => say(
            "no_longer_fits",
            format!("Não posso desfazer nem refazer isto agora: {}.", shown(label)),
            "O que essa mudança alterou já foi alterado de novo por outro caminho. Por isso não \
             mexi em nada.",
            "Veja como está e mude direto no caso o que for preciso.",
        ),
        RefusedDeed::NotConfirmed { title } => say(
            "not_confirmed",
            "O título digitado não é igual ao do caso.",
            format!(
                "Apagar um caso não tem volta. Por isso peço o título inteiro: {}. Nada foi apagado.",
                quoted(title)
            ),
            "Digite o título exatamente assim, ou deixe o caso como está.",
        ),
        RefusedDeed::StillNamed { id, by } => still_named(id, by, names),
        RefusedDeed::NothingInside { id } => say(
            "nothing_inside",
            format!("Não encontrei esse anexo: {} não o tem.", names.part(id).the()),
            "Só e-mails e conversas exportadas com anexos podem ser abertos assim. Nada mudou.",
            "Veja a lista de anexos da prova e escolha os números que estão nela.",
        ),
        RefusedDeed::NoConversation { id } => say(
            "no_conversation",
            format!("{} não é uma conversa exportada.", names.part(id).at_start()),
            "Só uma conversa exportada do WhatsApp tem mensagens para mostrar. Nada mudou.",
            "Confira se escolheu o arquivo certo.",
        ),
        RefusedDeed::NotLocked { id } => say(
            "not_locked",
            format!("{} não precisa de senha.", names.part(id).at_start()),
            "Não há arquivo trancado aí. Nada foi alterado.",
            "Não é preciso fazer nada.",
        ),
        RefusedDeed::WrongPassword { id } => say(
            "wrong_password",
            format!("Esta senha não abre {}.", names.part(id).the()),
            "Ela pode ter uma letra trocada, ou ser de outro arquivo. A senha não foi guardada, e \
             nada foi alterado.",
            "Digite a senha de novo. Muitas vezes ela é explicada no e-mail que trouxe o arquivo.",
        ),
        RefusedDeed::Copy(why) => copies::refused(why, names),
        RefusedDeed::CopyDiffers { name } => say(
            "copy_differs",
            format!("A cópia de {} não saiu igual ao arquivo.", quoted(name)),
            "Li a cópia de volta, e o código de integridade dela é outro. Apaguei a cópia; o arquivo \
             continua como estava.",
            "Use outro pen drive ou disco: este pode estar com defeito.",
        ),
        RefusedDeed::NoDelivery { profile } => no_delivery(profile),
        RefusedDeed::NothingNew { day } => nothing_new(day.as_deref()),
        RefusedDeed::LetterNotFor { letter, profile, why } => letter_not_for(letter, profile, why),
    }
}

fn no_delivery(profile: &str) -> Explanation {
    say(
        "no_delivery",
        format!("Ainda não há entrega registrada para {profile}."),
        "Um complemento leva só o que é novo desde uma entrega. Nada foi feito.",
        "Registre a entrega primeiro, ou gere o pacote inteiro.",
    )
}

fn nothing_new(day: Option<&str>) -> Explanation {
    let day = day.map(|day| format!(" de {day}")).unwrap_or_default();
    say(
        "nothing_new",
        format!("Não há prova nova desde a entrega{day}."),
        "Por isso não fiz nenhum pacote.",
        "Junte a prova nova e tente de novo.",
    )
}

fn letter_not_for(letter: &str, profile: &str, why: &str) -> Explanation {
    say(
        "letter_not_for",
        format!("Este papel não serve para {profile}: {}.", quoted(letter)),
        format!("{why} Nada foi feito."),
        "Escolha outro destino, ou outro papel.",
    )
}

fn still_named(id: &str, by: &[String], names: &Names) -> Explanation {
    let named: Vec<String> = by.iter().map(|id| names.part(id).the()).collect();
    say(
        "still_named",
        format!("Ainda não posso apagar {}.", names.part(id).the()),
        format!(
            "No caso, isto depende {}: {}. Nada foi alterado.",
            names.part(id).of(),
            named.join(", ")
        ),
        "Mude ou apague isso primeiro, e depois tente de novo.",
    )
}

/// Returns what is told of a file that the case has already, as this item, in use or in the bin.
pub fn already_there(names: &Names, item: ItemId, binned: bool) -> String {
    let owner = names.owner(&item.to_string());
    let owner = owner.map_or_else(String::new, |owner| format!(" ({owner})"));
    if binned {
        return format!(
            "Este arquivo está na lixeira do caso{owner}. Para usar, traga de volta de lá."
        );
    }
    format!("Este arquivo já está no caso{owner}. Não guardei de novo.")
}

/// Returns what happened to an item, by a line of the custody log: its name as received and the
/// first digits of its code where it came in, the reason where one was given.
pub fn custody_line(
    event: CustodyEvent,
    recipe: Option<Recipe>,
    received_as: Option<&str>,
    sha256: Option<Sha256Digest>,
    reason: Option<&str>,
) -> String {
    let mut words = custody_deed(event, recipe).to_owned();
    if let Some(name) = received_as {
        words.push_str(&format!(": {}", quoted(name)));
    }
    if let (CustodyEvent::Gathered | CustodyEvent::Derived, Some(hash)) = (event, sha256) {
        let digits = digest(&hash.to_string());
        words.push_str(&format!(". O código de integridade começa com {digits}"));
    }
    words.push('.');
    if let Some(reason) = reason.map(str::trim).filter(|reason| !reason.is_empty()) {
        words.push_str(&format!(" Motivo: {}.", quoted(reason.trim_end_matches('.'))));
    }
    words
}

/// Returns what stays elsewhere when a case is deleted of which so many dossiers were made.
pub fn stays(exports: usize) -> String {
    let made = match exports {
        0 => "Nenhum dossiê tinha sido gerado deste caso.".to_owned(),
        1 => "Um dossiê tinha sido gerado deste caso. Onde ele estiver, continua lá.".to_owned(),
        n => format!("{n} dossiês tinham sido gerados deste caso. Onde estiverem, continuam lá."),
    };
    format!("{made} Os arquivos de onde vieram as provas também continuam onde estavam.")
}
