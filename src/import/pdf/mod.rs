//! Foreign PDFs: what they hold, and their pages as fragments.
