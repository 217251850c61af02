//! File names that are safe on every system, unique even where case and Unicode forms are not told
//! apart, and shown without tricks. Paths, folders and the disk are not here.

use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most bytes one name may have in UTF-8 (ext4, APFS and most others: 255).
pub const NAME_MAX_BYTES: usize = 255;

/// The least length that can be asked for, in UTF-16 units: below it no stem would be left beside an
/// extension.
pub const NAME_MIN_CHARS: usize = 24;

/// The most characters an extension may have, with its dot; anything longer belongs to the stem.
const EXTENSION_MAX_CHARS: usize = 12;

/// The name of what has no name.
const NAMELESS: &str = "arquivo";

/// Names that Windows keeps for devices, whatever follows the first dot (Microsoft, "Naming Files,
/// Paths, and Namespaces"). `COM` and `LPT` also stand with a digit.
const RESERVED: [&str; 7] = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];

/// Returns a name for `received` that every system takes: NFC, none of `<>:"/\|?*`, no control,
/// invisible or direction-changing characters, no device name, no blank or dot at the end, no dash,
/// dot or tilde at the start; at most `max_chars` UTF-16 units (at least [`NAME_MIN_CHARS`]) and
/// [`NAME_MAX_BYTES`] bytes. The extension is kept. Never empty; a safe name is returned as it is.
///
/// `%` goes as well, so that the line of a BagIt manifest is the name itself and `sha256sum -c`
/// finds the file.
pub fn safe_name(received: &str, max_chars: usize) -> String {
    let visible: String = received.chars().filter(|c| !is_invisible(*c)).nfc().collect();
    let replaced: String = visible.chars().map(safe_char).nfc().collect();
    let trimmed = replaced.trim_matches(' ').trim_end_matches(['.', ' ']);
    let led = match trimmed.strip_prefix(['.', '-', '~']) {
        Some(rest) => format!("_{rest}"),
        None => trimmed.to_owned(),
    };
    let named = match led.as_str() {
        "" | "_" => NAMELESS.to_owned(),
        name if is_reserved(name) => format!("_{name}"),
        name => name.to_owned(),
    };
    shorten(&named, "", max_chars)
}

/// Returns a name as by [`safe_name`] in ASCII alone: accents are dropped, known letters spelled out,
/// the rest becomes `_`. For names inside a ZIP, which old programs read in their own code page.
pub fn ascii_name(received: &str, max_chars: usize) -> String {
    let mut ascii = String::with_capacity(received.len());
    for c in received.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        match spelled(c) {
            Some(text) => ascii.push_str(text),
            None if c.is_ascii() => ascii.push(c),
            None if c.is_whitespace() => ascii.push(' '),
            None if ascii.ends_with('_') => {}
            None => ascii.push('_'),
        }
    }
    safe_name(&ascii, max_chars)
}

/// Returns the key under which two names are the same file on some system: upper and lower case,
/// composed and decomposed letters, and compatibility forms are one.
pub fn fold(name: &str) -> String {
    let plain: String = name.chars().filter(|c| !is_invisible(*c)).nfkc().collect();
    let lower = plain.to_uppercase().to_lowercase();
    let folded: String = lower.nfkc().collect();
    folded.trim_end_matches(['.', ' ']).to_owned()
}

/// Returns the name as it may be shown to a person: characters that would hide, break the line or
/// turn the direction of reading (`fatura\u{202E}fdp.exe`) stand as their code.
pub fn visible(name: &str) -> String {
    let mut shown = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_control() || is_invisible(c) {
            shown.extend(c.escape_default());
        } else {
            shown.push(c);
        }
    }
    shown
}

/// Hands out names that do not collide under [`fold`].
#[derive(Debug, Clone, Default)]
pub struct UniqueNames {
    /// Names taken, with the number of the last copy that was handed out.
    taken: BTreeMap<String, u64>,
}

impl UniqueNames {
    /// Returns a set in which no name is taken.
    pub fn new() -> Self {
        Self::default()
    }

