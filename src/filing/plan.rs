//! The exact plan of one dossier: which exhibits in which order, which page holds which picture or
//! foreign page, and what can only be named by a placeholder. Layout follows it, decides nothing.

use crate::base::{Day, Sha256Digest};
use crate::case::{
    Case, CopyKind, CopyOf, Exhibit, ExhibitId, ExhibitKind, ExhibitNumber, Finding, FindingCode,
    Item, ItemId, LineRange, PageChoice, Turn,
};
use crate::filing::check::carries_place;
use crate::filing::{Complement, FilingProfile, Scope, package_names};
use crate::import::jpeg::{JpegHeader, Orientation};
use crate::import::media::MediaFacts;
use crate::import::office::OfficeReading;
use crate::import::reading::{NoteCode, PageSize};
use crate::import::{InnerFile, Parsed, Reading};
use chrono::NaiveDate;
use std::collections::BTreeMap;

/// Most pictures on one page.
const MOST_ON_A_PAGE: u32 = 4;
/// A picture at least this much taller than wide is a phone's screen: two share a page.
const PHONE_SCREEN_RATIO: f32 = 1.6;
/// A picture no larger than this, in points of its own page, shares a page with three others.
const SMALL_PICTURE_PT: f32 = 250.0;

/// Why an item is shown by a placeholder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceholderReason {
    /// The exhibit is on paper only.
    PaperOnly,
    /// It is a sound.
    Audio,
    /// It is a film.
    Video,
    /// It needs a password that nobody gave.
    Locked,
    /// It is damaged.
    Damaged,
    /// It is empty.
    Empty,
    /// It is too large to be drawn.
    TooLarge,
    /// Its format has no pages that could be printed.
    NotPrintable,
    /// Its bytes are not those that were gathered.
    Altered,
}

/// What an item can give to the dossier, found out before planning.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A JPEG that goes in bit for bit.
    Jpeg {
        /// What its markers say.
        header: JpegHeader,
        /// How it must be turned to stand upright.
        orientation: Orientation,
    },
    /// Pages of fragments; a page that could not be made is `None`.
    Pages(Vec<Option<FragmentSpot>>),
    /// Text.
    Text(String),
    /// What was read of it, printed in the form of its kind, and the files inside that have pages.
    View {
        /// What was read.
        reading: Box<Reading>,
        /// Files inside, as far as they have pages.
        inner: Vec<InnerPages>,
    },
    /// Nothing but a placeholder.
    NotShown(PlaceholderReason),
}

/// A file inside an item (an attachment) that has pages.
#[derive(Debug, Clone, PartialEq)]
pub struct InnerPages {
    /// Its number inside the item, from 1.
    pub number: u32,
    /// Its pages: [`Content::Jpeg`] or [`Content::Pages`].
    pub content: Content,
    /// Whether its pages are pictures.
    pub is_picture: bool,
}

/// Where a page of an item stands among the fragments.
#[derive(Debug, Clone, PartialEq)]
pub struct FragmentSpot {
    /// Which fragment.
    pub key: String,
    /// Which of its pages, from 0.
    pub index: usize,
    /// Its size as shown upright.
    pub size: PageSize,
    /// Whether it may stand in a PDF/A file.
    pub pdfa_safe: bool,
    /// Whether it may stand in a PDF/UA file.
    pub pdfua_safe: bool,
    /// Whether it is a page of a PDF that was drawn as a picture.
    pub drawn: bool,
}

/// What each item of the package can give.
pub type Preparation = BTreeMap<ItemId, Content>;

/// A place on a page for one picture or one foreign page.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedSlot {
    /// Number of the slot, from 1, unique in the dossier.
    pub slot: u32,
    /// Which item.
    pub item: ItemId,
    /// Which file inside the item, from 1; 0 is the item itself.
    pub inner: u32,
    /// Which page of the file, from 1.
    pub page: u32,
    /// Which page of the exhibit, from 1, counted over its files before any choice of pages: what
    /// the user's citations count.
    pub leaf: u32,
    /// Width in points, as shown, after the user's turn.
    pub width_pt: f32,
    /// Height in points, as shown, after the user's turn.
    pub height_pt: f32,
}

