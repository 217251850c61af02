//! Office files: what they say of themselves (title, author, when made, pages), whether they carry
//! macros, whether they are locked. Nothing of their content is read, and no macro is ever run.
//!
//! Of the old binary kinds (`.doc`, `.xls`) only macros and locks are told, by the names of streams.
//! Deliberately not here: showing them, which would mean to lay them out. Runs in the reader process
//! only.

use crate::base::Moment;
use crate::import::parsed::Parsed;
use crate::import::reading::{NoteCode, ReadNote, Reading};
use roxmltree::{Document, ParsingOptions};
use serde::{Deserialize, Serialize};
use std::fs::File;
use std::io::{self, BufReader, Read, Seek};
use std::path::Path;
use zip::ZipArchive;

/// Most entries of an office file; a presentation with a thousand pictures has some thousands.
const MAX_ENTRIES: usize = 20_000;

/// Most bytes of a part with facts; usual ones have one thousand.
const MAX_PART_BYTES: u64 = 1024 * 1024;

/// Most nodes of a part with facts.
const MAX_NODES: u32 = 10_000;

/// Most bytes of an old file in which names of streams are looked for.
const MAX_OLD_BYTES: u64 = 64 * 1024 * 1024;

/// Longest title or name that is told, in characters.
const MAX_CHARS: usize = 200;

/// What an office file says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct OfficeReading {
    /// Its title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Who made it, by the name in the program that wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub author: Option<String>,
    /// When it was made, by the clock of that computer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<Moment>,
    /// How many pages it says it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub page_count: Option<u32>,
    /// Whether it carries macros.
    pub macros: bool,
    /// Whether it needs a password.
    pub encrypted: bool,
}

/// Returns whether files of this type are read here.
pub fn is_office(media_type: &str) -> bool {
    is_old(media_type)
        || media_type.starts_with("application/vnd.openxmlformats-officedocument.")
        || media_type.starts_with("application/vnd.oasis.opendocument.")
}

/// Returns whether this is one of the binary kinds, or their container with a locked newer one.
fn is_old(media_type: &str) -> bool {
    matches!(
        media_type,
        "application/msword"
            | "application/vnd.ms-excel"
            | "application/vnd.ms-powerpoint"
            | "application/x-cfb"
    )
}

/// Reads what an office file says of itself; one that cannot be read is a reading with a note.
pub fn read_office(path: &Path, media_type: &str) -> Reading {
    let mut reading =
        Reading::of_type(media_type).with_note(ReadNote::bare(NoteCode::NotPrintable));
    let told = match File::open(path) {
        Ok(file) if is_old(media_type) => old(file),
        Ok(file) => packed(BufReader::new(file)),
        Err(error) => Err(error),
    };
    match told {
        Ok(told) => {
            if told.macros {
                reading.notes.push(ReadNote::bare(NoteCode::Macros));
            }
            if told.encrypted {
                reading.notes.push(ReadNote::bare(NoteCode::OfficeLocked));
            }
            reading.parsed = Some(Parsed::Office(told));
        }
        Err(error) => reading.notes.push(ReadNote::new(NoteCode::Damaged, &error)),
    }
    reading
}

/// Reads a file that is a ZIP of XML: Office Open XML (ECMA-376) and OpenDocument (ISO/IEC 26300).
fn packed(file: impl Read + Seek) -> io::Result<OfficeReading> {
    let mut archive = ZipArchive::new(file)?;
    if archive.len() > MAX_ENTRIES {
        return Err(io::Error::other("too many parts"));
    }
    let names: Vec<String> =
        archive.file_names_raw().map(|name| String::from_utf8_lossy(name).into_owned()).collect();
    let has_macros = |name: &String| {
        name.ends_with("vbaProject.bin")
            || (name.starts_with("Basic/") || name.starts_with("Scripts/")) && !name.ends_with('/')
    };
    let mut told =
        OfficeReading { macros: names.iter().any(has_macros), ..OfficeReading::default() };
    for part in ["docProps/core.xml", "docProps/app.xml", "meta.xml"] {
        if let Some(text) = part_of(&mut archive, part) {
            add_facts(&mut told, &text);
        }
    }
    let manifest = part_of(&mut archive, "META-INF/manifest.xml").unwrap_or_default();
    told.encrypted = manifest.contains("encryption-data");
    Ok(told)
}

fn part_of(archive: &mut ZipArchive<impl Read + Seek>, name: &str) -> Option<String> {
    let part = archive.by_name(name).ok()?;
    let mut text = String::new();
    part.take(MAX_PART_BYTES).read_to_string(&mut text).ok()?;
    Some(text)
}

