//! The tiny picture that stands for a page of evidence until the assembler puts the real one there.

/// Returns the slot's picture: a PNG of 3 × 1 RGB pixels whose nine bytes are `JNT`, the number in
/// four bytes (the highest first) and `SL`. No two are alike, so that none is merged with another.
pub fn slot_png(id: u32) -> Vec<u8> {
    let [a, b, c, d] = id.to_be_bytes();
    let pixels = [b'J', b'N', b'T', a, b, c, d, b'S', b'L'];
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, 3, 1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    // Nine bytes are not worth setting up a compressor.
    encoder.set_compression(png::Compression::NoCompression);
    // Writing nine bytes of the right number into memory cannot fail; if it ever did, Typst would
    // refuse the empty picture by name.
    let written = encoder.write_header().and_then(|mut writer| writer.write_image_data(&pixels));
    if written.is_err() {
        file.clear();
    }
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_spell_the_number() {
        let file = slot_png(0x0102_0304);
        let mut reader = png::Decoder::new(std::io::Cursor::new(file)).read_info().unwrap();
        let mut pixels = vec![0; reader.output_buffer_size().unwrap()];
        reader.next_frame(&mut pixels).unwrap();
        assert_eq!(pixels, b"JNT\x01\x02\x03\x04SL");
    }
}
