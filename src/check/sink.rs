//! Where findings go, and where in the text they point.

use super::Rule;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::Node;
use crate::plan::kind::Item;
use crate::span::Span;
use crate::text;
pub(super) use crate::text::typed;

/// The findings of one rule.
#[derive(Debug)]
pub struct Sink {
    code: &'static str,
    severity: Severity,
    findings: Vec<Diagnostic>,
}

impl Sink {
    /// An empty one for a rule.
    pub const fn new(rule: &Rule) -> Self {
        Self { code: rule.code, severity: rule.severity, findings: Vec::new() }
    }

    /// A finding of the rule at a place, to be completed and pushed.
    pub fn at(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(self.code, self.severity, span, message)
    }

    /// A finding about a field of an item. It points at the field's value; when the field is absent, at the item.
    pub fn on(&self, item: Item<'_, '_>, field: &'static str, message: impl Into<String>) -> Diagnostic {
        let span = item.node().get(field).map_or_else(|| head(item), Node::span);
        self.at(span, message).about(item.address()).field(field)
    }

    /// A finding about a value within a field of an item.
    pub fn within(
        &self,
        item: Item<'_, '_>,
        field: &'static str,
        node: Node<'_>,
        message: impl Into<String>,
    ) -> Diagnostic {
        self.at(node.span(), message).about(item.address()).field(field)
    }

    /// Adds a finding.
    pub fn push(&mut self, finding: Diagnostic) {
        self.findings.push(finding);
    }

    /// What was found.
    pub fn into_findings(self) -> Vec<Diagnostic> {
        self.findings
    }
}

/// Where an item is named: its id, else its opening brace.
pub(super) fn head(item: Item<'_, '_>) -> Span {
    let node = item.node();
    let id = node.get("id").filter(|id| !id.is_null());
    id.map_or_else(|| opening(node), Node::span)
}

/// The first character of a value: the brace of an object.
pub(super) fn opening(node: Node<'_>) -> Span {
    let start = node.span().start;
    Span::new(start, start + 1)
}

/// An item as a message names it.
pub(super) fn named(item: Item<'_, '_>) -> String {
    shown(&item.address())
}

/// Text of the plan as a message shows it: in one line, and not longer than a message can bear.
pub(super) fn shown(text: &str) -> String {
    text::shorten(&text::one_line(text), 60).into_owned()
}
