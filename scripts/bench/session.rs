//! A session of someone who edits with the preview open, so that its cost can be measured from
//! outside: `session CASO VOLTAS PÁGINA` makes the preview and draws a page of it, then so many times
//! changes a title, makes the preview anew and draws the same page again. Deliberately not here:
//! measuring, and making the case.

#![allow(clippy::disallowed_methods, reason = "an edge of its own: its words come from outside")]
#![allow(clippy::print_stdout, reason = "a measure is read from its output")]

use chrono::DateTime;
use juntada::app::{App, Drawer, Edit, PreviewOrder, Surroundings};
use juntada::case::{Actor, ExhibitId};
use juntada::import::ReaderCommand;
use juntada::store::Disk;
use std::error::Error;
use std::ffi::OsString;
use std::path::Path;

type Failure = Box<dyn Error>;

/// Width of the page on a screen of 1366 pixels, as the window asks for it.
const WIDTH_PX: u32 = 1280;

fn main() -> Result<(), Failure> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [case, turns, page] = words.as_slice() else {
        return Err("uso: session CASO VOLTAS PÁGINA".into());
    };
    let number = |word: &OsString| word.to_str().and_then(|word| word.parse::<u32>().ok());
    let (Some(turns), Some(page)) = (number(turns), number(page)) else {
        return Err("VOLTAS e PÁGINA são números".into());
    };
    let case = Path::new(case);
    // This program stands in `examples/`, the reader's beside that folder.
    let here = std::env::current_exe()?;
    let program = here.parent().and_then(Path::parent).ok_or("no folder")?.join("juntada");
    let reader = ReaderCommand { program, args: vec!["--leitor".into()] };
    let clock = DateTime::parse_from_rfc3339("2026-11-21T12:00:00-03:00")?;
    let mut app = App::new(Surroundings {
        clock: Box::new(move || clock),
        chance: Box::new(|bytes| bytes.fill(7)),
        reader: reader.clone(),
        ocr: None,
        holder: "session".to_owned(),
        actor: Actor::Titular,
        profiles: None,
        received: None,
        workshop: std::env::temp_dir(),
        disk: Box::new(Disk::new),
        progress: Box::new(|_| true),
    });
    let drawer = Drawer::new(&reader, &case.join(".juntada/desenhos"), app.proofs());
    look(&mut app, &drawer, case, page)?;
    for turn in 1..=turns {
        let title = Some(format!("Título mudado {turn}"));
        app.edit(case, ExhibitId::new(1), &Edit { title, ..Edit::default() })?;
        look(&mut app, &drawer, case, page)?;
    }
    Ok(())
}

/// Makes the preview and draws a page of it.
fn look(app: &mut App, drawer: &Drawer, case: &Path, page: u32) -> Result<(), Failure> {
    let order = PreviewOrder { profile: "advogado".to_owned(), date: None, since: None };
    let made = app.preview(case, &order)?;
    let drawn = drawer.page(case, made.first.key, page, WIDTH_PX);
    println!("{} páginas, {} bytes", made.first.pages, drawn.ok_or("not drawn")?.len());
    Ok(())
}
