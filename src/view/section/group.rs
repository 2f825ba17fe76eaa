//! Rows that are listed together.

use std::collections::HashMap;
use std::hash::Hash;

/// The rows by what they are listed under, in the order in which that first occurs.
pub(super) fn grouped<K: Copy + Eq + Hash, T>(rows: impl IntoIterator<Item = (K, T)>) -> Vec<(K, Vec<T>)> {
    let mut groups: Vec<(K, Vec<T>)> = Vec::new();
    let mut places: HashMap<K, usize> = HashMap::new();
    for (key, row) in rows {
        let place = *places.entry(key).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, rows)) => rows.push(row),
            None => groups.push((key, vec![row])),
        }
    }
    groups
}
