//! The custody log (cadeia de custódia): a chain of hashed lines to which one can only append.
//!
//! `hash` is the SHA-256 of the exact bytes of the `core` object as they stand in the line, and
//! `detail_sha256` of the `detail` object's; nothing is ever serialised again. A [`CustodyLog`] can
//! only come from [`CustodyLog::verify`] or from [`CustodyLog::begin`]: whoever holds one holds a
//! chain that checks. Names, titles and reasons stand only in `detail`, so that a package may leave
//! the detail of a line out while the chain still checks.

use crate::base::Sha256Digest;
use crate::case::{ExhibitId, ItemId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// Longest line that is read, in bytes; our own are far below 4 KiB, `exported` with 10,000 numbers
/// stays below this.
const MAX_LINE_BYTES: usize = 4 * 1024 * 1024;

/// Who did it: a role, never the system's user.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    /// The claimant.
    #[default]
    Titular,
    /// A lawyer or defender who received the case.
    Advogado,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustodyEvent {
    /// The case was created.
    Created,
    /// A file was gathered (juntada).
    Gathered,
    /// A derivative was made.
    Derived,
    /// A redacted derivative was made (tarja).
    Redacted,
    /// An item went to the bin.
    Removed,
    /// An item came back from the bin.
    Restored,
    /// An item's file was deleted for good.
    Emptied,
    /// A package was made.
    Exported,
    /// A package was handed over.
    Delivered,
    /// A package was received.
    Received,
    /// Somebody else goes on with the case of a package: what comes after is theirs.
    Continued,
    /// An event of a later version of the program.
    #[serde(other)]
    Unknown,
}

impl CustodyEvent {
    /// Returns the word that stands in the log; `unknown` for an event of a later version.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Gathered => "gathered",
            Self::Derived => "derived",
            Self::Redacted => "redacted",
            Self::Removed => "removed",
            Self::Restored => "restored",
            Self::Emptied => "emptied",
            Self::Exported => "exported",
            Self::Delivered => "delivered",
            Self::Received => "received",
            Self::Continued => "continued",
            Self::Unknown => "unknown",
        }
    }
}

/// The hashed part of a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustodyCore {
    /// Number of the line, from 1.
    pub seq: u64,
    /// When, RFC 3339 with offset, by the computer's clock.
    pub when: String,
    /// What.
    pub event: CustodyEvent,
    /// Which item.
    pub item: Option<ItemId>,
    /// Hash of the file the event is about.
    pub sha256: Option<Sha256Digest>,
    /// Its size in bytes.
    pub size_bytes: Option<u64>,
    /// Who, by role.
    pub actor: Actor,
    /// Program and version.
    pub app: String,
    /// Hash of the detail object.
    pub detail_sha256: Sha256Digest,
    /// Hash of the line before; 64 zeros for the first.
    pub prev: Sha256Digest,
}

/// What the detail of a `gathered` line says; enough to rebuild the item without `caso.db`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GatheredDetail {
    /// Name under `data/originais/`.
    pub stored_as: String,
    /// Name as received.
    pub received_as: String,
    /// Media type told by content.
    pub media_type: String,
    /// Exhibit that the item was put into.
    pub exhibit: ExhibitId,
    /// The file it was taken out of, where it did not come by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub inside: Option<Inside>,
}

/// Where in another file the bytes of an item were: an attachment of a mail, a mail of a mailbox.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Inside {
    /// Hash of that file (its mother).
    pub sha256: Sha256Digest,
    /// Its number in it, from 1.
    pub part: u32,
    /// Where its bytes begin in it, where they stand there as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub offset: Option<u64>,
}

/// How a derivative was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Recipe {
    /// A copy without the password that the user gave; nothing else was changed.
    WithoutPassword,
    /// A copy with bars over what is not for every reader (tarja).
    Redacted,
    /// A copy of one page with frames and arrows (destaque).
    Highlighted,
    /// A copy of a photo without the place where it was taken.
    WithoutPlace,
    /// One of a later version of the program.
    #[serde(other)]
    Unknown,
}

