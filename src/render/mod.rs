//! From a plan to a PDF.

pub mod layout;
pub mod qr;
pub mod view;
