//! What everybody has done, does, waits for and does next.
//!
//! Done counts from the last working day, by the stamps in `completed`: without a day from which to look, nothing is said
//! of it. What comes next is the first of theirs in the order of `tracker next`.
//!
//! Most of what is blocked waits in a line that everybody knows. What is worth a word is held by something outside the
//! plan, by a blocker, or by work of somebody else that could be going on; the rest is counted.

use std::collections::{HashMap, HashSet};

use serde::Serialize;

use super::Section;
use super::obstacles::{Awaited, awaited};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind, Member};
use crate::plan::people::People;
use crate::plan::value::date::Date;
use crate::plan::value::status::Status;
use crate::state::{Cause, State};
use crate::text;
use crate::view::badge::{Badge, badge};
use crate::view::{Viewpoint, effort, next, reference};

/// One person has this part of the rows that a table may have.
const PART_OF_ROWS: usize = 10;

/// Where everybody stands.
#[derive(Debug, Serialize)]
pub struct Standup<'p> {
    /// The working day before, from which on `done` counts; `null` when no day is known.
    pub since: Option<Date>,
    /// The team in its order, then others, then what nobody has.
    pub people: Vec<Stand<'p>>,
    /// How many people are not shown.
    pub hidden: usize,
}

/// Where one person stands.
#[derive(Debug, Serialize)]
pub struct Stand<'p> {
    /// Who; `null` for what nobody has.
    pub name: Option<&'p str>,
    /// What they do, when they are of the team.
    pub role: Option<&'p str>,
    /// What they have done, do, wait for, and do next, in this order.
    pub points: Vec<Point<'p>>,
    /// How many more of theirs are blocked, behind blocked work or their own.
    pub later: usize,
    /// How many points are not shown.
    pub hidden: usize,
}

/// One thing to say.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Point<'p> {
    /// What is said of it.
    pub topic: Topic,
    /// The same with its sign.
    pub badge: Badge,
    /// What it is about.
    pub label: String,
    /// Percent done, of what is in progress.
    pub progress_text: Option<String>,
    /// What it waits for and who has that, of what is blocked.
    pub waits_for: Vec<Awaited<'p>>,
    /// When it is expected to be gone, of something in the way.
    pub eta: Option<&'p str>,
    /// The same, as it is shown.
    pub eta_text: Option<String>,
}

/// What is said of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Topic {
    /// It was done since the last working day.
    Done,
    /// It is being worked on.
    InProgress,
    /// It is held up.
    Blocked,
    /// It is in the way of others and theirs to clear.
    ToClear,
    /// It can be started, and comes first.
    Next,
}

impl From<Topic> for Badge {
    fn from(topic: Topic) -> Self {
        match topic {
            Topic::Done => Status::Done.into(),
            Topic::InProgress => Status::InProgress.into(),
            Topic::Blocked => Status::Blocked.into(),
            Topic::ToClear => badge("🚧 To Clear", "▲", "To Clear", "warning"),
            Topic::Next => badge("🟢 Next", "◆", "Next", "ready"),
        }
    }
}

impl Section for Standup<'_> {
    fn is_empty(&self) -> bool {
        self.people.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Standup<'p> {
    let state = view.state;
    let since = view.day.and_then(|day| state.plan.work_day_before(day));
    let days = since.zip(view.day);
    let mut round = Round::new(state);
    for at in state.work() {
        if let Some(topic) = topic(state, at, days) {
            round.tell(at, topic);
        }
    }
    let records = (0..state.plan.items.blockers.len()).map(|place| At::new(Kind::BlockerRecord, place));
    for at in records.filter(|at| !state.is_satisfied(*at)) {
        round.tell(at, Topic::ToClear);
    }
    for at in next::order(state, view.day) {
        round.tell(at, Topic::Next);
    }
    let mut turns = round.turns();
    let hidden = view.truncate(&mut turns);
    let most = view.rows / PART_OF_ROWS;
    Standup { since, people: turns.iter().map(|turn| stand(state, turn, most)).collect(), hidden }
}

/// What there is to say of a piece of work, when what was done between two days counts.
fn topic(state: &State<'_>, at: At, days: Option<(Date, Date)>) -> Option<Topic> {
    let completed = match state.plan.item(at) {
        Some(Item::Batch(batch)) => batch.completed,
        Some(Item::Issue(issue)) => issue.completed,
        _ => None,
    };
    let is_recent = completed.zip(days).is_some_and(|(date, (first, last))| first <= date && date <= last);
    match state.status(at)? {
        Status::Done if is_recent => Some(Topic::Done),
        Status::InProgress => Some(Topic::InProgress),
        Status::Blocked => Some(Topic::Blocked),
        _ => None,
    }
}

