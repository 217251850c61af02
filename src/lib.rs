//! The engine of Juntada: it gathers what proves a consumer's dispute into a folder that proves its
//! own integrity, and turns that folder into the papers a Procon desk, a court or a lawyer wants.
//!
//! Deliberately not here: windows, terminals, the environment and the clock. Time, chance and the
//! place of the reader program are arguments, read from the system in `edge` alone, by the programs.

pub mod api;
pub mod app;
pub mod base;
pub mod case;
pub mod catalogue;
pub mod cli;
pub mod desk;
pub mod edge;
pub mod explain;
pub mod filing;
pub mod import;
pub mod package;
pub mod render;
pub mod search;
pub mod store;
