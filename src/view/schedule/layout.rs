//! The schedule for people: rows in the order of time, paths and notes as sentences.

use serde::Serialize;

use super::{Entry, Outside, Page, Range, capacity};
use crate::plan::value::date::Date;
use crate::state::State;
use crate::text;
use crate::view::badge::{Badge, badge};
use crate::view::reference;

/// Items of a path that a page names before it counts the rest.
const MOST_NAMED: usize = 40;

/// Names that a note lists before it counts the rest.
const MOST_NOTED: usize = 8;

impl<'p> Page<'p> {
    /// What a person is shown of it, with at most so many rows.
    pub fn layout(&self, state: &State<'_>, rows: usize) -> Layout<'_, 'p> {
        let left = self.left();
        let whole = left.iter().filter_map(|entry| entry.late_finish).fold(0.0, f64::max);
        let hidden = left.len().saturating_sub(rows);
        let over = self.issues.iter().filter(|entry| entry.start.is_none()).count();
        let name =
            |id: &String| state.index.address(id).map_or_else(|| id.clone(), |at| reference::name(state, at));
        let has_dates = self.start_date.is_some();
        Layout {
            length: &self.length,
            more_critical_paths: self.more_critical_paths,
            rows: left.into_iter().take(rows).map(|entry| Row::new(entry, whole, has_dates)).collect(),
            hidden,
            over,
            has_dates,
            length_text: self.length_text(),
            finish_text: self.finish_text(),
            paths: self.critical_paths.iter().map(|path| shown_path(path, name)).collect(),
            low_path: (self.critical_path.low != self.critical_path.high && self.estimate != "low")
                .then(|| shown_path(&self.critical_path.low, name)),
            unestimated_text: listed(&self.unestimated, name),
            levelling_text: self.levelling.and_then(|facts| facts.words(self.asked_length)),
            overload_text: capacity::noted(&self.over_allocated),
            outside_text: listed(&self.outside, Outside::words),
        }
    }
}

impl Page<'_> {
    /// `16.5–18.5h`.
    pub(super) fn length_text(&self) -> String {
        format!("{}h", range("–", &self.length.low, &self.length.high, |hours| figure(*hours)))
    }

    /// `2025-10-23 – 2025-10-27`.
    pub(super) fn finish_text(&self) -> Option<String> {
        let Range { low, high } = self.finish_date;
        high.map(|high| range(" – ", &low.unwrap_or(high), &high, Date::to_string))
    }
}

/// What a person is shown of a schedule.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Layout<'s, 'p> {
    // Of the page itself only this: to hand a template 100,000 issues of which it shows a hundred takes a second.
    length: &'s Range<f64>,
    more_critical_paths: bool,
    /// What is left, in the order of time.
    pub rows: Vec<Row<'s, 'p>>,
    /// How many rows are not shown.
    hidden: usize,
    /// How many issues are over.
    over: usize,
    /// Whether times are days.
    has_dates: bool,
    length_text: String,
    finish_text: Option<String>,
    /// The critical paths, as they are shown.
    paths: Vec<String>,
    /// The critical path by the low estimates, when it is another.
    low_path: Option<String>,
    unestimated_text: Option<String>,
    outside_text: Option<String>,
    levelling_text: Option<String>,
    overload_text: Option<String>,
}

/// A row of the table.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row<'s, 'p> {
    #[serde(flatten)]
    entry: &'s Entry<'p>,
    start_text: String,
    finish_text: String,
    slack: Slack,
    span: Span,
}

/// How far something can slip: hours, or the word that it cannot.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Slack {
    Critical(Badge),
    Hours(String),
}

/// A place in the whole, in parts of it from 0 to 1.
#[derive(Debug, Serialize)]
struct Span {
    from: f64,
    to: f64,
    late: f64,
    critical: bool,
}

impl<'s, 'p> Row<'s, 'p> {
    fn new(entry: &'s Entry<'p>, whole: f64, has_dates: bool) -> Self {
        let part = |hours: Option<f64>| if whole > 0.0 { hours.unwrap_or_default() / whole } else { 0.0 };
        let shown = |day: Option<Date>, hours: Option<f64>| match day.filter(|_| has_dates) {
            Some(day) => day.to_string(),
            None => format!("{}h", figure(hours.unwrap_or_default())),
        };
        Self {
            entry,
            start_text: shown(entry.start_date, entry.start),
            finish_text: shown(entry.finish_date, entry.finish),
            slack: if entry.critical {
                Slack::Critical(badge("🔴 Critical", "●", "none", "blocked"))
            } else {
                Slack::Hours(format!("{}h", figure(entry.total_slack.unwrap_or_default())))
            },
            span: Span {
                from: part(entry.start),
                to: part(entry.finish),
                late: part(entry.late_finish),
                critical: entry.critical,
            },
        }
    }
}

/// Hours to the hundredth.
pub(in crate::view) fn figure(hours: f64) -> String {
    text::number((hours * 100.0).round() / 100.0)
}

/// Both ends of a range; one where they are the same.
pub(in crate::view) fn range<T: PartialEq>(
    dash: &str,
    low: &T,
    high: &T,
    shown: impl Fn(&T) -> String,
) -> String {
    if low == high { shown(high) } else { format!("{}{dash}{}", shown(low), shown(high)) }
}

/// `A → B → C`; of a long one only the beginning and the end.
pub(in crate::view) fn shown_path(ids: &[String], name: impl Fn(&String) -> String) -> String {
    let hidden = ids.len().saturating_sub(MOST_NAMED);
    let (first, last) = ids.split_at(if hidden > 0 { MOST_NAMED - 1 } else { ids.len() });
    let mut shown: Vec<String> = first.iter().map(&name).collect();
    if hidden > 0 {
        shown.push(format!("… {hidden} more …"));
        shown.extend(last.last().map(&name));
    }
    shown.join(" → ")
}

pub(in crate::view) fn listed<T>(things: &[T], name: impl Fn(&T) -> String) -> Option<String> {
    let first = things.iter().take(MOST_NOTED).map(name).collect::<Vec<_>>().join(", ");
    let more = things.len().saturating_sub(MOST_NOTED);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    (!things.is_empty()).then(|| first + &more)
}