/// What stands on one page of the evidence.
#[derive(Debug, Clone, PartialEq)]
pub enum PageContent {
    /// One, two or four pictures or a foreign page.
    Slots(Vec<PlannedSlot>),
    /// Text of an item; it may take several pages.
    Text {
        /// Which item.
        item: ItemId,
        /// Its text.
        text: String,
    },
    /// What was read of an item, in the form of its kind; it may take several pages.
    View {
        /// Which item.
        item: ItemId,
        /// What was read.
        reading: Box<Reading>,
        /// Numbers of the files inside whose pages follow.
        shown: Vec<u32>,
    },
    /// A placeholder.
    Placeholder {
        /// Which item; none for paper.
        item: Option<ItemId>,
        /// Why.
        reason: PlaceholderReason,
        /// Which page of the item alone, where the others are shown.
        page: Option<u32>,
    },
}

/// One page of the evidence.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedPage {
    /// What stands on it.
    pub content: PageContent,
}

/// An item in a package.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedItem {
    /// Id in the case.
    pub id: ItemId,
    /// Code of integrity.
    pub sha256: Sha256Digest,
    /// Size in bytes.
    pub size_bytes: u64,
    /// Name as received.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Files inside it, in order.
    pub inner: Vec<InnerFile>,
    /// Facts of a sound or video.
    pub media: Option<MediaFacts>,
    /// That it is a copy, and of what.
    pub copy: Option<CopyOf>,
    /// What an office file says of itself.
    pub office: Option<OfficeReading>,
    /// Where it stands in the package; none when its bytes no longer are what was gathered.
    pub path: Option<String>,
}

/// An exhibit in a package.
#[derive(Debug, Clone, PartialEq)]
pub struct PlannedExhibit {
    /// Id in the case.
    pub id: ExhibitId,
    /// Number as printed.
    pub number: ExhibitNumber,
    /// Title.
    pub title: String,
    /// Kind.
    pub kind: ExhibitKind,
    /// Date.
    pub date: Option<Day>,
    /// What it shows.
    pub shows: Option<String>,
    /// Where the paper is, for an exhibit without a file.
    pub paper_at: Option<String>,
    /// The user's turn.
    pub turn: Turn,
    /// Which lines of a conversation are printed.
    pub lines: Option<LineRange>,
    /// What a recording says, as the user typed it.
    pub transcript: Option<String>,
    /// Items in order.
    pub items: Vec<PlannedItem>,
    /// Pages in order.
    pub pages: Vec<PlannedPage>,
}

/// What was decided outside the case: profile, day, draft.
#[derive(Debug, Clone, Copy)]
pub struct Cover<'a> {
    /// Profile.
    pub profile: &'a FilingProfile,
    /// Day on the papers.
    pub date: NaiveDate,
    /// A draft says so on every page and freezes nothing.
    pub draft: bool,
    /// Only what is new since a delivery.
    pub complement: Option<&'a Complement>,
}

impl PlannedExhibit {
    /// Returns the items whose bytes the package carries: not those that were altered.
    pub fn carried(&self) -> impl Iterator<Item = &PlannedItem> {
        self.items.iter().filter(|item| item.path.is_some())
    }

    /// Returns on which pages of the exhibit, as printed, the cited pages stand, in order, each
    /// once; `None` when one of them is not printed.
    pub fn printed_pages(&self, cited: &PageChoice) -> Option<Vec<usize>> {
        let mut printed = Vec::new();
        let most = u32::try_from(self.pages.len()).ok()?.saturating_mul(MOST_ON_A_PAGE);
        if cited.exceeds(most) {
            return self.has_unpaged().then(Vec::new);
        }
        for leaf in cited.within(most) {
            let holds = |page: &PlannedPage| match &page.content {
                PageContent::Slots(slots) => slots.iter().any(|slot| slot.leaf == leaf),
                PageContent::Text { .. }
                | PageContent::View { .. }
                | PageContent::Placeholder { .. } => false,
            };
            let Some(place) = self.pages.iter().position(holds) else {
                if self.has_unpaged() {
                    continue;
                }
                return None;
            };
            let page = place + 1;
            if !printed.contains(&page) {
                printed.push(page);
            }
        }
        printed.sort_unstable();
        Some(printed)
    }

