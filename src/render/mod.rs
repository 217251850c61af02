//! From a plan to a PDF.
