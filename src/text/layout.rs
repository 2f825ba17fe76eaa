//! How wide text stands in a terminal, and fitting it: shorten, wrap, pad.
//!
//! Widths are taken of whole strings: joined emoji, flags and ligatures are narrower than their characters.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

const ELLIPSIS: &str = "…";

/// Bytes from which on the width of a text is worked out only as far as needed.
const LONG: usize = 4096;

/// At which side of its place a text stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Align {
    /// Blanks follow the text.
    #[default]
    Left,
    /// Blanks precede the text.
    Right,
}

/// The columns that a text without line ends takes in a terminal.
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, or as much of it as fits into `columns` with an ellipsis at its end. Nothing fits into none.
pub fn shorten(text: &str, columns: usize) -> Cow<'_, str> {
    if width(text) <= columns {
        return Cow::Borrowed(text);
    }
    let Some(room) = columns.checked_sub(width(ELLIPSIS)) else {
        return Cow::Borrowed("");
    };
    let (head, _) = split_at_width(text, room);
    Cow::Owned(format!("{}{ELLIPSIS}", head.trim_end()))
}

/// The text in lines of at most `columns`. Lines break at spaces, but not at no-break spaces; a longer word is
/// broken between graphemes, and only a grapheme wider than the line stands over. Line feeds in the text stay
/// line breaks; runs of other white space become one space. There is always at least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    text.split('\n').flat_map(|line| wrap_line(line, columns.max(1))).collect()
}

fn wrap_line(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for word in text.split(is_breakable).filter(|word| !word.is_empty()) {
        let before = line.len();
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if width(&line) <= columns {
            continue;
        }
        line.truncate(before);
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        let mut rest = word;
        while is_wider(rest, columns) {
            let (head, tail) = split_at_width(rest, columns);
            // A grapheme wider than the line must go somewhere.
            let (head, tail) = if head.is_empty() { split_first_grapheme(rest) } else { (head, tail) };
            lines.push(head.to_owned());
            rest = tail;
        }
        line.push_str(rest);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// Whether a text takes more than so many columns. Of a long one only as much is looked at as decides.
fn is_wider(text: &str, columns: usize) -> bool {
    let mut used = 0;
    let mut graphemes = text.graphemes(true);
    let is_long = graphemes.any(|grapheme| {
        used += width(grapheme);
        used > columns
    });
    is_long && (text.len() > LONG || width(text) > columns)
}

fn is_breakable(character: char) -> bool {
    character.is_whitespace() && !matches!(character, '\u{a0}' | '\u{2007}' | '\u{202f}')
}

/// The text with blanks up to `columns`; wider text stays as it is.
pub fn pad(text: &str, columns: usize, align: Align) -> String {
    let blanks = columns.saturating_sub(width(text));
    let (before, after) = match align {
        Align::Left => (0, blanks),
        Align::Right => (blanks, 0),
    };
    let mut padded = String::with_capacity(text.len() + blanks);
    padded.extend(std::iter::repeat_n(' ', before));
    padded.push_str(text);
    padded.extend(std::iter::repeat_n(' ', after));
    padded
}

/// The longest head of whole graphemes that fits, and the rest.
fn split_at_width(text: &str, columns: usize) -> (&str, &str) {
    let mut ends = Vec::new();
    let mut sum = 0;
    for (start, grapheme) in text.grapheme_indices(true) {
        sum += width(grapheme);
        if sum > columns {
            break;
        }
        ends.push(start + grapheme.len());
    }
    // The whole may, in principle, be wider than the sum of its graphemes.
    while let Some(end) = ends.pop() {
        let (head, tail) = text.split_at(end);
        if width(head) <= columns {
            return (head, tail);
        }
    }
    ("", text)
}

fn split_first_grapheme(text: &str) -> (&str, &str) {
    text.split_at(text.graphemes(true).next().map_or(text.len(), str::len))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn emoji_and_wide_characters_take_two_columns() {
        assert_eq!(width("🔴 Not Started"), 14);
        assert_eq!(width("⚪ Queued"), 9);
        assert_eq!(width("漢字"), 4);
        assert_eq!(width("👩‍👩‍👧"), 2);
        assert_eq!(width("Week 1–2"), 8);
    }

    #[test]
    fn a_text_that_fits_is_not_shortened() {
        assert_eq!(shorten("Batch 1", 7), "Batch 1");
        assert_eq!(shorten("Batch 1", 6), "Batch…");
        assert_eq!(shorten("漢字漢字", 4), "漢…");
        assert_eq!(shorten("abc", 1), "…");
        assert_eq!(shorten("abc", 0), "");
    }

    #[test]
    fn lines_break_at_spaces_and_long_words_anywhere() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh ij", 3), ["abc", "def", "gh", "ij"]);
        assert_eq!(wrap("a\n\nb", 10), ["a", "", "b"]);
        assert_eq!(wrap("", 10), [""]);
        assert_eq!(wrap("漢字", 1), ["漢", "字"]);
        assert_eq!(wrap("5\u{a0}h of work", 5), ["5\u{a0}h", "of", "work"]);
    }

    #[test]
    fn padding_counts_columns() {
        assert_eq!(pad("🔴", 4, Align::Left), "🔴  ");
        assert_eq!(pad("50%", 5, Align::Right), "  50%");
        assert_eq!(pad("wide", 2, Align::Left), "wide");
    }

    fn visible_characters(text: &str) -> String {
        text.chars().filter(|character| !character.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in any::<String>(), columns in 0usize..40) {
            let lines = wrap(&text, columns);
            prop_assert_eq!(visible_characters(&lines.concat()), visible_characters(&text));
        }

        #[test]
        fn no_line_is_wider_than_asked_but_for_one_grapheme(text in any::<String>(), columns in 1usize..40) {
            for line in wrap(&text, columns) {
                prop_assert!(width(&line) <= columns || line.graphemes(true).count() == 1, "{:?}", line);
            }
        }

        #[test]
        fn a_shortened_text_fits(text in any::<String>(), columns in 0usize..40) {
            prop_assert!(width(&shorten(&text, columns)) <= columns);
        }

        #[test]
        fn padding_reaches_the_width(text in "[ -~é漢🔴]{0,12}", columns in 0usize..30) {
            prop_assert_eq!(width(&pad(&text, columns, Align::Right)), columns.max(width(&text)));
        }
    }
}
