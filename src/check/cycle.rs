//! Items that wait for themselves by way of others.

use super::sink::{Sink, head, named, shown, typed};
use super::{Check, Rule, Structure};
use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::added::{Named, added_cycles};
use crate::graph::cycle::{Circle, cycles};
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
        and take away its edge; the hint names the edge that closes the circle. So many circles are listed that none is \
        left without these edges; where very many go through one another, the next run shows the rest.",
    example: r#"{"issues": [{"id": "A", "dependencies": ["B"]}, {"id": "B", "dependencies": ["A"]}]}"#,
    check: Check::Structure(cycle),
};

fn cycle(structure: &Structure<'_>, sink: &mut Sink) {
    for circle in cycles(structure.plan, structure.graph) {
        if let Some(finding) = finding(structure, sink, &circle) {
            sink.push(finding);
        }
    }
}

/// The circles that an edit closes, as findings about the plan after it. Items are renamed as in `renamed`, old and new.
pub(super) fn added(
    before: &Structure<'_>,
    after: &Structure<'_>,
    renamed: &[(&str, &str)],
) -> Vec<Diagnostic> {
    let old_names = |at| {
        let name = own_name(before, at);
        let new = renamed.iter().filter(|(old, _)| *old == name).map(|(_, new)| (*new).to_owned());
        new.chain([name.clone()]).collect()
    };
    let new_names = |at| vec![own_name(after, at)];
    let before = Named { plan: before.plan, graph: before.graph, names: &old_names };
    let circles = added_cycles(&before, &Named { plan: after.plan, graph: after.graph, names: &new_names });
    let sink = Sink::new(&CYCLE);
    let finding = |(circle, is_new): &(Circle, bool)| {
        let finding = finding(after, &sink, circle)?;
        let edge = Written::find(after, circle.closing.0, circle.closing.1).filter(|_| *is_new);
        let advice = edge.map(|edge| {
            let (id, item) = (shown(edge.id), named(edge.item));
            format!(
                "leave `{id}` out of the {} of `{item}`, or first take away another edge of the circle",
                edge.field
            )
        });
        Some(Diagnostic { hint: advice, ..finding })
    };
    circles.iter().filter_map(finding).collect()
}

/// What an item is called before and after an edit: of one without id the place may change, so its kind counts.
fn own_name(structure: &Structure<'_>, at: At) -> String {
    let id = structure.plan.item(at).and_then(Item::id);
    id.map_or_else(|| format!("{}.", at.kind.description().key), str::to_owned)
}

fn finding(structure: &Structure<'_>, sink: &Sink, circle: &Circle) -> Option<Diagnostic> {
    let cycle = &circle.items;
    let first = structure.plan.item(*cycle.first()?)?;
    let message = format!("these wait for one another: {}", path(structure, cycle));
    // A step from a batch to its issue, or from an issue to its batch, stands nowhere as a reference.
    let next = cycle.iter().cycle().skip(1);
    let mut written = cycle.iter().zip(next).filter_map(|(from, to)| Written::find(structure, *from, *to));
    let Some(opening) = written.next() else {
        return Some(sink.at(head(first), message).about(first.address()));
    };
    let (from, to) = circle.closing;
    let closing = Written::find(structure, from, to).unwrap_or(opening);
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
