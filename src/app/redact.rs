//! Hiding (tarjar): copies of evidence with bars over what is not for every reader, and what the
//! program proposes to hide. The copy is drawn anew, read back, and searched for what it must not
//! hold before it is kept.

use crate::app::copying::{Bench, Burnt, CopySource, page_of, pages_of};
use crate::app::history::{Did, Joins};
use crate::app::leak::{self, Hidden};
use crate::app::{App, AppError, RefusedCopy, picture_text, seen_places};
use crate::base::Spot;
use crate::base::private_text::{PrivateKind, find_private};
use crate::case::{Case, CopyKind, CopyWork, Finding, HiddenArea, ItemId, MadeCopy, PageChoice};
use crate::import::burn::{Burn, BurnShape};
use crate::import::ocr::SeenText;
use crate::import::reader::{FoundPlace, PlacesTask, Subject};
use crate::store::{OpenCase, Part};
use serde::Serialize;
use std::collections::BTreeMap;
use std::path::Path;

/// Most pages that are listened to in one request.
const HEARD_AT_ONCE: usize = 20;
/// Most proposals for one part.
const MAX_PROPOSALS: usize = 500;
/// Digits from which a number under a bar is looked for afterwards.
const LOOKED_FOR_DIGITS: usize = 6;

/// What the program proposes to hide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Proposals {
    /// Each of them, page by page.
    pub proposals: Vec<Proposal>,
    /// Pages of the part whose text cannot be read: what is on them is for the person to see.
    pub unread_pages: Vec<u32>,
    /// What was found: that text in pictures cannot be read on this computer.
    pub findings: Vec<Finding>,
}

/// One text that may be private.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Proposal {
    /// Its number, from 1.
    pub number: u32,
    /// Page of the part, from 1.
    pub page: u32,
    /// What it is.
    pub hides: PrivateKind,
    /// The text.
    pub text: String,
    /// Where it stands: one area a line.
    pub areas: Vec<Spot>,
    /// Whether a bar lies over it already.
    pub hidden: bool,
}

/// What is to be hidden.
#[derive(Debug, Clone, Default)]
pub struct RedactOrder {
    /// Areas; their pages count over the whole part.
    pub areas: Vec<HiddenArea>,
    /// Numbers of proposals to take over: "1,3".
    pub accept: Option<PageChoice>,
    /// Every proposal is taken over.
    pub accept_all: bool,
    /// What is hidden already stays hidden.
    pub add: bool,
}

impl App {
    /// Returns what may be private on the pages of a part, as far as its text can be read; pictures and
    /// pages without text are read before, where a program for it is installed.
    ///
    /// # Errors
    /// The case has no such part, or nothing of it has pages.
    pub fn propose(&mut self, root: &Path, part: Part) -> Result<Proposals, AppError> {
        let findings = self.read_pictures(root, Some(part))?.findings;
        let opened = self.open_to_look(root)?;
        Ok(Proposals { findings, ..self.proposals(&opened, part)? })
    }

    fn proposals(&mut self, opened: &OpenCase, part: Part) -> Result<Proposals, AppError> {
        let pages = pages_of(opened.case(), part)?;
        let mut told =
            Proposals { proposals: Vec::new(), unread_pages: Vec::new(), findings: Vec::new() };
        let mut heard: BTreeMap<ItemId, Vec<FoundPlace>> = BTreeMap::new();
        for (&(item, own), page) in pages.iter().zip(1..) {
            if let std::collections::btree_map::Entry::Vacant(free) = heard.entry(item) {
                free.insert(self.heard(opened, item));
            }
            let of_page = heard.get(&item).into_iter().flatten().filter(|one| one.page == own);
            let mut of_page: Vec<FoundPlace> = of_page.cloned().collect();
            if !has_text(opened.case(), item, own) {
                match seen_on(opened, item, own) {
                    Some(seen) => of_page.extend(seen_places::private(&seen, own)),
                    None => told.unread_pages.push(page),
                }
            }
            for one in of_page {
                if told.proposals.len() >= MAX_PROPOSALS {
                    break;
                }
                let number = u32::try_from(told.proposals.len() + 1).unwrap_or(u32::MAX);
                let FoundPlace { hides, text, areas, .. } = one;
                let hidden = is_hidden(opened.case(), item, own, &areas);
                told.proposals.push(Proposal { number, page, hides, text, areas, hidden });
            }
        }
        Ok(told)
    }

