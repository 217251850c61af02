//! From bytes to what could be read, with notes; reads only.

pub mod jpeg;
pub mod pdf;
