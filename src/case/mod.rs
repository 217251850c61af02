//! What a case is, pure.
