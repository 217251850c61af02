//! The tests' server.
fn main() {}
