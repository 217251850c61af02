//! The day that a file's name tells, as phones and people write it. Only a suggestion.
//! Deliberately not here: months alone and two-digit years, which are guesses too many.

use crate::import::exif::is_day;

/// Returns the first day in a name as `2026-10-05`: eight digits year first (`IMG-20261005-WA0012`),
/// `2026-10-05`, `05-10-2026` (day first, as in Brazil), also with `.`, `_` or a space between.
pub fn day_in_name(name: &str) -> Option<String> {
    let runs = digit_runs(name);
    (0..runs.len()).find_map(|at| {
        let run = |ahead: usize| runs.get(at + ahead);
        let (_, first) = run(0)?;
        if first.len() == 8 {
            let (year, rest) = first.split_at_checked(4)?;
            let (month, day) = rest.split_at_checked(2)?;
            return day_of(year, month, day);
        }
        let ((joint_b, second), (joint_c, third)) = (run(1)?, run(2)?);
        if !is_joint(joint_b) || joint_b != joint_c {
            return None;
        }
        match (first.len(), second.len(), third.len()) {
            (4, 2, 2) => day_of(first, second, third),
            (2, 2, 4) => day_of(third, second, first),
            _ => None,
        }
    })
}

fn is_joint(between: &str) -> bool {
    matches!(between, "-" | "." | "_" | " ")
}

/// Returns each run of digits with what stands between it and the one before.
fn digit_runs(name: &str) -> Vec<(&str, &str)> {
    let mut runs = Vec::new();
    let mut rest = name;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let (between, from) = rest.split_at(start);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (run, after) = from.split_at(end);
        runs.push((between, run));
        rest = after;
    }
    runs
}

fn day_of(year: &str, month: &str, day: &str) -> Option<String> {
    let number = |text: &str| text.parse::<u32>().ok();
    let (y, m, d) = (number(year)?, number(month)?, number(day)?);
    // Evidence of consumers is younger than its law (1990) and not from a far future.
    (is_day(y, m, d) && (1990..2100).contains(&y)).then(|| format!("{year}-{month}-{day}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_phones_and_people_write_them() {
        for name in [
            "IMG-20261005-WA0012.jpg",
            "IMG_20261005_143310.jpg",
            "Screenshot_20261005-143310_WhatsApp.png",
            "WhatsApp Image 2026-10-05 at 14.33.10.jpeg",
            "fatura 05.10.2026.pdf",
            "05-10-2026 contrato.pdf",
            "contrato n 12 de 05_10_2026.pdf",
        ] {
            assert_eq!(day_in_name(name).as_deref(), Some("2026-10-05"), "{name}");
        }
    }

    #[test]
    fn numbers_that_are_no_day_are_none() {
        for name in [
            "99999999.pdf",
            "20261305.jpg",
            "2026-10.pdf",
            "10-05-26.pdf",
            "2026-10.05.pdf",
            "11987654321.pdf",
            "",
        ] {
            assert_eq!(day_in_name(name), None, "{name}");
        }
    }
}
