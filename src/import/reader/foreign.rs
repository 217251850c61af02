//! Does one request in the child: chooses the parser by type and turns what it says into readings
//! and files.
//! Deliberately not here: reading lines and limits (`child.rs`, `limits.rs`).

use crate::import::pdf::{self, LockState, PdfError, PdfNote};
use crate::import::picture::{self, MAX_PIXELS, PictureError, RgbPicture};
use crate::import::reader::wire::{
    FragmentTask, MadeFile, Outcome, PreviewTask, Request, Subject, Task,
};
use crate::import::reading::{
    MAX_TEXT_BYTES, NoteCode, PageSize, PdfLock, PdfReading, ReadNote, Reading, Showable,
};
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::Path;

/// Lowest and highest resolution at which a page is drawn for a preview, in dots an inch.
const PREVIEW_DPI: (f32, f32) = (18.0, 300.0);

/// Widest preview, in pixels: a screen of the next years.
const MAX_PREVIEW_PX: u32 = 4096;

/// The type of a PDF.
pub const PDF: &str = "application/pdf";

/// Does what is asked.
pub fn perform(request: &Request) -> Outcome {
    let subject = &request.subject;
    match &request.task {
        Task::Facts if subject.media_type == PDF => Outcome::Facts(Box::new(read_pdf(subject))),
        Task::Facts => Outcome::Facts(Box::new(picture::read_picture(
            subject.path.as_path(),
            &subject.media_type,
        ))),
        Task::Fragment(task) => {
            written(task.out.as_path(), |out| write_fragment(subject, task, out))
        }
        Task::Preview(task) => written(task.out.as_path(), |out| write_preview(subject, task, out)),
    }
}

/// Writes a file by `write`; whatever goes wrong leaves none.
fn written(path: &Path, write: impl FnOnce(&mut dyn Write) -> Result<(), ReadNote>) -> Outcome {
    let unwritten = |error: std::io::Error| ReadNote::new(NoteCode::CouldNotWrite, &error);
    let attempt = || {
        let mut out = BufWriter::new(File::create(path).map_err(unwritten)?);
        write(&mut out)?;
        let file = out.into_inner().map_err(|error| unwritten(error.into_error()))?;
        let size_bytes = file.metadata().map_err(unwritten)?.len();
        Ok(MadeFile { size_bytes })
    };
    match attempt() {
        Ok(made) => Outcome::Made(made),
        Err(note) => {
            // Nothing half-written may look like a result; that it could not be removed either
            // changes nothing of what is told.
            let _ = fs::remove_file(path);
            Outcome::Failed(note)
        }
    }
}

fn write_fragment(
    subject: &Subject,
    task: &FragmentTask,
    out: &mut dyn Write,
) -> Result<(), ReadNote> {
    let path = subject.path.as_path();
    if subject.media_type == PDF {
        let password = subject.password.as_ref().map(|password| password.reveal());
        return pdf::pages_as_fragment(path, password, &task.pages, task.mode, out)
            .map(drop)
            .map_err(|error| pdf_note(&error));
    }
    let page = task.pages.first().copied().unwrap_or(1);
    let picture = decode(path, &subject.media_type, page)?;
    let RgbPicture { width, height, colour, pixels, .. } = picture;
    pdf::picture_fragment(width, height, colour.components(), &pixels, out)
        .map(drop)
        .map_err(|error| pdf_note(&error))
}

fn write_preview(
    subject: &Subject,
    task: &PreviewTask,
    out: &mut dyn Write,
) -> Result<(), ReadNote> {
    let path = subject.path.as_path();
    let width_px = task.width_px.clamp(1, MAX_PREVIEW_PX);
    let picture = if subject.media_type == PDF {
        draw_pdf_page(subject, task.page, width_px)?
    } else {
        decode(path, &subject.media_type, task.page)?
    };
    let png = picture::preview_png(picture, width_px).map_err(|error| error.note())?;
    out.write_all(&png).map_err(|error| ReadNote::new(NoteCode::CouldNotWrite, &error))
}

fn decode(path: &Path, media_type: &str, page: u32) -> Result<RgbPicture, ReadNote> {
    picture::decode_rgb(path, media_type, page, MAX_PIXELS)
        .map_err(|error: PictureError| error.note())
}

