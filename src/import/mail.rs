//! E-mail as it is stored in a file (`.eml`, RFC 5322 and MIME): who, when, about what, the text as
//! a person reads it, what is attached, and the lines that servers added on its way.
//!
//! Nothing is fetched and no script runs. Where From, Subject or Date stand more than once, all of
//! them are told and none is called the right one. Signatures of servers are kept as they stand and
//! not checked: that needs a key which is not in the file.
//! Deliberately not here: Outlook's own files (`msg.rs`), mailboxes (`mbox.rs`), and printing.

use crate::base::Sha256Digest;
use crate::import::html::{html_to_text, tidy};
use crate::import::parsed::{InnerFile, Parsed};
use crate::import::reading::{MAX_TEXT_BYTES, NoteCode, ReadNote, Reading, Showable};
use mail_parser::decoders::base64::base64_decode;
use mail_parser::decoders::quoted_printable::quoted_printable_decode;
use mail_parser::{
    Address, DateTime, Encoding, Header, HeaderName, HeaderValue, Message, MessageParser,
    MessagePart, MimeHeaders, PartType,
};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The type of a mail in a file.
pub const EML: &str = "message/rfc822";

/// Largest mail that is parsed, in bytes: providers take 25 to 50 MB, and the parser needs about
/// three times as much memory as the file has bytes.
pub const MAX_MAIL_BYTES: u64 = 192 * 1024 * 1024;

/// Most attachments that are told.
pub const MAX_ATTACHMENTS: usize = 1_000;

/// Most parts that a mail may have before only its head is read.
const MAX_PARTS: usize = 10_000;

/// Most mails inside mails before only the outermost head is read: the parser nests them.
const MAX_NESTED: usize = 500;

/// Most lines of servers that are kept, and the longest of them in bytes.
const MAX_TRACE: (usize, usize) = (200, 16 * 1024);

/// Most addresses, or repeated fields, that are told of one field.
const MAX_LISTED: usize = 500;

/// What an e-mail says of itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MailReading {
    /// Subject, the first where there are several.
    pub subject: Option<String>,
    /// Sender, the first where there are several: `Maria Souza <maria@exemplo.com>`.
    pub from: Option<String>,
    /// Receivers.
    pub to: Vec<String>,
    /// Receivers of a copy.
    pub cc: Vec<String>,
    /// When it was sent, by the sender's clock: `2026-10-05T14:33:10-03:00`, without the offset
    /// where the mail gives none; the first where there are several.
    pub date: Option<String>,
    /// Its own mark, as it stands, with its angle brackets.
    pub message_id: Option<String>,
    /// What is attached, in order.
    pub attachments: Vec<InnerFile>,
    /// From, Subject and Date that stand more than once, every one of them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub repeated: Vec<RepeatedField>,
    /// Lines that servers added on the way (Received, DKIM, ARC…), as they stand.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(as = "Option<_>", optional))]
    pub trace: Vec<TraceLine>,
}

/// A field of the head that stands more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RepeatedField {
    /// `From`, `Subject` or `Date`.
    pub name: String,
    /// Every value, in order.
    pub values: Vec<String>,
}

/// A line of the head as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TraceLine {
    /// Name of the field as written.
    pub name: String,
    /// What follows the colon, its line breaks included, without the last.
    pub value: String,
}

/// Returns what a mail says, from its bytes.
pub fn read_mail(bytes: &[u8]) -> Reading {
    let mut reading = Reading::of_type(EML);
    let parser = MessageParser::default();
    let is_too_nested = is_too_nested(bytes);
    let message = if is_too_nested { parser.parse_headers(bytes) } else { parser.parse(bytes) };
    let Some(message) = message.filter(|message| !message.parts.is_empty()) else {
        return reading.with_note(ReadNote::new(NoteCode::Damaged, &"no fields of a mail"));
    };
    let mut mail = head(&message, bytes);
    if is_too_nested {
        reading.notes.push(ReadNote::new(NoteCode::TooLarge, &"parts of the mail"));
    }
    if message.attachments.len() > MAX_ATTACHMENTS {
        let detail = format!("{} attachments", message.attachments.len());
        reading.notes.push(ReadNote::new(NoteCode::Truncated, &detail));
    }
    mail.attachments = attachments(&message, bytes);
    mail_of(reading, mail, body_text(&message))
}

