//! People whom the team does not know.

use std::collections::HashSet;

use super::sink::{Sink, named, shown, typed};
use super::suggestion::Suggestions;
use super::{Check, Rule, Subject};
use crate::diagnostic::Severity;
use crate::json::{Node, NodeKind};
use crate::plan::shape::Shape;
use crate::plan::value::people;

pub(super) const UNKNOWN_OWNER: Rule = Rule {
    code: "unknown-owner",
    severity: Severity::Warning,
    summary: "a name is of nobody in the `team`",
    explanation: "The plan lists its `team`, and this name is neither the id nor the name of a member, compared without a \
        leading `@` and without regard to case. It may be misspelt, and then the work is missing from its owner's list \
        and load. Correct the name, or add the member. A plan without `team` may name anybody.",
    example: r#"{"team": [{"id": "tools-lead"}], "issues": [{"id": "FEAT-041", "owner": "@tool-lead"}]}"#,
    check: Check::Claims(unknown_owner),
};

fn unknown_owner(subject: &Subject<'_>, sink: &mut Sink) {
    let structure = subject.structure;
    let team = &structure.plan.items.team;
    if team.is_empty() {
        return;
    }
    let names = || team.iter().flat_map(|member| [member.id.as_deref(), member.name.as_deref()]).flatten();
    let keys: HashSet<String> = names().map(people::key).collect();
    let mut suggestions = Suggestions::new(names());
    for (item, field) in structure.fields(|shape| matches!(shape, Shape::Person | Shape::People)) {
        for node in entries(item.node().get(field)) {
            let Some(name) = node.as_str().filter(|name| !name.trim().is_empty()) else { continue };
            let key = people::key(&name);
            if keys.contains(&key) {
                continue;
            }
            let message =
                format!("the `{field}` of {} is `{}`, who is not in the team", named(item), shown(&name));
            let finding = sink.within(item, field, node, message);
            sink.push(match suggestions.nearest(&key) {
                Some(near) => finding.hint(format!("did you mean `{}`?", shown(near))),
                None => finding.hint(format!("tracker add team {}", typed(name.trim()))),
            });
        }
    }
}

/// The entries of a list, or the value itself.
fn entries(value: Option<Node<'_>>) -> impl Iterator<Item = Node<'_>> {
    let list = value.filter(|value| value.kind() == NodeKind::Array);
    let single = value.filter(|value| value.kind() != NodeKind::Array);
    list.into_iter().flat_map(Node::children).chain(single)
}
