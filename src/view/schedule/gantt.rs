//! The schedule as a Gantt chart: bars along an axis. Every place on it is a part of the whole, from 0 to 1.

use super::axis::{Scale, Stretch, Tick};
use super::layout::figure;
use super::{Entry, Page};
use crate::diagnostic::Failure;
use crate::plan::kind::Kind;
use crate::plan::value::date::Date;
use crate::schedule::WorkTime;
use crate::state::State;
use crate::text;

/// Days, or hours, that an axis has at least.
const SHORTEST: f64 = 1.0;

/// Days on both sides within which a milestone is drawn even when all work is done in less.
const NEAR: f64 = 7.0;

/// A Gantt chart.
#[derive(Debug)]
pub struct Gantt {
    /// How long everything takes, in a sentence.
    pub summary: String,
    /// The labels of the axis.
    pub ticks: Vec<Tick>,
    /// Days without work, from and to.
    pub pauses: Vec<(f64, f64)>,
    /// Where what is left begins, when something is shown before it.
    pub now: Option<f64>,
    /// What is left to do, in the order of time.
    pub bars: Vec<Bar>,
    /// The milestones that are near.
    pub milestones: Vec<Diamond>,
    /// What is not drawn.
    pub notes: Vec<String>,
}

/// Something that is left to do.
#[derive(Debug, Clone, PartialEq)]
pub struct Bar {
    /// What it is called.
    pub label: String,
    /// Everything about it in a line.
    pub told: String,
    /// Where it begins.
    pub from: f64,
    /// Where it ends; where it begins when it takes no time.
    pub to: f64,
    /// Where it must end, lest the whole becomes longer.
    pub late: f64,
    /// How much of it is done, from 0 to 1.
    pub done: f64,
    /// Whether the whole becomes longer with any slip.
    pub critical: bool,
    /// Whether it began before what is drawn.
    pub is_cut: bool,
}

/// A milestone on its day.
#[derive(Debug, Clone, PartialEq)]
pub struct Diamond {
    /// What it is called.
    pub label: String,
    /// Everything about it in a line.
    pub told: String,
    /// Where it stands.
    pub at: f64,
    /// Whether it is reached.
    pub done: bool,
}

/// A bar in units of the scale.
struct Span<'s, 'p> {
    entry: &'s Entry<'p>,
    from: f64,
    to: f64,
    late: f64,
}

impl Page<'_> {
    /// The chart of what is left, with at most so many bars, and of the milestones near it.
    ///
    /// # Errors
    /// When dates lie after the year 9999.
    pub fn gantt(&self, state: &State<'_>, rows: usize) -> Result<Gantt, Failure> {
        let scale = match self.start_date {
            Some(first) => Scale::Days { first, work: WorkTime::new(state.plan, first)? },
            None => Scale::Hours,
        };
        let left = self.left();
        let mut spans = Vec::new();
        for entry in left.iter().take(rows) {
            spans.extend(span(&scale, entry)?);
        }
        let work = around(&spans);
        let milestones =
            || self.milestones.iter().filter_map(|mark| Some((mark, scale.morning(mark.day)? + 0.5)));
        let near = work.length().max(NEAR);
        let is_near = |place: f64| spans.is_empty() || (work.from - near..=work.to + near).contains(&place);
        let drawn = || milestones().filter(|(_, place)| is_near(*place)).take(rows);
        let stretch = drawn().fold(work, |stretch, (_, place)| Stretch {
            from: stretch.from.min(place.floor()),
            to: stretch.to.max(place.ceil()),
        });
        let hidden = left.len().saturating_sub(rows);
        let far = milestones().count() - drawn().count();
        let notes = [
            (hidden > 0).then(|| format!("… and {hidden} more; --all shows them")),
            (far > 0).then(|| format!("{} outside of this time", text::plural(far, "milestone"))),
        ];
        Ok(Gantt {
            summary: self.summary(),
            ticks: scale.ticks(stretch),
            pauses: scale.pauses(state.plan, stretch),
            now: (stretch.from < 0.0).then(|| stretch.part(0.0)),
            bars: spans.iter().map(|span| span.bar(state, stretch)).collect(),
            milestones: drawn()
                .map(|(mark, place)| Diamond {
                    label: mark.label.clone(),
                    told: format!(
                        "{} · {}{}",
                        mark.label,
                        mark.day,
                        if mark.done { " · reached" } else { "" }
                    ),
                    at: stretch.part(place),
                    done: mark.done,
                })
                .collect(),
            notes: notes.into_iter().flatten().collect(),
        })
    }

    /// How long everything takes.
    fn summary(&self) -> String {
        if self.left().is_empty() {
            return "Nothing is left to do".to_owned();
        }
        if self.length.high <= 0.0 && !self.unestimated.is_empty() {
            return "How long everything takes is not known: nothing that is left has an estimate".to_owned();
        }
        let by = self.finish_text().map(|day| format!(", by {day}")).unwrap_or_default();
        format!("Everything can be done in {}{by}", self.length_text())
    }
}

