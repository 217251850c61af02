//! Print copies alone, so that their cost can be measured from outside: `copies PASTA LARGURA SAÍDA`
//! makes one of every photo of a folder, at that width, by the reader process as the program does.
//! Deliberately not here: measuring, and choosing how small a copy must be.

#![allow(clippy::disallowed_methods, reason = "an edge of its own: its words come from outside")]
#![allow(clippy::print_stdout, reason = "a measure is read from its output")]

use juntada::import::reader::wire::WirePath;
use juntada::import::reader::{CopyStep, CopyTask, Subject};
use juntada::import::{ReaderCommand, ReaderHandle, ReaderLimits};
use std::error::Error;
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

type Failure = Box<dyn Error>;

/// Quality of the copies: what `vipsthumbnail` is asked for too.
const QUALITY: u8 = 80;

fn main() -> Result<(), Failure> {
    let words: Vec<OsString> = std::env::args_os().skip(1).collect();
    let [photos, width, out] = words.as_slice() else {
        return Err("uso: copies PASTA LARGURA SAÍDA".into());
    };
    let width_px: u32 = width.to_str().ok_or("LARGURA é um número")?.parse()?;
    // This program stands in `examples/`, the reader's beside that folder.
    let here = std::env::current_exe()?;
    let program = here.parent().and_then(Path::parent).ok_or("no folder")?.join("juntada");
    let command = ReaderCommand { program, args: vec!["--leitor".into()] };
    let mut reader = ReaderHandle::new(command, ReaderLimits::default());
    let mut paths: Vec<PathBuf> = fs::read_dir(photos)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    paths.sort();
    let mut bytes = 0;
    for path in &paths {
        let name = path.file_name().ok_or("no name")?;
        let out = WirePath::new(&Path::new(out).join(name).with_extension("fragmento"));
        let steps = vec![CopyStep { width_px, quality: QUALITY, max_bytes: u64::MAX }];
        let task = CopyTask { page: 1, steps, grey: false, out };
        bytes += reader.print_copy(&Subject::new(path, "image/jpeg", None), task)?.size_bytes;
    }
    println!("{} cópias, {bytes} bytes", paths.len());
    Ok(())
}
