//! QR codes as pictures: one path of black runs, exact at any size.
//! Deliberately not here: what the code says, and reading codes from photographs.

use fast_qr::{ECL, QRBuilder};
use std::fmt::Write;

/// Light modules around the code (ISO/IEC 18004 asks for four).
const QUIET_ZONE: usize = 4;

/// A text was too long for a QR code.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("text of {bytes} bytes does not fit into a QR code")]
pub struct QrTooLong {
    /// Length of the text.
    pub bytes: usize,
}

/// Returns the dark modules of a QR code, row by row, with medium error correction and no quiet zone.
///
/// # Errors
/// [`QrTooLong`] if the text does not fit.
pub fn modules(text: &str) -> Result<Vec<Vec<bool>>, QrTooLong> {
    let code =
        QRBuilder::new(text).ecl(ECL::M).build().map_err(|_| QrTooLong { bytes: text.len() })?;
    let rows = code.data.chunks(code.size).take(code.size);
    Ok(rows.map(|row| row.iter().map(|module| module.value()).collect()).collect())
}

/// Returns a QR code as an SVG picture, black on white, one unit a module.
///
/// # Errors
/// [`QrTooLong`] if the text does not fit.
pub fn svg(text: &str) -> Result<String, QrTooLong> {
    let rows = modules(text)?;
    let side = rows.len() + 2 * QUIET_ZONE;
    let mut path = String::new();
    for (y, row) in rows.iter().enumerate() {
        let mut x = 0;
        for run in row.chunk_by(|a, b| a == b) {
            if run.first() == Some(&true) {
                let (left, top, width) = (x + QUIET_ZONE, y + QUIET_ZONE, run.len());
                // Writing to a String cannot fail.
                let _ = write!(path, "M{left} {top}h{width}v1h-{width}z");
            }
            x += run.len();
        }
    }
    Ok(format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" width="{side}" height="{side}"><rect width="{side}" height="{side}" fill="#fff"/><path d="{path}" fill="#000"/></svg>"##
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finder_patterns_stand_in_three_corners() {
        let rows = modules("9f2c41d07be5").unwrap();
        let last = rows.len() - 7;
        for (top, left) in [(0, 0), (0, last), (last, 0)] {
            assert!(rows[top][left..left + 7].iter().all(|dark| *dark));
            assert!(!rows[top + 1][left + 1]);
        }
    }

    #[test]
    fn picture_has_the_quiet_zone() {
        let side = modules("abc").unwrap().len() + 8;
        let picture = svg("abc").unwrap();
        assert!(picture.contains(&format!(r#"viewBox="0 0 {side} {side}""#)));
        assert!(picture.contains("M4 4h7v1h-7z"));
    }

    #[test]
    fn too_long_a_text_is_refused() {
        assert_eq!(svg(&"x".repeat(4000)), Err(QrTooLong { bytes: 4000 }));
    }
}
