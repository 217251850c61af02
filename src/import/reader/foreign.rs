//! Does one request in the child: chooses the parser by type and turns what it says into readings
//! and files.
//! Deliberately not here: reading lines and limits (`child.rs`, `limits.rs`).

use crate::import::codes::{self, FoundCode, MAX_CODES};
use crate::import::ocr::{self, OcrTask};
use crate::import::pdf::{self, LockState, PdfError, PdfNote};
use crate::import::picture::{self, Colour, MAX_PIXELS, RgbPicture};
use crate::import::print_copy::print_copy;
use crate::import::reader::wire::{
    CopyTask, FragmentTask, MadeFile, Outcome, PreviewTask, Request, Subject, Task,
};
use crate::import::reader::{burnt, limits, unpack};
use crate::import::reading::{
    MAX_TEXT_BYTES, NoteCode, PageSize, PdfLock, PdfReading, ReadNote, Reading, Showable,
};
use crate::render::fragment::FragmentError;
use juntada_pixels::Pixels;
use std::cell::RefCell;
use std::fs::{self, File};
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

/// Widest preview, in pixels: a screen of the next years.
const MAX_PREVIEW_PX: u32 = 4096;

/// Width in pixels at which a page is drawn to look for codes: about 300 dots an inch of A4, as the
/// thinnest bar of a bank slip is a quarter of a millimetre.
const CODES_PAGE_PX: u32 = 2480;

/// Processor time in which pages of one file are drawn to look for codes; the rest is passed over.
const CODES_TIME: Duration = Duration::from_secs(8);

/// The type of a PDF.
pub const PDF: &str = "application/pdf";

/// Does what is asked.
pub fn perform(request: &Request) -> Outcome {
    let subject = &request.subject;
    if !matches!(request.task, Task::Preview(_) | Task::Copy(_) | Task::Codes(_) | Task::Ocr(_)) {
        // Its memory is needed for this file.
        KEPT.set(None);
    }
    match &request.task {
        Task::Facts if subject.media_type == PDF => Outcome::Facts(Box::new(read_pdf(subject))),
        Task::Facts if unpack::is_read(&subject.media_type) => {
            Outcome::Facts(Box::new(unpack::facts(subject)))
        }
        Task::Facts => Outcome::Facts(Box::new(picture::read_picture(
            subject.path.as_path(),
            &subject.media_type,
        ))),
        Task::Codes(task) => Outcome::Codes(codes_on(subject, &task.pages)),
        Task::Fragment(task) => {
            written(task.out.as_path(), |out| write_fragment(subject, task, out))
        }
        Task::Preview(task) => written(task.out.as_path(), |out| write_preview(subject, task, out)),
        Task::Copy(task) => written(task.out.as_path(), |out| write_copy(subject, task, out)),
        Task::Burn(task) => written(task.out.as_path(), |out| burnt::write(subject, task, out)),
        Task::Places(task) => burnt::places(subject, task),
        Task::Unlock(task) => unlock(subject, task.out.as_path()),
        Task::Unpack(task) => unpack::unpack(subject, task),
        Task::Ocr(task) => picture_text(subject, task),
    }
}

