//! Prose of the plan that states what its facts refute: counts, totals, a critical path.
//!
//! Where the words may mean something else nothing is found: see `statement` for what is read at all.

use std::collections::HashMap;

use super::sink::{Sink, named, shown};
use super::statement::{self, Count, Counted};
use super::{Check, Planned, Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{Node, NodeKind};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::people::People;
use crate::plan::value::hours::Hours;
use crate::plan::value::status::Status;
use crate::schedule::{Figure, Schedule, Times, Timetable};
use crate::state::State;
use crate::text;

/// Hours that a stated total may differ from a computed one: people round.
const TOLERANCE: f64 = 0.5;

/// Items of a path that a message names before it counts the rest.
const SHOWN: usize = 6;

pub(super) const TEXT_REFUTED: Rule = Rule {
    code: "text-refuted",
    severity: Severity::Warning,
    summary: "prose states a count or a total that the plan refutes",
    explanation: "The plan's `status`, `goal` or `notes`, the `body` of a section or the `notes` of a batch say how many tasks, \
        issues, batches or phases are done (`0/9 tasks complete`), and neither the whole nor a batch or an owner has so many; \
        or they say how many hours all takes (`Total: 14–16h`), and that is no sum of the estimates. Such figures are typed \
        once and then stay as they are. Leave them to the reports, which compute them, or correct them.",
    example: r#"{"status": "Under way, 0/9 issues done", "issues": [{"id": "A", "status": "done"}, {"id": "B"}]}"#,
    check: Check::Claims(text_refuted),
};

pub(super) const PATH_REFUTED: Rule = Rule {
    code: "path-refuted",
    severity: Severity::Warning,
    summary: "prose states a critical path that the estimates refute",
    explanation: "Prose of the plan says that the critical path is of certain items (`Critical path: A → B`), and one of them \
        can slip without making the whole longer, by the low as by the high estimates, or they cannot follow one another in \
        that order. Steps may be left out, and where work has no estimate nothing is found. Reports show the critical path; \
        leave it to them, or correct it.",
    example: r#"{"notes": "The critical path: A → B", "issues": [{"id": "A", "estimate": 1}, {"id": "B", "estimate": 1,
 "dependencies": ["A"]}, {"id": "C", "estimate": 9}]}"#,
    check: Check::Schedule(path_refuted),
};

/// Prose with its place: the plan's own, or a field of an item.
struct Passage<'p> {
    item: Option<Item<'p, 'p>>,
    field: &'static str,
    /// Its lines, each with the value that it stands in.
    lines: Vec<(Node<'p>, String)>,
}

impl<'p> Passage<'p> {
    fn new(item: Option<Item<'p, 'p>>, node: Node<'p>, field: &'static str) -> Option<Self> {
        let value = node.get(field)?;
        let list = Some(value).filter(|value| value.kind() == NodeKind::Array);
        let single = Some(value).filter(|value| value.kind() == NodeKind::String);
        let texts = list.into_iter().flat_map(Node::children).chain(single);
        let lines = texts.filter_map(|node| Some((node, node.as_str()?)));
        let lines = lines
            .flat_map(|(node, text)| text.lines().map(|line| (node, line.to_owned())).collect::<Vec<_>>());
        Some(Self { item, field, lines: lines.collect() })
    }

    /// `the plan's status says`, `the notes of batch-1 say`.
    fn said(&self) -> String {
        let say = if self.field == "notes" { "say" } else { "says" };
        match self.item {
            Some(item) => format!("the `{}` of {} {say}", self.field, named(item)),
            None => format!("the plan's `{}` {say}", self.field),
        }
    }

    fn refuted(&self, words: &str, fact: &str) -> String {
        format!("{} `{}`, but {fact}", self.said(), shown(&words.replace("**", "")))
    }

    fn finding(&self, sink: &Sink, node: Node<'_>, message: String) -> Diagnostic {
        let about = self.item.map_or_else(|| "plan".to_owned(), Item::address);
        sink.at(node.span(), message).about(about).field(self.field)
    }

    fn is_of_batch(&self) -> bool {
        matches!(self.item, Some(Item::Batch(_)))
    }
}

/// The prose that speaks of the whole, or of a batch.
fn passages<'p>(subject: &Subject<'p>) -> Vec<Passage<'p>> {
    let structure = subject.structure;
    let plan = ["goal", "status", "notes"].map(|field| (None, structure.plan.root, field));
    let sections = structure.items(Kind::Section).map(|item| (Some(item), item.node(), "body"));
    let batches = structure.items(Kind::Batch).map(|item| (Some(item), item.node(), "notes"));
    let all = plan.into_iter().chain(sections).chain(batches);
    all.filter_map(|(item, node, field)| Passage::new(item, node, field)).collect()
}

