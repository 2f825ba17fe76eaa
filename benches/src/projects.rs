//! Projects to level, the same at every run: a program of people who own one issue each time, and projects like those of PSPLIB, by the parameters of its generator, `ProGen` (R. Kolisch, A. Sprecher, A. Drexl,
//! "Characterization and generation of a general class of resource-constrained project scheduling problems", Management
//! Science 41, 1995): network complexity, resource factor, resource strength.

use crate::Dice;

/// Pools of every project.
const POOLS: usize = 4;

/// Activities without predecessors, and without successors; and how many ties an activity has at most on either side.
const ENDS: usize = 3;
const MOST_TIES: usize = 3;

/// A set of projects.
#[derive(Debug, Clone, Copy)]
pub struct Set {
    /// What PSPLIB calls it.
    pub name: &'static str,
    /// Activities of a project.
    pub activities: usize,
    /// The resource strengths that occur: how much of what all would like at once the pools have.
    pub strengths: &'static [f64],
}

/// The sets of single-mode projects of 60 and 120 activities.
pub const SETS: [Set; 2] = [
    Set { name: "J60", activities: 60, strengths: &[0.2, 0.5, 0.7, 1.0] },
    Set { name: "J120", activities: 120, strengths: &[0.1, 0.2, 0.3, 0.4, 0.5] },
];

const COMPLEXITIES: [f64; 3] = [1.5, 1.8, 2.1];
const FACTORS: [f64; 4] = [0.25, 0.5, 0.75, 1.0];

/// A project: what takes how long, what comes before what, and who has how much for it.
#[derive(Debug, Clone, Default)]
pub struct Project {
    /// Hours of each activity.
    pub durations: Vec<f64>,
    /// Pairs of activities of which the first must be finished before the second starts.
    pub ties: Vec<(usize, usize)>,
    /// What each activity needs: pools, and units of them.
    pub demands: Vec<Vec<(usize, u32)>>,
    /// What each pool has.
    pub capacities: Vec<u32>,
}

/// A program of so many issues, each of one owner who does one thing at a time; three in four wait for one or two of
/// those shortly before them.
pub fn program(issues: usize, owners: usize) -> Project {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    let mut project = Project { capacities: vec![1; owners], ..Project::default() };
    for issue in 0..issues {
        project.durations.push(whole(1 + dice.below(16)));
        project.demands.push(vec![(dice.below(owners), 1)]);
        for _ in 0..dice.below(4).min(2).min(issue) {
            project.ties.push((issue - 1 - dice.below(issue.min(100)), issue));
        }
    }
    project
}

/// So many projects of each combination of parameters, the same at every run.
pub fn projects(set: Set, of_each: usize) -> Vec<Project> {
    let mut dice = Dice(0xD1B5_4A32_D192_ED03);
    let mut projects = Vec::new();
    for complexity in COMPLEXITIES {
        for factor in FACTORS {
            for strength in set.strengths {
                for _ in 0..of_each {
                    projects.push(project(set.activities, complexity, factor, *strength, &mut dice));
                }
            }
        }
    }
    projects
}

fn project(activities: usize, complexity: f64, factor: f64, strength: f64, dice: &mut Dice) -> Project {
    let durations: Vec<f64> = (0..activities).map(|_| whole(1 + dice.below(10))).collect();
    let ties = ties(activities, complexity, dice);
    let demands = demands(activities, factor, dice);
    let starts = earliest(&durations, &ties);
    let capacity = |pool: usize| {
        let needs = |activity: usize| -> u32 {
            let of_pool = demands[activity].iter().filter(|(other, _)| *other == pool);
            of_pool.map(|(_, units)| units).sum()
        };
        let least = (0..activities).map(needs).max().unwrap_or_default();
        let runs = |activity: usize, time: f64| {
            starts[activity] <= time && time < starts[activity] + durations[activity]
        };
        let at = |time: f64| (0..activities).filter(|activity| runs(*activity, time)).map(needs).sum::<u32>();
        let most = starts.iter().map(|start| at(*start)).max().unwrap_or_default();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred at most")]
        let above = (f64::from(most.saturating_sub(least)) * strength).round() as u32;
        least + above
    };
    let capacities = (0..POOLS).map(capacity).collect();
    Project { durations, ties, demands, capacities }
}

