//! The evidence as printed: bands, slots, placeholders and captions.

use super::labelled;
use crate::base::Sha256Digest;
use crate::base::file_name::visible;
use crate::case::ExhibitNumber;
use crate::explain;
use crate::filing::{PageContent, PlaceholderReason, PlannedExhibit, PlannedItem, PlannedSlot};
use crate::render::view::{ExhibitView, ItemView, LabelledValue, SheetView, SlotView};
use std::collections::BTreeSet;

/// Millimetres in a point.
const MM_PER_PT: f64 = 25.4 / 72.0;
/// Longest text that is printed, in characters: about fifty pages.
const TEXT_CHARS: usize = 150_000;
/// From which ratio of width to height a page lies on its side.
const LANDSCAPE_RATIO: f32 = 1.25;

/// Why a file is not shown on a page that goes without its ZIP.
const KEPT_BY_PARTY: &str = "O arquivo está guardado com quem apresenta esta prova, como foi recebido, com o código de \
     integridade abaixo.";

/// Where the pages of an exhibit go.
#[derive(Clone, Copy)]
pub(super) enum Goes<'a> {
    /// Into the dossier, beside a ZIP with the files.
    InDossier,
    /// By themselves; these slots show reduced copies.
    Alone(&'a BTreeSet<u32>),
}

impl Goes<'_> {
    /// Returns what is said of a slot that shows a reduced copy.
    fn reduced(self, slot: &PlannedSlot, item: Option<&PlannedItem>) -> Option<String> {
        let Self::Alone(reduced) = self else { return None };
        let item = item.filter(|_| reduced.contains(&slot.slot))?;
        Some(format!("Cópia reduzida; o original tem o código {}", item.sha256.short()))
    }
}

/// Returns an exhibit with its pages.
pub(super) fn exhibit(exhibit: &PlannedExhibit, goes: Goes<'_>) -> ExhibitView {
    let many = exhibit.items.len() > 1;
    let items = exhibit.items.iter().enumerate().map(|(index, item)| ItemView {
        label: if many { format!("arquivo {}", index + 1) } else { String::new() },
        name: file_name(item),
        size: size(item.size_bytes),
        sha256: Some(item.sha256.to_string()),
        note: None,
    });
    ExhibitView {
        key: exhibit.id.to_string(),
        tab: match exhibit.number {
            ExhibitNumber::Proof(number) => format!("Doc. {number}"),
            ExhibitNumber::Personal(_) => format!("Doc. {}", exhibit.number),
        },
        title: exhibit.title.clone(),
        kind: exhibit.kind.label().to_owned(),
        date: exhibit.date.map(|day| day.to_string()),
        items: items.collect(),
        paper_only: exhibit.paper_at.clone(),
        notes: exhibit.shows.clone().into_iter().collect(),
        sheets: exhibit.pages.iter().map(|page| sheet(exhibit, &page.content, goes)).collect(),
        part: None,
    }
}

fn sheet(exhibit: &PlannedExhibit, content: &PageContent, goes: Goes<'_>) -> SheetView {
    let item = |id| exhibit.items.iter().find(|item| item.id == id);
    match content {
        PageContent::Slots(slots) => slots_sheet(exhibit, slots, goes),
        PageContent::Text { item: id, text } => SheetView::Text {
            text: text.chars().take(TEXT_CHARS).collect(),
            note: (text.chars().nth(TEXT_CHARS).is_some()).then(|| {
                "Aqui está só o começo do texto. O arquivo vai inteiro no ZIP.".to_owned()
            }),
            caption: item(*id).map(file_name),
            sha256: item(*id).map(|item| item.sha256.to_string()),
        },
        PageContent::Placeholder { item: None, .. } => {
            let (heading, reason) = explain::placeholder(PlaceholderReason::PaperOnly);
            let at = exhibit.paper_at.clone().unwrap_or_default();
            SheetView::Placeholder {
                heading: heading.to_owned(),
                reason: Some(reason.to_owned()),
                facts: vec![labelled("Onde está o original", at)],
                account: exhibit.shows.as_ref().map(|shows| labelled("O que mostra", shows)),
                caption: None,
                sha256: None,
            }
        }
        PageContent::Placeholder { item: Some(id), reason, page } => {
            let (heading, why) = match page {
                Some(page) => {
                    let (heading, why) = explain::page_placeholder(*page);
                    (heading, why.to_owned())
                }
                None => {
                    let (heading, why) = explain::placeholder(*reason);
                    (heading.to_owned(), why.to_owned())
                }
            };
            let alone = matches!(goes, Goes::Alone(_));
            let keeps_words = page.is_some() || *reason == PlaceholderReason::Altered;
            SheetView::Placeholder {
                heading,
                reason: Some(if alone && !keeps_words { KEPT_BY_PARTY.to_owned() } else { why }),
                facts: item(*id).map(|item| facts(item, goes)).unwrap_or_default(),
                account: exhibit.shows.as_ref().map(|shows| labelled("O que se ouve ou vê", shows)),
                caption: item(*id).map(file_name),
                sha256: item(*id).map(|item| item.sha256.to_string()),
            }
        }
    }
}

