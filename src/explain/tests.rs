//! Every sentence is read in the snapshots beside this file; here are the rules that all keep.

use super::*;
use crate::app::AppError;
use crate::case::{
    Actor, CustodyEvent, DocumentError, ExhibitRefError, Finding, FindingCode, merge,
};
use crate::filing::{PlaceholderReason, ProfileError};
use crate::import::reading::{NoteCode, ReadNote};
use crate::package::PackageError;
use crate::package::protect::PassphraseError;
use crate::store::database::DatabaseError;
use crate::store::{Deed, DiskError, Refusal, StoreError};
use std::collections::BTreeSet;
use std::io;
use std::path::PathBuf;

mod deeds;
mod named;
mod received;

use deeds::{labels, refused_deeds, told_of_deeds};
use named::names;

fn error(error: &AppError) -> Explanation {
    super::error(error, &names())
}

fn finding(finding: &Finding) -> Explanation {
    super::finding(finding, &names())
}

/// Words that frighten, that only programmers know, or that claim too much.
const BANNED: [&str; 17] = [
    "inválid",
    "fatal",
    "hash",
    "mismatch",
    "garant",
    "falha crítica",
    "exceção",
    "parâmetro",
    "corromp",
    "null",
    "abort",
    "crime",
    "fraude",
    "adulter",
    "comprova que",
    "direito a",
    "ganhar",
];

const HASH: &str = "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae";
const OTHER: &str = "fcde2b2edba56bf408601fb721fe9b5c338d10ee429ea04fae5511b68fbf8fb9";

fn kinds() -> Vec<io::Error> {
    use io::ErrorKind as Kind;
    let kinds = [
        Kind::StorageFull,
        Kind::FileTooLarge,
        Kind::PermissionDenied,
        Kind::ReadOnlyFilesystem,
        Kind::TimedOut,
        Kind::ResourceBusy,
        Kind::InvalidFilename,
        Kind::NotFound,
    ];
    let mut errors: Vec<io::Error> =
        kinds.into_iter().map(|kind| io::Error::new(kind, "resposta do sistema")).collect();
    errors.push(io::Error::other("resposta do sistema"));
    errors
}

fn disk(deed: Deed, source: io::Error) -> DiskError {
    DiskError { deed, path: PathBuf::from("/casos/ana/.juntada/entrada/0003.part"), source }
}

fn member(text: &str) -> AppError {
    let case = crate::case::Case::new(uuid::Uuid::nil(), "caso".to_owned());
    AppError::Document(merge(&case, text).unwrap_err())
}

fn documents() -> Vec<AppError> {
    let texts = [
        "{\"title\": \"a\",\n  \"facts\": [}",
        "[]",
        r#"{"format":7}"#,
        r#"{"format":"um"}"#,
        r#"{"titel":"x"}"#,
        r#"{"facts":[{"text":"a"},{"text":"b","datum":"2026"}]}"#,
        r#"{"claimant":{"nome":"Ana"}}"#,
        r#"{"facts":[{"text":"a","date":"31/02/2026"}]}"#,
        r#"{"contacts":[{"channel":"pombo"}]}"#,
        r#"{"contacts":[{"when":"ontem"}]}"#,
        r#"{"requests":[{"text":"devolver","amount":"10,00"}]}"#,
        r#"{"requests":[{"text":5}]}"#,
        r#"{"facts":[{"text":"a","citations":[{"pages":"2"}]}]}"#,
        r#"{"facts":[{"text":"a","citations":[{"exhibit":"Doc. 3"}]}]}"#,
        r#"{"facts":{"text":"a"}}"#,
        r#"{"relation":"contrato"}"#,
        r#"{"respondents":[{"id":"x1"}]}"#,
        r#"{"exhibits":[{"title":"a"}]}"#,
    ];
    let mut errors: Vec<AppError> = texts.into_iter().map(member).collect();
    let unknown = |place: &str, id: &str| {
        AppError::Document(DocumentError::UnknownId { place: place.into(), id: id.into() })
    };
    errors.push(unknown("facts[0]", "f9"));
    errors.push(unknown("exhibits[2]", "Doc. 7"));
    errors
}

