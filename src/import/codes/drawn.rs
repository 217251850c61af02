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
        for place in 0..5 {
            widths.extend([WIDE[pair[0]][place], WIDE[pair[1]][place]]);
        }
    }
    widths.extend([3, 1, 1]);
    widths
}
