//! Findings: what the user should see, which is no error. Their sentences are in `explain`.

use serde::{Deserialize, Serialize};

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal;)*) => {
        /// What was found. The word is stable: scripts may rely on it.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        #[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
        pub enum FindingCode { $($(#[$doc])* $name,)* }

        impl FindingCode {
            /// Every code.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Returns the stable word, as in `--json`.
            pub const fn word(self) -> &'static str {
                match self { $(Self::$name => $word,)* }
            }
        }
    };
}

finding_codes! {
    /// A file's bytes are not those that were gathered.
    Altered = "altered";
    /// A file that is listed is not there.
    Missing = "missing";
    /// A file that nothing lists.
    Extra = "extra";
    /// A file stands under another name than its own.
    Misnamed = "misnamed";
    /// The custody log does not check.
    ChainBroken = "chain_broken";
    /// The custody log is shorter than what is known of it.
    ChainTruncated = "chain_truncated";
    /// The custody log and `caso.db` tell two histories.
    ChainForked = "chain_forked";
    /// A manifest is not the one that was written.
    ManifestAltered = "manifest_altered";
    /// Something else that a bag must not be.
    BagInvalid = "bag_invalid";
    /// The seal is not the one expected.
    SealDiffers = "seal_differs";
    /// Some other tag file of a package does not agree with the rest.
    PackageDisagrees = "package_disagrees";
    /// The dossier was signed after it was made (a note, not a difference).
    SignedAfter = "signed_after";
    /// Litter of the system lies in the folder (a note, not a difference).
    Litter = "litter";
    /// A conflict copy of a synchronising program lies in the folder.
    ConflictCopy = "conflict_copy";
    /// Files that were never acknowledged were set aside.
    SetAside = "set_aside";
    /// Rows were rebuilt from the custody log.
    RowsRebuilt = "rows_rebuilt";
    /// `caso.db` was rebuilt.
    DatabaseRebuilt = "database_rebuilt";
    /// A torn last line of the log was dropped.
    TornLineDropped = "torn_line_dropped";
    /// Items are safe, but `caso.db` could not be written.
    DatabaseNotWritten = "database_not_written";
    /// A file that was emptied from the bin could not be deleted yet.
    NotDeleted = "not_deleted";
    /// The case was opened without the right to write.
    ReadOnly = "read_only";
    /// A file was not gathered.
    Refused = "refused";
    /// A special file was passed over.
    Skipped = "skipped";
    /// An exhibit is shown by a placeholder page.
    Placeholder = "placeholder";
    /// Some pages of an exhibit could not be shown.
    PagesNotShown = "pages_not_shown";
    /// A damaged page was drawn as a picture.
    PageDrawn = "page_drawn";
    /// The dossier does not claim PDF/A, because a page kept as it was does not meet it.
    ClaimDropped = "claim_dropped";
    /// An original that goes out carries the place where it was taken.
    CarriesPlace = "carries_place";
    /// A citation names no exhibit of this dossier.
    CitationUnresolved = "citation_unresolved";
    /// A citation names a page that the exhibit does not have.
    CitationPage = "citation_page";
    /// A fiscal document that was issued as a test, without fiscal value.
    FiscalTest = "fiscal_test";
    /// A fiscal document that was cancelled, as it says itself or another file of the case.
    FiscalCancelled = "fiscal_cancelled";
    /// No claimant.
    NoClaimant = "no_claimant";
    /// No respondent.
    NoRespondent = "no_respondent";
    /// No facts.
    NoFacts = "no_facts";
    /// No requests.
    NoRequests = "no_requests";
    /// No contacts.
    NoContacts = "no_contacts";
    /// A contact without protocol number.
    NoProtocol = "no_protocol";
    /// The same protocol number stands in two contacts.
    SameProtocol = "same_protocol";
    /// No exhibits.
    NoExhibits = "no_exhibits";
    /// A check digit does not match.
    CheckDigit = "check_digit";
    /// Dates contradict each other.
    DateContradiction = "date_contradiction";
    /// A date lies in the future.
    FutureDate = "future_date";
    /// A required item of a destination is missing.
    RequiredMissing = "required_missing";
    /// An exhibit in a document cannot be taken over without its file.
    ExhibitNotTaken = "exhibit_not_taken";
    /// The order was set on an exhibit whose number is already frozen.
    NumberFrozen = "number_frozen";
    /// A profile limit is exceeded.
    OverLimit = "over_limit";
    /// A file of the case is not among those to be uploaded: the destination does not take it.
    NotUploaded = "not_uploaded";
    /// A letter asks for recordings of calls that the company need no longer keep.
    RecordingLate = "recording_late";
    /// The passphrase of a package is easily found.
    PassphraseWeak = "passphrase_weak";
    /// A package for a counter or a court has a passphrase.
    ProtectedForCounter = "protected_for_counter";
    /// The settings file could not be read; it was put aside.
    SettingsDamaged = "settings_damaged";
    /// A setting is unknown or not of its shape.
    SettingNotTaken = "setting_not_taken";
    /// Text in pictures cannot be read on this computer: the program or its Portuguese is missing.
    NoTextReader = "no_text_reader";
}

impl FindingCode {
    /// Returns whether the user must see it: the command then ends with exit code 1. The others
    /// are good to know, or were mended without loss.
    pub const fn needs_attention(self) -> bool {
        !matches!(
            self,
            Self::CarriesPlace
                | Self::ClaimDropped
                | Self::Litter
                | Self::NoTextReader
                | Self::PageDrawn
                | Self::RowsRebuilt
                | Self::SignedAfter
                | Self::TornLineDropped
        )
    }
}

impl Serialize for FindingCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for FindingCode {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let word = String::deserialize(deserializer)?;
        let found = Self::ALL.iter().find(|code| code.word() == word);
        found.copied().ok_or_else(|| serde::de::Error::custom("not a code of a finding"))
    }
}

/// Something that the user should see.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct Finding {
    /// What was found.
    pub code: FindingCode,
    /// Which file, as a path within the folder or package.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Which part of the case: an id or "Doc. 3".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub subject: Option<String>,
    /// What was expected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    /// What was found instead, or a detail of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub found: Option<String>,
}

impl Finding {
    /// Returns a finding without particulars.
    pub const fn new(code: FindingCode) -> Self {
        Self { code, path: None, subject: None, expected: None, found: None }
    }

    /// Adds the file it is about.
    pub fn at(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// Adds the part of the case it is about.
    pub fn about(mut self, subject: impl Into<String>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// Adds what was expected.
    pub fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// Adds what was found instead.
    pub fn finding(mut self, found: impl Into<String>) -> Self {
        self.found = Some(found.into());
        self
    }

    /// Returns the particulars, to change them.
    pub fn texts_mut(&mut self) -> impl Iterator<Item = &mut String> {
        let Self { code: _, path, subject, expected, found } = self;
        path.iter_mut().chain(subject).chain(expected).chain(found)
    }
}
