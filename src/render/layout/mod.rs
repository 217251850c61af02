//! From a [`DossierView`] to the pages of a PDF in which every picture is still a slot.
//!
//! Typst lays out the templates of `assets/templates`, as a library: no disk, no clock, fonts from
//! the binary. Every position is measured in the finished document, so that the printed number, the
//! PDF page label, the index, the bookmark and the link cannot disagree. Deliberately not here: what
//! the texts say (`view`), and putting the evidence in place of the slots (`assemble`).
//!
//! Most pages are pages of evidence, and each prints its own number. Were each to ask the document
//! for it, Typst would lay out all of them twice. So the first layout leaves pictures out and finds
//! where all will stand (`Places`); the next prints the numbers found, and must find the same. What
//! both have in common Typst remembers.

mod glyphs;
mod slot;
mod slots;
#[cfg(test)]
mod tests;
mod world;

pub use slot::slot_png;
pub use slots::SlotPlace;

use crate::render::paper::PaperView;
use crate::render::qr;
use crate::render::view::{DossierView, ExhibitView, SheetView};
use chrono::{Datelike, NaiveDate};
use std::collections::{BTreeMap, BTreeSet};
use typst::diag::SourceDiagnostic;
use typst::foundations::{Datetime, Label, NativeElement, Selector, Smart};
use typst::introspection::Introspector;
use typst::model::{HeadingElem, Outlinable};
use typst::utils::PicoStr;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// What does not come from the case: the day and the identity of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LayoutStamp {
    /// Day of issue; the PDF says 12:00 UTC of it.
    pub date: NaiveDate,
    /// What makes the PDF's identifier; the same for the same dossier (only its hash is written).
    pub ident: String,
    /// Program and version, in the PDF's metadata: "Juntada 0.1.0".
    pub creator: String,
}

/// The pages, with slots instead of pictures.
#[derive(Debug, Clone, PartialEq)]
pub struct LaidOut {
    /// The PDF (PDF/A-2a and PDF/UA-1 as far as it goes: the evidence is not in it yet).
    pub pdf: Vec<u8>,
    /// Number of pages.
    pub pages: u32,
    /// Where each exhibit stands, personal documents first; one without pages is left out.
    pub exhibits: Vec<ExhibitPages>,
    /// Every heading that is a bookmark, in order.
    pub headings: Vec<HeadingPlace>,
    /// Every slot with its size on paper, in the order of the pages.
    pub slots: Vec<SlotPlace>,
    /// Where things stand: tells the next layout of the same case where they probably will.
    pub places: Places,
    /// Characters that no built-in font has; `�` is printed instead.
    pub replaced: BTreeSet<char>,
    /// What Typst warned about; a test keeps this empty.
    pub warnings: Vec<String>,
}

/// The pages of one exhibit, counted from 1 (the cover).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitPages {
    /// [`crate::render::view::ExhibitView::key`].
    pub key: String,
    /// Its first page.
    pub first_page: u32,
    /// Its last page.
    pub last_page: u32,
}

/// One bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadingPlace {
    /// 1 for a section, 2 for an exhibit.
    pub level: u32,
    /// Its text.
    pub text: String,
    /// Its page, counted from 1.
    pub page: u32,
}

/// Label of what stands last before the evidence in the first layout.
const BEFORE_EVIDENCE: &str = "antes-das-provas";

/// Most layouts of one dossier. The second has the numbers of the first, and hardly any number moves a
/// line: a third is for one that does.
const MOST_LAYOUTS: usize = 5;

/// Why no pages came out. All of these are our own fault, not that of the evidence.
#[derive(Debug, thiserror::Error)]
pub enum LayoutError {
    /// The data could not be written as JSON.
    #[error("cannot pass the data to the templates")]
    Data {
        /// What serde says.
        source: serde_json::Error,
    },
    /// The templates refused the data.
    #[error("cannot lay out the dossier: {messages:?}")]
    Template {
        /// What Typst says.
        messages: Vec<String>,
    },
    /// The pages break PDF/A-2a or PDF/UA-1.
    #[error("cannot write the dossier as PDF/A-2a and PDF/UA-1: {messages:?}")]
    Export {
        /// What Typst says.
        messages: Vec<String>,
    },
    /// The day cannot be written into a PDF.
    #[error("no such day in a PDF: {date}")]
    Date {
        /// The day that was given.
        date: NaiveDate,
    },
    /// The page numbers did not come to rest.
    #[error("the page numbers change with every layout")]
    Unsettled,
    /// An exhibit with sheets cannot be found among the pages.
    #[error("exhibit {key:?} is not among the pages")]
    LostExhibit {
        /// Its key.
        key: String,
    },
}

