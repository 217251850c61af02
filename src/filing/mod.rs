//! From a case to an exact plan: profiles, what a package carries, order, numbers, slots, names and
//! findings. Pure: the same input gives the same plan. Drawing it is [`crate::render`]'s work.

mod calendar;
mod check;
mod checklist;
mod complement;
mod deadline;
mod delivered;
mod ground;
mod ical;
mod ladder;
mod letter;
mod limit;
mod names;
mod plan;
mod profile;
mod scope;
pub mod upload;
mod upload_names;
mod value;

pub use calendar::{Calendar, Unit};
pub use check::{case_findings, cited_pages, fiscal_findings};
pub use checklist::{ChecklistLine, LineState, Need, checklist, has_personal_number};
pub use complement::{Complement, Since, complement, delivery_since};
pub use deadline::{Bound, Deadline, DeadlineState, deadlines, late_recordings};
pub use ground::{Ground, grounds};
pub use ical::icalendar;
pub use ladder::{Rung, RungState, ladder};
pub use letter::{Letter, LetterOffer, LetterText, letter_text, letters};
pub use limit::{HandedFile, over_limits};
pub use names::{
    PACKAGE_DERIVED, PACKAGE_MEDIA, PACKAGE_ORIGINALS, PACKAGE_SEALS, PACKAGE_UPLOADS,
    derived_name, file_stem, media_folder, package_names, seal_attachment_name,
};
pub use plan::{
    Content, Cover, DossierPlan, FragmentSpot, InnerPages, PageContent, PlaceholderReason,
    PlannedExhibit, PlannedItem, PlannedPage, PlannedSlot, Preparation, plan,
};
pub use profile::{
    Colour, Confidence, FilingProfile, ForeignPages, Limits, Media, NameStyle, OwnProfile, Paper,
    ProfileError, Quality, Split, Warning, profile, profiles,
};
pub use scope::{Scope, Shows, packages, scoped};
pub use upload_names::{UploadName, UploadNames};
pub use value::{ClaimSums, CourtLimits, RefundSums, claim_sums, court_limits, refund_sums};
