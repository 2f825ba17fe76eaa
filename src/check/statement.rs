//! What a line of prose states of the plan: a count, a total, a critical path.
//!
//! Prose may mean anything, so only forms that say one thing are read: a clause that is nothing but the figure, perhaps
//! behind a label such as `Progress:`, and a path whose steps are single words between arrows.

use crate::plan::value::hours::Hours;

/// Labels before a count that leave it a count of the whole.
const COUNT_LABELS: [&str; 14] = [
    "",
    "progress",
    "overall",
    "overall progress",
    "total",
    "total progress",
    "status",
    "done",
    "complete",
    "completed",
    "tasks",
    "issues",
    "batches",
    "phases",
];

/// Labels that say themselves that what is counted is done.
const DONE_LABELS: [&str; 6] =
    ["progress", "overall progress", "total progress", "done", "complete", "completed"];

/// Labels before a total of hours.
const TOTAL_LABELS: [&str; 7] =
    ["total", "total estimate", "total effort", "total hours", "total work", "estimated total", "total time"];

/// Words that may stand between `critical path` and its first step.
const FILLERS: [&str; 9] = ["is", "runs", "goes", "now", "currently", "today", "sequence", "from", "the"];

/// Words that give what is said beside them to a part, or to another time.
const SCOPES: [&str; 20] = [
    "sprint",
    "phase",
    "week",
    "batch",
    "wave",
    "stage",
    "milestone",
    "session",
    "iteration",
    "day",
    "team",
    "last",
    "previous",
    "yesterday",
    "ago",
    "was",
    "were",
    "had",
    "next",
    "for",
];

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Counted {
    /// Issues, or pieces of work.
    Issues,
    /// Batches.
    Batches,
}

/// So many done of so many.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) done: usize,
    pub(super) total: usize,
    pub(super) of: Counted,
}

/// Whether a line speaks of a part, or of another time.
pub(super) fn is_scoped(line: &str) -> bool {
    words(line).iter().any(|word| SCOPES.iter().any(|scope| word.eq_ignore_ascii_case(scope)))
}

/// The words of a text, without markup.
pub(super) fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect()
}

/// The counts that a line states, each with its clause.
pub(super) fn counts(line: &str) -> Vec<(&str, Count)> {
    clauses(line).filter_map(|clause| Some((clause, count(clause)?))).collect()
}

/// The total of hours that a line states, with its clause.
pub(super) fn total(line: &str, hours_per_day: f64) -> Option<(&str, Hours)> {
    clauses(line).find_map(|clause| {
        let (label, figures) = labelled(clause);
        let is_total = TOTAL_LABELS.contains(&label.as_str());
        let figures = is_total.then(|| figures.to_lowercase().replace("hours", "h").replace("hour", "h"))?;
        let compact: String = figures.chars().filter(|c| !c.is_whitespace()).collect();
        // A figure without a unit may count anything.
        let hours = Hours::parse(&compact, hours_per_day)?;
        Some((clause, hours))
    })
}

/// The steps of the critical path that a line states. Behind a colon they may stand in the line below.
pub(super) fn path<'t>(line: &'t str, below: &'t str) -> Option<Vec<&'t str>> {
    const WORDS: &str = "critical path";
    let start = line
        .char_indices()
        .map(|(at, _)| at)
        .find(|at| line.get(*at..at + WORDS.len()).is_some_and(|words| words.eq_ignore_ascii_case(WORDS)))?;
    let rest = line.get(start + WORDS.len()..)?;
    let is_heading = rest.trim_end_matches(['*', '_', ' ']).ends_with(':') && !rest.contains(['→', '>']);
    let steps = if is_heading { below } else { rest };
    let steps: Vec<&str> = steps.split(['→', '>']).map(|step| step.trim_end_matches(['-', '='])).collect();
    let (first, others) = steps.split_first()?;
    let (last, middle) = others.split_last()?;
    let mut words = words(without_brackets(first));
    let first = words.pop()?;
    let before = if is_heading { self::words(rest) } else { Vec::new() };
    let is_filler = |word: &&str| FILLERS.iter().any(|filler| word.eq_ignore_ascii_case(filler));
    if !words.iter().chain(&before).all(is_filler) {
        return None;
    }
    let last = last.split_whitespace().next().map(bare);
    let middle = middle.iter().map(|step| {
        let mut words = without_brackets(step).split_whitespace();
        words.next().filter(|_| words.next().is_none()).map(bare)
    });
    std::iter::once(Some(first)).chain(middle).chain([last]).collect()
}

/// The parts of a line that say something by themselves.
fn clauses(line: &str) -> impl Iterator<Item = &str> {
    let parts = line.split([',', ';', '(', ')', '|', '·', '—']);
    let parts = parts.flat_map(|part| part.split(". ")).flat_map(|part| part.split(" - "));
    parts.flat_map(|part| part.split(" – ")).map(trimmed)
}

/// A clause without markup around it.
fn trimmed(clause: &str) -> &str {
    let is_markup = |c: char| c.is_whitespace() || matches!(c, '*' | '_' | '`' | '[' | ']' | '>' | '-' | '.');
    clause.trim_matches(is_markup)
}

