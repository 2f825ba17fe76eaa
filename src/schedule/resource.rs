//! Who works on what: the people and pools of a plan, what each can do at once, and what each activity needs of them.
//!
//! Everyone who owns something left is a pool of the `capacity` that the `team` gives them, else of 1. Each owner of an
//! issue gives one unit while it runs; an entry of its `demand` says otherwise, and names further pools. A batch without
//! issues and an action that is tied to others need their owners too. Reviews need nobody: they are short, and who takes
//! part makes room for them.

use std::collections::{BTreeMap, HashMap};

use super::level::{Demands, Need};
use super::pace::owners;
use super::{Activities, Schedule};
use crate::diagnostic::Failure;
use crate::graph::network::{Node, Part};
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::people::People;
use crate::plan::value::number::Count;
use crate::state::State;
use crate::text;

/// Days on which a pool has too much to do that are told of it at most.
const MOST_DAYS: usize = 1_000;

/// A person or a pool.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pool<'p> {
    /// The name, as the plan first writes it.
    pub name: &'p str,
    /// Units at once.
    pub capacity: u32,
}

/// The pools of a plan, and what its activities need of them.
#[derive(Debug)]
pub struct Resources<'p> {
    pools: Vec<Pool<'p>>,
    capacities: Vec<u32>,
    demands: Demands,
}

/// A pool that is asked for more than it has.
#[derive(Debug, Clone, PartialEq)]
pub struct Overload<'p> {
    /// Whose.
    pub pool: Pool<'p>,
    /// On which days, in their order.
    pub days: Vec<OverloadedDay>,
    /// Whether there are more days than are listed.
    pub more: bool,
}

/// A working day on which a pool is asked for more than it has.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct OverloadedDay {
    /// The number of the working day, 0 being the one of hour zero.
    pub day: u64,
    /// The most units at once.
    pub units: u32,
    /// Hours of work that are asked for on that day.
    pub hours: f64,
}

impl<'p> Resources<'p> {
    /// The pools of a plan, and what is left of it needs of them.
    pub fn new(state: &State<'p>, activities: &Activities<'p>) -> Self {
        let mut register = Register::new(state);
        let mut demands = Demands::default();
        for node in activities.network.ids() {
            let is_work = |node: &Node| match node.part {
                Part::Whole => true,
                // A batch whose issues are all cancelled is work itself.
                Part::Begin => activities.left(node.at).is_some_and(|left| left.high > 0.0),
                Part::End => false,
            };
            let left = activities.network.node(node).filter(|_| !activities.is_over(node));
            let needs = left.filter(is_work).map(|node| register.needs(state, node.at));
            demands.push(needs.unwrap_or_default());
        }
        // Hour zero.
        demands.push([]);
        let capacities = register.pools.iter().map(|pool| pool.capacity).collect();
        Self { pools: register.pools, capacities, demands }
    }

    /// The people and pools that are needed, in the plan's order.
    pub fn pools(&self) -> &[Pool<'p>] {
        &self.pools
    }

    pub(super) fn capacities(&self) -> &[u32] {
        &self.capacities
    }

    pub(super) fn demands(&self) -> &Demands {
        &self.demands
    }

    /// Refuses what no schedule can give: an item that needs more of a pool than there is.
    ///
    /// # Errors
    /// Names the first such item.
    pub(super) fn refuse_shortage(
        &self,
        state: &State<'_>,
        activities: &Activities<'_>,
    ) -> Result<(), Failure> {
        for (node, place) in activities.network.ids().zip(0_u32..) {
            let Some(at) = activities.network.node(node).map(|node| node.at) else { continue };
            if activities.left(at).is_none_or(|left| left.high <= 0.0) {
                continue;
            }
            for need in self.demands.of(place) {
                if let Some(pool) =
                    self.pools.get(need.pool as usize).filter(|pool| pool.capacity < need.units)
                {
                    return Err(shortage(state, at, *need, *pool));
                }
            }
        }
        Ok(())
    }

    /// Who is asked for more than they have in a schedule, and on which days; a day has so many hours.
    pub fn overloads(&self, schedule: &Schedule<'_, '_>, hours_per_day: f64) -> Vec<Overload<'p>> {
        let mut changes: Vec<Vec<(f64, i64)>> = vec![Vec::new(); self.pools.len()];
        for node in schedule.activities.network.ids() {
            let times = schedule.of_node(node);
            let needs = self.demands.of(u32::try_from(node.index()).unwrap_or(u32::MAX));
            for need in needs.iter().filter(|_| times.start < times.finish) {
                if let Some(changes) = changes.get_mut(need.pool as usize) {
                    changes.extend([
                        (times.start, i64::from(need.units)),
                        (times.finish, -i64::from(need.units)),
                    ]);
                }
            }
        }
        let loads = self.pools.iter().zip(changes);
        loads.filter_map(|(pool, changes)| overload(*pool, changes, hours_per_day)).collect()
    }
}

