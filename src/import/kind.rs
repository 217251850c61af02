//! A first guess of what an exhibit is, from its type and the words of its name. Only a default:
//! the user's word wins.
//!
//! Deliberately not here: looking into the content, and the kinds themselves (`case`).

use crate::import::Parsed;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Name words that tell a kind, the more particular first: "comprovante de residência" before
/// "comprovante", "print da conversa" is a chat before it is a print. A phrase of several words
/// holds if they stand in that order with nothing but small words between; `#` is a number.
const WORDS: &[(&str, &str)] = &[
    ("certified_capture", "ata notarial|verifact|captura certificada|ata"),
    (
        "proof_of_address",
        "comprovante residencia|comprovante endereco|comprov residencia|residencia|endereco",
    ),
    (
        "identity",
        "rg|cnh|identidade|passaporte|rne|crnm|carteira motorista|carteira trabalho|ctps|documento pessoal",
    ),
    ("tax_id", "cpf|cartao cnpj|cnpj|receita federal"),
    (
        "company_proof",
        "ccmei|certificado mei|comprovante mei|certificado microempreendedor|contrato social|requerimento empresario",
    ),
    ("authorisation", "procuracao|autorizacao|declaracao titular|substabelecimento"),
    (
        "agency_reply",
        "resposta procon|resposta anatel|resposta aneel|resposta anac|resposta bacen|resposta ouvidoria|procon|consumidor gov|anatel|aneel|anac|ouvidoria",
    ),
    (
        "fiscal_note",
        "nota fiscal|notafiscal|nota|nf|nfe|nfce|nfse|nfs|danfe|cte|dacte|cupom fiscal|cupom",
    ),
    ("service_order", "ordem servico|os #|os n #|visita tecnica"),
    ("chat", "conversa|conversas|chat|whatsapp chat|telegram|mensagem|mensagens|dialogo|messenger"),
    ("email", "email|e mail|emails"),
    ("bank_slip", "boleto|boletos|linha digitavel"),
    (
        "receipt",
        "comprovante|comprovantes|recibo|recibos|pix|pagamento|pago|ted|doc bancario|extrato|estorno",
    ),
    ("contract", "contrato|contratos|termo adesao|adesao|termos|regulamento|apolice|aditivo"),
    ("warranty", "garantia|certificado garantia"),
    ("report", "laudo|parecer|vistoria|pericia|relatorio"),
    ("quote", "orcamento|cotacao"),
    ("order", "pedido|compra|carrinho|encomenda|reserva"),
    ("offer", "oferta|anuncio|propaganda|folheto|promocao|publicidade|encarte|panfleto"),
    (
        "invoice",
        "fatura|faturas|conta luz|conta agua|conta gas|conta telefone|conta internet|conta energia|conta|mensalidade|invoice|cobranca",
    ),
    ("call", "ligacao|ligacoes|chamada|gravacao|telefonema"),
    ("letter", "carta|cartas|notificacao|oficio|telegrama|aviso recebimento"),
    ("screenshot", "print|prints|screenshot|screenshots|captura|capturas|screen"),
    ("photo", "foto|fotos|img|pxl|dsc|dscn|dcim|photo|imagem|camera"),
    ("note", "anotacao|anotacoes|notas|lembrete|relato|resumo|observacoes"),
];

/// Words without meaning between those of a phrase.
const SMALL_WORDS: [&str; 8] = ["de", "do", "da", "dos", "das", "e", "com", "para"];

/// Returns the kind that the content of a file tells, where it is of a kind that is read.
pub const fn kind_of(parsed: &Parsed) -> Option<&'static str> {
    match parsed {
        Parsed::Mail(_) => Some("email"),
        Parsed::Chat(_) => Some("chat"),
        Parsed::Fiscal(_) => Some("fiscal_note"),
        Parsed::Media(_) | Parsed::Archive(_) | Parsed::Office(_) | Parsed::Stamp(_) => None,
    }
}

/// Returns the kind of the closed list (design section 8) that the type and the name suggest.
pub fn guess_kind(media_type: &str, name: &str) -> &'static str {
    let group = media_type.split('/').next().unwrap_or_default();
    match group {
        _ if media_type == "message/rfc822" || media_type == "application/vnd.ms-outlook" => {
            "email"
        }
        // A recording whose name speaks of a call is one; other words do not change what it is.
        "audio" if by_words(name) == Some("call") => "call",
        "audio" => "audio",
        "video" => "video",
        _ => by_words(name)
            .filter(|kind| fits(kind, media_type))
            .unwrap_or_else(|| by_type(media_type, name)),
    }
}

/// Returns whether a kind found in the name can be a file of this type.
fn fits(kind: &str, media_type: &str) -> bool {
    match kind {
        "photo" => media_type.starts_with("image/"),
        // A "nota.txt" is what somebody noted down.
        "fiscal_note" => media_type != "text/plain",
        _ => true,
    }
}

fn by_type(media_type: &str, name: &str) -> &'static str {
    match media_type {
        "image/png" => "screenshot",
        _ if media_type.starts_with("image/") && media_type != "image/svg+xml" => "photo",
        "application/xml" | "text/xml" if has_access_key(name) => "fiscal_note",
        "text/plain" => "note",
        _ => "other",
    }
}

/// Returns whether the name holds a run of 44 digits or capitals, as the file of a fiscal note.
fn has_access_key(name: &str) -> bool {
    name.split(|c: char| !c.is_ascii_digit() && !c.is_ascii_uppercase()).any(|run| run.len() == 44)
}

