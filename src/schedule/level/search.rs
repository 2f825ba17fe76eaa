//! The search for a short schedule: rules first, then two populations that beget each other.
//!
//! Each schedule comes from an order of the activities. The first orders are the plan's own and those of well-known
//! priority rules (latest finish, latest start, earliest start: R. Kolisch, "Efficient priority rules for the
//! resource-constrained project scheduling problem", Journal of Operations Management 14, 1996), each justified forwards
//! and backwards (V. Valls, F. Ballestín, S. Quintanilla, "Justification and RCPSP: a technique that pays", EJOR 165, 2005).
//!
//! Then one population of schedules that start as early and one of those that start as late as they can beget each
//! other (D. Debels and M. Vanhoucke, "A bi-population based genetic algorithm for the resource-constrained project
//! scheduling problem", ICCSA 2005): the parents' times are the keys of the child's order, so that every schedule is at
//! once a justification of its parents, and of the father that stretch of time is kept in which the pools are busiest.
//!
//! What remains open by chance is decided by a generator with a seed: the same plan has the same schedule.

use rand::{RngExt as _, SeedableRng as _};
use rand_pcg::Pcg32;

use super::problem::{Direction, Generator, Problem, Starts};
use super::{Effort, Watch};
use crate::schedule::critical_path::{at, set};

/// Schedules of each population.
const LEAST_OF_A_KIND: usize = 10;
const MOST_OF_A_KIND: usize = 40;

/// Of each population a budget allows one schedule for so many that may be made.
const GENERATIONS: usize = 40;

/// How far a mutation moves an activity at most, as a part of the length: mostly a little, sometimes anywhere.
const NEAR: f64 = 0.03;
const FAR: f64 = 1.0;

/// Searches for a short schedule within a budget of schedules.
pub(super) struct Search<'p> {
    problem: &'p Problem<'p>,
    generator: Generator<'p>,
    random: Pcg32,
    /// What each activity takes of the capacities, for how long.
    weights: Vec<f64>,
    budget: u32,
    watch: Watch<'p>,
    bound: f64,
    best: Starts,
    /// Whether the best was made backwards in time.
    is_backward: bool,
}

/// What came of a search.
pub(super) struct Found {
    /// The best schedule.
    pub(super) best: Starts,
    /// How long the whole takes in the plan's order.
    pub(super) naive: f64,
    /// How long it takes at least.
    pub(super) bound: f64,
    /// How many schedules were made.
    pub(super) made: u32,
}

impl<'p> Search<'p> {
    /// The shortest schedule that is found.
    pub(super) fn run(problem: &'p Problem<'p>, effort: Effort, watch: Watch<'p>) -> Found {
        let mut generator = Generator::new(problem);
        let keys: Vec<f64> = problem.places().map(f64::from).collect();
        let naive = generator.generate(&problem.forward, &keys);
        let length = naive.length;
        let mut search = Self {
            problem,
            generator,
            random: Pcg32::seed_from_u64(effort.seed),
            weights: problem.places().map(|place| weight(problem, place)).collect(),
            budget: effort.schedules,
            watch,
            bound: bound(problem),
            best: naive,
            is_backward: false,
        };
        search.rules();
        search.breed();
        Found { naive: length, bound: search.bound, best: search.forward_best(), made: search.generator.made }
    }

    fn is_over(&self) -> bool {
        // One is left for the best, should it have been made backwards.
        self.generator.made + 1 >= self.budget || self.best.length <= self.bound
    }

