//! The label sheet for the paper originals (`etiquetas.pdf`): one label an exhibit, with its black
//! "Doc. n" tab, its title, the first digits of its hash and a QR code, laid out to the millimetre
//! on a sheet whose geometry is data.
//!
//! Deliberately not here: which exhibits get a label and what the QR code says (the plan decides),
//! the fonts (they are arguments), and the sentences for the screen: a sheet's `warning` is shown
//! there and never printed.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use fast_qr::{ECL, QRBuilder};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use printpdf::{
    Color, FontId, Greyscale, Line, LineDashPattern, LinePoint, Mm, Op, PaintMode, ParsedFont,
    PdfDocument, PdfFont, PdfFontHandle, PdfPage, PdfSaveOptions, Point, Polygon, PolygonRing, Pt,
    TextItem, WindingOrder,
};
use subsetter::GlyphRemapper;

mod counter;
mod sheet;

pub use counter::{CounterSheet, Receipt, ReceiptLine, VolumeLabel, receipt, volume_label};
pub use sheet::{
    Cell, Confidence, MAX_CELLS_PER_SIDE, MAX_PAPER_MM, MIN_LABEL_MM, SheetGeometry,
    built_in_sheets,
};

/// Most labels in one file: far above any case, low enough to keep memory small.
pub const MAX_LABELS: usize = 5_000;
/// Most bytes of one QR text: version 10 at medium correction holds 213, which still prints at
/// 0.3 mm a module on the smallest sheet.
pub const MAX_QR_BYTES: usize = 200;
/// Most characters of a text that are laid out; a label never shows so many.
pub const MAX_TEXT_CHARS: usize = 300;

const REGULAR: &str = "JuntadaEtiquetaRegular";
const BOLD: &str = "JuntadaEtiquetaBold";
const POINTS_PER_MM: f32 = 72.0 / 25.4;
const PADDING_MM: f32 = 2.6;
/// White space between text and QR code: four modules of the smallest code, as ISO 18004 asks.
const QUIET_MM: f32 = 3.0;

/// Why a label sheet could not be made.
#[derive(Debug, thiserror::Error)]
pub enum LabelError {
    /// A geometry file is not what it should be; `reason` names the line.
    #[error("label sheet file {file} is not valid: {reason}")]
    BadSheetFile {
        /// Name of the file.
        file: String,
        /// What the parser says, with line and column.
        reason: String,
    },
    /// The labels of a sheet do not fit its paper, overlap or are too small.
    #[error("label sheet {sheet} is impossible: {reason}")]
    BadGeometry {
        /// Id of the sheet.
        sheet: String,
        /// Which rule is broken.
        reason: &'static str,
    },
    /// More labels than one file may hold.
    #[error("{count} labels asked, the most is {MAX_LABELS}")]
    TooManyLabels {
        /// How many were asked.
        count: usize,
    },
    /// The first label would lie beyond the sheet.
    #[error("cannot skip {start_at} labels of a sheet that has {per_sheet}")]
    StartBeyondSheet {
        /// How many places were to be skipped.
        start_at: usize,
        /// How many places the sheet has.
        per_sheet: usize,
    },
    /// A font cannot be read or cut down to the letters used.
    #[error("cannot use the {face} font of the labels")]
    BadFont {
        /// Which of the two fonts.
        face: &'static str,
    },
    /// A text does not fit a QR code of the size that a label can carry.
    #[error("the QR text of label {number} has {size_bytes} bytes, the most is {MAX_QR_BYTES}")]
    QrTooLong {
        /// Number of the exhibit.
        number: String,
        /// Bytes of its text.
        size_bytes: usize,
    },
    /// The PDF could not be serialised.
    #[error("cannot write the label sheet")]
    Write {
        /// What failed.
        source: std::io::Error,
    },
}

/// What one label says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Number of the exhibit ("1", "7-A"), without "Doc.".
    pub number: String,
    /// Title of the exhibit; cut with "…" when it does not fit.
    pub title: String,
    /// First digits of the hash; none for an exhibit that exists on paper only.
    pub hash_prefix: Option<String>,
    /// Text of the QR code, as "JUNTADA:3f2a:7:1a2b3c4d5e6f".
    pub qr_text: String,
}

