//! Laws of the critical-path method, over generated networks and against the longest path found by trying all.

use proptest::prelude::*;

use super::{Circular, CriticalPath, Link};
use crate::plan::value::status::DependencyType;

const KINDS: [DependencyType; 4] = [
    DependencyType::FinishToStart,
    DependencyType::StartToStart,
    DependencyType::FinishToFinish,
    DependencyType::StartToFinish,
];

/// A link from each of two places, whichever is lower, in quarters of an hour.
fn link((one, other, kind, lag): (u32, u32, usize, i32)) -> Option<Link> {
    (one != other).then(|| Link {
        from: one.min(other),
        to: one.max(other),
        kind: KINDS[kind],
        lag: f64::from(lag) / 4.0,
    })
}

prop_compose! {
    pub(super) fn network()(count in 1_u32..8)(
        durations in proptest::collection::vec(0_u8..20, count as usize),
        links in proptest::collection::vec((0..count, 0..count, 0_usize..4, -12_i32..12), 0..14),
    ) -> (Vec<f64>, Vec<Link>) {
        let links = links.into_iter().filter_map(link).collect();
        (durations.into_iter().map(|quarters| f64::from(quarters) / 4.0).collect(), links)
    }
}

/// The least distance between two starts that a link demands.
pub(super) fn weight(link: &Link, durations: &[f64]) -> f64 {
    let (from, to) = (durations[link.from as usize], durations[link.to as usize]);
    match link.kind {
        DependencyType::FinishToStart => from + link.lag,
        DependencyType::StartToStart => link.lag,
        DependencyType::FinishToFinish => from + link.lag - to,
        DependencyType::StartToFinish => link.lag - to,
    }
}

/// The latest start that any way through the links forces upon an activity, by trying every way.
fn forced_start(place: u32, durations: &[f64], links: &[Link]) -> f64 {
    let ways = links.iter().filter(|link| link.to == place);
    ways.map(|link| forced_start(link.from, durations, links) + weight(link, durations)).fold(0.0, f64::max)
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9
}

proptest! {
    #[test]
    fn every_start_is_the_longest_of_all_ways_to_it((durations, links) in network()) {
        let times = CriticalPath::new(&durations, &links).unwrap();
        let mut length = 0.0_f64;
        for (place, duration) in (0..).zip(&durations) {
            let start = forced_start(place, &durations, &links);
            prop_assert!(close(times.times(place).start, start));
            prop_assert!(close(times.times(place).finish, start + duration));
            length = length.max(start + duration);
        }
        prop_assert!(close(times.length(), length));
    }

    #[test]
    fn slack_is_how_far_an_activity_can_slip((durations, links) in network(), chosen in 0_usize..8) {
        let times = CriticalPath::new(&durations, &links).unwrap();
        let chosen = u32::try_from(chosen % durations.len()).unwrap();
        let of_chosen = times.times(chosen);
        prop_assert!(of_chosen.free_slack >= 0.0 && of_chosen.total_slack >= of_chosen.free_slack);
        prop_assert_eq!(of_chosen.is_critical(), times.is_critical(chosen));
        prop_assert!(close(of_chosen.late_start - of_chosen.start, of_chosen.total_slack));

        // To slip is to wait for one more activity, which takes as long as the start and the slip together.
        let slipped = |slip: f64| {
            let mut durations = durations.clone();
            durations.push(of_chosen.start + slip);
            let first = u32::try_from(durations.len() - 1).unwrap();
            let mut links = links.clone();
            links.push(Link { from: first, to: chosen, kind: DependencyType::FinishToStart, lag: 0.0 });
            CriticalPath::new(&durations, &links).unwrap()
        };
        prop_assert!(close(slipped(of_chosen.total_slack).length(), times.length()));
        prop_assert!(close(slipped(of_chosen.total_slack + 1.0).length(), times.length() + 1.0));
        let freely = slipped(of_chosen.free_slack);
        for other in (0..).take(durations.len()).filter(|other| *other != chosen) {
            prop_assert!(close(freely.times(other).start, times.times(other).start));
        }
    }

    #[test]
    fn every_critical_path_is_as_long_as_the_whole((durations, links) in network()) {
        let times = CriticalPath::new(&durations, &links).unwrap();
        let paths: Vec<Vec<u32>> = times.paths().take(200).collect();
        prop_assert_eq!(&times.path(), &paths[0]);
        for (place, path) in paths.iter().enumerate() {
            prop_assert!(!paths[..place].contains(path));
            prop_assert!(path.iter().all(|activity| times.is_critical(*activity)));
            let mut length = 0.0;
            for step in path.windows(2) {
                prop_assert!(times.is_step(step[0], step[1]) && !times.is_step(step[1], step[0]));
                let between = links.iter().filter(|link| (link.from, link.to) == (step[0], step[1]));
                length += between.map(|link| weight(link, &durations)).fold(f64::NEG_INFINITY, f64::max);
            }
            let last = *path.last().unwrap();
            prop_assert!(close(length + durations[last as usize], times.length()));
        }
        // And a step that is on none of them is none.
        let is_shown = |from, to| paths.iter().any(|path| path.windows(2).any(|step| step == [from, to]));
        let count = u32::try_from(durations.len()).unwrap();
        let ends = (0..count).flat_map(|from| (0..count).map(move |to| (from, to)));
        prop_assert!(paths.len() == 200 || ends.clone().all(|(from, to)| times.is_step(from, to) == is_shown(from, to)));
        let on_a_path = |activity: &u32| paths.iter().any(|path| path.contains(activity));
        prop_assert!(paths.len() == 200 || (0..).take(durations.len()).filter(|place| times.is_critical(*place)).all(|place| on_a_path(&place)));
    }

    #[test]
    fn nothing_depends_on_the_order_of_the_links((durations, links) in network()) {
        let backwards: Vec<Link> = links.iter().rev().copied().collect();
        let (one, other) = (CriticalPath::new(&durations, &links).unwrap(), CriticalPath::new(&durations, &backwards).unwrap());
        prop_assert_eq!(one.paths().take(50).collect::<Vec<_>>(), other.paths().take(50).collect::<Vec<_>>());
    }
}

