//! Metrics against what they should reach.

use serde::Serialize;

use super::{Section, grouped};
use crate::plan::metric::{Amount, Metric, Target};
use crate::plan::value::status::Direction;
use crate::state::State;
use crate::view::Viewpoint;
use crate::view::badge::Badge;
use crate::view::metric::MetricRow;
use crate::view::viewpoint::Rows;

/// Metrics that have a target.
#[derive(Debug, Serialize)]
pub struct Quality<'p> {
    /// The groups, in the order in which they first occur; metrics without one first.
    pub groups: Vec<QualityGroup<'p>>,
    /// How many metrics are not shown.
    pub hidden: usize,
}

impl Section for Quality<'_> {
    fn is_empty(&self) -> bool {
        self.groups.is_empty()
    }
}

/// Metrics that are listed under one heading.
#[derive(Debug, Serialize)]
pub struct QualityGroup<'p> {
    /// The heading; `null` for metrics without one.
    pub label: Option<&'p str>,
    /// The metrics in the plan's order.
    pub rows: Vec<QualityRow<'p>>,
}

/// A metric and its target.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QualityRow<'p> {
    /// What tables of metrics say of it.
    #[serde(flatten)]
    pub metric: MetricRow<'p>,
    /// Which way it should move.
    pub direction: Option<Direction>,
    /// What it should reach, with the sign of its direction: `≥80%`.
    pub aim_text: Option<String>,
    /// Whether it has reached its target; `null` when that cannot be told.
    pub reached: Option<bool>,
    /// The same with its sign.
    pub badge: Badge,
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Quality<'p> {
    let aims = view.state.plan.metrics.iter().filter(|metric| metric.record.target.is_some());
    let aims: Vec<_> = aims.collect();
    let Rows { rows, hidden } = view.rows_of(aims.into_iter().map(|metric| row(view.state, metric)));
    let mut groups = grouped(rows.into_iter().map(|row| (row.metric.group, row)));
    groups.sort_by_key(|(label, _)| label.is_some());
    Quality { groups: groups.into_iter().map(|(label, rows)| QualityGroup { label, rows }).collect(), hidden }
}

fn row<'p>(state: &State<'p>, metric: &'p Metric<'p>) -> QualityRow<'p> {
    let row = MetricRow::now(state, metric);
    let direction = metric.direction();
    let reached =
        row.value.as_ref().zip(row.target).and_then(|(value, target)| is_reached(value, target, direction));
    QualityRow {
        direction,
        aim_text: row.target_text.as_ref().map(|target| format!("{}{target}", sign(metric, direction))),
        reached,
        badge: badge(reached),
        metric: row,
    }
}

/// The sign of a bound: `≥` or `≤`. Nothing where there is nothing beyond the target, as with 100% or with none at all.
fn sign(metric: &Metric<'_>, direction: Option<Direction>) -> &'static str {
    let Some(Target::Amount(Amount::Number(target))) = metric.record.target else { return "" };
    match direction {
        Some(Direction::Up) if metric.unit() != "%" || target < 100.0 => "≥",
        Some(Direction::Down) if target > 0.0 => "≤",
        _ => "",
    }
}

/// Whether a value is as good as its target. A number needs a direction unless it is the target itself or the target is
/// a range; words are the target's or tell nothing.
fn is_reached(value: &Amount<'_>, target: &Target<'_>, direction: Option<Direction>) -> Option<bool> {
    match (value, target, direction) {
        (Amount::Text(value), Target::Amount(Amount::Text(target)), _) => {
            (value.trim().to_lowercase() == target.trim().to_lowercase()).then_some(true)
        }
        (Amount::Number(value), Target::Range([low, _]), Some(Direction::Up)) => Some(value >= low),
        (Amount::Number(value), Target::Range([_, high]), Some(Direction::Down)) => Some(value <= high),
        (Amount::Number(value), Target::Range([low, high]), None) => Some(low <= value && value <= high),
        (Amount::Number(value), Target::Amount(Amount::Number(target)), Some(Direction::Up)) => {
            Some(value >= target)
        }
        (Amount::Number(value), Target::Amount(Amount::Number(target)), Some(Direction::Down)) => {
            Some(value <= target)
        }
        (Amount::Number(value), Target::Amount(Amount::Number(target)), None) => {
            (value.total_cmp(target).is_eq()).then_some(true)
        }
        _ => None,
    }
}

fn badge(reached: Option<bool>) -> Badge {
    let (text, mark, label, role) = match reached {
        Some(true) => ("✅ Reached", "✓", "Reached", "done"),
        Some(false) => ("🔴 Not Reached", "○", "Not Reached", "waiting"),
        None => ("⚪ Unknown", "◌", "Unknown", "muted"),
    };
    Badge { text, mark, label, role }
}

#[cfg(test)]
mod tests {
    use super::*;

    const UP: Option<Direction> = Some(Direction::Up);
    const DOWN: Option<Direction> = Some(Direction::Down);

    fn number(value: f64, target: f64, direction: Option<Direction>) -> Option<bool> {
        is_reached(&Amount::Number(value), &Target::Amount(Amount::Number(target)), direction)
    }

    #[test]
    fn a_number_reaches_its_target_from_the_side_of_its_direction() {
        assert_eq!([number(80.0, 80.0, UP), number(79.9, 80.0, UP)], [Some(true), Some(false)]);
        assert_eq!([number(30.0, 30.0, DOWN), number(31.0, 30.0, DOWN)], [Some(true), Some(false)]);
        assert_eq!([number(1.0, 1.0, None), number(2.0, 1.0, None)], [Some(true), None]);
    }

    #[test]
    fn a_range_needs_no_direction() {
        let range =
            |value, direction| is_reached(&Amount::Number(value), &Target::Range([14.0, 16.0]), direction);
        assert_eq!(
            [range(13.0, None), range(15.0, None), range(17.0, None)],
            [Some(false), Some(true), Some(false)]
        );
        assert_eq!([range(17.0, UP), range(13.0, DOWN)], [Some(true), Some(true)]);
    }

    #[test]
    fn words_are_the_target_or_tell_nothing() {
        let words = |value: &'static str| {
            is_reached(&Amount::Text(value.into()), &Target::Amount(Amount::Text("A".into())), None)
        };
        assert_eq!([words("a "), words("A+")], [Some(true), None]);
        assert_eq!(is_reached(&Amount::Text("low".into()), &Target::Amount(Amount::Number(1.0)), UP), None);
    }
}
