//! The dependency graph as a page: what is drawn, as nodes and arrows, and as trees.
//!
//! - `chart`: the drawing in the form of the reports' diagrams
//! - `drawing`: the network of the plan as nodes and arrows that a person can follow
//! - `edges`: its items and edges as JSON
//! - `group`: the same between batches, or between owners
//! - `scope`: the part of it that is asked for
//! - `tree`: the part as trees
//!
//! How it becomes Mermaid, DOT or SVG belongs to `render`.

mod chart;
mod drawing;
mod edges;
mod group;
mod scope;
mod tree;

use std::rc::Rc;

use serde::Serialize;

pub use self::chart::{Chart, chart};
pub use self::drawing::{Arrow, Drawing, Frame, Node};
pub use self::edges::{Graph, json};
use self::scope::Scope;
use self::tree::Row;
use super::section::flow;
use super::week::Week;
use super::{Viewpoint, reference};
use crate::diagnostic::Failure;
use crate::graph::cycle::{Circle, cycles};
use crate::plan::index::At;
use crate::schedule::Schedule;
use crate::state::State;
use crate::text;

/// Items of a circle that are named before the rest is counted.
const MOST_NAMED: usize = 12;

/// What is drawn: a plan, and its schedule where one is known, which tells what is critical.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'s, 'p> {
    /// The plan.
    pub state: &'s State<'p>,
    /// Its schedule.
    pub schedule: Option<&'s Schedule<'s, 'p>>,
}

impl Subject<'_, '_> {
    /// Whether an item is critical, a batch when any of its issues is; nothing when that is not known.
    fn critical(self, at: At) -> Option<bool> {
        let times = self.schedule?.times(self.state, at);
        Some(times.is_some_and(|times| times.is_critical()))
    }
}

/// By what the nodes are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum By {
    /// A node for each batch.
    Batch,
    /// A node for each owner.
    Owner,
}

/// What is asked for.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Only what comes after this item.
    pub from: Option<String>,
    /// Only what comes before this item.
    pub to: Option<String>,
    /// Only so many steps away from these.
    pub depth: Option<usize>,
    /// Batches or owners instead of items.
    pub by: Option<By>,
}

impl Request {
    fn is_for_all(&self) -> bool {
        self.from.is_none() && self.to.is_none() && self.depth.is_none() && self.by.is_none()
    }
}

/// The graph as trees.
#[derive(Debug, Serialize)]
pub struct Trees {
    /// The trees batch after batch; one group when a part of the graph is asked for.
    pub groups: Vec<Group>,
    /// Whether they are read from what waits to what it waits for.
    upward: bool,
}

impl Trees {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }
}

/// Trees under one heading.
#[derive(Debug, Serialize)]
pub struct Group {
    label: Option<String>,
    /// What the batch as a whole comes after.
    after: Vec<String>,
    rows: Vec<Row>,
    lines: Vec<String>,
}

/// The drawing that is asked for.
pub fn drawing(subject: Subject<'_, '_>, request: &Request) -> Result<Drawing, Failure> {
    Ok(part(subject, request)?.simplified())
}

fn part(subject: Subject<'_, '_>, request: &Request) -> Result<Drawing, Failure> {
    let whole = match request.by {
        None => drawing::lifted(subject),
        Some(by) => group::grouped(subject, by),
    };
    // Steps are counted along what is drawn.
    let whole = if request.depth.is_some() { whole.reduced() } else { whole };
    Ok(Scope::find(subject.state, &whole, request)?.apply(whole))
}

/// The trees that are asked for.
pub fn trees(subject: Subject<'_, '_>, request: &Request) -> Result<Trees, Failure> {
    if request.is_for_all() {
        return Ok(Trees { groups: by_batch(subject), upward: false });
    }
    let drawing = drawing(subject, request)?;
    let upward = request.from.is_none() && request.to.is_some();
    let (rows, lines) = tree::marked(tree::rows(&drawing, upward));
    Ok(Trees { groups: vec![Group { label: None, after: Vec::new(), rows, lines }], upward })
}

/// The trees of the whole plan, as reports show them.
fn by_batch(subject: Subject<'_, '_>) -> Vec<Group> {
    let state = subject.state;
    let view = Viewpoint {
        state,
        rows: usize::MAX,
        day: None,
        week: Week::unknown(),
        diagram: None,
        timetable: Rc::default(),
    };
    let is_critical = |at: Option<At>| at.and_then(|at| subject.critical(at)).unwrap_or(false);
    let groups = flow::section(&view).groups.into_iter();
    groups
        .map(|group| {
            let rows = group.rows.into_iter().map(|row| (is_critical(row.at), row));
            let (rows, lines) = tree::marked(rows.map(|(critical, row)| (row, critical)).collect());
            Group { label: group.label, after: group.after, rows, lines }
        })
        .collect()
}

/// The circles of the plan, each as its path: `A → B → A`.
pub fn circles(state: &State<'_>) -> Vec<String> {
    let path = |circle: Circle| {
        let items = circle.items;
        let mut names: Vec<String> = items
            .iter()
            .take(MOST_NAMED)
            .map(|at| text::one_line(&reference::address(state, *at)).into_owned())
            .collect();
        if items.len() > MOST_NAMED {
            names.push(format!("… {} more …", items.len() - MOST_NAMED));
        }
        names.extend(names.first().cloned());
        names.join(" → ")
    };
    cycles(state.plan, state.graph).into_iter().map(path).collect()
}