/// What the detail of a `derived` line says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DerivedDetail {
    /// Name under `data/derivados/`.
    pub stored_as: String,
    /// Hash of the original that it was made of.
    pub source_sha256: Sha256Digest,
    /// How.
    pub recipe: Recipe,
    /// Pages of the original that were changed, where not all were.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pages: Vec<u32>,
    /// How many bars, or marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub areas: Option<usize>,
}

/// What the detail of an `exported` line says of the packages.
#[derive(Deserialize)]
struct ExportedDetail {
    #[serde(default)]
    profile: String,
    #[serde(default)]
    date: String,
    #[serde(default)]
    seals: Vec<Sha256Digest>,
}

/// A seal that was handed out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The seal (código de conferência).
    pub seal: Sha256Digest,
    /// Number of the log's line.
    pub seq: u64,
    /// Profile of its package.
    pub profile: String,
    /// Day on the papers, `2026-11-21`.
    pub date: String,
}

/// What the detail of a `continued` line says. Which line it continues, `prev` says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContinuedDetail {
    /// Hash of `LEIA-ME.txt` from here on.
    pub readme_sha256: Sha256Digest,
    /// Hash of the ZIP, or of the list of a folder's files, that was received.
    pub received_sha256: Sha256Digest,
    /// Check code of the package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seal: Option<Sha256Digest>,
}

/// One verified line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyLine {
    /// The hashed part, read.
    pub core: CustodyCore,
    /// The detail object as it stands, if the line has it.
    pub detail: Option<String>,
    /// Hash of the core: the link.
    pub hash: Sha256Digest,
    /// The core object as it stands.
    core_text: String,
}

impl CustodyLine {
    /// Returns the detail read as `T`, or `None` when it is absent or of another shape.
    pub fn detail_as<'a, T: Deserialize<'a>>(&'a self) -> Option<T> {
        serde_json::from_str(self.detail.as_deref()?).ok()
    }

    /// Returns the line as text with its newline, byte for byte as it stands in the log.
    pub fn to_text(&self) -> String {
        let detail = self.detail.as_ref().map(|d| format!(r#""detail":{d},"#)).unwrap_or_default();
        format!("{{\"core\":{},{detail}\"hash\":\"{}\"}}\n", self.core_text, self.hash)
    }

    /// Returns the line as text without its detail: names stay out, the chain still checks.
    pub fn to_text_without_detail(&self) -> String {
        format!("{{\"core\":{},\"hash\":\"{}\"}}\n", self.core_text, self.hash)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawLine<'a> {
    #[serde(borrow)]
    core: &'a RawValue,
    #[serde(borrow, default)]
    detail: Option<&'a RawValue>,
    hash: Sha256Digest,
}

/// Why a text is no custody log. `line` counts from 1.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainFlaw {
    /// The line is not of the format.
    #[error("custody line {line} cannot be read")]
    Unreadable {
        /// Which line.
        line: u64,
    },
    /// The core's bytes do not have the line's hash.
    #[error("custody line {line} does not have its own hash")]
    WrongHash {
        /// Which line.
        line: u64,
    },
    /// The line does not name the line before it.
    #[error("custody line {line} does not follow the line before it")]
    WrongLink {
        /// Which line.
        line: u64,
    },
    /// The detail's bytes do not have the hash that the core names.
    #[error("the detail of custody line {line} was changed")]
    DetailAltered {
        /// Which line.
        line: u64,
    },
    /// The first line is not `created`, or there is none.
    #[error("the custody log does not begin with the creation of a case")]
    NoBeginning,
}

/// A custody log that checks from its first line to its last.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustodyLog {
    lines: Vec<CustodyLine>,
}

/// What is to be written into the log; seq, link and hash come from the log itself.
#[derive(Debug, Clone)]
pub struct EventDraft {
    /// What was done.
    pub event: CustodyEvent,
    /// To which item.
    pub item: Option<ItemId>,
    /// Hash of the file.
    pub sha256: Option<Sha256Digest>,
    /// Its size in bytes.
    pub size_bytes: Option<u64>,
    /// Names, titles, reasons.
    pub detail: serde_json::Map<String, serde_json::Value>,
}

impl CustodyLog {
    /// Returns a log with its first line, which `draft` must be: the creation of a case.
    pub fn begin(draft: &EventDraft, when: &str, actor: Actor, app: &str, salt: [u8; 16]) -> Self {
        debug_assert!(draft.event == CustodyEvent::Created, "a log begins with `created`");
        let mut log = Self { lines: Vec::new() };
        log.append(draft, when, actor, app, salt);
        log
    }

