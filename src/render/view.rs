//! What the dossier prints, ready to be shown: a tree of texts already in Portuguese, formatted and
//! gendered, which the templates in `assets/templates` read as `/data.json`.
//!
//! Deliberately not here: how a case becomes these texts (the plan), where anything stands on paper
//! (the templates measure it: no page number is ever passed in), and words that every dossier has
//! (headings, column titles: they stand in the templates). An empty list or `None` means that the
//! block is not printed.

use serde::{Deserialize, Serialize};

/// The whole dossier.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct DossierView {
    /// Marks every page "RASCUNHO".
    pub draft: bool,
    /// Title of the case, on the cover.
    pub title: String,
    /// The case in few words, in each page's header: "Maria Souza × Operadora X".
    pub short_title: String,
    /// Title in the PDF's metadata, shown by viewers in the window's title.
    pub document_title: String,
    /// Authors in the PDF's metadata: the claimants.
    pub authors: Vec<String>,
    /// Keywords in the PDF's metadata.
    pub keywords: Vec<String>,
    /// One sentence in the PDF's metadata.
    pub description: Option<String>,
    /// Destination, after "Para:" on the cover: "Procon".
    pub profile: Option<String>,
    /// Day of issue: "20/03/2026".
    pub issued: String,
    /// The seal (código de conferência), 64 hexadecimal digits; empty when there is none yet.
    pub seal: String,
    /// What the QR code on the cover says; `None` prints none.
    pub qr_text: Option<String>,
    /// The cover, page 1.
    pub cover: CoverView,
    /// "O caso em uma página".
    pub summary: Option<SummaryView>,
    /// The parties in full.
    pub parties: Vec<PartyView>,
    /// The relation between them: contract, installation, order, product, price.
    pub relation: Vec<CitedValue>,
    /// The facts, in order.
    pub facts: Vec<FactView>,
    /// A sentence above the attempts: "6 contatos entre 12/02 e 09/03/2026, por 5 canais."
    pub attempts_intro: Option<String>,
    /// The attempts at a solution, in order.
    pub attempts: Vec<AttemptView>,
    /// The timeline, in order.
    pub timeline: Vec<EventView>,
    /// What is asked and for how much.
    pub requests: Option<RequestsView>,
    /// Declaration, place, date and signature.
    pub closing: Option<ClosingView>,
    /// Personal documents: before the proofs and not counted as such.
    pub personal_documents: Vec<ExhibitView>,
    /// The proofs, in order.
    pub exhibits: Vec<ExhibitView>,
    /// "Não integram este dossiê: Doc. 10."
    pub not_included: Option<String>,
    /// Sentences below the index of evidence.
    pub register_notes: Vec<String>,
    /// The way of each e-mail, as servers wrote it.
    pub traces: Vec<TraceView>,
    /// The record of custody.
    pub custody: Option<CustodyView>,
    /// What "Como conferir" needs to know.
    pub check: CheckView,
}

/// A name and its value: "Duração" and "2 min 31 s".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LabelledValue {
    /// What it is.
    pub label: String,
    /// The value; may have several lines.
    pub value: String,
}

/// A name, its value and where that is proved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedValue {
    /// What it is.
    pub label: String,
    /// The value; may have several lines.
    pub value: String,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// A citation, "Doc. 3, p. 2"; the parentheses are the template's.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CiteView {
    /// Key of the exhibit; one that is not in this dossier is printed without a link.
    pub key: String,
    /// Which sheet of the exhibit the link leads to, from 1; `None` leads to its first page.
    pub sheet: Option<u32>,
    /// The printed text.
    pub text: String,
}

/// The cover.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverView {
    /// "Complemento à entrega de 04/05/2026 (protocolo FA 35.001)".
    pub complement: Option<String>,
    /// What paper this is, in the top line: "Dossiê de provas".
    pub kind: String,
    /// Small line above the title: "Reclamação de consumo".
    pub eyebrow: Option<String>,
    /// The parties; more than five are counted, not listed.
    pub parties: Vec<PartyView>,
    /// What is asked, in one sentence.
    pub request: Option<String>,
    /// The amount: "Valor do pedido", "R$ 739,20".
    pub value: Option<LabelledValue>,
}

/// A party, on the cover and in "As partes".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartyView {
    /// "Consumidora", "Fornecedora", "Representante".
    pub role: String,
    /// Full or corporate name.
    pub name: String,
    /// "CNPJ 12.ABC.345/01DE-35", on the cover.
    pub tax_id: Option<String>,
    /// Address and contact, one line each, on the cover.
    pub cover_lines: Vec<String>,
    /// Everything known, in "As partes".
    pub details: Vec<LabelledValue>,
    /// Short framed words beside the name: "Prioridade: 60 anos ou mais".
    pub marks: Vec<String>,
}

