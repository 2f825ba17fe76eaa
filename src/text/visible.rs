//! Characters that act or hide instead of showing themselves, made visible.
//!
//! A plan comes from many hands. An escape sequence in a title must not move the cursor of whoever lists it,
//! and a right-to-left override must not make one id look like another. Such characters are written as Rust
//! writes them, `\u{1b}`: it can be searched for, and means one character whatever the font.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether a character acts on the text around it, or stands in it unseen.
///
/// These are the control characters (with line feed and tab), bidirectional marks, embeddings, overrides and
/// isolates, line and paragraph separators, and the characters without width that are used to smuggle text:
/// zero-width space, word joiner and invisible operators, byte order mark, interlinear annotation, tags.
/// The two joiners U+200C and U+200D are not among them: Persian words and joined emoji need them.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{feff}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text with every hidden character written out, line ends and tabs too.
pub fn visible(text: &str) -> Cow<'_, str> {
    replace_hidden(text, |_| false)
}

/// The text with control characters written out, but for line feeds and tabs: what could act on a terminal.
/// Characters that are merely unseen stay.
pub fn visible_controls(text: &str) -> Cow<'_, str> {
    replace_hidden(text, |character| !character.is_control() || is_layout(character))
}

/// The text as several lines: line feeds and tabs stay, every kind of line end becomes a line feed, other
/// hidden characters are written out.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    match unix_line_ends(text) {
        Cow::Borrowed(text) => replace_hidden(text, is_layout),
        Cow::Owned(text) => Cow::Owned(replace_hidden(&text, is_layout).into_owned()),
    }
}

/// The text in one line: line ends and tabs, and the white space around them, become one space; at the ends
/// of the text they fall away. Other hidden characters are written out.
pub fn one_line(text: &str) -> Cow<'_, str> {
    if !text.contains(is_line_break) {
        return visible(text);
    }
    let pieces = text.split(is_line_break).map(str::trim).filter(|piece| !piece.is_empty());
    Cow::Owned(visible(&pieces.collect::<Vec<_>>().join(" ")).into_owned())
}

fn is_layout(character: char) -> bool {
    matches!(character, '\n' | '\t')
}

fn is_line_break(character: char) -> bool {
    matches!(character, '\n' | '\r' | '\t' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

fn unix_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains(['\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        Cow::Owned(text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}'], "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

/// Writes out the hidden characters that are not to be kept.
fn replace_hidden(text: &str, is_kept: impl Fn(char) -> bool) -> Cow<'_, str> {
    let is_replaced = |character| is_hidden(character) && !is_kept(character);
    if !text.contains(is_replaced) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 8);
    for character in text.chars() {
        if is_replaced(character) {
            // Writing to a `String` cannot fail.
            let _ = write!(shown, "{}", character.escape_unicode());
        } else {
            shown.push(character);
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn ordinary_text_is_borrowed_unchanged() {
        for text in ["", "AI/ML – 80%", "👩‍👩‍👧 می‌خواهم", "Week 1–2 🔴"] {
            assert!(matches!(visible(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn what_acts_or_hides_is_written_out() {
        assert_eq!(visible("a\u{1b}[31mb"), "a\\u{1b}[31mb");
        assert_eq!(visible("id\u{202e}140"), "id\\u{202e}140");
        assert_eq!(visible("\u{9b}2J\u{7f}\0"), "\\u{9b}2J\\u{7f}\\u{0}");
        assert_eq!(visible("a\nb\tc"), "a\\u{a}b\\u{9}c");
        assert_eq!(visible("x\u{e0041}\u{feff}\u{200b}"), "x\\u{e0041}\\u{feff}\\u{200b}");
    }

    #[test]
    fn line_ends_become_one_space_in_one_line() {
        assert_eq!(one_line("first \r\n\n second\tthird\n"), "first second third");
        assert_eq!(one_line("a  b"), "a  b");
        assert_eq!(one_line("a\u{2028}b\u{1b}"), "a b\\u{1b}");
        assert_eq!(one_line("\n"), "");
    }

    #[test]
    fn lines_keep_their_line_feeds_only() {
        assert_eq!(visible_lines("a\r\nb\rc\n\td\u{7}"), "a\nb\nc\n\td\\u{7}");
        assert_eq!(visible_lines("a\n\tb"), "a\n\tb");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!visible(&text).contains(is_hidden));
            prop_assert!(!one_line(&text).contains(is_hidden));
            prop_assert!(!visible_lines(&text).contains(|c| is_hidden(c) && c != '\n' && c != '\t'));
        }

        #[test]
        fn showing_twice_changes_nothing(text in any::<String>()) {
            let once = one_line(&text).into_owned();
            prop_assert_eq!(one_line(&once), once.as_str());
        }
    }
}
