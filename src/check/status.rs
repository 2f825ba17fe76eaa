//! Statuses that the plan itself refutes. `not-started` claims nothing and is never refuted.

use std::collections::{HashMap, HashSet};

use super::sink::{Sink, named, shown, typed};
use super::{Check, Rule, Structure, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::choice::Choice;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::status::Status;
use crate::state::Cause;

/// How many causes a message names before it counts the rest.
const SHOWN: usize = 3;

/// A batch or an issue with the status that its text claims.
#[derive(Clone, Copy)]
pub(super) struct Claim<'p> {
    pub(super) at: At,
    pub(super) item: Item<'p, 'p>,
    pub(super) stored: Option<Status>,
}

/// All batches and issues with what they claim.
pub(super) fn claims<'p>(subject: &Subject<'p>) -> impl Iterator<Item = Claim<'p>> + use<'p> {
    let items = &subject.structure.plan.items;
    let batches = items.batches.iter().enumerate().map(|(place, batch)| Claim {
        at: At::new(Kind::Batch, place),
        item: Item::Batch(batch),
        stored: batch.status,
    });
    let issues = items.issues.iter().enumerate().map(|(place, issue)| Claim {
        at: At::new(Kind::Issue, place),
        item: Item::Issue(issue),
        stored: issue.status,
    });
    batches.chain(issues)
}

impl Claim<'_> {
    /// Whether it is a batch whose state follows from its issues.
    pub(super) fn has_issues(&self, subject: &Subject<'_>) -> bool {
        self.at.kind == Kind::Batch && subject.state.counted_issues(self.at.index()).next().is_some()
    }
}

/// The command that gives an item another status.
pub(super) fn set_status(item: Item<'_, '_>, status: Status) -> String {
    format!("tracker update {} status={}", typed(&item.address()), status.name())
}

pub(super) const STATUS_REFUTED: Rule = Rule {
    code: "status-refuted",
    severity: Severity::Warning,
    summary: "a status claims what the plan itself refutes",
    explanation: "An item is stored as `ready` or `in-progress` although something that it waits for is still open, or a \
        batch is stored with a status that its issues refute. Reports show the effective status, so a refuted `ready` \
        appears as blocked. Correct the status, or close what is already done, or remove a dependency that no longer \
        holds. `not-started` claims nothing and is never refuted.",
    example: r#"{"issues": [{"id": "FEAT-044"},
 {"id": "FEAT-047", "status": "ready", "dependencies": ["FEAT-044"]}]}"#,
    check: Check::Claims(status_refuted),
};

fn status_refuted(subject: &Subject<'_>, sink: &mut Sink) {
    let mut causes = Causes::new(*subject, Age::Unfinished);
    for claim in claims(subject) {
        let waiting = match claim.stored {
            Some(Status::Ready | Status::InProgress) => causes.of(claim.at),
            _ => None,
        };
        let finding = match waiting {
            Some(waiting) => {
                Some(waiting.finding(subject, sink, &claim).hint(set_status(claim.item, Status::Blocked)))
            }
            None => refuted_by_issues(subject, sink, &claim),
        };
        if let Some(finding) = finding {
            sink.push(finding);
        }
    }
}

fn refuted_by_issues(subject: &Subject<'_>, sink: &Sink, claim: &Claim<'_>) -> Option<Diagnostic> {
    let stored = claim.stored?;
    let derived = subject.state.status(claim.at)?;
    let stands = match stored {
        Status::NotStarted | Status::Cancelled => true,
        // Both wait; which word a batch uses for it is a matter of taste.
        Status::Queued => matches!(derived, Status::Queued | Status::Blocked | Status::Ready),
        Status::Blocked => matches!(derived, Status::Queued | Status::Blocked),
        Status::Ready | Status::InProgress | Status::Done => derived == stored,
    };
    if stands || !claim.has_issues(subject) {
        return None;
    }
    let message =
        format!("{} is `{}`, but by its issues it is `{}`", named(claim.item), stored.name(), derived.name());
    let hint = format!(
        "its issues decide; take the claim away: tracker update {} status=",
        typed(&claim.item.address())
    );
    Some(sink.on(claim.item, "status", message).hint(hint))
}

