//! Markdown as GitHub reads it: text that shows as it was typed, aligned tables, code, and a last pass.

mod escape;
mod fence;
mod prose;

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write};

pub(super) use escape::escape;
pub(super) use fence::Fence;
pub(super) use prose::prose;

use super::Place;
use super::table::Table;
use crate::text::{Align, one_line, pad, visible_controls, visible_lines, width};

/// The columns up to which cells are padded. One very long title must not make every row as long as itself.
const WIDEST: usize = 120;

/// The narrowest delimiter that every reader of tables accepts.
const NARROWEST: usize = 3;

/// Escapes what a template prints.
pub(super) fn write_escaped(text: &str, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(escape(text, Place::Line).as_bytes())
}

/// A table whose columns line up in the source too, emoji counted as the two columns that they take.
pub(super) fn table(table: &Table) -> String {
    let headings: Vec<Cow<'_, str>> =
        table.columns.iter().map(|column| escape(&column.heading, Place::Cell)).collect();
    let widths: Vec<usize> = headings
        .iter()
        .enumerate()
        .map(|(index, heading)| {
            let cells = table.rows.iter().filter_map(|row| row.get(index));
            cells
                .map(|cell| width(&cell.text))
                .chain([width(heading), NARROWEST])
                .max()
                .unwrap_or_default()
                .min(WIDEST)
        })
        .collect();
    let line = |texts: &mut dyn Iterator<Item = &str>| {
        let mut line = String::from("|");
        for ((text, column), &width) in texts.zip(&table.columns).zip(&widths) {
            line.push(' ');
            line.push_str(&pad(text, width, column.align));
            line.push_str(" |");
        }
        line
    };
    let delimiters: Vec<String> = table
        .columns
        .iter()
        .zip(&widths)
        .map(|(column, &width)| match column.align {
            Align::Left => "-".repeat(width),
            Align::Right => format!("{}:", "-".repeat(width - 1)),
        })
        .collect();
    let mut lines =
        vec![line(&mut headings.iter().map(AsRef::as_ref)), line(&mut delimiters.iter().map(String::as_str))];
    lines.extend(table.rows.iter().map(|row| line(&mut row.iter().map(|cell| cell.text.as_str()))));
    lines.join("\n")
}

/// A name in a people field. `@name` and `@org/team` notify; anything else is plain text.
pub(super) fn person(name: &str, place: Place) -> String {
    let name = name.trim();
    if is_mention(name) { name.to_owned() } else { escape(name, place).into_owned() }
}

fn is_mention(name: &str) -> bool {
    let is_part = |part: &str| {
        let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
        part.split(['-', '_', '.']).all(is_word)
    };
    name.strip_prefix('@').is_some_and(|name| match name.split_once('/') {
        Some((organisation, team)) => is_part(organisation) && is_part(team),
        None => is_part(name),
    })
}

/// Text in a code span.
pub(super) fn code(text: &str, place: Place) -> String {
    let text = one_line(text);
    let text = text.trim();
    if text.is_empty() {
        return String::new();
    }
    if escape::cannot_be_code(text, place) {
        return escape::escape_code(text, place);
    }
    let fence = "`".repeat(longest_run(text, '`') + 1);
    let blank = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    let text = match place {
        Place::Line => Cow::Borrowed(text),
        Place::Cell => Cow::Owned(text.replace('|', "\\|")),
    };
    format!("{fence}{blank}{text}{blank}{fence}")
}

/// Lines in a code block, under a fence that nothing inside can close.
pub(super) fn block(text: &str, language: &str) -> String {
    let text = visible_lines(text);
    let fence = "`".repeat(longest_run(&text, '`').max(2) + 1);
    let language: String =
        language.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '_')).collect();
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

/// A link, its text already escaped. Only web and mail addresses and relative paths can be linked to; with
/// any other, the text stands alone.
pub(super) fn link(text: &str, url: &str) -> String {
    let url = url.trim();
    let scheme =
        url.split(['/', '?', '#']).next().and_then(|start| start.split_once(':')).map(|(scheme, _)| scheme);
    let is_known = scheme.is_none_or(|scheme| {
        ["http", "https", "mailto"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
    });
    if url.is_empty() || !is_known {
        return text.to_owned();
    }
    let mut target = String::with_capacity(url.len());
    for character in url.chars() {
        let acts = character.is_whitespace()
            || crate::text::is_hidden(character)
            || matches!(
                character,
                '<' | '>' | '(' | ')' | '[' | ']' | '\\' | '|' | '`' | '"' | '*' | '_' | '~'
            );
        match character {
            // The dash of names is far too common to be encoded, and does nothing in a target.
            '_' => target.push('_'),
            '&' => target.push_str("&amp;"),
            _ if acts => percent_encode(character, &mut target),
            _ => target.push(character),
        }
    }
    format!("[{text}]({target})")
}

fn percent_encode(character: char, output: &mut String) {
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        // Writing to a `String` cannot fail.
        let _ = write!(output, "%{byte:02X}");
    }
}

fn longest_run(text: &str, wanted: char) -> usize {
    let (mut longest, mut run) = (0, 0);
    for character in text.chars() {
        run = if character == wanted { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    longest
}

/// The last pass: runs of blank lines outside code blocks become one, so that a section that is absent leaves
/// no gap; none at the beginning; one line feed at the end. Control characters are written out, whatever bytes a template
/// holds: markdown is read in a terminal too.
pub(super) fn finish(text: &str) -> String {
    let text = visible_controls(text);
    let mut finished = String::with_capacity(text.len());
    let mut fence: Option<Fence> = None;
    let mut blank_lines = 0;
    for line in text.split('\n') {
        let is_inside = fence.is_some();
        fence = match fence {
            Some(open) if open.is_closed_by(line) => None,
            Some(open) => Some(open),
            None => Fence::opened_by(line),
        };
        if line.trim().is_empty() {
            blank_lines += 1;
            continue;
        }
        let blanks = match (is_inside, finished.is_empty()) {
            (true, _) => blank_lines,
            (false, true) => 0,
            (false, false) => blank_lines.min(1),
        };
        finished.extend(std::iter::repeat_n('\n', blanks));
        blank_lines = 0;
        finished.push_str(line);
        finished.push('\n');
    }
    finished
}

#[cfg(test)]
mod tests;
