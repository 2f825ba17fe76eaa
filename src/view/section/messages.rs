//! The communication log.

use serde::Serialize;

use super::Section;
use crate::plan::kind::Item;
use crate::plan::value::people::Person;
use crate::plan::value::status::MessageType;
use crate::view::Viewpoint;
use crate::view::badge::Badge;

/// The communication log.
#[derive(Debug, Serialize)]
pub struct Messages<'p> {
    /// The messages in the plan's order; of very many the last.
    pub rows: Vec<MessageRow<'p>>,
    /// How many earlier ones are not shown.
    pub hidden: usize,
}

/// A message.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct MessageRow<'p> {
    /// Its id.
    pub id: Option<&'p str>,
    /// When it was sent.
    pub time: Option<&'p str>,
    /// Who sent it.
    pub from: Option<&'p str>,
    /// Who got it.
    pub to: Option<&'p str>,
    /// What it is about.
    pub subject: String,
    /// What it is.
    #[serde(rename = "type")]
    pub kind: Option<MessageType>,
    /// What it is, with its sign.
    pub badge: Option<Badge>,
}

impl Section for Messages<'_> {
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

pub(super) fn section<'p>(view: &Viewpoint<'p>) -> Messages<'p> {
    let messages = &view.state.plan.items.messages;
    let hidden = messages.len().saturating_sub(view.rows);
    let rows = messages.iter().skip(hidden).map(|message| MessageRow {
        id: message.id.as_deref(),
        time: message.time.as_deref(),
        from: message.from.as_ref().map(Person::name),
        to: message.to.as_ref().map(Person::name),
        subject: Item::Message(message).label().into_owned(),
        kind: message.kind,
        badge: message.kind.map(Badge::from),
    });
    Messages { rows: rows.collect(), hidden }
}
