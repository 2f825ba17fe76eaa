//! What edits would move, for people: sentences, and rows with their texts.

use serde::Serialize;

use super::outlook::Outlook;
use super::{Effect, Hidden, Lateness, Move, Page, Pair, Shift};
use crate::edit::Change;
use crate::plan::index::At;
use crate::plan::value::date::Date;
use crate::plan::value::text::PLAN_ID;
use crate::state::State;
use crate::text;
use crate::view::reference;
use crate::view::schedule::{Range, figure, listed, range, shown_path};

/// Edited items that the reasons name at most.
const MOST_REASONS: usize = 5;

/// What a person is shown of what edits would move.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Layout<'s, 'p> {
    #[serde(flatten)]
    page: &'s Page<'p>,
    /// The changes as a write tells them.
    change_lines: Vec<String>,
    /// How many of them are not shown.
    hidden_changes: usize,
    /// How long everything takes, and took before.
    summary: String,
    /// That nothing moves, or the whole stays as long as it is, and why.
    verdict: Option<String>,
    path_text: Option<String>,
    /// The critical path before, when it was another.
    path_before: Option<String>,
    joined_text: Option<String>,
    left_text: Option<String>,
    batch_rows: Vec<Row<'s, 'p>>,
    item_rows: Vec<Row<'s, 'p>>,
    target_rows: Vec<TargetRow<'s, 'p>>,
    /// How many rows of each list are not shown.
    hidden: &'s Hidden,
    unestimated_text: Option<String>,
}

/// A row of what moves.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Row<'s, 'p> {
    #[serde(flatten)]
    item: &'s Move<'p>,
    start_text: String,
    finish_text: String,
    hours_text: Option<String>,
    days_text: Option<String>,
    slack: Sign,
}

/// A row of what becomes late or is saved.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TargetRow<'s, 'p> {
    #[serde(flatten)]
    item: &'s Lateness<'p>,
    target_text: String,
    finish_text: String,
    effect_badge: Sign,
}

/// A text with its sign, as a [`Badge`](crate::view::badge::Badge) whose words depend on the plan.
#[derive(Debug, Serialize)]
struct Sign {
    text: String,
    mark: &'static str,
    label: String,
    role: &'static str,
}

impl Sign {
    fn new(emoji: &str, mark: &'static str, label: String, role: &'static str) -> Self {
        Self { text: format!("{emoji} {label}").trim_start().to_owned(), mark, label, role }
    }
}

impl<'p> Page<'p> {
    /// What a person is shown of it, with at most so many lines of changes.
    pub fn layout(&self, state: &State<'_>, rows: usize) -> Layout<'_, 'p> {
        let names = |ids: &[String]| {
            let name = |id: &String| {
                state.index.address(id).map_or_else(|| id.clone(), |at| reference::name(state, at))
            };
            ids.iter().map(name).collect::<Vec<_>>()
        };
        let paths = &self.critical_path;
        let path = |ids: &Vec<String>| (!ids.is_empty()).then(|| shown_path(&names(ids), String::clone));
        let has_dates = self.start_date.after.is_some();
        Layout {
            page: self,
            change_lines: self.changes.iter().take(rows).map(ToString::to_string).collect(),
            hidden_changes: self.changes.len().saturating_sub(rows),
            summary: self.summary(),
            verdict: self.verdict(),
            path_text: path(&paths.after),
            path_before: paths.before.as_ref().filter(|before| **before != paths.after).and_then(path),
            joined_text: listed(&names(&paths.joined), String::clone),
            left_text: listed(&names(&paths.left), String::clone),
            batch_rows: self.batches.iter().map(|item| Row::new(item, has_dates)).collect(),
            item_rows: self.items.iter().map(|item| Row::new(item, has_dates)).collect(),
            target_rows: self.targets.iter().map(TargetRow::new).collect(),
            hidden: &self.hidden,
            unestimated_text: listed(&names(&self.unestimated), String::clone),
        }
    }

