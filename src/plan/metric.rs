//! Metrics: numbers that the program watches, with target and history.

use std::borrow::Cow;

use super::facet::Facet;
use super::read::{Entry, FieldValue, Reader, Scalar};
use super::record::record;
use super::shape::Shape;
use super::value::date::Date;
use super::value::status::Direction;
use super::value::text::Text;
use super::value::when::{Meaning, When};
use crate::json::{Node, NodeKind};

/// A number to compute with, or text that is only shown.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Amount<'a> {
    /// A number.
    Number(f64),
    /// Text, such as `Pass`.
    Text(Text<'a>),
}

/// What a metric should reach.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
#[serde(untagged)]
pub enum Target<'a> {
    /// One amount.
    Amount(Amount<'a>),
    /// A range.
    Range([f64; 2]),
}

record! {
    /// A past value of a metric.
    pub struct HistoryEntry {
        /// The week that it is of.
        "week" week: Option<When<'a>>,
        /// The day that it is of.
        "date" date: Option<Date>,
        /// The value.
        "value" value: Option<Amount<'a>>,
    }
}

record! {
    /// A number that the program watches.
    pub struct MetricRecord {
        /// What it is called in a report.
        "label" label: Option<Text<'a>>,
        /// Its value now.
        "value" value: Option<Amount<'a>>,
        /// Its unit, such as `%`.
        "unit" unit: Option<Text<'a>>,
        /// What it should reach.
        "target" target: Option<Target<'a>>,
        /// Which way it should move.
        "direction" direction: Option<Direction>,
        /// What it is listed under.
        "group" group: Option<Text<'a>>,
        /// Its past values.
        "history" history: Vec<HistoryEntry<'a>>,
    }
}

/// A metric with its name.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Metric<'a> {
    /// The key under which it stands in `metrics`.
    pub name: Text<'a>,
    /// What is known of it; a bare number is its value.
    #[serde(flatten)]
    pub record: MetricRecord<'a>,
}

/// Label, unit and direction of a metric whose name says what it is.
#[derive(Debug, Clone, Copy)]
pub struct KnownMetric {
    /// The key in `metrics`.
    pub name: &'static str,
    /// What it is called in a report.
    pub label: &'static str,
    /// Its unit as it stands behind the number.
    pub unit: &'static str,
    /// Which way it should move.
    pub direction: Direction,
}

impl KnownMetric {
    /// The metric of that name, when its name says what it is.
    pub fn named(name: &str) -> Option<&'static Self> {
        WEEKLY_METRICS.iter().chain(&COMPUTED_METRICS).find(|known| known.name == name)
    }
}

/// A metric of which more is better.
const fn up(name: &'static str, label: &'static str, unit: &'static str) -> KnownMetric {
    KnownMetric { name, label, unit, direction: Direction::Up }
}

/// A metric of which less is better.
const fn down(name: &'static str, label: &'static str, unit: &'static str) -> KnownMetric {
    KnownMetric { name, label, unit, direction: Direction::Down }
}

/// The five metrics of every weekly report, in its order.
pub const WEEKLY_METRICS: [KnownMetric; 5] = [
    up("prsMerged", "PRs merged", ""),
    up("ciPassRate", "CI pass rate", "%"),
    up("coverage", "Test coverage", "%"),
    down("productionIncidents", "Production incidents", ""),
    down("deploymentMinutes", "Mean time to deploy", "minutes"),
];

/// The metrics that follow from the plan itself, in percent, unless the plan gives a value.
pub const COMPUTED_METRICS: [KnownMetric; 9] = [
    up("issuesDone", "Issues done", "%"),
    up("issuesWithCriteria", "Issues with criteria", "%"),
    up("reviewsCompleted", "Reviews completed", "%"),
    up("questionsDecided", "Questions decided", "%"),
    up("checksPassing", "Checks passing", "%"),
    up("checkpointsPassed", "Checkpoints passed", "%"),
    up("defectsResolved", "Defects resolved", "%"),
    up("deliverablesDone", "Deliverables done", "%"),
    up("actionsDone", "Actions done", "%"),
];

impl<'a> Metric<'a> {
    /// Reads one; the node is the value of its member in `metrics`.
    pub(crate) fn read(node: Node<'a>, position: usize, reader: &mut Reader<'a>) -> Option<Self> {
        let name = node.key()?;
        reader.metric(&name);
        let mut record = MetricRecord::read(node, position, reader);
        match node.kind() {
            NodeKind::Object => {}
            NodeKind::Number => record.value = node.as_f64().map(Amount::Number),
            _ => {
                reader.wrong_type(node, "a number or an object");
                return None;
            }
        }
        Some(Self { name, record })
    }

