//! What is to be levelled, and how one schedule of it is made.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use super::profile::Profile;
use super::{Demands, Need};
use crate::plan::value::status::DependencyType;
use crate::schedule::critical_path::{Circular, Link, Neighbours, at, order, set, ticks};

/// Activities, their ties and what they need, in milliseconds, seen forwards and backwards in time.
#[derive(Debug)]
pub(super) struct Problem<'a> {
    pub(super) durations: Vec<f64>,
    pub(super) demands: &'a Demands,
    pub(super) capacities: &'a [u32],
    pub(super) forward: Direction,
    pub(super) backward: Direction,
}

/// The ties as they are met when time runs one way.
#[derive(Debug)]
pub(super) struct Direction {
    predecessors: Neighbours,
    successors: Neighbours,
    /// The activities, each behind those that it waits for.
    pub(super) order: Vec<u32>,
    /// The place of each in that order.
    ranks: Vec<u32>,
}

/// When each activity starts, in milliseconds from where time begins in a direction, and how long the whole takes.
#[derive(Debug, Clone)]
pub(super) struct Starts {
    pub(super) starts: Vec<f64>,
    pub(super) length: f64,
}

impl<'a> Problem<'a> {
    pub(super) fn new(
        hours: &[f64],
        links: &[Link],
        demands: &'a Demands,
        capacities: &'a [u32],
    ) -> Result<Self, Circular> {
        let durations: Vec<f64> = hours.iter().map(|hours| ticks(*hours).max(0.0)).collect();
        let mirrored: Vec<Link> = links.iter().map(mirror).collect();
        Ok(Self {
            forward: Direction::new(&durations, links)?,
            backward: Direction::new(&durations, &mirrored)?,
            durations,
            demands,
            capacities,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.durations.len()
    }

    pub(super) fn places(&self) -> impl Iterator<Item = u32> + use<> {
        (0_u32..).take(self.durations.len())
    }

    pub(super) fn duration(&self, place: u32) -> f64 {
        at(&self.durations, place)
    }

    /// What an activity takes of its pools; nothing when it takes no time.
    pub(super) fn needs(&self, place: u32) -> &'a [Need] {
        if self.duration(place) > 0.0 { self.demands.of(place) } else { &[] }
    }

    pub(super) fn capacity(&self, need: Need) -> u32 {
        self.capacities.get(need.pool as usize).copied().unwrap_or_default()
    }

    /// The order in which a schedule is to be made again in the other direction: what finishes last comes first
    /// (justification).
    pub(super) fn turned(&self, starts: &Starts) -> Vec<f64> {
        starts.starts.iter().zip(&self.durations).map(|(start, duration)| -(start + duration)).collect()
    }
}

impl Direction {
    fn new(durations: &[f64], links: &[Link]) -> Result<Self, Circular> {
        let successors = Neighbours::new(durations, links, |link| (link.from, link.to));
        let predecessors = Neighbours::new(durations, links, |link| (link.to, link.from));
        let order = order(&successors, &predecessors)?;
        let ranks = ranks(&order);
        Ok(Self { predecessors, successors, order, ranks })
    }

    /// The rank of each activity in the order of some keys, lowest first, as far as the ties allow that order.
    pub(super) fn ranks_by(&self, keys: &[f64]) -> Vec<u32> {
        let mut queue = Queue::default();
        let key = |place| at(keys, place);
        queue.fill(self, &key);
        let order: Vec<u32> = std::iter::from_fn(|| queue.next(self, &key)).collect();
        ranks(&order)
    }

    /// The earliest start that the ties alone allow, when those before have their starts.
    pub(super) fn bound(&self, place: u32, starts: &[f64]) -> f64 {
        let ties = self.predecessors.of(place).iter();
        ties.map(|tie| at(starts, tie.place) + tie.weight).fold(0.0, f64::max)
    }
}

fn ranks(order: &[u32]) -> Vec<u32> {
    let mut ranks = vec![0; order.len()];
    for (rank, place) in (0_u32..).zip(order) {
        if let Some(slot) = ranks.get_mut(*place as usize) {
            *slot = rank;
        }
    }
    ranks
}

/// The same tie when time runs backwards: what was waited for waits, and starts and finishes change places.
fn mirror(link: &Link) -> Link {
    let kind = match link.kind {
        DependencyType::StartToStart => DependencyType::FinishToFinish,
        DependencyType::FinishToFinish => DependencyType::StartToStart,
        kind @ (DependencyType::FinishToStart | DependencyType::StartToFinish) => kind,
    };
    Link { from: link.to, to: link.from, kind, lag: link.lag }
}

/// Makes schedules one after the other: the serial schedule-generation scheme (J. E. Kelley, "The critical-path method:
/// resources planning and scheduling", in Industrial Scheduling, 1963; R. Kolisch, "Serial and parallel
/// resource-constrained project scheduling methods revisited", EJOR 90, 1996). Of the activities whose predecessors have
/// their places, the one that comes first takes the earliest place at which its ties allow it and its pools have room.
/// One of the orders leads to a schedule that is as short as any.
#[derive(Debug)]
pub(super) struct Generator<'p> {
    problem: &'p Problem<'p>,
    profiles: Vec<Profile>,
    queue: Queue,
    /// Schedules made so far.
    pub(super) made: u32,
}