fn by_words(name: &str) -> Option<&'static str> {
    let words = words_of(name);
    let words: Vec<&str> = words.split(' ').filter(|word| !word.is_empty()).collect();
    WORDS.iter().find_map(|(kind, phrases)| {
        phrases.split('|').any(|phrase| holds_phrase(&words, phrase)).then_some(*kind)
    })
}

fn holds_phrase(words: &[&str], phrase: &str) -> bool {
    (0..words.len()).any(|start| {
        let mut rest = words.get(start..).unwrap_or_default().iter();
        phrase.split(' ').enumerate().all(|(index, wanted)| {
            let next = match index {
                0 => rest.next(),
                _ => rest.find(|word| !SMALL_WORDS.contains(word)),
            };
            match wanted {
                "#" => next.is_some_and(|word| word.chars().all(char::is_numeric)),
                _ => next == Some(&wanted),
            }
        })
    })
}

/// Returns the words of a name: without extension and accents, lower-case, cut at every sign,
/// between letters and digits, and where a capital follows a small letter.
fn words_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let mut words = String::new();
    let mut before = ' ';
    for c in stem.nfd().filter(|c| !is_combining_mark(*c)) {
        let cut =
            (c.is_numeric() != before.is_numeric()) || (c.is_uppercase() && before.is_lowercase());
        if cut || !c.is_alphanumeric() {
            words.push(' ');
        }
        if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        }
        before = c;
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The closed list of design section 8.
    const KINDS: &str = "identity, tax_id, proof_of_address, invoice, fiscal_note, receipt, bank_slip, \
        contract, order, offer, warranty, service_order, report, quote, email, chat, screenshot, photo, \
        call, audio, video, letter, agency_reply, certified_capture, authorisation, note, other, \
        company_proof";

    #[test]
    fn every_word_that_can_be_returned_is_in_the_closed_list() {
        let kinds: Vec<&str> = KINDS.split(", ").collect();
        for (kind, _) in WORDS {
            assert!(kinds.contains(kind), "{kind}");
        }
        for kind in [
            "email",
            "call",
            "audio",
            "video",
            "screenshot",
            "photo",
            "fiscal_note",
            "note",
            "other",
        ] {
            assert!(kinds.contains(&kind), "{kind}");
        }
    }

    #[test]
    fn names_as_people_give_them_are_understood() {
        let cases = [
            ("application/pdf", "Fatura de março.pdf", "invoice"),
            ("application/pdf", "conta_de_luz_03-2026.pdf", "invoice"),
            ("application/pdf", "CONTRATO assinado (1).PDF", "contract"),
            ("application/pdf", "comprovante de pagamento.pdf", "receipt"),
            ("image/jpeg", "Comprovante de Residência.jpg", "proof_of_address"),
            ("application/pdf", "ComprovantePix.pdf", "receipt"),
            ("application/pdf", "boleto-abril.pdf", "bank_slip"),
            ("image/png", "Captura de tela 2026-10-05.png", "screenshot"),
            ("image/png", "print da conversa 2.png", "chat"),
            ("text/plain", "Conversa do WhatsApp com Loja X.txt", "chat"),
            ("application/pdf", "Nota Fiscal 123.pdf", "fiscal_note"),
            ("application/xml", "NFe35.xml", "fiscal_note"),
            ("image/jpeg", "IMG_20261005_143310.jpg", "photo"),
            ("image/jpeg", "rg_frente.jpg", "identity"),
            ("image/jpeg", "CNH.jpeg", "identity"),
            ("application/pdf", "cpf.pdf", "tax_id"),
            ("application/pdf", "CCMEI-11222333000181.pdf", "company_proof"),
            ("application/pdf", "Certificado do MEI.pdf", "company_proof"),
            ("application/pdf", "Contrato Social.pdf", "company_proof"),
            ("audio/ogg", "gravação da ligação.ogg", "call"),
            ("audio/ogg", "PTT-20261005-WA0001.opus", "audio"),
            ("video/mp4", "foto.mp4", "video"),
            ("message/rfc822", "contrato.eml", "email"),
            ("application/pdf", "Ordem de Serviço 77.pdf", "service_order"),
            ("application/pdf", "OS 1234.pdf", "service_order"),
            ("application/pdf", "todos os comprovantes.pdf", "receipt"),
            ("application/pdf", "nota 12.pdf", "fiscal_note"),
            ("text/plain", "nota.txt", "note"),
            ("application/pdf", "documento.pdf", "other"),
            ("image/png", "0001.png", "screenshot"),
            ("image/heic", "0001.heic", "photo"),
            ("text/plain", "", "note"),
        ];
        for (media_type, name, kind) in cases {
            assert_eq!(guess_kind(media_type, name), kind, "{name}");
        }
    }

    #[test]
    fn words_inside_words_do_not_count() {
        assert_eq!(guess_kind("application/pdf", "cartaz.pdf"), "other");
        assert_eq!(guess_kind("application/pdf", "orgao.pdf"), "other");
    }

    #[test]
    fn file_named_by_an_access_key_is_a_fiscal_note() {
        let name = "35180803102452000172550010000474641681223493-procNFe.xml";
        assert_eq!(guess_kind("application/xml", name), "fiscal_note");
        assert_eq!(guess_kind("application/xml", &name[..44]), "fiscal_note");
    }
}
