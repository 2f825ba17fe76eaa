//! Pages: what a report or a list shows, with every number and label computed.
//!
//! A page is `Serialize`: the JSON that scripts read and the context that templates get are this one value. How it is
//! laid out belongs to templates and `render`; how it is understood, to `state` and its neighbours below.
//!
//! Keys are camelCase; a fact that is not known is `null`, never left out.

pub mod badge;
pub mod check;
pub mod dashboard;
pub mod entry;
pub mod item;
pub mod list;
pub mod metric;
pub mod next;
pub mod query;
pub mod reference;
pub mod report;
pub mod row;
pub mod show;
pub mod weekly;

use report::Request;
use serde::Serialize;

use crate::plan::header::Header;
use crate::plan::value::date::Date;
use crate::state::State;

/// The version of the JSON that scripts rely on.
pub const SCHEMA_VERSION: u32 = 1;

/// Rows that a table of a report shows unless all are asked for.
pub const TABLE_ROWS: usize = 100;

/// From where a page looks at a plan.
#[derive(Debug, Clone, Copy)]
pub struct Viewpoint<'p> {
    /// What the plan is.
    pub state: &'p State<'p>,
    /// How many rows a table may have.
    pub rows: usize,
}

/// What a page says of the plan as a whole.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Program<'p> {
    /// What it is called.
    pub title: Option<&'p str>,
    /// What it is for.
    pub goal: Option<&'p str>,
    /// Its state, in words.
    pub status: Option<&'p str>,
    /// Who coordinates it.
    pub coordinator: Option<&'p str>,
    /// Its repository, `owner/name`.
    pub repository: Option<&'p str>,
    /// The first day of Week 1.
    pub start_date: Option<Date>,
}

impl<'p> Program<'p> {
    /// What a plan's header says, and what the report is to say instead.
    pub fn new(header: &'p Header<'p>, request: &'p Request) -> Self {
        let instead = |own: &'p Option<String>, plan: Option<&'p str>| own.as_deref().or(plan);
        Self {
            title: instead(&request.title, header.title.as_deref()),
            goal: header.goal.as_deref(),
            status: instead(&request.status, header.status.as_deref()),
            coordinator: instead(&request.coordinator, header.coordinator.as_deref()),
            repository: header.repository.as_deref(),
            start_date: header.start_date,
        }
    }
}