fn text_refuted(subject: &Subject<'_>, sink: &mut Sink) {
    let mut tallies = None;
    for passage in passages(subject) {
        // What stands below a heading may speak of what the heading names.
        let own = passage.lines.iter().take_while(|(_, line)| !line.trim_start().starts_with('#'));
        for (node, line) in own.filter(|(_, line)| speaks_of_all(subject, line)) {
            for (words, count) in statement::counts(line) {
                let tallies = tallies.get_or_insert_with(|| Tallies::new(subject));
                if let Some(fact) = tallies.refute(count) {
                    let message = passage.refuted(words, &fact);
                    let hint = "reports count by themselves; leave the figure out, or correct it";
                    sink.push(passage.finding(sink, *node, message).hint(hint));
                }
            }
            // What a batch calls its total may be of anything in it.
            if let Some((words, hours)) = statement::total(line, subject.structure.plan.hours_per_day())
                && !passage.is_of_batch()
                && let Some(fact) = refute_total(subject, hours)
            {
                let message = passage.refuted(words, &fact);
                let hint = "reports add up by themselves; leave the figure out, or correct it";
                sink.push(passage.finding(sink, *node, message).hint(hint));
            }
        }
    }
}

/// Whether nothing in a line gives what it says to a part of the plan.
fn speaks_of_all(subject: &Subject<'_>, line: &str) -> bool {
    let index = subject.structure.index;
    !statement::is_scoped(line)
        && !statement::words(line).iter().any(|word| index.find_exactly(word).is_some())
}

/// How many are done of how many: of the whole, of each batch, of each owner.
struct Tallies {
    issues: (usize, usize),
    batches: (usize, usize),
    /// Every other pair that a count of issues may mean.
    others: Vec<(usize, usize)>,
    all_batches: usize,
}

impl Tallies {
    fn new(subject: &Subject<'_>) -> Self {
        let state = subject.state;
        let items = &subject.structure.plan.items;
        let tally = |work: &mut dyn Iterator<Item = At>| {
            let live = work.filter(|at| state.status(*at) != Some(Status::Cancelled));
            live.fold((0, 0), |(done, all), at| {
                (done + usize::from(state.status(at) == Some(Status::Done)), all + 1)
            })
        };
        let issues = tally(&mut (0..items.issues.len()).map(|place| At::new(Kind::Issue, place)));
        let batches = tally(&mut (0..items.batches.len()).map(|place| At::new(Kind::Batch, place)));
        let pieces = tally(&mut state.work());
        let mut others = vec![(issues.0, items.issues.len()), pieces];
        for batch in 0..items.batches.len() {
            let all = subject.structure.graph.issues_of(batch).map(|place| At::new(Kind::Issue, place));
            let all: Vec<At> = all.collect();
            let live = tally(&mut all.iter().copied());
            others.extend([live, (live.0, all.len())]);
        }
        let people = People::new(subject.structure.plan);
        let mut by_person: HashMap<String, Vec<At>> = HashMap::new();
        for at in state.work() {
            let (owner, owners) = match subject.structure.plan.item(at) {
                Some(Item::Issue(issue)) => (&issue.owner, &issue.owners),
                Some(Item::Batch(batch)) => (&batch.owner, &batch.owners),
                _ => continue,
            };
            for person in owner.iter().chain(owners) {
                by_person.entry(people.key(person.name())).or_default().push(at);
            }
        }
        others.extend(by_person.values().map(|work| tally(&mut work.iter().copied())));
        Self { issues, batches, others, all_batches: items.batches.len() }
    }

    /// The fact that refutes a count.
    fn refute(&self, count: Count) -> Option<String> {
        let stated = (count.done, count.total);
        let ((done, all), noun, is_so) = match count.of {
            Counted::Issues => (self.issues, "issue", self.others.contains(&stated)),
            Counted::Batches => (self.batches, "batch", stated == (self.batches.0, self.all_batches)),
        };
        // Without any such items the words speak of something that the plan does not have.
        if all == 0 || is_so || stated == (done, all) {
            return None;
        }
        Some(format!("{done} of {} {} done", text::plural(all, noun), if all == 1 { "is" } else { "are" }))
    }
}

