//! Metrics on the wrong side of their target.

use super::sink::{Sink, shown, typed};
use super::{Check, Rule, Subject};
use crate::diagnostic::{Diagnostic, Severity};
use crate::plan::metric::{Amount, Metric, Target};
use crate::plan::value::status::Direction;
use crate::text::number;

pub(super) const METRIC_PAST_TARGET: Rule = Rule {
    code: "metric-past-target",
    severity: Severity::Warning,
    summary: "a metric has passed its target the wrong way",
    explanation: "A metric that should go down, `\"direction\": \"down\"`, is above its target, which is a limit; or one that \
        should go up had reached its target and has fallen below it again. One that should go up and has never been \
        there is merely on its way.",
    example: r#"{"issues": [{"id": "A"}], "metrics": {"deploymentMinutes": {"value": 45, "target": 30, "direction": "down"}}}"#,
    check: Check::Claims(past_target),
};

fn past_target(subject: &Subject<'_>, sink: &mut Sink) {
    let start = subject.structure.plan.start();
    for metric in &subject.structure.plan.metrics {
        let record = &metric.record;
        let (Some(target), Some(direction)) = (&record.target, record.direction) else { continue };
        let history: Vec<f64> =
            metric.chronology(start).iter().filter_map(|entry| entry.value.as_ref()?.number()).collect();
        let computed = || subject.state.figure(&metric.name);
        let stated = record.value.as_ref().map(Amount::number);
        let value = stated.unwrap_or_else(|| computed().or_else(|| history.last().copied()));
        let (Some(value), Some(limit)) = (value, limit(target, direction)) else { continue };
        let reached = |past: &f64| *past >= limit;
        let fault = match direction {
            Direction::Down if value > limit => "above its limit of",
            Direction::Up if value < limit && history.iter().any(reached) => "again below its target of",
            _ => continue,
        };
        sink.push(finding(
            sink,
            metric,
            format!("{} is {}, {fault} {}", shown(metric.label()), number(value), number(limit)),
        ));
    }
}

/// The number that must not be passed: of a range the end on the far side.
fn limit(target: &Target<'_>, direction: Direction) -> Option<f64> {
    match (target, direction) {
        (Target::Amount(amount), _) => amount.number(),
        (Target::Range([_, high]), Direction::Down) => Some(*high),
        (Target::Range([low, _]), Direction::Up) => Some(*low),
    }
}

/// A finding at the metric's value, else at the metric.
fn finding(sink: &Sink, metric: &Metric<'_>, message: String) -> Diagnostic {
    let node = metric.record.node;
    let span = node.get("value").unwrap_or(node).span();
    let hint = format!("tracker metrics {}=VALUE", typed(&metric.name));
    sink.at(span, message).about("plan").field("metrics").hint(hint)
}

#[cfg(test)]
mod tests {
    use crate::check::tests::found;

    /// The findings of a plan with one metric.
    fn of(metric: &str) -> Vec<String> {
        found(&format!(r#"{{"issues": [{{"id": "A"}}], "metrics": {{"coverage": {metric}}}}}"#))
    }

    #[test]
    fn a_limit_is_passed_upwards_and_a_target_lost_again() {
        let above = of(r#"{"value": 31, "target": [10, 30], "direction": "down"}"#);
        assert_eq!(above, ["metric-past-target metrics: Test coverage is 31, above its limit of 30"]);
        let lost = of(
            r#"{"value": 79, "target": 80, "direction": "up", "history": [{"week": "Week 1", "value": 82}]}"#,
        );
        assert_eq!(lost, ["metric-past-target metrics: Test coverage is 79, again below its target of 80"]);
    }

    #[test]
    fn what_is_on_its_way_or_cannot_be_compared_is_no_finding() {
        for metric in [
            r#"{"value": 18, "target": 80, "direction": "up"}"#,
            r#"{"value": 30, "target": 30, "direction": "down"}"#,
            r#"{"value": 99, "target": 30}"#,
            r#"{"value": "Pass", "target": "Pass", "direction": "up"}"#,
            r#"{"value": 5, "target": "none", "direction": "down"}"#,
        ] {
            assert!(of(metric).is_empty(), "{metric}");
        }
    }
}