impl<'p> Generator<'p> {
    pub(super) fn new(problem: &'p Problem<'p>) -> Self {
        let profiles = vec![Profile::new(); problem.capacities.len()];
        Self { problem, profiles, queue: Queue::default(), made: 0 }
    }

    /// The schedule in which the activities take their places in the order of some keys, lowest first, as far as their
    /// ties allow that order.
    pub(super) fn generate(&mut self, direction: &Direction, keys: &[f64]) -> Starts {
        self.made += 1;
        self.profiles.iter_mut().for_each(Profile::clear);
        let problem = self.problem;
        // What needs nothing stands in nobody's way, and others wait for it.
        let key = |place| if problem.needs(place).is_empty() { f64::NEG_INFINITY } else { at(keys, place) };
        self.queue.fill(direction, &key);
        let mut made = Starts { starts: vec![0.0; problem.len()], length: 0.0 };
        while let Some(place) = self.queue.next(direction, &key) {
            let start = self.place(place, direction.bound(place, &made.starts));
            set(&mut made.starts, place, start);
            made.length = made.length.max(start + problem.duration(place));
        }
        made
    }

    /// Gives an activity the earliest place from a time on at which all its pools have room.
    fn place(&mut self, place: u32, bound: f64) -> f64 {
        let problem = self.problem;
        let (needs, duration) = (problem.needs(place), problem.duration(place));
        let mut start = bound;
        loop {
            let later = needs.iter().fold(start, |start, need| {
                let room = problem.capacity(*need).saturating_sub(need.units);
                let profile = self.profiles.get(need.pool as usize);
                profile.map_or(start, |profile| profile.earliest(start, duration, room))
            });
            // One pool alone has said its last word; several must agree.
            let is_settled = later <= start || needs.len() == 1;
            start = later;
            if is_settled {
                break;
            }
        }
        for need in needs {
            if let Some(profile) = self.profiles.get_mut(need.pool as usize) {
                profile.take(start, start + duration, need.units);
            }
        }
        start
    }
}

/// The activities in the order of some keys, each behind those that it waits for.
#[derive(Debug, Default)]
struct Queue {
    /// How many of those before each activity have not had their turn.
    missing: Vec<u32>,
    eligible: BinaryHeap<Candidate>,
}

impl Queue {
    fn fill(&mut self, direction: &Direction, key: &impl Fn(u32) -> f64) {
        let places = (0_u32..).take(direction.order.len());
        let before = |place| u32::try_from(direction.predecessors.of(place).len()).unwrap_or(u32::MAX);
        self.missing.clear();
        self.missing.extend(places.clone().map(before));
        let free = places.zip(&self.missing).filter(|(_, missing)| **missing == 0);
        self.eligible.extend(free.map(|(place, _)| Candidate::new(direction, place, key)));
    }

    fn next(&mut self, direction: &Direction, key: &impl Fn(u32) -> f64) -> Option<u32> {
        let place = self.eligible.pop()?.place;
        for tie in direction.successors.of(place) {
            let Some(missing) = self.missing.get_mut(tie.place as usize) else { continue };
            *missing -= 1;
            if *missing == 0 {
                self.eligible.push(Candidate::new(direction, tie.place, key));
            }
        }
        Some(place)
    }
}

/// An activity that may have its turn; the one with the lowest key is the greatest.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    key: f64,
    rank: u32,
    place: u32,
}

impl Candidate {
    fn new(direction: &Direction, place: u32, key: &impl Fn(u32) -> f64) -> Self {
        let rank = direction.ranks.get(place as usize).copied().unwrap_or_default();
        Self { key: key(place), rank, place }
    }
}

impl Ord for Candidate {
    fn cmp(&self, other: &Self) -> Ordering {
        other.key.total_cmp(&self.key).then(other.rank.cmp(&self.rank))
    }
}

impl PartialOrd for Candidate {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Candidate {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Candidate {}