fn facts(item: &PlannedItem, goes: Goes<'_>) -> Vec<LabelledValue> {
    let mut facts = vec![
        labelled("Arquivo", visible(&item.name)),
        labelled("Tipo", explain::file_type(&item.media_type)),
        labelled("Tamanho", size(item.size_bytes)),
    ];
    if let (Some(path), Goes::InDossier) = (&item.path, goes) {
        let path = path.strip_prefix("data/").unwrap_or(path);
        facts.push(labelled("No ZIP", path));
    }
    facts
}

fn slots_sheet(exhibit: &PlannedExhibit, slots: &[PlannedSlot], goes: Goes<'_>) -> SheetView {
    let shared = slots.len() > 1;
    let item_of = |slot: &PlannedSlot| exhibit.items.iter().find(|item| item.id == slot.item);
    let views = slots.iter().map(|slot| {
        let item = item_of(slot);
        SlotView {
            id: slot.slot,
            width: f64::from(slot.width_pt),
            height: f64::from(slot.height_pt),
            max_width_mm: Some(f64::from(slot.width_pt) * MM_PER_PT * 2.0),
            alt: alt(exhibit, slot),
            caption: item.filter(|_| shared).map(|item| match goes.reduced(slot, Some(item)) {
                Some(reduced) => format!("{} · {reduced}", visible(&item.name)),
                None => visible(&item.name),
            }),
            sha256: item.filter(|_| shared).map(|item| item.sha256.to_string()),
        }
    });
    let one = slots.first().filter(|_| !shared);
    let landscape = one.is_some_and(|slot| slot.width_pt >= slot.height_pt * LANDSCAPE_RATIO);
    SheetView::Slots {
        slots: views.collect(),
        caption: one.and_then(item_of).map(|item| caption(exhibit, slots, item)),
        sha256: one.and_then(item_of).map(|item| hash(item.sha256)),
        reduced: one.and_then(|slot| goes.reduced(slot, item_of(slot))),
        landscape,
    }
}

fn hash(hash: Sha256Digest) -> String {
    hash.to_string()
}

fn caption(exhibit: &PlannedExhibit, slots: &[PlannedSlot], item: &PlannedItem) -> String {
    let pages = pages_of(exhibit, item);
    match slots.first() {
        Some(slot) if pages > 1 => format!("{} · página {} do arquivo", file_name(item), slot.page),
        _ => file_name(item),
    }
}

fn pages_of(exhibit: &PlannedExhibit, item: &PlannedItem) -> usize {
    let slots = exhibit.pages.iter().flat_map(|page| match &page.content {
        PageContent::Slots(slots) => slots.as_slice(),
        _ => &[],
    });
    slots.filter(|slot| slot.item == item.id).count()
}

fn alt(exhibit: &PlannedExhibit, slot: &PlannedSlot) -> String {
    format!("Doc. {}, {}, página {} do arquivo", exhibit.number, exhibit.title, slot.page)
}

/// Returns the name in the package, or as received where it is not in the package.
fn file_name(item: &PlannedItem) -> String {
    let path = item.path.as_deref().and_then(|path| path.rsplit('/').next());
    path.map_or_else(|| visible(&item.name), str::to_owned)
}

/// Returns a size for people: "412 KB", "2,9 MB".
fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * KB;
    if bytes < KB {
        format!("{bytes} bytes")
    } else if bytes < MB {
        format!("{} KB", bytes.div_ceil(KB))
    } else {
        let tenths = bytes.saturating_mul(10).div_ceil(MB);
        format!("{},{} MB", tenths / 10, tenths % 10)
    }
}
