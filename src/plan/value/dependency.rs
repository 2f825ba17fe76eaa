//! What an item waits for, as its text says it: dependencies, blockers, references.

use std::borrow::Cow;

use super::status::DependencyType;
use super::text::Text;
use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{Node, NodeKind};
use crate::plan::facet::Facet;
use crate::plan::read::{Entry, Reader, Scalar};
use crate::plan::shape::Shape;

/// The id of an item, as the plan writes it, with its place in the text.
#[derive(Debug, Clone)]
pub struct Reference<'a> {
    /// The id.
    pub id: Text<'a>,
    /// Where it stands.
    pub node: Node<'a>,
}

impl serde::Serialize for Reference<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.id)
    }
}

impl<'a> Reference<'a> {
    fn new(node: Node<'a>, reader: &mut Reader<'a>, wanted: &str) -> Option<Self> {
        let id = reader.string(node, wanted)?;
        (!id.is_empty()).then_some(Self { id, node })
    }
}

impl<'a> Scalar<'a> for Reference<'a> {
    const SHAPE: Shape = Shape::Reference;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        Self::new(node, reader, "the id of an item")
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.id.as_ref())
    }
}

/// An edge of the dependency graph as its item writes it: the item waits for the target.
#[derive(Debug, Clone, serde::Serialize)]
pub struct Dependency<'a> {
    /// What it waits for.
    #[serde(rename = "id")]
    pub target: Reference<'a>,
    /// How the two are tied.
    #[serde(rename = "type")]
    pub kind: DependencyType,
    /// Hours between them; negative is lead.
    pub lag: f64,
}

impl<'a> Dependency<'a> {
    /// Reads `{"id": "FEAT-044", "type": "finish-to-start", "lag": 4}`.
    fn from_object(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let (mut target, mut has_id) = (None, false);
        let mut kind = None;
        let mut lag = None;
        for member in node.children().filter(|member| !member.is_null()) {
            match member.key().as_deref() {
                Some("id") => {
                    has_id = member.as_str().is_none_or(|id| !id.is_empty());
                    target = Reference::new(member, reader, "an array whose `id` is a text");
                }
                Some("type") => kind = reader.choice(member),
                Some("lag") => lag = reader.number(member, "an array whose `lag` is a number of hours"),
                _ => {}
            }
        }
        if !has_id {
            reader.wrong_type(node, "an array of ids or of objects with an `id`");
        }
        let kind = kind.unwrap_or(DependencyType::FinishToStart);
        Some(Self { target: target?, kind, lag: lag.unwrap_or(0.0) })
    }
}

impl<'a> Entry<'a> for Dependency<'a> {
    const SHAPE: Shape = Shape::Dependencies;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() == NodeKind::Object {
            return Self::from_object(node, reader);
        }
        let target = Reference::new(node, reader, "an array of ids or of objects with an `id`")?;
        Some(Self { target, kind: DependencyType::FinishToStart, lag: 0.0 })
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.target.id)
    }
}

/// An entry of `blockers`, `affects` or `covers`: a reference when it has no white space, else words for
/// something outside the plan.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(transparent)]
pub struct Blocker<'a>(pub Reference<'a>);

impl Blocker<'_> {
    /// Whether it is words for something outside the plan.
    pub fn is_words(&self) -> bool {
        is_words(&self.0.id)
    }
}

/// Whether a text has white space, and so is words and no id.
pub fn is_words(text: &str) -> bool {
    text.contains(char::is_whitespace)
}

impl<'a> Entry<'a> for Blocker<'a> {
    const SHAPE: Shape = Shape::Blockers;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let reference = Reference::new(node, reader, "an array of ids or words")?;
        if reference.id.trim().is_empty() {
            let message = "a blocker must be an id or words, not white space";
            reader.problem(Diagnostic::new("wrong-type", Severity::Error, node.span(), message));
            return None;
        }
        Some(Self(reference))
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0.id)
    }
}

/// An entry of `affects` or `covers`: an id, `*` for everything, or words, which are shown and hold nothing.
#[derive(Debug, Clone, serde::Serialize)]
#[serde(transparent)]
pub struct Scope<'a>(pub Reference<'a>);

impl Scope<'_> {
    /// Whether it stands for everything.
    pub fn is_everything(&self) -> bool {
        self.0.id == "*"
    }

    /// Whether it is words, which are shown and hold nothing.
    pub fn is_words(&self) -> bool {
        is_words(&self.0.id)
    }
}

impl<'a> Entry<'a> for Scope<'a> {
    const SHAPE: Shape = Shape::Scope;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        Reference::new(node, reader, "an array of ids, `*` or words").map(Self)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0.id)
    }
}
