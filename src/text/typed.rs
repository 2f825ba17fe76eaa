//! A word as one types it on a command line.

use std::borrow::Cow;

use super::one_line;

/// Text as one word of a command: quoted when a shell would take it apart.
pub fn typed(word: &str) -> Cow<'_, str> {
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '.' | '@' | '/' | ':' | '=' | '+' | ',');
    if !word.is_empty() && word.chars().all(plain) {
        return Cow::Borrowed(word);
    }
    Cow::Owned(format!("'{}'", one_line(word).replace('\'', r"'\''")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_shell_would_take_apart_is_quoted() {
        for (word, shown) in [("FEAT-041", "FEAT-041"), ("x y", "'x y'"), ("it's", r"'it'\''s'"), ("", "''")]
        {
            assert_eq!(typed(word), shown);
        }
    }
}
