//! To come.

mod diagnostic;

pub use diagnostic::diagnostic;
