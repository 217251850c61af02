//! Two sheets for the counter, drawn to the millimetre: the receipt (recibo de balcão), in two copies
//! with a place for stamp and signature, and the label of a printed volume.
//!
//! Deliberately not here: what is handed over, which the package decides.

use super::{
    BOLD, LabelError, LabelFonts, Pen, REGULAR, cut_if_needed, printable, subset_face, width_mm,
    wrap, write,
};
use printpdf::{
    Color, FontId, Greyscale, LineDashPattern, Mm, Op, ParsedFont, PdfDocument, PdfFont, PdfPage,
    Pt,
};
use std::collections::BTreeSet;

const A4_WIDTH_MM: f32 = 210.0;
const A4_HEIGHT_MM: f32 = 297.0;
const LEFT_MM: f32 = 28.0;
const RIGHT_MM: f32 = 190.0;
/// Where the list must end, so that the box for the stamp fits below.
const LIST_END_MM: f32 = 205.0;
const ROW_MM: f32 = 5.4;
/// Most lines of one receipt: far above any case.
const MAX_ROWS: usize = 1_000;
/// Letters of the fixed words, which every font here must hold.
const FIXED: &str = "Recibo de balcão 1ª2ª via: fica com quem recebe você Entregue em Por Contra \
    Código de conferência Nº Documento Páginas Número do atendimento ou processo Recebido Data e hora \
    Nome matrícula Carimbo assinatura Confira a lista antes pág. Dossiê provas Volume Para … ? · – _";

/// One line of a receipt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// "Doc. 3", or empty for a paper.
    pub mark: String,
    /// What it is.
    pub text: String,
    /// "4", or empty.
    pub pages: String,
}

/// What a receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Where it is handed over: "Procon".
    pub place: String,
    /// Who hands over: name and CPF.
    pub from: String,
    /// Against whom.
    pub against: String,
    /// First digits of the check code.
    pub seal: String,
    /// What is handed over, in order.
    pub lines: Vec<ReceiptLine>,
}

/// What the label of a volume says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VolumeLabel {
    /// Title of the case.
    pub title: String,
    /// "Helena × Aurora".
    pub parties: String,
    /// "Para: Procon".
    pub place: String,
    /// "Doc. A a Doc. 12 · 24 páginas".
    pub holds: String,
    /// First digits of the check code.
    pub seal: String,
}

/// A PDF that was drawn, and its pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CounterSheet {
    /// The bytes.
    pub pdf: Vec<u8>,
    /// How many pages.
    pub pages: u32,
}

struct Faces {
    regular: ParsedFont,
    bold: ParsedFont,
}

impl Faces {
    fn of(fonts: &LabelFonts<'_>, texts: &[&str]) -> Result<Self, LabelError> {
        let used: BTreeSet<char> = texts
            .iter()
            .flat_map(|text| text.chars())
            .chain(FIXED.chars())
            .chain("0123456789".chars())
            .collect();
        Ok(Self {
            regular: subset_face("regular", fonts.regular, &used)?,
            bold: subset_face("bold", fonts.bold, &used)?,
        })
    }
}

/// A page being drawn from the top.
struct Sheet<'a> {
    ops: Vec<Op>,
    faces: &'a Faces,
}

impl<'a> Sheet<'a> {
    fn new(faces: &'a Faces) -> Self {
        let col = Color::Greyscale(Greyscale { percent: 0.0, icc_profile: None });
        let ops = vec![Op::SetOutlineColor { col }, Op::SetOutlineThickness { pt: Pt(0.6) }];
        Self { ops, faces }
    }

    fn pen(&mut self) -> Pen<'_> {
        Pen { ops: &mut self.ops, paper_height_mm: A4_HEIGHT_MM }
    }

    fn plain(&mut self, size: f32, x: f32, y: f32, room: f32, text: &str) {
        let face = &self.faces.regular;
        let text = cut_if_needed(face, &printable(face, text), size, room);
        self.pen().text(REGULAR, size, x, y, &text);
    }

    fn strong(&mut self, size: f32, x: f32, y: f32, room: f32, text: &str) {
        let face = &self.faces.bold;
        let text = cut_if_needed(face, &printable(face, text), size, room);
        self.pen().text(BOLD, size, x, y, &text);
    }

    /// A label with what stands after it, or a line to fill by hand.
    fn field(&mut self, y: f32, label: &str, value: &str) {
        self.strong(9.5, LEFT_MM, y, 60.0, label);
        let x = LEFT_MM + width_mm(&self.faces.bold, label, 9.5) + 2.5;
        if value.trim().is_empty() {
            self.pen().line((x, y + 0.8), (RIGHT_MM, y + 0.8));
        } else {
            self.plain(10.5, x, y, RIGHT_MM - x, value);
        }
    }

    fn page(self) -> PdfPage {
        PdfPage::new(Mm(A4_WIDTH_MM), Mm(A4_HEIGHT_MM), self.ops)
    }
}

