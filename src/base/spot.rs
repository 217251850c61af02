//! A place on a page in fractions of its width and height, whatever its size in pixels or points:
//! counted from the top left of the page as it is shown upright.

use super::serde_as_text;
use std::fmt;
use std::str::FromStr;

/// Into how many parts a side is divided: a tenth of a millimetre on three A4 pages.
pub const PARTS: u16 = 10_000;

/// Four fractions of a page, in parts of [`PARTS`]: left, top, width and height of a rectangle, or
/// the two ends of a line. As text, `0.1,0.25,0.5,0.05`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Spot(pub [u16; 4]);

/// Why a text is not a place on a page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not four fractions of a page: {text:?}")]
pub struct SpotTextError {
    /// The text that was given.
    pub text: String,
}

impl Spot {
    /// Returns the place of these fractions, each brought to between 0 and 1.
    pub fn of_fractions(fractions: [f64; 4]) -> Self {
        Self(fractions.map(parts))
    }

    /// Returns whether the rectangle has a size and lies on the page.
    pub const fn is_area(self) -> bool {
        let [left, top, width, height] = self.0;
        width > 0 && height > 0 && left < PARTS && top < PARTS
    }

    /// Returns left, top, right and bottom of the rectangle on a picture of this size, in whole
    /// pixels: every pixel that it touches, and never none.
    pub fn pixels(self, width: u32, height: u32) -> [u32; 4] {
        let [left, top, across, down] = self.0.map(u64::from);
        let parts = u64::from(PARTS);
        let floor = |at: u64, side: u32| (at * u64::from(side) / parts).min(u64::from(side));
        let ceil = |at: u64, side: u32| (at * u64::from(side)).div_ceil(parts).min(u64::from(side));
        let whole = |value: u64| u32::try_from(value).unwrap_or(u32::MAX);
        let [x, y] = [floor(left, width), floor(top, height)];
        let right = ceil(left.saturating_add(across), width).max(x.saturating_add(1));
        let bottom = ceil(top.saturating_add(down), height).max(y.saturating_add(1));
        [whole(x), whole(y), whole(right.min(width.into())), whole(bottom.min(height.into()))]
    }

    /// Returns whether a point, in fractions, lies in the rectangle.
    pub fn holds(self, x: f64, y: f64) -> bool {
        let [left, top, width, height] = self.fractions();
        (left..=left + width).contains(&x) && (top..=top + height).contains(&y)
    }

    /// Returns the four fractions.
    pub fn fractions(self) -> [f64; 4] {
        self.0.map(|part| f64::from(part) / f64::from(PARTS))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "brought to between 0 and PARTS first; not-a-number becomes 0"
)]
fn parts(fraction: f64) -> u16 {
    (fraction * f64::from(PARTS)).round().clamp(0.0, f64::from(PARTS)) as u16
}

impl FromStr for Spot {
    type Err = SpotTextError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let wrong = || SpotTextError { text: text.to_owned() };
        let mut fractions = [0.0; 4];
        let mut given = text.split(',');
        for fraction in &mut fractions {
            let part = given.next().ok_or_else(wrong)?;
            *fraction = part.trim().parse::<f64>().map_err(|_| wrong())?;
            if !(0.0..=1.0).contains(fraction) {
                return Err(wrong());
            }
        }
        if given.next().is_some() { Err(wrong()) } else { Ok(Self::of_fractions(fractions)) }
    }
}

impl fmt::Display for Spot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [a, b, c, d] = self.fractions();
        write!(f, "{a},{b},{c},{d}")
    }
}

serde_as_text!(Spot);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_read_back_and_what_is_none_is_refused() {
        let spot: Spot = "0.1, 0.25,0.5,0.0501".parse().unwrap();
        assert_eq!(spot, Spot([1000, 2500, 5000, 501]));
        assert_eq!(spot.to_string(), "0.1,0.25,0.5,0.0501");
        for wrong in
            ["", "0.1,0.2,0.3", "0,0,0,0,0", "1.1,0,0,0", "-0.1,0,0,0", "a,0,0,0", "NaN,0,0,0"]
        {
            assert!(wrong.parse::<Spot>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn every_pixel_that_is_touched_belongs_to_it() {
        assert_eq!(Spot([0, 0, PARTS, PARTS]).pixels(7, 3), [0, 0, 7, 3]);
        assert_eq!(Spot([1001, 5000, 1, 1]).pixels(10, 10), [1, 5, 2, 6]);
        // Never nothing, not even at the border.
        assert_eq!(Spot([9999, 9999, 1, 1]).pixels(10, 10), [9, 9, 10, 10]);
        assert!(!Spot([0, 0, 0, 10]).is_area() && Spot([0, 0, 1, 10]).is_area());
    }
}
