//! Tests of the reader process: what it does is tested in a thread of this process, how it fails
//! with other programs in its place.

use super::*;
use crate::import::pdf::PageMode;
use crate::import::reading::NoteCode;
use image::RgbImage;
use std::io::BufReader;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tempfile::TempDir;
use wire::{Outcome, Reply, Request, Task, WirePath};

fn png(folder: &TempDir) -> PathBuf {
    let path = folder.path().join("a.png");
    RgbImage::from_raw(2, 1, vec![1, 2, 3, 4, 5, 6]).unwrap().save(&path).unwrap();
    path
}

#[test]
fn facts_fragment_and_preview_come_over_the_pipe() {
    let folder = TempDir::new().unwrap();
    let subject = Subject::new(&png(&folder), "image/png", None);
    let mut reader = ReaderHandle::in_this_process();
    assert_eq!(reader.facts(&subject).unwrap().picture.unwrap().width_px, 2);
    let out = folder.path().join("out");
    let task = FragmentTask { pages: vec![1], mode: PageMode::Draw, out: WirePath::new(&out) };
    let made = reader.fragment(&subject, task).unwrap();
    assert_eq!(std::fs::metadata(&out).unwrap().len(), made.size_bytes);
    let task = PreviewTask { page: 1, width_px: 100, out: WirePath::new(&out) };
    reader.preview(&subject, task).unwrap();
    assert_eq!(
        image::open(&out).map(|image| image.width()).ok(),
        None,
        "the name has no extension"
    );
    assert!(std::fs::read(&out).unwrap().starts_with(b"\x89PNG"));
    assert_eq!(reader.starts(), 1);
}

#[test]
fn what_cannot_be_made_leaves_no_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a.png");
    std::fs::write(&path, b"\x89PNG\r\n\x1A\nlixo").unwrap();
    let out = folder.path().join("out");
    let mut reader = ReaderHandle::in_this_process();
    let task = PreviewTask { page: 1, width_px: 9, out: WirePath::new(&out) };
    let error = reader.preview(&Subject::new(&path, "image/png", None), task.clone()).unwrap_err();
    assert!(matches!(error, ReaderError::Failed { .. }) && !out.exists(), "{error}");
    let nowhere = PreviewTask { out: WirePath::new(&folder.path().join("no/where")), ..task };
    let subject = Subject::new(&png(&folder), "image/png", None);
    let error = reader.preview(&subject, nowhere).unwrap_err();
    assert_eq!(error.note().code, NoteCode::CouldNotWrite);
    assert_eq!(reader.starts(), 1, "a failure is no death");
}

#[test]
fn request_that_is_not_understood_ends_the_child() {
    let mut output = Vec::new();
    assert!(serve(BufReader::new(&b"{}\n"[..]), &mut output).is_err());
    assert!(output.is_empty());
    assert!(serve(BufReader::new(&b""[..]), &mut output).is_ok());
}

#[test]
fn replies_stand_one_a_line_and_in_order() {
    let request = |number| {
        let subject = Subject::new(Path::new("/nonexistent\nname"), "image/png", Some("segredo"));
        serde_json::to_string(&Request { number, subject, task: Task::Facts }).unwrap()
    };
    let input = format!("{}\n{}\n", request(7), request(8));
    let mut output = Vec::new();
    serve(BufReader::new(input.as_bytes()), &mut output).unwrap();
    let output = String::from_utf8(output).unwrap();
    let replies: Vec<Reply> =
        output.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(replies.iter().map(|reply| reply.number).collect::<Vec<_>>(), [7, 8]);
    assert!(
        matches!(&replies[0].outcome, Outcome::Facts(reading) if reading.has_note(NoteCode::CouldNotRead))
    );
    assert!(!output.contains("segredo"));
}

#[cfg(unix)]
mod deaths {
    use super::*;

    fn shell(script: &str, wall: Duration) -> ReaderHandle {
        let args = vec!["-c".into(), script.into()];
        ReaderHandle::new(ReaderCommand { program: "/bin/sh".into(), args }, ReaderLimits { wall })
    }

    fn ask(reader: &mut ReaderHandle) -> ReaderError {
        reader
            .facts(&Subject::new(Path::new("a.pdf"), "application/pdf", Some("segredo")))
            .unwrap_err()
    }

    const LONG: Duration = Duration::from_secs(30);
    const SHORT: Duration = Duration::from_millis(100);

    #[test]
    fn death_is_told_with_its_status_and_the_next_file_gets_a_new_child() {
        let mut reader = shell("read x; exit 41", LONG);
        for starts in 1..=3 {
            let error = ask(&mut reader);
            assert!(
                matches!(&error, ReaderError::Died { status } if status.contains("41")),
                "{error}"
            );
            assert_eq!((reader.starts(), error.note().code), (starts, NoteCode::ReaderDied));
        }
    }

    #[test]
    fn killed_child_is_told_with_its_signal() {
        let error = ask(&mut shell("read x; kill -SEGV $$", LONG));
        assert!(
            matches!(&error, ReaderError::Died { status } if status.contains("signal")),
            "{error}"
        );
    }

    #[test]
    fn child_out_of_processor_time_took_too_long() {
        let error = ask(&mut shell("read x; kill -XCPU $$", LONG));
        assert_eq!(error.note().code, NoteCode::ReaderTimeout, "{error}");
    }

