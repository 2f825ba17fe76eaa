//! A parsed text and the tree of its values.
//!
//! The tree is a tape: one record per value in the order of the text, each knowing where its subtree ends. It
//! holds places only; contents are read from the text when somebody asks.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::parse;
use super::scan;
use super::style;
use super::syntax::SyntaxError;
use crate::span::Span;

/// A JSON text that is known to be valid, with the places of all its values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    text: String,
    tape: Vec<Record>,
}

/// What the tape knows about one value. Small, as a large plan has millions of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Record {
    /// The value's first byte.
    pub(super) start: u32,
    /// The first byte behind the value.
    pub(super) end: u32,
    /// The opening quote of the member's key, or [`Record::NO_KEY`].
    pub(super) key: u32,
    /// The first record behind this value and everything in it.
    pub(super) next: u32,
    pub(super) kind: NodeKind,
    /// A string with at least one backslash.
    pub(super) escaped: bool,
    /// A key with at least one backslash.
    pub(super) key_escaped: bool,
}

impl Record {
    /// The `key` of a value that is no member of an object.
    pub(super) const NO_KEY: u32 = u32::MAX;
    /// What stands for a record that does not exist; only a [`NodeId`] of another document leads to it.
    const NOTHING: Self = Self {
        start: 0,
        end: 0,
        key: Self::NO_KEY,
        next: 0,
        kind: NodeKind::Null,
        escaped: false,
        key_escaped: false,
    };
}

/// Names one value of one document, in the order of the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// The six kinds of JSON values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NodeKind {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number, in whatever spelling.
    Number,
    /// A string.
    String,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl NodeKind {
    /// The kind in words, with its article: `an object`.
    pub const fn article(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "a boolean",
            Self::Number => "a number",
            Self::String => "a string",
            Self::Array => "an array",
            Self::Object => "an object",
        }
    }
}

impl Document {
    /// Reads a whole file. Agrees with `serde_json` on what is valid, and also refuses a byte-order mark and
    /// an object that has the same key twice.
    pub fn parse(bytes: Vec<u8>) -> Result<Self, SyntaxError> {
        let text = parse::decode(bytes)?;
        match parse::parse(&text) {
            Ok(tape) => Ok(Self { text, tape }),
            Err(fault) => Err(fault.in_text(text)),
        }
    }

    /// A text with its tape.
    pub(super) const fn of_parts(text: String, tape: Vec<Record>) -> Self {
        Self { text, tape }
    }

    /// What is known of all values, in the order of the text.
    pub(super) fn tape(&self) -> &[Record] {
        &self.tape
    }

    /// The text as it was given.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The value that is the document.
    pub fn root(&self) -> Node<'_> {
        Node { document: self, id: NodeId(0) }
    }

    /// The value with this name, if the document has it.
    pub fn node(&self, id: NodeId) -> Option<Node<'_>> {
        let exists = (id.0 as usize) < self.tape.len();
        exists.then_some(Node { document: self, id })
    }

    /// Gives the text back.
    pub fn into_text(self) -> String {
        self.text
    }

    /// The value that is so many values behind the root.
    pub(super) fn nth(&self, index: u32) -> Option<Node<'_>> {
        self.node(NodeId(index))
    }
}

/// One value of a document. Small, as every item of a plan keeps some.
#[derive(Clone, Copy)]
pub struct Node<'d> {
    document: &'d Document,
    id: NodeId,
}

impl std::fmt::Debug for Node<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Node").field("id", &self.id).field("raw", &self.raw()).finish_non_exhaustive()
    }
}

impl<'d> Node<'d> {
    /// Its name in this document.
    pub fn id(self) -> NodeId {
        self.id
    }

    fn record(self) -> Record {
        self.document.tape.get(self.id.0 as usize).copied().unwrap_or(Record::NOTHING)
    }

    /// Which of the six kinds it is.
    pub fn kind(self) -> NodeKind {
        self.record().kind
    }