/// The pools that have been met.
struct Register<'p> {
    people: People<'p>,
    pools: Vec<Pool<'p>>,
    by_name: HashMap<String, u32>,
}

impl<'p> Register<'p> {
    fn new(state: &State<'p>) -> Self {
        Self { people: People::new(state.plan), pools: Vec::new(), by_name: HashMap::new() }
    }

    /// What an item needs; an owner in two spellings is one.
    fn needs(&mut self, state: &State<'p>, at: At) -> Vec<Need> {
        let demand = match state.plan.item(at) {
            Some(Item::Issue(issue)) => issue.demand.as_ref(),
            _ => None,
        };
        let mut needs: Vec<Need> = Vec::new();
        for name in owners(state, at) {
            let pool = self.pool(name);
            if needs.iter().all(|need| need.pool != pool) {
                needs.push(Need { pool, units: 1 });
            }
        }
        for (name, Count(units)) in demand.into_iter().flat_map(|demand| &demand.0) {
            let (pool, units) = (self.pool(name), u32::try_from(*units).unwrap_or(u32::MAX));
            match needs.iter_mut().find(|need| need.pool == pool) {
                Some(need) => need.units = units,
                None => needs.push(Need { pool, units }),
            }
        }
        needs.retain(|need| need.units > 0);
        needs
    }

    fn pool(&mut self, name: &'p str) -> u32 {
        let key = self.people.key(name);
        let next = u32::try_from(self.pools.len()).unwrap_or(u32::MAX);
        let place = *self.by_name.entry(key).or_insert(next);
        if place == next {
            let capacity = self.people.member(name).and_then(|(_, member)| member.capacity);
            let capacity = capacity.map_or(1, |Count(units)| u32::try_from(units).unwrap_or(u32::MAX));
            self.pools.push(Pool { name, capacity });
        }
        place
    }
}

/// On which days a pool is asked for too much, by the changes of what is asked for.
fn overload(pool: Pool<'_>, mut changes: Vec<(f64, i64)>, hours_per_day: f64) -> Option<Overload<'_>> {
    changes.sort_by(|one, other| one.0.total_cmp(&other.0).then(one.1.cmp(&other.1)));
    let mut used = 0;
    let mut stretches = Vec::new();
    for (place, (from, change)) in changes.iter().enumerate() {
        used += change;
        if let Some((to, _)) = changes.get(place + 1).filter(|(to, _)| to > from && used > 0) {
            stretches.push((*from, *to, u32::try_from(used).unwrap_or(u32::MAX)));
        }
    }
    let mut days: BTreeMap<u64, OverloadedDay> = BTreeMap::new();
    let mut more = false;
    for (from, to, units) in stretches.iter().filter(|(_, _, units)| *units > pool.capacity) {
        for day in days_between(*from, *to, hours_per_day) {
            if days.len() >= MOST_DAYS && !days.contains_key(&day) {
                more = true;
                break;
            }
            let known = days.entry(day).or_insert(OverloadedDay { day, units: 0, hours: 0.0 });
            known.units = known.units.max(*units);
        }
    }
    for (from, to, units) in &stretches {
        let between = days_between(*from, *to, hours_per_day);
        for (day, known) in days.range_mut(between) {
            #[expect(clippy::cast_precision_loss, reason = "a working day of many years")]
            let morning = *day as f64 * hours_per_day;
            let hours = to.min(morning + hours_per_day) - from.max(morning);
            known.hours += hours.max(0.0) * f64::from(*units);
        }
    }
    (!days.is_empty()).then(|| Overload { pool, days: days.into_values().collect(), more })
}

/// The working days that a stretch of hours touches.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "hours of a schedule, never negative"
)]
fn days_between(from: f64, to: f64, hours_per_day: f64) -> std::ops::Range<u64> {
    // Hours are sums: what ends with a day must not reach into the next.
    const SAME: f64 = 1e-6;
    let first = (from / hours_per_day + SAME).floor() as u64;
    let end = (to / hours_per_day - SAME).ceil() as u64;
    first..end.max(first)
}

