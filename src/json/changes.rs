//! Collects changes to the values of one document and turns them into splices of its text.

use std::collections::{BTreeMap, HashSet};
use std::fmt;

use serde_json::Value;

use super::container::{Container, Plan, is_filled};
use super::document::{Document, Node, NodeId, NodeKind};
use super::family::Family;
use super::splice::{self, Splice};
use super::style::{self, Style};
use super::write::{self, Item, Setting, Writer};

/// Changes to one document, all told in terms of the document as it is: positions count the members and elements
/// that stand there now. Only the bytes of what changes differ afterwards; what is new follows the style of its
/// neighbours. The result is valid JSON again, unless new values nest it deeper than [`Document::parse`] reads.
#[derive(Debug, Clone)]
pub struct Changes<'d> {
    document: &'d Document,
    replaced: Vec<(Node<'d>, Replacement<'d>)>,
    removed: Vec<Node<'d>>,
    inserted: Vec<Insertion<'d>>,
    renamed: Vec<(Node<'d>, String)>,
}

/// What comes in the place of a value.
#[derive(Debug, Clone)]
enum Replacement<'d> {
    Value(Value),
    /// A text of the document.
    Copy(&'d str),
    /// An object around it.
    Around {
        key: String,
        beside: String,
        value: Value,
    },
}

#[derive(Debug, Clone)]
struct Insertion<'d> {
    container: Node<'d>,
    position: usize,
    /// Present exactly when it is a new member.
    key: Option<String>,
    value: Value,
    /// The value's own text, where it has one that it keeps.
    text: Option<&'d str>,
    /// Whether the member's colon is spaced in the other way than those around it.
    apart: bool,
}

impl<'d> Insertion<'d> {
    fn new(container: Node<'d>, position: usize, key: Option<&str>, value: Value) -> Self {
        Self { container, position, key: key.map(str::to_owned), value, text: None, apart: false }
    }
}

/// Changes that contradict the document or each other: a mistake of the caller, not of the document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ChangeError {
    /// The value belongs to another document.
    Foreign,
    /// The value is changed twice, or stands inside one that is replaced or removed.
    Overlap(NodeId),
    /// The whole document is to be removed.
    Root,
    /// A member for something that is no object, or an element for something that is no array.
    NoContainer(NodeId),
    /// The position is beyond the end of the container.
    NoPosition(NodeId, usize),
    /// The object would have this key twice.
    DuplicateKey(String),
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("the value belongs to another document"),
            Self::Overlap(_) => f.write_str("two changes concern the same value"),
            Self::Root => f.write_str("the whole document cannot be removed"),
            Self::NoContainer(_) => f.write_str("the value cannot hold what is to be inserted"),
            Self::NoPosition(_, position) => write!(f, "there is no position {position} to insert at"),
            Self::DuplicateKey(key) => {
                write!(f, "the object has the key {} already", Value::from(key.as_str()))
            }
        }
    }
}

impl std::error::Error for ChangeError {}

