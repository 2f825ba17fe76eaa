//! Members of the team who have more to do than they can at once.

use super::sink::{Sink, named, shown, typed};
use super::{Check, Planned, Rule, Subject};
use crate::diagnostic::Severity;
use crate::plan::index::At;
use crate::plan::kind::Item;
use crate::plan::people::People;
use crate::plan::value::people::Person;
use crate::plan::value::status::Status;
use crate::schedule::{Overload, OverloadedDay, Resources, WorkTime};

/// Pieces of work that a message names before it counts the rest.
const SHOWN: usize = 4;

pub(super) const OVER_CAPACITY: Rule = Rule {
    code: "over-capacity",
    severity: Severity::Note,
    summary: "a member of the team works on more at once than their `capacity`",
    explanation: "More issues, or batches without issues, are in progress than the member has units, which are 1 where the team \
        does not say. An issue takes one unit of each of its owners, or as many as its `demand` says. Finish or pause \
        something, give it to somebody else, or correct the `capacity`.",
    example: r#"{"team": [{"id": "alice"}], "issues": [{"id": "A", "owner": "@alice", "status": "in-progress"},
 {"id": "B", "owner": "@alice", "status": "in-progress"}]}"#,
    check: Check::Claims(over_capacity),
};

fn over_capacity(subject: &Subject<'_>, sink: &mut Sink) {
    let plan = subject.structure.plan;
    if plan.items.team.is_empty() {
        return;
    }
    let people = People::new(plan);
    let mut units = vec![0_u64; plan.items.team.len()];
    let mut work: Vec<Vec<At>> = vec![Vec::new(); plan.items.team.len()];
    for at in subject.state.work().filter(|at| subject.state.status(*at) == Some(Status::InProgress)) {
        for (place, needed) in needs(subject, &people, at) {
            if let Some((units, work)) = units.get_mut(place).zip(work.get_mut(place)) {
                *units = units.saturating_add(needed);
                work.push(at);
            }
        }
    }
    for ((member, units), work) in plan.items.team.iter().zip(units).zip(work) {
        let capacity = member.capacity.map_or(1, |capacity| capacity.0);
        if units <= capacity {
            continue;
        }
        let item = Item::Member(member);
        let names = work.iter().take(SHOWN).filter_map(|at| plan.item(*at)).map(named);
        let mut names = names.collect::<Vec<_>>().join(", ");
        if work.len() > SHOWN {
            names = format!("{names} and {} more", work.len() - SHOWN);
        }
        let message = format!(
            "{} can do {capacity} at once, and has {units} in progress: {names}",
            shown(&item.address())
        );
        let hint = format!("`tracker list --owner {}` shows the work", typed(&item.address()));
        sink.push(sink.on(item, "capacity", message).hint(hint));
    }
}

pub(super) const OVER_ALLOCATED: Rule = Rule {
    code: "over-allocated",
    severity: Severity::Note,
    summary: "the schedule asks a member of the team for more at once than their `capacity`",
    explanation: "With everything begun as early as can be, by the high estimates, there are days on which the member would work \
        on more at once than they have units, which are 1 where the team does not say. So the days that `tracker schedule` \
        shows are too early: `tracker schedule --level` keeps to what everyone can do. Give work to somebody else, tie it \
        by a dependency, or correct the `capacity`.",
    example: r#"{"team": [{"id": "alice"}], "issues": [{"id": "A", "owner": "@alice", "estimate": 8},
 {"id": "B", "owner": "@alice", "estimate": 8}]}"#,
    check: Check::Schedule(over_allocated),
};

fn over_allocated(planned: &Planned<'_, '_>, sink: &mut Sink) {
    let plan = planned.subject.structure.plan;
    if plan.items.team.is_empty() {
        return;
    }
    let people = People::new(plan);
    let activities = &planned.timetable.activities;
    let hours_per_day = plan.hours_per_day();
    let overloads =
        Resources::new(planned.state(), activities).overloads(&planned.timetable.high(), hours_per_day);
    let work = WorkTime::new(plan, activities.first).ok();
    for overload in overloads {
        let Some((_, member)) = people.member(overload.pool.name) else { continue };
        let item = Item::Member(member);
        let most = overload.days.iter().map(|day| day.units).max().unwrap_or_default();
        let message = format!(
            "{} can do {} at once, and the schedule asks for {most} {}",
            shown(&item.address()),
            overload.pool.capacity,
            days(&overload, hours_per_day, work.as_ref())
        );
        let hint = "`tracker schedule --level` keeps to what everyone can do at once";
        sink.push(sink.on(item, "capacity", message).hint(hint));
    }
}

