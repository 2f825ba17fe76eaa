//! Strict JSON with the place of every value, and edits that touch only what they change.
//!
//! [`Document::parse`] reads a text once into a flat tape of [`Node`]s; [`Changes`] turns wishes (replace this
//! value, add a member there) into [`Splice`]s that follow the style of their neighbours. What the values mean
//! is for others to know.

mod document;
mod keys;
#[cfg(test)]
mod laws;
mod parse;
mod scan;
mod syntax;

pub use document::{Children, Document, Node, NodeId, NodeKind};
pub use syntax::SyntaxError;
