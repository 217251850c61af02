//! Takes one page out of a dossier that we wrote, as a PDF of its own, without reading the others:
//! so that drawing a page costs what the page holds, however long the dossier is.
//! Deliberately not here: drawing it, and proving that the dossier is as it was written.

use super::inspect::{Checked, DossierCheckError, File, Objects, damaged};
use super::syntax::{Parser, Value};
use std::collections::BTreeSet;
use std::io::{Read, Seek, Write};

/// Bytes at the start of an object in which its dictionary is looked for first.
const HEAD_BYTES: u64 = 4096;
/// Longest object that is read whole for its dictionary; what is longer is a stream, whose dictionary
/// stands at its head.
const MAX_HEAD_BYTES: u64 = 16 * 1024 * 1024;
/// Most objects of one page; a dense map of a foreign PDF has some thousands.
const MAX_PAGE_OBJECTS: usize = 200_000;
/// What a page needs to be drawn: no links, no tags.
const DRAWN_KEYS: [&str; 6] = ["MediaBox", "Resources", "Contents", "Rotate", "CropBox", "Group"];

/// Where the pages of a dossier are.
pub struct DossierPages {
    objects: Objects,
    root: u32,
    parent: u32,
    pages: Vec<u32>,
}

impl DossierPages {
    /// Finds the pages of a dossier.
    ///
    /// # Errors
    /// When it cannot be read, or is not as we write dossiers.
    pub fn find<F: Read + Seek>(file: &mut F) -> Result<Self, DossierCheckError> {
        let mut pdf = File::whole(file)?;
        let ours = pdf.revisions()?.pop().ok_or(damaged("cross-reference table"))?;
        let objects = Objects::new(ours.offsets, ours.start);
        let root = ours.trailer.get("Root").and_then(Value::reference).ok_or(damaged("trailer"))?;
        let catalog = pdf.object(&objects, root)?.ok_or(damaged("catalog"))?;
        let parent = catalog.get("Pages").and_then(Value::reference).ok_or(damaged("pages"))?;
        let tree = pdf.object(&objects, parent)?.ok_or(damaged("pages"))?;
        let kids = tree.get("Kids").and_then(Value::items).ok_or(damaged("pages"))?;
        let pages = kids.iter().map(Value::reference).collect::<Option<Vec<u32>>>();
        Ok(Self { objects, root, parent, pages: pages.ok_or(damaged("pages"))? })
    }

    /// Returns the objects of the file.
    pub(super) const fn objects(&self) -> &Objects {
        &self.objects
    }

    /// Returns the object of the catalog.
    pub(super) const fn root(&self) -> u32 {
        self.root
    }

    /// Returns the objects of the pages in order.
    pub(super) fn numbers(&self) -> &[u32] {
        &self.pages
    }

    /// Returns how many pages there are.
    pub const fn count(&self) -> usize {
        self.pages.len()
    }

    /// Writes a page (from 1) as a PDF of one page; `file` is the dossier whose pages were found.
    ///
    /// # Errors
    /// When there is no such page, it cannot be read, or `out` cannot be written.
    pub fn write<F: Read + Seek>(
        &self,
        file: &mut F,
        page: usize,
        out: &mut dyn Write,
    ) -> Result<(), DossierCheckError> {
        let mut pdf = File::whole(file)?;
        let index = page.checked_sub(1).ok_or(damaged("page"))?;
        let number = *self.pages.get(index).ok_or(damaged("page"))?;
        let (own, mut waiting) = self.own_object(&mut pdf, number)?;
        let mut needed = BTreeSet::new();
        while let Some(object) = waiting.pop() {
            if object != number && needed.insert(object) {
                if needed.len() > MAX_PAGE_OBJECTS {
                    return Err(damaged("page"));
                }
                self.references(&mut pdf, object, &mut waiting)?;
            }
        }
        if needed.contains(&self.root) || needed.contains(&self.parent) {
            return Err(damaged("page"));
        }
        let mut single = Single { out, position: 0, offsets: Vec::new() };
        single.put(b"%PDF-1.7\n")?;
        let Self { root, parent, .. } = self;
        single.object(*root, &format!("<</Type/Catalog/Pages {parent} 0 R>>"))?;
        single.object(*parent, &format!("<</Type/Pages/Count 1/Kids[{number} 0 R]>>"))?;
        single.begin(number);
        single.put(&own)?;
        for object in needed {
            // What an object names and nobody has is null in every reader.
            let Some((start, end)) = self.objects.extent(object) else { continue };
            single.begin(object);
            pdf.copy(start, end, single.out)?;
            single.position = single.position.saturating_add(end - start);
        }
        single.finish(*root)
    }

