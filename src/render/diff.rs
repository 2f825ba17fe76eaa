//! What differs between two texts, as `git diff` shows it.
//!
//! It is for people: control characters are written out, so that a file cannot reach into the terminal, but for line
//! ends where a program is to apply it; very long lines and very long differences are cut, with a count of the rest;
//! and it ends quickly for files of any size, at the price of a difference that is not always the shortest.

use std::ops::Range;

use anstyle::{AnsiColor, Style};
use similar::udiff::UnifiedHunkHeader;
use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use crate::text;

/// Unchanged lines around a change.
const CONTEXT: usize = 3;
/// Lines of a difference that are shown; the rest is counted.
const MOST_LINES: usize = 2_000;
/// When both texts together have more lines than this between the first and the last change, these are not compared
/// with each other. Below, two files of 10 MB take well under a second; lines shuffled to do harm, some seconds.
const MOST_COMPARED: usize = 1_000_000;
/// Lines of more bytes are cut.
const LONG_LINE: usize = 1_000;
/// Bytes that are shown of each end of a change in a long line.
const LONG_PART: usize = 200;
/// Unchanged bytes that are shown around a change in a long line.
const LONG_CONTEXT: usize = 60;

/// Who reads a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reader {
    /// A person.
    Person {
        /// Whether colours say again what the signs say.
        styled: bool,
    },
    /// A program such as `git apply`.
    Program,
}

/// The difference between two texts as a unified diff, empty when there is none.
///
/// Tabs stay, other characters that act or hide are written out. A carriage return at the end of a line stays for a
/// program; for a person it is written out, unless all lines of both texts have one.
pub fn unified(old: &str, new: &str, old_name: &str, new_name: &str, reader: Reader) -> String {
    if old == new {
        return String::new();
    }
    let mut page = Page { text: String::new(), reader, room: MOST_LINES, cut: Cut::default() };
    page.line(Role::Name, &format!("--- {}", text::one_line(old_name)));
    page.line(Role::Name, &format!("+++ {}", text::one_line(new_name)));
    let texts = Texts::new(old, new);
    for group in group_diff_ops(operations(&texts.old, &texts.new), CONTEXT) {
        if group.is_empty() {
            continue;
        }
        page.place(&UnifiedHunkHeader::new(&group).to_string());
        for operation in group {
            page.operation(&texts, operation);
        }
    }
    page.end()
}

/// Two texts in lines, each with its line end.
struct Texts<'a> {
    old: Vec<&'a str>,
    new: Vec<&'a str>,
    /// What ends a line and need not be shown.
    line_end: &'static str,
}

impl<'a> Texts<'a> {
    fn new(old: &'a str, new: &'a str) -> Self {
        let has_return = |line: &&str| line.ends_with("\r\n") || !line.ends_with('\n');
        let old: Vec<_> = old.split_inclusive('\n').collect();
        let new: Vec<_> = new.split_inclusive('\n').collect();
        let returns = old.iter().all(has_return) && new.iter().all(has_return);
        Self { old, new, line_end: if returns { "\r\n" } else { "\n" } }
    }
}

/// The steps from the old lines to the new ones.
fn operations(old: &[&str], new: &[&str]) -> Vec<DiffOp> {
    let same = |(left, right): &(&&str, &&str)| left == right;
    let before = old.iter().zip(new).take_while(same).count();
    let (old_rest, new_rest) = (old.len() - before, new.len() - before);
    let shorter = old_rest.min(new_rest);
    let after = old.iter().rev().zip(new.iter().rev()).take(shorter).take_while(same).count();
    let (old_len, new_len) = (old_rest - after, new_rest - after);
    if old_len + new_len <= MOST_COMPARED {
        return capture_diff_slices(Algorithm::Myers, old, new);
    }
    let equal = |old_index, new_index, len| DiffOp::Equal { old_index, new_index, len };
    vec![
        equal(0, 0, before),
        DiffOp::Replace { old_index: before, old_len, new_index: before, new_len },
        equal(before + old_len, before + new_len, after),
    ]
}

/// What a line of the difference is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Role {
    Name,
    Place,
    Same,
    Removed,
    Added,
    Remark,
}

impl Role {
    /// The colours that people know from `git`, out of the sixteen that every theme makes readable.
    const fn style(self) -> Style {
        match self {
            Self::Name => Style::new().bold(),
            Self::Place => AnsiColor::Cyan.on_default(),
            Self::Same => Style::new(),
            Self::Removed => AnsiColor::Red.on_default(),
            Self::Added => AnsiColor::Green.on_default(),
            Self::Remark => Style::new().dimmed(),
        }
    }