/// The two fonts of a label, as TrueType or OpenType bytes.
#[derive(Debug, Clone, Copy)]
pub struct LabelFonts<'a> {
    /// For title and hash.
    pub regular: &'a [u8],
    /// For the tab.
    pub bold: &'a [u8],
}

/// The fonts of the program.
pub const LABEL_FONTS: LabelFonts<'static> = LabelFonts {
    regular: include_bytes!("../../assets/fonts/SourceSans3-Regular.otf"),
    bold: include_bytes!("../../assets/fonts/SourceSans3-Bold.otf"),
};

/// Returns the PDF of the label sheets; the same arguments give the same bytes.
///
/// `start_at` places of the first sheet are left empty, for sheets that were begun another day.
///
/// # Errors
/// `TooManyLabels`, `StartBeyondSheet`, `QrTooLong` and `BadGeometry` for arguments out of range,
/// `BadFont` when a font cannot be read, `Write` when the PDF cannot be serialised.
pub fn label_sheet(
    labels: &[Label],
    sheet: &SheetGeometry,
    start_at: usize,
    fonts: &LabelFonts<'_>,
) -> Result<Vec<u8>, LabelError> {
    sheet.check()?;
    if labels.len() > MAX_LABELS {
        return Err(LabelError::TooManyLabels { count: labels.len() });
    }
    if start_at >= sheet.per_sheet() {
        return Err(LabelError::StartBeyondSheet { start_at, per_sheet: sheet.per_sheet() });
    }
    let used: BTreeSet<char> = labels
        .iter()
        .flat_map(|l| l.title.chars().chain(l.number.chars()))
        .chain(
            "Doc. …?·0123456789abcdef código de integridade original em papel, sem cópia digital"
                .chars(),
        )
        .collect();
    let regular = subset_face("regular", fonts.regular, &used)?;
    let bold = subset_face("bold", fonts.bold, &used)?;

    let mut pages = Vec::new();
    let mut waiting = labels.iter();
    let mut skip = start_at;
    let page_count = (start_at + labels.len()).div_ceil(sheet.per_sheet()).max(1);
    for _ in 0..page_count {
        let mut ops = Vec::new();
        if sheet.cut_lines {
            cut_lines(&mut ops, sheet);
        }
        for (cell, label) in
            sheet.cells().iter().skip(skip).zip(waiting.by_ref().take(sheet.per_sheet() - skip))
        {
            draw_label(&mut ops, sheet, cell, label, &regular, &bold)?;
        }
        skip = 0;
        pages.push(PdfPage::new(Mm(sheet.paper_width_mm), Mm(sheet.paper_height_mm), ops));
    }
    let mut pdf = PdfDocument::new("Etiquetas dos originais em papel");
    pdf.metadata.info.creator = "Juntada".to_owned();
    pdf.metadata.info.producer = "Juntada".to_owned();
    // Fonts are named by us: `add_font` would draw a name from a counter that lives as long as the
    // process, and the second file of a run would differ from the first.
    pdf.resources.fonts.map.insert(FontId(REGULAR.to_owned()), PdfFont::new(regular));
    pdf.resources.fonts.map.insert(FontId(BOLD.to_owned()), PdfFont::new(bold));
    pdf.with_pages(pages);
    write(&pdf)
}

