//! From a plan to a PDF.

pub mod labels;