    /// Returns the log whose bytes these are.
    ///
    /// # Errors
    /// The first flaw found: an unreadable line (a torn last one too), a wrong hash or link, a
    /// changed detail, or a beginning that is not `created`.
    pub fn verify(bytes: &[u8]) -> Result<Self, ChainFlaw> {
        let (log, rest) = Self::verify_whole_lines(bytes)?;
        if rest.is_empty() {
            Ok(log)
        } else {
            Err(ChainFlaw::Unreadable { line: log.count().saturating_add(1) })
        }
    }

    /// Returns the log of all whole lines and the torn rest after the last newline, which a write
    /// cut short may leave.
    ///
    /// # Errors
    /// As [`CustodyLog::verify`], but for the torn rest.
    pub fn verify_whole_lines(bytes: &[u8]) -> Result<(Self, &[u8]), ChainFlaw> {
        let end = bytes.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let (whole, rest) = bytes.split_at(end);
        let mut lines: Vec<CustodyLine> = Vec::new();
        for (index, text) in whole.split_inclusive(|b| *b == b'\n').enumerate() {
            let number = u64::try_from(index).unwrap_or(u64::MAX).saturating_add(1);
            let line = verify_line(text, number, lines.last())?;
            lines.push(line);
        }
        match lines.first() {
            Some(first) if first.core.event == CustodyEvent::Created => Ok((Self { lines }, rest)),
            _ => Err(ChainFlaw::NoBeginning),
        }
    }

    /// Returns the number of the first line that lacks its detail though the case wrote it itself. What
    /// came from somebody else, up to the last `continued`, may have left details out.
    pub fn own_line_without_detail(&self) -> Option<u64> {
        let continued =
            self.lines.iter().rposition(|line| line.core.event == CustodyEvent::Continued);
        let mut own = self.lines.iter().skip(continued.unwrap_or(0));
        own.find(|line| line.detail.is_none()).map(|line| line.core.seq)
    }

    /// Returns the lines in order.
    pub fn lines(&self) -> &[CustodyLine] {
        &self.lines
    }

    /// Returns how many lines there are.
    pub fn count(&self) -> u64 {
        u64::try_from(self.lines.len()).unwrap_or(u64::MAX)
    }

    /// Returns the hash of the last line: the head, which is printed on paper.
    pub fn head(&self) -> Sha256Digest {
        self.lines.last().map_or(Sha256Digest::ZERO, |line| line.hash)
    }

    /// Returns every seal that was handed out, in order.
    pub fn sealed(&self) -> Vec<Sealed> {
        let exported = self.lines.iter().filter(|line| line.core.event == CustodyEvent::Exported);
        let told = exported.filter_map(|line| Some((line.core.seq, line.detail_as()?)));
        told.flat_map(|(seq, ExportedDetail { profile, date, seals })| {
            let sealed =
                move |seal| Sealed { seal, seq, profile: profile.clone(), date: date.clone() };
            seals.into_iter().map(sealed)
        })
        .collect()
    }

    /// Returns in which role the next line is written by a user of this role: after `continued`, whoever
    /// goes on with the case writes, whatever the role of the program's user at first.
    pub fn actor_after(&self, actor: Actor) -> Actor {
        let continued =
            self.lines.iter().rev().find(|line| line.core.event == CustodyEvent::Continued);
        continued.map_or(actor, |line| line.core.actor)
    }

