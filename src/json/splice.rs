//! Replacing stretches of a text, and taking it back.

use crate::span::Span;

/// A stretch of a text and what is to stand there instead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Splice {
    /// What goes; empty for an insertion.
    pub span: Span,
    /// What comes.
    pub text: String,
}

impl Splice {
    /// Puts `text` where `span` stands.
    pub fn new(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}

/// The text with all splices made. They are given in order and do not overlap; their spans count in the text as
/// it was.
pub fn apply(text: &str, splices: &[Splice]) -> String {
    let added: usize = splices.iter().map(|splice| splice.text.len()).sum();
    let mut result = String::with_capacity(text.len() + added);
    let mut at = 0;
    for splice in splices {
        result.push_str(Span::new(at, splice.span.start).of(text));
        result.push_str(&splice.text);
        at = splice.span.end;
    }
    result.push_str(Span::new(at, text.len()).of(text));
    result
}

/// The splices that lead back, for the laws: `apply(&apply(text, splices), &invert(text, splices)) == text`.
#[cfg(test)]
pub fn invert(text: &str, splices: &[Splice]) -> Vec<Splice> {
    let mut added = 0;
    let mut removed = 0;
    let back = |splice: &Splice| {
        let start = splice.span.start + added - removed;
        added += splice.text.len();
        removed += splice.span.end - splice.span.start;
        Splice::new(Span::new(start, start + splice.text.len()), splice.span.of(text))
    };
    splices.iter().map(back).collect()
}

/// Puts splices in order and joins those that touch.
pub(super) fn in_order(mut splices: Vec<Splice>) -> Vec<Splice> {
    // Stable: what was inserted first at one place stays first.
    splices.sort_by_key(|splice| splice.span);
    let mut joined: Vec<Splice> = Vec::with_capacity(splices.len());
    for splice in splices {
        match joined.last_mut() {
            Some(last) if last.span.end == splice.span.start => {
                last.span.end = splice.span.end;
                last.text.push_str(&splice.text);
            }
            _ => joined.push(splice),
        }
    }
    joined
}
