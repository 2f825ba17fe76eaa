//! The part of the graph that is asked for.

use std::collections::VecDeque;

use super::drawing::Drawing;
use super::{By, Request};
use crate::diagnostic::Failure;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::people::People;
use crate::state::State;
use crate::text;

/// Which nodes are drawn.
pub(super) struct Scope {
    keeps: Vec<bool>,
    roots: Vec<usize>,
}

impl Scope {
    /// What comes after `from` and before `to`, as far as `depth` steps; with `depth` alone, that far from what waits for
    /// nothing.
    pub(super) fn find(state: &State<'_>, drawing: &Drawing, request: &Request) -> Result<Self, Failure> {
        let depth = request.depth.unwrap_or(usize::MAX);
        let (incoming, outgoing) = drawing.ends();
        let mut keeps = vec![true; drawing.nodes.len()];
        let mut roots = Vec::new();
        if let Some(name) = &request.from {
            let origins = named(state, drawing, request.by, name)?;
            // A batch with issues: from where it begins.
            let origin: Vec<usize> = origins.first().copied().into_iter().collect();
            restrict(&mut keeps, &reached(drawing, &origin, &outgoing, |arrow| arrow.to, depth));
            roots.extend(origin);
        }
        if let Some(name) = &request.to {
            let origins = named(state, drawing, request.by, name)?;
            let origin: Vec<usize> = origins.last().copied().into_iter().collect();
            restrict(&mut keeps, &reached(drawing, &origin, &incoming, |arrow| arrow.from, depth));
            roots.extend(origin);
        }
        if request.from.is_none() && request.to.is_none() && request.depth.is_some() {
            let origins: Vec<usize> = (0..drawing.nodes.len())
                .filter(|place| incoming.get(*place).is_none_or(Vec::is_empty))
                .collect();
            restrict(&mut keeps, &reached(drawing, &origins, &outgoing, |arrow| arrow.to, depth));
        }
        Ok(Self { keeps, roots })
    }

    pub(super) fn apply(self, mut drawing: Drawing) -> Drawing {
        drawing.roots = self.roots;
        drawing.retain(|place| self.keeps.get(place).copied().unwrap_or(false))
    }
}

fn restrict(keeps: &mut [bool], distances: &[Option<usize>]) {
    for (keep, distance) in keeps.iter_mut().zip(distances) {
        *keep &= distance.is_some();
    }
}

/// The nodes of an item, a batch, or an owner, from the first to the last.
fn named(state: &State<'_>, drawing: &Drawing, by: Option<By>, name: &str) -> Result<Vec<usize>, Failure> {
    let places = |is_it: &dyn Fn(&super::Node) -> bool| -> Vec<usize> {
        let nodes = drawing.nodes.iter().enumerate();
        nodes.filter(|(_, node)| is_it(node)).map(|(place, _)| place).collect()
    };
    let found = if by == Some(By::Owner) {
        let people = People::new(state.plan);
        let key = people.key(name);
        places(&|node| people.key(&node.id) == key)
    } else {
        let mut at = state.index.require(name)?;
        if by.is_some() && at.kind == Kind::Issue {
            at = state.graph.batch_of(at.index()).unwrap_or(at);
        }
        places(&|node: &super::Node| node.at == Some(at) as Option<At>)
    };
    if found.is_empty() {
        let message = format!("nothing waits for `{0}`, and `{0}` waits for nothing", text::one_line(name));
        return Err(Failure::new(message).hint("`tracker graph --format json` lists what is in the graph"));
    }
    Ok(found)
}

/// For each node how many steps away it is, within `depth`. To pass a gate is no step.
fn reached(
    drawing: &Drawing,
    origins: &[usize],
    arrows: &[Vec<usize>],
    other: impl Fn(&super::Arrow) -> usize,
    depth: usize,
) -> Vec<Option<usize>> {
    let mut distances: Vec<Option<usize>> = vec![None; drawing.nodes.len()];
    let mut waiting: VecDeque<(usize, usize)> = origins.iter().map(|origin| (*origin, 0)).collect();
    while let Some((place, distance)) = waiting.pop_front() {
        match distances.get_mut(place) {
            Some(known) if known.is_none() => *known = Some(distance),
            _ => continue,
        }
        for arrow in arrows.get(place).into_iter().flatten().filter_map(|arrow| drawing.arrows.get(*arrow)) {
            let next = other(arrow);
            let is_gate = drawing.nodes.get(next).is_some_and(|node| node.is_gate);
            if is_gate {
                waiting.push_front((next, distance));
            } else if distance < depth {
                waiting.push_back((next, distance + 1));
            }
        }
    }
    distances
}
