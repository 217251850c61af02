//! The bookmarks of a dossier that we wrote: which part begins on which page. Read like its pages,
//! from the objects alone, however long the dossier is.

use super::inspect::{Checked, DossierCheckError, File};
use super::single::DossierPages;
use super::syntax::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Seek};

/// Most bookmarks that are read; a dossier has one an exhibit.
const MAX_BOOKMARKS: usize = 20_000;

/// A bookmark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bookmark {
    /// What it says.
    pub title: String,
    /// Page of the file, from 1.
    pub page: usize,
}

impl DossierPages {
    /// Returns whether the file carries the proof that each dossier of ours does.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn is_dossier<F: Read + Seek>(&self, file: &mut F) -> Result<bool, DossierCheckError> {
        let mut pdf = File::whole(file)?;
        let catalog = pdf.object(self.objects(), self.root())?;
        let piece = catalog.as_ref().and_then(|catalog| catalog.get("PieceInfo"));
        Ok(piece.is_some_and(|info| info.get("Juntada").is_some()))
    }

    /// Returns the bookmarks in order.
    ///
    /// # Errors
    /// When they cannot be read, or are not as we write them.
    pub fn bookmarks<F: Read + Seek>(
        &self,
        file: &mut F,
    ) -> Result<Vec<Bookmark>, DossierCheckError> {
        let mut pdf = File::whole(file)?;
        let pages: BTreeMap<u32, usize> = self.numbers().iter().copied().zip(1..).collect();
        let catalog = pdf.object(self.objects(), self.root())?;
        let outlines = catalog.as_ref().and_then(|catalog| catalog.get("Outlines")).cloned();
        let top = self.resolved(&mut pdf, outlines.as_ref())?;
        let mut waiting: Vec<u32> = first_of(top.as_ref()).into_iter().collect();
        let (mut seen, mut bookmarks) = (BTreeSet::new(), Vec::new());
        while let Some(number) = waiting.pop() {
            if !seen.insert(number) || seen.len() > MAX_BOOKMARKS {
                continue;
            }
            let Some(entry) = pdf.object(self.objects(), number)? else { continue };
            let target = self.resolved(&mut pdf, entry.get("Dest"))?;
            let page =
                target.as_ref().and_then(Value::items).and_then(|dest| dest.first()?.reference());
            if let (Some(title), Some(page)) =
                (entry.get("Title").and_then(Value::text), page.and_then(|page| pages.get(&page)))
            {
                bookmarks.push(Bookmark { title: read_text(title), page: *page });
            }
            // What comes after waits below what is inside.
            waiting.extend(entry.get("Next").and_then(Value::reference));
            waiting.extend(first_of(Some(&entry)));
        }
        Ok(bookmarks)
    }

    fn resolved<F: Read + Seek>(
        &self,
        pdf: &mut File<'_, F>,
        value: Option<&Value>,
    ) -> Checked<Option<Value>> {
        match value.and_then(Value::reference) {
            Some(number) => pdf.object(self.objects(), number),
            None => Ok(value.cloned()),
        }
    }
}

fn first_of(entry: Option<&Value>) -> Option<u32> {
    entry?.get("First")?.reference()
}

/// Reads a text string: UTF-16 with its mark, or ASCII.
fn read_text(bytes: &[u8]) -> String {
    match bytes.strip_prefix(b"\xFE\xFF") {
        Some(wide) => {
            let units = wide.chunks_exact(2).map(|pair| match pair {
                [high, low] => u16::from_be_bytes([*high, *low]),
                _ => 0,
            });
            char::decode_utf16(units).map(|c| c.unwrap_or('\u{FFFD}')).collect()
        }
        None => String::from_utf8_lossy(bytes).into_owned(),
    }
}