/// Returns a reading with what a mail says and with its text, and notes on both.
pub(super) fn mail_of(mut reading: Reading, mail: MailReading, mut text: String) -> Reading {
    if !mail.repeated.is_empty() {
        let names: Vec<&str> = mail.repeated.iter().map(|field| field.name.as_str()).collect();
        reading.notes.push(ReadNote::new(NoteCode::RepeatedFields, &names.join(", ")));
    }
    if mail.date.as_deref().is_some_and(|date| date.len() <= LOCAL_MOMENT_CHARS) {
        reading.notes.push(ReadNote::bare(NoteCode::MailDateWithoutZone));
    }
    if text.len() > MAX_TEXT_BYTES {
        text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
        reading.notes.push(ReadNote::bare(NoteCode::Truncated));
    }
    reading.text = Some(text);
    reading.showable = Showable::View;
    reading.parsed = Some(Parsed::Mail(mail));
    reading
}

/// Returns what the head of a mail says, from the bytes of the head alone.
pub(super) fn read_head(bytes: &[u8]) -> MailReading {
    let message = MessageParser::default().parse_headers(bytes);
    let message = message.filter(|message| !message.parts.is_empty());
    message.map_or_else(MailReading::default, |message| head(&message, bytes))
}

/// Length of `2026-10-05T14:33:10`.
const LOCAL_MOMENT_CHARS: usize = 19;

/// Returns the bytes of every attachment, in the order of [`MailReading::attachments`].
pub fn attachment_bytes(bytes: &[u8]) -> Vec<Vec<u8>> {
    if is_too_nested(bytes) {
        return Vec::new();
    }
    let Some(message) = MessageParser::default().parse(bytes) else { return Vec::new() };
    let parts = message.attachments().take(MAX_ATTACHMENTS);
    parts.map(|part| part_bytes(part, bytes).into_owned()).collect()
}

/// Returns whether a mail has so many parts, or mails inside mails, that only its head is read.
fn is_too_nested(bytes: &[u8]) -> bool {
    let (mut parts, mut nested) = (0_usize, 0_usize);
    for line in bytes.split(|byte| *byte == b'\n') {
        let Some(field) = line.get(.."content-type:".len()) else { continue };
        if !field.eq_ignore_ascii_case(b"content-type:") {
            continue;
        }
        parts += 1;
        let value = line.get("content-type:".len()..).unwrap_or_default().trim_ascii();
        let begins = |kind: &[u8]| {
            value.get(..kind.len()).is_some_and(|start| start.eq_ignore_ascii_case(kind))
        };
        nested += usize::from(begins(b"message/") || begins(b"multipart/digest"));
    }
    parts > MAX_PARTS || nested > MAX_NESTED
}

fn head(message: &Message<'_>, bytes: &[u8]) -> MailReading {
    let fields = |name: HeaderName<'static>| {
        message.headers().iter().filter(move |header| header.name == name).take(MAX_LISTED)
    };
    let subjects: Vec<String> = fields(HeaderName::Subject).map(|h| plain(h, bytes)).collect();
    let senders: Vec<String> =
        fields(HeaderName::From).map(|h| addresses(h, bytes).join(", ")).collect();
    let dates: Vec<String> = fields(HeaderName::Date).map(|h| moment(h, bytes)).collect();
    let mut repeated = Vec::new();
    for (name, values) in [("From", &senders), ("Subject", &subjects), ("Date", &dates)] {
        if values.len() > 1 {
            repeated.push(RepeatedField { name: name.to_owned(), values: values.clone() });
        }
    }
    let first = |values: Vec<String>| values.into_iter().next().filter(|value| !value.is_empty());
    let listed = |name| fields(name).flat_map(|h| addresses(h, bytes)).take(MAX_LISTED).collect();
    let ids = fields(HeaderName::MessageId).map(|h| raw(h, bytes));
    MailReading {
        subject: first(subjects),
        from: first(senders),
        to: listed(HeaderName::To),
        cc: listed(HeaderName::Cc),
        date: first(dates).filter(|date| date.starts_with(|c: char| c.is_ascii_digit())),
        message_id: first(ids.map(|id| one_line(&id)).collect()),
        attachments: Vec::new(),
        repeated,
        trace: trace(message, bytes),
    }
}

