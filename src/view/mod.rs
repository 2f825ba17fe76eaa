//! Pages: what a report or a list shows, with every number and label computed.
//!
//! A page is `Serialize`: the JSON that scripts read and the context that templates get are this one value. How it is
//! laid out belongs to templates and `render`; how it is understood, to `state` and its neighbours below.
//!
//! - `page`: the page of a report, made of the sections that its template shows
//! - `section`: one file for each section
//! - `list`, `show`, `next`, `waits`, `graph`, `schedule`, `forecast`, `what_if`, `metric`, `check`: the pages of commands
//!
//! Keys are camelCase; a fact that is not known is `null`, never left out.

pub mod badge;
pub mod check;
mod column;
pub mod effort;
pub mod entry;
pub mod forecast;
pub mod graph;
pub mod item;
pub mod list;
pub mod metric;
pub mod next;
pub mod page;
pub mod query;
pub mod reference;
pub mod request;
pub mod row;
pub mod schedule;
pub mod section;
pub mod show;
pub mod summary;
pub mod viewpoint;
pub mod waits;
pub mod week;
pub mod what_if;

pub use viewpoint::Viewpoint;

/// The version of the JSON that scripts rely on.
pub const SCHEMA_VERSION: u32 = 1;

/// Rows that a table of a report shows unless all are asked for.
pub const TABLE_ROWS: usize = 100;