fn stores() -> Vec<StoreError> {
    let path = || PathBuf::from("/casos/ana");
    let mut errors = vec![
        StoreError::Absent { path: path() },
        StoreError::Exists { path: path() },
        StoreError::NotACase { path: path() },
        StoreError::Locked { holder: "mesa 1, processo 7, desde 2026-11-21T10:00:00-03:00".into() },
        StoreError::Locked { holder: String::new() },
        StoreError::Chain { flaw: ChainFlaw::Unreadable { line: 4 } },
        StoreError::Chain { flaw: ChainFlaw::WrongHash { line: 4 } },
        StoreError::Chain { flaw: ChainFlaw::WrongLink { line: 4 } },
        StoreError::Chain { flaw: ChainFlaw::DetailAltered { line: 4 } },
        StoreError::Chain { flaw: ChainFlaw::NoBeginning },
        StoreError::Newer { found: 3, known: 1 },
        StoreError::NoSuchPart { id: "e9".into() },
        StoreError::NoSuchPart { id: format!("sha256:{HASH}") },
        StoreError::WrongState { id: "p2".into() },
        StoreError::TooFewToGroup,
        StoreError::NotAllDeleted {
            path: path().with_file_name(".juntada-apagado-1f"),
            source: kinds().remove(2),
        },
        StoreError::OriginalAltered { id: "p2".into() },
        StoreError::Database(DatabaseError::Absent { path: path().join("caso.db") }),
        StoreError::Database(DatabaseError::Damaged { detail: "row 7 missing".into() }),
        StoreError::Database(DatabaseError::Newer { found: 3, known: 1 }),
        StoreError::Database(DatabaseError::Disk(disk(Deed::Commit, kinds().remove(0)))),
    ];
    for why in [
        FindingCode::ReadOnly,
        FindingCode::ConflictCopy,
        FindingCode::ChainTruncated,
        FindingCode::ChainForked,
        FindingCode::Altered,
        FindingCode::ManifestAltered,
        FindingCode::DatabaseNotWritten,
    ] {
        errors.push(StoreError::NotWritable { why });
    }
    for code in [
        rusqlite::ffi::SQLITE_FULL,
        rusqlite::ffi::SQLITE_BUSY,
        rusqlite::ffi::SQLITE_READONLY,
        rusqlite::ffi::SQLITE_IOERR,
    ] {
        let source = rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None);
        errors.push(StoreError::Database(DatabaseError::Sql { source }));
    }
    errors.extend(kinds().into_iter().map(|e| StoreError::Disk(disk(Deed::Write, e))));
    errors.extend(
        [
            Deed::MakeFolder,
            Deed::SyncFile,
            Deed::Rename,
            Deed::Truncate,
            Deed::Remove,
            Deed::Permit,
        ]
        .map(|deed| StoreError::Disk(disk(deed, kinds().remove(0)))),
    );
    let read = |source| StoreError::Read { path: path().join("custodia.jsonl"), source };
    errors.extend(kinds().into_iter().map(read));
    errors
}

/// Returns one of every way in which a deed can fail.
fn errors() -> Vec<AppError> {
    let path = || PathBuf::from("/casos/ana/saida");
    let original = || "data/originais/Doc. 03 - Fatura.pdf".to_owned();
    let mut errors: Vec<AppError> = stores().into_iter().map(AppError::Store).collect();
    errors.extend(documents());
    errors.extend([
        AppError::Profile(ProfileError::Unknown {
            id: "tjxx".into(),
            known: "procon, advogado".into(),
        }),
        AppError::Profile(ProfileError::OwnFile {
            file: "/home/ana/.config/juntada/perfis/salario-minimo.toml".into(),
            detail: "line 3: unknown key".into(),
        }),
        AppError::Profile(ProfileError::Format { detail: "line 3: unknown key".into() }),
        AppError::Package(PackageError::Altered { path: original() }),
        AppError::Layout { detail: "page 3".into() },
        AppError::Assemble { detail: String::new() },
        AppError::OutInsideCase { path: path() },
        AppError::Absent { path: path() },
        AppError::NotUnderstood {
            what: "data",
            given: "31/02".into(),
            expected: "uma data como 21/11/2026, 11/2026 ou 2026",
        },
        AppError::ExhibitRef(ExhibitRefError { text: "Doc. 3".into() }),
        AppError::Request { detail: "missing member at line 1".into() },
        AppError::NotCheckable { path: path() },
        AppError::Passphrase(PassphraseError::Short),
        AppError::Passphrase(PassphraseError::Long),
        AppError::Passphrase(PassphraseError::NotPlain),
        AppError::PassphraseNeeded { path: path() },
        AppError::PassphraseWrong { path: path() },
        AppError::Search(crate::search::SearchError::Sql { source: rusqlite::Error::InvalidQuery }),
        AppError::Cancelled,
        AppError::Failed,
    ]);
    errors.extend(refused_deeds().into_iter().map(AppError::Refused));
    errors.extend(received::refusals().into_iter().map(AppError::Catalogue));
    for source in kinds() {
        errors.push(AppError::Package(PackageError::Source { path: original(), source }));
    }
    errors.extend(kinds().into_iter().map(|source| AppError::Read { path: path(), source }));
    errors.extend(kinds().into_iter().map(|source| AppError::Write { path: path(), source }));
    for source in kinds() {
        errors.push(AppError::Package(PackageError::Write { source }));
    }
    errors
}

