//! The forecast for people: figures as they are shown, rows of tables, the histogram, notes as sentences.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Bin, Critical, GoalEntry, Moment, Page, Percentiles};
use crate::state::State;
use crate::text;
use crate::view::reference;
use crate::view::schedule::listed;

impl<'p> Page<'p> {
    /// What a person is shown of it, with at most so many batches and milestones, and so many items that are often critical.
    pub fn layout(&self, state: &State<'_>, goals: usize, critical: usize) -> Layout<'_, 'p> {
        let has_dates = self.start_date.is_some();
        let mut often: Vec<&Critical<'p>> = self.critical_ones().collect();
        often.sort_by_key(|item| Reverse(thousandths(item.share)));
        let all = self.batches.iter().chain(&self.milestones);
        let (known, unknown): (Vec<&GoalEntry>, Vec<&GoalEntry>) =
            all.partition(|goal| goal.finish.p50.hours.is_some());
        let is_known = self.finish.p80.hours.is_some();
        let label = |goal: &&GoalEntry| goal.label.clone();
        let partial: Vec<&GoalEntry> = known.iter().copied().filter(|goal| goal.partial).collect();
        let name =
            |id: &String| state.index.address(id).map_or_else(|| id.clone(), |at| reference::name(state, at));
        Layout {
            page: self,
            has_dates,
            nothing_left: self.criticality.0.is_empty(),
            is_known,
            runs_text: self.runs_text(),
            summary_text: self.summary(has_dates),
            forecasts: self.forecasts(has_dates),
            bins: self.bins(has_dates),
            hidden_goals: known.len().saturating_sub(goals),
            goals: known.into_iter().take(goals).map(|goal| GoalRow::new(goal, has_dates)).collect(),
            critical_hidden: often.len().saturating_sub(critical),
            critical: often.into_iter().take(critical).map(CriticalRow::new).collect(),
            history_text: self.throughput.history(),
            example: self.example(),
            unknown_text: listed(&unknown, label).filter(|_| is_known),
            partial_text: listed(&partial, label),
            unestimated_text: listed(&self.unestimated, name),
            outside_text: listed(&self.outside, String::clone),
        }
    }

    fn summary(&self, has_dates: bool) -> String {
        let by = if has_dates { "by" } else { "in" };
        let Percentiles { p50, p80, p95 } = shown_moments(&self.finish, has_dates);
        if self.criticality.0.is_empty() {
            "Nothing is left to do".to_owned()
        } else if self.finish.p80.hours.is_none() {
            "How long everything takes is not known: nothing that is left has an estimate".to_owned()
        } else if self.ranges == 0 {
            format!("By the estimates everything is done {by} {p80}, without odds: none of them has a range")
        } else if p50 == p95 {
            format!("Everything is done {by} {p95} with odds of 95%")
        } else {
            format!("Everything is done {by} {p80} with odds of 80%, {p50} with 50%, {p95} with 95%")
        }
    }

    fn runs_text(&self) -> String {
        let drawn = format!("{}, seed {}.", text::plural(self.runs, "run"), self.seed);
        if self.has_fewer_runs {
            return format!(
                "{drawn} Fewer than usual, since the plan is so large; --runs takes another number."
            );
        }
        drawn
    }

    /// The items that decided the length of at least one run, and take some time.
    fn critical_ones(&self) -> impl Iterator<Item = &Critical<'p>> {
        self.criticality.0.iter().filter(|item| item.share > 0.0 && item.left.high > 0.0)
    }

    /// An item whose estimate deserves a range: what is most often critical, else what has no estimate.
    fn example(&self) -> Option<String> {
        let often = self.critical_ones().min_by_key(|item| Reverse(thousandths(item.share)));
        let id = often.map(|item| &item.id).or(self.unestimated.first())?;
        Some(format!("tracker update {id} estimate=2-5h"))
    }

    /// Both forecasts side by side.
    fn forecasts(&self, has_dates: bool) -> Vec<ForecastRow> {
        let mut rows = Vec::new();
        // A single figure is told in the sentence before.
        if self.ranges == 0 && !self.throughput.is_known() {
            return rows;
        }
        if self.finish.p80.hours.is_some() {
            rows.push(ForecastRow {
                label: "By the estimates",
                finish: shown_moments(&self.finish, has_dates),
            });
        }
        if has_dates && self.finish.p80.hours.is_some() {
            rows.push(ForecastRow { label: "Hours of work", finish: shown_moments(&self.finish, false) });
        }
        if self.throughput.is_known() {
            rows.push(ForecastRow { label: "By throughput", finish: self.throughput.days() });
        }
        rows
    }

    fn bins(&self, has_dates: bool) -> Vec<BinRow> {
        let most = self.histogram.iter().map(|bin| bin.runs).max().unwrap_or_default();
        let row = |bin: &Bin| {
            let marks = self.finish.all().into_iter();
            let marks = marks.filter(|(_, moment)| {
                moment.hours.is_some_and(|hours| hours > bin.from + SAME && hours <= bin.to + SAME)
            });
            BinRow {
                by_text: shown_moment(Moment { hours: Some(bin.to), date: bin.date }, has_dates),
                odds_text: share(bin.odds),
                length: super::count(bin.runs) / super::count(most.max(1)),
                marks: marks.map(|(name, _)| name).collect(),
            }
        };
        self.histogram.iter().map(row).collect()
    }
}

