//! The pages of an exhibit as a choice of pages counts them, and a choice that follows its pages
//! when others come or go before them.

use crate::case::{Case, Exhibit, ExhibitId, Item, ItemId, PageChoice};

/// Makes the choices of pages in `after` mean the pages that they meant in `before`. A page that is
/// there no more leaves its choice; a choice of which nothing is left is none. Where an exhibit has,
/// or had, no page at all, its choice waits as it is.
pub fn follow_pages(before: &Case, after: &mut Case) {
    let moved: Vec<(ExhibitId, Option<PageChoice>)> =
        after.exhibits.iter().filter_map(|exhibit| followed(before, after, exhibit)).collect();
    for (id, choice) in moved {
        if let Some(exhibit) = after.exhibit_mut(id) {
            exhibit.pages = choice;
        }
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
    let count = u32::try_from(was.len()).unwrap_or(u32::MAX);
    let meant = choice.within(count).into_iter().filter_map(|number| {
        let index = usize::try_from(number).ok()?.checked_sub(1)?;
        let place = is.iter().position(|leaf| Some(leaf) == was.get(index))?;
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
fn leaves(case: &Case, exhibit: &Exhibit) -> Vec<(ItemId, usize)> {
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
