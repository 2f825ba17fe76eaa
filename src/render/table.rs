//! The table that a template asks for: columns as it names them, rows out of the view.

use tera::{Kwargs, Map, TeraResult, Value};

use super::cell::{Cell, Show, role_named};
use super::{Medium, cell, markdown, misuse, terminal};
use crate::text::{Align, nearest, one_line};

/// One column of a table.
pub(super) struct Column {
    /// Its heading, not yet escaped for markdown.
    pub(super) heading: String,
    /// The member of a row that it shows, with dots.
    value: String,
    /// The member of a row that its text links to.
    link: Option<String>,
    /// At which side its texts stand.
    pub(super) align: Align,
    /// How its cells are made.
    pub(super) look: cell::Look,
    /// Whether it gives way in a narrow terminal before words must be broken.
    pub(super) shrink: bool,
    /// Whether a terminal leaves it out when none of its cells holds anything.
    pub(super) optional: bool,
    /// The columns that it keeps in a narrow terminal as long as the others have words to give.
    pub(super) min: usize,
}

/// A table, its cells escaped for the medium.
pub(super) struct Table {
    pub(super) columns: Vec<Column>,
    pub(super) rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Leaves out the columns of which this holds, by what they are and whether a row of them holds anything.
    pub(super) fn remove_columns(&mut self, is_removed: impl Fn(&Column, bool) -> bool) {
        for index in (0..self.columns.len()).rev() {
            let is_filled = |row: &Vec<Cell>| row.get(index).is_some_and(|cell| !cell.text.is_empty());
            let holds_anything = self.rows.iter().any(is_filled);
            if self.columns.get(index).is_some_and(|column| is_removed(column, holds_anything)) {
                self.columns.remove(index);
                for row in self.rows.iter_mut().filter(|row| row.len() > index) {
                    row.remove(index);
                }
            }
        }
    }
}

/// `rows | table(columns=[{heading: "Batch", value: "label"}, …])`.
pub(super) fn filter(rows: &Value, arguments: &Kwargs, medium: Medium) -> TeraResult<Value> {
    let rows = rows.as_array().ok_or_else(|| misuse("`table` needs an array of rows"))?;
    let columns: &[Value] = arguments.must_get("columns")?;
    let columns = columns.iter().map(Column::read).collect::<TeraResult<Vec<_>>>()?;
    if columns.is_empty() {
        return Err(misuse("`table` needs at least one column"));
    }
    let rows = rows
        .iter()
        .map(|row| columns.iter().map(|column| column.cell(row, medium)).collect())
        .collect::<TeraResult<_>>()?;
    let table = Table { columns, rows };
    Ok(Value::safe_string(&match medium {
        Medium::Markdown { .. } => markdown::table(&table),
        Medium::Terminal { width, styled } => terminal::table(table, width, styled),
    }))
}

const OPTIONS: [&str; 10] =
    ["heading", "value", "align", "as", "empty", "link", "min", "optional", "role", "shrink"];

impl Column {
    fn read(column: &Value) -> TeraResult<Self> {
        let options = column.as_map().ok_or_else(|| misuse("a column of `table` must be a map"))?;
        for key in options.keys().filter_map(|key| key.as_str()) {
            if !OPTIONS.contains(&key) {
                let near = nearest(key, OPTIONS).map(|near| format!(", did you mean `{near}`?"));
                let near = near.unwrap_or_default();
                return Err(misuse(format!("a column of `table` has no option `{key}`{near}")));
            }
        }
        let align = match text(options, "align")? {
            None | Some("left") => Align::Left,
            Some("right") => Align::Right,
            Some(other) => return Err(misuse(format!("`align` is `left` or `right`, not `{other}`"))),
        };
        let required = |key| {
            let value = text(options, key)?;
            value.ok_or_else(|| misuse(format!("a column of `table` needs a `{key}`")))
        };
        Ok(Self {
            heading: one_line(required("heading")?).into_owned(),
            value: required("value")?.to_owned(),
            link: text(options, "link")?.map(str::to_owned),
            align,
            look: cell::Look {
                show: text(options, "as")?.map_or(Ok(Show::Text), Show::named)?,
                empty: text(options, "empty")?.map(str::to_owned),
                role: text(options, "role")?.map(role_named).transpose()?,
            },
            shrink: option(options, "shrink").is_none_or(Value::is_truthy),
            optional: option(options, "optional").is_some_and(Value::is_truthy),
            min: option(options, "min").and_then(Value::as_u64).map_or(1, |min| min.min(1000) as usize),
        })
    }

    /// A column with nothing asked for.
    #[cfg(test)]
    pub(super) fn new(heading: &str, look: cell::Look) -> Self {
        let (heading, value) = (heading.to_owned(), String::new());
        Self { heading, value, link: None, align: Align::Left, look, shrink: true, optional: false, min: 1 }
    }

    fn cell(&self, row: &Value, medium: Medium) -> TeraResult<Cell> {
        let cell = cell::cell(member(row, &self.value)?, &self.look, medium)?;
        let link = self.link.as_ref().and_then(|link| row.get_from_path(link)).and_then(Value::as_str);
        Ok(match (medium, link) {
            (Medium::Markdown { .. }, Some(url)) if !cell.text.is_empty() => {
                Cell { text: markdown::link(&cell.text, url), ..cell }
            }
            _ => cell,
        })
    }
}

/// The member of a row that a path with dots leads to. What leads through nothing is nothing; a member that is not there
/// is a fault of the template.
fn member<'v>(row: &'v Value, path: &'v str) -> TeraResult<&'v Value> {
    let mut value = row;
    for name in path.split('.').take_while(|_| !value.is_none()) {
        let Some(found) = value.get_from_path(name) else {
            let names = value.as_map().into_iter().flat_map(|map| map.keys()).filter_map(|key| key.as_str());
            let near = nearest(name, names).map(|near| format!(", did you mean `{near}`?"));
            return Err(misuse(format!(
                "a row of `table` has no member `{path}`{}",
                near.unwrap_or_default()
            )));
        };
        value = found;
    }
    Ok(value)
}

fn option<'m>(options: &'m Map, key: &'static str) -> Option<&'m Value> {
    options.get(&tera::value::Key::Str(key)).filter(|value| !value.is_none())
}

fn text<'m>(options: &'m Map, key: &'static str) -> TeraResult<Option<&'m str>> {
    option(options, key)
        .map(|value| value.as_str().ok_or_else(|| misuse(format!("`{key}` of a column must be a text"))))
        .transpose()
}