fn refusals() -> Vec<Refusal> {
    let mut refusals =
        vec![Refusal::Absent, Refusal::Link, Refusal::Special, Refusal::Changing, Refusal::Inside];
    refusals.push(Refusal::Empty);
    refusals.extend(kinds().into_iter().map(Refusal::Unreadable));
    refusals.extend(kinds().into_iter().map(|e| Refusal::Disk(disk(Deed::Write, e))));
    refusals.extend([Refusal::NotReached, Refusal::Stopped]);
    refusals
}

/// Returns every finding without particulars, and those that carry some as the engine gives them.
fn findings() -> Vec<Finding> {
    let of = Finding::new;
    let mut findings: Vec<Finding> = FindingCode::ALL.iter().map(|code| of(*code)).collect();
    findings.extend([
        of(FindingCode::Altered)
            .at("data/originais/0001-fatura.pdf")
            .expecting(HASH)
            .finding(OTHER),
        of(FindingCode::Altered).about("p3").at("data/originais/0003-foto.jpg"),
        of(FindingCode::Altered).about("Doc. 3").finding("p5"),
        of(FindingCode::Altered).about("p3"),
        of(FindingCode::Missing).at("data/originais/0001-fatura.pdf").expecting(HASH),
        of(FindingCode::Extra).at("data/originais/x.pdf").finding(HASH),
        of(FindingCode::Misnamed).at("data/originais/y.pdf").expecting("data/originais/x.pdf"),
        of(FindingCode::Misnamed).at("data/originais/x.pdf").finding("data/originais/y.pdf"),
        of(FindingCode::ChainBroken).at("custodia.jsonl").finding("7"),
        of(FindingCode::ChainTruncated).at("custodia.jsonl").expecting("12").finding("9"),
        of(FindingCode::ChainTruncated).expecting("1").finding("0"),
        of(FindingCode::ManifestAltered).at("manifest-sha256.txt"),
        of(FindingCode::BagInvalid).at("manifest-sha256.txt").finding("bad_line"),
        of(FindingCode::BagInvalid).finding("odd"),
        of(FindingCode::Misnamed).expecting("data/originais/x.pdf").finding("data/originais/y.pdf"),
        of(FindingCode::SealDiffers).expecting(HASH).finding(OTHER),
        of(FindingCode::PackageDisagrees).at("caso.json").expecting(HASH).finding(OTHER),
        of(FindingCode::Litter).at("data/originais/Thumbs.db"),
        of(FindingCode::ConflictCopy).at("caso (cópia em conflito).db"),
        of(FindingCode::SetAside).at("data/originais/x.pdf"),
        of(FindingCode::RowsRebuilt).finding("1"),
        of(FindingCode::RowsRebuilt).finding("3"),
        of(FindingCode::DatabaseRebuilt).at("caso.db"),
        of(FindingCode::DatabaseNotWritten).finding("Commit failed at caso.db"),
        of(FindingCode::NotDeleted).at("data/originais/0003-x.pdf"),
        of(FindingCode::ReadOnly).finding("conflict_copy"),
        of(FindingCode::ReadOnly).finding("read_only"),
        of(FindingCode::Refused).at("/fotos/x.jpg"),
        of(FindingCode::Skipped).at("/fotos/atalho"),
    ]);
    findings.extend(findings_of_content());
    let words = [
        "not_a_zip",
        "too_many_members",
        "too_large",
        "overlapping_members",
        "damaged: unexpected end",
        "not_a_dossier: no seal",
        "damaged_dossier",
        "not_canonical",
        "unlisted",
        "duplicate_entry",
        "duplicate_member",
        "bad_line",
        "unsafe_path",
        "outside_data",
        "outside_bag",
        "payload_oxum",
        "bad_declaration",
        "bad_encoding",
        "not_a_file",
        "zip_inconsistent",
        "unreadable",
        "not_a_bag",
        "no_known_manifest",
    ];
    findings.extend(words.map(|word| of(FindingCode::BagInvalid).finding(word)));
    findings
}