/// Returns a field's text as it stands, without the line's end.
fn raw(header: &Header<'_>, bytes: &[u8]) -> String {
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let value = bytes.get(place(header.offset_start())..place(header.offset_end()));
    crate::import::text::decode(value.unwrap_or_default(), false).text.trim().to_owned()
}

/// Returns a text with its line breaks and runs of spaces as one space each.
fn one_line(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|c| !c.is_control()).collect()
}

fn plain(header: &Header<'_>, bytes: &[u8]) -> String {
    match &header.value {
        HeaderValue::Text(text) => one_line(text),
        _ => one_line(&raw(header, bytes)),
    }
}

/// Returns the addresses of a field; a field that is none is told as it stands.
fn addresses(header: &Header<'_>, bytes: &[u8]) -> Vec<String> {
    let told: Vec<String> = match &header.value {
        HeaderValue::Address(list) => listed(list),
        _ => Vec::new(),
    };
    if !told.is_empty() {
        return told;
    }
    let raw = one_line(&raw(header, bytes));
    if raw.is_empty() { Vec::new() } else { vec![raw] }
}

fn listed(list: &Address<'_>) -> Vec<String> {
    let told = list.iter().take(MAX_LISTED).map(|one| {
        let name = one.name.as_deref().map(one_line).filter(|name| !name.is_empty());
        let address = one.address.as_deref().map(one_line).filter(|a| !a.is_empty());
        match (name, address) {
            (Some(name), Some(address)) => format!("{name} <{address}>"),
            (Some(only), None) | (None, Some(only)) => only,
            (None, None) => String::new(),
        }
    });
    told.filter(|one| !one.is_empty()).collect()
}

/// Returns a moment as `2026-10-05T14:33:10-03:00`, without an offset that the field does not give
/// (RFC 5322, 3.3: `-0000` gives none); a field that is no moment is told as it stands.
fn moment(header: &Header<'_>, bytes: &[u8]) -> String {
    let raw = one_line(&raw(header, bytes));
    let moment = match &header.value {
        HeaderValue::DateTime(moment) => *moment,
        // The parser takes no date without an offset; this one is not told of.
        _ => match DateTime::parse_rfc822(&format!("{raw} -0000")) {
            Some(moment) => moment,
            None => return raw,
        },
    };
    if !moment.is_valid() {
        return raw;
    }
    let DateTime { year, month, day, hour, minute, second, .. } = moment;
    let local = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if !gives_offset(&raw) {
        return local;
    }
    let sign = if moment.tz_before_gmt { '-' } else { '+' };
    format!("{local}{sign}{:02}:{:02}", moment.tz_hour, moment.tz_minute)
}

/// Returns whether a date's text ends with an offset or the name of a zone, comments aside.
fn gives_offset(raw: &str) -> bool {
    let text = raw.split('(').next().unwrap_or_default().trim();
    let last = text.rsplit([' ', ':']).next().unwrap_or_default();
    let digits = last.trim_start_matches(['+', '-']);
    let signed = last.starts_with(['+', '-']) && digits.len() == 4 && last != "-0000";
    let named = matches!(
        last.to_ascii_uppercase().as_str(),
        "GMT" | "UT" | "UTC" | "Z" | "EST" | "EDT" | "CST" | "CDT" | "MST" | "MDT" | "PST" | "PDT"
    );
    signed || named
}

/// Returns the lines that tell a mail's way, as they stand.
fn trace(message: &Message<'_>, bytes: &[u8]) -> Vec<TraceLine> {
    let of_servers = |name: &str| {
        let name = name.to_ascii_lowercase();
        name.contains("received")
            || name.contains("dkim")
            || name.starts_with("arc-")
            || matches!(
                name.as_str(),
                "authentication-results" | "domainkey-signature" | "return-path"
            )
    };
    let headers = message.headers().iter().filter(|header| of_servers(header.name()));
    headers
        .take(MAX_TRACE.0)
        .map(|header| {
            let mut value = raw(header, bytes);
            value.truncate(value.floor_char_boundary(MAX_TRACE.1));
            TraceLine { name: header.name().to_owned(), value }
        })
        .collect()
}