/// Lays out the dossier; the same view and stamp give the same bytes.
///
/// Characters that no font has are replaced first. If the pages still break the standards (a rare
/// sequence that has no glyph), they are laid out once more with plain characters only, so that no
/// name can keep a dossier from being made.
///
/// # Errors
/// [`LayoutError`]; none of them depends on what the evidence is.
pub fn lay_out(view: &DossierView, stamp: &LayoutStamp) -> Result<LaidOut, LayoutError> {
    lay_out_near(view, stamp, None)
}

/// Lays out the dossier as [`lay_out`] does, to the same bytes; `before`, the places in an earlier
/// layout of the same case, saves the layout that finds them where they have not changed.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_out_near(
    view: &DossierView,
    stamp: &LayoutStamp,
    before: Option<&Places>,
) -> Result<LaidOut, LayoutError> {
    evidence_document(world::DOSSIER, view, stamp, before)
}

/// Lays out the exhibits of a view as a document of their own: their pages and nothing else; the
/// same view and stamp give the same bytes.
///
/// # Errors
/// As [`lay_out`].
pub fn lay_out_exhibit(view: &DossierView, stamp: &LayoutStamp) -> Result<LaidOut, LayoutError> {
    evidence_document(world::EXHIBIT, view, stamp, places_told(view).as_ref())
}

/// Returns where the pages of a document of one exhibit stand, if each sheet takes one page: then no
/// layout is needed to find out.
fn places_told(view: &DossierView) -> Option<Places> {
    let mut all = printed(view);
    let (Some(exhibit), None) = (all.next(), all.next()) else { return None };
    let has_text = exhibit.sheets.iter().any(|sheet| matches!(sheet, SheetView::Text { .. }));
    let total = exhibit.sheets.len();
    let last = u32::try_from(total).ok()?;
    let exhibits = BTreeMap::from([(exhibit.key.clone(), (1, last))]);
    (!has_text).then_some(Places { total, exhibits })
}

fn evidence_document(
    main: &str,
    view: &DossierView,
    stamp: &LayoutStamp,
    before: Option<&Places>,
) -> Result<LaidOut, LayoutError> {
    let result = match attempt(main, view, stamp, before, glyphs::Care::Covered) {
        Err(LayoutError::Export { .. }) => attempt(main, view, stamp, before, glyphs::Care::Plain),
        other => other,
    };
    // Typst remembers every layout for the next one; a program that goes on to other work needs
    // the memory more.
    typst::comemo::evict(0);
    result
}

fn attempt(
    main: &str,
    view: &DossierView,
    stamp: &LayoutStamp,
    before: Option<&Places>,
    care: glyphs::Care,
) -> Result<LaidOut, LayoutError> {
    let Pages { document, places, replaced, warnings } = compile(main, view, stamp, before, care)?;
    // The layouts that Typst remembers are needed no more, and writing needs memory too.
    typst::comemo::evict(0);
    let pdf = typst_pdf::pdf(&document, &pdf_options(stamp)?)
        .map_err(|all| LayoutError::Export { messages: sentences(&all) })?;
    Ok(LaidOut {
        pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX),
        exhibits: exhibit_pages(&document, view)?,
        headings: headings(&document),
        slots: slots::slot_places(&document, view),
        pdf,
        places,
        replaced,
        warnings,
    })
}

