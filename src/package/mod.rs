//! The ZIP, its BagIt bag and its verification.

pub mod bag_check;
