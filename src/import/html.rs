//! HTML of a mail as readable text: no script, no style, nothing fetched, tables line by line.
//! Deliberately not here: keeping the HTML, which goes into the package with its mail.

use html2text::render::TrivialDecorator;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// Widest line, in characters: what the dossier's page takes in its type for transcripts.
const LINE_CHARS: usize = 100;

/// Longest HTML that is laid out, in bytes; what is longer is freed of its tags alone.
const MAX_HTML_BYTES: usize = 1024 * 1024;

/// Most tags that are laid out: the library's tables take time with the square of their nesting.
const MAX_TAGS: usize = 20_000;

/// Returns the text of an HTML document as a person would read it.
pub fn html_to_text(html: &str) -> String {
    let tags = html.bytes().filter(|byte| *byte == b'<').count();
    if html.len() > MAX_HTML_BYTES || tags > MAX_TAGS {
        return tidy(&mail_parser::decoders::html::html_to_text(html));
    }
    let laid_out = catch_unwind(AssertUnwindSafe(|| {
        html2text::config::with_decorator(TrivialDecorator::new())
            .raw_mode(true)
            .no_table_borders()
            .allow_width_overflow()
            .string_from_read(html.as_bytes(), LINE_CHARS)
    }));
    match laid_out {
        Ok(Ok(text)) => tidy(&text),
        _ => tidy(&mail_parser::decoders::html::html_to_text(html)),
    }
}

/// Returns a text without what only pads mails for a preview: invisible characters, spaces at the
/// ends of lines, and more than one empty line in a row.
pub fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    let mut empty = 0;
    for line in text.replace("\r\n", "\n").split(['\n', '\r']) {
        let line: String = line.chars().filter(|c| !is_padding(*c)).collect();
        let line = line.trim_end();
        empty = if line.is_empty() { empty + 1 } else { 0 };
        if empty <= 1 {
            tidied.push_str(line);
            tidied.push('\n');
        }
    }
    tidied.trim_matches('\n').to_owned()
}

/// Returns whether a character shows nothing: zero width, joiners, soft hyphen, controls. The
/// joiner of emoji (U+200D) stays.
fn is_padding(c: char) -> bool {
    matches!(c, '\u{200B}' | '\u{200C}' | '\u{2060}' | '\u{FEFF}' | '\u{034F}' | '\u{00AD}')
        || (c.is_control() && c != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scripts_styles_and_remote_pictures_leave_no_trace() {
        let html = r#"<html><head><title>t</title><style>p{color:red}</style>
            <script>alert('x')</script></head><body onload="steal()">
            <p>Seu protocolo é <b>2026-1</b>.</p><img src="http://example.com/p.gif">
            <script>document.write('y')</script><p>Obrigado</p></body></html>"#;
        let text = html_to_text(html);
        assert_eq!(text, "Seu protocolo é 2026-1.\n\nObrigado");
    }

    #[test]
    fn tables_and_lists_stay_readable() {
        let html = "<table><tr><td>Valor</td><td>R$ 10,00</td></tr><tr><td>Vencimento</td>\
            <td>10/03/2026</td></tr></table><ul><li>um</li><li>dois</li></ul>";
        let text = html_to_text(html);
        for word in ["Valor", "R$ 10,00", "Vencimento", "10/03/2026", "um", "dois"] {
            assert!(text.contains(word), "{text}");
        }
        assert!(!text.contains('│') && !text.contains('─'), "{text}");
    }

    #[test]
    fn html_nested_without_end_is_read_all_the_same() {
        for depth in [1_000, 19_000, 60_000] {
            let html = format!("{}fim{}", "<div>".repeat(depth), "</div>".repeat(depth / 2));
            assert_eq!(html_to_text(&html).trim(), "fim", "{depth}");
        }
    }

    #[test]
    fn padding_of_previews_is_dropped() {
        assert_eq!(tidy("a\u{200B}\u{00AD}b  \r\n\r\n\r\n\r\nc\u{7}\n\n"), "ab\n\nc");
    }
}
