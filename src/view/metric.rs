//! Metrics as a page shows them: value, target, change.

use serde::Serialize;

use super::SCHEMA_VERSION;
use crate::plan::metric::{Amount, Metric, Target};
use crate::state::State;

/// The metrics of a plan.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Metrics<'p> {
    schema_version: u32,
    kind: &'static str,
    /// The metrics in the plan's order.
    pub metrics: Vec<MetricRow<'p>>,
}

/// The metrics of a plan, each with its value now.
pub fn metrics<'p>(state: &State<'p>) -> Metrics<'p> {
    let metrics = state.plan.metrics.iter().map(|metric| MetricRow::now(state, metric)).collect();
    Metrics { schema_version: SCHEMA_VERSION, kind: "metrics", metrics }
}

/// A metric.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MetricRow<'p> {
    /// The key under which it stands in `metrics`.
    pub name: &'p str,
    /// What it is called.
    pub label: &'p str,
    /// What it is listed under.
    pub group: Option<&'p str>,
    /// Its value.
    pub value: Option<Amount<'p>>,
    /// Its value with its unit; `null` when it has none.
    pub value_text: Option<String>,
    /// What it should reach.
    pub target: Option<&'p Target<'p>>,
    /// What it should reach, with its unit.
    pub target_text: Option<String>,
    /// The value before.
    pub before: Option<Amount<'p>>,
    /// The value before with its unit.
    pub before_text: Option<String>,
    /// How much the value differs from the one before, when both are numbers.
    pub change: Option<f64>,
    /// The difference with its sign.
    pub change_text: Option<String>,
}

impl<'p> MetricRow<'p> {
    /// A metric with a value of its history or its value now, and the value before that.
    pub fn new(metric: &'p Metric<'p>, value: Option<Amount<'p>>, before: Option<Amount<'p>>) -> Self {
        let number = |amount: &Option<Amount<'_>>| amount.as_ref().and_then(Amount::number);
        let change = number(&value).zip(number(&before)).map(|(now, before)| now - before);
        let target = metric.record.target.as_ref();
        Self {
            name: &metric.name,
            label: metric.label(),
            group: metric.record.group.as_deref(),
            value_text: value.as_ref().map(|value| shown(value, metric.unit())),
            target,
            target_text: target.map(|target| with_unit(&target_words(target), metric.unit())),
            before_text: before.as_ref().map(|before| shown(before, metric.unit())),
            before,
            change,
            change_text: change.map(signed),
            value,
        }
    }

    /// A metric with its value now: what the plan says, else what follows from the plan, else the latest of its
    /// history.
    pub fn now(state: &State<'p>, metric: &'p Metric<'p>) -> Self {
        let record = &metric.record;
        let history: Vec<&'p Amount<'p>> =
            metric.chronology(state.plan.start()).iter().filter_map(|entry| entry.value.as_ref()).collect();
        let computed = || state.figure(&metric.name).map(Amount::Number);
        let latest = record.value.clone().or_else(computed).or_else(|| history.last().copied().cloned());
        // The latest entry of the history is often the value now, recorded for its week.
        let mut earlier = history.iter().rev().copied();
        let last = earlier.next();
        let before = if last == latest.as_ref() { earlier.next() } else { last };
        Self::new(metric, latest, before.cloned())
    }
}

/// A value as it is shown: a percentage as all percentages are.
fn shown(value: &Amount<'_>, unit: &str) -> String {
    match value.number() {
        Some(number) if unit == "%" => crate::text::percent(number),
        _ => with_unit(&value.shown(), unit),
    }
}

/// A figure with its unit: `87%`, `12 minutes`; a text value stands alone.
fn with_unit(figure: &str, unit: &str) -> String {
    let is_figure = figure.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    match unit {
        "" => figure.to_owned(),
        _ if !is_figure || figure.ends_with(unit) => figure.to_owned(),
        "%" | "x" => format!("{figure}{unit}"),
        _ => format!("{figure} {unit}"),
    }
}

fn target_words(target: &Target<'_>) -> String {
    match target {
        Target::Amount(amount) => amount.shown().into_owned(),
        Target::Range([low, high]) => format!("{}–{}", crate::text::number(*low), crate::text::number(*high)),
    }
}

/// A difference with its sign: `+5`, `-2`, `±0`.
fn signed(change: f64) -> String {
    let size = crate::text::number(change.abs());
    match () {
        () if size == "0" => "±0".to_owned(),
        () if change > 0.0 => format!("+{size}"),
        () => format!("-{size}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_stands_behind_a_figure_and_not_behind_words() {
        assert_eq!(with_unit("87", "%"), "87%");
        assert_eq!(with_unit("12", "minutes"), "12 minutes");
        assert_eq!(with_unit("1.5", "x"), "1.5x");
        assert_eq!(with_unit("Pass", "%"), "Pass");
        assert_eq!(with_unit("80%", "%"), "80%");
        assert_eq!(with_unit("3", ""), "3");
    }

    #[test]
    fn a_change_has_its_sign() {
        assert_eq!([signed(5.0), signed(-2.5), signed(0.0)], ["+5", "-2.5", "±0"]);
    }
}
