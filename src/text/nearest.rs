//! What a misspelt word was meant to be.

/// The candidate that `wanted` most likely stands for, without regard to case, or none that is near enough.
///
/// Near is at most one edit for each three characters (an insertion, a deletion, another character, two
/// swapped), with something left in common; or the beginning of a candidate, from three characters on.
/// Of equally near candidates it is the one that looks most alike, then the first.
pub fn nearest<'a>(wanted: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = wanted.to_lowercase();
    let mut best: Option<(usize, f64, &str)> = None;
    for candidate in candidates {
        let lower = candidate.to_lowercase();
        let Some(distance) = distance(&wanted, &lower) else {
            continue;
        };
        let likeness = strsim::jaro_winkler(&wanted, &lower);
        if best.is_none_or(|(least, most, _)| distance < least || (distance == least && likeness > most)) {
            best = Some((distance, likeness, candidate));
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

/// The number of edits between two words, when it is small enough for a slip of the fingers.
fn distance(wanted: &str, candidate: &str) -> Option<usize> {
    let (length, other) = (wanted.chars().count(), candidate.chars().count());
    let limit = (length.max(other) / 3).max(1);
    if length.abs_diff(other) <= limit {
        let edits = strsim::damerau_levenshtein(wanted, candidate);
        if edits <= limit && edits < length.max(1) {
            return Some(edits);
        }
    }
    // The beginning of a word is a worse guess than a single slip, and as good as two.
    (length >= 3 && candidate.starts_with(wanted)).then_some(2)
}

/// What to say of a word that is none of the known ones: the nearest, else all of them.
pub fn suggestion<'a>(wrong: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(wrong, known.clone()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("there are {}", known.collect::<Vec<_>>().join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const STATUSES: [&str; 4] = ["not-started", "ready", "in-progress", "done"];

    #[test]
    fn a_slip_of_the_fingers_finds_its_word() {
        assert_eq!(nearest("donee", STATUSES), Some("done"));
        assert_eq!(nearest("staus", ["title", "status", "started"]), Some("status"));
        assert_eq!(nearest("STATUS", ["title", "status"]), Some("status"));
        assert_eq!(nearest("onwer", ["owner", "owners"]), Some("owner"));
    }

    #[test]
    fn a_missing_zero_finds_its_id() {
        assert_eq!(nearest("FEAT-41", ["FEAT-040", "FEAT-041", "FEAT-047"]), Some("FEAT-041"));
        assert_eq!(nearest("feat-041", ["FEAT-040", "FEAT-041"]), Some("FEAT-041"));
    }

    #[test]
    fn the_beginning_of_a_word_finds_it() {
        assert_eq!(nearest("dep", ["title", "dependencies"]), Some("dependencies"));
    }

    #[test]
    fn what_is_far_from_all_finds_nothing() {
        assert_eq!(nearest("xyz", STATUSES), None);
        assert_eq!(nearest("a", ["b"]), None);
        assert_eq!(nearest("", STATUSES), None);
        assert_eq!(nearest("done", []), None);
    }
}
