//! Tables with aligned columns that fit the terminal.
//!
//! Columns stand two blanks apart under a bold heading and a thin rule; an optional one without any content is left out. What is too
//! wide for the terminal is taken from bars, which leave their number, from dates, which lose the year when it is the
//! same for all, from headings, which are wrapped, and from the widest columns, whose cells are then wrapped at words;
//! further lines of the first column are indented, so that one sees where a row begins. Before words are broken, a
//! drawing is left out.

use super::{Role, paint};
use std::collections::HashSet;

use crate::render::cell::{Cell, Show};
use crate::render::table::{Column, Table};
use crate::text::{Align, pad, width, wrap, years};

const GUTTER: &str = "  ";

/// Below this no column is made narrower, even if the table then stands out.
const NARROWEST: usize = 3;

/// Words longer than this may be broken before the table stands out.
const LONG_WORD: usize = 20;

const HANGING: usize = 2;

/// The table in at most `columns` columns, as far as that is possible.
pub(in crate::render) fn table(mut table: Table, columns: usize, styled: bool) -> String {
    table.remove_columns(|column, holds_anything| column.optional && !holds_anything);
    if total(&table, |need| need.natural) > columns {
        keep_different_years(&mut table);
        for cell in table.rows.iter_mut().flatten() {
            if let Some(short) = cell.short.take() {
                cell.text = short;
            }
        }
    }
    if total(&table, |need| need.word) > columns {
        table.remove_columns(|column, _| column.look.show == Show::Span);
    }
    let widths = fit(&needs(&table), columns.saturating_sub(gutters(&table)));
    let heading: Vec<Cell> =
        table.columns.iter().map(|column| Cell::text(column.heading.clone(), Some(Role::HEADING))).collect();
    let rule: Vec<Cell> =
        widths.iter().map(|&width| Cell::text("─".repeat(width), Some(Role::MUTED))).collect();
    let mut lines = Vec::new();
    for cells in [&heading, &rule].into_iter().chain(&table.rows) {
        push_row(&mut lines, cells, &table.columns, &widths, styled);
    }
    lines.join("\n")
}

/// Without its year a date is clear only where all are of one.
fn keep_different_years(table: &mut Table) {
    let dated: Vec<bool> = table.columns.iter().map(|column| column.look.show == Show::Date).collect();
    let cells = table.rows.iter_mut().flat_map(|row| row.iter_mut().zip(&dated));
    let cells: Vec<&mut Cell> = cells.filter_map(|(cell, dated)| dated.then_some(cell)).collect();
    let years: HashSet<i32> = cells.iter().flat_map(|cell| years(&cell.text)).collect();
    if years.len() > 1 {
        for cell in cells {
            cell.short = None;
        }
    }
}

/// The columns between the columns.
fn gutters(table: &Table) -> usize {
    GUTTER.len() * table.columns.len().saturating_sub(1)
}

/// The columns that the whole table needs.
fn total(table: &Table, need: impl Fn(&Need) -> usize) -> usize {
    needs(table).iter().map(need).sum::<usize>() + gutters(table)
}

fn push_row(lines: &mut Vec<String>, cells: &[Cell], columns: &[Column], widths: &[usize], styled: bool) {
    let wrapped: Vec<Vec<String>> = cells
        .iter()
        .zip(widths)
        .enumerate()
        .map(|(index, (cell, &width))| cell_lines(&cell.text, width, index == 0))
        .collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or_default();
    for line in 0..height {
        let mut row = String::new();
        for (index, (cell, column)) in cells.iter().zip(columns).enumerate() {
            let text = wrapped.get(index).and_then(|lines| lines.get(line)).map_or("", String::as_str);
            // Once lines are broken, a blank is a blank.
            let text = &text.replace('\u{a0}', " ");
            let columns = widths.get(index).copied().unwrap_or_default();
            // Blanks stay unpainted: a style must not reach beyond the text.
            let blanks = " ".repeat(columns.saturating_sub(width(text)));
            let text = match cell.role {
                Some(role) if !text.is_empty() => paint(text, role, styled),
                _ => text.to_owned(),
            };
            if index > 0 {
                row.push_str(GUTTER);
            }
            match column.align {
                Align::Left => row.extend([text, blanks]),
                Align::Right => row.extend([blanks, text]),
            }
        }
        lines.push(row.trim_end().to_owned());
    }
}

fn cell_lines(text: &str, columns: usize, is_first: bool) -> Vec<String> {
    if !is_first || width(text) <= columns || columns <= HANGING + NARROWEST {
        return wrap(text, columns);
    }
    let mut lines = wrap(text, columns - HANGING);
    for line in lines.iter_mut().skip(1) {
        *line = pad("", HANGING, Align::Left) + line;
    }
    lines
}

/// The width of each column: as wide as its widest cell, less what the terminal does not have.
fn fit(needs: &[Need], room: usize) -> Vec<usize> {
    // No column is wider than all there is, so that shrinking ends soon.
    let mut widths: Vec<usize> = needs.iter().map(|need| need.natural.min(room).max(1)).collect();
    shrink(&mut widths, needs.iter().map(|need| need.content), room);
    shrink(&mut widths, needs.iter().map(|need| need.solid), room);
    shrink(&mut widths, needs.iter().map(|need| need.word), room);
    shrink(&mut widths, needs.iter().map(|_| NARROWEST), room);
    widths
}

fn needs(table: &Table) -> Vec<Need> {
    (0..table.columns.len()).filter_map(|index| Need::of(table, index)).collect()
}

/// What a column needs, from most to least: for its heading and whole cells, for these under a wrapped heading, for those
/// that should not be wrapped, for words.
struct Need {
    natural: usize,
    content: usize,
    solid: usize,
    word: usize,
}

impl Need {
    fn of(table: &Table, index: usize) -> Option<Self> {
        let column = table.columns.get(index)?;
        let mut need = Self {
            natural: width(&column.heading),
            content: 0,
            solid: 0,
            word: longest_word(&column.heading),
        };
        for cell in table.rows.iter().filter_map(|row| row.get(index)) {
            let columns = width(&cell.text);
            need.natural = need.natural.max(columns);
            need.content = need.content.max(columns);
            need.word = need.word.max(longest_word(&cell.text));
            if cell.is_solid {
                need.solid = need.solid.max(columns);
            }
        }
        let hanging = if index == 0 { HANGING } else { 0 };
        need.word = (need.word + hanging).max(column.min).min(need.natural);
        need.content = need.content.max(need.word);
        need.solid = if column.shrink { need.solid.max(need.word) } else { need.content };
        Some(need)
    }
}

fn longest_word(text: &str) -> usize {
    text.split(' ').map(width).max().unwrap_or_default().min(LONG_WORD)
}

/// Takes one column after the other from the widest, down to each one's least width.
fn shrink(widths: &mut [usize], least: impl Iterator<Item = usize>, room: usize) {
    let least: Vec<usize> = least.collect();
    while widths.iter().sum::<usize>() > room {
        let widest = widths.iter_mut().zip(&least).filter(|(width, least)| **width > **least);
        match widest.max_by_key(|(width, _)| **width) {
            Some((width, _)) => *width -= 1,
            None => return,
        }
    }
}
