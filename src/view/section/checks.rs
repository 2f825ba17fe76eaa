//! CI and quality checks.

use serde::Serialize;

use super::Section;
use crate::plan::kind::{Check, Item, Kind};
use crate::plan::value::status::CheckStatus;
use crate::text;
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::summary::part;
use crate::view::viewpoint::Rows;

/// CI and quality checks.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Checks<'p> {
    /// The checks in the plan's order; of very many those that do not pass first.
    pub rows: Vec<CheckRow<'p>>,
    /// How many are not shown.
    pub hidden: usize,
    /// How many there are.
    pub total: usize,
    /// How many pass.
    pub passing: usize,
    /// How many fail.
    pub failing: usize,
    /// How many have not run.
    pub pending: usize,
    /// The passing part of all in percent, as it is shown.
    pub passing_text: String,
    /// Those that must pass; `null` when the plan names none.
    pub required: Option<RequiredChecks>,
}

/// How the checks stand that must pass.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RequiredChecks {
    /// How many there are.
    pub total: usize,
    /// How many pass.
    pub passing: usize,
    /// The passing part in percent, as it is shown.
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

impl Section for Checks<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Checks<'p> {
    let checks = &view.state.plan.items.checks;
    let count = |status| checks.iter().filter(|check| check.status.unwrap_or_default() == status).count();
    let passing = count(CheckStatus::Passing);
    let Rows { rows, hidden } = view.open_first(Kind::Check).filter_map(|place| checks.get(place).map(row));
    Checks {
        required: required(checks),
        passing,
        failing: count(CheckStatus::Failing),
        pending: count(CheckStatus::Pending),
        passing_text: text::percent(part(passing, checks.len())),
        total: checks.len(),
        hidden,
        rows,
    }
}

fn row<'p>(check: &'p Check<'p>) -> CheckRow<'p> {
    let status = check.status.unwrap_or_default();
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
}

fn required(checks: &[Check<'_>]) -> Option<RequiredChecks> {
    let required = || checks.iter().filter(|check| check.required == Some(true));
    let total = required().count();
    let passing = required().filter(|check| check.status == Some(CheckStatus::Passing)).count();
    let passing_text = text::percent(part(passing, total));
    (total > 0).then_some(RequiredChecks { total, passing, passing_text })
}
