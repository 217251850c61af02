//! Looking for hidden texts in what was made: in the bytes of files, in the streams that PDFs pack,
//! and in what our own reader reads of them. What is found stops the deed.
//! Deliberately not here: texts that the person wrote into the papers on purpose, and pictures.

use crate::app::{AppError, RefusedCopy};
use crate::base::private_text::{PrivateKind, Searched, Secret};
use crate::case::{Case, CopyKind, CopyWork, HiddenArea};
use crate::filing::Scope;
use crate::import::ReaderHandle;
use crate::import::reader::Subject;
use flate2::read::ZlibDecoder;
use regex::bytes::Regex;
use serde::Serialize;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use zip::ZipArchive;

/// Bytes that are looked at together.
const CHUNK_BYTES: usize = 1 << 20;
/// Most bytes of a PDF whose packed streams are looked into; larger ones are mostly photos, which
/// are not packed.
const MAX_PDF_BYTES: u64 = 256 << 20;
/// Most bytes that one packed stream is unpacked to.
const MAX_STREAM_BYTES: u64 = 32 << 20;
/// Most places that are told.
const MAX_PLACES: usize = 12;

/// Where something hidden was found.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Leak {
    hides: PrivateKind,
    place: String,
}

/// What must not be found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hidden {
    secrets: BTreeSet<(PrivateKind, Secret)>,
}

impl Hidden {
    /// Returns what some areas hide, as far as it is known.
    pub(super) fn of<'a>(areas: impl IntoIterator<Item = &'a HiddenArea>) -> Self {
        let secrets = areas.into_iter().flat_map(|area| {
            let texts = area.text.as_deref().unwrap_or_default().lines();
            texts.filter_map(|text| Some((area.hides, Secret::of(text)?)))
        });
        Self { secrets: secrets.collect() }
    }

    /// Returns what a package must not tell: what the copies that it carries hide, but for what the
    /// person wrote about the parties, which its papers print on purpose.
    pub(super) fn in_package(scope: &Scope, case: &Case) -> Self {
        let barred = |item| {
            let shown = scope.case.items.get(&item).and_then(|item| item.copy.as_ref());
            shown.is_some_and(|copy| copy.what == CopyKind::Redacted)
        };
        let copies = case.copies.iter().filter(|copy| barred(copy.item));
        let areas = copies.filter_map(|copy| match &copy.work {
            CopyWork::Redacted { areas } => Some(areas),
            CopyWork::Highlighted { .. } | CopyWork::WithoutPlace => None,
        });
        let mut hidden = Self::of(areas.flatten());
        let Case { claimant, representative, respondents, relation, .. } = &scope.case;
        let parties = text_of(&(claimant, representative, respondents, relation));
        let parties = Searched::of(&parties);
        hidden.secrets.retain(|(_, secret)| !secret.is_in(&parties));
        hidden
    }

    /// Returns whether nothing is known to look for.
    pub(super) fn is_empty(&self) -> bool {
        self.secrets.is_empty()
    }

    /// Returns what is found in a text, at this place.
    pub(super) fn in_text(&self, text: &str, place: &str) -> Vec<Leak> {
        if text.is_empty() {
            return Vec::new();
        }
        let text = Searched::of(text);
        let found = self.secrets.iter().filter(|(_, secret)| secret.is_in(&text));
        found.map(|(hides, _)| Leak { hides: *hides, place: place.to_owned() }).collect()
    }

    /// Returns one pattern for the bytes of every secret.
    fn pattern(&self) -> Option<(Regex, usize)> {
        let all: Vec<Vec<u8>> =
            self.secrets.iter().flat_map(|(_, secret)| secret.as_bytes()).collect();
        let longest = all.iter().map(Vec::len).max()?;
        let escaped = all
            .iter()
            .map(|bytes| bytes.iter().map(|byte| format!("\\x{byte:02x}")).collect::<String>());
        let pattern = format!("(?-u){}", escaped.collect::<Vec<_>>().join("|"));
        Regex::new(&pattern).ok().map(|pattern| (pattern, longest))
    }

    /// Returns which secret some bytes are of.
    fn named(&self, bytes: &[u8], place: &str) -> Vec<Leak> {
        let of = |secret: &Secret| secret.as_bytes().iter().any(|form| form == bytes);
        let found = self.secrets.iter().filter(|(_, secret)| of(secret));
        found.map(|(hides, _)| Leak { hides: *hides, place: place.to_owned() }).collect()
    }
}

