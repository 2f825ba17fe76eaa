//! The critical-path method: when each activity can start and must finish, and which ones decide the length.
//!
//! J. E. Kelley and M. R. Walker, "Critical-path planning and scheduling", Proceedings of the Eastern Joint Computer
//! Conference, 1959. Typed links with lag or lead follow the precedence diagramming method (J. W. Fondahl, "A
//! non-computer approach to the critical path method for the construction industry", Stanford, 1961; PMI's PMBOK Guide).
//!
//! Every link is, with the durations known, a least distance between two starts: a successor starts `weight` hours after
//! its predecessor's start or later. So one forward and one backward pass in topological order are enough, linear in
//! activities and links, and without recursion: a plan may be one chain of 100,000 issues. Activities are never split,
//! and none starts before hour zero, however long a lead is.
//!
//! Times are counted in whole milliseconds, so that what is equal on paper is equal here: with bare hours the sums of a
//! chain, forward and backward, differ in the last digit, and slack would never quite be zero.

use std::collections::VecDeque;

use crate::plan::value::status::DependencyType;

/// Milliseconds of an hour.
const TICKS: f64 = 3_600_000.0;

/// More milliseconds than these, some 280 million years, are taken as these: sums stay finite.
const MOST_TICKS: f64 = 1e19;

/// A link between two activities, by their places: `to` waits for `from`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// What is waited for.
    pub from: u32,
    /// What waits.
    pub to: u32,
    /// How the two are tied.
    pub kind: DependencyType,
    /// Hours between them; negative is lead.
    pub lag: f64,
}

/// Activities that wait for one another in a circle, so that none of them can ever start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Circular;

/// When an activity can be done and when it must be, in hours from the start of the whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Times {
    /// When it can start at the earliest.
    pub start: f64,
    /// When it can be finished at the earliest.
    pub finish: f64,
    /// When it must start at the latest, lest the whole becomes longer.
    pub late_start: f64,
    /// When it must be finished at the latest.
    pub late_finish: f64,
    /// How far it can slip before the whole becomes longer.
    pub total_slack: f64,
    /// How far it can slip before anything else does.
    pub free_slack: f64,
}

impl Times {
    /// Whether the whole becomes longer with any slip.
    pub fn is_critical(&self) -> bool {
        self.total_slack <= 0.0
    }
}

/// The earliest and latest times of all activities.
#[derive(Debug, Clone)]
pub struct CriticalPath {
    durations: Vec<f64>,
    starts: Vec<f64>,
    late_starts: Vec<f64>,
    successors: Neighbours,
    predecessors: Neighbours,
    length: f64,
}

impl CriticalPath {
    /// The times of activities of these durations, in hours, with these links. A duration that is no number or negative
    /// is none; a link to an activity that does not exist is left out.
    ///
    /// # Errors
    /// When activities wait for one another in a circle.
    pub fn new(durations: &[f64], links: &[Link]) -> Result<Self, Circular> {
        let durations: Vec<f64> = durations.iter().map(|hours| ticks(*hours).max(0.0)).collect();
        let successors = Neighbours::new(&durations, links, |link| (link.from, link.to));
        let predecessors = Neighbours::new(&durations, links, |link| (link.to, link.from));
        let order = order(&successors, &predecessors)?;

        let mut starts = vec![0.0_f64; durations.len()];
        let mut length = 0.0_f64;
        for &place in &order {
            let waits = predecessors.of(place).iter().map(|other| at(&starts, other.place) + other.weight);
            let start = waits.fold(0.0, f64::max);
            set(&mut starts, place, start);
            length = length.max(start + at(&durations, place));
        }
        let mut late_starts = vec![0.0_f64; durations.len()];
        for &place in order.iter().rev() {
            let bounds =
                successors.of(place).iter().map(|other| at(&late_starts, other.place) - other.weight);
            let late = bounds.fold(length - at(&durations, place), f64::min);
            set(&mut late_starts, place, late);
        }
        Ok(Self { durations, starts, late_starts, successors, predecessors, length })
    }

    /// How many activities there are.
    pub fn count(&self) -> usize {
        self.durations.len()
    }

    /// Hours from the start of the whole to the finish of its last activity.
    pub fn length(&self) -> f64 {
        hours(self.length)
    }

    /// The times of an activity, by its place; all zero when there is none.
    pub fn times(&self, place: u32) -> Times {
        let (start, late_start) = (at(&self.starts, place), at(&self.late_starts, place));
        let duration = at(&self.durations, place);
        let distances = self
            .successors
            .of(place)
            .iter()
            .map(|other| at(&self.starts, other.place) - other.weight - start);
        let free = distances.fold(self.length - start - duration, f64::min);
        Times {
            start: hours(start),
            finish: hours(start + duration),
            late_start: hours(late_start),
            late_finish: hours(late_start + duration),
            // Only beyond 2⁵³ milliseconds can rounding take them below zero.
            total_slack: hours((late_start - start).max(0.0)),
            free_slack: hours(free.max(0.0)),
        }
    }

