//! From a plan to a PDF: `compose` puts a package into words, `layout` onto pages with slots,
//! `assemble` puts the evidence into the slots. `papers` are what goes with a dossier or stands alone. Gets all bytes through arguments.

pub mod assemble;
pub mod bind;
pub mod code128;
pub mod compose;
pub mod fragment;
pub mod labels;
pub mod layout;
pub mod paper;
pub mod papers;
pub mod qr;
pub mod representation;
pub mod view;
pub mod weight;
