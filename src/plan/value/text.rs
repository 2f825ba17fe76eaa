//! Text in its forms: a line, prose, short words.

use std::borrow::Cow;

use crate::diagnostic::{Diagnostic, Severity};
use crate::json::{Node, NodeKind};
use crate::plan::facet::Facet;
use crate::plan::read::{Entry, Reader, Scalar};
use crate::plan::shape::Shape;
use crate::text;

/// One line of text, borrowed from the plan's text where it has no escapes.
pub type Text<'a> = Cow<'a, str>;

impl<'a> Scalar<'a> for Text<'a> {
    const SHAPE: Shape = Shape::Text;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.string(node, "a text")
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.as_ref())
    }
}

/// The name by which an item is addressed.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Id<'a>(Text<'a>);

/// The id that stands for the plan itself.
pub const PLAN_ID: &str = "plan";

impl Id<'_> {
    /// Whether a new item may have this id: `[A-Za-z0-9_@][^\s=,#]*`, and not `plan`, which is the plan itself.
    pub fn may_be_new(id: &str) -> bool {
        let first = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '@';
        let marks = |byte: u8| matches!(byte, b'=' | b',' | b'#');
        // Nearly all ids are of such bytes alone, and these are sooner looked at than characters.
        let plain = |byte: u8| byte.is_ascii_graphic() && !marks(byte);
        id.starts_with(first)
            && (id.bytes().all(plain)
                || !id.contains(|c: char| {
                    c.is_whitespace() || c.is_control() || u8::try_from(c).is_ok_and(marks)
                }))
            && id != PLAN_ID
    }
}

impl std::ops::Deref for Id<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'a> Scalar<'a> for Id<'a> {
    const SHAPE: Shape = Shape::Id;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let id = reader.string(node, "a text")?;
        if Self::may_be_new(&id) {
            return Some(Self(id));
        }
        let shown = text::one_line(&id).into_owned();
        let unusable =
            id.is_empty() || id == PLAN_ID || id.contains(|c: char| c.is_whitespace() || c.is_control());
        let (severity, message) = match (id.as_ref(), unusable) {
            ("", _) => (Severity::Error, "the `id` is empty".to_owned()),
            (PLAN_ID, _) => (Severity::Error, "the id `plan` is reserved for the plan itself".to_owned()),
            (_, true) => {
                (Severity::Error, format!("the id `{shown}` holds white space or a control character"))
            }
            (_, false) => (Severity::Warning, format!("the id `{shown}` is hard to type on a command line")),
        };
        let hint = "an id begins with a letter, a digit, `_` or `@` and has no white space, `=`, `,` or `#`";
        reader.problem(Diagnostic::new("invalid-id", severity, node.span(), message).hint(hint));
        (!unusable).then_some(Self(id))
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.0.as_ref())
    }
}

/// Longer text, written as one text or as an array of its lines.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Prose<'a>(pub Text<'a>);

impl<'a> Scalar<'a> for Prose<'a> {
    const SHAPE: Shape = Shape::Prose;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() != NodeKind::Array {
            return reader.string(node, "a text or an array of its lines").map(Self);
        }
        let lines: Vec<_> = node
            .children()
            .filter(|line| !line.is_null())
            .filter_map(|line| reader.string(line, "a text or an array of its lines"))
            .collect();
        Some(Self(lines.join("\n").into()))
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.0.as_ref())
    }
}

/// Short words, such as the labels of an issue.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Label<'a>(pub Text<'a>);

impl<'a> Entry<'a> for Label<'a> {
    const SHAPE: Shape = Shape::Labels;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.string(node, "an array of texts").map(Self)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

/// A line of its own, such as a command.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Line<'a>(pub Text<'a>);

impl<'a> Entry<'a> for Line<'a> {
    const SHAPE: Shape = Shape::Lines;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.string(node, "an array of texts").map(Self)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(&self.0)
    }
}

impl<'a> Scalar<'a> for bool {
    const SHAPE: Shape = Shape::Boolean;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        let value = node.as_bool();
        if value.is_none() {
            reader.wrong_type(node, "true or false");
        }
        value
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(if *self { "true" } else { "false" })
    }
}

/// An object for a team's own fields, kept as it stands in the plan.
#[derive(Debug, Clone, Copy)]
pub struct Extra<'a>(pub Node<'a>);

impl serde::Serialize for Extra<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Natural(self.0).serialize(serializer)
    }
}

/// A value whose numbers are such to every serializer: those of a `serde_json::Value`, which keep their spelling, are so
/// to that of `serde_json` alone, and templates have another.
struct Natural<'a>(Node<'a>);

impl serde::Serialize for Natural<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let node = self.0;
        match node.kind() {
            NodeKind::Null => serializer.serialize_unit(),
            NodeKind::Boolean => serializer.serialize_bool(node.raw() == "true"),
            NodeKind::Number => match (node.raw().parse::<i64>(), node.raw().parse::<u64>()) {
                (Ok(number), _) => serializer.serialize_i64(number),
                (_, Ok(number)) => serializer.serialize_u64(number),
                _ => serializer.serialize_f64(node.as_f64().unwrap_or_default()),
            },
            NodeKind::String => serializer.serialize_str(&node.as_str().unwrap_or_default()),
            NodeKind::Array => serializer.collect_seq(node.children().map(Natural)),
            NodeKind::Object => serializer.collect_map(
                node.children().map(|member| (member.key().unwrap_or_default(), Natural(member))),
            ),
        }
    }
}

impl<'a> Scalar<'a> for Extra<'a> {
    const SHAPE: Shape = Shape::Extra;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() != NodeKind::Object {
            reader.wrong_type(node, "an object");
            return None;
        }
        Some(Self(node))
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.0.raw())
    }
}
