//! Promises to the user, tested from outside: one binary for all of them.
mod tidy;
