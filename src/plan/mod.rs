//! The plan as types: a read-only view of its text.
//!
//! What the types do not know stays in the text and is never lost, since the text is never written from them.
//! This room reads and names; what follows from a plan is for the rooms above it, and so is changing its text.
//!
//! - [`shape`], `record`, [`kind`]: what there is in a plan, each kind in one file
//! - [`value`], [`choice`], [`metric`], [`header`]: the forms that values take
//! - [`read`]: reading them, collecting every problem
//! - [`index`], [`label`]: finding an item by its id, and what to call it
//! - [`people`]: who is who

mod calendar;
pub mod choice;
pub mod facet;
pub mod header;
pub mod index;
pub mod kind;
pub mod label;
pub mod metric;
pub mod people;
pub mod read;
mod record;
pub mod shape;
pub mod value;

use header::{Calendar, DEFAULT_HOURS_PER_DAY, Header, ReportEntry};
use kind::{Item, Items, Kind};
use metric::Metric;
use read::Reader;
use value::date::Date;
use value::hours::Duration;

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{Document, Node, NodeKind};

/// The version of the plan format that this program reads.
pub const SCHEMA_VERSION: u64 = 1;

/// A program of work.
#[derive(Debug)]
pub struct Plan<'a> {
    /// What it says of itself.
    pub header: Header<'a>,
    /// When work is done, when the plan says so.
    pub calendar: Option<Calendar<'a>>,
    /// The numbers that it watches.
    pub metrics: Vec<Metric<'a>>,
    /// The reports that it keeps in step.
    pub reports: Vec<ReportEntry<'a>>,
    /// Its batches, issues and all other kinds.
    pub items: Items<'a>,
    /// What is wrong with its values.
    pub problems: Vec<Diagnostic>,
    /// The object that it is.
    pub root: Node<'a>,
}

impl<'a> Plan<'a> {
    /// Reads a plan, collecting every problem of its values.
    ///
    /// # Errors
    /// When the text is no object, a kind is no array, or the format's version is a later one: then there is
    /// nothing that a command could work with. What else is wrong with values is told too, in the order of the text, so
    /// that all can be mended at once; it is never nothing.
    pub fn read(document: &'a Document) -> Result<Self, Vec<Diagnostic>> {
        let root = document.root();
        if root.kind() != NodeKind::Object {
            let message = "the plan must be one JSON object";
            return Err(vec![
                Diagnostic::new("wrong-type", Severity::Error, root.span(), message)
                    .hint("begin with `{`; `tracker init` writes a starter plan"),
            ]);
        }
        check_version(root).map_err(|problem| vec![problem])?;
        let mut reader = Reader::new(hours_per_day(root));
        reader.top_level();
        let mut plan = Self {
            header: Header::read(root, 0, &mut reader),
            calendar: None,
            metrics: Vec::new(),
            reports: Vec::new(),
            items: Items::default(),
            problems: Vec::new(),
            root,
        };
        let mut is_usable = true;
        for member in root.children().filter(|member| !member.is_null()) {
            let Some(key) = member.key() else { continue };
            match key.as_ref() {
                "calendar" => plan.read_calendar(member, &mut reader),
                "metrics" => plan.read_metrics(member, &mut reader),
                "reports" => plan.read_reports(member, &mut reader),
                key => {
                    if let Some(kind) = Kind::of_key(key) {
                        is_usable &= plan.read_kind(kind, member, &mut reader);
                    }
                }
            }
        }
        plan.problems = reader.into_problems();
        if is_usable {
            return Ok(plan);
        }
        let mut errors = plan.problems;
        errors.retain(|problem| problem.severity == Severity::Error);
        errors.sort_by_key(|problem| problem.span.start);
        Err(errors)
    }

    fn read_calendar(&mut self, node: Node<'a>, reader: &mut Reader<'a>) {
        reader.top_level();
        self.calendar = reader.object(node, "calendar").map(|node| Calendar::read(node, 0, reader));
    }

    fn read_metrics(&mut self, node: Node<'a>, reader: &mut Reader<'a>) {
        reader.top_level();
        if let Some(node) = reader.object(node, "metrics") {
            let members = node.children().filter(|member| !member.is_null()).enumerate();
            self.metrics =
                members.filter_map(|(index, member)| Metric::read(member, index + 1, reader)).collect();
        }
    }

    fn read_reports(&mut self, node: Node<'a>, reader: &mut Reader<'a>) {
        reader.top_level();
        reader.field("reports");
        if node.kind() != NodeKind::Array {
            reader.wrong_type(node, "an array");
            return;
        }
        for (index, entry) in node.children().enumerate().filter(|(_, entry)| !entry.is_null()) {
            reader.item("reports", index + 1, None);
            if let Some(entry) = reader.element(entry, "reports", index + 1) {
                self.reports.push(ReportEntry::read(entry, index + 1, reader));
            }
        }
    }

