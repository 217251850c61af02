//! How the evidence of a package becomes files that a destination takes: which pictures need a
//! reduced copy and how small, and where an exhibit is divided. Pure, from measured sizes; making
//! copies and files is `app::upload`'s work.
//!
//! A page that alone passes a limit is reduced as far as it stays legible. For the sake of a whole
//! file, pictures are reduced only as far as nobody sees it on paper; what is still too large is
//! divided: a proof that can be read well in three parts serves better than a poor one in one.

use crate::filing::Limits;
use crate::import::reader::CopyStep;
use std::collections::BTreeMap;
use std::ops::Range;

const KB: u64 = 1024;
const MB: u64 = 1024 * 1024;
const POINTS_PER_INCH: f32 = 72.0;
/// Share of a resolution that is aimed at, so that rounding never passes it.
const AIM: f32 = 0.98;

/// Resolution and quality of a print copy, from the best; the first [`GOOD`] look like the original
/// on paper. Below them quality goes before resolution: of two copies of one size, small print is
/// read on the coarser packed one and lost on the one with fewer pixels.
const LADDER: [(u32, u8); 9] = [
    (300, 85),
    (250, 80),
    (200, 78),
    (200, 60),
    (200, 45),
    (200, 30),
    (170, 30),
    (150, 30),
    (LEGIBLE_DPI, 30),
];
/// How many steps of the ladder look like the original on paper.
const GOOD: usize = 3;
/// No copy is made below this resolution on paper: small print would be lost.
const LEGIBLE_DPI: u32 = 130;

/// A picture or foreign page as it stands on a page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotMeasure {
    /// Number of its slot.
    pub slot: u32,
    /// Bytes that it brings into the file.
    pub bytes: u64,
    /// Pixels of its pictures; 0 where it has none.
    pub pixels: u64,
    /// Width on paper in points, upright, before the user's turn.
    pub width_pt: f32,
    /// Height on paper in points, so too.
    pub height_pt: f32,
}

impl SlotMeasure {
    /// Returns its resolution on paper, in dots an inch.
    pub fn dpi(&self) -> f32 {
        let area = self.width_pt * self.height_pt / (POINTS_PER_INCH * POINTS_PER_INCH);
        (float(self.pixels) / area.max(0.001)).sqrt()
    }
}

/// The pictures of one page; empty for a page of text.
pub type PageMeasure = Vec<SlotMeasure>;

/// Returns the bytes that the pictures of a page bring.
pub fn page_bytes(page: &PageMeasure) -> u64 {
    page.iter().map(|slot| slot.bytes).sum()
}

/// What a file takes beside its pictures: measured on the files made before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Overhead {
    /// Bytes of a file: fonts, colour profile, data of the document.
    pub file_bytes: u64,
    /// Bytes of each page.
    pub page_bytes: u64,
    /// In how many pages at least the bytes of a file are shared out.
    pub shared_by: u64,
}

/// How far pictures may be reduced for the sum of all files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effort {
    /// As far as nobody sees it on paper.
    Good,
    /// As far as they stay legible.
    Legible,
}

/// Steps by which the copy of each slot is to be made.
pub type CopyPlan = BTreeMap<u32, Vec<CopyStep>>;

/// Returns which pictures of each exhibit need a copy, and by which steps.
pub fn copies(
    exhibits: &[Vec<PageMeasure>],
    limits: &Limits,
    overhead: Overhead,
    effort: Effort,
) -> CopyPlan {
    let all = exhibits.iter().flatten().map(page_bytes).collect::<Vec<_>>();
    let others = exhibits.iter().map(|pages| spare(overhead, pages.len())).sum::<u64>();
    let total = limits.max_total_mb.map_or(u64::MAX, |mb| u64::from(mb) * MB);
    let level_of_all = level(&all, total.saturating_sub(others));
    let mut plan = CopyPlan::new();
    for pages in exhibits {
        let sizes = pages.iter().map(page_bytes).collect::<Vec<_>>();
        let file = file_limit(limits).saturating_sub(spare(overhead, pages.len()));
        let soft = level(&sizes, file).min(level_of_all);
        let hard = page_limit(limits, overhead, pages.len());
        let hard = if effort == Effort::Legible { hard.min(level_of_all) } else { hard };
        for page in pages {
            plan.extend(page_copies(page, soft.min(hard), hard, limits.max_dpi));
        }
    }
    plan
}