/// What one person has to say, before it is put into words.
struct Turn<'p> {
    name: Option<&'p str>,
    member: Option<&'p Member<'p>>,
    /// The team comes first in its order, then the others as they were named, then what nobody has.
    order: (bool, bool, usize),
    points: Vec<(Topic, At)>,
    later: usize,
}

/// The round of the team while it is being told.
struct Round<'p> {
    state: &'p State<'p>,
    people: People<'p>,
    /// Everybody's turn, by the one spelling of their names.
    turns: HashMap<Option<String>, Turn<'p>>,
    /// Who has what is waited for.
    have: HashMap<At, HashSet<String>>,
}

impl<'p> Round<'p> {
    fn new(state: &'p State<'p>) -> Self {
        Self { state, people: People::new(state.plan), turns: HashMap::new(), have: HashMap::new() }
    }

    /// Gives a point to all who own the item, else to nobody. What comes next is said once by each.
    fn tell(&mut self, at: At, topic: Topic) {
        let owners = reference::owners(self.state, at);
        let is_later = topic == Topic::Blocked && !self.is_worth_a_word(at, &owners);
        let mut told: Vec<(bool, bool, usize)> = Vec::new();
        let nobody = owners.is_empty().then_some(None);
        for name in owners.into_iter().map(Some).chain(nobody) {
            let turn = self.turn(name);
            let has_next = matches!(turn.points.last(), Some((Topic::Next, _)));
            if told.contains(&turn.order) || has_next {
                continue;
            }
            told.push(turn.order);
            if is_later {
                turn.later += 1;
            } else {
                turn.points.push((topic, at));
            }
        }
    }

    /// Whether what holds a blocked item should be heard by the others.
    fn is_worth_a_word(&mut self, at: At, owners: &[&str]) -> bool {
        let state = self.state;
        let causes = state.waits_for(at);
        if causes.is_empty() || causes.iter().any(|cause| matches!(cause, Cause::Words(_) | Cause::Record(_)))
        {
            return true;
        }
        let is_held = |at| matches!(state.status(at), Some(Status::Blocked | Status::Queued));
        if causes.iter().filter_map(Cause::at).any(is_held) {
            return false;
        }
        let wait = self.people.keys(owners);
        wait.is_empty() || causes.iter().filter_map(Cause::at).any(|at| self.have(at) != &wait)
    }

    fn have(&mut self, at: At) -> &HashSet<String> {
        let (state, people) = (self.state, &self.people);
        self.have.entry(at).or_insert_with(|| people.keys(&reference::owners(state, at)))
    }

    fn turn(&mut self, name: Option<&'p str>) -> &mut Turn<'p> {
        let key = name.map(|name| self.people.key(name));
        let count = self.turns.len();
        self.turns.entry(key).or_insert_with(|| {
            let member = name.and_then(|name| self.people.member(name));
            let place = member.map_or(count, |(place, _)| place);
            Turn {
                name,
                member: member.map(|(_, member)| member),
                order: (name.is_none(), member.is_none(), place),
                points: Vec::new(),
                later: 0,
            }
        })
    }

    /// All turns in their order, each with its points by topic.
    fn turns(self) -> Vec<Turn<'p>> {
        let mut turns: Vec<Turn<'p>> = self.turns.into_values().collect();
        turns.sort_by_key(|turn| turn.order);
        for turn in &mut turns {
            turn.points.sort_by_key(|(topic, _)| *topic);
        }
        turns
    }
}

/// What one person says, with at most so many points.
fn stand<'p>(state: &State<'p>, turn: &Turn<'p>, most: usize) -> Stand<'p> {
    let points = turn.points.iter().take(most);
    Stand {
        name: turn.name,
        role: turn.member.and_then(|member| member.role.as_deref()),
        points: points.map(|(topic, at)| point(state, *at, *topic)).collect(),
        later: turn.later,
        hidden: turn.points.len().saturating_sub(most),
    }
}

fn point<'p>(state: &State<'p>, at: At, topic: Topic) -> Point<'p> {
    let waits_for = if topic == Topic::Blocked { state.waits_for(at) } else { Vec::new() };
    let eta = match state.plan.item(at) {
        Some(Item::BlockerRecord(record)) => record.eta.as_ref(),
        _ => None,
    };
    let progress = match at.kind {
        Kind::Batch => state.batch_progress(at.index()),
        _ => state.issue_progress(at.index()),
    };
    Point {
        topic,
        badge: topic.into(),
        label: reference::label(state, at),
        progress_text: (topic == Topic::InProgress).then(|| text::percent(progress)),
        waits_for: waits_for.iter().map(|cause| awaited(state, cause)).collect(),
        eta: eta.map(|when| when.text.as_ref()),
        eta_text: eta.map(effort::when),
    }
}
