//! Laws of levelling, over generated activities, links and pools.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;

use super::*;
use crate::plan::value::status::DependencyType;
use crate::schedule::CriticalPath;
use crate::schedule::laws::{network, weight};

const POOLS: usize = 3;

/// Activities with links, what each needs of three pools, and what these have: at least what anyone needs.
#[derive(Debug, Clone)]
struct Project {
    durations: Vec<f64>,
    links: Vec<Link>,
    needs: Vec<[u32; POOLS]>,
    capacities: Vec<u32>,
}

prop_compose! {
    fn project()(
        (durations, links) in network(),
        needs in prop::collection::vec(prop::array::uniform3(0_u32..4), 8),
        above in prop::collection::vec(0_u32..3, POOLS),
    ) -> Project {
        let needs: Vec<[u32; POOLS]> = needs.into_iter().take(durations.len()).collect();
        let most = |pool: usize| needs.iter().map(|needs| needs[pool]).max().unwrap_or_default();
        let capacities = (0..POOLS).map(|pool| most(pool) + above[pool]).collect();
        Project { durations, links, needs, capacities }
    }
}

impl Project {
    fn level(&self, schedules: u32) -> Levelling {
        let mut demands = Demands::default();
        for needs in &self.needs {
            let needs = (0..).zip(needs).filter(|(_, units)| **units > 0);
            demands.push(needs.map(|(pool, units)| Need { pool, units: *units }));
        }
        let effort = Effort { schedules, seed: 7 };
        level(&self.durations, &self.links, &demands, &self.capacities, effort, &|_, _| ()).unwrap()
    }

    /// What a schedule breaks, if it does.
    fn fault(&self, starts: &[f64], durations: &[f64]) -> Option<String> {
        let start = |place: u32| starts[place as usize];
        let torn =
            self.links.iter().find(|link| start(link.to) + 1e-6 < start(link.from) + weight(link, durations));
        if let Some(link) = torn {
            return Some(format!("{link:?} is torn"));
        }
        // What is in use can only grow where something starts.
        let runs =
            |place: usize, time: f64| starts[place] <= time && time + 1e-6 < starts[place] + durations[place];
        let used = |pool: usize, time: f64| -> u32 {
            let running = (0..starts.len()).filter(|place| runs(*place, time));
            running.map(|place| self.needs[place][pool]).sum()
        };
        let is_over = |(pool, time): &(usize, f64)| used(*pool, *time) > self.capacities[*pool];
        let mut times = (0..POOLS).flat_map(|pool| starts.iter().map(move |time| (pool, *time)));
        times
            .find(is_over)
            .map(|(pool, time)| format!("pool {pool} is asked for {} at {time}", used(pool, time)))
    }

    /// The shortest of the schedules of all orders: none is shorter.
    fn shortest(&self) -> f64 {
        let mut order: Vec<usize> = (0..self.durations.len()).collect();
        let mut best = f64::MAX;
        permute(&mut order, 0, &mut |order| best = best.min(self.length_in(order)));
        best
    }

    /// The length when all take the earliest place in an order; `MAX` when the order does not fit the links.
    fn length_in(&self, order: &[usize]) -> f64 {
        let mut starts: Vec<Option<f64>> = vec![None; order.len()];
        for place in order {
            let mut bound = 0.0_f64;
            for link in self.links.iter().filter(|link| link.to as usize == *place) {
                let Some(start) = starts[link.from as usize] else { return f64::MAX };
                bound = bound.max(start + weight(link, &self.durations));
            }
            let fits = |time: &f64| {
                let mut tried = starts.clone();
                tried[*place] = Some(*time);
                let chosen: Vec<usize> = (0..tried.len()).filter(|place| tried[*place].is_some()).collect();
                let part = Project {
                    durations: chosen.iter().map(|place| self.durations[*place]).collect(),
                    links: Vec::new(),
                    needs: chosen.iter().map(|place| self.needs[*place]).collect(),
                    capacities: self.capacities.clone(),
                };
                let starts: Vec<f64> = chosen.iter().filter_map(|place| tried[*place]).collect();
                part.fault(&starts, &part.durations).is_none()
            };
            // Durations and lags are quarters of an hour.
            starts[*place] = (0..1_000).map(|quarters| bound + f64::from(quarters) / 4.0).find(fits);
        }
        let finish = |(place, start): (usize, Option<f64>)| start.unwrap_or_default() + self.durations[place];
        starts.into_iter().enumerate().map(finish).fold(0.0, f64::max)
    }
}

