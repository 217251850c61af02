//! Papers made of blocks: complaint sheet, petition, letters, declarations, sheets for the day. What
//! they say is composed in `papers`; how a block looks is the work of `assets/templates/paper.typ`.

use serde::Serialize;

/// A line of a form: a label, and what stands there or a line to fill by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Field {
    /// "Nome completo".
    pub label: String,
    /// What is known.
    pub value: Option<String>,
    /// Whether it has the line for itself.
    pub wide: bool,
}

/// An entry of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// "12/02/2026".
    pub date: Option<String>,
    /// What it says; line breaks are kept.
    pub text: String,
    /// "Doc. 3, p. 2".
    pub cites: Vec<String>,
}

/// A line with a box to tick by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What it is.
    pub text: String,
    /// Why, or where it is.
    pub hint: Option<String>,
}

/// Who signs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Signer {
    /// Name; the role stands in its place while it is unknown.
    pub name: Option<String>,
    /// "Consumidor(a)".
    pub role: String,
    /// "CPF 529.982.247-25".
    pub detail: Option<String>,
}

/// A piece of a paper, from top to bottom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// To whom it is addressed.
    Address {
        /// In full.
        text: String,
    },
    /// A heading, which is a bookmark too.
    Heading {
        /// Its words.
        text: String,
    },
    /// A paragraph.
    Text {
        /// Its words; line breaks are kept.
        text: String,
        /// What proves it.
        cites: Vec<String>,
    },
    /// Fields of a form.
    Fields {
        /// In order.
        rows: Vec<Field>,
    },
    /// Numbered entries.
    Numbered {
        /// Number of the first.
        start: u32,
        /// In order.
        items: Vec<Entry>,
    },
    /// Entries by letter.
    Lettered {
        /// In order.
        items: Vec<Entry>,
    },
    /// A table.
    Table {
        /// Heads of the columns.
        head: Vec<String>,
        /// Shares of the width; 0 is as wide as it needs.
        widths: Vec<u32>,
        /// Cells, row by row.
        rows: Vec<Vec<String>>,
        /// The column whose lines are codes of integrity, counted from 0.
        codes: Option<usize>,
    },
    /// Boxes to tick.
    Checks {
        /// In order.
        items: Vec<Check>,
    },
    /// Words set apart.
    Note {
        /// Bold beginning.
        title: Option<String>,
        /// The words.
        text: String,
    },
    /// Place, date and signatures.
    Signature {
        /// What is signed, which stays on the page of the signature.
        before: Vec<String>,
        /// "São Paulo, 21 de novembro de 2026"; a line to fill otherwise.
        place_date: Option<String>,
        /// Who signs.
        people: Vec<Signer>,
    },
    /// Empty lines to write on.
    Lines {
        /// How many.
        count: u32,
    },
    /// The next block begins a page.
    Break,
}

impl Block {
    /// Returns a heading.
    pub fn heading(text: &str) -> Self {
        Self::Heading { text: text.to_owned() }
    }

    /// Returns a paragraph.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into(), cites: Vec::new() }
    }
}

/// A whole paper as printed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct PaperView {
    /// Crossed with "RASCUNHO".
    pub draft: bool,
    /// Small line over the title.
    pub eyebrow: Option<String>,
    /// Title; a petition has none over its address.
    pub title: Option<String>,
    /// One sentence under the title.
    pub lead: Option<String>,
    /// The PDF's own title.
    pub document_title: String,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// At the top of each page.
    pub running: String,
    /// At the foot of each page.
    pub footer: String,
    /// What it says.
    pub blocks: Vec<Block>,
}
