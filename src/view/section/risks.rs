//! Risks as a table.

use serde::Serialize;

use super::Section;
use crate::plan::index::At;
use crate::plan::kind::{Item, Kind, Risk};
use crate::plan::value::people::Person;
use crate::plan::value::status::{Level, RiskStatus};
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::viewpoint::Rows;

/// Risks.
#[derive(Debug, Serialize)]
pub struct Risks<'p> {
    /// The risks in the plan's order; of very many those that may still happen first.
    pub rows: Vec<RiskRow<'p>>,
    /// How many are not shown.
    pub hidden: usize,
    /// Those that may still happen, or have.
    pub open: Rows<RiskRow<'p>>,
}

/// A risk.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RiskRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// What may happen.
    pub title: String,
    /// How likely it is.
    pub probability: Option<Level>,
    /// How likely it is, with its sign.
    pub probability_badge: Option<Badge>,
    /// How bad it would be.
    pub impact: Option<Level>,
    /// How bad it would be, with its sign.
    pub impact_badge: Option<Badge>,
    /// Where it stands; a risk that says nothing may still happen.
    pub status: RiskStatus,
    /// The status with its sign.
    pub badge: Badge,
    /// What is done against it.
    pub mitigation: Option<&'p str>,
    /// Who answers for it.
    pub owner: Option<&'p str>,
}

impl Section for Risks<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Risks<'p> {
    let risks = &view.state.plan.items.risks;
    let Rows { rows, hidden } = view.open_first(Kind::Risk).filter_map(|place| risks.get(place).map(row));
    let open: Vec<_> = risks
        .iter()
        .enumerate()
        .filter(|(place, _)| !view.state.is_satisfied(At::new(Kind::Risk, *place)))
        .collect();
    Risks { rows, hidden, open: view.rows_of(open.into_iter().map(|(_, risk)| row(risk))) }
}

fn row<'p>(risk: &'p Risk<'p>) -> RiskRow<'p> {
    let status = risk.status.unwrap_or_default();
    RiskRow {
        id: risk.id.as_deref(),
        title: Item::Risk(risk).label().into_owned(),
        probability: risk.probability,
        probability_badge: risk.probability.map(Badge::from),
        impact: risk.impact,
        impact_badge: risk.impact.map(Badge::from),
        status,
        badge: status.into(),
        mitigation: risk.mitigation.as_deref(),
        owner: risk.owner.as_ref().map(Person::name),
    }
}
