//! Where a page is: its boxes, its rotation and the matrix onto the unit square.
//! Deliberately not here: what is drawn on it.

use super::PageSize;
use lopdf::{Dictionary, Document, Object};

/// Highest page tree that is climbed for inherited entries.
const MAX_PARENTS: usize = 64;
/// Size that a page without a box gets: Letter, as every viewer takes it.
const DEFAULT_BOX: [f32; 4] = [0.0, 0.0, 612.0, 792.0];
/// Largest side of a page in points, times its user unit; 200 inches in old viewers.
const MAX_SIDE_PT: f32 = 1_000_000.0;

/// A page's visible box and its turn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Geometry {
    /// Left, bottom, right, top in the page's own space.
    pub(super) crop: [f32; 4],
    /// Quarter turns clockwise, 0 to 3.
    pub(super) turns: u8,
    user_unit: f32,
}

/// Returns an entry of a page, inherited from the page tree when the page has none.
pub(super) fn inherited<'a>(
    document: &'a Document,
    page: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    let mut node = page;
    for _ in 0..MAX_PARENTS {
        if let Some(value) = entry(document, node, key) {
            return Some(value);
        }
        node = entry(document, node, b"Parent")?.as_dict().ok()?;
    }
    None
}

/// Returns an entry with its reference followed; null counts as none.
pub(super) fn entry<'a>(
    document: &'a Document,
    dictionary: &'a Dictionary,
    key: &[u8],
) -> Option<&'a Object> {
    let value = document.dereference(dictionary.get(key).ok()?).ok()?.1;
    (!value.is_null()).then_some(value)
}

/// Returns a number, with its reference followed.
pub(super) fn number(document: &Document, object: &Object) -> Option<f32> {
    let value = document.dereference(object).ok()?.1.as_float().ok()?;
    value.is_finite().then_some(value)
}

/// Returns numbers, as many as asked for.
pub(super) fn numbers<const N: usize>(document: &Document, object: &Object) -> Option<[f32; N]> {
    let items = document.dereference(object).ok()?.1.as_array().ok()?;
    let found: Option<Vec<f32>> = items.iter().take(N).map(|item| number(document, item)).collect();
    found?.try_into().ok()
}

/// Returns a rectangle with its corners in order.
pub(super) fn rectangle(document: &Document, object: &Object) -> Option<[f32; 4]> {
    let [a, b, c, d] = numbers(document, object)?;
    Some([a.min(c), b.min(d), a.max(c), b.max(d)])
}

fn has_area([left, bottom, right, top]: [f32; 4]) -> bool {
    right - left > 0.0
        && top - bottom > 0.0
        && right - left < MAX_SIDE_PT
        && top - bottom < MAX_SIDE_PT
}

impl Geometry {
    /// Returns where a page is; boxes that cannot be are ignored.
    pub(super) fn of(document: &Document, page: &Dictionary) -> Self {
        let boxed = |key: &[u8]| {
            inherited(document, page, key)
                .and_then(|object| rectangle(document, object))
                .filter(|rectangle| has_area(*rectangle))
        };
        let media = boxed(b"MediaBox").unwrap_or(DEFAULT_BOX);
        let crop = boxed(b"CropBox")
            .map(|[left, bottom, right, top]| {
                [left.max(media[0]), bottom.max(media[1]), right.min(media[2]), top.min(media[3])]
            })
            .filter(|rectangle| has_area(*rectangle))
            .unwrap_or(media);
        let rotate = inherited(document, page, b"Rotate").and_then(|value| number(document, value));
        let turns = match rotate.unwrap_or(0.0).rem_euclid(360.0) {
            turn if turn < 45.0 => 0,
            turn if turn < 135.0 => 1,
            turn if turn < 225.0 => 2,
            turn if turn < 315.0 => 3,
            _ => 0,
        };
        let user_unit = entry(document, page, b"UserUnit")
            .and_then(|value| number(document, value))
            .filter(|unit| (0.01..=1000.0).contains(unit))
            .unwrap_or(1.0);
        Self { crop, turns, user_unit }
    }

    /// Returns the size as displayed.
    pub(super) fn size(&self) -> PageSize {
        let [left, bottom, right, top] = self.crop;
        let (width, height) = ((right - left) * self.user_unit, (top - bottom) * self.user_unit);
        let sides = if self.turns % 2 == 1 { (height, width) } else { (width, height) };
        PageSize { width_pt: sides.0, height_pt: sides.1 }
    }

    /// Returns the matrix that maps the box, turned, onto the unit square.
    pub(super) fn matrix(&self) -> [f32; 6] {
        let [left, bottom, right, top] = self.crop;
        let (width, height) = (right - left, top - bottom);
        let (x, y) = (1.0 / width, 1.0 / height);
        match self.turns {
            1 => [0.0, -x, y, 0.0, -bottom * y, right * x],
            2 => [-x, 0.0, 0.0, -y, right * x, top * y],
            3 => [0.0, x, -y, 0.0, top * y, -left * x],
            _ => [x, 0.0, 0.0, y, -left * x, -bottom * y],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lopdf::dictionary;

    fn page(rotate: i64, crop: [i64; 4]) -> Dictionary {
        dictionary! {
            "MediaBox" => vec![0.into(), 0.into(), 200.into(), 100.into()],
            "CropBox" => crop.map(Object::from).to_vec(), "Rotate" => rotate,
        }
    }

    #[test]
    fn corners_of_the_box_meet_corners_of_the_unit_square() {
        let document = Document::new();
        // Where the top left corner as displayed lies in the page's own space.
        let corners =
            [(0, (10.0, 70.0)), (90, (10.0, 20.0)), (180, (110.0, 20.0)), (270, (110.0, 70.0))];
        for (rotate, (x, y)) in corners {
            let geometry = Geometry::of(&document, &page(rotate, [110, 70, 10, 20]));
            let [a, b, c, d, e, f] = geometry.matrix();
            assert!((a * x + c * y + e).abs() < 1e-5, "{rotate}");
            assert!((b * x + d * y + f - 1.0).abs() < 1e-5, "{rotate}");
            let upright = PageSize { width_pt: 100.0, height_pt: 50.0 };
            let turned = PageSize { width_pt: 50.0, height_pt: 100.0 };
            assert_eq!(geometry.size(), if rotate % 180 == 0 { upright } else { turned });
        }
    }

    #[test]
    fn impossible_boxes_are_ignored() {
        let document = Document::new();
        let empty = Geometry::of(&document, &page(-90, [5, 5, 5, 5]));
        assert_eq!((empty.crop, empty.turns), ([0.0, 0.0, 200.0, 100.0], 3));
        let outside = Geometry::of(&document, &page(0, [500, 500, 600, 600]));
        assert_eq!(outside.crop, [0.0, 0.0, 200.0, 100.0]);
        assert_eq!(Geometry::of(&document, &Dictionary::new()).crop, DEFAULT_BOX);
    }
}
