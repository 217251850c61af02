//! The evidence on its way into the dossier: JPEG files copied and hashed in pieces, fragments'
//! objects renumbered in one pass. Deliberately not here: the base and the proof.

use super::base::Base;
use super::out::Out;
use super::{AssembleError, EvidenceSource, SlotContent};
use crate::base::{Sha256Digest, Sha256Stream};
use crate::import::jpeg::{JpegHeader, Orientation};
use crate::render::fragment::{FragmentError, FragmentHeader, FragmentObject, FragmentReader};
use flate2::Crc;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

/// Bytes that are copied at a time.
pub(super) const PIECE_BYTES: usize = 256 * 1024;

/// A picture or page and the slots that show it.
struct Shown {
    /// Object numbers of the base with the turn each of them wants.
    places: Vec<(u32, Orientation)>,
    /// The number of the picture or page itself: one of the places where that is possible.
    number: u32,
}

impl Shown {
    fn new(places: Vec<(u32, Orientation)>, out: &mut Out<'_>) -> Self {
        let upright = places.iter().find(|(_, turn)| *turn == Orientation::Upright);
        let number = upright.map_or_else(|| out.allocate(), |(number, _)| *number);
        Self { places, number }
    }

    /// Writes the one-line forms that show the picture turned, or a second time.
    fn write_wrappers(&self, out: &mut Out<'_>) -> Result<(), AssembleError> {
        for &(place, turn) in self.places.iter().filter(|(place, _)| *place != self.number) {
            let [a, b, c, d, e, f] = turn.matrix();
            let content = format!("q {a} {b} {c} {d} {e} {f} cm /I Do Q");
            let entries = format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 1 1]/Resources<</XObject<</I {} 0 R>>>>",
                self.number
            );
            out.stream(place, &entries, content.as_bytes())?;
        }
        Ok(())
    }
}

struct PlacedJpeg {
    shown: Shown,
    size_bytes: u64,
    header: JpegHeader,
}

/// Which object number everything gets.
pub(super) struct Placing {
    jpegs: BTreeMap<Sha256Digest, PlacedJpeg>,
    fragments: BTreeMap<String, BTreeMap<usize, Shown>>,
}

type Places = Vec<(u32, Orientation)>;

impl Placing {
    /// Matches the plan's slots with the base's and numbers what stands in them.
    pub(super) fn plan(
        slots: &BTreeMap<u32, SlotContent>,
        base: &Base,
        out: &mut Out<'_>,
    ) -> Result<Self, AssembleError> {
        let in_base = base.slots();
        if let Some((&slot, _)) = in_base.iter().find(|(slot, _)| !slots.contains_key(slot)) {
            return Err(AssembleError::SlotMismatch { slot });
        }
        let mut jpegs: BTreeMap<Sha256Digest, (u64, &JpegHeader, Places)> = BTreeMap::new();
        let mut pages: BTreeMap<(&str, usize), Places> = BTreeMap::new();
        for (&slot, content) in slots {
            let number = *in_base.get(&slot).ok_or(AssembleError::SlotMismatch { slot })?;
            match content {
                SlotContent::Jpeg { digest, size_bytes, header, orientation } => {
                    if !header.embeddable() {
                        return Err(AssembleError::NotEmbeddable { digest: *digest });
                    }
                    let entry = jpegs.entry(*digest).or_insert((*size_bytes, header, Vec::new()));
                    entry.2.push((number, *orientation));
                }
                SlotContent::FragmentPage { key, page, turn } => {
                    pages.entry((key, *page)).or_default().push((number, *turn));
                }
            }
        }
        let jpegs = jpegs
            .into_iter()
            .map(|(digest, (size_bytes, header, places))| {
                let shown = Shown::new(places, out);
                (digest, PlacedJpeg { shown, size_bytes, header: header.clone() })
            })
            .collect();
        let mut fragments: BTreeMap<String, BTreeMap<usize, Shown>> = BTreeMap::new();
        for ((key, page), places) in pages {
            let shown = Shown::new(places, out);
            fragments.entry(key.to_owned()).or_default().insert(page, shown);
        }
        Ok(Self { jpegs, fragments })
    }

    /// Returns every JPEG with its object number, by hash.
    pub(super) fn images(&self) -> Vec<(Sha256Digest, u32)> {
        self.jpegs.iter().map(|(digest, jpeg)| (*digest, jpeg.shown.number)).collect()
    }
}

