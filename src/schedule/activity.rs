//! From a plan to activities: what is left to do, how long it takes, and what it waits for in time.
//!
//! What is left of an item is its estimate less its progress, and takes as long as the pace of its owners makes it; what is finished or cancelled takes no time and holds
//! nothing. The rest of what has begun waits for what is unfinished before it as if it had not (in scheduling programs,
//! "retained logic"). Hour zero is the morning of the day on which one looks at the plan, or of the first day of the plan when
//! that is still to come: what is left cannot be done in the past. A lag after something that is finished or begun runs
//! from its stamp; without a stamp it is over when the thing is finished, and runs from hour zero when it has begun.
//!
//! Words, blocker records and defects have no length: they hold nothing in time and are [named](Activities::outside).

use std::borrow::Cow;

use super::pace::Pace;
use super::{CriticalPath, Link, Schedule, WorkTime, number};
use crate::diagnostic::Failure;
use crate::graph::network::{self, Cycle, Network, Node, NodeId, Part};
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind};
use crate::plan::value::date::Date;
use crate::plan::value::hours::Hours;
use crate::plan::value::status::DependencyType;
use crate::state::{Cause, State};
use crate::text;

/// Hours of more than 100,000 years: whoever writes them means something else.
const MOST_HOURS: f64 = 1e9;

/// Items that the message of a circle names before it counts the rest.
const MOST_NAMED: usize = 12;

/// Which figure of an estimate an activity takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Figure {
    /// At least.
    Low,
    /// The likely one, else the mean.
    Likely,
    /// At most.
    High,
}

impl Figure {
    const fn hours(self, hours: Hours) -> f64 {
        match self {
            Self::Low => hours.low,
            Self::Likely => match hours.likely {
                Some(likely) => likely,
                None => f64::midpoint(hours.low, hours.high),
            },
            Self::High => hours.high,
        }
    }
}

/// Something that waits for what has no date: words, an open blocker record, a defect.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outside<'p> {
    /// What waits.
    pub at: At,
    /// What it waits for.
    pub causes: Vec<Cause<'p>>,
}

/// The activities of a plan: one for each node of its network, and one more, without length, that stands for hour zero.
#[derive(Debug)]
pub struct Activities<'p> {
    pub(super) network: Network,
    /// The day on whose morning hour zero is; the first day of work may be later.
    pub first: Date,
    /// What is left of each node; nothing for what is over.
    left: Vec<Option<Hours>>,
    /// The hours of the calendar that an hour of work on each node takes.
    pace: Vec<f64>,
    pub(super) links: Vec<Link>,
    /// Issues, and batches without issues, that are left and have no estimate: they count as none. In the plan's order.
    pub unestimated: Vec<At>,
    /// How many issues, and batches without issues, are left.
    pub(super) work_left: usize,
    /// What waits for something without a date.
    pub outside: Vec<Outside<'p>>,
}

impl<'p> Activities<'p> {
    /// What is left of a plan today.
    ///
    /// # Errors
    /// When items wait for one another in a circle, an estimate or a lag is absurd, or a lag runs on a calendar without
    /// working days.
    pub fn new(state: &State<'p>, today: Date) -> Result<Self, Failure> {
        let network = Network::new(state.graph, state.plan);
        network.order().map_err(|cycle| circle(state, &cycle))?;
        let mut activities = Self {
            left: Vec::with_capacity(network.len()),
            pace: Vec::with_capacity(network.len()),
            links: Vec::new(),
            unestimated: Vec::new(),
            work_left: 0,
            outside: Vec::new(),
            first: state.plan.start().map_or(today, |start| start.max(today)),
            network,
        };
        let nodes: Vec<Node> =
            activities.network.ids().filter_map(|id| activities.network.node(id)).collect();
        let pace = Pace::new(state);
        for node in &nodes {
            let left = activities.left_of(state, *node)?;
            activities.left.push(left);
            activities.pace.push(pace.of(state, *node));
            activities.note_outside(state, *node);
        }
        activities.links = activities.tie(state)?;
        Ok(activities)
    }

