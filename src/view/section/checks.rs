//! CI and quality checks.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Item;
use crate::plan::value::status::CheckStatus;
use crate::text;
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::summary::part;

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
    let rows: Vec<CheckRow<'_>> = view
        .state
        .plan
        .items
        .checks
        .iter()
        .map(|check| {
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
        })
        .collect();
    let count = |status| rows.iter().filter(|row| row.status == status).count();
    let passing = count(CheckStatus::Passing);
    let total = rows.iter().filter(|row| row.required).count();
    let sound = rows.iter().filter(|row| row.required && row.status == CheckStatus::Passing).count();
    let passing_text = text::percent(part(sound, total));
    Checks {
        required: (total > 0).then_some(RequiredChecks { total, passing: sound, passing_text }),
        passing,
        failing: count(CheckStatus::Failing),
        pending: count(CheckStatus::Pending),
        passing_text: text::percent(part(passing, rows.len())),
        rows,
    }
}
