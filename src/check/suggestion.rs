//! The nearest right word for a wrong one, within a budget.

use std::collections::HashMap;

use crate::text;

/// How many comparisons a rule may spend. A plan of 100,000 ids that all are wrong must be checked in a moment too;
/// then its first findings have a hint and the others have none.
const BUDGET: usize = 200_000;

/// Finds the nearest of some words, each wrong word once.
#[derive(Debug)]
pub(super) struct Suggestions<'p, I> {
    /// Where the words are: most plans have nothing wrong, and then nobody needs them.
    source: Option<I>,
    words: Vec<&'p str>,
    found: HashMap<String, Option<&'p str>>,
    budget: usize,
}

impl<'p, I: Iterator<Item = &'p str>> Suggestions<'p, I> {
    /// Suggestions out of these words.
    pub(super) fn new(words: I) -> Self {
        Self { source: Some(words), words: Vec::new(), found: HashMap::new(), budget: BUDGET }
    }

    /// The word that was most likely meant.
    pub(super) fn nearest(&mut self, wrong: &str) -> Option<&'p str> {
        if let Some(known) = self.found.get(wrong) {
            return *known;
        }
        if self.budget == 0 {
            return None;
        }
        if let Some(source) = self.source.take() {
            self.words = source.collect();
            // They may come out of a hash map.
            self.words.sort_unstable();
            self.words.dedup();
        }
        self.budget = self.budget.saturating_sub(self.words.len());
        let nearest = text::nearest(wrong, self.words.iter().copied());
        self.found.insert(wrong.to_owned(), nearest);
        nearest
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_word_finds_the_nearest_each_time() {
        let mut suggestions = Suggestions::new(["FEAT-044", "FEAT-041"].into_iter());
        assert_eq!(suggestions.nearest("FEAT-44"), Some("FEAT-044"));
        assert_eq!(suggestions.nearest("FEAT-44"), Some("FEAT-044"));
        assert_eq!(suggestions.nearest("x"), None);
    }

    #[test]
    fn nothing_is_suggested_once_the_budget_is_spent() {
        let mut suggestions = Suggestions { budget: 2, ..Suggestions::new(["word-1", "word-2"].into_iter()) };
        assert_eq!(suggestions.nearest("word1"), Some("word-1"));
        assert_eq!(suggestions.nearest("word2"), None);
    }
}