    /// The schedule by one figure of all estimates.
    ///
    /// # Errors
    /// When items wait for one another in a circle.
    pub fn schedule(&self, figure: Figure) -> Result<Schedule<'_, 'p>, Failure> {
        Ok(Schedule::new(self, Cow::Owned(self.times(figure)?)))
    }

    /// The times of all activities by one figure of all estimates.
    pub(super) fn times(&self, figure: Figure) -> Result<CriticalPath, Failure> {
        CriticalPath::new(&self.durations(figure), &self.links).map_err(|_| circular())
    }

    /// How many there are, hour zero among them.
    pub fn count(&self) -> usize {
        self.left.len() + 1
    }

    /// The hours that each activity takes by one figure of all estimates; last, hour zero.
    pub(super) fn durations(&self, figure: Figure) -> Vec<f64> {
        self.hours().map(|hours| figure.hours(hours)).collect()
    }

    /// The hours of work that are left of an item; nothing for what is over, and for what is not an activity.
    pub fn left(&self, at: At) -> Option<Hours> {
        *self.left.get(self.network.begin(at)?.index())?
    }

    /// The hours of the calendar that all activities take, by their places; the last is hour zero, which takes none.
    pub fn hours(&self) -> impl Iterator<Item = Hours> + '_ {
        let paced = self.left.iter().zip(&self.pace);
        paced.map(|(left, pace)| left.map_or(Hours::NONE, |left| left.part(*pace))).chain([Hours::NONE])
    }

    /// What ties the activities, by their places.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The place of the activity with which an item ends; nothing for what is over, and for what is not an activity.
    pub fn end(&self, at: At) -> Option<u32> {
        let end = self.network.end(at).filter(|end| !self.is_over(*end))?;
        Some(number(end))
    }

    /// Whether a node has no place in the time to come: it is finished or cancelled, or has no length.
    pub(super) fn is_over(&self, node: NodeId) -> bool {
        self.left.get(node.index()).is_none_or(Option::is_none)
    }

    fn left_of(&mut self, state: &State<'p>, node: Node) -> Result<Option<Hours>, Failure> {
        // The begin of a batch holds its issues, even when the batch itself is cancelled.
        let is_over = node.part != Part::Begin && state.is_satisfied(node.at);
        if is_over || has_no_length(node.at) {
            return Ok(None);
        }
        let place = node.at.index();
        let has_work = |place| state.counted_issues(place).next().is_some();
        let (estimate, done, is_work) = match state.plan.item(node.at) {
            Some(Item::Issue(issue)) => (issue.estimate, state.issue_progress(place), true),
            // Where all issues are cancelled, what is left of the batch is its own.
            Some(Item::Batch(batch)) if node.part != Part::End && !has_work(place) => {
                let is_open = !state.is_satisfied(node.at);
                (batch.estimate.filter(|_| is_open), state.batch_progress(place), is_open)
            }
            Some(Item::Review(review)) => (review.duration, 0.0, false),
            Some(Item::Action(action)) => (action.estimate, 0.0, false),
            _ => (None, 0.0, false),
        };
        self.work_left += usize::from(is_work);
        if is_work && estimate.is_none() {
            self.unestimated.push(node.at);
        }
        if estimate.is_some_and(|hours| hours.high > MOST_HOURS) {
            return Err(absurd(state, node.at, "estimate"));
        }
        Ok(Some(estimate.unwrap_or(Hours::NONE).part(1.0 - done / 100.0)))
    }

    fn note_outside(&mut self, state: &State<'p>, node: Node) {
        if node.part == Part::End || has_no_length(node.at) || state.is_satisfied(node.at) {
            return;
        }
        let mut causes = state.open_causes(node.at);
        causes.retain(|cause| cause.at().is_none_or(has_no_length));
        if !causes.is_empty() {
            self.outside.push(Outside { at: node.at, causes });
        }
    }

    /// The links between what is left, and what still runs of lags after what is over.
    fn tie(&self, state: &State<'p>) -> Result<Vec<Link>, Failure> {
        let mut links = Vec::with_capacity(self.network.links());
        let zero = NodeId::new(self.network.len());
        for to in self.network.ids().filter(|to| !self.is_over(*to)) {
            for link in self.network.predecessors(to) {
                let lag = self.lag_left(state, to, link)?;
                let (from, kind) = match (self.is_over(link.node), link.kind.holds_start()) {
                    (false, _) => (link.node, link.kind),
                    (true, _) if lag <= 0.0 => continue,
                    (true, true) => (zero, DependencyType::FinishToStart),
                    (true, false) => (zero, DependencyType::FinishToFinish),
                };
                links.push(Link { from: number(from), to: number(to), kind, lag });
            }
        }
        Ok(links)
    }

    /// The hours of a link that still run from hour zero on, or from the finish or start of what is not yet so far.
    fn lag_left(&self, state: &State<'p>, to: NodeId, link: &network::Link) -> Result<f64, Failure> {
        let at = |node| self.network.node(node).map(|node| node.at);
        if link.lag.abs() > MOST_HOURS {
            return Err(at(to).map_or_else(
                || Failure::new("a lag is absurd"),
                |at| absurd(state, at, "lag of a dependency"),
            ));
        }
        let Some(from) = at(link.node).filter(|_| link.lag > 0.0) else { return Ok(link.lag) };
        let is_over = self.is_over(link.node);
        let (started, completed) = stamps(state, from);
        let stamp = match link.kind {
            // Work on it ended with that day.
            DependencyType::FinishToStart | DependencyType::FinishToFinish => {
                completed.filter(|_| is_over).and_then(|day| day.plus_days(1))
            }
            DependencyType::StartToStart | DependencyType::StartToFinish => started,
        };
        let run = stamp.map(|day| Ok(WorkTime::new(state.plan, day)?.hours_before(self.first)));
        let unknown = if is_over { link.lag } else { 0.0 };
        Ok((link.lag - run.transpose()?.unwrap_or(unknown)).max(0.0))
    }
}

