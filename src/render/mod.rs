//! From a plan to a PDF.

pub mod assemble;
pub mod fragment;
