//! The only code that writes into a case folder.