/// Writes a file by `write`; whatever goes wrong leaves none.
fn written(path: &Path, write: impl FnOnce(&mut Out) -> Result<MadeFile, ReadNote>) -> Outcome {
    let unwritten = |error: std::io::Error| ReadNote::new(NoteCode::CouldNotWrite, &error);
    let attempt = || {
        let mut out = BufWriter::new(File::create(path).map_err(unwritten)?);
        let made = write(&mut out)?;
        let file = out.into_inner().map_err(|error| unwritten(error.into_error()))?;
        Ok(MadeFile { size_bytes: file.metadata().map_err(unwritten)?.len(), ..made })
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

/// The file being written.
pub(super) type Out = BufWriter<File>;

/// Returns what is told of a file that has nothing particular.
pub(super) const fn plain() -> MadeFile {
    MadeFile { size_bytes: 0, drawn_pages: Vec::new(), notes: Vec::new() }
}

fn write_fragment(
    subject: &Subject,
    task: &FragmentTask,
    out: &mut Out,
) -> Result<MadeFile, ReadNote> {
    let path = subject.path.as_path();
    if subject.media_type != PDF {
        return write_picture(path, &subject.media_type, task, out);
    }
    let password = subject.password.as_ref().map(|password| password.reveal());
    let pages = task.pages.iter().map(|page| from_zero(*page)).collect::<Result<Vec<_>, _>>()?;
    let summary = pdf::pages_as_fragment(path, password, &pages, task.mode, out)
        .map_err(|error| pdf_note(&error))?;
    Ok(MadeFile {
        drawn_pages: summary.drawn.iter().map(|page| page.saturating_add(1)).collect(),
        notes: summary.notes.into_iter().map(|note| ReadNote::bare(code_of(note))).collect(),
        ..plain()
    })
}

fn write_picture(
    path: &Path,
    media_type: &str,
    task: &FragmentTask,
    out: &mut Out,
) -> Result<MadeFile, ReadNote> {
    let page = task.pages.first().copied().unwrap_or(1);
    let decoded = decode(path, media_type, page)?;
    let (width, height) = (decoded.width, decoded.height);
    let upright = picture::upright(decoded, pdf::MAX_PIXELS).map_err(|error| error.note())?;
    let is_reduced = u64::from(width) * u64::from(height) > pdf::MAX_PIXELS;
    let detail = format!("{width} × {height} → {} × {}", upright.width, upright.height);
    let upright = pdf::Picture {
        width_px: upright.width,
        height_px: upright.height,
        pixels: upright.pixels,
        grey: upright.colour == Colour::Grey,
    };
    pdf::picture_fragment(&upright, out).map_err(|error| pdf_note(&error))?;
    let notes = is_reduced.then(|| ReadNote::new(NoteCode::Reduced, &detail)).into_iter().collect();
    Ok(MadeFile { notes, ..plain() })
}

/// Writes a reduced picture of a page: drawn or decoded once, then made smaller step by step.
fn write_copy(subject: &Subject, task: &CopyTask, out: &mut Out) -> Result<MadeFile, ReadNote> {
    let widest = task.steps.iter().map(|step| step.width_px).max().unwrap_or(1);
    let page = if subject.media_type == PDF {
        draw_pdf_page(subject, task.page, widest)?
    } else {
        decode(subject.path.as_path(), &subject.media_type, task.page)?
    };
    let copy = print_copy(page, &task.steps, task.grey).map_err(|error| error.note())?;
    pdf::jpeg_fragment(&copy, out).map_err(|error| pdf_note(&error))?;
    Ok(plain())
}

/// Returns the codes on pages; a page that cannot be drawn has none. Pages that no time is left for are
/// passed over.
fn codes_on(subject: &Subject, pages: &[u32]) -> Vec<FoundCode> {
    let (began, used) = (Instant::now(), limits::used_time());
    // The parent's clock must not run out, however busy the machine is.
    let in_time = || {
        limits::used_time().saturating_sub(used) < CODES_TIME && began.elapsed() < CODES_TIME * 4
    };
    let mut found: Vec<FoundCode> = Vec::new();
    for page in pages.iter().take_while(|_| in_time()) {
        let Some(luma) = luma_of(subject, *page) else { continue };
        let codes = codes::scan(&luma).into_iter();
        found.extend(codes.map(|(symbology, text)| FoundCode::new(*page, symbology, text)));
    }
    KEPT.set(None);
    found.truncate(MAX_CODES);
    found
}

/// Returns the brightness of a page.
fn luma_of(subject: &Subject, page: u32) -> Option<Pixels> {
    let path = subject.path.as_path();
    if subject.media_type == PDF {
        let drawn = draw_pdf_page(subject, page, CODES_PAGE_PX).ok()?;
        return Some(drawn.into_pixels().ok()?.grey());
    }
    if subject.media_type == "image/jpeg"
        && let Some(luma) = codes::jpeg_luma(BufReader::new(File::open(path).ok()?))
    {
        return Some(luma);
    }
    let decoded =
        picture::decode_rgb(path, &subject.media_type, page, codes::MAX_PICTURE_PIXELS).ok()?;
    Some(decoded.into_pixels().ok()?.grey())
}

/// Returns the number from 0 of a page from 1.
pub(super) fn from_zero(page: u32) -> Result<u32, ReadNote> {
    page.checked_sub(1).ok_or_else(|| ReadNote::new(NoteCode::Damaged, &"no page 0"))
}

fn write_preview(
    subject: &Subject,
    task: &PreviewTask,
    out: &mut Out,
) -> Result<MadeFile, ReadNote> {
    let png = page_as_png(subject, task.page, task.width_px)?;
    out.write_all(&png).map_err(|error| ReadNote::new(NoteCode::CouldNotWrite, &error))?;
    Ok(plain())
}

/// Returns a page, upright, as PNG.
fn page_as_png(subject: &Subject, page: u32, width_px: u32) -> Result<Vec<u8>, ReadNote> {
    let width_px = width_px.clamp(1, MAX_PREVIEW_PX);
    let picture = if subject.media_type == PDF {
        draw_pdf_page(subject, page, width_px)?
    } else {
        decode(subject.path.as_path(), &subject.media_type, page)?
    };
    picture::preview_png(picture, width_px).map_err(|error| error.note())
}

fn picture_text(subject: &Subject, task: &OcrTask) -> Outcome {
    match page_as_png(subject, task.page, ocr::WIDTH_PX) {
        Ok(png) => Outcome::PictureText(ocr::read_text(task, png)),
        Err(note) => Outcome::Failed(note),
    }
}

/// Writes a copy of a PDF without its password, and looks whether it opens now.
fn unlock(subject: &Subject, out: &Path) -> Outcome {
    let password = subject.password.as_ref().map_or("", |password| password.reveal());
    let mut pages = 0;
    let outcome = written(out, |file| {
        let path = subject.path.as_path();
        pages = pdf::unlocked_copy(path, password, file).map_err(|error| pdf_note(&error))?;
        Ok(plain())
    });
    if matches!(outcome, Outcome::Made(_)) && !pdf::is_open_with(out, pages) {
        let _ = fs::remove_file(out);
        return Outcome::Failed(ReadNote::new(NoteCode::Damaged, &"the copy does not open"));
    }
    outcome
}

pub(super) fn decode(path: &Path, media_type: &str, page: u32) -> Result<RgbPicture, ReadNote> {
    picture::decode_rgb(path, media_type, page, MAX_PIXELS).map_err(|error| error.note())
}

/// The PDF that was drawn from last. Page after page of one file is asked for, and opening it costs
/// as much as it is long.
struct Kept {
    subject: Subject,
    /// Size and time of its last change.
    state: (u64, Option<SystemTime>),
    pdf: pdf::DrawnPdf,
}

thread_local! {
    static KEPT: RefCell<Option<Kept>> = const { RefCell::new(None) };
}

fn draw_pdf_page(subject: &Subject, page: u32, width_px: u32) -> Result<RgbPicture, ReadNote> {
    let page = from_zero(page)?;
    let kept = opened(subject)?;
    let drawn = kept.pdf.page(page, width_px);
    // Put back only now: a parser that panicked may have left it in disorder.
    KEPT.set(Some(kept));
    let drawn = drawn.map_err(|error| pdf_note(&error))?;
    Ok(RgbPicture {
        width: drawn.width_px,
        height: drawn.height_px,
        colour: if drawn.grey { Colour::Grey } else { Colour::Rgb },
        pixels: drawn.pixels,
        orientation: 1,
    })
}

/// Returns a PDF ready to be drawn from: the one that was, if it is this one.
fn opened(subject: &Subject) -> Result<Kept, ReadNote> {
    let path = subject.path.as_path();
    let told = fs::metadata(path).map_err(|error| ReadNote::new(NoteCode::CouldNotRead, &error))?;
    let state = (told.len(), told.modified().ok());
    if let Some(kept) = KEPT.take()
        && kept.subject == *subject
        && kept.state == state
    {
        return Ok(kept);
    }
    let password = subject.password.as_ref().map(|password| password.reveal());
    let pdf = pdf::DrawnPdf::open(path, password).map_err(|error| pdf_note(&error))?;
    Ok(Kept { subject: subject.clone(), state, pdf })
}

/// Reads the facts of a PDF; one that cannot be read is a reading with a note.
fn read_pdf(subject: &Subject) -> Reading {
    let password = subject.password.as_ref().map(|password| password.reveal());
    let mut reading = Reading::of_type(PDF);
    match pdf::facts(subject.path.as_path(), password, pdf::Text::Read) {
        Ok(facts) => {
            reading.pages = facts
                .pages
                .iter()
                .map(|page| PageSize { width_pt: page.width_pt, height_pt: page.height_pt })
                .collect();
            reading.notes.extend(facts.notes.into_iter().map(|note| ReadNote::bare(code_of(note))));
            reading.pdf = Some(PdfReading { lock: lock_of(facts.lock), has_text: facts.has_text });
            let has_words = facts.text.iter().any(|page| !page.trim().is_empty());
            reading.text = has_words.then(|| bounded(facts.text.join("\u{0C}")));
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
pub(super) fn pdf_note(error: &PdfError) -> ReadNote {
    let code = match error {
        PdfError::Locked => NoteCode::Locked,
        PdfError::WrongPassword => NoteCode::WrongPassword,
        PdfError::TooMuch { .. } => NoteCode::TooLarge,
        PdfError::Io { .. } => NoteCode::CouldNotRead,
        PdfError::Fragment { source: FragmentError::Io { .. } } => NoteCode::CouldNotWrite,
        PdfError::Fragment { source: FragmentError::TooMuch { .. } } => NoteCode::TooLarge,
        PdfError::Unreadable
        | PdfError::NoSuchPage { .. }
        | PdfError::ParserFailed
        | PdfError::BadPicture
        | PdfError::Fragment { .. } => NoteCode::Damaged,
    };
    ReadNote::new(code, error)
}
