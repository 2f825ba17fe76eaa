//! `metrics`: sets numbers that the program watches, and records them for a week.

use serde_json::{Map, Value, json};

use super::assignment::{Assignment, Key, Operator};
use super::base::Base;
use super::change::{Change, shown};
use super::plan_changes::PlanChanges;
use super::reconcile::reconcile;
use super::value::{counted, plain_number, same};
use crate::diagnostic::Failure;
use crate::plan::metric::{Amount, HistoryEntry, KnownMetric, Metric, WEEKLY_METRICS};
use crate::plan::shape::Shape;
use crate::plan::value::date::Date;
use crate::plan::value::number::Percent;
use crate::plan::value::week::WeekLabel;
use crate::plan::value::when::{Meaning, When};
use crate::text;

const METRICS: &str = "metrics";

/// The shortest name of which one wrong letter is taken for a slip.
const LONG_ENOUGH: usize = 5;

/// Plans new values of metrics, and with a week their entries in the history.
pub(super) fn plan<'p>(
    base: &Base<'p>,
    assignments: &[Assignment],
    week: Option<&str>,
    planned: &mut PlanChanges<'p>,
) -> Result<(), Failure> {
    if assignments.is_empty() {
        return Err(Failure::new("no metric is named").hint("write NAME=VALUE, such as `ciPassRate=87`"));
    }
    let week = week.map(|label| Recorded::read(base, label)).transpose()?;
    let mut members = Vec::with_capacity(assignments.len());
    for (index, assignment) in assignments.iter().enumerate() {
        let name = name_of(base, assignment)?;
        if assignments.iter().take(index).any(|other| key_name(&other.key) == name) {
            return Err(Failure::new(format!("`{name}` is given twice")).hint("give each metric once"));
        }
        let recording = Recording { base, name, week: week.as_ref(), metric: metric(base, name) };
        let value = recording.after(assignment, &mut planned.list)?;
        planned.doubts.extend(recording.doubt(assignment));
        members.push((name, value));
    }
    write(base, members, planned);
    Ok(())
}

/// Puts the new values of the metrics into the text.
fn write<'p>(base: &Base<'p>, values: Vec<(&str, Option<Value>)>, planned: &mut PlanChanges<'p>) {
    let root = base.plan.root;
    let Some(object) = root.get(METRICS).filter(|object| !object.is_null()) else {
        let new: Map<_, _> =
            values.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect();
        match root.get(METRICS) {
            _ if new.is_empty() => {}
            Some(null) => planned.text.replace(null, &new.into()),
            None => planned.text.insert_member(root, root.len(), METRICS, &new.into()),
        }
        return;
    };
    for (name, value) in values {
        match (object.get(name), value) {
            (Some(member), Some(value)) => reconcile(&mut planned.text, member, &value),
            (Some(member), None) => planned.text.remove(member),
            (None, Some(value)) => planned.text.insert_member(object, object.len(), name, &value),
            (None, None) => {}
        }
    }
}

fn key_name(key: &Key) -> &str {
    match key {
        Key::Field(name) | Key::Own(name) => name,
    }
}

fn metric<'b>(base: &'b Base<'_>, name: &str) -> Option<&'b Metric<'b>> {
    base.plan.metrics.iter().find(|metric| metric.name == name)
}

/// The name of the metric that is set. A new name is fine, unless it looks like a slip of the fingers; `x:NAME` is
/// taken as it stands.
fn name_of<'n>(base: &Base<'_>, assignment: &'n Assignment) -> Result<&'n str, Failure> {
    if assignment.place.is_some() {
        return Err(Failure::new(format!("a metric has no entries, so there is no `{assignment}`"))
            .hint("`--week \"Week 2\"` records a value for a week"));
    }
    let name = match &assignment.key {
        Key::Own(name) => return Ok(name),
        Key::Field(name) => name,
    };
    let known = base.plan.metrics.iter().map(|metric| metric.name.as_ref());
    let known: Vec<&str> = known.chain(WEEKLY_METRICS.iter().map(|known| known.name)).collect();
    if known.contains(&name.as_str()) {
        return Ok(name);
    }
    match known.into_iter().find(|known| is_slip(name, known)) {
        Some(meant) => Err(Failure::new(format!("no metric `{name}`")).hint(format!(
            "did you mean `{}`? `x:{name}=VALUE` sets a new metric of that name",
            text::one_line(meant)
        ))),
        None => Ok(name),
    }
}