/// "O caso em uma página". Longer lists than fit are cut there with a pointer to the full ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SummaryView {
    /// At most five; the number of pages is added by the template.
    pub counts: Vec<LabelledValue>,
    /// What happened, one line each.
    pub what_happened: Vec<CitedText>,
    /// What is asked.
    pub asked: Option<String>,
    /// The amount.
    pub value: Option<LabelledValue>,
    /// "A consumidora procurou a empresa 6 vezes, por 5 canais."
    pub attempts: Option<String>,
}

/// A sentence and where it is proved.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedText {
    /// The sentence.
    pub text: String,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// One fact.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactView {
    /// "1".
    pub number: String,
    /// "05/01/2026", "março de 2026".
    pub date: Option<String>,
    /// The account; line breaks are kept.
    pub text: String,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// One attempt at a solution.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttemptView {
    /// "1".
    pub number: String,
    /// The day alone: "12/02/2026".
    pub day: String,
    /// Day and time: "12/02/2026, 14:32".
    pub when: String,
    /// "SAC, telefone".
    pub channel: String,
    /// As typed.
    pub protocols: Vec<String>,
    /// Who attended.
    pub attendant: Option<String>,
    /// What the consumer asked.
    pub asked: Option<String>,
    /// What the company said.
    pub said: Option<String>,
    /// What it promised.
    pub promise: Option<String>,
    /// Until when.
    pub due: Option<String>,
    /// What came of it.
    pub answer: Option<String>,
    /// Framed word: "Não cumprido", "Sem resposta"; empty prints none.
    pub status: String,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// One event of the timeline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventView {
    /// "12/02/2026"; at most 14 characters fit on one line.
    pub date: String,
    /// "Contato", "Prazo", "Prova"; empty prints none.
    pub kind: String,
    /// What happened.
    pub text: String,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// "Pedidos e valores".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestsView {
    /// The requests, in order.
    pub rows: Vec<RequestView>,
    /// Sums below them.
    pub totals: Vec<TotalView>,
    /// Sentences below the table.
    pub notes: Vec<String>,
}

/// One request.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequestView {
    /// "1".
    pub number: String,
    /// What is asked.
    pub text: String,
    /// "Restituição em dobro".
    pub kind: Option<String>,
    /// How the amount is made: "2 × R$ 159,80".
    pub note: Option<String>,
    /// Framed word when it does not simply add: "alternativo ao 1", "débito a declarar indevido".
    pub mark: Option<String>,
    /// "R$ 239,60"; `None` prints a dash.
    pub value: Option<String>,
    /// The exhibits that show it.
    pub cites: Vec<CiteView>,
}

/// One sum.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalView {
    /// "Valor total do pedido".
    pub label: String,
    /// "R$ 739,20".
    pub value: String,
    /// The one that counts, set large.
    pub main: bool,
}

/// Declaration, place, date and signatures.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClosingView {
    /// Paragraphs.
    pub declaration: Vec<String>,
    /// "São Paulo – SP, 20 de março de 2026".
    pub place_date: Option<String>,
    /// One line each.
    pub signatures: Vec<SignatureView>,
}

/// Who signs.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignatureView {
    /// Name below the line.
    pub name: String,
    /// "CPF 529.982.247-25".
    pub detail: Option<String>,
}

/// One exhibit (documento) with its pages.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct ExhibitView {
    /// What citations and [`super::layout::ExhibitPages`] call it; unique in the dossier.
    pub key: String,
    /// The black tab: "Doc. 3", "Pessoal A".
    pub tab: String,
    /// Title as the user gave it.
    pub title: String,
    /// "Fatura".
    pub kind: String,
    /// "10/02/2026"; `None` is printed "sem data" in the index.
    pub date: Option<String>,
    /// Its files, in order; each hash is printed in full.
    pub items: Vec<ItemView>,
    /// For an exhibit without a file: "original com o interessado".
    pub paper_only: Option<String>,
    /// Why it could not be shown, or that a copy was reduced or redacted.
    pub notes: Vec<String>,
    /// Its pages. Without any it stands in the index alone.
    pub sheets: Vec<SheetView>,
    /// Which part of the exhibit these pages are, where it was divided.
    pub part: Option<PartView>,
}

/// A part of an exhibit that was divided into several files.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// "parte 1 de 3".
    pub words: String,
    /// Sheets of the exhibit in the parts before.
    pub before: usize,
    /// Sheets of the whole exhibit.
    pub of: usize,
}

/// One file of an exhibit, in the index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemView {
    /// "arquivo 2", printed when there are several.
    pub label: String,
    /// Name in the package or as received.
    pub name: String,
    /// "1,2 MB".
    pub size: String,
    /// 64 hexadecimal digits (código de integridade).
    pub sha256: Option<String>,
    /// A few words more.
    pub note: Option<String>,
}