fn draw_pdf_page(subject: &Subject, page: u32, width_px: u32) -> Result<RgbPicture, ReadNote> {
    let path = subject.path.as_path();
    let password = subject.password.as_ref().map(|password| password.reveal());
    let facts = pdf::facts(path, password).map_err(|error| pdf_note(&error))?;
    let index = usize::try_from(page.saturating_sub(1)).unwrap_or(usize::MAX);
    let no_page = || ReadNote::new(NoteCode::Damaged, &format!("no page {page}"));
    let width_pt = facts.pages.get(index).ok_or_else(no_page)?.width_pt.max(1.0);
    let wanted = f32::from(u16::try_from(width_px).unwrap_or(u16::MAX)) / width_pt * 72.0;
    let dpi = wanted.clamp(PREVIEW_DPI.0, PREVIEW_DPI.1);
    let drawn = pdf::draw_page(path, password, page, dpi).map_err(|error| pdf_note(&error))?;
    Ok(RgbPicture {
        width: drawn.width,
        height: drawn.height,
        colour: picture::Colour::Rgb,
        pixels: drawn.pixels,
        orientation: 1,
    })
}

/// Reads the facts of a PDF; one that cannot be read is a reading with a note.
fn read_pdf(subject: &Subject) -> Reading {
    let password = subject.password.as_ref().map(|password| password.reveal());
    let mut reading = Reading::of_type(PDF);
    match pdf::facts(subject.path.as_path(), password) {
        Ok(facts) => {
            reading.pages = facts
                .pages
                .iter()
                .map(|page| PageSize { width_pt: page.width_pt, height_pt: page.height_pt })
                .collect();
            reading.notes.extend(facts.notes.into_iter().map(|note| ReadNote::bare(code_of(note))));
            reading.pdf = Some(PdfReading { lock: lock_of(facts.lock), has_text: facts.has_text });
            reading.text = facts.text.map(bounded);
            match facts.lock {
                LockState::Locked => reading.notes.push(ReadNote::bare(NoteCode::Locked)),
                LockState::WrongPassword => {
                    reading.notes.push(ReadNote::bare(NoteCode::WrongPassword));
                }
                _ if reading.pages.is_empty() => {
                    reading.notes.push(ReadNote::new(NoteCode::Damaged, &"no pages"));
                }
                _ => reading.showable = Showable::Pdf,
            }
        }
        Err(error) => reading.notes.push(pdf_note(&error)),
    }
    reading
}

/// Returns a text cut to [`MAX_TEXT_BYTES`].
fn bounded(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    text
}

/// Returns the lock as a reading tells it.
const fn lock_of(lock: LockState) -> PdfLock {
    match lock {
        LockState::Open => PdfLock::None,
        LockState::OpenedWithEmpty => PdfLock::OpensWithoutPassword,
        LockState::OpenedWithPassword => PdfLock::OpenedWithPassword,
        LockState::Locked | LockState::WrongPassword => PdfLock::Locked,
    }
}

/// Returns the code under which a reading tells a note of the PDF module.
const fn code_of(note: PdfNote) -> NoteCode {
    match note {
        PdfNote::Repaired => NoteCode::Repaired,
        PdfNote::SecondParser => NoteCode::DrawnOnly,
        PdfNote::TooManyPages => NoteCode::TooLarge,
        PdfNote::HiddenLayers => NoteCode::HiddenLayers,
        PdfNote::FieldWithoutAppearance => NoteCode::FieldWithoutAppearance,
        PdfNote::TextCut => NoteCode::Truncated,
    }
}

/// Returns the note for an error of the PDF module.
fn pdf_note(error: &PdfError) -> ReadNote {
    let code = match error {
        PdfError::Locked => NoteCode::Locked,
        PdfError::WrongPassword => NoteCode::WrongPassword,
        PdfError::TooMuch { .. } => NoteCode::TooLarge,
        PdfError::Io { .. } => NoteCode::CouldNotRead,
        PdfError::Unreadable
        | PdfError::NoSuchPage { .. }
        | PdfError::ParserFailed
        | PdfError::BadPicture => NoteCode::Damaged,
    };
    ReadNote::new(code, error)
}