    /// The document that it is part of.
    pub const fn document(self) -> &'d Document {
        self.document
    }

    /// Where the value stands, without the key.
    pub fn span(self) -> Span {
        let record = self.record();
        Span::new(record.start as usize, record.end as usize)
    }

    /// The value as the text spells it.
    pub fn raw(self) -> &'d str {
        self.span().of(&self.document.text)
    }

    /// The key of a member of an object, decoded.
    pub fn key(self) -> Option<Cow<'d, str>> {
        self.key_span().map(|span| scan::decoded(span.of(&self.document.text), self.record().key_escaped))
    }

    /// Where the key of a member stands, with its quotes.
    pub fn key_span(self) -> Option<Span> {
        let record = self.record();
        if record.key == Record::NO_KEY {
            return None;
        }
        // Between the closing quote and the value are only white space and the colon.
        let start = record.key as usize;
        let between = self.document.text.get(start..record.start as usize)?;
        Some(Span::new(start, start + between.rfind('"').map_or(0, |quote| quote + 1)))
    }

    /// Members or elements in the order of the text; none for a scalar.
    pub fn children(self) -> Children<'d> {
        Children { document: self.document, at: self.id.0 + 1, end: self.record().next }
    }

    /// The member of an object with this key.
    pub fn get(self, key: &str) -> Option<Self> {
        if self.kind() != NodeKind::Object {
            return None;
        }
        self.children().find(|child| child.has_key(key))
    }

    /// Whether it is the member of an object with this key. Quicker than to decode the key.
    pub fn has_key(self, key: &str) -> bool {
        let record = self.record();
        if record.key == Record::NO_KEY {
            return false;
        }
        if record.key_escaped {
            return self.key().is_some_and(|own| own == key);
        }
        let start = record.key as usize + 1;
        let Some(rest) = self.document.text.as_bytes().get(start..) else { return false };
        // The quote first: mostly the lengths differ, and one byte is soon compared.
        rest.get(key.len()) == Some(&b'"') && rest.starts_with(key.as_bytes())
    }

    /// How many members or elements it has. Walks them.
    pub fn len(self) -> usize {
        self.children().count()
    }

    /// Whether it has no members or elements.
    pub fn is_empty(self) -> bool {
        self.record().next == self.id.0 + 1
    }

    /// The text of a string, decoded.
    pub fn as_str(self) -> Option<Cow<'d, str>> {
        (self.kind() == NodeKind::String).then(|| scan::decoded(self.raw(), self.record().escaped))
    }

    /// A number as the nearest double.
    pub fn as_f64(self) -> Option<f64> {
        if self.kind() == NodeKind::Number { self.raw().parse().ok() } else { None }
    }

    /// `true` or `false`.
    pub fn as_bool(self) -> Option<bool> {
        (self.kind() == NodeKind::Boolean).then(|| self.raw() == "true")
    }

    /// Whether it is `null`.
    pub fn is_null(self) -> bool {
        self.kind() == NodeKind::Null
    }

    /// The value without its places. A number keeps its spelling.
    pub fn to_value(self) -> Value {
        match self.kind() {
            NodeKind::Null => Value::Null,
            NodeKind::Boolean => (self.raw() == "true").into(),
            // `serde_json` itself would read `1e5` as `1e+5`.
            NodeKind::Number => Number::from_string_unchecked(self.raw().to_owned()).into(),
            NodeKind::String => self.as_str().into(),
            // No deeper than a document may be.
            NodeKind::Array => self.children().map(Self::to_value).collect(),
            NodeKind::Object => self
                .children()
                .filter_map(|member| Some((member.key()?.into_owned(), member.to_value())))
                .collect(),
        }
    }

    /// Whether this member of `object` has its colon spaced in the other way than the member beside it: so stands what
    /// [`Changes::insert_apart`](super::Changes::insert_apart) and [`Changes::wrap`](super::Changes::wrap) put there,
    /// and hardly anything else.
    pub fn stands_apart(self, object: Self) -> bool {
        let text = self.document.text();
        let (before, behind): (Vec<_>, Vec<_>) =
            object.children().filter(|member| member.id != self.id).partition(|member| member.id < self.id);
        let beside = before.into_iter().rev().chain(behind).find_map(|member| style::colon(text, member));
        style::colon(text, self) == Some(style::apart(beside.unwrap_or(style::USUAL_COLON)))
    }

    /// Where the key of a member begins.
    pub(super) fn key_start(self) -> Option<usize> {
        let key = self.record().key;
        (key != Record::NO_KEY).then_some(key as usize)
    }

    /// What the first value behind this one and everything in it is, or would be, named.
    pub(super) fn behind(self) -> NodeId {
        NodeId(self.record().next)
    }

    /// Whether it is a value of this very document.
    pub(super) fn belongs_to(self, document: &Document) -> bool {
        std::ptr::eq(self.document, document)
    }
}

/// The members or elements of a value. See [`Node::children`].
#[derive(Debug, Clone)]
pub struct Children<'d> {
    document: &'d Document,
    at: u32,
    end: u32,
}

impl<'d> Iterator for Children<'d> {
    type Item = Node<'d>;

    fn next(&mut self) -> Option<Node<'d>> {
        if self.at >= self.end {
            return None;
        }
        let child = self.document.node(NodeId(self.at))?;
        self.at = child.record().next;
        Some(child)
    }
}