/// Whether two names differ in one letter, or only in case, `-` and `_`. Names that differ in a digit, such as `p95`
/// and `p99`, are two names.
fn is_slip(name: &str, known: &str) -> bool {
    let letters = |text: &str| text.replace(['-', '_'], "").to_lowercase();
    let words = |text: &str| text.replace(|c: char| c.is_ascii_digit(), "");
    let (one, other) = (letters(name), letters(known));
    one == other
        || (words(&one) != words(&other)
            && one.chars().count() >= LONG_ENOUGH
            && strsim::damerau_levenshtein(&one, &other) <= 1)
}

/// The time for which values are recorded, as the history names it.
struct Recorded {
    when: When<'static>,
    /// A day that belongs to no week of the plan.
    date: Option<Date>,
    /// Its last day, when that is known.
    last: Option<Date>,
}

impl Recorded {
    /// A week of the calendar is that of the plan where the plan has a start, so that a report finds it by either.
    fn read(base: &Base<'_>, label: &str) -> Result<Self, Failure> {
        let (label, start) = (WeekLabel::read(label)?, base.plan.start());
        if let WeekLabel::Words(words) = &label
            && !is_own_label(base, words)
        {
            let words = text::shorten(&text::one_line(words), 40).into_owned();
            return Err(Failure::new(format!("`{words}` is no week to record a value for"))
                .hint("write one week as `Week 2` or `2025-W42`, or a day in it as YYYY-MM-DD"));
        }
        let own = label.number(start).map_or_else(|| label.to_string(), |number| format!("Week {number}"));
        let when = When::new(own.into(), base.plan.hours_per_day());
        let date = if let Meaning::Date(date) = when.meaning { Some(date) } else { None };
        let last = last_day(&when, start);
        Ok(Self { when, date, last })
    }

    /// The new entry of a history.
    fn entry(&self, value: &Value) -> Value {
        let key = if self.date.is_some() { "date" } else { "week" };
        json!({key: self.when.text, "value": value})
    }

    /// Whether an entry is of a later time, as far as both have a place in it.
    fn is_before(&self, entry: &HistoryEntry<'_>, start: Option<Date>) -> bool {
        let week = entry.week.as_ref();
        let last = entry.date.or_else(|| last_day(week?, start));
        match (last, self.last) {
            (Some(last), Some(own)) => own < last,
            _ => week.and_then(number).zip(number(&self.when)).is_some_and(|(other, own)| own < other),
        }
    }
}

/// Whether words are the name of a time for which a metric has a value already: a team may have such names, and a new one
/// is more often a slip that no report would look for.
fn is_own_label(base: &Base<'_>, words: &str) -> bool {
    let mut entries = base.plan.metrics.iter().flat_map(|metric| &metric.record.history);
    entries.any(|entry| entry.week.as_ref().is_some_and(|week| week.text == words))
}

/// The number of a week of the plan.
fn number(when: &When<'_>) -> Option<u32> {
    if let Meaning::Weeks(_, last) = when.meaning { Some(last) } else { None }
}

/// The last day of a week of the plan or of the calendar.
fn last_day(when: &When<'_>, start: Option<Date>) -> Option<Date> {
    when.due(start).or_else(|| match WeekLabel::read(&when.text) {
        Ok(WeekLabel::Iso { monday, .. }) => monday.plus_days(6),
        _ => None,
    })
}