    /// Returns whether some file of it has no pages to count: how many a text takes is only known
    /// once it is laid out, and what is not shown has none.
    fn has_unpaged(&self) -> bool {
        self.pages.iter().any(|page| !matches!(page.content, PageContent::Slots(_)))
    }
}

/// The plan of one dossier.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct DossierPlan {
    /// Exhibits in the order printed: personal documents, then proofs.
    pub exhibits: Vec<PlannedExhibit>,
    /// Numbers that are left out.
    pub left_out: Vec<ExhibitNumber>,
    /// Numbers that were handed over before, in a complement.
    pub delivered: Vec<ExhibitNumber>,
    /// Whether every page may stand in a PDF/A file.
    pub pdfa_safe: bool,
    /// Whether every page may stand in a PDF/UA file.
    pub pdfua_safe: bool,
    /// What the user should see.
    pub findings: Vec<Finding>,
}

/// Returns the plan of the dossier for a package.
pub fn plan(scope: &Scope, preparation: &Preparation) -> DossierPlan {
    let mut order: Vec<&Exhibit> = scope.case.exhibits.iter().collect();
    order.sort_by_key(|exhibit| (scope.numbers.get(&exhibit.id).copied(), exhibit.id));
    let mut planner = Planner {
        case: &scope.case,
        preparation,
        names: package_names(scope),
        next_slot: 1,
        findings: Vec::new(),
        with_place: Vec::new(),
        pdfa_safe: true,
        pdfua_safe: true,
    };
    let exhibits = order
        .into_iter()
        .filter_map(|exhibit| {
            let number = scope.numbers.get(&exhibit.id).copied()?;
            Some(planner.exhibit(exhibit, number))
        })
        .collect();
    planner.findings.extend(carries_place(&planner.with_place));
    DossierPlan {
        exhibits,
        left_out: scope.left_out.clone(),
        delivered: scope.delivered.clone(),
        pdfa_safe: planner.pdfa_safe,
        pdfua_safe: planner.pdfua_safe,
        findings: planner.findings,
    }
}

struct Planner<'a> {
    case: &'a Case,
    preparation: &'a Preparation,
    names: BTreeMap<ItemId, String>,
    next_slot: u32,
    findings: Vec<Finding>,
    /// Photos that say where they were taken.
    with_place: Vec<ItemId>,
    pdfa_safe: bool,
    pdfua_safe: bool,
}

/// One picture or page before it has its place.
#[derive(Clone)]
struct Leaf {
    number: u32,
    item: ItemId,
    inner: u32,
    page: u32,
    size: Option<PageSize>,
    picture: bool,
}