fn finish_to_start(from: u32, to: u32) -> Link {
    Link { from, to, kind: DependencyType::FinishToStart, lag: 0.0 }
}

#[test]
fn a_circle_has_no_times() {
    let links = [finish_to_start(0, 1), finish_to_start(1, 2), finish_to_start(2, 1)];
    assert_eq!(CriticalPath::new(&[1.0; 3], &links).err(), Some(Circular));
    assert_eq!(CriticalPath::new(&[1.0], &[finish_to_start(0, 0)]).err(), Some(Circular));
}

#[test]
fn nothing_takes_no_time_and_has_no_path() {
    let times = CriticalPath::new(&[], &[finish_to_start(0, 1)]).unwrap();
    assert!(close(times.length(), 0.0) && times.count() == 0 && times.path().is_empty());
}

#[test]
fn sums_of_figures_that_are_not_exact_leave_no_slack() {
    // Three times twenty minutes beside one hour; a tenth of an hour ten times beside one hour.
    let third = 1.0 / 3.0;
    let links = [finish_to_start(0, 1), finish_to_start(1, 2)];
    let times = CriticalPath::new(&[third, third, third, 1.0], &links).unwrap();
    assert_eq!(times.paths().collect::<Vec<_>>(), [vec![0, 1, 2], vec![3]]);
    let tenths: Vec<Link> = (0..9).map(|place| finish_to_start(place, place + 1)).collect();
    let times = CriticalPath::new(&[[0.1; 10].as_slice(), &[1.0]].concat(), &tenths).unwrap();
    assert!(close(times.length(), 1.0) && times.paths().count() == 2);
}

#[test]
fn absurd_figures_do_no_harm() {
    let lag = |lag| Link { lag, ..finish_to_start(0, 1) };
    let of = |durations: &[f64], lag| CriticalPath::new(durations, &[lag]).unwrap();
    assert!(close(of(&[1.0, 1.0], lag(-1e300)).times(1).start, 0.0));
    assert!(of(&[f64::MAX, f64::MAX], lag(f64::MAX)).length().is_finite());
    assert!(close(of(&[f64::NAN, -5.0], lag(f64::NAN)).length(), 0.0));
}

#[test]
fn a_hundred_thousand_activities_in_one_chain_need_no_deep_stack() {
    let links: Vec<Link> = (0..99_999).map(|place| finish_to_start(place, place + 1)).collect();
    let times = CriticalPath::new(&vec![0.1; 100_000], &links).unwrap();
    assert!(close(times.length(), 10_000.0) && times.path().len() == 100_000);
}

#[test]
fn more_paths_than_can_be_counted_are_found_one_by_one() {
    // Two ways at each of fifty steps.
    let step =
        |place: u32| [0, 1].map(|from| [2, 3].map(|to| finish_to_start(2 * place + from, 2 * place + to)));
    let links: Vec<Link> = (0..50).flat_map(step).flatten().collect();
    let times = CriticalPath::new(&[1.0; 102], &links).unwrap();
    let paths: Vec<Vec<u32>> = times.paths().take(1000).collect();
    assert_eq!((paths.len(), paths[0].len()), (1000, 51));
}