/// Returns the findings about content and dossier as the engine gives them.
fn findings_of_content() -> Vec<Finding> {
    let of = Finding::new;
    vec![
        of(FindingCode::Placeholder).about("Doc. 3").finding("p5"),
        of(FindingCode::PagesNotShown).about("Doc. 3").finding("p5, p. 2"),
        of(FindingCode::PageDrawn).about("Doc. A").finding("p5, p. 2"),
        of(FindingCode::ClaimDropped).about("Doc. 3"),
        of(FindingCode::CarriesPlace).about("p3"),
        of(FindingCode::CarriesPlace).finding("12"),
        of(FindingCode::CitationUnresolved).about("f1").finding("e9"),
        of(FindingCode::CitationUnresolved).about("r2").finding(format!("sha256:{HASH}")),
        of(FindingCode::CitationPage).about("Doc. 3").expecting("4").finding("1,9"),
        of(FindingCode::CitationPage).about("f2").expecting("1").finding("2"),
        of(FindingCode::NoProtocol).about("c2"),
        of(FindingCode::SameProtocol).about("c2").finding("c1"),
        of(FindingCode::CheckDigit).about("claimant").finding("111.222.333-44"),
        of(FindingCode::CheckDigit).about("representative").finding("111.222.333-44"),
        of(FindingCode::CheckDigit).about("s1").finding("12.345.678/0001-00"),
        of(FindingCode::DateContradiction)
            .about("c2")
            .expecting("05/02/2026")
            .finding("01/02/2026"),
        of(FindingCode::FutureDate).about("e4").finding("21/11/2062"),
        of(FindingCode::FutureDate).about("v1").finding("2062"),
        of(FindingCode::RequiredMissing).about("documento com foto"),
        of(FindingCode::ExhibitNotTaken).about("e3"),
        of(FindingCode::ExhibitNotTaken).about(format!("sha256:{HASH}")),
        of(FindingCode::NumberFrozen).about("e3"),
        of(FindingCode::OverLimit).at("Dossie.pdf").expecting("10 MB").finding("14 MB"),
        of(FindingCode::NotUploaded)
            .about("Doc. 5")
            .at("video.mp4")
            .expecting("pdf")
            .finding("mp4"),
        of(FindingCode::NotUploaded)
            .about("Doc. 5")
            .at("video.mp4")
            .expecting("30 MB")
            .finding("200,0 MB"),
        of(FindingCode::RecordingLate).finding("12/02/2026"),
        of(FindingCode::RecordingLate).finding("12/02/2026, 02/03/2026"),
        of(FindingCode::PassphraseWeak),
        of(FindingCode::ProtectedForCounter),
        of(FindingCode::SettingsDamaged).at("ajustes.json.estragado"),
        of(FindingCode::SettingNotTaken).finding("tema"),
        of(FindingCode::NoTextReader),
        of(FindingCode::NoTextReader).finding("por"),
    ]
}

const REASONS: [PlaceholderReason; 9] = [
    PlaceholderReason::PaperOnly,
    PlaceholderReason::Audio,
    PlaceholderReason::Video,
    PlaceholderReason::Locked,
    PlaceholderReason::Damaged,
    PlaceholderReason::Empty,
    PlaceholderReason::TooLarge,
    PlaceholderReason::NotPrintable,
    PlaceholderReason::Altered,
];

const EVENTS: [CustodyEvent; 12] = [
    CustodyEvent::Created,
    CustodyEvent::Gathered,
    CustodyEvent::Derived,
    CustodyEvent::Redacted,
    CustodyEvent::Removed,
    CustodyEvent::Restored,
    CustodyEvent::Emptied,
    CustodyEvent::Exported,
    CustodyEvent::Delivered,
    CustodyEvent::Received,
    CustodyEvent::Continued,
    CustodyEvent::Unknown,
];