    /// Marks a name as taken; returns whether it was free.
    pub fn reserve(&mut self, name: &str) -> bool {
        self.taken.insert(fold(name), 1).is_none()
    }

    /// Returns `wanted` if it is free, else the first free of `wanted (2).ext`, `wanted (3).ext`…,
    /// and marks it as taken. The name keeps within `max_chars`, as in [`safe_name`].
    pub fn claim(&mut self, wanted: &str, max_chars: usize) -> String {
        let first = shorten(wanted, "", max_chars);
        if self.reserve_if_free(&first) {
            return first;
        }
        let key = fold(&first);
        let mut copy = self.taken.get(&key).copied().unwrap_or(1);
        loop {
            copy = copy.saturating_add(1);
            let name = shorten(&first, &format!(" ({copy})"), max_chars);
            if self.reserve_if_free(&name) {
                self.taken.insert(key, copy);
                return name;
            }
        }
    }

    fn reserve_if_free(&mut self, name: &str) -> bool {
        let key = fold(name);
        if self.taken.contains_key(&key) {
            return false;
        }
        self.taken.insert(key, 1);
        true
    }
}

/// Returns the name split before the dot of its extension, if it has one.
pub fn split_extension(name: &str) -> (&str, &str) {
    match name.rfind('.') {
        Some(at) if at > 0 => {
            let (stem, extension) = name.split_at_checked(at).unwrap_or((name, ""));
            let fits = (2..=EXTENSION_MAX_CHARS).contains(&extension.encode_utf16().count());
            if fits && !extension.contains(' ') { (stem, extension) } else { (name, "") }
        }
        _ => (name, ""),
    }
}

/// Puts `suffix` before the extension and cuts the stem so that the whole fits.
fn shorten(name: &str, suffix: &str, max_chars: usize) -> String {
    let (stem, extension) = split_extension(name);
    let tail = format!("{suffix}{extension}");
    let units_left = max_chars.max(NAME_MIN_CHARS).saturating_sub(tail.encode_utf16().count());
    let bytes_left = NAME_MAX_BYTES.saturating_sub(tail.len());
    let mut kept = String::with_capacity(stem.len().min(NAME_MAX_BYTES));
    let mut units = 0;
    for c in stem.chars() {
        units += c.len_utf16();
        if units > units_left || kept.len() + c.len_utf8() > bytes_left {
            break;
        }
        kept.push(c);
    }
    if kept.len() < stem.len() {
        kept.truncate(kept.trim_end_matches(['.', ' ']).len());
        if is_reserved(&kept) {
            kept.replace_range(..1, "_");
        }
    }
    format!("{kept}{tail}")
}

fn is_reserved(name: &str) -> bool {
    let base = name.split('.').next().unwrap_or_default().trim_end().to_ascii_uppercase();
    let numbered = base.strip_prefix("COM").or_else(|| base.strip_prefix("LPT"));
    let is_port = numbered.is_some_and(|rest| {
        let mut chars = rest.chars();
        matches!((chars.next(), chars.next()), (Some('0'..='9' | '¹' | '²' | '³'), None))
    });
    is_port || RESERVED.contains(&base.as_str())
}

fn safe_char(c: char) -> char {
    match c {
        '<' | '>' | ':' | '"' | '/' | '\\' | '|' | '?' | '*' | '%' => '_',
        c if c.is_control() || is_noncharacter(c) => '_',
        c if c.is_whitespace() => ' ',
        c => c,
    }
}

const fn is_noncharacter(c: char) -> bool {
    (c as u32) & 0xFFFE == 0xFFFE || matches!(c, '\u{FDD0}'..='\u{FDEF}')
}

/// Characters without ink that hide in a name or turn its direction: soft hyphen, zero-width blanks
/// and joiners, direction marks, overrides and isolates, separators of lines, tags.
const fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
    )
}