    /// `Everything can be done in 64–88h instead of 40–64h (+24h), by 2025-11-05 instead of 2025-10-31 (+5 days)`.
    fn summary(&self) -> String {
        let hours = |length: Range<f64>| {
            format!("{}h", range("–", &length.low, &length.high, |hours| figure(*hours)))
        };
        let is_estimated = |length: Range<f64>| length.high > 0.0;
        let Some(after) = self.length.after else { return String::new() };
        let length = self.length.before.filter(|before| is_estimated(*before)).map(hours);
        let was = || length.as_ref().map(|before| format!(" (before: {before})")).unwrap_or_default();
        if self.is_over {
            return format!("Nothing is left to do{}", was());
        }
        if !is_estimated(after) && !self.unestimated.is_empty() {
            let why = "nothing that is left has an estimate";
            return format!("How long everything takes is not known: {why}{}", was());
        }
        let length = Pair::of(length, Some(hours(after)));
        let last = |dates: Option<Range<Option<Date>>>| {
            let high = dates?.high?;
            Some(range(" – ", &dates?.low.unwrap_or(high), &high, Date::to_string))
        };
        let last = self.finish_date.map(last);
        let still = if length.before == length.after && last.before == last.after { "still " } else { "" };
        let shift = self.shift.unwrap_or(Shift { hours: 0.0, days: None });
        let length = instead(&length, signed_hours(shift.hours));
        let days = shift.days.filter(|days| *days != 0).map(signed_days);
        let end = last.after.as_ref().map(|_| format!(", by {}", instead(&last, days))).unwrap_or_default();
        let within = if self.levelled { "within everyone's capacity " } else { "" };
        format!("Everything can {still}be done {within}in {length}{end}")
    }

    fn verdict(&self) -> Option<String> {
        let is_still = self.batches.is_empty()
            && self.items.is_empty()
            && self.statuses.is_empty()
            && self.targets.is_empty()
            // None may have been asked for.
            && self.hidden == Hidden::default();
        let why = self.why.join("; ");
        match (self.unscheduled.as_deref(), self.shift.is_some_and(Shift::is_none) && is_still) {
            (Some(failure), _) => Some(format!("There was no schedule before: {failure}")),
            (None, true) if why.is_empty() => Some("Nothing moves".to_owned()),
            (None, true) => Some(format!("Nothing moves: {why}")),
            (None, false) if why.is_empty() => None,
            (None, false) if self.length.before == self.length.after => {
                Some(format!("The length stays: {why}"))
            }
            (None, false) => Some(format!("The length by the {} estimates stays: {why}", self.estimate)),
        }
    }
}

/// `3h instead of 2h (+1h)`; `3h` alone when it was the same or is not known from before.
fn instead(pair: &Pair<Option<String>>, by: Option<String>) -> String {
    let after = pair.after.as_deref().unwrap_or_default();
    let by = by.map(|by| format!(" ({by})")).unwrap_or_default();
    match pair.before.as_deref().filter(|before| *before != after) {
        Some(before) => format!("{after} instead of {before}{by}"),
        None => after.to_owned(),
    }
}

impl<'s, 'p> Row<'s, 'p> {
    fn new(item: &'s Move<'p>, has_dates: bool) -> Self {
        let shown = |day: Option<Date>, hours: Option<f64>| match day.filter(|_| has_dates) {
            Some(day) => Some(day.to_string()),
            None => hours.map(|hours| format!("{}h", figure(hours))),
        };
        let sides = |days: Pair<Option<Date>>, hours: Pair<Option<f64>>| {
            let standing =
                || item.standing.map_or_else(|| "none".to_owned(), |badge| badge.label.to_lowercase());
            let before = shown(days.before, hours.before).unwrap_or_else(standing);
            arrow(&before, &shown(days.after, hours.after).unwrap_or_default())
        };
        Self {
            item,
            start_text: sides(item.start_date, item.start),
            finish_text: sides(item.finish_date, item.finish),
            hours_text: item.shift.and_then(|shift| signed_hours(shift.hours)),
            days_text: item.shift.and_then(|shift| shift.days).map(|days| match days {
                0 => "0".to_owned(),
                days => format!("{}{}", sign(days < 0), days.unsigned_abs()),
            }),
            slack: slack(item.total_slack),
        }
    }
}

/// How far something can slip, with a sign when it cannot.
fn slack(slack: Pair<Option<f64>>) -> Sign {
    let words = |hours: f64| if hours > 0.0 { format!("{}h", figure(hours)) } else { "none".to_owned() };
    let after = slack.after.unwrap_or_default();
    let label = arrow(&words(slack.before.unwrap_or(after)), &words(after));
    if after > 0.0 { Sign::new("", "", label, "") } else { Sign::new("🔴", "●", label, "blocked") }
}

