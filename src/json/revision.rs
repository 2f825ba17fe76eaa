//! A document after some splices, read anew only where they stand.
//!
//! Which text is a value depends on that text alone. So when all splices are inside one value and its new text is a
//! value again, the whole is a document again, and all other values are where they were or moved by one distance. In
//! every other case the whole text is read, which also finds the words for what is wrong with it.

use super::document::{Document, Node, Record};
use super::parse;
use super::splice::{Splice, apply};
use super::syntax::SyntaxError;
use crate::span::Span;

impl Document {
    /// The document that has all splices made, as [`apply`] makes them: the same as its text parsed, but sooner where
    /// little of a large text has changed.
    pub fn revised(&self, splices: &[Splice]) -> Result<Self, SyntaxError> {
        let text = apply(self.text(), splices);
        match self.revised_tape(&text, splices) {
            Some(tape) => Ok(Self::of_parts(text, tape)),
            None => Self::parse(text.into_bytes()),
        }
    }

    /// The tape of the new text, when reading one value of it is enough.
    fn revised_tape(&self, text: &str, splices: &[Splice]) -> Option<Vec<Record>> {
        let touched = Span::new(splices.first()?.span.start, splices.last()?.span.end);
        let (value, depth) = self.innermost(touched)?;
        let moved = Move::new(value, self.text(), text)?;
        let inner = parse::value(moved.new.of(text), depth).ok()?;
        moved.tape(self.tape(), &inner)
    }

    /// The innermost value that the span is inside of, and how many containers are around that value. The root is none:
    /// to read it is to read all.
    fn innermost(&self, span: Span) -> Option<(Node<'_>, usize)> {
        let holds = |node: &Node<'_>| {
            let own = node.span();
            own == span || (own.start < span.start && span.end < own.end)
        };
        let mut path = std::iter::successors(Some(self.root()), |node| node.children().find(holds));
        path.by_ref().skip(1).zip(1..).last()
    }
}

/// One value's stretch of the text and of the tape, before and after.
struct Move {
    old: Span,
    new: Span,
    records: std::ops::Range<usize>,
    /// By how many bytes everything behind the value moves; modulo 2³², so that it may be back.
    bytes: u32,
}

impl Move {
    /// Nothing when the new text is too large for a tape.
    fn new(value: Node<'_>, before: &str, after: &str) -> Option<Self> {
        let (before, after) = (u32::try_from(before.len()).ok()?, u32::try_from(after.len()).ok()?);
        let bytes = after.wrapping_sub(before);
        let old = value.span();
        let end = u32::try_from(old.end).ok()?.wrapping_add(bytes);
        let records = value.id().0 as usize..value.behind().0 as usize;
        Some(Self { old, new: Span::new(old.start, end as usize), records, bytes })
    }

    /// The tape with the records of the value's new text in the place of those of its old one.
    fn tape(&self, tape: &[Record], inner: &[Record]) -> Option<Vec<Record>> {
        let first = u32::try_from(self.records.start).ok()?;
        let start = u32::try_from(self.old.start).ok()?;
        let records = u32::try_from(inner.len()).ok()?.wrapping_sub(u32::try_from(self.records.len()).ok()?);
        let (value, before) = (tape.get(self.records.start)?, tape.get(..self.records.start)?);

        let mut revised = Vec::with_capacity(tape.len() - self.records.len() + inner.len());
        revised.extend(before.iter().map(|record| {
            // Only what is around the value ends behind it.
            let holds = record.next > first;
            let (bytes, records) = if holds { (self.bytes, records) } else { (0, 0) };
            Record { end: record.end.wrapping_add(bytes), next: record.next.wrapping_add(records), ..*record }
        }));
        revised.extend(inner.iter().map(|record| record.moved(start, first)));
        // The key stands in front of the value, and so is none of its own.
        let root = revised.get_mut(self.records.start)?;
        (root.key, root.key_escaped) = (value.key, value.key_escaped);
        revised.extend(tape.get(self.records.end..)?.iter().map(|record| record.moved(self.bytes, records)));
        Some(revised)
    }
}

impl Record {
    /// The same so many bytes and records further on, modulo 2³².
    const fn moved(self, bytes: u32, records: u32) -> Self {
        Self {
            start: self.start.wrapping_add(bytes),
            end: self.end.wrapping_add(bytes),
            key: if self.key == Self::NO_KEY { self.key } else { self.key.wrapping_add(bytes) },
            next: self.next.wrapping_add(records),
            ..self
        }
    }
}