impl<'d> Changes<'d> {
    /// No changes yet.
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            replaced: Vec::new(),
            removed: Vec::new(),
            inserted: Vec::new(),
            renamed: Vec::new(),
        }
    }

    /// Puts a value in the place of another. A member keeps its key.
    pub fn replace(&mut self, node: Node<'d>, value: &Value) {
        self.replaced.push((node, Replacement::Value(value.clone())));
    }

    /// Puts a copy of another value in the place of one that it may be part of, to the byte.
    pub fn replace_with_copy(&mut self, node: Node<'d>, of: Node<'d>) {
        self.replaced.push((node, Replacement::Copy(of.raw())));
    }

    /// Makes a value, its text as it is, the member `key` of an object in its place. Another member comes behind it
    /// and [stands apart](Node::stands_apart).
    pub fn wrap(&mut self, node: Node<'d>, key: &str, beside: &str, value: &Value) {
        let (key, beside, value) = (key.to_owned(), beside.to_owned(), value.clone());
        self.replaced.push((node, Replacement::Around { key, beside, value }));
    }

    /// Adds a member in front of the one at `position`, or at the end. Several at one position stay in the order
    /// in which they were added.
    pub fn insert_member(&mut self, object: Node<'d>, position: usize, key: &str, value: &Value) {
        self.inserted.push(Insertion::new(object, position, Some(key), value.clone()));
    }

    /// Adds a member that [stands apart](Node::stands_apart) from the others.
    pub fn insert_apart(&mut self, object: Node<'d>, position: usize, key: &str, value: &Value) {
        let insertion = Insertion::new(object, position, Some(key), value.clone());
        self.inserted.push(Insertion { apart: true, ..insertion });
    }

    /// Adds an element in front of the one at `position`, or at the end. Several at one position stay in the
    /// order in which they were added.
    pub fn insert_element(&mut self, array: Node<'d>, position: usize, value: &Value) {
        self.inserted.push(Insertion::new(array, position, None, value.clone()));
    }

    /// Adds an element that is written as another value of the document is, to the byte.
    pub fn insert_copy(&mut self, array: Node<'d>, position: usize, of: Node<'d>) {
        let insertion = Insertion::new(array, position, None, of.to_value());
        self.inserted.push(Insertion { text: Some(of.raw()), ..insertion });
    }

    /// Gives a member another key. The object must not have that key already, unless that member goes.
    pub fn rename(&mut self, member: Node<'d>, key: &str) {
        self.renamed.push((member, key.to_owned()));
    }

    /// Removes a member, with its key, or an element.
    pub fn remove(&mut self, node: Node<'d>) {
        self.removed.push(node);
    }

    /// Whether nothing is to be changed.
    pub fn is_empty(&self) -> bool {
        let nothing_moves = self.removed.is_empty() && self.inserted.is_empty();
        nothing_moves && self.replaced.is_empty() && self.renamed.is_empty()
    }

    /// The splices of the document's text that make all the changes, in order and without overlaps.
    pub fn splices(mut self) -> Result<Vec<Splice>, ChangeError> {
        if self.is_empty() {
            return Ok(Vec::new());
        }
        self.judge()?;
        // Stable: those at one position stay in the order in which they were added.
        self.inserted.sort_by_key(|insertion| insertion.position);
        let family = Family::new(self.document, self.nodes().map(Node::id).collect());
        let writer = Writer { text: self.document.text(), style: Style::of(self.document) };
        let mut splices: Vec<Splice> =
            self.replaced.iter().map(|(node, value)| replacement(&writer, &family, *node, value)).collect();
        splices.extend(self.renamed.iter().filter_map(|(member, key)| {
            Some(Splice::new(member.key_span()?, Value::from(key.as_str()).to_string()))
        }));
        for (id, plan) in self.plans(&family)? {
            let Some(node) = self.document.node(id) else { continue };
            let container = Container::new(&writer, &family, node);
            judge_plan(&container, id, &plan)?;
            splices.extend(container.splices(&plan));
        }
        Ok(splice::in_order(splices))
    }

    /// Every value that a change concerns.
    fn nodes(&self) -> impl Iterator<Item = Node<'d>> {
        let replaced = self.replaced.iter().map(|(node, _)| *node);
        let inserted = self.inserted.iter().map(|insertion| insertion.container);
        let renamed = self.renamed.iter().map(|(member, _)| *member);
        replaced.chain(self.removed.iter().copied()).chain(inserted).chain(renamed)
    }

    /// Refuses changes that make no sense on their own or together.
    fn judge(&self) -> Result<(), ChangeError> {
        if self.nodes().any(|node| !node.belongs_to(self.document)) {
            return Err(ChangeError::Foreign);
        }
        for Insertion { container, key, .. } in &self.inserted {
            let wanted = if key.is_some() { NodeKind::Object } else { NodeKind::Array };
            if container.kind() != wanted {
                return Err(ChangeError::NoContainer(container.id()));
            }
        }
        let mut gone: Vec<_> =
            self.replaced.iter().map(|(node, _)| *node).chain(self.removed.clone()).collect();
        gone.sort_unstable_by_key(|node| node.id());
        for pair in gone.windows(2) {
            if let [one, next] = pair
                && next.id() < one.behind()
            {
                return Err(ChangeError::Overlap(next.id()));
            }
        }
        let inserted = self.inserted.iter().map(|insertion| insertion.container);
        for node in inserted.chain(self.renamed.iter().map(|(member, _)| *member)) {
            let before = gone.partition_point(|gone| gone.id() <= node.id());
            let around = before.checked_sub(1).and_then(|last| gone.get(last));
            if around.is_some_and(|around| node.id() < around.behind()) {
                return Err(ChangeError::Overlap(node.id()));
            }
        }
        Ok(())
    }

    /// What happens to the children of each container.
    fn plans(&self, family: &Family<'d>) -> Result<BTreeMap<NodeId, Plan<'_>>, ChangeError> {
        let mut plans: BTreeMap<NodeId, Plan<'_>> = BTreeMap::new();
        for node in &self.removed {
            let parent = family.parent(*node).ok_or(ChangeError::Root)?;
            plans.entry(parent.id()).or_default().removed.insert(node.id());
        }
        for Insertion { container, position, key, value, text, apart } in &self.inserted {
            let item = Item { key: key.as_deref(), value, text: *text, apart: *apart };
            plans.entry(container.id()).or_default().inserted.push((*position, item));
        }
        Ok(plans)
    }
}

