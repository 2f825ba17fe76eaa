//! Finds a key that stands twice in one object.

use std::borrow::Cow;
use std::collections::HashMap;

use super::scan;
use crate::span::Span;

/// Up to this many keys, comparing each with each is faster than a map.
const FEW: usize = 32;

/// One key of an object that is being read.
#[derive(Debug, Clone, Copy)]
pub(super) struct Key {
    span: Span,
    escaped: bool,
    /// Equal keys have equal fingerprints: the first seven bytes and the length of the decoded text.
    fingerprint: u64,
}

impl Key {
    /// The key that stands, with its quotes, at `span`.
    pub(super) fn new(text: &str, span: Span, escaped: bool) -> Self {
        let decoded = scan::decoded(span.of(text), escaped);
        let head = decoded.as_bytes().first_chunk().copied().unwrap_or_else(|| short(decoded.as_bytes()));
        let length = decoded.len() as u64 & 0xFF;
        Self { span, escaped, fingerprint: (u64::from_le_bytes(head) << 8) | length }
    }

    fn decoded(self, text: &str) -> Cow<'_, str> {
        scan::decoded(self.span.of(text), self.escaped)
    }
}

/// A key of less than eight bytes, filled up with zeros.
fn short(key: &[u8]) -> [u8; 8] {
    let mut head = [0; 8];
    for (to, from) in head.iter_mut().zip(key) {
        *to = *from;
    }
    head
}

/// A key that stands twice.
#[derive(Debug)]
pub(super) struct Duplicate {
    pub(super) first: Span,
    pub(super) second: Span,
    pub(super) key: String,
}

/// The first key among those of one object that stood there before.
pub(super) fn duplicate(text: &str, keys: &[Key]) -> Option<Duplicate> {
    let (first, second) = if keys.len() <= FEW { among_few(text, keys) } else { among_many(text, keys) }?;
    Some(Duplicate { first: first.span, second: second.span, key: second.decoded(text).into_owned() })
}

fn among_few(text: &str, keys: &[Key]) -> Option<(Key, Key)> {
    keys.iter().enumerate().find_map(|(place, key)| {
        let before = keys.iter().take(place);
        let mut twins = before.filter(|other| other.fingerprint == key.fingerprint);
        twins.find(|twin| twin.decoded(text) == key.decoded(text)).map(|twin| (*twin, *key))
    })
}

fn among_many(text: &str, keys: &[Key]) -> Option<(Key, Key)> {
    let mut seen = HashMap::with_capacity(keys.len());
    keys.iter().find_map(|key| seen.insert(key.decoded(text), *key).map(|first| (first, *key)))
}