/// The fact that refutes a total of hours; nothing where some of the work has no estimate.
fn refute_total(subject: &Subject<'_>, stated: Hours) -> Option<String> {
    let state = subject.state;
    let plan = subject.structure.plan;
    let live = || state.work().filter(|at| state.status(*at) != Some(Status::Cancelled));
    let estimate = |at: At| match plan.item(at)? {
        Item::Issue(issue) => issue.estimate,
        Item::Batch(batch) => batch.estimate,
        _ => None,
    };
    let estimates: Vec<Hours> = live().map(estimate).collect::<Option<_>>()?;
    let sum = estimates.into_iter().reduce(|one, other| one + other)?;
    let worked = live().filter_map(|at| if at.kind == Kind::Issue { state.worked(at.index()) } else { None });
    let worked = worked.fold(Hours::NONE, |one, other| one + other);
    let timetable = Timetable::new(state, subject.today?).ok()?;
    let length = Hours::from_numbers(&[timetable.low().length(), timetable.high().length()]);
    let left = live().filter_map(|at| timetable.activities.left(at)).fold(Hours::NONE, |one, two| one + two);
    let facts = [Some(sum), state.estimate(), Some(worked), Some(left), length];
    let is_so = |fact: Hours| stated.low >= fact.low - TOLERANCE && stated.high <= fact.high + TOLERANCE;
    if facts.into_iter().flatten().any(is_so) {
        return None;
    }
    Some(format!("the estimates together are {}", sum.range()))
}

fn path_refuted(planned: &Planned<'_, '_>, sink: &mut Sink) {
    let structure = planned.subject.structure;
    let document = structure.plan.root.document().text();
    // Hardly any plan says so, and to look once is quicker than to read all its prose.
    let is_said =
        ["ritical path", "ritical Path", "RITICAL PATH"].iter().any(|words| document.contains(words));
    if !is_said || !planned.timetable.activities.unestimated.is_empty() {
        return;
    }
    let likely = planned.timetable.activities.schedule(Figure::Likely).ok();
    let (low, high) = (planned.timetable.low(), planned.timetable.high());
    let schedules: Vec<&Schedule<'_, '_>> =
        [Some(&high), Some(&low), likely.as_ref()].into_iter().flatten().collect();
    let notes = structure.plan.all_items().map(|(_, item)| (Some(item), item.node(), "notes"));
    let notes = notes.filter_map(|(item, node, field)| Passage::new(item, node, field));
    let others = passages(planned.subject).into_iter().filter(|passage| !passage.is_of_batch());
    for passage in others.chain(notes) {
        let below = passage.lines.iter().skip(1).map(|(_, line)| line.as_str()).chain([""]);
        for ((node, line), below) in passage.lines.iter().zip(below) {
            let stated = if statement::is_scoped(line) { None } else { statement::path(line, below) };
            let stated = stated.and_then(|steps| items(planned, &steps));
            let Some(path) = stated else { continue };
            if let Some(fact) = refute_path(planned.state(), &schedules, &path) {
                let names = |path: &[At]| names(planned, path);
                let truth = names(&high.critical_path());
                let message = format!(
                    "{} that the critical path is {}, but {fact}; it is {truth}",
                    passage.said(),
                    names(&path)
                );
                sink.push(passage.finding(sink, *node, message).hint("tracker schedule --critical"));
            }
        }
    }
}

/// The items that all steps name; nothing when one of them is no item.
fn items(planned: &Planned<'_, '_>, steps: &[&str]) -> Option<Vec<At>> {
    let index = planned.subject.structure.index;
    steps.iter().map(|step| index.find_exactly(step)).collect()
}

/// Why no schedule has the items on its critical path in this order; of what is left, at least two.
fn refute_path(state: &State<'_>, schedules: &[&Schedule<'_, '_>], path: &[At]) -> Option<String> {
    let is_so = |schedule: &&Schedule<'_, '_>| {
        let times: Vec<_> = path.iter().filter_map(|at| schedule.times(state, *at)).collect();
        times.iter().all(Times::is_critical) && times.is_sorted_by_key(|times| times.start)
    };
    let high = schedules.first()?;
    // Of what is not tied to anything else, such as an action, it is not known when it is done.
    let has_place = |at: &At| high.times(state, *at).is_some() || state.is_satisfied(*at);
    if !path.iter().all(has_place) || schedules.iter().any(is_so) {
        return None;
    }
    let times = path.iter().filter_map(|at| Some((*at, high.times(state, *at)?)));
    let slack = times.into_iter().find(|(_, times)| !times.is_critical());
    Some(match slack.and_then(|(at, times)| Some((state.plan.item(at)?, times.total_slack))) {
        Some((item, slack)) => {
            let hours = text::number((slack * 100.0).round() / 100.0);
            format!("{} can slip by {hours}h", named(item))
        }
        None => "these do not follow one another so".to_owned(),
    })
}