/// Lays out a paper of blocks as a whole PDF/A-2a and PDF/UA-1; the same view and stamp give the
/// same bytes.
///
/// # Errors
/// [`LayoutError`]; none of them depends on what the paper says.
pub fn lay_out_paper(view: &PaperView, stamp: &LayoutStamp) -> Result<LaidOut, LayoutError> {
    let attempt = |care| {
        let data = serde_json::to_value(view).map_err(|source| LayoutError::Data { source })?;
        let (world, replaced) = world_of(world::PAPER, data, None, stamp, care)?;
        let (document, warnings) = laid_out(&world)?;
        let pdf = typst_pdf::pdf(&document, &pdf_options(stamp)?)
            .map_err(|all| LayoutError::Export { messages: sentences(&all) })?;
        Ok(LaidOut {
            pages: u32::try_from(document.pages().len()).unwrap_or(u32::MAX),
            exhibits: Vec::new(),
            headings: headings(&document),
            slots: Vec::new(),
            pdf,
            places: Places::default(),
            replaced,
            warnings,
        })
    };
    let result = match attempt(glyphs::Care::Covered) {
        Err(LayoutError::Export { .. }) => attempt(glyphs::Care::Plain),
        other => other,
    };
    typst::comemo::evict(0);
    result
}

/// The pages before they are written as a PDF.
struct Pages {
    document: PagedDocument,
    places: Places,
    replaced: BTreeSet<char>,
    warnings: Vec<String>,
}

fn compile(
    main: &str,
    view: &DossierView,
    stamp: &LayoutStamp,
    before: Option<&Places>,
    care: glyphs::Care,
) -> Result<Pages, LayoutError> {
    let data = serde_json::to_value(view).map_err(|source| LayoutError::Data { source })?;
    // A text that is too long for a QR code leaves the cover without one; its words stay.
    let qr = view.qr_text.as_deref().and_then(|text| qr::svg(text).ok());
    let (mut world, replaced) = world_of(main, data, qr, stamp, care)?;
    let mut told = before.cloned();
    for _layout in 0..MOST_LAYOUTS {
        if let Some(told) = &told {
            world.tell_places(told.clone());
        }
        let (document, warnings) = laid_out(&world)?;
        let Some(before) = told else {
            told = Some(Places::foreseen(&document, view)?);
            continue;
        };
        let found = Places::in_document(&document, view)?;
        if before == found {
            return Ok(Pages { document, places: found, replaced, warnings });
        }
        told = Some(found);
    }
    Err(LayoutError::Unsettled)
}

/// What Typst can see for a document that starts with the template `main`, and the characters that
/// had to be replaced in it.
fn world_of(
    main: &str,
    mut data: serde_json::Value,
    qr: Option<String>,
    stamp: &LayoutStamp,
    care: glyphs::Care,
) -> Result<(world::TemplateWorld, BTreeSet<char>), LayoutError> {
    let replaced = glyphs::clean(&mut data, care);
    if let Some(object) = data.as_object_mut() {
        object.insert("qr".to_owned(), qr.is_some().into());
    }
    let json = serde_json::to_vec(&data).map_err(|source| LayoutError::Data { source })?;
    drop(data);

    let world = world::TemplateWorld::new(main, json, qr, stamp.date)
        .map_err(|error| LayoutError::Template { messages: vec![error.to_string()] })?;
    Ok((world, replaced))
}

fn laid_out(world: &world::TemplateWorld) -> Result<(PagedDocument, Vec<String>), LayoutError> {
    let compiled = typst::compile::<PagedDocument>(world);
    let document =
        compiled.output.map_err(|all| LayoutError::Template { messages: sentences(&all) })?;
    Ok((document, sentences(&compiled.warnings)))
}

/// Where things stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Places {
    /// Number of pages.
    total: usize,
    /// First and last page of each exhibit, by its key.
    exhibits: BTreeMap<String, (u32, u32)>,
}

impl Places {
    fn in_document(document: &PagedDocument, view: &DossierView) -> Result<Self, LayoutError> {
        let exhibits = exhibit_pages(document, view)?
            .into_iter()
            .map(|pages| (pages.key, (pages.first_page, pages.last_page)))
            .collect();
        Ok(Self { total: document.pages().len(), exhibits })
    }