/// What one evidence page shows. A text may run over several pages.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SheetView {
    /// One picture or foreign page as large as it fits, or several small ones.
    Slots {
        /// The pictures; columns are chosen so that the smallest is largest.
        slots: Vec<SlotView>,
        /// First line of the footer: "IMG_2031.jpg · página 1 de 2 do arquivo".
        caption: Option<String>,
        /// Hash in the footer, when all slots show one file.
        sha256: Option<String>,
        /// That the picture was reduced, and the beginning of the original's hash.
        reduced: Option<String>,
        /// Turns the page, for pages that are wider than high.
        landscape: bool,
    },
    /// A plain text, wrapped, over as many pages as it needs.
    Text {
        /// The text; line breaks and runs of spaces are kept.
        text: String,
        /// A sentence above it, for instance that it was cut.
        note: Option<String>,
        /// First line of the footer.
        caption: Option<String>,
        /// Hash in the footer.
        sha256: Option<String>,
    },
    /// An e-mail: its head, its text and what is attached.
    Mail(MailSheet),
    /// Facts and hash of what cannot be shown, and why.
    Placeholder {
        /// "Esta prova é um áudio".
        heading: String,
        /// Plain sentence why it is not shown and where the file is.
        reason: Option<String>,
        /// Duration, size, name.
        facts: Vec<LabelledValue>,
        /// What it says, in the words of who gathered it.
        account: Option<LabelledValue>,
        /// First line of the footer.
        caption: Option<String>,
        /// Hash in the box and in the footer.
        sha256: Option<String>,
    },
}

/// An e-mail as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSheet {
    /// Subject, as the page's title.
    pub subject: String,
    /// From, to, copy, date.
    pub head: Vec<LabelledValue>,
    /// A sentence above the text, for instance that it was cut.
    pub note: Option<String>,
    /// The text; line breaks are kept.
    pub text: String,
    /// What is attached, in order.
    pub attachments: Vec<AttachmentView>,
    /// First line of the footer.
    pub caption: Option<String>,
    /// Hash in the footer.
    pub sha256: Option<String>,
}

/// An attachment in the list below a mail's text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentView {
    /// "1".
    pub number: String,
    /// Its name.
    pub name: String,
    /// "PDF, 412 KB".
    pub facts: String,
    /// Its hash, 64 hexadecimal digits.
    pub sha256: String,
    /// Where it is: "páginas a seguir", "vai dentro do e-mail, no ZIP".
    pub place: String,
}

/// The lines that servers added to one e-mail, as they stand.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TraceView {
    /// The black tab of its exhibit: "Doc. 3".
    pub tab: String,
    /// Its subject, or its name.
    pub title: String,
    /// Name of each field and what it says.
    pub lines: Vec<LabelledValue>,
}

/// The place of a picture or foreign page: the assembler puts it where the slot's pixels stand.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct SlotView {
    /// Number of the slot, unique in the dossier (see [`super::layout::slot_png`]).
    pub id: u32,
    /// Width as shown (after rotation); only the ratio to `height` counts.
    pub width: f64,
    /// Height as shown.
    pub height: f64,
    /// Never printed wider than this, so that small pictures are not blown up.
    pub max_width_mm: Option<f64>,
    /// What it is, for those who cannot see it: "Doc. 3, Fatura de março, página 2 de 2".
    pub alt: String,
    /// Line below the picture.
    pub caption: Option<String>,
    /// Hash below the picture, where several files share the page.
    pub sha256: Option<String>,
}

/// The record of custody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyView {
    /// "Registro feito pelo próprio interessado", without a full stop.
    pub kept_by: String,
    /// The lines of the log.
    pub rows: Vec<CustodyRow>,
    /// Hash of the last line.
    pub head: String,
    /// What came from outside about the seals of earlier packages.
    pub seal_attachments: Vec<SealAttachmentView>,
    /// Differences found, claims dropped.
    pub notes: Vec<String>,
}

/// A time stamp, signature or proof about the seal of an earlier package.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealAttachmentView {
    /// Where it is in the package, with `/`.
    pub path: String,
    /// What it is and says, in one or two sentences.
    pub says: String,
    /// Its own hash.
    pub sha256: String,
}

/// One line of the custody log.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyRow {
    /// "12".
    pub number: String,
    /// "05/02/2026 19:12:04 −03:00".
    pub when: String,
    /// "Guardado: fatura-marco.pdf (Doc. 2)".
    pub what: String,
    /// Hash of the file; its first twelve digits are printed.
    pub file: Option<String>,
    /// Hash of the line; its first twelve digits are printed.
    pub link: String,
}

/// What "Como conferir" needs to know.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckView {
    /// Name of the ZIP.
    pub zip_name: Option<String>,
    /// A file of the package that serves as the example, with `/`.
    pub sample_path: Option<String>,
    /// Its hash.
    pub sample_sha256: Option<String>,
    /// Every JPEG in this PDF is the original, bit for bit.
    pub photos_bit_exact: bool,
    /// Sentences at the end.
    pub notes: Vec<String>,
}