/// Copies every JPEG bit for bit while checking its hash; returns the CRC-32 of each.
pub(super) fn write_jpegs(
    placing: &Placing,
    source: &dyn EvidenceSource,
    out: &mut Out<'_>,
) -> Result<BTreeMap<Sha256Digest, u32>, AssembleError> {
    let mut sums = BTreeMap::new();
    let mut piece = vec![0; PIECE_BYTES];
    for (digest, jpeg) in &placing.jpegs {
        let mut file = source
            .open_original(digest)
            .map_err(|source| AssembleError::Original { digest: *digest, source })?;
        out.begin(jpeg.shown.number)?;
        write!(
            out,
            "<</Type/XObject/Subtype/Image{}/Filter/DCTDecode/Length {}>>\nstream\n",
            image_entries(&jpeg.header),
            jpeg.size_bytes
        )?;
        let mut hash = Sha256Stream::new();
        let mut sum = Crc::new();
        let mut count = 0_u64;
        loop {
            let read = match file.read(&mut piece) {
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
                other => {
                    other.map_err(|source| AssembleError::Original { digest: *digest, source })?
                }
            };
            let bytes = piece.get(..read).unwrap_or_default();
            count = count.saturating_add(read as u64);
            // Checked before writing: a file that grew must not fill the disk.
            if count > jpeg.size_bytes {
                return Err(AssembleError::Altered { digest: *digest });
            }
            if read == 0 {
                break;
            }
            hash.update(bytes);
            sum.update(bytes);
            out.write_all(bytes)?;
        }
        if count != jpeg.size_bytes || hash.finish() != *digest {
            return Err(AssembleError::Altered { digest: *digest });
        }
        sums.insert(*digest, sum.sum());
        out.write_all(b"\nendstream")?;
        out.end()?;
        jpeg.shown.write_wrappers(out)?;
    }
    Ok(sums)
}

/// Returns the entries of the image dictionary that follow from the JPEG's own markers.
fn image_entries(header: &JpegHeader) -> String {
    let space = match header.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    // Adobe's programs store CMYK inverted and say so by their segment alone.
    let inverted = header.components == 4 && header.adobe_transform.is_some();
    let decode = if inverted { "/Decode[1 0 1 0 1 0 1 0]" } else { "" };
    let plain = if header.rgb_by_name { "/DecodeParms<</ColorTransform 0>>" } else { "" };
    format!(
        "/Width {}/Height {}/ColorSpace/{space}/BitsPerComponent {}{decode}{plain}",
        header.width_px, header.height_px, header.bits
    )
}

/// Takes over the pages of every fragment; each fragment is read front to back.
pub(super) fn write_fragments(
    placing: &Placing,
    source: &dyn EvidenceSource,
    out: &mut Out<'_>,
) -> Result<(), AssembleError> {
    for (key, pages) in &placing.fragments {
        let failed = |error| failure(key, error);
        let mut reader = open(key, source)?;
        let numbers = page_numbers(key, pages, reader.header())?;
        let needed = if numbers.len() == reader.header().pages.len() {
            None
        } else {
            Some(needed_objects(&mut open(key, source)?, &numbers).map_err(failed)?)
        };
        let takes = |number: u32| needed.as_ref().is_none_or(|set| set.contains(&number));
        let mut taken = BTreeMap::new();
        for number in (0..reader.header().objects).filter(|number| takes(*number)) {
            let place = numbers.get(&number).copied().unwrap_or_else(|| out.allocate());
            taken.insert(number, place);
        }
        while let Some(object) = reader.next_object().map_err(failed)? {
            if let Some(&number) = taken.get(&object.number) {
                out.begin(number)?;
                copy(&mut reader, &object, out, &taken).map_err(failed)?;
                out.end()?;
            }
        }
        for shown in pages.values() {
            shown.write_wrappers(out)?;
        }
    }
    Ok(())
}

fn failure(key: &str, source: FragmentError) -> AssembleError {
    AssembleError::Fragment { key: key.to_owned(), source }
}

fn open<'a>(
    key: &str,
    source: &'a dyn EvidenceSource,
) -> Result<FragmentReader<Box<dyn Read + 'a>>, AssembleError> {
    let file = source.open_fragment(key).map_err(|error| failure(key, error.into()))?;
    FragmentReader::new(file).map_err(|error| failure(key, error))
}

fn copy<R: Read>(
    reader: &mut FragmentReader<R>,
    object: &FragmentObject,
    out: &mut Out<'_>,
    taken: &BTreeMap<u32, u32>,
) -> Result<(), FragmentError> {
    reader.copy_body(object, out, &|number| taken.get(&number).copied())
}

/// Returns the final number of each page's object.
fn page_numbers(
    key: &str,
    pages: &BTreeMap<usize, Shown>,
    header: &FragmentHeader,
) -> Result<BTreeMap<u32, u32>, AssembleError> {
    let mut numbers = BTreeMap::new();
    for (&page, shown) in pages {
        let no_such_page = || AssembleError::NoSuchPage { key: key.to_owned(), page };
        let object = header.pages.get(page).ok_or_else(no_such_page)?.object;
        // Two pages in one object would leave the second place without an object.
        if numbers.insert(object, shown.number).is_some() {
            return Err(failure(key, FragmentError::BadReference { object }));
        }
    }
    Ok(numbers)
}

/// Returns the objects that the chosen pages reach.
fn needed_objects<R: Read>(
    reader: &mut FragmentReader<R>,
    pages: &BTreeMap<u32, u32>,
) -> Result<BTreeSet<u32>, FragmentError> {
    let mut refers: Vec<Vec<u32>> = Vec::new();
    while let Some(object) = reader.next_object()? {
        refers.push(object.refs.iter().map(|(_, target)| *target).collect());
    }
    let mut needed = BTreeSet::new();
    let mut waiting: Vec<u32> = pages.keys().copied().collect();
    while let Some(number) = waiting.pop() {
        if needed.insert(number)
            && let Some(targets) = usize::try_from(number).ok().and_then(|index| refers.get(index))
        {
            waiting.extend(targets);
        }
    }
    Ok(needed)
}