    #[test]
    fn hanging_child_is_ended_by_the_clock() {
        let folder = TempDir::new().unwrap();
        let mark = folder.path().join("pid");
        let mut reader = shell(
            &format!("echo $$ > {}; cat >/dev/null; true", mark.display()),
            Duration::from_secs(1),
        );
        let error = ask(&mut reader);
        assert_eq!(error.note().code, NoteCode::ReaderTimeout, "{error}");
        let pid = std::fs::read_to_string(&mark).unwrap();
        let alive = std::process::Command::new("kill").args(["-0", pid.trim()]).output().unwrap();
        assert!(!alive.status.success(), "the child still lives");
    }

    #[test]
    fn child_that_reads_nothing_is_ended_by_the_clock() {
        let mut reader = shell("exec 0<&-; while :; do :; done", SHORT);
        let code = ask(&mut reader).note().code;
        assert!(matches!(code, NoteCode::ReaderTimeout | NoteCode::ReaderDied), "{code}");
    }

    #[test]
    fn rubbish_and_replies_to_others_are_refused() {
        let reply = r#"{"number":99,"outcome":{"made":{"size_bytes":1}}}"#;
        let misfit = r#"{"number":1,"outcome":{"made":{"size_bytes":1}}}"#;
        for script in [
            "read x; echo lixo; cat".to_owned(),
            format!("read x; echo '{reply}'; cat"),
            format!("read x; echo '{misfit}'; cat"),
        ] {
            let error = ask(&mut shell(&script, LONG));
            assert!(matches!(error, ReaderError::Garbled { .. }), "{script}: {error}");
        }
    }

    #[test]
    fn endless_reply_is_cut_at_its_limit() {
        let error = ask(&mut shell("read x; yes | tr -d '\\n'", LONG));
        assert!(matches!(error, ReaderError::Garbled { .. }), "{error}");
    }

    #[test]
    fn half_a_reply_is_a_death() {
        let error = ask(&mut shell("read x; printf '{\"number\":1'", LONG));
        assert!(matches!(error, ReaderError::Died { .. }), "{error}");
    }

    #[test]
    fn child_that_dies_of_its_second_file_is_tried_again_once() {
        let reading = crate::import::Reading::of_type("application/pdf");
        let reply = |number| {
            let outcome = Outcome::Facts(Box::new(reading.clone()));
            serde_json::to_string(&Reply { number, outcome }).unwrap()
        };
        let folder = TempDir::new().unwrap();
        let mark = folder.path().join("mark");
        let mark = mark.display();
        // The first child answers once and dies of the second; the second child answers.
        let script = format!(
            "read x; if [ -e {mark} ]; then echo '{}'; else touch {mark}; echo '{}'; fi; read x; exit 1",
            reply(2),
            reply(1)
        );
        let mut reader = shell(&script, LONG);
        let subject = Subject::new(Path::new("a.pdf"), "application/pdf", None);
        assert!(reader.facts(&subject).is_ok());
        assert!(reader.facts(&subject).is_ok());
        assert_eq!(reader.starts(), 2);
    }

    #[test]
    fn no_error_shows_the_password() {
        for script in ["read x; exit 1", "read x; echo \"$x\"", "cat"] {
            let error = ask(&mut shell(script, LONG));
            let shown = format!("{error} {error:?} {:?}", error.note());
            assert!(!shown.contains("segredo"), "{shown}");
        }
    }
}

#[test]
fn program_that_is_not_there_is_a_note() {
    let command = ReaderCommand { program: "/nonexistent/leitor".into(), args: vec![] };
    let mut reader = ReaderHandle::new(command, ReaderLimits::default());
    let error =
        reader.facts(&Subject::new(Path::new("a.pdf"), "application/pdf", None)).unwrap_err();
    assert!(matches!(error, ReaderError::CannotStart { .. }));
    assert_eq!(error.note().code, NoteCode::ReaderDied);
}

/// A PDF of one empty page of 200 × 100 points, without a table of objects.
const SMALL_PDF: &[u8] = b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n\
    2 0 obj <</Type/Pages/Kids[3 0 R]/Count 1>> endobj\n\
    3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>> endobj\n\
    trailer <</Root 1 0 R/Size 4>>\n%%EOF\n";

#[test]
fn pages_of_a_pdf_are_counted_from_one() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("a");
    std::fs::write(&path, SMALL_PDF).unwrap();
    let mut reader = ReaderHandle::in_this_process();
    let reading = crate::import::read_file(&path, "fatura.pdf", None, &mut reader);
    assert_eq!((reading.pages.len(), reading.text.as_deref()), (1, None), "{reading:?}");
    assert_eq!((reading.pages[0].width_pt, reading.pages[0].height_pt), (200.0, 100.0));
    let subject = Subject::new(&path, "application/pdf", None);
    let out = folder.path().join("out");
    for (page, is_there) in [(0, false), (1, true), (2, false)] {
        let out = WirePath::new(&out);
        let task = FragmentTask { pages: vec![page], mode: PageMode::Keep, out: out.clone() };
        assert_eq!(reader.fragment(&subject, task).is_ok(), is_there, "fragment of page {page}");
        let preview = PreviewTask { page, width_px: 50, out };
        assert_eq!(reader.preview(&subject, preview).is_ok(), is_there, "preview of page {page}");
    }
}
