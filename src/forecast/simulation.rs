//! Many runs of a model: when everything was done in each, when parts of it were, and how often each activity was critical.
//!
//! That how often an activity is critical says more of it than the one critical path does is due to R. M. Van Slyke, "Monte
//! Carlo methods and the PERT problem", Operations Research 11, 1963; the path of the likely figures alone promises too
//! much, since where several paths meet, the longest decides.
//!
//! Runs are drawn in blocks, each with a generator of its own that is seeded out of one for all. So a block comes out the
//! same whichever thread draws it, and a seed gives the same figures with any number of threads.

use std::panic::resume_unwind;
use std::sync::Mutex;
use std::thread;

use rand::{Rng, SeedableRng};
use rand_pcg::Pcg64Dxsm;

use super::model::{Model, Run};
use super::samples::Samples;
use crate::schedule::hours;

/// Runs that are drawn one after the other by one generator.
const BLOCK: usize = 50;

/// How many runs are drawn, and how.
#[derive(Debug, Clone, Copy)]
pub struct Drawing {
    /// How many runs.
    pub runs: usize,
    /// What the random numbers follow from.
    pub seed: u64,
    /// How many threads share them; no figure depends on it.
    pub threads: usize,
}

/// What came out of all runs.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcomes {
    /// Hours until everything was done.
    pub length: Samples,
    /// Hours until the last activity of each group was finished, in the order of the groups.
    pub groups: Vec<Samples>,
    /// In how many runs each activity was critical, by its place.
    pub critical: Vec<u32>,
}

/// Draws runs of a model. A group is the places of activities of which the last finish is wanted. After every few runs
/// `progress` is told how many more are done, from any thread.
pub fn simulate(
    model: &Model,
    groups: &[Vec<u32>],
    drawing: Drawing,
    progress: &(dyn Fn(usize) + Sync),
) -> Outcomes {
    let groups: Vec<Vec<usize>> = groups
        .iter()
        .map(|places| places.iter().filter_map(|place| model.position(*place)).collect())
        .collect();
    let columns = groups.len() + 1;
    // A row for each run: the length, then each group.
    let mut table = vec![0.0_f64; drawing.runs * columns];
    let mut seeds = Pcg64Dxsm::seed_from_u64(drawing.seed);
    let blocks =
        table.chunks_mut(BLOCK * columns).map(|rows| (rows, Pcg64Dxsm::seed_from_u64(seeds.next_u64())));
    let blocks = Mutex::new(blocks);
    let work = || {
        let mut run = Run::new(model);
        let mut critical = vec![0_u32; model.count()];
        loop {
            // The lock fails only where another thread has failed, which ends the whole.
            let block = blocks.lock().ok().and_then(|mut blocks| blocks.next());
            let Some((rows, mut random)) = block else { return critical };
            for row in rows.chunks_mut(columns) {
                run.draw(model, &mut random);
                note(&run, &groups, row);
                for (count, is_critical) in critical.iter_mut().zip(run.mark_critical(model)) {
                    *count += u32::from(*is_critical);
                }
            }
            progress(rows.len() / columns);
        }
    };
    let critical = shared(drawing.threads, &work);
    let column = |number: usize| {
        Samples::new(table.iter().skip(number).step_by(columns).map(|ticks| hours(*ticks)).collect())
    };
    Outcomes {
        length: column(0),
        groups: (1..columns).map(column).collect(),
        critical: (0_u32..)
            .take(model.count())
            .filter_map(|place| critical.get(model.position(place)?).copied())
            .collect(),
    }
}

/// Writes down how a run came out.
fn note(run: &Run, groups: &[Vec<usize>], row: &mut [f64]) {
    let finishes =
        groups.iter().map(|group| group.iter().map(|position| run.finish(*position)).fold(0.0, f64::max));
    for (cell, ticks) in row.iter_mut().zip(std::iter::once(run.length()).chain(finishes)) {
        *cell = ticks;
    }
}

/// Has several threads do the work, and adds up what they counted.
fn shared(threads: usize, work: &(impl Fn() -> Vec<u32> + Sync)) -> Vec<u32> {
    thread::scope(|scope| {
        // Where there are fewer threads to be had, each does more.
        let others = (1..threads).map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok());
        let others: Vec<_> = others.collect();
        let mut sum = work();
        for other in others {
            let counts = other.join().unwrap_or_else(|panic| resume_unwind(panic));
            for (sum, count) in sum.iter_mut().zip(counts) {
                *sum += count;
            }
        }
        sum
    })
}