/// One metric that is set, for a week or for now.
struct Recording<'r, 'p> {
    base: &'r Base<'p>,
    name: &'r str,
    week: Option<&'r Recorded>,
    metric: Option<&'r Metric<'r>>,
}

impl Recording<'_, '_> {
    /// What stands under the metric's name after the assignment; nothing when it goes.
    fn after(&self, assignment: &Assignment, list: &mut Vec<Change>) -> Result<Option<Value>, Failure> {
        let old = self.metric.map(|metric| metric.record.node.to_value());
        if let Some(week) = self.week {
            return self.in_history(week, old, assignment, list);
        }
        let current = old.as_ref().and_then(value_of).filter(|value| !value.is_null());
        let new = amount(self.name, assignment, current)?;
        self.judge(new.as_ref())?;
        listed(list, self.name.to_owned(), current, new.as_ref());
        Ok(with_value(old.as_ref(), new))
    }

    /// Refuses what one of the format's own percentages cannot be: a text, or a number beyond 0 to 100.
    fn judge(&self, value: Option<&Value>) -> Result<(), Failure> {
        let own_unit = self.metric.and_then(|metric| metric.record.unit.as_deref());
        let unit = KnownMetric::named(self.name).map(|known| own_unit.unwrap_or(known.unit));
        let Some(value) = value.filter(|_| unit == Some("%")) else { return Ok(()) };
        if value.as_f64().and_then(Percent::new).is_some() {
            return Ok(());
        }
        let name = self.name;
        let found = if value.is_number() {
            format!("`{name}` would be {value}, but it is a percentage: a number from 0 to 100")
        } else {
            let text = text::shorten(&text::one_line(value.as_str().unwrap_or_default()), 40).into_owned();
            format!("`{name}` is a percentage, a number from 0 to 100, and `{text}` is none")
        };
        Err(Failure::new(found).hint(format!("write it as in `{name}=87`")))
    }

    /// That text takes the place of a number, which is allowed and perhaps a slip.
    fn doubt(&self, assignment: &Assignment) -> Option<String> {
        let text = amount(self.name, assignment, None).ok()??.as_str().map(text::one_line)?.into_owned();
        let is_number = |value: &Option<Amount<'_>>| matches!(value, Some(Amount::Number(_)));
        let has_numbers = self.metric.is_some_and(|metric| {
            is_number(&metric.record.value)
                || metric.record.history.iter().any(|entry| is_number(&entry.value))
        });
        (has_numbers || KnownMetric::named(self.name).is_some()).then(|| {
            let text = text::shorten(&text, 40);
            format!(
                "`{text}` is no number: it is shown as the value of `{}`, and not computed with",
                self.name
            )
        })
    }

    /// The metric with another entry in its history, and with that value when no later week is recorded.
    fn in_history(
        &self,
        week: &Recorded,
        old: Option<Value>,
        assignment: &Assignment,
        list: &mut Vec<Change>,
    ) -> Result<Option<Value>, Failure> {
        let place = self.place_of(week);
        let mut history = match old.as_ref().and_then(|old| old.get("history")) {
            Some(Value::Array(entries)) => entries.clone(),
            _ => Vec::new(),
        };
        let current = place.and_then(|place| history.get(place)?.get("value").cloned());
        if assignment.operator != Operator::Set && current.is_none() {
            return Err(Failure::new(format!(
                "`{}` has no value for {} to count from",
                self.name, week.when.text
            ))
            .hint(format!("`{}=NUMBER` records one", self.name)));
        }
        let new = amount(self.name, assignment, current.as_ref())?;
        self.judge(new.as_ref())?;
        let label = format!("{} ({})", self.name, week.when.text);
        listed(list, label, current.as_ref(), new.as_ref());
        let is_latest = self.is_latest(week, place, history.len());
        match (place, &new) {
            (Some(place), Some(value)) => {
                if let Some(Value::Object(entry)) = history.get_mut(place) {
                    entry.insert("value".to_owned(), value.clone());
                }
            }
            (Some(place), None) => drop(history.remove(place)),
            (None, Some(value)) => history.push(week.entry(value)),
            (None, None) => return Ok(old),
        }
        let mut metric = old;
        if let Some(value) = new.filter(|_| is_latest) {
            let current = metric.as_ref().and_then(value_of);
            listed(list, self.name.to_owned(), current, Some(&value));
            metric = with_value(metric.as_ref(), Some(value));
        }
        let mut members = match metric {
            Some(Value::Object(members)) => members,
            Some(number) => Map::from_iter([("value".to_owned(), number)]),
            None => Map::new(),
        };
        members.insert("history".to_owned(), history.into());
        Ok(Some(members.into()))
    }

