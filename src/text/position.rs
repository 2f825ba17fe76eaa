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
    let mut end = offset.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let before = text.get(..end).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |line_feed| line_feed + 1);
    Position {
        line: before.bytes().filter(|&byte| byte == b'\n').count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
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
    }
}
