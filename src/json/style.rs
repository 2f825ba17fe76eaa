//! How a document is written: its line ends, indentation and spacing.

use super::document::{Document, Node, NodeKind};
use super::scan;
use crate::span::Span;

/// So many values are looked at; a plan is written in one style throughout, or in none.
const SAMPLE: u32 = 2_000;

/// What a colon is like where nothing else is known.
pub(super) const USUAL_COLON: &str = ": ";

/// The prevailing style of a document, for what has no neighbour to follow.
#[derive(Debug)]
pub(super) struct Style {
    /// What ends a line.
    pub(super) line_end: &'static str,
    /// One step of indentation.
    pub(super) indent: String,
    /// What stands between a key and its value.
    pub(super) colon: String,
    /// What stands between two children on one line.
    pub(super) comma: String,
    /// The space inside the braces of an object on one line.
    object_padding: String,
    /// The space inside the brackets of an array on one line.
    array_padding: String,
    /// Objects in arrays.
    records: Tally,
    /// Arrays of scalars.
    lists: Tally,
    /// Arrays of anything else.
    tables: Tally,
    many_lines: bool,
}

/// How many containers of a sort stand on one line, and how many on many.
#[derive(Debug, Default, Clone, Copy)]
struct Tally {
    one_line: u32,
    many_lines: u32,
}

impl Tally {
    fn count(&mut self, on_one_line: bool) {
        *(if on_one_line { &mut self.one_line } else { &mut self.many_lines }) += 1;
    }

    fn on_one_line(self, when_none: bool) -> bool {
        if self.one_line == self.many_lines { when_none } else { self.one_line > self.many_lines }
    }
}

impl Style {
    /// Looks at the beginning of a document.
    pub(super) fn of(document: &Document) -> Self {
        Self::without(document, None)
    }

    /// Looks at the beginning of a document, but not at one value and what is in it.
    pub(super) fn without(document: &Document, left_out: Option<Node<'_>>) -> Self {
        let text = document.text();
        let root = document.root();
        let mut sample = Sample::default();
        for node in (0..SAMPLE).map_while(|index| document.nth(index)) {
            let is_left_out = |out: Node<'_>| (out.id()..out.behind()).contains(&node.id());
            if !left_out.is_some_and(is_left_out) {
                sample.look_at(text, node, node.id() == root.id());
            }
        }
        let Sample { indent, colon, comma, object_padding, array_padding, records, lists, tables } = sample;
        let colon = colon.unwrap_or_else(|| USUAL_COLON.into());
        let tight = !colon.ends_with([' ', '\t']);
        Self {
            line_end: line_end(text),
            indent: indent.unwrap_or_else(|| "  ".into()),
            comma: comma.unwrap_or_else(|| if tight { ",".into() } else { ", ".into() }),
            colon,
            object_padding: object_padding.unwrap_or_default(),
            array_padding: array_padding.unwrap_or_default(),
            records,
            lists,
            tables,
            many_lines: root.is_empty() || root.raw().contains('\n'),
        }
    }

    /// Whether a container without a model is written on one line.
    pub(super) fn on_one_line(&self, kind: NodeKind, only_scalars: bool) -> bool {
        match kind {
            _ if !only_scalars => self.tables.on_one_line(!self.many_lines),
            NodeKind::Object => self.records.on_one_line(!self.many_lines),
            _ => self.lists.on_one_line(true),
        }
    }

    /// The space inside the brackets of a container on one line.
    pub(super) fn padding(&self, kind: NodeKind) -> &str {
        if kind == NodeKind::Object { &self.object_padding } else { &self.array_padding }
    }
}

/// What has been seen so far; the first of everything counts, as formatters put one style everywhere.
#[derive(Default)]
struct Sample {
    indent: Option<String>,
    colon: Option<String>,
    comma: Option<String>,
    object_padding: Option<String>,
    array_padding: Option<String>,
    records: Tally,
    lists: Tally,
    tables: Tally,
}

