//! Strict JSON with the place of every value, and edits that touch only what they change.
//!
//! [`Document::parse`] reads a text once into a flat tape of [`Node`]s; [`Changes`] turns wishes (replace this
//! value, add a member there) into [`Splice`]s that follow the style of their neighbours. What the values mean
//! is for others to know.

mod changes;
#[cfg(test)]
mod changes_tests;
mod container;
mod document;
mod family;
mod keys;
#[cfg(test)]
mod laws;
mod parse;
mod revision;
mod scan;
mod splice;
mod style;
mod syntax;
#[cfg(test)]
mod syntax_tests;
mod write;

pub use changes::{ChangeError, Changes};
pub use document::{Children, Document, Node, NodeId, NodeKind};
#[cfg(test)]
pub use splice::invert;
pub use splice::{Splice, apply};
pub use syntax::SyntaxError;