fn shortage(state: &State<'_>, at: At, need: Need, pool: Pool<'_>) -> Failure {
    let item = state.plan.item(at).map(Item::address).unwrap_or_default();
    let (item, name) = (text::one_line(&item), text::one_line(pool.name));
    let message =
        format!("{item} needs {} of {name} at once, whose capacity is {}", need.units, pool.capacity);
    let is_member = state
        .plan
        .items
        .team
        .iter()
        .any(|member| member.id.as_deref().is_some_and(|id| state.plan.same_person(id, pool.name)));
    let member = name.trim_start_matches('@');
    let command = if is_member { "update" } else { "add team" };
    Failure::new(message).hint(format!("tracker {command} {member} capacity={}", need.units))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;
    use crate::json::Document;
    use crate::plan::Plan;
    use crate::plan::index::Index;
    use crate::plan::value::date::Date;
    use crate::schedule::Figure;
    use crate::schedule::level::Effort;

    /// What is asked of the resources of a plan.
    fn with<T>(plan: &str, ask: impl FnOnce(&State<'_>, &Activities<'_>, &Resources<'_>) -> T) -> T {
        let document = Document::parse(plan.into()).unwrap();
        let plan = Plan::read(&document).unwrap();
        let index = Index::new(&plan);
        let graph = Graph::new(&plan, &index);
        let state = State::new(&plan, &index, &graph);
        let activities = Activities::new(&state, Date::parse("2025-10-20").unwrap()).unwrap();
        ask(&state, &activities, &Resources::new(&state, &activities))
    }

    /// `ada 1, gpu 3`.
    fn pools(plan: &str) -> String {
        with(plan, |_, _, resources| {
            let told = resources.pools().iter().map(|pool| format!("{} {}", pool.name, pool.capacity));
            told.collect::<Vec<_>>().join(", ")
        })
    }

    /// The most that an owner is asked for on each day, and the hours.
    fn days(plan: &str) -> Vec<(u64, u32, f64)> {
        with(plan, |_, activities, resources| {
            let schedule = activities.schedule(Figure::High).unwrap();
            let overloads = resources.overloads(&schedule, 8.0);
            let days = overloads.iter().flat_map(|overload| &overload.days);
            days.map(|day| (day.day, day.units, day.hours)).collect()
        })
    }

    #[test]
    fn one_person_in_two_spellings_is_one_pool_of_the_capacity_that_the_team_gives() {
        let plan = r#"{"team": [{"id": "ada", "name": "Ada Lovelace", "capacity": 2}, {"id": "gpu", "capacity": 3}],
            "issues": [{"owner": "@Ada", "id": "A", "demand": {"gpu": 2}}, {"id": "B", "owners": ["ada lovelace", "@bob"]},
            {"id": "C", "owner": "eve", "status": "done"}]}"#;
        assert_eq!(pools(plan), "@Ada 2, gpu 3, @bob 1");
    }

    #[test]
    fn a_batch_without_issues_and_an_action_need_their_owners_and_a_review_nobody() {
        let plan = r#"{"batches": [{"id": "one", "owner": "ada"}, {"id": "two", "owner": "bob"}],
            "issues": [{"id": "A", "batch": "two", "dependencies": ["A-1", "R"]}],
            "actions": [{"id": "A-1", "owner": "eve"}], "reviews": [{"id": "R", "participants": ["mallory"]}]}"#;
        assert_eq!(pools(plan), "ada 1, eve 1");
    }

    #[test]
    fn a_day_is_told_with_the_most_at_once_and_all_hours_that_are_asked_for() {
        let plan = r#"{"issues": [{"id": "A", "owner": "ada", "estimate": 8}, {"id": "B", "owner": "ada", "estimate": 12},
            {"id": "C", "owner": "ada", "estimate": 2, "dependencies": ["B"]}, {"id": "D", "owner": "bob", "estimate": 99}]}"#;
        assert_eq!(days(plan), [(0, 2, 16.0)]);
        let later = plan.replace(r#""estimate": 8"#, r#""estimate": 9"#);
        assert_eq!(days(&later), [(0, 2, 16.0), (1, 2, 7.0)]);
    }

    #[test]
    fn a_demand_says_how_much_of_an_owner_an_issue_takes() {
        let plan = r#"{"team": [{"id": "ada", "capacity": 2}], "issues": [
            {"id": "A", "owner": "ada", "estimate": 1, "demand": {"@ada": 2}}, {"id": "B", "owner": "ada", "estimate": 1}]}"#;
        assert_eq!(days(plan), [(0, 3, 3.0)]);
        assert_eq!(days(&plan.replace(r#""@ada": 2"#, r#""@ada": 0"#)), []);
    }

    #[test]
    fn what_needs_more_than_there_is_is_refused_with_what_to_type() {
        let refusal = |plan: &str| {
            with(plan, |state, activities, resources| {
                let effort = Effort::moderate(activities.count());
                let failure =
                    activities.levelled(state, Figure::High, resources, effort, &|_, _| ()).unwrap_err();
                (failure.message, failure.hint)
            })
        };
        let none = r#"{"team": [{"id": "ada", "capacity": 0}], "issues": [{"id": "A", "owner": "@ada", "estimate": 1}]}"#;
        let (message, hint) = refusal(none);
        assert_eq!(message, "A needs 1 of @ada at once, whose capacity is 0");
        assert_eq!(hint.as_deref(), Some("tracker update ada capacity=1"));
        let pool = r#"{"issues": [{"id": "A", "estimate": 1, "demand": {"gpu": 2}}]}"#;
        assert_eq!(refusal(pool).1.as_deref(), Some("tracker add team gpu capacity=2"));
    }
}