fn replacement<'d>(
    writer: &Writer<'d>,
    family: &Family<'d>,
    node: Node<'d>,
    replacement: &Replacement<'d>,
) -> Splice {
    let mut text = String::new();
    match replacement {
        Replacement::Copy(copy) => text.push_str(copy),
        // No need to know how containers are written here.
        Replacement::Value(value) if !is_filled(value) => {
            writer.value(&mut text, value, &Setting { indent: "", on_one_line: true, models: &[] });
        }
        Replacement::Value(value) => {
            let models = models(family, node, write::is_flat(value));
            writer.value(&mut text, value, &setting(writer, family, node, &models));
        }
        Replacement::Around { key, beside, value } => {
            let own = node.to_value();
            let inner = Item { text: Some(node.raw()), ..Item::new(Some(key), &own) };
            let items = [inner, Item { apart: true, ..Item::new(Some(beside), value) }];
            let models = models(family, node, items.iter().all(|item| write::is_scalar(item.value)));
            let setting = setting(writer, family, node, &models);
            writer.container(&mut text, NodeKind::Object, &items, &setting);
        }
    }
    Splice::new(node.span(), text)
}

/// What a value in this place should look like.
fn models<'d>(family: &Family<'d>, node: Node<'d>, flat: bool) -> Vec<Node<'d>> {
    let mut models = vec![node];
    models.extend(family.like(node, flat));
    models
}

fn setting<'s, 'd>(
    writer: &Writer<'d>,
    family: &Family<'d>,
    node: Node<'d>,
    models: &'s [Node<'d>],
) -> Setting<'s, 'd>
where
    'd: 's,
{
    let on_one_line = family.parent(node).is_some_and(|parent| !parent.raw().contains('\n'));
    let indent = if on_one_line { "" } else { style::line_indentation(writer.text, style::start(node)) };
    Setting { indent, on_one_line, models }
}

/// Refuses places that do not exist and keys that would stand twice.
fn judge_plan(container: &Container<'_, '_>, id: NodeId, plan: &Plan<'_>) -> Result<(), ChangeError> {
    let children = container.children();
    if let Some((position, _)) = plan.inserted.iter().find(|(position, _)| *position > children.len()) {
        return Err(ChangeError::NoPosition(id, *position));
    }
    if plan.inserted.is_empty() {
        return Ok(());
    }
    let kept = children.iter().filter(|child| !plan.removed.contains(&child.id()));
    let mut keys: HashSet<_> = kept.filter_map(|child| child.key()).collect();
    for key in plan.inserted.iter().filter_map(|(_, item)| item.key) {
        if !keys.insert(key.into()) {
            return Err(ChangeError::DuplicateKey(key.to_owned()));
        }
    }
    Ok(())
}
