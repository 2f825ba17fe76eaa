//! What contradicts itself in a plan: rules with codes, each finding with its place and what to type next.
//!
//! [`RULES`] is the one table. A rule is a constant beside its function, in the file of its family, and a line of
//! that table; what reading finds (a wrong type, a value that is none of its names) has its lines there too, so that
//! every code can be explained. Printing findings is for the rooms above.

mod calendar;
mod capacity;
mod cycle;
mod date;
mod deliverable;
mod estimate;
mod key;
mod metric;
mod mojibake;
mod people;
mod progress;
mod prose;
mod reading;
mod record;
mod reference;
mod report;
mod rule;
mod sink;
mod statement;

mod status;
mod structure;
mod suggestion;
mod target;

pub use deliverable::deliverable_paths;
pub use reading::syntax;
pub use report::Refusal;
pub use rule::{Check, RULES, Rule, rule};
pub use sink::Sink;

use std::collections::HashSet;

use crate::diagnostic::{Diagnostic, Severity};
use crate::graph::Graph;
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::{Item, Kind};
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::schedule::{Overrun, Timetable};
use crate::state::State;

/// What the structural rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Structure<'p> {
    /// The plan.
    pub plan: &'p Plan<'p>,
    /// Its items by id.
    pub index: &'p Index<'p>,
    /// Its edges.
    pub graph: &'p Graph<'p>,
}

impl<'p> Structure<'p> {
    /// The items of a kind.
    fn items(self, kind: Kind) -> impl Iterator<Item = Item<'p, 'p>> {
        let items = &self.plan.items;
        (0..items.count(kind)).filter_map(move |place| items.get(kind, place))
    }

    /// Every item with each field that its kind has of certain shapes.
    fn fields(self, wanted: fn(Shape) -> bool) -> impl Iterator<Item = (Item<'p, 'p>, &'static str)> {
        Kind::ALL.iter().flat_map(move |kind| {
            let fields = kind.description().fields.iter().filter(move |field| wanted(field.shape));
            fields.flat_map(move |field| self.items(*kind).map(move |item| (item, field.key)))
        })
    }
}

/// What all other rules look at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'p> {
    /// The plan, its ids and its edges.
    pub structure: Structure<'p>,
    /// What follows from them.
    pub state: &'p State<'p>,
    /// Today, when it is known; what depends on the calendar is not judged without.
    pub today: Option<Date>,
    /// The paths of deliverables at which there is no file.
    missing_files: Option<&'p HashSet<&'p str>>,
    /// The entries of `reports` that cannot be followed, as what lies beside the plan tells.
    refused_reports: &'p [Refusal],
}

impl<'p> Subject<'p> {
    /// A plan with everything that follows from it.
    pub const fn new(state: &'p State<'p>, today: Option<Date>) -> Self {
        let structure = Structure { plan: state.plan, index: state.index, graph: state.graph };
        Self { structure, state, today, missing_files: None, refused_reports: &[] }
    }

    /// The same, when there is no file at these paths of [`deliverable_paths`].
    #[must_use]
    pub const fn missing_files(self, paths: &'p HashSet<&'p str>) -> Self {
        Self { missing_files: Some(paths), ..self }
    }

    /// The same, when these entries of `reports` cannot be followed.
    #[must_use]
    pub const fn refused_reports(self, refusals: &'p [Refusal]) -> Self {
        Self { refused_reports: refusals, ..self }
    }

    fn is_missing(&self, path: &str) -> bool {
        self.missing_files.is_some_and(|missing| missing.contains(path))
    }
}

/// What the rules of the schedule look at.
#[derive(Debug)]
pub struct Planned<'s, 'p> {
    /// The plan, and what follows from it.
    pub subject: &'s Subject<'p>,
    /// When what is left can be done.
    pub timetable: Timetable<'p>,
    /// What is planned to finish after its target.
    pub overruns: Vec<Overrun>,
}

impl<'s, 'p> Planned<'s, 'p> {
    /// A plan in time; nothing without a day, and for a plan without a schedule.
    fn new(subject: &'s Subject<'p>) -> Option<Self> {
        let timetable = Timetable::known(subject.state, subject.today?)?;
        let overruns = timetable.overruns(subject.state, subject.today);
        Some(Self { subject, timetable, overruns })
    }

    fn state(&self) -> &'p State<'p> {
        self.subject.state
    }

    fn item(&self, at: At) -> Option<Item<'p, 'p>> {
        self.subject.structure.plan.item(at)
    }
}

/// Everything that is wrong with a plan or worth knowing about it, in the order of its text.
pub fn findings(subject: &Subject<'_>) -> Vec<Diagnostic> {
    let mut found = subject.structure.plan.problems.clone();
    let planned = Planned::new(subject);
    for rule in RULES {
        let mut sink = Sink::new(rule);
        match rule.check {
            Check::Reading => {}
            Check::Structure(run) => run(&subject.structure, &mut sink),
            Check::Claims(run) => run(subject, &mut sink),
            Check::Schedule(run) => {
                if let Some(planned) = &planned {
                    run(planned, &mut sink);
                }
            }
        }
        found.append(&mut sink.into_findings());
    }
    in_order(found)
}

/// The structural errors alone, in the order of the plan's text. A write that would add one is refused.
pub fn errors<'p>(plan: &'p Plan<'p>, index: &'p Index<'p>, graph: &'p Graph<'p>) -> Vec<Diagnostic> {
    let structure = Structure { plan, index, graph };
    let mut found: Vec<_> =
        plan.problems.iter().filter(|problem| problem.severity == Severity::Error).cloned().collect();
    for rule in RULES.iter().filter(|rule| rule.severity == Severity::Error) {
        if let Check::Structure(run) = rule.check {
            let mut sink = Sink::new(rule);
            run(&structure, &mut sink);
            found.append(&mut sink.into_findings());
        }
    }
    in_order(found)
}

/// The circles that an edit closes: those through a dependency that the plan before has not. Items are renamed as in
/// `renamed`, old and new.
pub fn added_circles(before: &Plan<'_>, after: &Plan<'_>, renamed: &[(&str, &str)]) -> Vec<Diagnostic> {
    let (old_index, new_index) = (Index::new(before), Index::new(after));
    let (old_graph, new_graph) = (Graph::new(before, &old_index), Graph::new(after, &new_index));
    let old = Structure { plan: before, index: &old_index, graph: &old_graph };
    let new = Structure { plan: after, index: &new_index, graph: &new_graph };
    in_order(cycle::added(&old, &new, renamed))
}

fn in_order(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|one, other| (one.span.start, one.code).cmp(&(other.span.start, other.code)));
    found
}

#[cfg(test)]
mod tests;