/// Returns the receipt in two copies, each as long as its list needs.
///
/// # Errors
/// `BadFont` when a font cannot be read, `Write` when the PDF cannot be serialised.
pub fn receipt(what: &Receipt, fonts: &LabelFonts<'_>) -> Result<CounterSheet, LabelError> {
    let mut texts = vec![what.place.as_str(), &what.from, &what.against, &what.seal];
    texts.extend(what.lines.iter().flat_map(|l| [l.mark.as_str(), l.text.as_str(), &l.pages]));
    let faces = Faces::of(fonts, &texts)?;
    let mut pages = Vec::new();
    for copy in ["1ª via: fica com quem recebe", "2ª via: fica com você"] {
        let mut rest = what.lines.iter().take(MAX_ROWS).peekable();
        let mut number = 1u32;
        loop {
            let mut sheet = Sheet::new(&faces);
            let mut y = head(&mut sheet, what, copy, number);
            while let Some(line) = rest.peek() {
                if y > LIST_END_MM {
                    break;
                }
                y = row(&mut sheet, line, y);
                rest.next();
            }
            let done = rest.peek().is_none();
            if done {
                stamp_box(&mut sheet);
            }
            pages.push(sheet.page());
            if done {
                break;
            }
            number = number.saturating_add(1);
        }
    }
    finish("Recibo de balcão", &faces, pages)
}

/// Draws the head of a receipt; returns where its list begins.
fn head(sheet: &mut Sheet<'_>, what: &Receipt, copy: &str, number: u32) -> f32 {
    sheet.strong(18.0, LEFT_MM, 28.0, 100.0, "Recibo de balcão");
    let copy = if number > 1 { format!("{copy} · pág. {number}") } else { copy.to_owned() };
    let shown = width_mm(&sheet.faces.bold, &copy, 10.5);
    sheet.strong(10.5, RIGHT_MM - shown, 28.0, 90.0, &copy);
    sheet.pen().line((LEFT_MM, 31.5), (RIGHT_MM, 31.5));
    sheet.field(39.0, "Entregue em", &what.place);
    sheet.field(46.0, "Por", &what.from);
    sheet.field(53.0, "Contra", &what.against);
    sheet.field(60.0, "Código de conferência", &what.seal);
    let y = 71.0;
    sheet.strong(9.5, LEFT_MM, y, 18.0, "Nº");
    sheet.strong(9.5, LEFT_MM + 22.0, y, 80.0, "Documento");
    let shown = width_mm(&sheet.faces.bold, "Páginas", 9.5);
    sheet.strong(9.5, RIGHT_MM - shown, y, 18.0, "Páginas");
    sheet.pen().line((LEFT_MM, y + 1.8), (RIGHT_MM, y + 1.8));
    y + ROW_MM + 1.6
}

fn row(sheet: &mut Sheet<'_>, line: &ReceiptLine, y: f32) -> f32 {
    sheet.strong(10.0, LEFT_MM, y, 21.0, &line.mark);
    sheet.plain(10.0, LEFT_MM + 22.0, y, RIGHT_MM - LEFT_MM - 42.0, &line.text);
    let shown = width_mm(&sheet.faces.regular, &line.pages, 10.0);
    sheet.plain(10.0, RIGHT_MM - shown, y, 16.0, &line.pages);
    y + ROW_MM
}

/// Draws the place for number, day, name, stamp and signature.
fn stamp_box(sheet: &mut Sheet<'_>) {
    let (top, bottom) = (216.0, 275.0);
    let corners =
        [(LEFT_MM, top), (RIGHT_MM, top), (RIGHT_MM, bottom), (LEFT_MM, bottom), (LEFT_MM, top)];
    for pair in corners.windows(2) {
        if let [from, to] = pair {
            sheet.pen().line(*from, *to);
        }
    }
    let mut pen_field = |y: f32, label: &str| {
        sheet.strong(9.5, LEFT_MM + 4.0, y, 70.0, label);
        let x = LEFT_MM + 6.0 + width_mm(&sheet.faces.bold, label, 9.5);
        sheet.pen().line((x, y + 0.8), (RIGHT_MM - 4.0, y + 0.8));
    };
    pen_field(top + 9.0, "Número do atendimento ou processo");
    pen_field(top + 18.0, "Recebido: data e hora");
    pen_field(top + 27.0, "Nome e matrícula");
    sheet.strong(9.5, LEFT_MM + 4.0, top + 36.0, 90.0, "Carimbo e assinatura");
    sheet.plain(9.0, LEFT_MM, 282.0, 160.0, "Confira a lista antes de assinar.");
}

