//! One value of a view as a piece of a line: plain text, a badge, people, a percentage.

use std::borrow::Cow;

use tera::value::Key;
use tera::{TeraResult, Value};

use super::terminal::{self, Role};
use super::{Medium, Place, markdown, misuse};
use crate::text::{nearest, number, one_line, percent, short_dates, shorten, width};

/// A text escaped for its medium, and what it is.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) role: Option<Role>,
    /// Whether it is made of parts that belong together, and gives way in a narrow table after words.
    pub(super) is_solid: bool,
    /// What stands for it where the whole does not fit.
    pub(super) short: Option<String>,
}

impl Cell {
    /// A text that may be wrapped.
    pub(super) fn text(text: String, role: Option<Role>) -> Self {
        Self { text, role, is_solid: false, short: None }
    }
}

/// How a value is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Show {
    Text,
    People,
    Code,
    Date,
    Percent,
    Bar,
    Length,
    Span,
}

const SHOWS: [(&str, Show); 8] = [
    ("text", Show::Text),
    ("people", Show::People),
    ("code", Show::Code),
    ("date", Show::Date),
    ("percent", Show::Percent),
    ("bar", Show::Bar),
    ("length", Show::Length),
    ("span", Show::Span),
];

impl Show {
    /// The way of showing that a template names.
    pub(super) fn named(name: &str) -> TeraResult<Self> {
        let found = SHOWS.iter().find(|(known, _)| *known == name);
        found.map(|(_, show)| *show).ok_or_else(|| unknown("`as`", name, SHOWS.iter().map(|(name, _)| *name)))
    }
}

/// The role that a template names.
pub(super) fn role_named(name: &str) -> TeraResult<Role> {
    Role::find(name).ok_or_else(|| unknown("role", name, Role::names()))
}

fn unknown(what: &str, name: &str, known: impl Iterator<Item = &'static str>) -> tera::Error {
    let known: Vec<_> = known.collect();
    misuse(match nearest(name, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{name}`, did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`, there are {}", known.join(", ")),
    })
}

/// How the cells of a column are made.
pub(super) struct Look {
    pub(super) show: Show,
    /// What stands for nothing: else an empty list is `None`, and an absent value is left blank.
    pub(super) empty: Option<String>,
    /// The role of what has none of its own.
    pub(super) role: Option<Role>,
}

/// A value as a cell of a table.
pub(super) fn cell(value: &Value, look: &Look, medium: Medium) -> TeraResult<Cell> {
    let place = Place::Cell;
    let nothing = |otherwise: &str| {
        let text = medium.text(look.empty.as_deref().unwrap_or(otherwise), place).into_owned();
        Cell::text(text, look.role)
    };
    if value.is_none() || value.is_undefined() {
        return Ok(nothing(""));
    }
    if let Some(badge) = Badge::read(value) {
        return Ok(badge.cell(medium, place));
    }
    match look.show {
        Show::Span => return span(value, medium),
        Show::Length => return length(value, medium),
        _ => {}
    }
    let Some(entries) = value.as_array() else {
        let text = inline(value, look.show, medium, place)?;
        let short = match look.show {
            Show::Bar => Some(percent(percentage(value)?)),
            Show::Date => short_dates(&text),
            _ => None,
        };
        return Ok(Cell { text, role: look.role, is_solid: look.show == Show::Bar, short });
    };
    if entries.is_empty() {
        return Ok(nothing("None"));
    }
    let texts = entries.iter().take(MOST_ENTRIES).map(|entry| inline(entry, look.show, medium, place));
    let mut texts = texts.map(|text| text.map(|text| whole(text, medium))).collect::<TeraResult<Vec<_>>>()?;
    if entries.len() > MOST_ENTRIES {
        texts.push(format!("{} more", entries.len() - MOST_ENTRIES));
    }
    Ok(Cell::text(texts.join(", "), look.role))
}

/// Entries of a list that a cell names before it counts the rest.
const MOST_ENTRIES: usize = 50;

/// Columns up to which an entry of a list, such as `Phase 1`, is not broken.
const SHORT_ENTRY: usize = 12;

/// An entry of a list as a wrapped terminal line holds it.
fn whole(text: String, medium: Medium) -> String {
    match medium {
        Medium::Terminal { .. } if width(&text) <= SHORT_ENTRY => text.replace(' ', "\u{a0}"),
        _ => text,
    }
}

