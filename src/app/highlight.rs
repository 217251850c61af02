//! Marks on evidence (destacar), photos without their place, and taking copies back. A copy with marks
//! stands beside what it was made of and is named for what it is.

use crate::app::copying::{Bench, Burnt, CopySource, page_of, pages_of};
use crate::app::custody::items;
use crate::app::history::{Did, Joins};
use crate::app::{App, AppError, RefusedCopy};
use crate::base::Sha256Digest;
use crate::case::{Case, CopyKind, CopyWork, Finding, ItemId, ItemState, Mark, MarkShape};
use crate::import::NoteCode;
use crate::import::burn::{Burn, BurnShape};
use crate::import::jpeg_bare::without_hidden_data;
use crate::store::{OpenCase, Part, StoreError};
use std::fs;
use std::path::Path;

/// Longest caption, in characters: one line on the page.
const MAX_CAPTION_CHARS: usize = 80;

/// What is to be marked.
#[derive(Debug, Clone)]
pub struct HighlightOrder {
    /// Page of the part, from 1.
    pub page: u32,
    /// Frames and arrows.
    pub marks: Vec<Mark>,
    /// What to look at.
    pub caption: String,
}

impl App {
    /// Makes a copy of a page with frames and arrows, which the dossier shows beside the page.
    ///
    /// # Errors
    /// No mark, or one that is none; a page that the part does not have; a copy that cannot be made;
    /// the case has no such part or cannot be written. Nothing changes then.
    pub fn highlight(
        &mut self,
        root: &Path,
        part: Part,
        order: &HighlightOrder,
    ) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        let (mut opened, bench) = self.open_for_copies(root)?;
        let before = opened.case().clone();
        let pages = pages_of(&before, part)?;
        let (item, page) = page_of(&pages, part, order.page)?;
        if order.marks.is_empty() {
            return Err(RefusedCopy::NothingMarked { id: part.to_string() }.into());
        }
        let is_none = |mark: &&Mark| mark.shape == MarkShape::Frame && !mark.area.is_area();
        if let Some(mark) = order.marks.iter().find(is_none) {
            return Err(RefusedCopy::NoArea { area: mark.area.to_string() }.into());
        }
        let source = self.shown_source(&opened, item)?;
        let burns: Vec<Burn> = order.marks.iter().map(|mark| burn_of(page, *mark)).collect();
        let made = self.burnt_page(&source, page, &burns, &bench)?;
        let caption = order.caption.split_whitespace().collect::<Vec<_>>().join(" ");
        let caption = caption.chars().take(MAX_CAPTION_CHARS).collect();
        let work = CopyWork::Highlighted { page, marks: order.marks.clone(), caption };
        let copy = self.keep_copy(&mut opened, (item, source.sha256), &made, work)?;
        let mut case = opened.case().clone();
        let is_same = |known: &crate::case::MadeCopy| known.sha256 == copy.sha256;
        case.copies.retain(|known| !is_same(known));
        case.copies.push(copy);
        opened.write(case, &self.stamp())?;
        let title = super::title_of(&before, part);
        self.remember(&opened, &before, &Did::Highlighted(title), Joins::Never);
        Ok((vec![item.to_string()], opened.findings().to_vec()))
    }

    /// Returns what the dossier shows of an item: its copy with bars, or else its own file.
    fn shown_source(&self, opened: &OpenCase, item: ItemId) -> Result<CopySource, AppError> {
        let source = self.copy_source(opened, item)?;
        let barred = opened.case().stand_in(item);
        let barred = barred.filter(|copy| copy.work.kind() == CopyKind::Redacted);
        let Some(copy) = barred else { return Ok(source) };
        let path = opened.derivative_path(&copy.stored_as);
        self.must_be(&path, copy.sha256)?;
        let (sha256, media_type) = (copy.sha256, copy.media_type.clone());
        Ok(CopySource { path, sha256, media_type, ..source })
    }

    /// Makes copies of the photos of a part, or of the whole case, that do not say where they were
    /// taken; packages carry them in place of the photos. The picture of a JPEG stays bit for bit;
    /// others are drawn anew.
    ///
    /// # Errors
    /// No photo says where it was taken; the case has no such part or cannot be written.
    pub fn without_place(
        &mut self,
        root: &Path,
        part: Option<Part>,
    ) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        let (mut opened, bench) = self.open_for_copies(root)?;
        let before = opened.case().clone();
        let of_part = match part {
            Some(part) => items(&before, part)?,
            None => before.items.keys().copied().collect(),
        };
        let tells = |id: &ItemId| {
            let item = before.items.get(id).filter(|item| item.state == ItemState::Kept);
            let reading = item.and_then(|item| item.read.as_ref());
            before.stand_in(*id).is_none()
                && reading
                    .is_some_and(|read| read.has_picture() && read.has_note(NoteCode::HasPlace))
        };
        let photos: Vec<ItemId> = of_part.into_iter().filter(tells).collect();
        if photos.is_empty() {
            let id = part.map_or_else(|| "caso".to_owned(), |part| part.to_string());
            return Err(RefusedCopy::NoPlaceInside { id }.into());
        }
        let mut copies = before.copies.clone();
        for id in &photos {
            let source = self.copy_source(&opened, *id)?;
            let made = if source.media_type == "image/jpeg" {
                bare_jpeg(&source, &bench)?
            } else {
                self.burnt_copy(&source, &[], &bench)?
            };
            let work = CopyWork::WithoutPlace;
            copies.push(self.keep_copy(&mut opened, (*id, source.sha256), &made, work)?);
        }
        let case = Case { copies, ..opened.case().clone() };
        opened.write(case, &self.stamp())?;
        self.remember(&opened, &before, &Did::WithoutPlace, Joins::Never);
        Ok((photos.iter().map(ToString::to_string).collect(), opened.findings().to_vec()))
    }

    /// No longer shows a copy; it stays among the derivatives.
    ///
    /// # Errors
    /// The case shows no such copy, or cannot be written.
    pub fn drop_copy(
        &mut self,
        root: &Path,
        sha256: Sha256Digest,
    ) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        let mut opened = self.open(root)?;
        let before = opened.case().clone();
        let absent = || StoreError::NoSuchPart { id: sha256.short() };
        let copy = before.copies.iter().find(|copy| copy.sha256 == sha256).ok_or_else(absent)?;
        let mut case = before.clone();
        case.copies.retain(|known| known.sha256 != sha256 && known.source_sha256 != sha256);
        opened.write(case, &self.stamp())?;
        let title = super::title_of(&before, Part::Item(copy.item));
        self.remember(&opened, &before, &Did::CopyDropped(title), Joins::Never);
        Ok((vec![copy.item.to_string()], opened.findings().to_vec()))
    }
}

/// Makes the same picture without what it says beside its pixels.
fn bare_jpeg(source: &CopySource, bench: &Bench) -> Result<Burnt, AppError> {
    let failed =
        |detail: String| RefusedCopy::CopyNotMade { id: source.item.id.to_string(), detail };
    let bytes = fs::read(&source.path).map_err(|error| failed(error.to_string()))?;
    let bare = without_hidden_data(&bytes).ok_or_else(|| failed("JPEG".to_owned()))?;
    let path = bench.file("foto.jpg");
    fs::write(&path, bare).map_err(|error| failed(error.to_string()))?;
    Ok(Burnt { path, ending: "jpg", media_type: "image/jpeg" })
}

const fn burn_of(page: u32, mark: Mark) -> Burn {
    let shape = match mark.shape {
        MarkShape::Frame => BurnShape::Frame,
        MarkShape::Arrow => BurnShape::Arrow,
    };
    Burn { page, shape, area: mark.area }
}