/// A network in which no tie follows from others, with so many ties for each activity.
fn ties(activities: usize, complexity: f64, dice: &mut Dice) -> Vec<(usize, usize)> {
    let mut net = Net::new(activities);
    for to in ENDS..activities {
        let free: Vec<usize> =
            (0..to.min(activities - ENDS)).filter(|from| net.after[*from].len() < MOST_TIES).collect();
        net.tie(free[dice.below(free.len())], to);
    }
    for from in 0..activities - ENDS {
        if net.after[from].is_empty() {
            let free: Vec<usize> =
                (from.max(ENDS - 1) + 1..activities).filter(|to| net.before[*to].len() < MOST_TIES).collect();
            if !free.is_empty() {
                net.tie(from, free[dice.below(free.len())]);
            }
        }
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some hundred at most")]
    let wanted = (complexity * whole(activities + 2)) as usize;
    // The source and the sink of a project have their ties too.
    for _ in 0..100 * activities {
        if net.ties.len() + 2 * ENDS >= wanted {
            break;
        }
        let (one, other) = (dice.below(activities - ENDS), dice.below(activities));
        let to = other.max(ENDS);
        if one < to
            && net.after[one].len() < MOST_TIES
            && net.before[to].len() < MOST_TIES
            && net.is_new(one, to)
        {
            net.tie(one, to);
        }
    }
    net.ties
}

struct Net {
    after: Vec<Vec<usize>>,
    before: Vec<Vec<usize>>,
    ties: Vec<(usize, usize)>,
}

impl Net {
    fn new(activities: usize) -> Self {
        Self { after: vec![Vec::new(); activities], before: vec![Vec::new(); activities], ties: Vec::new() }
    }

    fn tie(&mut self, from: usize, to: usize) {
        if !self.after[from].contains(&to) {
            self.after[from].push(to);
            self.before[to].push(from);
            self.ties.push((from, to));
        }
    }

    /// Whether a tie would neither follow from others nor let another follow.
    fn is_new(&self, from: usize, to: usize) -> bool {
        let reached = |start: usize, forwards: bool| {
            let mut known = vec![false; self.after.len()];
            let mut open = vec![start];
            while let Some(place) = open.pop() {
                if !std::mem::replace(&mut known[place], true) {
                    open.extend(if forwards { &self.after[place] } else { &self.before[place] });
                }
            }
            known
        };
        let (before, after) = (reached(from, false), reached(to, true));
        !reached(from, true)[to] && !self.ties.iter().any(|(from, to)| before[*from] && after[*to])
    }
}

fn demands(activities: usize, factor: f64, dice: &mut Dice) -> Vec<Vec<(usize, u32)>> {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at most four")]
    let pools = (factor * whole(POOLS)).round() as usize;
    let mut of_one = || {
        let mut needs: Vec<(usize, u32)> = Vec::with_capacity(pools);
        while needs.len() < pools {
            let pool = dice.below(POOLS);
            if needs.iter().all(|(other, _)| *other != pool) {
                needs.push((pool, 1 + u32::try_from(dice.below(10)).unwrap_or_default()));
            }
        }
        needs
    };
    (0..activities).map(|_| of_one()).collect()
}

fn earliest(durations: &[f64], ties: &[(usize, usize)]) -> Vec<f64> {
    let mut starts = vec![0.0_f64; durations.len()];
    let mut sorted = ties.to_vec();
    // Ties lead from lower to higher places.
    sorted.sort_by_key(|(from, to)| (*to, *from));
    for (from, to) in sorted {
        starts[to] = starts[to].max(starts[from] + durations[from]);
    }
    starts
}

#[expect(clippy::cast_precision_loss, reason = "some hundred at most")]
fn whole(number: usize) -> f64 {
    number as f64
}
