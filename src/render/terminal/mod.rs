//! Text for a terminal: styles by role, aligned tables, and a last pass that lets nothing else act on it.

mod fold;
mod prose;
mod role;
mod span;
mod table;

use std::io::{self, Write};

use tera::{Kwargs, State, Value};

pub(super) use prose::prose;
pub(super) use role::Role;
pub(super) use span::span;
pub(super) use table::table;

use crate::text::{bar, is_hidden, one_line, visible_lines, wrap};

/// Columns of a progress bar.
const BAR: u16 = 10;

/// Escapes what a template prints.
pub(super) fn write_escaped(text: &str, output: &mut dyn Write) -> io::Result<()> {
    output.write_all(one_line(text).as_bytes())
}

/// The filter `safe`: what passes unescaped is ours, a text of the plan or of a template shows its escapes here too.
pub(super) fn safe(value: &Value, _: Kwargs, _: &State<'_>) -> Value {
    match value.as_str() {
        Some(text) if !value.is_safe() => Value::safe_string(&visible_lines(text)),
        _ => value.clone(),
    }
}

/// The text in a role's style, where styles are used.
pub(super) fn paint(text: &str, role: Role, styled: bool) -> String {
    if styled { role.paint(text) } else { text.to_owned() }
}

/// A bar with its number: `█████░░░░░ 50%`.
pub(super) fn labelled_bar(percent: f64, columns: Option<u16>) -> String {
    format!("{} {}", bar(percent, columns.unwrap_or(BAR)), crate::text::percent(percent))
}

/// Text of several lines, wrapped to what is left of the width behind an indentation. The first line is not
/// indented: the template has put something there.
pub(super) fn wrapped(text: &str, width: usize, indent: usize) -> String {
    let lines = wrap(&visible_lines(text).replace('\t', "    "), width.saturating_sub(indent).max(20));
    lines.join(&format!("\n{}", " ".repeat(indent)))
}

/// Lines as they are, each behind an indentation.
pub(super) fn indented(text: &str, indent: usize) -> String {
    let indent = " ".repeat(indent);
    let text = visible_lines(text).replace('\t', "    ");
    let lines =
        text.lines().map(|line| if line.is_empty() { String::new() } else { format!("{indent}{line}") });
    lines.collect::<Vec<_>>().join("\n")
}

/// The last pass: our own styles and line feeds pass (styles only where wanted), every other control character
/// is written out, whatever bytes a template holds. Blanks at line ends go, no-break spaces become blanks, runs of blank lines become one,
/// an open style is closed, and lines wider than the terminal are broken.
pub(super) fn finish(text: &str, styled: bool, columns: usize) -> String {
    let sequences = Role::sequences();
    let mut finished = String::with_capacity(text.len());
    let mut blank_lines = 0;
    for line in text.split('\n') {
        let line = finish_line(line.trim_end(), styled, &sequences);
        if line.is_empty() {
            blank_lines += 1;
            continue;
        }
        if blank_lines > 0 && !finished.is_empty() {
            finished.push('\n');
        }
        blank_lines = 0;
        // Once lines are broken, a blank is a blank.
        let line = fold::fold(&line, columns);
        finished.push_str(&line.replace('\u{a0}', " "));
        finished.push('\n');
    }
    finished
}

fn finish_line(line: &str, styled: bool, sequences: &[String]) -> String {
    let mut finished = String::with_capacity(line.len());
    let mut open = false;
    let mut rest = line;
    while let Some(character) = rest.chars().next() {
        let sequence = if character == '\u{1b}' {
            sequences.iter().find(|sequence| rest.starts_with(sequence.as_str()))
        } else {
            None
        };
        if let Some(sequence) = sequence {
            if styled {
                finished.push_str(sequence);
                open = !sequence.ends_with("[0m");
            }
            rest = rest.get(sequence.len()..).unwrap_or_default();
            continue;
        }
        if is_hidden(character) {
            finished.extend(character.escape_unicode());
        } else {
            finished.push(character);
        }
        rest = rest.get(character.len_utf8()..).unwrap_or_default();
    }
    if open {
        finished.push_str("\u{1b}[0m");
    }
    finished
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bar_stands_before_its_number() {
        assert_eq!(labelled_bar(25.0, None), "███░░░░░░░ 25%");
    }

    #[test]
    fn only_our_own_styles_pass() {
        let heading = Role::HEADING.paint("a");
        assert_eq!(finish(&heading, true, 200), "\u{1b}[1ma\u{1b}[0m\n");
        assert_eq!(finish(&heading, false, 200), "a\n");
        assert_eq!(
            finish("\u{1b}[2Jx\u{7}\r\u{1b}[1;5m", true, 200),
            "\\u{1b}[2Jx\\u{7}\\u{d}\\u{1b}[1;5m\n"
        );
    }

    #[test]
    fn an_open_style_ends_with_its_line() {
        assert_eq!(finish("\u{1b}[1ma\nb", true, 200), "\u{1b}[1ma\u{1b}[0m\nb\n");
    }

    #[test]
    fn absent_sections_leave_no_gaps() {
        assert_eq!(finish("\n\na  \n\n \n\nb\n\n", false, 200), "a\n\nb\n");
        assert_eq!(finish(" \n\n", false, 200), "");
    }

    proptest! {
        #[test]
        fn no_control_character_reaches_a_plain_terminal(text in any::<String>()) {
            prop_assert!(!finish(&text, false, 200).contains(|c| is_hidden(c) && c != '\n'));
        }

        #[test]
        fn a_terminal_shows_what_was_sent(text in "[ -~\u{1b}\u{7}\u{8}\r\n\u{9b}]{0,60}") {
            let sent = finish(&text, true, 200);
            let mut terminal = vt100::Parser::new(80.try_into().unwrap(), 200.try_into().unwrap(), 0);
            terminal.process(sent.replace('\n', "\r\n").as_bytes());
            let mut plain = sent;
            for sequence in Role::sequences() {
                plain = plain.replace(&sequence, "");
            }
            prop_assert!(!plain.contains(|c| is_hidden(c) && c != '\n'));
            let shown: Vec<String> = terminal.screen().rows(0, 200).map(|row| row.trim_end().to_owned()).collect();
            let wanted: Vec<String> = plain.lines().map(|line| line.trim_end().to_owned()).collect();
            prop_assert_eq!(&shown[..wanted.len()], &wanted[..]);
        }
    }
}
