//! How short levelled schedules are: `cargo bench -p tracker-benches --bench levelling`.
//!
//! Over sets of projects made as those of PSPLIB are, the mean deviation of the length from the critical path, in percent,
//! after so many schedules: the measure by which the literature compares (R. Kolisch, S. Hartmann, "Experimental
//! investigation of heuristics for resource-constrained project scheduling: an update", EJOR 174, 2006). The projects are not
//! those of PSPLIB, so the figures are like theirs, but not the same. `-- N` makes N projects of each sort instead of 1, and
//! further numbers are the schedules to make. Last, a large program is levelled as the command does it.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(
    clippy::unwrap_used,
    reason = "a generated project is a good one, and a benchmark has nobody to tell"
)]

use std::time::Instant;

use tracker::plan::value::status::DependencyType;
use tracker::schedule::level::{Demands, Effort, Need, level};
use tracker::schedule::{CriticalPath, Link};
use tracker_benches::projects::{Project, SETS, program, projects};

const BUDGETS: [u32; 4] = [1, 100, 1_000, 5_000];

fn main() {
    let numbers: Vec<u32> = std::env::args().filter_map(|word| word.parse().ok()).collect();
    let of_each = numbers.first().map_or(1, |number| *number as usize);
    let budgets = numbers.get(1..).filter(|budgets| !budgets.is_empty()).unwrap_or(&BUDGETS);
    println!("{:<6} {:>9} {:>10} {:>11} {:>13}", "set", "projects", "schedules", "deviation", "time for one");
    for set in SETS {
        let projects = projects(set, of_each);
        for &schedules in budgets {
            let start = Instant::now();
            let sum: f64 = projects.iter().map(|project| deviation(project, schedules)).sum();
            let count = f64::from(u32::try_from(projects.len()).unwrap());
            let time = start.elapsed().div_f64(count);
            println!(
                "{:<6} {count:>9} {schedules:>10} {:>9.2} % {time:>13.2?}",
                set.name,
                100.0 * sum / count
            );
        }
    }
    large();
}

/// How much longer than the critical path the levelled schedule is, as a part of it.
fn deviation(project: &Project, schedules: u32) -> f64 {
    let (links, demands) = numbers(project);
    let effort = Effort { schedules, seed: 1 };
    let levelled =
        level(&project.durations, &links, &demands, &project.capacities, effort, &|_, _| ()).unwrap();
    let critical = CriticalPath::new(&project.durations, &links).unwrap().length();
    levelled.length / critical - 1.0
}

/// A thousand issues of twenty owners.
fn large() {
    let project = program(1_000, 20);
    let (links, demands) = numbers(&project);
    let start = Instant::now();
    let effort = Effort::moderate(project.durations.len());
    let levelled =
        level(&project.durations, &links, &demands, &project.capacities, effort, &|_, _| ()).unwrap();
    println!(
        "\n1,000 issues of 20 owners: {}h in {:.2?} and {} schedules; {}h in the plan's order, at least {}h",
        levelled.length,
        start.elapsed(),
        levelled.made,
        levelled.naive,
        levelled.bound
    );
}

fn numbers(project: &Project) -> (Vec<Link>, Demands) {
    let place = |place: usize| u32::try_from(place).unwrap();
    let link = |(from, to): &(usize, usize)| Link {
        from: place(*from),
        to: place(*to),
        kind: DependencyType::FinishToStart,
        lag: 0.0,
    };
    let mut demands = Demands::default();
    for needs in &project.demands {
        demands.push(needs.iter().map(|(pool, units)| Need { pool: place(*pool), units: *units }));
    }
    (project.ties.iter().map(link).collect(), demands)
}
