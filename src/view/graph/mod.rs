//! The dependency graph as a page: what is drawn, as nodes and arrows, and as trees.
//!
//! - `drawing`: the network of the plan as nodes and arrows that a person can follow
//! - `edges`: its items and edges as JSON
//! - `group`: the same between batches, or between owners
//! - `scope`: the part of it that is asked for
//! - `tree`: the part as trees
//!
//! How it becomes Mermaid, DOT or SVG belongs to `render`.

mod drawing;
mod edges;
mod group;
mod scope;
mod tree;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde::Serialize;

pub use self::drawing::{Arrow, Drawing, Frame, Node};
pub use self::edges::{Graph, json};
use self::scope::Scope;
pub use super::section::flow::chart::Chart;
use super::section::flow::chart::{self, ARROWS, ChartGroup};
use super::section::flow::{self, tree::FlowRow};
use super::week::Week;
use super::{Viewpoint, reference};
use crate::diagnostic::Failure;
use crate::graph::cycle::cycles;
use crate::plan::index::At;
use crate::state::State;
use crate::text;

/// Items of a circle that are named before the rest is counted.
const MOST_NAMED: usize = 12;

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
pub struct Trees<'p> {
    /// The trees batch after batch; one group when a part of the graph is asked for.
    pub groups: Vec<Group<'p>>,
    /// Whether they are read from what waits to what it waits for.
    upward: bool,
}

impl Trees<'_> {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.rows.is_empty())
    }
}

/// Trees under one heading.
#[derive(Debug, Serialize)]
pub struct Group<'p> {
    label: Option<String>,
    /// What the batch as a whole comes after.
    after: Vec<String>,
    rows: Vec<FlowRow<'p>>,
    lines: Vec<String>,
}

/// The drawing that is asked for.
pub fn drawing(state: &State<'_>, request: &Request) -> Result<Drawing, Failure> {
    Ok(part(state, request)?.simplified())
}

fn part(state: &State<'_>, request: &Request) -> Result<Drawing, Failure> {
    let whole = match request.by {
        None => drawing::lifted(state),
        Some(by) => group::grouped(state, by),
    };
    // Steps are counted along what is drawn.
    let whole = if request.depth.is_some() { whole.reduced() } else { whole };
    Ok(Scope::find(state, &whole, request)?.apply(whole))
}

/// The trees that are asked for.
pub fn trees<'p>(state: &'p State<'p>, request: &Request) -> Result<Trees<'p>, Failure> {
    if request.is_for_all() {
        return Ok(Trees { groups: by_batch(state), upward: false });
    }
    let drawing = drawing(state, request)?;
    let upward = request.from.is_none() && request.to.is_some();
    let rows = tree::rows(&drawing, upward);
    let lines = flow::tree::lines(&rows);
    Ok(Trees { groups: vec![Group { label: None, after: Vec::new(), rows, lines }], upward })
}

/// The trees of the whole plan, as reports show them.
fn by_batch<'p>(state: &'p State<'p>) -> Vec<Group<'p>> {
    let view = Viewpoint {
        state,
        rows: usize::MAX,
        day: None,
        week: Week { label: None, window: None, number: None },
        diagram: None,
        timetable: Rc::default(),
    };
    let groups = flow::section(&view).groups.into_iter();
    groups
        .map(|group| Group { label: group.label, after: group.after, rows: group.rows, lines: group.lines })
        .collect()
}

/// The drawing in the form of the reports' diagrams: issues in the frames of their batches.
pub fn chart(drawing: &Drawing) -> Chart {
    let name = |place: usize| format!("n{}", place + 1);
    let mut framed: BTreeMap<usize, Vec<chart::Node>> = BTreeMap::new();
    for (place, node) in drawing.nodes.iter().enumerate() {
        let role = node.badge.filter(|_| !node.is_gate).map(|badge| badge.role);
        let shown = chart::Node { name: name(place), lines: node.lines.clone(), role };
        framed.entry(node.frame.unwrap_or(usize::MAX)).or_default().push(shown);
    }
    let group = |(frame, nodes): (usize, Vec<chart::Node>)| {
        let known = drawing.frames.get(frame);
        ChartGroup {
            name: known.map(|_| format!("b{}", frame + 1)),
            label: known.map(|frame| frame.label.clone()),
            role: known.and_then(|frame| frame.role),
            nodes,
        }
    };
    let arrow = |arrow: &Arrow| chart::Arrow {
        from: name(arrow.from),
        to: name(arrow.to),
        label: arrow.label.clone(),
    };
    Chart {
        groups: framed.into_iter().map(group).collect(),
        arrows: drawing.arrows.iter().take(ARROWS).map(arrow).collect(),
        hidden: drawing.arrows.len().saturating_sub(ARROWS),
    }
}

/// The circles of the plan, each as its path: `A → B → A`.
pub fn circles(state: &State<'_>) -> Vec<String> {
    let path = |items: &Vec<At>| {
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
    cycles(state.plan, state.graph).iter().map(path).collect()
}
