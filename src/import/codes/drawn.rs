//! Draws codes for tests: these, and those of the whole program.

/// Returns the widths of bars and spaces of digits in Interleaved 2 of 5.
pub fn itf(digits: &str) -> Vec<u32> {
    const WIDE: [[u32; 5]; 10] = [
        [1, 1, 3, 3, 1],
        [3, 1, 1, 1, 3],
        [1, 3, 1, 1, 3],
        [3, 3, 1, 1, 1],
        [1, 1, 3, 1, 3],
        [3, 1, 3, 1, 1],
        [1, 3, 3, 1, 1],
        [1, 1, 1, 3, 3],
        [3, 1, 1, 3, 1],
        [1, 3, 1, 3, 1],
    ];
    let digits: Vec<usize> = digits.bytes().map(|digit| usize::from(digit - b'0')).collect();
    let mut widths = vec![1, 1, 1, 1];
    for pair in digits.chunks_exact(2) {
        let (bars, gaps) = (WIDE[pair[0]], WIDE[pair[1]]);
        widths.extend(bars.into_iter().zip(gaps).flat_map(|(bar, gap)| [bar, gap]));
    }
    widths.extend([3, 1, 1]);
    widths
}
