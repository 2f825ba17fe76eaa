//! Items that wait for themselves by way of others.

use super::sink::{Sink, head, named, typed};
use super::{Check, Rule, Structure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::cycle::cycles;
use crate::json::Node;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::value::dependency::{Blocker, Dependency, Reference};

/// How many items of a cycle a message names before it counts the rest.
const SHOWN: usize = 12;

pub(super) const CYCLE: Rule = Rule {
    code: "cycle",
    severity: Severity::Error,
    summary: "items wait for one another in a circle",
    explanation: "Each item of the path waits for the next and the last for the first, so none of them can ever start. A \
        batch waits for its issues, and its issues wait for what the batch waits for. Decide which of them comes first, \
        and take away its edge; the hint names the edge that closes the circle.",
    example: r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#,
    check: Check::Structure(cycle),
};

fn cycle(structure: &Structure<'_>, sink: &mut Sink) {
    for cycle in cycles(structure.plan, structure.graph) {
        if let Some(finding) = finding(structure, sink, &cycle) {
            sink.push(finding);
        }
    }
}

fn finding(structure: &Structure<'_>, sink: &Sink, cycle: &[At]) -> Option<Diagnostic> {
    let first = structure.plan.item(*cycle.first()?)?;
    let message = format!("these wait for one another: {}", path(structure, cycle));
    // A step from a batch to its issue, or from an issue to its batch, stands nowhere as a reference.
    let next = cycle.iter().cycle().skip(1);
    let mut written = cycle.iter().zip(next).filter_map(|(from, to)| Written::find(structure, *from, *to));
    let Some(opening) = written.next() else {
        return Some(sink.at(head(first), message).about(first.address()));
    };
    let closing = written.last().unwrap_or(opening);
    let target = structure.plan.item(closing.to)?;
    let edge = format!("{}-={}", closing.field, closing.id);
    let hint = format!(
        "if {} need not wait for {}: tracker update {} {}",
        named(closing.item),
        named(target),
        typed(&closing.item.address()),
        typed(&edge)
    );
    let finding = sink.within(opening.item, opening.field, opening.node, message);
    Some(finding.label("the circle begins here").hint(hint))
}

/// `A → B → A`; of a long one only the beginning and the end.
fn path(structure: &Structure<'_>, cycle: &[At]) -> String {
    let name = |at: &At| structure.plan.item(*at).map(named).unwrap_or_default();
    let mut names: Vec<String> = cycle.iter().take(SHOWN).map(name).collect();
    if cycle.len() > SHOWN {
        names.push(format!("… {} more …", cycle.len() - SHOWN));
    }
    names.extend(cycle.first().map(name));
    names.join(" → ")
}

/// An edge that stands in the plan's text.
#[derive(Clone, Copy)]
struct Written<'p> {
    item: Item<'p, 'p>,
    to: At,
    field: &'static str,
    id: &'p str,
    node: Node<'p>,
}

impl<'p> Written<'p> {
    fn find(structure: &Structure<'p>, from: At, to: At) -> Option<Self> {
        let item = structure.plan.item(from)?;
        let (dependencies, blockers): (&[Dependency<'p>], &[Blocker<'p>]) = match item {
            Item::Batch(batch) => (&batch.dependencies, &batch.blockers),
            Item::Issue(issue) => (&issue.dependencies, &issue.blockers),
            Item::Review(review) => (&review.dependencies, &[]),
            Item::Checkpoint(checkpoint) => (&checkpoint.dependencies, &[]),
            Item::Action(action) => (&action.dependencies, &[]),
            _ => return None,
        };
        let dependencies = dependencies.iter().map(|dependency| ("dependencies", &dependency.target));
        let blockers =
            blockers.iter().filter(|blocker| !blocker.is_words()).map(|blocker| ("blockers", &blocker.0));
        let leads_there =
            |(_, reference): &(_, &Reference<'p>)| structure.index.find(&reference.id) == Some(to);
        let (field, reference) = dependencies.chain(blockers).find(leads_there)?;
        Some(Self { item, to, field, id: &reference.id, node: reference.node })
    }
}
