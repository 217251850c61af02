//! Seals from outside: the answer of a time stamp authority (RFC 3161), a signature (RFC 5652) and an
//! OpenTimestamps proof. They are read for what they say — about which hash, when, by whom — and are
//! never judged: whether a signature holds is for the programs of those who issued it.

use crate::base::Sha256Digest;
use crate::import::Parsed;
use crate::import::reading::{NoteCode, ReadNote, Reading};
use crate::import::tlv::{Tlv, tag};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

/// Type of a time stamp authority's answer (RFC 3161, section 3.4).
pub const TIME_STAMP: &str = "application/timestamp-reply";
/// Type of a signature that stands beside what it signs (RFC 8551, section 3.2).
pub const SIGNATURE: &str = "application/pkcs7-signature";
/// Type of an OpenTimestamps proof, as its own tools name it.
pub const OPEN_TIMESTAMPS: &str = "application/vnd.opentimestamps.v1";
/// How an OpenTimestamps proof begins.
pub const OTS_MARK: &[u8] = b"\x00OpenTimestamps\x00\x00Proof\x00\xbf\x89\xe2\xe8\x84\xe8\x92\x94";
/// Largest file that is read as one of them, in bytes; real ones have some 10 KB.
pub const MAX_STAMP_BYTES: u64 = 4 * 1024 * 1024;

/// id-ct-TSTInfo, 1.2.840.113549.1.9.16.1.4.
const TST_INFO: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x10\x01\x04";
/// id-signedData, 1.2.840.113549.1.7.2.
const SIGNED_DATA: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x07\x02";
/// id-messageDigest, 1.2.840.113549.1.9.4.
const MESSAGE_DIGEST: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x04";
/// id-signingTime, 1.2.840.113549.1.9.5.
const SIGNING_TIME: &[u8] = b"\x2A\x86\x48\x86\xF7\x0D\x01\x09\x05";
/// id-sha256, 2.16.840.1.101.3.4.2.1, with no parameters after it or NULL ones.
const SHA_256: &[u8] = b"\x60\x86\x48\x01\x65\x03\x04\x02\x01";
/// id-at-commonName, 2.5.4.3.
const COMMON_NAME: &[u8] = b"\x55\x04\x03";

/// What a seal from outside is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StampKind {
    /// Answer of a time stamp authority.
    TimeStamp,
    /// Signature beside a file.
    Signature,
    /// OpenTimestamps proof.
    OpenTimestamps,
}

/// What a seal from outside says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct StampReading {
    /// What it is.
    pub what: StampKind,
    /// The SHA-256 that it speaks of.
    pub about: Option<Sha256Digest>,
    /// When, as it says, in UTC: `2026-11-22T14:03:00Z`.
    pub at: Option<String>,
    /// Who, by the name in the certificate or answer.
    pub by: Option<String>,
}

/// Returns the type of a file by how it begins, if it is a seal from outside.
pub fn stamp_type(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(OTS_MARK) {
        return Some(OPEN_TIMESTAMPS);
    }
    let [tag::SEQUENCE, 0x80..=0x84, ..] = head else { return None };
    let has = |oid: &[u8]| head.windows(oid.len()).any(|window| window == oid);
    match (has(TST_INFO), has(SIGNED_DATA)) {
        (true, true) => Some(TIME_STAMP),
        (false, true) => Some(SIGNATURE),
        _ => None,
    }
}

/// Returns the request for a time stamp over a hash, as RFC 3161, section 2.4.1 writes it: version 1,
/// the hash, the certificate wanted in the answer. Without a nonce, so that it can be made again.
pub fn time_stamp_request(about: Sha256Digest) -> Vec<u8> {
    let algorithm = [&[0x30, 0x0D, 0x06, 0x09][..], SHA_256, &[0x05, 0x00]].concat();
    let imprint = [&algorithm[..], &[0x04, 0x20], about.as_bytes()].concat();
    [&[0x30, 0x39, 0x02, 0x01, 0x01, 0x30, 0x31][..], &imprint, &[0x01, 0x01, 0xFF]].concat()
}

/// Reads a file of one of the three types.
pub fn read_stamp(media_type: &str, bytes: &[u8]) -> Reading {
    let reading = Reading::of_type(media_type);
    let stamp = match media_type {
        OPEN_TIMESTAMPS => proof(bytes),
        TIME_STAMP => Tlv::first(bytes).and_then(answer),
        _ => Tlv::first(bytes).and_then(signature),
    };
    match stamp {
        Some(stamp) => Reading { parsed: Some(Parsed::Stamp(stamp)), ..reading },
        None => reading.with_note(ReadNote::bare(NoteCode::Damaged)),
    }
}

/// A header, the version 1, then the hash with the mark of its function: 8 is SHA-256.
fn proof(bytes: &[u8]) -> Option<StampReading> {
    let [1, 8, digest @ ..] = bytes.strip_prefix(OTS_MARK)? else { return None };
    let about = Some(hash(digest.get(..32)?)?);
    Some(StampReading { what: StampKind::OpenTimestamps, about, at: None, by: None })
}

