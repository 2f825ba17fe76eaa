//! Laws of the forecast, over generated networks and against the schedule.

use proptest::prelude::*;

use super::{Drawing, Model, Outcomes, simulate};
use crate::plan::value::hours::Hours;
use crate::plan::value::status::DependencyType;
use crate::schedule::{CriticalPath, Link};

const KINDS: [DependencyType; 4] = [
    DependencyType::FinishToStart,
    DependencyType::StartToStart,
    DependencyType::FinishToFinish,
    DependencyType::StartToFinish,
];

const RUNS: usize = 120;

/// Estimates of one, two and three figures, in quarters of an hour.
fn estimate() -> impl Strategy<Value = Hours> {
    proptest::collection::vec(0_u8..20, 1..4).prop_map(|mut figures| {
        figures.sort_unstable();
        let figures: Vec<f64> = figures.into_iter().map(|quarters| f64::from(quarters) / 4.0).collect();
        Hours::from_numbers(&figures).unwrap()
    })
}

/// Links of the first so many kinds, each from the lower of two places to the higher.
fn links(count: u32, kinds: usize) -> impl Strategy<Value = Vec<Link>> {
    let link = (0..count, 0..count, 0..kinds, -12_i32..12).prop_filter_map(
        "to itself",
        |(one, other, kind, lag)| {
            (one != other).then(|| Link {
                from: one.min(other),
                to: one.max(other),
                kind: KINDS[kind],
                lag: f64::from(lag) / 4.0,
            })
        },
    );
    proptest::collection::vec(link, 0..14)
}

prop_compose! {
    fn network(kinds: usize)(count in 2_u32..8)(
        hours in proptest::collection::vec(estimate(), count as usize),
        links in links(count, kinds),
        more in links(count, kinds),
    ) -> (Vec<Hours>, Vec<Link>, Vec<Link>) {
        (hours, links, more)
    }
}

/// What comes out for the whole and for each activity by itself.
fn outcomes(hours: &[Hours], links: &[Link], seed: u64, threads: usize) -> Outcomes {
    let groups: Vec<Vec<u32>> = (0..).take(hours.len()).map(|place| vec![place]).collect();
    let model = Model::new(hours, links).unwrap();
    simulate(&model, &groups, Drawing { runs: RUNS, seed, threads }, &|_| ())
}

fn times(hours: &[Hours], links: &[Link], figure: impl Fn(&Hours) -> f64) -> CriticalPath {
    CriticalPath::new(&hours.iter().map(figure).collect::<Vec<_>>(), links).unwrap()
}

/// Less than a millisecond of difference.
fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-7
}

proptest! {
    #[test]
    fn with_single_figures_the_forecast_is_the_schedule((hours, links, _) in network(4), seed: u64) {
        let fixed: Vec<Hours> = hours.iter().filter_map(|hours| Hours::exact(hours.high)).collect();
        let times = times(&fixed, &links, |hours| hours.high);
        let outcomes = outcomes(&fixed, &links, seed, 1);
        for percent in [0, 50, 80, 95, 100] {
            prop_assert!(close(outcomes.length.percentile(percent), times.length()));
        }
        for ((place, finishes), critical) in (0..).zip(&outcomes.groups).zip(&outcomes.critical) {
            prop_assert!(close(finishes.percentile(0), times.times(place).finish));
            prop_assert!(close(finishes.percentile(100), times.times(place).finish));
            let runs = if times.is_critical(place) { RUNS } else { 0 };
            prop_assert_eq!(*critical as usize, runs);
        }
    }

    /// Where a link holds a finish, something that takes longer starts earlier, and so may what follows its start.
    #[test]
    fn where_starts_are_held_every_run_lies_between_all_low_and_all_high((hours, links, _) in network(2), seed: u64) {
        let (low, high) = (times(&hours, &links, |hours| hours.low), times(&hours, &links, |hours| hours.high));
        let outcomes = outcomes(&hours, &links, seed, 1);
        prop_assert!(outcomes.length.percentile(0) >= low.length() - 1e-7);
        prop_assert!(outcomes.length.percentile(100) <= high.length() + 1e-7);
        for (place, finishes) in (0..).zip(&outcomes.groups) {
            prop_assert!(finishes.percentile(0) >= low.times(place).finish - 1e-7);
            prop_assert!(finishes.percentile(100) <= high.times(place).finish + 1e-7);
        }
    }

    #[test]
    fn percentiles_rise_and_in_every_run_something_is_critical((hours, links, _) in network(4), seed: u64) {
        let outcomes = outcomes(&hours, &links, seed, 1);
        for samples in outcomes.groups.iter().chain([&outcomes.length]) {
            prop_assert_eq!(samples.len(), RUNS);
            prop_assert!([50, 80, 95].map(|percent| samples.percentile(percent)).is_sorted());
        }
        prop_assert!(outcomes.critical.iter().all(|count| *count as usize <= RUNS));
        prop_assert!(outcomes.critical.iter().sum::<u32>() as usize >= RUNS);
    }

    #[test]
    fn a_seed_gives_the_same_with_any_number_of_threads((hours, links, _) in network(4), seed: u64) {
        let one = outcomes(&hours, &links, seed, 1);
        prop_assert_eq!(&one, &outcomes(&hours, &links, seed, 2));
        prop_assert_eq!(&one, &outcomes(&hours, &links, seed, 3));
    }

    /// The same durations are drawn only while the order stays, so single runs are compared by their extremes.
    #[test]
    fn more_links_never_make_it_shorter((hours, links, more) in network(4), seed: u64) {
        let both: Vec<Link> = links.iter().chain(&more).copied().collect();
        let fixed: Vec<Hours> = hours.iter().filter_map(|hours| Hours::exact(hours.high)).collect();
        let (few, many) = (outcomes(&fixed, &links, seed, 1), outcomes(&fixed, &both, seed, 1));
        prop_assert!(many.length.percentile(50) >= few.length.percentile(50) - 1e-7);
        for (few, many) in few.groups.iter().zip(&many.groups) {
            prop_assert!(many.percentile(50) >= few.percentile(50) - 1e-7);
        }
    }

    #[test]
    fn in_a_chain_everything_is_always_critical(hours in proptest::collection::vec(estimate(), 1..6), seed: u64) {
        let links: Vec<Link> = (1..).take(hours.len() - 1).map(|to| Link {
            from: to - 1, to, kind: DependencyType::FinishToStart, lag: 0.0,
        }).collect();
        let outcomes = outcomes(&hours, &links, seed, 1);
        prop_assert!(outcomes.critical.iter().all(|count| *count as usize == RUNS));
    }
}