    /// Returns which items were taken out of which file.
    pub fn insides(&self) -> BTreeMap<ItemId, Inside> {
        let gathered = self.lines.iter().filter(|line| line.core.event == CustodyEvent::Gathered);
        gathered
            .filter_map(|line| Some((line.core.item?, line.detail_as::<GatheredDetail>()?.inside?)))
            .collect()
    }

    /// Returns the hash of the line with this number, if there is one; zero has 64 zeros.
    pub fn hash_at(&self, seq: u64) -> Option<Sha256Digest> {
        if seq == 0 {
            return Some(Sha256Digest::ZERO);
        }
        let index = usize::try_from(seq - 1).ok()?;
        self.lines.get(index).map(|line| line.hash)
    }

    /// Appends a line for `draft` and returns it.
    pub fn append(
        &mut self,
        draft: &EventDraft,
        when: &str,
        actor: Actor,
        app: &str,
        salt: [u8; 16],
    ) -> &CustodyLine {
        let mut detail = serde_json::Map::new();
        detail.insert("salt".to_owned(), hex::encode(salt).into());
        detail.extend(draft.detail.clone());
        let detail = serde_json::Value::Object(detail).to_string();
        let core = CustodyCore {
            seq: self.count().saturating_add(1),
            when: when.to_owned(),
            event: draft.event,
            item: draft.item,
            sha256: draft.sha256,
            size_bytes: draft.size_bytes,
            actor,
            app: app.to_owned(),
            detail_sha256: Sha256Digest::of(detail.as_bytes()),
            prev: self.head(),
        };
        let core_text = serde_json::to_string(&core).unwrap_or_default();
        debug_assert!(!core_text.is_empty(), "a core has no map keys that could fail");
        let hash = Sha256Digest::of(core_text.as_bytes());
        let index = self.lines.len();
        self.lines.push(CustodyLine { core, detail: Some(detail), hash, core_text });
        #[allow(clippy::indexing_slicing, reason = "the line was pushed one statement above")]
        &self.lines[index]
    }

    /// Drops the lines after the first `count`, when their write failed.
    pub fn forget_after(&mut self, count: u64) {
        self.lines.truncate(usize::try_from(count).unwrap_or(usize::MAX));
    }