/// The days on which work on an item began and ended.
pub fn stamps(state: &State<'_>, at: At) -> (Option<Date>, Option<Date>) {
    match state.plan.item(at) {
        Some(Item::Issue(issue)) => (issue.started, issue.completed),
        Some(Item::Batch(batch)) => (batch.started, batch.completed),
        _ => (None, None),
    }
}

/// Whether an item is of a kind of which nobody knows how long it takes.
const fn has_no_length(at: At) -> bool {
    matches!(at.kind, Kind::BlockerRecord | Kind::Defect)
}

fn name(state: &State<'_>, at: At) -> String {
    state.plan.item(at).map(|item| text::one_line(&item.address()).into_owned()).unwrap_or_default()
}

/// What is said where [`Activities::new`] has already refused circles by name.
pub(super) fn circular() -> Failure {
    Failure::new("items wait for one another in a circle").hint("tracker check")
}

fn circle(state: &State<'_>, cycle: &Cycle) -> Failure {
    let mut names: Vec<String> = cycle.items.iter().take(MOST_NAMED).map(|at| name(state, *at)).collect();
    if cycle.items.len() > MOST_NAMED {
        names.push(format!("… {} more …", cycle.items.len() - MOST_NAMED));
    }
    names.extend(cycle.items.first().map(|at| name(state, *at)));
    Failure::new(format!("these wait for one another: {}", names.join(" → "))).hint("tracker check")
}

fn absurd(state: &State<'_>, at: At, what: &str) -> Failure {
    let name = name(state, at);
    let message = format!("the {what} of {name} is more than {} hours", text::number(MOST_HOURS));
    Failure::new(message).hint(format!("tracker show {name}"))
}