/// Serialises the document without the file id, which the library takes from the same counter, and
/// asks viewers to print it at its real size.
fn write(pdf: &PdfDocument) -> Result<Vec<u8>, LabelError> {
    fn empty_like<T: Default>(_: &T) -> T {
        T::default()
    }
    let options = PdfSaveOptions {
        optimize: true,
        subset_fonts: false,
        secure: true,
        image_optimization: None,
    };
    let mut out = printpdf::to_lopdf_doc(pdf, &options, &mut Vec::new());
    out.trailer.remove(b"ID");
    let mut preferences = empty_like(&out.trailer);
    preferences.set("PrintScaling", "None");
    if let Ok(catalog) = out.catalog_mut() {
        catalog.set("ViewerPreferences", preferences);
    }
    for stream in out.objects.values_mut().filter_map(|object| object.as_stream_mut().ok()) {
        if !stream.dict.has(b"Filter") {
            // Quickly: what is left to gain on a sheet of labels is not worth the time.
            let mut packer = ZlibEncoder::new(Vec::new(), Compression::fast());
            let packed = packer.write_all(&stream.content).and_then(|()| packer.finish());
            stream.set_content(packed.map_err(|source| LabelError::Write { source })?);
            stream.dict.set("Filter", "FlateDecode");
        }
    }
    let mut bytes = Vec::new();
    out.save_to(&mut bytes).map_err(|source| LabelError::Write { source })?;
    Ok(bytes)
}

/// Returns the face cut down to the characters used: the library embeds fonts whole.
fn subset_face(
    face: &'static str,
    bytes: &[u8],
    used: &BTreeSet<char>,
) -> Result<ParsedFont, LabelError> {
    let bad = || LabelError::BadFont { face };
    let mut font = ParsedFont::from_bytes(bytes, 0, &mut Vec::new()).ok_or_else(bad)?;
    let mut remapper = GlyphRemapper::new();
    let mut characters = BTreeMap::new();
    let mut widths = BTreeMap::new();
    for c in used {
        let Some(old) = font.lookup_glyph_index(u32::from(*c)) else { continue };
        let new = remapper.remap(old);
        characters.insert(u32::from(*c), new);
        widths.insert(new, font.get_glyph_width(old).unwrap_or(0));
    }
    if !characters.contains_key(&u32::from('?')) || font.units_per_em == 0 {
        return Err(bad());
    }
    font.original_bytes = subsetter::subset(bytes, 0, &remapper).map_err(|_| bad())?;
    font.codepoint_to_glyph = characters;
    font.glyph_widths = widths;
    Ok(font)
}

/// Returns the text with characters that the font lacks replaced, so that nothing vanishes silently.
fn printable(font: &ParsedFont, text: &str) -> String {
    let known = |c: char| font.lookup_glyph_index(u32::from(c)).is_some_and(|g| g != 0);
    text.chars()
        .take(MAX_TEXT_CHARS)
        .map(|c| if c.is_whitespace() || c.is_control() { ' ' } else { c })
        .map(|c| if known(c) { c } else { '?' })
        .collect()
}

/// Returns the width of a text in millimetres.
fn width_mm(font: &ParsedFont, text: &str, size_pt: f32) -> f32 {
    let units: f32 = text
        .chars()
        .filter_map(|c| font.lookup_glyph_index(u32::from(c)))
        .filter_map(|g| font.get_glyph_width(g))
        .map(f32::from)
        .sum();
    units / f32::from(font.units_per_em.max(1)) * size_pt / POINTS_PER_MM
}

/// Returns the text in at most `most` lines of `limit_mm`, the last cut with "…" when text is left.
fn wrap(font: &ParsedFont, text: &str, size_pt: f32, limit_mm: f32, most: usize) -> Vec<String> {
    let fits = |s: &str| width_mm(font, s, size_pt) <= limit_mm;
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.peek() {
        let candidate = if line.is_empty() { (*word).to_owned() } else { format!("{line} {word}") };
        if fits(&candidate) || line.is_empty() {
            line = candidate;
            words.next();
            continue;
        }
        if lines.len() + 1 == most {
            break;
        }
        lines.push(std::mem::take(&mut line));
    }
    let left_over = words.peek().is_some();
    if left_over || !fits(&line) {
        while !line.is_empty() && !fits(&format!("{}…", line.trim_end())) {
            line.pop();
        }
        line =
            format!("{}…", line.trim_end().trim_end_matches([',', ';', ':', '–', '-']).trim_end());
    }
    lines.push(line);
    lines.into_iter().map(|l| if fits(&l) { l } else { cut(font, &l, size_pt, limit_mm) }).collect()
}