fn listing(told: impl IntoIterator<Item = Explanation>) -> String {
    told.into_iter()
        .map(|e| format!("{}\n  {}\n  {}\n  {}\n", e.code, e.what, e.why, e.next))
        .collect::<Vec<_>>()
        .join("\n")
}

fn all() -> Vec<Explanation> {
    let errors = errors();
    let refusals = refusals();
    errors
        .iter()
        .map(error)
        .chain(findings().iter().map(finding))
        .chain(refusals.iter().map(|r| refusal(r, "/fotos/IMG_2031.HEIC")))
        .collect()
}

fn notes() -> Vec<String> {
    let mut notes: Vec<String> =
        NoteCode::ALL.into_iter().map(|code| note(&ReadNote::bare(code))).collect();
    notes.push(note(&ReadNote::new(NoteCode::ExtensionDiffers, &"pdf / image/jpeg")));
    notes
}

#[test]
fn every_failed_deed_reads_well() {
    insta::assert_snapshot!("errors", listing(errors().iter().map(error)));
}

#[test]
fn every_finding_reads_well_with_and_without_particulars() {
    insta::assert_snapshot!("findings", listing(findings().iter().map(finding)));
}

#[test]
fn every_file_that_was_not_kept_has_its_reason_and_every_kept_one_its_notes() {
    let refusals = refusals();
    let told = refusals.iter().map(|r| refusal(r, "/fotos/IMG_2031.HEIC"));
    insta::assert_snapshot!("gathering", format!("{}\n{}\n", listing(told), notes().join("\n")));
}

#[test]
fn every_word_on_paper_reads_well() {
    let mut lines: Vec<String> = REASONS
        .into_iter()
        .map(|reason| {
            let (title, sentence) = placeholder(reason);
            format!("{title}\n  {sentence}")
        })
        .collect();
    let (title, sentence) = page_placeholder(3);
    lines.push(format!("{title}\n  {sentence}"));
    lines.extend(EVENTS.map(|event| custody_event(event).to_owned()));
    lines.extend([Actor::Titular, Actor::Advogado].map(|role| actor(role).to_owned()));
    for media_type in
        ["image/jpeg", "audio/opus", "application/x-rar", "application/octet-stream", "odd"]
    {
        lines.push(file_type(media_type));
    }
    insta::assert_snapshot!("paper", lines.join("\n"));
}

#[test]
fn every_sentence_ends_with_a_full_stop_and_nothing_is_left_empty() {
    for told in all() {
        for text in [&told.what, &told.why, &told.next] {
            assert!(text.ends_with('.'), "{}: {text}", told.code);
            assert!(!text.contains("  ") && !text.contains(" . "), "{}: {text}", told.code);
            assert!(!text.contains("..") && !text.contains("“”"), "{}: {text}", told.code);
            assert!(text.starts_with(char::is_uppercase), "{}: {text}", told.code);
        }
    }
    let paper = REASONS.map(|reason| placeholder(reason).1.to_owned());
    for sentence in notes().into_iter().chain(paper) {
        assert!(sentence.ends_with('.') && sentence.starts_with(char::is_uppercase), "{sentence}");
    }
}

#[test]
fn a_note_is_one_sentence() {
    for note in notes() {
        assert!(!note.contains(". "), "{note}");
    }
}

#[test]
fn no_sentence_frightens_or_claims_too_much() {
    let paper = REASONS.map(|reason| [placeholder(reason).0, placeholder(reason).1].join(" "));
    let told = all().into_iter().map(|e| [e.what, e.why, e.next].join(" "));
    for text in told.chain(notes()).chain(told_of_deeds()).chain(labels()).chain(paper) {
        let lower = text.to_lowercase();
        for word in BANNED {
            assert!(!lower.contains(word), "{word}: {text}");
        }
    }
}

#[test]
fn every_code_is_a_word_in_snake_case() {
    for told in all() {
        assert!(told.code.bytes().all(|b| b.is_ascii_lowercase() || b == b'_'), "{}", told.code);
    }
}

#[test]
fn a_finding_keeps_its_own_code_and_no_two_say_the_same() {
    let mut said = BTreeSet::new();
    for code in FindingCode::ALL {
        let told = finding(&Finding::new(*code));
        assert_eq!(told.code, code.word());
        assert!(said.insert(told.what), "{}", told.code);
    }
}