fn text_of<T: Serialize>(value: &T) -> String {
    // Every value by itself, so that two of them never make a number together.
    fn collect(value: &serde_json::Value, text: &mut String) {
        match value {
            serde_json::Value::String(told) => {
                text.push_str(told);
                text.push_str(" x ");
            }
            serde_json::Value::Number(told) => text.push_str(&format!("{told} x ")),
            serde_json::Value::Array(all) => all.iter().for_each(|one| collect(one, text)),
            serde_json::Value::Object(all) => all.values().for_each(|one| collect(one, text)),
            serde_json::Value::Null | serde_json::Value::Bool(_) => {}
        }
    }
    let mut text = String::new();
    collect(&serde_json::to_value(value).unwrap_or_default(), &mut text);
    text
}

/// Refuses what was made when something hidden was found in it.
pub(super) fn none(mut found: Vec<Leak>) -> Result<(), AppError> {
    found.sort();
    found.dedup();
    let kinds: BTreeSet<&str> = found.iter().map(|leak| leak.hides.label()).collect();
    let hides = kinds.into_iter().collect::<Vec<_>>().join(", ");
    let mut places: Vec<String> = found.into_iter().map(|leak| leak.place).collect();
    places.sort();
    places.dedup();
    places.truncate(MAX_PLACES);
    if places.is_empty() {
        return Ok(());
    }
    Err(RefusedCopy::StillFound { hides, places }.into())
}

/// Looks for hidden texts in what a package says in words: its account, and what was read of the
/// evidence that it carries in full.
pub(super) fn in_words(scope: &Scope, hidden: &Hidden) -> Vec<Leak> {
    let mut found = Vec::new();
    let case = &scope.case;
    found.extend(hidden.in_text(&case.title, "no título do caso"));
    for (fact, number) in case.facts.iter().zip(1..) {
        found.extend(hidden.in_text(&fact.text, &format!("no fato {number} do relato")));
    }
    for contact in &case.contacts {
        let when = contact.when.map(|when| format!(" de {}", when.day())).unwrap_or_default();
        found.extend(hidden.in_text(&text_of(contact), &format!("no contato{when}")));
    }
    for request in &case.requests {
        found.extend(hidden.in_text(&text_of(request), "nos pedidos"));
    }
    for event in &case.events {
        found.extend(hidden.in_text(&event.text, "na linha do tempo"));
    }
    for exhibit in &case.exhibits {
        let number = scope.numbers.get(&exhibit.id);
        let doc = number.map_or_else(|| exhibit.title.clone(), |number| format!("Doc. {number}"));
        let words = [
            Some(&exhibit.title),
            exhibit.shows.as_ref(),
            exhibit.paper_at.as_ref(),
            exhibit.transcript.as_ref(),
        ];
        for words in words.into_iter().flatten() {
            found.extend(hidden.in_text(words, &format!("no título ou na descrição do {doc}")));
        }
        for item in case.kept_items(exhibit) {
            let place = format!("no {doc}, que vai sem tarja ({})", item.name);
            found.extend(hidden.in_text(&item.name, &place));
            let caption = item.copy.as_ref().and_then(|copy| copy.caption.as_deref());
            found.extend(hidden.in_text(caption.unwrap_or_default(), &place));
            let reading = item.read.as_ref();
            let text = reading.and_then(|reading| reading.text.as_deref()).unwrap_or_default();
            found.extend(hidden.in_text(text, &place));
            let parsed = reading.and_then(|reading| reading.parsed.as_ref());
            found.extend(hidden.in_text(&text_of(&parsed), &place));
        }
    }
    found
}

