//! The fields of a ZIP that mean nothing for its files and that readers pass over: ours are always
//! written alike, so that one that is not was changed afterwards. Deliberately not here: everything
//! that says what a file is, which the check of the bag compares; ZIPs that other programs wrote.

use crate::base::{Sha256Digest, Sha256Stream};
use crate::case::{Finding, FindingCode};
use flate2::{Decompress, FlushDecompress, Status};
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::Path;
use zip::ZipArchive;

/// Most bytes of a directory that are read: 100,000 members take some 15 MB.
const DIRECTORY_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes of a member's record before its name, and its signature (APPNOTE 4.3.12).
const RECORD_BYTES: usize = 46;
/// Bytes of the header before a member's bytes, without its name (APPNOTE 4.3.7).
const HEADER_BYTES: usize = 30;
/// What stands in a field of 32 bits whose value is in the Zip64 field (APPNOTE 4.5.3).
const ZIP64: u64 = 0xFFFF_FFFF;
const RECORD_SIGNATURE: &[u8] = b"PK\x01\x02";
/// The record at the end of a ZIP without comment, and its signature (APPNOTE 4.3.16).
const END_BYTES: usize = 22;
const END_SIGNATURE: &[u8] = b"PK\x05\x06";
/// What stands there instead in a ZIP with Zip64 (APPNOTE 4.3.14).
const END64_SIGNATURE: &[u8] = b"PK\x06\x06";
/// The method of packed members (APPNOTE 4.4.5).
const DEFLATED: u64 = 8;
/// Most packed bytes that are looked into; text packs to a tenth, a custody log of 100,000 lines
/// to some 10 MB.
const PACKED_MAX_BYTES: u64 = 64 * 1024 * 1024;
/// Bytes unpacked at once.
const BUFFER_BYTES: usize = 64 * 1024;
/// Noon as a ZIP writes it: the time of every member of ours.
const NOON: u64 = 12 << 11;

/// Maker beyond the version needed, disk, and both kinds of attributes.
type Form = (u64, u64, u64, u64);

/// A member's record in the directory.
struct Record {
    name: String,
    method: u64,
    time: u64,
    packed_bytes: u64,
    offset: u64,
    /// Version needed, flags, method, time and date, as they stand in both places.
    stamp: [u8; 10],
    form: Form,
}

/// Returns the members whose records are not written as the others are, and the end if it does not
/// fit, in a ZIP that this program wrote; nothing for any other.
pub(super) fn odd_records(path: &Path) -> Vec<Finding> {
    let Some((directory, start, mut file)) = directory(path) else { return Vec::new() };
    let (records, end) = records(&directory);
    let is_in_order = records.windows(2).all(|pair| match pair {
        [a, b] => a.name < b.name,
        _ => true,
    });
    let other_times = records.iter().filter(|record| record.time != NOON).count();
    if !is_in_order || other_times > 1 || records.iter().any(|r| r.name.ends_with('/')) {
        return Vec::new();
    }
    let by_header = records.iter().filter(|record| {
        !agrees_with_header(record, &mut file) || is_loosely_packed(record, &mut file)
    });
    let by_header: Vec<&str> = by_header.map(|record| record.name.as_str()).collect();
    let odd = unlike(&records).into_iter().chain(by_header);
    let odd_end = odd_end(&directory, end, start, records.len());
    let finding = |field: &str| Finding::new(FindingCode::BagInvalid).finding(field);
    let mut findings: Vec<Finding> = odd
        .map(|name| {
            let name = name.split_once('/').map_or(name, |(_top, path)| path);
            finding("zip_inconsistent: header").at(name)
        })
        .collect();
    if odd_end {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        findings.push(finding("zip_inconsistent: end").at(name));
    }
    findings
}

/// Returns everything from the directory's start, with where that is, and the file.
fn directory(path: &Path) -> Option<(Vec<u8>, u64, File)> {
    let archive = ZipArchive::new(File::open(path).ok()?).ok()?;
    let start = archive.central_directory_start();
    let mut file = archive.into_inner();
    file.seek(SeekFrom::Start(start)).ok()?;
    let mut directory = Vec::new();
    file.by_ref().take(DIRECTORY_MAX_BYTES).read_to_end(&mut directory).ok()?;
    Some((directory, start, file))
}

/// Returns whether the header before a member's bytes says of it what its record says. Headers with
/// Zip64 sizes are passed over.
fn agrees_with_header(record: &Record, file: &mut File) -> bool {
    let mut header = [0; HEADER_BYTES];
    let read = file.seek(SeekFrom::Start(record.offset)).and_then(|_| file.read_exact(&mut header));
    let is_zip64 = record.offset == ZIP64 || number(&header, 18, 4) == ZIP64;
    read.is_err() || is_zip64 || header.get(4..14) == Some(&record.stamp)
}

