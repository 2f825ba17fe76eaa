//! Checklists: goals, criteria, questions, deliverables.

use std::borrow::Cow;

use super::text::Text;
use crate::json::{Node, NodeKind};
use crate::plan::read::{Entry, Reader, Scalar};
use crate::plan::shape::Shape;

/// An entry of a checklist. When its text is the id of an item, it stands for that item.
#[derive(Debug, Clone, serde::Serialize)]
pub struct ChecklistEntry<'a> {
    /// What is to be done; absent when there is only a path.
    pub text: Option<Text<'a>>,
    /// Whether it is.
    pub done: bool,
    /// What sort of thing it is, such as `documentation`.
    pub kind: Option<Text<'a>>,
    /// A file in the repository.
    pub path: Option<Text<'a>>,
    /// Where it stands in the plan's text.
    #[serde(skip)]
    pub node: Node<'a>,
}

impl ChecklistEntry<'_> {
    /// The entry's own words: its text, else its path.
    pub fn words(&self) -> &str {
        self.text.as_deref().or(self.path.as_deref()).unwrap_or_default()
    }
}

impl<'a> Entry<'a> for ChecklistEntry<'a> {
    const SHAPE: Shape = Shape::Checklist;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        const WANTED: &str = "an array of texts or of objects with a `text` or a `path`";
        let mut has_words = false;
        let mut entry = Self { text: None, done: false, kind: None, path: None, node };
        if node.kind() != NodeKind::Object {
            entry.text = Some(reader.string(node, WANTED)?);
            return Some(entry);
        }
        for member in node.children().filter(|member| !member.is_null()) {
            let key = member.key();
            has_words |= matches!(key.as_deref(), Some("text" | "path"));
            match key.as_deref() {
                Some("text") => entry.text = reader.string(member, "an array whose `text` is a text"),
                Some("done") => entry.done = bool::read(member, reader).unwrap_or(false),
                Some("kind") => entry.kind = reader.string(member, "an array whose `kind` is a text"),
                Some("path") => entry.path = reader.string(member, "an array whose `path` is a text"),
                _ => {}
            }
        }
        if !has_words {
            reader.wrong_type(node, WANTED);
        }
        (entry.text.is_some() || entry.path.is_some()).then_some(entry)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.words())
    }
}
