//! What Typst can see: our templates, our fonts, the data and the slots. Nothing else exists for
//! it: no disk, no network, no clock, no fonts of the computer.

use super::Places;
use super::slot::slot_png;
use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;
use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, PathError, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

/// The file that Typst starts with for a dossier.
pub(super) const DOSSIER: &str = "dossie.typ";
/// The file that Typst starts with for one exhibit.
pub(super) const EXHIBIT: &str = "prova.typ";
/// The file that Typst starts with for a paper of blocks.
pub(super) const PAPER: &str = "paper.typ";

/// The templates, as they stand in `assets/templates`.
const TEMPLATES: &[(&str, &str)] = &[
    (DOSSIER, include_str!("../../../assets/templates/dossie.typ")),
    (EXHIBIT, include_str!("../../../assets/templates/prova.typ")),
    (PAPER, include_str!("../../../assets/templates/paper.typ")),
    ("style.typ", include_str!("../../../assets/templates/style.typ")),
    ("cover.typ", include_str!("../../../assets/templates/cover.typ")),
    ("summary.typ", include_str!("../../../assets/templates/summary.typ")),
    ("account.typ", include_str!("../../../assets/templates/account.typ")),
    ("requests.typ", include_str!("../../../assets/templates/requests.typ")),
    ("register.typ", include_str!("../../../assets/templates/register.typ")),
    ("evidence.typ", include_str!("../../../assets/templates/evidence.typ")),
    ("mail.typ", include_str!("../../../assets/templates/mail.typ")),
    ("transcript.typ", include_str!("../../../assets/templates/transcript.typ")),
    ("fiscal.typ", include_str!("../../../assets/templates/fiscal.typ")),
    ("custody.typ", include_str!("../../../assets/templates/custody.typ")),
];

/// The fonts, as they stand in `assets/fonts`; their order decides nothing, the templates do.
const FONT_FILES: &[&[u8]] = &[
    include_bytes!("../../../assets/fonts/SourceSerif4-Regular.otf"),
    include_bytes!("../../../assets/fonts/SourceSerif4-It.otf"),
    include_bytes!("../../../assets/fonts/SourceSerif4-Semibold.otf"),
    include_bytes!("../../../assets/fonts/SourceSerif4-Bold.otf"),
    include_bytes!("../../../assets/fonts/SourceSerif4Display-Semibold.otf"),
    include_bytes!("../../../assets/fonts/SourceSans3-Regular.otf"),
    include_bytes!("../../../assets/fonts/SourceSans3-It.otf"),
    include_bytes!("../../../assets/fonts/SourceSans3-Semibold.otf"),
    include_bytes!("../../../assets/fonts/SourceSans3-Bold.otf"),
    include_bytes!("../../../assets/fonts/SourceCodePro-Regular.otf"),
    include_bytes!("../../../assets/fonts/SourceCodePro-Semibold.otf"),
    include_bytes!("../../../assets/fonts/NotoEmoji-Regular.ttf"),
    include_bytes!("../../../assets/fonts/DejaVuSans.ttf"),
];

/// The fonts, read once.
pub(super) static FONTS: LazyLock<Vec<Font>> =
    LazyLock::new(|| FONT_FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect());
static BOOK: LazyLock<LazyHash<FontBook>> =
    LazyLock::new(|| LazyHash::new(FontBook::from_fonts(FONTS.iter())));
/// The templates, parsed once.
static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(|| {
    let parsed = |(name, text): &(&str, &str)| {
        let id = template_id(name).ok()?;
        Some(Source::new(id, (*text).to_owned()))
    };
    TEMPLATES.iter().filter_map(parsed).collect()
});
static LIBRARY: LazyLock<LazyHash<Library>> =
    LazyLock::new(|| LazyHash::new(Library::builder().build()));

/// One dossier's files.
pub(super) struct TemplateWorld {
    main: FileId,
    data: Bytes,
    places: Option<Places>,
    qr: Option<Bytes>,
    today: NaiveDate,
}

impl TemplateWorld {
    /// Returns a world that starts with the template `main`, with `data` as `/data.json` and `qr` as
    /// `/qr.svg`; no places are known yet.
    ///
    /// # Errors
    /// Never with the file names of this module; were the main one no path, it says so.
    pub(super) fn new(
        main: &str,
        data: Vec<u8>,
        qr: Option<String>,
        today: NaiveDate,
    ) -> Result<Self, PathError> {
        Ok(Self {
            main: template_id(main)?,
            data: Bytes::new(data),
            places: None,
            qr: qr.map(|svg| Bytes::new(svg.into_bytes())),
            today,
        })
    }

    /// Tells the templates what an earlier layout found: `/pages.json` is the number of pages,
    /// `/pages/KEY.json` the first and the last page of an exhibit. Either says `null` of what is not
    /// known. Each is a file of its own, so that Typst does again only what depends on it.
    pub(super) fn tell_places(&mut self, places: Places) {
        self.places = Some(places);
    }

    fn pages_told(&self, path: &str) -> Option<String> {
        let (places, key) = (self.places.as_ref(), path.strip_prefix("/pages"));
        let told = match key?.strip_suffix(".json")? {
            "" => places.map(|places| places.total.to_string()),
            key => places
                .and_then(|places| places.exhibits.get(key.strip_prefix('/')?))
                .map(|(first, last)| format!("[{first},{last}]")),
        };
        Some(told.unwrap_or_else(|| "null".to_owned()))
    }
}

fn template_id(name: &str) -> Result<FileId, PathError> {
    Ok(RootedPath::new(VirtualRoot::Project, VirtualPath::new(name)?).intern())
}

/// The number in "/slot/12.png".
fn slot_number(path: &str) -> Option<u32> {
    path.strip_prefix("/slot/")?.strip_suffix(".png")?.parse().ok()
}

fn path_of(id: FileId) -> String {
    id.get().vpath().get_with_slash().to_string()
}

impl World for TemplateWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &BOOK
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        let found = SOURCES.iter().find(|source| source.id() == id);
        found.cloned().ok_or_else(|| FileError::NotFound(path_of(id).into()))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let path = path_of(id);
        let known = match path.as_str() {
            "/data.json" => Some(self.data.clone()),
            "/qr.svg" => self.qr.clone(),
            other => match slot_number(other) {
                Some(number) => Some(Bytes::new(slot_png(number))),
                None => self.pages_told(other).map(|json| Bytes::new(json.into_bytes())),
            },
        };
        known.ok_or_else(|| FileError::NotFound(path.into()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        let month = u8::try_from(self.today.month()).ok()?;
        let day = u8::try_from(self.today.day()).ok()?;
        Datetime::from_ymd(self.today.year(), month, day)
    }
}