    /// Returns the log's bytes, as they stand or are to stand in `custodia.jsonl`.
    pub fn to_text(&self) -> String {
        self.lines.iter().map(CustodyLine::to_text).collect()
    }
}

fn verify_line(
    text: &[u8],
    number: u64,
    before: Option<&CustodyLine>,
) -> Result<CustodyLine, ChainFlaw> {
    let unreadable = || ChainFlaw::Unreadable { line: number };
    if text.len() > MAX_LINE_BYTES {
        return Err(unreadable());
    }
    let text = std::str::from_utf8(text).map_err(|_| unreadable())?;
    let raw: RawLine<'_> = serde_json::from_str(text).map_err(|_| unreadable())?;
    let core_text = raw.core.get();
    if Sha256Digest::of(core_text.as_bytes()) != raw.hash {
        return Err(ChainFlaw::WrongHash { line: number });
    }
    let core: CustodyCore = serde_json::from_str(core_text).map_err(|_| unreadable())?;
    let prev = before.map_or(Sha256Digest::ZERO, |line| line.hash);
    if core.prev != prev || core.seq != number {
        return Err(ChainFlaw::WrongLink { line: number });
    }
    let detail = raw.detail.map(|detail| detail.get().to_owned());
    if let Some(detail) = &detail
        && Sha256Digest::of(detail.as_bytes()) != core.detail_sha256
    {
        return Err(ChainFlaw::DetailAltered { line: number });
    }
    let line = CustodyLine { core, detail, hash: raw.hash, core_text: core_text.to_owned() };
    // Only one spelling of a line is accepted, so that not even white space can change unseen.
    if line.to_text() == text { Ok(line) } else { Err(unreadable()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn draft(event: CustodyEvent) -> EventDraft {
        EventDraft { event, item: None, sha256: None, size_bytes: None, detail: Default::default() }
    }

    fn log(events: usize) -> CustodyLog {
        let when = "2026-02-05T19:12:04-03:00";
        let created = draft(CustodyEvent::Created);
        let mut log = CustodyLog::begin(&created, when, Actor::Titular, "juntada 0.1.0", [7; 16]);
        for index in 0..events {
            let mut draft = draft(CustodyEvent::Gathered);
            draft.item = Some(ItemId::new(u32::try_from(index + 1).unwrap()));
            draft.detail.insert("received_as".into(), format!("foto {index} “ação”.jpg").into());
            log.append(&draft, when, Actor::Titular, "juntada 0.1.0", [7; 16]);
        }
        log
    }

    #[test]
    fn what_is_appended_verifies_and_reads_back_the_same() {
        let log = log(5);
        let text = log.to_text();
        assert_eq!(CustodyLog::verify(text.as_bytes()), Ok(log));
    }

    #[test]
    fn details_may_lack_only_before_somebody_else_goes_on() {
        let mut log = log(3);
        let bare: String = log.lines().iter().map(CustodyLine::to_text_without_detail).collect();
        assert_eq!(CustodyLog::verify(bare.as_bytes()).unwrap().own_line_without_detail(), Some(1));
        let when = "2026-03-05T19:12:04-03:00";
        log.append(&draft(CustodyEvent::Continued), when, Actor::Advogado, "x", [9; 16]);
        let last = log.lines().last().unwrap();
        let continued = CustodyLog::verify(format!("{bare}{}", last.to_text()).as_bytes()).unwrap();
        assert_eq!(continued.own_line_without_detail(), None);
        let without = format!("{bare}{}", last.to_text_without_detail());
        let flawed = CustodyLog::verify(without.as_bytes()).unwrap();
        assert_eq!(flawed.own_line_without_detail(), Some(last.core.seq));
    }

    #[test]
    fn a_line_without_its_detail_still_checks() {
        let log = log(2);
        let text: String = log.lines().iter().map(CustodyLine::to_text_without_detail).collect();
        let read = CustodyLog::verify(text.as_bytes()).unwrap();
        assert_eq!(read.head(), log.head());
        assert!(!text.contains("foto"));
    }

    #[test]
    fn a_torn_last_line_is_told_from_the_whole_ones() {
        let text = log(3).to_text();
        let torn = &text[..text.len() - 9];
        let (whole, rest) = CustodyLog::verify_whole_lines(torn.as_bytes()).unwrap();
        assert_eq!(whole.count(), 3);
        assert!(!rest.is_empty());
        assert_eq!(CustodyLog::verify(torn.as_bytes()), Err(ChainFlaw::Unreadable { line: 4 }));
    }

    #[test]
    fn a_dropped_or_swapped_line_breaks_the_link() {
        let text = log(3).to_text();
        let lines: Vec<&str> = text.split_inclusive('\n').collect();
        let dropped = [lines[0], lines[1], lines[3]].concat();
        assert_eq!(CustodyLog::verify(dropped.as_bytes()), Err(ChainFlaw::WrongLink { line: 3 }));
        let swapped = [lines[0], lines[2], lines[1], lines[3]].concat();
        assert_eq!(CustodyLog::verify(swapped.as_bytes()), Err(ChainFlaw::WrongLink { line: 2 }));
        assert_eq!(CustodyLog::verify(b""), Err(ChainFlaw::NoBeginning));
    }

    proptest! {
        #[test]
        fn any_flipped_bit_is_found(at in 0usize..3000, bit in 0u8..8) {
            let log = log(4);
            let mut bytes = log.to_text().into_bytes();
            let at = at % bytes.len();
            bytes[at] ^= 1 << bit;
            let told = CustodyLog::verify(&bytes).map(|read| read.head() == log.head() && read.count() == log.count());
            prop_assert!(told != Ok(true), "byte {at} bit {bit}");
        }
    }
}