pub(super) const DONE_EARLY: Rule = Rule {
    code: "done-early",
    severity: Severity::Warning,
    summary: "an item is done before something that it waits for",
    explanation: "The item is stored as `done`, and something that it was to wait for is still open: a dependency of it or \
        of its batch, words in its `blockers`, or a blocker that names it. Either the other is done too, or the \
        dependency was none. A blocker that holds up a whole batch or everything says nothing about what is already \
        done.",
    example: r#"{"issues": [{"id": "FEAT-044"},
 {"id": "FEAT-047", "status": "done", "dependencies": ["FEAT-044"]}]}"#,
    check: Check::Claims(done_early),
};

fn done_early(subject: &Subject<'_>, sink: &mut Sink) {
    let mut causes = Causes::new(*subject, Age::Finished);
    // A batch that its issues refute is not done at all.
    let is_done = |claim: &Claim<'_>| {
        claim.stored == Some(Status::Done) && subject.state.status(claim.at) == Some(Status::Done)
    };
    for claim in claims(subject).filter(is_done) {
        let Some(waiting) = causes.of(claim.at) else { continue };
        let first = waiting.causes.first().and_then(Cause::at).and_then(|at| subject.structure.plan.item(at));
        let hint = match first {
            Some(open @ (Item::Batch(_) | Item::Issue(_) | Item::Action(_))) => {
                set_status(open, Status::Done)
            }
            Some(open) => format!("tracker show {}", typed(&open.address())),
            None => "remove the words from `blockers` when they hold no more".to_owned(),
        };
        sink.push(waiting.finding(subject, sink, &claim).hint(hint));
    }
}

pub(super) const BLOCKED_CAUSE_GONE: Rule = Rule {
    code: "blocked-cause-gone",
    severity: Severity::Note,
    summary: "an item is stored as blocked although its causes are all gone",
    explanation: "The item is stored as `blocked`, and everything that it waited for is done. Reports show it as ready. \
        Store `ready`, or add the cause that still holds it up to its `blockers`.",
    example: r#"{"issues": [{"id": "FEAT-044", "status": "done"},
 {"id": "FEAT-047", "status": "blocked", "dependencies": ["FEAT-044"]}]}"#,
    check: Check::Claims(blocked_cause_gone),
};

fn blocked_cause_gone(subject: &Subject<'_>, sink: &mut Sink) {
    for claim in stored_blocked(subject) {
        if subject.state.status(claim.at) == Some(Status::Ready) {
            let message =
                format!("{} is `blocked`, but nothing that it waits for is open any more", named(claim.item));
            let finding = sink.on(claim.item, "status", message);
            sink.push(finding.hint(set_status(claim.item, Status::Ready)));
        }
    }
}

pub(super) const BLOCKED_WITHOUT_CAUSE: Rule = Rule {
    code: "blocked-without-cause",
    severity: Severity::Note,
    summary: "an item is stored as blocked and nothing says by what",
    explanation: "The item is stored as `blocked`, and neither its `dependencies` and `blockers` nor a blocker record name \
        a cause, so nobody can tell when it will be free, and it stays blocked until someone changes it. Name the \
        cause: the id of an item, or words for something outside the plan.",
    example: r#"{"issues": [{"id": "FEAT-047", "status": "blocked"}]}"#,
    check: Check::Claims(blocked_without_cause),
};

fn blocked_without_cause(subject: &Subject<'_>, sink: &mut Sink) {
    for claim in stored_blocked(subject) {
        if !subject.state.has_cause(claim.at) {
            let message = format!("{} is `blocked`, and nothing says by what", named(claim.item));
            let hint =
                format!("tracker update {} 'blockers+=what it waits for'", typed(&claim.item.address()));
            sink.push(sink.on(claim.item, "status", message).hint(hint));
        }
    }
}

/// What is stored as blocked, but for batches that follow their issues, and for items with a reference that leads
/// nowhere: nobody knows whether that cause is gone.
fn stored_blocked<'p>(subject: &Subject<'p>) -> impl Iterator<Item = Claim<'p>> {
    let subject = *subject;
    let lost: HashSet<At> = subject.structure.graph.unresolved().iter().map(|wrong| wrong.from).collect();
    claims(&subject).filter(move |claim| {
        claim.stored == Some(Status::Blocked) && !lost.contains(&claim.at) && !claim.has_issues(&subject)
    })
}

/// What holds an item up by its own text, or else by its batch's.
struct Waiting<'p> {
    batch: Option<At>,
    /// The first few.
    causes: Vec<Cause<'p>>,
    count: usize,
}

