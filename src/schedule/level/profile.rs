//! What of a pool is in use over time.

/// The units of a pool in use: steps, each from a time on until the next. The last has none in use and has no end.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    steps: Vec<Step>,
}

#[derive(Debug, Clone, Copy)]
struct Step {
    from: f64,
    used: u32,
}

impl Profile {
    /// A pool of which nothing is in use.
    pub(super) fn new() -> Self {
        Self { steps: vec![Step { from: 0.0, used: 0 }] }
    }

    /// Gives everything back.
    pub(super) fn clear(&mut self) {
        self.steps.clear();
        self.steps.push(Step { from: 0.0, used: 0 });
    }

    /// The first time from one on at which, for so long, never more than `room` units are in use.
    pub(super) fn earliest(&self, from: f64, duration: f64, room: u32) -> f64 {
        let first = self.steps.partition_point(|step| step.from <= from).saturating_sub(1);
        let mut start = from;
        for (step, next) in self.steps.iter().zip(self.steps.iter().skip(1)).skip(first) {
            if step.used > room {
                start = next.from;
            } else if next.from >= start + duration {
                break;
            }
        }
        start
    }

    /// Takes units for a time.
    pub(super) fn take(&mut self, start: f64, finish: f64, units: u32) {
        let first = self.split(start);
        let end = self.split(finish);
        for step in self.steps.iter_mut().take(end).skip(first) {
            step.used += units;
        }
        self.join(end);
        self.join(first);
    }

    /// Makes a step begin at a time; its place.
    fn split(&mut self, time: f64) -> usize {
        let place = self.steps.partition_point(|step| step.from < time);
        if self.steps.get(place).is_none_or(|step| step.from > time) {
            let used =
                place.checked_sub(1).and_then(|before| self.steps.get(before)).map_or(0, |step| step.used);
            self.steps.insert(place, Step { from: time, used });
        }
        place
    }

    /// Joins a step with the one before when as much is in use, so that a pool that is always busy stays short.
    fn join(&mut self, place: usize) {
        let used = |place: usize| self.steps.get(place).map(|step| step.used);
        if place.checked_sub(1).is_some_and(|before| used(before) == used(place)) {
            self.steps.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_gap_that_is_too_short_is_passed_over() {
        let mut profile = Profile::new();
        profile.take(0.0, 2.0, 1);
        profile.take(3.0, 5.0, 1);
        let start = |duration| profile.earliest(0.0, duration, 0);
        assert!((start(1.0) - 2.0).abs() < 1e-9 && (start(2.0) - 5.0).abs() < 1e-9);
    }

    #[test]
    fn what_is_always_busy_is_one_step() {
        let mut profile = Profile::new();
        for start in [4.0, 0.0, 2.0] {
            profile.take(start, start + 2.0, 1);
        }
        assert_eq!(profile.steps.len(), 2);
    }

    proptest! {
        #[test]
        fn the_earliest_time_is_the_one_found_by_trying_all(
            taken in prop::collection::vec((0_u8..20, 1_u8..6, 1_u32..3), 0..8),
            from in 0_u8..20, duration in 1_u8..6, room in 0_u32..4,
        ) {
            let mut profile = Profile::new();
            let mut used = [0_u32; 200];
            for (start, length, units) in taken {
                profile.take(f64::from(start), f64::from(start + length), units);
                used[usize::from(start)..usize::from(start + length)].iter_mut().for_each(|used| *used += units);
            }
            let fits = |start: &u8| (*start..start + duration).all(|hour| used[usize::from(hour)] <= room);
            let expected = (from..100).find(fits).unwrap();
            prop_assert!((profile.earliest(f64::from(from), f64::from(duration), room) - f64::from(expected)).abs() < 1e-9);
        }
    }
}
