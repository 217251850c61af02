//! The ZIP, its BagIt bag and its verification.
