//! E-mail as Outlook keeps it in a file (`.msg`, MS-OXMSG): told in the same words as other mail.
//!
//! Where the file keeps the head that servers saw, that head is told; a mail that was never sent has
//! only what Outlook knows of it. Its moments are UTC by definition (MS-DTYP, FILETIME).
//! Deliberately not here: rich text that has no HTML inside, calendar and contact fields.

use crate::base::Sha256Digest;
use crate::import::html::{html_to_text, tidy};
use crate::import::mail::{MAX_ATTACHMENTS, MailReading, mail_of, read_head};
use crate::import::parsed::InnerFile;
use crate::import::reading::{NoteCode, ReadNote, Reading};
use msg_parser::{Attachment, Outlook, Person};

/// The type of an Outlook message in a file.
pub const MSG: &str = "application/vnd.ms-outlook";

/// Largest file that is parsed, in bytes: the parser holds every attachment three times.
pub const MAX_MSG_BYTES: u64 = 96 * 1024 * 1024;

/// Returns what a message says, from its bytes.
pub fn read_msg(bytes: &[u8]) -> Reading {
    let outlook = match Outlook::from_slice(bytes) {
        Ok(outlook) => outlook,
        Err(error) => {
            return Reading::of_type(MSG).with_note(ReadNote::new(NoteCode::Damaged, &error));
        }
    };
    let mut mail = told_by_servers(&outlook.headers.raw);
    let or = |told: Option<String>, known: &str| told.or_else(|| some(known));
    mail.subject = or(mail.subject.take(), &outlook.subject);
    mail.from = mail.from.take().or_else(|| person(&outlook.sender));
    if mail.to.is_empty() {
        mail.to = outlook.to.iter().filter_map(person).collect();
    }
    if mail.cc.is_empty() {
        mail.cc = outlook.cc.iter().filter_map(person).collect();
    }
    if mail.date.is_none() {
        let sent = [&outlook.client_submit_time, &outlook.message_delivery_time];
        mail.date = sent.into_iter().find_map(|moment| utc(moment));
    }
    mail.message_id = or(mail.message_id.take(), &outlook.headers.message_id);
    let html = html_of(&outlook);
    let attached = outlook.attachments.iter().take(MAX_ATTACHMENTS);
    mail.attachments = attached.map(|file| inner_file(file, &html)).collect();
    let text =
        if outlook.body.trim().is_empty() { html_to_text(&html) } else { tidy(&outlook.body) };
    mail_of(Reading::of_type(MSG), mail, text)
}

/// Returns the bytes of every attachment, in the order of [`MailReading::attachments`].
pub fn attachment_bytes(bytes: &[u8]) -> Vec<Vec<u8>> {
    let Ok(outlook) = Outlook::from_slice(bytes) else { return Vec::new() };
    let attached = outlook.attachments.into_iter().take(MAX_ATTACHMENTS);
    attached.map(|file| file.payload_bytes).collect()
}

/// Returns what the head says that servers saw.
fn told_by_servers(head: &str) -> MailReading {
    let head = head.trim_matches(['\0', '\r', '\n']);
    if head.is_empty() {
        MailReading::default()
    } else {
        read_head(format!("{head}\r\n\r\n").as_bytes())
    }
}

fn html_of(outlook: &Outlook) -> String {
    if outlook.html.trim().is_empty() {
        outlook.html_from_rtf().unwrap_or_default()
    } else {
        outlook.html.clone()
    }
}

fn some(text: &str) -> Option<String> {
    let text = text.trim_matches('\0').trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Returns name and address; the place in a company's directory that Exchange keeps instead of an
/// address (`/O=…/CN=…`) is told only of somebody without a name.
fn person(person: &Person) -> Option<String> {
    let is_directory = person.email.get(..3).is_some_and(|start| start.eq_ignore_ascii_case("/o="));
    match (some(&person.name), some(&person.email)) {
        (Some(name), Some(_)) if is_directory => Some(name),
        (Some(name), Some(email)) if name != email => Some(format!("{name} <{email}>")),
        (name, email) => email.or(name),
    }
}

/// Returns a moment such as `2013-11-18T08:26:24.5Z` to the second, with its offset.
fn utc(moment: &str) -> Option<String> {
    let local = moment.strip_suffix('Z')?.get(..19)?;
    Some(format!("{local}+00:00"))
}

fn inner_file(file: &Attachment, html: &str) -> InnerFile {
    let names = [&file.long_file_name, &file.file_name, &file.display_name];
    let name = names.into_iter().find_map(|name| some(name));
    let media_type = some(&file.mime_tag).map(|tag| tag.to_ascii_lowercase());
    let media_type = match media_type {
        Some(media_type) if media_type.contains('/') => media_type,
        _ if file.is_embedded_message() => MSG.to_owned(),
        _ => crate::import::sniff::UNKNOWN.to_owned(),
    };
    let id = file.content_id.trim_matches(['<', '>', '\0']);
    InnerFile {
        name,
        media_type,
        size_bytes: u64::try_from(file.payload_bytes.len()).unwrap_or(u64::MAX),
        sha256: Sha256Digest::of(&file.payload_bytes),
        inline: !id.is_empty() && html.contains(&format!("cid:{id}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_utc_to_the_second() {
        assert_eq!(utc("2013-11-18T08:26:24.123Z").as_deref(), Some("2013-11-18T08:26:24+00:00"));
        assert_eq!(utc(""), None);
    }

    #[test]
    fn the_head_that_servers_saw_is_told_as_it_stands() {
        let mail = told_by_servers(
            "Received: from a.example\r\nFrom: A <a@x.example>\r\nFrom: b@x.example\r\n\
             Date: Mon, 5 Oct 2026 14:33:10 -0300\r\n",
        );
        assert_eq!(mail.from.as_deref(), Some("A <a@x.example>"));
        assert_eq!(mail.date.as_deref(), Some("2026-10-05T14:33:10-03:00"));
        assert_eq!((mail.repeated.len(), mail.trace.len()), (1, 1));
        assert_eq!(told_by_servers("\0\r\n"), MailReading::default());
    }

    proptest::proptest! {
        #[test]
        fn no_bytes_bring_it_down(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..3000)) {
            let mut file = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec();
            file.extend(&bytes);
            // The reader process guards its parsers from panics; here the guard is the test's.
            let _ = std::panic::catch_unwind(|| read_msg(&file));
        }
    }
}
