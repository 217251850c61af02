//! What can be asked of the engine, as data.

use crate::app::{Clear, ReceivedMarking};
use crate::base::{Day, Moment, Sha256Digest};
use crate::case::{
    Channel, Declined, ExhibitKind, HiddenArea, LineRange, Mark, PageChoice, RespondentId, Turn,
};
use crate::filing::Letter;
use serde::Deserialize;
use std::path::PathBuf;

/// What can be asked of the engine. `path` is a case folder unless said otherwise.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "request", rename_all = "snake_case", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "EngineRequest", optional_fields = nullable))]
pub enum Request {
    /// A new case, filled from a document where one is given.
    New {
        /// Case folder, which must not exist.
        path: PathBuf,
        /// Title; the folder's name otherwise.
        #[serde(default)]
        title: Option<String>,
        /// A `caso.json`.
        #[serde(default)]
        #[cfg_attr(test, ts(optional, type = "Record<string, unknown>"))]
        case: Option<serde_json::Value>,
    },
    /// Gathers files and folders.
    Add {
        /// Case folder.
        path: PathBuf,
        /// Files and folders.
        files: Vec<PathBuf>,
        /// What is said of them.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        about: About,
        /// All of them are one exhibit.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        one_exhibit: bool,
        /// Password of locked files; never stored.
        #[serde(default)]
        password: Option<String>,
        /// Exhibit that the files are added to, instead of making new ones.
        #[serde(default)]
        into: Option<String>,
        /// This goes on with the gathering just before it: both are undone in one step.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        same_step: bool,
    },
    /// Notes an exhibit of which there is only paper.
    AddPaper {
        /// Case folder.
        path: PathBuf,
        /// Title.
        title: String,
        /// Where the paper is.
        place: String,
        /// Kind, date and note.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        about: About,
    },
    /// Puts exhibits into one.
    Group {
        /// Case folder.
        path: PathBuf,
        /// Ids, `e1` or `p1`, in order.
        ids: Vec<String>,
    },
    /// Makes each item of exhibits one of its own.
    Separate {
        /// Case folder.
        path: PathBuf,
        /// Ids.
        ids: Vec<String>,
    },
    /// Makes files inside an exhibit (attachments of a mail) exhibits of their own.
    TakeOut {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
        /// Their numbers in it, from 1; all of them where none is named.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        numbers: Vec<u32>,
    },
    /// Changes what is said of an exhibit.
    Edit {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
        /// Title, kind, date, note.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        about: About,
        /// Place in the order, from 1.
        #[serde(default)]
        position: Option<u32>,
        /// Turn in degrees.
        #[serde(default)]
        turn: Option<Turn>,
        /// Choice of pages.
        #[serde(default)]
        pages: Option<PageChoice>,
        /// Which lines of an exported conversation are printed.
        #[serde(default)]
        lines: Option<LineRange>,
        /// What a recording says, word for word or in short; printed on its page.
        #[serde(default)]
        transcript: Option<String>,
        /// What it shows, printed below its title.
        #[serde(default)]
        shows: Option<String>,
        /// Not to be used in any dossier.
        #[serde(default)]
        left_out: Option<bool>,
        /// Its items in their new order: each of them once, none else.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        items: Vec<String>,
        /// Suggestions that are put aside.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        decline: Vec<Declined>,
        /// Members that become empty.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        clear: Vec<Clear>,
    },
    /// Notes a contact with the company.
    Contact {
        /// Case folder.
        path: PathBuf,
        /// When.
        when: Moment,
        /// By which way.
        channel: Channel,
        /// Protocol numbers as received.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        protocols: Vec<String>,
        /// Who answered.
        #[serde(default)]
        attendant: Option<String>,
        /// What was asked and said.
        #[serde(default)]
        summary: Option<String>,
        /// Until when.
        #[serde(default)]
        due: Option<Day>,
        /// What was answered.
        #[serde(default)]
        answer: Option<String>,
        /// What proves it: ids.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        exhibits: Vec<String>,
    },
    /// Merges a `caso.json`.
    Fill {
        /// Case folder.
        path: PathBuf,
        /// The document.
        #[cfg_attr(test, ts(type = "Record<string, unknown>"))]
        case: serde_json::Value,
    },
    /// Everything in the case.
    Show {
        /// Case folder.
        path: PathBuf,
    },
    /// What is missing for a destination.
    Missing {
        /// Case folder.
        path: PathBuf,
        /// Profile.
        profile: String,
    },
    /// Deadlines, steps and values of a case.
    Deadlines {
        /// Case folder.
        path: PathBuf,
        /// Calendar file to write.
        #[serde(default)]
        ics: Option<PathBuf>,
    },
    /// Notes that papers were handed over.
    Deliver {
        /// Case folder.
        path: PathBuf,
        /// When.
        #[serde(default)]
        when: Option<Moment>,
        /// Profile of what was handed over.
        #[serde(default)]
        profile: Option<String>,
        /// Where.
        #[serde(default)]
        place: Option<String>,
        /// Number given there.
        #[serde(default)]
        number: Option<String>,
        /// Until when an answer is due.
        #[serde(default)]
        answer_due: Option<Day>,
        /// Hearing.
        #[serde(default)]
        hearing: Option<Moment>,
        /// What came of it.
        #[serde(default)]
        outcome: Option<String>,
    },
    /// Makes a letter to the company, a declaration or an authorisation.
    Letter {
        /// Case folder.
        path: PathBuf,
        /// Which.
        kind: Letter,
        /// Company, `s1`; the first one otherwise.
        #[serde(default)]
        respondent: Option<RespondentId>,
        /// Profile it is for; the case's own otherwise.
        #[serde(default)]
        profile: Option<String>,
        /// Folder for the PDF.
        out: PathBuf,
        /// Day on the letter.
        #[serde(default)]
        date: Option<Day>,
    },
    /// Makes dossier and ZIP.
    Export {
        /// Case folder.
        path: PathBuf,
        /// Profile.
        profile: String,
        /// Folder for the results.
        out: PathBuf,
        /// Day on the papers.
        #[serde(default)]
        date: Option<Day>,
        /// A draft.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        draft: bool,
        /// Only what is new since a delivery: its id, `d1`, or `last`.
        #[serde(default)]
        since: Option<String>,
        /// The originals in place of copies with bars; only under a profile that takes the whole case.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        originals: bool,
        /// Passphrase for the ZIP; nothing is then made in the clear. It is never stored.
        #[serde(default)]
        passphrase: Option<String>,
    },
    /// Writes requests for a time stamp over the seals of the last export.
    SealRequest {
        /// Case folder.
        path: PathBuf,
        /// Folder for the requests.
        out: PathBuf,
    },
    /// Judges a passphrase for a package; suggests one where none is given.
    Passphrase {
        /// The text.
        #[serde(default)]
        text: Option<String>,
    },
    /// Makes the dossier that an export would make now, to be looked at page by page.
    Preview {
        /// Case folder.
        path: PathBuf,
        /// Profile.
        profile: String,
        /// Day on the papers.
        #[serde(default)]
        date: Option<Day>,
        /// Only what is new since a delivery: its id, `d1`, or `last`.
        #[serde(default)]
        since: Option<String>,
    },
    /// Verifies a case folder, a package or a dossier.
    Verify {
        /// What to verify.
        path: PathBuf,
        /// The seal it must have, as printed.
        #[serde(default)]
        seal: Option<String>,
        /// The passphrase of a package that has one; never stored.
        #[serde(default)]
        passphrase: Option<String>,
    },
    /// Verifies, and writes the report on it as a PDF.
    VerifyReport {
        /// What to verify.
        path: PathBuf,
        /// The seal it must have, as printed.
        #[serde(default)]
        seal: Option<String>,
        /// The passphrase of a package that has one; never stored.
        #[serde(default)]
        passphrase: Option<String>,
        /// Folder for the report.
        out: PathBuf,
    },
    /// Puts into the bin.
    Remove {
        /// Case folder.
        path: PathBuf,
        /// Id.
        id: String,
        /// Why.
        reason: String,
    },
    /// Brings back from the bin.
    Restore {
        /// Case folder.
        path: PathBuf,
        /// Id.
        id: String,
        /// Why.
        reason: String,
    },
    /// Empties the bin.
    Empty {
        /// Case folder.
        path: PathBuf,
    },
    /// Copies a case and reads the copy back.
    Copy {
        /// Case folder.
        path: PathBuf,
        /// Where to.
        to: PathBuf,
    },
    /// Mends what a crash left.
    Repair {
        /// Case folder.
        path: PathBuf,
    },
    /// Lists the profiles.
    Profiles,
    /// The grounds of law that a petition may carry.
    Grounds,
    /// Makes the sample case.
    Sample {
        /// Which one, by number.
        #[serde(default = "one")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        number: u32,
        /// Which one, by name: `fibra`, `energia`, `voo`.
        #[serde(default)]
        name: Option<String>,
        /// Folder for case and results.
        out: PathBuf,
        /// Profile it is exported under; without one, only the case is made.
        #[serde(default)]
        profile: Option<String>,
        /// Day on the papers.
        #[serde(default)]
        date: Option<Day>,
    },
    /// Lists the cases in a folder.
    Cases {
        /// Folder of cases.
        path: PathBuf,
    },
    /// Deletes a case folder for good.
    Discard {
        /// Case folder.
        path: PathBuf,
        /// The case's title, typed by the person.
        confirm: String,
    },
    /// Takes out contacts, facts, requests, events and respondents.
    Drop {
        /// Case folder.
        path: PathBuf,
        /// Ids: `c1`, `f1`, `r1`, `v1`, `s1`.
        ids: Vec<String>,
    },
    /// Puts facts, or requests, into this order; those that are not named follow as they stood.
    Order {
        /// Case folder.
        path: PathBuf,
        /// Ids, all of facts or all of requests.
        ids: Vec<String>,
    },
    /// Takes back the last deed.
    Undo {
        /// Case folder.
        path: PathBuf,
    },
    /// Does again what was taken back last.
    Redo {
        /// Case folder.
        path: PathBuf,
    },
    /// Reads a locked PDF again with its password.
    Unlock {
        /// Case folder.
        path: PathBuf,
        /// Id, `p1`, or `e1` for every locked item of an exhibit.
        id: String,
        /// Password; never stored.
        password: String,
    },
    /// Proposes what to hide on the pages of a part.
    Propose {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
    },
    /// Hides areas: a copy with bars stands for the original in every package. Without any area, it
    /// is shown as it came.
    Redact {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
        /// Areas; their pages count over the whole part.
        #[serde(default)]
        areas: Vec<HiddenArea>,
        /// Proposals to take over: `1,3`, or `all`.
        #[serde(default)]
        accept: Option<String>,
        /// What is hidden already stays hidden.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        add: bool,
    },
    /// Makes a copy of a page with frames and arrows, which the dossier shows beside it.
    Highlight {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`.
        id: String,
        /// Page of the part, from 1.
        page: u32,
        /// Frames and arrows.
        marks: Vec<Mark>,
        /// What to look at.
        #[serde(default)]
        caption: String,
    },
    /// Makes copies of photos that do not say where they were taken, to stand for them.
    WithoutPlace {
        /// Case folder.
        path: PathBuf,
        /// Id, `e1` or `p1`; every photo of the case otherwise.
        #[serde(default)]
        id: Option<String>,
    },
    /// No longer shows a copy.
    DropCopy {
        /// Case folder.
        path: PathBuf,
        /// Hash of the copy.
        sha256: Sha256Digest,
    },
    /// The text that was read of an item.
    Text {
        /// Case folder.
        path: PathBuf,
        /// Id, `p1`.
        id: String,
    },
    /// The messages of an exported conversation, a part at a time.
    Conversation {
        /// Case folder.
        path: PathBuf,
        /// Id, `p1`.
        id: String,
        /// The first line of the export that is wanted, from 1.
        #[serde(default = "one")]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        from: u32,
        /// The last.
        #[serde(default)]
        to: Option<u32>,
    },
    /// What the custody log tells of an item or an exhibit.
    History {
        /// Case folder.
        path: PathBuf,
        /// Id, `p1` or `e1`.
        id: String,
    },
    /// Finds words in everything that a case holds.
    Search {
        /// Case folder.
        path: PathBuf,
        /// The words; the last may be a beginning.
        term: String,
        /// Most places that are told; 50 otherwise.
        #[serde(default)]
        limit: Option<u32>,
    },
    /// Reads the text of pictures that were not read yet, for searching and suggestions.
    ReadPictures {
        /// Case folder.
        path: PathBuf,
    },
    /// Begins to watch a folder for new files, or ends it.
    Watch {
        /// Case folder.
        path: PathBuf,
        /// The folder; none ends it.
        #[serde(default)]
        folder: Option<PathBuf>,
        /// Files that are there already are offered too.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        present: bool,
    },
    /// The files of a folder that the case does not hold.
    Offered {
        /// Case folder.
        path: PathBuf,
        /// The folder; the one that is watched otherwise.
        #[serde(default)]
        folder: Option<PathBuf>,
    },
    /// Copies made files to a folder and reads the copies back.
    CopyOut {
        /// Files.
        files: Vec<PathBuf>,
        /// Folder, which is there.
        to: PathBuf,
    },
    /// Takes received dossiers into the catalogue; they wait to be verified.
    Receive {
        /// Folder of the catalogue; need not exist.
        path: PathBuf,
        /// ZIPs, case folders, bags, and folders that hold such.
        files: Vec<PathBuf>,
        /// Passphrase of those that have one; without files it is tried on all that are closed.
        #[serde(default)]
        passphrase: Option<String>,
        /// Verifies all that wait before it answers.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        check: bool,
    },
    /// Verifies the received dossiers that wait, two at a time.
    CheckReceived {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Numbers of dossiers that are to be verified again.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        ids: Vec<u32>,
    },
    /// Lists received dossiers, or searches them.
    Received {
        /// Folder of the catalogue.
        path: PathBuf,
        /// What to look for: words, a number with or without its punctuation, a date.
        #[serde(default)]
        term: Option<String>,
    },
    /// Opens a received dossier to read it.
    OpenReceived {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Number of the dossier.
        id: u32,
    },
    /// Notes something beside received dossiers.
    MarkReceived {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Numbers of the dossiers.
        ids: Vec<u32>,
        /// Status, tags, a note.
        marking: ReceivedMarking,
    },
    /// Compares two dossiers of a case.
    CompareReceived {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Number of the dossier.
        id: u32,
        /// The other; the one received before it of the same case, where none is named.
        #[serde(default)]
        with: Option<u32>,
    },
    /// Writes the list of received dossiers: as CSV, or as a PDF to print.
    ReceivedTable {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Numbers of the dossiers, in order; all where none is named.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        ids: Vec<u32>,
        /// File to write, or a folder for it.
        out: PathBuf,
        /// Whether it is to be printed.
        #[serde(default)]
        #[cfg_attr(test, ts(as = "Option<_>", optional))]
        print: bool,
    },
    /// Makes an editable case of a received dossier; its custody log goes on in it.
    Continue {
        /// Folder of the catalogue.
        path: PathBuf,
        /// Number of the dossier.
        id: u32,
        /// Case folder, which must not exist.
        to: PathBuf,
        /// Title of the case; the client's otherwise.
        #[serde(default)]
        title: Option<String>,
    },
    /// The person's settings.
    Settings {
        /// Settings file; need not exist.
        path: PathBuf,
    },
    /// Changes settings: an absent member stays, null gives the default back.
    SetSettings {
        /// Settings file.
        path: PathBuf,
        /// Members to change.
        #[cfg_attr(test, ts(type = "Record<string, unknown>"))]
        settings: serde_json::Value,
    },
}

const fn one() -> u32 {
    1
}

/// What the user says of an exhibit.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields = nullable))]
pub struct About {
    /// Title.
    pub title: Option<String>,
    /// Kind.
    pub kind: Option<ExhibitKind>,
    /// Date.
    pub date: Option<Day>,
    /// Private note.
    pub note: Option<String>,
}
