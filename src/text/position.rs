//! From a byte to the line and column that an editor shows.

use std::fmt;

/// A place as people count: from 1, the column in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub struct Position {
    /// The line, from 1.
    pub line: usize,
    /// The character in the line, from 1.
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// The place of a byte. A byte inside a character counts as that character, one behind the end as the end.
pub fn position(text: &str, offset: usize) -> Position {
    advance(Position { line: 1, column: 1 }, text.get(..boundary(text, offset)).unwrap_or_default())
}

/// Bytes between two marks of [`Positions`].
const STRIDE: usize = 4096;

/// Positions of many places of one text, without reading it from its start for each.
#[derive(Debug)]
pub struct Positions<'t> {
    text: &'t str,
    /// For each stride its first character, and where that stands. A file may be one long line, so lines alone
    /// would not do.
    marks: Vec<(usize, Position)>,
}

impl<'t> Positions<'t> {
    /// Reads the text once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / STRIDE + 1);
        let mut mark = (0, Position { line: 1, column: 1 });
        while mark.0 < text.len() {
            marks.push(mark);
            let end = boundary(text, mark.0 + STRIDE);
            mark = (end, advance(mark.1, text.get(mark.0..end).unwrap_or_default()));
        }
        Self { text, marks }
    }

    /// The text that the places are of.
    pub const fn text(&self) -> &'t str {
        self.text
    }

    /// The place of a byte, as [`position`] gives it.
    pub fn of(&self, offset: usize) -> Position {
        let offset = boundary(self.text, offset);
        let next = self.marks.partition_point(|(start, _)| *start <= offset);
        let mark = next.checked_sub(1).and_then(|place| self.marks.get(place));
        let (start, position) = mark.copied().unwrap_or((0, Position { line: 1, column: 1 }));
        advance(position, self.text.get(start..offset).unwrap_or_default())
    }
}

/// The start of the character that a byte is in; the end for one behind it.
fn boundary(text: &str, offset: usize) -> usize {
    let mut boundary = offset.min(text.len());
    while !text.is_char_boundary(boundary) {
        boundary -= 1;
    }
    boundary
}

/// The position behind a text that begins at a position.
fn advance(from: Position, text: &str) -> Position {
    let lines = text.bytes().filter(|byte| *byte == b'\n').count();
    match text.rfind('\n') {
        Some(line_feed) => Position {
            line: from.line + lines,
            column: text.get(line_feed + 1..).unwrap_or_default().chars().count() + 1,
        },
        None => Position { line: from.line, column: from.column + text.chars().count() },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn at(text: &str, offset: usize) -> (usize, usize) {
        let Position { line, column } = position(text, offset);
        (line, column)
    }

    #[test]
    fn lines_and_columns_start_at_one() {
        assert_eq!(at("", 0), (1, 1));
        assert_eq!(at("ab\ncd", 1), (1, 2));
        assert_eq!(at("ab\ncd", 2), (1, 3));
        assert_eq!(at("ab\ncd", 3), (2, 1));
    }

    #[test]
    fn columns_count_characters_not_bytes() {
        assert_eq!(at("ä🔴x", 6), (1, 3));
        assert_eq!(at("ä🔴x", 4), (1, 2), "inside a character");
    }

    #[test]
    fn a_place_behind_the_end_is_the_end() {
        assert_eq!(at("ab\n", 99), (2, 1));
    }

    proptest! {
        #[test]
        fn any_offset_has_a_position(text in any::<String>(), offset in 0usize..200) {
            let found = position(&text, offset);
            prop_assert!(found.line >= 1 && found.column >= 1);
            prop_assert!(found.line <= text.matches('\n').count() + 1);
        }

        #[test]
        fn positions_of_many_places_are_those_of_each(
            text in proptest::collection::vec(prop_oneof![Just("\n"), Just("🔴"), Just("long line "), Just("ä")], 0..3000),
            offset in 0usize..20_000,
        ) {
            let text = text.concat();
            prop_assert_eq!(Positions::new(&text).of(offset), position(&text, offset));
        }
    }
}