    /// The place in the array of the entry that is of a week already.
    fn place_of(&self, week: &Recorded) -> Option<usize> {
        let metric = self.metric?;
        let start = self.base.plan.start();
        let of_day = |entry: &&HistoryEntry<'_>| week.date.is_some() && entry.date == week.date;
        let entry = match metric.record.history.iter().rev().find(of_day) {
            Some(entry) => entry,
            None => metric.entry_of_week(&week.when, week.when.days(start), start)?,
        };
        let history = metric.record.node.get("history")?;
        history.children().position(|node| node.id() == entry.node.id())
    }

    /// Whether nothing is recorded for a later time, so that the value is also the present one.
    fn is_latest(&self, week: &Recorded, place: Option<usize>, entries: usize) -> bool {
        let history = self.metric.map_or(&[][..], |metric| metric.record.history.as_slice());
        if week.last.is_none() && number(&week.when).is_none() {
            return place.is_none_or(|place| place + 1 == entries);
        }
        !history.iter().any(|entry| week.is_before(entry, self.base.plan.start()))
    }
}

fn listed(list: &mut Vec<Change>, field: String, from: Option<&Value>, to: Option<&Value>) {
    if from != to {
        list.push(Change { id: METRICS.to_owned(), field, from: from.map(shown), to: to.map(shown) });
    }
}

/// The value of a metric as it stands: a bare number is its value.
pub(super) fn value_of(metric: &Value) -> Option<&Value> {
    if metric.is_object() { metric.get("value") } else { Some(metric) }
}

/// The metric with another value. One that is only shown needs an object around it.
fn with_value(old: Option<&Value>, new: Option<Value>) -> Option<Value> {
    match (old, new) {
        (Some(Value::Object(members)), new) => {
            let mut members = members.clone();
            match new {
                Some(value) if members.contains_key("value") => drop(members.insert("value".into(), value)),
                Some(value) => drop(members.shift_insert(0, "value".into(), value)),
                None => drop(members.shift_remove("value")),
            }
            // Nothing that was only there for its value stays.
            (!members.is_empty()).then(|| members.into())
        }
        (_, Some(text @ Value::String(_))) => Some(json!({"value": text})),
        (_, new) => new,
    }
}

/// A metric's value after an assignment: a number, `87%` too, else text that is only shown.
pub(super) fn amount(
    name: &str,
    assignment: &Assignment,
    current: Option<&Value>,
) -> Result<Option<Value>, Failure> {
    let typed = assignment.value.trim();
    let same = |new: Value| match current {
        Some(old) if same(Some(Shape::Amount), Some(old), Some(&new), 1.0) => old.clone(),
        _ => new,
    };
    let number = plain_number(typed.strip_suffix('%').map_or(typed, str::trim_end));
    match assignment.operator {
        Operator::Set if typed.is_empty() => Ok(None),
        Operator::Set => Ok(Some(same(number.unwrap_or_else(|| typed.into())))),
        operator => counted(name, operator, current, number.as_ref(), typed).map(same).map(Some),
    }
}