fn permute(order: &mut Vec<usize>, from: usize, visit: &mut impl FnMut(&[usize])) {
    if from == order.len() {
        return visit(order);
    }
    for place in from..order.len() {
        order.swap(from, place);
        permute(order, from + 1, visit);
        order.swap(from, place);
    }
}

proptest! {
    #[test]
    fn a_levelled_schedule_is_feasible_and_within_its_bounds(project in project(), schedules in 0_u32..80) {
        let levelling = project.level(schedules);
        prop_assert_eq!(project.fault(&levelling.starts, &project.durations), None);
        let critical = CriticalPath::new(&project.durations, &project.links).unwrap().length();
        prop_assert!(critical <= levelling.bound + 1e-6 && levelling.bound <= levelling.length + 1e-6);
        prop_assert!(levelling.length <= levelling.naive + 1e-6);
        prop_assert!(levelling.made <= schedules.max(1), "{} of {schedules}", levelling.made);
        let last = levelling.starts.iter().zip(&project.durations).map(|(start, duration)| start + duration);
        prop_assert!((last.fold(0.0, f64::max) - levelling.length).abs() < 1e-6);
    }

    #[test]
    fn the_flow_alone_gives_the_same_schedule(project in project()) {
        let levelling = project.level(40);
        let mut durations = project.durations.clone();
        durations.push(0.0);
        let zero = u32::try_from(project.durations.len()).unwrap();
        let pinned = levelling.pinned.iter().map(|(to, lag)| Link { from: zero, to: *to, kind: DependencyType::FinishToStart, lag: *lag });
        let links: Vec<Link> = project.links.iter().chain(&levelling.flow).copied().chain(pinned).collect();
        let times = CriticalPath::new(&durations, &links).unwrap();
        prop_assert!((times.length() - levelling.length).abs() < 1e-6);
        for (place, start) in (0..).zip(&levelling.starts) {
            prop_assert!(times.times(place).start <= start + 1e-6);
        }
    }

    #[test]
    fn along_the_flow_nobody_is_asked_for_more_whatever_the_durations_become(
        project in project(), others in prop::collection::vec(0_u8..40, 8),
    ) {
        let project = Project {
            links: project.links.iter().map(|link| Link { kind: DependencyType::FinishToStart, lag: link.lag.abs(), ..*link }).collect(),
            ..project
        };
        let levelling = project.level(40);
        prop_assert!(levelling.pinned.is_empty());
        // What takes no time needs nobody, so it is not made to take some.
        let other = |(known, other): (&f64, u8)| if *known > 0.0 { f64::from(other) / 4.0 } else { 0.0 };
        let durations: Vec<f64> = project.durations.iter().zip(others).map(other).collect();
        let links: Vec<Link> = project.links.iter().chain(&levelling.flow).copied().collect();
        let times = CriticalPath::new(&durations, &links).unwrap();
        let starts: Vec<f64> = (0..).take(durations.len()).map(|place| times.times(place).start).collect();
        prop_assert_eq!(project.fault(&starts, &durations), None);
    }

    #[test]
    fn the_same_seed_gives_the_same_schedule(project in project()) {
        let (one, other) = (project.level(60), project.level(60));
        prop_assert_eq!(one.starts, other.starts);
    }
}

#[test]
fn of_few_activities_the_shortest_schedule_is_found() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut levelled = 0;
    for _ in 0..150 {
        let mut project = project().new_tree(&mut runner).unwrap().current();
        let count = project.durations.len().min(5);
        project.durations.truncate(count);
        project.needs.truncate(count);
        project.links.retain(|link| (link.to as usize) < count && (link.from as usize) < count);
        let found = project.level(150);
        assert!((found.length - project.shortest()).abs() < 1e-6, "{project:?}");
        levelled += u32::from(found.length < found.naive);
    }
    assert!(levelled > 5, "the plan's order is hardly ever the best: {levelled}");
}

#[test]
fn a_hundred_thousand_activities_of_one_owner_come_one_after_the_other() {
    let mut demands = Demands::default();
    (0..100_000).for_each(|_| demands.push([Need { pool: 0, units: 1 }]));
    let effort = Effort { schedules: 3, seed: 1 };
    let levelling = level(&vec![0.5; 100_000], &[], &demands, &[1], effort, &|_, _| ()).unwrap();
    assert!((levelling.length - 50_000.0).abs() < 1e-6 && levelling.flow.len() == 99_999);
}