/// The spelling of letters and signs that have no decomposition.
const fn spelled(c: char) -> Option<&'static str> {
    Some(match c {
        'æ' => "ae",
        'Æ' => "AE",
        'œ' => "oe",
        'Œ' => "OE",
        'ß' => "ss",
        'ø' => "o",
        'Ø' => "O",
        'đ' | 'ð' => "d",
        'Đ' | 'Ð' => "D",
        'ł' => "l",
        'Ł' => "L",
        'ı' => "i",
        'þ' => "th",
        'Þ' => "Th",
        '€' => "EUR",
        '°' => "o",
        '×' => "x",
        '«' | '»' | '“' | '”' | '„' | '‘' | '’' | '‚' | '´' => "'",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MAX: usize = 80;

    #[test]
    fn ordinary_names_stay_as_they_are() {
        for name in ["fatura março.pdf", "Conversa (2).txt", "_leia.me", "foto.JPEG", "ação"] {
            assert_eq!(safe_name(name, MAX), name);
        }
    }

    #[test]
    fn names_no_system_should_see_are_made_safe() {
        for (received, safe) in [
            ("a<b>c:d\"e/f\\g|h?i*j.pdf", "a_b_c_d_e_f_g_h_i_j.pdf"),
            ("100% pago.pdf", "100_ pago.pdf"),
            ("fatura\u{202E}fdp.exe", "faturafdp.exe"),
            ("linha\nquebrada.txt", "linha_quebrada.txt"),
            ("mar\u{e7}o.pdf", "março.pdf"),
            ("marc\u{327}o.pdf", "março.pdf"),
            ("termina. . ", "termina"),
            ("", "arquivo"),
            ("...", "arquivo"),
            (" \u{200b}\u{feff} ", "arquivo"),
            (".pdf", "_pdf"),
            ("-rf", "_rf"),
            ("~raiz.txt", "_raiz.txt"),
            ("..", "arquivo"),
        ] {
            assert_eq!(safe_name(received, MAX), safe, "{received:?}");
        }
    }

    #[test]
    fn device_names_of_windows_are_avoided() {
        for (received, safe) in [
            ("con", "_con"),
            ("NUL.txt", "_NUL.txt"),
            ("com1.tar.gz", "_com1.tar.gz"),
            ("LPT².pdf", "_LPT².pdf"),
            ("Aux .pdf", "_Aux .pdf"),
            ("conta.pdf", "conta.pdf"),
            ("com10.pdf", "com10.pdf"),
            ("COMÉDIA.pdf", "COMÉDIA.pdf"),
        ] {
            assert_eq!(safe_name(received, MAX), safe);
        }
    }

    #[test]
    fn long_names_are_cut_before_the_extension() {
        let name = safe_name(&format!("{}.pdf", "ã".repeat(500)), MAX);
        assert_eq!(name, format!("{}.pdf", "ã".repeat(MAX - 4)));
        let name = safe_name(&format!("{}.pdf", "😀".repeat(500)), 1_000);
        assert!(name.len() <= NAME_MAX_BYTES && name.ends_with("😀.pdf"));
    }

    #[test]
    fn cut_that_leaves_a_device_name_is_mended() {
        let name = shorten("CON4567890.extensions1", " (123456789)", 10);
        assert!(!is_reserved(&name), "{name}");
    }

    #[test]
    fn accents_are_dropped_in_ascii_names() {
        for (received, ascii) in [
            ("Ação de cobrança nº 3ª.pdf", "Acao de cobranca no 3a.pdf"),
            ("“Núcleo” – R€ 5.pdf", "'Nucleo' - REUR 5.pdf"),
            ("日本語.pdf", "_.pdf"),
            ("straße.pdf", "strasse.pdf"),
        ] {
            assert_eq!(ascii_name(received, MAX), ascii);
        }
    }

    #[test]
    fn twins_fold_to_the_same_key() {
        for (a, b) in [
            ("FATURA.PDF", "fatura.pdf"),
            ("mar\u{e7}o.pdf", "marc\u{327}o.pdf"),
            ("AÇÃO", "ac\u{327}a\u{303}o"),
            ("ﬁm.txt", "fim.txt"),
            ("STRASSE", "straße"),
            ("nome.", "nome"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
        assert_ne!(fold("a.pdf"), fold("á.pdf"));
    }

    #[test]
    fn second_of_a_name_gets_a_number() {
        let mut names = UniqueNames::new();
        assert!(names.reserve("manifest.txt"));
        assert!(!names.reserve("MANIFEST.TXT"));
        assert_eq!(names.claim("foto.jpg", MAX), "foto.jpg");
        assert_eq!(names.claim("FOTO.jpg", MAX), "FOTO (2).jpg");
        assert_eq!(names.claim("foto (2).jpg", MAX), "foto (2) (2).jpg");
        assert_eq!(names.claim("foto.jpg", MAX), "foto (3).jpg");
        assert_eq!(names.claim("Manifest.txt", MAX), "Manifest (2).txt");
    }

    #[test]
    fn tricks_are_visible() {
        assert_eq!(visible("fatura\u{202E}fdp.exe\n"), "fatura\\u{202e}fdp.exe\\n");
        assert_eq!(visible("março.pdf"), "março.pdf");
    }

    fn assert_safe(name: &str, max_chars: usize) -> Result<(), TestCaseError> {
        prop_assert!(!name.is_empty());
        prop_assert!(name.len() <= NAME_MAX_BYTES);
        prop_assert!(name.encode_utf16().count() <= max_chars);
        prop_assert!(!name.ends_with(['.', ' ']) && !name.starts_with([' ', '.', '-', '~']));
        prop_assert!(!is_reserved(name));
        prop_assert!(!name.contains(['<', '>', ':', '"', '/', '\\', '|', '?', '*', '%']));
        prop_assert!(!name.chars().any(|c| c.is_control() || is_invisible(c)));
        prop_assert!(unicode_normalization::is_nfc(name));
        Ok(())
    }

    /// Pieces that go wrong, between characters of any kind.
    fn weird_name() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<String>(),
            "[a-z. ]{0,12}",
            prop::sample::select(vec![
                "CON",
                "com1",
                "nul",
                ".",
                "..",
                " ",
                "/",
                "\\",
                "%",
                "\u{202E}",
                "e\u{301}",
                "É",
                "\u{200d}",
                "\u{0}",
                "\n",
                ".pdf",
                "😀",
                "ﬁ",
                "İ",
                "~",
                "-",
                "\u{1f}",
                "<\u{338}",
                "\u{300}",
                "ſ",
                "a\u{200b}\u{301}",
                "\u{2260}",
                "\u{FFFF}",
            ])
            .prop_map(str::to_owned),
            Just("x".repeat(300)),
        ];
        prop::collection::vec(piece, 0..6).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 10_000, failure_persistence: None, ..Default::default() })]

        #[test]
        fn any_name_is_made_safe_once_and_for_all(received in weird_name(), max in 24_usize..300) {
            let name = safe_name(&received, max);
            assert_safe(&name, max)?;
            prop_assert_eq!(safe_name(&name, max), name);
            let ascii = ascii_name(&received, max);
            assert_safe(&ascii, max)?;
            prop_assert!(ascii.is_ascii());
            prop_assert_eq!(ascii_name(&ascii, max), ascii);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..Default::default() })]

        #[test]
        fn names_handed_out_never_collide(
            received in prop::collection::vec(prop_oneof![weird_name(), Just("Foto.jpg".to_owned())], 20)
        ) {
            let mut names = UniqueNames::new();
            let mut keys = std::collections::BTreeSet::new();
            for name in received {
                let name = names.claim(&safe_name(&name, 40), 40);
                assert_safe(&name, 40)?;
                prop_assert!(keys.insert(fold(&name)), "{} was handed out twice", name);
            }
        }
    }
}