/// Adds what a part says, by the local names of its members; one that declares entities says nothing.
fn add_facts(told: &mut OfficeReading, xml: &str) {
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MAX_NODES, ..ParsingOptions::default() };
    let Ok(document) = Document::parse_with_options(xml, options) else { return };
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        let text = node.text().map(str::trim).filter(|text| !text.is_empty());
        let short = || text.map(|text| text.chars().take(MAX_CHARS).collect::<String>());
        match node.tag_name().name() {
            "title" => told.title = told.title.take().or_else(short),
            // OpenDocument names who made it apart from who wrote it last.
            "initial-creator" => told.author = short().or_else(|| told.author.take()),
            "creator" => told.author = told.author.take().or_else(short),
            "created" | "creation-date" => {
                told.created = told.created.take().or_else(|| moment(text?));
            }
            "Pages" => told.page_count = text.and_then(|text| text.parse().ok()),
            "document-statistic" => {
                let count = node.attributes().find(|one| one.name() == "page-count");
                told.page_count = count.and_then(|count| count.value().parse().ok());
            }
            _ => {}
        }
    }
}

/// Reads a moment as these files write it: in UTC with a `Z`, or of no zone with parts of a second.
fn moment(text: &str) -> Option<Moment> {
    let (text, offset) = text.strip_suffix('Z').map_or((text, ""), |text| (text, "+00:00"));
    let whole_seconds = text.split('.').next()?;
    Moment::parse(&format!("{whole_seconds}{offset}")).ok()
}

/// Looks for the names of streams of an old file: those of macros, of a locked newer file in it.
fn old(file: File) -> io::Result<OfficeReading> {
    let mut bytes = Vec::new();
    file.take(MAX_OLD_BYTES).read_to_end(&mut bytes)?;
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // Entries of its directory stand at multiples of 128 bytes ([MS-CFB] 2.6).
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    Ok(OfficeReading {
        macros: has("_VBA_PROJECT"),
        encrypted: has("EncryptedPackage"),
        ..OfficeReading::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Cursor, Write};
    use zip::write::{SimpleFileOptions, ZipWriter};

    fn file(parts: &[(&str, &str)]) -> Cursor<Vec<u8>> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            zip.start_file(*name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap()
    }

    const CORE: &str = "<cp:coreProperties xmlns:cp=\"a\" xmlns:dc=\"b\" xmlns:t=\"c\">\
        <dc:title>Contrato</dc:title><dc:creator>Maria</dc:creator>\
        <t:created>2026-03-12T09:10:00Z</t:created></cp:coreProperties>";

    #[test]
    fn a_document_says_who_made_it_when_and_how_long_it_is() {
        let app = "<Properties><Pages>3</Pages></Properties>";
        let parts =
            [("docProps/core.xml", CORE), ("docProps/app.xml", app), ("word/vbaProject.bin", "x")];
        let expected = OfficeReading {
            title: Some("Contrato".to_owned()),
            author: Some("Maria".to_owned()),
            created: Moment::parse("2026-03-12T09:10:00+00:00").ok(),
            page_count: Some(3),
            macros: true,
            encrypted: false,
        };
        assert_eq!(packed(file(&parts)).unwrap(), expected);
    }

    #[test]
    fn an_open_document_names_its_first_author() {
        let meta = "<o:m xmlns:o=\"a\" xmlns:m=\"b\" xmlns:d=\"c\"><d:creator>João</d:creator>\
            <m:initial-creator>Maria</m:initial-creator>\
            <m:creation-date>2026-03-12T09:10:00.123</m:creation-date>\
            <m:document-statistic m:page-count=\"7\"/></o:m>";
        let manifest = "<manifest:encryption-data/>";
        let parts = [("meta.xml", meta), ("META-INF/manifest.xml", manifest), ("Basic/a", "x")];
        let told = packed(file(&parts)).unwrap();
        assert_eq!((told.author.as_deref(), told.page_count), (Some("Maria"), Some(7)));
        assert!(told.macros && told.encrypted);
        assert_eq!(told.created, Moment::parse("2026-03-12T09:10:00").ok());
    }

    #[test]
    fn entities_are_not_expanded_and_rubbish_is_an_error() {
        let laughs = "<!DOCTYPE a [<!ENTITY b \"título\">]><a><title>&b;</title></a>";
        let told = packed(file(&[("docProps/core.xml", laughs)])).unwrap();
        assert_eq!(told, OfficeReading::default());
        assert!(packed(Cursor::new(b"PK lixo".to_vec())).is_err());
    }
}