/// `on 2025-10-20`, `on 5 days from 2025-10-20 to 2025-10-28`; beyond the calendar the days have numbers.
fn days(overload: &Overload<'_>, hours_per_day: f64, work: Option<&WorkTime>) -> String {
    let name = |day: &OverloadedDay| {
        #[expect(clippy::cast_precision_loss, reason = "a working day of many years")]
        let morning = day.day as f64 * hours_per_day;
        let date = work.and_then(|work| work.start_day(morning).ok());
        date.map_or_else(|| format!("day {}", day.day + 1), |date| date.to_string())
    };
    match overload.days.as_slice() {
        [] => String::new(),
        [day] => format!("on {}", name(day)),
        [first, .., last] => {
            let more = if overload.more { "more than " } else { "" };
            format!("on {more}{} days from {} to {}", overload.days.len(), name(first), name(last))
        }
    }
}

/// The members of the team whom a piece of work needs, each once, with the units that it needs of them.
fn needs(subject: &Subject<'_>, people: &People<'_>, at: At) -> Vec<(usize, u64)> {
    let (owners, demand): (Vec<&Person<'_>>, _) = match subject.structure.plan.item(at) {
        Some(Item::Issue(issue)) => {
            (issue.owner.iter().chain(&issue.owners).collect(), issue.demand.as_ref())
        }
        Some(Item::Batch(batch)) => (batch.owner.iter().chain(&batch.owners).collect(), None),
        _ => return Vec::new(),
    };
    let mut needs: Vec<(usize, u64)> = Vec::new();
    let demanded = demand.iter().flat_map(|demand| &demand.0).map(|(name, units)| (name.as_ref(), units.0));
    // What is demanded of an owner comes first, and stands for the one unit that an owner gives.
    for (name, units) in demanded.chain(owners.into_iter().map(|owner| (owner.name(), 1))) {
        if let Some((place, _)) = people.member(name)
            && needs.iter().all(|(known, _)| *known != place)
        {
            needs.push((place, units));
        }
    }
    needs
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    #[test]
    fn units_in_progress_are_counted_for_each_member_by_any_of_their_names() {
        let plan = |member: &str, b: &str| {
            format!(
                r#"{{"team": [{{"id": "ada", "name": "Ada L."{member}}}, {{"id": "gpu", "capacity": 2}}], "batches": [{{"id": "one", "owner": "@ada"}}], "issues": [
                {{"id": "A", "owner": "@Ada", "status": "in-progress"}}, {{"id": "B", "owners": ["Ada L.", "gpu"], "status": "{b}"}},
                {{"id": "C", "owner": "gpu", "status": "in-progress", "demand": {{"gpu": 2}}}}]}}"#
            )
        };
        assert_eq!(found(&plan("", "ready")), [""; 0]);
        assert_eq!(
            found(&plan(r#", "capacity": 2"#, "in-progress")),
            ["over-capacity capacity: gpu can do 2 at once, and has 3 in progress: B, C"]
        );
        assert_eq!(
            found(&plan("", "in-progress")),
            [
                "over-capacity capacity: ada can do 1 at once, and has 2 in progress: A, B",
                "over-capacity capacity: gpu can do 2 at once, and has 3 in progress: B, C",
            ]
        );
    }

    #[test]
    fn the_days_on_which_the_schedule_asks_for_too_much_are_told_of_members() {
        let plan = |second: &str| {
            format!(
                r#"{{"team": [{{"id": "ada"}}], "issues": [{{"id": "A", "owner": "@Ada", "estimate": 24}},
                {{"id": "B", "owner": "ada", "estimate": 12{second}}}, {{"id": "C", "owner": "bob", "estimate": 1}}, {{"id": "D", "owner": "bob", "estimate": 1}}]}}"#
            )
        };
        let unknown = "unknown-owner owner: the `owner` of";
        let found: Vec<String> =
            found(&plan("")).into_iter().filter(|finding| !finding.starts_with(unknown)).collect();
        assert_eq!(
            found,
            [
                "over-allocated capacity: ada can do 1 at once, and the schedule asks for 2 on 2 days from 2025-10-20 to 2025-10-21"
            ]
        );
        let in_turn = plan(r#", "dependencies": ["A"]"#);
        assert!(super::super::tests::found(&in_turn).iter().all(|finding| finding.starts_with(unknown)));
    }

    #[test]
    fn of_those_who_are_not_in_the_team_nothing_is_known() {
        let plan = r#"{"issues": [{"id": "A", "owner": "all", "status": "in-progress"}, {"id": "B", "owner": "all", "status": "in-progress"}]}"#;
        assert_eq!(found(plan), [""; 0]);
    }
}
