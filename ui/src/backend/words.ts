// Words of the closed lists, as the engine prints them.
import type { Channel, Counts, ExhibitKind, Problem, RequestKind } from "./generated";

interface Words {
  ExhibitKind: Record<ExhibitKind, string>;
  Channel: Record<Channel, string>;
  RequestKind: Record<RequestKind, string>;
  Counts: Record<Counts, string>;
  Problem: Record<Problem, string>;
}

export const WORDS: Words = {
  ExhibitKind: {
    identity: "Documento de identidade",
    tax_id: "CPF ou CNPJ",
    proof_of_address: "Comprovante de residência",
    company_proof: "Comprovante de MEI ou contrato social",
    invoice: "Fatura",
    fiscal_note: "Nota fiscal",
    receipt: "Comprovante",
    bank_slip: "Boleto",
    contract: "Contrato",
    order: "Pedido",
    offer: "Oferta",
    warranty: "Garantia",
    service_order: "Ordem de serviço",
    report: "Laudo",
    quote: "Orçamento",
    email: "E-mail",
    chat: "Conversa",
    screenshot: "Print de tela",
    photo: "Foto",
    call: "Ligação",
    audio: "Áudio",
    video: "Vídeo",
    letter: "Carta",
    agency_reply: "Resposta de órgão",
    certified_capture: "Captura certificada",
    authorisation: "Autorização",
    note: "Anotação",
    seal_attachment: "Carimbo ou assinatura do selo",
    other: "Outro documento",
  },
  Channel: {
    sac_phone: "SAC, telefone",
    chat: "Chat",
    whatsapp: "WhatsApp",
    email: "E-mail",
    app: "Aplicativo",
    store: "Loja",
    ombudsman: "Ouvidoria",
    regulator: "Agência reguladora",
    consumidor_gov: "consumidor.gov.br",
    reclame_aqui: "Reclame Aqui",
    procon: "Procon",
    letter_ar: "Carta com AR",
  },
  RequestKind: {
    refund: "Devolução do valor",
    refund_double: "Devolução em dobro",
    moral_damages: "Indenização por dano moral",
    undue_debt: "Declaração de dívida indevida",
    obligation: "Obrigação de fazer",
    other: "Outro pedido",
  },
  Counts: {
    adds: "soma",
    undue_debt: "dívida a declarar indevida",
    alternative: "alternativo",
  },
  Problem: {
    unknown_charge: "Cobrança que não reconheço",
    defective_product: "Produto com defeito",
    not_delivered: "Não entregaram",
    service_fails: "Serviço não funciona",
    cannot_cancel: "Não consigo cancelar",
    negative_listing: "Meu nome foi para o SPC ou Serasa",
    offer_not_kept: "Não cumpriram a oferta",
    other: "Outro problema",
  },
};
