//! The evidence as printed: bands, slots, placeholders and captions.

use super::{labelled, mail, media};
use crate::base::Sha256Digest;
use crate::base::file_name::visible;
use crate::case::{ExhibitNumber, Inside, ItemId};
use crate::explain;
use crate::filing::{
    DossierPlan, PageContent, PlaceholderReason, PlannedExhibit, PlannedItem, PlannedSlot,
};
use crate::import::office::OfficeReading;
use crate::import::whatsapp::ChatReading;
use crate::import::{Parsed, Reading};
use crate::render::representation::{OriginalAt, fiscal_view, transcript_view};
use crate::render::view::{ExhibitView, ItemView, LabelledValue, MailSheet, SheetView, SlotView};
use std::collections::{BTreeMap, BTreeSet};

/// Millimetres in a point.
const MM_PER_PT: f64 = 25.4 / 72.0;
/// Longest text that is printed, in characters: about fifty pages.
const TEXT_CHARS: usize = 150_000;
/// Digits of a code of integrity that name a file which is not in the dossier.
const SHORT_CODE: usize = 12;
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
    /// Returns where the originals are.
    const fn original(self) -> OriginalAt {
        match self {
            Self::InDossier => OriginalAt::InZip,
            Self::Alone(_) => OriginalAt::WithParty,
        }
    }

    /// Returns what is said of a slot that shows a reduced copy.
    fn reduced(self, slot: &PlannedSlot, file: &ShownFile) -> Option<String> {
        let Self::Alone(reduced) = self else { return None };
        let words = || format!("Cópia reduzida; o original tem o código {}", file.sha256.short());
        reduced.contains(&slot.slot).then(words)
    }
}