/// Returns most bytes of one file.
fn file_limit(limits: &Limits) -> u64 {
    limits.max_file_mb.map_or(u64::MAX, |mb| u64::from(mb) * MB)
}

fn spare(overhead: Overhead, pages: usize) -> u64 {
    let pages = u64::try_from(pages).unwrap_or(u64::MAX);
    overhead.file_bytes.saturating_add(overhead.page_bytes.saturating_mul(pages))
}

/// Returns most bytes of the pictures of one page, so that it fits into a file alone and the pages
/// of its file keep to the limit a page.
fn page_limit(limits: &Limits, overhead: Overhead, pages: usize) -> u64 {
    let alone = file_limit(limits).saturating_sub(spare(overhead, 1));
    let pages = u64::try_from(pages).unwrap_or(u64::MAX).clamp(1, overhead.shared_by.max(1));
    let share = (overhead.file_bytes / pages).saturating_add(overhead.page_bytes);
    let a_page = limits.max_kb_per_page.map_or(u64::MAX, |kb| u64::from(kb) * KB);
    alone.min(a_page.saturating_sub(share))
}

/// Returns the highest size to which all larger ones can be cut so that the sum fits.
fn level(sizes: &[u64], most: u64) -> u64 {
    if sizes.iter().fold(0_u64, |sum, size| sum.saturating_add(*size)) <= most {
        return u64::MAX;
    }
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let mut left = most;
    let mut waiting = u64::try_from(sorted.len()).unwrap_or(u64::MAX);
    for size in sorted {
        let share = left / waiting.max(1);
        if size > share {
            return share;
        }
        left = left.saturating_sub(size);
        waiting = waiting.saturating_sub(1);
    }
    u64::MAX
}

fn page_copies(page: &PageMeasure, soft: u64, hard: u64, max_dpi: Option<u32>) -> CopyPlan {
    let many = u64::try_from(page.len()).unwrap_or(u64::MAX).max(1);
    let (soft, hard) = (soft / many, hard / many);
    let too_large = page_bytes(page) > soft.saturating_mul(many);
    let too_fine = |slot: &SlotMeasure| max_dpi.is_some_and(|dpi| slot.dpi() > float(dpi.into()));
    page.iter()
        .filter(|slot| too_fine(slot) || (too_large && slot.bytes > soft))
        .map(|slot| (slot.slot, steps(slot, soft, hard, max_dpi)))
        .collect()
}

/// Returns the steps of the ladder for a picture, from the finest that is allowed.
fn steps(slot: &SlotMeasure, soft: u64, hard: u64, max_dpi: Option<u32>) -> Vec<CopyStep> {
    let width_px = |dpi: u32| whole(slot.width_pt / POINTS_PER_INCH * float(dpi.into()) * AIM);
    let finest = max_dpi.unwrap_or(u32::MAX);
    let allowed: Vec<_> = LADDER
        .iter()
        .enumerate()
        .filter(|(_, (dpi, _))| *dpi <= finest)
        .map(|(rung, (dpi, quality))| (rung, *dpi, *quality))
        .collect();
    let allowed = if allowed.is_empty() { vec![(LADDER.len(), finest, 60)] } else { allowed };
    let step = |(rung, dpi, quality)| CopyStep {
        width_px: width_px(dpi),
        quality,
        max_bytes: if rung + 1 < GOOD { soft } else { hard },
    };
    allowed.into_iter().map(step).collect()
}