/// Returns a single line cut with "…" to fit.
fn cut(font: &ParsedFont, text: &str, size_pt: f32, limit_mm: f32) -> String {
    let mut kept = text.to_owned();
    while !kept.is_empty() && width_mm(font, &format!("{kept}…"), size_pt) > limit_mm {
        kept.pop();
    }
    format!("{kept}…")
}

/// A pen that turns millimetres from the top left corner into the operations of a page.
struct Pen<'a> {
    ops: &'a mut Vec<Op>,
    paper_height_mm: f32,
}

impl Pen<'_> {
    fn point(&self, x_mm: f32, y_mm: f32) -> LinePoint {
        LinePoint { p: Point::new(Mm(x_mm), Mm(self.paper_height_mm - y_mm)), bezier: false }
    }

    fn grey(&mut self, percent: f32) {
        let col = Color::Greyscale(Greyscale { percent, icc_profile: None });
        self.ops.push(Op::SetFillColor { col });
    }

    fn rectangle(&self, x: f32, y: f32, w: f32, h: f32) -> PolygonRing {
        let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
        PolygonRing { points: corners.iter().map(|(x, y)| self.point(*x, *y)).collect() }
    }

    fn fill(&mut self, rings: Vec<PolygonRing>) {
        let polygon =
            Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
        self.ops.push(Op::DrawPolygon { polygon });
    }

    fn line(&mut self, from: (f32, f32), to: (f32, f32)) {
        let points = vec![self.point(from.0, from.1), self.point(to.0, to.1)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn text(&mut self, face: &str, size_pt: f32, x_mm: f32, y_mm: f32, text: &str) {
        let font = PdfFontHandle::External(FontId(face.to_owned()));
        self.ops.extend([
            Op::StartTextSection,
            Op::SetFont { font, size: Pt(size_pt) },
            Op::SetTextCursor { pos: self.point(x_mm, y_mm).p },
            Op::ShowText { items: vec![TextItem::Text(text.to_owned())] },
            Op::EndTextSection,
        ]);
    }
}

/// Draws the dashed lines along which a plain sheet is cut.
fn cut_lines(ops: &mut Vec<Op>, sheet: &SheetGeometry) {
    let mut pen = Pen { ops, paper_height_mm: sheet.paper_height_mm };
    let right = sheet.margin_left_mm + f32::from(sheet.columns) * sheet.pitch_x_mm;
    let bottom = sheet.margin_top_mm + f32::from(sheet.rows) * sheet.pitch_y_mm;
    let col = Color::Greyscale(Greyscale { percent: 0.55, icc_profile: None });
    pen.ops.extend([
        Op::SaveGraphicsState,
        Op::SetOutlineColor { col },
        Op::SetOutlineThickness { pt: Pt(0.4) },
        Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &[3.0, 3.0]) },
    ]);
    for column in 0..=sheet.columns {
        let x = sheet.margin_left_mm + f32::from(column) * sheet.pitch_x_mm;
        pen.line((x, sheet.margin_top_mm), (x, bottom));
    }
    for row in 0..=sheet.rows {
        let y = sheet.margin_top_mm + f32::from(row) * sheet.pitch_y_mm;
        pen.line((sheet.margin_left_mm, y), (right, y));
    }
    pen.ops.push(Op::RestoreGraphicsState);
}

