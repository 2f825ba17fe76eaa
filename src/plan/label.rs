//! What an item is called in a report: see "Labels" of the plan format.

use std::borrow::Cow;

use super::kind::{Batch, Issue, Item, Milestone};

/// Words that, with a number, make an id its own label: `batch-1` is `Batch 1`.
const NUMBERED: [&str; 10] =
    ["batch", "phase", "wave", "sprint", "stage", "week", "session", "review", "checkpoint", "milestone"];

/// `Batch 1` for the id `batch-1` or `batch_1`; nothing for other ids.
pub fn numbered(id: &str) -> Option<String> {
    let (word, number) = id.split_once(['-', '_'])?;
    let word = NUMBERED.iter().find(|known| known.eq_ignore_ascii_case(word))?;
    let digits = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let (first, rest) = word.split_at_checked(1)?;
    digits.then(|| format!("{}{rest} {number}", first.to_ascii_uppercase()))
}

/// A prefix and a name, unless the name has the prefix already, followed by something that is no letter or digit.
fn prefixed<'p>(prefix: &str, name: &'p str) -> Cow<'p, str> {
    let start = name.get(..prefix.len());
    let rest = name.get(prefix.len()..).unwrap_or_default();
    let has_it = start.is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        && !rest.starts_with(char::is_alphanumeric);
    if has_it { Cow::Borrowed(name) } else { Cow::Owned(format!("{prefix}: {name}")) }
}

impl Batch<'_> {
    /// Its label in its own row: `Batch 1: Critical Blockers`.
    pub fn label(&self) -> Cow<'_, str> {
        let name = self.name.as_deref().filter(|name| !name.is_empty());
        match (self.id.as_deref().and_then(numbered), name) {
            (Some(label), Some(name)) => prefixed(&label, name),
            (Some(label), None) => Cow::Owned(label),
            (None, Some(name)) => Cow::Borrowed(name),
            (None, None) => Cow::Borrowed(self.id.as_deref().unwrap_or("(without a name)")),
        }
    }

    /// What others call it: `Batch 1`.
    pub fn reference(&self) -> Cow<'_, str> {
        let id = self.id.as_deref();
        let name = self.name.as_deref().filter(|name| !name.is_empty());
        match id.and_then(numbered) {
            Some(label) => Cow::Owned(label),
            None => Cow::Borrowed(name.or(id).unwrap_or("(without a name)")),
        }
    }
}

impl Issue<'_> {
    /// Its label with its id: `FEAT-041: Plugin Loader Implementation`.
    pub fn label(&self) -> Cow<'_, str> {
        let title = self.title.as_deref().filter(|title| !title.is_empty());
        match (self.id.as_deref(), title) {
            (Some(id), Some(title)) => prefixed(id, title),
            (id, title) => Cow::Borrowed(title.or(id).unwrap_or("(without a title)")),
        }
    }
}

impl Milestone<'_> {
    /// Its label: `Week 1: Foundation & Design`.
    pub fn label(&self) -> Cow<'_, str> {
        let title = self.title.as_deref().filter(|title| !title.is_empty());
        let week = self.week.map(|week| format!("Week {}", week.0));
        match (week.or_else(|| self.id.as_deref().and_then(numbered)), title) {
            (Some(label), Some(title)) => prefixed(&label, title),
            (Some(label), None) => Cow::Owned(label),
            (None, title) => Cow::Borrowed(title.or(self.id.as_deref()).unwrap_or("(without a title)")),
        }
    }
}

impl<'p> Item<'p, '_> {
    /// What it is called where it is listed among others of its kind.
    pub fn label(self) -> Cow<'p, str> {
        match self {
            Self::Batch(batch) => batch.label(),
            Self::Issue(issue) => issue.label(),
            Self::Milestone(milestone) => milestone.label(),
            other => {
                let title = other.title().filter(|title| !title.is_empty());
                match (other.id().and_then(numbered), title) {
                    (Some(label), Some(title)) => prefixed(&label, title),
                    (Some(label), None) => Cow::Owned(label),
                    (None, Some(title)) => Cow::Borrowed(title),
                    (None, None) => Cow::Owned(other.address()),
                }
            }
        }
    }

    /// What others call it, in a column of dependencies: `Batch 1`, `FEAT-041`, `Review 2`.
    pub fn reference(self) -> Cow<'p, str> {
        match (self, self.id()) {
            (Self::Batch(batch), _) => batch.reference(),
            (Self::Issue(_), Some(id)) => Cow::Borrowed(id),
            (other, Some(id)) => numbered(id).map_or(Cow::Borrowed(other.id().unwrap_or(id)), Cow::Owned),
            (other, None) => Cow::Owned(other.address()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_and_a_number_make_a_label() {
        assert_eq!(numbered("batch-1").as_deref(), Some("Batch 1"));
        assert_eq!(numbered("Phase_12").as_deref(), Some("Phase 12"));
        for id in ["FEAT-041", "batch", "batch-", "batch-1a", "batch-1-2", "batching-1"] {
            assert_eq!(numbered(id), None, "{id}");
        }
    }

    #[test]
    fn a_prefix_that_the_name_already_has_is_not_repeated() {
        assert_eq!(prefixed("Batch 1", "Critical Blockers"), "Batch 1: Critical Blockers");
        assert_eq!(prefixed("Batch 1", "Batch 1: Critical Blockers"), "Batch 1: Critical Blockers");
        assert_eq!(prefixed("Phase 1", "phase 1 – Design"), "phase 1 – Design");
        assert_eq!(prefixed("Batch 1", "Batch 10 and more"), "Batch 1: Batch 10 and more");
        assert_eq!(prefixed("A-1", "A-1"), "A-1");
    }
}
