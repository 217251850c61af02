//! Where the slots stand on the finished pages, and how large: what the resolution of a picture on
//! paper is measured by.

use super::slot::slot_png;
use crate::render::view::{DossierView, SheetView};
use std::collections::BTreeMap;
use typst::layout::{Frame, FrameItem};
use typst::visualize::ImageKind;
use typst_layout::PagedDocument;

/// A slot on its page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotPlace {
    /// Number of the slot.
    pub slot: u32,
    /// Width on paper in points.
    pub width_pt: f32,
    /// Height on paper in points.
    pub height_pt: f32,
}

/// Returns every slot of the document, in the order of the pages.
pub(super) fn slot_places(document: &PagedDocument, view: &DossierView) -> Vec<SlotPlace> {
    let exhibits = view.personal_documents.iter().chain(&view.exhibits);
    let sheets = exhibits.flat_map(|exhibit| &exhibit.sheets);
    let pictures: BTreeMap<Vec<u8>, u32> = sheets
        .flat_map(|sheet| match sheet {
            SheetView::Slots { slots, .. } => slots.as_slice(),
            _ => &[],
        })
        .map(|slot| (slot_png(slot.id), slot.id))
        .collect();
    let mut places = Vec::new();
    for page in document.pages() {
        find(&page.frame, &pictures, &mut places);
    }
    places
}

fn find(frame: &Frame, pictures: &BTreeMap<Vec<u8>, u32>, places: &mut Vec<SlotPlace>) {
    for (_, item) in frame.items() {
        match item {
            FrameItem::Group(group) => find(&group.frame, pictures, places),
            FrameItem::Image(image, size, _) => {
                let ImageKind::Raster(picture) = image.kind() else { continue };
                if let Some(slot) = pictures.get(picture.data().as_slice()) {
                    let (width_pt, height_pt) = (points(size.x.to_pt()), points(size.y.to_pt()));
                    places.push(SlotPlace { slot: *slot, width_pt, height_pt });
                }
            }
            _ => {}
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a page has some hundred points")]
fn points(value: f64) -> f32 {
    value as f32
}
