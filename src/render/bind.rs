//! Pictures of pages bound into a plain PDF: nothing in it but the pictures, each on a page of its
//! size. No text, no metadata, no attachments, no date.
//! Deliberately not here: drawing the pictures, which come as fragments.

use crate::render::fragment::{FragmentError, FragmentReader, PageKind, real};
use std::io::{Read, Write};

/// Catalog and page tree.
const OWN_OBJECTS: u32 = 2;

/// Writes the pages of fragments, in order, as a PDF.
///
/// # Errors
/// A fragment that is not of its format or whose pages are not pictures; `out` fails.
pub fn bind<R: Read>(
    fragments: impl IntoIterator<Item = R>,
    out: &mut dyn Write,
) -> Result<(), FragmentError> {
    let mut pdf = Bound { out, position: 0, offsets: Vec::new() };
    pdf.put(b"%PDF-1.7\n")?;
    let mut pages = Vec::new();
    let mut next = OWN_OBJECTS + 1;
    for fragment in fragments {
        let mut fragment = FragmentReader::new(fragment)?;
        let first = next;
        let number = |relative: u32| first.checked_add(relative);
        while let Some(object) = fragment.next_object()? {
            let absolute = number(object.number).unwrap_or_default();
            next = next.max(absolute.saturating_add(1));
            pdf.begin(absolute)?;
            let mut body = Vec::new();
            fragment.copy_body(&object, &mut body, &number)?;
            pdf.put(&body)?;
            pdf.put(b"\nendobj\n")?;
        }
        for page in &fragment.header().pages {
            let is_picture = page.kind == PageKind::Image;
            let picture = number(page.object).filter(|_| is_picture);
            pages.push((picture.unwrap_or_default(), page.width_pt, page.height_pt));
        }
    }
    let mut kids = String::new();
    for (picture, width, height) in pages.iter().map(|(n, w, h)| (n, real(*w), real(*h))) {
        let draw = format!("q {width} 0 0 {height} 0 0 cm /P Do Q");
        let (page, content) = (next, next.saturating_add(1));
        next = next.saturating_add(2);
        pdf.object(
            page,
            &format!(
                "<</Type/Page/Parent 2 0 R/MediaBox[0 0 {width} {height}]/Contents {content} 0 R\
                 /Resources<</XObject<</P {picture} 0 R>>>>>>"
            ),
        )?;
        let length = draw.len();
        pdf.object(content, &format!("<</Length {length}>>\nstream\n{draw}\nendstream"))?;
        kids.push_str(&format!("{page} 0 R "));
    }
    pdf.object(1, "<</Type/Catalog/Pages 2 0 R>>")?;
    pdf.object(2, &format!("<</Type/Pages/Count {}/Kids[{}]>>", pages.len(), kids.trim_end()))?;
    pdf.finish()
}

/// The PDF while it is written.
struct Bound<'a> {
    out: &'a mut dyn Write,
    position: u64,
    offsets: Vec<(u32, u64)>,
}

impl Bound<'_> {
    fn put(&mut self, bytes: &[u8]) -> Result<(), FragmentError> {
        self.out.write_all(bytes)?;
        self.position = self.position.saturating_add(bytes.len() as u64);
        Ok(())
    }

    fn begin(&mut self, number: u32) -> Result<(), FragmentError> {
        self.offsets.push((number, self.position));
        self.put(format!("{number} 0 obj\n").as_bytes())
    }

    fn object(&mut self, number: u32, body: &str) -> Result<(), FragmentError> {
        self.begin(number)?;
        self.put(body.as_bytes())?;
        self.put(b"\nendobj\n")
    }

    fn finish(mut self) -> Result<(), FragmentError> {
        let table = self.position;
        self.offsets.sort_unstable();
        let size = self.offsets.last().map_or(1, |(number, _)| number.saturating_add(1));
        let mut end = format!("xref\n0 {size}\n0000000000 65535 f \n");
        for (_, offset) in &self.offsets {
            end.push_str(&format!("{offset:010} 00000 n \n"));
        }
        end.push_str(&format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n"));
        self.put(end.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::pdf::{Picture, picture_fragment};
    use std::io::Cursor;

    #[test]
    fn pictures_become_pages_in_order_and_nothing_else() {
        let fragments: Vec<Vec<u8>> = [(40, 20), (30, 60)]
            .map(|(width_px, height_px)| {
                let pixels = vec![7; usize::try_from(width_px * height_px * 3).unwrap()];
                let mut out = Cursor::new(Vec::new());
                let picture = Picture { width_px, height_px, pixels, grey: false };
                picture_fragment(&picture, &mut out).unwrap();
                out.into_inner()
            })
            .into();
        let mut pdf = Vec::new();
        bind(fragments.iter().map(Vec::as_slice), &mut pdf).unwrap();
        let read = lopdf::Document::load_mem(&pdf).unwrap();
        let pages: Vec<_> = read.page_iter().collect();
        assert_eq!(pages.len(), 2);
        let sides = |id| {
            let page = read.get_dictionary(id).unwrap();
            let media = page.get(b"MediaBox").unwrap().as_array().unwrap();
            [media[2].as_float().unwrap(), media[3].as_float().unwrap()]
        };
        assert_eq!([sides(pages[0]), sides(pages[1])], [[30.0, 15.0], [22.5, 45.0]]);
        let text = String::from_utf8_lossy(&pdf);
        assert!(!text.contains("/Info") && !text.contains("/Metadata") && !text.contains("/ID"));
    }
}