    /// Returns the private texts of an item; none where it cannot be listened to.
    fn heard(&mut self, opened: &OpenCase, item: ItemId) -> Vec<FoundPlace> {
        let Ok(source) = self.copy_source(opened, item) else { return Vec::new() };
        if source.media_type != "application/pdf" {
            return Vec::new();
        }
        let pages: Vec<u32> = (1..=source.pages).collect();
        let mut found = Vec::new();
        for some in pages.chunks(HEARD_AT_ONCE) {
            let task = PlacesTask { pages: some.to_vec(), under: Vec::new() };
            found.extend(self.reader.places(&source.subject(), task).unwrap_or_default().found);
        }
        found
    }

    /// Hides areas of a part: its copies are made anew. Without any area, it is shown as it came.
    ///
    /// # Errors
    /// An area that is none or is on no page; a copy that cannot be made, or in which what it hides
    /// can still be found; the case has no such part or cannot be written. Nothing changes then.
    pub fn redact(
        &mut self,
        root: &Path,
        part: Part,
        order: &RedactOrder,
    ) -> Result<(Vec<String>, Vec<Finding>), AppError> {
        if order.accept_all || order.accept.is_some() {
            self.read_pictures(root, Some(part))?;
        }
        let (mut opened, bench) = self.open_for_copies(root)?;
        let before = opened.case().clone();
        let pages = pages_of(&before, part)?;
        let mut wanted = self.wanted(&opened, part, &pages, order)?;
        let mut copies = before.copies.clone();
        let mut touched = Vec::new();
        let mut items: Vec<ItemId> = pages.iter().map(|(item, _)| *item).collect();
        items.dedup();
        for item in items {
            let mut areas = wanted.remove(&item).unwrap_or_default();
            let known = before.copies.iter().find(|copy| is_bars_of(copy, item));
            if known.map(areas_of).unwrap_or_default() == areas.as_slice() {
                continue;
            }
            touched.push(item.to_string());
            copies.retain(|copy| !is_bars_of(copy, item));
            // What was marked on the page as it was would show what is hidden now.
            let gone = known.map(|copy| copy.sha256);
            copies.retain(|copy| copy.item != item || Some(copy.source_sha256) != gone);
            if areas.is_empty() {
                continue;
            }
            let source = self.copy_source(&opened, item)?;
            copies.retain(|copy| !is_marked_of(copy, item));
            self.name_what_is_under(&opened, &source, &mut areas);
            let made = self.barred(&source, &areas, &bench)?;
            let work = CopyWork::Redacted { areas };
            copies.push(self.keep_copy(&mut opened, (item, source.sha256), &made, work)?);
        }
        let case = Case { copies, ..opened.case().clone() };
        opened.write(case, &self.stamp())?;
        let title = super::title_of(&before, part);
        self.remember(&opened, &before, &Did::Redacted(title), Joins::Never);
        Ok((touched, opened.findings().to_vec()))
    }

    /// Returns the areas that are wanted, by item, with the pages of each.
    fn wanted(
        &mut self,
        opened: &OpenCase,
        part: Part,
        pages: &[(ItemId, u32)],
        order: &RedactOrder,
    ) -> Result<BTreeMap<ItemId, Vec<HiddenArea>>, AppError> {
        let mut wanted: BTreeMap<ItemId, Vec<HiddenArea>> = BTreeMap::new();
        if order.add {
            let known = opened.case().copies.iter();
            for copy in known.filter(|copy| pages.iter().any(|(item, _)| *item == copy.item)) {
                wanted.entry(copy.item).or_default().extend(areas_of(copy).iter().cloned());
            }
        }
        let mut areas = order.areas.clone();
        if order.accept_all || order.accept.is_some() {
            let proposals = self.proposals(opened, part)?.proposals;
            let all = u32::try_from(proposals.len()).unwrap_or(u32::MAX);
            let chosen = order.accept.as_ref().map(|numbers| numbers.within(all));
            let is_taken = |proposal: &&Proposal| {
                chosen.as_ref().is_none_or(|chosen| chosen.contains(&proposal.number))
            };
            for proposal in proposals.iter().filter(is_taken) {
                areas.extend(proposal.areas.iter().map(|area| HiddenArea {
                    page: proposal.page,
                    area: *area,
                    hides: proposal.hides,
                    text: Some(proposal.text.clone()),
                }));
            }
        }
        for area in areas {
            if !area.area.is_area() {
                return Err(RefusedCopy::NoArea { area: area.area.to_string() }.into());
            }
            let (item, page) = page_of(pages, part, area.page)?;
            let list = wanted.entry(item).or_default();
            let area = HiddenArea { page, ..area };
            if !list.iter().any(|known| known.page == page && known.area == area.area) {
                list.push(area);
            }
        }
        wanted.values_mut().for_each(|list| list.sort_by_key(|area| (area.page, area.area)));
        Ok(wanted)
    }