impl Waiting<'_> {
    fn finding(&self, subject: &Subject<'_>, sink: &Sink, claim: &Claim<'_>) -> Diagnostic {
        let batch = self.batch.and_then(|batch| subject.structure.plan.item(batch));
        let who = batch.map_or_else(|| "it".to_owned(), |batch| format!("its batch {}", named(batch)));
        let stored = claim.stored.map(Choice::name).unwrap_or_default();
        let message =
            format!("{} is `{stored}`, but {who} waits for {}", named(claim.item), self.words(subject));
        sink.on(claim.item, "status", message)
    }

    /// `FEAT-044, which is not done`; of several, the first few by name.
    fn words(&self, subject: &Subject<'_>) -> String {
        let item = |cause: &Cause<'_>| cause.at().and_then(|at| subject.structure.plan.item(at));
        let name = |cause: &Cause<'_>| match cause {
            Cause::Words(words) => format!("`{}`", shown(words)),
            Cause::Item(_) | Cause::Record(_) => item(cause).map(named).unwrap_or_default(),
        };
        match (self.causes.as_slice(), self.count) {
            ([cause], 1) => match item(cause) {
                Some(item) => format!("{}, which is not {}", name(cause), end_of(item)),
                None => name(cause),
            },
            (causes, count) => {
                let names: Vec<String> = causes.iter().map(name).collect();
                match count - causes.len() {
                    0 => format!("{}, which are open", names.join(" and ")),
                    rest => format!("{} and {rest} more, which are open", names.join(", ")),
                }
            }
        }
    }
}

/// What an item is once nothing waits for it any more.
const fn end_of(item: Item<'_, '_>) -> &'static str {
    match item {
        Item::Review(_) => "completed",
        Item::Checkpoint(_) => "passed",
        Item::BlockerRecord(_) => "resolved",
        Item::Defect(_) => "fixed",
        _ => "done",
    }
}

/// Whether the items that are asked about are done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Age {
    Unfinished,
    Finished,
}

/// Finds what holds items up, asking for each batch once.
struct Causes<'p> {
    subject: Subject<'p>,
    age: Age,
    of_batches: HashMap<At, Vec<Cause<'p>>>,
    /// Blocker records with the items that they name by id.
    by_name: HashSet<(At, At)>,
}

impl<'p> Causes<'p> {
    fn new(subject: Subject<'p>, age: Age) -> Self {
        Self { subject, age, of_batches: HashMap::new(), by_name: affected_by_name(&subject) }
    }

    fn of(&mut self, at: At) -> Option<Waiting<'p>> {
        let Structure { graph, .. } = self.subject.structure;
        let (state, age) = (self.subject.state, self.age);
        let mut own = state.open_causes(at);
        own.retain(|cause| age == Age::Unfinished || !self.came_since(at, cause));
        if let Some(waiting) = Waiting::new(None, &own) {
            return Some(waiting);
        }
        let batch = if at.kind == Kind::Issue { graph.batch_of(at.index()) } else { None }?;
        let causes = self.of_batches.entry(batch).or_insert_with(|| {
            let mut causes = state.open_causes(batch);
            // Words and blockers may have befallen the batch since one of its issues was done.
            causes.retain(|cause| age == Age::Unfinished || matches!(cause, Cause::Item(_)));
            causes
        });
        Waiting::new(Some(batch), causes)
    }

    /// Whether a cause may have come up since the item was done: a blocker that does not name it.
    fn came_since(&self, at: At, cause: &Cause<'_>) -> bool {
        matches!(cause, Cause::Record(record) if !self.by_name.contains(&(*record, at)))
    }
}

impl<'p> Waiting<'p> {
    fn new(batch: Option<At>, causes: &[Cause<'p>]) -> Option<Self> {
        let first = causes.get(..causes.len().min(SHOWN)).unwrap_or_default().to_vec();
        (!causes.is_empty()).then_some(Self { batch, causes: first, count: causes.len() })
    }
}

/// Pairs of a blocker record and an item that its `affects` names.
fn affected_by_name(subject: &Subject<'_>) -> HashSet<(At, At)> {
    let blockers = subject.structure.plan.items.blockers.iter().enumerate();
    let pairs = blockers.flat_map(|(place, blocker)| {
        let record = At::new(Kind::BlockerRecord, place);
        let named = blocker.affects.iter().filter(|scope| !scope.is_everything() && !scope.is_words());
        named.filter_map(move |scope| Some((record, subject.structure.index.find(&scope.0.id)?)))
    });
    pairs.collect()
}