    /// Returns the page's object as it is to stand in a PDF of its own, and what it names.
    fn own_object<F: Read + Seek>(
        &self,
        pdf: &mut File<'_, F>,
        number: u32,
    ) -> Checked<(Vec<u8>, Vec<u32>)> {
        let (start, end) = self.objects.extent(number).ok_or(damaged("page"))?;
        if end - start > MAX_HEAD_BYTES {
            return Err(damaged("page"));
        }
        let bytes = pdf.bytes(start, end - start)?;
        let mut parser = Parser::new(&bytes);
        let is_it = parser.object_start() == Some(number);
        let entries = parser.raw_entries().filter(|_| is_it).ok_or(damaged("page"))?;
        let mut own =
            format!("{number} 0 obj\n<</Type/Page/Parent {} 0 R", self.parent).into_bytes();
        let mut named = Vec::new();
        for key in DRAWN_KEYS {
            if let Some(raw) = entries.get(key.as_bytes()) {
                own.extend_from_slice(format!("/{key} ").as_bytes());
                own.extend_from_slice(raw);
                if let Some(value) = Parser::new(raw).value() {
                    value.references(&mut named);
                }
            }
        }
        own.extend_from_slice(b">>\nendobj\n");
        Ok((own, named))
    }

    /// Adds what an object names: of a stream, what its dictionary names.
    fn references<F: Read + Seek>(
        &self,
        pdf: &mut File<'_, F>,
        number: u32,
        found: &mut Vec<u32>,
    ) -> Checked<()> {
        let Some((start, end)) = self.objects.extent(number) else { return Ok(()) };
        for most in [HEAD_BYTES, MAX_HEAD_BYTES] {
            let bytes = pdf.bytes(start, most.min(end - start))?;
            let mut parser = Parser::new(&bytes);
            if parser.object_start() != Some(number) {
                return Err(damaged("object"));
            }
            let value = parser.value();
            // An object that was cut short by `most` may still have looked like a value.
            let is_whole = parser.take("endobj").or_else(|| parser.take("stream")).is_some();
            if let Some(value) = value.filter(|_| is_whole) {
                value.references(found);
                return Ok(());
            }
        }
        Err(damaged("object"))
    }
}

/// The PDF of one page while it is written.
struct Single<'a> {
    out: &'a mut dyn Write,
    position: u64,
    offsets: Vec<(u32, u64)>,
}

impl Single<'_> {
    fn put(&mut self, bytes: &[u8]) -> Checked<()> {
        self.out.write_all(bytes)?;
        self.position = self.position.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn begin(&mut self, number: u32) {
        self.offsets.push((number, self.position));
    }

    fn object(&mut self, number: u32, body: &str) -> Checked<()> {
        self.begin(number);
        self.put(format!("{number} 0 obj\n{body}\nendobj\n").as_bytes())
    }

    fn finish(mut self, root: u32) -> Checked<()> {
        let table = self.position;
        self.offsets.sort_unstable();
        let size = self.offsets.last().map_or(1, |(number, _)| number.saturating_add(1));
        let mut end = String::from("xref\n0 1\n0000000000 65535 f \n");
        for (number, offset) in &self.offsets {
            end.push_str(&format!("{number} 1\n{offset:010} 00000 n \n"));
        }
        end.push_str(&format!("trailer\n<</Size {size}/Root {root} 0 R>>\n"));
        end.push_str(&format!("startxref\n{table}\n%%EOF\n"));
        self.put(end.as_bytes())
    }
}