/// Draws one label: tab, title and hash on the left, QR code on the right.
fn draw_label(
    ops: &mut Vec<Op>,
    sheet: &SheetGeometry,
    cell: &Cell,
    label: &Label,
    regular: &ParsedFont,
    bold: &ParsedFont,
) -> Result<(), LabelError> {
    let mut pen = Pen { ops, paper_height_mm: sheet.paper_height_mm };
    let tall = cell.height_mm >= 32.0;
    let (tab_pt, title_pt, small_pt) = if tall { (14.0, 11.0, 8.5) } else { (11.5, 9.0, 6.5) };
    let left = cell.left_mm + PADDING_MM;
    let top = cell.top_mm + PADDING_MM;
    let side = (cell.height_mm - 2.0 * PADDING_MM).min(cell.width_mm * 0.32).min(26.0);
    let qr_left = cell.left_mm + cell.width_mm - PADDING_MM - side;
    let qr_top = cell.top_mm + (cell.height_mm - side) / 2.0;
    draw_qr(&mut pen, label, qr_left, qr_top, side)?;

    let room = qr_left - QUIET_MM - left;
    let tab_height = tab_pt / POINTS_PER_MM * 1.45;
    let tab_text = cut_if_needed(
        bold,
        &printable(bold, &format!("Doc. {}", label.number)),
        tab_pt,
        room - 4.0,
    );
    pen.grey(0.0);
    let tab = pen.rectangle(left, top, width_mm(bold, &tab_text, tab_pt) + 4.0, tab_height);
    pen.fill(vec![tab]);
    pen.grey(1.0);
    pen.text(BOLD, tab_pt, left + 2.0, top + tab_height * 0.71, &tab_text);
    pen.grey(0.0);

    let line_height = title_pt / POINTS_PER_MM * 1.22;
    let bottom = cell.top_mm + cell.height_mm - PADDING_MM;
    let title_top = top + tab_height + 1.4;
    let small_height = small_pt / POINTS_PER_MM * 1.25;
    let title_room = bottom - small_height - title_top;
    let lines = if title_room >= 3.0 * line_height {
        3
    } else if title_room >= 2.0 * line_height {
        2
    } else {
        1
    };
    let mut baseline = title_top + line_height * 0.78;
    for line in wrap(regular, &printable(regular, &label.title), title_pt, room, lines) {
        pen.text(REGULAR, title_pt, left, baseline, &line);
        baseline += line_height;
    }
    let note = match &label.hash_prefix {
        Some(prefix) => format!("código de integridade {}…", in_groups(prefix)),
        None => "original em papel, sem cópia digital".to_owned(),
    };
    let short = label.hash_prefix.as_deref().map(|p| format!("{}…", in_groups(p)));
    let fits = width_mm(regular, &note, small_pt) <= room;
    let note = if fits { note } else { short.unwrap_or(note) };
    let note = cut_if_needed(regular, &printable(regular, &note), small_pt, room);
    pen.text(REGULAR, small_pt, left, bottom - 0.3, &note);
    Ok(())
}

fn cut_if_needed(font: &ParsedFont, text: &str, size_pt: f32, limit_mm: f32) -> String {
    if width_mm(font, text, size_pt) <= limit_mm {
        text.to_owned()
    } else {
        cut(font, text, size_pt, limit_mm)
    }
}

/// Returns the digits in groups of four, as the dossier prints them.
pub fn in_groups(digits: &str) -> String {
    let mut out = String::new();
    for (i, c) in digits.chars().enumerate() {
        if i > 0 && i % 4 == 0 {
            out.push(' ');
        }
        out.push(c);
    }
    out
}

/// Draws a QR code as filled squares, neighbours of a row joined, so that no picture is embedded.
fn draw_qr(
    pen: &mut Pen<'_>,
    label: &Label,
    left: f32,
    top: f32,
    side: f32,
) -> Result<(), LabelError> {
    let too_long =
        || LabelError::QrTooLong { number: label.number.clone(), size_bytes: label.qr_text.len() };
    if label.qr_text.len() > MAX_QR_BYTES {
        return Err(too_long());
    }
    let qr = QRBuilder::new(label.qr_text.as_str()).ecl(ECL::M).build().map_err(|_| too_long())?;
    let size = u16::try_from(qr.size).map_err(|_| too_long())?;
    let module = side / f32::from(size.max(1));
    let mut rings = Vec::new();
    let dark = |row: u16, column: u16| {
        let place = usize::from(row) * qr.size + usize::from(column);
        column < size && qr.data.get(place).is_some_and(|m| m.value())
    };
    for row in 0..size {
        let mut column = 0;
        while column < size {
            let start = column;
            while dark(row, column) {
                column += 1;
            }
            if column > start {
                let (x, y) = (left + f32::from(start) * module, top + f32::from(row) * module);
                rings.push(pen.rectangle(x, y, f32::from(column - start) * module, module));
            }
            column += 1;
        }
    }
    pen.grey(0.0);
    pen.fill(rings);
    Ok(())
}

#[cfg(test)]
mod tests;