/// The words before the first colon in lower case, without markup, and what follows.
fn labelled(clause: &str) -> (String, &str) {
    let (label, rest) = clause.split_once(':').unwrap_or(("", clause));
    (trimmed(label).to_lowercase(), trimmed(rest))
}

fn count(clause: &str) -> Option<Count> {
    let (label, rest) = labelled(clause);
    let (done, rest) = number(rest)?;
    let rest = rest.strip_prefix('/').or_else(|| rest.strip_prefix(" of "))?;
    let (total, rest) = number(rest)?;
    let words: Vec<String> = rest.strip_prefix(' ')?.split_whitespace().map(str::to_lowercase).collect();
    let (noun, state) = words.split_first()?;
    let of = match noun.as_str() {
        "task" | "tasks" | "issue" | "issues" => Counted::Issues,
        "batch" | "batches" | "phase" | "phases" => Counted::Batches,
        _ => return None,
    };
    let state: Vec<&str> =
        state.iter().map(String::as_str).filter(|word| !matches!(*word, "are" | "is")).collect();
    let is_done = match state.as_slice() {
        [] => DONE_LABELS.contains(&label.as_str()),
        ["done" | "complete" | "completed" | "finished"] => COUNT_LABELS.contains(&label.as_str()),
        _ => false,
    };
    is_done.then_some(Count { done, total, of })
}

/// A whole number at the start, and what follows.
fn number(text: &str) -> Option<(usize, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(end)?;
    Some((digits.parse().ok()?, rest))
}

/// A word without markup, brackets and marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| {
        matches!(c, '*' | '_' | '`' | '[' | ']' | '(' | ')' | '"' | ':' | ',' | ';' | '.' | '│' | '|')
    })
}

/// A step without what stands in brackets behind it: `2.1 (1h)`.
fn without_brackets(step: &str) -> &str {
    step.split_once('(').map_or(step, |(step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(line: &str) -> Vec<(usize, usize, Counted)> {
        counts(line).into_iter().map(|(_, count)| (count.done, count.total, count.of)).collect()
    }

    #[test]
    fn a_count_is_a_clause_of_its_own() {
        for line in [
            "0/9 tasks complete",
            "**Progress**: 0/9 tasks",
            "Active; 0 of 9 issues are done.",
            "- [ ] 0/9 tasks done (0%)",
        ] {
            assert_eq!(counted(line), [(0, 9, Counted::Issues)], "{line}");
        }
        assert_eq!(counted("Phase progress: 0/7 | 2/7 phases complete"), [(2, 7, Counted::Batches)]);
    }

    #[test]
    fn a_count_of_something_else_is_none() {
        for line in [
            "0/9 tasks",
            "Core team: 0/9 tasks done",
            "0/9 tasks done in the first phase",
            "0/9 of the issues done",
            "10/16 tasks ready",
            "2/7 checks complete",
            "v0/9 tasks complete",
            "1/2/9 tasks complete",
            "99999999999999999999/9 tasks done",
            "/9 tasks done",
            "",
        ] {
            assert_eq!(counted(line), [], "{line}");
        }
    }

    #[test]
    fn a_total_has_its_word_and_a_unit() {
        let read = |line: &str| total(line, 8.0).map(|(_, hours)| hours.to_string());
        assert_eq!(read("Total: 14–16h").as_deref(), Some("14–16h"));
        assert_eq!(
            read("- **Total effort:** 14 - 16 hours").as_deref(),
            None,
            "a dash between spaces parts clauses"
        );
        assert_eq!(read("- **Total effort:** 14-16 hours, roughly").as_deref(), Some("14–16h"));
        assert_eq!(read("Total: 2.5d").as_deref(), Some("20h"));
        for line in [
            "Total: 14",
            "Total critical path: 14 hours",
            "Total of Phase 1: 4h",
            "in total 14h",
            "Total: many hours",
        ] {
            assert_eq!(read(line), None, "{line}");
        }
    }

    #[test]
    fn a_part_or_another_time_is_a_scope() {
        for line in
            ["Sprint 3 is over; 9/9 tasks done", "*Last* time: Total: 9h", "for the demo, 3/4 issues done"]
        {
            assert!(is_scoped(line), "{line}");
        }
        assert!(!is_scoped("Phases: 3/7 phases done; the weekly report follows"));
    }

    #[test]
    fn a_path_is_of_single_words_between_arrows() {
        for line in [
            "The critical path: A → B-2 → C.",
            "**Critical Path**: `A` -> B-2 (2h) -> C, then rest",
            "critical path is A > B-2 > C",
            "Critical path runs from A --> B-2 => C",
        ] {
            assert_eq!(path(line, ""), Some(vec!["A", "B-2", "C"]), "{line}");
        }
        assert_eq!(path("## Critical path:", "A → B"), Some(vec!["A", "B"]));
        assert_eq!(path("Critical Path Sequence:", "│ A (2h) → B (1h)"), Some(vec!["A", "B"]));
    }

    #[test]
    fn a_path_of_something_else_is_none() {
        for line in [
            "The critical path of Phase 2: A → B",
            "critical path: Deploy it → Verify it → C",
            "the critical path is long",
            "A → B is not on the critical path",
            "critical path would be A → B",
            "critical path: → B",
            "critical path: A →",
        ] {
            assert_eq!(path(line, "A → B"), None, "{line}");
        }
    }
}