/// Returns where an exhibit is divided so that no part passes the size of a file: as few parts as can
/// be, none of them much smaller than the others, no page of it lost. A page that is too large by
/// itself has a part of its own.
pub fn parts(pages: &[u64], limits: &Limits, overhead: Overhead) -> Vec<Range<usize>> {
    let most = file_limit(limits).saturating_sub(overhead.file_bytes);
    let sizes: Vec<u64> =
        pages.iter().map(|size| size.saturating_add(overhead.page_bytes)).collect();
    let fewest = divided(&sizes, most);
    let (mut low, mut high) = (0, most.min(sizes.iter().sum()));
    while low < high {
        let middle = low + (high - low) / 2;
        if divided(&sizes, middle).len() <= fewest.len() { high = middle } else { low = middle + 1 }
    }
    let even = divided(&sizes, high);
    if even.len() == fewest.len() { even } else { fewest }
}

fn divided(sizes: &[u64], most: u64) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    let (mut start, mut sum) = (0, 0_u64);
    for (index, size) in sizes.iter().enumerate() {
        if index > start && sum.saturating_add(*size) > most {
            parts.push(start..index);
            (start, sum) = (index, 0);
        }
        sum = sum.saturating_add(*size);
    }
    parts.push(start..sizes.len());
    parts
}

