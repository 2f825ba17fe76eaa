//! Rows of a kind: which, in what order, with which columns.

use std::borrow::Cow;

use serde::Serialize;

use super::badge::Badge;
use super::column::Column;
use super::item::ItemView;
use super::query::{Condition, check_key, facet};
use super::{SCHEMA_VERSION, reference};
use crate::diagnostic::Failure;
use crate::plan::facet::Facet;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::shape::Shape;
use crate::state::State;
use crate::text;

/// What a list shows.
#[derive(Debug, Clone)]
pub struct Query {
    /// The kind.
    pub kind: Kind,
    /// Conditions that all hold.
    pub conditions: Vec<Condition>,
    /// The field to sort by, and whether from last to first.
    pub sort: Option<(String, bool)>,
    /// The fields to show; the kind's usual ones when empty.
    pub columns: Vec<String>,
    /// How many rows at most.
    pub limit: Option<usize>,
}

/// A list as JSON.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct List<'p> {
    schema_version: u32,
    kind: &'static str,
    /// The key of the kind that is listed.
    of: &'static str,
    /// The items.
    items: Vec<ItemView<'p>>,
}

/// A list as a table.
#[derive(Debug, Serialize)]
pub struct Table<'p> {
    /// Its columns.
    columns: Vec<Column>,
    /// Its rows: a cell for each column.
    rows: Vec<Vec<Cell<'p>>>,
}

/// A cell of a list.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Cell<'p> {
    Badge(Badge),
    Text(Cow<'p, str>),
    List(Vec<Cow<'p, str>>),
}

/// The items that a query finds, in its order.
pub fn find(state: &State<'_>, query: &Query) -> Result<Vec<At>, Failure> {
    let conditions: Vec<Condition> = query
        .conditions
        .iter()
        .cloned()
        .map(|condition| condition.resolve(state, query.kind))
        .collect::<Result<_, _>>()?;
    let all = (0..state.plan.items.count(query.kind)).map(|place| At::new(query.kind, place));
    let mut found: Vec<At> =
        all.filter(|at| conditions.iter().all(|condition| condition.holds(state, *at))).collect();
    if let Some((key, descending)) = &query.sort {
        check_key(query.kind, key)?;
        let mut keyed: Vec<(Facet<'_>, At)> = found.iter().map(|at| (facet(state, *at, key), *at)).collect();
        keyed.sort_by(|(one, _), (other, _)| {
            let order = one.compare(other);
            let absent = one.is_absent() || other.is_absent();
            if *descending && !absent { order.reverse() } else { order }
        });
        found = keyed.into_iter().map(|(_, at)| at).collect();
    }
    found.truncate(query.limit.unwrap_or(usize::MAX));
    Ok(found)
}

/// The items of a list as JSON.
pub fn json<'p>(state: &State<'p>, kind: Kind, items: &[At]) -> List<'p> {
    List {
        schema_version: SCHEMA_VERSION,
        kind: "list",
        of: kind.description().key,
        items: items.iter().filter_map(|at| ItemView::new(state, *at)).collect(),
    }
}

/// The items of a list as a table.
pub fn table<'p>(state: &State<'p>, query: &Query, items: &[At]) -> Result<Table<'p>, Failure> {
    for key in &query.columns {
        check_key(query.kind, key)?;
    }
    let keys = if query.columns.is_empty() {
        usual_columns(state, query.kind, items)
    } else {
        query.columns.clone()
    };
    let columns = keys.iter().enumerate().map(|(place, key)| column(query.kind, place, key)).collect();
    let rows = items.iter().map(|at| keys.iter().map(|key| cell(state, *at, key)).collect()).collect();
    Ok(Table { columns, rows })
}

/// The columns that a list of a kind has unless others are asked for: the ones that some item fills.
fn usual_columns(state: &State<'_>, kind: Kind, items: &[At]) -> Vec<String> {
    let candidates: &[&str] = match kind {
        Kind::Batch => &["id", "name", "priority", "status", "progress", "targetDate", "waitsFor"],
        Kind::Issue => &["id", "title", "owner", "status", "waitsFor"],
        Kind::Member => &["id", "name", "role", "capacity", "backup"],
        Kind::Message => &["id", "time", "from", "to", "subject", "type"],
        Kind::Link => &["id", "title", "url", "group"],
        Kind::Section => &["id", "title", "reports", "before"],
        _ => &["id", "date", "title", "week", "owner", "severity", "probability", "impact", "status", "due"],
    };
    let wanted = |key: &&&str| {
        let always = matches!(**key, "id" | "title" | "name" | "subject" | "status");
        let known = check_key(kind, key).is_ok();
        known && (always || items.iter().any(|at| !facet(state, *at, key).is_absent()))
    };
    candidates.iter().filter(wanted).map(|key| (*key).to_owned()).collect()
}

fn column(kind: Kind, place: usize, key: &str) -> Column {
    let shape = kind.description().field(key).map(|field| field.shape);
    let is_figure = matches!(shape, Some(Shape::Percent | Shape::Count | Shape::Hours | Shape::Duration));
    Column {
        heading: heading(key),
        value: place.to_string(),
        align: if is_figure { "right" } else { "left" },
        show: if matches!(shape, Some(Shape::Person | Shape::People)) { "people" } else { "text" },
        empty: "",
    }
}

/// `targetDate` as a heading: `Target date`.
fn heading(key: &str) -> String {
    let mut words = String::new();
    for (place, c) in key.replace('.', " ").chars().enumerate() {
        if place == 0 {
            words.extend(c.to_uppercase());
        } else if c.is_uppercase() {
            words.push(' ');
            words.extend(c.to_lowercase());
        } else {
            words.push(c);
        }
    }
    words
}

fn cell<'p>(state: &State<'p>, at: At, key: &str) -> Cell<'p> {
    if let ("status", Some(badge)) = (key, reference::badge(state, at)) {
        return Cell::Badge(badge);
    }
    match (key, facet(state, at, key)) {
        ("id", Facet::Absent) => Cell::Text(reference::address(state, at).into()),
        ("progress", Facet::Number(number)) => Cell::Text(text::percent(number).into()),
        (_, Facet::Text(text) | Facet::Figure(_, text) | Facet::Choice(_, text) | Facet::Date(_, text)) => {
            Cell::Text(text)
        }
        (_, Facet::List(entries)) => Cell::List(entries),
        (_, other) => Cell::Text(other.shown().into_owned().into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_is_the_key_in_words() {
        assert_eq!(
            [heading("id"), heading("targetDate"), heading("waitsFor")],
            ["Id", "Target date", "Waits for"]
        );
    }
}