impl Planner<'_> {
    fn exhibit(&mut self, exhibit: &Exhibit, number: ExhibitNumber) -> PlannedExhibit {
        let subject = format!("Doc. {number}");
        let mut pages = Vec::new();
        let mut leaves = Vec::new();
        if exhibit.is_paper_only() {
            let reason = PlaceholderReason::PaperOnly;
            pages.push(placeholder(None, reason, None));
        }
        let items: Vec<&Item> = self.case.kept_items(exhibit).collect();
        let (mut others, mut marked) = (Vec::new(), Vec::new());
        for item in &items {
            let is_picture = item.media_type.starts_with("image/");
            match self.preparation.get(&item.id) {
                Some(content @ (Content::Jpeg { .. } | Content::Pages(_))) if is_marked(item) => {
                    self.leaves(&subject, (item.id, 0), is_picture, content, &mut marked);
                }
                Some(content @ (Content::Jpeg { .. } | Content::Pages(_))) => {
                    self.leaves(&subject, (item.id, 0), is_picture, content, &mut leaves);
                }
                Some(Content::Text(text)) => others.push(PlannedPage {
                    content: PageContent::Text { item: item.id, text: text.clone() },
                }),
                Some(Content::View { reading, inner }) => {
                    let shown = inner.iter().map(|file| file.number).collect();
                    let reading = reading.clone();
                    let content = PageContent::View { item: item.id, reading, shown };
                    pages.push(PlannedPage { content });
                    for file in inner {
                        let from = (item.id, file.number);
                        self.leaves(&subject, from, file.is_picture, &file.content, &mut leaves);
                    }
                }
                Some(Content::NotShown(reason)) => {
                    others.push(self.not_shown(&subject, item.id, *reason, None));
                }
                None => {
                    let reason = PlaceholderReason::NotPrintable;
                    others.push(self.not_shown(&subject, item.id, reason, None));
                }
            }
        }
        let leaves = self.choose(exhibit, &subject, leaves);
        pages.extend(self.place(exhibit, &subject, &leaves));
        for leaf in &marked {
            // Nobody cites a copy with marks: it has no number among the exhibit's pages.
            let alone = Leaf { number: 0, ..leaf.clone() };
            pages.extend(self.place(exhibit, &subject, std::slice::from_ref(&alone)));
        }
        pages.extend(others);
        PlannedExhibit {
            id: exhibit.id,
            number,
            title: exhibit.title.clone(),
            kind: exhibit.kind,
            date: exhibit.date,
            shows: exhibit.shows.clone(),
            paper_at: exhibit.paper_at.clone(),
            turn: exhibit.turn,
            lines: exhibit.lines,
            transcript: exhibit.transcript.clone(),
            items: items.into_iter().map(|item| self.item(item)).collect(),
            pages,
        }
    }

    /// Adds the pages of a file: an item, or a file inside it by its number.
    fn leaves(
        &mut self,
        subject: &str,
        (item, inner): (ItemId, u32),
        picture: bool,
        content: &Content,
        leaves: &mut Vec<Leaf>,
    ) {
        match content {
            Content::Jpeg { header, orientation } => {
                self.pdfa_safe &= header.pdfa_safe();
                let size = Some(upright(header, *orientation));
                let number = next_number(leaves);
                leaves.push(Leaf { number, item, inner, page: 1, size, picture: true });
            }
            Content::Pages(pages) => {
                for (index, spot) in pages.iter().enumerate() {
                    let page = u32::try_from(index).unwrap_or(u32::MAX).saturating_add(1);
                    let spot = spot.as_ref();
                    self.pdfa_safe &= spot.is_none_or(|spot| spot.pdfa_safe);
                    self.pdfua_safe &= spot.is_none_or(|spot| spot.pdfua_safe);
                    if spot.is_some_and(|spot| spot.drawn) {
                        let finding = Finding::new(FindingCode::PageDrawn).about(subject);
                        self.findings.push(finding.finding(format!("{item}, p. {page}")));
                    }
                    let size = spot.map(|spot| spot.size);
                    let number = next_number(leaves);
                    leaves.push(Leaf { number, item, inner, page, size, picture });
                }
            }
            Content::Text(_) | Content::View { .. } | Content::NotShown(_) => {}
        }
    }

    fn item(&mut self, item: &Item) -> PlannedItem {
        let altered =
            self.preparation.get(&item.id) == Some(&Content::NotShown(PlaceholderReason::Altered));
        let read = item.read.as_ref();
        if !altered && read.is_some_and(|read| read.has_note(NoteCode::HasPlace)) {
            self.with_place.push(item.id);
        }
        let parsed = read.and_then(|read| read.parsed.as_ref());
        PlannedItem {
            id: item.id,
            sha256: item.sha256,
            size_bytes: item.size_bytes,
            name: item.name.clone(),
            media_type: item.media_type.clone(),
            inner: parsed.map(|parsed| parsed.inner_files().to_vec()).unwrap_or_default(),
            media: match parsed {
                Some(Parsed::Media(media)) => Some(media.clone()),
                _ => None,
            },
            office: match parsed {
                Some(Parsed::Office(office)) => Some(office.clone()),
                _ => None,
            },
            copy: item.copy.clone(),
            path: if altered { None } else { self.names.get(&item.id).cloned() },
        }
    }

    fn not_shown(
        &mut self,
        subject: &str,
        item: ItemId,
        reason: PlaceholderReason,
        page: Option<u32>,
    ) -> PlannedPage {
        let (code, detail) = match page {
            Some(page) => (FindingCode::PagesNotShown, format!("{item}, p. {page}")),
            None => (FindingCode::Placeholder, item.to_string()),
        };
        // Who checked the hash has told already what was found instead.
        if reason != PlaceholderReason::Altered {
            self.findings.push(Finding::new(code).about(subject).finding(detail));
        }
        placeholder(Some(item), reason, page)
    }

    fn choose(&mut self, exhibit: &Exhibit, subject: &str, leaves: Vec<Leaf>) -> Vec<Leaf> {
        let Some(choice) = &exhibit.pages else { return leaves };
        let count = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
        if choice.exceeds(count) {
            let finding = Finding::new(FindingCode::CitationPage).about(subject);
            self.findings.push(finding.expecting(count.to_string()).finding(choice.to_string()));
        }
        let chosen = choice.within(count);
        let mut leaves: Vec<Option<Leaf>> = leaves.into_iter().map(Some).collect();
        chosen
            .into_iter()
            .filter_map(|page| {
                let index = usize::try_from(page).ok()?.checked_sub(1)?;
                leaves.get_mut(index)?.take()
            })
            .collect()
    }

    /// Puts leaves on pages: several small pictures in a row share one, anything else stands alone.
    fn place(&mut self, exhibit: &Exhibit, subject: &str, leaves: &[Leaf]) -> Vec<PlannedPage> {
        let mut pages = Vec::new();
        let mut rest = leaves;
        while let Some(first) = rest.first() {
            let share = share(exhibit, first);
            let count = rest
                .iter()
                .take(share)
                .take_while(|leaf| self::share(exhibit, leaf) == share)
                .count()
                .max(1);
            let (now, later) = rest.split_at(count);
            rest = later;
            let mut slots = Vec::new();
            for leaf in now {
                match leaf.size {
                    Some(size) => slots.push(self.slot(exhibit, leaf, size)),
                    None => pages.push(self.not_shown(
                        subject,
                        leaf.item,
                        PlaceholderReason::Damaged,
                        Some(leaf.page),
                    )),
                }
            }
            if !slots.is_empty() {
                pages.push(PlannedPage { content: PageContent::Slots(slots) });
            }
        }
        pages
    }

    fn slot(&mut self, exhibit: &Exhibit, leaf: &Leaf, size: PageSize) -> PlannedSlot {
        let slot = self.next_slot;
        self.next_slot = self.next_slot.saturating_add(1);
        let lies = matches!(exhibit.turn, Turn::Right | Turn::Left);
        let (width_pt, height_pt) =
            if lies { (size.height_pt, size.width_pt) } else { (size.width_pt, size.height_pt) };
        let Leaf { number, item, inner, page, .. } = *leaf;
        PlannedSlot { slot, item, inner, page, leaf: number, width_pt, height_pt }
    }
}