    /// Whether the whole becomes longer with any slip of an activity.
    pub fn is_critical(&self, place: u32) -> bool {
        (place as usize) < self.count() && at(&self.late_starts, place) <= at(&self.starts, place)
    }

    /// Whether an activity follows another on a critical path: both are critical, and it starts as soon as the other lets it.
    pub fn is_step(&self, from: u32, to: u32) -> bool {
        // The successors are sorted by place.
        let after = self.successors.of(from);
        let first = after.partition_point(|other| other.place < to);
        let mut links = after.iter().skip(first).take_while(|other| other.place == to);
        links.any(|other| self.is_tight(from, to, other.weight))
    }

    /// The first of the [critical paths](Self::paths); nothing when there is no activity.
    pub fn path(&self) -> Vec<u32> {
        self.paths().next().unwrap_or_default()
    }

    /// The critical paths: activities in their order, each starting as soon as the one before lets it, from hour zero to
    /// the end of the whole. There can be very many, so they are found one by one: those that end with the activity of
    /// the lowest place first, and so on backwards.
    pub fn paths(&self) -> impl Iterator<Item = Vec<u32>> + '_ {
        let is_last = |place: &u32| {
            let ends = at(&self.starts, *place) + at(&self.durations, *place) >= self.length;
            ends && !self
                .successors
                .of(*place)
                .iter()
                .any(|other| self.is_tight(*place, other.place, other.weight))
        };
        let ends: Vec<u32> = (0_u32..).take(self.count()).filter(is_last).collect();
        Paths { times: self, ends: ends.into_iter(), trail: Vec::new() }
    }

    /// What decides when an activity starts: activities in their order, each starting as soon as the one before lets it,
    /// from hour zero to the activity itself; the first of several.
    pub fn chain(&self, place: u32) -> Vec<u32> {
        let mut chain = vec![place];
        let mut here = place;
        while let Some(before) = self.holder(here) {
            chain.push(before);
            here = before;
        }
        chain.reverse();
        chain
    }

    /// The first predecessor from which an activity's start follows; nothing when it can start at hour zero.
    pub fn holder(&self, place: u32) -> Option<u32> {
        let start = at(&self.starts, place);
        let mut before = self.predecessors.of(place).iter();
        let holds = |other: &&Neighbour| at(&self.starts, other.place) + other.weight >= start;
        before.find(|other| start > 0.0 && holds(other)).map(|other| other.place)
    }

    /// Whether a successor starts as soon as this predecessor lets it, and both are critical.
    fn is_tight(&self, from: u32, to: u32, weight: f64) -> bool {
        self.is_critical(from)
            && self.is_critical(to)
            && at(&self.starts, from) + weight >= at(&self.starts, to)
    }

    /// The next predecessor from which a critical activity's start follows, behind the first `seen` of its links, and
    /// how many have been seen with it.
    fn driver(&self, place: u32, seen: usize) -> Option<(usize, u32)> {
        let before = self.predecessors.of(place);
        // Links between the same two activities, which stand side by side, are one step of a path.
        let tried = seen.checked_sub(1).and_then(|last| before.get(last)).map(|other| other.place);
        let mut untried =
            before.iter().enumerate().skip(seen).filter(|(_, other)| Some(other.place) != tried);
        let found = untried.find(|(_, other)| self.is_tight(other.place, place, other.weight));
        found.map(|(index, other)| (index + 1, other.place))
    }
}

/// Walks back from each end through everything that drives it, with a stack of its own.
struct Paths<'t> {
    times: &'t CriticalPath,
    ends: std::vec::IntoIter<u32>,
    /// The activities from the end backwards, each with how many of its predecessors have been tried.
    trail: Vec<(u32, usize)>,
}

impl Iterator for Paths<'_> {
    type Item = Vec<u32>;

    fn next(&mut self) -> Option<Vec<u32>> {
        let mut is_longer = false;
        loop {
            let Some((place, seen)) = self.trail.last_mut() else {
                self.trail.push((self.ends.next()?, 0));
                is_longer = true;
                continue;
            };
            if let Some((tried, driver)) = self.times.driver(*place, *seen) {
                *seen = tried;
                self.trail.push((driver, 0));
                is_longer = true;
                continue;
            }
            let path = is_longer.then(|| self.trail.iter().rev().map(|(place, _)| *place).collect());
            self.trail.pop();
            if path.is_some() {
                return path;
            }
        }
    }
}

/// The links of each activity in one direction, in one list for all.
#[derive(Debug, Clone)]
pub(super) struct Neighbours {
    links: Vec<Neighbour>,
    /// For each activity, where its stretch of `links` begins; last, where all end.
    stretches: Vec<u32>,
}

