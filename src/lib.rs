//! `tracker` keeps a program of work in one JSON file and derives every status document from it.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod edit;
pub mod graph;
pub mod json;
pub mod plan;
pub mod render;
pub mod schema;
pub mod span;
pub mod state;
pub mod store;
pub mod text;
pub mod view;