impl<'s, 'p> TargetRow<'s, 'p> {
    fn new(item: &'s Lateness<'p>) -> Self {
        let shown = |pair: Pair<Option<Date>>| {
            let text = |day: Option<Date>| day.map_or_else(|| "none".to_owned(), |day| day.to_string());
            arrow(&text(pair.before), &text(pair.after))
        };
        let late = |days: Option<i64>| format!("{} late", days_of(days.unwrap_or_default()));
        let days = item.days_late;
        let effect_badge = match item.effect {
            Effect::Late => Sign::new("🔴", "▲", late(days.after), "late"),
            Effect::Later | Effect::LessLate => {
                let instead = format!("{} instead of {}", late(days.after), days.before.unwrap_or_default());
                Sign::new("🟠", "▲", instead, "warning")
            }
            Effect::Saved => Sign::new("✅", "✓", format!("in time, not {}", late(days.before)), "done"),
        };
        Self { item, target_text: shown(item.target), finish_text: shown(item.finish_date), effect_badge }
    }
}

/// Why the whole takes as long as before: what can be said of each edited item.
pub(super) fn why(before: &Outlook<'_>, after: &Outlook<'_>, changes: &[Change]) -> Vec<String> {
    if changes.is_empty() {
        return vec!["everything is so already".to_owned()];
    }
    let mut ids: Vec<&str> = changes.iter().map(|change| change.id.as_str()).collect();
    ids.dedup();
    let start = ids.contains(&PLAN_ID).then(|| start_stays(before, after, changes)).flatten();
    let items = ids.iter().filter_map(|id| after.state.index.address(id));
    let reasons = items.filter_map(|at| reason(before, after, at));
    let mut found: Vec<String> = Vec::new();
    for reason in start.into_iter().chain(reasons) {
        if !found.contains(&reason) {
            found.push(reason);
        }
        if found.len() == MOST_REASONS {
            break;
        }
    }
    found
}

/// Why an item does not make the whole longer or shorter.
fn reason(before: &Outlook<'_>, after: &Outlook<'_>, at: At) -> Option<String> {
    let of = |outlook: &Outlook<'_>| outlook.timing.as_ref().ok().and_then(|table| table.stretch(at));
    let name = reference::name(after.state, at);
    let hours = |hours: f64| format!("{}h", figure(hours));
    Some(match (of(before), of(after)) {
        (_, Some(after)) if after.slack > 0.0 => format!("{name} has {} of slack left", hours(after.slack)),
        (Some(before), Some(after)) if before == after => format!("{name} starts and finishes as before"),
        (_, Some(_)) => format!("{name} has no slack left"),
        (Some(before), None) if before.slack > 0.0 => format!("{name} had {} of slack", hours(before.slack)),
        (Some(_), None) => return None,
        (None, None) => {
            let label = reference::badge(after.state, at).filter(|_| after.state.is_satisfied(at));
            match label {
                Some(badge) => format!("{name} is {}", badge.label.to_lowercase()),
                None => format!("{name} has no place in the schedule"),
            }
        }
    })
}

/// That another `startDate` changes nothing, since both are past.
fn start_stays(before: &Outlook<'_>, after: &Outlook<'_>, changes: &[Change]) -> Option<String> {
    let is_start = |change: &Change| change.id == PLAN_ID && change.field == "startDate";
    let first = |outlook: &Outlook<'_>| outlook.timing.as_ref().ok().map(|table| table.first);
    let day = first(after).filter(|day| changes.iter().any(is_start) && first(before) == Some(*day))?;
    Some(format!("what is left begins on {day} as before"))
}

/// `16h → 40h`; one where both are the same.
fn arrow(before: &str, after: &str) -> String {
    if before == after { after.to_owned() } else { format!("{before} → {after}") }
}

/// `+24h`, `−8h`; nothing of none.
fn signed_hours(hours: f64) -> Option<String> {
    let shown = figure(hours.abs());
    (shown != "0").then(|| format!("{}{shown}h", sign(hours < 0.0)))
}

fn signed_days(days: i64) -> String {
    format!("{}{}", sign(days < 0), days_of(days))
}

fn days_of(days: i64) -> String {
    text::plural(usize::try_from(days.unsigned_abs()).unwrap_or(usize::MAX), "day")
}

const fn sign(is_less: bool) -> &'static str {
    if is_less { "−" } else { "+" }
}
