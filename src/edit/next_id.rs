//! The id of a new item, by the pattern that its kind has in this plan.

use std::collections::HashMap;

use super::base::Base;
use crate::plan::index::At;
use crate::plan::kind::Kind;
use crate::plan::value::text::Id;

/// An id that ends in a number: `FEAT-056`.
struct Numbered<'p> {
    prefix: &'p str,
    digits: &'p str,
    number: u64,
}

/// The next id of a kind: behind the commonest prefix one more than the highest number, with its leading zeros;
/// without any example, the pattern of the format.
pub(super) fn next_id(base: &Base<'_>, kind: Kind) -> String {
    let items = (0..base.plan.items.count(kind)).filter_map(|index| base.plan.item(At::new(kind, index)));
    let ids: Vec<Numbered<'_>> = items.filter_map(|item| numbered(item.id()?)).collect();
    let (prefix, width, mut number) = match commonest_prefix(&ids) {
        Some(prefix) => {
            let same: Vec<_> = ids.iter().filter(|id| id.prefix == prefix).collect();
            let padded = same.iter().filter(|id| id.digits.len() > 1 && id.digits.starts_with('0'));
            let width = padded.map(|id| id.digits.len()).max().unwrap_or(0);
            let highest = same.iter().map(|id| id.number).max().unwrap_or(0);
            (prefix, width, highest.saturating_add(1))
        }
        None => (kind.description().pattern.trim_end_matches('#'), 0, 1),
    };
    loop {
        let id = format!("{prefix}{number:0width$}");
        if number == u64::MAX || base.judge_new_id(&id, None).is_ok() {
            return id;
        }
        number += 1;
    }
}

/// The parts of an id that shows a pattern; none that no new item could follow.
fn numbered(id: &str) -> Option<Numbered<'_>> {
    if !Id::may_be_new(id) {
        return None;
    }
    let prefix = id.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = id.get(prefix.len()..)?;
    Some(Numbered { prefix, digits, number: digits.parse().ok()? })
}

/// Of equally common ones it is the one that was used last.
fn commonest_prefix<'p>(ids: &[Numbered<'p>]) -> Option<&'p str> {
    let mut uses: HashMap<&str, (usize, usize)> = HashMap::new();
    for (place, id) in ids.iter().enumerate() {
        let (count, last) = uses.entry(id.prefix).or_default();
        *count += 1;
        *last = place;
    }
    uses.into_iter().max_by_key(|(_, uses)| *uses).map(|(prefix, _)| prefix)
}
