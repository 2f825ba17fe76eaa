//! Breaking lines that are wider than the terminal, without losing the style that is open at the break.

use std::borrow::Cow;

use crate::text::{width, wrap};

/// Ends every style.
const RESET: &str = "\u{1b}[0m";

/// The line in lines of at most `columns`, broken at spaces; a longer word is broken anywhere. Further lines stand two
/// columns behind the indentation of the first, and the branches of a tree go on beside them. The only escapes in the line
/// are our own styles.
pub(super) fn fold(line: &str, columns: usize) -> Cow<'_, str> {
    // Most lines are short: in bytes there are never fewer than columns.
    if line.len() <= columns || visible_width(line) <= columns {
        return Cow::Borrowed(line);
    }
    let mut folded = Folded { columns, hanging: hanging(line, columns / 2), ..Folded::default() };
    for (place, word) in line.split(' ').enumerate() {
        folded.word(word, place > 0);
    }
    Cow::Owned(folded.text)
}

/// The lines so far.
#[derive(Default)]
struct Folded {
    text: String,
    columns: usize,
    /// What stands before a further line.
    hanging: String,
    /// Columns of the last line.
    used: usize,
    /// The styles that are open.
    style: String,
}

impl Folded {
    fn word(&mut self, word: &str, spaced: bool) {
        let wide = visible_width(word);
        let hanging = width(&self.hanging);
        if spaced && self.used + 1 + wide > self.columns && self.used > hanging {
            self.break_line();
        } else if spaced {
            self.text.push(' ');
            self.used += 1;
        }
        if wide <= self.columns.saturating_sub(self.used) {
            self.push(word, wide);
            return;
        }
        for piece in pieces(word) {
            if piece.starts_with('\u{1b}') {
                self.push(piece, 0);
                continue;
            }
            for (place, part) in wrap(piece, self.columns.saturating_sub(hanging)).iter().enumerate() {
                let is_full = self.used + width(part) > self.columns && self.used > hanging;
                if place > 0 || is_full {
                    self.break_line();
                }
                self.push(part, width(part));
            }
        }
    }

    fn push(&mut self, word: &str, wide: usize) {
        self.text.push_str(word);
        self.used += wide;
        for sequence in sequences(word) {
            if sequence == RESET {
                self.style.clear();
            } else {
                self.style.push_str(sequence);
            }
        }
    }

    fn break_line(&mut self) {
        self.text.truncate(self.text.trim_end_matches(' ').len());
        if !self.style.is_empty() {
            self.text.push_str(RESET);
        }
        self.text.push('\n');
        self.text.push_str(&self.hanging);
        self.text.push_str(&self.style);
        self.used = width(&self.hanging);
    }
}

/// What stands before the further lines of a line, at most so many columns.
fn hanging(line: &str, most: usize) -> String {
    let visible = pieces(line).into_iter().filter(|piece| !piece.starts_with('\u{1b}')).flat_map(str::chars);
    let branches = visible.map_while(|character| match character {
        '│' | '├' => Some('│'),
        ' ' | '└' | '─' => Some(' '),
        _ => None,
    });
    branches.chain([' ', ' ']).take(most).collect()
}

/// The escape sequences of a text, each from `ESC` to `m`.
fn sequences(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('\u{1b}').filter_map(|(start, _)| {
        let rest = text.get(start..)?;
        rest.get(..=rest.find('m')?)
    })
}

/// The escape sequences of a text, and what stands between them.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let end = match rest.strip_prefix('\u{1b}') {
            Some(sequence) => sequence.find('m').map_or(rest.len(), |end| end + 2),
            None => rest.find('\u{1b}').unwrap_or(rest.len()),
        };
        let (piece, remaining) = rest.split_at(end);
        pieces.push(piece);
        rest = remaining;
    }
    pieces
}

fn visible_width(text: &str) -> usize {
    if !text.contains('\u{1b}') {
        return width(text);
    }
    let mut visible = text.to_owned();
    for sequence in sequences(text) {
        visible = visible.replacen(sequence, "", 1);
    }
    width(&visible)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_fits_stays_as_it_is() {
        assert_eq!(fold("  one   two", 11), "  one   two");
        assert_eq!(fold("\u{1b}[1m漢字\u{1b}[0m", 4), "\u{1b}[1m漢字\u{1b}[0m");
    }

    #[test]
    fn further_lines_stand_behind_the_first() {
        assert_eq!(fold("  · one two three", 10), "  · one\n    two\n    three");
        assert_eq!(fold("one  two", 6), "one\n  two");
    }

    #[test]
    fn the_branches_of_a_tree_go_on() {
        assert_eq!(fold("│ ├── one two three", 16), "│ ├── one two\n│ │     three");
        assert_eq!(
            fold("\u{1b}[2m└── \u{1b}[0mone two three", 12),
            "\u{1b}[2m└── \u{1b}[0mone two\n      three"
        );
    }

    #[test]
    fn a_long_word_is_broken_anywhere() {
        assert_eq!(fold("abcdefghij k", 6), "abcd\n  efgh\n  ij k");
        let folded = fold("\u{1b}[1mabcdefg\u{1b}[0m hi", 6);
        assert_eq!(folded, "\u{1b}[1mabcd\u{1b}[0m\n  \u{1b}[1mefg\u{1b}[0m\n  hi");
    }

    #[test]
    fn an_open_style_goes_on_in_the_next_line() {
        let folded = fold("\u{1b}[1mone two\u{1b}[0m three", 7);
        assert_eq!(folded, "\u{1b}[1mone two\u{1b}[0m\n  three");
        let folded = fold("\u{1b}[1mone two\u{1b}[0m four", 6);
        assert_eq!(folded, "\u{1b}[1mone\u{1b}[0m\n  \u{1b}[1mtwo\u{1b}[0m\n  four");
    }
}