/// Returns the text of a mail as a person reads it: its plain part, or its HTML where it has none.
fn body_text(message: &Message<'_>) -> String {
    let plain: Vec<String> = message
        .text_bodies()
        .filter_map(|part| match &part.body {
            PartType::Text(text) => Some(tidy(text)),
            PartType::Html(html) => Some(html_to_text(html)),
            _ => None,
        })
        .filter(|text| !text.is_empty())
        .collect();
    if !plain.is_empty() {
        return plain.join("\n\n");
    }
    let html = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(html) => Some(html_to_text(html)),
        _ => None,
    });
    html.filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

fn attachments(message: &Message<'_>, bytes: &[u8]) -> Vec<InnerFile> {
    let shown = shown_inside(message);
    let mut hashes: BTreeMap<(u32, u32), Sha256Digest> = BTreeMap::new();
    let parts = message.attachments().take(MAX_ATTACHMENTS);
    parts
        .map(|part| {
            let content = part_bytes(part, bytes);
            let place = (part.raw_body_offset(), part.raw_end_offset());
            let sha256 = *hashes.entry(place).or_insert_with(|| Sha256Digest::of(&content));
            let id = part.content_id().unwrap_or_default();
            InnerFile {
                name: name_of(part),
                media_type: media_type(part),
                size_bytes: u64::try_from(content.len()).unwrap_or(u64::MAX),
                sha256,
                inline: !id.is_empty()
                    && shown.iter().any(|html| html.contains(&format!("cid:{id}"))),
            }
        })
        .collect()
}

/// Returns the HTML of a mail, where pictures inside the text are named by their content id.
fn shown_inside<'a>(message: &'a Message<'_>) -> Vec<&'a str> {
    let html = message.html_bodies().filter_map(|part| match &part.body {
        PartType::Html(html) => Some(html.as_ref()),
        _ => None,
    });
    html.collect()
}

/// Returns an attachment's name; a mail inside a mail has its subject for one.
fn name_of(part: &MessagePart<'_>) -> Option<String> {
    let name = part.attachment_name().map(one_line).filter(|name| !name.is_empty());
    name.or_else(|| {
        let subject = part.message()?.subject().map(one_line).filter(|text| !text.is_empty())?;
        Some(format!("{subject}.eml"))
    })
}

fn media_type(part: &MessagePart<'_>) -> String {
    let declared = part.content_type().map(|told| {
        let subtype = told.subtype().unwrap_or("octet-stream");
        format!("{}/{subtype}", told.ctype()).to_ascii_lowercase()
    });
    declared.unwrap_or_else(|| match &part.body {
        PartType::Message(_) => EML.to_owned(),
        PartType::Html(_) => "text/html".to_owned(),
        PartType::Text(_) => "text/plain".to_owned(),
        _ => crate::import::sniff::UNKNOWN.to_owned(),
    })
}

/// Returns the bytes of a part as they were attached: the parser turns texts into UTF-8, so those
/// are decoded again from where they stand.
fn part_bytes<'a>(part: &'a MessagePart<'_>, bytes: &'a [u8]) -> Cow<'a, [u8]> {
    if !matches!(part.body, PartType::Text(_) | PartType::Html(_)) {
        return Cow::Borrowed(part.contents());
    }
    let place = |offset: u32| usize::try_from(offset).unwrap_or(usize::MAX);
    let range = place(part.raw_body_offset())..place(part.raw_end_offset());
    let encoded = bytes.get(range).unwrap_or_default();
    let decoded = match part.encoding {
        Encoding::Base64 => base64_decode(encoded),
        Encoding::QuotedPrintable => quoted_printable_decode(encoded),
        Encoding::None => return Cow::Borrowed(encoded),
    };
    decoded.map_or_else(|| Cow::Borrowed(part.contents()), Cow::Owned)
}

#[cfg(test)]
#[path = "mail_tests.rs"]
mod tests;
