//! Pages with something drawn over them, and what stands where on a page; in the child.

use crate::import::burn::burn;
use crate::import::pdf::{self, Found, Picture};
use crate::import::picture::{self, Colour};
use crate::import::reader::foreign::{Out, PDF, decode, from_zero, pdf_note, plain};
use crate::import::reader::wire::{
    BurnForm, BurnTask, FoundPlace, FoundPlaces, MadeFile, Outcome, PlacesTask, Subject,
};
use crate::import::reading::{NoteCode, ReadNote};
use std::io::Write;

/// Writes pages with what is drawn over them.
pub(super) fn write(
    subject: &Subject,
    task: &BurnTask,
    out: &mut Out,
) -> Result<MadeFile, ReadNote> {
    let path = subject.path.as_path();
    let password = subject.password.as_ref().map(|password| password.reveal());
    let mut touch = |page: u32, picture: &mut Picture| {
        burn(picture, page.saturating_add(1), &task.burns);
    };
    match (task.form, subject.media_type == PDF) {
        (BurnForm::Fragment, true) => {
            let pages: Vec<u32> =
                task.pages.iter().map(|page| from_zero(*page)).collect::<Result<_, _>>()?;
            pdf::touched_pages(path, password, &pages, &mut touch, out)
                .map_err(|error| pdf_note(&error))?;
        }
        (BurnForm::Fragment, false) => {
            let picture = one(subject, task, &mut touch)?;
            pdf::picture_fragment(&picture, out).map_err(|error| pdf_note(&error))?;
        }
        (BurnForm::Jpeg | BurnForm::Png, _) => {
            let picture = one(subject, task, &mut touch)?;
            let made = match task.form {
                BurnForm::Png => pdf::png_of(&picture),
                _ => pdf::jpeg_of(&picture),
            };
            let bytes = made.ok_or_else(|| ReadNote::bare(NoteCode::Damaged))?;
            out.write_all(&bytes).map_err(|e| ReadNote::new(NoteCode::CouldNotWrite, &e))?;
        }
    }
    Ok(plain())
}

/// Returns the one page that was asked for, upright and touched.
fn one(
    subject: &Subject,
    task: &BurnTask,
    touch: &mut dyn FnMut(u32, &mut Picture),
) -> Result<Picture, ReadNote> {
    let page = task.pages.first().copied().unwrap_or(1);
    let index = from_zero(page)?;
    let path = subject.path.as_path();
    let mut picture = if subject.media_type == PDF {
        let password = subject.password.as_ref().map(|password| password.reveal());
        pdf::drawn_page_of(path, password, index).map_err(|error| pdf_note(&error))?
    } else {
        let decoded = decode(path, &subject.media_type, page)?;
        let upright = picture::upright(decoded, pdf::MAX_PIXELS).map_err(|error| error.note())?;
        Picture {
            width_px: upright.width,
            height_px: upright.height,
            pixels: upright.pixels,
            grey: upright.colour == Colour::Grey,
        }
    };
    touch(index, &mut picture);
    Ok(picture)
}

/// Finds what stands where on pages of a PDF; on other files nothing is known to stand anywhere.
pub(super) fn places(subject: &Subject, task: &PlacesTask) -> Outcome {
    if subject.media_type != PDF {
        let under = task.under.iter().map(|_| String::new()).collect();
        return Outcome::Places(FoundPlaces { found: Vec::new(), under });
    }
    let password = subject.password.as_ref().map(|password| password.reveal());
    match pdf::places(subject.path.as_path(), password, &task.pages, &task.under) {
        Ok(Found { found, under }) => {
            let found = found.into_iter().map(|one| FoundPlace {
                page: one.page,
                hides: one.kind,
                text: one.text,
                areas: one.areas,
            });
            Outcome::Places(FoundPlaces { found: found.collect(), under })
        }
        Err(error) => Outcome::Failed(pdf_note(&error)),
    }
}