/// Returns the label of a printed volume, to be cut out and glued on.
///
/// # Errors
/// As [`receipt`].
pub fn volume_label(
    what: &VolumeLabel,
    fonts: &LabelFonts<'_>,
) -> Result<CounterSheet, LabelError> {
    let texts = [what.title.as_str(), &what.parties, &what.place, &what.holds, &what.seal];
    let faces = Faces::of(fonts, &texts)?;
    let mut sheet = Sheet::new(&faces);
    let (left, top, right, bottom) = (25.0, 25.0, 185.0, 125.0);
    sheet.ops.push(Op::SaveGraphicsState);
    sheet.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[3.0, 3.0]) });
    let corners = [(left, top), (right, top), (right, bottom), (left, bottom), (left, top)];
    for pair in corners.windows(2) {
        if let [from, to] = pair {
            sheet.pen().line(*from, *to);
        }
    }
    sheet.ops.push(Op::RestoreGraphicsState);
    let (x, room) = (left + 8.0, right - left - 16.0);
    sheet.strong(11.0, x, top + 12.0, room, "Dossiê de provas");
    sheet.pen().line((x, top + 15.0), (right - 8.0, top + 15.0));
    let face = &faces.bold;
    let mut y = top + 27.0;
    for line in wrap(face, &printable(face, &what.title), 20.0, room, 3) {
        sheet.strong(20.0, x, y, room, &line);
        y += 9.0;
    }
    sheet.plain(13.0, x, top + 62.0, room, &what.parties);
    sheet.plain(12.0, x, top + 71.0, room, &what.place);
    sheet.plain(12.0, x, top + 80.0, room, &what.holds);
    let seal = format!("Código de conferência {}", what.seal);
    sheet.plain(10.5, x, top + 92.0, room, &seal);
    finish("Etiqueta do volume", &faces, vec![sheet.page()])
}

fn finish(title: &str, faces: &Faces, pages: Vec<PdfPage>) -> Result<CounterSheet, LabelError> {
    let count = u32::try_from(pages.len()).unwrap_or(u32::MAX);
    let mut pdf = PdfDocument::new(title);
    "Juntada".clone_into(&mut pdf.metadata.info.creator);
    "Juntada".clone_into(&mut pdf.metadata.info.producer);
    let fonts = &mut pdf.resources.fonts.map;
    fonts.insert(FontId(REGULAR.to_owned()), PdfFont::new(faces.regular.clone()));
    fonts.insert(FontId(BOLD.to_owned()), PdfFont::new(faces.bold.clone()));
    pdf.with_pages(pages);
    Ok(CounterSheet { pdf: write(&pdf)?, pages: count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::labels::LABEL_FONTS;

    fn lines(count: usize) -> Vec<ReceiptLine> {
        let line = |n| {
            ReceiptLine {
            mark: format!("Doc. {n}"),
            text: "Fatura de março de 2026, com um título que não cabe numa linha só de jeito nenhum, nem apertando"
                .to_owned(),
            pages: "3".to_owned(),
        }
        };
        (1..=count).map(line).collect()
    }

    fn made(count: usize) -> CounterSheet {
        let what = Receipt {
            place: "Procon".to_owned(),
            from: "Helena Duarte Prado, CPF 529.982.247-25".to_owned(),
            against: "Aurora Fibra".to_owned(),
            seal: "1a2b 3c4d 5e6f".to_owned(),
            lines: lines(count),
        };
        receipt(&what, &LABEL_FONTS).unwrap()
    }

    #[test]
    fn a_receipt_has_two_copies_and_as_many_pages_as_its_list_needs() {
        assert_eq!(made(0).pages, 2);
        assert_eq!(made(20).pages, 2);
        assert_eq!(made(40).pages, 4);
        assert_eq!(made(5).pdf, made(5).pdf, "the same bytes");
        let read = lopdf::Document::load_mem(&made(40).pdf).unwrap();
        assert_eq!(read.get_pages().len(), 4);
    }

    #[test]
    fn a_volume_label_is_one_page_whatever_the_title() {
        let what = VolumeLabel {
            title: "Cobrança em dobro da TV que ninguém pediu ".repeat(6),
            parties: "Helena × Aurora".to_owned(),
            place: "Para: Procon".to_owned(),
            holds: "Doc. 1 a Doc. 12 · 24 páginas".to_owned(),
            seal: "1a2b 3c4d 5e6f".to_owned(),
        };
        let made = volume_label(&what, &LABEL_FONTS).unwrap();
        assert_eq!(made.pages, 1);
        assert_eq!(made.pdf, volume_label(&what, &LABEL_FONTS).unwrap().pdf);
    }
}
