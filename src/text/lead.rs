//! The words before the first colon of a text, which many lists begin with.

use super::width;

/// Columns of the words that may lead a text.
const LONGEST: usize = 60;

/// `Trust model: how is trust established?` is `Trust model` and the rest. Nothing when the words before the first colon
/// are too many to lead, or a code span or emphasis begins among them, which must not be cut.
pub fn lead(text: &str) -> Option<(&str, &str)> {
    let (lead, rest) = text.split_once(": ")?;
    let (lead, rest) = (lead.trim(), rest.trim());
    let is_plain = !lead.contains(['`', '*', '\n', '\r']) && width(lead) <= LONGEST;
    (is_plain && !lead.is_empty() && !rest.is_empty()).then_some((lead, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_few_words_before_a_colon_lead() {
        assert_eq!(lead("Trust model: how: so"), Some(("Trust model", "how: so")));
        for text in
            ["no colon", "10:30 sharp", ": rest", "lead: ", "`a: b` c", &format!("{}: x", "long ".repeat(20))]
        {
            assert_eq!(lead(text), None, "{text}");
        }
    }
}
