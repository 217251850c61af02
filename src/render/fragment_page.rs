//! One page of a fragment as a PDF of its own, so that pages which were made once can be drawn for
//! the screen without the file they came from. Deliberately not here: drawing, and dossiers.

use crate::render::fragment::{FragmentError, FragmentReader, real};
use std::io::{Read, Write};

/// Objects of our own before those of the fragment: catalog, page tree, page, contents.
const OWN_OBJECTS: u32 = 4;

/// A writer that counts what passes, for the table of objects.
struct Counted<W> {
    out: W,
    count: u64,
}

impl<W: Write> Write for Counted<W> {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let written = self.out.write(bytes)?;
        self.count = self.count.saturating_add(u64::try_from(written).unwrap_or(u64::MAX));
        Ok(written)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        self.out.flush()
    }
}

/// Writes page `index`, from 0, of a fragment as a PDF.
///
/// # Errors
/// When the fragment is not as the format says or has no such page, or `out` cannot be written.
pub fn write_page<R: Read>(
    mut fragment: FragmentReader<R>,
    index: usize,
    out: impl Write,
) -> Result<(), FragmentError> {
    let page = fragment.header().pages.get(index).cloned();
    let page = page.ok_or(FragmentError::BadLine { line: 0 })?;
    let (width, height) = (real(page.width_pt), real(page.height_pt));
    let contents = format!("{width} 0 0 {height} 0 0 cm /P Do");
    let number = |object: u32| object.checked_add(OWN_OBJECTS + 1);
    let drawn = number(page.object).ok_or(FragmentError::BadReference { object: page.object })?;
    let own = [
        "<</Type/Catalog/Pages 2 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        format!(
            "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents 4 0 R\
             /Resources<</XObject<</P {drawn} 0 R>>>>>>"
        ),
        format!("<</Length {}>>\nstream\n{contents}\nendstream", contents.len()),
    ];
    let mut out = Counted { out, count: 0 };
    let mut offsets = Vec::new();
    out.write_all(b"%PDF-1.7\n")?;
    for (object, body) in (1u32..).zip(&own) {
        offsets.push(out.count);
        write!(out, "{object} 0 obj\n{body}\nendobj\n")?;
    }
    while let Some(object) = fragment.next_object()? {
        offsets.push(out.count);
        writeln!(out, "{} 0 obj", object.number.saturating_add(OWN_OBJECTS + 1))?;
        fragment.copy_body(&object, &mut out, &number)?;
        out.write_all(b"\nendobj\n")?;
    }
    let table = out.count;
    let size = offsets.len().saturating_add(1);
    write!(out, "xref\n0 {size}\n0000000000 65535 f \n")?;
    for offset in offsets {
        write!(out, "{offset:010} 00000 n \n")?;
    }
    write!(out, "trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n")?;
    Ok(out.flush()?)
}