/// Where an entry stands. What has begun is drawn from its stamp on.
fn span<'s, 'p>(scale: &Scale, entry: &'s Entry<'p>) -> Result<Option<Span<'s, 'p>>, Failure> {
    let (Some(start), Some(finish)) = (entry.start, entry.finish) else { return Ok(None) };
    let to = scale.finish(finish)?;
    let from = if start < finish { scale.start(start)? } else { to };
    let stamped = entry.start_date.and_then(|day| scale.morning(day)).filter(|_| start < finish);
    let late = scale.finish(entry.late_finish.unwrap_or(finish))?;
    Ok(Some(Span { entry, from: stamped.map_or(from, |stamped| from.min(stamped)), to, late: late.max(to) }))
}

/// The stretch in which everything stands. Of what began very long ago only the end is drawn, so that what is left has at
/// least half of the room.
fn around(spans: &[Span<'_, '_>]) -> Stretch {
    let to = spans.iter().map(|span| span.late).fold(SHORTEST, f64::max);
    let from = spans.iter().map(|span| span.from).fold(0.0, f64::min);
    Stretch { from: from.max(-to).floor(), to }
}

impl Span<'_, '_> {
    fn bar(&self, state: &State<'_>, stretch: Stretch) -> Bar {
        let at = self.entry.at;
        let percent = match at.kind {
            Kind::Issue => state.issue_progress(at.index()),
            Kind::Batch => state.batch_progress(at.index()),
            _ => 0.0,
        };
        Bar {
            label: self.entry.label.clone(),
            told: told(self.entry, percent),
            from: stretch.part(self.from),
            to: stretch.part(self.to),
            late: stretch.part(self.late),
            done: percent / 100.0,
            critical: self.entry.critical,
            is_cut: self.from < stretch.from,
        }
    }
}

/// `FEAT-041: Plugin Loader · 2025-10-20 – 2025-10-21 · 8h left · 50% done · critical · @ada`.
fn told(entry: &Entry<'_>, percent: f64) -> String {
    let hours = |hours: Option<f64>| hours.map(|hours| format!("{}h", figure(hours)));
    let shown = |day: Option<Date>, time: Option<f64>| day.map(|day| day.to_string()).or(hours(time));
    let has_days = entry.finish_date.is_some();
    let first = shown(entry.start_date.filter(|_| has_days), entry.start).unwrap_or_default();
    let last = shown(entry.finish_date, entry.finish).unwrap_or_default();
    let slack = if entry.critical {
        Some("critical".to_owned())
    } else {
        hours(entry.total_slack).map(|slack| format!("slack {slack}"))
    };
    let parts = [
        Some(entry.label.clone()),
        Some(if first == last { last } else { format!("{first} – {last}") }),
        entry.badge.map(|badge| badge.label.to_owned()),
        entry.left.filter(|left| left.high > 0.0).map(|left| format!("{} left", left.range())),
        (percent > 0.0).then(|| format!("{} done", text::percent(percent))),
        slack,
        (!entry.owners.is_empty()).then(|| entry.owners.join(", ")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