    const fn sign(self) -> &'static str {
        match self {
            Self::Same => " ",
            Self::Removed => "-",
            Self::Added => "+",
            Self::Name | Self::Place | Self::Remark => "",
        }
    }
}

/// Lines that are not shown.
#[derive(Debug, Default)]
struct Cut {
    removed: usize,
    added: usize,
}

/// The difference as far as it is written.
struct Page {
    text: String,
    reader: Reader,
    /// Lines that may still be shown.
    room: usize,
    cut: Cut,
}

impl Page {
    fn line(&mut self, role: Role, words: &str) {
        let styled = self.reader == Reader::Person { styled: true };
        let style = if styled { role.style() } else { Style::new() };
        for part in [&style.render().to_string(), role.sign(), words, &style.render_reset().to_string(), "\n"]
        {
            self.text.push_str(part);
        }
    }

    /// Where the lines that follow stand in both texts.
    fn place(&mut self, header: &str) {
        if self.room > 0 {
            self.line(Role::Place, header);
        }
    }

    fn operation(&mut self, texts: &Texts<'_>, operation: DiffOp) {
        let old = texts.old.get(operation.old_range()).unwrap_or_default();
        let new = texts.new.get(operation.new_range()).unwrap_or_default();
        if matches!(operation, DiffOp::Equal { .. }) {
            self.lines(Role::Same, old, &[], texts.line_end);
        } else {
            self.lines(Role::Removed, old, new, texts.line_end);
            self.lines(Role::Added, new, old, texts.line_end);
        }
    }

    /// Lines of one role, each with the line that it may have been or become.
    fn lines<'t>(&mut self, role: Role, lines: &[&'t str], others: &[&'t str], line_end: &str) {
        let shown = lines.len().min(self.room);
        self.room -= shown;
        match role {
            Role::Removed => self.cut.removed += lines.len() - shown,
            Role::Added => self.cut.added += lines.len() - shown,
            Role::Name | Role::Place | Role::Same | Role::Remark => {}
        }
        let is_for_program = self.reader == Reader::Program;
        let without_end = |line: &'t str| match line.strip_suffix("\r\n").filter(|_| is_for_program) {
            Some(line) => (line, "\r"),
            None => (line.strip_suffix(line_end).unwrap_or(line), ""),
        };
        for (index, line) in lines.iter().take(shown).enumerate() {
            let other = others.get(index).copied().unwrap_or_default();
            let (words, end) = without_end(line);
            self.line(role, &(shown_line(words, without_end(other).0) + end));
            if !line.ends_with('\n') {
                self.line(Role::Remark, "\\ No newline at end of file");
            }
        }
    }

    fn end(mut self) -> String {
        if self.cut.removed + self.cut.added > 0 {
            let removed = text::plural(self.cut.removed, "removed line");
            let added = text::plural(self.cut.added, "added line");
            self.line(Role::Remark, &format!("… not shown: {removed}, {added}"));
        }
        self.text
    }
}

/// A line with nothing in it that acts, cut to what changed when it is very long.
fn shown_line(line: &str, other: &str) -> String {
    if line.len() <= LONG_LINE {
        return visible(line);
    }
    let changed = changed_part(line, other);
    let from = boundary(line, changed.start.saturating_sub(LONG_CONTEXT));
    let to = boundary(line, (changed.end + LONG_CONTEXT).min(line.len()));
    let part = |range: Range<usize>| line.get(range).unwrap_or_default();
    let window = part(from..to);
    let middle = if window.len() <= 2 * (LONG_PART + LONG_CONTEXT) {
        visible(window)
    } else {
        let head = from..boundary(line, from + LONG_CONTEXT + LONG_PART);
        let tail = boundary(line, to - LONG_CONTEXT - LONG_PART)..to;
        let between = text::plural(part(head.end..tail.start).chars().count(), "character");
        format!("{}… {between} …{}", visible(part(head)), visible(part(tail)))
    };
    let cut = |is_cut| if is_cut { "…" } else { "" };
    format!("{}{middle}{}", cut(from > 0), cut(to < line.len()))
}

/// What a line does not share with the other one, at its start or at its end.
fn changed_part(line: &str, other: &str) -> Range<usize> {
    let same = |(left, right): &(u8, u8)| left == right;
    let before = line.bytes().zip(other.bytes()).take_while(same).count();
    let room = line.len().min(other.len()) - before;
    let after = line.bytes().rev().zip(other.bytes().rev()).take(room).take_while(same).count();
    before..line.len() - after
}

/// The last place, not after `at`, where a text may be cut.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|&index| text.is_char_boundary(index)).unwrap_or_default()
}

fn visible(line: &str) -> String {
    line.split('\t').map(text::visible).collect::<Vec<_>>().join("\t")
}

#[cfg(test)]
mod tests;