    /// Reads the items of a kind. Says whether there could be any: nothing works with a plan in which a kind is no array.
    fn read_kind(&mut self, kind: Kind, node: Node<'a>, reader: &mut Reader<'a>) -> bool {
        let key = kind.description().key;
        if node.kind() != NodeKind::Array {
            reader.top_level();
            reader.no_list(node, key);
            return false;
        }
        self.items.reserve(kind, node.len());
        for (index, element) in node.children().enumerate() {
            if element.kind() == NodeKind::Object {
                self.items.push(kind, element, index + 1, reader);
            } else if !element.is_null() {
                reader.item(key, index + 1, None);
                reader.element(element, key, index + 1);
            }
        }
        true
    }

    /// The first day of Week 1.
    pub fn start(&self) -> Option<Date> {
        self.header.start_date
    }

    /// Hours of a working day.
    pub fn hours_per_day(&self) -> f64 {
        hours_per_day(self.root)
    }

    /// An item by its kind and its place in the list, from 0.
    pub fn item(&self, at: index::At) -> Option<Item<'_, 'a>> {
        self.items.get(at.kind, at.index())
    }

    /// Whether two names are of the same person: spelt alike but for `@` and case, or id and name of a team member.
    pub fn same_person(&self, one: &str, other: &str) -> bool {
        use value::people::same;
        let is_member = |name: &str, member: &kind::Member<'_>| {
            let names = [member.id.as_deref(), member.name.as_deref()];
            names.into_iter().flatten().any(|known| same(known, name))
        };
        same(one, other)
            || self.items.team.iter().any(|member| is_member(one, member) && is_member(other, member))
    }

    /// Whether `batches` is the only kind that the plan has.
    pub fn has_only_batches(&self) -> bool {
        Kind::ALL.iter().all(|kind| (self.items.count(*kind) > 0) == (*kind == Kind::Batch))
    }
}

impl Kind {
    /// The kind whose items stand under a top-level key.
    pub fn of_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|kind| kind.description().key == key)
    }
}

fn check_version(root: Node<'_>) -> Result<(), Diagnostic> {
    let Some(version) = root.get("schemaVersion").filter(|version| !version.is_null()) else { return Ok(()) };
    #[expect(clippy::cast_precision_loss, reason = "a small number")]
    let known = version.as_f64().is_none_or(|number| number <= SCHEMA_VERSION as f64);
    if known {
        return Ok(());
    }
    let message =
        format!("the plan is of format {}, and this tracker reads format {SCHEMA_VERSION}", version.raw());
    Err(Diagnostic::new("schema-version", Severity::Error, version.span(), message)
        .hint("use a newer tracker for this plan"))
}

/// Hours of a working day, looked up before anything is read: `2d` in an estimate depends on it.
fn hours_per_day(root: Node<'_>) -> f64 {
    let hours = root.get("calendar").and_then(|calendar| calendar.get("hoursPerDay")).and_then(Node::as_f64);
    hours.filter(|hours| Duration::is_allowed(*hours)).unwrap_or(DEFAULT_HOURS_PER_DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_plan_that_nothing_works_with_is_told_at_once() {
        let plan = r#"{"issues": "x", "batches": 5, "links": [{"title": 1}], "title": 2, "blockers": {}}"#;
        let document = Document::parse(plan.into()).unwrap();
        let problems = Plan::read(&document).unwrap_err();
        let about: Vec<_> = problems.iter().map(|problem| (problem.id.as_deref(), problem.field)).collect();
        let of_plan = |field| (Some("plan"), Some(field));
        assert_eq!(
            about,
            [
                of_plan("issues"),
                of_plan("batches"),
                (Some("links.1"), Some("title")),
                of_plan("title"),
                of_plan("blockers")
            ]
        );
    }

    #[test]
    fn a_bad_calendar_or_table_of_metrics_is_the_plans_own_wherever_it_stands() {
        let plan =
            r#"{"issues": [{"id": "A"}], "calendar": {"hoursPerDay": -1}, "links": [{}], "metrics": 5}"#;
        let document = Document::parse(plan.into()).unwrap();
        let problems = Plan::read(&document).unwrap().problems;
        let about: Vec<_> = problems.iter().map(|problem| (problem.id.as_deref(), problem.field)).collect();
        assert_eq!(about, [(Some("plan"), Some("hoursPerDay")), (Some("plan"), Some("metrics"))]);
    }
}