/// Returns an exhibit with its pages.
pub(super) fn exhibit(
    exhibit: &PlannedExhibit,
    plan: &DossierPlan,
    insides: &BTreeMap<ItemId, Inside>,
    goes: Goes<'_>,
) -> ExhibitView {
    let many = exhibit.items.len() > 1;
    let items = exhibit.items.iter().enumerate().map(|(index, item)| ItemView {
        label: if many { format!("arquivo {}", index + 1) } else { String::new() },
        name: file_name(item),
        size: size(item.size_bytes),
        sha256: Some(item.sha256.to_string()),
        note: note(item, insides, plan),
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

/// Returns what is said of an item in the index: that it is a copy, or where it was taken out of.
fn note(
    item: &PlannedItem,
    insides: &BTreeMap<ItemId, Inside>,
    plan: &DossierPlan,
) -> Option<String> {
    match &item.copy {
        Some(copy) => Some(format!("{}.", explain::copy_words(copy))),
        None => insides.get(&item.id).map(|inside| taken_out_of(inside, plan)),
    }
}

/// Returns the words for where an item was taken out of.
fn taken_out_of(inside: &Inside, plan: &DossierPlan) -> String {
    let mother = plan
        .exhibits
        .iter()
        .find(|exhibit| exhibit.items.iter().any(|item| item.sha256 == inside.sha256));
    let code: String = inside.sha256.to_string().chars().take(SHORT_CODE).chain(['…']).collect();
    match (mother, inside.offset) {
        (Some(mother), None) => format!("Anexo {} do Doc. {}.", inside.part, mother.number),
        (Some(mother), Some(_)) => format!("Mensagem tirada do Doc. {}.", mother.number),
        (None, None) => format!("Tirado de dentro do arquivo de código {code}."),
        (None, Some(_)) => format!("Mensagem tirada do arquivo de código {code}."),
    }
}

fn sheet(exhibit: &PlannedExhibit, content: &PageContent, goes: Goes<'_>) -> SheetView {
    let item = |id| exhibit.items.iter().find(|item| item.id == id);
    match content {
        PageContent::Slots(slots) => slots_sheet(exhibit, slots, goes),
        PageContent::Text { item: id, text } => {
            let (text, note) = beginning(text);
            let caption = item(*id).map(file_name);
            let sha256 = item(*id).map(|item| item.sha256.to_string());
            SheetView::Text { text, note, caption, sha256 }
        }
        PageContent::View { item: id, reading, shown } => {
            view(exhibit, item(*id), reading, shown, goes.original())
        }
        PageContent::Placeholder { item: None, .. } => {
            let (heading, reason) = explain::placeholder(PlaceholderReason::PaperOnly);
            let at = exhibit.paper_at.clone().unwrap_or_default();
            SheetView::Placeholder {
                heading: heading.to_owned(),
                reason: Some(reason.to_owned()),
                facts: vec![labelled("Onde está o original", at)],
                account: exhibit.shows.as_ref().map(|shows| labelled("O que mostra", shows)),
                transcript: None,
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
                account: exhibit.shows.as_ref().map(|shows| labelled("O que mostra", shows)),
                transcript: media::transcript(exhibit, *id),
                caption: item(*id).map(file_name),
                sha256: item(*id).map(|item| item.sha256.to_string()),
            }
        }
    }
}

/// Returns what was read of an item in the form of its kind.
fn view(
    exhibit: &PlannedExhibit,
    item: Option<&PlannedItem>,
    reading: &Reading,
    shown: &[u32],
    original: OriginalAt,
) -> SheetView {
    let caption = item.map(file_name);
    let sha256 = item.map(|item| item.sha256.to_string());
    let text = reading.text.as_deref().unwrap_or_default();
    let plain = |caption, sha256| {
        let (text, note) = beginning(text);
        SheetView::Text { text, note, caption, sha256 }
    };
    match &reading.parsed {
        Some(Parsed::Mail(mail)) => {
            let (text, note) = beginning(text);
            let sheet = mail::sheet(mail, shown);
            SheetView::Mail(MailSheet { text, note, caption, sha256, ..sheet })
        }
        Some(Parsed::Chat(chat)) => {
            let Some(mut talk) = chat.conversation(text) else { return plain(caption, sha256) };
            if chat.files.is_empty() {
                // The text came alone; its media may stand beside it in the exhibit.
                let beside = |item: &PlannedItem| (item.name.clone(), item.sha256);
                talk.attach(&exhibit.items.iter().map(beside).collect::<Vec<_>>());
            }
            let lines = exhibit.lines.map(|lines| lines.lines());
            let place = |name: &str| place_of(chat, shown, name);
            let transcript = transcript_view(&talk, lines.as_ref(), original, &place);
            SheetView::Transcript { transcript, caption, sha256 }
        }
        Some(Parsed::Fiscal(fiscal)) => {
            SheetView::Fiscal { fiscal: Box::new(fiscal_view(fiscal, original)), caption, sha256 }
        }
        Some(Parsed::Media(_) | Parsed::Archive(_) | Parsed::Office(_) | Parsed::Stamp(_))
        | None => plain(caption, sha256),
    }
}

/// Returns where a file of a conversation is shown: "Anexo 2, nas páginas a seguir".
fn place_of(chat: &ChatReading, shown: &[u32], name: &str) -> Option<String> {
    let number = chat.number_of(name)?;
    let place = if shown.contains(&number) { "nas páginas a seguir" } else { "no original" };
    Some(format!("Anexo {number}, {place}"))
}

/// Returns the beginning of a text that is printed, and the sentence that says so of a longer one.
fn beginning(text: &str) -> (String, Option<String>) {
    let is_cut = text.chars().nth(TEXT_CHARS).is_some();
    let note = "Aqui está só o começo do texto. O arquivo vai inteiro no ZIP.";
    (text.chars().take(TEXT_CHARS).collect(), is_cut.then(|| note.to_owned()))
}

fn facts(item: &PlannedItem, goes: Goes<'_>) -> Vec<LabelledValue> {
    let mut facts = vec![
        labelled("Arquivo", visible(&item.name)),
        labelled("Tipo", explain::file_type(&item.media_type)),
        labelled("Tamanho", size(item.size_bytes)),
    ];
    facts.extend(item.media.iter().flat_map(media::facts));
    facts.extend(item.office.iter().flat_map(office_facts));
    if let (Some(path), Goes::InDossier) = (&item.path, goes) {
        let path = path.strip_prefix("data/").unwrap_or(path);
        facts.push(labelled("No ZIP", path));
    }
    facts
}

/// Returns what an office file says of itself.
fn office_facts(office: &OfficeReading) -> Vec<LabelledValue> {
    let told = [
        ("Título no documento", office.title.clone()),
        ("Autor no documento", office.author.clone()),
        ("Criado em, segundo o documento", office.created.map(|moment| moment.to_string())),
        ("Páginas, segundo o documento", office.page_count.map(|count| count.to_string())),
        ("Macros", office.macros.then(|| "tem macros; não foram abertas".to_owned())),
    ];
    let told = told.into_iter().filter_map(|(label, value)| Some((label, visible(&value?))));
    told.map(|(label, value)| labelled(label, value)).collect()
}

fn slots_sheet(exhibit: &PlannedExhibit, slots: &[PlannedSlot], goes: Goes<'_>) -> SheetView {
    let shared = slots.len() > 1;
    let views = slots.iter().map(|slot| {
        let file = shown_file(exhibit, slot).filter(|_| shared);
        SlotView {
            id: slot.slot,
            width: f64::from(slot.width_pt),
            height: f64::from(slot.height_pt),
            max_width_mm: Some(f64::from(slot.width_pt) * MM_PER_PT * 2.0),
            alt: alt(exhibit, slot),
            caption: file.as_ref().map(|file| match said(exhibit, slot, file, goes) {
                Some(reduced) => format!("{} · {reduced}", file.received),
                None => file.received.clone(),
            }),
            sha256: file.map(|file| file.sha256.to_string()),
        }
    });
    let one = slots.first().filter(|_| !shared);
    let landscape = one.is_some_and(|slot| slot.width_pt >= slot.height_pt * LANDSCAPE_RATIO);
    let file = one.and_then(|slot| Some((slot, shown_file(exhibit, slot)?)));
    SheetView::Slots {
        slots: views.collect(),
        caption: file.as_ref().map(|(slot, file)| caption(exhibit, slot, file)),
        reduced: file.as_ref().and_then(|(slot, file)| said(exhibit, slot, file, goes)),
        sha256: file.map(|(_, file)| file.sha256.to_string()),
        landscape,
    }
}

/// Returns what must be said of a slot on its page: that it shows a copy, and of what.
fn said(
    exhibit: &PlannedExhibit,
    slot: &PlannedSlot,
    file: &ShownFile,
    goes: Goes<'_>,
) -> Option<String> {
    let item = exhibit.items.iter().find(|item| item.id == slot.item && slot.inner == 0);
    let copy = item.and_then(|item| item.copy.as_ref()).map(explain::copy_words);
    let told: Vec<String> = copy.into_iter().chain(goes.reduced(slot, file)).collect();
    (!told.is_empty()).then(|| told.join(". "))
}

/// A file as a slot names it: an item, or a file inside one.
struct ShownFile {
    /// Its name as received.
    received: String,
    /// Its name in the package, where it has a place of its own there.
    packed: String,
    sha256: Sha256Digest,
}

fn shown_file(exhibit: &PlannedExhibit, slot: &PlannedSlot) -> Option<ShownFile> {
    let item = exhibit.items.iter().find(|item| item.id == slot.item)?;
    let Some(index) = slot.inner.checked_sub(1) else {
        let (received, packed) = (visible(&item.name), file_name(item));
        return Some(ShownFile { received, packed, sha256: item.sha256 });
    };
    let inner = item.inner.get(usize::try_from(index).ok()?)?;
    let received = mail::attachment_title(slot.inner, inner);
    let packed = format!("{received} · de {}", file_name(item));
    Some(ShownFile { received, packed, sha256: inner.sha256 })
}

fn caption(exhibit: &PlannedExhibit, slot: &PlannedSlot, file: &ShownFile) -> String {
    if pages_of(exhibit, slot) > 1 {
        format!("{} · página {} do arquivo", file.packed, slot.page)
    } else {
        file.packed.clone()
    }
}

fn pages_of(exhibit: &PlannedExhibit, of: &PlannedSlot) -> usize {
    let slots = exhibit.pages.iter().flat_map(|page| match &page.content {
        PageContent::Slots(slots) => slots.as_slice(),
        _ => &[],
    });
    slots.filter(|slot| slot.item == of.item && slot.inner == of.inner).count()
}

fn alt(exhibit: &PlannedExhibit, slot: &PlannedSlot) -> String {
    let (number, title, page) = (exhibit.number, &exhibit.title, slot.page);
    match slot.inner {
        0 => format!("Doc. {number}, {title}, página {page} do arquivo"),
        inner => format!("Doc. {number}, {title}, anexo {inner}, página {page} do anexo"),
    }
}

/// Returns the name in the package, or as received where it is not in the package.
fn file_name(item: &PlannedItem) -> String {
    let path = item.path.as_deref().and_then(|path| path.rsplit('/').next());
    path.map_or_else(|| visible(&item.name), str::to_owned)
}

/// Returns a size for people: "412 KB", "2,9 MB".
pub(super) fn size(bytes: u64) -> String {
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