    /// Returns where things will stand, by the first layout, which leaves out the exhibits of pictures
    /// alone.
    fn foreseen(document: &PagedDocument, view: &DossierView) -> Result<Self, LayoutError> {
        let mut places = Self { total: document.pages().len(), exhibits: BTreeMap::new() };
        let mut next = page_of(document, BEFORE_EVIDENCE).unwrap_or(0).saturating_add(1);
        for exhibit in printed(view) {
            let count = if is_pictures_alone(exhibit) {
                places.total = places.total.saturating_add(exhibit.sheets.len());
                u32::try_from(exhibit.sheets.len()).unwrap_or(u32::MAX)
            } else {
                let pages = pages_of_exhibit(document, &exhibit.key)?;
                pages.last_page.saturating_sub(pages.first_page).saturating_add(1)
            };
            let last = next.saturating_add(count).saturating_sub(1);
            places.exhibits.insert(exhibit.key.clone(), (next, last));
            next = last.saturating_add(1);
        }
        Ok(places)
    }
}

/// Returns whether each sheet of an exhibit takes one page for certain.
fn is_pictures_alone(exhibit: &ExhibitView) -> bool {
    exhibit.sheets.iter().all(|sheet| matches!(sheet, SheetView::Slots { .. }))
}

/// Returns the exhibits that have pages, in the order printed.
fn printed(view: &DossierView) -> impl Iterator<Item = &ExhibitView> {
    let all = view.personal_documents.iter().chain(&view.exhibits);
    all.filter(|exhibit| !exhibit.sheets.is_empty())
}

fn pdf_options(stamp: &LayoutStamp) -> Result<PdfOptions, LayoutError> {
    let date = stamp.date;
    let noon = i32::try_from(date.year_ce().1)
        .ok()
        .zip(u8::try_from(date.month()).ok())
        .zip(u8::try_from(date.day()).ok())
        .and_then(|((year, month), day)| Datetime::from_ymd_hms(year, month, day, 12, 0, 0))
        .ok_or(LayoutError::Date { date })?;
    let standards = PdfStandards::new(&[PdfStandard::A_2a, PdfStandard::Ua_1])
        .map_err(|error| LayoutError::Export { messages: vec![error.message().to_string()] })?;
    Ok(PdfOptions {
        ident: Smart::Custom(stamp.ident.clone()),
        creator: Smart::Custom(Some(stamp.creator.clone())),
        timestamp: Some(Timestamp::new_utc(noon)),
        standards,
        tagged: true,
        ..PdfOptions::default()
    })
}

fn sentences(all: &[SourceDiagnostic]) -> Vec<String> {
    all.iter()
        .map(|one| {
            let hints = one.hints.iter().map(|hint| format!(" ({})", hint.v));
            format!("{}{}", one.message, hints.collect::<String>())
        })
        .collect()
}

/// Page of the first element that carries a label, counted from 1.
fn page_of(document: &PagedDocument, label: &str) -> Option<u32> {
    let label = Label::new(PicoStr::intern(label))?;
    let introspector = document.introspector();
    let found = introspector.query_first(&Selector::Label(label))?;
    let page = introspector.page(found.location()?)?;
    u32::try_from(page.get()).ok()
}

fn exhibit_pages(
    document: &PagedDocument,
    view: &DossierView,
) -> Result<Vec<ExhibitPages>, LayoutError> {
    printed(view).map(|exhibit| pages_of_exhibit(document, &exhibit.key)).collect()
}

fn pages_of_exhibit(document: &PagedDocument, key: &str) -> Result<ExhibitPages, LayoutError> {
    let first = page_of(document, &format!("doc-{key}"));
    let last = page_of(document, &format!("doc-{key}-fim"));
    let (Some(first_page), Some(last_page)) = (first, last) else {
        return Err(LayoutError::LostExhibit { key: key.to_owned() });
    };
    Ok(ExhibitPages { key: key.to_owned(), first_page, last_page })
}

fn headings(document: &PagedDocument) -> Vec<HeadingPlace> {
    let introspector = document.introspector();
    let all = introspector.query(&Selector::Elem(HeadingElem::ELEM, None));
    all.iter()
        .filter_map(|content| {
            let heading = content.to_packed::<HeadingElem>()?;
            if !heading.outlined() {
                return None;
            }
            let page = introspector.page(content.location()?)?;
            Some(HeadingPlace {
                level: u32::try_from(heading.level().get()).ok()?,
                text: heading.body.plain_text().to_string(),
                page: u32::try_from(page.get()).ok()?,
            })
        })
        .collect()
}
