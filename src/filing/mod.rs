//! From a case to an exact plan, pure.
