//! The smaller sections: blocker records, checks, milestones, actions.

use serde::Serialize;

use super::part;
use crate::plan::kind::{BlockerRecord, Item};
use crate::plan::value::status::{ActionStatus, BlockerStatus, CheckStatus, Horizon, Priority};
use crate::state::State;
use crate::text;
use crate::view::badge::Badge;
use crate::view::entry::{Entry, entries};
use crate::view::{Viewpoint, reference};

/// Something in the way.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BlockerCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub title: String,
    /// How much it holds up.
    pub severity: Option<Priority>,
    /// The severity with its sign.
    pub badge: Option<Badge>,
    /// Who answers for it.
    pub owners: Vec<&'p str>,
    /// What it does to the work.
    pub impact: Option<&'p str>,
    /// When it is expected to be gone.
    pub eta: Option<&'p str>,
    /// What is being done about it.
    pub action: Option<&'p str>,
    /// Commands that help.
    pub commands: Vec<&'p str>,
    /// What it holds up: labels of items, or words.
    pub affects: Vec<String>,
}

/// The open blocker records, the most severe first.
pub(super) fn open_blockers(view: Viewpoint<'_>) -> impl Iterator<Item = &BlockerRecord<'_>> {
    let blockers = view.state.plan.items.blockers.iter();
    blockers.filter(|blocker| blocker.status != Some(BlockerStatus::Resolved))
}

pub(super) fn blockers(view: Viewpoint<'_>) -> Vec<BlockerCard<'_>> {
    let mut open: Vec<_> = open_blockers(view).collect();
    open.sort_by_key(|blocker| (blocker.severity.is_none(), blocker.severity));
    open.into_iter().map(|blocker| blocker_card(view.state, blocker)).collect()
}

fn blocker_card<'p>(state: &State<'p>, blocker: &'p BlockerRecord<'p>) -> BlockerCard<'p> {
    let affects = blocker.affects.iter().map(|scope| {
        let item =
            state.index.find(&scope.0.id).filter(|_| !scope.is_words()).and_then(|at| state.plan.item(at));
        match item {
            _ if scope.is_everything() => "everything".to_owned(),
            Some(item) => item.label().into_owned(),
            None => scope.0.id.to_string(),
        }
    });
    let title = Item::BlockerRecord(blocker).label().into_owned();
    BlockerCard {
        id: blocker.id.as_deref(),
        title,
        severity: blocker.severity,
        badge: blocker.severity.map(Badge::from),
        owners: reference::blocker_owners(blocker),
        impact: blocker.impact.as_deref(),
        eta: blocker.eta.as_ref().map(|when| when.text.as_ref()),
        action: blocker.action.as_deref(),
        commands: blocker.commands.iter().map(|line| line.0.as_ref()).collect(),
        affects: affects.collect(),
    }
}

/// CI and quality checks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checks<'p> {
    /// The checks in the plan's order.
    pub rows: Vec<CheckRow<'p>>,
    /// How many pass.
    pub passing: usize,
    /// How many fail.
    pub failing: usize,
    /// How many have not run.
    pub pending: usize,
    /// The passing part of all in percent, as it is shown.
    pub passing_text: String,
}

/// A check.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CheckRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What it is called.
    pub title: String,
    /// What it is listed under.
    pub group: Option<&'p str>,
    /// What it says.
    pub status: CheckStatus,
    /// What it says, with its sign.
    pub badge: Badge,
    /// Whether it must pass.
    pub required: bool,
    /// `required` or `optional`.
    pub need: &'static str,
    /// What it checks.
    pub description: Option<&'p str>,
}

pub(super) fn checks(view: Viewpoint<'_>) -> Checks<'_> {
    let rows: Vec<CheckRow<'_>> = view
        .state
        .plan
        .items
        .checks
        .iter()
        .map(|check| {
            let status = check.status.unwrap_or(CheckStatus::Pending);
            let required = check.required == Some(true);
            CheckRow {
                id: check.id.as_deref(),
                title: Item::Check(check).label().into_owned(),
                group: check.group.as_deref(),
                status,
                badge: status.into(),
                required,
                need: if required { "required" } else { "optional" },
                description: check.description.as_deref(),
            }
        })
        .collect();
    let count = |status| rows.iter().filter(|row| row.status == status).count();
    let passing = count(CheckStatus::Passing);
    Checks {
        passing,
        failing: count(CheckStatus::Failing),
        pending: count(CheckStatus::Pending),
        passing_text: text::percent(part(passing, rows.len())),
        rows,
    }
}

/// A week or milestone.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MilestoneCard<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// `Week 1: Foundation & Design`.
    pub label: String,
    /// Its week from the plan's start.
    pub week: Option<u64>,
    /// When it is due.
    pub due: Option<&'p str>,
    /// What is to be reached by then.
    pub goals: Vec<Entry>,
    /// How many goals are reached.
    pub goals_done: usize,
    /// What must hold for it to be done.
    pub criteria: Vec<Entry>,
}

pub(super) fn milestones(view: Viewpoint<'_>) -> Vec<MilestoneCard<'_>> {
    let milestones = view.state.plan.items.milestones.iter();
    milestones
        .map(|milestone| {
            let goals = entries(view.state, &milestone.goals);
            MilestoneCard {
                id: milestone.id.as_deref(),
                label: milestone.label().into_owned(),
                week: milestone.week.map(|week| week.0),
                due: milestone.due.as_ref().map(|when| when.text.as_ref()),
                goals_done: goals.iter().filter(|goal| goal.done).count(),
                goals,
                criteria: entries(view.state, &milestone.criteria),
            }
        })
        .collect()
}

/// The action items of one horizon.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionGroup<'p> {
    /// The horizon; `null` for actions without one.
    pub horizon: Option<Horizon>,
    /// `Immediate`, `This week`, `Ongoing`, else `Other`.
    pub label: &'static str,
    /// The actions in the plan's order.
    pub rows: Vec<ActionRow<'p>>,
}

/// An action item.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ActionRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What is to be done.
    pub title: String,
    /// Whether it is.
    pub done: bool,
    /// Who does it.
    pub owner: Option<&'p str>,
    /// When it is due.
    pub due: Option<&'p str>,
}

pub(super) fn actions(view: Viewpoint<'_>) -> Vec<ActionGroup<'_>> {
    const GROUPS: [(Option<Horizon>, &str); 4] = [
        (Some(Horizon::Immediate), "Immediate"),
        (Some(Horizon::ThisWeek), "This week"),
        (Some(Horizon::Ongoing), "Ongoing"),
        (None, "Other"),
    ];
    let rows = |horizon| {
        let actions = view.state.plan.items.actions.iter().filter(move |action| action.horizon == horizon);
        actions.map(|action| {
            let item = Item::Action(action);
            ActionRow {
                id: action.id.as_deref(),
                title: item.label().into_owned(),
                done: action.status == Some(ActionStatus::Done),
                owner: action.owner.as_ref().map(crate::plan::value::people::Person::name),
                due: action.due.as_ref().map(|when| when.text.as_ref()),
            }
        })
    };
    let groups = GROUPS.into_iter().map(|(horizon, label)| ActionGroup {
        horizon,
        label,
        rows: rows(horizon).collect(),
    });
    groups.filter(|group| !group.rows.is_empty()).collect()
}
