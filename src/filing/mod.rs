//! From a case to an exact plan: profiles, what a package carries, order, numbers, slots, names and
//! findings. Pure: the same input gives the same plan. Drawing it is [`crate::render`]'s work.

mod check;
mod names;
mod plan;
mod profile;
mod scope;

pub use check::{case_findings, cited_pages};
pub use names::{
    PACKAGE_DERIVED, PACKAGE_MEDIA, PACKAGE_ORIGINALS, derived_name, file_stem, media_folder,
    package_names,
};
pub use plan::{
    Content, Cover, DossierPlan, FragmentSpot, PageContent, PlaceholderReason, PlannedExhibit,
    PlannedItem, PlannedPage, PlannedSlot, Preparation, plan,
};
pub use profile::{
    Confidence, FilingProfile, ForeignPages, Limits, ProfileError, profile, profiles,
};
pub use scope::{Scope, packages, scoped};
