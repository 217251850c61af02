//! The pages of an exhibit as a choice of pages and a citation count them; both follow their pages
//! when others come or go before them, or when they go to another exhibit.

use crate::case::{Case, Citation, Exhibit, ExhibitId, ExhibitRef, Item, ItemId, PageChoice};
use std::collections::BTreeMap;

/// A page: of which item, and which page of it, from 0.
type Leaf = (ItemId, usize);

/// Makes the choices of pages and the citations in `after` mean the pages that they meant in `before`.
/// A page that is there no more leaves its choice or citation; a choice of which nothing is left is
/// none, and such a citation names the exhibit alone. Where an exhibit has, or had, no page at all,
/// both wait as they are.
pub fn follow_pages(before: &Case, after: &mut Case) {
    let moved: Vec<(ExhibitId, Option<PageChoice>)> =
        after.exhibits.iter().filter_map(|exhibit| followed(before, after, exhibit)).collect();
    for (id, choice) in moved {
        if let Some(exhibit) = after.exhibit_mut(id) {
            exhibit.pages = choice;
        }
    }
    follow_citations(before, after);
}

/// Makes the citations in `after` mean the pages that they meant in `before`; pages that went to
/// several exhibits are cited there.
pub fn follow_citations(before: &Case, after: &mut Case) {
    let numbered = |exhibit: &Exhibit| {
        let id = exhibit.id;
        leaves(after, exhibit).into_iter().zip(1..).map(move |(leaf, number)| (leaf, (id, number)))
    };
    let places: Places = after.exhibits.iter().flat_map(numbered).collect();
    for citations in after.citations_mut() {
        *citations =
            citations.drain(..).flat_map(|citation| meant(before, &places, citation)).collect();
    }
}

/// Where each page stands: in which exhibit, and which page of it, from 1.
type Places = BTreeMap<Leaf, (ExhibitId, u32)>;

/// Returns what a citation has to say to mean what it meant.
fn meant(before: &Case, places: &Places, citation: Citation) -> Vec<Citation> {
    let cited = citation.pages.as_deref().and_then(|pages| pages.parse::<PageChoice>().ok());
    let exhibit = before.resolve(citation.exhibit);
    let (Some(cited), Some(exhibit)) = (cited, exhibit) else { return vec![citation] };
    let was = leaves(before, exhibit);
    let has_pages = places.values().any(|(id, _)| *id == exhibit.id);
    let mut now: Vec<(ExhibitId, Vec<u32>)> = Vec::new();
    let mut stays = true;
    for (number, leaf) in chosen(&cited, &was) {
        let place = places.get(&leaf);
        stays &= place == Some(&(exhibit.id, number));
        let Some((id, number)) = place else { continue };
        match now.iter_mut().find(|(other, _)| other == id) {
            Some((_, pages)) => pages.push(*number),
            None => now.push((*id, vec![*number])),
        }
    }
    if stays || (now.is_empty() && !has_pages) {
        return vec![citation];
    }
    if now.is_empty() {
        return vec![Citation { pages: None, ..citation }];
    }
    let told = now.into_iter().map(|(id, pages)| Citation {
        exhibit: if id == exhibit.id { citation.exhibit } else { ExhibitRef::Id(id) },
        pages: PageChoice::of(pages).map(|pages| pages.to_string()),
    });
    told.collect()
}

/// Returns the pages that a choice names, each with its number from 1.
fn chosen(choice: &PageChoice, leaves: &[Leaf]) -> Vec<(u32, Leaf)> {
    let count = u32::try_from(leaves.len()).unwrap_or(u32::MAX);
    let leaf = |number: u32| leaves.get(usize::try_from(number).ok()?.checked_sub(1)?).copied();
    choice.within(count).into_iter().filter_map(|number| Some((number, leaf(number)?))).collect()
}

/// Makes an exhibit of `after` print, of its pages, what the exhibits that held them in `before`
/// printed, in this order; one of which nothing was printed is left out.
pub fn keep_printed(before: &Case, from: &[ExhibitId], after: &mut Case, id: ExhibitId) {
    let Some(exhibit) = after.exhibit(id) else { return };
    let is = leaves(after, exhibit);
    let printed = from.iter().filter_map(|id| before.exhibit(*id)).flat_map(|exhibit| {
        let all = leaves(before, exhibit);
        match &exhibit.pages {
            Some(choice) => chosen(choice, &all).into_iter().map(|(_, leaf)| leaf).collect(),
            None => all,
        }
    });
    let numbers: Vec<u32> = printed
        .filter_map(|leaf| is.iter().position(|other| *other == leaf))
        .filter_map(|place| u32::try_from(place).ok()?.checked_add(1))
        .collect();
    let is_all = numbers.len() == is.len() && numbers.is_sorted();
    if let Some(exhibit) = after.exhibit_mut(id) {
        exhibit.left_out |= numbers.is_empty() && !is.is_empty();
        exhibit.pages = if is_all { None } else { PageChoice::of(numbers) };
    }
}

/// Returns the choice of an exhibit whose pages moved; nothing where they did not.
fn followed(
    before: &Case,
    after: &Case,
    exhibit: &Exhibit,
) -> Option<(ExhibitId, Option<PageChoice>)> {
    let choice = exhibit.pages.as_ref()?;
    let old = before.exhibit(exhibit.id).filter(|old| old.pages.as_ref() == Some(choice))?;
    let (was, is) = (leaves(before, old), leaves(after, exhibit));
    if was == is || was.is_empty() || is.is_empty() {
        return None;
    }
    let meant = chosen(choice, &was).into_iter().filter_map(|(_, leaf)| {
        let place = is.iter().position(|other| *other == leaf)?;
        u32::try_from(place).ok()?.checked_add(1)
    });
    Some((exhibit.id, PageChoice::of(meant)))
}

/// Returns the pages of an exhibit that can be drawn, in order: of which item, and which page of it,
/// from 1.
pub fn drawn_pages(case: &Case, exhibit: &Exhibit) -> Vec<(ItemId, u32)> {
    let page = |page: usize| u32::try_from(page).unwrap_or(u32::MAX).saturating_add(1);
    leaves(case, exhibit).into_iter().map(|(item, index)| (item, page(index))).collect()
}

/// Returns the pages of an exhibit in order: of which item, and which page of it.
fn leaves(case: &Case, exhibit: &Exhibit) -> Vec<Leaf> {
    let pages = |item: &Item| {
        let id = item.id;
        (0..page_count(item)).map(move |page| (id, page))
    };
    case.kept_items(exhibit).flat_map(pages).collect()
}

/// Returns how many pages of an item count as pages of its exhibit: those that can be drawn.
pub fn page_count(item: &Item) -> usize {
    let drawn = item.read.as_ref().filter(|reading| reading.has_picture());
    drawn.map_or(0, |reading| reading.pages.len().max(1))
}
