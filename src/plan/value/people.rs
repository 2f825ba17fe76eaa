//! Names of people and agents.

use std::borrow::Cow;

use super::number::Count;
use super::text::Text;
use crate::json::{Node, NodeKind};
use crate::plan::facet::Facet;
use crate::plan::read::{Entry, Reader, Scalar};
use crate::plan::shape::Shape;

/// Someone's name, as the plan writes it: `@tools-lead`, `alice`. Never empty: an empty text means nobody.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
#[serde(transparent)]
pub struct Person<'a>(Text<'a>);

impl<'a> Person<'a> {
    /// The person of that name; nobody when the name is empty.
    pub fn named(name: Text<'a>) -> Option<Self> {
        (!name.trim().is_empty()).then_some(Self(name))
    }

    /// The name as the plan writes it.
    pub fn name(&self) -> &str {
        &self.0
    }

    /// The name by which people are compared: without a leading `@` and without regard to case.
    pub fn key(&self) -> String {
        key(&self.0)
    }
}

/// The name by which people are compared: without a leading `@` and without regard to case.
pub fn key(name: &str) -> String {
    let name = name.trim();
    name.strip_prefix('@').unwrap_or(name).to_lowercase()
}

/// Whether two names are of the same person.
pub fn same(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

impl<'a> Scalar<'a> for Person<'a> {
    const SHAPE: Shape = Shape::Person;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.string(node, "a name").and_then(Self::named)
    }

    fn facet(&self) -> Facet<'_> {
        Facet::text(self.name())
    }
}

impl<'a> Entry<'a> for Person<'a> {
    const SHAPE: Shape = Shape::People;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        reader.string(node, "an array of names").and_then(Self::named)
    }

    fn text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.name())
    }
}

/// How many units of which owners or pools an issue needs at once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demand<'a>(pub Vec<(Text<'a>, Count)>);

impl serde::Serialize for Demand<'_> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, units)| (name, units)))
    }
}

impl<'a> Scalar<'a> for Demand<'a> {
    const SHAPE: Shape = Shape::Demand;

    fn read(node: Node<'a>, reader: &mut Reader<'a>) -> Option<Self> {
        if node.kind() != NodeKind::Object {
            reader.wrong_type(node, "an object that maps an owner or pool to units");
            return None;
        }
        let members = node.children().filter(|member| !member.is_null());
        let units = members.filter_map(|member| Some((member.key()?, Count::read(member, reader)?)));
        Some(Self(units.collect()))
    }

    fn facet(&self) -> Facet<'_> {
        Facet::List(self.0.iter().map(|(name, Count(units))| format!("{name}: {units}").into()).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_compared_without_at_sign_and_case() {
        assert!(same("@Tools-Lead", "tools-lead"));
        assert!(!same("@tools-lead", "@runtime-lead"));
        assert_eq!(Person::named("".into()), None);
    }

    #[test]
    fn a_demand_of_null_reads_as_absent() {
        let plan = r#"{"issues": [{"demand": {"@qa": null, "gpu": 2}}]}"#;
        let document = crate::json::Document::parse(plan.into()).unwrap();
        let plan = crate::plan::Plan::read(&document).unwrap();
        assert_eq!(plan.items.issues[0].demand, Some(Demand(vec![("gpu".into(), Count(2))])));
        assert!(plan.problems.is_empty());
    }
}