impl Sample {
    fn look_at(&mut self, text: &str, node: Node<'_>, is_root: bool) {
        if self.colon.is_none() {
            self.colon = colon(text, node).map(Into::into);
        }
        let Some(gap) = gap(text, node) else { return };
        let on_one_line = !gap.contains('\n');
        if self.comma.is_none() {
            self.comma = first_separator(text, node).filter(|comma| !comma.contains('\n')).map(Into::into);
        }
        if !on_one_line && self.indent.is_none() {
            self.indent = step(text, node).map(Into::into);
        }
        let is_object = node.kind() == NodeKind::Object;
        let padding = if is_object { &mut self.object_padding } else { &mut self.array_padding };
        if on_one_line && padding.is_none() {
            *padding = Some(gap.into());
        }
        let tally = match (is_object, only_scalars(node)) {
            // A few small objects at keys of their own say nothing about others.
            (true, _) if is_root || node.key_start().is_some() => return,
            (true, _) => &mut self.records,
            (false, true) => &mut self.lists,
            (false, false) => &mut self.tables,
        };
        tally.count(on_one_line);
    }
}

/// Whether a container seems to hold nothing but scalars.
pub(super) fn only_scalars(container: Node<'_>) -> bool {
    container.children().take(4).all(|child| !matches!(child.kind(), NodeKind::Array | NodeKind::Object))
}

/// What ends the first line of a text.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.as_bytes().get(at.wrapping_sub(1)) == Some(&b'\r') => "\r\n",
        _ => "\n",
    }
}

/// Where a member or element begins: at its key, if it has one.
pub(super) fn start(node: Node<'_>) -> usize {
    node.key_start().unwrap_or(node.span().start)
}

/// The space between the opening bracket of a container and its first child.
pub(super) fn gap<'d>(text: &'d str, container: Node<'d>) -> Option<&'d str> {
    let first = container.children().next()?;
    Some(Span::new(container.span().start + 1, start(first)).of(text))
}

/// The space between the last child of a container and its closing bracket.
pub(super) fn tail<'d>(text: &'d str, container: Node<'d>) -> &'d str {
    let close = container.span().end.saturating_sub(1);
    Span::new(scan::space_start(text.as_bytes(), close), close).of(text)
}

/// What stands between the first two children of a container.
pub(super) fn first_separator<'d>(text: &'d str, container: Node<'d>) -> Option<&'d str> {
    let mut children = container.children();
    let first = children.next()?;
    let second = children.next()?;
    Some(Span::new(first.span().end, start(second)).of(text))
}

/// What stands between the key of a member and its value, if it fits anywhere.
pub(super) fn colon<'d>(text: &'d str, member: Node<'d>) -> Option<&'d str> {
    let between = Span::new(member.key_span()?.end, member.span().start).of(text);
    (!between.contains('\n')).then_some(between)
}

/// The other spacing of a colon, which says of a member that it was put there by itself: see
/// [`Node::stands_apart`].
pub(super) fn apart(colon: &str) -> &'static str {
    if colon == ":" { USUAL_COLON } else { ":" }
}

/// By how much the children of a container on many lines are indented against it.
pub(super) fn step<'d>(text: &'d str, container: Node<'d>) -> Option<&'d str> {
    let inside = indentation(gap(text, container)?)?;
    let outside = line_indentation(text, container.span().end.saturating_sub(1));
    inside.strip_prefix(outside).filter(|step| !step.is_empty())
}

/// The indentation after the last line break of a separator or gap.
pub(super) fn indentation(gap: &str) -> Option<&str> {
    let (_, last) = gap.rsplit_once('\n')?;
    Some(leading_space(last))
}

/// The indentation of the line on which a place stands.
pub(super) fn line_indentation(text: &str, at: usize) -> &str {
    let before = Span::new(0, at).of(text);
    leading_space(before.rsplit_once('\n').map_or(before, |(_, line)| line))
}

fn leading_space(line: &str) -> &str {
    let rest = line.trim_start_matches([' ', '\t']);
    line.strip_suffix(rest).unwrap_or_default()
}
