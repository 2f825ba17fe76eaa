//! The splices that take children out of one container and put new ones in.

use std::collections::HashSet;

use super::document::{Node, NodeId};
use super::family::{self, Family};
use super::splice::Splice;
use super::style::{self, Style};
use super::write::{self, Item, Setting, Writer};
use crate::span::Span;

/// What is to happen to the children of one container.
#[derive(Default)]
pub(super) struct Plan<'v> {
    pub(super) removed: HashSet<NodeId>,
    /// In the order of their places, which count the children that stand there now.
    pub(super) inserted: Vec<(usize, Item<'v>)>,
}

/// A container with its children at hand.
pub(super) struct Container<'c, 'd> {
    writer: &'c Writer<'d>,
    family: &'c Family<'d>,
    node: Node<'d>,
    children: Vec<Node<'d>>,
    /// All of it stands on one line, and so does what is put in.
    on_one_line: bool,
}

impl<'c, 'd> Container<'c, 'd> {
    pub(super) fn new(writer: &'c Writer<'d>, family: &'c Family<'d>, node: Node<'d>) -> Self {
        let children: Vec<_> = node.children().collect();
        Self { writer, family, node, children, on_one_line: !node.raw().contains('\n') }
    }

    pub(super) fn children(&self) -> &[Node<'d>] {
        &self.children
    }

    /// Works the plan out. Its places are within the container.
    pub(super) fn splices(&self, plan: &Plan<'_>) -> Vec<Splice> {
        let (Some(first), Some(last)) = (self.children.first(), self.children.last()) else {
            return self.filled(&plan.inserted).into_iter().collect();
        };
        let kept: Vec<bool> = self.children.iter().map(|child| !plan.removed.contains(&child.id())).collect();
        let Some(first_kept) = kept.iter().position(|kept| *kept) else {
            let all = Span::new(style::start(*first), last.span().end);
            return vec![if plan.inserted.is_empty() {
                self.emptied(all)
            } else {
                self.exchanged(all, plan)
            }];
        };
        let mut splices = self.removals(&kept, first_kept);
        for (position, item) in &plan.inserted {
            // Behind the nearest that stays; in front of the first that stays when there is none.
            let anchor = kept.iter().take(*position).rposition(|kept| *kept);
            splices.extend(self.insertion(*position, item, anchor, first_kept));
        }
        splices
    }

    /// Puts items where nothing stands.
    fn filled(&self, inserted: &[(usize, Item<'_>)]) -> Option<Splice> {
        if inserted.is_empty() {
            return None;
        }
        let items: Vec<_> = inserted.iter().map(|(_, item)| item.clone()).collect();
        let flat = items.iter().all(|item| write::is_scalar(item.value));
        let models = self.family.like(self.node, flat);
        let setting = self.setting(&models);
        let inside = self.inside();
        let mut text = String::new();
        self.writer.inside(&mut text, self.node.kind(), &items, &setting, inside.of(self.writer.text));
        Some(Splice::new(inside, text))
    }

    /// Takes all children out.
    fn emptied(&self, all: Span) -> Splice {
        let inside = self.inside();
        let open = Span::new(inside.start, all.start).of(self.writer.text);
        let close = Span::new(all.end, inside.end).of(self.writer.text);
        // What stands here now says nothing about what would be here without it.
        let style = Style::without(self.node.document(), Some(self.node));
        let flat = style::only_scalars(self.node);
        let models = self.family.like(self.node, flat);
        let setting = self.setting(&models);
        let writer = Writer { text: self.writer.text, style };
        let usual = writer.usual_open(self.node.kind(), flat, &setting);
        Splice::new(inside, write::space_left(open, close, &usual, setting.indent))
    }

    /// Where the container stands.
    fn setting<'s>(&'s self, models: &'s [Node<'d>]) -> Setting<'s, 'd> {
        let around = self.family.parent(self.node);
        let on_one_line = around.is_some_and(|around| !around.raw().contains('\n'));
        let indent = if on_one_line { "" } else { self.line_indentation(self.node.span().start) };
        Setting { indent, on_one_line, models }
    }

    /// Puts items in the place of all that stood there.
    fn exchanged(&self, all: Span, plan: &Plan<'_>) -> Splice {
        let separator = self.separator(1);
        let mut text = String::new();
        for (place, (_, item)) in plan.inserted.iter().enumerate() {
            if place > 0 {
                text.push_str(&separator);
            }
            self.write(&mut text, item, 0, all.start);
        }
        Splice::new(all, text)
    }

    /// Takes out every run of children that go, when at least one stays.
    fn removals(&self, kept: &[bool], first_kept: usize) -> Vec<Splice> {
        let mut splices = Vec::new();
        let mut at = 0;
        for run in kept.chunk_by(|one, next| one == next) {
            let (start, end) = (at, at + run.len());
            at = end;
            if run.first() == Some(&true) {
                continue;
            }
            // What follows on the same line takes the place of what goes.
            let followed = end < kept.len() && !self.between(end).contains('\n');
            let span = if end == first_kept || followed {
                Span::new(self.start_of(start), self.start_of(end))
            } else {
                Span::new(self.end_of(start.saturating_sub(1)), self.end_of(end - 1))
            };
            splices.push(Splice::new(span, ""));
        }
        splices
    }

