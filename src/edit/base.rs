//! What every edit starts from: the text, what it says, and the day.

use serde_json::Value;

use super::change::ID;
use super::owner::Owner;
use crate::diagnostic::Failure;
use crate::json::{Document, Node};
use crate::plan::Plan;
use crate::plan::index::{At, Index};
use crate::plan::kind::Item;
use crate::plan::value::date::Date;
use crate::plan::value::text::{Id, PLAN_ID};
use crate::text::{self, Positions};

/// A plan with its text, its index and the day on which it is edited.
pub(super) struct Base<'p> {
    pub(super) document: &'p Document,
    pub(super) plan: &'p Plan<'p>,
    pub(super) index: Index<'p>,
    pub(super) today: Date,
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// The plan itself.
    Plan,
    /// An item.
    Item(At),
}

impl<'p> Base<'p> {
    pub(super) fn new(document: &'p Document, plan: &'p Plan<'p>, today: Date) -> Self {
        Self { document, plan, index: Index::new(plan), today }
    }

    /// What a person calls it: its id, `actions.3`, a number, or `plan`.
    pub(super) fn target(&self, name: &str) -> Result<Target, Failure> {
        if name == PLAN_ID {
            return Ok(Target::Plan);
        }
        self.item(name).map(|(at, _)| Target::Item(at))
    }

    /// The item that a person calls so. An id that several items have names none of them.
    pub(super) fn item(&self, name: &str) -> Result<(At, Item<'p, 'p>), Failure> {
        let found = self.index.address(name).and_then(|at| Some((at, self.plan.item(at)?)));
        let (at, item) = found.ok_or_else(|| self.unknown_item(name))?;
        let twins = self.index.twins(at);
        let is_by_id = item.id().is_some_and(|id| id.to_lowercase() == name.to_lowercase());
        if is_by_id && twins.len() > 1 { Err(self.several(name, &twins)) } else { Ok((at, item)) }
    }

    /// The item whose `id` is this text, where that can be no id and so names nothing: to give it another.
    pub(super) fn unusable(&self, id: &str) -> Result<Option<(At, Item<'p, 'p>)>, Failure> {
        let has_it = |item: Item<'_, '_>| {
            item.id().is_none() && item.node().get(ID).and_then(Node::as_str).is_some_and(|own| own == id)
        };
        let found: Vec<_> = self.plan.all_items().filter(|(_, item)| has_it(*item)).collect();
        match found.as_slice() {
            [] => Ok(None),
            [one] => Ok(Some(*one)),
            several => Err(self.several(id, &several.iter().map(|(at, _)| *at).collect::<Vec<_>>())),
        }
    }

    /// That several items have an id, with the names by which one of them can be meant.
    fn several(&self, id: &str, twins: &[At]) -> Failure {
        let (id, positions) = (text::one_line(id), Positions::new(self.document.text()));
        let items: Vec<_> = twins.iter().filter_map(|at| self.plan.item(*at)).collect();
        let places: Vec<_> = items
            .iter()
            .map(|item| format!("`{}` at {}", item.place(), positions.of(item.node().span().start)))
            .collect();
        let last = items.last().map(|item| item.place()).unwrap_or_default();
        Failure::new(format!("`{id}` is the id of {} items: {}", items.len(), places.join(", "))).hint(
            format!(
                "name one by its kind and place; `tracker rename {last} ID` gives the last an id of its own"
            ),
        )
    }

    /// That there is no such item, with the nearest that there is.
    pub(super) fn unknown_item(&self, name: &str) -> Failure {
        let failure = Failure::new(format!("no item `{}`", text::one_line(name)));
        if let Ok(Some((_, item))) = self.unusable(name) {
            let hint = format!("`tracker rename {} ID` gives it an id that can be one", item.place());
            return Failure::new(format!("`{}` cannot be an id, so it names no item", text::one_line(name)))
                .hint(hint);
        }
        match self.index.nearest(name) {
            Some(near) => failure.hint(format!("did you mean `{}`?", text::one_line(near))),
            None => failure.hint("`tracker list` shows what there is"),
        }
    }

    /// The id of the item that a reference in an argument means, as the plan spells it.
    pub(super) fn reference(&self, name: &str) -> Result<&'p str, Failure> {
        let found = self.index.find(name).and_then(|at| self.plan.item(at)?.id());
        found.ok_or_else(|| self.unknown_item(name))
    }

    /// Refuses an id that a new item, or one with a new name, cannot have. `except` has a name already and may keep it.
    pub(super) fn judge_new_id(&self, id: &str, except: Option<At>) -> Result<(), Failure> {
        if id == PLAN_ID {
            return Err(
                Failure::new("the id `plan` is reserved for the plan itself").hint("choose another id")
            );
        }
        if !Id::may_be_new(id) {
            let hint =
                "an id begins with a letter, a digit, `_` or `@` and has no white space, `=`, `,` or `#`";
            return Err(Failure::new(format!("`{}` cannot be an id", text::one_line(id))).hint(hint));
        }
        let taken = self.index.find(id).filter(|at| Some(*at) != except);
        let taken = taken.and_then(|at| Some((at, self.plan.item(at)?.id()?)));
        // An issue whose number it is does not have it as its id.
        match taken.filter(|(_, taken)| taken.to_lowercase() == id.to_lowercase()) {
            Some((at, taken)) => Err(Failure::new(format!(
                "`{}` is there already, in `{}`",
                text::one_line(taken),
                at.kind.description().key
            ))
            .hint(match except {
                Some(_) => "choose another id",
                None => "choose another id, or leave it out to have the next one",
            })),
            None => Ok(()),
        }
    }

    /// The object that a target is, what it is called, and whose fields it has. What shares its id is called by its
    /// kind and place.
    pub(super) fn object(&self, target: Target) -> Option<(Node<'p>, String, Owner)> {
        match target {
            Target::Plan => Some((self.plan.root, PLAN_ID.to_owned(), Owner::Plan)),
            Target::Item(at) => {
                let item = self.plan.item(at)?;
                let is_alone = self.index.twins(at).len() < 2;
                let name = if is_alone { item.address() } else { item.place() };
                Some((item.node(), name, Owner::Kind(at.kind)))
            }
        }
    }

    /// A member's value, without its place; nothing when it is absent or `null`.
    pub(super) fn member(node: Node<'p>, key: &str) -> Option<Value> {
        node.get(key).filter(|member| !member.is_null()).map(Node::to_value)
    }
}
