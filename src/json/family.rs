//! Parents, siblings and cousins: where a value stands in the tree, and whom it should look like.

use std::collections::HashMap;

use super::document::{Children, Document, Node, NodeId, NodeKind};
use super::style;

/// So many neighbours say enough about a style.
const ENOUGH: usize = 4;

/// How far up the tree cousins are looked for.
const GENERATIONS: usize = 3;

/// The ancestors of some values of a document.
pub(super) struct Family<'d> {
    document: &'d Document,
    places: HashMap<NodeId, Place>,
}

/// Where a value hangs in the tree.
#[derive(Clone, Copy)]
struct Place {
    parent: NodeId,
    previous: Option<NodeId>,
}

/// A value on the way down from the root, and how far its children have been looked through.
struct Step<'d> {
    node: Node<'d>,
    rest: Children<'d>,
    previous: Option<NodeId>,
}

impl<'d> Step<'d> {
    fn new(node: Node<'d>) -> Self {
        Self { node, rest: node.children(), previous: None }
    }

    /// The child in which the value lies.
    fn towards(&mut self, id: NodeId) -> Option<(Node<'d>, Option<NodeId>)> {
        for child in self.rest.by_ref() {
            let previous = self.previous.replace(child.id());
            if id < child.behind() {
                return Some((child, previous));
            }
        }
        None
    }
}

impl<'d> Family<'d> {
    /// Finds the ancestors of all these values in one walk.
    pub(super) fn new(document: &'d Document, mut ids: Vec<NodeId>) -> Self {
        ids.sort_unstable();
        let mut places = HashMap::new();
        let mut way = vec![Step::new(document.root())];
        for id in ids {
            while way.len() > 1 && way.last().is_some_and(|step| step.node.behind() <= id) {
                way.pop();
            }
            while let Some(step) = way.last_mut()
                && step.node.id() != id
                && let Some((child, previous)) = step.towards(id)
            {
                places.insert(child.id(), Place { parent: step.node.id(), previous });
                way.push(Step::new(child));
            }
        }
        Self { document, places }
    }

    /// The container in which a value stands; nothing for the root.
    pub(super) fn parent(&self, node: Node<'d>) -> Option<Node<'d>> {
        self.places.get(&node.id()).and_then(|place| self.document.node(place.parent))
    }

    /// Values that play the same part as this one, the likeliest first: the other elements of an array, or the
    /// members at the same key of neighbouring objects. Then the members beside it that hold, as `flat` says,
    /// nothing but scalars, or more.
    pub(super) fn like(&self, node: Node<'d>, flat: bool) -> Vec<Node<'d>> {
        self.alike(node, Some(flat), GENERATIONS)
    }

    /// Objects with members that play the same part as those of this one.
    pub(super) fn cousins(&self, object: Node<'d>) -> Vec<Node<'d>> {
        self.alike(object, None, GENERATIONS)
    }

    fn alike(&self, node: Node<'d>, flat: Option<bool>, generations: usize) -> Vec<Node<'d>> {
        let Some(parent) = self.parent(node) else { return Vec::new() };
        let Some(key) = node.key() else { return self.siblings(node, parent).collect() };
        let mut found = Vec::new();
        if generations > 0 {
            let uncles = self.alike(parent, None, generations - 1);
            found.extend(uncles.into_iter().filter_map(|uncle| uncle.get(&key)));
        }
        let comparable = |sibling: &Node<'d>| flat.is_none_or(|flat| style::only_scalars(*sibling) == flat);
        found.extend(self.siblings(node, parent).filter(comparable));
        found
    }

    /// The value before this one, some behind it, and the first of all.
    fn siblings(&self, node: Node<'d>, parent: Node<'d>) -> impl Iterator<Item = Node<'d>> {
        let previous = self.places.get(&node.id()).and_then(|place| place.previous);
        let behind = std::iter::successors(self.document.node(node.behind()), |next| {
            self.document.node(next.behind())
        });
        let behind = behind.take_while(move |next| next.id() < parent.behind()).take(ENOUGH);
        let first = parent.children().take(ENOUGH).take_while(move |first| first.id() < node.id());
        previous.and_then(|id| self.document.node(id)).into_iter().chain(behind).chain(first)
    }
}

/// The values that play, inside values like these, the part of the member with this key.
pub(super) fn members<'d>(models: &[Node<'d>], key: &str) -> Vec<Node<'d>> {
    models.iter().filter_map(|model| model.get(key)).take(ENOUGH).collect()
}

/// The values that play, inside values like these, the part of an element.
pub(super) fn elements<'d>(models: &[Node<'d>]) -> Vec<Node<'d>> {
    let arrays = models.iter().filter(|model| model.kind() == NodeKind::Array);
    arrays.flat_map(|model| model.children().take(2)).take(ENOUGH).collect()
}