/// A stretch `{from, to, late, critical}` of a whole, in parts from 0 to 1. Only a terminal draws it.
fn span(value: &Value, medium: Medium) -> TeraResult<Cell> {
    let part = |name: &'static str| {
        let part = value.get_from_path(name).and_then(Value::as_f64);
        part.ok_or_else(|| misuse(format!("a `span` needs a number `{name}`")))
    };
    let critical = value.get_from_path("critical").is_some_and(Value::is_truthy);
    let text = match medium {
        Medium::Markdown { .. } => String::new(),
        Medium::Terminal { width, .. } => {
            terminal::span([part("from")?, part("to")?, part("late")?], critical, width)
        }
    };
    let role = if critical { Role::find("blocked") } else { Role::find("accent") };
    Ok(Cell { text, role, is_solid: true, short: None })
}

/// Columns of the longest bar where there is little room.
const NARROW_LENGTH: u16 = 10;

/// A part from 0 to 1 as a bar that is so long, for a histogram.
fn length(value: &Value, medium: Medium) -> TeraResult<Cell> {
    let part = value.as_f64().ok_or_else(|| misuse("a `length` must be a number"))?;
    let columns = match medium {
        Medium::Markdown { .. } => 20,
        Medium::Terminal { width, .. } => u16::try_from(width / 2).unwrap_or(u16::MAX).clamp(10, 60),
    };
    let short = Some(crate::text::length(part, NARROW_LENGTH));
    Ok(Cell { text: crate::text::length(part, columns), role: Role::find("accent"), is_solid: true, short })
}

/// A value as a piece of a line. A list is joined by commas.
pub(super) fn inline(value: &Value, show: Show, medium: Medium, place: Place) -> TeraResult<String> {
    if value.is_none() || value.is_undefined() {
        return Ok(String::new());
    }
    if let Some(badge) = Badge::read(value) {
        return Ok(badge.cell(medium, place).text);
    }
    if let Some(entries) = value.as_array() {
        // One level: a list in a list is shown as its text.
        let texts = entries.iter().map(|entry| match entry.as_array() {
            Some(_) => Ok(medium.text(&entry.to_string(), place).into_owned()),
            None => inline(entry, show, medium, place),
        });
        return Ok(texts.collect::<TeraResult<Vec<_>>>()?.join(", "));
    }
    Ok(match (show, medium) {
        (Show::Percent, _) | (Show::Bar, Medium::Markdown { .. }) => percent(percentage(value)?),
        (Show::Bar, Medium::Terminal { .. }) => terminal::labelled_bar(percentage(value)?, None),
        (Show::Code, Medium::Markdown { .. }) => markdown::code(&plain(value), place),
        (Show::People, Medium::Markdown { mentions: true }) => markdown::person(&plain(value), place),
        (Show::Span | Show::Length, _) => String::new(),
        _ if value.is_safe() && value.is_string() => plain(value).into_owned(),
        _ => medium.text(&plain(value), place).into_owned(),
    })
}

/// A number for `percent` and `bar`.
pub(super) fn percentage(value: &Value) -> TeraResult<f64> {
    value.as_f64().ok_or_else(|| {
        misuse(format!("a percentage must be a number, not `{}`", shorten(&value.to_string(), 40)))
    })
}

/// A single value as text, numbers without digits that say nothing.
pub(super) fn plain(value: &Value) -> Cow<'_, str> {
    match (value.as_str(), value.is_f64()) {
        (Some(text), _) => Cow::Borrowed(text),
        (None, true) => Cow::Owned(value.as_f64().map(number).unwrap_or_default()),
        (None, false) => Cow::Owned(value.to_string()),
    }
}

/// A status as a view gives it: `{text, mark, label, role}`.
pub(super) struct Badge<'v> {
    text: &'v str,
    mark: &'v str,
    label: &'v str,
    role: &'v str,
}

impl<'v> Badge<'v> {
    /// The badge that a value is, if it is one.
    pub(super) fn read(value: &'v Value) -> Option<Self> {
        let members = value.as_map()?;
        let member = |key| members.get(&Key::Str(key)).and_then(Value::as_str);
        Some(Self {
            text: member("text")?,
            mark: member("mark")?,
            label: member("label")?,
            role: member("role")?,
        })
    }

    /// Markdown shows the text with its emoji, a terminal the mark and label in the role's style.
    pub(super) fn cell(&self, medium: Medium, place: Place) -> Cell {
        let text = match medium {
            Medium::Markdown { .. } => markdown::escape(self.text, place),
            Medium::Terminal { .. } if self.mark.is_empty() => medium.text(self.label, place),
            Medium::Terminal { .. } => {
                // Neither a mark nor half a label must stand alone in a wrapped line.
                let label = one_line(self.label);
                let label = if place == Place::Cell { label } else { label.replace(' ', "\u{a0}").into() };
                Cow::Owned(format!("{}\u{a0}{label}", one_line(self.mark)))
            }
        };
        let text = text.into_owned();
        Cell { text, role: Role::find(self.role), is_solid: true, short: None }
    }
}