/// Returns whether an item is a copy that shows where to look.
fn is_marked(item: &Item) -> bool {
    item.copy.as_ref().is_some_and(|copy| copy.what == CopyKind::Highlighted)
}

fn next_number(leaves: &[Leaf]) -> u32 {
    u32::try_from(leaves.len()).unwrap_or(u32::MAX).saturating_add(1)
}

/// Returns how many of such leaves share a page.
fn share(exhibit: &Exhibit, leaf: &Leaf) -> usize {
    let Some(size) =
        leaf.size.filter(|_| leaf.picture && (exhibit.items.len() > 1 || leaf.inner > 0))
    else {
        return 1;
    };
    if size.width_pt.max(size.height_pt) <= SMALL_PICTURE_PT {
        return 4;
    }
    let screen = matches!(exhibit.kind, ExhibitKind::Chat | ExhibitKind::Screenshot);
    let lies = matches!(exhibit.turn, Turn::Right | Turn::Left);
    if screen && !lies && size.height_pt >= size.width_pt * PHONE_SCREEN_RATIO { 2 } else { 1 }
}

fn upright(header: &JpegHeader, orientation: Orientation) -> PageSize {
    let (width, height) = (u32::from(header.width_px), u32::from(header.height_px));
    if orientation.swaps_sides() {
        PageSize::of_picture(height, width)
    } else {
        PageSize::of_picture(width, height)
    }
}

const fn placeholder(
    item: Option<ItemId>,
    reason: PlaceholderReason,
    page: Option<u32>,
) -> PlannedPage {
    PlannedPage { content: PageContent::Placeholder { item, reason, page } }
}