    fn direction(&self, backward: bool) -> &'p Direction {
        if backward { &self.problem.backward } else { &self.problem.forward }
    }

    /// Makes a schedule, which becomes the best when it is the shortest.
    fn make(&mut self, backward: bool, keys: &[f64]) -> Starts {
        let made = self.generator.generate(self.direction(backward), keys);
        (self.watch)(self.generator.made, self.budget);
        if made.length < self.best.length {
            self.best.clone_from(&made);
            self.is_backward = backward;
        }
        made
    }

    /// The best schedule, as early as it can be.
    fn forward_best(&mut self) -> Starts {
        if !self.is_backward {
            return self.best.clone();
        }
        let turned = self.problem.turned(&self.best);
        let made = self.generator.generate(&self.problem.forward, &turned);
        if made.length <= self.best.length {
            return made;
        }
        let starts = turned.iter().map(|key| self.best.length + key).collect();
        Starts { starts, length: self.best.length }
    }

    /// Schedules by rules, each justified twice.
    fn rules(&mut self) {
        let (heads, tails) = (free(self.problem, false), free(self.problem, true));
        let latest_start = |place| -at(&tails, place) - self.problem.duration(place);
        let latest_finish = |place| -at(&tails, place);
        let earliest_start = |place| at(&heads, place);
        let rules: [&dyn Fn(u32) -> f64; 3] = [&latest_finish, &latest_start, &earliest_start];
        for rule in rules {
            let mut keys: Vec<f64> = self.problem.places().map(rule).collect();
            for backward in [false, true, false] {
                if self.is_over() {
                    return;
                }
                let made = self.make(backward, &keys);
                keys = self.problem.turned(&made);
            }
        }
    }

    /// Two populations that beget each other until the budget is used up.
    fn breed(&mut self) {
        let left = usize::try_from(self.budget.saturating_sub(self.generator.made)).unwrap_or(usize::MAX);
        if left < 2 * LEAST_OF_A_KIND {
            return self.wander();
        }
        let size = (left / GENERATIONS).clamp(LEAST_OF_A_KIND, MOST_OF_A_KIND);
        let mut parents = self.ancestors(size);
        let mut backward = true;
        while !self.is_over() {
            let mut children = Vec::with_capacity(size);
            for place in 0..parents.len() {
                if self.is_over() {
                    return;
                }
                let keys = self.child(&parents, place);
                children.push(self.make(backward, &keys));
            }
            parents = children;
            backward = !backward;
        }
    }

    /// The first schedules, by latest finish with more or less chance.
    fn ancestors(&mut self, size: usize) -> Vec<Starts> {
        let tails = free(self.problem, true);
        let mut ancestors = Vec::with_capacity(size);
        while ancestors.len() < size && !self.is_over() {
            let reach = self.bound * self.random.random_range(0.05..0.25);
            let keys: Vec<f64> =
                tails.iter().map(|tail| reach * self.random.random_range(0.0..1.0) - tail).collect();
            ancestors.push(self.make(false, &keys));
        }
        ancestors
    }

    /// Where the budget is small, the best order is varied and justified.
    fn wander(&mut self) {
        while !self.is_over() {
            let mut keys = self.problem.turned(&self.best);
            let backward = !self.is_backward;
            let spread = self.best.length * 0.05;
            for key in &mut keys {
                *key += self.random.random_range(0.0..1.0) * spread;
            }
            let made = self.make(backward, &keys);
            if !self.is_over() {
                let keys = self.problem.turned(&made);
                self.make(!backward, &keys);
            }
        }
    }

    /// The keys of a child of one of the parents and of the better of two others.
    fn child(&mut self, parents: &[Starts], place: usize) -> Vec<f64> {
        let mut other = || {
            let mut draw = || self.random.random_range(0..parents.len());
            let (one, two) = (draw(), draw());
            let length = |place: usize| parents.get(place).map_or(f64::MAX, |parent| parent.length);
            if length(one) <= length(two) { one } else { two }
        };
        let mut pair = [place, other()];
        if self.random.random_bool(0.5) {
            pair.reverse();
        }
        let keys =
            |place: usize| parents.get(place).map(|parent| self.problem.turned(parent)).unwrap_or_default();
        let [father, mother] = pair.map(keys);
        let length = parents.get(pair[0]).map_or(0.0, |parent| parent.length);
        let stretch = length * self.random.random_range(0.05..0.4);
        let (first, last) = self.busiest(&father, stretch);
        let beyond = 4.0 * self.best.length.max(length) + 1.0;
        let cross = |(of_father, of_mother): (&f64, &f64)| match () {
            () if (first..=last).contains(of_father) => *of_father,
            () if *of_mother < first => of_mother - beyond,
            () if *of_mother > last => of_mother + beyond,
            () => *of_mother,
        };
        let mut keys: Vec<f64> = father.iter().zip(&mother).map(cross).collect();
        self.mutate(&mut keys);
        keys
    }

    /// The stretch of some length in which those whose keys lie in it take most of the pools.
    fn busiest(&self, keys: &[f64], stretch: f64) -> (f64, f64) {
        let mut sorted: Vec<(f64, f64)> = keys.iter().copied().zip(self.weights.iter().copied()).collect();
        sorted.sort_by(|one, other| one.0.total_cmp(&other.0));
        let (mut best, mut found, mut sum, mut last) = (-1.0, (0.0, 0.0), 0.0, 0);
        for (first, weight) in &sorted {
            while let Some((key, weight)) = sorted.get(last).filter(|(key, _)| *key <= first + stretch) {
                sum += weight;
                found = if sum > best { (*first, *key) } else { found };
                best = sum.max(best);
                last += 1;
            }
            sum -= weight;
        }
        (found.0, found.0 + stretch)
    }

    /// Moves some activities a little in the order.
    fn mutate(&mut self, keys: &mut [f64]) {
        if keys.is_empty() || !self.random.random_bool(0.5) {
            return;
        }
        let count = u32::try_from(keys.len()).unwrap_or(u32::MAX);
        let reach = self.best.length * if self.random.random_bool(0.1) { FAR } else { NEAR };
        for _ in 0..self.random.random_range(1..=3) {
            let place = self.random.random_range(0..count);
            let moved = at(keys, place) + self.random.random_range(-1.0..1.0) * reach;
            set(keys, place, moved);
        }
    }
}