/// Looks for hidden texts in every member of a ZIP that was just written.
///
/// # Errors
/// The ZIP cannot be read back.
pub(super) fn in_zip(path: &Path, hidden: &Hidden) -> Result<Vec<Leak>, AppError> {
    let unread = |source: io::Error| AppError::Read { path: path.to_owned(), source };
    let file = File::open(path).map_err(unread)?;
    let mut zip = ZipArchive::new(file).map_err(|error| unread(io::Error::other(error)))?;
    let mut found = Vec::new();
    for index in 0..zip.len() {
        let mut member = zip.by_index(index).map_err(|error| unread(io::Error::other(error)))?;
        let name = String::from_utf8_lossy(member.name_raw()).into_owned();
        let short = name.split_once('/').map_or(name.as_str(), |(_, rest)| rest);
        let place = format!("no arquivo {short}");
        found.extend(hidden.in_text(&name, &place));
        let is_pdf = name.to_lowercase().ends_with(".pdf") && member.size() <= MAX_PDF_BYTES;
        found.extend(in_bytes(&mut member, is_pdf, hidden, &place).map_err(unread)?);
    }
    Ok(found)
}

/// Looks for hidden texts in a file.
///
/// # Errors
/// The file cannot be read back.
pub(super) fn in_file(path: &Path, hidden: &Hidden, place: &str) -> Result<Vec<Leak>, AppError> {
    let unread = |source| AppError::Read { path: path.to_owned(), source };
    let mut file = File::open(path).map_err(unread)?;
    let is_pdf = path.extension().is_some_and(|ending| ending == "pdf");
    in_bytes(&mut file, is_pdf, hidden, place).map_err(unread)
}

/// Looks for hidden texts in what our reader reads of a PDF; one that it cannot read tells nothing.
pub(super) fn in_pdf(
    path: &Path,
    reader: &mut ReaderHandle,
    hidden: &Hidden,
    place: &str,
) -> Vec<Leak> {
    let subject = Subject::new(path, "application/pdf", None);
    let text = reader.facts(&subject).ok().and_then(|reading| reading.text);
    hidden.in_text(text.as_deref().unwrap_or_default(), place)
}

/// Looks through bytes, and, of a PDF, through what its streams unpack to.
fn in_bytes(
    source: &mut dyn Read,
    is_pdf: bool,
    hidden: &Hidden,
    place: &str,
) -> io::Result<Vec<Leak>> {
    let Some((pattern, longest)) = hidden.pattern() else { return Ok(Vec::new()) };
    let hits = |bytes: &[u8]| -> Vec<Leak> {
        pattern.find_iter(bytes).flat_map(|hit| hidden.named(hit.as_bytes(), place)).collect()
    };
    let mut found = Vec::new();
    if is_pdf {
        let mut bytes = Vec::new();
        source.read_to_end(&mut bytes)?;
        found.extend(hits(&bytes));
        for stream in unpacked_streams(&bytes) {
            found.extend(hits(&stream));
        }
        return Ok(found);
    }
    let mut window: Vec<u8> = Vec::new();
    loop {
        let kept = window.len().min(longest);
        window.drain(..window.len() - kept);
        let read = source.take(CHUNK_BYTES as u64).read_to_end(&mut window)?;
        found.extend(hits(&window));
        if read == 0 {
            return Ok(found);
        }
        found.truncate(MAX_PLACES);
    }
}

/// Returns what the streams of a PDF unpack to, as far as they are packed in the usual way.
fn unpacked_streams(pdf: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    static STREAM: std::sync::LazyLock<Option<Regex>> =
        std::sync::LazyLock::new(|| Regex::new(r"(?-u)\bstream\r?\n").ok());
    let starts = STREAM.iter().flat_map(|stream| stream.find_iter(pdf));
    starts.filter_map(|start| {
        let packed = pdf.get(start.end()..)?;
        let mut bytes = Vec::new();
        // What is cut short or not packed gives what came until then.
        let _ = ZlibDecoder::new(packed).take(MAX_STREAM_BYTES).read_to_end(&mut bytes);
        (!bytes.is_empty()).then_some(bytes)
    })
}
