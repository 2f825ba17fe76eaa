//! Which entries of a list are the same before and after, so that what came, went or changed can be told one by one.

use serde_json::Value;

use super::value::entry_text;

/// So many pairs of entries are compared, which takes 16 MB; of more nobody reads the lines.
const MOST_PAIRS: usize = 4_000_000;

/// One entry that came, went or changed.
#[derive(Debug, PartialEq)]
pub(super) struct EntryChange<'v> {
    /// Its place from 1: where it stood, or for a new one where it stands.
    pub(super) place: usize,
    pub(super) from: Option<&'v Value>,
    pub(super) to: Option<&'v Value>,
}

/// The entries that differ, in their order; nothing when so little is the same that places say nothing.
pub(super) fn changes<'v>(from: &'v [Value], to: &'v [Value]) -> Option<Vec<EntryChange<'v>>> {
    let start = from.iter().zip(to).take_while(|(one, other)| one == other).count();
    let (rest, new) = (from.get(start..)?, to.get(start..)?);
    let end = rest.iter().rev().zip(new.iter().rev()).take_while(|(one, other)| one == other).count();
    let (rest, new) = (rest.get(..rest.len() - end)?, new.get(..new.len() - end)?);
    let pairs = common(rest, new)?;
    let has_nothing_in_common = start == 0 && end == 0 && pairs.is_empty();
    if has_nothing_in_common && rest.len() != new.len() && !rest.is_empty() && !new.is_empty() {
        return None;
    }
    let mut changes = Vec::new();
    let (mut at, mut new_at) = (0, 0);
    for (place, new_place) in pairs.into_iter().chain([(rest.len(), new.len())]) {
        let (gone, come) = (rest.get(at..place)?, new.get(new_at..new_place)?);
        for index in 0..gone.len().max(come.len()) {
            let from = gone.get(index);
            let number = if from.is_some() { at } else { new_at };
            changes.push(EntryChange { place: start + number + index + 1, from, to: come.get(index) });
        }
        if let (Some(from), Some(to)) = (rest.get(place), new.get(new_place))
            && from != to
        {
            changes.push(EntryChange { place: start + place + 1, from: Some(from), to: Some(to) });
        }
        (at, new_at) = (place + 1, new_place + 1);
    }
    Some(changes)
}

/// The places of the longest row of entries that both lists have in one order, by their texts; nothing for lists that
/// are too long to compare.
pub(super) fn common(from: &[Value], to: &[Value]) -> Option<Vec<(usize, usize)>> {
    if from.len().saturating_mul(to.len()) > MOST_PAIRS {
        return None;
    }
    let same = |one: &Value, other: &Value| match (entry_text(one), entry_text(other)) {
        (Some(one), Some(other)) => one == other,
        _ => one == other,
    };
    // `longest[i * width + j]`: how many entries behind `i` and `j` are in both.
    let width = to.len() + 1;
    let mut longest = vec![0_u32; (from.len() + 1) * width];
    let value = |table: &[u32], i: usize, j: usize| table.get(i * width + j).copied().unwrap_or(0);
    for (i, one) in from.iter().enumerate().rev() {
        for (j, other) in to.iter().enumerate().rev() {
            let best = if same(one, other) {
                value(&longest, i + 1, j + 1) + 1
            } else {
                value(&longest, i + 1, j).max(value(&longest, i, j + 1))
            };
            if let Some(cell) = longest.get_mut(i * width + j) {
                *cell = best;
            }
        }
    }
    let (mut i, mut j) = (0, 0);
    let mut pairs = Vec::new();
    while let (Some(one), Some(other)) = (from.get(i), to.get(j)) {
        if same(one, other) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if value(&longest, i + 1, j) >= value(&longest, i, j + 1) {
            i += 1;
        } else {
            j += 1;
        }
    }
    Some(pairs)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn told(from: &Value, to: &Value) -> Option<Vec<String>> {
        let text = |entry: Option<&Value>| entry.and_then(Value::as_str).unwrap_or("-").to_owned();
        let changes = changes(from.as_array().unwrap(), to.as_array().unwrap())?;
        Some(changes.iter().map(|one| format!("{} {} {}", one.place, text(one.from), text(one.to))).collect())
    }

    #[test]
    fn what_goes_is_told_from_what_stays_and_what_comes() {
        let list = json!(["a", "b", "c"]);
        for (to, expected) in [
            (json!(["b", "c", "d"]), vec!["1 a -", "3 - d"]),
            (json!(["a", "x", "c", "d"]), vec!["2 b x", "4 - d"]),
            (json!(["a", "x"]), vec!["2 b x", "3 c -"]),
            (json!(["x", "y", "z"]), vec!["1 a x", "2 b y", "3 c z"]),
            (json!([]), vec!["1 a -", "2 b -", "3 c -"]),
        ] {
            assert_eq!(told(&list, &to), Some(expected.into_iter().map(String::from).collect()));
        }
        assert_eq!(told(&list, &json!(["x", "y"])), None);
    }

    proptest! {
        #[test]
        fn the_changes_account_for_the_length(from in "[abc]{0,6}", to in "[abc]{0,6}") {
            let list = |text: &str| text.chars().map(|c| Value::from(c.to_string())).collect::<Vec<_>>();
            let (from, to) = (list(&from), list(&to));
            if let Some(changes) = changes(&from, &to) {
                let gone = changes.iter().filter(|one| one.to.is_none()).count();
                let come = changes.iter().filter(|one| one.from.is_none()).count();
                prop_assert_eq!(from.len() + come, to.len() + gone);
                prop_assert!(changes.iter().all(|one| one.from != one.to));
            }
        }
    }
}