/// What two figures in hours may differ in and still be the same.
const SAME: f64 = 1e-7;

/// What a person is shown of a forecast.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Layout<'s, 'p> {
    #[serde(flatten)]
    page: &'s Page<'p>,
    /// Whether times are days.
    has_dates: bool,
    /// Whether nothing is left to do.
    nothing_left: bool,
    /// Whether it is known when everything is done.
    is_known: bool,
    /// When everything is done, in a sentence.
    summary_text: String,
    /// The forecasts side by side.
    forecasts: Vec<ForecastRow>,
    /// The histogram.
    bins: Vec<BinRow>,
    /// Batches, then milestones.
    goals: Vec<GoalRow<'s>>,
    hidden_goals: usize,
    /// The items that were critical in most runs.
    critical: Vec<CriticalRow<'s, 'p>>,
    critical_hidden: usize,
    /// How many runs were drawn, in a sentence.
    runs_text: String,
    /// How much history the forecast by throughput has, or lacks.
    history_text: String,
    /// A command that gives an estimate a range.
    example: Option<String>,
    /// Goals of which the plan does not say what has to be finished for them.
    unknown_text: Option<String>,
    /// Goals that wait for words too.
    partial_text: Option<String>,
    unestimated_text: Option<String>,
    outside_text: Option<String>,
}

#[derive(Debug, Serialize)]
struct ForecastRow {
    label: &'static str,
    #[serde(flatten)]
    finish: Percentiles<String>,
}

/// A row of the histogram.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct BinRow {
    by_text: String,
    /// The part of the runs that was done by then.
    odds_text: String,
    /// How many runs came out in it, as a part of the most that did in one.
    length: f64,
    /// The percentiles in it.
    marks: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct GoalRow<'s> {
    label: &'s str,
    target_text: Option<String>,
    odds_text: Option<String>,
    finish: Percentiles<String>,
}

impl<'s> GoalRow<'s> {
    fn new(goal: &'s GoalEntry, has_dates: bool) -> Self {
        Self {
            label: &goal.label,
            target_text: goal.target_date.map(|day| day.to_string()),
            odds_text: goal.odds.map(share),
            finish: shown_moments(&goal.finish, has_dates),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CriticalRow<'s, 'p> {
    label: &'s str,
    owners: &'s [&'p str],
    left_text: String,
    /// In how many runs, in percent.
    percent: f64,
}

impl<'s, 'p> CriticalRow<'s, 'p> {
    fn new(item: &'s Critical<'p>) -> Self {
        Self {
            label: &item.label,
            owners: &item.owners,
            left_text: item.left.range(),
            percent: item.share * 100.0,
        }
    }
}

/// A part to the thousandth, which is as far as runs tell it: what is the same to that stays in the plan's order.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a part from 0 to 1")]
fn thousandths(share: f64) -> u32 {
    (share * 1000.0).round() as u32
}

fn shown_moments(moments: &Percentiles<Moment>, has_dates: bool) -> Percentiles<String> {
    let [p50, p80, p95] =
        [moments.p50, moments.p80, moments.p95].map(|moment| shown_moment(moment, has_dates));
    Percentiles { p50, p80, p95 }
}

fn shown_moment(moment: Moment, has_dates: bool) -> String {
    match (moment.date.filter(|_| has_dates), moment.hours) {
        (Some(day), _) => day.to_string(),
        (None, Some(hours)) => format!("{}h", rounded(hours)),
        (None, None) => String::new(),
    }
}

/// Hours as far as runs tell them: to three digits, and to the whole hour.
fn rounded(hours: f64) -> String {
    let digits = match hours {
        ..10.0 => 100.0,
        10.0..100.0 => 10.0,
        _ => 1.0,
    };
    text::number((hours * digits).round() / digits)
}

/// Odds in whole percent, which is as far as runs tell them; never certain, nor impossible, when they are not.
fn share(odds: f64) -> String {
    let percent = (odds * 100.0).round();
    match () {
        () if odds > 0.0 && percent < 1.0 => "<1%".to_owned(),
        () if odds < 1.0 && percent > 99.0 => ">99%".to_owned(),
        () => format!("{percent}%"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_told_to_three_digits_and_the_whole_hour() {
        let shown = [0.0, 0.25, 9.333, 12.345, 99.96, 1234.5].map(rounded);
        assert_eq!(shown, ["0", "0.25", "9.33", "12.3", "100", "1235"]);
    }

    #[test]
    fn odds_are_certain_only_when_they_are() {
        let shown = [0.0, 0.0004, 0.5, 0.805, 0.994, 0.9996, 1.0].map(share);
        assert_eq!(shown, ["0%", "<1%", "50%", "81%", "99%", ">99%", "100%"]);
    }
}
