//! A mailbox in one file (mbox, RFC 4155): where each of its messages begins and ends. Read as a
//! stream, as a mailbox may be larger than memory.
//!
//! A message's bytes are taken as they stand there, so a line that the mailbox quoted (`>From `)
//! stays quoted: which mailbox programs quote and how differs, and guessing would alter evidence.
//! Deliberately not here: what a message says (`mail.rs`).

use crate::import::mail::MAX_MAIL_BYTES;
use std::io::{self, BufRead, Read};

/// The type of a mailbox in a file.
pub const MBOX: &str = "application/mbox";

/// Most messages that are taken out of one mailbox.
pub const MAX_MESSAGES: usize = 20_000;

/// Longest piece of a line that is read at once, in bytes.
const PIECE_BYTES: u64 = 64 * 1024;

/// A message of a mailbox.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Message {
    /// Where its bytes begin in the mailbox.
    pub offset: u64,
    /// Its bytes, at most [`MAX_MAIL_BYTES`].
    pub bytes: Vec<u8>,
    /// Whether it has more bytes than that.
    pub is_cut: bool,
}

/// Hands every message of a mailbox to `take`, in order, until it says no more.
///
/// # Errors
/// When the mailbox cannot be read, or `take` fails.
pub fn each_message<E: From<io::Error>>(
    mailbox: &mut impl BufRead,
    take: &mut dyn FnMut(Message) -> Result<bool, E>,
) -> Result<(), E> {
    let mut message: Option<Message> = None;
    let mut line = Vec::new();
    let mut at = 0_u64;
    let mut is_line_start = true;
    let mut after_empty = true;
    loop {
        line.clear();
        mailbox.by_ref().take(PIECE_BYTES).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        at = at.saturating_add(u64::try_from(line.len()).unwrap_or(u64::MAX));
        if is_line_start && after_empty && separates(&line) {
            if let Some(done) = message.take()
                && !take(without_last_empty_line(done))?
            {
                return Ok(());
            }
            message = Some(Message { offset: at, ..Message::default() });
            after_empty = false;
        } else {
            after_empty = is_line_start && matches!(line.as_slice(), b"\n" | b"\r\n");
            if let Some(message) = &mut message {
                let has_room = u64::try_from(message.bytes.len() + line.len())
                    .is_ok_and(|length| length <= MAX_MAIL_BYTES);
                message.is_cut |= !has_room;
                if !message.is_cut {
                    message.bytes.extend_from_slice(&line);
                }
            }
        }
        is_line_start = line.last() == Some(&b'\n');
    }
    if let Some(last) = message {
        take(without_last_empty_line(last))?;
    }
    Ok(())
}

/// Returns whether a line parts two messages: "From ", an address and a time (RFC 4155), or what
/// Thunderbird writes. A line of a text that begins alike has no time in it.
fn separates(line: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let rest = rest.trim_ascii();
    let is_time = |window: &[u8]| match window {
        [a, b, b':', c, d] => [a, b, c, d].into_iter().all(u8::is_ascii_digit),
        _ => false,
    };
    rest.is_empty() || rest == b"-" || rest.windows(5).any(is_time)
}

/// A mailbox ends each message by an empty line, which is not the message's own.
fn without_last_empty_line(mut message: Message) -> Message {
    if message.bytes.ends_with(b"\r\n\r\n") {
        message.bytes.truncate(message.bytes.len() - 2);
    } else if message.bytes.ends_with(b"\n\n") {
        message.bytes.truncate(message.bytes.len() - 1);
    }
    message
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(mailbox: &[u8]) -> Vec<Message> {
        let mut all = Vec::new();
        let mut reader = mailbox;
        each_message::<io::Error>(&mut reader, &mut |message| {
            all.push(message);
            Ok(true)
        })
        .unwrap();
        all
    }

    #[test]
    fn every_message_is_a_slice_of_the_mailbox() {
        let mailbox = b"From a@x Mon Oct  5 14:33:10 2026\nSubject: um\n\ncorpo\n>From quotado\n\n\
            From b@x Mon Oct  5 14:34:10 2026\r\nSubject: dois\r\n\r\nFrom aqui, sem hora\r\n\r\n\
            From - Tue Oct 06 11:30:07 2026\nSubject: tres\n\nfim";
        let all = messages(mailbox);
        let texts: Vec<&[u8]> = all.iter().map(|message| message.bytes.as_slice()).collect();
        assert_eq!(
            texts,
            [
                &b"Subject: um\n\ncorpo\n>From quotado\n"[..],
                b"Subject: dois\r\n\r\nFrom aqui, sem hora\r\n",
                b"Subject: tres\n\nfim",
            ]
        );
        for message in all {
            let from = usize::try_from(message.offset).unwrap();
            let slice = &mailbox[from..from + message.bytes.len()];
            assert_eq!(slice, message.bytes);
        }
    }

    #[test]
    fn a_file_without_separators_has_no_messages() {
        assert_eq!(messages(b"Subject: um\n\ncorpo\n"), []);
        assert_eq!(messages(b""), []);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..3000)) {
            messages(&bytes);
        }
    }
}
