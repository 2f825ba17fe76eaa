//! What the plan says of itself, as the page of an item.

use super::{FieldRow, FieldText, Show, Shown, Stretch, fields, texts};
use crate::plan::facet::Facet;
use crate::plan::header::{Calendar, Header};
use crate::plan::value::text::PLAN_ID;
use crate::state::State;
use crate::view::SCHEMA_VERSION;

/// The page of the plan itself.
pub fn show_plan<'p>(state: &State<'p>) -> Show<'p> {
    let header = &state.plan.header;
    let mut rows = fields(Header::FIELDS, |key| header.facet(key));
    rows.extend(state.plan.calendar.iter().flat_map(calendar));
    Show {
        schema_version: SCHEMA_VERSION,
        kind: "show",
        one: "program",
        name: PLAN_ID.to_owned(),
        label: header.title.as_deref().unwrap_or("The plan").to_owned(),
        badge: None,
        why: Vec::new(),
        item: Shown::Plan(header),
        schedule: None,
        fields: rows,
        checklists: Vec::new(),
        texts: texts(Header::FIELDS, |key| header.facet(key)),
        waits: Vec::new(),
        frees: Vec::new(),
        upstream: Stretch::default(),
        downstream: Stretch::default(),
    }
}

/// The calendar's fields; their keys say whose they are.
fn calendar(calendar: &Calendar<'_>) -> Vec<FieldRow> {
    let keys = [
        ("calendar.workDays", "workDays"),
        ("calendar.hoursPerDay", "hoursPerDay"),
        ("calendar.holidays", "holidays"),
    ];
    let row = |(key, own): (&'static str, &str)| {
        let facet = calendar.facet(own).filter(|facet| !facet.is_absent())?;
        let value = match facet {
            Facet::List(entries) => FieldText::Several(entries.into_iter().map(Into::into).collect()),
            other => FieldText::One(other.shown().into_owned()),
        };
        Some(FieldRow { key, value })
    };
    keys.into_iter().filter_map(row).collect()
}