    /// Adds to areas of which nobody said what they hide what stands in them.
    fn name_what_is_under(
        &mut self,
        opened: &OpenCase,
        source: &CopySource,
        areas: &mut [HiddenArea],
    ) {
        let silent = areas.iter_mut().filter(|area| area.text.is_none());
        let silent: Vec<&mut HiddenArea> = silent.collect();
        let under = silent.iter().map(|area| (area.page, area.area)).collect();
        let task = PlacesTask { pages: Vec::new(), under };
        // A page that cannot be listened to tells nothing; its pixels are gone all the same.
        let mut told = self.reader.places(&source.subject(), task).unwrap_or_default().under;
        told.resize(silent.len(), String::new());
        for (area, heard) in silent.into_iter().zip(told) {
            let seen = seen_on(opened, source.item.id, area.page);
            let text = match seen.filter(|_| heard.trim().is_empty()) {
                Some(seen) => seen_places::under(&seen, area.area),
                None => heard,
            };
            let private = find_private(&text);
            if let (PrivateKind::Other, [first, ..]) = (area.hides, private.as_slice()) {
                area.hides = first.kind;
            }
            let texts = private.iter().filter_map(|one| text.get(one.range.clone()));
            let numbers = text.split_whitespace().filter(|word| {
                word.chars().filter(char::is_ascii_digit).count() >= LOOKED_FOR_DIGITS
            });
            let mut texts: Vec<&str> = texts.collect();
            if texts.is_empty() {
                texts.extend(numbers);
            }
            area.text = (!texts.is_empty()).then(|| texts.join("\n"));
        }
    }

    /// Makes the copy with bars, and looks whether what it hides can still be found in it.
    fn barred(
        &mut self,
        source: &CopySource,
        areas: &[HiddenArea],
        bench: &Bench,
    ) -> Result<Burnt, AppError> {
        let bar =
            |area: &HiddenArea| Burn { page: area.page, shape: BurnShape::Bar, area: area.area };
        let burns: Vec<Burn> = areas.iter().map(bar).collect();
        let made = self.burnt_copy(source, &burns, bench)?;
        let hidden = Hidden::of(areas);
        let subject = Subject::new(&made.path, made.media_type, None);
        let place = "na própria cópia com tarja";
        let mut found = leak::in_file(&made.path, &hidden, place)?;
        if let Ok(reading) = self.reader.facts(&subject) {
            found.extend(hidden.in_text(reading.text.as_deref().unwrap_or_default(), place));
        }
        leak::none(found)?;
        Ok(made)
    }
}

fn is_bars_of(copy: &MadeCopy, item: ItemId) -> bool {
    copy.item == item && copy.work.kind() == CopyKind::Redacted
}

fn is_marked_of(copy: &MadeCopy, item: ItemId) -> bool {
    copy.item == item && copy.work.kind() == CopyKind::Highlighted
}

fn areas_of(copy: &MadeCopy) -> &[HiddenArea] {
    match &copy.work {
        CopyWork::Redacted { areas } => areas,
        CopyWork::Highlighted { .. } | CopyWork::WithoutPlace => &[],
    }
}

/// Returns whether bars lie over all of these areas already.
fn is_hidden(case: &Case, item: ItemId, page: u32, areas: &[Spot]) -> bool {
    let bars = case.copies.iter().filter(|copy| copy.item == item).flat_map(areas_of);
    let bars: Vec<Spot> = bars.filter(|bar| bar.page == page).map(|bar| bar.area).collect();
    areas.iter().all(|area| {
        let [left, top, width, height] = area.fractions();
        let (x, y) = (left + width / 2.0, top + height / 2.0);
        bars.iter().any(|bar| bar.holds(x, y))
    })
}

/// Returns what was read in the picture that a page is.
fn seen_on(opened: &OpenCase, item: ItemId, page: u32) -> Option<SeenText> {
    picture_text::seen_on(opened.root(), opened.case().items.get(&item)?, page)
}

/// Returns whether the text of a page was read from the file.
fn has_text(case: &Case, item: ItemId, page: u32) -> bool {
    let reading = case.items.get(&item).and_then(|item| item.read.as_ref());
    let text = reading.and_then(|reading| reading.text.as_deref()).unwrap_or_default();
    let index = usize::try_from(page).unwrap_or(0).saturating_sub(1);
    text.split('\u{0C}').nth(index).is_some_and(|text| !text.trim().is_empty())
}
