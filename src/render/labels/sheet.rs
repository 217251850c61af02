//! The geometry of label sheets: data files, read and checked so that no label lies outside the paper
//! or on another.
//!
//! Deliberately not here: what stands on a label and how it is drawn.

use serde::Deserialize;

use super::LabelError;

/// Most columns or rows of a sheet.
pub const MAX_CELLS_PER_SIDE: u16 = 50;
/// Largest side of a sheet in millimetres (A3 is 420).
pub const MAX_PAPER_MM: f32 = 450.0;
/// Smallest label that still holds tab, title and QR code, in millimetres: width, height.
pub const MIN_LABEL_MM: (f32, f32) = (45.0, 20.0);
/// Play for the roundings of inches to millimetres.
pub(super) const TOLERANCE_MM: f32 = 0.05;

/// The sheets that come with the program, the default first.
pub(super) const BUILT_IN: [(&str, &str); 3] = [
    ("a4-corte.toml", include_str!("../../../assets/labels/a4-corte.toml")),
    ("carta-3x10.toml", include_str!("../../../assets/labels/carta-3x10.toml")),
    ("a4-3x11.toml", include_str!("../../../assets/labels/a4-3x11.toml")),
];

/// How sure we are of a geometry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Read in a source.
    Confirmed,
    /// Calculated or remembered: the screen says so.
    Unconfirmed,
}

/// The geometry of a label sheet; lengths in millimetres from the top left corner of the paper.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SheetGeometry {
    /// Stable id, also the file's name.
    pub id: String,
    /// Name for people.
    pub name: String,
    /// Width of the paper.
    pub paper_width_mm: f32,
    /// Height of the paper.
    pub paper_height_mm: f32,
    /// Labels side by side.
    pub columns: u16,
    /// Labels one under the other.
    pub rows: u16,
    /// Width of a label.
    pub label_width_mm: f32,
    /// Height of a label.
    pub label_height_mm: f32,
    /// From the paper's left edge to the first label.
    pub margin_left_mm: f32,
    /// From the paper's top edge to the first label.
    pub margin_top_mm: f32,
    /// From the left edge of a label to that of the next.
    pub pitch_x_mm: f32,
    /// From the top edge of a label to that of the next.
    pub pitch_y_mm: f32,
    /// Whether thin dashed lines show where to cut.
    #[serde(default)]
    pub cut_lines: bool,
    /// Where the measures come from.
    pub source: String,
    /// When the source was read, `2026-11-21`.
    pub read_on: String,
    /// How sure the measures are.
    pub confidence: Confidence,
    /// What the screen says before printing.
    #[serde(default)]
    pub warning: Option<String>,
}

/// Where one label lies: left, top, width and height in millimetres from the paper's top left corner.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Cell {
    /// Distance from the left edge.
    pub left_mm: f32,
    /// Distance from the top edge.
    pub top_mm: f32,
    /// Width.
    pub width_mm: f32,
    /// Height.
    pub height_mm: f32,
}

impl SheetGeometry {
    /// Reads a geometry file.
    ///
    /// # Errors
    /// `BadSheetFile` with line and column when it is not valid TOML, lacks a key or has an unknown
    /// one; `BadGeometry` when its labels do not fit.
    pub fn from_toml(file: &str, text: &str) -> Result<Self, LabelError> {
        let sheet: Self = toml::from_str(text).map_err(|e| LabelError::BadSheetFile {
            file: file.to_owned(),
            reason: e.to_string(),
        })?;
        sheet.check()?;
        Ok(sheet)
    }

    /// Returns how many labels a sheet has.
    #[must_use]
    pub fn per_sheet(&self) -> usize {
        usize::from(self.columns) * usize::from(self.rows)
    }

    /// Returns the places of a sheet's labels, row by row.
    #[must_use]
    pub fn cells(&self) -> Vec<Cell> {
        (0..self.rows)
            .flat_map(|row| (0..self.columns).map(move |column| (row, column)))
            .map(|(row, column)| Cell {
                left_mm: self.margin_left_mm + f32::from(column) * self.pitch_x_mm,
                top_mm: self.margin_top_mm + f32::from(row) * self.pitch_y_mm,
                width_mm: self.label_width_mm,
                height_mm: self.label_height_mm,
            })
            .collect()
    }

    /// Returns whether the labels fit the paper and stay apart.
    ///
    /// # Errors
    /// `BadGeometry` with the rule that is broken.
    pub fn check(&self) -> Result<(), LabelError> {
        let bad = |reason| Err(LabelError::BadGeometry { sheet: self.id.clone(), reason });
        let paper = [self.paper_width_mm, self.paper_height_mm];
        let lengths = [
            self.label_width_mm,
            self.label_height_mm,
            self.margin_left_mm,
            self.margin_top_mm,
            self.pitch_x_mm,
            self.pitch_y_mm,
        ];
        if !paper.iter().chain(&lengths).all(|v| v.is_finite() && *v >= 0.0) {
            return bad("a length is negative or not a number");
        }
        if paper.iter().any(|v| *v > MAX_PAPER_MM) {
            return bad("the paper is too large");
        }
        if [self.columns, self.rows].iter().any(|n| *n == 0 || *n > MAX_CELLS_PER_SIDE) {
            return bad("the number of columns or rows is out of range");
        }
        if self.label_width_mm < MIN_LABEL_MM.0 || self.label_height_mm < MIN_LABEL_MM.1 {
            return bad("the label is too small");
        }
        let crowded_x = self.columns > 1 && self.pitch_x_mm + TOLERANCE_MM < self.label_width_mm;
        let crowded_y = self.rows > 1 && self.pitch_y_mm + TOLERANCE_MM < self.label_height_mm;
        if crowded_x || crowded_y {
            return bad("labels overlap");
        }
        let inside = self.cells().iter().all(|c| {
            c.left_mm + c.width_mm <= self.paper_width_mm + TOLERANCE_MM
                && c.top_mm + c.height_mm <= self.paper_height_mm + TOLERANCE_MM
        });
        if inside { Ok(()) } else { bad("a label lies outside the paper") }
    }
}

/// Returns the sheets that come with the program; the first is the default.
///
/// # Errors
/// As [`SheetGeometry::from_toml`]; a test keeps the shipped files free of them.
pub fn built_in_sheets() -> Result<Vec<SheetGeometry>, LabelError> {
    BUILT_IN.iter().map(|(file, text)| SheetGeometry::from_toml(file, text)).collect()
}