    fn insertion(
        &self,
        position: usize,
        item: &Item<'_>,
        anchor: Option<usize>,
        first_kept: usize,
    ) -> Option<Splice> {
        let separator = self.separator(position);
        let mut text = String::new();
        let at = if let Some(anchor) = anchor {
            text.push_str(&separator);
            let at = self.end_of(anchor);
            self.write(&mut text, item, position, at);
            at
        } else {
            let at = self.start_of(first_kept);
            self.write(&mut text, item, position, self.start_of(0));
            text.push_str(&separator);
            at
        };
        (!text.is_empty()).then(|| Splice::new(Span::empty(at), text))
    }
}

/// Where things stand, and what stands around them.
impl<'d> Container<'_, 'd> {
    /// Appends an item that comes to stand at `position`; `at` is a place on the line that it starts on when the
    /// separator breaks none.
    fn write(&self, text: &mut String, item: &Item<'_>, position: usize, at: usize) {
        let separator = self.separator(position);
        let indent = match style::indentation(&separator) {
            _ if self.on_one_line => "",
            Some(indent) => indent,
            None => self.line_indentation(at),
        };
        let colon = self.near(position).find_map(|near| style::colon(self.writer.text, near));
        let colon = colon.unwrap_or(if item.apart { style::USUAL_COLON } else { &self.writer.style.colon });
        let models = if is_filled(item.value) { self.models(position, item) } else { Vec::new() };
        self.writer.item(
            text,
            item,
            colon,
            &Setting { indent, on_one_line: self.on_one_line, models: &models },
        );
    }

    /// What an item should look like: the elements beside it; or the same member of neighbouring objects, then
    /// the members beside it that hold the like.
    fn models(&self, position: usize, item: &Item<'_>) -> Vec<Node<'d>> {
        let Some(key) = item.key else { return self.near(position).take(4).collect() };
        let mut models = family::members(&self.family.cousins(self.node), key);
        let flat = write::is_flat(item.value);
        models.extend(self.near(position).filter(|near| style::only_scalars(*near) == flat).take(4));
        models
    }

    /// The children around a place: those before it, the nearest first, then those behind.
    fn near(&self, position: usize) -> impl Iterator<Item = Node<'d>> {
        let (before, behind) = self.children.split_at(position.min(self.children.len()));
        before.iter().rev().chain(behind).copied()
    }

    /// What goes between a new child at this place and the one beside it: what stands there now, or nearby.
    fn separator(&self, position: usize) -> String {
        let count = self.children.len();
        if count < 2 {
            return self.first_separator();
        }
        let place = position.clamp(1, count - 1);
        let nearest = self.between(place);
        let breaks = |separator: &&str| separator.bytes().filter(|byte| *byte == b'\n').count();
        if breaks(&nearest) < 2 {
            return nearest.into();
        }
        // Blank lines part groups, unless they part everything.
        let beside = [place - 1, place + 1].map(|place| self.between(place));
        beside.into_iter().find(|separator| breaks(separator) == 1).unwrap_or(nearest).into()
    }

    /// The separator for a container that has had none yet.
    fn first_separator(&self) -> String {
        let gap = style::gap(self.writer.text, self.node).unwrap_or_default();
        match style::indentation(gap) {
            Some(indent) if gap.contains("\r\n") => format!(",\r\n{indent}"),
            Some(indent) => format!(",\n{indent}"),
            None => self.writer.style.comma.clone(),
        }
    }

    /// What stands in front of the child with this number, up to the one before it.
    fn between(&self, child: usize) -> &'d str {
        if child == 0 || child >= self.children.len() {
            return "";
        }
        Span::new(self.end_of(child - 1), self.start_of(child)).of(self.writer.text)
    }

    /// What stands between the brackets.
    fn inside(&self) -> Span {
        Span::new(self.node.span().start + 1, self.node.span().end - 1)
    }

    fn start_of(&self, child: usize) -> usize {
        self.children.get(child).map_or(self.node.span().end - 1, |child| style::start(*child))
    }

    fn end_of(&self, child: usize) -> usize {
        self.children.get(child).map_or(self.node.span().end - 1, |child| child.span().end)
    }

    fn line_indentation(&self, at: usize) -> &'d str {
        style::line_indentation(self.writer.text, at)
    }
}

/// Whether a value is an object or array with something in it.
pub(super) fn is_filled(value: &serde_json::Value) -> bool {
    value.as_array().is_some_and(|elements| !elements.is_empty())
        || value.as_object().is_some_and(|members| !members.is_empty())
}