/// `TimeStampResp`, or the token alone. An answer that grants nothing has no token.
fn answer(root: Tlv<'_>) -> Option<StampReading> {
    let info = root.find(&mut |value| {
        let inside = value.inside();
        let [name, held, ..] = inside.as_slice() else { return None };
        let is_info = (name.tag, name.content) == (tag::OID, TST_INFO);
        is_info.then(|| held.only(tag::CONTEXT_0)?.at(0).map(Tlv::octets)).flatten()
    })?;
    let info = Tlv::first(&info)?.only(tag::SEQUENCE)?;
    let imprint = info.at(2)?;
    let is_sha256 = imprint.at(0)?.at(0)?.content == SHA_256;
    let about = is_sha256.then(|| hash(&imprint.at(1)?.octets())).flatten();
    let at = info.inside().iter().find_map(|value| time(*value));
    let by = root.find(&mut signer_name);
    Some(StampReading { what: StampKind::TimeStamp, about, at, by })
}

fn signature(root: Tlv<'_>) -> Option<StampReading> {
    (root.at(0)?.content == SIGNED_DATA).then_some(())?;
    let attribute = |oid: &[u8]| {
        root.find(&mut |value| {
            let inside = value.inside();
            let [name, held] = inside.as_slice() else { return None };
            let is_it = (name.tag, name.content) == (tag::OID, oid);
            is_it.then(|| held.only(tag::SET)?.at(0)).flatten()
        })
    };
    Some(StampReading {
        what: StampKind::Signature,
        about: attribute(MESSAGE_DIGEST).and_then(|value| hash(&value.octets())),
        at: attribute(SIGNING_TIME).and_then(time),
        by: root.find(&mut signer_name),
    })
}

/// Returns the name of the first signer, where this value is `SignedData` and holds its certificate.
fn signer_name(data: Tlv<'_>) -> Option<String> {
    let inside = data.only(tag::SEQUENCE)?.inside();
    let certificates = inside.iter().find(|value| value.tag == tag::CONTEXT_0)?.inside();
    let signers = inside.last()?.only(tag::SET)?;
    let serial = signers.at(0)?.at(1)?.at(1)?.only(tag::INTEGER)?.content;
    certificates.iter().find_map(|certificate| {
        let fields = certificate.at(0)?.inside();
        let number = fields.iter().position(|field| field.tag == tag::INTEGER)?;
        // Serial, algorithm, issuer, validity, subject.
        let is_signer = fields.get(number)?.content == serial;
        is_signer.then(|| common_name(*fields.get(number + 4)?)).flatten()
    })
}

fn common_name(name: Tlv<'_>) -> Option<String> {
    name.find(&mut |value| {
        let inside = value.inside();
        let [kind, text] = inside.as_slice() else { return None };
        let is_name = (kind.tag, kind.content) == (tag::OID, COMMON_NAME);
        is_name.then(|| String::from_utf8_lossy(text.content).into_owned())
    })
}

/// Returns a moment in UTC; fractions of a second are left out.
fn time(value: Tlv<'_>) -> Option<String> {
    let text = std::str::from_utf8(value.content).ok()?.strip_suffix('Z')?;
    let text = text.split('.').next()?;
    let text = match value.tag {
        tag::GENERAL_TIME => text.to_owned(),
        // RFC 5280, section 4.1.2.5.1: from 50 on it is the last century.
        tag::UTC_TIME if text >= "50" => format!("19{text}"),
        tag::UTC_TIME => format!("20{text}"),
        _ => return None,
    };
    let moment = NaiveDateTime::parse_from_str(&text, "%Y%m%d%H%M%S").ok()?;
    Some(moment.format("%Y-%m-%dT%H:%M:%SZ").to_string())
}

fn hash(bytes: &[u8]) -> Option<Sha256Digest> {
    (bytes.len() == 32).then(|| hex::encode(bytes).parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_request_is_the_one_of_the_standard() {
        let about = Sha256Digest::of(b"abc");
        // As `openssl ts -query -data abc.txt -sha256 -no_nonce -cert` writes it.
        let expected = "3039020101303130\
                        0d060960864801650304020105000420\
                        ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad0101ff";
        assert_eq!(hex::encode(time_stamp_request(about)), expected);
    }

    #[test]
    fn a_proof_of_opentimestamps_tells_its_hash() {
        let about = Sha256Digest::of(b"selo");
        let bytes = [OTS_MARK, &[1, 8], about.as_bytes(), &[0xF0, 0x10]].concat();
        assert_eq!(proof(&bytes).unwrap().about, Some(about));
        assert_eq!(proof(&bytes[..50]), None);
        assert_eq!(proof(b"texto"), None);
    }

    #[test]
    fn moments_are_read_in_both_writings() {
        let at = |tag, text: &str| time(Tlv { tag, content: text.as_bytes() });
        let told = Some("2026-11-22T14:03:09Z".to_owned());
        assert_eq!(at(tag::GENERAL_TIME, "20261122140309.25Z"), told);
        assert_eq!(at(tag::UTC_TIME, "261122140309Z"), told);
        assert_eq!(at(tag::UTC_TIME, "2611"), None);
    }
}