#[test]
fn the_list_of_codes_is_complete_in_order_and_without_a_double() {
    assert!(ERROR_CODES.is_sorted_by(|a, b| a < b), "{ERROR_CODES:?}");
    let refusals = refusals();
    let mut told: BTreeSet<&str> = errors().iter().map(|e| error(e).code).collect();
    told.extend(refusals.iter().map(|r| refusal(r, "x").code));
    told.extend(received::not_taken().iter().map(|why| not_received(why, "x").code));
    if cfg!(not(windows)) {
        told.insert("cloud_placeholder");
    }
    assert_eq!(told.into_iter().collect::<Vec<_>>(), ERROR_CODES);
    let findings: BTreeSet<&str> = FindingCode::ALL.iter().map(|code| code.word()).collect();
    let shared: Vec<_> = ERROR_CODES.iter().filter(|code| findings.contains(**code)).collect();
    assert_eq!(shared, [&"chain_broken"]);
}

#[test]
fn the_members_that_are_named_to_the_user_are_those_the_merge_knows() {
    for name in document::MEMBERS {
        let case = crate::case::Case::new(uuid::Uuid::nil(), String::new());
        let refused = merge(&case, &format!(r#"{{"{name}":{{}}}}"#)).err();
        let told = refused.map(|e| error(&AppError::Document(e)).code);
        assert_ne!(told, Some("unknown_member"), "{name}");
    }
}

#[test]
fn a_locked_case_says_since_when_as_people_write_it() {
    let holder = "mesa 1, processo 7, desde 2026-11-21T10:00:00-03:00".to_owned();
    let told = error(&AppError::Store(StoreError::Locked { holder }));
    assert!(told.why.contains("mesa 1, processo 7, desde 21/11/2026 às 10:00."), "{told:?}");
}

#[test]
fn a_full_disk_is_told_as_such_wherever_it_is_met() {
    let full = || io::Error::from(io::ErrorKind::StorageFull);
    let sqlite = rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_FULL);
    let source = rusqlite::Error::SqliteFailure(sqlite, None);
    let met = [
        AppError::Store(StoreError::Disk(disk(Deed::SyncFile, full()))),
        AppError::Store(StoreError::Database(DatabaseError::Sql { source })),
        AppError::Package(PackageError::Write { source: full() }),
        AppError::Write { path: PathBuf::from("x"), source: full() },
    ];
    for error in &met {
        assert_eq!(self::error(error).code, "disk_full");
    }
    let refused = refusal(&Refusal::Disk(disk(Deed::Write, full())), "x");
    assert_eq!(refused.code, "disk_full");
}

#[test]
fn both_versions_stand_in_the_refusal_of_a_newer_case_or_document() {
    let told = error(&AppError::Store(StoreError::Newer { found: 9, known: 4 }));
    assert!(told.why.contains('9') && told.why.contains('4'), "{told:?}");
    let told = error(&AppError::Document(DocumentError::NewerFormat { found: 9 }));
    assert!(told.why.contains('9') && told.why.contains('1'), "{told:?}");
}

#[test]
fn a_wrong_member_is_named_with_its_place() {
    let told = error(&member(r#"{"facts":[{"text":"a"},{"text":"b","datum":"x"}]}"#));
    assert_eq!(told.code, "unknown_member");
    assert!(told.what.contains("“datum”") && told.what.contains("fato nº 2"), "{told:?}");
    assert!(told.why.contains("date"), "{told:?}");
    let told = error(&member(r#"{"contacts":[{"when":"ontem"}]}"#));
    assert!(told.what.contains("“ontem”"), "{told:?}");
}

#[test]
fn a_name_that_turns_the_line_or_goes_on_for_ever_is_made_harmless() {
    let path = PathBuf::from(format!("/a\u{202e}b\n\u{1b}[2J/{}.pdf", "x".repeat(5_000)));
    let told = error(&AppError::Absent { path });
    assert!(!told.what.chars().any(|c| c.is_control() || c == '\u{202e}'), "{told:?}");
    assert!(told.what.chars().count() < 400 && told.what.ends_with(".pdf”."), "{told:?}");
}

#[test]
fn an_explanation_is_the_error_object_of_the_command_line() {
    let told = error(&AppError::Cancelled);
    let json = serde_json::to_value(&told).unwrap();
    let members: Vec<&String> = json.as_object().unwrap().keys().collect();
    assert_eq!(members, ["code", "next", "what", "why"]);
}
