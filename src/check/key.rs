//! Keys that the format does not know and that look like a misspelling of one that it knows.

use std::collections::HashMap;

use super::sink::{Sink, named, shown};
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::json::{Node, NodeKind};
use crate::plan::header::{Calendar, Header, ReportEntry};
use crate::plan::kind::Kind;
use crate::plan::metric::{HistoryEntry, MetricRecord};
use crate::plan::shape::{Field, Shape};
use crate::text;

pub(super) const MISSPELT_KEY: Rule = Rule {
    code: "misspelt-key",
    severity: Severity::Warning,
    summary: "a key is none that the format knows, but nearly one",
    explanation: "Unknown keys are kept and mean nothing to tracker. This one looks like a misspelling of a known key, so \
        its value is probably missing where it was meant to count. Keys are camelCase and spelt exactly. Correct it in \
        the file; a team's own fields stand safely in `extra`.",
    example: r#"{"issues": [{"id": "FEAT-041", "staus": "done", "target_date": "2025-10-16"}]}"#,
    check: Check::Claims(misspelt_key),
};

fn misspelt_key(subject: &Subject<'_>, sink: &mut Sink) {
    let plan = subject.structure.plan;
    let mut keys = Keys { sink, guesses: HashMap::new() };
    keys.object(&Known::top_level(), plan.root, &|| ("the plan".to_owned(), "plan".to_owned()));
    for kind in Kind::ALL {
        let known = Known::record(kind.description().key, kind.description().fields);
        for item in subject.structure.items(*kind) {
            keys.object(&known, item.node(), &|| (named(item), item.address()));
        }
    }
    if let Some(calendar) = &plan.calendar {
        let known = Known::record("calendar", Calendar::FIELDS);
        keys.object(&known, calendar.node, &|| ("the calendar".to_owned(), "plan".to_owned()));
    }
    let known = Known::record("metrics", MetricRecord::FIELDS);
    for metric in &plan.metrics {
        let address = || format!("metrics.{}", metric.name);
        keys.object(&known, metric.record.node, &|| (shown(&address()), address()));
    }
    let known = Known::record("reports", ReportEntry::FIELDS);
    for report in &plan.reports {
        let address = || format!("reports.{}", report.position);
        keys.object(&known, report.node, &|| (address(), address()));
    }
}

/// The keys that an object of the plan may have.
struct Known {
    /// Which sort of object it is, so that a guess is made once for all of them.
    sort: &'static str,
    keys: Vec<&'static str>,
    fields: &'static [Field],
}

impl Known {
    fn record(sort: &'static str, fields: &'static [Field]) -> Self {
        Self { sort, keys: fields.iter().map(|field| field.key).collect(), fields }
    }

    fn top_level() -> Self {
        let mut known = Self::record("plan", Header::FIELDS);
        known.keys.extend(["calendar", "metrics", "reports"]);
        known.keys.extend(Kind::ALL.iter().map(|kind| kind.description().key));
        known
    }

    /// The keys of the objects that stand in a field's list.
    fn entries(shape: Shape) -> Option<Self> {
        let (sort, keys): (_, &[&str]) = match shape {
            Shape::Dependencies => ("dependency", &["id", "type", "lag"]),
            Shape::Checklist => ("checklist", &["text", "done", "kind", "path"]),
            Shape::History => return Some(Self::record("history", HistoryEntry::FIELDS)),
            _ => return None,
        };
        Some(Self { sort, keys: keys.to_vec(), fields: &[] })
    }
}

struct Keys<'s> {
    sink: &'s mut Sink,
    /// The nearest known key to each unknown one, by the sort of object.
    guesses: HashMap<(&'static str, String), Option<&'static str>>,
}

impl Keys<'_> {
    /// Looks at the keys of an object and of the objects in its lists; `owner` names it and gives its address.
    fn object(&mut self, known: &Known, object: Node<'_>, owner: &dyn Fn() -> (String, String)) {
        for member in object.children() {
            let Some(key) = member.key() else { continue };
            if !known.keys.contains(&key.as_ref()) {
                self.unknown(known, member, &key, owner);
                continue;
            }
            let entries = match member.kind() {
                NodeKind::Array => known.fields.iter().find(|field| field.key == key),
                _ => None,
            };
            let Some(entries) = entries.and_then(|field| Known::entries(field.shape)) else { continue };
            for entry in member.children().filter(|entry| entry.kind() == NodeKind::Object) {
                for member in entry.children() {
                    let Some(key) = member.key() else { continue };
                    if !entries.keys.contains(&key.as_ref()) {
                        self.unknown(&entries, member, &key, owner);
                    }
                }
            }
        }
    }

    fn unknown(&mut self, known: &Known, member: Node<'_>, key: &str, owner: &dyn Fn() -> (String, String)) {
        let sort_and_key = (known.sort, key.to_owned());
        let guess = *self.guesses.entry(sort_and_key).or_insert_with(|| guess(key, &known.keys));
        let Some(guess) = guess else { return };
        let Some(span) = member.key_span() else { return };
        let (name, address) = owner();
        let message = format!("`{}` in {name} is no key that tracker knows", shown(key));
        let finding = self.sink.at(span, message).about(address);
        self.sink
            .push(finding.hint(format!("did you mean `{guess}`? a field of your own belongs into `extra`")));
    }
}

/// The known key that a key was most likely meant to be.
fn guess(key: &str, known: &[&'static str]) -> Option<&'static str> {
    let near = text::nearest(key, known.iter().copied())?;
    // `completedBy` and `owner_name` are words of their own, not slips.
    let is_longer_word =
        key.strip_prefix(near).is_some_and(|rest| rest.starts_with(|c: char| !c.is_lowercase()));
    (!is_longer_word).then_some(near)
}