/// The earliest starts in a direction when every pool had room for all.
fn free(problem: &Problem<'_>, backward: bool) -> Vec<f64> {
    let direction = if backward { &problem.backward } else { &problem.forward };
    let mut starts = vec![0.0; problem.len()];
    for place in &direction.order {
        let start = direction.bound(*place, &starts);
        set(&mut starts, *place, start);
    }
    starts
}

/// How much of the capacities an activity takes, for how long.
fn weight(problem: &Problem<'_>, place: u32) -> f64 {
    let shares = problem
        .needs(place)
        .iter()
        .map(|need| f64::from(need.units) / f64::from(problem.capacity(*need).max(1)));
    shares.sum::<f64>() * problem.duration(place)
}

/// What no schedule is shorter than: the critical path, and for each pool the work that it must do, behind the least that
/// comes before and ahead of the least that comes after.
fn bound(problem: &Problem<'_>) -> f64 {
    let (heads, tails) = (free(problem, false), free(problem, true));
    let mut length = 0.0_f64;
    let mut pools = vec![(0.0_f64, f64::MAX, f64::MAX); problem.capacities.len()];
    for place in problem.places() {
        let (head, tail, duration) = (at(&heads, place), at(&tails, place), problem.duration(place));
        length = length.max(head + duration);
        for need in problem.needs(place) {
            let Some((work, first, last)) = pools.get_mut(need.pool as usize) else { continue };
            *work += f64::from(need.units) * duration / f64::from(problem.capacity(*need).max(1));
            *first = first.min(head);
            *last = last.min(tail);
        }
    }
    let of_pools =
        pools.into_iter().filter(|(work, _, _)| *work > 0.0).map(|(work, first, last)| work + first + last);
    of_pools.fold(length, f64::max)
}