#[expect(clippy::cast_precision_loss, reason = "a resolution needs no more than seven digits")]
fn float(value: u64) -> f32 {
    value as f32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to the range of u32 first; not-a-number becomes 0"
)]
fn whole(value: f32) -> u32 {
    value.clamp(1.0, 100_000.0) as u32
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const OVERHEAD: Overhead = Overhead { file_bytes: 80 * KB, page_bytes: 4 * KB, shared_by: 8 };

    /// A picture of 12 MP that fills a page of A4 within its margins.
    fn photo(slot: u32, bytes: u64) -> SlotMeasure {
        SlotMeasure { slot, bytes, pixels: 12_192_768, width_pt: 465.0, height_pt: 620.0 }
    }

    fn limits(max_file_mb: u32, max_kb_per_page: Option<u32>) -> Limits {
        Limits { max_file_mb: Some(max_file_mb), max_kb_per_page, ..Limits::default() }
    }

    #[test]
    fn what_fits_stays_as_it_is() {
        let pages = vec![vec![photo(1, 2 * MB)], vec![]];
        assert!(copies(&[pages], &limits(3, None), OVERHEAD, Effort::Good).is_empty());
        let none = Limits::default();
        assert!(
            copies(&[vec![vec![photo(1, 900 * MB)]]], &none, OVERHEAD, Effort::Good).is_empty()
        );
    }

    #[test]
    fn only_the_page_that_is_too_large_is_reduced_down_to_what_is_legible() {
        let pages = vec![vec![photo(1, 250 * KB)], vec![photo(2, 301 * KB)]];
        let plan = copies(&[pages], &limits(3, Some(300)), OVERHEAD, Effort::Good);
        assert_eq!(plan.keys().copied().collect::<Vec<_>>(), [2]);
        let steps = &plan[&2];
        assert_eq!(steps.last().unwrap().quality, 30);
        let least = 465.0 / 72.0 * 130.0 * 0.97;
        assert!(steps.iter().all(|step| f64::from(step.width_px) > least), "{steps:?}");
        assert!(steps.iter().all(|step| step.max_bytes <= 300 * KB - 44 * KB), "{steps:?}");
    }

    #[test]
    fn a_picture_that_is_too_fine_is_reduced_whatever_its_size() {
        let fine = Limits { max_dpi: Some(300), ..Limits::default() };
        let plan = copies(&[vec![vec![photo(1, 10)]]], &fine, OVERHEAD, Effort::Good);
        let width = plan[&1][0].width_px;
        assert!(width <= 1937 && width > 1850, "{width}");
        let coarse = Limits { max_dpi: Some(100), ..Limits::default() };
        let plan = copies(&[vec![vec![photo(1, 10)]]], &coarse, OVERHEAD, Effort::Good);
        assert_eq!(plan[&1].len(), 1);
        assert!(plan[&1][0].width_px <= 645);
    }

    #[test]
    fn for_the_file_alone_only_the_largest_are_reduced_and_not_below_what_is_good() {
        let pages = vec![vec![photo(1, 9 * MB)], vec![photo(2, 100 * KB)], vec![photo(3, 6 * MB)]];
        let plan = copies(&[pages], &limits(10, None), OVERHEAD, Effort::Good);
        assert_eq!(plan.keys().copied().collect::<Vec<_>>(), [1, 3]);
        let last_good = plan[&1][GOOD - 1];
        assert!(last_good.max_bytes > 9 * MB, "taken whatever it takes: it is divided then");
        assert!(plan[&1][0].max_bytes < 5 * MB);
    }

    #[test]
    fn pictures_that_share_a_page_share_its_limit() {
        let page = vec![photo(1, 20 * KB), photo(2, 400 * KB)];
        let plan = copies(&[vec![page]], &limits(3, Some(300)), OVERHEAD, Effort::Good);
        assert_eq!(plan.keys().copied().collect::<Vec<_>>(), [2]);
        assert!(plan[&2].iter().all(|step| step.max_bytes <= 150 * KB));
    }

    #[test]
    fn the_sum_of_all_files_is_kept_as_far_as_it_stays_legible_only_in_need() {
        let exhibits: Vec<_> = (0..30).map(|n| vec![vec![photo(n, 5 * MB)]]).collect();
        let all = Limits { max_total_mb: Some(15), ..Limits::default() };
        let good = copies(&exhibits, &all, OVERHEAD, Effort::Good);
        let need = copies(&exhibits, &all, OVERHEAD, Effort::Legible);
        assert_eq!(good.len(), 30);
        assert!(good[&0][GOOD - 1].max_bytes > 5 * MB && need[&0][GOOD - 1].max_bytes < MB / 2);
    }

    #[test]
    fn parts_are_as_few_as_can_be_and_even() {
        let pages = [300 * KB; 12];
        let found = parts(&pages, &limits(3, None), OVERHEAD);
        assert_eq!(found, [0..6, 6..12]);
        assert_eq!(parts(&[], &limits(3, None), OVERHEAD), std::slice::from_ref(&(0..0)));
        assert_eq!(parts(&[9 * MB, 1], &limits(3, None), OVERHEAD), [0..1, 1..2]);
        assert_eq!(parts(&[MB; 40], &Limits::default(), OVERHEAD), std::slice::from_ref(&(0..40)));
    }

    proptest! {
        #[test]
        fn no_page_is_lost_the_order_stays_and_each_part_fits(
            pages in proptest::collection::vec(0..4 * MB, 0..60), mb in 1u32..12,
        ) {
            let limits = limits(mb, None);
            let found = parts(&pages, &limits, OVERHEAD);
            let mut next = 0;
            for part in &found {
                prop_assert_eq!(part.start, next);
                next = part.end;
                let size = pages[part.clone()].iter().sum::<u64>();
                let size = size + spare(OVERHEAD, part.len());
                prop_assert!(part.len() == 1 || size <= u64::from(mb) * MB, "{:?}", part);
            }
            prop_assert_eq!(next, pages.len());
        }

        #[test]
        fn cutting_to_the_level_fits(sizes in proptest::collection::vec(0..4 * MB, 1..60), most in 0..90 * MB) {
            let level = level(&sizes, most);
            prop_assert!(sizes.iter().map(|size| (*size).min(level)).sum::<u64>() <= most.max(sizes.iter().sum::<u64>().min(most)));
        }
    }
}