/// The other end of a link.
#[derive(Debug, Clone, Copy)]
pub(super) struct Neighbour {
    pub(super) place: u32,
    /// The least distance from the predecessor's start to the successor's.
    pub(super) weight: f64,
}

impl Neighbours {
    /// The neighbours by the ends of a link: the one that has it, and the other.
    pub(super) fn new(durations: &[f64], links: &[Link], ends: impl Fn(&Link) -> (u32, u32)) -> Self {
        let count = durations.len();
        let exists = |link: &&Link| (link.from as usize) < count && (link.to as usize) < count;
        let mut stretches = vec![0_u32; count + 1];
        for link in links.iter().filter(exists) {
            if let Some(slot) = stretches.get_mut(ends(link).0 as usize + 1) {
                *slot += 1;
            }
        }
        let mut sum = 0;
        for slot in &mut stretches {
            sum += *slot;
            *slot = sum;
        }
        let mut next = stretches.clone();
        let mut neighbours = vec![Neighbour { place: 0, weight: 0.0 }; sum as usize];
        for link in links.iter().filter(exists) {
            let (one, other) = ends(link);
            let Some(free) = next.get_mut(one as usize) else { continue };
            if let Some(slot) = neighbours.get_mut(*free as usize) {
                *slot = Neighbour { place: other, weight: weight(link, durations) };
            }
            *free += 1;
        }
        let mut sorted = Self { links: neighbours, stretches };
        sorted.sort();
        sorted
    }

    /// Sorts each stretch by place, so that nothing depends on the order of the links.
    fn sort(&mut self) {
        for node in 0..self.stretches.len().saturating_sub(1) {
            let range = self.range(node);
            if let Some(stretch) = self.links.get_mut(range) {
                stretch.sort_by(|one, other| {
                    one.place.cmp(&other.place).then(one.weight.total_cmp(&other.weight))
                });
            }
        }
    }

    fn range(&self, node: usize) -> std::ops::Range<usize> {
        let start = self.stretches.get(node).copied().unwrap_or_default();
        let end = self.stretches.get(node + 1).copied().unwrap_or(start);
        start as usize..end as usize
    }

    pub(super) fn of(&self, node: u32) -> &[Neighbour] {
        self.links.get(self.range(node as usize)).unwrap_or_default()
    }
}

/// The least distance between the starts of a link's two activities, in milliseconds.
fn weight(link: &Link, durations: &[f64]) -> f64 {
    let (from, to) = (at(durations, link.from), at(durations, link.to));
    let lag = ticks(link.lag);
    match link.kind {
        DependencyType::FinishToStart => from + lag,
        DependencyType::StartToStart => lag,
        DependencyType::FinishToFinish => from + lag - to,
        DependencyType::StartToFinish => lag - to,
    }
}

/// So many activities, each after those that it waits for, whatever their durations.
///
/// # Errors
/// When activities wait for one another in a circle.
pub fn in_order(count: usize, links: &[Link]) -> Result<Vec<u32>, Circular> {
    let durations = vec![0.0; count];
    let successors = Neighbours::new(&durations, links, |link| (link.from, link.to));
    order(&successors, &Neighbours::new(&durations, links, |link| (link.to, link.from)))
}

/// The activities, each after those that it waits for (A. B. Kahn, "Topological sorting of large networks", CACM 5, 1962).
pub(super) fn order(successors: &Neighbours, predecessors: &Neighbours) -> Result<Vec<u32>, Circular> {
    let count = successors.stretches.len().saturating_sub(1);
    let mut open: Vec<usize> = (0_u32..).take(count).map(|node| predecessors.of(node).len()).collect();
    let mut free: VecDeque<u32> =
        (0_u32..).zip(&open).filter(|(_, open)| **open == 0).map(|(node, _)| node).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(node) = free.pop_front() {
        order.push(node);
        for other in successors.of(node) {
            let Some(open) = open.get_mut(other.place as usize) else { continue };
            *open -= 1;
            if *open == 0 {
                free.push_back(other.place);
            }
        }
    }
    if order.len() == count { Ok(order) } else { Err(Circular) }
}

pub(super) fn at(values: &[f64], place: u32) -> f64 {
    values.get(place as usize).copied().unwrap_or_default()
}

pub(super) fn set(values: &mut [f64], place: u32, value: f64) {
    if let Some(slot) = values.get_mut(place as usize) {
        *slot = value;
    }
}

/// Whole milliseconds of hours, which are what times are counted in.
pub(crate) fn ticks(hours: f64) -> f64 {
    if hours.is_nan() { 0.0 } else { (hours * TICKS).round().clamp(-MOST_TICKS, MOST_TICKS) }
}

/// Hours of milliseconds.
pub(crate) fn hours(ticks: f64) -> f64 {
    ticks / TICKS
}
