//! What each page of a fragment brings into a file: its bytes, and the pixels of its pictures. What
//! several pages share (a font) is shared out among them.
//! Deliberately not here: where pixels stand on the page; the sum of them is measured.

use crate::render::fragment::{FragmentError, FragmentReader};
use regex::bytes::Regex;
use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::sync::LazyLock;

/// Bytes at the start of an object that are searched for a picture's size: its dictionary.
const HEAD_BYTES: usize = 8 * 1024;

/// What one page brings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct PageWeight {
    /// Bytes, its share of what other pages use too.
    pub bytes: u64,
    /// Pixels of all its pictures, masks left out.
    pub pixels: u64,
}

/// An object as far as it is weighed.
struct Weighed {
    bytes: u64,
    refs: Vec<u32>,
    pixels: Option<u64>,
}

/// Weighs every page of a fragment, in order.
///
/// # Errors
/// When the fragment is not as its format says.
pub fn page_weights(source: impl Read) -> Result<Vec<PageWeight>, FragmentError> {
    let mut reader = FragmentReader::new(source)?;
    let pages: Vec<u32> = reader.header().pages.iter().map(|page| page.object).collect();
    let mut objects = Vec::new();
    while let Some(object) = reader.next_object()? {
        let mut head = Head(Vec::new());
        reader.copy_body(&object, &mut head, &|_| Some(0))?;
        let refs = object.refs.iter().map(|(_, target)| *target).collect();
        objects.push(Weighed { bytes: object.size_bytes(), refs, pixels: picture_pixels(&head.0) });
    }
    let reached: Vec<BTreeSet<u32>> = pages.iter().map(|page| reach(&objects, *page)).collect();
    let masks: BTreeSet<u32> = objects
        .iter()
        .filter(|object| object.pixels.is_some())
        .flat_map(|object| object.refs.iter().copied())
        .collect();
    let users = |number: u32| reached.iter().filter(|set| set.contains(&number)).count();
    let mut users_of = Vec::new();
    for number in 0..u32::try_from(objects.len()).unwrap_or(u32::MAX) {
        users_of.push(u64::try_from(users(number)).unwrap_or(u64::MAX).max(1));
    }
    let weigh = |set: &BTreeSet<u32>| {
        let mut weight = PageWeight::default();
        for (number, object) in set.iter().filter_map(|n| Some((*n, at(&objects, *n)?))) {
            weight.bytes += object.bytes.div_ceil(at(&users_of, number).copied().unwrap_or(1));
            weight.pixels += object.pixels.filter(|_| !masks.contains(&number)).unwrap_or(0);
        }
        weight
    };
    Ok(reached.iter().map(weigh).collect())
}

fn at<T>(list: &[T], number: u32) -> Option<&T> {
    list.get(usize::try_from(number).ok()?)
}

fn reach(objects: &[Weighed], page: u32) -> BTreeSet<u32> {
    let mut reached = BTreeSet::new();
    let mut waiting = vec![page];
    while let Some(number) = waiting.pop() {
        if reached.insert(number)
            && let Some(object) = at(objects, number)
        {
            waiting.extend(&object.refs);
        }
    }
    reached
}

/// Returns the pixels of an object that is a picture.
fn picture_pixels(head: &[u8]) -> Option<u64> {
    static PICTURE: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"/Subtype\s*/Image\b"));
    static WIDTH: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"/Width\s+(\d{1,6})"));
    static HEIGHT: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"/Height\s+(\d{1,6})"));
    PICTURE.as_ref().filter(|picture| picture.is_match(head))?;
    let side = |found: &LazyLock<Option<Regex>>| -> Option<u64> {
        let digits = found.as_ref()?.captures(head)?.get(1)?.as_bytes();
        std::str::from_utf8(digits).ok()?.parse().ok()
    };
    Some(side(&WIDTH)? * side(&HEIGHT)?)
}

fn pattern(text: &str) -> Option<Regex> {
    Regex::new(text).ok()
}

/// Keeps the beginning of what is written to it.
struct Head(Vec<u8>);

impl Write for Head {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let room = HEAD_BYTES.saturating_sub(self.0.len());
        self.0.extend(bytes.iter().take(room));
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::fragment::{FragmentPage, FragmentWriter, ObjectBody, PageKind};
    use std::io::Cursor;

    /// Writes a fragment of two pages: both use object 2, the second a picture with a mask.
    fn fragment() -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        let mut writer = FragmentWriter::new(&mut file, 2).unwrap();
        let bodies: [(&str, &[u32]); 5] = [
            ("<</Subtype /Form/F >>stream one", &[2]),
            ("<</Subtype /Form/F/I >>stream second", &[2, 3]),
            ("<</Font 1234567890>>", &[]),
            ("<</Subtype/Image/Width 300 /Height 20/SMask >>", &[4]),
            ("<</Subtype/Image/Width 300 /Height 20>>", &[]),
        ];
        for _ in &bodies {
            writer.reserve().unwrap();
        }
        for (number, (text, refs)) in bodies.iter().enumerate() {
            let mut body = ObjectBody::default();
            body.push(text.as_bytes());
            refs.iter().for_each(|target| body.push_ref(*target));
            writer.write(u32::try_from(number).unwrap(), &body).unwrap();
        }
        for object in [0, 1] {
            writer
                .page(FragmentPage {
                    object,
                    width_pt: 10.0,
                    height_pt: 10.0,
                    pdfa_safe: true,
                    pdfua_safe: true,
                    kind: PageKind::Form,
                })
                .unwrap();
        }
        writer.finish().unwrap();
        file.into_inner()
    }

    #[test]
    fn pages_share_what_both_use_and_masks_are_no_pixels() {
        let weights = page_weights(fragment().as_slice()).unwrap();
        let lengths = [33, 40, 20, 48, 39];
        assert_eq!(weights[0], PageWeight { bytes: lengths[0] + 10, pixels: 0 });
        let second = lengths[1] + 10 + lengths[3] + lengths[4];
        assert_eq!(weights[1], PageWeight { bytes: second, pixels: 6000 });
    }
}