/// Returns the records of a directory, and where they end.
fn records(directory: &[u8]) -> (Vec<Record>, usize) {
    let mut records = Vec::new();
    let mut at = 0_usize;
    while let Some(head) = directory.get(at..at.saturating_add(RECORD_BYTES))
        && head.starts_with(RECORD_SIGNATURE)
    {
        let length = |at| usize::try_from(number(head, at, 2)).unwrap_or(0);
        let name_at = at.saturating_add(RECORD_BYTES);
        let name = directory.get(name_at..name_at.saturating_add(length(28))).unwrap_or_default();
        records.push(Record {
            name: String::from_utf8_lossy(name).into_owned(),
            method: number(head, 10, 2),
            time: number(head, 12, 2),
            packed_bytes: number(head, 20, 4),
            offset: number(head, 42, 4),
            stamp: head.get(6..16).and_then(|stamp| stamp.try_into().ok()).unwrap_or_default(),
            form: (
                number(head, 4, 2).wrapping_sub(number(head, 6, 2)),
                number(head, 34, 2),
                number(head, 36, 2),
                number(head, 38, 4),
            ),
        });
        at = name_at.saturating_add(length(28)).saturating_add(length(30) + length(32));
    }
    (records, at)
}

/// Returns whether a member's compressed bytes do not end as a compressor ends them: with the mark
/// of the end, and zeros up to the next byte. Readers pass over both, once they have the text.
fn is_loosely_packed(record: &Record, file: &mut File) -> bool {
    if record.method != DEFLATED || record.packed_bytes > PACKED_MAX_BYTES {
        return false;
    }
    let Some(mut packed) = packed(record, file) else { return false };
    let whole = unpacked(&packed);
    if let Some(last) = packed.last_mut() {
        if *last == 0 {
            return whole.is_none();
        }
        // If any of the bits that fill up the byte is set, the highest one of it is such a bit.
        *last &= !(0x80 >> last.leading_zeros());
    }
    whole.is_none() || whole == unpacked(&packed)
}

fn packed(record: &Record, file: &mut File) -> Option<Vec<u8>> {
    let mut header = [0; HEADER_BYTES];
    file.seek(SeekFrom::Start(record.offset)).ok()?;
    file.read_exact(&mut header).ok()?;
    let names = number(&header, 26, 2).saturating_add(number(&header, 28, 2));
    file.seek_relative(i64::try_from(names).ok()?).ok()?;
    let mut packed = Vec::new();
    file.by_ref().take(record.packed_bytes).read_to_end(&mut packed).ok()?;
    Some(packed)
}

/// Returns the hash of what deflated bytes unpack to, if they end with their last byte.
fn unpacked(packed: &[u8]) -> Option<Sha256Digest> {
    let mut inflate = Decompress::new(false);
    let mut hash = Sha256Stream::new();
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        let (read, written) = (inflate.total_in(), inflate.total_out());
        let rest = packed.get(usize::try_from(read).ok()?..)?;
        let status = inflate.decompress(rest, &mut buffer, FlushDecompress::None).ok()?;
        let count = usize::try_from(inflate.total_out().saturating_sub(written)).ok()?;
        hash.update(buffer.get(..count)?);
        let has_read = inflate.total_in();
        match status {
            Status::StreamEnd => {
                let is_all = usize::try_from(has_read).ok()? == packed.len();
                return is_all.then(|| hash.finish());
            }
            _ if has_read == read && count == 0 => return None,
            _ => {}
        }
    }
}

/// Returns the one record whose form is not that of the others; where several are not, another
/// program wrote them.
fn unlike(records: &[Record]) -> Option<&str> {
    let mut forms: BTreeMap<Form, Vec<&str>> = BTreeMap::new();
    for record in records {
        forms.entry(record.form).or_default().push(&record.name);
    }
    let fewest = forms.values().min_by_key(|names| names.len());
    match (forms.len(), fewest.map(Vec::as_slice)) {
        (2, Some([only])) => Some(*only),
        _ => None,
    }
}

/// Returns whether the end record does not stand behind the last member's, or does not say what
/// stands before it. One of a ZIP with Zip64 says nothing by itself.
fn odd_end(directory: &[u8], at: usize, start: u64, count: usize) -> bool {
    let end = directory.get(at..).unwrap_or_default();
    if !end.starts_with(END_SIGNATURE) {
        return !end.starts_with(END64_SIGNATURE);
    }
    let count = u64::try_from(count).unwrap_or(u64::MAX);
    let size = u64::try_from(at).unwrap_or(u64::MAX);
    let fields =
        [(4, 2, 0), (6, 2, 0), (8, 2, count), (10, 2, count), (12, 4, size), (16, 4, start)];
    let is_zip64 = number(end, 10, 2) == 0xFFFF || number(end, 16, 4) == ZIP64;
    let is_right = fields.iter().all(|(at, len, value)| number(end, *at, *len) == *value);
    !is_zip64 && (!is_right || end.len() != END_BYTES)
}

fn number(bytes: &[u8], at: usize, len: usize) -> u64 {
    let field = bytes.get(at..at.saturating_add(len)).unwrap_or_default();
    field.iter().rev().fold(0, |value, byte| (value << 8) | u64::from(*byte))
}
