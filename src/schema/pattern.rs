//! Regular expressions for values that are text, in the part of the syntax that ECMAScript, Rust, Python and
//! RE2 share: no look-around, no flags.

use std::collections::BTreeSet;

use crate::plan::shape::ChoiceName;

/// A day of the calendar. A month may seem to have 31 days: `2025-02-30` is for the reader to refuse.
const DAY: &str = "[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])";

/// A figure as an estimate writes it: digits with at most one point.
const FIGURE: &str = r"(?:[0-9]+\.?[0-9]*|\.[0-9]+)";

/// What stands between the two ends of a range: the dashes of the plan's reader.
const DASH: &str = "[-\u{2010}-\u{2015}\u{2212}]";

/// An id: no white space, no control character.
pub(super) const ID: &str = r"^[^\s\x00-\x1f\x7f-\x9f]+$";

/// Empty text, or some that is not white space alone.
pub(super) const EMPTY_OR_WORDS: &str = r"^$|\S";

/// What was surely meant as a date: three numbers, one of four digits.
pub(super) const LIKE_A_DATE: &str = concat!(
    r"^\s*(?:[0-9]{4}[-/.][0-9]+[-/.][0-9]+",
    r"|[0-9]+[-/.][0-9]{4}[-/.][0-9]+",
    r"|[0-9]+[-/.][0-9]+[-/.][0-9]{4})\s*$",
);

/// A date of exactly ten characters, or empty text.
pub(super) fn date() -> String {
    format!("^(?:{DAY})?$")
}

/// Hours as text: `3h`, `1-2h`, `1h–2h`, `30m`, `2d`, or empty text.
pub(super) fn hours() -> String {
    let forms = ["h", "m", "d"].map(|unit| format!(r"{FIGURE}\s*(?:{unit}?\s*{DASH}\s*{FIGURE}\s*)?{unit}"));
    format!(r"^(?:\s*(?:{})\s*)?$", forms.join("|"))
}

/// A name or a synonym without regard to case, spaces, `-` and `_`, or empty text.
pub(super) fn choice(choices: &[ChoiceName]) -> String {
    const SEPARATORS: &str = "[ _-]*";
    let spellings = choices.iter().flat_map(|choice| choice.synonyms.iter().chain([&choice.name]));
    let spellings: BTreeSet<_> = spellings.map(|spelling| in_any_case(spelling).join(SEPARATORS)).collect();
    let spellings: Vec<_> = spellings.into_iter().collect();
    format!("^(?:{SEPARATORS}(?:{}){SEPARATORS})?$", spellings.join("|"))
}

/// For each letter of a name an expression for both its cases.
fn in_any_case(name: &str) -> Vec<String> {
    let letters = name.chars().filter(|c| !matches!(c, ' ' | '-' | '_'));
    let class = |letter: char| match (letter.to_ascii_lowercase(), letter.to_ascii_uppercase()) {
        (lower, upper) if lower == upper => lower.to_string(),
        (lower, upper) => format!("[{lower}{upper}]"),
    };
    letters.map(class).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::choice::Choice;
    use crate::plan::value::status::Direction;

    #[test]
    fn a_name_matches_in_any_spelling() {
        let pattern = choice(&Direction::NAMES[..1]);
        let up = "[uU][ _-]*[pP]";
        assert!(pattern.starts_with("^(?:[ _-]*(?:") && pattern.contains(up), "{pattern}");
    }

    #[test]
    fn spellings_that_differ_in_separators_alone_are_one() {
        let name = ChoiceName { name: "to-do", synonyms: &["todo", "To do"], doc: "" };
        assert_eq!(choice(&[name]).matches("[dD]").count(), 1);
    }
}