    /// What it is called: its label, a well-known one, else its name.
    pub fn label(&self) -> &str {
        self.record.label.as_deref().or(self.known().map(|known| known.label)).unwrap_or(&self.name)
    }

    /// Its unit; empty when it has none.
    pub fn unit(&self) -> &str {
        self.record.unit.as_deref().or(self.known().map(|known| known.unit)).unwrap_or_default()
    }

    /// Which way it should move, when the plan or its name says so.
    pub fn direction(&self) -> Option<Direction> {
        self.record.direction.or(self.known().map(|known| known.direction))
    }

    fn known(&self) -> Option<&'static KnownMetric> {
        KnownMetric::named(&self.name)
    }

    /// The history from the earliest to the latest, where every entry has a place in time; else as it is written.
    pub fn chronology(&self, start: Option<Date>) -> Vec<&HistoryEntry<'a>> {
        let mut entries: Vec<&HistoryEntry<'a>> = self.record.history.iter().collect();
        let week = |entry: &HistoryEntry<'a>| match entry.week.as_ref().map(|week| week.meaning) {
            Some(Meaning::Weeks(_, last)) => Some(last),
            _ => None,
        };
        let day = |entry: &HistoryEntry<'a>| entry.date.or_else(|| entry.week.as_ref()?.due(start));
        if entries.iter().all(|entry| day(entry).is_some()) {
            entries.sort_by_key(|entry| day(entry));
        } else if entries.iter().all(|entry| week(entry).is_some()) {
            entries.sort_by_key(|entry| week(entry));
        }
        entries
    }

    /// The newest entry of the history that is of a week, or of one among several: by a label in any spelling, or by a day
    /// between the two.
    pub fn entry_of_week(
        &self,
        week: &When<'_>,
        days: Option<(Date, Date)>,
        start: Option<Date>,
    ) -> Option<&HistoryEntry<'a>> {
        let is_of_week = |entry: &HistoryEntry<'a>| match (&entry.week, entry.date, days) {
            (Some(label), _, _) if label.text == week.text => true,
            (Some(label), _, _) => match (label.meaning, week.meaning) {
                (Meaning::Weeks(first, last), Meaning::Weeks(from, to)) => from <= first && last <= to,
                (own, wanted) => own == wanted && wanted != Meaning::Words,
            },
            (None, Some(date), Some((first, last))) => first <= date && date <= last,
            _ => false,
        };
        self.chronology(start).into_iter().rev().find(|entry| is_of_week(entry))
    }
}

impl Amount<'_> {
    /// The number, when it is one.
    pub const fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(_) => None,
        }
    }

    /// The amount as a person reads it, without unit.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Number(number) => crate::text::number(*number).into(),
            Self::Text(text) => Cow::Borrowed(text),
        }
    }
}

impl<'a> Scalar<'a> for Amount<'a> {
    const SHAPE: Shape = Shape::Amount;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        match node.as_f64() {
            Some(number) => Some(Self::Number(number)),
            None => reader.string(node, "a number or a text").map(Self::Text),
        }
    }

    fn facet(&self) -> Facet<'_> {
        match self {
            Self::Number(number) => Facet::Number(*number),
            Self::Text(text) => Facet::text(text.as_ref()),
        }
    }
}

impl<'a> Scalar<'a> for Target<'a> {
    const SHAPE: Shape = Shape::Target;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() != NodeKind::Array {
            return Amount::read(node, reader).map(Self::Amount);
        }
        let numbers: Option<Vec<_>> = node.children().map(Node::as_f64).collect();
        match numbers.as_deref() {
            Some(&[low, high]) if low <= high => return Some(Self::Range([low, high])),
            Some(&[low, high]) => {
                let (low, high) = (crate::text::number(low), crate::text::number(high));
                reader.falling(node, [("low", &low), ("high", &high)], &format!("[{high}, {low}]"));
            }
            _ => reader.wrong_type(node, "a number, a text or [low, high]"),
        }
        None
    }

    fn facet(&self) -> Facet<'_> {
        match self {
            Self::Amount(amount) => amount.facet(),
            Self::Range([low, high]) => Facet::text(format!("{low}–{high}")),
        }
    }
}

impl<'a> Entry<'a> for HistoryEntry<'a> {
    const SHAPE: Shape = Shape::History;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() != NodeKind::Object {
            reader.wrong_type(node, "an array of objects with `week` or `date` and `value`");
            return None;
        }
        Some(HistoryEntry::read(node, 0, reader))
    }

    fn text(&self) -> Cow<'_, str> {
        let time = self.week.as_ref().map_or_else(
            || self.date.map(|date| date.to_string()).unwrap_or_default(),
            |week| week.text.to_string(),
        );
        format!("{time}: {}", FieldValue::facet(&self.value).shown()).into()
    }
}
