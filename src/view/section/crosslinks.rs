//! The dependencies of the work, one by one, with whether each leads somewhere.

use serde::Serialize;

use crate::graph::{Fault, Origin, Unresolved};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::state::State;
use crate::view::viewpoint::Rows;
use crate::view::{Viewpoint, reference};

/// A dependency: one item waits for another.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Crosslink {
    /// Whether it leads to something that can be waited for.
    pub valid: bool,
    /// What is waited for, as others call it: `FEAT-041`.
    pub from: String,
    /// What waits, as others call it.
    pub to: String,
    /// The short title of what is waited for.
    pub from_title: Option<String>,
    /// The short title of what waits.
    pub to_title: Option<String>,
    /// What is wrong with it.
    pub fault: Option<&'static str>,
}

/// The dependencies of batches and issues, and those of anything else that lead nowhere; these come first. The order of
/// a `sequential` batch is not written by anybody, so it is left out.
pub(super) fn section(view: &Viewpoint<'_>) -> Rows<Crosslink> {
    let state = view.state;
    let broken = state.graph.unresolved().iter().filter(|reference| is_dependency(reference));
    let broken = broken.map(|reference| (reference.from, Err(reference)));
    let places = |kind| (0..state.plan.items.count(kind)).map(move |place| At::new(kind, place));
    let sound = places(Kind::Batch).chain(places(Kind::Issue)).flat_map(|at| {
        let edges = state.graph.edges(at).iter().filter(|edge| edge.origin != Origin::Sequence);
        edges.map(move |edge| (at, Ok(edge.to)))
    });
    let all: Vec<_> = broken.chain(sound).collect();
    view.rows_of(all.into_iter().map(|(at, target)| match target {
        Ok(to) => sound_link(state, at, to),
        Err(reference) => broken_link(state, reference),
    }))
}

fn is_dependency(reference: &Unresolved<'_>) -> bool {
    matches!(reference.field, "dependencies" | "blockers")
}

fn sound_link(state: &State<'_>, at: At, to: At) -> Crosslink {
    Crosslink {
        valid: true,
        from: reference::name(state, to),
        to: reference::name(state, at),
        from_title: title(state, to),
        to_title: title(state, at),
        fault: None,
    }
}

fn broken_link(state: &State<'_>, reference: &Unresolved<'_>) -> Crosslink {
    let (found, fault) = match reference.fault {
        Fault::Unknown => (None, "no such item"),
        Fault::Itself => (Some(reference.from), "waits for itself"),
        Fault::OwnBatch => (state.graph.batch_of(reference.from.index()), "waits for its own batch"),
        Fault::WrongKind(at) => (Some(at), "nothing can wait for it"),
    };
    Crosslink {
        valid: false,
        from: reference.id.to_owned(),
        to: reference::name(state, reference.from),
        from_title: found.and_then(|at| title(state, at)),
        to_title: title(state, reference.from),
        fault: Some(fault),
    }
}

/// What an item is called, shortly, without its id.
fn title(state: &State<'_>, at: At) -> Option<String> {
    let title = match state.plan.item(at)? {
        Item::Issue(issue) => reference::short_title(issue),
        Item::Batch(batch) => batch.name.as_deref(),
        item => item.title(),
    };
    title.filter(|title| !title.is_empty()).map(str::to_owned)
}
