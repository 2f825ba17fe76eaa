//! The activities and links of a plan, laid out to be run through many times.
//!
//! A run draws a duration for each activity and starts each as early as its links allow: one pass forward over flat
//! arrays in a topological order, then one backward for what was critical. Nothing is allocated in a run.
//!
//! What decisions about owners add are links like any other, the same in every run: an earliest-start policy (G. Igelmund
//! and F. J. Radermacher, "Preselective strategies for the optimization of stochastic project networks under resource
//! constraints", Networks 13, 1983) on the resource-flow network of a schedule (C. Artigues, P. Michelon and S. Reusser,
//! "Insertion techniques for static and dynamic resource-constrained project scheduling", European Journal of
//! Operational Research 149, 2003). A policy that decided anew in each run would be a little shorter and take a search
//! for each.

use rand::Rng;

use super::duration::Duration;
use crate::plan::value::hours::Hours;
use crate::plan::value::status::DependencyType;
use crate::schedule::{Circular, Link, in_order, ticks};

/// Activities with the distributions of their durations, each after those that it waits for.
#[derive(Debug)]
pub struct Model {
    activities: Vec<Activity>,
    /// What each activity waits for, in the order of the activities.
    waits: Vec<Wait>,
    /// Of each activity by its place, where it stands in the order.
    positions: Vec<u32>,
}

#[derive(Debug)]
struct Activity {
    duration: Duration,
    /// How many of the waits are its own.
    waits: usize,
}

/// That an activity waits for a moment of another.
#[derive(Debug, Clone, Copy)]
struct Wait {
    /// The place of the moment among those of a [`Run`].
    moment: usize,
    /// Milliseconds between the two.
    lag: f64,
    /// Whether it is the finish that waits, else the start.
    holds_finish: bool,
}

impl Wait {
    /// The earliest start of an activity that takes so long.
    fn start(self, moments: &[f64], duration: f64) -> f64 {
        let moment = moments.get(self.moment).copied().unwrap_or_default();
        let bound = moment + self.lag;
        if self.holds_finish { bound - duration } else { bound }
    }
}

impl Model {
    /// The model of activities by the hours that are left of each, with their links. A link to an activity that does not
    /// exist is left out.
    ///
    /// # Errors
    /// When activities wait for one another in a circle.
    pub fn new(hours: &[Hours], links: &[Link]) -> Result<Self, Circular> {
        let order = in_order(hours.len(), links)?;
        let mut positions = vec![0_u32; hours.len()];
        for (position, place) in (0_u32..).zip(&order) {
            if let Some(slot) = positions.get_mut(*place as usize) {
                *slot = position;
            }
        }
        let position = |place: u32| positions.get(place as usize).copied();
        let mut waits: Vec<(u32, Wait)> = links.iter().filter_map(|link| wait(link, position)).collect();
        // Stable, so that what is the same on all machines stays so.
        waits.sort_by_key(|(of, _)| *of);
        let mut counts = vec![0_usize; hours.len()];
        for (of, _) in &waits {
            if let Some(count) = counts.get_mut(*of as usize) {
                *count += 1;
            }
        }
        let hours = order.iter().filter_map(|place| hours.get(*place as usize));
        let activities =
            hours.zip(counts).map(|(hours, waits)| Activity { duration: Duration::new(*hours), waits });
        Ok(Self {
            activities: activities.collect(),
            waits: waits.into_iter().map(|(_, wait)| wait).collect(),
            positions,
        })
    }

    /// How many activities there are.
    pub(super) fn count(&self) -> usize {
        self.activities.len()
    }

    /// Where an activity stands among those of a [`Run`].
    pub(super) fn position(&self, place: u32) -> Option<usize> {
        self.positions.get(place as usize).map(|position| *position as usize)
    }
}

fn wait(link: &Link, position: impl Fn(u32) -> Option<u32>) -> Option<(u32, Wait)> {
    use DependencyType::{FinishToFinish, FinishToStart, StartToFinish};

    let after_finish = matches!(link.kind, FinishToStart | FinishToFinish);
    let holds_finish = matches!(link.kind, FinishToFinish | StartToFinish);
    let moment = 2 * position(link.from)? as usize + usize::from(after_finish);
    Some((position(link.to)?, Wait { moment, lag: ticks(link.lag), holds_finish }))
}

/// One way in which everything may come out, and the room to draw the next.
#[derive(Debug)]
pub(super) struct Run {
    /// Start and finish of each activity, in milliseconds.
    moments: Vec<f64>,
    critical: Vec<bool>,
    length: f64,
}

impl Run {
    /// The room for runs of a model.
    pub(super) fn new(model: &Model) -> Self {
        let count = model.count();
        Self { moments: Vec::with_capacity(2 * count), critical: vec![false; count], length: 0.0 }
    }

    /// Draws all durations, and starts everything as early as it can.
    pub(super) fn draw(&mut self, model: &Model, random: &mut impl Rng) {
        self.moments.clear();
        self.length = 0.0;
        let mut rest = model.waits.as_slice();
        for activity in &model.activities {
            let duration = activity.duration.sample(random);
            let (waits, later) = rest.split_at_checked(activity.waits).unwrap_or_default();
            rest = later;
            let start = waits.iter().fold(0.0, |start, wait| wait.start(&self.moments, duration).max(start));
            let finish = start + duration;
            self.moments.extend([start, finish]);
            self.length = finish.max(self.length);
        }
    }

    /// Milliseconds until everything is done.
    pub(super) fn length(&self) -> f64 {
        self.length
    }

    /// When an activity is finished, by its position.
    pub(super) fn finish(&self, position: usize) -> f64 {
        self.moments.get(2 * position + 1).copied().unwrap_or_default()
    }

    /// Which activities decide the length: those that end with it, and whatever one of these waits for without a pause.
    /// These are the ones without slack, found without the latest times of all the others.
    pub(super) fn mark_critical(&mut self, model: &Model) -> &[bool] {
        self.critical.fill(false);
        let mut rest = model.waits.as_slice();
        for (position, activity) in model.activities.iter().enumerate().rev() {
            let own = rest.len().saturating_sub(activity.waits);
            let (earlier, waits) = rest.split_at_checked(own).unwrap_or_default();
            rest = earlier;
            let moments = self.moments.get(2 * position..2 * position + 2).unwrap_or_default();
            let &[start, finish] = moments else { continue };
            let Some(is_critical) = self.critical.get_mut(position) else { continue };
            *is_critical |= finish >= self.length;
            if !*is_critical {
                continue;
            }
            for wait in waits.iter().filter(|wait| wait.start(&self.moments, finish - start) >= start) {
                if let Some(driver) = self.critical.get_mut(wait.moment / 2) {
                    *driver = true;
                }
            }
        }
        &self.critical
    }
}