/// `A → B → C`; of a long path only the beginning and the end.
fn names(planned: &Planned<'_, '_>, path: &[At]) -> String {
    let name = |at: &At| planned.item(*at).map(named).unwrap_or_default();
    let hidden = path.len().saturating_sub(SHOWN);
    let (first, last) = path.split_at(if hidden > 0 { SHOWN - 1 } else { path.len() });
    let mut names: Vec<String> = first.iter().map(name).collect();
    if hidden > 0 {
        names.push(format!("… {hidden} more …"));
        names.extend(last.last().map(name));
    }
    names.join(" → ")
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    /// Two of four issues are done, one of two batches; the estimates are 10 to 13 hours, the critical path is B, C.
    fn plan(prose: &str) -> String {
        format!(
            r#"{{{prose}, "batches": [{{"id": "one"}}, {{"id": "two"}}], "issues": [
            {{"id": "A", "batch": "one", "status": "done", "estimate": 1}}, {{"id": "B", "batch": "two", "estimate": [4, 5], "owner": "ada"}},
            {{"id": "C", "batch": "two", "estimate": [3, 5], "dependencies": ["B"]}}, {{"id": "D", "batch": "two", "status": "done", "estimate": 2}}]}}"#
        )
    }

    #[test]
    fn counts_that_are_those_of_the_whole_or_of_a_part_stand() {
        for words in [
            "Sprint 3 closed; 0/9 issues done",
            "B goes on, 0/9 issues done",
            "2/4 issues done",
            "1/2 batches complete",
            "Progress: 1/3 tasks",
            "0/1 tasks done",
            "Week 1: 9/9 issues done",
            "9/9 checks done",
        ] {
            assert_eq!(found(&plan(&format!(r#""status": "{words}""#))), [""; 0], "{words}");
        }
    }

    #[test]
    fn counts_of_nothing_in_the_plan_are_refuted_where_they_stand() {
        assert_eq!(
            found(&plan(
                r##""status": "Active, 0/9 issues done", "sections": [{"id": "S", "body": ["**Progress**: 0/7 phases", "", "# Team", "7/7 tasks done"]}]"##
            )),
            [
                "text-refuted status: the plan's `status` says `0/9 issues done`, but 2 of 4 issues are done",
                "text-refuted body: the `body` of S says `Progress: 0/7 phases`, but 1 of 2 batches are done",
            ]
        );
    }

    #[test]
    fn a_total_is_refuted_when_no_sum_of_the_plan_is_that() {
        for words in ["Total: 10–13h", "Total: 11h", "Total: 7-10 hours", "Total: 3h"] {
            assert_eq!(found(&plan(&format!(r#""notes": ["{words}"]"#))), [""; 0], "{words}");
        }
        assert_eq!(
            found(&plan(r#""notes": ["first", "Total: 14–16h"]"#)),
            [
                "text-refuted notes: the plan's `notes` say `Total: 14–16h`, but the estimates together are 10–13h"
            ]
        );
    }

    #[test]
    fn a_path_is_refuted_when_an_item_can_slip_or_the_order_is_another() {
        let slack = r#"{"notes": "Critical path: A → C", "issues": [{"id": "A", "estimate": 1}, {"id": "B", "estimate": 4},
            {"id": "C", "estimate": 2, "dependencies": ["A", "B"]}]}"#;
        assert_eq!(
            found(slack),
            [
                "path-refuted notes: the plan's `notes` say that the critical path is A → C, but A can slip by 3h; it is B → C"
            ]
        );
        assert_eq!(
            found(&plan(
                r#""goal": "x", "risks": [{"id": "R", "owner": "ada", "notes": "critical path: C -> B"}]"#
            )),
            [
                "path-refuted notes: the `notes` of R say that the critical path is C → B, but these do not follow one another so; it is B → C"
            ]
        );
    }

    #[test]
    fn a_path_that_may_be_right_stands() {
        for words in ["A → B → C", "D → C", "B → E", "B → two", "one → B"] {
            let found = found(&plan(&format!(r#""status": "The critical path is {words}""#)));
            assert_eq!(found, [""; 0], "{words}");
        }
        // By the low estimates it is this one.
        let low = r#"{"status": "critical path: A → C", "issues": [{"id": "A", "estimate": 3}, {"id": "B", "estimate": [2, 9]},
            {"id": "C", "estimate": 2, "dependencies": ["A", "B"]}]}"#;
        assert_eq!(found(low), [""; 0]);
        let unknown = r#"{"status": "critical path: A → C", "issues": [{"id": "A"}, {"id": "B", "estimate": 9},
            {"id": "C", "estimate": 2, "dependencies": ["A", "B"]}]}"#;
        assert_eq!(found(unknown), [""; 0]);
    }
}
